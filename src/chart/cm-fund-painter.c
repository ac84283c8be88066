/* cm-fund-painter.c - the balance of a fund month by month, with its floor, on any cairo surface.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-fund-painter"
#include "config.h"

#include "cm-fund-painter.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cm-chart-text.h"

#define TYPE_SIZE 12.5
#define LINE 18.0
#define GAP 6.0
#define SAMPLE 22.0
#define N_TICKS 4

/* --- data ------------------------------------------------------------------------------------- */

CmFundCurve *
cm_fund_curve_new (const char *name, gint64 first_year, gint64 opening, gint64 floor)
{
  CmFundCurve *self = g_new0 (CmFundCurve, 1);

  self->name = g_strdup (name);
  self->first_year = first_year;
  self->opening = opening;
  self->floor = floor;
  self->low = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->closing = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->month = -1;
  return self;
}

void
cm_fund_curve_free (CmFundCurve *self)
{
  g_array_unref (self->low);
  g_array_unref (self->closing);
  g_clear_pointer (&self->plan, g_array_unref);
  g_free (self->name);
  g_free (self);
}

void
cm_fund_curve_add (CmFundCurve *self, gint64 low, gint64 closing)
{
  g_array_append_val (self->low, low);
  g_array_append_val (self->closing, closing);
}

void
cm_fund_curve_add_plan (CmFundCurve *self, gint64 low, gint64 closing)
{
  if (self->plan == NULL)
    self->plan = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (self->plan, low);
  g_array_append_val (self->plan, closing);
}

/* --- where everything stands ------------------------------------------------------------------ */

typedef struct
{
  PangoContext *context;
  double x, y, width, height; /* of the plot */
  double top, bottom, step;
  double month; /* width of one */
} Layout;

static double
measure (const Layout *layout, const char *text)
{
  return cm_chart_text_width (layout->context, text, PANGO_WEIGHT_NORMAL) * TYPE_SIZE;
}

static double
choose_step (double range)
{
  double rough = range / N_TICKS;
  double power = pow (10, floor (log10 (rough)));
  double part = rough / power;

  return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
}

static void
stretch (double *least, double *most, gint64 value)
{
  *least = MIN (*least, (double) value);
  *most = MAX (*most, (double) value);
}

static void
find_range (const CmFundCurve *self, Layout *layout)
{
  double least = 0, most = 1;

  stretch (&least, &most, self->opening);
  stretch (&least, &most, self->floor);
  for (guint i = 0; i < self->low->len; i++)
    {
      stretch (&least, &most, g_array_index (self->low, gint64, i));
      stretch (&least, &most, g_array_index (self->closing, gint64, i));
    }
  for (guint i = 0; self->plan != NULL && i < self->plan->len; i++)
    stretch (&least, &most, g_array_index (self->plan, gint64, i));
  layout->step = choose_step (most - least);
  layout->top = ceil (most / layout->step) * layout->step;
  layout->bottom = floor (least / layout->step) * layout->step;
}

static Layout
lay_out (const CmFundCurve *self, PangoContext *like, double width, double height)
{
  Layout layout = { .context = cm_chart_text_context (like) };
  g_autofree char *top = NULL;
  g_autofree char *bottom = NULL;

  find_range (self, &layout);
  top = self->format_short ((gint64) layout.top);
  bottom = self->format_short ((gint64) layout.bottom);
  layout.x = MAX (measure (&layout, top), measure (&layout, bottom)) + GAP;
  layout.y = LINE + 2 * GAP;
  layout.width = MAX (width - layout.x - 1, 1);
  layout.height = MAX (height - layout.y - LINE - GAP, 1);
  layout.month = layout.width / MAX (self->closing->len, 1);
  return layout;
}

static double
place (const Layout *layout, gint64 value)
{
  return layout->y +
         (layout->top - (double) value) / (layout->top - layout->bottom) * layout->height;
}

/* --- drawing ---------------------------------------------------------------------------------- */

static void
draw_text (
    cairo_t *cr, const Layout *layout, const char *text, double x, double y, PangoWeight weight)
{
  CmChartLine line = { (char *) text, weight, TYPE_SIZE, x, y, layout->width };

  cm_chart_text_draw (cr, layout->context, &line);
}

static void
draw_ticks (cairo_t *cr, const CmFundCurve *self, const Layout *layout, const CmPalette *palette)
{
  int n = (int) lround ((layout->top - layout->bottom) / layout->step);

  for (int i = 0; i <= n; i++)
    {
      gint64 value = (gint64) (layout->bottom + i * layout->step);
      double y = floor (place (layout, value)) + 0.5;
      g_autofree char *text = self->format_short (value);

      cairo_set_line_width (cr, 1);
      cm_colour_set_source (cr, value == 0 ? palette->dim : palette->line);
      cairo_move_to (cr, layout->x, y);
      cairo_line_to (cr, layout->x + layout->width, y);
      cairo_stroke (cr);
      cm_colour_set_source (cr, palette->dim);
      draw_text (
          cr, layout, text, layout->x - GAP - measure (layout, text) / 2, y, PANGO_WEIGHT_NORMAL);
    }
}

