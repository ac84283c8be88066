/* test-merge.c - what was done in two copies becomes one, and what cannot is asked about. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge-fixture.h"

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (CmStore) base = NULL;

  f->folder = g_dir_make_tmp ("cm-merge-XXXXXX", NULL);
  path = get_path (f, "base.portfolio");
  base = cm_store_create (path, NULL);
  ADD (base, "organisation", COUNTY, "name", "County", "kind", "county");
  ADD (base, "organisation", BOROUGH, "name", "Borough", "kind", "district");
  ADD (base, "funding_source", FUND, "name", "Grant", "kind", "grant");
  ADD (base, "activity", ACTIVITY, "title", "Streetscene", "state", "live", "lead", "Board");
  ADD (base, "activity", OTHER, "title", "Warm homes", "state", "proposed");
  ADD (base,
       "budget_line",
       LINE,
       "activity",
       ACTIVITY,
       "funding_source",
       FUND,
       "year",
       "2010",
       "amount",
       "100",
       "state",
       "secured");
  g_clear_object (&base);
  copy_file (f, "base.portfolio", "mine.portfolio");
  copy_file (f, "base.portfolio", "theirs.portfolio");
  f->mine = open_file (f, "mine.portfolio");
  f->theirs = open_file (f, "theirs.portfolio");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "base", "mine", "theirs" };

  g_assert_finalize_object (f->mine);
  g_clear_object (&f->theirs);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strconcat (names[i], ".portfolio", NULL);
      g_autofree char *path = get_path (f, name);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
}

static CmMerge *
read_merge (Fixture *f, gboolean with_base)
{
  g_autofree char *theirs = get_path (f, "theirs.portfolio");
  g_autofree char *base = get_path (f, "base.portfolio");
  g_autoptr (GError) error = NULL;
  CmMerge *merge = cm_merge_new (f->mine, theirs, with_base ? base : NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return merge;
}

static CmMergeConflict *
get_conflict (CmMerge *merge, guint i)
{
  g_assert_cmpuint (cm_merge_get_conflicts (merge)->len, >, i);
  return g_ptr_array_index (cm_merge_get_conflicts (merge), i);
}

static void
apply (Fixture *f, CmMerge *merge, CmMergeResult *result)
{
  g_autoptr (GError) error = NULL;

  cm_merge_apply (merge, f->mine, result, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_sound (f->mine);
}

/* Merges and expects so many conflicts. */
static void
merge_all (Fixture *f, guint n_conflicts, CmMergeResult *result)
{
  g_autoptr (CmMerge) merge = read_merge (f, FALSE);

  g_assert_cmpuint (cm_merge_get_conflicts (merge)->len, ==, n_conflicts);
  apply (f, merge, result);
}

static void
prefer_all (Fixture *f, CmMergeChoice choice, CmMergeResult *result)
{
  g_autoptr (CmMerge) merge = read_merge (f, FALSE);

  cm_merge_prefer (merge, choice);
  apply (f, merge, result);
}

/* --- fields ------------------------------------------------------------------------------------
 */

/* Whether the base is at hand or rebuilt, it is the same. */
static void
test_fields (Fixture *f, gconstpointer with_base)
{
  g_autoptr (CmMerge) merge = NULL;
  g_auto (CmMergeResult) result = { 0 };
  g_autofree char *label = NULL;

  edit (f->mine, "activity", ACTIVITY, "title", "Streets");
  edit (f->theirs, "activity", ACTIVITY, "lead", "Borough board");
  edit (f->mine, "activity", OTHER, "state", "live");
  edit (f->theirs, "activity", OTHER, "state", "live");
  edit (f->theirs, "activity", OTHER, "organisation", COUNTY);
  merge = read_merge (f, with_base != NULL);
  g_assert_cmpuint (cm_merge_get_n_changes (merge), ==, 2);
  g_assert_cmpuint (cm_merge_get_conflicts (merge)->len, ==, 0);
  apply (f, merge, &result);
  g_assert_cmpuint (result.n_changes, ==, 2);
  assert_value (f->mine, "activity", ACTIVITY, "title", "Streets");
  assert_value (f->mine, "activity", ACTIVITY, "lead", "Borough board");
  assert_value (f->mine, "activity", OTHER, "state", "live");
  assert_value (f->mine, "activity", OTHER, "organisation", COUNTY);
  label = cm_store_get_undo_label (f->mine);
  g_assert_cmpstr (label, ==, "Merged “theirs.portfolio” (2 changes)");
}

