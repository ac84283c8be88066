/* cm-share-dialog.c - a copy of the portfolio to share: what stays out of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-share-dialog"
#include "config.h"

#include "cm-share-dialog.h"

#include <glib/gi18n.h>

#include "cm-copy-job.h"
#include "cm-share.h"

/**
 * CmShareDialog:
 *
 * A switch for each thing that can stay out of a copy, and in words what that comes to in this
 * portfolio.
 */
struct _CmShareDialog
{
  AdwWindow parent_instance;

  GtkSwitch *history, *names, *confidential, *named, *suppliers;
  AdwPreferencesGroup *hiding;
  GtkBox *lines;
  GtkSpinner *spinner;
  GtkButton *save_button;

  CmStore *store;
  GCancellable *survey; /* while it is being found out, or NULL */
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmShareDialog, cm_share_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

/* --- what is chosen --------------------------------------------------------------------------- */

/* The change log would tell what the rest hides. */
CmCopyFlags
cm_share_dialog_get_flags (CmShareDialog *self)
{
  CmCopyFlags flags = CM_COPY_WITHOUT_HISTORY;

  if (gtk_switch_get_active (self->history))
    return CM_COPY_EXACT;
  if (gtk_switch_get_active (self->names))
    flags |= CM_COPY_ANONYMISE;
  if (gtk_switch_get_active (self->confidential))
    flags |= CM_COPY_NO_CONFIDENTIAL;
  if (gtk_switch_get_active (self->named))
    flags |= CM_COPY_NO_NAMED;
  if (gtk_switch_get_active (self->suppliers))
    flags |= CM_COPY_SUPPLIERS;
  return flags;
}

/* --- what that comes to ----------------------------------------------------------------------- */

static void
clear_lines (CmShareDialog *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, child);
}

static void
add_line (CmShareDialog *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_box_append (self->lines, label);
}

static void
show_report (CmShareDialog *self, const CmCopyReport *report)
{
  g_auto (GStrv) lines = cm_share_describe (report, FALSE);

  for (guint i = 0; lines[i] != NULL; i++)
    add_line (self, lines[i]);
}

static void
surveyed_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  g_autoptr (CmShareDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CmCopyReport) report = cm_store_copy_finish (CM_STORE (store), result, &error);

  /* Of what was asked before, nothing is shown any more. */
  if (self->survey == NULL || g_task_get_cancellable (G_TASK (result)) != self->survey)
    return;
  g_clear_object (&self->survey);
  gtk_spinner_set_spinning (self->spinner, FALSE);
  clear_lines (self);
  if (report != NULL)
    show_report (self, report);
  else
    add_line (self, error->message);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), report != NULL);
}

static void
stop_survey (CmShareDialog *self)
{
  if (self->survey != NULL)
    g_cancellable_cancel (self->survey);
  g_clear_object (&self->survey);
}

static void
start_survey (CmShareDialog *self)
{
  stop_survey (self);
  self->survey = g_cancellable_new ();
  gtk_spinner_set_spinning (self->spinner, TRUE);
  cm_store_copy_async (self->store,
                       NULL,
                       cm_share_dialog_get_flags (self),
                       NULL,
                       self->survey,
                       surveyed_cb,
                       g_object_ref (self));
}

static void
choice_cb (CmShareDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->hiding), !gtk_switch_get_active (self->history));
  start_survey (self);
}

/* --- saving ----------------------------------------------------------------------------------- */

static void
show_error (CmShareDialog *self, const GError *error)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self), _ ("The copy could not be saved"), error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
done_cb (GtkWidget *widget, const char *path, const GError *error)
{
  CmShareDialog *self = CM_SHARE_DIALOG (widget);

  if (error != NULL)
    {
      show_error (self, error);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, path);
  gtk_window_close (GTK_WINDOW (self));
}

void
cm_share_dialog_save (CmShareDialog *self, const char *path, gboolean replace)
{
  cm_copy_job_start (GTK_WIDGET (self),
                     self->store,
                     path,
                     cm_share_dialog_get_flags (self) | (replace ? CM_COPY_REPLACE : 0),
                     done_cb);
}

static void
save_cb (CmShareDialog *self)
{
  g_autofree char *name = cm_share_get_name (cm_store_get_path (self->store), NULL);

  cm_copy_job_ask (GTK_WIDGET (self),
                   self->store,
                   _ ("Save a copy to share"),
                   name,
                   cm_share_dialog_get_flags (self),
                   done_cb);
}

/* --- GObject ---------------------------------------------------------------------------------- */

gboolean
cm_share_dialog_is_busy (CmShareDialog *self)
{
  return self->survey != NULL;
}

static void
cm_share_dialog_dispose (GObject *object)
{
  CmShareDialog *self = CM_SHARE_DIALOG (object);

  stop_survey (self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_share_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CmShareDialog, history);
  gtk_widget_class_bind_template_child (widget_class, CmShareDialog, names);
  gtk_widget_class_bind_template_child (widget_class, CmShareDialog, confidential);
  gtk_widget_class_bind_template_child (widget_class, CmShareDialog, named);
  gtk_widget_class_bind_template_child (widget_class, CmShareDialog, suppliers);
  gtk_widget_class_bind_template_child (widget_class, CmShareDialog, hiding);
  gtk_widget_class_bind_template_child (widget_class, CmShareDialog, lines);
  gtk_widget_class_bind_template_child (widget_class, CmShareDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, CmShareDialog, save_button);
}

static void
cm_share_dialog_class_init (CmShareDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_share_dialog_dispose;
  /* The path of the copy. */
  signals[SIGNAL_SAVED] = g_signal_new ("saved",
                                        CM_TYPE_SHARE_DIALOG,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        1,
                                        G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/dialogs/cm-share-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cm_share_dialog_init (CmShareDialog *self)
{
  GtkSwitch *switches[5];

  gtk_widget_init_template (GTK_WIDGET (self));
  switches[0] = self->history;
  switches[1] = self->names;
  switches[2] = self->confidential;
  switches[3] = self->named;
  switches[4] = self->suppliers;
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    g_signal_connect_swapped (switches[i], "notify::active", G_CALLBACK (choice_cb), self);
}

GtkWidget *
cm_share_dialog_new (CmStore *store)
{
  CmShareDialog *self = g_object_new (CM_TYPE_SHARE_DIALOG, NULL);

  self->store = g_object_ref (store);
  start_survey (self);
  return GTK_WIDGET (self);
}
