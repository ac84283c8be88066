/* cm-search-index.c - a full-text index over the manual and a portfolio: filling it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-search-index"
#include "config.h"

#include "cm-search-index-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-search-tokenizer-private.h"
#include "cm-store-private.h"

#define PENDING_MAX 2000 /* texts for each transaction: each one leaves a piece to be merged */

/* A database without a name is kept in memory and, what is too much, in a file that has no name
 * either. Nothing of the document's security depends on it, so it is never synced. */
static const char setup[] =
    "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;"
    "CREATE VIRTUAL TABLE s USING fts5(title, body, tokenize='" CM_SEARCH_TOKENIZER
    "', prefix='2 3')";

/* --- the index -------------------------------------------------------------------------------- */

gboolean
_cm_search_fail (sqlite3 *db, GError **error)
{
  if (sqlite3_errcode (db) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The search was given up."));
  else
    g_set_error (error,
                 CM_STORE_ERROR,
                 CM_STORE_ERROR_SQL,
                 /* translators: %s is a technical reason in English */
                 _ ("The search could not be done: %s. Nothing was changed; close the portfolio "
                    "and open it again."),
                 sqlite3_errmsg (db));
  return FALSE;
}

static void
clear_entry (gpointer data)
{
  g_free (((CmSearchEntry *) data)->id);
}

static gboolean
prepare_index (CmSearchIndex *self)
{
  return sqlite3_open_v2 ("",
                          &self->db,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX,
                          NULL) == SQLITE_OK &&
         _cm_search_tokenizer_register (self->db) == SQLITE_OK &&
         sqlite3_exec (self->db, setup, NULL, NULL, NULL) == SQLITE_OK &&
         sqlite3_prepare_v3 (self->db,
                             "INSERT OR REPLACE INTO s(rowid, title, body) VALUES(?, ?, ?)",
                             -1,
                             SQLITE_PREPARE_PERSISTENT,
                             &self->insert,
                             NULL) == SQLITE_OK &&
         sqlite3_prepare_v3 (self->db,
                             "DELETE FROM s WHERE rowid = ?",
                             -1,
                             SQLITE_PREPARE_PERSISTENT,
                             &self->remove,
                             NULL) == SQLITE_OK;
}

CmSearchIndex *
cm_search_index_new (GError **error)
{
  g_autoptr (CmSearchIndex) self = g_new0 (CmSearchIndex, 1);

  g_mutex_init (&self->mutex);
  self->entries = g_array_new (FALSE, TRUE, sizeof (CmSearchEntry));
  g_array_set_clear_func (self->entries, clear_entry);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (prepare_index (self))
    return g_steal_pointer (&self);
  _cm_search_fail (self->db, error);
  return NULL;
}

void
cm_search_index_free (CmSearchIndex *self)
{
  sqlite3_finalize (self->insert);
  sqlite3_finalize (self->remove);
  sqlite3_close (self->db);
  sqlite3_close (self->portfolio);
  g_array_unref (self->entries);
  g_hash_table_unref (self->rows);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* The row of a text; 0 if there is none and none is to be made. */
static guint
get_row (CmSearchIndex *self, const char *kind, const char *id, gboolean make)
{
  g_autofree char *key = g_strconcat (kind, "/", id, NULL);
  guint row = GPOINTER_TO_UINT (g_hash_table_lookup (self->rows, key));

  if (row == 0 && make)
    {
      CmSearchEntry entry = { g_intern_string (kind), g_strdup (id) };

      g_array_append_val (self->entries, entry);
      row = self->entries->len;
      g_hash_table_insert (self->rows, g_steal_pointer (&key), GUINT_TO_POINTER (row));
    }
  return row;
}

gboolean
_cm_search_index_settle (CmSearchIndex *self, GError **error)
{
  if (self->n_pending == 0)
    return TRUE;
  self->n_pending = 0;
  return sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK ||
         _cm_search_fail (self->db, error);
}

static gboolean
run (CmSearchIndex *self, sqlite3_stmt *statement, GError **error)
{
  if (self->n_pending++ == 0 && sqlite3_exec (self->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
    return _cm_search_fail (self->db, error);
  sqlite3_step (statement);
  if (sqlite3_reset (statement) != SQLITE_OK)
    return _cm_search_fail (self->db, error);
  return self->n_pending < PENDING_MAX || _cm_search_index_settle (self, error);
}

/* White space as one blank, no control characters, and whatever is not text replaced. */
static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *out = g_string_sized_new (strlen (valid) + 1);
  gboolean blank = FALSE;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          blank = out->len > 0;
          continue;
        }
      if (blank)
        g_string_append_c (out, ' ');
      blank = FALSE;
      g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

gboolean
cm_search_index_add (CmSearchIndex *self,
                     const char *kind,
                     const char *id,
                     const char *title,
                     const char *body,
                     GError **error)
{
  sqlite3_bind_int64 (self->insert, 1, get_row (self, kind, id, TRUE));
  sqlite3_bind_text (self->insert, 2, clean (title), -1, g_free);
  sqlite3_bind_text (self->insert, 3, clean (body), -1, g_free);
  return run (self, self->insert, error);
}

static gboolean
drop_text (CmSearchIndex *self, const char *kind, const char *id, GError **error)
{
  guint row = get_row (self, kind, id, FALSE);

  if (row == 0)
    return TRUE;
  sqlite3_bind_int64 (self->remove, 1, row);
  return run (self, self->remove, error);
}

/* --- the portfolio ---------------------------------------------------------------------------- */

static gboolean
is_read (const CmField *field)
{
  return (field->flags & CM_FIELD_SEARCHED) != 0 && !cm_field_is_derived (field) &&
         (field->type == CM_FIELD_TEXT || field->type == CM_FIELD_LONG_TEXT ||
          field->type == CM_FIELD_CHOICE);
}

/* A hundred thousand payments would bury all else that has the words; a page of their own searches
 * them. */
gboolean
cm_search_index_covers (const CmTable *table)
{
  if (g_str_equal (table->name, "spend_line"))
    return FALSE;
  for (guint i = 0; i < table->n_fields; i++)
    if (is_read (&table->fields[i]))
      return TRUE;
  return FALSE;
}

/* What names the record, or what is read first of one that has no name. */
static const CmField *
find_title (const CmTable *table)
{
  if (table->title != NULL)
    return cm_table_field (table, table->title);
  for (guint i = 0; i < table->n_fields; i++)
    if (is_read (&table->fields[i]))
      return &table->fields[i];
  return NULL;
}

/* The title comes first, then the other fields in their order. */
static char *
make_select (const CmTable *table, const char *rest)
{
  const CmField *title = find_title (table);
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "SELECT rowid, id, \"%s\"", title->name);
  for (guint i = 0; i < table->n_fields; i++)
    if (is_read (&table->fields[i]) && &table->fields[i] != title)
      g_string_append_printf (sql, ", \"%s\"", table->fields[i].name);
  g_string_append_printf (sql, " FROM %s %s", table->name, rest);
  return g_string_free (sql, FALSE);
}

static const char *
read_text (const CmField *field, sqlite3_stmt *select, int column)
{
  const char *text = (const char *) sqlite3_column_text (select, column);
  const char *label = NULL;

  if (field->type == CM_FIELD_CHOICE && text != NULL)
    label = cm_field_choice_label (field, text);
  return label != NULL ? label : text;
}

/* A record as it was read, to be added when nothing is held in the portfolio any more: whoever
 * saves a change in the meantime must not wait for the index. */
typedef struct
{
  char *id, *title, *body;
} Text;

static void
free_text (gpointer data)
{
  Text *text = data;

  g_free (text->id);
  g_free (text->title);
  g_free (text->body);
  g_free (text);
}

static Text *
take_record (const CmTable *table, sqlite3_stmt *select)
{
  const CmField *title = find_title (table);
  GString *body = g_string_new (NULL);
  Text *taken = g_new (Text, 1);
  int column = 3;

  for (guint i = 0; i < table->n_fields; i++)
    if (is_read (&table->fields[i]) && &table->fields[i] != title)
      {
        const char *text = read_text (&table->fields[i], select, column++);

        if (text != NULL && *text != '\0')
          g_string_append_printf (body, "%s%s", body->len > 0 ? " · " : "", text);
      }
  taken->id = g_strdup ((const char *) sqlite3_column_text (select, 1));
  taken->title = g_strdup (read_text (title, select, 2));
  taken->body = g_string_free (body, FALSE);
  return taken;
}

static gboolean
add_texts (CmSearchIndex *self, const CmTable *table, GPtrArray *texts, GError **error)
{
  for (guint i = 0; i < texts->len; i++)
    {
      const Text *text = g_ptr_array_index (texts, i);

      if (!cm_search_index_add (self, table->name, text->id, text->title, text->body, error))
        return FALSE;
    }
  return TRUE;
}

/* A file of an older version that is open to read is in truth in memory; it cannot change. */
static gboolean
copy_memory (CmSearchIndex *self, CmStore *store)
{
  sqlite3_int64 size = 0;
  unsigned char *copy = sqlite3_serialize (store->db, "main", &size, 0);

  return copy != NULL && sqlite3_open (":memory:", &self->portfolio) == SQLITE_OK &&
         sqlite3_deserialize (self->portfolio,
                              "main",
                              copy,
                              size,
                              size,
                              SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY) ==
             SQLITE_OK;
}

/* Only through SQLite: whoever opened and closed the file otherwise would drop the locks that the
 * rest of the program has on it. */
static gboolean
open_file (CmSearchIndex *self, const char *name)
{
  return sqlite3_open_v2 (name,
                          &self->portfolio,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_FULLMUTEX,
                          NULL) == SQLITE_OK;
}

gboolean
cm_search_index_open (CmSearchIndex *self, CmStore *store, GError **error)
{
  const char *name = sqlite3_db_filename (store->db, "main");

  g_return_val_if_fail (self->portfolio == NULL, FALSE);
  if (name != NULL && *name != '\0' ? !open_file (self, name) : !copy_memory (self, store))
    return _cm_search_fail (self->portfolio, error);
  sqlite3_db_config (self->portfolio, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->portfolio, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_busy_timeout (self->portfolio, 5000);
  return TRUE;
}

static gboolean
read_table (CmSearchIndex *self, const CmTable *table, guint n, guint *n_read, GError **error)
{
  g_autofree char *sql = make_select (table, "WHERE rowid > ? ORDER BY rowid LIMIT ?");
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (free_text);
  sqlite3_stmt *select = NULL;

  if (sqlite3_prepare_v2 (self->portfolio, sql, -1, &select, NULL) != SQLITE_OK)
    return _cm_search_fail (self->portfolio, error);
  sqlite3_bind_int64 (select, 1, self->after);
  sqlite3_bind_int64 (select, 2, n);
  while (sqlite3_step (select) == SQLITE_ROW)
    {
      self->after = sqlite3_column_int64 (select, 0);
      g_ptr_array_add (texts, take_record (table, select));
    }
  if (sqlite3_finalize (select) != SQLITE_OK)
    return _cm_search_fail (self->portfolio, error);
  *n_read = texts->len;
  return add_texts (self, table, texts, error);
}

gboolean
cm_search_index_read (CmSearchIndex *self, guint n, GError **error)
{
  guint n_tables;
  const CmTable *const *tables = cm_tables (&n_tables);

  while (self->portfolio != NULL && self->table < n_tables && n > 0)
    {
      guint n_read = 0;

      if (cm_search_index_covers (tables[self->table]) &&
          !read_table (self, tables[self->table], n, &n_read, error))
        return FALSE;
      if (n_read < n)
        {
          self->table++;
          self->after = 0;
        }
      n -= n_read;
    }
  return self->portfolio != NULL && self->table < n_tables;
}

gboolean
cm_search_index_restart (CmSearchIndex *self, GError **error)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const CmSearchEntry *entry = &g_array_index (self->entries, CmSearchEntry, i);

      if (cm_table_find (entry->kind) != NULL && !drop_text (self, entry->kind, entry->id, error))
        return FALSE;
    }
  self->table = 0;
  self->after = 0;
  return TRUE;
}

gboolean
cm_search_index_refresh (CmSearchIndex *self, const char *name, const char *id, GError **error)
{
  const CmTable *table = cm_table_find (name);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (free_text);
  g_autofree char *sql = NULL;
  sqlite3_stmt *select = NULL;

  if (self->portfolio == NULL || !cm_search_index_covers (table))
    return TRUE;
  sql = make_select (table, "WHERE id = ?");
  if (sqlite3_prepare_v2 (self->portfolio, sql, -1, &select, NULL) != SQLITE_OK)
    return _cm_search_fail (self->portfolio, error);
  sqlite3_bind_text (select, 1, id, -1, SQLITE_STATIC);
  if (sqlite3_step (select) == SQLITE_ROW)
    g_ptr_array_add (texts, take_record (table, select));
  if (sqlite3_finalize (select) != SQLITE_OK)
    return _cm_search_fail (self->portfolio, error);
  return texts->len > 0 ? add_texts (self, table, texts, error)
                        : drop_text (self, table->name, id, error);
}
