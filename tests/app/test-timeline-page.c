/* test-timeline-page.c - the year planner through real clicks and keys: going from year to year,
 * choosing planners, one's own group, what is behind a bar, the table, files, partners' cycles. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-timeline-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-test.h"

typedef struct
{
  char *path, *folder;
  CmWindow *window;
  CmTimelinePage *page;
  char *message;
} Fixture;

static void
message_cb (Fixture *f, const char *text)
{
  g_free (f->message);
  f->message = g_strdup (text);
}

static void
open_page (Fixture *f)
{
  cm_window_show_page (f->window, "timeline");
  f->page = CM_TIMELINE_PAGE (cm_window_get_page (f->window, "timeline"));
  cm_test_wait (cm_timeline_page_get_plan (f->page) != NULL);
  cm_test_settle ();
}

static void
reset_settings (void)
{
  static const char *const keys[] = {
    "guidance-visible",         "own-group",      "timeline-planners",
    "timeline-planners-chosen", "timeline-lanes",
  };
  g_autoptr (GSettings) settings = g_settings_new ("org.commissioning.Manual");

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
  g_settings_set_boolean (settings, "guidance-visible", FALSE);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  reset_settings ();
  f->path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  f->folder = g_dir_make_tmp ("cm-timeline-XXXXXX", NULL);
  f->window = cm_test_open_window (cm_test_get_application (), f->path);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1280, 800);
  cm_test_settle ();
  open_page (f);
  g_signal_connect_swapped (f->page, "message", G_CALLBACK (message_cb), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  cm_test_drop_file (f->path);
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->message);
  reset_settings ();
}

/* --- looking ---------------------------------------------------------------------------------- */

static GtkWidget *
get_part (Fixture *f, const char *name)
{
  return GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (f->page), CM_TYPE_TIMELINE_PAGE, name));
}

static const CmYearPlan *
get_plan (Fixture *f)
{
  return cm_timeline_page_get_plan (f->page);
}

static int
find_item (Fixture *f, const char *title)
{
  for (guint i = 0; i < get_plan (f)->items->len; i++)
    if (g_str_equal (cm_year_plan_get (get_plan (f), i)->title, title))
      return (int) i;
  return -1;
}

static CmPlannerBody *
get_body (Fixture *f)
{
  return cm_planner_view_get_body (cm_timeline_page_get_planner (f->page));
}

static const CmPlannerModel *
get_model (Fixture *f)
{
  return cm_planner_body_get_model (get_body (f));
}

static GtkWidget *
get_focus (Fixture *f)
{
  return gtk_root_get_focus (GTK_ROOT (f->window));
}

static gboolean
has_focus_in (Fixture *f, GtkWidget *widget)
{
  return get_focus (f) == widget ||
         (get_focus (f) != NULL && gtk_widget_is_ancestor (get_focus (f), widget));
}

static void
click_item (Fixture *f, const char *title)
{
  GtkWidget *body = GTK_WIDGET (get_body (f));
  const CmPlannerLayout *layout =
      cm_planner_body_get_layout (get_body (f), gtk_widget_get_width (body));
  int item = find_item (f, title);
  CmFigureBox sign;

  g_assert_cmpint (item, >=, 0);
  sign = cm_planner_layout_get_sign (layout, (guint) item);
  cm_test_click_at (body, sign.x + sign.width / 2, sign.y + sign.height / 2, 1);
  cm_test_settle ();
}

static void
assert_card (Fixture *f, const char *title, const char *facts)
{
  g_assert_true (gtk_widget_get_mapped (get_part (f, "card")));
  g_assert_nonnull (cm_test_find_text (get_part (f, "card"), title));
  g_assert_nonnull (cm_test_find_text (get_part (f, "card"), facts));
}

static void
assert_year (Fixture *f, gint64 year, const char *text)
{
  cm_test_wait (get_plan (f)->year == year);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_part (f, "year_label"))), ==, text);
}

/* With a click beside it. */
static void
close_popover (Fixture *f)
{
  cm_test_click (get_part (f, "year_label"));
  cm_test_wait (!gtk_widget_get_mapped (get_part (f, "choice")) &&
                !gtk_widget_get_mapped (get_part (f, "notes")));
  cm_test_settle ();
}

