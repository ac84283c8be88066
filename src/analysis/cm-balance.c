/* cm-balance.c - how activities and their money spread over rows and columns; gaps, overloads. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-balance"

#include "cm-balance.h"

#include <string.h>

/* Where the links of an activity begin, in an array of them sorted by activity. */
typedef struct
{
  guint *first; /* n_activities + 1 */
  CmBalanceLink *links;
} Index;

typedef struct
{
  const CmBalanceInput *input;
  CmBalance *balance;
  Index rows, columns;
  guint *seen;       /* for each cell, the last activity that was counted in it, from 1 */
  guint *seen_main;  /* likewise as one that contributes mainly */
  guint *seen_money; /* likewise as one whose money that is */
} Count;

/* Sorts the links by activity, keeping their order otherwise. */
static void
build_index (Index *index, guint n_activities, const CmBalanceLink *links, guint n_links)
{
  g_autofree guint *next = g_new0 (guint, n_activities + 1);

  index->first = g_new0 (guint, n_activities + 1);
  index->links = g_new0 (CmBalanceLink, MAX (n_links, 1));
  for (guint i = 0; i < n_links; i++)
    index->first[links[i].activity + 1]++;
  for (guint i = 0; i < n_activities; i++)
    index->first[i + 1] += index->first[i];
  memcpy (next, index->first, (n_activities + 1) * sizeof (guint));
  for (guint i = 0; i < n_links; i++)
    index->links[next[links[i].activity]++] = links[i];
}

static void
clear_index (Index *index)
{
  g_free (index->first);
  g_free (index->links);
}

static gsize
cell_at (const CmBalance *self, guint row, guint column)
{
  return (gsize) row * (self->n_columns + 1) + column;
}

/* --- activities ------------------------------------------------------------------------------- */

/* The benefit is a sum until all are counted. */
static void
count_in (Count *count, guint row, guint column, guint activity, gboolean is_main)
{
  gsize at = cell_at (count->balance, row, column);
  CmBalanceCell *cell = &count->balance->cells[at];
  double benefit = count->input->benefits[activity];

  if (is_main && count->seen_main[at] != activity + 1)
    {
      count->seen_main[at] = activity + 1;
      cell->main++;
    }
  if (count->seen[at] == activity + 1)
    return;
  count->seen[at] = activity + 1;
  cell->number++;
  if (benefit >= 0)
    {
      cell->scored++;
      cell->benefit += benefit;
    }
}

/* In every column of the row that the activity belongs to, and in that of all. */
static void
count_in_row (Count *count, guint row, guint activity, gboolean is_main)
{
  const Index *columns = &count->columns;

  for (guint i = columns->first[activity]; i < columns->first[activity + 1]; i++)
    count_in (count, row, columns->links[i].at, activity, is_main);
  count_in (count, row, count->balance->n_columns, activity, is_main);
}

static void
count_activities (Count *count)
{
  const CmBalanceInput *input = count->input;
  gsize n;

  for (guint a = 0; a < input->n_activities; a++)
    for (guint i = count->rows.first[a]; i < count->rows.first[a + 1]; i++)
      {
        const CmBalanceLink *link = &count->rows.links[i];
        int group = input->groups[link->at];

        count_in_row (count, link->at, a, link->main);
        if (group >= 0)
          count_in_row (count, cm_balance_group_row (count->balance, (guint) group), a, TRUE);
        count_in_row (count, cm_balance_total_row (count->balance), a, TRUE);
      }
  n = cell_at (count->balance, cm_balance_total_row (count->balance) + 1, 0);
  for (gsize i = 0; i < n; i++)
    if (count->balance->cells[i].scored > 0)
      count->balance->cells[i].benefit /= count->balance->cells[i].scored;
}

/* --- money ------------------------------------------------------------------------------------ */

