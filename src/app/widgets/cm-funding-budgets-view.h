/* cm-funding-budgets-view.h - budgets by source and year, how sure they are, what of them ends. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-funding-chart.h"
#include "cm-funding-part.h"

G_BEGIN_DECLS

#define CM_TYPE_FUNDING_BUDGETS_VIEW (cm_funding_budgets_view_get_type ())
G_DECLARE_FINAL_TYPE (
    CmFundingBudgetsView, cm_funding_budgets_view, CM, FUNDING_BUDGETS_VIEW, CmFundingPart)

/* For tests: NULL before the overview was looked at. */
CmFundingGrid *cm_funding_budgets_view_get_sources (CmFundingBudgetsView *self);
CmFundingGrid *cm_funding_budgets_view_get_states (CmFundingBudgetsView *self);
CmFundingChart *cm_funding_budgets_view_get_chart (CmFundingBudgetsView *self);

G_END_DECLS
