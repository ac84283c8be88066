/* test-search-index.c - what the search finds, in which order, and what cannot break it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store's own header names things that are hidden otherwise. */
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include "cm-search-index.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-schema.h"
#include "cm-store-private.h"

static CmSearchIndex *
make_index (void)
{
  g_autoptr (GError) error = NULL;
  CmSearchIndex *index = cm_search_index_new (&error);

  g_assert_no_error (error);
  return index;
}

static void
add (CmSearchIndex *index, const char *id, const char *title, const char *body)
{
  g_autoptr (GError) error = NULL;

  cm_search_index_add (index, "manual", id, title, body, &error);
  g_assert_no_error (error);
}

static CmSearchResult *
find_in (CmSearchIndex *index, const char *words, const char *kind, guint limit)
{
  g_autoptr (GError) error = NULL;
  CmSearchResult *result = cm_search_index_find (index, words, kind, limit, &error);

  g_assert_no_error (error);
  return result;
}

/* The ids of the hits of all kinds in order, joined by "|". */
static char *
find (CmSearchIndex *index, const char *words)
{
  g_autoptr (CmSearchResult) result = find_in (index, words, NULL, 10);
  GString *ids = g_string_new (NULL);

  for (guint g = 0; g < result->groups->len; g++)
    {
      CmSearchGroup *group = g_ptr_array_index (result->groups, g);

      for (guint i = 0; i < group->hits->len; i++)
        g_string_append_printf (ids,
                                "%s%s",
                                ids->len > 0 ? "|" : "",
                                ((CmSearchHit *) g_ptr_array_index (group->hits, i))->id);
    }
  return g_string_free (ids, FALSE);
}

static void
assert_found (CmSearchIndex *index, const char *words, const char *expected)
{
  g_autofree char *found = find (index, words);

  if (!g_str_equal (found, expected))
    g_error ("“%s” found “%s”, not “%s”", words, found, expected);
}

/* The text with its marks as brackets. */
static char *
show_marks (const char *text, GArray *marks)
{
  GString *out = g_string_new (text);

  for (guint i = marks->len; i-- > 0;)
    {
      const CmSearchMark *mark = &g_array_index (marks, CmSearchMark, i);

      g_string_insert_c (out, mark->end, ']');
      g_string_insert_c (out, mark->start, '[');
    }
  return g_string_free (out, FALSE);
}

/* --- words ------------------------------------------------------------------------------------ */