gint64
cm_balance_part (gint64 pence, guint n, guint i)
{
  gint64 rest = pence % (gint64) n;
  gint64 penny = rest < 0 ? -1 : 1;

  return pence / (gint64) n + (i < (guint64) ABS (rest) ? penny : 0);
}

static void
add_to (Count *count, guint row, guint column, const CmBalanceAmount *amount, gint64 pence)
{
  gsize at = cell_at (count->balance, row, column);
  CmBalanceCell *cell = &count->balance->cells[at];

  cell->pence += pence;
  if (amount->mainstream)
    cell->mainstream += pence;
  if (count->seen_money[at] != amount->activity + 1)
    {
      count->seen_money[at] = amount->activity + 1;
      cell->payers++;
    }
}

static void
add_to_row (Count *count, guint row, guint column, const CmBalanceAmount *amount, gint64 pence)
{
  CmBalance *self = count->balance;
  int group = count->input->groups[row];
  guint rows[] = {
    row,
    cm_balance_total_row (self),
    group >= 0 ? cm_balance_group_row (self, (guint) group) : 0,
  };

  for (guint i = 0; i < (group >= 0 ? 3 : 2); i++)
    {
      add_to (count, rows[i], column, amount, pence);
      add_to (count, rows[i], self->n_columns, amount, pence);
    }
}

/* How many rows share the money of an activity; `only_main` tells whether they are the main ones
 * alone. */
static guint
count_sharers (const Count *count, guint activity, gboolean *only_main)
{
  guint all = count->rows.first[activity + 1] - count->rows.first[activity];
  guint n_main = 0;

  for (guint i = count->rows.first[activity]; i < count->rows.first[activity + 1]; i++)
    n_main += count->rows.links[i].main;
  *only_main = n_main > 0;
  return n_main > 0 ? n_main : all;
}

static void
share_among_rows (Count *count, guint column, const CmBalanceAmount *amount, gint64 pence)
{
  guint activity = amount->activity;
  gboolean only_main;
  guint n = count_sharers (count, activity, &only_main);
  guint sharer = 0;

  for (guint i = count->rows.first[activity]; i < count->rows.first[activity + 1]; i++)
    {
      const CmBalanceLink *link = &count->rows.links[i];

      if (!only_main || link->main)
        add_to_row (count, link->at, column, amount, cm_balance_part (pence, n, sharer++));
    }
}

static void
count_amount (Count *count, const CmBalanceAmount *amount)
{
  guint first = count->columns.first[amount->activity];
  guint n = count->columns.first[amount->activity + 1] - first;

  if (amount->column >= 0)
    share_among_rows (count, (guint) amount->column, amount, amount->pence);
  for (guint j = 0; amount->column < 0 && j < n; j++)
    share_among_rows (
        count, count->columns.links[first + j].at, amount, cm_balance_part (amount->pence, n, j));
}

/* One activity after the other, so that each is counted once as one that pays. */
static void
count_money (Count *count)
{
  const CmBalanceInput *input = count->input;
  g_autofree guint *next = g_new0 (guint, input->n_activities + 1);
  g_autofree guint *order = g_new (guint, MAX (input->n_amounts, 1));

  for (guint i = 0; i < input->n_amounts; i++)
    next[input->amounts[i].activity + 1]++;
  for (guint i = 0; i < input->n_activities; i++)
    next[i + 1] += next[i];
  for (guint i = 0; i < input->n_amounts; i++)
    order[next[input->amounts[i].activity]++] = i;
  for (guint i = 0; i < input->n_amounts; i++)
    count_amount (count, &input->amounts[order[i]]);
}

