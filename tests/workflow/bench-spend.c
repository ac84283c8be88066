/* bench-spend.c - how long 100,000 lines of spend take to be read and mapped. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line for each figure: name, value, the limit, and the one divided by the other. The exit code
 * is 1 only if a limit is missed by more than twice, as other work on the machine may be to blame
 * for less. */
#include "cm-spend.h"

#include <glib/gstdio.h>

#define N_LINES 100000
#define N_RULES 60
#define N_SUPPLIERS 4000
#define N_SERVICES 60
#define N_PURPOSES 300
#define N_CHAPTERS 18
#define N_BODIES 9
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

/* Takes the record. */
static char *
insert (CmStore *store, CmRecord *record)
{
  g_autoptr (GError) error = NULL;
  char *key = g_strdup (cm_record_get_id (record));

  cm_store_insert (store, record, &error);
  g_assert_no_error (error);
  g_object_unref (record);
  return key;
}

static GPtrArray *
fill_list (CmStore *store, const char *table, guint n, const char *owner)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %u", table, i);
      CmRecord *record = cm_record_new (cm_table_find (table));

      cm_record_set_text (record, "name", name);
      if (owner != NULL)
        cm_record_set_text (record, "theme", owner);
      g_ptr_array_add (keys, insert (store, record));
    }
  return keys;
}

static void
set_text (CmRecord *record, const char *field, const char *what, guint i)
{
  g_autofree char *text = g_strdup_printf ("Example %s no. %u of the county", what, i);

  cm_record_set_text (record, field, text);
}

/* Few suppliers have most lines, and there are some 20,000 sorts of lines. */
static void
add_line (CmStore *store, guint i, const char *file, GPtrArray *bodies)
{
  CmRecord *line = cm_record_new (cm_table_find ("spend_line"));
  guint random = i * 2654435761u >> 8;
  guint supplier = (random % N_SUPPLIERS) * (random / 7 % N_SUPPLIERS) / N_SUPPLIERS;

  cm_record_set_text (line, "spend_file", file);
  cm_record_set_text (line, "organisation", bodies->pdata[supplier % N_BODIES]);
  set_text (line, "supplier", "Supplier", supplier);
  set_text (line, "service", "Service", supplier % N_SERVICES);
  set_text (line, "purpose", "Purpose", (supplier + random % 5) % N_PURPOSES);
  cm_record_set_number (line, "year", 2009 + random % 2);
  cm_record_set_number (line, "amount", 10000 + random % 100000);
  g_free (insert (store, line));
}

static void
add_rule (CmStore *store, guint i, GPtrArray *chapters)
{
  static const char *const fields[] = { "supplier", "service", "purpose", "any" };
  static const char *const tests[] = { "contains", "is", "begins" };
  CmRecord *rule = cm_record_new (cm_table_find ("spend_rule"));
  g_autofree char *words = g_strdup_printf ("no. %u", i * 3);

  cm_record_set_text (rule, "words", words);
  cm_record_set_text (rule, "field", fields[i % 4]);
  cm_record_set_text (rule, "test", tests[i % 7 == 1 ? 1 : 0]);
  cm_record_set_text (rule, "chapter", chapters->pdata[i % N_CHAPTERS]);
  cm_record_set_number (rule, "rank", i + 1);
  g_free (insert (store, rule));
}

static void
fill (CmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) themes = NULL, chapters = NULL, bodies = NULL, files = NULL;

  g_assert_true (cm_store_begin (store, "Fill", NULL));
  themes = fill_list (store, "theme", 1, NULL);
  chapters = fill_list (store, "chapter", N_CHAPTERS, themes->pdata[0]);
  bodies = fill_list (store, "organisation", N_BODIES, NULL);
  files = fill_list (store, "spend_file", 1, NULL);
  for (guint i = 0; i < N_LINES; i++)
    add_line (store, i, files->pdata[0], bodies);
  for (guint i = 0; i < N_RULES; i++)
    add_rule (store, i, chapters);
  g_assert_true (cm_store_commit (store, &error));
  g_assert_no_error (error);
}

