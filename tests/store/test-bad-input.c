/* test-bad-input.c - what cannot be kept is refused in words, what can is kept as it was given, and
 * after each of them undo still leads all the way back and forth. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-record-list.h"
#include "cm-store-log.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  char *folder, *path;
  CmStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("cm-bad-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->store != NULL)
    g_assert_finalize_object (f->store);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static CmRecord *
make (const char *table, const char *const values[])
{
  CmRecord *record = cm_record_new (cm_table_find (table));

  for (int i = 0; values[i] != NULL; i += 2)
    cm_record_set_text (record, values[i], values[i + 1]);
  return record;
}

static CmRecord *
add (Fixture *f, const char *table, const char *const values[])
{
  CmRecord *record = make (table, values);
  g_autoptr (GError) error = NULL;

  cm_store_save (f->store, record, "Add", &error);
  g_assert_no_error (error);
  return record;
}
#define ADD(table, ...) add (f, table, (const char *const[]){ __VA_ARGS__, NULL })

static void
delete_record (Fixture *f, CmRecord *record)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_store_begin (f->store, "Delete", NULL));
  g_assert_true (cm_store_delete (f->store, record, &error));
  g_assert_true (cm_store_commit (f->store, &error));
}

static void
assert_not_saved (Fixture *f, CmRecord *record, GQuark domain, int code, const char *why)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = cm_store_get_history (f->store, 1000);
  g_autoptr (GPtrArray) after = NULL;

  g_assert_false (cm_store_save (f->store, record, "Change", &error));
  g_assert_error (error, domain, code);
  g_assert_cmpstr (error->message, ==, why);
  after = cm_store_get_history (f->store, 1000);
  g_assert_cmpuint (after->len, ==, before->len);
}

/* Every value of every record, as one text. */
static char *
read_everything (CmStore *store)
{
  GString *text = g_string_new (NULL);
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint t = 0; t < n; t++)
    {
      g_autoptr (CmQuery) query = cm_query_new (tables[t]->name);
      g_autoptr (GPtrArray) records = cm_store_list (store, query);

      for (guint i = 0; i < records->len; i++)
        for (guint v = 0; v < tables[t]->n_fields; v++)
          {
            g_autofree char *value =
                cm_value_to_file (cm_record_value (records->pdata[i], v), &tables[t]->fields[v]);

            g_string_append_printf (
                text, "%s %s=%s\n", cm_record_get_id (records->pdata[i]), tables[t]->name, value);
          }
    }
  return g_string_free (text, FALSE);
}

/* All the way back to nothing and forth again, in a file that was closed in between. */
static void
assert_undo_whole (Fixture *f)
{
  g_autofree char *now = read_everything (f->store), *again = NULL;
  g_autofree char *nothing = NULL;
  g_autoptr (GError) error = NULL;

  while (cm_store_undo (f->store, &error))
    continue;
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==, "There is nothing to undo.");
  g_clear_error (&error);
  nothing = read_everything (f->store);
  g_assert_cmpstr (nothing, ==, "");
  g_clear_object (&f->store);
  f->store = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  while (cm_store_redo (f->store, &error))
    continue;
  g_assert_cmpstr (error->message, ==, "There is nothing to redo.");
  again = read_everything (f->store);
  g_assert_cmpstr (again, ==, now);
  g_assert_true (cm_store_check (f->store, NULL));
}

/* --- cases ------------------------------------------------------------------------------------ */

