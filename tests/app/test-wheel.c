/* test-wheel.c - the wheel as a control: what it says, where the keys lead, every size and theme.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-wheel.h"

#include <string.h>

#include "cm-test.h"
#include "cm-wheel-painter.h"
#include "cm-wheel-table.h"

typedef struct
{
  GtkWidget *window;
  CmWheelView *view;
  int step, ring, stage;
  guint continued;
} Fixture;

#define STEPS 5

/* Stages 0 to 3 of five steps each, "Options" being in hand. */
static CmWheel *
make_wheel (void)
{
  static const char *const stages[] = { "Analyse", "Plan", "Do", "Review" };
  CmWheel *wheel = cm_wheel_new ();

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    cm_wheel_add_stage (wheel, stages[i], stages[i], "Buy", i);
  for (guint i = 0; i < G_N_ELEMENTS (stages) * STEPS; i++)
    {
      g_autofree char *label = g_strdup_printf ("S%u", i);

      cm_wheel_add_step (wheel,
                         i / STEPS,
                         i == 6 ? "Options" : label,
                         i < STEPS ? CM_STEP_SIGNED_OFF : CM_STEP_NOT_STARTED);
    }
  ((CmWheelStep *) wheel->steps->pdata[6])->state = CM_STEP_IN_HAND;
  cm_wheel_set_step_notes (wheel, 6, "12 June", FALSE, "theme board");
  ((CmWheelStep *) wheel->steps->pdata[7])->state = CM_STEP_BLOCKED;
  cm_wheel_set_step_notes (wheel, 7, "1 June", TRUE, NULL);
  cm_wheel_set_centre (wheel, "People", 1, "step 2 of 5 · Options");
  wheel->selected = 6;
  return wheel;
}

static void
step_cb (CmWheelView *view, int step, Fixture *f)
{
  f->step = step;
}

static void
ring_cb (CmWheelView *view, int stage, Fixture *f)
{
  f->ring = stage;
}

static void
stage_cb (CmWheelView *view, int stage, Fixture *f)
{
  f->stage = stage;
}

static void
continue_cb (CmWheelView *view, Fixture *f)
{
  f->continued++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->step = f->ring = f->stage = -1;
  f->view = CM_WHEEL_VIEW (cm_wheel_view_new ());
  cm_wheel_view_set_wheel (f->view, make_wheel ());
  g_signal_connect (f->view, "step-activated", G_CALLBACK (step_cb), f);
  g_signal_connect (f->view, "ring-activated", G_CALLBACK (ring_cb), f);
  g_signal_connect (f->view, "stage-activated", G_CALLBACK (stage_cb), f);
  g_signal_connect (f->view, "continue-activated", G_CALLBACK (continue_cb), f);
  f->window = cm_test_show (GTK_WIDGET (f->view), 600, 600);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
}

static GtkWidget *
get_child (Fixture *f, guint at)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (f->view));

  while (child != NULL && at-- > 0)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static int
find_focus (Fixture *f)
{
  for (guint i = 0; get_child (f, i) != NULL; i++)
    if (gtk_widget_is_focus (get_child (f, i)))
      return (int) i;
  return -1;
}

static guint
count_children (Fixture *f)
{
  guint n = 0;

  while (get_child (f, n) != NULL)
    n++;
  return n;
}

static void
click_step (Fixture *f, guint step, guint times)
{
  double x, y;

  g_assert_true (cm_wheel_view_get_step_centre (f->view, step, &x, &y));
  cm_test_click_at (GTK_WIDGET (f->view), x, y, times);
}

/* --- what is heard ---------------------------------------------------------------------------- */

#define assert_name(widget, name)                                                                  \
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_LABEL, name)

static void
test_names (Fixture *f, gconstpointer data)
{
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (f->view), GTK_ACCESSIBLE_ROLE_LIST);
  assert_name (GTK_ACCESSIBLE (f->view), "Commissioning cycle");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (f->view),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "People. Plan, step 2 of 5 · Options. 5 of 20 steps signed "
                                       "off, 1 in hand, 1 blocked, 1 overdue.");
  for (guint i = 0; i < 4 * STEPS; i++)
    gtk_test_accessible_assert_role (GTK_ACCESSIBLE (get_child (f, i)),
                                     GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  assert_name (GTK_ACCESSIBLE (get_child (f, 0)), "Analyse, step 1 of 5, S0, signed off");
  assert_name (GTK_ACCESSIBLE (get_child (f, 6)),
               "Plan, step 2 of 5, Options, in hand, due 12 June, responsible: theme board");
  assert_name (GTK_ACCESSIBLE (get_child (f, 7)),
               "Plan, step 3 of 5, S7, blocked, overdue, due 1 June");
  assert_name (GTK_ACCESSIBLE (get_child (f, 19)), "Review, step 5 of 5, S19, not started");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (get_child (f, 20)), GTK_ACCESSIBLE_ROLE_BUTTON);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (get_child (f, 20))), ==, "Continue");
  g_assert_null (get_child (f, 21));
}

