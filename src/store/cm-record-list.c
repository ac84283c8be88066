/* cm-record-list.c - the records of a query as a list that follows the store. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-record-list"
#include "config.h"

#include "cm-record-list.h"
#include "cm-store-private.h"

#define CACHE_MAX 2000

/**
 * CmRecordList:
 *
 * Sorting and filtering happen in SQL; the list keeps an array of rowids and, for the rows that
 * were looked at lately, their records, so that 100,000 rows cost 0.8 MiB. After a commit that
 * touches the table the keys are read again and only the stretch that differs is announced. A row
 * whose values changed but not its place is told by CmRecord::changed alone.
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

/* Reads the keys again and announces the stretch between the common start and the common end. */
static void
requery (CmRecordList *self)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->rows);
  guint head = 0, tail = 0;

  self->rows = _cm_store_list_rows (self->store, self->query);
  while (head < old->len && head < self->rows->len &&
         g_array_index (old, gint64, head) == g_array_index (self->rows, gint64, head))
    head++;
  while (tail < old->len - head && tail < self->rows->len - head &&
         g_array_index (old, gint64, old->len - 1 - tail) ==
             g_array_index (self->rows, gint64, self->rows->len - 1 - tail))
    tail++;
  if (head + tail < old->len || head + tail < self->rows->len)
    g_list_model_items_changed (
        G_LIST_MODEL (self), head, old->len - head - tail, self->rows->len - head - tail);
}

/* Rows come and go under other rowids (undo gives a row back under a new one, and a freed one may
 * be given to another row), so what is kept by rowid is only good while no row came or went. */
static gboolean
rows_moved (CmRecordList *self, const CmChanges *changes)
{
  const CmTable *table = cm_query_get_table (self->query);

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

  if (rows_moved (self, changes))
    {
      /* Held until the list has been read again, so that the store finds the same objects. */
      held = g_steal_pointer (&self->cache);
      self->cache = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
      g_queue_clear_full (self->recent, g_free);
    }
  requery (self);
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
  requery (self);
}

const CmQuery *
cm_record_list_get_query (CmRecordList *self)
{
  return self->query;
}

guint
cm_record_list_find (CmRecordList *self, const char *id)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT rowid FROM %s WHERE id = ?", cm_query_get_table (self->query)->name);
  g_autofree char *found = _cm_sql_text (self->store, sql, id);
  gint64 row = found != NULL ? g_ascii_strtoll (found, NULL, 10) : -1;

  for (guint i = 0; found != NULL && i < self->rows->len; i++)
    if (g_array_index (self->rows, gint64, i) == row)
      return i;
  return G_MAXUINT;
}
