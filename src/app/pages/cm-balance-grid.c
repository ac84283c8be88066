/* cm-balance-grid.c - how the balance of a portfolio looks in a grid. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-balance-grid"
#include "config.h"

#include "cm-balance-grid.h"

#include <glib/gi18n.h>
#include <math.h>

/* The colour of the stage that the page belongs to. */
#define PLAN_COLOUR 1

static const CmBalanceHead *
get_head (GArray *heads, guint i)
{
  return &g_array_index (heads, CmBalanceHead, i);
}

/* --- rows ------------------------------------------------------------------------------------- */

/* The rows of the balance in the order in which they are seen: within a theme its name, which is
 * that of the totals, would only say them twice. */
static GArray *
list_rows (const CmPortfolioBalance *balance)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean headed =
      balance->choice.rows == CM_BALANCE_ROWS_PLACES || cm_scope_is_whole (balance->scope);
  int group = -1;

  for (guint i = 0; i < balance->rows->len; i++)
    {
      const CmBalanceHead *head = get_head (balance->rows, i);
      guint heading = cm_balance_group_row (balance->balance, (guint) MAX (head->of, 0));

      if (head->label == NULL)
        continue;
      if (headed && head->of >= 0 && head->of != group)
        g_array_append_val (rows, heading);
      group = head->of;
      g_array_append_val (rows, i);
    }
  if (balance->total >= balance->rows->len)
    g_array_append_val (rows, balance->total);
  return rows;
}

guint
cm_balance_grid_get_row (const CmPortfolioBalance *balance, guint row)
{
  g_autoptr (GArray) rows = list_rows (balance);

  g_return_val_if_fail (row < rows->len, 0);
  return g_array_index (rows, guint, row);
}

int
cm_balance_grid_find_row (const CmPortfolioBalance *balance, guint balance_row)
{
  g_autoptr (GArray) rows = list_rows (balance);

  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, guint, i) == balance_row)
      return (int) i;
  return -1;
}

guint
cm_balance_grid_get_column (const CmPortfolioBalance *balance, guint column)
{
  return MIN (column, balance->columns->len);
}

static void
add_row (const CmPortfolioBalance *balance, CmGridModel *model, guint row)
{
  if (row == balance->total && row >= balance->rows->len)
    cm_grid_model_add_row (model, CM_GRID_HEAD_TOTAL, _ ("All"));
  else if (row >= balance->rows->len)
    cm_grid_model_add_row (
        model, CM_GRID_HEAD_GROUP, get_head (balance->groups, row - balance->rows->len)->label);
  else
    cm_grid_model_add_row (model, CM_GRID_HEAD_ITEM, get_head (balance->rows, row)->label);
}

/* --- cells ------------------------------------------------------------------------------------ */

static double
find_largest (const CmPortfolioBalance *balance)
{
  double largest = 0;

  if (balance->choice.measure == CM_BALANCE_BENEFIT)
    return 100;
  for (guint row = 0; row < balance->rows->len; row++)
    for (guint column = 0; column < balance->columns->len; column++)
      if (get_head (balance->rows, row)->label != NULL)
        largest = MAX (largest,
                       cm_balance_value (cm_balance_get (balance->balance, row, column),
                                         balance->choice.measure));
  return largest;
}

/* Sums of money lie far apart: their roots are told apart more easily. */
static double
find_shade (const CmPortfolioBalance *balance, guint row, guint column, double largest)
{
  double value =
      cm_balance_value (cm_balance_get (balance->balance, row, column), balance->choice.measure);
  double share = largest > 0 && value > 0 ? value / largest : 0;

  return balance->choice.measure == CM_BALANCE_MONEY ? sqrt (share) : share;
}

static CmGridMark
find_mark (CmBalanceVerdict verdict)
{
  switch (verdict)
    {
    case CM_BALANCE_EMPTY:
    case CM_BALANCE_NO_MAIN:
      return CM_GRID_GAP;
    case CM_BALANCE_OVER:
      return CM_GRID_OVER;
    case CM_BALANCE_FAIR:
    default:
      return CM_GRID_PLAIN;
    }
}

