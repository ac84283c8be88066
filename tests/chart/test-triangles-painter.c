/* test-triangles-painter.c - options as triangles: places, proportions, words, pixels. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-triangles-painter.h"

#include "figure-fixture.h"

/* The example of the manual. */
static CmTriangles *
create_example (void)
{
  CmTriangles *triangles = cm_triangles_new ("The case", "And a note.", 1);

  cm_triangles_set_budget (triangles, 10, "10");
  cm_triangles_set_total (triangles, "10", "6");
  cm_triangles_add (triangles, "C", 4, 3, "4", "3", TRUE);
  cm_triangles_add (triangles, "B", 6, 3, "6", "3", TRUE);
  cm_triangles_add (triangles, "A", 10, 4, "10", "4", FALSE);
  return triangles;
}

/* So many that there is no room for words below them. */
static CmTriangles *
create_crowd (void)
{
  CmTriangles *triangles = cm_triangles_new (NULL, NULL, 2);

  cm_triangles_set_budget (triangles, 700, "700");
  cm_triangles_set_total (triangles, "690", "1,234");
  for (guint i = 0; i < CM_TRIANGLES_MAX; i++)
    cm_triangles_add (triangles,
                      "A service for people in several places",
                      1 + 40 * i,
                      100 - i,
                      "1,000",
                      "99.5",
                      i < 6);
  return triangles;
}

