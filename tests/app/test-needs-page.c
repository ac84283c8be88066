/* test-needs-page.c - evidence, needs and priority matrices in the window, by keys and clicks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-needs-page.h"

#include <string.h>

#include "cm-matrix.h"
#include "cm-test-table.h"

typedef struct
{
  char *path;
  CmWindow *window;
  CmNeedsPage *page;
  GtkWidget *root; /* the page, as a widget */
  CmStore *store;  /* the window's */
} Fixture;

/* --- the portfolio and the window ------------------------------------------------------------- */

#define N_TOPICS 3

/* A matrix of two areas with a row for each, and topics whose letters are those of other topics
 * elsewhere. */
static void
add_matrix (CmStore *store, const char *name, const char *first, const char *second)
{
  static const char *const topics[N_TOPICS][2] = {
    { "Leadership", "Vision" },
    { "Capacity", "Investment cycle" },
    { "Capacity", "Skills" },
  };
  g_autoptr (CmRecord) matrix =
      cm_test_add (store, "matrix", (const char *const[]){ "name", name, "rows", "area", NULL });
  const char *id = cm_record_get_id (matrix);

  for (guint i = 0; i < N_TOPICS; i++)
    {
      char rank[] = { (char) ('1' + i), '\0' };

      CM_TEST_ADD (store,
                   "matrix_topic",
                   "matrix",
                   id,
                   "heading",
                   topics[i][0],
                   "name",
                   topics[i][1],
                   "rank",
                   rank);
    }
  CM_TEST_ADD (store, "matrix_row", "matrix", id, "name", first, "rank", "1");
  CM_TEST_ADD (store, "matrix_row", "matrix", id, "name", second, "rank", "2");
}

static void
fill (CmStore *store)
{
  g_autoptr (CmRecord) theme =
      cm_test_add (store, "theme", (const char *const[]){ "name", "People", NULL });
  g_autoptr (CmRecord) safety = cm_test_add (
      store,
      "chapter",
      (const char *const[]){ "name", "Safety", "theme", cm_record_get_id (theme), NULL });
  g_autoptr (CmRecord) health = cm_test_add (
      store,
      "chapter",
      (const char *const[]){ "name", "Health", "theme", cm_record_get_id (theme), NULL });
  g_autoptr (CmRecord) need =
      cm_test_add (store,
                   "need",
                   (const char *const[]){
                       "name", "Advice", "chapter", cm_record_get_id (health), "rank", "1", NULL });
  g_autoptr (CmRecord) evidence = cm_test_add (
      store, "evidence", (const char *const[]){ "name", "Survey", "kind", "questionnaire", NULL });

  CM_TEST_ADD (
      store, "need", "name", "Lighting", "chapter", cm_record_get_id (safety), "rank", "2");
  CM_TEST_ADD (
      store, "evidence", "name", "Atlas", "kind", "atlas", "chapter", cm_record_get_id (safety));
  CM_TEST_ADD (store,
               "need_evidence",
               "need",
               cm_record_get_id (need),
               "evidence",
               cm_record_get_id (evidence));
  CM_TEST_ADD (store, "engagement", "name", "Jury", "kind", "jury", "follow_up_needed", "true");
  add_matrix (store, "Counties", "Derbyshire", "Northamptonshire");
  add_matrix (store, "Next year", "northamptonshire", "Rutland");
}

static void
set_up (Fixture *f, gconstpointer filled)
{
  CmStore *store = cm_test_new_store ();

  CM_TEST_ADD (store, "partnership", "name", "Partnership", "year", "2010");
  if (filled != NULL)
    fill (store);
  f->path = g_strdup (cm_store_get_path (store));
  g_assert_finalize_object (store);
  f->window = cm_test_open_window (cm_test_get_application (), f->path);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1280, 800);
  cm_window_show_page (f->window, "needs");
  cm_test_settle ();
  f->store = cm_window_get_store (f->window);
  f->page = CM_NEEDS_PAGE (cm_window_get_page (f->window, "needs"));
  f->root = GTK_WIDGET (f->page);
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
press (Fixture *f, const char *keys)
{
  cm_test_key (GTK_WIDGET (f->window), keys);
}

static GtkWidget *
find (Fixture *f, GType type, const char *text)
{
  GtkWidget *widget = cm_test_find_with_text (f->root, type, text);

  if (widget == NULL)
    g_error ("there is no “%s”", text);
  return widget;
}

static void
click (Fixture *f, const char *text)
{
  cm_test_click (find (f, GTK_TYPE_BUTTON, text));
  cm_test_settle ();
}

