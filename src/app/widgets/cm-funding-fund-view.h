/* cm-funding-fund-view.h - an invest-to-save fund: its plan, and what would become of it if. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-funding-chart.h"
#include "cm-funding-part.h"

G_BEGIN_DECLS

#define CM_TYPE_FUNDING_FUND_VIEW (cm_funding_fund_view_get_type ())
G_DECLARE_FINAL_TYPE (CmFundingFundView, cm_funding_fund_view, CM, FUNDING_FUND_VIEW, CmFundingPart)

/* Shows that fund; FALSE if there is none with that key. */
gboolean cm_funding_fund_view_choose (CmFundingFundView *self, const char *id);

/* For tests: NULL before the overview was looked at. */
CmFundingGrid *cm_funding_fund_view_get_years (CmFundingFundView *self);
CmFundingChart *cm_funding_fund_view_get_chart (CmFundingFundView *self);

G_END_DECLS
