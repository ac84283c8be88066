/* cm-store-seal.c - one number that tells whether a portfolio holds what was put into it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-private.h"

#include <string.h>

/* SQLite notices damage to the structure of a file, but not a letter or an amount that has become
 * another. So the sum of a hash of every value, modulo 2⁶⁴, is kept in the file and brought up to
 * date in each transaction from what that changed; reading everything once must give the same. A
 * value counts with its table, column and key; nothing counts nothing, so that new columns leave
 * the sum alone. It finds accidents; who means harm can write a sum as well. */

#define KEY "seal"
#define MULTIPLIER G_GUINT64_CONSTANT (0x9fb21c651e98df25)

/* --- hashes ----------------------------------------------------------------------------------- */

static guint64
mix (guint64 hash, guint64 word)
{
  hash = (hash ^ word) * MULTIPLIER;
  return hash ^ (hash >> 29);
}

static guint64
hash_bytes (guint64 hash, const void *bytes, gsize size)
{
  const guint8 *p = bytes;
  guint64 word;

  for (; size >= sizeof word; size -= sizeof word, p += sizeof word)
    {
      memcpy (&word, p, sizeof word);
      hash = mix (hash, GUINT64_FROM_LE (word));
    }
  word = (guint64) size + 1;
  for (; size > 0; size--)
    word = (word << 8) | *p++;
  return mix (hash, word);
}

static guint64
hash_value (guint64 hash, sqlite3_value *value)
{
  int type = sqlite3_value_type (value);

  hash = mix (hash, (guint64) type);
  if (type == SQLITE_INTEGER)
    return mix (hash, (guint64) sqlite3_value_int64 (value));
  return hash_bytes (hash, sqlite3_value_blob (value), (gsize) sqlite3_value_bytes (value));
}

/* Where all values of a row start from: its first column is its key. */
static guint64
hash_row (const char *table, sqlite3_value *key)
{
  return hash_value (hash_bytes (MULTIPLIER, table, strlen (table)), key);
}

static guint64
hash_cell (guint64 row, int column, sqlite3_value *value)
{
  if (value == NULL || (column > 0 && sqlite3_value_type (value) == SQLITE_NULL))
    return 0;
  return mix (hash_value (mix (row, (guint64) column + 1), value), MULTIPLIER);
}

/* --- all of a file ---------------------------------------------------------------------------- */

/* What the rest of the program relies on, whoever wrote the file. */
static gboolean
is_text (sqlite3_value *value)
{
  return sqlite3_value_type (value) != SQLITE_TEXT ||
         g_utf8_validate_len (
             (const char *) sqlite3_value_text (value), (gsize) sqlite3_value_bytes (value), NULL);
}

static gboolean
add_table (sqlite3 *db, const char *table, guint64 *sum)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  sqlite3_stmt *select = NULL;
  int code = sqlite3_prepare_v2 (db, sql, -1, &select, NULL);

  while (code == SQLITE_OK && sqlite3_step (select) == SQLITE_ROW)
    {
      guint64 row = hash_row (table, sqlite3_column_value (select, 0));

      for (int i = 0; i < sqlite3_column_count (select) && code == SQLITE_OK; i++)
        {
          sqlite3_value *value = sqlite3_column_value (select, i);

          *sum += hash_cell (row, i, value);
          if (!is_text (value))
            code = SQLITE_CORRUPT;
        }
    }
  if (sqlite3_finalize (select) != SQLITE_OK)
    return FALSE;
  return code == SQLITE_OK;
}

static gboolean
add_all (sqlite3 *db, guint64 *sum)
{
  sqlite3_stmt *tables = NULL;
  gboolean done = sqlite3_prepare_v2 (db,
                                      "SELECT name FROM sqlite_schema WHERE type = 'table' AND "
                                      "name NOT LIKE 'sqlite_%' AND name <> 'meta'",
                                      -1,
                                      &tables,
                                      NULL) == SQLITE_OK;

  *sum = 0;
  while (done && sqlite3_step (tables) == SQLITE_ROW)
    done = add_table (db, (const char *) sqlite3_column_text (tables, 0), sum);
  return sqlite3_finalize (tables) == SQLITE_OK && done;
}

