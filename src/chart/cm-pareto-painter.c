/* cm-pareto-painter.c - a few large and many small: bars and what they come to together. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-pareto-painter"
#include "config.h"

#include "cm-pareto-painter.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cm-chart-text.h"

#define TYPE_SIZE 12.5
#define LINE 18.0
#define GAP 6.0
#define WIDEST_BAR 64.0
#define N_TICKS 4
#define LONGEST_NAME 112.0 /* px, along the slant */
#define SLANT (G_PI / 4)
#define SPOKEN 5 /* bars */

/* --- data ------------------------------------------------------------------------------------- */

static void
free_bar (gpointer data)
{
  CmParetoBar *bar = data;

  g_free (bar->label);
  g_free (bar);
}

CmParetoChart *
cm_pareto_chart_new (const char *name,
                     double mark,
                     CmParetoFormat format,
                     CmParetoFormat format_short)
{
  CmParetoChart *self = g_new0 (CmParetoChart, 1);

  self->name = g_strdup (name);
  self->bars = g_ptr_array_new_with_free_func (free_bar);
  self->mark = mark;
  self->format = format;
  self->format_short = format_short;
  self->bar = self->chosen = -1;
  return self;
}

void
cm_pareto_chart_free (CmParetoChart *self)
{
  g_ptr_array_unref (self->bars);
  g_free (self->name);
  g_free (self->rest);
  g_free (self);
}

void
cm_pareto_chart_add (CmParetoChart *self, const char *label, gint64 value)
{
  CmParetoBar *bar = g_new0 (CmParetoBar, 1);

  bar->label = g_strdup (label);
  bar->value = value;
  g_ptr_array_add (self->bars, bar);
}

void
cm_pareto_chart_set_rest (
    CmParetoChart *self, const char *label, guint n, gint64 value, gint64 positive)
{
  g_free (self->rest);
  self->rest = g_strdup (label);
  self->n_rest = n;
  self->rest_value = value;
  self->rest_positive = positive;
}

guint
cm_pareto_chart_count (const CmParetoChart *self)
{
  return self->bars->len + (self->rest != NULL ? 1 : 0);
}

static gboolean
is_rest (const CmParetoChart *self, guint bar)
{
  return bar >= self->bars->len;
}

static const char *
get_label (const CmParetoChart *self, guint bar)
{
  return is_rest (self, bar) ? self->rest
                             : ((CmParetoBar *) g_ptr_array_index (self->bars, bar))->label;
}

gint64
cm_pareto_chart_get_value (const CmParetoChart *self, guint bar)
{
  g_return_val_if_fail (bar < cm_pareto_chart_count (self), 0);
  return is_rest (self, bar) ? self->rest_value
                             : ((CmParetoBar *) g_ptr_array_index (self->bars, bar))->value;
}

static gint64
get_positive (const CmParetoChart *self, guint bar)
{
  return is_rest (self, bar) ? self->rest_positive : MAX (cm_pareto_chart_get_value (self, bar), 0);
}

static gint64
sum_before (const CmParetoChart *self, guint bar)
{
  gint64 sum = 0;

  for (guint i = 0; i < bar; i++)
    sum += get_positive (self, i);
  return sum;
}

gint64
cm_pareto_chart_get_whole (const CmParetoChart *self)
{
  return sum_before (self, cm_pareto_chart_count (self));
}

double
cm_pareto_chart_get_cumulative (const CmParetoChart *self, guint bar)
{
  gint64 whole = cm_pareto_chart_get_whole (self);

  return whole > 0 ? (double) sum_before (self, bar + 1) / (double) whole : 0;
}

guint
cm_pareto_chart_get_n_vital (const CmParetoChart *self)
{
  for (guint i = 0; i < self->bars->len; i++)
    if (cm_pareto_chart_get_cumulative (self, i) >= self->mark)
      return i + 1;
  return 0;
}

/* --- where everything stands ------------------------------------------------------------------ */

typedef struct
{
  double x, y, width, height;
} Box;