static void
test_used (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) theme = ADD ("theme", "name", "Safer places");
  g_autoptr (CmRecord) chapter =
      ADD ("chapter", "name", "Road safety", "theme", cm_record_get_id (theme));
  g_autoptr (CmRecord) one = ADD ("activity", "title", "One", "state", "live");
  g_autoptr (CmRecord) two = ADD ("activity", "title", "Two", "state", "live");
  g_autoptr (CmRecord) link = ADD ("activity_chapter",
                                   "activity",
                                   cm_record_get_id (one),
                                   "chapter",
                                   cm_record_get_id (chapter));
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;

  g_object_unref (ADD ("activity_chapter",
                       "activity",
                       cm_record_get_id (two),
                       "chapter",
                       cm_record_get_id (chapter)));
  before = read_everything (f->store);
  g_assert_true (cm_store_begin (f->store, "Delete", NULL));
  g_assert_false (cm_store_delete (f->store, chapter, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "“Road safety”"));
  g_assert_nonnull (strstr (error->message, "Chapters served: 2"));
  cm_store_rollback (f->store);
  after = read_everything (f->store);
  g_assert_cmpstr (after, ==, before);
  delete_record (f, link);
  assert_undo_whole (f);
}

static void
test_gone (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) council = ADD ("organisation", "name", "Council", "kind", "county");
  g_autoptr (CmRecord) activity = ADD ("activity", "title", "One", "state", "live");
  g_autoptr (CmRecord) again = NULL;

  delete_record (f, council);
  cm_record_set_text (activity, "organisation", cm_record_get_id (council));
  assert_not_saved (f,
                    activity,
                    CM_STORE_ERROR,
                    CM_STORE_ERROR_REFUSED,
                    "Activity: what is chosen under “Lead organisation” is gone. Choose another.");
  /* Gone itself. */
  cm_record_set_null (activity, "organisation");
  delete_record (f, activity);
  g_assert_true (cm_store_begin (f->store, "Change", NULL));
  g_assert_false (cm_store_update (f->store, activity, NULL));
  cm_store_rollback (f->store);
  assert_undo_whole (f);
}

static void
test_too_long (Fixture *f, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (4000, 'x');
  g_autofree char *longer = g_strnfill (5000, 'x');
  g_autoptr (CmRecord) activity = ADD ("activity", "title", longest, "state", "live");
  g_autoptr (CmRecord) found = NULL;
  g_autoptr (GError) error = NULL;

  cm_record_set_text (activity, "title", longer);
  g_assert_false (cm_store_save (f->store, activity, "Change", &error));
  g_assert_error (error, CM_MODEL_ERROR, CM_MODEL_ERROR_INVALID);
  g_assert_cmpstr (
      error->message, ==, "Activity: 5000 characters are too many; it holds up to 4000");
  found = cm_store_get (f->store, "activity", cm_record_get_id (activity));
  g_assert_cmpstr (cm_record_get_title (found), ==, longest);
  assert_undo_whole (f);
}

/* Byte for byte, and found by what people type. */
static void
test_scripts (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *text, *words;
  } cases[] = {
    { "خدمات الشباب في الحي", "الشباب" },                         /* from right to left */
    { "שירותי נוער, 2010 ‏— שלב א׳", "נוער" }, /* with marks of direction */
    { "Cafe\xcc\x81 and cre\xcc\x80"
      "che",
      "CAFÉ crèche" },                    /* combining accents */
    { "Café and crèche", "cafe CRECHE" }, /* the same, composed */
    { "ประชาชน 🏘️ 👩🏽‍🤝‍👩🏻",
      "🏘️" }, /* outside the basic plane */
    { "Übergröße ﬁx", "ubergro" },
    { "한국어 서비스", "서비스" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CmRecord) activity = ADD ("activity", "title", cases[i].text, "state", "live");
      g_autoptr (CmQuery) query = cm_query_new ("activity");
      g_autoptr (GPtrArray) found = NULL;
      gboolean there = FALSE;

      cm_query_search (query, cases[i].words);
      cm_query_order (query, "title", FALSE);
      found = cm_store_list (f->store, query);
      for (guint r = 0; r < found->len; r++)
        if (g_str_equal (cm_record_get_id (found->pdata[r]), cm_record_get_id (activity)))
          {
            g_assert_cmpstr (cm_record_get_title (found->pdata[r]), ==, cases[i].text);
            there = TRUE;
          }
      g_assert_true (there);
    }
  assert_undo_whole (f);
}

