/* cm-import-verdict.h - what a trial, or bringing in, came to: in words and as a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-import.h"

G_BEGIN_DECLS

/* All (transfer full). A number of things with its thousands parted: “1,234”. */
char *cm_import_verdict_count (guint n);
/* “1,234 rows read · 1,230 will be stored · 4 will be set aside” */
char *cm_import_verdict_rows (const CmImportReport *report);
/* “Amount: £1,234,567.89 will be stored, £12 set aside · 3 Apr 2009 – 31 Mar 2010” */
char *cm_import_verdict_sums (const CmImportReport *report);
/* Shows what is set aside in a view of cm_import_verdict_new_list(). */
GtkWidget *cm_import_verdict_new_list (void);
void cm_import_verdict_fill_list (GtkWidget *list, const CmImportReport *report);

G_END_DECLS
