/* cm-store-check.c - whether a file is damaged: at once in a small one, beside the work in a large
 * one, and whenever reading meets it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-private.h"

#include <glib/gi18n.h>

#define STEP_PAGES 256
#define STEP_INSTRUCTIONS 10000
#define WAIT_US 50000

/* A check in a thread of its own, on a copy: a check holds off whoever wants to write for as long
 * as it reads the file, and it reads a copy no slower. */
struct _CmStoreCheck
{
  GThread *thread;
  char *path;
  GWeakRef *store; /* for whom; given away when there is something to tell */
  int stop;        /* atomic, and so are the next two */
  int damaged;
  int sound; /* checked to the end, and nothing found */
};

/* --- the check itself ------------------------------------------------------------------------- */

static gboolean
reads_ok (sqlite3_stmt *check)
{
  return sqlite3_step (check) == SQLITE_ROW &&
         g_strcmp0 ((const char *) sqlite3_column_text (check, 0), "ok") == 0;
}

static gboolean
reads_nothing (sqlite3_stmt *check)
{
  return sqlite3_step (check) == SQLITE_DONE;
}

static gboolean
passes (sqlite3 *db, const char *sql, gboolean (*expected) (sqlite3_stmt *check))
{
  sqlite3_stmt *check = NULL;
  gboolean sound = sqlite3_prepare_v2 (db, sql, -1, &check, NULL) == SQLITE_OK && expected (check);

  sqlite3_finalize (check);
  return sound;
}

static gboolean
is_sound (sqlite3 *db)
{
  return passes (db, "PRAGMA integrity_check(1)", reads_ok) &&
         passes (db, "PRAGMA foreign_key_check", reads_nothing) && _cm_seal_holds (db);
}

/* Whether the check that is under way beside the work, which is awaited, finds nothing in what is
 * still the file. */
static gboolean
was_sound (CmStore *self)
{
  CmStoreCheck *check = self->check;

  if (check == NULL || !self->read_only)
    return FALSE;
  if (check->thread != NULL)
    g_thread_join (g_steal_pointer (&check->thread));
  return g_atomic_int_get (&check->sound) &&
         _cm_store_read_data_version (self) == self->data_version;
}

gboolean
cm_store_check (CmStore *self, GError **error)
{
  if (self->damage == NULL && (was_sound (self) || is_sound (self->db)))
    return TRUE;
  return _cm_store_fail_open (
      self,
      error,
      CM_STORE_ERROR_OPEN,
      _ ("it is damaged or cut short. Nothing was changed; open a copy or a backup."));
}

/* --- telling ---------------------------------------------------------------------------------- */

const char *
cm_store_get_damage (CmStore *self)
{
  return self->damage;
}

/* From now on nothing is written: it could make the damage worse. */
static void
report (CmStore *self)
{
  if (self->damage != NULL)
    return;
  if (self->fault != NULL)
    self->damage = g_strdup_printf (
        /* translators: %1$s is the path of a file, %2$s a technical reason in English */
        _ ("“%1$s” could not be read just now (%2$s), and what is shown may be incomplete. Nothing "
           "is written to it any more; close it and open it again, or go on with a copy."),
        self->path,
        self->fault);
  else
    self->damage = g_strdup_printf (
        /* translators: %s is the path of a file */
        _ ("“%s” is damaged: a part of it cannot be read, and what is shown may be incomplete. "
           "Nothing is written to it any more; go on with a copy or a backup."),
        self->path);
  g_signal_emit_by_name (self, "damaged", self->damage);
}

static gboolean
report_cb (gpointer data)
{
  g_autoptr (CmStore) self = g_weak_ref_get (data);

  if (self != NULL)
    report (self);
  return G_SOURCE_REMOVE;
}

