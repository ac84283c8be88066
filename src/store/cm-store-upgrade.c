/* cm-store-upgrade.c - a file of an older version: a backup beside it, then the present tables. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-schema.h"
#include "cm-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK 65536

/* "Plan (format 1).portfolio" beside "Plan.portfolio", numbered from the second on. */
static char *
name_backup (const char *path, guint version, guint number)
{
  g_autofree char *stem = g_str_has_suffix (path, ".portfolio")
                              ? g_strndup (path, strlen (path) - strlen (".portfolio"))
                              : g_strdup (path);

  return number == 1 ? g_strdup_printf ("%s (format %u).portfolio", stem, version)
                     : g_strdup_printf ("%s (format %u) %u.portfolio", stem, version, number);
}

/* Opens a file that was not there before. */
static int
open_backup (CmStore *self, guint version)
{
  for (guint number = 1;; number++)
    {
      g_autofree char *path = name_backup (self->path, version, number);
      int to = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

      if (to < 0 && errno == EEXIST)
        continue;
      if (to >= 0)
        self->backup_path = g_steal_pointer (&path);
      return to;
    }
}

static gboolean
write_block (int to, const char *bytes, gssize size)
{
  while (size > 0)
    {
      gssize n = write (to, bytes, (gsize) size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      bytes += n;
      size -= n;
    }
  return TRUE;
}

static gboolean
copy_bytes (CmStore *self, int to)
{
  g_autofree char *block = g_malloc (BLOCK);
  gint64 size = _cm_store_get_size (self);

  for (gint64 done = 0; done < size; done += BLOCK)
    {
      int n = (int) MIN (BLOCK, size - done);

      if (!_cm_store_read_bytes (self, done, block, n))
        {
          errno = EIO;
          return FALSE;
        }
      if (!write_block (to, block, n))
        return FALSE;
    }
  return size > 0 && fsync (to) == 0;
}

/* The name of the backup is on the disk as well before anything is changed. */
static gboolean
sync_folder (const char *path)
{
  g_autofree char *name = g_path_get_dirname (path);
  int folder = g_open (name, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done = folder >= 0 && (fsync (folder) == 0 || errno == EINVAL);

  if (folder >= 0)
    close (folder);
  return done;
}

static void
drop_backup (CmStore *self)
{
  g_unlink (self->backup_path);
  g_clear_pointer (&self->backup_path, g_free);
}

/* Byte for byte. */
static gboolean
make_backup (CmStore *self, guint version, GError **error)
{
  int to = open_backup (self, version);
  struct stat status;
  gboolean done = to >= 0 && g_stat (self->path, &status) == 0 &&
                  fchmod (to, status.st_mode & 0777) == 0 && copy_bytes (self, to) &&
                  sync_folder (self->backup_path);
  int reason = errno;

  if (to >= 0 && close (to) != 0 && done)
    {
      done = FALSE;
      reason = errno;
    }
  if (done)
    return TRUE;
  if (to >= 0)
    drop_backup (self);
  return _cm_store_fail_open (
      self,
      error,
      CM_STORE_ERROR_SQL,
      /* translators: %s is a reason such as “No space left on device” */
      _ ("it is of an older version, and a backup could not be made beside it before bringing it "
         "up to date (%s). Nothing was changed; make room, or open it to read only."),
      g_strerror (reason));
}

static gboolean
fail_upgrade (CmStore *self, GError **error)
{
  g_autofree char *why = g_strdup (sqlite3_errmsg (self->db));

  return _cm_store_fail_open (self,
                              error,
                              CM_STORE_ERROR_SQL,
                              /* translators: %s is a technical reason in English */
                              _ ("it is of an older version and could not be brought up to date "
                                 "(%s). Nothing was changed."),
                              why);
}

/* While nobody else may write. */
static gboolean
make_steady_backup (CmStore *self, guint version, GError **error)
{
  gboolean done;

  if (!_cm_sql_exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  done = make_backup (self, version, error);
  sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  return done;
}

gboolean
_cm_store_upgrade_file (CmStore *self, guint version, GError **error)
{
  if (!_cm_store_prepare_to_write (self, error) || !make_steady_backup (self, version, error))
    return FALSE;
  if (cm_schema_migrate (self->db, version, CM_SCHEMA_VERSION))
    return TRUE;
  drop_backup (self);
  return fail_upgrade (self, error);
}

gboolean
_cm_store_upgrade_in_memory (CmStore *self, guint version, GError **error)
{
  sqlite3 *copy = NULL;
  sqlite3_backup *backup = NULL;
  int code = sqlite3_open (":memory:", &copy);

  if (code == SQLITE_OK)
    backup = sqlite3_backup_init (copy, "main", self->db, "main");
  if (backup != NULL)
    {
      code = sqlite3_backup_step (backup, -1);
      sqlite3_backup_finish (backup);
    }
  _cm_store_disconnect (self);
  _cm_store_take_connection (self, copy);
  return (code == SQLITE_DONE && cm_schema_migrate (copy, version, CM_SCHEMA_VERSION)) ||
         fail_upgrade (self, error);
}
