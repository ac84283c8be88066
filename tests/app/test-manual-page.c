/* test-manual-page.c - reading the manual: contents, history, links, finding, a manual at fault. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-manual-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-document-view.h"
#include "cm-library.h"
#include "cm-manual-contents.h"
#include "cm-test.h"

typedef struct
{
  GtkWidget *window;
  CmManualPage *page;
} Fixture;

/* --- the window ------------------------------------------------------------------------------- */

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.commissioning.Manual");

  g_settings_reset (settings, "manual-places");
  g_settings_reset (settings, "text-size");
  g_settings_reset (settings, "manual-path");
  g_settings_reset (settings, "manual-paths");
  f->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1000, 600);
  f->page = g_object_new (CM_TYPE_MANUAL_PAGE, NULL);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->page));
  gtk_window_present (GTK_WINDOW (f->window));
  gtk_test_widget_wait_for_draw (f->window);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer page = f->page;

  g_object_add_weak_pointer (G_OBJECT (f->page), &page);
  gtk_window_destroy (GTK_WINDOW (f->window));
  while (page != NULL && g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (page);
}

static gpointer
get (Fixture *f, const char *name)
{
  GObject *child = gtk_widget_get_template_child (GTK_WIDGET (f->page), CM_TYPE_MANUAL_PAGE, name);

  g_assert_nonnull (child);
  return child;
}

static CmDocumentView *
get_view (Fixture *f)
{
  GtkWidget *layer = adw_bin_get_child (get (f, "view_bin"));

  return CM_DOCUMENT_VIEW (
      gtk_overlay_get_child (GTK_OVERLAY (adw_bin_get_child (ADW_BIN (layer)))));
}

static void
settle (Fixture *f)
{
  for (int i = 0; i < 6; i++)
    gtk_test_widget_wait_for_draw (f->window);
}

static void
show (Fixture *f, const char *id)
{
  cm_manual_page_show (f->page, id);
  settle (f);
}

static double
get_position (Fixture *f)
{
  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (get (f, "window")));
}

/* A text may have a * where the words of the manual decide, such as how long they take to read. */
static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) &&
      g_pattern_match_simple (text, gtk_label_get_text (GTK_LABEL (widget))))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
assert_shown (Fixture *f, const char *id, const char *sheet)
{
  g_assert_cmpstr (cm_manual_page_get_shown (f->page), ==, id);
  g_assert_cmpstr (cm_document_view_get_block (get_view (f))->id, ==, sheet);
}

static void
assert_selected (Fixture *f, const char *id)
{
  CmBlock *block = cm_manual_contents_get_selected (get (f, "contents"));

  g_assert_nonnull (block);
  g_assert_cmpstr (block->id, ==, id);
}

static void
assert_ways (Fixture *f, gboolean back, gboolean forward)
{
  g_assert_true (gtk_widget_get_sensitive (get (f, "back")) == back);
  g_assert_true (gtk_widget_get_sensitive (get (f, "forward")) == forward);
}

/* --- a manual at fault ------------------------------------------------------------------------ */

/* Before any other, for a manual once read is kept. */
static void
test_fault (void)
{
  g_autofree char *data = g_strdup (g_getenv ("COMMISSIONING_DATA_DIR"));
  g_autofree char *folder = g_dir_make_tmp ("cm-page-XXXXXX", NULL);
  g_autofree char *content = g_build_filename (folder, "content", NULL);
  g_autofree char *path = g_build_filename (content, "manual.xml", NULL);
  Fixture f;

  g_assert_cmpint (g_mkdir (content, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "<book>\n<chapter>\n</book>\n", -1, NULL));
  g_setenv ("COMMISSIONING_DATA_DIR", folder, TRUE);
  set_up (&f, NULL);
  g_setenv ("COMMISSIONING_DATA_DIR", data, TRUE);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (get (&f, "stack")), ==, "fault");
  g_assert_true (
      g_str_has_prefix (adw_status_page_get_description (get (&f, "fault")), "manual.xml:3"));
  cm_manual_page_show (f.page, "plan");
  cm_manual_page_go_back (f.page);
  cm_manual_page_go_forward (f.page);
  gtk_widget_activate_action (GTK_WIDGET (f.page), "manual.find", NULL);
  gtk_widget_activate_action (GTK_WIDGET (f.page), "manual.find-move", "i", 1);
  g_assert_null (cm_manual_page_get_shown (f.page));
  tear_down (&f, NULL);
  g_remove (path);
  g_rmdir (content);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* --- going places ----------------------------------------------------------------------------- */