typedef struct
{
  PangoContext *context;
  Box plot;
  double pitch, bar_width;
  double top, bottom; /* values at the upper and lower edge of the plot */
  double step;        /* between two ticks */
  double name;        /* px that the longest name may take along the slant */
} Layout;

static double
measure (const Layout *layout, const char *text)
{
  return cm_chart_text_width (layout->context, text, PANGO_WEIGHT_NORMAL) * TYPE_SIZE;
}

/* 1, 2 or 5 times a power of ten, so that about N_TICKS of them make up the range. */
static double
choose_step (double range)
{
  double rough = range / N_TICKS;
  double power = pow (10, floor (log10 (rough)));
  double part = rough / power;

  return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
}

static void
find_range (const CmParetoChart *self, Layout *layout)
{
  double most = 0, least = 0;

  for (guint i = 0; i < cm_pareto_chart_count (self); i++)
    {
      double value = (double) cm_pareto_chart_get_value (self, i);

      most = MAX (most, value);
      least = MIN (least, value);
    }
  if (most - least < 1)
    most = least + 1;
  layout->step = choose_step (most - least);
  layout->top = ceil (most / layout->step) * layout->step;
  layout->bottom = floor (least / layout->step) * layout->step;
}

static double
place_value (const Layout *layout, double value)
{
  return layout->plot.y +
         (layout->top - value) / (layout->top - layout->bottom) * layout->plot.height;
}

static double
place_share (const Layout *layout, double share)
{
  double zero = place_value (layout, 0);

  return zero - (zero - layout->plot.y) * share;
}

static double
find_middle (const Layout *layout, guint bar)
{
  return layout->plot.x + layout->pitch * (bar + 0.5);
}

/* Names stand level where there is room for all of them, else on a slant. */
static gboolean
is_level (const CmParetoChart *self, const Layout *layout)
{
  for (guint i = 0; i < cm_pareto_chart_count (self); i++)
    if (measure (layout, get_label (self, i)) > layout->pitch - GAP)
      return FALSE;
  return TRUE;
}

static double
measure_names (const CmParetoChart *self, const Layout *layout, double height)
{
  double longest = 0;

  for (guint i = 0; i < cm_pareto_chart_count (self); i++)
    longest = MAX (longest, measure (layout, get_label (self, i)));
  return MIN (longest + 1, MIN (LONGEST_NAME, height * 0.6));
}

static Layout
lay_out (const CmParetoChart *self, PangoContext *like, double width, double height)
{
  Layout layout = { .context = cm_chart_text_context (like) };
  g_autofree char *top = NULL;
  g_autofree char *below = NULL;
  double right, names;

  find_range (self, &layout);
  top = self->format_short ((gint64) layout.top);
  below = self->format_short ((gint64) (layout.top - layout.step));
  layout.plot.x = MAX (measure (&layout, top), measure (&layout, below)) + GAP;
  right = measure (&layout, "100%") + 2 * GAP;
  layout.plot.y = LINE;
  layout.plot.width = MAX (width - layout.plot.x - right, 1);
  layout.pitch = layout.plot.width / MAX (cm_pareto_chart_count (self), 1);
  layout.bar_width = MIN (layout.pitch * 0.72, WIDEST_BAR);
  layout.name = measure_names (self, &layout, height);
  names = is_level (self, &layout) ? LINE : layout.name * sin (SLANT) + LINE * cos (SLANT);
  layout.plot.height = MAX (height - layout.plot.y - names - GAP, 1);
  return layout;
}

static Box
find_bar (const CmParetoChart *self, const Layout *layout, guint bar)
{
  double zero = place_value (layout, 0);
  double end = place_value (layout, (double) cm_pareto_chart_get_value (self, bar));

  return (Box){ find_middle (layout, bar) - layout->bar_width / 2,
                MIN (zero, end),
                layout->bar_width,
                fabs (zero - end) };
}

/* --- drawing ---------------------------------------------------------------------------------- */

