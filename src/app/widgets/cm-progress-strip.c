/* cm-progress-strip.c - a row of squares that says how far a theme's cycle has come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-progress-strip"

#include "config.h"

#include "cm-progress-strip.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "cm-progress-painter.h"

/**
 * CmProgressStrip:
 *
 * A picture to assistive tools, labelled with the number of steps in each state; to the pointer
 * each square says its step in a tooltip. It takes no focus: the row that it stands in does.
 *
 * CSS node: cmprogress.
 */
struct _CmProgressStrip
{
  GtkWidget parent_instance;

  CmWheel *wheel;
};

G_DEFINE_FINAL_TYPE (CmProgressStrip, cm_progress_strip, GTK_TYPE_WIDGET)

static void
update_label (CmProgressStrip *self)
{
  g_autofree char *progress = cm_progress_describe (self->wheel);
  g_autofree char *label = NULL;

  if (self->wheel->name != NULL)
    /* Translators: spoken. A theme, then how many of its steps are signed off and so on. */
    label = g_strdup_printf (_ ("%s: %s"), self->wheel->name, progress);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label != NULL ? label : progress, -1);
}

static void
style_changed_cb (AdwStyleManager *manager, GParamSpec *pspec, CmProgressStrip *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
query_tooltip_cb (
    CmProgressStrip *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  int step = cm_progress_hit (self->wheel,
                              gtk_widget_get_width (GTK_WIDGET (self)),
                              gtk_widget_get_height (GTK_WIDGET (self)),
                              x,
                              y);
  g_autofree char *text = NULL;

  if (step < 0)
    return FALSE;
  text = cm_wheel_describe_step (self->wheel, (guint) step);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
cm_progress_strip_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  CmProgressStrip *self = CM_PROGRESS_STRIP (widget);
  double width, height;

  cm_progress_natural_size (self->wheel->steps->len, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *natural = (int) ceil (width);
      *minimum = (int) ceil (width * 0.6);
    }
  else
    *minimum = *natural = (int) ceil (height);
  *minimum_baseline = *natural_baseline = -1;
}

static void
cm_progress_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CmProgressStrip *self = CM_PROGRESS_STRIP (widget);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

  cm_progress_draw (cr,
                    self->wheel,
                    width,
                    height,
                    cm_palette_get (adw_style_manager_get_dark (manager),
                                    adw_style_manager_get_high_contrast (manager)));
  cairo_destroy (cr);
}

static void
cm_progress_strip_finalize (GObject *object)
{
  cm_wheel_free (CM_PROGRESS_STRIP (object)->wheel);
  G_OBJECT_CLASS (cm_progress_strip_parent_class)->finalize (object);
}

static void
cm_progress_strip_class_init (CmProgressStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cm_progress_strip_finalize;
  widget_class->measure = cm_progress_strip_measure;
  widget_class->snapshot = cm_progress_strip_snapshot;
  gtk_widget_class_set_css_name (widget_class, "cmprogress");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cm_progress_strip_init (CmProgressStrip *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->wheel = cm_wheel_new ();
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed_cb), self, 0);
  g_signal_connect_object (
      manager, "notify::high-contrast", G_CALLBACK (style_changed_cb), self, 0);
}

GtkWidget *
cm_progress_strip_new (void)
{
  return g_object_new (CM_TYPE_PROGRESS_STRIP, NULL);
}

void
cm_progress_strip_set_wheel (CmProgressStrip *self, CmWheel *wheel)
{
  g_return_if_fail (CM_IS_PROGRESS_STRIP (self));
  g_return_if_fail (wheel != NULL);

  g_clear_pointer (&self->wheel, cm_wheel_free);
  self->wheel = wheel;
  update_label (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
