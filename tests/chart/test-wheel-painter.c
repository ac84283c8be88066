/* test-wheel-painter.c - the wheel's pixels have the colours they should, where they should. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-wheel-painter.h"

#include <math.h>

#include "cm-wheel-layout-private.h"
#include "wheel-fixture.h"

#define SIZE 560

typedef struct
{
  cairo_surface_t *surface;
  CmWheelLayout *layout;
} Picture;

static Picture
draw (const CmWheel *wheel, const CmPalette *palette)
{
  Picture picture = { cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIZE, SIZE),
                      cm_wheel_layout (wheel, SIZE, SIZE, NULL) };
  cairo_t *cr = cairo_create (picture.surface);

  cm_colour_set_source (cr, palette->background);
  cairo_paint (cr);
  cm_wheel_draw (cr, wheel, picture.layout, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (picture.surface);
  return picture;
}

static void
clear_picture (Picture *picture)
{
  cairo_surface_destroy (picture->surface);
  cm_wheel_layout_free (picture->layout);
}

static guint32
get_pixel (const Picture *picture, double x, double y)
{
  const guchar *data = cairo_image_surface_get_data (picture->surface);
  int stride = cairo_image_surface_get_stride (picture->surface);

  g_assert_cmpfloat (x, >=, 0);
  g_assert_cmpfloat (x, <, SIZE);
  g_assert_cmpfloat (y, >=, 0);
  g_assert_cmpfloat (y, <, SIZE);
  return ((const guint32 *) (gconstpointer) (data + (int) y * stride))[(int) x] & 0xffffff;
}

static void
assert_colour (const Picture *picture, double x, double y, CmColour colour)
{
  assert_pixel (get_pixel (picture, x, y), colour);
}

/* A point of the step beside its text: near the inner edge. */
static void
find_clear_point (const Picture *picture, guint step, double *x, double *y)
{
  const CmWheelSegment *segment =
      &g_array_index (picture->layout->steps, CmWheelStepLayout, step).segment;
  double angle = (segment->start + segment->end) / 2;
  double radius = segment->inner + 6;

  *x = picture->layout->x + radius * cos (angle);
  *y = picture->layout->y + radius * sin (angle);
}

static void
check_colours (const CmPalette *palette)
{
  g_autoptr (CmWheel) wheel = create_cycle ();
  Picture picture = draw (wheel, palette);
  double x, y;

  for (guint i = 0; i < wheel->steps->len; i++)
    {
      const CmWheelStep *step = cm_wheel_get_step (wheel, i);

      if (step->state == CM_STEP_BLOCKED)
        continue;
      find_clear_point (&picture, i, &x, &y);
      assert_colour (&picture, x, y, cm_palette_step_fill (palette, step->stage, step->state));
    }
  for (guint i = 0; i < wheel->stages->len; i++)
    {
      cm_wheel_band_centre (picture.layout, i, &x, &y);
      assert_colour (&picture, x, y, cm_palette_stage (palette, i));
    }
  assert_colour (&picture, 2, 2, palette->background);
  assert_colour (
      &picture, picture.layout->x, picture.layout->y - picture.layout->disc + 5, palette->card);
  clear_picture (&picture);
}

static void
test_colours (void)
{
  check_colours (cm_palette_light ());
  check_colours (cm_palette_dark ());
  check_colours (cm_palette_high_contrast ());
}

/* Number of pixels in the box of a step that differ between two pictures. */
static guint
count_differences (const Picture *a, const Picture *b, guint step)
{
  CmWheelBox box = cm_wheel_step_box (a->layout, step);
  guint n = 0;

  for (double y = box.y; y < box.y + box.height; y++)
    for (double x = box.x; x < box.x + box.width; x++)
      n += get_pixel (a, x, y) != get_pixel (b, x, y);
  return n;
}

