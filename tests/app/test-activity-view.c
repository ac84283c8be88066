/* test-activity-view.c - an activity's own page in the window: opened, edited, left again. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-activity-view.h"

#include <string.h>

#include "cm-activities-page.h"
#include "cm-amount-cell.h"
#include "cm-budget-grid.h"
#include "cm-child-group.h"
#include "cm-links-diagram.h"
#include "cm-registers-page.h"
#include "cm-test-table.h"

typedef struct
{
  char *path;
  CmWindow *window;
  CmActivitiesPage *page;
  CmStore *store; /* the window's */
} Fixture;

/* --- the portfolio and the window ------------------------------------------------------------- */

#define ID(record) cm_record_get_id (record)

static void
add_line (
    CmStore *store, CmRecord *activity, CmRecord *source, const char *amount, const char *state)
{
  CM_TEST_ADD (store,
               "budget_line",
               "activity",
               ID (activity),
               "year",
               "2010",
               "funding_source",
               ID (source),
               "amount",
               amount,
               "state",
               state);
}

/* Alpha has a bit of everything, Beta nothing, Gamma is required by Alpha. */
static void
fill (CmStore *store)
{
  g_autoptr (CmRecord) alpha = cm_test_add (
      store,
      "activity",
      (const char *const[]){ "title", "Alpha", "state", "pipeline", "needed", "50000.00", NULL });
  g_autoptr (CmRecord) gamma = cm_test_add (
      store, "activity", (const char *const[]){ "title", "Gamma", "state", "withdrawn", NULL });
  g_autoptr (CmRecord) grant = cm_test_add (
      store, "funding_source", (const char *const[]){ "name", "Grant", "kind", "grant", NULL });
  g_autoptr (CmRecord) reserve = cm_test_add (
      store, "funding_source", (const char *const[]){ "name", "Reserve", "kind", "reserve", NULL });

  CM_TEST_ADD (store, "partnership", "name", "Partnership", "year", "2010");
  CM_TEST_ADD (store, "activity", "title", "Beta", "state", "proposed");
  CM_TEST_ADD (store, "body", "name", "Board", "kind", "board");
  CM_TEST_ADD (
      store, "activity_link", "activity", ID (alpha), "kind", "requires", "other", ID (gamma));
  CM_TEST_ADD (
      store, "risk", "name", "Flood", "kind", "risk", "state", "open", "activity", ID (alpha));
  add_line (store, alpha, grant, "1000.00", "secured");
  add_line (store, alpha, reserve, "200.00", "bid");
  add_line (store, alpha, reserve, "300.00", "contingency");
}

static void
set_up (Fixture *f, gconstpointer title)
{
  CmStore *store = cm_test_new_store ();

  fill (store);
  f->path = g_strdup (cm_store_get_path (store));
  g_assert_finalize_object (store);
  f->window = cm_test_open_window (cm_test_get_application (), f->path);
  cm_window_show_page (f->window, "activities");
  cm_test_settle ();
  f->store = cm_window_get_store (f->window);
  f->page = CM_ACTIVITIES_PAGE (cm_window_get_page (f->window, "activities"));
  if (title != NULL)
    {
      g_autoptr (CmRecord) activity = cm_test_get (f->store, "activity", title);

      g_assert_true (cm_activities_page_open (f->page, ID (activity)));
      cm_test_wait (cm_activity_view_is_complete (cm_activities_page_get_view (f->page)));
      cm_test_settle ();
    }
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer page = f->page;

  g_object_add_weak_pointer (G_OBJECT (f->page), &page);
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  g_assert_null (page);
  cm_test_drop_file (f->path);
}

/* --- looking and doing ------------------------------------------------------------------------ */

static GtkWidget *
view (Fixture *f)
{
  GtkWidget *found = GTK_WIDGET (cm_activities_page_get_view (f->page));

  g_assert_nonnull (found);
  return found;
}

static void
assert_shows (Fixture *f, const char *title)
{
  g_assert_cmpstr (
      cm_record_get_title (cm_activity_view_get_activity (CM_ACTIVITY_VIEW (view (f)))), ==, title);
}

static void
press (Fixture *f, const char *keys)
{
  cm_test_key (GTK_WIDGET (f->window), keys);
}

static void
type (Fixture *f, const char *text)
{
  cm_test_type (GTK_WIDGET (f->window), text);
}

static gboolean
sees (Fixture *f, const char *text)
{
  return cm_test_find_text (GTK_WIDGET (f->window), text) != NULL;
}

