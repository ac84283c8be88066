/* cm-funding-fund.c - an invest-to-save fund of the portfolio, as it runs and as it might. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-funding-fund"
#include "config.h"

#include "cm-funding-fund.h"

#include <glib/gi18n.h>

#include "cm-summary.h"

#define MINUS "\u2212"

static const CmFundWhatIf as_planned = { 0, 0, 0 };

void
cm_fund_free (CmFund *self)
{
  g_ptr_array_unref (self->projects);
  g_free (self->loans);
  g_free (self->results);
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

/* --- reading ---------------------------------------------------------------------------------- */

/* A year so far away that it lies outside is as good as any other such year. */
static int
find_month (gint64 year, gint64 first_year)
{
  return (int) CLAMP (year - first_year, -1000, 1000) * 12;
}

static void
read_loan (CmFund *self, CmRecord *project, CmFundLoan *loan)
{
  loan->cost = MAX (cm_record_get_number (project, "cost"), 0);
  loan->match = MAX (cm_record_get_number (project, "match"), 0);
  loan->start = find_month (cm_record_get_number (project, "starts"), self->starts);
  loan->lag = (int) cm_record_get_number (project, "lag");
  loan->saving = cm_record_get_number (project, "saving");
  loan->saving_months = 12 * (int) cm_record_get_number (project, "saving_years");
  loan->share = (int) cm_record_get_number (project, "repaid");
  loan->until_repaid = cm_record_get_number (project, "cap") != 0;
  if (g_str_equal (cm_record_get_text (project, "risk"), "high"))
    self->high_risk += loan->cost;
}

static void
simulate (CmFund *self, const CmFundWhatIf *what_if)
{
  guint n = self->projects->len;

  cm_fund_simulate (&self->terms, self->loans, n, &as_planned, &self->plan, NULL);
  cm_fund_simulate (&self->terms, self->loans, n, what_if, &self->what_if, self->results);
  self->delay_limit = cm_fund_find_delay (&self->terms, self->loans, n, &as_planned);
  self->less_limit = cm_fund_find_less (&self->terms, self->loans, n, &as_planned);
}

CmFund *
cm_fund_read (CmStore *store, const char *id, const CmFundWhatIf *what_if)
{
  g_autoptr (CmRecord) record = cm_store_get (store, "fund", id);
  g_autoptr (CmQuery) projects = cm_query_new ("fund_project");
  CmFund *self;

  if (record == NULL)
    return NULL;
  self = g_new0 (CmFund, 1);
  self->id = g_strdup (id);
  self->name = g_strdup (cm_record_get_title (record));
  self->starts = cm_record_get_number (record, "starts");
  self->terms.seed = cm_record_get_number (record, "seed");
  self->terms.floor = cm_record_get_number (record, "reserve");
  self->terms.years = (int) cm_record_get_number (record, "years");
  cm_query_where_text (projects, "fund", id);
  self->projects = cm_store_list (store, projects);
  self->loans = g_new0 (CmFundLoan, self->projects->len + 1);
  self->results = g_new0 (CmFundLoanResult, self->projects->len + 1);
  for (guint i = 0; i < self->projects->len; i++)
    read_loan (self, g_ptr_array_index (self->projects, i), &self->loans[i]);
  simulate (self, what_if);
  return self;
}

/* --- in words --------------------------------------------------------------------------------- */

static char *
name_month (gint64 first_year, int month, const char *format)
{
  int year = (int) CLAMP (first_year, 1, 9000) + (month + 3) / 12;
  g_autoptr (GDateTime) date = g_date_time_new_utc (year, (month + 3) % 12 + 1, 1, 0, 0, 0);

  return g_date_time_format (date, format);
}

char *
cm_fund_name_month (gint64 first_year, int month)
{
  /* translators: a month and its year; see strftime */
  return name_month (first_year, month, _ ("%B %Y"));
}

char *
cm_fund_name_month_short (gint64 first_year, int month)
{
  /* translators: a month, in short, and its year; see strftime */
  return name_month (first_year, month, _ ("%b %Y"));
}

static char *
tell_below (const CmFund *self, const CmFundResult *result)
{
  g_autofree char *month = cm_fund_name_month (self->starts, result->below);
  g_autofree char *balance = cm_money_format (result->low[result->below]);
  g_autofree char *floor = cm_money_format (self->terms.floor);
  g_autofree char *lowest = cm_money_format (result->lowest);

  return g_strdup_printf (
      /* translators: %1$s is a month, the others amounts of money */
      _ ("It does not sustain itself: in %1$s its loans leave %2$s, below the floor of %3$s; at "
         "the "
         "lowest it would have %4$s."),
      month,
      balance,
      floor,
      lowest);
}

