/* test-table-view.c - records as rows: order, search, editing in place, copying, following. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-table-view.h"

#include <string.h>

#include "cm-choice-popover.h"
#include "cm-test-table.h"

typedef struct
{
  CmStore *store;
  GtkWidget *window;
  CmTableView *table;
  GtkWidget *root; /* the same, as a widget */
  char *message;
  CmRecord *activated;
  guint n_messages, n_selections;
} Fixture;

/* --- the portfolio and the window ------------------------------------------------------------- */

static void
message_cb (CmTableView *table, const char *text, gboolean undo, Fixture *f)
{
  g_free (f->message);
  f->message = g_strdup (text);
  f->n_messages++;
}

static void
activated_cb (CmTableView *table, CmRecord *record, Fixture *f)
{
  g_set_object (&f->activated, record);
}

static void
selection_changed_cb (CmTableView *table, Fixture *f)
{
  f->n_selections++;
}

static void
fill (CmStore *store)
{
  g_autoptr (CmRecord) source = cm_test_add (
      store, "funding_source", (const char *const[]){ "name", "Grant", "kind", "grant", NULL });
  g_autoptr (CmRecord) county = cm_test_add (
      store, "organisation", (const char *const[]){ "name", "County", "kind", "county", NULL });
  static const struct
  {
    const char *title, *state, *starts, *amount;
  } activities[] = {
    { "Beta", "proposed", "2009-12-31", "20000.00" },
    { "Alpha", "live", "2010-04-01", "3000.00" },
    { "Gamma", "closed", "", NULL },
    { "Delta", "pipeline", "2011-01-15", "700.50" },
  };

  CM_TEST_ADD (store, "organisation", "name", "Borough", "kind", "district");
  for (guint i = 0; i < G_N_ELEMENTS (activities); i++)
    {
      g_autoptr (CmRecord) activity = cm_test_add (store,
                                                   "activity",
                                                   (const char *const[]){ "title",
                                                                          activities[i].title,
                                                                          "state",
                                                                          activities[i].state,
                                                                          "starts",
                                                                          activities[i].starts,
                                                                          "organisation",
                                                                          cm_record_get_id (county),
                                                                          NULL });

      if (activities[i].amount != NULL)
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
open_window (Fixture *f)
{
  f->root = cm_table_view_new ();
  f->table = CM_TABLE_VIEW (f->root);
  g_signal_connect (f->table, "message", G_CALLBACK (message_cb), f);
  g_signal_connect (f->table, "activated", G_CALLBACK (activated_cb), f);
  g_signal_connect (f->table, "selection-changed", G_CALLBACK (selection_changed_cb), f);
  cm_table_view_show (f->table, f->store, cm_query_new ("activity"));
  cm_table_view_set_column_visible (f->table, "starts", TRUE);
  f->window = cm_test_show (f->root, 1000, 500);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = cm_test_new_store ();
  fill (f->store);
  open_window (f);
}

static void
set_up_empty (Fixture *f, gconstpointer data)
{
  f->store = cm_test_new_store ();
  open_window (f);
}

/* The window, the table and everything it listens to must be gone. */
static void
close_window (Fixture *f)
{
  gpointer table = f->table;

  g_object_add_weak_pointer (G_OBJECT (f->table), &table);
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  g_assert_null (table);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_window (f);
  g_clear_object (&f->activated);
  g_free (f->message);
  cm_test_drop_store (f->store);
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

static GtkWidget *
cell (Fixture *f, const char *title, const char *field)
{
  GtkWidget *found = cm_test_cell (f->root, title, field);

  g_assert_nonnull (found);
  return found;
}

static void
assert_focus (Fixture *f, const char *title, const char *field)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (f->window));

  g_assert_true (CM_IS_TABLE_CELL (focus));
  g_assert_cmpstr (cm_table_cell_get_column (CM_TABLE_CELL (focus))->field->name, ==, field);
  g_assert_cmpstr (
      cm_record_get_title (cm_table_cell_get_record (CM_TABLE_CELL (focus))), ==, title);
}

static GtkEditable *
entry (Fixture *f)
{
  GtkWidget *editor = cm_test_editor (f->root);

  g_assert_true (GTK_IS_EDITABLE (editor));
  return GTK_EDITABLE (editor);
}

static void
press (Fixture *f, const char *keys)
{
  cm_test_key (f->window, keys);
}

static void
type (Fixture *f, const char *text)
{
  cm_test_type (f->window, text);
}

/* Opens the cell by F2 with all of its text selected, as a click and that key do. */
static void
edit (Fixture *f, const char *title, const char *field)
{
  cm_test_click (cell (f, title, field));
  press (f, "F2");
  g_assert_nonnull (cm_test_editor (f->root));
}

static void
save_field (Fixture *f, const char *title, const char *field, const char *text)
{
  g_autoptr (CmRecord) record = cm_test_get (f->store, "activity", title);
  g_autoptr (CmRecord) copy = cm_record_copy (record);
  g_autoptr (GError) error = NULL;

  cm_record_set_text (copy, field, text);
  cm_store_save (f->store, copy, "Change", &error);
  g_assert_no_error (error);
  cm_test_settle ();
}

static void
delete_record (Fixture *f, const char *title)
{
  g_autoptr (CmRecord) record = cm_test_get (f->store, "activity", title);

  g_assert_true (cm_store_begin (f->store, "Delete", NULL));
  g_assert_true (cm_store_delete (f->store, record, NULL));
  g_assert_true (cm_store_commit (f->store, NULL));
  cm_test_settle ();
}

/* --- rows, order, search ---------------------------------------------------------------------- */

static void
test_rows (Fixture *f, gconstpointer data)
{
  guint n;
  const CmField *const *fields = cm_table_view_get_columns (f->table, &n);

  g_assert_cmpuint (cm_table_view_get_n_rows (f->table), ==, 4);
  g_assert_cmpuint (n, ==, 6);
  g_assert_cmpstr (fields[0]->name, ==, "title");
  assert_column (f, "title", "Alpha|Beta|Delta|Gamma");
  assert_column (f, "state", "Live|Proposed|In the pipeline|Closed");
  assert_column (f, "starts", "1 Apr 2010|31 Dec 2009|15 Jan 2011|");
  assert_column (f, "cost", "£3,000|£20,000|£700.50|");
  assert_column (f, "organisation", "County|County|County|County");
  g_assert_null (cm_table_view_get_current (f->table));
}

static const char *
sorted_by (Fixture *f)
{
  g_autoptr (GVariant) state =
      g_action_group_get_action_state (cm_table_view_get_actions (f->table), "sort");

  return g_intern_string (g_variant_get_string (state, NULL));
}

static gboolean
is_descending (Fixture *f)
{
  g_autoptr (GVariant) state =
      g_action_group_get_action_state (cm_table_view_get_actions (f->table), "descending");

  return g_variant_get_boolean (state);
}

static void
test_sort (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *field;
    gboolean descending;
    const char *expected;
  } cases[] = {
    { "title", TRUE, "Gamma|Delta|Beta|Alpha" },  { "cost", FALSE, "Delta|Alpha|Beta|Gamma" },
    { "cost", TRUE, "Beta|Alpha|Delta|Gamma" },   { "starts", FALSE, "Beta|Alpha|Delta|Gamma" },
    { "starts", TRUE, "Delta|Alpha|Beta|Gamma" }, { "state", FALSE, "Beta|Delta|Alpha|Gamma" },
    { "title", FALSE, "Alpha|Beta|Delta|Gamma" },
  };

  g_assert_cmpstr (sorted_by (f), ==, "title");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      cm_table_view_sort (f->table, cases[i].field, cases[i].descending);
      cm_test_settle ();
      assert_column (f, "title", cases[i].expected);
      g_assert_cmpstr (sorted_by (f), ==, cases[i].field);
      g_assert_cmpint (is_descending (f), ==, cases[i].descending);
    }
}

