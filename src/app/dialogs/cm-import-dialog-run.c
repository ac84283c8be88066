/* cm-import-dialog-run.c - bringing in: doing it, and what came of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-import-dialog"
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cm-import-dialog-private.h"
#include "cm-import-verdict.h"

#define REJECTS "rejects.csv"

/* --- what was set aside ----------------------------------------------------------------------- */

static char *
get_rejects_path (CmImportDialog *self)
{
  return self->rejects_folder != NULL ? g_build_filename (self->rejects_folder, REJECTS, NULL)
                                      : NULL;
}

void
_cm_import_dialog_drop_rejects (CmImportDialog *self)
{
  g_autofree char *path = get_rejects_path (self);

  if (path == NULL)
    return;
  g_unlink (path);
  g_rmdir (self->rejects_folder);
  g_clear_pointer (&self->rejects_folder, g_free);
}

static void
copied_cb (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (CmImportDialog) self = data;
  g_autoptr (GError) error = NULL;

  g_file_copy_finish (G_FILE (file), result, &error);
  if (!self->closed)
    _cm_import_dialog_tell (self, error != NULL ? error->message : _ ("Saved"));
}

static void
copy_rejects (CmImportDialog *self, GFile *to)
{
  g_autofree char *from_path = get_rejects_path (self);
  g_autoptr (GFile) from = from_path != NULL ? g_file_new_for_path (from_path) : NULL;

  if (from != NULL)
    g_file_copy_async (from,
                       to,
                       G_FILE_COPY_OVERWRITE,
                       G_PRIORITY_DEFAULT,
                       NULL,
                       NULL,
                       NULL,
                       copied_cb,
                       g_object_ref (self));
}

void
_cm_import_dialog_save_rejects (CmImportDialog *self)
{
  g_autofree char *base = NULL, *name = NULL;
  char *dot;

  if (self->report == NULL || self->report->rejected == 0)
    return;
  base = g_filename_display_basename (cm_import_plan_get_path (self->plan));
  dot = strrchr (base, '.');
  if (dot != NULL && dot != base)
    *dot = '\0';
  /* translators: the name of a file; %s is the name of the file that its rows are from */
  name = g_strdup_printf (_ ("%s – set aside.csv"), base);
  _cm_import_dialog_ask_file (self, _ ("Save what was set aside"), name, copy_rejects);
}

/* --- what came of it -------------------------------------------------------------------------- */

static void
add_figure (CmImportDialog *self, const char *name, const char *figure, const char *note)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (figure);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  if (note != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), note);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (self->figures, row);
}

static void
add_count (CmImportDialog *self, const char *name, guint n, const char *note)
{
  g_autofree char *count = cm_import_verdict_count (n);

  add_figure (self, name, count, note);
}

static void
fill_figures (CmImportDialog *self)
{
  const CmImportReport *report = self->report;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->figures))) != NULL)
    gtk_list_box_remove (self->figures, row);
  add_count (self, _ ("Rows read"), report->read, NULL);
  add_count (self, _ ("Stored"), report->stored, _ ("Counted again in the portfolio: they agree"));
  add_count (self, _ ("Set aside"), report->rejected, NULL);
  for (guint i = 0; i < report->totals->len; i++)
    {
      const CmImportTotal *total = &g_array_index (report->totals, CmImportTotal, i);
      g_autofree char *sum = cm_money_format (total->stored);

      add_figure (self,
                  cm_field_label (total->field),
                  sum,
                  _ ("Added up again in the portfolio: it agrees"));
    }
}

static void
show_result (CmImportDialog *self)
{
  const CmImportReport *report = self->report;
  g_autofree char *count = cm_import_verdict_count (report->stored);
  g_autofree char *title = g_strdup_printf (
      /* translators: %s is a number */
      ngettext ("%s row is in the portfolio", "%s rows are in the portfolio", report->stored),
      count);

  adw_status_page_set_title (self->done_page, title);
  adw_status_page_set_description (
      self->done_page, _ ("Undo (Ctrl+Z) in the main window takes all of it back in one step."));
  fill_figures (self);
  gtk_widget_set_visible (self->save_button, report->rejected > 0);
  gtk_widget_set_visible (self->menu_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_widget_grab_focus (self->show_button);
}

static void
remember (CmImportDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (self->signature != NULL &&
      !cm_import_plan_remember (self->plan, self->import, self->signature, &error))
    _cm_import_dialog_tell (self, error->message);
}

static void
tell_done (CmImportDialog *self)
{
  g_autofree char *name = g_filename_display_basename (cm_import_plan_get_path (self->plan));

  g_signal_emit_by_name (self, "brought-in", name, self->report->stored);
}

static void
tell_not_done (CmImportDialog *self, const GError *error)
{
  gtk_stack_set_visible_child_name (self->stack, "file");
  gtk_widget_set_visible (self->choose_button, TRUE);
  gtk_widget_set_visible (self->menu_button, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_button), TRUE);
  _cm_import_dialog_drop_rejects (self);
  _cm_import_dialog_tell (self,
                          g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                              ? _ ("Cancelled. Nothing was brought in.")
                              : error->message);
}

static void
ran_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CmImportDialog *self = CM_IMPORT_DIALOG (object);
  g_autoptr (GError) error = NULL;
  g_autofree char *newest = NULL;
  g_autoptr (CmImportReport) report = cm_import_plan_run_finish (result, &newest, &error);

  g_clear_object (&self->running);
  if (self->closed)
    return;
  if (report == NULL)
    {
      tell_not_done (self, error);
      return;
    }
  g_clear_pointer (&self->report, cm_import_report_free);
  self->report = g_steal_pointer (&report);
  g_free (self->newest);
  self->newest = g_steal_pointer (&newest);
  remember (self);
  gtk_widget_set_visible (self->choose_button, TRUE);
  show_result (self);
  tell_done (self);
}

/* --- doing it --------------------------------------------------------------------------------- */

void
_cm_import_dialog_run (CmImportDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *rejects = NULL;
  g_autofree char *name = g_filename_display_basename (cm_import_plan_get_path (self->plan));
  g_autofree char *title = NULL;

  _cm_import_dialog_drop_rejects (self);
  self->rejects_folder = g_dir_make_tmp ("commissioning-XXXXXX", &error);
  if (self->rejects_folder == NULL)
    {
      _cm_import_dialog_tell (self, error->message);
      return;
    }
  rejects = get_rejects_path (self);
  self->running = g_cancellable_new ();
  g_clear_pointer (&self->run_progress, cm_progress_unref);
  self->run_progress = cm_progress_new ();
  /* translators: %s is the name of a file */
  title = g_strdup_printf (_ ("Bringing in “%s”"), name);
  adw_status_page_set_title (self->running_page, title);
  gtk_progress_bar_set_fraction (self->run_bar, 0);
  gtk_widget_set_sensitive (self->cancel_button, TRUE);
  gtk_widget_set_visible (self->choose_button, FALSE);
  gtk_widget_set_visible (self->menu_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "running");
  gtk_widget_grab_focus (self->cancel_button);
  _cm_import_dialog_watch (self);
  cm_import_plan_run_async (
      self->plan, self, self->store, rejects, self->run_progress, self->running, ran_cb, NULL);
}

/* --- where the rows are ----------------------------------------------------------------------- */

void
_cm_import_dialog_show_rows (CmImportDialog *self)
{
  if (self->report == NULL)
    return;
  g_object_ref (self);
  g_signal_emit_by_name (self, "show-table", self->table->name, self->newest);
  gtk_window_close (GTK_WINDOW (self));
  g_object_unref (self);
}
