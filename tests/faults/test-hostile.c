/* test-hostile.c - files made to do harm are refused in words, or do none. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-faults.h"
#include "cm-store-log.h"
#include "cm-store-private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder, *path;
} Case;

static guint n_files, n_refused, n_harmless;

static void
set_up (Case *c, gconstpointer data)
{
  CmStore *store;

  c->folder = cm_faults_new_folder ();
  c->path = g_build_filename (c->folder, "plan.portfolio", NULL);
  store = cm_store_create (c->path, NULL);
  g_assert_true (cm_faults_add_theme (store, "Children", NULL));
  g_assert_true (cm_faults_add_theme (store, "Safety", NULL));
  cm_store_close (store);
  g_object_unref (store);
}

static void
tear_down (Case *c, gconstpointer data)
{
  cm_faults_drop_folder (c->folder);
  g_free (c->path);
}

static void
run_sql (Case *c, const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (c->path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
  sqlite3_close (db);
}

/* Opening it to write and to read fails with words that name the file, and leaves it alone. */
static void
assert_refused (Case *c)
{
  static const CmStoreMode modes[] = { CM_STORE_WRITE, CM_STORE_READ_ONLY };

  n_files++;
  n_refused++;
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CmStore) store = cm_store_open (c->path, modes[i], &error);

      g_assert_null (store);
      cm_faults_assert_told (error);
      g_assert_nonnull (strstr (error->message, c->path));
      g_test_message ("%s", error->message);
    }
}

/* Everything in it can be looked at, changed and undone without harm. */
static void
use (CmStore *store)
{
  g_autofree char *shown = cm_faults_digest_shown (store);
  g_autoptr (GPtrArray) history = cm_store_get_history (store, 100);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < history->len; i++)
    {
      CmHistoryEntry *entry = history->pdata[i];
      g_autoptr (GPtrArray) details = cm_store_get_history_details (store, entry->seq);

      g_assert_true (g_utf8_validate (entry->summary, -1, NULL));
      g_assert_true (g_utf8_validate (entry->actor, -1, NULL));
    }
  if (!cm_faults_add_theme (store, "New", &error))
    cm_faults_assert_told (error);
  g_clear_error (&error);
  for (guint i = 0; i < 3; i++)
    if (!cm_store_undo (store, &error))
      {
        cm_faults_assert_told (error);
        g_clear_error (&error);
      }
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
assert_harmless (Case *c)
{
  g_autoptr (GError) error = NULL;
  CmStore *store = cm_store_open (c->path, CM_STORE_WRITE, &error);

  n_files++;
  if (store == NULL)
    {
      cm_faults_assert_told (error);
      g_test_message ("%s", error->message);
      n_refused++;
      return;
    }
  n_harmless++;
  use (store);
  cm_store_close (store);
  g_object_unref (store);
}

/* --- SQL that a stranger put there -------------------------------------------------------------
 */

static const char *const schemas[] = {
  "CREATE TRIGGER t AFTER INSERT ON theme BEGIN DELETE FROM theme; END",
  "CREATE VIEW v AS SELECT * FROM theme",
  "CREATE VIRTUAL TABLE f USING fts5(x)",
  "CREATE INDEX i ON theme(upper(name))",
  "CREATE TABLE extra(x)",
  "CREATE TABLE sqlitemore(x)",
  "ANALYZE",
  "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = replace(sql, 'length(id)=36', "
  "'length(randomblob(900000000))') WHERE name = 'theme'",
  "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = 'CREATE VIEW theme AS WITH RECURSIVE "
  "c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT x AS id, x AS name FROM c', type = "
  "'view', "
  "rootpage = 0 WHERE name = 'theme'",
  "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = 'chapter'",
  "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'theme'",
  "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage = 999999 WHERE name = 'history'",
  "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = NULL WHERE name = 'theme'",
  "PRAGMA writable_schema=ON; INSERT INTO sqlite_schema VALUES('table', 'x', 'x', 0, "
  "'CREATE TABLE x AS SELECT')",
  "PRAGMA writable_schema=ON; DELETE FROM sqlite_schema WHERE name = 'history_state'",
  "PRAGMA application_id=1",
  "PRAGMA user_version=4000000",
  "PRAGMA user_version=-1",
  "PRAGMA user_version=0",
  "PRAGMA user_version=1",
  "PRAGMA journal_mode=WAL",
  "DROP TABLE spend_line",
};

static void
make_empty (Case *c)
{
  CmStore *store = cm_store_create (c->path, NULL);

  g_assert_nonnull (store);
  cm_store_close (store);
  g_object_unref (store);
}

static void
test_schema (Case *c, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      g_autofree char *wal = g_strconcat (c->path, "-wal", NULL);
      g_autofree char *shm = g_strconcat (c->path, "-shm", NULL);

      g_unlink (c->path);
      make_empty (c);
      run_sql (c, schemas[i]);
      assert_refused (c);
      g_unlink (wal);
      g_unlink (shm);
    }
}

/* --- values that no field may have -------------------------------------------------------------
 */

