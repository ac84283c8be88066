/* cm-flow-painter.h - steps from left to right, in rows where the width is short. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-figure-kit.h"

G_BEGIN_DECLS

/* The height that the figure takes at that width, in the same units; 0 without steps. */
double
cm_flow_measure (const CmFigureList *list, PangoContext *like, double width, double font_size);
/* (transfer full): the places of all steps, in order; free with g_free(). */
CmFigureBox *
cm_flow_get_boxes (const CmFigureList *list, PangoContext *like, double width, double font_size);
/* In the font of `like` or the default one; the background is left alone. */
void cm_flow_draw (cairo_t *cr,
                   const CmFigureList *list,
                   PangoContext *like,
                   double width,
                   double font_size,
                   const CmPalette *palette);
/* Spoken, translated; free with g_free(). */
char *cm_flow_describe (const CmFigureList *list);

G_END_DECLS
