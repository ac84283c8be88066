/* cm-bars-painter.h - stacked bars, one for each year or the like, on any cairo surface. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "cm-palette.h"

G_BEGIN_DECLS

/* Writes a value; free with g_free(). */
typedef char *(*CmBarsFormat) (gint64 value);

typedef struct
{
  char *label;
  char *note;     /* below the label; may be NULL */
  GArray *values; /* of gint64, one for each series */
} CmBar;

/**
 * CmBars:
 *
 * Plain data. All series are added before the first bar. Values below zero stand below the line.
 * Parts are told apart by colour and by pattern, and their order is that of the legend.
 */
typedef struct
{
  char *name;
  GPtrArray *series; /* of char *: their labels */
  GPtrArray *bars;   /* of CmBar */
  CmBarsFormat format, format_short;
  int bar, part; /* under the pointer or with the focus, or -1 */
} CmBars;

CmBars *cm_bars_new (const char *name, CmBarsFormat format, CmBarsFormat format_short);
void cm_bars_free (CmBars *self);
guint cm_bars_add_series (CmBars *self, const char *label);
guint cm_bars_add_bar (CmBars *self, const char *label, const char *note);
void cm_bars_set_value (CmBars *self, guint bar, guint series, gint64 value);
gint64 cm_bars_get_value (const CmBars *self, guint bar, guint series);
gint64 cm_bars_get_total (const CmBars *self, guint bar);

/* Draws into @width by @height px, in the font of @like or the default one. The background is left
 * alone. */
void cm_bars_draw (cairo_t *cr,
                   const CmBars *self,
                   PangoContext *like,
                   double width,
                   double height,
                   const CmPalette *palette);
/* The bar at a point and the series of the part, or -1 for the bar as a whole; FALSE outside. */
gboolean cm_bars_hit (const CmBars *self,
                      PangoContext *like,
                      double width,
                      double height,
                      double x,
                      double y,
                      int *bar,
                      int *part);

/* Spoken texts, translated; free with g_free(). @part may be -1. */
char *cm_bars_describe (const CmBars *self);
char *cm_bars_describe_part (const CmBars *self, int bar, int part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmBars, cm_bars_free)

G_END_DECLS
