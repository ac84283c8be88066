/* test-portfolio-balance.c - the balance of the example and of small portfolios: every cell adds
 * up, and leads to exactly the activities that are counted in it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-portfolio-balance.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-exchange.h"

typedef struct
{
  char *folder;
  char *path;
  CmStore *store;
  CmFactsReader *reader;
} Fixture;

static void
read_facts (Fixture *f)
{
  g_clear_pointer (&f->reader, cm_facts_reader_free);
  f->reader = cm_facts_reader_new (f->store);
  while (!cm_facts_reader_step (f->reader))
    ;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *source = g_build_filename (
      g_getenv ("COMMISSIONING_DATA_DIR"), "examples", "leicestershire-together.xml", NULL);

  f->folder = g_dir_make_tmp ("balance-XXXXXX", &error);
  f->path = g_build_filename (f->folder, "test.portfolio", NULL);
  if (data != NULL)
    f->store = cm_store_create (f->path, &error);
  else
    {
      cm_exchange_load (source, f->path, &error);
      g_assert_no_error (error);
      f->store = cm_store_open (f->path, CM_STORE_WRITE, &error);
    }
  g_assert_no_error (error);
  read_facts (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cm_facts_reader_free (f->reader);
  cm_store_close (f->store);
  g_object_unref (f->store);
  g_assert_cmpint (g_unlink (f->path), ==, 0);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static CmPortfolioBalance *
balance (Fixture *f, const CmScope *scope, CmBalanceChoice choice)
{
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);

  return cm_portfolio_balance_new (
      cm_facts_reader_get (f->reader), scope != NULL ? scope : whole, &choice);
}

static CmRecord *
find_record (CmStore *store, const char *table, const char *field, const char *text)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  cm_query_where_text (query, field, text);
  return cm_store_first (store, query);
}

/* --- sums and exactness ----------------------------------------------------------------------- */

/* Whether that row is shown: not a chapter or theme outside the scope. */
static gboolean
is_shown (const CmPortfolioBalance *self, guint row)
{
  if (row < self->rows->len)
    return g_array_index (self->rows, CmBalanceHead, row).label != NULL;
  if (row < self->rows->len + self->groups->len && self->choice.rows == CM_BALANCE_ROWS_CHAPTERS &&
      !cm_scope_is_whole (self->scope))
    return row == self->total;
  return row < cm_balance_total_row (self->balance) || row == self->total;
}

static void
assert_cell (Fixture *f, const CmPortfolioBalance *self, guint row, guint column)
{
  const CmBalanceCell *cell = cm_balance_get (self->balance, row, column);
  g_autoptr (CmQuery) query = cm_portfolio_balance_query (self, row, column);
  guint count = cm_store_count (f->store, query);
  guint counted = self->choice.measure == CM_BALANCE_MONEY ? cell->payers : cell->number;
  g_autofree char *what = cm_portfolio_balance_describe (self, row, column);
  g_autofree char *text = cm_portfolio_balance_format (self, row, column);

  if (count != counted)
    g_error ("rows %d columns %d measure %d year %d: %s: counted %u, found %u",
             self->choice.rows,
             self->choice.columns,
             self->choice.measure,
             (int) self->choice.year,
             what,
             counted,
             count);
  g_assert_cmpuint (strlen (what), >, 0);
  g_assert_true ((g_strcmp0 (text, "–") == 0) ==
                 (self->choice.measure == CM_BALANCE_BENEFIT ? cell->scored == 0 : counted == 0));
}

/* Rows add up to groups and to the total, columns to their row, in pence. */
static void
assert_sums (const CmPortfolioBalance *self)
{
  guint n = self->columns->len;
  gint64 rows = 0;

  for (guint row = 0; row <= cm_balance_total_row (self->balance); row++)
    {
      gint64 sum = 0;

      for (guint column = 0; column < n; column++)
        sum += cm_balance_get (self->balance, row, column)->pence;
      g_assert_cmpint (sum, ==, cm_balance_get (self->balance, row, n)->pence);
      if (row < self->rows->len)
        rows += sum;
    }
  g_assert_cmpint (
      rows, ==, cm_balance_get (self->balance, cm_balance_total_row (self->balance), n)->pence);
}

static void
assert_exact (Fixture *f, const CmScope *scope, CmBalanceChoice choice)
{
  g_autoptr (CmPortfolioBalance) self = balance (f, scope, choice);

  assert_sums (self);
  for (guint row = 0; row <= cm_balance_total_row (self->balance); row++)
    for (guint column = 0; column <= self->columns->len; column++)
      if (is_shown (self, row))
        assert_cell (f, self, row, column);
  for (guint i = 0; i < self->notes->len; i++)
    {
      const CmBalanceNote *note = self->notes->pdata[i];
      g_autoptr (CmQuery) query = cm_portfolio_balance_query_note (self, note);

      g_assert_true ((cm_store_count (f->store, query) == 0) == (note->kind == CM_NOTE_EMPTY));
      g_assert_cmpuint (strlen (note->title), >, 4);
      g_assert_cmpuint (strlen (note->detail), >, 4);
    }
}

