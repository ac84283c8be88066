/* test-cycle-page.c - the first page: the wheel, what is next, the themes and the figures. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-cycle-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-exchange.h"
#include "cm-library.h"
#include "cm-sign-off.h"
#include "cm-summary.h"
#include "cm-test.h"
#include "cm-wheel-builder.h"
#include "cm-wheel-table.h"
#include "cm-wheel.h"

typedef struct
{
  char *path;
  CmStore *store;
  CmManual *manual;
  GtkWidget *window;
  CmCyclePage *page;
  char *guidance, *message, *theme, *chapter, *search;
  guint shown; /* how often activities were asked for */
} Fixture;

/* --- the page --------------------------------------------------------------------------------- */

static void
guidance_cb (CmPage *page, const char *anchor, Fixture *f)
{
  g_free (f->guidance);
  f->guidance = g_strdup (anchor);
}

static void
message_cb (CmPage *page, const char *text, gboolean undo, Fixture *f)
{
  g_free (f->message);
  f->message = g_strdup (text);
}

static void
theme_cb (CmPage *page, const char *theme, Fixture *f)
{
  g_free (f->theme);
  f->theme = g_strdup (theme);
}

static void
activities_cb (CmPage *page, const char *chapter, const char *search, Fixture *f)
{
  g_free (f->chapter);
  g_free (f->search);
  f->chapter = g_strdup (chapter);
  f->search = g_strdup (search);
  f->shown++;
}

static void
open_page (Fixture *f)
{
  f->page = g_object_new (CM_TYPE_CYCLE_PAGE, NULL);
  g_signal_connect (f->page, "guidance", G_CALLBACK (guidance_cb), f);
  g_signal_connect (f->page, "message", G_CALLBACK (message_cb), f);
  g_signal_connect (f->page, "choose-theme", G_CALLBACK (theme_cb), f);
  g_signal_connect (f->page, "show-activities", G_CALLBACK (activities_cb), f);
  if (f->store != NULL)
    cm_page_set_store (CM_PAGE (f->page), f->store, NULL);
  f->window = cm_test_show (GTK_WIDGET (f->page), 1100, 780);
}

static void
open_store (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  f->store = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  open_page (f);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->manual = cm_library_get_manual (NULL);
  f->path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  open_store (f);
}

/* As a portfolio begins that is made with this template, or with none. */
static void
set_up_new (Fixture *f, gconstpointer template)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-cycle-XXXXXX", NULL);
  g_autofree char *source = template != NULL ? cm_library_get_path ("templates", template) : NULL;
  g_autoptr (GError) error = NULL;

  f->manual = cm_library_get_manual (NULL);
  f->path = g_build_filename (folder, "test.portfolio", NULL);
  if (source != NULL)
    cm_exchange_load (source, f->path, &error);
  else
    g_assert_finalize_object (cm_store_create (f->path, &error));
  g_assert_no_error (error);
  open_store (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer page = f->page;

  g_object_add_weak_pointer (G_OBJECT (f->page), &page);
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  g_assert_null (page);
  if (f->store != NULL)
    g_assert_finalize_object (f->store);
  cm_test_drop_file (f->path);
  g_free (f->guidance);
  g_free (f->message);
  g_free (f->theme);
  g_free (f->chapter);
  g_free (f->search);
}

/* --- finding and doing ------------------------------------------------------------------------ */

static GtkWidget *
find (Fixture *f, GType type, const char *text)
{
  return cm_test_find_with_text (GTK_WIDGET (f->page), type, text);
}

static gboolean
has (Fixture *f, const char *text)
{
  return find (f, GTK_TYPE_WIDGET, text) != NULL;
}

static void
wait_a_little (void)
{
  for (gint64 until = g_get_monotonic_time () + 300000; g_get_monotonic_time () < until;)
    cm_test_turn ();
}

static void
click (GtkWidget *widget)
{
  GtkWidget *scrolled;
  double y;

  g_assert_nonnull (widget);
  scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  g_assert_true (gtk_widget_translate_coordinates (widget, scrolled, 0, 0, NULL, &y));
  if (y + gtk_widget_get_height (widget) > gtk_widget_get_height (scrolled))
    {
      GtkAdjustment *adjustment =
          gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y - 120);
      cm_test_settle ();
    }
  cm_test_click (widget);
  /* A button tells of its click a little later. */
  wait_a_little ();
}

