/* test-search-dialog.c - searching everywhere, with real keys, in the dialogue and in the window.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-search-dialog.h"

#include <string.h>

#include "cm-activities-page.h"
#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-search-row.h"
#include "cm-test-table.h"

typedef struct
{
  CmStore *store;
  CmSearch *search;
  CmSearchDialog *dialog;
  GtkWidget *root; /* the dialogue, as a widget */
  GString *opened;
} Fixture;

/* --- a portfolio and the dialogue ------------------------------------------------------------- */

static void
open_record_cb (Fixture *f, const char *table, const char *id)
{
  g_autofree char *title = cm_store_get_title (f->store, table, id);

  g_string_append_printf (f->opened, "%s/%s;", table, title);
}

static void
open_section_cb (Fixture *f, const char *id)
{
  g_string_append_printf (f->opened, "#%s;", id);
}

static void
fill (CmStore *store)
{
  g_autoptr (CmRecord) theme =
      cm_test_add (store, "theme", (const char *const[]){ "name", "Older people", NULL });

  CM_TEST_ADD (store, "chapter", "name", "At home", "theme", cm_record_get_id (theme));
  CM_TEST_ADD (store, "activity", "title", "Community cafés", "state", "live");
  CM_TEST_ADD (store, "activity", "title", "Advice in a café & bar", "state", "live");
  CM_TEST_ADD (store, "activity", "title", "Telephony", "state", "closed");
  CM_TEST_ADD (store, "place", "name", "Café Quarter");
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *name = g_strdup_printf ("Wombat %u", i);

      CM_TEST_ADD (store, "organisation", "name", name);
    }
}

static void
show_dialog (Fixture *f)
{
  f->dialog =
      CM_SEARCH_DIALOG (cm_search_dialog_new (f->search, cm_library_get_manual (NULL), f->store));
  f->root = GTK_WIDGET (f->dialog);
  g_object_add_weak_pointer (G_OBJECT (f->dialog), (gpointer *) &f->dialog);
  g_signal_connect_swapped (f->dialog, "open-record", G_CALLBACK (open_record_cb), f);
  g_signal_connect_swapped (f->dialog, "open-section", G_CALLBACK (open_section_cb), f);
  gtk_window_present (GTK_WINDOW (f->dialog));
  cm_test_settle ();
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = cm_test_new_store ();
  fill (f->store);
  f->opened = g_string_new (NULL);
  f->search = cm_search_new (cm_library_get_manual (NULL), NULL, f->store);
  show_dialog (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (f->dialog));
  cm_test_settle ();
  g_assert_null (f->dialog);
  g_assert_finalize_object (f->search);
  g_string_free (f->opened, TRUE);
  cm_test_drop_store (f->store);
}

/* --- looking and doing ------------------------------------------------------------------------ */

static void
wait_found (Fixture *f)
{
  cm_test_wait (!cm_search_dialog_is_busy (f->dialog));
  cm_test_settle ();
}

static void
look_for (Fixture *f, const char *words)
{
  cm_search_dialog_search (f->dialog, words, NULL);
  wait_found (f);
}

/* What is listed from top to bottom: title, and what is chosen with an asterisk. */
static char *
list_hits (Fixture *f)
{
  GtkWidget *list = cm_test_find (f->root, GTK_TYPE_LIST_BOX);
  GString *out = g_string_new (NULL);

  for (GtkWidget *row = list != NULL ? gtk_widget_get_first_child (list) : NULL; row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (CM_IS_SEARCH_ROW (row) && gtk_widget_get_visible (row))
      {
        GtkLabel *title =
            GTK_LABEL (gtk_widget_get_template_child (row, CM_TYPE_SEARCH_ROW, "title"));

        g_string_append_printf (out,
                                "%s%s%s",
                                out->len > 0 ? "|" : "",
                                gtk_label_get_text (title),
                                gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row)) ? "*" : "");
      }
  return g_string_free (out, FALSE);
}

static void
assert_hits (Fixture *f, const char *expected)
{
  g_autofree char *hits = list_hits (f);

  g_assert_cmpstr (hits, ==, expected);
}

static gboolean
sees (Fixture *f, const char *text)
{
  return cm_test_find_text (f->root, text) != NULL;
}

static gpointer
get (Fixture *f, const char *name)
{
  return gtk_widget_get_template_child (f->root, CM_TYPE_SEARCH_DIALOG, name);
}

static const char *
get_count (Fixture *f)
{
  return gtk_label_get_text (get (f, "count"));
}

/* --- cases ------------------------------------------------------------------------------------ */

