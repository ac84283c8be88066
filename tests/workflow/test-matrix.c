/* test-matrix.c - a priority matrix is read, marked, changed and taken together with others. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-consolidation.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder, *path;
  CmStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cm-matrix-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cm_store_close (f->store);
  g_object_unref (f->store);
  g_remove (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

/* (transfer full): the key of a record with texts "field", "value", … NULL. */
static char *
add (Fixture *f, const char *table, const char *const values[])
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find (table));
  g_autoptr (GError) error = NULL;

  for (int i = 0; values[i] != NULL; i += 2)
    cm_record_set_text (record, values[i], values[i + 1]);
  cm_store_save (f->store, record, "Add", &error);
  g_assert_no_error (error);
  return g_strdup (cm_record_get_id (record));
}
#define ADD(table, ...) add (f, table, (const char *const[]){ __VA_ARGS__, NULL })
#define ADD_ONLY(table, ...) g_free (ADD (table, __VA_ARGS__))

/* The matrix of the East Midlands workshops; of five sub-regions one is known. */
static const struct
{
  const char *heading, *code, *name;
  CmMark mark;
} known[] = {
  { "Leadership", "i", "Where are we now", CM_MARK_HIGH },
  { "Leadership", "ii", "Prioritising and setting the vision", CM_MARK_PRIORITY },
  { "Leadership", "iii", "Leadership skills", CM_MARK_PRIORITY },
  { "Leadership", "iv", "Beyond Excellence", CM_MARK_NONE },
  { "Partnership working", "i", "Day-to-day reality", CM_MARK_HIGH },
  { "Partnership working", "ii", "Bigger vision v self interest", CM_MARK_HIGH },
  { "Partnership working", "iii", "Joint communications", CM_MARK_HIGH },
  { "Capacity", "i", "Investment cycle", CM_MARK_NONE },
  { "Capacity", "ii", "Skills", CM_MARK_PRIORITY },
  { "Capacity", "iii", "Change methodology", CM_MARK_NONE },
};
static const char *const sub_regions[] = {
  "Derbyshire", "Leicestershire and Rutland", "Lincolnshire", "Nottinghamshire", "Northamptonshire"
};
#define NORTHAMPTONSHIRE 4

/* (transfer full): the key of the matrix, with rows but without marks. */
static char *
add_matrix (Fixture *f, const char *name, const char *const *rows, guint n_rows)
{
  char *id = ADD ("matrix", "name", name, "rows", "area");

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    ADD_ONLY ("matrix_topic",
              "matrix",
              id,
              "heading",
              known[i].heading,
              "code",
              known[i].code,
              "name",
              known[i].name);
  for (guint i = 0; i < n_rows; i++)
    ADD_ONLY ("matrix_row", "matrix", id, "name", rows[i]);
  return id;
}

static guint
find_topic (const CmMatrix *matrix, const char *name)
{
  for (guint i = 0; i < matrix->topics->len; i++)
    if (g_str_equal (cm_matrix_get_topic (matrix, i)->name, name))
      return i;
  g_assert_not_reached ();
}

static void
mark (Fixture *f, const CmMatrix *matrix, guint row, const char *topic, CmMark value)
{
  CmMatrixCell cell = { row, find_topic (matrix, topic) };
  g_autoptr (GError) error = NULL;

  cm_matrix_set_marks (f->store, matrix, &cell, 1, value, &error);
  g_assert_no_error (error);
}

