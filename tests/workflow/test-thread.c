/* test-thread.c - the golden thread is read, followed, found broken and mended. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-thread.h"

#include <glib/gstdio.h>

#include "cm-sign-off.h"

typedef struct
{
  char *folder, *path;
  CmStore *store;
  CmRecord *safety, *health, *safe, *well, *helpline, *patrol, *leaflets;
} Fixture;

static CmRecord *
make (const char *table, const char *const values[])
{
  CmRecord *record = cm_record_new (cm_table_find (table));
  g_autoptr (GError) error = NULL;

  for (int i = 0; values[i] != NULL; i += 2)
    {
      int at = cm_table_field_index (cm_record_get_table (record), values[i]);
      CmValue value = CM_VALUE_INIT;

      g_assert_true (cm_value_from_file (
          &value, &cm_record_get_table (record)->fields[at], values[i + 1], &error));
      cm_record_set_value (record, (guint) at, &value);
      cm_value_clear (&value);
    }
  return record;
}

static CmRecord *
add (CmStore *store, const char *table, const char *const values[])
{
  CmRecord *record = make (table, values);
  g_autoptr (GError) error = NULL;

  cm_store_save (store, record, "Add", &error);
  g_assert_no_error (error);
  return record;
}
#define MAKE(table, ...) make (table, (const char *const[]){ __VA_ARGS__, NULL })
#define ADD(table, ...) add (f->store, table, (const char *const[]){ __VA_ARGS__, NULL })
#define PUT(table, ...) g_object_unref (ADD (table, __VA_ARGS__))
#define ID(record) cm_record_get_id (record)

static void
pay (Fixture *f, CmRecord *activity, CmRecord *source, const char *year, const char *amount)
{
  PUT ("budget_line",
       "activity",
       ID (activity),
       "year",
       year,
       "funding_source",
       ID (source),
       "amount",
       amount,
       "state",
       "secured");
}

/* Two chapters; in one an outcome with all that it needs and one with nothing. Of the activities
 * one serves the outcome, one serves nothing and costs money, one does neither. */
static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) theme = NULL, body = NULL, base = NULL, pot = NULL, indicator = NULL;

  f->folder = g_dir_make_tmp ("cm-thread-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, NULL);
  PUT ("partnership", "name", "P", "year", "2009", "as_on", "2009-06-08");
  theme = ADD ("theme", "name", "Theme", "rank", "1");
  body = ADD ("body", "name", "Board", "kind", "board");
  base = ADD ("funding_source", "name", "Base", "kind", "mainstream");
  pot = ADD ("funding_source", "name", "Pot", "kind", "grant");
  f->safety = ADD ("chapter", "name", "Safety", "theme", ID (theme), "rank", "1");
  f->health = ADD ("chapter", "name", "Health", "theme", ID (theme), "rank", "2");
  f->safe = ADD ("outcome",
                 "name",
                 "People are safe",
                 "chapter",
                 ID (f->safety),
                 "rank",
                 "1",
                 "operational",
                 "Fewer reports",
                 "owner",
                 ID (body),
                 "carried_by",
                 "Police plan");
  f->well = ADD ("outcome", "name", "People are well", "chapter", ID (f->safety), "rank", "2");
  indicator = ADD ("indicator",
                   "name",
                   "Reports",
                   "outcome",
                   ID (f->safe),
                   "measure",
                   "percent",
                   "direction",
                   "up",
                   "baseline",
                   "71",
                   "base_year",
                   "2005");
  PUT ("target",
       "indicator",
       ID (indicator),
       "version",
       "original",
       "comparison",
       "at-least",
       "value",
       "90",
       "year",
       "2009");
  PUT ("indicator_value", "indicator", ID (indicator), "on_date", "2009-03-31", "value", "76");
  f->helpline = ADD ("activity", "title", "Helpline", "state", "live");
  f->patrol = ADD ("activity", "title", "Patrol", "state", "live");
  f->leaflets = ADD ("activity", "title", "Leaflets", "state", "proposed");
  PUT ("activity", "title", "Old", "state", "closed");
  PUT ("activity_outcome",
       "activity",
       ID (f->helpline),
       "outcome",
       ID (f->safe),
       "contribution",
       "main");
  PUT ("activity_chapter", "activity", ID (f->patrol), "chapter", ID (f->health));
  pay (f, f->helpline, base, "2009", "300.00");
  pay (f, f->helpline, pot, "2009", "100.00");
  pay (f, f->helpline, pot, "2010", "5000.00");
  pay (f, f->patrol, pot, "2009", "50.00");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->safety);
  g_clear_object (&f->health);
  g_clear_object (&f->safe);
  g_clear_object (&f->well);
  g_clear_object (&f->helpline);
  g_clear_object (&f->patrol);
  g_clear_object (&f->leaflets);
  cm_store_close (f->store);
  g_assert_finalize_object (f->store);
  g_remove (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

static CmThread *
read_thread (Fixture *f, const char *chapter)
{
  g_autoptr (CmScope) scope = cm_scope_new (NULL, chapter);
  CmThread *thread = cm_thread_new (f->store, scope);

  g_assert_false (cm_thread_is_ready (thread));
  cm_thread_finish (thread);
  g_assert_true (cm_thread_is_ready (thread));
  return thread;
}

static CmLooseEnds *
get_ends (GPtrArray *loose, CmLooseKind kind)
{
  CmLooseEnds *ends = g_ptr_array_index (loose, kind);

  g_assert_cmpint (ends->kind, ==, kind);
  return ends;
}

static void
assert_loose (CmThread *thread, CmLooseKind kind, const char *expected)
{
  g_autoptr (GPtrArray) loose = cm_thread_list_loose (thread);
  CmLooseEnds *ends = get_ends (loose, kind);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < ends->items->len; i++)
    g_string_append_printf (
        titles, "%s%s", i > 0 ? "|" : "", ((CmLooseItem *) ends->items->pdata[i])->title);
  g_assert_cmpstr (titles->str, ==, expected);
}

