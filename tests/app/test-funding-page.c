/* test-funding-page.c - the funding page in the window: totals that follow, the £90, what if. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-funding-page.h"

#include <string.h>

#include "cm-bars-painter.h"
#include "cm-field-editor.h"
#include "cm-fund-painter.h"
#include "cm-funding-budgets-view.h"
#include "cm-funding-ends.h"
#include "cm-funding-fund-view.h"
#include "cm-funding-partners-view.h"
#include "cm-funding-reserves-view.h"
#include "cm-activities-page.h"
#include "cm-test-table.h"

typedef struct
{
  char *path;
  CmWindow *window;
  CmFundingPage *page;
  GtkWidget *root;
  CmStore *store;
} Fixture;

/* --- the portfolio and the window ------------------------------------------------------------- */

static void
add_line (CmStore *store,
          const char *activity,
          const char *source,
          const char *year,
          const char *amount,
          const char *state)
{
  g_autoptr (CmRecord) owner = cm_test_get (store, "activity", activity);
  g_autoptr (CmRecord) money = cm_test_get (store, "funding_source", source);

  CM_TEST_ADD (store,
               "budget_line",
               "activity",
               cm_record_get_id (owner),
               "funding_source",
               cm_record_get_id (money),
               "year",
               year,
               "amount",
               amount,
               "state",
               state);
}

static void
add_giving (
    CmStore *store, const char *who, const char *kind, const char *amount, const char *state)
{
  g_autoptr (CmRecord) partner = cm_test_get (store, "organisation", who);

  CM_TEST_ADD (store,
               "partner_contribution",
               "organisation",
               cm_record_get_id (partner),
               "kind",
               kind,
               "amount",
               amount,
               "state",
               state);
}

static void
add_skill (CmStore *store, const char *who, const char *kind, const char *days)
{
  g_autoptr (CmRecord) partner = cm_test_get (store, "organisation", who);

  CM_TEST_ADD (store,
               "skill_offer",
               "skill",
               "Facilitation",
               "organisation",
               cm_record_get_id (partner),
               "kind",
               kind,
               "days",
               days,
               "state",
               "open");
}

static void
fill (CmStore *store)
{
  g_autoptr (CmRecord) theme =
      cm_test_add (store, "theme", (const char *const[]){ "name", "People", NULL });
  g_autoptr (CmRecord) chapter = cm_test_add (
      store,
      "chapter",
      (const char *const[]){ "name", "Safety", "theme", cm_record_get_id (theme), NULL });
  g_autoptr (CmRecord) alpha = cm_test_add (
      store, "activity", (const char *const[]){ "title", "Alpha", "state", "live", NULL });
  g_autoptr (CmRecord) fund =
      cm_test_add (store,
                   "fund",
                   (const char *const[]){
                       "name", "Fund", "seed", "100000.00", "starts", "2010", "years", "3", NULL });

  CM_TEST_ADD (store,
               "activity_chapter",
               "activity",
               cm_record_get_id (alpha),
               "chapter",
               cm_record_get_id (chapter));
  CM_TEST_ADD (store, "activity", "title", "Beta", "state", "live");
  CM_TEST_ADD (store, "organisation", "name", "County", "kind", "county");
  CM_TEST_ADD (store, "organisation", "name", "Police", "kind", "police");
  CM_TEST_ADD (store, "funding_source", "name", "Base", "kind", "mainstream");
  CM_TEST_ADD (store, "funding_source", "name", "Grant", "kind", "grant", "ends", "2011-03-31");
  add_line (store, "Alpha", "Base", "2010", "3000.00", "secured");
  add_line (store, "Alpha", "Grant", "2010", "1000.00", "bid");
  add_line (store, "Beta", "Grant", "2010", "500.00", "secured");
  add_line (store, "Alpha", "Base", "2011", "2000.00", "planned");
  CM_TEST_ADD (store,
               "fund_project",
               "fund",
               cm_record_get_id (fund),
               "name",
               "Loan",
               "starts",
               "2010",
               "cost",
               "60000.00",
               "lag",
               "6",
               "saving",
               "24000.00",
               "repaid",
               "100");
  add_giving (store, "County", "money", "900.00", "agreed");
  add_giving (store, "Police", "money", "100.00", "given");
  add_skill (store, "County", "need", "3");
  add_skill (store, "Police", "offer", "5");
}