static void
test_start (Fixture *f, gconstpointer data)
{
  assert_shown (f, "introduction", "introduction");
  assert_selected (f, "introduction");
  assert_ways (f, FALSE, FALSE);
  g_assert_false (gtk_widget_get_visible (get (f, "previous_sheet")));
  g_assert_true (gtk_widget_get_visible (get (f, "next_sheet")));
}

static void
test_places (Fixture *f, gconstpointer data)
{
  show (f, "plan/options");
  assert_shown (f, "plan-options", "plan-options");
  assert_selected (f, "plan-options");
  g_assert_cmpstr (gtk_label_get_text (get (f, "crumbs")), ==, "Plan  ›  Options");
  /* What guides a page. */
  show (f, "cycle");
  assert_shown (f, "cycle-explained", "cycle-explained");
  /* A section within a step, and one within a chapter without steps. */
  show (f, "review-decommission-clocks");
  assert_shown (f, "review-decommission-clocks", "review-decommission");
  assert_selected (f, "review-decommission-clocks");
  g_assert_cmpfloat (get_position (f), >, 100);
  show (f, "cycle-signing");
  assert_shown (f, "cycle-signing", "cycle-explained");
  g_assert_cmpfloat (get_position (f), >, 100);
  /* A stage lists its steps. */
  show (f, "plan");
  assert_shown (f, "plan", "plan");
  g_assert_nonnull (find_label (GTK_WIDGET (get_view (f)), "List the options"));
  g_assert_null (find_label (GTK_WIDGET (get_view (f)), "Who does what"));
}

static void
test_glossary (Fixture *f, gconstpointer data)
{
  GtkWidget *term;
  double x, y;

  show (f, "term-pooled-budget");
  assert_shown (f, "term-pooled-budget", "glossary-chapter");
  assert_selected (f, "glossary-chapter");
  term = find_label (GTK_WIDGET (get_view (f)), "Pooled budget");
  g_assert_nonnull (term);
  g_assert_true (gtk_widget_translate_coordinates (term, get (f, "window"), 0, 0, &x, &y));
  g_assert_cmpfloat_with_epsilon (y, 12, 4);
}

static void
test_history (Fixture *f, gconstpointer data)
{
  double position;

  show (f, "plan-options");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (get (f, "window")), 321);
  position = get_position (f);
  g_assert_cmpfloat (position, ==, 321);
  g_signal_emit_by_name (get_view (f), "link", "#glossary-chapter");
  settle (f);
  assert_shown (f, "glossary-chapter", "glossary-chapter");
  g_assert_cmpfloat (get_position (f), ==, 0);
  assert_ways (f, TRUE, FALSE);
  g_signal_emit_by_name (get (f, "back"), "clicked");
  settle (f);
  assert_shown (f, "plan-options", "plan-options");
  g_assert_cmpfloat (get_position (f), ==, position);
  assert_ways (f, TRUE, TRUE);
  cm_manual_page_go_forward (f->page);
  assert_shown (f, "glossary-chapter", "glossary-chapter");
  cm_manual_page_go_forward (f->page);
  assert_shown (f, "glossary-chapter", "glossary-chapter");
  cm_manual_page_go_back (f->page);
  cm_manual_page_go_back (f->page);
  assert_shown (f, "introduction", "introduction");
  assert_ways (f, FALSE, TRUE);
  cm_manual_page_go_back (f->page);
  assert_shown (f, "introduction", "introduction");
  /* Going elsewhere forgets what was ahead. */
  show (f, "roles");
  assert_ways (f, TRUE, FALSE);
  /* Going where one is leaves no trace. */
  show (f, "roles");
  cm_manual_page_go_back (f->page);
  assert_shown (f, "introduction", "introduction");
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_contents (Fixture *f, gconstpointer data)
{
  GtkListView *list = GTK_LIST_VIEW (find_type (get (f, "contents"), GTK_TYPE_LIST_VIEW));
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (list));
  guint closed = g_list_model_get_n_items (G_LIST_MODEL (selection));

  gtk_single_selection_set_selected (selection, 1);
  settle (f);
  assert_shown (f, "cycle-explained", "cycle-explained");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection)), ==, closed);
  show (f, "plan-options");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection)), >, closed);
  assert_selected (f, "plan-options");
  cm_manual_page_go_back (f->page);
  assert_selected (f, "cycle-explained");
}

