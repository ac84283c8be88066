/* cm-funding-reserves-view.h - the reserves ledger with its arithmetic, and what was drawn. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-funding-grid.h"
#include "cm-funding-part.h"

G_BEGIN_DECLS

#define CM_TYPE_FUNDING_RESERVES_VIEW (cm_funding_reserves_view_get_type ())
G_DECLARE_FINAL_TYPE (
    CmFundingReservesView, cm_funding_reserves_view, CM, FUNDING_RESERVES_VIEW, CmFundingPart)

/* For tests: NULL before the overview was looked at. */
CmFundingGrid *cm_funding_reserves_view_get_ledger (CmFundingReservesView *self);

G_END_DECLS
