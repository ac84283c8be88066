/* test-store-sums.c - sums by groups: right, with conditions, and in slices. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-store-sums.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  CmStore *store;
} Fixture;

static CmRecord *
add (CmStore *store, const char *table, const char *const values[])
{
  CmRecord *record = cm_record_new (cm_table_find (table));
  GError *error = NULL;

  for (guint i = 0; values[i] != NULL; i += 2)
    {
      const CmField *field = cm_table_field (cm_record_get_table (record), values[i]);

      if (cm_field_is_number (field))
        cm_record_set_number (record, values[i], g_ascii_strtoll (values[i + 1], NULL, 10));
      else
        cm_record_set_text (record, values[i], values[i + 1]);
    }
  cm_store_insert (store, record, &error);
  g_assert_no_error (error);
  return record;
}
#define ADD(table, ...) add (f->store, table, (const char *const[]){ __VA_ARGS__, NULL })

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;
  GError *error = NULL;

  f->folder = g_dir_make_tmp ("test-store-sums-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (f->folder, "a.portfolio", NULL);
  f->store = cm_store_create (path, &error);
  g_assert_no_error (error);
  g_assert_true (cm_store_begin (f->store, "Fill", NULL));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_strdup (cm_store_get_path (f->store));

  cm_store_close (f->store);
  g_assert_finalize_object (f->store);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
}

static void
add_contribution (Fixture *f, CmRecord *organisation, const char *kind, gint64 amount, int year)
{
  g_autofree char *money = g_strdup_printf ("%" G_GINT64_FORMAT, amount);
  g_autofree char *number = g_strdup_printf ("%d", year);

  if (year == 0)
    g_object_unref (ADD ("partner_contribution",
                         "organisation",
                         cm_record_get_id (organisation),
                         "kind",
                         kind,
                         "state",
                         "agreed",
                         "amount",
                         money));
  else
    g_object_unref (ADD ("partner_contribution",
                         "organisation",
                         cm_record_get_id (organisation),
                         "kind",
                         kind,
                         "state",
                         "agreed",
                         "amount",
                         money,
                         "year",
                         number));
}

static void
test_groups (Fixture *f, gconstpointer data)
{
  static const char *const groups[] = { "organisation", "kind", "year", NULL };
  g_autoptr (CmRecord) county = ADD ("organisation", "name", "County", "kind", "county");
  g_autoptr (CmRecord) police = ADD ("organisation", "name", "Police", "kind", "police");
  g_autoptr (CmQuery) all = cm_query_new ("partner_contribution");
  g_autoptr (CmQuery) some = cm_query_new ("partner_contribution");
  g_autoptr (CmSums) sums = NULL, few = NULL;

  add_contribution (f, county, "money", 100, 2010);
  add_contribution (f, county, "money", 23, 2010);
  add_contribution (f, county, "people", 7, 2010);
  add_contribution (f, police, "money", -5, 0);
  add_contribution (f, county, "money", 1000, 2011);
  g_assert_true (cm_store_commit (f->store, NULL));

  sums = cm_store_sum_by (f->store, all, "amount", groups);
  g_assert_cmpuint (cm_sums_get_size (sums), ==, 4);
  g_assert_cmpstr (cm_sums_get_text (sums, 0, 0), ==, cm_record_get_id (county));
  g_assert_cmpstr (cm_sums_get_text (sums, 0, 1), ==, "money");
  g_assert_cmpint (cm_sums_get_number (sums, 0, 2), ==, 2010);
  g_assert_cmpint (cm_sums_get_sum (sums, 0), ==, 123);
  g_assert_cmpuint (cm_sums_get_count (sums, 0), ==, 2);
  g_assert_cmpint (cm_sums_get_sum (sums, 1), ==, 7);
  g_assert_cmpint (cm_sums_get_sum (sums, 2), ==, -5);
  g_assert_cmpint (cm_sums_get_number (sums, 2, 2), ==, 0);
  g_assert_cmpint (cm_sums_get_sum (sums, 3), ==, 1000);
  /* Equal texts are one. */
  g_assert_true (cm_sums_get_text (sums, 0, 0) == cm_sums_get_text (sums, 3, 0));

  cm_query_where_text (some, "organisation", cm_record_get_id (county));
  cm_query_where_number (some, "year", 2010);
  few = cm_store_sum_by (f->store, some, "amount", groups);
  g_assert_cmpuint (cm_sums_get_size (few), ==, 2);
  g_assert_cmpint (cm_sums_get_sum (few, 0) + cm_sums_get_sum (few, 1), ==, 130);
}

static void
test_none (Fixture *f, gconstpointer data)
{
  static const char *const groups[] = { "state", NULL };
  g_autoptr (CmQuery) query = cm_query_new ("budget_line");
  g_autoptr (CmSums) sums = NULL;

  g_assert_true (cm_store_commit (f->store, NULL));
  sums = cm_sums_new (f->store, query, "amount", groups);
  g_assert_true (cm_sums_step (sums));
  g_assert_cmpuint (cm_sums_get_size (sums), ==, 0);
}

/* 60,000 lines of 10,000 activities: no slice takes as long as a reader would notice. */
static void
test_slices (Fixture *f, gconstpointer data)
{
  static const char *const groups[] = { "activity", "funding_source", "year", "state", NULL };
  g_autoptr (CmRecord) source = ADD ("funding_source", "name", "Pot", "kind", "grant");
  g_autoptr (CmQuery) query = cm_query_new ("budget_line");
  g_autoptr (CmSums) sums = NULL;
  gint64 longest = 0, total = 0;
  guint lines = 0, steps = 0;
  gboolean done = FALSE;

  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *title = g_strdup_printf ("Activity %u", i);
      g_autoptr (CmRecord) activity = ADD ("activity", "title", title, "state", "live");

      for (guint y = 0; y < 6; y++)
        {
          g_autofree char *year = g_strdup_printf ("%u", 2008 + y);

          g_object_unref (ADD ("budget_line",
                               "activity",
                               cm_record_get_id (activity),
                               "funding_source",
                               cm_record_get_id (source),
                               "year",
                               year,
                               "amount",
                               "101",
                               "state",
                               "secured"));
        }
    }
  g_assert_true (cm_store_commit (f->store, NULL));
  sums = cm_sums_new (f->store, query, "amount", groups);
  while (!done)
    {
      gint64 start = g_get_monotonic_time ();

      done = cm_sums_step (sums);
      longest = MAX (longest, g_get_monotonic_time () - start);
      steps++;
    }
  for (guint i = 0; i < cm_sums_get_size (sums); i++)
    {
      total += cm_sums_get_sum (sums, i);
      lines += cm_sums_get_count (sums, i);
    }
  g_assert_cmpuint (cm_sums_get_size (sums), ==, 60000);
  g_assert_cmpuint (lines, ==, 60000);
  g_assert_cmpint (total, ==, 60000 * 101);
  g_assert_cmpuint (steps, >=, 15);
  g_test_message ("longest slice: %.1f ms", (double) longest / 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store-sums/groups", Fixture, NULL, set_up, test_groups, tear_down);
  g_test_add ("/store-sums/none", Fixture, NULL, set_up, test_none, tear_down);
  g_test_add ("/store-sums/slices", Fixture, NULL, set_up, test_slices, tear_down);
  return g_test_run ();
}
