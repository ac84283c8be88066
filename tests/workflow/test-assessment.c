/* test-assessment.c - assessments: begun, judged, compared, and what comes of them; all undone. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-assessment.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-edition.h"
#include "cm-exchange.h"
#include "cm-sign-off.h"

#define PEER "1e000000-0000-7000-8000-003300000001"

typedef struct
{
  char *folder, *path;
  CmStore *store;
  CmEdition *edition;
  const CmBenchmark *benchmark;
  CmAssessment *peer; /* of the example */
} Fixture;

static CmAssessment *
load (Fixture *f, CmRecord *record)
{
  return cm_assessment_load (f->store, cm_record_get_id (record), f->benchmark);
}

static void
delete_others (Fixture *f)
{
  g_autoptr (CmQuery) query = cm_query_new ("assessment");
  g_autoptr (GPtrArray) all = cm_store_list (f->store, query);

  g_assert_true (cm_store_begin (f->store, "Delete", NULL));
  for (guint i = 0; i < all->len; i++)
    if (!g_str_equal (cm_record_get_id (all->pdata[i]), PEER))
      g_assert_true (cm_store_delete (f->store, all->pdata[i], NULL));
  g_assert_true (cm_store_commit (f->store, NULL));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  const char *folder = g_getenv ("COMMISSIONING_DATA_DIR");
  g_autofree char *content = g_build_filename (folder, "content", NULL);
  g_autofree char *example =
      g_build_filename (folder, "examples", "leicestershire-together.xml", NULL);
  g_autoptr (CmRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  cm_content_init ();
  f->edition = cm_edition_load (content, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  f->benchmark = cm_edition_get_benchmark (f->edition);
  f->folder = g_dir_make_tmp ("cm-assessment-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  g_assert_true (cm_exchange_load (example, f->path, &error));
  f->store = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  record = cm_store_get (f->store, "assessment", PEER);
  f->peer = load (f, record);
  /* Cases begin from what the peer challenge says alone; test_shipped() looks at the others. */
  delete_others (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cm_assessment_free (f->peer);
  g_assert_finalize_object (f->store);
  g_object_unref (f->edition);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static void
reload (Fixture *f)
{
  CmAssessment *again = load (f, f->peer->record);

  cm_assessment_free (f->peer);
  f->peer = again;
}

static const CmAssessmentPart *
get_part (const CmAssessment *assessment, const char *title)
{
  const CmAssessmentPart *part = cm_assessment_find_part (assessment, title);

  g_assert_nonnull (part);
  return part;
}

static const CmBenchmarkLevel *
get_level (Fixture *f, guint level)
{
  return g_ptr_array_index (f->benchmark->levels, level);
}

static guint
count (Fixture *f, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_count (f->store, query);
}

static void
assert_point (GPtrArray *points, guint place, const char *text)
{
  g_assert_cmpuint (place, <, points->len);
  g_assert_cmpstr (cm_record_get_text (points->pdata[place], "point"), ==, text);
}

static void
assert_undo_label (Fixture *f, const char *label)
{
  g_autofree char *undo = cm_store_get_undo_label (f->store);

  g_assert_cmpstr (undo, ==, label);
}

/* --- reading ---------------------------------------------------------------------------------- */

/* The example has a peer challenge without levels: nothing is taken for granted. */
static void
test_example (Fixture *f, gconstpointer data)
{
  const CmAssessmentPart *part = get_part (f->peer, "Vision and strategy");
  g_autofree char *level = cm_assessment_part_get_level (part);
  g_autofree char *words = cm_assessment_describe (f->store, f->peer->record);
  g_autofree char *year = cm_assessment_get_year (f->peer->record);

  g_assert_cmpuint (f->peer->parts->len, ==, f->benchmark->headings->len);
  g_assert_cmpuint (part->strengths->len, ==, 3);
  g_assert_cmpuint (part->areas->len, ==, 5);
  g_assert_cmpstr (level, ==, "Not judged");
  g_assert_cmpuint (cm_assessment_count_judged (f->peer), ==, 0);
  g_assert_cmpstr (words, ==, "Peer challenge · Whole partnership · 30 Apr 2006");
  g_assert_cmpstr (year, ==, "2005/06");
  g_assert_null (cm_assessment_load (f->store, "nowhere", f->benchmark));
}

/* What other benchmarks called a heading comes after those of this one; letters make none. */
static void
test_unknown (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) other =
      cm_record_copy (get_part (f->peer, "Leadership")->strengths->pdata[0]);
  g_autoptr (CmRecord) same =
      cm_record_copy (get_part (f->peer, "Leadership")->strengths->pdata[1]);
  const CmAssessmentPart *last;

  cm_record_set_text (other, "heading", "Use of resources");
  cm_record_set_text (same, "heading", "LEADERSHIP");
  g_assert_true (cm_store_save (f->store, other, "Change", NULL));
  g_assert_true (cm_store_save (f->store, same, "Change", NULL));
  reload (f);
  g_assert_cmpuint (f->peer->parts->len, ==, f->benchmark->headings->len + 1);
  last = g_ptr_array_index (f->peer->parts, f->peer->parts->len - 1);
  g_assert_cmpstr (last->title, ==, "Use of resources");
  g_assert_null (last->heading);
  assert_point (last->strengths, 0, "Senior people in partner organisations are committed");
  assert_point (get_part (f->peer, "Leadership")->strengths, 0, "The county leads the community");
  /* Without a benchmark there is still all that was found. */
  g_clear_pointer (&f->peer, cm_assessment_free);
  f->peer = cm_assessment_load (f->store, PEER, NULL);
  g_assert_nonnull (cm_assessment_find_part (f->peer, "Use of resources"));
}

/* --- judging ---------------------------------------------------------------------------------- */

static void
test_judge (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  g_assert_true (cm_assessment_judge (
      f->store, f->peer, get_part (f->peer, "Leadership"), get_level (f, 2), &error));
  g_assert_no_error (error);
  assert_undo_label (f, "Judge “Leadership”: Working");
  reload (f);
  g_assert_true (get_part (f->peer, "Leadership")->level == get_level (f, 2));
  g_assert_true (cm_assessment_give_reason (
      f->store, f->peer, get_part (f->peer, "Leadership"), " Two partners lead ", &error));
  reload (f);
  g_assert_cmpstr (
      cm_assessment_part_get_reason (get_part (f->peer, "Leadership")), ==, "Two partners lead");
  /* Without a level the reason is left, without both nothing is. */
  g_assert_true (
      cm_assessment_judge (f->store, f->peer, get_part (f->peer, "Leadership"), NULL, &error));
  reload (f);
  name = cm_assessment_part_get_level (get_part (f->peer, "Leadership"));
  g_assert_cmpstr (name, ==, "Not judged");
  g_assert_cmpuint (count (f, "assessment_level"), ==, 1);
  g_assert_true (
      cm_assessment_give_reason (f->store, f->peer, get_part (f->peer, "Leadership"), "", &error));
  g_assert_cmpuint (count (f, "assessment_level"), ==, 0);
  for (guint i = 0; i < 4; i++)
    g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, "assessment_level"), ==, 0);
}

static void
add_level (Fixture *f, const char *level)
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("assessment_level"));

  cm_record_set_text (record, "assessment", cm_record_get_id (f->peer->record));
  cm_record_set_text (record, "heading", "Leadership");
  cm_record_set_text (record, "level", level);
  g_assert_true (cm_store_save (f->store, record, "Add", NULL));
}

