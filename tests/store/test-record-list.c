/* test-record-list.c - the list follows the store and keeps its objects. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-record-list.h"

#include <glib/gstdio.h>

typedef struct
{
  guint position, removed, added, count;
} Splice;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Splice *splice)
{
  splice->position = position;
  splice->removed = removed;
  splice->added = added;
  splice->count++;
}

static CmRecord *
add_theme (CmStore *store, const char *name)
{
  CmRecord *theme = cm_record_new (cm_table_find ("theme"));

  cm_record_set_text (theme, "name", name);
  g_assert_true (cm_store_save (store, theme, "Add", NULL));
  return theme;
}

static void
test_follow (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-list-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "test.portfolio", NULL);
  g_autoptr (CmStore) store = cm_store_create (path, NULL);
  g_autoptr (CmRecord) a = add_theme (store, "A");
  g_autoptr (CmRecord) c = add_theme (store, "C");
  g_autoptr (CmRecord) b = NULL;
  g_autoptr (CmRecord) held = NULL;
  g_autoptr (CmRecord) again = NULL;
  CmQuery *query = cm_query_new ("theme");
  CmRecordList *list;
  Splice splice = { 0 };

  cm_query_order (query, "name", FALSE);
  list = cm_record_list_new (store, query);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &splice);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  held = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_assert_cmpstr (cm_record_get_title (held), ==, "C");

  b = add_theme (store, "B");
  g_assert_cmpuint (splice.position, ==, 1);
  g_assert_cmpuint (splice.removed, ==, 0);
  g_assert_cmpuint (splice.added, ==, 1);
  again = g_list_model_get_item (G_LIST_MODEL (list), 2);
  g_assert_true (again == held);
  g_assert_cmpuint (cm_record_list_find (list, cm_record_get_id (c)), ==, 2);

  /* A value that does not move the row is no splice. */
  splice.count = 0;
  cm_record_set_text (c, "lead", "Chair");
  g_assert_true (cm_store_save (store, c, "Change", NULL));
  g_assert_cmpuint (splice.count, ==, 0);
  g_assert_cmpstr (cm_record_get_text (held, "lead"), ==, "Chair");

  /* Deleted and undone: another rowid, the same object. */
  g_assert_true (cm_store_begin (store, "Delete", NULL));
  g_assert_true (cm_store_delete (store, held, NULL));
  g_assert_true (cm_store_commit (store, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_true (cm_store_undo (store, NULL));
  g_set_object (&again, NULL);
  again = g_list_model_get_item (G_LIST_MODEL (list), 2);
  g_assert_true (again == held);

  query = cm_query_new ("theme");
  cm_query_order (query, "name", TRUE);
  cm_record_list_set_query (list, query);
  g_set_object (&again, NULL);
  again = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (again == held);
  g_assert_finalize_object (list);
  g_clear_object (&store);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-list/follow", test_follow);
  return g_test_run ();
}
