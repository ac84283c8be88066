/* test-templates-page.c - the templates through real clicks and keys: finding one, its forms, the
 * record that fills it in, taking it away. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-templates-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-choice-popover.h"
#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-page-report.h"
#include "cm-plain-text.h"
#include "cm-test.h"

typedef struct
{
  char *path, *folder;
  CmWindow *window;
  CmTemplatesPage *page;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  f->folder = g_dir_make_tmp ("cm-forms-XXXXXX", NULL);
  f->window = cm_test_open_window (cm_test_get_application (), f->path);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1280, 800);
  cm_test_settle ();
  cm_window_show_page (f->window, "templates");
  f->page = CM_TEMPLATES_PAGE (cm_window_get_page (f->window, "templates"));
  cm_test_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  cm_test_drop_file (f->path);
}

/* --- looking ---------------------------------------------------------------------------------- */

static GtkWidget *
get_part (Fixture *f, const char *name)
{
  return GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (f->page), CM_TYPE_TEMPLATES_PAGE, name));
}

static guint
count_rows (Fixture *f)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (get_part (f, "list")); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n += gtk_widget_get_child_visible (row) && gtk_widget_get_mapped (row);
  return n;
}

static GtkWidget *
find_row (Fixture *f, const char *title)
{
  return cm_test_find_with_text (get_part (f, "list"), GTK_TYPE_LIST_BOX_ROW, title);
}

static void
assert_shown (Fixture *f, const char *id)
{
  const CmTemplate *template = cm_templates_page_get_shown (f->page);

  g_assert_nonnull (template);
  g_assert_cmpstr (template->id, ==, id);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_part (f, "title"))), ==, template->title);
}

static gboolean
has_words (Fixture *f, const char *words)
{
  CmDocument *document = cm_templates_page_get_document (f->page);
  g_autofree char *text = document != NULL ? cm_document_make_plain_text (document) : NULL;

  return text != NULL && strstr (text, words) != NULL;
}

static GtkWidget *
get_focus (Fixture *f)
{
  return gtk_root_get_focus (GTK_ROOT (f->window));
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

/* So many entries further down, with the keyboard. */
static void
choose (Fixture *f, GtkWidget *drop, guint steps)
{
  /* The pointer, where it rests on a list, chooses too. */
  cm_test_click (get_part (f, "title"));
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
  guint n = cm_edition_get_templates (cm_library_get_edition (NULL))->len;

  g_assert_cmpuint (n, >=, 12);
  g_assert_cmpuint (count_rows (f), ==, n);
  assert_shown (f, "business-case");
  cm_test_click (find_row (f, "Committee report"));
  assert_shown (f, "committee-report");
  cm_test_wait (find_label (get_part (f, "view_bin"), "Who writes it") != NULL);
  /* The portfolio keeps nothing of such a paper. */
  g_assert_false (gtk_widget_get_sensitive (get_part (f, "filled_button")));
  cm_templates_page_show (f->page, "no such template");
  assert_shown (f, "committee-report");
}

static guint
count_about (const char *place)
{
  GPtrArray *templates = cm_edition_get_templates (cm_library_get_edition (NULL));
  guint n = 0;

  for (guint i = 0; i < templates->len; i++)
    {
      const CmTemplate *template = g_ptr_array_index (templates, i);
      gboolean about = FALSE;

      for (guint j = 0; j < template->steps->len; j++)
        about = about || g_str_has_prefix (g_ptr_array_index (template->steps, j), place);
      n += about;
    }
  return n;
}

/* By stage, then by the group that writes them. */
static void
test_filter (Fixture *f, gconstpointer data)
{
  GtkWidget *places = gtk_widget_get_first_child (get_part (f, "tools"));
  GtkWidget *groups = gtk_widget_get_next_sibling (places);
  guint all = count_rows (f), about;
  g_autofree char *count = NULL;

  g_assert_false (gtk_widget_get_visible (get_part (f, "show_all")));
  choose (f, places, 1);
  about = count_about ("analyse/");
  count = g_strdup_printf ("%u of %u templates", about, all);
  g_assert_cmpuint (about, <, all);
  g_assert_cmpuint (count_rows (f), ==, about);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_part (f, "count"))), ==, count);
  /* What is shown stays. */
  assert_shown (f, "business-case");
  choose (f, groups, 1);
  g_assert_cmpuint (count_rows (f), <=, about);
  cm_test_click (get_part (f, "show_all"));
  g_assert_cmpuint (count_rows (f), ==, all);
  choose (f, groups, 1);
  g_assert_cmpuint (count_rows (f), <, all);
  /* What is asked for is shown in spite of it. */
  choose (f, places, 2);
  cm_templates_page_show (f->page, "feedback-record");
  cm_templates_page_show (f->page, "exit-plan");
  cm_test_settle ();
  assert_shown (f, "exit-plan");
  g_assert_nonnull (find_row (f, "Exit plan"));
}

