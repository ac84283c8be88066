/* test-grid-painter.c - the grid: its words, its measures, hits, and what is drawn. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-grid-painter.h"

#include <glib/gstdio.h>

#include "cm-chart-export.h"

enum
{
  HEADING,
  HOMES,
  STREETS,
  SUM
};

/* Two rows under a heading and one of totals; three columns in two groups and one of totals. */
static CmGridModel *
create_grid (void)
{
  CmGridModel *model = cm_grid_model_new ("Balance");

  model->corner = g_strdup ("Chapter");
  model->colour = 1;
  cm_grid_model_add_column (model, CM_GRID_HEAD_ITEM, "Mainstream", "Own money");
  cm_grid_model_add_column (model, CM_GRID_HEAD_ITEM, "Reserve", "Own money");
  cm_grid_model_add_column (model, CM_GRID_HEAD_ITEM, "Grant pot", "Pots");
  cm_grid_model_add_column (model, CM_GRID_HEAD_TOTAL, "All", NULL);
  cm_grid_model_add_row (model, CM_GRID_HEAD_GROUP, "Safer communities");
  cm_grid_model_add_row (model, CM_GRID_HEAD_ITEM, "Safer homes");
  cm_grid_model_add_row (model, CM_GRID_HEAD_ITEM, "Safer streets");
  cm_grid_model_add_row (model, CM_GRID_HEAD_TOTAL, "All chapters");
  cm_grid_model_set_cell (
      model, HOMES, 0, CM_GRID_HEAT, CM_GRID_OVER, 1, "£240k", "£240,000, overload");
  cm_grid_model_set_cell (model, HOMES, 1, CM_GRID_HEAT, CM_GRID_PLAIN, 0, "£2k", NULL);
  cm_grid_model_set_cell (model, HOMES, 2, CM_GRID_SOLID, CM_GRID_PLAIN, 0, NULL, NULL);
  cm_grid_model_set_cell (model, STREETS, 0, CM_GRID_BLANK, CM_GRID_GAP, 0, "none", NULL);
  cm_grid_model_set_cell (model, STREETS, 1, CM_GRID_DOTTED, CM_GRID_PLAIN, 0, NULL, NULL);
  cm_grid_model_set_cell (model, STREETS, 2, CM_GRID_UNKNOWN, CM_GRID_PLAIN, 0, NULL, NULL);
  cm_grid_model_set_cell (model, SUM, 3, CM_GRID_BLANK, CM_GRID_PLAIN, 0, "£242k", NULL);
  cm_grid_model_add_key (model, CM_GRID_BLANK, CM_GRID_GAP, 0, "nothing");
  cm_grid_model_add_key (model, CM_GRID_HEAT, CM_GRID_OVER, 1, "too much");
  return model;
}

static CmGridModel *
create_large (guint rows, guint columns)
{
  CmGridModel *model = cm_grid_model_new (NULL);

  for (guint i = 0; i < columns; i++)
    cm_grid_model_add_column (model, CM_GRID_HEAD_ITEM, "Neighbourhood of the East", NULL);
  for (guint i = 0; i < rows; i++)
    cm_grid_model_add_row (model, CM_GRID_HEAD_ITEM, "A chapter with a long name of many words");
  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < columns; j++)
      cm_grid_model_set_cell (model, i, j, CM_GRID_HEAT, CM_GRID_PLAIN, 0.5, "£1.2m", NULL);
  return model;
}

static void
test_words (void)
{
  g_autoptr (CmGridModel) model = create_grid ();
  g_autofree char *over = cm_grid_model_describe_cell (model, HOMES, 0);
  g_autofree char *gap = cm_grid_model_describe_cell (model, STREETS, 0);
  g_autofree char *solid = cm_grid_model_describe_cell (model, HOMES, 2);
  g_autofree char *unknown = cm_grid_model_describe_cell (model, STREETS, 2);
  g_autofree char *sum = cm_grid_model_describe_cell (model, SUM, 3);
  g_autofree char *all = cm_grid_model_describe (model);

  g_assert_cmpstr (over, ==, "Safer homes, Own money, Mainstream: £240,000, overload");
  g_assert_cmpstr (gap, ==, "Safer streets, Own money, Mainstream: none, gap");
  g_assert_cmpstr (solid, ==, "Safer homes, Pots, Grant pot: solid box");
  g_assert_cmpstr (unknown, ==, "Safer streets, Pots, Grant pot: unknown");
  g_assert_cmpstr (sum, ==, "All chapters, All: £242k");
  g_assert_cmpstr (all, ==, "Balance: 2 rows, 3 columns, 1 gap, 1 overload");
}