static void
test_read (Fixture *f, gconstpointer data)
{
  g_autoptr (CmThread) thread = read_thread (f, NULL);
  GPtrArray *chapters = cm_thread_get_chapters (thread);
  CmThreadChapter *safety = g_ptr_array_index (chapters, 0);
  CmThreadOutcome *safe = cm_thread_find_outcome (thread, ID (f->safe));
  CmThreadIndicator *indicator = g_ptr_array_index (safe->indicators, 0);
  CmThreadLink *link = g_ptr_array_index (safe->links, 0);
  g_autofree char *course = cm_thread_describe_course (indicator);
  g_autofree char *share = cm_thread_describe_share (safe->money, safe->mainstream);

  g_assert_cmpuint (chapters->len, ==, 2);
  g_assert_cmpstr (safety->name, ==, "Safety");
  g_assert_cmpstr (safety->theme, ==, "Theme");
  g_assert_cmpuint (safety->outcomes->len, ==, 2);
  g_assert_cmpuint (safety->n_indicators, ==, 1);
  g_assert_cmpuint (safety->n_activities, ==, 1);
  g_assert_cmpstr (safe->owner, ==, "Board");
  g_assert_cmpint (safe->money, ==, 40000);
  g_assert_cmpint (safe->mainstream, ==, 30000);
  g_assert_cmpstr (share, ==, "75% mainstream");
  g_assert_cmpstr (course, ==, "71% in 2005/06 → 76% on 31 Mar 2009 → at least 90% by 2009/10");
  g_assert_cmpint (indicator->standing, ==, CM_STANDING_ON_THE_WAY);
  g_assert_true (link->is_main);
  g_assert_cmpstr (link->activity->title, ==, "Helpline");
  g_assert_cmpuint (link->activity->sources->len, ==, 2);
  g_assert_cmpuint (cm_thread_get_stray_activities (thread)->len, ==, 2);
}

/* An activity that serves two outcomes of a chapter is paid for once. */
static void
test_once (Fixture *f, gconstpointer data)
{
  g_autoptr (CmThread) thread = read_thread (f, NULL);
  g_autoptr (CmRecord) link = NULL;
  CmThreadChapter *safety;

  link = cm_thread_link (f->store, ID (f->helpline), ID (f->well), NULL);
  g_assert_cmpstr (cm_record_get_text (link, "contribution"), ==, "supporting");
  safety = g_ptr_array_index (cm_thread_get_chapters (thread), 0);
  g_assert_cmpint (safety->money, ==, 40000);
  g_assert_cmpuint (safety->n_activities, ==, 1);
  g_assert_cmpint (cm_thread_find_outcome (thread, ID (f->well))->money, ==, 40000);
}

