/* test-outcomes-page.c - the golden thread in the window: list, drawing, loose ends, mending. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-outcomes-page.h"

#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>
#include <glib/gstdio.h>

#include "cm-activities-page.h"
#include "cm-loose-list.h"
#include "cm-test-table.h"
#include "cm-thread-row.h"
#include "cm-thread-table.h"

typedef struct
{
  char *path;
  CmWindow *window;
  CmOutcomesPage *page;
  CmThreadTree *tree;
  GtkWidget *root;
  CmStore *store;
} Fixture;

/* --- the portfolio and the window ------------------------------------------------------------- */

static char *
find_id (CmStore *store, const char *table, const char *title)
{
  g_autoptr (CmRecord) record = cm_test_get (store, table, title);

  g_assert_nonnull (record);
  return g_strdup (cm_record_get_id (record));
}

static void
add_activity (CmStore *store, const char *title, const char *outcome, const char *amount)
{
  g_autofree char *source = find_id (store, "funding_source", "Base");
  g_autoptr (CmRecord) activity = cm_test_add (
      store, "activity", (const char *const[]){ "title", title, "state", "live", NULL });

  if (amount != NULL)
    CM_TEST_ADD (store,
                 "budget_line",
                 "activity",
                 cm_record_get_id (activity),
                 "year",
                 "2009",
                 "funding_source",
                 source,
                 "amount",
                 amount,
                 "state",
                 "secured");
  if (outcome != NULL)
    {
      g_autofree char *id = find_id (store, "outcome", outcome);

      CM_TEST_ADD (store,
                   "activity_outcome",
                   "activity",
                   cm_record_get_id (activity),
                   "outcome",
                   id,
                   "contribution",
                   "main");
    }
}

static void
add_indicator (CmStore *store, const char *outcome)
{
  g_autoptr (CmRecord) indicator = cm_test_add (store,
                                                "indicator",
                                                (const char *const[]){ "name",
                                                                       "Reports",
                                                                       "outcome",
                                                                       outcome,
                                                                       "measure",
                                                                       "percent",
                                                                       "direction",
                                                                       "up",
                                                                       "baseline",
                                                                       "71",
                                                                       "base_year",
                                                                       "2005",
                                                                       NULL });

  CM_TEST_ADD (store,
               "target",
               "indicator",
               cm_record_get_id (indicator),
               "version",
               "original",
               "comparison",
               "at-least",
               "value",
               "90",
               "year",
               "2009");
  CM_TEST_ADD (store,
               "indicator_value",
               "indicator",
               cm_record_get_id (indicator),
               "on_date",
               "2009-03-31",
               "value",
               "76");
}

/* Two chapters, of which one has no outcome; an outcome with all, one with nothing; an activity
 * that serves the first, and two that serve none. */
static void
fill (CmStore *store)
{
  g_autoptr (CmRecord) theme =
      cm_test_add (store, "theme", (const char *const[]){ "name", "People", NULL });
  g_autofree char *safety = NULL, *body = NULL, *safe = NULL;

  CM_TEST_ADD (store, "body", "name", "Board", "kind", "board");
  CM_TEST_ADD (store, "funding_source", "name", "Base", "kind", "mainstream");
  CM_TEST_ADD (store, "chapter", "name", "Safety", "theme", cm_record_get_id (theme), "rank", "1");
  CM_TEST_ADD (store, "chapter", "name", "Health", "theme", cm_record_get_id (theme), "rank", "2");
  safety = find_id (store, "chapter", "Safety");
  body = find_id (store, "body", "Board");
  CM_TEST_ADD (store,
               "outcome",
               "name",
               "People are safe",
               "chapter",
               safety,
               "rank",
               "1",
               "operational",
               "Fewer reports",
               "owner",
               body);
  CM_TEST_ADD (store, "outcome", "name", "People are well", "chapter", safety, "rank", "2");
  safe = find_id (store, "outcome", "People are safe");
  add_indicator (store, safe);
  add_activity (store, "Helpline", "People are safe", "3000.00");
  add_activity (store, "Patrol", NULL, "500.00");
  add_activity (store, "Leaflets", NULL, NULL);
}

