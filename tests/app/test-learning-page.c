/* test-learning-page.c - the feedback record, lessons and states in the window, by clicks and keys.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-learning-page.h"

#include <string.h>

#include "cm-manual-page.h"
#include "cm-passage-panel.h"
#include "cm-passage-words.h"
#include "cm-section-tag.h"
#include "cm-test-table.h"

typedef struct
{
  char *path;
  CmWindow *window;
  CmLearningPage *page;
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
  cm_window_show_page (f->window, "learning");
  cm_test_settle ();
  f->store = cm_window_get_store (f->window);
  f->page = CM_LEARNING_PAGE (cm_window_get_page (f->window, "learning"));
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

static gboolean
sees (Fixture *f, const char *text)
{
  return cm_test_find_text (GTK_WIDGET (f->window), text) != NULL;
}

static void
click (Fixture *f, const char *text)
{
  GtkWidget *button = cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, text);

  if (button == NULL)
    g_error ("there is no “%s”", text);
  cm_test_click (button);
  cm_test_settle ();
}

static void
press_button (Fixture *f, const char *text)
{
  GtkWidget *button = cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, text);

  g_assert_nonnull (button);
  gtk_widget_grab_focus (button);
  cm_test_key (GTK_WIDGET (f->window), "Return");
  cm_test_settle ();
}

static CmRegister *
get_list (Fixture *f)
{
  return cm_feedback_register_get_register (cm_learning_page_get_feedback (f->page));
}

static void
assert_value (Fixture *f, const char *point, const char *field, const char *expected)
{
  g_autofree char *value = cm_test_value (f->store, "feedback", point, field);

  g_assert_cmpstr (value, ==, expected);
}

static void
choose (Fixture *f, const char *point)
{
  g_autoptr (CmRecord) record = cm_test_get (f->store, "feedback", point);

  g_assert_nonnull (record);
  cm_window_open_record (f->window, "feedback", cm_record_get_id (record));
  cm_test_settle ();
}

static void
test_register (Fixture *f, gconstpointer data)
{
  g_autofree char *sections = NULL;

  g_assert_cmpuint (cm_table_view_get_n_rows (cm_register_get_table (get_list (f))), ==, 9);
  sections = cm_test_column (f->root, "section");
  g_assert_nonnull (strstr (sections, "Changed · How to read it"));
  g_assert_nonnull (strstr (sections, "The whole manual"));
  g_assert_nonnull (strstr (sections, "Moved · Report progress"));
  g_assert_nonnull (strstr (sections, "Gone · Roles"));
  click (f, "3 open");
  g_assert_cmpuint (cm_table_view_get_n_rows (cm_register_get_table (get_list (f))), ==, 3);
  click (f, "Show all of them again");
  g_assert_cmpuint (cm_table_view_get_n_rows (cm_register_get_table (get_list (f))), ==, 9);
}

/* Each button leads to the next point whose passage is in that case. */
static void
test_places (Fixture *f, gconstpointer data)
{
  CmTableView *table = cm_register_get_table (get_list (f));

  click (f, "1 passage changed");
  g_assert_cmpstr (
      cm_record_get_title (cm_table_view_get_current (table)), ==, "Too long for a new member");
  g_assert_true (sees (f, "Then"));
  g_assert_true (sees (f, "Now"));
  g_assert_true (sees (f, "Changed"));
  click (f, "1 passage gone");
  g_assert_cmpstr (cm_record_get_title (cm_table_view_get_current (table)),
                   ==,
                   "Names in a manual go out of date");
  g_assert_false (sees (f, "Then"));
  g_assert_true (sees (f, "Gone"));
  g_assert_null (cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, "_Go to the passage"));
}

static void
test_go_to_passage (Fixture *f, gconstpointer data)
{
  CmManualPage *manual;

  choose (f, "Does notice run from the letter or from the meeting?");
  click (f, "_Go to the passage");
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "manual");
  manual = CM_MANUAL_PAGE (cm_window_get_page (f->window, "manual"));
  g_assert_cmpstr (cm_manual_page_get_shown (manual), ==, "year-clocks");
}

/* A point is settled by its rules; what is missing is said, and put right where the reader is. */
static void
test_settle (Fixture *f, gconstpointer data)
{
  const char *point = "Too long for a new member";
  g_autoptr (CmRecord) record = cm_test_get (f->store, "feedback", point);
  g_autoptr (CmRecord) changed = cm_record_copy (record);
  g_autofree char *label = NULL;

  choose (f, point);
  click (f, "_Settle this point");
  g_assert_true (sees (f,
                       "Response: a point is settled by a response. Choose one, or leave the point "
                       "open."));
  assert_value (f, point, "state", "open");
  cm_record_set_text (changed, "response", "reject");
  cm_record_set_text (changed, "answer", "It is half an hour.");
  g_assert_true (cm_store_save (f->store, changed, "Answer", NULL));
  cm_test_settle ();
  click (f, "_Settle this point");
  assert_value (f, point, "state", "done");
  g_assert_true (sees (f, "“Too long for a new member” is settled"));
  label = cm_store_get_undo_label (f->store);
  g_assert_cmpstr (label, ==, "Answer “Too long for a new member”");
  g_assert_true (sees (f, "2 open"));
  /* By keyboard: the toast lies over the buttons for a while. */
  press_button (f, "_Open it again");
  assert_value (f, point, "state", "open");
  g_assert_true (sees (f, "3 open"));
  press_button (f, "_Drop it");
  assert_value (f, point, "state", "dropped");
}

