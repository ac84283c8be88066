/* cm-funding-chart.c - a chart that can be pointed at, read as a table and saved as a picture. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-funding-chart"
#include "config.h"

#include "cm-funding-chart.h"

#include <glib/gi18n.h>

#include "cm-chart-export.h"

#define PICTURE_WIDTH 960
#define PICTURE_HEIGHT 480

/**
 * CmFundingChart:
 *
 * Accessibility: the drawing is an image whose name is its spoken summary; the part that is chosen
 * with the keyboard or the pointer is told in the line below; the same figures stand in a table.
 */
struct _CmFundingChart
{
  AdwBin parent_instance;

  const CmFundingChartKind *kind;
  gpointer model;
  char *title;
  int part;

  GtkWidget *canvas, *caption, *stack, *grid, *table_button;
  GtkFileChooserNative *chooser;
  gpointer format; /* the export function chosen */
};

typedef gboolean (*ExportFunc) (
    CmChartDrawFunc draw, gpointer data, double width, double height, const char *path, GError **);

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmFundingChart, cm_funding_chart, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* --- drawing ---------------------------------------------------------------------------------- */

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  CmFundingChart *self = data;
  AdwStyleManager *manager = adw_style_manager_get_default ();

  if (self->model != NULL)
    self->kind->draw (cr,
                      self->model,
                      gtk_widget_get_pango_context (GTK_WIDGET (area)),
                      width,
                      height,
                      cm_palette_get (adw_style_manager_get_dark (manager),
                                      adw_style_manager_get_high_contrast (manager)));
}

static void
choose_part (CmFundingChart *self, int part)
{
  g_autofree char *text = NULL;

  if (self->model == NULL || part == self->part)
    return;
  self->part = part;
  self->kind->choose (self->model, part);
  text = part >= 0 ? self->kind->describe_part (self->model, part) : NULL;
  gtk_label_set_text (GTK_LABEL (self->caption), text != NULL ? text : "");
  if (text != NULL)
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  gtk_widget_queue_draw (self->canvas);
}

/* --- pointer and keys ------------------------------------------------------------------------- */

static int
find_part (CmFundingChart *self, double x, double y)
{
  if (self->model == NULL)
    return -1;
  return self->kind->hit (self->model,
                          gtk_widget_get_pango_context (self->canvas),
                          gtk_widget_get_width (self->canvas),
                          gtk_widget_get_height (self->canvas),
                          x,
                          y);
}

static void
motion_cb (CmFundingChart *self, double x, double y)
{
  choose_part (self, find_part (self, x, y));
}

static void
leave_cb (CmFundingChart *self)
{
  choose_part (self, -1);
}

static void
released_cb (CmFundingChart *self, int n_press, double x, double y)
{
  int part = find_part (self, x, y);

  if (part >= 0)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, part);
}

static gboolean
key_cb (CmFundingChart *self, guint keyval)
{
  int n = self->model != NULL ? self->kind->count (self->model) : 0;

  if (n == 0)
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      choose_part (self, self->part < 0 ? n - 1 : MAX (self->part - 1, 0));
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      choose_part (self, MIN (self->part + 1, n - 1));
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      choose_part (self, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      choose_part (self, n - 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      if (self->part >= 0)
        g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, self->part);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* --- saving ----------------------------------------------------------------------------------- */

static void
draw_picture (cairo_t *cr, double width, double height, gpointer data)
{
  CmFundingChart *self = data;
  const CmPalette *palette = cm_palette_light ();

  cm_colour_set_source (cr, palette->card);
  cairo_paint (cr);
  cairo_translate (cr, 12, 12);
  self->kind->draw (cr, self->model, NULL, width - 24, height - 24, palette);
}

static void
save (CmFundingChart *self, const char *path)
{
  ExportFunc export_chart = self->format;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  choose_part (self, -1);
  if (export_chart (draw_picture, self, PICTURE_WIDTH, PICTURE_HEIGHT, path, &error))
    {
      g_autofree char *name = g_path_get_basename (path);

      /* translators: %s is the name of a file */
      text = g_strdup_printf (_ ("The chart is saved as “%s”"), name);
    }
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text != NULL ? text : error->message, FALSE);
}

static void
chosen_cb (CmFundingChart *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT && self->model != NULL)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        save (self, path);
    }
  g_clear_object (&self->chooser);
}

static void
ask_where (CmFundingChart *self, ExportFunc format, const char *extension)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *name = g_strconcat (self->title, extension, NULL);

  self->format = format;
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Save the chart"),
                                               GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _ ("_Save"),
                                               NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
save_png_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_where (CM_FUNDING_CHART (widget), cm_chart_export_png, ".png");
}

