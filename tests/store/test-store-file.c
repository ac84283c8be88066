/* test-store-file.c - files that are not what they should be are refused in words and left as they
 * are. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "cm-store-keep.h"
#include "cm-store-private.h"
#include "cm-store.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

typedef struct
{
  char *folder, *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CmStore) store = NULL;

  f->folder = g_dir_make_tmp ("cm-file-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  store = cm_store_create (f->path, NULL);
  g_assert_nonnull (store);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_chmod (f->folder, 0700);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static char *
read_all (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) bytes, size);
}

/* Opening fails with that code, the message names the file and says why, and the file is as it was.
 */
static void
assert_refused (Fixture *f, CmStoreError code, const char *why)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = read_all (f->path), *after = NULL;

  g_assert_null (cm_store_open (f->path, CM_STORE_WRITE, &error));
  g_assert_error (error, CM_STORE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, f->path));
  g_assert_nonnull (strstr (error->message, why));
  after = read_all (f->path);
  g_assert_cmpstr (before, ==, after);
}

static void
run_sql (Fixture *f, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_missing (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_unlink (f->path);
  g_assert_null (cm_store_open (f->path, CM_STORE_WRITE, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_OPEN);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
}

static void
test_not_database (Fixture *f, gconstpointer data)
{
  g_assert_true (g_file_set_contents (f->path, "<html>not a portfolio at all</html>", -1, NULL));
  assert_refused (f, CM_STORE_ERROR_OPEN, "not a portfolio");
  g_assert_true (g_file_set_contents (f->path, "", -1, NULL));
  assert_refused (f, CM_STORE_ERROR_OPEN, "not a portfolio");
}

static void
test_other_program (Fixture *f, gconstpointer data)
{
  run_sql (f, "PRAGMA application_id = 12345");
  assert_refused (f, CM_STORE_ERROR_OPEN, "another program");
}

static void
test_newer (Fixture *f, gconstpointer data)
{
  run_sql (f, "PRAGMA user_version = 999");
  assert_refused (f, CM_STORE_ERROR_TOO_NEW, "later version");
}

static void
test_tampered (Fixture *f, gconstpointer data)
{
  run_sql (f, "CREATE TRIGGER evil AFTER INSERT ON theme BEGIN DELETE FROM theme; END");
  assert_refused (f, CM_STORE_ERROR_OPEN, "tampered");
}

static void
test_dangling (Fixture *f, gconstpointer data)
{
  run_sql (f,
           "PRAGMA foreign_keys=OFF; INSERT INTO chapter(id, theme, name) VALUES"
           "('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', 'x')");
  assert_refused (f, CM_STORE_ERROR_OPEN, "damaged");
}

static void
test_truncated (Fixture *f, gconstpointer data)
{
  static const int sizes[] = { 50, 100, 4096, 20480 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *cut = g_strconcat (f->path, ".cut", NULL);
      g_autofree char *bytes = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (f->path, &bytes, &size, NULL));
      g_assert_cmpuint (size, >, (gsize) sizes[i]);
      g_assert_true (g_file_set_contents (cut, bytes, sizes[i], NULL));
      g_assert_null (cm_store_open (cut, CM_STORE_WRITE, &error));
      g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_OPEN);
      g_assert_nonnull (strstr (error->message, cut));
      g_unlink (cut);
    }
}

