/* test-spend.c - spend is mapped by rules, and every figure of it adds up to the penny. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-consistency.h"
#include "cm-contracts.h"
#include "cm-exchange.h"
#include "cm-portfolio-balance.h"
#include "cm-records.h"
#include "cm-spend.h"
#include "cm-summary.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder, *path;
  CmStore *store;
  CmRecord *north, *south;          /* organisations */
  CmRecord *people, *places;        /* themes */
  CmRecord *care, *young, *streets; /* chapters: two of people, one of places */
  CmRecord *file;
  gboolean together; /* what is added is kept in one go */
} Fixture;

static CmRecord *
add (Fixture *f, const char *table, const char *const *pairs)
{
  CmRecord *record = cm_record_new (cm_table_find (table));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; pairs[i] != NULL; i += 2)
    {
      int at = cm_table_field_index (cm_table_find (table), pairs[i]);
      CmValue value = CM_VALUE_INIT;

      cm_value_from_file (&value, &cm_table_find (table)->fields[at], pairs[i + 1], &error);
      g_assert_no_error (error);
      cm_record_set_value (record, (guint) at, &value);
      cm_value_clear (&value);
    }
  if (f->together)
    cm_store_insert (f->store, record, &error);
  else
    cm_store_save (f->store, record, "Add", &error);
  g_assert_no_error (error);
  return record;
}
#define ADD(table, ...) add (f, table, (const char *const[]){ __VA_ARGS__, NULL })
#define PUT(table, ...) g_object_unref (ADD (table, __VA_ARGS__))
#define ID(record) cm_record_get_id (record)

static void
begin_together (Fixture *f)
{
  f->together = cm_store_begin (f->store, "Add", NULL);
  g_assert_true (f->together);
}

static void
end_together (Fixture *f)
{
  f->together = FALSE;
  g_assert_true (cm_store_commit (f->store, NULL));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("cm-spend-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  f->store = cm_store_create (f->path, &error);
  g_assert_no_error (error);
  begin_together (f);
  f->north = ADD ("organisation", "name", "North");
  f->south = ADD ("organisation", "name", "South");
  f->people = ADD ("theme", "name", "People", "rank", "1");
  f->places = ADD ("theme", "name", "Places", "rank", "2");
  f->care = ADD ("chapter", "name", "Care", "theme", ID (f->people), "rank", "1");
  f->young = ADD ("chapter", "name", "Young", "theme", ID (f->people), "rank", "2");
  f->streets = ADD ("chapter", "name", "Streets", "theme", ID (f->places), "rank", "3");
  f->file = ADD ("spend_file", "name", "Ledger");
  end_together (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->north);
  g_object_unref (f->south);
  g_object_unref (f->people);
  g_object_unref (f->places);
  g_object_unref (f->care);
  g_object_unref (f->young);
  g_object_unref (f->streets);
  g_object_unref (f->file);
  g_assert_finalize_object (f->store);
  g_unlink (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

#define LINE(body, in_year, pounds, ...)                                                           \
  PUT ("spend_line",                                                                               \
       "spend_file",                                                                               \
       ID (f->file),                                                                               \
       "organisation",                                                                             \
       ID (body),                                                                                  \
       "year",                                                                                     \
       in_year,                                                                                    \
       "amount",                                                                                   \
       pounds,                                                                                     \
       __VA_ARGS__)
#define RULE(look_for, in, how, ...)                                                               \
  ADD ("spend_rule", "words", look_for, "field", in, "test", how, __VA_ARGS__)

/* A small ledger: £1,000.00 in all in 2010, £50.00 in 2009. */
static void
add_ledger (Fixture *f)
{
  begin_together (f);
  LINE (f->north, "2010", "400.00", "supplier", "EXAMPLE CARE LTD", "service", "Adults");
  LINE (f->north, "2010", "100.00", "supplier", "Example Care Limited.", "service", "Adults");
  LINE (f->south, "2010", "50.00", "supplier", "Example Care Limited.", "service", "Adults");
  LINE (f->south, "2010", "300.00", "supplier", "Example Paving", "service", "Highways");
  LINE (f->south, "2010", "250.01", "supplier", "Example Youth Club", "purpose", "Café club");
  LINE (f->south, "2010", "-100.01", "supplier", "Example Refund Office", "service", "Highways");
  LINE (f->north, "2009", "50.00", "supplier", "Example Bank", "purpose", "Interest");
  end_together (f);
}

static CmSpend *
read_spend (Fixture *f)
{
  CmSpend *spend = cm_spend_new (f->store);

  g_assert_false (cm_spend_get_ready (spend));
  cm_spend_finish (spend);
  g_assert_true (cm_spend_get_ready (spend));
  g_assert_false (cm_spend_get_busy (spend));
  return spend;
}

static const CmSpendGroup *
find_group (const CmSpendGroups *groups, const char *name)
{
  for (guint i = 0; i < groups->groups->len; i++)
    {
      const CmSpendGroup *group = groups->groups->pdata[i];

      if (g_str_equal (group->head->name, name))
        return group;
    }
  g_assert_not_reached ();
}

/* 0 for a group that is not there. */
static gint64
get_amount (CmSpend *spend, CmSpendBy by, const char *name)
{
  g_autoptr (CmSpendGroups) groups = cm_spend_group (spend, by);
  gint64 amount = 0;

  for (guint i = 0; i < groups->groups->len; i++)
    {
      const CmSpendGroup *group = groups->groups->pdata[i];

      amount += g_str_equal (group->head->name, name) ? group->amount : 0;
    }
  return amount;
}

/* --- texts ------------------------------------------------------------------------------------ */

static void
test_fold (void)
{
  static const struct
  {
    const char *text, *folded;
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { " - / ", "" },
    { "EXAMPLE CARE LTD", "example care limited" },
    { " Example  Care, Limited. ", "example care limited" },
    { "Example-Care (Ltd)", "example care limited" },
    { "A.B. O\u2019Neil\u2019s", "ab oneils" },
    { "Caf\u00e9 \u00c5ngstr\u00f6m", "cafe angstrom" },
    { "Cafe\u0301", "cafe" },
    { "Waltd", "waltd" },
    { "ltd", "limited" },
    { "4x4 & Sons", "4x4 sons" },
    { "bad \xff byte", "bad byte" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = cm_spend_fold (cases[i].text);

      g_assert_cmpstr (folded, ==, cases[i].folded);
    }
}

/* --- mapping ---------------------------------------------------------------------------------- */

static void
test_first_rule_decides (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) late =
      RULE ("example", "any", "contains", "chapter", ID (f->young), "kind", "grant");
  g_autoptr (CmRecord) second =
      RULE ("example care ltd", "supplier", "is", "chapter", ID (f->young), "rank", "2");
  g_autoptr (CmRecord) first =
      RULE ("ADULTS", "service", "begins", "chapter", ID (f->care), "rank", "1");
  g_autoptr (CmRecord) bank =
      RULE ("interest", "purpose", "is", "outside", "1", "kind", "mainstream", "rank", "3");
  g_autoptr (CmSpend) spend = NULL;
  CmSpendTotals totals;

  add_ledger (f);
  spend = read_spend (f);
  /* By rank, and what has none comes last; chapter and kind are two questions. */
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_CHAPTER, "Care"), ==, 55000);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_CHAPTER, "Young"), ==, 45000);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_CHAPTER, "Serves no chapter"), ==, 5000);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_CHAPTER, "Not mapped"), ==, 0);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_KIND, "Grant pot"), ==, 100000);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_KIND, "Mainstream"), ==, 5000);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_THEME, "People"), ==, 100000);
  cm_spend_get_totals (spend, &totals);
  g_assert_cmpuint (totals.lines, ==, 7);
  g_assert_cmpint (totals.amount, ==, 105000);
  g_assert_cmpint (totals.mapped, ==, 100000);
  g_assert_cmpint (totals.outside, ==, 5000);
  g_assert_cmpint (totals.unmapped, ==, 0);
  g_assert_cmpint (totals.mix.pots, ==, 100000);
  g_assert_cmpint (totals.mix.mainstream, ==, 5000);
  g_assert_cmpint (totals.mix.total, ==, totals.amount);
  g_assert_cmpuint (totals.decided_share, ==, 1000);
}