static CmWheelView *
get_wheel (Fixture *f)
{
  return CM_WHEEL_VIEW (cm_test_find (GTK_WIDGET (f->page), CM_TYPE_WHEEL_VIEW));
}

static GtkWidget *
get_button (Fixture *f)
{
  return gtk_widget_get_last_child (GTK_WIDGET (get_wheel (f)));
}

static CmRecord *
get_run (Fixture *f)
{
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);
  g_autoptr (CmCycle) cycle = cm_cycle_load (f->store, whole);

  return g_object_ref (cm_cycle_get_run (cycle));
}

static void
undo (Fixture *f)
{
  g_assert_true (cm_store_undo (f->store, NULL));
  cm_test_settle ();
}

/* (transfer full): what is heard of a step, as the wheel has it. */
static char *
describe (Fixture *f, guint step)
{
  return cm_wheel_describe_step (cm_wheel_view_get_wheel (get_wheel (f)), step);
}

static void
assert_heard (Fixture *f, guint step, const char *text)
{
  g_autofree char *heard = describe (f, step);

  g_assert_cmpstr (heard, ==, text);
}

/* --- the wheel -------------------------------------------------------------------------------- */

/* As the example's file has it. */
static void
test_wheel (Fixture *f, gconstpointer data)
{
  const CmWheel *wheel = cm_wheel_view_get_wheel (get_wheel (f));

  g_assert_cmpuint (wheel->steps->len, ==, cm_manual_get_n_steps (f->manual));
  g_assert_true (has (f, "Whole partnership 2010/11"));
  assert_heard (f,
                0,
                "Analyse, step 1 of 5, Scope, signed off, due 8 Apr 2009, responsible: Strategic "
                "Senior Officers’ Group");
  assert_heard (f,
                1,
                "Analyse, step 2 of 5, Needs, signed off, due 24 Apr 2009, responsible: "
                "Statistical Analysis Research Consultation Group");
  assert_heard (f,
                4,
                "Analyse, step 5 of 5, Gaps, in hand, due 10 Jun 2009, responsible: Strategic "
                "Senior Officers’ Group");
  assert_heard (f,
                6,
                "Plan, step 2 of 5, Options, in hand, due 12 Jun 2009, responsible: Theme "
                "partnerships");
  g_assert_cmpstr (wheel->people, ==, "People of Leicestershire");
  g_assert_cmpstr (wheel->here_step, ==, "step 5 of 5 · Gaps");
  g_assert_cmpint (wheel->selected, ==, 4);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (get_button (f))), ==, "Continue");
}

static void
test_open_step (Fixture *f, gconstpointer data)
{
  double x, y;

  g_assert_null (cm_cycle_page_get_step (f->page));
  click (get_button (f));
  g_assert_cmpstr (cm_cycle_page_get_step (f->page), ==, "analyse/gaps");
  g_assert_cmpstr (f->guidance, ==, "analyse/gaps");
  g_assert_true (has (f, "Find the gaps"));
  cm_test_settle ();
  click (find (f, GTK_TYPE_BUTTON, "Back to the wheel"));
  cm_test_wait (cm_cycle_page_get_step (f->page) == NULL);
  g_assert_cmpstr (f->guidance, ==, "cycle");

  g_assert_true (cm_wheel_view_get_step_centre (get_wheel (f), 6, &x, &y));
  cm_test_click_at (GTK_WIDGET (get_wheel (f)), x, y, 1);
  g_assert_cmpstr (cm_cycle_page_get_step (f->page), ==, "plan/options");

  /* With the keyboard: back to the step on the wheel, on to its neighbour. */
  cm_test_key (f->window, "Escape");
  g_assert_null (cm_cycle_page_get_step (f->page));
  cm_test_key (f->window, "Left");
  cm_test_key (f->window, "Return");
  g_assert_cmpstr (cm_cycle_page_get_step (f->page), ==, "plan/outcomes");
  cm_cycle_page_open_step (f->page, "no/such");
  g_assert_cmpstr (cm_cycle_page_get_step (f->page), ==, "plan/outcomes");
}

static void
test_stage (Fixture *f, gconstpointer data)
{
  g_signal_emit_by_name (get_wheel (f), "stage-activated", 1);
  g_assert_cmpstr (f->guidance, ==, "plan");
  g_signal_emit_by_name (get_wheel (f), "ring-activated", 3);
  g_assert_cmpstr (f->guidance, ==, "review");
}

