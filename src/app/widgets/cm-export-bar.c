/* cm-export-bar.c - writes a table to a file in a thread, and shows how far that is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-export-bar"
#include "config.h"

#include "cm-export-bar.h"

#include <glib/gi18n.h>

/**
 * CmExportBar:
 *
 * Its owner goes away with what it writes: a file that is not whole leaves no trace.
 */
struct _CmExportBar
{
  AdwBin parent_instance;

  GtkLabel *label;
  GtkProgressBar *bar;

  GCancellable *cancellable; /* while a file is being written, or NULL */
  CmProgress *progress;
  guint timeout, looks;
};

enum
{
  SIGNAL_FINISHED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmExportBar, cm_export_bar, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

#define LOOK_INTERVAL 100 /* ms */
#define PATIENCE 5        /* looks before the bar is shown: most tables are written by then */

/* --- in the thread ---------------------------------------------------------------------------- */

/* What the thread needs, apart from the widgets: a connection of its own, and what to write. */
typedef struct
{
  char *portfolio, *path;
  CmQuery *query;
  const CmField **fields;
  guint n_fields;
  char *scope, *only, *words, *order;
  CmProgress *progress;
  guint n_rows;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->portfolio);
  g_free (job->path);
  cm_query_free (job->query);
  g_free (job->fields);
  g_free (job->scope);
  g_free (job->only);
  g_free (job->words);
  g_free (job->order);
  cm_progress_unref (job->progress);
  g_free (job);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  const CmExportWords words = { job->scope, job->only, job->words, job->order };
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = cm_store_open (job->portfolio, CM_STORE_READ_ONLY, &error);
  gboolean written = FALSE;

  if (store != NULL)
    {
      written = cm_table_export (store,
                                 job->query,
                                 job->fields,
                                 job->n_fields,
                                 cm_export_format_for (job->path),
                                 job->path,
                                 &words,
                                 job->progress,
                                 cancellable,
                                 &job->n_rows,
                                 &error);
      cm_store_close (store);
    }
  if (written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* --- in the window ---------------------------------------------------------------------------- */

static void
stop_looking (CmExportBar *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->progress, cm_progress_unref);
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static gboolean
look_cb (gpointer data)
{
  CmExportBar *self = data;

  gtk_progress_bar_set_fraction (self->bar, cm_progress_get (self->progress));
  if (++self->looks == PATIENCE)
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return G_SOURCE_CONTINUE;
}

static char *
tell_written (const Job *job)
{
  g_autofree char *name = g_path_get_basename (job->path);

  /* translators: %1$u is a number, %2$s the name of a file */
  return g_strdup_printf (
      ngettext ("%1$u row is written to “%2$s”", "%1$u rows are written to “%2$s”", job->n_rows),
      job->n_rows,
      name);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CmExportBar *self = CM_EXPORT_BAR (object);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    text = tell_written (g_task_get_task_data (G_TASK (result)));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (error->message);
  stop_looking (self);
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0, text);
}

static void
cancel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_cancellable_cancel (CM_EXPORT_BAR (widget)->cancellable);
}

static void
start_looking (CmExportBar *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  /* translators: %s is the name of a file */
  g_autofree char *text = g_strdup_printf (_ ("Writing “%s”"), name);

  gtk_label_set_text (self->label, text);
  gtk_progress_bar_set_fraction (self->bar, 0);
  self->looks = 0;
  self->timeout = g_timeout_add (LOOK_INTERVAL, look_cb, self);
}

void
cm_export_bar_write (CmExportBar *self,
                     CmStore *store,
                     CmQuery *query,
                     const CmField *const *fields,
                     guint n_fields,
                     const CmExportWords *words,
                     GFile *file)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (CM_IS_EXPORT_BAR (self));
  g_return_if_fail (self->cancellable == NULL);

  job = g_new0 (Job, 1);
  job->portfolio = g_strdup (cm_store_get_path (store));
  job->path = g_file_get_path (file);
  job->query = query;
  job->fields = g_memdup2 (fields, n_fields * sizeof *fields);
  job->n_fields = n_fields;
  job->scope = g_strdup (words->scope);
  job->only = g_strdup (words->only);
  job->words = g_strdup (words->words);
  job->order = g_strdup (words->order);
  job->progress = cm_progress_new ();
  self->progress = cm_progress_ref (job->progress);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, written_cb, NULL);
  g_task_set_return_on_cancel (task, TRUE); /* what the thread still writes, it throws away */
  g_task_set_task_data (task, job, free_job);
  start_looking (self, job->path);
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
cm_export_bar_is_busy (CmExportBar *self)
{
  g_return_val_if_fail (CM_IS_EXPORT_BAR (self), FALSE);
  return self->cancellable != NULL;
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_export_bar_dispose (GObject *object)
{
  CmExportBar *self = CM_EXPORT_BAR (object);

  g_cancellable_cancel (self->cancellable);
  stop_looking (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CM_TYPE_EXPORT_BAR);
  G_OBJECT_CLASS (cm_export_bar_parent_class)->dispose (object);
}

static void
cm_export_bar_class_init (CmExportBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_export_bar_dispose;
  signals[SIGNAL_FINISHED] = g_signal_new ("finished",
                                           CM_TYPE_EXPORT_BAR,
                                           G_SIGNAL_RUN_LAST,
                                           0,
                                           NULL,
                                           NULL,
                                           NULL,
                                           G_TYPE_NONE,
                                           1,
                                           G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/widgets/cm-export-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CmExportBar, label);
  gtk_widget_class_bind_template_child (widget_class, CmExportBar, bar);
  gtk_widget_class_install_action (widget_class, "export.cancel", NULL, cancel_cb);
}

static void
cm_export_bar_init (CmExportBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cm_export_bar_new (void)
{
  return g_object_new (CM_TYPE_EXPORT_BAR, NULL);
}