static void
test_what_the_line_says (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) rule =
      RULE ("paving", "supplier", "contains", "chapter", ID (f->streets), "kind", "mainstream");
  g_autoptr (CmSpend) spend = NULL;
  CmSpendTotals totals;

  LINE (f->north, "2010", "10.00", "supplier", "Paving", "chapter", ID (f->care));
  LINE (f->north, "2010", "20.00", "supplier", "Paving", "kind", "reserve");
  LINE (f->north, "2010", "40.00", "supplier", "Other");
  spend = read_spend (f);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_CHAPTER, "Care"), ==, 1000);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_CHAPTER, "Streets"), ==, 2000);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_CHAPTER, "Not mapped"), ==, 4000);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_KIND, "Mainstream"), ==, 1000);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_KIND, "Reserve"), ==, 2000);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_KIND, "Not stated"), ==, 4000);
  cm_spend_get_totals (spend, &totals);
  g_assert_cmpuint (totals.own_lines, ==, 1);
  g_assert_cmpint (totals.own, ==, 1000);
  g_assert_cmpuint (totals.decided_share, ==, 428);
}

static void
test_who_and_where (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) only = RULE ("adults",
                                    "service",
                                    "is",
                                    "organisation",
                                    ID (f->south),
                                    "chapter",
                                    ID (f->young),
                                    "rank",
                                    "1");
  g_autoptr (CmRecord) nothing = RULE ("&", "any", "contains", "chapter", ID (f->care));
  g_autoptr (CmRecord) accents =
      RULE ("CAFE", "purpose", "begins", "chapter", ID (f->streets), "rank", "3");
  g_autoptr (CmRecord) elsewhere =
      RULE ("cafe", "supplier", "contains", "chapter", ID (f->care), "rank", "2");
  g_autoptr (CmSpend) spend = NULL;

  add_ledger (f);
  spend = read_spend (f);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_CHAPTER, "Young"), ==, 5000);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_CHAPTER, "Streets"), ==, 25001);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_CHAPTER, "Care"), ==, 0);
}

/* --- what is looked at ------------------------------------------------------------------------ */

static void
test_filters (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) rule = RULE ("adults", "service", "is", "chapter", ID (f->care));
  g_autoptr (CmRecord) paved = RULE ("paving", "any", "contains", "chapter", ID (f->streets));
  g_autoptr (CmScope) people = cm_scope_new (ID (f->people), NULL);
  g_autoptr (CmScope) streets = cm_scope_new (NULL, ID (f->streets));
  g_autoptr (CmSpend) spend = NULL;
  g_autoptr (GArray) years = NULL;
  g_autoptr (GPtrArray) bodies = NULL;
  CmSpendTotals totals, whole;

  add_ledger (f);
  spend = read_spend (f);
  years = cm_spend_list_years (spend);
  g_assert_cmpuint (years->len, ==, 2);
  g_assert_cmpint (g_array_index (years, gint64, 0), ==, 2009);
  bodies = cm_spend_list_organisations (spend);
  g_assert_cmpuint (bodies->len, ==, 2);
  g_assert_cmpstr (cm_record_get_title (bodies->pdata[1]), ==, "South");

  cm_spend_set_year (spend, 2010);
  cm_spend_get_totals (spend, &totals);
  g_assert_cmpint (totals.amount, ==, 100000);
  cm_spend_set_organisation (spend, ID (f->south));
  cm_spend_get_totals (spend, &totals);
  g_assert_cmpint (totals.amount, ==, 50000);
  g_assert_cmpint (totals.mapped, ==, 35000);
  cm_spend_set_scope (spend, people);
  cm_spend_get_totals (spend, &totals);
  cm_spend_get_whole (spend, &whole);
  g_assert_cmpint (totals.amount, ==, 5000);
  g_assert_cmpint (totals.unmapped, ==, 0);
  g_assert_cmpint (whole.amount, ==, 50000);
  g_assert_cmpint (whole.unmapped, ==, 15000);
  cm_spend_set_scope (spend, streets);
  cm_spend_get_totals (spend, &totals);
  g_assert_cmpint (totals.amount, ==, 30000);
  cm_spend_set_organisation (spend, "1e000000-0000-7000-8000-000000000001");
  cm_spend_get_whole (spend, &whole);
  g_assert_cmpuint (whole.lines, ==, 0);
  cm_spend_set_organisation (spend, NULL);
  cm_spend_set_scope (spend, NULL);
  cm_spend_set_year (spend, 0);
  cm_spend_get_totals (spend, &totals);
  g_assert_cmpint (totals.amount, ==, 105000);
}

/* --- groups ----------------------------------------------------------------------------------- */