static void
test_table (Fixture *f, gconstpointer data)
{
  click (find (f, GTK_TYPE_TOGGLE_BUTTON, "Show the steps as a table"));
  g_assert_null (get_wheel (f));
  g_assert_nonnull (cm_test_find (GTK_WIDGET (f->page), CM_TYPE_WHEEL_TABLE));
  g_assert_true (has (f, "10 Jun 2009"));
  click (find (f, GTK_TYPE_LABEL, "2 Options"));
  g_assert_cmpstr (cm_cycle_page_get_step (f->page), ==, "plan/options");
  cm_cycle_page_open_step (f->page, NULL);
  click (find (f, GTK_TYPE_TOGGLE_BUTTON, "Show the steps as a table"));
  g_assert_nonnull (get_wheel (f));
}

static void
test_follow (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) run = get_run (f);
  GtkWidget *card = find (f, GTK_TYPE_BUTTON, "3 chapters have no activity");

  g_assert_true (
      cm_cycle_set_state (f->store, run, "plan/options", "Options", CM_STATE_BLOCKED, NULL));
  cm_test_settle ();
  assert_heard (f,
                6,
                "Plan, step 2 of 5, Options, blocked, due 12 Jun 2009, responsible: Theme "
                "partnerships");
  g_assert_true (has (f, "“List the options” is blocked"));
  undo (f);
  g_assert_false (has (f, "“List the options” is blocked"));

  /* What a change does not touch keeps its widgets and the focus. */
  card = find (f, GTK_TYPE_BUTTON, "3 chapters have no activity");
  gtk_widget_grab_focus (card);
  g_assert_true (
      cm_cycle_set_field (f->store, run, "plan/options", "Options", "note", "New", NULL));
  cm_test_settle ();
  g_assert_true (find (f, GTK_TYPE_BUTTON, "3 chapters have no activity") == card);
  g_assert_true (gtk_widget_is_focus (card));
}

/* Signing off at the step moves the wheel on. */
static void
test_sign_off (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) run = get_run (f);

  cm_cycle_page_open_step (f->page, "analyse/gaps");
  cm_test_settle ();
  click (find (f, GTK_TYPE_BUTTON, "_Sign off…"));
  click (find (f, GTK_TYPE_BUTTON, "_Sign off this step"));
  g_assert_cmpstr (f->message, ==, "“Find the gaps” is signed off");
  cm_cycle_page_open_step (f->page, NULL);
  cm_test_settle ();
  g_assert_cmpint (cm_wheel_view_get_wheel (get_wheel (f))->selected, ==, 5);
  g_assert_false (has (f, "Go on with “Find the gaps”"));
  /* One comes back to where the cycle is now. */
  cm_test_key (f->window, "Return");
  g_assert_cmpstr (cm_cycle_page_get_step (f->page), ==, "plan/outcomes");
  cm_cycle_page_open_step (f->page, NULL);
  undo (f);
  g_assert_cmpint (cm_wheel_view_get_wheel (get_wheel (f))->selected, ==, 4);
}

static void
test_complete (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) run = get_run (f);

  for (guint i = 0; i < cm_manual_get_n_steps (f->manual); i++)
    g_assert_true (cm_cycle_set_state (
        f->store, run, cm_manual_get_step (f->manual, i)->id, "x", CM_STATE_SIGNED_OFF, NULL));
  cm_test_settle ();
  g_assert_cmpstr (
      cm_wheel_view_get_wheel (get_wheel (f))->here_step, ==, "every step is signed off");
  g_assert_false (gtk_widget_get_visible (get_button (f)));
}

/* Leaving the page with something wrong in a row is refused. */
static void
test_flush (Fixture *f, gconstpointer data)
{
  GtkWidget *due;

  g_assert_true (cm_page_flush (CM_PAGE (f->page)));
  cm_cycle_page_open_step (f->page, "plan/options");
  cm_test_settle ();
  due = find (f, ADW_TYPE_ENTRY_ROW, "Due, such as 12 Jun 2010");
  click (due);
  cm_test_key (due, "<Control>a");
  cm_test_type (due, "soon");
  g_assert_false (cm_page_flush (CM_PAGE (f->page)));
  click (find (f, GTK_TYPE_BUTTON, "Back to the wheel"));
  g_assert_cmpstr (cm_cycle_page_get_step (f->page), ==, "plan/options");
  gtk_widget_grab_focus (due);
  cm_test_key (due, "Escape");
  g_assert_true (cm_page_flush (CM_PAGE (f->page)));
  click (find (f, GTK_TYPE_BUTTON, "Back to the wheel"));
  g_assert_null (cm_cycle_page_get_step (f->page));
}

