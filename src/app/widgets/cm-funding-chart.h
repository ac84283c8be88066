/* cm-funding-chart.h - a chart that can be pointed at, read as a table and saved as a picture. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-funding-grid.h"
#include "cm-palette.h"

G_BEGIN_DECLS

#define CM_TYPE_FUNDING_CHART (cm_funding_chart_get_type ())
G_DECLARE_FINAL_TYPE (CmFundingChart, cm_funding_chart, CM, FUNDING_CHART, AdwBin)

/* How a kind of chart is painted. Its parts are numbered from 0; -1 is none. */
typedef struct
{
  void (*draw) (cairo_t *cr,
                gpointer model,
                PangoContext *like,
                double width,
                double height,
                const CmPalette *palette);
  int (*hit) (gpointer model, PangoContext *like, double width, double height, double x, double y);
  void (*choose) (gpointer model, int part);
  int (*count) (gpointer model);
  char *(*describe) (gpointer model);
  char *(*describe_part) (gpointer model, int part);
  void (*free) (gpointer model);
} CmFundingChartKind;

/* Emits "activated" (int part) on a click or Enter, and "message" (const char *text, gboolean
 * undo). Left and Right go from part to part; what a part says stands below the chart. */
GtkWidget *cm_funding_chart_new (const char *title, const CmFundingChartKind *kind, int height);
/* Takes the model. */
void cm_funding_chart_show (CmFundingChart *self, gpointer model);
gpointer cm_funding_chart_get_model (CmFundingChart *self);
/* What stands in for the chart as a table; to be filled by the owner whenever the model is. */
CmFundingGrid *cm_funding_chart_get_grid (CmFundingChart *self);
/* The widget that is drawn on; for tests. */
GtkWidget *cm_funding_chart_get_canvas (CmFundingChart *self);

G_END_DECLS