static void
set_up (Fixture *f, gconstpointer with_rows)
{
  CmStore *store = cm_test_new_store ();

  CM_TEST_ADD (store, "partnership", "name", "P", "year", "2009", "as_on", "2009-06-08");
  if (with_rows != NULL)
    fill (store);
  f->path = g_strdup (cm_store_get_path (store));
  g_assert_finalize_object (store);
  f->window = cm_test_open_window (cm_test_get_application (), f->path);
  cm_window_show_page (f->window, "outcomes");
  cm_test_settle ();
  f->store = cm_window_get_store (f->window);
  f->page = CM_OUTCOMES_PAGE (cm_window_get_page (f->window, "outcomes"));
  f->root = GTK_WIDGET (f->page);
  f->tree = cm_outcomes_page_get_tree (f->page);
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
find_row (Fixture *f, const char *title)
{
  GtkWidget *row = cm_test_find_with_text (GTK_WIDGET (f->tree), CM_TYPE_THREAD_ROW, title);

  g_assert_nonnull (row);
  return row;
}

static void
click_row (Fixture *f, const char *title)
{
  cm_test_click_at (find_row (f, title), 120, 20, 1);
}

static void
click_button (Fixture *f, const char *text)
{
  GtkWidget *button = cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, text);

  g_assert_nonnull (button);
  cm_test_click (button);
}

static void
choose (Fixture *f, const char *table, const char *title)
{
  g_autofree char *id = find_id (f->store, table, title);

  g_assert_true (cm_thread_tree_select (f->tree, table, id, TRUE));
  cm_test_settle ();
}

static guint
count (Fixture *f, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_count (f->store, query);
}

static void
set_view (Fixture *f, const char *view)
{
  cm_outcomes_page_set_view (f->page, view);
  cm_test_settle ();
}

/* --- the list --------------------------------------------------------------------------------- */

static void
test_list (Fixture *f, gconstpointer data)
{
  g_assert_true (sees (f, "Safety"));
  g_assert_true (sees (f, "2 outcomes"));
  g_assert_true (sees (f, "1 indicator · 1 activity"));
  g_assert_true (sees (f, "£3,000"));
  g_assert_true (sees (f, "all mainstream"));
  g_assert_true (sees (f, "Fewer reports"));
  g_assert_true (sees (f, "Board"));
  g_assert_true (sees (f, "◇ No operational outcome"));
  g_assert_true (sees (f, "◇ no owner"));
  g_assert_true (sees (f, "◇ no indicator · no activity"));
  g_assert_true (sees (f, "◇ No outcome yet"));
  g_assert_true (sees (f, "Activities without an outcome"));
  g_assert_true (sees (f, "2009/10"));
  g_assert_false (sees (f, "Reports"));
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  guint n;

  click_row (f, "People are safe");
  n = cm_thread_tree_get_n_rows (f->tree);
  press (f, "Right");
  g_assert_cmpuint (cm_thread_tree_get_n_rows (f->tree), ==, n + 2);
  g_assert_true (sees (f, "71% in 2005/06 → 76% on 31 Mar 2009 → at least 90% by 2009/10"));
  g_assert_true (sees (f, "◐ on the way"));
  g_assert_true (sees (f, "no direction yet"));
  g_assert_true (sees (f, "main contribution"));
  press (f, "Right");
  g_assert_cmpint (cm_thread_item_get_kind (cm_thread_tree_get_selected (f->tree)),
                   ==,
                   CM_THREAD_ITEM_INDICATOR);
  press (f, "Down");
  g_assert_cmpint (
      cm_thread_item_get_kind (cm_thread_tree_get_selected (f->tree)), ==, CM_THREAD_ITEM_ACTIVITY);
  press (f, "Left");
  g_assert_cmpint (
      cm_thread_item_get_kind (cm_thread_tree_get_selected (f->tree)), ==, CM_THREAD_ITEM_OUTCOME);
  press (f, "Left");
  g_assert_cmpuint (cm_thread_tree_get_n_rows (f->tree), ==, n);
  press (f, "Left");
  press (f, "Left");
  g_assert_cmpuint (cm_thread_tree_get_n_rows (f->tree), ==, n - 2);
}