/* --- the forms -------------------------------------------------------------------------------- */

static void
test_forms (Fixture *f, gconstpointer data)
{
  cm_test_click (find_row (f, "Flash report"));
  g_assert_true (has_words (f, "What is advice"));
  cm_test_click (get_part (f, "blank_button"));
  g_assert_false (has_words (f, "What is advice"));
  g_assert_true (has_words (f, "☐ Green"));
  g_assert_false (gtk_widget_get_visible (get_part (f, "record_row")));
  cm_test_click (get_part (f, "filled_button"));
  g_assert_true (has_words (f, "☒ Green"));
  g_assert_true (gtk_widget_get_visible (get_part (f, "record_row")));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_part (f, "record_label"))),
                   ==,
                   "Strategic commissioning support · 6");
  /* What cannot be filled in is blank. */
  cm_test_click (find_row (f, "Committee report"));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_part (f, "blank_button"))));
}

/* With the keyboard alone; what was chosen is there again. */
static void
test_record (Fixture *f, gconstpointer data)
{
  GtkLabel *label = GTK_LABEL (get_part (f, "record_label"));
  GtkWidget *popover;

  cm_templates_page_show (f->page, "decommissioning-review");
  cm_templates_page_set_form (f->page, CM_TEMPLATE_FILLED);
  cm_test_settle ();
  /* The newest. */
  g_assert_cmpstr (gtk_label_get_text (label), ==, "Review of the liaison forum · 20 May 2009");
  gtk_widget_grab_focus (get_part (f, "record_button"));
  cm_test_key (get_focus (f), "space");
  cm_test_settle ();
  popover = cm_test_find (GTK_WIDGET (f->window), CM_TYPE_CHOICE_POPOVER);
  g_assert_nonnull (popover);
  cm_test_key (popover, "Up");
  cm_test_key (popover, "Return");
  cm_test_settle ();
  g_assert_cmpstr (gtk_label_get_text (label), ==, "Review of restorative meetings · 6 May 2009");
  g_assert_true (has_words (f, "Review of restorative meetings"));
  cm_templates_page_show (f->page, "flash-report");
  cm_templates_page_show (f->page, "decommissioning-review");
  g_assert_cmpstr (gtk_label_get_text (label), ==, "Review of restorative meetings · 6 May 2009");
}

static CmRecord *
get_flash_report (Fixture *f)
{
  g_autoptr (CmQuery) query = cm_query_new ("flash_report");

  return cm_store_first (cm_window_get_store (f->window), query);
}

/* What is changed elsewhere is there at once, and when one comes back. */
static void
test_changes (Fixture *f, gconstpointer data)
{
  CmStore *store = cm_window_get_store (f->window);
  g_autoptr (CmRecord) record = get_flash_report (f);
  g_autoptr (CmRecord) first = cm_record_copy (record), second = cm_record_copy (record);

  cm_templates_page_show (f->page, "flash-report");
  cm_templates_page_set_form (f->page, CM_TEMPLATE_FILLED);
  cm_record_set_text (first, "overview", "Ahead of plan.");
  g_assert_true (cm_store_save (store, first, "Change", NULL));
  cm_test_wait (has_words (f, "Ahead of plan."));
  cm_window_show_page (f->window, "cycle");
  cm_test_settle ();
  cm_record_set_text (second, "overview", "Behind plan.");
  g_assert_true (cm_store_save (store, second, "Change", NULL));
  cm_test_settle ();
  cm_window_show_page (f->window, "templates");
  cm_test_wait (has_words (f, "Behind plan."));
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  cm_test_wait (!has_words (f, "Behind plan."));
}