/* The row as it is known, in a matrix that is then read anew. */
static CmMatrix *
mark_known (Fixture *f, const char *id, guint row)
{
  g_autoptr (CmMatrix) matrix = cm_matrix_load (f->store, id, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    mark (f, matrix, row, known[i].name, known[i].mark);
  return cm_matrix_load (f->store, id, NULL);
}

static void
assert_undo_label (Fixture *f, const char *expected)
{
  g_autofree char *label = cm_store_get_undo_label (f->store);

  g_assert_cmpstr (label, ==, expected);
}

static guint
count (Fixture *f, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_count (f->store, query);
}

/* --- one matrix ------------------------------------------------------------------------------- */

static void
test_known (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_matrix (f, "Sub-regions", sub_regions, G_N_ELEMENTS (sub_regions));
  g_autoptr (CmMatrix) matrix = mark_known (f, id, NORTHAMPTONSHIRE);
  g_autofree char *words = cm_matrix_describe (matrix);
  g_autofree char *cell = NULL;
  guint n[CM_N_MARKS];

  g_assert_cmpuint (matrix->rows->len, ==, 5);
  g_assert_cmpuint (matrix->topics->len, ==, 10);
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      guint topic = find_topic (matrix, known[i].name);

      g_assert_cmpint (cm_matrix_get_mark (matrix, NORTHAMPTONSHIRE, topic), ==, known[i].mark);
      for (guint row = 0; row < NORTHAMPTONSHIRE; row++)
        g_assert_cmpint (cm_matrix_get_mark (matrix, row, topic), ==, CM_MARK_UNKNOWN);
    }
  cm_matrix_count (matrix, n);
  g_assert_cmpuint (n[CM_MARK_HIGH], ==, 4);
  g_assert_cmpuint (n[CM_MARK_PRIORITY], ==, 3);
  g_assert_cmpuint (n[CM_MARK_NONE], ==, 3);
  g_assert_cmpuint (n[CM_MARK_UNKNOWN], ==, 40);
  g_assert_cmpstr (words,
                   ==,
                   "Priority matrix “Sub-regions”, 5 rows by 10 topics: 4 high priority, 3 "
                   "priority, 3 not identified, 40 unknown");
  cell =
      cm_matrix_describe_cell (matrix, NORTHAMPTONSHIRE, find_topic (matrix, "Investment cycle"));
  g_assert_cmpstr (cell, ==, "Northamptonshire, Investment cycle: Not identified");
}

/* A topic stands under its heading wherever it was added. */
static void
test_headings (Fixture *f, gconstpointer data)
{
  g_autofree char *id = ADD ("matrix", "name", "M", "rows", "area");
  g_autoptr (CmMatrix) matrix = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  ADD_ONLY ("matrix_topic", "matrix", id, "heading", "A", "name", "a1");
  ADD_ONLY ("matrix_topic", "matrix", id, "heading", "B", "name", "b1");
  ADD_ONLY ("matrix_topic", "matrix", id, "heading", "A", "name", "a2");
  ADD_ONLY ("matrix_topic", "matrix", id, "name", "bare");
  ADD_ONLY ("matrix_topic", "matrix", id, "heading", "B", "name", "b2");
  matrix = cm_matrix_load (f->store, id, NULL);
  for (guint i = 0; i < matrix->topics->len; i++)
    g_string_append_printf (names, "%s ", cm_matrix_get_topic (matrix, i)->name);
  g_assert_cmpstr (names->str, ==, "a1 a2 b1 b2 bare ");
  g_assert_null (cm_matrix_load (f->store, "gone", NULL));
}

static void
test_marking (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_matrix (f, "Sub-regions", sub_regions, G_N_ELEMENTS (sub_regions));
  g_autoptr (CmMatrix) before = cm_matrix_load (f->store, id, NULL);
  guint topic = find_topic (before, "Investment cycle");
  CmMatrixCell cells[] = { { 0, topic }, { 1, topic }, { NORTHAMPTONSHIRE, topic } };
  g_autoptr (CmMatrix) after = NULL;

  mark (f, before, NORTHAMPTONSHIRE, "Investment cycle", CM_MARK_HIGH);
  assert_undo_label (f, "Mark “Investment cycle” for Northamptonshire as high priority");
  after = cm_matrix_load (f->store, id, NULL);

  /* One is so already: two change, in one step. */
  g_assert_true (cm_matrix_set_marks (f->store, after, cells, 3, CM_MARK_HIGH, NULL));
  assert_undo_label (f, "Mark 2 cells of “Sub-regions” as high priority");
  g_assert_cmpuint (count (f, "matrix_mark"), ==, 3);
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, "matrix_mark"), ==, 1);

  /* What changes nothing leaves no trace. */
  g_assert_true (cm_matrix_set_marks (f->store, after, &cells[2], 1, CM_MARK_HIGH, NULL));
  assert_undo_label (f, "Mark “Investment cycle” for Northamptonshire as high priority");

  g_assert_true (cm_matrix_set_marks (f->store, after, &cells[2], 1, CM_MARK_NONE, NULL));
  assert_undo_label (f, "Mark “Investment cycle” for Northamptonshire as not identified");
  g_clear_pointer (&after, cm_matrix_free);
  after = cm_matrix_load (f->store, id, NULL);
  g_assert_true (cm_matrix_set_marks (f->store, after, &cells[2], 1, CM_MARK_UNKNOWN, NULL));
  g_assert_cmpuint (count (f, "matrix_mark"), ==, 0);
}

