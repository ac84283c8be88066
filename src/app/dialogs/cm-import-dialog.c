/* cm-import-dialog.c - bringing in what others send: a file on its way into a table. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-import-dialog"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-import-dialog-private.h"
#include "cm-import-verdict.h"

#define TRIAL_MS 250 /* of rest after a change before all of the file is tried */
#define ASK_MS 100

/**
 * CmImportDialog:
 *
 * One page shows how the file is read, what goes where and what the cells become; below it stands
 * what bringing in all of the file would come to, tried in a thread after each change. What is
 * shown, tried and brought in is made from one plan, so that they agree.
 */

enum
{
  SIGNAL_BROUGHT_IN,
  SIGNAL_SHOW_TABLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmImportDialog, cm_import_dialog, ADW_TYPE_WINDOW)

void
_cm_import_dialog_tell (CmImportDialog *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

static void
cancel (GCancellable **cancellable)
{
  if (*cancellable != NULL)
    g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

/* --- how far it is ---------------------------------------------------------------------------- */

static gboolean
ask_cb (gpointer data)
{
  CmImportDialog *self = data;

  if (self->trying != NULL)
    gtk_progress_bar_set_fraction (self->trial_bar, cm_progress_get (self->trial_progress));
  if (self->running != NULL)
    gtk_progress_bar_set_fraction (self->run_bar, cm_progress_get (self->run_progress));
  if (self->trying != NULL || self->running != NULL)
    return G_SOURCE_CONTINUE;
  self->ask_timeout = 0;
  return G_SOURCE_REMOVE;
}

void
_cm_import_dialog_watch (CmImportDialog *self)
{
  if (self->ask_timeout == 0)
    self->ask_timeout = g_timeout_add (ASK_MS, ask_cb, self);
}

/* --- what all of it would come to ------------------------------------------------------------- */

static void
set_run_button (CmImportDialog *self)
{
  guint n = self->trial != NULL ? self->trial->stored : 0;
  g_autofree char *count = cm_import_verdict_count (n);
  g_autofree char *label = NULL;

  /* translators: %s is a number */
  label = n > 0 ? g_strdup_printf (ngettext ("_Bring in %s row", "_Bring in %s rows", n), count)
                : g_strdup (_ ("_Bring in"));
  gtk_button_set_label (self->run_button, label);
  /* Lists of a trial before the last change are seen to be so. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->rejects_bin), self->trial != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->remarks), self->trial != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_button),
                            n > 0 && self->running == NULL && self->reading == NULL &&
                                !cm_store_get_read_only (self->store));
}

static void
set_verdict (CmImportDialog *self, const char *text, const char *sums, gboolean fault)
{
  gtk_label_set_text (self->verdict, text);
  gtk_label_set_text (self->sums, sums);
  gtk_widget_set_visible (GTK_WIDGET (self->sums), *sums != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->trial_bar), self->trying != NULL);
  if (fault)
    gtk_widget_add_css_class (GTK_WIDGET (self->verdict), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), "error");
}

/* A view that goes leaves the file in its place. */
static void
show_view (CmImportDialog *self, GtkStackPage *page, const char *name, gboolean shown)
{
  if (!shown && g_strcmp0 (gtk_stack_get_visible_child_name (self->views), name) == 0)
    gtk_stack_set_visible_child_name (self->views, "file");
  gtk_stack_page_set_visible (page, shown);
}

static void
fill_remarks (CmImportDialog *self)
{
  guint n = self->trial != NULL ? self->trial->remarks->len : 0;
  g_autofree char *title =
      n > 0 ? g_strdup_printf (_ ("Remarks (%u)"), n) : g_strdup (_ ("Remarks"));
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->remarks))) != NULL)
    gtk_list_box_remove (self->remarks, row);
  for (guint i = 0; i < n; i++)
    {
      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     g_ptr_array_index (self->trial->remarks, i));
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      gtk_list_box_append (self->remarks, row);
    }
  gtk_stack_page_set_title (self->remarks_page, title);
  show_view (self, self->remarks_page, "remarks", n > 0);
}

