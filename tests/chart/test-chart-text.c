/* test-chart-text.c - measuring, breaking and cutting the short texts of a chart. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-chart-text.h"

static void
test_split (void)
{
  PangoContext *context = cm_chart_text_context (NULL);
  CmChartSplit split;

  g_assert_true (
      cm_chart_text_split (context, "Assess individual needs", PANGO_WEIGHT_NORMAL, &split));
  g_assert_cmpstr (split.second, ==, "individual needs");
  g_assert_cmpfloat (split.first_width, <, split.second_width);
  cm_chart_split_clear (&split);
  /* A long word breaks where its author allows it. */
  g_assert_true (
      cm_chart_text_split (context, "Decom\xc2\xadmission", PANGO_WEIGHT_NORMAL, &split));
  g_assert_cmpstr (split.first, ==, "Decom-");
  g_assert_cmpstr (split.second, ==, "mission");
  cm_chart_split_clear (&split);
  g_assert_false (cm_chart_text_split (context, "Decommission", PANGO_WEIGHT_NORMAL, &split));
  g_assert_false (cm_chart_text_split (context, "Needs", PANGO_WEIGHT_NORMAL, &split));
  g_assert_null (split.first);
  g_object_unref (context);
}

static void
test_width (void)
{
  PangoContext *context = cm_chart_text_context (NULL);
  double one = cm_chart_text_width (context, "Plan", PANGO_WEIGHT_NORMAL);

  g_assert_cmpfloat (one, >, 1);
  g_assert_cmpfloat (one, <, 4);
  g_assert_cmpfloat_with_epsilon (
      cm_chart_text_width (context, "PlanPlan", PANGO_WEIGHT_NORMAL), 2 * one, 0.1);
  g_assert_cmpfloat (cm_chart_text_width (context, "Plan", PANGO_WEIGHT_BOLD), >, one);
  g_object_unref (context);
}

/* Leftmost and rightmost inked column of a line about x = 100. */
static void
find_ink (double width, int *left, int *right)
{
  PangoContext *context = cm_chart_text_context (NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 200, 40);
  cairo_t *cr = cairo_create (surface);
  char text[] = "Decommissioning";
  CmChartLine line = { text, PANGO_WEIGHT_NORMAL, 16, 100, 20, width };
  const guchar *data;

  cm_chart_text_draw (cr, context, &line);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  *left = 200;
  *right = -1;
  for (int i = 0; i < 200 * 40; i++)
    if (data[i] > 60)
      {
        *left = MIN (*left, i % 200);
        *right = MAX (*right, i % 200);
      }
  cairo_surface_destroy (surface);
  g_object_unref (context);
}

static void
test_draw (void)
{
  int left, right;

  find_ink (190, &left, &right);
  g_assert_cmpint (right - left, >, 80);
  g_assert_cmpint (ABS (left + right - 200), <=, 6);
  /* Too wide: cut, and centred still. */
  find_ink (60, &left, &right);
  g_assert_cmpint (right - left, <=, 60);
  g_assert_cmpint (right - left, >, 35);
  g_assert_cmpint (ABS (left + right - 200), <=, 14);
}

/* Text on an arc keeps to its radius, above and below. */
static void
test_arc (void)
{
  static const double angles[] = { -G_PI / 2, G_PI / 2, 0, G_PI };

  for (guint i = 0; i < G_N_ELEMENTS (angles); i++)
    {
      PangoContext *context = cm_chart_text_context (NULL);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 200, 200);
      cairo_t *cr = cairo_create (surface);
      char text[] = "Monitor and renew";
      CmChartLine line = { text, PANGO_WEIGHT_NORMAL, 14, 100, 100, 200 };
      const guchar *data;
      guint inked = 0;

      cm_chart_text_draw_arc (cr, context, &line, 80, angles[i]);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      data = cairo_image_surface_get_data (surface);
      for (int p = 0; p < 200 * 200; p++)
        {
          int x = p % 200 - 100, y = p / 200 - 100;

          if (data[p] < 60)
            continue;
          inked++;
          g_assert_cmpint (x * x + y * y, >, 68 * 68);
          g_assert_cmpint (x * x + y * y, <, 92 * 92);
        }
      g_assert_cmpuint (inked, >, 150);
      cairo_surface_destroy (surface);
      g_object_unref (context);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-text/split", test_split);
  g_test_add_func ("/chart-text/width", test_width);
  g_test_add_func ("/chart-text/draw", test_draw);
  g_test_add_func ("/chart-text/arc", test_arc);
  return g_test_run ();
}
