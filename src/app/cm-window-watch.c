/* cm-window-watch.c - what happens to the open file behind the program's back, and changes that
 * cannot be kept, are told above the pages until they are over. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-window-watch"
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cm-store-errand.h"
#include "cm-store-keep.h"
#include "cm-window-private.h"

#define LOOK_EVERY_S 2
#define ATTRIBUTES "unix::device,unix::inode,standard::size"

/* Where the file is that the store holds open. */
typedef enum
{
  PLACE_SAME,
  PLACE_GONE,
  PLACE_REPLACED,
} Place;

struct _CmWatch
{
  CmWindow *window; /* not owned */
  GFile *file;
  GStatBuf status; /* as it was when it was opened */
  GCancellable *cancellable;
  guint source;
  gboolean looking;
  Place place;
  char *failure; /* what could not be kept, or NULL */
};

/* --- the notice ------------------------------------------------------------------------------- */

static char *
describe (CmWatch *self)
{
  const char *path = cm_store_get_path (self->window->store);

  if (self->place == PLACE_GONE)
    /* translators: %s is the path of a file */
    return g_strdup_printf (_ ("“%s” is no longer there: it was moved or deleted, or its disk or "
                               "folder is out of reach. Everything up to now is safe in memory "
                               "and on the disk it was on; save a copy to go on."),
                            path);
  if (self->place == PLACE_REPLACED)
    /* translators: %s is the path of a file */
    return g_strdup_printf (_ ("Another program has put another file in the place of “%s”. Your "
                               "work up to now is safe as long as this window is open; save a "
                               "copy of it to go on."),
                            path);
  if (self->failure != NULL)
    /* translators: %s says what happened and what to do */
    return g_strdup_printf (_ ("%s What you typed is still in its field; everything before it is "
                               "safe in the file."),
                            self->failure);
  return NULL;
}

static void
update (CmWatch *self)
{
  CmWindow *window = self->window;
  g_autofree char *text = describe (self);

  gtk_label_set_text (window->trouble_label, text != NULL ? text : "");
  gtk_widget_set_visible (window->trouble_notice, text != NULL);
  gtk_widget_set_visible (window->trouble_close, self->place == PLACE_SAME);
}

/* --- looking ---------------------------------------------------------------------------------- */

static Place
judge (CmWatch *self, GFileInfo *info)
{
  if (info == NULL)
    return PLACE_GONE;
  if (g_file_info_get_attribute_uint64 (info, "unix::inode") != self->status.st_ino ||
      g_file_info_get_attribute_uint32 (info, "unix::device") != (guint32) self->status.st_dev ||
      g_file_info_get_size (info) == 0)
    return PLACE_REPLACED;
  return PLACE_SAME;
}

static void
looked_cb (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (file), result, &error);
  CmWatch *self = data;
  Place place;

  /* The watch is over, and gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->looking = FALSE;
  place = judge (self, info);
  if (place == self->place)
    return;
  self->place = place;
  update (self);
}

static void
look (CmWatch *self)
{
  CmStore *store = self->window->store;

  /* What another program wrote is shown, as soon as nothing of ours is half done. */
  if (cm_store_get_damage (store) == NULL && !cm_store_has_errand (store))
    cm_store_refresh (store);
  if (self->looking)
    return;
  self->looking = TRUE;
  g_file_query_info_async (self->file,
                           ATTRIBUTES,
                           G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS,
                           G_PRIORITY_LOW,
                           self->cancellable,
                           looked_cb,
                           self);
}

static gboolean
look_cb (gpointer data)
{
  CmWatch *self = data;

  if (gtk_widget_get_mapped (GTK_WIDGET (self->window)))
    look (self);
  return G_SOURCE_CONTINUE;
}

static void
focus_cb (CmWatch *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self->window)))
    look (self);
}

/* --- changes that fail ------------------------------------------------------------------------ */

static void
failed_cb (CmStore *store, const char *message, CmWatch *self)
{
  g_free (self->failure);
  self->failure = g_strdup (message);
  update (self);
  look (self);
}

