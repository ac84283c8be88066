/* cm-store-sql.c - the thin layer over SQLite: cached statements, values, errors. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

static void
set_error (CmStore *self, int code, const char *why, GError **error)
{

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
                 why);
}

static gboolean
fail_with (CmStore *self, int code, const char *why, GError **error)
{
  g_autoptr (GError) reason = NULL;

  set_error (self, code, why, &reason);
  if (g_error_matches (reason, CM_STORE_ERROR, CM_STORE_ERROR_SQL) ||
      g_error_matches (reason, CM_STORE_ERROR, CM_STORE_ERROR_READ_ONLY))
    _cm_store_note_failure (self, reason->message);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

gboolean
_cm_sql_fail (CmStore *self, GError **error)
{
  return fail_with (self, sqlite3_errcode (self->db), sqlite3_errmsg (self->db), error);
}

gboolean
_cm_sql_fail_code (CmStore *self, int code, GError **error)
{
  return fail_with (self, code & 0xff, sqlite3_errstr (code), error);
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
    {
      _cm_store_note_fault (self);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

gboolean
_cm_sql_next (CmStore *self, sqlite3_stmt *statement)
{
  int code = sqlite3_step (statement);

  /* Our own errand is writing down what it has done; that comes to an end. */
  while (code == SQLITE_BUSY && self->errand != NULL)
    {
      sqlite3_reset (statement);
      code = sqlite3_step (statement);
    }
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

/* --- commit ----------------------------------------------------------------------------------- */

/* Every commit counts up a number in the header of the file. */
static gboolean
read_counter (CmStore *self, guint32 *counter)
{
  return _cm_store_read_bytes (self, 24, counter, sizeof *counter);
}

static gboolean
fail_in_doubt (CmStore *self, const char *why, GError **error)
{
  g_autoptr (GError) doubt = NULL;

  /* What is held in memory is looked at again as soon as that can be done. */
  self->data_version = -1;
  g_set_error (&doubt,
               CM_STORE_ERROR,
               CM_STORE_ERROR_DOUBT,
               /* translators: %1$s is the path of a file, %2$s a technical reason in English */
               _ ("The disk of “%1$s” failed at the last moment (%2$s), and it cannot be said yet "
                  "whether this change was kept. Everything before it is safe; look again once "
                  "the disk is back."),
               self->path,
               why);
  _cm_store_note_failure (self, doubt->message);
  g_propagate_error (error, g_steal_pointer (&doubt));
  return FALSE;
}

/* The empty journal has to be on the disk as well, or a power cut might bring back the full one. */
static gboolean
make_safe (CmStore *self)
{
  g_autofree char *journal = g_strconcat (self->path, "-journal", NULL);
  int file = g_open (journal, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
  gboolean safe;

  if (file < 0)
    return errno == ENOENT;
  safe = fsync (file) == 0;
  close (file);
  return safe;
}

/* A commit that fails may yet have been kept, so nobody is told. */
static gboolean
run_commit (CmStore *self, GError **error)
{
  sqlite3_stmt *commit = _cm_sql_prepare (self, "COMMIT");
  gboolean done = sqlite3_step (commit) == SQLITE_DONE;

  if (!done)
    set_error (self, sqlite3_errcode (self->db), sqlite3_errmsg (self->db), error);
  sqlite3_reset (commit);
  return done;
}

/* The last thing that a commit does is to empty the journal; if that fails, the next who reads the
 * file either still finds the journal, and rolls back, or not. So it is read at once. */
gboolean
_cm_sql_commit (CmStore *self, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *why = NULL;
  guint32 before = 0, after = 0;
  gboolean counted = read_counter (self, &before);

  if (run_commit (self, &reason))
    return TRUE;
  why = g_strdup (sqlite3_errmsg (self->db));
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  if (!counted ||
      sqlite3_exec (self->db, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL) != SQLITE_OK ||
      !read_counter (self, &after))
    return fail_in_doubt (self, why, error);
  if (after != before)
    return make_safe (self) || fail_in_doubt (self, why, error);
  _cm_store_note_failure (self, reason->message);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
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
  if (statement != NULL)
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