#define THEME "INSERT INTO theme(id, name) VALUES('00000000-0000-7000-8000-000000000001', "

static const char *const values[] = {
  THEME "'a' || char(0) || 'b')",
  THEME "CAST(x'ff41c3' AS TEXT))",
  THEME "CAST(x'f0' AS TEXT))",
  THEME "CAST(x'eda080' AS TEXT))",
  "UPDATE history SET summary = CAST(x'fffe' AS TEXT)",
  "UPDATE history SET actor = CAST(x'c328' AS TEXT)",
  "INSERT INTO chapter(id, theme, name) VALUES('00000000-0000-7000-8000-000000000003', "
  "'00000000-0000-7000-8000-00000000000f', 'dangling')",
};

static void
test_text (Case *c, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      tear_down (c, NULL);
      set_up (c, NULL);
      run_sql (c, "DELETE FROM meta");
      run_sql (c, values[i]);
      assert_refused (c);
    }
}

/* Text that is text, but too much of it, or of the wrong kind; numbers beyond every range. */
static const char *const odd[] = {
  THEME "replace(hex(zeroblob(3000000)), '0', 'x'))",
  THEME "'')",
  THEME "char(10) || char(27) || '[31m' || char(8238) || 'evil')",
  THEME "'%s%n%s%1$*1$d <b>&amp; \"')",
  "INSERT INTO theme(id, name) VALUES('not a key, but of the right length..', 'x')",
  "INSERT INTO theme(id, name) VALUES('../../../../../../../etc/passwd_____', 'x')",
  "UPDATE theme SET rank = 9223372036854775807",
  "UPDATE theme SET illustrative = -77",
  "INSERT INTO partnership(id, name, year, as_on) VALUES('00000000-0000-7000-8000-000000000001', "
  "'x', -9223372036854775807, 'yesterday')",
  "UPDATE history SET state = 77",
  "UPDATE history SET kind = -5, schema_v = 9999",
  "UPDATE history SET target = id",
  "UPDATE history SET ts = 9223372036854775807",
  "UPDATE history SET ts = -9223372036854775807",
  "UPDATE history SET changeset = zeroblob(2000000)",
  "UPDATE history SET changeset = x'540101616263'",
  "UPDATE history SET changeset = x'434d5a31ffffffffffffff1f789c'",
  "UPDATE sqlite_sequence SET seq = 9223372036854775807",
  "UPDATE sqlite_sequence SET seq = 'x'",
  "DELETE FROM sqlite_sequence",
  "INSERT INTO meta VALUES('seal', 'not a number')",
};

static void
test_values (Case *c, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      tear_down (c, NULL);
      set_up (c, NULL);
      run_sql (c, "DELETE FROM meta");
      run_sql (c, odd[i]);
      assert_harmless (c);
    }
}

/* --- headers ---------------------------------------------------------------------------------- */

static void
test_headers (Case *c, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;
  guint n = cm_faults_choose (1, 8);

  g_assert_true (g_file_get_contents (c->path, &bytes, &size, NULL));
  for (gsize at = 0; at < 100; at++)
    for (guint i = 0; i < n; i++)
      {
        static const guint8 lies[] = { 0xff, 0x00, 0x01, 0x02, 0x7f, 0x80, 0x10, 0x04 };
        g_autofree char *lie = g_memdup2 (bytes, size);

        lie[at] = (char) lies[i];
        g_assert_true (g_file_set_contents (c->path, lie, (gssize) size, NULL));
        assert_harmless (c);
      }
}

