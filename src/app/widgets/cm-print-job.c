/* cm-print-job.c - prints pages that a thread sets, so that the window goes on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-print-job"
#include "config.h"

#include "cm-print-job.h"

/* How long the main loop may wait for the thread that sets the pages, so that it need not ask all
 * the time. */
#define PATIENCE (10 * G_TIME_SPAN_MILLISECOND)

/* Counted: the operation has one and so has the thread. */
typedef struct
{
  CmPrintSet set;
  gpointer data;
  GDestroyNotify free_data;
  double width, height; /* of the paper */
  GCancellable *cancellable;
  gboolean started;

  GMutex lock;
  GCond cond;
  gboolean ready;
  CmPress *press; /* or NULL */
} Job;

static void
clear_job (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->press);
  g_clear_object (&job->cancellable);
  job->free_data (job->data);
  g_mutex_clear (&job->lock);
  g_cond_clear (&job->cond);
}

static void
release_job (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_job);
}

static void
set_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  CmPress *press = job->set (job->data, job->width, job->height, job->cancellable);

  g_mutex_lock (&job->lock);
  job->press = press;
  job->ready = TRUE;
  g_cond_signal (&job->cond);
  g_mutex_unlock (&job->lock);
}

static void
start (Job *job, GtkPrintContext *context)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  GtkPageSetup *paper = gtk_print_context_get_page_setup (context);

  job->started = TRUE;
  job->width = gtk_page_setup_get_paper_width (paper, GTK_UNIT_POINTS);
  job->height = gtk_page_setup_get_paper_height (paper, GTK_UNIT_POINTS);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (job), release_job);
  g_task_run_in_thread (task, set_in_thread);
}

/* GTK calls this again and again between other work until it is through. */
static gboolean
paginate_cb (GtkPrintOperation *operation, GtkPrintContext *context, Job *job)
{
  const gint64 until = g_get_monotonic_time () + PATIENCE;
  gboolean ready;

  if (!job->started)
    start (job, context);
  g_mutex_lock (&job->lock);
  while (!job->ready && g_cond_wait_until (&job->cond, &job->lock, until))
    continue;
  ready = job->ready;
  g_mutex_unlock (&job->lock);
  if (!ready)
    return FALSE;
  if (job->press != NULL)
    gtk_print_operation_set_n_pages (operation, (int) cm_press_get_n_pages (job->press));
  else
    gtk_print_operation_cancel (operation);
  return TRUE;
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Job *job)
{
  if (job->press != NULL && page >= 0 && (guint) page < cm_press_get_n_pages (job->press))
    cm_press_draw (job->press, (guint) page, gtk_print_context_get_cairo_context (context));
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, Job *job)
{
  g_cancellable_cancel (job->cancellable);
}

/* The operation is gone. */
static void
forget_job (gpointer data, GObject *operation)
{
  Job *job = data;

  g_cancellable_cancel (job->cancellable);
  release_job (job);
}

GtkPrintOperation *
cm_print_job_new (
    const char *name, const char *path, CmPrintSet set, gpointer data, GDestroyNotify free_data)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Job *job = g_atomic_rc_box_new0 (Job);

  job->set = set;
  job->data = data;
  job->free_data = free_data;
  job->cancellable = g_cancellable_new ();
  g_mutex_init (&job->lock);
  g_cond_init (&job->cond);
  /* The margins are our own: running heads stand in them. */
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_job_name (operation, name);
  if (path != NULL)
    gtk_print_operation_set_export_filename (operation, path);
  g_signal_connect (operation, "paginate", G_CALLBACK (paginate_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), job);
  g_object_weak_ref (G_OBJECT (operation), forget_job, job);
  return operation;
}

void
cm_print_job_run (GtkPrintOperation *operation, GtkWindow *parent)
{
  g_autofree char *path = NULL;

  g_object_get (operation, "export-filename", &path, NULL);
  /* What goes wrong is told when it is done. */
  gtk_print_operation_run (operation,
                           path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT
                                        : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           parent,
                           NULL);
}