static GtkWidget *
get_focus (Fixture *f)
{
  return gtk_root_get_focus (GTK_ROOT (f->window));
}

/* Scrolls the page so that the widget can be clicked. */
static void
reveal (Fixture *f, GtkWidget *widget)
{
  GtkScrolledWindow *scrolled =
      GTK_SCROLLED_WINDOW (cm_test_find (view (f), GTK_TYPE_SCROLLED_WINDOW));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scrolled);
  double x, y;

  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_translate_coordinates (widget, GTK_WIDGET (scrolled), 0, 0, &x, &y));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y - 100);
  cm_test_settle ();
}

static void
click (Fixture *f, GtkWidget *widget)
{
  reveal (f, widget);
  cm_test_click (widget);
  cm_test_settle ();
}

static CmBudgetGrid *
get_grid (Fixture *f)
{
  GtkWidget *grid = cm_test_find (view (f), CM_TYPE_BUDGET_GRID);

  g_assert_nonnull (grid);
  return CM_BUDGET_GRID (grid);
}

static CmAmountCell *
get_cell (Fixture *f, const char *source, gint64 year)
{
  GtkWidget *cell = cm_budget_grid_find_cell (get_grid (f), source, year);

  g_assert_nonnull (cell);
  return CM_AMOUNT_CELL (cell);
}

static void
assert_amount (Fixture *f, const char *source, gint64 year, const char *amount)
{
  g_assert_cmpstr (cm_amount_cell_get_amount (get_cell (f, source, year)), ==, amount);
}

static guint
count (Fixture *f, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_count (f->store, query);
}

static void
undo (Fixture *f)
{
  press (f, "<Control>z");
  cm_test_wait (cm_activity_view_is_complete (CM_ACTIVITY_VIEW (view (f))));
}

/* --- opening and going back ------------------------------------------------------------------- */

static void
test_open (Fixture *f, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (f->page);

  cm_test_click (cm_test_cell (root, "Beta", "title"));
  g_assert_null (cm_activities_page_get_view (f->page));
  press (f, "<Control>Return");
  assert_shows (f, "Beta");
  g_assert_true (gtk_widget_is_ancestor (get_focus (f), view (f)));
  press (f, "Escape");
  g_assert_null (cm_activities_page_get_view (f->page));
  /* The keyboard is back in the row. */
  g_assert_true (CM_IS_TABLE_CELL (get_focus (f)));
  g_assert_cmpstr (
      cm_record_get_title (cm_table_cell_get_record (CM_TABLE_CELL (get_focus (f)))), ==, "Beta");
  press (f, "Down");
  cm_test_click (cm_test_find_with_text (root, GTK_TYPE_BUTTON, "_Open"));
  cm_test_settle ();
  assert_shows (f, "Gamma");
  press (f, "<Alt>Left");
  g_assert_null (cm_activities_page_get_view (f->page));
  press (f, "<Control>Return");
  cm_test_click (cm_test_find_with_text (root, GTK_TYPE_BUTTON, "Back to all activities"));
  cm_test_settle ();
  g_assert_null (cm_activities_page_get_view (f->page));
}

/* A double click edits a cell that can be edited; one that is computed opens the activity. */
static void
test_double_click (Fixture *f, gconstpointer data)
{
  GtkWidget *cell = cm_test_cell (GTK_WIDGET (f->page), "Alpha", "cost");

  cm_test_click_at (cell, gtk_widget_get_width (cell) / 2.0, gtk_widget_get_height (cell) / 2.0, 2);
  cm_test_settle ();
  assert_shows (f, "Alpha");
}

/* Nothing waits for what lies below the first screen. */
static void
test_lazy (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) alpha = cm_test_get (f->store, "activity", "Alpha");

  g_assert_true (cm_activities_page_open (f->page, ID (alpha)));
  g_assert_false (cm_activity_view_is_complete (cm_activities_page_get_view (f->page)));
  cm_test_wait (cm_activity_view_is_complete (cm_activities_page_get_view (f->page)));
  g_assert_true (sees (f, "Gap £49,000"));
}

/* Adding it is undone while it is looked at. */
static void
test_gone (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) made = cm_test_add (
      f->store, "activity", (const char *const[]){ "title", "Delta", "state", "live", NULL });

  cm_activities_page_open (f->page, ID (made));
  cm_test_settle ();
  assert_shows (f, "Delta");
  press (f, "<Control>z");
  cm_test_wait (cm_activities_page_get_view (f->page) == NULL);
}

