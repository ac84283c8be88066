/* cm-window-merge.c - the window merges a copy of its portfolio that was changed elsewhere. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-window"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-merge-dialog.h"
#include "cm-window-private.h"

static void
merged_cb (CmWindow *self, const char *file, guint n)
{
  g_autofree char *text = g_strdup_printf (
      /* translators: %1$s is the name of a file, %2$u a number of records */
      ngettext ("Merged “%1$s”: %2$u change", "Merged “%1$s”: %2$u changes", n),
      file,
      n);

  cm_window_show_toast (self, text, n > 0);
}

void
_cm_window_merge (CmWindow *self, const char *path)
{
  CmMergeDialog *dialog;

  if (self->store == NULL || !_cm_window_finish_typing (self))
    return;
  dialog = cm_merge_dialog_new (self->store, path);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  g_signal_connect_object (dialog, "merged", G_CALLBACK (merged_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  if (path == NULL)
    gtk_widget_activate_action (GTK_WIDGET (dialog), "merge.choose", NULL);
}
