/* cm-store.c - a portfolio file: records and transactions. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-private.h"

#include <glib/gi18n.h>

/**
 * CmStore:
 *
 * One portfolio, in one SQLite file. Everything that is shown comes from here and every change goes
 * through a labelled transaction, which records its own undo (see cm-store-history.c). After a
 * commit the records that somebody holds are refreshed in place and CmStore::changed says what was
 * touched.
 *
 * A store belongs to one thread at a time; long work opens its own.
 */

enum
{
  SIGNAL_CHANGED,
  SIGNAL_DAMAGED,
  SIGNAL_FAILED,
  N_SIGNALS
};

G_DEFINE_QUARK (cm_store_error_quark, cm_store_error)
G_DEFINE_FINAL_TYPE (CmStore, cm_store, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

/* --- records in memory ------------------------------------------------------------------------ */

static void
refresh_record (CmStore *self, CmRecord *record)
{
  sqlite3_stmt *select = _cm_sql_for_table (self, CM_SQL_GET, cm_record_get_table (record));
  g_autoptr (CmRecord) fresh = NULL;

  sqlite3_bind_text (select, 1, cm_record_get_id (record), -1, SQLITE_TRANSIENT);
  if (_cm_sql_next (self, select))
    fresh = _cm_store_read_row (cm_record_get_table (record), select);
  sqlite3_reset (select);
  if (fresh != NULL)
    cm_record_assign (record, fresh);
}

void
_cm_store_announce (CmStore *self, CmChanges *changes)
{
  for (guint i = 0; i < cm_changes_get_size (changes); i++)
    {
      const CmChange *change = cm_changes_get (changes, i);
      g_autoptr (CmRecord) record = NULL;

      g_set_object (&record, g_hash_table_lookup (self->live, change->id));
      if (record != NULL && change->kind != CM_CHANGE_DELETE)
        refresh_record (self, record);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
}

gint64
_cm_store_read_data_version (CmStore *self)
{
  g_autofree char *version = _cm_sql_text (self, "PRAGMA data_version", NULL);

  return version != NULL ? g_ascii_strtoll (version, NULL, 10) : self->data_version;
}

gboolean
cm_store_refresh (CmStore *self)
{
  gint64 version = _cm_store_read_data_version (self);
  g_autoptr (CmChanges) changes = cm_changes_new ();
  GHashTableIter iter;
  gpointer id, record;

  if (self->session != NULL || version == self->data_version)
    return FALSE;
  self->data_version = version;
  _cm_store_end_typing (self);
  cm_changes_set_all (changes);
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, &id, &record))
    {
      const CmTable *table = cm_record_get_table (record);
      gboolean there = _cm_store_has (self, table, id);

      cm_changes_add (changes, table, id, there ? CM_CHANGE_UPDATE : CM_CHANGE_DELETE);
    }
  _cm_store_announce (self, changes);
  return TRUE;
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

static void
cm_store_finalize (GObject *object)
{
  CmStore *self = CM_STORE (object);

  cm_store_close (self);
  for (guint i = 0; i < N_CM_SQL; i++)
    g_hash_table_unref (self->table_statements[i]);
  g_hash_table_unref (self->statements);
  g_hash_table_unref (self->live);
  g_free (self->path);
  g_free (self->backup_path);
  g_free (self->fault);
  g_free (self->damage);
  G_OBJECT_CLASS (cm_store_parent_class)->finalize (object);
}

static void
cm_store_class_init (CmStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_store_finalize;

  /**
   * CmStore::changed:
   * @changes: (type CmChanges): what was touched
   *
   * After a commit, an undo or a redo.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          CM_TYPE_STORE,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          CM_TYPE_CHANGES);

  /**
   * CmStore::damaged:
   * @message: what is to be told about it
   *
   * The file was found to be damaged after it was opened: by the check that goes on beside the work
   * in a large file, or because reading met it. Emitted once, in the main context, never in the
   * midst of a call. Nothing is written to the file any more.
   */
  signals[SIGNAL_DAMAGED] = g_signal_new ("damaged",
                                          CM_TYPE_STORE,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          G_TYPE_STRING);

  /**
   * CmStore::failed:
   * @message: what happened and what to do
   *
   * A change could not be kept, as the disk is full or failing or the file cannot be written to any
   * more; whoever asked for it was given the same as an error. In the main context, never in the
   * midst of a call.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed",
                                         CM_TYPE_STORE,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         1,
                                         G_TYPE_STRING);
}

static void
cm_store_init (CmStore *self)
{
  self->lock = -1;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  for (guint i = 0; i < N_CM_SQL; i++)
    self->table_statements[i] = g_hash_table_new (NULL, NULL);
  self->live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static CmStore *
new_store (const char *path, gboolean read_only, gboolean create, GError **error)
{
  g_autoptr (CmStore) self = g_object_new (CM_TYPE_STORE, NULL);

  if (!sqlite3_compileoption_used ("ENABLE_SESSION"))
    {
      g_set_error_literal (
          error,
          CM_STORE_ERROR,
          CM_STORE_ERROR_OPEN,
          _ ("The SQLite library of this computer was built without sessions, which undo "
             "needs. Install the one that your distribution provides."));
      return NULL;
    }
  self->path = g_strdup (path);
  self->read_only = read_only;
  if (!_cm_store_open_file (self, create, error))
    return NULL;
  self->data_version = _cm_store_read_data_version (self);
  return g_steal_pointer (&self);
}

CmStore *
cm_store_create (const char *path, GError **error)
{
  return new_store (path, FALSE, TRUE, error);
}

CmStore *
cm_store_open (const char *path, CmStoreMode mode, GError **error)
{
  return new_store (path, mode == CM_STORE_READ_ONLY, FALSE, error);
}

void
cm_store_close (CmStore *self)
{
  _cm_store_end_errand (self);
  cm_store_rollback (self);
  _cm_store_end_typing (self);
  _cm_store_close_file (self);
}

const char *
cm_store_get_path (CmStore *self)
{
  return self->path;
}

gboolean
cm_store_get_read_only (CmStore *self)
{
  return self->read_only;
}

gboolean
cm_store_get_recovered (CmStore *self)
{
  return self->recovered;
}

const char *
cm_store_get_backup_path (CmStore *self)
{
  return self->backup_path;
}

/* --- transactions ----------------------------------------------------------------------------- */

gboolean
_cm_store_refuse_read_only (CmStore *self, GError **error)
{
  if (!self->read_only)
    return TRUE;
  g_set_error (error,
               CM_STORE_ERROR,
               CM_STORE_ERROR_READ_ONLY,
               /* translators: %s is the path of a file */
               _ ("“%s” is open to read only. Save a copy to make changes."),
               self->path);
  return FALSE;
}

/* A program that copies another file over this one, such as one that keeps folders in step, heeds
 * no lock: a change must not be made to what nobody has seen. */
static gboolean
is_as_seen (CmStore *self, GError **error)
{
  if (_cm_store_read_data_version (self) == self->data_version)
    return TRUE;
  g_set_error (error,
               CM_STORE_ERROR,
               CM_STORE_ERROR_REFUSED,
               /* translators: %s is the path of a file */
               _ ("Another program has changed “%s” in the meantime. What it holds now is shown, "
                  "and your change was not made; look at it and make it again."),
               self->path);
  return FALSE;
}

gboolean
cm_store_begin (CmStore *self, const char *label, GError **error)
{
  g_return_val_if_fail (self->session == NULL, FALSE);
  /* After a commit in doubt. */
  if (self->data_version < 0)
    cm_store_refresh (self);
  if (!_cm_store_refuse_read_only (self, error) || !_cm_store_refuse_busy (self, error) ||
      !_cm_store_refuse_damaged (self, error) || !_cm_sql_run (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (is_as_seen (self, error))
    self->session = _cm_store_start_session (self, error);
  if (self->session == NULL)
    {
      _cm_sql_run (self, "ROLLBACK", NULL);
      cm_store_refresh (self);
      return FALSE;
    }
  self->label = g_strdup (label);
  return TRUE;
}

static void
end_transaction (CmStore *self)
{
  g_clear_pointer (&self->bulk, _cm_bulk_free);
  g_clear_pointer (&self->packed, g_bytes_unref);
  g_clear_pointer (&self->session, sqlite3session_delete);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->merged, g_free);
}

void
cm_store_rollback (CmStore *self)
{
  if (self->session == NULL)
    return;
  end_transaction (self);
  if (!sqlite3_get_autocommit (self->db))
    _cm_sql_run (self, "ROLLBACK", NULL);
}

gboolean
_cm_store_is_heard (CmStore *self)
{
  return !self->on_errand &&
         (g_hash_table_size (self->live) > 0 ||
          g_signal_has_handler_pending (self, signals[SIGNAL_CHANGED], 0, FALSE));
}

/* When the disk fails, SQLite may end the transaction by itself. What came after would then be kept
 * on its own, and what came before would not be missed. */
static gboolean
is_open (CmStore *self, GError **error)
{
  if (!sqlite3_get_autocommit (self->db))
    return TRUE;
  g_set_error (error,
               CM_STORE_ERROR,
               CM_STORE_ERROR_SQL,
               /* translators: %s is the path of a file */
               _ ("The change to “%s” was given up, as its disk failed. Nothing was changed."),
               self->path);
  return FALSE;
}

/* The history and the seal, and then all of it for good. */
static gboolean
write_commit (CmStore *self, const void *changeset, int size, GError **error)
{
  sqlite3_session *history = _cm_seal_start (self, error);

  if (history == NULL)
    return FALSE;
  if (_cm_store_log_commit (self, changeset, size, error))
    return _cm_seal_finish (self, history, changeset, size, FALSE, error) &&
           _cm_sql_commit (self, error);
  sqlite3session_delete (history);
  return FALSE;
}

gboolean
cm_store_commit (CmStore *self, GError **error)
{
  void *changeset = NULL;
  int size = 0;
  g_autoptr (CmChanges) changes = NULL;

  g_return_val_if_fail (self->session != NULL, FALSE);
  if (!is_open (self, error) ||
      (sqlite3session_changeset (self->session, &size, &changeset) != SQLITE_OK &&
       !_cm_sql_fail (self, error)))
    {
      cm_store_rollback (self);
      return FALSE;
    }
  if (!_cm_store_add_bulk (self, &changeset, &size))
    {
      sqlite3_free (changeset);
      g_set_error_literal (error,
                           CM_STORE_ERROR,
                           CM_STORE_ERROR_SQL,
                           _ ("There are too many changes for one step. Nothing was changed."));
      cm_store_rollback (self);
      return FALSE;
    }
  if (size == 0 && self->merged == NULL)
    {
      sqlite3_free (changeset);
      cm_store_rollback (self);
      return TRUE;
    }
  if (!write_commit (self, changeset, size, error))
    {
      sqlite3_free (changeset);
      _cm_store_end_typing (self);
      cm_store_rollback (self);
      return FALSE;
    }
  end_transaction (self);
  /* Nobody listens to a store on an errand; the one that sent it reads for itself. */
  if (_cm_store_is_heard (self))
    changes = _cm_store_read_changes (self, changeset, size);
  sqlite3_free (changeset);
  if (changes != NULL)
    _cm_store_announce (self, changes);
  return TRUE;
}

/* The reference that leads nowhere, or NULL. */
static const CmField *
find_dangling (CmStore *self, CmRecord *record)
{
  const CmTable *table = cm_record_get_table (record);

  for (guint i = 0; i < table->n_fields; i++)
    {
      const CmField *field = &table->fields[i];
      const char *id = field->references != NULL ? cm_record_get_text (record, field->name) : "";

      if (*id != '\0' && !_cm_store_has (self, cm_table_find (field->references), id))
        return field;
    }
  return NULL;
}

static gboolean
fail_dangling (CmStore *self, CmRecord *record, GError **error)
{
  const CmField *field = find_dangling (self, record);

  if (field != NULL)
    g_set_error (error,
                 CM_STORE_ERROR,
                 CM_STORE_ERROR_REFUSED,
                 /* translators: %1$s is what a record is, such as Activity, %2$s one of its fields,
                  * such as Organisation */
                 _ ("%1$s: what is chosen under “%2$s” is gone. Choose another."),
                 cm_table_label (cm_record_get_table (record)),
                 cm_field_label (field));
  else
    g_set_error (error,
                 CM_STORE_ERROR,
                 CM_STORE_ERROR_REFUSED,
                 /* translators: %s is what a record is, such as Activity */
                 _ ("%s: others still refer to it."),
                 cm_table_label (cm_record_get_table (record)));
  return FALSE;
}

static gboolean
run_change (CmStore *self, sqlite3_stmt *statement, CmRecord *record, GError **error)
{
  gboolean dangling;
  int code;

  if (!is_open (self, error))
    return FALSE;
  code = sqlite3_step (statement);
  dangling = sqlite3_extended_errcode (self->db) == SQLITE_CONSTRAINT_FOREIGNKEY;
  sqlite3_reset (statement);
  if (code == SQLITE_DONE)
    return TRUE;
  return dangling ? fail_dangling (self, record, error) : _cm_sql_fail (self, error);
}

static void
bind_fields (CmRecord *record, sqlite3_stmt *statement)
{
  const CmTable *table = cm_record_get_table (record);
  int position = 2;

  sqlite3_bind_text (statement, 1, cm_record_get_id (record), -1, SQLITE_TRANSIENT);
  for (guint i = 0; i < table->n_fields; i++)
    if (!cm_field_is_derived (&table->fields[i]))
      _cm_sql_bind (statement, position++, cm_record_value (record, i));
}

gboolean
cm_store_insert (CmStore *self, CmRecord *record, GError **error)
{
  const CmTable *table = cm_record_get_table (record);
  sqlite3_stmt *insert;

  g_return_val_if_fail (self->session != NULL, FALSE);
  if (!cm_record_check (record, error))
    return FALSE;
  insert = _cm_sql_for_table (self, CM_SQL_INSERT, table);
  bind_fields (record, insert);
  return run_change (self, insert, record, error);
}

gboolean
cm_store_update (CmStore *self, CmRecord *record, GError **error)
{
  const CmTable *table = cm_record_get_table (record);
  sqlite3_stmt *update;

  g_return_val_if_fail (self->session != NULL, FALSE);
  if (!cm_record_check (record, error))
    return FALSE;
  update = _cm_sql_for_table (self, CM_SQL_UPDATE, table);
  bind_fields (record, update);
  if (!run_change (self, update, record, error))
    return FALSE;
  if (sqlite3_changes (self->db) > 0)
    return TRUE;
  g_set_error (error,
               CM_STORE_ERROR,
               CM_STORE_ERROR_REFUSED,
               /* translators: %s is what a record is, such as Activity */
               _ ("%s: the record is gone; it may have been deleted in another window."),
               cm_table_label (table));
  return FALSE;
}

/* Deletes what the record owns, or finds who else refers to it. */
static gboolean
delete_dependants (CmStore *self, CmRecord *record, GError **error)
{
  const CmTable *table = cm_record_get_table (record);
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < n; i++)
    for (guint f = 0; f < tables[i]->n_fields; f++)
      {
        const CmField *field = &tables[i]->fields[f];
        g_autoptr (CmQuery) query = NULL;
        g_autoptr (GPtrArray) dependants = NULL;

        if (g_strcmp0 (field->references, table->name) != 0 || cm_field_is_derived (field))
          continue;
        query = cm_query_new (tables[i]->name);
        cm_query_where_text (query, field->name, cm_record_get_id (record));
        dependants = cm_store_list (self, query);
        if (dependants->len > 0 && (field->flags & CM_FIELD_OWNER) == 0)
          {
            g_set_error (
                error,
                CM_STORE_ERROR,
                CM_STORE_ERROR_REFUSED,
                /* translators: %1$s is the name of a record that was to be deleted, %2$u how many
                 * records still refer to it, %3$s what those are, such as Chapters served */
                _ ("“%1$s” is still used (%3$s: %2$u). Change or delete those first."),
                cm_record_get_title (record),
                dependants->len,
                _ (tables[i]->plural));
            return FALSE;
          }
        for (guint d = 0; d < dependants->len; d++)
          if (!cm_store_delete (self, g_ptr_array_index (dependants, d), error))
            return FALSE;
      }
  return TRUE;
}

gboolean
cm_store_delete (CmStore *self, CmRecord *record, GError **error)
{
  sqlite3_stmt *delete;

  g_return_val_if_fail (self->session != NULL, FALSE);
  if (!delete_dependants (self, record, error))
    return FALSE;
  delete = _cm_sql_for_table (self, CM_SQL_DELETE, cm_record_get_table (record));
  sqlite3_bind_text (delete, 1, cm_record_get_id (record), -1, SQLITE_TRANSIENT);
  return run_change (self, delete, record, error);
}

gboolean
cm_store_save (CmStore *self, CmRecord *record, const char *label, GError **error)
{
  g_autoptr (CmRecord) known = NULL;
  gboolean saved;

  if (!cm_store_begin (self, label, error))
    return FALSE;
  known = cm_store_get (self, cm_record_get_table (record)->name, cm_record_get_id (record));
  saved =
      known != NULL ? cm_store_update (self, record, error) : cm_store_insert (self, record, error);
  if (saved)
    return cm_store_commit (self, error);
  cm_store_rollback (self);
  return FALSE;
}