/* Far enough from the last click to be no double click, of which GTK takes one. */
static void
click_heading (Fixture *f, const char *label)
{
  int time;

  g_object_get (gtk_settings_get_default (), "gtk-double-click-time", &time, NULL);
  g_usleep ((gulong) (time + 50) * 1000);
  cm_test_click (cm_test_heading (f->root, label));
}

static void
test_headings (Fixture *f, gconstpointer data)
{
  click_heading (f, "Cost");
  assert_column (f, "title", "Delta|Alpha|Beta|Gamma");
  g_assert_cmpstr (sorted_by (f), ==, "cost");
  click_heading (f, "Cost");
  assert_column (f, "title", "Beta|Alpha|Delta|Gamma");
  g_assert_true (is_descending (f));
  click_heading (f, "Starts");
  assert_column (f, "title", "Beta|Alpha|Delta|Gamma");
  g_assert_cmpstr (sorted_by (f), ==, "starts");
  g_assert_false (is_descending (f));

  /* The menu and the headings are one. */
  g_action_group_change_action_state (
      cm_table_view_get_actions (f->table), "descending", g_variant_new_boolean (TRUE));
  cm_test_settle ();
  assert_column (f, "title", "Delta|Alpha|Beta|Gamma");
  g_action_group_change_action_state (
      cm_table_view_get_actions (f->table), "sort", g_variant_new_string ("title"));
  cm_test_settle ();
  assert_column (f, "title", "Gamma|Delta|Beta|Alpha");
}

