/* cm-budget-grid.h - what an activity has in each year from each source, edited like a spreadsheet.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-budget.h"

G_BEGIN_DECLS

#define CM_TYPE_BUDGET_GRID (cm_budget_grid_get_type ())
G_DECLARE_FINAL_TYPE (CmBudgetGrid, cm_budget_grid, CM, BUDGET_GRID, AdwBin)

/* Signals: "message" (const char *text, gboolean undo), to be told in a toast.
 *
 * Actions: "budget.set-state" (s), "budget.lines", "budget.remove", "budget.copy", "budget.paste",
 * all on the cell that has the keyboard or had it last; "budget.add-year" (b, TRUE for a later
 * one). */
GtkWidget *cm_budget_grid_new (void);

/* Shows the money of that activity. To be called again after the store changed: the keyboard and
 * what is being typed stay where they are. With no activity it holds on to nothing. */
void cm_budget_grid_show (CmBudgetGrid *self, CmStore *store, CmRecord *activity);
/* As last shown; NULL before. */
const CmBudget *cm_budget_grid_get_budget (CmBudgetGrid *self);
/* Saves what is still being typed. FALSE if it cannot be kept; it is then told why. */
gboolean cm_budget_grid_flush (CmBudgetGrid *self);

/* Pastes a spreadsheet's clipboard at the current cell, as Ctrl+V does. */
void cm_budget_grid_paste (CmBudgetGrid *self, const char *text);
/* A row for a funding source that has no money here yet, with the keyboard in it. */
void cm_budget_grid_add_source (CmBudgetGrid *self, CmRecord *source);

/* (transfer none) (nullable): the cell of that source and year; for tests. */
GtkWidget *cm_budget_grid_find_cell (CmBudgetGrid *self, const char *source, gint64 year);
/* The letter that marks a state, which is also the key that sets it; NULL for none. */
const char *cm_budget_grid_get_mark (const char *state);

G_END_DECLS