static void
assert_places (const CmTriangles *triangles, PangoContext *like, double width, double font_size)
{
  double height = cm_triangles_measure (triangles, like, width, font_size);
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  g_autofree CmFigureBox *boxes = NULL;
  g_autofree CmFigureBox *words = NULL;
  double x, y, w, h;

  cm_triangles_get_boxes (triangles, like, width, font_size, &boxes, &words);
  for (guint i = 0; i < triangles->items->len; i++)
    {
      assert_within (&boxes[i], width, height);
      assert_within (&words[i], width, height);
      for (guint k = 0; k < i; k++)
        {
          assert_apart (&boxes[i], &boxes[k]);
          assert_apart (&words[i], &words[k]);
        }
      for (guint k = 0; k < triangles->items->len; k++)
        assert_apart (&boxes[i], &words[k]);
    }
  cm_triangles_draw (cr, triangles, like, width, font_size, cm_palette_dark ());
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_recording_surface_ink_extents (surface, &x, &y, &w, &h);
  g_assert_cmpfloat (x, >=, -1.5);
  g_assert_cmpfloat (y, >=, -1.5);
  g_assert_cmpfloat (x + w, <=, width + 1.5);
  g_assert_cmpfloat (y + h, <=, height + 1.5);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_layout (void)
{
  g_autoptr (CmTriangles) example = create_example ();
  g_autoptr (CmTriangles) crowd = create_crowd ();
  PangoContext *rtl = create_rtl_context ();

  for (guint w = 0; w < G_N_ELEMENTS (figure_widths); w++)
    for (guint s = 0; s < G_N_ELEMENTS (figure_sizes); s++)
      {
        assert_places (example, NULL, figure_widths[w], figure_sizes[s]);
        assert_places (example, rtl, figure_widths[w], figure_sizes[s]);
        assert_places (crowd, NULL, figure_widths[w], figure_sizes[s]);
      }
  g_object_unref (rtl);
}

/* As wide as they cost and as high as they are worth; those chosen climb, the other stands on the
 * ground beside them; mirrored in a language that runs the other way. */
static void
test_proportions (void)
{
  g_autoptr (CmTriangles) triangles = create_example ();
  PangoContext *rtl = create_rtl_context ();
  g_autofree CmFigureBox *boxes = NULL;
  g_autofree CmFigureBox *words = NULL;
  g_autofree CmFigureBox *rtl_boxes = NULL;
  g_autofree CmFigureBox *rtl_words = NULL;

  cm_triangles_get_boxes (triangles, NULL, 700, 15, &boxes, &words);
  g_assert_cmpfloat_with_epsilon (boxes[1].width * 4, boxes[0].width * 6, 0.01);
  g_assert_cmpfloat_with_epsilon (boxes[2].width * 4, boxes[0].width * 10, 0.01);
  g_assert_cmpfloat_with_epsilon (boxes[2].height * 3, boxes[0].height * 4, 0.01);
  g_assert_cmpfloat_with_epsilon (boxes[1].x, boxes[0].x + boxes[0].width, 0.01);
  g_assert_cmpfloat_with_epsilon (boxes[1].y + boxes[1].height, boxes[0].y, 0.01);
  g_assert_cmpfloat_with_epsilon (boxes[2].y + boxes[2].height, boxes[0].y + boxes[0].height, 0.01);
  g_assert_cmpfloat (boxes[2].x, >, boxes[1].x + boxes[1].width);
  cm_triangles_get_boxes (triangles, rtl, 700, 15, &rtl_boxes, &rtl_words);
  g_assert_cmpfloat (rtl_boxes[0].x, >, rtl_boxes[2].x);
  g_object_unref (rtl);
}

static void
test_words (void)
{
  g_autoptr (CmTriangles) triangles = create_example ();
  g_autoptr (CmTriangles) none = cm_triangles_new (NULL, NULL, 0);
  g_autofree char *words = cm_triangles_describe (triangles);
  g_autofree char *poor = NULL;

  g_assert_cmpstr (words,
                   ==,
                   "With 10 to spend, the best set costs 10 and is worth 6. In it: C costs 4 and "
                   "is worth 3. B costs 6 and is worth 3. Left out: A costs 10 and is worth 4. "
                   "And a note.");
  g_assert_cmpfloat (cm_triangles_measure (none, NULL, 500, 15), ==, 0);
  cm_triangles_set_budget (none, 1, "1");
  cm_triangles_set_total (none, "0", "0");
  cm_triangles_add (none, "A", 10, 4, "10", "4", FALSE);
  poor = cm_triangles_describe (none);
  g_assert_cmpstr (poor,
                   ==,
                   "With 1 to spend, nothing can be paid for. Left out: A costs 10 and is worth "
                   "4.");
  g_assert_cmpfloat (cm_triangles_measure (none, NULL, 500, 15), >, 30);
}

/* What is chosen is filled; what is left out is not. */
static void
test_pixels (void)
{
  const CmPalette *palettes[] = { cm_palette_light (),
                                  cm_palette_dark (),
                                  cm_palette_high_contrast (),
                                  cm_palette_high_contrast_dark () };
  g_autoptr (CmTriangles) triangles = create_example ();

  for (guint p = 0; p < G_N_ELEMENTS (palettes); p++)
    {
      int height = (int) ceil (cm_triangles_measure (triangles, NULL, 700, 16));
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 700, height);
      cairo_t *cr = cairo_create (surface);
      g_autofree CmFigureBox *boxes = NULL;
      g_autofree CmFigureBox *words = NULL;

      cm_triangles_get_boxes (triangles, NULL, 700, 16, &boxes, &words);
      cm_colour_set_source (cr, palettes[p]->background);
      cairo_paint (cr);
      cm_triangles_draw (cr, triangles, NULL, 700, 16, palettes[p]);
      cairo_surface_flush (surface);
      for (guint i = 0; i < 3; i++)
        g_assert_cmpuint (get_figure_pixel (surface,
                                            boxes[i].x + 0.7 * boxes[i].width,
                                            boxes[i].y + 0.7 * boxes[i].height),
                          ==,
                          get_figure_colour (i < 2 ? cm_palette_stage (palettes[p], 1)
                                                   : palettes[p]->background));
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/triangles-painter/layout", test_layout);
  g_test_add_func ("/triangles-painter/proportions", test_proportions);
  g_test_add_func ("/triangles-painter/words", test_words);
  g_test_add_func ("/triangles-painter/pixels", test_pixels);
  return g_test_run ();
}