static GtkWidget *
find_copy (Fixture *f)
{
  return cm_test_find_with_text (GTK_WIDGET (f->page), GTK_TYPE_BUTTON, "Copy (Ctrl+C)");
}

/* Without a record the page says where one is made. */
static void
test_no_record (Fixture *f, gconstpointer data)
{
  CmStore *store = cm_window_get_store (f->window);
  g_autoptr (CmRecord) record = get_flash_report (f);

  g_assert_true (cm_store_begin (store, "Delete", NULL));
  g_assert_true (cm_store_delete (store, record, NULL));
  g_assert_true (cm_store_commit (store, NULL));
  cm_templates_page_show (f->page, "flash-report");
  cm_templates_page_set_form (f->page, CM_TEMPLATE_FILLED);
  cm_test_settle ();
  g_assert_null (cm_templates_page_get_document (f->page));
  g_assert_nonnull (cm_test_find_text (GTK_WIDGET (f->page), "Flash reports: none yet"));
  g_assert_false (gtk_widget_get_sensitive (find_copy (f)));
  g_assert_false (gtk_widget_get_sensitive (get_part (f, "save_button")));
  cm_test_click (get_part (f, "record_now"));
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "registers");
  cm_window_show_page (f->window, "templates");
  cm_test_settle ();
  gtk_widget_activate_action (GTK_WIDGET (f->page), "templates.blank", NULL);
  g_assert_true (has_words (f, "☐ Green"));
  g_assert_true (gtk_widget_get_sensitive (find_copy (f)));
}

/* --- links and keys --------------------------------------------------------------------------- */

static void
test_links (Fixture *f, gconstpointer data)
{
  GtkWidget *label;
  gboolean done = FALSE;

  cm_templates_page_show (f->page, "flash-report");
  cm_test_wait (find_label (get_part (f, "view_bin"), "Do › Report progress") != NULL);
  label = find_label (get_part (f, "view_bin"), "Do › Report progress");
  g_signal_emit_by_name (label, "activate-link", "#do-report", &done);
  g_assert_true (done);
  cm_test_settle ();
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "manual");
  g_assert_cmpstr (
      cm_manual_page_get_shown (CM_MANUAL_PAGE (cm_window_get_page (f->window, "manual"))),
      ==,
      "do-report");
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  GtkWidget *row = find_row (f, "Business case");

  gtk_widget_grab_focus (row);
  cm_test_key (row, "Down");
  assert_shown (f, "committee-report");
  cm_test_key (get_focus (f), "Tab");
  g_assert_true (get_focus (f) == get_part (f, "read_button"));
  gtk_widget_grab_focus (row);
  cm_test_key (row, "<Shift>Tab");
  g_assert_true (GTK_IS_DROP_DOWN (get_focus (f)) ||
                 gtk_widget_get_ancestor (get_focus (f), GTK_TYPE_DROP_DOWN) != NULL);
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
  cm_test_click (find_row (f, "Committee report"));
  cm_test_settle ();
  assert_shown (f, "committee-report");
  g_assert_false (adw_flap_get_reveal_flap (flap));
}

/* --- taking it away --------------------------------------------------------------------------- */

static void
read_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  char **text = data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

/* As text, and with its looks for those who can take them. */
static void
test_copy (Fixture *f, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (f->page));
  g_autofree char *text = NULL;

  cm_templates_page_show (f->page, "flash-report");
  cm_templates_page_set_form (f->page, CM_TEMPLATE_BLANK);
  gtk_widget_grab_focus (get_part (f, "blank_button"));
  cm_test_key (get_focus (f), "<Control>c");
  cm_test_settle ();
  gdk_clipboard_read_text_async (clipboard, NULL, read_cb, &text);
  cm_test_wait (text != NULL);
  g_assert_true (g_str_has_prefix (text, "Flash report\n\nTells those who can help"));
  g_assert_true (
      gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "text/html"));
}

