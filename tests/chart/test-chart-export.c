/* test-chart-export.c - charts become files, whole or not at all. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-chart-export.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-wheel-painter.h"
#include "wheel-fixture.h"

typedef gboolean (*ExportFunc) (
    CmChartDrawFunc draw, gpointer data, double width, double height, const char *, GError **);

static void
draw_wheel_cb (cairo_t *cr, double width, double height, gpointer data)
{
  CmWheel *wheel = data;
  g_autoptr (CmWheelLayout) layout = cm_wheel_layout (wheel, width, height, NULL);

  cm_wheel_draw (cr, wheel, layout, cm_palette_light ());
}

static void
check_export (ExportFunc export, const char *name, const char *magic)
{
  g_autoptr (CmWheel) wheel = create_cycle ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("chart-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_no_error (error);
  g_assert_true (export(draw_wheel_cb, wheel, 400, 400, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (length, >, 2000);
  g_assert_true (memmem (contents, 200, magic, strlen (magic)) != NULL);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);

  /* The folder is gone now. */
  g_assert_false (export(draw_wheel_cb, wheel, 400, 400, path, &error));
  g_assert_error (error, CM_CHART_ERROR, CM_CHART_ERROR_WRITE);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);

  g_assert_false (export(draw_wheel_cb, wheel, 400, 99999, path, &error));
  g_assert_error (error, CM_CHART_ERROR, CM_CHART_ERROR_DRAW);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_png (void)
{
  check_export (cm_chart_export_png, "wheel.png", "PNG");
}

static void
test_svg (void)
{
  check_export (cm_chart_export_svg, "wheel.svg", "<svg");
}

static void
test_pdf (void)
{
  check_export (cm_chart_export_pdf, "wheel.pdf", "%PDF");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-export/png", test_png);
  g_test_add_func ("/chart-export/svg", test_svg);
  g_test_add_func ("/chart-export/pdf", test_pdf);
  return g_test_run ();
}
