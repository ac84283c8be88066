/* cm-manual-export.h - the manual, a part of it or a report about it, as a file for others. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-manual.h"
#include "cm-new-file.h"
#include "cm-progress.h"

G_BEGIN_DECLS

typedef enum
{
  CM_MANUAL_PDF,         /* on A4 */
  CM_MANUAL_HTML,        /* one page */
  CM_MANUAL_HTML_FOLDER, /* a page for each section */
  CM_MANUAL_ODT,
  CM_N_MANUAL_FORMATS,
} CmManualFormat;

typedef struct
{
  const char *name;   /* for the command line: "html-folder" */
  const char *ending; /* ".html"; "" for a folder */
  const char *label;  /* to be translated */
} CmManualFormatInfo;

const CmManualFormatInfo *cm_manual_format_get (CmManualFormat format);
/* The format of that name, or CM_N_MANUAL_FORMATS. */
CmManualFormat cm_manual_format_find (const char *name);
/* What the ending of a file's name says, whatever its case; a folder without an ending;
 * CM_N_MANUAL_FORMATS for an ending that says nothing. */
CmManualFormat cm_manual_format_for (const char *path);

/* (transfer full): the document that is written: the whole manual or, unless `id` is NULL, the
 * chapter or section of that id. NULL if there is none of that id. */
CmDocument *cm_manual_export_new_document (CmManual *manual, const char *id);

/* (transfer full): a format that is a single file, in memory. `progress` and `cancellable` may be
 * NULL here and below. */
GBytes *cm_manual_export_make (CmDocument *document,
                               CmManual *manual,
                               CmManualFormat format,
                               CmProgress *progress,
                               GCancellable *cancellable,
                               GError **error);
/* Writes the file, or the folder, which takes the place of another only once it is whole. */
gboolean cm_manual_export (CmDocument *document,
                           CmManual *manual,
                           CmManualFormat format,
                           const char *path,
                           CmProgress *progress,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
