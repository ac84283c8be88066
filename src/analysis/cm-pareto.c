/* cm-pareto.c - which few amounts make up most of the whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-pareto"

#include "cm-pareto.h"

static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const gint64 *amounts = data;
  guint first = *(const guint *) a, second = *(const guint *) b;

  if (amounts[first] != amounts[second])
    return amounts[first] > amounts[second] ? -1 : 1;
  return (first > second) - (first < second);
}

CmPareto *
cm_pareto_new (const gint64 *amounts, guint n)
{
  CmPareto *self = g_new0 (CmPareto, 1);

  self->n = n;
  self->order = g_new (guint, n + 1);
  self->before = g_new (gint64, n + 1);
  for (guint i = 0; i < n; i++)
    self->order[i] = i;
  g_qsort_with_data (self->order, (gint) n, sizeof (guint), compare_places, (gpointer) amounts);
  for (guint i = 0; i < n; i++)
    {
      gint64 amount = amounts[self->order[i]];

      if (amount > 0)
        self->positive += amount;
      else
        self->negative += amount;
      self->before[i] = self->positive;
    }
  self->total = self->positive + self->negative;
  return self;
}

void
cm_pareto_free (CmPareto *self)
{
  g_free (self->order);
  g_free (self->before);
  g_free (self);
}

double
cm_pareto_share (const CmPareto *self, guint place)
{
  gint64 before = place > 0 ? self->before[place - 1] : 0;

  return self->positive > 0 ? (double) (self->before[place] - before) / (double) self->positive : 0;
}

double
cm_pareto_cumulative (const CmPareto *self, guint place)
{
  return self->positive > 0 ? (double) self->before[place] / (double) self->positive : 0;
}

guint
cm_pareto_count (const CmPareto *self, guint percent)
{
  g_return_val_if_fail (percent <= 100, 0);

  for (guint i = 0; i < self->n && self->positive > 0; i++)
    if (self->before[i] * 100 >= self->positive * percent)
      return i + 1;
  return 0;
}
