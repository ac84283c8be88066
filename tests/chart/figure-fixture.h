/* figure-fixture.h - what the figures' painters are tested for alike. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#include "cm-figure-kit.h"

typedef struct
{
  double (*measure) (const CmFigureList *list, PangoContext *like, double width, double font_size);
  CmFigureBox *(*get_boxes) (const CmFigureList *list,
                             PangoContext *like,
                             double width,
                             double font_size);
  void (*draw) (cairo_t *cr,
                const CmFigureList *list,
                PangoContext *like,
                double width,
                double font_size,
                const CmPalette *palette);
  char *(*describe) (const CmFigureList *list);
} FigureKind;

static const double figure_widths[] = { 90, 180, 330, 700, 1500 };
static const double figure_sizes[] = { 7, 15, 32 };

static inline CmFigureList *
create_figure (guint n, const char *head, const char *text)
{
  CmFigureList *list = cm_figure_list_new ("A title", "A note about all of it", 1);

  for (guint i = 0; i < n; i++)
    cm_figure_list_add (list, i % 5 == 4 ? NULL : head, i % 7 == 6 ? NULL : text);
  return list;
}

/* A context as that of a widget in a right-to-left language. */
static inline PangoContext *
create_rtl_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *font = pango_font_description_from_string ("Sans 11");

  pango_context_set_font_description (context, font);
  pango_context_set_base_dir (context, PANGO_DIRECTION_RTL);
  pango_font_description_free (font);
  return context;
}

static inline void
assert_apart (const CmFigureBox *a, const CmFigureBox *b)
{
  g_assert_true (a->x + a->width <= b->x + 0.01 || b->x + b->width <= a->x + 0.01 ||
                 a->y + a->height <= b->y + 0.01 || b->y + b->height <= a->y + 0.01);
}

static inline void
assert_within (const CmFigureBox *box, double width, double height)
{
  g_assert_cmpfloat (box->width, >, 0);
  g_assert_cmpfloat (box->height, >, 0);
  g_assert_cmpfloat (box->x, >=, -0.01);
  g_assert_cmpfloat (box->y, >=, -0.01);
  g_assert_cmpfloat (box->x + box->width, <=, width + 0.01);
  g_assert_cmpfloat (box->y + box->height, <=, height + 0.01);
}

/* All boxes are within the figure and none is on another. */
static inline void
assert_boxes (const FigureKind *kind,
              const CmFigureList *list,
              PangoContext *like,
              double width,
              double font_size)
{
  double height = kind->measure (list, like, width, font_size);
  g_autofree CmFigureBox *boxes = kind->get_boxes (list, like, width, font_size);

  for (guint i = 0; i < list->items->len; i++)
    {
      assert_within (&boxes[i], width, height);
      for (guint k = 0; k < i; k++)
        assert_apart (&boxes[i], &boxes[k]);
    }
}

