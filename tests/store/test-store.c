/* test-store.c - records, transactions, undo. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "cm-store-private.h"
#include "cm-store.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
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

  f->folder = g_dir_make_tmp ("cm-store-XXXXXX", NULL);
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
  /* Nothing may be left beside the document. */
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static CmRecord *
add (CmStore *store, const char *table, const char *const values[])
{
  CmRecord *record = cm_record_new (cm_table_find (table));
  g_autoptr (GError) error = NULL;

  for (int i = 0; values[i] != NULL; i += 2)
    {
      const CmField *field = cm_table_field (cm_record_get_table (record), values[i]);
      CmValue value = CM_VALUE_INIT;

      g_assert_true (cm_value_from_file (&value, field, values[i + 1], &error));
      cm_record_set_value (
          record, (guint) cm_table_field_index (cm_record_get_table (record), values[i]), &value);
      cm_value_clear (&value);
    }
  cm_store_save (store, record, "Add", &error);
  g_assert_no_error (error);
  return record;
}
#define ADD(table, ...) add (f->store, table, (const char *const[]){ __VA_ARGS__, NULL })

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

/* "name TYPE required" of every column, sorted, as the descriptor has them. */
static char *
describe_fields (const CmTable *table)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (lines, g_strdup ("id TEXT 1"));
  for (guint i = 0; i < table->n_fields; i++)
    if (!cm_field_is_derived (&table->fields[i]))
      g_ptr_array_add (lines,
                       g_strdup_printf ("%s %s %d",
                                        table->fields[i].name,
                                        cm_field_is_number (&table->fields[i]) ? "INTEGER" : "TEXT",
                                        (table->fields[i].flags & CM_FIELD_REQUIRED) != 0));
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* The same, as the file has them. */
static char *
describe_columns (sqlite3 *db, const CmTable *table)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = g_strdup_printf (
      "SELECT name || ' ' || type || ' ' || \"notnull\" FROM pragma_table_info('%s')", table->name);
  sqlite3_stmt *info = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &info, NULL), ==, SQLITE_OK);
  while (sqlite3_step (info) == SQLITE_ROW)
    g_ptr_array_add (lines, g_strdup ((const char *) sqlite3_column_text (info, 0)));
  sqlite3_finalize (info);
  /* The key is the first column of every table; changesets rely on it. */
  g_assert_cmpuint (lines->len, >, 0);
  g_assert_cmpstr (lines->pdata[0], ==, "id TEXT 1");
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* The descriptors and the SQL say the same, in whatever order: names, types, required. */
static void
test_schema (Fixture *f, gconstpointer data)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);
  sqlite3 *db = NULL;

  g_clear_object (&f->store);
  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *described = describe_fields (tables[i]);
      g_autofree char *found = describe_columns (db, tables[i]);

      g_assert_cmpstr (found, ==, described);
    }
  sqlite3_close (db);
}

static void
count_cb (CmRecord *record, guint *count)
{
  (*count)++;
}

