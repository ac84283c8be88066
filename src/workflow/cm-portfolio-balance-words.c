/* cm-portfolio-balance-words.c - the balance in words: what a cell says, what stands out, and how
 * it was counted. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-portfolio-balance"
#include "config.h"

#include "cm-portfolio-balance-private.h"

#include <glib/gi18n.h>
#include <math.h>

static const char *const column_words[CM_BALANCE_N_COLUMNS] = {
  N_ ("kind of funding"), N_ ("place"), N_ ("state"), N_ ("partner"), N_ ("year"),
};

const CmBalanceHead *
_cm_balance_get_row (const CmPortfolioBalance *self, guint row)
{
  if (row < self->rows->len)
    return &g_array_index (self->rows, CmBalanceHead, row);
  if (row < self->rows->len + self->groups->len)
    return &g_array_index (self->groups, CmBalanceHead, row - self->rows->len);
  return NULL;
}

static const CmBalanceCell *
get_cell (const CmPortfolioBalance *self, guint row, guint column)
{
  return cm_balance_get (self->balance, row, column);
}

/* --- cells ------------------------------------------------------------------------------------ */

char *
cm_portfolio_balance_format (const CmPortfolioBalance *self, guint row, guint column)
{
  const CmBalanceCell *cell = get_cell (self, row, column);

  if (self->choice.measure == CM_BALANCE_MONEY && cell->payers > 0)
    return cm_money_format_short (cell->pence);
  if (self->choice.measure == CM_BALANCE_NUMBER && cell->number > 0)
    return g_strdup_printf ("%u", cell->number);
  if (self->choice.measure == CM_BALANCE_BENEFIT && cell->scored > 0)
    return g_strdup_printf ("%.0f", cell->benefit);
  return g_strdup ("–");
}

static char *
say_activities (guint n)
{
  /* translators: how many activities there are in a cell */
  return g_strdup_printf (ngettext ("%u activity", "%u activities", n), n);
}

static char *
say_value (const CmPortfolioBalance *self, const CmBalanceCell *cell)
{
  g_autofree char *number =
      say_activities (self->choice.measure == CM_BALANCE_MONEY ? cell->payers : cell->number);
  g_autofree char *money = cm_money_format (cell->pence);

  if (self->choice.measure == CM_BALANCE_MONEY)
    /* translators: %1$s is money, %2$s “3 activities” */
    return cell->payers > 0 ? g_strdup_printf (_ ("%1$s from %2$s"), money, number)
                            : g_strdup (_ ("no money"));
  if (cell->number == 0)
    return g_strdup (_ ("no activity"));
  if (self->choice.measure == CM_BALANCE_NUMBER)
    return g_steal_pointer (&number);
  if (cell->scored == 0)
    /* translators: %s is “3 activities” */
    return g_strdup_printf (_ ("%s, none of them scored"), number);
  /* translators: %1$.1f is a mean score, %2$u how many activities have one, %3$s “3 activities” */
  return g_strdup_printf (
      _ ("mean score %1$.1f, of %2$u scored of %3$s"), cell->benefit, cell->scored, number);
}

static double
find_ratio (const CmPortfolioBalance *self, guint row, guint column)
{
  return cm_balance_value (get_cell (self, row, column), self->choice.measure) /
         cm_balance_mean (self->balance, column, self->choice.measure);
}

char *
cm_portfolio_balance_say (const CmPortfolioBalance *self, guint row, guint column)
{
  g_autofree char *value = say_value (self, get_cell (self, row, column));

  switch (cm_balance_judge (self->balance, row, column, self->choice.measure))
    {
    case CM_BALANCE_EMPTY:
      /* translators: %s is what a cell says, such as “no money” */
      return g_strdup_printf (_ ("%s, gap: no activity"), value);
    case CM_BALANCE_NO_MAIN:
      /* translators: %s is what a cell says, such as “no money” */
      return g_strdup_printf (_ ("%s, gap: only supported"), value);
    case CM_BALANCE_OVER:
      return g_strdup_printf (
          /* translators: %1$s is what a cell says, %2$.1f a number such as 2.4 */
          _ ("%1$s, overload: %2$.1f times the mean"),
          value,
          find_ratio (self, row, column));
    case CM_BALANCE_FAIR:
    default:
      return g_steal_pointer (&value);
    }
}

