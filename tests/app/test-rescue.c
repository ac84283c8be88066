/* test-rescue.c - files that are damaged, moved away or left by a crash, as a person meets them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-library.h"
#include "cm-test.h"

typedef struct
{
  char *path, *folder;
  CmWindow *window;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->path = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  f->folder = g_path_get_dirname (f->path);
  f->window = cm_test_open_window (cm_test_get_application (), data != NULL ? NULL : f->path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  dir = g_dir_open (f->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      if (!g_str_equal (path, f->path))
        g_unlink (path);
    }
  cm_test_drop_file (f->path);
  g_free (f->folder);
}

static GtkWidget *
get_part (Fixture *f, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (f->window), CM_TYPE_WINDOW, name));
}

static gboolean
says (Fixture *f, const char *words)
{
  return gtk_widget_get_mapped (get_part (f, "trouble_notice")) &&
         strstr (gtk_label_get_text (GTK_LABEL (get_part (f, "trouble_label"))), words) != NULL;
}

static gboolean
is_calm (Fixture *f)
{
  return !gtk_widget_get_mapped (get_part (f, "trouble_notice"));
}

/* Away and back again; then another file in its place: the work goes on in a copy. */
static void
test_moved (Fixture *f, gconstpointer data)
{
  g_autofree char *away = g_strconcat (f->path, ".away", NULL);
  g_autofree char *copy = g_build_filename (f->folder, "Copy.portfolio", NULL);
  g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));
  g_autoptr (CmQuery) query = cm_query_new ("theme");
  guint n = cm_store_count (cm_window_get_store (f->window), query);
  g_autoptr (GError) error = NULL;

  cm_record_set_text (theme, "name", "New");
  g_assert_true (is_calm (f));
  g_rename (f->path, away);
  cm_test_wait (says (f, "no longer there"));
  g_assert_true (says (f, f->path));
  g_rename (away, f->path);
  cm_test_wait (is_calm (f));
  g_assert_true (cm_store_save (cm_window_get_store (f->window), theme, "Add", NULL));
  g_rename (f->path, away);
  g_assert_true (g_file_set_contents (f->path, "another", -1, NULL));
  cm_test_wait (says (f, "another file"));
  g_assert_false (gtk_widget_get_mapped (get_part (f, "trouble_close")));
  g_assert_false (cm_store_undo (cm_window_get_store (f->window), &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_READ_ONLY);
  cm_window_keep_copy (f->window, copy);
  cm_test_wait (g_strcmp0 (cm_window_get_path (f->window), copy) == 0);
  g_assert_true (is_calm (f));
  g_assert_cmpuint (cm_store_count (cm_window_get_store (f->window), query), ==, n + 1);
  g_assert_true (cm_store_undo (cm_window_get_store (f->window), NULL));
}

/* What could not be kept is told until it is read or something is kept again. */
static void
test_failed (Fixture *f, gconstpointer data)
{
  CmStore *store = cm_window_get_store (f->window);
  g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));

  cm_record_set_text (theme, "name", "New");
  g_signal_emit_by_name (store, "failed", "There is no room left on the disk.");
  cm_test_settle ();
  g_assert_true (says (f, "There is no room left on the disk. What you typed is still"));
  g_assert_nonnull (cm_test_find_text (get_part (f, "trouble_notice"), "Save a _copy…"));
  cm_test_click (get_part (f, "trouble_close"));
  cm_test_wait (is_calm (f));
  g_signal_emit_by_name (store, "failed", "There is no room left on the disk.");
  cm_test_settle ();
  g_assert_false (is_calm (f));
  g_assert_true (cm_store_save (store, theme, "Add", NULL));
  cm_test_settle ();
  g_assert_true (is_calm (f));
}

/* The program that had it open died. */
static void
test_crashed (Fixture *f, gconstpointer data)
{
  g_autofree char *name = g_path_get_basename (f->path);
  g_autofree char *lock_name = g_strconcat (".", name, ".lock", NULL);
  g_autofree char *lock = g_build_filename (f->folder, lock_name, NULL);

  g_assert_true (g_file_set_contents (lock, "", -1, NULL));
  cm_window_open (f->window, f->path);
  cm_test_wait (cm_window_get_store (f->window) != NULL);
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (
      GTK_WIDGET (f->window),
      "The program ended unexpectedly last time. Everything that was saved is here."));
}

static void
damage (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (gsize page = 20; page < 30; page++)
    memset (bytes + page * 4096, 0, 4096);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
}

static void
press (AdwMessageDialog *dialog, const char *label)
{
  GtkWidget *button = cm_test_find_with_text (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  cm_test_settle ();
  cm_test_click (button);
}

static AdwMessageDialog *
find_dialog (const char *heading)
{
  GtkWidget *dialog = cm_test_find_dialog (ADW_TYPE_MESSAGE_DIALOG);

  return dialog != NULL &&
                 g_str_equal (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), heading)
             ? ADW_MESSAGE_DIALOG (dialog)
             : NULL;
}

/* From a file that does not open to one that does. */
static void
test_recover (Fixture *f, gconstpointer data)
{
  AdwMessageDialog *dialog;

  damage (f->path);
  cm_window_open (f->window, f->path);
  cm_test_wait (find_dialog ("The portfolio was not opened") != NULL);
  dialog = find_dialog ("The portfolio was not opened");
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), "(recovered).portfolio"));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), "stays as it is"));
  press (dialog, "_Recover what can be read…");
  cm_test_wait (find_dialog ("Recovered") != NULL);
  dialog = find_dialog ("Recovered");
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), "records were recovered"));
  if (g_getenv ("PICTURES") != NULL)
    cm_test_write_picture (GTK_WIDGET (dialog), g_getenv ("PICTURES"));
  press (dialog, "_Open it");
  cm_test_wait (cm_window_get_path (f->window) != NULL);
  g_assert_true (g_str_has_suffix (cm_window_get_path (f->window), "(recovered).portfolio"));
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);
  g_test_add ("/rescue/moved", Fixture, NULL, set_up, test_moved, tear_down);
  g_test_add ("/rescue/failed", Fixture, NULL, set_up, test_failed, tear_down);
  g_test_add ("/rescue/crashed", Fixture, "start", set_up, test_crashed, tear_down);
  g_test_add ("/rescue/recover", Fixture, "start", set_up, test_recover, tear_down);
  return g_test_run ();
}
