/* cm-search-find.c - a full-text index over the manual and a portfolio: asking it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-search-index"
#include "config.h"

#include "cm-search-index-private.h"

#include <string.h>

#define WORDS_MAX 12 /* of a search; more do not make it narrower */
#define WORD_MAX 64  /* letters of one */
#define SNIPPET_WORDS 18
#define TITLE_WEIGHT "8.0"

/* What is wanted, as expressions of FTS5, in which all that a person typed stands in quotes. */
typedef struct
{
  char *any;   /* all words, wherever they stand */
  char *title; /* all of them in the title */
  char *start; /* it begins with them, in that order */
} Expressions;

/* A text in which all words occur, and how well. */
typedef struct
{
  guint row;
  guint tier;  /* 0: its title begins with them; 1: they are all in the title; 2: elsewhere */
  double rank; /* of bm25: the lower the better */
} Found;

/* --- results ---------------------------------------------------------------------------------- */

static void
free_hit (gpointer data)
{
  CmSearchHit *hit = data;

  g_free (hit->id);
  g_free (hit->title);
  g_free (hit->snippet);
  g_array_unref (hit->title_marks);
  g_array_unref (hit->snippet_marks);
  g_free (hit);
}

static void
free_group (gpointer data)
{
  CmSearchGroup *group = data;

  g_ptr_array_unref (group->hits);
  g_free (group);
}

static CmSearchResult *
make_result (void)
{
  CmSearchResult *result = g_new0 (CmSearchResult, 1);

  result->groups = g_ptr_array_new_with_free_func (free_group);
  return result;
}

void
cm_search_result_free (CmSearchResult *self)
{
  g_ptr_array_unref (self->groups);
  g_free (self);
}

CmSearchGroup *
cm_search_result_find (const CmSearchResult *self, const char *kind)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      CmSearchGroup *group = g_ptr_array_index (self->groups, i);

      if (g_str_equal (group->kind, kind))
        return group;
    }
  return NULL;
}

/* --- what was typed --------------------------------------------------------------------------- */

/* Signs alone are no words: they would be words that occur nowhere. */
static gboolean
has_letters (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static void
add_term (GPtrArray *terms, const char *text)
{
  const char *end = g_utf8_strlen (text, -1) > WORD_MAX ? g_utf8_offset_to_pointer (text, WORD_MAX)
                                                        : text + strlen (text);
  GString *quoted = g_string_new ("\"");

  for (const char *p = text; p < end; p++)
    {
      if (*p == '"')
        g_string_append_c (quoted, '"');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');
  if (terms->len < WORDS_MAX && has_letters (quoted->str))
    g_ptr_array_add (terms, g_string_free (quoted, FALSE));
  else
    g_string_free (quoted, TRUE);
}

/* Words, and what stands between two quotation marks as one term. */
static GPtrArray *
split (const char *words, gboolean *open)
{
  GPtrArray *terms = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (words, "\"", -1);
  guint n = g_strv_length (parts);

  *open = FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) pieces = NULL;

      /* A mark that is not closed yet is being typed. */
      if (i % 2 == 1 && i + 1 < n)
        {
          add_term (terms, parts[i]);
          *open = FALSE;
          continue;
        }
      pieces = g_strsplit_set (parts[i], " \t\n", -1);
      for (char **piece = pieces; *piece != NULL; piece++)
        if (has_letters (*piece))
          {
            add_term (terms, *piece);
            *open = piece[1] == NULL;
          }
    }
  return terms;
}

/* The last word need only be begun, unless it is a single letter, or ended with a blank. */
static char *
join (GPtrArray *terms, gboolean open)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < terms->len; i++)
    {
      const char *term = g_ptr_array_index (terms, i);
      gboolean begun = open && i + 1 == terms->len && g_utf8_strlen (term, -1) > 3;

      g_string_append_printf (
          out, begun ? "%s(%s OR %s *)" : "%s%s", i > 0 ? " AND " : "", term, term);
    }
  return g_string_free (out, FALSE);
}

/* All that was typed, as the beginning of a title. */
static char *
join_start (GPtrArray *terms)
{
  g_autoptr (GString) phrase = g_string_new (NULL);

  for (guint i = 0; i < terms->len; i++)
    g_string_append_printf (
        phrase, "%s%s", i > 0 ? " + " : "", (const char *) g_ptr_array_index (terms, i));
  return g_strdup_printf ("{title} : (^ %s OR ^ %s *)", phrase->str, phrase->str);
}

