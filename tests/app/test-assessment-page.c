/* test-assessment-page.c - self-assessment in the window: chosen, begun, judged, edited, compared.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-assessment-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-assessment-advice.h"
#include "cm-edit-text.h"
#include "cm-library.h"
#include "cm-point-row.h"
#include "cm-test-table.h"

#define PEER "1e000000-0000-7000-8000-003300000001"

typedef struct
{
  char *path;
  CmWindow *window;
  CmAssessmentPage *page;
  GtkWidget *root; /* the page, as a widget */
  CmStore *store;  /* the window's */
} Fixture;

static void
set_up (Fixture *f, gconstpointer example)
{
  if (example != NULL)
    f->path = cm_test_copy_example (example);
  else
    {
      CmStore *store = cm_test_new_store ();

      CM_TEST_ADD (store, "partnership", "name", "Partnership", "year", "2010");
      f->path = g_strdup (cm_store_get_path (store));
      g_assert_finalize_object (store);
    }
  f->window = cm_test_open_window (cm_test_get_application (), f->path);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1280, 800);
  cm_window_show_page (f->window, "assessment");
  cm_test_settle ();
  f->store = cm_window_get_store (f->window);
  f->page = CM_ASSESSMENT_PAGE (cm_window_get_page (f->window, "assessment"));
  f->root = GTK_WIDGET (f->page);
  cm_assessment_page_show (f->page, PEER);
  cm_test_settle ();
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

static GtkWidget *
get_part (Fixture *f, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (f->root, CM_TYPE_ASSESSMENT_PAGE, name));
}

static gboolean
sees (Fixture *f, const char *text)
{
  return cm_test_find_text (f->root, text) != NULL;
}

static const CmAssessmentPart *
get_heading (Fixture *f, const char *title)
{
  const CmAssessmentPart *part =
      cm_assessment_find_part (cm_assessment_page_get_shown (f->page), title);

  g_assert_nonnull (part);
  return part;
}

static GtkWidget *
open_heading (Fixture *f, const char *title)
{
  GtkWidget *card = GTK_WIDGET (cm_assessment_page_open_heading (f->page, title));

  g_assert_nonnull (card);
  cm_test_settle ();
  return card;
}

static guint
count (Fixture *f, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_count (f->store, query);
}

static void
undo (Fixture *f)
{
  g_assert_true (cm_store_undo (f->store, NULL));
  cm_test_settle ();
}

/* The row of the point with those words. */
static CmPointRow *
find_row (GtkWidget *widget, const char *words)
{
  if (CM_IS_POINT_ROW (widget))
    {
      CmRecord *point = cm_point_row_get_point (CM_POINT_ROW (widget));

      return g_str_equal (cm_record_get_text (point, "point"), words) ? CM_POINT_ROW (widget)
                                                                      : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      CmPointRow *row = find_row (child, words);

      if (row != NULL)
        return row;
    }
  return NULL;
}

/* The nth text of a card that can be edited, in drawing order. */
static GtkWidget *
find_nth_text (GtkWidget *widget, guint *n)
{
  if (CM_IS_EDIT_TEXT (widget) && gtk_widget_get_mapped (widget) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth_text (child, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_text (GtkWidget *card, guint n)
{
  GtkWidget *text = find_nth_text (card, &n);

  g_assert_nonnull (text);
  return text;
}

/* The row in which the next point of the side is typed. */
static GtkWidget *
find_next (GtkWidget *side)
{
  return gtk_widget_get_last_child (gtk_widget_get_first_child (side));
}

static void
show_in_view (Fixture *f, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (
      gtk_widget_compute_bounds (widget, gtk_widget_get_parent (get_part (f, "list")), &bounds));
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (get_part (f, "window"))),
      bounds.origin.y - 150);
  cm_test_settle ();
}

static void
click (Fixture *f, GtkWidget *widget)
{
  g_assert_nonnull (widget);
  show_in_view (f, widget);
  cm_test_click (widget);
  cm_test_settle ();
}

/* --- reading ---------------------------------------------------------------------------------- */

/* All headings with what was found; nothing is taken for granted; the guidance goes along. */
static void
test_example (Fixture *f, gconstpointer data)
{
  GtkWidget *card;

  g_assert_cmpuint (cm_assessment_page_get_shown (f->page)->parts->len, ==, 7);
  g_assert_true (sees (f, "Peer challenge 2006"));
  g_assert_true (sees (f, "Peer challenge · Whole partnership · 30 Apr 2006"));
  g_assert_true (sees (f, "3 strengths · 5 areas for development"));
  g_assert_true (sees (f, "Not judged"));
  g_assert_false (sees (f, "Questions to ask"));
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (f->window), "Judge our capability"));
  card = open_heading (f, "Leadership");
  g_assert_nonnull (cm_test_find_text (card, "Questions to ask"));
  g_assert_nonnull (cm_test_find_text (card, "our advice"));
  g_assert_nonnull (cm_test_find_text (card, "Strengths (4)"));
  g_assert_nonnull (cm_test_find_text (card, "One partner leads and the others attend."));
  g_assert_nonnull (find_row (card, "What champions are for"));
}

