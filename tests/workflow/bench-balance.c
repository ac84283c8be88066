/* bench-balance.c - how long the balance of 10,000 activities with 60,000 budget lines takes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line for each figure: name, value, the limit, and the one divided by the other. The exit code
 * is 1 only if a limit is missed by more than twice, as other work on the machine may be to blame
 * for less. */
#include "cm-portfolio-balance.h"

#include <glib/gstdio.h>

#define N_ACTIVITIES 10000
#define N_LINES 6 /* of each activity */
#define N_THEMES 7
#define N_CHAPTERS 18
#define N_PLACES 27
#define N_SOURCES 12
#define N_TIMES 9

static gboolean missed;

static void
print (const char *name, double value, const char *unit, double limit)
{
  double ratio = value / limit;

  g_print ("%s: %.1f%s (%.0f%s) %.2f%s\n",
           name,
           value,
           unit,
           limit,
           unit,
           ratio,
           ratio > 1 ? " over" : "");
  missed = missed || ratio > 2;
}

/* --- the portfolio ---------------------------------------------------------------------------- */

/* Takes the record. Returns its key, which lives as long as the array. */
static const char *
insert (CmStore *store, CmRecord *record, GPtrArray *keys)
{
  g_autoptr (GError) error = NULL;
  char *key = g_strdup (cm_record_get_id (record));

  cm_store_insert (store, record, &error);
  g_assert_no_error (error);
  g_object_unref (record);
  g_ptr_array_add (keys, key);
  return key;
}

static CmRecord *
make (const char *table, const char *field, const char *text)
{
  CmRecord *record = cm_record_new (cm_table_find (table));

  cm_record_set_text (record, field, text);
  return record;
}

static GPtrArray *
fill_list (CmStore *store, const char *table, guint n, const char *field, GPtrArray *owners)
{
  static const char *const kinds[] = { "mainstream", "grant", "pooled", "reserve" };
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %u", table, i);
      CmRecord *record = make (table, "name", name);

      if (owners != NULL)
        cm_record_set_text (record, field, owners->pdata[i % owners->len]);
      if (g_str_equal (table, "funding_source"))
        cm_record_set_text (record, "kind", kinds[i % G_N_ELEMENTS (kinds)]);
      insert (store, record, keys);
    }
  return keys;
}

static void
add_link (CmStore *store,
          const char *table,
          const char *activity,
          const char *field,
          const char *other,
          gboolean is_main,
          GPtrArray *keys)
{
  CmRecord *record = make (table, "activity", activity);

  cm_record_set_text (record, field, other);
  if (g_str_equal (table, "activity_chapter"))
    cm_record_set_text (record, "contribution", is_main ? "main" : "supporting");
  insert (store, record, keys);
}

static void
add_line (CmStore *store, const char *activity, const char *source, guint i, GPtrArray *keys)
{
  CmRecord *record = make ("budget_line", "activity", activity);

  cm_record_set_text (record, "funding_source", source);
  cm_record_set_text (record, "state", "secured");
  cm_record_set_number (record, "year", 2009 + i % 3);
  cm_record_set_number (record, "amount", 100000 + 37 * i);
  insert (store, record, keys);
}

static void
fill (CmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) themes = NULL, chapters = NULL, places = NULL, owners = NULL;
  g_autoptr (GPtrArray) sources = NULL;

  g_assert_true (cm_store_begin (store, "Fill", NULL));
  themes = fill_list (store, "theme", N_THEMES, NULL, NULL);
  chapters = fill_list (store, "chapter", N_CHAPTERS, "theme", themes);
  places = fill_list (store, "place", N_PLACES, NULL, NULL);
  owners = fill_list (store, "organisation", N_SOURCES, NULL, NULL);
  sources = fill_list (store, "funding_source", N_SOURCES, "organisation", owners);
  for (guint i = 0; i < N_ACTIVITIES; i++)
    {
      CmRecord *record = make ("activity", "title", "Activity");
      const char *activity;

      cm_record_set_text (record, "state", i % 9 == 0 ? "proposed" : "live");
      activity = insert (store, record, keys);
      add_link (store,
                "activity_chapter",
                activity,
                "chapter",
                chapters->pdata[i % N_CHAPTERS],
                TRUE,
                keys);
      add_link (store,
                "activity_chapter",
                activity,
                "chapter",
                chapters->pdata[(i + 5) % N_CHAPTERS],
                i % 4 == 0,
                keys);
      add_link (
          store, "activity_place", activity, "place", places->pdata[i % N_PLACES], FALSE, keys);
      add_link (store,
                "activity_place",
                activity,
                "place",
                places->pdata[(i + 3) % N_PLACES],
                FALSE,
                keys);
      for (guint l = 0; l < N_LINES; l++)
        add_line (store, activity, sources->pdata[(i + l) % N_SOURCES], i + l, keys);
    }
  g_assert_true (cm_store_commit (store, &error));
  g_assert_no_error (error);
}

/* --- figures ---------------------------------------------------------------------------------- */

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* The median, in ms. */
static double
time_balance (const CmPortfolioFacts *facts, CmBalanceChoice choice)
{
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);
  gint64 times[N_TIMES];

  for (guint i = 0; i < N_TIMES; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (CmPortfolioBalance) balance = cm_portfolio_balance_new (facts, whole, &choice);

      times[i] = g_get_monotonic_time () - start;
      g_assert_cmpint (cm_balance_get (balance->balance, balance->total, 0)->number, >, 0);
    }
  qsort (times, N_TIMES, sizeof (gint64), compare);
  return (double) times[N_TIMES / 2] / 1000;
}

static void
measure (CmStore *store)
{
  g_autoptr (CmFactsReader) reader = cm_facts_reader_new (store);
  const CmPortfolioFacts *facts;
  gint64 all = 0, longest = 0;
  gboolean done = FALSE;

  while (!done)
    {
      gint64 start = g_get_monotonic_time ();

      done = cm_facts_reader_step (reader);
      longest = MAX (longest, g_get_monotonic_time () - start);
      all += g_get_monotonic_time () - start;
    }
  facts = cm_facts_reader_get (reader);
  g_assert_cmpuint (facts->activities->len, ==, N_ACTIVITIES);
  g_assert_cmpuint (facts->lines->len, ==, N_ACTIVITIES * N_LINES);
  print ("read all", (double) all / 1000, " ms", 1000);
  print ("longest slice of reading", (double) longest / 1000, " ms", 50);
  print ("chapters by kind of funding",
         time_balance (facts, (CmBalanceChoice){ .year = 2010 }),
         " ms",
         200);
  print ("chapters by place, all years",
         time_balance (facts, (CmBalanceChoice){ .columns = CM_BALANCE_COLUMNS_PLACES }),
         " ms",
         200);
  print (
      "places by partner, number",
      time_balance (
          facts,
          (CmBalanceChoice){
              CM_BALANCE_ROWS_PLACES, CM_BALANCE_COLUMNS_PARTNERS, CM_BALANCE_NUMBER, 0, FALSE }),
      " ms",
      200);
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("balance-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "bench.portfolio", NULL);
  g_autoptr (CmStore) store = cm_store_create (path, &error);

  g_assert_no_error (error);
  fill (store);
  measure (store);
  cm_store_close (store);
  g_unlink (path);
  g_rmdir (folder);
  return missed ? 1 : 0;
}