/* A note is not lost with its mark, and of two marks of one cell the newer counts and stays. */
static void
test_notes_and_doubles (Fixture *f, gconstpointer data)
{
  const char *const rows[] = { "One" };
  g_autofree char *id = add_matrix (f, "M", rows, 1);
  g_autoptr (CmMatrix) matrix = cm_matrix_load (f->store, id, NULL);
  const char *row = cm_matrix_get_row (matrix, 0)->id;
  guint noted = find_topic (matrix, "Skills");
  guint twice = find_topic (matrix, "Investment cycle");
  CmMatrixCell cells[] = { { 0, noted }, { 0, twice } };
  g_autoptr (CmRecord) mark = NULL;
  g_autoptr (CmQuery) query = cm_query_new ("matrix_mark");

  ADD_ONLY ("matrix_mark",
            "matrix_row",
            row,
            "matrix_topic",
            cm_matrix_get_topic (matrix, noted)->id,
            "priority",
            "high",
            "note",
            "Asked twice");
  ADD_ONLY ("matrix_mark",
            "matrix_row",
            row,
            "matrix_topic",
            cm_matrix_get_topic (matrix, twice)->id,
            "priority",
            "high");
  ADD_ONLY ("matrix_mark",
            "matrix_row",
            row,
            "matrix_topic",
            cm_matrix_get_topic (matrix, twice)->id,
            "priority",
            "priority");
  g_clear_pointer (&matrix, cm_matrix_free);
  matrix = cm_matrix_load (f->store, id, NULL);
  g_assert_cmpint (cm_matrix_get_mark (matrix, 0, noted), ==, CM_MARK_HIGH);
  g_assert_cmpint (cm_matrix_get_mark (matrix, 0, twice), ==, CM_MARK_PRIORITY);

  g_assert_true (cm_matrix_set_marks (f->store, matrix, cells, 2, CM_MARK_UNKNOWN, NULL));
  g_assert_cmpuint (count (f, "matrix_mark"), ==, 1);
  mark = cm_store_first (f->store, query);
  g_assert_cmpstr (cm_record_get_text (mark, "note"), ==, "Asked twice");
  g_assert_cmpstr (cm_record_get_text (mark, "priority"), ==, "unknown");
}

/* With most cells high nothing is; with few marks there is no telling. */
static void
test_crowded (Fixture *f, gconstpointer data)
{
  const char *const rows[] = { "One" };
  g_autofree char *id = add_matrix (f, "M", rows, 1);
  g_autoptr (CmMatrix) matrix = cm_matrix_load (f->store, id, NULL);

  for (guint i = 0; i < 5; i++)
    mark (f, matrix, 0, known[i].name, i < 2 ? CM_MARK_HIGH : CM_MARK_NONE);
  g_clear_pointer (&matrix, cm_matrix_free);
  matrix = cm_matrix_load (f->store, id, NULL);
  g_assert_false (cm_matrix_is_crowded (matrix)); /* 2 of 5: too few to tell */
  mark (f, matrix, 0, known[5].name, CM_MARK_HIGH);
  mark (f, matrix, 0, known[6].name, CM_MARK_NONE);
  g_clear_pointer (&matrix, cm_matrix_free);
  matrix = cm_matrix_load (f->store, id, NULL);
  g_assert_true (cm_matrix_is_crowded (matrix)); /* 3 of 7 */
  mark (f, matrix, 0, known[7].name, CM_MARK_PRIORITY);
  mark (f, matrix, 0, known[8].name, CM_MARK_NONE);
  g_clear_pointer (&matrix, cm_matrix_free);
  matrix = cm_matrix_load (f->store, id, NULL);
  g_assert_false (cm_matrix_is_crowded (matrix)); /* 3 of 9: a third, not more */
}

