/* test-merge-rounds.c - six copies, worked on apart and merged hundreds of times, end up the same.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge-fixture.h"

#define N_COPIES 6 /* the first is the coordinator's */
#define ROUNDS 8
#define EDITS 12 /* at most, of a copy in a round */
#define SHARED 3 /* rows of each table that all work on */
#define TRIED 5  /* of so many merges, one is tried again, undone and redone */

typedef struct
{
  char *folder;
  CmStore *copies[N_COPIES];
  GRand *rand;
  guint n_merges, n_conflicts, n_changes, n_notes;
} Star;

static char *
name_copy (Star *star, guint i)
{
  g_autofree char *name = g_strdup_printf ("copy-%u.portfolio", i);

  return g_build_filename (star->folder, name, NULL);
}

/* --- random work -------------------------------------------------------------------------------
 */

/* The first of them more often. */
static const char *const edited[] = {
  "activity",      "budget_line", "organisation", "chapter", "activity_chapter",
  "activity_link", "outcome",     "body",         "theme",   "funding_source",
};

static CmRecord *
pick (Star *star, CmStore *store, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);
  g_autoptr (GPtrArray) records = cm_store_list (store, query);

  if (records->len == 0)
    return NULL;
  return g_object_ref (
      records->pdata[g_rand_int_range (star->rand, 0, (gint32) MIN (records->len, SHARED))]);
}

/* A value that the field may have; few different ones, so that both often choose the same. */
static void
set_random (Star *star, CmStore *store, CmRecord *record, guint i)
{
  const CmTable *table = cm_record_get_table (record);
  const CmField *field = &table->fields[i];
  guint n = (guint) g_rand_int_range (star->rand, 0, 5);
  CmValue value = CM_VALUE_INIT;
  g_autofree char *text = g_strdup_printf ("Text %u", n);
  g_autofree char *date = g_strdup_printf ("201%u-0%u-01", n, n + 1);
  g_autoptr (CmRecord) other = NULL;
  guint n_choices = 0;

  if (n == 0 && (field->flags & CM_FIELD_REQUIRED) == 0)
    n_choices = 0;
  else if (cm_field_is_number (field))
    cm_value_set_number (&value, field->type == CM_FIELD_YEAR ? 2008 + n : n % 2);
  else if (field->type == CM_FIELD_DATE)
    cm_value_set_text (&value, date);
  else if (field->type == CM_FIELD_REFERENCE)
    {
      other = pick (star, store, field->references);
      if (other != NULL)
        cm_value_set_text (&value, cm_record_get_id (other));
    }
  else if (field->type == CM_FIELD_CHOICE)
    {
      while (field->choices[n_choices].name != NULL)
        n_choices++;
      cm_value_set_text (&value, field->choices[n % n_choices].name);
    }
  else
    cm_value_set_text (&value, text);
  if (cm_value_check (&value, field, NULL))
    cm_record_set_value (record, i, &value);
  cm_value_clear (&value);
}

/* What a rule forbids is not done, as in the window. */
static void
save (CmStore *store, CmRecord *record, guint number)
{
  g_autofree char *label = g_strdup_printf ("Work %u", number);

  cm_store_save (store, record, label, NULL);
}

static void
change_one (Star *star, CmStore *store, const char *table, guint number)
{
  g_autoptr (CmRecord) record = pick (star, store, table);
  g_autoptr (CmRecord) copy = NULL;
  guint n = cm_table_find (table)->n_fields;

  if (record == NULL)
    return;
  copy = cm_record_copy (record);
  for (guint i = 0; i < 2; i++)
    {
      guint field = (guint) g_rand_int_range (star->rand, 0, (gint32) MIN (n, 5));

      if (!cm_field_is_derived (&cm_table_find (table)->fields[field]))
        set_random (star, store, copy, field);
    }
  save (store, copy, number);
}

