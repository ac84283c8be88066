/* cm-planner-choice.h - which planners are shown. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-year-plan.h"

G_BEGIN_DECLS

#define CM_TYPE_PLANNER_CHOICE (cm_planner_choice_get_type ())
G_DECLARE_FINAL_TYPE (CmPlannerChoice, cm_planner_choice, CM, PLANNER_CHOICE, AdwBin)

/* Signals: "changed", when the reader has chosen otherwise; "only-year" (a gint64), before it, when
 * what they have chosen is of that year only. */
GtkWidget *cm_planner_choice_new (void);
/* Shows the planners (CmYearPlanner), with those that are chosen; NULL for the usual ones. */
void cm_planner_choice_show (CmPlannerChoice *self, GPtrArray *planners, const char *const *chosen);
/* (transfer full): the ids of those that are chosen, ending with NULL. */
char **cm_planner_choice_get (CmPlannerChoice *self);

G_END_DECLS
