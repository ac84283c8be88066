/* cm-figure.h - a figure of the manual that is drawn from its own words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "cm-manual.h"
#include "cm-palette.h"

G_BEGIN_DECLS

typedef struct _CmFigure CmFigure;

/* (transfer full) (nullable): what draws a block of the kind CM_BLOCK_FIGURE; NULL if it names no
 * painter or its words do not fit the one it names: show the words, which are its children. A copy
 * of the words is kept; neither argument is needed any longer. `manual` is what a wheel shows and
 * says which colour a figure has. */
CmFigure *cm_figure_new (const CmBlock *block, CmManual *manual);
void cm_figure_free (CmFigure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmFigure, cm_figure_free)

/* All lengths are in the caller's units: points on paper, px on the screen. `font_size` is that of
 * the text around it; `like` supplies the font, or NULL for the default one. */

/* The height that the figure takes at that width. */
double cm_figure_measure (const CmFigure *self, PangoContext *like, double width, double font_size);
/* Draws from (0, 0) to (width, what was measured). The background is left alone. */
void cm_figure_draw (const CmFigure *self,
                     cairo_t *cr,
                     PangoContext *like,
                     double width,
                     double font_size,
                     const CmPalette *palette);
/* The title without its styles; "" for none. Owned by the figure. */
const char *cm_figure_get_title (const CmFigure *self);
/* (transfer full): what the figure shows in words, spoken, translated. */
char *cm_figure_describe (const CmFigure *self);
/* (transfer full): an <svg> element with a title and a description, without the XML declaration, to
 * stand in a page or alone. All ids in it start with `prefix`, so that several go into one page. */
char *cm_figure_write_svg (const CmFigure *self,
                           double width,
                           double font_size,
                           const CmPalette *palette,
                           const char *prefix,
                           GError **error);

G_END_DECLS
