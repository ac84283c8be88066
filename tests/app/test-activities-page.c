/* test-activities-page.c - activities in the window: table, form, search, scope, spreadsheet. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-activities-page.h"

#include <string.h>

#include "cm-test-table.h"

typedef struct
{
  char *path;
  CmWindow *window;
  CmActivitiesPage *page;
  CmTableView *table;
  GtkWidget *root; /* the page, as a widget */
  CmStore *store;  /* the window's */
} Fixture;

/* --- the portfolio and the window ------------------------------------------------------------- */

/* Two themes, of which one has no chapter; three activities in two chapters. */
static void
fill (CmStore *store)
{
  static const struct
  {
    const char *title, *chapter, *amount;
  } activities[] = {
    { "Alpha", "Safety", "3000.00" },
    { "Beta", "Safety", "20000.00" },
    { "Gamma", "Health", "700.50" },
  };
  g_autoptr (CmRecord) theme =
      cm_test_add (store, "theme", (const char *const[]){ "name", "People", NULL });
  g_autoptr (CmRecord) source = cm_test_add (
      store, "funding_source", (const char *const[]){ "name", "Grant", "kind", "grant", NULL });

  CM_TEST_ADD (store, "theme", "name", "Bare");
  CM_TEST_ADD (store, "organisation", "name", "County", "kind", "county");
  CM_TEST_ADD (store, "chapter", "name", "Safety", "theme", cm_record_get_id (theme));
  CM_TEST_ADD (store, "chapter", "name", "Health", "theme", cm_record_get_id (theme));
  for (guint i = 0; i < G_N_ELEMENTS (activities); i++)
    {
      g_autoptr (CmRecord) activity = cm_test_add (
          store,
          "activity",
          (const char *const[]){ "title", activities[i].title, "state", "live", NULL });
      g_autoptr (CmRecord) chapter = cm_test_get (store, "chapter", activities[i].chapter);

      CM_TEST_ADD (store,
                   "activity_chapter",
                   "activity",
                   cm_record_get_id (activity),
                   "chapter",
                   cm_record_get_id (chapter));
      CM_TEST_ADD (store,
                   "budget_line",
                   "activity",
                   cm_record_get_id (activity),
                   "year",
                   "2010",
                   "funding_source",
                   cm_record_get_id (source),
                   "amount",
                   activities[i].amount,
                   "state",
                   "secured");
    }
}

