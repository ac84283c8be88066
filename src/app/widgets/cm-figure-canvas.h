/* cm-figure-canvas.h - the drawing of a figure, as high as its width asks for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-figure.h"

G_BEGIN_DECLS

#define CM_TYPE_FIGURE_CANVAS (cm_figure_canvas_get_type ())
G_DECLARE_FINAL_TYPE (CmFigureCanvas, cm_figure_canvas, CM, FIGURE_CANVAS, GtkWidget)

/* Takes the figure. */
GtkWidget *cm_figure_canvas_new (CmFigure *figure);
const CmFigure *cm_figure_canvas_get_figure (CmFigureCanvas *self);

G_END_DECLS
