/* test-roles-page.c - who does what, through real clicks and keys: the matrix, one's own list,
 * gaps, other manuals, what is taken away. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-roles-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-cycle.h"
#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-roles-grid.h"
#include "cm-roles-list.h"
#include "cm-test.h"

/* Nobody accountable for the first step, two for the second with nobody who works, a group without
 * a part. */
#define FAULTY                                                                                     \
  "<book xmlns='http://docbook.org/ns/docbook' xmlns:c='urn:commissioning:manual:1'"               \
  " version='5.0'><info><title>Ours</title></info>"                                                \
  "<chapter xml:id='roles'><info><title>Roles</title></info>"                                      \
  "<c:group id='board' name='Our board'/><c:group id='team' name='Our team'/>"                     \
  "<c:group id='forum' name='Our forum'/><para>Who.</para></chapter>"                              \
  "<chapter xml:id='plan' c:stage='plan'><info><title>Plan</title><c:stage-info short='Plan'/>"    \
  "</info>" STEP ("one", ROLE ("team", "responsible"))                                             \
      STEP ("two", ROLE ("board", "accountable") ROLE ("team", "accountable")) "</chapter></book>"
#define STEP(name, roles)                                                                          \
  "<section xml:id='plan-" name "' c:step='" name "'><info><title>Step " name "</title>"           \
  "<c:step-info short='" name "'><c:summary>Why.</c:summary>" roles                                \
  "<c:output name='Paper'>It.</c:output><c:question>What?</c:question>"                            \
  "<c:check id='c-" name "'><c:item>Item</c:item></c:check></c:step-info></info>"                  \
  "<para>How.</para></section>"
#define ROLE(group, part) "<c:role group='" group "' part='" part "'>Does it.</c:role>"
#define BARE                                                                                       \
  "<book xmlns='http://docbook.org/ns/docbook' version='5.0'><info><title>Ours</title></info>"     \
  "<chapter xml:id='one'><info><title>One</title></info><para>Text.</para></chapter></book>"

typedef struct
{
  char *path;
  CmStore *store;
  CmRolesPage *page;
  GtkWidget *window;
  char *read; /* the last place that was asked for */
  char *message;
} Fixture;

static void
read_cb (Fixture *f, const char *id)
{
  g_free (f->read);
  f->read = g_strdup (id);
}

static void
message_cb (Fixture *f, const char *text)
{
  g_free (f->message);
  f->message = g_strdup (text);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.commissioning.Manual");
  g_autoptr (GError) error = NULL;

  g_settings_reset (settings, "own-group");
  f->path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  f->store = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  f->page = g_object_new (CM_TYPE_ROLES_PAGE, NULL);
  g_signal_connect_swapped (f->page, "read", G_CALLBACK (read_cb), f);
  g_signal_connect_swapped (f->page, "message", G_CALLBACK (message_cb), f);
  cm_page_set_store (CM_PAGE (f->page), f->store, NULL);
  f->window = cm_test_show (GTK_WIDGET (f->page), 1200, 760);
  cm_test_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  cm_store_close (f->store);
  g_clear_object (&f->store);
  cm_test_drop_file (f->path);
  g_free (f->read);
  g_free (f->message);
}

static const CmGridModel *
get_model (Fixture *f)
{
  return cm_grid_get_model (cm_roles_page_get_grid (f->page));
}

static GtkWidget *
get_part (Fixture *f, const char *name)
{
  return GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (f->page), CM_TYPE_ROLES_PAGE, name));
}

static const char *
get_view (Fixture *f)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (get_part (f, "stack")));
}

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

static const CmGridCell *
get_cell (Fixture *f, const char *row, const char *column)
{
  return cm_grid_model_get_cell (get_model (f), find_row (f, row), find_column (f, column));
}

/* Chooses in a drop-down with the keyboard, as many entries further down. */
static void
choose (Fixture *f, const char *name, int steps)
{
  GtkWidget *choice = get_part (f, name);

  gtk_widget_grab_focus (choice);
  cm_test_key (choice, "space");
  for (int i = 0; i < ABS (steps); i++)
    cm_test_key (choice, steps > 0 ? "Down" : "Up");
  cm_test_key (choice, "Return");
  cm_test_settle ();
}

/* Another manual, of that text. */
static void
show_manual (Fixture *f, const char *text)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-roles-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "manual.xml", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmManual) manual = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  manual = cm_manual_load (folder, NULL, &error);
  g_remove (path);
  g_rmdir (folder);
  cm_roles_page_show_manual (f->page, manual, error);
  cm_test_settle ();
}

