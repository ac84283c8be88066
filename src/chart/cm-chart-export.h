/* cm-chart-export.h - writes a chart to a PNG, SVG or PDF file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

#define CM_CHART_ERROR (cm_chart_error_quark ())
typedef enum
{
  CM_CHART_ERROR_DRAW, /* cairo gave up, for want of memory or because the size is absurd */
  CM_CHART_ERROR_WRITE /* the file could not be written */
} CmChartError;
GQuark cm_chart_error_quark (void);

/* Draws into an area of @width by @height px. */
typedef void (*CmChartDrawFunc) (cairo_t *cr, double width, double height, gpointer data);

/* Each writes the whole file or, on error, leaves what was there. The PNG has two pixels for one
 * and is transparent where @draw leaves it; the PDF page is @width by @height at 96 px to the inch.
 */
gboolean cm_chart_export_png (CmChartDrawFunc draw,
                              gpointer data,
                              double width,
                              double height,
                              const char *path,
                              GError **error);
gboolean cm_chart_export_svg (CmChartDrawFunc draw,
                              gpointer data,
                              double width,
                              double height,
                              const char *path,
                              GError **error);
gboolean cm_chart_export_pdf (CmChartDrawFunc draw,
                              gpointer data,
                              double width,
                              double height,
                              const char *path,
                              GError **error);

G_END_DECLS
