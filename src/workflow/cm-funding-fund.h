/* cm-funding-fund.h - an invest-to-save fund of the portfolio, as it runs and as it might. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-invest-to-save.h"
#include "cm-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *id, *name;
  gint64 starts; /* its first year */
  CmFundTerms terms;
  GPtrArray *projects; /* of CmRecord, in the order in which they are paid for */
  CmFundLoan *loans;   /* one for each project */
  CmFundLoanResult *results;
  CmFundResult plan;           /* as planned */
  CmFundResult what_if;        /* as assumed */
  int delay_limit, less_limit; /* of the plan; see cm_fund_find_delay() */
  gint64 high_risk;            /* pence lent to projects of high risk */
} CmFund;

/* Reads the fund and computes it as planned and under the assumption; NULL if there is none with
 * that key. */
CmFund *cm_fund_read (CmStore *store, const char *id, const CmFundWhatIf *what_if);
void cm_fund_free (CmFund *self);

/* (transfer full): a month of the fund, as “April 2012”. */
char *cm_fund_name_month (gint64 first_year, int month);
/* (transfer full): the same as “Apr 2012”. */
char *cm_fund_name_month_short (gint64 first_year, int month);
/* (transfer full): whether it sustains itself and why, with the arithmetic. */
char *cm_fund_judge (const CmFund *self, const CmFundResult *result);
/* (transfer full): when the seed is whole again. */
char *cm_fund_tell_seed (const CmFund *self, const CmFundResult *result);
/* (transfer full): what stays with the partners. */
char *cm_fund_tell_kept (const CmFundResult *result);
/* (transfer full) (nullable): how much later or smaller savings may be; NULL where the plan does
 * not hold. */
char *cm_fund_tell_limits (const CmFund *self);

/* Keeps a new fund with a name and terms to begin with; its key in `id` (transfer full). */
gboolean cm_fund_add (CmStore *store, char **id, GError **error);
/* (transfer full): a new project of the fund that can be kept as it is. */
CmRecord *cm_fund_make_project (CmStore *store, const char *fund);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmFund, cm_fund_free)

G_END_DECLS
