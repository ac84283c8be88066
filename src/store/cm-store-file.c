/* cm-store-file.c - opening a portfolio file safely, holding it, closing it without a trace. */
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
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER_SIZE 100
#define CACHE_SIZE "PRAGMA cache_size=-32768" /* KiB at most; filled as it is needed */
#define CHECKED_AT_ONCE_MAX (4 * 1024 * 1024) /* bytes */

gboolean
_cm_store_fail_open (CmStore *self, GError **error, CmStoreError code, const char *format, ...)
{
  va_list args;
  g_autofree char *why = NULL;

  va_start (args, format);
  why = g_strdup_vprintf (format, args);
  va_end (args);
  /* translators: %1$s is the path of a file, %2$s a sentence that says why it cannot be opened */
  g_set_error (error, CM_STORE_ERROR, code, _ ("“%1$s” cannot be opened: %2$s"), self->path, why);
  return FALSE;
}

static guint32
read_be32 (const guint8 *p)
{
  return ((guint32) p[0] << 24) | ((guint32) p[1] << 16) | ((guint32) p[2] << 8) | p[3];
}

static sqlite3_file *
get_file (CmStore *self)
{
  sqlite3_file *file = NULL;

  sqlite3_file_control (self->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  return file != NULL && file->pMethods != NULL ? file : NULL;
}

static int
read_bytes (CmStore *self, gint64 offset, void *bytes, int size)
{
  sqlite3_file *file = get_file (self);

  return file != NULL ? file->pMethods->xRead (file, bytes, size, offset) : SQLITE_CANTOPEN;
}

gboolean
_cm_store_read_bytes (CmStore *self, gint64 offset, void *bytes, int size)
{
  return read_bytes (self, offset, bytes, size) == SQLITE_OK;
}

gint64
_cm_store_get_size (CmStore *self)
{
  sqlite3_file *file = get_file (self);
  sqlite3_int64 size = 0;

  return file != NULL && file->pMethods->xFileSize (file, &size) == SQLITE_OK ? size : 0;
}

/* Whatever kept SQLite from reading the file, in words that help. */
static gboolean
fail_to_read (CmStore *self, int code, GError **error)
{
  switch (code & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR:
      return _cm_store_fail_open (
          self,
          error,
          CM_STORE_ERROR_OPEN,
          _ ("it is damaged or cut short. Nothing was changed; open a copy or a backup."));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return _cm_store_fail_open (self,
                                  error,
                                  CM_STORE_ERROR_BUSY,
                                  _ ("another program is writing to it. Try again in a moment."));
    case SQLITE_READONLY:
      return _cm_store_fail_open (
          self,
          error,
          CM_STORE_ERROR_READ_ONLY,
          _ ("a change to it was cut short by a crash. It is safe, but can only be put right where "
             "it can be written to: open it there, or copy it along with the file beside it whose "
             "name ends in -journal."));
    default:
      return _cm_store_fail_open (self,
                                  error,
                                  CM_STORE_ERROR_SQL,
                                  /* translators: %s is a technical reason in English */
                                  _ ("its disk could not be read or written (%s). Nothing was "
                                     "changed; try again once that is mended."),
                                  sqlite3_errstr (code));
    }
}

/* The header says what the file is before SQLite reads it. */
static gboolean
check_header (CmStore *self, GError **error)
{
  guint8 header[HEADER_SIZE] = { 0 };
  guint32 version;
  int code = read_bytes (self, 0, header, sizeof header);

  if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
    return fail_to_read (self, code, error);
  if (code != SQLITE_OK || memcmp (header, "SQLite format 3", 16) != 0)
    return _cm_store_fail_open (
        self,
        error,
        CM_STORE_ERROR_OPEN,
        _ ("it is not a portfolio. Choose a file whose name ends in .portfolio."));
  if (read_be32 (header + 68) != CM_SCHEMA_APPLICATION_ID)
    return _cm_store_fail_open (self,
                                error,
                                CM_STORE_ERROR_OPEN,
                                _ ("it is a database of another program, not a portfolio."));
  version = read_be32 (header + 60);
  if (version > CM_SCHEMA_VERSION)
    return _cm_store_fail_open (
        self,
        error,
        CM_STORE_ERROR_TOO_NEW,
        _ ("it was written by a later version of Commissioning Manual (format %1$u; this version "
           "reads up to %2$u). Nothing was changed; update the program to open it."),
        version,
        CM_SCHEMA_VERSION);
  /* A journal beside it, never a write-ahead log; text in UTF-8. */
  if (version == 0 || header[18] != 1 || header[19] != 1 || read_be32 (header + 56) != 1)
    return _cm_store_fail_open (self, error, CM_STORE_ERROR_OPEN, _ ("its header is damaged."));
  return TRUE;
}

static gboolean
may_write (CmStore *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  return g_access (self->path, W_OK) == 0 && g_access (folder, W_OK) == 0;
}

/* Whoever held the lock before may have taken its file away between our opening and locking it;
 * then a third would find none and lock another of the same name. */
static gboolean
is_in_place (int lock, const char *path)
{
  struct stat held, there;

  return fstat (lock, &held) == 0 && g_lstat (path, &there) == 0 && held.st_dev == there.st_dev &&
         held.st_ino == there.st_ino;
}

/* A lock file beside the document, held for as long as it is open: two programs that both believe
 * they have the newest state are worse than one that waits. The kernel lets go of it when a program
 * dies. */
static gboolean
take_lock (CmStore *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *lock_name = g_strconcat (".", name, ".lock", NULL);

  self->lock_path = g_build_filename (folder, lock_name, NULL);
  for (;;)
    {
      gboolean left = g_file_test (self->lock_path, G_FILE_TEST_EXISTS);

      self->lock = g_open (self->lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
      if (self->lock < 0)
        return _cm_store_fail_open (self,
                                    error,
                                    CM_STORE_ERROR_READ_ONLY,
                                    _ ("its folder cannot be written to (%s)."),
                                    g_strerror (errno));
      if (flock (self->lock, LOCK_EX | LOCK_NB) != 0)
        break;
      if (is_in_place (self->lock, self->lock_path))
        {
          /* Whoever closes a file takes its lock away. */
          self->recovered = left;
          return TRUE;
        }
      close (self->lock);
    }
  close (self->lock);
  self->lock = -1;
  return _cm_store_fail_open (
      self,
      error,
      CM_STORE_ERROR_BUSY,
      _ ("it is already open in another window or by somebody else. Close it there, or "
         "open it here "
         "to read only."));
}

static void
drop_lock (CmStore *self)
{
  if (self->lock >= 0)
    {
      g_unlink (self->lock_path);
      close (self->lock);
      self->lock = -1;
    }
  g_clear_pointer (&self->lock_path, g_free);
}

static void
harden (sqlite3 *db)
{
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  sqlite3_limit (db, SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024);
  sqlite3_limit (db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_extended_result_codes (db, 0);
  sqlite3_busy_timeout (db, 5000);
  _cm_sql_add_functions (db);
}

/* The version as SQLite reads it, after it has repaired what a crash left undone; 0 for none. */
static guint
read_version (CmStore *self)
{
  g_autofree char *version = _cm_sql_text (self, "PRAGMA user_version", NULL);
  guint64 number = version != NULL ? g_ascii_strtoull (version, NULL, 10) : 0;

  return number <= CM_SCHEMA_VERSION ? (guint) number : 0;
}

static gboolean
check_schema (CmStore *self, guint version, GError **error)
{
  return (version > 0 && cm_schema_is (self->db, version)) ||
         _cm_store_fail_open (
             self,
             error,
             CM_STORE_ERROR_OPEN,
             _ ("its tables are not those of a portfolio. It may be damaged or have been "
                "tampered with."));
}

void
_cm_store_take_connection (CmStore *self, sqlite3 *db)
{
  self->db = db;
  harden (db);
  self->columns = _cm_columns_new (db);
}

gboolean
_cm_store_connect (CmStore *self, GError **error)
{
  int flags = SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_FULLMUTEX |
              (self->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  g_autofree char *real = _cm_store_find_real_path (self->path);
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (real, &db, flags, NULL) != SQLITE_OK)
    {
      _cm_store_fail_open (self, error, CM_STORE_ERROR_OPEN, "%s", sqlite3_errmsg (db));
      sqlite3_close (db);
      return FALSE;
    }
  _cm_store_take_connection (self, db);
  return TRUE;
}

/* See the crash simulations that led to this choice in the design notes: no acknowledged change is
 * lost. */
gboolean
_cm_store_prepare_to_write (CmStore *self, GError **error)
{
  self->prepared = TRUE;
  return _cm_sql_exec (
      self,
      CACHE_SIZE "; PRAGMA page_size=4096; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; "
                 "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY",
      error);
}

void
_cm_store_disconnect (CmStore *self)
{
  _cm_store_stop_check (self);
  _cm_sql_forget (self);
  g_clear_pointer (&self->columns, _cm_columns_free);
  if (self->db == NULL)
    return;
  /* TRUNCATE leaves an empty journal beside the file; DELETE takes it away. A file that was refused
   * is left alone: this would change one in another mode. */
  if (self->prepared && !self->on_errand)
    sqlite3_exec (self->db, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
  self->prepared = FALSE;
  sqlite3_close_v2 (self->db);
  self->db = NULL;
}

/* An empty file that was not there before. */
static gboolean
make_file (CmStore *self, GError **error)
{
  int file = g_open (self->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);

  if (file >= 0)
    {
      close (file);
      return TRUE;
    }
  if (errno == EEXIST)
    return _cm_store_fail_open (self,
                                error,
                                CM_STORE_ERROR_REFUSED,
                                _ ("there is a file of that name already. Choose another name."));
  return _cm_store_fail_open (self,
                              error,
                              CM_STORE_ERROR_READ_ONLY,
                              _ ("its folder cannot be written to (%s)."),
                              g_strerror (errno));
}

static gboolean
fill_file (CmStore *self, GError **error)
{
  return take_lock (self, error) && _cm_store_connect (self, error) &&
         _cm_store_prepare_to_write (self, error) &&
         (cm_schema_migrate (self->db, 0, CM_SCHEMA_VERSION) || _cm_sql_fail (self, error));
}

static gboolean
create_file (CmStore *self, GError **error)
{
  g_autofree char *journal = g_strconcat (self->path, "-journal", NULL);

  if (!make_file (self, error))
    return FALSE;
  if (fill_file (self, error))
    {
      self->recovered = FALSE;
      return TRUE;
    }
  /* What could not be filled is in nobody's way. */
  _cm_store_disconnect (self);
  g_unlink (self->path);
  g_unlink (journal);
  return FALSE;
}

static gboolean
upgrade (CmStore *self, guint version, GError **error)
{
  if (version == CM_SCHEMA_VERSION)
    return TRUE;
  return self->read_only ? _cm_store_upgrade_in_memory (self, version, error)
                         : _cm_store_upgrade_file (self, version, error);
}

/* After SQLite has repaired what a crash left, the file consists of whole pages. */
static gboolean
check_size (CmStore *self, GError **error)
{
  g_autofree char *page_size = _cm_sql_text (self, "PRAGMA page_size", NULL);
  gint64 page = page_size != NULL ? g_ascii_strtoll (page_size, NULL, 10) : 0;

  return (page > 0 && _cm_store_get_size (self) % page == 0) ||
         _cm_store_fail_open (self,
                              error,
                              CM_STORE_ERROR_OPEN,
                              _ ("it is cut short. Nothing was changed; open a copy or a backup."));
}

/* A small file takes no time worth mentioning; one that is about to be rewritten has to be sound.
 */
static gboolean
check_content (CmStore *self, guint version, GError **error)
{
  if (version < CM_SCHEMA_VERSION || _cm_store_get_size (self) <= CHECKED_AT_ONCE_MAX)
    return cm_store_check (self, error);
  _cm_store_start_check (self);
  return TRUE;
}

/* Reading makes SQLite roll back what a crash left half done. */
static int
read_first (CmStore *self)
{
  return sqlite3_exec (self->db, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL);
}

/* Whoever opens a file only to read still repairs it if it may be written to and nobody else has it
 * open. */
static gboolean
repair (CmStore *self, GError **error)
{
  int code;

  if (!take_lock (self, error))
    return FALSE;
  _cm_store_disconnect (self);
  self->read_only = FALSE;
  code = _cm_store_connect (self, NULL) ? read_first (self) : SQLITE_CANTOPEN;
  _cm_store_disconnect (self);
  self->read_only = TRUE;
  drop_lock (self);
  return code == SQLITE_OK ? _cm_store_connect (self, error) : fail_to_read (self, code, error);
}

static gboolean
recover (CmStore *self, GError **error)
{
  int code = read_first (self);

  if (code == SQLITE_READONLY && may_write (self))
    {
      if (!repair (self, error))
        return FALSE;
      code = read_first (self);
    }
  return code == SQLITE_OK || fail_to_read (self, code, error);
}

static gboolean
open_existing (CmStore *self, GError **error)
{
  guint version;

  if (!_cm_store_check_place (self, error))
    return FALSE;
  if (!self->read_only && !may_write (self))
    self->read_only = TRUE;
  if (!_cm_store_connect (self, error) || !check_header (self, error) ||
      (!self->read_only && !take_lock (self, error)) || !recover (self, error))
    return FALSE;
  version = read_version (self);
  if (!check_schema (self, version, error) || !check_size (self, error) ||
      !check_content (self, version, error) || !upgrade (self, version, error))
    return FALSE;
  return self->read_only ? _cm_sql_exec (self, CACHE_SIZE "; PRAGMA query_only=ON", error)
                         : _cm_store_prepare_to_write (self, error);
}

/* The other store has checked the file and holds the lock. Nothing is written before the commit, so
 * that the other can go on reading until then. */
gboolean
_cm_store_open_second (CmStore *self, GError **error)
{
  self->on_errand = TRUE;
  if (!_cm_store_connect (self, error) || !_cm_store_prepare_to_write (self, error) ||
      !_cm_sql_exec (self, "PRAGMA cache_spill=OFF", error))
    return FALSE;
  self->data_version = _cm_store_read_data_version (self);
  return TRUE;
}

gboolean
_cm_store_open_file (CmStore *self, gboolean create, GError **error)
{
  return create ? create_file (self, error) : open_existing (self, error);
}

void
_cm_store_close_file (CmStore *self)
{
  _cm_store_disconnect (self);
  drop_lock (self);
}
