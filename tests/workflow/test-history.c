/* test-history.c - the change log, value by value, and as CSV. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-history.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder, *path;
  CmStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("cm-history-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->store);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static CmRecord *
add (Fixture *f, const char *table, const char *const values[])
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
  cm_store_save (f->store, record, "Add", &error);
  g_assert_no_error (error);
  return record;
}
#define ADD(table, ...) add (f, table, (const char *const[]){ __VA_ARGS__, NULL })

static void
delete_record (Fixture *f, CmRecord *record, const char *label)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_store_begin (f->store, label, &error));
  cm_store_delete (f->store, record, &error);
  g_assert_no_error (error);
  g_assert_true (cm_store_commit (f->store, &error));
}

static void
export_to (Fixture *f, char **text)
{
  const CmHistoryFilter all = { 0 };

  g_free (*text);
  *text = cm_history_export (f->store, &all);
}

/* The lines of the newest entry: "table title kind field before after" each. */
static char *
describe_newest (Fixture *f)
{
  g_autoptr (GPtrArray) entries = cm_store_get_history (f->store, 1);
  const CmHistoryEntry *entry = entries->pdata[0];
  g_autoptr (GPtrArray) details = cm_store_get_history_details (f->store, entry->seq);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < details->len; i++)
    {
      const CmHistoryDetail *d = details->pdata[i];

      g_string_append_printf (text,
                              "%s|%s|%c|%s|%s|%s\n",
                              d->table->name,
                              d->title,
                              "iud"[d->kind],
                              d -> field != NULL
                              ? d -> field -> name
                              : "",
                              d->before,
                              d->after);
    }
  return g_string_free (text, FALSE);
}

static void
assert_newest (Fixture *f, const char *expected)
{
  g_autofree char *found = describe_newest (f);

  g_assert_cmpstr (found, ==, expected);
}

/* Values are shown as people read them, references by the title of what they refer to. */
static void
test_details (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) council = ADD ("organisation", "name", "Council", "kind", "county");
  g_autoptr (CmRecord) trust = ADD ("organisation", "name", "Trust", "kind", "health");
  g_autoptr (CmRecord) fund = ADD ("funding_source", "name", "Grant", "kind", "grant");
  g_autoptr (CmRecord) activity = ADD ("activity",
                                       "title",
                                       "Streetscene",
                                       "state",
                                       "live",
                                       "organisation",
                                       cm_record_get_id (council));
  g_autoptr (CmRecord) line = NULL;

  assert_newest (f,
                 "activity|Streetscene|i|title||Streetscene\n"
                 "activity|Streetscene|i|state||Live\n"
                 "activity|Streetscene|i|organisation||Council\n");
  cm_record_set_text (activity, "organisation", cm_record_get_id (trust));
  cm_record_set_text (activity, "ends", "2011-03-31");
  g_assert_true (cm_store_save (f->store, activity, "Change", NULL));
  assert_newest (f,
                 "activity|Streetscene|u|organisation|Council|Trust\n"
                 "activity|Streetscene|u|ends||31 Mar 2011\n");
  line = ADD ("budget_line",
              "activity",
              cm_record_get_id (activity),
              "year",
              "2010",
              "amount",
              "1000.00",
              "funding_source",
              cm_record_get_id (fund),
              "state",
              "secured");
  cm_record_set_number (line, "amount", 150050);
  g_assert_true (cm_store_save (f->store, line, "Change", NULL));
  /* A link has no title of its own. */
  assert_newest (f, "budget_line|Streetscene – Grant|u|amount|£1,000|£1,500.50\n");
  g_assert_true (cm_store_undo (f->store, NULL));
  assert_newest (f, "budget_line|Streetscene – Grant|u|amount|£1,500.50|£1,000\n");
  g_assert_true (cm_store_redo (f->store, NULL));
  assert_newest (f, "budget_line|Streetscene – Grant|u|amount|£1,000|£1,500.50\n");
}

/* What is gone is called what it was called. */
static void
test_gone (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) council = ADD ("organisation", "name", "Council", "kind", "county");
  g_autoptr (CmRecord) activity = ADD ("activity",
                                       "title",
                                       "Streetscene",
                                       "state",
                                       "live",
                                       "organisation",
                                       cm_record_get_id (council));
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) details = NULL;
  const CmHistoryDetail *detail;

  cm_record_set_null (activity, "organisation");
  g_assert_true (cm_store_save (f->store, activity, "Unlink", NULL));
  delete_record (f, activity, "Delete the activity");
  assert_newest (f,
                 "activity|Streetscene|d|title|Streetscene|\n"
                 "activity|Streetscene|d|state|Live|\n");
  delete_record (f, council, "Delete the council");
  /* The entry before the last two. */
  entries = cm_store_get_history (f->store, 3);
  details = cm_store_get_history_details (f->store, ((CmHistoryEntry *) entries->pdata[2])->seq);
  g_assert_cmpuint (details->len, ==, 1);
  detail = details->pdata[0];
  g_assert_cmpstr (detail->title, ==, "Streetscene");
  g_assert_cmpstr (detail->before, ==, "Council");
  g_assert_cmpstr (detail->after, ==, "");
}

static guint
count (Fixture *f, CmHistoryFilter filter)
{
  g_autoptr (GPtrArray) entries = cm_store_find_history (f->store, &filter);

  return entries->len;
}