static void
test_search (Fixture *f, gconstpointer data)
{
  cm_table_view_search (f->table, "ta");
  cm_test_settle ();
  assert_column (f, "title", "Beta|Delta");
  g_assert_cmpuint (cm_table_view_get_n_rows (f->table), ==, 2);
  cm_table_view_search (f->table, "  TA del ");
  cm_test_settle ();
  assert_column (f, "title", "Delta");
  cm_table_view_search (f->table, "nothing");
  cm_test_settle ();
  g_assert_cmpuint (cm_table_view_get_n_rows (f->table), ==, 0);
  cm_table_view_search (f->table, NULL);
  cm_test_settle ();
  assert_column (f, "title", "Alpha|Beta|Delta|Gamma");
}

/* A search takes the chosen row out of sight, and nothing else is chosen in its place. */
static void
test_search_selected (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) alpha = cm_test_get (f->store, "activity", "Alpha");

  g_assert_true (cm_table_view_select (f->table, cm_record_get_id (alpha)));
  g_assert_true (cm_table_view_get_current (f->table) == alpha);
  cm_table_view_search (f->table, "alpha");
  cm_test_settle ();
  g_assert_true (cm_table_view_get_current (f->table) == alpha);
  cm_table_view_search (f->table, "beta");
  cm_test_settle ();
  g_assert_null (cm_table_view_get_current (f->table));
  g_assert_false (cm_table_view_select (f->table, cm_record_get_id (alpha)));
}

/* --- editing ---------------------------------------------------------------------------------- */

static void
test_start_by_f2 (Fixture *f, gconstpointer data)
{
  int from, to;

  cm_test_click (cell (f, "Beta", "title"));
  assert_focus (f, "Beta", "title");
  press (f, "F2");
  g_assert_cmpstr (gtk_editable_get_text (entry (f)), ==, "Beta");
  g_assert_true (gtk_editable_get_selection_bounds (entry (f), &from, &to));
  g_assert_cmpint (to - from, ==, 4);
  press (f, "End");
  type (f, " two");
  press (f, "Return");
  g_assert_null (cm_test_editor (f->root));
  assert_column (f, "title", "Alpha|Beta two|Delta|Gamma");
  assert_value (f, "Beta two", "state", "proposed");
  /* Down, as in a spreadsheet. */
  assert_focus (f, "Delta", "title");
  g_assert_cmpuint (f->n_messages, ==, 0);
}

static void
test_start_by_enter (Fixture *f, gconstpointer data)
{
  cm_test_click (cell (f, "Alpha", "starts"));
  press (f, "Return");
  g_assert_cmpstr (gtk_editable_get_text (entry (f)), ==, "1 Apr 2010");
  type (f, "2010.05.31");
  press (f, "Return");
  g_assert_nonnull (cm_test_editor (f->root));
  press (f, "<Control>a");
  type (f, "31 may 2010");
  press (f, "Return");
  assert_value (f, "Alpha", "starts", "2010-05-31");
  assert_focus (f, "Beta", "starts");
}

static void
test_start_by_double_click (Fixture *f, gconstpointer data)
{
  GtkWidget *found = cell (f, "Delta", "title");

  cm_test_click_at (found, 12, gtk_widget_get_height (found) / 2.0, 2);
  g_assert_cmpstr (gtk_editable_get_text (entry (f)), ==, "Delta");
  /* A click elsewhere keeps what was entered. */
  press (f, "<Control>a");
  type (f, "Epsilon");
  cm_test_click (cell (f, "Alpha", "title"));
  g_assert_null (cm_test_editor (f->root));
  assert_column (f, "title", "Alpha|Beta|Epsilon|Gamma");
  assert_focus (f, "Alpha", "title");
}

static void
test_start_by_typing (Fixture *f, gconstpointer data)
{
  cm_test_click (cell (f, "Gamma", "title"));
  type (f, "Omega");
  g_assert_cmpstr (gtk_editable_get_text (entry (f)), ==, "Omega");
  press (f, "<Shift>Return");
  assert_column (f, "title", "Alpha|Beta|Delta|Omega");
  assert_focus (f, "Delta", "title");
  /* The space selects, and begins no edit. */
  press (f, "space");
  g_assert_null (cm_test_editor (f->root));
}