/* Nothing is drawn beyond the figure. */
static inline void
assert_ink (const FigureKind *kind,
            const CmFigureList *list,
            PangoContext *like,
            double width,
            double font_size)
{
  double height = kind->measure (list, like, width, font_size);
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  double x, y, w, h;

  kind->draw (cr, list, like, width, font_size, cm_palette_light ());
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_recording_surface_ink_extents (surface, &x, &y, &w, &h);
  g_assert_cmpfloat (x, >=, -1.5);
  g_assert_cmpfloat (y, >=, -1.5);
  g_assert_cmpfloat (x + w, <=, width + 1.5);
  g_assert_cmpfloat (y + h, <=, height + 1.5);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static inline cairo_status_t
append_svg_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* How many glyphs are drawn: a text that is cut short has fewer. */
static inline guint
count_glyphs (const FigureKind *kind, const CmFigureList *list, double width, double font_size)
{
  g_autoptr (GString) text = g_string_new (NULL);
  double height = kind->measure (list, NULL, width, font_size);
  cairo_surface_t *surface =
      cairo_svg_surface_create_for_stream (append_svg_cb, text, width, height);
  cairo_t *cr = cairo_create (surface);
  guint n = 0;

  kind->draw (cr, list, NULL, width, font_size, cm_palette_light ());
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  for (const char *at = strstr (text->str, "<use xlink:href=\"#glyph"); at != NULL;
       at = strstr (at + 1, "<use xlink:href=\"#glyph"))
    n++;
  return n;
}

static inline void
test_figure_layout (gconstpointer data)
{
  static const guint counts[] = { 1, 2, 3, 4, 6, 7, 12, 13 };
  const FigureKind *kind = data;

  for (guint n = 0; n < G_N_ELEMENTS (counts); n++)
    {
      g_autoptr (CmFigureList) list = create_figure (
          counts[n], "The executive’s head", "What it says, in a few words more than one line");

      for (guint w = 0; w < G_N_ELEMENTS (figure_widths); w++)
        for (guint s = 0; s < G_N_ELEMENTS (figure_sizes); s++)
          {
            assert_boxes (kind, list, NULL, figure_widths[w], figure_sizes[s]);
            if (counts[n] < 9)
              assert_ink (kind, list, NULL, figure_widths[w], figure_sizes[s]);
          }
    }
}

/* Every letter is drawn, whatever the width and the size. */
static inline void
test_figure_complete (gconstpointer data)
{
  const FigureKind *kind = data;
  g_autoptr (CmFigureList) list = cm_figure_list_new (NULL, NULL, 0);
  guint least, most = 0;

  for (guint i = 0; i < 4; i++)
    cm_figure_list_add (list, "ABCDEFGHIJ KLMNO", "PQRSTUVWXYZ abcdeg hijk mnop qrs");
  least = 4 * (15 + 28);
  for (guint w = 0; w < G_N_ELEMENTS (figure_widths); w++)
    for (guint s = 0; s < G_N_ELEMENTS (figure_sizes); s++)
      {
        guint n = count_glyphs (kind, list, figure_widths[w], figure_sizes[s]);

        g_assert_cmpuint (n, >=, least);
        most = MAX (most, n);
      }
  /* Numbers and spaces at most. */
  g_assert_cmpuint (most, <=, least + 4 * 8);
}

static inline void
test_figure_hundreds (gconstpointer data)
{
  const FigureKind *kind = data;
  g_autoptr (CmFigureList) list = create_figure (300, "A head", "Some words for it");

  assert_boxes (kind, list, NULL, 700, 15);
  assert_ink (kind, list, NULL, 700, 15);
}

static inline void
test_figure_long_word (gconstpointer data)
{
  const FigureKind *kind = data;
  g_autofree char *word = g_strnfill (2000, 'w');
  g_autoptr (CmFigureList) list = cm_figure_list_new (NULL, NULL, 0);

  cm_figure_list_add (list, "Short", word);
  cm_figure_list_add (list, word, NULL);
  cm_figure_list_add (list, "Short", "too");
  for (guint w = 0; w < G_N_ELEMENTS (figure_widths); w += 2)
    {
      assert_boxes (kind, list, NULL, figure_widths[w], 15);
      assert_ink (kind, list, NULL, figure_widths[w], 15);
      g_assert_cmpuint (count_glyphs (kind, list, figure_widths[w], 15), >=, 4000);
    }
}

static inline void
test_figure_empty (gconstpointer data)
{
  const FigureKind *kind = data;
  g_autoptr (CmFigureList) none = create_figure (0, NULL, NULL);
  g_autoptr (CmFigureList) blank = cm_figure_list_new (NULL, NULL, 0);
  g_autofree char *words = kind->describe (none);

  g_assert_cmpfloat (kind->measure (none, NULL, 500, 15), ==, 0);
  g_assert_cmpuint (count_glyphs (kind, blank, 500, 15), ==, 0);
  g_assert_nonnull (words);
  cm_figure_list_add (blank, NULL, NULL);
  cm_figure_list_add (blank, "", "");
  assert_boxes (kind, blank, NULL, 500, 15);
}

static inline void
test_figure_rtl (gconstpointer data)
{
  const FigureKind *kind = data;
  g_autoptr (CmFigureList) list =
      create_figure (5, "ועדת ההיגוי", "מחליטה על הכיוון ועל התוצאות, ארבע פעמים בשנה");
  PangoContext *context = create_rtl_context ();

  for (guint w = 0; w < G_N_ELEMENTS (figure_widths); w++)
    {
      assert_boxes (kind, list, context, figure_widths[w], 15);
      assert_ink (kind, list, context, figure_widths[w], 15);
      /* And as words of another language within a text that runs the other way. */
      assert_ink (kind, list, NULL, figure_widths[w], 15);
    }
  g_object_unref (context);
}

static inline guint32
get_figure_pixel (cairo_surface_t *surface, double x, double y)
{
  const guchar *row =
      cairo_image_surface_get_data (surface) + (int) y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[(int) x] & 0xffffff;
}

static inline guint32
get_figure_colour (CmColour colour)
{
  g_autofree char *hex = cm_colour_to_hex (colour);

  return (guint32) g_ascii_strtoull (hex + 1, NULL, 16);
}

/* The edge of a card has the colour of the stage, its face that of a card. */
static inline void
test_figure_pixels (gconstpointer data)
{
  const FigureKind *kind = data;
  g_autoptr (CmFigureList) list = create_figure (4, "Head", "Some words");
  const CmPalette *palettes[] = { cm_palette_light (),
                                  cm_palette_dark (),
                                  cm_palette_high_contrast (),
                                  cm_palette_high_contrast_dark () };

  for (guint p = 0; p < G_N_ELEMENTS (palettes); p++)
    {
      int height = (int) ceil (kind->measure (list, NULL, 700, 16));
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 700, height);
      cairo_t *cr = cairo_create (surface);
      g_autofree CmFigureBox *boxes = kind->get_boxes (list, NULL, 700, 16);
      CmFigureBox box = boxes[2];

      kind->draw (cr, list, NULL, 700, 16, palettes[p]);
      cairo_surface_flush (surface);
      g_assert_cmpuint (get_figure_pixel (surface, box.x + 2.5, box.y + box.height / 2),
                        ==,
                        get_figure_colour (cm_palette_stage (palettes[p], 1)));
      g_assert_cmpuint (get_figure_pixel (surface, box.x + box.width - 5, box.y + 5),
                        ==,
                        get_figure_colour (palettes[p]->card));
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static inline void
add_figure_tests (const char *name, const FigureKind *kind)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } tests[] = {
    { "layout", test_figure_layout },     { "complete", test_figure_complete },
    { "hundreds", test_figure_hundreds }, { "long-word", test_figure_long_word },
    { "empty", test_figure_empty },       { "right-to-left", test_figure_rtl },
    { "pixels", test_figure_pixels },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%s/%s", name, tests[i].name);

      g_test_add_data_func (path, kind, tests[i].func);
    }
}