static void
test_identity (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) added = ADD ("theme", "name", "Safer communities");
  g_autoptr (CmRecord) one = cm_store_get (f->store, "theme", cm_record_get_id (added));
  g_autoptr (CmRecord) two = cm_store_get (f->store, "theme", cm_record_get_id (added));
  g_autoptr (CmRecord) edit = cm_record_copy (one);
  guint changed = 0;

  g_assert_true (one == two);
  g_signal_connect (one, "changed", G_CALLBACK (count_cb), &changed);
  cm_record_set_text (edit, "name", "Safer places");
  g_assert_true (cm_store_save (f->store, edit, "Rename", NULL));
  g_assert_cmpuint (changed, ==, 1);
  g_assert_cmpstr (cm_record_get_title (one), ==, "Safer places");
  /* Deleted and brought back, it is still the same object. */
  g_assert_true (cm_store_begin (f->store, "Delete", NULL));
  g_assert_true (cm_store_delete (f->store, one, NULL));
  g_assert_true (cm_store_commit (f->store, NULL));
  g_assert_null (cm_store_get (f->store, "theme", cm_record_get_id (added)));
  g_assert_true (cm_store_undo (f->store, NULL));
  g_set_object (&two, NULL);
  two = cm_store_get (f->store, "theme", cm_record_get_id (added));
  g_assert_true (one == two);
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) theme = ADD ("theme", "name", "One");
  g_autoptr (GError) error = NULL;
  g_autoptr (CmQuery) all = cm_query_new ("theme");
  g_autofree char *label = NULL;
  g_autoptr (GPtrArray) history = NULL;

  g_object_unref (ADD ("theme", "name", "Two"));
  g_assert_cmpuint (cm_store_count (f->store, all), ==, 2);
  g_assert_true (cm_store_undo (f->store, &error));
  g_assert_true (cm_store_undo (f->store, &error));
  g_assert_false (cm_store_undo (f->store, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpuint (cm_store_count (f->store, all), ==, 0);

  /* Across a restart. */
  g_clear_object (&f->store);
  f->store = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  label = cm_store_get_redo_label (f->store);
  g_assert_cmpstr (label, ==, "Add");
  g_assert_true (cm_store_redo (f->store, &error));
  g_assert_cmpuint (cm_store_count (f->store, all), ==, 1);
  /* A new change forgets what could be redone. */
  g_object_unref (ADD ("theme", "name", "Three"));
  g_assert_false (cm_store_redo (f->store, NULL));
  history = cm_store_get_history (f->store, 100);
  g_assert_cmpuint (history->len, ==, 6);
}

static void
test_rollback (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));
  g_autoptr (CmQuery) all = cm_query_new ("theme");
  g_autoptr (GPtrArray) history = NULL;

  cm_record_set_text (theme, "name", "One");
  g_assert_true (cm_store_begin (f->store, "Add", NULL));
  g_assert_true (cm_store_insert (f->store, theme, NULL));
  cm_store_rollback (f->store);
  g_assert_cmpuint (cm_store_count (f->store, all), ==, 0);
  /* A transaction that changes nothing leaves no trace. */
  g_assert_true (cm_store_begin (f->store, "Nothing", NULL));
  g_assert_true (cm_store_commit (f->store, NULL));
  history = cm_store_get_history (f->store, 100);
  g_assert_cmpuint (history->len, ==, 0);
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) theme = ADD ("theme", "name", "Theme");
  g_autoptr (CmRecord) chapter =
      ADD ("chapter", "name", "Chapter", "theme", cm_record_get_id (theme));
  g_autoptr (CmRecord) activity = ADD ("activity", "title", "Activity", "state", "live");
  g_autoptr (CmRecord) link = ADD ("activity_chapter",
                                   "activity",
                                   cm_record_get_id (activity),
                                   "chapter",
                                   cm_record_get_id (chapter));
  g_autoptr (CmQuery) links = cm_query_new ("activity_chapter");
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_store_begin (f->store, "Delete", NULL));
  g_assert_false (cm_store_delete (f->store, chapter, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Chapters served: 1"));
  cm_store_rollback (f->store);
  /* The owner takes what it owns along, and undo brings both back. */
  g_assert_true (cm_store_begin (f->store, "Delete", NULL));
  g_assert_true (cm_store_delete (f->store, activity, NULL));
  g_assert_true (cm_store_commit (f->store, NULL));
  g_assert_cmpuint (cm_store_count (f->store, links), ==, 0);
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (cm_store_count (f->store, links), ==, 1);
}

static void
test_derived (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) theme = ADD ("theme", "name", "Theme");
  g_autoptr (CmRecord) b =
      ADD ("chapter", "name", "B", "theme", cm_record_get_id (theme), "rank", "2");
  g_autoptr (CmRecord) a =
      ADD ("chapter", "name", "A", "theme", cm_record_get_id (theme), "rank", "1");
  g_autoptr (CmRecord) added = ADD ("activity", "title", "Activity", "state", "live");
  const char *id = cm_record_get_id (added);
  g_autoptr (CmRecord) activity = cm_store_get (f->store, "activity", id);
  g_autoptr (CmRecord) fund = ADD ("funding_source", "name", "Grant", "kind", "grant");
  g_autoptr (CmRecord) line = NULL;

  g_object_unref (ADD ("activity_chapter", "activity", id, "chapter", cm_record_get_id (b)));
  g_object_unref (ADD ("activity_chapter", "activity", id, "chapter", cm_record_get_id (a)));
  g_assert_cmpstr (cm_record_get_text (activity, "chapters"), ==, "A, B");
  line = ADD ("budget_line",
              "activity",
              id,
              "year",
              "2010",
              "amount",
              "1000.00",
              "funding_source",
              cm_record_get_id (fund),
              "state",
              "secured");
  g_object_unref (ADD ("budget_line",
                       "activity",
                       id,
                       "year",
                       "2011",
                       "amount",
                       "500.50",
                       "funding_source",
                       cm_record_get_id (fund),
                       "state",
                       "bid"));
  g_assert_cmpint (cm_record_get_number (activity, "cost"), ==, 150050);
  g_assert_cmpstr (cm_record_get_text (activity, "funding"), ==, "Grant");
  cm_record_set_number (line, "amount", 200000);
  g_assert_true (cm_store_save (f->store, line, "Change", NULL));
  g_assert_cmpint (cm_record_get_number (activity, "cost"), ==, 250050);
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpint (cm_record_get_number (activity, "cost"), ==, 150050);
  cm_record_set_text (a, "name", "Alpha");
  g_assert_true (cm_store_save (f->store, a, "Rename", NULL));
  g_assert_cmpstr (cm_record_get_text (activity, "chapters"), ==, "Alpha, B");
}