static void
assert_all_choices (Fixture *f, const CmScope *scope)
{
  for (guint rows = 0; rows < 2; rows++)
    for (guint columns = 0; columns < CM_BALANCE_N_COLUMNS; columns++)
      for (guint measure = 0; measure < 3; measure++)
        for (guint rest = 0; rest < 4; rest += scope == NULL ? 1 : 3)
          assert_exact (f,
                        scope,
                        (CmBalanceChoice){ (CmBalanceRows) rows,
                                           (CmBalanceColumns) columns,
                                           (CmBalanceMeasure) measure,
                                           rest % 2 == 0 ? 0 : 2010,
                                           rest >= 2 });
}

static void
test_exact (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) chapter = find_record (f->store, "chapter", "name", "Community safety");
  g_autoptr (CmScope) theme = cm_scope_new (cm_record_get_text (chapter, "theme"), NULL);
  g_autoptr (CmScope) narrow = cm_scope_new (NULL, cm_record_get_id (chapter));

  assert_all_choices (f, NULL);
  assert_all_choices (f, theme);
  assert_all_choices (f, narrow);
}

/* The total is that of the budget lines themselves, and themes share it out. */
static void
test_total (Fixture *f, gconstpointer data)
{
  g_autoptr (CmPortfolioBalance) all =
      balance (f, NULL, (CmBalanceChoice){ .year = 2010, .with_done = TRUE });
  g_autoptr (CmQuery) lines = cm_query_new ("budget_line");
  const CmPortfolioFacts *facts = cm_facts_reader_get (f->reader);
  gint64 sum = 0;

  cm_query_where_number (lines, "year", 2010);
  g_assert_cmpint (cm_balance_get (all->balance, all->total, all->columns->len)->pence,
                   ==,
                   cm_store_sum (f->store, lines, "amount"));
  for (guint i = 0; i < facts->themes->len; i++)
    for (guint rows = 0; rows < 2; rows++)
      {
        g_autoptr (CmScope) scope = cm_scope_new (cm_record_get_id (facts->themes->pdata[i]), NULL);
        g_autoptr (CmPortfolioBalance) part = balance (
            f,
            scope,
            (CmBalanceChoice){ .rows = (CmBalanceRows) rows, .year = 2010, .with_done = TRUE });

        /* A theme has the same money by chapter and by place. */
        g_assert_cmpint (
            cm_balance_get (part->balance, part->total, part->columns->len)->pence,
            ==,
            cm_balance_get (all->balance, cm_balance_group_row (all->balance, i), all->columns->len)
                ->pence);
        if (rows == 0)
          sum += cm_balance_get (part->balance, part->total, part->columns->len)->pence;
      }
  g_assert_cmpint (sum, <=, cm_store_sum (f->store, lines, "amount"));
}

static void
test_explained (Fixture *f, gconstpointer data)
{
  g_autoptr (CmPortfolioBalance) self = balance (f, NULL, (CmBalanceChoice){ .year = 2010 });
  g_auto (GStrv) texts = cm_portfolio_balance_explain (self, cm_facts_reader_get (f->reader));
  g_autofree char *title = cm_portfolio_balance_title (self);
  g_autofree char *all = g_strjoinv ("\n", texts);
  g_autofree char *total =
      cm_money_format (cm_balance_get (self->balance, self->total, self->columns->len)->pence);
  double index = 0;

  g_assert_cmpstr (title, ==, "Money of 2010/11 by chapter and kind of funding");
  g_assert_cmpuint (g_strv_length (texts) % 2, ==, 0);
  g_assert_nonnull (strstr (all, total));
  g_assert_nonnull (strstr (all, "Herfindahl index"));
  for (guint i = 0; i < self->payers->len; i++)
    {
      double share =
          (double) g_array_index (self->payers, gint64, i) / (double) self->concentration.total;

      index += 10000 * share * share;
    }
  g_assert_cmpfloat_with_epsilon (index, self->concentration.index, 0.01);
}

/* --- small portfolios ------------------------------------------------------------------------- */

/* Takes the pairs of field and text, ending with NULL; money in text too. Returns the key. */
static char *
add (CmStore *store, const char *table, ...)
{
  g_autoptr (CmRecord) record = cm_record_new (cm_table_find (table));
  g_autoptr (GError) error = NULL;
  va_list arguments;
  const char *field;

  va_start (arguments, table);
  while ((field = va_arg (arguments, const char *)) != NULL)
    {
      const char *text = va_arg (arguments, const char *);

      if (cm_field_is_number (cm_table_field (cm_table_find (table), field)))
        cm_record_set_number (record, field, g_ascii_strtoll (text, NULL, 10));
      else
        cm_record_set_text (record, field, text);
    }
  va_end (arguments);
  cm_store_save (store, record, "Add", &error);
  g_assert_no_error (error);
  return g_strdup (cm_record_get_id (record));
}