/* A click on the line of a heading opens it, another closes it; so does Enter. */
static void
test_cards (Fixture *f, gconstpointer data)
{
  GtkWidget *list = get_part (f, "list");
  CmAssessmentCard *first = CM_ASSESSMENT_CARD (gtk_widget_get_first_child (list));
  GtkWidget *expander = gtk_widget_get_first_child (GTK_WIDGET (first));

  cm_test_click (cm_test_find_text (GTK_WIDGET (first), "Vision and strategy"));
  cm_test_settle ();
  g_assert_true (cm_assessment_card_get_open (first));
  gtk_widget_grab_focus (expander);
  cm_test_key (expander, "space");
  g_assert_false (cm_assessment_card_get_open (first));
}

/* --- judging ---------------------------------------------------------------------------------- */

static void
test_judge (Fixture *f, gconstpointer data)
{
  GtkWidget *card = open_heading (f, "Leadership");
  GtkWidget *check =
      cm_test_find_with_text (card,
                              GTK_TYPE_CHECK_BUTTON,
                              "Senior people come and agree. The hard questions are settled "
                              "elsewhere, or not at all.");
  GtkWidget *none = cm_test_find_with_text (
      card, GTK_TYPE_CHECK_BUTTON, "Nothing is assumed. A level is not a must.");

  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (none)));
  click (f, check);
  g_assert_cmpstr (get_heading (f, "Leadership")->level->name, ==, "Begun");
  g_assert_true (sees (f, "●●○○  Begun"));
  g_assert_true (sees (f, "Headings with a level: 1 of 7"));
  gtk_widget_grab_focus (check);
  cm_test_key (check, "Down");
  cm_test_settle ();
  g_assert_cmpstr (get_heading (f, "Leadership")->level->name, ==, "Working");
  click (f, find_text (card, 0));
  cm_test_type (find_text (card, 0), "Two lead");
  cm_test_key (find_text (card, 0), "Return");
  cm_test_settle ();
  g_assert_cmpstr (cm_assessment_part_get_reason (get_heading (f, "Leadership")), ==, "Two lead");
  undo (f);
  undo (f);
  undo (f);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (none)));
  g_assert_null (get_heading (f, "Leadership")->level);
  g_assert_cmpuint (get_heading (f, "Leadership")->levels->len, ==, 0);
}

/* --- points ----------------------------------------------------------------------------------- */

static void
test_points (Fixture *f, gconstpointer data)
{
  GtkWidget *card = open_heading (f, "Leadership");
  CmPointRow *row = find_row (card, "Champions for priorities");
  GtkWidget *side, *next, *text;

  side = gtk_widget_get_parent (gtk_widget_get_parent (gtk_widget_get_parent (GTK_WIDGET (row))));
  next = find_next (side);
  click (f, next);
  cm_test_type (next, "A new one");
  cm_test_key (next, "Return");
  cm_test_settle ();
  g_assert_cmpuint (get_heading (f, "Leadership")->strengths->len, ==, 5);
  g_assert_nonnull (find_row (card, "A new one"));
  g_assert_true (gtk_widget_has_focus (next));
  /* Edited where it stands; left with Tab. */
  text = cm_test_find (GTK_WIDGET (find_row (card, "A new one")), CM_TYPE_EDIT_TEXT);
  gtk_widget_grab_focus (text);
  cm_test_key (text, "<Control>End");
  cm_test_type (text, " again");
  cm_test_key (text, "Tab");
  cm_test_settle ();
  g_assert_nonnull (find_row (card, "A new one again"));
  /* Moved with keys; the row keeps the focus. */
  gtk_widget_grab_focus (text);
  cm_test_key (text, "<Alt>Up");
  cm_test_settle ();
  g_assert_cmpstr (cm_record_get_text (get_heading (f, "Leadership")->strengths->pdata[3], "point"),
                   ==,
                   "A new one again");
  g_assert_true (gtk_widget_has_focus (text));
  /* Turned into the other side, and deleted there. */
  gtk_widget_activate_action (GTK_WIDGET (find_row (card, "A new one again")), "point.turn", NULL);
  cm_test_settle ();
  g_assert_cmpuint (get_heading (f, "Leadership")->areas->len, ==, 5);
  gtk_widget_activate_action (
      GTK_WIDGET (find_row (card, "A new one again")), "point.delete", NULL);
  cm_test_settle ();
  g_assert_null (find_row (card, "A new one again"));
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (f->window), "“A new one again” deleted"));
  undo (f);
  g_assert_nonnull (find_row (card, "A new one again"));
  for (guint i = 0; i < 4; i++)
    undo (f);
  g_assert_cmpuint (get_heading (f, "Leadership")->strengths->len, ==, 4);
}