static void
test_add (Fixture *f, gconstpointer data)
{
  g_autofree char *today = cm_date_today ();

  g_assert_true (sees (f, "No feedback yet"));
  cm_test_key (GTK_WIDGET (f->window), "<Control><Shift>n");
  cm_test_settle ();
  cm_test_key (GTK_WIDGET (f->window), "<Control>a");
  cm_test_type (GTK_WIDGET (f->window), "Say more");
  cm_test_key (GTK_WIDGET (f->window), "Return");
  cm_test_settle ();
  assert_value (f, "Say more", "on_date", today);
  assert_value (f, "Say more", "state", "open");
  g_assert_true (sees (f, "The whole manual"));
  g_assert_true (sees (f, "1 open"));
}

static void
test_lessons (Fixture *f, gconstpointer data)
{
  g_autofree char *names = NULL;

  cm_test_click (cm_test_find_with_text (f->root, GTK_TYPE_TOGGLE_BUTTON, "Lessons"));
  cm_test_settle ();
  g_assert_cmpstr (cm_learning_page_get_view (f->page), ==, "lesson");
  names = cm_test_column (f->root, "name");
  g_assert_nonnull (strstr (names, "Count what changes, not visits"));
}

static CmSectionTag *
find_tag (GtkWidget *root, const char *name)
{
  GtkWidget *found = NULL;
  char *wrong;

  if (CM_IS_SECTION_TAG (root) && gtk_widget_get_mapped (root))
    {
      wrong = gtk_test_accessible_check_property (
          GTK_ACCESSIBLE (gtk_widget_get_first_child (root)), GTK_ACCESSIBLE_PROPERTY_LABEL, name);
      found = wrong == NULL ? root : NULL;
      g_free (wrong);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = (GtkWidget *) find_tag (child, name);
  return (CmSectionTag *) found;
}

static GtkWidget *
find_form_button (CmSectionTag *tag, const char *text)
{
  GtkWidget *button = cm_test_find_with_text (GTK_WIDGET (tag), GTK_TYPE_BUTTON, text);

  g_assert_nonnull (button);
  return button;
}

static void
test_states (Fixture *f, gconstpointer data)
{
  CmSectionTag *tag;
  g_autofree char *label = NULL;

  cm_test_click (cm_test_find_with_text (f->root, GTK_TYPE_TOGGLE_BUTTON, "State of the manual"));
  cm_test_settle ();
  tag = find_tag (f->root, "State of “The cycle explained”: Tested at a workshop");
  g_assert_nonnull (tag);
  g_assert_true (sees (f, "12 May 2009"));
  g_assert_true (sees (f, "Options workshop, Safer communities"));
  /* Final wants to know by whom; draft wants to know why. */
  cm_test_click (GTK_WIDGET (tag));
  cm_test_settle ();
  cm_test_click (find_form_button (tag, "_Mark as final"));
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (tag), "Body: say which body saw to it."));
  cm_test_click (find_form_button (tag, "_Back to draft"));
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (tag), "Note: say why it goes back to draft."));
  cm_test_click (cm_test_find_with_text (GTK_WIDGET (tag), ADW_TYPE_ENTRY_ROW, "Note"));
  cm_test_type (GTK_WIDGET (f->window), "new figures");
  cm_test_click (find_form_button (tag, "_Back to draft"));
  cm_test_settle ();
  g_assert_true (sees (f, "“The cycle explained”: Draft"));
  g_assert_nonnull (find_tag (f->root, "State of “The cycle explained”: Draft"));
  label = cm_store_get_undo_label (f->store);
  g_assert_cmpstr (label, ==, "Take “The cycle explained” back to draft");
  cm_test_key (GTK_WIDGET (f->window), "<Control>z");
  cm_test_settle ();
  g_assert_nonnull (find_tag (f->root, "State of “The cycle explained”: Tested at a workshop"));
}

static void
test_show_state (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("section_state");
  g_autoptr (CmRecord) record = NULL;

  cm_query_where_text (query, "section", "year");
  record = cm_store_first (f->store, query);
  cm_window_open_record (f->window, "section_state", cm_record_get_id (record));
  cm_test_settle ();
  g_assert_cmpstr (cm_learning_page_get_view (f->page), ==, "states");
  g_assert_true (sees (f, "The commissioning year"));
}

static void
test_compare (void)
{
  g_autofree char *then = NULL, *now = NULL, *all_then = NULL, *all_now = NULL;

  cm_passage_compare ("Ask the people & wait", "Ask all the people first & go", &then, &now);
  g_assert_cmpstr (then, ==, "Ask the people &amp; <s>wait</s>");
  g_assert_cmpstr (now, ==, "Ask <b>all</b> the people <b>first</b> &amp; <b>go</b>");
  cm_passage_compare ("", "One < two", &all_then, &all_now);
  g_assert_true (pango_parse_markup (all_then, -1, 0, NULL, NULL, NULL, NULL));
  g_assert_true (pango_parse_markup (all_now, -1, 0, NULL, NULL, NULL, NULL));
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);
#define ADD(name, example, func) g_test_add (name, Fixture, example, set_up, func, tear_down)
  g_test_add_func ("/learning-page/compare", test_compare);
  ADD ("/learning-page/register", "leicestershire-together", test_register);
  ADD ("/learning-page/places", "leicestershire-together", test_places);
  ADD ("/learning-page/go-to-passage", "leicestershire-together", test_go_to_passage);
  ADD ("/learning-page/settle", "leicestershire-together", test_settle);
  ADD ("/learning-page/add", NULL, test_add);
  ADD ("/learning-page/lessons", "leicestershire-together", test_lessons);
  ADD ("/learning-page/states", "leicestershire-together", test_states);
  ADD ("/learning-page/show-state", "leicestershire-together", test_show_state);
#undef ADD
  return g_test_run ();
}