static void
test_form (Fixture *f, gconstpointer data)
{
  CmRecordForm *form;

  click_row (f, "People are safe");
  press (f, "Return");
  form = cm_outcomes_page_get_form (f->page);
  g_assert_nonnull (form);
  g_assert_cmpstr (cm_record_get_title (cm_record_form_get_record (form)), ==, "People are safe");
  g_assert_true (sees (f, "Operational outcome"));
  choose (f, "indicator", "Reports");
  form = cm_outcomes_page_get_form (f->page);
  g_assert_cmpstr (cm_record_get_title (cm_record_form_get_record (form)), ==, "Reports");
  g_assert_true (sees (f, "Targets"));
  g_assert_true (sees (f, "Measurements"));
}

/* Enter on an activity opens it where it is at home. */
static void
test_open_activity (Fixture *f, gconstpointer data)
{
  click_row (f, "People are safe");
  press (f, "Right");
  press (f, "Down");
  press (f, "Down");
  press (f, "Return");
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "activities");
}

/* --- mending ---------------------------------------------------------------------------------- */

static void
test_add_outcome (Fixture *f, gconstpointer data)
{
  click_row (f, "Health");
  press (f, "<Control><Shift>n");
  g_assert_cmpuint (count (f, "outcome"), ==, 3);
  type (f, "Calm");
  press (f, "Return");
  g_assert_true (sees (f, "Calm"));
  {
    g_autofree char *chapter = cm_test_value (f->store, "outcome", "Calm", "chapter");
    g_autofree char *health = find_id (f->store, "chapter", "Health");

    g_assert_cmpstr (chapter, ==, health);
  }
  press (f, "<Control>z");
  g_assert_true (sees (f, "New outcome"));
  press (f, "<Control>z");
  g_assert_cmpuint (count (f, "outcome"), ==, 2);
  g_assert_true (sees (f, "◇ No outcome yet"));
  press (f, "<Control><Shift>z");
  g_assert_true (sees (f, "New outcome"));
}

static void
test_rename (Fixture *f, gconstpointer data)
{
  click_row (f, "People are well");
  press (f, "F2");
  type (f, "Calm");
  press (f, "Escape");
  g_assert_true (sees (f, "People are well"));
  press (f, "F2");
  type (f, "Calm");
  press (f, "Return");
  g_assert_true (sees (f, "Calm"));
  /* The keyboard is on the row again. */
  press (f, "Up");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (cm_test_find_text (f->root, "People are safe"))),
                   ==,
                   "People are safe");
  press (f, "<Control>z");
  g_assert_true (sees (f, "People are well"));
  /* A name there must be. */
  click_row (f, "People are well");
  press (f, "F2");
  press (f, "Delete");
  press (f, "Return");
  cm_test_wait (sees (f, "Outcome: it must not be empty"));
  g_assert_true (sees (f, "People are well"));
}

static void
test_add_indicator (Fixture *f, gconstpointer data)
{
  click_row (f, "People are well");
  press (f, "Right");
  g_assert_true (sees (f, "◇ No indicator yet"));
  click_button (f, "Add an indicator");
  g_assert_cmpuint (count (f, "indicator"), ==, 2);
  type (f, "Visits");
  press (f, "Return");
  g_assert_true (sees (f, "Visits"));
  g_assert_false (sees (f, "◇ No indicator yet"));
  g_assert_true (sees (f, "no baseline → not measured → no target"));
  press (f, "Delete");
  cm_test_wait (sees (f, "“Visits” is deleted"));
  g_assert_cmpuint (count (f, "indicator"), ==, 1);
  press (f, "<Control>z");
  g_assert_true (sees (f, "Visits"));
}