/* --- making and changing ---------------------------------------------------------------------- */

static void
test_create (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *people = ADD ("theme", "name", "People");
  g_autofree char *places = ADD ("theme", "name", "Places");
  g_autoptr (CmScope) scope = cm_scope_new (places, NULL);
  g_autofree char *source = add_matrix (f, "Sub-regions", sub_regions, 1);
  g_autofree char *themes = NULL;
  g_autofree char *areas = NULL;
  g_autoptr (CmMatrix) matrix = NULL;
  g_autoptr (CmMatrix) narrow = NULL;
  g_autoptr (CmMatrix) free_rows = NULL;

  themes = cm_matrix_create (f->store, "Themes 2010", "theme", source, &error);
  g_assert_no_error (error);
  assert_undo_label (f, "Add the matrix “Themes 2010”");
  matrix = cm_matrix_load (f->store, themes, NULL);
  g_assert_cmpuint (matrix->rows->len, ==, 2);
  g_assert_cmpuint (matrix->topics->len, ==, 10);
  g_assert_cmpstr (cm_matrix_get_topic (matrix, 4)->name, ==, "Day-to-day reality");
  g_assert_cmpstr (cm_matrix_get_topic (matrix, 4)->heading, ==, "Partnership working");
  g_assert_cmpstr (matrix->rows_are, ==, "theme");

  /* Of a theme alone its own row is seen. */
  narrow = cm_matrix_load (f->store, themes, scope);
  g_assert_cmpuint (narrow->rows->len, ==, 1);
  g_assert_cmpuint (narrow->n_other_rows, ==, 1);
  g_assert_cmpstr (cm_matrix_get_row (narrow, 0)->name, ==, "Places");

  areas = cm_matrix_create (f->store, "Areas", "area", NULL, &error);
  g_assert_no_error (error);
  free_rows = cm_matrix_load (f->store, areas, scope);
  g_assert_cmpuint (free_rows->rows->len, ==, 1);
  g_assert_cmpuint (free_rows->topics->len, ==, 9);
  g_assert_null (cm_matrix_create (f->store, "", "area", NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count (f, "matrix"), ==, 3);
}

static void
test_parts (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_matrix (f, "M", sub_regions, 2);
  g_autoptr (CmMatrix) matrix = mark_known (f, id, 0);
  g_autofree char *topic = cm_matrix_add_topic (f->store, id, "Capacity", "Customer focus", NULL);
  g_autofree char *row = cm_matrix_add_row (f->store, id, "Peak Park", NULL);
  g_autoptr (CmMatrix) renamed = NULL;
  const char *marked = cm_matrix_get_topic (matrix, 0)->id;

  g_assert_nonnull (topic);
  g_assert_nonnull (row);
  assert_undo_label (f, "Add “Peak Park”");
  g_assert_cmpuint (count (f, "matrix_topic"), ==, 11);
  g_assert_cmpuint (count (f, "matrix_row"), ==, 3);
  g_assert_true (cm_matrix_rename_row (f->store, row, "Peak District", NULL));
  assert_undo_label (f, "Rename “Peak Park” to “Peak District”");
  g_assert_true (cm_matrix_rename_topic (f->store, topic, "", "Customers", NULL));
  renamed = cm_matrix_load (f->store, id, NULL);
  g_assert_cmpstr (cm_matrix_get_row (renamed, 2)->name, ==, "Peak District");
  g_assert_cmpstr (cm_matrix_get_topic (renamed, 10)->name, ==, "Customers");
  g_assert_cmpstr (cm_matrix_get_topic (renamed, 10)->heading, ==, "");
  g_assert_false (cm_matrix_rename_row (f->store, row, "", NULL));

  g_assert_cmpuint (count (f, "matrix_mark"), ==, 10);
  g_assert_true (cm_matrix_remove_topic (f->store, marked, NULL));
  assert_undo_label (f, "Delete “Where are we now”");
  g_assert_cmpuint (count (f, "matrix_mark"), ==, 9);
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, "matrix_mark"), ==, 10);
  g_assert_true (cm_matrix_remove_row (f->store, cm_matrix_get_row (matrix, 0)->id, NULL));
  g_assert_cmpuint (count (f, "matrix_mark"), ==, 0);
  g_assert_true (cm_store_undo (f->store, NULL));

  g_assert_true (cm_matrix_delete (f->store, id, NULL));
  g_assert_cmpuint (
      count (f, "matrix") + count (f, "matrix_topic") + count (f, "matrix_mark"), ==, 0);
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, "matrix_mark"), ==, 10);
  g_assert_cmpuint (count (f, "matrix_topic"), ==, 11);
}

