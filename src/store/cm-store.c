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
  N_SIGNALS
};

G_DEFINE_QUARK (cm_store_error_quark, cm_store_error)
G_DEFINE_FINAL_TYPE (CmStore, cm_store, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

/* --- records in memory ------------------------------------------------------------------------ */

typedef struct
{
  CmStore *store;
  char *id;
} LiveKey;

static void
record_gone_cb (gpointer data, GObject *where)
{
  LiveKey *key = data;

  if (key->store != NULL)
    {
      g_hash_table_remove (key->store->live, key->id);
      g_object_remove_weak_pointer (G_OBJECT (key->store), (gpointer *) &key->store);
    }
  g_free (key->id);
  g_free (key);
}

static void
remember_record (CmStore *self, CmRecord *record)
{
  LiveKey *key = g_new0 (LiveKey, 1);

  key->store = self;
  key->id = g_strdup (cm_record_get_id (record));
  g_object_add_weak_pointer (G_OBJECT (self), (gpointer *) &key->store);
  g_object_weak_ref (G_OBJECT (record), record_gone_cb, key);
  g_hash_table_insert (self->live, g_strdup (key->id), record);
}

void
_cm_store_append_columns (const CmTable *table, GString *sql)
{
  g_string_append (sql, "SELECT t0.id");
  for (guint i = 0; i < table->n_fields; i++)
    {
      g_autofree char *expression = _cm_field_sql (table, &table->fields[i], "t0");

      g_string_append_printf (sql, ", %s", expression);
    }
}

static CmRecord *
read_row (const CmTable *table, sqlite3_stmt *statement)
{
  CmRecord *record =
      cm_record_new_with_id (table, (const char *) sqlite3_column_text (statement, 0));

  for (guint i = 0; i < table->n_fields; i++)
    {
      int type = sqlite3_column_type (statement, (int) i + 1);
      CmValue value = CM_VALUE_INIT;

      if (type == SQLITE_INTEGER)
        cm_value_set_number (&value, sqlite3_column_int64 (statement, (int) i + 1));
      else if (type == SQLITE_TEXT)
        cm_value_set_text (&value, (const char *) sqlite3_column_text (statement, (int) i + 1));
      cm_record_set_value (record, i, &value);
      cm_value_clear (&value);
    }
  return record;
}

CmRecord *
_cm_store_take_row (CmStore *self, const CmTable *table, sqlite3_stmt *statement)
{
  const char *id = (const char *) sqlite3_column_text (statement, 0);
  CmRecord *known = g_hash_table_lookup (self->live, id);
  CmRecord *record;

  if (known != NULL)
    return g_object_ref (known);
  record = read_row (table, statement);
  remember_record (self, record);
  return record;
}

static sqlite3_stmt *
prepare_one (CmStore *self, const CmTable *table, const char *where)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  _cm_store_append_columns (table, sql);
  g_string_append_printf (sql, " FROM %s t0 WHERE %s", table->name, where);
  return _cm_sql_prepare (self, sql->str);
}

static void
refresh_record (CmStore *self, CmRecord *record)
{
  sqlite3_stmt *select = prepare_one (self, cm_record_get_table (record), "t0.id = ?");
  g_autoptr (CmRecord) fresh = NULL;

  sqlite3_bind_text (select, 1, cm_record_get_id (record), -1, SQLITE_TRANSIENT);
  if (sqlite3_step (select) == SQLITE_ROW)
    fresh = read_row (cm_record_get_table (record), select);
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
  g_hash_table_unref (self->statements);
  g_hash_table_unref (self->live);
  g_free (self->path);
  g_free (self->backup_path);
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
}

