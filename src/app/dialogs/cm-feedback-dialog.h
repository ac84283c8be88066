/* cm-feedback-dialog.h - saying something about a passage of the manual. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-feedback-model.h"

G_BEGIN_DECLS

#define CM_TYPE_FEEDBACK_DIALOG (cm_feedback_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CmFeedbackDialog, cm_feedback_dialog, CM, FEEDBACK_DIALOG, AdwWindow)

/* About the passage of the block, or a section as a whole. Emits "given" (const char *text) when
 * the point is kept, with words for a toast, and closes. */
GtkWidget *cm_feedback_dialog_new (CmFeedbackModel *model, CmBlock *block);

G_END_DECLS