/* What has no words is refused and comes back; a note is begun from the menu. */
static void
test_notes (Fixture *f, gconstpointer data)
{
  GtkWidget *card = open_heading (f, "Leadership");
  CmPointRow *row = find_row (card, "Champions for priorities");
  GtkWidget *text = cm_test_find (GTK_WIDGET (row), CM_TYPE_EDIT_TEXT), *note;

  show_in_view (f, GTK_WIDGET (row));
  gtk_widget_grab_focus (text);
  cm_test_key (text, "<Control>a");
  cm_test_key (text, "Delete");
  cm_test_key (text, "Return");
  g_assert_true (gtk_widget_has_css_class (text, "error"));
  cm_test_key (text, "Escape");
  g_assert_false (gtk_widget_has_css_class (text, "error"));
  gtk_widget_activate_action (GTK_WIDGET (row), "point.note", NULL);
  cm_test_settle ();
  note = gtk_widget_get_next_sibling (text);
  g_assert_true (gtk_widget_has_focus (note));
  cm_test_type (note, "One for each chapter");
  cm_test_key (note, "Return");
  cm_test_settle ();
  g_assert_cmpstr (
      cm_record_get_text (cm_point_row_get_point (row), "note"), ==, "One for each chapter");
  undo (f);
  gtk_widget_grab_focus (text);
  cm_test_settle ();
  g_assert_false (gtk_widget_get_visible (note));
}

/* One button makes a recommendation or an action of an area, and then leads there. */
static void
test_answers (Fixture *f, gconstpointer data)
{
  GtkWidget *card = open_heading (f, "Leadership");
  CmPointRow *row = find_row (card, "What champions are for");
  guint before = count (f, "recommendation"), actions = count (f, "action");

  click (f, cm_test_find_with_text (GTK_WIDGET (row), GTK_TYPE_BUTTON, "Recommend"));
  g_assert_cmpuint (count (f, "recommendation"), ==, before + 1);
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (row), "Recommendation: Open"));
  g_assert_nonnull (cm_test_find_text (card, "Recommendations"));
  row = find_row (card, "A stronger lead on difficult issues");
  click (f, cm_test_find_with_text (GTK_WIDGET (row), GTK_TYPE_BUTTON, "Make an action"));
  g_assert_cmpuint (count (f, "action"), ==, actions + 1);
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (row), "Action: Open"));
  row = find_row (card, "What champions are for");
  click (f, cm_test_find_with_text (GTK_WIDGET (row), GTK_TYPE_BUTTON, "Recommendation: Open"));
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "registers");
}

/* How far a recommendation has come is chosen beside it. */
static void
test_advice (Fixture *f, gconstpointer data)
{
  GtkWidget *card = open_heading (f, "Leadership"), *choice, *next;
  CmPointRow *row = find_row (card, "What champions are for");

  click (f, cm_test_find_with_text (GTK_WIDGET (row), GTK_TYPE_BUTTON, "Recommend"));
  choice = cm_test_find (card, GTK_TYPE_DROP_DOWN);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (choice)), ==, 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 2);
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (row), "Recommendation: Done"));
  undo (f);
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (row), "Recommendation: Open"));
  /* One more, in one's own words. */
  next = gtk_widget_get_last_child (
      gtk_widget_get_first_child (gtk_widget_get_ancestor (choice, CM_TYPE_ASSESSMENT_ADVICE)));
  click (f, next);
  cm_test_type (next, "Ask others in");
  cm_test_key (next, "Return");
  cm_test_settle ();
  g_assert_cmpuint (get_heading (f, "Leadership")->recommendations->len, ==, 2);
  g_assert_nonnull (cm_test_find_with_text (card, GTK_TYPE_BUTTON, "Ask others in"));
}

