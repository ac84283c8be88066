/* cm-feedback-model.h - points of feedback and states of sections, as a portfolio has them now. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-feedback.h"
#include "cm-section-state.h"

G_BEGIN_DECLS

#define CM_TYPE_FEEDBACK_MODEL (cm_feedback_model_get_type ())
G_DECLARE_FINAL_TYPE (CmFeedbackModel, cm_feedback_model, CM, FEEDBACK_MODEL, GObject)

/* Follows the store, which it keeps as it does the manual. Emits "changed" () when points or states
 * have changed; what was got before is gone then. */
CmFeedbackModel *cm_feedback_model_new (CmStore *store, CmManual *manual);
CmStore *cm_feedback_model_get_store (CmFeedbackModel *self);
CmManual *cm_feedback_model_get_manual (CmFeedbackModel *self);
/* (transfer none): looked for when first asked for. */
CmFeedback *cm_feedback_model_get_points (CmFeedbackModel *self);
CmSectionStates *cm_feedback_model_get_states (CmFeedbackModel *self);

G_END_DECLS