static void
test_groups (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSpend) spend = NULL;
  g_autoptr (CmSpendGroups) groups = NULL;
  g_autoptr (CmSpendGroups) services = NULL;
  g_autofree char *words = NULL;
  const CmSpendGroup *first, *last;
  double sum = 0;

  add_ledger (f);
  spend = read_spend (f);
  cm_spend_set_year (spend, 2010);
  groups = cm_spend_group (spend, CM_SPEND_BY_SUPPLIER);
  g_assert_cmpuint (groups->groups->len, ==, 4);
  g_assert_cmpuint (groups->lines, ==, 6);
  g_assert_cmpint (groups->amount, ==, 100000);
  g_assert_cmpint (groups->positive, ==, 110001);
  g_assert_cmpint (groups->negative, ==, -10001);
  /* Two spellings of one supplier; that of most lines is shown. */
  first = groups->groups->pdata[0];
  g_assert_cmpstr (first->head->name, ==, "Example Care Limited.");
  g_assert_cmpuint (first->spellings->len, ==, 2);
  g_assert_cmpstr (first->spellings->pdata[1], ==, "EXAMPLE CARE LTD");
  g_assert_cmpint (first->amount, ==, 55000);
  g_assert_cmpuint (first->lines, ==, 3);
  /* More came back than was spent: last, without a share. */
  last = groups->groups->pdata[3];
  g_assert_cmpint (last->amount, ==, -10001);
  g_assert_cmpfloat (last->share, ==, 0);
  g_assert_cmpfloat (last->cumulative, ==, 1);
  for (guint i = 0; i < groups->groups->len; i++)
    sum += ((CmSpendGroup *) groups->groups->pdata[i])->share;
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-12);
  g_assert_cmpuint (cm_spend_groups_count (groups, 50), ==, 2);
  g_assert_cmpuint (cm_spend_groups_count (groups, 77), ==, 2);
  g_assert_cmpuint (cm_spend_groups_count (groups, 80), ==, 3);
  words = cm_spend_groups_describe (groups, 50);
  g_assert_cmpstr (words,
                   ==,
                   "Supplier: 2 of 4 come to 77% of £1,100.01; the largest, “Example Care "
                   "Limited.”, to 50%.");
  services = cm_spend_group (spend, CM_SPEND_BY_SERVICE);
  g_assert_cmpint (find_group (services, "Not stated")->amount, ==, 25001);
  g_assert_cmpint (find_group (services, "Not stated")->head->what, ==, CM_SPEND_NOT_STATED);
  g_assert_cmpint (find_group (services, "Highways")->amount, ==, 19999);
}

static void
test_every_way_agrees (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) rule = RULE ("adults", "service", "is", "chapter", ID (f->care));
  g_autoptr (CmSpend) spend = NULL;

  add_ledger (f);
  spend = read_spend (f);
  for (CmSpendBy by = 0; by < CM_SPEND_N_BY; by++)
    {
      g_autoptr (CmSpendGroups) groups = cm_spend_group (spend, by);
      gint64 amount = 0;
      guint lines = 0;

      for (guint i = 0; i < groups->groups->len; i++)
        {
          const CmSpendGroup *group = groups->groups->pdata[i];
          g_autoptr (GPtrArray) parts = cm_spend_list_parts (spend, group->head, NULL, 0);
          gint64 sum = 0;
          guint n = 0;

          amount += group->amount;
          lines += group->lines;
          for (guint p = 0; p < parts->len; p++)
            {
              const CmSpendPart *part = parts->pdata[p];
              g_autoptr (CmQuery) query = cm_spend_part_query (part);

              g_assert_cmpuint (cm_store_count (f->store, query), ==, part->lines);
              g_assert_cmpint (cm_store_sum (f->store, query, "amount"), ==, part->amount);
              sum += part->amount;
              n += part->lines;
            }
          g_assert_cmpint (sum, ==, group->amount);
          g_assert_cmpuint (n, ==, group->lines);
        }
      g_assert_cmpint (amount, ==, 105000);
      g_assert_cmpint (groups->amount, ==, 105000);
      g_assert_cmpuint (lines, ==, 7);
      g_assert_cmpstr (cm_spend_by_label (by), !=, "");
    }
}

static void
test_queries (Fixture *f, gconstpointer data)
{
  g_autoptr (CmScope) people = cm_scope_new (ID (f->people), NULL);
  g_autoptr (CmSpend) spend = NULL;
  g_autoptr (CmSpendGroups) suppliers = NULL;
  g_autoptr (CmSpendGroups) bodies = NULL;
  g_autoptr (CmSpendGroups) services = NULL;
  g_autoptr (CmQuery) paving = NULL;
  g_autoptr (CmQuery) south = NULL;
  g_autoptr (CmQuery) none = NULL;

  add_ledger (f);
  spend = read_spend (f);
  cm_spend_set_year (spend, 2010);
  suppliers = cm_spend_group (spend, CM_SPEND_BY_SUPPLIER);
  bodies = cm_spend_group (spend, CM_SPEND_BY_ORGANISATION);
  services = cm_spend_group (spend, CM_SPEND_BY_SERVICE);
  paving = cm_spend_group_query (spend, find_group (suppliers, "Example Paving"));
  g_assert_cmpint (cm_store_sum (f->store, paving, "amount"), ==, 30000);
  south = cm_spend_group_query (spend, find_group (bodies, "South"));
  g_assert_cmpint (cm_store_sum (f->store, south, "amount"), ==, 50000);
  none = cm_spend_group_query (spend, find_group (services, "Not stated"));
  g_assert_cmpint (cm_store_sum (f->store, none, "amount"), ==, 25001);
  /* No one query says two spellings, or a scope. */
  g_assert_null (cm_spend_group_query (spend, find_group (suppliers, "Example Care Limited.")));
  cm_spend_set_scope (spend, people);
  g_assert_null (cm_spend_group_query (spend, find_group (bodies, "South")));
}

/* --- the programme budget --------------------------------------------------------------------- */

static guint
find_row (const CmSpendTable *table, const char *name)
{
  for (guint i = 0; i < table->rows->len; i++)
    if (g_str_equal (((CmSpendRow *) table->rows->pdata[i])->head->name, name))
      return i;
  g_assert_not_reached ();
}

static void
check_sums (CmSpend *spend, const CmSpendTable *table)
{
  guint rows = table->rows->len, columns = table->columns->len;
  CmSpendTotals totals;

  cm_spend_get_totals (spend, &totals);
  g_assert_cmpint (cm_spend_table_get (table, rows, columns), ==, totals.amount);
  g_assert_cmpint (table->mix.total, ==, totals.amount);
  for (guint r = 0; r <= rows; r++)
    {
      gint64 sum = 0;

      for (guint c = 0; c < columns; c++)
        sum += cm_spend_table_get (table, r, c);
      g_assert_cmpint (sum, ==, cm_spend_table_get (table, r, columns));
      if (r < rows)
        g_assert_cmpint (((CmSpendRow *) table->rows->pdata[r])->mix.total, ==, sum);
    }
  for (guint c = 0; c <= columns; c++)
    {
      gint64 chapters = 0, themes = 0;

      for (guint r = 0; r < rows; r++)
        {
          const CmSpendRow *row = table->rows->pdata[r];

          if (!row->is_theme)
            chapters += cm_spend_table_get (table, r, c);
          if (row->is_theme || row->head->what != CM_SPEND_NAMED)
            themes += cm_spend_table_get (table, r, c);
        }
      g_assert_cmpint (chapters, ==, cm_spend_table_get (table, rows, c));
      g_assert_cmpint (themes, ==, cm_spend_table_get (table, rows, c));
    }
}

