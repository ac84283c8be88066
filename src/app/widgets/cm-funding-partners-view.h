/* cm-funding-partners-view.h - what partners give, in money and in time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-funding-grid.h"
#include "cm-funding-part.h"

G_BEGIN_DECLS

#define CM_TYPE_FUNDING_PARTNERS_VIEW (cm_funding_partners_view_get_type ())
G_DECLARE_FINAL_TYPE (
    CmFundingPartnersView, cm_funding_partners_view, CM, FUNDING_PARTNERS_VIEW, CmFundingPart)

/* For tests: NULL before the overview was looked at. */
CmFundingGrid *cm_funding_partners_view_get_contributions (CmFundingPartnersView *self);
CmFundingGrid *cm_funding_partners_view_get_balances (CmFundingPartnersView *self);

G_END_DECLS
