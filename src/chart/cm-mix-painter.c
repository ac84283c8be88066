/* cm-mix-painter.c - lying bars, each of a few parts, one below the other. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-mix-painter"
#include "config.h"

#include "cm-mix-painter.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cm-chart-text.h"

#define TYPE_SIZE 12.5
#define LINE 18.0
#define PITCH 25.0
#define BAR 15.0
#define GAP 6.0
#define SWATCH 13.0
#define NAMES_SHARE 0.34 /* of the width, at most */

/* --- data ------------------------------------------------------------------------------------- */

static void
free_bar (gpointer data)
{
  CmMixBar *bar = data;

  g_free (bar->label);
  g_free (bar);
}

CmMix *
cm_mix_new (const char *name,
            const char *const parts[CM_MIX_PARTS],
            CmMixFormat format,
            CmMixFormat format_short)
{
  CmMix *self = g_new0 (CmMix, 1);

  self->name = g_strdup (name);
  for (guint i = 0; i < CM_MIX_PARTS; i++)
    self->parts[i] = g_strdup (parts[i]);
  self->bars = g_ptr_array_new_with_free_func (free_bar);
  self->format = format;
  self->format_short = format_short;
  self->bar = -1;
  return self;
}

void
cm_mix_free (CmMix *self)
{
  g_ptr_array_unref (self->bars);
  for (guint i = 0; i < CM_MIX_PARTS; i++)
    g_free (self->parts[i]);
  g_free (self->name);
  g_free (self);
}

static CmMixBar *
add_bar (CmMix *self, const char *label)
{
  CmMixBar *bar = g_new0 (CmMixBar, 1);

  bar->label = g_strdup (label);
  g_ptr_array_add (self->bars, bar);
  return bar;
}

void
cm_mix_add (CmMix *self, const char *label, const gint64 values[CM_MIX_PARTS])
{
  CmMixBar *bar = add_bar (self, label);

  for (guint i = 0; i < CM_MIX_PARTS; i++)
    bar->values[i] = values[i];
}

void
cm_mix_add_heading (CmMix *self, const char *label)
{
  add_bar (self, label)->heading = TRUE;
}

static const CmMixBar *
get_bar (const CmMix *self, guint bar)
{
  return g_ptr_array_index (self->bars, bar);
}

gint64
cm_mix_get_total (const CmMix *self, guint bar)
{
  gint64 total = 0;

  for (guint i = 0; i < CM_MIX_PARTS; i++)
    total += get_bar (self, bar)->values[i];
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
  double left, width; /* of the bars */
  double names, sums; /* the width of what stands before and after them */
  double least, most; /* values at the edges */
} Layout;

static double
measure (const Layout *layout, const char *text, PangoWeight weight)
{
  return cm_chart_text_width (layout->context, text, weight) * TYPE_SIZE;
}

/* Per cent of the bar that is its first part; -1 where there is nothing to share out. */
static int
get_share (const CmMix *self, guint bar)
{
  gint64 total = cm_mix_get_total (self, bar), first = get_bar (self, bar)->values[0];

  return total > 0 && first >= 0 && first <= total
             ? (int) lround (100 * (double) first / (double) total)
             : -1;
}

static char *
format_sum (const CmMix *self, guint bar)
{
  g_autofree char *total = self->format_short (cm_mix_get_total (self, bar));
  int share = get_share (self, bar);

  if (cm_mix_get_total (self, bar) == 0)
    return g_strdup ("–");
  /* translators: %1$s is an amount of money, %2$d how much of it is mainstream money */
  return share >= 0 ? g_strdup_printf (_ ("%1$s · %2$d%%"), total, share) : g_strdup (total);
}

static void
find_range (const CmMix *self, Layout *layout)
{
  for (guint bar = 0; bar < self->bars->len; bar++)
    {
      double above = 0, below = 0;

      for (guint i = 0; i < CM_MIX_PARTS; i++)
        {
          double value = (double) get_bar (self, bar)->values[i];

          *(value < 0 ? &below : &above) += value;
        }
      layout->most = MAX (layout->most, above);
      layout->least = MIN (layout->least, below);
    }
  if (layout->most - layout->least < 1)
    layout->most = layout->least + 1;
}

