/* cm-grid-item.c - a cell of a grid, as assistive tools and the keyboard see it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-grid-item"

#include "config.h"

#include "cm-grid-item.h"

/**
 * CmGridItem:
 *
 * A child of the grid that stands where the cell is drawn, with the role of a cell and one action
 * ("cell.activate").
 *
 * Signals: activated, by assistive tools; focused, when it is given the keyboard focus.
 *
 * CSS node: cmgridcell.
 */
struct _CmGridItem
{
  GtkWidget parent_instance;

  guint row;
  guint column;
};

enum
{
  ACTIVATED,
  FOCUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmGridItem, cm_grid_item, GTK_TYPE_WIDGET)

static void
activate_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[ACTIVATED], 0);
}

static gboolean
cm_grid_item_grab_focus (GtkWidget *widget)
{
  g_signal_emit (widget, signals[FOCUSED], 0);
  return GTK_WIDGET_CLASS (cm_grid_item_parent_class)->grab_focus (widget);
}

static void
cm_grid_item_class_init (CmGridItemClass *klass)
{
  static const char *const names[] = { "activated", "focused" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = cm_grid_item_grab_focus;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (
        names[i], CM_TYPE_GRID_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "cmgridcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_widget_class_install_action (widget_class, "cell.activate", NULL, activate_cb);
}

static void
cm_grid_item_init (CmGridItem *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* The grid itself knows what the pointer is on: headers lie above the cells. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
cm_grid_item_new (guint row, guint column)
{
  CmGridItem *self = g_object_new (CM_TYPE_GRID_ITEM, NULL);

  self->row = row;
  self->column = column;
  return GTK_WIDGET (self);
}

guint
cm_grid_item_get_row (CmGridItem *self)
{
  return self->row;
}

guint
cm_grid_item_get_column (CmGridItem *self)
{
  return self->column;
}