double
cm_portfolio_balance_mainstream (const CmPortfolioBalance *self, guint row)
{
  const CmBalanceCell *cell = get_cell (self, row, self->columns->len);

  return cell->pence > 0 ? 100.0 * (double) cell->mainstream / (double) cell->pence : -1;
}

char *
cm_portfolio_balance_describe (const CmPortfolioBalance *self, guint row, guint column)
{
  const CmBalanceHead *head = row == self->total && !cm_scope_is_whole (self->scope)
                                  ? NULL
                                  : _cm_balance_get_row (self, row);
  GString *text = g_string_new (head != NULL ? head->title : NULL);

  if (column < self->columns->len)
    g_string_append_printf (text,
                            "%s%s",
                            text->len > 0 ? " · " : "",
                            g_array_index (self->columns, CmBalanceHead, column).title);
  if (text->len == 0)
    g_string_append (text, _ ("All that is counted"));
  if (self->choice.year != 0)
    {
      g_autofree char *year = cm_year_format (self->choice.year);

      g_string_append_printf (text, " · %s", year);
    }
  return g_string_free (text, FALSE);
}

char *
cm_portfolio_balance_title (const CmPortfolioBalance *self)
{
  const char *columns = _ (column_words[self->choice.columns]);
  gboolean places = self->choice.rows == CM_BALANCE_ROWS_PLACES;
  g_autofree char *year = NULL;

  switch (self->choice.measure)
    {
    case CM_BALANCE_MONEY:
      year = self->choice.year != 0 ? cm_year_format (self->choice.year) : NULL;
      if (year != NULL)
        /* translators: %1$s is a financial year, %2$s what the columns are, such as “kind of
         * funding” */
        return g_strdup_printf (places ? _ ("Money of %1$s by place and %2$s")
                                       : _ ("Money of %1$s by chapter and %2$s"),
                                year,
                                columns);
      /* translators: %s is what the columns are, such as “kind of funding” */
      return g_strdup_printf (places ? _ ("Money of all years by place and %s")
                                     : _ ("Money of all years by chapter and %s"),
                              columns);
    case CM_BALANCE_NUMBER:
      /* translators: %s is what the columns are, such as “kind of funding” */
      return g_strdup_printf (
          places ? _ ("Activities by place and %s") : _ ("Activities by chapter and %s"), columns);
    case CM_BALANCE_BENEFIT:
    default:
      /* translators: %s is what the columns are, such as “kind of funding” */
      return g_strdup_printf (
          places ? _ ("Benefit by place and %s") : _ ("Benefit by chapter and %s"), columns);
    }
}

/* --- what stands out -------------------------------------------------------------------------- */

static void
free_note (gpointer data)
{
  CmBalanceNote *note = data;

  g_free (note->title);
  g_free (note->detail);
  g_free (note->key);
  g_free (note);
}

/* Takes both texts. */
static CmBalanceNote *
add_note (GPtrArray *notes, CmBalanceNoteKind kind, int row, char *title, char *detail)
{
  CmBalanceNote *note = g_new0 (CmBalanceNote, 1);

  note->kind = kind;
  note->row = row;
  note->title = title;
  note->detail = detail;
  g_ptr_array_add (notes, note);
  return note;
}

static gboolean
is_judged (const CmPortfolioBalance *self, guint row)
{
  return self->balance->judged[row];
}

static const char *
get_group (const CmPortfolioBalance *self, guint row)
{
  int of = g_array_index (self->rows, CmBalanceHead, row).of;

  return of >= 0 ? g_array_index (self->groups, CmBalanceHead, of).label : "";
}

