/* cm-store-sql.c - the thin layer over SQLite: cached statements, values, errors, text functions.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-store"
#include "config.h"

#include "cm-store-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define KEY_LENGTH 36
#define TYPE_TEXT 3 /* in a changeset */

gboolean
_cm_sql_fail (CmStore *self, GError **error)
{
  int code = sqlite3_errcode (self->db);

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
  if (sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return text;
}

/* Case and accents away, so that "cafe" finds "Café". */
static char *
fold (const char *text)
{
  g_autofree char *wide = NULL;
  GString *out;

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);
  wide = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  out = g_string_new (NULL);
  for (const char *p = wide; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_unichar_tolower (g_utf8_get_char (p)));
  return g_string_free (out, FALSE);
}

static void
contains (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  const char *text = (const char *) sqlite3_value_text (arguments[0]);
  char *word = sqlite3_get_auxdata (context, 1);
  g_autofree char *folded = NULL;

  if (word == NULL)
    {
      word = fold ((const char *) sqlite3_value_text (arguments[1]));
      sqlite3_set_auxdata (context, 1, word, g_free);
      word = sqlite3_get_auxdata (context, 1);
    }
  if (text == NULL || word == NULL)
    {
      sqlite3_result_int (context, 0);
      return;
    }
  folded = fold (text);
  sqlite3_result_int (context, strstr (folded, word) != NULL);
}

static GHashTable *
split_keys (const char *keys)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize left = strlen (keys); left >= KEY_LENGTH; left -= KEY_LENGTH, keys += KEY_LENGTH)
    g_hash_table_add (set, g_strndup (keys, KEY_LENGTH));
  return set;
}

static gboolean
find_key (const guint8 *bytes, const guint8 *end, GHashTable *keys)
{
  char key[KEY_LENGTH + 1] = { 0 };

  while ((bytes = memchr (bytes, KEY_LENGTH, (gsize) (end - bytes))) != NULL)
    {
      bytes++;
      if (end - bytes < KEY_LENGTH)
        return FALSE;
      memcpy (key, bytes, KEY_LENGTH);
      if (bytes[-2] == TYPE_TEXT && g_hash_table_contains (keys, key))
        return TRUE;
    }
  return FALSE;
}

/* Whether any of the keys, which follow each other without a gap, is a value in the changeset: a
 * text of their length. */
static void
mentions (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  const guint8 *bytes = sqlite3_value_blob (arguments[0]);
  int size = sqlite3_value_bytes (arguments[0]);
  GHashTable *keys = sqlite3_get_auxdata (context, 1);

  if (keys == NULL)
    {
      const char *text = (const char *) sqlite3_value_text (arguments[1]);

      sqlite3_set_auxdata (context,
                           1,
                           split_keys (text != NULL ? text : ""),
                           (void (*) (void *)) g_hash_table_unref);
      keys = sqlite3_get_auxdata (context, 1);
    }
  sqlite3_result_int (context,
                      bytes != NULL && keys != NULL && size > 1 &&
                          find_key (bytes + 1, bytes + size, keys));
}

/* What a text is ordered by: its letters as the language has them, and only then case, accents and
 * the rest. Made once for each row that is sorted; as a collation it would be made for each
 * comparison. */
static void
make_sort_key (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  const char *text = (const char *) sqlite3_value_text (arguments[0]);
  g_autofree char *folded = NULL, *key = NULL;
  GString *out;
  gsize length;

  if (text == NULL)
    {
      sqlite3_result_null (context);
      return;
    }
  folded = fold (text);
  key = g_utf8_collate_key (folded, -1);
  out = g_string_new (key);
  g_string_append_c (out, '\0');
  g_string_append (out, text);
  length = out->len;
  sqlite3_result_blob (context, g_string_free (out, FALSE), (int) length, g_free);
}

void
_cm_sql_add_functions (sqlite3 *db)
{
  sqlite3_create_function (
      db, "cm_contains", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, contains, NULL, NULL);
  sqlite3_create_function (
      db, "cm_mentions", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, mentions, NULL, NULL);
  sqlite3_create_function (
      db, "cm_sort_key", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, make_sort_key, NULL, NULL);
}