static void
test_table (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) rule =
      RULE ("adults", "service", "is", "chapter", ID (f->care), "kind", "mainstream");
  g_autoptr (CmRecord) bank = RULE ("bank", "supplier", "contains", "outside", "1");
  g_autoptr (CmScope) people = cm_scope_new (ID (f->people), NULL);
  g_autoptr (CmSpend) spend = NULL;
  g_autoptr (CmSpendTable) table = NULL;
  g_autoptr (GPtrArray) parts = NULL;
  const CmSpendRow *row;

  add_ledger (f);
  spend = read_spend (f);
  table = cm_spend_tabulate (spend, CM_SPEND_BY_ORGANISATION);
  g_assert_cmpuint (table->rows->len, ==, 7);
  g_assert_cmpuint (table->columns->len, ==, 2);
  g_assert_cmpuint (find_row (table, "People"), ==, 0);
  g_assert_cmpuint (find_row (table, "Streets"), ==, 4);
  g_assert_cmpuint (find_row (table, "Serves no chapter"), ==, 5);
  g_assert_cmpuint (find_row (table, "Not mapped"), ==, 6);
  g_assert_cmpint (cm_spend_table_get (table, find_row (table, "Care"), 0), ==, 50000);
  g_assert_cmpint (cm_spend_table_get (table, find_row (table, "Care"), 1), ==, 5000);
  check_sums (spend, table);
  row = table->rows->pdata[find_row (table, "Care")];
  g_assert_cmpint (row->mix.mainstream, ==, 55000);
  parts = cm_spend_list_parts (spend, row->head, table->columns->pdata[1], 0);
  g_assert_cmpuint (parts->len, ==, 1);
  g_assert_cmpstr (((CmSpendPart *) parts->pdata[0])->chapter_rule, ==, ID (rule));
  g_assert_cmpstr (((CmSpendPart *) parts->pdata[0])->organisation_name, ==, "South");
  g_clear_pointer (&table, cm_spend_table_free);
  table = cm_spend_tabulate (spend, CM_SPEND_BY_YEAR);
  check_sums (spend, table);
  g_clear_pointer (&table, cm_spend_table_free);
  cm_spend_set_scope (spend, people);
  table = cm_spend_tabulate (spend, CM_SPEND_BY_KIND);
  g_assert_cmpuint (table->rows->len, ==, 3);
  g_assert_cmpint (cm_spend_table_get (table, 3, table->columns->len), ==, 55000);
  check_sums (spend, table);
}

static void
test_planned (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = ADD ("activity", "title", "Both", "state", "live");
  g_autoptr (CmRecord) money =
      ADD ("funding_source", "name", "Base", "kind", "mainstream", "organisation", ID (f->north));
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);
  g_autoptr (CmFactsReader) reader = NULL;
  g_autoptr (CmPortfolioBalance) balance = NULL;
  g_autoptr (CmSpend) spend = NULL;
  g_autoptr (CmSpendTable) table = NULL;
  CmBalanceChoice choice = { .year = 2010 };

  PUT ("activity_chapter",
       "activity",
       ID (activity),
       "chapter",
       ID (f->care),
       "contribution",
       "main");
  PUT ("activity_chapter",
       "activity",
       ID (activity),
       "chapter",
       ID (f->streets),
       "contribution",
       "main");
  PUT ("budget_line",
       "activity",
       ID (activity),
       "funding_source",
       ID (money),
       "year",
       "2010",
       "amount",
       "100.01",
       "state",
       "secured");
  add_ledger (f);
  spend = read_spend (f);
  cm_spend_set_year (spend, 2010);
  table = cm_spend_tabulate (spend, CM_SPEND_BY_ORGANISATION);
  /* It is not there at once, and nobody waits for it. */
  g_assert_false (table->has_planned);
  g_clear_pointer (&table, cm_spend_table_free);
  cm_spend_finish (spend);
  table = cm_spend_tabulate (spend, CM_SPEND_BY_ORGANISATION);
  g_assert_true (table->has_planned);
  g_assert_cmpint (table->planned, ==, 10001);
  reader = cm_facts_reader_new (f->store);
  while (!cm_facts_reader_step (reader))
    ;
  balance = cm_portfolio_balance_new (cm_facts_reader_get (reader), whole, &choice);
  for (guint i = 0; i < balance->rows->len; i++)
    {
      const CmBalanceHead *head = &g_array_index (balance->rows, CmBalanceHead, i);
      const CmSpendRow *row = table->rows->pdata[find_row (table, head->title)];

      g_assert_cmpint (
          row->planned, ==, cm_balance_get (balance->balance, i, balance->columns->len)->pence);
    }
  g_clear_pointer (&table, cm_spend_table_free);
  cm_spend_set_organisation (spend, ID (f->south));
  table = cm_spend_tabulate (spend, CM_SPEND_BY_ORGANISATION);
  g_assert_cmpint (table->planned, ==, 0);
  g_clear_pointer (&table, cm_spend_table_free);
  cm_spend_set_organisation (spend, ID (f->north));
  table = cm_spend_tabulate (spend, CM_SPEND_BY_ORGANISATION);
  g_assert_cmpint (table->planned, ==, 10001);
}

/* --- rules ------------------------------------------------------------------------------------ */

static void
test_effects (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) first =
      RULE ("adults", "service", "is", "chapter", ID (f->care), "rank", "1");
  g_autoptr (CmRecord) second =
      RULE ("example care", "supplier", "begins", "chapter", ID (f->young), "rank", "2");
  g_autoptr (CmRecord) third = RULE (
      "example", "supplier", "contains", "chapter", ID (f->streets), "kind", "grant", "rank", "3");
  g_autoptr (CmRecord) nothing = RULE ("teapot", "any", "contains", "outside", "1", "rank", "4");
  g_autoptr (CmSpend) spend = NULL;
  g_autoptr (GPtrArray) effects = NULL;
  const CmSpendEffect *effect;

  add_ledger (f);
  spend = read_spend (f);
  /* Over all years, whatever is looked at. */
  cm_spend_set_year (spend, 2009);
  effects = cm_spend_list_rules (spend);
  g_assert_cmpuint (effects->len, ==, 4);
  effect = effects->pdata[0];
  g_assert_cmpstr (ID (effect->rule), ==, ID (first));
  g_assert_cmpuint (effect->fits_lines, ==, 3);
  g_assert_cmpint (effect->decides, ==, 55000);
  g_assert_cmpuint (effect->earlier_lines, ==, 0);
  effect = effects->pdata[1];
  g_assert_cmpuint (effect->fits_lines, ==, 3);
  g_assert_cmpuint (effect->decides_lines, ==, 0);
  g_assert_cmpint (effect->earlier, ==, 55000);
  effect = effects->pdata[2];
  g_assert_cmpuint (effect->fits_lines, ==, 7);
  g_assert_cmpuint (effect->decides_lines, ==, 7);
  effect = effects->pdata[3];
  g_assert_cmpuint (effect->fits_lines, ==, 0);
}

