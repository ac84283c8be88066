/* cm-pictures.c - writes a picture of every page, dialogue and empty state of the program. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-activities-page.h"
#include "cm-assessment-page.h"
#include "cm-store-copy.h"
#include "cm-balance-page.h"
#include "cm-budget-grid.h"
#include "cm-check-dialog.h"
#include "cm-cases-page.h"
#include "cm-cycle-page.h"
#include "cm-export-manual-dialog.h"
#include "cm-funding-page.h"
#include "cm-glossary-page.h"
#include "cm-import-dialog.h"
#include "cm-feedback-dialog.h"
#include "cm-feedback-layer.h"
#include "cm-learning-page.h"
#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-merge-dialog.h"
#include "cm-needs-page.h"
#include "cm-outcomes-page.h"
#include "cm-registers-page.h"
#include "cm-roles-page.h"
#include "cm-store-merge.h"
#include "cm-search-dialog.h"
#include "cm-section-tag.h"
#include "cm-share-dialog.h"
#include "cm-spend-chapters.h"
#include "cm-spend-contracts.h"
#include "cm-spend-largest.h"
#include "cm-spend-mapping.h"
#include "cm-spend-page.h"
#include "cm-templates-page.h"
#include "cm-test.h"
#include "cm-timeline-page.h"

typedef struct
{
  const char *folder, *scheme;
  int width, height;
  CmWindow *window;
} Studio;

static void
take_of (Studio *studio, GtkWidget *widget, const char *name)
{
  g_autofree char *file =
      g_strdup_printf ("%s-%dx%d-%s.png", name, studio->width, studio->height, studio->scheme);
  g_autofree char *path = g_build_filename (studio->folder, file, NULL);

  cm_test_settle ();
  cm_test_write_picture (widget, path);
  g_print ("%s\n", path);
}

static void
take (Studio *studio, const char *name)
{
  take_of (studio, GTK_WIDGET (studio->window), name);
}

static void
size_window (Studio *studio)
{
  gtk_window_set_default_size (GTK_WINDOW (studio->window), studio->width, studio->height);
  cm_test_settle ();
}

/* The first activity, with all of it beside the table. */
static void
show_form (CmWindow *window)
{
  CmActivitiesPage *page = CM_ACTIVITIES_PAGE (cm_window_get_page (window, "activities"));
  CmTableView *table = cm_activities_page_get_table (page);
  g_autoptr (CmQuery) query = cm_query_new ("activity");
  g_autoptr (CmRecord) record = cm_store_first (cm_window_get_store (window), query);

  cm_table_view_select (table, cm_record_get_id (record));
  cm_register_set_details (cm_activities_page_get_register (page), TRUE);
}

/* A cell being typed in and its lines, the move to another state, all its details. */
static void
take_activity_edited (Studio *studio, CmActivitiesPage *page)
{
  GtkWidget *view = GTK_WIDGET (cm_activities_page_get_view (page));
  GtkWidget *grid = cm_test_find (view, CM_TYPE_BUDGET_GRID);

  gtk_widget_grab_focus (grid);
  gtk_widget_activate_action (grid, "budget.lines", NULL);
  cm_test_settle ();
  gtk_widget_grab_focus (grid);
  cm_test_key (grid, "F2");
  take (studio, "activity-lines");
  cm_test_key (grid, "Escape");
  cm_test_click (cm_test_find_with_text (view, GTK_TYPE_MENU_BUTTON, "Move to…"));
  cm_test_settle ();
  take_of (studio, cm_test_find (view, GTK_TYPE_POPOVER), "activity-move");
  cm_test_key (grid, "Escape");
  gtk_widget_activate_action (view, "activity.edit", NULL);
  cm_test_settle ();
  take (studio, "activity-details");
}

/* An activity with something in every part, and a young one, each on its own page. */
static void
take_activity (Studio *studio)
{
  static const struct
  {
    const char *title, *name;
    double scrolled; /* how far down, 0 to 1 */
  } views[] = {
    { "Family support for complex needs", "activity", 0 },
    { "Family support for complex needs", "activity-middle", 0.5 },
    { "Family support for complex needs", "activity-end", 1 },
    { "Extra-care housing study", "activity-links", 0.3 },
    { "Cycle-to-work loans", "activity-withdrawn", 0 },
  };
  CmActivitiesPage *page = CM_ACTIVITIES_PAGE (cm_window_get_page (studio->window, "activities"));

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autoptr (CmQuery) query = cm_query_new ("activity");
      g_autoptr (CmRecord) record = NULL;
      GtkAdjustment *adjustment;

      cm_query_where_text (query, "title", views[i].title);
      record = cm_store_first (cm_window_get_store (studio->window), query);
      cm_activities_page_open (page, cm_record_get_id (record));
      cm_test_wait (cm_activity_view_is_complete (cm_activities_page_get_view (page)));
      cm_test_settle ();
      adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (cm_test_find (
          GTK_WIDGET (cm_activities_page_get_view (page)), GTK_TYPE_SCROLLED_WINDOW)));
      gtk_adjustment_set_value (adjustment,
                                views[i].scrolled * (gtk_adjustment_get_upper (adjustment) -
                                                     gtk_adjustment_get_page_size (adjustment)));
      take (studio, views[i].name);
    }
  take_activity_edited (studio, page);
  gtk_widget_activate_action (
      GTK_WIDGET (cm_activities_page_get_view (page)), "activity.list", NULL);
}

