/* cm-fund-painter.h - the balance of a fund month by month, with its floor, on any cairo surface.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "cm-palette.h"

G_BEGIN_DECLS

typedef char *(*CmFundCurveFormat) (gint64 value);
typedef char *(*CmFundCurveMonth) (gint64 first_year, int month);

/**
 * CmFundCurve:
 *
 * Plain data. A month has a balance once its loans are made and one once its repayments are in.
 */
typedef struct
{
  char *name;
  gint64 first_year;
  gint64 opening;  /* pence */
  gint64 floor;    /* pence */
  GArray *low;     /* of gint64, pence, one for each month */
  GArray *closing; /* of gint64 */
  GArray *plan;    /* of gint64: low and closing of each month as planned, drawn thin; or NULL */
  CmFundCurveFormat format, format_short;
  CmFundCurveMonth name_month;
  int month; /* under the pointer or with the focus, or -1 */
} CmFundCurve;

CmFundCurve *cm_fund_curve_new (const char *name, gint64 first_year, gint64 opening, gint64 floor);
void cm_fund_curve_free (CmFundCurve *self);
void cm_fund_curve_add (CmFundCurve *self, gint64 low, gint64 closing);
/* Draws a second, thin line. */
void cm_fund_curve_add_plan (CmFundCurve *self, gint64 low, gint64 closing);

void cm_fund_curve_draw (cairo_t *cr,
                         const CmFundCurve *self,
                         PangoContext *like,
                         double width,
                         double height,
                         const CmPalette *palette);
/* The month at a point, or -1. */
int cm_fund_curve_hit (
    const CmFundCurve *self, PangoContext *like, double width, double height, double x, double y);

/* Spoken texts, translated; free with g_free(). */
char *cm_fund_curve_describe (const CmFundCurve *self);
char *cm_fund_curve_describe_month (const CmFundCurve *self, int month);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmFundCurve, cm_fund_curve_free)

G_END_DECLS