static void
fill_rejects (CmImportDialog *self)
{
  guint n = self->trial != NULL ? self->trial->rejected : 0;
  g_autofree char *count = cm_import_verdict_count (n);
  /* translators: %s is a number of rows */
  g_autofree char *title = g_strdup_printf (_ ("Set aside (%s)"), count);
  g_autofree char *note = g_strdup_printf (
      /* translators: %u is a number of rows */
      _ ("The first %u are listed. The file of what is set aside, after bringing in, has them "
         "all."),
      CM_IMPORT_REJECTS_KEPT);

  cm_import_verdict_fill_list (self->rejects, self->trial);
  gtk_stack_page_set_title (self->rejects_page, title);
  show_view (self, self->rejects_page, "rejects", n > 0);
  gtk_label_set_text (self->rejects_note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->rejects_note), n > CM_IMPORT_REJECTS_KEPT);
}

static void
show_known (CmImportDialog *self)
{
  const char *known = self->trial != NULL ? self->trial->known_as : NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->known_notice, known != NULL);
  if (known == NULL)
    return;
  /* translators: %s is what a file was called when it was brought in before */
  text = g_strdup_printf (
      _ ("This very file was brought in before, as “%s”. Its rows would be there twice."), known);
  gtk_label_set_text (self->known_label, text);
}

static void
show_trial (CmImportDialog *self)
{
  if (self->trial != NULL)
    {
      g_autofree char *rows = cm_import_verdict_rows (self->trial);
      g_autofree char *sums = cm_import_verdict_sums (self->trial);

      set_verdict (self, rows, sums, FALSE);
    }
  fill_rejects (self);
  fill_remarks (self);
  show_known (self);
  gtk_widget_set_visible (self->views_switcher,
                          gtk_stack_page_get_visible (self->rejects_page) ||
                              gtk_stack_page_get_visible (self->remarks_page));
  set_run_button (self);
}

/* The beginning of a large file may be plain letters, and the rest tells how they are written. */
static void
take_encoding (CmImportDialog *self, CmEncoding encoding)
{
  CmSheet *sheet = cm_import_get_sheet (self->import);

  if (cm_sheet_get_format (sheet) != CM_SHEET_CSV || cm_sheet_get_encoding (sheet) == encoding)
    return;
  _cm_import_dialog_keep_plan (self);
  cm_import_plan_set_encoding (self->plan, encoding);
  _cm_import_dialog_read (self);
}

static void
tried_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CmImportDialog *self = CM_IMPORT_DIALOG (object);
  g_autoptr (GError) error = NULL;
  CmEncoding encoding;
  g_autoptr (CmImportReport) report = cm_import_plan_try_finish (result, &encoding, &error);

  /* Another trial is under way, or nobody wants to know. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->closed)
    return;
  g_clear_object (&self->trying);
  g_clear_pointer (&self->trial, cm_import_report_free);
  self->trial = g_steal_pointer (&report);
  if (error != NULL)
    set_verdict (self, error->message, "", TRUE);
  show_trial (self);
  if (error == NULL)
    take_encoding (self, encoding);
}

static void
forget_trial (CmImportDialog *self)
{
  cancel (&self->trying);
  g_clear_handle_id (&self->trial_timeout, g_source_remove);
  g_clear_pointer (&self->trial, cm_import_report_free);
}

static gboolean
begin_trial_cb (gpointer data)
{
  CmImportDialog *self = data;

  self->trial_timeout = 0;
  self->trying = g_cancellable_new ();
  g_clear_pointer (&self->trial_progress, cm_progress_unref);
  self->trial_progress = cm_progress_new ();
  cm_import_plan_try_async (self->plan,
                            self,
                            cm_store_get_path (self->store),
                            self->trial_progress,
                            self->trying,
                            tried_cb,
                            NULL);
  gtk_progress_bar_set_fraction (self->trial_bar, 0);
  set_verdict (self, _ ("Trying all rows of the file…"), "", FALSE);
  _cm_import_dialog_watch (self);
  return G_SOURCE_REMOVE;
}

/* Where something required has no source, no row could be stored. */
static void
try_later (CmImportDialog *self)
{
  const CmField *missing = cm_import_get_missing (self->import);

  forget_trial (self);
  set_run_button (self);
  if (missing != NULL)
    {
      g_autofree char *text = g_strdup_printf (
          /* translators: %s is the label of a field */
          _ ("“%s” is required: say which column goes to it, or give it for every row."),
          cm_field_label (missing));

      set_verdict (self, text, "", TRUE);
      show_trial (self);
      return;
    }
  if (cm_store_get_read_only (self->store))
    {
      set_verdict (
          self, _ ("The portfolio is open to read only, so nothing can be brought in."), "", TRUE);
      return;
    }
  set_verdict (self, _ ("Trying all rows of the file…"), "", FALSE);
  self->trial_timeout = g_timeout_add (TRIAL_MS, begin_trial_cb, self);
}