static void
open_page (Fixture *f)
{
  f->window = cm_test_open_window (cm_test_get_application (), f->path);
  cm_window_show_page (f->window, "funding");
  cm_test_settle ();
  f->store = cm_window_get_store (f->window);
  f->page = CM_FUNDING_PAGE (cm_window_get_page (f->window, "funding"));
  f->root = GTK_WIDGET (f->page);
}

static void
set_up (Fixture *f, gconstpointer filled)
{
  CmStore *store = cm_test_new_store ();

  CM_TEST_ADD (store, "partnership", "name", "Partnership", "year", "2010", "as_on", "2010-12-17");
  if (filled != NULL)
    fill (store);
  f->path = g_strdup (cm_store_get_path (store));
  g_assert_finalize_object (store);
  open_page (f);
}

static void
set_up_example (Fixture *f, gconstpointer name)
{
  f->path = cm_test_copy_example (name);
  open_page (f);
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

static CmFundingPart *
choose (Fixture *f, CmFundingView view)
{
  static const char *const titles[] = {
    "Budgets", "Reserves", "Invest to save", "Partners and time"
  };

  cm_test_click (cm_test_find_with_text (f->root, GTK_TYPE_TOGGLE_BUTTON, titles[view]));
  cm_test_settle ();
  g_assert_nonnull (cm_funding_page_get_view (f->page, view));
  return cm_funding_page_get_view (f->page, view);
}

static CmFundingGrid *
get_sources (Fixture *f)
{
  return cm_funding_budgets_view_get_sources (
      CM_FUNDING_BUDGETS_VIEW (cm_funding_page_get_view (f->page, CM_FUNDING_VIEW_BUDGETS)));
}

/* The cell of the row with that title and that column. */
static guint
find_row (CmFundingGrid *grid, const char *title)
{
  for (guint row = 0; row < cm_funding_grid_get_n_rows (grid); row++)
    if (g_strcmp0 (cm_funding_grid_get_text (grid, row, 0), title) == 0)
      return row;
  g_error ("there is no row “%s”", title);
}

static void
assert_cell (CmFundingGrid *grid, const char *title, guint column, const char *expected)
{
  g_assert_cmpstr (cm_funding_grid_get_text (grid, find_row (grid, title), column), ==, expected);
}

/* Scrolls the widget into sight, as the keyboard would, and clicks it. */
static void
click (GtkWidget *widget)
{
  g_assert_nonnull (widget);
  gtk_widget_grab_focus (widget);
  cm_test_settle ();
  cm_test_click (widget);
  cm_test_settle ();
}

static void
click_cell (CmFundingGrid *grid, const char *title, guint column)
{
  GtkWidget *cell = cm_funding_grid_get_widget (grid, find_row (grid, title), column);

  g_assert_true (GTK_IS_BUTTON (cell));
  click (cell);
}

static gboolean
sees (Fixture *f, const char *text)
{
  return cm_test_find_text (GTK_WIDGET (f->window), text) != NULL;
}

/* A label somewhere that has those words in it. */
static gboolean
tells (GtkWidget *root, const char *words)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (tells (child, words))
      return TRUE;
  return FALSE;
}

static CmRecord *
find_line (Fixture *f, const char *amount)
{
  g_autoptr (CmQuery) query = cm_query_new ("budget_line");

  cm_query_where_number (query, "amount", g_ascii_strtoll (amount, NULL, 10) * 100);
  return cm_store_first (f->store, query);
}

/* --- budgets ---------------------------------------------------------------------------------- */

static void
test_budgets (Fixture *f, gconstpointer data)
{
  CmFundingGrid *grid = get_sources (f);

  assert_cell (grid, "Mainstream", 2, "£3,000");
  assert_cell (grid, "Base", 3, "£2,000");
  assert_cell (grid, "Grant pot", 2, "£1,500");
  assert_cell (grid, "Grant", 1, "31 Mar 2011");
  assert_cell (grid, "Grant", 3, "–");
  assert_cell (grid, "All sources", 2, "£4,500");
  assert_cell (grid, "All sources", 4, "£6,500");
  assert_cell (grid, "Share from mainstream budgets", 2, "67 %");
  /* In hand £3,500; £6,500 are needed. */
  g_assert_true (sees (f, "£3,500"));
  g_assert_true (tells (f->root, "£3,500 secured + £0 sanctioned + £0 not yet used"));
  g_assert_true (tells (f->root, "£6,500 needed \u2212 £3,500 in hand"));
  g_assert_true (tells (f->root, "If all bids succeed, £2,000 are still to be found"));
}