static void
test_words (void)
{
  static const struct
  {
    const char *words, *found;
  } cases[] = {
    { "cafe", "cafe" },
    { "CAFÉ", "cafe" },
    { "cafes", "cafe" },
    { "carer", "carers" },
    { "activity", "many" },
    { "activities", "many" },
    { "activitie", "many" },
    { "commissioni", "carers" },
    { "commissioned", "carers" },
    { "childrens", "children" },
    { "children’s", "children" },
    { "young peop", "carers" },
    { "peop young", "" },
    { "\"young people\"", "carers" },
    { "\"people young\"", "" },
    { "\"people young", "carers" },
    { "young nobody", "" },
    { "servi", "children" },
    { "serv ", "" },
    { "2010/11", "many" },
    { "x", "letter" },
    { "y", "" },
    { "", "" },
  };
  g_autoptr (CmSearchIndex) index = make_index ();

  add (index, "cafe", "A community café", "");
  add (index, "carers", "Support", "For carers and young people, in commissioning.");
  add (index, "many", "List", "Several activities of 2010/11");
  add (index, "children", "Children’s services", NULL);
  add (index, "letter", "Plan X", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (index, cases[i].words, cases[i].found);
}

static void
test_order (void)
{
  g_autoptr (CmSearchIndex) index = make_index ();

  add (index, "body", "Nothing of it", "A review, a review and once more a review.");
  add (index, "late", "How to take a review further than others do", "");
  add (index, "start", "Review of everything that there is", "Long and wide, and about much else.");
  add (index, "exact", "Review", "");
  /* The title that is nothing else, one that begins so, one that has it, and then the rest. */
  assert_found (index, "review", "exact|start|late|body");
  assert_found (index, "reviews", "exact|start|late|body");
  assert_found (index, "of review", "start|body");
}

static void
test_hostile (void)
{
  static const char *const hostile[] = {
    "\"",
    "\"\"",
    "\"\"\"",
    "alpha\"",
    "\"alpha",
    "*",
    "alpha*",
    "* alpha",
    "alpha AND",
    "OR alpha",
    "NOT",
    "NEAR(",
    "NEAR(alpha, 2)",
    "alpha NEAR",
    "title:",
    "title : alpha",
    "{title} : alpha",
    "{",
    "}",
    "(",
    ")",
    "(alpha",
    "alpha)",
    "^alpha",
    "^",
    "+",
    "alpha + ",
    "-alpha",
    "'",
    "';--",
    "alpha'; DROP TABLE s;--",
    "%",
    "_",
    "\\",
    "\x01\x02",
    "\xff\xfe",
    "alpha\xff",
    "?1",
    ":a",
    "@a",
    "$a",
    "[alpha]",
    "`alpha`",
    ",",
    ";",
    "…",
    "–",
    "́",
    "\xf0\x9f\x98\x80",
    "\t\n alpha \n",
    "s",
    "rank",
    "rowid",
    "a:b:c",
    "\"a\" \"b",
    "alpha\"\"beta",
  };
  g_autoptr (CmSearchIndex) index = make_index ();
  g_autofree char *many = g_strnfill (20000, 'a');
  g_autoptr (GString) words = g_string_new (NULL);

  add (index, "alpha", "Alpha", "Beta; title and NOT or near.");
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    for (guint j = 0; j < G_N_ELEMENTS (hostile); j++)
      {
        g_autofree char *both = g_strconcat (hostile[i], j % 2 ? " " : "", hostile[j], NULL);
        g_autofree char *found = find (index, both);

        g_assert_true (g_str_equal (found, "") || g_str_equal (found, "alpha"));
      }
  assert_found (index, many, "");
  for (guint i = 0; i < 5000; i++)
    g_string_append (words, "alpha ");
  assert_found (index, words->str, "alpha");
  /* Signs stand for themselves, that is, for nothing. */
  assert_found (index, "alpha*", "alpha");
  assert_found (index, "zebra OR alpha", "");
  assert_found (index, "-alpha", "alpha");
  assert_found (index, "alpha NOT beta", "alpha");
  assert_found (index, "title:alpha", "");
}

static void
test_marks (void)
{
  g_autoptr (CmSearchIndex) index = make_index ();
  g_autoptr (CmSearchResult) result = NULL;
  CmSearchHit *hit;
  g_autofree char *title = NULL, *snippet = NULL;

  add (index,
       "a",
       "The café’s reviews",
       "One two three four five six seven eight nine ten.\n\nWhat\x01 a <b>review</b> &\x02 a cafe "
       "decides. One two three four five six seven eight nine ten eleven twelve thirteen.");
  result = find_in (index, "review cafes", NULL, 5);
  g_assert_cmpuint (result->n_found, ==, 1);
  hit = g_ptr_array_index (cm_search_result_find (result, "manual")->hits, 0);
  title = show_marks (hit->title, hit->title_marks);
  snippet = show_marks (hit->snippet, hit->snippet_marks);
  g_assert_cmpstr (title, ==, "The [café]’s [reviews]");
  g_assert_nonnull (strstr (snippet, "What a <b>[review]</b> & a [cafe] decides."));
  g_assert_true (g_str_has_suffix (snippet, "…"));
}

static void
test_groups (void)
{
  g_autoptr (CmSearchIndex) index = make_index ();
  g_autoptr (CmSearchResult) all = NULL, one = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      add (index, id, "Something", "else");
      cm_search_index_add (index, "activity", id, "Else", "something else", &error);
      g_assert_no_error (error);
    }
  all = find_in (index, "something", NULL, 4);
  g_assert_cmpuint (all->n_found, ==, 60);
  g_assert_cmpuint (all->groups->len, ==, 2);
  g_assert_cmpstr (((CmSearchGroup *) all->groups->pdata[0])->kind, ==, "manual");
  g_assert_cmpuint (cm_search_result_find (all, "activity")->n_found, ==, 30);
  g_assert_cmpuint (cm_search_result_find (all, "activity")->hits->len, ==, 4);
  g_assert_true (all->complete);

  one = find_in (index, "something", "activity", 50);
  g_assert_cmpuint (one->n_found, ==, 60);
  g_assert_cmpuint (cm_search_result_find (one, "activity")->hits->len, ==, 30);
  g_assert_cmpuint (cm_search_result_find (one, "manual")->hits->len, ==, 0);
  g_assert_null (cm_search_result_find (one, "decision"));
}

