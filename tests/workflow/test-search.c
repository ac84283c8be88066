/* test-search.c - searching manual and portfolio together, while both are read and changed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-search.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-edition.h"
#include "cm-store-errand.h"

typedef struct
{
  char *folder, *path;
  CmManual *manual;
  CmStore *store;
  CmSearch *search;
  GAsyncResult *answer;
  guint n_answers;
} Fixture;

/* --- looking ---------------------------------------------------------------------------------- */

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  g_set_object (&f->answer, result);
  f->n_answers++;
}

/* Errors are the caller's. */
static CmSearchResult *
find_in (Fixture *f, const char *words, const char *kind, GError **error)
{
  guint before = f->n_answers;

  cm_search_find (f->search, words, kind, 20, answer_cb, f);
  while (f->n_answers == before)
    g_main_context_iteration (NULL, TRUE);
  return cm_search_find_finish (f->answer, error);
}

static CmSearchResult *
find (Fixture *f, const char *words)
{
  g_autoptr (GError) error = NULL;
  CmSearchResult *result = find_in (f, words, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static guint
count (Fixture *f, const char *words)
{
  g_autoptr (CmSearchResult) result = find (f, words);

  return result->n_found;
}

static void
wait_complete (Fixture *f)
{
  while (!cm_search_is_complete (f->search))
    g_main_context_iteration (NULL, TRUE);
}

static CmSearchHit *
get_best (CmSearchResult *result, const char *kind)
{
  CmSearchGroup *group = cm_search_result_find (result, kind);

  g_assert_nonnull (group);
  return g_ptr_array_index (group->hits, 0);
}

static CmSearchHit *
get_hit (CmSearchResult *result, const char *kind, const char *id)
{
  CmSearchGroup *group = cm_search_result_find (result, kind);

  for (guint i = 0; group != NULL && i < group->hits->len; i++)
    if (g_str_equal (((CmSearchHit *) g_ptr_array_index (group->hits, i))->id, id))
      return g_ptr_array_index (group->hits, i);
  g_error ("%s/%s was not found", kind, id);
}

/* --- a portfolio ------------------------------------------------------------------------------ */

static CmRecord *
add (Fixture *f, const char *table, const char *const values[])
{
  CmRecord *record = cm_record_new (cm_table_find (table));
  g_autoptr (GError) error = NULL;

  for (int i = 0; values[i] != NULL; i += 2)
    cm_record_set_text (record, values[i], values[i + 1]);
  cm_store_save (f->store, record, "Add", &error);
  g_assert_no_error (error);
  return record;
}
#define ADD(f, table, ...) add (f, table, (const char *const[]){ __VA_ARGS__, NULL })
#define ID(record) cm_record_get_id (record)

static void
rename_record (Fixture *f, CmRecord *record, const char *title)
{
  g_autoptr (CmRecord) copy = cm_record_copy (record);
  g_autoptr (GError) error = NULL;

  cm_record_set_text (copy, cm_record_get_table (record)->title, title);
  cm_store_save (f->store, copy, "Rename", &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *content =
      g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("cm-search-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, &error);
  g_assert_no_error (error);
  f->manual = cm_manual_load (content, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->answer);
  if (f->search != NULL)
    g_assert_finalize_object (f->search);
  cm_store_close (f->store);
  g_assert_finalize_object (f->store);
  g_assert_finalize_object (f->manual);
  g_assert_cmpint (g_remove (f->path), ==, 0);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

/* --- cases ------------------------------------------------------------------------------------ */

static void
test_together (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) theme = ADD (f, "theme", "name", "Older people");
  g_autoptr (CmRecord) chapter = ADD (f, "chapter", "name", "At home", "theme", ID (theme));
  g_autoptr (CmRecord) activity =
      ADD (f, "activity", "title", "Options for the café", "state", "live");
  g_autoptr (CmRecord) link =
      ADD (f, "activity_chapter", "activity", ID (activity), "chapter", ID (chapter));
  g_autoptr (CmRecord) outcome =
      ADD (f, "outcome", "name", "More options at home", "chapter", ID (chapter));
  g_autoptr (CmSearchResult) result = NULL;
  g_autofree char *manual_place = NULL, *activity_place = NULL, *outcome_place = NULL;

  f->search = cm_search_new (f->manual, NULL, f->store);
  wait_complete (f);
  result = find (f, "option");
  g_assert_true (result->complete);
  g_assert_cmpstr (get_best (result, "activity")->id, ==, ID (activity));
  g_assert_cmpstr (get_best (result, "outcome")->id, ==, ID (outcome));

  manual_place =
      cm_search_get_place (f->manual, f->store, get_hit (result, CM_SEARCH_MANUAL, "plan-options"));
  activity_place = cm_search_get_place (f->manual, f->store, get_best (result, "activity"));
  outcome_place = cm_search_get_place (f->manual, f->store, get_best (result, "outcome"));
  g_assert_cmpstr (manual_place, ==, "Plan");
  g_assert_cmpstr (activity_place, ==, "Older people › At home");
  g_assert_cmpstr (outcome_place, ==, "Older people › At home");

  g_assert_cmpstr (cm_search_get_kind_label (CM_SEARCH_MANUAL), ==, "Manual");
  g_assert_cmpstr (cm_search_get_kind_label ("activity"), ==, "Activities");
}

/* What a step is made of is found with it, and a term of the glossary by itself. */
static void
test_manual (Fixture *f, gconstpointer data)
{
  const CmManualStep *step = cm_manual_find_step (f->manual, "plan/options");
  const CmManualCheck *check = g_ptr_array_index (step->checks, 0);
  g_autoptr (CmSearchResult) by_check = NULL, by_term = NULL;

  f->search = cm_search_new (f->manual, NULL, NULL);
  wait_complete (f);
  by_check = find (f, check->item);
  g_assert_cmpstr (get_best (by_check, CM_SEARCH_MANUAL)->id, ==, step->block->id);
  by_term = find (f, "chapter");
  g_assert_cmpstr (get_best (by_term, CM_SEARCH_MANUAL)->id, ==, "term-chapter");
  g_assert_cmpuint (by_term->groups->len, ==, 1);
}

/* A case study is found by its title, its paragraphs and its partners, as one. */
static void
test_cases (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmEdition) edition = cm_edition_load (folder, NULL, NULL, NULL, &error);
  g_autoptr (CmSearchResult) by_title = NULL, by_text = NULL, by_partner = NULL;

  g_assert_no_error (error);
  f->search = cm_search_new (NULL, cm_edition_get_case_studies (edition), NULL);
  wait_complete (f);
  by_title = find (f, "beyond paperclips");
  g_assert_cmpuint (by_title->n_found, ==, 1);
  g_assert_cmpstr (get_best (by_title, CM_SEARCH_CASE)->id, ==, "procurement-ambition-2007");
  by_text = find (f, "handful of neighbourhoods");
  g_assert_cmpstr (get_best (by_text, CM_SEARCH_CASE)->id, ==, "melton-reoffending-pilot");
  by_partner = find (f, "solace");
  g_assert_cmpstr (get_best (by_partner, CM_SEARCH_CASE)->id, ==, "peer-challenge-2006");
  g_assert_cmpstr (cm_search_get_kind_label (CM_SEARCH_CASE), ==, "Case studies");
}

/* Everything that is found in the manual can be gone to. */
static void
test_manual_ids (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSearchResult) result = NULL;
  CmSearchGroup *group;

  f->search = cm_search_new (f->manual, NULL, NULL);
  wait_complete (f);
  result = find (f, "the");
  group = cm_search_result_find (result, CM_SEARCH_MANUAL);
  g_assert_cmpuint (group->hits->len, ==, 20);
  for (guint i = 0; i < group->hits->len; i++)
    g_assert_nonnull (cm_document_find (cm_manual_get_document (f->manual),
                                        ((CmSearchHit *) g_ptr_array_index (group->hits, i))->id));
}

static void
test_changes (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = ADD (f, "activity", "title", "Zebra crossing", "state", "live");
  g_autoptr (CmRecord) added = NULL;

  f->search = cm_search_new (f->manual, NULL, f->store);
  g_assert_cmpuint (count (f, "wombat"), ==, 0);
  rename_record (f, activity, "Wombat crossing");
  g_assert_cmpuint (count (f, "wombat"), ==, 1);
  wait_complete (f);
  g_assert_cmpuint (count (f, "zebra"), ==, 0);
  g_assert_cmpuint (count (f, "wombat"), ==, 1);

  rename_record (f, activity, "Zebra crossing");
  g_assert_cmpuint (count (f, "wombat"), ==, 0);
  g_assert_cmpuint (count (f, "zebra"), ==, 1);
  added = ADD (f, "place", "name", "Zebras");
  g_assert_cmpuint (count (f, "zebra"), ==, 2);

  g_assert_true (cm_store_begin (f->store, "Delete", NULL));
  g_assert_true (cm_store_delete (f->store, activity, NULL));
  g_assert_true (cm_store_commit (f->store, NULL));
  g_assert_cmpuint (count (f, "zebra"), ==, 1);
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, "zebra"), ==, 2);
}