static void
add_empty (const CmPortfolioBalance *self, GPtrArray *notes)
{
  for (guint row = 0; row < self->rows->len; row++)
    if (is_judged (self, row) && get_cell (self, row, self->columns->len)->number == 0)
      add_note (notes,
                CM_NOTE_EMPTY,
                (int) row,
                /* translators: %s is a chapter or a place */
                g_strdup_printf (_ ("%s: no activity"), _cm_balance_get_row (self, row)->title),
                /* translators: %s is what a chapter or place belongs to */
                g_strdup_printf (_ ("A gap · %s"), get_group (self, row)));
}

static void
add_no_main (const CmPortfolioBalance *self, GPtrArray *notes)
{
  for (guint row = 0; row < self->rows->len; row++)
    {
      const CmBalanceCell *cell = get_cell (self, row, self->columns->len);

      if (is_judged (self, row) && cell->number > 0 && cell->main == 0)
        add_note (
            notes,
            CM_NOTE_NO_MAIN,
            (int) row,
            /* translators: %s is a chapter */
            g_strdup_printf (_ ("%s: only supported"), _cm_balance_get_row (self, row)->title),
            g_strdup_printf (ngettext ("A gap · %u activity supports it, none is mainly for it",
                                       "A gap · %u activities support it, none is mainly for it",
                                       cell->number),
                             cell->number));
    }
}

static void
add_pots_alone (const CmPortfolioBalance *self, GPtrArray *notes)
{
  for (guint row = 0; row < self->rows->len; row++)
    {
      const CmBalanceCell *cell = get_cell (self, row, self->columns->len);
      g_autofree char *money = cm_money_format_short (cell->pence);

      if (is_judged (self, row) && cell->pence > 0 && cell->mainstream == 0)
        add_note (
            notes,
            CM_NOTE_POTS_ALONE,
            (int) row,
            /* translators: %s is a chapter or a place */
            g_strdup_printf (_ ("%s: from pots alone"), _cm_balance_get_row (self, row)->title),
            /* translators: %s is money */
            g_strdup_printf (_ ("0%% of %s is mainstream"), money));
    }
}

static char *
format_mean (const CmPortfolioBalance *self)
{
  double mean = cm_balance_mean (self->balance, self->columns->len, self->choice.measure);

  return self->choice.measure == CM_BALANCE_MONEY ? cm_money_format_short (llround (mean))
                                                  : g_strdup_printf ("%.1f", mean);
}

static void
add_over (const CmPortfolioBalance *self, GPtrArray *notes)
{
  g_autofree char *mean = format_mean (self);
  guint all = self->columns->len;

  for (guint row = 0; row < self->rows->len; row++)
    {
      g_autofree char *value = cm_portfolio_balance_format (self, row, all);

      if (is_judged (self, row) &&
          cm_balance_judge (self->balance, row, all, self->choice.measure) == CM_BALANCE_OVER)
        add_note (notes,
                  CM_NOTE_OVER,
                  (int) row,
                  /* translators: %1$s is a chapter or a place, %2$s money or a number */
                  g_strdup_printf (
                      _ ("%1$s: overload, %2$s"), _cm_balance_get_row (self, row)->title, value),
                  /* translators: %1$.1f is a number such as 2.4, %2$s money or a number */
                  g_strdup_printf (
                      _ ("%1$.1f times the mean of %2$s"), find_ratio (self, row, all), mean));
    }
}

/* The index of concentration, with a comma for the thousands. */
static char *
format_index (double index)
{
  long whole = lround (index);

  return whole >= 1000 ? g_strdup_printf ("%ld,%03ld", whole / 1000, whole % 1000)
                       : g_strdup_printf ("%ld", whole);
}

