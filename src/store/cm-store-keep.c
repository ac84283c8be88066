/* cm-store-keep.c - what the store holds goes into another file, whatever became of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-keep.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "cm-store-private.h"

#define STEP_PAGES 256 /* between two steps, others get at the connection */

typedef struct
{
  char *path;
  sqlite3 *to;
  sqlite3_backup *backup;
} Keep;

static void
free_keep (gpointer data)
{
  Keep *keep = data;

  g_free (keep->path);
  g_free (keep);
}

static void
fail (const char *path, const char *why, GError **error)
{
  g_set_error (error,
               CM_STORE_ERROR,
               CM_STORE_ERROR_SQL,
               /* translators: %1$s is the path of a file, %2$s a reason */
               _ ("A copy could not be saved as “%1$s” (%2$s). Choose another place."),
               path,
               why);
}

/* A file of that name that was not there before. */
static gboolean
make_file (const char *path, GError **error)
{
  int file = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (file < 0)
    {
      fail (path, g_strerror (errno), error);
      return FALSE;
    }
  close (file);
  return TRUE;
}

static void
drop_file (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  g_unlink (path);
  g_unlink (journal);
}

static void
keep_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Keep *keep = data;
  GError *error = NULL;
  int code = SQLITE_OK;

  while (code == SQLITE_OK && !g_cancellable_is_cancelled (cancellable))
    code = sqlite3_backup_step (keep->backup, STEP_PAGES);
  sqlite3_backup_finish (keep->backup);
  sqlite3_close (keep->to);
  if (code == SQLITE_DONE)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  drop_file (keep->path);
  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    fail (keep->path, sqlite3_errstr (code), &error);
  g_task_return_error (task, error);
}

/* In the thread of the store: from then on SQLite keeps what is read until it is done, even if the
 * store is closed meanwhile. */
static gboolean
begin (CmStore *self, Keep *keep, GError **error)
{
  int code;

  if (!make_file (keep->path, error))
    return FALSE;
  code = sqlite3_open_v2 (keep->path,
                          &keep->to,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_FULLMUTEX,
                          NULL);
  if (code == SQLITE_OK)
    code = sqlite3_exec (keep->to, "PRAGMA synchronous=FULL", NULL, NULL, NULL);
  if (code == SQLITE_OK)
    keep->backup = sqlite3_backup_init (keep->to, "main", self->db, "main");
  if (keep->backup != NULL)
    return TRUE;
  fail (keep->path, sqlite3_errmsg (keep->to), error);
  sqlite3_close (keep->to);
  drop_file (keep->path);
  return FALSE;
}

void
cm_store_keep_async (CmStore *self,
                     const char *path,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Keep *keep = g_new0 (Keep, 1);
  GError *error = NULL;

  keep->path = g_canonicalize_filename (path, NULL);
  g_task_set_task_data (task, keep, free_keep);
  if (begin (self, keep, &error))
    g_task_run_in_thread (task, keep_thread);
  else
    g_task_return_error (task, error);
}

gboolean
cm_store_keep_finish (CmStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
