/* test-journey.c - the first journey: needs, an activity with its money, the chapters nobody
 * serves, a sign-off, and all the way back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "cm-activities-page.h"
#include "cm-balance-page.h"
#include "cm-budget-grid.h"
#include "cm-child-group.h"
#include "cm-cycle-page.h"
#include "cm-exchange.h"
#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-needs-page.h"
#include "cm-needs-register.h"
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

/* Adds a record to a register with the keyboard, its name typed into the new row. */
static CmRecord *
add_to_register (CmWindow *window, CmRegister *list, const char *name)
{
  CmTableView *table = cm_register_get_table (list);
  guint before = cm_table_view_get_n_rows (table);
  CmRecord *added;

  gtk_widget_child_focus (GTK_WIDGET (list), GTK_DIR_TAB_FORWARD);
  cm_test_key (GTK_WIDGET (window), "<Control><Shift>n");
  cm_test_wait (cm_table_view_get_n_rows (table) == before + 1);
  added = g_object_ref (cm_table_view_get_current (table));
  cm_test_type (GTK_WIDGET (window), name);
  cm_test_key (GTK_WIDGET (window), "Return");
  cm_test_settle ();
  g_assert_cmpstr (cm_record_get_title (added), ==, name);
  /* Enter leads on to the row below. */
  cm_register_select (list, cm_record_get_id (added));
  cm_test_settle ();
  return added;
}

/* What is known, what is needed, and the one as the reason for the other. */
static void
record_need (CmWindow *window)
{
  CmNeedsPage *page;
  CmRegister *list;
  g_autoptr (CmRecord) evidence = NULL, need = NULL;
  GtkWidget *group;

  cm_window_show_page (window, "needs");
  cm_test_settle ();
  page = CM_NEEDS_PAGE (cm_window_get_page (window, "needs"));
  cm_needs_page_show_view (page, "evidence");
  cm_test_settle ();
  list = cm_needs_register_get_register (cm_needs_page_get_register (page, "evidence"));
  evidence = add_to_register (window, list, "A waiting list of 40");
  cm_needs_page_show_view (page, "need");
  cm_test_settle ();
  list = cm_needs_register_get_register (cm_needs_page_get_register (page, "need"));
  need = add_to_register (window, list, "Company on walks");
  cm_register_set_details (list, TRUE);
  cm_test_wait (cm_record_form_get_record (cm_register_get_form (list)) != NULL);
  cm_test_wait ((group = cm_test_find_with_text (GTK_WIDGET (cm_register_get_form (list)),
                                                 CM_TYPE_CHILD_GROUP,
                                                 "Evidence for it")) != NULL);
  /* Its button is a menu of what there is. */
  cm_test_settle ();
  g_assert_true (gtk_widget_grab_focus (group));
  cm_test_settle ();
  cm_test_key (GTK_WIDGET (window), "space");
  cm_test_type (GTK_WIDGET (window), "waiting");
  cm_test_key (GTK_WIDGET (window), "Return");
  cm_test_settle ();
  g_assert_cmpint (cm_record_get_number (need, "evidence"), ==, 1);
}

static void
type_amount (
    CmWindow *window, CmBudgetGrid *grid, CmRecord *source, gint64 year, const char *amount)
{
  GtkWidget *cell;

  cm_budget_grid_add_source (grid, source);
  cm_test_settle ();
  cell = cm_budget_grid_find_cell (grid, cm_record_get_title (source), year);
  g_assert_nonnull (cell);
  gtk_widget_grab_focus (cell);
  cm_test_type (GTK_WIDGET (window), amount);
  cm_test_key (GTK_WIDGET (window), "Return");
  cm_test_settle ();
}

/* An activity with money from two sources, on its own page. */
static void
add_activity (CmWindow *window, const char *title)
{
  CmActivitiesPage *page = CM_ACTIVITIES_PAGE (cm_window_get_page (window, "activities"));
  CmStore *store = cm_window_get_store (window);
  g_autoptr (CmQuery) query = cm_query_new ("funding_source");
  g_autoptr (GPtrArray) sources = cm_store_list (store, query);
  g_autoptr (CmRecord) record = NULL;
  CmBudgetGrid *grid;

  cm_window_show_page (window, "activities");
  cm_test_settle ();
  record = add_to_register (window, cm_activities_page_get_register (page), title);
  cm_test_key (GTK_WIDGET (window), "<Control>Return");
  cm_test_wait (cm_activities_page_get_view (page) != NULL);
  cm_test_wait (cm_activity_view_is_complete (cm_activities_page_get_view (page)));
  cm_test_settle ();
  grid = CM_BUDGET_GRID (
      cm_test_find (GTK_WIDGET (cm_activities_page_get_view (page)), CM_TYPE_BUDGET_GRID));
  type_amount (window, grid, sources->pdata[0], 2010, "12000");
  type_amount (window, grid, sources->pdata[1], 2010, "8500.50");
  g_assert_cmpint (cm_record_get_number (record, "cost"), ==, 2050050);
}

/* How many chapters nobody serves, as the page of the balance says. */
static guint
count_unserved (CmWindow *window)
{
  CmBalancePage *page;
  const CmPortfolioBalance *balance;
  guint n = 0;

  cm_window_show_page (window, "balance");
  page = CM_BALANCE_PAGE (cm_window_get_page (window, "balance"));
  cm_test_wait (cm_balance_page_get_balance (page) != NULL);
  cm_test_settle ();
  balance = cm_balance_page_get_balance (page);
  for (guint i = 0; i < balance->notes->len; i++)
    n += ((const CmBalanceNote *) balance->notes->pdata[i])->kind == CM_NOTE_EMPTY;
  return n;
}

static void
narrow_to_chapter (CmWindow *window, const char *name)
{
  g_autoptr (CmQuery) query = cm_query_new ("chapter");
  g_autoptr (CmRecord) chapter = NULL;
  g_autoptr (CmScope) scope = NULL;

  if (name != NULL)
    {
      cm_query_where_text (query, "name", name);
      chapter = cm_store_first (cm_window_get_store (window), query);
      g_assert_nonnull (chapter);
    }
  scope = cm_scope_new (NULL, chapter != NULL ? cm_record_get_id (chapter) : NULL);
  cm_window_set_scope (window, scope);
  cm_test_settle ();
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
  record_need (window);
  /* Three of the eighteen chapters are served by nobody; then two. */
  g_assert_cmpuint (count_unserved (window), ==, 3);
  narrow_to_chapter (window, "Equalities");
  add_activity (window, "Walking group");
  narrow_to_chapter (window, NULL);
  g_assert_cmpuint (count_unserved (window), ==, 2);
  sign_off (window);
  changed = dump (window);
  g_assert_cmpstr (at_first, !=, changed);
  g_assert_nonnull (strstr (changed, "Walking group"));

  /* The manual beside the step, and back. */
  cm_window_show_page (window, "manual");
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