static void
test_query (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) theme = ADD ("theme", "name", "Theme");
  g_autoptr (CmRecord) chapter =
      ADD ("chapter", "name", "Chapter", "theme", cm_record_get_id (theme));
  g_autoptr (CmRecord) one = ADD ("activity", "title", "Café outreach", "state", "live");
  g_autoptr (CmRecord) two =
      ADD ("activity", "title", "advice", "state", "proposed", "description", "A café");
  g_autoptr (CmRecord) three = ADD ("activity", "title", "Zoo", "state", "pipeline");
  g_autoptr (CmQuery) search = cm_query_new ("activity");
  g_autoptr (CmQuery) scope = cm_query_new ("activity");
  g_autoptr (GPtrArray) found = NULL;
  CmQuery *links = cm_query_new ("activity_chapter");
  CmQuery *chapters = cm_query_new ("chapter");

  g_object_unref (ADD ("activity_chapter",
                       "activity",
                       cm_record_get_id (three),
                       "chapter",
                       cm_record_get_id (chapter)));
  cm_query_search (search, "CAFE");
  cm_query_order (search, "title", FALSE);
  found = cm_store_list (f->store, search);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpstr (cm_record_get_title (g_ptr_array_index (found, 0)), ==, "advice");
  cm_query_search (search, "cafe outr");
  g_assert_cmpuint (cm_store_count (f->store, search), ==, 1);
  cm_query_search (search, "");
  cm_query_order (search, "state", TRUE);
  g_clear_pointer (&found, g_ptr_array_unref);
  found = cm_store_list (f->store, search);
  g_assert_cmpstr (cm_record_get_title (g_ptr_array_index (found, 0)), ==, "Café outreach");

  cm_query_where_text (chapters, "theme", cm_record_get_id (theme));
  cm_query_where_in (links, "chapter", chapters, "id");
  cm_query_where_in (scope, "id", links, "activity");
  g_clear_pointer (&found, g_ptr_array_unref);
  found = cm_store_list (f->store, scope);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (cm_record_get_id (g_ptr_array_index (found, 0)) == cm_record_get_id (three) ||
                 g_str_equal (cm_record_get_title (g_ptr_array_index (found, 0)), "Zoo"));
}

