/* cm-invest-to-save.c - a fund that lends to projects that save, month by month. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-invest-to-save.h"

#include <stdlib.h>
#include <string.h>

/* The method. Month by month, from the first month of the fund's first year:
 *
 *   1. On the first day the fund lends the cost of each project that starts in the month. It lends
 *      as planned even where that takes it below its floor: the reader is to see by how much.
 *   2. A project saves from `lag` months after its start on, for `saving_months` months. The saving
 *      of a year is spread over its twelve months so that they add up to it to the penny.
 *   3. On the last day the share of what was saved comes back, rounded down to the penny over all
 *      months so far; with `until_repaid` never more than the cost.
 *
 * The fund sustains itself if
 *
 *   a. its balance is never below its floor, loans of a month counted before its repayments, and
 *   b. it can lend again what it lent: the same loans in the same rhythm, made from what it holds
 *      at the end, would not take it below its floor either. The balance at the end less the most
 *      that was out at one time is not below the floor.
 *
 * (b) needs no repayment from the second round to be true of it, other than those that came in the
 * same rhythm in the first. Both get no easier if savings come later or are smaller: that is why
 * the limits can be found by halving.
 *
 * The idea of such a fund, that seed money must come back from cash savings to be lent again rather
 * than be spent as project funding, is that of the invest-to-save cycle in regional improvement and
 * efficiency strategies of 2008 to 2011; the definition of sustaining itself is this program's. */

static int64_t
share_of (int64_t amount, int per_cent)
{
  int64_t whole = amount / 100;

  /* In two parts: the product of a large amount would not fit. */
  return whole * per_cent + (amount - whole * 100) * per_cent / 100;
}

/* What `months` full months of a saving a year come to. */
static int64_t
save_months (int64_t saving, int months)
{
  return saving / 12 * months + saving % 12 * months / 12;
}

static int
clamp (int number, int low, int high)
{
  return number < low ? low : number > high ? high : number;
}

/* What has been saved and what has come back by the end of a month. */
static void
follow_loan (
    const CmFundLoan *loan, const CmFundWhatIf *what_if, int month, int64_t *saved, int64_t *repaid)
{
  int months = month + 1 - loan->start - loan->lag - what_if->delay;
  int64_t saving = share_of (loan->saving, 100 - clamp (what_if->less, 0, 100));

  if (loan->saving_months > 0 && months > loan->saving_months)
    months = loan->saving_months;
  *saved = months > 0 ? save_months (saving, months) : 0;
  *repaid = share_of (*saved > 0 ? *saved : 0, clamp (loan->share + what_if->share, 0, 100));
  if (loan->until_repaid && *repaid > loan->cost)
    *repaid = loan->cost;
}

/* Adds a loan to what goes out and comes in each month. */
static void
add_loan (const CmFundLoan *loan,
          const CmFundWhatIf *what_if,
          CmFundResult *result,
          CmFundLoanResult *own,
          int64_t *lent,
          int64_t *back,
          int64_t *saved)
{
  int64_t saved_before = 0, repaid_before = 0;

  own->whole = -1;
  own->left_out = loan->start < 0 || loan->start >= result->months;
  if (own->left_out)
    return;
  lent[loan->start] += loan->cost;
  result->match += loan->match;
  for (int month = loan->start; month < result->months; month++)
    {
      follow_loan (loan, what_if, month, &own->saved, &own->repaid);
      saved[month] += own->saved - saved_before;
      back[month] += own->repaid - repaid_before;
      saved_before = own->saved;
      repaid_before = own->repaid;
      if (own->whole < 0 && own->repaid >= loan->cost)
        own->whole = month;
    }
}

static void
add_month (CmFundResult *result, int month, int64_t lent, int64_t back, int64_t saved)
{
  CmFundYear *year = &result->years[month / 12];

  year->lent += lent;
  year->repaid += back;
  year->saved += saved;
  year->closing = result->closing[month];
  if (month % 12 == 0 || result->low[month] < year->lowest)
    year->lowest = result->low[month];
  result->lent += lent;
  result->repaid += back;
  result->saved += saved;
}

