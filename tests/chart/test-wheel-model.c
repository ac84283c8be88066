/* test-wheel-model.c - order, neighbours and spoken texts of the wheel. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-wheel-model.h"

#include "wheel-fixture.h"

static void
assert_description (const CmWheel *wheel, guint step, const char *expected)
{
  g_autofree char *text = cm_wheel_describe_step (wheel, step);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_describe_step (void)
{
  g_autoptr (CmWheel) wheel = create_cycle ();

  assert_description (
      wheel, 6, "Plan, step 2 of 5, Options, in hand, due 12 June, responsible: theme board");
  assert_description (wheel, 0, "Analyse, step 1 of 5, Scope, signed off");
  assert_description (wheel, 7, "Plan, step 3 of 5, Appraise, blocked");
  assert_description (wheel, 8, "Plan, step 4 of 5, Balance, not started, overdue, due 1 May");
  assert_description (wheel, 17, "Review, step 4 of 4, Learn, not started");
}

static void
test_describe (void)
{
  g_autoptr (CmWheel) wheel = create_cycle ();
  g_autoptr (CmWheel) empty = cm_wheel_new ();
  g_autofree char *whole = cm_wheel_describe (wheel);
  g_autofree char *nothing = cm_wheel_describe (empty);
  g_autofree char *ring = cm_wheel_describe_ring (wheel, 3);

  g_assert_cmpstr (whole,
                   ==,
                   "People of the county. Plan, step 2 of 5 · Options. "
                   "4 of 18 steps signed off, 3 in hand, 1 blocked, 1 overdue.");
  g_assert_cmpstr (nothing, ==, "no steps.");
  g_assert_cmpstr (ring, ==, "Purchasing: Monitor and renew (beside Review)");
}

static void
test_neighbours (void)
{
  static const struct
  {
    int from;
    CmWheelDirection direction;
    int to;
  } table[] = {
    { 0, CM_WHEEL_NEXT, 1 },           { 4, CM_WHEEL_NEXT, 5 },
    { 17, CM_WHEEL_NEXT, 0 },          { 0, CM_WHEEL_PREVIOUS, 17 },
    { 5, CM_WHEEL_PREVIOUS, 4 },       { 1, CM_WHEEL_NEXT_STAGE, 6 },
    { 9, CM_WHEEL_NEXT_STAGE, 13 }, /* the fifth step; the next stage has four */
    { 14, CM_WHEEL_NEXT_STAGE, 0 },    { 1, CM_WHEEL_PREVIOUS_STAGE, 15 },
    { 6, CM_WHEEL_PREVIOUS_STAGE, 1 }, { 9, CM_WHEEL_FIRST, 0 },
    { 9, CM_WHEEL_LAST, 17 },          { -1, CM_WHEEL_NEXT, 0 },
    { -1, CM_WHEEL_NEXT_STAGE, 0 },    { -1, CM_WHEEL_PREVIOUS, 17 },
    { 99, CM_WHEEL_NEXT, 0 },
  };
  g_autoptr (CmWheel) wheel = create_cycle ();

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpint (
        cm_wheel_step_neighbour (wheel, table[i].from, table[i].direction), ==, table[i].to);
}

static void
test_neighbours_sparse (void)
{
  g_autoptr (CmWheel) wheel = cm_wheel_new ();

  g_assert_cmpint (cm_wheel_step_neighbour (wheel, -1, CM_WHEEL_NEXT), ==, -1);
  cm_wheel_add_stage (wheel, "a", "A", NULL, 0);
  cm_wheel_add_stage (wheel, "b", "B", NULL, 1);
  cm_wheel_add_stage (wheel, "c", "C", NULL, 2);
  /* Added out of order, and nothing in the middle stage. */
  cm_wheel_add_step (wheel, 2, "last", CM_STEP_NOT_STARTED);
  cm_wheel_add_step (wheel, 0, "first", CM_STEP_NOT_STARTED);
  g_assert_cmpint (cm_wheel_step_neighbour (wheel, -1, CM_WHEEL_FIRST), ==, 1);
  g_assert_cmpint (cm_wheel_step_neighbour (wheel, 1, CM_WHEEL_NEXT), ==, 0);
  g_assert_cmpint (cm_wheel_step_neighbour (wheel, 1, CM_WHEEL_NEXT_STAGE), ==, 0);
  g_assert_cmpint (cm_wheel_step_neighbour (wheel, 1, CM_WHEEL_PREVIOUS_STAGE), ==, 0);
  g_assert_cmpint (cm_wheel_step_neighbour (wheel, 0, CM_WHEEL_NEXT_STAGE), ==, 1);
}

static void
test_ring_order (void)
{
  g_autoptr (CmWheel) wheel = cm_wheel_new ();
  g_autoptr (GArray) order = NULL;

  cm_wheel_add_stage (wheel, "a", "A", NULL, 0);
  cm_wheel_add_stage (wheel, "b", "B", NULL, 1);
  cm_wheel_add_step (wheel, 1, "b1", CM_STEP_NOT_STARTED);
  cm_wheel_add_step (wheel, 0, "a1", CM_STEP_NOT_STARTED);
  cm_wheel_add_step (wheel, 1, "b2", CM_STEP_NOT_STARTED);
  order = cm_wheel_ring_order (wheel);
  g_assert_cmpuint (order->len, ==, 3);
  g_assert_cmpuint (g_array_index (order, guint, 0), ==, 1);
  g_assert_cmpuint (g_array_index (order, guint, 1), ==, 0);
  g_assert_cmpuint (g_array_index (order, guint, 2), ==, 2);
  g_assert_cmpuint (cm_wheel_step_number (wheel, 2), ==, 2);
  g_assert_cmpuint (cm_wheel_count_steps (wheel, 1), ==, 2);
}

static void
test_copy (void)
{
  g_autoptr (CmWheel) wheel = create_cycle ();
  g_autoptr (CmWheel) copy = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  cm_wheel_set_button (wheel, "Continue");
  wheel->selected = 6;
  before = cm_wheel_describe (wheel);
  copy = cm_wheel_copy (wheel);
  g_clear_pointer (&wheel, cm_wheel_free);
  after = cm_wheel_describe (copy);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (copy->button, ==, "Continue");
  g_assert_cmpint (copy->selected, ==, 6);
  assert_description (
      copy, 6, "Plan, step 2 of 5, Options, in hand, due 12 June, responsible: theme board");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wheel-model/describe-step", test_describe_step);
  g_test_add_func ("/wheel-model/describe", test_describe);
  g_test_add_func ("/wheel-model/neighbours", test_neighbours);
  g_test_add_func ("/wheel-model/neighbours-sparse", test_neighbours_sparse);
  g_test_add_func ("/wheel-model/ring-order", test_ring_order);
  g_test_add_func ("/wheel-model/copy", test_copy);
  return g_test_run ();
}