static void
test_link (Fixture *f, gconstpointer data)
{
  g_autofree char *link = g_strconcat (f->path, ".link", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink (f->path, link), ==, 0);
  g_assert_null (cm_store_open (link, CM_STORE_WRITE, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_OPEN);
  g_unlink (link);
}

static void
test_exists (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = read_all (f->path), *after = NULL;

  g_assert_null (cm_store_create (f->path, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
  after = read_all (f->path);
  g_assert_cmpstr (before, ==, after);
}

static void
test_open_elsewhere (Fixture *f, gconstpointer data)
{
  g_autoptr (CmStore) first = cm_store_open (f->path, CM_STORE_WRITE, NULL);
  g_autoptr (CmStore) reader = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (first);
  assert_refused (f, CM_STORE_ERROR_BUSY, "already open");
  reader = cm_store_open (f->path, CM_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (cm_store_get_read_only (reader));
  g_clear_object (&first);
  first = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
}

/* As an ordinary user, whoever runs the tests: in a child, for there is no way back. */
static void
assert_opens_to_read (Fixture *f)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      CmStore *store;
      GError *error = NULL;
      gboolean refused;

      if (geteuid () == 0 && (setgid (NOBODY) != 0 || setuid (NOBODY) != 0))
        _exit (10);
      store = cm_store_open (f->path, CM_STORE_WRITE, NULL);
      if (store == NULL)
        _exit (11);
      if (!cm_store_get_read_only (store))
        _exit (12);
      refused = !cm_store_begin (store, "Change", &error) &&
                g_error_matches (error, CM_STORE_ERROR, CM_STORE_ERROR_READ_ONLY) &&
                strstr (error->message, f->path) != NULL;
      cm_store_close (store);
      _exit (refused ? 0 : 13);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
test_read_only_file (Fixture *f, gconstpointer data)
{
  g_chmod (f->folder, 0777);
  g_chmod (f->path, 0444);
  assert_opens_to_read (f);
}

static void
test_read_only_folder (Fixture *f, gconstpointer data)
{
  g_chmod (f->path, 0666);
  g_chmod (f->folder, 0555);
  assert_opens_to_read (f);
}

/* A program that dies with the file open leaves its lock file behind; the next one is told, once.
 */
static void
test_left_open (Fixture *f, gconstpointer data)
{
  g_autoptr (CmStore) store = NULL;
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    _exit (cm_store_open (f->path, CM_STORE_WRITE, NULL) != NULL ? 0 : 1);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  store = cm_store_open (f->path, CM_STORE_WRITE, NULL);
  g_assert_true (cm_store_get_recovered (store));
  g_clear_object (&store);
  store = cm_store_open (f->path, CM_STORE_WRITE, NULL);
  g_assert_false (cm_store_get_recovered (store));
}

static void
kept_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  cm_store_keep_finish (CM_STORE (store), result, &error);
  *(int *) data = error == NULL ? 1 : error->code + 100;
}

static int
keep (CmStore *store, const char *path)
{
  int outcome = 0;

  cm_store_keep_async (store, path, NULL, kept_cb, &outcome);
  while (outcome == 0)
    g_main_context_iteration (NULL, TRUE);
  return outcome;
}

static void
failed_cb (CmStore *store, const char *message, guint *n)
{
  g_assert_nonnull (strstr (message, cm_store_get_path (store)));
  (*n)++;
}

/* The file is deleted, and another put in its place, while it is open: what is there can be kept,
 * and a change that cannot is told. */
static void
test_keep (Fixture *f, gconstpointer data)
{
  g_autoptr (CmStore) store = cm_store_open (f->path, CM_STORE_WRITE, NULL);
  g_autoptr (CmStore) copy = NULL;
  g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));
  g_autoptr (CmRecord) other = cm_record_new (cm_table_find ("theme"));
  g_autoptr (CmQuery) query = cm_query_new ("theme");
  g_autofree char *path = g_strconcat (f->path, ".copy", NULL);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_signal_connect (store, "failed", G_CALLBACK (failed_cb), &n);
  cm_record_set_text (theme, "name", "Kept");
  cm_record_set_text (other, "name", "Not kept");
  g_assert_true (cm_store_save (store, theme, "Add", NULL));
  g_unlink (f->path);
  g_assert_true (g_file_set_contents (f->path, "another", -1, NULL));
  g_assert_false (cm_store_save (store, other, "Add", &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_READ_ONLY);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (keep (store, path), ==, 1);
  /* Nothing is overwritten. */
  g_assert_cmpint (keep (store, path), ==, CM_STORE_ERROR_SQL + 100);
  g_assert_cmpint (keep (store, "/nowhere/at/all.portfolio"), ==, CM_STORE_ERROR_SQL + 100);
  copy = cm_store_open (path, CM_STORE_WRITE, NULL);
  g_assert_nonnull (copy);
  g_assert_cmpuint (cm_store_count (copy, query), ==, 1);
  g_clear_object (&copy);
  g_unlink (path);
}

/* --- damage in a large file ------------------------------------------------------------------- */

#define N_LARGE 30000
#define PAGE 4096

/* More than is checked at once. */
static void
make_large (Fixture *f)
{
  g_autoptr (CmStore) store = cm_store_open (f->path, CM_STORE_WRITE, NULL);
  GStatBuf status;

  g_assert_true (cm_store_begin (store, "Fill", NULL));
  for (guint i = 0; i < N_LARGE; i++)
    {
      g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));
      g_autofree char *name = g_strdup_printf ("Theme %05u", i);

      cm_record_set_text (theme, "name", name);
      g_assert_true (cm_store_insert (store, theme, NULL));
    }
  g_assert_true (cm_store_commit (store, NULL));
  g_assert_cmpint (g_stat (f->path, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, 4 * 1024 * 1024);
}

/* Overwrites the pages of a table from `part` of it on, but not those that say where they are. */
static void
damage_table (Fixture *f, const char *what, double part, guint n_pages)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT name, pageno FROM dbstat WHERE name = '%s' AND pagetype = 'leaf'", what);
  sqlite3 *db = NULL;
  sqlite3_stmt *select = NULL;
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint8 garbage[PAGE];
  FILE *file;

  memset (garbage, 0xa5, sizeof garbage);
  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &select, NULL), ==, SQLITE_OK);
  while (sqlite3_step (select) == SQLITE_ROW)
    {
      gint64 page = sqlite3_column_int64 (select, 1);

      g_array_append_val (pages, page);
    }
  sqlite3_finalize (select);
  sqlite3_close (db);
  file = g_fopen (f->path, "r+be");
  for (guint i = 0; i < n_pages; i++)
    {
      guint at = (guint) (part * (double) pages->len) + i;

      g_assert_cmpuint (at, <, pages->len);
      g_assert_cmpint (
          fseek (file, (long) (g_array_index (pages, gint64, at) - 1) * PAGE, SEEK_SET), ==, 0);
      g_assert_cmpuint (fwrite (garbage, 1, PAGE, file), ==, PAGE);
    }
  g_assert_cmpint (fclose (file), ==, 0);
}