static void
test_scope (Fixture *f, gconstpointer data)
{
  g_autoptr (CmThread) thread = read_thread (f, ID (f->health));
  g_autoptr (CmScope) safety = cm_scope_new (NULL, ID (f->safety));

  g_assert_cmpuint (cm_thread_get_chapters (thread)->len, ==, 1);
  g_assert_null (cm_thread_find_outcome (thread, ID (f->safe)));
  assert_loose (thread, CM_LOOSE_MONEY_NO_OUTCOME, "Patrol");
  assert_loose (thread, CM_LOOSE_CHAPTER_BARE, "Health");
  assert_loose (thread, CM_LOOSE_ACTIVITY_NO_OUTCOME, "");
  cm_thread_set_scope (thread, safety);
  g_assert_nonnull (cm_thread_find_outcome (thread, ID (f->safe)));
  assert_loose (thread, CM_LOOSE_MONEY_NO_OUTCOME, "");
}

static void
test_loose (Fixture *f, gconstpointer data)
{
  g_autoptr (CmThread) thread = read_thread (f, NULL);
  g_autoptr (GPtrArray) loose = cm_thread_list_loose (thread);

  g_assert_cmpuint (loose->len, ==, CM_N_LOOSE);
  assert_loose (thread, CM_LOOSE_CHAPTER_BARE, "Health");
  assert_loose (thread, CM_LOOSE_OUTCOME_NO_OPERATIONAL, "People are well");
  assert_loose (thread, CM_LOOSE_OUTCOME_NO_OWNER, "People are well");
  assert_loose (thread, CM_LOOSE_OUTCOME_NO_INDICATOR, "People are well");
  assert_loose (thread, CM_LOOSE_OUTCOME_NO_ACTIVITY, "People are well");
  assert_loose (thread, CM_LOOSE_OUTCOME_NO_PLAN, "People are well");
  assert_loose (thread, CM_LOOSE_OUTCOME_POTS_ALONE, "");
  assert_loose (thread, CM_LOOSE_INDICATOR_NO_BASELINE, "");
  assert_loose (thread, CM_LOOSE_INDICATOR_NO_OUTCOME, "");
  assert_loose (thread, CM_LOOSE_MONEY_NO_OUTCOME, "Patrol");
  assert_loose (thread, CM_LOOSE_ACTIVITY_NO_OUTCOME, "Leaflets");
  g_assert_cmpint (get_ends (loose, CM_LOOSE_MONEY_NO_OUTCOME)->money, ==, 5000);

  PUT ("indicator", "name", "Stray", "measure", "number");
  assert_loose (thread, CM_LOOSE_INDICATOR_NO_OUTCOME, "Stray");
  assert_loose (thread, CM_LOOSE_INDICATOR_NO_BASELINE, "Stray");
  assert_loose (thread, CM_LOOSE_INDICATOR_NO_TARGET, "Stray");
  g_object_unref (cm_thread_link (f->store, ID (f->patrol), ID (f->well), NULL));
  assert_loose (thread, CM_LOOSE_OUTCOME_POTS_ALONE, "People are well");
  assert_loose (thread, CM_LOOSE_MONEY_NO_OUTCOME, "");
  g_object_unref (cm_thread_link (f->store, ID (f->leaflets), ID (f->well), NULL));
  assert_loose (thread, CM_LOOSE_ACTIVITY_NO_MONEY, "Leaflets");
}

static void
count_cb (CmThread *thread, guint *n)
{
  (*n)++;
}

