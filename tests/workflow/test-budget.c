/* test-budget.c - the money of an activity as a grid: reading, typing, pasting, the gap. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-budget.h"

#include "activity-fixture.h"
#include "cm-sign-off.h"

typedef struct
{
  CmRecord *activity, *grant, *reserve;
} Money;

static Money
add_money (Fixture *f)
{
  Money m = { add_activity (f, "Alpha", "live"),
              add (f, "funding_source", "name", "Grant", "kind", "grant", NULL),
              add (f, "funding_source", "name", "Reserve", "kind", "reserve", NULL) };

  ADD (f, "partnership", "name", "Partnership", "year", "2009");
  return m;
}

static void
add_line (
    Fixture *f, Money *m, CmRecord *source, const char *year, const char *amount, const char *state)
{
  ADD (f,
       "budget_line",
       "activity",
       ID (m->activity),
       "funding_source",
       ID (source),
       "year",
       year,
       "amount",
       amount,
       "state",
       state);
}

static void
drop_money (Money *m)
{
  g_object_unref (m->activity);
  g_object_unref (m->grant);
  g_object_unref (m->reserve);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  Money m = add_money (f);
  g_autoptr (CmBudget) budget = cm_budget_load (f->store, m.activity);
  g_autofree char *gap = cm_budget_describe_gap (budget);

  g_assert_cmpuint (budget->years->len, ==, 1);
  g_assert_cmpint (cm_budget_get_year (budget, 0), ==, 2009);
  g_assert_cmpuint (budget->sources->len, ==, 0);
  g_assert_cmpstr (gap, ==, "Needed in all £0 = nothing missing");
  drop_money (&m);
}

static void
test_grid (Fixture *f, gconstpointer data)
{
  Money m = add_money (f);
  g_autoptr (CmBudget) budget = NULL;

  add_line (f, &m, m.reserve, "2011", "500.00", "secured");
  add_line (f, &m, m.grant, "2009", "1000.00", "secured");
  add_line (f, &m, m.grant, "2009", "250.00", "bid");
  budget = cm_budget_load (f->store, m.activity);
  /* The year between has a column too. */
  g_assert_cmpuint (budget->years->len, ==, 3);
  g_assert_cmpuint (budget->sources->len, ==, 2);
  g_assert_cmpstr (cm_record_get_title (cm_budget_get_source (budget, 0)), ==, "Grant");
  g_assert_cmpint (cm_budget_get_cell (budget, 0, 0)->amount, ==, 125000);
  g_assert_cmpuint (cm_budget_get_cell (budget, 0, 0)->lines->len, ==, 2);
  g_assert_null (cm_budget_get_cell (budget, 0, 0)->state);
  g_assert_cmpstr (cm_budget_get_cell (budget, 1, 2)->state, ==, "secured");
  g_assert_null (cm_budget_get_cell (budget, 1, 0)->state);
  g_assert_cmpint (cm_budget_sum_row (budget, 0), ==, 125000);
  g_assert_cmpint (cm_budget_sum_column (budget, 1), ==, 0);
  g_assert_cmpint (cm_budget_sum_column (budget, 2), ==, 50000);
  g_assert_cmpint (cm_budget_sum (budget), ==, 175000);
  drop_money (&m);
}

static void
test_add_year_and_source (Fixture *f, gconstpointer data)
{
  Money m = add_money (f);
  g_autoptr (CmBudget) budget = NULL;

  add_line (f, &m, m.grant, "2009", "10.00", "secured");
  budget = cm_budget_load (f->store, m.activity);
  cm_budget_add_source (budget, m.reserve);
  cm_budget_add_source (budget, m.reserve);
  cm_budget_add_year (budget, 2011);
  cm_budget_add_year (budget, 2008);
  g_assert_cmpuint (budget->years->len, ==, 4);
  g_assert_cmpuint (budget->sources->len, ==, 2);
  g_assert_cmpuint (budget->cells->len, ==, 8);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpint (cm_budget_get_year (budget, i), ==, 2008 + i);
      g_assert_cmpint (cm_budget_get_cell (budget, 0, i)->amount, ==, i == 1 ? 1000 : 0);
      g_assert_cmpint (cm_budget_get_cell (budget, 1, i)->amount, ==, 0);
    }
  /* A slip does not make a thousand columns. */
  cm_budget_add_year (budget, 2098);
  g_assert_cmpuint (budget->years->len, ==, 5);
  drop_money (&m);
}