static const CmBalanceNote *
find_note (const CmPortfolioBalance *self, CmBalanceNoteKind kind)
{
  for (guint i = 0; i < self->notes->len; i++)
    if (((CmBalanceNote *) self->notes->pdata[i])->kind == kind)
      return self->notes->pdata[i];
  g_error ("there is no note of kind %d", kind);
}

static void
test_notes (Fixture *f, gconstpointer data)
{
  g_autofree char *theme = add (f->store, "theme", "name", "Safer", NULL);
  g_autofree char *first =
      add (f->store, "chapter", "name", "Homes", "theme", theme, "rank", "1", NULL);
  g_autofree char *second =
      add (f->store, "chapter", "name", "Streets", "theme", theme, "rank", "2", NULL);
  g_autofree char *third =
      add (f->store, "chapter", "name", "Roads", "theme", theme, "rank", "3", NULL);
  g_autofree char *county = add (f->store, "organisation", "name", "County", NULL);
  g_autofree char *pot = add (
      f->store, "funding_source", "name", "Pot", "kind", "grant", "organisation", county, NULL);
  g_autofree char *one = add (f->store, "activity", "title", "One", "state", "live", NULL);
  g_autofree char *loose = add (f->store, "activity", "title", "Loose", "state", "live", NULL);
  g_autofree char *closed = add (f->store, "activity", "title", "Old", "state", "closed", NULL);
  g_autofree char *line = add (f->store,
                               "budget_line",
                               "activity",
                               one,
                               "year",
                               "2010",
                               "funding_source",
                               pot,
                               "amount",
                               "100001",
                               "state",
                               "secured",
                               NULL);
  g_autofree char *old = add (f->store,
                              "budget_line",
                              "activity",
                              closed,
                              "year",
                              "2010",
                              "funding_source",
                              pot,
                              "amount",
                              "700",
                              "state",
                              "secured",
                              NULL);
  g_autofree char *link_1 = add (f->store,
                                 "activity_chapter",
                                 "activity",
                                 one,
                                 "chapter",
                                 first,
                                 "contribution",
                                 "main",
                                 NULL);
  g_autofree char *link_2 = add (f->store,
                                 "activity_chapter",
                                 "activity",
                                 one,
                                 "chapter",
                                 second,
                                 "contribution",
                                 "supporting",
                                 NULL);
  g_autoptr (CmPortfolioBalance) self = NULL;
  const CmBalanceNote *note;

  read_facts (f);
  self = balance (f, NULL, (CmBalanceChoice){ .year = 2010 });
  g_assert_cmpint (
      cm_balance_get (self->balance, self->total, self->columns->len)->pence, ==, 100001);
  note = find_note (self, CM_NOTE_EMPTY);
  g_assert_cmpstr (note->title, ==, "Roads: no activity");
  g_assert_cmpstr (note->detail, ==, "A gap · Safer");
  note = find_note (self, CM_NOTE_NO_MAIN);
  g_assert_cmpstr (note->title, ==, "Streets: only supported");
  note = find_note (self, CM_NOTE_POTS_ALONE);
  g_assert_cmpstr (note->title, ==, "Homes: from pots alone");
  g_assert_cmpstr (note->detail, ==, "0% of £1k is mainstream");
  note = find_note (self, CM_NOTE_OVER);
  g_assert_cmpstr (note->title, ==, "Homes: overload, £1k");
  g_assert_cmpstr (note->detail, ==, "3.0 times the mean of £333");
  note = find_note (self, CM_NOTE_CONCENTRATION);
  g_assert_cmpstr (note->title, ==, "County pays 100%");
  /* What serves no chapter has a row of its own, after the others. */
  g_assert_cmpuint (self->rows->len, ==, 4);
  g_assert_cmpstr (g_array_index (self->rows, CmBalanceHead, 3).label, ==, "No chapter");
  g_assert_cmpfloat_with_epsilon (cm_portfolio_balance_mainstream (self, 0), 0, 1e-9);
  g_assert_cmpfloat (cm_portfolio_balance_mainstream (self, 2), <, 0);
  assert_all_choices (f, NULL);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) years = cm_portfolio_balance_years (cm_facts_reader_get (f->reader));

  g_assert_cmpuint (years->len, ==, 0);
  assert_all_choices (f, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/portfolio-balance/exact", Fixture, NULL, set_up, test_exact, tear_down);
  g_test_add ("/portfolio-balance/total", Fixture, NULL, set_up, test_total, tear_down);
  g_test_add ("/portfolio-balance/explained", Fixture, NULL, set_up, test_explained, tear_down);
  g_test_add ("/portfolio-balance/notes", Fixture, "new", set_up, test_notes, tear_down);
  g_test_add ("/portfolio-balance/empty", Fixture, "new", set_up, test_empty, tear_down);
  return g_test_run ();
}