/* A line where each year begins, its name in the middle of it where there is room. */
static void
draw_years (cairo_t *cr, const CmFundCurve *self, const Layout *layout, const CmPalette *palette)
{
  guint years = self->closing->len / 12;
  double year = layout->month * 12;
  guint stride = MAX ((guint) ceil ((measure (layout, "2010/11") + GAP) / year), 1);

  for (guint i = 0; i < years; i++)
    {
      double x = layout->x + year * i;
      g_autofree char *text = g_strdup_printf ("%d/%02d",
                                               (int) self->first_year + (int) i,
                                               ((int) self->first_year + (int) i + 1) % 100);

      cm_colour_set_source (cr, palette->line);
      cairo_set_line_width (cr, 1);
      cairo_move_to (cr, floor (x) + 0.5, layout->y);
      cairo_line_to (cr, floor (x) + 0.5, layout->y + layout->height + GAP / 2);
      cairo_stroke (cr);
      cm_colour_set_source (cr, palette->foreground);
      if (i % stride == 0)
        draw_text (cr,
                   layout,
                   text,
                   x + year / 2,
                   layout->y + layout->height + GAP / 2 + LINE / 2,
                   PANGO_WEIGHT_NORMAL);
    }
}

static void
trace_balance (cairo_t *cr, const CmFundCurve *self, const Layout *layout)
{
  cairo_move_to (cr, layout->x, place (layout, self->opening));
  for (guint i = 0; i < self->low->len; i++)
    {
      double x = layout->x + layout->month * i;

      /* The loans of the month on its first day, the repayments by its last. */
      cairo_line_to (cr, x, place (layout, g_array_index (self->low, gint64, i)));
      cairo_line_to (
          cr, x + layout->month, place (layout, g_array_index (self->closing, gint64, i)));
    }
}

static void
close_to (cairo_t *cr, const CmFundCurve *self, const Layout *layout, gint64 value)
{
  cairo_line_to (cr, layout->x + layout->month * self->low->len, place (layout, value));
  cairo_line_to (cr, layout->x, place (layout, value));
  cairo_close_path (cr);
}

