/* test-summary.c - the figures of a portfolio and what asks for attention. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-summary.h"

#include <glib/gstdio.h>
#include <string.h>

static CmRecord *
add (CmStore *store, const char *table, const char *const values[])
{
  CmRecord *record = cm_record_new (cm_table_find (table));
  g_autoptr (GError) error = NULL;

  for (int i = 0; values[i] != NULL; i += 2)
    {
      int at = cm_table_field_index (cm_record_get_table (record), values[i]);
      CmValue value = CM_VALUE_INIT;

      g_assert_true (cm_value_from_file (
          &value, &cm_record_get_table (record)->fields[at], values[i + 1], &error));
      cm_record_set_value (record, (guint) at, &value);
      cm_value_clear (&value);
    }
  cm_store_save (store, record, "Add", &error);
  g_assert_no_error (error);
  return record;
}
#define ADD(table, ...) add (store, table, (const char *const[]){ __VA_ARGS__, NULL })
#define ID(record) cm_record_get_id (record)

static gboolean
has_title (GPtrArray *items, const char *title)
{
  for (guint i = 0; i < items->len; i++)
    if (strstr (((CmNextItem *) g_ptr_array_index (items, i))->title, title) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_figures (void)
{
  static const char *const steps[] = { "analyse/scope", NULL };
  static const char *const titles[] = { "Agree the scope", NULL };
  g_autofree char *folder = g_dir_make_tmp ("cm-summary-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "test.portfolio", NULL);
  g_autoptr (CmStore) store = cm_store_create (path, NULL);
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);
  g_autoptr (CmRecord) partnership = ADD ("partnership", "name", "Partnership", "year", "2010");
  g_autoptr (CmRecord) theme = ADD ("theme", "name", "Theme");
  g_autoptr (CmRecord) one = ADD ("chapter", "name", "One", "theme", ID (theme));
  g_autoptr (CmRecord) two = ADD ("chapter", "name", "Two", "theme", ID (theme));
  g_autoptr (CmRecord) activity =
      ADD ("activity", "title", "Telephony", "state", "live", "lead", "No lead");
  g_autoptr (CmRecord) link =
      ADD ("activity_chapter", "activity", ID (activity), "chapter", ID (one));
  g_autoptr (CmRecord) base = ADD ("funding_source", "name", "Base", "kind", "mainstream");
  g_autoptr (CmRecord) grant =
      ADD ("funding_source", "name", "Grant", "kind", "grant", "ends", "2011-03-31");
  g_autoptr (CmRecord) l1 = ADD ("budget_line",
                                 "activity",
                                 ID (activity),
                                 "year",
                                 "2010",
                                 "funding_source",
                                 ID (base),
                                 "amount",
                                 "700.00",
                                 "state",
                                 "secured");
  g_autoptr (CmRecord) l2 = ADD ("budget_line",
                                 "activity",
                                 ID (activity),
                                 "year",
                                 "2010",
                                 "funding_source",
                                 ID (grant),
                                 "amount",
                                 "300.00",
                                 "state",
                                 "bid");
  g_autoptr (CmRecord) l3 = ADD ("budget_line",
                                 "activity",
                                 ID (activity),
                                 "year",
                                 "2011",
                                 "funding_source",
                                 ID (base),
                                 "amount",
                                 "1.00",
                                 "state",
                                 "planned");
  /* The real figures of the source: they miss each other by £90. */
  g_autoptr (CmRecord) r1 = ADD (
      "reserve_entry", "name", "Forecast", "stated", "232290.00", "state", "forecast", "rank", "1");
  g_autoptr (CmRecord) r2 = ADD (
      "reserve_entry", "name", "Call", "amount", "-85000.00", "state", "conditional", "rank", "2");
  g_autoptr (CmRecord) r3 = ADD ("reserve_entry",
                                 "name",
                                 "CRM",
                                 "amount",
                                 "-17500.00",
                                 "stated",
                                 "129700.00",
                                 "state",
                                 "proposed",
                                 "rank",
                                 "3");
  g_autoptr (GPtrArray) next = NULL;
  g_autoptr (CmScope) empty = cm_scope_new (NULL, ID (two));
  CmSummary summary;

  cm_summary_compute (store, whole, &summary);
  g_assert_cmpuint (summary.activities, ==, 1);
  g_assert_cmpint (summary.total, ==, 100000);
  g_assert_cmpint (summary.mainstream, ==, 70000);
  g_assert_cmpint (summary.bid, ==, 30000);
  g_assert_cmpuint (summary.chapters, ==, 2);
  g_assert_cmpuint (summary.chapters_served, ==, 1);
  cm_summary_compute (store, empty, &summary);
  g_assert_cmpuint (summary.activities, ==, 0);
  g_assert_cmpint (summary.total, ==, 0);

  next = cm_summary_list_next (store, whole, steps, titles, "2010-12-17");
  g_assert_true (has_title (next, "1 chapter has no activity"));
  g_assert_true (has_title (next, "Grant ends 31 Mar 2011"));
  g_assert_true (has_title (next, "do not add up by £90"));
  g_assert_true (has_title (next, "1 activity has no lead"));
  g_clear_pointer (&next, g_ptr_array_unref);
  next = cm_summary_list_next (store, whole, steps, titles, "2009-12-17");
  g_assert_false (has_title (next, "Grant ends"));

  g_clear_object (&store);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/summary/figures", test_figures);
  return g_test_run ();
}
