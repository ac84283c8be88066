/* cm-store-log.c - the change log: entries by record and words, and what each changed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-log.h"

#include "cm-changeset.h"
#include "cm-store-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define SEARCHED_MAX 20 /* changes looked through for a record that is gone */
#define OWNED_MAX 1000  /* records of a table whose changes count as those of their owner */

/* --- entries ---------------------------------------------------------------------------------- */

static void
free_entry (gpointer data)
{
  CmHistoryEntry *entry = data;

  g_free (entry->actor);
  g_free (entry->summary);
  g_free (entry);
}

/* The keys of the record and of all that it owns, and what those own, one after the other. The
 * payments of a file are too many; they are brought in and taken out with it. */
static void
collect_keys (CmStore *self, const CmTable *table, const char *id, GString *keys)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  g_string_append (keys, id);
  for (guint i = 0; i < n; i++)
    {
      const CmField *owner = cm_table_owner (tables[i]);
      g_autoptr (CmQuery) query = NULL;
      g_autoptr (GPtrArray) owned = NULL;

      if (owner == NULL || g_strcmp0 (owner->references, table->name) != 0 || tables[i] == table)
        continue;
      query = cm_query_new (tables[i]->name);
      cm_query_where_text (query, owner->name, id);
      if (cm_store_count (self, query) > OWNED_MAX)
        continue;
      owned = cm_store_list (self, query);
      for (guint r = 0; r < owned->len; r++)
        collect_keys (self, tables[i], cm_record_get_id (owned->pdata[r]), keys);
    }
}

static void
append_text (GArray *values, const char *text)
{
  CmValue value = CM_VALUE_INIT;

  cm_value_set_text (&value, text);
  g_array_append_val (values, value);
}

static void
append_number (GArray *values, gint64 number)
{
  CmValue value = { CM_VALUE_NUMBER, number, NULL };

  g_array_append_val (values, value);
}

static void
append_words (GString *sql, GArray *values, const char *words)
{
  g_auto (GStrv) split = g_strsplit_set (words, " \t\n", -1);

  for (char **word = split; *word != NULL; word++)
    if (**word != '\0')
      {
        g_string_append (sql, " AND cm_contains(?, h.summary, h.actor)");
        append_text (values, *word);
      }
}

/* An entry that undid another keeps no changeset of its own but points to that one's. */
static sqlite3_stmt *
select_entries (CmStore *self, const CmHistoryFilter *filter)
{
  g_autoptr (GString) sql = g_string_new (
      "SELECT h.seq, h.ts, h.actor, h.summary, h.state, coalesce(h.changeset, t.changeset) FROM "
      "history h LEFT JOIN history t ON t.id = h.target WHERE 1");
  g_autoptr (GArray) values = _cm_values_new ();
  const CmTable *table = filter->table != NULL ? cm_table_find (filter->table) : NULL;
  sqlite3_stmt *select;

  if (filter->before > 0)
    {
      g_string_append (sql, " AND h.seq < ?");
      append_number (values, filter->before);
    }
  if (filter->words != NULL)
    append_words (sql, values, filter->words);
  if (table != NULL && filter->id != NULL)
    {
      g_autoptr (GString) keys = g_string_new (NULL);

      collect_keys (self, table, filter->id, keys);
      g_string_append (sql, " AND cm_mentions(coalesce(h.changeset, t.changeset), ?)");
      append_text (values, keys->str);
    }
  g_string_append (sql, " ORDER BY h.seq DESC LIMIT ?");
  append_number (values, filter->limit > 0 ? (gint64) filter->limit : -1);
  select = _cm_sql_prepare (self, sql->str);
  _cm_sql_bind_all (select, values);
  return select;
}