typedef struct
{
  GMainLoop *loop;
  guint n;
  char *message;
} Told;

static void
damaged_cb (CmStore *store, const char *message, Told *told)
{
  told->n++;
  g_free (told->message);
  told->message = g_strdup (message);
  g_main_loop_quit (told->loop);
}

static gboolean
give_up_cb (gpointer data)
{
  g_assert_not_reached ();
  return G_SOURCE_REMOVE;
}

static void
wait_until_told (Told *told)
{
  guint id = g_timeout_add_seconds (20, give_up_cb, NULL);

  if (told->n == 0)
    g_main_loop_run (told->loop);
  g_source_remove (id);
}

/* Damage is told once, in words that name the file, and from then on nothing is written. */
static void
assert_told (Fixture *f, CmStore *store, Told *told)
{
  g_autoptr (GError) error = NULL;

  wait_until_told (told);
  g_assert_nonnull (strstr (told->message, f->path));
  g_assert_nonnull (strstr (told->message, "damaged"));
  g_assert_cmpstr (cm_store_get_damage (store), ==, told->message);
  g_assert_false (cm_store_begin (store, "Change", &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_OPEN);
  g_clear_error (&error);
  g_assert_false (cm_store_undo (store, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_OPEN);
  g_clear_error (&error);
  g_assert_false (cm_store_check (store, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_OPEN);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (told->n, ==, 1);
}

static CmStore *
open_large (Fixture *f, Told *told)
{
  g_autoptr (GError) error = NULL;
  CmStore *store = cm_store_open (f->path, CM_STORE_WRITE, &error);

  g_assert_no_error (error);
  told->loop = g_main_loop_new (NULL, FALSE);
  g_signal_connect (store, "damaged", G_CALLBACK (damaged_cb), told);
  return store;
}

static void
clear_told (Told *told)
{
  g_main_loop_unref (told->loop);
  g_free (told->message);
}

/* Nobody reads what is damaged: the check beside the work finds it. */
static void
test_damage_found (Fixture *f, gconstpointer data)
{
  Told told = { 0 };
  CmStore *store;

  make_large (f);
  damage_table (f, "sqlite_autoindex_theme_1", 0.5, 1);
  store = open_large (f, &told);
  assert_told (f, store, &told);
  g_assert_finalize_object (store);
  clear_told (&told);
}

/* Before the check is through, reading meets it. */
static void
test_damage_met (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("theme");
  g_autoptr (GPtrArray) records = NULL;
  Told told = { 0 };
  CmStore *store;

  make_large (f);
  damage_table (f, "theme", 0.5, 3);
  store = open_large (f, &told);
  _cm_store_stop_check (store);
  records = cm_store_list (store, query);
  g_assert_cmpuint (records->len, <, N_LARGE);
  g_clear_pointer (&records, g_ptr_array_unref);
  assert_told (f, store, &told);
  g_assert_finalize_object (store);
  clear_told (&told);
}

/* Dangling references are found in a large file too. */
static void
test_damage_dangling (Fixture *f, gconstpointer data)
{
  Told told = { 0 };
  CmStore *store;

  make_large (f);
  run_sql (f,
           "PRAGMA foreign_keys=OFF; INSERT INTO chapter(id, theme, name) VALUES"
           "('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', 'x')");
  store = open_large (f, &told);
  assert_told (f, store, &told);
  g_assert_finalize_object (store);
  clear_told (&told);
}

/* A large file that is cut short is not opened at all, or told about. */
static void
test_damage_cut (Fixture *f, gconstpointer data)
{
  static const double parts[] = { 0.3, 0.6, 0.9, 0.999 };
  g_autofree char *bytes = NULL;
  gsize size;

  make_large (f);
  g_assert_true (g_file_get_contents (f->path, &bytes, &size, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GError) error = NULL;
      Told told = { 0 };
      CmStore *store;

      g_assert_true (
          g_file_set_contents (f->path, bytes, (gssize) (parts[i] * (double) size), NULL));
      store = cm_store_open (f->path, CM_STORE_WRITE, &error);
      if (store == NULL)
        {
          g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_OPEN);
          continue;
        }
      told.loop = g_main_loop_new (NULL, FALSE);
      g_signal_connect (store, "damaged", G_CALLBACK (damaged_cb), &told);
      assert_told (f, store, &told);
      g_assert_finalize_object (store);
      clear_told (&told);
    }
}

/* A sound one is not told about, can be written to while it is checked, and closed before. */
static void
test_sound (Fixture *f, gconstpointer data)
{
  Told told = { 0 };
  CmStore *store;

  make_large (f);
  for (guint i = 0; i < 5; i++)
    {
      store = open_large (f, &told);
      g_usleep (i * 5000);
      g_assert_true (cm_store_undo (store, NULL));
      g_assert_true (cm_store_redo (store, NULL));
      g_assert_finalize_object (store);
      g_clear_pointer (&told.loop, g_main_loop_unref);
    }
  store = open_large (f, &told);
  g_usleep (300000);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (told.n, ==, 0);
  g_assert_null (cm_store_get_damage (store));
  g_assert_true (cm_store_check (store, NULL));
  g_assert_finalize_object (store);
  clear_told (&told);
}

static void
add_place (CmStore *store, const char *name, GError **error)
{
  g_autoptr (CmRecord) place = cm_record_new (cm_table_find ("place"));

  cm_record_set_text (place, "name", name);
  if (!cm_store_begin (store, name, error))
    return;
  g_assert_true (cm_store_insert (store, place, error));
  g_assert_true (cm_store_commit (store, error));
}

static guint
count_places (CmStore *store)
{
  g_autoptr (CmQuery) query = cm_query_new ("place");

  return cm_store_count (store, query);
}

/* A program that heeds no lock copies another file over the open one: nothing is added to what
 * nobody has seen. */
static void
test_overwritten (Fixture *f, gconstpointer data)
{
  g_autofree char *other = g_build_filename (f->folder, "other.portfolio", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = cm_store_create (other, NULL);
  gsize size;
  FILE *file;

  for (guint i = 0; i < 3; i++)
    add_place (store, "Theirs", NULL);
  g_clear_object (&store);
  g_assert_true (g_file_get_contents (other, &bytes, &size, NULL));
  g_unlink (other);

  store = cm_store_open (f->path, CM_STORE_WRITE, NULL);
  add_place (store, "Mine", NULL);
  file = g_fopen (f->path, "r+");
  g_assert_cmpuint (fwrite (bytes, 1, size, file), ==, size);
  g_assert_cmpint (ftruncate (fileno (file), (off_t) size), ==, 0);
  fclose (file);

  add_place (store, "Mine too", &error);
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, f->path));
  g_assert_cmpuint (count_places (store), ==, 3);
  g_clear_error (&error);
  add_place (store, "Mine too", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_places (store), ==, 4);
  g_assert_true (cm_store_check (store, NULL));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } cases[] = {
    { "/store-file/missing", test_missing },
    { "/store-file/not-database", test_not_database },
    { "/store-file/other-program", test_other_program },
    { "/store-file/newer", test_newer },
    { "/store-file/tampered", test_tampered },
    { "/store-file/dangling", test_dangling },
    { "/store-file/truncated", test_truncated },
    { "/store-file/link", test_link },
    { "/store-file/exists", test_exists },
    { "/store-file/open-elsewhere", test_open_elsewhere },
    { "/store-file/read-only-file", test_read_only_file },
    { "/store-file/read-only-folder", test_read_only_folder },
    { "/store-file/left-open", test_left_open },
    { "/store-file/keep", test_keep },
    { "/store-file/damage-found", test_damage_found },
    { "/store-file/damage-met", test_damage_met },
    { "/store-file/damage-dangling", test_damage_dangling },
    { "/store-file/damage-cut", test_damage_cut },
    { "/store-file/overwritten", test_overwritten },
    { "/store-file/sound", test_sound },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
