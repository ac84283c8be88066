/* cm-store-copy.c - a portfolio as a file of its own: written beside its place, checked, put there.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-copy.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cm-schema.h"
#include "cm-store-clean-private.h"

#define STEP_PAGES 256
#define HIDING (CM_COPY_ANONYMISE | CM_COPY_SUPPLIERS | CM_COPY_NO_CONFIDENTIAL | CM_COPY_NO_NAMED)

/* --- the report ------------------------------------------------------------------------------- */

static CmCopyReport *
new_report (CmCopyFlags flags)
{
  CmCopyReport *report = g_new0 (CmCopyReport, 1);

  report->flags = flags & HIDING ? flags | CM_COPY_WITHOUT_HISTORY : flags;
  report->replaced = g_array_new (FALSE, FALSE, sizeof (CmCopyCount));
  report->emptied = g_array_new (FALSE, FALSE, sizeof (CmCopyCount));
  report->left_out = g_array_new (FALSE, FALSE, sizeof (CmCopyCount));
  return report;
}

void
cm_copy_report_free (CmCopyReport *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->replaced);
  g_array_unref (self->emptied);
  g_array_unref (self->left_out);
  g_free (self);
}

guint
cm_copy_counts_sum (GArray *counts)
{
  guint n = 0;

  for (guint i = 0; i < counts->len; i++)
    n += g_array_index (counts, CmCopyCount, i).n;
  return n;
}

/* --- the place -------------------------------------------------------------------------------- */

static gboolean G_GNUC_PRINTF (4, 5)
    fail (GError **error, CmStoreError code, const char *path, const char *format, ...)
{
  va_list args;
  g_autofree char *why = NULL;

  va_start (args, format);
  why = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (
      error,
      CM_STORE_ERROR,
      code,
      /* translators: %1$s is the path of a file, %2$s a sentence that says why it was not written
       */
      _ ("“%1$s” was not written: %2$s The portfolio is as it was."),
      path,
      why);
  return FALSE;
}

static gboolean
fail_system (GError **error, const char *path, int reason)
{
  gboolean denied = reason == EACCES || reason == EROFS || reason == EPERM;

  return fail (error,
               denied ? CM_STORE_ERROR_READ_ONLY : CM_STORE_ERROR_SQL,
               path,
               /* translators: %s is a reason such as “No space left on device” */
               _ ("%s. Choose another place."),
               g_strerror (reason));
}

static gboolean
fail_write (GError **error, const char *path, sqlite3 *db)
{
  int code = sqlite3_errcode (db) & 0xff;

  return code == SQLITE_FULL ? fail_system (error, path, ENOSPC)
                             /* translators: %s is a technical reason in English */
                             : fail (error,
                                     CM_STORE_ERROR_SQL,
                                     path,
                                     _ ("its disk failed (%s). Choose another place."),
                                     sqlite3_errmsg (db));
}

/* A link stays a link. */
static char *
follow_links (const char *path)
{
  char *real = realpath (path, NULL);
  char *target = real != NULL ? g_strdup (real) : g_canonicalize_filename (path, NULL);

  free (real);
  return target;
}

static gboolean
is_same_file (const char *a, const char *b)
{
  struct stat one, other;

  return g_stat (a, &one) == 0 && g_stat (b, &other) == 0 && one.st_dev == other.st_dev &&
         one.st_ino == other.st_ino;
}

/* Whoever has it open would go on with a file that is nowhere any more. */
static gboolean
is_open_elsewhere (const char *target)
{
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *name = g_path_get_basename (target);
  g_autofree char *lock_name = g_strconcat (".", name, ".lock", NULL);
  g_autofree char *path = g_build_filename (folder, lock_name, NULL);
  int lock = g_open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0);
  gboolean taken = lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;

  if (lock >= 0)
    close (lock);
  return taken;
}

static gboolean
check_target (CmStore *self, const char *target, CmCopyFlags flags, GError **error)
{
  if (g_file_test (target, G_FILE_TEST_IS_DIR))
    return fail (error, CM_STORE_ERROR_REFUSED, target, _ ("it is a folder."));
  if (is_same_file (self->path, target))
    return fail (error,
                 CM_STORE_ERROR_REFUSED,
                 target,
                 _ ("it is the portfolio itself. Choose another name."));
  if (g_file_test (target, G_FILE_TEST_EXISTS) && !(flags & CM_COPY_REPLACE))
    return fail (error,
                 CM_STORE_ERROR_REFUSED,
                 target,
                 _ ("there is a file of that name already. Choose another name."));
  if (is_open_elsewhere (target))
    return fail (error,
                 CM_STORE_ERROR_BUSY,
                 target,
                 _ ("it is open in another window or by somebody else. Choose another name."));
  return TRUE;
}

