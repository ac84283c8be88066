/* cm-progress-painter.c - a strip of small squares, one for each step of the cycle. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-progress-painter"

#include "cm-progress-painter.h"

#define NATURAL_SIDE 11.0
#define LARGEST_SIDE 28.0
/* Space between squares, and height of the overdue bar with the space above it, in parts of the
 * side of a square. */
#define SPACE 0.22
#define BAR 0.42

typedef struct
{
  double side;
  double pitch;
  double y; /* top of the squares */
} Strip;

static Strip
measure_strip (guint n, double width, double height)
{
  double by_width = width / (MAX (n, 1) * (1 + SPACE) - SPACE);
  double by_height = height / (1 + BAR);
  Strip strip;

  strip.side = CLAMP (MIN (by_width, by_height), 2.0, LARGEST_SIDE);
  strip.pitch = strip.side * (1 + SPACE);
  strip.y = (height - strip.side) / 2;
  return strip;
}

static void
trace_square (cairo_t *cr, double x, double y, double side, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + side - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + side - radius, y + side - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + side - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static void
fill_square (cairo_t *cr, double x, double y, double side, CmColour colour)
{
  trace_square (cr, x, y, side, side * 0.25);
  cm_colour_set_source (cr, colour);
  cairo_fill (cr);
}

static void
outline_square (cairo_t *cr, double x, double y, double side, CmColour colour)
{
  double line = MAX (side * 0.12, 1.0);

  trace_square (cr, x + line / 2, y + line / 2, side - line, side * 0.25 - line / 4);
  cm_colour_set_source (cr, colour);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}

static void
draw_tick (cairo_t *cr, double x, double y, double side, CmColour colour)
{
  cm_colour_set_source (cr, colour);
  cairo_set_line_width (cr, MAX (side * 0.13, 1.0));
  cairo_move_to (cr, x + side * 0.27, y + side * 0.52);
  cairo_line_to (cr, x + side * 0.44, y + side * 0.68);
  cairo_line_to (cr, x + side * 0.74, y + side * 0.34);
  cairo_stroke (cr);
}

static void
draw_cross (cairo_t *cr, double x, double y, double side, CmColour colour)
{
  cm_colour_set_source (cr, colour);
  cairo_set_line_width (cr, MAX (side * 0.14, 1.0));
  cairo_move_to (cr, x + side * 0.32, y + side * 0.32);
  cairo_line_to (cr, x + side * 0.68, y + side * 0.68);
  cairo_move_to (cr, x + side * 0.68, y + side * 0.32);
  cairo_line_to (cr, x + side * 0.32, y + side * 0.68);
  cairo_stroke (cr);
}

/* The lower half solid, as of a glass that is being filled. */
static void
fill_half (cairo_t *cr, double x, double y, double side, CmColour colour)
{
  cairo_save (cr);
  cairo_rectangle (cr, x, y + side / 2, side, side / 2);
  cairo_clip (cr);
  fill_square (cr, x, y, side, colour);
  cairo_restore (cr);
}

static void
draw_state (
    cairo_t *cr, const CmPalette *palette, guint colour, CmWheelState state, const CmWheelBox *box)
{
  CmColour stage = cm_palette_stage (palette, colour);
  double x = box->x, y = box->y, side = box->width;

  fill_square (cr, x, y, side, cm_palette_step_fill (palette, colour, state));
  switch (state)
    {
    case CM_STEP_SIGNED_OFF:
      draw_tick (cr, x, y, side, cm_palette_stage_text (palette, colour));
      break;
    case CM_STEP_IN_HAND:
      fill_half (cr, x, y, side, stage);
      outline_square (cr, x, y, side, stage);
      break;
    case CM_STEP_BLOCKED:
      outline_square (cr, x, y, side, stage);
      draw_cross (cr, x, y, side, stage);
      break;
    case CM_STEP_NOT_STARTED:
    default:
      if (palette->borders)
        outline_square (cr, x, y, side, stage);
      break;
    }
}

void
cm_progress_natural_size (guint n, double *width, double *height)
{
  *width = NATURAL_SIDE * (MAX (n, 1) * (1 + SPACE) - SPACE);
  *height = NATURAL_SIDE * (1 + 2 * BAR);
}

void
cm_progress_draw (
    cairo_t *cr, const CmWheel *wheel, double width, double height, const CmPalette *palette)
{
  g_autoptr (GArray) order = cm_wheel_ring_order (wheel);
  Strip strip = measure_strip (order->len, width, height);

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < order->len; i++)
    {
      const CmWheelStep *step = cm_wheel_get_step (wheel, g_array_index (order, guint, i));
      guint colour = cm_wheel_get_stage (wheel, step->stage)->colour;
      CmWheelBox box = { i * strip.pitch, strip.y, strip.side, strip.side };

      draw_state (cr, palette, colour, step->state, &box);
      if (step->overdue)
        {
          cm_colour_set_source (cr, palette->warning);
          cairo_rectangle (cr,
                           box.x + strip.side * 0.1,
                           strip.y + strip.side * 1.14,
                           strip.side * 0.8,
                           strip.side * 0.18);
          cairo_fill (cr);
        }
    }
  cairo_restore (cr);
}

int
cm_progress_hit (const CmWheel *wheel, double width, double height, double x, double y)
{
  g_autoptr (GArray) order = cm_wheel_ring_order (wheel);
  Strip strip = measure_strip (order->len, width, height);
  int position = x >= 0 ? (int) (x / strip.pitch) : -1;

  if (y < strip.y || y > strip.y + strip.side || position < 0 || position >= (int) order->len)
    return -1;
  return (int) g_array_index (order, guint, position);
}

void
cm_progress_centre (guint n, double width, double height, guint position, double *x, double *y)
{
  Strip strip = measure_strip (n, width, height);

  *x = position * strip.pitch + strip.side / 2;
  *y = strip.y + strip.side / 2;
}

char *
cm_progress_describe (const CmWheel *wheel)
{
  return cm_wheel_describe_progress (wheel);
}