static void
set_up (Fixture *f, gconstpointer with_activities)
{
  CmStore *store = cm_test_new_store ();

  CM_TEST_ADD (store, "partnership", "name", "Partnership", "year", "2010");
  if (with_activities != NULL)
    fill (store);
  f->path = g_strdup (cm_store_get_path (store));
  g_assert_finalize_object (store);
  f->window = cm_test_open_window (cm_test_get_application (), f->path);
  cm_window_show_page (f->window, "activities");
  cm_test_settle ();
  f->store = cm_window_get_store (f->window);
  f->page = CM_ACTIVITIES_PAGE (cm_window_get_page (f->window, "activities"));
  f->root = GTK_WIDGET (f->page);
  f->table = cm_activities_page_get_table (f->page);
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

static void
assert_column (Fixture *f, const char *field, const char *expected)
{
  g_autofree char *found = cm_test_column (f->root, field);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_value (Fixture *f, const char *title, const char *field, const char *expected)
{
  g_autofree char *found = cm_test_value (f->store, "activity", title, field);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_current (Fixture *f, const char *title)
{
  CmRecord *current = cm_table_view_get_current (f->table);

  g_assert_nonnull (current);
  g_assert_cmpstr (cm_record_get_title (current), ==, title);
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

static void
click_cell (Fixture *f, const char *title, const char *field)
{
  GtkWidget *cell = cm_test_cell (f->root, title, field);

  g_assert_nonnull (cell);
  cm_test_click (cell);
}

static void
act (Fixture *f, const char *action)
{
  g_assert_true (gtk_widget_activate_action (
      GTK_WIDGET (cm_activities_page_get_register (f->page)), action, NULL));
  cm_test_settle ();
}

static gboolean
is_enabled (Fixture *f, const char *tooltip)
{
  GtkWidget *button = cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, tooltip);

  g_assert_nonnull (button);
  return gtk_widget_is_sensitive (button);
}

static gboolean
sees (Fixture *f, const char *text)
{
  return cm_test_find_text (GTK_WIDGET (f->window), text) != NULL;
}

static void
set_scope (Fixture *f, const char *table, const char *title)
{
  g_autoptr (CmRecord) record = cm_test_get (f->store, table, title);
  g_autoptr (CmScope) scope = g_str_equal (table, "theme")
                                  ? cm_scope_new (cm_record_get_id (record), NULL)
                                  : cm_scope_new (NULL, cm_record_get_id (record));

  cm_window_set_scope (f->window, scope);
  cm_test_settle ();
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

static void
paste (Fixture *f, const char *text)
{
  cm_activities_page_paste (f->page, text);
  cm_test_settle ();
}

/* --- adding and deleting ---------------------------------------------------------------------- */

static void
test_add (Fixture *f, gconstpointer data)
{
  press (f, "<Control><Shift>n");
  g_assert_cmpuint (cm_table_view_get_n_rows (f->table), ==, 4);
  assert_current (f, "New activity");
  g_assert_true (GTK_IS_EDITABLE (cm_test_editor (f->root)));
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (cm_test_editor (f->root))), ==, "New activity");
  type (f, "Delta");
  press (f, "Return");
  assert_column (f, "title", "Alpha|Beta|Delta|Gamma");
  assert_value (f, "Delta", "state", "proposed");

  /* On another page the key is not for activities. */
  cm_window_show_page (f->window, "manual");
  cm_test_settle ();
  press (f, "<Control><Shift>n");
  g_assert_cmpuint (cm_table_view_get_n_rows (f->table), ==, 4);
}

static void
test_add_first (Fixture *f, gconstpointer data)
{
  g_assert_true (sees (f, "No activities yet"));
  cm_test_click (cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, "_Add an activity"));
  cm_test_wait (cm_table_view_get_n_rows (f->table) == 1);
  cm_test_settle ();
  g_assert_false (sees (f, "No activities yet"));
  g_assert_true (GTK_IS_EDITABLE (cm_test_editor (f->root)));
  type (f, "First");
  press (f, "Return");
  assert_column (f, "title", "First");
}

/* What is added is seen where it is added. */
static void
test_add_in_scope (Fixture *f, gconstpointer data)
{
  set_scope (f, "chapter", "Health");
  assert_column (f, "title", "Gamma");
  cm_activities_page_search (f->page, "gam");
  act (f, "register.add");
  assert_current (f, "New activity");
  press (f, "Escape");
  assert_column (f, "title", "Gamma|New activity");
  assert_column (f, "chapters", "Health|Health");

  set_scope (f, "theme", "Bare");
  g_assert_true (sees (f, "No activities yet"));
  act (f, "register.add");
  g_assert_cmpuint (cm_table_view_get_n_rows (f->table), ==, 0);
  cm_test_wait (sees (f,
                      "This theme has no chapter yet that an activity could serve. Add a chapter "
                      "first, or choose the whole partnership."));
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  GtkWidget *undo;

  g_assert_false (is_enabled (f, "Delete the chosen activities (Delete)"));
  click_cell (f, "Alpha", "title");
  press (f, "<Shift>Down");
  g_assert_true (is_enabled (f, "Delete the chosen activities (Delete)"));
  press (f, "Delete");
  assert_column (f, "title", "Gamma");
  assert_current (f, "Gamma");
  cm_test_wait (sees (f, "2 activities are deleted"));
  undo = cm_test_find_with_text (GTK_WIDGET (f->window), GTK_TYPE_BUTTON, "Undo");
  g_assert_nonnull (undo);
  cm_test_click (undo);
  cm_test_wait (cm_table_view_get_n_rows (f->table) == 3);
  cm_test_settle ();
  assert_column (f, "title", "Alpha|Beta|Gamma");
  assert_column (f, "cost", "£3,000|£20,000|£700.50");
  assert_column (f, "chapters", "Safety|Safety|Health");
}

/* The key is the table's: elsewhere it deletes no activity. */
static void
test_delete_elsewhere (Fixture *f, gconstpointer data)
{
  click_cell (f, "Alpha", "title");
  press (f, "F2");
  press (f, "Home");
  press (f, "Delete");
  press (f, "Return");
  assert_column (f, "title", "Beta|Gamma|lpha");
  click_cell (f, "Beta", "title");
  cm_register_set_details (cm_activities_page_get_register (f->page), TRUE);
  cm_test_settle ();
  gtk_widget_child_focus (GTK_WIDGET (cm_activities_page_get_form (f->page)), GTK_DIR_TAB_FORWARD);
  for (guint i = 0; i < 4; i++)
    {
      press (f, "Tab");
      press (f, "Delete");
    }
  g_assert_cmpuint (cm_table_view_get_n_rows (f->table), ==, 3);
}

/* --- search and scope ------------------------------------------------------------------------- */

static void
test_search (Fixture *f, gconstpointer data)
{
  press (f, "<Control>f");
  type (f, "eta");
  cm_test_wait (cm_table_view_get_n_rows (f->table) == 1);
  cm_test_settle ();
  assert_column (f, "title", "Beta");
  g_assert_true (sees (f, "1 activity · £20,000 over all its years"));
  type (f, "x");
  cm_test_wait (sees (f, "Nothing found"));
  act (f, "register.clear-search");
  assert_column (f, "title", "Alpha|Beta|Gamma");
  g_assert_false (sees (f, "Nothing found"));
}

static void
test_scope (Fixture *f, gconstpointer data)
{
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);

  g_assert_true (sees (f, "3 activities · £23,700.50 over all their years"));
  set_scope (f, "chapter", "Safety");
  assert_column (f, "title", "Alpha|Beta");
  g_assert_true (sees (f, "2 activities · £23,000 over all their years"));
  cm_activities_page_search (f->page, "alpha");
  set_scope (f, "theme", "People");
  assert_column (f, "title", "Alpha");
  g_assert_true (sees (f, "1 activity · £3,000 over all its years"));
  cm_activities_page_search (f->page, NULL);
  cm_test_settle ();
  assert_column (f, "title", "Alpha|Beta|Gamma");
  set_scope (f, "theme", "Bare");
  g_assert_cmpuint (cm_table_view_get_n_rows (f->table), ==, 0);
  cm_window_set_scope (f->window, whole);
  cm_test_settle ();
  assert_column (f, "title", "Alpha|Beta|Gamma");
}

