/* cm-pareto-painter.h - a few large and many small: bars and what they come to together. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "cm-palette.h"

G_BEGIN_DECLS

/* Writes a value; free with g_free(). */
typedef char *(*CmParetoFormat) (gint64 value);

/**
 * CmParetoChart:
 *
 * Plain data. Bars from the largest down, each with its name slanted below it; a line for the share
 * of all that the bars up to there make up, to be read on the right; a dashed line at the share
 * that is looked for. What has no bar of its own stands in a last, hatched one. Shares are of what
 * is above zero; a bar below it has none.
 */
typedef struct
{
  char *name; /* of the whole */
  char *rest; /* of what has no bar of its own, as in “122 others”; or NULL if there is none */
  GPtrArray *bars; /* of CmParetoBar */
  gint64 rest_value, rest_positive;
  guint n_rest; /* how many have no bar of their own */
  double mark;  /* the share looked for, 0 to 1 */
  CmParetoFormat format, format_short;
  int bar;    /* under the pointer or with the focus, or -1 */
  int chosen; /* whose contents are shown, or -1 */
} CmParetoChart;

typedef struct
{
  char *label;
  gint64 value;
} CmParetoBar;

CmParetoChart *cm_pareto_chart_new (const char *name,
                                    double mark,
                                    CmParetoFormat format,
                                    CmParetoFormat format_short);
void cm_pareto_chart_free (CmParetoChart *self);
/* From the largest down. */
void cm_pareto_chart_add (CmParetoChart *self, const char *label, gint64 value);
/* The `n` others, under that name: what they come to, and those of them above zero. */
void cm_pareto_chart_set_rest (
    CmParetoChart *self, const char *label, guint n, gint64 value, gint64 positive);

/* The bars, that of the rest included. */
guint cm_pareto_chart_count (const CmParetoChart *self);
gint64 cm_pareto_chart_get_value (const CmParetoChart *self, guint bar);
/* The sum of all above zero, of which shares are. */
gint64 cm_pareto_chart_get_whole (const CmParetoChart *self);
/* What the bars up to and with that one make up of it, 0 to 1. */
double cm_pareto_chart_get_cumulative (const CmParetoChart *self, guint bar);
/* How many of the first bars reach the mark; 0 if it takes some of the rest, or there is nothing.
 */
guint cm_pareto_chart_get_n_vital (const CmParetoChart *self);

/* Draws into @width by @height px, in the font of @like or the default one. The background is left
 * alone. */
void cm_pareto_chart_draw (cairo_t *cr,
                           const CmParetoChart *self,
                           PangoContext *like,
                           double width,
                           double height,
                           const CmPalette *palette);
/* The bar at a point, its name included, or -1. */
int cm_pareto_chart_hit (
    const CmParetoChart *self, PangoContext *like, double width, double height, double x, double y);

/* Spoken texts, translated; free with g_free(). */
char *cm_pareto_chart_describe (const CmParetoChart *self);
char *cm_pareto_chart_describe_bar (const CmParetoChart *self, int bar);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmParetoChart, cm_pareto_chart_free)

G_END_DECLS
