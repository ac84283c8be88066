/* cm-table-cell.h - one cell of a table view: words and, while it is edited, an editor over them.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-record.h"

G_BEGIN_DECLS

/* What all cells of a column share. Counted, as GTK may let go of cells later than of the view. */
typedef struct
{
  gpointer view; /* the CmTableView; NULL once that is gone */
  const CmField *field;
  guint index;                 /* of the field in its table */
  gboolean current;            /* the keyboard moves along this column */
  GtkColumnViewColumn *column; /* owned; NULL while it is not shown */
} CmTableColumn;

/* Whether values of the field stand at the end of their cells, digits under digits. */
gboolean cm_table_column_is_numeric (const CmTableColumn *column);

#define CM_TYPE_TABLE_CELL (cm_table_cell_get_type ())
G_DECLARE_FINAL_TYPE (CmTableCell, cm_table_cell, CM, TABLE_CELL, GtkWidget)

/* Keeps a count of `column`. */
GtkWidget *cm_table_cell_new (CmTableColumn *column);
CmTableColumn *cm_table_cell_get_column (CmTableCell *self);

/* The record that the cell shows at present, or NULL; `refresh` is called now and whenever the
 * record changes, to set the text. */
void
cm_table_cell_set_record (CmTableCell *self, CmRecord *record, void (*refresh) (CmTableCell *self));
CmRecord *cm_table_cell_get_record (CmTableCell *self);

/* Property "text". What cannot be seen in one line is told in a tooltip. */
void cm_table_cell_set_text (CmTableCell *self, const char *text);
const char *cm_table_cell_get_text (CmTableCell *self);

/* Shows an entry in place of the words, or a popover beside them; takes `editor`. NULL ends it. */
void cm_table_cell_set_editor (CmTableCell *self, GtkWidget *editor);
GtkWidget *cm_table_cell_get_editor (CmTableCell *self);
/* Says beside the editor what is wrong with what it holds; NULL when nothing is any more. */
void cm_table_cell_set_error (CmTableCell *self, const char *message);

G_END_DECLS