static void
test_matrix (Fixture *f, gconstpointer data)
{
  CmManual *manual = cm_library_get_manual (NULL);
  g_autofree char *words = NULL;
  guint row = find_row (f, "Agree the scope");

  g_assert_cmpuint (get_model (f)->columns->len, ==, cm_manual_get_n_groups (manual));
  g_assert_cmpuint (get_model (f)->rows->len,
                    ==,
                    cm_manual_get_n_steps (manual) + cm_manual_get_n_stages (manual));
  g_assert_cmpstr (get_cell (f, "Agree the scope", "Theme group")->text, ==, "A/R");
  g_assert_cmpstr (get_cell (f, "Agree the scope", "Board")->text, ==, "I");
  g_assert_null (get_cell (f, "Agree the scope", "Champions")->text);
  words = cm_grid_model_describe_cell (get_model (f), row, find_column (f, "V&CS"));
  g_assert_cmpstr (words,
                   ==,
                   "Agree the scope, V&CS: Consulted. Say who else works in the field, and which "
                   "needs reach no public service.");
  g_assert_nonnull (cm_test_find_text (f->window,
                                       "✓ Every step has one group that is accountable, and "
                                       "somebody who does the work"));
  g_assert_false (gtk_widget_get_visible (get_part (f, "faults_button")));
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    g_assert_cmpint (
        cm_roles_grid_get_step (manual, cm_roles_grid_get_row (manual, i)), ==, (int) i);
  g_assert_cmpint (cm_roles_grid_get_step (manual, 0), ==, -1);
}

/* What assistive tools are told of the matrix and a cell of it. */
static void
test_spoken (Fixture *f, gconstpointer data)
{
  GtkWidget *grid = GTK_WIDGET (cm_roles_page_get_grid (f->page));

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (get_part (f, "group_choice")), GTK_ACCESSIBLE_PROPERTY_LABEL, "I am on");
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  GtkWidget *grid = GTK_WIDGET (cm_roles_page_get_grid (f->page));
  guint row, column;

  cm_grid_set_cursor (CM_GRID (grid), find_row (f, "Agree the scope"), 0, TRUE);
  cm_test_key (grid, "Right");
  cm_test_key (grid, "Down");
  g_assert_true (cm_grid_get_cursor (CM_GRID (grid), &row, &column));
  g_assert_cmpuint (row, ==, find_row (f, "Assess needs"));
  g_assert_cmpuint (column, ==, 1);
  cm_test_key (grid, "Return");
  cm_test_wait (f->read != NULL);
  g_assert_cmpstr (f->read, ==, "analyse-needs:roles");
}

static void
test_click (Fixture *f, gconstpointer data)
{
  CmGrid *grid = cm_roles_page_get_grid (f->page);
  GdkRectangle bounds;

  g_assert_true (cm_grid_get_cell_bounds (grid, find_row (f, "Find the gaps"), 2, &bounds));
  cm_test_click_at (
      GTK_WIDGET (grid), bounds.x + bounds.width / 2.0, bounds.y + bounds.height / 2.0, 1);
  cm_test_wait (f->read != NULL);
  g_assert_cmpstr (f->read, ==, "analyse-gaps:roles");
}

static void
test_table (Fixture *f, gconstpointer data)
{
  GtkWidget *view;

  cm_test_click (get_part (f, "table_button"));
  view = cm_test_find (f->window, GTK_TYPE_COLUMN_VIEW);
  g_assert_nonnull (view);
  g_assert_nonnull (cm_test_find_text (view, "A/R"));
  g_assert_nonnull (
      cm_test_find_text (f->window, "A Accountable · R Responsible · C Consulted · I Informed"));
  cm_test_click (cm_test_find_text (view, "Assess needs"));
  cm_test_key (view, "Return");
  cm_test_wait (f->read != NULL);
  g_assert_cmpstr (f->read, ==, "analyse-needs:roles");
  cm_test_click (get_part (f, "table_button"));
  g_assert_cmpstr (get_view (f), ==, "grid");
}

