/* test-changeset.c - bytes that SQLite's own parser must never see are refused first. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "cm-changeset.h"
#include "cm-store.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

typedef struct
{
  char *folder, *path;
  sqlite3 *db; /* a portfolio's tables, opened without a store */
  CmColumns *columns;
} File;

static void
make_file (File *file)
{
  g_autoptr (CmStore) store = NULL;

  file->folder = g_dir_make_tmp ("cm-cs-XXXXXX", NULL);
  file->path = g_build_filename (file->folder, "test.portfolio", NULL);
  store = cm_store_create (file->path, NULL);
  g_clear_object (&store);
  g_assert_cmpint (sqlite3_open (file->path, &file->db), ==, SQLITE_OK);
  file->columns = _cm_columns_new (file->db);
}

static void
remove_file (File *file)
{
  _cm_columns_free (file->columns);
  sqlite3_close (file->db);
  g_unlink (file->path);
  g_rmdir (file->folder);
  g_free (file->path);
  g_free (file->folder);
}

/* The changesets of a few ordinary edits, from the history of a real file. */
static GPtrArray *
make_changesets (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-cs-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "test.portfolio", NULL);
  g_autoptr (CmStore) store = cm_store_create (path, NULL);
  g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  sqlite3 *db = NULL;
  sqlite3_stmt *select = NULL;

  cm_record_set_text (theme, "name", "Žluť");
  cm_record_set_number (theme, "rank", 3);
  g_assert_true (cm_store_save (store, theme, "Add", NULL));
  cm_record_set_text (theme, "description", "Two\nlines");
  g_assert_true (cm_store_save (store, theme, "Change", NULL));
  g_assert_true (cm_store_begin (store, "Delete", NULL));
  g_assert_true (cm_store_delete (store, theme, NULL));
  g_assert_true (cm_store_commit (store, NULL));
  g_clear_object (&store);

  sqlite3_open (path, &db);
  sqlite3_prepare_v2 (db, "SELECT changeset FROM history", -1, &select, NULL);
  while (sqlite3_step (select) == SQLITE_ROW)
    g_ptr_array_add (
        all,
        g_bytes_new (sqlite3_column_blob (select, 0), (gsize) sqlite3_column_bytes (select, 0)));
  sqlite3_finalize (select);
  sqlite3_close (db);
  g_unlink (path);
  g_rmdir (folder);
  return all;
}

static void
test_genuine (void)
{
  g_autoptr (GPtrArray) all = make_changesets ();
  File file;

  make_file (&file);
  g_assert_cmpuint (all->len, ==, 3);
  for (guint i = 0; i < all->len; i++)
    {
      gsize size;
      const guint8 *bytes = g_bytes_get_data (g_ptr_array_index (all, i), &size);

      g_assert_true (cm_changeset_is_valid (bytes, size, file.columns));
      for (gsize cut = 1; cut < size; cut++)
        if (cm_changeset_is_valid (bytes, cut, file.columns))
          g_assert_cmpuint (cut, >, 10); /* a whole header or a whole change is valid by itself */
    }
  remove_file (&file);
}

static void
test_known_killers (void)
{
  /* Hangs sqlite3changeset_next() of the versions in Debian 12 and 13. */
  static const guint8 hang[] = { 0x54, 0x01, 0x01, 0x61, 0x62, 0x63 };
  static const guint8 no_table[] = { 18, 0, 5 };
  static const guint8 foreign[] = { 'T', 2, 1, 0, 'm', 'e', 't', 'a', 0 };
  File file;

  make_file (&file);
  g_assert_false (cm_changeset_is_valid (hang, sizeof hang, file.columns));
  g_assert_false (cm_changeset_is_valid (no_table, sizeof no_table, file.columns));
  g_assert_false (cm_changeset_is_valid (foreign, sizeof foreign, file.columns));
  remove_file (&file);
}

/* Whatever mutants are accepted, SQLite iterates and inverts without harm (run it under a
 * sanitizer). */
static void
test_mutants (void)
{
  g_autoptr (GPtrArray) all = make_changesets ();
  guint refused = 0;
  File file;

  make_file (&file);
  for (int i = 0; i < 20000; i++)
    {
      GBytes *from = g_ptr_array_index (all, (guint) g_test_rand_int_range (0, (int) all->len));
      gsize size = g_bytes_get_size (from);
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (from, NULL), size);

      for (int hits = g_test_rand_int_range (1, 4); hits > 0; hits--)
        bytes[g_test_rand_int_range (0, (int) size)] = (guint8) g_test_rand_int_range (0, 256);
      if (cm_changeset_is_valid (bytes, size, file.columns))
        {
          void *inverted = NULL;
          int length = 0;

          g_assert_cmpint (
              sqlite3changeset_invert ((int) size, bytes, &length, &inverted), ==, SQLITE_OK);
          sqlite3_free (inverted);
        }
      else
        refused++;
    }
  g_assert_cmpuint (refused, >, 10000);
  remove_file (&file);
}

/* --- columns that came later ------------------------------------------------------------------ */

#define THEME "00000000-0000-7000-8000-000000000001"

