/* cm-levels-painter.c - how far each heading has come on a scale, then and now. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-levels-painter"
#include "config.h"

#include "cm-levels-painter.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cm-chart-text.h"

#define TYPE_SIZE 12.5
#define SMALL_SIZE 11.5
#define LINE 18.0
#define PITCH 42.0
#define APART 8.5 /* of a name and the words below it, from the middle of a row */
#define GAP 6.0
#define DOT 6.0  /* radius of what is now */
#define RING 7.5 /* and of what was then */
#define HEAD 5.0 /* of an arrow */
#define NAMES_SHARE 0.42

/* --- data ------------------------------------------------------------------------------------- */

static void
free_row (gpointer data)
{
  CmLevelsRow *row = data;

  g_free (row->label);
  g_free (row->words);
  g_free (row);
}

CmLevels *
cm_levels_new (const char *name, const char *then, const char *now, const char *const *levels)
{
  CmLevels *self = g_new0 (CmLevels, 1);

  self->name = g_strdup (name);
  self->then = g_strdup (then);
  self->now = g_strdup (now);
  self->levels = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; levels[i] != NULL; i++)
    g_ptr_array_add (self->levels, g_strdup (levels[i]));
  self->rows = g_ptr_array_new_with_free_func (free_row);
  self->row = -1;
  return self;
}

void
cm_levels_free (CmLevels *self)
{
  g_ptr_array_unref (self->levels);
  g_ptr_array_unref (self->rows);
  g_free (self->name);
  g_free (self->then);
  g_free (self->now);
  g_free (self);
}

void
cm_levels_add (CmLevels *self, const char *label, int then, int now, const char *words)
{
  CmLevelsRow *row = g_new0 (CmLevelsRow, 1);

  g_return_if_fail (then < (int) self->levels->len && now < (int) self->levels->len);
  row->label = g_strdup (label);
  row->words = g_strdup (words);
  row->then = MAX (then, -1);
  row->now = MAX (now, -1);
  g_ptr_array_add (self->rows, row);
}

static const CmLevelsRow *
get_row (const CmLevels *self, guint row)
{
  return g_ptr_array_index (self->rows, row);
}

/* --- where everything stands ------------------------------------------------------------------ */

typedef struct
{
  PangoContext *context;
  double whole;       /* width */
  double left, width; /* of the scale */
  double names;       /* the width of what stands before it */
  double top;         /* of the first row */
} Layout;

static double
measure (const Layout *layout, const char *text, double size)
{
  return cm_chart_text_width (layout->context, text, PANGO_WEIGHT_NORMAL) * size;
}

/* Below the legend and the names of the levels. */
static double
get_top (void)
{
  return 2 * LINE + 2 * GAP;
}

double
cm_levels_get_height (const CmLevels *self)
{
  return get_top () + PITCH * self->rows->len;
}

static Layout
lay_out (const CmLevels *self, PangoContext *like, double width)
{
  Layout layout = { .context = cm_chart_text_context (like), .whole = width, .top = get_top () };

  for (guint i = 0; i < self->rows->len; i++)
    {
      layout.names = MAX (layout.names, measure (&layout, get_row (self, i)->label, TYPE_SIZE));
      layout.names = MAX (layout.names, measure (&layout, get_row (self, i)->words, SMALL_SIZE));
    }
  layout.names = MIN (layout.names + 1, width * NAMES_SHARE);
  layout.left = GAP + layout.names + 2 * GAP;
  layout.width = MAX (width - layout.left - GAP, 1);
  return layout;
}

/* The middle of the column of a level. */
static double
place (const CmLevels *self, const Layout *layout, int level)
{
  return layout->left + layout->width * (level + 0.5) / MAX (self->levels->len, 1);
}

static double
get_middle (const Layout *layout, guint row)
{
  return layout->top + PITCH * (row + 0.5);
}

/* --- drawing ---------------------------------------------------------------------------------- */

