/* test-balance.c - money is counted once, to the penny; gaps, overloads, concentration. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-balance.h"

/* Two groups of two rows and a row of no group; two columns; four activities. */
static const int groups[] = { 0, 0, 1, 1, -1 };
static const double benefits[] = { 40, 60, -1, 90 };
static const CmBalanceLink rows[] = {
  { 0, 0, TRUE },  { 0, 1, FALSE },                  /* main in row 0, supports row 1 */
  { 1, 0, TRUE },  { 1, 2, TRUE },                   /* main in two */
  { 2, 1, FALSE }, { 2, 2, FALSE }, { 2, 0, FALSE }, /* main in none */
  { 3, 4, FALSE },
};
static const CmBalanceLink columns[] = {
  { 0, 0, FALSE }, { 1, 0, FALSE }, { 1, 1, FALSE },
  { 2, 1, FALSE }, { 3, 0, FALSE }, { 3, 1, FALSE },
};
static const CmBalanceAmount amounts[] = {
  { 0, 0, 1000, TRUE },
  { 1, 1, 101, FALSE },
  { 2, 1, 100, FALSE },
  { 3, -1, 7, TRUE },
};

static CmBalance *
balance (void)
{
  const CmBalanceInput input = {
    .n_activities = G_N_ELEMENTS (benefits),
    .benefits = benefits,
    .n_rows = G_N_ELEMENTS (groups),
    .groups = groups,
    .n_groups = 2,
    .n_columns = 2,
    .row_links = rows,
    .n_row_links = G_N_ELEMENTS (rows),
    .column_links = columns,
    .n_column_links = G_N_ELEMENTS (columns),
    .amounts = amounts,
    .n_amounts = G_N_ELEMENTS (amounts),
    .threshold = 2,
  };

  return cm_balance_new (&input);
}

static void
assert_pence (const CmBalance *self, guint row, guint column, gint64 pence)
{
  g_assert_cmpint (cm_balance_get (self, row, column)->pence, ==, pence);
}

static void
test_money (void)
{
  g_autoptr (CmBalance) self = balance ();

  /* All of the first goes where it is main; the second is halved, the odd penny first. */
  assert_pence (self, 0, 0, 1000);
  assert_pence (self, 0, 1, 51 + 33);
  assert_pence (self, 2, 1, 50 + 33);
  /* The third has no main row: in thirds, the odd penny to the first that was linked. */
  assert_pence (self, 1, 1, 34);
  assert_pence (self, 1, 0, 0);
  /* The fourth is shared among its columns. */
  assert_pence (self, 4, 0, 4);
  assert_pence (self, 4, 1, 3);
  assert_pence (self, cm_balance_group_row (self, 0), 2, 1000 + 84 + 34);
  assert_pence (self, cm_balance_group_row (self, 1), 2, 83);
  assert_pence (self, cm_balance_total_row (self), 2, 1208);
  g_assert_cmpint (cm_balance_get (self, 0, 2)->mainstream, ==, 1000);
  g_assert_cmpint (cm_balance_get (self, 1, 2)->mainstream, ==, 0);
  /* Who supports a row pays for it only where nobody is main. */
  g_assert_cmpuint (cm_balance_get (self, 1, 2)->payers, ==, 1);
  g_assert_cmpuint (cm_balance_get (self, 0, 2)->payers, ==, 3);
  g_assert_cmpuint (cm_balance_get (self, cm_balance_total_row (self), 2)->payers, ==, 4);
}

static void
test_numbers (void)
{
  g_autoptr (CmBalance) self = balance ();
  const CmBalanceCell *all = cm_balance_get (self, cm_balance_total_row (self), 2);

  g_assert_cmpuint (cm_balance_get (self, 0, 2)->number, ==, 3);
  g_assert_cmpuint (cm_balance_get (self, 0, 2)->main, ==, 2);
  g_assert_cmpuint (cm_balance_get (self, 0, 0)->number, ==, 2);
  g_assert_cmpuint (cm_balance_get (self, 1, 2)->number, ==, 2);
  g_assert_cmpuint (cm_balance_get (self, 3, 2)->number, ==, 0);
  /* Each once in a group and in the total. */
  g_assert_cmpuint (cm_balance_get (self, cm_balance_group_row (self, 0), 2)->number, ==, 3);
  g_assert_cmpuint (all->number, ==, 4);
  /* The mean of those that have a benefit. */
  g_assert_cmpfloat_with_epsilon (cm_balance_get (self, 0, 2)->benefit, 50, 1e-9);
  g_assert_cmpuint (cm_balance_get (self, 0, 2)->scored, ==, 2);
  g_assert_cmpfloat_with_epsilon (all->benefit, 190 / 3.0, 1e-9);
}

static void
test_verdicts (void)
{
  g_autoptr (CmBalance) self = balance ();

  g_assert_cmpint (cm_balance_judge (self, 3, 2, CM_BALANCE_MONEY), ==, CM_BALANCE_EMPTY);
  g_assert_cmpint (cm_balance_judge (self, 1, 2, CM_BALANCE_MONEY), ==, CM_BALANCE_NO_MAIN);
  /* The mean of the five rows is 241.6. */
  g_assert_cmpfloat_with_epsilon (cm_balance_mean (self, 2, CM_BALANCE_MONEY), 241.6, 1e-9);
  g_assert_cmpint (cm_balance_judge (self, 0, 2, CM_BALANCE_MONEY), ==, CM_BALANCE_OVER);
  g_assert_cmpint (cm_balance_judge (self, 0, 2, CM_BALANCE_NUMBER), ==, CM_BALANCE_FAIR);
  g_assert_cmpint (cm_balance_judge (self, 0, 2, CM_BALANCE_BENEFIT), ==, CM_BALANCE_FAIR);
  g_assert_cmpint (cm_balance_judge (self, 2, 2, CM_BALANCE_MONEY), ==, CM_BALANCE_FAIR);
  /* A cell is held against the cells of its column that are not empty. */
  g_assert_cmpfloat_with_epsilon (cm_balance_mean (self, 0, CM_BALANCE_MONEY), 502, 1e-9);
  g_assert_cmpint (cm_balance_judge (self, 0, 0, CM_BALANCE_MONEY), ==, CM_BALANCE_FAIR);
  /* Nor is a total ever too much. */
  g_assert_cmpint (cm_balance_judge (self, cm_balance_total_row (self), 2, CM_BALANCE_MONEY),
                   ==,
                   CM_BALANCE_FAIR);
}

