/* test-balance-page.c - the balance page through real clicks and keys: choices, cells, what stands
 * out, the table, the arithmetic, pictures, changes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-balance-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-balance-grid.h"
#include "cm-library.h"
#include "cm-test.h"

typedef struct
{
  char *path;
  CmStore *store;
  CmBalancePage *page;
  GtkWidget *window;
  CmQuery *query; /* the last that was asked for */
  char *what;
  char *table, *id; /* the last record that was asked for */
  char *message;
} Fixture;

static void
open_query_cb (Fixture *f, const CmQuery *query, const char *what)
{
  g_clear_pointer (&f->query, cm_query_free);
  g_free (f->what);
  f->query = cm_query_copy (query);
  f->what = g_strdup (what);
}

static void
open_record_cb (Fixture *f, const char *table, const char *id)
{
  g_free (f->table);
  g_free (f->id);
  f->table = g_strdup (table);
  f->id = g_strdup (id);
}

static void
message_cb (Fixture *f, const char *text)
{
  g_free (f->message);
  f->message = g_strdup (text);
}

static void
show_page (Fixture *f)
{
  f->page = g_object_new (CM_TYPE_BALANCE_PAGE, NULL);
  g_signal_connect_swapped (f->page, "open-query", G_CALLBACK (open_query_cb), f);
  g_signal_connect_swapped (f->page, "open-record", G_CALLBACK (open_record_cb), f);
  g_signal_connect_swapped (f->page, "message", G_CALLBACK (message_cb), f);
  cm_page_set_store (CM_PAGE (f->page), f->store, NULL);
  f->window = cm_test_show (GTK_WIDGET (f->page), 1200, 760);
  cm_test_wait (cm_balance_page_get_balance (f->page) != NULL);
  cm_test_settle ();
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  if (data != NULL)
    {
      g_assert_cmpint (g_unlink (f->path), ==, 0);
      f->store = cm_store_create (f->path, &error);
    }
  else
    f->store = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  show_page (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  cm_store_close (f->store);
  g_clear_object (&f->store);
  cm_test_drop_file (f->path);
  g_clear_pointer (&f->query, cm_query_free);
  g_free (f->what);
  g_free (f->table);
  g_free (f->id);
  g_free (f->message);
}

static const CmGridModel *
get_model (Fixture *f)
{
  return cm_grid_get_model (cm_balance_page_get_grid (f->page));
}

static GObject *
get_part (Fixture *f, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (f->page), CM_TYPE_BALANCE_PAGE, name);
}

/* The row of the grid with that name. */
static guint
find_row (Fixture *f, const char *label)
{
  for (guint i = 0; i < get_model (f)->rows->len; i++)
    if (g_str_equal (cm_grid_model_get_row (get_model (f), i)->label, label))
      return i;
  g_error ("there is no row “%s”", label);
}

static guint
find_column (Fixture *f, const char *label)
{
  for (guint i = 0; i < get_model (f)->columns->len; i++)
    if (g_str_equal (cm_grid_model_get_column (get_model (f), i)->label, label))
      return i;
  g_error ("there is no column “%s”", label);
}

static const char *
get_text (Fixture *f, const char *row, const char *column)
{
  return cm_grid_model_get_cell (get_model (f), find_row (f, row), find_column (f, column))->text;
}

static void
click_cell (Fixture *f, const char *row, const char *column)
{
  CmGrid *grid = cm_balance_page_get_grid (f->page);
  GdkRectangle bounds;

  g_assert_true (
      cm_grid_get_cell_bounds (grid, find_row (f, row), find_column (f, column), &bounds));
  cm_test_click_at (
      GTK_WIDGET (grid), bounds.x + bounds.width / 2.0, bounds.y + bounds.height / 2.0, 1);
}

/* Chooses in a drop-down with the keyboard, as many entries further down. */
static void
choose (Fixture *f, const char *name, int steps)
{
  GtkWidget *choice = GTK_WIDGET (get_part (f, name));

  gtk_widget_grab_focus (choice);
  cm_test_key (choice, "space");
  for (int i = 0; i < ABS (steps); i++)
    cm_test_key (choice, steps > 0 ? "Down" : "Up");
  cm_test_key (choice, "Return");
  cm_test_settle ();
}

static guint
count_found (Fixture *f)
{
  g_assert_nonnull (f->query);
  return cm_store_count (f->store, f->query);
}