/* After a merge there may be several levels; the program does not choose. */
static void
test_disagreement (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  add_level (f, "Begun");
  add_level (f, "Begun");
  reload (f);
  g_assert_true (get_part (f->peer, "Leadership")->level == get_level (f, 1));
  add_level (f, "level-working");
  reload (f);
  words = cm_assessment_part_get_level (get_part (f->peer, "Leadership"));
  g_assert_null (get_part (f->peer, "Leadership")->level);
  g_assert_nonnull (strstr (words, " or "));
  g_assert_false (cm_assessment_give_reason (
      f->store, f->peer, get_part (f->peer, "Leadership"), "Because", &error));
  g_assert_error (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE);
  g_assert_true (cm_assessment_judge (
      f->store, f->peer, get_part (f->peer, "Leadership"), get_level (f, 3), NULL));
  g_assert_cmpuint (count (f, "assessment_level"), ==, 1);
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, "assessment_level"), ==, 3);
}

/* A level of another scale is told in its own words, and not compared. */
static void
test_other_scale (Fixture *f, gconstpointer data)
{
  g_autofree char *words = NULL;

  add_level (f, "Three stars");
  reload (f);
  words = cm_assessment_part_get_level (get_part (f->peer, "Leadership"));
  g_assert_cmpstr (words, ==, "Three stars");
  g_assert_null (get_part (f->peer, "Leadership")->level);
}

