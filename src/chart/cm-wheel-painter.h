/* cm-wheel-painter.h - draws the commissioning wheel on any cairo surface. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "cm-palette.h"
#include "cm-wheel-layout.h"
#include "cm-wheel-model.h"

G_BEGIN_DECLS

/* Draws @wheel as laid out in @layout, which must have been made from it; the states of pointer and
 * focus may have changed since. The background is left alone. */
void cm_wheel_draw (cairo_t *cr,
                    const CmWheel *wheel,
                    const CmWheelLayout *layout,
                    const CmPalette *palette);

/* The mark of a step's state about (@x, @y), @size px high, with the source set on @cr; @surface
 * shows through where the mark is cut out. Nothing for a step that is not started. */
void cm_chart_draw_state_mark (
    cairo_t *cr, CmWheelState state, double x, double y, double size, CmColour surface);

/* The warning triangle of a step that is overdue, likewise. */
void cm_chart_draw_overdue_mark (cairo_t *cr, double x, double y, double size, CmColour surface);

G_END_DECLS