/* Text that begins at `x`, or about it. */
static void
draw_text (cairo_t *cr,
           const Layout *layout,
           const char *text,
           double size,
           double x,
           double y,
           double room,
           gboolean centred)
{
  double width = MIN (measure (layout, text, size) + 1, MAX (room, 1));
  CmChartLine line = { (char *) text, PANGO_WEIGHT_NORMAL, size, centred ? x : x + width / 2, y,
                       width };

  cm_chart_text_draw (cr, layout->context, &line);
}

static void
draw_ring (cairo_t *cr, const CmPalette *palette, double x, double y)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, RING, 0, 2 * G_PI);
  cm_colour_set_source (cr, palette->card);
  cairo_fill_preserve (cr);
  cm_colour_set_source (cr, palette->dim);
  cairo_set_line_width (cr, 1.75);
  cairo_stroke (cr);
}

static void
draw_dot (cairo_t *cr, const CmPalette *palette, double x, double y)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, DOT, 0, 2 * G_PI);
  cm_colour_set_source (cr, cm_palette_stage (palette, 0));
  cairo_fill (cr);
}

/* From the edge of the ring to that of the dot. */
static void
draw_arrow (cairo_t *cr, const CmPalette *palette, double from, double to, double y)
{
  double way = to > from ? 1 : -1;
  double start = from + way * RING, tip = to - way * (DOT + 2);

  if ((tip - start) * way <= HEAD)
    return;
  cm_colour_set_source (cr, cm_palette_stage (palette, 0));
  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, start, y);
  cairo_line_to (cr, tip - way * HEAD, y);
  cairo_stroke (cr);
  cairo_move_to (cr, tip, y);
  cairo_line_to (cr, tip - way * (HEAD + 2), y - HEAD);
  cairo_line_to (cr, tip - way * (HEAD + 2), y + HEAD);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_legend (cairo_t *cr, const CmLevels *self, const Layout *layout, const CmPalette *palette)
{
  double x = GAP + RING, y = LINE / 2;
  double room = layout->whole / (self->then != NULL ? 2 : 1) - 2 * RING - 3 * GAP;

  if (self->then != NULL)
    {
      draw_ring (cr, palette, x, y);
      cm_colour_set_source (cr, palette->foreground);
      x += RING + GAP;
      draw_text (cr, layout, self->then, SMALL_SIZE, x, y, room, FALSE);
      x += MIN (measure (layout, self->then, SMALL_SIZE), room) + 4 * GAP;
    }
  draw_dot (cr, palette, x, y);
  cm_colour_set_source (cr, palette->foreground);
  draw_text (cr, layout, self->now, SMALL_SIZE, x + RING + GAP, y, room, FALSE);
}

static void
draw_scale (cairo_t *cr, const CmLevels *self, const Layout *layout, const CmPalette *palette)
{
  double column = layout->width / MAX (self->levels->len, 1);
  double bottom = layout->top + PITCH * self->rows->len;

  for (guint i = 0; i < self->levels->len; i++)
    {
      double x = floor (place (self, layout, (int) i)) + 0.5;

      cm_colour_set_source (cr, palette->dim);
      draw_text (cr,
                 layout,
                 g_ptr_array_index (self->levels, i),
                 SMALL_SIZE,
                 x,
                 LINE + GAP + LINE / 2,
                 column - GAP,
                 TRUE);
      cm_colour_set_source (cr, palette->line);
      cairo_set_line_width (cr, 1);
      cairo_move_to (cr, x, layout->top);
      cairo_line_to (cr, x, bottom);
      cairo_stroke (cr);
    }
}