/* --- year by year ----------------------------------------------------------------------------- */

static void
test_begin (Fixture *f, gconstpointer data)
{
  GtkStack *stack = GTK_STACK (get_part (f, "stack"));

  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  g_assert_null (cm_assessment_page_get_shown (f->page));
  cm_test_click (cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, "_Begin a self-assessment"));
  cm_test_settle ();
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "assessment");
  g_assert_cmpuint (count (f, "assessment"), ==, 1);
  g_assert_true (sees (f, "Strengths (0)"));
  cm_assessment_page_show_view (f->page, "compare");
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (
      f->root,
      "There is no other assessment yet. Look again in a year by the same headings, and see here "
      "what has moved."));
  undo (f);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
}

/* Open areas come along; the list has both, year by year, and finds one by its words. */
static void
test_again (Fixture *f, gconstpointer data)
{
  CmAssessmentChooser *chooser = cm_assessment_page_get_chooser (f->page);
  GtkListBox *list = cm_assessment_chooser_get_list (chooser);
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (chooser));

  gtk_widget_activate_action (f->root, "assessment.begin-again", NULL);
  cm_test_settle ();
  g_assert_cmpuint (count (f, "assessment"), ==, 4);
  g_assert_cmpuint (get_heading (f, "Leadership")->areas->len, ==, 4);
  g_assert_cmpuint (get_heading (f, "Leadership")->strengths->len, ==, 0);
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, 3));
  cm_test_click (button);
  cm_test_settle ();
  gtk_editable_set_text (cm_assessment_chooser_get_entry (chooser), "peer 2005/06");
  cm_test_wait (
      !gtk_widget_get_child_visible (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0))));
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 3)));
  cm_test_key (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 3)), "Return");
  cm_test_settle ();
  g_assert_cmpuint (get_heading (f, "Leadership")->strengths->len, ==, 4);
}

static void
judge (Fixture *f, const char *id, guint level)
{
  const CmBenchmark *benchmark = cm_edition_get_benchmark (cm_library_get_edition (NULL));
  g_autoptr (CmAssessment) assessment = cm_assessment_load (f->store, id, benchmark);

  g_assert_true (cm_assessment_judge (
      f->store, assessment, assessment->parts->pdata[1], benchmark->levels->pdata[level], NULL));
}

/* The chart tells what moved, the table says it in words, and a row leads to its heading. */
static void
test_compare (Fixture *f, gconstpointer data)
{
  g_autofree char *peer =
      g_strdup (cm_record_get_id (cm_assessment_page_get_shown (f->page)->record));
  CmFundingChart *chart;
  GtkWidget *canvas, *choice;

  gtk_widget_activate_action (f->root, "assessment.begin", NULL);
  cm_test_settle ();
  judge (f, peer, 0);
  judge (f, cm_record_get_id (cm_assessment_page_get_shown (f->page)->record), 2);
  cm_assessment_page_show_view (f->page, "compare");
  cm_test_settle ();
  /* Beside the one before, unless another is chosen. */
  choice = cm_test_find (GTK_WIDGET (cm_assessment_page_get_compare (f->page)), GTK_TYPE_DROP_DOWN);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (choice)), ==, 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 2);
  cm_test_settle ();
  chart = cm_assessment_compare_get_chart (cm_assessment_page_get_compare (f->page));
  g_assert_true (sees (f, "1 heading moved up, 6 headings were not judged both times."));
  g_assert_true (sees (f, "Strengths: 23 then, 0 now. Areas for development: 24 then, 0 now."));
  g_assert_cmpstr (
      cm_funding_grid_get_text (cm_funding_chart_get_grid (chart), 1, 1), ==, "Not yet");
  g_assert_cmpstr (
      cm_funding_grid_get_text (cm_funding_chart_get_grid (chart), 1, 2), ==, "Working");
  g_assert_cmpstr (
      cm_funding_grid_get_text (cm_funding_chart_get_grid (chart), 1, 3), ==, "Up by 2 levels");
  g_assert_cmpstr (cm_funding_grid_get_text (cm_funding_chart_get_grid (chart), 1, 4), ==, "4 → 0");
  canvas = cm_funding_chart_get_canvas (chart);
  gtk_widget_grab_focus (canvas);
  cm_test_key (canvas, "Right");
  cm_test_key (canvas, "Right");
  g_assert_true (sees (f, "Leadership: then Not yet, now Working. Up by 2 levels"));
  cm_test_key (canvas, "Return");
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (f->root, "Strengths (0)"));
}