static void
cm_store_init (CmStore *self)
{
  self->lock = -1;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
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

const char *
cm_store_get_backup_path (CmStore *self)
{
  return self->backup_path;
}

/* --- transactions ----------------------------------------------------------------------------- */

gboolean
cm_store_begin (CmStore *self, const char *label, GError **error)
{
  g_return_val_if_fail (self->session == NULL, FALSE);
  if (self->read_only)
    {
      g_set_error (error,
                   CM_STORE_ERROR,
                   CM_STORE_ERROR_READ_ONLY,
                   /* translators: %s is the path of a file */
                   _ ("“%s” is open to read only. Save a copy to make changes."),
                   self->path);
      return FALSE;
    }
  if (!_cm_sql_exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  self->session = _cm_store_start_session (self, error);
  if (self->session == NULL)
    {
      sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
      return FALSE;
    }
  self->label = g_strdup (label);
  return TRUE;
}

static void
end_transaction (CmStore *self)
{
  g_clear_pointer (&self->session, sqlite3session_delete);
  g_clear_pointer (&self->label, g_free);
}

void
cm_store_rollback (CmStore *self)
{
  if (self->session == NULL)
    return;
  end_transaction (self);
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

gboolean
cm_store_commit (CmStore *self, GError **error)
{
  void *changeset = NULL;
  int size = 0;
  g_autoptr (CmChanges) changes = NULL;

  g_return_val_if_fail (self->session != NULL, FALSE);
  if (sqlite3session_changeset (self->session, &size, &changeset) != SQLITE_OK)
    {
      _cm_sql_fail (self, error);
      cm_store_rollback (self);
      return FALSE;
    }
  if (size == 0)
    {
      sqlite3_free (changeset);
      cm_store_rollback (self);
      return TRUE;
    }
  if (!_cm_store_log_commit (self, changeset, size, error) || !_cm_sql_exec (self, "COMMIT", error))
    {
      sqlite3_free (changeset);
      _cm_store_end_typing (self);
      cm_store_rollback (self);
      return FALSE;
    }
  end_transaction (self);
  changes = _cm_store_read_changes (self, changeset, size);
  sqlite3_free (changeset);
  _cm_store_announce (self, changes);
  return TRUE;
}

static gboolean
run_change (CmStore *self, sqlite3_stmt *statement, CmRecord *record, GError **error)
{
  int code = sqlite3_step (statement);

  sqlite3_reset (statement);
  if (code == SQLITE_DONE)
    return TRUE;
  if (sqlite3_extended_errcode (self->db) == SQLITE_CONSTRAINT_FOREIGNKEY)
    {
      g_set_error (error,
                   CM_STORE_ERROR,
                   CM_STORE_ERROR_REFUSED,
                   /* translators: %s is what a record is, such as Activity */
                   _ ("%s: it refers to a record that is gone."),
                   cm_table_label (cm_record_get_table (record)));
      return FALSE;
    }
  return _cm_sql_fail (self, error);
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
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *insert;
  guint n = 0;

  g_return_val_if_fail (self->session != NULL, FALSE);
  if (!cm_record_check (record, error))
    return FALSE;
  g_string_printf (sql, "INSERT INTO %s(id", table->name);
  for (guint i = 0; i < table->n_fields; i++)
    if (!cm_field_is_derived (&table->fields[i]))
      {
        g_string_append_printf (sql, ", \"%s\"", table->fields[i].name);
        n++;
      }
  g_string_append (sql, ") VALUES(?");
  for (guint i = 0; i < n; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  insert = _cm_sql_prepare (self, sql->str);
  bind_fields (record, insert);
  return run_change (self, insert, record, error);
}

gboolean
cm_store_update (CmStore *self, CmRecord *record, GError **error)
{
  const CmTable *table = cm_record_get_table (record);
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *update;
  int position = 2;

  g_return_val_if_fail (self->session != NULL, FALSE);
  if (!cm_record_check (record, error))
    return FALSE;
  g_string_printf (sql, "UPDATE %s SET ", table->name);
  for (guint i = 0; i < table->n_fields; i++)
    if (!cm_field_is_derived (&table->fields[i]))
      {
        g_string_append_printf (
            sql, "%s\"%s\" = ?%d", position > 2 ? ", " : "", table->fields[i].name, position);
        position++;
      }
  g_string_append (sql, " WHERE id = ?1");
  update = _cm_sql_prepare (self, sql->str);
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
  g_autofree char *sql =
      g_strdup_printf ("DELETE FROM %s WHERE id = ?", cm_record_get_table (record)->name);
  sqlite3_stmt *delete;

  g_return_val_if_fail (self->session != NULL, FALSE);
  if (!delete_dependants (self, record, error))
    return FALSE;
  delete = _cm_sql_prepare (self, sql);
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

/* --- queries ---------------------------------------------------------------------------------- */

CmRecord *
cm_store_get (CmStore *self, const char *table_name, const char *id)
{
  const CmTable *table = cm_table_find (table_name);
  CmRecord *record = NULL;
  sqlite3_stmt *select;

  if (id == NULL || *id == '\0')
    return NULL;
  select = prepare_one (self, table, "t0.id = ?");
  sqlite3_bind_text (select, 1, id, -1, SQLITE_TRANSIENT);
  if (sqlite3_step (select) == SQLITE_ROW)
    record = _cm_store_take_row (self, table, select);
  sqlite3_reset (select);
  return record;
}

GArray *
_cm_store_list_rows (CmStore *self, const CmQuery *query)
{
  g_autoptr (GString) sql = g_string_new ("SELECT t0.rowid");
  g_autoptr (GArray) values = _cm_values_new ();
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *select;

  _cm_query_append_from (query, sql, values);
  _cm_query_append_order (query, sql);
  select = _cm_sql_prepare (self, sql->str);
  _cm_sql_bind_all (select, values);
  while (sqlite3_step (select) == SQLITE_ROW)
    {
      gint64 row = sqlite3_column_int64 (select, 0);

      g_array_append_val (rows, row);
    }
  sqlite3_reset (select);
  return rows;
}

CmRecord *
_cm_store_get_row (CmStore *self, const CmTable *table, gint64 row)
{
  sqlite3_stmt *select = prepare_one (self, table, "t0.rowid = ?");
  CmRecord *record = NULL;

  sqlite3_bind_int64 (select, 1, row);
  if (sqlite3_step (select) == SQLITE_ROW)
    record = _cm_store_take_row (self, table, select);
  sqlite3_reset (select);
  return record;
}

/* (transfer container): the records of a query, at most `limit`; -1 for all. */
static GPtrArray *
list_records (CmStore *self, const CmQuery *query, int limit)
{
  const CmTable *table = cm_query_get_table (query);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GArray) values = _cm_values_new ();
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  sqlite3_stmt *select;

  _cm_store_append_columns (table, sql);
  _cm_query_append_from (query, sql, values);
  _cm_query_append_order (query, sql);
  g_string_append_printf (sql, " LIMIT %d", limit);
  select = _cm_sql_prepare (self, sql->str);
  _cm_sql_bind_all (select, values);
  while (sqlite3_step (select) == SQLITE_ROW)
    g_ptr_array_add (records, _cm_store_take_row (self, table, select));
  sqlite3_reset (select);
  return records;
}

GPtrArray *
cm_store_list (CmStore *self, const CmQuery *query)
{
  return list_records (self, query, -1);
}

CmRecord *
cm_store_first (CmStore *self, const CmQuery *query)
{
  g_autoptr (GPtrArray) records = list_records (self, query, 1);

  return records->len > 0 ? g_object_ref (records->pdata[0]) : NULL;
}

static gint64
aggregate (CmStore *self, const CmQuery *query, const char *expression)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GArray) values = _cm_values_new ();
  sqlite3_stmt *select;
  gint64 result = 0;

  g_string_printf (sql, "SELECT %s", expression);
  _cm_query_append_from (query, sql, values);
  select = _cm_sql_prepare (self, sql->str);
  _cm_sql_bind_all (select, values);
  if (sqlite3_step (select) == SQLITE_ROW)
    result = sqlite3_column_int64 (select, 0);
  sqlite3_reset (select);
  return result;
}

guint
cm_store_count (CmStore *self, const CmQuery *query)
{
  return (guint) aggregate (self, query, "count(*)");
}

gint64
cm_store_sum (CmStore *self, const CmQuery *query, const char *field)
{
  g_autofree char *expression = g_strdup_printf ("sum(t0.\"%s\")", field);

  return aggregate (self, query, expression);
}

char *
cm_store_get_title (CmStore *self, const char *table, const char *id)
{
  g_autoptr (CmRecord) record = cm_store_get (self, table, id);

  return g_strdup (record != NULL ? cm_record_get_title (record) : "");
}

char *
cm_store_format (CmStore *self, CmRecord *record, const CmField *field)
{
  const CmValue *value = cm_record_get (record, field->name);

  if (field->type == CM_FIELD_REFERENCE && value->kind == CM_VALUE_TEXT)
    return cm_store_get_title (self, field->references, value->text);
  return cm_value_format (value, field);
}

/* The key of the one record with that title, or of the record with that short name or code. */
static char *
find_reference (CmStore *self, const CmTable *table, const char *text)
{
  static const char *const other[] = { "short_name", "code" };
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (CmQuery) query = cm_query_new (table->name);

  cm_query_where_text (query, table->title, text);
  found = cm_store_list (self, query);
  for (guint i = 0; found->len == 0 && i < G_N_ELEMENTS (other); i++)
    if (cm_table_field (table, other[i]) != NULL)
      {
        g_autoptr (CmQuery) second = cm_query_new (table->name);

        cm_query_where_text (second, other[i], text);
        g_clear_pointer (&found, g_ptr_array_unref);
        found = cm_store_list (self, second);
      }
  return found->len == 1 ? g_strdup (cm_record_get_id (g_ptr_array_index (found, 0))) : NULL;
}

gboolean
cm_store_parse (
    CmStore *self, CmValue *value, const CmField *field, const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  const CmTable *table = field->references != NULL ? cm_table_find (field->references) : NULL;

  if (table != NULL && table->title != NULL && *stripped != '\0')
    {
      g_autofree char *id = find_reference (self, table, stripped);

      if (id == NULL)
        {
          g_set_error (error,
                       CM_MODEL_ERROR,
                       CM_MODEL_ERROR_INVALID,
                       /* translators: %1$s is the name of a field, %2$s what was entered, %3$s what
                        * it should name, such as Organisation */
                       _ ("%1$s: there is no single %3$s named “%2$s”"),
                       cm_field_label (field),
                       stripped,
                       cm_table_label (table));
          return FALSE;
        }
      return cm_value_parse (value, field, id, error);
    }
  return cm_value_parse (value, field, stripped, error);
}
