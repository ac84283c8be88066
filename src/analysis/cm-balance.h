/* cm-balance.h - how activities and their money spread over rows and columns; gaps, overloads. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows are chapters or places, columns whatever they are compared with. All money is in pence.
 *
 * Money is counted once. Where an activity belongs to several rows its money is shared among them:
 * in equal parts among the rows it mainly contributes to; only where it has no main one, among all
 * of them. Likewise, in equal parts, among several columns where the money itself does not say
 * which. What cannot be divided goes, a penny each, to the first of them (the method of the largest
 * remainder, for equal parts), so that the cells always add up to the total, to the penny.
 *
 * The rule is ours. It follows that of programme budgeting, in which every pound is counted in one
 * place only, so that the parts add up to the accounts; and it takes from the portfolio itself
 * which chapters an activity contributes to in the main. No weights are made up.
 *
 * Numbers of activities are not shared: an activity counts as one wherever it is, and once in each
 * total. A benefit is the mean over the activities of a cell that have one. */

/* An activity belongs to a row, or to a column. */
typedef struct
{
  guint activity;
  guint at;
  gboolean main; /* of rows: it contributes mainly to it */
} CmBalanceLink;

typedef struct
{
  guint activity;
  int column; /* or -1: to be shared among the columns that the activity belongs to */
  gint64 pence;
  gboolean mainstream; /* not from a pot */
} CmBalanceAmount;

/* What is counted. Nothing is kept. */
typedef struct
{
  guint n_activities;
  const double *benefits; /* for each activity, 0 to 100, or a negative number for none */
  guint n_rows;
  const int *groups; /* for each row, the group that it belongs to, or -1 */
  guint n_groups;
  const gboolean *judged; /* for each row, whether it is held against the others; NULL for all */
  guint n_columns;
  const CmBalanceLink *row_links;
  guint n_row_links;
  const CmBalanceLink *column_links;
  guint n_column_links;
  const CmBalanceAmount *amounts;
  guint n_amounts;
  double threshold; /* an overload is more than this many times the mean */
} CmBalanceInput;

typedef struct
{
  gint64 pence;
  gint64 mainstream; /* of the pence */
  guint payers;      /* activities whose money that is */
  guint number;      /* activities, each once */
  guint main;        /* of those, that contribute mainly to it; the same as number for a total */
  guint scored;      /* of those, with a benefit */
  double benefit;    /* the mean of these, or 0 */
} CmBalanceCell;

/* Rows, then groups, then all of them; columns, then all of them. */
typedef struct
{
  guint n_rows, n_groups, n_columns;
  double threshold;
  gboolean *judged; /* for each row */
  CmBalanceCell *cells;
} CmBalance;

CmBalance *cm_balance_new (const CmBalanceInput *input);
void cm_balance_free (CmBalance *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmBalance, cm_balance_free)

/* `row` may be cm_balance_group_row() or cm_balance_total_row(), `column` n_columns for all. */
const CmBalanceCell *cm_balance_get (const CmBalance *self, guint row, guint column);
guint cm_balance_group_row (const CmBalance *self, guint group);
guint cm_balance_total_row (const CmBalance *self);

typedef enum
{
  CM_BALANCE_MONEY,
  CM_BALANCE_NUMBER,
  CM_BALANCE_BENEFIT,
} CmBalanceMeasure;

/* A cell's pence, number or benefit. */
double cm_balance_value (const CmBalanceCell *cell, CmBalanceMeasure measure);

typedef enum
{
  CM_BALANCE_FAIR,
  CM_BALANCE_EMPTY,   /* a row: no activity */
  CM_BALANCE_NO_MAIN, /* a row: none that contributes mainly to it */
  CM_BALANCE_OVER,    /* more than the threshold */
} CmBalanceVerdict;

/* The mean that a row's total, or a cell, is held against: that of all rows
 * that are judged; that of their cells in its column that are not empty. */
double cm_balance_mean (const CmBalance *self, guint column, CmBalanceMeasure measure);

/* Of a row (column n_columns), or of a cell; a benefit is never too much. A group, a total and
 * what is not judged are fair. */
CmBalanceVerdict
cm_balance_judge (const CmBalance *self, guint row, guint column, CmBalanceMeasure measure);

/* How much of a total a few have. */
typedef struct
{
  gint64 total;
  int largest;  /* whose part is largest, or -1 if there is nothing */
  double share; /* its share of the total, 0 to 1 */
  double index; /* the sum of the squares of the shares in per cent (Herfindahl and Hirschman), up
                   to 10,000 */
} CmConcentration;

void cm_balance_concentrate (const gint64 *parts, guint n, CmConcentration *result);

/* The part of `pence` that the `i`-th of `n` gets. */
gint64 cm_balance_part (gint64 pence, guint n, guint i);

G_END_DECLS
