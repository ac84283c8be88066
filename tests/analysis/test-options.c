/* test-options.c - which options together are worth most for the money there is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-options.h"

/* The example of the manual: A 10/4, B 6/3, C 4/3. */
static const CmOption abc[] = { { 10, 4 }, { 6, 3 }, { 4, 3 } };

static void
assert_set (const CmOptionSet *set, guint chosen, gint64 cost, gint64 value)
{
  g_assert_nonnull (set);
  for (guint i = 0; i < set->n; i++)
    g_assert_cmpint (set->chosen[i], ==, chosen >> i & 1);
  g_assert_cmpint (set->cost, ==, cost);
  g_assert_cmpint (set->value, ==, value);
}

static void
test_example (void)
{
  g_autofree guint *order = cm_options_order (abc, 3);
  g_autoptr (CmOptionSet) ten = cm_options_find_best (abc, 3, 10);
  g_autoptr (CmOptionSet) nine = cm_options_find_best (abc, 3, 9);
  g_autoptr (CmOptionSet) fourteen = cm_options_find_best (abc, 3, 14);
  g_autoptr (CmOptionSet) none = cm_options_find_best (abc, 3, 3);
  gint64 over, under, turn;

  g_assert_cmpuint (order[0], ==, 2);
  g_assert_cmpuint (order[1], ==, 1);
  g_assert_cmpuint (order[2], ==, 0);
  assert_set (ten, 6, 10, 6);
  assert_set (nine, 4, 4, 3);
  assert_set (fourteen, 5, 14, 7);
  assert_set (none, 0, 0, 0);
  g_assert_true (cm_options_find_margin (abc, 3, 10, ten, &over, &under));
  g_assert_cmpint (over, ==, 2);
  g_assert_cmpint (under, ==, 3);
  g_assert_true (cm_options_find_turn (abc, 3, 10, ten, 0, &turn));
  g_assert_cmpint (turn, ==, 6);
  g_assert_true (cm_options_find_turn (abc, 3, 10, ten, 1, &turn));
  g_assert_cmpint (turn, ==, 1);
  g_assert_false (cm_options_find_turn (abc, 3, 9, nine, 0, &turn));
}

static void
test_every_budget (void)
{
  g_autoptr (GPtrArray) sets = cm_options_list_best (abc, 3, 20);

  g_assert_cmpuint (sets->len, ==, 5);
  assert_set (g_ptr_array_index (sets, 0), 0, 0, 0);
  assert_set (g_ptr_array_index (sets, 1), 4, 4, 3);
  assert_set (g_ptr_array_index (sets, 2), 6, 10, 6);
  assert_set (g_ptr_array_index (sets, 3), 5, 14, 7);
  assert_set (g_ptr_array_index (sets, 4), 7, 20, 10);
}

static void
test_edges (void)
{
  /* What is worth nothing is left out, what costs nothing comes in, and of equals the cheaper. */
  const CmOption options[] = { { 0, 2 }, { 5, 0 }, { 3, -4 }, { 4, 7 }, { 2, 7 }, { 0, -1 } };
  g_autoptr (CmOptionSet) set = cm_options_find_best (options, 6, 4);
  g_autoptr (CmOptionSet) nothing = cm_options_find_best (NULL, 0, 100);
  g_autoptr (CmOptionSet) debt = cm_options_find_best (options, 6, -50);
  g_autoptr (CmOptionSet) poor = cm_options_find_best (&options[1], 2, 100);
  gint64 over, under, turn;

  assert_set (set, 1 | 16, 2, 9);
  assert_set (nothing, 0, 0, 0);
  assert_set (debt, 1, 0, 2);
  assert_set (poor, 0, 0, 0);
  g_assert_false (cm_options_find_margin (NULL, 0, 100, nothing, &over, &under));
  g_assert_true (cm_options_find_margin (&options[1], 2, 100, poor, &over, &under));
  g_assert_cmpint (over, ==, 0);
  /* Free, so it stays as long as it does no harm. */
  g_assert_true (cm_options_find_turn (options, 6, 4, set, 0, &turn));
  g_assert_cmpint (turn, ==, 0);
}

/* --- against trying everything ---------------------------------------------------------------- */

#define N 10

static gint64
sum_chosen (const CmOption *options, guint chosen, gboolean costs)
{
  gint64 sum = 0;

  for (guint i = 0; i < N; i++)
    if (chosen >> i & 1)
      sum += costs ? options[i].cost : options[i].value;
  return sum;
}

