/* test-feedback.c - readers attach points to paragraphs of the manual, by clicks and keys. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-feedback-dialog.h"
#include "cm-feedback-layer.h"
#include "cm-learning-page.h"
#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-section-tag.h"
#include "cm-test-table.h"

#include <string.h>

typedef struct
{
  char *path;
  CmWindow *window;
  CmManualPage *page;
  GtkWidget *root; /* the page, as a widget */
  CmStore *store;  /* the window's */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  f->window = cm_test_open_window (cm_test_get_application (), f->path);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1280, 800);
  cm_window_show_page (f->window, "manual");
  f->store = cm_window_get_store (f->window);
  f->page = CM_MANUAL_PAGE (cm_window_get_page (f->window, "manual"));
  f->root = GTK_WIDGET (f->page);
  cm_manual_page_show (f->page, "year-clocks");
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
find_label (Fixture *f, const char *start)
{
  GtkWidget *layer = cm_test_find (f->root, CM_TYPE_FEEDBACK_LAYER);
  GQueue queue = G_QUEUE_INIT;
  GtkWidget *found = NULL;

  g_queue_push_tail (&queue, layer);
  while (found == NULL && !g_queue_is_empty (&queue))
    {
      GtkWidget *widget = g_queue_pop_head (&queue);

      if (GTK_IS_LABEL (widget) &&
          g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), start))
        found = widget;
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        g_queue_push_tail (&queue, child);
    }
  g_queue_clear (&queue);
  g_assert_nonnull (found);
  return found;
}

static GtkWidget *
find_mark (Fixture *f, const char *name)
{
  GtkWidget *label = cm_test_find_text (f->root, name);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_MENU_BUTTON) : NULL;
}

static guint
count_points (Fixture *f)
{
  g_autoptr (CmQuery) query = cm_query_new ("feedback");

  return cm_store_count (f->store, query);
}

static GtkWidget *
find_dialog (void)
{
  GtkWidget *dialog = cm_test_find_dialog (CM_TYPE_FEEDBACK_DIALOG);

  g_assert_nonnull (dialog);
  return dialog;
}

/* Beside its passage: at the height of the first line, right of the text. */
static void
test_mark (Fixture *f, gconstpointer data)
{
  GtkWidget *label = find_label (f, "At least three months");
  GtkWidget *mark = find_mark (f, "2 points of feedback");
  graphene_rect_t passage, place;

  g_assert_nonnull (mark);
  g_assert_true (gtk_widget_compute_bounds (label, f->root, &passage));
  g_assert_true (gtk_widget_compute_bounds (mark, f->root, &place));
  g_assert_cmpfloat (ABS (place.origin.y - passage.origin.y), <, 6);
  g_assert_cmpfloat (place.origin.x, >, passage.origin.x + passage.size.width / 2);
}

static void
test_open_point (Fixture *f, gconstpointer data)
{
  GtkWidget *mark = find_mark (f, "2 points of feedback");
  CmLearningPage *learning;

  cm_test_click (mark);
  cm_test_settle ();
  g_assert_nonnull (
      cm_test_find_text (mark, "Does notice run from the letter or from the meeting?"));
  g_assert_nonnull (cm_test_find_text (mark, "Voluntary sector · 2 Jun 2009"));
  cm_test_click (cm_test_find_with_text (mark, GTK_TYPE_BUTTON, "Answer…"));
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "learning");
  learning = CM_LEARNING_PAGE (cm_window_get_page (f->window, "learning"));
  g_assert_cmpstr (cm_learning_page_get_view (learning), ==, "feedback");
}

/* From the menu of the paragraph to a mark beside it, and back by Undo. */
static void
test_give (Fixture *f, gconstpointer data)
{
  GtkWidget *label = find_label (f, "Twelve weeks");
  GtkWidget *dialog;
  g_autoptr (CmRecord) point = NULL;
  guint n = count_points (f);
  g_autofree char *undo = NULL;

  gtk_widget_grab_focus (label);
  cm_test_key (GTK_WIDGET (f->window), "<Control><Alt>m");
  cm_test_settle ();
  dialog = find_dialog ();
  g_assert_nonnull (cm_test_find_text (dialog, "The two clocks"));
  cm_test_type (dialog, "Which holidays count");
  cm_test_click (
      cm_test_find_with_text (dialog, ADW_TYPE_ENTRY_ROW, "Raised by: a group, not a name"));
  cm_test_type (dialog, "District councils");
  cm_test_key (dialog, "<Control>Return");
  cm_test_settle ();
  g_assert_cmpuint (count_points (f), ==, n + 1);
  point = cm_test_get (f->store, "feedback", "Which holidays count");
  g_assert_cmpstr (cm_record_get_text (point, "raised_by"), ==, "District councils");
  g_assert_true (g_str_has_prefix (cm_record_get_text (point, "quoted"), "Twelve weeks"));
  g_assert_cmpstr (cm_record_get_text (point, "section"), ==, "year-clocks");
  undo = cm_store_get_undo_label (f->store);
  g_assert_cmpstr (undo, ==, "Feedback on “The two clocks”");
  g_assert_nonnull (find_mark (f, "1 point of feedback"));
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (f->window),
                                       "“Which holidays count” is in the feedback record"));
  cm_test_key (GTK_WIDGET (f->window), "<Control>z");
  cm_test_settle ();
  g_assert_null (find_mark (f, "1 point of feedback"));
  g_assert_cmpuint (count_points (f), ==, n);
}