/* The steps of the wheel as a table. */
static void
show_table (CmWindow *window, gboolean shown)
{
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (gtk_widget_get_template_child (
          GTK_WIDGET (cm_window_get_page (window, "cycle")), CM_TYPE_CYCLE_PAGE, "table_button")),
      shown);
}

/* A portfolio with nothing in it, and one that cannot be opened. */
static void
take_nothing (Studio *studio)
{
  char *path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  g_autofree char *bad = g_strconcat (path, ".bad", NULL);
  g_autoptr (GList) windows = NULL;

  studio->window = cm_test_open_window (cm_test_get_application (), NULL);
  size_window (studio);
  cm_window_create (studio->window, path, "empty");
  cm_test_wait (cm_window_get_store (studio->window) != NULL);
  cm_window_show_page (studio->window, "cycle");
  take (studio, "empty-cycle");
  cm_window_show_page (studio->window, "needs");
  take (studio, "empty-needs");
  cm_needs_page_show_view (CM_NEEDS_PAGE (cm_window_get_page (studio->window, "needs")), "matrix");
  take (studio, "empty-matrix");
  cm_window_show_page (studio->window, "spend");
  take (studio, "empty-spend");
  cm_spend_page_show_view (CM_SPEND_PAGE (cm_window_get_page (studio->window, "spend")),
                           "contracts");
  take (studio, "empty-contracts");
  cm_window_show_page (studio->window, "activities");
  take (studio, "empty-activities");
  cm_window_show_page (studio->window, "outcomes");
  take (studio, "empty-outcomes");
  cm_window_show_page (studio->window, "balance");
  take (studio, "empty-balance");
  g_file_set_contents (bad, "Dear partners,", -1, NULL);
  cm_window_open (studio->window, bad);
  do
    {
      cm_test_turn ();
      g_list_free (g_steal_pointer (&windows));
      windows = gtk_window_list_toplevels ();
    }
  while (g_list_length (windows) < 2);
  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      take_of (studio, l->data, "refused");
  gtk_window_destroy (GTK_WINDOW (studio->window));
  cm_test_drop_file (path);
}

/* Words that are not on the sheet. */
static void
show_find (CmWindow *window, const char *words)
{
  GtkWidget *page = GTK_WIDGET (cm_window_get_page (window, "manual"));
  GObject *entry = gtk_widget_get_template_child (page, CM_TYPE_MANUAL_PAGE, "find_entry");

  gtk_widget_activate_action (page, "manual.find", NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), words);
  /* Without the rest that it waits for in typing. */
  g_signal_emit_by_name (entry, "search-changed");
}

/* On a path, and in the largest text. */
static void
take_manual_reading (Studio *studio)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  GtkWidget *page = GTK_WIDGET (cm_window_get_page (studio->window, "manual"));
  GObject *paths = gtk_widget_get_template_child (page, CM_TYPE_MANUAL_PAGE, "paths");
  GObject *bar = gtk_widget_get_template_child (page, CM_TYPE_MANUAL_PAGE, "find_bar");

  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (bar), FALSE);
  g_signal_emit_by_name (gtk_widget_get_first_child (GTK_WIDGET (paths)), "clicked");
  take (studio, "manual-path");
  cm_manual_page_show (CM_MANUAL_PAGE (page), "figure-options");
  take (studio, "manual-options");
  g_settings_set_int (settings, "text-size", 250);
  take (studio, "manual-large");
  cm_manual_page_show (CM_MANUAL_PAGE (page), "plan-options");
  take (studio, "manual-large-step");
  g_settings_reset (settings, "text-size");
  g_settings_reset (settings, "manual-path");
}

/* Everywhere, in one kind alone, and with nothing found. */
static void
take_search (Studio *studio)
{
  static const struct
  {
    const char *words, *kind, *name;
  } searches[] = {
    { "", NULL, "search-start" },
    { "partner", NULL, "search" },
    { "review", CM_SEARCH_MANUAL, "search-manual" },
    { "telephony", CM_SEARCH_MANUAL, "search-none" },
  };
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (studio->window), "win.search", NULL);
  cm_test_settle ();
  dialog = cm_test_find_dialog (CM_TYPE_SEARCH_DIALOG);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      cm_search_dialog_search (CM_SEARCH_DIALOG (dialog), searches[i].words, searches[i].kind);
      cm_test_wait (!cm_search_dialog_is_busy (CM_SEARCH_DIALOG (dialog)));
      take_of (studio, dialog, searches[i].name);
    }
  gtk_window_destroy (GTK_WINDOW (dialog));
  cm_test_settle ();
}

