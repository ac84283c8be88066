/* test-store-merge.c - how two copies differ, and what both come from by their change logs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-store-merge.h"
#include "cm-store-copy.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define A "018c0000-0000-7000-8000-00000000000a"
#define B "018c0000-0000-7000-8000-00000000000b"
#define C "018c0000-0000-7000-8000-00000000000c"
#define D "018c0000-0000-7000-8000-00000000000d"

typedef struct
{
  char *folder, *paths[2];
  CmStore *stores[2];
  CmCopy *copies[2];
  GString *seen; /* of differences: "+a -b ~c" by the last letter of the key */
} Fixture;

static void
put (CmStore *store, const char *id, const char *name)
{
  g_autoptr (CmRecord) record = cm_record_new_with_id (cm_table_find ("place"), id);
  g_autofree char *label = g_strdup_printf ("Put %s", name);
  g_autoptr (GError) error = NULL;

  cm_record_set_text (record, "name", name);
  cm_store_save (store, record, label, &error);
  g_assert_no_error (error);
}

static void
drop (CmStore *store, const char *id)
{
  g_autoptr (CmRecord) record = cm_store_get (store, "place", id);

  g_assert_true (cm_store_begin (store, "Delete", NULL));
  g_assert_true (cm_store_delete (store, record, NULL));
  g_assert_true (cm_store_commit (store, NULL));
}

static gboolean
save_copy (CmStore *store, const char *path, GError **error)
{
  g_autoptr (CmCopyReport) report = cm_store_copy (store, path, CM_COPY_EXACT, NULL, NULL, error);

  return report != NULL;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("cm-merge-XXXXXX", NULL);
  f->seen = g_string_new (NULL);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d.portfolio", i);

      f->paths[i] = g_build_filename (f->folder, name, NULL);
    }
  f->stores[0] = cm_store_create (f->paths[0], &error);
  g_assert_no_error (error);
  put (f->stores[0], A, "Ash");
  put (f->stores[0], B, "Beech");
  put (f->stores[0], C, "Cedar");
  save_copy (f->stores[0], f->paths[1], &error);
  g_assert_no_error (error);
  f->stores[1] = cm_store_open (f->paths[1], CM_STORE_WRITE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < 2; i++)
    {
      g_clear_pointer (&f->copies[i], cm_copy_free);
      g_assert_finalize_object (f->stores[i]);
      g_unlink (f->paths[i]);
      g_free (f->paths[i]);
    }
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  g_string_free (f->seen, TRUE);
}

static void
read_copies (Fixture *f)
{
  for (int i = 0; i < 2; i++)
    {
      g_clear_pointer (&f->copies[i], cm_copy_free);
      f->copies[i] = cm_copy_new (f->stores[i]);
    }
}

static void
see_cb (const CmTable *table, const char *id, CmRecord *mine, CmRecord *theirs, gpointer data)
{
  GString *seen = data;

  g_assert_cmpstr (table->name, ==, "place");
  g_string_append_printf (seen,
                          "%c%c ",
                          mine == NULL     ? '+'
                          : theirs == NULL ? '-'
                                           : '~',
                          id[strlen (id) - 1]);
}