static void
clear_expressions (Expressions *self)
{
  g_free (self->any);
  g_free (self->title);
  g_free (self->start);
}

static gboolean
read_words (Expressions *self, const char *words)
{
  g_autofree char *valid = g_utf8_make_valid (words, -1);
  gboolean open = FALSE;
  g_autoptr (GPtrArray) terms = split (valid, &open);

  if (terms->len == 0)
    return FALSE;
  self->any = join (terms, open);
  self->title = g_strdup_printf ("{title} : (%s)", self->any);
  self->start = join_start (terms);
  return TRUE;
}

/* --- finding ---------------------------------------------------------------------------------- */

static sqlite3_stmt *
match (CmSearchIndex *self, const char *sql, const char *expression, GError **error)
{
  sqlite3_stmt *select = NULL;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &select, NULL) != SQLITE_OK)
    {
      _cm_search_fail (self->db, error);
      return NULL;
    }
  sqlite3_bind_text (select, 1, expression, -1, SQLITE_STATIC);
  return select;
}

/* Sets the tier of the rows that match. */
static gboolean
lift (CmSearchIndex *self, guint8 *tiers, const char *expression, guint8 tier, GError **error)
{
  sqlite3_stmt *select = match (self, "SELECT rowid FROM s WHERE s MATCH ?", expression, error);

  if (select == NULL)
    return FALSE;
  while (sqlite3_step (select) == SQLITE_ROW)
    tiers[sqlite3_column_int64 (select, 0) - 1] = tier;
  return sqlite3_finalize (select) == SQLITE_OK || _cm_search_fail (self->db, error);
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *left = a, *right = b;

  if (left->tier != right->tier)
    return left->tier < right->tier ? -1 : 1;
  if (left->rank < right->rank || left->rank > right->rank)
    return left->rank < right->rank ? -1 : 1;
  return left->row < right->row ? -1 : left->row > right->row;
}

/* Every text in which the words occur, the best first. */
static GArray *
list_found (CmSearchIndex *self, const Expressions *wanted, GError **error)
{
  g_autofree guint8 *tiers = g_malloc (self->entries->len + 1);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  sqlite3_stmt *select;

  memset (tiers, 2, self->entries->len + 1);
  if (!lift (self, tiers, wanted->title, 1, error) || !lift (self, tiers, wanted->start, 0, error))
    return NULL;
  select = match (self,
                  "SELECT rowid, bm25(s, " TITLE_WEIGHT ", 1.0) FROM s WHERE s MATCH ?",
                  wanted->any,
                  error);
  if (select == NULL)
    return NULL;
  while (sqlite3_step (select) == SQLITE_ROW)
    {
      guint row = (guint) sqlite3_column_int64 (select, 0);
      Found one = { row, tiers[row - 1], sqlite3_column_double (select, 1) };

      g_array_append_val (found, one);
    }
  if (sqlite3_finalize (select) != SQLITE_OK)
    {
      _cm_search_fail (self->db, error);
      return NULL;
    }
  g_array_sort (found, compare_found);
  return g_steal_pointer (&found);
}

static CmSearchGroup *
get_group (CmSearchResult *result, const char *kind)
{
  CmSearchGroup *group = cm_search_result_find (result, kind);

  if (group == NULL)
    {
      group = g_new0 (CmSearchGroup, 1);
      group->kind = kind;
      group->hits = g_ptr_array_new_with_free_func (free_hit);
      g_ptr_array_add (result->groups, group);
    }
  return group;
}

/* The best of each kind, without their texts; `hits` has them by row. */
static CmSearchResult *
choose (CmSearchIndex *self, GArray *found, const char *kind, guint limit, GHashTable *hits)
{
  CmSearchResult *result = make_result ();

  for (guint i = 0; i < found->len; i++)
    {
      guint row = g_array_index (found, Found, i).row;
      const CmSearchEntry *entry = &g_array_index (self->entries, CmSearchEntry, row - 1);
      CmSearchGroup *group = get_group (result, entry->kind);
      CmSearchHit *hit;

      group->n_found++;
      result->n_found++;
      if (group->hits->len >= limit || (kind != NULL && !g_str_equal (kind, entry->kind)))
        continue;
      hit = g_new0 (CmSearchHit, 1);
      hit->kind = entry->kind;
      hit->id = g_strdup (entry->id);
      hit->title_marks = g_array_new (FALSE, FALSE, sizeof (CmSearchMark));
      hit->snippet_marks = g_array_new (FALSE, FALSE, sizeof (CmSearchMark));
      g_ptr_array_add (group->hits, hit);
      g_hash_table_insert (hits, GUINT_TO_POINTER (row), hit);
    }
  return result;
}

