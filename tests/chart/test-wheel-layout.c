/* test-wheel-layout.c - hit testing, and texts that stay where they belong for any number of steps.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-wheel-layout.h"

#include <math.h>

#include "cm-wheel-layout-private.h"
#include "wheel-fixture.h"

static void
assert_hit (const CmWheelLayout *layout, double x, double y, CmWheelHitKind kind, int index)
{
  CmWheelHit hit = cm_wheel_hit (layout, x, y);

  g_assert_cmpint (hit.kind, ==, kind);
  g_assert_cmpint (hit.index, ==, index);
}

static void
test_hit_table (void)
{
  g_autoptr (CmWheel) wheel = create_cycle ();
  g_autoptr (CmWheelLayout) layout = cm_wheel_layout (wheel, 560, 560, NULL);
  double r = layout->radius;
  /* Angle clockwise from twelve o'clock in degrees, distance in parts of the radius. */
  static const struct
  {
    double angle, distance;
    CmWheelHitKind kind;
    int index;
  } table[] = {
    { 9, 0.75, CM_WHEEL_HIT_STEP, 0 },     { 81, 0.75, CM_WHEEL_HIT_STEP, 4 },
    { 99, 0.75, CM_WHEEL_HIT_STEP, 5 },    { 135, 0.65, CM_WHEEL_HIT_STEP, 7 },
    { 185, 0.90, CM_WHEEL_HIT_STEP, 10 },  { 265, 0.75, CM_WHEEL_HIT_STEP, 13 },
    { 275, 0.75, CM_WHEEL_HIT_STEP, 14 },  { 355, 0.75, CM_WHEEL_HIT_STEP, 17 },
    { 45, 0.50, CM_WHEEL_HIT_RING, 0 },    { 300, 0.50, CM_WHEEL_HIT_RING, 3 },
    { 100, 0.97, CM_WHEEL_HIT_STAGE, 1 },  { 359, 0.97, CM_WHEEL_HIT_STAGE, 3 },
    { 20, 0.20, CM_WHEEL_HIT_CENTRE, -1 }, { 200, 0.0, CM_WHEEL_HIT_CENTRE, -1 },
    { 45, 0.56, CM_WHEEL_HIT_NONE, -1 },   { 0, 1.5, CM_WHEEL_HIT_NONE, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      double angle = table[i].angle * G_PI / 180;

      assert_hit (layout,
                  layout->x + table[i].distance * r * sin (angle),
                  layout->y - table[i].distance * r * cos (angle),
                  table[i].kind,
                  table[i].index);
    }
}

static void
test_hit_button_and_titles (void)
{
  g_autoptr (CmWheel) wheel = create_cycle ();
  g_autoptr (CmWheelLayout) without = cm_wheel_layout (wheel, 560, 560, NULL);
  g_autoptr (CmWheelLayout) with = NULL;
  CmWheelBox box;
  double size;

  g_assert_false (cm_wheel_button_box (without, &box, &size));
  cm_wheel_set_button (wheel, "Continue");
  with = cm_wheel_layout (wheel, 560, 560, NULL);
  g_assert_true (cm_wheel_button_box (with, &box, &size));
  g_assert_cmpfloat (size, >=, 9);
  assert_hit (with, box.x + box.width / 2, box.y + box.height / 2, CM_WHEEL_HIT_BUTTON, -1);
  for (guint i = 0; i < 4; i++)
    {
      const CmWheelStageLayout *stage = &g_array_index (with->stages, CmWheelStageLayout, i);
      assert_hit (with, stage->title.x, stage->title.y, CM_WHEEL_HIT_STAGE, (int) i);
    }
}

/* Every corner of a line of text is inside the segment it belongs to. */
static void
check_line (const CmWheelLayout *layout, const CmChartLine *line, int step)
{
  for (int i = 0; i < 4; i++)
    {
      double x = line->x + (i & 1 ? 0.49 : -0.49) * (line->width - 1);
      double y = line->y + (i & 2 ? 0.38 : -0.38) * line->size;
      CmWheelHit hit = cm_wheel_hit (layout, x, y);

      if (hit.kind != CM_WHEEL_HIT_STEP || hit.index != step)
        g_error ("“%s” of step %d reaches out of its segment", line->text, step);
    }
}

