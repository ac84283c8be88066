/* cm-step-standing.h - where a step stands: who, by when, how far. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-step-part.h"

G_BEGIN_DECLS

#define CM_TYPE_STEP_STANDING (cm_step_standing_get_type ())
G_DECLARE_FINAL_TYPE (CmStepStanding, cm_step_standing, CM, STEP_STANDING, CmStepPart)

GtkWidget *cm_step_standing_new (void);

G_END_DECLS
