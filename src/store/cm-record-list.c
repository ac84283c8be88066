/* cm-record-list.c - the records of a query as a list that follows the store. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-record-list"
#include "config.h"

#include "cm-record-list.h"
#include "cm-store-private.h"

#include <string.h>

#define CACHE_MAX 2000
#define FAR 200      /* rows that are looked through without anybody noticing */
#define MOVED_MAX 16 /* with more rows touched, reading all of them again is as quick */

/**
 * CmRecordList:
 *
 * Sorting and filtering happen in SQL; the list keeps an array of rowids and, for the rows that
 * were looked at lately, their records, so that 100,000 rows cost 0.8 MiB. After a commit that only
 * changed a few of the rows, each of them is put where it belongs now; after any other the keys are
 * read again. Only the stretch that differs is announced. A row whose values changed but not its
 * place is told by CmRecord::changed alone.
 */
struct _CmRecordList
{
  GObject parent_instance;

  CmStore *store;
  CmQuery *query;
  GArray *rows;      /* of gint64 */
  GHashTable *cache; /* rowid → CmRecord */
  GQueue *recent;    /* rowids in the cache, oldest first */
  gulong changed_id;
};

static GType
get_item_type (GListModel *model)
{
  return CM_TYPE_RECORD;
}

static guint
get_n_items (GListModel *model)
{
  return CM_RECORD_LIST (model)->rows->len;
}

static void
keep (CmRecordList *self, gint64 row, CmRecord *record)
{
  gint64 *key = g_memdup2 (&row, sizeof row);

  g_hash_table_insert (self->cache, key, g_object_ref (record));
  g_queue_push_tail (self->recent, g_memdup2 (&row, sizeof row));
  while (g_queue_get_length (self->recent) > CACHE_MAX)
    {
      g_autofree gint64 *oldest = g_queue_pop_head (self->recent);

      g_hash_table_remove (self->cache, oldest);
    }
}

static gpointer
get_item (GListModel *model, guint position)
{
  CmRecordList *self = CM_RECORD_LIST (model);
  CmRecord *record;
  gint64 row;

  if (position >= self->rows->len)
    return NULL;
  row = g_array_index (self->rows, gint64, position);
  record = g_hash_table_lookup (self->cache, &row);
  if (record != NULL)
    return g_object_ref (record);
  record = _cm_store_get_row (self->store, cm_query_get_table (self->query), row);
  if (record != NULL)
    keep (self, row, record);
  return record;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CmRecordList,
                               cm_record_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
forget (CmRecordList *self)
{
  g_hash_table_remove_all (self->cache);
  g_queue_clear_full (self->recent, g_free);
}

/* --- announcing ------------------------------------------------------------------------------- */

/* Where two arrays of rows differ: the lengths of what they have in common at both ends, and of
 * what lies between. */
typedef struct
{
  guint head, tail;
  guint removed, added;
} Stretch;

static gint64
get_row (GArray *rows, guint position)
{
  return g_array_index (rows, gint64, position);
}

static Stretch
find_stretch (GArray *old, GArray *rows)
{
  const guint n = MIN (old->len, rows->len);
  Stretch s = { 0 };

  while (s.head < n && get_row (old, s.head) == get_row (rows, s.head))
    s.head++;
  while (s.tail < n - s.head &&
         get_row (old, old->len - 1 - s.tail) == get_row (rows, rows->len - 1 - s.tail))
    s.tail++;
  s.removed = old->len - s.head - s.tail;
  s.added = rows->len - s.head - s.tail;
  return s;
}

/* Announces the stretch as rows that go and then others that come, with `kept` of its rows, which
 * begin at `old_at` and `new_at` of it, as if they had not moved. */
static void
announce_apart (CmRecordList *self,
                const Stretch *s,
                GArray *old,
                GArray *rows,
                guint kept,
                guint old_at,
                guint new_at)
{
  GArray *between = g_array_sized_new (FALSE, FALSE, sizeof (gint64), s->head + kept + s->tail);

  g_array_append_vals (between, old->data, s->head);
  if (kept > 0)
    g_array_append_vals (between, &g_array_index (old, gint64, s->head + old_at), kept);
  if (s->tail > 0)
    g_array_append_vals (between, &g_array_index (old, gint64, old->len - s->tail), s->tail);
  self->rows = between;
  g_list_model_items_changed (
      G_LIST_MODEL (self), s->head + (old_at == 0 ? kept : 0), s->removed - kept, 0);
  self->rows = rows;
  g_array_unref (between);
  g_list_model_items_changed (
      G_LIST_MODEL (self), s->head + (new_at == 0 ? kept : 0), 0, s->added - kept);
}

/* Whether the one row at `from` of the stretch went to `to`, one of them its beginning and the
 * other its end, and all others stayed in order. */
static gboolean
is_move (const Stretch *s, GArray *old, GArray *rows, guint from, guint to)
{
  return s->removed == s->added && get_row (old, s->head + from) == get_row (rows, s->head + to) &&
         memcmp (&g_array_index (old, gint64, s->head + (from == 0 ? 1 : 0)),
                 &g_array_index (rows, gint64, s->head + (to == 0 ? 1 : 0)),
                 (s->removed - 1) * sizeof (gint64)) == 0;
}

/* A selection model looks through all that comes in the place of others for what was selected, and
 * would have every record of a long stretch read for it. So a row that went far, which most often
 * is selected, has the others move past it; and for another query nothing comes in the place of
 * others. */
static void
take_rows (CmRecordList *self, GArray *rows, gboolean other_query)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->rows);
  const Stretch s = find_stretch (old, rows);
  const guint last = s.removed - 1;

  self->rows = rows;
  if (s.removed == 0 && s.added == 0)
    return;
  if (s.removed > FAR && is_move (&s, old, rows, 0, last))
    announce_apart (self, &s, old, rows, 1, 0, last);
  else if (s.removed > FAR && is_move (&s, old, rows, last, 0))
    announce_apart (self, &s, old, rows, 1, last, 0);
  else if (s.removed > FAR && s.added > 0 && other_query)
    announce_apart (self, &s, old, rows, 0, 0, 0);
  else
    g_list_model_items_changed (G_LIST_MODEL (self), s.head, s.removed, s.added);
}