static Layout
lay_out (const CmMix *self, PangoContext *like, double width)
{
  Layout layout = { .context = cm_chart_text_context (like) };

  find_range (self, &layout);
  for (guint bar = 0; bar < self->bars->len; bar++)
    {
      g_autofree char *sum = format_sum (self, bar);

      if (get_bar (self, bar)->heading)
        continue;
      layout.names = MAX (layout.names,
                          measure (&layout, get_bar (self, bar)->label, PANGO_WEIGHT_NORMAL) + GAP);
      layout.sums = MAX (layout.sums, measure (&layout, sum, PANGO_WEIGHT_NORMAL));
    }
  layout.names = MIN (layout.names + GAP, width * NAMES_SHARE);
  layout.left = layout.names + GAP;
  layout.width = MAX (width - layout.left - layout.sums - GAP, 1);
  return layout;
}

static double
place (const Layout *layout, double value)
{
  return layout->left + (value - layout->least) / (layout->most - layout->least) * layout->width;
}

/* Where the first bar begins, below the legend. */
static double
get_top (void)
{
  return LINE + GAP;
}

static Box
find_part (const CmMix *self, const Layout *layout, guint bar, guint part)
{
  const CmMixBar *of = get_bar (self, bar);
  double from = 0, first, second;

  for (guint i = 0; i < part; i++)
    if ((of->values[i] < 0) == (of->values[part] < 0))
      from += (double) of->values[i];
  first = place (layout, from);
  second = place (layout, from + (double) of->values[part]);
  return (Box){
    MIN (first, second), get_top () + PITCH * bar + (PITCH - BAR) / 2, fabs (second - first), BAR
  };
}

double
cm_mix_get_height (const CmMix *self)
{
  return get_top () + PITCH * self->bars->len;
}

/* --- drawing ---------------------------------------------------------------------------------- */

/* Text that begins at `x`. */
static void
draw_text (cairo_t *cr,
           const Layout *layout,
           const char *text,
           PangoWeight weight,
           double x,
           double y,
           double room)
{
  double width = MIN (measure (layout, text, weight) + 1, MAX (room, 1));
  CmChartLine line = { (char *) text, weight, TYPE_SIZE, x + width / 2, y, width };

  cm_chart_text_draw (cr, layout->context, &line);
}

/* Plain, striped, dotted. */
static void
draw_pattern (cairo_t *cr, const Box *box, guint part)
{
  const double pitch = 6;

  if (part == 1)
    {
      cairo_set_line_width (cr, 1.5);
      for (double x = floor ((box->x - box->height) / pitch) * pitch; x < box->x + box->width;
           x += pitch)
        {
          cairo_move_to (cr, x, box->y + box->height);
          cairo_line_to (cr, x + box->height, box->y);
        }
      cairo_stroke (cr);
    }
  if (part != 2)
    return;
  for (double y = box->y + pitch / 2; y < box->y + box->height; y += pitch)
    for (double x = floor (box->x / pitch) * pitch; x < box->x + box->width + pitch; x += pitch)
      {
        cairo_new_sub_path (cr);
        cairo_arc (cr, x, y, 1.2, 0, 2 * G_PI);
      }
  cairo_fill (cr);
}

static void
fill_part (cairo_t *cr, const CmPalette *palette, const Box *box, guint part)
{
  CmColour colour = part == 2 ? palette->dim : cm_palette_stage (palette, part);

  cairo_save (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_clip (cr);
  cm_colour_set_source (cr, cm_colour_blend (colour, palette->card, part == 0 ? 1 : 0.25));
  cairo_paint (cr);
  cm_colour_set_source (cr, colour);
  draw_pattern (cr, box, part);
  cairo_restore (cr);
  if (box->width <= 1)
    return;
  cm_colour_set_source (cr, colour);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, box->x + 0.5, box->y + 0.5, box->width - 1, box->height - 1);
  cairo_stroke (cr);
}

static void
draw_legend (cairo_t *cr, const CmMix *self, const Layout *layout, const CmPalette *palette)
{
  double x = layout->left;

  for (guint i = 0; i < CM_MIX_PARTS; i++)
    {
      Box box = { x, (LINE - SWATCH) / 2, SWATCH, SWATCH };

      fill_part (cr, palette, &box, i);
      cm_colour_set_source (cr, palette->foreground);
      x += SWATCH + GAP;
      draw_text (cr, layout, self->parts[i], PANGO_WEIGHT_NORMAL, x, LINE / 2, 400);
      x += measure (layout, self->parts[i], PANGO_WEIGHT_NORMAL) + 3 * GAP;
    }
}

