/* cm-progress-painter.h - a strip of small squares, one for each step of the cycle. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "cm-palette.h"
#include "cm-wheel-layout.h"
#include "cm-wheel-model.h"

G_BEGIN_DECLS

/* Size that suits @n steps, px. */
void cm_progress_natural_size (guint n, double *width, double *height);

/* The squares are as large as the area allows, start at its left edge and are centred upright.
 * Signed off: solid with a tick; in hand: half filled; blocked: outlined with a cross; not started:
 * a tint. What is overdue carries a bar underneath. */
void cm_progress_draw (
    cairo_t *cr, const CmWheel *wheel, double width, double height, const CmPalette *palette);

/* The step at (@x, @y), or -1. */
int cm_progress_hit (const CmWheel *wheel, double width, double height, double x, double y);

/* Middle of the @position-th square of the ring order. */
void
cm_progress_centre (guint n, double width, double height, guint position, double *x, double *y);

/* Spoken, translated: "5 of 19 steps signed off, 2 in hand"; free with g_free(). */
char *cm_progress_describe (const CmWheel *wheel);

G_END_DECLS