/* --- points ----------------------------------------------------------------------------------- */

static void
test_points (Fixture *f, gconstpointer data)
{
  const CmAssessmentPart *part = get_part (f->peer, "Leadership");
  g_autoptr (GError) error = NULL;
  g_autoptr (CmRecord) added =
      cm_assessment_add_point (f->store, f->peer, part, FALSE, "  Share the lead ", &error);

  g_assert_no_error (error);
  assert_undo_label (f, "Area for development “Share the lead”");
  reload (f);
  part = get_part (f->peer, "Leadership");
  assert_point (part->areas, 4, "Share the lead");
  g_assert_null (cm_assessment_add_point (f->store, f->peer, part, TRUE, " ", &error));
  g_assert_error (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE);
  g_clear_error (&error);
  g_assert_true (cm_assessment_change_point (f->store, added, "Share it out", &error));
  g_assert_false (cm_assessment_change_point (f->store, added, "", &error));
  g_assert_error (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE);
  g_clear_error (&error);
  reload (f);
  part = get_part (f->peer, "Leadership");
  assert_point (part->areas, 4, "Share it out");
  g_assert_true (cm_assessment_turn_point (f->store, part->areas->pdata[4], &error));
  reload (f);
  part = get_part (f->peer, "Leadership");
  assert_point (part->strengths, 4, "Share it out");
  g_assert_true (cm_assessment_delete_point (f->store, part->strengths->pdata[4], &error));
  assert_undo_label (f, "Delete “Share it out”");
  reload (f);
  g_assert_cmpuint (get_part (f->peer, "Leadership")->strengths->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_true (cm_store_undo (f->store, NULL));
  reload (f);
  g_assert_cmpuint (get_part (f->peer, "Leadership")->areas->len, ==, 4);
}

static void
move (Fixture *f, guint from, guint to)
{
  const CmAssessmentPart *part = get_part (f->peer, "Leadership");
  g_autoptr (GError) error = NULL;

  cm_assessment_move_point (f->store, part, part->strengths->pdata[from], to, &error);
  g_assert_no_error (error);
  reload (f);
}

static void
test_order (Fixture *f, gconstpointer data)
{
  const char *first = "Senior people in partner organisations are committed";
  g_autoptr (CmRecord) blank = NULL;

  move (f, 0, 2);
  assert_point (get_part (f->peer, "Leadership")->strengths, 2, first);
  assert_point (get_part (f->peer, "Leadership")->strengths, 0, "The county leads the community");
  assert_point (get_part (f->peer, "Leadership")->strengths, 3, "Champions for priorities");
  /* The other side and the other headings keep their places. */
  assert_point (get_part (f->peer, "Leadership")->areas,
                0,
                "A more inclusive way of working together, and shared values");
  g_assert_true (cm_store_undo (f->store, NULL));
  reload (f);
  assert_point (get_part (f->peer, "Leadership")->strengths, 0, first);
  /* Ranks that are missing do not matter. */
  blank = cm_record_copy (get_part (f->peer, "Leadership")->strengths->pdata[1]);
  cm_record_set_null (blank, "rank");
  g_assert_true (cm_store_save (f->store, blank, "Change", NULL));
  reload (f);
  assert_point (get_part (f->peer, "Leadership")->strengths, 2, "Champions for priorities");
  move (f, 2, 0);
  assert_point (get_part (f->peer, "Leadership")->strengths, 0, "Champions for priorities");
  move (f, 0, 99);
  assert_point (get_part (f->peer, "Leadership")->strengths, 3, "Champions for priorities");
}

/* --- what comes of it ------------------------------------------------------------------------- */

static void
test_answers (Fixture *f, gconstpointer data)
{
  const CmAssessmentPart *part = get_part (f->peer, "Leadership");
  CmRecord *point = part->areas->pdata[2], *other = part->areas->pdata[3];
  g_autoptr (GError) error = NULL;
  g_autoptr (CmRecord) none = cm_assessment_find_answer (f->store, part, point);
  g_autoptr (CmRecord) advised = NULL, action = NULL, direct = NULL, found = NULL, again = NULL;

  g_assert_null (none);
  advised = cm_assessment_recommend (f->store, f->peer, part, point, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cm_record_get_text (advised, "name"), ==, "What champions are for");
  g_assert_cmpstr (cm_record_get_text (advised, "state"), ==, "open");
  reload (f);
  part = get_part (f->peer, "Leadership");
  g_assert_null (cm_assessment_recommend (f->store, f->peer, part, point, &error));
  g_assert_error (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE);
  g_clear_error (&error);
  g_assert_null (cm_assessment_advise (f->store, f->peer, part, " ", &error));
  g_assert_error (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE);
  g_clear_error (&error);
  found = cm_assessment_find_answer (f->store, part, point);
  g_assert_cmpstr (cm_record_get_id (found), ==, cm_record_get_id (advised));
  action = cm_assessment_act (f->store, f->peer, part, advised, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cm_record_get_text (action, "recommendation"), ==, cm_record_get_id (advised));
  direct = cm_assessment_act (f->store, f->peer, part, other, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cm_record_get_text (direct, "source"), ==, "Peer challenge 2006, Leadership");
  g_assert_null (cm_assessment_act (f->store, f->peer, part, other, &error));
  g_assert_error (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE);
  again = cm_assessment_find_answer (f->store, part, other);
  g_assert_cmpstr (cm_record_get_id (again), ==, cm_record_get_id (direct));
  g_assert_true (cm_assessment_set_state (f->store, advised, "done", NULL));
  assert_undo_label (f, "“What champions are for”: Done");
}

/* --- year by year ----------------------------------------------------------------------------- */

static void
test_begin (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("body");
  g_autoptr (CmRecord) body = cm_store_first (f->store, query);
  g_autofree char *today = cm_date_today ();
  g_autofree char *year = cm_year_format (cm_date_financial_year (today));
  g_autofree char *name = g_strdup_printf ("Self-assessment %s", year);
  g_autofree char *second = g_strdup_printf ("Self-assessment %s (2)", year);
  g_autofree char *begin = g_strdup_printf ("Begin “%s (2)”", name);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmRecord) one = cm_assessment_begin (f->store, NULL, NULL, &error);
  g_autoptr (CmRecord) two = cm_assessment_begin (f->store, NULL, NULL, &error);
  g_autoptr (CmRecord) of_body = NULL, earlier = NULL, lone = NULL;
  g_autoptr (GPtrArray) all = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (cm_record_get_title (one), ==, name);
  g_assert_cmpstr (cm_record_get_title (two), ==, second);
  g_assert_cmpstr (cm_record_get_text (one, "kind"), ==, "self");
  assert_undo_label (f, begin);
  of_body = cm_assessment_begin (f->store, cm_record_get_id (body), NULL, &error);
  g_assert_nonnull (strstr (cm_record_get_title (of_body), cm_record_get_title (body)));
  all = cm_assessment_list (f->store);
  g_assert_cmpuint (all->len, ==, 4);
  g_assert_cmpstr (cm_record_get_id (all->pdata[3]), ==, cm_record_get_id (f->peer->record));
  earlier = cm_assessment_find_earlier (f->store, one);
  g_assert_cmpstr (cm_record_get_id (earlier), ==, cm_record_get_id (f->peer->record));
  lone = cm_assessment_find_earlier (f->store, of_body);
  g_assert_null (lone);
}

