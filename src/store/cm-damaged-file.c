/* cm-damaged-file.c - the bytes of a file that may be damaged. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-damaged-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cm-pages-private.h"
#include "cm-schema.h"
#include "cm-store-private.h"

#define SIZE_MAX_READ (G_GINT64_CONSTANT (2) * 1024 * 1024 * 1024)
#define VERSION_AT 60
#define MAGIC "SQLite format 3"

static gboolean
fail (const char *path, CmStoreError code, const char *why, GError **error)
{
  /* translators: %1$s is the path of a file, %2$s a sentence that says why */
  g_set_error (
      error, CM_STORE_ERROR, (int) code, _ ("“%1$s” cannot be recovered: %2$s"), path, why);
  return FALSE;
}

/* Page by page: a disk that fails in one place may have the rest. */
static void
read_pages (int file, guint8 *bytes, gsize size)
{
  for (gsize at = 0; at < size; at += CM_PAGE_SIZE)
    {
      gsize wanted = MIN (CM_PAGE_SIZE, size - at), done = 0;

      while (done < wanted)
        {
          gssize n = pread (file, bytes + at + done, wanted - done, (off_t) (at + done));

          if (n < 0 && errno == EINTR)
            continue;
          if (n <= 0)
            break;
          done += (gsize) n;
        }
    }
}

/* A plain file, padded to whole pages; NULL without an error if there is none of that name. */
static GBytes *
read_file (const char *path, GError **error)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  struct stat status;
  guint8 *bytes;
  gsize size;

  if (file < 0)
    {
      if (errno != ENOENT)
        fail (path, CM_STORE_ERROR_OPEN, g_strerror (errno), error);
      return NULL;
    }
  if (fstat (file, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > SIZE_MAX_READ)
    {
      close (file);
      fail (path, CM_STORE_ERROR_OPEN, _ ("it is not a file that can be read."), error);
      return NULL;
    }
  size = ((gsize) status.st_size + CM_PAGE_SIZE - 1) / CM_PAGE_SIZE * CM_PAGE_SIZE;
  bytes = g_try_malloc0 (MAX (size, 1));
  if (bytes == NULL)
    {
      close (file);
      fail (path, CM_STORE_ERROR_SQL, _ ("there is not enough memory for it."), error);
      return NULL;
    }
  read_pages (file, bytes, (gsize) status.st_size);
  close (file);
  return g_bytes_new_take (bytes, size);
}

/* --- what a crash left ------------------------------------------------------------------------ */

/* A journal that names another file is none of ours, and SQLite would delete that file. */
static gboolean
is_ours (GBytes *journal)
{
  static const guint8 mark[8] = { 0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7 };
  gsize size;
  const guint8 *bytes = g_bytes_get_data (journal, &size);

  if (size < sizeof mark || memcmp (bytes, mark, sizeof mark) != 0)
    return FALSE;
  /* The file was padded, so the mark at its end need not be the last of what is here. */
  for (gsize i = sizeof mark; i + sizeof mark <= size; i++)
    if (bytes[i] == mark[0] && memcmp (bytes + i, mark, sizeof mark) == 0 && i % 512 != 0)
      return FALSE;
  return TRUE;
}

static gboolean
write_bytes (const char *path, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_file_set_contents (path, data, (gssize) size, NULL);
}

/* SQLite puts the pages back that the journal holds; of the file it reads no more than that. */
static void
roll_back (const char *path)
{
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL) == SQLITE_OK)
    {
      sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
      sqlite3_exec (db, "PRAGMA schema_version", NULL, NULL, NULL);
    }
  sqlite3_close (db);
}

/* In a copy; the file as it is if that cannot be done. */
static GBytes *
undo_crash (GBytes *file, GBytes *journal)
{
  g_autofree char *folder = g_dir_make_tmp ("commissioning-XXXXXX", NULL);
  g_autofree char *path = NULL, *beside = NULL;
  GBytes *result = NULL;

  if (folder == NULL)
    return g_bytes_ref (file);
  path = g_build_filename (folder, "copy", NULL);
  beside = g_strconcat (path, "-journal", NULL);
  if (write_bytes (path, file) && write_bytes (beside, journal))
    {
      roll_back (path);
      result = read_file (path, NULL);
    }
  g_unlink (beside);
  g_unlink (path);
  g_rmdir (folder);
  return result != NULL ? result : g_bytes_ref (file);
}

/* --- all of it -------------------------------------------------------------------------------- */

/* A header that is whole says what is not damaged but beyond this program. */
static gboolean
check_header (const char *path, GBytes *file, GError **error)
{
  gsize size;
  const guint8 *p = g_bytes_get_data (file, &size);
  guint32 version;

  if (size < CM_PAGE_SIZE)
    return fail (path, CM_STORE_ERROR_OPEN, _ ("there is nothing in it."), error);
  if (memcmp (p, MAGIC, sizeof MAGIC) != 0)
    return TRUE;
  version = ((guint32) p[VERSION_AT] << 24) | ((guint32) p[VERSION_AT + 1] << 16) |
            ((guint32) p[VERSION_AT + 2] << 8) | p[VERSION_AT + 3];
  /* A number out of all proportion is damage itself. */
  return version <= CM_SCHEMA_VERSION || version > 1000 ||
         fail (path,
               CM_STORE_ERROR_TOO_NEW,
               _ ("it was written by a later version of Commissioning Manual. Update the program "
                  "first."),
               error);
}

GBytes *
_cm_damaged_file_read (const char *path, GError **error)
{
  g_autofree char *beside = g_strconcat (path, "-journal", NULL);
  g_autoptr (GBytes) file = NULL, journal = NULL;
  g_autoptr (GError) reason = NULL;

  file = read_file (path, &reason);
  if (file == NULL)
    {
      if (reason == NULL)
        fail (path, CM_STORE_ERROR_OPEN, g_strerror (ENOENT), error);
      else
        g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  journal = read_file (beside, NULL);
  if (journal != NULL && g_bytes_get_size (journal) > 0 && is_ours (journal))
    {
      GBytes *before = undo_crash (file, journal);

      g_bytes_unref (file);
      file = before;
    }
  return check_header (path, file, error) ? g_steal_pointer (&file) : NULL;
}
