/* test-funding.c - money by source and year, reserves, funds and what partners give. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-funding.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-exchange.h"
#include "cm-funding-fund.h"
#include "cm-funding-partners.h"
#include "cm-funding-reserves.h"

typedef struct
{
  char *folder;
  CmStore *store;
  CmScope *whole;
} Fixture;

static CmRecord *
add (CmStore *store, const char *table, const char *const values[])
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
  cm_store_save (store, record, "Add", &error);
  g_assert_no_error (error);
  return record;
}
#define ADD(table, ...) add (f->store, table, (const char *const[]){ __VA_ARGS__, NULL })
#define KEEP(table, ...) g_object_unref (ADD (table, __VA_ARGS__))
#define ID(record) cm_record_get_id (record)
#define POUNDS(n) ((n) *G_GINT64_CONSTANT (100))

static void
set_up (Fixture *f, gconstpointer example)
{
  g_autofree char *path = NULL;
  GError *error = NULL;

  f->folder = g_dir_make_tmp ("test-funding-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (f->folder, "a.portfolio", NULL);
  f->whole = cm_scope_new (NULL, NULL);
  if (example != NULL)
    {
      g_autofree char *source =
          g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "examples", example, NULL);

      cm_exchange_load (source, path, &error);
      g_assert_no_error (error);
      f->store = cm_store_open (path, CM_STORE_WRITE, &error);
    }
  else
    f->store = cm_store_create (path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_strdup (cm_store_get_path (f->store));

  cm_store_close (f->store);
  g_assert_finalize_object (f->store);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  cm_scope_free (f->whole);
}

/* --- budgets ---------------------------------------------------------------------------------- */

typedef struct
{
  CmRecord *base, *grant, *a, *b, *c, *d, *chapter;
} Money;