/* (transfer full) (nullable): an empty file beside the target, as private as the portfolio. */
static char *
make_temporary (CmStore *self, const char *target, GError **error)
{
  g_autofree char *temporary = g_strconcat (target, ".XXXXXX.part", NULL);
  struct stat status;
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      fail_system (error, target, errno);
      return NULL;
    }
  if (g_stat (self->path, &status) == 0)
    fchmod (fd, (status.st_mode & 0777) | 0600);
  close (fd);
  return g_steal_pointer (&temporary);
}

/* What is told to be written must be on the disk before it takes its place. Some file systems
 * cannot promise that, which is no reason to fail. */
static gboolean
sync_path (const char *path, int flags)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  gboolean done =
      fd >= 0 && (fsync (fd) == 0 || errno == EINVAL || errno == ENOSYS || errno == ENOTSUP);
  int reason = errno;

  if (fd >= 0)
    close (fd);
  errno = reason;
  return done;
}

/* Not onto a file that came there meanwhile, as far as the file system can tell. */
static gboolean
put_in_place (const char *temporary, const char *target, gboolean replace)
{
  if (replace)
    return g_rename (temporary, target) == 0;
  if (renameat2 (AT_FDCWD, temporary, AT_FDCWD, target, RENAME_NOREPLACE) == 0)
    return TRUE;
  return (errno == EINVAL || errno == ENOSYS) && !g_file_test (target, G_FILE_TEST_EXISTS) &&
         g_rename (temporary, target) == 0;
}

static gboolean
finish_file (const char *temporary, const char *target, gboolean replace, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (target);

  if (!sync_path (temporary, O_RDWR) || !put_in_place (temporary, target, replace))
    return fail_system (error, target, errno);
  sync_path (folder, O_RDONLY | O_DIRECTORY);
  return TRUE;
}

/* --- writing ---------------------------------------------------------------------------------- */

/* The file page by page. */
static gboolean
copy_pages (
    CmStore *self, sqlite3 *to, CmProgress *progress, GCancellable *cancellable, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", self->db, "main");
  int code = backup != NULL ? SQLITE_OK : SQLITE_ERROR;

  while (code == SQLITE_OK && !g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      code = sqlite3_backup_step (backup, STEP_PAGES);
      cm_progress_set (progress,
                       1.0 - sqlite3_backup_remaining (backup) /
                                 (double) MAX (sqlite3_backup_pagecount (backup), 1));
    }
  sqlite3_backup_finish (backup);
  return code == SQLITE_DONE;
}

