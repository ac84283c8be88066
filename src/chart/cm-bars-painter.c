/* cm-bars-painter.c - stacked bars, one for each year or the like, on any cairo surface. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-bars-painter"
#include "config.h"

#include "cm-bars-painter.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cm-chart-text.h"

#define TYPE_SIZE 12.5
#define LINE 18.0
#define SWATCH 13.0
#define GAP 6.0
#define WIDEST_BAR 72.0
#define N_TICKS 4

/* --- data ------------------------------------------------------------------------------------- */

static void
free_bar (gpointer data)
{
  CmBar *bar = data;

  g_free (bar->label);
  g_free (bar->note);
  g_array_unref (bar->values);
  g_free (bar);
}

CmBars *
cm_bars_new (const char *name, CmBarsFormat format, CmBarsFormat format_short)
{
  CmBars *self = g_new0 (CmBars, 1);

  self->name = g_strdup (name);
  self->series = g_ptr_array_new_with_free_func (g_free);
  self->bars = g_ptr_array_new_with_free_func (free_bar);
  self->format = format;
  self->format_short = format_short;
  self->bar = self->part = -1;
  return self;
}

void
cm_bars_free (CmBars *self)
{
  g_ptr_array_unref (self->series);
  g_ptr_array_unref (self->bars);
  g_free (self->name);
  g_free (self);
}

guint
cm_bars_add_series (CmBars *self, const char *label)
{
  g_return_val_if_fail (self->bars->len == 0, 0);
  g_ptr_array_add (self->series, g_strdup (label));
  return self->series->len - 1;
}

guint
cm_bars_add_bar (CmBars *self, const char *label, const char *note)
{
  CmBar *bar = g_new0 (CmBar, 1);

  bar->label = g_strdup (label);
  bar->note = g_strdup (note);
  bar->values = g_array_new (FALSE, TRUE, sizeof (gint64));
  g_array_set_size (bar->values, self->series->len);
  g_ptr_array_add (self->bars, bar);
  return self->bars->len - 1;
}

static const CmBar *
get_bar (const CmBars *self, guint bar)
{
  return g_ptr_array_index (self->bars, bar);
}

void
cm_bars_set_value (CmBars *self, guint bar, guint series, gint64 value)
{
  g_return_if_fail (bar < self->bars->len && series < self->series->len);
  g_array_index (get_bar (self, bar)->values, gint64, series) = value;
}

gint64
cm_bars_get_value (const CmBars *self, guint bar, guint series)
{
  return g_array_index (get_bar (self, bar)->values, gint64, series);
}

