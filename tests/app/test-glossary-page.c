/* test-glossary-page.c - the glossary through real clicks and keys: finding a term, reading it, the
 * ways to other terms and to the manual, thousands of terms, editions without any. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-glossary-page.h"

#include <glib/gstdio.h>
#include <string.h>
#include <time.h>

#include "cm-document-view.h"
#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-test.h"

typedef struct
{
  char *path;
  CmWindow *window;
  CmGlossaryPage *page;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  f->window = cm_test_open_window (cm_test_get_application (), f->path);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1280, 800);
  cm_test_settle ();
  cm_window_show_page (f->window, "glossary");
  f->page = CM_GLOSSARY_PAGE (cm_window_get_page (f->window, "glossary"));
  cm_test_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  cm_test_drop_file (f->path);
}

/* --- looking ---------------------------------------------------------------------------------- */

static GtkWidget *
get_part_of (gpointer page, const char *name)
{
  return GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (page), CM_TYPE_GLOSSARY_PAGE, name));
}

static GtkWidget *
get_part (Fixture *f, const char *name)
{
  return get_part_of (f->page, name);
}

static guint
count_terms_of (gpointer page)
{
  return g_list_model_get_n_items (
      G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (get_part_of (page, "list")))));
}

static guint
count_terms (Fixture *f)
{
  return count_terms_of (f->page);
}

static GtkWidget *
get_focus (Fixture *f)
{
  return gtk_root_get_focus (GTK_ROOT (f->window));
}

static gboolean
has_focus (Fixture *f, const char *part)
{
  GtkWidget *focus = get_focus (f), *widget = get_part (f, part);

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
assert_shown (Fixture *f, const char *term)
{
  g_assert_nonnull (cm_glossary_page_get_shown (f->page));
  g_assert_cmpstr (cm_glossary_page_get_shown (f->page)->term, ==, term);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_part (f, "title"))), ==, term);
}

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  GtkWidget *found = GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
                             strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL
                         ? widget
                         : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);
  return found;
}

/* Follows a link as a click on it does. */
static void
follow (Fixture *f, const char *text, const char *target)
{
  GtkWidget *label;
  gboolean done = FALSE;

  cm_test_wait (find_label (get_part (f, "view_bin"), text) != NULL);
  label = find_label (get_part (f, "view_bin"), text);
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (label)), target));
  g_signal_emit_by_name (label, "activate-link", target, &done);
  g_assert_true (done);
  cm_test_settle ();
}

/* --- finding ---------------------------------------------------------------------------------- */

static void
test_list (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  g_assert_cmpuint (count_terms (f), >=, 154);
  assert_shown (f, "Accountable body");
  g_assert_nonnull (cm_test_find_text (get_part (f, "list"), "A"));
  g_assert_nonnull (cm_test_find_text (get_part (f, "list"), "B"));
  row = cm_test_find_text (get_part (f, "list"), "Aligned budget");
  g_assert_nonnull (row);
  cm_test_click (row);
  assert_shown (f, "Aligned budget");
  cm_test_wait (find_label (get_part (f, "view_bin"), "Where it is used") != NULL);
  g_assert_nonnull (find_label (get_part (f, "view_bin"), "See also"));
}

/* What is typed, wherever the focus is on the page, is looked for; the best match is shown. */
static void
test_find (Fixture *f, gconstpointer data)
{
  guint all = count_terms (f);

  gtk_widget_grab_focus (get_part (f, "list"));
  cm_test_type (get_focus (f), "budget");
  cm_test_wait (
      g_str_equal (gtk_editable_get_text (GTK_EDITABLE (get_part (f, "entry"))), "budget"));
  cm_test_wait (count_terms (f) < all);
  assert_shown (f, "Aligned budget");
  g_assert_null (cm_test_find_text (get_part (f, "list"), "A"));
  cm_test_key (get_focus (f), "Down");
  assert_shown (f, "Pooled budget");
  g_assert_true (has_focus (f, "entry"));
  cm_test_key (get_focus (f), "Up");
  cm_test_key (get_focus (f), "Up");
  assert_shown (f, "Aligned budget");
  cm_test_key (get_focus (f), "Return");
  g_assert_true (has_focus (f, "view_bin"));
  cm_test_key (get_focus (f), "<Control>f");
  g_assert_true (has_focus (f, "entry"));
  cm_test_key (get_focus (f), "Escape");
  cm_test_wait (count_terms (f) == all);
  assert_shown (f, "Aligned budget");
}