/* --- the file as it is read ------------------------------------------------------------------- */

static void
show_notice (CmImportDialog *self, GPtrArray *not_there)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->notice, self->remembered);
  if (!self->remembered)
    return;
  text = not_there == NULL || not_there->len == 0
             ? g_strdup (_ ("Mapped as last time."))
             : g_strdup_printf (
                   /* translators: %s is the heading of a column of a file */
                   _ ("Mapped as last time; there is no column “%s” now."),
                   (const char *) g_ptr_array_index (not_there, 0));
  gtk_label_set_text (self->notice_label, text);
}

static void
show_file (CmImportDialog *self)
{
  g_autofree char *name = g_filename_display_basename (cm_import_plan_get_path (self->plan));
  g_autofree char *facts = cm_import_facts_describe (self->import);

  adw_window_title_set_subtitle (self->title, name);
  gtk_label_set_text (self->facts_label, facts);
  cm_import_facts_set_table (self->facts, self->table);
  cm_import_facts_show (self->facts, self->import);
  cm_import_values_show (self->values, self->import, self->store);
}

static void
take_reading (CmImportDialog *self, CmImportReading *reading)
{
  CmImport *before = self->import;

  cm_import_plan_free (self->plan);
  self->plan = g_steal_pointer (&reading->plan);
  self->import = g_steal_pointer (&reading->import);
  if (reading->signature != NULL)
    {
      g_free (self->signature);
      self->signature = g_steal_pointer (&reading->signature);
      self->remembered = reading->remembered;
    }
  cm_import_preview_show (self->preview, self->import, self->store);
  show_file (self);
  show_notice (self, reading->not_there);
  cm_import_free (before);
  gtk_stack_set_visible_child_name (self->stack, "file");
  gtk_widget_set_visible (self->choose_button, TRUE);
  gtk_widget_set_visible (self->menu_button, TRUE);
  try_later (self);
}

void
_cm_import_dialog_keep_plan (CmImportDialog *self)
{
  /* While it is read, what is shown was made from the plan that is kept already. */
  if (self->reading != NULL)
    return;
  cm_import_plan_free (self->shown_plan);
  self->shown_plan = cm_import_plan_copy (self->plan);
}

static void
show_failed (CmImportDialog *self, const char *message)
{
  gtk_widget_set_visible (self->choose_button, FALSE);
  adw_status_page_set_description (self->failed_page, message);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* A file that was read before can be read so again. */
static void
tell_unread (CmImportDialog *self, const GError *error)
{
  if (self->import != NULL)
    {
      _cm_import_dialog_tell (self, error->message);
      cm_import_plan_free (self->plan);
      self->plan = cm_import_plan_copy (self->shown_plan);
      self->table = cm_import_plan_get_table (self->plan);
      show_file (self);
      try_later (self);
      return;
    }
  show_failed (self, error->message);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CmImportDialog *self = CM_IMPORT_DIALOG (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmImportReading) reading = cm_import_plan_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->closed)
    return;
  g_clear_object (&self->reading);
  if (reading != NULL)
    take_reading (self, reading);
  else
    tell_unread (self, error);
}