static void
check_title (const CmWheelLayout *layout, guint i, double width, double height)
{
  const CmWheelStageLayout *stage = &g_array_index (layout->stages, CmWheelStageLayout, i);
  const CmWheelBox *box = &stage->title_box;
  double dx = MAX (MAX (box->x - layout->x, layout->x - box->x - box->width), 0);
  double dy = MAX (fabs (stage->title.y - layout->y) - stage->title.size * 0.45, 0);

  g_assert_cmpfloat (box->x, >=, 0);
  g_assert_cmpfloat (box->x + box->width, <=, width);
  g_assert_cmpfloat (stage->title.y - stage->title.size / 2, >=, 0);
  g_assert_cmpfloat (stage->title.y + stage->title.size / 2, <=, height);
  g_assert_cmpfloat (hypot (dx, dy), >, layout->radius);
}

/* The middle never spills over its disc. */
static void
check_centre (const CmWheelLayout *layout)
{
  double last = -G_MAXDOUBLE;

  for (guint i = 0; i < layout->centre->len; i++)
    {
      const CmChartLine *line = &g_array_index (layout->centre, CmWheelCentreLine, i).line;
      double dy = fabs (line->y - layout->y) + line->size * 0.4;

      g_assert_cmpfloat (hypot (line->width / 2, dy), <=, layout->disc + 1);
      g_assert_cmpfloat (line->y - line->size / 2, >=, last - 1);
      g_assert_cmpfloat (line->size, >=, CM_WHEEL_MINIMUM_TYPE);
      last = line->y + line->size / 2;
    }
}

static void
check_wheel (const CmWheel *wheel, double width, double height)
{
  g_autoptr (CmWheelLayout) layout = cm_wheel_layout (wheel, width, height, NULL);

  g_assert_cmpfloat (layout->x - layout->radius, >=, 0);
  g_assert_cmpfloat (layout->x + layout->radius, <=, width);
  g_assert_cmpfloat (layout->y - layout->radius, >=, 0);
  g_assert_cmpfloat (layout->y + layout->radius, <=, height);
  g_assert_cmpfloat (layout->radius, >, MIN (width, height) * 0.3);
  for (guint i = 0; i < layout->steps->len; i++)
    {
      const CmWheelStepLayout *step = &g_array_index (layout->steps, CmWheelStepLayout, i);
      double x, y;

      cm_wheel_step_centre (layout, i, &x, &y);
      assert_hit (layout, x, y, CM_WHEEL_HIT_STEP, (int) i);
      for (guint j = 0; j < step->n_lines; j++)
        {
          g_assert_cmpfloat (step->lines[j].size, >=, CM_WHEEL_MINIMUM_TYPE - 0.01);
          check_line (layout, &step->lines[j], (int) i);
        }
    }
  for (guint i = 0; i < layout->stages->len; i++)
    {
      double x, y;

      check_title (layout, i, width, height);
      cm_wheel_ring_centre (layout, i, &x, &y);
      assert_hit (layout, x, y, CM_WHEEL_HIT_RING, (int) i);
      cm_wheel_band_centre (layout, i, &x, &y);
      assert_hit (layout, x, y, CM_WHEEL_HIT_STAGE, (int) i);
    }
  check_centre (layout);
}

static void
test_cycle_sizes (void)
{
  static const double sizes[][2] = { { 320, 320 },   { 420, 420 }, { 560, 560 }, { 1200, 1200 },
                                     { 2000, 2000 }, { 900, 400 }, { 340, 800 } };
  g_autoptr (CmWheel) wheel = create_cycle ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    check_wheel (wheel, sizes[i][0], sizes[i][1]);
}

static void
test_odd_numbers (void)
{
  static const guint table[][2] = { { 1, 1 }, { 1, 2 }, { 1, 9 }, { 2, 1 }, { 2, 7 },  { 3, 5 },
                                    { 5, 3 }, { 6, 6 }, { 7, 2 }, { 9, 4 }, { 12, 3 }, { 4, 10 } };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (CmWheel) wheel = create_odd (table[i][0], table[i][1]);

      check_wheel (wheel, 560, 560);
      check_wheel (wheel, 1000, 800);
    }
}

