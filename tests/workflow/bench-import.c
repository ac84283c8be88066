/* bench-import.c - how long 100,000 lines of spend take from the file into the portfolio and back,
 * beside LibreOffice making a workbook of the same file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line for each figure: name, value, the limit, and the one divided by the other. The exit code
 * is 1 if the memory or the comparison misses its limit; a time only if it does by more than twice,
 * as other work on the machine may be to blame for less. */
#include "cm-import.h"

#include <glib/gstdio.h>
#include <sys/resource.h>

#define N_ROWS 100000
#define N_BODIES 20
#define N_ROUNDS 3

typedef struct
{
  char *folder, *file, *path, *profile;
  gint64 pence; /* what the file comes to */
  gboolean missed;
} Bench;

static void
print (Bench *bench, const char *name, double value, const char *unit, double limit, double slack)
{
  double ratio = value / limit;

  g_print ("%s: %.1f%s (%.0f%s) %.2f%s\n",
           name,
           value,
           unit,
           limit,
           unit,
           ratio,
           ratio > 1 ? " over" : "");
  bench->missed = bench->missed || ratio > slack;
}

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

/* --- the file and the portfolio --------------------------------------------------------------- */

/* A quarter of a large council's ledger; the same in every run. */
static void
write_file (Bench *bench)
{
  g_autoptr (GString) text = g_string_new (
      "Body Name,Supplier Name,Directorate,Expense Area,Date Paid,Transaction Number,Net "
      "Amount,Description\r\n");

  for (guint i = 0; i < N_ROWS; i++)
    {
      const gint64 pence = (gint64) ((guint64) i * 2654435761u % 100000000u) - 1000000;
      const gint64 size = ABS (pence);
      g_autofree char *amount =
          size >= 100000
              ? g_strdup_printf ("\"%s%d,%03d.%02d\"",
                                 pence < 0 ? "-" : "",
                                 (int) (size / 100000),
                                 (int) (size / 100 % 1000),
                                 (int) (size % 100))
              : g_strdup_printf (
                    "%s%d.%02d", pence < 0 ? "-" : "", (int) (size / 100), (int) (size % 100));

      bench->pence += pence;
      g_string_append_printf (
          text,
          "Body %02u,Example Supplier %u Ltd,Adults and Communities,\"Care, residential\",%02u/"
          "%02u/2009,%08u,%s,Monthly invoice %u\r\n",
          i % N_BODIES,
          i % 3000,
          1 + i % 28,
          4 + i % 9,
          i,
          amount,
          i);
    }
  g_assert_true (g_file_set_contents (bench->file, text->str, (gssize) text->len, NULL));
}

static CmStore *
make_portfolio (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  CmStore *store;

  g_unlink (bench->path);
  store = cm_store_create (bench->path, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_BODIES; i++)
    {
      g_autoptr (CmRecord) record = cm_record_new (cm_table_find ("organisation"));
      g_autofree char *name = g_strdup_printf ("Body %02u", i);

      cm_record_set_text (record, "name", name);
      cm_record_set_text (record, "kind", "county");
      g_assert_true (cm_store_save (store, record, "Add", NULL));
    }
  return store;
}

static CmImport *
open_file (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  CmSheet *sheet = cm_sheet_open (bench->file, &error);
  CmImport *import;

  g_assert_no_error (error);
  import = cm_import_new (cm_table_find ("spend_line"), sheet);
  cm_import_sample (import, NULL, &error);
  g_assert_no_error (error);
  return import;
}

/* --- figures ---------------------------------------------------------------------------------- */

static void
measure_preview (Bench *bench)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < 5; i++)
    {
      const gint64 start = g_get_monotonic_time ();
      g_autoptr (CmImport) import = open_file (bench);

      best = MIN (best, (double) (g_get_monotonic_time () - start) / 1000);
      g_assert_cmpuint (cm_import_get_header (import), ==, 1);
      g_assert_null (cm_import_get_missing (import));
    }
  print (bench, "preview", best, " ms", 200, 2);
}

static double
measure_run (Bench *bench, CmStore *store)
{
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (CmImport) import = open_file (bench);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmImportReport) report = cm_import_run (import, store, NULL, NULL, NULL, &error);
  const double time = since (start);

  g_assert_no_error (error);
  g_assert_cmpuint (report->stored, ==, N_ROWS);
  g_assert_cmpint (g_array_index (report->totals, CmImportTotal, 0).stored, ==, bench->pence);
  return time;
}

static double
measure_undo (CmStore *store)
{
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");
  const gint64 start = g_get_monotonic_time ();
  double time;

  g_assert_true (cm_store_undo (store, NULL));
  time = since (start);
  g_assert_cmpuint (cm_store_count (store, query), ==, 0);
  return time;
}

