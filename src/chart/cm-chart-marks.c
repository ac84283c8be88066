/* cm-chart-marks.c - the marks that tell states apart without colour, drawn as shapes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-chart-marks"

#include "cm-wheel-painter.h"

/* Both marks that mean trouble carry an exclamation mark, cut out of their shape. */
static void
cut_exclamation (cairo_t *cr, double x, double y, double size, CmColour surface)
{
  cairo_save (cr);
  cm_colour_set_source (cr, surface);
  cairo_set_line_width (cr, size * 0.15);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, x, y - size * 0.24);
  cairo_line_to (cr, x, y + size * 0.05);
  cairo_stroke (cr);
  cairo_arc (cr, x, y + size * 0.27, size * 0.085, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
draw_tick (cairo_t *cr, double x, double y, double size)
{
  cairo_set_line_width (cr, size * 0.17);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, x - size * 0.40, y + size * 0.02);
  cairo_line_to (cr, x - size * 0.11, y + size * 0.31);
  cairo_line_to (cr, x + size * 0.41, y - size * 0.31);
  cairo_stroke (cr);
}

static void
draw_square (cairo_t *cr, double x, double y, double size)
{
  double half = size * 0.42;

  cairo_set_line_width (cr, size * 0.12);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_rectangle (cr, x - half, y - half, 2 * half, 2 * half);
  cairo_fill_preserve (cr);
  cairo_stroke (cr);
}

void
cm_chart_draw_state_mark (
    cairo_t *cr, CmWheelState state, double x, double y, double size, CmColour surface)
{
  cairo_save (cr);
  cairo_new_path (cr);
  switch (state)
    {
    case CM_STEP_SIGNED_OFF:
      draw_tick (cr, x, y, size);
      break;
    case CM_STEP_IN_HAND:
      cairo_arc (cr, x, y, size * 0.40, 0, 2 * G_PI);
      cairo_fill (cr);
      break;
    case CM_STEP_BLOCKED:
      draw_square (cr, x, y, size);
      cut_exclamation (cr, x, y, size * 0.86, surface);
      break;
    case CM_STEP_NOT_STARTED:
    default:
      break;
    }
  cairo_restore (cr);
}

void
cm_chart_draw_overdue_mark (cairo_t *cr, double x, double y, double size, CmColour surface)
{
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_line_width (cr, size * 0.14);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, x, y - size * 0.42);
  cairo_line_to (cr, x + size * 0.46, y + size * 0.38);
  cairo_line_to (cr, x - size * 0.46, y + size * 0.38);
  cairo_close_path (cr);
  cairo_fill_preserve (cr);
  cairo_stroke (cr);
  cut_exclamation (cr, x, y + size * 0.07, size * 0.74, surface);
  cairo_restore (cr);
}