/* Takes the signs out of a text that say where words were found. */
static char *
read_marks (const char *text, GArray *marks)
{
  GString *out = g_string_new (NULL);
  CmSearchMark mark = { 0, 0 };
  gboolean inside = FALSE;

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    if (*p == *CM_SEARCH_BEGIN)
      {
        mark.start = (guint) out->len;
        inside = TRUE;
      }
    else if (*p == *CM_SEARCH_END)
      {
        mark.end = (guint) out->len;
        if (inside)
          g_array_append_val (marks, mark);
        inside = FALSE;
      }
    else
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

/* The titles and snippets of the chosen rows. One pass over all that match: to look each of them up
 * would find the beginning of the last word anew each time. */
static gboolean
read_texts (CmSearchIndex *self, const Expressions *wanted, GHashTable *hits, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  GHashTableIter iter;
  gpointer row, value;
  const char *glue = "";
  sqlite3_stmt *select;

  g_string_printf (sql,
                   "SELECT rowid, highlight(s, 0, '%s', '%s'), snippet(s, 1, '%s', '%s', '…', %d) "
                   "FROM s WHERE s MATCH ? AND +rowid IN (",
                   CM_SEARCH_BEGIN,
                   CM_SEARCH_END,
                   CM_SEARCH_BEGIN,
                   CM_SEARCH_END,
                   SNIPPET_WORDS);
  g_hash_table_iter_init (&iter, hits);
  for (; g_hash_table_iter_next (&iter, &row, NULL); glue = ",")
    g_string_append_printf (sql, "%s%u", glue, GPOINTER_TO_UINT (row));
  g_string_append_c (sql, ')');
  select = match (self, sql->str, wanted->any, error);
  if (select == NULL)
    return FALSE;
  while (sqlite3_step (select) == SQLITE_ROW)
    {
      CmSearchHit *hit;

      value =
          g_hash_table_lookup (hits, GUINT_TO_POINTER ((guint) sqlite3_column_int64 (select, 0)));
      hit = value;
      hit->title = read_marks ((const char *) sqlite3_column_text (select, 1), hit->title_marks);
      hit->snippet =
          read_marks ((const char *) sqlite3_column_text (select, 2), hit->snippet_marks);
    }
  return sqlite3_finalize (select) == SQLITE_OK || _cm_search_fail (self->db, error);
}

static CmSearchResult *
find (CmSearchIndex *self, const Expressions *wanted, const char *kind, guint limit, GError **error)
{
  g_autoptr (GHashTable) hits = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) found = list_found (self, wanted, error);
  g_autoptr (CmSearchResult) result = NULL;

  if (found == NULL)
    return NULL;
  result = choose (self, found, kind, limit, hits);
  if (g_hash_table_size (hits) > 0 && !read_texts (self, wanted, hits, error))
    return NULL;
  return g_steal_pointer (&result);
}

static void
set_finding (CmSearchIndex *self, gboolean finding)
{
  g_mutex_lock (&self->mutex);
  self->finding = finding;
  g_mutex_unlock (&self->mutex);
}

/* Only while something is looked for: what is being added must not be lost. */
void
cm_search_index_interrupt (CmSearchIndex *self)
{
  g_mutex_lock (&self->mutex);
  if (self->finding)
    sqlite3_interrupt (self->db);
  g_mutex_unlock (&self->mutex);
}

CmSearchResult *
cm_search_index_find (
    CmSearchIndex *self, const char *words, const char *kind, guint limit, GError **error)
{
  Expressions wanted = { NULL, NULL, NULL };
  CmSearchResult *result = NULL;
  guint n_tables;

  if (!_cm_search_index_settle (self, error))
    return NULL;
  cm_tables (&n_tables);
  if (read_words (&wanted, words))
    {
      set_finding (self, TRUE);
      result = find (self, &wanted, kind, limit, error);
      set_finding (self, FALSE);
    }
  else
    result = make_result ();
  if (result != NULL)
    result->complete = self->portfolio == NULL || self->table >= n_tables;
  clear_expressions (&wanted);
  return result;
}