/* Fill apart, each state has marks of its own: told without colour. */
static void
test_marks (void)
{
  cairo_surface_t *surfaces[CM_N_STEP_STATES];
  guint inked[CM_N_STEP_STATES] = { 0 };

  for (int state = 0; state < CM_N_STEP_STATES; state++)
    {
      cairo_t *cr;
      const guchar *data;

      surfaces[state] = cairo_image_surface_create (CAIRO_FORMAT_A8, 32, 32);
      cr = cairo_create (surfaces[state]);
      cm_chart_draw_state_mark (cr, (CmWheelState) state, 16, 16, 24, (CmColour){ 1, 1, 1 });
      cairo_destroy (cr);
      cairo_surface_flush (surfaces[state]);
      data = cairo_image_surface_get_data (surfaces[state]);
      for (int i = 0; i < 32 * 32; i++)
        inked[state] += data[i] > 127;
      cairo_surface_destroy (surfaces[state]);
    }
  g_assert_cmpuint (inked[CM_STEP_NOT_STARTED], ==, 0);
  g_assert_cmpuint (inked[CM_STEP_SIGNED_OFF], >, 40);
  g_assert_cmpuint (inked[CM_STEP_IN_HAND], >, inked[CM_STEP_SIGNED_OFF]);
  g_assert_cmpuint (inked[CM_STEP_BLOCKED], >, inked[CM_STEP_IN_HAND]);
}

static void
test_overdue_shows (void)
{
  g_autoptr (CmWheel) wheel = create_cycle ();
  Picture before = draw (wheel, cm_palette_light ());
  Picture after;

  cm_wheel_set_step_notes (wheel, 6, "12 June", TRUE, "theme board");
  after = draw (wheel, cm_palette_light ());
  g_assert_cmpuint (count_differences (&before, &after, 6), >, 60);
  g_assert_cmpuint (count_differences (&before, &after, 12), ==, 0);
  clear_picture (&before);
  clear_picture (&after);
}

static void
test_hover_focus_selected (void)
{
  g_autoptr (CmWheel) wheel = create_cycle ();
  Picture plain = draw (wheel, cm_palette_light ());
  Picture hover, focus, selected;

  wheel->hover = 12;
  hover = draw (wheel, cm_palette_light ());
  wheel->hover = -1;
  wheel->focus = 12;
  focus = draw (wheel, cm_palette_light ());
  wheel->focus = -1;
  wheel->selected = 12;
  selected = draw (wheel, cm_palette_light ());
  g_assert_cmpuint (count_differences (&plain, &hover, 12), >, 100);
  g_assert_cmpuint (count_differences (&plain, &focus, 12), >, 100);
  g_assert_cmpuint (count_differences (&plain, &selected, 12), >, 100);
  g_assert_cmpuint (count_differences (&focus, &selected, 12), >, 100);
  g_assert_cmpuint (count_differences (&plain, &selected, 2), ==, 0);
  clear_picture (&plain);
  clear_picture (&hover);
  clear_picture (&focus);
  clear_picture (&selected);
}

/* Nothing to see is drawn without complaint, and so is an index that has gone. */
static void
test_degenerate (void)
{
  g_autoptr (CmWheel) empty = cm_wheel_new ();
  g_autoptr (CmWheel) bare = cm_wheel_new ();
  Picture picture = draw (empty, cm_palette_light ());

  assert_colour (&picture, SIZE / 2, SIZE / 2, cm_palette_light ()->card);
  clear_picture (&picture);
  cm_wheel_add_stage (bare, "a", "", NULL, 0);
  cm_wheel_add_stage (bare, "b", "B", "", 1);
  bare->focus = bare->hover = bare->selected = 7;
  picture = draw (bare, cm_palette_dark ());
  assert_colour (&picture, SIZE / 2, SIZE / 2 - 8, cm_palette_dark ()->card);
  clear_picture (&picture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wheel-painter/colours", test_colours);
  g_test_add_func ("/wheel-painter/marks", test_marks);
  g_test_add_func ("/wheel-painter/overdue-shows", test_overdue_shows);
  g_test_add_func ("/wheel-painter/hover-focus-selected", test_hover_focus_selected);
  g_test_add_func ("/wheel-painter/degenerate", test_degenerate);
  return g_test_run ();
}