static guint
try_all (const CmOption *options, gint64 budget)
{
  guint best = 0;

  for (guint set = 1; set < 1u << N; set++)
    {
      gint64 cost = sum_chosen (options, set, TRUE), value = sum_chosen (options, set, FALSE);
      gint64 most = sum_chosen (options, best, FALSE);

      if (cost <= budget &&
          (value > most || (value == most && cost < sum_chosen (options, best, TRUE))))
        best = set;
    }
  return best;
}

static guint
get_bits (const CmOptionSet *set)
{
  guint bits = 0;

  for (guint i = 0; i < set->n; i++)
    bits |= (guint) set->chosen[i] << i;
  return bits;
}

static void
assert_margin (const CmOption *options, gint64 budget, const CmOptionSet *best)
{
  guint bits = get_bits (best);
  gint64 over, under;
  double least = G_MAXDOUBLE;

  for (guint set = 0; set < 1u << N; set++)
    if (set != bits && sum_chosen (options, set, TRUE) <= budget)
      least = MIN (least,
                   (double) (best->value - sum_chosen (options, set, FALSE)) /
                       __builtin_popcount (set ^ bits));
  g_assert_true (cm_options_find_margin (options, N, budget, best, &over, &under));
  g_assert_cmpfloat_with_epsilon ((double) over / (double) under, least, 1e-9);
}

/* One more or less than the value at which it turns, and the set does or does not change. */
static void
assert_turns (const CmOption *options, gint64 budget, const CmOptionSet *best)
{
  for (guint i = 0; i < N; i++)
    {
      CmOption changed[N];
      gint64 turn;

      if (!cm_options_find_turn (options, N, budget, best, i, &turn))
        {
          g_assert_cmpint (options[i].cost, >, budget);
          continue;
        }
      for (int more = -1; more <= 1; more += 2)
        {
          for (guint k = 0; k < N; k++)
            changed[k] = options[k];
          changed[i].value = turn + more;
          if (changed[i].value > 0)
            g_assert_cmpint (try_all (changed, budget) >> i & 1, ==, more > 0);
        }
    }
}

static void
test_against_all_sets (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261121);

  for (guint round = 0; round < 60; round++)
    {
      CmOption options[N];
      gint64 budget = g_rand_int_range (rand, 0, 120);
      g_autoptr (CmOptionSet) best = NULL;
      g_autoptr (GPtrArray) sets = NULL;

      for (guint i = 0; i < N; i++)
        options[i] = (CmOption){ g_rand_int_range (rand, round % 3 == 0 ? 0 : 1, 40),
                                 g_rand_int_range (rand, round % 2 == 0 ? -5 : 1, 30) };
      best = cm_options_find_best (options, N, budget);
      g_assert_cmpint (best->value, ==, sum_chosen (options, try_all (options, budget), FALSE));
      g_assert_cmpint (best->cost, ==, sum_chosen (options, try_all (options, budget), TRUE));
      g_assert_cmpint (best->value, ==, sum_chosen (options, get_bits (best), FALSE));
      assert_margin (options, budget, best);
      assert_turns (options, budget, best);
      sets = cm_options_list_best (options, N, budget);
      for (guint i = 0; i < sets->len; i++)
        {
          const CmOptionSet *set = g_ptr_array_index (sets, i);
          guint alone = try_all (options, set->cost);

          g_assert_cmpint (set->value, ==, sum_chosen (options, alone, FALSE));
          g_assert_cmpint (set->cost, ==, sum_chosen (options, alone, TRUE));
        }
    }
}

/* Two hundred activities with costs in pence. */
static void
test_many (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  CmOption options[200];
  g_autoptr (CmOptionSet) best = NULL;
  gint64 total = 0, over, under;

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      options[i] =
          (CmOption){ g_rand_int_range (rand, 100000, 90000000), g_rand_int_range (rand, 1, 1000) };
      total += options[i].cost;
    }
  best = cm_options_find_best (options, G_N_ELEMENTS (options), total / 2);
  g_assert_nonnull (best);
  g_assert_cmpint (best->cost, <=, total / 2);
  g_assert_true (
      cm_options_find_margin (options, G_N_ELEMENTS (options), total / 2, best, &over, &under));
  g_assert_cmpint (over, >=, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/options/example", test_example);
  g_test_add_func ("/options/every-budget", test_every_budget);
  g_test_add_func ("/options/edges", test_edges);
  g_test_add_func ("/options/against-all-sets", test_against_all_sets);
  g_test_add_func ("/options/many", test_many);
  return g_test_run ();
}
