/* cm-window-edition.c - the window shows another edition of the manual, or a partnership's own
 * sections in it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-window"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-faults-dialog.h"
#include "cm-library.h"
#include "cm-progress-dialog.h"
#include "cm-window-private.h"

/* Most editions are there before a dialogue would be. */
#define SHOW_AFTER_MS 300

/* An edition on its way. */
typedef struct
{
  CmWindow *window;
  char *folder, *overlay;
  GPtrArray *faults;
  GCancellable *cancellable;
  CmProgressDialog *dialog;
  guint source;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *self = data;

  g_object_unref (self->window);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->faults);
  g_free (self->folder);
  g_free (self->overlay);
  g_free (self);
}

/* --- the edition that is read ----------------------------------------------------------------- */

static void
update (CmWindow *self)
{
  gboolean has_faults = cm_library_get_faults () != NULL;
  g_autofree char *text = NULL;

  if (has_faults)
    {
      /* translators: %s is the path of a folder */
      text = g_strdup_printf (_ ("The edition in “%s” is faulty or not there. This is the built-in "
                                 "edition."),
                              cm_library_get_lost_folder ());
      gtk_label_set_text (self->edition_label, text);
    }
  gtk_widget_set_visible (self->edition_notice, has_faults);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "win.close-edition", has_faults || !cm_library_is_built_in ());
}

/* Everything that was made from the edition before is made anew. */
static void
remake (CmWindow *self)
{
  _cm_window_drop_search (self);
  _cm_window_drop_pages (self);
  _cm_window_make_guidance (self);
  /* The row of the page is selected still, so that selecting it would do nothing. */
  _cm_window_take_page (self, gtk_list_box_get_selected_row (self->navigation));
}

static void
tell (CmWindow *self, CmEdition *edition)
{
  const char *name = cm_edition_get_name (edition);
  g_autofree char *text = NULL;

  /* translators: %s is what an edition of the manual calls itself */
  text = g_strdup_printf (_ ("The manual is now “%s”"),
                          name != NULL ? name : cm_edition_get_title (edition));
  cm_window_show_toast (self, text, FALSE);
}

/* Other windows show the same manual. FALSE if one has something that cannot be kept. */
static gboolean
finish_typing_everywhere (CmWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *l = application != NULL ? gtk_application_get_windows (application) : NULL; l != NULL;
       l = l->next)
    if (CM_IS_WINDOW (l->data) && !_cm_window_finish_typing (l->data))
      {
        gtk_window_present (l->data);
        return FALSE;
      }
  return _cm_window_finish_typing (self);
}

static void
show_edition (CmWindow *self, CmEdition *edition)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  GList *windows = application != NULL ? gtk_application_get_windows (application) : NULL;

  if (!finish_typing_everywhere (self))
    return;
  cm_library_set_edition (edition);
  for (GList *l = windows; l != NULL; l = l->next)
    if (CM_IS_WINDOW (l->data))
      {
        remake (l->data);
        update (l->data);
      }
  if (g_list_find (windows, self) == NULL)
    {
      remake (self);
      update (self);
    }
  tell (self, edition);
}

/* --- reading another -------------------------------------------------------------------------- */

