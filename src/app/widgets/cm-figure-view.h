/* cm-figure-view.h - a drawn figure of the manual with its caption and its words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-figure.h"

G_BEGIN_DECLS

#define CM_TYPE_FIGURE_VIEW (cm_figure_view_get_type ())
G_DECLARE_FINAL_TYPE (CmFigureView, cm_figure_view, CM, FIGURE_VIEW, AdwBin)

/* Takes the figure, the caption that stands below it and what it says in words, which is folded
 * away under `disclosure`. The figure can be saved from a menu; the toast overlay that the view is
 * in tells how that went. */
GtkWidget *
cm_figure_view_new (CmFigure *figure, GtkWidget *caption, const char *disclosure, GtkWidget *words);
/* For tests. */
GtkWidget *cm_figure_view_get_canvas (CmFigureView *self);
gboolean cm_figure_view_save (CmFigureView *self, const char *path, GError **error);

G_END_DECLS