static void
test_try (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) kept =
      RULE ("adults", "service", "is", "chapter", ID (f->care), "rank", "1");
  g_autoptr (CmRecord) other =
      RULE ("paving", "supplier", "contains", "chapter", ID (f->streets), "rank", "2");
  g_autoptr (CmRecord) rule = cm_record_new (cm_table_find ("spend_rule"));
  g_autoptr (CmRecord) edited = cm_record_copy (kept);
  g_autoptr (CmSpend) spend = NULL;
  g_autoptr (CmSpendEffect) effect = NULL;

  add_ledger (f);
  spend = read_spend (f);
  /* A rule that is only half typed does nothing, and nothing breaks. */
  effect = cm_spend_try_rule (spend, rule);
  g_assert_cmpuint (effect->fits_lines, ==, 0);
  g_clear_pointer (&effect, cm_spend_effect_free);
  cm_record_set_text (rule, "words", "example");
  cm_record_set_text (rule, "field", "supplier");
  cm_record_set_text (rule, "test", "begins");
  effect = cm_spend_try_rule (spend, rule);
  g_assert_cmpuint (effect->fits_lines, ==, 7);
  g_assert_cmpuint (effect->decides_lines, ==, 0);
  g_clear_pointer (&effect, cm_spend_effect_free);
  cm_record_set_text (rule, "chapter", ID (f->young));
  effect = cm_spend_try_rule (spend, rule);
  g_assert_cmpuint (effect->decides_lines, ==, 3);
  g_assert_cmpint (effect->gained, ==, 20000);
  g_assert_cmpint (effect->earlier, ==, 85000);
  g_clear_pointer (&effect, cm_spend_effect_free);
  /* Before all others it would decide all, and map no more than that. */
  cm_record_set_number (rule, "rank", 0);
  effect = cm_spend_try_rule (spend, rule);
  g_assert_cmpint (effect->decides, ==, 105000);
  g_assert_cmpint (effect->gained, ==, 20000);
  g_clear_pointer (&effect, cm_spend_effect_free);
  /* One that is kept is tried in its own place. */
  cm_record_set_text (edited, "words", "h");
  cm_record_set_text (edited, "test", "contains");
  effect = cm_spend_try_rule (spend, edited);
  g_assert_cmpuint (effect->fits_lines, ==, 2);
  g_assert_cmpint (effect->decides, ==, 19999);
  g_assert_cmpint (effect->gained, ==, -10001);
  g_clear_pointer (&effect, cm_spend_effect_free);
  cm_record_set_number (edited, "rank", 3);
  effect = cm_spend_try_rule (spend, edited);
  g_assert_cmpint (effect->decides, ==, -10001);
  g_assert_cmpint (effect->earlier, ==, 30000);
}

/* What is tried is what is then so. */
static void
test_try_and_keep (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) kept = RULE ("adults", "service", "is", "chapter", ID (f->care));
  g_autoptr (CmSpend) spend = NULL;
  g_autoptr (CmSpendGroups) unmapped = NULL;
  g_autoptr (CmRecord) rule = NULL;
  g_autoptr (CmSpendEffect) effect = NULL;
  g_autoptr (GPtrArray) effects = NULL;
  g_autoptr (GError) error = NULL;
  const CmSpendGroup *largest;
  CmSpendTotals before, after;

  add_ledger (f);
  LINE (f->south, "2010", "0.01", "purpose", "Nobody");
  spend = read_spend (f);
  cm_spend_get_totals (spend, &before);
  unmapped = cm_spend_list_unmapped (spend, CM_SPEND_BY_SUPPLIER);
  largest = unmapped->groups->pdata[0];
  g_assert_cmpstr (largest->head->name, ==, "Example Paving");
  g_assert_cmpint (unmapped->amount, ==, before.unmapped);
  g_assert_null (cm_spend_propose_rule (spend, find_group (unmapped, "Not stated")->head));
  rule = cm_spend_propose_rule (spend, largest->head);
  cm_record_set_text (rule, "chapter", ID (f->streets));
  effect = cm_spend_try_rule (spend, rule);
  g_assert_cmpint (effect->gained, ==, largest->amount);
  cm_spend_add_rule (f->store, rule, &error);
  g_assert_no_error (error);
  g_assert_true (cm_spend_get_busy (spend));
  cm_spend_finish (spend);
  cm_spend_get_totals (spend, &after);
  g_assert_cmpint (after.mapped - before.mapped, ==, effect->gained);
  effects = cm_spend_list_rules (spend);
  g_assert_cmpint (((CmSpendEffect *) effects->pdata[1])->decides, ==, effect->decides);
  cm_store_undo (f->store, &error);
  g_assert_no_error (error);
  cm_spend_finish (spend);
  cm_spend_get_totals (spend, &after);
  g_assert_cmpint (after.mapped, ==, before.mapped);
}

static void
check_order (Fixture *f, CmSpend *spend, const char *expected)
{
  g_autoptr (GPtrArray) effects = NULL;
  g_autoptr (GString) order = g_string_new (NULL);

  cm_spend_finish (spend);
  effects = cm_spend_list_rules (spend);
  for (guint i = 0; i < effects->len; i++)
    g_string_append (order,
                     cm_record_get_text (((CmSpendEffect *) effects->pdata[i])->rule, "words"));
  g_assert_cmpstr (order->str, ==, expected);
}

static void
test_edit (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) a = RULE ("a", "any", "is", "outside", "1", "rank", "5");
  g_autoptr (CmRecord) b = RULE ("b", "any", "is", "outside", "1", "rank", "5");
  g_autoptr (CmRecord) c = RULE ("c", "any", "is", "outside", "1");
  g_autoptr (CmRecord) d = cm_record_new (cm_table_find ("spend_rule"));
  g_autoptr (CmRecord) faulty = cm_record_new (cm_table_find ("spend_rule"));
  g_autoptr (CmSpend) spend = read_spend (f);
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  check_order (f, spend, "abc");
  cm_record_set_text (d, "words", "d");
  cm_record_set_text (d, "field", "any");
  cm_record_set_text (d, "test", "is");
  g_assert_true (cm_spend_add_rule (f->store, d, &error));
  check_order (f, spend, "abcd");
  g_assert_true (cm_spend_move_rule (f->store, ID (d), 0, &error));
  check_order (f, spend, "dabc");
  label = cm_store_get_undo_label (f->store);
  g_assert_cmpstr (label, ==, "Move rule “d”");
  g_assert_true (cm_spend_move_rule (f->store, ID (a), 99, &error));
  check_order (f, spend, "dbca");
  g_assert_true (cm_store_undo (f->store, &error));
  check_order (f, spend, "dabc");
  g_assert_false (cm_spend_add_rule (f->store, faulty, &error));
  g_assert_error (error, CM_MODEL_ERROR, CM_MODEL_ERROR_INVALID);
  g_clear_error (&error);
  check_order (f, spend, "dabc");
  g_assert_false (cm_spend_move_rule (f->store, ID (faulty), 0, &error));
  g_assert_error (error, CM_STORE_ERROR, CM_STORE_ERROR_REFUSED);
}