static void
add_concentration (const CmPortfolioBalance *self, const CmPortfolioFacts *facts, GPtrArray *notes)
{
  const CmConcentration *c = &self->concentration;
  g_autofree char *total = cm_money_format_short (c->total);
  g_autofree char *herfindahl = format_index (c->index);
  CmRecord *organisation;

  if (c->largest < 0 || c->share * 100 <= CM_BALANCE_LARGEST_SHARE)
    return;
  organisation = facts->organisations->pdata[c->largest];
  add_note (notes,
            CM_NOTE_CONCENTRATION,
            -1,
            /* translators: %1$s is an organisation, %2$.0f a number of per cent */
            g_strdup_printf (
                _ ("%1$s pays %2$.0f%%"), cm_record_get_title (organisation), c->share * 100),
            /* translators: %1$s is money, %2$s the index of concentration, up to 10,000 */
            g_strdup_printf (
                _ ("Of %1$s that says whose it is · Herfindahl index %2$s"), total, herfindahl))
      ->key = g_strdup (cm_record_get_id (organisation));
}

GPtrArray *
_cm_balance_find_notes (const CmPortfolioBalance *self, const CmPortfolioFacts *facts)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func (free_note);

  add_empty (self, notes);
  add_no_main (self, notes);
  add_concentration (self, facts, notes);
  add_over (self, notes);
  add_pots_alone (self, notes);
  return notes;
}

/* --- how it was counted ----------------------------------------------------------------------- */

static void
add_text (GPtrArray *texts, const char *heading, char *text)
{
  g_ptr_array_add (texts, g_strdup (heading));
  g_ptr_array_add (texts, text);
}

static void
explain_counted (const CmPortfolioBalance *self, GPtrArray *texts)
{
  const CmBalanceCell *all = get_cell (self, self->total, self->columns->len);
  g_autofree char *number = say_activities (all->number);

  add_text (texts,
            _ ("What is counted"),
            /* translators: %s is “60 activities” */
            g_strdup_printf (self->choice.with_done
                                 ? _ ("%s, also those that are closed or withdrawn.")
                                 : _ ("%s. Those that are closed or withdrawn are left out."),
                             number));
}

static void
explain_money (const CmPortfolioBalance *self, GPtrArray *texts)
{
  const CmBalanceCell *all = get_cell (self, self->total, self->columns->len);
  g_autofree char *total = cm_money_format (all->pence);
  g_autofree char *mainstream = cm_money_format (all->mainstream);
  g_autofree char *payers = say_activities (all->payers);

  add_text (
      texts,
      _ ("Sharing"),
      g_strdup (_ ("Money is counted once. An activity’s money goes to the chapter that it mainly "
                   "contributes to; where there are several main ones, in equal parts; only where "
                   "there is no main one, in equal parts to all that it serves. Among places it is "
                   "shared in equal parts. Odd pence go to the first of them, so that the cells "
                   "add up to the total to the penny. The rule is that of programme budgeting: "
                   "each pound stands in one place. No weights are made up.")));
  add_text (
      texts,
      _ ("Total"),
      /* translators: %1$s and %3$s are money, %2$s “60 activities”, %4$.1f per cent */
      g_strdup_printf (_ ("%1$s from %2$s, whatever the state of its budget lines. Of this "
                          "%3$s is mainstream: %4$.1f%%."),
                       total,
                       payers,
                       mainstream,
                       all->pence > 0 ? cm_portfolio_balance_mainstream (self, self->total) : 0.0));
}

static void
explain_numbers (const CmPortfolioBalance *self, GPtrArray *texts)
{
  const CmBalanceCell *all = get_cell (self, self->total, self->columns->len);

  add_text (texts,
            _ ("Totals"),
            g_strdup (_ ("An activity counts as one in every cell that it belongs to, and once in "
                         "each total: totals can be less than the sum of their cells.")));
  if (self->choice.measure == CM_BALANCE_BENEFIT)
    add_text (texts,
              _ ("Benefit"),
              /* translators: both are numbers of activities */
              g_strdup_printf (_ ("An activity’s benefit is the mean of its scores, from 0 to 100, "
                                  "all criteria alike; that of a cell is the mean of its "
                                  "activities that are scored. %1$u of %2$u are."),
                               all->scored,
                               all->number));
}