static void
test_groups (void)
{
  g_autoptr (CmGridModel) model = create_grid ();

  g_assert_cmpuint (cm_grid_model_get_column (model, 0)->n_group, ==, 2);
  g_assert_cmpuint (cm_grid_model_get_column (model, 1)->n_group, ==, 0);
  g_assert_cmpuint (cm_grid_model_get_column (model, 2)->n_group, ==, 1);
  g_assert_cmpuint (cm_grid_model_get_column (model, 3)->n_group, ==, 0);
}

static void
assert_move (
    const CmGridModel *model, int row, int column, int rows, int columns, int to_row, int to_column)
{
  g_assert_true (cm_grid_model_move (model, &row, &column, rows, columns));
  g_assert_cmpint (row, ==, to_row);
  g_assert_cmpint (column, ==, to_column);
}

static void
test_move (void)
{
  g_autoptr (CmGridModel) model = create_grid ();
  g_autoptr (CmGridModel) empty = cm_grid_model_new (NULL);
  int row = 0, column = 0;

  assert_move (model, HOMES, 0, 1, 0, STREETS, 0);
  assert_move (model, HOMES, 0, 0, 1, HOMES, 1);
  /* At the edges, and at a heading without sums, one stays. */
  assert_move (model, HOMES, 0, -1, 0, HOMES, 0);
  assert_move (model, HOMES, 0, 0, -1, HOMES, 0);
  assert_move (model, HOMES, 3, 0, 5, HOMES, 3);
  assert_move (model, HOMES, 3, 100, 0, SUM, 3);
  assert_move (model, 0, 0, 0, 0, HOMES, 0);
  /* A heading with sums is gone to. */
  cm_grid_model_set_cell (model, HEADING, 1, CM_GRID_BLANK, CM_GRID_PLAIN, 0, "£2k", NULL);
  assert_move (model, HOMES, 1, -1, 0, HEADING, 1);
  g_assert_false (cm_grid_model_move (empty, &row, &column, 1, 1));
}

/* Every cell is hit in its middle, wherever the cells are scrolled to, unless a header is above. */
static void
test_hit (void)
{
  g_autoptr (CmGridModel) model = create_grid ();
  g_autoptr (CmGridLayout) layout = cm_grid_layout_new (model, 700, NULL);
  double labels, heads;
  CmGridHit hit;

  for (guint row = 0; row < model->rows->len; row++)
    for (guint column = 0; column < model->columns->len; column++)
      {
        CmGridBox box = cm_grid_layout_get_cell (layout, row, column, 0, 0);

        hit = cm_grid_layout_hit (layout, 0, 0, box.x + box.width / 2, box.y + box.height / 2);
        g_assert_cmpint (hit.kind, ==, CM_GRID_HIT_CELL);
        g_assert_cmpint (hit.row, ==, row);
        g_assert_cmpint (hit.column, ==, column);
      }
  cm_grid_layout_get_headers (layout, &labels, &heads);
  hit = cm_grid_layout_hit (layout, 0, 0, labels + 2, heads - 2);
  g_assert_cmpint (hit.kind, ==, CM_GRID_HIT_COLUMN);
  g_assert_cmpint (hit.column, ==, 0);
  hit = cm_grid_layout_hit (layout, 0, 0, labels - 2, heads + 2);
  g_assert_cmpint (hit.kind, ==, CM_GRID_HIT_ROW);
  g_assert_cmpint (hit.row, ==, 0);
  hit = cm_grid_layout_hit (layout, 0, 0, 2, 2);
  g_assert_cmpint (hit.kind, ==, CM_GRID_HIT_NONE);
  hit = cm_grid_layout_hit (layout, 0, 0, 2000, 2000);
  g_assert_cmpint (hit.kind, ==, CM_GRID_HIT_NONE);
}