/* Open areas come along to be looked at again; nothing else does. */
static void
test_carry_over (Fixture *f, gconstpointer data)
{
  const CmAssessmentPart *part = get_part (f->peer, "Leadership");
  g_autoptr (CmRecord) advised =
      cm_assessment_recommend (f->store, f->peer, part, part->areas->pdata[0], NULL);
  g_autoptr (CmRecord) record = NULL;
  g_autoptr (CmAssessment) now = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_assessment_set_state (f->store, advised, "done", NULL));
  g_assert_true (cm_assessment_judge (f->store, f->peer, part, get_level (f, 1), NULL));
  reload (f);
  record = cm_assessment_begin (f->store, NULL, f->peer, &error);
  g_assert_no_error (error);
  now = load (f, record);
  part = get_part (now, "Leadership");
  g_assert_cmpuint (part->strengths->len, ==, 0);
  g_assert_cmpuint (part->areas->len, ==, 3);
  assert_point (part->areas, 0, "A stronger lead on difficult issues");
  g_assert_cmpstr (cm_record_get_text (part->areas->pdata[0], "note"),
                   ==,
                   "From “Peer challenge 2006”: is it still so?");
  g_assert_cmpuint (part->levels->len, ==, 0);
  g_assert_true (cm_assessment_note_point (f->store, part->areas->pdata[0], "", &error));
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, "assessment"), ==, 1);
}