/* --- following the store ---------------------------------------------------------------------- */

static void
count_cb (CmSpend *spend, guint *n)
{
  (*n)++;
}

static void
wait_until_rest (CmSpend *spend)
{
  while (cm_spend_get_busy (spend))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_follow (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) rule = RULE ("adults", "service", "is", "chapter", ID (f->care));
  g_autoptr (CmSpend) spend = NULL;
  g_autoptr (CmRecord) renamed = NULL;
  g_autoptr (GPtrArray) gone = NULL;
  g_autoptr (GError) error = NULL;
  CmSpendTotals totals;
  guint n = 0;

  add_ledger (f);
  spend = cm_spend_new (f->store);
  g_signal_connect (spend, "changed", G_CALLBACK (count_cb), &n);
  cm_spend_get_totals (spend, &totals);
  g_assert_cmpuint (totals.lines, ==, 0);
  wait_until_rest (spend);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat (cm_spend_get_progress (spend), ==, 1);
  /* A line more: what was read stays until the new has been. */
  LINE (f->north, "2010", "1.00", "service", "Adults");
  cm_spend_get_totals (spend, &totals);
  g_assert_cmpint (totals.mapped, ==, 55000);
  wait_until_rest (spend);
  cm_spend_get_totals (spend, &totals);
  g_assert_cmpint (totals.mapped, ==, 55100);
  g_assert_cmpuint (n, ==, 2);
  /* What has nothing to do with it. */
  PUT ("place", "name", "Elsewhere");
  g_assert_false (cm_spend_get_busy (spend));
  renamed = cm_record_copy (f->care);
  cm_record_set_text (renamed, "name", "Caring");
  cm_store_save (f->store, renamed, "Rename", &error);
  g_assert_no_error (error);
  wait_until_rest (spend);
  g_assert_cmpint (get_amount (spend, CM_SPEND_BY_CHAPTER, "Caring"), ==, 55100);
  /* It rests while nobody looks. */
  cm_spend_set_active (spend, FALSE);
  gone = g_ptr_array_new ();
  g_ptr_array_add (gone, rule);
  cm_records_delete (f->store, gone, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  cm_spend_get_totals (spend, &totals);
  g_assert_cmpint (totals.mapped, ==, 55100);
  cm_spend_set_active (spend, TRUE);
  wait_until_rest (spend);
  cm_spend_get_totals (spend, &totals);
  g_assert_cmpint (totals.mapped, ==, 0);
  g_assert_cmpuint (n, ==, 4);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSpend) spend = read_spend (f);
  g_autoptr (CmSpendGroups) groups = cm_spend_group (spend, CM_SPEND_BY_SUPPLIER);
  g_autoptr (CmSpendTable) table = cm_spend_tabulate (spend, CM_SPEND_BY_KIND);
  g_autofree char *words = cm_spend_groups_describe (groups, 80);
  CmSpendTotals totals;

  cm_spend_get_totals (spend, &totals);
  g_assert_cmpuint (totals.decided_share, ==, 0);
  g_assert_cmpuint (groups->groups->len, ==, 0);
  g_assert_cmpuint (cm_spend_groups_count (groups, 80), ==, 0);
  g_assert_cmpstr (words, ==, "There is no spend to look at.");
  g_assert_cmpuint (table->rows->len, ==, 5);
  g_assert_cmpuint (table->columns->len, ==, 0);
  g_assert_cmpint (cm_spend_table_get (table, 5, 0), ==, 0);
}

/* --- what contradicts itself ------------------------------------------------------------------ */

static guint
count_findings (GPtrArray *findings, CmFindingKind kind, const char *table, const char *words)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const CmFinding *finding = findings->pdata[i];

      n += finding->kind == kind && g_str_equal (finding->table, table) &&
           strstr (finding->text, words) != NULL;
    }
  return n;
}

static void
test_consistency (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) sound = RULE ("adults", "service", "is", "kind", "mainstream");
  g_autoptr (CmRecord) empty = RULE ("paving", "supplier", "contains", "rank", "1");
  g_autoptr (CmRecord) both =
      RULE ("bank", "any", "contains", "chapter", ID (f->care), "outside", "1");
  g_autoptr (CmRecord) nothing = RULE ("teapot", "any", "contains", "outside", "1");
  g_autoptr (CmRecord) activity =
      ADD ("activity", "title", "Club", "state", "pipeline", "ends", "2011-03-31");
  g_autoptr (CmRecord) file = ADD ("spend_file", "name", "Checked", "control_total", "30.00");
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) more = NULL;

  PUT ("contract", "title", "Past", "ends", "2010-03-31", "state", "extended");
  PUT ("contract", "title", "Told", "ends", "2010-03-31", "state", "ended");
  PUT ("contract", "title", "Silent", "ends", "2010-03-31");
  PUT ("contract", "title", "Longer", "ends", "2012-03-31", "activity", ID (activity));
  PUT ("contract", "title", "Fitting", "ends", "2011-03-31", "activity", ID (activity));
  PUT ("spend_line", "spend_file", ID (file), "year", "2010", "amount", "10.00");
  PUT ("spend_line",
       "spend_file",
       ID (file),
       "year",
       "2010",
       "amount",
       "20.00",
       "on_date",
       "2011-03-31");
  /* Without lines of theirs rules are no fault, but these two are. */
  findings = cm_consistency_check (f->store, "2010-06-01");
  g_assert_cmpuint (count_findings (findings, CM_FINDING_SUM, "spend_file", ""), ==, 0);
  g_assert_cmpuint (count_findings (findings, CM_FINDING_DATE, "spend_file", ""), ==, 0);
  g_assert_cmpuint (count_findings (findings, CM_FINDING_ORPHAN, "spend_rule", "neither"), ==, 1);
  g_assert_cmpuint (count_findings (findings, CM_FINDING_DATE, "spend_rule", "serves none"), ==, 1);
  g_assert_cmpuint (count_findings (findings, CM_FINDING_DATE, "contract", "go on"), ==, 1);
  g_assert_cmpuint (count_findings (findings, CM_FINDING_DATE, "contract", "31 Mar 2012"), ==, 1);
  g_assert_cmpuint (count_findings (findings, CM_FINDING_DATE, "contract", ""), ==, 2);
  for (guint i = 1; i < findings->len; i++)
    g_assert_cmpint (
        ((CmFinding *) findings->pdata[i - 1])->kind, <=, ((CmFinding *) findings->pdata[i])->kind);
  add_ledger (f);
  PUT ("spend_line",
       "spend_file",
       ID (file),
       "year",
       "2010",
       "amount",
       "0.01",
       "on_date",
       "2011-04-01");
  more = cm_consistency_check (f->store, "2010-06-01");
  g_assert_cmpuint (
      count_findings (more, CM_FINDING_SUM, "spend_file", "come to £30.01; when"), ==, 1);
  g_assert_cmpuint (count_findings (more, CM_FINDING_DATE, "spend_file", "1 of its lines"), ==, 1);
  g_assert_cmpuint (count_findings (more, CM_FINDING_ORPHAN, "spend_rule", "fits no line"), ==, 1);
}

