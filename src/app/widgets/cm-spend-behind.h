/* cm-spend-behind.h - what a figure of the spend is made up of, and the way to its lines. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-spend.h"

G_BEGIN_DECLS

#define CM_TYPE_SPEND_BEHIND (cm_spend_behind_get_type ())
G_DECLARE_FINAL_TYPE (CmSpendBehind, cm_spend_behind, CM, SPEND_BEHIND, AdwBin)

/* Emits "open-query" (CmQuery *query, const char *what). */
GtkWidget *cm_spend_behind_new (void);

/* The most parts that are listed. */
#define CM_SPEND_BEHIND_MOST 500

/* Shows the parts of a row, a column or the cell of both, which come to that amount; NULL for all
 * of it. `what` names it; `query`, which is taken, is all its lines, or NULL where no query can say
 * it. */
void cm_spend_behind_show (CmSpendBehind *self,
                           CmSpend *spend,
                           const CmSpendHead *row,
                           const CmSpendHead *column,
                           gint64 amount,
                           const char *what,
                           CmQuery *query);
/* Shows nothing but what there would be to choose. */
void cm_spend_behind_clear (CmSpendBehind *self, const char *hint);
/* Of CmSpendPart; NULL while there is nothing shown. */
GPtrArray *cm_spend_behind_get_parts (CmSpendBehind *self);

G_END_DECLS
