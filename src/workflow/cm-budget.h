/* cm-budget.h - the money of one activity as a grid of years and funding sources. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

/* All that an activity has in one year from one source. */
typedef struct
{
  GPtrArray *lines; /* of CmRecord, the budget lines; more than one is nothing unusual */
  gint64 amount;    /* of all of them, in pence */
  const char
      *state; /* the one they are all in, by its name; NULL if they differ or there is none */
} CmBudgetCell;

/* The grid as the store has it at one moment. The years are whole from the first to the last, so
 * that a year without money is seen as such. */
typedef struct
{
  CmStore *store;
  CmRecord *activity;
  GArray *years;      /* of gint64, rising */
  GPtrArray *sources; /* of CmRecord, by name */
  GPtrArray *cells;   /* of CmBudgetCell, row by row */
} CmBudget;

/* The financial year that the portfolio is in. */
gint64 cm_budget_get_current_year (CmStore *store);

/* An activity without money has the year that the portfolio is in and no source. */
CmBudget *cm_budget_load (CmStore *store, CmRecord *activity);
void cm_budget_free (CmBudget *self);

/* A year or a source that has no money yet; nothing is kept until an amount is. Years between are
 * added too. Does nothing for one that is there. */
void cm_budget_add_year (CmBudget *self, gint64 year);
void cm_budget_add_source (CmBudget *self, CmRecord *source);

const CmBudgetCell *cm_budget_get_cell (const CmBudget *self, guint row, guint column);
gint64 cm_budget_get_year (const CmBudget *self, guint column);
CmRecord *cm_budget_get_source (const CmBudget *self, guint row);
/* In pence. */
gint64 cm_budget_sum_row (const CmBudget *self, guint row);
gint64 cm_budget_sum_column (const CmBudget *self, guint column);
gint64 cm_budget_sum (const CmBudget *self);
/* Of the lines in that state; NULL for all. */
gint64 cm_budget_sum_state (const CmBudget *self, const char *state);

/* What the activity says that it needs, or else all its lines; what of it is sure: secured,
 * sanctioned or not yet used; and what is missing, below 0 for what is over. */
gint64 cm_budget_get_needed (const CmBudget *self);
gint64 cm_budget_get_sure (const CmBudget *self);
gint64 cm_budget_get_gap (const CmBudget *self);
/* (transfer full): the arithmetic of the gap, and what is in sight to close it, in words. */
char *cm_budget_describe_gap (const CmBudget *self);

/* Each of these is one transaction. */

/* Keeps what was typed, as “36,400”, for that year and source; nothing typed takes its line away.
 * Where there are several lines the amount of each must be set by itself, so that is refused. */
gboolean cm_budget_set (CmStore *store,
                        CmRecord *activity,
                        CmRecord *source,
                        gint64 year,
                        const char *text,
                        GError **error);
/* Puts all lines of that year and source into a state, named as in the file. */
gboolean cm_budget_set_state (CmStore *store,
                              CmRecord *activity,
                              CmRecord *source,
                              gint64 year,
                              const char *state,
                              GError **error);
/* Takes all lines of that year and source away. */
gboolean cm_budget_remove (
    CmStore *store, CmRecord *activity, CmRecord *source, gint64 year, GError **error);

/* Keeps a block of amounts from a spreadsheet, its first cell at that row and column. A first line
 * of years (“2009/10”) and a first column of names of funding sources say where the amounts belong,
 * wherever the block is put. An empty cell leaves what is there; a block that is wider than the
 * grid goes on with the years that follow. All of it is kept or nothing: `problems` (transfer
 * container, out) then has a text for each cell that cannot be kept, naming row and column. `n`
 * (out) is the number of cells that were changed. */
gboolean cm_budget_paste (const CmBudget *self,
                          guint row,
                          guint column,
                          const char *text,
                          guint *n,
                          GPtrArray **problems,
                          GError **error);
/* (transfer full): the grid for a spreadsheet, with a line of years and a column of sources. */
char *cm_budget_copy (const CmBudget *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmBudget, cm_budget_free)

G_END_DECLS
