/* test-migration.c - files of older versions are brought to the present one, after a backup. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-schema.h"
#include "cm-store.h"

#include <glib/gstdio.h>
#include <string.h>

/* fixtures/format-1.portfolio was made with the last program that wrote format 1:
 *
 *   commissioning load data/examples/staffordshire-connects-2010.xml \
 *     --output tests/store/fixtures/format-1.portfolio
 *   test-migration --edit tests/store/fixtures/format-1.portfolio
 *
 * fixtures/format-2.portfolio and format-3.portfolio in the same way with the last ones that wrote
 * formats 2 and 3. The next is to be made by the last program that writes format 4, and so on.
 */
#define LEAD "Somebody of format %u"

static int
edit_fixture (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = cm_store_open (path, CM_STORE_WRITE, &error);
  g_autoptr (CmQuery) all = cm_query_new ("activity");
  g_autoptr (CmRecord) first = NULL, copy = NULL, other = NULL;
  g_autofree char *lead = g_strdup_printf (LEAD, (guint) CM_SCHEMA_VERSION);

  g_assert_no_error (error);
  first = cm_store_first (store, all);
  copy = cm_record_copy (first);
  other = cm_record_new (cm_table_find ("activity"));
  for (guint i = 0; i < cm_record_get_table (other)->n_fields; i++)
    cm_record_set_value (other, i, cm_record_value (first, i));
  g_assert_true (cm_store_save (store, other, "Add an activity", &error));
  cm_record_set_text (copy, "lead", lead);
  g_assert_true (cm_store_save (store, copy, "Change the lead", &error));
  g_assert_true (cm_store_begin (store, "Delete an activity", &error));
  g_assert_true (cm_store_delete (store, other, &error));
  g_assert_true (cm_store_commit (store, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&store));
  return 0;
}

/* --- cases ------------------------------------------------------------------------------------ */