static void
test_words_of_changes (Fixture *f, gconstpointer data)
{
  g_autoptr (CmMerge) merge = NULL;
  const CmMergeChange *change;

  edit (f->theirs, "activity", ACTIVITY, "organisation", COUNTY);
  edit (f->theirs, "activity", ACTIVITY, "lead", "");
  drop (f->theirs, "activity", OTHER);
  merge = read_merge (f, FALSE);
  g_assert_cmpuint (cm_merge_get_changes (merge)->len, ==, 2);
  change = g_ptr_array_index (cm_merge_get_changes (merge), 0);
  g_assert_cmpstr (change->title, ==, "Streetscene");
  g_assert_cmpint (change->kind, ==, CM_CHANGE_UPDATE);
  g_assert_cmpstr (change->text, ==, "Lead: Board → nothing\nLead organisation: County");
  change = g_ptr_array_index (cm_merge_get_changes (merge), 1);
  g_assert_cmpstr (change->title, ==, "Warm homes");
  g_assert_cmpint (change->kind, ==, CM_CHANGE_DELETE);
}

static void
test_conflict (Fixture *f, gconstpointer data)
{
  g_autoptr (CmMerge) merge = NULL;
  const CmMergeConflict *conflict;

  edit (f->mine, "activity", ACTIVITY, "organisation", COUNTY);
  edit (f->theirs, "activity", ACTIVITY, "organisation", BOROUGH);
  edit (f->theirs, "activity", ACTIVITY, "lead", "Borough board");
  merge = read_merge (f, FALSE);
  g_assert_cmpuint (cm_merge_get_conflicts (merge)->len, ==, 1);
  g_assert_cmpuint (cm_merge_get_n_open (merge), ==, 1);
  conflict = get_conflict (merge, 0);
  g_assert_cmpint (conflict->kind, ==, CM_CONFLICT_FIELD);
  g_assert_cmpstr (conflict->id, ==, "activity/" ACTIVITY "/organisation");
  g_assert_cmpstr (conflict->title, ==, "Streetscene");
  g_assert_cmpstr (conflict->base, ==, "");
  g_assert_cmpstr (conflict->mine, ==, "County");
  g_assert_cmpstr (conflict->theirs, ==, "Borough");
  g_assert_cmpstr (conflict->mine_who, ==, g_get_real_name ());
  g_assert_cmpstr (conflict->theirs_who, ==, g_get_real_name ());
  g_assert_cmpint (conflict->mine_when, >, 0);
  g_assert_cmpint (conflict->theirs_when, >=, conflict->mine_when);
  g_assert_cmpint (conflict->choice, ==, CM_MERGE_MINE);
  g_assert_true (cm_merge_choose (merge, conflict->id, CM_MERGE_THEIRS));
  g_assert_cmpuint (cm_merge_get_n_open (merge), ==, 0);
  apply (f, merge, NULL);
  assert_value (f->mine, "activity", ACTIVITY, "organisation", BOROUGH);
  assert_value (f->mine, "activity", ACTIVITY, "lead", "Borough board");
}

/* What was decided once is not asked again, even if nothing came of it. */
static void
test_again (Fixture *f, gconstpointer with_base)
{
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (CmMerge) again = NULL;

  edit (f->mine, "activity", ACTIVITY, "title", "Streets");
  edit (f->theirs, "activity", ACTIVITY, "title", "Roads");
  {
    g_autoptr (CmMerge) merge = read_merge (f, with_base != NULL);

    g_assert_cmpuint (cm_merge_get_conflicts (merge)->len, ==, 1);
    cm_merge_prefer (merge, CM_MERGE_MINE);
    apply (f, merge, NULL);
  }
  assert_value (f->mine, "activity", ACTIVITY, "title", "Streets");
  again = read_merge (f, with_base != NULL);
  g_assert_true (cm_merge_is_empty (again));
  before = cm_exchange_dump (f->mine);
  apply (f, again, NULL);
  after = cm_exchange_dump (f->mine);
  g_assert_cmpstr (before, ==, after);
  /* What they do later comes in, without what was refused before. */
  edit (f->theirs, "activity", ACTIVITY, "lead", "Executive");
  if (with_base == NULL)
    {
      merge_all (f, 0, NULL);
      assert_value (f->mine, "activity", ACTIVITY, "title", "Streets");
      assert_value (f->mine, "activity", ACTIVITY, "lead", "Executive");
    }
}

