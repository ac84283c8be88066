/* test-spend-workbook.c - what is spent now as a workbook: its sheets, figures and words, read back
 * as any spreadsheet would. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-spend-workbook.h"

#include "cm-sheet.h"
#include "report-fixture.h"

/* Two themes with three chapters, two bodies, five lines, two rules, two contracts. */
static void
fill (Fixture *f)
{
  g_autoptr (CmRecord) people = NULL, place = NULL, care = NULL, council = NULL, trust = NULL;
  g_autoptr (CmRecord) roads = NULL, parks = NULL, file = NULL;

  begin (f);
  people = insert (f, "theme", "name", "People", "rank", "1", NULL);
  place = insert (f, "theme", "name", "Place", "rank", "2", NULL);
  care = insert (
      f, "chapter", "theme", cm_record_get_id (people), "name", "Home care", "rank", "1", NULL);
  roads =
      insert (f, "chapter", "theme", cm_record_get_id (place), "name", "Roads", "rank", "2", NULL);
  parks =
      insert (f, "chapter", "theme", cm_record_get_id (place), "name", "Parks", "rank", "3", NULL);
  council = insert (f, "organisation", "name", "Council", NULL);
  trust = insert (f, "organisation", "name", "=Trust", NULL);
  file = insert (f, "spend_file", "name", "Payments", NULL);
#define LINE(body, of, who, amount_)                                                               \
  INSERT (f,                                                                                       \
          "spend_line",                                                                            \
          "spend_file",                                                                            \
          cm_record_get_id (file),                                                                 \
          "organisation",                                                                          \
          cm_record_get_id (body),                                                                 \
          "year",                                                                                  \
          of,                                                                                      \
          "supplier",                                                                              \
          who,                                                                                     \
          "amount",                                                                                \
          amount_)
  LINE (council, "2009", "Care Ltd", "800.00");
  LINE (trust, "2009", "Care Ltd", "100.00");
  LINE (council, "2009", "Tar Ltd", "50.50");
  LINE (council, "2009", "Pens Ltd", "49.50");
  LINE (council, "2008", "Tar Ltd", "7.00");
  INSERT (f,
          "spend_rule",
          "words",
          "care",
          "field",
          "supplier",
          "test",
          "contains",
          "chapter",
          cm_record_get_id (care),
          "kind",
          "mainstream");
  INSERT (f,
          "spend_rule",
          "words",
          "tar ltd",
          "field",
          "supplier",
          "test",
          "is",
          "chapter",
          cm_record_get_id (roads),
          "kind",
          "grant");
  INSERT (f,
          "contract",
          "title",
          "Care at home",
          "supplier",
          "Care Ltd",
          "chapter",
          cm_record_get_id (care),
          "state",
          "running",
          "ends",
          "2011-03-31",
          "annual_value",
          "750.00");
  INSERT (f, "contract", "title", "=1+1", "state", "running");
  commit (f);
  g_assert_nonnull (parks);
}

/* --- reading back ----------------------------------------------------------------------------- */

