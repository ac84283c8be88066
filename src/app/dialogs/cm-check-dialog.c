/* cm-check-dialog.c - where the portfolio contradicts itself or leaves something open. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-check-dialog"
#include "config.h"

#include "cm-check-dialog.h"

#include <glib/gi18n.h>

#include "cm-consistency.h"
#include "cm-summary.h"

#define SHOWN_MAX 60 /* of a kind; the command line prints them all */

/**
 * CmCheckDialog:
 *
 * A group for each kind of finding, a row for each finding; a row leads to its record.
 */
struct _CmCheckDialog
{
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwPreferencesPage *page;
  AdwStatusPage *message;
  GCancellable *cancellable;
  gboolean busy;
};

enum
{
  SIGNAL_OPEN_RECORD,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmCheckDialog, cm_check_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

/* --- what was found --------------------------------------------------------------------------- */

static void
row_activated_cb (GtkWidget *row, CmCheckDialog *self)
{
  g_autofree char *table = g_strdup (g_object_get_data (G_OBJECT (row), "table"));
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "id"));

  g_signal_emit (self, signals[SIGNAL_OPEN_RECORD], 0, table, id);
  gtk_window_close (GTK_WINDOW (self));
}

static GtkWidget *
make_row (CmCheckDialog *self, const CmFinding *finding)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("cm-forward-symbolic");
  const char *kind = cm_table_label (cm_table_find (finding->table));
  g_autofree char *title = *finding->title != '\0'
                               /* translators: %1$s is a kind of record, %2$s its title */
                               ? g_strdup_printf (_ ("%1$s “%2$s”"), kind, finding->title)
                               : g_strdup (kind);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), finding->text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "table", (gpointer) finding->table);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (finding->id), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), self);
  return row;
}

static void
add_kind (CmCheckDialog *self, GPtrArray *findings, CmFindingKind kind)
{
  GtkWidget *group = adw_preferences_group_new ();
  guint count = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const CmFinding *finding = g_ptr_array_index (findings, i);

      if (finding->kind == kind && count++ < SHOWN_MAX)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (self, finding));
    }
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), cm_finding_kind_label (kind));
  if (count > SHOWN_MAX)
    {
      g_autofree char *text = g_strdup_printf (
          /* translators: %1$u is how many are shown, %2$u how many there are */
          _ ("The first %1$u of %2$u. “commissioning check --consistency” prints them all."),
          SHOWN_MAX,
          count);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), text);
    }
  if (count > 0)
    adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
  else
    g_object_unref (g_object_ref_sink (group));
}

static void
show_message (CmCheckDialog *self, const char *icon, const char *title, const char *text)
{
  adw_status_page_set_icon_name (self->message, icon);
  adw_status_page_set_title (self->message, title);
  adw_status_page_set_description (self->message, text);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
checked_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CmCheckDialog *self = CM_CHECK_DIALOG (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = g_task_propagate_pointer (G_TASK (result), &error);

  self->busy = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (findings == NULL)
    show_message (
        self, "cm-warning-symbolic", _ ("The portfolio could not be checked"), error->message);
  else if (findings->len == 0)
    show_message (self,
                  "cm-check-symbolic",
                  _ ("Nothing found"),
                  _ ("What is stated agrees with what is computed, and no thread hangs loose."));
  else
    {
      for (int kind = 0; kind < CM_N_FINDINGS; kind++)
        add_kind (self, findings, (CmFindingKind) kind);
      gtk_stack_set_visible_child_name (self->stack, "list");
    }
}

/* With a connection of its own: whole tables are read. */
static void
check_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = cm_store_open (path, CM_STORE_READ_ONLY, &error);
  g_autofree char *today = NULL;

  if (store == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  today = cm_summary_get_today (store);
  g_task_return_pointer (
      task, cm_consistency_check (store, today), (GDestroyNotify) g_ptr_array_unref);
  cm_store_close (store);
}

/* --- GObject ---------------------------------------------------------------------------------- */

gboolean
cm_check_dialog_is_busy (CmCheckDialog *self)
{
  return self->busy;
}

static void
cm_check_dialog_dispose (GObject *object)
{
  CmCheckDialog *self = CM_CHECK_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (cm_check_dialog_parent_class)->dispose (object);
}

static void
cm_check_dialog_class_init (CmCheckDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_check_dialog_dispose;
  /* The record of a finding: its table and its key. */
  signals[SIGNAL_OPEN_RECORD] = g_signal_new ("open-record",
                                              CM_TYPE_CHECK_DIALOG,
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              NULL,
                                              NULL,
                                              NULL,
                                              G_TYPE_NONE,
                                              2,
                                              G_TYPE_STRING,
                                              G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/dialogs/cm-check-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CmCheckDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CmCheckDialog, page);
  gtk_widget_class_bind_template_child (widget_class, CmCheckDialog, message);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cm_check_dialog_init (CmCheckDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
cm_check_dialog_new (CmStore *store)
{
  CmCheckDialog *self = g_object_new (CM_TYPE_CHECK_DIALOG, NULL);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, checked_cb, NULL);

  self->busy = TRUE;
  g_task_set_return_on_cancel (task, TRUE);
  g_task_set_task_data (task, g_strdup (cm_store_get_path (store)), g_free);
  g_task_run_in_thread (task, check_thread);
  return GTK_WIDGET (self);
}
