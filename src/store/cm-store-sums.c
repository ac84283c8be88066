/* cm-store-sums.c - sums of a field by groups of equal values. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-sums.h"

#include <string.h>

#include "cm-store-private.h"

/* Rows of the table looked at in one slice; a row takes some 4 µs. */
#define SLICE 2000

/**
 * CmSums:
 *
 * A slice is a stretch of rowids of the table itself, whatever the query leaves of it, so that its
 * length is bounded. Grouping in SQL would sort each slice by long keys; here the texts are made
 * unique once and groups are told apart by pointers and numbers.
 */
struct _CmSums
{
  CmStore *store;
  CmQuery *query;
  char *sql;
  GArray *values; /* of CmValue: what the query binds */
  gboolean *is_number;
  guint n_groups;

  gint64 row; /* the last that was read */
  gboolean done;
  GHashTable *texts;    /* text → itself */
  GStringChunk *chunk;  /* holds them */
  GHashTable *index;    /* keys of a group → its position */
  GArray *keys;         /* of gint64, n_groups for each group: a number, or a pointer to a text */
  GArray *sums, *count; /* of gint64, guint */
};

/* --- groups ----------------------------------------------------------------------------------- */

/* A group in the index: its position, or where the one that is looked for stands. */
typedef struct
{
  const CmSums *owner;
  guint position;
} Group;

static const gint64 *
get_keys (const CmSums *self, guint position)
{
  return &g_array_index (self->keys, gint64, position * self->n_groups);
}

static guint
hash_group (gconstpointer data)
{
  const Group *group = data;
  const gint64 *keys = get_keys (group->owner, group->position);
  guint64 hash = 14695981039346656037u;

  for (guint i = 0; i < group->owner->n_groups; i++)
    hash = (hash ^ (guint64) keys[i]) * 1099511628211u;
  return (guint) (hash ^ (hash >> 29));
}

static gboolean
equal_groups (gconstpointer a, gconstpointer b)
{
  const Group *first = a;
  const Group *second = b;

  return memcmp (get_keys (first->owner, first->position),
                 get_keys (second->owner, second->position),
                 first->owner->n_groups * sizeof (gint64)) == 0;
}

/* The keys stand at the end of the array: they stay there if the group is new. */
static guint
find_group (CmSums *self)
{
  Group wanted = { self, self->sums->len };
  const Group *known = g_hash_table_lookup (self->index, &wanted);
  Group *group;
  gint64 sum = 0;
  guint count = 0;

  if (known != NULL)
    {
      g_array_set_size (self->keys, self->sums->len * self->n_groups);
      return known->position;
    }
  group = g_new (Group, 1);
  *group = wanted;
  g_hash_table_add (self->index, group);
  g_array_append_val (self->sums, sum);
  g_array_append_val (self->count, count);
  return wanted.position;
}

static gint64
take_text (CmSums *self, const char *text)
{
  const char *known;

  if (text == NULL)
    return 0;
  known = g_hash_table_lookup (self->texts, text);
  if (known == NULL)
    {
      known = g_string_chunk_insert (self->chunk, text);
      g_hash_table_add (self->texts, (gpointer) known);
    }
  return (gint64) GPOINTER_TO_SIZE (known);
}

/* --- reading ---------------------------------------------------------------------------------- */

static void
take_row (CmSums *self, sqlite3_stmt *statement)
{
  guint position;

  for (guint i = 0; i < self->n_groups; i++)
    {
      gint64 key = self->is_number[i]
                       ? sqlite3_column_int64 (statement, (int) i)
                       : take_text (self, (const char *) sqlite3_column_text (statement, (int) i));

      g_array_append_val (self->keys, key);
    }
  position = find_group (self);
  g_array_index (self->sums, gint64, position) +=
      sqlite3_column_int64 (statement, (int) self->n_groups);
  g_array_index (self->count, guint, position)++;
}

/* The last rowid of the next slice; FALSE if there is none. */
static gboolean
find_end (CmSums *self, gint64 *end)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT max(rowid) FROM (SELECT rowid FROM %s WHERE rowid > ? ORDER BY rowid LIMIT %d)",
      cm_query_get_table (self->query)->name,
      SLICE);
  sqlite3_stmt *statement = _cm_sql_prepare (self->store, sql);
  gboolean found;

  sqlite3_bind_int64 (statement, 1, self->row);
  found =
      _cm_sql_next (self->store, statement) && sqlite3_column_type (statement, 0) != SQLITE_NULL;
  *end = found ? sqlite3_column_int64 (statement, 0) : self->row;
  sqlite3_reset (statement);
  return found;
}

