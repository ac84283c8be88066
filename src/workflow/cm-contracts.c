/* cm-contracts.c - what is bought until when, and by when each must be decided. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-contracts"
#include "config.h"

#include "cm-contracts.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define MONTHS_A_YEAR 12

/* --- dates ------------------------------------------------------------------------------------ */

static gboolean
read_date (const char *iso, GDate *date)
{
  guint year, month, day;

  g_date_clear (date, 1);
  if (iso == NULL || sscanf (iso, "%4u-%2u-%2u", &year, &month, &day) != 3 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

static char *
write_date (const GDate *date)
{
  return g_strdup_printf (
      "%04u-%02u-%02u", g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));
}

static void
add_months (GDate *date, int months)
{
  if (months >= 0)
    g_date_add_months (date, (guint) months);
  else
    g_date_subtract_months (date, (guint) -months);
}

char *
cm_contracts_add_months (const char *iso, int months)
{
  GDate date;

  if (!read_date (iso, &date))
    return NULL;
  add_months (&date, months);
  return write_date (&date);
}

/* Whole months; `later` is not before `earlier`. */
static int
count_months (const GDate *earlier, const GDate *later)
{
  int months = (g_date_get_year (later) - g_date_get_year (earlier)) * MONTHS_A_YEAR +
               (int) g_date_get_month (later) - (int) g_date_get_month (earlier);
  GDate reached = *earlier;

  add_months (&reached, months);
  return g_date_compare (&reached, later) > 0 ? months - 1 : months;
}

static int
months_from (const char *today, const char *iso)
{
  GDate from, to;

  if (!read_date (today, &from) || !read_date (iso, &to))
    return 0;
  return g_date_compare (&from, &to) <= 0 ? count_months (&from, &to) : -count_months (&to, &from);
}

/* --- one contract ----------------------------------------------------------------------------- */

static gboolean
has_state (const CmContract *self, const char *state)
{
  return g_str_equal (cm_record_get_text (self->record, "state"), state);
}

static void
find_date (CmContract *self, const char *today)
{
  const char *ends = cm_record_get_text (self->record, "ends");
  const char *review = cm_record_get_text (self->record, "review_by");
  gint64 notice = cm_record_get_number (self->record, "notice_months");

  self->ended = *ends != '\0' && g_strcmp0 (ends, today) < 0;
  if (*ends != '\0' && !cm_record_is_null (self->record, "notice_months"))
    {
      self->reason = CM_DECIDE_NOTICE;
      self->decide_by = cm_contracts_add_months (ends, -(int) notice);
    }
  else if (*review != '\0')
    {
      self->reason = CM_DECIDE_REVIEW;
      self->decide_by = g_strdup (review);
    }
  else if (*ends != '\0')
    {
      self->reason = CM_DECIDE_END;
      self->decide_by = g_strdup (ends);
    }
  if (self->decide_by != NULL)
    self->months = months_from (today, self->decide_by);
}

/* What is not renewed is over with its last day, without anybody saying so. */
static gboolean
is_over (const CmContract *self)
{
  return has_state (self, "ended") || (self->ended && has_state (self, "ending"));
}

static void
find_group (CmContract *self, const char *today, const char *horizon)
{
  const char *ends = cm_record_get_text (self->record, "ends");

  if (is_over (self))
    self->group = CM_CONTRACT_OVER;
  else if (self->decide_by == NULL)
    self->group = CM_CONTRACT_OPEN;
  else if (g_strcmp0 (self->decide_by, horizon) <= 0 ||
           (*ends != '\0' && g_strcmp0 (ends, horizon) <= 0))
    self->group = CM_CONTRACT_CANDIDATE;
  else
    self->group = CM_CONTRACT_LATER;
  self->late = self->group == CM_CONTRACT_CANDIDATE && g_strcmp0 (self->decide_by, today) < 0;
}

/* --- in words --------------------------------------------------------------------------------- */

static char *
say_distance (const char *today, const char *iso)
{
  int months = months_from (today, iso);

  if (months > 0)
    return g_strdup_printf (ngettext ("in %d month", "in %d months", (gulong) months), months);
  if (months < 0)
    return g_strdup_printf (ngettext ("%d month ago", "%d months ago", (gulong) -months), -months);
  if (g_strcmp0 (iso, today) == 0)
    return g_strdup (_ ("today"));
  return g_strdup (g_strcmp0 (iso, today) > 0 ? _ ("in less than a month")
                                              : _ ("less than a month ago"));
}

static char *
say_ended (const CmContract *self, const char *today)
{
  const char *ends = cm_record_get_text (self->record, "ends");
  g_autofree char *distance = say_distance (today, ends);

  if (!self->ended)
    return g_strdup (_ ("Ended"));
  if (self->group == CM_CONTRACT_OVER)
    /* translators: %s is how long ago, as “3 months ago” */
    return g_strdup_printf (_ ("Ended %s"), distance);
  /* translators: %s is how long ago, as “3 months ago” */
  return g_strdup_printf (_ ("Ended %s, and is not said to be over"), distance);
}

static char *
say (const CmContract *self, const char *today)
{
  g_autofree char *date = NULL;
  g_autofree char *distance = NULL;

  if (self->group == CM_CONTRACT_OVER || self->ended)
    return say_ended (self, today);
  if (self->decide_by == NULL)
    return g_strdup (_ ("No end is stated"));
  date = cm_date_format (self->decide_by);
  distance = say_distance (today, self->decide_by);
  if (self->reason == CM_DECIDE_END)
    /* translators: %1$s is a date, %2$s how far off it is, as “in 3 months” */
    return g_strdup_printf (_ ("Ends on %1$s, %2$s"), date, distance);
  if (self->reason == CM_DECIDE_REVIEW && self->late)
    /* translators: %1$s is a date, %2$s how long ago, as “3 months ago” */
    return g_strdup_printf (_ ("Its review was due by %1$s, %2$s"), date, distance);
  if (self->reason == CM_DECIDE_REVIEW)
    /* translators: %1$s is a date, %2$s how far off it is, as “in 3 months” */
    return g_strdup_printf (_ ("Review by %1$s, %2$s"), date, distance);
  if (self->late)
    /* translators: %1$s is a date, %2$s how long ago, as “3 months ago” */
    return g_strdup_printf (_ ("Notice was due by %1$s, %2$s"), date, distance);
  /* translators: %1$s is a date, %2$s how far off it is, as “in 3 months” */
  return g_strdup_printf (_ ("Decide by %1$s, %2$s"), date, distance);
}

char *
cm_contracts_describe (const CmContracts *self)
{
  guint current = self->contracts->len - self->n[CM_CONTRACT_OVER];
  guint n = self->n[CM_CONTRACT_CANDIDATE];
  g_autofree char *annual = cm_money_format (self->annual[CM_CONTRACT_CANDIDATE]);

  if (current == 0)
    return g_strdup (_ ("There are no contracts that run."));
  if (n == 0)
    return g_strdup_printf (
        /* translators: %1$u is how many contracts, %2$u how many months */
        ngettext ("%1$u contract runs; it is not to be decided within %2$u months.",
                  "%1$u contracts run; none is to be decided within %2$u months.",
                  current),
        current,
        self->months);
  return g_strdup_printf (
      /* translators: %1$u of %2$u contracts, within %3$u months; %4$s is an amount */
      ngettext (
          "%1$u of %2$u contracts is to be decided within %3$u months; it costs %4$s a year.",
          "%1$u of %2$u contracts are to be decided within %3$u months; they cost %4$s a year.",
          n),
      n,
      current,
      self->months,
      annual);
}

/* --- all of them ------------------------------------------------------------------------------ */

static void
free_contract (gpointer data)
{
  CmContract *self = data;

  g_object_unref (self->record);
  g_free (self->organisation);
  g_free (self->chapter);
  g_free (self->decide_by);
  g_free (self->words);
  g_free (self);
}

static char *
get_title (CmStore *store, CmRecord *record, const char *table)
{
  return cm_record_is_null (record, table)
             ? g_strdup ("")
             : cm_store_get_title (store, table, cm_record_get_text (record, table));
}

static CmContract *
make_contract (CmStore *store, CmRecord *record, const char *today, const char *horizon)
{
  CmContract *self = g_new0 (CmContract, 1);

  self->record = g_object_ref (record);
  self->organisation = get_title (store, record, "organisation");
  self->chapter = get_title (store, record, "chapter");
  self->has_annual = !cm_record_is_null (record, "annual_value");
  self->annual = cm_record_get_number (record, "annual_value");
  find_date (self, today);
  find_group (self, today, horizon);
  self->words = say (self, today);
  return self;
}

static int
compare_contracts (gconstpointer a, gconstpointer b)
{
  const CmContract *first = *(CmContract *const *) a, *second = *(CmContract *const *) b;

  if (first->group != second->group)
    return first->group < second->group ? -1 : 1;
  if (first->has_annual != second->has_annual)
    return first->has_annual ? -1 : 1;
  if (first->annual != second->annual)
    return first->annual > second->annual ? -1 : 1;
  if (g_strcmp0 (first->decide_by, second->decide_by) != 0)
    return g_strcmp0 (first->decide_by, second->decide_by);
  return g_strcmp0 (cm_record_get_id (first->record), cm_record_get_id (second->record));
}

static void
count (CmContracts *self, const CmContract *contract)
{
  self->n[contract->group]++;
  self->annual[contract->group] += contract->annual;
  self->n_late += contract->late;
  if (contract->group == CM_CONTRACT_OVER)
    return;
  self->n_unvalued += !contract->has_annual;
  if (cm_record_get_number (contract->record, "voluntary") != 0)
    {
      self->n_voluntary++;
      self->voluntary += contract->annual;
    }
}

CmContracts *
cm_contracts_read (CmStore *store, const CmScope *scope, const char *today, guint months)
{
  CmContracts *self = g_new0 (CmContracts, 1);
  g_autoptr (CmQuery) query = cm_query_new ("contract");
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *horizon = NULL;

  self->months = months > 0 ? months : CM_CONTRACTS_MONTHS;
  self->today = g_strdup (today);
  self->contracts = g_ptr_array_new_with_free_func (free_contract);
  horizon = cm_contracts_add_months (today, (int) self->months);
  if (scope != NULL && !cm_scope_is_whole (scope))
    cm_query_where_in (query, "chapter", cm_scope_query_chapters (scope), "id");
  records = cm_store_list (store, query);
  for (guint i = 0; i < records->len; i++)
    {
      CmContract *contract = make_contract (store, records->pdata[i], today, horizon);

      g_ptr_array_add (self->contracts, contract);
      count (self, contract);
    }
  g_ptr_array_sort (self->contracts, compare_contracts);
  return self;
}

void
cm_contracts_free (CmContracts *self)
{
  g_ptr_array_unref (self->contracts);
  g_free (self->today);
  g_free (self);
}

gboolean
cm_contracts_depend_on (const CmTable *table)
{
  static const char *const tables[] = { "contract", "organisation", "chapter", NULL };

  return g_strv_contains (tables, table->name);
}