static void
note_changed_cb (CmSearch *search, guint *n)
{
  (*n)++;
}

static void
test_signal (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = ADD (f, "activity", "title", "One", "state", "live");
  guint n = 0;

  f->search = cm_search_new (NULL, NULL, f->store);
  g_signal_connect (f->search, "changed", G_CALLBACK (note_changed_cb), &n);
  wait_complete (f);
  g_assert_cmpuint (n, ==, 1);
  rename_record (f, activity, "Two");
  while (n < 2)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
exchange (
    CmStore *store, CmProgress *progress, GCancellable *cancellable, gpointer data, GError **error)
{
  g_autoptr (CmQuery) all = cm_query_new ("activity");
  g_autoptr (CmRecord) old = cm_store_first (store, all);
  g_autoptr (CmRecord) lesson = cm_record_new (cm_table_find ("lesson"));

  cm_record_set_text (lesson, "name", "A walrus instead");
  return cm_store_begin (store, "Exchange", error) && cm_store_delete (store, old, error) &&
         cm_store_insert (store, lesson, error) && cm_store_commit (store, error);
}

/* What a long change did is not told record by record: all is read again. */
static void
test_errand (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = ADD (f, "activity", "title", "A zebra", "state", "live");

  f->search = cm_search_new (f->manual, NULL, f->store);
  wait_complete (f);
  g_assert_cmpuint (count (f, "zebra"), ==, 1);
  cm_store_run_errand_async (f->store, exchange, NULL, NULL, NULL, NULL, NULL, NULL);
  while (cm_store_has_errand (f->store))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (cm_search_is_complete (f->search));
  wait_complete (f);
  g_assert_cmpuint (count (f, "zebra"), ==, 0);
  g_assert_cmpuint (count (f, "walrus"), ==, 1);
  g_assert_cmpuint (count (f, "glossary"), >, 0);
}

/* Only the newest search has to be answered, but none is forgotten. */
static void
test_newest (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmSearchResult) last = NULL;

  f->search = cm_search_new (f->manual, NULL, f->store);
  wait_complete (f);
  for (guint i = 0; i < 50; i++)
    cm_search_find (f->search, "the", NULL, 5, answer_cb, f);
  cm_search_find (f->search, "glossary", CM_SEARCH_MANUAL, 5, answer_cb, f);
  while (f->n_answers < 51)
    g_main_context_iteration (NULL, TRUE);
  last = cm_search_find_finish (f->answer, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get_best (last, CM_SEARCH_MANUAL)->id, ==, "glossary-chapter");
}