/* A few changes of several kinds. */
static void
make_history (CmStore *store)
{
  g_autoptr (CmQuery) query = cm_query_new ("activity");
  g_autoptr (GPtrArray) activities = cm_store_list (store, query);
  g_autoptr (CmRecord) one = cm_record_copy (activities->pdata[0]);
  g_autoptr (CmRecord) two = cm_record_copy (activities->pdata[1]);
  g_autoptr (CmRecord) lesson = cm_record_new (cm_table_find ("lesson"));

  cm_record_set_text (lesson, "name", "Ask the people on the bus");
  cm_record_set_text (lesson, "advice", "Before the route is drawn, not after.");
  cm_store_save (store, lesson, "Add “Ask the people on the bus”", NULL);
  cm_record_set_text (one, "state", "closing");
  cm_record_set_text (one, "lead", "Head of service");
  cm_store_begin (store, "Close two activities", NULL);
  cm_store_update (store, one, NULL);
  cm_record_set_text (two, "state", "closed");
  cm_record_set_text (two, "ends", "2010-03-31");
  cm_store_update (store, two, NULL);
  cm_store_commit (store, NULL);
  cm_store_undo (store, NULL);
  cm_store_redo (store, NULL);
}

/* Evidence, engagement, needs, a matrix, and several as one table. */
static void
take_needs (Studio *studio)
{
  CmNeedsPage *page;

  cm_window_show_page (studio->window, "needs");
  page = CM_NEEDS_PAGE (cm_window_get_page (studio->window, "needs"));
  take (studio, "needs-evidence");
  cm_needs_page_show_view (page, "engagement");
  take (studio, "needs-engagement");
  cm_needs_page_show_view (page, "need");
  take (studio, "needs");
  cm_needs_page_show_view (page, "matrix");
  take (studio, "needs-matrix");
  cm_matrix_view_set_together (cm_needs_page_get_matrices (page), TRUE);
  take (studio, "needs-together");
}

static void
open_point (Studio *studio, const char *title)
{
  g_autoptr (CmQuery) query = cm_query_new ("feedback");
  g_autoptr (CmRecord) point = NULL;

  cm_query_where_text (query, "name", title);
  point = cm_store_first (cm_window_get_store (studio->window), query);
  cm_window_open_record (studio->window, "feedback", cm_record_get_id (point));
}

/* The feedback record, a point whose passage has changed and one where it is, lessons, states. */
static void
take_learning (Studio *studio)
{
  CmLearningPage *page;
  GtkWidget *tag;

  cm_window_show_page (studio->window, "learning");
  page = CM_LEARNING_PAGE (cm_window_get_page (studio->window, "learning"));
  take (studio, "learning");
  open_point (studio, "Too long for a new member");
  take (studio, "learning-changed");
  open_point (studio, "Leave the inner ring out: boards do not buy");
  take (studio, "learning-point");
  cm_register_set_details (cm_feedback_register_get_register (cm_learning_page_get_feedback (page)),
                           FALSE);
  cm_learning_page_show_view (page, "lesson");
  take (studio, "learning-lessons");
  cm_learning_page_show_view (page, "states");
  take (studio, "learning-states");
  tag = cm_test_find (GTK_WIDGET (cm_learning_page_get_states (page)), CM_TYPE_SECTION_TAG);
  cm_section_tag_popup (CM_SECTION_TAG (tag));
  take (studio, "learning-state");
  cm_test_key (GTK_WIDGET (studio->window), "Escape");
  cm_learning_page_show_view (page, "feedback");
}

/* Marks beside paragraphs, what is behind one, saying something, the state of a section. */
static void
take_feedback (Studio *studio)
{
  CmManualPage *page;
  GtkWidget *mark, *layer, *dialog;

  cm_window_show_page (studio->window, "manual");
  page = CM_MANUAL_PAGE (cm_window_get_page (studio->window, "manual"));
  cm_manual_page_show (page, "year-clocks");
  take (studio, "manual-feedback");
  mark = gtk_widget_get_ancestor (cm_test_find_text (GTK_WIDGET (page), "2 points of feedback"),
                                  GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (mark));
  take (studio, "manual-feedback-points");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (mark));
  cm_manual_page_show (page, "cycle-explained");
  take (studio, "manual-state");
  layer = cm_test_find (GTK_WIDGET (page), CM_TYPE_FEEDBACK_LAYER);
  gtk_widget_activate_action (layer, "feedback.give", NULL);
  cm_test_settle ();
  dialog = cm_test_find_dialog (CM_TYPE_FEEDBACK_DIALOG);
  take_of (studio, dialog, "feedback-dialog");
  gtk_window_close (GTK_WINDOW (dialog));
  cm_test_settle ();
}

/* The four views of the money. */
static void
take_funding (Studio *studio)
{
  static const char *const names[] = {
    "funding-budgets", "funding-reserves", "funding-fund", "funding-partners"
  };
  CmFundingPage *page;

  cm_window_show_page (studio->window, "funding");
  page = CM_FUNDING_PAGE (cm_window_get_page (studio->window, "funding"));
  for (int view = 0; view < CM_N_FUNDING_VIEWS; view++)
    {
      cm_funding_page_choose (page, (CmFundingView) view);
      take (studio, names[view]);
    }
}

