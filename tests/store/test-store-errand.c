/* test-store-errand.c - long changes go on in a thread while the portfolio stays open. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-store-errand.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-store-log.h"

#define ROWS 3000 /* enough to be undone as an errand */

typedef struct
{
  char *folder, *path;
  CmStore *store;
  GMainLoop *loop;
  GError *error;
  gboolean done;
  guint n_changed;
} Fixture;

static void
changed_cb (CmStore *store, CmChanges *changes, Fixture *f)
{
  f->n_changed++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmRecord) file =
      cm_record_new_with_id (cm_table_find ("spend_file"), "018c0000-0000-7000-8000-000000000001");

  f->folder = g_dir_make_tmp ("cm-errand-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "Plan.portfolio", NULL);
  f->store = cm_store_create (f->path, &error);
  g_assert_no_error (error);
  cm_record_set_text (file, "name", "spend.csv");
  g_assert_true (cm_store_save (f->store, file, "Add a file", &error));
  g_signal_connect (f->store, "changed", G_CALLBACK (changed_cb), f);
  f->loop = g_main_loop_new (NULL, FALSE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->store);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_clear_error (&f->error);
  g_main_loop_unref (f->loop);
  g_free (f->path);
  g_free (f->folder);
}

static guint
count_lines (CmStore *store)
{
  g_autoptr (CmQuery) all = cm_query_new ("spend_line");

  return cm_store_count (store, all);
}

static CmRecord *
make_line (guint i)
{
  CmRecord *line = cm_record_new (cm_table_find ("spend_line"));
  g_autofree char *supplier = g_strdup_printf ("Example Supplier %u Ltd", i % 500);

  cm_record_set_text (line, "spend_file", "018c0000-0000-7000-8000-000000000001");
  cm_record_set_text (line, "supplier", supplier);
  cm_record_set_text (line, "service", "Example Services for Older People");
  cm_record_set_text (line, "on_date", "2009-12-31");
  cm_record_set_number (line, "year", 2009);
  cm_record_set_number (line, "amount", 100 * i + 7);
  return line;
}

static gboolean
add_lines (
    CmStore *store, CmProgress *progress, GCancellable *cancellable, gpointer data, GError **error)
{
  const guint n = GPOINTER_TO_UINT (data);

  if (!cm_store_begin (store, "Bring in lines", error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CmRecord) line = make_line (i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !cm_store_insert (store, line, error))
        {
          cm_store_rollback (store);
          return FALSE;
        }
      cm_progress_set (progress, i / (double) n);
    }
  return cm_store_commit (store, error);
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->done = cm_store_run_errand_finish (CM_STORE (object), result, &f->error);
  g_main_loop_quit (f->loop);
}

static void
run_errand (Fixture *f, guint n, CmProgress *progress, GCancellable *cancellable)
{
  cm_store_run_errand_async (
      f->store, add_lines, GUINT_TO_POINTER (n), NULL, progress, cancellable, done_cb, f);
}

static void
step (Fixture *f, gboolean redo, CmProgress *progress, GCancellable *cancellable)
{
  cm_store_undo_async (f->store, redo, progress, cancellable, done_cb, f);
  g_main_loop_run (f->loop);
}

