/* cm-store-merge.c - two copies of a portfolio: how they differ; taking over from one into the
 * other. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-merge.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cm-store-merge-private.h"

#define TELL_EVERY 512 /* rows */

struct _CmCopy
{
  CmStore *store;
  GHashTable *statements; /* SQL → sqlite3_stmt */
  GError *error;          /* the first, or NULL */
};

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

CmCopy *
cm_copy_new (CmStore *store)
{
  CmCopy *self = g_new0 (CmCopy, 1);

  self->store = g_object_ref (store);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  return self;
}

void
cm_copy_free (CmCopy *self)
{
  g_hash_table_unref (self->statements);
  g_object_unref (self->store);
  g_clear_error (&self->error);
  g_free (self);
}

CmStore *
cm_copy_get_store (CmCopy *self)
{
  return self->store;
}

CmColumns *
_cm_copy_get_columns (CmCopy *self)
{
  return self->store->columns;
}

gboolean
cm_copy_check (CmCopy *self, GError **error)
{
  if (self->error == NULL)
    return _cm_store_refuse_damaged (self->store, error);
  if (error != NULL)
    *error = g_error_copy (self->error);
  return FALSE;
}

/* --- reading ---------------------------------------------------------------------------------- */

sqlite3_stmt *
_cm_copy_prepare (CmCopy *self, const char *sql)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }
  if (sqlite3_prepare_v3 (self->store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
      SQLITE_OK)
    {
      if (self->error == NULL)
        _cm_sql_fail (self->store, &self->error);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

gboolean
_cm_copy_next (CmCopy *self, sqlite3_stmt *statement)
{
  int code = statement != NULL && self->error == NULL ? sqlite3_step (statement) : SQLITE_DONE;

  if (code != SQLITE_ROW && code != SQLITE_DONE && self->error == NULL)
    _cm_sql_fail (self->store, &self->error);
  return code == SQLITE_ROW;
}

void
_cm_value_take (CmValue *value, sqlite3_value *from)
{
  int type = from != NULL ? sqlite3_value_type (from) : SQLITE_NULL;

  if (type == SQLITE_INTEGER)
    cm_value_set_number (value, sqlite3_value_int64 (from));
  else if (type == SQLITE_TEXT)
    cm_value_set_text (value, (const char *) sqlite3_value_text (from));
  else
    cm_value_clear (value);
}

static void
append_kept (const CmTable *table, GString *sql)
{
  g_string_append (sql, "SELECT id");
  for (guint i = 0; i < table->n_fields; i++)
    if (!cm_field_is_derived (&table->fields[i]))
      g_string_append_printf (sql, ", \"%s\"", table->fields[i].name);
  g_string_append_printf (sql, " FROM %s", table->name);
}

static CmRecord *
read_row (const CmTable *table, sqlite3_stmt *row)
{
  CmRecord *record = cm_record_new_with_id (table, (const char *) sqlite3_column_text (row, 0));
  int column = 1;

  for (guint i = 0; i < table->n_fields; i++)
    if (!cm_field_is_derived (&table->fields[i]))
      {
        CmValue value = CM_VALUE_INIT;

        _cm_value_take (&value, sqlite3_column_value (row, column++));
        cm_record_set_value (record, i, &value);
        cm_value_clear (&value);
      }
  return record;
}

static sqlite3_stmt *
select_one (CmCopy *self, const CmTable *table, const char *id)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *select;

  append_kept (table, sql);
  g_string_append (sql, " WHERE id = ?");
  select = _cm_copy_prepare (self, sql->str);
  if (select != NULL)
    sqlite3_bind_text (select, 1, id, -1, SQLITE_TRANSIENT);
  return select;
}

CmRecord *
cm_copy_read (CmCopy *self, const CmTable *table, const char *id)
{
  sqlite3_stmt *select = select_one (self, table, id);
  CmRecord *record = NULL;

  if (_cm_copy_next (self, select))
    record = read_row (table, select);
  sqlite3_reset (select);
  return record;
}

gboolean
cm_copy_has (CmCopy *self, const CmTable *table, const char *id)
{
  sqlite3_stmt *select = select_one (self, table, id);
  gboolean there = _cm_copy_next (self, select);

  sqlite3_reset (select);
  return there;
}

GPtrArray *
cm_copy_find (CmCopy *self, const CmTable *table, const CmField *field, const char *id)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT id FROM %s WHERE \"%s\" = ? ORDER BY id", table->name, field->name);
  sqlite3_stmt *select = _cm_copy_prepare (self, sql);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  if (select != NULL)
    sqlite3_bind_text (select, 1, id, -1, SQLITE_TRANSIENT);
  while (_cm_copy_next (self, select))
    g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (select, 0)));
  sqlite3_reset (select);
  return ids;
}