void
_cm_import_dialog_read (CmImportDialog *self)
{
  cancel (&self->reading);
  forget_trial (self);
  self->reading = g_cancellable_new ();
  if (self->import == NULL)
    gtk_stack_set_visible_child_name (self->stack, "reading");
  else
    set_verdict (self, _ ("Reading the file…"), "", FALSE);
  set_run_button (self);
  cm_import_plan_read_async (self->plan, self, self->reading, read_cb, NULL);
}

/* Nothing of the file before is kept. */
static void
leave_file (CmImportDialog *self)
{
  cancel (&self->reading);
  forget_trial (self);
  cm_import_preview_show (self->preview, NULL, NULL);
  cm_import_values_show (self->values, NULL, NULL);
  g_clear_pointer (&self->import, cm_import_free);
  g_clear_pointer (&self->plan, cm_import_plan_free);
  g_clear_pointer (&self->shown_plan, cm_import_plan_free);
  g_clear_pointer (&self->signature, g_free);
  self->remembered = FALSE;
  adw_window_title_set_subtitle (self->title, "");
  gtk_widget_set_visible (self->menu_button, FALSE);
  gtk_widget_set_visible (self->known_notice, FALSE);
}

void
_cm_import_dialog_open (CmImportDialog *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (self->running != NULL)
    return;
  leave_file (self);
  if (path == NULL)
    {
      show_failed (self, _ ("It is not on this computer. Save a copy here and choose that one."));
      return;
    }
  gtk_stack_set_visible_child_name (self->views, "file");
  self->plan = cm_import_plan_new (path, self->table);
  _cm_import_dialog_read (self);
}

/* --- what the reader changes ------------------------------------------------------------------ */

static void
set_cb (CmImportDialog *self, guint fact, guint value)
{
  _cm_import_dialog_keep_plan (self);
  switch ((CmImportFact) fact)
    {
    case CM_IMPORT_FACT_ENCODING:
      cm_import_plan_set_encoding (self->plan, (CmEncoding) value);
      break;
    case CM_IMPORT_FACT_DELIMITER:
      cm_import_plan_set_delimiter (self->plan, (char) value);
      break;
    case CM_IMPORT_FACT_SHEET:
      cm_import_plan_set_sheet (self->plan, value);
      break;
    case CM_IMPORT_FACT_HEADER:
      cm_import_plan_set_header (self->plan, value);
      break;
    case CM_IMPORT_FACT_DATES:
    default:
      cm_import_plan_set_date_order (self->plan, (CmDateOrder) value);
      break;
    }
  _cm_import_dialog_read (self);
}

static void
headings_cb (CmImportDialog *self, guint line)
{
  if (line != cm_import_get_header (self->import))
    set_cb (self, CM_IMPORT_FACT_HEADER, line);
}

/* Another table is another mapping; how the file is read would be found anew. */
static void
table_cb (CmImportDialog *self, gpointer table)
{
  g_autofree char *path = NULL;

  if (table == self->table)
    return;
  _cm_import_dialog_keep_plan (self);
  self->table = table;
  path = g_strdup (cm_import_plan_get_path (self->plan));
  cm_import_plan_free (self->plan);
  self->plan = cm_import_plan_new (path, self->table);
  _cm_import_dialog_read (self);
}

/* What is set while the file is being read is part of a new reading. */
static gboolean
is_settled (CmImportDialog *self)
{
  if (self->reading != NULL)
    _cm_import_dialog_read (self);
  return self->reading == NULL;
}