CmBalance *
cm_balance_new (const CmBalanceInput *input)
{
  CmBalance *self = g_new0 (CmBalance, 1);
  Count count = { .input = input, .balance = self };
  gsize n;

  self->n_rows = input->n_rows;
  self->n_groups = input->n_groups;
  self->n_columns = input->n_columns;
  self->threshold = input->threshold;
  n = cell_at (self, cm_balance_total_row (self) + 1, 0);
  self->cells = g_new0 (CmBalanceCell, n);
  self->judged = g_new (gboolean, input->n_rows + 1);
  for (guint i = 0; i < input->n_rows; i++)
    self->judged[i] = input->judged == NULL || input->judged[i];
  count.seen = g_new0 (guint, n);
  count.seen_main = g_new0 (guint, n);
  count.seen_money = g_new0 (guint, n);
  build_index (&count.rows, input->n_activities, input->row_links, input->n_row_links);
  build_index (&count.columns, input->n_activities, input->column_links, input->n_column_links);
  count_activities (&count);
  count_money (&count);
  clear_index (&count.rows);
  clear_index (&count.columns);
  g_free (count.seen);
  g_free (count.seen_main);
  g_free (count.seen_money);
  return self;
}

void
cm_balance_free (CmBalance *self)
{
  g_free (self->cells);
  g_free (self->judged);
  g_free (self);
}

/* --- asking ----------------------------------------------------------------------------------- */

const CmBalanceCell *
cm_balance_get (const CmBalance *self, guint row, guint column)
{
  g_return_val_if_fail (row <= cm_balance_total_row (self) && column <= self->n_columns, NULL);

  return &self->cells[cell_at (self, row, column)];
}

guint
cm_balance_group_row (const CmBalance *self, guint group)
{
  return self->n_rows + group;
}

guint
cm_balance_total_row (const CmBalance *self)
{
  return self->n_rows + self->n_groups;
}

double
cm_balance_value (const CmBalanceCell *cell, CmBalanceMeasure measure)
{
  switch (measure)
    {
    case CM_BALANCE_MONEY:
      return (double) cell->pence;
    case CM_BALANCE_NUMBER:
      return cell->number;
    case CM_BALANCE_BENEFIT:
    default:
      return cell->benefit;
    }
}

double
cm_balance_mean (const CmBalance *self, guint column, CmBalanceMeasure measure)
{
  double sum = 0;
  guint n = 0;

  for (guint row = 0; row < self->n_rows; row++)
    {
      double value = cm_balance_value (cm_balance_get (self, row, column), measure);

      if (!self->judged[row] || (column < self->n_columns && value <= 0))
        continue;
      sum += value;
      n++;
    }
  return n > 0 ? sum / n : 0;
}

CmBalanceVerdict
cm_balance_judge (const CmBalance *self, guint row, guint column, CmBalanceMeasure measure)
{
  const CmBalanceCell *cell = cm_balance_get (self, row, column);
  double mean;

  if (row >= self->n_rows || !self->judged[row])
    return CM_BALANCE_FAIR;
  if (column == self->n_columns && cell->number == 0)
    return CM_BALANCE_EMPTY;
  if (column == self->n_columns && cell->main == 0)
    return CM_BALANCE_NO_MAIN;
  if (measure == CM_BALANCE_BENEFIT)
    return CM_BALANCE_FAIR;
  mean = cm_balance_mean (self, column, measure);
  return mean > 0 && cm_balance_value (cell, measure) > self->threshold * mean ? CM_BALANCE_OVER
                                                                               : CM_BALANCE_FAIR;
}

void
cm_balance_concentrate (const gint64 *parts, guint n, CmConcentration *result)
{
  *result = (CmConcentration){ .largest = -1 };
  for (guint i = 0; i < n; i++)
    {
      /* What takes money away is no part of it. */
      result->total += MAX (parts[i], 0);
      if (parts[i] > 0 && (result->largest < 0 || parts[i] > parts[result->largest]))
        result->largest = (int) i;
    }
  if (result->largest < 0)
    return;
  result->share = (double) parts[result->largest] / (double) result->total;
  for (guint i = 0; i < n; i++)
    {
      double share = 100.0 * (double) MAX (parts[i], 0) / (double) result->total;

      result->index += share * share;
    }
}