static void
test_replace (void)
{
  g_autoptr (CmSearchIndex) index = make_index ();

  add (index, "a", "Before", "body");
  assert_found (index, "before", "a");
  add (index, "a", "After", "body");
  assert_found (index, "before", "");
  assert_found (index, "after", "a");
}

/* --- the portfolio ---------------------------------------------------------------------------- */

typedef struct
{
  char *folder, *path;
  CmStore *store;
  CmSearchIndex *index;
} Fixture;

static CmRecord *
save (Fixture *f, const char *table, const char *field, const char *text)
{
  CmRecord *record = cm_record_new (cm_table_find (table));
  g_autoptr (GError) error = NULL;

  cm_record_set_text (record, field, text);
  cm_store_save (f->store, record, "Add", &error);
  g_assert_no_error (error);
  return record;
}

static gboolean
read_some (Fixture *f, guint n)
{
  g_autoptr (GError) error = NULL;
  gboolean more = cm_search_index_read (f->index, n, &error);

  g_assert_no_error (error);
  return more;
}

static void
refresh (Fixture *f, CmRecord *record)
{
  g_autoptr (GError) error = NULL;

  cm_search_index_refresh (
      f->index, cm_record_get_table (record)->name, cm_record_get_id (record), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("cm-search-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, &error);
  g_assert_no_error (error);
  f->index = make_index ();
}

/* Nothing may be left in the folder of the portfolio. */
static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->index, cm_search_index_free);
  cm_store_close (f->store);
  g_assert_finalize_object (f->store);
  g_assert_cmpint (g_remove (f->path), ==, 0);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static void
open_index (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  cm_search_index_open (f->index, f->store, &error);
  g_assert_no_error (error);
}

static void
test_portfolio (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) one = save (f, "role", "name", "Über uns");
  g_autoptr (CmRecord) two = save (f, "organisation", "name", "Borough");
  g_autoptr (CmSearchResult) early = NULL, result = NULL;
  guint n = 0;

  cm_record_set_text (two, "short_name", "BC");
  g_assert_true (cm_store_save (f->store, two, "Name", NULL));
  for (guint i = 0; i < 25; i++)
    g_object_unref (save (f, "theme", "name", "Same"));
  open_index (f);
  g_assert_true (read_some (f, 1));
  early = find_in (f->index, "uber", NULL, 5);
  g_assert_false (early->complete);
  while (read_some (f, 10))
    n++;
  g_assert_cmpuint (n, ==, 2);
  assert_found (f->index, "uber", cm_record_get_id (one));
  assert_found (f->index, "bc", cm_record_get_id (two));
  result = find_in (f->index, "same", NULL, 100);
  g_assert_cmpuint (result->n_found, ==, 25);
  g_assert_true (result->complete);
}

static void
test_changes (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) record = save (f, "role", "name", "Before");
  g_autoptr (CmRecord) more = NULL;

  open_index (f);
  while (read_some (f, 100))
    continue;
  cm_record_set_text (record, "name", "After");
  g_assert_true (cm_store_save (f->store, record, "Rename", NULL));
  refresh (f, record);
  assert_found (f->index, "before", "");
  assert_found (f->index, "after", cm_record_get_id (record));

  more = save (f, "place", "name", "Stop it");
  refresh (f, more);
  assert_found (f->index, "stop", cm_record_get_id (more));

  g_assert_true (cm_store_begin (f->store, "Delete", NULL));
  g_assert_true (cm_store_delete (f->store, record, NULL));
  g_assert_true (cm_store_commit (f->store, NULL));
  refresh (f, record);
  assert_found (f->index, "after", "");
  g_assert_true (cm_store_undo (f->store, NULL));
  refresh (f, record);
  assert_found (f->index, "after", cm_record_get_id (record));
}