static void
test_filter (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) theme = ADD ("theme", "name", "Theme");
  g_autoptr (CmRecord) chapter =
      ADD ("chapter", "name", "Chapter", "theme", cm_record_get_id (theme));
  g_autoptr (CmRecord) activity = ADD ("activity", "title", "Activity", "state", "live");
  const char *id = cm_record_get_id (activity);
  g_autoptr (CmRecord) link =
      ADD ("activity_chapter", "activity", id, "chapter", cm_record_get_id (chapter));
  g_autoptr (CmRecord) other = ADD ("activity", "title", "Other", "state", "live");
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GPtrArray) next = NULL;
  CmHistoryFilter filter = { .limit = 2 };
  const CmHistoryEntry *entry;

  cm_record_set_text (link, "contribution", "main");
  g_assert_true (cm_store_save (f->store, link, "Weigh a contribution", NULL));
  g_assert_true (cm_store_undo (f->store, NULL));
  g_assert_cmpuint (count (f, (CmHistoryFilter){ 0 }), ==, 7);
  /* The activity came, was linked, what links it was changed, and that was undone. */
  g_assert_cmpuint (count (f, (CmHistoryFilter){ .table = "activity", .id = id }), ==, 4);
  g_assert_cmpuint (
      count (f, (CmHistoryFilter){ .table = "activity", .id = cm_record_get_id (other) }), ==, 1);
  g_assert_cmpuint (
      count (f, (CmHistoryFilter){ .table = "theme", .id = cm_record_get_id (theme) }), ==, 2);
  g_assert_cmpuint (count (f, (CmHistoryFilter){ .words = "CONTRIBUTION weigh" }), ==, 2);
  g_assert_cmpuint (count (f, (CmHistoryFilter){ .words = "weigh nothing" }), ==, 0);
  g_assert_cmpuint (
      count (f, (CmHistoryFilter){ .words = "weigh", .table = "activity", .id = id }), ==, 2);

  page = cm_store_find_history (f->store, &filter);
  g_assert_cmpuint (page->len, ==, 2);
  entry = page->pdata[0];
  g_assert_cmpstr (entry->summary, ==, "Undid: Weigh a contribution");
  g_assert_cmpuint (entry->n_records, ==, 1);
  g_assert_false (entry->undone);
  entry = page->pdata[1];
  g_assert_true (entry->undone);
  filter.before = entry->seq;
  next = cm_store_find_history (f->store, &filter);
  g_assert_cmpuint (next->len, ==, 2);
  entry = next->pdata[0];
  g_assert_cmpint (entry->seq, ==, filter.before - 1);
}

/* Many records: counted, and read as far as anybody would. */
static void
test_many (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) details = NULL;
  const CmHistoryEntry *entry;

  g_assert_true (cm_store_begin (f->store, "Add many", NULL));
  for (guint i = 0; i < CM_HISTORY_RECORDS_MAX + 10; i++)
    {
      g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));

      cm_record_set_text (theme, "name", "Theme");
      g_assert_true (cm_store_insert (f->store, theme, NULL));
    }
  g_assert_true (cm_store_commit (f->store, NULL));
  entries = cm_store_get_history (f->store, 1);
  entry = entries->pdata[0];
  g_assert_cmpuint (entry->n_records, ==, CM_HISTORY_RECORDS_MAX + 10);
  details = cm_store_get_history_details (f->store, entry->seq);
  g_assert_cmpuint (details->len, ==, CM_HISTORY_RECORDS_MAX);
  /* After a load there is nothing to tell in detail. */
  g_assert_true (cm_store_begin_history (f->store, NULL));
  g_clear_pointer (&details, g_ptr_array_unref);
  details = cm_store_get_history_details (f->store, entry->seq);
  g_assert_cmpuint (details->len, ==, 0);
}

static void
test_export (Fixture *f, gconstpointer data)
{
  static const char *const names[] = {
    "=HYPERLINK(\"http://x\",\"y\")", "+1", "-1", "@SUM(A1)", "\tx", "plain", "a \"b\", c\nd",
  };
  static const char *const cells[] = {
    ",\"\",\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\r\n",
    ",\"\",'+1\r\n",
    ",\"\",'-1\r\n",
    ",\"\",'@SUM(A1)\r\n",
    ",\"\",\"'\tx\"\r\n",
    ",\"\",plain\r\n",
    ",\"\",\"a \"\"b\"\", c\nd\"\r\n",
  };
  g_autofree char *text = NULL;
  char *line;
  g_autoptr (GDateTime) time = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CmRecord) theme = cm_record_new (cm_table_find ("theme"));

      cm_record_set_text (theme, "name", "T");
      cm_record_set_text (theme, "description", names[i]);
      g_assert_true (cm_store_save (f->store, theme, "Add", NULL));
    }
  export_to (f, &text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_str_has_prefix (text, "Time,Who,What,Record,Field,Before,After\r\n"));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *cell = g_strdup (cells[i] + 1);

      g_assert_nonnull (strstr (text, cell));
    }
  line = strstr (text, "\r\n") + 2;
  *strchr (line, ',') = '\0';
  time = g_date_time_new_from_iso8601 (line, NULL);
  g_assert_nonnull (time);

  /* An entry without details still has its line. */
  g_assert_true (cm_store_begin_history (f->store, NULL));
  export_to (f, &text);
  g_assert_nonnull (strstr (text, ",Add,\"\",\"\",\"\",\"\"\r\n"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } cases[] = {
    { "/history/details", test_details }, { "/history/gone", test_gone },
    { "/history/filter", test_filter },   { "/history/many", test_many },
    { "/history/export", test_export },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