static void
add_line (Fixture *f,
          CmRecord *activity,
          CmRecord *source,
          const char *year,
          const char *amount,
          const char *state,
          const char *ends)
{
  if (ends != NULL)
    KEEP ("budget_line",
          "activity",
          ID (activity),
          "funding_source",
          ID (source),
          "year",
          year,
          "amount",
          amount,
          "state",
          state,
          "ends",
          ends);
  else
    KEEP ("budget_line",
          "activity",
          ID (activity),
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
add_money (Fixture *f, Money *m)
{
  g_autoptr (CmRecord) theme = ADD ("theme", "name", "Theme");

  KEEP ("partnership", "name", "Partnership", "year", "2010", "as_on", "2010-12-17");
  m->chapter = ADD ("chapter", "name", "One", "theme", ID (theme));
  m->grant = ADD ("funding_source", "name", "Grant", "kind", "grant", "ends", "2011-03-31");
  m->base = ADD ("funding_source", "name", "Base", "kind", "mainstream", "ceiling", "900.00");
  m->a = ADD ("activity", "title", "A", "state", "live");
  m->b = ADD ("activity", "title", "B", "state", "live", "needed", "1000.00");
  m->c = ADD ("activity", "title", "C", "state", "live", "needed", "1.00");
  m->d = ADD ("activity", "title", "D", "state", "live");
  KEEP ("activity_chapter", "activity", ID (m->a), "chapter", ID (m->chapter));
  add_line (f, m->a, m->base, "2010", "700.00", "secured", NULL);
  add_line (f, m->a, m->grant, "2010", "300.00", "bid", NULL);
  add_line (f, m->a, m->base, "2012", "50.00", "planned", NULL);
  add_line (f, m->b, m->grant, "2010", "200.00", "secured", NULL);
  add_line (f, m->c, m->grant, "2010", "100.00", "sanctioned", NULL);
  add_line (f, m->c, m->base, "2011", "10.00", "unused", NULL);
  add_line (f, m->c, m->grant, "2011", "5.00", "contingency", NULL);
  add_line (f, m->d, m->base, "2010", "40.00", "secured", "2011-01-31");
}

static void
drop_money (Money *m)
{
  CmRecord **all[] = { &m->base, &m->grant, &m->a, &m->b, &m->c, &m->d, &m->chapter };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_clear_object (all[i]);
}

static CmFunding *
read_money (Fixture *f, const CmScope *scope)
{
  CmFunding *funding = cm_funding_new (f->store, scope);

  while (!cm_funding_read (funding))
    ;
  return funding;
}

static gint64
sum (CmFunding *funding, int kind, int source, int year, guint states)
{
  CmFundingLines lines = { kind, source, year, states };

  return cm_funding_sum (funding, &lines, NULL);
}

static guint
count (Fixture *f, CmFunding *funding, int kind, int source, int year, guint states)
{
  CmFundingLines lines = { kind, source, year, states };
  g_autoptr (CmQuery) query = cm_funding_query (funding, &lines);

  return cm_store_count (f->store, query);
}

static void
test_sums (Fixture *f, gconstpointer data)
{
  g_autoptr (CmFunding) funding = NULL;
  Money m;

  add_money (f, &m);
  funding = read_money (f, f->whole);
  /* Mainstream first, whatever its name; the year between has no gap. */
  g_assert_cmpuint (cm_funding_get_n_sources (funding), ==, 2);
  g_assert_cmpstr (cm_funding_get_source (funding, 0)->name, ==, "Base");
  g_assert_cmpint (cm_funding_get_source (funding, 0)->ceiling, ==, POUNDS (900));
  g_assert_cmpint (cm_funding_get_source (funding, 1)->ceiling, ==, -1);
  g_assert_cmpuint (cm_funding_get_n_years (funding), ==, 3);
  g_assert_cmpint (cm_funding_get_year (funding, 1), ==, 2011);
  g_assert_cmpint (sum (funding, -1, -1, -1, 0), ==, POUNDS (1405));
  g_assert_cmpint (sum (funding, -1, -1, 0, 0), ==, POUNDS (1340));
  g_assert_cmpint (sum (funding, CM_FUNDING_GRANT, -1, -1, 0), ==, POUNDS (605));
  g_assert_cmpint (sum (funding, CM_FUNDING_MAINSTREAM, -1, 0, 0), ==, POUNDS (740));
  g_assert_cmpint (sum (funding, -1, 1, 0, 1u << CM_FUNDING_BID), ==, POUNDS (300));
  g_assert_cmpint (sum (funding, -1, -1, -1, CM_FUNDING_IN_HAND), ==, POUNDS (1050));
  g_assert_cmpint (sum (funding, CM_FUNDING_POOLED, -1, -1, 0), ==, 0);
  /* 740 of 1340; 10 of 15; all of 50. */
  g_assert_cmpint (cm_funding_get_mainstream (funding, 0), ==, 55);
  g_assert_cmpint (cm_funding_get_mainstream (funding, 1), ==, 67);
  g_assert_cmpint (cm_funding_get_mainstream (funding, 2), ==, 100);
  /* B needs 1000 and has 200; C has more than it needs. */
  g_assert_cmpint (cm_funding_get_beyond (funding), ==, POUNDS (800));
  g_assert_cmpint (cm_funding_get_late (funding, 1), ==, POUNDS (5));
  g_assert_cmpint (cm_funding_get_late (funding, 0), ==, 0);
  drop_money (&m);
}

static void
test_queries (Fixture *f, gconstpointer data)
{
  g_autoptr (CmFunding) funding = NULL;
  g_autoptr (CmFunding) narrow = NULL;
  g_autoptr (CmScope) scope = NULL;
  Money m;

  add_money (f, &m);
  funding = read_money (f, f->whole);
  g_assert_cmpuint (count (f, funding, -1, -1, -1, 0), ==, 4);
  g_assert_cmpuint (count (f, funding, CM_FUNDING_GRANT, -1, 0, 0), ==, 3);
  g_assert_cmpuint (count (f, funding, -1, 0, 0, 0), ==, 2);
  g_assert_cmpuint (count (f, funding, -1, -1, -1, 1u << CM_FUNDING_BID), ==, 1);
  scope = cm_scope_new (NULL, ID (m.chapter));
  narrow = read_money (f, scope);
  g_assert_cmpint (sum (narrow, -1, -1, -1, 0), ==, POUNDS (1050));
  g_assert_cmpint (cm_funding_get_beyond (narrow), ==, 0);
  g_assert_cmpuint (count (f, narrow, CM_FUNDING_GRANT, -1, 0, 0), ==, 1);
  drop_money (&m);
}

static void
test_ends (Fixture *f, gconstpointer data)
{
  g_autoptr (CmFunding) funding = NULL;
  g_autoptr (GPtrArray) soon = NULL, all = NULL;
  g_autoptr (CmQuery) query = NULL;
  const CmFundingEnd *end;
  Money m;

  add_money (f, &m);
  funding = read_money (f, f->whole);
  soon = cm_funding_list_ends (funding, 2);
  g_assert_cmpuint (soon->len, ==, 1);
  end = g_ptr_array_index (soon, 0);
  g_assert_cmpstr (end->ends, ==, "2011-01-31");
  g_assert_true (end->own);
  g_assert_cmpint (end->amount, ==, POUNDS (40));
  g_assert_cmpuint (end->activities, ==, 1);
  g_assert_cmpuint (end->bereft->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (end->bereft, 0), ==, ID (m.d));

  all = cm_funding_list_ends (funding, 6);
  g_assert_cmpuint (all->len, ==, 2);
  end = g_ptr_array_index (all, 1);
  g_assert_cmpstr (end->ends, ==, "2011-03-31");
  g_assert_false (end->own);
  /* What is entered for the year after does not end: it never was there. */
  g_assert_cmpint (end->amount, ==, POUNDS (600));
  g_assert_cmpuint (end->activities, ==, 3);
  g_assert_cmpuint (end->bereft->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (end->bereft, 0), ==, ID (m.b));
  g_assert_cmpuint (end->hopeful->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (end->hopeful, 0), ==, ID (m.a));
  query = cm_funding_query_end (funding, end);
  g_assert_cmpuint (cm_store_count (f->store, query), ==, 3);
  drop_money (&m);
}

static void
test_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (CmFunding) funding = read_money (f, f->whole);
  g_autoptr (GPtrArray) ends = cm_funding_list_ends (funding, 60);

  g_assert_cmpuint (cm_funding_get_n_sources (funding), ==, 0);
  g_assert_cmpuint (cm_funding_get_n_years (funding), ==, 0);
  g_assert_cmpint (sum (funding, -1, -1, -1, 0), ==, 0);
  g_assert_cmpint (cm_funding_get_mainstream (funding, -1), ==, -1);
  g_assert_cmpuint (ends->len, ==, 0);
}

/* --- reserves --------------------------------------------------------------------------------- */

/* The paper states £129,700; £232,290 less £85,000 and £17,500 is £129,790. */
static void
test_ninety_pounds (Fixture *f, gconstpointer data)
{
  g_autoptr (CmReserves) reserves = cm_reserves_read (f->store);
  const CmReserveLine *last = g_ptr_array_index (reserves->lines, reserves->lines->len - 1);
  g_autofree char *said = cm_reserves_judge (reserves, reserves->lines->len - 1);
  g_autofree char *first = cm_reserves_judge (reserves, 0);

  g_assert_cmpuint (reserves->lines->len, ==, 4);
  g_assert_cmpuint (reserves->differences, ==, 1);
  g_assert_cmpint (last->stated, ==, POUNDS (129700));
  g_assert_cmpint (last->computed, ==, POUNDS (129790));
  g_assert_cmpint (last->difference, ==, POUNDS (-90));
  g_assert_cmpstr (said,
                   ==,
                   "£129,700 is stated, but the entries come to £129,790 (£232,290 \u2212 £85,000 "
                   "\u2212 £17,500 = £129,790): the stated balance is £90 too low.");
  g_assert_null (first);
  g_assert_cmpint (reserves->opening, ==, POUNDS (232290));
  g_assert_cmpint (reserves->certain, ==, POUNDS (232290));
  g_assert_cmpint (reserves->proposed, ==, POUNDS (214790));
  g_assert_cmpint (reserves->all, ==, POUNDS (129790));
}

static void
test_drawdowns (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) balance = ADD (
      "reserve_entry", "name", "Balance", "stated", "100.00", "state", "forecast", "rank", "1");
  g_autoptr (CmRecord) call = ADD (
      "reserve_entry", "name", "Call", "amount", "-30.00", "state", "conditional", "rank", "2");
  g_autoptr (CmRecord) idea =
      ADD ("reserve_entry", "name", "Idea", "amount", "-5.00", "state", "proposed", "rank", "3");
  g_autoptr (CmReserves) reserves = NULL;
  g_autofree char *said = NULL;
  g_autofree char *early = NULL;

  KEEP ("drawdown", "reserve_entry", ID (call), "on_date", "2010-06-01", "amount", "20.00");
  KEEP ("drawdown", "reserve_entry", ID (call), "on_date", "2010-07-01", "amount", "15.00");
  KEEP ("drawdown", "reserve_entry", ID (idea), "on_date", "2010-07-01", "amount", "5.00");
  reserves = cm_reserves_read (f->store);
  said = cm_reserves_judge (reserves, 1);
  early = cm_reserves_judge (reserves, 2);
  g_assert_nonnull (strstr (said, "£35 is drawn of a call of £30, £5 more than was called."));
  g_assert_nonnull (strstr (said, "on a condition that is not written down"));
  g_assert_cmpstr (early, ==, "£5 is drawn although the call is only proposed.");
  g_assert_cmpuint (reserves->differences, ==, 0);
}