/* --- what is next, themes, figures ------------------------------------------------------------ */

static void
test_next (Fixture *f, gconstpointer data)
{
  GtkWidget *card = find (f, GTK_TYPE_BUTTON, "Go on with “List the options”");

  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (card),
      GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Go on with “List the options”. Theme partnerships · due\u00a012\u00a0Jun\u00a02009");
  click (card);
  g_assert_cmpstr (cm_cycle_page_get_step (f->page), ==, "plan/options");
  cm_cycle_page_open_step (f->page, NULL);
  cm_test_settle ();
  g_assert_true (has (f, "Equalities, Sustainable development, Rural"));
  click (find (f, GTK_TYPE_BUTTON, "3 chapters have no activity"));
  g_assert_cmpuint (f->shown, ==, 1);
}

static void
test_pressing (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) run = get_run (f);
  GtkWidget *overdue, *blocked, *next;
  double y_overdue, y_blocked, y_next;

  g_assert_true (
      cm_cycle_set_field (f->store, run, "review/learn", "Learn", "due", "1 Jun 2009", NULL));
  g_assert_true (
      cm_cycle_set_state (f->store, run, "plan/options", "Options", CM_STATE_BLOCKED, NULL));
  cm_test_settle ();
  next = find (f, GTK_TYPE_BUTTON, "Go on with “Find the gaps”");
  blocked = find (f, GTK_TYPE_BUTTON, "“List the options” is blocked");
  overdue = gtk_widget_get_first_child (gtk_widget_get_parent (next));
  gtk_widget_translate_coordinates (next, GTK_WIDGET (f->page), 0, 0, NULL, &y_next);
  gtk_widget_translate_coordinates (blocked, GTK_WIDGET (f->page), 0, 0, NULL, &y_blocked);
  gtk_widget_translate_coordinates (overdue, GTK_WIDGET (f->page), 0, 0, NULL, &y_overdue);
  g_assert_cmpfloat (y_overdue, <, y_blocked);
  g_assert_cmpfloat (y_blocked, <, y_next);
  click (overdue);
  g_assert_cmpstr (cm_cycle_page_get_step (f->page), ==, "review/learn");
}

static void
test_themes (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("theme");
  g_autoptr (GPtrArray) themes = cm_store_list (f->store, query);
  g_autoptr (CmScope) scope = NULL;
  GtkWidget *row;

  g_assert_cmpuint (themes->len, ==, 7);
  for (guint i = 0; i < themes->len; i++)
    g_assert_true (has (f, cm_record_get_title (themes->pdata[i])));
  /* Due on 29 May and 4 June; looked at on 8 June. */
  row = find (f, GTK_TYPE_LIST_BOX_ROW, "Cleaner and greener");
  g_assert_nonnull (cm_test_find_text (row, "▲ Overdue 10 days"));
  g_assert_true (gtk_widget_has_css_class (cm_test_find_text (row, "▲ Overdue 10 days"), "error"));
  row = find (f, GTK_TYPE_LIST_BOX_ROW, "Healthier communities");
  g_assert_nonnull (cm_test_find_text (row, "▲ Overdue 4 days"));
  row = find (f, GTK_TYPE_LIST_BOX_ROW, "Safer communities");
  g_assert_nonnull (cm_test_find_text (row, "● In hand"));

  click (row);
  g_assert_cmpstr (f->theme, ==, cm_record_get_id (themes->pdata[0]));
  cm_test_key (f->window, "Down");
  cm_test_key (f->window, "Return");
  g_assert_cmpstr (f->theme, ==, cm_record_get_id (themes->pdata[1]));

  scope = cm_scope_new (cm_record_get_id (themes->pdata[0]), NULL);
  cm_page_set_scope (CM_PAGE (f->page), scope);
  cm_test_settle ();
  g_assert_true (has (f, "Safer communities 2010/11"));
  g_assert_false (has (f, "Where each theme partnership stands"));
  g_assert_false (has (f, "Healthier communities"));
}