/* Ticks or unticks in the list of planners. */
static void
tick (Fixture *f, const char *title)
{
  GtkWidget *check;

  if (!gtk_widget_get_mapped (get_part (f, "choice")))
    cm_test_click (get_part (f, "planners_button"));
  cm_test_settle ();
  check = cm_test_find_with_text (get_part (f, "choice"), GTK_TYPE_CHECK_BUTTON, title);
  g_assert_nonnull (check);
  gtk_widget_grab_focus (check);
  cm_test_key (check, "space");
  cm_test_settle ();
}

static void
choose (Fixture *f, const char *part, guint steps)
{
  GtkWidget *drop = get_part (f, part);

  gtk_widget_grab_focus (drop);
  cm_test_key (drop, "space");
  for (guint i = 0; i < steps; i++)
    cm_test_key (drop, "Down");
  cm_test_key (drop, "Return");
  cm_test_settle ();
}

/* --- years and planners ----------------------------------------------------------------------- */

/* The year that the portfolio is looked at from, with a line for that day. */
static void
test_year (Fixture *f, gconstpointer data)
{
  assert_year (f, 2009, "2009/10");
  g_assert_true (get_model (f)->has_today);
  g_assert_cmpint (find_item (f, "Set the outcomes"), >=, 0);
  g_assert_cmpint (find_item (f, "Budget consultation"), >=, 0);
  cm_test_click (get_part (f, "after_button"));
  assert_year (f, 2010, "2010/11");
  g_assert_false (get_model (f)->has_today);
  g_assert_cmpint (find_item (f, "Budget consultation"), >=, 0);
  gtk_widget_grab_focus (GTK_WIDGET (f->page));
  cm_test_key (GTK_WIDGET (f->page), "<Control>Page_Up");
  cm_test_key (GTK_WIDGET (f->page), "<Control>Page_Up");
  assert_year (f, 2008, "2008/09");
  cm_test_key (GTK_WIDGET (f->page), "<Control>Page_Down");
  assert_year (f, 2009, "2009/10");
}

/* Any number together; what is of one year only is shown in it; the choice is remembered. */
static void
test_planners (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (find_item (f, "Precept set"), <, 0);
  cm_test_click (get_part (f, "planners_button"));
  cm_test_settle ();
  cm_test_click (cm_test_find_text (get_part (f, "choice"), "_All or none"));
  cm_test_settle ();
  g_assert_cmpint (find_item (f, "Precept set"), >=, 0);
  g_assert_cmpint (find_item (f, "Council sets the budget"), >=, 0);
  /* One of them is of another year, and is not shown. */
  g_assert_cmpuint (get_plan (f)->notes->len, ==, 1);
  g_assert_cmpint (find_item (f, "Framework of the area assessment published"), <, 0);
  close_popover (f);
  cm_test_click (get_part (f, "after_button"));
  assert_year (f, 2010, "2010/11");
  tick (f, "Research review, stage one: the research group (2009/10)");
  assert_year (f, 2009, "2009/10");
  g_assert_cmpint (find_item (f, "Document review"), >=, 0);
  close_popover (f);
  cm_test_click (get_part (f, "notes_button"));
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (get_part (f, "notes"), "Not shown"));
  g_assert_nonnull (cm_test_find_text (get_part (f, "notes"), "Police: precept"));
  close_popover (f);
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  f->window = cm_test_open_window (cm_test_get_application (), f->path);
  open_page (f);
  g_assert_cmpint (find_item (f, "Precept set"), >=, 0);
}

/* Lanes by stage in the colours of the manual, by group, and one for each partner. */
static void
test_lanes (Fixture *f, gconstpointer data)
{
  g_assert_cmpstr (cm_planner_model_get_lane (get_model (f), 0)->title, ==, "Analyse");
  g_assert_cmpint (cm_planner_model_get_lane (get_model (f), 3)->colour, ==, 3);
  choose (f, "lanes_choice", 1);
  g_assert_cmpstr (cm_planner_model_get_lane (get_model (f), 0)->title, ==, "Partnership board");
  choose (f, "lanes_choice", 1);
  g_assert_cmpstr (
      cm_planner_model_get_lane (get_model (f), 0)->title, ==, "The commissioning year");
  g_assert_cmpstr (
      cm_planner_model_get_lane (get_model (f), 1)->title, ==, "Charnwood Borough Council");
}