static void
save_svg_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_where (CM_FUNDING_CHART (widget), cm_chart_export_svg, ".svg");
}

static void
save_pdf_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_where (CM_FUNDING_CHART (widget), cm_chart_export_pdf, ".pdf");
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
table_toggled_cb (CmFundingChart *self)
{
  gboolean table = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->table_button));

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), table ? "table" : "chart");
}

static void
cm_funding_chart_dispose (GObject *object)
{
  CmFundingChart *self = CM_FUNDING_CHART (object);

  if (self->model != NULL)
    self->kind->free (self->model);
  self->model = NULL;
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (cm_funding_chart_parent_class)->dispose (object);
}

static void
cm_funding_chart_finalize (GObject *object)
{
  g_free (CM_FUNDING_CHART (object)->title);
  G_OBJECT_CLASS (cm_funding_chart_parent_class)->finalize (object);
}

static void
cm_funding_chart_class_init (CmFundingChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_funding_chart_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_funding_chart_finalize;
  gtk_widget_class_install_action (widget_class, "chart.save-png", NULL, save_png_cb);
  gtk_widget_class_install_action (widget_class, "chart.save-svg", NULL, save_svg_cb);
  gtk_widget_class_install_action (widget_class, "chart.save-pdf", NULL, save_pdf_cb);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated",
                                            CM_TYPE_FUNDING_CHART,
                                            G_SIGNAL_RUN_LAST,
                                            0,
                                            NULL,
                                            NULL,
                                            NULL,
                                            G_TYPE_NONE,
                                            1,
                                            G_TYPE_INT);
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_FUNDING_CHART,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
}

static void
build_canvas (CmFundingChart *self, int height)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->canvas =
      g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->canvas), height);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->canvas), draw_cb, self, NULL);
  gtk_widget_set_focusable (self->canvas, TRUE);
  gtk_widget_set_focus_on_click (self->canvas, TRUE);
  gtk_widget_add_css_class (self->canvas, "funding-canvas");
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (self->canvas, motion);
  gtk_widget_add_controller (self->canvas, keys);
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (click));
}

static GtkWidget *
build_menu (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("Save as a picture (PNG) …"), "chart.save-png");
  g_menu_append (menu, _ ("Save as a drawing (SVG) …"), "chart.save-svg");
  g_menu_append (menu, _ ("Save as a page (PDF) …"), "chart.save-pdf");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "cm-menu-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Save the chart"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Save the chart"), -1);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
build_heading (CmFundingChart *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (self->title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  self->table_button = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->table_button), "cm-table-symbolic");
  gtk_widget_set_tooltip_text (self->table_button, _ ("Show the chart as a table"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show the chart as a table"),
                                  -1);
  gtk_widget_add_css_class (self->table_button, "flat");
  g_signal_connect_swapped (self->table_button, "toggled", G_CALLBACK (table_toggled_cb), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->table_button);
  gtk_box_append (GTK_BOX (box), build_menu ());
  return box;
}

static GtkWidget *
build_chart (CmFundingChart *self, int height)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  build_canvas (self, height);
  self->caption = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->caption), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->caption), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->caption, "caption");
  gtk_widget_add_css_class (self->caption, "numeric");
  gtk_box_append (GTK_BOX (box), self->canvas);
  gtk_box_append (GTK_BOX (box), self->caption);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "funding-chart");
  return box;
}

static void
cm_funding_chart_init (CmFundingChart *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->part = -1;
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  g_signal_connect_object (
      manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
cm_funding_chart_new (const char *title, const CmFundingChartKind *kind, int height)
{
  CmFundingChart *self = g_object_new (CM_TYPE_FUNDING_CHART, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->kind = kind;
  self->title = g_strdup (title);
  self->grid = cm_funding_grid_new (title);
  gtk_stack_add_named (GTK_STACK (self->stack), build_chart (self, height), "chart");
  gtk_stack_add_named (GTK_STACK (self->stack), self->grid, "table");
  gtk_box_append (GTK_BOX (box), build_heading (self));
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}

void
cm_funding_chart_show (CmFundingChart *self, gpointer model)
{
  g_autofree char *text = self->kind->describe (model);

  if (self->model != NULL)
    self->kind->free (self->model);
  self->model = model;
  self->part = -1;
  gtk_label_set_text (GTK_LABEL (self->caption), "");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (self->canvas);
}

gpointer
cm_funding_chart_get_model (CmFundingChart *self)
{
  return self->model;
}

CmFundingGrid *
cm_funding_chart_get_grid (CmFundingChart *self)
{
  return CM_FUNDING_GRID (self->grid);
}

GtkWidget *
cm_funding_chart_get_canvas (CmFundingChart *self)
{
  return self->canvas;
}
