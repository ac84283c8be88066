/* cm-wheel.h - the commissioning wheel as a widget. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-wheel-model.h"

G_BEGIN_DECLS

#define CM_TYPE_WHEEL_VIEW (cm_wheel_view_get_type ())
G_DECLARE_FINAL_TYPE (CmWheelView, cm_wheel_view, CM, WHEEL_VIEW, GtkWidget)

GtkWidget *cm_wheel_view_new (void);

/* The wheel last set; never NULL, and valid until the next cm_wheel_view_set_wheel(). */
const CmWheel *cm_wheel_view_get_wheel (CmWheelView *self);

/* Takes @wheel over. The focus, or the place where Tab will bring it, stays with the step of the
 * same place, if there still is one; Tab leads to the present step when that is another one now. */
void cm_wheel_view_set_wheel (CmWheelView *self, CmWheel *wheel);

/* Label of the button in the middle, "Continue" at first; NULL takes the button away. */
void cm_wheel_view_set_button_label (CmWheelView *self, const char *label);

/* Puts the keyboard focus on a step; FALSE if there is no such step. */
gboolean cm_wheel_view_focus_step (CmWheelView *self, guint step);

/* Puts the middle of a step, in the coordinates of the widget, in (@x, @y); FALSE if there is no
 * such step or the widget has no size yet. */
gboolean cm_wheel_view_get_step_centre (CmWheelView *self, guint step, double *x, double *y);

G_END_DECLS
