/* cm-window-recover.c - a damaged file: what is wrong with it, and what can be read of it in a new
 * one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-window-recover"
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cm-progress-dialog.h"
#include "cm-store-salvage.h"
#include "cm-window-private.h"

#define SMALLEST 4096 /* a file with less in it holds no records */

/* A recovery on its way. */
typedef struct
{
  CmWindow *window;
  CmProgressDialog *dialog;
  CmProgress *progress;
  char *from, *to;
  CmSalvage *report;
} Recovery;

static void
free_recovery (Recovery *self)
{
  g_clear_pointer (&self->report, cm_salvage_free);
  cm_progress_unref (self->progress);
  g_object_unref (self->window);
  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

/* --- the report ------------------------------------------------------------------------------- */

static void
report_response_cb (GtkWidget *dialog, const char *response, char *path)
{
  CmWindow *self = CM_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (dialog)));

  if (g_strcmp0 (response, "open") == 0)
    cm_window_open (self, path);
}

static GtkWidget *
make_details (const CmSalvage *report)
{
  g_autofree char *text = cm_salvage_write (report);
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *expander = gtk_expander_new_with_mnemonic (_ ("_Table by table"));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 240);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_add_css_class (scrolled, "card");
  gtk_widget_set_margin_top (scrolled, 6);
  gtk_expander_set_child (GTK_EXPANDER (expander), scrolled);
  return expander;
}

static void
show_report (Recovery *self)
{
  g_autofree char *summary = cm_salvage_summarise (self->report);
  g_autofree char *name = g_path_get_basename (self->to);
  g_autofree char *body =
      /* translators: %1$s tells how much was recovered, %2$s is the name of a file */
      g_strdup_printf (_ ("%1$s\n\nIt is in “%2$s”, beside the damaged file, which is as it was."),
                       summary,
                       name);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self->window), _ ("Recovered"), body);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_details (self->report));
  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"), "open", _ ("_Open it"), NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "open", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "open");
  g_signal_connect_data (dialog,
                         "response",
                         G_CALLBACK (report_response_cb),
                         g_strdup (self->to),
                         (GClosureNotify) (void (*) (void)) g_free,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- the work --------------------------------------------------------------------------------- */

static void
salvage_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Recovery *self = data;
  GError *error = NULL;

  self->report = cm_store_salvage (self->from, self->to, self->progress, cancellable, &error);
  if (self->report != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
salvaged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Recovery *self = data;
  g_autoptr (GError) error = NULL;

  cm_progress_dialog_end (self->dialog);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    show_report (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _cm_window_show_error (self->window, _ ("Nothing was recovered"), error);
  free_recovery (self);
}

static void
recover (CmWindow *window, const char *path)
{
  Recovery *self = g_new0 (Recovery, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, salvaged_cb, self);

  /* A file must not be open in this program while it is read past SQLite. */
  if (g_strcmp0 (cm_window_get_path (window), path) == 0)
    cm_window_close_portfolio (window);
  self->window = g_object_ref (window);
  self->progress = cm_progress_new ();
  self->from = g_strdup (path);
  self->to = cm_salvage_suggest_path (path);
  self->dialog = cm_progress_dialog_start (
      GTK_WIDGET (window), _ ("Recovering what can be read"), self->progress, cancellable);
  g_task_set_task_data (task, self, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, salvage_thread);
}

/* --- the question ----------------------------------------------------------------------------- */

static void
offer_response_cb (GtkWidget *dialog, const char *response, char *path)
{
  CmWindow *self = CM_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (dialog)));

  if (g_strcmp0 (response, "recover") == 0)
    recover (self, path);
}

gboolean
_cm_window_can_recover (const char *path, const GError *error)
{
  GStatBuf status;

  return g_error_matches (error, CM_STORE_ERROR, CM_STORE_ERROR_OPEN) && path != NULL &&
         g_lstat (path, &status) == 0 && S_ISREG (status.st_mode) && status.st_size >= SMALLEST;
}

void
_cm_window_offer_recovery (CmWindow *self, const char *heading, const char *path, const char *why)
{
  g_autofree char *to = cm_salvage_suggest_path (path);
  g_autofree char *name = g_path_get_basename (to);
  g_autofree char *body =
      /* translators: %1$s says what is wrong with a file, %2$s is the name of another one */
      g_strdup_printf (_ ("%1$s\n\nWhat can still be read can be brought into a new file beside "
                          "it, “%2$s”. The damaged file stays as it is."),
                       why,
                       name);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "close",
                                    _ ("_Close"),
                                    "recover",
                                    _ ("_Recover what can be read…"),
                                    NULL);
  g_signal_connect_data (dialog,
                         "response",
                         G_CALLBACK (offer_response_cb),
                         g_strdup (path),
                         (GClosureNotify) (void (*) (void)) g_free,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}
