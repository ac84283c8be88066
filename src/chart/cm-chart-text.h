/* cm-chart-text.h - measuring and drawing the short texts of a chart. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "cm-palette.h"

G_BEGIN_DECLS

/* One line of text about a point. */
typedef struct
{
  char *text;
  PangoWeight weight;
  double size;  /* of the type, in px */
  double x, y;  /* the middle of the line */
  double width; /* in px; text that is wider ends in an ellipsis */
} CmChartLine;

/* A label broken in two at the space where the halves are most equal. */
typedef struct
{
  char *first;
  char *second;
  double first_width; /* in px for type of 1 px */
  double second_width;
} CmChartSplit;

void cm_chart_line_clear (CmChartLine *line);
void cm_chart_split_clear (CmChartSplit *split);

/* A context whose measures grow in proportion to the size: hinted metrics do not. It has the font
 * of
 * @like, or the default one when @like is NULL. Free with g_object_unref(). */
PangoContext *cm_chart_text_context (PangoContext *like);

/* Width in px for type of 1 px. */
double cm_chart_text_width (PangoContext *context, const char *text, PangoWeight weight);

/* Breaks at a space or a soft hyphen (U+00AD). FALSE if there is none; @split is then left empty.
 */
gboolean cm_chart_text_split (PangoContext *context,
                              const char *text,
                              PangoWeight weight,
                              CmChartSplit *split);

/* With the source that is set on @cr. */
void cm_chart_text_draw (cairo_t *cr, PangoContext *context, const CmChartLine *line);

/* Along the circle of @radius about (line->x, line->y), its middle at @angle (radians, clockwise
 * from three o'clock); read from outside in the lower half so that no text stands on its head. */
void cm_chart_text_draw_arc (
    cairo_t *cr, PangoContext *context, const CmChartLine *line, double radius, double angle);

G_END_DECLS
