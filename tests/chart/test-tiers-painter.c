/* test-tiers-painter.c - layers from the top down: places, whole texts, pixels, words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-tiers-painter.h"

#include "figure-fixture.h"

static const FigureKind kind = {
  cm_tiers_measure, cm_tiers_get_boxes, cm_tiers_draw, cm_tiers_describe
};

/* One below the other, all as wide; no wider than their words ask for. */
static void
test_order (void)
{
  g_autoptr (CmFigureList) list = create_figure (4, "Board", "Decides");
  g_autofree CmFigureBox *boxes = cm_tiers_get_boxes (list, NULL, 900, 15);
  CmFigureBox first = boxes[0], second = boxes[1];

  g_assert_cmpfloat (first.y, ==, 0);
  g_assert_cmpfloat (second.y, >, first.y + first.height + 15);
  g_assert_cmpfloat (second.x, ==, first.x);
  g_assert_cmpfloat (second.width, ==, first.width);
  g_assert_cmpfloat (first.width, <, 600);
  g_assert_cmpfloat_with_epsilon (first.x + first.width / 2, 450, 0.01);
}

static void
test_words (void)
{
  g_autoptr (CmFigureList) list = cm_figure_list_new ("T", "Reports go up.", 0);
  g_autofree char *words = NULL;

  cm_figure_list_add (list, "Board", "decides.");
  cm_figure_list_add (list, "Executive", NULL);
  words = cm_tiers_describe (list);
  g_assert_cmpstr (
      words, ==, "2 layers from the top down. Board: decides. Executive. Reports go up.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_figure_tests ("tiers-painter", &kind);
  g_test_add_func ("/tiers-painter/order", test_order);
  g_test_add_func ("/tiers-painter/words", test_words);
  return g_test_run ();
}
