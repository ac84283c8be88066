/* cm-thread-painter.c - the golden thread drawn: chapter, outcome, indicator, activity, money. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-thread-painter"

#include "cm-thread-private.h"

/* The stage of the cycle in which this is worked on, for its colour: Plan. */
#define STAGE 1
#define RADIUS 7.0
#define HOLLOW_FROM 5.0 /* a curve thinner than this is dotted instead of outlined */
#define RIBBON_FROM 7.0 /* a curve thinner than this is a line */
#define DIAMOND 5.0     /* half of the mark of a loose end */

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

/* Where a curve goes through; between two points it bends from level to level. */
typedef struct
{
  double x[4], y[4];
  guint n;
} Course;

static Course
find_course (Brush *b, guint index)
{
  const CmThreadCurve *curve = &g_array_index (b->chart->curves, CmThreadCurve, index);
  const CmThreadPath *path = &g_array_index (b->layout->paths, CmThreadPath, index);
  const CmThreadNode *from = cm_thread_chart_get_node (b->chart, curve->from);
  const CmThreadNode *to = cm_thread_chart_get_node (b->chart, curve->to);
  CmThreadBox start = cm_thread_layout_get_box (b->layout, curve->from);
  double left = b->layout->x[CM_COLUMN_INDICATOR];
  Course course = { { start.x + start.width }, { path->start }, 1 };

  if (from->column == CM_COLUMN_OUTCOME && to->column == CM_COLUMN_ACTIVITY)
    {
      course.x[1] = left;
      course.x[2] = left + b->layout->column_width[CM_COLUMN_INDICATOR];
      course.y[1] = course.y[2] = path->lane;
      course.n = 3;
    }
  course.x[course.n] =
      cm_thread_layout_get_box (b->layout, curve->to).x - (to->loose ? 2 * DIAMOND : 0);
  course.y[course.n] = path->end;
  course.n++;
  return course;
}

static void
bend_to (cairo_t *cr, double x, double y)
{
  double from_x, from_y;

  cairo_get_current_point (cr, &from_x, &from_y);
  cairo_curve_to (cr, (from_x + x) / 2, from_y, (from_x + x) / 2, y, x, y);
}

/* Along the course, `down` px below it. */
static void
trace_line (cairo_t *cr, const Course *course, double down)
{
  cairo_move_to (cr, course->x[0], course->y[0] + down);
  for (guint i = 1; i < course->n; i++)
    bend_to (cr, course->x[i], course->y[i] + down);
}

/* A ribbon that is everywhere as high as it is wide at its ends. */
static void
trace_ribbon (cairo_t *cr, const Course *course, double width)
{
  guint last = course->n - 1;

  trace_line (cr, course, -width / 2);
  cairo_line_to (cr, course->x[last], course->y[last] + width / 2);
  for (guint i = last; i > 0; i--)
    bend_to (cr, course->x[i - 1], course->y[i - 1] + width / 2);
  cairo_close_path (cr);
}

static void
trace_diamond (cairo_t *cr, double x, double y, double half)
{
  cairo_new_path (cr);
  cairo_move_to (cr, x - half, y);
  cairo_line_to (cr, x, y - half);
  cairo_line_to (cr, x + half, y);
  cairo_line_to (cr, x, y + half);
  cairo_close_path (cr);
}

static void
stroke_dashed (cairo_t *cr, double width, const double *dashes)
{
  cairo_set_line_width (cr, width);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* A thread that ends: dashes, and a diamond where it does. */
static void
draw_loose_curve (Brush *b, const Course *course, gboolean strong)
{
  static const double dashes[] = { 4, 3 };
  guint last = course->n - 1;

  cm_colour_set_source (b->cr, b->palette->warning);
  trace_line (b->cr, course, 0);
  stroke_dashed (b->cr, strong ? 2.2 : 1.4, dashes);
  trace_diamond (b->cr, course->x[last] + DIAMOND, course->y[last], DIAMOND);
  cairo_fill (b->cr);
}

/* Two edges with little between them, or where there is no room for two, dots. */
static void
draw_hollow (Brush *b, const Course *course, double width, double alpha)
{
  static const double dots[] = { 2, 2.5 };
  CmColour colour = cm_palette_stage (b->palette, STAGE);
  double edge = MIN (alpha + 0.3, 1);

  if (width < HOLLOW_FROM)
    {
      cm_colour_set_source_alpha (b->cr, colour, edge);
      trace_line (b->cr, course, 0);
      stroke_dashed (b->cr, width, dots);
      return;
    }
  trace_ribbon (b->cr, course, width);
  cm_colour_set_source_alpha (b->cr, colour, alpha * 0.3);
  cairo_fill (b->cr);
  trace_line (b->cr, course, (width - 1.4) / 2);
  trace_line (b->cr, course, -(width - 1.4) / 2);
  cm_colour_set_source_alpha (b->cr, colour, edge);
  cairo_set_line_width (b->cr, 1.4);
  cairo_stroke (b->cr);
}

/* A ribbon; where it is steep a thin one would be lost, and what has little or no weight must still
 * be seen. */
static void
draw_full (Brush *b, const Course *course, double width, double alpha)
{
  cm_colour_set_source_alpha (
      b->cr, cm_palette_stage (b->palette, STAGE), width < 3 ? MIN (alpha + 0.3, 1) : alpha);
  if (width >= RIBBON_FROM)
    {
      trace_ribbon (b->cr, course, width);
      cairo_fill (b->cr);
      return;
    }
  trace_line (b->cr, course, 0);
  cairo_set_line_width (b->cr, width);
  cairo_stroke (b->cr);
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
  Course course = find_course (b, index);
  double alpha = strong ? 0.75 : b->palette->borders ? 0.6 : b->palette->dark ? 0.38 : 0.3;

  cairo_new_path (b->cr);
  if (cm_thread_chart_get_node (b->chart, curve->to)->loose)
    draw_loose_curve (b, &course, strong);
  else if (curve->hollow)
    draw_hollow (b, &course, width, alpha);
  else
    draw_full (b, &course, width, alpha);
}

/* --- cards ------------------------------------------------------------------------------------ */

/* A small diamond, the mark of what is missing. */
static void
draw_mark (Brush *b, double x, double y)
{
  trace_diamond (b->cr, x, y, DIAMOND - 0.5);
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