static void
test_move (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *title, *field, *keys, *to_title, *to_field;
  } cases[] = {
    { "Beta", "title", "Return", "Delta", "title" },
    { "Beta", "title", "<Shift>Return", "Alpha", "title" },
    { "Beta", "title", "Down", "Delta", "title" },
    { "Beta", "title", "Up", "Alpha", "title" },
    { "Beta", "title", "Tab", "Beta", "state" },
    { "Beta", "title", "<Shift>Tab", "Alpha", "starts" },
    { "Beta", "starts", "Tab", "Delta", "title" },
    /* What is computed is passed over. */
    { "Beta", "starts", "<Shift>Tab", "Beta", "organisation" },
    /* At the ends there is nowhere to go. */
    { "Gamma", "title", "Return", "Gamma", "title" },
    { "Gamma", "starts", "Tab", "Gamma", "starts" },
    { "Alpha", "title", "<Shift>Tab", "Alpha", "title" },
    { "Alpha", "title", "Up", "Alpha", "title" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s in %s of %s", cases[i].keys, cases[i].field, cases[i].title);
      edit (f, cases[i].title, cases[i].field);
      press (f, cases[i].keys);
      g_assert_null (cm_test_editor (f->root));
      assert_focus (f, cases[i].to_title, cases[i].to_field);
      g_assert_cmpstr (
          cm_record_get_title (cm_table_view_get_current (f->table)), ==, cases[i].to_title);
    }
}

static void
test_move_without_editing (Fixture *f, gconstpointer data)
{
  cm_test_click (cell (f, "Alpha", "title"));
  press (f, "Right");
  assert_focus (f, "Alpha", "state");
  press (f, "Down");
  assert_focus (f, "Beta", "state");
  press (f, "Left");
  assert_focus (f, "Beta", "title");
  press (f, "Left");
  assert_focus (f, "Beta", "title");
  press (f, "Tab");
  assert_focus (f, "Beta", "state");
  press (f, "<Shift>Tab");
  assert_focus (f, "Beta", "title");
  press (f, "<Control>Return");
  g_assert_cmpstr (cm_record_get_title (f->activated), ==, "Beta");
}

static void
test_leave_for_record (Fixture *f, gconstpointer data)
{
  edit (f, "Beta", "title");
  type (f, "Better");
  press (f, "<Control>Return");
  g_assert_null (cm_test_editor (f->root));
  g_assert_cmpstr (cm_record_get_title (f->activated), ==, "Better");
  assert_value (f, "Better", "state", "proposed");
}

static void
test_escape (Fixture *f, gconstpointer data)
{
  guint changes = cm_test_count_changes (f->store);

  edit (f, "Beta", "title");
  type (f, "Never");
  press (f, "Escape");
  g_assert_null (cm_test_editor (f->root));
  assert_column (f, "title", "Alpha|Beta|Delta|Gamma");
  assert_focus (f, "Beta", "title");
  g_assert_cmpuint (cm_test_count_changes (f->store), ==, changes);
}

static void
test_wrong (Fixture *f, gconstpointer data)
{
  guint changes = cm_test_count_changes (f->store);
  const char *told;

  edit (f, "Alpha", "starts");
  type (f, "soon");
  press (f, "Return");
  g_assert_cmpstr (gtk_editable_get_text (entry (f)), ==, "soon");
  g_assert_null (f->message);
  told = gtk_widget_get_tooltip_text (GTK_WIDGET (entry (f)));
  g_assert_nonnull (strstr (told, "Starts"));
  g_assert_nonnull (strstr (told, "soon"));
  g_assert_nonnull (cm_test_find_text (cell (f, "Alpha", "starts"), told));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (entry (f)), "error"));
  gtk_test_accessible_assert_state (
      GTK_ACCESSIBLE (entry (f)), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_cmpuint (cm_test_count_changes (f->store), ==, changes);
  assert_value (f, "Alpha", "starts", "2010-04-01");

  /* Another cell cannot be edited until this one is right; it is where one ends up. */
  cm_test_click (cell (f, "Beta", "title"));
  g_assert_nonnull (strstr (f->message, "soon"));
  press (f, "F2");
  g_assert_cmpstr (gtk_editable_get_text (entry (f)), ==, "soon");
  press (f, "<Control>a");
  type (f, "2 may 2010");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (entry (f)), "error"));
  press (f, "Return");
  g_assert_null (cm_test_editor (f->root));
  assert_value (f, "Alpha", "starts", "2010-05-02");
  g_assert_cmpuint (cm_test_count_changes (f->store), ==, changes + 1);
}

static void
test_required (Fixture *f, gconstpointer data)
{
  edit (f, "Alpha", "title");
  press (f, "BackSpace");
  press (f, "Return");
  g_assert_nonnull (cm_test_editor (f->root));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (cm_test_editor (f->root)), "Activity"));
  press (f, "Escape");
  assert_column (f, "title", "Alpha|Beta|Delta|Gamma");
}

/* A wrong entry whose row goes out of the list must not keep other cells from being edited. */
static void
test_lost (Fixture *f, gconstpointer data)
{
  edit (f, "Alpha", "starts");
  type (f, "soon");
  press (f, "Return");
  cm_table_view_search (f->table, "beta");
  cm_test_settle ();
  edit (f, "Beta", "title");
  press (f, "Escape");

  cm_table_view_search (f->table, NULL);
  cm_test_settle ();
  edit (f, "Alpha", "starts");
  type (f, "later");
  press (f, "Return");
  delete_record (f, "Alpha");
  edit (f, "Beta", "title");
  type (f, "Better");
  press (f, "Return");
  assert_column (f, "title", "Better|Delta|Gamma");
}