/* Without a balance to begin with, amounts are only added up. */
static void
test_no_opening (Fixture *f, gconstpointer data)
{
  g_autoptr (CmReserves) reserves = NULL;

  KEEP ("reserve_entry", "name", "In", "amount", "10.00", "state", "sanctioned", "rank", "1");
  KEEP ("reserve_entry", "name", "Out", "amount", "-4.00", "state", "proposed", "rank", "2");
  reserves = cm_reserves_read (f->store);
  g_assert_false (reserves->has_opening);
  g_assert_cmpuint (reserves->differences, ==, 0);
  g_assert_cmpint (reserves->certain, ==, POUNDS (10));
  g_assert_cmpint (reserves->proposed, ==, POUNDS (6));
}

/* --- the fund --------------------------------------------------------------------------------- */

static void
test_fund (Fixture *f, gconstpointer data)
{
  static const CmFundWhatIf later = { 21, 0, 0 };
  static const CmFundWhatIf none = { 0, 0, 0 };
  g_autoptr (CmRecord) record =
      ADD ("fund", "name", "Fund", "seed", "100000.00", "starts", "2010", "years", "3");
  g_autoptr (CmFund) fund = NULL, plan = NULL;
  g_autofree char *judged = NULL, *limits = NULL, *month = NULL, *plan_judged = NULL;

  KEEP ("fund_project",
        "fund",
        ID (record),
        "name",
        "Loan",
        "starts",
        "2010",
        "cost",
        "60000.00",
        "lag",
        "6",
        "saving",
        "24000.00",
        "repaid",
        "100",
        "risk",
        "high");
  KEEP ("fund_project",
        "fund",
        ID (record),
        "name",
        "Long ago",
        "starts",
        "1990",
        "cost",
        "1.00",
        "lag",
        "0",
        "saving",
        "0.00",
        "repaid",
        "0");
  fund = cm_fund_read (f->store, ID (record), &later);
  plan = cm_fund_read (f->store, ID (record), &none);
  g_assert_cmpint (fund->plan.closing[35], ==, POUNDS (100000));
  g_assert_cmpint (fund->what_if.closing[35], ==, POUNDS (58000));
  g_assert_true (fund->plan.sustains);
  g_assert_false (fund->what_if.sustains);
  g_assert_cmpint (fund->delay_limit, ==, 20);
  g_assert_cmpint (fund->less_limit, ==, 66);
  g_assert_cmpint (fund->high_risk, ==, POUNDS (60000));
  g_assert_true (fund->results[0].left_out || fund->results[1].left_out);
  judged = cm_fund_judge (fund, &fund->what_if);
  g_assert_nonnull (strstr (judged, "It does not sustain itself"));
  g_assert_nonnull (strstr (judged, "£58,000 \u2212 £60,000 out at most = \u2212£2,000"));
  plan_judged = cm_fund_judge (plan, &plan->plan);
  g_assert_nonnull (strstr (plan_judged, "It sustains itself"));
  limits = cm_fund_tell_limits (fund);
  g_assert_nonnull (strstr (limits, "20 months later, or are 66 % smaller"));
  month = cm_fund_name_month (2010, 12);
  g_assert_cmpstr (month, ==, "April 2011");
  g_assert_null (cm_fund_read (f->store, "00000000-0000-7000-8000-000000000000", &none));
}