static gboolean
sees (Fixture *f, const char *text)
{
  return cm_test_find_text (GTK_WIDGET (f->window), text) != NULL;
}

/* By the switcher. */
static void
show_view (Fixture *f, const char *title, const char *name)
{
  cm_test_click (find (f, GTK_TYPE_TOGGLE_BUTTON, title));
  cm_test_settle ();
  g_assert_cmpstr (cm_needs_page_get_view (f->page), ==, name);
}

static void
assert_names (Fixture *f, const char *expected)
{
  g_autofree char *found = cm_test_column (f->root, "name");

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_undo_label (Fixture *f, const char *expected)
{
  g_autofree char *label = cm_store_get_undo_label (f->store);

  g_assert_cmpstr (label, ==, expected);
}

static CmGrid *
show_grid (Fixture *f)
{
  show_view (f, "Priority matrix", "matrix");
  return cm_matrix_view_get_grid (cm_needs_page_get_matrices (f->page));
}

static void
click_cell (CmGrid *grid, guint row, guint column)
{
  GdkRectangle bounds;

  g_assert_true (cm_grid_get_cell_bounds (grid, row, column, &bounds));
  cm_test_click_at (
      GTK_WIDGET (grid), bounds.x + bounds.width / 2.0, bounds.y + bounds.height / 2.0, 1);
  cm_test_settle ();
}

static void
assert_cell (CmGrid *grid, guint row, guint column, CmGridKind kind, const char *text)
{
  const CmGridCell *cell = cm_grid_model_get_cell (cm_grid_get_model (grid), row, column);

  g_assert_cmpint (cell->kind, ==, kind);
  g_assert_cmpstr (cell->text, ==, text);
}

/* What a screen reader says of the whole. */
static void
assert_spoken (CmGrid *grid, const char *expected)
{
  g_autofree char *wrong = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, expected);

  g_assert_cmpstr (wrong, ==, NULL);
}

/* --- evidence, engagement, needs -------------------------------------------------------------- */

static void
test_registers (Fixture *f, gconstpointer data)
{
  assert_names (f, "Atlas|Survey");
  click (f, "1 not used by any need");
  assert_names (f, "Atlas");
  click (f, "Show all of them again");
  assert_names (f, "Atlas|Survey");

  show_view (f, "Engagement", "engagement");
  assert_names (f, "Jury");
  g_assert_true (sees (f, "1 with follow-up outstanding"));

  show_view (f, "Needs", "need");
  assert_names (f, "Advice|Lighting");
  g_assert_true (sees (f, "2 needs · 1 link to evidence"));
  cm_test_click (cm_test_cell (f->root, "Advice", "name"));
  g_assert_true (sees (f, "Rests on 1 piece of evidence, without an outcome"));
  click (f, "1 without evidence");
  assert_names (f, "Lighting");
  click (f, "2 without an outcome");
  assert_names (f, "Advice|Lighting");
}

/* A link changes no need, but what is said of it. */
static void
test_link (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) need = cm_test_get (f->store, "need", "Lighting");
  g_autoptr (CmRecord) evidence = cm_test_get (f->store, "evidence", "Atlas");

  cm_window_open_record (f->window, "need", cm_record_get_id (need));
  cm_test_settle ();
  g_assert_cmpstr (cm_needs_page_get_view (f->page), ==, "need");
  g_assert_true (sees (f, "Without evidence, without an outcome"));
  CM_TEST_ADD (f->store,
               "need_evidence",
               "need",
               cm_record_get_id (need),
               "evidence",
               cm_record_get_id (evidence));
  cm_test_settle ();
  g_assert_true (sees (f, "Rests on 1 piece of evidence, without an outcome"));
  g_assert_false (sees (f, "1 without evidence"));
}

static void
test_add_in_scope (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) safety = cm_test_get (f->store, "chapter", "Safety");
  g_autoptr (CmScope) scope = cm_scope_new (NULL, cm_record_get_id (safety));
  g_autofree char *chapter = NULL;

  show_view (f, "Needs", "need");
  cm_window_set_scope (f->window, scope);
  cm_test_settle ();
  assert_names (f, "Lighting");
  press (f, "<Control><Shift>n");
  cm_test_type (GTK_WIDGET (f->window), "Street lamps");
  press (f, "Return");
  assert_names (f, "Lighting|Street lamps");
  chapter = cm_test_value (f->store, "need", "Street lamps", "chapter");
  g_assert_cmpstr (chapter, ==, cm_record_get_id (safety));
  show_view (f, "Evidence", "evidence");
  assert_names (f, "Atlas");
}