/* A step that changes is heard anew, and the focus stays on it. */
static void
test_change (Fixture *f, gconstpointer data)
{
  CmWheel *wheel = make_wheel ();

  g_assert_true (cm_wheel_view_focus_step (f->view, 6));
  ((CmWheelStep *) wheel->steps->pdata[6])->state = CM_STEP_SIGNED_OFF;
  cm_wheel_view_set_wheel (f->view, wheel);
  g_assert_cmpint (find_focus (f), ==, 6);
  assert_name (GTK_ACCESSIBLE (get_child (f, 6)),
               "Plan, step 2 of 5, Options, signed off, due 12 June, responsible: theme board");

  /* Tab comes back to the step that was left, even if the wheel changed meanwhile. */
  gtk_widget_grab_focus (get_child (f, 20));
  cm_wheel_view_set_wheel (f->view, make_wheel ());
  cm_test_key (f->window, "<Shift>Tab");
  g_assert_cmpint (find_focus (f), ==, 6);
}

/* --- keys ------------------------------------------------------------------------------------- */

static void
test_keys (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *key;
    int step;
  } moves[] = { { "Right", 7 }, { "Left", 6 }, { "Down", 11 }, { "Down", 16 },
                { "Down", 1 },  { "Up", 16 },  { "End", 19 },  { "Right", 0 },
                { "Left", 19 }, { "Home", 0 }, { "Up", 15 },   { "Left", 14 } };

  /* Tab arrives at the present step. */
  gtk_window_set_focus (GTK_WINDOW (f->window), NULL);
  cm_test_key (f->window, "Tab");
  g_assert_cmpint (find_focus (f), ==, 6);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      cm_test_key (f->window, moves[i].key);
      g_assert_cmpint (find_focus (f), ==, moves[i].step);
    }
  cm_test_key (f->window, "Return");
  g_assert_cmpint (f->step, ==, 14);
  cm_test_key (f->window, "Left");
  cm_test_key (f->window, "space");
  g_assert_cmpint (f->step, ==, 13);

  /* The steps are one stop, the button the next. */
  cm_test_key (f->window, "Tab");
  g_assert_cmpint (find_focus (f), ==, 20);
  cm_test_key (f->window, "Return");
  cm_test_wait (f->continued == 1);
  cm_test_key (f->window, "<Shift>Tab");
  g_assert_cmpint (find_focus (f), ==, 13);
}

static void
test_actions (Fixture *f, gconstpointer data)
{
  cm_wheel_view_focus_step (f->view, 3);
  gtk_widget_activate_action (GTK_WIDGET (f->view), "wheel.next-stage", NULL);
  g_assert_cmpint (find_focus (f), ==, 8);
  gtk_widget_activate_action (get_child (f, 8), "step.activate", NULL);
  g_assert_cmpint (f->step, ==, 8);
  g_assert_false (cm_wheel_view_focus_step (f->view, 20));
}

/* --- pointer ---------------------------------------------------------------------------------- */

static void
test_pointer (Fixture *f, gconstpointer data)
{
  const CmWheel *wheel = cm_wheel_view_get_wheel (f->view);
  g_autoptr (CmWheelLayout) layout =
      cm_wheel_layout (wheel, 600, 600, gtk_widget_get_pango_context (GTK_WIDGET (f->view)));
  double x, y;

  click_step (f, 11, 0);
  g_assert_cmpint (wheel->hover, ==, 11);
  g_assert_cmpint (f->step, ==, -1);
  click_step (f, 12, 1);
  g_assert_cmpint (f->step, ==, 12);
  g_assert_cmpint (find_focus (f), ==, 12);
  g_assert_cmpint (wheel->hover, ==, 12);

  /* From the middle out: the ring of the second stage, its band. */
  for (y = 302, x = 302; cm_wheel_hit (layout, x, y).kind != CM_WHEEL_HIT_RING; x++, y++)
    g_assert_cmpfloat (x, <, 600);
  cm_test_click_at (GTK_WIDGET (f->view), x + 4, y + 4, 1);
  g_assert_cmpint (f->ring, ==, 1);
  for (; cm_wheel_hit (layout, x, y).kind != CM_WHEEL_HIT_STAGE; x++, y++)
    g_assert_cmpfloat (x, <, 600);
  cm_test_click_at (GTK_WIDGET (f->view), x + 1, y + 1, 1);
  g_assert_cmpint (f->stage, ==, 1);
  g_assert_cmpint (f->step, ==, 12);

  cm_test_click (get_child (f, 20));
  cm_test_wait (f->continued == 1);
  cm_test_click_at (GTK_WIDGET (f->view), 2, 2, 1);
  g_assert_cmpint (wheel->hover, ==, -1);
  g_assert_cmpint (f->step, ==, 12);
}

static void
test_tooltip (Fixture *f, gconstpointer data)
{
  click_step (f, 6, 0);
  cm_test_wait (cm_test_find_text (
                    f->window,
                    "Plan, step 2 of 5, Options, in hand, due 12 June, responsible: theme board") !=
                NULL);
}

/* --- any number, any size, any theme ---------------------------------------------------------- */

