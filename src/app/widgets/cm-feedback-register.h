/* cm-feedback-register.h - the feedback record: points, the passages they are about, answers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-feedback-model.h"
#include "cm-register.h"

G_BEGIN_DECLS

#define CM_TYPE_FEEDBACK_REGISTER (cm_feedback_register_get_type ())
G_DECLARE_FINAL_TYPE (CmFeedbackRegister, cm_feedback_register, CM, FEEDBACK_REGISTER, AdwBin)

/* Emits "message" (const char *text, gboolean undo). */
GtkWidget *cm_feedback_register_new (CmFeedbackModel *model);
CmRegister *cm_feedback_register_get_register (CmFeedbackRegister *self);

G_END_DECLS