static void
test_link (Fixture *f, gconstpointer data)
{
  click_row (f, "People are well");
  press (f, "<Control><Shift>l");
  cm_test_wait (cm_test_find (f->root, GTK_TYPE_POPOVER) != NULL);
  g_assert_true (sees (f, "◇ Patrol"));
  g_assert_true (sees (f, "Helpline"));
  /* Those that serve nothing come first, by title: Leaflets, Patrol. */
  press (f, "Down");
  press (f, "Return");
  cm_test_wait (sees (f, "“Patrol” now serves “People are well”"));
  g_assert_cmpuint (count (f, "activity_outcome"), ==, 2);
  g_assert_true (sees (f, "£500"));
  g_assert_cmpint (
      cm_thread_item_get_kind (cm_thread_tree_get_selected (f->tree)), ==, CM_THREAD_ITEM_ACTIVITY);
  press (f, "Delete");
  cm_test_wait (sees (f, "“Patrol” no longer serves the outcome"));
  g_assert_cmpuint (count (f, "activity_outcome"), ==, 1);
  press (f, "<Control>z");
  g_assert_cmpuint (count (f, "activity_outcome"), ==, 2);
  press (f, "<Control>z");
  g_assert_cmpuint (count (f, "activity_outcome"), ==, 1);
}

static void
find_on_screen (GtkWidget *widget, int *x, int *y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  Display *display = gdk_x11_display_get_xdisplay (gtk_widget_get_display (widget));
  double offset_x, offset_y, in_x, in_y;
  Window child;
  int left, top;

  XTranslateCoordinates (display,
                         gdk_x11_surface_get_xid (gtk_native_get_surface (native)),
                         DefaultRootWindow (display),
                         0,
                         0,
                         &left,
                         &top,
                         &child);
  gtk_native_get_surface_transform (native, &offset_x, &offset_y);
  gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), 120, 20, &in_x, &in_y);
  *x = (int) (left + offset_x + in_x);
  *y = (int) (top + offset_y + in_y);
}

static void
move (Display *display, int x, int y)
{
  XTestFakeMotionEvent (display, -1, x, y, 0);
  XFlush (display);
  cm_test_settle ();
}

/* From one row to another, with the button held. */
static void
drag (Fixture *f, const char *from, const char *to)
{
  Display *display = gdk_x11_display_get_xdisplay (gtk_widget_get_display (f->root));
  int x, y, end_x, end_y;

  find_on_screen (find_row (f, from), &x, &y);
  find_on_screen (find_row (f, to), &end_x, &end_y);
  move (display, x, y);
  XTestFakeButtonEvent (display, 1, True, 0);
  for (int i = 1; i <= 10; i++)
    move (display, x + (end_x - x) * i / 10 + (i < 10 ? 5 : 0), y + (end_y - y) * i / 10);
  move (display, end_x + 2, end_y + 2);
  move (display, end_x, end_y);
  XTestFakeButtonEvent (display, 1, False, 0);
  XFlush (display);
  cm_test_settle ();
}

static void
test_drag (Fixture *f, gconstpointer data)
{
  click_row (f, "Activities without an outcome");
  press (f, "Right");
  g_assert_true (sees (f, "Leaflets"));
  drag (f, "Leaflets", "People are well");
  cm_test_wait (count (f, "activity_outcome") == 2);
  cm_test_wait (sees (f, "“Leaflets” now serves “People are well”"));
  /* Twice is once too often. */
  drag (f, "Leaflets", "People are well");
  cm_test_wait (sees (f, "“Leaflets” serves “People are well” already."));
  g_assert_cmpuint (count (f, "activity_outcome"), ==, 2);
  press (f, "<Control>z");
  g_assert_cmpuint (count (f, "activity_outcome"), ==, 1);
}

/* --- the drawing ------------------------------------------------------------------------------ */

static int
find_node (const CmThreadChart *chart, const char *title)
{
  for (guint i = 0; i < chart->nodes->len; i++)
    if (g_strcmp0 (cm_thread_chart_get_node (chart, i)->title, title) == 0)
      return (int) i;
  return -1;
}

static void
click_node (Fixture *f, const char *title)
{
  CmThreadDrawing *drawing = cm_thread_panel_get_drawing (cm_outcomes_page_get_panel (f->page));
  int node = find_node (cm_thread_drawing_get_chart (drawing), title);
  double x, y;

  g_assert_cmpint (node, >=, 0);
  g_assert_true (cm_thread_drawing_get_centre (drawing, (guint) node, &x, &y));
  cm_test_click_at (GTK_WIDGET (drawing), x, y, 1);
}

