/* test-progress-strip.c - the row of squares: its words, its tooltips, its size. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-progress-strip.h"

#include "cm-progress-painter.h"
#include "cm-test.h"

static CmWheel *
make_wheel (guint steps, const char *name)
{
  CmWheel *wheel = cm_wheel_new ();

  wheel->name = g_strdup (name);
  cm_wheel_add_stage (wheel, "plan", "Plan", NULL, 1);
  for (guint i = 0; i < steps; i++)
    cm_wheel_add_step (wheel, 0, "Options", (CmWheelState) (i % 4));
  if (steps > 1)
    cm_wheel_set_step_notes (wheel, 1, "12 June", TRUE, "theme board");
  return wheel;
}

static GtkWidget *
show (GtkWidget *strip, guint steps, const char *name)
{
  gtk_widget_set_halign (strip, GTK_ALIGN_START);
  gtk_widget_set_valign (strip, GTK_ALIGN_START);
  cm_progress_strip_set_wheel (CM_PROGRESS_STRIP (strip), make_wheel (steps, name));
  return cm_test_show (strip, 400, 200);
}

static void
test_words (void)
{
  GtkWidget *strip = cm_progress_strip_new ();
  GtkWidget *window = show (strip, 8, "Safer communities");

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (strip), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (strip),
      GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Safer communities: 2 of 8 steps signed off, 2 in hand, 2 blocked, 1 overdue");
  cm_progress_strip_set_wheel (CM_PROGRESS_STRIP (strip), make_wheel (1, NULL));
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (strip), GTK_ACCESSIBLE_PROPERTY_LABEL, "0 of 1 step signed off");
  cm_progress_strip_set_wheel (CM_PROGRESS_STRIP (strip), make_wheel (0, NULL));
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (strip), GTK_ACCESSIBLE_PROPERTY_LABEL, "no steps");
  g_assert_false (gtk_widget_get_focusable (strip));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_tooltip (void)
{
  GtkWidget *strip = cm_progress_strip_new ();
  GtkWidget *window = show (strip, 8, NULL);
  const char *first = "Plan, step 1 of 8, Options, not started";
  const char *second = "Plan, step 2 of 8, Options, in hand, overdue, due 12 June, responsible: "
                       "theme board";
  double x, y;

  cm_progress_centre (8, gtk_widget_get_width (strip), gtk_widget_get_height (strip), 1, &x, &y);
  cm_test_click_at (strip, x, y, 0);
  cm_test_wait (cm_test_find_text (window, second) != NULL);
  cm_progress_centre (8, gtk_widget_get_width (strip), gtk_widget_get_height (strip), 0, &x, &y);
  cm_test_click_at (strip, x, y, 0);
  cm_test_wait (cm_test_find_text (window, first) != NULL);
  g_assert_null (cm_test_find_text (window, second));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_size (void)
{
  static const guint numbers[] = { 0, 1, 19, 96 };
  GtkWidget *strip = cm_progress_strip_new ();
  GtkWidget *window = show (strip, 8, NULL);
  int before = 0;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      int minimum, natural;

      cm_progress_strip_set_wheel (CM_PROGRESS_STRIP (strip), make_wheel (numbers[i], NULL));
      cm_test_settle ();
      gtk_widget_measure (strip, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      g_assert_cmpint (natural, >=, before);
      g_assert_cmpint (minimum, <=, natural);
      g_assert_cmpint (gtk_widget_get_width (strip), >=, minimum);
      before = natural;
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);
  g_test_add_func ("/progress-strip/words", test_words);
  g_test_add_func ("/progress-strip/tooltip", test_tooltip);
  g_test_add_func ("/progress-strip/size", test_size);
  return g_test_run ();
}
