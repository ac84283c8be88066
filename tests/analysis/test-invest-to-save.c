/* test-invest-to-save.c - the revolving fund against cases worked out by hand. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-invest-to-save.h"

#include <glib.h>

#define POUNDS(n) ((n) *G_GINT64_CONSTANT (100))

static const CmFundWhatIf as_planned = { 0, 0, 0 };

/* £60,000 lent at once; £2,000 a month saved from the seventh month on, all of it back. */
static const CmFundTerms terms = { POUNDS (100000), 0, 3 };
static const CmFundLoan loan = { POUNDS (60000), 0, 0, 6, POUNDS (24000), 0, 100, FALSE };

static void
test_one_loan (void)
{
  CmFundResult result;
  CmFundLoanResult own;

  cm_fund_simulate (&terms, &loan, 1, &as_planned, &result, &own);
  g_assert_cmpint (result.months, ==, 36);
  g_assert_cmpint (result.low[0], ==, POUNDS (40000));
  g_assert_cmpint (result.closing[5], ==, POUNDS (40000));
  g_assert_cmpint (result.closing[6], ==, POUNDS (42000));
  /* 6 months of saving in the first year, 12 in each of the others. */
  g_assert_cmpint (result.years[0].opening, ==, POUNDS (100000));
  g_assert_cmpint (result.years[0].lent, ==, POUNDS (60000));
  g_assert_cmpint (result.years[0].repaid, ==, POUNDS (12000));
  g_assert_cmpint (result.years[0].closing, ==, POUNDS (52000));
  g_assert_cmpint (result.years[0].lowest, ==, POUNDS (40000));
  g_assert_cmpint (result.years[1].opening, ==, POUNDS (52000));
  g_assert_cmpint (result.years[1].closing, ==, POUNDS (76000));
  g_assert_cmpint (result.years[1].lowest, ==, POUNDS (52000));
  g_assert_cmpint (result.years[2].repaid, ==, POUNDS (24000));
  g_assert_cmpint (result.years[2].closing, ==, POUNDS (100000));
  /* 30 months of £2,000 are back with the last of the 36. */
  g_assert_cmpint (result.seed_back, ==, 35);
  g_assert_cmpint (own.whole, ==, 35);
  g_assert_cmpint (own.repaid, ==, POUNDS (60000));
  g_assert_cmpint (result.kept, ==, 0);
  g_assert_cmpint (result.lowest, ==, POUNDS (40000));
  g_assert_cmpint (result.lowest_month, ==, 0);
  g_assert_cmpint (result.below, ==, -1);
  /* £60,000 was out; made again from £100,000 it would leave £40,000. */
  g_assert_cmpint (result.out, ==, POUNDS (60000));
  g_assert_cmpint (result.again, ==, POUNDS (40000));
  g_assert_true (result.sustains);
}

/* Each month later is £2,000 less at the end: 20 months use up the £40,000. A saving smaller by
 * 66 % brings 30 months of £680, £20,400, which leaves £400; by 67 % £19,800, £200 too little. */
static void
test_limits (void)
{
  CmFundWhatIf later = { 20, 0, 0 };
  CmFundWhatIf half = { 0, 50, 0 };
  CmFundLoan gift = loan;
  CmFundResult result;

  g_assert_cmpint (cm_fund_find_delay (&terms, &loan, 1, &as_planned), ==, 20);
  g_assert_cmpint (cm_fund_find_less (&terms, &loan, 1, &as_planned), ==, 66);
  cm_fund_simulate (&terms, &loan, 1, &later, &result, NULL);
  g_assert_cmpint (result.closing[35], ==, POUNDS (60000));
  g_assert_cmpint (result.again, ==, 0);
  g_assert_cmpint (result.seed_back, ==, -1);
  g_assert_true (result.sustains);
  /* £1,000 a month: 30 months bring £30,000, £10,000 more than is needed. */
  cm_fund_simulate (&terms, &loan, 1, &half, &result, NULL);
  g_assert_cmpint (result.closing[35], ==, POUNDS (70000));
  g_assert_cmpint (cm_fund_find_delay (&terms, &loan, 1, &half), ==, 10);
  gift.share = 0;
  g_assert_cmpint (cm_fund_find_delay (&terms, &gift, 1, &as_planned), ==, -1);
  g_assert_cmpint (cm_fund_find_less (&terms, &gift, 1, &as_planned), ==, -1);
}

