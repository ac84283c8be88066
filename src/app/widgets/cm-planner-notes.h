/* cm-planner-notes.h - what a reader has to know about the planners that are shown. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-year-plan.h"

G_BEGIN_DECLS

#define CM_TYPE_PLANNER_NOTES (cm_planner_notes_get_type ())
G_DECLARE_FINAL_TYPE (CmPlannerNotes, cm_planner_notes, CM, PLANNER_NOTES, AdwBin)

GtkWidget *cm_planner_notes_new (void);
/* Of those that are chosen (NULL for the usual ones): what they are, their notes and sources; what
 * is not shown of them. `fault` (or NULL) is why there is no edition. The plan is not kept. */
void cm_planner_notes_show (CmPlannerNotes *self,
                            const CmYearPlan *plan,
                            const char *const *chosen,
                            const char *fault);

G_END_DECLS