static int
refuse_cb (void *data, int kind, sqlite3_changeset_iter *iter)
{
  return SQLITE_CHANGESET_ABORT;
}

static void
run (sqlite3 *db, const char *sql)
{
  char *why = NULL;

  sqlite3_exec (db, sql, NULL, NULL, &why);
  g_assert_cmpstr (why, ==, NULL);
}

static GBytes *
record (sqlite3 *db, const char *sql)
{
  sqlite3_session *session = NULL;
  void *bytes = NULL;
  int size = 0;

  g_assert_cmpint (sqlite3session_create (db, "main", &session), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3session_attach (session, "theme"), ==, SQLITE_OK);
  run (db, sql);
  g_assert_cmpint (sqlite3session_changeset (session, &size, &bytes), ==, SQLITE_OK);
  sqlite3session_delete (session);
  return g_bytes_new_with_free_func (bytes, (gsize) size, sqlite3_free, bytes);
}

static void
undo (File *file, GBytes *changeset)
{
  gsize size;
  const void *bytes = g_bytes_get_data (changeset, &size);

  g_assert_true (cm_changeset_is_valid (bytes, size, file->columns));
  g_assert_cmpint (sqlite3changeset_apply_v2 (file->db,
                                              (int) size,
                                              (void *) bytes,
                                              NULL,
                                              refuse_cb,
                                              NULL,
                                              NULL,
                                              NULL,
                                              SQLITE_CHANGESETAPPLY_INVERT),
                   ==,
                   SQLITE_OK);
}

static char *
read_text (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *select = NULL;
  char *text = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &select, NULL), ==, SQLITE_OK);
  if (sqlite3_step (select) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (select, 0));
  sqlite3_finalize (select);
  return text;
}

/* In a file from before "lead" and "rank" were added at the end, they stand last, whatever the
 * order in which the fields are described; what was recorded without them can still be undone. */
static void
test_added_columns (void)
{
  g_autoptr (GBytes) insert = NULL;
  g_autoptr (GBytes) update = NULL;
  g_autoptr (GBytes) delete = NULL;
  g_autofree char *name = NULL, *gone = NULL, *kept = NULL;
  g_autoptr (GBytes) late = NULL;
  gsize size;
  File file;

  make_file (&file);
  run (file.db, "ALTER TABLE theme DROP COLUMN lead; ALTER TABLE theme DROP COLUMN rank");
  insert = record (file.db, "INSERT INTO theme(id, name) VALUES('" THEME "', 'One')");
  update = record (file.db, "UPDATE theme SET name = 'Two', description = 'Words'");
  delete = record (file.db, "DELETE FROM theme");
  run (file.db,
       "ALTER TABLE theme ADD COLUMN rank INTEGER; ALTER TABLE theme ADD COLUMN lead TEXT");

  g_assert_cmpint (_cm_columns_find (file.columns, cm_table_find ("theme"), "name"), ==, 1);
  g_assert_cmpint (_cm_columns_find (file.columns, cm_table_find ("theme"), "rank"), ==, 6);
  g_assert_cmpint (_cm_columns_find (file.columns, cm_table_find ("theme"), "lead"), ==, 7);
  g_assert_cmpint (_cm_columns_find (file.columns, cm_table_find ("theme"), "nothing"), ==, -1);
  undo (&file, delete);
  name = read_text (file.db, "SELECT name || description FROM theme");
  g_assert_cmpstr (name, ==, "TwoWords");
  run (file.db, "UPDATE theme SET lead = 'Chair', rank = 5");
  undo (&file, update);
  kept = read_text (file.db, "SELECT name || lead || rank FROM theme");
  g_assert_cmpstr (kept, ==, "OneChair5");
  undo (&file, insert);
  gone = read_text (file.db, "SELECT name FROM theme");
  g_assert_null (gone);

  /* A number where the text now stands is refused, and so are more columns than there are. */
  late = record (file.db,
                 "INSERT INTO theme(id, name, lead, rank) VALUES('" THEME "', 'One', 'Chair', 5)");
  g_assert_true (
      cm_changeset_is_valid (g_bytes_get_data (late, NULL), g_bytes_get_size (late), file.columns));
  run (file.db, "ALTER TABLE theme DROP COLUMN lead");
  g_clear_pointer (&file.columns, _cm_columns_free);
  file.columns = _cm_columns_new (file.db);
  size = g_bytes_get_size (late);
  g_assert_false (cm_changeset_is_valid (g_bytes_get_data (late, NULL), size, file.columns));
  run (file.db,
       "ALTER TABLE theme DROP COLUMN rank; ALTER TABLE theme ADD COLUMN lead TEXT;"
       "ALTER TABLE theme ADD COLUMN rank INTEGER");
  g_clear_pointer (&file.columns, _cm_columns_free);
  file.columns = _cm_columns_new (file.db);
  g_assert_false (cm_changeset_is_valid (g_bytes_get_data (late, NULL), size, file.columns));
  remove_file (&file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/changeset/genuine", test_genuine);
  g_test_add_func ("/changeset/known-killers", test_known_killers);
  g_test_add_func ("/changeset/mutants", test_mutants);
  g_test_add_func ("/changeset/added-columns", test_added_columns);
  return g_test_run ();
}