/* Sent back and forth, each knows what the other has seen. */
static void
test_back_and_forth (Fixture *f, gconstpointer data)
{
  g_autofree char *mine = get_path (f, "mine.portfolio");
  g_autoptr (CmMerge) merge = NULL;
  g_autoptr (GError) error = NULL;

  edit (f->theirs, "activity", ACTIVITY, "title", "Roads");
  merge_all (f, 0, NULL);
  /* They go on while their copy is on its way, and I change what came in. */
  edit (f->theirs, "activity", ACTIVITY, "lead", "Executive");
  edit (f->mine, "activity", ACTIVITY, "title", "Streets");
  merge = cm_merge_new (f->theirs, mine, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cm_merge_get_conflicts (merge)->len, ==, 0);
  g_assert_true (cm_merge_apply (merge, f->theirs, NULL, NULL, NULL, NULL));
  assert_value (f->theirs, "activity", ACTIVITY, "title", "Streets");
  assert_value (f->theirs, "activity", ACTIVITY, "lead", "Executive");
  merge_all (f, 0, NULL);
  assert_value (f->mine, "activity", ACTIVITY, "title", "Streets");
  assert_value (f->mine, "activity", ACTIVITY, "lead", "Executive");
}

/* What was undone on one side is no change, and what was undone after all is one. */
static void
test_undone (Fixture *f, gconstpointer data)
{
  edit (f->mine, "activity", ACTIVITY, "title", "Streets");
  g_assert_true (cm_store_undo (f->mine, NULL));
  edit (f->theirs, "activity", ACTIVITY, "title", "Roads");
  edit (f->theirs, "activity", OTHER, "title", "Warm");
  g_assert_true (cm_store_undo (f->theirs, NULL));
  g_assert_true (cm_store_redo (f->theirs, NULL));
  merge_all (f, 0, NULL);
  assert_value (f->mine, "activity", ACTIVITY, "title", "Roads");
  assert_value (f->mine, "activity", OTHER, "title", "Warm");
  /* A merge that was undone has not taken anything in. */
  g_assert_true (cm_store_undo (f->mine, NULL));
  assert_value (f->mine, "activity", ACTIVITY, "title", "Streetscene");
  merge_all (f, 0, NULL);
  assert_value (f->mine, "activity", ACTIVITY, "title", "Roads");
}

/* What is typed on into the entry that both have is still theirs alone. */
static void
test_typed_on (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) record = NULL;

  g_clear_object (&f->theirs);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (CmRecord) known = cm_store_get (f->mine, "activity", ACTIVITY);

      g_set_object (&record, NULL);
      record = cm_record_copy (known);
      cm_record_set_text (record, "title", i == 0 ? "Str" : "Streets");
      g_assert_true (cm_store_save (f->mine, record, "Rename", NULL));
      if (i == 0)
        copy_file (f, "mine.portfolio", "theirs.portfolio");
    }
  f->theirs = open_file (f, "theirs.portfolio");
  edit (f->theirs, "activity", ACTIVITY, "lead", "Executive");
  {
    g_autoptr (CmMerge) merge = read_merge (f, FALSE);

    g_assert_cmpuint (cm_merge_get_conflicts (merge)->len, ==, 1);
    apply (f, merge, NULL);
  }
  assert_value (f->mine, "activity", ACTIVITY, "title", "Streets");
  assert_value (f->mine, "activity", ACTIVITY, "lead", "Executive");
}

/* --- deleted -----------------------------------------------------------------------------------
 */

static void
test_deleted (Fixture *f, gconstpointer data)
{
  drop (f->theirs, "activity", ACTIVITY);
  drop (f->mine, "activity", OTHER);
  drop (f->theirs, "activity", OTHER);
  merge_all (f, 0, NULL);
  g_assert_false (has (f->mine, "activity", ACTIVITY));
  g_assert_false (has (f->mine, "budget_line", LINE));
  g_assert_false (has (f->mine, "activity", OTHER));
}