static void
assert_seen (Fixture *f, const char *expected)
{
  g_autoptr (CmProgress) progress = cm_progress_new ();
  g_autoptr (GError) error = NULL;

  read_copies (f);
  g_string_truncate (f->seen, 0);
  cm_copy_compare (f->copies[0], f->copies[1], see_cb, f->seen, progress, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (f->seen->str, ==, expected);
}

static void
test_compare (Fixture *f, gconstpointer data)
{
  assert_seen (f, "");
  put (f->stores[0], A, "Aspen");
  drop (f->stores[1], B);
  put (f->stores[1], D, "Douglas fir");
  assert_seen (f, "~a -b +d ");
  g_assert_true (cm_store_undo (f->stores[0], NULL));
  assert_seen (f, "-b +d ");
}

/* What a record was in the origin, or NULL. */
static void
assert_was (CmOrigin *origin, const char *id, const char *name)
{
  g_autoptr (CmRecord) was = cm_origin_read (origin, cm_table_find ("place"), id);

  if (name == NULL)
    g_assert_null (was);
  else
    g_assert_cmpstr (cm_record_get_title (was), ==, name);
}

static CmOrigin *
find_origin (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  CmOrigin *origin;

  read_copies (f);
  origin = cm_origin_new (f->copies[0], f->copies[1], &error);
  g_assert_no_error (error);
  return origin;
}

/* Whatever was done since, and undone, and done again. */
static void
test_origin (Fixture *f, gconstpointer data)
{
  g_autoptr (CmOrigin) origin = NULL;

  put (f->stores[0], A, "Aspen");
  put (f->stores[0], A, "Apple");
  drop (f->stores[0], B);
  put (f->stores[0], D, "Douglas fir");
  g_assert_true (cm_store_undo (f->stores[0], NULL));
  g_assert_true (cm_store_undo (f->stores[0], NULL));
  g_assert_true (cm_store_redo (f->stores[0], NULL));
  drop (f->stores[0], C);
  put (f->stores[0], C, "Cherry");
  put (f->stores[1], B, "Birch");
  origin = find_origin (f);
  assert_was (origin, A, "Ash");
  assert_was (origin, B, "Beech");
  assert_was (origin, C, "Cedar");
  assert_was (origin, D, NULL);
}

/* After a merge, what was taken in is where both come from. */
static void
test_taken_in (Fixture *f, gconstpointer data)
{
  g_autofree char *state = NULL;
  g_autoptr (CmOrigin) before = NULL;
  g_autoptr (CmOrigin) after = NULL, later = NULL, undone = NULL;

  put (f->stores[1], A, "Aspen");
  before = find_origin (f);
  g_assert_false (cm_origin_is_taken_in (before));
  g_clear_pointer (&before, cm_origin_free);
  state = cm_copy_get_state (f->copies[1]);
  g_assert_true (cm_store_begin_merge (f->stores[0], "Merged", state, NULL));
  g_assert_true (cm_store_remove (f->stores[0], cm_table_find ("place"), C, NULL));
  g_assert_true (cm_store_commit (f->stores[0], NULL));
  after = find_origin (f);
  g_assert_true (cm_origin_is_taken_in (after));
  assert_was (after, A, "Aspen");
  assert_was (after, C, "Cedar");
  g_clear_pointer (&after, cm_origin_free);
  put (f->stores[1], A, "Apple");
  later = find_origin (f);
  g_assert_false (cm_origin_is_taken_in (later));
  assert_was (later, A, "Aspen");
  g_clear_pointer (&later, cm_origin_free);
  g_assert_true (cm_store_undo (f->stores[0], NULL));
  undone = find_origin (f);
  assert_was (undone, A, "Ash");
}

/* Each took the other in without knowing that: then both go back to what they had in common. */
static void
test_crossed (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) states = g_new0 (char *, 3);
  g_autoptr (CmOrigin) origin = NULL;

  put (f->stores[0], A, "Aspen");
  put (f->stores[1], B, "Birch");
  read_copies (f);
  for (int i = 0; i < 2; i++)
    states[i] = cm_copy_get_state (f->copies[i]);
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (cm_store_begin_merge (f->stores[i], "Merged", states[1 - i], NULL));
      g_assert_true (cm_store_commit (f->stores[i], NULL));
    }
  origin = find_origin (f);
  assert_was (origin, A, "Ash");
  assert_was (origin, B, "Beech");
}

