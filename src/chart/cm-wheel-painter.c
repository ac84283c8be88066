/* cm-wheel-painter.c - draws the commissioning wheel on any cairo surface. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-wheel-painter"

#include "cm-wheel-painter.h"

#include <math.h>

#include "cm-wheel-layout-private.h"

typedef struct
{
  cairo_t *cr;
  const CmWheel *wheel;
  const CmWheelLayout *layout;
  const CmPalette *palette;
} Painter;

static double
get_hairline (const Painter *painter)
{
  return MAX (painter->layout->radius / 300, 1.0);
}

/* Fills a segment with rounded corners: a smaller one, fattened by a round pen. */
static void
fill_segment (const Painter *painter, const CmWheelSegment *segment, CmColour colour)
{
  double rounded = segment->rounded;

  cm_colour_set_source (painter->cr, colour);
  cairo_set_line_join (painter->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (painter->cr, 2 * rounded);
  cm_wheel_segment_path (painter->layout, painter->cr, segment, -rounded);
  cairo_fill_preserve (painter->cr);
  cairo_stroke (painter->cr);
}

/* Fills it with an edge of @width px, all inside the segment. */
static void
fill_bordered (const Painter *painter,
               const CmWheelSegment *segment,
               CmColour colour,
               CmColour edge,
               double width)
{
  CmWheelSegment inside = *segment;

  fill_segment (painter, segment, edge);
  inside.inner += width;
  inside.outer -= width;
  inside.start_gap += width;
  inside.end_gap += width;
  inside.rounded = MAX (segment->rounded - width, 0.5);
  fill_segment (painter, &inside, colour);
}

static void
draw_shadow (const Painter *painter, const CmWheelSegment *segment)
{
  cairo_set_line_join (painter->cr, CAIRO_LINE_JOIN_ROUND);
  for (int i = 1; i <= 4; i++)
    {
      cairo_set_source_rgba (painter->cr, 0, 0, 0, 0.07);
      cairo_set_line_width (painter->cr, 2.0 * i);
      cm_wheel_segment_path (painter->layout, painter->cr, segment, 0);
      cairo_stroke (painter->cr);
    }
}

static CmWheelSegment
lift_segment (const Painter *painter, guint i)
{
  CmWheelSegment segment = g_array_index (painter->layout->steps, CmWheelStepLayout, i).segment;

  if ((int) i == painter->wheel->hover)
    segment.outer += CLAMP (0.014 * painter->layout->radius, 2.0, 10.0);
  return segment;
}

/* A blocked step is barred with stripes, pale enough to be read on. */
static void
hatch_segment (const Painter *painter, const CmWheelSegment *segment, CmColour colour)
{
  double space = CLAMP (0.034 * painter->layout->radius, 5.0, 30.0);
  double reach = segment->outer;
  cairo_t *cr = painter->cr;

  cairo_save (cr);
  cm_wheel_segment_path (painter->layout, cr, segment, -get_hairline (painter));
  cairo_clip (cr);
  cm_colour_set_source (cr, colour);
  cairo_set_line_width (cr, space * 0.45);
  for (double offset = -2 * reach; offset < 2 * reach; offset += space)
    {
      cairo_move_to (cr, painter->layout->x + offset - reach, painter->layout->y + reach);
      cairo_line_to (cr, painter->layout->x + offset + reach, painter->layout->y - reach);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
fill_step (const Painter *painter, guint i)
{
  const CmWheelStep *step = cm_wheel_get_step (painter->wheel, i);
  guint colour = cm_wheel_get_stage (painter->wheel, step->stage)->colour;
  CmColour fill = cm_palette_step_fill (painter->palette, colour, step->state);
  CmColour edge = cm_palette_stage_ink (painter->palette, colour);
  CmWheelSegment segment = lift_segment (painter, i);
  double width = 0;

  if ((int) i == painter->wheel->hover)
    draw_shadow (painter, &segment);
  if ((int) i == painter->wheel->selected)
    width = CLAMP (0.012 * painter->layout->radius, 2.0, 9.0);
  else if (painter->palette->borders || (int) i == painter->wheel->hover ||
           step->state == CM_STEP_BLOCKED)
    width = get_hairline (painter);
  if (width > 0)
    fill_bordered (painter, &segment, fill, edge, width);
  else
    fill_segment (painter, &segment, fill);
  if (step->state == CM_STEP_BLOCKED)
    {
      segment.inner += width;
      segment.outer -= width;
      segment.start_gap += width;
      segment.end_gap += width;
      hatch_segment (painter, &segment, cm_palette_blocked_stripe (painter->palette, colour));
    }
}

static void
draw_pill (const Painter *painter, const CmWheelStepLayout *step)
{
  double height = step->state.size * 1.26;
  double width = step->state_width + step->state.size * 0.7;
  double x = step->state.x - width / 2;
  double y = step->state.y - height / 2;
  double r = height / 2;
  cairo_t *cr = painter->cr;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - r, y + r, r, -G_PI / 2, G_PI / 2);
  cairo_arc (cr, x + r, y + r, r, G_PI / 2, 3 * G_PI / 2);
  cairo_close_path (cr);
  cm_colour_set_source (cr, painter->palette->card);
  cairo_fill_preserve (cr);
  cm_colour_set_source (cr, painter->palette->warning);
  cairo_set_line_width (cr, get_hairline (painter));
  cairo_stroke (cr);
}

/* Glyphs and words of the state. What is overdue stands on a pill of its own, in the warning
 * colour. */
static void
draw_state (const Painter *painter, guint i, CmColour ink, CmColour surface)
{
  const CmWheelStepLayout *layout = &g_array_index (painter->layout->steps, CmWheelStepLayout, i);
  const CmWheelStep *step = cm_wheel_get_step (painter->wheel, i);
  double size = layout->state.size;
  double glyph = CM_WHEEL_GLYPH * size;
  double x = layout->state.x - layout->state_width / 2;
  double y = layout->state.y;

  if (step->overdue)
    {
      draw_pill (painter, layout);
      ink = painter->palette->warning;
      surface = painter->palette->card;
    }
  cm_colour_set_source (painter->cr, ink);
  if (step->state != CM_STEP_NOT_STARTED)
    {
      cm_chart_draw_state_mark (painter->cr, step->state, x + glyph / 2, y, glyph, surface);
      x += glyph + (step->overdue ? CM_WHEEL_GLYPH_SPACE * 0.6 * size : 0);
    }
  if (step->overdue)
    {
      cm_chart_draw_overdue_mark (painter->cr, x + glyph / 2, y, glyph, surface);
      x += glyph;
    }
  if (layout->state.text != NULL)
    {
      CmChartLine words = layout->state;

      words.x = x + CM_WHEEL_GLYPH_SPACE * size + words.width / 2;
      words.width += size;
      cm_chart_text_draw (painter->cr, painter->layout->context, &words);
    }
}

static void
draw_step_text (const Painter *painter, guint i)
{
  const CmWheelStepLayout *layout = &g_array_index (painter->layout->steps, CmWheelStepLayout, i);
  const CmWheelStep *step = cm_wheel_get_step (painter->wheel, i);
  guint colour = cm_wheel_get_stage (painter->wheel, step->stage)->colour;
  CmColour ink = cm_palette_step_text (painter->palette, colour, step->state);

  cm_colour_set_source (painter->cr, ink);
  for (guint j = 0; j < layout->n_lines; j++)
    cm_chart_text_draw (painter->cr, painter->layout->context, &layout->lines[j]);
  if (layout->has_state)
    draw_state (painter, i, ink, cm_palette_step_fill (painter->palette, colour, step->state));
}

static void
draw_steps (const Painter *painter)
{
  int hover = painter->wheel->hover;

  /* The lifted step comes last: its shadow falls on its neighbours. */
  for (guint i = 0; i < painter->layout->steps->len; i++)
    if ((int) i != hover)
      fill_step (painter, i);
  if (hover >= 0 && hover < (int) painter->layout->steps->len)
    fill_step (painter, (guint) hover);
  for (guint i = 0; i < painter->layout->steps->len; i++)
    draw_step_text (painter, i);
}

/* A stage without steps keeps its place in the ring, empty. */
static void
draw_empty_stage (const Painter *painter, guint i)
{
  const CmWheelStageLayout *stage = &g_array_index (painter->layout->stages, CmWheelStageLayout, i);
  CmWheelSegment segment = stage->band;
  guint colour = cm_wheel_get_stage (painter->wheel, i)->colour;

  segment.outer = stage->ring.outer * 1.675;
  segment.inner = stage->ring.outer * 1.049;
  fill_bordered (painter,
                 &segment,
                 painter->palette->background,
                 cm_palette_step_fill (painter->palette, colour, CM_STEP_NOT_STARTED),
                 2 * get_hairline (painter));
}

/* An arrowhead at the end of a ring segment says which way the cycle runs. */
static void
draw_arrow (const Painter *painter, const CmWheelSegment *ring)
{
  double thickness = ring->outer - ring->inner;
  double middle = (ring->outer + ring->inner) / 2;
  double size = thickness * 0.20;
  double angle = ring->end - (ring->end_gap + thickness * 0.42) / middle;
  cairo_t *cr = painter->cr;

  cairo_save (cr);
  cairo_translate (
      cr, painter->layout->x + middle * cos (angle), painter->layout->y + middle * sin (angle));
  cairo_rotate (cr, angle + G_PI / 2);
  cairo_move_to (cr, -size * 0.6, -size);
  cairo_line_to (cr, size * 0.6, 0);
  cairo_line_to (cr, -size * 0.6, size);
  cairo_set_line_width (cr, MAX (thickness * 0.075, 1.0));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_stage (const Painter *painter, guint i)
{
  const CmWheelStageLayout *stage = &g_array_index (painter->layout->stages, CmWheelStageLayout, i);
  const CmPalette *palette = painter->palette;
  guint colour = cm_wheel_get_stage (painter->wheel, i)->colour;
  gboolean hover = (int) i == painter->wheel->hover_ring;

  fill_segment (painter, &stage->band, cm_palette_stage (palette, colour));
  if (cm_wheel_count_steps (painter->wheel, i) == 0)
    draw_empty_stage (painter, i);
  if (hover || palette->borders)
    fill_bordered (painter,
                   &stage->ring,
                   palette->ring,
                   hover ? cm_palette_stage_ink (palette, colour) : palette->line,
                   get_hairline (painter) * (hover ? 1.5 : 1));
  else
    fill_segment (painter, &stage->ring, palette->ring);
  cm_colour_set_source (painter->cr, palette->dim);
  draw_arrow (painter, &stage->ring);
  if (hover)
    cm_colour_set_source (painter->cr, palette->foreground);
  if (stage->ring_label.text != NULL)
    cm_chart_text_draw_arc (painter->cr,
                            painter->layout->context,
                            &stage->ring_label,
                            (stage->ring.inner + stage->ring.outer) / 2,
                            stage->ring_angle);
  cm_colour_set_source (painter->cr, cm_palette_stage_ink (palette, colour));
  cm_chart_text_draw (painter->cr, painter->layout->context, &stage->title);
}

static void
draw_centre (const Painter *painter)
{
  const CmWheelLayout *layout = painter->layout;
  const CmPalette *palette = painter->palette;
  cairo_t *cr = painter->cr;

  cairo_new_sub_path (cr);
  cairo_arc (cr, layout->x, layout->y, layout->disc, 0, 2 * G_PI);
  cm_colour_set_source (cr, palette->card);
  cairo_fill_preserve (cr);
  cm_colour_set_source (cr, palette->line);
  cairo_set_line_width (cr, get_hairline (painter));
  cairo_stroke (cr);
  for (guint i = 0; i < layout->centre->len; i++)
    {
      const CmWheelCentreLine *line = &g_array_index (layout->centre, CmWheelCentreLine, i);
      CmColour ink = palette->foreground;

      if (line->role == CM_WHEEL_CENTRE_PEOPLE)
        ink = palette->dim;
      else if (line->role == CM_WHEEL_CENTRE_STAGE)
        ink = cm_palette_stage_ink (
            palette, cm_wheel_get_stage (painter->wheel, painter->wheel->here_stage)->colour);
      cm_colour_set_source (cr, ink);
      cm_chart_text_draw (cr, layout->context, &line->line);
    }
}

static void
draw_focus (const Painter *painter)
{
  double width = CLAMP (0.009 * painter->layout->radius, 2.0, 6.0);
  cairo_t *cr = painter->cr;
  CmWheelSegment segment;

  if (painter->wheel->focus < 0 || painter->wheel->focus >= (int) painter->layout->steps->len)
    return;
  segment = lift_segment (painter, (guint) painter->wheel->focus);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  /* A pale line under the ring keeps it visible on any fill. */
  cm_colour_set_source (cr, painter->palette->background);
  cairo_set_line_width (cr, width * 2.2);
  cm_wheel_segment_path (painter->layout, cr, &segment, width * 0.6);
  cairo_stroke (cr);
  cm_colour_set_source (cr, painter->palette->foreground);
  cairo_set_line_width (cr, width);
  cm_wheel_segment_path (painter->layout, cr, &segment, width * 0.9);
  cairo_stroke (cr);
}

void
cm_wheel_draw (cairo_t *cr,
               const CmWheel *wheel,
               const CmWheelLayout *layout,
               const CmPalette *palette)
{
  Painter painter = { cr, wheel, layout, palette };

  cairo_save (cr);
  /* Quicker than the best, and on shapes of this size no eye tells them apart. */
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_new_path (cr);
  for (guint i = 0; i < layout->stages->len; i++)
    draw_stage (&painter, i);
  draw_steps (&painter);
  draw_centre (&painter);
  draw_focus (&painter);
  cairo_restore (cr);
}
