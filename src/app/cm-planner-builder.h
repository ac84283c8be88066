/* cm-planner-builder.h - a year's plan as a planner to be drawn. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-planner-model.h"
#include "cm-year-plan.h"

G_BEGIN_DECLS

/* What makes a lane. What has no stage or no group stands in that of its planner, and partners'
 * cycles of the portfolio in that of their organisation. */
typedef enum
{
  CM_PLANNER_BY_STAGE,
  CM_PLANNER_BY_GROUP,
  CM_PLANNER_BY_PLANNER,
} CmPlannerLanes;

/* (transfer full): a mark for each item of the plan, in the same order. `manual` may be NULL;
 * `today` is an ISO date. */
CmPlannerModel *cm_planner_build (const CmYearPlan *plan,
                                  CmManual *manual,
                                  CmPlannerLanes lanes,
                                  const char *today);

G_END_DECLS
