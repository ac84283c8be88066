/* cm-planner-card.h - all there is to say about one thing on a year planner. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-year-plan.h"

G_BEGIN_DECLS

#define CM_TYPE_PLANNER_CARD (cm_planner_card_get_type ())
G_DECLARE_FINAL_TYPE (CmPlannerCard, cm_planner_card, CM, PLANNER_CARD, AdwBin)

/* Signals: "closed"; "open-record" (table, key). The step is read with the action "win.read". */
GtkWidget *cm_planner_card_new (void);
/* The plan is not kept. */
void cm_planner_card_show (CmPlannerCard *self,
                           const CmYearPlan *plan,
                           const CmYearItem *item,
                           CmManual *manual);

G_END_DECLS
