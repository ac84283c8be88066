/* test-planner-painter.c - the year planner: places, pins, pointing, keys, pixels, words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-planner-painter.h"

#include <math.h>
#include <string.h>

#include "cm-chart-export.h"
#include "figure-fixture.h"

/* Names of marks, in the order in which they are added. */
enum
{
  SCOPE,
  SPEND,
  GAPS,
  BOARD,
  SIGNED,
  AFTER,
  WINDOW,
  BEGUN,
  RHYTHM,
  UNKNOWN,
  N_MARKS
};

/* Two months, a gap of a week, and a column of a week: 0–29, 30–60, 68–74. */
static CmPlannerModel *
create_model (void)
{
  CmPlannerModel *model = cm_planner_model_new ("Year planner 2009/10");
  guint plan, partner, rhythm;

  cm_planner_model_add_column (model, "Apr", "2009", 0, 29);
  cm_planner_model_add_column (model, "May", "2009", 30, 60);
  cm_planner_model_add_column (model, "w/c 7 Jun", "2010", 68, 74);
  plan = cm_planner_model_add_lane (model, "Plan", 1);
  partner = cm_planner_model_add_lane (model, "Fire and rescue", CM_PLANNER_NEUTRAL);
#define MARK(lane, shape, label, colour, open)                                                     \
  cm_planner_model_add_mark (model, lane, CM_PLANNER_##shape, label, "some time", colour, open)
#define PLACE(mark, first, last) cm_planner_model_place (model, mark, first, last)
  PLACE (MARK (plan, BAR, "Agree the scope", 1, FALSE), 0, 9);
  PLACE (MARK (plan, BAR, "Collect spend and draw the map", 1, FALSE), 5, 40);
  PLACE (MARK (plan, BAR, "State the gaps", 1, TRUE), 30, 35);
  PLACE (MARK (plan, MILESTONE, "Board", 1, FALSE), 20, 26);
  PLACE (MARK (plan, MILESTONE, "Signed (31 Mar)", 1, FALSE), -1, -1);
  PLACE (MARK (plan, BAR, "Later", 1, FALSE), 80, 90);
  PLACE (MARK (partner, BAR, "Budget", CM_PLANNER_NEUTRAL, TRUE), 72, 74);
  PLACE (MARK (partner, BAR, "Goes on", CM_PLANNER_NEUTRAL, FALSE), -20, 100);
  rhythm = MARK (plan, BEATS, "Executive looks at progress", 3, FALSE);
  for (int day = -7; day < 90; day += 14)
    cm_planner_model_add_beat (model, rhythm, day);
  MARK (partner, BAR, "Plan drawn up", CM_PLANNER_NEUTRAL, FALSE);
  cm_planner_model_set_today (model, 33, "Today, 4 May 2009");
  return model;
}

static void
assert_places (const CmPlannerModel *model, double width)
{
  g_autoptr (CmPlannerLayout) layout = cm_planner_layout_new (model, width, NULL);
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  double x, y, w, h, all = cm_planner_layout_get_width (layout);

  g_assert_cmpfloat (all, >=, width - 1);
  for (guint i = 0; i < N_MARKS; i++)
    {
      CmFigureBox box = cm_planner_layout_get_box (layout, i);
      CmFigureBox sign = cm_planner_layout_get_sign (layout, i);

      assert_within (&box, all, cm_planner_layout_get_body (layout));
      assert_within (&sign, all, cm_planner_layout_get_body (layout));
      for (guint k = 0; k < i; k++)
        {
          CmFigureBox other = cm_planner_layout_get_box (layout, k);

          assert_apart (&box, &other);
        }
    }
  cm_planner_draw_body (cr, layout, cm_palette_dark ());
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_recording_surface_ink_extents (surface, &x, &y, &w, &h);
  g_assert_cmpfloat (x, >=, -2);
  g_assert_cmpfloat (x + w, <=, all + 2);
  g_assert_cmpfloat (y + h, <=, cm_planner_layout_get_body (layout) + 2);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* No name covers another at any width. */
static void
test_places (void)
{
  g_autoptr (CmPlannerModel) model = create_model ();
  static const double widths[] = { 0, 200, 320, 460, 559, 561, 700, 1024, 1900, 4000 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    assert_places (model, widths[i]);
}

/* Columns are as wide as they are long, with what lies between them. */
static void
test_columns (void)
{
  g_autoptr (CmPlannerModel) model = create_model ();
  g_autoptr (CmPlannerLayout) layout = cm_planner_layout_new (model, 1000, NULL);
  CmFigureBox april = cm_planner_layout_get_column (layout, 0);
  CmFigureBox may = cm_planner_layout_get_column (layout, 1);
  CmFigureBox week = cm_planner_layout_get_column (layout, 2);
  double day = april.width / 30;

  g_assert_cmpfloat_with_epsilon (may.width, 31 * day, 0.01);
  g_assert_cmpfloat_with_epsilon (week.width, 7 * day, 0.01);
  g_assert_cmpfloat_with_epsilon (may.x, april.x + april.width, 0.01);
  g_assert_cmpfloat_with_epsilon (week.x, may.x + may.width + 7 * day, 0.01);
}

/* Bars begin and end with their days; what is outside is pinned beside the columns, what goes on
 * beyond them ends with them; a milestone whose day is not known has a line. */
static void
test_marks (void)
{
  g_autoptr (CmPlannerModel) model = create_model ();
  g_autoptr (CmPlannerLayout) layout = cm_planner_layout_new (model, 1000, NULL);
  CmFigureBox april = cm_planner_layout_get_column (layout, 0);
  CmFigureBox week = cm_planner_layout_get_column (layout, 2);
  double day = april.width / 30;
  CmFigureBox spend = cm_planner_layout_get_sign (layout, SPEND);
  CmFigureBox begun = cm_planner_layout_get_sign (layout, BEGUN);
  CmFigureBox pin = cm_planner_layout_get_sign (layout, SIGNED);
  CmFigureBox later = cm_planner_layout_get_sign (layout, AFTER);
  CmFigureBox board = cm_planner_layout_get_sign (layout, BOARD);

  g_assert_cmpfloat_with_epsilon (spend.x, april.x + 5 * day, 0.01);
  g_assert_cmpfloat_with_epsilon (spend.width, 36 * day, 0.01);
  g_assert_cmpfloat_with_epsilon (begun.x, april.x, 0.01);
  g_assert_cmpfloat_with_epsilon (begun.x + begun.width, week.x + week.width, 0.01);
  g_assert_cmpfloat (pin.x + pin.width, <=, april.x);
  g_assert_cmpfloat (later.x, >=, week.x + week.width);
  g_assert_cmpfloat_with_epsilon (board.width, 7 * day, 0.01);
  for (guint i = 0; i < N_MARKS; i++)
    g_assert_false (cm_planner_layout_is_cut (layout, i));
}

/* What is not known to be anywhere stands below everything that is, and rhythms between. */
static void
test_below (void)
{
  g_autoptr (CmPlannerModel) model = create_model ();
  g_autoptr (CmPlannerLayout) layout = cm_planner_layout_new (model, 800, NULL);
  CmFigureBox unknown = cm_planner_layout_get_box (layout, UNKNOWN);
  CmFigureBox rhythm = cm_planner_layout_get_box (layout, RHYTHM);

  for (guint i = 0; i < RHYTHM; i++)
    {
      CmFigureBox box = cm_planner_layout_get_box (layout, i);

      g_assert_cmpfloat (box.y + box.height, <=, rhythm.y);
    }
  g_assert_cmpfloat (rhythm.y + rhythm.height, <=, unknown.y);
}

static void
test_pointing (void)
{
  g_autoptr (CmPlannerModel) model = create_model ();
  g_autoptr (CmPlannerLayout) layout = cm_planner_layout_new (model, 800, NULL);

  for (guint i = 0; i < N_MARKS; i++)
    {
      CmFigureBox sign = cm_planner_layout_get_sign (layout, i);

      g_assert_cmpint (
          cm_planner_layout_hit (layout, sign.x + sign.width / 2, sign.y + sign.height / 2), ==, i);
    }
  g_assert_cmpint (cm_planner_layout_hit (layout, -5, 10), ==, -1);
  g_assert_cmpint (cm_planner_layout_hit (layout, 400, 1e6), ==, -1);
}

/* Right goes through all of them once, Left back; Down and Up to other rows; the ends hold. */
static void
test_keys (void)
{
  g_autoptr (CmPlannerModel) model = create_model ();
  g_autoptr (CmPlannerModel) empty = cm_planner_model_new ("Empty");
  g_autoptr (CmPlannerLayout) layout = cm_planner_layout_new (model, 800, NULL);
  g_autoptr (CmPlannerLayout) bare = NULL;
  gboolean seen[N_MARKS] = { FALSE };
  int first = cm_planner_layout_move (layout, -1, 0, 0), at = first;

  for (guint i = 0; i < N_MARKS; i++)
    {
      g_assert_false (seen[at]);
      seen[at] = TRUE;
      at = cm_planner_layout_move (layout, at, 1, 0);
    }
  g_assert_cmpint (at, ==, UNKNOWN);
  g_assert_cmpint (cm_planner_layout_move (layout, at, -G_MAXSHORT, 0), ==, first);
  g_assert_cmpint (cm_planner_layout_move (layout, UNKNOWN, 0, -1), ==, RHYTHM);
  g_assert_cmpint (cm_planner_layout_move (layout, RHYTHM, 0, 1), ==, UNKNOWN);
  g_assert_cmpint (cm_planner_layout_move (layout, UNKNOWN, 0, 1), ==, UNKNOWN);
  cm_planner_model_add_column (empty, "All", NULL, 0, 6);
  bare = cm_planner_layout_new (empty, 300, NULL);
  g_assert_cmpint (cm_planner_layout_move (bare, -1, 0, 0), ==, -1);
  g_assert_cmpfloat (cm_planner_layout_get_body (bare), ==, 0);
}

static void
test_words (void)
{
  g_autoptr (CmPlannerModel) model = create_model ();
  g_autofree char *all = cm_planner_model_describe (model);
  g_autofree char *gaps = cm_planner_model_describe_mark (model, GAPS);
  g_autofree char *pin = cm_planner_model_describe_mark (model, SIGNED);
  g_autofree char *later = cm_planner_model_describe_mark (model, AFTER);
  g_autofree char *unknown = cm_planner_model_describe_mark (model, UNKNOWN);

  g_assert_cmpstr (all,
                   ==,
                   "Year planner 2009/10: 2 lanes, 7 periods, 2 milestones, 1 rhythm, 2 open to "
                   "partners, 2 outside the columns, 1 whose time is not known, Today, 4 May 2009");
  g_assert_cmpstr (gaps, ==, "Plan: State the gaps, some time, open to partners");
  g_assert_cmpstr (pin, ==, "Plan: Signed (31 Mar), some time, before the first column");
  g_assert_cmpstr (later, ==, "Plan: Later, some time, after the last column");
  g_assert_cmpstr (unknown, ==, "Fire and rescue: Plan drawn up, some time, time not known");
}

/* What a colour stands for is in the legend where no lane says it. */
static void
test_legend (void)
{
  g_autoptr (CmPlannerModel) model = create_model ();
  g_autoptr (CmPlannerLayout) plain = cm_planner_layout_new (model, 330, NULL);
  double height = cm_planner_layout_get_legend (plain);
  g_autoptr (CmPlannerLayout) named = NULL;

  for (guint i = 0; i < 4; i++)
    cm_planner_model_add_colour (model, "The name of a stage that fills a line of its own");
  named = cm_planner_layout_new (model, 330, NULL);
  /* One for the rhythm; "Plan" is a lane, the others are not used. */
  g_assert_cmpfloat_with_epsilon (cm_planner_layout_get_legend (named), height + 22, 0.01);
}

/* A name that is longer than all there is ends in an ellipsis, and the layout says so. */
static void
test_cut (void)
{
  g_autoptr (CmPlannerModel) model = cm_planner_model_new ("Cut");
  g_autofree char *name = g_strnfill (400, 'm');
  g_autoptr (CmPlannerLayout) layout = NULL;
  CmFigureBox box;

  cm_planner_model_add_column (model, "Apr", NULL, 0, 29);
  cm_planner_model_add_lane (model, "Lane", 0);
  cm_planner_model_place (
      model, cm_planner_model_add_mark (model, 0, CM_PLANNER_BAR, name, NULL, 0, FALSE), 10, 12);
  layout = cm_planner_layout_new (model, 600, NULL);
  box = cm_planner_layout_get_box (layout, 0);
  g_assert_true (cm_planner_layout_is_cut (layout, 0));
  assert_within (&box, cm_planner_layout_get_width (layout) + 4, 1000);
}

/* --- pixels ----------------------------------------------------------------------------------- */

static cairo_surface_t *
draw (const CmPlannerLayout *layout, const CmPalette *palette)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                  (int) ceil (cm_planner_layout_get_width (layout)),
                                  (int) ceil (cm_planner_layout_get_body (layout)));
  cairo_t *cr = cairo_create (surface);

  cm_planner_draw_body (cr, layout, palette);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* How many colours there are along a line in the middle of the lower half of the bar, where no
 * text is. */
static guint
count_colours (cairo_surface_t *surface, const CmFigureBox *box)
{
  g_autoptr (GHashTable) colours = g_hash_table_new (NULL, NULL);
  const guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  int y = (int) (box->y + box->height - 3);

  for (int x = (int) box->x + 6; x < (int) (box->x + box->width) - 2; x++)
    g_hash_table_add (colours, GUINT_TO_POINTER (((const guint32 *) (data + y * stride))[x]));
  return g_hash_table_size (colours);
}

/* What is open is told by stripes, not by its colour, in every palette. */
static void
test_stripes (void)
{
  const CmPalette *palettes[] = { cm_palette_light (),
                                  cm_palette_dark (),
                                  cm_palette_high_contrast (),
                                  cm_palette_high_contrast_dark () };
  g_autoptr (CmPlannerModel) model = cm_planner_model_new ("Stripes");
  g_autoptr (CmPlannerLayout) layout = NULL;

  cm_planner_model_add_column (model, "Apr", NULL, 0, 29);
  cm_planner_model_add_lane (model, "Lane", 0);
  for (guint i = 0; i < 2; i++)
    cm_planner_model_place (
        model,
        cm_planner_model_add_mark (model, 0, CM_PLANNER_BAR, "", NULL, 0, i == 1),
        2 + 14 * (int) i,
        12 + 14 * (int) i);
  layout = cm_planner_layout_new (model, 600, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    {
      cairo_surface_t *surface = draw (layout, palettes[i]);
      CmFigureBox plain = cm_planner_layout_get_sign (layout, 0);
      CmFigureBox striped = cm_planner_layout_get_sign (layout, 1);

      g_assert_cmpuint (count_colours (surface, &plain), ==, 1);
      g_assert_cmpuint (count_colours (surface, &striped), >, 2);
      cairo_surface_destroy (surface);
    }
}

static void
test_picture (void)
{
  g_autoptr (CmPlannerModel) model = create_model ();
  g_autoptr (CmPlannerLayout) layout = cm_planner_layout_new (model, 1000, NULL);
  CmPlannerPicture picture = { layout, cm_palette_light () };
  g_autofree char *folder = g_dir_make_tmp ("cm-planner-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "planner.svg", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  double width, height;

  cm_planner_picture_size (layout, &width, &height);
  g_assert_cmpfloat (height,
                     >,
                     cm_planner_layout_get_header (layout) + cm_planner_layout_get_body (layout) +
                         cm_planner_layout_get_legend (layout));
  cm_chart_export_svg (cm_planner_picture_draw, &picture, width, height, path, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "<svg"));
  remove (path);
  remove (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/planner-painter/places", test_places);
  g_test_add_func ("/planner-painter/columns", test_columns);
  g_test_add_func ("/planner-painter/marks", test_marks);
  g_test_add_func ("/planner-painter/below", test_below);
  g_test_add_func ("/planner-painter/pointing", test_pointing);
  g_test_add_func ("/planner-painter/keys", test_keys);
  g_test_add_func ("/planner-painter/words", test_words);
  g_test_add_func ("/planner-painter/legend", test_legend);
  g_test_add_func ("/planner-painter/cut", test_cut);
  g_test_add_func ("/planner-painter/stripes", test_stripes);
  g_test_add_func ("/planner-painter/picture", test_picture);
  return g_test_run ();
}
