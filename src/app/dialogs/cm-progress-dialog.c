/* cm-progress-dialog.c - how far something long has come, and the way to end it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-progress-dialog"
#include "config.h"

#include "cm-progress-dialog.h"

#define ASK_MS 100

struct _CmProgressDialog
{
  AdwWindow parent_instance;

  GtkLabel *what;
  GtkProgressBar *bar;
  GtkWidget *cancel;

  CmProgress *progress;
  GCancellable *cancellable;
  guint timeout;
};

G_DEFINE_FINAL_TYPE (CmProgressDialog, cm_progress_dialog, ADW_TYPE_WINDOW)

static gboolean
ask_cb (gpointer data)
{
  CmProgressDialog *self = data;

  gtk_progress_bar_set_fraction (self->bar, cm_progress_get (self->progress));
  return G_SOURCE_CONTINUE;
}

/* It stays until the work has noticed. */
static void
cancel (CmProgressDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  gtk_widget_set_sensitive (self->cancel, FALSE);
}

static void
cancel_cb (GtkWidget *button, CmProgressDialog *self)
{
  cancel (self);
}

static gboolean
cm_progress_dialog_close_request (GtkWindow *window)
{
  cancel (CM_PROGRESS_DIALOG (window));
  return TRUE;
}

static void
cm_progress_dialog_dispose (GObject *object)
{
  CmProgressDialog *self = CM_PROGRESS_DIALOG (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->progress, cm_progress_unref);
  G_OBJECT_CLASS (cm_progress_dialog_parent_class)->dispose (object);
}

static void
cm_progress_dialog_class_init (CmProgressDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_progress_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = cm_progress_dialog_close_request;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/dialogs/cm-progress-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CmProgressDialog, what);
  gtk_widget_class_bind_template_child (widget_class, CmProgressDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, CmProgressDialog, cancel);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cm_progress_dialog_init (CmProgressDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CmProgressDialog *
cm_progress_dialog_start (GtkWidget *widget,
                          const char *what,
                          CmProgress *progress,
                          GCancellable *cancellable)
{
  CmProgressDialog *self = g_object_new (
      CM_TYPE_PROGRESS_DIALOG, "transient-for", gtk_widget_get_root (widget), "title", what, NULL);

  self->progress = cm_progress_ref (progress);
  self->cancellable = g_object_ref (cancellable);
  gtk_label_set_text (self->what, what);
  self->timeout = g_timeout_add (ASK_MS, ask_cb, self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

void
cm_progress_dialog_end (CmProgressDialog *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}
