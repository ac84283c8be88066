/* cm-grid-item.h - a cell of a grid, as assistive tools and the keyboard see it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CM_TYPE_GRID_ITEM (cm_grid_item_get_type ())
G_DECLARE_FINAL_TYPE (CmGridItem, cm_grid_item, CM, GRID_ITEM, GtkWidget)

/* Draws nothing: the grid does. */
GtkWidget *cm_grid_item_new (guint row, guint column);
guint cm_grid_item_get_row (CmGridItem *self);
guint cm_grid_item_get_column (CmGridItem *self);

G_END_DECLS