/* Kept, an activity keeps what is its own. */
static void
test_they_deleted (Fixture *f, gconstpointer data)
{
  g_autoptr (CmMerge) merge = NULL;
  const CmMergeConflict *conflict;

  edit (f->mine, "activity", ACTIVITY, "title", "Streets");
  drop (f->theirs, "activity", ACTIVITY);
  merge = read_merge (f, FALSE);
  g_assert_cmpuint (cm_merge_get_conflicts (merge)->len, ==, 1);
  conflict = get_conflict (merge, 0);
  g_assert_cmpint (conflict->kind, ==, CM_CONFLICT_THEY_DELETED);
  g_assert_cmpint (conflict->choice, ==, CM_MERGE_MINE);
  g_assert_cmpstr (conflict->mine, ==, "Activity: Streetscene → Streets");
  g_assert_cmpstr (conflict->theirs, ==, "deleted");
  if (data != NULL)
    cm_merge_prefer (merge, CM_MERGE_THEIRS);
  apply (f, merge, NULL);
  g_assert_true (has (f->mine, "activity", ACTIVITY) == (data == NULL));
  g_assert_true (has (f->mine, "budget_line", LINE) == (data == NULL));
}

static void
test_i_deleted (Fixture *f, gconstpointer data)
{
  g_autoptr (CmMerge) merge = NULL;
  const CmMergeConflict *conflict;

  drop (f->mine, "activity", ACTIVITY);
  edit (f->theirs, "activity", ACTIVITY, "title", "Streets");
  merge = read_merge (f, FALSE);
  g_assert_cmpuint (cm_merge_get_conflicts (merge)->len, ==, 1);
  conflict = get_conflict (merge, 0);
  g_assert_cmpint (conflict->kind, ==, CM_CONFLICT_I_DELETED);
  g_assert_cmpint (conflict->choice, ==, CM_MERGE_THEIRS);
  g_assert_cmpstr (conflict->title, ==, "Streets");
  if (data != NULL)
    cm_merge_prefer (merge, CM_MERGE_MINE);
  apply (f, merge, NULL);
  g_assert_true (has (f->mine, "activity", ACTIVITY) == (data == NULL));
  g_assert_true (has (f->mine, "budget_line", LINE) == (data == NULL));
  if (data == NULL)
    assert_value (f->mine, "activity", ACTIVITY, "title", "Streets");
}

/* --- what refers to what -----------------------------------------------------------------------
 */

static void
assert_note (const CmMergeResult *result, const char *text)
{
  for (guint i = 0; i < result->notes->len; i++)
    if (g_str_equal (result->notes->pdata[i], text))
      return;
  for (guint i = 0; i < result->notes->len; i++)
    g_test_message ("%s", (char *) result->notes->pdata[i]);
  g_error ("not told: %s", text);
}

static void
test_brought_back_here (Fixture *f, gconstpointer data)
{
  g_auto (CmMergeResult) result = { 0 };

  drop (f->theirs, "organisation", BOROUGH);
  edit (f->mine, "activity", ACTIVITY, "organisation", BOROUGH);
  merge_all (f, 0, &result);
  assert_note (&result,
               "Organisation “Borough” is brought back, as Activity “Streetscene” still refers to "
               "it.");
  assert_value (f->mine, "activity", ACTIVITY, "organisation", BOROUGH);
}

static void
test_brought_back_from_there (Fixture *f, gconstpointer data)
{
  g_auto (CmMergeResult) result = { 0 };

  drop (f->mine, "organisation", BOROUGH);
  edit (f->theirs, "activity", ACTIVITY, "organisation", BOROUGH);
  merge_all (f, 0, &result);
  assert_note (&result,
               "Organisation “Borough” is brought back, as Activity “Streetscene” still refers to "
               "it.");
  assert_value (f->mine, "activity", ACTIVITY, "organisation", BOROUGH);
}

