/* cm-window-export.c - the window exports the manual, and opens what was written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-window"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-export-manual-dialog.h"
#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-window-private.h"

/* Pages in a folder are opened at the first. */
static char *
make_address (const char *path)
{
  g_autofree char *index = g_build_filename (path, "index.html", NULL);

  return g_filename_to_uri (g_file_test (path, G_FILE_TEST_IS_DIR) ? index : path, NULL, NULL);
}

static void
open_exported_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *address = make_address (g_variant_get_string (parameter, NULL));

  if (address != NULL)
    gtk_show_uri (GTK_WINDOW (widget), address, GDK_CURRENT_TIME);
}

static void
tell_exported (CmWindow *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  /* translators: %s is the name of a file or a folder */
  g_autofree char *text = g_strdup_printf (_ ("“%s” written"), name);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_button_label (toast, _ ("Open"));
  adw_toast_set_action_name (toast, "win.open-exported");
  adw_toast_set_action_target (toast, "s", path);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* What is being read, if it is the manual. */
static const char *
get_shown (CmWindow *self)
{
  if (g_strcmp0 (cm_window_get_page_name (self), "manual") != 0)
    return NULL;
  return cm_manual_page_get_shown (CM_MANUAL_PAGE (cm_window_get_page (self, "manual")));
}

static void
export_manual_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmWindow *self = CM_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  CmManual *manual = cm_library_get_manual (&error);
  GtkWidget *dialog;

  if (manual == NULL)
    {
      _cm_window_show_error (self, _ ("The manual could not be read"), error);
      return;
    }
  dialog = cm_export_manual_dialog_new (manual, get_shown (self));
  g_signal_connect_object (dialog, "exported", G_CALLBACK (tell_exported), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
_cm_window_install_export (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.export-manual", NULL, export_manual_cb);
  gtk_widget_class_install_action (widget_class, "win.open-exported", "s", open_exported_cb);
}