static void
test_commit (Fixture *f, gconstpointer data)
{
  g_assert_true (cm_table_view_commit (f->table));
  edit (f, "Alpha", "title");
  type (f, "Aleph");
  g_assert_true (cm_table_view_commit (f->table));
  assert_value (f, "Aleph", "state", "live");
  edit (f, "Beta", "starts");
  type (f, "x");
  g_assert_false (cm_table_view_commit (f->table));
  press (f, "Escape");
  g_assert_true (cm_table_view_commit (f->table));
}

/* The way to a row that is out of sight: it is scrolled to and edited there. */
static void
test_edit_far (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) last = NULL;

  g_assert_true (cm_store_begin (f->store, "Many", NULL));
  for (guint i = 0; i < 600; i++)
    {
      g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("activity"));
      g_autofree char *title = g_strdup_printf ("Row %03u", i);

      cm_record_set_text (record, "title", title);
      cm_record_set_text (record, "state", "live");
      g_assert_true (cm_store_insert (f->store, record, NULL));
    }
  g_assert_true (cm_store_commit (f->store, NULL));
  last = cm_test_get (f->store, "activity", "Row 599");
  g_assert_true (cm_table_view_select (f->table, cm_record_get_id (last)));
  cm_table_view_edit (f->table, "title");
  cm_test_settle ();
  g_assert_cmpstr (gtk_editable_get_text (entry (f)), ==, "Row 599");
  type (f, "Changed");
  press (f, "Return");
  assert_value (f, "Changed", "state", "live");
}

/* --- choices ---------------------------------------------------------------------------------- */

static void
test_choice (Fixture *f, gconstpointer data)
{
  edit (f, "Beta", "state");
  g_assert_true (CM_IS_CHOICE_POPOVER (cm_test_editor (f->root)));
  press (f, "Down");
  press (f, "Return");
  g_assert_null (cm_test_editor (f->root));
  assert_value (f, "Beta", "state", "pipeline");
  assert_focus (f, "Delta", "state");

  /* A letter opens the list at what begins with it. */
  cm_test_click (cell (f, "Beta", "state"));
  type (f, "w");
  g_assert_true (CM_IS_CHOICE_POPOVER (cm_test_editor (f->root)));
  press (f, "Tab");
  assert_value (f, "Beta", "state", "withdrawn");
  assert_focus (f, "Beta", "organisation");

  edit (f, "Beta", "state");
  press (f, "Up");
  press (f, "Escape");
  cm_test_wait (cm_test_editor (f->root) == NULL);
  assert_value (f, "Beta", "state", "withdrawn");
  assert_focus (f, "Beta", "state");
}

static void
test_choice_by_pointer (Fixture *f, gconstpointer data)
{
  GtkWidget *found = cell (f, "Alpha", "state");

  cm_test_click_at (found, 12, gtk_widget_get_height (found) / 2.0, 2);
  g_assert_true (CM_IS_CHOICE_POPOVER (cm_test_editor (f->root)));
  cm_test_click (cm_test_find_text (cm_test_editor (f->root), "Closing"));
  cm_test_wait (cm_test_editor (f->root) == NULL);
  assert_value (f, "Alpha", "state", "closing");
}

static void
test_reference (Fixture *f, gconstpointer data)
{
  edit (f, "Beta", "organisation");
  press (f, "Up");
  press (f, "Return");
  assert_column (f, "organisation", "County|Borough|County|County");
  edit (f, "Beta", "organisation");
  type (f, "n");
  press (f, "Return");
  assert_value (f, "Beta", "organisation", "");
  assert_column (f, "organisation", "County||County|County");
}

/* A long list can be searched. */
static void
test_long_choice (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("Council %02u", i);

      CM_TEST_ADD (f->store, "organisation", "name", name, "kind", "district");
    }
  cm_test_click (cell (f, "Beta", "organisation"));
  type (f, "cil 17");
  press (f, "Return");
  cm_test_wait (cm_test_editor (f->root) == NULL);
  assert_column (f, "organisation", "County|Council 17|County|County");
}

static void
test_derived (Fixture *f, gconstpointer data)
{
  cm_test_click (cell (f, "Beta", "cost"));
  press (f, "F2");
  g_assert_null (cm_test_editor (f->root));
  g_assert_nonnull (strstr (f->message, "Cost"));
  type (f, "7");
  g_assert_null (cm_test_editor (f->root));
  g_assert_null (f->activated);
  press (f, "Return");
  g_assert_cmpstr (cm_record_get_title (f->activated), ==, "Beta");
}

/* --- selection, columns, copying -------------------------------------------------------------- */