static CmWheel *
make_regular (guint stages, guint steps)
{
  CmWheel *wheel = cm_wheel_new ();

  for (guint i = 0; i < stages; i++)
    {
      cm_wheel_add_stage (wheel, "s", "A stage with a rather long name", "Purchasing", i);
      for (guint j = 0; j < steps; j++)
        cm_wheel_add_step (wheel, i, "Decommissioning", (CmWheelState) (j % 4));
    }
  return wheel;
}

static gboolean
is_painted (Fixture *f)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (f->view));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable,
                          snapshot,
                          gtk_widget_get_width (GTK_WIDGET (f->view)),
                          gtk_widget_get_height (GTK_WIDGET (f->view)));
  node = gtk_snapshot_free_to_node (snapshot);
  return node != NULL;
}

static void
try_sizes (Fixture *f)
{
  static const int sizes[][2] = { { 320, 320 }, { 1200, 330 }, { 330, 760 }, { 1270, 790 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (f->window), sizes[i][0], sizes[i][1]);
      cm_test_settle ();
      g_assert_true (is_painted (f));
    }
}

static void
test_numbers (Fixture *f, gconstpointer data)
{
  static const guint numbers[][2] = { { 1, 1 }, { 8, 12 }, { 3, 0 }, { 0, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      guint n = numbers[i][0] * numbers[i][1];

      cm_wheel_view_set_wheel (f->view, make_regular (numbers[i][0], numbers[i][1]));
      cm_test_settle ();
      g_assert_cmpuint (count_children (f), ==, n + 1);
      g_assert_cmpint (cm_wheel_view_focus_step (f->view, 0), ==, n > 0);
      cm_test_key (f->window, "Right");
      cm_test_key (f->window, "Down");
      cm_test_key (f->window, "End");
      if (n > 0)
        {
          g_assert_cmpint (find_focus (f), ==, n - 1);
          click_step (f, n - 1, 1);
          g_assert_cmpint (f->step, ==, n - 1);
        }
      try_sizes (f);
    }
}

static void
test_button (Fixture *f, gconstpointer data)
{
  cm_wheel_view_set_button_label (f->view, NULL);
  g_assert_false (gtk_widget_get_visible (get_child (f, 20)));
  g_assert_true (cm_wheel_view_focus_step (f->view, 2));
  cm_wheel_view_set_button_label (f->view, "Begin");
  g_assert_true (gtk_widget_get_visible (get_child (f, 20)));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (get_child (f, 20))), ==, "Begin");
}

static void
test_dark (Fixture *f, gconstpointer data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_true (adw_style_manager_get_dark (manager));
  try_sizes (f);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

/* High contrast is known only at the start: a process of its own. */
static void
test_contrast (Fixture *f, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      g_assert_true (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()));
      try_sizes (f);
      return;
    }
  g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  g_test_trap_subprocess (NULL, 120 * G_USEC_PER_SEC, 0);
  g_unsetenv ("ADW_DEBUG_HIGH_CONTRAST");
  g_test_trap_assert_passed ();
}

/* --- the table -------------------------------------------------------------------------------- */

static void
table_cb (CmWheelTable *table, int step, int *activated)
{
  *activated = step;
}

static void
test_table (Fixture *f, gconstpointer data)
{
  CmWheelTable *table = CM_WHEEL_TABLE (cm_wheel_table_new ());
  GtkWidget *window = cm_test_show (GTK_WIDGET (table), 700, 600);
  g_autoptr (CmWheel) wheel = make_wheel ();
  g_autoptr (CmWheel) less = make_regular (1, 2);
  int activated = -1;

  g_signal_connect (table, "step-activated", G_CALLBACK (table_cb), &activated);
  cm_wheel_table_show (table, wheel);
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (window, "2 Options"));
  g_assert_nonnull (cm_test_find_text (window, "● in hand"));
  g_assert_nonnull (cm_test_find_text (window, "12 June"));
  g_assert_nonnull (cm_test_find_text (window, "theme board"));
  g_assert_nonnull (cm_test_find_text (window, "▲ overdue, blocked"));
  g_assert_nonnull (cm_test_find_text (window, "✓ signed off"));

  cm_test_click (cm_test_find_text (window, "2 Options"));
  g_assert_cmpint (activated, ==, 6);
  cm_test_key (window, "Down");
  cm_test_key (window, "Return");
  g_assert_cmpint (activated, ==, 7);

  /* What changes is shown, the rest stays. */
  ((CmWheelStep *) wheel->steps->pdata[6])->state = CM_STEP_BLOCKED;
  cm_wheel_table_show (table, wheel);
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (window, "■ blocked"));
  g_assert_null (cm_test_find_text (window, "● in hand"));
  cm_test_key (window, "Return");
  g_assert_cmpint (activated, ==, 7);

  cm_wheel_table_show (table, less);
  cm_test_settle ();
  g_assert_null (cm_test_find_text (window, "2 Options"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);

#define TEST(name) g_test_add ("/wheel/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (names);
  TEST (change);
  TEST (keys);
  TEST (actions);
  TEST (pointer);
  TEST (tooltip);
  TEST (numbers);
  TEST (button);
  TEST (dark);
  TEST (contrast);
  TEST (table);
  return g_test_run ();
}
