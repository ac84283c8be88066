/* cm-page-report.c - a page gives away a document that it has made: clipboard, file, printer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-page-report"
#include "config.h"

#include "cm-page-report.h"

#include "cm-html.h"
#include "cm-plain-text.h"
#include "cm-print-job.h"

/* What is given away, in a thread. */
typedef struct
{
  CmDocument *document;
  CmManual *manual;
  CmManualFormat format;
  char *path; /* or NULL */
} Work;

static Work *
make_work (CmDocument *document, CmManual *manual)
{
  Work *work = g_new0 (Work, 1);

  g_set_object (&work->document, document);
  g_set_object (&work->manual, manual);
  return work;
}

static void
free_work (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->document);
  g_clear_object (&work->manual);
  g_free (work->path);
  g_free (work);
}

char *
cm_page_name_report (CmDocument *document, CmManualFormat format)
{
  g_autofree char *title = g_strdup (cm_document_get_title (document));

  return g_strconcat (
      g_strdelimit (title, "/\\:", '-'), cm_manual_format_get (format)->ending, NULL);
}

/* --- clipboard -------------------------------------------------------------------------------- */

void
cm_page_copy_report (CmPage *self, CmDocument *document, CmManual *manual)
{
  g_autofree char *text = cm_document_make_plain_text (document);
  g_autoptr (GBytes) html = cm_html_make (document, manual, NULL, NULL, NULL);
  g_autoptr (GdkContentProvider) content = NULL;
  GdkContentProvider *parts[2];

  parts[0] = gdk_content_provider_new_for_bytes ("text/html", html);
  parts[1] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  content = gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
}

/* --- file ------------------------------------------------------------------------------------- */

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;

  if (cm_manual_export (work->document, work->manual, work->format, work->path, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean saved = g_task_propagate_boolean (G_TASK (result), &error);

  cm_page_tell_saved (CM_PAGE (source), work->path, saved, error);
}

void
cm_page_save_report (
    CmPage *self, CmDocument *document, CmManual *manual, CmManualFormat format, const char *path)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, saved_cb, NULL);
  Work *work = make_work (document, manual);

  work->format = cm_manual_format_for (path);
  if (work->format == CM_N_MANUAL_FORMATS || work->format == CM_MANUAL_HTML_FOLDER)
    work->format = format;
  work->path = g_strdup (path);
  g_task_set_task_data (task, work, free_work);
  g_task_run_in_thread (task, save_in_thread);
}

/* --- printer ---------------------------------------------------------------------------------- */

static CmPress *
set_pages (gpointer data, double width, double height, GCancellable *cancellable)
{
  Work *work = data;
  CmPressSetup setup;

  cm_press_setup_init_for (&setup, width, height);
  setup.manual = work->manual;
  setup.title_page = setup.contents = setup.numbered = FALSE;
  return cm_press_new (work->document, &setup, NULL, cancellable, NULL);
}

static void
printed_cb (CmPage *self, GtkPrintOperationResult result, GtkPrintOperation *operation)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  cm_page_show_error (self, error);
}

GtkPrintOperation *
cm_page_print_report (CmPage *self, CmDocument *document, CmManual *manual, const char *path)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkPrintOperation *operation = cm_print_job_new (
      cm_document_get_title (document), path, set_pages, make_work (document, manual), free_work);

  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), self, G_CONNECT_SWAPPED);
  cm_print_job_run (operation, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  return operation;
}
