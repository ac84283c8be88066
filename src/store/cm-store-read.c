/* cm-store-read.c - records out of a portfolio: one by one, by query, formatted, parsed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-private.h"

#include <glib/gi18n.h>

/* --- records in memory ------------------------------------------------------------------------ */

/* What is kept of a record to forget it by. The table outlives its store: to watch the store from
 * each of 60,000 records would make letting go of them quadratic. */
typedef struct
{
  GHashTable *live;
  char *id;
} LiveKey;

static void
record_gone_cb (gpointer data, GObject *where)
{
  LiveKey *key = data;

  g_hash_table_remove (key->live, key->id);
  g_hash_table_unref (key->live);
  g_free (key->id);
  g_free (key);
}

static void
remember_record (CmStore *self, CmRecord *record)
{
  LiveKey *key = g_new0 (LiveKey, 1);

  key->live = g_hash_table_ref (self->live);
  key->id = g_strdup (cm_record_get_id (record));
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

CmRecord *
_cm_store_read_row (const CmTable *table, sqlite3_stmt *statement)
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
  record = _cm_store_read_row (table, statement);
  remember_record (self, record);
  return record;
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
  select = _cm_sql_for_table (self, CM_SQL_GET, table);
  sqlite3_bind_text (select, 1, id, -1, SQLITE_TRANSIENT);
  if (_cm_sql_next (self, select))
    record = _cm_store_take_row (self, table, select);
  sqlite3_reset (select);
  return record;
}

gboolean
_cm_store_has (CmStore *self, const CmTable *table, const char *id)
{
  sqlite3_stmt *select = _cm_sql_for_table (self, CM_SQL_GET, table);
  gboolean there;

  sqlite3_bind_text (select, 1, id, -1, SQLITE_TRANSIENT);
  there = _cm_sql_next (self, select);
  sqlite3_reset (select);
  return there;
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
  while (_cm_sql_next (self, select))
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
  sqlite3_stmt *select = _cm_sql_for_table (self, CM_SQL_GET_ROW, table);
  CmRecord *record = NULL;

  sqlite3_bind_int64 (select, 1, row);
  if (_cm_sql_next (self, select))
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
  while (_cm_sql_next (self, select))
    g_ptr_array_add (records, _cm_store_take_row (self, table, select));
  sqlite3_reset (select);
  return records;
}

GPtrArray *
cm_store_list (CmStore *self, const CmQuery *query)
{
  return list_records (self, query, -1);
}

/* So many records are read under one lock. */
#define VISITED_AT_ONCE 256

/* The records of these rows that are still there. */
static GPtrArray *
read_rows (CmStore *self, const CmTable *table, const gint64 *rows, guint n)
{
  GPtrArray *records = g_ptr_array_new_full (n, g_object_unref);
  const gboolean locked =
      sqlite3_get_autocommit (self->db) != 0 && _cm_sql_run (self, "BEGIN", NULL);

  for (guint i = 0; i < n; i++)
    {
      CmRecord *record = _cm_store_get_row (self, table, rows[i]);

      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  if (locked)
    _cm_sql_run (self, "COMMIT", NULL);
  return records;
}

void
cm_store_visit (CmStore *self, const CmQuery *query, CmRecordFunc func, gpointer data)
{
  g_autoptr (GArray) rows = _cm_store_list_rows (self, query);
  gboolean more = TRUE;

  for (guint from = 0; more && from < rows->len; from += VISITED_AT_ONCE)
    {
      g_autoptr (GPtrArray) records = read_rows (self,
                                                 cm_query_get_table (query),
                                                 &g_array_index (rows, gint64, from),
                                                 MIN (VISITED_AT_ONCE, rows->len - from));

      for (guint i = 0; more && i < records->len; i++)
        more = func (records->pdata[i], data);
    }
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
  if (_cm_sql_next (self, select))
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