/* One's own group: chosen by key, its list, remembered, and all of it again. */
static void
test_own (Fixture *f, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.commissioning.Manual");
  g_autofree char *kept = NULL;
  g_autoptr (CmRolesPage) other = NULL;
  GtkWidget *list;

  choose (f, "group_choice", 2);
  g_assert_cmpstr (cm_roles_page_get_group (f->page), ==, "executive");
  g_assert_cmpstr (get_view (f), ==, "own");
  list = get_part (f, "list");
  g_assert_nonnull (cm_test_find_text (list, "Executive"));
  g_assert_nonnull (cm_test_find_text (list, "Judge our capability"));
  g_assert_nonnull (cm_test_find_text (list, "Accountable and responsible"));
  /* It has no part in that one. */
  g_assert_null (cm_test_find_text (list, "Secure the service"));
  g_assert_false (gtk_widget_get_visible (get_part (f, "verdict")));
  cm_test_click (cm_test_find_with_text (list, GTK_TYPE_LIST_BOX_ROW, "Judge our capability"));
  g_assert_cmpstr (f->read, ==, "analyse-capability:roles");
  kept = g_settings_get_string (settings, "own-group");
  g_assert_cmpstr (kept, ==, "executive");
  other = g_object_ref_sink (g_object_new (CM_TYPE_ROLES_PAGE, NULL));
  g_assert_cmpstr (cm_roles_page_get_group (other), ==, "executive");
  choose (f, "group_choice", -2);
  g_assert_null (cm_roles_page_get_group (f->page));
  g_assert_cmpstr (get_view (f), ==, "grid");
}

/* A group that decides nothing is told so. */
static void
test_adviser (Fixture *f, gconstpointer data)
{
  cm_roles_page_choose (f->page, "champions");
  cm_test_settle ();
  g_assert_nonnull (
      cm_test_find_text (f->window,
                         "Accountable for no step: right for those who advise, help or are heard. "
                         "If this group decides, the manual should say where."));
  cm_roles_page_choose (f->page, "nobody");
  g_assert_null (cm_roles_page_get_group (f->page));
}

/* Whether a label that is seen beneath begins with that. */
static gboolean
has_label (GtkWidget *root, const char *start)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_visible (root) &&
      g_str_has_prefix (gtk_label_get_text (GTK_LABEL (root)), start))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, start))
      return TRUE;
  return FALSE;
}

/* How far a step is follows the portfolio, also when it changed while nobody looked. */
static void
test_when (Fixture *f, gconstpointer data)
{
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);
  g_autoptr (CmCycle) cycle = cm_cycle_load (f->store, whole);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (cycle);
  cm_roles_page_choose (f->page, "theme-group");
  cm_test_settle ();
  g_assert_true (has_label (f->window, "Signed off"));
  g_assert_false (has_label (f->window, "Blocked"));
  g_assert_true (cm_cycle_set_state (
      f->store, cm_cycle_get_run (cycle), "review/measure", "Measure", CM_STATE_BLOCKED, &error));
  g_assert_no_error (error);
  cm_test_wait (has_label (f->window, "Blocked"));
  gtk_widget_set_visible (GTK_WIDGET (f->page), FALSE);
  cm_store_undo (f->store, &error);
  g_assert_no_error (error);
  cm_test_settle ();
  gtk_widget_set_visible (GTK_WIDGET (f->page), TRUE);
  cm_test_wait (!has_label (f->window, "Blocked"));
  g_assert_false (has_label (f->window, "No turn of the cycle is open here"));
  cm_roles_list_set_cycle (CM_ROLES_LIST (get_part (f, "list")), NULL, "2010-01-01");
  g_assert_true (has_label (f->window, "No turn of the cycle is open here"));
  g_assert_false (has_label (f->window, "Signed off"));
}

static void
test_faulty (Fixture *f, gconstpointer data)
{
  g_autofree char *words = NULL;
  GtkWidget *list;

  show_manual (f, FAULTY);
  g_assert_nonnull (cm_test_find_text (f->window, "▲ 4 gaps and duplicates"));
  g_assert_nonnull (cm_test_find_text (
      f->window,
      "Step one: nobody is accountable · Step two: 2 groups are accountable · Step two: nobody is "
      "responsible · Our forum: no part in any step"));
  g_assert_null (cm_test_find_text (f->window, "Step one: nobody is accountable"));
  cm_test_click (get_part (f, "faults_button"));
  cm_test_wait (cm_test_find_text (f->window, "Step one: nobody is accountable") != NULL);
  g_assert_nonnull (cm_test_find_text (f->window, "Step two: 2 groups are accountable"));
  g_assert_cmpint (
      cm_grid_model_get_row (get_model (f), find_row (f, "Step one"))->mark, ==, CM_GRID_GAP);
  g_assert_cmpint (get_cell (f, "Step two", "Our team")->mark, ==, CM_GRID_OVER);
  g_assert_cmpstr (get_cell (f, "Step one", "Gaps")->text, ==, "No A");
  g_assert_cmpstr (get_cell (f, "Step two", "Gaps")->text, ==, "A twice, No R");
  words = cm_grid_model_describe_cell (get_model (f), find_row (f, "Step two"), 0);
  g_assert_cmpstr (
      words, ==, "Step two, Gaps: more than one group is accountable, nobody is responsible");
  find_column (f, "Our forum (no part)");
  list = get_part (f, "faults");
  cm_test_click (
      cm_test_find_with_text (list, GTK_TYPE_LIST_BOX_ROW, "Step two: 2 groups are accountable"));
  cm_test_wait (f->read != NULL);
  g_assert_cmpstr (f->read, ==, "plan-two:roles");
  cm_test_wait (!gtk_widget_get_mapped (list));
  /* What is wrong with a step is said in one's own list too. */
  cm_roles_page_choose (f->page, "team");
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (f->window, "Does it.\n▲ Step one: nobody is accountable"));
  g_assert_true (gtk_widget_get_visible (get_part (f, "verdict")));
  cm_roles_page_choose (f->page, "forum");
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (
      f->window, "No part in any step. Say where this group is needed, or leave it out."));
}