static gboolean
read_seal (sqlite3 *db, gboolean *there, guint64 *sum)
{
  sqlite3_stmt *select = NULL;
  int code = sqlite3_prepare_v2 (db, "SELECT v FROM meta WHERE k = '" KEY "'", -1, &select, NULL);

  *there = code == SQLITE_OK && sqlite3_step (select) == SQLITE_ROW;
  if (*there)
    *sum = g_ascii_strtoull ((const char *) sqlite3_column_text (select, 0), NULL, 16);
  return sqlite3_finalize (select) == SQLITE_OK && code == SQLITE_OK;
}

gboolean
_cm_seal_holds (sqlite3 *db)
{
  guint64 kept = 0, found = 0;
  gboolean sealed;

  return read_seal (db, &sealed, &kept) && add_all (db, &found) && (!sealed || kept == found);
}

/* --- what changes ----------------------------------------------------------------------------- */

static void
add_change (sqlite3_changeset_iter *iter, guint64 *sum)
{
  const char *table;
  int n, op, indirect;
  sqlite3_value *key = NULL;
  guint64 row;

  sqlite3changeset_op (iter, &table, &n, &op, &indirect);
  if (op == SQLITE_INSERT)
    sqlite3changeset_new (iter, 0, &key);
  else
    sqlite3changeset_old (iter, 0, &key);
  row = hash_row (table, key);
  for (int i = 0; i < n; i++)
    {
      sqlite3_value *old = NULL, *new = NULL;

      if (op != SQLITE_INSERT)
        sqlite3changeset_old (iter, i, &old);
      if (op != SQLITE_DELETE)
        sqlite3changeset_new (iter, i, &new);
      /* Of an update, what names the row is not what changes. */
      if (op == SQLITE_UPDATE && new == NULL)
        continue;
      *sum += hash_cell (row, i, new) - hash_cell (row, i, old);
    }
}

static gboolean
add_changes (const void *changeset, int size, gboolean invert, guint64 *sum)
{
  sqlite3_changeset_iter *iter = NULL;
  guint64 change = 0;

  if (sqlite3changeset_start (&iter, size, (void *) changeset) != SQLITE_OK)
    return FALSE;
  while (sqlite3changeset_next (iter) == SQLITE_ROW)
    add_change (iter, &change);
  *sum += invert ? -change : change;
  return sqlite3changeset_finalize (iter) == SQLITE_OK;
}

static gboolean
add_history (sqlite3_session *history, guint64 *sum)
{
  void *changeset = NULL;
  int size = 0;
  gboolean done = sqlite3session_changeset (history, &size, &changeset) == SQLITE_OK &&
                  (size == 0 || add_changes (changeset, size, FALSE, sum));

  sqlite3_free (changeset);
  return done;
}

static gboolean
write_seal (CmStore *self, guint64 sum, GError **error)
{
  sqlite3_stmt *put = _cm_sql_prepare (self,
                                       "INSERT INTO meta(k, v) VALUES('" KEY
                                       "', ?) ON CONFLICT(k) DO UPDATE SET v=excluded.v");
  g_autofree char *text = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", sum);
  int code;

  sqlite3_bind_text (put, 1, text, -1, SQLITE_TRANSIENT);
  code = sqlite3_step (put);
  sqlite3_reset (put);
  return code == SQLITE_DONE || _cm_sql_fail (self, error);
}

sqlite3_session *
_cm_seal_start (CmStore *self, GError **error)
{
  sqlite3_session *history = NULL;

  if (sqlite3session_create (self->db, "main", &history) == SQLITE_OK &&
      sqlite3session_attach (history, "history") == SQLITE_OK)
    return history;
  g_clear_pointer (&history, sqlite3session_delete);
  _cm_sql_fail (self, error);
  return NULL;
}

gboolean
_cm_seal_finish (CmStore *self,
                 sqlite3_session *history,
                 const void *changeset,
                 int size,
                 gboolean invert,
                 GError **error)
{
  guint64 sum = 0;
  gboolean sealed = FALSE;
  gboolean done =
      read_seal (self->db, &sealed, &sum) &&
      (sealed ? add_changes (changeset, size, invert, &sum) && add_history (history, &sum)
              : add_all (self->db, &sum));

  sqlite3session_delete (history);
  return done ? write_seal (self, sum, error) : _cm_sql_fail (self, error);
}

gboolean
_cm_seal_renew (CmStore *self, GError **error)
{
  guint64 sum;

  return add_all (self->db, &sum) ? write_seal (self, sum, error) : _cm_sql_fail (self, error);
}
