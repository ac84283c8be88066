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

/* A value as SQLite hands it out or a changeset holds it. */
typedef struct
{
  int type; /* SQLITE_INTEGER and so on; 0 for none */
  guint64 number;
  const void *bytes;
  gsize size;
} Cell;

static guint64
hash_value (guint64 hash, const Cell *value)
{
  hash = mix (hash, (guint64) value->type);
  if (value->type == SQLITE_INTEGER || value->type == SQLITE_FLOAT)
    return mix (hash, value->number);
  return hash_bytes (hash, value->bytes, value->size);
}

/* Where all values of a table start from. */
static guint64
hash_table (const char *name)
{
  return hash_bytes (MULTIPLIER, name, strlen (name));
}

static guint64
hash_cell (guint64 row, guint column, const Cell *value)
{
  if (value->type == 0 || value->type == SQLITE_NULL)
    return 0;
  return mix (hash_value (mix (row, column + 1), value), MULTIPLIER);
}

/* --- all of a file ---------------------------------------------------------------------------- */

/* What the rest of the program relies on, whoever wrote the file. */
static gboolean
is_text (const Cell *value)
{
  return value->type != SQLITE_TEXT || g_utf8_validate_len (value->bytes, value->size, NULL);
}

static Cell
read_cell (sqlite3_stmt *select, int column)
{
  Cell cell = { sqlite3_column_type (select, column), 0, NULL, 0 };
  double real;

  if (cell.type == SQLITE_INTEGER)
    cell.number = (guint64) sqlite3_column_int64 (select, column);
  else if (cell.type == SQLITE_FLOAT)
    {
      real = sqlite3_column_double (select, column);
      memcpy (&cell.number, &real, sizeof real);
    }
  else
    {
      cell.bytes = cell.type == SQLITE_TEXT ? (const void *) sqlite3_column_text (select, column)
                                            : sqlite3_column_blob (select, column);
      cell.size = (gsize) sqlite3_column_bytes (select, column);
    }
  return cell;
}

static gboolean
add_table (sqlite3 *db, const char *table, guint64 *sum)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  const guint64 start = hash_table (table);
  sqlite3_stmt *select = NULL;
  int code = sqlite3_prepare_v2 (db, sql, -1, &select, NULL);

  while (code == SQLITE_OK && sqlite3_step (select) == SQLITE_ROW)
    {
      const Cell key = read_cell (select, 0);
      const guint64 row = hash_value (start, &key);

      for (int i = 0; i < sqlite3_column_count (select) && code == SQLITE_OK; i++)
        {
          const Cell cell = read_cell (select, i);

          *sum += hash_cell (row, (guint) i, &cell);
          if (!is_text (&cell))
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

  /* In the midst of a transaction it has yet to be brought up to date. */
  if (!sqlite3_get_autocommit (db))
    return TRUE;
  return read_seal (db, &sealed, &kept) && add_all (db, &found) && (!sealed || kept == found);
}

/* --- what changes ----------------------------------------------------------------------------- */

/* A changeset is read as it stands: SQLite's own iterator takes several times as long, which counts
 * for an import. It was made by SQLite a moment ago, or checked before it was undone. */
typedef struct
{
  const guint8 *p, *end;
  guint64 table; /* where its values start from */
  guint n;       /* columns of the table */
} Reader;

#define COLUMNS_MAX 128

static gboolean
read_size (Reader *r, gsize *size)
{
  *size = 0;
  for (int i = 0; i < 5 && r->p < r->end; i++)
    {
      guint8 byte = *r->p++;

      *size = (*size << 7) | (byte & 0x7f);
      if ((byte & 0x80) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_value (Reader *r, Cell *cell)
{
  guint64 number;

  *cell = (Cell){ 0 };
  if (r->p >= r->end)
    return FALSE;
  cell->type = *r->p++;
  if (cell->type == SQLITE_INTEGER || cell->type == SQLITE_FLOAT)
    {
      if (r->end - r->p < (gssize) sizeof number)
        return FALSE;
      memcpy (&number, r->p, sizeof number);
      cell->number = GUINT64_FROM_BE (number);
      r->p += sizeof number;
    }
  else if (cell->type == SQLITE_TEXT || cell->type == SQLITE_BLOB)
    {
      if (!read_size (r, &cell->size) || (gsize) (r->end - r->p) < cell->size)
        return FALSE;
      cell->bytes = r->p;
      r->p += cell->size;
    }
  return TRUE;
}

static gboolean
read_row (Reader *r, Cell cells[])
{
  for (guint i = 0; i < r->n; i++)
    if (!read_value (r, &cells[i]))
      return FALSE;
  return TRUE;
}

static guint64
hash_cells (guint64 row, guint n, const Cell cells[], guint first)
{
  guint64 sum = 0;

  for (guint i = first; i < n; i++)
    sum += hash_cell (row, i, &cells[i]);
  return sum;
}

/* Of an update, the key names the row and does not change, and what is not there did not either. */
static gboolean
add_change (Reader *r, int op, guint64 *sum)
{
  Cell old[COLUMNS_MAX], new[COLUMNS_MAX];
  guint64 row;

  if (r->end - r->p < 1 || r->n == 0)
    return FALSE;
  r->p++;
  if (!read_row (r, old) || (op == SQLITE_UPDATE && !read_row (r, new)))
    return FALSE;
  row = hash_value (r->table, &old[0]);
  if (op == SQLITE_INSERT)
    *sum += hash_cells (row, r->n, old, 0);
  else if (op == SQLITE_DELETE)
    *sum -= hash_cells (row, r->n, old, 0);
  else if (op == SQLITE_UPDATE)
    *sum += hash_cells (row, r->n, new, 1) - hash_cells (row, r->n, old, 1);
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_head (Reader *r)
{
  gsize n;
  const guint8 *end;

  if (!read_size (r, &n) || n > COLUMNS_MAX || (gsize) (r->end - r->p) < n)
    return FALSE;
  r->p += n;
  r->n = (guint) n;
  end = memchr (r->p, '\0', (gsize) (r->end - r->p));
  if (end == NULL)
    return FALSE;
  r->table = hash_table ((const char *) r->p);
  r->p = end + 1;
  return TRUE;
}

static gboolean
add_changes (const void *changeset, int size, gboolean invert, guint64 *sum)
{
  Reader r = { changeset, (const guint8 *) changeset + size, 0, 0 };
  guint64 change = 0;

  while (r.p < r.end)
    {
      const guint8 op = *r.p++;

      if (op == 'T' ? !read_head (&r) : !add_change (&r, op, &change))
        return FALSE;
    }
  *sum += invert ? -change : change;
  return TRUE;
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
