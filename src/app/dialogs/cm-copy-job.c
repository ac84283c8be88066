/* cm-copy-job.c - a copy of the portfolio is asked for, written and told of. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-copy-job"
#include "config.h"

#include "cm-copy-job.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cm-progress-dialog.h"

#define LARGE (8 * 1024 * 1024) /* bytes that take longer than the blink of an eye */
#define PATIENCE_MS 400         /* before it is shown that even less takes long */

typedef struct
{
  GtkWidget *widget;
  CmStore *store;
  char *path;
  CmCopyFlags flags;
  CmCopyJobDone done;

  CmProgress *progress;
  GCancellable *cancellable;
  CmProgressDialog *dialog; /* or NULL */
  guint timeout;
  GtkFileChooserNative *chooser; /* while it is asked, or NULL */
} Job;

static Job *
new_job (GtkWidget *widget, CmStore *store, CmCopyFlags flags, CmCopyJobDone done)
{
  Job *job = g_new0 (Job, 1);

  job->widget = g_object_ref (widget);
  job->store = g_object_ref (store);
  job->flags = flags;
  job->done = done;
  job->progress = cm_progress_new ();
  job->cancellable = g_cancellable_new ();
  return job;
}

static void
free_job (Job *job)
{
  g_clear_handle_id (&job->timeout, g_source_remove);
  g_clear_pointer (&job->dialog, cm_progress_dialog_end);
  g_clear_object (&job->chooser);
  g_object_unref (job->cancellable);
  cm_progress_unref (job->progress);
  g_object_unref (job->store);
  g_object_unref (job->widget);
  g_free (job->path);
  g_free (job);
}

/* --- writing ---------------------------------------------------------------------------------- */

static gboolean
show_progress_cb (gpointer data)
{
  Job *job = data;

  job->timeout = 0;
  job->dialog = cm_progress_dialog_start (
      job->widget, _ ("Writing the copy"), job->progress, job->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
is_large (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 && status.st_size > LARGE;
}

static void
written_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CmCopyReport) report = cm_store_copy_finish (CM_STORE (store), result, &error);

  g_clear_handle_id (&job->timeout, g_source_remove);
  g_clear_pointer (&job->dialog, cm_progress_dialog_end);
  if (gtk_widget_get_mapped (job->widget) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    job->done (job->widget, job->path, error);
  free_job (job);
}

static void
start (Job *job)
{
  if (is_large (cm_store_get_path (job->store)))
    show_progress_cb (job);
  else
    job->timeout = g_timeout_add (PATIENCE_MS, show_progress_cb, job);
  cm_store_copy_async (
      job->store, job->path, job->flags, job->progress, job->cancellable, written_cb, job);
}

void
cm_copy_job_start (
    GtkWidget *widget, CmStore *store, const char *path, CmCopyFlags flags, CmCopyJobDone done)
{
  Job *job = new_job (widget, store, flags, done);

  job->path = g_strdup (path);
  start (job);
}

/* --- asking ----------------------------------------------------------------------------------- */

/* A name without its ending gets it; then nobody was asked whether to replace what has that name.
 */
static char *
get_path (GtkFileChooser *chooser, CmCopyFlags *flags)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);
  char *path = file != NULL ? g_file_get_path (file) : NULL;
  char *full;

  if (path == NULL || g_str_has_suffix (path, ".portfolio"))
    {
      *flags |= CM_COPY_REPLACE;
      return path;
    }
  full = g_strconcat (path, ".portfolio", NULL);
  g_free (path);
  return full;
}

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  Job *job = data;

  if (response == GTK_RESPONSE_ACCEPT)
    job->path = get_path (GTK_FILE_CHOOSER (dialog), &job->flags);
  gtk_native_dialog_destroy (dialog);
  if (job->path != NULL && gtk_widget_get_mapped (job->widget))
    start (job);
  else
    free_job (job);
}

static void
propose_folder (GtkFileChooser *chooser, CmStore *store)
{
  g_autofree char *folder = g_path_get_dirname (cm_store_get_path (store));
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  gtk_file_chooser_set_current_folder (chooser, file, NULL);
}

void
cm_copy_job_ask (GtkWidget *widget,
                 CmStore *store,
                 const char *title,
                 const char *name,
                 CmCopyFlags flags,
                 CmCopyJobDone done)
{
  Job *job = new_job (widget, store, flags, done);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  job->chooser = gtk_file_chooser_native_new (title,
                                              GTK_WINDOW (gtk_widget_get_root (widget)),
                                              GTK_FILE_CHOOSER_ACTION_SAVE,
                                              _ ("_Save"),
                                              _ ("_Cancel"));
  gtk_file_filter_set_name (filter, _ ("Portfolios"));
  gtk_file_filter_add_pattern (filter, "*.portfolio");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (job->chooser), filter);
  propose_folder (GTK_FILE_CHOOSER (job->chooser), store);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (job->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (job->chooser), TRUE);
  g_signal_connect (job->chooser, "response", G_CALLBACK (response_cb), job);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (job->chooser));
}