/* --- spreadsheet ------------------------------------------------------------------------------ */

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  click_cell (f, "Alpha", "title");
  press (f, "<Shift>Down");
  press (f, "<Control>c");
  cm_test_wait (sees (f, "2 rows copied"));
  press (f, "<Control>v");
  cm_test_wait (cm_table_view_get_n_rows (f->table) == 5);
  cm_test_settle ();
  g_assert_null (find_dialog ());
  assert_column (f, "title", "Alpha|Alpha|Beta|Beta|Gamma");
  assert_column (f, "state", "Live|Live|Live|Live|Live");
  cm_test_wait (sees (f, "2 activities are pasted; left out: Chapters, Cost"));
  assert_current (f, "Alpha");
  press (f, "<Control>z");
  assert_column (f, "title", "Alpha|Beta|Gamma");
}

static void
test_paste_wrong (Fixture *f, gconstpointer data)
{
  guint changes = cm_test_count_changes (f->store);
  GtkWidget *dialog;

  paste (f, "Activity\tState\tStarts\nDelta\tlive\t1 Apr 2010\nEpsilon\tlive\tsoon\n");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_assert_cmpstr (
      adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==, "Nothing was pasted");
  g_assert_nonnull (
      strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "Line 3, Starts: “soon”"));
  g_assert_cmpuint (cm_table_view_get_n_rows (f->table), ==, 3);
  g_assert_cmpuint (cm_test_count_changes (f->store), ==, changes);
  cm_test_key (dialog, "Escape");
  g_assert_null (find_dialog ());
}