/* --- the example ------------------------------------------------------------------------------ */

/* It shows what there is to see: most is mapped, some is not, and no sum is wrong. */
static void
test_example (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cm-spend-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "example.portfolio", NULL);
  g_autofree char *source = g_build_filename (
      g_getenv ("COMMISSIONING_DATA_DIR"), "examples", "leicestershire-together.xml", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = NULL;
  g_autoptr (CmSpend) spend = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) rules = NULL;
  g_autoptr (GPtrArray) bodies = NULL;
  g_autoptr (CmSpendTable) table = NULL;
  g_autoptr (CmSpendGroups) suppliers = NULL;
  g_autoptr (CmContracts) contracts = NULL;
  g_autofree char *today = NULL;
  CmSpendTotals totals;

  cm_exchange_load (source, path, &error);
  g_assert_no_error (error);
  store = cm_store_open (path, CM_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  today = cm_summary_get_today (store);
  spend = cm_spend_new (store);
  cm_spend_finish (spend);
  cm_spend_get_totals (spend, &totals);
  g_assert_cmpuint (totals.lines, ==, 60);
  g_assert_cmpint (totals.unmapped, >, 0);
  g_assert_cmpint (totals.outside, >, 0);
  g_assert_cmpint (totals.own, >, 0);
  g_assert_cmpint (totals.mix.mainstream, >, 0);
  g_assert_cmpint (totals.mix.pots, >, 0);
  g_assert_cmpint (totals.mix.unstated, >, 0);
  rules = cm_spend_list_rules (spend);
  for (guint i = 0; i < rules->len; i++)
    g_assert_cmpuint (((CmSpendEffect *) rules->pdata[i])->decides_lines, >, 0);
  bodies = cm_spend_list_organisations (spend);
  g_assert_cmpuint (bodies->len, ==, 3);
  suppliers = cm_spend_group (spend, CM_SPEND_BY_SUPPLIER);
  for (guint i = 0; i < suppliers->groups->len; i++)
    {
      const CmSpendHead *head = ((CmSpendGroup *) suppliers->groups->pdata[i])->head;

      g_assert_true (head->what == CM_SPEND_NOT_STATED || g_str_has_prefix (head->key, "example "));
    }
  cm_spend_set_year (spend, 2009);
  table = cm_spend_tabulate (spend, CM_SPEND_BY_ORGANISATION);
  g_clear_pointer (&table, cm_spend_table_free);
  cm_spend_finish (spend);
  table = cm_spend_tabulate (spend, CM_SPEND_BY_ORGANISATION);
  check_sums (spend, table);
  g_assert_cmpint (table->planned, >, 0);
  findings = cm_consistency_check (store, today);
  g_assert_cmpuint (count_findings (findings, CM_FINDING_SUM, "spend_file", ""), ==, 0);
  g_assert_cmpuint (count_findings (findings, CM_FINDING_DATE, "spend_file", ""), ==, 0);
  g_assert_cmpuint (count_findings (findings, CM_FINDING_ORPHAN, "spend_rule", ""), ==, 0);
  contracts = cm_contracts_read (store, NULL, today, 0);
  g_assert_cmpuint (contracts->n[CM_CONTRACT_CANDIDATE], >=, 4);
  g_assert_cmpuint (contracts->n[CM_CONTRACT_LATER], >=, 1);
  g_assert_cmpuint (contracts->n[CM_CONTRACT_OPEN], >=, 1);
  g_assert_cmpuint (contracts->n[CM_CONTRACT_OVER], >=, 1);
  g_clear_object (&spend);
  g_clear_object (&store);
  g_unlink (path);
  g_rmdir (folder);
}

/* --- against the plainest way to do it -------------------------------------------------------- */

#define N_RANDOM_LINES 400
#define N_RANDOM_RULES 12

static const char *const texts[] = { "Example Care Ltd", "EXAMPLE CARE LIMITED",
                                     "Café Run",         "cafe runners",
                                     "Road works",       "Road-works.",
                                     "Care at home",     NULL };

