/* test-contracts.c - by when each contract is to be decided, and which come first. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-contracts.h"

#include <glib/gstdio.h>

#define TODAY "2010-06-15"

typedef struct
{
  char *folder, *path;
  CmStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("cm-contracts-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->store);
  g_unlink (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

static CmRecord *
add (Fixture *f, const char *table, const char *const *pairs)
{
  CmRecord *record = cm_record_new (cm_table_find (table));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; pairs[i] != NULL; i += 2)
    {
      int at = cm_table_field_index (cm_table_find (table), pairs[i]);
      CmValue value = CM_VALUE_INIT;

      cm_value_from_file (&value, &cm_table_find (table)->fields[at], pairs[i + 1], &error);
      g_assert_no_error (error);
      cm_record_set_value (record, (guint) at, &value);
      cm_value_clear (&value);
    }
  cm_store_save (f->store, record, "Add", &error);
  g_assert_no_error (error);
  return record;
}
#define ADD(table, ...) add (f, table, (const char *const[]){ __VA_ARGS__, NULL })
#define CONTRACT(...) g_object_unref (ADD ("contract", "title", __VA_ARGS__))

static const CmContract *
find (const CmContracts *contracts, const char *title)
{
  for (guint i = 0; i < contracts->contracts->len; i++)
    {
      const CmContract *contract = contracts->contracts->pdata[i];

      if (g_str_equal (cm_record_get_title (contract->record), title))
        return contract;
    }
  g_assert_not_reached ();
}

static void
test_months (void)
{
  static const struct
  {
    const char *from;
    int months;
    const char *to;
  } cases[] = {
    { "2010-12-31", -3, "2010-09-30" },
    { "2011-03-31", -1, "2011-02-28" },
    { "2012-03-31", -1, "2012-02-29" },
    { "2010-01-15", -13, "2008-12-15" },
    { "2010-10-31", 4, "2011-02-28" },
    { "2010-06-15", 0, "2010-06-15" },
    { "2010-02-30", 1, NULL },
    { "soon", 1, NULL },
    { NULL, 1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *to = cm_contracts_add_months (cases[i].from, cases[i].months);

      g_assert_cmpstr (to, ==, cases[i].to);
    }
}

static void
check (const CmContracts *contracts,
       const char *title,
       CmContractGroup group,
       CmDecideReason reason,
       const char *decide_by,
       int months,
       const char *words)
{
  const CmContract *contract = find (contracts, title);

  g_assert_cmpstr (contract->words, ==, words);
  g_assert_cmpint (contract->group, ==, group);
  g_assert_cmpint (contract->reason, ==, reason);
  g_assert_cmpstr (contract->decide_by, ==, decide_by);
  g_assert_cmpint (contract->months, ==, months);
}

static void
test_decide_by (Fixture *f, gconstpointer data)
{
  g_autoptr (CmContracts) contracts = NULL;

  CONTRACT ("Notice", "ends", "2010-12-31", "notice_months", "3", "review_by", "2010-08-01");
  CONTRACT ("Missed", "ends", "2010-12-31", "notice_months", "9", "state", "running");
  CONTRACT ("Review", "ends", "2013-03-31", "review_by", "2010-08-01");
  CONTRACT ("Overlooked", "ends", "2013-03-31", "review_by", "2010-05-31");
  CONTRACT ("End", "ends", "2010-07-14");
  CONTRACT ("Today", "ends", TODAY, "notice_months", "0");
  CONTRACT ("Later", "ends", "2011-06-16");
  CONTRACT ("Forgotten", "ends", "2010-03-15", "state", "running");
  CONTRACT ("Closed", "ends", "2010-03-31", "state", "ended");
  CONTRACT ("Undated", "state", "ended");
  CONTRACT ("Left", "ends", "2009-03-31", "state", "ending");
  CONTRACT ("Leaving", "ends", "2010-08-31", "state", "ending");
  CONTRACT ("Open", "state", "running");
  contracts = cm_contracts_read (f->store, NULL, TODAY, 0);
  g_assert_cmpuint (contracts->months, ==, 12);
  check (contracts,
         "Notice",
         CM_CONTRACT_CANDIDATE,
         CM_DECIDE_NOTICE,
         "2010-09-30",
         3,
         "Decide by 30 Sep 2010, in 3 months");
  check (contracts,
         "Missed",
         CM_CONTRACT_CANDIDATE,
         CM_DECIDE_NOTICE,
         "2010-03-31",
         -2,
         "Notice was due by 31 Mar 2010, 2 months ago");
  check (contracts,
         "Review",
         CM_CONTRACT_CANDIDATE,
         CM_DECIDE_REVIEW,
         "2010-08-01",
         1,
         "Review by 1 Aug 2010, in 1 month");
  check (contracts,
         "Overlooked",
         CM_CONTRACT_CANDIDATE,
         CM_DECIDE_REVIEW,
         "2010-05-31",
         0,
         "Its review was due by 31 May 2010, less than a month ago");
  check (contracts,
         "End",
         CM_CONTRACT_CANDIDATE,
         CM_DECIDE_END,
         "2010-07-14",
         0,
         "Ends on 14 Jul 2010, in less than a month");
  check (contracts,
         "Today",
         CM_CONTRACT_CANDIDATE,
         CM_DECIDE_NOTICE,
         TODAY,
         0,
         "Decide by 15 Jun 2010, today");
  check (contracts,
         "Later",
         CM_CONTRACT_LATER,
         CM_DECIDE_END,
         "2011-06-16",
         12,
         "Ends on 16 Jun 2011, in 12 months");
  check (contracts,
         "Forgotten",
         CM_CONTRACT_CANDIDATE,
         CM_DECIDE_END,
         "2010-03-15",
         -3,
         "Ended 3 months ago, and is not said to be over");
  check (
      contracts, "Closed", CM_CONTRACT_OVER, CM_DECIDE_END, "2010-03-31", -2, "Ended 2 months ago");
  check (contracts, "Undated", CM_CONTRACT_OVER, CM_DECIDE_NONE, NULL, 0, "Ended");
  check (
      contracts, "Left", CM_CONTRACT_OVER, CM_DECIDE_END, "2009-03-31", -14, "Ended 14 months ago");
  check (contracts,
         "Leaving",
         CM_CONTRACT_CANDIDATE,
         CM_DECIDE_END,
         "2010-08-31",
         2,
         "Ends on 31 Aug 2010, in 2 months");
  check (contracts, "Open", CM_CONTRACT_OPEN, CM_DECIDE_NONE, NULL, 0, "No end is stated");
  g_assert_true (find (contracts, "Missed")->late);
  g_assert_false (find (contracts, "Notice")->late);
  g_assert_cmpuint (contracts->n_late, ==, 3);
  g_assert_cmpuint (contracts->n[CM_CONTRACT_CANDIDATE], ==, 8);
  g_assert_cmpuint (contracts->n[CM_CONTRACT_OVER], ==, 3);
}

static void
test_order (Fixture *f, gconstpointer data)
{
  static const char *const order[] = { "Large", "Small", "Unvalued", "Next", "Open", "Over" };
  g_autoptr (CmContracts) contracts = NULL;
  g_autofree char *words = NULL;

  CONTRACT ("Over", "state", "ended", "annual_value", "9000.00");
  CONTRACT ("Open", "annual_value", "900.00", "voluntary", "1");
  CONTRACT ("Next", "ends", "2012-03-31", "annual_value", "800.00");
  CONTRACT ("Unvalued", "ends", "2010-07-31");
  CONTRACT ("Small", "ends", "2010-07-31", "annual_value", "100.00", "voluntary", "1");
  CONTRACT ("Large", "ends", "2011-03-31", "annual_value", "700.00");
  contracts = cm_contracts_read (f->store, NULL, TODAY, 12);
  g_assert_cmpuint (contracts->contracts->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < contracts->contracts->len; i++)
    g_assert_cmpstr (cm_record_get_title (((CmContract *) contracts->contracts->pdata[i])->record),
                     ==,
                     order[i]);
  g_assert_cmpint (contracts->annual[CM_CONTRACT_CANDIDATE], ==, 80000);
  g_assert_cmpint (contracts->annual[CM_CONTRACT_LATER], ==, 80000);
  g_assert_cmpint (contracts->annual[CM_CONTRACT_OVER], ==, 900000);
  g_assert_cmpuint (contracts->n_unvalued, ==, 1);
  g_assert_cmpuint (contracts->n_voluntary, ==, 2);
  g_assert_cmpint (contracts->voluntary, ==, 100000);
  words = cm_contracts_describe (contracts);
  g_assert_cmpstr (
      words, ==, "3 of 5 contracts are to be decided within 12 months; they cost £800 a year.");
  g_clear_pointer (&contracts, cm_contracts_free);
  g_clear_pointer (&words, g_free);
  contracts = cm_contracts_read (f->store, NULL, TODAY, 24);
  g_assert_cmpuint (contracts->n[CM_CONTRACT_CANDIDATE], ==, 4);
}

static void
test_scope (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) theme = ADD ("theme", "name", "People");
  g_autoptr (CmRecord) care = ADD ("chapter", "name", "Care", "theme", cm_record_get_id (theme));
  g_autoptr (CmRecord) body = ADD ("organisation", "name", "North");
  g_autoptr (CmScope) scope = cm_scope_new (cm_record_get_id (theme), NULL);
  g_autoptr (CmScope) nowhere = cm_scope_new (NULL, "1e000000-0000-7000-8000-000000000001");
  g_autoptr (CmContracts) contracts = NULL;
  g_autofree char *words = NULL;
  const CmContract *contract;

  CONTRACT ("Of it",
            "chapter",
            cm_record_get_id (care),
            "organisation",
            cm_record_get_id (body),
            "ends",
            "2015-03-31");
  CONTRACT ("Of none");
  contracts = cm_contracts_read (f->store, scope, TODAY, 0);
  g_assert_cmpuint (contracts->contracts->len, ==, 1);
  contract = contracts->contracts->pdata[0];
  g_assert_cmpstr (contract->chapter, ==, "Care");
  g_assert_cmpstr (contract->organisation, ==, "North");
  words = cm_contracts_describe (contracts);
  g_assert_cmpstr (words, ==, "1 contract runs; it is not to be decided within 12 months.");
  g_clear_pointer (&words, g_free);
  g_clear_pointer (&contracts, cm_contracts_free);
  contracts = cm_contracts_read (f->store, nowhere, TODAY, 0);
  words = cm_contracts_describe (contracts);
  g_assert_cmpstr (words, ==, "There are no contracts that run.");
  g_assert_true (cm_contracts_depend_on (cm_table_find ("contract")));
  g_assert_false (cm_contracts_depend_on (cm_table_find ("spend_line")));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contracts/months", test_months);
#define TEST(name, func) g_test_add ("/contracts/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("decide-by", test_decide_by);
  TEST ("order", test_order);
  TEST ("scope", test_scope);
  return g_test_run ();
}
