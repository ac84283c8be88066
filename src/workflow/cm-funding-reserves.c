/* cm-funding-reserves.c - the reserves ledger: what is stated against what the entries come to. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-funding-reserves"
#include "config.h"

#include "cm-funding-reserves.h"

#include <glib/gi18n.h>

#include "cm-store-sums.h"

#define MINUS "\u2212"

static void
free_line (gpointer data)
{
  CmReserveLine *line = data;

  g_free (line->id);
  g_free (line->name);
  g_free (line->trigger);
  g_free (line->delegated_to);
  g_free (line->on_date);
  g_free (line->arithmetic);
  g_free (line);
}

void
cm_reserves_free (CmReserves *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static CmReserveState
find_state (const char *name)
{
  const CmChoice *choices = cm_table_field (cm_table_find ("reserve_entry"), "state")->choices;
  int state = CM_RESERVE_FORECAST;

  for (int i = 0; i < CM_N_RESERVE_STATES; i++)
    if (g_str_equal (choices[i].name, name))
      state = i;
  return (CmReserveState) state;
}

static CmReserveLine *
make_line (CmRecord *entry)
{
  CmReserveLine *line = g_new0 (CmReserveLine, 1);

  line->id = g_strdup (cm_record_get_id (entry));
  line->name = g_strdup (cm_record_get_title (entry));
  line->trigger = g_strdup (cm_record_get_text (entry, "trigger"));
  line->delegated_to = g_strdup (cm_record_get_text (entry, "delegated_to"));
  line->on_date = g_strdup (cm_record_get_text (entry, "on_date"));
  line->state = find_state (cm_record_get_text (entry, "state"));
  line->has_amount = !cm_record_is_null (entry, "amount");
  line->has_stated = !cm_record_is_null (entry, "stated");
  line->amount = cm_record_get_number (entry, "amount");
  line->stated = cm_record_get_number (entry, "stated");
  return line;
}

static void
read_lines (CmStore *store, CmReserves *self)
{
  static const char *const groups[] = { "reserve_entry", NULL };
  g_autoptr (CmQuery) entries = cm_query_new ("reserve_entry");
  g_autoptr (CmQuery) drawdowns = cm_query_new ("drawdown");
  g_autoptr (GPtrArray) records = cm_store_list (store, entries);
  g_autoptr (CmSums) drawn = cm_store_sum_by (store, drawdowns, "amount", groups);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < records->len; i++)
    {
      CmReserveLine *line = make_line (g_ptr_array_index (records, i));

      g_ptr_array_add (self->lines, line);
      g_hash_table_insert (by_id, line->id, line);
    }
  for (guint i = 0; i < cm_sums_get_size (drawn); i++)
    {
      CmReserveLine *line = g_hash_table_lookup (by_id, cm_sums_get_text (drawn, i, 0));

      if (line == NULL)
        continue;
      line->drawn = cm_sums_get_sum (drawn, i);
      line->drawdowns = cm_sums_get_count (drawn, i);
    }
}

static void
append_term (GString *terms, gint64 amount)
{
  g_autofree char *money = cm_money_format (ABS (amount));

  g_string_append_printf (terms, " %s %s", amount < 0 ? MINUS : "+", money);
}

static void
start_terms (GString *terms, gint64 balance)
{
  g_autofree char *money = cm_money_format (balance);

  g_string_assign (terms, money);
}

/* Each stated balance against the one before and the calls between; the next is reckoned from the
 * stated one, so that a difference is told once. */
static void
balance_lines (CmReserves *self)
{
  g_autoptr (GString) terms = g_string_new (NULL);
  gint64 balance = 0;

  start_terms (terms, 0);
  for (guint i = 0; i < self->lines->len; i++)
    {
      CmReserveLine *line = g_ptr_array_index (self->lines, i);
      g_autofree char *sum = NULL;

      if (line->has_amount)
        append_term (terms, line->amount);
      balance += line->amount;
      line->computed = balance;
      sum = cm_money_format (balance);
      line->arithmetic = g_strdup_printf ("%s = %s", terms->str, sum);
      if (!line->has_stated)
        continue;
      if (self->has_opening)
        {
          line->difference = line->stated - balance;
          self->differences += line->difference != 0;
        }
      else
        {
          self->has_opening = TRUE;
          self->opening = line->stated;
          line->computed = line->stated;
          g_clear_pointer (&line->arithmetic, g_free);
        }
      balance = line->stated;
      start_terms (terms, balance);
    }
}