/* A new budget line needs its activity, and that comes with the lines that it had. */
static void
test_owned (Fixture *f, gconstpointer data)
{
  CmStore *deleter = data != NULL ? f->mine : f->theirs;
  CmStore *adder = data != NULL ? f->theirs : f->mine;
  const char *added = "018c0000-0000-7000-8000-0000000000aa";
  g_auto (CmMergeResult) result = { 0 };

  drop (deleter, "activity", ACTIVITY);
  ADD (adder,
       "budget_line",
       added,
       "activity",
       ACTIVITY,
       "funding_source",
       FUND,
       "year",
       "2011",
       "amount",
       "50",
       "state",
       "bid");
  merge_all (f, 0, &result);
  g_assert_true (has (f->mine, "activity", ACTIVITY));
  g_assert_true (has (f->mine, "budget_line", LINE));
  g_assert_true (has (f->mine, "budget_line", added));
  g_assert_cmpuint (result.notes->len, ==, 1);
}

/* Whoever chose that an activity goes means its budget lines too. */
static void
test_owned_goes (Fixture *f, gconstpointer data)
{
  CmStore *deleter = data != NULL ? f->mine : f->theirs;
  CmStore *other = data != NULL ? f->theirs : f->mine;
  const char *added = "018c0000-0000-7000-8000-0000000000aa";
  g_auto (CmMergeResult) result = { 0 };

  drop (deleter, "activity", ACTIVITY);
  edit (other, "activity", ACTIVITY, "title", "Streets");
  ADD (other,
       "budget_line",
       added,
       "activity",
       ACTIVITY,
       "funding_source",
       FUND,
       "year",
       "2011",
       "amount",
       "50",
       "state",
       "bid");
  prefer_all (f, data != NULL ? CM_MERGE_MINE : CM_MERGE_THEIRS, &result);
  g_assert_false (has (f->mine, "activity", ACTIVITY));
  g_assert_false (has (f->mine, "budget_line", LINE));
  g_assert_false (has (f->mine, "budget_line", added));
  g_assert_cmpuint (result.notes->len, ==, 1);
}

/* A part that was kept brings the whole back. */
static void
test_part_kept (Fixture *f, gconstpointer data)
{
  g_auto (CmMergeResult) result = { 0 };

  drop (f->theirs, "activity", ACTIVITY);
  edit (f->mine, "budget_line", LINE, "amount", "200");
  merge_all (f, 1, &result);
  g_assert_true (has (f->mine, "activity", ACTIVITY));
  assert_value (f->mine, "budget_line", LINE, "amount", "200.00");
  g_assert_cmpuint (result.notes->len, ==, 1);
}

/* --- rules -------------------------------------------------------------------------------------
 */

/* Each on its own side is right; together the end lies before the start. */
static void
test_rule (Fixture *f, gconstpointer data)
{
  g_autoptr (CmMerge) merge = NULL;
  const CmMergeConflict *conflict;

  edit (f->mine, "activity", ACTIVITY, "starts", "2011-06-01");
  edit (f->theirs, "activity", ACTIVITY, "ends", "2011-03-31");
  merge = read_merge (f, FALSE);
  g_assert_cmpuint (cm_merge_get_conflicts (merge)->len, ==, 1);
  conflict = get_conflict (merge, 0);
  g_assert_cmpint (conflict->kind, ==, CM_CONFLICT_RULE);
  g_assert_cmpstr (conflict->mine, ==, "Starts: 1 Jun 2011");
  g_assert_cmpstr (conflict->theirs, ==, "Ends: 31 Mar 2011");
  if (data != NULL)
    cm_merge_prefer (merge, CM_MERGE_THEIRS);
  apply (f, merge, NULL);
  assert_value (f->mine, "activity", ACTIVITY, "starts", data == NULL ? "2011-06-01" : "");
  assert_value (f->mine, "activity", ACTIVITY, "ends", data == NULL ? "" : "2011-03-31");
}

/* The same key for two new records. */
static void
test_same_key (Fixture *f, gconstpointer data)
{
  const char *id = "018c0000-0000-7000-8000-0000000000aa";

  ADD (f->mine, "place", id, "name", "North", "kind", "district");
  ADD (f->theirs, "place", id, "name", "South", "kind", "district");
  merge_all (f, 1, NULL);
  assert_value (f->mine, "place", id, "name", "North");
}