static void
free_reference (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static GWeakRef *
new_reference (CmStore *self)
{
  GWeakRef *reference = g_new0 (GWeakRef, 1);

  g_weak_ref_init (reference, self);
  return reference;
}

/* Never in the midst of what is going on. Takes `reference`. */
static void
report_later (GWeakRef *reference)
{
  g_idle_add_full (G_PRIORITY_HIGH, report_cb, reference, free_reference);
}

typedef struct
{
  GWeakRef *store;
  char *message;
} Failure;

static gboolean
tell_failure_cb (gpointer data)
{
  Failure *failure = data;
  g_autoptr (CmStore) self = g_weak_ref_get (failure->store);

  if (self != NULL && self->db != NULL)
    g_signal_emit_by_name (self, "failed", failure->message);
  return G_SOURCE_REMOVE;
}

static void
free_failure (gpointer data)
{
  Failure *failure = data;

  free_reference (failure->store);
  g_free (failure->message);
  g_free (failure);
}

void
_cm_store_note_failure (CmStore *self, const char *message)
{
  Failure *failure;

  if (self->on_errand)
    return;
  failure = g_new0 (Failure, 1);
  failure->store = new_reference (self);
  failure->message = g_strdup (message);
  g_idle_add_full (G_PRIORITY_HIGH, tell_failure_cb, failure, free_failure);
}

static gboolean
is_damage (int code)
{
  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

/* What only a program can do wrong. */
static gboolean
is_ours (int code)
{
  return code == SQLITE_ERROR || code == SQLITE_MISUSE || code == SQLITE_RANGE ||
         code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH;
}

void
_cm_store_note_fault (CmStore *self)
{
  int code = sqlite3_errcode (self->db) & 0xff;

  if (is_ours (code))
    {
      g_critical ("%s: %s", self->path, sqlite3_errmsg (self->db));
      return;
    }
  /* Whoever cancels an errand knows. */
  if (self->reported || (self->on_errand && code == SQLITE_INTERRUPT))
    return;
  self->reported = TRUE;
  if (!is_damage (code))
    self->fault = g_strdup (sqlite3_errmsg (self->db));
  report_later (new_reference (self));
}

gboolean
_cm_store_refuse_damaged (CmStore *self, GError **error)
{
  if (!self->reported && self->damage == NULL &&
      (self->check == NULL || !g_atomic_int_get (&self->check->damaged)))
    return TRUE;
  if (self->fault != NULL)
    {
      g_set_error (error,
                   CM_STORE_ERROR,
                   CM_STORE_ERROR_OPEN,
                   /* translators: %1$s is the path of a file, %2$s a technical reason in English */
                   _ ("“%1$s” could not be read (%2$s). Nothing was changed; close it and open it "
                      "again, or go on with a copy."),
                   self->path,
                   self->fault);
      return FALSE;
    }
  g_set_error (error,
               CM_STORE_ERROR,
               CM_STORE_ERROR_OPEN,
               /* translators: %s is the path of a file */
               _ ("“%s” is damaged. Nothing was changed; go on with a copy or a backup."),
               self->path);
  return FALSE;
}

/* --- beside the work -------------------------------------------------------------------------- */

static int
stop_cb (void *data)
{
  return g_atomic_int_get ((int *) data);
}

/* Page after page, while a read transaction keeps it all of one state. */
static int
copy_pages (CmStoreCheck *check, sqlite3 *from, sqlite3 *to)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int code = backup != NULL ? SQLITE_OK : sqlite3_errcode (to);

  while (code == SQLITE_OK && !g_atomic_int_get (&check->stop))
    code = sqlite3_backup_step (backup, STEP_PAGES);
  sqlite3_backup_finish (backup);
  return code;
}

/* What became of the copy: SQLITE_DONE, SQLITE_OK if it was stopped, or an error. */
static int
copy_file (CmStoreCheck *check, sqlite3 *to)
{
  sqlite3 *from = NULL;
  int code = sqlite3_open_v2 (
      check->path, &from, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_exec (from, "BEGIN; SELECT 1 FROM sqlite_schema", NULL, NULL, NULL);
  if (code == SQLITE_OK)
    code = copy_pages (check, from, to);
  sqlite3_close (from);
  return code;
}

static int
copy_when_free (CmStoreCheck *check, sqlite3 *to)
{
  int code = SQLITE_BUSY;

  while (code == SQLITE_BUSY && !g_atomic_int_get (&check->stop))
    {
      code = copy_file (check, to);
      if (code == SQLITE_BUSY)
        g_usleep (WAIT_US);
    }
  return code;
}

static gpointer
check_thread (gpointer data)
{
  CmStoreCheck *check = data;
  sqlite3 *copy = NULL;
  gboolean sound = TRUE;

  /* A file without a name, in memory for as long as there is room. */
  if (sqlite3_open_v2 (
          "", &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) ==
      SQLITE_OK)
    {
      int code = copy_when_free (check, copy);

      sqlite3_db_config (copy, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      sqlite3_db_config (copy, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
      sqlite3_progress_handler (copy, STEP_INSTRUCTIONS, stop_cb, &check->stop);
      if (code == SQLITE_DONE)
        {
          sound = is_sound (copy);
          g_atomic_int_set (&check->sound, sound && !g_atomic_int_get (&check->stop));
        }
      else if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_IOERR)
        sound = FALSE;
    }
  sqlite3_close (copy);
  if (!sound && !g_atomic_int_get (&check->stop))
    {
      g_atomic_int_set (&check->damaged, TRUE);
      report_later (g_steal_pointer (&check->store));
    }
  return NULL;
}

void
_cm_store_start_check (CmStore *self)
{
  CmStoreCheck *check = g_new0 (CmStoreCheck, 1);

  check->path = _cm_store_find_real_path (self->path);
  check->store = new_reference (self);
  check->thread = g_thread_new ("cm-check", check_thread, check);
  self->check = check;
}

void
_cm_store_stop_check (CmStore *self)
{
  CmStoreCheck *check = g_steal_pointer (&self->check);

  if (check == NULL)
    return;
  g_atomic_int_set (&check->stop, TRUE);
  if (check->thread != NULL)
    g_thread_join (check->thread);
  g_clear_pointer (&check->store, free_reference);
  g_free (check->path);
  g_free (check);
}
