/* test-fund-painter.c - the balance of a fund: hits, words, what lies below the floor. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-fund-painter.h"

#include <string.h>

#define WIDTH 500
#define HEIGHT 260

static char *
format (gint64 value)
{
  return g_strdup_printf ("£%" G_GINT64_FORMAT, value);
}

static char *
name_month (gint64 first_year, int month)
{
  return g_strdup_printf ("month %d of %" G_GINT64_FORMAT, month, first_year);
}

static CmFundCurve *
create (gint64 dip)
{
  CmFundCurve *curve = cm_fund_curve_new ("Balance", 2010, 1000, 200);

  curve->format = curve->format_short = format;
  curve->name_month = name_month;
  for (int i = 0; i < 24; i++)
    cm_fund_curve_add (curve, i == 12 ? dip : 600, 600);
  return curve;
}

static guint
count_warning (const CmFundCurve *curve)
{
  const CmPalette *palette = cm_palette_light ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  guint found = 0;

  cm_colour_set_source (cr, palette->card);
  cairo_paint (cr);
  cm_fund_curve_draw (cr, curve, NULL, WIDTH, HEIGHT, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < HEIGHT; y++)
    {
      const guchar *row =
          cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

      for (int x = 0; x < WIDTH; x++)
        {
          guint32 pixel = ((const guint32 *) (gconstpointer) row)[x];
          int red = (pixel >> 16) & 0xff, green = (pixel >> 8) & 0xff, blue = pixel & 0xff;

          /* Smoothed edges are paler: what counts is that it is red. */
          found += red > green + 60 && red > blue + 40;
        }
    }
  cairo_surface_destroy (surface);
  return found;
}

static void
test_shortfall (void)
{
  g_autoptr (CmFundCurve) sound = create (300);
  g_autoptr (CmFundCurve) short_of_money = create (-400);

  /* The dashes of the floor alone, or hatching as well. */
  g_assert_cmpuint (count_warning (sound), >, 50);
  g_assert_cmpuint (count_warning (short_of_money), >, count_warning (sound) + 20);
}

static void
test_hit (void)
{
  g_autoptr (CmFundCurve) curve = create (300);
  int last = -1;

  for (int x = 0; x < WIDTH - 1; x += 4)
    {
      int month = cm_fund_curve_hit (curve, NULL, WIDTH, HEIGHT, x, HEIGHT / 2);

      g_assert_cmpint (month, >=, last);
      g_assert_cmpint (month, <=, last + 1);
      last = month;
    }
  g_assert_cmpint (last, ==, 23);
  g_assert_cmpint (cm_fund_curve_hit (curve, NULL, WIDTH, HEIGHT, 200, 2), ==, -1);
}

static void
test_words (void)
{
  g_autoptr (CmFundCurve) curve = create (100);
  g_autofree char *all = cm_fund_curve_describe (curve);
  g_autofree char *below = cm_fund_curve_describe_month (curve, 12);

  g_assert_nonnull (strstr (all, "It begins with £1000; its floor is £200"));
  g_assert_nonnull (strstr (all, "month 11 of 2010: £600 at its end"));
  g_assert_nonnull (strstr (all, "month 23 of 2010"));
  g_assert_nonnull (strstr (below, "£100 once its loans are made, below the floor"));
}

/* With the plan beside it, a month chosen, and no room. */
static void
test_sizes (void)
{
  static const int sizes[][2] = { { 500, 260 }, { 30, 20 }, { 1, 1 } };
  g_autoptr (CmFundCurve) curve = create (100);
  g_autoptr (CmFundCurve) none = cm_fund_curve_new ("None", 2010, 0, 0);

  none->format = none->format_short = format;
  for (int i = 0; i < 24; i++)
    cm_fund_curve_add_plan (curve, 600, 700);
  curve->month = 12;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      cairo_surface_t *surface =
          cairo_image_surface_create (CAIRO_FORMAT_ARGB32, sizes[i][0], sizes[i][1]);
      cairo_t *cr = cairo_create (surface);

      cm_fund_curve_draw (cr, curve, NULL, sizes[i][0], sizes[i][1], cm_palette_dark ());
      cm_fund_curve_draw (cr, none, NULL, sizes[i][0], sizes[i][1], cm_palette_dark ());
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fund-painter/shortfall", test_shortfall);
  g_test_add_func ("/fund-painter/hit", test_hit);
  g_test_add_func ("/fund-painter/words", test_words);
  g_test_add_func ("/fund-painter/sizes", test_sizes);
  return g_test_run ();
}