/* What is no text is refused before it comes near the file. */
static void
test_controls (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = ADD ("activity", "title", "One", "state", "live");
  static const char *const bad[] = { "a\x01z", "\xff\xfe", "line\nbreak", "" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      cm_record_set_text (activity, "title", bad[i]);
      g_assert_false (cm_store_save (f->store, activity, "Change", &error));
      g_assert_error (error, CM_MODEL_ERROR, CM_MODEL_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, "Activity: "));
    }
  assert_undo_whole (f);
}

/* --- two programs on one file ----------------------------------------------------------------- */

static void
count_cb (CmStore *store, CmChanges *changes, guint *n)
{
  g_assert_true (cm_changes_get_all (changes));
  g_assert_true (cm_changes_touch (changes, "theme"));
  (*n)++;
}

/* In another process, as it would be: adds a theme, renames one and deletes another. */
static void
change_elsewhere (Fixture *f, CmRecord *renamed, CmRecord *deleted)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      CmStore *store = cm_store_open (f->path, CM_STORE_WRITE, NULL);
      CmRecord *theme = make ("theme", (const char *const[]){ "name", "Aaa", NULL });

      if (store == NULL || !cm_store_begin (store, "Elsewhere", NULL) ||
          !cm_store_insert (store, theme, NULL) || !cm_store_update (store, renamed, NULL) ||
          !cm_store_delete (store, deleted, NULL) || !cm_store_commit (store, NULL))
        _exit (1);
      cm_store_close (store);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

static void
test_read_beside (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) one = ADD ("theme", "name", "One");
  g_autoptr (CmRecord) two = ADD ("theme", "name", "Two");
  g_autoptr (CmRecord) held = NULL;
  CmQuery *query = cm_query_new ("theme");
  CmRecordList *list;
  CmStore *reader;
  guint n = 0;

  g_clear_object (&f->store);
  reader = cm_store_open (f->path, CM_STORE_READ_ONLY, NULL);
  g_signal_connect (reader, "changed", G_CALLBACK (count_cb), &n);
  cm_query_order (query, "name", FALSE);
  list = cm_record_list_new (reader, query);
  held = cm_store_get (reader, "theme", cm_record_get_id (one));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_false (cm_store_refresh (reader));

  cm_record_set_text (one, "name", "First");
  change_elsewhere (f, one, two);
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (cm_store_refresh (reader));
  g_assert_cmpuint (n, ==, 1);
  g_assert_false (cm_store_refresh (reader));
  g_assert_cmpstr (cm_record_get_title (held), ==, "First");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_cmpuint (cm_record_list_find (list, cm_record_get_id (one)), ==, 1);
  g_assert_cmpuint (cm_record_list_find (list, cm_record_get_id (two)), ==, G_MAXUINT);
  g_clear_object (&held);
  g_assert_finalize_object (list);
  g_assert_finalize_object (reader);
  f->store = cm_store_open (f->path, CM_STORE_WRITE, NULL);
  assert_undo_whole (f);
}

/* The second to open it for writing is told so, and may read. */
static void
test_write_beside (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) one = ADD ("theme", "name", "One");
  g_autoptr (GError) error = NULL;
  CmStore *reader;

  g_assert_null (cm_store_open (f->path, CM_STORE_WRITE, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_BUSY);
  g_clear_error (&error);
  reader = cm_store_open (f->path, CM_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_false (cm_store_save (reader, one, "Change", &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_READ_ONLY);
  /* A reader does not keep the writer from writing. */
  cm_record_set_text (one, "name", "Two");
  g_assert_true (cm_store_save (f->store, one, "Change", NULL));
  g_assert_true (cm_store_refresh (reader));
  g_assert_false (cm_store_refresh (f->store));
  g_assert_finalize_object (reader);
  assert_undo_whole (f);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } cases[] = {
    { "/bad-input/used", test_used },
    { "/bad-input/gone", test_gone },
    { "/bad-input/too-long", test_too_long },
    { "/bad-input/scripts", test_scripts },
    { "/bad-input/controls", test_controls },
    { "/bad-input/read-beside", test_read_beside },
    { "/bad-input/write-beside", test_write_beside },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
