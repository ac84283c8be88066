/* cm-passage-panel.h - the passage that a point of feedback is about, then and now. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-feedback-model.h"

G_BEGIN_DECLS

#define CM_TYPE_PASSAGE_PANEL (cm_passage_panel_get_type ())
G_DECLARE_FINAL_TYPE (CmPassagePanel, cm_passage_panel, CM, PASSAGE_PANEL, AdwBin)

/* “Go to the passage” is the action "win.read-point" with the key of the point. */
GtkWidget *cm_passage_panel_new (void);
/* The point with that key; hidden for NULL. */
void cm_passage_panel_show (CmPassagePanel *self, CmFeedbackModel *model, const char *id);

G_END_DECLS
