/* cm-store-sql.c - the thin layer over SQLite: cached statements, values, errors. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-private.h"

#include <glib/gi18n.h>

gboolean
_cm_sql_fail (CmStore *self, GError **error)
{
  int code = sqlite3_errcode (self->db);

  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
    _cm_store_note_fault (self);
  if (code == SQLITE_FULL)
    g_set_error (error,
                 CM_STORE_ERROR,
                 CM_STORE_ERROR_SQL,
                 /* translators: %s is the path of a file */
                 _ ("There is no room left on the disk of “%s”. Nothing was changed; make room and "
                    "try again."),
                 self->path);
  else if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
    g_set_error (
        error,
        CM_STORE_ERROR,
        CM_STORE_ERROR_BUSY,
        /* translators: %s is the path of a file */
        _ ("Another program is writing to “%s”. Nothing was changed; try again in a moment."),
        self->path);
  else if (code == SQLITE_READONLY)
    g_set_error (
        error,
        CM_STORE_ERROR,
        CM_STORE_ERROR_READ_ONLY,
        /* translators: %s is the path of a file */
        _ ("“%s” cannot be written to. Nothing was changed; save a copy elsewhere to go on."),
        self->path);
  else
    g_set_error (error,
                 CM_STORE_ERROR,
                 CM_STORE_ERROR_SQL,
                 /* translators: %1$s is the path of a file, %2$s a technical reason in English */
                 _ ("“%1$s” could not be used: %2$s. Nothing was changed."),
                 self->path,
                 sqlite3_errmsg (self->db));
  return FALSE;
}

gboolean
_cm_sql_exec (CmStore *self, const char *sql, GError **error)
{
  return sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK || _cm_sql_fail (self, error);
}

sqlite3_stmt *
_cm_sql_prepare (CmStore *self, const char *sql)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }
  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
      SQLITE_OK)
    g_error ("wrong SQL: %s: %s", sql, sqlite3_errmsg (self->db));
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

gboolean
_cm_sql_next (CmStore *self, sqlite3_stmt *statement)
{
  int code = sqlite3_step (statement);

  if (code != SQLITE_ROW && code != SQLITE_DONE)
    _cm_store_note_fault (self);
  return code == SQLITE_ROW;
}

gboolean
_cm_sql_run (CmStore *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = _cm_sql_prepare (self, sql);
  int code = sqlite3_step (statement);
  gboolean done = code == SQLITE_DONE || _cm_sql_fail (self, error);

  sqlite3_reset (statement);
  return done;
}

/* --- the statements of a table ---------------------------------------------------------------- */

static void
append_insert (const CmTable *table, GString *sql)
{
  guint n = 0;

  g_string_append_printf (sql, "INSERT INTO %s(id", table->name);
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
}

static void
append_update (const CmTable *table, GString *sql)
{
  int position = 2;

  g_string_append_printf (sql, "UPDATE %s SET ", table->name);
  for (guint i = 0; i < table->n_fields; i++)
    if (!cm_field_is_derived (&table->fields[i]))
      {
        g_string_append_printf (
            sql, "%s\"%s\" = ?%d", position > 2 ? ", " : "", table->fields[i].name, position);
        position++;
      }
  g_string_append (sql, " WHERE id = ?1");
}

static char *
write_sql (CmSqlPurpose purpose, const CmTable *table)
{
  GString *sql = g_string_new (NULL);

  switch (purpose)
    {
    case CM_SQL_INSERT:
      append_insert (table, sql);
      break;
    case CM_SQL_UPDATE:
      append_update (table, sql);
      break;
    case CM_SQL_DELETE:
      g_string_append_printf (sql, "DELETE FROM %s WHERE id = ?", table->name);
      break;
    case CM_SQL_GET:
    case CM_SQL_GET_ROW:
    case N_CM_SQL:
    default:
      _cm_store_append_columns (table, sql);
      g_string_append_printf (
          sql, " FROM %s t0 WHERE t0.%s = ?", table->name, purpose == CM_SQL_GET ? "id" : "rowid");
    }
  return g_string_free (sql, FALSE);
}

sqlite3_stmt *
_cm_sql_for_table (CmStore *self, CmSqlPurpose purpose, const CmTable *table)
{
  GHashTable *known = self->table_statements[purpose];
  sqlite3_stmt *statement = g_hash_table_lookup (known, table);
  g_autofree char *sql = NULL;

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }
  sql = write_sql (purpose, table);
  statement = _cm_sql_prepare (self, sql);
  g_hash_table_insert (known, (gpointer) table, statement);
  return statement;
}

void
_cm_sql_forget (CmStore *self)
{
  for (guint i = 0; i < N_CM_SQL; i++)
    g_hash_table_remove_all (self->table_statements[i]);
  g_hash_table_remove_all (self->statements);
}

/* --- values ----------------------------------------------------------------------------------- */

void
_cm_sql_bind (sqlite3_stmt *statement, int position, const CmValue *value)
{
  if (value->kind == CM_VALUE_NUMBER)
    sqlite3_bind_int64 (statement, position, value->number);
  else if (value->kind == CM_VALUE_TEXT)
    sqlite3_bind_text (statement, position, value->text, -1, SQLITE_TRANSIENT);
  else
    sqlite3_bind_null (statement, position);
}

void
_cm_sql_bind_all (sqlite3_stmt *statement, GArray *values)
{
  for (guint i = 0; i < values->len; i++)
    _cm_sql_bind (statement, (int) i + 1, &g_array_index (values, CmValue, i));
}

char *
_cm_sql_text (CmStore *self, const char *sql, const char *parameter)
{
  sqlite3_stmt *statement = _cm_sql_prepare (self, sql);
  char *text = NULL;

  if (parameter != NULL)
    sqlite3_bind_text (statement, 1, parameter, -1, SQLITE_TRANSIENT);
  if (_cm_sql_next (self, statement))
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return text;
}