/* What is for other groups goes; what is for none stays. */
static void
test_group (Fixture *f, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.commissioning.Manual");
  g_autofree char *group = NULL;

  choose (f, "group_choice", 1);
  group = g_settings_get_string (settings, "own-group");
  g_assert_cmpstr (group, ==, "board");
  g_assert_cmpint (find_item (f, "Agree and sign the plan"), >=, 0);
  g_assert_cmpint (find_item (f, "Set the outcomes"), <, 0);
  g_assert_cmpint (find_item (f, "Budget consultation"), >=, 0);
}

/* A piece of work with its own columns and nothing but what is not known. */
static void
test_unknown (Fixture *f, gconstpointer data)
{
  static const char *const work[] = { "research-review-stage-2", NULL };
  g_autofree char *words = NULL;

  cm_timeline_page_choose (f->page, 2009, work, CM_PLANNER_BY_STAGE);
  cm_test_settle ();
  g_assert_cmpuint (get_model (f)->columns->len, ==, 7);
  click_item (f, "Focus groups and interviews");
  assert_card (f, "Focus groups and interviews", "? Time not known · Period");
  words = cm_planner_model_describe (get_model (f));
  g_assert_nonnull (strstr (words, "5 whose times are not known"));
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  static const char *const meetings[] = { "own:meetings", NULL };

  cm_timeline_page_choose (f->page, 1999, meetings, CM_PLANNER_BY_STAGE);
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (f->page), "Nothing in 1999/00"));
  cm_test_click (
      cm_test_find_with_text (get_part (f, "empty"), GTK_TYPE_BUTTON, "_Choose planners"));
  cm_test_settle ();
  g_assert_true (gtk_widget_get_mapped (get_part (f, "choice")));
  tick (f, "The commissioning year");
  g_assert_cmpint (find_item (f, "Set the outcomes"), >=, 0);
  close_popover (f);
}

/* --- details ---------------------------------------------------------------------------------- */

/* A click shows who does it and what it rests on; the step is read in the manual. */
static void
test_card (Fixture *f, gconstpointer data)
{
  GtkWidget *manual;

  g_assert_false (gtk_widget_get_mapped (get_part (f, "card")));
  click_item (f, "Set the outcomes");
  assert_card (f,
               "Set the outcomes",
               "1 Aug 2009 – 30 Sep 2009 · Period · Planning · Open to partners: others can still "
               "change the result");
  g_assert_nonnull (
      cm_test_find_text (get_part (f, "card"),
                         "Theme commissioning group · The commissioning year · Advice "
                         "or general practice, not from a source"));
  g_assert_cmpint (get_model (f)->chosen, ==, find_item (f, "Set the outcomes"));
  /* It is the same thing in another year. */
  cm_test_click (get_part (f, "after_button"));
  cm_test_settle ();
  g_assert_cmpint (get_model (f)->chosen, ==, find_item (f, "Set the outcomes"));
  cm_test_click (
      cm_test_find_with_text (get_part (f, "card"), GTK_TYPE_BUTTON, "Read “Set the outcomes”"));
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "manual");
  manual = GTK_WIDGET (cm_window_get_page (f->window, "manual"));
  g_assert_cmpstr (cm_manual_page_get_shown (CM_MANUAL_PAGE (manual)), ==, "plan-outcomes");
}