/* A seed of £50,000 lends £45,000 in the fourth month and keeps £5,000 of a floor of £10,000. */
static void
test_floor (void)
{
  static const CmFundTerms small = { POUNDS (50000), POUNDS (10000), 5 };
  static const CmFundLoan big = { POUNDS (45000), 0, 3, 0, POUNDS (45000), 0, 100, TRUE };
  static const CmFundTerms hollow = { POUNDS (5000), POUNDS (10000), 1 };
  CmFundResult result;

  cm_fund_simulate (&small, &big, 1, &as_planned, &result, NULL);
  g_assert_cmpint (result.below, ==, 3);
  g_assert_cmpint (result.lowest, ==, POUNDS (5000));
  g_assert_cmpint (result.lowest_month, ==, 3);
  g_assert_cmpint (result.seed_back, ==, 14);
  g_assert_false (result.sustains);
  /* It begins below its floor. */
  cm_fund_simulate (&hollow, NULL, 0, &as_planned, &result, NULL);
  g_assert_false (result.sustains);
}

/* £1,000 a month comes back until £10,000 are; the saving goes on and stays with the partners. */
static void
test_until_repaid (void)
{
  static const CmFundTerms two_years = { POUNDS (20000), 0, 2 };
  static const CmFundLoan quick = {
    POUNDS (10000), POUNDS (3000), 0, 0, POUNDS (12000), 0, 100, TRUE
  };
  CmFundResult result;
  CmFundLoanResult own;

  cm_fund_simulate (&two_years, &quick, 1, &as_planned, &result, &own);
  g_assert_cmpint (own.whole, ==, 9);
  g_assert_cmpint (own.repaid, ==, POUNDS (10000));
  g_assert_cmpint (own.saved, ==, POUNDS (24000));
  g_assert_cmpint (result.kept, ==, POUNDS (14000));
  g_assert_cmpint (result.match, ==, POUNDS (3000));
  g_assert_cmpint (result.seed_back, ==, 9);
  g_assert_cmpint (result.years[1].repaid, ==, 0);
}

/* The fund never falls below its floor, but what it lent is gone. */
static void
test_not_again (void)
{
  static const CmFundTerms one_year = { POUNDS (10000), POUNDS (1000), 1 };
  static const CmFundLoan grant = { POUNDS (6000), 0, 0, 0, POUNDS (6000), 0, 20, FALSE };
  CmFundResult result;

  cm_fund_simulate (&one_year, &grant, 1, &as_planned, &result, NULL);
  g_assert_cmpint (result.below, ==, -1);
  /* £10,000 − £6,000 + 20 % of £6,000; less the £6,000 that were out. */
  g_assert_cmpint (result.closing[11], ==, POUNDS (5200));
  g_assert_cmpint (result.again, ==, POUNDS (-800));
  g_assert_false (result.sustains);
}

/* Two loans: the second uses what the first brought back. */
static void
test_revolving (void)
{
  static const CmFundTerms four_years = { POUNDS (50000), POUNDS (5000), 4 };
  static const CmFundLoan loans[] = {
    { POUNDS (40000), 0, 0, 0, POUNDS (40000), 12, 100, FALSE },
    { POUNDS (45000), 0, 12, 12, POUNDS (60000), 12, 80, FALSE },
  };
  CmFundResult result;
  CmFundLoanResult own[2];

  cm_fund_simulate (&four_years, loans, 2, &as_planned, &result, own);
  g_assert_cmpint (result.years[0].closing, ==, POUNDS (50000));
  g_assert_cmpint (result.years[1].closing, ==, POUNDS (5000));
  g_assert_cmpint (result.years[2].repaid, ==, POUNDS (48000));
  g_assert_cmpint (result.years[3].closing, ==, POUNDS (53000));
  g_assert_cmpint (result.lent, ==, POUNDS (85000));
  g_assert_cmpint (result.kept, ==, POUNDS (12000));
  g_assert_cmpint (result.out, ==, POUNDS (45000));
  g_assert_cmpint (result.again, ==, POUNDS (8000));
  g_assert_true (result.sustains);
  /* £4,000 a month from the 25th on: £45,000 are back in the 36th. */
  g_assert_cmpint (own[1].whole, ==, 35);
  g_assert_cmpint (result.seed_back, ==, 35);
}