/* What is not among others, whether or not something has no value. */
static void
test_not_in (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) theme = ADD ("theme", "name", "People");
  g_autoptr (CmRecord) served =
      ADD ("chapter", "name", "Served", "theme", cm_record_get_id (theme));
  g_autoptr (CmRecord) bare = ADD ("chapter", "name", "Bare", "theme", cm_record_get_id (theme));
  g_autoptr (CmRecord) body = ADD ("organisation", "name", "County", "kind", "county");
  g_autoptr (CmRecord) other = ADD ("organisation", "name", "District", "kind", "district");
  g_autoptr (CmRecord) one =
      ADD ("activity", "title", "One", "state", "live", "organisation", cm_record_get_id (body));
  g_autoptr (CmRecord) two = ADD ("activity", "title", "Two", "state", "live");
  g_autoptr (CmRecord) link = ADD (
      "activity_chapter", "activity", cm_record_get_id (one), "chapter", cm_record_get_id (served));
  g_autoptr (CmQuery) chapters = cm_query_new ("chapter");
  g_autoptr (CmQuery) leaderless = cm_query_new ("activity");
  g_autoptr (CmQuery) bodies = cm_query_new ("organisation");
  g_autoptr (CmQuery) copy = NULL;
  g_autoptr (CmRecord) found = NULL;

  cm_query_where_not_in (chapters, "id", cm_query_new ("activity_chapter"), "chapter");
  copy = cm_query_copy (chapters);
  g_assert_cmpuint (cm_store_count (f->store, copy), ==, 1);
  found = cm_store_first (f->store, copy);
  g_assert_cmpstr (cm_record_get_title (found), ==, "Bare");

  cm_query_where_not_in (leaderless, "organisation", cm_query_new ("organisation"), "id");
  g_clear_object (&found);
  g_assert_cmpuint (cm_store_count (f->store, leaderless), ==, 1);
  found = cm_store_first (f->store, leaderless);
  g_assert_cmpstr (cm_record_get_title (found), ==, "Two");

  /* Two has none, which hides no other. */
  cm_query_where_not_in (bodies, "id", cm_query_new ("activity"), "organisation");
  g_clear_object (&found);
  g_assert_cmpuint (cm_store_count (f->store, bodies), ==, 1);
  found = cm_store_first (f->store, bodies);
  g_assert_cmpstr (cm_record_get_title (found), ==, "District");
}

