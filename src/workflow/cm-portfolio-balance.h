/* cm-portfolio-balance.h - how balanced the portfolio is: chapters or places against what they get.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-balance.h"
#include "cm-portfolio-facts.h"
#include "cm-scope.h"

G_BEGIN_DECLS

typedef enum
{
  CM_BALANCE_ROWS_CHAPTERS,
  CM_BALANCE_ROWS_PLACES,
} CmBalanceRows;

typedef enum
{
  CM_BALANCE_COLUMNS_KINDS, /* of funding */
  CM_BALANCE_COLUMNS_PLACES,
  CM_BALANCE_COLUMNS_STATES,
  CM_BALANCE_COLUMNS_PARTNERS,
  CM_BALANCE_COLUMNS_YEARS,
} CmBalanceColumns;

#define CM_BALANCE_N_COLUMNS 5

typedef struct
{
  CmBalanceRows rows;
  CmBalanceColumns columns;
  CmBalanceMeasure measure;
  gint64 year; /* whose money, or 0 for all years; money alone, and not in columns of years */
  gboolean with_done; /* also activities that are closed or withdrawn */
} CmBalanceChoice;

/* A row, a group of rows or a column. */
typedef struct
{
  char *label; /* short enough for a heading */
  char *title; /* in full */
  char *key;   /* of its record, or the name of a choice; NULL for what belongs to none of them */
  char *group; /* of columns: what they are headed with; or NULL */
  int of;      /* of rows: their group, or -1 */
} CmBalanceHead;

typedef struct
{
  CmBalanceChoice choice;
  CmScope *scope;
  CmBalance *balance; /* of rows in the scope and of those outside */
  GArray *rows;       /* of CmBalanceHead, in the order of the balance; NULL labels are outside */
  GArray *groups;
  GArray *columns;
  guint total;                   /* the row of the balance that holds the totals of the scope */
  GPtrArray *notes;              /* of CmBalanceNote: what stands out */
  CmConcentration concentration; /* on one organisation, of the money that says whose it is */
  GArray *payers;                /* of gint64, by the place of the organisation in the facts */
  gint64 unnamed;                /* money that does not say whose it is */
} CmPortfolioBalance;

typedef enum
{
  CM_NOTE_EMPTY,
  CM_NOTE_NO_MAIN,
  CM_NOTE_POTS_ALONE,
  CM_NOTE_OVER,
  CM_NOTE_CONCENTRATION,
} CmBalanceNoteKind;

typedef struct
{
  CmBalanceNoteKind kind;
  char *title;
  char *detail;
  int row;   /* of the balance, or -1 */
  char *key; /* of the organisation, for CM_NOTE_CONCENTRATION */
} CmBalanceNote;

/* Nothing is kept of the facts. */
CmPortfolioBalance *cm_portfolio_balance_new (const CmPortfolioFacts *facts,
                                              const CmScope *scope,
                                              const CmBalanceChoice *choice);
void cm_portfolio_balance_free (CmPortfolioBalance *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmPortfolioBalance, cm_portfolio_balance_free)

/* What an overload is: more than so many times the mean. */
#define CM_BALANCE_THRESHOLD 2.0
/* What concentration is: a share of more than this, in per cent. */
#define CM_BALANCE_LARGEST_SHARE 50

/* By the rows and columns of the balance, the total among them. (transfer full): exactly the
 * activities that are counted there, and what they are: “Community safety · Grant pot”. */
CmQuery *cm_portfolio_balance_query (const CmPortfolioBalance *self, guint row, guint column);
char *cm_portfolio_balance_describe (const CmPortfolioBalance *self, guint row, guint column);
CmQuery *cm_portfolio_balance_query_note (const CmPortfolioBalance *self,
                                          const CmBalanceNote *note);

/* (transfer full): a value as it stands in a cell, short; in full. "–" for nothing. */
char *cm_portfolio_balance_format (const CmPortfolioBalance *self, guint row, guint column);
char *cm_portfolio_balance_say (const CmPortfolioBalance *self, guint row, guint column);

/* The share of mainstream money of a row in per cent, or -1 if it has no money. */
double cm_portfolio_balance_mainstream (const CmPortfolioBalance *self, guint row);

/* (transfer full): what the table is, and what is counted and how, each a heading and a text by
 * turns, ending with NULL. */
char *cm_portfolio_balance_title (const CmPortfolioBalance *self);
char **cm_portfolio_balance_explain (const CmPortfolioBalance *self, const CmPortfolioFacts *facts);

/* (transfer full): the years that have money, of gint64, in order. */
GArray *cm_portfolio_balance_years (const CmPortfolioFacts *facts);

G_END_DECLS
