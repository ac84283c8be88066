/* cm-window-import.c - the window brings in a file: from its menu, from a page, dropped on it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-window"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-import-dialog.h"
#include "cm-window-private.h"

static void
brought_in_cb (CmWindow *self, const char *name, guint n)
{
  g_autofree char *text = g_strdup_printf (
      /* translators: %1$u is a number of rows, %2$s the name of a file */
      ngettext ("%1$u row of “%2$s” brought in", "%1$u rows of “%2$s” brought in", n),
      n,
      name);

  cm_window_show_toast (self, text, TRUE);
}

static void
show_lines (CmWindow *self, const char *file)
{
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");
  g_autofree char *title = cm_store_get_title (self->store, "spend_file", file);
  /* translators: as in “Only: from “payments.csv””; %s is the name of a file */
  g_autofree char *what = g_strdup_printf (_ ("from “%s”"), title);

  cm_query_where_text (query, "spend_file", file);
  _cm_window_open_query (self, query, what);
}

static void
show_table_cb (CmWindow *self, const char *table, const char *id)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  if (id == NULL)
    _cm_window_open_query (self, query, NULL);
  else if (g_str_equal (table, "spend_line"))
    show_lines (self, id);
  else
    cm_window_open_record (self, table, id);
}

void
cm_import_dialog_present (GtkWindow *parent, CmStore *store, const char *table, GFile *file)
{
  CmImportDialog *dialog = cm_import_dialog_new (store, table, file);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), parent);
  /* Without its window there is no portfolio. */
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  if (CM_IS_WINDOW (parent))
    {
      g_signal_connect_object (
          dialog, "brought-in", G_CALLBACK (brought_in_cb), parent, G_CONNECT_SWAPPED);
      g_signal_connect_object (
          dialog, "show-table", G_CALLBACK (show_table_cb), parent, G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (dialog));
  if (file == NULL)
    gtk_widget_activate_action (GTK_WIDGET (dialog), "import.choose", NULL);
}

void
_cm_window_import (CmWindow *self, const char *table, GFile *file)
{
  if (self->store != NULL && _cm_window_finish_typing (self))
    cm_import_dialog_present (GTK_WINDOW (self), self->store, table, file);
}

/* A portfolio is opened; of all else it is seen whether it has a table in it. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CmWindow *self)
{
  GSList *files = g_value_get_boxed (value);
  g_autofree char *path = files != NULL ? g_file_get_path (files->data) : NULL;

  if (path == NULL)
    return FALSE;
  if (g_str_has_suffix (path, ".portfolio"))
    cm_window_open (self, path);
  else if (self->store != NULL)
    _cm_window_import (self, NULL, files->data);
  else
    return FALSE;
  return TRUE;
}

void
_cm_window_prepare_import (CmWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}
