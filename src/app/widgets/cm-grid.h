/* cm-grid.h - a heat map or matrix as a control. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-grid-model.h"

G_BEGIN_DECLS

#define CM_TYPE_GRID (cm_grid_get_type ())
G_DECLARE_FINAL_TYPE (CmGrid, cm_grid, CM, GRID, GtkWidget)

/* To be put into a GtkScrolledWindow; the headers and the legend stay while the cells scroll. */
GtkWidget *cm_grid_new (void);

/* Takes `model` over. The cursor stays in its place, as far as there is such a cell. */
void cm_grid_set_model (CmGrid *self, CmGridModel *model);
/* The model last set, or an empty one; valid until the next is set. */
const CmGridModel *cm_grid_get_model (CmGrid *self);

/* FALSE if there is no cell. Setting it scrolls the cell into view and, with `focus`, gives it the
 * keyboard focus. */
gboolean cm_grid_get_cursor (CmGrid *self, guint *row, guint *column);
gboolean cm_grid_set_cursor (CmGrid *self, guint row, guint column, gboolean focus);

/* The cells chosen with Shift and the arrows, or the cursor alone; both corners count. */
gboolean
cm_grid_get_selection (CmGrid *self, guint *row, guint *column, guint *to_row, guint *to_column);

/* Where a cell is, in the coordinates of the widget; FALSE if it has no place yet. */
gboolean cm_grid_get_cell_bounds (CmGrid *self, guint row, guint column, GdkRectangle *bounds);

G_END_DECLS