/* No accent and a plural that is not there; the title that begins so comes first. */
static void
test_keys (Fixture *f, gconstpointer data)
{
  g_assert_true (sees (f, "Search everywhere"));
  cm_test_type (f->root, "cafes");
  wait_found (f);
  assert_hits (f, "Café Quarter*|Community cafés|Advice in a café & bar");
  g_assert_cmpstr (get_count (f), ==, "3 hits");
  cm_test_key (f->root, "Down");
  cm_test_key (f->root, "Down");
  assert_hits (f, "Café Quarter|Community cafés|Advice in a café & bar*");
  cm_test_key (f->root, "Down");
  assert_hits (f, "Café Quarter|Community cafés|Advice in a café & bar*");
  cm_test_key (f->root, "Up");
  g_assert_true (
      gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (f->root)), get (f, "entry")));
  cm_test_key (f->root, "Return");
  cm_test_settle ();
  g_assert_cmpstr (f->opened->str, ==, "activity/Community cafés;");
  g_assert_null (f->dialog);
}

static void
test_section (Fixture *f, gconstpointer data)
{
  cm_test_type (f->root, "list the option");
  wait_found (f);
  cm_test_key (f->root, "Return");
  cm_test_settle ();
  g_assert_cmpstr (f->opened->str, ==, "#plan-options;");
}

static void
test_click (Fixture *f, gconstpointer data)
{
  look_for (f, "cafe");
  cm_test_click (cm_test_find_text (f->root, "Advice in a café & bar"));
  cm_test_settle ();
  g_assert_cmpstr (f->opened->str, ==, "activity/Advice in a café & bar;");
}

static void
test_escape (Fixture *f, gconstpointer data)
{
  look_for (f, "cafe");
  cm_test_key (f->root, "Escape");
  cm_test_settle ();
  g_assert_cmpstr (f->opened->str, ==, "");
  g_assert_null (f->dialog);
}

/* Enter means what was typed, though it was not found yet when the key came. */
static void
test_hasty (Fixture *f, gconstpointer data)
{
  look_for (f, "cafe");
  gtk_editable_set_text (get (f, "entry"), "telephony");
  g_assert_true (cm_search_dialog_is_busy (f->dialog));
  cm_test_key (f->root, "Return");
  cm_test_wait (f->opened->len > 0);
  g_assert_cmpstr (f->opened->str, ==, "activity/Telephony;");
}

static void
test_marks (Fixture *f, gconstpointer data)
{
  PangoAttrList *attributes;
  g_autoptr (GSList) list = NULL;
  PangoAttribute *mark;

  look_for (f, "bars");
  attributes =
      gtk_label_get_attributes (GTK_LABEL (cm_test_find_text (f->root, "Advice in a café & bar")));
  list = pango_attr_list_get_attributes (attributes);
  g_assert_cmpuint (g_slist_length (list), ==, 1);
  mark = list->data;
  g_assert_cmpint (mark->klass->type, ==, PANGO_ATTR_WEIGHT);
  g_assert_cmpuint (mark->start_index, ==, strlen ("Advice in a café & "));
  g_assert_cmpuint (mark->end_index, ==, strlen ("Advice in a café & bar"));
  pango_attribute_destroy (mark);
}

static void
test_place (Fixture *f, gconstpointer data)
{
  look_for (f, "at home");
  g_assert_true (sees (f, "Chapters"));
  g_assert_true (sees (f, "Older people"));
}

/* --- kinds ------------------------------------------------------------------------------------ */

static void
test_chips (Fixture *f, gconstpointer data)
{
  look_for (f, "cafe");
  g_assert_true (sees (f, "All 3"));
  g_assert_true (sees (f, "Places 1"));
  g_assert_false (sees (f, "Manual 0"));
  cm_test_click (cm_test_find_with_text (f->root, GTK_TYPE_TOGGLE_BUTTON, "Activities 2"));
  wait_found (f);
  assert_hits (f, "Community cafés*|Advice in a café & bar");
  g_assert_cmpstr (get_count (f), ==, "2 hits");

  /* The kind stays, and where there is nothing of it the rest is offered. */
  cm_test_click (get (f, "entry"));
  cm_test_key (f->root, "<Control>a");
  cm_test_type (f->root, "cafe quarter");
  wait_found (f);
  g_assert_true (sees (f, "Nothing found in: Activities"));
  g_assert_cmpstr (get_count (f), ==, "No hits");
  cm_test_click (cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, "Show 1 hit elsewhere"));
  wait_found (f);
  assert_hits (f, "Café Quarter*");
}

