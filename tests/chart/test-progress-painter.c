/* test-progress-painter.c - the strip of squares: pixels, hits and words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-progress-painter.h"

#include "wheel-fixture.h"

#define WIDTH 400
#define HEIGHT 24

static guint32
get_pixel (cairo_surface_t *surface, double x, double y)
{
  const guchar *row =
      cairo_image_surface_get_data (surface) + (int) y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[(int) x] & 0xffffff;
}

static cairo_surface_t *
draw (const CmWheel *wheel, const CmPalette *palette)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  cm_colour_set_source (cr, palette->background);
  cairo_paint (cr);
  cm_progress_draw (cr, wheel, WIDTH, HEIGHT, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
test_pixels (void)
{
  const CmPalette *palette = cm_palette_light ();
  g_autoptr (CmWheel) wheel = create_cycle ();
  cairo_surface_t *surface = draw (wheel, palette);
  double x, y;

  /* Not started: a plain tint. */
  cm_progress_centre (18, WIDTH, HEIGHT, 12, &x, &y);
  assert_pixel (get_pixel (surface, x, y), cm_palette_step_fill (palette, 2, CM_STEP_NOT_STARTED));
  /* In hand: the lower half is darker than the upper. */
  cm_progress_centre (18, WIDTH, HEIGHT, 4, &x, &y);
  g_assert_cmpuint (get_pixel (surface, x, y - 3), !=, get_pixel (surface, x, y + 3));
  /* Signed off and blocked: a mark crosses the middle, unlike the tint. */
  cm_progress_centre (18, WIDTH, HEIGHT, 7, &x, &y);
  g_assert_cmpuint (get_pixel (surface, x, y), !=, 0xffffff);
  g_assert_cmpuint (get_pixel (surface, x, y - 4), ==, 0xffffff);
  cairo_surface_destroy (surface);
}

static void
test_hit (void)
{
  g_autoptr (CmWheel) wheel = create_cycle ();
  double x, y;

  for (guint i = 0; i < 18; i++)
    {
      cm_progress_centre (18, WIDTH, HEIGHT, i, &x, &y);
      g_assert_cmpint (cm_progress_hit (wheel, WIDTH, HEIGHT, x, y), ==, i);
    }
  g_assert_cmpint (cm_progress_hit (wheel, WIDTH, HEIGHT, -1, HEIGHT / 2), ==, -1);
  g_assert_cmpint (cm_progress_hit (wheel, WIDTH, HEIGHT, WIDTH - 1, HEIGHT / 2), ==, -1);
  g_assert_cmpint (cm_progress_hit (wheel, WIDTH, HEIGHT, 5, 0), ==, -1);
}

/* All squares stay inside the area, however narrow. */
static void
test_fits (void)
{
  double width, height, x, y;

  for (guint n = 1; n <= 40; n++)
    {
      cm_progress_natural_size (n, &width, &height);
      cm_progress_centre (n, width, height, n - 1, &x, &y);
      g_assert_cmpfloat (x, <, width);
      g_assert_cmpfloat (width - x, >, 2);
      cm_progress_centre (n, 200, 20, n - 1, &x, &y);
      g_assert_cmpfloat (x, <, 200);
    }
}

static void
test_describe (void)
{
  g_autoptr (CmWheel) wheel = create_cycle ();
  g_autoptr (CmWheel) one = create_odd (1, 1);
  g_autofree char *text = cm_progress_describe (wheel);
  g_autofree char *single = cm_progress_describe (one);

  g_assert_cmpstr (text, ==, "4 of 18 steps signed off, 3 in hand, 1 blocked, 1 overdue");
  g_assert_cmpstr (single, ==, "0 of 1 step signed off");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/progress-painter/pixels", test_pixels);
  g_test_add_func ("/progress-painter/hit", test_hit);
  g_test_add_func ("/progress-painter/fits", test_fits);
  g_test_add_func ("/progress-painter/describe", test_describe);
  return g_test_run ();
}