static void
test_none (Fixture *f, gconstpointer data)
{
  guint all = count_terms (f);

  gtk_widget_grab_focus (get_part (f, "entry"));
  cm_test_type (get_part (f, "entry"), "zebra");
  cm_test_wait (count_terms (f) == 0);
  g_assert_cmpstr (
      gtk_stack_get_visible_child_name (GTK_STACK (get_part (f, "list_stack"))), ==, "none");
  /* The last that was found stays. */
  g_assert_nonnull (cm_glossary_page_get_shown (f->page));
  cm_test_key (get_focus (f), "Down");
  cm_test_click (get_part (f, "show_all"));
  g_assert_cmpuint (count_terms (f), ==, all);
  g_assert_true (has_focus (f, "entry"));
  g_assert_false (gtk_widget_get_visible (get_part (f, "show_all")));
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  gtk_widget_grab_focus (get_part (f, "entry"));
  cm_test_key (get_focus (f), "Page_Down");
  g_assert_cmpstr (cm_glossary_page_get_shown (f->page)->term, !=, "Accountable body");
  cm_test_key (get_focus (f), "Page_Up");
  assert_shown (f, "Accountable body");
  cm_test_click (cm_test_find_text (get_part (f, "list"), "Activity"));
  cm_test_key (get_focus (f), "Down");
  assert_shown (f, "Aligned budget");
  cm_test_key (get_focus (f), "Tab");
  g_assert_true (has_focus (f, "window"));
  cm_test_click (cm_test_find_text (get_part (f, "list"), "Activity"));
  cm_test_key (get_focus (f), "<Shift>Tab");
  g_assert_true (has_focus (f, "entry"));
}

/* --- following -------------------------------------------------------------------------------- */

static void
test_terms (Fixture *f, gconstpointer data)
{
  cm_glossary_page_show (f->page, "term-aligned-budget");
  cm_glossary_page_show (f->page, "no such term");
  assert_shown (f, "Aligned budget");
  gtk_editable_set_text (GTK_EDITABLE (get_part (f, "entry")), "aligned");
  cm_test_settle ();
  follow (f, "Compare pooled budget", "#term-pooled-budget");
  assert_shown (f, "Pooled budget");
  /* The search that hid it is over. */
  g_assert_cmpuint (count_terms (f), >=, 154);
  g_assert_true (has_focus (f, "view_bin"));
  cm_test_key (get_focus (f), "<Alt>Left");
  assert_shown (f, "Aligned budget");
}

static void
test_manual (Fixture *f, gconstpointer data)
{
  cm_glossary_page_show (f->page, "term-champion");
  follow (f, "Roles › Champions", "#role-champions");
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "manual");
  g_assert_cmpstr (
      cm_manual_page_get_shown (CM_MANUAL_PAGE (cm_window_get_page (f->window, "manual"))),
      ==,
      "role-champions");
  cm_window_show_page (f->window, "glossary");
  cm_test_settle ();
  assert_shown (f, "Champion");
}

static void
test_narrow (Fixture *f, gconstpointer data)
{
  AdwFlap *flap = ADW_FLAP (get_part (f, "flap"));

  gtk_window_set_default_size (GTK_WINDOW (f->window), 560, 600);
  cm_test_wait (adw_flap_get_folded (flap));
  cm_test_settle ();
  /* Nothing was opened yet. */
  g_assert_true (adw_flap_get_reveal_flap (flap));
  gtk_widget_grab_focus (get_part (f, "entry"));
  cm_test_type (get_part (f, "entry"), "pooled");
  cm_test_key (get_part (f, "entry"), "Return");
  assert_shown (f, "Pooled budget");
  g_assert_false (adw_flap_get_reveal_flap (flap));
  g_assert_true (has_focus (f, "view_bin"));
  /* What is typed then is seen. */
  cm_test_type (get_focus (f), "a");
  cm_test_wait (adw_flap_get_reveal_flap (flap));
  g_assert_true (has_focus (f, "entry"));
}

/* --- other manuals ---------------------------------------------------------------------------- */