gint64
cm_bars_get_total (const CmBars *self, guint bar)
{
  gint64 total = 0;

  for (guint i = 0; i < self->series->len; i++)
    total += cm_bars_get_value (self, bar, i);
  return total;
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
  double legend;      /* height */
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
find_range (const CmBars *self, Layout *layout)
{
  double most = 0, least = 0;

  for (guint bar = 0; bar < self->bars->len; bar++)
    {
      double above = 0, below = 0;

      for (guint i = 0; i < self->series->len; i++)
        {
          double value = (double) cm_bars_get_value (self, bar, i);

          *(value < 0 ? &below : &above) += value;
        }
      most = MAX (most, above);
      least = MIN (least, below);
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

/* Calls back for each entry of the legend that is used; returns the height of all. */
typedef void (*LegendFunc) (const CmBars *self, guint series, double x, double y, gpointer data);

static gboolean
is_used (const CmBars *self, guint series)
{
  for (guint bar = 0; bar < self->bars->len; bar++)
    if (cm_bars_get_value (self, bar, series) != 0)
      return TRUE;
  return FALSE;
}

static double
walk_legend (
    const CmBars *self, const Layout *layout, double width, LegendFunc callback, gpointer data)
{
  double x = 0, y = 0;

  for (guint i = 0; i < self->series->len; i++)
    {
      double own = SWATCH + GAP + measure (layout, g_ptr_array_index (self->series, i));

      if (!is_used (self, i))
        continue;
      if (x > 0 && x + own > width)
        {
          x = 0;
          y += LINE;
        }
      if (callback != NULL)
        callback (self, i, x, y, data);
      x += own + 3 * GAP;
    }
  return y + LINE;
}

static double
measure_ticks (const CmBars *self, const Layout *layout)
{
  g_autofree char *top = self->format_short ((gint64) layout->top);
  g_autofree char *below = self->format_short ((gint64) (layout->top - layout->step));

  return MAX (measure (layout, top), measure (layout, below)) + GAP;
}

static gboolean
has_notes (const CmBars *self)
{
  for (guint bar = 0; bar < self->bars->len; bar++)
    if (get_bar (self, bar)->note != NULL)
      return TRUE;
  return FALSE;
}

static Layout
lay_out (const CmBars *self, PangoContext *like, double width, double height)
{
  Layout layout = { .context = cm_chart_text_context (like) };
  double below = has_notes (self) ? 2 * LINE : LINE;

  find_range (self, &layout);
  layout.legend = walk_legend (self, &layout, width, NULL, NULL);
  layout.plot.x = measure_ticks (self, &layout);
  /* Room for the total above the highest bar. */
  layout.plot.y = layout.legend + GAP + LINE;
  layout.plot.width = MAX (width - layout.plot.x, 1);
  layout.plot.height = MAX (height - layout.plot.y - below - GAP, 1);
  layout.pitch = layout.plot.width / MAX (self->bars->len, 1);
  layout.bar_width = MIN (layout.pitch * 0.62, WIDEST_BAR);
  return layout;
}

static Box
find_part (const CmBars *self, const Layout *layout, guint bar, guint part)
{
  gint64 value = cm_bars_get_value (self, bar, part);
  double from = 0;
  double middle = layout->plot.x + layout->pitch * (bar + 0.5);
  double first, second;

  for (guint i = 0; i < part; i++)
    if ((cm_bars_get_value (self, bar, i) < 0) == (value < 0))
      from += (double) cm_bars_get_value (self, bar, i);
  first = place_value (layout, from);
  second = place_value (layout, from + (double) value);
  return (Box){
    middle - layout->bar_width / 2, MIN (first, second), layout->bar_width, fabs (first - second)
  };
}

/* --- drawing ---------------------------------------------------------------------------------- */

/* Told apart without colour: plain, stripes, dots, lines, a grid, stripes the other way. */
typedef enum
{
  PATTERN_PLAIN,
  PATTERN_STRIPES,
  PATTERN_DOTS,
  PATTERN_LINES,
  PATTERN_GRID,
  PATTERN_OTHER_STRIPES,
  N_PATTERNS
} Pattern;

static CmColour
choose_colour (const CmPalette *palette, guint series)
{
  /* The four colours of the stages, then neutral ones. */
  static const guint stages[] = { 0, 1, 3, 2 };

  if (series % N_PATTERNS < G_N_ELEMENTS (stages))
    return cm_palette_stage (palette, stages[series % N_PATTERNS]);
  return series % N_PATTERNS == PATTERN_GRID ? palette->foreground : palette->dim;
}

static void
draw_stripes (cairo_t *cr, const Box *box, double pitch, int sense)
{
  for (double x = box->x - box->height; x < box->x + box->width + box->height; x += pitch)
    {
      /* Begun at a multiple of the pitch, so that neighbours go on. */
      double start = floor (x / pitch) * pitch;

      cairo_move_to (cr, start, sense > 0 ? box->y + box->height : box->y);
      cairo_line_to (cr, start + box->height, sense > 0 ? box->y : box->y + box->height);
    }
  cairo_stroke (cr);
}

static void
draw_lines (cairo_t *cr, const Box *box, double pitch, gboolean upright)
{
  double from = upright ? box->x : box->y;
  double length = upright ? box->width : box->height;

  for (double at = ceil (from / pitch) * pitch; at < from + length; at += pitch)
    if (upright)
      {
        cairo_move_to (cr, at, box->y);
        cairo_line_to (cr, at, box->y + box->height);
      }
    else
      {
        cairo_move_to (cr, box->x, at);
        cairo_line_to (cr, box->x + box->width, at);
      }
  cairo_stroke (cr);
}

static void
draw_dots (cairo_t *cr, const Box *box, double pitch)
{
  for (double y = floor (box->y / pitch) * pitch; y < box->y + box->height + pitch; y += pitch)
    for (double x = floor (box->x / pitch) * pitch; x < box->x + box->width + pitch; x += pitch)
      {
        cairo_new_sub_path (cr);
        cairo_arc (cr, x, y, pitch * 0.24, 0, 2 * G_PI);
      }
  cairo_fill (cr);
}

static void
draw_pattern (cairo_t *cr, const Box *box, Pattern pattern)
{
  cairo_set_line_width (cr, 1.5);
  switch (pattern)
    {
    case PATTERN_STRIPES:
      draw_stripes (cr, box, 6, 1);
      break;
    case PATTERN_OTHER_STRIPES:
      draw_stripes (cr, box, 8, -1);
      break;
    case PATTERN_DOTS:
      draw_dots (cr, box, 6);
      break;
    case PATTERN_LINES:
      draw_lines (cr, box, 5, FALSE);
      break;
    case PATTERN_GRID:
      cairo_set_line_width (cr, 1);
      draw_lines (cr, box, 5, FALSE);
      draw_lines (cr, box, 5, TRUE);
      break;
    case PATTERN_PLAIN:
    case N_PATTERNS:
    default:
      break;
    }
}

static void
fill_box (cairo_t *cr, const CmPalette *palette, const Box *box, guint series)
{
  Pattern pattern = (Pattern) (series % N_PATTERNS);
  CmColour colour = choose_colour (palette, series);
  CmColour ground = cm_colour_blend (colour, palette->card, pattern == PATTERN_PLAIN ? 1 : 0.25);

  cairo_save (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_clip (cr);
  cm_colour_set_source (cr, ground);
  cairo_paint (cr);
  cm_colour_set_source (cr, colour);
  draw_pattern (cr, box, pattern);
  cairo_restore (cr);
  cairo_set_line_width (cr, 1);
  cm_colour_set_source (cr, colour);
  if (box->height > 1)
    {
      cairo_rectangle (cr, box->x + 0.5, box->y + 0.5, box->width - 1, box->height - 1);
      cairo_stroke (cr);
    }
}

static void
draw_text (cairo_t *cr,
           const Layout *layout,
           const char *text,
           PangoWeight weight,
           double x,
           double y,
           double width)
{
  CmChartLine line = { (char *) text, weight, TYPE_SIZE, x, y, width };

  cm_chart_text_draw (cr, layout->context, &line);
}

typedef struct
{
  cairo_t *cr;
  const Layout *layout;
  const CmPalette *palette;
  double width;
} Pen;

static void
draw_legend_entry (const CmBars *self, guint series, double x, double y, gpointer data)
{
  const Pen *pen = data;
  const char *label = g_ptr_array_index (self->series, series);
  Box box = { x, y + (LINE - SWATCH) / 2, SWATCH, SWATCH };
  double width = MIN (measure (pen->layout, label), pen->width - SWATCH - GAP);

  fill_box (pen->cr, pen->palette, &box, series);
  cm_colour_set_source (pen->cr, pen->palette->foreground);
  draw_text (pen->cr,
             pen->layout,
             label,
             PANGO_WEIGHT_NORMAL,
             x + SWATCH + GAP + width / 2,
             y + LINE / 2,
             width + 1);
}

static void
draw_axis (cairo_t *cr, const CmBars *self, const Layout *layout, const CmPalette *palette)
{
  int n = (int) lround ((layout->top - layout->bottom) / layout->step);

  for (int i = 0; i <= n; i++)
    {
      double value = layout->bottom + i * layout->step;
      double y = floor (place_value (layout, value)) + 0.5;
      g_autofree char *text = self->format_short ((gint64) value);
      double width = measure (layout, text);

      cairo_set_line_width (cr, 1);
      cm_colour_set_source (cr, fabs (value) < layout->step / 2 ? palette->dim : palette->line);
      cairo_move_to (cr, layout->plot.x, y);
      cairo_line_to (cr, layout->plot.x + layout->plot.width, y);
      cairo_stroke (cr);
      cm_colour_set_source (cr, palette->dim);
      draw_text (
          cr, layout, text, PANGO_WEIGHT_NORMAL, layout->plot.x - GAP - width / 2, y, width + 1);
    }
}

/* Where there is no room for all labels every second stands there, or every third … */
static guint
choose_stride (const CmBars *self, const Layout *layout)
{
  double widest = 1;

  for (guint bar = 0; bar < self->bars->len; bar++)
    widest = MAX (widest, measure (layout, get_bar (self, bar)->label));
  return MAX ((guint) ceil ((widest + GAP) / layout->pitch), 1);
}

static void
draw_labels (
    cairo_t *cr, const CmBars *self, const Layout *layout, const CmPalette *palette, guint bar)
{
  double x = layout->plot.x + layout->pitch * (bar + 0.5);
  double y = layout->plot.y + layout->plot.height + GAP + LINE / 2;
  double room = layout->pitch * choose_stride (self, layout) - 2;
  const char *note = get_bar (self, bar)->note;

  cm_colour_set_source (cr, palette->foreground);
  draw_text (cr, layout, get_bar (self, bar)->label, PANGO_WEIGHT_NORMAL, x, y, room);
  cm_colour_set_source (cr, palette->dim);
  if (note != NULL && measure (layout, note) <= room)
    draw_text (cr, layout, note, PANGO_WEIGHT_NORMAL, x, y + LINE, room);
}

static void
draw_total (
    cairo_t *cr, const CmBars *self, const Layout *layout, const CmPalette *palette, guint bar)
{
  g_autofree char *total = self->format_short (cm_bars_get_total (self, bar));
  double highest = 0;

  for (guint i = 0; i < self->series->len; i++)
    highest += (double) MAX (cm_bars_get_value (self, bar, i), 0);
  cm_colour_set_source (cr, palette->foreground);
  if (measure (layout, total) < layout->pitch)
    draw_text (cr,
               layout,
               total,
               PANGO_WEIGHT_BOLD,
               layout->plot.x + layout->pitch * (bar + 0.5),
               place_value (layout, highest) - LINE / 2,
               layout->pitch);
}

static void
draw_bar (
    cairo_t *cr, const CmBars *self, const Layout *layout, const CmPalette *palette, guint bar)
{
  for (guint i = 0; i < self->series->len; i++)
    if (cm_bars_get_value (self, bar, i) != 0)
      {
        Box box = find_part (self, layout, bar, i);

        fill_box (cr, palette, &box, i);
      }
  if ((int) bar != self->bar || self->part < 0 || (guint) self->part >= self->series->len)
    return;
  {
    Box box = find_part (self, layout, bar, (guint) self->part);

    cm_colour_set_source (cr, palette->foreground);
    cairo_set_line_width (cr, 2);
    cairo_rectangle (cr, box.x - 1, box.y - 1, box.width + 2, box.height + 2);
    cairo_stroke (cr);
  }
}

void
cm_bars_draw (cairo_t *cr,
              const CmBars *self,
              PangoContext *like,
              double width,
              double height,
              const CmPalette *palette)
{
  Layout layout = lay_out (self, like, width, height);
  Pen pen = { cr, &layout, palette, width };
  guint stride = choose_stride (self, &layout);

  cairo_save (cr);
  cairo_new_path (cr);
  walk_legend (self, &layout, width, draw_legend_entry, &pen);
  draw_axis (cr, self, &layout, palette);
  for (guint bar = 0; bar < self->bars->len; bar++)
    {
      draw_bar (cr, self, &layout, palette, bar);
      draw_total (cr, self, &layout, palette, bar);
      if (bar % stride == 0)
        draw_labels (cr, self, &layout, palette, bar);
    }
  cairo_restore (cr);
  g_object_unref (layout.context);
}

gboolean
cm_bars_hit (const CmBars *self,
             PangoContext *like,
             double width,
             double height,
             double x,
             double y,
             int *bar,
             int *part)
{
  Layout layout = lay_out (self, like, width, height);
  double position = (x - layout.plot.x) / layout.pitch;

  g_object_unref (layout.context);
  if (x < layout.plot.x || y < layout.plot.y - LINE || position >= self->bars->len)
    return FALSE;
  *bar = (int) position;
  *part = -1;
  for (guint i = 0; i < self->series->len; i++)
    {
      Box box = find_part (self, &layout, (guint) *bar, i);

      if (x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height &&
          box.height > 0)
        *part = (int) i;
    }
  return TRUE;
}

/* --- in words --------------------------------------------------------------------------------- */

char *
cm_bars_describe_part (const CmBars *self, int bar, int part)
{
  const CmBar *of = get_bar (self, (guint) bar);
  gint64 value = part >= 0 ? cm_bars_get_value (self, (guint) bar, (guint) part)
                           : cm_bars_get_total (self, (guint) bar);
  g_autofree char *text = self->format (value);

  if (part >= 0)
    /* translators: %1$s is a year, %2$s a kind of money, %3$s an amount */
    return g_strdup_printf (_ ("%1$s, %2$s: %3$s"),
                            of->label,
                            (char *) g_ptr_array_index (self->series, (guint) part),
                            text);
  if (of->note != NULL)
    /* translators: %1$s is a year, %2$s an amount, %3$s a note such as “62 % mainstream” */
    return g_strdup_printf (_ ("%1$s: %2$s in all, %3$s"), of->label, text, of->note);
  /* translators: %1$s is a year, %2$s an amount */
  return g_strdup_printf (_ ("%1$s: %2$s in all"), of->label, text);
}

char *
cm_bars_describe (const CmBars *self)
{
  GString *text = g_string_new (self->name);

  if (self->bars->len == 0)
    g_string_append_printf (text, ". %s", _ ("There is nothing to show yet."));
  for (guint bar = 0; bar < self->bars->len; bar++)
    {
      g_autofree char *whole = cm_bars_describe_part (self, (int) bar, -1);

      g_string_append_printf (text, ". %s", whole);
      for (guint i = 0; i < self->series->len; i++)
        {
          g_autofree char *value = self->format (cm_bars_get_value (self, bar, i));

          if (cm_bars_get_value (self, bar, i) != 0)
            g_string_append_printf (
                text, "; %s %s", (char *) g_ptr_array_index (self->series, i), value);
        }
    }
  return g_string_free (text, FALSE);
}