static void
requery (CmRecordList *self, gboolean other_query)
{
  take_rows (self, _cm_store_list_rows (self->store, self->query), other_query);
}

/* --- a few rows that changed ------------------------------------------------------------------ */

/* (transfer full): the keys of the rows that were touched, or NULL if all are to be read again. */
static GPtrArray *
find_touched (CmRecordList *self, const CmChanges *changes)
{
  const CmTable *table = cm_query_get_table (self->query);
  const gboolean computes = _cm_query_computes (self->query);
  g_autoptr (GPtrArray) touched = g_ptr_array_new_with_free_func (g_free);

  if (cm_changes_get_all (changes))
    return NULL;
  for (guint i = 0; i < cm_changes_get_size (changes); i++)
    {
      const CmChange *change = cm_changes_get (changes, i);

      if (_cm_query_looks_at (self->query, change->table))
        return NULL;
      if (change->table != table || (change->kind == CM_CHANGE_DERIVED && !computes) ||
          g_ptr_array_find_with_equal_func (touched, change->id, g_str_equal, NULL))
        continue;
      if (touched->len == MOVED_MAX || change->kind == CM_CHANGE_INSERT ||
          change->kind == CM_CHANGE_DELETE)
        return NULL;
      g_ptr_array_add (touched, g_strdup (change->id));
    }
  return g_steal_pointer (&touched);
}

static guint
find_row (GArray *rows, gint64 row)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, gint64, i) == row)
      return i;
  return G_MAXUINT;
}

static gint64
read_row_number (CmRecordList *self, sqlite3_stmt *select)
{
  gint64 row = _cm_sql_next (self->store, select) ? sqlite3_column_int64 (select, 0) : -1;

  sqlite3_reset (select);
  return row;
}

/* The rowid of the record, or -1 if the query does not want it. */
static gint64
find_wanted (CmRecordList *self, const char *id)
{
  g_autoptr (CmQuery) query = cm_query_copy (self->query);
  g_autoptr (GString) sql = g_string_new ("SELECT t0.rowid");
  g_autoptr (GArray) values = _cm_values_new ();
  sqlite3_stmt *select;

  cm_query_where_text (query, "id", id);
  _cm_query_append_from (query, sql, values);
  select = _cm_sql_prepare (self->store, sql->str);
  _cm_sql_bind_all (select, values);
  return read_row_number (self, select);
}

static gboolean
goes_before (CmRecordList *self, gint64 row, gint64 other)
{
  g_autoptr (GString) sql = g_string_new ("SELECT t0.rowid");
  sqlite3_stmt *select;

  g_string_append_printf (
      sql, " FROM %s t0 WHERE t0.rowid IN (?, ?)", cm_query_get_table (self->query)->name);
  _cm_query_append_order (self->query, sql);
  select = _cm_sql_prepare (self->store, sql->str);
  sqlite3_bind_int64 (select, 1, row);
  sqlite3_bind_int64 (select, 2, other);
  return read_row_number (self, select) == row;
}

