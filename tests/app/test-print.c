/* test-print.c - printing the manual: what is offered, what comes out, and that nothing waits. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <time.h>

#include "cm-library.h"
#include "cm-manual-page.h"
#include "cm-test.h"
#include "cm-window-private.h"

typedef struct
{
  char *portfolio, *folder, *path;
  CmWindow *window;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->portfolio = cm_test_copy_example (CM_LIBRARY_FIRST_EXAMPLE);
  f->folder = g_dir_make_tmp ("cm-print-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "printed.pdf", NULL);
  f->window = cm_test_open_window (cm_test_get_application (), f->portfolio);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer window = f->window;

  g_object_add_weak_pointer (G_OBJECT (f->window), &window);
  gtk_window_destroy (GTK_WINDOW (f->window));
  cm_test_settle ();
  cm_test_wait (window == NULL);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
  cm_test_drop_file (f->portfolio);
}

/* A button of the window that prints can be pressed only if the window can print. */
static gboolean
can_print (Fixture *f)
{
  GtkWidget *button = gtk_button_new ();
  gboolean enabled;

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.print");
  gtk_widget_set_parent (button, GTK_WIDGET (f->window));
  enabled = gtk_widget_get_sensitive (button);
  gtk_widget_unparent (button);
  return enabled;
}

static void
show (Fixture *f, const char *id)
{
  cm_window_show_page (f->window, "manual");
  cm_test_settle ();
  cm_manual_page_show (CM_MANUAL_PAGE (cm_window_get_page (f->window, "manual")), id);
  cm_test_settle ();
}

