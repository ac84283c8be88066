/* cm-amount-cell.h - one amount of a grid: what it is, how sure it is, and an entry to change it.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CM_TYPE_AMOUNT_CELL (cm_amount_cell_get_type ())
G_DECLARE_FINAL_TYPE (CmAmountCell, cm_amount_cell, CM, AMOUNT_CELL, GtkWidget)

GtkWidget *cm_amount_cell_new (guint row, guint column);
guint cm_amount_cell_get_row (CmAmountCell *self);
guint cm_amount_cell_get_column (CmAmountCell *self);

/* The amount as text, "" for none; the mark of its state and the CSS class of that, both NULL for
 * none; and what a screen reader says. */
void cm_amount_cell_show (CmAmountCell *self,
                          const char *amount,
                          const char *mark,
                          const char *style,
                          const char *spoken);
const char *cm_amount_cell_get_amount (CmAmountCell *self);

/* (transfer none): an entry in the place of the amount, with the keyboard in it and all of its text
 * selected. */
GtkWidget *cm_amount_cell_begin_edit (CmAmountCell *self, const char *text);
/* (nullable) */
GtkWidget *cm_amount_cell_get_entry (CmAmountCell *self);
/* Shows the amount again; the keyboard comes back to the cell if it was in the entry. */
void cm_amount_cell_end_edit (CmAmountCell *self);

/* (transfer full): the mark of a state as the cell shows it, for a legend. */
GtkWidget *cm_amount_cell_make_mark (const char *mark, const char *style);

G_END_DECLS
