/* cm-options.h - value for money: which options together are worth most for the money there is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The question is that of the knapsack with whole options and one budget. Everything is exact:
 * costs and values are whole numbers of any unit (pence, tenths of a point), so nothing is rounded.
 */
typedef struct
{
  gint64 cost;  /* 0 to CM_OPTION_MAX */
  gint64 value; /* -CM_OPTION_MAX to CM_OPTION_MAX; what is worth nothing or less is never chosen */
} CmOption;

#define CM_OPTION_MAX G_GINT64_CONSTANT (1000000000000)
#define CM_OPTIONS_MAX 1000

/* Some of the options, chosen together. */
typedef struct
{
  guint n;
  gboolean *chosen; /* for each option */
  gint64 cost, value;
} CmOptionSet;

void cm_option_set_free (CmOptionSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmOptionSet, cm_option_set_free)

/* (transfer full): the positions of the options by value for each unit of cost, the most first; of
 * equal ones the larger value, then the earlier. This is a guide: see cm_options_find_best(). */
guint *cm_options_order (const CmOption *options, guint n);

/* (transfer full) (nullable): the set that is worth most within the budget; of those worth the
 * same, one that costs least. NULL if finding it would take more memory than is reasonable, which
 * large numbers of options whose values follow their costs closely may do.
 *
 * Dynamic programming over undominated sets (Nemhauser and Ullmann 1969), in which a set is given
 * up early if even a part of an option added to it would not do (Dantzig 1957). */
CmOptionSet *cm_options_find_best (const CmOption *options, guint n, gint64 budget);

/* (transfer full) (nullable): of CmOptionSet, the best set of every budget up to this one: each
 * costs more than the one before it and is worth more. The first is empty or costs nothing. NULL as
 * above.
 */
GPtrArray *cm_options_list_best (const CmOption *options, guint n, gint64 budget);

/* How far the value of every option may be wrong, up or down, all at once, before another set
 * within the budget may be better: `over` / `under` of the values' unit. `best` is from
 * cm_options_find_best(). FALSE if no other set can be, or if that cannot be found out.
 *
 * The least of (value of best - value of other) / (number of options in one of the two only), found
 * by solving for ever smaller ratios (Dinkelbach 1967). */
gboolean cm_options_find_margin (const CmOption *options,
                                 guint n,
                                 gint64 budget,
                                 const CmOptionSet *best,
                                 gint64 *over,
                                 gint64 *under);

/* The value of one option at which the best set changes: above it an option that is left out would
 * come in, below it one that is chosen would drop out. FALSE if no value of it changes anything
 * (it costs more than there is), or if that cannot be found out. Zero or less: it stays even if
 * it is worth nothing. */
gboolean cm_options_find_turn (const CmOption *options,
                               guint n,
                               gint64 budget,
                               const CmOptionSet *best,
                               guint option,
                               gint64 *value);

G_END_DECLS
