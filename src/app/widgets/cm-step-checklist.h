/* cm-step-checklist.h - the checklist of a step, with good practice, risk and short cut. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-step-part.h"

G_BEGIN_DECLS

#define CM_TYPE_STEP_CHECKLIST (cm_step_checklist_get_type ())
G_DECLARE_FINAL_TYPE (CmStepChecklist, cm_step_checklist, CM, STEP_CHECKLIST, CmStepPart)

GtkWidget *cm_step_checklist_new (void);

G_END_DECLS
