/* cm-two-columns.c - two columns side by side, or one below the other where that is too narrow. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-two-columns"
#include "config.h"

#include "cm-two-columns.h"

/**
 * CmTwoColumns:
 *
 * The keyboard goes through the first column and then through the second, in either case.
 */
struct _CmTwoColumns
{
  GtkWidget parent_instance;

  GtkWidget *boxes[2];
  int threshold, spacing;
};

G_DEFINE_FINAL_TYPE (CmTwoColumns, cm_two_columns, GTK_TYPE_WIDGET)

static gboolean
is_wide (CmTwoColumns *self, int width)
{
  return width >= self->threshold;
}

static int
get_column_width (CmTwoColumns *self, int width)
{
  return is_wide (self, width) ? (width - 2 * self->spacing) / 2 : width;
}

static GtkSizeRequestMode
cm_two_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_box (GtkWidget *box, GtkOrientation orientation, int for_size, int *minimum, int *natural)
{
  gtk_widget_measure (box, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
cm_two_columns_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  CmTwoColumns *self = CM_TWO_COLUMNS (widget);
  int width = orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0
                  ? get_column_width (self, for_size)
                  : -1;
  int minima[2], naturals[2];

  for (guint i = 0; i < 2; i++)
    measure_box (self->boxes[i], orientation, width, &minima[i], &naturals[i]);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (minima[0], minima[1]);
      *natural = MAX (self->threshold, naturals[0] + naturals[1] + 2 * self->spacing);
    }
  else if (for_size >= 0 && is_wide (self, for_size))
    {
      *minimum = MAX (minima[0], minima[1]);
      *natural = MAX (naturals[0], naturals[1]);
    }
  else
    {
      *minimum = minima[0] + self->spacing + minima[1];
      *natural = naturals[0] + self->spacing + naturals[1];
    }
}

static void
cm_two_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CmTwoColumns *self = CM_TWO_COLUMNS (widget);
  int column = get_column_width (self, width);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation first = { 0, 0, column, height }, second = { 0, 0, column, height };

  if (is_wide (self, width))
    {
      first.x = mirrored ? width - column : 0;
      second.x = mirrored ? 0 : width - column;
    }
  else
    {
      measure_box (self->boxes[0], GTK_ORIENTATION_VERTICAL, width, NULL, &first.height);
      first.height = MIN (first.height, height);
      second.y = first.height + self->spacing;
      second.height = MAX (height - second.y, 0);
    }
  gtk_widget_size_allocate (self->boxes[0], &first, -1);
  gtk_widget_size_allocate (self->boxes[1], &second, -1);
}

static void
cm_two_columns_dispose (GObject *object)
{
  CmTwoColumns *self = CM_TWO_COLUMNS (object);

  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&self->boxes[i], gtk_widget_unparent);
  G_OBJECT_CLASS (cm_two_columns_parent_class)->dispose (object);
}

static void
cm_two_columns_class_init (CmTwoColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_two_columns_dispose;
  widget_class->get_request_mode = cm_two_columns_get_request_mode;
  widget_class->measure = cm_two_columns_measure;
  widget_class->size_allocate = cm_two_columns_size_allocate;
}

static void
cm_two_columns_init (CmTwoColumns *self)
{
}

GtkWidget *
cm_two_columns_new (int threshold, int spacing)
{
  CmTwoColumns *self = g_object_new (CM_TYPE_TWO_COLUMNS, NULL);

  self->threshold = threshold;
  self->spacing = spacing;
  for (guint i = 0; i < 2; i++)
    {
      self->boxes[i] = gtk_box_new (GTK_ORIENTATION_VERTICAL, spacing);
      gtk_widget_set_parent (self->boxes[i], GTK_WIDGET (self));
    }
  return GTK_WIDGET (self);
}

void
cm_two_columns_add (CmTwoColumns *self, gboolean second, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (self->boxes[second ? 1 : 0]), child);
}
