/* cm-planner-body.h - what stands beneath the columns of a year planner, as a control. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-planner-painter.h"

G_BEGIN_DECLS

#define CM_TYPE_PLANNER_BODY (cm_planner_body_get_type ())
G_DECLARE_FINAL_TYPE (CmPlannerBody, cm_planner_body, CM, PLANNER_BODY, GtkWidget)

/* Part of a CmPlannerView. Signal: "activated" (mark), by a click, Enter or assistive tools. */
GtkWidget *cm_planner_body_new (void);
/* Takes the model. */
void cm_planner_body_set_model (CmPlannerBody *self, CmPlannerModel *model);
const CmPlannerModel *cm_planner_body_get_model (CmPlannerBody *self);
/* For that width; valid until another is asked for. */
const CmPlannerLayout *cm_planner_body_get_layout (CmPlannerBody *self, int width);
/* The mark that is drawn as chosen, or -1; with `focus` it gets the keyboard focus too. */
void cm_planner_body_choose (CmPlannerBody *self, int mark, gboolean focus);
/* As the desktop's style has it. */
const CmPalette *cm_planner_body_get_palette (void);

G_END_DECLS
