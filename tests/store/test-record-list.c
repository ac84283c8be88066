/* test-record-list.c - the list follows the store and keeps its objects. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-record-list.h"

#include <glib/gstdio.h>
#include <string.h>

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

/* --- rows that move --------------------------------------------------------------------------- */

/* What the list holds after a change is what a list made anew would hold, and what was announced
 * of it adds up. */
typedef struct
{
  CmRecordList *list;
  GPtrArray *mirror; /* of CmRecord, kept by what is announced */
} Follower;

static void
follow_cb (GListModel *model, guint position, guint removed, guint added, Follower *follower)
{
  if (removed > 0)
    g_ptr_array_remove_range (follower->mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (
        follower->mirror, (int) (position + i), g_list_model_get_item (model, position + i));
}

static void
follow (Follower *follower, CmStore *store, CmQuery *query)
{
  follower->list = cm_record_list_new (store, query);
  follower->mirror = g_ptr_array_new_with_free_func (g_object_unref);
  follow_cb (G_LIST_MODEL (follower->list),
             0,
             0,
             g_list_model_get_n_items (G_LIST_MODEL (follower->list)),
             follower);
  g_signal_connect (follower->list, "items-changed", G_CALLBACK (follow_cb), follower);
}

static void
assert_follows (Follower *follower, CmStore *store)
{
  g_autoptr (GPtrArray) anew = cm_store_list (store, cm_record_list_get_query (follower->list));

  g_assert_cmpuint (follower->mirror->len, ==, anew->len);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (follower->list)), ==, anew->len);
  for (guint i = 0; i < anew->len; i++)
    {
      g_autoptr (CmRecord) item = g_list_model_get_item (G_LIST_MODEL (follower->list), i);

      g_assert_true (item == anew->pdata[i]);
      g_assert_true (follower->mirror->pdata[i] == anew->pdata[i]);
    }
}

static void
stop_following (Follower *follower)
{
  g_signal_handlers_disconnect_by_data (follower->list, follower);
  g_ptr_array_unref (follower->mirror);
  g_assert_finalize_object (follower->list);
}

static char *
make_title (void)
{
  static const char *const words[] = { "alpha", "Alpha", "Álpha", "beta", "gamma", "Gamma" };

  return g_strdup_printf ("%s %d",
                          words[g_test_rand_int_range (0, G_N_ELEMENTS (words))],
                          g_test_rand_int_range (0, 20));
}

/* A row or two of any of the tables that the lists look at. */
static void
change_something (CmStore *store, GPtrArray *activities, GPtrArray *organisations)
{
  int n = g_test_rand_int_range (1, 4);

  g_assert_true (cm_store_begin (store, "Change", NULL));
  for (int i = 0; i < n; i++)
    {
      CmRecord *activity = activities->pdata[g_test_rand_int_range (0, (int) activities->len)];
      CmRecord *organisation =
          organisations->pdata[g_test_rand_int_range (0, (int) organisations->len)];
      g_autofree char *title = make_title ();

      switch (g_test_rand_int_range (0, 4))
        {
        case 0:
          cm_record_set_text (activity, "title", title);
          break;
        case 1:
          cm_record_set_text (activity, "organisation", cm_record_get_id (organisation));
          break;
        case 2:
          cm_record_set_null (activity, "organisation");
          break;
        default:
          cm_record_set_text (organisation, "name", title);
          g_assert_true (cm_store_update (store, organisation, NULL));
        }
      g_assert_true (cm_store_update (store, activity, NULL));
    }
  g_assert_true (cm_store_commit (store, NULL));
}

static void
add_line (CmStore *store, CmRecord *activity, CmRecord *source)
{
  g_autoptr (CmRecord) line = cm_record_new (cm_table_find ("budget_line"));
  g_autoptr (GError) error = NULL;

  cm_record_set_text (line, "activity", cm_record_get_id (activity));
  cm_record_set_text (line, "funding_source", cm_record_get_id (source));
  cm_record_set_number (line, "year", 2010);
  cm_record_set_number (line, "amount", g_test_rand_int_range (1, 100000));
  cm_record_set_text (line, "state", "secured");
  cm_store_save (store, line, "Add", &error);
  g_assert_no_error (error);
}

static void
test_move (void)
{
  static const char *const orders[] = { "title", "organisation", "cost", "funding", "state" };
  g_autofree char *folder = g_dir_make_tmp ("cm-list-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "test.portfolio", NULL);
  CmStore *store = cm_store_create (path, NULL);
  g_autoptr (GPtrArray) activities = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) organisations = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CmRecord) source = cm_record_new (cm_table_find ("funding_source"));
  Follower followers[G_N_ELEMENTS (orders) + 2];
  CmQuery *query;

  cm_record_set_text (source, "name", "Grant");
  cm_record_set_text (source, "kind", "grant");
  g_assert_true (cm_store_save (store, source, "Add", NULL));
  for (guint i = 0; i < 30; i++)
    {
      CmRecord *record = cm_record_new (cm_table_find (i < 5 ? "organisation" : "activity"));
      g_autofree char *title = make_title ();

      cm_record_set_text (record, i < 5 ? "name" : "title", title);
      cm_record_set_text (record, i < 5 ? "kind" : "state", i < 5 ? "county" : "live");
      g_assert_true (cm_store_save (store, record, "Add", NULL));
      g_ptr_array_add (i < 5 ? organisations : activities, record);
    }
  for (guint i = 0; i < G_N_ELEMENTS (followers); i++)
    {
      CmQuery *sub = cm_query_new ("organisation");

      query = cm_query_new ("activity");
      cm_query_order (query, orders[i % G_N_ELEMENTS (orders)], i % 2 == 1);
      cm_query_search (sub, "alpha");
      if (i == G_N_ELEMENTS (orders))
        cm_query_search (query, "alpha");
      if (i == G_N_ELEMENTS (orders) + 1)
        cm_query_where_in (query, "organisation", g_steal_pointer (&sub), "id");
      g_clear_pointer (&sub, cm_query_free);
      follow (&followers[i], store, query);
    }

  for (guint round = 0; round < 120; round++)
    {
      if (round % 10 == 9)
        add_line (store, activities->pdata[round % activities->len], source);
      else if (round % 10 == 4)
        g_assert_true (cm_store_undo (store, NULL));
      else
        change_something (store, activities, organisations);
      for (guint i = 0; i < G_N_ELEMENTS (followers); i++)
        assert_follows (&followers[i], store);
    }
  for (guint i = 0; i < G_N_ELEMENTS (followers); i++)
    stop_following (&followers[i]);
  g_clear_pointer (&activities, g_ptr_array_unref);
  g_clear_pointer (&organisations, g_ptr_array_unref);
  g_clear_object (&source);
  g_assert_finalize_object (store);
  g_unlink (path);
  g_rmdir (folder);
}