/* Each view, and what is behind the largest figure of it. */
static void
take_spend (Studio *studio)
{
  CmSpendPage *page;
  CmSpendLargest *largest;
  CmSpendMapping *mapping;
  CmSpendChapters *chapters;

  cm_window_show_page (studio->window, "spend");
  page = CM_SPEND_PAGE (cm_window_get_page (studio->window, "spend"));
  cm_spend_finish (cm_spend_page_get_spend (page));
  take (studio, "spend");
  largest = CM_SPEND_LARGEST (cm_spend_page_get_view (page, "largest"));
  cm_spend_largest_select (largest, 0);
  take (studio, "spend-behind");
  cm_spend_largest_group (largest, CM_SPEND_BY_CHAPTER);
  take (studio, "spend-chapter");
  cm_spend_page_show_view (page, "mapping");
  take (studio, "spend-mapping");
  mapping = CM_SPEND_MAPPING (cm_spend_page_get_view (page, "mapping"));
  cm_spend_mapping_propose (mapping, 0);
  take (studio, "spend-rule");
  cm_spend_page_show_view (page, "chapters");
  take (studio, "spend-chapters");
  chapters = CM_SPEND_CHAPTERS (cm_spend_page_get_view (page, "chapters"));
  cm_spend_chapters_open (chapters, 1, cm_spend_chapters_get_table (chapters)->columns->len);
  take (studio, "spend-chapters-behind");
  cm_spend_chapters_look (chapters, CM_SPEND_CHAPTERS_MIX);
  take (studio, "spend-chapters-mix");
  cm_spend_chapters_look (chapters, CM_SPEND_CHAPTERS_TABLE);
  take (studio, "spend-chapters-table");
  cm_spend_page_show_view (page, "contracts");
  take (studio, "spend-contracts");
  cm_spend_contracts_set_all (CM_SPEND_CONTRACTS (cm_spend_page_get_view (page, "contracts")),
                              TRUE);
  take (studio, "spend-contracts-all");
  cm_spend_page_show_view (page, "lines");
  take (studio, "spend-lines");
  cm_spend_page_show_view (page, "files");
  take (studio, "spend-files");
}

static void
take_check (Studio *studio)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (studio->window), "win.check", NULL);
  cm_test_settle ();
  dialog = cm_test_find_dialog (CM_TYPE_CHECK_DIALOG);
  cm_test_wait (!cm_check_dialog_is_busy (CM_CHECK_DIALOG (dialog)));
  take_of (studio, dialog, "check");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
take_share (Studio *studio)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (studio->window), "win.share", NULL);
  cm_test_settle ();
  dialog = cm_test_find_dialog (CM_TYPE_SHARE_DIALOG);
  cm_test_wait (!cm_share_dialog_is_busy (CM_SHARE_DIALOG (dialog)));
  take_of (studio, dialog, "share");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
take_export (Studio *studio)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (studio->window), "win.export-manual", NULL);
  cm_test_settle ();
  dialog = cm_test_find_dialog (CM_TYPE_EXPORT_MANUAL_DIALOG);
  take_of (studio, dialog, "manual-export");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The golden thread as a list, with a record beside it, drawn, as a table, and its loose ends. */
static void
take_outcomes (Studio *studio)
{
  CmOutcomesPage *page;
  CmThreadTree *tree;
  g_autoptr (CmQuery) query = cm_query_new ("indicator");
  g_autoptr (CmRecord) indicator = cm_store_first (cm_window_get_store (studio->window), query);

  cm_window_show_page (studio->window, "outcomes");
  page = CM_OUTCOMES_PAGE (cm_window_get_page (studio->window, "outcomes"));
  tree = cm_outcomes_page_get_tree (page);
  take (studio, "outcomes");
  cm_thread_tree_select (tree, "indicator", cm_record_get_id (indicator), FALSE);
  take (studio, "outcomes-indicator");
  cm_outcomes_page_search (page, "zebra");
  take (studio, "outcomes-none");
  cm_outcomes_page_search (page, NULL);
  cm_outcomes_page_set_view (page, "drawing");
  cm_thread_panel_choose (cm_outcomes_page_get_panel (page), NULL, NULL);
  take (studio, "outcomes-drawing");
  cm_thread_panel_set_table (cm_outcomes_page_get_panel (page), TRUE);
  take (studio, "outcomes-table");
  cm_thread_panel_set_table (cm_outcomes_page_get_panel (page), FALSE);
  cm_outcomes_page_set_view (page, "loose");
  take (studio, "outcomes-loose");
  cm_outcomes_page_set_view (page, "list");
}

/* Money, activities by place, whose money, and the same as a table. */
static void
take_balance (Studio *studio)
{
  static const struct
  {
    CmBalanceChoice choice;
    const char *name;
  } views[] = {
    { { .year = 2010 }, "balance" },
    { { .columns = CM_BALANCE_COLUMNS_PLACES, .measure = CM_BALANCE_NUMBER }, "balance-places" },
    { { CM_BALANCE_ROWS_PLACES, CM_BALANCE_COLUMNS_PARTNERS, CM_BALANCE_MONEY, 2010, FALSE },
      "balance-partners" },
  };
  CmBalancePage *page;
  GObject *button;

  cm_window_show_page (studio->window, "balance");
  page = CM_BALANCE_PAGE (cm_window_get_page (studio->window, "balance"));
  cm_test_wait (cm_balance_page_get_balance (page) != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      cm_balance_page_choose (page, &views[i].choice);
      take (studio, views[i].name);
    }
  button = gtk_widget_get_template_child (GTK_WIDGET (page), CM_TYPE_BALANCE_PAGE, "table_button");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  take (studio, "balance-table");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
}

