/* cm-thread-painter.c - the golden thread drawn: chapter, outcome, indicator, activity, money. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-thread-painter"

#include "cm-thread-private.h"

/* The stage of the cycle in which this is worked on, for its colour: Plan. */
#define STAGE 1
#define RADIUS 7.0
#define HOLLOW_FROM 4.5 /* a curve thinner than this is dashed instead of hollow */

typedef struct
{
  cairo_t *cr;
  const CmThreadChart *chart;
  const CmThreadLayout *layout;
  const CmPalette *palette;
} Brush;

static void
trace_box (cairo_t *cr, CmThreadBox box, double grow, double radius)
{
  double x = box.x - grow, y = box.y - grow;
  double right = box.x + box.width + grow, bottom = box.y + box.height + grow;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, bottom - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static void
show_text (Brush *b, PangoLayout *text, double x, double y, CmColour colour)
{
  cm_colour_set_source (b->cr, colour);
  cairo_move_to (b->cr, x, y);
  pango_cairo_show_layout (b->cr, text);
}

/* --- curves ----------------------------------------------------------------------------------- */

static void
bend_to (cairo_t *cr, double x, double y)
{
  double from_x, from_y;

  cairo_get_current_point (cr, &from_x, &from_y);
  cairo_curve_to (cr, (from_x + x) / 2, from_y, (from_x + x) / 2, y, x, y);
}

static void
trace_curve (Brush *b, guint index)
{
  const CmThreadCurve *curve = &g_array_index (b->chart->curves, CmThreadCurve, index);
  const CmThreadPath *path = &g_array_index (b->layout->paths, CmThreadPath, index);
  CmThreadBox from = cm_thread_layout_get_box (b->layout, curve->from);
  CmThreadBox to = cm_thread_layout_get_box (b->layout, curve->to);
  double left = b->layout->x[CM_COLUMN_INDICATOR];
  gboolean passes = cm_thread_chart_get_node (b->chart, curve->from)->column == CM_COLUMN_OUTCOME &&
                    cm_thread_chart_get_node (b->chart, curve->to)->column == CM_COLUMN_ACTIVITY;

  cairo_new_path (b->cr);
  cairo_move_to (b->cr, from.x + from.width, path->start);
  if (passes)
    {
      bend_to (b->cr, left, path->lane);
      cairo_line_to (b->cr, left + b->layout->column_width[CM_COLUMN_INDICATOR], path->lane);
    }
  bend_to (b->cr, to.x, path->end);
}

/* A thread that ends: dashes, and a diamond where it does. */
static void
draw_loose_curve (Brush *b, guint index, gboolean strong)
{
  static const double dashes[] = { 4, 3 };
  const CmThreadCurve *curve = &g_array_index (b->chart->curves, CmThreadCurve, index);
  const CmThreadPath *path = &g_array_index (b->layout->paths, CmThreadPath, index);
  CmThreadBox to = cm_thread_layout_get_box (b->layout, curve->to);

  trace_curve (b, index);
  cm_colour_set_source (b->cr, b->palette->warning);
  cairo_set_line_width (b->cr, strong ? 2.2 : 1.4);
  cairo_set_dash (b->cr, dashes, 2, 0);
  cairo_stroke (b->cr);
  cairo_set_dash (b->cr, NULL, 0, 0);
  cairo_move_to (b->cr, to.x - 5, path->end);
  cairo_line_to (b->cr, to.x, path->end - 5);
  cairo_line_to (b->cr, to.x + 5, path->end);
  cairo_line_to (b->cr, to.x, path->end + 5);
  cairo_close_path (b->cr);
  cm_colour_set_source (b->cr, b->palette->background);
  cairo_fill_preserve (b->cr);
  cm_colour_set_source (b->cr, b->palette->warning);
  cairo_set_line_width (b->cr, 1.4);
  cairo_stroke (b->cr);
}

static void
draw_hollow (Brush *b, guint index, double width, double alpha)
{
  static const double dashes[] = { 5, 3 };

  trace_curve (b, index);
  if (width < HOLLOW_FROM)
    {
      cm_colour_set_source_alpha (
          b->cr, cm_palette_stage (b->palette, STAGE), MIN (alpha + 0.25, 1));
      cairo_set_line_width (b->cr, width);
      cairo_set_dash (b->cr, dashes, 2, 0);
      cairo_stroke (b->cr);
      cairo_set_dash (b->cr, NULL, 0, 0);
      return;
    }
  cairo_push_group (b->cr);
  trace_curve (b, index);
  cm_colour_set_source (b->cr, cm_palette_stage (b->palette, STAGE));
  cairo_set_line_width (b->cr, width);
  cairo_stroke_preserve (b->cr);
  cairo_set_operator (b->cr, CAIRO_OPERATOR_CLEAR);
  cairo_set_line_width (b->cr, width - 2.6);
  cairo_stroke (b->cr);
  cairo_pop_group_to_source (b->cr);
  cairo_paint_with_alpha (b->cr, MIN (alpha + 0.25, 1));
}

/* Whether the curve belongs to what the pointer or the keyboard is on. */
static gboolean
is_pointed_at (const CmThreadChart *chart, const CmThreadCurve *curve)
{
  int node = chart->hover >= 0 ? chart->hover : chart->focus;

  return node >= 0 && ((int) curve->from == node || (int) curve->to == node);
}

static void
draw_curve (Brush *b, guint index)
{
  const CmThreadCurve *curve = &g_array_index (b->chart->curves, CmThreadCurve, index);
  double width = g_array_index (b->layout->paths, CmThreadPath, index).width;
  gboolean strong = is_pointed_at (b->chart, curve);
  double alpha = strong ? 0.75 : b->palette->borders ? 0.6 : b->palette->dark ? 0.38 : 0.3;

  if (cm_thread_chart_get_node (b->chart, curve->to)->loose)
    {
      draw_loose_curve (b, index, strong);
      return;
    }
  if (curve->hollow)
    {
      draw_hollow (b, index, width, alpha);
      return;
    }
  trace_curve (b, index);
  /* What has no weight is thin, and must still be seen. */
  cm_colour_set_source_alpha (
      b->cr, cm_palette_stage (b->palette, STAGE), width < 3 ? MIN (alpha + 0.25, 1) : alpha);
  cairo_set_line_width (b->cr, width);
  cairo_stroke (b->cr);
}

/* --- cards ------------------------------------------------------------------------------------ */

/* A small diamond, the mark of what is missing. */
static void
draw_mark (Brush *b, double x, double y)
{
  cairo_new_path (b->cr);
  cairo_move_to (b->cr, x - 4.5, y);
  cairo_line_to (b->cr, x, y - 4.5);
  cairo_line_to (b->cr, x + 4.5, y);
  cairo_line_to (b->cr, x, y + 4.5);
  cairo_close_path (b->cr);
  cm_colour_set_source (b->cr, b->palette->warning);
  cairo_set_line_width (b->cr, 1.4);
  cairo_stroke (b->cr);
}

static void
draw_surface (Brush *b, const CmThreadNode *node, CmThreadBox box)
{
  static const double dashes[] = { 4, 3 };

  cairo_new_path (b->cr);
  trace_box (b->cr, box, -0.5, RADIUS);
  cm_colour_set_source (b->cr, node->loose ? b->palette->background : b->palette->card);
  cairo_fill_preserve (b->cr);
  cm_colour_set_source (b->cr, node->loose ? b->palette->warning : b->palette->line);
  cairo_set_line_width (b->cr, 1);
  if (node->loose)
    cairo_set_dash (b->cr, dashes, 2, 0);
  cairo_stroke (b->cr);
  cairo_set_dash (b->cr, NULL, 0, 0);
  if (node->loose || node->column > CM_COLUMN_OUTCOME)
    return;
  cairo_save (b->cr);
  trace_box (b->cr, box, -0.5, RADIUS);
  cairo_clip (b->cr);
  cairo_rectangle (b->cr, box.x, box.y, 4, box.height);
  cm_colour_set_source (b->cr, cm_palette_stage (b->palette, STAGE));
  cairo_fill (b->cr);
  cairo_restore (b->cr);
}

static void
draw_ring (Brush *b, int index, CmThreadBox box)
{
  gboolean focus = index == b->chart->focus;

  if (!focus && index != b->chart->hover && index != b->chart->selected)
    return;
  cairo_new_path (b->cr);
  trace_box (b->cr, box, focus ? 2 : 0, RADIUS + (focus ? 2 : 0));
  cm_colour_set_source (b->cr, focus ? b->palette->accent : cm_palette_stage (b->palette, STAGE));
  cairo_set_line_width (b->cr, focus ? 2 : 1.5);
  cairo_stroke (b->cr);
}

static void
draw_card (Brush *b, guint index)
{
  const CmThreadNode *node = cm_thread_chart_get_node (b->chart, index);
  const CmThreadCard *card = &g_array_index (b->layout->cards, CmThreadCard, index);
  const CmColour colours[] = { node->loose ? b->palette->warning : b->palette->foreground,
                               b->palette->dim,
                               b->palette->warning };
  double used = 0, down;

  draw_surface (b, node, card->box);
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    if (card->texts[i].text != NULL)
      {
        int height;

        pango_layout_get_size (card->texts[i].text, NULL, &height);
        used = card->texts[i].y + (double) height / PANGO_SCALE;
      }
  /* In a card that grew with its curves the texts stay in the middle. */
  down = card->box.y + MAX ((card->box.height - used - CM_THREAD_PAD + 2) / 2, 0);
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    {
      const CmThreadText *text = &card->texts[i];

      if (text->text == NULL)
        continue;
      show_text (b, text->text, card->box.x + text->x, down + text->y, colours[i]);
      if (i == 2 || (i == 0 && node->loose))
        draw_mark (b, card->box.x + text->x - CM_THREAD_MARK + 5, down + text->y + 8);
    }
  draw_ring (b, (int) index, card->box);
}

/* --- the whole -------------------------------------------------------------------------------- */

static void
draw_headings (Brush *b)
{
  const CmThreadLayout *layout = b->layout;
  int height;

  if (layout->name != NULL)
    show_text (b, layout->name, layout->x[0], 12, b->palette->foreground);
  pango_layout_get_size (layout->headings[0], NULL, &height);
  for (guint i = 0; i < CM_N_COLUMNS; i++)
    show_text (b,
               layout->headings[i],
               layout->x[i],
               layout->top - 14 - (double) height / PANGO_SCALE,
               b->palette->dim);
}

void
cm_thread_draw (cairo_t *cr,
                const CmThreadChart *chart,
                const CmThreadLayout *layout,
                const CmPalette *palette)
{
  Brush brush = { cr, chart, layout, palette };
  int height;

  cairo_save (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  draw_headings (&brush);
  /* What is pointed at comes last, above the rest. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < chart->curves->len; i++)
      if (is_pointed_at (chart, &g_array_index (chart->curves, CmThreadCurve, i)) == (pass == 1))
        draw_curve (&brush, i);
  for (guint i = 0; i < chart->nodes->len; i++)
    draw_card (&brush, i);
  pango_layout_get_size (layout->legend, NULL, &height);
  show_text (&brush,
             layout->legend,
             layout->x[0],
             layout->height - 12 - (double) height / PANGO_SCALE,
             palette->dim);
  cairo_restore (cr);
}
