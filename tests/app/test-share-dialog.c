/* test-share-dialog.c - sharing a copy: what is chosen, told and written; backups. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-share-dialog.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-copy-job.h"
#include "cm-test-table.h"

typedef struct
{
  CmStore *store;
  char *folder, *copy;
  CmShareDialog *dialog;
  GtkWidget *root; /* the dialogue, as a widget */
  char *saved;     /* told by "saved" */
} Fixture;

static void
saved_cb (Fixture *f, const char *path)
{
  g_assert_null (f->saved);
  f->saved = g_strdup (path);
}

static void
wait_told (Fixture *f)
{
  cm_test_wait (!cm_share_dialog_is_busy (f->dialog));
  cm_test_settle ();
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = cm_test_new_store ();
  f->folder = g_dir_make_tmp ("cm-share-XXXXXX", NULL);
  f->copy = g_build_filename (f->folder, "Copy.portfolio", NULL);
  CM_TEST_ADD (f->store, "theme", "name", "Stronger", "lead", "Alex Example");
  CM_TEST_ADD (f->store,
               "evidence",
               "name",
               "Confidential case",
               "kind",
               "questionnaire",
               "sharing",
               "confidential");
  f->dialog = CM_SHARE_DIALOG (cm_share_dialog_new (f->store));
  f->root = GTK_WIDGET (f->dialog);
  g_object_add_weak_pointer (G_OBJECT (f->dialog), (gpointer *) &f->dialog);
  g_signal_connect_swapped (f->dialog, "saved", G_CALLBACK (saved_cb), f);
  gtk_window_present (GTK_WINDOW (f->dialog));
  gtk_test_widget_wait_for_draw (f->root);
  wait_told (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (f->dialog));
  cm_test_wait (f->dialog == NULL);
  cm_test_settle ();
  g_unlink (f->copy);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->saved);
  g_free (f->copy);
  g_free (f->folder);
  cm_test_drop_store (f->store);
}

static GtkWidget *
get_child (Fixture *f, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (f->root, CM_TYPE_SHARE_DIALOG, name));
}

/* (transfer full): what is told, line by line. */
static char *
get_lines (Fixture *f)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *line = gtk_widget_get_first_child (get_child (f, "lines")); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (line)));
  return g_string_free (text, FALSE);
}

static void
assert_told (Fixture *f, const char *words, gboolean told)
{
  g_autofree char *lines = get_lines (f);

  g_test_message ("%s", lines);
  g_assert_true ((strstr (lines, words) != NULL) == told);
}

static void
flip (Fixture *f, const char *name)
{
  cm_test_click (get_child (f, name));
  wait_told (f);
}

static CmStore *
open_copy (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  CmStore *copy = cm_store_open (f->copy, CM_STORE_READ_ONLY, &error);

  g_assert_no_error (error);
  return copy;
}

/* At first all is left out that need not be in it, and the words follow the switches. */
static void
test_choices (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (cm_share_dialog_get_flags (f->dialog),
                   ==,
                   CM_COPY_WITHOUT_HISTORY | CM_COPY_ANONYMISE | CM_COPY_NO_CONFIDENTIAL |
                       CM_COPY_NO_NAMED);
  assert_told (f, "Removed: 2 entries of the change log, with the name of 1 person.", TRUE);
  assert_told (f, "Replaced: 1 text with 1 name (Themes, Lead: 1).", TRUE);
  assert_told (f, "Left out: Evidence: 1.", TRUE);
  flip (f, "names");
  assert_told (f, "Replaced: ", FALSE);
  assert_told (f, "Left out: Evidence: 1.", TRUE);
  flip (f, "confidential");
  assert_told (f, "Left out: ", FALSE);
  flip (f, "suppliers");
  assert_told (f, "No name had to be replaced.", TRUE);
  g_assert_cmpint (cm_share_dialog_get_flags (f->dialog),
                   ==,
                   CM_COPY_WITHOUT_HISTORY | CM_COPY_NO_NAMED | CM_COPY_SUPPLIERS);
}

/* With the change log nothing can be hidden, and the other switches cannot be used. */
static void
test_history (Fixture *f, gconstpointer data)
{
  flip (f, "history");
  g_assert_cmpint (cm_share_dialog_get_flags (f->dialog), ==, CM_COPY_EXACT);
  g_assert_false (gtk_widget_is_sensitive (get_child (f, "names")));
  assert_told (f, "Nothing is removed", TRUE);
  flip (f, "history");
  g_assert_true (gtk_widget_is_sensitive (get_child (f, "names")));
  assert_told (f, "Replaced: ", TRUE);
}

static void
test_keyboard (Fixture *f, gconstpointer data)
{
  gtk_widget_grab_focus (get_child (f, "names"));
  cm_test_key (f->root, "space");
  wait_told (f);
  assert_told (f, "Replaced: ", FALSE);
  cm_test_key (f->root, "Escape");
  cm_test_wait (f->dialog == NULL);
  g_assert_null (f->saved);
}