/* What lies below the floor is hatched, so that it is seen without colour. */
static void
hatch_shortfall (cairo_t *cr,
                 const CmFundCurve *self,
                 const Layout *layout,
                 const CmPalette *palette)
{
  double y = place (layout, self->floor);
  double height = layout->y + layout->height - y;

  cairo_save (cr);
  cairo_rectangle (cr, layout->x, y, layout->width, height);
  cairo_clip (cr);
  trace_balance (cr, self, layout);
  close_to (cr, self, layout, self->floor);
  cairo_clip (cr);
  cm_colour_set_source_alpha (cr, palette->warning, 0.15);
  cairo_paint (cr);
  cm_colour_set_source (cr, palette->warning);
  cairo_set_line_width (cr, 1.5);
  for (double x = layout->x - height; x < layout->x + layout->width; x += 7)
    {
      cairo_move_to (cr, x, y + height);
      cairo_line_to (cr, x + height, y);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_balance (cairo_t *cr, const CmFundCurve *self, const Layout *layout, const CmPalette *palette)
{
  CmColour colour = cm_palette_stage (palette, 1);

  trace_balance (cr, self, layout);
  close_to (cr, self, layout, 0);
  cm_colour_set_source_alpha (cr, colour, palette->borders ? 0.08 : 0.16);
  cairo_fill (cr);
  hatch_shortfall (cr, self, layout, palette);
  trace_balance (cr, self, layout);
  cm_colour_set_source (cr, colour);
  cairo_set_line_width (cr, 2.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}

static void
trace_plan (cairo_t *cr, const CmFundCurve *self, const Layout *layout)
{
  cairo_move_to (cr, layout->x, place (layout, self->opening));
  for (guint i = 0; i < self->plan->len; i++)
    cairo_line_to (cr,
                   layout->x + layout->month * ((i + 1) / 2),
                   place (layout, g_array_index (self->plan, gint64, i)));
}

static const double dots[] = { 1.5, 3.5 };
static const double dashes[] = { 7, 4 };

static void
stroke_plan (cairo_t *cr, const CmPalette *palette)
{
  cm_colour_set_source (cr, palette->foreground);
  cairo_set_line_width (cr, 1.5);
  cairo_set_dash (cr, dots, G_N_ELEMENTS (dots), 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
stroke_floor (cairo_t *cr, const CmPalette *palette)
{
  cm_colour_set_source (cr, palette->warning);
  cairo_set_line_width (cr, 2);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* Returns where the next entry begins. */
static double
name_line (cairo_t *cr, const Layout *layout, const CmPalette *palette, const char *text, double x)
{
  double width = measure (layout, text);

  cm_colour_set_source (cr, palette->foreground);
  draw_text (cr, layout, text, x + SAMPLE + GAP + width / 2, LINE / 2, PANGO_WEIGHT_NORMAL);
  return x + SAMPLE + GAP + width + 3 * GAP;
}

static void
draw_legend (cairo_t *cr, const CmFundCurve *self, const Layout *layout, const CmPalette *palette)
{
  g_autofree char *floor_value = self->format (self->floor);
  /* translators: %s is an amount of money */
  g_autofree char *floor_text = g_strdup_printf (_ ("Floor %s"), floor_value);
  double x = 0, y = LINE / 2;

  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + SAMPLE, y);
  cm_colour_set_source (cr, cm_palette_stage (palette, 1));
  cairo_set_line_width (cr, 2.5);
  cairo_stroke (cr);
  x = name_line (cr, layout, palette, self->plan != NULL ? _ ("What if") : _ ("Balance"), x);
  if (self->plan != NULL)
    {
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x + SAMPLE, y);
      stroke_plan (cr, palette);
      x = name_line (cr, layout, palette, _ ("As planned"), x);
    }
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + SAMPLE, y);
  stroke_floor (cr, palette);
  name_line (cr, layout, palette, floor_text, x);
}

static void
draw_month (cairo_t *cr, const CmFundCurve *self, const Layout *layout, const CmPalette *palette)
{
  double x = layout->x + layout->month * (self->month + 1);
  double y = place (layout, g_array_index (self->closing, gint64, self->month));

  cm_colour_set_source (cr, palette->dim);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x, layout->y);
  cairo_line_to (cr, x, layout->y + layout->height);
  cairo_stroke (cr);
  cm_colour_set_source (cr, palette->foreground);
  cairo_arc (cr, x, y, 4.5, 0, 2 * G_PI);
  cairo_fill (cr);
}

void
cm_fund_curve_draw (cairo_t *cr,
                    const CmFundCurve *self,
                    PangoContext *like,
                    double width,
                    double height,
                    const CmPalette *palette)
{
  Layout layout = lay_out (self, like, width, height);
  /* On whole pixels, so that the dashes are sharp. */
  double y = round (place (&layout, self->floor));

  cairo_save (cr);
  cairo_new_path (cr);
  draw_legend (cr, self, &layout, palette);
  draw_ticks (cr, self, &layout, palette);
  draw_years (cr, self, &layout, palette);
  draw_balance (cr, self, &layout, palette);
  if (self->plan != NULL)
    {
      trace_plan (cr, self, &layout);
      stroke_plan (cr, palette);
    }
  cairo_move_to (cr, layout.x, y);
  cairo_line_to (cr, layout.x + layout.width, y);
  stroke_floor (cr, palette);
  if (self->month >= 0 && self->month < (int) self->closing->len)
    draw_month (cr, self, &layout, palette);
  cairo_restore (cr);
  g_object_unref (layout.context);
}

int
cm_fund_curve_hit (
    const CmFundCurve *self, PangoContext *like, double width, double height, double x, double y)
{
  Layout layout = lay_out (self, like, width, height);
  double month = (x - layout.x) / layout.month;

  g_object_unref (layout.context);
  if (x < layout.x || month >= self->closing->len || y < layout.y - GAP)
    return -1;
  return (int) month;
}

/* --- in words --------------------------------------------------------------------------------- */

char *
cm_fund_curve_describe_month (const CmFundCurve *self, int month)
{
  g_autofree char *name = self->name_month (self->first_year, month);
  gint64 low = g_array_index (self->low, gint64, month);
  g_autofree char *closing = self->format (g_array_index (self->closing, gint64, month));
  g_autofree char *lowest = self->format (low);

  if (low < self->floor)
    /* translators: %1$s is a month, %2$s and %3$s are amounts of money */
    return g_strdup_printf (
        _ ("%1$s: %2$s at its end; %3$s once its loans are made, below the floor"),
        name,
        closing,
        lowest);
  /* translators: %1$s is a month, %2$s and %3$s are amounts of money */
  return g_strdup_printf (
      _ ("%1$s: %2$s at its end; %3$s once its loans are made"), name, closing, lowest);
}

char *
cm_fund_curve_describe (const CmFundCurve *self)
{
  g_autofree char *floor_text = self->format (self->floor);
  g_autofree char *opening = self->format (self->opening);
  GString *text = g_string_new (self->name);

  /* translators: %1$s and %2$s are amounts of money */
  g_string_append_printf (
      text, _ (". It begins with %1$s; its floor is %2$s"), opening, floor_text);
  for (guint i = 11; i < self->closing->len; i += 12)
    {
      g_autofree char *month = cm_fund_curve_describe_month (self, (int) i);

      g_string_append_printf (text, ". %s", month);
    }
  return g_string_free (text, FALSE);
}
