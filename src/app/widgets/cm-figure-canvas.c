/* cm-figure-canvas.c - the drawing of a figure, as high as its width asks for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-figure-canvas"
#include "config.h"

#include "cm-figure-canvas.h"

#include <adwaita.h>
#include <math.h>

#define WIDTH_MIN 180
#define WIDTH 620
#define POINTS_PER_INCH 72.0
#define PX_PER_INCH 96.0

/**
 * CmFigureCanvas:
 *
 * Drawn in the font and the size of the text around it.
 *
 * Accessibility: an image whose name is the title of the figure and whose description tells what it
 * shows. It takes the focus, so that it is met on the way through the text.
 *
 * CSS nodes: figurecanvas.
 */
struct _CmFigureCanvas
{
  GtkWidget parent_instance;

  CmFigure *figure;
};

G_DEFINE_FINAL_TYPE (CmFigureCanvas, cm_figure_canvas, GTK_TYPE_WIDGET)

/* In px. */
static double
get_font_size (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  double resolution = pango_cairo_context_get_resolution (context);

  if (pango_font_description_get_size_is_absolute (font))
    return size;
  return size * (resolution > 0 ? resolution : PX_PER_INCH) / POINTS_PER_INCH;
}

static GtkSizeRequestMode
cm_figure_canvas_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
cm_figure_canvas_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  CmFigureCanvas *self = CM_FIGURE_CANVAS (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = WIDTH_MIN;
      *natural = WIDTH;
      return;
    }
  *minimum = *natural = (int) ceil (cm_figure_measure (self->figure,
                                                       gtk_widget_get_pango_context (widget),
                                                       for_size > 0 ? for_size : WIDTH,
                                                       get_font_size (widget)));
}

static void
cm_figure_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CmFigureCanvas *self = CM_FIGURE_CANVAS (widget);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

  cm_figure_draw (self->figure,
                  cr,
                  gtk_widget_get_pango_context (widget),
                  width,
                  get_font_size (widget),
                  cm_palette_get (adw_style_manager_get_dark (manager),
                                  adw_style_manager_get_high_contrast (manager)));
  cairo_destroy (cr);
}

static void
cm_figure_canvas_finalize (GObject *object)
{
  g_clear_pointer (&CM_FIGURE_CANVAS (object)->figure, cm_figure_free);
  G_OBJECT_CLASS (cm_figure_canvas_parent_class)->finalize (object);
}

static void
cm_figure_canvas_class_init (CmFigureCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cm_figure_canvas_finalize;
  widget_class->get_request_mode = cm_figure_canvas_get_request_mode;
  widget_class->measure = cm_figure_canvas_measure;
  widget_class->snapshot = cm_figure_canvas_snapshot;
  gtk_widget_class_set_css_name (widget_class, "figurecanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cm_figure_canvas_init (CmFigureCanvas *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_focus_on_click (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (
      manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager,
                           "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw),
                           self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
cm_figure_canvas_new (CmFigure *figure)
{
  CmFigureCanvas *self = g_object_new (CM_TYPE_FIGURE_CANVAS, NULL);
  g_autofree char *words = cm_figure_describe (figure);

  self->figure = figure;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  cm_figure_get_title (figure),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words,
                                  -1);
  return GTK_WIDGET (self);
}

const CmFigure *
cm_figure_canvas_get_figure (CmFigureCanvas *self)
{
  return self->figure;
}