static void
test_show_query (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("need");

  cm_query_where_text (query, "name", "Advice");
  cm_page_show_query (CM_PAGE (f->page), query, "about advice");
  cm_test_settle ();
  assert_names (f, "Advice");
  g_assert_true (sees (f, "Only: about advice"));
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_assert_true (sees (f, "No evidence yet"));
  show_view (f, "Needs", "need");
  g_assert_true (sees (f, "No needs yet"));
  click (f, "_Add a need");
  g_assert_true (sees (f, "1 without evidence"));
  show_grid (f);
  g_assert_true (sees (f, "No priority matrix yet"));
}

/* --- one matrix ------------------------------------------------------------------------------- */

static void
test_keys (Fixture *f, gconstpointer data)
{
  CmGrid *grid = show_grid (f);

  assert_cell (grid, 1, 1, CM_GRID_UNKNOWN, "?");
  cm_grid_set_cursor (grid, 1, 1, TRUE);
  press (f, "h");
  assert_cell (grid, 1, 1, CM_GRID_SOLID, "High");
  assert_undo_label (f, "Mark “Investment cycle” for Northamptonshire as high priority");
  g_assert_true (sees (f, "Northamptonshire, Investment cycle: High priority"));
  assert_spoken (grid,
                 "Priority matrix “Counties”, 2 rows by 3 topics: 1 high priority, 0 priority, 0 "
                 "not identified, 5 unknown");
  press (f, "p");
  assert_cell (grid, 1, 1, CM_GRID_DOTTED, "Priority");
  press (f, "0");
  assert_cell (grid, 1, 1, CM_GRID_BLANK, NULL);
  g_assert_true (sees (f, "Northamptonshire, Investment cycle: Not identified"));
  press (f, "Delete");
  assert_cell (grid, 1, 1, CM_GRID_UNKNOWN, "?");
  press (f, "space");
  assert_cell (grid, 1, 1, CM_GRID_SOLID, "High");
  press (f, "space");
  assert_cell (grid, 1, 1, CM_GRID_DOTTED, "Priority");
  press (f, "Up");
  press (f, "n");
  assert_cell (grid, 0, 1, CM_GRID_BLANK, NULL);
  press (f, "u");
  assert_cell (grid, 0, 1, CM_GRID_UNKNOWN, "?");

  /* Several at once are one step. */
  press (f, "<Shift>Down");
  press (f, "<Shift>Right");
  press (f, "h");
  assert_cell (grid, 0, 1, CM_GRID_SOLID, "High");
  assert_cell (grid, 1, 2, CM_GRID_SOLID, "High");
  assert_undo_label (f, "Mark 4 cells of “Counties” as high priority");
  press (f, "<Control>z");
  assert_cell (grid, 0, 1, CM_GRID_UNKNOWN, "?");
  assert_cell (grid, 1, 1, CM_GRID_DOTTED, "Priority");
  assert_cell (grid, 1, 2, CM_GRID_UNKNOWN, "?");
}

static void
test_pointer (Fixture *f, gconstpointer data)
{
  CmGrid *grid = show_grid (f);
  GdkRectangle from, to;

  click_cell (grid, 0, 0);
  assert_cell (grid, 0, 0, CM_GRID_SOLID, "High");
  click_cell (grid, 0, 0);
  assert_cell (grid, 0, 0, CM_GRID_DOTTED, "Priority");
  assert_undo_label (f, "Mark “Vision” for Derbyshire as priority");

  g_assert_true (cm_grid_get_cell_bounds (grid, 0, 0, &from));
  g_assert_true (cm_grid_get_cell_bounds (grid, 1, 2, &to));
  cm_test_drag (GTK_WIDGET (grid),
                from.x + from.width / 2.0,
                from.y + from.height / 2.0,
                to.x + to.width / 2.0,
                to.y + to.height / 2.0);
  cm_test_settle ();
  for (guint row = 0; row < 2; row++)
    for (guint column = 0; column < N_TOPICS; column++)
      assert_cell (grid, row, column, CM_GRID_DOTTED, "Priority");
  assert_undo_label (f, "Mark 5 cells of “Counties” as priority");

  cm_grid_set_cursor (grid, 1, 0, TRUE);
  click (f, "Mark the chosen cells as not identified (N)");
  assert_cell (grid, 1, 0, CM_GRID_BLANK, NULL);
  press (f, "<Control>z");
  press (f, "<Control>z");
  assert_cell (grid, 1, 0, CM_GRID_UNKNOWN, "?");
  assert_cell (grid, 0, 0, CM_GRID_DOTTED, "Priority");
}