/* The file says that it has four thousand million pages, or is one beyond what a disk holds. */
static void
test_huge (Case *c, gconstpointer data)
{
  static const guint8 many[] = { 0xff, 0xff, 0xff, 0xfe };
  FILE *file = g_fopen (c->path, "r+be");

  g_assert_cmpint (fseek (file, 28, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (many, 1, sizeof many, file), ==, sizeof many);
  fclose (file);
  assert_refused (c);
  tear_down (c, NULL);
  set_up (c, NULL);
  /* With a hole of a gigabyte at the end. */
  g_assert_cmpint (truncate (c->path, 1024 * 1024 * 1024), ==, 0);
  assert_harmless (c);
}

/* --- what is no file ---------------------------------------------------------------------------
 */

static void
test_places (Case *c, gconstpointer data)
{
  g_autofree char *other = g_strconcat (c->path, ".other", NULL);

  g_assert_cmpint (g_rename (c->path, other), ==, 0);
  assert_refused (c);
  g_assert_cmpint (symlink (other, c->path), ==, 0);
  assert_refused (c);
  g_unlink (c->path);
  g_assert_cmpint (symlink (c->path, c->path), ==, 0);
  assert_refused (c);
  g_unlink (c->path);
  g_assert_cmpint (mkfifo (c->path, 0600), ==, 0);
  assert_refused (c);
  g_unlink (c->path);
  g_assert_cmpint (g_mkdir (c->path, 0700), ==, 0);
  assert_refused (c);
  g_rmdir (c->path);
  g_free (c->path);
  c->path = g_strdup ("/dev/zero");
  assert_refused (c);
}

/* A folder on the way may be a link: many a home is. */
static void
test_linked_folder (Case *c, gconstpointer data)
{
  g_autofree char *link = g_strconcat (c->folder, ".link", NULL);
  g_autofree char *path = g_build_filename (link, "plan.portfolio", NULL);
  g_autoptr (GError) error = NULL;
  CmStore *store;

  g_assert_cmpint (symlink (c->folder, link), ==, 0);
  store = cm_store_open (path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (cm_faults_add_theme (store, "Third", &error));
  g_assert_true (cm_faults_import (store, 10, &error));
  cm_store_close (store);
  g_object_unref (store);
  g_unlink (link);
}

/* --- what lies beside it -----------------------------------------------------------------------
 */

/* A journal that names another file makes SQLite delete that one. */
static void
test_journal_names (Case *c, gconstpointer data)
{
  static const guint8 magic[] = { 0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7 };
  g_autofree char *journal = g_strconcat (c->path, "-journal", NULL);
  g_autofree char *victim = g_build_filename (c->folder, "victim", NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 head[512] = { 0 }, numbers[8] = { 0 };
  guint32 sum = 0, length = (guint32) strlen (victim);

  g_assert_true (g_file_set_contents (victim, "precious", -1, NULL));
  memcpy (head, magic, sizeof magic);
  head[22] = 2;    /* sectors of 512 bytes */
  head[26] = 0x10; /* pages of 4096 */
  g_byte_array_append (bytes, head, sizeof head);
  for (guint i = 0; i < length; i++)
    sum += (guint32) victim[i];
  for (guint i = 0; i < 4; i++)
    {
      numbers[i] = (guint8) (length >> (24 - 8 * i));
      numbers[4 + i] = (guint8) (sum >> (24 - 8 * i));
    }
  g_byte_array_append (bytes, (const guint8 *) "\0\0\0\0", 4);
  g_byte_array_append (bytes, (const guint8 *) victim, length);
  g_byte_array_append (bytes, numbers, sizeof numbers);
  g_byte_array_append (bytes, magic, sizeof magic);
  g_assert_true (g_file_set_contents (journal, (char *) bytes->data, (gssize) bytes->len, NULL));
  assert_refused (c);
  g_assert_true (g_file_test (victim, G_FILE_TEST_EXISTS));
}

static void
test_journal_kinds (Case *c, gconstpointer data)
{
  g_autofree char *journal = g_strconcat (c->path, "-journal", NULL);
  g_autofree char *victim = g_build_filename (c->folder, "victim", NULL);
  g_autofree char *kept = NULL;

  g_assert_cmpint (mkfifo (journal, 0600), ==, 0);
  assert_refused (c);
  g_unlink (journal);
  g_assert_true (g_file_set_contents (victim, "precious", -1, NULL));
  g_assert_cmpint (symlink (victim, journal), ==, 0);
  assert_refused (c);
  g_unlink (journal);
  g_assert_true (g_file_get_contents (victim, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "precious");
  /* Garbage is no journal. */
  g_assert_true (g_file_set_contents (journal, "garbage garbage garbage", -1, NULL));
  assert_harmless (c);
  g_unlink (victim);
  g_assert_cmpuint (cm_faults_count_files (c->folder), ==, 1);
}

/* The lock is a link to what somebody else holds dear. */
static void
test_lock_link (Case *c, gconstpointer data)
{
  g_autofree char *lock = g_build_filename (c->folder, ".plan.portfolio.lock", NULL);
  g_autofree char *victim = g_build_filename (c->folder, "victim", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (victim, "precious", -1, NULL));
  g_assert_cmpint (symlink (victim, lock), ==, 0);
  g_assert_null (cm_store_open (c->path, CM_STORE_WRITE, &error));
  cm_faults_assert_told (error);
  g_assert_true (g_file_get_contents (victim, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "precious");
  n_files++;
  n_refused++;
}

int
main (int argc, char **argv)
{
  int status;
  static const struct
  {
    const char *path;
    void (*run) (Case *, gconstpointer);
  } cases[] = {
    { "/faults/hostile/schema", test_schema },
    { "/faults/hostile/text", test_text },
    { "/faults/hostile/values", test_values },
    { "/faults/hostile/headers", test_headers },
    { "/faults/hostile/huge", test_huge },
    { "/faults/hostile/places", test_places },
    { "/faults/hostile/linked-folder", test_linked_folder },
    { "/faults/hostile/journal-names", test_journal_names },
    { "/faults/hostile/journal-kinds", test_journal_kinds },
    { "/faults/hostile/lock-link", test_lock_link },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Case, NULL, set_up, cases[i].run, tear_down);
  alarm (600); /* a pipe that is waited for */
  status = g_test_run ();
  cm_faults_tell ("%s hostile files (%s refused in words, %s opened and did no harm), 0 did harm",
                  cm_faults_number (n_files),
                  cm_faults_number (n_refused),
                  cm_faults_number (n_harmless));
  return status;
}