/* Returns when it is printed, but the main loop runs meanwhile. */
static void
print (Fixture *f, CmPrintPart part)
{
  g_autoptr (GtkPrintOperation) operation = _cm_window_print (f->window, part, f->path);

  g_assert_nonnull (operation);
  g_assert_null (cm_test_find_dialog (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_true (g_file_test (f->path, G_FILE_TEST_IS_REGULAR));
}

static char *
ask (Fixture *f, const char *program)
{
  g_autofree char *command =
      g_strdup_printf ("%s %s%s", program, f->path, strcmp (program, "pdftotext") == 0 ? " -" : "");
  g_autoptr (GError) error = NULL;
  char *said = NULL;

  g_spawn_command_line_sync (command, &said, NULL, NULL, &error);
  g_assert_no_error (error);
  return said;
}

static guint
count_pages (Fixture *f)
{
  g_autofree char *said = ask (f, "pdfinfo");
  const char *pages = strstr (said, "Pages:");

  g_assert_nonnull (pages);
  return (guint) g_ascii_strtoull (pages + strlen ("Pages:"), NULL, 10);
}

/* --- what can be printed ---------------------------------------------------------------------- */

static void
test_enabled (Fixture *f, gconstpointer data)
{
  g_assert_false (can_print (f));
  g_assert_null (_cm_window_print (f->window, CM_PRINT_ALL, f->path));
  show (f, NULL);
  g_assert_true (can_print (f));
  cm_window_show_page (f->window, "activities");
  cm_test_settle ();
  g_assert_false (can_print (f));
  show (f, NULL);
  g_assert_true (can_print (f));
  cm_window_close_portfolio (f->window);
  cm_test_settle ();
  g_assert_false (can_print (f));
}

/* --- what comes out --------------------------------------------------------------------------- */

static void
test_section (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  show (f, "plan/options");
  print (f, CM_PRINT_SHEET);
  text = ask (f, "pdftotext");
  g_assert_nonnull (strstr (text, "List the options"));
  g_assert_null (strstr (text, "Contents"));
  g_assert_null (strstr (text, "Set the outcomes\n"));
  g_assert_cmpuint (count_pages (f), <, 10);
}

static void
test_chapter (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  guint n;

  show (f, "plan/options");
  print (f, CM_PRINT_CHAPTER);
  text = ask (f, "pdftotext");
  g_assert_nonnull (strstr (text, "Set the outcomes\n"));
  g_assert_nonnull (strstr (text, "List the options\n"));
  n = count_pages (f);
  g_assert_cmpuint (n, >, 10);
  g_assert_cmpuint (n, <, 40);
}

static gboolean
tick_cb (gpointer data)
{
  ++*(guint *) data;
  return G_SOURCE_CONTINUE;
}

/* The window goes on while all of the manual is printed. */
static void
test_all (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  guint source, ticks = 0;

  show (f, NULL);
  source = g_timeout_add_full (G_PRIORITY_HIGH, 1, tick_cb, &ticks, NULL);
  print (f, CM_PRINT_ALL);
  g_source_remove (source);
  /* Pages are set in a thread, and each is drawn in a turn of its own. */
  g_assert_cmpuint (ticks, >, 20);
  text = ask (f, "pdftotext");
  g_assert_nonnull (strstr (text, "Contents"));
  g_assert_nonnull (strstr (text, "Printed on "));
  g_assert_nonnull (strstr (text, "Glossary"));
  g_assert_cmpuint (count_pages (f), >, 40);
}

static void
test_cannot_write (Fixture *f, gconstpointer data)
{
  g_autoptr (GtkPrintOperation) operation = NULL;

  show (f, NULL);
  g_free (f->path);
  f->path = g_build_filename (f->folder, "no such folder", "printed.pdf", NULL);
  operation = _cm_window_print (f->window, CM_PRINT_SHEET, f->path);
  cm_test_wait (cm_test_find_dialog (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  gtk_window_destroy (GTK_WINDOW (cm_test_find_dialog (ADW_TYPE_MESSAGE_DIALOG)));
  cm_test_settle ();
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
}

static gboolean
close_cb (gpointer window)
{
  cm_window_close_portfolio (window);
  return G_SOURCE_REMOVE;
}

/* The portfolio may be closed meanwhile. */
static void
test_closed (Fixture *f, gconstpointer data)
{
  show (f, NULL);
  g_timeout_add (1, close_cb, f->window);
  print (f, CM_PRINT_ALL);
  g_assert_cmpuint (count_pages (f), >, 40);
  g_assert_false (can_print (f));
}

/* --- the dialogue ----------------------------------------------------------------------------- */

/* Its type comes with the first of them. */
static GtkWidget *
find_print_dialog (void)
{
  const GType type = g_type_from_name ("GtkPrintUnixDialog");

  return type != 0 ? cm_test_find_dialog (type) : NULL;
}

static void
test_dialog (Fixture *f, gconstpointer data)
{
  GtkWidget *dialog;

  show (f, "plan/options");
  cm_test_key (GTK_WIDGET (f->window), "<Control>p");
  cm_test_wait (find_print_dialog () != NULL);
  dialog = find_print_dialog ();
  cm_test_settle ();
  g_assert_nonnull (cm_test_find_text (dialog, "What to print"));
  cm_test_click (cm_test_find_text (dialog, "What to print"));
  cm_test_settle ();
  if (g_getenv ("CM_PICTURE") != NULL)
    cm_test_write_picture (dialog, g_getenv ("CM_PICTURE"));
  g_assert_nonnull (cm_test_find_text (dialog, "The _section “List the options”"));
  g_assert_nonnull (cm_test_find_text (dialog, "The _chapter “Plan”"));
  g_assert_nonnull (cm_test_find_text (dialog, "The _whole manual"));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  cm_test_wait (find_print_dialog () == NULL);
  cm_test_settle ();
}

int
main (int argc, char **argv)
{
  cm_test_init (&argc, &argv);
  g_test_add ("/print/enabled", Fixture, NULL, set_up, test_enabled, tear_down);
  g_test_add ("/print/section", Fixture, NULL, set_up, test_section, tear_down);
  g_test_add ("/print/chapter", Fixture, NULL, set_up, test_chapter, tear_down);
  g_test_add ("/print/all", Fixture, NULL, set_up, test_all, tear_down);
  g_test_add ("/print/cannot-write", Fixture, NULL, set_up, test_cannot_write, tear_down);
  g_test_add ("/print/closed", Fixture, NULL, set_up, test_closed, tear_down);
  g_test_add ("/print/dialog", Fixture, NULL, set_up, test_dialog, tear_down);
  return g_test_run ();
}
