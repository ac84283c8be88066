/* cm-faults-dialog.c - what is wrong with the files of an edition, and where. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-faults-dialog"
#include "config.h"

#include "cm-faults-dialog.h"

#include <glib/gi18n.h>

/**
 * CmFaultsDialog:
 *
 * A group for each file, a row for each fault; a button opens the file where it can be mended.
 */
struct _CmFaultsDialog
{
  AdwWindow parent_instance;

  AdwPreferencesPage *page;
  GtkWidget *copy_button;
  GString *text;
};

G_DEFINE_FINAL_TYPE (CmFaultsDialog, cm_faults_dialog, ADW_TYPE_WINDOW)

/* --- rows ------------------------------------------------------------------------------------- */

static char *
get_path (const CmFault *fault, const char *folder, const char *overlay)
{
  const char *own = fault->own && overlay != NULL ? overlay : folder;

  return g_path_is_absolute (fault->file) ? g_strdup (fault->file)
                                          : g_build_filename (own, fault->file, NULL);
}

static char *
describe_place (const CmFault *fault)
{
  if (*fault->file == '\0' || fault->line == 0)
    return g_strdup ("");
  if (fault->column == 0)
    return g_strdup_printf (_ ("Line %d"), fault->line);
  return g_strdup_printf (_ ("Line %d, column %d"), fault->line, fault->column);
}

static GtkWidget *
make_row (const CmFault *fault)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *place = describe_place (fault);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 *place != '\0' ? place : fault->message);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), *place == '\0');
  if (*place != '\0')
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), fault->message);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
    }
  return row;
}

static void
open_cb (GtkButton *button, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))), uri, GDK_CURRENT_TIME);
}

static GtkWidget *
make_group (const CmFault *fault, const char *path)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *button;
  g_autofree char *title = g_markup_escape_text (fault->file, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return group;
  button = gtk_button_new_with_mnemonic (_ ("_Open the file"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, path);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_data (button,
                         "clicked",
                         G_CALLBACK (open_cb),
                         g_strdup (path),
                         (GClosureNotify) (void (*) (void)) g_free,
                         0);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  return group;
}

static void
add_explanation (CmFaultsDialog *self, const char *folder)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *text = g_strdup_printf (
      /* translators: %s is the path of a folder */
      _ ("Nothing was opened from “%s”. Correct what is listed and open it again."),
      folder);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
}

static void
fill (CmFaultsDialog *self, GPtrArray *faults, const char *folder, const char *overlay)
{
  GtkWidget *group = NULL;
  g_autofree char *last = NULL;

  add_explanation (self, overlay != NULL ? overlay : folder);
  for (guint i = 0; i < faults->len; i++)
    {
      const CmFault *fault = g_ptr_array_index (faults, i);
      g_autofree char *path = get_path (fault, folder, overlay);
      g_autofree char *line = cm_fault_to_string (fault);

      g_string_append_printf (self->text, "%s\n", line);
      if (g_strcmp0 (path, last) != 0)
        {
          group = make_group (fault, path);
          adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (fault));
      g_free (last);
      last = g_steal_pointer (&path);
    }
}

static void
copy_cb (GtkButton *button, CmFaultsDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text->str);
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_faults_dialog_finalize (GObject *object)
{
  CmFaultsDialog *self = CM_FAULTS_DIALOG (object);

  g_string_free (self->text, TRUE);
  G_OBJECT_CLASS (cm_faults_dialog_parent_class)->finalize (object);
}

static void
cm_faults_dialog_class_init (CmFaultsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cm_faults_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/dialogs/cm-faults-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CmFaultsDialog, page);
  gtk_widget_class_bind_template_child (widget_class, CmFaultsDialog, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cm_faults_dialog_init (CmFaultsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->text = g_string_new (NULL);
}

GtkWidget *
cm_faults_dialog_new (GPtrArray *faults, const char *folder, const char *overlay_folder)
{
  CmFaultsDialog *self = g_object_new (CM_TYPE_FAULTS_DIALOG, NULL);

  fill (self, faults, folder, overlay_folder);
  return GTK_WIDGET (self);
}

char *
cm_faults_dialog_get_text (CmFaultsDialog *self)
{
  return g_strdup (self->text->str);
}