/* --- about it, and out of it ------------------------------------------------------------------ */

static void
test_about (Fixture *f, gconstpointer data)
{
  g_autofree char *id =
      g_strdup (cm_record_get_id (cm_assessment_page_get_shown (f->page)->record));

  cm_window_show_page (f->window, "registers");
  cm_test_settle ();
  cm_window_open_record (f->window, "assessment", id);
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "assessment");
  g_assert_true (gtk_expander_get_expanded (GTK_EXPANDER (get_part (f, "about"))));
  g_assert_true (sees (f, "Read and heard"));
  /* A point is at home with its assessment. */
  cm_window_open_record (f->window,
                         "assessment_point",
                         cm_record_get_id (get_heading (f, "Leadership")->areas->pdata[0]));
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "assessment");
  gtk_widget_activate_action (f->root, "assessment.begin", NULL);
  cm_test_settle ();
  g_assert_cmpuint (count (f, "assessment"), ==, 4);
  gtk_widget_activate_action (f->root, "assessment.delete", NULL);
  cm_test_settle ();
  g_assert_cmpuint (count (f, "assessment"), ==, 3);
  g_assert_true (sees (f, "Self-assessment 2008/09"));
}

static gboolean
has_start (const char *path, const char *start)
{
  g_autofree char *bytes = NULL;
  gsize size;

  return g_file_get_contents (path, &bytes, &size, NULL) && size > 2000 &&
         memcmp (bytes, start, strlen (start)) == 0;
}

static void
test_report (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-report-XXXXXX", NULL);
  g_autofree char *pdf = g_build_filename (folder, "a.pdf", NULL);
  g_autofree char *html = g_build_filename (folder, "a.html", NULL);
  g_autofree char *odt = g_build_filename (folder, "a.odt", NULL);
  g_autofree char *printed = g_build_filename (folder, "b.pdf", NULL);
  GtkPrintOperation *operation;

  cm_assessment_page_save (f->page, pdf);
  cm_test_wait (has_start (pdf, "%PDF-1."));
  cm_assessment_page_save (f->page, html);
  cm_test_wait (has_start (html, "<!DOCTYPE html>"));
  cm_assessment_page_save (f->page, odt);
  cm_test_wait (has_start (odt, "PK"));
  operation = cm_assessment_page_print (f->page, printed);
  g_assert_nonnull (operation);
  cm_test_wait (has_start (printed, "%PDF-1."));
  g_object_unref (operation);
  cm_test_settle ();
  g_unlink (pdf);
  g_unlink (html);
  g_unlink (odt);
  g_unlink (printed);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  cm_test_init (&argc, &argv);
#define ADD(name, example, function)                                                               \
  g_test_add ("/assessment-page/" name, Fixture, example, set_up, function, tear_down)
  ADD ("example", CM_LIBRARY_FIRST_EXAMPLE, test_example);
  ADD ("cards", CM_LIBRARY_FIRST_EXAMPLE, test_cards);
  ADD ("judge", CM_LIBRARY_FIRST_EXAMPLE, test_judge);
  ADD ("points", CM_LIBRARY_FIRST_EXAMPLE, test_points);
  ADD ("notes", CM_LIBRARY_FIRST_EXAMPLE, test_notes);
  ADD ("answers", CM_LIBRARY_FIRST_EXAMPLE, test_answers);
  ADD ("advice", CM_LIBRARY_FIRST_EXAMPLE, test_advice);
  ADD ("begin", NULL, test_begin);
  ADD ("again", CM_LIBRARY_FIRST_EXAMPLE, test_again);
  ADD ("compare", CM_LIBRARY_FIRST_EXAMPLE, test_compare);
  ADD ("about", CM_LIBRARY_FIRST_EXAMPLE, test_about);
  ADD ("report", CM_LIBRARY_FIRST_EXAMPLE, test_report);
  return g_test_run ();
}