static double
time_office (Bench *bench, const char *file)
{
  g_autofree char *profile = g_strconcat ("-env:UserInstallation=file://", bench->profile, NULL);
  g_autofree char *out = g_strconcat (file, ".ods", NULL);
  const char *const arguments[] = { "soffice",      profile, "--headless",
                                    "--convert-to", "ods",   "--outdir",
                                    bench->folder,  file,    NULL };
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (bench->folder,
                (char **) arguments,
                NULL,
                G_SPAWN_SEARCH_PATH,
                NULL,
                NULL,
                NULL,
                NULL,
                &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return since (start);
}

/* One after the other, several times, so that what else the machine does falls on both. */
static void
measure_rounds (Bench *bench)
{
  g_autofree char *small = g_build_filename (bench->folder, "small.csv", NULL);
  double import = G_MAXDOUBLE, undo = G_MAXDOUBLE, office = G_MAXDOUBLE;
  struct rusage usage;

  /* The first start makes the profile. */
  g_assert_true (g_file_set_contents (small, "a,b\r\n1,2\r\n", -1, NULL));
  time_office (bench, small);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (CmStore) store = make_portfolio (bench);
      double time = measure_run (bench, store);

      import = MIN (import, time);
      /* The most that was ever needed, and this is the first that needs much. */
      if (i == 0)
        getrusage (RUSAGE_SELF, &usage);
      time = measure_undo (store);
      undo = MIN (undo, time);
      cm_store_close (store);
      time = time_office (bench, bench->file);
      office = MIN (office, time);
    }
  print (bench, "import", import, " ms", 2500, 2);
  print (bench, "memory", (double) usage.ru_maxrss / 1024, " MB", 200, 1);
  print (bench, "undo, in imports", undo / import, "", 2, 2);
  g_print ("LibreOffice: %.1f ms\n", office);
  print (bench, "five imports, in workbooks of LibreOffice", 5 * import / office, "", 1, 1);
}

static void
measure_trial (Bench *bench)
{
  g_autoptr (CmStore) store = make_portfolio (bench);
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (CmImport) import = open_file (bench);
  g_autoptr (CmImportReport) report = cm_import_try (import, store, NULL, NULL, NULL);

  g_assert_cmpuint (report->stored, ==, N_ROWS);
  print (bench, "trial", since (start), " ms", 1000, 2);
  cm_store_close (store);
}

typedef struct
{
  CmProgress *progress;
  GCancellable *cancellable;
  double from; /* of the progress */
  gint64 when;
} Watch;

static gpointer
cancel_midway (gpointer data)
{
  Watch *watch = data;

  while (cm_progress_get (watch->progress) < watch->from)
    g_usleep (500);
  watch->when = g_get_monotonic_time ();
  g_cancellable_cancel (watch->cancellable);
  return NULL;
}

static double
time_cancel (Bench *bench, double from)
{
  g_autoptr (CmStore) store = make_portfolio (bench);
  g_autoptr (CmImport) import = open_file (bench);
  g_autoptr (CmProgress) progress = cm_progress_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watch watch = { progress, cancellable, from, 0 };
  GThread *thread = g_thread_new ("cancel", cancel_midway, &watch);
  g_autoptr (GError) error = NULL;
  CmImportReport *report = cm_import_run (import, store, NULL, progress, cancellable, &error);
  const double time = since (watch.when);

  g_thread_join (thread);
  g_assert_null (report);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  cm_store_close (store);
  return time;
}

static void
measure_cancel (Bench *bench)
{
  double worst = 0;

  for (guint i = 1; i <= 4; i++)
    {
      const double time = time_cancel (bench, 0.19 * i);

      worst = MAX (worst, time);
    }
  print (bench, "cancel, the worst of four", worst, " ms", 100, 2);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir =
      g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

int
main (void)
{
  Bench bench = { .folder = g_dir_make_tmp ("import-XXXXXX", NULL) };

  bench.file = g_build_filename (bench.folder, "spend.csv", NULL);
  bench.path = g_build_filename (bench.folder, "bench.portfolio", NULL);
  bench.profile = g_build_filename (bench.folder, "profile", NULL);
  write_file (&bench);
  measure_rounds (&bench);
  measure_trial (&bench);
  measure_preview (&bench);
  measure_cancel (&bench);
  remove_tree (bench.folder);
  g_free (bench.profile);
  g_free (bench.path);
  g_free (bench.file);
  g_free (bench.folder);
  return bench.missed ? 1 : 0;
}
