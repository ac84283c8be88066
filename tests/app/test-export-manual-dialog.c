/* test-export-manual-dialog.c - exporting the manual: what is offered, chosen and written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-export-manual-dialog.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-test.h"

typedef struct
{
  char *folder;
  CmExportManualDialog *dialog;
  GtkWidget *root; /* the dialogue, as a widget */
  char *exported;  /* told by "exported" */
} Fixture;

static void
exported_cb (Fixture *f, const char *path)
{
  g_assert_null (f->exported);
  f->exported = g_strdup (path);
}

static CmManual *
get_manual (void)
{
  CmManual *manual = cm_library_get_manual (NULL);

  g_assert_nonnull (manual);
  return manual;
}

static void
set_up (Fixture *f, gconstpointer shown)
{
  f->folder = g_dir_make_tmp ("cm-export-XXXXXX", NULL);
  f->dialog = CM_EXPORT_MANUAL_DIALOG (cm_export_manual_dialog_new (get_manual (), shown));
  f->root = GTK_WIDGET (f->dialog);
  g_object_add_weak_pointer (G_OBJECT (f->dialog), (gpointer *) &f->dialog);
  g_signal_connect_swapped (f->dialog, "exported", G_CALLBACK (exported_cb), f);
  gtk_window_present (GTK_WINDOW (f->dialog));
  gtk_test_widget_wait_for_draw (f->root);
  cm_test_settle ();
}

static void
tear_down (Fixture *f, gconstpointer shown)
{
  const char *const clean[] = { "rm", "-rf", f->folder, NULL };

  if (f->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (f->dialog));
  cm_test_wait (f->dialog == NULL);
  cm_test_settle ();
  g_spawn_sync (
      NULL, (char **) clean, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (f->exported);
  g_free (f->folder);
}

static GtkWidget *
get_child (Fixture *f, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (f->root, CM_TYPE_EXPORT_MANUAL_DIALOG, name));
}

static void
choose_format (Fixture *f, CmManualFormat format)
{
  GtkWidget *row =
      cm_test_find_with_text (f->root, ADW_TYPE_ACTION_ROW, cm_manual_format_get (format)->label);

  g_assert_nonnull (row);
  cm_test_click (row);
  cm_test_settle ();
  g_assert_cmpint (cm_export_manual_dialog_get_format (f->dialog), ==, format);
}

static void
assert_name (Fixture *f, const char *expected)
{
  g_autofree char *name = cm_export_manual_dialog_make_name (f->dialog);

  g_assert_cmpstr (name, ==, expected);
}

/* Of what is being read the section and its chapter are offered, and all of the manual. */
static void
test_choices (Fixture *f, gconstpointer shown)
{
  g_assert_null (cm_export_manual_dialog_get_part (f->dialog));
  g_assert_cmpint (cm_export_manual_dialog_get_format (f->dialog), ==, CM_MANUAL_PDF);
  assert_name (f, "Commissioning manual.pdf");
  cm_test_click (get_child (f, "section_row"));
  g_assert_cmpstr (cm_export_manual_dialog_get_part (f->dialog), ==, "plan-options");
  cm_test_click (get_child (f, "chapter_row"));
  g_assert_cmpstr (cm_export_manual_dialog_get_part (f->dialog), ==, "plan");
  for (guint i = 0; i < CM_N_MANUAL_FORMATS; i++)
    choose_format (f, i);
  assert_name (f, "Plan.odt");
}

/* In a chapter that is not a section too, and outside of the manual, there is less to choose. */
static void
test_chapter (Fixture *f, gconstpointer shown)
{
  g_assert_false (gtk_widget_get_visible (get_child (f, "section_row")));
  g_assert_true (gtk_widget_get_visible (get_child (f, "chapter_row")));
}

static void
test_whole (Fixture *f, gconstpointer shown)
{
  g_assert_false (gtk_widget_get_visible (get_child (f, "section_row")));
  g_assert_false (gtk_widget_get_visible (get_child (f, "chapter_row")));
}

static void
test_write (Fixture *f, gconstpointer shown)
{
  g_autofree char *path = g_build_filename (f->folder, "section.html", NULL);
  g_autofree char *html = NULL;

  choose_format (f, CM_MANUAL_HTML);
  cm_test_click (get_child (f, "section_row"));
  cm_export_manual_dialog_write (f->dialog, path);
  g_assert_false (gtk_widget_get_sensitive (get_child (f, "export_button")));
  cm_test_wait (f->dialog == NULL);
  g_assert_cmpstr (f->exported, ==, path);
  g_assert_true (g_file_get_contents (path, &html, NULL, NULL));
  g_assert_nonnull (strstr (html, "id=\"plan-options\""));
  g_assert_null (strstr (html, "id=\"plan-appraise\""));
}

