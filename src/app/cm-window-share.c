/* cm-window-share.c - the window saves copies of its portfolio: to share, and as a backup. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-window"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-copy-job.h"
#include "cm-share-dialog.h"
#include "cm-share.h"
#include "cm-window-private.h"

static void
tell_saved (CmWindow *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  /* translators: %s is the name of a file */
  g_autofree char *text = g_strdup_printf (_ ("“%s” saved and checked"), name);

  cm_window_show_toast (self, text, FALSE);
}

static void
share_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmWindow *self = CM_WINDOW (widget);
  GtkWidget *dialog;

  if (self->store == NULL || !_cm_window_finish_typing (self))
    return;
  dialog = cm_share_dialog_new (self->store);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (tell_saved), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
backed_up_cb (GtkWidget *widget, const char *path, const GError *error)
{
  if (error != NULL)
    _cm_window_show_error (CM_WINDOW (widget), _ ("The backup could not be saved"), error);
  else
    tell_saved (CM_WINDOW (widget), path);
}

static void
backup_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmWindow *self = CM_WINDOW (widget);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = NULL;

  if (self->store == NULL || !_cm_window_finish_typing (self))
    return;
  name = cm_share_get_name (cm_store_get_path (self->store), day);
  cm_copy_job_ask (widget, self->store, _ ("Save a backup"), name, CM_COPY_EXACT, backed_up_cb);
}

void
_cm_window_install_share (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.share", NULL, share_cb);
  gtk_widget_class_install_action (widget_class, "win.backup", NULL, backup_cb);
}

void
_cm_window_enable_share (CmWindow *self, gboolean enable)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.share", enable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.backup", enable);
}
