/* cm-step-outputs.h - the outputs of a step: how far each has come and where it is kept. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-step-part.h"

G_BEGIN_DECLS

#define CM_TYPE_STEP_OUTPUTS (cm_step_outputs_get_type ())
G_DECLARE_FINAL_TYPE (CmStepOutputs, cm_step_outputs, CM, STEP_OUTPUTS, CmStepPart)

GtkWidget *cm_step_outputs_new (void);

G_END_DECLS