static void
test_cell (Fixture *f, gconstpointer data)
{
  const CmPortfolioBalance *balance = cm_balance_page_get_balance (f->page);
  guint row = cm_balance_grid_get_row (balance, find_row (f, "Community safety"));
  guint column = cm_balance_grid_get_column (balance, find_column (f, "Grant pot"));

  click_cell (f, "Community safety", "Grant pot");
  g_assert_cmpstr (f->what, ==, "Community safety · Grant pot · 2010/11");
  g_assert_cmpuint (count_found (f), ==, cm_balance_get (balance->balance, row, column)->payers);
  g_assert_cmpuint (count_found (f), >, 0);
  /* A theme, all of it. */
  click_cell (f, "Safer communities", "All");
  g_assert_cmpstr (f->what, ==, "Safer communities · 2010/11");
  g_assert_cmpuint (count_found (f), >, 3);
  g_assert_null (f->message);
  /* There is nothing to show. */
  g_clear_pointer (&f->query, cm_query_free);
  click_cell (f, "Equalities", "Mainstream");
  g_assert_null (f->query);
  g_assert_cmpstr (f->message, ==, "No activity is counted there");
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  GtkWidget *grid = GTK_WIDGET (cm_balance_page_get_grid (f->page));

  cm_grid_set_cursor (CM_GRID (grid), find_row (f, "Safer communities"), 0, TRUE);
  cm_test_key (grid, "Down");
  cm_test_key (grid, "Right");
  cm_test_key (grid, "Return");
  cm_test_wait (f->what != NULL);
  g_assert_cmpstr (f->what, ==, "Community safety · Grant pot · 2010/11");
}

static void
test_choices (Fixture *f, gconstpointer data)
{
  const CmPortfolioBalance *balance;

  g_assert_cmpstr (get_text (f, "All", "All"), ==, "£18.4m");
  g_assert_cmpstr (get_text (f, "All", "Mainstream share"), ==, "71%");
  choose (f, "measure_choice", 1);
  g_assert_cmpstr (get_model (f)->name, ==, "Activities by chapter and kind of funding");
  g_assert_cmpstr (get_text (f, "All", "All"), ==, "60");
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (get_part (f, "year_choice"))));
  cm_test_click (GTK_WIDGET (get_part (f, "done_check")));
  g_assert_cmpstr (get_text (f, "All", "All"), ==, "62");
  choose (f, "columns_choice", 1);
  g_assert_cmpstr (get_text (f, "All", "Withdrawn"), ==, "1");
  choose (f, "columns_choice", 3);
  g_assert_cmpstr (get_model (f)->name, ==, "Activities by chapter and place");
  /* Places by place would say nothing. */
  choose (f, "rows_choice", 1);
  balance = cm_balance_page_get_balance (f->page);
  g_assert_cmpint (balance->choice.columns, ==, CM_BALANCE_COLUMNS_KINDS);
  g_assert_cmpstr (get_model (f)->name, ==, "Activities by place and kind of funding");
  g_assert_cmpuint (find_row (f, "Priority neighbourhood 19"), >, 19);
  choose (f, "measure_choice", -1);
  choose (f, "year_choice", -2);
  g_assert_cmpstr (get_model (f)->name, ==, "Money of all years by place and kind of funding");
}

static void
test_marks (Fixture *f, gconstpointer data)
{
  const CmGridModel *model = get_model (f);
  guint row = find_row (f, "Equalities");
  const CmGridCell *gap = cm_grid_model_get_cell (model, row, find_column (f, "All"));
  g_autofree char *words = cm_grid_model_describe_cell (model, row, find_column (f, "All"));

  g_assert_cmpint (gap->mark, ==, CM_GRID_GAP);
  g_assert_cmpstr (gap->text, ==, "Gap");
  g_assert_cmpint (cm_grid_model_get_row (model, row)->mark, ==, CM_GRID_GAP);
  g_assert_cmpstr (words, ==, "Equalities, All: no money, gap: no activity");
  g_assert_cmpint (
      cm_grid_model_get_cell (model, find_row (f, "Re-offending"), find_column (f, "Pooled"))->mark,
      ==,
      CM_GRID_OVER);
}

static void
test_notes (Fixture *f, gconstpointer data)
{
  g_assert_nonnull (cm_test_find_text (f->window, "What stands out (4)"));
  cm_test_click (cm_test_find_with_text (f->window, GTK_TYPE_LIST_BOX_ROW, "Rural: no activity"));
  g_assert_cmpstr (f->table, ==, "chapter");
  g_assert_null (f->query);
  cm_test_click (cm_test_find_with_text (
      f->window, GTK_TYPE_LIST_BOX_ROW, "Leicestershire County Council pays 67%"));
  g_assert_cmpstr (f->what, ==, "Leicestershire County Council pays 67%");
  g_assert_cmpuint (count_found (f), >, 10);
}

static void
test_arithmetic (Fixture *f, gconstpointer data)
{
  g_assert_null (cm_test_find_text (f->window, "Sharing"));
  cm_test_click (cm_test_find_with_text (f->window, GTK_TYPE_TOGGLE_BUTTON, "The arithmetic"));
  cm_test_wait (cm_test_find_text (f->window, "Sharing") != NULL);
  g_assert_nonnull (cm_test_find_text (f->window,
                                       "£18,400,000 from 60 activities, whatever the state of its "
                                       "budget lines. Of this £13,064,000 is mainstream: 71.0%."));
}