gboolean
cm_sums_step (CmSums *self)
{
  sqlite3_stmt *statement;
  gint64 end;

  if (self->done || !find_end (self, &end))
    {
      self->done = TRUE;
      return TRUE;
    }
  statement = _cm_sql_prepare (self->store, self->sql);
  _cm_sql_bind_all (statement, self->values);
  sqlite3_bind_int64 (statement, (int) self->values->len + 1, self->row);
  sqlite3_bind_int64 (statement, (int) self->values->len + 2, end);
  while (_cm_sql_next (self->store, statement))
    take_row (self, statement);
  sqlite3_reset (statement);
  self->row = end;
  return FALSE;
}

static char *
make_sql (CmSums *self, const char *field, const char *const *groups)
{
  GString *sql = g_string_new ("SELECT ");
  gsize from;

  for (guint i = 0; i < self->n_groups; i++)
    g_string_append_printf (sql, "t0.\"%s\", ", groups[i]);
  g_string_append_printf (sql, "t0.\"%s\"", field);
  from = sql->len;
  _cm_query_append_from (self->query, sql, self->values);
  g_string_append_printf (sql,
                          "%s t0.rowid > ? AND t0.rowid <= ? ORDER BY t0.rowid",
                          strstr (sql->str + from, " WHERE ") != NULL ? " AND" : " WHERE");
  return g_string_free (sql, FALSE);
}

CmSums *
cm_sums_new (CmStore *store, const CmQuery *query, const char *field, const char *const *groups)
{
  CmSums *self = g_new0 (CmSums, 1);
  const CmTable *table = cm_query_get_table (query);

  self->store = g_object_ref (store);
  self->query = cm_query_copy (query);
  self->values = _cm_values_new ();
  self->n_groups = g_strv_length ((char **) groups);
  self->is_number = g_new0 (gboolean, self->n_groups);
  for (guint i = 0; i < self->n_groups; i++)
    {
      const CmField *group = cm_table_field (table, groups[i]);

      self->is_number[i] = group != NULL && cm_field_is_number (group);
    }
  self->sql = make_sql (self, field, groups);
  self->row = G_MININT64;
  self->texts = g_hash_table_new (g_str_hash, g_str_equal);
  self->chunk = g_string_chunk_new (4096);
  self->index = g_hash_table_new_full (hash_group, equal_groups, g_free, NULL);
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->sums = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->count = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
cm_sums_free (CmSums *self)
{
  g_hash_table_unref (self->index);
  g_hash_table_unref (self->texts);
  g_string_chunk_free (self->chunk);
  g_array_unref (self->keys);
  g_array_unref (self->sums);
  g_array_unref (self->count);
  g_array_unref (self->values);
  g_free (self->is_number);
  g_free (self->sql);
  cm_query_free (self->query);
  g_object_unref (self->store);
  g_free (self);
}

CmSums *
cm_store_sum_by (CmStore *store, const CmQuery *query, const char *field, const char *const *groups)
{
  CmSums *sums = cm_sums_new (store, query, field, groups);

  while (!cm_sums_step (sums))
    ;
  return sums;
}

/* --- what was read ---------------------------------------------------------------------------- */

guint
cm_sums_get_size (const CmSums *self)
{
  return self->sums->len;
}

const char *
cm_sums_get_text (const CmSums *self, guint i, guint group)
{
  g_return_val_if_fail (!self->is_number[group], NULL);
  return GSIZE_TO_POINTER ((gsize) get_keys (self, i)[group]);
}

gint64
cm_sums_get_number (const CmSums *self, guint i, guint group)
{
  g_return_val_if_fail (self->is_number[group], 0);
  return get_keys (self, i)[group];
}

gint64
cm_sums_get_sum (const CmSums *self, guint i)
{
  return g_array_index (self->sums, gint64, i);
}

guint
cm_sums_get_count (const CmSums *self, guint i)
{
  return g_array_index (self->count, guint, i);
}