static void
run_months (const CmFundTerms *terms,
            CmFundResult *result,
            const int64_t *lent,
            const int64_t *back,
            const int64_t *saved)
{
  int64_t balance = terms->seed;

  result->lowest = terms->seed;
  result->below = -1;
  for (int month = 0; month < result->months; month++)
    {
      if (month % 12 == 0)
        result->years[month / 12].opening = balance;
      balance -= lent[month];
      result->low[month] = balance;
      if (balance < result->lowest)
        {
          result->lowest = balance;
          result->lowest_month = month;
        }
      if (balance < terms->floor && result->below < 0)
        result->below = month;
      balance += back[month];
      result->closing[month] = balance;
      add_month (result, month, lent[month], back[month], saved[month]);
    }
}

/* The last stretch of months that all end with the seed whole, once the last loan is made. */
static int
find_seed_back (const CmFundTerms *terms, const CmFundResult *result, const int64_t *lent)
{
  int month = result->months;

  while (month > 0 && result->closing[month - 1] >= terms->seed)
    {
      month--;
      if (lent[month] > 0)
        break;
    }
  return month < result->months ? month : -1;
}

void
cm_fund_simulate (const CmFundTerms *terms,
                  const CmFundLoan *loans,
                  size_t n,
                  const CmFundWhatIf *what_if,
                  CmFundResult *result,
                  CmFundLoanResult *results)
{
  int64_t lent[CM_FUND_MAX_MONTHS] = { 0 };
  int64_t back[CM_FUND_MAX_MONTHS] = { 0 };
  int64_t saved[CM_FUND_MAX_MONTHS] = { 0 };

  memset (result, 0, sizeof *result);
  result->months = 12 * clamp (terms->years, 1, CM_FUND_MAX_YEARS);
  for (size_t i = 0; i < n; i++)
    {
      CmFundLoanResult own = { 0 };

      add_loan (&loans[i], what_if, result, &own, lent, back, saved);
      if (results != NULL)
        results[i] = own;
    }
  run_months (terms, result, lent, back, saved);
  result->kept = result->saved - result->repaid;
  result->out = terms->seed - result->lowest;
  result->again = result->closing[result->months - 1] - result->out;
  result->seed_back = find_seed_back (terms, result, lent);
  result->sustains =
      terms->seed >= terms->floor && result->below < 0 && result->again >= terms->floor;
}

/* --- limits ----------------------------------------------------------------------------------- */

typedef struct
{
  const CmFundTerms *terms;
  const CmFundLoan *loans;
  size_t n;
  CmFundWhatIf what_if;
  CmFundResult *result;
} Trial;

static bool
try_out (Trial *trial)
{
  cm_fund_simulate (trial->terms, trial->loans, trial->n, &trial->what_if, trial->result, NULL);
  return trial->result->sustains;
}

/* The largest value of `number`, which is part of the trial, up to `most` that still sustains. */
static int
find_limit (Trial *trial, int *number, int most)
{
  int holds = -1;
  int fails = most + 1;

  while (fails - holds > 1)
    {
      *number = holds + (fails - holds) / 2;
      if (try_out (trial))
        holds = *number;
      else
        fails = *number;
    }
  return holds;
}

int
cm_fund_find_delay (const CmFundTerms *terms,
                    const CmFundLoan *loans,
                    size_t n,
                    const CmFundWhatIf *what_if)
{
  Trial trial = { terms, loans, n, *what_if, malloc (sizeof (CmFundResult)) };
  int limit =
      trial.result != NULL ? find_limit (&trial, &trial.what_if.delay, CM_FUND_MAX_DELAY) : -1;

  free (trial.result);
  return limit;
}

int
cm_fund_find_less (const CmFundTerms *terms,
                   const CmFundLoan *loans,
                   size_t n,
                   const CmFundWhatIf *what_if)
{
  Trial trial = { terms, loans, n, *what_if, malloc (sizeof (CmFundResult)) };
  int limit = trial.result != NULL ? find_limit (&trial, &trial.what_if.less, 100) : -1;

  free (trial.result);
  return limit;
}
