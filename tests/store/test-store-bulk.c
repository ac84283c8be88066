/* test-store-bulk.c - new records by the thousand: as if they had come one by one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-store.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder, *path;
  CmStore *store;
  CmRecord *pattern; /* a theme */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cm-bulk-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, NULL);
  g_assert_nonnull (f->store);
  f->pattern = cm_record_new (cm_table_find ("theme"));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->pattern);
  cm_store_close (f->store);
  g_assert_finalize_object (f->store);
  g_remove (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

static GPtrArray *
list (Fixture *f, const char *table, const char *order)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  cm_query_order (query, order, FALSE);
  return cm_store_list (f->store, query);
}

static guint
count (Fixture *f, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_count (f->store, query);
}

static void
begin (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  cm_store_begin (f->store, "Bring in", &error);
  g_assert_no_error (error);
}

static void
commit (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  cm_store_commit (f->store, &error);
  g_assert_no_error (error);
}

static void
insert (Fixture *f, guint from, guint n)
{
  for (guint i = from; i < from + n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Theme %05u", i);
      g_autoptr (GError) error = NULL;

      cm_record_set_text (f->pattern, "name", name);
      cm_record_set_number (f->pattern, "rank", i);
      cm_store_insert_like (f->store, f->pattern, &error);
      g_assert_no_error (error);
    }
}

static void
assert_themes (Fixture *f, guint n)
{
  g_autoptr (GPtrArray) themes = list (f, "theme", "name");
  const char *last = "";

  g_assert_cmpuint (themes->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      CmRecord *theme = themes->pdata[i];
      g_autofree char *name = g_strdup_printf ("Theme %05u", i);

      g_assert_cmpstr (cm_record_get_title (theme), ==, name);
      g_assert_cmpint (cm_record_get_number (theme, "rank"), ==, i);
      g_assert_true (cm_uuid_is_valid (cm_record_get_id (theme)));
      g_assert_cmpstr (cm_record_get_id (theme), >, last);
      last = cm_record_get_id (theme);
    }
}

static void
undo (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  cm_store_undo (f->store, &error);
  g_assert_no_error (error);
}

static void
redo (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  cm_store_redo (f->store, &error);
  g_assert_no_error (error);
}

static void
test_few (Fixture *f, gconstpointer data)
{
  begin (f);
  insert (f, 0, 5);
  commit (f);
  assert_themes (f, 5);
  undo (f);
  g_assert_cmpuint (count (f, "theme"), ==, 0);
  redo (f);
  assert_themes (f, 5);
}

/* Enough for the packing to begin before the end. */
static void
test_many (Fixture *f, gconstpointer data)
{
  const guint n = 40000;
  g_autoptr (GPtrArray) history = NULL;
  const CmHistoryEntry *entry;

  begin (f);
  insert (f, 0, n);
  commit (f);
  history = cm_store_get_history (f->store, 1);
  entry = history->pdata[0];
  g_assert_cmpstr (entry->summary, ==, "Bring in");
  g_assert_cmpuint (entry->n_records, ==, n);
  undo (f);
  g_assert_cmpuint (count (f, "theme"), ==, 0);
  cm_store_close (f->store);
  g_assert_finalize_object (f->store);
  f->store = cm_store_open (f->path, CM_STORE_WRITE, NULL);
  redo (f);
  assert_themes (f, n);
}

/* What is changed or deleted later in the same step is undone with it. */
static void
test_changed_again (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) themes = NULL;
  g_autoptr (CmRecord) changed = NULL;
  g_autoptr (CmRecord) other = cm_record_new (cm_table_find ("place"));

  begin (f);
  insert (f, 0, 4);
  themes = list (f, "theme", "name");
  changed = cm_record_copy (themes->pdata[1]);
  cm_record_set_number (changed, "rank", 77);
  g_assert_true (cm_store_update (f->store, changed, NULL));
  g_assert_true (cm_store_delete (f->store, themes->pdata[3], NULL));
  cm_record_set_text (other, "name", "Place");
  g_assert_true (cm_store_insert (f->store, other, NULL));
  commit (f);
  g_clear_pointer (&themes, g_ptr_array_unref);
  g_assert_cmpuint (count (f, "theme"), ==, 3);
  undo (f);
  g_assert_cmpuint (count (f, "theme"), ==, 0);
  g_assert_cmpuint (count (f, "place"), ==, 0);
  redo (f);
  themes = list (f, "theme", "name");
  g_assert_cmpuint (themes->len, ==, 3);
  g_assert_cmpint (cm_record_get_number (themes->pdata[1], "rank"), ==, 77);
  g_assert_cmpuint (count (f, "place"), ==, 1);
}

static void
test_two_tables (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) place = cm_record_new (cm_table_find ("place"));

  cm_record_set_text (place, "name", "Place");
  begin (f);
  insert (f, 0, 2);
  g_assert_true (cm_store_insert_like (f->store, place, NULL));
  g_assert_true (cm_store_insert_like (f->store, place, NULL));
  insert (f, 2, 2);
  commit (f);
  assert_themes (f, 4);
  g_assert_cmpuint (count (f, "place"), ==, 2);
  undo (f);
  g_assert_cmpuint (count (f, "theme") + count (f, "place"), ==, 0);
}

static void
test_rollback (Fixture *f, gconstpointer data)
{
  g_autofree char *label = NULL;

  begin (f);
  insert (f, 0, 20000);
  cm_store_rollback (f->store);
  g_assert_cmpuint (count (f, "theme"), ==, 0);
  label = cm_store_get_undo_label (f->store);
  g_assert_null (label);
  /* The next step has nothing of it. */
  begin (f);
  insert (f, 0, 1);
  commit (f);
  assert_themes (f, 1);
}

/* Refused as by the usual way, and what came before stays. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) chapter = cm_record_new (cm_table_find ("chapter"));
  g_autofree char *nobody = cm_uuid_new ();
  g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));
  g_autoptr (GError) error = NULL;

  cm_record_set_text (theme, "name", "Theme");
  g_assert_true (cm_store_save (f->store, theme, "Add", NULL));
  cm_record_set_text (chapter, "name", "Chapter");
  cm_record_set_text (chapter, "theme", cm_record_get_id (theme));
  begin (f);
  g_assert_true (cm_store_insert_like (f->store, chapter, NULL));
  cm_record_set_text (chapter, "theme", nobody);
  g_assert_false (cm_store_insert_like (f->store, chapter, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
  cm_record_set_text (chapter, "theme", cm_record_get_id (theme));
  g_assert_true (cm_store_insert_like (f->store, chapter, NULL));
  commit (f);
  g_assert_cmpuint (count (f, "chapter"), ==, 2);
  undo (f);
  g_assert_cmpuint (count (f, "chapter"), ==, 0);
}

static void
changed_cb (CmStore *store, CmChanges *changes, gpointer data)
{
  *(guint *) data += cm_changes_get_size (changes);
}

static void
test_heard (Fixture *f, gconstpointer data)
{
  guint n = 0;

  g_signal_connect (f->store, "changed", G_CALLBACK (changed_cb), &n);
  begin (f);
  insert (f, 0, 10);
  commit (f);
  g_assert_cmpuint (n, ==, 10);
  undo (f);
  g_assert_cmpuint (n, ==, 20);
}

#define CASE(name, func) g_test_add ("/store-bulk/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CASE ("few", test_few);
  CASE ("many", test_many);
  CASE ("changed again", test_changed_again);
  CASE ("two tables", test_two_tables);
  CASE ("rollback", test_rollback);
  CASE ("refused", test_refused);
  CASE ("heard", test_heard);
  return g_test_run ();
}