static char *
tell_again (const CmFund *self, const CmFundResult *result)
{
  g_autofree char *closing = cm_money_format (result->closing[result->months - 1]);
  g_autofree char *out = cm_money_format (result->out);
  g_autofree char *again = cm_money_format (result->again);
  g_autofree char *floor = cm_money_format (self->terms.floor);

  return g_strdup_printf (
      result->sustains
          /* translators: %5$s is a minus sign, the others are amounts of money */
          ? _ ("It sustains itself: it never falls below its floor of %4$s, and with the %1$s it "
               "holds at the end it can lend again what it lent (%1$s %5$s %2$s out at most = "
               "%3$s).")
          /* translators: %5$s is a minus sign, the others are amounts of money */
          : _ ("It does not sustain itself: with the %1$s it holds at the end it cannot lend again "
               "what it lent (%1$s %5$s %2$s out at most = %3$s, below the floor of %4$s)."),
      closing,
      out,
      again,
      floor,
      MINUS);
}

char *
cm_fund_judge (const CmFund *self, const CmFundResult *result)
{
  g_autofree char *seed = cm_money_format (self->terms.seed);
  g_autofree char *floor = cm_money_format (self->terms.floor);

  if (self->terms.seed < self->terms.floor)
    /* translators: both are amounts of money */
    return g_strdup_printf (_ ("The seed of %1$s is less than the floor of %2$s: nothing of it may "
                               "be lent."),
                            seed,
                            floor);
  if (result->lent == 0)
    return g_strdup (_ ("Nothing is lent yet. Add a project to see what becomes of the seed."));
  return result->below >= 0 ? tell_below (self, result) : tell_again (self, result);
}

char *
cm_fund_tell_seed (const CmFund *self, const CmFundResult *result)
{
  g_autofree char *seed = cm_money_format (self->terms.seed);
  g_autofree char *when = NULL;
  g_autofree char *missing =
      cm_money_format (self->terms.seed - result->closing[result->months - 1]);

  if (result->lent == 0)
    return g_strdup (_ ("Untouched"));
  if (result->seed_back < 0)
    /* translators: %s is an amount of money; it stands below “Seed back” */
    return g_strdup_printf (_ ("Not in these years: %s are missing at the end"), missing);
  when = cm_fund_name_month (self->starts, result->seed_back);
  /* translators: %s is a month; it stands below “Seed back” */
  return g_strdup_printf (_ ("By the end of %s"), when);
}

char *
cm_fund_tell_kept (const CmFundResult *result)
{
  g_autofree char *saved = cm_money_format (result->saved);
  g_autofree char *repaid = cm_money_format (result->repaid);
  g_autofree char *match = cm_money_format (result->match);
  g_autofree char *net = cm_money_format (result->kept - result->match);

  if (result->match == 0)
    /* translators: %1$s and %2$s are amounts of money, %3$s is a minus sign */
    return g_strdup_printf (_ ("%1$s saved %3$s %2$s paid back"), saved, repaid, MINUS);
  return g_strdup_printf (
      /* translators: %5$s is a minus sign, the others are amounts of money */
      _ ("%1$s saved %5$s %2$s paid back; %4$s after match funding of %3$s"),
      saved,
      repaid,
      match,
      net,
      MINUS);
}

char *
cm_fund_tell_limits (const CmFund *self)
{
  g_autofree char *later = NULL;

  if (self->delay_limit < 0 || self->less_limit < 0 || self->plan.lent == 0)
    return NULL;
  if (self->delay_limit >= CM_FUND_MAX_DELAY && self->less_limit >= 100)
    return g_strdup (_ ("The plan holds whatever becomes of the savings."));
  later = g_strdup_printf (ngettext ("%d month", "%d months", (gulong) self->delay_limit),
                           self->delay_limit);
  /* translators: %1$s is a number of months, %2$d a percentage */
  return g_strdup_printf (_ ("The plan still holds if all savings come %1$s later, or are %2$d %% "
                             "smaller; beyond either it does not."),
                          later,
                          self->less_limit);
}

/* --- changing --------------------------------------------------------------------------------- */

static gint64
find_year (CmStore *store)
{
  g_autofree char *today = cm_summary_get_today (store);

  return cm_date_financial_year (today);
}

gboolean
cm_fund_add (CmStore *store, char **id, GError **error)
{
  g_autoptr (CmRecord) fund = cm_record_new (cm_table_find ("fund"));

  cm_record_set_text (fund, "name", _ ("Invest-to-save fund"));
  cm_record_set_number (fund, "seed", 0);
  cm_record_set_number (fund, "starts", find_year (store));
  cm_record_set_number (fund, "years", 5);
  cm_record_set_number (fund, "reserve", 0);
  if (!cm_store_save (store, fund, _ ("Add an invest-to-save fund"), error))
    return FALSE;
  *id = g_strdup (cm_record_get_id (fund));
  return TRUE;
}

CmRecord *
cm_fund_make_project (CmStore *store, const char *fund)
{
  g_autoptr (CmRecord) owner = cm_store_get (store, "fund", fund);
  CmRecord *project = cm_record_new (cm_table_find ("fund_project"));

  cm_record_set_text (project, "fund", fund);
  cm_record_set_text (project, "name", _ ("New project"));
  cm_record_set_number (project,
                        "starts",
                        owner != NULL ? cm_record_get_number (owner, "starts") : find_year (store));
  cm_record_set_number (project, "cost", 0);
  cm_record_set_number (project, "lag", 12);
  cm_record_set_number (project, "saving", 0);
  cm_record_set_number (project, "repaid", 100);
  cm_record_set_number (project, "cap", 1);
  return project;
}
