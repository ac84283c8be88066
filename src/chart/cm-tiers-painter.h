/* cm-tiers-painter.h - layers from the top down, as of those who govern. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-figure-kit.h"

G_BEGIN_DECLS

/* The height that the figure takes at that width, in the same units; 0 without layers. */
double
cm_tiers_measure (const CmFigureList *list, PangoContext *like, double width, double font_size);
/* (transfer full): the places of all layers, in order; free with g_free(). */
CmFigureBox *
cm_tiers_get_boxes (const CmFigureList *list, PangoContext *like, double width, double font_size);
/* In the font of `like` or the default one; the background is left alone. */
void cm_tiers_draw (cairo_t *cr,
                    const CmFigureList *list,
                    PangoContext *like,
                    double width,
                    double font_size,
                    const CmPalette *palette);
/* Spoken, translated; free with g_free(). */
char *cm_tiers_describe (const CmFigureList *list);

G_END_DECLS