/* From the first balance that is stated, with more and more of what may be called on it. A balance
 * that a paper states further on is a result, not money. */
static void
sum_states (CmReserves *self)
{
  gboolean begun = !self->has_opening;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const CmReserveLine *line = g_ptr_array_index (self->lines, i);

      if (begun)
        self->called[line->state] += line->amount;
      begun = begun || line->has_stated;
    }
  self->certain =
      self->opening + self->called[CM_RESERVE_FORECAST] + self->called[CM_RESERVE_SANCTIONED];
  self->proposed = self->certain + self->called[CM_RESERVE_PROPOSED];
  self->all = self->proposed + self->called[CM_RESERVE_CONDITIONAL];
}

CmReserves *
cm_reserves_read (CmStore *store)
{
  CmReserves *self = g_new0 (CmReserves, 1);

  self->lines = g_ptr_array_new_with_free_func (free_line);
  read_lines (store, self);
  balance_lines (self);
  sum_states (self);
  return self;
}

/* --- in words --------------------------------------------------------------------------------- */

static char *
tell_difference (const CmReserveLine *line)
{
  g_autofree char *stated = cm_money_format (line->stated);
  g_autofree char *computed = cm_money_format (line->computed);
  g_autofree char *apart = cm_money_format (ABS (line->difference));

  return g_strdup_printf (line->difference < 0
                              /* translators: all four are amounts of money, the third with the sum
                                 that leads to the second */
                              ? _ ("%1$s is stated, but the entries come to %2$s (%3$s): the "
                                   "stated balance is %4$s too "
                                   "low.")
                              : _ ("%1$s is stated, but the entries come to %2$s (%3$s): the "
                                   "stated balance is %4$s too "
                                   "high."),
                          stated,
                          computed,
                          line->arithmetic,
                          apart);
}

static char *
tell_overdrawn (const CmReserveLine *line)
{
  g_autofree char *drawn = cm_money_format (line->drawn);
  g_autofree char *called = cm_money_format (ABS (line->amount));
  g_autofree char *over = cm_money_format (line->drawn - ABS (line->amount));

  /* translators: all three are amounts of money */
  return g_strdup_printf (
      _ ("%1$s is drawn of a call of %2$s, %3$s more than was called."), drawn, called, over);
}

static char *
tell_early (const CmReserveLine *line)
{
  g_autofree char *drawn = cm_money_format (line->drawn);

  if (line->state == CM_RESERVE_PROPOSED)
    /* translators: %s is an amount of money */
    return g_strdup_printf (_ ("%s is drawn although the call is only proposed."), drawn);
  if (*line->trigger != '\0')
    return NULL;
  /* translators: %s is an amount of money */
  return g_strdup_printf (_ ("%s is drawn on a condition that is not written down."), drawn);
}

char *
cm_reserves_judge (const CmReserves *self, guint i)
{
  const CmReserveLine *line = g_ptr_array_index (self->lines, i);
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);

  if (line->difference != 0)
    g_ptr_array_add (said, tell_difference (line));
  if (line->drawn > ABS (line->amount))
    g_ptr_array_add (said, tell_overdrawn (line));
  if (line->drawn > 0 &&
      (line->state == CM_RESERVE_PROPOSED || line->state == CM_RESERVE_CONDITIONAL))
    {
      char *early = tell_early (line);

      if (early != NULL)
        g_ptr_array_add (said, early);
    }
  if (said->len == 0)
    return NULL;
  g_ptr_array_add (said, NULL);
  return g_strjoinv (" ", (char **) said->pdata);
}
