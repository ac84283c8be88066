/* cm-paper.c - takes a document of a few pages out of the window: clipboard, printer, file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-paper"
#include "config.h"

#include "cm-paper.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-html.h"
#include "cm-plain-text.h"
#include "cm-press.h"

char *
cm_paper_make_name (CmDocument *document, CmManualFormat format)
{
  g_autofree char *title = g_strdup (cm_document_get_title (document));

  return g_strconcat (
      g_strdelimit (title, "/\\:", '-'), cm_manual_format_get (format)->ending, NULL);
}

/* --- clipboard -------------------------------------------------------------------------------- */

void
cm_paper_copy (GtkWidget *widget, CmDocument *document, CmManual *manual)
{
  g_autofree char *text = cm_document_make_plain_text (document);
  g_autoptr (GBytes) html = cm_html_make (document, manual, NULL, NULL, NULL);
  g_autoptr (GdkContentProvider) content = NULL;
  GdkContentProvider *parts[2];

  parts[0] = gdk_content_provider_new_for_bytes ("text/html", html);
  parts[1] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  content = gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), content);
}

/* --- printer ---------------------------------------------------------------------------------- */

/* A few pages are set within a frame or two. */
static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context)
{
  CmDocument *document = g_object_get_data (G_OBJECT (operation), "document");
  GtkPageSetup *paper = gtk_print_context_get_page_setup (context);
  CmManual *manual = g_object_get_data (G_OBJECT (operation), "manual");
  CmPressSetup setup;
  CmPress *press;

  cm_press_setup_init_for (&setup,
                           gtk_page_setup_get_paper_width (paper, GTK_UNIT_POINTS),
                           gtk_page_setup_get_paper_height (paper, GTK_UNIT_POINTS));
  setup.manual = manual;
  setup.title_page = setup.contents = FALSE;
  press = cm_press_new (document, &setup, NULL, NULL, NULL);
  gtk_print_operation_set_n_pages (operation, (int) cm_press_get_n_pages (press));
  g_object_set_data_full (G_OBJECT (operation), "press", press, g_object_unref);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page)
{
  CmPress *press = g_object_get_data (G_OBJECT (operation), "press");

  cm_press_draw (press, (guint) page, gtk_print_context_get_cairo_context (context));
}

static void
done_cb (gpointer data, GtkPrintOperationResult result, GtkPrintOperation *operation)
{
  CmPaperFailed failed = (CmPaperFailed) g_object_get_data (G_OBJECT (operation), "failed");
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  failed (data, error);
}

static GtkPrintOperation *
make_operation (CmDocument *document, CmManual *manual, const char *path)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();

  /* The margins are our own: running heads stand in them. */
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_job_name (operation, cm_document_get_title (document));
  if (path != NULL)
    gtk_print_operation_set_export_filename (operation, path);
  g_object_set_data_full (G_OBJECT (operation), "manual", g_object_ref (manual), g_object_unref);
  g_object_set_data_full (
      G_OBJECT (operation), "document", g_object_ref (document), g_object_unref);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), NULL);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), NULL);
  return operation;
}

/* The operation holds itself while it is on its way; what goes wrong is told when it is done. */
void
cm_paper_print (GtkWindow *parent,
                CmDocument *document,
                CmManual *manual,
                const char *path,
                CmPaperFailed failed,
                gpointer data)
{
  g_autoptr (GtkPrintOperation) operation = make_operation (document, manual, path);

  g_object_set_data (G_OBJECT (operation), "failed", (gpointer) failed);
  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), data, G_CONNECT_SWAPPED);
  gtk_print_operation_run (operation,
                           path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT
                                        : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           parent,
                           NULL);
}

/* --- file ------------------------------------------------------------------------------------- */

typedef struct
{
  CmDocument *document;
  CmManual *manual;
  CmManualFormat format;
  char *path;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_object_unref (job->document);
  g_object_unref (job->manual);
  g_free (job->path);
  g_free (job);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;

  if (cm_manual_export (
          job->document, job->manual, job->format, job->path, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
cm_paper_write (CmDocument *document,
                CmManual *manual,
                CmManualFormat format,
                const char *path,
                gpointer source,
                GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, NULL);
  Job *job = g_new0 (Job, 1);

  job->document = g_object_ref (document);
  job->manual = g_object_ref (manual);
  job->format = format;
  job->path = g_strdup (path);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
cm_paper_write_finish (GAsyncResult *result, char **path, GError **error)
{
  const Job *job = g_task_get_task_data (G_TASK (result));

  *path = g_strdup (job->path);
  return g_task_propagate_boolean (G_TASK (result), error);
}