/* What a finance officer sends: a query above the headings, a date that is none, an amount that is
 * none. */
static char *
write_ledger (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-test-XXXXXX", NULL);
  char *path = g_build_filename (folder, "Payments 2009-10.csv", NULL);
  g_autoptr (GString) text =
      g_string_new ("SELECT * FROM ap.invoices WHERE paid BETWEEN '01/04/2009' AND '31/03/2010'\n"
                    "Payments over \243500\n\n"
                    "Supplier Name,Directorate,Purpose of Spend,Net Amount,Date Paid,Ref,VAT\n");

  for (guint i = 0; i < 240; i++)
    g_string_append_printf (text,
                            "Supplier %u Limited,%s,%s,\"%u,%03u.%02u\",%s,%06u,17.50\n",
                            i % 23 + 1,
                            i % 3 == 0 ? "Adult Social Care" : "Children\222s Services",
                            i % 2 == 0 ? "Home care" : "Transport \226 taxis",
                            i % 7 + 1,
                            i * 37 % 1000,
                            i % 100,
                            i % 41 == 5  ? "31/06/2009"
                            : i % 2 == 0 ? "15/05/2009"
                                         : "02-Nov-09",
                            i + 412);
  g_string_append (text,
                   "Supplier 9 Limited,Adult Social Care,Home care,TBC,15/05/2009,000900,0\n");
  g_file_set_contents (path, text->str, (gssize) text->len, NULL);
  return path;
}

static void
take_import_view (Studio *studio, CmImportDialog *dialog, const char *view, const char *name)
{
  GtkStack *views = GTK_STACK (
      gtk_widget_get_template_child (GTK_WIDGET (dialog), CM_TYPE_IMPORT_DIALOG, "views"));

  gtk_stack_set_visible_child_name (views, view);
  take_of (studio, GTK_WIDGET (dialog), name);
}

static CmImportDialog *
show_import (Studio *studio, const char *path)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  CmImportDialog *dialog = cm_import_dialog_new (cm_window_get_store (studio->window), NULL, file);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (studio->window));
  gtk_window_set_default_size (
      GTK_WINDOW (dialog), MIN (1000, studio->width), MIN (680, studio->height));
  gtk_window_present (GTK_WINDOW (dialog));
  cm_test_wait (!cm_import_dialog_is_busy (dialog));
  return dialog;
}

static void
take_import_of (Studio *studio, const char *path, const char *text, gssize length, const char *name)
{
  CmImportDialog *dialog;

  g_file_set_contents (path, text, length, NULL);
  dialog = show_import (studio, path);
  take_of (studio, GTK_WIDGET (dialog), name);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* What cannot be read, what is not known, and more columns than there is room for. */
static void
take_import_odd (Studio *studio, const char *path)
{
  g_autoptr (GString) wide = g_string_new ("Supplier,Amount,Date");

  for (guint i = 4; i <= 300; i++)
    g_string_append_printf (wide, ",Analysis code %u", i);
  g_string_append (wide, "\nSupplier 1,12.50,15/05/2009");
  for (guint i = 4; i <= 300; i++)
    g_string_append_printf (wide, ",%u", i * 7919);
  take_import_of (studio, path, "%PDF-1.4\n1 0 obj\n", -1, "import-refused");
  take_import_of (
      studio, path, "Payee,Wibble\nSupplier 1,12.50\nSupplier 2,TBC\n", -1, "import-missing");
  take_import_of (studio, path, wide->str, (gssize) wide->len, "import-wide");
}

/* From choosing a file to what came of it, and the same file again. */
static void
take_import (Studio *studio)
{
  char *path = write_ledger ();
  CmStore *store = cm_window_get_store (studio->window);
  CmImportDialog *dialog = show_import (studio, NULL);

  take_of (studio, GTK_WIDGET (dialog), "import-start");
  gtk_window_destroy (GTK_WINDOW (dialog));
  dialog = show_import (studio, path);
  take_import_view (studio, dialog, "file", "import");
  take_import_view (studio, dialog, "rejects", "import-set-aside");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.run", NULL);
  cm_test_wait (!cm_import_dialog_is_busy (dialog));
  take_of (studio, GTK_WIDGET (dialog), "import-done");
  gtk_window_destroy (GTK_WINDOW (dialog));
  dialog = show_import (studio, path);
  take_import_view (studio, dialog, "file", "import-again");
  take_import_view (studio, dialog, "remarks", "import-remarks");
  gtk_window_destroy (GTK_WINDOW (dialog));
  cm_store_undo (store, NULL);
  take_import_odd (studio, path);
  cm_test_drop_file (path);
}

/* --- merging ---------------------------------------------------------------------------------- */

static void
set_text (CmStore *store, const char *table, guint i, const char *field, const char *text)
{
  g_autoptr (CmQuery) query = cm_query_new (table);
  g_autoptr (GPtrArray) records = cm_store_list (store, query);
  g_autoptr (CmRecord) record = cm_record_copy (g_ptr_array_index (records, i));
  g_autofree char *label = g_strdup_printf ("Change %s of %u", field, i);

  cm_record_set_text (record, field, text);
  cm_store_save (store, record, label, NULL);
}

static void
delete_one (CmStore *store, const char *table, guint i)
{
  g_autoptr (CmQuery) query = cm_query_new (table);
  g_autoptr (GPtrArray) records = cm_store_list (store, query);

  if (!cm_store_begin (store, "Delete", NULL))
    return;
  cm_store_delete (store, g_ptr_array_index (records, i), NULL);
  cm_store_commit (store, NULL);
}

/* A copy of the portfolio, and some work in both. */
static char *
make_copy (CmStore *store)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-pictures-XXXXXX", NULL);
  char *path = g_build_filename (folder, "Theme board.portfolio", NULL);
  g_autoptr (CmCopyReport) report = NULL;
  g_autoptr (CmStore) copy = NULL;

  report = cm_store_copy (store, path, CM_COPY_EXACT, NULL, NULL, NULL);
  copy = cm_store_open (path, CM_STORE_WRITE, NULL);
  for (guint i = 0; i < 8; i++)
    set_text (copy, "activity", i, "lead", "Head of commissioning");
  set_text (copy, "activity", 9, "title", "Streets that are safe to walk in");
  set_text (copy, "activity", 10, "description", "Advice and insulation for cold homes.");
  set_text (copy, "place", 1, "name", "North ward");
  delete_one (copy, "activity", 11);
  delete_one (copy, "organisation", 0);
  set_text (store, "activity", 9, "title", "Safer streets");
  set_text (store, "activity", 10, "description", "Insulation, advice and a visit at home.");
  set_text (store, "activity", 11, "lead", "Director of public health");
  return path;
}

