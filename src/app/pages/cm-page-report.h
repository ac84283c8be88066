/* cm-page-report.h - a page gives away a document that it has made: clipboard, file, printer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-manual-export.h"
#include "cm-page.h"

G_BEGIN_DECLS

/* (transfer full): what the document is to be called as a file, as in “Flash report.odt”. */
char *cm_page_name_report (CmDocument *document, CmManualFormat format);
/* As rich text for word processors, and as plain text for all else. */
void cm_page_copy_report (CmPage *self, CmDocument *document, CmManual *manual);
/* Writes the document in a thread and tells the reader how that went. The ending of the path says
 * in which format, and `format` if it says none. */
void cm_page_save_report (
    CmPage *self, CmDocument *document, CmManual *manual, CmManualFormat format, const char *path);
/* Asks how to print it and does; with `path`, which may be NULL, writes it there instead.
 * (transfer full): what goes on in the background; it holds itself. */
GtkPrintOperation *
cm_page_print_report (CmPage *self, CmDocument *document, CmManual *manual, const char *path);

G_END_DECLS
