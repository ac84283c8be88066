/* test-journey.c - the first journey: from opening the example to a signed-off step, and all the
 * way back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "cm-activities-page.h"
#include "cm-budget-grid.h"
#include "cm-cycle-page.h"
#include "cm-exchange.h"
#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-test.h"
#include "cm-wheel.h"

static char *
dump (CmWindow *window)
{
  return cm_exchange_dump (cm_window_get_store (window));
}

/* By keyboard from the wheel into the step that is in hand. */
static void
open_current_step (CmWindow *window)
{
  CmCyclePage *page = CM_CYCLE_PAGE (cm_window_get_page (window, "cycle"));
  GtkWidget *wheel;

  cm_test_key (GTK_WIDGET (window), "<Alt>1");
  cm_cycle_page_open_step (page, NULL);
  cm_test_settle ();
  wheel = cm_test_find (GTK_WIDGET (page), CM_TYPE_WHEEL_VIEW);
  g_assert_nonnull (wheel);
  gtk_widget_grab_focus (wheel);
  cm_test_key (GTK_WIDGET (window), "Return");
  cm_test_wait (cm_cycle_page_get_step (page) != NULL);
  cm_test_settle ();
}

/* Two amounts from the first funding source there is, typed as into a spreadsheet. */
static void
add_money (CmWindow *window, GtkWidget *view)
{
  CmStore *store = cm_window_get_store (window);
  CmBudgetGrid *grid = CM_BUDGET_GRID (cm_test_find (view, CM_TYPE_BUDGET_GRID));
  g_autoptr (CmQuery) query = cm_query_new ("funding_source");
  g_autoptr (CmRecord) source = cm_store_first (store, query);

  gtk_widget_activate_action (GTK_WIDGET (grid), "budget.add-year", "b", TRUE);
  cm_budget_grid_add_source (grid, source);
  cm_test_key (GTK_WIDGET (window), "Home");
  cm_test_type (GTK_WIDGET (window), "12000");
  cm_test_key (GTK_WIDGET (window), "Tab");
  cm_test_type (GTK_WIDGET (window), "8500.50");
  cm_test_key (GTK_WIDGET (window), "Return");
}

static void
add_activity (CmWindow *window, const char *title)
{
  CmActivitiesPage *page = CM_ACTIVITIES_PAGE (cm_window_get_page (window, "activities"));
  CmTableView *table = cm_activities_page_get_table (page);
  CmActivityView *view;
  CmRecord *record;
  guint before;

  cm_test_key (GTK_WIDGET (window), "<Alt>2");
  before = cm_table_view_get_n_rows (table);
  gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
  cm_test_key (GTK_WIDGET (window), "<Control><Shift>n");
  g_assert_cmpuint (cm_table_view_get_n_rows (table), ==, before + 1);
  cm_test_type (GTK_WIDGET (window), title);
  cm_test_key (GTK_WIDGET (window), "<Control>Return");
  view = cm_activities_page_get_view (page);
  g_assert_nonnull (view);
  cm_test_wait (cm_activity_view_is_complete (view));
  record = cm_activity_view_get_activity (view);
  g_assert_cmpstr (cm_record_get_title (record), ==, title);
  add_money (window, GTK_WIDGET (view));
  g_assert_cmpint (cm_record_get_number (record, "cost"), ==, 2050050);
  cm_test_key (GTK_WIDGET (window), "Escape");
  g_assert_null (cm_activities_page_get_view (page));
}

static void
sign_off (CmWindow *window)
{
  CmCyclePage *page = CM_CYCLE_PAGE (cm_window_get_page (window, "cycle"));
  GtkWidget *button;
  g_autofree char *before = NULL, *after = NULL;

  open_current_step (window);
  before = g_strdup (cm_cycle_page_get_step (page));
  button = cm_test_find_with_text (GTK_WIDGET (page), GTK_TYPE_BUTTON, "_Sign off this step");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (page), "_Withdraw the sign-off"));
  open_current_step (window);
  after = g_strdup (cm_cycle_page_get_step (page));
  g_assert_cmpstr (before, !=, after);
}

static void
test_journey (void)
{
  char *path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  CmWindow *window = cm_test_open_window (cm_test_get_application (), path);
  GtkWidget *undo = GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (window), CM_TYPE_WINDOW, "undo_button"));
  g_autofree char *at_first = dump (window);
  g_autofree char *changed = NULL, *undone = NULL, *reopened = NULL, *redone = NULL;
  int steps = 0;

  open_current_step (window);
  add_activity (window, "Walking group");
  sign_off (window);
  changed = dump (window);
  g_assert_cmpstr (at_first, !=, changed);
  g_assert_nonnull (strstr (changed, "Walking group"));

  /* The manual beside the step, and back. */
  cm_test_key (GTK_WIDGET (window), "<Alt>3");
  cm_manual_page_show (CM_MANUAL_PAGE (cm_window_get_page (window, "manual")), "plan-options");
  cm_test_settle ();
  g_assert_nonnull (
      cm_test_find_text (GTK_WIDGET (cm_window_get_page (window, "manual")), "List the options"));

  while (gtk_widget_get_sensitive (undo) && steps < 50)
    {
      cm_test_key (GTK_WIDGET (window), "<Control>z");
      steps++;
    }
  g_assert_cmpint (steps, <, 50);
  undone = dump (window);
  g_assert_cmpstr (undone, ==, at_first);

  /* What was undone is still there to be done again after the program was closed. */
  gtk_window_destroy (GTK_WINDOW (window));
  cm_test_settle ();
  window = cm_test_open_window (cm_test_get_application (), path);
  reopened = dump (window);
  g_assert_cmpstr (reopened, ==, at_first);
  for (int i = 0; i < steps; i++)
    cm_test_key (GTK_WIDGET (window), "<Control><Shift>z");
  redone = dump (window);
  g_assert_cmpstr (redone, ==, changed);
  gtk_window_destroy (GTK_WINDOW (window));
  cm_test_settle ();
  cm_test_drop_file (path);
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);
  g_test_add_func ("/journey/first", test_journey);
  return g_test_run ();
}
