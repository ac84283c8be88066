/* cm-window-print.c - the window prints the manual, or the part of it that is shown. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-window"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-manual-report.h"
#include "cm-print-job.h"
#include "cm-window-private.h"

#define PRINT_SETTINGS "cm-print-settings"

/* Counted: this file has one as long as the operation is there, and so has what sets the pages. */
typedef struct
{
  CmWindow *window; /* only for the main thread */
  CmManual *manual;
  char *sheet, *chapter; /* ids of what is shown */
  GtkCheckButton *buttons[3];
  CmPrintPart part;
  char *edition;
} Job;

/* --- what is shown ---------------------------------------------------------------------------- */

static const CmBlock *
find_shown (CmWindow *self, CmManual *manual)
{
  CmPage *page = self->store != NULL && g_strcmp0 (cm_window_get_page_name (self), "manual") == 0
                     ? cm_window_get_page (self, "manual")
                     : NULL;
  const char *id =
      CM_IS_MANUAL_PAGE (page) ? cm_manual_page_get_shown (CM_MANUAL_PAGE (page)) : NULL;
  CmBlock *block =
      manual != NULL && id != NULL ? cm_document_find (cm_manual_get_document (manual), id) : NULL;

  return block != NULL ? cm_block_get_section (block) : NULL;
}

static const CmBlock *
get_chapter (const CmBlock *block)
{
  while (block->parent != NULL)
    block = block->parent;
  return block;
}

/* A step is read by itself, and so is it printed; any other section comes with its chapter. */
static const CmBlock *
get_sheet (CmManual *manual, const CmBlock *block)
{
  for (const CmBlock *at = block; at != NULL; at = at->parent)
    if (cm_manual_get_step_of (manual, at) != NULL)
      return at;
  return get_chapter (block);
}

static void
update_action (CmWindow *self)
{
  const gboolean manual = self->store != NULL &&
                          g_strcmp0 (cm_window_get_page_name (self), "manual") == 0 &&
                          cm_library_get_manual (NULL) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.print", manual);
}

/* --- setting the pages ------------------------------------------------------------------------ */

static void
clear_job (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->manual);
  g_free (job->sheet);
  g_free (job->chapter);
  g_free (job->edition);
}

static void
release_job (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_job);
}

static CmPress *
set_pages (gpointer data, double width, double height, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (CmDocument) document = cm_manual_report_new (job->manual);
  const char *id = job->part == CM_PRINT_SHEET     ? job->sheet
                   : job->part == CM_PRINT_CHAPTER ? job->chapter
                                                   : NULL;
  CmPressSetup setup;

  cm_press_setup_init_for (&setup, width, height);
  setup.manual = job->manual;
  setup.edition = job->edition;
  setup.part = cm_document_find (document, id);
  setup.title_page = setup.contents = setup.part == NULL;
  return cm_press_new (document, &setup, NULL, cancellable, NULL);
}

/* --- the operation ---------------------------------------------------------------------------- */

/* What was chosen is offered again as long as the window lives. */
static void
keep_settings (CmWindow *self, GtkPrintOperation *operation)
{
  GtkPrintSettings *settings = gtk_print_operation_get_print_settings (operation);

  if (settings != NULL)
    g_object_set_data_full (
        G_OBJECT (self), PRINT_SETTINGS, g_object_ref (settings), g_object_unref);
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, Job *job)
{
  g_autoptr (GError) error = NULL;

  if (job->window == NULL)
    return;
  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    keep_settings (job->window, operation);
  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  _cm_window_show_error (job->window, _ ("The manual could not be printed"), error);
}

/* --- what to print ---------------------------------------------------------------------------- */

static char *
get_title (Job *job, const char *id)
{
  const CmBlock *block = cm_document_find (cm_manual_get_document (job->manual), id);

  return block != NULL ? cm_block_get_text (block) : g_strdup ("");
}

static char *
name_part (Job *job, CmPrintPart part)
{
  g_autofree char *title = get_title (job, part == CM_PRINT_SHEET ? job->sheet : job->chapter);

  if (part == CM_PRINT_ALL)
    return g_strdup (_ ("The _whole manual"));
  /* translators: %s is the title of a section of the manual */
  return part == CM_PRINT_SHEET ? g_strdup_printf (_ ("The _section “%s”"), title)
                                /* translators: %s is the title of a chapter of the manual */
                                : g_strdup_printf (_ ("The _chapter “%s”"), title);
}