static void
test_paste_nothing (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = { "", "Activity\tState\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      paste (f, texts[i]);
      cm_test_wait (sees (f, "The clipboard holds no rows; copy some in a spreadsheet first"));
      g_assert_cmpuint (cm_table_view_get_n_rows (f->table), ==, 3);
    }
}

static void
test_paste_many (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint changes = cm_test_count_changes (f->store);

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "Row %03u\r\n", i);
  set_scope (f, "chapter", "Health");
  paste (f, text->str);
  g_assert_cmpuint (cm_table_view_get_n_rows (f->table), ==, 201);
  g_assert_cmpuint (cm_test_count_changes (f->store), ==, changes + 1);
  assert_current (f, "Row 000");
  assert_value (f, "Row 199", "state", "proposed");
  g_assert_true (sees (f, "201 activities · £700.50 over all their years"));
  g_assert_true (cm_store_undo (f->store, NULL));
  cm_test_settle ();
  assert_column (f, "title", "Gamma");
}

/* --- the form beside the table ---------------------------------------------------------------- */

static void
show_form (Fixture *f)
{
  cm_test_click (cm_test_find_with_text (f->root, GTK_TYPE_TOGGLE_BUTTON, "_Details"));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (cm_activities_page_get_form (f->page))));
}

static void
type_in_form (Fixture *f, const char *field, const char *text)
{
  CmRecordForm *form = cm_activities_page_get_form (f->page);

  cm_record_form_focus (form, field);
  cm_test_settle ();
  press (f, "<Control>a");
  type (f, text);
}

static void
test_details (Fixture *f, gconstpointer data)
{
  GtkWidget *form = GTK_WIDGET (cm_activities_page_get_form (f->page));

  g_assert_false (gtk_widget_get_mapped (form));
  show_form (f);
  g_assert_null (cm_record_form_get_record (CM_RECORD_FORM (form)));
  click_cell (f, "Beta", "title");
  g_assert_cmpstr (
      cm_record_get_title (cm_record_form_get_record (CM_RECORD_FORM (form))), ==, "Beta");
  cm_test_click (cm_test_find_with_text (f->root, GTK_TYPE_TOGGLE_BUTTON, "_Details"));
  g_assert_false (gtk_widget_get_mapped (form));
  show_form (f);
  g_assert_true (gtk_widget_get_mapped (form));
}

/* Each sees at once what was done in the other, and the record that is chosen stays. */
static void
test_in_turn (Fixture *f, gconstpointer data)
{
  show_form (f);
  click_cell (f, "Beta", "title");
  type_in_form (f, "title", "Zeta");
  click_cell (f, "Alpha", "title");
  assert_column (f, "title", "Alpha|Gamma|Zeta");
  assert_current (f, "Alpha");

  press (f, "F2");
  type (f, "Omega");
  press (f, "<Shift>Return");
  assert_column (f, "title", "Gamma|Omega|Zeta");

  click_cell (f, "Omega", "title");
  type_in_form (f, "lead", "Chair");
  click_cell (f, "Zeta", "title");
  type_in_form (f, "lead", "Board");
  click_cell (f, "Omega", "title");
  assert_value (f, "Omega", "lead", "Chair");
  assert_value (f, "Zeta", "lead", "Board");
  assert_value (f, "Zeta", "state", "live");
}

/* What is still being typed is kept when the page is asked to. */
static void
test_flush (Fixture *f, gconstpointer data)
{
  click_cell (f, "Alpha", "title");
  press (f, "F2");
  type (f, "Aleph");
  g_assert_true (cm_page_flush (CM_PAGE (f->page)));
  assert_value (f, "Aleph", "state", "live");
  press (f, "F2");
  press (f, "<Control>a");
  press (f, "BackSpace");
  g_assert_false (cm_page_flush (CM_PAGE (f->page)));
  press (f, "Escape");
  show_form (f);
  type_in_form (f, "lead", "Chair");
  g_assert_true (cm_page_flush (CM_PAGE (f->page)));
  assert_value (f, "Aleph", "lead", "Chair");
}