static CmManual *
make_manual (const char *chapters)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-glossary-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "manual.xml", NULL);
  g_autofree char *text = g_strconcat (
      "<book xmlns='http://docbook.org/ns/docbook' version='5.0'><info><title>Ours</title></info>"
      "<chapter xml:id='one'><info><title>One</title></info><para>Text.</para>",
      chapters,
      "</chapter></book>",
      NULL);
  g_autoptr (GError) error = NULL;
  CmManual *manual;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  manual = cm_manual_load (folder, NULL, &error);
  g_assert_no_error (error);
  g_remove (path);
  g_rmdir (folder);
  return manual;
}

static char *
make_terms (guint first, guint n)
{
  GString *text = g_string_new ("<glossary>");

  for (guint i = first; i < first + n; i++)
    g_string_append_printf (text,
                            "<glossentry xml:id='t%u'><glossterm>%c term %u</glossterm><glossdef>"
                            "<para>It says what the word number %u means to all.</para>"
                            "</glossdef></glossentry>",
                            i,
                            'a' + (int) (i % 26),
                            i,
                            i);
  g_string_append (text, "</glossary>");
  return g_string_free (text, FALSE);
}

/* Of this thread, in milliseconds, so that other work on the machine does not matter. */
static double
get_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

/* However many there are, a letter that is typed holds nothing up. */
static void
test_thousands (Fixture *f, gconstpointer data)
{
  /* A list of more would be refused. */
  g_autofree char *first = make_terms (0, 2500), *second = make_terms (2500, 2500);
  g_autofree char *terms = g_strconcat (
      first, "</chapter><chapter xml:id='two'><info><title>Two</title></info>", second, NULL);
  g_autoptr (CmManual) manual = make_manual (terms);
  GtkEditable *entry = GTK_EDITABLE (get_part (f, "entry"));
  double start, longest = 0;

  cm_glossary_page_show_manual (f->page, manual, NULL);
  cm_test_settle ();
  g_assert_cmpuint (count_terms (f), ==, 5000);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *typed = g_strndup ("term 4", i + 1);

      start = get_time ();
      gtk_editable_set_text (entry, typed);
      g_signal_emit_by_name (entry, "search-changed");
      longest = MAX (longest, get_time () - start);
      cm_test_settle ();
    }
  g_test_message ("at most %.1f ms a letter", longest);
  g_assert_cmpuint (count_terms (f), <, 5000);
  g_assert_cmpuint (count_terms (f), >, 1000);
  g_assert_cmpfloat (longest, <, 50);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_autoptr (CmManual) bare = make_manual ("");
  g_autoptr (GError) error =
      g_error_new_literal (CM_CONTENT_ERROR, CM_CONTENT_ERROR_OPEN, "<gone>");
  GtkStack *stack = GTK_STACK (get_part (f, "stack"));
  AdwStatusPage *fault = ADW_STATUS_PAGE (get_part (f, "fault"));

  cm_glossary_page_show_manual (f->page, bare, NULL);
  cm_test_settle ();
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  g_assert_null (cm_glossary_page_get_shown (f->page));
  cm_test_key (GTK_WIDGET (f->window), "<Control>f");
  cm_glossary_page_show (f->page, "term-champion");
  cm_glossary_page_show_manual (f->page, NULL, error);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "fault");
  g_assert_cmpstr (adw_status_page_get_description (fault), ==, "&lt;gone&gt;");
  cm_glossary_page_show_manual (f->page, cm_library_get_manual (NULL), NULL);
  cm_test_settle ();
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "terms");
  assert_shown (f, "Accountable body");
}

/* Nothing of the page outlives it. */
static void
test_end (Fixture *f, gconstpointer data)
{
  GtkWidget *page = g_object_ref_sink (g_object_new (CM_TYPE_GLOSSARY_PAGE, NULL));

  g_assert_cmpuint (count_terms_of (page), >=, 154);
  g_assert_finalize_object (page);
}

int
main (int argc, char *argv[])
{
  cm_test_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/glossary-page/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("list", test_list);
  ADD ("find", test_find);
  ADD ("none", test_none);
  ADD ("keys", test_keys);
  ADD ("terms", test_terms);
  ADD ("manual", test_manual);
  ADD ("narrow", test_narrow);
  ADD ("thousands", test_thousands);
  ADD ("empty", test_empty);
  ADD ("end", test_end);
  return g_test_run ();
}