static void
test_new_fund (Fixture *f, gconstpointer data)
{
  static const CmFundWhatIf none = { 0, 0, 0 };
  g_autofree char *id = NULL;
  g_autoptr (CmFund) fund = NULL;
  g_autoptr (CmRecord) project = NULL;
  g_autofree char *judged = NULL;
  GError *error = NULL;

  KEEP ("partnership", "name", "P", "year", "2010", "as_on", "2010-12-17");
  cm_fund_add (f->store, &id, &error);
  g_assert_no_error (error);
  project = cm_fund_make_project (f->store, id);
  g_assert_true (cm_store_save (f->store, project, "Add", &error));
  g_assert_no_error (error);
  fund = cm_fund_read (f->store, id, &none);
  g_assert_cmpint (fund->starts, ==, 2010);
  g_assert_cmpuint (fund->projects->len, ==, 1);
  judged = cm_fund_judge (fund, &fund->plan);
  g_assert_nonnull (strstr (judged, "Nothing is lent yet"));
}

/* --- partners --------------------------------------------------------------------------------- */

static void
test_partners (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) county = ADD ("organisation", "name", "County", "kind", "county");
  g_autoptr (CmRecord) police = ADD ("organisation", "name", "Police", "kind", "police");
  g_autoptr (CmPartners) partners = NULL, even = NULL;
  g_autofree char *said = NULL, *nothing = NULL;
  CmGiving firm;

  KEEP ("partner_contribution",
        "organisation",
        ID (county),
        "kind",
        "money",
        "amount",
        "60.00",
        "state",
        "agreed");
  KEEP ("partner_contribution",
        "organisation",
        ID (police),
        "kind",
        "money",
        "amount",
        "60.00",
        "state",
        "given");
  KEEP ("partner_contribution",
        "organisation",
        ID (police),
        "kind",
        "money",
        "amount",
        "500.00",
        "state",
        "requested");
  even = cm_partners_read (f->store, f->whole);
  nothing = cm_partners_judge (even);
  g_assert_null (nothing); /* half is not more than half; a request is no promise */
  KEEP ("partner_contribution",
        "organisation",
        ID (county),
        "kind",
        "people",
        "days",
        "12",
        "amount",
        "30.00",
        "state",
        "given");
  partners = cm_partners_read (f->store, f->whole);
  firm = cm_partners_get_firm (partners, g_ptr_array_index (partners->partners, 0));
  g_assert_cmpint (firm.amount, ==, POUNDS (90));
  g_assert_cmpint (firm.days, ==, 12);
  said = cm_partners_judge (partners);
  g_assert_nonnull (strstr (said, "County gives 60 % of the money"));
  g_assert_nonnull (strstr (said, "(£90 of £150)"));
  g_assert_nonnull (strstr (said, "(12 days of 12)"));
}

