/* test-links-painter.c - the diagram of what hangs together: places, hits, pixels, words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-links-painter.h"

#include "cm-chart-text.h"

static CmLinks *
make_links (void)
{
  CmLinks *links = cm_links_new ("This", "Live");

  cm_links_add (links, CM_LINK_REQUIRES, "Requires", "First", "Live", FALSE);
  cm_links_add (links, CM_LINK_REQUIRES, "Requires", "Second", "Withdrawn", TRUE);
  cm_links_add (links, CM_LINK_FOLLOWS, "Follows", "Third", NULL, FALSE);
  cm_links_add (links, CM_LINK_REQUIRED_BY, "Required by", "Fourth", "Proposed", FALSE);
  cm_links_add (links, CM_LINK_EXCLUDES, "Excludes", "Fifth", "Live", FALSE);
  cm_links_add (links, CM_LINK_EXCLUDES, "Excludes", "Sixth", "Live", FALSE);
  return links;
}

/* Whatever the width, boxes lie inside the picture and never on one another. */
static void
test_places (void)
{
  g_autoptr (CmLinks) links = make_links ();

  for (double width = 300; width < 1200; width += 97)
    for (int i = -1; i < (int) links->items->len; i++)
      {
        CmLinksBox a;

        cm_links_get_box (links, width, i, &a);
        g_assert_cmpfloat (a.x, >=, 0);
        g_assert_cmpfloat (a.y, >=, 0);
        g_assert_cmpfloat (a.x + a.width, <=, width + 0.01);
        g_assert_cmpfloat (a.y + a.height, <=, cm_links_measure (links, width) + 0.01);
        for (int k = -1; k < i; k++)
          {
            CmLinksBox b;

            cm_links_get_box (links, width, k, &b);
            g_assert_true (a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height ||
                           b.y >= a.y + a.height);
          }
      }
}

/* What comes first stands on the left, what comes after on the right, what is excluded below. */
static void
test_sides (void)
{
  g_autoptr (CmLinks) links = make_links ();
  CmLinksBox middle, box;

  cm_links_get_box (links, 700, -1, &middle);
  cm_links_get_box (links, 700, 2, &box);
  g_assert_cmpfloat (box.x + box.width, <, middle.x);
  cm_links_get_box (links, 700, 3, &box);
  g_assert_cmpfloat (box.x, >, middle.x + middle.width);
  g_assert_cmpfloat (box.y, ==, middle.y);
  cm_links_get_box (links, 700, 4, &box);
  g_assert_cmpfloat (box.y, >, middle.y + middle.height);
  g_assert_cmpfloat (box.x, ==, middle.x);
}

static void
test_hit (void)
{
  g_autoptr (CmLinks) links = make_links ();
  CmLinksBox box;

  for (int i = 0; i < (int) links->items->len; i++)
    {
      cm_links_get_box (links, 700, i, &box);
      g_assert_cmpint (cm_links_hit (links, 700, box.x + 5, box.y + 5), ==, i);
    }
  cm_links_get_box (links, 700, -1, &box);
  g_assert_cmpint (cm_links_hit (links, 700, box.x + 5, box.y + 5), ==, -1);
  g_assert_cmpint (cm_links_hit (links, 700, box.x - 5, box.y + 5), ==, -1);
}

static void
test_none (void)
{
  g_autoptr (CmLinks) links = cm_links_new ("This", NULL);
  g_autofree char *words = cm_links_describe (links);

  g_assert_cmpfloat (cm_links_measure (links, 500), ==, 0);
  g_assert_cmpstr (words, ==, "");
  g_assert_cmpint (cm_links_hit (links, 500, 5, 5), ==, -1);
}

static void
test_words (void)
{
  g_autoptr (CmLinks) links = make_links ();
  g_autofree char *words = cm_links_describe (links);

  g_assert_true (g_str_has_prefix (
      words, "Requires “First”, Live. Requires “Second”, Withdrawn. Follows “Third”. "));
}

static guint32
get_pixel (cairo_surface_t *surface, double x, double y)
{
  const guchar *row =
      cairo_image_surface_get_data (surface) + (int) y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[(int) x] & 0xffffff;
}

static guint32
to_pixel (CmColour colour)
{
  g_autofree char *hex = cm_colour_to_hex (colour);

  return (guint32) g_ascii_strtoull (hex + 1, NULL, 16);
}

/* Trouble is seen on the frame; a struck line crosses the way down. */
static void
test_pixels (void)
{
  const CmPalette *palette = cm_palette_light ();
  g_autoptr (CmLinks) links = make_links ();
  int height = (int) cm_links_measure (links, 700) + 1;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 700, height);
  cairo_t *cr = cairo_create (surface);
  PangoContext *context = cm_chart_text_context (NULL);
  CmLinksBox middle, box;
  guint crossed = 0;

  cm_colour_set_source (cr, palette->background);
  cairo_paint (cr);
  cm_links_draw (cr, context, links, 700, palette, -1);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  cm_links_get_box (links, 700, 1, &box);
  g_assert_cmpuint (get_pixel (surface, box.x + 1, box.y + 30), ==, to_pixel (palette->warning));
  cm_links_get_box (links, 700, 0, &box);
  g_assert_cmpuint (get_pixel (surface, box.x + 1, box.y + 30), !=, to_pixel (palette->warning));
  cm_links_get_box (links, 700, -1, &middle);
  for (int x = 0; x < 16; x++)
    crossed += get_pixel (surface,
                          middle.x + middle.width / 2 - 8 + x,
                          middle.y + middle.height + 17 + 5 - x * 10 / 16) !=
                       to_pixel (palette->background)
                   ? 1
                   : 0;
  g_assert_cmpuint (crossed, >, 12);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (context);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/links-painter/places", test_places);
  g_test_add_func ("/links-painter/sides", test_sides);
  g_test_add_func ("/links-painter/hit", test_hit);
  g_test_add_func ("/links-painter/none", test_none);
  g_test_add_func ("/links-painter/words", test_words);
  g_test_add_func ("/links-painter/pixels", test_pixels);
  return g_test_run ();
}
