/* test-levels-painter.c - headings on a scale, then and now: places, hits, words, all sizes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-levels-painter.h"

#include <math.h>
#include <string.h>

#define WIDTH 640

static const char *const levels[] = { "Not yet", "Begun", "Working", "Settled", NULL };

/* One that moved up, one down, one that stayed, one judged only now, one never. */
static CmLevels *
create (void)
{
  CmLevels *self = cm_levels_new ("Then and now", "2008/09", "2009/10", levels);

  cm_levels_add (self, "Leadership", 0, 2, "Up by 2 levels");
  cm_levels_add (self, "Relationships", 3, 2, "Down by 1 level");
  cm_levels_add (self, "Vision and strategy", 1, 1, "The same");
  cm_levels_add (self, "Learning and development", -1, 3, "Not judged then");
  cm_levels_add (self, "Achievements and impact", -1, -1, "Not judged");
  return self;
}

static cairo_surface_t *
draw (const CmLevels *self, const CmPalette *palette, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  cm_colour_set_source (cr, palette->card);
  cairo_paint (cr);
  cm_levels_draw (cr, self, NULL, width, height, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static int
get_middle (guint row)
{
  return 48 + 42 * (int) row + 21;
}

static gboolean
is_like (cairo_surface_t *surface, int x, int y, CmColour colour)
{
  const guchar *pixel =
      cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + 4 * x;
  const double wanted[] = { colour.blue, colour.green, colour.red };

  for (guint i = 0; i < 3; i++)
    if (fabs (pixel[i] - 255 * wanted[i]) >= 2)
      return FALSE;
  return TRUE;
}

/* The first and the last pixel of a row in that colour; FALSE if there is none. */
static gboolean
find_extent (cairo_surface_t *surface, int y, CmColour colour, int *first, int *last)
{
  *first = *last = -1;
  for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
    if (is_like (surface, x, y, colour))
      {
        if (*first < 0)
          *first = x;
        *last = x;
      }
  return *first >= 0;
}

/* Dots stand in the column of their level, and an arrow leads there from where it was. */
static void
test_places (void)
{
  g_autoptr (CmLevels) self = create ();
  const CmPalette *palette = cm_palette_light ();
  cairo_surface_t *surface = draw (self, palette, WIDTH, (int) cm_levels_get_height (self));
  CmColour full = cm_palette_stage (palette, 0);
  int up[2], down[2], same[2], only[2], none[2];

  g_assert_true (find_extent (surface, get_middle (0), full, &up[0], &up[1]));
  g_assert_true (find_extent (surface, get_middle (1), full, &down[0], &down[1]));
  g_assert_true (find_extent (surface, get_middle (2), full, &same[0], &same[1]));
  g_assert_true (find_extent (surface, get_middle (3), full, &only[0], &only[1]));
  g_assert_false (find_extent (surface, get_middle (4), full, &none[0], &none[1]));
  /* Up ends where down ends: both are “Working” now, come from either side. */
  g_assert_cmpint (ABS (up[1] - (down[0] + 11)), <=, 3);
  g_assert_cmpint (up[0], <, same[0]);
  g_assert_cmpint (down[1], <, only[0]);
  g_assert_cmpint (only[1] - only[0], <=, 13);
  /* What stayed is smaller, within its ring. */
  g_assert_cmpint (same[1] - same[0], <, only[1] - only[0]);
  cairo_surface_destroy (surface);
}

static void
test_hit (void)
{
  g_autoptr (CmLevels) self = create ();
  double height = cm_levels_get_height (self);

  g_assert_cmpint (cm_levels_hit (self, NULL, WIDTH, height, 300, 30), ==, -1);
  for (guint row = 0; row < 5; row++)
    g_assert_cmpint (cm_levels_hit (self, NULL, WIDTH, height, 5, get_middle (row)), ==, row);
  g_assert_cmpint (cm_levels_hit (self, NULL, WIDTH, height, 300, height + 1), ==, -1);
  g_assert_cmpint (cm_levels_hit (self, NULL, WIDTH, height, WIDTH, get_middle (0)), ==, -1);
}

static void
test_words (void)
{
  g_autoptr (CmLevels) self = create ();
  g_autoptr (CmLevels) alone = cm_levels_new ("Now", NULL, "2009/10", levels);
  g_autofree char *up = cm_levels_describe_row (self, 0);
  g_autofree char *only = cm_levels_describe_row (self, 3);
  g_autofree char *never = cm_levels_describe_row (self, 4);
  g_autofree char *all = cm_levels_describe (self);
  g_autofree char *one = NULL;

  g_assert_cmpstr (up, ==, "Leadership: then Not yet, now Working. Up by 2 levels");
  g_assert_cmpstr (
      only, ==, "Learning and development: then not judged, now Settled. Not judged then");
  g_assert_cmpstr (never, ==, "Achievements and impact: Not judged");
  g_assert_true (g_str_has_prefix (all, "Then and now. Leadership: then Not yet"));
  cm_levels_add (alone, "Leadership", -1, 2, "");
  one = cm_levels_describe_row (alone, 0);
  g_assert_cmpstr (one, ==, "Leadership: Working");
}

/* Any number of headings and levels, at any width. */
static void
test_sizes (void)
{
  static const int widths[] = { 1, 60, 300, 1600 };
  static const char *const no_levels[] = { NULL };
  g_autoptr (CmLevels) empty = cm_levels_new ("None", NULL, "Now", no_levels);
  g_autoptr (CmLevels) many = create ();
  g_autofree char *words = cm_levels_describe (empty);

  g_assert_nonnull (strstr (words, "nothing to show"));
  cm_levels_add (empty, "A heading", -1, -1, "Not judged");
  for (guint i = 0; i < 40; i++)
    cm_levels_add (many, "A heading with a name that is far too long for its column", 3, 0, "Down");
  g_assert_cmpfloat (cm_levels_get_height (many), >, 45 * 30);
  many->row = 1;
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      cairo_surface_t *a = draw (empty, cm_palette_high_contrast (), widths[i], 100);
      cairo_surface_t *b = draw (many, cm_palette_dark (), widths[i], 400);

      cairo_surface_destroy (a);
      cairo_surface_destroy (b);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/levels-painter/places", test_places);
  g_test_add_func ("/levels-painter/hit", test_hit);
  g_test_add_func ("/levels-painter/words", test_words);
  g_test_add_func ("/levels-painter/sizes", test_sizes);
  return g_test_run ();
}