static void
test_authors (Fixture *f, gconstpointer data)
{
  const CmTable *table = cm_table_find ("place");
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (CmOrigin) origin = NULL;
  gint64 before = g_get_real_time (), time = 0;

  put (f->stores[0], A, "Aspen");
  origin = find_origin (f);
  g_assert_null (cm_origin_get_author (origin, FALSE, A, NULL, &time));
  g_hash_table_add (ids, (gpointer) A);
  g_hash_table_add (ids, (gpointer) B);
  cm_origin_find_authors (origin, ids);
  g_assert_cmpstr (cm_origin_get_author (origin, FALSE, A, cm_table_field (table, "name"), &time),
                   ==,
                   g_get_real_name ());
  g_assert_cmpint (time, >=, before);
  g_assert_null (cm_origin_get_author (origin, FALSE, A, cm_table_field (table, "note"), &time));
  g_assert_null (cm_origin_get_author (origin, TRUE, A, NULL, &time));
  g_assert_null (cm_origin_get_author (origin, FALSE, B, NULL, &time));
}

/* Runs SQL on a file that is closed for it. */
static void
tamper (Fixture *f, int i, const char *sql)
{
  sqlite3 *db = NULL;

  g_clear_pointer (&f->copies[i], cm_copy_free);
  g_clear_object (&f->stores[i]);
  g_assert_cmpint (sqlite3_open (f->paths[i], &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  /* Or the damage would be noticed before anybody asks the log. */
  g_assert_cmpint (
      sqlite3_exec (db, "DELETE FROM meta WHERE k = 'seal'", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  f->stores[i] = cm_store_open (f->paths[i], CM_STORE_WRITE, NULL);
  g_assert_nonnull (f->stores[i]);
}

/* A change log that is damaged, or says what cannot have been, is not believed. */
static void
test_damaged_log (Fixture *f, gconstpointer sql)
{
  g_autoptr (GError) error = NULL;

  put (f->stores[0], A, "Aspen");
  tamper (f, 0, sql);
  {
    g_autoptr (CmOrigin) origin = find_origin (f);

    /* Rebuilt from the other. */
    assert_was (origin, A, "Ash");
  }
  put (f->stores[1], B, "Birch");
  tamper (f,
          1,
          "UPDATE history SET changeset = zeroblob(20) WHERE seq = (SELECT max(seq) FROM "
          "history)");
  read_copies (f);
  g_assert_null (cm_origin_new (f->copies[0], f->copies[1], &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_UNRELATED);
}

/* What cannot be read is not taken for deleted. */
static void
test_unreadable (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  read_copies (f);
  g_assert_cmpint (sqlite3_open (f->paths[1], &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "DROP TABLE place", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_false (
      cm_copy_compare (f->copies[0], f->copies[1], see_cb, f->seen, NULL, 1, NULL, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_SQL);
  g_assert_cmpstr (f->seen->str, ==, "");
}

static void
test_copy (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (save_copy (f->stores[0], f->paths[1], &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CASE(name, data, test)                                                                     \
  g_test_add ("/store-merge/" name, Fixture, data, set_up, test, tear_down)
  CASE ("compare", NULL, test_compare);
  CASE ("origin", NULL, test_origin);
  CASE ("taken-in", NULL, test_taken_in);
  CASE ("crossed", NULL, test_crossed);
  CASE ("authors", NULL, test_authors);
  CASE ("log-damaged",
        "UPDATE history SET changeset = x'540101616263' WHERE seq = (SELECT max(seq) FROM history)",
        test_damaged_log);
  CASE ("log-gone",
        "UPDATE history SET changeset = NULL, state = 3 WHERE seq = (SELECT max(seq) FROM history)",
        test_damaged_log);
  CASE ("log-wrong",
        "UPDATE history SET changeset = (SELECT changeset FROM history ORDER BY seq LIMIT 1) WHERE "
        "seq = (SELECT max(seq) FROM history); DELETE FROM place WHERE id = '" A "'",
        test_damaged_log);
  CASE ("unreadable", NULL, test_unreadable);
  CASE ("copy", NULL, test_copy);
#undef CASE
  return g_test_run ();
}