/* The figures of a paper: a bid, a grant that is sure, and reserves. */
static void
test_gap (Fixture *f, gconstpointer data)
{
  Money m = add_money (f);
  g_autoptr (CmRecord) needing = cm_record_copy (m.activity);
  g_autoptr (CmBudget) budget = NULL;
  g_autofree char *gap = NULL;

  add_line (f, &m, m.grant, "2009", "35000.00", "bid");
  add_line (f, &m, m.grant, "2009", "100000.00", "secured");
  add_line (f, &m, m.reserve, "2009", "36400.00", "sanctioned");
  add_line (f, &m, m.reserve, "2010", "10000.00", "contingency");
  cm_record_set_number (needing, "needed", 27500000);
  g_assert_true (cm_store_save (f->store, needing, "Need", NULL));
  budget = cm_budget_load (f->store, m.activity);
  g_assert_cmpint (cm_budget_get_needed (budget), ==, 27500000);
  g_assert_cmpint (cm_budget_get_sure (budget), ==, 13640000);
  g_assert_cmpint (cm_budget_get_gap (budget), ==, 13860000);
  gap = cm_budget_describe_gap (budget);
  g_assert_cmpstr (gap,
                   ==,
                   "Needed in all £275,000 − secured £100,000 − sanctioned £36,400 = a gap of "
                   "£138,600\nIn sight for it: bid £35,000, contingency £10,000. Nothing is in "
                   "sight for £93,600.");
  drop_money (&m);
}

static void
test_set (Fixture *f, gconstpointer data)
{
  Money m = add_money (f);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmQuery) query = cm_query_new ("budget_line");
  g_autoptr (CmRecord) line = NULL;

  g_assert_true (cm_budget_set (f->store, m.activity, m.grant, 2010, " 36,400 ", &error));
  assert_undo_label (f, "Set £36,400 from “Grant” in 2010/11 for “Alpha”");
  line = cm_store_first (f->store, query);
  g_assert_cmpint (cm_record_get_number (line, "amount"), ==, 3640000);
  g_assert_cmpstr (cm_record_get_text (line, "state"), ==, "planned");
  /* The line stays when its amount changes, with all that is known of it. */
  g_assert_true (cm_budget_set_state (f->store, m.activity, m.grant, 2010, "bid", &error));
  assert_undo_label (f, "Mark “Grant” in 2010/11 for “Alpha” as “Bid”");
  g_assert_true (cm_budget_set (f->store, m.activity, m.grant, 2010, "£40,000.50", &error));
  g_assert_cmpuint (count (f, "budget_line"), ==, 1);
  g_assert_cmpint (cm_record_get_number (line, "amount"), ==, 4000050);
  g_assert_cmpstr (cm_record_get_text (line, "state"), ==, "bid");
  g_assert_false (cm_budget_set (f->store, m.activity, m.grant, 2010, "lots", &error));
  g_assert_error (error, CM_MODEL_ERROR, CM_MODEL_ERROR_INVALID);
  g_assert_cmpint (cm_record_get_number (line, "amount"), ==, 4000050);
  /* Nothing typed takes it away, and one undo brings it back. */
  g_assert_true (cm_budget_set (f->store, m.activity, m.grant, 2010, "", NULL));
  g_assert_cmpuint (count (f, "budget_line"), ==, 0);
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, "budget_line"), ==, 1);
  drop_money (&m);
}

static void
test_several (Fixture *f, gconstpointer data)
{
  Money m = add_money (f);
  g_autoptr (GError) error = NULL;

  add_line (f, &m, m.grant, "2009", "10.00", "secured");
  add_line (f, &m, m.grant, "2009", "20.00", "bid");
  g_assert_false (cm_budget_set (f->store, m.activity, m.grant, 2009, "50", &error));
  g_assert_error (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE);
  g_clear_error (&error);
  g_assert_false (cm_budget_set (f->store, m.activity, m.grant, 2009, "", &error));
  g_assert_error (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE);
  g_assert_cmpuint (count (f, "budget_line"), ==, 2);
  g_assert_true (cm_budget_set_state (f->store, m.activity, m.grant, 2009, "unused", NULL));
  g_assert_true (cm_budget_remove (f->store, m.activity, m.grant, 2009, NULL));
  g_assert_cmpuint (count (f, "budget_line"), ==, 0);
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, "budget_line"), ==, 2);
  drop_money (&m);
}

static gboolean
paste (
    Fixture *f, Money *m, guint row, guint column, const char *text, guint *n, GPtrArray **problems)
{
  g_autoptr (CmBudget) budget = cm_budget_load (f->store, m->activity);
  g_autoptr (GError) error = NULL;
  gboolean good = cm_budget_paste (budget, row, column, text, n, problems, &error);

  if (good)
    g_assert_no_error (error);
  else
    g_assert_error (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE);
  return good;
}

static gint64
get_amount (Fixture *f, Money *m, guint row, guint column)
{
  g_autoptr (CmBudget) budget = cm_budget_load (f->store, m->activity);

  return cm_budget_get_cell (budget, row, column)->amount;
}

