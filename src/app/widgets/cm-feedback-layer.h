/* cm-feedback-layer.h - the text of the manual with the points that readers attached to it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-document-view.h"
#include "cm-feedback-model.h"

G_BEGIN_DECLS

#define CM_TYPE_FEEDBACK_LAYER (cm_feedback_layer_get_type ())
G_DECLARE_FINAL_TYPE (CmFeedbackLayer, cm_feedback_layer, CM, FEEDBACK_LAYER, AdwBin)

/* Takes the view of the text and shows it with a mark beside each passage that has open points.
 * Emits "message" (const char *text, gboolean undo) and "open-point" (const char *id), to be shown
 * in the feedback record. Action "feedback.give": asks what is to be
 * said about the paragraph that has the focus, or that its menu is open on. */
GtkWidget *cm_feedback_layer_new (CmDocumentView *view);
/* The points to be shown; NULL for none, as without a portfolio. */
void cm_feedback_layer_set_model (CmFeedbackLayer *self, CmFeedbackModel *model);
/* To be called when the view shows another section. */
void cm_feedback_layer_update (CmFeedbackLayer *self);
/* Asks what is to be said about that block. */
void cm_feedback_layer_give (CmFeedbackLayer *self, CmBlock *block);
/* A tag for the head of a section, or NULL where there is none to be; see
 * cm_document_view_set_head(). */
GtkWidget *cm_feedback_layer_make_head (CmFeedbackLayer *self, const CmBlock *section, guint level);

G_END_DECLS
