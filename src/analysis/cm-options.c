/* cm-options.c - value for money: which options together are worth most for the money there is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-options"

#include "cm-options.h"

/* Sets that are kept at most: 32 bytes each. */
#define NODES_MAX 2000000

/* Costs times values do not fit into 64 bits. */
__extension__ typedef __int128 Wide;

/* --- order ------------------------------------------------------------------------------------ */

static int
compare_ratios (gconstpointer a, gconstpointer b, gpointer data)
{
  const CmOption *options = data;
  guint first = *(const guint *) a, second = *(const guint *) b;
  const CmOption *one = &options[first], *other = &options[second];
  Wide left = (Wide) one->value * other->cost, right = (Wide) other->value * one->cost;

  /* What costs nothing comes first if it is worth something, and last if it does harm. */
  if (one->cost == 0 && other->cost == 0)
    left = right = 0;
  if (left != right)
    return left > right ? -1 : 1;
  if (one->value != other->value)
    return one->value > other->value ? -1 : 1;
  return (first > second) - (first < second);
}

guint *
cm_options_order (const CmOption *options, guint n)
{
  guint *order = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (gint) n, sizeof (guint), compare_ratios, (gpointer) options);
  return order;
}

/* --- sets ------------------------------------------------------------------------------------- */

/* A set is the option that was added last, and the set that it was added to. */
typedef struct
{
  gint64 cost, value;
  gint32 before; /* position of that set, or -1 */
  guint option;
} Node;

typedef struct
{
  const CmOption *options;
  guint n;
  guint *order;
  guint n_worth;          /* those that are worth something are first in the order */
  gint64 *costs, *values; /* sums of all before each of these, and of all of them */
  gint64 budget;
  gint64 floor;  /* a set that is worth this much is known; G_MININT64 to keep all */
  GArray *nodes; /* of Node */
  guint *kept; /* the undominated sets so far, the cheapest first, each worth more than the last */
  guint n_kept;
} Search;

void
cm_option_set_free (CmOptionSet *self)
{
  g_free (self->chosen);
  g_free (self);
}

static CmOptionSet *
make_set (const Search *search, guint node)
{
  const Node *last = &g_array_index (search->nodes, Node, node);
  CmOptionSet *set = g_new0 (CmOptionSet, 1);

  set->n = search->n;
  set->chosen = g_new0 (gboolean, search->n + 1);
  set->cost = last->cost;
  set->value = last->value;
  for (; last->before >= 0; last = &g_array_index (search->nodes, Node, last->before))
    set->chosen[last->option] = TRUE;
  return set;
}

/* What the set is worth at most when the options from `place` on are added to it in order, the last
 * one in part. */
