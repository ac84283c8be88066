/* cm-history-page.h - who changed what and when, value by value; undo of any length. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-page.h"

G_BEGIN_DECLS

#define CM_TYPE_HISTORY_PAGE (cm_history_page_get_type ())
G_DECLARE_FINAL_TYPE (CmHistoryPage, cm_history_page, CM, HISTORY_PAGE, CmPage)

/* Shows the changes of that record alone, with what is part of it; NULL for all. */
void cm_history_page_narrow (CmHistoryPage *self, const char *table, const char *id);
/* Undoes change after change until the one that is chosen is undone too. */
void cm_history_page_undo_to_chosen (CmHistoryPage *self);
/* Writes the changes that are shown to a file for a spreadsheet, in a thread; tells when it is
 * there, or why not. */
void cm_history_page_export (CmHistoryPage *self, GFile *file);

G_END_DECLS
