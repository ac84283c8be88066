/* cm-step-sign-off.h - the sign-off of a step: giving it, seeing it, withdrawing it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-step-part.h"

G_BEGIN_DECLS

#define CM_TYPE_STEP_SIGN_OFF (cm_step_sign_off_get_type ())
G_DECLARE_FINAL_TYPE (CmStepSignOff, cm_step_sign_off, CM, STEP_SIGN_OFF, CmStepPart)

GtkWidget *cm_step_sign_off_new (void);

G_END_DECLS
