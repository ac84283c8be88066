/* test-records.c - records of any table are added and deleted, all of them or none. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-records.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder, *path;
  CmStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cm-records-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cm_store_close (f->store);
  g_object_unref (f->store);
  g_remove (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

static guint
count (Fixture *f, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_count (f->store, query);
}

static GPtrArray *
make_themes (guint n)
{
  GPtrArray *themes = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      CmRecord *theme = cm_record_new (cm_table_find ("theme"));
      g_autofree char *name = g_strdup_printf ("Theme %u", i + 1);

      cm_record_set_text (theme, "name", name);
      g_ptr_array_add (themes, theme);
    }
  return themes;
}

static void
assert_undo_label (Fixture *f, const char *expected)
{
  g_autofree char *label = cm_store_get_undo_label (f->store);

  g_assert_cmpstr (label, ==, expected);
}

static void
test_add (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) none = make_themes (0);
  g_autoptr (GPtrArray) one = make_themes (1);
  g_autoptr (GPtrArray) three = make_themes (3);

  g_assert_true (cm_records_add (f->store, none, NULL));
  assert_undo_label (f, NULL);
  g_assert_true (cm_records_add (f->store, one, NULL));
  assert_undo_label (f, "Add “Theme 1”");
  g_assert_true (cm_records_add (f->store, three, NULL));
  assert_undo_label (f, "Add 3 rows to “Themes”");
  g_assert_cmpuint (count (f, "theme"), ==, 4);
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, "theme"), ==, 1);
}

/* One bad record keeps all of them out. */
static void
test_add_none (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) two = make_themes (2);
  g_autoptr (GError) error = NULL;

  cm_record_set_null (two->pdata[1], "name");
  g_assert_false (cm_records_add (f->store, two, &error));
  g_assert_error (error, CM_MODEL_ERROR, CM_MODEL_ERROR_INVALID);
  g_assert_cmpuint (count (f, "theme"), ==, 0);
  assert_undo_label (f, NULL);
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) none = make_themes (0);
  g_autoptr (GPtrArray) three = make_themes (3);

  g_assert_true (cm_records_add (f->store, three, NULL));
  g_assert_true (cm_records_delete (f->store, none, NULL));
  assert_undo_label (f, "Add 3 rows to “Themes”");
  g_assert_true (cm_records_delete (f->store, three, NULL));
  assert_undo_label (f, "Delete 3 rows from “Themes”");
  g_assert_cmpuint (count (f, "theme"), ==, 0);
  g_assert_true (cm_store_undo (f->store, NULL));
  g_ptr_array_set_size (three, 1);
  g_assert_true (cm_records_delete (f->store, three, NULL));
  assert_undo_label (f, "Delete “Theme 1”");
  g_assert_cmpuint (count (f, "theme"), ==, 2);
}

/* What others refer to stays, and all that was to go with it. */
static void
test_delete_used (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) three = make_themes (3);
  g_autoptr (GPtrArray) chapters = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (chapters, cm_record_new (cm_table_find ("chapter")));
  cm_record_set_text (chapters->pdata[0], "name", "Chapter");
  cm_record_set_text (chapters->pdata[0], "theme", cm_record_get_id (three->pdata[2]));
  g_assert_true (cm_records_add (f->store, three, NULL));
  g_assert_true (cm_records_add (f->store, chapters, NULL));
  g_assert_false (cm_records_delete (f->store, three, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
  g_assert_cmpstr (
      error->message, ==, "“Theme 3” is still used (Chapters: 1). Change or delete those first.");
  g_assert_cmpuint (count (f, "theme"), ==, 3);
  assert_undo_label (f, "Add “Chapter”");
}

/* A record without a title is not called by one. */
static void
test_no_title (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  CmRecord *link = cm_record_new (cm_table_find ("activity_place"));
  g_autoptr (CmRecord) activity = cm_record_new (cm_table_find ("activity"));
  g_autoptr (CmRecord) place = cm_record_new (cm_table_find ("place"));

  cm_record_set_text (activity, "title", "Activity");
  cm_record_set_text (activity, "state", "live");
  cm_record_set_text (place, "name", "Place");
  cm_record_set_text (place, "kind", "district");
  g_assert_true (cm_store_save (f->store, activity, "Add", NULL));
  g_assert_true (cm_store_save (f->store, place, "Add", NULL));
  cm_record_set_text (link, "activity", cm_record_get_id (activity));
  cm_record_set_text (link, "place", cm_record_get_id (place));
  g_ptr_array_add (events, link);
  g_assert_true (cm_records_add (f->store, events, NULL));
  assert_undo_label (f, "Add 1 row to “Places served”");
  g_assert_true (cm_records_delete (f->store, events, NULL));
  assert_undo_label (f, "Delete 1 row from “Places served”");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name) g_test_add ("/records/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (add);
  TEST (add_none);
  TEST (delete);
  TEST (delete_used);
  TEST (no_title);
  return g_test_run ();
}
