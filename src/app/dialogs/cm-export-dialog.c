/* cm-export-dialog.c - asks where to write a table, and as what. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-export-dialog"
#include "config.h"

#include "cm-export-dialog.h"

#include <glib/gi18n.h>

static const struct
{
  const char *name;
  const char *ending;
} kinds[] = {
  { N_ ("Workbook for Excel or LibreOffice (.xlsx)"), ".xlsx" },
  { N_ ("Comma-separated values (.csv)"), ".csv" },
};

static const char *
find_ending (const char *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_suffix (folded, kinds[i].ending))
      return kinds[i].ending;
  return NULL;
}

static const char *
get_chosen_ending (GtkFileChooser *chooser)
{
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);
  const char *ending = filter != NULL ? g_object_get_data (G_OBJECT (filter), "ending") : NULL;

  return ending != NULL ? ending : kinds[0].ending;
}

/* The name follows the kind, as far as the dialog tells of it. */
static void
filter_cb (GtkFileChooser *chooser)
{
  g_autofree char *name = gtk_file_chooser_get_current_name (chooser);
  const char *ending = name != NULL ? find_ending (name) : NULL;
  g_autofree char *stem = NULL;
  g_autofree char *renamed = NULL;

  if (ending == NULL || g_str_equal (ending, get_chosen_ending (chooser)))
    return;
  stem = g_strndup (name, strlen (name) - strlen (ending));
  renamed = g_strconcat (stem, get_chosen_ending (chooser), NULL);
  gtk_file_chooser_set_current_name (chooser, renamed);
}

static void
add_filters (GtkFileChooser *chooser)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, _ (kinds[i].name));
      gtk_file_filter_add_suffix (filter, kinds[i].ending + 1);
      g_object_set_data (G_OBJECT (filter), "ending", (gpointer) kinds[i].ending);
      gtk_file_chooser_add_filter (chooser, filter);
      if (i == 0)
        gtk_file_chooser_set_filter (chooser, filter);
    }
}

GtkFileChooserNative *
cm_export_dialog_new (GtkWidget *parent, const char *what)
{
  GtkFileChooserNative *self =
      gtk_file_chooser_native_new (_ ("Export the table"),
                                   GTK_WINDOW (gtk_widget_get_root (parent)),
                                   GTK_FILE_CHOOSER_ACTION_SAVE,
                                   _ ("_Export"),
                                   _ ("_Cancel"));
  g_autofree char *name = g_strconcat (what, kinds[0].ending, NULL);

  add_filters (GTK_FILE_CHOOSER (self));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self), g_strdelimit (name, "/", '-'));
  g_signal_connect (self, "notify::filter", G_CALLBACK (filter_cb), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self), TRUE);
  return self;
}

GFile *
cm_export_dialog_get_file (GtkFileChooserNative *self)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (self);
  GFile *file = gtk_file_chooser_get_file (chooser);
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GFile) folder = NULL;

  if (find_ending (name) != NULL)
    return file;
  folder = g_file_get_parent (file);
  for (guint i = 1;; i++)
    {
      g_autofree char *number = i > 1 ? g_strdup_printf (" (%u)", i) : g_strdup ("");
      g_autofree char *full = g_strconcat (name, number, get_chosen_ending (chooser), NULL);

      g_object_unref (file);
      file = g_file_get_child (folder, full);
      if (!g_file_query_exists (file, NULL))
        return file;
    }
}