static void
test_drawing (Fixture *f, gconstpointer data)
{
  CmThreadDrawing *drawing;
  const CmThreadChart *chart;
  g_autofree char *spoken = NULL;

  click_button (f, "Drawing");
  cm_test_settle ();
  drawing = cm_thread_panel_get_drawing (cm_outcomes_page_get_panel (f->page));
  chart = cm_thread_drawing_get_chart (drawing);
  spoken = cm_thread_chart_describe (chart);
  g_assert_cmpstr (spoken,
                   ==,
                   "Safety: 2 outcomes, 1 indicator, 1 activity. £3,000 in 2009/10, all "
                   "mainstream. Loose ends: No owner, no operational outcome; No indicator; No "
                   "activity.");
  click_node (f, "People are safe");
  g_assert_cmpstr (
      cm_record_get_title (cm_record_form_get_record (cm_outcomes_page_get_form (f->page))),
      ==,
      "People are safe");
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "outcomes");
  /* The keyboard goes along the thread. */
  gtk_widget_grab_focus (GTK_WIDGET (drawing));
  press (f, "Right");
  press (f, "Return");
  g_assert_cmpstr (
      cm_record_get_title (cm_record_form_get_record (cm_outcomes_page_get_form (f->page))),
      ==,
      "Reports");
  /* The form, which lies over the drawing where there is no room beside it, goes. */
  click_button (f, "Show everything about the chosen row");
  click_node (f, "Helpline");
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "activities");
}

static void
test_drawing_follows (Fixture *f, gconstpointer data)
{
  CmThreadDrawing *drawing;

  click_row (f, "People are well");
  set_view (f, "drawing");
  drawing = cm_thread_panel_get_drawing (cm_outcomes_page_get_panel (f->page));
  g_assert_cmpstr (cm_thread_drawing_get_chart (drawing)->name, ==, "People are well");
  g_assert_cmpint (find_node (cm_thread_drawing_get_chart (drawing), "No activity"), >=, 0);
  {
    g_autofree char *patrol = find_id (f->store, "activity", "Patrol");
    g_autofree char *well = find_id (f->store, "outcome", "People are well");

    g_object_unref (cm_thread_link (f->store, patrol, well, NULL));
  }
  g_assert_cmpint (find_node (cm_thread_drawing_get_chart (drawing), "No activity"), ==, -1);
  g_assert_cmpint (find_node (cm_thread_drawing_get_chart (drawing), "Patrol"), >=, 0);
  click_button (f, "As a table");
  g_assert_nonnull (cm_test_find (f->root, CM_TYPE_THREAD_TABLE));
  g_assert_true (sees (f, "Base £500"));
  g_assert_true (sees (f, "◇ no indicator"));
}

static void
test_export (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "thread.png", "thread.svg", "thread.pdf" };
  g_autofree char *folder = g_path_get_dirname (f->path);
  CmThreadDrawing *drawing;

  set_view (f, "drawing");
  drawing = cm_thread_panel_get_drawing (cm_outcomes_page_get_panel (f->page));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autoptr (GError) error = NULL;
      GStatBuf status;

      g_assert_true (cm_thread_drawing_export (drawing, path, &error));
      g_assert_no_error (error);
      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_assert_cmpint (status.st_size, >, 1000);
    }
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (cm_thread_drawing_export (drawing, "/nowhere/at/all.png", &error));
    g_assert_nonnull (error);
  }
}

/* --- loose ends ------------------------------------------------------------------------------- */

static void
test_loose (Fixture *f, gconstpointer data)
{
  GtkWidget *list;

  g_assert_true (sees (f, "Loose ends ◇ 9"));
  click_button (f, "Loose ends ◇ 9");
  list = cm_test_find (f->root, CM_TYPE_LOOSE_LIST);
  g_assert_nonnull (list);
  g_assert_true (sees (f, "Outcomes that no body owns"));
  g_assert_true (sees (f, "Money spent for no outcome"));
  g_assert_true (sees (f, "£500"));
  cm_test_click (cm_test_find_text (list, "Outcomes that no body owns"));
  press (f, "Right");
  g_assert_true (sees (f, "People are well"));
  press (f, "Down");
  press (f, "Return");
  g_assert_cmpint (
      cm_thread_item_get_kind (cm_thread_tree_get_selected (f->tree)), ==, CM_THREAD_ITEM_OUTCOME);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (f->tree)));

  set_view (f, "loose");
  cm_test_click (cm_test_find_text (list, "Money spent for no outcome"));
  press (f, "Right");
  press (f, "Down");
  press (f, "Return");
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "activities");
}

