/* cm-planner-view.h - a year planner whose columns' names stay while it scrolls. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-planner-body.h"

G_BEGIN_DECLS

#define CM_TYPE_PLANNER_VIEW (cm_planner_view_get_type ())
G_DECLARE_FINAL_TYPE (CmPlannerView, cm_planner_view, CM, PLANNER_VIEW, GtkWidget)

/* Signal: "activated" (mark), see CmPlannerBody. */
GtkWidget *cm_planner_view_new (void);
/* Takes the model. */
void cm_planner_view_set_model (CmPlannerView *self, CmPlannerModel *model);
/* Brings what is chosen into sight, once the view has its size. */
void cm_planner_view_reveal_chosen (CmPlannerView *self);
CmPlannerBody *cm_planner_view_get_body (CmPlannerView *self);

G_END_DECLS
