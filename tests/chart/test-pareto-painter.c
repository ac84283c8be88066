/* test-pareto-painter.c - bars from the largest down: shares, hits, words, all sizes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-pareto-painter.h"

#include <string.h>

#define WIDTH 600
#define HEIGHT 320

static char *
format (gint64 value)
{
  return g_strdup_printf ("£%" G_GINT64_FORMAT, value);
}

/* 500, 300, 120, 50 and seven others of 30 together. */
static CmParetoChart *
create (void)
{
  CmParetoChart *pareto = cm_pareto_chart_new ("Suppliers", 0.8, format, format);

  cm_pareto_chart_add (pareto, "Meadow Home Care Ltd", 500);
  cm_pareto_chart_add (pareto, "Northgate Transport Services", 300);
  cm_pareto_chart_add (pareto, "Oak Tree Trust", 120);
  cm_pareto_chart_add (pareto, "Ltd", 50);
  cm_pareto_chart_set_rest (pareto, "7 others", 7, 30, 30);
  return pareto;
}

static cairo_surface_t *
draw (const CmParetoChart *pareto, const CmPalette *palette, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  cm_colour_set_source (cr, palette->card);
  cairo_paint (cr);
  cm_pareto_chart_draw (cr, pareto, NULL, width, height, palette);
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

static guint32
to_pixel (CmColour colour)
{
  g_autofree char *hex = cm_colour_to_hex (colour);

  return (guint32) g_ascii_strtoull (hex + 1, NULL, 16);
}

/* Cairo rounds otherwise than we do. */
static gboolean
is_like (guint32 a, guint32 b)
{
  for (guint shift = 0; shift < 24; shift += 8)
    if (ABS ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff)) > 2)
      return FALSE;
  return TRUE;
}

static guint
count_pixels (cairo_surface_t *surface, guint32 pixel)
{
  guint n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      if (is_like (get_pixel (surface, x, y), pixel))
        n++;
  return n;
}