/* The keys too have to come from the seed, as they say in which order things are done. */
static char *
make_key (Star *star)
{
  return g_strdup_printf ("018c%04x-%04x-7%03x-8%03x-%08x%04x",
                          g_rand_int (star->rand) & 0xffff,
                          g_rand_int (star->rand) & 0xffff,
                          g_rand_int (star->rand) & 0xfff,
                          g_rand_int (star->rand) & 0xfff,
                          g_rand_int (star->rand),
                          g_rand_int (star->rand) & 0xffff);
}

static void
add_one (Star *star, CmStore *store, const char *table, guint number)
{
  g_autofree char *key = make_key (star);
  g_autoptr (CmRecord) record = cm_record_new_with_id (cm_table_find (table), key);

  for (guint i = 0; i < cm_table_find (table)->n_fields; i++)
    if ((cm_table_find (table)->fields[i].flags & CM_FIELD_REQUIRED) ||
        (!cm_field_is_derived (&cm_table_find (table)->fields[i]) &&
         g_rand_int_range (star->rand, 0, 4) == 0))
      set_random (star, store, record, i);
  save (store, record, number);
}

static void
delete_one (Star *star, CmStore *store, const char *table)
{
  g_autoptr (CmRecord) record = pick (star, store, table);

  if (record == NULL || !cm_store_begin (store, "Delete", NULL))
    return;
  if (cm_store_delete (store, record, NULL))
    g_assert_true (cm_store_commit (store, NULL));
  else
    cm_store_rollback (store);
}

static void
work (Star *star, CmStore *store)
{
  guint n = (guint) g_rand_int_range (star->rand, 0, EDITS + 1);

  for (guint i = 0; i < n; i++)
    {
      guint limit = (guint) g_rand_int_range (star->rand, 1, G_N_ELEMENTS (edited) + 1);
      const char *table = edited[g_rand_int_range (star->rand, 0, (gint32) limit)];
      guint what = (guint) g_rand_int_range (star->rand, 0, 20);

      if (what < 10)
        change_one (star, store, table, i);
      else if (what < 15)
        add_one (star, store, table, i);
      else if (what < 18)
        delete_one (star, store, table);
      else if (what == 18)
        cm_store_undo (store, NULL);
      else
        cm_store_redo (store, NULL);
    }
}

/* --- merging -----------------------------------------------------------------------------------
 */