/* Every row anew: what was deleted in the portfolio is nowhere in the copy. */
static gboolean
copy_rows (CmStore *self,
           sqlite3 *to,
           CmCopyReport *report,
           CmProgress *progress,
           GCancellable *cancellable,
           GError **error)
{
  return cm_schema_migrate (to, 0, CM_SCHEMA_VERSION) &&
         sqlite3_db_config (to, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL) == SQLITE_OK &&
         sqlite3_exec (to, "BEGIN", NULL, NULL, NULL) == SQLITE_OK &&
         _cm_store_copy_rows (self, to, report, progress, cancellable, error) &&
         sqlite3_exec (to, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
}

/* All of one state. */
static gboolean
begin_reading (CmStore *self, GError **error)
{
  return _cm_sql_exec (self, "BEGIN; SELECT 1 FROM sqlite_schema", error);
}

static void
end_reading (CmStore *self)
{
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

/* The file is nobody's until it is whole: what happens to it on the way does not matter. */
static gboolean
write_file (CmStore *self,
            const char *temporary,
            const char *target,
            CmCopyReport *report,
            CmProgress *progress,
            GCancellable *cancellable,
            GError **error)
{
  gboolean exact = !(report->flags & CM_COPY_WITHOUT_HISTORY);
  sqlite3 *to = NULL;
  GError *why = NULL;
  gboolean done =
      sqlite3_open_v2 (temporary, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL) ==
          SQLITE_OK &&
      sqlite3_exec (to,
                    "PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF",
                    NULL,
                    NULL,
                    NULL) == SQLITE_OK &&
      (exact ? copy_pages (self, to, progress, cancellable, &why)
             : copy_rows (self, to, report, progress, cancellable, &why));

  if (!done && why == NULL)
    fail_write (&why, target, to);
  if (why != NULL)
    g_propagate_error (error, why);
  sqlite3_close (to);
  /* Others may write again while the copy is looked at. */
  end_reading (self);
  return done;
}

/* A copy that cannot be opened is none. */
static gboolean
check_file (const char *temporary, const char *target, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (CmStore) made = cm_store_open (temporary, CM_STORE_READ_ONLY, &why);

  return (made != NULL && cm_store_check (made, &why)) ||
         fail (error,
               CM_STORE_ERROR_SQL,
               target,
               _ ("what was written is not what is read back. Choose another place."));
}

static gboolean
make_file (CmStore *self,
           const char *path,
           CmCopyReport *report,
           CmProgress *progress,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *target = follow_links (path);
  g_autofree char *temporary = NULL;
  gboolean replace = (report->flags & CM_COPY_REPLACE) != 0;
  gboolean done;

  if (!check_target (self, target, report->flags, error) ||
      (temporary = make_temporary (self, target, error)) == NULL)
    return FALSE;
  done = write_file (self, temporary, target, report, progress, cancellable, error) &&
         check_file (temporary, target, error) &&
         !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         finish_file (temporary, target, replace, error);
  if (!done)
    g_unlink (temporary);
  return done;
}

static gboolean
survey (CmStore *self, CmCopyReport *report, GCancellable *cancellable, GError **error)
{
  return !(report->flags & CM_COPY_WITHOUT_HISTORY) ||
         _cm_store_copy_rows (self, NULL, report, NULL, cancellable, error);
}

CmCopyReport *
cm_store_copy (CmStore *self,
               const char *path,
               CmCopyFlags flags,
               CmProgress *progress,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (CmCopyReport) report = new_report (flags);
  gboolean done;

  g_return_val_if_fail (self->session == NULL, NULL);
  if (!_cm_store_refuse_busy (self, error) || !_cm_store_refuse_damaged (self, error) ||
      !begin_reading (self, error))
    return NULL;
  done = path != NULL ? make_file (self, path, report, progress, cancellable, error)
                      : survey (self, report, cancellable, error);
  end_reading (self);
  return done ? g_steal_pointer (&report) : NULL;
}

/* --- in a thread ------------------------------------------------------------------------------ */

typedef struct
{
  char *from, *path;
  CmCopyFlags flags;
  CmProgress *progress;
} Order;

static void
free_order (gpointer data)
{
  Order *order = data;

  g_free (order->from);
  g_free (order->path);
  g_clear_pointer (&order->progress, cm_progress_unref);
  g_free (order);
}

static void
free_report (gpointer data)
{
  cm_copy_report_free (data);
}

static void
copy_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Order *order = data;
  GError *error = NULL;
  g_autoptr (CmStore) store = cm_store_open (order->from, CM_STORE_READ_ONLY, &error);
  CmCopyReport *report = NULL;

  if (store != NULL)
    {
      report =
          cm_store_copy (store, order->path, order->flags, order->progress, cancellable, &error);
      cm_store_close (store);
    }
  if (report != NULL)
    g_task_return_pointer (task, report, free_report);
  else
    g_task_return_error (task, error);
}

void
cm_store_copy_async (CmStore *self,
                     const char *path,
                     CmCopyFlags flags,
                     CmProgress *progress,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Order *order = g_new0 (Order, 1);
  GError *error = NULL;

  g_return_if_fail (self->session == NULL);
  order->from = g_canonicalize_filename (self->path, NULL);
  order->path = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;
  order->flags = flags;
  order->progress = progress != NULL ? cm_progress_ref (progress) : NULL;
  g_task_set_task_data (task, order, free_order);
  /* What was written is told even if somebody cancelled too late. */
  g_task_set_check_cancellable (task, FALSE);
  if (_cm_store_refuse_busy (self, &error) && _cm_store_refuse_damaged (self, &error))
    g_task_run_in_thread (task, copy_thread);
  else
    g_task_return_error (task, error);
}

CmCopyReport *
cm_store_copy_finish (CmStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