static void
test_paste (Fixture *f, gconstpointer data)
{
  Money m = add_money (f);
  g_autoptr (GPtrArray) problems = NULL;
  guint n = 0;

  add_line (f, &m, m.grant, "2009", "10.00", "secured");
  add_line (f, &m, m.reserve, "2009", "20.00", "secured");
  /* Wider than the grid: the years go on. What is empty leaves what is there. */
  g_assert_true (paste (f, &m, 0, 0, "£1,000\t2000\t\r\n\t\"3,000.50\"\t4000\r\n", &n, &problems));
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpint (get_amount (f, &m, 0, 0), ==, 100000);
  g_assert_cmpint (get_amount (f, &m, 0, 1), ==, 200000);
  g_assert_cmpint (get_amount (f, &m, 0, 2), ==, 0);
  g_assert_cmpint (get_amount (f, &m, 1, 0), ==, 2000);
  g_assert_cmpint (get_amount (f, &m, 1, 1), ==, 300050);
  g_assert_cmpint (get_amount (f, &m, 1, 2), ==, 400000);
  /* One step back for all of it. */
  assert_undo_label (f, "Paste amounts for “Alpha”");
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, "budget_line"), ==, 2);
  g_assert_cmpint (get_amount (f, &m, 0, 0), ==, 1000);
  drop_money (&m);
}

/* Nothing is half done, and every problem has its place. */
static void
test_paste_problems (Fixture *f, gconstpointer data)
{
  Money m = add_money (f);
  g_autoptr (GPtrArray) problems = NULL;
  guint n = 0;

  add_line (f, &m, m.grant, "2009", "10.00", "secured");
  g_assert_false (paste (f, &m, 0, 0, "500\tmany\n1\t2", &n, &problems));
  g_assert_cmpuint (problems->len, ==, 2);
  g_assert_true (g_str_has_prefix (problems->pdata[0], "Row 1, column 2 (“many”): "));
  g_assert_cmpstr (problems->pdata[1],
                   ==,
                   "Row 2, column 1 (“1”): below the last funding source; add one first");
  g_assert_cmpuint (count (f, "budget_line"), ==, 1);
  g_assert_cmpint (get_amount (f, &m, 0, 0), ==, 1000);
  g_clear_pointer (&problems, g_ptr_array_unref);

  add_line (f, &m, m.grant, "2009", "20.00", "bid");
  g_assert_false (paste (f, &m, 0, 0, "500", &n, &problems));
  g_assert_cmpuint (problems->len, ==, 1);
  drop_money (&m);
}

/* With years above and names beside, it does not matter where the block is put. */
static void
test_paste_named (Fixture *f, gconstpointer data)
{
  Money m = add_money (f);
  g_autoptr (GPtrArray) problems = NULL;
  guint n = 0;

  add_line (f, &m, m.grant, "2009", "10.00", "secured");
  g_assert_true (
      paste (f, &m, 0, 0, "Source\t2010/11\t2009/10\nreserve\t7\t8\nGrant\t9\t\n", &n, &problems));
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (get_amount (f, &m, 0, 0), ==, 1000);
  g_assert_cmpint (get_amount (f, &m, 0, 1), ==, 900);
  g_assert_cmpint (get_amount (f, &m, 1, 0), ==, 800);
  g_assert_cmpint (get_amount (f, &m, 1, 1), ==, 700);
  g_clear_pointer (&problems, g_ptr_array_unref);

  g_assert_false (
      paste (f, &m, 0, 0, "\t2010/11\t\nLottery\t1\t\nGrant\t5\t6\nGrant\t7\t", &n, &problems));
  g_assert_cmpuint (problems->len, ==, 3);
  g_assert_cmpstr (problems->pdata[0],
                   ==,
                   "Row 2, column 1 (“Lottery”): there is no funding source of that name");
  g_assert_cmpstr (problems->pdata[1], ==, "Row 3, column 3 (“6”): there is no year above it");
  g_assert_cmpstr (problems->pdata[2], ==, "Row 4, column 1 (“Grant”): it is there twice");
  g_assert_cmpint (get_amount (f, &m, 0, 1), ==, 900);
  drop_money (&m);
}

/* What is copied can be pasted into another activity as it is. */
static void
test_copy (Fixture *f, gconstpointer data)
{
  Money m = add_money (f);
  Money other = { add_activity (f, "Beta", "live"), NULL, NULL };
  g_autoptr (CmBudget) budget = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  add_line (f, &m, m.grant, "2009", "10.00", "secured");
  add_line (f, &m, m.reserve, "2010", "-36400.50", "secured");
  budget = cm_budget_load (f->store, m.activity);
  text = cm_budget_copy (budget);
  g_assert_cmpstr (
      text, ==, "Funding source\t2009/10\t2010/11\nGrant\t10.00\t\nReserve\t\t-36400.50\n");
  g_assert_true (paste (f, &other, 0, 0, text, &n, &problems));
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (get_amount (f, &other, 0, 0), ==, 1000);
  g_assert_cmpint (get_amount (f, &other, 1, 1), ==, -3640050);
  g_object_unref (other.activity);
  drop_money (&m);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/budget/empty", test_empty);
  TEST ("/budget/grid", test_grid);
  TEST ("/budget/add-year-and-source", test_add_year_and_source);
  TEST ("/budget/gap", test_gap);
  TEST ("/budget/set", test_set);
  TEST ("/budget/several", test_several);
  TEST ("/budget/paste", test_paste);
  TEST ("/budget/paste-problems", test_paste_problems);
  TEST ("/budget/paste-named", test_paste_named);
  TEST ("/budget/copy", test_copy);
  return g_test_run ();
}