/* Somebody has written into the file by other means: other text of the same length. */
static void
tamper (Fixture *f, const char *from, const char *to)
{
  g_autofree char *path = get_path (f, "theirs.portfolio");
  g_autofree char *bytes = NULL;
  gsize size, length = strlen (from);
  guint n = 0;

  g_clear_object (&f->theirs);
  g_assert_cmpuint (strlen (to), ==, length);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (gsize i = 0; i + length <= size; i++)
    if (memcmp (bytes + i, from, length) == 0)
      {
        memcpy (bytes + i, to, length);
        n++;
      }
  g_assert_cmpuint (n, >, 0);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  const char *added = "018c0000-0000-7000-8000-0000000000aa";
  g_auto (CmMergeResult) result = { 0 };

  edit (f->theirs, "activity", ACTIVITY, "lead", "Evil lead");
  edit (f->theirs, "activity", OTHER, "title", "Warmer homes");
  ADD (f->theirs, "organisation", added, "name", "Evil name", "kind", "county");
  edit (f->theirs, "activity", OTHER, "organisation", added);
  tamper (f, "Evil", "E\ail");
  merge_all (f, 0, &result);
  assert_value (f->mine, "activity", ACTIVITY, "lead", "Board");
  assert_value (f->mine, "activity", OTHER, "title", "Warm homes");
  g_assert_false (has (f->mine, "organisation", added));
  g_assert_cmpuint (result.n_changes, ==, 0);
  g_assert_cmpuint (result.notes->len, ==, 3);
  assert_note (&result,
               "Activity “Warm homes” stays as it is here, as theirs breaks a rule: what it refers "
               "to is not there.");
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static void
test_undo (Fixture *f, gconstpointer data)
{
  g_autofree char *before = NULL, *merged = NULL, *undone = NULL, *redone = NULL;

  edit (f->mine, "activity", ACTIVITY, "title", "Streets");
  edit (f->theirs, "activity", ACTIVITY, "title", "Roads");
  drop (f->theirs, "organisation", COUNTY);
  drop (f->theirs, "activity", OTHER);
  ADD (f->theirs,
       "place",
       "018c0000-0000-7000-8000-0000000000aa",
       "name",
       "North",
       "kind",
       "district");
  before = cm_exchange_dump (f->mine);
  prefer_all (f, CM_MERGE_THEIRS, NULL);
  merged = cm_exchange_dump (f->mine);
  g_assert_cmpstr (before, !=, merged);
  g_assert_true (cm_store_undo (f->mine, NULL));
  undone = cm_exchange_dump (f->mine);
  g_assert_cmpstr (before, ==, undone);
  g_assert_true (cm_store_redo (f->mine, NULL));
  redone = cm_exchange_dump (f->mine);
  g_assert_cmpstr (merged, ==, redone);
}

/* A portfolio that was written as XML and read again keeps its records, but not its change log. */
static void
rewrite_theirs (Fixture *f)
{
  g_autofree char *path = get_path (f, "theirs.portfolio");
  g_autofree char *source = get_path (f, "theirs.xml");
  g_autofree char *xml = cm_exchange_dump (f->theirs);
  g_autoptr (GError) error = NULL;

  g_clear_object (&f->theirs);
  g_assert_true (g_file_set_contents (source, xml, -1, NULL));
  g_unlink (path);
  cm_exchange_load (source, path, &error);
  g_assert_no_error (error);
  g_unlink (source);
}

static void
test_no_common_log (Fixture *f, gconstpointer data)
{
  g_autofree char *theirs = get_path (f, "theirs.portfolio");
  g_autofree char *base = get_path (f, "base.portfolio");
  g_autoptr (GError) error = NULL;
  g_autoptr (CmMerge) merge = NULL;

  edit (f->theirs, "activity", ACTIVITY, "title", "Roads");
  rewrite_theirs (f);
  g_assert_null (cm_merge_new (f->mine, theirs, NULL, NULL, NULL, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_UNRELATED);
  g_assert_nonnull (strstr (error->message, "base"));
  g_clear_error (&error);
  merge = cm_merge_new (f->mine, theirs, base, NULL, NULL, &error);
  g_assert_no_error (error);
  apply (f, merge, NULL);
  assert_value (f->mine, "activity", ACTIVITY, "title", "Roads");
}

/* Mine does not reach back, but theirs does. */
static void
test_log_of_theirs (Fixture *f, gconstpointer data)
{
  edit (f->mine, "activity", ACTIVITY, "lead", "Executive");
  g_assert_true (cm_store_begin_history (f->mine, NULL));
  edit (f->theirs, "activity", ACTIVITY, "title", "Roads");
  merge_all (f, 0, NULL);
  assert_value (f->mine, "activity", ACTIVITY, "title", "Roads");
  assert_value (f->mine, "activity", ACTIVITY, "lead", "Executive");
}

static void
test_changed_meanwhile (Fixture *f, gconstpointer data)
{
  g_autoptr (CmMerge) merge = NULL;
  g_autoptr (GError) error = NULL;

  edit (f->theirs, "activity", ACTIVITY, "title", "Roads");
  merge = read_merge (f, FALSE);
  edit (f->mine, "activity", ACTIVITY, "title", "Streets");
  g_assert_false (cm_merge_apply (merge, f->mine, NULL, NULL, NULL, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
  assert_value (f->mine, "activity", ACTIVITY, "title", "Streets");
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autofree char *theirs = get_path (f, "theirs.portfolio");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (cm_merge_new (f->mine, theirs, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_itself (Fixture *f, gconstpointer data)
{
  g_autofree char *mine = get_path (f, "mine.portfolio");
  g_autoptr (GError) error = NULL;

  g_assert_null (cm_merge_new (f->mine, mine, NULL, NULL, NULL, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
}

static void
test_choices (Fixture *f, gconstpointer data)
{
  g_autoptr (CmMerge) merge = NULL;
  g_autoptr (GError) error = NULL;

  edit (f->mine, "activity", ACTIVITY, "title", "Streets");
  edit (f->theirs, "activity", ACTIVITY, "title", "Roads");
  merge = read_merge (f, FALSE);
  g_assert_false (cm_merge_read_choices (merge, "\nactivity/x\tmine\n", &error));
  g_assert_nonnull (strstr (error->message, "Line 2"));
  g_clear_error (&error);
  g_assert_false (cm_merge_read_choices (merge, "activity/" ACTIVITY "/title\tboth\n", &error));
  g_assert_nonnull (strstr (error->message, "Line 1"));
  g_clear_error (&error);
  g_assert_true (cm_merge_read_choices (
      merge, "# who is right\r\nactivity/" ACTIVITY "/title\ttheirs\r\n", &error));
  g_assert_no_error (error);
  apply (f, merge, NULL);
  assert_value (f->mine, "activity", ACTIVITY, "title", "Roads");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CASE(name, data, test) g_test_add ("/merge/" name, Fixture, data, set_up, test, tear_down)
  CASE ("fields", NULL, test_fields);
  CASE ("fields-with-base", "base", test_fields);
  CASE ("words-of-changes", NULL, test_words_of_changes);
  CASE ("conflict", NULL, test_conflict);
  CASE ("again", NULL, test_again);
  CASE ("again-with-base", "base", test_again);
  CASE ("back-and-forth", NULL, test_back_and_forth);
  CASE ("undone", NULL, test_undone);
  CASE ("typed-on", NULL, test_typed_on);
  CASE ("deleted", NULL, test_deleted);
  CASE ("they-deleted", NULL, test_they_deleted);
  CASE ("they-deleted-theirs", "theirs", test_they_deleted);
  CASE ("i-deleted", NULL, test_i_deleted);
  CASE ("i-deleted-mine", "mine", test_i_deleted);
  CASE ("brought-back-here", NULL, test_brought_back_here);
  CASE ("brought-back-from-there", NULL, test_brought_back_from_there);
  CASE ("owned-here", NULL, test_owned);
  CASE ("owned-there", "mine", test_owned);
  CASE ("owned-goes-here", NULL, test_owned_goes);
  CASE ("owned-goes-there", "mine", test_owned_goes);
  CASE ("part-kept", NULL, test_part_kept);
  CASE ("rule", NULL, test_rule);
  CASE ("rule-theirs", "theirs", test_rule);
  CASE ("same-key", NULL, test_same_key);
  CASE ("refused", NULL, test_refused);
  CASE ("undo", NULL, test_undo);
  CASE ("no-common-log", NULL, test_no_common_log);
  CASE ("log-of-theirs", NULL, test_log_of_theirs);
  CASE ("changed-meanwhile", NULL, test_changed_meanwhile);
  CASE ("cancelled", NULL, test_cancelled);
  CASE ("itself", NULL, test_itself);
  CASE ("choices", NULL, test_choices);
#undef CASE
  return g_test_run ();
}