/* What is edited elsewhere is seen here; so is its undoing. */
static void
test_follow (Fixture *f, gconstpointer data)
{
  CmFundingGrid *grid = get_sources (f);
  g_autoptr (CmRecord) line = find_line (f, "500");
  g_autoptr (CmRecord) copy = cm_record_copy (line);
  GtkWidget *before;

  click_cell (grid, "All sources", 2);
  cm_window_show_page (f->window, "funding");
  cm_test_settle ();
  before = cm_funding_grid_get_widget (grid, find_row (grid, "Grant"), 2);
  cm_record_set_number (copy, "amount", 70000);
  g_assert_true (cm_store_save (f->store, copy, "Change", NULL));
  cm_test_settle ();
  assert_cell (grid, "Grant", 2, "£1,700");
  assert_cell (grid, "All sources", 4, "£6,700");
  /* The same cell shows it. */
  g_assert_true (before == cm_funding_grid_get_widget (grid, find_row (grid, "Grant"), 2));
  cm_test_key (GTK_WIDGET (f->window), "<Control>z");
  cm_test_settle ();
  assert_cell (grid, "Grant", 2, "£1,500");
}

static void
test_cell_opens (Fixture *f, gconstpointer data)
{
  GtkWidget *activities;

  click_cell (get_sources (f), "Grant", 2);
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "activities");
  activities = GTK_WIDGET (cm_window_get_page (f->window, "activities"));
  {
    g_autofree char *titles = cm_test_column (activities, "title");

    g_assert_cmpstr (titles, ==, "Alpha|Beta");
  }
  g_assert_true (tells (activities, "Grant in 2010/11"));
  cm_window_show_page (f->window, "funding");
  cm_test_settle ();
  click_cell (get_sources (f), "Base", 3);
  {
    g_autofree char *titles = cm_test_column (activities, "title");

    g_assert_cmpstr (titles, ==, "Alpha");
  }
  cm_window_show_page (f->window, "funding");
  cm_test_settle ();
  click_cell (get_sources (f), "Base", 0);
  g_assert_true (cm_test_find (f->root, CM_TYPE_REGISTER) != NULL);
}

static void
test_scope (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) chapter = cm_test_get (f->store, "chapter", "Safety");
  g_autoptr (CmScope) scope = cm_scope_new (NULL, cm_record_get_id (chapter));

  cm_window_set_scope (f->window, scope);
  cm_test_settle ();
  assert_cell (get_sources (f), "Grant", 2, "£1,000");
  assert_cell (get_sources (f), "All sources", 4, "£6,000");
}

static void
test_ends (Fixture *f, gconstpointer data)
{
  GtkWidget *ends = cm_test_find (f->root, CM_TYPE_FUNDING_ENDS);
  GtkWidget *row;

  g_assert_true (tells (ends, "Grant ends on 31 Mar 2011: £1,500"));
  g_assert_true (tells (ends, "2 activities · ▲ 1 then has no money · 1 then has none in hand"));
  row = cm_test_find (ends, ADW_TYPE_EXPANDER_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  cm_test_settle ();
  g_assert_true (tells (ends, "Beta"));
  g_assert_true (tells (ends, "▲ No other money is entered for it after that day"));
  cm_funding_ends_set_months (CM_FUNDING_ENDS (ends), 1);
  cm_test_settle ();
  g_assert_true (tells (ends, "No source and no line of a budget ends in that time."));
}

static void
test_chart (Fixture *f, gconstpointer data)
{
  CmFundingChart *chart = cm_funding_budgets_view_get_chart (
      CM_FUNDING_BUDGETS_VIEW (cm_funding_page_get_view (f->page, CM_FUNDING_VIEW_BUDGETS)));
  GtkWidget *canvas = cm_funding_chart_get_canvas (chart);
  CmBars *bars = cm_funding_chart_get_model (chart);

  g_assert_cmpint (cm_bars_get_value (bars, 0, 0), ==, 300000);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (canvas), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_grab_focus (canvas);
  cm_test_key (GTK_WIDGET (f->window), "Right");
  g_assert_true (tells (GTK_WIDGET (chart), "2010/11: £4,500 in all, 67 % mainstream"));
  cm_test_key (GTK_WIDGET (f->window), "Right");
  g_assert_true (tells (GTK_WIDGET (chart), "2010/11, Mainstream: £3,000"));
  click (cm_test_find_text (GTK_WIDGET (chart), "Show the chart as a table"));
  g_assert_false (gtk_widget_get_mapped (canvas));
  assert_cell (cm_funding_chart_get_grid (chart), "Grant pot", 1, "£1,500");
  assert_cell (cm_funding_chart_get_grid (chart), "All kinds", 3, "£6,500");
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_assert_true (sees (f, "No budgets yet"));
  choose (f, CM_FUNDING_VIEW_RESERVES);
  g_assert_true (sees (f, "No reserves yet"));
  choose (f, CM_FUNDING_VIEW_PARTNERS);
  g_assert_true (sees (f, "No contributions yet"));
  choose (f, CM_FUNDING_VIEW_FUND);
  g_assert_true (sees (f, "No invest-to-save fund yet"));
  cm_test_click (cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, "_Add a fund"));
  cm_test_wait (tells (f->root, "Nothing is lent yet"));
  cm_test_key (GTK_WIDGET (f->window), "<Control>z");
  cm_test_wait (sees (f, "No invest-to-save fund yet"));
}