static void
forget_failure (CmWatch *self)
{
  g_clear_pointer (&self->failure, g_free);
  update (self);
}

/* Something was kept again. */
static void
changed_cb (CmStore *store, CmChanges *changes, CmWatch *self)
{
  if (self->failure != NULL)
    forget_failure (self);
}

static void
close_cb (GtkButton *button, CmWatch *self)
{
  forget_failure (self);
}

/* --- the window ------------------------------------------------------------------------------- */

void
_cm_window_start_watch (CmWindow *window)
{
  CmWatch *self = g_new0 (CmWatch, 1);
  const char *path = cm_store_get_path (window->store);

  self->window = window;
  self->file = g_file_new_for_path (path);
  self->cancellable = g_cancellable_new ();
  if (g_stat (path, &self->status) != 0)
    self->place = PLACE_GONE;
  self->source = g_timeout_add_seconds (LOOK_EVERY_S, look_cb, self);
  g_signal_connect_swapped (window, "notify::is-active", G_CALLBACK (focus_cb), self);
  g_signal_connect (window->trouble_close, "clicked", G_CALLBACK (close_cb), self);
  g_signal_connect (window->store, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect (window->store, "changed", G_CALLBACK (changed_cb), self);
  window->watch = self;
  update (self);
}

void
_cm_window_stop_watch (CmWindow *window)
{
  CmWatch *self = g_steal_pointer (&window->watch);

  if (self == NULL)
    return;
  g_signal_handlers_disconnect_by_data (window, self);
  g_signal_handlers_disconnect_by_data (window->trouble_close, self);
  g_signal_handlers_disconnect_by_data (window->store, self);
  gtk_widget_set_visible (window->trouble_notice, FALSE);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_source_remove (self->source);
  g_object_unref (self->file);
  g_free (self->failure);
  g_free (self);
}

/* --- saving a copy ---------------------------------------------------------------------------- */

/* A copy on its way. */
typedef struct
{
  CmWindow *window;
  char *path;
} Copy;

/* The work goes on in the copy. */
static void
kept_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  Copy *copy = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (copy->path);
  g_autofree char *text = NULL;

  /* translators: %s is the name of a file */
  text = g_strdup_printf (_ ("Saved as “%s”, where you now work"), name);
  if (!cm_store_keep_finish (CM_STORE (store), result, &error))
    _cm_window_show_error (copy->window, _ ("The copy was not saved"), error);
  else if (copy->window->store == CM_STORE (store))
    {
      cm_window_open (copy->window, copy->path);
      cm_window_show_toast (copy->window, text, FALSE);
    }
  g_object_unref (copy->window);
  g_free (copy->path);
  g_free (copy);
}

void
cm_window_keep_copy (CmWindow *self, const char *path)
{
  Copy *copy = g_new0 (Copy, 1);

  copy->window = g_object_ref (self);
  copy->path = g_strdup (path);
  cm_store_keep_async (self->store, path, NULL, kept_cb, copy);
}

static void
copy_response_cb (GtkFileChooserNative *chooser, int response)
{
  CmWindow *self = CM_WINDOW (gtk_native_dialog_get_transient_for (GTK_NATIVE_DIALOG (chooser)));
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && self->store != NULL)
    cm_window_keep_copy (self, path);
  g_object_unref (chooser);
}

static void
keep_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmWindow *self = CM_WINDOW (widget);
  g_autofree char *suggested = NULL, *name = NULL;
  GtkFileChooserNative *chooser;

  if (self->store == NULL)
    return;
  chooser = gtk_file_chooser_native_new (_ ("Save a copy"),
                                         GTK_WINDOW (self),
                                         GTK_FILE_CHOOSER_ACTION_SAVE,
                                         _ ("_Save"),
                                         _ ("_Cancel"));
  suggested = g_path_get_basename (cm_store_get_path (self->store));
  /* translators: what a copy is called at first; %s is the name of a file */
  name = g_strdup_printf (_ ("Copy of %s"), suggested);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (copy_response_cb), NULL);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
_cm_window_install_watch (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.keep-copy", NULL, keep_cb);
}
