/* test-cases-page.c - the case studies through real clicks and keys: finding one, reading it, the
 * ways between it and the manual, editions without any. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-cases-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-case-facts.h"
#include "cm-document-view.h"
#include "cm-guidance-pane.h"
#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-search-dialog.h"
#include "cm-test.h"

#define BARE                                                                                       \
  "<book xmlns='http://docbook.org/ns/docbook' version='5.0'><info><title>Ours</title></info>"     \
  "<chapter xml:id='one'><info><title>One</title></info><para>Text.</para></chapter></book>"

typedef struct
{
  char *path;
  CmWindow *window;
  CmCasesPage *page;
} Fixture;

static void
open_page (Fixture *f)
{
  cm_window_show_page (f->window, "cases");
  f->page = CM_CASES_PAGE (cm_window_get_page (f->window, "cases"));
  cm_test_settle ();
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.commissioning.Manual");

  f->path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  f->window = cm_test_open_window (cm_test_get_application (), f->path);
  /* However a window was left. */
  g_settings_reset (settings, "guidance-visible");
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1280, 800);
  cm_test_settle ();
  open_page (f);
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
get_part (Fixture *f, const char *name)
{
  return GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (f->page), CM_TYPE_CASES_PAGE, name));
}

static GPtrArray *
get_cases (void)
{
  return cm_edition_get_case_studies (cm_library_get_edition (NULL));
}

static const CmCaseStudy *
get_case (const char *id)
{
  for (guint i = 0; i < get_cases ()->len; i++)
    if (g_str_equal (((const CmCaseStudy *) g_ptr_array_index (get_cases (), i))->id, id))
      return g_ptr_array_index (get_cases (), i);
  g_error ("there is no case study “%s”", id);
}

static guint
count_rows (Fixture *f)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (get_part (f, "list")); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n += gtk_widget_get_mapped (row);
  return n;
}

static GtkWidget *
find_row (Fixture *f, const char *id)
{
  return cm_test_find_with_text (get_part (f, "list"), GTK_TYPE_LIST_BOX_ROW, get_case (id)->title);
}

static void
assert_shown (Fixture *f, const char *id)
{
  const CmCaseStudy *study = get_case (id);
  CmDocumentView *view = CM_DOCUMENT_VIEW (gtk_widget_get_first_child (get_part (f, "view_bin")));

  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "cases");
  g_assert_true (cm_cases_page_get_shown (f->page) == study);
  g_assert_true (cm_document_view_get_block (view) == study->block);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_part (f, "title"))), ==, study->title);
}

static GtkWidget *
get_focus (Fixture *f)
{
  return gtk_root_get_focus (GTK_ROOT (f->window));
}

