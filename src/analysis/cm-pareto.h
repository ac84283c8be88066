/* cm-pareto.h - which few amounts make up most of the whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Amounts by size, the largest first; equal ones stay in the order in which they are given. Shares
 * are of the sum of the amounts above nothing, so that these add up to one; the others have none.
 * All amounts together may come to 9e16 pence. */
typedef struct
{
  guint n;
  guint *order;   /* for each place, which amount stands there */
  gint64 *before; /* for each place, the sum of the amounts above nothing up to and with it */
  gint64 total, positive, negative; /* total = positive + negative */
} CmPareto;

CmPareto *cm_pareto_new (const gint64 *amounts, guint n);
void cm_pareto_free (CmPareto *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmPareto, cm_pareto_free)

/* Of the amount at that place, and of it and all larger ones; 0 to 1. */
double cm_pareto_share (const CmPareto *self, guint place);
double cm_pareto_cumulative (const CmPareto *self, guint place);
/* How many of the largest come to at least so many per cent (0 to 100), compared to the penny. */
guint cm_pareto_count (const CmPareto *self, guint percent);

G_END_DECLS
