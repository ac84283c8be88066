/* test-activity.c - activities are added where they are seen and deleted with all that is theirs.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-activity.h"

#include <glib/gstdio.h>

#include "cm-sign-off.h"

typedef struct
{
  char *folder, *path;
  CmStore *store;
  CmRecord *theme, *chapter;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cm-activity-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, NULL);
  f->theme = cm_record_new (cm_table_find ("theme"));
  cm_record_set_text (f->theme, "name", "Theme");
  g_assert_true (cm_store_save (f->store, f->theme, "Add", NULL));
  f->chapter = cm_record_new (cm_table_find ("chapter"));
  cm_record_set_text (f->chapter, "name", "Chapter");
  cm_record_set_text (f->chapter, "theme", cm_record_get_id (f->theme));
  g_assert_true (cm_store_save (f->store, f->chapter, "Add", NULL));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cm_store_close (f->store);
  g_object_unref (f->store);
  g_object_unref (f->theme);
  g_object_unref (f->chapter);
  g_remove (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

static guint
count (Fixture *f, const CmScope *scope)
{
  g_autoptr (CmQuery) query = cm_scope_query_activities (scope);

  return cm_store_count (f->store, query);
}

static GPtrArray *
make_activities (guint n)
{
  GPtrArray *activities = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (activities, cm_activity_new ());
  return activities;
}

static void
test_add (Fixture *f, gconstpointer data)
{
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);
  g_autoptr (CmScope) theme = cm_scope_new (cm_record_get_id (f->theme), NULL);
  g_autoptr (CmScope) chapter = cm_scope_new (NULL, cm_record_get_id (f->chapter));
  g_autoptr (GPtrArray) one = make_activities (1);
  g_autoptr (GPtrArray) two = make_activities (2);
  g_autoptr (GPtrArray) more = make_activities (1);
  g_autofree char *label = NULL;

  g_assert_true (cm_activity_add (f->store, whole, one, NULL));
  g_assert_cmpuint (count (f, whole), ==, 1);
  g_assert_cmpuint (count (f, theme), ==, 0);
  g_assert_true (cm_activity_add (f->store, theme, two, NULL));
  g_assert_cmpuint (count (f, theme), ==, 2);
  g_assert_true (cm_activity_add (f->store, chapter, more, NULL));
  g_assert_cmpuint (count (f, chapter), ==, 3);
  label = cm_store_get_undo_label (f->store);
  g_assert_cmpstr (label, ==, "Add “New activity”");
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, whole), ==, 1);
}

static void
test_no_chapter (Fixture *f, gconstpointer data)
{
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);
  g_autoptr (CmScope) theme = cm_scope_new (cm_record_get_id (f->theme), NULL);
  g_autoptr (GPtrArray) one = make_activities (1);
  g_autoptr (GPtrArray) chapters = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_store_begin (f->store, "Delete", NULL));
  g_assert_true (cm_store_delete (f->store, f->chapter, NULL));
  g_assert_true (cm_store_commit (f->store, NULL));
  g_assert_false (cm_activity_add (f->store, theme, one, &error));
  g_assert_error (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE);
  g_assert_cmpuint (count (f, whole), ==, 0);
}

/* One bad activity keeps all of them out. */
static void
test_all_or_none (Fixture *f, gconstpointer data)
{
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);
  g_autoptr (GPtrArray) two = make_activities (2);
  g_autoptr (GError) error = NULL;

  cm_record_set_null (two->pdata[1], "title");
  g_assert_false (cm_activity_add (f->store, whole, two, &error));
  g_assert_error (error, CM_MODEL_ERROR, CM_MODEL_ERROR_INVALID);
  g_assert_cmpuint (count (f, whole), ==, 0);
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  g_autoptr (CmScope) chapter = cm_scope_new (NULL, cm_record_get_id (f->chapter));
  g_autoptr (CmQuery) links = cm_query_new ("activity_chapter");
  g_autoptr (GPtrArray) three = make_activities (3);
  g_autofree char *label = NULL;

  g_assert_true (cm_activity_add (f->store, chapter, three, NULL));
  g_assert_true (cm_activity_delete (f->store, three, NULL));
  g_assert_cmpuint (count (f, chapter), ==, 0);
  g_assert_cmpuint (cm_store_count (f->store, links), ==, 0);
  label = cm_store_get_undo_label (f->store);
  g_assert_cmpstr (label, ==, "Delete 3 activities");
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, chapter), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/activity/add", Fixture, NULL, set_up, test_add, tear_down);
  g_test_add ("/activity/no-chapter", Fixture, NULL, set_up, test_no_chapter, tear_down);
  g_test_add ("/activity/all-or-none", Fixture, NULL, set_up, test_all_or_none, tear_down);
  g_test_add ("/activity/delete", Fixture, NULL, set_up, test_delete, tear_down);
  return g_test_run ();
}