static void
show_faults (CmWindow *self, GPtrArray *faults, const char *folder, const char *overlay)
{
  GtkWidget *dialog = cm_faults_dialog_new (faults, folder, overlay);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  g_autoptr (GError) error = NULL;
  CmEdition *edition =
      cm_edition_load (reading->folder, reading->overlay, cancellable, reading->faults, &error);

  if (edition != NULL)
    g_task_return_pointer (task, edition, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CmWindow *self = CM_WINDOW (object);
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (CmEdition) edition = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_handle_id (&reading->source, g_source_remove);
  if (reading->dialog != NULL)
    cm_progress_dialog_end (reading->dialog);
  if (edition != NULL)
    show_edition (self, edition);
  else if (reading->faults->len > 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_faults (self, reading->faults, reading->folder, reading->overlay);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _cm_window_show_error (self, _ ("The edition was not opened"), error);
  g_signal_emit_by_name (self, "edition-read");
}

static gboolean
show_progress_cb (gpointer data)
{
  Reading *reading = data;
  g_autoptr (CmProgress) progress = cm_progress_new ();

  reading->source = 0;
  reading->dialog = cm_progress_dialog_start (
      GTK_WIDGET (reading->window), _ ("Checking the edition"), progress, reading->cancellable);
  return G_SOURCE_REMOVE;
}

static void
read_edition (CmWindow *self, const char *folder, const char *overlay)
{
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GTask) task = NULL;

  reading->window = g_object_ref (self);
  reading->cancellable = g_cancellable_new ();
  reading->faults = cm_faults_new ();
  reading->folder = g_strdup (folder);
  reading->overlay = g_strdup (overlay);
  reading->source = g_timeout_add (SHOW_AFTER_MS, show_progress_cb, reading);
  task = g_task_new (self, reading->cancellable, read_cb, NULL);
  g_task_set_task_data (task, reading, free_reading);
  g_task_run_in_thread (task, read_thread);
}

void
cm_window_open_edition (CmWindow *self, const char *folder)
{
  g_autofree char *edition = NULL, *overlay = NULL;

  cm_library_take_folder (folder, &edition, &overlay);
  read_edition (self, edition, overlay);
}

/* --- actions ---------------------------------------------------------------------------------- */

static void
choose_folder (CmWindow *self, const char *title, const char *accept, GCallback response_cb)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, accept, _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", response_cb, NULL);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* The folder that was chosen, or NULL; the chooser is through. */
static char *
take_chosen (GtkFileChooserNative *chooser, int response)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  return response == GTK_RESPONSE_ACCEPT && file != NULL ? g_file_get_path (file) : NULL;
}

static void
open_response_cb (GtkFileChooserNative *chooser, int response)
{
  CmWindow *self = CM_WINDOW (gtk_native_dialog_get_transient_for (GTK_NATIVE_DIALOG (chooser)));
  g_autofree char *folder = take_chosen (chooser, response);

  if (folder != NULL)
    cm_window_open_edition (self, folder);
  g_object_unref (chooser);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose_folder (CM_WINDOW (widget),
                 _ ("The folder of the edition"),
                 _ ("_Open"),
                 G_CALLBACK (open_response_cb));
}

static void
close_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmWindow *self = CM_WINDOW (widget);
  g_autofree char *folder = cm_library_get_path ("content", NULL);

  /* It is the built-in edition that is read; only the choice of another is to be forgotten. */
  if (cm_library_is_built_in ())
    {
      cm_library_forget ();
      update (self);
    }
  else
    read_edition (self, folder, NULL);
}

static void
export_response_cb (GtkFileChooserNative *chooser, int response)
{
  CmWindow *self = CM_WINDOW (gtk_native_dialog_get_transient_for (GTK_NATIVE_DIALOG (chooser)));
  g_autofree char *parent = take_chosen (chooser, response);

  if (parent != NULL)
    _cm_window_export_edition (self, parent);
  g_object_unref (chooser);
}

void
_cm_window_export_edition (CmWindow *self, const char *parent)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = cm_library_export_edition (parent, &error);
  /* translators: %s is the path of a folder */
  g_autofree char *text = g_strdup_printf (_ ("Copied to “%s”"), path);

  if (path == NULL)
    _cm_window_show_error (self, _ ("The edition was not exported"), error);
  else
    cm_window_show_toast (self, text, FALSE);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose_folder (CM_WINDOW (widget),
                 _ ("Where to put the copy"),
                 _ ("_Export"),
                 G_CALLBACK (export_response_cb));
}

static void
show_faults_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *folder = cm_library_get_lost_folder ();

  if (cm_library_get_faults () != NULL)
    show_faults (CM_WINDOW (widget), cm_library_get_faults (), folder, folder);
}

void
_cm_window_install_edition (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open-edition", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "win.close-edition", NULL, close_cb);
  gtk_widget_class_install_action (widget_class, "win.export-edition", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "win.show-edition-faults", NULL, show_faults_cb);
}

void
_cm_window_prepare_edition (CmWindow *self)
{
  update (self);
}