static CmHistoryEntry *
read_entry (CmStore *self, sqlite3_stmt *select)
{
  CmHistoryEntry *entry = g_new0 (CmHistoryEntry, 1);
  int state = sqlite3_column_int (select, 4);
  const void *changeset = sqlite3_column_blob (select, 5);
  gsize size = (gsize) sqlite3_column_bytes (select, 5);

  entry->seq = sqlite3_column_int64 (select, 0);
  entry->time = sqlite3_column_int64 (select, 1);
  entry->actor = g_strdup ((const char *) sqlite3_column_text (select, 2));
  entry->summary = g_strdup ((const char *) sqlite3_column_text (select, 3));
  entry->can_undo = state == CM_STATE_DONE && size > 0;
  entry->undone = state == CM_STATE_UNDONE || state == CM_STATE_ABANDONED;
  if (!cm_changeset_tell (changeset, size, &entry->n_records))
    entry->n_records = (guint) MAX (cm_changeset_count (changeset, size, self->columns), 0);
  return entry;
}

GPtrArray *
cm_store_find_history (CmStore *self, const CmHistoryFilter *filter)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (free_entry);
  sqlite3_stmt *select = select_entries (self, filter);

  while (_cm_sql_next (self, select))
    g_ptr_array_add (entries, read_entry (self, select));
  sqlite3_reset (select);
  return entries;
}

GPtrArray *
cm_store_get_history (CmStore *self, guint limit)
{
  const CmHistoryFilter filter = { .limit = MAX (limit, 1) };

  return cm_store_find_history (self, &filter);
}

/* --- changesets as records -------------------------------------------------------------------- */

/* Reads one entry; knows the records that are named in it and gone by now. */
typedef struct
{
  CmStore *store;
  GBytes *changeset; /* checked */
  gboolean invert;
  GHashTable *gone; /* key → CmRecord, of those that the changeset deletes or inserts; or NULL */
  GHashTable *titles; /* key → char * */
} Reader;

static sqlite3_changeset_iter *
start (GBytes *changeset, gboolean invert)
{
  sqlite3_changeset_iter *iter = NULL;
  gsize size;
  const void *bytes = g_bytes_get_data (changeset, &size);

  if (sqlite3changeset_start_v2 (
          &iter, (int) size, (void *) bytes, invert ? SQLITE_CHANGESETSTART_INVERT : 0) !=
      SQLITE_OK)
    return NULL;
  return iter;
}

static void
take_value (CmValue *value, sqlite3_value *from)
{
  int type = from != NULL ? sqlite3_value_type (from) : SQLITE_NULL;

  if (type == SQLITE_INTEGER)
    cm_value_set_number (value, sqlite3_value_int64 (from));
  else if (type == SQLITE_TEXT)
    cm_value_set_text (value, (const char *) sqlite3_value_text (from));
  else
    cm_value_clear (value);
}

static const CmTable *
read_op (sqlite3_changeset_iter *iter, int *op, const char **id)
{
  sqlite3_value *key = NULL;
  const char *name;
  int n, indirect;

  sqlite3changeset_op (iter, &name, &n, op, &indirect);
  if (*op == SQLITE_INSERT)
    sqlite3changeset_new (iter, 0, &key);
  else
    sqlite3changeset_old (iter, 0, &key);
  *id = key != NULL ? (const char *) sqlite3_value_text (key) : NULL;
  return *id != NULL ? cm_table_find (name) : NULL;
}

/* The record as it came or went. */
static CmRecord *
read_whole (
    CmStore *self, const CmTable *table, const char *id, int op, sqlite3_changeset_iter *iter)
{
  CmRecord *record = cm_record_new_with_id (table, id);
  guint n;
  const CmField *const *fields = _cm_columns_list (self->columns, table, &n);

  for (guint i = 1; i < n; i++)
    {
      CmValue value = CM_VALUE_INIT;
      sqlite3_value *from = NULL;

      if (op == SQLITE_INSERT)
        sqlite3changeset_new (iter, (int) i, &from);
      else
        sqlite3changeset_old (iter, (int) i, &from);
      take_value (&value, from);
      cm_record_set_value (record, (guint) cm_table_field_index (table, fields[i]->name), &value);
      cm_value_clear (&value);
    }
  return record;
}