/* --- what may not be changed, and what is read aloud -------------------------------------------
 */

static void
test_read_only (void)
{
  CmStore *store = cm_test_new_store ();
  g_autofree char *path = g_strdup (cm_store_get_path (store));
  g_autoptr (GError) error = NULL;
  Fixture f = { 0 };
  GtkWidget *window;

  fill (store);
  g_assert_finalize_object (store);
  store = cm_store_open (path, CM_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  f.root = g_object_new (CM_TYPE_ACTIVITIES_PAGE, NULL);
  cm_page_set_store (CM_PAGE (f.root), store, NULL);
  window = cm_test_show (f.root, 1000, 600);
  assert_column (&f, "title", "Alpha|Beta|Gamma");
  click_cell (&f, "Alpha", "title");
  g_assert_false (is_enabled (&f, "Delete the chosen activities (Delete)"));
  g_assert_false (is_enabled (&f, "Add an activity (Ctrl+Shift+N)"));
  g_assert_false (is_enabled (&f, "Add activities from a spreadsheet’s clipboard (Ctrl+V)"));
  g_assert_true (is_enabled (&f, "Copy the chosen activities for a spreadsheet (Ctrl+C)"));
  cm_test_key (window, "Delete");
  assert_column (&f, "title", "Alpha|Beta|Gamma");
  gtk_window_destroy (GTK_WINDOW (window));
  cm_test_settle ();
  cm_test_drop_store (store);
}

static void
test_accessible (Fixture *f, gconstpointer data)
{
  static const char *const tooltips[] = {
    "Delete the chosen activities (Delete)",
    "Copy the chosen activities for a spreadsheet (Ctrl+C)",
    "Add activities from a spreadsheet’s clipboard (Ctrl+V)",
    "Choose the columns",
  };
  GtkWidget *search = cm_test_find (f->root, GTK_TYPE_SEARCH_ENTRY);

  for (guint i = 0; i < G_N_ELEMENTS (tooltips); i++)
    gtk_test_accessible_assert_property (GTK_ACCESSIBLE (cm_test_find_text (f->root, tooltips[i])),
                                         GTK_ACCESSIBLE_PROPERTY_LABEL,
                                         i == 0   ? "Delete the chosen activities"
                                         : i == 1 ? "Copy the chosen activities for a spreadsheet"
                                         : i == 2 ? "Add activities from a spreadsheet’s clipboard"
                                                  : "Choose the columns");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_ROLE_SEARCH_BOX);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL, "Search the activities");
}

/* What the menu of columns offers can be done from its button, which is outside the table. */
static void
test_columns (Fixture *f, gconstpointer data)
{
  GtkWidget *button = cm_test_find_text (f->root, "Choose the columns");
  CmTableView *table = cm_activities_page_get_table (f->page);
  gboolean shown = cm_table_view_get_column_visible (table, "kind");

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_activate_action (button, "table.column-kind", NULL));
  g_assert_cmpint (cm_table_view_get_column_visible (table, "kind"), ==, !shown);
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);

#define TEST(name)                                                                                 \
  g_test_add ("/activities-page/" #name, Fixture, "filled", set_up, test_##name, tear_down)
  TEST (add);
  TEST (add_in_scope);
  TEST (delete);
  TEST (delete_elsewhere);
  TEST (search);
  TEST (scope);
  TEST (round_trip);
  TEST (paste_wrong);
  TEST (paste_nothing);
  TEST (paste_many);
  TEST (details);
  TEST (in_turn);
  TEST (flush);
  TEST (columns);
  TEST (accessible);
  g_test_add ("/activities-page/add_first", Fixture, NULL, set_up, test_add_first, tear_down);
  g_test_add_func ("/activities-page/read_only", test_read_only);
  return g_test_run ();
}