static void
test_more (Fixture *f, gconstpointer data)
{
  look_for (f, "wombat");
  assert_hits (f, "Wombat 0*|Wombat 1|Wombat 2|Wombat 3|Wombat 4");
  g_assert_cmpstr (get_count (f), ==, "8 hits, the best 5 shown");
  cm_test_click (cm_test_find_with_text (f->root, GTK_TYPE_BUTTON, "Show all 8"));
  wait_found (f);
  assert_hits (f, "Wombat 0*|Wombat 1|Wombat 2|Wombat 3|Wombat 4|Wombat 5|Wombat 6|Wombat 7");
  cm_test_key (f->root, "Page_Down");
  cm_test_key (f->root, "Page_Down");
  assert_hits (f, "Wombat 0|Wombat 1|Wombat 2|Wombat 3|Wombat 4|Wombat 5|Wombat 6|Wombat 7*");
}

/* --- what changes ----------------------------------------------------------------------------- */

static void
test_changes (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) record = cm_test_get (f->store, "activity", "Community cafés");
  g_autoptr (CmRecord) copy = cm_record_copy (record);

  look_for (f, "cafe");
  cm_test_key (f->root, "Down");
  cm_record_set_text (copy, "title", "Community gardens");
  g_assert_true (cm_store_save (f->store, copy, "Rename", NULL));
  cm_test_wait (!sees (f, "Community cafés"));
  assert_hits (f, "Café Quarter*|Advice in a café & bar");
  look_for (f, "garden");
  assert_hits (f, "Community gardens*");

  g_assert_true (cm_store_begin (f->store, "Delete", NULL));
  g_assert_true (cm_store_delete (f->store, record, NULL));
  g_assert_true (cm_store_commit (f->store, NULL));
  cm_test_wait (sees (f, "Nothing found"));
  g_assert_true (cm_store_undo (f->store, NULL));
  cm_test_wait (sees (f, "Community gardens"));
}

/* What is chosen stays so when something else is changed. */
static void
test_keeps_choice (Fixture *f, gconstpointer data)
{
  look_for (f, "cafe");
  cm_test_key (f->root, "Down");
  CM_TEST_ADD (f->store, "place", "name", "Café Close");
  cm_test_wait (sees (f, "Café Close"));
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (f->root, "4 hits"));
  cm_test_key (f->root, "Return");
  cm_test_settle ();
  g_assert_cmpstr (f->opened->str, ==, "activity/Community cafés;");
}

static void
test_hostile (Fixture *f, gconstpointer data)
{
  static const char *const hostile[] = { "\"",   "cafe\"",  "cafe AND (", "NEAR(cafe",
                                         "*",    "<b>cafe", "&amp;",      "title:cafe",
                                         "';--", "cafe*",   "%s%n",       "\\\"' ()" };

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      look_for (f, hostile[i]);
      g_assert_cmpstr (gtk_stack_get_visible_child_name (get (f, "stack")), !=, "fault");
    }
  assert_hits (f, "");
  look_for (f, "cafe*");
  assert_hits (f, "Café Quarter*|Community cafés|Advice in a café & bar");
  look_for (f, "   ");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (get (f, "stack")), ==, "start");
}

/* --- in the window ---------------------------------------------------------------------------- */

typedef struct
{
  char *path;
  CmWindow *window;
} Program;

static void
start_program (Program *p, gconstpointer data)
{
  p->path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  p->window = cm_test_open_window (cm_test_get_application (), p->path);
  cm_test_settle ();
}

static void
end_program (Program *p, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (p->window));
  cm_test_settle ();
  g_assert_null (cm_test_find_dialog (CM_TYPE_SEARCH_DIALOG));
  cm_test_drop_file (p->path);
}

static GtkWidget *
wait_dialog (void)
{
  GtkWidget *dialog;

  cm_test_wait (cm_test_find_dialog (CM_TYPE_SEARCH_DIALOG) != NULL);
  dialog = cm_test_find_dialog (CM_TYPE_SEARCH_DIALOG);
  cm_test_wait (gtk_window_is_active (GTK_WINDOW (dialog)));
  cm_test_settle ();
  return dialog;
}

