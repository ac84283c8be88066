/* bench-manual.c - how soon the manual is read, and a section of it on the screen. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text is the manual's own, and once more a half of it, so that it has 35,000 words. The exit
 * code is 1 only if something takes more than twice as long as it may, as other work on the machine
 * may be to blame for less. */
#include "config.h"

#include <glib/gstdio.h>
#include <time.h>

#include "cm-document-view.h"
#include "cm-library.h"
#include "cm-test.h"

#define READ_MSEC 100.0
#define SCREEN_MSEC 33.0
#define LAYOUT_MSEC 33.0
#define WORDS 35000
#define TIMES 5

typedef struct
{
  CmManual *manual;
  GtkWidget *window;
  CmDocumentView *view;
  double slowest;
  const char *slowest_id;
  gboolean missed;
} Bench;

/* Microseconds that the processor has worked for this thread: other work on the machine counts as
 * little as can be. */
static gint64
get_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static double
get_ms (gint64 since)
{
  return (double) (get_time () - since) / 1000;
}

static void
tell (Bench *bench, const char *what, double ms, double most)
{
  g_print ("%s: %.1f ms (%.0f ms) %.2f%s\n", what, ms, most, ms / most, ms > most ? " over" : "");
  bench->missed = bench->missed || ms > 2 * most;
}

static guint
count_words (CmManual *manual)
{
  GPtrArray *chapters = cm_document_get_chapters (cm_manual_get_document (manual));
  guint n = 0;

  for (guint i = 0; i < chapters->len; i++)
    n += cm_manual_count_words (manual, g_ptr_array_index (chapters, i));
  return n;
}

/* --- a text that is long enough -----------------------------------------------------------------
 */

/* A chapter of as many words as are missing, in paragraphs of some 60. */
static void
append_chapter (GString *text, guint words)
{
  g_string_append (text, "<chapter xml:id='bench'><info><title>More</title></info>");
  for (guint i = 0; i < words / 600; i++)
    {
      g_string_append_printf (
          text, "<section xml:id='bench-%u'><info><title>Section %u</title></info>", i, i);
      for (guint j = 0; j < 10; j++)
        {
          g_string_append (text, "<para>");
          for (guint k = 0; k < 60; k++)
            g_string_append (text, k % 5 == 0 ? "partnership " : k % 3 == 0 ? "agrees " : "the ");
          g_string_append (text, "</para>");
        }
      g_string_append (text, "</section>");
    }
  g_string_append (text, "</chapter>");
}

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *source = cm_library_get_path ("content", "manual.xml");
  g_autofree char *content = cm_library_get_path ("content", NULL);
  g_autoptr (CmManual) manual = cm_manual_load (content, NULL, &error);
  char *folder = g_dir_make_tmp ("cm-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "manual.xml", NULL);
  g_autofree char *original = NULL;
  g_autoptr (GString) text = NULL;
  guint n;

  g_assert_no_error (error);
  n = count_words (manual);
  g_assert_true (g_file_get_contents (source, &original, NULL, &error));
  text = g_string_new (original);
  g_string_truncate (text, (gsize) (g_strrstr (text->str, "</book>") - text->str));
  append_chapter (text, n < WORDS ? WORDS - n + 600 : 600);
  g_string_append (text, "</book>\n");
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, &error));
  return folder;
}

static void
drop_folder (char *folder)
{
  g_autofree char *path = g_build_filename (folder, "manual.xml", NULL);

  g_remove (path);
  g_rmdir (folder);
  g_free (folder);
}

/* --- measuring -------------------------------------------------------------------------------- */

/* The best of a few: the first one also warms up what the library keeps. */
static void
measure_reading (Bench *bench, const char *folder)
{
  double best = G_MAXDOUBLE;

  for (int i = 0; i < TIMES; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 start = get_time ();

      g_clear_object (&bench->manual);
      bench->manual = cm_manual_load (folder, NULL, &error);
      g_assert_no_error (error);
      best = MIN (best, get_ms (start));
    }
  g_print ("%u words\n", count_words (bench->manual));
  tell (bench, "read and indexed", best, READ_MSEC);
}

static gboolean
painted_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* From choosing a section until its first screen is laid out and drawn. */
static double
measure_screen (Bench *bench, CmBlock *sheet, const char *id)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);
  gboolean painted = FALSE;
  gint64 start;
  gulong handler;
  double took;

  /* Not amid the frames of what was shown before. */
  cm_test_settle ();
  handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &painted);
  start = get_time ();
  cm_document_view_show_at (bench->view, sheet, id);
  /* The wait for the next frame is the screen's, not ours. */
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  took = get_ms (start);
  g_signal_handler_disconnect (clock, handler);
  if (took > bench->slowest)
    {
      bench->slowest = took;
      bench->slowest_id = id;
    }
  return took;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

static void
measure_sections (Bench *bench, GArray *all, CmBlock *sheet, CmBlock *block)
{
  if (block->kind == CM_BLOCK_SECTION && block->id != NULL)
    {
      double took = measure_screen (bench, sheet, block->id);

      g_array_append_val (all, took);
    }
  for (guint i = 0; i < block->children->len; i++)
    measure_sections (bench, all, sheet, g_ptr_array_index (block->children, i));
}

static void
measure_screens (Bench *bench)
{
  GPtrArray *chapters = cm_document_get_chapters (cm_manual_get_document (bench->manual));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < chapters->len; i++)
    measure_sections (bench, all, g_ptr_array_index (chapters, i), g_ptr_array_index (chapters, i));
  g_array_sort (all, compare);
  tell (bench,
        "the first screen of a section, the middle one",
        g_array_index (all, double, all->len / 2),
        SCREEN_MSEC);
  tell (bench,
        "of 95 in 100 sections, at most",
        g_array_index (all, double, all->len * 95 / 100),
        SCREEN_MSEC);
  g_print ("the slowest of %u, “%s”: %.1f ms\n", all->len, bench->slowest_id, bench->slowest);
}

/* The longest frame while the text is built anew in another size, in the midst of a long chapter.
 */
static void
measure_size (Bench *bench)
{
  CmBlock *chapter = cm_document_find (cm_manual_get_document (bench->manual), "bench");
  double longest = 0;

  cm_document_view_show_at (bench->view, chapter, "bench-3");
  cm_test_settle ();
  for (int i = 0; i < 4; i++)
    {
      gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC / 2;
      gint64 start = get_time ();

      cm_document_view_change_size (bench->view, i % 2 == 0 ? 1 : -1);
      longest = MAX (longest, get_ms (start));
      while (g_get_monotonic_time () < until)
        {
          start = get_time ();
          if (g_main_context_iteration (NULL, FALSE))
            longest = MAX (longest, get_ms (start));
          else
            g_usleep (1000);
        }
    }
  tell (bench, "the longest frame of another text size", longest, LAYOUT_MSEC);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  char *folder;
  GtkWidget *scroller;

  cm_test_init (&argc, &argv);
  folder = make_folder ();
  measure_reading (&bench, folder);
  scroller = gtk_scrolled_window_new ();
  bench.view = CM_DOCUMENT_VIEW (cm_document_view_new (bench.manual));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (bench.view));
  bench.window = cm_test_show (scroller, 1024, 700);
  measure_screens (&bench);
  measure_size (&bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_object_unref (bench.manual);
  drop_folder (folder);
  return bench.missed ? 1 : 0;
}
