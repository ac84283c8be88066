/* cm-wheel-item.h - a step of the wheel, as assistive tools and the keyboard see it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CM_TYPE_WHEEL_ITEM (cm_wheel_item_get_type ())
G_DECLARE_FINAL_TYPE (CmWheelItem, cm_wheel_item, CM, WHEEL_ITEM, GtkWidget)

/* Draws nothing: the wheel does. */
GtkWidget *cm_wheel_item_new (guint step);
guint cm_wheel_item_get_step (CmWheelItem *self);

G_END_DECLS
