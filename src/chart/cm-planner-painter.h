/* cm-planner-painter.h - lays out and draws a CmPlannerModel on any cairo surface. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-figure-kit.h"
#include "cm-planner-model.h"

G_BEGIN_DECLS

typedef struct _CmPlannerLayout CmPlannerLayout;

/* Lays the planner out for an area of `width` px: time runs evenly from left to right, marks are
 * packed in the rows of their lane so that no name covers another, and what lies outside the
 * columns is pinned beside them. Rhythms, and what is not known to be anywhere, stand below. If the
 * names of the columns do not fit it is wider than `width`. The font is that of `context`, or the
 * default one when it is NULL. The model must outlive the layout. */
CmPlannerLayout *
cm_planner_layout_new (const CmPlannerModel *model, double width, PangoContext *context);
void cm_planner_layout_free (CmPlannerLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmPlannerLayout, cm_planner_layout_free)

/* In px: the width of all of it; the height of the columns' names, of what stands beneath them, and
 * of the legend. */
double cm_planner_layout_get_width (const CmPlannerLayout *self);
double cm_planner_layout_get_header (const CmPlannerLayout *self);
double cm_planner_layout_get_body (const CmPlannerLayout *self);
double cm_planner_layout_get_legend (const CmPlannerLayout *self);

/* In the body: all that can be pointed at, with its name; and what stands for it without the name
 * (for beats, the row of all of them). */
CmFigureBox cm_planner_layout_get_box (const CmPlannerLayout *self, guint mark);
CmFigureBox cm_planner_layout_get_sign (const CmPlannerLayout *self, guint mark);
/* From left to right in the header and the body. */
CmFigureBox cm_planner_layout_get_column (const CmPlannerLayout *self, guint column);
/* The middle of a day. */
double cm_planner_layout_get_day (const CmPlannerLayout *self, int day);
/* The mark there in the body, or -1. */
int cm_planner_layout_hit (const CmPlannerLayout *self, double x, double y);
/* The mark so many further in reading order, or so many rows further down, or at the end; with -1
 * the first. -1 if there is none. */
int cm_planner_layout_move (const CmPlannerLayout *self, int mark, int along, int down);
/* Whether the name of that mark ends in an ellipsis. */
gboolean cm_planner_layout_is_cut (const CmPlannerLayout *self, guint mark);

/* Each with its left upper corner at the origin. The background is left alone. */
void cm_planner_draw_header (cairo_t *cr, const CmPlannerLayout *self, const CmPalette *palette);
void cm_planner_draw_body (cairo_t *cr, const CmPlannerLayout *self, const CmPalette *palette);
void cm_planner_draw_legend (cairo_t *cr, const CmPlannerLayout *self, const CmPalette *palette);

/* A picture of all of it, with its title: the size, and a CmChartDrawFunc for it. */
typedef struct
{
  const CmPlannerLayout *layout;
  const CmPalette *palette;
} CmPlannerPicture;

void cm_planner_picture_size (const CmPlannerLayout *layout, double *width, double *height);
void cm_planner_picture_draw (cairo_t *cr, double width, double height, gpointer data);

G_END_DECLS
