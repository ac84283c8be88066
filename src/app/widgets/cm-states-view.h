/* cm-states-view.h - how far the manual has come: its sections, their states, open points. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-feedback-model.h"

G_BEGIN_DECLS

#define CM_TYPE_STATES_VIEW (cm_states_view_get_type ())
G_DECLARE_FINAL_TYPE (CmStatesView, cm_states_view, CM, STATES_VIEW, AdwBin)

/* Emits "message" (const char *text, gboolean undo). A double click or Enter on a row is the action
 * "win.read" with the id of the section. */
GtkWidget *cm_states_view_new (CmFeedbackModel *model);
/* Selects that section and scrolls to it; FALSE if the manual has none of that id. */
gboolean cm_states_view_select (CmStatesView *self, const char *section);

G_END_DECLS