/* key → CmRecord for all that a changeset deletes or inserts, or only for `id`. */
static GHashTable *
read_wholes (CmStore *self, GBytes *changeset, const char *only)
{
  GHashTable *records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  sqlite3_changeset_iter *iter = start (changeset, FALSE);

  while (iter != NULL && sqlite3changeset_next (iter) == SQLITE_ROW)
    {
      const char *id;
      int op;
      const CmTable *table = read_op (iter, &op, &id);

      if (table != NULL && op != SQLITE_UPDATE && (only == NULL || g_str_equal (id, only)))
        g_hash_table_insert (records, g_strdup (id), read_whole (self, table, id, op, iter));
    }
  sqlite3changeset_finalize (iter);
  return records;
}

/* (transfer full) (nullable): a record that is gone, as a late change left it. */
static CmRecord *
search_record (CmStore *self, const char *id)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT changeset FROM history WHERE changeset IS NOT NULL AND "
                       "cm_mentions(changeset, ?) ORDER BY seq DESC LIMIT %d",
                       SEARCHED_MAX);
  sqlite3_stmt *select = _cm_sql_prepare (self, sql);
  CmRecord *found = NULL;

  sqlite3_bind_text (select, 1, id, -1, SQLITE_TRANSIENT);
  while (found == NULL && _cm_sql_next (self, select))
    {
      g_autoptr (GBytes) changeset = _cm_store_take_changeset (self, select, 0);

      if (changeset != NULL)
        {
          g_autoptr (GHashTable) records = read_wholes (self, changeset, id);

          g_set_object (&found, g_hash_table_lookup (records, id));
        }
    }
  sqlite3_reset (select);
  return found;
}

static CmRecord *
find_record (Reader *reader, const CmTable *table, const char *id)
{
  CmRecord *record = cm_store_get (reader->store, table->name, id);

  if (record != NULL)
    return record;
  if (reader->gone == NULL)
    reader->gone = read_wholes (reader->store, reader->changeset, NULL);
  record = g_hash_table_lookup (reader->gone, id);
  return record != NULL ? g_object_ref (record) : search_record (reader->store, id);
}

static const char *get_title (Reader *reader, const CmTable *table, const char *id);

/* A link is named by what it links. */
static char *
name_link (Reader *reader, CmRecord *record)
{
  const CmTable *table = cm_record_get_table (record);
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < table->n_fields; i++)
    {
      const CmField *field = &table->fields[i];
      const CmTable *other = field->references != NULL ? cm_table_find (field->references) : NULL;
      const char *id = other != NULL ? cm_record_get_text (record, field->name) : "";

      if (*id != '\0' && other->title != NULL)
        g_string_append_printf (
            name, "%s%s", name->len > 0 ? " – " : "", get_title (reader, other, id));
    }
  return g_strdup (name->str);
}

static const char *
get_title (Reader *reader, const CmTable *table, const char *id)
{
  char *title = g_hash_table_lookup (reader->titles, id);
  g_autoptr (CmRecord) record = NULL;

  if (title != NULL)
    return title;
  record = find_record (reader, table, id);
  if (record == NULL)
    /* translators: stands for the name of a record of which nothing is known any more */
    title = g_strdup (_ ("(deleted)"));
  else if (table->title == NULL)
    title = name_link (reader, record);
  else
    title = g_strdup (cm_record_get_title (record));
  g_hash_table_insert (reader->titles, g_strdup (id), title);
  return title;
}

static char *
format_value (Reader *reader, const CmField *field, sqlite3_value *from)
{
  CmValue value = CM_VALUE_INIT;
  char *text;

  take_value (&value, from);
  if (field->type == CM_FIELD_REFERENCE && value.kind == CM_VALUE_TEXT)
    text = g_strdup (get_title (reader, cm_table_find (field->references), value.text));
  else
    text = cm_value_format (&value, field);
  cm_value_clear (&value);
  return text;
}

/* --- details ---------------------------------------------------------------------------------- */

static gboolean
is_null (sqlite3_value *value)
{
  return value == NULL || sqlite3_value_type (value) == SQLITE_NULL;
}

