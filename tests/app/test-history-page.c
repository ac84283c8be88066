/* test-history-page.c - who changed what, value by value; undo of any length. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-history-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-library.h"
#include "cm-progress-dialog.h"
#include "cm-store-errand.h"
#include "cm-test.h"

typedef struct
{
  char *path;
  CmStore *store;
  CmHistoryPage *page;
  GtkWidget *window;
  char *table, *id; /* of the record that was asked for */
  char *message;
} Fixture;

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
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  f->store = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  f->page = g_object_new (CM_TYPE_HISTORY_PAGE, NULL);
  g_signal_connect_swapped (f->page, "open-record", G_CALLBACK (open_record_cb), f);
  g_signal_connect_swapped (f->page, "message", G_CALLBACK (message_cb), f);
  cm_page_set_store (CM_PAGE (f->page), f->store, NULL);
  f->window = cm_test_show (GTK_WIDGET (f->page), 1000, 700);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  cm_store_close (f->store);
  g_clear_object (&f->store);
  cm_test_drop_file (f->path);
  g_free (f->table);
  g_free (f->id);
  g_free (f->message);
}

static GtkSelectionModel *
get_model (Fixture *f)
{
  GObject *list =
      gtk_widget_get_template_child (GTK_WIDGET (f->page), CM_TYPE_HISTORY_PAGE, "list");

  return gtk_list_view_get_model (GTK_LIST_VIEW (list));
}

static guint
count_rows (Fixture *f)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_model (f)));
}

/* Gives the first activity of the table's order another lead. */
static char *
change_lead (Fixture *f, const char *lead, const char *label)
{
  g_autoptr (CmQuery) query = cm_query_new ("activity");
  g_autoptr (CmRecord) first = cm_store_first (f->store, query);
  g_autoptr (CmRecord) copy = cm_record_copy (first);
  g_autoptr (GError) error = NULL;

  cm_record_set_text (copy, "lead", lead);
  cm_store_save (f->store, copy, label, &error);
  g_assert_no_error (error);
  cm_test_settle ();
  return g_strdup (cm_record_get_id (copy));
}

static void
add_lesson (Fixture *f, const char *name)
{
  g_autoptr (CmRecord) lesson = cm_record_new (cm_table_find ("lesson"));
  g_autofree char *label = g_strdup_printf ("Add “%s”", name);

  cm_record_set_text (lesson, "name", name);
  cm_store_save (f->store, lesson, label, NULL);
  cm_test_settle ();
}

static void
test_details (Fixture *f, gconstpointer data)
{
  g_autofree char *id = change_lead (f, "Head of service", "Change the lead");

  g_assert_nonnull (cm_test_find_text (f->window, "Change the lead"));
  g_assert_nonnull (cm_test_find_text (f->window, "Lead"));
  g_assert_nonnull (cm_test_find_text (f->window, "Head of service"));
  cm_test_click (cm_test_find_with_text (f->window, GTK_TYPE_BUTTON, "Show"));
  g_assert_cmpstr (f->table, ==, "activity");
  g_assert_cmpstr (f->id, ==, id);
}

static void
test_search (Fixture *f, gconstpointer data)
{
  GtkWidget *entry = cm_test_find (f->window, GTK_TYPE_SEARCH_ENTRY);
  guint all;

  add_lesson (f, "Umbrella");
  add_lesson (f, "Raincoat");
  all = count_rows (f);
  g_assert_cmpuint (all, >=, 3); /* the loading too */
  cm_test_key (f->window, "<Control>f");
  cm_test_type (entry, "umbrella");
  cm_test_wait (count_rows (f) == 1);
  g_assert_nonnull (cm_test_find_text (f->window, "Add “Umbrella”"));
  cm_test_type (entry, "x");
  cm_test_wait (cm_test_find_text (f->window, "No change found") != NULL);
  cm_test_settle ();
  cm_test_click (cm_test_find_with_text (f->window, GTK_TYPE_BUTTON, "Show _all changes"));
  cm_test_wait (count_rows (f) == all);
}

/* Two changes of one record and one of another. */
static void
test_record (Fixture *f, gconstpointer data)
{
  g_autofree char *id = change_lead (f, "One", "Change to one");

  add_lesson (f, "Umbrella");
  g_free (change_lead (f, "Two", "Change to two"));
  cm_history_page_narrow (f->page, "activity", id);
  cm_test_settle ();
  g_assert_cmpuint (count_rows (f), ==, 2);
  g_assert_null (cm_test_find_text (f->window, "Add “Umbrella”"));
  cm_test_click (cm_test_find_with_text (f->window, GTK_TYPE_BUTTON, "Show all changes again"));
  g_assert_cmpuint (count_rows (f), ==, 4);
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("lesson");
  guint before = cm_store_count (f->store, query);

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("Lesson %u", i);

      add_lesson (f, name);
    }
  gtk_selection_model_select_item (get_model (f), 3, TRUE);
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (f->window, "Add “Lesson 1”"));
  cm_test_click (cm_test_find_with_text (f->window, GTK_TYPE_BUTTON, "_Undo back to here"));
  cm_test_wait (f->message != NULL);
  g_assert_cmpstr (f->message, ==, "4 changes are undone");
  g_assert_cmpuint (cm_store_count (f->store, query), ==, before + 1);
  while (cm_store_redo (f->store, NULL))
    ;
  g_assert_cmpuint (cm_store_count (f->store, query), ==, before + 5);
}

