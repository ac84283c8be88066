/* cm-paper.h - takes a document of a few pages out of the window: clipboard, printer, file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-manual-export.h"

G_BEGIN_DECLS

/* (transfer full): what the document is to be called as a file, as in “Flash report.odt”. */
char *cm_paper_make_name (CmDocument *document, CmManualFormat format);

/* As rich text for word processors, and as plain text for all else. */
void cm_paper_copy (GtkWidget *widget, CmDocument *document, CmManual *manual);

/* Asks how to print it, or with `path` writes what would be printed to that PDF. Calls `failed` if
 * that cannot be done, unless `data`, a GObject, is gone by then. */
typedef void (*CmPaperFailed) (gpointer data, const GError *error);
void cm_paper_print (GtkWindow *parent,
                     CmDocument *document,
                     CmManual *manual,
                     const char *path,
                     CmPaperFailed failed,
                     gpointer data);

/* Writes the file in a thread; the callback gets `source` and what the last takes. */
void cm_paper_write (CmDocument *document,
                     CmManual *manual,
                     CmManualFormat format,
                     const char *path,
                     gpointer source,
                     GAsyncReadyCallback callback);
/* `path` (transfer full) is where it was to be written. */
gboolean cm_paper_write_finish (GAsyncResult *result, char **path, GError **error);

G_END_DECLS