static void
test_time_bank (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) county = ADD ("organisation", "name", "County", "kind", "county");
  g_autoptr (CmRecord) police = ADD ("organisation", "name", "Police", "kind", "police");
  g_autoptr (CmRecord) need = ADD ("skill_offer",
                                   "skill",
                                   " facilitation",
                                   "kind",
                                   "need",
                                   "organisation",
                                   ID (county),
                                   "days",
                                   "3",
                                   "starts",
                                   "2010-06-01");
  g_autoptr (CmRecord) late = ADD ("skill_offer",
                                   "skill",
                                   "Facilitation",
                                   "kind",
                                   "offer",
                                   "organisation",
                                   ID (police),
                                   "days",
                                   "9",
                                   "ends",
                                   "2010-05-31");
  g_autoptr (CmRecord) offer = ADD ("skill_offer",
                                    "skill",
                                    "Facilitation",
                                    "kind",
                                    "offer",
                                    "organisation",
                                    ID (police),
                                    "days",
                                    "5",
                                    "state",
                                    "open");
  g_autoptr (CmRecord) own = ADD ("skill_offer",
                                  "skill",
                                  "Facilitation",
                                  "kind",
                                  "offer",
                                  "organisation",
                                  ID (county),
                                  "days",
                                  "5");
  g_autoptr (CmPartners) before = cm_partners_read (f->store, f->whole);
  g_autoptr (CmPartners) after = NULL, undone = NULL;
  const CmSkillMatch *match = g_ptr_array_index (before->matches, 0);
  const CmTimeBalance *balance;
  GError *error = NULL;

  g_assert_cmpuint (before->matches->len, ==, 1);
  g_assert_cmpstr (match->offer, ==, ID (offer));
  g_assert_cmpuint (before->offers->len, ==, 2);
  g_assert_cmpuint (before->balances->len, ==, 0);
  cm_partners_match (f->store, match->need, match->offer, &error);
  g_assert_no_error (error);
  after = cm_partners_read (f->store, f->whole);
  g_assert_cmpuint (after->matches->len, ==, 0);
  g_assert_cmpuint (after->balances->len, ==, 2);
  balance = g_ptr_array_index (after->balances, 0);
  g_assert_cmpstr (balance->name, ==, "County");
  g_assert_cmpint (balance->received, ==, 3);
  g_assert_cmpint (balance->given, ==, 0);
  g_assert_true (cm_store_undo (f->store, &error));
  undone = cm_partners_read (f->store, f->whole);
  g_assert_cmpuint (undone->matches->len, ==, 1);
  g_assert_cmpuint (undone->balances->len, ==, 0);
  g_assert_false (cm_partners_match (f->store, ID (need), ID (county), &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, data)                                                                           \
  g_test_add ("/funding/" #name, Fixture, data, set_up, test_##name, tear_down)
  TEST (sums, NULL);
  TEST (queries, NULL);
  TEST (ends, NULL);
  TEST (nothing, NULL);
  TEST (ninety_pounds, "staffordshire-connects-2010.xml");
  TEST (drawdowns, NULL);
  TEST (no_opening, NULL);
  TEST (fund, NULL);
  TEST (new_fund, NULL);
  TEST (partners, NULL);
  TEST (time_bank, NULL);
  return g_test_run ();
}
