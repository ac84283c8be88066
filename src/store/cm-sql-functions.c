/* cm-sql-functions.c - what SQL of ours can ask about texts and changesets. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-changeset.h"
#include "cm-store-private.h"

#include <string.h>

#define KEY_LENGTH 36
#define TYPE_TEXT 3          /* in a changeset */
#define DECOMPOSITION_MAX 18 /* of one character, as Unicode has it */

/* --- folding ---------------------------------------------------------------------------------- */

static void
append_folded (GString *out, gunichar character)
{
  gunichar parts[DECOMPOSITION_MAX];
  gsize n = g_unichar_fully_decompose (character, TRUE, parts, G_N_ELEMENTS (parts));

  for (gsize i = 0; i < n; i++)
    if (!g_unichar_ismark (parts[i]))
      g_string_append_unichar (out, g_unichar_tolower (parts[i]));
}

/* Case and accents away, so that "cafe" finds "Café". */
static GString *
fold (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length + 1);
  const char *end = text + length;

  while (text < end)
    if ((guchar) *text < 0x80)
      {
        g_string_append_c_inline (out, g_ascii_tolower (*text));
        text++;
      }
    else
      {
        gunichar character = g_utf8_get_char_validated (text, end - text);

        /* What is no character may be in a file all the same. */
        if (character >= (gunichar) -2)
          text++;
        else
          {
            append_folded (out, character);
            text = g_utf8_next_char (text);
          }
      }
  return out;
}

/* --- cm_contains(word, text, …) --------------------------------------------------------------- */

typedef struct
{
  char *word; /* folded */
  gsize length;
  char first[3]; /* the letters that it may begin with */
} Needle;

static void
free_needle (void *data)
{
  Needle *needle = data;

  g_free (needle->word);
  g_free (needle);
}

static Needle *
make_needle (sqlite3_value *word)
{
  Needle *needle = g_new0 (Needle, 1);
  const char *text = (const char *) sqlite3_value_text (word);
  GString *folded = fold (text != NULL ? text : "", (gsize) sqlite3_value_bytes (word));

  needle->length = folded->len;
  needle->word = g_string_free (folded, FALSE);
  needle->first[0] = needle->word[0];
  needle->first[1] = g_ascii_toupper (needle->word[0]);
  return needle;
}

static gboolean
starts_with (const char *text, const Needle *needle)
{
  for (gsize i = 0; i < needle->length; i++)
    if (g_ascii_tolower (text[i]) != needle->word[i])
      return FALSE;
  return TRUE;
}

/* In a text of ASCII alone there is nothing to fold but case, which can be done on the way. */
static gboolean
ascii_contains (const char *text, const Needle *needle)
{
  for (text = strpbrk (text, needle->first); text != NULL; text = strpbrk (text + 1, needle->first))
    if (starts_with (text, needle))
      return TRUE;
  return FALSE;
}

static gboolean
text_contains (const char *text, gsize length, const Needle *needle)
{
  g_autoptr (GString) folded = NULL;

  if (needle->length == 0)
    return TRUE;
  if (g_str_is_ascii (text))
    return length >= needle->length && ascii_contains (text, needle);
  folded = fold (text, length);
  return strstr (folded->str, needle->word) != NULL;
}

/* Whether any of the texts contains the word, whatever the case and the accents. */
static void
contains (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  Needle *needle = sqlite3_get_auxdata (context, 0);
  gboolean found = FALSE;

  if (needle == NULL)
    {
      sqlite3_set_auxdata (context, 0, make_needle (arguments[0]), free_needle);
      needle = sqlite3_get_auxdata (context, 0);
    }
  for (int i = 1; i < n && !found && needle != NULL; i++)
    {
      const char *text = (const char *) sqlite3_value_text (arguments[i]);

      found =
          text != NULL && text_contains (text, (gsize) sqlite3_value_bytes (arguments[i]), needle);
    }
  sqlite3_result_int (context, found);
}

/* --- cm_mentions(changeset, keys) ------------------------------------------------------------- */

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
  const void *kept = sqlite3_value_blob (arguments[0]);
  g_autoptr (GBytes) changeset =
      kept != NULL ? cm_changeset_unpack (kept, (gsize) sqlite3_value_bytes (arguments[0])) : NULL;
  gsize size = 0;
  const guint8 *bytes = changeset != NULL ? g_bytes_get_data (changeset, &size) : NULL;
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
                      keys != NULL && size > 1 && find_key (bytes + 1, bytes + size, keys));
}

/* --- cm_sort_key(text) ------------------------------------------------------------------------ */

/* As g_utf8_collate_key(), without its detour by way of wide characters where the locale allows;
 * what is folded needs no composing. */
static void
append_collation (GString *out, const char *folded)
{
  if (g_get_charset (NULL))
    {
      gsize begin = out->len;
      gsize length = strxfrm (NULL, folded, 0);

      g_string_set_size (out, begin + length);
      strxfrm (out->str + begin, folded, length + 1);
    }
  else
    {
      g_autofree char *key = g_utf8_collate_key (folded, -1);

      g_string_append (out, key);
    }
}

/* What a text is ordered by: its letters as the language has them, and only then case, accents and
 * the rest. Made once for each row that is sorted; as a collation it would be made for each
 * comparison. */
static void
make_sort_key (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  const char *text = (const char *) sqlite3_value_text (arguments[0]);
  g_autoptr (GString) folded = NULL;
  GString *out;
  gsize length;

  if (text == NULL)
    {
      sqlite3_result_null (context);
      return;
    }
  length = (gsize) sqlite3_value_bytes (arguments[0]);
  folded = fold (text, length);
  out = g_string_sized_new (4 * length);
  append_collation (out, folded->str);
  g_string_append_c (out, '\0');
  g_string_append_len (out, text, (gssize) length);
  length = out->len;
  sqlite3_result_blob (context, g_string_free (out, FALSE), (int) length, g_free);
}

void
_cm_sql_add_functions (sqlite3 *db)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;

  sqlite3_create_function (db, "cm_contains", -1, flags, NULL, contains, NULL, NULL);
  sqlite3_create_function (db, "cm_mentions", 2, flags, NULL, mentions, NULL, NULL);
  sqlite3_create_function (db, "cm_sort_key", 1, flags, NULL, make_sort_key, NULL, NULL);
}
