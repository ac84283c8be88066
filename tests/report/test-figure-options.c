/* test-figure-options.c - options of a table worked out; the example of the manual is right. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-figure-options.h"

#include "cm-document-maker.h"
#include "cm-manual.h"
#include "cm-options.h"

/* --- tables made here ------------------------------------------------------------------------- */

static void
add_row (CmBlock *table, gboolean head, const char *const cells[])
{
  CmBlock *row = cm_block_new (CM_BLOCK_ROW, 1);

  row->head = head;
  for (guint i = 0; cells[i] != NULL; i++)
    {
      CmBlock *cell = cm_block_new (CM_BLOCK_CELL, 1);

      cm_block_add_inline (cell, cells[i], -1, 0);
      cm_block_append (row, cell);
    }
  cm_block_append (table, row);
}

/* A document with a table of the rows below a head. */
static CmBlock *
make_table (CmDocument *document, guint n, const char *const rows[][4])
{
  CmBlock *table = cm_block_new (CM_BLOCK_TABLE, 1);

  add_row (table, TRUE, (const char *const[]){ "Option", "Cost", "Value", NULL });
  for (guint i = 0; i < n; i++)
    add_row (table, FALSE, rows[i]);
  cm_document_add (document, table);
  return table;
}

static void
test_worked_out (void)
{
  const char *const rows[][4] = {
    { "Dear", "2.5", "1", NULL },
    { "Money", "3", "", NULL },
    { "Good", "0.75", "1.5", NULL },
    { "Fair", "2.25", "1.125", NULL },
  };
  g_autoptr (CmDocument) document = cm_document_new ("/", "D");
  CmBlock *table = make_table (document, G_N_ELEMENTS (rows), rows);
  g_autoptr (CmTriangles) triangles = cm_figure_options_read (table, "T", "Said.", 2);

  g_assert_nonnull (triangles);
  g_assert_cmpuint (triangles->items->len, ==, 3);
  g_assert_cmpstr (cm_triangles_get (triangles, 0)->name, ==, "Good");
  g_assert_cmpstr (cm_triangles_get (triangles, 1)->name, ==, "Fair");
  g_assert_cmpstr (cm_triangles_get (triangles, 2)->name, ==, "Dear");
  g_assert_true (cm_triangles_get (triangles, 1)->chosen);
  g_assert_false (cm_triangles_get (triangles, 2)->chosen);
  g_assert_cmpstr (triangles->budget_text, ==, "3");
  g_assert_cmpstr (triangles->cost_text, ==, "3");
  g_assert_cmpstr (triangles->value_text, ==, "2.625");
  /* Against Dear alone, which is the best without the other two: (2.625 - 1) / 3. Against one of
   * the two alone: 1.125, or 1.5. */
  g_assert_cmpstr (triangles->note,
                   ==,
                   "Said. All values may be wrong at once, each by less than 0.541, and this set "
                   "stays the best.");
}