static void
test_select_many (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) selected = NULL;

  cm_test_click (cell (f, "Beta", "title"));
  g_assert_cmpstr (cm_record_get_title (cm_table_view_get_current (f->table)), ==, "Beta");
  press (f, "<Shift>Down");
  g_assert_null (cm_table_view_get_current (f->table));
  selected = cm_table_view_get_selected (f->table);
  g_assert_cmpuint (selected->len, ==, 2);
  g_assert_cmpstr (cm_record_get_title (selected->pdata[0]), ==, "Beta");
  g_assert_cmpstr (cm_record_get_title (selected->pdata[1]), ==, "Delta");
  press (f, "<Control>a");
  g_clear_pointer (&selected, g_ptr_array_unref);
  selected = cm_table_view_get_selected (f->table);
  g_assert_cmpuint (selected->len, ==, 4);
  g_assert_cmpuint (f->n_selections, >=, 3);
}

static void
test_columns (Fixture *f, gconstpointer data)
{
  GActionGroup *actions = cm_table_view_get_actions (f->table);
  guint n;

  g_assert_false (cm_table_view_get_column_visible (f->table, "review_on"));
  g_assert_null (cm_test_heading (f->root, "Review on"));
  g_action_group_change_action_state (actions, "column-review-on", g_variant_new_boolean (TRUE));
  cm_test_settle ();
  g_assert_true (cm_table_view_get_column_visible (f->table, "review_on"));
  g_assert_nonnull (cm_test_heading (f->root, "Review on"));

  /* In the order of the table's fields, wherever it is shown again. */
  cm_table_view_set_column_visible (f->table, "state", FALSE);
  cm_table_view_set_column_visible (f->table, "state", TRUE);
  g_assert_cmpstr (cm_table_view_get_columns (f->table, &n)[1]->name, ==, "state");

  /* The sorted column may be hidden, and the order stays. */
  cm_table_view_sort (f->table, "starts", TRUE);
  cm_table_view_set_column_visible (f->table, "starts", FALSE);
  cm_test_settle ();
  assert_column (f, "title", "Delta|Alpha|Beta|Gamma");

  while (n > 1)
    {
      cm_table_view_set_column_visible (
          f->table, cm_table_view_get_columns (f->table, &n)[0]->name, FALSE);
      cm_table_view_get_columns (f->table, &n);
    }
  cm_table_view_set_column_visible (
      f->table, cm_table_view_get_columns (f->table, &n)[0]->name, FALSE);
  cm_table_view_get_columns (f->table, &n);
  g_assert_cmpuint (n, ==, 1);
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_copy (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  CM_TEST_ADD (
      f->store, "activity", "title", "Ask \"why\"", "state", "live", "comment", "one\ntwo\tthree");
  cm_table_view_set_column_visible (f->table, "chapters", FALSE);
  cm_table_view_set_column_visible (f->table, "comment", TRUE);
  cm_test_click (cell (f, "Alpha", "title"));
  press (f, "<Shift>Down");
  press (f, "<Control>c");
  g_assert_cmpstr (f->message, ==, "2 rows copied");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (f->root), NULL, text_read_cb, &text);
  cm_test_wait (text != NULL);
  g_assert_cmpstr (text,
                   ==,
                   "Activity\tState\tLead organisation\tCost\tStarts\tComment\n"
                   "Alpha\tLive\tCounty\t3000.00\t1 Apr 2010\t\n"
                   "\"Ask \"\"why\"\"\"\tLive\t\t\t\t\"one\ntwo\tthree\"\n");
}

/* --- following the store ---------------------------------------------------------------------- */

static void
test_follow (Fixture *f, gconstpointer data)
{
  cm_test_click (cell (f, "Delta", "state"));
  save_field (f, "Beta", "state", "closing");
  assert_column (f, "state", "Live|Closing|In the pipeline|Closed");
  assert_focus (f, "Delta", "state");

  /* The row moves; it stays chosen and keeps the keyboard. */
  save_field (f, "Delta", "title", "Zeta");
  assert_column (f, "title", "Alpha|Beta|Gamma|Zeta");
  g_assert_cmpstr (cm_record_get_title (cm_table_view_get_current (f->table)), ==, "Zeta");
  assert_focus (f, "Zeta", "state");
  g_assert_true (cm_store_undo (f->store, NULL));
  cm_test_settle ();
  assert_column (f, "title", "Alpha|Beta|Delta|Gamma");
  assert_focus (f, "Delta", "state");

  /* What is referred to gets another name. */
  {
    g_autoptr (CmRecord) county = cm_test_get (f->store, "organisation", "County");
    g_autoptr (CmRecord) copy = cm_record_copy (county);

    cm_record_set_text (copy, "name", "Shire");
    g_assert_true (cm_store_save (f->store, copy, "Change", NULL));
  }
  cm_test_settle ();
  assert_column (f, "organisation", "Shire|Shire|Shire|Shire");
}