static void
test_menu (Fixture *f, gconstpointer data)
{
  GtkWidget *label, *item;

  cm_manual_page_show (f->page, "introduction");
  cm_test_settle ();
  label = find_label (f, "This manual answers");
  gtk_widget_grab_focus (label);
  cm_test_key (GTK_WIDGET (f->window), "<Shift>F10");
  cm_test_settle ();
  item = cm_test_find_text (f->root, "Say something about this paragraph…");
  g_assert_nonnull (item);
  cm_test_click (item);
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (find_dialog (), "Introduction"));
  cm_test_key (find_dialog (), "Escape");
  cm_test_settle ();
  g_assert_null (cm_test_find_dialog (CM_TYPE_FEEDBACK_DIALOG));
}

/* Without words there is nothing to keep; a wrong date is said and nothing lost. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  GtkWidget *dialog, *row;
  guint n = count_points (f);

  gtk_widget_grab_focus (find_label (f, "Twelve weeks"));
  cm_test_key (GTK_WIDGET (f->window), "<Control><Alt>m");
  cm_test_settle ();
  dialog = find_dialog ();
  cm_test_key (dialog, "<Control>Return");
  cm_test_settle ();
  g_assert_cmpuint (count_points (f), ==, n);
  cm_test_type (dialog, "Later");
  row = cm_test_find_with_text (dialog, ADW_TYPE_ENTRY_ROW, "Date");
  gtk_editable_set_text (GTK_EDITABLE (row), "31 Dec 2199");
  cm_test_click (cm_test_find_with_text (dialog, GTK_TYPE_BUTTON, "_Keep the point"));
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (
      dialog, "Date: a point cannot have been raised on a day that has not come."));
  g_assert_cmpuint (count_points (f), ==, n);
  gtk_window_close (GTK_WINDOW (dialog));
  cm_test_settle ();
}

/* A row of a table is a passage; with nothing chosen, the section is. */
static void
test_other_passages (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) row = NULL, section = NULL;

  cm_manual_page_show (f->page, "year");
  cm_test_settle ();
  gtk_widget_grab_focus (find_label (f, "Few meetings"));
  cm_test_key (GTK_WIDGET (f->window), "<Control><Alt>m");
  cm_test_settle ();
  cm_test_type (find_dialog (), "Not so");
  cm_test_key (find_dialog (), "<Control>Return");
  cm_test_settle ();
  row = cm_test_get (f->store, "feedback", "Not so");
  g_assert_true (g_str_has_prefix (cm_record_get_text (row, "quoted"), "August · Few meetings"));
  g_assert_nonnull (find_mark (f, "1 point of feedback"));
  gtk_window_set_focus (GTK_WINDOW (f->window), NULL);
  cm_test_key (GTK_WIDGET (f->window), "<Control><Alt>m");
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (find_dialog (), "The whole section"));
  cm_test_type (find_dialog (), "Draw it");
  cm_test_key (find_dialog (), "<Control>Return");
  cm_test_settle ();
  section = cm_test_get (f->store, "feedback", "Draw it");
  g_assert_cmpstr (cm_record_get_text (section, "anchor"), ==, "year");
}

static void
test_tag (Fixture *f, gconstpointer data)
{
  GtkWidget *tag;

  cm_manual_page_show (f->page, "introduction");
  cm_test_settle ();
  tag = cm_test_find (f->root, CM_TYPE_SECTION_TAG);
  g_assert_nonnull (tag);
  g_assert_nonnull (cm_test_find_text (tag, "Validated"));
  cm_test_click (tag);
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (
      tag, "Validated since 20 May 2009 · Commissioning Project Board\nIllustrative."));
  cm_test_click (cm_test_find_with_text (tag, GTK_TYPE_BUTTON, "_Mark as tested"));
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (tag, "Workshop: say at which workshop it was tested."));
  cm_test_key (GTK_WIDGET (f->window), "Escape");
  cm_test_settle ();
}

/* The passage of a point is gone to and lifted out, and is where the reader looks. */
static void
test_show_point (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) point =
      cm_test_get (f->store, "feedback", "Leave the inner ring out: boards do not buy");
  GtkWidget *label;
  graphene_rect_t bounds;
  gboolean lifted = FALSE;

  cm_manual_page_show_point (f->page, cm_record_get_id (point));
  cm_test_settle ();
  g_assert_cmpstr (cm_manual_page_get_shown (f->page), ==, "cycle-rings");
  label = find_label (f, "The inner ring is purchasing");
  for (GtkWidget *up = label; up != NULL; up = gtk_widget_get_parent (up))
    lifted = lifted || gtk_widget_has_css_class (up, "document-chosen");
  g_assert_true (lifted);
  g_assert_true (gtk_widget_compute_bounds (label, f->root, &bounds));
  g_assert_cmpfloat (bounds.origin.y, >, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <, gtk_widget_get_height (f->root));
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/feedback/mark", test_mark);
  ADD ("/feedback/open-point", test_open_point);
  ADD ("/feedback/give", test_give);
  ADD ("/feedback/menu", test_menu);
  ADD ("/feedback/refused", test_refused);
  ADD ("/feedback/other-passages", test_other_passages);
  ADD ("/feedback/tag", test_tag);
  ADD ("/feedback/show-point", test_show_point);
#undef ADD
  return g_test_run ();
}
