/* cm-step-view.h - one step of the cycle: its state, checklist, outputs and sign-off. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-cycle.h"
#include "cm-manual.h"

G_BEGIN_DECLS

#define CM_TYPE_STEP_VIEW (cm_step_view_get_type ())
G_DECLARE_FINAL_TYPE (CmStepView, cm_step_view, CM, STEP_VIEW, AdwBin)

/* Shows a step of the cycle of that scope; what was typed in the one before is saved. */
void cm_step_view_show (
    CmStepView *self, CmStore *store, const CmScope *scope, CmManual *manual, const char *step);
const char *cm_step_view_get_step (CmStepView *self);
/* Saves what is still being typed. FALSE if it cannot be kept; the row then says why. */
gboolean cm_step_view_flush (CmStepView *self);

G_END_DECLS
