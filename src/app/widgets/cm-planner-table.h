/* cm-planner-table.h - a year's plan as a table. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-year-plan.h"

G_BEGIN_DECLS

#define CM_TYPE_PLANNER_TABLE (cm_planner_table_get_type ())
G_DECLARE_FINAL_TYPE (CmPlannerTable, cm_planner_table, CM, PLANNER_TABLE, AdwBin)

/* Signal: "activated" (position of an item of the plan). */
GtkWidget *cm_planner_table_new (void);
/* A row for each item, in its order; the plan is not kept. */
void cm_planner_table_show (CmPlannerTable *self, const CmYearPlan *plan, CmManual *manual);

G_END_DECLS