/* The four marks at a cell, for who does not know the keys. */
static void
test_menu (Fixture *f, gconstpointer data)
{
  CmGrid *grid = show_grid (f);
  GtkWidget *popover;

  cm_grid_set_cursor (grid, 0, 2, TRUE);
  press (f, "Menu");
  popover = cm_test_find (f->root, GTK_TYPE_POPOVER_MENU);
  g_assert_nonnull (popover);
  press (f, "Down");
  press (f, "Return");
  cm_test_settle ();
  assert_cell (grid, 0, 2, CM_GRID_DOTTED, "Priority");
}

static void
test_crowded (Fixture *f, gconstpointer data)
{
  static const char notice[] = "If everything is a priority, nothing is: 4 of the 6 marked cells "
                               "are high. Which of them could wait?";
  CmGrid *grid = show_grid (f);

  cm_grid_set_cursor (grid, 0, 0, TRUE);
  for (guint row = 0; row < 2; row++)
    for (guint column = 0; column < N_TOPICS; column++)
      {
        cm_grid_set_cursor (grid, row, column, TRUE);
        press (f, column < 2 ? "h" : "n");
      }
  g_assert_true (sees (f, notice));
  cm_grid_set_cursor (grid, 0, 0, TRUE);
  press (f, "p");
  press (f, "Right");
  press (f, "p");
  g_assert_false (sees (f, notice));
}

static void
test_change (Fixture *f, gconstpointer data)
{
  CmGrid *grid = show_grid (f);
  GtkWidget *view = GTK_WIDGET (cm_needs_page_get_matrices (f->page));

  cm_grid_set_cursor (grid, 0, 1, TRUE);
  press (f, "h");
  gtk_widget_activate_action (view, "matrix.add-topic", NULL);
  cm_test_settle ();
  cm_test_type (GTK_WIDGET (f->window), "Customer focus");
  press (f, "Return");
  cm_test_settle ();
  g_assert_cmpuint (cm_grid_get_model (grid)->columns->len, ==, N_TOPICS + 1);
  g_assert_cmpstr (
      cm_grid_model_get_column (cm_grid_get_model (grid), 3)->label, ==, "Customer focus");
  g_assert_cmpstr (cm_grid_model_get_column (cm_grid_get_model (grid), 3)->group, ==, "Capacity");
  gtk_widget_activate_action (view, "matrix.add-row", NULL);
  cm_test_settle ();
  cm_test_type (GTK_WIDGET (f->window), "Rutland");
  press (f, "Return");
  cm_test_settle ();
  g_assert_cmpstr (cm_grid_model_get_row (cm_grid_get_model (grid), 2)->label, ==, "Rutland");
  cm_grid_set_cursor (grid, 2, 1, TRUE);
  gtk_widget_activate_action (view, "matrix.rename-row", NULL);
  cm_test_settle ();
  press (f, "<Control>a");
  cm_test_type (GTK_WIDGET (f->window), "Leicestershire");
  press (f, "Return");
  cm_test_settle ();
  g_assert_cmpstr (
      cm_grid_model_get_row (cm_grid_get_model (grid), 2)->label, ==, "Leicestershire");

  cm_grid_set_cursor (grid, 0, 1, TRUE);
  gtk_widget_activate_action (view, "matrix.remove-topic", NULL);
  cm_test_settle ();
  g_assert_cmpuint (cm_grid_get_model (grid)->columns->len, ==, N_TOPICS);
  g_assert_cmpstr (cm_grid_model_get_column (cm_grid_get_model (grid), 1)->label, ==, "Skills");
  gtk_widget_activate_action (view, "matrix.remove-row", NULL);
  cm_test_settle ();
  g_assert_cmpstr (
      cm_grid_model_get_row (cm_grid_get_model (grid), 0)->label, ==, "Northamptonshire");
  press (f, "<Control>z");
  press (f, "<Control>z");
  assert_cell (grid, 0, 1, CM_GRID_SOLID, "High");

  gtk_widget_activate_action (view, "matrix.delete", NULL);
  cm_test_settle ();
  g_assert_cmpstr (cm_grid_get_model (grid)->name, ==, "Next year");
  press (f, "<Control>z");
  cm_test_settle ();
  {
    g_autoptr (CmRecord) matrix = cm_test_get (f->store, "matrix", "Counties");

    g_assert_true (
        cm_matrix_view_select (cm_needs_page_get_matrices (f->page), cm_record_get_id (matrix)));
  }
  assert_cell (grid, 0, 1, CM_GRID_SOLID, "High");
}