static gboolean
fits (CmRecordList *self, GArray *rows, gint64 row, guint at)
{
  return at <= rows->len &&
         (at == 0 || !goes_before (self, row, g_array_index (rows, gint64, at - 1))) &&
         (at == rows->len || goes_before (self, row, g_array_index (rows, gint64, at)));
}

/* Most often a row belongs where it was, which is `hint`. */
static void
insert_row (CmRecordList *self, GArray *rows, gint64 row, guint hint)
{
  guint from = 0, to = rows->len;

  if (fits (self, rows, row, hint))
    from = to = hint;
  while (from < to)
    {
      guint middle = from + (to - from) / 2;

      if (goes_before (self, row, g_array_index (rows, gint64, middle)))
        to = middle;
      else
        from = middle + 1;
    }
  g_array_insert_val (rows, from, row);
}

static gint64
find_row_number (CmRecordList *self, const char *id)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT rowid FROM %s WHERE id = ?", cm_query_get_table (self->query)->name);
  g_autofree char *found = _cm_sql_text (self->store, sql, id);

  return found != NULL ? g_ascii_strtoll (found, NULL, 10) : -1;
}

static void
move_rows (CmRecordList *self, GPtrArray *touched)
{
  GArray *rows = g_array_copy (self->rows);
  guint places[MOVED_MAX];

  for (guint i = 0; i < touched->len; i++)
    {
      places[i] = find_row (rows, find_row_number (self, g_ptr_array_index (touched, i)));
      if (places[i] != G_MAXUINT)
        g_array_remove_index (rows, places[i]);
    }
  /* The last that was taken out first: each place is again what it was. */
  for (guint i = touched->len; i > 0; i--)
    {
      gint64 row = find_wanted (self, g_ptr_array_index (touched, i - 1));

      if (row >= 0)
        insert_row (self, rows, row, places[i - 1]);
    }
  take_rows (self, rows, FALSE);
}

/* --- following the store ---------------------------------------------------------------------- */

/* Rows come and go under other rowids (undo gives a row back under a new one, and a freed one may
 * be given to another row), so what is kept by rowid is only good while no row came or went. */
static gboolean
rows_moved (CmRecordList *self, const CmChanges *changes)
{
  const CmTable *table = cm_query_get_table (self->query);

  if (cm_changes_get_all (changes))
    return TRUE;
  for (guint i = 0; i < cm_changes_get_size (changes); i++)
    {
      const CmChange *change = cm_changes_get (changes, i);

      if (change->table == table &&
          (change->kind == CM_CHANGE_INSERT || change->kind == CM_CHANGE_DELETE))
        return TRUE;
    }
  return FALSE;
}

static void
store_changed_cb (CmRecordList *self, CmChanges *changes)
{
  g_autoptr (GHashTable) held = NULL;
  g_autoptr (GPtrArray) touched = find_touched (self, changes);

  if (touched != NULL)
    {
      move_rows (self, touched);
      return;
    }
  if (rows_moved (self, changes))
    {
      /* Held until the list has been read again, so that the store finds the same objects. */
      held = g_steal_pointer (&self->cache);
      self->cache = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
      g_queue_clear_full (self->recent, g_free);
    }
  requery (self, FALSE);
}

static void
cm_record_list_finalize (GObject *object)
{
  CmRecordList *self = CM_RECORD_LIST (object);

  forget (self);
  g_signal_handler_disconnect (self->store, self->changed_id);
  g_hash_table_unref (self->cache);
  g_queue_free (self->recent);
  g_array_unref (self->rows);
  cm_query_free (self->query);
  g_object_unref (self->store);
  G_OBJECT_CLASS (cm_record_list_parent_class)->finalize (object);
}

static void
cm_record_list_class_init (CmRecordListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_record_list_finalize;
}

static void
cm_record_list_init (CmRecordList *self)
{
  self->cache = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->recent = g_queue_new ();
}

CmRecordList *
cm_record_list_new (CmStore *store, CmQuery *query)
{
  CmRecordList *self = g_object_new (CM_TYPE_RECORD_LIST, NULL);

  self->store = g_object_ref (store);
  self->query = query;
  self->rows = _cm_store_list_rows (store, query);
  self->changed_id =
      g_signal_connect_swapped (store, "changed", G_CALLBACK (store_changed_cb), self);
  return self;
}

void
cm_record_list_set_query (CmRecordList *self, CmQuery *query)
{
  cm_query_free (self->query);
  self->query = query;
  requery (self, TRUE);
}

const CmQuery *
cm_record_list_get_query (CmRecordList *self)
{
  return self->query;
}

guint
cm_record_list_find (CmRecordList *self, const char *id)
{
  return find_row (self->rows, find_row_number (self, id));
}
