/* bench-press.c - how long the whole manual takes to pages and to a PDF file, and hard documents.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line for each figure: name, value, the limit, and the one divided by the other. The limits are
 * for the time of the processor, so that other work on the machine does not matter. The exit code
 * is 1 only if a limit is missed by more than twice. */
#include "cm-pdf.h"

#include <glib/gstdio.h>
#include <string.h>
#include <time.h>

#include "press-fixture.h"

#define N_TIMES 3

static gboolean missed;

static void
print (const char *name, double value, const char *unit, double limit)
{
  const double ratio = value / limit;

  g_print ("%s: %.2f%s (%.2f%s) %.2f%s\n",
           name,
           value,
           unit,
           limit,
           unit,
           ratio,
           ratio > 1 ? " over" : "");
  missed = missed || ratio > 2;
}

static double
get_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/* Seconds for setting and for writing, of the best time; returns the number of pages. */
static guint
measure (CmDocument *document, double *setting, double *writing)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "cm-bench-press.pdf", NULL);
  const CmPdfAbout about = { .created = 1234567890 };
  CmPressSetup setup;
  guint n_pages = 0;

  cm_press_setup_init (&setup, CM_PRESS_A4, FALSE);
  *setting = *writing = G_MAXDOUBLE;
  for (guint i = 0; i < N_TIMES; i++)
    {
      const double start = get_time ();
      g_autoptr (CmPress) press = set_document (document, &setup);
      const double set = get_time ();
      g_autoptr (GError) error = NULL;

      cm_pdf_write_pages (press, &about, path, NULL, NULL, &error);
      g_assert_no_error (error);
      *setting = MIN (*setting, set - start);
      *writing = MIN (*writing, get_time () - set);
      n_pages = cm_press_get_n_pages (press);
    }
  g_unlink (path);
  return n_pages;
}

static void
bench_manual (void)
{
  g_autoptr (CmDocument) document = load_manual ();
  double setting, writing;
  const guint n_pages = measure (document, &setting, &writing);

  print ("manual of all pages to PDF", setting + writing, " s", 1);
  print ("setting a page", setting / n_pages * 1000, " ms", 10);
  print ("drawing a page", writing / n_pages * 1000, " ms", 10);
  g_print ("pages: %u, a second: %.0f\n", n_pages, n_pages / (setting + writing));
}

static void
bench_table (void)
{
  CmBlock *chapter = make_chapter ("Table", "table");
  CmBlock *table = add (chapter, CM_BLOCK_TABLE, "Rows");
  g_autoptr (CmDocument) document = NULL;
  double setting, writing;

  for (guint i = 0; i < 5000; i++)
    {
      CmBlock *row = add (table, CM_BLOCK_ROW, NULL);

      for (guint n = 0; n < 4; n++)
        add (row, CM_BLOCK_CELL, n == 2 ? "Words that are more than one line is wide" : "1,234");
    }
  document = make_document (chapter);
  measure (document, &setting, &writing);
  print ("table of 5,000 rows to PDF", setting + writing, " s", 3);
}

static void
bench_word (void)
{
  g_autofree char *word = g_strnfill (1 << 20, 'w');
  CmBlock *chapter = make_chapter ("Word", "word");
  g_autoptr (CmDocument) document = NULL;
  double setting, writing;

  add (chapter, CM_BLOCK_PARA, word);
  document = make_document (chapter);
  measure (document, &setting, &writing);
  print ("word of 1 MB to PDF", setting + writing, " s", 3);
}

int
main (void)
{
  cm_content_init ();
  bench_manual ();
  bench_table ();
  bench_word ();
  return missed ? 1 : 0;
}