/* A young activity's page says in a line each what it has not got. */
static void
test_young (Fixture *f, gconstpointer data)
{
  GtkScrolledWindow *scrolled =
      GTK_SCROLLED_WINDOW (cm_test_find (view (f), GTK_TYPE_SCROLLED_WINDOW));

  g_assert_true (sees (f, "⚠ No lead"));
  g_assert_true (sees (f, "Nothing is recorded yet") || sees (f, "Add"));
  g_assert_null (cm_test_find (view (f), CM_TYPE_LINKS_DIAGRAM));
  g_assert_cmpfloat (
      gtk_adjustment_get_upper (gtk_scrolled_window_get_vadjustment (scrolled)), <, 1400);
}

/* --- the budget ------------------------------------------------------------------------------- */

static void
test_type_amounts (Fixture *f, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (get_grid (f)), "budget.add-year", "b", TRUE);
  cm_test_settle ();
  click (f, GTK_WIDGET (get_cell (f, "Grant", 2010)));
  g_assert_true (get_focus (f) == GTK_WIDGET (get_cell (f, "Grant", 2010)));
  type (f, "36400");
  press (f, "Tab");
  assert_amount (f, "Grant", 2010, "£36,400");
  g_assert_true (get_focus (f) == GTK_WIDGET (get_cell (f, "Grant", 2011)));
  g_assert_cmpuint (count (f, "budget_line"), ==, 3);
  type (f, "70.50");
  press (f, "Return");
  assert_amount (f, "Grant", 2011, "£70.50");
  g_assert_true (get_focus (f) == GTK_WIDGET (get_cell (f, "Reserve", 2011)));
  g_assert_cmpuint (count (f, "budget_line"), ==, 4);
  cm_test_settle ();
  g_assert_true (sees (f, "£36,970.50"));
  /* One step back for each amount; the emptied cell stays where it was. */
  undo (f);
  assert_amount (f, "Grant", 2011, "");
  assert_amount (f, "Grant", 2010, "£36,400");
  undo (f);
  assert_amount (f, "Grant", 2010, "£1,000");
}

static void
test_type_wrong (Fixture *f, gconstpointer data)
{
  CmAmountCell *cell = get_cell (f, "Grant", 2010);

  click (f, GTK_WIDGET (cell));
  press (f, "F2");
  type (f, "lots");
  press (f, "Return");
  /* It stays to be put right, and says why. */
  g_assert_nonnull (cm_amount_cell_get_entry (cell));
  g_assert_true (gtk_widget_has_css_class (cm_amount_cell_get_entry (cell), "error"));
  press (f, "Escape");
  g_assert_null (cm_amount_cell_get_entry (cell));
  assert_amount (f, "Grant", 2010, "£1,000");
  g_assert_true (get_focus (f) == GTK_WIDGET (cell));
  g_assert_nonnull (cm_activities_page_get_view (f->page));
}

static void
test_states (Fixture *f, gconstpointer data)
{
  const CmBudget *budget;

  click (f, GTK_WIDGET (get_cell (f, "Grant", 2010)));
  press (f, "b");
  budget = cm_budget_grid_get_budget (get_grid (f));
  g_assert_cmpint (cm_budget_sum_state (budget, "bid"), ==, 120000);
  g_assert_true (get_focus (f) == GTK_WIDGET (get_cell (f, "Grant", 2010)));
  press (f, "Delete");
  assert_amount (f, "Grant", 2010, "");
  g_assert_cmpuint (count (f, "budget_line"), ==, 2);
  undo (f);
  undo (f);
  budget = cm_budget_grid_get_budget (get_grid (f));
  g_assert_cmpint (cm_budget_sum_state (budget, "secured"), ==, 100000);
  /* The menu says the same. */
  press (f, "<Shift>F10");
  g_assert_true (sees (f, "Bid (B)"));
  press (f, "Down");
  press (f, "Return");
  cm_test_settle ();
  g_assert_false (sees (f, "Bid (B)"));
  budget = cm_budget_grid_get_budget (get_grid (f));
  g_assert_cmpint (cm_budget_sum_state (budget, "secured"), ==, 0);
  g_assert_true (get_focus (f) == GTK_WIDGET (get_cell (f, "Grant", 2010)));
}