/* No roles at all, and no manual. */
static void
test_nothing (Fixture *f, gconstpointer data)
{
  show_manual (f, BARE);
  g_assert_cmpstr (get_view (f), ==, "empty");
  g_assert_false (gtk_widget_get_sensitive (get_part (f, "group_choice")));
  cm_test_key (f->window, "<Control>c");
  g_assert_null (f->message);
  show_manual (f, "<book");
  g_assert_cmpstr (get_view (f), ==, "fault");
  g_assert_nonnull (cm_test_find_text (f->window, "The manual could not be read"));
  g_assert_nonnull (strstr (
      adw_status_page_get_description (ADW_STATUS_PAGE (get_part (f, "fault"))), "manual.xml:1"));
  cm_roles_page_show_manual (f->page, cm_library_get_manual (NULL), NULL);
  g_assert_cmpstr (get_view (f), ==, "grid");
}

static void
text_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static void
test_taken (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL, *saved = NULL;
  g_autofree char *path = g_strconcat (f->path, ".csv", NULL);
  g_autoptr (GError) error = NULL;

  cm_grid_set_cursor (cm_roles_page_get_grid (f->page), 1, 0, TRUE);
  cm_test_key (GTK_WIDGET (cm_roles_page_get_grid (f->page)), "<Control>c");
  cm_test_wait (f->message != NULL);
  gdk_clipboard_read_text_async (
      gtk_widget_get_clipboard (GTK_WIDGET (f->page)), NULL, text_cb, &text);
  cm_test_wait (text != NULL);
  g_assert_true (g_str_has_prefix (text, "Stage\tStep\tPartnership board\t"));
  cm_roles_page_choose (f->page, "board");
  cm_test_click (get_part (f, "copy_button"));
  g_clear_pointer (&f->message, g_free);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "roles.save", NULL);
  cm_test_choose_file (path);
  cm_test_wait (f->message != NULL);
  g_assert_nonnull (strstr (f->message, "Saved as “"));
  g_assert_true (g_file_get_contents (path, &saved, NULL, &error));
  g_assert_nonnull (strstr (saved, "What to do\r\n"));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* In the window: Enter leads to who does what in the manual. */
static void
test_window (Fixture *f, gconstpointer data)
{
  g_autofree char *path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  CmWindow *window = cm_test_open_window (cm_test_get_application (), path);
  CmGrid *grid;
  CmManualPage *manual;

  cm_window_show_page (window, "roles");
  grid = cm_roles_page_get_grid (CM_ROLES_PAGE (cm_window_get_page (window, "roles")));
  cm_test_wait (gtk_widget_get_mapped (GTK_WIDGET (grid)));
  cm_grid_set_cursor (grid, 2, 0, TRUE);
  cm_test_key (GTK_WIDGET (grid), "Return");
  cm_test_wait (g_strcmp0 (cm_window_get_page_name (window), "manual") == 0);
  manual = CM_MANUAL_PAGE (cm_window_get_page (window, "manual"));
  g_assert_cmpstr (cm_manual_page_get_shown (manual), ==, "analyse-needs");
  cm_test_wait (gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (
                    GTK_SCROLLED_WINDOW (gtk_widget_get_template_child (
                        GTK_WIDGET (manual), CM_TYPE_MANUAL_PAGE, "window")))) > 0);
  gtk_window_destroy (GTK_WINDOW (window));
  cm_test_settle ();
  cm_test_drop_file (g_steal_pointer (&path));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/roles-page/matrix", test_matrix },   { "/roles-page/spoken", test_spoken },
    { "/roles-page/keys", test_keys },       { "/roles-page/click", test_click },
    { "/roles-page/table", test_table },     { "/roles-page/own", test_own },
    { "/roles-page/adviser", test_adviser }, { "/roles-page/when", test_when },
    { "/roles-page/faulty", test_faulty },   { "/roles-page/nothing", test_nothing },
    { "/roles-page/taken", test_taken },     { "/roles-page/window", test_window },
  };

  cm_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