char *
cm_copy_get_state (CmCopy *self)
{
  sqlite3_stmt *select =
      _cm_copy_prepare (self, "SELECT id, ts FROM history ORDER BY seq DESC LIMIT 1");
  char *state = NULL;

  if (_cm_copy_next (self, select))
    state = _cm_state_name ((const char *) sqlite3_column_text (select, 0),
                            sqlite3_column_int64 (select, 1));
  sqlite3_reset (select);
  return state != NULL ? state : g_strdup ("");
}

/* What is typed in one go becomes one entry, which changes in time. */
char *
_cm_state_name (const char *id, gint64 time)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, id, time);
}

/* --- comparing -------------------------------------------------------------------------------- */

typedef struct
{
  CmCopy *copies[2];
  sqlite3_stmt *rows[2];
  gboolean there[2];
  CmDifferenceFunc visit;
  gpointer data;
  CmProgress *progress;
  double share;
  gint64 done, all;
  GCancellable *cancellable;
} Comparison;

static gint64
count_rows (CmCopy *copy)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);
  gint64 count = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", tables[i]->name);
      sqlite3_stmt *select = _cm_copy_prepare (copy, sql);

      if (_cm_copy_next (copy, select))
        count += sqlite3_column_int64 (select, 0);
      sqlite3_reset (select);
    }
  return count;
}

static gboolean
is_same_value (sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
  int type = sqlite3_column_type (a, column);

  if (type != sqlite3_column_type (b, column))
    return FALSE;
  if (type == SQLITE_INTEGER)
    return sqlite3_column_int64 (a, column) == sqlite3_column_int64 (b, column);
  if (type == SQLITE_TEXT)
    {
      const unsigned char *text = sqlite3_column_text (a, column);
      const unsigned char *other = sqlite3_column_text (b, column);
      int length = sqlite3_column_bytes (a, column);

      return length == sqlite3_column_bytes (b, column) &&
             memcmp (text, other, (size_t) length) == 0;
    }
  return TRUE;
}

static gboolean
is_same_row (sqlite3_stmt *a, sqlite3_stmt *b)
{
  int n = sqlite3_column_count (a);

  for (int i = 1; i < n; i++)
    if (!is_same_value (a, b, i))
      return FALSE;
  return TRUE;
}

static void
advance (Comparison *c, int side)
{
  c->there[side] = _cm_copy_next (c->copies[side], c->rows[side]);
  if (++c->done % TELL_EVERY == 0)
    cm_progress_set (c->progress, c->share * (double) c->done / (double) MAX (c->all, 1));
}

/* Below 0 if only mine has the next key, above 0 if only theirs. */
static int
compare_keys (Comparison *c)
{
  if (!c->there[0] || !c->there[1])
    return c->there[0] ? -1 : 1;
  return strcmp ((const char *) sqlite3_column_text (c->rows[0], 0),
                 (const char *) sqlite3_column_text (c->rows[1], 0));
}

