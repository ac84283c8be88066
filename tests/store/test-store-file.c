/* test-store-file.c - files that are not what they should be are refused in words and left as they
 * are. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-store.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
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
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
