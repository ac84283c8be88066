/* cm-portfolio-balance-private.h - what the files of the portfolio's balance share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-portfolio-balance.h"

G_BEGIN_DECLS

/* Whether an activity in that state is over. */
gboolean _cm_balance_is_done (const char *state);
/* Whether money of that year is counted. */
gboolean _cm_balance_has_year (const CmBalanceChoice *choice, gint64 year);
/* (transfer full): what stands out, most pressing first. */
GPtrArray *_cm_balance_find_notes (const CmPortfolioBalance *self, const CmPortfolioFacts *facts);
/* The head of a row of the balance, or NULL for a total. */
const CmBalanceHead *_cm_balance_get_row (const CmPortfolioBalance *self, guint row);

G_END_DECLS