static void
assert_starts (const char *path, const char *start)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 1000);
  g_assert_cmpmem (bytes, strlen (start), start, strlen (start));
  g_remove (path);
}

static void
save (Fixture *f, const char *format, const char *name, const char *start)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autofree char *saved = g_strdup_printf ("Saved as “%s”", name);

  gtk_widget_activate_action (GTK_WIDGET (f->page), "templates.save", "s", format);
  cm_test_choose_file (path);
  cm_test_wait (cm_test_find_text (GTK_WIDGET (f->window), saved) != NULL);
  assert_starts (path, start);
}

static void
test_save (Fixture *f, gconstpointer data)
{
  cm_templates_page_show (f->page, "flash-report");
  cm_templates_page_set_form (f->page, CM_TEMPLATE_FILLED);
  save (f, "odt", "report.odt", "PK");
  save (f, "html", "report.html", "<!DOCTYPE html>");
  /* The ending that was typed tells more than the menu; without one the menu does. */
  save (f, "odt", "report.pdf", "%PDF-1.");
  save (f, "pdf", "report", "%PDF-1.");
}

static void
told_cb (CmPage *page, const char *text, gboolean undo, char **told)
{
  g_free (*told);
  *told = g_strdup (text);
}

static void
test_print (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "printed.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (f->folder, "none", "printed.pdf", NULL);
  g_autofree char *name = NULL;
  g_autoptr (GtkPrintOperation) good = NULL;
  g_autoptr (GtkPrintOperation) bad = NULL;
  g_autofree char *told = NULL;

  cm_templates_page_show (f->page, "flash-report");
  name = cm_page_name_report (cm_templates_page_get_document (f->page), CM_MANUAL_PDF);
  g_assert_cmpstr (name, ==, "Flash report.pdf");
  /* A file is printed into before this returns; the main loop runs meanwhile. */
  good = cm_templates_page_print (f->page, path);
  g_assert_nonnull (good);
  assert_starts (path, "%PDF-1.");
  /* What goes wrong is told. */
  g_signal_connect (f->page, "message", G_CALLBACK (told_cb), &told);
  bad = cm_templates_page_print (f->page, nowhere);
  g_assert_nonnull (bad);
  cm_test_wait (told != NULL);
}

static GtkWidget *
find_print_dialog (void)
{
  const GType type = g_type_from_name ("GtkPrintUnixDialog");

  return type != 0 ? cm_test_find_dialog (type) : NULL;
}

/* The key that prints the manual prints the paper here. */
static void
test_print_key (Fixture *f, gconstpointer data)
{
  gtk_widget_grab_focus (get_part (f, "read_button"));
  cm_test_key (get_focus (f), "<Control>p");
  cm_test_wait (find_print_dialog () != NULL);
  cm_test_settle ();
  gtk_dialog_response (GTK_DIALOG (find_print_dialog ()), GTK_RESPONSE_CANCEL);
  cm_test_wait (find_print_dialog () == NULL);
  cm_test_settle ();
}

/* Nothing of the page outlives it. */
static void
test_end (Fixture *f, gconstpointer data)
{
  GtkWidget *page = g_object_ref_sink (g_object_new (CM_TYPE_TEMPLATES_PAGE, NULL));

  g_assert_nonnull (cm_templates_page_get_shown (CM_TEMPLATES_PAGE (page)));
  g_assert_finalize_object (page);
}

int
main (int argc, char *argv[])
{
  cm_test_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/templates-page/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("list", test_list);
  ADD ("filter", test_filter);
  ADD ("forms", test_forms);
  ADD ("record", test_record);
  ADD ("changes", test_changes);
  ADD ("no-record", test_no_record);
  ADD ("links", test_links);
  ADD ("keys", test_keys);
  ADD ("narrow", test_narrow);
  ADD ("copy", test_copy);
  ADD ("save", test_save);
  ADD ("print", test_print);
  ADD ("print-key", test_print_key);
  ADD ("end", test_end);
  return g_test_run ();
}