static void
test_scrolled (void)
{
  g_autoptr (CmGridModel) model = create_large (200, 40);
  g_autoptr (CmGridLayout) layout = cm_grid_layout_new (model, 800, NULL);
  double width, height, labels, heads;
  int rows[2], columns[2];
  CmGridHit hit;
  CmGridBox box;

  cm_grid_layout_get_size (layout, &width, &height);
  cm_grid_layout_get_headers (layout, &labels, &heads);
  g_assert_cmpfloat (width, >, 800);
  g_assert_cmpfloat (labels, <, 400);
  box = cm_grid_layout_get_cell (layout, 100, 20, 0, 0);
  hit = cm_grid_layout_hit (layout, box.x - labels, box.y - heads, labels + 3, heads + 3);
  g_assert_cmpint (hit.row, ==, 100);
  g_assert_cmpint (hit.column, ==, 20);
  /* What is seen begins with that cell, and is far less than all. */
  g_assert_true (
      cm_grid_layout_get_seen (layout, box.x - labels, box.y - heads, 800, 600, rows, columns));
  g_assert_cmpint (rows[0], ==, 100);
  g_assert_cmpint (columns[0], ==, 20);
  g_assert_cmpint (rows[1], <, 130);
  g_assert_cmpint (rows[1], >, 105);
  g_assert_cmpint (columns[1], <, 36);
  /* An area of headers alone shows no cell. */
  g_assert_false (cm_grid_layout_get_seen (layout, 0, 0, labels, heads, rows, columns));
}

/* What fits is not wider than it may be, at any width; rows do not overlap. */
static void
test_fits (void)
{
  g_autoptr (CmGridModel) model = create_grid ();

  for (double width = 500; width <= 2400; width += 100)
    {
      g_autoptr (CmGridLayout) layout = cm_grid_layout_new (model, width, NULL);
      double all_width, all_height;

      cm_grid_layout_get_size (layout, &all_width, &all_height);
      g_assert_cmpfloat (all_width, <=, width);
      for (guint row = 0; row + 1 < model->rows->len; row++)
        {
          CmGridBox box = cm_grid_layout_get_cell (layout, row, 0, 0, 0);
          CmGridBox next = cm_grid_layout_get_cell (layout, row + 1, 0, 0, 0);

          g_assert_cmpfloat (box.y + box.height, <=, next.y);
          g_assert_cmpfloat (box.height, >=, 24);
        }
      g_assert_false (cm_grid_layout_is_cut (layout, HOMES, -1));
    }
}

/* Where words do not fit across, they stand upright, in a header that is higher than wide. */
static void
test_upright (void)
{
  g_autoptr (CmGridModel) model = create_large (3, 19);
  g_autoptr (CmGridLayout) narrow = cm_grid_layout_new (model, 900, NULL);
  g_autoptr (CmGridLayout) wide = cm_grid_layout_new (model, 4000, NULL);
  double width, narrow_heads, wide_heads;

  cm_grid_layout_get_headers (narrow, &width, &narrow_heads);
  cm_grid_layout_get_headers (wide, &width, &wide_heads);
  g_assert_cmpfloat (narrow_heads, >, wide_heads * 1.5);
  g_assert_false (cm_grid_layout_is_cut (wide, -1, 0));
}

static void
test_legend (void)
{
  g_autoptr (CmGridModel) model = create_grid ();
  g_autoptr (CmGridModel) none = create_large (1, 1);
  g_autoptr (CmGridLayout) layout = cm_grid_layout_new (model, 700, NULL);
  g_autoptr (CmGridLayout) bare = cm_grid_layout_new (none, 700, NULL);

  g_assert_cmpfloat (cm_grid_layout_get_legend_height (bare, 700), ==, 0);
  g_assert_cmpfloat (cm_grid_layout_get_legend_height (layout, 700), >, 16);
  /* In little room there are more lines of it. */
  g_assert_cmpfloat (cm_grid_layout_get_legend_height (layout, 130),
                     ==,
                     2 * cm_grid_layout_get_legend_height (layout, 700));
}

static guint32
get_pixel (cairo_surface_t *surface, double x, double y)
{
  const guchar *row =
      cairo_image_surface_get_data (surface) + (int) y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[(int) x] & 0xffffff;
}

static CmColour
get_colour (cairo_surface_t *surface, double x, double y)
{
  guint32 pixel = get_pixel (surface, x, y);

  return (CmColour){ (pixel >> 16 & 0xff) / 255.0,
                     (pixel >> 8 & 0xff) / 255.0,
                     (pixel & 0xff) / 255.0 };
}

