/* cm-wheel-item.c - a step of the wheel, as assistive tools and the keyboard see it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-wheel-item"

#include "config.h"

#include "cm-wheel-item.h"

/**
 * CmWheelItem:
 *
 * A child of the wheel that stands where the step is drawn, with the role of a list item and one
 * action ("step.activate", on Enter and Space).
 *
 * Signals: activated; focused, when it is given the keyboard focus.
 *
 * CSS node: cmwheelstep.
 */
struct _CmWheelItem
{
  GtkWidget parent_instance;

  guint step;
};

enum
{
  ACTIVATED,
  FOCUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmWheelItem, cm_wheel_item, GTK_TYPE_WIDGET)

static void
activate_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[ACTIVATED], 0);
}

static gboolean
cm_wheel_item_grab_focus (GtkWidget *widget)
{
  g_signal_emit (widget, signals[FOCUSED], 0);
  return GTK_WIDGET_CLASS (cm_wheel_item_parent_class)->grab_focus (widget);
}

static void
cm_wheel_item_class_init (CmWheelItemClass *klass)
{
  static const guint keys[] = {
    GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter, GDK_KEY_space, GDK_KEY_KP_Space
  };
  static const char *const names[] = { "activated", "focused" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = cm_wheel_item_grab_focus;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (
        names[i], CM_TYPE_WHEEL_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "cmwheelstep");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_install_action (widget_class, "step.activate", NULL, activate_cb);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i], 0, "step.activate", NULL);
}

static void
cm_wheel_item_init (CmWheelItem *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* Boxes of neighbouring steps overlap: the wheel itself knows what the pointer is on. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
cm_wheel_item_new (guint step)
{
  CmWheelItem *self = g_object_new (CM_TYPE_WHEEL_ITEM, NULL);

  self->step = step;
  return GTK_WIDGET (self);
}

guint
cm_wheel_item_get_step (CmWheelItem *self)
{
  return self->step;
}
