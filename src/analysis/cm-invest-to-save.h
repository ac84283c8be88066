/* cm-invest-to-save.h - a fund that lends to projects that save, month by month. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The method is the revolving fund that councils know as “invest to save”, “spend to save” or the
 * Salix recycling fund: a seed is lent to projects, each project pays back out of the cash that it
 * saves, and what is back is lent again. It is set down in cm-invest-to-save.c. All money is in
 * pence, all times are in months; a year has twelve of them and begins with the fund's. */

typedef struct
{
  int64_t seed;  /* what it begins with */
  int64_t floor; /* what must never be lent */
  int years;     /* that are looked at: 1 to CM_FUND_MAX_YEARS */
} CmFundTerms;

typedef struct
{
  int64_t cost;      /* what the fund lends, on the first day of `start` */
  int64_t match;     /* what others pay that day */
  int start;         /* month of the fund, from 0; one that lies outside is left out */
  int lag;           /* months from there until the first month that saves */
  int64_t saving;    /* cash saved in a full year */
  int saving_months; /* how many months save; 0: all that follow */
  int share;         /* per cent of what is saved that comes back */
  bool until_repaid; /* nothing more comes back once the cost is back */
} CmFundLoan;

/* What is assumed otherwise than planned. */
typedef struct
{
  int delay; /* months by which every saving comes later, at least 0 */
  int less;  /* per cent by which every saving is smaller, 0 to 100 */
  int share; /* points by which every share that comes back is higher, or with a minus lower */
} CmFundWhatIf;

#define CM_FUND_MAX_YEARS 40
#define CM_FUND_MAX_MONTHS (12 * CM_FUND_MAX_YEARS)
#define CM_FUND_MAX_DELAY 120

typedef struct
{
  int64_t opening, lent, repaid, closing;
  int64_t lowest; /* the lowest balance of the year */
  int64_t saved;  /* by the projects */
} CmFundYear;

/* What becomes of one loan. */
typedef struct
{
  bool left_out; /* it starts before or after the years that are looked at */
  int64_t saved, repaid;
  int whole; /* the month at whose end all of the cost was back, or -1 */
} CmFundLoanResult;

typedef struct
{
  int months;
  int64_t low[CM_FUND_MAX_MONTHS];     /* the balance once the month's loans are made */
  int64_t closing[CM_FUND_MAX_MONTHS]; /* and once the month's repayments are in */
  CmFundYear years[CM_FUND_MAX_YEARS];

  int64_t lent, match, saved, repaid; /* over all the years */
  int64_t kept;                       /* saved − repaid: the cash that stays with the partners */
  int64_t lowest;                     /* the lowest balance */
  int lowest_month;                   /* when it was first that low */
  int below;                          /* the first month below the floor, or -1 */
  int64_t out;                        /* seed − lowest: the most that was out at one time */
  int64_t again;                      /* closing − out: where the same loans, made again from what
                                         is there at the end, would bring it at the lowest */
  int seed_back; /* the first month end, none of the loans still to come, with the seed whole and
                    whole at every later one, or -1 */
  bool sustains; /* it never falls below its floor, and neither would it the second time */
} CmFundResult;

/* Computes it all; `loans` and `results` (or NULL) have `n` places. */
void cm_fund_simulate (const CmFundTerms *terms,
                       const CmFundLoan *loans,
                       size_t n,
                       const CmFundWhatIf *what_if,
                       CmFundResult *result,
                       CmFundLoanResult *results);

/* How far savings may come later, up to CM_FUND_MAX_DELAY months, or be smaller in per cent, all
 * else as in `what_if`, with the fund still sustaining itself; -1 if it does not even so. */
int cm_fund_find_delay (const CmFundTerms *terms,
                        const CmFundLoan *loans,
                        size_t n,
                        const CmFundWhatIf *what_if);
int cm_fund_find_less (const CmFundTerms *terms,
                       const CmFundLoan *loans,
                       size_t n,
                       const CmFundWhatIf *what_if);