/* --- reserves --------------------------------------------------------------------------------- */

static void
test_ninety_pounds (Fixture *f, gconstpointer data)
{
  CmFundingReservesView *view = CM_FUNDING_RESERVES_VIEW (choose (f, CM_FUNDING_VIEW_RESERVES));
  CmFundingGrid *ledger = cm_funding_reserves_view_get_ledger (view);

  g_assert_true (tells (f->root,
                        "£129,700 is stated, but the entries come to £129,790 (£232,290 \u2212 "
                        "£85,000 \u2212 £17,500 = £129,790): the stated balance is £90 too low."));
  g_assert_cmpstr (cm_funding_grid_get_text (ledger, 3, 5), ==, "\u2212£90");
  g_assert_cmpstr (cm_funding_grid_get_text (ledger, 1, 1), ==, "Conditional");
  g_assert_true (tells (f->root, "May be drawn by: Director or Strategic Advisory Board"));
}

/* The balance is put right in the register; the notice goes, and comes back with undo. */
static void
test_mend_ledger (Fixture *f, gconstpointer data)
{
  CmFundingPart *view = choose (f, CM_FUNDING_VIEW_RESERVES);
  CmFundingGrid *ledger = cm_funding_reserves_view_get_ledger (CM_FUNDING_RESERVES_VIEW (view));
  CmRegister *entries;

  click (cm_funding_grid_get_widget (ledger, 3, 0));
  entries = cm_funding_part_get_register (view, "reserve_entry");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (entries)));
  cm_record_form_focus (cm_register_get_form (entries), "stated");
  cm_test_settle ();
  cm_test_key (GTK_WIDGET (f->window), "<Control>a");
  cm_test_type (GTK_WIDGET (f->window), "129790");
  cm_test_key (GTK_WIDGET (f->window), "Return");
  cm_test_settle ();
  click (cm_test_find_with_text (f->root, GTK_TYPE_TOGGLE_BUTTON, "Overview"));
  g_assert_cmpstr (cm_funding_grid_get_text (ledger, 3, 3), ==, "£129,790");
  g_assert_null (cm_funding_grid_get_text (ledger, 3, 5));
  g_assert_false (tells (f->root, "too low"));
  g_assert_true (cm_store_undo (f->store, NULL));
  cm_test_settle ();
  g_assert_true (tells (f->root, "the stated balance is £90 too low"));
}

/* --- invest to save --------------------------------------------------------------------------- */

