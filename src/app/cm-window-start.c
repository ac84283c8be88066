/* cm-window-start.c - the start page: new from a template, open, recent, examples. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-window-start"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-library.h"
#include "cm-window-private.h"

#define RECENT_MAX 5

static GtkWidget *
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle, const char *icon)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *escaped_subtitle = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_preferences_group_add (group, row);
  return row;
}

static CmWindow *
find_window (GtkWidget *widget)
{
  return CM_WINDOW (gtk_widget_get_root (widget));
}

static void
template_cb (GtkWidget *row, const char *name)
{
  _cm_window_choose_new (find_window (row), name);
}

static void
open_cb (GtkWidget *row)
{
  _cm_window_choose_open (find_window (row));
}

static void
example_cb (GtkWidget *row, const char *name)
{
  cm_window_open_example (find_window (row), name);
}

static void
recent_cb (GtkWidget *row, gpointer data)
{
  cm_window_open (find_window (row), g_object_get_data (G_OBJECT (row), "path"));
}

static GtkWidget *
add_group (GtkWidget *box, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (box), group);
  return group;
}

static void
add_begin (GtkWidget *box)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (add_group (box, _ ("Begin")));

  for (const CmLibraryEntry *entry = cm_library_get_templates (); entry->name != NULL; entry++)
    g_signal_connect (add_row (group, _ (entry->title), _ (entry->subtitle), "cm-add-symbolic"),
                      "activated",
                      G_CALLBACK (template_cb),
                      (gpointer) entry->name);
  g_signal_connect (
      add_row (
          group, _ ("Open…"), _ ("A portfolio that you or somebody else made"), "cm-open-symbolic"),
      "activated",
      G_CALLBACK (open_cb),
      NULL);
}

static void
add_examples (GtkWidget *box)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (add_group (box, _ ("Look at an example")));

  for (const CmLibraryEntry *entry = cm_library_get_examples (); entry->name != NULL; entry++)
    g_signal_connect (add_row (group, _ (entry->title), _ (entry->subtitle), "cm-cycle-symbolic"),
                      "activated",
                      G_CALLBACK (example_cb),
                      (gpointer) entry->name);
}

static void
add_recent (GtkWidget *box)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (add_group (box, _ ("Recent portfolios")));
  GList *items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  guint count = 0;

  for (GList *l = items; l != NULL && count < RECENT_MAX; l = l->next)
    {
      const char *uri = gtk_recent_info_get_uri (l->data);
      g_autofree char *path =
          g_str_has_suffix (uri, ".portfolio") ? g_filename_from_uri (uri, NULL, NULL) : NULL;
      g_autofree char *name = NULL;
      GtkWidget *row;

      if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      name = g_filename_display_basename (path);
      row = add_row (group, name, path, "cm-table-symbolic");
      g_object_set_data_full (G_OBJECT (row), "path", g_strdup (path), g_free);
      g_signal_connect (row, "activated", G_CALLBACK (recent_cb), NULL);
      count++;
    }
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
  gtk_widget_set_visible (GTK_WIDGET (group), count > 0);
}

/* Each time the page comes up, for what was opened lately changes; never before, for a program that
 * starts with a portfolio does not show it. */
static void
fill_start_cb (AdwBin *bin)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), APPLICATION_ID);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Commissioning Manual"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("Plan, do and review what your partnership commissions, "
                                      "with the manual beside the work."));
  add_begin (box);
  add_examples (box);
  add_recent (box);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 480);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), clamp);
  adw_bin_set_child (bin, page);
}

void
_cm_window_prepare_start (CmWindow *self)
{
  g_signal_connect (self->start_bin, "map", G_CALLBACK (fill_start_cb), NULL);
}

/* --- choosing files --------------------------------------------------------------------------- */

static GtkFileFilter *
make_filter (void)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Portfolios"));
  gtk_file_filter_add_pattern (filter, "*.portfolio");
  return filter;
}

static GtkFileChooserNative *
make_chooser (CmWindow *self, const char *title, GtkFileChooserAction action, const char *accept)
{
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, accept, _ ("_Cancel"));
  g_autoptr (GtkFileFilter) filter = make_filter ();

  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  return chooser;
}

static void
new_response_cb (GtkFileChooserNative *chooser, int response, const char *template_name)
{
  CmWindow *self = CM_WINDOW (gtk_native_dialog_get_transient_for (GTK_NATIVE_DIALOG (chooser)));

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autofree char *path = g_file_get_path (file);
      g_autofree char *full = g_str_has_suffix (path, ".portfolio")
                                  ? g_strdup (path)
                                  : g_strconcat (path, ".portfolio", NULL);

      cm_window_create (self, full, template_name);
    }
  g_object_unref (chooser);
}

void
_cm_window_choose_new (CmWindow *self, const char *template_name)
{
  GtkFileChooserNative *chooser =
      make_chooser (self, _ ("New portfolio"), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Create"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("New partnership.portfolio"));
  g_signal_connect (chooser, "response", G_CALLBACK (new_response_cb), (gpointer) template_name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
open_response_cb (GtkFileChooserNative *chooser, int response)
{
  CmWindow *self = CM_WINDOW (gtk_native_dialog_get_transient_for (GTK_NATIVE_DIALOG (chooser)));

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autofree char *path = g_file_get_path (file);

      cm_window_open (self, path);
    }
  g_object_unref (chooser);
}

void
_cm_window_choose_open (CmWindow *self)
{
  GtkFileChooserNative *chooser =
      make_chooser (self, _ ("Open a portfolio"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"));

  g_signal_connect (chooser, "response", G_CALLBACK (open_response_cb), NULL);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