static void
merge (Star *star, guint into, guint from)
{
  g_autofree char *path = name_copy (star, from);
  g_auto (CmMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CmMerge) merge = cm_merge_new (star->copies[into], path, NULL, NULL, NULL, &error);
  GPtrArray *conflicts;

  g_assert_no_error (error);
  conflicts = cm_merge_get_conflicts (merge);
  for (guint i = 0; i < conflicts->len; i++)
    if (g_rand_boolean (star->rand))
      cm_merge_choose (merge,
                       ((CmMergeConflict *) conflicts->pdata[i])->id,
                       g_rand_boolean (star->rand) ? CM_MERGE_MINE : CM_MERGE_THEIRS);
  cm_merge_apply (merge, star->copies[into], &result, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_sound (star->copies[into]);
  star->n_merges++;
  star->n_conflicts += conflicts->len;
  star->n_changes += result.n_changes;
  star->n_notes += result.notes->len;
}

/* Merged once more, nothing is left to do; undone and redone, all is as it was. */
static void
try_twice (Star *star, guint into, guint from)
{
  g_autofree char *before = cm_exchange_dump (star->copies[into]);
  g_autofree char *merged = NULL, *again = NULL, *undone = NULL, *redone = NULL;
  g_autofree char *path = name_copy (star, from);
  g_autoptr (CmMerge) second = NULL;

  merge (star, into, from);
  merged = cm_exchange_dump (star->copies[into]);
  second = cm_merge_new (star->copies[into], path, NULL, NULL, NULL, NULL);
  g_assert_nonnull (second);
  g_assert_true (cm_merge_is_empty (second));
  g_assert_true (cm_merge_apply (second, star->copies[into], NULL, NULL, NULL, NULL));
  again = cm_exchange_dump (star->copies[into]);
  g_assert_cmpstr (merged, ==, again);
  if (g_str_equal (before, merged))
    return;
  g_assert_true (cm_store_undo (star->copies[into], NULL));
  undone = cm_exchange_dump (star->copies[into]);
  g_assert_cmpstr (before, ==, undone);
  g_assert_true (cm_store_redo (star->copies[into], NULL));
  redone = cm_exchange_dump (star->copies[into]);
  g_assert_cmpstr (merged, ==, redone);
}

static void
try_merge (Star *star, guint into, guint from)
{
  if (star->n_merges % TRIED == 0)
    try_twice (star, into, from);
  else
    merge (star, into, from);
}

/* A copy sometimes goes on while it is on its way, and sometimes takes nothing in. */
static void
run_round (Star *star)
{
  for (guint i = 0; i < N_COPIES; i++)
    work (star, star->copies[i]);
  for (guint i = 1; i < N_COPIES; i++)
    try_merge (star, 0, i);
  for (guint i = 1; i < N_COPIES; i++)
    {
      if (g_rand_boolean (star->rand))
        work (star, star->copies[i]);
      if (g_rand_int_range (star->rand, 0, 3) > 0)
        try_merge (star, i, 0);
    }
}

static void
run_quiet_round (Star *star)
{
  for (guint i = 1; i < N_COPIES; i++)
    merge (star, 0, i);
  for (guint i = 1; i < N_COPIES; i++)
    merge (star, i, 0);
}

static void
begin (Star *star, guint32 seed)
{
  g_autofree char *source =
      g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "templates", "partnership.xml", NULL);
  g_autofree char *first = NULL, *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  star->rand = g_rand_new_with_seed (seed);
  star->folder = g_dir_make_tmp ("cm-rounds-XXXXXX", NULL);
  first = name_copy (star, 0);
  cm_exchange_load (source, first, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (first, &bytes, &size, NULL));
  for (guint i = 0; i < N_COPIES; i++)
    {
      g_autofree char *path = name_copy (star, i);

      g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
      star->copies[i] = cm_store_open (path, CM_STORE_WRITE, &error);
      g_assert_no_error (error);
    }
}

static void
end (Star *star)
{
  for (guint i = 0; i < N_COPIES; i++)
    {
      g_autofree char *path = name_copy (star, i);

      g_assert_finalize_object (star->copies[i]);
      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (star->folder), ==, 0);
  g_rand_free (star->rand);
  g_free (star->folder);
}

static void
test_star (gconstpointer data)
{
  Star star = { 0 };
  g_autofree char *coordinator = NULL;

  begin (&star, GPOINTER_TO_UINT (data));
  for (guint i = 0; i < ROUNDS; i++)
    run_round (&star);
  run_quiet_round (&star);
  run_quiet_round (&star);
  coordinator = cm_exchange_dump (star.copies[0]);
  for (guint i = 1; i < N_COPIES; i++)
    {
      g_autofree char *copy = cm_exchange_dump (star.copies[i]);

      g_assert_cmpstr (coordinator, ==, copy);
    }
  g_test_message ("%u merges, %u changes, %u conflicts, %u notes: six copies the same",
                  star.n_merges,
                  star.n_changes,
                  star.n_conflicts,
                  star.n_notes);
  g_assert_cmpuint (star.n_merges, >, 70);
  g_assert_cmpuint (star.n_conflicts, >, 20);
  end (&star);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= 3; seed++)
    {
      g_autofree char *name = g_strdup_printf ("/merge/star-%u", seed);

      g_test_add_data_func (name, GUINT_TO_POINTER (seed), test_star);
    }
  return g_test_run ();
}