static void
assert_focus_in (Fixture *f, const char *part)
{
  GtkWidget *focus = get_focus (f), *widget = get_part (f, part);

  g_assert_nonnull (focus);
  g_assert_true (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
type_words (Fixture *f, const char *words)
{
  gtk_widget_grab_focus (get_part (f, "entry"));
  cm_test_type (get_part (f, "entry"), words);
}

/* The nth drop-down of the filters, so many entries further down, with the keyboard. */
static void
choose (Fixture *f, guint nth, guint steps)
{
  GtkWidget *drop =
      gtk_widget_get_first_child (gtk_widget_get_first_child (get_part (f, "filter")));

  while (nth-- > 0)
    drop = gtk_widget_get_next_sibling (drop);
  gtk_widget_grab_focus (drop);
  cm_test_key (drop, "space");
  for (guint i = 0; i < steps; i++)
    cm_test_key (drop, "Down");
  cm_test_key (drop, "Return");
  cm_test_settle ();
}

/* --- the list --------------------------------------------------------------------------------- */

static void
test_list (Fixture *f, gconstpointer data)
{
  const CmCaseStudy *pending = get_case ("melton-reoffending-pilot");
  g_autofree char *words =
      cm_case_describe (cm_edition_get_manual (cm_library_get_edition (NULL)), pending);
  g_autofree char *place = cm_case_describe_place (get_case ("reserves-call-2010"));

  g_assert_cmpuint (get_cases ()->len, >, 20);
  g_assert_cmpuint (count_rows (f), ==, get_cases ()->len);
  g_assert_cmpstr (
      words, ==, "The Melton pilot on re-offending, Melton, Do, Review, Interview pending");
  g_assert_cmpstr (place, ==, "Staffordshire · 2010");
  assert_shown (f, "reserves-call-2010");
  cm_test_click (find_row (f, "flash-report-2009"));
  assert_shown (f, "flash-report-2009");
  g_assert_nonnull (cm_test_find_text (get_part (f, "view_bin"), "Belongs to"));
  g_assert_nonnull (cm_test_find_text (get_part (f, "view_bin"), "Leicestershire · 2009"));
  g_assert_nonnull (cm_test_find_text (get_part (f, "view_bin"), "Told"));
  cm_test_click (find_row (f, "translation-strategy-2009"));
  assert_shown (f, "translation-strategy-2009");
}

/* What is chosen is there still when the reader comes back. */
static void
test_session (Fixture *f, gconstpointer data)
{
  cm_cases_page_show (f->page, "saying-no-2007");
  cm_window_show_page (f->window, "manual");
  cm_test_settle ();
  open_page (f);
  assert_shown (f, "saying-no-2007");
  cm_cases_page_show (f->page, "no such case study");
  assert_shown (f, "saying-no-2007");
}

/* --- narrowing -------------------------------------------------------------------------------- */

static void
test_search (Fixture *f, gconstpointer data)
{
  type_words (f, "paperclips");
  cm_test_wait (count_rows (f) < get_cases ()->len);
  g_assert_cmpuint (count_rows (f), ==, 1);
  g_assert_nonnull (find_row (f, "procurement-ambition-2007"));
  assert_shown (f, "reserves-call-2010");
  cm_test_key (get_focus (f), "Down");
  assert_focus_in (f, "list");
  assert_shown (f, "procurement-ambition-2007");
  type_words (f, "zebra");
  cm_test_wait (count_rows (f) == 0);
  g_assert_cmpstr (
      gtk_stack_get_visible_child_name (GTK_STACK (get_part (f, "list_stack"))), ==, "none");
  assert_shown (f, "procurement-ambition-2007");
  cm_test_click (get_part (f, "show_all"));
  g_assert_cmpuint (count_rows (f), ==, get_cases ()->len);
  assert_focus_in (f, "entry");
  g_assert_false (gtk_widget_get_visible (get_part (f, "show_all")));
}

static guint
count_pending (void)
{
  guint n = 0;

  for (guint i = 0; i < get_cases ()->len; i++)
    n += ((const CmCaseStudy *) g_ptr_array_index (get_cases (), i))->pending;
  return n;
}

static guint
count_about (const char *stage)
{
  guint n = 0;

  for (guint i = 0; i < get_cases ()->len; i++)
    n += g_ptr_array_find_with_equal_func (
        ((const CmCaseStudy *) g_ptr_array_index (get_cases (), i))->stages,
        stage,
        g_str_equal,
        NULL);
  return n;
}

static void
test_filter (Fixture *f, gconstpointer data)
{
  guint about = count_about ("analyse");
  g_autofree char *count = g_strdup_printf ("%u of %u case studies", about, get_cases ()->len);

  cm_test_click (get_part (f, "filter_button"));
  choose (f, 0, 1);
  g_assert_cmpuint (count_rows (f), ==, about);
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (f->page), count));
  choose (f, 2, 1);
  g_assert_cmpuint (count_rows (f), <, about);
  g_assert_cmpstr (
      gtk_widget_get_tooltip_text (get_part (f, "filter_button")), ==, "Filter (2 in use)");
  cm_test_click (get_part (f, "show_all"));
  g_assert_cmpuint (count_rows (f), ==, get_cases ()->len);
  choose (f, 4, 2);
  g_assert_cmpuint (count_rows (f), ==, count_pending ());
  g_assert_nonnull (find_row (f, "integrated-youth-services"));
  /* What is asked for is shown in spite of it. */
  cm_cases_page_show (f->page, "saying-no-2007");
  assert_shown (f, "saying-no-2007");
  g_assert_cmpuint (count_rows (f), ==, get_cases ()->len);
}

/* --- keys ------------------------------------------------------------------------------------- */

static void
test_keys (Fixture *f, gconstpointer data)
{
  GtkWidget *row = find_row (f, "reserves-call-2010");

  gtk_widget_grab_focus (row);
  cm_test_key (row, "Down");
  g_assert_true (cm_cases_page_get_shown (f->page) != get_case ("reserves-call-2010"));
  cm_test_key (get_focus (f), "Tab");
  assert_focus_in (f, "window");
  cm_test_key (get_focus (f), "<Control>f");
  assert_focus_in (f, "entry");
  cm_test_key (get_focus (f), "Tab");
  assert_focus_in (f, "filter_button");
  gtk_widget_grab_focus (row);
  cm_test_key (row, "<Shift>Tab");
  assert_focus_in (f, "filter_button");
}

static void
test_narrow (Fixture *f, gconstpointer data)
{
  AdwFlap *flap = ADW_FLAP (get_part (f, "flap"));

  gtk_window_set_default_size (GTK_WINDOW (f->window), 560, 600);
  cm_test_wait (adw_flap_get_folded (flap));
  cm_test_settle ();
  adw_flap_set_reveal_flap (flap, TRUE);
  cm_test_settle ();
  cm_test_click (find_row (f, "translation-strategy-2009"));
  cm_test_settle ();
  assert_shown (f, "translation-strategy-2009");
  g_assert_false (adw_flap_get_reveal_flap (flap));
}

/* --- to the manual and back ------------------------------------------------------------------- */

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  GtkWidget *found = GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text)
                         ? widget
                         : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);
  return found;
}

