/* test-thread-painter.c - the golden thread: its layout, its words, its drawing, its files. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-thread-painter.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-chart-export.h"

enum
{
  CHAPTER,
  SAFE,
  WELL,
  REPORTS,
  HELPLINE,
  PATROL,
  BASE,
  POT,
};

/* A chapter with an outcome that has all and one that has nothing. */
static CmThreadChart *
make_chart (void)
{
  CmThreadChart *chart = cm_thread_chart_new ("Safety", "2009/10");

  cm_thread_chart_add_node (chart, CM_COLUMN_CHAPTER, "Safety", NULL, NULL);
  cm_thread_chart_add_node (chart, CM_COLUMN_OUTCOME, "People feel safe at night", "Board", NULL);
  cm_thread_chart_add_node (chart, CM_COLUMN_OUTCOME, "People are well", NULL, "No owner");
  cm_thread_chart_add_node (chart, CM_COLUMN_INDICATOR, "Reports", "71% → 76% → 90%", NULL);
  cm_thread_chart_add_node (chart, CM_COLUMN_ACTIVITY, "Helpline", "Live", NULL);
  cm_thread_chart_add_node (chart, CM_COLUMN_ACTIVITY, "Patrol", "Live", NULL);
  cm_thread_chart_add_node (chart, CM_COLUMN_MONEY, "Mainstream", "£300", NULL);
  cm_thread_chart_add_node (chart, CM_COLUMN_MONEY, "Pot", "£100", NULL);
  cm_thread_chart_add_curve (chart, CHAPTER, SAFE, 400, FALSE);
  cm_thread_chart_add_curve (chart, CHAPTER, WELL, 0, FALSE);
  cm_thread_chart_add_curve (chart, SAFE, REPORTS, 0, FALSE);
  cm_thread_chart_add_curve (chart, SAFE, HELPLINE, 300, FALSE);
  cm_thread_chart_add_curve (chart, SAFE, PATROL, 100, TRUE);
  cm_thread_chart_add_curve (chart, HELPLINE, BASE, 300, FALSE);
  cm_thread_chart_add_curve (chart, PATROL, POT, 100, FALSE);
  cm_thread_chart_add_loose (chart, WELL, CM_COLUMN_INDICATOR, "No indicator");
  cm_thread_chart_add_loose (chart, WELL, CM_COLUMN_ACTIVITY, "No activity");
  return chart;
}

static gboolean
overlap (CmThreadBox a, CmThreadBox b)
{
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

static void
test_layout (void)
{
  g_autoptr (CmThreadChart) chart = make_chart ();

  for (double width = 400; width <= 1800; width += 350)
    {
      g_autoptr (CmThreadLayout) layout = cm_thread_layout_new (chart, width, NULL);
      double right = MAX (width, CM_THREAD_MINIMUM_WIDTH);

      for (guint i = 0; i < chart->nodes->len; i++)
        {
          CmThreadBox box = cm_thread_layout_get_box (layout, i);

          g_assert_cmpfloat (box.x, >=, 0);
          g_assert_cmpfloat (box.y, >=, 0);
          g_assert_cmpfloat (box.x + box.width, <=, right);
          g_assert_cmpfloat (box.y + box.height, <, cm_thread_layout_get_height (layout));
          g_assert_cmpint (
              cm_thread_layout_hit (layout, box.x + box.width / 2, box.y + box.height / 2),
              ==,
              (int) i);
          for (guint j = 0; j < i; j++)
            g_assert_false (overlap (box, cm_thread_layout_get_box (layout, j)));
        }
      g_assert_cmpint (cm_thread_layout_hit (layout, 1, 1), ==, -1);
    }
}

static void
test_columns (void)
{
  g_autoptr (CmThreadChart) chart = make_chart ();
  g_autoptr (CmThreadLayout) layout = cm_thread_layout_new (chart, 1000, NULL);

  for (guint i = 0; i < chart->curves->len; i++)
    {
      const CmThreadCurve *curve = &g_array_index (chart->curves, CmThreadCurve, i);
      CmThreadBox from = cm_thread_layout_get_box (layout, curve->from);
      CmThreadBox to = cm_thread_layout_get_box (layout, curve->to);

      g_assert_cmpfloat (from.x + from.width, <, to.x);
    }
}

static void
test_words (void)
{
  g_autoptr (CmThreadChart) chart = make_chart ();
  g_autofree char *all = NULL, *outcome = NULL, *loose = NULL;

  chart->summary = g_strdup ("£400 in 2009/10.");
  all = cm_thread_chart_describe (chart);
  outcome = cm_thread_chart_describe_node (chart, WELL);
  loose = cm_thread_chart_describe_node (chart, POT + 1);
  g_assert_cmpstr (all,
                   ==,
                   "Safety: 2 outcomes, 1 indicator, 2 activities. £400 in 2009/10. Loose ends: No "
                   "owner; No indicator; No activity.");
  g_assert_cmpstr (outcome, ==, "Outcome: People are well; No owner");
  g_assert_cmpstr (loose, ==, "Loose end: No indicator");
}

static void
test_neighbours (void)
{
  g_autoptr (CmThreadChart) chart = make_chart ();
  g_autoptr (CmThreadChart) empty = cm_thread_chart_new ("Nothing", "2009/10");

#define GO(from, way) cm_thread_chart_find_neighbour (chart, from, CM_THREAD_##way)
  g_assert_cmpint (GO (-1, DOWN), ==, CHAPTER);
  g_assert_cmpint (GO (CHAPTER, RIGHT), ==, SAFE);
  g_assert_cmpint (GO (SAFE, DOWN), ==, WELL);
  g_assert_cmpint (GO (WELL, DOWN), ==, -1);
  g_assert_cmpint (GO (WELL, UP), ==, SAFE);
  g_assert_cmpint (GO (SAFE, RIGHT), ==, REPORTS);
  g_assert_cmpint (GO (PATROL, LEFT), ==, SAFE);
  g_assert_cmpint (GO (PATROL, RIGHT), ==, POT);
  g_assert_cmpint (GO (POT, RIGHT), ==, -1);
  g_assert_cmpint (cm_thread_chart_find_neighbour (empty, -1, CM_THREAD_DOWN), ==, -1);
}

/* --- drawing -----------------------------------------------------------------------------------
 */

typedef struct
{
  const CmThreadChart *chart;
  const CmPalette *palette;
} Picture;

static void
draw_cb (cairo_t *cr, double width, double height, gpointer data)
{
  const Picture *picture = data;
  g_autoptr (CmThreadLayout) layout = cm_thread_layout_new (picture->chart, width, NULL);

  cm_colour_set_source (cr, picture->palette->background);
  cairo_paint (cr);
  cm_thread_draw (cr, picture->chart, layout, picture->palette);
}

/* How much of the picture is not background. */
static guint
count_ink (const CmThreadChart *chart, const CmPalette *palette)
{
  Picture picture = { chart, palette };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 900, 500);
  cairo_t *cr = cairo_create (surface);
  guint ink = 0;
  guint32 background;

  draw_cb (cr, 900, 500, &picture);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  background = *(guint32 *) (void *) cairo_image_surface_get_data (surface);
  for (int y = 0; y < 500; y++)
    for (int x = 0; x < 900; x++)
      ink += *(guint32 *) (void *) (cairo_image_surface_get_data (surface) +
                                    y * cairo_image_surface_get_stride (surface) + x * 4) !=
             background;
  cairo_surface_destroy (surface);
  return ink;
}