static CmMergeDialog *
show_merge (Studio *studio, const char *path)
{
  CmMergeDialog *dialog = cm_merge_dialog_new (cm_window_get_store (studio->window), path);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (studio->window));
  gtk_window_set_default_size (
      GTK_WINDOW (dialog), MIN (860, studio->width), MIN (660, studio->height));
  gtk_window_present (GTK_WINDOW (dialog));
  cm_test_wait (!cm_merge_dialog_is_busy (dialog));
  return dialog;
}

static void
take_merge (Studio *studio)
{
  CmStore *store = cm_window_get_store (studio->window);
  CmMergeDialog *dialog = show_merge (studio, NULL);
  char *path;
  GtkStack *views;

  take_of (studio, GTK_WIDGET (dialog), "merge-start");
  gtk_window_destroy (GTK_WINDOW (dialog));
  path = make_copy (store);
  dialog = show_merge (studio, path);
  take_of (studio, GTK_WIDGET (dialog), "merge");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "merge.all-mine", NULL);
  take_of (studio, GTK_WIDGET (dialog), "merge-chosen");
  views = GTK_STACK (
      gtk_widget_get_template_child (GTK_WIDGET (dialog), CM_TYPE_MERGE_DIALOG, "views"));
  gtk_stack_set_visible_child_name (views, "changes");
  take_of (studio, GTK_WIDGET (dialog), "merge-coming");
  gtk_window_destroy (GTK_WINDOW (dialog));
  cm_test_settle ();
  for (guint i = 0; i < 3; i++)
    cm_store_undo (store, NULL);
  cm_test_drop_file (path);
}

/* All groups, the same as a table, what one group does. */
static void
take_roles (Studio *studio)
{
  CmRolesPage *page;
  GtkToggleButton *button;

  cm_window_show_page (studio->window, "roles");
  page = CM_ROLES_PAGE (cm_window_get_page (studio->window, "roles"));
  button = GTK_TOGGLE_BUTTON (
      gtk_widget_get_template_child (GTK_WIDGET (page), CM_TYPE_ROLES_PAGE, "table_button"));
  take (studio, "roles");
  gtk_toggle_button_set_active (button, TRUE);
  take (studio, "roles-table");
  gtk_toggle_button_set_active (button, FALSE);
  cm_roles_page_choose (page, "executive");
  take (studio, "roles-own");
  cm_roles_page_choose (page, NULL);
}

/* The case studies, narrowed with the filters open, one that waits, and none. */
static void
take_cases (Studio *studio)
{
  CmCasesPage *page;
  GtkWidget *filters, *entry;

  cm_window_show_page (studio->window, "cases");
  page = CM_CASES_PAGE (cm_window_get_page (studio->window, "cases"));
  filters = GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (page), CM_TYPE_CASES_PAGE, "filter_button"));
  entry =
      GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), CM_TYPE_CASES_PAGE, "entry"));
  take (studio, "cases");
  cm_cases_page_show (page, "melton-reoffending-pilot");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (filters), TRUE);
  take (studio, "cases-pending");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (filters), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (entry), "zebra");
  cm_test_wait (gtk_widget_get_visible (GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (page), CM_TYPE_CASES_PAGE, "show_all"))));
  take (studio, "cases-none");
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