static void
test_neighbours (Fixture *f, gconstpointer data)
{
  show (f, "plan");
  g_assert_cmpstr (gtk_label_get_text (get (f, "next_title")), ==, "Set the outcomes");
  g_signal_emit_by_name (get (f, "next_sheet"), "clicked");
  assert_shown (f, "plan-outcomes", "plan-outcomes");
  g_signal_emit_by_name (get (f, "previous_sheet"), "clicked");
  assert_shown (f, "plan", "plan");
  show (f, "sources");
  g_assert_false (gtk_widget_get_visible (get (f, "next_sheet")));
}

/* A link takes the focus with it, so that reading on with the keyboard goes on there. */
static void
test_focus (Fixture *f, gconstpointer data)
{
  GtkWidget *focus;

  show (f, "plan");
  gtk_widget_grab_focus (GTK_WIDGET (get_view (f)));
  g_signal_emit_by_name (get_view (f), "link", "#plan-options");
  settle (f);
  focus = gtk_root_get_focus (GTK_ROOT (f->window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (get_view (f))));
}

/* --- finding ---------------------------------------------------------------------------------- */

/* The number of matches, once that one of them is the current one. */
static guint
wait_for_match (Fixture *f, guint match)
{
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;
  guint found = 0, n = 0;

  while (found != match && g_get_monotonic_time () < end)
    {
      if (sscanf (gtk_label_get_text (get (f, "find_count")), "%u of %u", &found, &n) != 2)
        found = 0;
      if (found != match)
        g_main_context_iteration (NULL, FALSE);
    }
  g_assert_cmpuint (found, ==, match);
  return n;
}

static void
test_find (Fixture *f, gconstpointer data)
{
  GtkEditable *entry = GTK_EDITABLE (get (f, "find_entry"));
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;
  guint n;

  show (f, "plan-options");
  gtk_widget_activate_action (GTK_WIDGET (f->page), "manual.find", NULL);
  g_assert_true (gtk_search_bar_get_search_mode (get (f, "find_bar")));
  g_assert_true (gtk_toggle_button_get_active (get (f, "find_button")));
  gtk_editable_set_text (entry, "OPTION");
  n = wait_for_match (f, 1);
  g_assert_cmpuint (n, >, 2);
  g_signal_emit_by_name (get (f, "find_next"), "clicked");
  wait_for_match (f, 2);
  g_signal_emit_by_name (get (f, "find_previous"), "clicked");
  wait_for_match (f, 1);
  g_signal_emit_by_name (entry, "previous-match");
  wait_for_match (f, n);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "manual.find-move", "i", 1);
  wait_for_match (f, 1);
  gtk_editable_set_text (entry, "xyzzy");
  while (strcmp (gtk_label_get_text (get (f, "find_count")), "Not on this page") != 0 &&
         g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_false (gtk_widget_get_sensitive (get (f, "find_next")));
  g_assert_cmpstr (gtk_label_get_text (get (f, "find_count")), ==, "Not on this page");
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_false (gtk_search_bar_get_search_mode (get (f, "find_bar")));
}

