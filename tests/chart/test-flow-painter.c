/* test-flow-painter.c - steps from left to right: places, rows, whole texts, pixels, words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-flow-painter.h"

#include "figure-fixture.h"

static const FigureKind kind = {
  cm_flow_measure, cm_flow_get_boxes, cm_flow_draw, cm_flow_describe
};

/* Beside each other where there is room, in even rows where there is less, else in a column. */
static void
test_rows (void)
{
  g_autoptr (CmFigureList) list = create_figure (4, "Head", "Some words");
  g_autofree CmFigureBox *wide = cm_flow_get_boxes (list, NULL, 1200, 15);
  g_autofree CmFigureBox *less = cm_flow_get_boxes (list, NULL, 660, 15);
  g_autofree CmFigureBox *narrow = cm_flow_get_boxes (list, NULL, 260, 15);

  g_assert_cmpfloat (wide[3].y, ==, wide[0].y);
  g_assert_cmpfloat (wide[3].x, >, wide[2].x);
  g_assert_cmpfloat (less[1].y, ==, less[0].y);
  g_assert_cmpfloat (less[2].y, >, less[0].y + less[0].height);
  g_assert_cmpfloat (less[2].x, ==, less[0].x);
  g_assert_cmpfloat (less[3].x, ==, less[1].x);
  for (guint i = 1; i < 4; i++)
    {
      g_assert_cmpfloat (narrow[i].x, ==, narrow[0].x);
      g_assert_cmpfloat (narrow[i].y, >, narrow[i - 1].y + narrow[i - 1].height);
    }
}

/* Where people read from right to left, the first step is on the right. */
static void
test_mirrored (void)
{
  g_autoptr (CmFigureList) list = create_figure (3, "Head", "Some words");
  PangoContext *context = create_rtl_context ();
  g_autofree CmFigureBox *boxes = cm_flow_get_boxes (list, context, 900, 15);

  g_assert_cmpfloat (boxes[0].x, >, boxes[1].x + boxes[1].width);
  g_object_unref (context);
}

static void
test_words (void)
{
  g_autoptr (CmFigureList) list = cm_figure_list_new ("T", NULL, 0);
  g_autofree char *words = NULL;

  cm_figure_list_add (list, "Board", "agrees");
  cm_figure_list_add (list, NULL, "Signed?");
  words = cm_flow_describe (list);
  g_assert_cmpstr (words, ==, "2 steps, one after the other. 1: Board: agrees. 2: Signed?");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_figure_tests ("flow-painter", &kind);
  g_test_add_func ("/flow-painter/rows", test_rows);
  g_test_add_func ("/flow-painter/mirrored", test_mirrored);
  g_test_add_func ("/flow-painter/words", test_words);
  return g_test_run ();
}