/* It can be let go of at any time; who waits is told. */
static void
test_let_go (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CmSearchResult) result = NULL;

      f->search = cm_search_new (f->manual, NULL, f->store);
      g_usleep (i * 400);
      f->n_answers = 0;
      cm_search_find (f->search, "the", NULL, 5, answer_cb, f);
      g_assert_finalize_object (g_steal_pointer (&f->search));
      while (f->n_answers == 0)
        g_main_context_iteration (NULL, TRUE);
      result = cm_search_find_finish (f->answer, &error);
      if (result == NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* A portfolio that cannot be read is told, not passed over. */
static void
test_fault (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = g_strconcat (f->path, ".aside", NULL);

  g_assert_cmpint (g_rename (f->path, aside), ==, 0);
  f->search = cm_search_new (f->manual, NULL, f->store);
  wait_complete (f);
  g_assert_null (find_in (f, "the", NULL, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_SQL);
  g_assert_cmpint (g_rename (aside, f->path), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
#define CASE(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  CASE ("/search/together", test_together);
  CASE ("/search/manual", test_manual);
  CASE ("/search/cases", test_cases);
  CASE ("/search/manual-ids", test_manual_ids);
  CASE ("/search/changes", test_changes);
  CASE ("/search/signal", test_signal);
  CASE ("/search/errand", test_errand);
  CASE ("/search/newest", test_newest);
  CASE ("/search/let-go", test_let_go);
  CASE ("/search/fault", test_fault);
  return g_test_run ();
}
