/* test-pareto.c - the few amounts that make up most of the whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-pareto.h"

static void
test_order (void)
{
  const gint64 amounts[] = { 10, -5, 70, 0, 20, 20 };
  const guint order[] = { 2, 4, 5, 0, 3, 1 };
  g_autoptr (CmPareto) pareto = cm_pareto_new (amounts, G_N_ELEMENTS (amounts));

  for (guint i = 0; i < pareto->n; i++)
    g_assert_cmpuint (pareto->order[i], ==, order[i]);
  g_assert_cmpint (pareto->positive, ==, 120);
  g_assert_cmpint (pareto->negative, ==, -5);
  g_assert_cmpint (pareto->total, ==, 115);
  g_assert_cmpfloat_with_epsilon (cm_pareto_share (pareto, 0), 70.0 / 120, 1e-12);
  g_assert_cmpfloat_with_epsilon (cm_pareto_cumulative (pareto, 1), 90.0 / 120, 1e-12);
  g_assert_cmpfloat (cm_pareto_cumulative (pareto, 3), ==, 1);
  /* What came back has no share, and takes none away. */
  g_assert_cmpfloat (cm_pareto_share (pareto, 5), ==, 0);
  g_assert_cmpfloat (cm_pareto_cumulative (pareto, 5), ==, 1);
}

/* To the penny: 80 of 100 are 80 per cent, and 79 are not. */
static void
test_count (void)
{
  const gint64 enough[] = { 80, 20 };
  const gint64 short_of[] = { 79, 20, 1 };
  const gint64 large[] = { G_GINT64_CONSTANT (60000000000000000),
                           G_GINT64_CONSTANT (30000000000000000) };
  g_autoptr (CmPareto) one = cm_pareto_new (enough, 2);
  g_autoptr (CmPareto) two = cm_pareto_new (short_of, 3);
  g_autoptr (CmPareto) huge = cm_pareto_new (large, 2);

  g_assert_cmpuint (cm_pareto_count (one, 80), ==, 1);
  g_assert_cmpuint (cm_pareto_count (one, 81), ==, 2);
  g_assert_cmpuint (cm_pareto_count (one, 100), ==, 2);
  g_assert_cmpuint (cm_pareto_count (one, 0), ==, 1);
  g_assert_cmpuint (cm_pareto_count (two, 80), ==, 2);
  g_assert_cmpuint (cm_pareto_count (two, 100), ==, 3);
  g_assert_cmpuint (cm_pareto_count (huge, 66), ==, 1);
  g_assert_cmpuint (cm_pareto_count (huge, 67), ==, 2);
}

static void
test_nothing (void)
{
  const gint64 back[] = { -3, 0, -4 };
  g_autoptr (CmPareto) none = cm_pareto_new (NULL, 0);
  g_autoptr (CmPareto) negative = cm_pareto_new (back, 3);

  g_assert_cmpuint (cm_pareto_count (none, 80), ==, 0);
  g_assert_cmpint (none->total, ==, 0);
  g_assert_cmpuint (cm_pareto_count (negative, 80), ==, 0);
  g_assert_cmpint (negative->total, ==, -7);
  g_assert_cmpuint (negative->order[0], ==, 1);
  g_assert_cmpfloat (cm_pareto_cumulative (negative, 2), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pareto/order", test_order);
  g_test_add_func ("/pareto/count", test_count);
  g_test_add_func ("/pareto/nothing", test_nothing);
  return g_test_run ();
}