static GtkWidget *
find_field (GtkWidget *root, const char *field)
{
  if (CM_IS_FIELD_EDITOR (root) &&
      g_str_equal (cm_field_editor_get_field (CM_FIELD_EDITOR (root))->name, field))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_field (child, field);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_fund (Fixture *f, gconstpointer data)
{
  CmFundingFundView *view = CM_FUNDING_FUND_VIEW (choose (f, CM_FUNDING_VIEW_FUND));
  CmFundingGrid *years = cm_funding_fund_view_get_years (view);

  g_assert_true (tells (f->root, "It sustains itself: it never falls below its floor of £0"));
  g_assert_true (tells (f->root, "20 months later, or are 66 % smaller"));
  g_assert_true (tells (f->root, "By the end of March 2013"));
  assert_cell (years, "2010/11", 2, "£60,000");
  assert_cell (years, "2010/11", 4, "£52,000");
  assert_cell (years, "All years", 4, "£100,000");

  /* The seed is edited where it stands, in the store. */
  gtk_widget_grab_focus (find_field (f->root, "seed"));
  cm_test_settle ();
  cm_test_key (GTK_WIDGET (f->window), "<Control>a");
  cm_test_type (GTK_WIDGET (f->window), "50000");
  cm_test_key (GTK_WIDGET (f->window), "Return");
  cm_test_settle ();
  g_assert_true (tells (f->root, "in April 2010 its loans leave \u2212£10,000"));
  assert_cell (years, "2010/11", 1, "£50,000");
  g_assert_true (cm_store_undo (f->store, NULL));
  cm_test_settle ();
  assert_cell (years, "2010/11", 1, "£100,000");
  g_assert_true (tells (f->root, "It sustains itself"));
}

/* The spin button of an assumption, found by its row. */
static GtkWidget *
find_spin (Fixture *f, const char *title)
{
  GtkWidget *row = cm_test_find_with_text (f->root, ADW_TYPE_ACTION_ROW, title);

  g_assert_nonnull (row);
  return cm_test_find (row, GTK_TYPE_SPIN_BUTTON);
}

static void
test_what_if (Fixture *f, gconstpointer data)
{
  CmFundingFundView *view = CM_FUNDING_FUND_VIEW (choose (f, CM_FUNDING_VIEW_FUND));
  CmFundingGrid *years = cm_funding_fund_view_get_years (view);
  guint changes = cm_test_count_changes (f->store);
  CmFundCurve *curve;

  gtk_widget_grab_focus (find_spin (f, "Savings come later"));
  cm_test_settle ();
  cm_test_key (GTK_WIDGET (f->window), "<Control>a");
  cm_test_type (GTK_WIDGET (f->window), "21");
  cm_test_key (GTK_WIDGET (f->window), "Return");
  cm_test_settle ();
  assert_cell (years, "All years", 4, "£58,000");
  g_assert_true (tells (f->root, "If so: It does not sustain itself"));
  g_assert_true (tells (f->root, "As planned: It sustains itself"));
  curve = cm_funding_chart_get_model (cm_funding_fund_view_get_chart (view));
  g_assert_nonnull (curve->plan);
  g_assert_cmpint (g_array_index (curve->plan, gint64, 71), ==, 10000000);
  g_assert_cmpint (g_array_index (curve->closing, gint64, 35), ==, 5800000);
  /* Nothing of it is kept. */
  g_assert_cmpuint (cm_test_count_changes (f->store), ==, changes);
  click (cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, "As planned"));
  assert_cell (years, "All years", 4, "£100,000");
  g_assert_false (tells (f->root, "If so:"));
}

static void
test_project (Fixture *f, gconstpointer data)
{
  CmFundingPart *view = choose (f, CM_FUNDING_VIEW_FUND);
  CmRegister *projects;
  g_autofree char *names = NULL;

  click (cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, "Edit the projects"));
  projects = cm_funding_part_get_register (view, "fund_project");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (projects)));
  cm_test_key (GTK_WIDGET (f->window), "<Control><Shift>n");
  cm_test_type (GTK_WIDGET (f->window), "Second");
  cm_test_key (GTK_WIDGET (f->window), "Return");
  cm_test_settle ();
  names = cm_test_column (GTK_WIDGET (projects), "name");
  g_assert_cmpstr (names, ==, "Loan|Second");
  g_assert_true (cm_page_flush (CM_PAGE (f->page)));
}

/* --- partners --------------------------------------------------------------------------------- */