static void
test_follow_cost (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) alpha = cm_test_get (f->store, "activity", "Alpha");
  g_autoptr (CmRecord) source = cm_test_get (f->store, "funding_source", "Grant");

  cm_table_view_sort (f->table, "cost", FALSE);
  CM_TEST_ADD (f->store,
               "budget_line",
               "activity",
               cm_record_get_id (alpha),
               "year",
               "2011",
               "funding_source",
               cm_record_get_id (source),
               "amount",
               "50000.00",
               "state",
               "bid");
  cm_test_settle ();
  assert_column (f, "title", "Delta|Beta|Alpha|Gamma");
  assert_column (f, "cost", "£700.50|£20,000|£53,000|");
}

static void
test_follow_delete (Fixture *f, gconstpointer data)
{
  cm_test_click (cell (f, "Beta", "state"));
  delete_record (f, "Beta");
  assert_column (f, "title", "Alpha|Delta|Gamma");
  /* The row that took its place. */
  assert_focus (f, "Delta", "state");
  g_assert_cmpstr (cm_record_get_title (cm_table_view_get_current (f->table)), ==, "Delta");
  press (f, "End");
  delete_record (f, "Gamma");
  g_assert_cmpstr (cm_record_get_title (cm_table_view_get_current (f->table)), ==, "Delta");
  g_assert_true (cm_store_undo (f->store, NULL));
  cm_test_settle ();
  assert_column (f, "title", "Alpha|Delta|Gamma");
  assert_focus (f, "Delta", "state");
  delete_record (f, "Alpha");
  delete_record (f, "Delta");
  delete_record (f, "Gamma");
  g_assert_cmpuint (cm_table_view_get_n_rows (f->table), ==, 0);
  g_assert_null (cm_table_view_get_current (f->table));
}

/* The row that is looked at stays where it is when others change, come and go. */
static void
test_follow_scroll (Fixture *f, gconstpointer data)
{
  GtkWidget *window = cm_test_find (f->root, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window));
  double before;
  g_autofree char *shown = NULL;

  g_assert_true (cm_store_begin (f->store, "Many", NULL));
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("activity"));
      g_autofree char *title = g_strdup_printf ("Row %03u", i);

      cm_record_set_text (record, "title", title);
      cm_record_set_text (record, "state", "live");
      g_assert_true (cm_store_insert (f->store, record, NULL));
    }
  g_assert_true (cm_store_commit (f->store, NULL));
  cm_test_settle ();
  gtk_adjustment_set_value (adjustment, 4000);
  cm_test_settle ();
  before = gtk_adjustment_get_value (adjustment);
  shown = cm_test_column (f->root, "title");
  save_field (f, "Alpha", "state", "closing");
  save_field (f, "Row 299", "title", "Row 300");
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, before);
  assert_column (f, "title", shown);
  delete_record (f, "Row 250");
  g_assert_true (cm_store_undo (f->store, NULL));
  cm_test_settle ();
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, before);
  assert_column (f, "title", shown);

  /* Another order is looked at from its start. */
  cm_table_view_sort (f->table, "title", TRUE);
  cm_test_settle ();
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
}

/* --- what may not be changed, and what is odd ------------------------------------------------- */

static void
test_read_only (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_strdup (cm_store_get_path (f->store));
  g_autoptr (GError) error = NULL;

  close_window (f);
  g_assert_finalize_object (f->store);
  f->store = cm_store_open (path, CM_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  open_window (f);

  assert_column (f, "title", "Alpha|Beta|Delta|Gamma");
  cm_test_click (cell (f, "Beta", "title"));
  press (f, "F2");
  g_assert_null (cm_test_editor (f->root));
  g_assert_nonnull (strstr (f->message, "read only"));
  type (f, "x");
  g_assert_null (cm_test_editor (f->root));
  press (f, "Return");
  g_assert_cmpstr (cm_record_get_title (f->activated), ==, "Beta");
  cm_table_view_sort (f->table, "cost", TRUE);
  cm_test_settle ();
  assert_column (f, "title", "Beta|Alpha|Delta|Gamma");
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) selected = cm_table_view_get_selected (f->table);

  g_assert_cmpuint (cm_table_view_get_n_rows (f->table), ==, 0);
  g_assert_cmpuint (selected->len, ==, 0);
  g_assert_null (cm_table_view_get_current (f->table));
  cm_table_view_edit (f->table, "title");
  cm_table_view_copy (f->table);
  g_assert_false (cm_table_view_select (f->table, "no such key"));
  cm_table_view_sort (f->table, "cost", TRUE);
  cm_table_view_search (f->table, "any");
  g_assert_cmpuint (f->n_messages, ==, 0);
  cm_table_view_search (f->table, NULL);
  CM_TEST_ADD (f->store, "activity", "title", "First", "state", "live");
  cm_test_settle ();
  assert_column (f, "title", "First");
}