/* A template as guidance, blank and filled in; one that nothing fills in yet; a narrowed list. */
static void
take_templates (Studio *studio)
{
  CmTemplatesPage *page;
  GtkDropDown *places;

  cm_window_show_page (studio->window, "templates");
  page = CM_TEMPLATES_PAGE (cm_window_get_page (studio->window, "templates"));
  cm_templates_page_show (page, "flash-report");
  take (studio, "templates");
  cm_templates_page_set_form (page, CM_TEMPLATE_BLANK);
  take (studio, "templates-blank");
  cm_templates_page_set_form (page, CM_TEMPLATE_FILLED);
  take (studio, "templates-filled");
  cm_templates_page_show (page, "decommissioning-review");
  take (studio, "templates-marked");
  cm_templates_page_set_form (page, CM_TEMPLATE_READ);
  places = GTK_DROP_DOWN (gtk_widget_get_first_child (GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (page), CM_TYPE_TEMPLATES_PAGE, "tools"))));
  gtk_drop_down_set_selected (places, 1);
  take (studio, "templates-narrowed");
  gtk_drop_down_set_selected (places, 0);
}

/* The glossary: a term, found as one types, and words that it does not have. */
static void
take_glossary (Studio *studio)
{
  CmGlossaryPage *page;
  GtkEditable *entry;

  cm_window_show_page (studio->window, "glossary");
  page = CM_GLOSSARY_PAGE (cm_window_get_page (studio->window, "glossary"));
  entry = GTK_EDITABLE (
      gtk_widget_get_template_child (GTK_WIDGET (page), CM_TYPE_GLOSSARY_PAGE, "entry"));
  take (studio, "glossary");
  cm_glossary_page_show (page, "term-champion");
  take (studio, "glossary-term");
  gtk_editable_set_text (entry, "budget");
  cm_test_settle ();
  take (studio, "glossary-found");
  gtk_editable_set_text (entry, "zebra");
  cm_test_settle ();
  take (studio, "glossary-none");
  gtk_editable_set_text (entry, "");
}

/* The commissioning year by stage and with all partners, one thing chosen; a piece of work with
 * columns of its own; the same as a table; a year without anything; partners' cycles as records. */
static void
take_timeline (Studio *studio)
{
  static const char *const own[] = { "commissioning-year", NULL };
  static const char *const partners[] = {
    "partner-councils", "partner-fire",
    "partner-health",   "partner-police",
    "partner-schools",  "partner-voluntary-sector",
    "own:partners",     NULL,
  };
  static const char *const work[] = { "research-review-stage-2", NULL };
  static const char *const meetings[] = { "own:meetings", NULL };
  CmTimelinePage *page;
  GtkToggleButton *table;

  cm_window_show_page (studio->window, "timeline");
  page = CM_TIMELINE_PAGE (cm_window_get_page (studio->window, "timeline"));
  cm_test_wait (cm_timeline_page_get_plan (page) != NULL);
  table = GTK_TOGGLE_BUTTON (
      gtk_widget_get_template_child (GTK_WIDGET (page), CM_TYPE_TIMELINE_PAGE, "table_button"));
  take (studio, "timeline");
  cm_timeline_page_choose (page, 2009, own, CM_PLANNER_BY_STAGE);
  g_signal_emit_by_name (cm_timeline_page_get_planner (page), "activated", 9u);
  take (studio, "timeline-own");
  gtk_toggle_button_set_active (table, TRUE);
  take (studio, "timeline-table");
  gtk_toggle_button_set_active (table, FALSE);
  cm_timeline_page_choose (page, 2009, partners, CM_PLANNER_BY_PLANNER);
  take (studio, "timeline-partners");
  cm_timeline_page_choose (page, 2009, work, CM_PLANNER_BY_STAGE);
  take (studio, "timeline-work");
  cm_timeline_page_choose (page, 1999, meetings, CM_PLANNER_BY_STAGE);
  take (studio, "timeline-none");
  cm_timeline_page_show_view (page, "partners");
  take (studio, "timeline-records");
  cm_timeline_page_show_view (page, "planner");
  cm_timeline_page_choose (page, 2009, NULL, CM_PLANNER_BY_STAGE);
}

static void
scroll_to (CmAssessmentPage *page, double share)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (
      gtk_widget_get_template_child (GTK_WIDGET (page), CM_TYPE_ASSESSMENT_PAGE, "window")));

  cm_test_settle ();
  gtk_adjustment_set_value (
      adjustment,
      share * (gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)));
}

/* Year by year: all headings, one of them, then and now, the list, what one is about; and what real
 * people once found, without levels. */