/* What was clicked stays in sight when the card takes its room. */
static void
test_in_sight (Fixture *f, gconstpointer data)
{
  GtkWidget *body = GTK_WIDGET (get_body (f));
  GtkWidget *scrolled = gtk_widget_get_ancestor (body, GTK_TYPE_SCROLLED_WINDOW);
  CmFigureBox box;
  double y;

  click_item (f, "Consult on what may end");
  assert_card (f, "Consult on what may end", "Consult on what may end");
  box = cm_planner_layout_get_box (
      cm_planner_body_get_layout (get_body (f), gtk_widget_get_width (body)),
      (guint) find_item (f, "Consult on what may end"));
  gtk_widget_translate_coordinates (body, scrolled, 0, box.y, NULL, &y);
  g_assert_cmpfloat (y, >=, 0);
  g_assert_cmpfloat (y + box.height, <=, gtk_widget_get_height (scrolled));
}

/* What is kept in the portfolio leads to its record: a partner's cycle on the second view. */
static void
test_record (Fixture *f, gconstpointer data)
{
  static const char *const partners[] = { "own:partners", NULL };
  g_autoptr (CmRecord) record = NULL;

  cm_timeline_page_choose (f->page, 2031, partners, CM_PLANNER_BY_PLANNER);
  cm_test_settle ();
  click_item (f, "Budget consultation");
  g_assert_nonnull (cm_test_find_text (get_part (f, "card"),
                                       "Leicestershire County Council · Partners’ cycles · "
                                       "Illustrative: made up to show how the program works"));
  cm_test_click (
      cm_test_find_with_text (get_part (f, "card"), GTK_TYPE_BUTTON, "_Open the record"));
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "timeline");
  g_assert_cmpstr (
      gtk_stack_get_visible_child_name (GTK_STACK (get_part (f, "stack"))), ==, "partners");
  record =
      cm_record_form_get_record (cm_register_get_form (cm_timeline_page_get_register (f->page)));
  g_assert_nonnull (record);
  g_object_ref (record);
  g_assert_cmpstr (cm_record_get_title (record), ==, "Budget consultation");
}

/* The arrows go from one to another, Enter opens, Escape closes and gives the focus back. */
static void
test_keys (Fixture *f, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (cm_timeline_page_get_planner (f->page));
  GtkWidget *body = GTK_WIDGET (get_body (f));
  GtkWidget *first, *second;

  gtk_widget_grab_focus (view);
  first = get_focus (f);
  g_assert_true (gtk_widget_get_parent (first) == body);
  cm_test_key (first, "Right");
  second = get_focus (f);
  g_assert_true (gtk_widget_get_parent (second) == body && second != first);
  cm_test_key (second, "Left");
  g_assert_true (get_focus (f) == first);
  cm_test_key (first, "Down");
  g_assert_true (get_focus (f) != first);
  cm_test_key (get_focus (f), "End");
  cm_test_settle ();
  cm_test_key (get_focus (f), "Home");
  g_assert_true (get_focus (f) == first);
  cm_test_key (first, "Return");
  cm_test_settle ();
  g_assert_true (gtk_widget_get_mapped (get_part (f, "card")));
  g_assert_true (get_focus (f) == first);
  cm_test_key (first, "Tab");
  g_assert_false (has_focus_in (f, body));
  while (!has_focus_in (f, get_part (f, "card")))
    cm_test_key (get_focus (f), "Tab");
  cm_test_key (get_focus (f), "Escape");
  cm_test_settle ();
  g_assert_false (gtk_widget_get_mapped (get_part (f, "card")));
  g_assert_true (has_focus_in (f, body));
}

/* The same as a table, whose rows open the same card. */
static void
test_table (Fixture *f, gconstpointer data)
{
  GtkWidget *list;

  cm_test_click (get_part (f, "table_button"));
  cm_test_settle ();
  g_assert_true (gtk_widget_get_mapped (get_part (f, "table")));
  g_assert_nonnull (cm_test_find_text (get_part (f, "table"), "31 Mar 2009"));
  list = cm_test_find (get_part (f, "table"), GTK_TYPE_COLUMN_VIEW);
  gtk_widget_grab_focus (list);
  cm_test_key (list, "Return");
  cm_test_settle ();
  g_assert_true (gtk_widget_get_mapped (get_part (f, "card")));
  g_assert_nonnull (
      cm_test_find_text (get_part (f, "card"), cm_year_plan_get (get_plan (f), 0)->title));
}

