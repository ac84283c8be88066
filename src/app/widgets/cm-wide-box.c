/* cm-wide-box.c - a box that scrolls sideways when its content does not fit. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-wide-box"
#include "config.h"

#include "cm-wide-box.h"

/**
 * CmWideBox:
 *
 * A GtkScrolledWindow asks its child for a height without saying the width, which is wrong for
 * text that wraps, and swallows the vertical steps of the wheel. This box does neither: it is as
 * high as its child is at the width it has, and only looks at sideways steps.
 */
struct _CmWideBox
{
  GtkWidget parent_instance;

  GtkWidget *child;
  GtkWidget *scrollbar;
  GtkAdjustment *adjustment;
};

G_DEFINE_FINAL_TYPE (CmWideBox, cm_wide_box, GTK_TYPE_WIDGET)

static int
get_width (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static int
get_height (GtkWidget *widget, int width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static GtkSizeRequestMode
cm_wide_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
cm_wide_box_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  CmWideBox *self = CM_WIDE_BOX (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->child, orientation, -1, NULL, natural, NULL, NULL);
      /* enough for the scrollbar's slider */
      *minimum = MIN (get_width (self->scrollbar), *natural);
      return;
    }
  *minimum = get_height (self->child, MAX (for_size, get_width (self->child)));
  if (for_size >= 0 && for_size < get_width (self->child))
    *minimum += get_height (self->scrollbar, -1);
  *natural = *minimum;
}

static void
cm_wide_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CmWideBox *self = CM_WIDE_BOX (widget);
  int needed = MAX (width, get_width (self->child));
  int bar = needed > width ? get_height (self->scrollbar, -1) : 0;
  graphene_point_t start = GRAPHENE_POINT_INIT (0, 0);

  gtk_adjustment_configure (self->adjustment,
                            gtk_adjustment_get_value (self->adjustment),
                            0,
                            needed,
                            width * 0.1,
                            width * 0.9,
                            width);
  start.x = (float) -gtk_adjustment_get_value (self->adjustment);
  gtk_widget_allocate (
      self->child, needed, height - bar, -1, gsk_transform_translate (NULL, &start));
  gtk_widget_set_child_visible (self->scrollbar, bar > 0);
  if (bar > 0)
    {
      start = GRAPHENE_POINT_INIT (0, (float) (height - bar));
      gtk_widget_allocate (self->scrollbar, width, bar, -1, gsk_transform_translate (NULL, &start));
    }
}

/* Brings the part that the keyboard has reached into view. */
static void
cm_wide_box_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  CmWideBox *self = CM_WIDE_BOX (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  graphene_rect_t bounds;

  GTK_WIDGET_CLASS (cm_wide_box_parent_class)->set_focus_child (widget, child);
  if (child == self->child && focus != NULL && gtk_widget_is_ancestor (focus, child) &&
      gtk_widget_compute_bounds (focus, child, &bounds))
    gtk_adjustment_clamp_page (
        self->adjustment, (double) bounds.origin.x, (double) (bounds.origin.x + bounds.size.width));
}

static gboolean
scroll_cb (CmWideBox *self, double dx, double dy)
{
  double value = gtk_adjustment_get_value (self->adjustment);

  gtk_adjustment_set_value (self->adjustment,
                            value + dx * gtk_adjustment_get_step_increment (self->adjustment));
  return gtk_adjustment_get_value (self->adjustment) != value ? GDK_EVENT_STOP
                                                              : GDK_EVENT_PROPAGATE;
}

static void
cm_wide_box_dispose (GObject *object)
{
  CmWideBox *self = CM_WIDE_BOX (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_pointer (&self->scrollbar, gtk_widget_unparent);
  G_OBJECT_CLASS (cm_wide_box_parent_class)->dispose (object);
}

static void
cm_wide_box_class_init (CmWideBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_wide_box_dispose;
  widget_class->get_request_mode = cm_wide_box_get_request_mode;
  widget_class->measure = cm_wide_box_measure;
  widget_class->size_allocate = cm_wide_box_size_allocate;
  widget_class->set_focus_child = cm_wide_box_set_focus_child;
  gtk_widget_class_set_css_name (widget_class, "widebox");
}

static void
cm_wide_box_init (CmWideBox *self)
{
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_HORIZONTAL);

  self->adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  self->scrollbar = gtk_scrollbar_new (GTK_ORIENTATION_HORIZONTAL, self->adjustment);
  gtk_widget_set_parent (self->scrollbar, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (self->adjustment,
                           "value-changed",
                           G_CALLBACK (gtk_widget_queue_allocate),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

GtkWidget *
cm_wide_box_new (GtkWidget *child)
{
  CmWideBox *self = g_object_new (CM_TYPE_WIDE_BOX, NULL);

  self->child = child;
  gtk_widget_insert_before (child, GTK_WIDGET (self), self->scrollbar);
  return GTK_WIDGET (self);
}
