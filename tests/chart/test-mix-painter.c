/* test-mix-painter.c - lying bars of a few parts: patterns, hits, words, all sizes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-mix-painter.h"

#include <math.h>
#include <string.h>

#define WIDTH 600

static const char *const parts[CM_MIX_PARTS] = { "Mainstream", "Pots", "Not stated" };

static char *
format (gint64 value)
{
  return g_strdup_printf ("£%" G_GINT64_FORMAT, value);
}

/* A heading, two bars of which the first has all parts, one that is below zero, one of nothing. */
static CmMix *
create (void)
{
  const gint64 first[] = { 600, 300, 100 }, second[] = { 500, 0, 0 }, back[] = { -200, 0, 0 };
  const gint64 nothing[] = { 0, 0, 0 };
  CmMix *mix = cm_mix_new ("Money by chapter", parts, format, format);

  cm_mix_add_heading (mix, "Safer communities");
  cm_mix_add (mix, "Community safety", first);
  cm_mix_add (mix, "Re-offending", second);
  cm_mix_add (mix, "Vulnerable people", back);
  cm_mix_add (mix, "Equalities", nothing);
  return mix;
}

static cairo_surface_t *
draw (const CmMix *mix, const CmPalette *palette, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  cm_colour_set_source (cr, palette->card);
  cairo_paint (cr);
  cm_mix_draw (cr, mix, NULL, width, height, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* How many pixels of a row have that colour, but for rounding. */
static guint
count_pixels (cairo_surface_t *surface, int y, CmColour colour)
{
  const guchar *row =
      cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);
  const double wanted[] = { colour.blue, colour.green, colour.red };
  guint n = 0;

  for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
    {
      gboolean like = TRUE;

      for (guint i = 0; i < 3; i++)
        like = like && fabs (row[4 * x + (int) i] - 255 * wanted[i]) < 2;
      n += like;
    }
  return n;
}

static int
get_middle (guint bar)
{
  return 24 + 25 * (int) bar + 12;
}

/* The first part is plain and as long as its value; the others have a pattern. */
static void
test_parts (void)
{
  g_autoptr (CmMix) mix = create ();
  const CmPalette *palette = cm_palette_light ();
  cairo_surface_t *surface = draw (mix, palette, WIDTH, (int) cm_mix_get_height (mix));
  CmColour full = cm_palette_stage (palette, 0);
  guint first = count_pixels (surface, get_middle (1), full);
  guint second = count_pixels (surface, get_middle (2), full);

  g_assert_cmpint (cm_mix_get_total (mix, 1), ==, 1000);
  g_assert_cmpuint (second, >, 60);
  g_assert_cmpfloat_with_epsilon ((double) first / second, 1.2, 0.06);
  g_assert_cmpuint (
      count_pixels (surface, get_middle (1), cm_palette_stage (palette, 1)), <, first);
  /* Below zero it lies on the other side, as far as it should. */
  g_assert_cmpfloat_with_epsilon (
      (double) count_pixels (surface, get_middle (3), full) / second, 0.4, 0.06);
  g_assert_cmpuint (count_pixels (surface, get_middle (4), full), ==, 0);
  cairo_surface_destroy (surface);
}

static void
test_hit (void)
{
  g_autoptr (CmMix) mix = create ();
  double height = cm_mix_get_height (mix);

  g_assert_cmpint (cm_mix_hit (mix, NULL, WIDTH, height, 300, 3), ==, -1);
  g_assert_cmpint (cm_mix_hit (mix, NULL, WIDTH, height, 300, get_middle (0)), ==, -1);
  for (int bar = 1; bar < 5; bar++)
    g_assert_cmpint (cm_mix_hit (mix, NULL, WIDTH, height, 5, get_middle ((guint) bar)), ==, bar);
  g_assert_cmpint (cm_mix_hit (mix, NULL, WIDTH, height, 300, height + 1), ==, -1);
  g_assert_cmpint (cm_mix_hit (mix, NULL, WIDTH, height, WIDTH + 1, get_middle (1)), ==, -1);
}

static void
test_words (void)
{
  g_autoptr (CmMix) mix = create ();
  g_autofree char *first = cm_mix_describe_bar (mix, 1);
  g_autofree char *nothing = cm_mix_describe_bar (mix, 4);
  g_autofree char *all = cm_mix_describe (mix);

  g_assert_cmpstr (
      first, ==, "Community safety: £1000; Mainstream £600; Pots £300; Not stated £100");
  g_assert_cmpstr (nothing, ==, "Equalities: £0");
  g_assert_true (g_str_has_prefix (all, "Money by chapter. Safer communities. Community safety: "));
}

static void
test_sizes (void)
{
  static const int widths[] = { 1, 50, 300, 1600 };
  g_autoptr (CmMix) empty = cm_mix_new ("None", parts, format, format);
  g_autoptr (CmMix) mix = create ();
  g_autofree char *words = cm_mix_describe (empty);

  g_assert_nonnull (strstr (words, "nothing to show"));
  mix->bar = 1;
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      cairo_surface_t *a = draw (empty, cm_palette_high_contrast (), widths[i], 200);
      cairo_surface_t *b = draw (mix, cm_palette_dark (), widths[i], 200);

      g_assert_cmpint (cm_mix_hit (empty, NULL, widths[i], 200, 0, 100), ==, -1);
      cairo_surface_destroy (a);
      cairo_surface_destroy (b);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mix-painter/parts", test_parts);
  g_test_add_func ("/mix-painter/hit", test_hit);
  g_test_add_func ("/mix-painter/words", test_words);
  g_test_add_func ("/mix-painter/sizes", test_sizes);
  return g_test_run ();
}