static void
test_window (Program *p, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("activity");
  g_autoptr (CmRecord) record = cm_store_first (cm_window_get_store (p->window), query);
  CmTableView *table;
  GtkWidget *dialog;

  cm_window_show_page (p->window, "manual");
  cm_test_key (GTK_WIDGET (p->window), "<Control>k");
  dialog = wait_dialog ();
  cm_search_dialog_search (CM_SEARCH_DIALOG (dialog), cm_record_get_title (record), "activity");
  cm_test_wait (!cm_search_dialog_is_busy (CM_SEARCH_DIALOG (dialog)));
  cm_test_key (dialog, "Return");
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (p->window), ==, "activities");
  table = cm_activities_page_get_table (
      CM_ACTIVITIES_PAGE (cm_window_get_page (p->window, "activities")));
  g_assert_cmpstr (
      cm_record_get_id (cm_table_view_get_current (table)), ==, cm_record_get_id (record));

  gtk_widget_activate_action (GTK_WIDGET (p->window), "win.search", NULL);
  dialog = wait_dialog ();
  cm_test_type (dialog, "pooled budget");
  cm_test_wait (!cm_search_dialog_is_busy (CM_SEARCH_DIALOG (dialog)));
  cm_test_key (dialog, "Return");
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (p->window), ==, "manual");
  g_assert_cmpstr (
      cm_manual_page_get_shown (CM_MANUAL_PAGE (cm_window_get_page (p->window, "manual"))),
      ==,
      "term-pooled-budget");
}

/* What is not on the sheet is looked for in the whole manual. */
static void
test_manual_find (Program *p, gconstpointer data)
{
  CmManualPage *page;
  GtkWidget *dialog;

  cm_window_show_page (p->window, "manual");
  page = CM_MANUAL_PAGE (cm_window_get_page (p->window, "manual"));
  /* Else it opens where it was read last. */
  cm_manual_page_show (page, "introduction");
  cm_test_settle ();
  gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
  cm_test_key (GTK_WIDGET (p->window), "<Control>f");
  g_assert_null (cm_test_find_text (GTK_WIDGET (page), "Search the whole manual"));
  cm_test_type (GTK_WIDGET (p->window), "pooled budget");
  cm_test_wait (cm_test_find_text (GTK_WIDGET (page), "Not on this page") != NULL);
  cm_test_key (GTK_WIDGET (p->window), "Return");
  dialog = wait_dialog ();
  cm_test_wait (!cm_search_dialog_is_busy (CM_SEARCH_DIALOG (dialog)));
  g_assert_nonnull (cm_test_find_text (dialog, "Pooled budget"));
  cm_test_key (dialog, "Return");
  cm_test_settle ();
  g_assert_cmpstr (cm_manual_page_get_shown (page), ==, "term-pooled-budget");

  /* It is offered again at the last place that is found here. */
  cm_test_wait (cm_test_find_text (GTK_WIDGET (page), "Not on this page") == NULL);
  g_assert_null (cm_test_find_text (GTK_WIDGET (page), "Search the whole manual"));
  gtk_widget_activate_action (GTK_WIDGET (page), "manual.find-move", "i", -1);
  cm_test_settle ();
  cm_test_click (
      cm_test_find_with_text (GTK_WIDGET (page), GTK_TYPE_BUTTON, "Search the whole manual"));
  g_assert_nonnull (wait_dialog ());
}

/* The portfolio can be closed while it is searched. */
static void
test_close (Program *p, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (p->window), "win.search", NULL);
  cm_search_dialog_search (CM_SEARCH_DIALOG (wait_dialog ()), "the", NULL);
  cm_window_close_portfolio (p->window);
  cm_test_settle ();
  g_assert_null (cm_test_find_dialog (CM_TYPE_SEARCH_DIALOG));
  gtk_widget_activate_action (GTK_WIDGET (p->window), "win.search", NULL);
  cm_test_settle ();
  g_assert_null (cm_test_find_dialog (CM_TYPE_SEARCH_DIALOG));
}

int
main (int argc, char *argv[])
{
  cm_test_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/search-dialog/" name, Fixture, NULL, set_up, function, tear_down)
#define ADD_WINDOW(name, function)                                                                 \
  g_test_add ("/search-dialog/" name, Program, NULL, start_program, function, end_program)
  ADD ("keys", test_keys);
  ADD ("section", test_section);
  ADD ("click", test_click);
  ADD ("escape", test_escape);
  ADD ("hasty", test_hasty);
  ADD ("marks", test_marks);
  ADD ("place", test_place);
  ADD ("chips", test_chips);
  ADD ("more", test_more);
  ADD ("changes", test_changes);
  ADD ("keeps-choice", test_keeps_choice);
  ADD ("hostile", test_hostile);
  ADD_WINDOW ("window", test_window);
  ADD_WINDOW ("manual-find", test_manual_find);
  ADD_WINDOW ("close", test_close);
  return g_test_run ();
}