static const double dashes[] = { 7, 4 };

static void
draw_text (
    cairo_t *cr, const Layout *layout, const char *text, double x, double y, PangoWeight weight)
{
  CmChartLine line = { (char *) text, weight, TYPE_SIZE, x, y, measure (layout, text) * 1.2 + 1 };

  cm_chart_text_draw (cr, layout->context, &line);
}

static void
draw_values (cairo_t *cr, const CmParetoChart *self, const Layout *layout, const CmPalette *palette)
{
  int n = (int) lround ((layout->top - layout->bottom) / layout->step);

  for (int i = 0; i <= n; i++)
    {
      double value = layout->bottom + i * layout->step;
      double y = floor (place_value (layout, value)) + 0.5;
      g_autofree char *text = self->format_short ((gint64) value);

      cairo_set_line_width (cr, 1);
      cm_colour_set_source (cr, fabs (value) < layout->step / 2 ? palette->dim : palette->line);
      cairo_move_to (cr, layout->plot.x, y);
      cairo_line_to (cr, layout->plot.x + layout->plot.width, y);
      cairo_stroke (cr);
      cm_colour_set_source (cr, palette->dim);
      draw_text (cr,
                 layout,
                 text,
                 layout->plot.x - GAP - measure (layout, text) / 2,
                 y,
                 PANGO_WEIGHT_NORMAL);
    }
}

static void
draw_share (cairo_t *cr, const Layout *layout, double share, PangoWeight weight)
{
  /* translators: a share of 100, such as 80% */
  g_autofree char *text = g_strdup_printf (_ ("%.0f%%"), share * 100);

  draw_text (cr,
             layout,
             text,
             layout->plot.x + layout->plot.width + GAP + measure (layout, "100%") / 2,
             place_share (layout, share),
             weight);
}

static void
draw_shares (cairo_t *cr, const CmParetoChart *self, const Layout *layout, const CmPalette *palette)
{
  static const double shares[] = { 0, 0.25, 0.5, 0.75, 1 };
  double room = place_share (layout, 0) - place_share (layout, 1);

  cm_colour_set_source (cr, palette->dim);
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    if (fabs (shares[i] - self->mark) * room > LINE)
      draw_share (cr, layout, shares[i], PANGO_WEIGHT_NORMAL);
  cm_colour_set_source (cr, palette->foreground);
  draw_share (cr, layout, self->mark, PANGO_WEIGHT_BOLD);
}

