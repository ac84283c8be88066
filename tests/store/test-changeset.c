/* test-changeset.c - bytes that SQLite's own parser must never see are refused first. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "cm-changeset.h"
#include "cm-store.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

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

  g_assert_cmpuint (all->len, ==, 3);
  for (guint i = 0; i < all->len; i++)
    {
      gsize size;
      const guint8 *bytes = g_bytes_get_data (g_ptr_array_index (all, i), &size);

      g_assert_true (cm_changeset_is_valid (bytes, size));
      for (gsize cut = 1; cut < size; cut++)
        if (cm_changeset_is_valid (bytes, cut))
          g_assert_cmpuint (cut, >, 10); /* a whole header or a whole change is valid by itself */
    }
}

static void
test_known_killers (void)
{
  /* Hangs sqlite3changeset_next() of the versions in Debian 12 and 13. */
  static const guint8 hang[] = { 0x54, 0x01, 0x01, 0x61, 0x62, 0x63 };
  static const guint8 no_table[] = { 18, 0, 5 };
  static const guint8 foreign[] = { 'T', 2, 1, 0, 'm', 'e', 't', 'a', 0 };

  g_assert_false (cm_changeset_is_valid (hang, sizeof hang));
  g_assert_false (cm_changeset_is_valid (no_table, sizeof no_table));
  g_assert_false (cm_changeset_is_valid (foreign, sizeof foreign));
}

/* Whatever mutants are accepted, SQLite iterates and inverts without harm (run it under a
 * sanitizer). */
static void
test_mutants (void)
{
  g_autoptr (GPtrArray) all = make_changesets ();
  guint refused = 0;

  for (int i = 0; i < 20000; i++)
    {
      GBytes *from = g_ptr_array_index (all, (guint) g_test_rand_int_range (0, (int) all->len));
      gsize size = g_bytes_get_size (from);
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (from, NULL), size);

      for (int hits = g_test_rand_int_range (1, 4); hits > 0; hits--)
        bytes[g_test_rand_int_range (0, (int) size)] = (guint8) g_test_rand_int_range (0, 256);
      if (cm_changeset_is_valid (bytes, size))
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
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/changeset/genuine", test_genuine);
  g_test_add_func ("/changeset/known-killers", test_known_killers);
  g_test_add_func ("/changeset/mutants", test_mutants);
  return g_test_run ();
}