static void
test_draw (void)
{
  const CmPalette *const palettes[] = { cm_palette_light (),
                                        cm_palette_dark (),
                                        cm_palette_high_contrast (),
                                        cm_palette_high_contrast_dark () };

  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    {
      g_autoptr (CmThreadChart) chart = make_chart ();
      guint calm = count_ink (chart, palettes[i]);
      guint heavy;

      g_assert_cmpuint (calm, >, 10000);
      /* What the keyboard is on has a ring, and its curves stand out. */
      chart->focus = SAFE;
      heavy = count_ink (chart, palettes[i]);
      g_assert_cmpuint (heavy, >, calm);
    }
}

static void
test_export (void)
{
  static const char *const names[] = { "thread.png", "thread.svg", "thread.pdf" };
  g_autofree char *folder = g_dir_make_tmp ("cm-thread-XXXXXX", NULL);
  g_autoptr (CmThreadChart) chart = make_chart ();
  Picture picture = { chart, cm_palette_light () };

  chart->has_heading = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autofree char *bytes = NULL;
      g_autoptr (GError) error = NULL;
      gsize size;

      if (i == 0)
        cm_chart_export_png (draw_cb, &picture, 900, 500, path, &error);
      else if (i == 1)
        cm_chart_export_svg (draw_cb, &picture, 900, 500, path, &error);
      else
        cm_chart_export_pdf (draw_cb, &picture, 900, 500, path, &error);
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
      g_assert_cmpuint (size, >, 2000);
      g_remove (path);
    }
  g_rmdir (folder);
}

/* Sixty activities and none of their curves is lost between cards. */
static void
test_many (void)
{
  g_autoptr (CmThreadChart) chart = cm_thread_chart_new ("Many", "2009/10");
  g_autoptr (CmThreadLayout) layout = NULL;
  guint outcome;

  cm_thread_chart_add_node (chart, CM_COLUMN_CHAPTER, "Chapter", NULL, NULL);
  outcome = cm_thread_chart_add_node (chart, CM_COLUMN_OUTCOME, "Outcome", NULL, NULL);
  cm_thread_chart_add_curve (chart, 0, outcome, 60, FALSE);
  for (guint i = 0; i < 60; i++)
    cm_thread_chart_add_curve (
        chart,
        outcome,
        cm_thread_chart_add_node (chart, CM_COLUMN_ACTIVITY, "Activity", NULL, NULL),
        1,
        FALSE);
  layout = cm_thread_layout_new (chart, 900, NULL);
  g_assert_cmpfloat (cm_thread_layout_get_box (layout, outcome).height, >, 60 * 1.6);
  for (guint i = 3; i < chart->nodes->len; i++)
    g_assert_false (
        overlap (cm_thread_layout_get_box (layout, i), cm_thread_layout_get_box (layout, i - 1)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/thread-painter/layout", test_layout);
  g_test_add_func ("/thread-painter/columns", test_columns);
  g_test_add_func ("/thread-painter/words", test_words);
  g_test_add_func ("/thread-painter/neighbours", test_neighbours);
  g_test_add_func ("/thread-painter/draw", test_draw);
  g_test_add_func ("/thread-painter/export", test_export);
  g_test_add_func ("/thread-painter/many", test_many);
  return g_test_run ();
}