static void
assert_step (GPtrArray *steps, guint at, const char *title, const char *words)
{
  const CmAssessmentStep *step = g_ptr_array_index (steps, at);
  g_autofree char *own = cm_assessment_step_describe (step);

  g_assert_cmpstr (cm_assessment_step_get_title (step), ==, title);
  g_assert_cmpstr (own, ==, words);
}

static void
judge (Fixture *f, CmRecord *record, const char *heading, guint level)
{
  g_autoptr (CmAssessment) assessment = load (f, record);

  g_assert_true (cm_assessment_judge (
      f->store, assessment, get_part (assessment, heading), get_level (f, level), NULL));
}

static void
test_compare (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) record = cm_assessment_begin (f->store, NULL, NULL, NULL);
  g_autoptr (CmAssessment) now = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autofree char *words = NULL;

  judge (f, f->peer->record, "Vision and strategy", 0);
  judge (f, record, "Vision and strategy", 2);
  judge (f, f->peer->record, "Leadership", 3);
  judge (f, record, "Leadership", 2);
  judge (f, f->peer->record, "Governance and management", 1);
  judge (f, record, "Governance and management", 1);
  judge (f, record, "Relationships", 1);
  judge (f, f->peer->record, "Performance management", 1);
  reload (f);
  now = load (f, record);
  steps = cm_assessment_compare (f->peer, now);
  g_assert_cmpuint (steps->len, ==, 7);
  assert_step (steps, 0, "Vision and strategy", "Up by 2 levels");
  assert_step (steps, 1, "Leadership", "Down by 1 level");
  assert_step (steps, 2, "Governance and management", "The same");
  assert_step (steps, 3, "Relationships", "Not judged then");
  assert_step (steps, 4, "Performance management", "Not judged now");
  assert_step (steps, 5, "Achievements and impact", "Not judged");
  words = cm_assessment_describe_steps (steps);
  g_assert_cmpstr (
      words,
      ==,
      "1 heading moved up, 1 heading is where it was, 1 heading moved down, 4 headings "
      "were not judged both times.");
}

/* Those that are made up say so, and show what a comparison can. */
static void
test_shipped (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (CmAssessment) then = NULL, now = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autofree char *words = NULL;
  guint n[CM_ASSESSMENT_UP + 1] = { 0 };

  g_assert_true (cm_store_undo (f->store, NULL));
  all = cm_assessment_list (f->store);
  g_assert_cmpuint (all->len, ==, 3);
  words = cm_assessment_describe (f->store, all->pdata[0]);
  g_assert_cmpstr (words, ==, "Self-assessment · Whole partnership · 13 Mar 2009 · Illustrative");
  now = load (f, all->pdata[0]);
  then = load (f, all->pdata[1]);
  g_assert_cmpstr (cm_record_get_id (all->pdata[2]), ==, PEER);
  steps = cm_assessment_compare (then, now);
  g_assert_cmpuint (steps->len, ==, f->benchmark->headings->len);
  for (guint i = 0; i < steps->len; i++)
    n[((const CmAssessmentStep *) steps->pdata[i])->move]++;
  for (guint i = 0; i < G_N_ELEMENTS (n); i++)
    g_assert_cmpuint (n[i], >=, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/assessment/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("example", test_example);
  ADD ("shipped", test_shipped);
  ADD ("unknown", test_unknown);
  ADD ("judge", test_judge);
  ADD ("disagreement", test_disagreement);
  ADD ("other-scale", test_other_scale);
  ADD ("points", test_points);
  ADD ("order", test_order);
  ADD ("answers", test_answers);
  ADD ("begin", test_begin);
  ADD ("carry-over", test_carry_over);
  ADD ("compare", test_compare);
#undef ADD
  return g_test_run ();
}
