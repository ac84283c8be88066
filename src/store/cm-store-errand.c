/* cm-store-errand.c - long changes to a portfolio, made in a thread while it stays open. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-errand.h"

#include <glib/gi18n.h>

#include "cm-changeset.h"
#include "cm-store-private.h"

#define ASK_EVERY 2000    /* of SQLite's instructions: some microseconds */
#define LONG (512 * 1024) /* bytes of a changeset: some 2,000 records, 50 ms */

struct _CmErrand
{
  char *path;
  CmErrandFunc func;
  gpointer data;
  GDestroyNotify free_data;
  CmProgress *progress;
  GCancellable *cancellable;
  int over; /* atomic: the thread has let go of the file */
};

static void
free_errand (gpointer data)
{
  CmErrand *errand = data;

  if (errand->free_data != NULL)
    errand->free_data (errand->data);
  g_clear_pointer (&errand->progress, cm_progress_unref);
  g_object_unref (errand->cancellable);
  g_free (errand->path);
  g_free (errand);
}

gboolean
cm_store_has_errand (CmStore *self)
{
  return self->errand != NULL;
}

gboolean
_cm_store_refuse_busy (CmStore *self, GError **error)
{
  if (self->errand == NULL)
    return TRUE;
  g_set_error_literal (error,
                       CM_STORE_ERROR,
                       CM_STORE_ERROR_BUSY,
                       _ ("A long change to the portfolio is under way. Nothing else can be "
                          "changed until it is done; wait for it or cancel it."));
  return FALSE;
}

void
_cm_store_end_errand (CmStore *self)
{
  if (self->errand == NULL)
    return;
  g_cancellable_cancel (self->errand->cancellable);
  while (!g_atomic_int_get (&self->errand->over))
    g_usleep (1000);
}

static int
is_cancelled (void *cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

static gboolean
run (CmErrand *errand, CmStore *store, GCancellable *cancellable, GError **error)
{
  gboolean done;

  /* What takes long in SQLite itself ends at once too; the transaction is then rolled back. */
  sqlite3_progress_handler (store->db, ASK_EVERY, is_cancelled, cancellable);
  done = errand->func (store, errand->progress, cancellable, errand->data, error);
  sqlite3_progress_handler (store->db, 0, NULL, NULL);
  return done;
}

static void
run_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CmErrand *errand = data;
  g_autoptr (CmStore) store = g_object_new (CM_TYPE_STORE, NULL);
  GError *error = NULL;
  gboolean done;

  store->path = g_strdup (errand->path);
  store->progress = errand->progress;
  done = _cm_store_open_second (store, &error) && run (errand, store, cancellable, &error);
  cm_store_close (store);
  g_atomic_int_set (&errand->over, TRUE);
  if (done)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* However it came to an end, it was the reader who ended it. */
  if (g_cancellable_is_cancelled (cancellable))
    {
      g_clear_error (&error);
      g_cancellable_set_error_if_cancelled (cancellable, &error);
    }
  g_task_return_error (task, error);
}

/* The errand is over for whoever asks, before its caller is told. The thread may be the last to let
 * go of its task, so neither the store nor what was given along hangs on that. */
static void
come_back_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CmStore *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  g_clear_pointer (&self->errand, free_errand);
  if (self->db != NULL)
    cm_store_refresh (self);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
cm_store_run_errand_async (CmStore *self,
                           CmErrandFunc func,
                           gpointer data,
                           GDestroyNotify free_data,
                           CmProgress *progress,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GTask) work = NULL;
  CmErrand *errand = g_new0 (CmErrand, 1);
  GError *error = NULL;

  g_return_if_fail (self->session == NULL);
  errand->path = g_canonicalize_filename (self->path, NULL);
  errand->func = func;
  errand->data = data;
  errand->free_data = free_data;
  errand->progress = progress != NULL ? cm_progress_ref (progress) : NULL;
  errand->cancellable = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  if (!_cm_store_refuse_busy (self, &error) || !_cm_store_refuse_damaged (self, &error) ||
      !_cm_store_refuse_read_only (self, &error))
    {
      free_errand (errand);
      g_task_return_error (task, error);
      return;
    }
  work = g_task_new (NULL, errand->cancellable, come_back_cb, g_object_ref (task));
  g_task_set_task_data (work, errand, NULL);
  g_task_set_check_cancellable (work, FALSE);
  _cm_store_end_typing (self);
  self->errand = errand;
  g_task_run_in_thread (work, run_thread);
}

gboolean
cm_store_run_errand_finish (CmStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- undo and redo ---------------------------------------------------------------------------- */

gboolean
cm_store_undo_is_long (CmStore *self, gboolean redo)
{
  sqlite3_stmt *select = _cm_store_select_step (self, !redo);
  gboolean is_long = FALSE;

  if (_cm_sql_next (self, select))
    is_long = cm_changeset_get_size (sqlite3_column_blob (select, 2),
                                     (gsize) sqlite3_column_bytes (select, 2)) > LONG;
  sqlite3_reset (select);
  return is_long;
}

static gboolean
undo_errand (
    CmStore *store, CmProgress *progress, GCancellable *cancellable, gpointer data, GError **error)
{
  return GPOINTER_TO_INT (data) ? cm_store_redo (store, error) : cm_store_undo (store, error);
}

void
cm_store_undo_async (CmStore *self,
                     gboolean redo,
                     CmProgress *progress,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  cm_store_run_errand_async (
      self, undo_errand, GINT_TO_POINTER (redo), NULL, progress, cancellable, callback, user_data);
}

gboolean
cm_store_undo_finish (CmStore *self, GAsyncResult *result, GError **error)
{
  return cm_store_run_errand_finish (self, result, error);
}