static void
test_partners (Fixture *f, gconstpointer data)
{
  CmFundingPart *view = choose (f, CM_FUNDING_VIEW_PARTNERS);
  CmFundingGrid *grid =
      cm_funding_partners_view_get_contributions (CM_FUNDING_PARTNERS_VIEW (view));
  CmFundingGrid *balances = cm_funding_partners_view_get_balances (CM_FUNDING_PARTNERS_VIEW (view));

  assert_cell (grid, "County", 3, "£900");
  assert_cell (grid, "All partners", 5, "£100");
  g_assert_true (tells (f->root, "County gives 90 % of the money"));
  g_assert_true (tells (f->root, "Needed by County (3 days), offered by Police (5 days)"));
  click (cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, "Enter as given"));
  cm_test_settle ();
  g_assert_true (tells (GTK_WIDGET (f->window), "is entered as given by Police to County"));
  assert_cell (balances, "Police", 3, "+3");
  assert_cell (balances, "County", 3, "\u22123");
  g_assert_false (tells (f->root, "Needed by County"));
  cm_test_key (GTK_WIDGET (f->window), "<Control>z");
  cm_test_settle ();
  g_assert_true (tells (f->root, "Needed by County"));
  click_cell (grid, "County", 3);
  g_assert_true (gtk_widget_get_mapped (
      GTK_WIDGET (cm_funding_part_get_register (view, "partner_contribution"))));
  g_assert_true (tells (f->root, "County: Agreed"));
}

/* Records of these tables are at home here. */
static void
test_open_record (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) fund = cm_test_get (f->store, "fund", "Fund");
  g_autoptr (CmRecord) source = cm_test_get (f->store, "funding_source", "Grant");
  CmFundingPart *view;

  cm_window_show_page (f->window, "activities");
  cm_window_open_record (f->window, "fund", cm_record_get_id (fund));
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "funding");
  view = cm_funding_page_get_view (f->page, CM_FUNDING_VIEW_FUND);
  g_assert_nonnull (view);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (cm_funding_part_get_register (view, "fund"))));
  cm_window_open_record (f->window, "funding_source", cm_record_get_id (source));
  cm_test_settle ();
  view = cm_funding_page_get_view (f->page, CM_FUNDING_VIEW_BUDGETS);
  g_assert_true (
      gtk_widget_get_mapped (GTK_WIDGET (cm_funding_part_get_register (view, "funding_source"))));
}

/* --- much ------------------------------------------------------------------------------------- */

/* 10,000 activities with 60,000 lines: the window goes on meanwhile. */
static void
test_many (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) base = cm_test_get (f->store, "funding_source", "Base");
  CmFundingGrid *grid = get_sources (f);
  gint64 longest = 0, until;

  g_assert_true (cm_store_begin (f->store, "Fill", NULL));
  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr (CmRecord) activity = cm_record_new (cm_table_find ("activity"));

      cm_record_set_text (activity, "title", "One of many");
      cm_record_set_text (activity, "state", "live");
      g_assert_true (cm_store_insert (f->store, activity, NULL));
      for (guint y = 0; y < 6; y++)
        {
          g_autoptr (CmRecord) line = cm_record_new (cm_table_find ("budget_line"));

          cm_record_set_text (line, "activity", cm_record_get_id (activity));
          cm_record_set_text (line, "funding_source", cm_record_get_id (base));
          cm_record_set_number (line, "year", 2010 + y);
          cm_record_set_number (line, "amount", 100);
          cm_record_set_text (line, "state", "secured");
          g_assert_true (cm_store_insert (f->store, line, NULL));
        }
    }
  g_assert_true (cm_store_commit (f->store, NULL));
  until = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  while (g_strcmp0 (cm_funding_grid_get_text (grid, find_row (grid, "Base"), 2), "£13,000") != 0)
    {
      gint64 start = g_get_monotonic_time ();

      g_assert_cmpint (start, <, until);
      g_main_context_iteration (NULL, FALSE);
      longest = MAX (longest, g_get_monotonic_time () - start);
    }
  g_test_message ("longest turn of the main loop: %.1f ms", (double) longest / 1000);
  assert_cell (grid, "All sources", 8, "£66,500");
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);

#define TEST(name)                                                                                 \
  g_test_add ("/funding-page/" #name, Fixture, "filled", set_up, test_##name, tear_down)
  TEST (budgets);
  TEST (follow);
  TEST (cell_opens);
  TEST (scope);
  TEST (ends);
  TEST (chart);
  TEST (fund);
  TEST (what_if);
  TEST (project);
  TEST (partners);
  TEST (open_record);
  TEST (many);
  g_test_add ("/funding-page/empty", Fixture, NULL, set_up, test_empty, tear_down);
#define EXAMPLE(name)                                                                              \
  g_test_add ("/funding-page/" #name,                                                              \
              Fixture,                                                                             \
              "staffordshire-connects-2010",                                                       \
              set_up_example,                                                                      \
              test_##name,                                                                         \
              tear_down)
  EXAMPLE (ninety_pounds);
  EXAMPLE (mend_ledger);
  return g_test_run ();
}
