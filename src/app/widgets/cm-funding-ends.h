/* cm-funding-ends.h - money that ends soon, and the activities that then have none. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-funding.h"

G_BEGIN_DECLS

#define CM_TYPE_FUNDING_ENDS (cm_funding_ends_get_type ())
G_DECLARE_FINAL_TYPE (CmFundingEnds, cm_funding_ends, CM, FUNDING_ENDS, AdwBin)

/* Signals: "open-end" (const CmFundingEnd *end), for all activities that the money pays for;
 * "open-activity" (const char *id). */
GtkWidget *cm_funding_ends_new (void);

/* Shows what ends in the months that are chosen. `funding` must stay until the next call. */
void cm_funding_ends_show (CmFundingEnds *self, CmStore *store, const CmFunding *funding);
/* As the reader would choose. */
void cm_funding_ends_set_months (CmFundingEnds *self, int months);

G_END_DECLS