static void
test_parse (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) body = ADD ("organisation", "name", "County Council", "short_name", "LCC");
  const CmField *field = cm_table_field (cm_table_find ("activity"), "organisation");
  CmValue value = CM_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_store_parse (f->store, &value, field, "County Council", &error));
  g_assert_cmpstr (value.text, ==, cm_record_get_id (body));
  g_assert_true (cm_store_parse (f->store, &value, field, " LCC ", &error));
  g_assert_cmpstr (value.text, ==, cm_record_get_id (body));
  g_assert_false (cm_store_parse (f->store, &value, field, "Nobody", &error));
  g_assert_error (error, CM_MODEL_ERROR, CM_MODEL_ERROR_INVALID);
  cm_value_clear (&value);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) chapter = cm_record_new (cm_table_find ("chapter"));
  g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));
  g_autoptr (GError) error = NULL;

  cm_record_set_text (chapter, "name", "Chapter");
  cm_record_set_text (chapter, "theme", cm_record_get_id (theme));
  g_assert_false (cm_store_save (f->store, chapter, "Add", &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (cm_store_save (f->store, theme, "Add", &error));
  g_assert_error (error, CM_MODEL_ERROR, CM_MODEL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (cm_store_begin (f->store, "Change", &error));
  cm_record_set_text (theme, "name", "Never inserted");
  g_assert_false (cm_store_update (f->store, theme, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
  cm_store_rollback (f->store);
}

/* --- typing ----------------------------------------------------------------------------------- */

static void
type (Fixture *f, CmRecord *record, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  cm_record_set_text (record, field, text);
  cm_store_save (f->store, record, "Change", &error);
  g_assert_no_error (error);
}

static void
assert_text (Fixture *f, CmRecord *record, const char *field, const char *text)
{
  g_autoptr (CmRecord) found =
      cm_store_get (f->store, cm_record_get_table (record)->name, cm_record_get_id (record));

  g_assert_cmpstr (cm_record_get_text (found, field), ==, text);
}

static guint
count_steps (Fixture *f)
{
  g_autoptr (GPtrArray) history = cm_store_get_history (f->store, 100);

  return history->len;
}

static void
test_typing (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) one = ADD ("theme", "name", "One");
  g_autoptr (CmRecord) two = ADD ("theme", "name", "Two");

  type (f, one, "lead", "C");
  type (f, one, "lead", "Ch");
  type (f, one, "lead", "Chair");
  g_assert_cmpuint (count_steps (f), ==, 3);
  g_assert_true (cm_store_undo (f->store, NULL));
  assert_text (f, one, "lead", "");
  g_assert_true (cm_store_redo (f->store, NULL));
  assert_text (f, one, "lead", "Chair");
  /* After an undo or a redo, a step of its own. */
  type (f, one, "lead", "Chairs");
  g_assert_true (cm_store_undo (f->store, NULL));
  assert_text (f, one, "lead", "Chair");

  /* Another field, another record, another label, several fields: each a step. */
  type (f, one, "lead", "A");
  type (f, one, "code", "B");
  type (f, one, "lead", "C");
  type (f, two, "lead", "D");
  cm_record_set_text (two, "lead", "E");
  g_assert_true (cm_store_save (f->store, two, "Another label", NULL));
  cm_record_set_text (two, "code", "F");
  type (f, two, "lead", "G");
  type (f, two, "lead", "H");
  for (guint i = 0; i < 7; i++)
    g_assert_true (cm_store_undo (f->store, NULL));
  assert_text (f, one, "lead", "Chair");
  assert_text (f, one, "code", "");
  assert_text (f, two, "lead", "");
  for (guint i = 0; i < 7; i++)
    g_assert_true (cm_store_redo (f->store, NULL));
  g_assert_false (cm_store_redo (f->store, NULL));
  assert_text (f, two, "lead", "H");
  assert_text (f, two, "code", "F");
}

/* A choice is a step, and so is the next. */
static void
test_chosen (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = ADD ("activity", "title", "Activity", "state", "proposed");

  type (f, activity, "state", "live");
  type (f, activity, "state", "closed");
  g_assert_cmpuint (count_steps (f), ==, 3);
  type (f, activity, "state", "live");
  g_assert_true (cm_store_undo (f->store, NULL));
  assert_text (f, activity, "state", "closed");
}

/* A pause ends a step, and so does closing the file. */
static void
test_typing_pause (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) one = ADD ("theme", "name", "One");
  g_autoptr (GError) error = NULL;

  type (f, one, "lead", "A");
  f->store->typing.time -= 59 * G_USEC_PER_SEC;
  type (f, one, "lead", "AB");
  /* The minute counts from the last of them. */
  f->store->typing.time -= 59 * G_USEC_PER_SEC;
  type (f, one, "lead", "ABC");
  g_assert_cmpuint (count_steps (f), ==, 2);
  f->store->typing.time -= 61 * G_USEC_PER_SEC;
  type (f, one, "lead", "ABCD");
  g_assert_cmpuint (count_steps (f), ==, 3);
  g_clear_object (&f->store);
  f->store = cm_store_open (f->path, CM_STORE_WRITE, &error);
  g_assert_no_error (error);
  type (f, one, "lead", "ABCDE");
  g_assert_cmpuint (count_steps (f), ==, 4);
  g_assert_true (cm_store_undo (f->store, NULL));
  assert_text (f, one, "lead", "ABCD");
  g_assert_true (cm_store_undo (f->store, NULL));
  assert_text (f, one, "lead", "ABC");
  g_assert_true (cm_store_undo (f->store, NULL));
  assert_text (f, one, "lead", "");
}

/* What is typed and taken back leaves no trace. */
static void
test_typing_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) one = ADD ("theme", "name", "One", "lead", "Chair");
  g_autofree char *label = NULL;

  type (f, one, "lead", "Chairman");
  type (f, one, "lead", "Chair");
  g_assert_cmpuint (count_steps (f), ==, 1);
  label = cm_store_get_undo_label (f->store);
  g_assert_cmpstr (label, ==, "Add");
  /* And what comes then is told from there on. */
  type (f, one, "lead", "Vice-chair");
  g_assert_cmpuint (count_steps (f), ==, 2);
  g_assert_true (cm_store_undo (f->store, NULL));
  assert_text (f, one, "lead", "Chair");
}