/* The keys must come before the text gets them, which would move its cursor. */
static void
test_keys (Fixture *f, gconstpointer data)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (f->page));
  g_autoptr (GtkEventController) keys = g_list_model_get_item (controllers, 0);
  g_autoptr (GtkShortcut) shortcut = NULL;
  g_autofree char *trigger = NULL;

  g_assert_true (GTK_IS_SHORTCUT_CONTROLLER (keys));
  g_assert_cmpint (gtk_event_controller_get_propagation_phase (keys), ==, GTK_PHASE_CAPTURE);
  shortcut = g_list_model_get_item (G_LIST_MODEL (keys), 0);
  trigger = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));
  g_assert_cmpstr (trigger, ==, "<Control>f");
  g_assert_true (gtk_shortcut_action_activate (
      gtk_shortcut_get_action (shortcut), 0, GTK_WIDGET (f->page), NULL));
  g_assert_true (gtk_search_bar_get_search_mode (get (f, "find_bar")));
}

/* --- where the reader left off ---------------------------------------------------------------- */

static void
test_remember (Fixture *f, gconstpointer data)
{
  GtkWidget *window = f->window;
  g_autoptr (GSettings) settings = g_settings_new ("org.commissioning.Manual");
  CmManualPage *page;
  double position;

  show (f, "plan-options");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (get (f, "window")), 555);
  settle (f);
  position = get_position (f);
  g_assert_cmpfloat (position, ==, 555);
  /* The program ends, and is started again. */
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  f->page = page = g_object_new (CM_TYPE_MANUAL_PAGE, NULL);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  settle (f);
  assert_shown (f, "plan-options", "plan-options");
  assert_selected (f, "plan-options");
  assert_ways (f, FALSE, FALSE);
  g_assert_cmpfloat (get_position (f), ==, position);
  /* A section that is gone is no place to go to. */
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  g_settings_set_value (
      settings,
      "manual-places",
      g_variant_new_parsed ("{'An older one (elsewhere)': ('plan-options', '')}"));
  f->page = page = g_object_new (CM_TYPE_MANUAL_PAGE, NULL);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  settle (f);
  assert_shown (f, "introduction", "introduction");
}

/* The keys of the page, the buttons of its menu, and the line that says how large it is. */
static void
test_text_size (Fixture *f, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.commissioning.Manual");

  show (f, "plan-options");
  gtk_widget_grab_focus (GTK_WIDGET (get_view (f)));
  cm_test_key (f->window, "<Control>plus");
  g_assert_cmpint (g_settings_get_int (settings, "text-size"), ==, 110);
  g_assert_cmpstr (gtk_button_get_label (get (f, "size_usual")), ==, "110 %");
  cm_test_key (f->window, "<Control>minus");
  cm_test_key (f->window, "<Control>minus");
  g_assert_cmpint (g_settings_get_int (settings, "text-size"), ==, 90);
  cm_test_key (f->window, "<Control>0");
  g_assert_cmpint (g_settings_get_int (settings, "text-size"), ==, 100);
  gtk_menu_button_popup (get (f, "reading"));
  cm_test_settle ();
  cm_test_click (get (f, "size_larger"));
  gtk_menu_button_popdown (get (f, "reading"));
  cm_test_settle ();
  g_assert_cmpint (g_settings_get_int (settings, "text-size"), ==, 110);
  g_assert_cmpint (adw_clamp_get_maximum_size (get (f, "neighbours")), ==, 682);
  g_settings_set_int (settings, "text-size", 250);
  settle (f);
  g_assert_false (gtk_widget_get_sensitive (get (f, "size_larger")));
  g_assert_true (gtk_widget_get_sensitive (get (f, "size_smaller")));
}

/* --- paths ------------------------------------------------------------------------------------ */

static GtkWidget *
get_path_button (Fixture *f, guint n)
{
  GtkWidget *button = gtk_widget_get_first_child (get (f, "paths"));

  for (guint i = 0; i < n; i++)
    button = gtk_widget_get_next_sibling (button);
  g_assert_true (GTK_IS_BUTTON (button));
  return button;
}