/* What is not a table of options makes no figure: the words are shown instead. */
static void
test_misfits (void)
{
  const char *const rows[][3][4] = {
    { { "A", "1", "1", NULL }, { "B", "2", "2", NULL } },      /* no budget */
    { { "Money", "1", "", NULL } },                            /* no option */
    { { "Money", "1", "", NULL }, { "More", "2", "", NULL } }, /* two budgets */
    { { "A", "1", "1", NULL }, { "Money", "-1", "", NULL } },
    { { "A", "x", "1", NULL }, { "Money", "1", "", NULL } },
    { { "A", "1", "1.2345", NULL }, { "Money", "1", "", NULL } },
    { { "A", "1", "1.", NULL }, { "Money", "1", "", NULL } },
    { { "A", "1,000", "1", NULL }, { "Money", "1", "", NULL } },
    { { "A", "9999999999", "1", NULL }, { "Money", "1", "", NULL } },
    { { "A", "1", NULL }, { "Money", "1", "", NULL } },
  };
  g_autoptr (CmDocument) document = cm_document_new ("/", "D");
  const char *many[CM_TRIANGLES_MAX + 2][4] = { { "Money", "1", "", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint n = 0;

      while (n < 3 && rows[i][n][0] != NULL)
        n++;
      g_assert_null (cm_figure_options_read (make_table (document, n, rows[i]), NULL, NULL, 0));
    }
  for (guint i = 1; i < G_N_ELEMENTS (many); i++)
    {
      many[i][0] = "A";
      many[i][1] = many[i][2] = "1";
    }
  g_assert_null (cm_figure_options_read (
      make_table (document, G_N_ELEMENTS (many), (const char *const(*)[4]) many), NULL, NULL, 0));
}

/* --- the manual's example --------------------------------------------------------------------- */

static CmManual *
load_manual (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (GError) error = NULL;
  CmManual *manual = cm_manual_load (folder, NULL, &error);

  g_assert_no_error (error);
  return manual;
}

static const CmBlock *
find_block (CmManual *manual, const char *id)
{
  const CmBlock *block = cm_document_find (cm_manual_get_document (manual), id);

  g_assert_nonnull (block);
  return block;
}

static char *
get_cell (const CmBlock *row, guint i)
{
  return cm_block_get_text (g_ptr_array_index (row->children, i));
}

static gint64
get_number (const CmBlock *row, guint i)
{
  g_autofree char *text = get_cell (row, i);
  gint64 number;

  g_assert_true (g_ascii_string_to_signed (text, 10, 0, 1000, &number, NULL));
  return number;
}

/* The options of the table that the text works with, as tables have them: a head, then three. */
static void
read_example (CmManual *manual, CmOption options[3], char *names[3])
{
  const CmBlock *table = find_block (manual, "table-options");

  g_assert_cmpuint (table->children->len, ==, 4);
  for (guint i = 0; i < 3; i++)
    {
      const CmBlock *row = g_ptr_array_index (table->children, i + 1);
      g_autofree char *each = get_cell (row, 3);
      g_autofree char *right = NULL;

      names[i] = get_cell (row, 0);
      options[i] = (CmOption){ get_number (row, 1), get_number (row, 2) };
      right = g_strdup_printf ("%.2f", (double) options[i].value / (double) options[i].cost);
      g_assert_cmpstr (each, ==, right);
    }
}

/* "B and C", "A, B and C" */
static char *
name_set (const CmOptionSet *set, char *names[3])
{
  GString *text = g_string_new (NULL);
  guint left = 0;

  for (guint i = 0; i < set->n; i++)
    left += set->chosen[i];
  for (guint i = 0; i < set->n; i++)
    if (set->chosen[i])
      {
        if (text->len > 0)
          g_string_append (text, left == 1 ? " and " : ", ");
        g_string_append (text, names[i]);
        left--;
      }
  return g_string_free (text, FALSE);
}

static void
assert_best_sets (CmManual *manual, const CmOption options[3], char *names[3])
{
  const CmBlock *table = find_block (manual, "table-best-sets");

  g_assert_cmpuint (table->children->len, >, 4);
  for (guint i = 1; i < table->children->len; i++)
    {
      const CmBlock *row = g_ptr_array_index (table->children, i);
      g_autoptr (CmOptionSet) best = cm_options_find_best (options, 3, get_number (row, 0));
      g_autofree char *said = get_cell (row, 1);
      g_autofree char *right = name_set (best, names);

      g_assert_cmpstr (said, ==, right);
      g_assert_cmpint (get_number (row, 2), ==, best->cost);
      g_assert_cmpint (get_number (row, 3), ==, best->value);
    }
}

/* The budget is 10; B and C are best. How wrong the values may be is the second row of its table,
 * and in the list before it: A would have to be worth more than 6, B less than 1. */
static void
assert_doubts (CmManual *manual, const CmOption options[3])
{
  const CmBlock *table = find_block (manual, "table-wrong");
  g_autofree char *turning = get_cell (g_ptr_array_index (table->children, 2), 0);
  g_autofree char *right = NULL;
  g_autoptr (CmOptionSet) best = cm_options_find_best (options, 3, 10);
  gint64 over, under, turn;

  g_assert_true (cm_options_find_margin (options, 3, 10, best, &over, &under));
  right = g_strdup_printf ("%d/%d", (int) over, (int) under);
  g_assert_cmpstr (turning, ==, right);
  g_assert_true (cm_options_find_turn (options, 3, 10, best, 0, &turn));
  g_assert_cmpint (turn, ==, 6);
  g_assert_true (cm_options_find_turn (options, 3, 10, best, 1, &turn));
  g_assert_cmpint (turn, ==, 1);
}

static void
test_manual (void)
{
  g_autoptr (CmManual) manual = load_manual ();
  const CmBlock *figure = find_block (manual, "figure-options");
  CmOption options[3];
  char *names[3];

  g_assert_cmpstr (figure->draw, ==, "options");
  read_example (manual, options, names);
  assert_best_sets (manual, options, names);
  assert_doubts (manual, options);
  for (guint i = 0; i < figure->children->len; i++)
    {
      const CmBlock *table = g_ptr_array_index (figure->children, i);
      g_autoptr (CmTriangles) triangles = NULL;

      if (table->kind != CM_BLOCK_TABLE)
        continue;
      triangles = cm_figure_options_read (table, NULL, NULL, 0);
      g_assert_nonnull (triangles);
      g_assert_cmpstr (triangles->budget_text, ==, "10");
      g_assert_cmpstr (triangles->value_text, ==, "6");
      g_assert_cmpstr (cm_triangles_get (triangles, 0)->name, ==, names[2]);
      g_assert_cmpstr (cm_triangles_get (triangles, 1)->name, ==, names[1]);
      g_assert_cmpstr (cm_triangles_get (triangles, 2)->name, ==, names[0]);
      g_assert_nonnull (strstr (triangles->note, " 2/3,"));
    }
  for (guint i = 0; i < 3; i++)
    g_free (names[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-options/worked-out", test_worked_out);
  g_test_add_func ("/figure-options/misfits", test_misfits);
  g_test_add_func ("/figure-options/manual", test_manual);
  return g_test_run ();
}