static void
draw_bar (cairo_t *cr, const CmMix *self, const Layout *layout, const CmPalette *palette, guint bar)
{
  const CmMixBar *of = get_bar (self, bar);
  double y = get_top () + PITCH * (bar + 0.5), end = place (layout, 0);
  double zero = floor (end) + 0.5;
  g_autofree char *sum = format_sum (self, bar);

  if ((int) bar == self->bar)
    {
      cm_colour_set_source_alpha (cr, cm_palette_stage (palette, 0), palette->borders ? 0.3 : 0.12);
      cairo_rectangle (
          cr, 0, y - PITCH / 2, layout->left + layout->width + layout->sums + GAP, PITCH);
      cairo_fill (cr);
    }
  cm_colour_set_source (cr, palette->foreground);
  draw_text (cr, layout, of->label, PANGO_WEIGHT_NORMAL, GAP, y, layout->names - GAP);
  for (guint i = 0; i < CM_MIX_PARTS; i++)
    {
      Box box = find_part (self, layout, bar, i);

      if (of->values[i] == 0)
        continue;
      fill_part (cr, palette, &box, i);
      end = MAX (end, box.x + box.width);
    }
  cm_colour_set_source (cr, palette->dim);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, zero, y - PITCH / 2);
  cairo_line_to (cr, zero, y + PITCH / 2);
  cairo_stroke (cr);
  cm_colour_set_source (cr, palette->foreground);
  draw_text (cr, layout, sum, PANGO_WEIGHT_NORMAL, end + GAP, y, layout->sums);
}

void
cm_mix_draw (cairo_t *cr,
             const CmMix *self,
             PangoContext *like,
             double width,
             double height,
             const CmPalette *palette)
{
  Layout layout = lay_out (self, like, width);

  cairo_save (cr);
  cairo_new_path (cr);
  draw_legend (cr, self, &layout, palette);
  for (guint bar = 0; bar < self->bars->len; bar++)
    if (get_bar (self, bar)->heading)
      {
        cm_colour_set_source (cr, palette->foreground);
        draw_text (cr,
                   &layout,
                   get_bar (self, bar)->label,
                   PANGO_WEIGHT_BOLD,
                   0,
                   get_top () + PITCH * (bar + 0.5),
                   width);
      }
    else
      draw_bar (cr, self, &layout, palette, bar);
  cairo_restore (cr);
  g_object_unref (layout.context);
}

int
cm_mix_hit (const CmMix *self, PangoContext *like, double width, double height, double x, double y)
{
  int bar = (int) floor ((y - get_top ()) / PITCH);

  if (x < 0 || x >= width || bar < 0 || bar >= (int) self->bars->len)
    return -1;
  return get_bar (self, (guint) bar)->heading ? -1 : bar;
}

/* --- in words --------------------------------------------------------------------------------- */

char *
cm_mix_describe_bar (const CmMix *self, int bar)
{
  const CmMixBar *of = get_bar (self, (guint) bar);
  g_autofree char *total = self->format (cm_mix_get_total (self, (guint) bar));
  /* translators: %1$s is a chapter, %2$s an amount of money */
  g_autofree char *head = g_strdup_printf (_ ("%1$s: %2$s"), of->label, total);
  GString *text = NULL;

  if (of->heading)
    return g_strdup (of->label);
  text = g_string_new (head);
  for (guint i = 0; i < CM_MIX_PARTS; i++)
    {
      g_autofree char *value = self->format (of->values[i]);

      if (of->values[i] != 0)
        g_string_append_printf (text, "; %s %s", self->parts[i], value);
    }
  return g_string_free (text, FALSE);
}

char *
cm_mix_describe (const CmMix *self)
{
  GString *text = g_string_new (self->name);

  if (self->bars->len == 0)
    g_string_append_printf (text, ". %s", _ ("There is nothing to show yet."));
  for (guint bar = 0; bar < self->bars->len; bar++)
    {
      g_autofree char *own = cm_mix_describe_bar (self, (int) bar);

      g_string_append_printf (text, ". %s", own);
    }
  return g_string_free (text, FALSE);
}