static GtkWidget *
create_choice_cb (GtkPrintOperation *operation, Job *job)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  const gboolean same = g_strcmp0 (job->sheet, job->chapter) == 0;

  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  for (int i = CM_PRINT_SHEET; i <= CM_PRINT_ALL; i++)
    {
      g_autofree char *name = name_part (job, (CmPrintPart) i);

      job->buttons[i] = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (name));
      gtk_check_button_set_group (job->buttons[i], i > 0 ? job->buttons[0] : NULL);
      gtk_widget_set_visible (GTK_WIDGET (job->buttons[i]), i != CM_PRINT_SHEET || !same);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (job->buttons[i]));
    }
  if (same && job->part == CM_PRINT_SHEET)
    job->part = CM_PRINT_CHAPTER;
  gtk_check_button_set_active (job->buttons[job->part], TRUE);
  return box;
}

static void
apply_choice_cb (GtkPrintOperation *operation, GtkWidget *box, Job *job)
{
  for (int i = CM_PRINT_SHEET; i <= CM_PRINT_ALL; i++)
    if (gtk_check_button_get_active (job->buttons[i]))
      job->part = (CmPrintPart) i;
}

/* --- the window ------------------------------------------------------------------------------- */

static Job *
make_job (CmWindow *self, CmManual *manual, const CmBlock *shown, CmPrintPart part)
{
  Job *job = g_atomic_rc_box_new0 (Job);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  /* translators: a date, as g_date_time_format() takes it: 31 December 2009 */
  g_autofree char *day = g_date_time_format (now, _ ("%-d %B %Y"));

  job->manual = g_object_ref (manual);
  job->sheet = g_strdup (get_sheet (manual, shown)->id);
  job->chapter = g_strdup (get_chapter (shown)->id);
  job->part = part;
  /* translators: %s is a date */
  job->edition = g_strdup_printf (_ ("Printed on %s"), day);
  job->window = self;
  g_object_add_weak_pointer (G_OBJECT (self), (gpointer *) &job->window);
  return job;
}

/* The operation is gone. */
static void
forget_job (gpointer data, GObject *operation)
{
  Job *job = data;

  g_clear_weak_pointer (&job->window);
  release_job (job);
}

static void
connect_operation (GtkPrintOperation *operation, Job *job)
{
  g_signal_connect (operation, "create-custom-widget", G_CALLBACK (create_choice_cb), job);
  g_signal_connect (operation, "custom-widget-apply", G_CALLBACK (apply_choice_cb), job);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), job);
  g_object_weak_ref (G_OBJECT (operation), forget_job, job);
}

static GtkPrintOperation *
make_operation (CmWindow *self, Job *job, const char *path)
{
  GtkPrintOperation *operation = cm_print_job_new (
      _ ("Commissioning manual"), path, set_pages, g_atomic_rc_box_acquire (job), release_job);

  gtk_print_operation_set_show_progress (operation, path == NULL);
  gtk_print_operation_set_custom_tab_label (operation, _ ("What to print"));
  gtk_print_operation_set_print_settings (operation,
                                          g_object_get_data (G_OBJECT (self), PRINT_SETTINGS));
  connect_operation (operation, job);
  return operation;
}

GtkPrintOperation *
_cm_window_print (CmWindow *self, CmPrintPart part, const char *path)
{
  CmManual *manual = cm_library_get_manual (NULL);
  const CmBlock *shown = find_shown (self, manual);
  GtkPrintOperation *operation;

  if (shown == NULL)
    return NULL;
  operation = make_operation (self, make_job (self, manual, shown, part), path);
  cm_print_job_run (operation, GTK_WINDOW (self));
  return operation;
}

static void
print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkPrintOperation *operation = _cm_window_print (CM_WINDOW (widget), CM_PRINT_SHEET, NULL);

  /* It holds itself while it is on its way. */
  g_clear_object (&operation);
}

void
_cm_window_install_print (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_cb);
}

void
_cm_window_prepare_print (CmWindow *self)
{
  g_signal_connect_object (
      self->pages, "notify::visible-child", G_CALLBACK (update_action), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->stack, "notify::visible-child", G_CALLBACK (update_action), self, G_CONNECT_SWAPPED);
  update_action (self);
}