static void
explain_verdicts (const CmPortfolioBalance *self, GPtrArray *texts)
{
  g_autofree char *mean = format_mean (self);

  add_text (texts,
            _ ("Gaps"),
            g_strdup (_ ("A row is a gap when no activity serves it, or when those that do only "
                         "support it and none contributes mainly to it.")));
  if (self->choice.measure != CM_BALANCE_BENEFIT)
    add_text (
        texts,
        _ ("Overloads"),
        /* translators: %1$.0f is a number such as 2, %2$s money or a number */
        g_strdup_printf (_ ("A row is an overload when it has more than %1$.0f times the mean "
                            "of all rows (%2$s); a cell, when it has more than %1$.0f times "
                            "the mean of the cells of its column that are not empty."),
                         CM_BALANCE_THRESHOLD,
                         mean));
}

typedef struct
{
  const char *name;
  gint64 pence;
} Payer;

static int
compare_payers (gconstpointer a, gconstpointer b)
{
  const Payer *first = a, *second = b;

  return (first->pence < second->pence) - (first->pence > second->pence);
}

static GArray *
list_payers (const CmPortfolioBalance *self, const CmPortfolioFacts *facts)
{
  GArray *payers = g_array_new (FALSE, FALSE, sizeof (Payer));

  for (guint i = 0; i < self->payers->len && i < facts->organisations->len; i++)
    {
      Payer payer = { cm_record_get_title (facts->organisations->pdata[i]),
                      g_array_index (self->payers, gint64, i) };

      if (payer.pence > 0)
        g_array_append_val (payers, payer);
    }
  g_array_sort (payers, compare_payers);
  return payers;
}

/* The index with all that it is made of. */
static void
explain_concentration (const CmPortfolioBalance *self,
                       const CmPortfolioFacts *facts,
                       GPtrArray *texts)
{
  g_autoptr (GArray) payers = list_payers (self, facts);
  g_autofree char *unnamed = cm_money_format (self->unnamed);
  g_autofree char *herfindahl = format_index (self->concentration.index);
  GString *text = g_string_new (NULL);

  if (payers->len == 0)
    {
      g_string_append (text, _ ("No money says whose it is."));
      add_text (texts, _ ("Concentration"), g_string_free (text, FALSE));
      return;
    }
  for (guint i = 0; i < payers->len; i++)
    {
      const Payer *payer = &g_array_index (payers, Payer, i);
      g_autofree char *money = cm_money_format (payer->pence);

      /* translators: %1$s is an organisation, %2$s money, %3$.1f per cent */
      g_string_append_printf (text,
                              _ ("%1$s %2$s, %3$.1f%%"),
                              payer->name,
                              money,
                              100.0 * (double) payer->pence / (double) self->concentration.total);
      g_string_append (text, i + 1 < payers->len ? "; " : ". ");
    }
  g_string_append (text, _ ("Herfindahl index, the sum of the squares of the shares: "));
  for (guint i = 0; i < payers->len; i++)
    g_string_append_printf (text,
                            "%s%.1f²",
                            i > 0 ? " + " : "",
                            100.0 * (double) g_array_index (payers, Payer, i).pence /
                                (double) self->concentration.total);
  /* translators: %1$s is the index, %2$d per cent, %3$s money */
  g_string_append_printf (text,
                          _ (" = %1$s, where 10,000 is one payer alone. It stands out when one "
                             "pays more than %2$d%%. %3$s does not say whose it is and is left "
                             "out."),
                          herfindahl,
                          CM_BALANCE_LARGEST_SHARE,
                          unnamed);
  add_text (texts, _ ("Concentration"), g_string_free (text, FALSE));
}

char **
cm_portfolio_balance_explain (const CmPortfolioBalance *self, const CmPortfolioFacts *facts)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  explain_counted (self, texts);
  if (self->choice.measure == CM_BALANCE_MONEY)
    explain_money (self, texts);
  else
    explain_numbers (self, texts);
  explain_verdicts (self, texts);
  explain_concentration (self, facts, texts);
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_steal (texts, NULL);
}
