/* test-paste.c - records go to a spreadsheet and come back, and what cannot be read is told. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-paste.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder, *path;
  CmStore *store;
  const CmTable *table;
  GPtrArray *records, *problems, *left_out; /* of the last reading */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "County", "Borough" };

  f->folder = g_dir_make_tmp ("cm-paste-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, NULL);
  f->table = cm_table_find ("activity");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("organisation"));

      cm_record_set_text (record, "name", names[i]);
      cm_record_set_text (record, "kind", "county");
      g_assert_true (cm_store_save (f->store, record, "Add", NULL));
    }
}

static void
forget (Fixture *f)
{
  g_clear_pointer (&f->records, g_ptr_array_unref);
  g_clear_pointer (&f->problems, g_ptr_array_unref);
  g_clear_pointer (&f->left_out, g_ptr_array_unref);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  forget (f);
  g_assert_finalize_object (f->store);
  g_unlink (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

/* --- doing ------------------------------------------------------------------------------------ */

#define MAX_COLUMNS 8

static guint
find_columns (const CmTable *table, const char *names, const CmField **columns)
{
  g_auto (GStrv) split = g_strsplit (names, " ", -1);
  guint n = 0;

  for (char **name = split; *name != NULL && **name != '\0'; name++)
    {
      g_assert_cmpuint (n, <, MAX_COLUMNS);
      columns[n] = cm_table_field (table, *name);
      g_assert_nonnull (columns[n++]);
    }
  return n;
}

static void
read_as (Fixture *f, const char *table, const char *columns, CmRecord *pattern, const char *text)
{
  const CmField *fields[MAX_COLUMNS];
  const CmTable *found = cm_table_find (table);
  guint n = find_columns (found, columns, fields);

  forget (f);
  f->records =
      cm_paste_read (f->store, found, text, fields, n, pattern, &f->problems, &f->left_out);
  g_assert_nonnull (f->problems);
  g_assert_nonnull (f->left_out);
}

static void
read_text (Fixture *f, const char *columns, const char *text)
{
  read_as (f, "activity", columns, NULL, text);
}

static void
assert_value (Fixture *f, guint row, const char *field, const char *expected)
{
  CmRecord *record = g_ptr_array_index (f->records, row);
  g_autofree char *found = cm_value_to_file (cm_record_get (record, field),
                                             cm_table_field (cm_record_get_table (record), field));

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_counts (Fixture *f, guint records, guint problems, guint left_out)
{
  for (guint i = 0; i < f->problems->len; i++)
    g_test_message ("%s", (char *) f->problems->pdata[i]);
  g_assert_cmpuint (f->records->len, ==, records);
  g_assert_cmpuint (f->problems->len, ==, problems);
  g_assert_cmpuint (f->left_out->len, ==, left_out);
}

static void
assert_problem (Fixture *f, guint i, const char *line, const char *field, const char *what)
{
  const char *problem = g_ptr_array_index (f->problems, i);

  g_test_message ("%s", problem);
  g_assert_true (g_str_has_prefix (problem, line));
  g_assert_nonnull (strstr (problem, field));
  g_assert_nonnull (strstr (problem, what));
}

/* --- columns ---------------------------------------------------------------------------------- */

static void
test_header (Fixture *f, gconstpointer data)
{
  /* By label, by name, in any case and order. */
  read_text (f, "title state", "State\tACTIVITY\tstarts\nLive\tStreetscene\t1 Apr 2010\n");
  assert_counts (f, 1, 0, 0);
  assert_value (f, 0, "title", "Streetscene");
  assert_value (f, 0, "state", "live");
  assert_value (f, 0, "starts", "2010-04-01");
}

static void
test_header_left_out (Fixture *f, gconstpointer data)
{
  read_text (f,
             "title state",
             "Activity\tState\tCost\tOur own note\tState\t\n"
             "Streetscene\tlive\t£3,000\tsomething\tclosed\t\n");
  assert_counts (f, 1, 0, 3);
  assert_value (f, 0, "title", "Streetscene");
  assert_value (f, 0, "state", "live");
  g_assert_cmpstr (f->left_out->pdata[0], ==, "Cost");
  g_assert_cmpstr (f->left_out->pdata[1], ==, "Our own note");
  g_assert_cmpstr (f->left_out->pdata[2], ==, "State");
}

static void
test_by_position (Fixture *f, gconstpointer data)
{
  read_text (f, "title state starts", "Streetscene\tLive\nWardens\tproposed\t31/12/2009");
  assert_counts (f, 2, 0, 0);
  assert_value (f, 0, "title", "Streetscene");
  assert_value (f, 0, "starts", "");
  assert_value (f, 1, "state", "proposed");
  assert_value (f, 1, "starts", "2009-12-31");

  /* What is computed keeps its place, and is told to be left out if there is something for it. */
  read_text (f, "title cost state", "Streetscene\t£5\tLive\n");
  assert_counts (f, 1, 0, 1);
  assert_value (f, 0, "state", "live");
  g_assert_cmpstr (f->left_out->pdata[0], ==, "Cost");
  read_text (f, "title cost state", "Streetscene\t\tLive\n");
  assert_counts (f, 1, 0, 0);

  /* A single word that is also a label is no header if the others are not. */
  read_text (f, "title state lead", "State\tLive\tChair\n");
  assert_counts (f, 1, 0, 0);
  assert_value (f, 0, "title", "State");
}

static void
test_too_many (Fixture *f, gconstpointer data)
{
  read_text (f, "title state", "Good\tlive\nStreetscene\tlive\tmore\t\n");
  assert_counts (f, 1, 1, 0);
  assert_problem (f, 0, "Line 2:", "2 columns", "“more”");
}

static void
test_pattern (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) pattern = cm_record_new (f->table);

  cm_record_set_text (pattern, "state", "proposed");
  cm_record_set_text (pattern, "lead", "Chair");
  read_as (
      f, "activity", "title state lead", pattern, "One\nTwo\tlive\tBoard\nThree\t\t\n\tlive\n");
  assert_counts (f, 3, 1, 0);
  assert_value (f, 0, "state", "proposed");
  assert_value (f, 0, "lead", "Chair");
  assert_value (f, 1, "state", "live");
  assert_value (f, 1, "lead", "Board");
  assert_value (f, 2, "state", "proposed");
  assert_problem (f, 0, "Line 4,", "Activity", "");
  g_assert_cmpstr (cm_record_get_id (f->records->pdata[0]), !=, cm_record_get_id (pattern));
  g_assert_cmpstr (
      cm_record_get_id (f->records->pdata[0]), !=, cm_record_get_id (f->records->pdata[1]));
}

/* --- cells ------------------------------------------------------------------------------------ */

static void
test_quotes (Fixture *f, gconstpointer data)
{
  read_text (f,
             "title state comment",
             "\"With a\ttab\"\tlive\t\"Two\nlines and \"\"quotes\"\"\"\n"
             "\"Inner\" city\tlive\tsize 5\"\n"
             "\"\"\tlive\n");
  g_assert_cmpuint (f->records->len, ==, 2);
  assert_value (f, 0, "title", "With a\ttab");
  assert_value (f, 0, "comment", "Two\nlines and \"quotes\"");
  /* What only looks quoted is taken as it stands. */
  assert_value (f, 1, "title", "\"Inner\" city");
  assert_value (f, 1, "comment", "size 5\"");
  /* Lines are those of the text, so a break within a cell counts. */
  g_assert_cmpuint (f->problems->len, ==, 1);
  assert_problem (f, 0, "Line 4,", "Activity", "");
}

static void
test_line_ends (Fixture *f, gconstpointer data)
{
  read_text (f, "title state", "One\tlive\r\nTwo\tlive\rThree\tlive\n\r\n\n \t \nFour\tbad");
  assert_counts (f, 3, 1, 0);
  assert_value (f, 0, "state", "live");
  assert_value (f, 1, "title", "Two");
  assert_value (f, 2, "title", "Three");
  assert_problem (f, 0, "Line 7,", "State", "bad");
  read_text (f, "title state comment", "One\tlive\t\"a\r\nb\"\r\n");
  assert_value (f, 0, "comment", "a\nb");
}

static void
test_money (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *text, *kept;
  } cases[] = {
    { "£36,400", "36400.00" },    { "36400", "36400.00" }, { "1,234.50", "1234.50" },
    { " £1,234.50 ", "1234.50" }, { "-20", "-20.00" },     { "−£1,000", "-1000.00" },
  };
  static const char *const wrong[] = { "twelve", "1,2,3.4.5", "£", "10%" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("Item\t%s\tforecast", cases[i].text);

      g_test_message ("%s", cases[i].text);
      read_as (f, "reserve_entry", "name amount state", NULL, text);
      g_assert_cmpuint (f->problems->len, ==, 0);
      assert_value (f, 0, "amount", cases[i].kept);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *text = g_strdup_printf ("Item\t%s\tforecast", wrong[i]);

      read_as (f, "reserve_entry", "name amount state", NULL, text);
      assert_counts (f, 0, 1, 0);
      assert_problem (f, 0, "Line 1,", "Amount", wrong[i]);
    }
}

static void
test_dates (Fixture *f, gconstpointer data)
{
  read_text (f,
             "title state starts",
             "One\tlive\t2010-04-01\nTwo\tlive\t1/4/2010\nThree\tlive\t1 April 2010\n"
             "Four\tlive\t31/13/2010\nFive\tlive\t29 Feb 2010\nSix\tlive\tsoon\n");
  assert_counts (f, 3, 3, 0);
  for (guint i = 0; i < 3; i++)
    assert_value (f, i, "starts", "2010-04-01");
  assert_problem (f, 0, "Line 4,", "Starts", "31/13/2010");
  assert_problem (f, 1, "Line 5,", "Starts", "29 Feb 2010");
  assert_problem (f, 2, "Line 6,", "Starts", "soon");
}

static void
test_choices (Fixture *f, gconstpointer data)
{
  read_text (f,
             "title state kind",
             "One\tIn the pipeline\tgrant\nTwo\tlively\tservice\nThree\tlive\tgift\n");
  assert_counts (f, 1, 2, 0);
  assert_value (f, 0, "state", "pipeline");
  assert_value (f, 0, "kind", "grant");
  assert_problem (f, 0, "Line 2,", "State", "lively");
  assert_problem (f, 1, "Line 3,", "Kind", "gift");
}

/* All that is wrong with a line is told, and the rule between fields too. */
static void
test_several (Fixture *f, gconstpointer data)
{
  read_text (
      f, "title state starts ends", "One\tbad\tsoon\tlater\nTwo\tlive\t2010-04-01\t2009-04-01\n");
  assert_counts (f, 0, 4, 0);
  assert_problem (f, 0, "Line 1,", "State", "bad");
  assert_problem (f, 1, "Line 1,", "Starts", "soon");
  assert_problem (f, 2, "Line 1,", "Ends", "later");
  assert_problem (f, 3, "Line 2,", "Ends", "");
}

static void
test_references (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("organisation");
  g_autoptr (CmRecord) county = NULL;

  cm_query_where_text (query, "name", "County");
  county = cm_store_first (f->store, query);
  read_text (f, "title state organisation", "One\tlive\tCounty\nTwo\tlive\tParish\n");
  assert_counts (f, 1, 1, 0);
  assert_value (f, 0, "organisation", cm_record_get_id (county));
  assert_problem (f, 0, "Line 2,", "Lead organisation", "Parish");
}

/* What finance writes is read here as in a file that is brought in; what says that there is nothing
 * yet is told, as nobody counts it here. */
static void
test_forms_of_files (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("organisation");
  g_autoptr (CmRecord) county = NULL;

  cm_query_where_text (query, "name", "County");
  county = cm_store_first (f->store, query);
  read_as (f,
           "contract",
           "title organisation ends annual_value",
           NULL,
           "'=One\tCOUNTY\t31-Mar-12\t1,000.50-\nTwo\tcounty\t31/03/12\t12.00 CR\n"
           "Three\tCounty\tTBC\t5\n");
  assert_counts (f, 2, 1, 0);
  assert_value (f, 0, "title", "=One");
  for (guint i = 0; i < 2; i++)
    {
      assert_value (f, i, "organisation", cm_record_get_id (county));
      assert_value (f, i, "ends", "2012-03-31");
    }
  assert_value (f, 0, "annual_value", "-1000.50");
  assert_value (f, 1, "annual_value", "-12.00");
  assert_problem (f, 0, "Line 3,", "Ends", "TBC");
}

/* --- texts as a whole ------------------------------------------------------------------------- */

static void
test_nothing (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = { "", "\n\n", "\t\t\n \r\n", "Activity\tState\n", "\xff\xfe" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      read_text (f, "title state", texts[i]);
      assert_counts (f, 0, 0, 0);
    }
}

static void
test_many (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Activity\tState\tLead organisation\tStarts\r\n");
  gint64 start;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "\"Row %u\"\tLive\tBorough\t31 Dec 2009\r\n", i);
  start = g_get_monotonic_time ();
  read_text (f, "title", text->str);
  g_test_message ("%.0f ms", (double) (g_get_monotonic_time () - start) / 1000);
  assert_counts (f, 5000, 0, 0);
  assert_value (f, 4999, "title", "Row 4999");
  assert_value (f, 4999, "starts", "2009-12-31");
  /* Time grows with the lines, not with their square; this is ample for the slowest computer. */
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

/* What is copied can be pasted, whatever it holds. */
static void
test_round_trip (Fixture *f, gconstpointer data)
{
  static const char columns[] = "title kind state organisation starts statutory comment";
  const CmField *fields[MAX_COLUMNS];
  guint n = find_columns (f->table, columns, fields);
  g_autoptr (GPtrArray) copied = NULL;
  g_autofree char *text = NULL;

  read_text (f,
             columns,
             "\"Say \"\"so\"\"\tnow\"\tservice\tlive\tCounty\t1 Apr 2010\tyes\t\"a\nb\"\n"
             "Plain\t\tproposed\t\t\t\t\n");
  assert_counts (f, 2, 0, 0);
  copied = g_ptr_array_ref (f->records);
  text = cm_paste_copy (f->store, copied, fields, n);
  g_assert_cmpstr (text,
                   ==,
                   "Activity\tKind\tState\tLead organisation\tStarts\tStatutory\tComment\n"
                   "\"Say \"\"so\"\"\tnow\"\tService\tLive\tCounty\t1 Apr 2010\tYes\t\"a\nb\"\n"
                   "Plain\t\tProposed\t\t\t\t\n");
  read_text (f, "state title", text);
  assert_counts (f, 2, 0, 0);
  for (guint r = 0; r < 2; r++)
    for (guint i = 0; i < f->table->n_fields; i++)
      g_assert_true (cm_value_equal (cm_record_value (f->records->pdata[r], i),
                                     cm_record_value (copied->pdata[r], i)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define TEST(name) g_test_add ("/paste/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (header);
  TEST (header_left_out);
  TEST (by_position);
  TEST (too_many);
  TEST (pattern);
  TEST (quotes);
  TEST (line_ends);
  TEST (money);
  TEST (dates);
  TEST (choices);
  TEST (several);
  TEST (references);
  TEST (forms_of_files);
  TEST (nothing);
  TEST (many);
  TEST (round_trip);
  return g_test_run ();
}