/* --- long lists ------------------------------------------------------------------------------- */

#define N_LONG 1000

static void
note_cb (GListModel *model, guint position, guint removed, guint added, GString *told)
{
  g_string_append_printf (told, "%u-%u+%u ", position, removed, added);
  g_assert_cmpuint (position + added, <=, g_list_model_get_n_items (model));
}

static void
rename_theme (CmStore *store, CmRecord *theme, const char *name)
{
  g_autoptr (CmRecord) copy = cm_record_copy (theme);
  g_autoptr (GError) error = NULL;

  cm_record_set_text (copy, "name", name);
  cm_store_save (store, copy, name, &error);
  g_assert_no_error (error);
}

/* A row that goes far stays while others move past it, so that it stays selected and nobody has to
 * look for it; in another order all go and come. */
static void
test_far (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-list-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "test.portfolio", NULL);
  CmStore *store = cm_store_create (path, NULL);
  CmQuery *query = cm_query_new ("theme");
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (CmRecord) first = NULL;
  Follower follower;

  g_assert_true (cm_store_begin (store, "Fill", NULL));
  for (guint i = 0; i < N_LONG; i++)
    {
      g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));
      g_autofree char *name = g_strdup_printf ("b %04u", i);

      cm_record_set_text (theme, "name", name);
      g_assert_true (cm_store_insert (store, theme, NULL));
    }
  g_assert_true (cm_store_commit (store, NULL));
  cm_query_order (query, "name", FALSE);
  follow (&follower, store, query);
  g_signal_connect (follower.list, "items-changed", G_CALLBACK (note_cb), told);

  first = g_list_model_get_item (G_LIST_MODEL (follower.list), 0);
  rename_theme (store, first, "z");
  g_assert_cmpstr (told->str, ==, "1-999+0 0-0+999 ");
  assert_follows (&follower, store);
  g_string_truncate (told, 0);
  rename_theme (store, first, "a");
  g_assert_cmpstr (told->str, ==, "0-999+0 1-0+999 ");
  assert_follows (&follower, store);
  g_string_truncate (told, 0);
  rename_theme (store, first, "b 0100x");
  g_assert_cmpstr (told->str, ==, "0-101+101 ");
  assert_follows (&follower, store);
  g_string_truncate (told, 0);
  rename_theme (store, first, "b 0500x");
  g_assert_cmpstr (told->str, ==, "101-400+0 100-0+400 ");
  assert_follows (&follower, store);

  g_string_truncate (told, 0);
  query = cm_query_new ("theme");
  cm_query_order (query, "name", TRUE);
  cm_record_list_set_query (follower.list, query);
  g_assert_cmpstr (told->str, ==, "0-1000+0 0-0+1000 ");
  assert_follows (&follower, store);
  g_string_truncate (told, 0);
  query = cm_query_new ("theme");
  cm_query_order (query, "name", TRUE);
  cm_query_search (query, "b 05");
  cm_record_list_set_query (follower.list, query);
  g_assert_nonnull (strchr (told->str, '-'));
  assert_follows (&follower, store);

  g_signal_handlers_disconnect_by_data (follower.list, told);
  stop_following (&follower);
  g_clear_object (&first);
  g_assert_finalize_object (store);
  g_unlink (path);
  g_rmdir (folder);
}

/* Letters first, as the language has them; case and accents tell apart what is the same by then. */
static void
test_order (void)
{
  static const char *const names[] = {
    "beta", "Ángel", "angel 2", "Angel", "Beta", "angel", "Zoo"
  };
  static const char *const ordered[] = {
    "Angel", "angel", "Ángel", "angel 2", "Beta", "beta", "Zoo"
  };
  g_autofree char *folder = g_dir_make_tmp ("cm-list-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "test.portfolio", NULL);
  g_autoptr (CmStore) store = cm_store_create (path, NULL);
  g_autoptr (CmQuery) query = cm_query_new ("theme");
  g_autoptr (GPtrArray) found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_object_unref (add_theme (store, names[i]));
  cm_query_order (query, "name", FALSE);
  found = cm_store_list (store, query);
  for (guint i = 0; i < G_N_ELEMENTS (ordered); i++)
    g_assert_cmpstr (cm_record_get_title (found->pdata[i]), ==, ordered[i]);
  g_clear_pointer (&found, g_ptr_array_unref);
  g_clear_object (&store);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-list/follow", test_follow);
  g_test_add_func ("/record-list/move", test_move);
  g_test_add_func ("/record-list/far", test_far);
  g_test_add_func ("/record-list/order", test_order);
  return g_test_run ();
}