static void
test_follow (Fixture *f, gconstpointer data)
{
  g_autoptr (CmThread) thread = read_thread (f, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmRecord) outcome = NULL, indicator = NULL, link = NULL;
  guint n = 0;

  g_signal_connect (thread, "changed", G_CALLBACK (count_cb), &n);
  outcome = cm_thread_add_outcome (f->store, ID (f->health), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  g_assert_nonnull (cm_thread_find_outcome (thread, ID (outcome)));
  indicator = cm_thread_add_indicator (f->store, ID (outcome), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cm_thread_find_outcome (thread, ID (outcome))->indicators->len, ==, 1);
  g_assert_true (cm_thread_rename (f->store, "outcome", ID (outcome), " Calm ", &error));
  g_assert_cmpstr (
      cm_record_get_title (cm_thread_find_outcome (thread, ID (outcome))->record), ==, "Calm");
  g_assert_true (cm_thread_rename (f->store, "activity", ID (f->patrol), "Walk", &error));
  g_assert_cmpstr (
      ((CmThreadActivity *) cm_thread_get_stray_activities (thread)->pdata[1])->title, ==, "Walk");

  link = cm_thread_link (f->store, ID (f->patrol), ID (outcome), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cm_record_get_text (link, "contribution"), ==, "main");
  g_assert_cmpint (cm_thread_find_outcome (thread, ID (outcome))->money, ==, 5000);
  g_assert_true (cm_store_undo (f->store, &error));
  g_assert_cmpint (cm_thread_find_outcome (thread, ID (outcome))->money, ==, 0);
  g_assert_true (cm_store_redo (f->store, &error));
  g_assert_true (cm_thread_unlink (f->store, ID (link), &error));
  g_assert_cmpuint (cm_thread_find_outcome (thread, ID (outcome))->links->len, ==, 0);
  g_assert_true (cm_thread_remove (f->store, "outcome", ID (f->well), &error));
  g_assert_null (cm_thread_find_outcome (thread, ID (f->well)));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cm_thread_link (f->store, ID (f->helpline), ID (f->safe), &error));
  g_assert_error (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE);
  g_assert_cmpstr (error->message, ==, "“Helpline” serves “People are safe” already.");
  g_clear_error (&error);
  g_assert_false (cm_thread_unlink (f->store, ID (f->safe), &error));
  g_assert_error (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE);
  g_clear_error (&error);
  /* Something still hangs on it. */
  g_assert_false (cm_thread_remove (f->store, "outcome", ID (f->safe), &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (cm_thread_rename (f->store, "outcome", ID (f->safe), "  ", &error));
  g_assert_error (error, CM_MODEL_ERROR, CM_MODEL_ERROR_INVALID);
}

/* The year that is being commissioned is another: so is the money. */
static void
test_year (Fixture *f, gconstpointer data)
{
  g_autoptr (CmThread) thread = read_thread (f, NULL);
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) known = cm_store_first (f->store, query);
  g_autoptr (CmRecord) partnership = cm_record_copy (known);

  cm_record_set_number (partnership, "year", 2010);
  cm_store_save (f->store, partnership, "Year", NULL);
  g_assert_false (cm_thread_is_ready (thread));
  /* What was read before stays until then. */
  g_assert_cmpint (cm_thread_find_outcome (thread, ID (f->safe))->money, ==, 40000);
  cm_thread_finish (thread);
  g_assert_cmpint (cm_thread_find_outcome (thread, ID (f->safe))->money, ==, 500000);
  g_assert_cmpint (cm_thread_get_year (thread), ==, 2010);
}

/* Ten thousand activities are read in pieces, of which none keeps the main loop. */
static void
test_many (Fixture *f, gconstpointer data)
{
  g_autoptr (CmThread) thread = NULL;
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);
  g_autoptr (CmRecord) source = ADD ("funding_source", "name", "More", "kind", "mainstream");
  gint64 longest = 0, start, begun;

  cm_store_begin (f->store, "Many", NULL);
  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *title = g_strdup_printf ("Activity %05u", i);
      g_autoptr (CmRecord) activity = MAKE ("activity", "title", title, "state", "live");
      g_autoptr (CmRecord) line = MAKE ("budget_line",
                                        "activity",
                                        ID (activity),
                                        "year",
                                        "2009",
                                        "funding_source",
                                        ID (source),
                                        "amount",
                                        "10.00",
                                        "state",
                                        "secured");

      g_assert_true (cm_store_insert (f->store, activity, NULL));
      g_assert_true (cm_store_insert (f->store, line, NULL));
    }
  cm_store_commit (f->store, NULL);
  begun = g_get_monotonic_time ();
  thread = cm_thread_new (f->store, whole);
  longest = g_get_monotonic_time () - begun;
  while (!cm_thread_is_ready (thread))
    {
      start = g_get_monotonic_time ();
      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, g_get_monotonic_time () - start);
    }
  g_test_message ("read in %" G_GINT64_FORMAT " ms, longest piece %" G_GINT64_FORMAT " ms",
                  (g_get_monotonic_time () - begun) / 1000,
                  longest / 1000);
  g_assert_cmpuint (cm_thread_get_stray_activities (thread)->len, ==, 10002);
  g_assert_cmpint (longest, <, g_test_slow () ? 50000 : 500000);
  start = g_get_monotonic_time ();
  g_object_unref (cm_thread_link (f->store, ID (f->patrol), ID (f->well), NULL));
  g_test_message ("a change in %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpuint (cm_thread_get_stray_activities (thread)->len, ==, 10001);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  TEST ("/thread/read", test_read);
  TEST ("/thread/once", test_once);
  TEST ("/thread/scope", test_scope);
  TEST ("/thread/loose", test_loose);
  TEST ("/thread/follow", test_follow);
  TEST ("/thread/refused", test_refused);
  TEST ("/thread/year", test_year);
  TEST ("/thread/many", test_many);
  return g_test_run ();
}