/* Of several lines one sees the sum; Enter opens them. */
static void
test_lines (Fixture *f, gconstpointer data)
{
  assert_amount (f, "Reserve", 2010, "£500");
  click (f, GTK_WIDGET (get_cell (f, "Reserve", 2010)));
  press (f, "Return");
  g_assert_true (sees (f, "Lines of “Reserve” in 2010/11"));
  g_assert_false (
      gtk_widget_is_ancestor (get_focus (f), GTK_WIDGET (get_cell (f, "Reserve", 2010))));
  press (f, "Escape");
  g_assert_false (sees (f, "Lines of “Reserve” in 2010/11"));
  g_assert_true (get_focus (f) == GTK_WIDGET (get_cell (f, "Reserve", 2010)));
  g_assert_true (sees (f,
                       "Contingency of £300 from “Reserve” in 2010/11. ⚠ Nothing says when it "
                       "may be called on. ⚠ Nobody is named who may draw it."));
}

static void
test_paste (Fixture *f, gconstpointer data)
{
  click (f, GTK_WIDGET (get_cell (f, "Grant", 2010)));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (f->window)), "£2,000\t3000\n");
  press (f, "<Control>v");
  cm_test_wait (count (f, "budget_line") == 4);
  cm_test_settle ();
  assert_amount (f, "Grant", 2010, "£2,000");
  assert_amount (f, "Grant", 2011, "£3,000");
  undo (f);
  assert_amount (f, "Grant", 2010, "£1,000");
  assert_amount (f, "Grant", 2011, "");
}

static void
test_paste_wrong (Fixture *f, gconstpointer data)
{
  GtkWidget *dialog;

  click (f, GTK_WIDGET (get_cell (f, "Grant", 2010)));
  cm_budget_grid_paste (get_grid (f), "5\tmuch\n6");
  cm_test_settle ();
  dialog = cm_test_find_dialog (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)),
                            "Row 1, column 2 (“much”)"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  cm_test_settle ();
  assert_amount (f, "Grant", 2010, "£1,000");
  g_assert_cmpuint (count (f, "budget_line"), ==, 3);
}

/* The first amount of an activity that has none. */
static void
test_first_source (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) grant = cm_test_get (f->store, "funding_source", "Grant");

  g_assert_null (cm_budget_grid_find_cell (get_grid (f), "Grant", 2010));
  cm_budget_grid_add_source (get_grid (f), grant);
  cm_test_settle ();
  g_assert_true (get_focus (f) == GTK_WIDGET (get_cell (f, "Grant", 2010)));
  type (f, "12");
  press (f, "Return");
  assert_amount (f, "Grant", 2010, "£12");
  g_assert_cmpuint (count (f, "budget_line"), ==, 4);
}

/* What is being typed is kept when one goes away. */
static void
test_leave_typing (Fixture *f, gconstpointer data)
{
  click (f, GTK_WIDGET (get_cell (f, "Grant", 2010)));
  type (f, "77");
  press (f, "<Alt>Left");
  g_assert_null (cm_activities_page_get_view (f->page));
  press (f, "<Control>Return");
  assert_amount (f, "Grant", 2010, "£77");
}

/* --- gates ------------------------------------------------------------------------------------ */

static void
test_move (Fixture *f, gconstpointer data)
{
  click (f, cm_test_find_with_text (view (f), GTK_TYPE_MENU_BUTTON, "Move to…"));
  g_assert_true (sees (f, "_Move and log"));
  cm_test_click (cm_test_find_with_text (GTK_WIDGET (f->window), GTK_TYPE_BUTTON, "_Move and log"));
  cm_test_wait (count (f, "gate") == 1);
  cm_test_wait (cm_activity_view_is_complete (CM_ACTIVITY_VIEW (view (f))));
  g_assert_cmpstr (
      cm_record_get_text (cm_activity_view_get_activity (CM_ACTIVITY_VIEW (view (f))), "state"),
      ==,
      "business-case");
  g_assert_true (sees (f, "●\u00a0Business case"));
  undo (f);
  g_assert_true (sees (f, "●\u00a0In the pipeline"));
  g_assert_cmpuint (count (f, "gate"), ==, 0);
}