static void
draw_mark (cairo_t *cr, const CmParetoChart *self, const Layout *layout, const CmPalette *palette)
{
  double y = floor (place_share (layout, self->mark)) + 0.5;

  cm_colour_set_source (cr, palette->foreground);
  cairo_set_line_width (cr, 1.5);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_move_to (cr, layout->plot.x, y);
  cairo_line_to (cr, layout->plot.x + layout->plot.width, y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
hatch (cairo_t *cr, const Box *box)
{
  cairo_save (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_clip (cr);
  cairo_set_line_width (cr, 1.5);
  for (double x = box->x - box->height; x < box->x + box->width; x += 6)
    {
      cairo_move_to (cr, x, box->y + box->height);
      cairo_line_to (cr, x + box->height, box->y);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* Full for the few that reach the mark, pale for the others, hatched for the rest. */
static void
fill_bar (
    cairo_t *cr, const CmParetoChart *self, const CmPalette *palette, const Box *box, guint bar)
{
  CmColour colour = cm_palette_stage (palette, 0);
  guint n_vital = cm_pareto_chart_get_n_vital (self);
  gboolean vital = !is_rest (self, bar) && (n_vital == 0 || bar < n_vital);

  cm_colour_set_source (cr, cm_colour_blend (colour, palette->card, vital ? 1 : 0.25));
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_fill (cr);
  cm_colour_set_source (cr, colour);
  if (is_rest (self, bar))
    hatch (cr, box);
  cairo_set_line_width (cr, 1);
  if (box->height > 1)
    {
      cairo_rectangle (cr, box->x + 0.5, box->y + 0.5, box->width - 1, box->height - 1);
      cairo_stroke (cr);
    }
}

/* The whole height, so that the smallest bar can be seen to be chosen. */
static void
draw_column (cairo_t *cr, const Layout *layout, const CmPalette *palette, int bar, double alpha)
{
  cm_colour_set_source_alpha (cr, cm_palette_stage (palette, 0), alpha);
  cairo_rectangle (
      cr, layout->plot.x + layout->pitch * bar, layout->plot.y, layout->pitch, layout->plot.height);
  cairo_fill (cr);
}

static void
draw_bars (cairo_t *cr, const CmParetoChart *self, const Layout *layout, const CmPalette *palette)
{
  int n = (int) cm_pareto_chart_count (self);

  if (self->chosen >= 0 && self->chosen < n)
    draw_column (cr, layout, palette, self->chosen, palette->borders ? 0.3 : 0.16);
  if (self->bar >= 0 && self->bar < n && self->bar != self->chosen)
    draw_column (cr, layout, palette, self->bar, palette->borders ? 0.15 : 0.08);
  for (int i = 0; i < n; i++)
    {
      Box box = find_bar (self, layout, (guint) i);

      fill_bar (cr, self, palette, &box, (guint) i);
      if (i != self->bar)
        continue;
      cm_colour_set_source (cr, palette->foreground);
      cairo_set_line_width (cr, 2);
      cairo_rectangle (cr, box.x - 1, box.y - 1, box.width + 2, box.height + 2);
      cairo_stroke (cr);
    }
}

/* Begun at nothing, on the left edge; with a ring of the ground about it, so that it is seen before
 * the bars. */
static void
draw_cumulative (cairo_t *cr,
                 const CmParetoChart *self,
                 const Layout *layout,
                 const CmPalette *palette)
{
  guint n = cm_pareto_chart_count (self);
  double dot = layout->pitch > 14 ? 3 : 0;

  cairo_move_to (cr, layout->plot.x, place_share (layout, 0));
  for (guint i = 0; i < n; i++)
    cairo_line_to (cr,
                   find_middle (layout, i),
                   place_share (layout, cm_pareto_chart_get_cumulative (self, i)));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cm_colour_set_source (cr, palette->card);
  cairo_set_line_width (cr, 5);
  cairo_stroke_preserve (cr);
  cm_colour_set_source (cr, palette->foreground);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  for (guint i = 0; i < n && dot > 0; i++)
    {
      cairo_arc (cr,
                 find_middle (layout, i),
                 place_share (layout, cm_pareto_chart_get_cumulative (self, i)),
                 dot,
                 0,
                 2 * G_PI);
      cairo_fill (cr);
    }
}

/* The end of the name stands below its bar. */
static void
draw_slanted (cairo_t *cr, const CmParetoChart *self, const Layout *layout, guint bar, double x)
{
  const char *label = get_label (self, bar);
  PangoWeight weight = (int) bar == self->chosen ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL;
  double width =
      MIN (cm_chart_text_width (layout->context, label, weight) * TYPE_SIZE + 1, layout->name);
  CmChartLine line = { (char *) label, weight, TYPE_SIZE, -width / 2, 0, width };
  double left;

  cairo_save (cr);
  cairo_translate (cr, x + GAP / 2, layout->plot.y + layout->plot.height + GAP + LINE / 3);
  cairo_rotate (cr, -SLANT);
  /* A name that would leave the picture on the left is cut there. */
  left = (x + GAP / 2) / cos (SLANT);
  if (width > left)
    {
      line.width = MAX (left, 1);
      line.x = -line.width / 2;
    }
  cm_chart_text_draw (cr, layout->context, &line);
  cairo_restore (cr);
}

static void
draw_names (cairo_t *cr, const CmParetoChart *self, const Layout *layout, const CmPalette *palette)
{
  gboolean level = is_level (self, layout);
  /* Where there is no room for each, every second stands there, or every third … */
  guint stride = MAX ((guint) ceil (LINE * 0.8 / sin (SLANT) / layout->pitch), 1);

  cm_colour_set_source (cr, palette->foreground);
  for (guint i = 0; i < cm_pareto_chart_count (self); i++)
    if (level)
      draw_text (cr,
                 layout,
                 get_label (self, i),
                 find_middle (layout, i),
                 layout->plot.y + layout->plot.height + GAP + LINE / 2,
                 (int) i == self->chosen ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    else if (i % stride == 0)
      draw_slanted (cr, self, layout, i, find_middle (layout, i));
}

void
cm_pareto_chart_draw (cairo_t *cr,
                      const CmParetoChart *self,
                      PangoContext *like,
                      double width,
                      double height,
                      const CmPalette *palette)
{
  Layout layout = lay_out (self, like, width, height);

  cairo_save (cr);
  cairo_new_path (cr);
  draw_values (cr, self, &layout, palette);
  draw_bars (cr, self, &layout, palette);
  draw_names (cr, self, &layout, palette);
  if (cm_pareto_chart_get_whole (self) > 0)
    {
      draw_mark (cr, self, &layout, palette);
      draw_shares (cr, self, &layout, palette);
      draw_cumulative (cr, self, &layout, palette);
    }
  cairo_restore (cr);
  g_object_unref (layout.context);
}

int
cm_pareto_chart_hit (
    const CmParetoChart *self, PangoContext *like, double width, double height, double x, double y)
{
  Layout layout = lay_out (self, like, width, height);
  double below = y - layout.plot.y - layout.plot.height;
  double along = x;
  int bar;

  /* Names run down to the left of their bars. */
  if (below > GAP && !is_level (self, &layout))
    along += (below - GAP) / tan (SLANT);
  bar = (int) floor ((along - layout.plot.x) / layout.pitch);
  g_object_unref (layout.context);
  return y >= 0 && y <= height && bar >= 0 && bar < (int) cm_pareto_chart_count (self) ? bar : -1;
}

/* --- in words --------------------------------------------------------------------------------- */

char *
cm_pareto_chart_describe_bar (const CmParetoChart *self, int bar)
{
  gint64 whole = cm_pareto_chart_get_whole (self);
  gint64 value = cm_pareto_chart_get_value (self, (guint) bar);
  g_autofree char *text = self->format (value);

  if (value <= 0 || whole <= 0)
    /* translators: %1$s is a name, %2$s an amount of money */
    return g_strdup_printf (_ ("%1$s: %2$s"), get_label (self, (guint) bar), text);
  /* translators: %1$s is a name, %2$s an amount of money, the others are shares of all of it */
  return g_strdup_printf (_ ("%1$s: %2$s, %3$.1f%% of all; %4$.0f%% with those before it"),
                          get_label (self, (guint) bar),
                          text,
                          100 * (double) value / (double) whole,
                          100 * cm_pareto_chart_get_cumulative (self, (guint) bar));
}

char *
cm_pareto_chart_describe (const CmParetoChart *self)
{
  GString *text = g_string_new (self->name);
  guint n = cm_pareto_chart_count (self), n_vital = cm_pareto_chart_get_n_vital (self);

  if (n == 0)
    g_string_append_printf (text, ". %s", _ ("There is nothing to show yet."));
  if (n_vital > 0)
    g_string_append_printf (
        text,
        /* translators: %1$s begins the next sentence; %2$u of %3$u make up a share of all */
        _ ("%1$s%2$u of %3$u make up %4$.0f%% of all"),
        ". ",
        n_vital,
        self->bars->len + self->n_rest,
        100 * self->mark);
  for (guint i = 0; i < MIN (n, SPOKEN); i++)
    {
      g_autofree char *bar = cm_pareto_chart_describe_bar (self, (int) i);

      g_string_append_printf (text, ". %s", bar);
    }
  return g_string_free (text, FALSE);
}