static void
test_run (Fixture *f, gconstpointer data)
{
  g_autoptr (CmProgress) progress = cm_progress_new ();
  g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history = NULL;
  const CmHistoryEntry *entry;
  gint64 size;
  GStatBuf info;

  run_errand (f, ROWS, progress, NULL);
  g_assert_true (cm_store_has_errand (f->store));
  /* The store goes on being read, and refuses to be changed. */
  g_assert_cmpuint (count_lines (f->store), ==, 0);
  cm_record_set_text (theme, "name", "Safer");
  g_assert_false (cm_store_save (f->store, theme, "Add a theme", &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (cm_store_undo (f->store, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_BUSY);
  g_main_loop_run (f->loop);
  g_assert_no_error (f->error);
  g_assert_true (f->done);
  g_assert_false (cm_store_has_errand (f->store));
  g_assert_cmpuint (f->n_changed, ==, 1);
  g_assert_cmpuint (count_lines (f->store), ==, ROWS);
  g_assert_cmpfloat (cm_progress_get (progress), >, 0.9);
  /* Its entry of the history is kept packed, and says how much it is. */
  history = cm_store_get_history (f->store, 1);
  entry = history->pdata[0];
  g_assert_cmpuint (entry->n_records, ==, ROWS);
  g_assert_true (entry->can_undo);
  g_assert_true (cm_store_undo_is_long (f->store, FALSE));
  g_assert_cmpint (g_stat (f->path, &info), ==, 0);
  size = info.st_size;

  step (f, FALSE, progress, NULL);
  g_assert_no_error (f->error);
  g_assert_cmpuint (count_lines (f->store), ==, 0);
  g_assert_true (cm_store_undo_is_long (f->store, TRUE));
  step (f, TRUE, progress, NULL);
  g_assert_no_error (f->error);
  g_assert_cmpuint (count_lines (f->store), ==, ROWS);
  g_assert_cmpfloat (cm_progress_get (progress), >, 0.9);
  /* Doing it again and again does not fill the disk. */
  g_assert_cmpint (g_stat (f->path, &info), ==, 0);
  g_assert_cmpint (info.st_size, <, size * 5 / 4);
}

/* The log tells the values of a packed entry, and finds it by a record that is in it. */
static void
test_log (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) all = cm_query_new ("spend_line");
  g_autoptr (CmRecord) line = NULL;
  g_autoptr (GPtrArray) found = NULL, details = NULL;
  CmHistoryFilter filter = { .table = "spend_line" };

  run_errand (f, ROWS, NULL, NULL);
  g_main_loop_run (f->loop);
  g_assert_true (f->done);
  line = cm_store_first (f->store, all);
  filter.id = cm_record_get_id (line);
  found = cm_store_find_history (f->store, &filter);
  g_assert_cmpuint (found->len, ==, 1);
  details = cm_store_get_history_details (f->store, ((CmHistoryEntry *) found->pdata[0])->seq);
  g_assert_cmpuint (details->len, >=, CM_HISTORY_RECORDS_MAX);
}

static void
assert_cancelled (Fixture *f)
{
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&f->error);
  g_assert_false (cm_store_has_errand (f->store));
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CmProgress) progress = cm_progress_new ();

  run_errand (f, 1000000, progress, cancellable);
  while (cm_progress_get (progress) < 0.0005)
    g_usleep (1000);
  g_cancellable_cancel (cancellable);
  g_main_loop_run (f->loop);
  assert_cancelled (f);
  g_assert_cmpuint (count_lines (f->store), ==, 0);

  g_cancellable_reset (cancellable);
  run_errand (f, ROWS, NULL, NULL);
  g_main_loop_run (f->loop);
  g_assert_no_error (f->error);
  g_cancellable_cancel (cancellable);
  step (f, FALSE, NULL, cancellable);
  assert_cancelled (f);
  g_assert_cmpuint (count_lines (f->store), ==, ROWS);
  /* Nothing is held any longer. */
  step (f, FALSE, NULL, NULL);
  g_assert_no_error (f->error);
  g_assert_cmpuint (count_lines (f->store), ==, 0);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  Fixture second = { .loop = f->loop };

  /* Two at a time are one too many; the first goes on. */
  run_errand (f, ROWS, NULL, NULL);
  cm_store_run_errand_async (f->store, add_lines, NULL, NULL, NULL, NULL, done_cb, &second);
  g_main_loop_run (f->loop);
  g_assert_error (second.error, CM_STORE_ERROR, CM_STORE_ERROR_BUSY);
  g_clear_error (&second.error);
  while (cm_store_has_errand (f->store))
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (f->error);
  g_assert_cmpuint (count_lines (f->store), ==, ROWS);

  /* A file that is open to read only is left alone. */
  g_assert_finalize_object (f->store);
  f->store = cm_store_open (f->path, CM_STORE_READ_ONLY, &f->error);
  g_assert_no_error (f->error);
  run_errand (f, ROWS, NULL, NULL);
  g_main_loop_run (f->loop);
  g_assert_error (f->error, CM_STORE_ERROR, CM_STORE_ERROR_READ_ONLY);
  g_assert_cmpuint (count_lines (f->store), ==, ROWS);
}

/* An error of the errand is the reader's; nothing of it stays. */
static gboolean
fail_late (
    CmStore *store, CmProgress *progress, GCancellable *cancellable, gpointer data, GError **error)
{
  g_autoptr (CmRecord) line = make_line (1);

  g_assert_true (cm_store_begin (store, "Bring in lines", error));
  g_assert_true (cm_store_insert (store, line, error));
  cm_record_set_text (line, "spend_file", "018c0000-0000-7000-8000-000000000002");
  g_assert_false (cm_store_update (store, line, error));
  return FALSE;
}

static void
test_failure (Fixture *f, gconstpointer data)
{
  cm_store_run_errand_async (f->store, fail_late, NULL, NULL, NULL, NULL, done_cb, f);
  g_main_loop_run (f->loop);
  g_assert_error (f->error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
  g_assert_cmpuint (count_lines (f->store), ==, 0);
  g_assert_cmpuint (f->n_changed, ==, 0);
}

/* Whoever closes the portfolio in the midst of it finds it as it was, and nobody writes on. */
static void
test_close (Fixture *f, gconstpointer data)
{
  g_autoptr (CmProgress) progress = cm_progress_new ();

  run_errand (f, 1000000, progress, NULL);
  while (cm_progress_get (progress) < 0.0005)
    g_usleep (1000);
  cm_store_close (f->store);
  g_main_loop_run (f->loop);
  assert_cancelled (f);
  g_assert_finalize_object (f->store);
  f->store = cm_store_open (f->path, CM_STORE_WRITE, &f->error);
  g_assert_no_error (f->error);
  g_assert_cmpuint (count_lines (f->store), ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } cases[] = {
    { "/errand/run", test_run },         { "/errand/log", test_log },
    { "/errand/cancel", test_cancel },   { "/errand/refused", test_refused },
    { "/errand/failure", test_failure }, { "/errand/close", test_close },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
