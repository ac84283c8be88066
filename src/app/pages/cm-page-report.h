/* cm-page-report.h - a page saves or prints a document that it has made. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-manual.h"
#include "cm-page.h"

G_BEGIN_DECLS

/* Writes the document in a thread, in the format that the ending of the path says, and tells the
 * reader how that went. Takes the document. */
void cm_page_save_report (CmPage *self, CmDocument *document, CmManual *manual, const char *path);
/* Asks how to print it and does; with `path`, which may be NULL, writes it there instead. Takes the
 * document. (transfer full): what goes on in the background; it holds itself. */
GtkPrintOperation *
cm_page_print_report (CmPage *self, CmDocument *document, CmManual *manual, const char *path);

G_END_DECLS
