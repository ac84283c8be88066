/* test-spans-painter.c - bars over weeks: places, lengths, whole texts, pixels, words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-spans-painter.h"

#include "figure-fixture.h"

static CmSpans *
create_clocks (void)
{
  CmSpans *spans = cm_spans_new ("Two clocks", "The decision is between them.", 3);

  cm_spans_add (spans, "Written consultation", 1, 12);
  cm_spans_add (spans, "Considering", 13, 16);
  cm_spans_add (spans, "Notice of three months or more", 17, 29);
  return spans;
}

static void
assert_places (const CmSpans *spans, PangoContext *like, double width, double font_size)
{
  double height = cm_spans_measure (spans, like, width, font_size);
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  g_autofree CmFigureBox *bars = NULL;
  g_autofree CmFigureBox *names = NULL;
  double x, y, w, h;

  cm_spans_get_boxes (spans, like, width, font_size, &bars, &names);
  for (guint i = 0; i < spans->items->len; i++)
    {
      assert_within (&bars[i], width, height);
      assert_within (&names[i], width, height);
      assert_apart (&bars[i], &names[i]);
      for (guint k = 0; k < i; k++)
        {
          assert_apart (&bars[i], &bars[k]);
          assert_apart (&names[i], &names[k]);
          assert_apart (&bars[i], &names[k]);
        }
    }
  cm_spans_draw (cr, spans, like, width, font_size, cm_palette_dark ());
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
  g_autoptr (CmSpans) spans = create_clocks ();
  PangoContext *rtl = create_rtl_context ();

  for (guint w = 0; w < G_N_ELEMENTS (figure_widths); w++)
    for (guint s = 0; s < G_N_ELEMENTS (figure_sizes); s++)
      {
        assert_places (spans, NULL, figure_widths[w], figure_sizes[s]);
        assert_places (spans, rtl, figure_widths[w], figure_sizes[s]);
      }
  g_object_unref (rtl);
}

/* Bars are as long as their weeks, and one begins where the one before ends. */
static void
test_lengths (void)
{
  g_autoptr (CmSpans) spans = create_clocks ();
  PangoContext *rtl = create_rtl_context ();
  g_autofree CmFigureBox *bars = NULL;
  g_autofree CmFigureBox *names = NULL;
  g_autofree CmFigureBox *rtl_bars = NULL;
  g_autofree CmFigureBox *rtl_names = NULL;

  cm_spans_get_boxes (spans, NULL, 800, 15, &bars, &names);
  g_assert_cmpfloat_with_epsilon (bars[0].width, 3 * bars[1].width, 0.01);
  g_assert_cmpfloat_with_epsilon (bars[0].x + bars[0].width, bars[1].x, 0.01);
  g_assert_cmpfloat (names[0].x + names[0].width, <, bars[0].x);
  cm_spans_get_boxes (spans, rtl, 800, 15, &rtl_bars, &rtl_names);
  g_assert_cmpfloat_with_epsilon (rtl_bars[1].x + rtl_bars[1].width, rtl_bars[0].x, 0.01);
  g_assert_cmpfloat (rtl_names[0].x, >, rtl_bars[0].x + rtl_bars[0].width);
  g_object_unref (rtl);
}

static void
test_odd (void)
{
  g_autofree char *word = g_strnfill (2000, 'w');
  g_autoptr (CmSpans) none = cm_spans_new (NULL, NULL, 0);
  g_autoptr (CmSpans) odd = cm_spans_new (NULL, NULL, 0);
  g_autoptr (CmSpans) many = cm_spans_new (NULL, NULL, 0);

  g_assert_cmpfloat (cm_spans_measure (none, NULL, 500, 15), ==, 0);
  cm_spans_add (odd, word, 5, 5);
  cm_spans_add (odd, "", -5, G_MAXINT);
  cm_spans_add (odd, "Backwards", 9, 3);
  g_assert_cmpint (cm_spans_get (odd, 1)->last, ==, CM_SPANS_LAST);
  g_assert_cmpint (cm_spans_get (odd, 2)->last, ==, 9);
  /* An empty name has no width to speak of, so these two only. */
  assert_places (odd, NULL, 700, 15);
  assert_places (odd, NULL, 200, 15);
  for (int i = 0; i < 300; i++)
    cm_spans_add (many, "מכרז", i - 150, i - 140 + i % 9);
  assert_places (many, NULL, 700, 15);
}

static void
test_pixels (void)
{
  g_autoptr (CmSpans) spans = create_clocks ();
  int height = (int) ceil (cm_spans_measure (spans, NULL, 700, 16));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 700, height);
  cairo_t *cr = cairo_create (surface);
  g_autofree CmFigureBox *bars = NULL;
  g_autofree CmFigureBox *names = NULL;

  cm_spans_get_boxes (spans, NULL, 700, 16, &bars, &names);
  cm_spans_draw (cr, spans, NULL, 700, 16, cm_palette_light ());
  cairo_surface_flush (surface);
  g_assert_cmpuint (get_figure_pixel (surface, bars[2].x + 6, bars[2].y + 4),
                    ==,
                    get_figure_colour (cm_palette_stage (cm_palette_light (), 3)));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_words (void)
{
  g_autoptr (CmSpans) spans = create_clocks ();
  g_autofree char *words = NULL;

  cm_spans_add (spans, "Decision", 16, 16);
  words = cm_spans_describe (spans);
  g_assert_cmpstr (words,
                   ==,
                   "Written consultation: week 1 to week 12, 12 weeks. "
                   "Considering: week 13 to week 16, 4 weeks. "
                   "Notice of three months or more: week 17 to week 29, 13 weeks. "
                   "Decision: week 16. The decision is between them.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spans-painter/layout", test_layout);
  g_test_add_func ("/spans-painter/lengths", test_lengths);
  g_test_add_func ("/spans-painter/odd", test_odd);
  g_test_add_func ("/spans-painter/pixels", test_pixels);
  g_test_add_func ("/spans-painter/words", test_words);
  return g_test_run ();
}