/* --- several together ------------------------------------------------------------------------- */

static const CmConsolidatedTopic *
find_consolidated (const CmConsolidation *all, const char *name)
{
  for (guint i = 0; i < all->topics->len; i++)
    if (g_str_equal (cm_consolidation_get_topic (all, i)->name, name))
      return cm_consolidation_get_topic (all, i);
  g_assert_not_reached ();
}

static void
assert_text (char *found, const char *expected)
{
  g_assert_cmpstr (found, ==, expected);
  g_free (found);
}

/* One matrix for each sub-region, as the workshops made them: four are lost. */
static void
test_consolidate (Fixture *f, gconstpointer data)
{
  CmMatrix *matrices[G_N_ELEMENTS (sub_regions)];
  g_autoptr (CmConsolidation) all = NULL;
  const CmConsolidatedTopic *topic;

  for (guint i = 0; i < G_N_ELEMENTS (sub_regions); i++)
    {
      g_autofree char *id = add_matrix (f, sub_regions[i], &sub_regions[i], 1);

      matrices[i] =
          i == NORTHAMPTONSHIRE ? mark_known (f, id, 0) : cm_matrix_load (f->store, id, NULL);
    }
  all = cm_consolidation_new ((const CmMatrix *const *) matrices, G_N_ELEMENTS (matrices));
  g_assert_cmpuint (all->topics->len, ==, 10);
  g_assert_cmpuint (all->rows->len, ==, 5);
  g_assert_cmpuint (all->n_matrices, ==, 5);

  topic = find_consolidated (all, "Where are we now");
  g_assert_cmpuint (topic->all.n[CM_MARK_HIGH], ==, 1);
  g_assert_cmpuint (topic->all.n[CM_MARK_UNKNOWN], ==, 4);
  g_assert_cmpuint (topic->all.n[CM_MARK_NONE], ==, 0);
  g_assert_cmpuint (topic->by_row[NORTHAMPTONSHIRE].n[CM_MARK_HIGH], ==, 1);
  g_assert_cmpint (cm_tally_judge (&topic->all), ==, CM_MARK_HIGH);
  g_assert_false (cm_tally_is_firm (&topic->all));
  assert_text (cm_tally_describe (&topic->all), "high in 1 of 5, unknown in 4 of 5");
  assert_text (cm_tally_explain (&topic->all),
               "Of the 1 known, 1 high: half or more, so high priority. Provisional: the 4 unknown "
               "could change it.");

  /* Both lists have an (i): the letter is no key. */
  topic = find_consolidated (all, "Investment cycle");
  g_assert_cmpint (cm_tally_judge (&topic->all), ==, CM_MARK_NONE);
  g_assert_cmpint (cm_tally_judge (&topic->by_row[0]), ==, CM_MARK_UNKNOWN);
  assert_text (cm_tally_explain (&topic->by_row[0]), "None is known, so unknown.");
  for (guint i = 0; i < G_N_ELEMENTS (matrices); i++)
    cm_matrix_free (matrices[i]);
}

/* Other letters, other order, other case: the name decides. A topic that one of them does not have
 * was not asked there, which is neither unknown nor none. */
