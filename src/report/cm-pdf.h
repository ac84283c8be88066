/* cm-pdf.h - a document as a PDF file with structure, outline and links. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-press.h"

G_BEGIN_DECLS

/* What a PDF file says of itself. */
typedef struct
{
  const char *title;   /* or NULL for the document's own */
  const char *author;  /* or NULL */
  const char *subject; /* or NULL */
  gint64 created; /* seconds since 1970; with the same, the same document makes the same file */
} CmPdfAbout;

/* Writes a whole file or, on error, leaves what was there. Errors are those of CM_REPORT_ERROR, and
 * G_IO_ERROR_CANCELLED. `progress` and `cancellable` may be NULL. */
gboolean cm_pdf_write (CmDocument *document,
                       const CmPressSetup *setup,
                       const CmPdfAbout *about,
                       const char *path,
                       CmProgress *progress,
                       GCancellable *cancellable,
                       GError **error);
/* The same of pages that are set. */
gboolean cm_pdf_write_pages (CmPress *press,
                             const CmPdfAbout *about,
                             const char *path,
                             CmProgress *progress,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
