/* cm-store-history.c - undo, redo and the change log, from SQLite session changesets. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-changeset.h"
#include "cm-schema.h"
#include "cm-store-private.h"

#include <glib/gi18n.h>

static int
is_recorded (void *data, const char *table)
{
  return cm_table_find (table) != NULL;
}

/* Asked when a table is first changed, the filter costs less than naming every table each time. */
sqlite3_session *
_cm_store_start_session (CmStore *self, GError **error)
{
  sqlite3_session *session = NULL;

  if (sqlite3session_create (self->db, "main", &session) == SQLITE_OK)
    {
      sqlite3session_table_filter (session, is_recorded, NULL);
      if (sqlite3session_attach (session, NULL) == SQLITE_OK)
        return session;
    }
  g_clear_pointer (&session, sqlite3session_delete);
  _cm_sql_fail (self, error);
  return NULL;
}

gboolean
_cm_store_add_history (CmStore *self,
                       const char *summary,
                       CmHistoryKind kind,
                       CmHistoryState state,
                       const char *target,
                       const void *changeset,
                       int size,
                       GError **error)
{
  sqlite3_stmt *insert = _cm_sql_prepare (
      self,
      "INSERT INTO history(id, ts, actor, summary, kind, state, schema_v, changeset, target) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)");
  g_autofree char *id = cm_uuid_new ();
  int code;

  sqlite3_bind_text (insert, 1, id, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (insert, 2, g_get_real_time ());
  sqlite3_bind_text (insert, 3, g_get_real_name (), -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (insert, 4, summary, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int (insert, 5, (int) kind);
  sqlite3_bind_int (insert, 6, (int) state);
  sqlite3_bind_int (insert, 7, CM_SCHEMA_VERSION);
  if (changeset != NULL)
    sqlite3_bind_blob (insert, 8, changeset, size, SQLITE_STATIC);
  if (target != NULL)
    sqlite3_bind_text (insert, 9, target, -1, SQLITE_STATIC);
  code = sqlite3_step (insert);
  sqlite3_reset (insert);
  if (insert != NULL)
    sqlite3_clear_bindings (insert);
  return code == SQLITE_DONE || _cm_sql_fail (self, error);
}

/* --- what a changeset touched ----------------------------------------------------------------- */

CmChangeKind
_cm_store_kind_of (int op)
{
  return op == SQLITE_INSERT   ? CM_CHANGE_INSERT
         : op == SQLITE_DELETE ? CM_CHANGE_DELETE
                               : CM_CHANGE_UPDATE;
}

static void
add_owner (CmChanges *changes, GHashTable *seen, const CmTable *owner, const char *id)
{
  if (id != NULL && g_hash_table_add (seen, g_strdup (id)))
    cm_changes_add (changes, owner, id, CM_CHANGE_DERIVED);
}

/* The records of `owner` whose computed values take in the row that the iterator stands on. */
static void
add_derived (CmStore *self,
             CmChanges *changes,
             GHashTable *seen,
             const CmTable *owner,
             const CmTable *table,
             const char *id,
             sqlite3_changeset_iter *iter)
{
  for (guint i = 0; i < owner->n_fields; i++)
    {
      const CmDerivation *d = &owner->fields[i].derivation;
      sqlite3_value *old = NULL, *new = NULL;
      g_autofree char *sql = NULL, *now = NULL;
      int column;

      if (d->kind == CM_DERIVE_NONE || g_strcmp0 (d->table, table->name) != 0)
        continue;
      column = _cm_columns_find (self->columns, table, d->key);
      sqlite3changeset_old (iter, column, &old);
      sqlite3changeset_new (iter, column, &new);
      if (old != NULL)
        add_owner (changes, seen, owner, (const char *) sqlite3_value_text (old));
      if (new != NULL)
        add_owner (changes, seen, owner, (const char *) sqlite3_value_text (new));
      sql = g_strdup_printf ("SELECT \"%s\" FROM %s WHERE id = ?", d->key, table->name);
      now = _cm_sql_text (self, sql, id);
      add_owner (changes, seen, owner, now);
    }
}

/* A new title shows wherever it is gathered: every record that somebody holds is refreshed. */
static void
add_named (
    CmStore *self, CmChanges *changes, GHashTable *seen, const CmTable *owner, const CmTable *table)
{
  for (guint i = 0; i < owner->n_fields; i++)
    {
      const CmDerivation *d = &owner->fields[i].derivation;
      GHashTableIter iter;
      gpointer id, record;

      if (d->kind != CM_DERIVE_NAMES ||
          g_strcmp0 (cm_table_field (cm_table_find (d->table), d->field)->references,
                     table->name) != 0)
        continue;
      g_hash_table_iter_init (&iter, self->live);
      while (g_hash_table_iter_next (&iter, &id, &record))
        if (cm_record_get_table (record) == owner)
          add_owner (changes, seen, owner, id);
    }
}

CmChanges *
_cm_store_read_changes (CmStore *self, const void *changeset, int size)
{
  g_autoptr (CmChanges) changes = cm_changes_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_changeset_iter *iter = NULL;
  guint n_tables;
  const CmTable *const *tables = cm_tables (&n_tables);

  if (sqlite3changeset_start (&iter, size, (void *) changeset) != SQLITE_OK)
    return g_steal_pointer (&changes);
  while (sqlite3changeset_next (iter) == SQLITE_ROW)
    {
      const char *name;
      int n, op, indirect;
      sqlite3_value *key = NULL;
      const CmTable *table;
      g_autofree char *id = NULL;

      sqlite3changeset_op (iter, &name, &n, &op, &indirect);
      table = cm_table_find (name);
      if (op == SQLITE_INSERT)
        sqlite3changeset_new (iter, 0, &key);
      else
        sqlite3changeset_old (iter, 0, &key);
      if (table == NULL || key == NULL)
        continue;
      id = g_strdup ((const char *) sqlite3_value_text (key));
      cm_changes_add (changes, table, id, _cm_store_kind_of (op));
      for (guint i = 0; i < n_tables; i++)
        {
          add_derived (self, changes, seen, tables[i], table, id, iter);
          if (op == SQLITE_UPDATE)
            add_named (self, changes, seen, tables[i], table);
        }
    }
  sqlite3changeset_finalize (iter);
  return g_steal_pointer (&changes);
}

/* --- undo and redo ---------------------------------------------------------------------------- */

GBytes *
_cm_store_take_changeset (CmStore *self, sqlite3_stmt *select, int column)
{
  const void *kept = sqlite3_column_blob (select, column);
  gsize size = (gsize) sqlite3_column_bytes (select, column);
  g_autoptr (GBytes) changeset = kept != NULL ? cm_changeset_unpack (kept, size) : NULL;
  const void *bytes;

  if (changeset == NULL)
    return NULL;
  bytes = g_bytes_get_data (changeset, &size);
  return cm_changeset_is_valid (bytes, size, self->columns) ? g_steal_pointer (&changeset) : NULL;
}

static int
refuse_conflict (void *data, int kind, sqlite3_changeset_iter *iter)
{
  return SQLITE_CHANGESET_ABORT;
}

static char *
find_label (CmStore *self, int state, const char *order)
{
  g_autofree char *sql = g_strdup_printf ("SELECT summary FROM history WHERE state = %d AND "
                                          "changeset IS NOT NULL ORDER BY seq %s LIMIT 1",
                                          state,
                                          order);

  return _cm_sql_text (self, sql, NULL);
}

char *
cm_store_get_undo_label (CmStore *self)
{
  return find_label (self, CM_STATE_DONE, "DESC");
}

char *
cm_store_get_redo_label (CmStore *self)
{
  return find_label (self, CM_STATE_UNDONE, "ASC");
}

gint64
cm_store_get_undo_seq (CmStore *self)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT max(seq) FROM history WHERE state = %d AND changeset IS NOT NULL", CM_STATE_DONE);
  g_autofree char *seq = _cm_sql_text (self, sql, NULL);

  return seq != NULL ? g_ascii_strtoll (seq, NULL, 10) : 0;
}

gboolean
cm_store_begin_history (CmStore *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "UPDATE history SET state = %d, changeset = NULL WHERE changeset IS NOT NULL", CM_STATE_LOG);

  _cm_store_end_typing (self);
  if (!_cm_store_refuse_read_only (self, error) || !_cm_store_refuse_busy (self, error) ||
      !_cm_store_refuse_damaged (self, error) || !_cm_sql_run (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (_cm_sql_exec (self, sql, error) && _cm_seal_renew (self, error) &&
      _cm_sql_commit (self, error))
    return TRUE;
  if (!sqlite3_get_autocommit (self->db))
    _cm_sql_run (self, "ROLLBACK", NULL);
  return FALSE;
}

/* Somebody may be waiting for it. */
typedef struct
{
  CmProgress *progress;
  guint done, all;
} Waiter;

static void
count_row (void *data, int op, const char *database, const char *table, sqlite3_int64 row)
{
  Waiter *waiter = data;

  waiter->done++;
  cm_progress_set (waiter->progress, waiter->done / (double) MAX (waiter->all, 1));
}

static gboolean
apply (CmStore *self, GBytes *changeset, gboolean invert, GError **error)
{
  Waiter waiter = { self->progress, 0, 0 };
  gsize size;
  const void *bytes;
  int code;

  if (changeset == NULL)
    {
      g_set_error (
          error,
          CM_STORE_ERROR,
          CM_STORE_ERROR_REFUSED,
          _ ("The record of this change in the file is damaged, so it cannot be undone or redone. "
             "Nothing was changed."));
      return FALSE;
    }
  bytes = g_bytes_get_data (changeset, &size);
  if (self->progress != NULL)
    {
      waiter.all = (guint) MAX (cm_changeset_count (bytes, size, self->columns), 1);
      sqlite3_update_hook (self->db, count_row, &waiter);
    }
  code = sqlite3changeset_apply_v2 (self->db,
                                    (int) size,
                                    (void *) bytes,
                                    NULL,
                                    refuse_conflict,
                                    NULL,
                                    NULL,
                                    NULL,
                                    invert ? SQLITE_CHANGESETAPPLY_INVERT : 0);
  sqlite3_update_hook (self->db, NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  if (code == SQLITE_ABORT)
    g_set_error (
        error,
        CM_STORE_ERROR,
        CM_STORE_ERROR_REFUSED,
        _ ("The records have changed since in another way, so this cannot be undone or redone. "
           "Nothing was changed."));
  else
    _cm_sql_fail_code (self, code, error);
  return FALSE;
}

sqlite3_stmt *
_cm_store_select_step (CmStore *self, gboolean undo)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT seq, summary, changeset, id FROM history WHERE state = %d AND "
                       "changeset IS NOT NULL ORDER BY seq %s LIMIT 1",
                       undo ? CM_STATE_DONE : CM_STATE_UNDONE,
                       undo ? "DESC" : "ASC");

  return _cm_sql_prepare (self, sql);
}

/* In an open transaction. */
static gboolean
run_step (CmStore *self,
          gboolean undo,
          gint64 seq,
          const char *log,
          const char *target,
          GBytes *changeset,
          GError **error)
{
  g_autofree char *mark =
      g_strdup_printf ("UPDATE history SET state = %d WHERE seq = %" G_GINT64_FORMAT,
                       undo ? CM_STATE_UNDONE : CM_STATE_DONE,
                       seq);
  sqlite3_session *history;

  if (!apply (self, changeset, undo, error))
    return FALSE;
  history = _cm_seal_start (self, error);
  if (history == NULL)
    return FALSE;
  if (_cm_sql_exec (self, mark, error) &&
      _cm_store_add_history (
          self, log, undo ? CM_KIND_UNDO : CM_KIND_REDO, CM_STATE_LOG, target, NULL, 0, error))
    return _cm_seal_finish (self,
                            history,
                            g_bytes_get_data (changeset, NULL),
                            (int) g_bytes_get_size (changeset),
                            undo,
                            error) &&
           _cm_sql_commit (self, error);
  sqlite3session_delete (history);
  return FALSE;
}

static gboolean
step_history (CmStore *self, gboolean undo, GError **error)
{
  sqlite3_stmt *select = _cm_store_select_step (self, undo);
  g_autoptr (GBytes) changeset = NULL;
  g_autofree char *summary = NULL, *log = NULL, *target = NULL;
  g_autoptr (CmChanges) changes = NULL;
  gint64 seq;

  if (!_cm_sql_next (self, select))
    {
      if (sqlite3_errcode (self->db) != SQLITE_DONE)
        return _cm_sql_fail (self, error);
      g_set_error_literal (error,
                           CM_STORE_ERROR,
                           CM_STORE_ERROR_REFUSED,
                           undo ? _ ("There is nothing to undo.")
                                : _ ("There is nothing to redo."));
      return FALSE;
    }
  seq = sqlite3_column_int64 (select, 0);
  summary = g_strdup ((const char *) sqlite3_column_text (select, 1));
  changeset = _cm_store_take_changeset (self, select, 2);
  target = g_strdup ((const char *) sqlite3_column_text (select, 3));
  sqlite3_reset (select);

  /* translators: an entry of the change log; %s is the label of the change that was undone or
   * redone */
  log = g_strdup_printf (undo ? _ ("Undid: %s") : _ ("Redid: %s"), summary);
  _cm_store_end_typing (self);
  if (!_cm_store_refuse_read_only (self, error) || !_cm_store_refuse_busy (self, error) ||
      !_cm_store_refuse_damaged (self, error) || !_cm_sql_run (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (!run_step (self, undo, seq, log, target, changeset, error))
    {
      if (!sqlite3_get_autocommit (self->db))
        _cm_sql_run (self, "ROLLBACK", NULL);
      return FALSE;
    }
  if (!_cm_store_is_heard (self))
    return TRUE;
  changes = _cm_store_read_changes (
      self, g_bytes_get_data (changeset, NULL), (int) g_bytes_get_size (changeset));
  _cm_store_announce (self, changes);
  return TRUE;
}

gboolean
cm_store_undo (CmStore *self, GError **error)
{
  return step_history (self, TRUE, error);
}

gboolean
cm_store_redo (CmStore *self, GError **error)
{
  return step_history (self, FALSE, error);
}
