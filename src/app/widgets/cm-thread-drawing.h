/* cm-thread-drawing.h - the golden thread of a chapter, drawn, as a control. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-thread-painter.h"

G_BEGIN_DECLS

#define CM_TYPE_THREAD_DRAWING (cm_thread_drawing_get_type ())
G_DECLARE_FINAL_TYPE (CmThreadDrawing, cm_thread_drawing, CM, THREAD_DRAWING, GtkWidget)

/* Signal: "node-activated" (guint node), by a click, Enter or Space. */
GtkWidget *cm_thread_drawing_new (void);

/* Takes the chart. The node of the same index keeps the keyboard. */
void cm_thread_drawing_set_chart (CmThreadDrawing *self, CmThreadChart *chart);
const CmThreadChart *cm_thread_drawing_get_chart (CmThreadDrawing *self);
/* Writes it to a file in the light palette, with its name above: PNG, SVG or PDF, as the name of
 * the file says. Errors of CM_CHART_ERROR. */
gboolean cm_thread_drawing_export (CmThreadDrawing *self, const char *path, GError **error);
/* Where a node is, in the widget's pixels; FALSE before it is allocated. */
gboolean cm_thread_drawing_get_centre (CmThreadDrawing *self, guint node, double *x, double *y);

G_END_DECLS