/* A change that is refused, and a transaction that is given up, change nothing about it. */
static void
test_typing_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) one = ADD ("theme", "name", "One");

  type (f, one, "lead", "A");
  cm_record_set_text (one, "name", "");
  g_assert_false (cm_store_save (f->store, one, "Change", NULL));
  cm_record_set_text (one, "name", "One");
  type (f, one, "lead", "AB");
  g_assert_cmpuint (count_steps (f), ==, 2);
  g_assert_true (cm_store_undo (f->store, NULL));
  assert_text (f, one, "lead", "");
}

/* Types 1, 2, 3 … into one field, telling each number once it is kept, until it is killed. */
static G_GNUC_NORETURN void
type_for_ever (const char *path, const char *id, int to)
{
  CmStore *store = cm_store_open (path, CM_STORE_WRITE, NULL);
  CmRecord *theme = cm_store_get (store, "theme", id);

  for (int i = 1;; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i);

      cm_record_set_text (theme, "lead", text);
      if (!cm_store_save (store, theme, "Change", NULL) || write (to, &i, sizeof i) != sizeof i)
        _exit (1);
    }
}

/* Whatever was acknowledged is there after a crash, as one step that can be undone. */
static void
test_typing_killed (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) theme = ADD ("theme", "name", "One");

  for (guint round = 0; round < 5; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CmRecord) found = NULL;
      int pipes[2], last = 0, status;
      pid_t child;

      g_clear_object (&f->store);
      g_assert_cmpint (pipe (pipes), ==, 0);
      child = fork ();
      if (child == 0)
        type_for_ever (f->path, cm_record_get_id (theme), pipes[1]);
      close (pipes[1]);
      for (guint i = 0; i < 10 + round; i++)
        g_assert_cmpint (read (pipes[0], &last, sizeof last), ==, sizeof last);
      g_assert_cmpint (kill (child, SIGKILL), ==, 0);
      while (read (pipes[0], &status, sizeof status) == sizeof status)
        last = status;
      close (pipes[0]);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);

      f->store = cm_store_open (f->path, CM_STORE_WRITE, &error);
      g_assert_no_error (error);
      found = cm_store_get (f->store, "theme", cm_record_get_id (theme));
      g_assert_cmpint (atoi (cm_record_get_text (found, "lead")), >=, last);
      g_assert_cmpuint (count_steps (f), ==, 2 + 2 * round);
      g_assert_true (cm_store_undo (f->store, &error));
      assert_text (f, theme, "lead", "");
    }
}

/* Random edits, all undone, all redone: the content is the same at each end. */
static void
test_property (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) themes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CmQuery) all = cm_query_new ("theme");
  guint steps = 0, left;

  for (int i = 0; i < 300; i++)
    {
      int dice = g_test_rand_int_range (0, 4);
      g_autofree char *name = g_strdup_printf ("Theme %d", i);

      if (dice < 2 || themes->len == 0)
        {
          g_ptr_array_add (themes, ADD ("theme", "name", name));
          steps++;
        }
      else if (dice == 2)
        {
          CmRecord *theme =
              g_ptr_array_index (themes, (guint) g_test_rand_int_range (0, (int) themes->len));

          cm_record_set_text (theme, "name", name);
          g_assert_true (cm_store_save (f->store, theme, name, NULL));
          steps++;
        }
      else
        {
          guint at = (guint) g_test_rand_int_range (0, (int) themes->len);

          g_assert_true (cm_store_begin (f->store, "Delete", NULL));
          g_assert_true (cm_store_delete (f->store, g_ptr_array_index (themes, at), NULL));
          g_assert_true (cm_store_commit (f->store, NULL));
          g_ptr_array_remove_index (themes, at);
          steps++;
        }
    }
  left = themes->len;
  g_assert_cmpuint (cm_store_count (f->store, all), ==, left);
  for (guint i = 0; i < steps; i++)
    g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (cm_store_count (f->store, all), ==, 0);
  for (guint i = 0; i < steps; i++)
    g_assert_true (cm_store_redo (f->store, NULL));
  g_assert_cmpuint (cm_store_count (f->store, all), ==, left);
  for (guint i = 0; i < left; i++)
    {
      CmRecord *theme = g_ptr_array_index (themes, i);
      g_autofree char *title = cm_store_get_title (f->store, "theme", cm_record_get_id (theme));

      g_assert_cmpstr (title, ==, cm_record_get_title (theme));
    }
}