static void
test_parts (void)
{
  static const gint64 whole[] = { 0, 1, 7, 100, 99999999, -1, -100, -7 };

  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    for (guint n = 1; n < 20; n++)
      {
        gint64 sum = 0;

        for (guint j = 0; j < n; j++)
          {
            sum += cm_balance_part (whole[i], n, j);
            g_assert_cmpint (ABS (cm_balance_part (whole[i], n, j) * n - whole[i]), <, n);
          }
        g_assert_cmpint (sum, ==, whole[i]);
      }
}

/* Whatever the links, nothing is lost and nothing counted twice. */
static void
test_sums (void)
{
  for (guint round = 0; round < 200; round++)
    {
      enum
      {
        ACTIVITIES = 30,
        ROWS = 9,
        COLUMNS = 6,
        LINES = 90
      };
      g_autoptr (GArray) row_links = g_array_new (FALSE, FALSE, sizeof (CmBalanceLink));
      g_autoptr (GArray) column_links = g_array_new (FALSE, FALSE, sizeof (CmBalanceLink));
      CmBalanceAmount lines[LINES];
      double no_benefits[ACTIVITIES];
      int row_groups[ROWS];
      gint64 total = 0, cells = 0, in_groups = 0;
      CmBalanceInput input = { .n_activities = ACTIVITIES,
                               .benefits = no_benefits,
                               .n_rows = ROWS,
                               .groups = row_groups,
                               .n_groups = 3,
                               .n_columns = COLUMNS,
                               .amounts = lines,
                               .n_amounts = LINES,
                               .threshold = 2 };
      g_autoptr (CmBalance) self = NULL;

      for (guint a = 0; a < ACTIVITIES; a++)
        {
          no_benefits[a] = -1;
          for (int i = g_test_rand_int_range (1, 5); i > 0; i--)
            {
              CmBalanceLink row = { a,
                                    (guint) g_test_rand_int_range (0, ROWS),
                                    g_test_rand_bit () };
              CmBalanceLink column = { a, (guint) g_test_rand_int_range (0, COLUMNS), FALSE };

              g_array_append_val (row_links, row);
              g_array_append_val (column_links, column);
            }
        }
      for (guint r = 0; r < ROWS; r++)
        row_groups[r] = (int) r / 3;
      for (guint i = 0; i < LINES; i++)
        {
          lines[i] = (CmBalanceAmount){ (guint) g_test_rand_int_range (0, ACTIVITIES),
                                        g_test_rand_int_range (-1, COLUMNS),
                                        g_test_rand_int_range (-5000, 100000),
                                        g_test_rand_bit () };
          total += lines[i].pence;
        }
      input.row_links = (const CmBalanceLink *) (gpointer) row_links->data;
      input.n_row_links = row_links->len;
      input.column_links = (const CmBalanceLink *) (gpointer) column_links->data;
      input.n_column_links = column_links->len;
      self = cm_balance_new (&input);
      for (guint r = 0; r < ROWS; r++)
        for (guint c = 0; c < COLUMNS; c++)
          cells += cm_balance_get (self, r, c)->pence;
      for (guint g = 0; g < 3; g++)
        in_groups += cm_balance_get (self, cm_balance_group_row (self, g), COLUMNS)->pence;
      g_assert_cmpint (cells, ==, total);
      g_assert_cmpint (in_groups, ==, total);
      assert_pence (self, cm_balance_total_row (self), COLUMNS, total);
      g_assert_cmpuint (
          cm_balance_get (self, cm_balance_total_row (self), COLUMNS)->number, ==, ACTIVITIES);
    }
}

static void
test_concentration (void)
{
  static const gint64 parts[] = { 600, 300, 100, 0, -50 };
  static const gint64 nothing[] = { 0, 0 };
  CmConcentration result;

  cm_balance_concentrate (parts, G_N_ELEMENTS (parts), &result);
  g_assert_cmpint (result.total, ==, 1000);
  g_assert_cmpint (result.largest, ==, 0);
  g_assert_cmpfloat_with_epsilon (result.share, 0.6, 1e-9);
  g_assert_cmpfloat_with_epsilon (result.index, 3600 + 900 + 100, 1e-6);
  cm_balance_concentrate (nothing, G_N_ELEMENTS (nothing), &result);
  g_assert_cmpint (result.largest, ==, -1);
  g_assert_cmpfloat_with_epsilon (result.index, 0, 1e-9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/balance/money", test_money);
  g_test_add_func ("/balance/numbers", test_numbers);
  g_test_add_func ("/balance/verdicts", test_verdicts);
  g_test_add_func ("/balance/parts", test_parts);
  g_test_add_func ("/balance/sums", test_sums);
  g_test_add_func ("/balance/concentration", test_concentration);
  return g_test_run ();
}