static void
show_change (CmImportDialog *self)
{
  cm_import_preview_update (self->preview);
  cm_import_values_show (self->values, self->import, self->store);
  try_later (self);
}

/* The import that is shown takes the same step as the plan. */
static void
map_cb (CmImportDialog *self, guint column, gpointer field)
{
  if (cm_import_get_field (self->import, column) == field)
    return;
  cm_import_plan_set_field (self->plan, cm_import_get_heading (self->import, column), field);
  if (!is_settled (self))
    return;
  cm_import_set_field (self->import, column, field);
  show_change (self);
}

static void
value_cb (CmImportDialog *self, gpointer field, const char *text)
{
  if (g_strcmp0 (cm_import_get_default (self->import, field), text) == 0)
    return;
  cm_import_plan_set_default (self->plan, field, text);
  if (!is_settled (self))
    return;
  cm_import_set_default (self->import, field, text);
  show_change (self);
}

/* --- actions ---------------------------------------------------------------------------------- */

static void
choose_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_import_dialog_choose (CM_IMPORT_DIALOG (widget));
}

static void
run_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmImportDialog *self = CM_IMPORT_DIALOG (widget);

  if (gtk_widget_get_sensitive (GTK_WIDGET (self->run_button)))
    _cm_import_dialog_run (self);
}

static void
stop_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmImportDialog *self = CM_IMPORT_DIALOG (widget);

  if (self->running == NULL)
    return;
  g_cancellable_cancel (self->running);
  gtk_widget_set_sensitive (self->cancel_button, FALSE);
}

static void
show_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_import_dialog_show_rows (CM_IMPORT_DIALOG (widget));
}

static void
save_rejects_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_import_dialog_save_rejects (CM_IMPORT_DIALOG (widget));
}

static void
save_map_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_import_dialog_save_map (CM_IMPORT_DIALOG (widget));
}

static void
load_map_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_import_dialog_load_map (CM_IMPORT_DIALOG (widget));
}

static void
forget_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _cm_import_dialog_forget (CM_IMPORT_DIALOG (widget));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CmImportDialog *self)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL || self->running != NULL)
    return FALSE;
  _cm_import_dialog_open (self, files->data);
  return TRUE;
}

/* What is under way is ended first, and says so when it has. */
static gboolean
cm_import_dialog_close_request (GtkWindow *window)
{
  CmImportDialog *self = CM_IMPORT_DIALOG (window);

  if (self->running == NULL)
    return GTK_WINDOW_CLASS (cm_import_dialog_parent_class)->close_request (window);
  stop_cb (GTK_WIDGET (self), NULL, NULL);
  return TRUE;
}

/* --- GObject ---------------------------------------------------------------------------------- */

gboolean
cm_import_dialog_is_busy (CmImportDialog *self)
{
  g_return_val_if_fail (CM_IS_IMPORT_DIALOG (self), FALSE);
  return self->reading != NULL || self->trying != NULL || self->trial_timeout != 0 ||
         self->running != NULL;
}

static void
cm_import_dialog_dispose (GObject *object)
{
  CmImportDialog *self = CM_IMPORT_DIALOG (object);

  if (!self->closed)
    leave_file (self);
  self->closed = TRUE;
  cancel (&self->running);
  g_clear_handle_id (&self->ask_timeout, g_source_remove);
  _cm_import_dialog_drop_rejects (self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_import_dialog_parent_class)->dispose (object);
}

static void
cm_import_dialog_finalize (GObject *object)
{
  CmImportDialog *self = CM_IMPORT_DIALOG (object);

  g_clear_pointer (&self->trial_progress, cm_progress_unref);
  g_clear_pointer (&self->run_progress, cm_progress_unref);
  g_clear_pointer (&self->report, cm_import_report_free);
  g_free (self->newest);
  G_OBJECT_CLASS (cm_import_dialog_parent_class)->finalize (object);
}