static void
test_long_titles (void)
{
  g_autoptr (CmWheel) wheel = cm_wheel_new ();

  for (guint i = 0; i < 5; i++)
    {
      cm_wheel_add_stage (wheel, "x", "A title that goes on for very much too long", "Ring", i);
      cm_wheel_add_step (wheel, i, "An improbably long label of a step", CM_STEP_IN_HAND);
    }
  cm_wheel_set_centre (wheel,
                       "Everybody who lives, works or studies anywhere in the whole county",
                       2,
                       "step 1 of 1 · An improbably long label of a step");
  check_wheel (wheel, 600, 600);
}

static void
test_empty (void)
{
  g_autoptr (CmWheel) wheel = cm_wheel_new ();
  g_autoptr (CmWheelLayout) layout = cm_wheel_layout (wheel, 300, 300, NULL);

  assert_hit (layout, 150, 150, CM_WHEEL_HIT_CENTRE, -1);
  assert_hit (layout, 150, 40, CM_WHEEL_HIT_NONE, -1);
}

static void
test_detail (void)
{
  g_autoptr (CmWheel) wheel = create_cycle ();
  g_autoptr (CmWheelLayout) large = cm_wheel_layout (wheel, 560, 560, NULL);
  g_autoptr (CmWheel) many = create_odd (10, 4);
  g_autoptr (CmWheelLayout) small = cm_wheel_layout (many, 320, 320, NULL);

  g_assert_cmpint (large->detail, ==, CM_WHEEL_DETAIL_WORDS);
  g_assert_cmpstr (g_array_index (large->steps, CmWheelStepLayout, 4).state.text, ==, "in hand");
  g_assert_cmpint (small->detail, ==, CM_WHEEL_DETAIL_NUMBERS);
  g_assert_cmpstr (g_array_index (small->steps, CmWheelStepLayout, 5).lines[0].text, ==, "2");
}

/* Starting a step must not change the size of the type of the others. */
static void
test_steady_type (void)
{
  g_autoptr (CmWheel) wheel = create_cycle ();
  g_autoptr (CmWheelLayout) before = cm_wheel_layout (wheel, 560, 560, NULL);
  g_autoptr (CmWheelLayout) after = NULL;

  ((CmWheelStep *) g_ptr_array_index (wheel->steps, 16))->state = CM_STEP_SIGNED_OFF;
  after = cm_wheel_layout (wheel, 560, 560, NULL);
  for (guint i = 0; i < wheel->steps->len; i++)
    g_assert_cmpfloat (g_array_index (before->steps, CmWheelStepLayout, i).lines[0].size,
                       ==,
                       g_array_index (after->steps, CmWheelStepLayout, i).lines[0].size);
}

static void
test_step_box (void)
{
  g_autoptr (CmWheel) wheel = create_cycle ();
  g_autoptr (CmWheelLayout) layout = cm_wheel_layout (wheel, 560, 560, NULL);

  for (guint i = 0; i < wheel->steps->len; i++)
    {
      CmWheelBox box = cm_wheel_step_box (layout, i);
      double x, y;

      cm_wheel_step_centre (layout, i, &x, &y);
      g_assert_cmpfloat (x, >, box.x);
      g_assert_cmpfloat (x, <, box.x + box.width);
      g_assert_cmpfloat (y, >, box.y);
      g_assert_cmpfloat (y, <, box.y + box.height);
      g_assert_cmpfloat (box.width, <, 280);
      g_assert_cmpfloat (box.x, >=, 0);
      g_assert_cmpfloat (box.y + box.height, <=, 560);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wheel-layout/hit-table", test_hit_table);
  g_test_add_func ("/wheel-layout/hit-button-and-titles", test_hit_button_and_titles);
  g_test_add_func ("/wheel-layout/cycle-sizes", test_cycle_sizes);
  g_test_add_func ("/wheel-layout/odd-numbers", test_odd_numbers);
  g_test_add_func ("/wheel-layout/long-titles", test_long_titles);
  g_test_add_func ("/wheel-layout/empty", test_empty);
  g_test_add_func ("/wheel-layout/detail", test_detail);
  g_test_add_func ("/wheel-layout/steady-type", test_steady_type);
  g_test_add_func ("/wheel-layout/step-box", test_step_box);
  return g_test_run ();
}