static void
test_odd_texts (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = {
    "<b>bold</b> & </span>",
    "مرحبا بالعالم",
    "שלום עולם",
    "a\u0301\u0323\u0336e\u0308\u0303",
    "👩‍👩‍👧‍👦 family",
    "\u202Eover",
    "tab\tand more",
  };
  g_autofree char *filler = g_strnfill (3995, 'x');
  g_autofree char *longest = g_strconcat ("Long ", filler, NULL);
  int height = gtk_widget_get_height (cell (f, "Alpha", "title"));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *found;

      CM_TEST_ADD (f->store, "activity", "title", texts[i], "state", "live");
      cm_test_settle ();
      found = cell (f, texts[i], "title");
      g_assert_cmpstr (cm_table_cell_get_text (CM_TABLE_CELL (found)), ==, texts[i]);
      g_assert_cmpint (gtk_widget_get_height (found), ==, height);
      delete_record (f, texts[i]);
    }
  CM_TEST_ADD (f->store, "activity", "title", longest, "state", "live");
  cm_test_settle ();
  g_assert_cmpint (gtk_widget_get_height (cell (f, longest, "title")), ==, height);
  edit (f, longest, "title");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (entry (f))), <, 600);
  press (f, "End");
  press (f, "BackSpace");
  press (f, "Return");
  g_assert_null (cm_test_editor (f->root));

  /* A description may have pages. */
  {
    g_autofree char *page = g_strnfill (5000, 'y');
    g_autofree char *pages = g_strconcat ("First\n\tsecond ", page, NULL);

    cm_table_view_set_column_visible (f->table, "description", TRUE);
    save_field (f, "Alpha", "description", pages);
    g_assert_cmpint (gtk_widget_get_height (cell (f, "Alpha", "description")), ==, height);
    g_assert_cmpstr (
        cm_table_cell_get_text (CM_TABLE_CELL (cell (f, "Alpha", "description"))), ==, pages);
  }
}

static void
test_right_to_left (Fixture *f, gconstpointer data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  cm_test_settle ();
  cm_test_click (cell (f, "Alpha", "title"));
  press (f, "Left");
  assert_focus (f, "Alpha", "state");
  press (f, "Right");
  assert_focus (f, "Alpha", "title");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  cm_test_settle ();
}

/* --- accessibility ---------------------------------------------------------------------------- */

static void
test_accessible (Fixture *f, gconstpointer data)
{
  GtkWidget *view = cm_test_find (f->root, GTK_TYPE_COLUMN_VIEW);
  GtkWidget *found = cell (f, "Alpha", "cost");
  guint n;
  const CmField *const *fields = cm_table_view_get_columns (f->table, &n);

  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, "Activities");
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *heading = cm_test_heading (f->root, cm_field_label (fields[i]));

      g_assert_nonnull (heading);
      gtk_test_accessible_assert_role (GTK_ACCESSIBLE (heading), GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
    }
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (found), GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (found), GTK_ACCESSIBLE_PROPERTY_LABEL, "£3,000");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (found), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Cost");

  edit (f, "Alpha", "starts");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (entry (f)), GTK_ACCESSIBLE_PROPERTY_LABEL, "Starts of Alpha");
  press (f, "Escape");
  edit (f, "Alpha", "state");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (cm_test_editor (f->root)), GTK_ACCESSIBLE_PROPERTY_LABEL, "State of Alpha");
  press (f, "Escape");
  cm_test_wait (cm_test_editor (f->root) == NULL);
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);

#define TEST(name) g_test_add ("/table-view/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (rows);
  TEST (sort);
  TEST (headings);
  TEST (search);
  TEST (search_selected);
  TEST (start_by_f2);
  TEST (start_by_enter);
  TEST (start_by_double_click);
  TEST (start_by_typing);
  TEST (move);
  TEST (move_without_editing);
  TEST (leave_for_record);
  TEST (escape);
  TEST (wrong);
  TEST (required);
  TEST (lost);
  TEST (commit);
  TEST (edit_far);
  TEST (choice);
  TEST (choice_by_pointer);
  TEST (reference);
  TEST (long_choice);
  TEST (derived);
  TEST (select_many);
  TEST (columns);
  TEST (copy);
  TEST (follow);
  TEST (follow_cost);
  TEST (follow_delete);
  TEST (follow_scroll);
  TEST (read_only);
  TEST (odd_texts);
  TEST (right_to_left);
  TEST (accessible);
  g_test_add ("/table-view/empty", Fixture, NULL, set_up_empty, test_empty, tear_down);
  return g_test_run ();
}
