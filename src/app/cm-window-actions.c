/* cm-window-actions.c - what the window's menu, buttons and keys do. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-window-actions"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-check-dialog.h"

#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-progress-dialog.h"
#include "cm-store-errand.h"
#include "cm-window-private.h"

static void
new_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_window_choose_new (CM_WINDOW (widget), cm_library_get_templates ()->name);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_window_choose_open (CM_WINDOW (widget));
}

static void
close_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (_cm_window_finish_typing (CM_WINDOW (widget)))
    cm_window_close_portfolio (CM_WINDOW (widget));
}

/* A step that takes long, on its way. */
typedef struct
{
  CmWindow *window;
  CmProgressDialog *dialog;
  char *label;
  gboolean undo;
} Step;

static void
tell_step (CmWindow *self, const char *label, gboolean undo)
{
  g_autofree char *text = NULL;

  /* translators: %s is the label of a change */
  text = undo ? g_strdup_printf (_ ("Undone: %s"), label)
              /* translators: %s is the label of a change */
              : g_strdup_printf (_ ("Done again: %s"), label);
  cm_window_show_toast (self, text, FALSE);
}

static void
stepped_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  Step *step = data;
  g_autoptr (GError) error = NULL;

  cm_progress_dialog_end (step->dialog);
  if (cm_store_undo_finish (CM_STORE (store), result, &error))
    tell_step (step->window, step->label, step->undo);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cm_window_show_toast (step->window, error->message, FALSE);
  g_object_unref (step->window);
  g_free (step->label);
  g_free (step);
}

static void
step_with_progress (CmWindow *self, const char *label, gboolean undo)
{
  g_autoptr (CmProgress) progress = cm_progress_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *what = NULL;
  Step *step = g_new0 (Step, 1);

  /* translators: %s is the label of a change */
  what = undo ? g_strdup_printf (_ ("Undoing: %s"), label)
              /* translators: %s is the label of a change */
              : g_strdup_printf (_ ("Doing again: %s"), label);
  step->window = g_object_ref (self);
  step->dialog = cm_progress_dialog_start (GTK_WIDGET (self), what, progress, cancellable);
  step->label = g_strdup (label);
  step->undo = undo;
  cm_store_undo_async (self->store, !undo, progress, cancellable, stepped_cb, step);
}

static void
step_history (CmWindow *self, gboolean undo)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  /* What is being typed is part of what is there, and is saved before anything is undone. */
  if (!_cm_window_finish_typing (self))
    return;
  label = undo ? cm_store_get_undo_label (self->store) : cm_store_get_redo_label (self->store);
  if (label == NULL)
    return;
  if (cm_store_undo_is_long (self->store, !undo))
    step_with_progress (self, label, undo);
  else if (undo ? cm_store_undo (self->store, &error) : cm_store_redo (self->store, &error))
    tell_step (self, label, undo);
  else
    cm_window_show_toast (self, error->message, FALSE);
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step_history (CM_WINDOW (widget), TRUE);
}

static void
redo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step_history (CM_WINDOW (widget), FALSE);
}

static void
toggle_guidance_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmWindow *self = CM_WINDOW (widget);
  GtkToggleButton *button = self->guidance_button;

  if (gtk_widget_get_visible (GTK_WIDGET (button)))
    gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

/* Forward is the manual's: no other page has that. */
static CmManualPage *
get_manual_page (CmWindow *self)
{
  return g_strcmp0 (cm_window_get_page_name (self), "manual") == 0
             ? CM_MANUAL_PAGE (cm_window_get_page (self, "manual"))
             : NULL;
}

static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmWindow *self = CM_WINDOW (widget);
  const char *name = cm_window_get_page_name (self);
  CmPage *page = name != NULL ? cm_window_get_page (self, name) : NULL;

  if (CM_IS_MANUAL_PAGE (page))
    cm_manual_page_go_back (CM_MANUAL_PAGE (page));
  else if (page != NULL)
    cm_page_go_back (page);
}

static void
forward_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmManualPage *page = get_manual_page (CM_WINDOW (widget));

  if (page != NULL)
    cm_manual_page_go_forward (page);
}

static void
search_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_window_search (CM_WINDOW (widget), NULL, NULL);
}

static void
search_manual_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_window_search (CM_WINDOW (widget), g_variant_get_string (parameter, NULL), CM_SEARCH_MANUAL);
}

static void
show_page_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cm_window_show_page (CM_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* Made when it is asked for; the window then shows it, with the keys that its actions have. */
static void
show_help_overlay_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (widget);

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder) builder =
          gtk_builder_new_from_resource ("/org/commissioning/Manual/ui/help-overlay.ui");

      gtk_application_window_set_help_overlay (
          window, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

static void
about_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_show_about_window (GTK_WINDOW (widget),
                         "application-name",
                         _ ("Commissioning Manual"),
                         "application-icon",
                         APPLICATION_ID,
                         "developer-name",
                         _ ("The Commissioning Manual developers"),
                         "version",
                         PACKAGE_VERSION,
                         "license-type",
                         GTK_LICENSE_GPL_3_0,
                         "comments",
                         _ ("Plan, do and review what a partnership of public bodies commissions, "
                            "with the manual beside the work."),
                         NULL);
}

static void
open_record_cb (CmWindow *self, const char *table, const char *id)
{
  cm_window_open_record (self, table, id);
}

static void
check_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmWindow *self = CM_WINDOW (widget);
  GtkWidget *dialog;

  if (self->store == NULL || !_cm_window_finish_typing (self))
    return;
  dialog = cm_check_dialog_new (self->store);
  g_signal_connect_object (
      dialog, "open-record", G_CALLBACK (open_record_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_window_import (CM_WINDOW (widget), NULL, NULL);
}

static void
import_into_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_window_import (CM_WINDOW (widget), g_variant_get_string (parameter, NULL), NULL);
}

static void
merge_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_window_merge (CM_WINDOW (widget), NULL);
}

static void
history_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *table, *id;

  g_variant_get (parameter, "(&s&s)", &table, &id);
  _cm_window_show_history (CM_WINDOW (widget), table, id);
}

static void
read_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_window_read (CM_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
read_case_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_window_read_case (CM_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
read_point_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_window_read_point (CM_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

void
_cm_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "win.close-portfolio", NULL, close_cb);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-guidance", NULL, toggle_guidance_cb);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "win.forward", NULL, forward_cb);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "win.search-manual", "s", search_manual_cb);
  gtk_widget_class_install_action (widget_class, "win.read", "s", read_cb);
  gtk_widget_class_install_action (widget_class, "win.read-case", "s", read_case_cb);
  gtk_widget_class_install_action (widget_class, "win.read-point", "s", read_point_cb);
  gtk_widget_class_install_action (widget_class, "win.check", NULL, check_cb);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "win.import-into", "s", import_into_cb);
  gtk_widget_class_install_action (widget_class, "win.merge", NULL, merge_cb);
  gtk_widget_class_install_action (widget_class, "win.history", "(ss)", history_cb);
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_cb);
  gtk_widget_class_install_action (
      widget_class, "win.show-help-overlay", NULL, show_help_overlay_cb);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, about_cb);
  _cm_window_install_print (widget_class);
  _cm_window_install_share (widget_class);
  _cm_window_install_export (widget_class);
}