static void
draw_place (
    cairo_t *cr, const CmLevels *self, const Layout *layout, const CmPalette *palette, guint row)
{
  const CmLevelsRow *of = get_row (self, row);
  double y = get_middle (layout, row);
  double then = place (self, layout, of->then), now = place (self, layout, of->now);

  if (of->then >= 0)
    draw_ring (cr, palette, then, y);
  if (of->then >= 0 && of->now >= 0 && of->then != of->now)
    draw_arrow (cr, palette, then, now, y);
  if (of->now >= 0)
    {
      /* What stayed has its dot within the ring. */
      cairo_save (cr);
      if (of->then == of->now)
        {
          cairo_translate (cr, now, y);
          cairo_scale (cr, 0.72, 0.72);
          cairo_translate (cr, -now, -y);
        }
      draw_dot (cr, palette, now, y);
      cairo_restore (cr);
    }
}

static void
draw_row (
    cairo_t *cr, const CmLevels *self, const Layout *layout, const CmPalette *palette, guint row)
{
  const CmLevelsRow *of = get_row (self, row);
  double y = get_middle (layout, row);

  if ((int) row == self->row)
    {
      cm_colour_set_source_alpha (cr, cm_palette_stage (palette, 0), palette->borders ? 0.3 : 0.12);
      cairo_rectangle (cr, 0, y - PITCH / 2, layout->whole, PITCH);
      cairo_fill (cr);
    }
  cm_colour_set_source (cr, palette->line);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, GAP, floor (y + PITCH / 2) + 0.5);
  cairo_line_to (cr, layout->whole - GAP, floor (y + PITCH / 2) + 0.5);
  cairo_stroke (cr);
  cm_colour_set_source (cr, palette->foreground);
  draw_text (cr, layout, of->label, TYPE_SIZE, GAP, y - APART, layout->names, FALSE);
  draw_place (cr, self, layout, palette, row);
  cm_colour_set_source (cr, palette->dim);
  draw_text (cr, layout, of->words, SMALL_SIZE, GAP, y + APART, layout->names, FALSE);
}

void
cm_levels_draw (cairo_t *cr,
                const CmLevels *self,
                PangoContext *like,
                double width,
                double height,
                const CmPalette *palette)
{
  Layout layout = lay_out (self, like, width);

  cairo_save (cr);
  cairo_new_path (cr);
  draw_legend (cr, self, &layout, palette);
  draw_scale (cr, self, &layout, palette);
  for (guint i = 0; i < self->rows->len; i++)
    draw_row (cr, self, &layout, palette, i);
  cairo_restore (cr);
  g_object_unref (layout.context);
}

int
cm_levels_hit (
    const CmLevels *self, PangoContext *like, double width, double height, double x, double y)
{
  int row = (int) floor ((y - get_top ()) / PITCH);

  return x < 0 || x >= width || row < 0 || row >= (int) self->rows->len ? -1 : row;
}

/* --- in words --------------------------------------------------------------------------------- */

static const char *
name_level (const CmLevels *self, int level)
{
  return level >= 0 ? g_ptr_array_index (self->levels, level) : _ ("not judged");
}

char *
cm_levels_describe_row (const CmLevels *self, int row)
{
  const CmLevelsRow *of = get_row (self, (guint) row);

  if (self->then == NULL)
    /* translators: %1$s is a heading, %2$s how far it has come */
    return g_strdup_printf (_ ("%1$s: %2$s"), of->label, name_level (self, of->now));
  if (of->then < 0 && of->now < 0)
    return g_strdup_printf (_ ("%1$s: %2$s"), of->label, of->words);
  /* translators: %1$s is a heading, %2$s and %3$s how far it had come then and has come now, %4$s
   * as in “Up by 1 level” */
  return g_strdup_printf (_ ("%1$s: then %2$s, now %3$s. %4$s"),
                          of->label,
                          name_level (self, of->then),
                          name_level (self, of->now),
                          of->words);
}

char *
cm_levels_describe (const CmLevels *self)
{
  GString *text = g_string_new (self->name);

  if (self->rows->len == 0)
    g_string_append_printf (text, ". %s", _ ("There is nothing to show yet."));
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *own = cm_levels_describe_row (self, (int) i);

      g_string_append_printf (text, ". %s", own);
    }
  return g_string_free (text, FALSE);
}
