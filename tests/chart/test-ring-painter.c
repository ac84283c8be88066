/* test-ring-painter.c - stations of a cycle: places round it, whole texts, pixels, words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-ring-painter.h"

#include "figure-fixture.h"

static const FigureKind kind = {
  cm_ring_measure, cm_ring_get_boxes, cm_ring_draw, cm_ring_describe
};

/* Clockwise from the top. */
static void
test_round (void)
{
  g_autoptr (CmFigureList) list = create_figure (4, "Head", "Some words");
  g_autofree CmFigureBox *boxes = cm_ring_get_boxes (list, NULL, 700, 15);
  CmFigureBox top = boxes[0], right = boxes[1], bottom = boxes[2], left = boxes[3];

  g_assert_cmpfloat (top.y, <, right.y);
  g_assert_cmpfloat (right.x, >, top.x + top.width);
  g_assert_cmpfloat (bottom.y, >, right.y + right.height);
  g_assert_cmpfloat (left.x + left.width, <, top.x);
  g_assert_cmpfloat_with_epsilon (top.x, bottom.x, 0.01);
}

/* Where a ring has no room, or too many stations, they stand one below the other. */
static void
test_column (void)
{
  g_autoptr (CmFigureList) few = create_figure (5, "Head", "Some words");
  g_autoptr (CmFigureList) many = create_figure (13, "Head", "Some words");
  g_autofree CmFigureBox *narrow = cm_ring_get_boxes (few, NULL, 240, 15);
  g_autofree CmFigureBox *crowd = cm_ring_get_boxes (many, NULL, 900, 15);

  g_assert_cmpfloat (narrow[0].x, ==, narrow[1].x);
  /* Beside them is the way back. */
  g_assert_cmpfloat (narrow[0].x, >, 15);
  g_assert_cmpfloat (crowd[0].x, ==, crowd[1].x);
}

/* A note has room in the middle of a wide ring, and stands below a column. */
static void
test_note (void)
{
  g_autoptr (CmFigureList) with = create_figure (4, "Head", "Some words");
  g_autoptr (CmFigureList) without = create_figure (4, "Head", "Some words");

  g_clear_pointer (&without->note, g_free);
  g_assert_cmpfloat (
      cm_ring_measure (with, NULL, 800, 15), ==, cm_ring_measure (without, NULL, 800, 15));
  g_assert_cmpfloat (
      cm_ring_measure (with, NULL, 240, 15), >, cm_ring_measure (without, NULL, 240, 15) + 15);
}

static void
test_words (void)
{
  g_autoptr (CmFigureList) list = cm_figure_list_new ("T", NULL, 0);
  g_autofree char *words = NULL;

  cm_figure_list_add (list, NULL, "Lend");
  cm_figure_list_add (list, NULL, "Pay back");
  words = cm_ring_describe (list);
  g_assert_cmpstr (
      words, ==, "A cycle of 2 stations; the last leads to the first. 1: Lend. 2: Pay back.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_figure_tests ("ring-painter", &kind);
  g_test_add_func ("/ring-painter/round", test_round);
  g_test_add_func ("/ring-painter/column", test_column);
  g_test_add_func ("/ring-painter/note", test_note);
  g_test_add_func ("/ring-painter/words", test_words);
  return g_test_run ();
}