static gboolean
fits_plainly (CmRecord *rule, CmRecord *line)
{
  static const char *const fields[] = { "supplier", "service", "purpose" };
  g_autofree char *words = cm_spend_fold (cm_record_get_text (rule, "words"));
  const char *field = cm_record_get_text (rule, "field");
  const char *test = cm_record_get_text (rule, "test");

  if (!cm_record_is_null (rule, "organisation") &&
      g_strcmp0 (cm_record_get_text (rule, "organisation"),
                 cm_record_get_text (line, "organisation")) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *text = cm_spend_fold (cm_record_get_text (line, fields[i]));

      if (!g_str_equal (field, "any") && !g_str_equal (field, fields[i]))
        continue;
      if (g_str_equal (test, "is")       ? g_str_equal (text, words)
          : g_str_equal (test, "begins") ? g_str_has_prefix (text, words)
                                         : strstr (text, words) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
add_random (Fixture *f)
{
  const char *bodies[] = { ID (f->north), ID (f->south), NULL };
  const char *chapters[] = { ID (f->care), ID (f->young), ID (f->streets), NULL };
  static const char *const kinds[] = { "mainstream", "grant", "pooled", NULL };
  static const char *const fields[] = { "supplier", "service", "purpose", "any" };
  static const char *const tests[] = { "contains", "is", "begins" };
  static const char *const words[] = { "care", "cafe run", "road works", "example", "ltd" };

  g_assert_true (cm_store_begin (f->store, "Fill", NULL));
  for (guint i = 0; i < N_RANDOM_LINES; i++)
    {
      g_autoptr (CmRecord) line = cm_record_new (cm_table_find ("spend_line"));

      cm_record_set_text (line, "spend_file", ID (f->file));
      cm_record_set_text (line, "organisation", bodies[g_test_rand_int_range (0, 3)]);
      cm_record_set_text (line, "supplier", texts[g_test_rand_int_range (0, 8)]);
      cm_record_set_text (line, "service", texts[g_test_rand_int_range (0, 8)]);
      cm_record_set_text (line, "purpose", texts[g_test_rand_int_range (0, 8)]);
      cm_record_set_number (line, "year", g_test_rand_int_range (2008, 2011));
      cm_record_set_number (line, "amount", g_test_rand_int_range (-50000, 500000));
      if (g_test_rand_int_range (0, 10) == 0)
        cm_record_set_text (line, "chapter", chapters[g_test_rand_int_range (0, 4)]);
      if (g_test_rand_int_range (0, 10) == 0)
        cm_record_set_text (line, "kind", kinds[g_test_rand_int_range (0, 4)]);
      g_assert_true (cm_store_insert (f->store, line, NULL));
    }
  for (guint i = 0; i < N_RANDOM_RULES; i++)
    {
      g_autoptr (CmRecord) rule = cm_record_new (cm_table_find ("spend_rule"));

      cm_record_set_text (rule, "words", words[g_test_rand_int_range (0, 5)]);
      cm_record_set_text (rule, "field", fields[g_test_rand_int_range (0, 4)]);
      cm_record_set_text (rule, "test", tests[g_test_rand_int_range (0, 3)]);
      cm_record_set_text (rule, "organisation", bodies[g_test_rand_int_range (0, 3)]);
      cm_record_set_text (rule, "chapter", chapters[g_test_rand_int_range (0, 4)]);
      cm_record_set_text (rule, "kind", kinds[g_test_rand_int_range (0, 4)]);
      if (g_test_rand_bit ())
        cm_record_set_number (rule, "rank", g_test_rand_int_range (0, 6));
      g_assert_true (cm_store_insert (f->store, rule, NULL));
    }
  g_assert_true (cm_store_commit (f->store, NULL));
}

/* What all rules in turn say of the field, the line before them. */
static const char *
decide_plainly (GPtrArray *effects, CmRecord *line, const char *field)
{
  if (!cm_record_is_null (line, field))
    return cm_record_get_text (line, field);
  for (guint i = 0; i < effects->len; i++)
    {
      CmRecord *rule = ((CmSpendEffect *) effects->pdata[i])->rule;

      if (!cm_record_is_null (rule, field) && fits_plainly (rule, line))
        return cm_record_get_text (rule, field);
    }
  return "";
}

static void
test_plainly (Fixture *f, gconstpointer data)
{
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) effects = NULL;
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (CmSpend) spend = NULL;
  g_autofree guint *fits = g_new0 (guint, N_RANDOM_RULES);
  gint64 amount = 0;
  guint found = 0;

  add_random (f);
  spend = read_spend (f);
  lines = cm_store_list (f->store, query);
  effects = cm_spend_list_rules (spend);
  parts = cm_spend_list_parts (spend, NULL, NULL, 0);
  for (guint i = 0; i < lines->len; i++)
    {
      CmRecord *line = lines->pdata[i];

      amount += cm_record_get_number (line, "amount");
      for (guint r = 0; r < effects->len; r++)
        fits[r] += fits_plainly (((CmSpendEffect *) effects->pdata[r])->rule, line);
      for (guint p = 0; p < parts->len; p++)
        {
          const CmSpendPart *part = parts->pdata[p];
          g_autofree char *key = g_strdup (cm_record_get_text (line, "organisation"));

          if (g_strcmp0 (part->supplier != NULL ? part->supplier : "",
                         cm_record_get_text (line, "supplier")) != 0 ||
              g_strcmp0 (part->service != NULL ? part->service : "",
                         cm_record_get_text (line, "service")) != 0 ||
              g_strcmp0 (part->purpose != NULL ? part->purpose : "",
                         cm_record_get_text (line, "purpose")) != 0 ||
              g_strcmp0 (part->chapter != NULL ? part->chapter : "",
                         cm_record_get_text (line, "chapter")) != 0 ||
              g_strcmp0 (part->kind != NULL ? part->kind : "", cm_record_get_text (line, "kind")) !=
                  0 ||
              g_strcmp0 (part->organisation != NULL ? part->organisation : "", key) != 0 ||
              part->year != cm_record_get_number (line, "year"))
            continue;
          found++;
          g_assert_cmpstr (part->decided_chapter != NULL ? part->decided_chapter : "",
                           ==,
                           decide_plainly (effects, line, "chapter"));
          g_assert_cmpstr (part->decided_kind != NULL ? part->decided_kind : "",
                           ==,
                           decide_plainly (effects, line, "kind"));
        }
    }
  g_assert_cmpuint (found, ==, N_RANDOM_LINES);
  for (guint r = 0; r < effects->len; r++)
    {
      const CmSpendEffect *effect = effects->pdata[r];
      g_autoptr (CmSpendEffect) tried = cm_spend_try_rule (spend, effect->rule);

      g_assert_cmpuint (effect->fits_lines, ==, fits[r]);
      g_assert_cmpint (effect->fits, ==, effect->decides + effect->earlier);
      g_assert_cmpint (tried->fits, ==, effect->fits);
      g_assert_cmpuint (tried->decides_lines, ==, effect->decides_lines);
      g_assert_cmpint (tried->decides, ==, effect->decides);
    }
  for (CmSpendBy by = 0; by < CM_SPEND_N_BY; by++)
    {
      g_autoptr (CmSpendGroups) groups = cm_spend_group (spend, by);
      g_autoptr (CmSpendTable) table = cm_spend_tabulate (spend, by);

      g_assert_cmpint (groups->amount, ==, amount);
      check_sums (spend, table);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spend/fold", test_fold);
#define TEST(name, func) g_test_add ("/spend/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("first-rule-decides", test_first_rule_decides);
  TEST ("what-the-line-says", test_what_the_line_says);
  TEST ("who-and-where", test_who_and_where);
  TEST ("filters", test_filters);
  TEST ("groups", test_groups);
  TEST ("every-way-agrees", test_every_way_agrees);
  TEST ("queries", test_queries);
  TEST ("table", test_table);
  TEST ("planned", test_planned);
  TEST ("effects", test_effects);
  TEST ("try", test_try);
  TEST ("try-and-keep", test_try_and_keep);
  TEST ("edit", test_edit);
  TEST ("follow", test_follow);
  TEST ("empty", test_empty);
  TEST ("consistency", test_consistency);
  g_test_add_func ("/spend/example", test_example);
  TEST ("plainly", test_plainly);
  return g_test_run ();
}
