/* cm-picture-file.h - the picture that a figure of a document names. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-document.h"

G_BEGIN_DECLS

typedef struct
{
  GBytes *bytes;
  const char *type;   /* "image/png" */
  const char *ending; /* ".png" */
  double width;       /* in pixels, as far as the file tells; else 640 by 360 */
  double height;
} CmPictureFile;

/* (transfer full): NULL if the figure names none, or it is no picture in the document's folder, is
 * larger than 16 MiB or cannot be read. */
CmPictureFile *cm_picture_file_load (CmDocument *document, const CmBlock *figure);
void cm_picture_file_free (CmPictureFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmPictureFile, cm_picture_file_free)

G_END_DECLS