/* --- files and records ------------------------------------------------------------------------ */

static void
test_save (Fixture *f, gconstpointer data)
{
  static const char *const starts[][2] = {
    { "a.png", "\x89PNG" },
    { "a.svg", "<?xml" },
    { "a.pdf", "%PDF" },
    { "a.csv",
      "\xef\xbb\xbf"
      "From,To,What," },
    { "a.xlsx", "PK" },
    { "a.ics", "BEGIN:VCALENDAR" },
  };
  static const char *const fire[] = { "partner-fire", "partner-police", NULL };
  g_autofree char *ics = g_build_filename (f->folder, "asked.ics", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *path = g_build_filename (f->folder, starts[i][0], NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      cm_timeline_page_save (f->page, path, &error);
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_true (g_str_has_prefix (text, starts[i][1]));
      g_unlink (path);
    }
  cm_timeline_page_choose (f->page, 2009, fire, CM_PLANNER_BY_STAGE);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "timeline.save", "s", "ics");
  cm_test_choose_file (ics);
  cm_test_wait (f->message != NULL);
  g_assert_cmpstr (
      f->message, ==, "Saved as “asked.ics”, without 3 things whose times are not known");
  g_assert_cmpint (g_unlink (ics), ==, 0);
}

/* A change of the portfolio is on the planner at once. */
static void
test_change (Fixture *f, gconstpointer data)
{
  CmStore *store = cm_window_get_store (f->window);
  g_autoptr (CmRecord) event = cm_record_new (cm_table_find ("event"));
  g_autoptr (GError) error = NULL;

  cm_record_set_text (event, "name", "A new deadline");
  cm_record_set_text (event, "starts", "2009-11-02");
  cm_store_save (store, event, "Add", &error);
  g_assert_no_error (error);
  cm_test_wait (find_item (f, "A new deadline") >= 0);
  cm_store_undo (store, &error);
  g_assert_no_error (error);
  cm_test_wait (find_item (f, "A new deadline") < 0);
}

static void
test_partners (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("partner_calendar");
  g_autoptr (CmRecord) first = cm_store_first (cm_window_get_store (f->window), query);
  CmRegister *list;

  g_assert_null (cm_timeline_page_get_register (f->page));
  cm_test_click (cm_test_find_text (GTK_WIDGET (f->page), "Partners’ cycles"));
  cm_test_settle ();
  list = cm_timeline_page_get_register (f->page);
  g_assert_nonnull (list);
  g_assert_false (gtk_widget_get_mapped (get_part (f, "tools")));
  cm_window_show_page (f->window, "cycle");
  cm_window_open_record (f->window, "partner_calendar", cm_record_get_id (first));
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "timeline");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (list)));
}

/* In a narrow window everything stays within it. */
static void
test_narrow (Fixture *f, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (cm_timeline_page_get_planner (f->page));

  gtk_window_set_default_size (GTK_WINDOW (f->window), 640, 600);
  cm_test_settle ();
  cm_test_wait (gtk_widget_get_width (GTK_WIDGET (f->window)) < 700);
  cm_test_settle ();
  g_assert_cmpint (gtk_widget_get_width (view), <=, gtk_widget_get_width (GTK_WIDGET (f->window)));
  click_item (f, "Agree the scope");
  g_assert_true (gtk_widget_get_mapped (get_part (f, "card")));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *f, gconstpointer data);
  } cases[] = {
    { "/timeline-page/year", test_year },       { "/timeline-page/planners", test_planners },
    { "/timeline-page/lanes", test_lanes },     { "/timeline-page/group", test_group },
    { "/timeline-page/unknown", test_unknown }, { "/timeline-page/empty", test_empty },
    { "/timeline-page/card", test_card },       { "/timeline-page/in-sight", test_in_sight },
    { "/timeline-page/record", test_record },   { "/timeline-page/keys", test_keys },
    { "/timeline-page/table", test_table },     { "/timeline-page/save", test_save },
    { "/timeline-page/change", test_change },   { "/timeline-page/partners", test_partners },
    { "/timeline-page/narrow", test_narrow },
  };

  cm_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