static void
add_many (CmStore *store, guint n)
{
  g_assert_true (cm_store_begin (store, "Bring in many lessons", NULL));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CmRecord) lesson = cm_record_new (cm_table_find ("lesson"));
      g_autofree char *name = g_strdup_printf ("Lesson %u of many that were brought in at once", i);

      cm_record_set_text (lesson, "name", name);
      cm_record_set_text (
          lesson, "happened", "A note that makes the change as long as it must be here.");
      g_assert_true (cm_store_insert (store, lesson, NULL));
    }
  g_assert_true (cm_store_commit (store, NULL));
}

/* A change that takes long is undone beside the window, among those that do not. */
static void
test_undo_long (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("lesson");
  guint before = cm_store_count (f->store, query);

  add_lesson (f, "The first");
  add_many (f->store, 5000);
  g_assert_true (cm_store_undo_is_long (f->store, FALSE));
  add_lesson (f, "The last");
  cm_test_settle ();
  gtk_selection_model_select_item (get_model (f), 2, TRUE);
  cm_test_settle ();
  cm_test_click (cm_test_find_with_text (f->window, GTK_TYPE_BUTTON, "_Undo back to here"));
  cm_test_wait (f->message != NULL);
  g_assert_cmpstr (f->message, ==, "3 changes are undone");
  g_assert_cmpuint (cm_store_count (f->store, query), ==, before);
  g_assert_null (cm_test_find_dialog (CM_TYPE_PROGRESS_DIALOG));
}

/* What is undone already, and what was loaded, cannot be undone. */
static void
test_no_undo (Fixture *f, gconstpointer data)
{
  GtkWidget *button;

  g_assert_cmpuint (count_rows (f), ==, 1);
  button = cm_test_find_with_text (f->window, GTK_TYPE_BUTTON, "_Undo back to here");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_free (change_lead (f, "One", "Change to one"));
  g_assert_true (gtk_widget_is_sensitive (button));
  cm_store_undo (f->store, NULL);
  cm_test_settle ();
  g_assert_false (gtk_widget_is_sensitive (button));
}

/* The file has what is shown, and nothing is lost when it cannot be written. */
static void
test_export (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_strconcat (f->path, ".csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/proc/nowhere/changes.csv");
  g_autofree char *id = change_lead (f, "Head of service", "Change the lead");
  g_autofree char *text = NULL;

  add_lesson (f, "Umbrella");
  cm_history_page_narrow (f->page, "activity", id);
  cm_history_page_export (f->page, file);
  cm_test_wait (f->message != NULL);
  g_assert_true (g_str_has_prefix (f->message, "The changes are in “"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Head of service"));
  g_assert_null (strstr (text, "Umbrella"));
  g_clear_pointer (&f->message, g_free);
  cm_history_page_export (f->page, nowhere);
  cm_test_wait (f->message != NULL);
  g_assert_null (strstr (f->message, "The changes are in"));
  g_unlink (path);
}

/* Of one change of very many records the first are shown, and that there are more is told. */
static void
test_many (Fixture *f, gconstpointer data)
{
  gint64 before;

  cm_store_begin (f->store, "Add many", NULL);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (CmRecord) lesson = cm_record_new (cm_table_find ("lesson"));

      cm_record_set_text (lesson, "name", "Lesson");
      cm_record_set_text (lesson, "advice", "Advice");
      cm_store_insert (f->store, lesson, NULL);
    }
  cm_store_commit (f->store, NULL);
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (f->window, "Add many"));
  before = g_get_monotonic_time ();
  gtk_selection_model_select_item (get_model (f), 1, TRUE);
  gtk_selection_model_select_item (get_model (f), 0, TRUE);
  g_test_message ("%d ms", (int) ((g_get_monotonic_time () - before) / 1000));
  g_assert_nonnull (
      cm_test_find_text (f->window, "There are more values; saving as CSV writes them all."));
}

/* While nobody looks at the page it is left alone; it is right when it is looked at. */
static void
test_hidden (Fixture *f, gconstpointer data)
{
  guint before = count_rows (f);

  gtk_widget_set_visible (GTK_WIDGET (f->page), FALSE);
  add_lesson (f, "Umbrella");
  g_assert_cmpuint (count_rows (f), ==, before);
  gtk_widget_set_visible (GTK_WIDGET (f->page), TRUE);
  cm_test_wait (count_rows (f) == before + 1);
}

int
main (int argc, char *argv[])
{
  cm_test_init (&argc, &argv);
#define TEST(name)                                                                                 \
  g_test_add ("/history-page/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (details);
  TEST (search);
  TEST (record);
  TEST (undo);
  TEST (undo_long);
  TEST (no_undo);
  TEST (export);
  TEST (many);
  TEST (hidden);
  return g_test_run ();
}
