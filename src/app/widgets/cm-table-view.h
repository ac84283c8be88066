/* cm-table-view.h - the records of a table as rows that are edited in place. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_TABLE_VIEW (cm_table_view_get_type ())
G_DECLARE_FINAL_TYPE (CmTableView, cm_table_view, CM, TABLE_VIEW, AdwBin)

/* Signals: "selection-changed" (); "message" (const char *text, gboolean undo), to be told in a
 * toast; "activated" (CmRecord *), by Enter or a double click on a cell that is not edited here and
 * by Ctrl+Enter anywhere. */
GtkWidget *cm_table_view_new (void);

/* Shows the records of the query, which it takes; its conditions stay, search and order are added
 * by the view. */
void cm_table_view_show (CmTableView *self, CmStore *store, CmQuery *query);
/* Narrows the rows to those that hold every word; NULL or "" for all. */
void cm_table_view_search (CmTableView *self, const char *words);
/* The order of a table that the reader has not put into another; to be said before it is shown.
 * `field` must outlive the view; NULL for the table's own. */
void cm_table_view_set_first_order (CmTableView *self, const char *field, gboolean descending);
/* (transfer full): what is shown in place of a key that nobody can read. */
typedef char *(*CmTableViewWords) (CmRecord *record, const CmField *field, gpointer data);
/* Cells of those fields (ending with NULL, not copied) show what `words` says and are not edited
 * here. To be said before a table is shown; `data` must outlive the view. */
void cm_table_view_set_words (CmTableView *self,
                              const char *const *fields,
                              CmTableViewWords words,
                              gpointer data);
/* Asks for the words of all cells again. */
void cm_table_view_refresh (CmTableView *self);
/* Orders by a field, as a click on its header does. */
void cm_table_view_sort (CmTableView *self, const char *field, gboolean descending);

/* (transfer full): the rows as they are shown, in their order. */
CmQuery *cm_table_view_get_query (CmTableView *self);
/* The field that orders the rows. */
const CmField *cm_table_view_get_order (CmTableView *self, gboolean *descending);

guint cm_table_view_get_n_rows (CmTableView *self);
/* (nullable) (transfer none): the record if exactly one is selected. Valid until the selection
 * changes. */
CmRecord *cm_table_view_get_current (CmTableView *self);
/* (transfer container): the selected records in the order of the rows. */
GPtrArray *cm_table_view_get_selected (CmTableView *self);
/* Selects that record alone and scrolls to it; FALSE if it is not among the rows. */
gboolean cm_table_view_select (CmTableView *self, const char *id);

/* Starts to edit that cell of the current row, showing the column if it is hidden. */
void cm_table_view_edit (CmTableView *self, const char *field);
/* Ends an edit under way by keeping what was entered. FALSE if that cannot be: the cell stays open
 * and "message" has told why. */
gboolean cm_table_view_commit (CmTableView *self);
/* Puts the selected rows, or all if none is, on the clipboard, as text for a spreadsheet; "message"
 * tells when that is done. */
void cm_table_view_copy (CmTableView *self);

/* The fields shown, in their order; valid until columns change. */
const CmField *const *cm_table_view_get_columns (CmTableView *self, guint *n);
gboolean cm_table_view_get_column_visible (CmTableView *self, const char *field);
void cm_table_view_set_column_visible (CmTableView *self, const char *field, gboolean visible);
/* A menu of the columns to show and to sort by. Its actions are in the group "table": a menu button
 * outside the view needs it inserted under that name. */
GMenuModel *cm_table_view_get_columns_menu (CmTableView *self);
GActionGroup *cm_table_view_get_actions (CmTableView *self);

G_END_DECLS