/* --- figures ---------------------------------------------------------------------------------- */

/* Until it rests, a turn of the main loop at a time. */
static void
wait (CmSpend *spend, const char *what, double limit)
{
  g_autofree char *longest_name = g_strdup_printf ("longest slice, %s", what);
  gint64 all = 0, longest = 0;

  while (cm_spend_get_busy (spend))
    {
      gint64 start = g_get_monotonic_time ();

      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, g_get_monotonic_time () - start);
      all += g_get_monotonic_time () - start;
    }
  print (what, (double) all / 1000, " ms", limit);
  print (longest_name, (double) longest / 1000, " ms", 50);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

typedef void (*Deed) (CmSpend *spend, CmRecord *rule);

static void
time_deed (CmSpend *spend, CmRecord *rule, const char *name, Deed deed, double limit)
{
  gint64 times[N_TIMES];

  for (guint i = 0; i < N_TIMES; i++)
    {
      gint64 start = g_get_monotonic_time ();

      deed (spend, rule);
      times[i] = g_get_monotonic_time () - start;
    }
  qsort (times, N_TIMES, sizeof (gint64), compare);
  print (name, (double) times[N_TIMES / 2] / 1000, " ms", limit);
}

static void
try_rule (CmSpend *spend, CmRecord *rule)
{
  g_autoptr (CmSpendEffect) effect = cm_spend_try_rule (spend, rule);

  g_assert_cmpuint (effect->fits_lines, >, 0);
}

static void
group_suppliers (CmSpend *spend, CmRecord *rule)
{
  g_autoptr (CmSpendGroups) groups = cm_spend_group (spend, CM_SPEND_BY_SUPPLIER);

  g_assert_cmpuint (groups->lines, ==, N_LINES);
}

static void
group_chapters (CmSpend *spend, CmRecord *rule)
{
  g_autoptr (CmSpendGroups) groups = cm_spend_group (spend, CM_SPEND_BY_CHAPTER);

  g_assert_cmpuint (groups->lines, ==, N_LINES);
}

static void
tabulate (CmSpend *spend, CmRecord *rule)
{
  g_autoptr (CmSpendTable) table = cm_spend_tabulate (spend, CM_SPEND_BY_ORGANISATION);

  g_assert_cmpuint (table->columns->len, ==, N_BODIES);
}

static void
measure (CmStore *store)
{
  g_autoptr (CmSpend) spend = cm_spend_new (store);
  g_autoptr (CmRecord) rule = cm_record_new (cm_table_find ("spend_rule"));
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (GError) error = NULL;
  CmSpendTotals totals;

  wait (spend, "read and map", 1500);
  cm_spend_get_totals (spend, &totals);
  g_assert_cmpuint (totals.lines, ==, N_LINES);
  g_assert_cmpint (totals.mapped, >, 0);
  g_assert_cmpint (totals.unmapped, >, 0);
  parts = cm_spend_list_parts (spend, NULL, NULL, 0);
  g_print ("sorts of lines: %u\n", parts->len);
  cm_record_set_text (rule, "words", "supplier no. 7");
  cm_record_set_text (rule, "field", "any");
  cm_record_set_text (rule, "test", "contains");
  cm_record_set_number (rule, "outside", 1);
  time_deed (spend, rule, "try a rule", try_rule, 10);
  time_deed (spend, rule, "group by supplier", group_suppliers, 20);
  time_deed (spend, rule, "group by chapter", group_chapters, 10);
  time_deed (spend, rule, "programme budget", tabulate, 20);
  cm_spend_add_rule (store, rule, &error);
  g_assert_no_error (error);
  wait (spend, "map again with a rule more", 200);
  cm_spend_move_rule (store, cm_record_get_id (rule), 0, &error);
  g_assert_no_error (error);
  wait (spend, "map again in another order", 200);
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("spend-XXXXXX", &error);
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