static void
test_new (Fixture *f, gconstpointer data)
{
  CmGrid *grid = show_grid (f);

  cm_test_click (find (f, GTK_TYPE_MENU_BUTTON, "_New"));
  cm_test_settle ();
  cm_test_type (GTK_WIDGET (f->window), "Board 2010");
  press (f, "Return");
  cm_test_settle ();
  g_assert_cmpstr (cm_grid_get_model (grid)->name, ==, "Board 2010");
  /* Topics as in the last matrix, so that the two can be taken together. */
  g_assert_cmpuint (cm_grid_get_model (grid)->columns->len, ==, N_TOPICS);
  assert_undo_label (f, "Add the matrix “Board 2010”");
}

static void
test_scope (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) people = cm_test_get (f->store, "theme", "People");
  g_autoptr (CmScope) scope = cm_scope_new (cm_record_get_id (people), NULL);
  g_autofree char *id = NULL;
  CmGrid *grid = show_grid (f);

  CM_TEST_ADD (f->store, "theme", "name", "Place");
  id = cm_matrix_create (f->store, "Themes", "theme", NULL, NULL);
  cm_window_open_record (f->window, "matrix", id);
  cm_test_settle ();
  g_assert_cmpuint (cm_grid_get_model (grid)->rows->len, ==, 2);
  cm_window_set_scope (f->window, scope);
  cm_test_settle ();
  g_assert_cmpuint (cm_grid_get_model (grid)->rows->len, ==, 1);
  g_assert_true (sees (f, "1 row of another theme is not shown."));
}

/* --- several together ------------------------------------------------------------------------- */

static CmGrid *
find_together_grid (Fixture *f)
{
  return CM_GRID (
      cm_test_find (GTK_WIDGET (cm_matrix_view_get_together (cm_needs_page_get_matrices (f->page))),
                    CM_TYPE_GRID));
}

static void
test_together (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) next = cm_test_get (f->store, "matrix", "Next year");
  CmGrid *one = show_grid (f);
  CmGrid *all;

  cm_grid_set_cursor (one, 1, 1, TRUE);
  press (f, "h");
  click (f, "Taken to_gether");
  all = find_together_grid (f);
  g_assert_true (sees (f, "2 of 2 matrices"));
  /* A line for each heading and each topic; a row that both matrices have is there once. */
  g_assert_cmpuint (cm_grid_get_model (all)->rows->len, ==, 5);
  g_assert_cmpuint (cm_grid_get_model (all)->columns->len, ==, 5 + 3);
  assert_cell (all, 3, 0, CM_GRID_SOLID, "High*");
  assert_cell (all, 3, 1, CM_GRID_BLANK, "1");
  assert_cell (all, 3, 4, CM_GRID_BLANK, "3");
  assert_cell (all, 4, 0, CM_GRID_UNKNOWN, "?");
  cm_grid_set_cursor (all, 3, 0, TRUE);
  cm_test_settle ();
  g_assert_true (sees (f,
                       "“Investment cycle”, overall: high in 1 of 4, unknown in 3 of 4. Of the 1 "
                       "known, 1 high: half or more, so high priority. Provisional: the 3 unknown "
                       "could change it."));

  cm_matrix_together_set_included (
      cm_matrix_view_get_together (cm_needs_page_get_matrices (f->page)),
      cm_record_get_id (next),
      FALSE);
  cm_test_settle ();
  g_assert_true (sees (f, "1 of 2 matrices"));
  assert_cell (all, 3, 4, CM_GRID_BLANK, "1");
  press (f, "<Control>z");
  cm_test_settle ();
  assert_cell (all, 3, 0, CM_GRID_UNKNOWN, "?");
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);

#define TEST(name)                                                                                 \
  g_test_add ("/needs-page/" #name, Fixture, "filled", set_up, test_##name, tear_down)
  TEST (registers);
  TEST (link);
  TEST (add_in_scope);
  TEST (show_query);
  g_test_add ("/needs-page/empty", Fixture, NULL, set_up, test_empty, tear_down);
  TEST (keys);
  TEST (pointer);
  TEST (menu);
  TEST (crowded);
  TEST (change);
  TEST (new);
  TEST (scope);
  TEST (together);
  return g_test_run ();
}
