/* cm-page-report.c - a page saves or prints a document that it has made. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-page-report"
#include "config.h"

#include "cm-page-report.h"

#include <glib/gi18n.h>

#include "cm-manual-export.h"
#include "cm-press.h"

/* --- saving ----------------------------------------------------------------------------------- */

typedef struct
{
  CmDocument *document;
  CmManual *manual;
  char *path;
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  g_object_unref (work->document);
  g_clear_object (&work->manual);
  g_free (work->path);
  g_free (work);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  CmManualFormat format = cm_manual_format_for (work->path);
  GError *error = NULL;

  if (format == CM_N_MANUAL_FORMATS)
    format = CM_MANUAL_PDF;
  if (cm_manual_export (work->document, work->manual, format, work->path, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean saved = g_task_propagate_boolean (G_TASK (result), &error);

  cm_page_tell_saved (CM_PAGE (source), work->path, saved, error);
}

void
cm_page_save_report (CmPage *self, CmDocument *document, CmManual *manual, const char *path)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, saved_cb, NULL);
  Work *work = g_new0 (Work, 1);

  work->document = document;
  g_set_object (&work->manual, manual);
  work->path = g_strdup (path);
  g_task_set_task_data (task, work, free_work);
  g_task_run_in_thread (task, save_in_thread);
}

/* --- printing --------------------------------------------------------------------------------- */

/* How long the main loop may wait for the thread that sets the pages. */
#define PATIENCE (10 * G_TIME_SPAN_MILLISECOND)

/* Counted: the operation has one and so has the thread. */
typedef struct
{
  CmPage *page; /* only for the main thread; NULL when it is gone */
  CmDocument *document;
  CmManual *manual;
  double width, height; /* of the paper, in points */

  GMutex lock;
  GCond cond;
  gboolean started, set;
  CmPress *press;
} Job;

static void
clear_job (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->press);
  g_clear_object (&job->document);
  g_clear_object (&job->manual);
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
  CmPressSetup setup;
  CmPress *press;

  cm_press_setup_init_for (&setup, job->width, job->height);
  setup.manual = job->manual;
  setup.title_page = setup.contents = setup.numbered = FALSE;
  press = cm_press_new (job->document, &setup, NULL, NULL, NULL);
  g_mutex_lock (&job->lock);
  job->press = press;
  job->set = TRUE;
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
  gboolean set;

  if (!job->started)
    start (job, context);
  g_mutex_lock (&job->lock);
  while (!job->set && g_cond_wait_until (&job->cond, &job->lock, until))
    continue;
  set = job->set;
  g_mutex_unlock (&job->lock);
  if (!set)
    return FALSE;
  gtk_print_operation_set_n_pages (operation, (int) cm_press_get_n_pages (job->press));
  return TRUE;
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Job *job)
{
  if (page >= 0 && (guint) page < cm_press_get_n_pages (job->press))
    cm_press_draw (job->press, (guint) page, gtk_print_context_get_cairo_context (context));
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, Job *job)
{
  g_autoptr (GError) error = NULL;

  if (job->page == NULL || result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  cm_page_show_error (job->page, error);
}

static void
forget_job (gpointer data, GObject *operation)
{
  Job *job = data;

  g_clear_weak_pointer (&job->page);
  release_job (job);
}

static GtkPrintOperation *
make_operation (Job *job, const char *path)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();

  /* The margins are our own: running heads stand in them. */
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_job_name (operation, cm_document_get_title (job->document));
  if (path != NULL)
    gtk_print_operation_set_export_filename (operation, path);
  g_signal_connect (operation, "paginate", G_CALLBACK (paginate_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), job);
  g_object_weak_ref (G_OBJECT (operation), forget_job, job);
  return operation;
}

GtkPrintOperation *
cm_page_print_report (CmPage *self, CmDocument *document, CmManual *manual, const char *path)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  Job *job = g_atomic_rc_box_new0 (Job);
  GtkPrintOperation *operation;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&job->lock);
  g_cond_init (&job->cond);
  job->document = document;
  g_set_object (&job->manual, manual);
  g_set_weak_pointer (&job->page, self);
  operation = make_operation (job, path);
  /* What goes wrong is told when it is done. */
  gtk_print_operation_run (operation,
                           path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT
                                        : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                           &error);
  return operation;
}