static void
set_cell (const CmPortfolioBalance *balance,
          CmGridModel *model,
          guint at,
          guint row,
          guint column,
          double largest)
{
  gboolean sum = row >= balance->rows->len || column == balance->columns->len;
  CmGridMark mark =
      find_mark (cm_balance_judge (balance->balance, row, column, balance->choice.measure));
  g_autofree char *text = cm_portfolio_balance_format (balance, row, column);
  g_autofree char *spoken = cm_portfolio_balance_say (balance, row, column);

  cm_grid_model_set_cell (model,
                          at,
                          column,
                          sum ? CM_GRID_BLANK : CM_GRID_HEAT,
                          mark,
                          sum ? 0 : find_shade (balance, row, column, largest),
                          mark == CM_GRID_GAP && g_str_equal (text, "–") ? _ ("Gap") : text,
                          spoken);
}

static void
set_mainstream (const CmPortfolioBalance *balance, CmGridModel *model, guint at, guint row)
{
  double share = cm_portfolio_balance_mainstream (balance, row);
  g_autofree char *text = share >= 0 ? g_strdup_printf ("%.0f%%", share) : g_strdup ("–");

  cm_grid_model_set_cell (model,
                          at,
                          balance->columns->len + 1,
                          CM_GRID_BLANK,
                          CM_GRID_PLAIN,
                          0,
                          text,
                          share >= 0 ? NULL : _ ("no money"));
}

/* --- all of it -------------------------------------------------------------------------------- */

static void
add_columns (const CmPortfolioBalance *balance, CmGridModel *model, gboolean mainstream)
{
  for (guint i = 0; i < balance->columns->len; i++)
    {
      const CmBalanceHead *head = get_head (balance->columns, i);

      cm_grid_model_add_column (model, CM_GRID_HEAD_ITEM, head->label, head->group);
    }
  cm_grid_model_add_column (model, CM_GRID_HEAD_TOTAL, _ ("All"), NULL);
  if (mainstream)
    cm_grid_model_add_column (model, CM_GRID_HEAD_TOTAL, _ ("Mainstream share"), NULL);
}

static void
add_keys (const CmPortfolioBalance *balance, CmGridModel *model)
{
  cm_grid_model_add_key (model, CM_GRID_HEAT, CM_GRID_PLAIN, 0.15, _ ("Less"));
  cm_grid_model_add_key (model, CM_GRID_HEAT, CM_GRID_PLAIN, 1, _ ("More"));
  cm_grid_model_add_key (
      model, CM_GRID_BLANK, CM_GRID_GAP, 0, _ ("Gap: no activity, or none mainly"));
  if (balance->choice.measure != CM_BALANCE_BENEFIT)
    {
      /* translators: %.0f is a number such as 2 */
      g_autofree char *over =
          g_strdup_printf (_ ("Overload: above %.0f times the mean"), CM_BALANCE_THRESHOLD);

      cm_grid_model_add_key (model, CM_GRID_HEAT, CM_GRID_OVER, 0.7, over);
    }
}

CmGridModel *
cm_balance_grid_make (const CmPortfolioBalance *balance)
{
  g_autofree char *title = cm_portfolio_balance_title (balance);
  g_autoptr (GArray) rows = list_rows (balance);
  CmGridModel *model = cm_grid_model_new (title);
  gboolean mainstream = balance->choice.columns == CM_BALANCE_COLUMNS_KINDS &&
                        balance->choice.measure == CM_BALANCE_MONEY;
  double largest = find_largest (balance);

  model->colour = PLAN_COLOUR;
  model->corner =
      g_strdup (balance->choice.rows == CM_BALANCE_ROWS_PLACES ? _ ("Place") : _ ("Chapter"));
  add_columns (balance, model, mainstream);
  for (guint i = 0; i < rows->len; i++)
    add_row (balance, model, g_array_index (rows, guint, i));
  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);

      cm_grid_model_mark_row (
          model,
          i,
          find_mark (cm_balance_judge (
              balance->balance, row, balance->columns->len, balance->choice.measure)));
      for (guint column = 0; column <= balance->columns->len; column++)
        set_cell (balance, model, i, row, column, largest);
      if (mainstream)
        set_mainstream (balance, model, i, row);
    }
  add_keys (balance, model);
  return model;
}