static void
assert_figures (Fixture *f, const CmScope *scope)
{
  CmSummary summary;
  g_autofree char *activities = NULL, *total = NULL, *chapters = NULL;

  cm_summary_compute (f->store, scope, &summary);
  activities = g_strdup_printf ("%u", summary.activities);
  total = cm_money_format_short (summary.total);
  chapters = g_strdup_printf ("%u / %u", summary.chapters_served, summary.chapters);
  g_assert_true (has (f, activities));
  g_assert_true (has (f, total));
  g_assert_true (has (f, chapters));
}

static void
test_figures (Fixture *f, gconstpointer data)
{
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);
  g_autoptr (CmQuery) query = cm_query_new ("theme");
  g_autoptr (CmRecord) theme = cm_store_first (f->store, query);
  g_autoptr (CmScope) scope = cm_scope_new (cm_record_get_id (theme), NULL);
  g_autoptr (CmRecord) activity = cm_record_new (cm_table_find ("activity"));

  g_assert_true (has (f, "62"));
  g_assert_true (has (f, "£18.4m"));
  g_assert_true (has (f, "71 %"));
  g_assert_true (has (f, "15 / 18"));
  assert_figures (f, whole);
  cm_record_set_text (activity, "title", "One more");
  cm_record_set_text (activity, "state", "proposed");
  g_assert_true (cm_store_save (f->store, activity, "Add", NULL));
  cm_test_settle ();
  g_assert_true (has (f, "63"));
  g_assert_true (has (f, "1 activity has no lead"));
  click (find (f, GTK_TYPE_BUTTON, "1 activity has no lead"));
  g_assert_cmpuint (f->shown, ==, 1);
  g_assert_cmpstr (f->search, ==, "One more");
  undo (f);
  g_assert_true (has (f, "62"));
  cm_page_set_scope (CM_PAGE (f->page), scope);
  g_assert_false (has (f, "62"));
  assert_figures (f, scope);
}

/* --- beginnings ------------------------------------------------------------------------------- */

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (get_button (f))), ==, "Begin");
  g_assert_true (has (f, "Begin “Agree the scope”"));
  g_assert_false (has (f, "chapters served"));
  g_assert_false (has (f, "Where each theme partnership stands"));
  click (find (f, GTK_TYPE_BUTTON, "_Enter activities"));
  g_assert_cmpuint (f->shown, ==, 1);
  g_assert_null (f->search);
  click (get_button (f));
  g_assert_cmpstr (cm_cycle_page_get_step (f->page), ==, "analyse/scope");
}

static void
test_nothing (Fixture *f, gconstpointer data)
{
  g_assert_true (has (f, "No cycle is open here"));
  g_assert_cmpint (cm_wheel_view_get_wheel (get_wheel (f))->selected, ==, -1);
  g_assert_true (has (f,
                      "Start a cycle in the middle of the wheel. The steps that come next will "
                      "stand here."));
  click (get_button (f));
  g_assert_true (has (f, "No cycle is open for the whole partnership"));
  click (find (f, GTK_TYPE_BUTTON, "_Start a cycle"));
  g_assert_false (has (f, "No cycle is open for the whole partnership"));
  cm_cycle_page_open_step (f->page, NULL);
  cm_test_settle ();
  g_assert_false (has (f, "No cycle is open here"));
  g_assert_true (has (f, "Begin “Agree the scope”"));
}

static void
set_up_bare (Fixture *f, gconstpointer data)
{
  f->path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  open_page (f);
}

static void
test_bare (Fixture *f, gconstpointer data)
{
  click (get_button (f));
  cm_test_key (f->window, "Tab");
  cm_test_key (f->window, "Right");
  cm_test_key (f->window, "Return");
  cm_cycle_page_open_step (f->page, "plan/options");
  g_assert_null (cm_cycle_page_get_step (f->page));
  g_assert_true (cm_page_flush (CM_PAGE (f->page)));
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);

#define TEST(name) g_test_add ("/cycle-page/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (wheel);
  TEST (open_step);
  TEST (stage);
  TEST (table);
  TEST (follow);
  TEST (sign_off);
  TEST (complete);
  TEST (flush);
  TEST (next);
  TEST (pressing);
  TEST (themes);
  TEST (figures);
  g_test_add ("/cycle-page/empty", Fixture, "empty.xml", set_up_new, test_empty, tear_down);
  g_test_add ("/cycle-page/nothing", Fixture, NULL, set_up_new, test_nothing, tear_down);
  g_test_add ("/cycle-page/bare", Fixture, NULL, set_up_bare, test_bare, tear_down);
  return g_test_run ();
}
