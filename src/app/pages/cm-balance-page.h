/* cm-balance-page.h - how balanced the portfolio is: a heat map, and what stands out. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-grid.h"
#include "cm-page.h"
#include "cm-portfolio-balance.h"

G_BEGIN_DECLS

#define CM_TYPE_BALANCE_PAGE (cm_balance_page_get_type ())
G_DECLARE_FINAL_TYPE (CmBalancePage, cm_balance_page, CM, BALANCE_PAGE, CmPage)

/* What is shown; a year without money, and columns that the rows do not allow, are changed. */
void cm_balance_page_choose (CmBalancePage *self, const CmBalanceChoice *choice);

/* The last that was counted, or NULL while the portfolio is read for the first time; valid until
 * the next. */
const CmPortfolioBalance *cm_balance_page_get_balance (CmBalancePage *self);
CmGrid *cm_balance_page_get_grid (CmBalancePage *self);

/* Writes what is shown as a picture; the end of the name says which kind: .png, .svg or .pdf. */
gboolean cm_balance_page_save (CmBalancePage *self, const char *path, GError **error);

G_END_DECLS