static cairo_surface_t *
draw (const CmGridLayout *layout, double x, double y, const CmPalette *palette)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 700, 400);
  cairo_t *cr = cairo_create (surface);

  cm_colour_set_source (cr, palette->card);
  cairo_paint (cr);
  cm_grid_draw (cr, layout, x, y, 700, 400, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* The text can be read on the darkest cell; more is darker; a gap is marked without colour alone.
 */
static void
test_pixels (void)
{
  const CmPalette *palettes[] = {
    cm_palette_light (),
    cm_palette_dark (),
    cm_palette_high_contrast (),
    cm_palette_high_contrast_dark (),
  };
  g_autoptr (CmGridModel) model = create_grid ();
  g_autoptr (CmGridLayout) layout = cm_grid_layout_new (model, 700, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    for (guint colour = 0; colour < CM_N_STAGE_COLOURS; colour++)
      {
        CmGridBox hot = cm_grid_layout_get_cell (layout, HOMES, 0, 0, 0);
        CmGridBox cold = cm_grid_layout_get_cell (layout, HOMES, 1, 0, 0);
        CmGridBox gap = cm_grid_layout_get_cell (layout, STREETS, 0, 0, 0);
        cairo_surface_t *surface;
        CmColour most, least, paper;
        guint inked = 0;

        model->colour = colour;
        surface = draw (layout, 0, 0, palettes[i]);
        most = get_colour (surface, hot.x + hot.width - 7, hot.y + 7);
        least = get_colour (surface, cold.x + cold.width - 7, cold.y + 7);
        paper = palettes[i]->card;
        g_assert_cmpfloat (cm_colour_contrast (most, palettes[i]->foreground), >=, 4.5);
        g_assert_cmpfloat (
            cm_colour_contrast (most, paper), >, cm_colour_contrast (least, paper) + 0.3);
        for (double x = gap.x + 8; x < gap.x + 24; x++)
          inked += get_pixel (surface, x, gap.y + gap.height / 2) !=
                   get_pixel (surface, gap.x + gap.width - 7, gap.y + 7);
        g_assert_cmpuint (inked, >=, 2);
        cairo_surface_destroy (surface);
      }
}

/* Cells that are scrolled do not show through the headers. */
static void
test_sticky (void)
{
  g_autoptr (CmGridModel) model = create_large (60, 30);
  g_autoptr (CmGridLayout) layout = cm_grid_layout_new (model, 700, NULL);
  cairo_surface_t *first = draw (layout, 0, 0, cm_palette_light ());
  cairo_surface_t *second = draw (layout, 0, 11, cm_palette_light ());
  double labels, heads;

  cm_grid_layout_get_headers (layout, &labels, &heads);
  for (double x = 0; x < 700; x++)
    for (double y = 0; y < heads; y++)
      g_assert_cmpuint (get_pixel (first, x, y), ==, get_pixel (second, x, y));
  cairo_surface_destroy (first);
  cairo_surface_destroy (second);
}

static void
test_export (void)
{
  g_autoptr (CmGridModel) model = create_grid ();
  g_autoptr (CmGridLayout) layout = cm_grid_layout_new (model, 700, NULL);
  CmGridPicture picture = { layout, cm_palette_light () };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("grid-XXXXXX", &error);
  g_autofree char *svg = g_build_filename (folder, "grid.svg", NULL);
  g_autofree char *text = NULL;
  double width, height, grid_width, grid_height;

  cm_grid_picture_size (layout, &width, &height);
  cm_grid_layout_get_size (layout, &grid_width, &grid_height);
  g_assert_cmpfloat (width, >, grid_width);
  g_assert_cmpfloat (
      height, >, grid_height + cm_grid_layout_get_legend_height (layout, grid_width));
  cm_chart_export_svg (cm_grid_picture_draw, &picture, width, height, svg, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (svg, &text, NULL, &error));
  g_assert_nonnull (strstr (text, "<svg"));
  g_assert_cmpuint (strlen (text), >, 2000);
  g_assert_cmpint (g_unlink (svg), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grid-painter/words", test_words);
  g_test_add_func ("/grid-painter/groups", test_groups);
  g_test_add_func ("/grid-painter/move", test_move);
  g_test_add_func ("/grid-painter/hit", test_hit);
  g_test_add_func ("/grid-painter/scrolled", test_scrolled);
  g_test_add_func ("/grid-painter/fits", test_fits);
  g_test_add_func ("/grid-painter/upright", test_upright);
  g_test_add_func ("/grid-painter/legend", test_legend);
  g_test_add_func ("/grid-painter/pixels", test_pixels);
  g_test_add_func ("/grid-painter/sticky", test_sticky);
  g_test_add_func ("/grid-painter/export", test_export);
  return g_test_run ();
}
