/* cm-funding-grid.h - a table of sums: rows under headings, numbers that lead to what they sum. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CM_TYPE_FUNDING_GRID (cm_funding_grid_get_type ())
G_DECLARE_FINAL_TYPE (CmFundingGrid, cm_funding_grid, CM, FUNDING_GRID, AdwBin)

typedef enum
{
  CM_GRID_ITEM,
  CM_GRID_GROUP, /* items follow that belong to it */
  CM_GRID_TOTAL,
} CmGridRow;

/* Emits "activated" (guint row, guint column) when a cell that leads somewhere is clicked. */
GtkWidget *cm_funding_grid_new (const char *name);

/* Filling: begin with the headings, ending with NULL, of which the first stands above the titles of
 * the rows; add rows and set their cells; end. What is the same as before keeps its widgets and the
 * focus. The first `n_texts` columns hold words and are aligned at their start. */
void cm_funding_grid_begin (CmFundingGrid *self, const char *const *headings, guint n_texts);
/* Returns the number of the row. `title` may lead somewhere, as column 0. */
guint cm_funding_grid_add_row (CmFundingGrid *self, CmGridRow kind, const char *title);
/* `note`, which may be NULL, is shown in a tooltip and read aloud with the cell. */
void cm_funding_grid_set_cell (CmFundingGrid *self,
                               guint row,
                               guint column,
                               const char *text,
                               const char *note,
                               gboolean leads);
/* Marks a cell with a warning: bold and red, with a triangle before its text. */
void cm_funding_grid_warn (CmFundingGrid *self, guint row, guint column);
void cm_funding_grid_end (CmFundingGrid *self);

guint cm_funding_grid_get_n_rows (CmFundingGrid *self);
/* What stands there, or NULL. */
const char *cm_funding_grid_get_text (CmFundingGrid *self, guint row, guint column);
/* The widget that shows a cell; for tests. */
GtkWidget *cm_funding_grid_get_widget (CmFundingGrid *self, guint row, guint column);

G_END_DECLS