static gboolean
visit_field (Reader *reader,
             sqlite3_changeset_iter *iter,
             int op,
             CmHistoryDetail *detail,
             CmHistoryFunc visit,
             gpointer data)
{
  int column = _cm_columns_find (reader->store->columns, detail->table, detail->field->name);
  sqlite3_value *old = NULL, *new = NULL;

  if (op != SQLITE_INSERT)
    sqlite3changeset_old (iter, column, &old);
  if (op != SQLITE_DELETE)
    sqlite3changeset_new (iter, column, &new);
  if (is_null (old) && is_null (new))
    return FALSE;
  detail->before = format_value (reader, detail->field, old);
  detail->after = format_value (reader, detail->field, new);
  visit (detail, data);
  g_free (detail->before);
  g_free (detail->after);
  return TRUE;
}

static void
visit_record (Reader *reader, sqlite3_changeset_iter *iter, CmHistoryFunc visit, gpointer data)
{
  CmHistoryDetail detail = { 0 };
  gboolean any = FALSE;
  const char *id;
  int op;

  detail.table = read_op (iter, &op, &id);
  if (detail.table == NULL)
    return;
  detail.id = g_strdup (id);
  detail.title = (char *) get_title (reader, detail.table, detail.id);
  detail.kind = _cm_store_kind_of (op);
  for (guint i = 0; i < detail.table->n_fields; i++)
    {
      detail.field = &detail.table->fields[i];
      if (!cm_field_is_derived (detail.field))
        any = visit_field (reader, iter, op, &detail, visit, data) || any;
    }
  if (!any)
    {
      detail.field = NULL;
      detail.before = detail.after = (char *) "";
      visit (&detail, data);
    }
  g_free (detail.id);
}

/* The changeset of an entry, or of the one that it undid or redid; FALSE if there is none. */
static gboolean
find_changeset (Reader *reader, gint64 seq)
{
  sqlite3_stmt *select = _cm_sql_prepare (
      reader->store,
      "SELECT coalesce(h.changeset, t.changeset), h.kind FROM history h LEFT JOIN history t ON "
      "t.id = h.target WHERE h.seq = ?");

  sqlite3_bind_int64 (select, 1, seq);
  if (_cm_sql_next (reader->store, select))
    {
      reader->changeset = _cm_store_take_changeset (reader->store, select, 0);
      reader->invert = sqlite3_column_int (select, 1) == CM_KIND_UNDO;
    }
  sqlite3_reset (select);
  return reader->changeset != NULL;
}

static void
visit_records (CmStore *self, gint64 seq, guint limit, CmHistoryFunc visit, gpointer data)
{
  Reader reader = { .store = self };
  sqlite3_changeset_iter *iter;

  if (!find_changeset (&reader, seq))
    return;
  reader.titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  iter = start (reader.changeset, reader.invert);
  for (guint i = 0; i < limit && iter != NULL && sqlite3changeset_next (iter) == SQLITE_ROW; i++)
    visit_record (&reader, iter, visit, data);
  sqlite3changeset_finalize (iter);
  g_clear_pointer (&reader.gone, g_hash_table_unref);
  g_hash_table_unref (reader.titles);
  g_bytes_unref (reader.changeset);
}

void
cm_store_visit_history_details (CmStore *self, gint64 seq, CmHistoryFunc visit, gpointer data)
{
  visit_records (self, seq, G_MAXUINT, visit, data);
}

static void
free_detail (gpointer data)
{
  CmHistoryDetail *detail = data;

  g_free (detail->id);
  g_free (detail->title);
  g_free (detail->before);
  g_free (detail->after);
  g_free (detail);
}

static void
keep_detail_cb (const CmHistoryDetail *detail, gpointer data)
{
  CmHistoryDetail *copy = g_memdup2 (detail, sizeof *detail);

  copy->id = g_strdup (detail->id);
  copy->title = g_strdup (detail->title);
  copy->before = g_strdup (detail->before);
  copy->after = g_strdup (detail->after);
  g_ptr_array_add (data, copy);
}

GPtrArray *
cm_store_get_history_details (CmStore *self, gint64 seq)
{
  GPtrArray *details = g_ptr_array_new_with_free_func (free_detail);

  visit_records (self, seq, CM_HISTORY_RECORDS_MAX, keep_detail_cb, details);
  return details;
}