static void
test_links (Fixture *f, gconstpointer data)
{
  const CmCaseStudy *study = get_case ("procurement-ambition-2007");
  GtkWidget *links, *manual, *title;
  gboolean done = FALSE;

  cm_cases_page_show (f->page, study->id);
  links = find_label (get_part (f, "view_bin"), "Plan › ");
  g_assert_nonnull (links);
  g_signal_emit_by_name (links, "activate-link", "plan/options", &done);
  g_assert_true (done);
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "manual");
  manual = GTK_WIDGET (cm_window_get_page (f->window, "manual"));
  g_assert_cmpstr (cm_manual_page_get_shown (CM_MANUAL_PAGE (manual)), ==, "plan-options");
  cm_test_wait (find_label (manual, study->title) != NULL);
  title = find_label (manual, study->title);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (title)), "East Midlands"));
  /* Not those of other steps. */
  g_assert_null (find_label (manual, get_case ("citizens-juries-2006")->title));
  cm_cases_page_show (f->page, "saying-no-2007");
  g_signal_emit_by_name (title, "activate-link", "case:procurement-ambition-2007", &done);
  cm_test_settle ();
  assert_shown (f, study->id);
  assert_focus_in (f, "view_bin");
}

/* A link of a text that is no place of it leads on to the manual. */
static void
test_text_links (Fixture *f, gconstpointer data)
{
  GtkWidget *view = gtk_widget_get_first_child (get_part (f, "view_bin"));

  cm_cases_page_show (f->page, "melton-reoffending-pilot");
  g_signal_emit_by_name (view, "link", "#melton-reoffending-pilot-known");
  cm_test_settle ();
  assert_shown (f, "melton-reoffending-pilot");
  g_signal_emit_by_name (view, "link", "case:saying-no-2007");
  assert_shown (f, "saying-no-2007");
  g_signal_emit_by_name (view, "link", "#review-learn");
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "manual");
}

/* The pane names a few, and what is chosen there is opened. */
static void
test_guidance (Fixture *f, gconstpointer data)
{
  GtkWidget *pane = GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (f->window), CM_TYPE_WINDOW, "guidance_bin"));
  gboolean done;

  cm_cases_page_show (f->page, "saying-no-2007");
  cm_guidance_pane_show (CM_GUIDANCE_PANE (adw_bin_get_child (ADW_BIN (pane))), "plan/agree");
  cm_test_wait (find_label (pane, "more in the manual") != NULL);
  g_signal_emit_by_name (find_label (pane, get_case ("commissioning-review-2009")->title),
                         "activate-link",
                         "case:commissioning-review-2009",
                         &done);
  cm_test_settle ();
  assert_shown (f, "commissioning-review-2009");
}

/* Found everywhere, and opened from there. */
static void
test_everywhere (Fixture *f, gconstpointer data)
{
  CmSearchDialog *dialog;

  cm_window_show_page (f->window, "cycle");
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.search", NULL);
  cm_test_settle ();
  dialog = CM_SEARCH_DIALOG (cm_test_find_dialog (CM_TYPE_SEARCH_DIALOG));
  g_assert_nonnull (dialog);
  cm_search_dialog_search (dialog, "paperclips", CM_SEARCH_CASE);
  cm_test_wait (!cm_search_dialog_is_busy (dialog));
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (dialog), "Case studies 1"));
  cm_test_key (GTK_WIDGET (dialog), "Return");
  cm_test_settle ();
  assert_shown (f, "procurement-ambition-2007");
}

/* --- other editions --------------------------------------------------------------------------- */

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-cases-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "manual.xml", NULL);
  g_autoptr (CmEdition) before = g_object_ref (cm_library_get_edition (NULL));
  g_autoptr (CmEdition) bare = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *page;
  GtkStack *stack;

  g_assert_true (g_file_set_contents (path, BARE, -1, NULL));
  bare = cm_edition_load (folder, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_remove (path);
  g_rmdir (folder);
  cm_library_set_edition (bare);
  page = g_object_ref_sink (g_object_new (CM_TYPE_CASES_PAGE, NULL));
  stack = GTK_STACK (gtk_widget_get_template_child (page, CM_TYPE_CASES_PAGE, "stack"));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  g_assert_null (cm_cases_page_get_shown (CM_CASES_PAGE (page)));
  cm_cases_page_show (CM_CASES_PAGE (page), "saying-no-2007");
  g_assert_null (cm_cases_page_get_shown (CM_CASES_PAGE (page)));
  g_assert_finalize_object (page);
  cm_library_set_edition (before);
}

int
main (int argc, char *argv[])
{
  cm_test_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/cases-page/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("list", test_list);
  ADD ("session", test_session);
  ADD ("search", test_search);
  ADD ("filter", test_filter);
  ADD ("keys", test_keys);
  ADD ("narrow", test_narrow);
  ADD ("links", test_links);
  ADD ("text-links", test_text_links);
  ADD ("guidance", test_guidance);
  ADD ("everywhere", test_everywhere);
  ADD ("empty", test_empty);
  return g_test_run ();
}