typedef struct
{
  CmStore *writer;
  GString *order;
  guint n, stop_at;
} Visit;

/* The first of many: another connection deletes the last and adds one. */
static gboolean
visit_cb (CmRecord *record, gpointer data)
{
  Visit *visit = data;

  if (visit->n++ == 0 && visit->writer != NULL)
    {
      g_autoptr (CmQuery) query = cm_query_new ("place");
      g_autoptr (CmRecord) last = NULL;
      g_autoptr (GError) error = NULL;

      cm_query_order (query, "name", TRUE);
      last = cm_store_first (visit->writer, query);
      g_assert_true (cm_store_begin (visit->writer, "Change", NULL));
      cm_store_delete (visit->writer, last, &error);
      g_assert_no_error (error);
      g_assert_true (cm_store_commit (visit->writer, &error));
      g_object_unref (add (visit->writer, "place", (const char *const[]){ "name", "New", NULL }));
    }
  g_string_append_printf (visit->order, "%s,", cm_record_get_title (record));
  return visit->n != visit->stop_at;
}

/* One after the other, in order, and without being in anybody's way. */
static void
test_visit (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("place");
  g_autoptr (CmStore) reader = NULL;
  Visit few = { NULL, g_string_new (NULL), 0, 3 };
  Visit all = { f->store, g_string_new (NULL), 0, 0 };

  g_assert_true (cm_store_begin (f->store, "Fill", NULL));
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("P%03u", 999 - i);
      g_autoptr (CmRecord) place = cm_record_new (cm_table_find ("place"));

      cm_record_set_text (place, "name", name);
      g_assert_true (cm_store_insert (f->store, place, NULL));
    }
  /* In a transaction of one's own too. */
  cm_query_order (query, "name", FALSE);
  cm_store_visit (f->store, query, visit_cb, &few);
  g_assert_cmpstr (few.order->str, ==, "P000,P001,P002,");
  g_assert_true (cm_store_commit (f->store, NULL));

  reader = cm_store_open (f->path, CM_STORE_READ_ONLY, NULL);
  g_assert_false (cm_store_refresh (reader));
  cm_store_visit (reader, query, visit_cb, &all);
  g_assert_cmpuint (all.n, ==, 999);
  g_assert_true (g_str_has_prefix (all.order->str, "P000,P001,P002,P003,"));
  g_assert_true (g_str_has_suffix (all.order->str, ",P997,P998,"));
  g_assert_true (cm_store_refresh (reader));
  g_assert_cmpuint (cm_store_count (reader, query), ==, 1000);
  cm_store_close (reader);
  g_string_free (few.order, TRUE);
  g_string_free (all.order, TRUE);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } cases[] = {
    { "/store/schema", test_schema },
    { "/store/identity", test_identity },
    { "/store/undo", test_undo },
    { "/store/rollback", test_rollback },
    { "/store/delete", test_delete },
    { "/store/derived", test_derived },
    { "/store/query", test_query },
    { "/store/not-in", test_not_in },
    { "/store/visit", test_visit },
    { "/store/parse", test_parse },
    { "/store/refused", test_refused },
    { "/store/property", test_property },
    { "/store/typing", test_typing },
    { "/store/typing-pause", test_typing_pause },
    { "/store/typing-nothing", test_typing_nothing },
    { "/store/typing-refused", test_typing_refused },
    { "/store/chosen", test_chosen },
    { "/store/typing-killed", test_typing_killed },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