/* Between two readings nothing is held in the file: changes are kept without waiting. */
static void
test_no_lock (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) record = save (f, "theme", "name", "One");
  gint64 start;

  for (guint i = 0; i < 10; i++)
    g_object_unref (save (f, "theme", "name", "Another"));
  open_index (f);
  g_assert_true (read_some (f, 5));
  start = g_get_monotonic_time ();
  cm_record_set_text (record, "name", "Two");
  g_assert_true (cm_store_save (f->store, record, "Rename", NULL));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

/* A file of an older version that is only read is a copy in memory, which has no name. */
static void
test_in_memory (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) record = save (f, "theme", "name", "Remembered");
  g_autoptr (GError) error = NULL;

  g_assert_true (_cm_store_upgrade_in_memory (f->store, CM_SCHEMA_VERSION, &error));
  g_assert_no_error (error);
  open_index (f);
  while (read_some (f, 100))
    continue;
  assert_found (f->index, "remember", cm_record_get_id (record));
}

/* A file that is gone by now is told. */
static void
test_missing (Fixture *f, gconstpointer data)
{
  g_autofree char *aside = g_strconcat (f->path, ".aside", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_rename (f->path, aside), ==, 0);
  g_assert_false (cm_search_index_open (f->index, f->store, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_SQL);
  g_assert_cmpint (g_rename (aside, f->path), ==, 0);
}

/* A field that is marked as searched is found, in every table. */
static void
test_every_field (Fixture *f, gconstpointer data)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < tables[i]->n_fields; j++)
      {
        const CmField *field = &tables[i]->fields[j];

        if ((field->flags & CM_FIELD_SEARCHED) == 0 || cm_field_is_derived (field))
          continue;
        if (field->type != CM_FIELD_TEXT && field->type != CM_FIELD_LONG_TEXT &&
            field->type != CM_FIELD_CHOICE)
          g_error (
              "%s.%s is searched, but the index has no words for it", tables[i]->name, field->name);
        /* Payments alone are searched on their own page. */
        g_assert_cmpint (
            cm_search_index_covers (tables[i]), ==, !g_str_equal (tables[i]->name, "spend_line"));
      }
  open_index (f);
  /* Every statement is made at least once. */
  g_assert_false (read_some (f, 1000));
}

/* --- interruption ----------------------------------------------------------------------------- */

static gpointer
interrupt_worker (gpointer data)
{
  CmSearchIndex *index = data;

  for (guint i = 0; i < 200; i++)
    {
      cm_search_index_interrupt (index);
      g_usleep (500);
    }
  return NULL;
}

/* However often a search is given up, what is added is not lost. */
static void
test_interrupt (void)
{
  g_autoptr (CmSearchIndex) index = make_index ();
  GThread *thread = g_thread_new ("interrupt", interrupt_worker, index);
  g_autoptr (CmSearchResult) last = NULL;
  guint n = 0;

  for (guint i = 0; i < 600; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autoptr (GError) error = NULL;
      g_autoptr (CmSearchResult) result = NULL;

      add (index, id, "Title", "word word word");
      n++;
      if (i % 5 == 0)
        result = cm_search_index_find (index, "wor", NULL, 5, &error);
      if (error != NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_thread_join (thread);
  last = find_in (index, "word", NULL, 5);
  g_assert_cmpuint (last->n_found, ==, n);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/search-index/words", test_words);
  g_test_add_func ("/search-index/order", test_order);
  g_test_add_func ("/search-index/hostile", test_hostile);
  g_test_add_func ("/search-index/marks", test_marks);
  g_test_add_func ("/search-index/groups", test_groups);
  g_test_add_func ("/search-index/replace", test_replace);
  g_test_add_func ("/search-index/interrupt", test_interrupt);
  ADD ("/search-index/portfolio", test_portfolio);
  ADD ("/search-index/changes", test_changes);
  ADD ("/search-index/no-lock", test_no_lock);
  ADD ("/search-index/in-memory", test_in_memory);
  ADD ("/search-index/missing", test_missing);
  ADD ("/search-index/every-field", test_every_field);
  return g_test_run ();
}