static void
test_table (Fixture *f, gconstpointer data)
{
  GtkWidget *view;

  cm_test_click (GTK_WIDGET (get_part (f, "table_button")));
  view = cm_test_find (f->window, GTK_TYPE_COLUMN_VIEW);
  g_assert_nonnull (view);
  g_assert_nonnull (cm_test_find_text (view, "Community safety"));
  g_assert_nonnull (cm_test_find_text (view, "▲ £1.0m"));
  g_assert_nonnull (cm_test_find_text (view, "○ Gap"));
  cm_test_click (cm_test_find_text (view, "Re-offending"));
  cm_test_key (view, "Return");
  cm_test_wait (f->what != NULL);
  g_assert_cmpstr (f->what, ==, "Re-offending · 2010/11");
  cm_test_click (GTK_WIDGET (get_part (f, "table_button")));
  g_assert_null (cm_test_find (f->window, GTK_TYPE_COLUMN_VIEW));
}

static void
test_scope (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("chapter");
  g_autoptr (CmRecord) chapter = NULL;
  g_autoptr (CmScope) theme = NULL;
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);
  g_autofree char *before = g_strdup (get_text (f, "Safer communities", "All"));
  guint rows = get_model (f)->rows->len;

  cm_query_where_text (query, "name", "Community safety");
  chapter = cm_store_first (f->store, query);
  theme = cm_scope_new (cm_record_get_text (chapter, "theme"), NULL);
  cm_page_set_scope (CM_PAGE (f->page), theme);
  g_assert_cmpuint (get_model (f)->rows->len, ==, 4);
  g_assert_cmpstr (get_text (f, "All", "All"), ==, before);
  click_cell (f, "All", "All");
  g_assert_cmpstr (f->what, ==, "All that is counted · 2010/11");
  cm_page_set_scope (CM_PAGE (f->page), whole);
  g_assert_cmpuint (get_model (f)->rows->len, ==, rows);
}

/* What is changed is seen, also when it was changed while another page was looked at. */
static void
test_changes (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("budget_line");
  g_autoptr (CmRecord) line = NULL;
  g_autoptr (CmRecord) copy = NULL;
  g_autoptr (GError) error = NULL;
  const CmPortfolioBalance *before = cm_balance_page_get_balance (f->page);

  cm_query_where_number (query, "year", 2010);
  line = cm_store_first (f->store, query);
  copy = cm_record_copy (line);
  cm_record_set_number (copy, "amount", cm_record_get_number (line, "amount") + 500000000);
  cm_store_save (f->store, copy, "Much more", &error);
  g_assert_no_error (error);
  cm_test_wait (cm_balance_page_get_balance (f->page) != before);
  g_assert_cmpstr (get_text (f, "All", "All"), ==, "£23.4m");
  gtk_widget_set_visible (GTK_WIDGET (f->page), FALSE);
  cm_store_undo (f->store, &error);
  g_assert_no_error (error);
  cm_test_settle ();
  g_assert_cmpstr (get_text (f, "All", "All"), ==, "£23.4m");
  gtk_widget_set_visible (GTK_WIDGET (f->page), TRUE);
  cm_test_wait (g_strcmp0 (get_text (f, "All", "All"), "£18.4m") == 0);
}

static void
test_save (Fixture *f, gconstpointer data)
{
  static const char *const kinds[] = { "png", "svg", "pdf" };
  static const char *const heads[] = { "\x89PNG", "<?xml", "%PDF" };
  g_autofree char *folder = g_path_get_dirname (f->path);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("balance.%s", kinds[i]);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      g_assert_true (cm_balance_page_save (f->page, path, &error));
      g_assert_true (g_file_get_contents (path, &text, &length, &error));
      g_assert_cmpint (memcmp (text, heads[i], strlen (heads[i])), ==, 0);
      g_assert_cmpuint (length, >, 5000);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

/* Pages that have nothing to show say what belongs there. */
static void
test_empty (Fixture *f, gconstpointer data)
{
  GtkWidget *button = cm_test_find_with_text (f->window, GTK_TYPE_BUTTON, "Go to the activities");

  g_assert_nonnull (cm_test_find_text (f->window, "Nothing to weigh yet"));
  cm_test_click (button);
  g_assert_cmpstr (f->what, ==, "All activities");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
    const char *data;
  } tests[] = {
    { "/balance-page/cell", test_cell, NULL },
    { "/balance-page/keys", test_keys, NULL },
    { "/balance-page/choices", test_choices, NULL },
    { "/balance-page/marks", test_marks, NULL },
    { "/balance-page/notes", test_notes, NULL },
    { "/balance-page/arithmetic", test_arithmetic, NULL },
    { "/balance-page/table", test_table, NULL },
    { "/balance-page/scope", test_scope, NULL },
    { "/balance-page/changes", test_changes, NULL },
    { "/balance-page/save", test_save, NULL },
    { "/balance-page/empty", test_empty, "new" },
  };

  cm_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].data, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
