/* cm-budget-lines.h - the budget lines of one year and source, each opened to be edited. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-budget.h"

G_BEGIN_DECLS

#define CM_TYPE_BUDGET_LINES (cm_budget_lines_get_type ())
G_DECLARE_FINAL_TYPE (CmBudgetLines, cm_budget_lines, CM, BUDGET_LINES, AdwBin)

/* Emits "message" (const char *text, gboolean undo) and "closed" (). */
GtkWidget *cm_budget_lines_new (void);
/* Shows the lines of that cell; to be called again after the store changed. NULL for none. */
void cm_budget_lines_show (CmBudgetLines *self, const CmBudget *budget, guint row, guint column);
/* Lets go of everything that is shown. */
void cm_budget_lines_clear (CmBudgetLines *self);
/* Saves what is still being typed. FALSE if it cannot be kept; the row then says why. */
gboolean cm_budget_lines_flush (CmBudgetLines *self);

G_END_DECLS