static gboolean
row_cb (const CmRow *row, gpointer data)
{
  GString *text = data;

  for (guint i = 0; i < row->n_cells; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", row->cells[i].text);
  g_string_append_c (text, '\n');
  return TRUE;
}

/* All rows of a sheet, cells between bars. */
static char *
read_sheet (const char *path, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmSheet) sheet = cm_sheet_open (path, &error);
  const char *const *names;
  GString *text = g_string_new (NULL);
  guint found = G_MAXUINT;

  g_assert_no_error (error);
  names = cm_sheet_get_names (sheet);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      found = i;
  g_assert_cmpuint (found, !=, G_MAXUINT);
  cm_sheet_choose (sheet, found);
  cm_sheet_read (sheet, row_cb, text, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static char *
write_book (Fixture *f, gint64 year, const char *organisation, const CmScope *scope)
{
  g_autoptr (CmSpend) spend = cm_spend_new (f->store);
  g_autoptr (CmSpendWorkbook) book = NULL;
  g_autoptr (GError) error = NULL;
  char *path = file_in (f, "spend.xlsx");

  cm_spend_set_year (spend, year);
  cm_spend_set_organisation (spend, organisation);
  cm_spend_set_scope (spend, scope);
  cm_spend_finish (spend);
  book = cm_spend_workbook_new (f->store, spend, scope, CM_SPEND_BY_SUPPLIER);
  cm_spend_workbook_write (book, path, NULL, &error);
  g_assert_no_error (error);
  return path;
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}

static void
test_sheets (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL, *largest = NULL, *chapters = NULL, *mix = NULL, *contracts = NULL;

  fill (f);
  path = write_book (f, 2009, NULL, NULL);
  largest = read_sheet (path, "Largest first");
  g_assert_cmpstr (largest,
                   ==,
                   "Place|Supplier|Lines|Amount|Share|Up to here\n"
                   "1|Care Ltd|2|900|0.9|0.9\n"
                   "2|Tar Ltd|1|50.5|0.051|0.951\n"
                   "3|Pens Ltd|1|49.5|0.05|1\n");
  chapters = read_sheet (path, "By chapter");
  g_assert_cmpstr (chapters,
                   ==,
                   "Theme|Chapter|=Trust|Council|All|Planned\n"
                   "People|All of the theme|100|800|900\n"
                   "People|Home care|100|800|900\n"
                   "Place|All of the theme|0|50.5|50.5\n"
                   "Place|Roads|0|50.5|50.5\n"
                   "Place|Parks|0|0|0\n"
                   "|Not mapped|0|49.5|49.5\n"
                   "All||100|900|1000\n");
  mix = read_sheet (path, "Mainstream and pot");
  assert_has (mix, "People|Home care|900|0|0|900|1\n");
  assert_has (mix, "Place|Roads|0|50.5|0|50.5|0\n");
  assert_has (mix, "All||900|50.5|49.5|1000|0.947\n");
  contracts = read_sheet (path, "Contracts");
  assert_has (contracts, "|Care at home|Care Ltd||Home care|Running|2011-03-31|750\n");
  /* What looks like a formula is none. */
  assert_has (contracts, "|=1+1|");
}

static void
test_definitions (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL, *text = NULL;

  fill (f);
  path = write_book (f, 2009, NULL, NULL);
  text = read_sheet (path, "Definitions");
  assert_has (text, "Year|2009/10\n");
  assert_has (text, "Organisation|All organisations\n");
  assert_has (text, "Scope|Whole partnership\n");
  assert_has (text, "Looked at|£1,000 in 4 lines");
  assert_has (text,
              "Mapped|£1,000 in all = £950.50 that serves a chapter + £0 that is known to serve "
              "none + £49.50 that is not mapped yet. 95.0% is decided either way.\n");
  assert_has (text, "Mapping rule|Serves|Lines|Amount\n");
  assert_has (text, "Supplier contains “care”|Home care, Mainstream|2|£900\n");
}

/* What is looked at is what is written, and said. */
static void
test_narrowed (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("chapter");
  g_autoptr (CmRecord) roads = NULL;
  g_autoptr (CmScope) scope = NULL;
  g_autofree char *path = NULL, *largest = NULL, *text = NULL, *contracts = NULL;

  fill (f);
  cm_query_where_text (query, "name", "Roads");
  roads = cm_store_first (f->store, query);
  scope = cm_scope_new (NULL, cm_record_get_id (roads));
  path = write_book (f, 0, NULL, scope);
  largest = read_sheet (path, "Largest first");
  assert_has (largest, "1|Tar Ltd|2|57.5|1|1\n");
  text = read_sheet (path, "Definitions");
  assert_has (text, "Year|All years\n");
  assert_has (text, "Scope|Chapter: Roads\n");
  contracts = read_sheet (path, "Contracts");
  g_assert_null (strstr (contracts, "Care at home"));
}

/* Nothing known is a workbook too. */
static void
test_empty (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_book (f, 0, NULL, NULL);
  g_autofree char *largest = read_sheet (path, "Largest first");
  g_autofree char *text = read_sheet (path, "Definitions");

  g_assert_cmpstr (largest, ==, "Place|Supplier|Lines|Amount|Share|Up to here\n");
  g_assert_null (strstr (text, "Mapping rule"));
}

static void
test_faults (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSpend) spend = cm_spend_new (f->store);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *nowhere = g_build_filename (f->folder, "no", "such", "folder.xlsx", NULL);
  g_autofree char *path = file_in (f, "cancelled.xlsx");
  g_autoptr (CmSpendWorkbook) book = NULL;
  g_autoptr (GError) error = NULL;

  cm_spend_finish (spend);
  book = cm_spend_workbook_new (f->store, spend, NULL, CM_SPEND_BY_SERVICE);
  g_assert_false (cm_spend_workbook_write (book, nowhere, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_false (cm_spend_workbook_write (book, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
add_test (const char *name, void (*test) (Fixture *f, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/spend-workbook/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("sheets", test_sheets);
  add_test ("definitions", test_definitions);
  add_test ("narrowed", test_narrowed);
  add_test ("empty", test_empty);
  add_test ("faults", test_faults);
  return g_test_run ();
}
