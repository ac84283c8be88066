/* cm-grid-painter.h - lays out and draws a CmGridModel on any cairo surface. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "cm-grid-model.h"
#include "cm-palette.h"

G_BEGIN_DECLS

typedef struct _CmGridLayout CmGridLayout;

/* In px. */
typedef struct
{
  double x, y, width, height;
} CmGridBox;

typedef enum
{
  CM_GRID_HIT_NONE,
  CM_GRID_HIT_CELL,
  CM_GRID_HIT_ROW,    /* the name of a row: column is -1 */
  CM_GRID_HIT_COLUMN, /* the name of a column: row is -1 */
} CmGridHitKind;

typedef struct
{
  CmGridHitKind kind;
  int row;
  int column;
} CmGridHit;

/* Lays the grid out for an area of @width px: columns share what there is, names wrap, or stand
 * upright where even their words do not fit, and whatever is still too long ends in an ellipsis.
 * What does not fit is wider than @width, and @width may be 0 for the least. The font is that of
 * @context, or the default one when it is NULL. The model must outlive the layout. */
CmGridLayout *cm_grid_layout_new (const CmGridModel *model, double width, PangoContext *context);
void cm_grid_layout_free (CmGridLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmGridLayout, cm_grid_layout_free)

/* Size of the whole grid with its headers, without its legend. */
void cm_grid_layout_get_size (const CmGridLayout *layout, double *width, double *height);
/* Size of the headers, which stay when the cells are scrolled: of rows in x, of columns in y. */
void cm_grid_layout_get_headers (const CmGridLayout *layout, double *width, double *height);
/* Height that the legend takes when it is @width px wide; 0 if there is none. */
double cm_grid_layout_get_legend_height (const CmGridLayout *layout, double width);

/* Where a cell is when the cells are scrolled by (@x, @y). */
CmGridBox
cm_grid_layout_get_cell (const CmGridLayout *layout, guint row, guint column, double x, double y);
/* What is at (@at_x, @at_y) then. */
CmGridHit
cm_grid_layout_hit (const CmGridLayout *layout, double x, double y, double at_x, double at_y);
/* The first and the last row and column of which something is seen in an area of @width by @height
 * px, headers included; FALSE if none is. */
gboolean cm_grid_layout_get_seen (const CmGridLayout *layout,
                                  double x,
                                  double y,
                                  double width,
                                  double height,
                                  int rows[2],
                                  int columns[2]);
/* Whether the name of that row (column -1) or column (row -1) ends in an ellipsis. */
gboolean cm_grid_layout_is_cut (const CmGridLayout *layout, int row, int column);

/* Draws what is seen of the grid in an area of @width by @height px whose cells are scrolled by
 * (@x, @y); the headers stay. Nothing else is looked at. The background is left alone. */
void cm_grid_draw (cairo_t *cr,
                   const CmGridLayout *layout,
                   double x,
                   double y,
                   double width,
                   double height,
                   const CmPalette *palette);
void cm_grid_draw_legend (cairo_t *cr,
                          const CmGridLayout *layout,
                          double width,
                          const CmPalette *palette);

/* A picture of all of it: its name, the grid, the legend. The size it needs for a width that is at
 * least that of the grid, and a CmChartDrawFunc whose data is a CmGridPicture. */
typedef struct
{
  const CmGridLayout *layout;
  const CmPalette *palette;
} CmGridPicture;

void cm_grid_picture_size (const CmGridLayout *layout, double *width, double *height);
void cm_grid_picture_draw (cairo_t *cr, double width, double height, gpointer data);

G_END_DECLS