static void
test_names (Fixture *f, gconstpointer data)
{
  const char *const rows[] = { "North", "South" };
  g_autofree char *first = add_matrix (f, "2008", rows, 2);
  g_autofree char *second = ADD ("matrix", "name", "2009", "rows", "area");
  g_autoptr (CmMatrix) one = cm_matrix_load (f->store, first, NULL);
  g_autoptr (CmMatrix) two = NULL;
  g_autoptr (CmConsolidation) all = NULL;
  const CmConsolidatedTopic *topic;

  ADD_ONLY ("matrix_topic",
            "matrix",
            second,
            "heading",
            "Leadership",
            "name",
            "Customer focus",
            "code",
            "i");
  ADD_ONLY ("matrix_topic",
            "matrix",
            second,
            "heading",
            "Capacity",
            "name",
            "investment  CYCLE",
            "code",
            "o");
  ADD_ONLY ("matrix_row", "matrix", second, "name", "north ");
  two = cm_matrix_load (f->store, second, NULL);
  mark (f, one, 0, "Investment cycle", CM_MARK_HIGH);
  mark (f, one, 1, "Investment cycle", CM_MARK_NONE);
  mark (f, two, 0, "investment  CYCLE", CM_MARK_PRIORITY);
  g_clear_pointer (&one, cm_matrix_free);
  g_clear_pointer (&two, cm_matrix_free);
  one = cm_matrix_load (f->store, first, NULL);
  two = cm_matrix_load (f->store, second, NULL);

  all = cm_consolidation_new ((const CmMatrix *const[]){ one, two }, 2);
  g_assert_cmpuint (all->topics->len, ==, 11);
  g_assert_cmpuint (all->rows->len, ==, 2);
  /* With its heading, not at the end. */
  g_assert_cmpstr (cm_consolidation_get_topic (all, 4)->name, ==, "Customer focus");
  topic = find_consolidated (all, "Investment cycle");
  g_assert_cmpuint (topic->by_row[0].n[CM_MARK_HIGH], ==, 1);
  g_assert_cmpuint (topic->by_row[0].n[CM_MARK_PRIORITY], ==, 1);
  g_assert_cmpuint (topic->all.n[CM_MARK_NONE], ==, 1);
  g_assert_cmpuint (topic->all.not_asked, ==, 0);
  assert_text (cm_tally_describe (&topic->all),
               "high in 1 of 3, priority in 1 of 3, not identified in 1 of 3");
  assert_text (cm_tally_explain (&topic->all),
               "Of the 3 known, 1 high (fewer than half) and 2 high or priority: half or more, so "
               "priority.");
  topic = find_consolidated (all, "Customer focus");
  g_assert_cmpuint (topic->all.not_asked, ==, 2);
  g_assert_cmpuint (topic->all.n[CM_MARK_UNKNOWN], ==, 1);
  assert_text (cm_tally_describe (&topic->all), "unknown in 1 of 1, not asked of 2 rows");
}

static void
test_rule (void)
{
  static const struct
  {
    guint unknown, none, priority, high;
    CmMark mark;
    gboolean firm;
  } cases[] = {
    { 0, 0, 0, 0, CM_MARK_UNKNOWN, TRUE },   { 4, 0, 0, 1, CM_MARK_HIGH, FALSE },
    { 1, 1, 0, 3, CM_MARK_HIGH, TRUE },      { 0, 1, 0, 1, CM_MARK_HIGH, TRUE },
    { 0, 2, 1, 1, CM_MARK_PRIORITY, TRUE },  { 0, 2, 1, 0, CM_MARK_NONE, TRUE },
    { 3, 0, 1, 0, CM_MARK_PRIORITY, FALSE }, { 5, 0, 0, 0, CM_MARK_UNKNOWN, FALSE },
    { 1, 5, 0, 1, CM_MARK_NONE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CmTally tally = { { cases[i].unknown, cases[i].none, cases[i].priority, cases[i].high }, 0 };

      g_assert_cmpint (cm_tally_judge (&tally), ==, cases[i].mark);
      g_assert_cmpint (cm_tally_is_firm (&tally), ==, cases[i].firm);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*function) (Fixture *f, gconstpointer data);
  } cases[] = {
    { "/matrix/known", test_known },     { "/matrix/headings", test_headings },
    { "/matrix/marking", test_marking }, { "/matrix/notes-and-doubles", test_notes_and_doubles },
    { "/matrix/crowded", test_crowded }, { "/matrix/create", test_create },
    { "/matrix/parts", test_parts },     { "/matrix/consolidate", test_consolidate },
    { "/matrix/names", test_names },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].function, tear_down);
  g_test_add_func ("/matrix/rule", test_rule);
  return g_test_run ();
}