static void
take_assessment (Studio *studio)
{
  CmAssessmentPage *page;
  CmAssessmentCard *card;
  GtkWidget *about;

  cm_window_show_page (studio->window, "assessment");
  page = CM_ASSESSMENT_PAGE (cm_window_get_page (studio->window, "assessment"));
  about = GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (page), CM_TYPE_ASSESSMENT_PAGE, "about"));
  take (studio, "assessment");
  card = cm_assessment_page_open_heading (page, "Relationships");
  take (studio, "assessment-heading");
  cm_assessment_card_set_open (card, FALSE);
  cm_assessment_page_show_view (page, "compare");
  take (studio, "assessment-compare");
  cm_assessment_page_show_view (page, "headings");
  cm_assessment_page_show (page, "1e000000-0000-7000-8000-003300000001");
  card = cm_assessment_page_open_heading (page, "Relationships");
  scroll_to (page, 0.8);
  take (studio, "assessment-points");
  cm_assessment_card_set_open (card, FALSE);
  scroll_to (page, 0);
  gtk_expander_set_expanded (GTK_EXPANDER (about), TRUE);
  take (studio, "assessment-about");
  gtk_expander_set_expanded (GTK_EXPANDER (about), FALSE);
  cm_test_click (gtk_widget_get_first_child (GTK_WIDGET (cm_assessment_page_get_chooser (page))));
  cm_test_settle ();
  take_of (studio,
           gtk_widget_get_ancestor (
               GTK_WIDGET (cm_assessment_chooser_get_list (cm_assessment_page_get_chooser (page))),
               GTK_TYPE_POPOVER),
           "assessment-list");
  cm_test_key (GTK_WIDGET (page), "Escape");
}

static void
take_pages (Studio *studio)
{
  CmWindow *window = studio->window;

  take (studio, "cycle");
  show_table (window, TRUE);
  take (studio, "cycle-table");
  show_table (window, FALSE);
  cm_cycle_page_open_step (CM_CYCLE_PAGE (cm_window_get_page (window, "cycle")), "plan/options");
  take (studio, "step");
  take_needs (studio);
  take_learning (studio);
  take_feedback (studio);
  take_spend (studio);
  take_assessment (studio);
  take_funding (studio);
  take_outcomes (studio);
  take_balance (studio);
  cm_window_show_page (window, "activities");
  take (studio, "activities");
  cm_activities_page_search (CM_ACTIVITIES_PAGE (cm_window_get_page (window, "activities")),
                             "no such words");
  take (studio, "activities-none");
  cm_activities_page_search (CM_ACTIVITIES_PAGE (cm_window_get_page (window, "activities")), NULL);
  show_form (window);
  take (studio, "activities-form");
  take_activity (studio);
  take_timeline (studio);
  cm_window_show_page (window, "manual");
  take (studio, "manual");
  cm_manual_page_show (CM_MANUAL_PAGE (cm_window_get_page (window, "manual")), "analyse-scope");
  take (studio, "manual-step");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toggle-guidance", NULL);
  cm_manual_page_show (CM_MANUAL_PAGE (cm_window_get_page (window, "manual")), "figure-agree");
  take (studio, "manual-figure");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toggle-guidance", NULL);
  cm_manual_page_show (CM_MANUAL_PAGE (cm_window_get_page (window, "manual")), "glossary-chapter");
  take (studio, "manual-glossary");
  show_find (window, "zebra");
  take (studio, "manual-find");
  take_export (studio);
  take_manual_reading (studio);
  take_roles (studio);
  take_cases (studio);
  take_templates (studio);
  take_glossary (studio);
  take_search (studio);
  take_check (studio);
  take_share (studio);
  take_import (studio);
  take_merge (studio);
  cm_window_show_page (window, "registers");
  take (studio, "registers");
  cm_registers_page_choose (CM_REGISTERS_PAGE (cm_window_get_page (window, "registers")),
                            "decision");
  take (studio, "registers-decisions");
  make_history (cm_window_get_store (window));
  cm_window_show_page (window, "history");
  cm_test_settle ();
  gtk_single_selection_set_selected (
      GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (
          cm_test_find (GTK_WIDGET (cm_window_get_page (window, "history")), GTK_TYPE_LIST_VIEW)))),
      2);
  take (studio, "history");
}

int
main (int argc, char *argv[])
{
  Studio studio = { 0 };
  char *path;

  cm_test_init (&argc, &argv);
  if (argc != 5)
    {
      g_printerr ("usage: cm-pictures FOLDER WIDTH HEIGHT light|dark\n");
      return 2;
    }
  studio = (Studio){ argv[1], argv[4], atoi (argv[2]), atoi (argv[3]), NULL };
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (studio.scheme, "dark")
                                          ? ADW_COLOR_SCHEME_FORCE_DARK
                                          : ADW_COLOR_SCHEME_FORCE_LIGHT);
  studio.window = cm_test_open_window (cm_test_get_application (), NULL);
  size_window (&studio);
  take (&studio, "start");
  gtk_window_destroy (GTK_WINDOW (studio.window));

  path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  studio.window = cm_test_open_window (cm_test_get_application (), path);
  size_window (&studio);
  take_pages (&studio);
  gtk_window_destroy (GTK_WINDOW (studio.window));
  cm_test_settle ();
  cm_test_drop_file (path);
  take_nothing (&studio);
  return 0;
}