/* £1 a year is 8⅓ pence a month: no penny is lost over a year, none is made. */
static void
test_pence (void)
{
  static const CmFundTerms one_year = { 1000, 0, 1 };
  static const CmFundLoan odd = { 100, 0, 0, 0, 100, 0, 50, FALSE };
  CmFundResult result;

  cm_fund_simulate (&one_year, &odd, 1, &as_planned, &result, NULL);
  g_assert_cmpint (result.closing[0], ==, 904);  /* half of 8 */
  g_assert_cmpint (result.closing[1], ==, 908);  /* half of 16 */
  g_assert_cmpint (result.closing[2], ==, 912);  /* half of 25, rounded down */
  g_assert_cmpint (result.closing[11], ==, 950); /* half of 100 */
  g_assert_cmpint (result.saved, ==, 100);
}

static void
test_what_if (void)
{
  CmFundWhatIf more = { 0, 0, 10 };
  CmFundWhatIf none = { 0, 100, 0 };
  CmFundLoan shared = loan;
  CmFundResult result;

  shared.share = 50;
  cm_fund_simulate (&terms, &shared, 1, &more, &result, NULL);
  g_assert_cmpint (result.repaid, ==, POUNDS (36000));
  more.share = 500;
  cm_fund_simulate (&terms, &shared, 1, &more, &result, NULL);
  g_assert_cmpint (result.repaid, ==, POUNDS (60000));
  cm_fund_simulate (&terms, &shared, 1, &none, &result, NULL);
  g_assert_cmpint (result.repaid, ==, 0);
  g_assert_cmpint (result.saved, ==, 0);
}

static void
test_left_out (void)
{
  CmFundLoan loans[] = { loan, loan, loan };
  CmFundResult result;
  CmFundLoanResult own[3];

  loans[0].start = -1;
  loans[1].start = 36;
  loans[2].start = 35;
  cm_fund_simulate (&terms, loans, 3, &as_planned, &result, own);
  g_assert_true (own[0].left_out);
  g_assert_true (own[1].left_out);
  g_assert_false (own[2].left_out);
  g_assert_cmpint (result.lent, ==, POUNDS (60000));
  g_assert_cmpint (result.repaid, ==, 0);
  g_assert_cmpint (result.seed_back, ==, -1);
}

/* What is missing or absurd does no harm. */
static void
test_extremes (void)
{
  static const CmFundTerms endless = { G_GINT64_CONSTANT (900000000000000), 0, 1000 };
  static const CmFundLoan vast = { G_GINT64_CONSTANT (900000000000000), 0, 0,   0,
                                   G_GINT64_CONSTANT (900000000000000), 0, 100, FALSE };
  CmFundResult result;

  cm_fund_simulate (&endless, NULL, 0, &as_planned, &result, NULL);
  g_assert_cmpint (result.months, ==, CM_FUND_MAX_MONTHS);
  g_assert_cmpint (result.seed_back, ==, 0);
  g_assert_true (result.sustains);
  cm_fund_simulate (&endless, &vast, 1, &as_planned, &result, NULL);
  g_assert_cmpint (result.repaid, ==, 40 * G_GINT64_CONSTANT (900000000000000));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/invest-to-save/one_loan", test_one_loan);
  g_test_add_func ("/invest-to-save/limits", test_limits);
  g_test_add_func ("/invest-to-save/floor", test_floor);
  g_test_add_func ("/invest-to-save/until_repaid", test_until_repaid);
  g_test_add_func ("/invest-to-save/not_again", test_not_again);
  g_test_add_func ("/invest-to-save/revolving", test_revolving);
  g_test_add_func ("/invest-to-save/pence", test_pence);
  g_test_add_func ("/invest-to-save/what_if", test_what_if);
  g_test_add_func ("/invest-to-save/left_out", test_left_out);
  g_test_add_func ("/invest-to-save/extremes", test_extremes);
  return g_test_run ();
}