static void
visit_next (Comparison *c, const CmTable *table)
{
  int order = compare_keys (c);

  if (order != 0 || !is_same_row (c->rows[0], c->rows[1]))
    {
      g_autoptr (CmRecord) mine = order <= 0 ? read_row (table, c->rows[0]) : NULL;
      g_autoptr (CmRecord) theirs = order >= 0 ? read_row (table, c->rows[1]) : NULL;

      c->visit (table, cm_record_get_id (mine != NULL ? mine : theirs), mine, theirs, c->data);
    }
  if (order <= 0)
    advance (c, 0);
  if (order >= 0)
    advance (c, 1);
}

static gboolean
compare_table (Comparison *c, const CmTable *table, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  gboolean go_on = TRUE;

  append_kept (table, sql);
  g_string_append (sql, " ORDER BY id");
  for (int side = 0; side < 2; side++)
    {
      c->rows[side] = _cm_copy_prepare (c->copies[side], sql->str);
      advance (c, side);
    }
  while (go_on && (c->there[0] || c->there[1]))
    {
      visit_next (c, table);
      go_on = !g_cancellable_set_error_if_cancelled (c->cancellable, error);
    }
  for (int side = 0; side < 2; side++)
    sqlite3_reset (c->rows[side]);
  return go_on && cm_copy_check (c->copies[0], error) && cm_copy_check (c->copies[1], error);
}

static gboolean
compare_tables (Comparison *c, GError **error)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  c->all = count_rows (c->copies[0]) + count_rows (c->copies[1]);
  for (guint i = 0; i < n; i++)
    if (!compare_table (c, tables[i], error))
      return FALSE;
  return TRUE;
}

/* So that all that is read is of one moment, unless a transaction is open anyway. */
static gboolean
hold (CmCopy *copy)
{
  return sqlite3_get_autocommit (copy->store->db) &&
         sqlite3_exec (copy->store->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
}

static void
let_go (CmCopy *copy, gboolean held)
{
  if (held && !sqlite3_get_autocommit (copy->store->db))
    sqlite3_exec (copy->store->db, "COMMIT", NULL, NULL, NULL);
}

gboolean
cm_copy_compare (CmCopy *mine,
                 CmCopy *theirs,
                 CmDifferenceFunc visit,
                 gpointer data,
                 CmProgress *progress,
                 double share,
                 GCancellable *cancellable,
                 GError **error)
{
  Comparison c = { .copies = { mine, theirs },
                   .visit = visit,
                   .data = data,
                   .progress = progress,
                   .share = share,
                   .cancellable = cancellable };
  gboolean held[] = { hold (mine), hold (theirs) };
  gboolean done = compare_tables (&c, error);

  let_go (mine, held[0]);
  let_go (theirs, held[1]);
  return done;
}

/* --- taking over ------------------------------------------------------------------------------ */

gboolean
cm_store_begin_merge (CmStore *self, const char *label, const char *theirs, GError **error)
{
  if (!cm_store_begin (self, label, error))
    return FALSE;
  self->merged = g_strdup (theirs);
  /* Ends with the transaction. */
  if (_cm_sql_run (self, "PRAGMA defer_foreign_keys=ON", error))
    return TRUE;
  cm_store_rollback (self);
  return FALSE;
}

void
cm_store_relabel (CmStore *self, const char *label)
{
  g_return_if_fail (self->session != NULL);
  g_free (self->label);
  self->label = g_strdup (label);
}

gboolean
cm_store_remove (CmStore *self, const CmTable *table, const char *id, GError **error)
{
  sqlite3_stmt *delete;
  int code;

  g_return_val_if_fail (self->merged != NULL, FALSE);
  delete = _cm_sql_for_table (self, CM_SQL_DELETE, table);
  sqlite3_bind_text (delete, 1, id, -1, SQLITE_TRANSIENT);
  code = sqlite3_step (delete);
  sqlite3_reset (delete);
  return code == SQLITE_DONE || _cm_sql_fail (self, error);
}