static void
test_path (Fixture *f, gconstpointer data)
{
  GtkWidget *window = f->window;

  cm_test_settle ();
  g_assert_false (gtk_widget_get_visible (get (f, "path_bar")));
  g_assert_nonnull (find_label (get_path_button (f, 0), "New here?"));
  cm_test_click (get_path_button (f, 0));
  g_assert_true (gtk_widget_get_visible (get (f, "path_bar")));
  assert_shown (f, "introduction", "introduction");
  g_assert_cmpstr (gtk_label_get_text (get (f, "path_where")), ==, "New here? 1 of 3");
  g_assert_false (gtk_widget_get_sensitive (get (f, "path_previous")));
  cm_test_click (get (f, "path_next"));
  assert_shown (f, "cycle-explained", "cycle-explained");
  g_assert_cmpstr (gtk_label_get_text (get (f, "path_next_label")), ==, "Next: Roles");
  /* Reading something else on the way does not end it. */
  show (f, "plan-options");
  g_assert_true (gtk_widget_get_visible (get (f, "path_bar")));
  /* Neither does the end of the program. */
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  f->page = g_object_new (CM_TYPE_MANUAL_PAGE, NULL);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (f->page));
  settle (f);
  g_assert_cmpstr (gtk_label_get_text (get (f, "path_where")), ==, "New here? 2 of 3");
  assert_shown (f, "plan-options", "plan-options");
  cm_test_click (get (f, "path_next"));
  assert_shown (f, "roles", "roles");
  g_assert_cmpstr (gtk_label_get_text (get (f, "path_next_label")), ==, "Finish");
  cm_test_click (get (f, "path_previous"));
  assert_shown (f, "cycle-explained", "cycle-explained");
  cm_test_click (get (f, "path_leave"));
  g_assert_false (gtk_widget_get_visible (get (f, "path_bar")));
  g_assert_nonnull (find_label (get_path_button (f, 0), "Go on with 2 of 3"));
  cm_test_click (get_path_button (f, 0));
  cm_test_click (get (f, "path_next"));
  cm_test_click (get (f, "path_next"));
  g_assert_false (gtk_widget_get_visible (get (f, "path_bar")));
  g_assert_nonnull (find_label (get_path_button (f, 0), "Read 3 sections, * minutes"));
}

/* --- everything ------------------------------------------------------------------------------- */

static void
show_all_in (Fixture *f, CmBlock *block)
{
  if (block->kind == CM_BLOCK_SECTION)
    {
      cm_manual_page_show (f->page, block->id);
      gtk_test_widget_wait_for_draw (f->window);
      g_assert_cmpstr (cm_manual_page_get_shown (f->page), ==, block->id);
      assert_selected (f, block->id);
    }
  for (guint i = 0; i < block->children->len; i++)
    show_all_in (f, g_ptr_array_index (block->children, i));
}

/* Warnings are fatal, so this is also a test of every link's markup. */
static void
test_everything (Fixture *f, gconstpointer data)
{
  GPtrArray *chapters =
      cm_document_get_chapters (cm_manual_get_document (cm_library_get_manual (NULL)));

  for (guint i = 0; i < chapters->len; i++)
    show_all_in (f, g_ptr_array_index (chapters, i));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  /* Not cm_test_init(): its application reads the manual, which is to be at fault at first. */
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/manual-page/fault", test_fault);
  ADD ("/manual-page/start", test_start);
  ADD ("/manual-page/places", test_places);
  ADD ("/manual-page/glossary", test_glossary);
  ADD ("/manual-page/history", test_history);
  ADD ("/manual-page/contents", test_contents);
  ADD ("/manual-page/neighbours", test_neighbours);
  ADD ("/manual-page/focus", test_focus);
  ADD ("/manual-page/find", test_find);
  ADD ("/manual-page/keys", test_keys);
  ADD ("/manual-page/remember", test_remember);
  ADD ("/manual-page/text-size", test_text_size);
  ADD ("/manual-page/path", test_path);
  ADD ("/manual-page/everything", test_everything);
  return g_test_run ();
}