static gint64
bound_value (const Search *search, const Node *node, guint place)
{
  gint64 left = search->budget - node->cost + search->costs[place];
  gint64 value = node->value - search->values[place];
  guint low = place, high = search->n_worth;
  const CmOption *part;

  /* The first that does not fit whole any more is at `low`. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (search->costs[middle + 1] <= left)
        low = middle + 1;
      else
        high = middle;
    }
  value += search->values[low];
  if (low == search->n_worth)
    return value;
  part = &search->options[search->order[low]];
  return value + (gint64) ((Wide) part->value * (left - search->costs[low]) / part->cost);
}

/* Going down the order and taking what fits: a good set, so that poor ones need not be kept. */
static gint64
take_greedily (const Search *search)
{
  gint64 left = search->budget, value = 0;

  for (guint i = 0; i < search->n_worth; i++)
    {
      const CmOption *option = &search->options[search->order[i]];

      if (option->cost <= left)
        {
          left -= option->cost;
          value += option->value;
        }
    }
  return value;
}

static Node
add_option (const Search *search, guint set, guint option)
{
  const Node *before = &g_array_index (search->nodes, Node, set);

  return (Node){ before->cost + search->options[option].cost,
                 before->value + search->options[option].value,
                 (gint32) set,
                 option };
}

/* All undominated sets with the options up to `place` in the order: those there are and the same
 * with that option, merged by cost. FALSE if they are too many. */
static gboolean
extend (Search *search, guint place)
{
  guint option = search->order[place], n_old = search->n_kept, at = 0, with = 0;
  g_autofree guint *old = g_steal_pointer (&search->kept);
  gint64 most = G_MININT64;

  search->kept = g_new (guint, 2 * (gsize) n_old);
  search->n_kept = 0;
  while (at < n_old || with < n_old)
    {
      Node fresh = with < n_old ? add_option (search, old[with], option) : (Node){ 0 };
      const Node *there = at < n_old ? &g_array_index (search->nodes, Node, old[at]) : NULL;
      gboolean take_old =
          there != NULL && (with == n_old || there->cost < fresh.cost ||
                            (there->cost == fresh.cost && there->value >= fresh.value));
      const Node *next = take_old ? there : &fresh;

      if (!take_old && fresh.cost > search->budget)
        {
          with = n_old;
          continue;
        }
      if (next->value > most && bound_value (search, next, place + 1) >= search->floor)
        {
          most = next->value;
          search->kept[search->n_kept++] = take_old ? old[at] : search->nodes->len;
          if (!take_old)
            g_array_append_val (search->nodes, fresh);
        }
      at += take_old;
      with += !take_old;
    }
  return search->nodes->len <= NODES_MAX;
}

static void
begin (Search *search, const CmOption *options, guint n, gint64 budget)
{
  Node nothing = { 0, 0, -1, 0 };

  *search = (Search){ .options = options, .n = n, .budget = MAX (budget, 0), .floor = G_MININT64 };
  search->order = cm_options_order (options, n);
  search->costs = g_new0 (gint64, n + 1);
  search->values = g_new0 (gint64, n + 1);
  for (guint i = 0; i < n && options[search->order[i]].value > 0; i++)
    {
      search->n_worth = i + 1;
      search->costs[i + 1] = search->costs[i] + options[search->order[i]].cost;
      search->values[i + 1] = search->values[i] + options[search->order[i]].value;
    }
  search->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  g_array_append_val (search->nodes, nothing);
  search->kept = g_new0 (guint, 1);
  search->n_kept = 1;
}

static gboolean
extend_to_end (Search *search)
{
  for (guint i = 0; i < search->n_worth; i++)
    if (!extend (search, i))
      return FALSE;
  return TRUE;
}

static void
clear_search (Search *search)
{
  g_free (search->order);
  g_free (search->costs);
  g_free (search->values);
  g_array_unref (search->nodes);
  g_free (search->kept);
}

CmOptionSet *
cm_options_find_best (const CmOption *options, guint n, gint64 budget)
{
  Search search;
  CmOptionSet *best = NULL;

  g_return_val_if_fail (n <= CM_OPTIONS_MAX, NULL);
  begin (&search, options, n, budget);
  search.floor = take_greedily (&search);
  if (extend_to_end (&search))
    best = make_set (&search, search.kept[search.n_kept - 1]);
  clear_search (&search);
  return best;
}

GPtrArray *
cm_options_list_best (const CmOption *options, guint n, gint64 budget)
{
  Search search;
  GPtrArray *sets = NULL;

  g_return_val_if_fail (n <= CM_OPTIONS_MAX, NULL);
  begin (&search, options, n, budget);
  if (extend_to_end (&search))
    {
      sets = g_ptr_array_new_with_free_func ((GDestroyNotify) cm_option_set_free);
      for (guint i = 0; i < search.n_kept; i++)
        g_ptr_array_add (sets, make_set (&search, search.kept[i]));
    }
  clear_search (&search);
  return sets;
}

/* --- how sure it is --------------------------------------------------------------------------- */

static guint
count_differences (const CmOptionSet *one, const CmOptionSet *other)
{
  guint differences = 0;

  for (guint i = 0; i < one->n; i++)
    differences += one->chosen[i] != other->chosen[i];
  return differences;
}

static gint64
sum_values (const CmOption *options, const CmOptionSet *set)
{
  gint64 sum = 0;

  for (guint i = 0; i < set->n; i++)
    if (set->chosen[i])
      sum += options[i].value;
  return sum;
}

/* (transfer full) (nullable): the set that gains most on the best one when values are wrong by
 * over / under against it: what it has is worth less, everything else more. */
static CmOptionSet *
find_rival (const CmOption *options,
            guint n,
            gint64 budget,
            const CmOptionSet *best,
            gint64 over,
            gint64 under)
{
  g_autofree CmOption *wrong = g_new (CmOption, n + 1);

  for (guint i = 0; i < n; i++)
    wrong[i] =
        (CmOption){ options[i].cost, options[i].value * under + (best->chosen[i] ? -over : over) };
  return cm_options_find_best (wrong, n, budget);
}

/* The ratio of any other set: one without an option that is chosen, or with one that is not. */
static gboolean
find_other (const CmOption *options,
            guint n,
            gint64 budget,
            const CmOptionSet *best,
            gint64 *over,
            gint64 *under)
{
  *under = 1;
  for (guint i = 0; i < n; i++)
    if (best->chosen[i] || options[i].cost <= budget - best->cost)
      {
        *over = best->chosen[i] ? options[i].value : -options[i].value;
        return TRUE;
      }
  /* Nothing is chosen, as nothing fits. */
  return FALSE;
}

gboolean
cm_options_find_margin (const CmOption *options,
                        guint n,
                        gint64 budget,
                        const CmOptionSet *best,
                        gint64 *over,
                        gint64 *under)
{
  gint64 value = sum_values (options, best);

  if (!find_other (options, n, budget, best, over, under))
    return FALSE;
  for (;;)
    {
      g_autoptr (CmOptionSet) rival = find_rival (options, n, budget, best, *over, *under);
      gint64 less, differences;

      if (rival == NULL)
        return FALSE;
      differences = count_differences (best, rival);
      less = value - sum_values (options, rival);
      /* Is its ratio smaller? */
      if (differences == 0 || (Wide) less * *under >= (Wide) *over * differences)
        return TRUE;
      *over = less;
      *under = differences;
    }
}

gboolean
cm_options_find_turn (const CmOption *options,
                      guint n,
                      gint64 budget,
                      const CmOptionSet *best,
                      guint option,
                      gint64 *value)
{
  g_autofree CmOption *others = g_new (CmOption, n + 1);
  g_autoptr (CmOptionSet) rest = NULL;
  gint64 left = best->chosen[option] ? budget : budget - options[option].cost;

  if (left < 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    others[i] = options[i];
  others[option].value = 0; /* never chosen */
  rest = cm_options_find_best (others, n, left);
  if (rest == NULL)
    return FALSE;
  if (best->chosen[option])
    *value = rest->value - (best->value - options[option].value);
  else
    *value = best->value - rest->value;
  return TRUE;
}