typedef struct
{
  guint format;
  char *folder, *path, *bytes;
  gsize size;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *name = g_strdup_printf ("format-%u.portfolio", GPOINTER_TO_UINT (data));
  g_autofree char *fixture = g_test_build_filename (G_TEST_DIST, "store", "fixtures", name, NULL);
  g_autoptr (GError) error = NULL;

  f->format = GPOINTER_TO_UINT (data);
  f->folder = g_dir_make_tmp ("cm-old-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "Plan.portfolio", NULL);
  g_file_get_contents (fixture, &f->bytes, &f->size, &error);
  g_assert_no_error (error);
  g_file_set_contents (f->path, f->bytes, (gssize) f->size, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_unlink (f->path);
  /* Every case takes its backups away; nothing else may be left beside the document. */
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->bytes);
  g_free (f->path);
  g_free (f->folder);
}

static char *
find_backup (Fixture *f, const char *number)
{
  g_autofree char *name = g_strdup_printf ("Plan (format %u)%s.portfolio", f->format, number);

  return g_build_filename (f->folder, name, NULL);
}

static void
assert_untouched (Fixture *f, const char *path)
{
  g_autofree char *bytes = NULL;
  gsize size;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (bytes, size, f->bytes, f->size);
}

static guint
count_files (Fixture *f)
{
  GDir *folder = g_dir_open (f->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  g_dir_close (folder);
  return n;
}

static guint
count_activities (CmStore *store)
{
  g_autoptr (CmQuery) all = cm_query_new ("activity");

  return cm_store_count (store, all);
}

static gboolean
somebody_leads (Fixture *f, CmStore *store)
{
  g_autofree char *lead = g_strdup_printf (LEAD, f->format);
  g_autoptr (CmQuery) query = cm_query_new ("activity");

  cm_query_where_text (query, "lead", lead);
  return cm_store_count (store, query) == 1;
}

static void
test_open (Fixture *f, gconstpointer data)
{
  g_autofree char *backup = find_backup (f, "");
  g_autoptr (GError) error = NULL;
  CmStore *store = cm_store_open (f->path, CM_STORE_WRITE, &error);
  guint activities;

  g_assert_no_error (error);
  g_assert_false (cm_store_get_read_only (store));
  g_assert_cmpstr (cm_store_get_backup_path (store), ==, backup);
  assert_untouched (f, backup);
  activities = count_activities (store);
  g_assert_true (somebody_leads (f, store));
  /* What was done in the old version is undone and redone in the new one. */
  g_assert_true (cm_store_undo (store, &error));
  g_assert_cmpuint (count_activities (store), ==, activities + 1);
  g_assert_true (cm_store_undo (store, &error));
  g_assert_false (somebody_leads (f, store));
  g_assert_true (cm_store_redo (store, &error));
  g_assert_true (cm_store_redo (store, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_activities (store), ==, activities);
  g_assert_true (somebody_leads (f, store));
  g_assert_finalize_object (store);

  /* The second time it is of the present version, and as sound as one made anew. */
  store = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_null (cm_store_get_backup_path (store));
  g_assert_cmpuint (count_activities (store), ==, activities);
  g_assert_finalize_object (store);
  g_assert_cmpuint (count_files (f), ==, 2);
  g_unlink (backup);
}

static void
test_read_only (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CmStore *store = cm_store_open (f->path, CM_STORE_READ_ONLY, &error);
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  g_assert_no_error (error);
  g_assert_true (cm_store_get_read_only (store));
  g_assert_true (somebody_leads (f, store));
  /* Every table of the present version is there. */
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CmQuery) query = cm_query_new (tables[i]->name);
      g_autoptr (GPtrArray) records = cm_store_list (store, query);

      g_assert_cmpuint (records->len, ==, cm_store_count (store, query));
    }
  g_assert_false (cm_store_begin (store, "Change", &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_READ_ONLY);
  g_assert_cmpuint (count_files (f), ==, 1);
  g_assert_finalize_object (store);
  assert_untouched (f, f->path);
}

static void
test_numbered (Fixture *f, gconstpointer data)
{
  g_autofree char *first = find_backup (f, "");
  g_autofree char *second = find_backup (f, " 2");
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  CmStore *store;

  g_assert_true (g_file_set_contents (first, "precious", -1, NULL));
  store = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cm_store_get_backup_path (store), ==, second);
  assert_untouched (f, second);
  g_assert_finalize_object (store);
  g_assert_true (g_file_get_contents (first, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "precious");
  g_unlink (first);
  g_unlink (second);
}

static void
run_sql (Fixture *f, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* An old file is no way round the checks. */
static void
test_tampered (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  run_sql (f, "CREATE VIEW evil AS SELECT * FROM theme");
  g_assert_null (cm_store_open (f->path, CM_STORE_WRITE, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_OPEN);
  g_clear_error (&error);
  g_assert_null (cm_store_open (f->path, CM_STORE_READ_ONLY, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_OPEN);
  g_assert_cmpuint (count_files (f), ==, 1);
}

/* A migration that cannot be finished leaves the file as it was. */
static void
test_failure (Fixture *f, gconstpointer data)
{
  sqlite3 *db = NULL;

  run_sql (f, "PRAGMA foreign_keys=OFF; UPDATE chapter SET theme = id");
  g_clear_pointer (&f->bytes, g_free);
  g_assert_true (g_file_get_contents (f->path, &f->bytes, &f->size, NULL));
  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  g_assert_true (cm_schema_is (db, f->format));
  g_assert_false (cm_schema_migrate (db, f->format, CM_SCHEMA_VERSION));
  g_assert_true (cm_schema_is (db, f->format));
  g_assert_true (sqlite3_get_autocommit (db));
  sqlite3_close (db);
  assert_untouched (f, f->path);
}

/* The digests in cm-schema.c are right; after a new script, the one that is missed is told. */
static void
test_digests (void)
{
  for (guint version = 1; version <= CM_SCHEMA_VERSION; version++)
    {
      sqlite3 *db = NULL;
      g_autofree char *digest = NULL;

      g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
      g_assert_true (cm_schema_migrate (db, 0, version));
      digest = cm_schema_digest (db);
      g_assert_cmpstr (cm_schema_get_known (version), ==, digest);
      g_assert_true (cm_schema_is (db, version));
      g_assert_cmpint (
          sqlite3_exec (db, "CREATE VIEW v AS SELECT 1", NULL, NULL, NULL), ==, SQLITE_OK);
      g_assert_false (cm_schema_is (db, version));
      sqlite3_close (db);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } cases[] = {
    { "/open", test_open },         { "/read-only", test_read_only },
    { "/numbered", test_numbered }, { "/tampered", test_tampered },
    { "/failure", test_failure },
  };

  if (argc == 3 && strcmp (argv[1], "--edit") == 0)
    return edit_fixture (argv[2]);
  g_test_init (&argc, &argv, NULL);
  for (guint format = 1; format < CM_SCHEMA_VERSION; format++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autofree char *number = g_strdup_printf ("%u", format);
        g_autofree char *path = g_strconcat ("/migration/", number, cases[i].path, NULL);

        g_test_add (path, Fixture, GUINT_TO_POINTER (format), set_up, cases[i].run, tear_down);
      }
  g_test_add_func ("/migration/digests", test_digests);
  return g_test_run ();
}
