/* test-bars-painter.c - stacked bars: patterns, hits, words, all sizes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-bars-painter.h"

#include <string.h>

#define WIDTH 600
#define HEIGHT 300

static char *
format (gint64 value)
{
  return g_strdup_printf ("£%" G_GINT64_FORMAT, value);
}

static CmBars *
create (void)
{
  CmBars *bars = cm_bars_new ("Budgets", format, format);

  cm_bars_add_series (bars, "Mainstream");
  cm_bars_add_series (bars, "Grant");
  cm_bars_add_series (bars, "Pooled");
  cm_bars_add_bar (bars, "2010/11", "60 % mainstream");
  cm_bars_add_bar (bars, "2011/12", NULL);
  cm_bars_set_value (bars, 0, 0, 600);
  cm_bars_set_value (bars, 0, 1, 400);
  cm_bars_set_value (bars, 1, 0, 500);
  cm_bars_set_value (bars, 1, 1, -100);
  return bars;
}

static cairo_surface_t *
draw (const CmBars *bars, const CmPalette *palette, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  cm_colour_set_source (cr, palette->card);
  cairo_paint (cr);
  cm_bars_draw (cr, bars, NULL, width, height, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  const guchar *row =
      cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[x] & 0xffffff;
}

static gboolean
is_part (const CmBars *bars, int x, int y, int bar, int part)
{
  int b, p;

  return cm_bars_hit (bars, NULL, WIDTH, HEIGHT, x, y, &b, &p) && b == bar && p == part;
}

/* How many colours there are in a square of 12 px inside of a part, which is higher than that and
 * stands in the middle of its half of the plot. */
static guint
count_colours (cairo_surface_t *surface, const CmBars *bars, int bar, int part)
{
  g_autoptr (GHashTable) colours = g_hash_table_new (NULL, NULL);
  int left = bar == 0 ? WIDTH * 29 / 100 : WIDTH * 76 / 100, top = 0;

  while (top < HEIGHT - 14 && !is_part (bars, left, top, bar, part))
    top++;
  for (int y = top + 2; y < top + 14; y++)
    for (int x = left; x < left + 12; x++)
      g_hash_table_add (colours, GUINT_TO_POINTER (get_pixel (surface, x, y) + 1));
  g_assert_true (is_part (bars, left + 12, top + 14, bar, part));
  return g_hash_table_size (colours);
}

static void
test_patterns (void)
{
  g_autoptr (CmBars) bars = create ();
  cairo_surface_t *surface = draw (bars, cm_palette_light (), WIDTH, HEIGHT);

  /* The first is plain, the second is striped: lines and what is between. */
  g_assert_cmpuint (count_colours (surface, bars, 0, 0), ==, 1);
  g_assert_cmpuint (count_colours (surface, bars, 0, 1), >, 2);
  cairo_surface_destroy (surface);
}

static void
test_hit (void)
{
  g_autoptr (CmBars) bars = create ();
  guint area[2] = { 0 };
  int bar, part;

  /* Parts of one bar have areas as their values. */
  for (int y = 0; y < HEIGHT; y++)
    if (cm_bars_hit (bars, NULL, WIDTH, HEIGHT, WIDTH * 0.3, y, &bar, &part) && part >= 0)
      {
        g_assert_cmpint (bar, ==, 0);
        area[part]++;
      }
  g_assert_cmpfloat_with_epsilon ((double) area[0] / area[1], 1.5, 0.06);
  g_assert_false (cm_bars_hit (bars, NULL, WIDTH, HEIGHT, 2, 150, &bar, &part));
  g_assert_false (cm_bars_hit (bars, NULL, WIDTH, HEIGHT, 300, 2, &bar, &part));
  /* Beside a bar it is the bar as a whole. */
  g_assert_true (cm_bars_hit (bars, NULL, WIDTH, HEIGHT, WIDTH - 4, 200, &bar, &part));
  g_assert_cmpint (bar, ==, 1);
  g_assert_cmpint (part, ==, -1);
}

static void
test_words (void)
{
  g_autoptr (CmBars) bars = create ();
  g_autofree char *all = cm_bars_describe (bars);
  g_autofree char *part = cm_bars_describe_part (bars, 0, 1);
  g_autofree char *whole = cm_bars_describe_part (bars, 0, -1);

  g_assert_cmpint (cm_bars_get_total (bars, 1), ==, 400);
  g_assert_cmpstr (part, ==, "2010/11, Grant: £400");
  g_assert_cmpstr (whole, ==, "2010/11: £1000 in all, 60 % mainstream");
  g_assert_nonnull (strstr (all, "Budgets. 2010/11: £1000 in all"));
  g_assert_nonnull (strstr (all, "Grant £400"));
  g_assert_null (strstr (all, "Pooled"));
}

/* Nothing, much, and no room at all. */
static void
test_sizes (void)
{
  g_autoptr (CmBars) none = cm_bars_new ("None", format, format);
  g_autoptr (CmBars) many = cm_bars_new ("Many", format, format);
  g_autofree char *said = cm_bars_describe (none);

  cairo_surface_destroy (draw (none, cm_palette_dark (), WIDTH, HEIGHT));
  g_assert_nonnull (strstr (said, "nothing to show"));
  for (guint i = 0; i < 9; i++)
    cm_bars_add_series (many, "A kind of money with quite a long name");
  for (guint i = 0; i < 60; i++)
    {
      cm_bars_add_bar (many, "2010/11", "note");
      for (guint s = 0; s < 9; s++)
        cm_bars_set_value (many, i, s, (gint64) i * s * G_GINT64_CONSTANT (1000000007));
    }
  many->bar = 59;
  many->part = 8;
  cairo_surface_destroy (draw (many, cm_palette_high_contrast (), WIDTH, HEIGHT));
  cairo_surface_destroy (draw (many, cm_palette_high_contrast_dark (), 40, 30));
  cairo_surface_destroy (draw (many, cm_palette_light (), 1, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bars-painter/patterns", test_patterns);
  g_test_add_func ("/bars-painter/hit", test_hit);
  g_test_add_func ("/bars-painter/words", test_words);
  g_test_add_func ("/bars-painter/sizes", test_sizes);
  return g_test_run ();
}