static void
test_narrow (Fixture *f, gconstpointer data)
{
  set_view (f, "loose");
  /* The first kind with something in it is the chapter without an outcome. */
  click_button (f, "Show in the list");
  g_assert_true (sees (f, "Only: Chapters without an outcome"));
  g_assert_true (sees (f, "Health"));
  g_assert_null (cm_test_find_text (GTK_WIDGET (f->tree), "Safety"));
  click_button (f, "Show all again");
  g_assert_false (sees (f, "Only: Chapters without an outcome"));
  g_assert_true (sees (f, "Safety"));
}

/* --- search, scope and what other pages ask for ------------------------------------------------
 */

static void
test_search (Fixture *f, gconstpointer data)
{
  press (f, "<Control>f");
  type (f, "helpline");
  cm_test_wait (sees (f, "Helpline"));
  cm_test_settle ();
  g_assert_null (cm_test_find_text (GTK_WIDGET (f->tree), "People are well"));
  g_assert_null (cm_test_find_text (GTK_WIDGET (f->tree), "Reports"));
  type (f, "x");
  cm_test_wait (sees (f, "Nothing found"));
  cm_test_settle ();
  click_button (f, "_Show all again");
  g_assert_true (sees (f, "People are well"));
}

static void
test_scope (Fixture *f, gconstpointer data)
{
  g_autofree char *health = find_id (f->store, "chapter", "Health");
  g_autofree char *safe = find_id (f->store, "outcome", "People are safe");
  g_autoptr (CmScope) scope = cm_scope_new (NULL, health);

  cm_window_set_scope (f->window, scope);
  cm_test_settle ();
  g_assert_null (cm_test_find_text (GTK_WIDGET (f->tree), "Safety"));
  g_assert_null (cm_test_find_text (GTK_WIDGET (f->tree), "Activities without an outcome"));
  g_assert_true (sees (f, "Health"));
  /* Asked for from elsewhere, the scope gives way. */
  cm_window_show_page (f->window, "manual");
  cm_window_open_record (f->window, "outcome", safe);
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "outcomes");
  g_assert_cmpstr (cm_thread_item_get_id (cm_thread_tree_get_selected (f->tree)), ==, safe);
}

/* A target is shown with the indicator that it is part of. */
static void
test_open_target (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("target");
  g_autoptr (CmRecord) target = cm_store_first (f->store, query);

  cm_window_open_record (f->window, "target", cm_record_get_id (target));
  cm_test_settle ();
  g_assert_cmpint (cm_thread_item_get_kind (cm_thread_tree_get_selected (f->tree)),
                   ==,
                   CM_THREAD_ITEM_INDICATOR);
}

static void
test_query (Fixture *f, gconstpointer data)
{
  CmQuery *query = cm_query_new ("outcome");

  cm_query_where_null (query, "owner");
  cm_page_show_query (CM_PAGE (f->page), query, "Outcomes without an owner");
  cm_query_free (query);
  cm_test_settle ();
  g_assert_true (sees (f, "Only: Outcomes without an owner"));
  g_assert_true (sees (f, "People are well"));
  g_assert_null (cm_test_find_text (GTK_WIDGET (f->tree), "People are safe"));
}

/* What others do to the portfolio is seen, and the row that is chosen stays. */
static void
test_follow (Fixture *f, gconstpointer data)
{
  g_autofree char *safe = find_id (f->store, "outcome", "People are safe");

  click_row (f, "People are safe");
  press (f, "Right");
  add_activity (f->store, "Wardens", "People are safe", "1000.00");
  cm_test_settle ();
  g_assert_true (sees (f, "Wardens"));
  g_assert_true (sees (f, "£4,000"));
  g_assert_cmpstr (cm_thread_item_get_id (cm_thread_tree_get_selected (f->tree)), ==, safe);
  press (f, "<Control>z");
  press (f, "<Control>z");
  press (f, "<Control>z");
  g_assert_false (sees (f, "Wardens"));
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_assert_true (sees (f, "No chapters yet"));
  click_button (f, "_Add chapters in the registers");
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "registers");
}