static void
test_shares (void)
{
  g_autoptr (CmParetoChart) pareto = create ();

  g_assert_cmpuint (cm_pareto_chart_count (pareto), ==, 5);
  g_assert_cmpint (cm_pareto_chart_get_whole (pareto), ==, 1000);
  g_assert_cmpint (cm_pareto_chart_get_value (pareto, 4), ==, 30);
  g_assert_cmpfloat_with_epsilon (cm_pareto_chart_get_cumulative (pareto, 0), 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (cm_pareto_chart_get_cumulative (pareto, 1), 0.8, 1e-9);
  g_assert_cmpfloat_with_epsilon (cm_pareto_chart_get_cumulative (pareto, 4), 1, 1e-9);
  g_assert_cmpuint (cm_pareto_chart_get_n_vital (pareto), ==, 2);
  /* Of the bars alone the mark is not reached. */
  cm_pareto_chart_set_rest (pareto, "many", 100, 9000, 9000);
  g_assert_cmpuint (cm_pareto_chart_get_n_vital (pareto), ==, 0);
}

/* Money that came back has no share of what was spent. */
static void
test_below_zero (void)
{
  g_autoptr (CmParetoChart) pareto = create ();
  g_autofree char *text = NULL;
  cairo_surface_t *surface;

  cm_pareto_chart_set_rest (pareto, "refunds", 2, -470, 30);
  g_assert_cmpint (cm_pareto_chart_get_whole (pareto), ==, 1000);
  g_assert_cmpfloat_with_epsilon (cm_pareto_chart_get_cumulative (pareto, 3), 0.97, 1e-9);
  g_assert_cmpfloat_with_epsilon (cm_pareto_chart_get_cumulative (pareto, 4), 1, 1e-9);
  g_assert_cmpuint (cm_pareto_chart_get_n_vital (pareto), ==, 2);
  surface = draw (pareto, cm_palette_light (), WIDTH, HEIGHT);
  cairo_surface_destroy (surface);
  text = cm_pareto_chart_describe_bar (pareto, 4);
  g_assert_cmpstr (text, ==, "refunds: £-470");
}

/* Where nothing was spent there are no shares, yet it can be drawn and told. */
static void
test_nothing (void)
{
  g_autoptr (CmParetoChart) pareto = cm_pareto_chart_new ("Suppliers", 0.8, format, format);
  g_autofree char *text = NULL;
  cairo_surface_t *surface;

  cm_pareto_chart_add (pareto, "Oak Tree Trust", 0);
  cm_pareto_chart_add (pareto, "Meadow Home Care Ltd", -12);
  g_assert_cmpfloat (cm_pareto_chart_get_cumulative (pareto, 1), ==, 0);
  g_assert_cmpuint (cm_pareto_chart_get_n_vital (pareto), ==, 0);
  surface = draw (pareto, cm_palette_light (), WIDTH, HEIGHT);
  cairo_surface_destroy (surface);
  text = cm_pareto_chart_describe_bar (pareto, 1);
  g_assert_cmpstr (text, ==, "Meadow Home Care Ltd: £-12");
}

/* What reaches the mark is full, what does not is pale; the chosen one has a column. */
static void
test_drawing (void)
{
  const CmPalette *palettes[] = { cm_palette_light (),
                                  cm_palette_dark (),
                                  cm_palette_high_contrast (),
                                  cm_palette_high_contrast_dark () };

  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    {
      g_autoptr (CmParetoChart) pareto = create ();
      CmColour colour = cm_palette_stage (palettes[i], 0);
      guint32 full = to_pixel (colour);
      guint32 pale = to_pixel (cm_colour_blend (colour, palettes[i]->card, 0.25));
      cairo_surface_t *plain = draw (pareto, palettes[i], WIDTH, HEIGHT);
      cairo_surface_t *chosen;

      g_assert_cmpuint (count_pixels (plain, full), >, 4 * count_pixels (plain, pale));
      g_assert_cmpuint (count_pixels (plain, pale), >, 200);
      pareto->chosen = 3;
      chosen = draw (pareto, palettes[i], WIDTH, HEIGHT);
      g_assert_cmpuint (count_pixels (chosen, to_pixel (palettes[i]->card)),
                        <,
                        count_pixels (plain, to_pixel (palettes[i]->card)) - 1000);
      cairo_surface_destroy (plain);
      cairo_surface_destroy (chosen);
    }
}

static void
test_hit (void)
{
  g_autoptr (CmParetoChart) pareto = create ();
  guint seen[5] = { 0 };

  for (int x = 0; x < WIDTH; x++)
    {
      int bar = cm_pareto_chart_hit (pareto, NULL, WIDTH, HEIGHT, x, 60);

      g_assert_cmpint (bar, <, 5);
      if (bar >= 0)
        seen[bar]++;
    }
  /* Each has the same part of the width, however small its bar. */
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (seen[i], >, WIDTH / 7);
  g_assert_cmpint (cm_pareto_chart_hit (pareto, NULL, WIDTH, HEIGHT, 3, 60), ==, -1);
  g_assert_cmpint (cm_pareto_chart_hit (pareto, NULL, WIDTH, HEIGHT, WIDTH - 3, 60), ==, -1);
  g_assert_cmpint (cm_pareto_chart_hit (pareto, NULL, WIDTH, HEIGHT, 300, HEIGHT + 1), ==, -1);
  /* A name on the slant belongs to the bar above its end: far down it is further left. */
  g_assert_cmpint (cm_pareto_chart_hit (pareto, NULL, WIDTH, HEIGHT, 300, 60),
                   <,
                   cm_pareto_chart_hit (pareto, NULL, WIDTH, HEIGHT, 300, HEIGHT - 2));
}

static void
test_words (void)
{
  g_autoptr (CmParetoChart) pareto = create ();
  g_autofree char *bar = cm_pareto_chart_describe_bar (pareto, 1);
  g_autofree char *rest = cm_pareto_chart_describe_bar (pareto, 4);
  g_autofree char *all = cm_pareto_chart_describe (pareto);

  g_assert_cmpstr (
      bar, ==, "Northgate Transport Services: £300, 30.0% of all; 80% with those before it");
  g_assert_cmpstr (rest, ==, "7 others: £30, 3.0% of all; 100% with those before it");
  g_assert_true (g_str_has_prefix (all, "Suppliers. 2 of 11 make up 80% of all. Meadow Home "));
}

/* Any size, any number, without a fault or a warning. */
static void
test_sizes (void)
{
  static const int widths[] = { 1, 40, 200, 1600 };
  g_autoptr (CmParetoChart) empty = cm_pareto_chart_new ("None", 0.8, format, format);
  g_autoptr (CmParetoChart) many = cm_pareto_chart_new ("Many", 0.8, format, format);
  g_autofree char *words = cm_pareto_chart_describe (empty);

  g_assert_nonnull (strstr (words, "nothing to show"));
  for (int i = 0; i < 60; i++)
    cm_pareto_chart_add (
        many, "A supplier whose name is long enough to be cut wherever it stands", 60 - i);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    for (guint k = 0; k < G_N_ELEMENTS (widths); k++)
      {
        cairo_surface_t *a = draw (empty, cm_palette_light (), widths[i], widths[k]);
        cairo_surface_t *b = draw (many, cm_palette_dark (), widths[i], widths[k]);

        cm_pareto_chart_hit (many, NULL, widths[i], widths[k], widths[i] / 2., widths[k] / 2.);
        g_assert_cmpint (cm_pareto_chart_hit (empty, NULL, widths[i], widths[k], 0, 0), ==, -1);
        cairo_surface_destroy (a);
        cairo_surface_destroy (b);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pareto-painter/shares", test_shares);
  g_test_add_func ("/pareto-painter/below-zero", test_below_zero);
  g_test_add_func ("/pareto-painter/nothing", test_nothing);
  g_test_add_func ("/pareto-painter/drawing", test_drawing);
  g_test_add_func ("/pareto-painter/hit", test_hit);
  g_test_add_func ("/pareto-painter/words", test_words);
  g_test_add_func ("/pareto-painter/sizes", test_sizes);
  return g_test_run ();
}
