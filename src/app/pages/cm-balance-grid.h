/* cm-balance-grid.h - how the balance of a portfolio looks in a grid. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-grid-model.h"
#include "cm-portfolio-balance.h"

G_BEGIN_DECLS

/* (transfer full): themes head their chapters; totals stand below and to the right. */
CmGridModel *cm_balance_grid_make (const CmPortfolioBalance *balance);

/* Which row and column of the balance a cell of that grid stands for; a row of the balance may have
 * none in the grid, which gives -1. */
guint cm_balance_grid_get_row (const CmPortfolioBalance *balance, guint row);
guint cm_balance_grid_get_column (const CmPortfolioBalance *balance, guint column);
int cm_balance_grid_find_row (const CmPortfolioBalance *balance, guint balance_row);

G_END_DECLS