/* --- many activities -------------------------------------------------------------------------- */

static void
test_many (Fixture *f, gconstpointer data)
{
  CmStore *store = cm_test_new_store ();
  gint64 longest = 0;

  CM_TEST_ADD (store, "partnership", "name", "P", "year", "2009", "as_on", "2009-06-08");
  fill (store);
  cm_store_begin (store, "Many", NULL);
  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *title = g_strdup_printf ("Activity %05u", i);
      g_autoptr (CmRecord) activity = cm_record_new (cm_table_find ("activity"));

      cm_record_set_text (activity, "title", title);
      cm_record_set_text (activity, "state", "live");
      g_assert_true (cm_store_insert (store, activity, NULL));
    }
  cm_store_commit (store, NULL);
  f->path = g_strdup (cm_store_get_path (store));
  g_assert_finalize_object (store);
  f->window = cm_test_open_window (cm_test_get_application (), f->path);
  cm_window_show_page (f->window, "cycle");
  cm_test_settle ();
  cm_window_show_page (f->window, "outcomes");
  f->page = CM_OUTCOMES_PAGE (cm_window_get_page (f->window, "outcomes"));
  f->tree = cm_outcomes_page_get_tree (f->page);
  f->store = cm_window_get_store (f->window);
  f->root = GTK_WIDGET (f->page);
  g_assert_false (cm_thread_is_ready (cm_outcomes_page_get_thread (f->page)));
  while (!cm_thread_is_ready (cm_outcomes_page_get_thread (f->page)))
    {
      gint64 start = g_get_monotonic_time ();

      cm_test_turn ();
      longest = MAX (longest, g_get_monotonic_time () - start);
    }
  cm_test_settle ();
  g_test_message ("longest turn of the main loop: %" G_GINT64_FORMAT " ms", longest / 1000);
  g_assert_cmpint (longest, <, 500000);
  g_assert_true (sees (f, "10002 activities"));
  {
    gint64 start = g_get_monotonic_time ();

    click_row (f, "Activities without an outcome");
    press (f, "Right");
    g_test_message ("opened in %" G_GINT64_FORMAT " ms with waiting",
                    (g_get_monotonic_time () - start) / 1000);
  }
  g_assert_true (sees (f, "Activity 00000"));
  g_assert_cmpuint (cm_thread_tree_get_n_rows (f->tree), >, 10000);
  tear_down (f, NULL);
}

int
main (int argc, char *argv[])
{
  cm_test_init (&argc, &argv);
#define TEST(path, test) g_test_add (path, Fixture, "rows", set_up, test, tear_down)
  TEST ("/outcomes-page/list", test_list);
  TEST ("/outcomes-page/keys", test_keys);
  TEST ("/outcomes-page/form", test_form);
  TEST ("/outcomes-page/open-activity", test_open_activity);
  TEST ("/outcomes-page/add-outcome", test_add_outcome);
  TEST ("/outcomes-page/rename", test_rename);
  TEST ("/outcomes-page/add-indicator", test_add_indicator);
  TEST ("/outcomes-page/link", test_link);
  TEST ("/outcomes-page/drag", test_drag);
  TEST ("/outcomes-page/drawing", test_drawing);
  TEST ("/outcomes-page/drawing-follows", test_drawing_follows);
  TEST ("/outcomes-page/export", test_export);
  TEST ("/outcomes-page/loose", test_loose);
  TEST ("/outcomes-page/narrow", test_narrow);
  TEST ("/outcomes-page/search", test_search);
  TEST ("/outcomes-page/scope", test_scope);
  TEST ("/outcomes-page/open-target", test_open_target);
  TEST ("/outcomes-page/query", test_query);
  TEST ("/outcomes-page/follow", test_follow);
  g_test_add ("/outcomes-page/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/outcomes-page/many", Fixture, NULL, NULL, test_many, NULL);
  return g_test_run ();
}