static void
test_folder (Fixture *f, gconstpointer shown)
{
  g_autofree char *path = g_build_filename (f->folder, "site", NULL);
  g_autofree char *index = g_build_filename (path, "index.html", NULL);

  choose_format (f, CM_MANUAL_HTML_FOLDER);
  cm_export_manual_dialog_write (f->dialog, path);
  cm_test_wait (f->dialog == NULL);
  g_assert_cmpstr (f->exported, ==, path);
  g_assert_true (g_file_test (index, G_FILE_TEST_IS_REGULAR));
}

/* It says what went wrong, and can be tried again. */
static void
test_fault (Fixture *f, gconstpointer shown)
{
  GtkWidget *message;

  cm_export_manual_dialog_write (f->dialog, "/nonexistent/manual.pdf");
  cm_test_wait (cm_test_find_dialog (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  message = cm_test_find_dialog (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (message)),
                            "/nonexistent/manual.pdf"));
  gtk_window_destroy (GTK_WINDOW (message));
  cm_test_settle ();
  g_assert_nonnull (f->dialog);
  g_assert_null (f->exported);
  g_assert_true (gtk_widget_get_sensitive (get_child (f, "export_button")));
}

/* Closed while it writes, it leaves nothing. */
static void
test_closed (Fixture *f, gconstpointer shown)
{
  g_autofree char *path = g_build_filename (f->folder, "site", NULL);
  g_autoptr (GDir) dir = NULL;

  choose_format (f, CM_MANUAL_HTML_FOLDER);
  cm_export_manual_dialog_write (f->dialog, path);
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  cm_test_wait (f->dialog == NULL);
  g_assert_null (f->exported);
  dir = g_dir_open (f->folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

/* From the window: what is read is offered, and a note says what was written. */
static void
test_window (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "plan.html", NULL);
  char *portfolio = cm_test_copy_example ("leicestershire-together");
  CmWindow *window = cm_test_open_window (cm_test_get_application (), portfolio);
  GtkWidget *dialog;

  cm_window_show_page (window, "manual");
  cm_manual_page_show (CM_MANUAL_PAGE (cm_window_get_page (window, "manual")), "plan-options");
  cm_test_settle ();
  cm_test_click (
      cm_test_find_with_text (GTK_WIDGET (window), GTK_TYPE_MENU_BUTTON, "Print or export"));
  cm_test_wait (cm_test_find_text (GTK_WIDGET (window), "Export the manual…") != NULL);
  cm_test_click (cm_test_find_text (GTK_WIDGET (window), "Export the manual…"));
  cm_test_wait (cm_test_find_dialog (CM_TYPE_EXPORT_MANUAL_DIALOG) != NULL);
  dialog = cm_test_find_dialog (CM_TYPE_EXPORT_MANUAL_DIALOG);
  gtk_test_widget_wait_for_draw (dialog);
  g_assert_nonnull (cm_test_find_text (dialog, "List the options"));
  cm_export_manual_dialog_write (CM_EXPORT_MANUAL_DIALOG (dialog), path);
  cm_test_wait (cm_test_find_dialog (CM_TYPE_EXPORT_MANUAL_DIALOG) == NULL);
  cm_test_wait (cm_test_find_text (GTK_WIDGET (window), "“plan.html” written") != NULL);
  g_assert_nonnull (cm_test_find_with_text (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Open"));
  gtk_window_destroy (GTK_WINDOW (window));
  cm_test_settle ();
  g_unlink (path);
  g_rmdir (folder);
  cm_test_drop_file (portfolio);
}

#define ADD(name, shown, function)                                                                 \
  g_test_add ("/app/export-manual-dialog/" name, Fixture, shown, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);
  ADD ("choices", "plan-options", test_choices);
  ADD ("chapter", "introduction", test_chapter);
  ADD ("whole", NULL, test_whole);
  ADD ("write", "plan-options", test_write);
  ADD ("folder", "plan-options", test_folder);
  ADD ("fault", "plan-options", test_fault);
  ADD ("closed", "plan-options", test_closed);
  g_test_add_func ("/app/export-manual-dialog/window", test_window);
  return g_test_run ();
}
