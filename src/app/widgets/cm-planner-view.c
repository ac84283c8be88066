/* cm-planner-view.c - a year planner whose columns' names stay while it scrolls. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-planner-view"
#include "config.h"

#include "cm-planner-view.h"

#include <adwaita.h>
#include <math.h>

#define LEAST_WIDTH 260
#define LEAST_BODY 96
#define USUAL_WIDTH 800
#define REVEAL_SPACE 6 /* above and below what is brought into sight */

/**
 * CmPlannerView:
 *
 * The names of the columns at the top and the legend at the bottom stay in sight; between them the
 * #CmPlannerBody scrolls.
 */
struct _CmPlannerView
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  CmPlannerBody *body;
  GtkAdjustment *across;
  guint reveal_source; /* tick callback, or 0 */
  gboolean laid_out;   /* since it was asked to reveal something */
};

G_DEFINE_FINAL_TYPE (CmPlannerView, cm_planner_view, GTK_TYPE_WIDGET)

static guint activated_signal;

/* The body is as wide as the view, or as wide as it has to be. */
static const CmPlannerLayout *
get_layout (CmPlannerView *self, int width)
{
  int least;

  gtk_widget_measure (
      GTK_WIDGET (self->body), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return cm_planner_body_get_layout (self->body, MAX (width, least));
}

static void
body_activated_cb (CmPlannerView *self, guint mark)
{
  g_signal_emit (self, activated_signal, 0, mark);
}

static GtkSizeRequestMode
cm_planner_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
cm_planner_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  CmPlannerView *self = CM_PLANNER_VIEW (widget);
  const CmPlannerLayout *layout;
  double fixed;

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = USUAL_WIDTH;
      return;
    }
  layout = get_layout (self, for_size > 0 ? for_size : USUAL_WIDTH);
  fixed = cm_planner_layout_get_header (layout) + cm_planner_layout_get_legend (layout);
  *minimum = (int) ceil (fixed) + LEAST_BODY;
  *natural = MAX (*minimum, (int) ceil (fixed + cm_planner_layout_get_body (layout)) + 1);
}

static void
cm_planner_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CmPlannerView *self = CM_PLANNER_VIEW (widget);
  const CmPlannerLayout *layout = get_layout (self, width);
  int header = (int) ceil (cm_planner_layout_get_header (layout));
  int legend = (int) ceil (cm_planner_layout_get_legend (layout));
  int body = (int) ceil (cm_planner_layout_get_body (layout));
  GdkRectangle area = { 0, header, width, MAX (MIN (height - header - legend, body + 1), 1) };

  gtk_widget_measure (self->scrolled, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_measure (self->scrolled, GTK_ORIENTATION_VERTICAL, width, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->scrolled, &area, -1);
}

static cairo_t *
begin (GtkSnapshot *snapshot, int y, int width, int height)
{
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, (float) y, (float) width, (float) height));

  cairo_translate (cr, 0, y);
  return cr;
}

static void
cm_planner_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CmPlannerView *self = CM_PLANNER_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  const CmPlannerLayout *layout = get_layout (self, width);
  int header = (int) ceil (cm_planner_layout_get_header (layout));
  int legend = (int) ceil (cm_planner_layout_get_legend (layout));
  int bottom = header + gtk_widget_get_height (self->scrolled);
  cairo_t *cr = begin (snapshot, 0, width, header);

  cairo_translate (cr, -gtk_adjustment_get_value (self->across), 0);
  cm_planner_draw_header (cr, layout, cm_planner_body_get_palette ());
  cairo_destroy (cr);
  if (legend > 0)
    {
      cr = begin (snapshot, bottom, width, legend);
      cm_planner_draw_legend (cr, layout, cm_planner_body_get_palette ());
      cairo_destroy (cr);
    }
  gtk_widget_snapshot_child (widget, self->scrolled, snapshot);
}

static gboolean
cm_planner_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CM_PLANNER_VIEW (widget)->body));
}

/* A frame later, when everything has its place. */
static gboolean
reveal_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CmPlannerView *self = CM_PLANNER_VIEW (widget);
  int chosen = cm_planner_body_get_model (self->body)->chosen;
  CmFigureBox box;

  if (!self->laid_out)
    {
      self->laid_out = TRUE;
      return G_SOURCE_CONTINUE;
    }
  self->reveal_source = 0;
  if (chosen < 0)
    return G_SOURCE_REMOVE;
  box =
      cm_planner_layout_get_box (get_layout (self, gtk_widget_get_width (widget)), (guint) chosen);
  gtk_adjustment_clamp_page (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)),
      box.y - REVEAL_SPACE,
      box.y + box.height + REVEAL_SPACE);
  return G_SOURCE_REMOVE;
}

void
cm_planner_view_reveal_chosen (CmPlannerView *self)
{
  g_return_if_fail (CM_IS_PLANNER_VIEW (self));

  self->laid_out = FALSE;
  if (self->reveal_source == 0)
    self->reveal_source = gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_cb, NULL, NULL);
}

static void
cm_planner_view_dispose (GObject *object)
{
  CmPlannerView *self = CM_PLANNER_VIEW (object);

  g_clear_object (&self->body);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (cm_planner_view_parent_class)->dispose (object);
}

static void
cm_planner_view_class_init (CmPlannerViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_planner_view_dispose;
  widget_class->get_request_mode = cm_planner_view_get_request_mode;
  widget_class->measure = cm_planner_view_measure;
  widget_class->size_allocate = cm_planner_view_size_allocate;
  widget_class->snapshot = cm_planner_view_snapshot;
  widget_class->grab_focus = cm_planner_view_grab_focus;
  activated_signal = g_signal_new ("activated",
                                   CM_TYPE_PLANNER_VIEW,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_UINT);
}

static void
redraw_cb (CmPlannerView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self->body));
}

static void
cm_planner_view_init (CmPlannerView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->body = CM_PLANNER_BODY (g_object_ref_sink (cm_planner_body_new ()));
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->body));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  g_signal_connect_object (
      self->across, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->body, "activated", G_CALLBACK (body_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      manager, "notify::dark", G_CALLBACK (redraw_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      manager, "notify::high-contrast", G_CALLBACK (redraw_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
cm_planner_view_new (void)
{
  return g_object_new (CM_TYPE_PLANNER_VIEW, NULL);
}

void
cm_planner_view_set_model (CmPlannerView *self, CmPlannerModel *model)
{
  g_return_if_fail (CM_IS_PLANNER_VIEW (self));

  cm_planner_body_set_model (self->body, model);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

CmPlannerBody *
cm_planner_view_get_body (CmPlannerView *self)
{
  g_return_val_if_fail (CM_IS_PLANNER_VIEW (self), NULL);

  return self->body;
}