/* A state that is changed in the table is not logged, which is said here and put right here. */
static void
test_contradiction (Fixture *f, gconstpointer data)
{
  CmRecord *activity = cm_activity_view_get_activity (CM_ACTIVITY_VIEW (view (f)));
  g_autoptr (CmRecord) changed = cm_record_copy (activity);
  const char *text =
      "⚠ The log ends with “In the pipeline” on 1 Mar 2009, but the state is “Live”.";

  CM_TEST_ADD (f->store,
               "gate",
               "activity",
               ID (activity),
               "on_date",
               "2009-03-01",
               "from_state",
               "proposed",
               "to_state",
               "pipeline");
  cm_record_set_text (changed, "state", "live");
  g_assert_true (cm_store_save (f->store, changed, "Change", NULL));
  cm_test_wait (sees (f, text));
  click (f, cm_test_find_with_text (view (f), GTK_TYPE_BUTTON, "_Log it…"));
  cm_test_click (cm_test_find_with_text (GTK_WIDGET (f->window), GTK_TYPE_BUTTON, "_Move and log"));
  cm_test_wait (count (f, "gate") == 2);
  cm_test_wait (!sees (f, text));
}

/* --- what hangs together ---------------------------------------------------------------------- */

static void
test_links (Fixture *f, gconstpointer data)
{
  GtkWidget *target;

  g_assert_true (sees (f, "⚠ “Alpha” requires “Gamma”, whose state is “Withdrawn”."));
  target = cm_test_find_text (view (f), "Requires “Gamma”, Withdrawn");
  click (f, target);
  assert_shows (f, "Gamma");
  cm_test_wait (cm_activity_view_is_complete (CM_ACTIVITY_VIEW (view (f))));
  g_assert_nonnull (cm_test_find_text (view (f), "Required by “Alpha”, In the pipeline"));
  press (f, "<Alt>Left");
  assert_shows (f, "Alpha");
  press (f, "<Alt>Left");
  g_assert_null (cm_activities_page_get_view (f->page));
}

/* What refers to it opens where it is at home. */
static void
test_mentions (Fixture *f, gconstpointer data)
{
  GtkWidget *row = cm_test_find_with_text (view (f), ADW_TYPE_ACTION_ROW, "Flood");

  click (f, row);
  cm_test_wait (gtk_widget_get_mapped (GTK_WIDGET (cm_window_get_page (f->window, "registers"))));
}

static void
test_history (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  click (f, GTK_WIDGET (get_cell (f, "Grant", 2010)));
  type (f, "99");
  press (f, "Return");
  cm_test_wait (cm_activity_view_is_complete (CM_ACTIVITY_VIEW (view (f))));
  cm_test_settle ();
  row = cm_test_find_with_text (
      view (f), ADW_TYPE_EXPANDER_ROW, "Set £99 from “Grant” in 2010/11 for “Alpha”");
  g_assert_nonnull (row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  cm_test_settle ();
  g_assert_true (sees (f, "£1,000 → £99"));
}

/* --- details ---------------------------------------------------------------------------------- */

static void
test_details (Fixture *f, gconstpointer data)
{
  cm_test_click (cm_test_find_with_text (view (f), GTK_TYPE_BUTTON, "_Edit details"));
  cm_test_wait (GTK_IS_TEXT (get_focus (f)));
  press (f, "<Control>a");
  type (f, "Omega");
  press (f, "Return");
  cm_test_wait (cm_activity_view_is_complete (CM_ACTIVITY_VIEW (view (f))));
  assert_shows (f, "Omega");
  g_assert_true (sees (f, "Omega"));
  undo (f);
  assert_shows (f, "Alpha");
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);
#define ADD(path, title, function)                                                                 \
  g_test_add ("/activity-view/" path, Fixture, title, set_up, function, tear_down)
  ADD ("open", NULL, test_open);
  ADD ("double-click", NULL, test_double_click);
  ADD ("lazy", NULL, test_lazy);
  ADD ("gone", NULL, test_gone);
  ADD ("young", "Beta", test_young);
  ADD ("type-amounts", "Alpha", test_type_amounts);
  ADD ("type-wrong", "Alpha", test_type_wrong);
  ADD ("states", "Alpha", test_states);
  ADD ("lines", "Alpha", test_lines);
  ADD ("paste", "Alpha", test_paste);
  ADD ("paste-wrong", "Alpha", test_paste_wrong);
  ADD ("first-source", "Beta", test_first_source);
  ADD ("leave-typing", "Alpha", test_leave_typing);
  ADD ("move", "Alpha", test_move);
  ADD ("contradiction", "Alpha", test_contradiction);
  ADD ("links", "Alpha", test_links);
  ADD ("mentions", "Alpha", test_mentions);
  ADD ("history", "Alpha", test_history);
  ADD ("details", "Alpha", test_details);
  return g_test_run ();
}
