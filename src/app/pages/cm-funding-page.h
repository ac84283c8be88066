/* cm-funding-page.h - where the money comes from: budgets, reserves, invest to save, partners. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-funding-part.h"
#include "cm-page.h"

G_BEGIN_DECLS

#define CM_TYPE_FUNDING_PAGE (cm_funding_page_get_type ())
G_DECLARE_FINAL_TYPE (CmFundingPage, cm_funding_page, CM, FUNDING_PAGE, CmPage)

typedef enum
{
  CM_FUNDING_VIEW_BUDGETS,
  CM_FUNDING_VIEW_RESERVES,
  CM_FUNDING_VIEW_FUND,
  CM_FUNDING_VIEW_PARTNERS,
  CM_N_FUNDING_VIEWS
} CmFundingView;

/* Shows that view. */
void cm_funding_page_choose (CmFundingPage *self, CmFundingView view);
/* (transfer none) (nullable): NULL before it was first looked at. */
CmFundingPart *cm_funding_page_get_view (CmFundingPage *self, CmFundingView view);

G_END_DECLS