static void
test_save (Fixture *f, gconstpointer data)
{
  g_autoptr (CmStore) copy = NULL;
  g_autofree char *lead = NULL;

  cm_share_dialog_save (f->dialog, f->copy, FALSE);
  cm_test_wait (f->dialog == NULL);
  g_assert_cmpstr (f->saved, ==, f->copy);
  copy = open_copy (f);
  lead = cm_test_value (copy, "theme", "Stronger", "lead");
  g_assert_cmpstr (lead, ==, "Person 1");
  g_assert_null (cm_test_get (copy, "evidence", "Confidential case"));
  /* The portfolio is as it was. */
  g_free (lead);
  lead = cm_test_value (f->store, "theme", "Stronger", "lead");
  g_assert_cmpstr (lead, ==, "Alex Example");
}

/* What goes wrong is told in a dialogue, and the choices are still there. */
static void
test_save_fails (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  GtkWidget *message;

  g_assert_true (g_file_set_contents (f->copy, "mine", -1, NULL));
  cm_share_dialog_save (f->dialog, f->copy, FALSE);
  cm_test_wait (cm_test_find_dialog (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  cm_test_settle ();
  message = cm_test_find_dialog (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (message)), "already"));
  cm_test_key (message, "Escape");
  cm_test_settle ();
  g_assert_nonnull (f->dialog);
  g_assert_null (f->saved);
  g_assert_true (g_file_get_contents (f->copy, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  cm_share_dialog_save (f->dialog, f->copy, TRUE);
  cm_test_wait (f->dialog == NULL);
  g_assert_cmpstr (f->saved, ==, f->copy);
}

/* The button asks where to. */
static void
test_ask (Fixture *f, gconstpointer data)
{
  GtkWidget *chooser;

  cm_test_click (get_child (f, "save_button"));
  cm_test_wait (cm_test_find_dialog (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  chooser = cm_test_find_dialog (GTK_TYPE_FILE_CHOOSER_DIALOG);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (chooser)), ==, "Save a copy to share");
  cm_test_settle ();
  cm_test_key (chooser, "Escape");
  cm_test_wait (cm_test_find_dialog (GTK_TYPE_FILE_CHOOSER_DIALOG) == NULL);
  g_assert_nonnull (f->dialog);
}

/* --- the window ------------------------------------------------------------------------------- */

static gboolean
has_toast (GtkWidget *window, const char *text)
{
  return cm_test_find_text (window, text) != NULL;
}

static char *backed_up; /* path */

static void
backed_up_cb (GtkWidget *widget, const char *path, const GError *error)
{
  g_assert_no_error (error);
  g_assert_true (CM_IS_WINDOW (widget));
  backed_up = g_strdup (path);
}

static void
test_window (void)
{
  AdwApplication *application = cm_test_get_application ();
  char *path = cm_test_copy_example ("staffordshire-connects-2010");
  CmWindow *window = cm_test_open_window (application, path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *copy = g_build_filename (folder, "Backup.portfolio", NULL);
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.share", NULL);
  cm_test_settle ();
  dialog = cm_test_find_dialog (CM_TYPE_SHARE_DIALOG);
  g_assert_nonnull (dialog);
  cm_test_wait (!cm_share_dialog_is_busy (CM_SHARE_DIALOG (dialog)));
  cm_share_dialog_save (CM_SHARE_DIALOG (dialog), copy, FALSE);
  cm_test_wait (cm_test_find_dialog (CM_TYPE_SHARE_DIALOG) == NULL);
  cm_test_wait (has_toast (GTK_WIDGET (window), "“Backup.portfolio” saved and checked"));
  cm_copy_job_start (
      GTK_WIDGET (window), cm_window_get_store (window), copy, CM_COPY_REPLACE, backed_up_cb);
  cm_test_wait (backed_up != NULL);
  g_assert_cmpstr (backed_up, ==, copy);
  g_clear_pointer (&backed_up, g_free);
  {
    g_autoptr (CmStore) store = cm_store_open (copy, CM_STORE_READ_ONLY, NULL);
    g_autoptr (GPtrArray) log = cm_store_get_history (store, 10);

    g_assert_cmpuint (log->len, >, 0);
  }
  g_unlink (copy);
  gtk_window_destroy (GTK_WINDOW (window));
  cm_test_settle ();
  cm_test_drop_file (path);
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/share/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("choices", test_choices);
  ADD ("history", test_history);
  ADD ("keyboard", test_keyboard);
  ADD ("save", test_save);
  ADD ("save-fails", test_save_fails);
  ADD ("ask", test_ask);
#undef ADD
  g_test_add_func ("/share/window", test_window);
  return g_test_run ();
}
