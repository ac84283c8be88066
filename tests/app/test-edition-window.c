/* test-edition-window.c - the window with other editions: lost ones, faulty ones, overlays, copies.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "cm-faults-dialog.h"
#include "cm-library.h"
#include "cm-test.h"
#include "config.h"

#define NAMESPACES " xmlns='http://docbook.org/ns/docbook' xmlns:c='urn:commissioning:manual:1'"

#define GONE "/nonexistent/edition"

typedef struct
{
  char *folder; /* of all that a test writes */
  char *path;   /* of the portfolio */
  CmWindow *window;
  GSettings *settings;
  guint n_read;
} Fixture;

static void
read_cb (Fixture *f)
{
  f->n_read++;
}

static void
open_window (Fixture *f)
{
  f->window = cm_test_open_window (cm_test_get_application (), f->path);
  g_signal_connect_swapped (f->window, "edition-read", G_CALLBACK (read_cb), f);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cm-editions-XXXXXX", NULL);
  f->path = cm_test_copy_example ("leicestershire-together");
  f->settings = g_settings_new (APPLICATION_ID);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  remove_tree (f->folder);
  g_free (f->folder);
  g_object_unref (f->settings);
  cm_test_drop_file (f->path);
}

static void
write_text (Fixture *f, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
open_edition (Fixture *f, const char *folder)
{
  f->n_read = 0;
  cm_window_open_edition (f->window, folder);
  cm_test_wait (f->n_read == 1);
  cm_test_settle ();
}

static void
close_edition (Fixture *f)
{
  f->n_read = 0;
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.close-edition", NULL);
  cm_test_wait (f->n_read == 1);
  cm_test_settle ();
  g_assert_true (cm_library_is_built_in ());
}

static void
assert_setting (Fixture *f, const char *key, const char *value)
{
  g_autofree char *is = g_settings_get_string (f->settings, key);

  g_assert_cmpstr (is, ==, value);
}

/* The first test: an edition was chosen before the program was started. */
static void
test_lost (Fixture *f, gconstpointer data)
{
  GtkWidget *button, *dialog;

  open_window (f);
  g_assert_true (cm_library_is_built_in ());
  button = cm_test_find_with_text (GTK_WIDGET (f->window), GTK_TYPE_BUTTON, "What is _wrong…");
  g_assert_nonnull (button);
  cm_test_click (button);
  cm_test_wait (cm_test_find_dialog (CM_TYPE_FAULTS_DIALOG) != NULL);
  dialog = cm_test_find_dialog (CM_TYPE_FAULTS_DIALOG);
  {
    g_autofree char *text = cm_faults_dialog_get_text (CM_FAULTS_DIALOG (dialog));

    g_assert_nonnull (strstr (text, GONE));
  }
  gtk_window_destroy (GTK_WINDOW (dialog));
  cm_test_settle ();
  assert_setting (f, "edition-folder", GONE);
  button = cm_test_find_with_text (
      GTK_WIDGET (f->window), GTK_TYPE_BUTTON, "Stay with the _built-in edition");
  cm_test_click (button);
  cm_test_settle ();
  assert_setting (f, "edition-folder", "");
  g_assert_null (
      cm_test_find_with_text (GTK_WIDGET (f->window), GTK_TYPE_BUTTON, "What is _wrong…"));
}

static void
test_overlay (Fixture *f, gconstpointer data)
{
  CmDocument *document;
  CmBlock *block;

  write_text (f,
              "overlay.xml",
              "<c:overlay" NAMESPACES " version='1'><info><edition>Ours</edition></info>"
              "<section xml:id='introduction-what'><info><title>What it is for us</title></info>"
              "<para>Our words.</para></section></c:overlay>");
  open_window (f);
  cm_window_show_page (f->window, "manual");
  cm_test_settle ();
  g_assert_null (cm_test_find_text (GTK_WIDGET (f->window), "What it is for us"));
  open_edition (f, f->folder);
  g_assert_false (cm_library_is_built_in ());
  g_assert_cmpstr (cm_window_get_page_name (f->window), ==, "manual");
  g_assert_cmpstr (cm_edition_get_name (cm_library_get_edition (NULL)), ==, "Ours");
  document = cm_manual_get_document (cm_library_get_manual (NULL));
  block = cm_document_find (document, "introduction-what");
  g_assert_true (block->own);
  assert_setting (f, "overlay-folder", f->folder);
  assert_setting (f, "edition-folder", "");
  cm_test_wait (cm_test_find_text (GTK_WIDGET (f->window), "What it is for us") != NULL);
  close_edition (f);
  assert_setting (f, "overlay-folder", "");
  g_assert_null (cm_test_find_text (GTK_WIDGET (f->window), "What it is for us"));
}

static void
test_faulty (Fixture *f, gconstpointer data)
{
  GtkWidget *dialog, *button;
  CmManual *before;

  write_text (f, "manual.xml", "<book" NAMESPACES " version='5.0'>\n<bad/>\n</book>");
  open_window (f);
  before = cm_library_get_manual (NULL);
  open_edition (f, f->folder);
  dialog = cm_test_find_dialog (CM_TYPE_FAULTS_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_true (cm_library_get_manual (NULL) == before);
  assert_setting (f, "edition-folder", "");
  {
    g_autofree char *text = cm_faults_dialog_get_text (CM_FAULTS_DIALOG (dialog));

    g_assert_cmpstr (text, ==, "manual.xml:2:1: <bad> may not stand in <book>\n");
  }
  g_assert_nonnull (cm_test_find_text (dialog, "Line 2, column 1"));
  g_assert_nonnull (cm_test_find_text (dialog, "manual.xml"));
  button = cm_test_find_with_text (dialog, GTK_TYPE_BUTTON, "_Copy all");
  cm_test_click (button);
  g_assert_true (gdk_clipboard_is_local (gtk_widget_get_clipboard (dialog)));
  cm_test_key (dialog, "Escape");
  cm_test_wait (cm_test_find_dialog (CM_TYPE_FAULTS_DIALOG) == NULL);
}

/* What is exported can be opened as it is. */
static void
test_export (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL, *again = NULL, *schema = NULL, *content = NULL;

  open_window (f);
  copy = cm_library_export_edition (f->folder, &error);
  g_assert_no_error (error);
  again = cm_library_export_edition (f->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (copy, !=, again);
  schema = g_build_filename (copy, "schema", "prose.rng", NULL);
  g_assert_true (g_file_test (schema, G_FILE_TEST_IS_REGULAR));
  open_edition (f, copy);
  content = g_build_filename (copy, "content", NULL);
  g_assert_false (cm_library_is_built_in ());
  assert_setting (f, "edition-folder", content);
  g_assert_null (cm_test_find_dialog (CM_TYPE_FAULTS_DIALOG));
  close_edition (f);
  assert_setting (f, "edition-folder", "");
}

int
main (int argc, char **argv)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);

  g_settings_set_string (settings, "edition-folder", GONE);
  cm_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/edition-window/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("lost", test_lost);
  ADD ("overlay", test_overlay);
  ADD ("faulty", test_faulty);
  ADD ("export", test_export);
#undef ADD
  return g_test_run ();
}