static void
add_signals (void)
{
  /* (label, n): that many rows are in the portfolio, under that name of a step. */
  signals[SIGNAL_BROUGHT_IN] = g_signal_new ("brought-in",
                                             CM_TYPE_IMPORT_DIALOG,
                                             G_SIGNAL_RUN_LAST,
                                             0,
                                             NULL,
                                             NULL,
                                             NULL,
                                             G_TYPE_NONE,
                                             2,
                                             G_TYPE_STRING,
                                             G_TYPE_UINT);
  /* (table, id): the rows are to be shown; see the header. */
  signals[SIGNAL_SHOW_TABLE] = g_signal_new ("show-table",
                                             CM_TYPE_IMPORT_DIALOG,
                                             G_SIGNAL_RUN_LAST,
                                             0,
                                             NULL,
                                             NULL,
                                             NULL,
                                             G_TYPE_NONE,
                                             2,
                                             G_TYPE_STRING,
                                             G_TYPE_STRING);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, CmImportDialog, name)
  BIND (title);
  BIND (choose_button);
  BIND (menu_button);
  BIND (toasts);
  BIND (stack);
  BIND (notice);
  BIND (notice_label);
  BIND (forget_button);
  BIND (known_notice);
  BIND (known_label);
  BIND (facts_bin);
  BIND (values_bin);
  BIND (preview_bin);
  BIND (rejects_bin);
  BIND (facts_label);
  BIND (views);
  BIND (views_switcher);
  BIND (rejects_page);
  BIND (remarks_page);
  BIND (remarks);
  BIND (rejects_note);
  BIND (verdict);
  BIND (sums);
  BIND (trial_bar);
  BIND (run_button);
  BIND (failed_page);
  BIND (running_page);
  BIND (done_page);
  BIND (run_bar);
  BIND (cancel_button);
  BIND (figures);
  BIND (show_button);
  BIND (save_button);
#undef BIND
}

static void
cm_import_dialog_class_init (CmImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_import_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = cm_import_dialog_close_request;
  add_signals ();
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/dialogs/cm-import-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "import.run", NULL, run_cb);
  gtk_widget_class_install_action (widget_class, "import.stop", NULL, stop_cb);
  gtk_widget_class_install_action (widget_class, "import.show", NULL, show_cb);
  gtk_widget_class_install_action (widget_class, "import.save-rejects", NULL, save_rejects_cb);
  gtk_widget_class_install_action (widget_class, "import.save-map", NULL, save_map_cb);
  gtk_widget_class_install_action (widget_class, "import.load-map", NULL, load_map_cb);
  gtk_widget_class_install_action (widget_class, "import.forget", NULL, forget_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "import.choose", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "import.run", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cm_import_dialog_init (CmImportDialog *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->facts = CM_IMPORT_FACTS (cm_import_facts_new ());
  self->values = CM_IMPORT_VALUES (cm_import_values_new ());
  self->preview = CM_IMPORT_PREVIEW (cm_import_preview_new ());
  self->rejects = cm_import_verdict_new_list ();
  adw_bin_set_child (self->facts_bin, GTK_WIDGET (self->facts));
  adw_bin_set_child (self->values_bin, GTK_WIDGET (self->values));
  adw_bin_set_child (self->preview_bin, GTK_WIDGET (self->preview));
  adw_bin_set_child (self->rejects_bin, self->rejects);
  g_signal_connect_object (self->facts, "set", G_CALLBACK (set_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->facts, "table", G_CALLBACK (table_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->values, "value", G_CALLBACK (value_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->preview, "map-column", G_CALLBACK (map_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->preview, "headings", G_CALLBACK (headings_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

CmImportDialog *
cm_import_dialog_new (CmStore *store, const char *table, GFile *file)
{
  CmImportDialog *self = g_object_new (CM_TYPE_IMPORT_DIALOG, NULL);

  self->store = g_object_ref (store);
  self->table = cm_table_find (table != NULL ? table : "spend_line");
  if (file != NULL)
    _cm_import_dialog_open (self, file);
  return self;
}
