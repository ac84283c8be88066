/* cm-figure-view.c - a drawn figure of the manual with its caption and its words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-figure-view"
#include "config.h"

#include "cm-figure-view.h"

#include <glib/gi18n.h>

#include "cm-chart-export.h"
#include "cm-figure-canvas.h"

/* Of what is saved, px. */
#define PICTURE_WIDTH 760
#define PICTURE_FONT 15
#define PICTURE_MARGIN 18

/**
 * CmFigureView:
 *
 * Below the drawing stands its caption with a menu to save it, and below that what the figure says
 * as a list or a table, to be unfolded: nothing is said by the drawing alone.
 */
struct _CmFigureView
{
  AdwBin parent_instance;

  GtkWidget *canvas;
  GtkFileChooserNative *chooser;
};

typedef gboolean (*ExportFunc) (
    CmChartDrawFunc draw, gpointer data, double width, double height, const char *path, GError **);

G_DEFINE_FINAL_TYPE (CmFigureView, cm_figure_view, ADW_TYPE_BIN)

/* --- saving ----------------------------------------------------------------------------------- */

/* On paper it is light, whatever the desktop is. */
static void
draw_picture (cairo_t *cr, double width, double height, gpointer data)
{
  const CmPalette *palette = cm_palette_light ();

  cm_colour_set_source (cr, palette->background);
  cairo_paint (cr);
  cairo_translate (cr, PICTURE_MARGIN, PICTURE_MARGIN);
  cm_figure_draw (data, cr, NULL, width - 2 * PICTURE_MARGIN, PICTURE_FONT, palette);
}

static ExportFunc
choose_export (const char *path)
{
  g_autofree char *name = g_ascii_strdown (path, -1);

  if (g_str_has_suffix (name, ".svg"))
    return cm_chart_export_svg;
  return g_str_has_suffix (name, ".pdf") ? cm_chart_export_pdf : cm_chart_export_png;
}

gboolean
cm_figure_view_save (CmFigureView *self, const char *path, GError **error)
{
  const CmFigure *figure = cm_figure_canvas_get_figure (CM_FIGURE_CANVAS (self->canvas));
  double height =
      cm_figure_measure (figure, NULL, PICTURE_WIDTH - 2 * PICTURE_MARGIN, PICTURE_FONT);

  return choose_export (path) (
      draw_picture, (gpointer) figure, PICTURE_WIDTH, height + 2 * PICTURE_MARGIN, path, error);
}

static void
show_toast (CmFigureView *self, const char *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (markup));
}

static void
chosen_cb (CmFigureView *self, int response)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  path = file != NULL ? g_file_get_path (file) : NULL;
  if (path != NULL && cm_figure_view_save (self, path, &error))
    {
      g_autofree char *name = g_path_get_basename (path);

      /* translators: %s is the name of a file */
      text = g_strdup_printf (_ ("The figure is saved as “%s”"), name);
    }
  if (path != NULL)
    show_toast (self, text != NULL ? text : error->message);
  g_clear_object (&self->chooser);
}

/* A title may hold what no file name can. */
static char *
make_file_name (CmFigureView *self, const char *extension)
{
  const CmFigure *figure = cm_figure_canvas_get_figure (CM_FIGURE_CANVAS (self->canvas));
  g_autofree char *title = g_strdup (cm_figure_get_title (figure));

  return g_strconcat (
      *title != '\0' ? g_strdelimit (title, "/\\:", '-') : _ ("Figure"), extension, NULL);
}

static void
ask_where (CmFigureView *self, const char *extension)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *name = make_file_name (self, extension);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Save the figure"),
                                               GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _ ("_Save"),
                                               NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_where (CM_FIGURE_VIEW (widget), g_variant_get_string (parameter, NULL));
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_figure_view_dispose (GObject *object)
{
  g_clear_object (&CM_FIGURE_VIEW (object)->chooser);
  G_OBJECT_CLASS (cm_figure_view_parent_class)->dispose (object);
}

static void
cm_figure_view_class_init (CmFigureViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_figure_view_dispose;
  /* The parameter is the extension of the file, as ".png". */
  gtk_widget_class_install_action (widget_class, "figure.save", "s", save_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cm_figure_view_init (CmFigureView *self)
{
}

static GtkWidget *
build_menu (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("Save as a picture (PNG) …"), "figure.save::.png");
  g_menu_append (menu, _ ("Save as a drawing (SVG) …"), "figure.save::.svg");
  g_menu_append (menu, _ ("Save as a page (PDF) …"), "figure.save::.pdf");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "cm-menu-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _ ("Save the figure"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Save the figure"), -1);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
build_words (const char *disclosure, GtkWidget *words)
{
  GtkWidget *expander = gtk_expander_new (disclosure);

  gtk_widget_add_css_class (words, "figure-words");
  gtk_expander_set_child (GTK_EXPANDER (expander), words);
  gtk_widget_add_css_class (expander, "figure-disclosure");
  return expander;
}

GtkWidget *
cm_figure_view_new (CmFigure *figure, GtkWidget *caption, const char *disclosure, GtkWidget *words)
{
  CmFigureView *self = g_object_new (CM_TYPE_FIGURE_VIEW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->canvas = cm_figure_canvas_new (figure);
  gtk_widget_set_hexpand (caption, TRUE);
  gtk_widget_set_valign (caption, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), caption);
  gtk_box_append (GTK_BOX (row), build_menu ());
  gtk_box_append (GTK_BOX (box), self->canvas);
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), build_words (disclosure, words));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, cm_figure_get_title (figure), -1);
  return GTK_WIDGET (self);
}

GtkWidget *
cm_figure_view_get_canvas (CmFigureView *self)
{
  return self->canvas;
}
