/* cm-learning-page.h - what is learnt: the feedback record, lessons, the state of the manual. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-feedback-register.h"
#include "cm-page.h"
#include "cm-states-view.h"

G_BEGIN_DECLS

#define CM_TYPE_LEARNING_PAGE (cm_learning_page_get_type ())
G_DECLARE_FINAL_TYPE (CmLearningPage, cm_learning_page, CM, LEARNING_PAGE, CmPage)

/* "feedback", "lesson" or "states". */
void cm_learning_page_show_view (CmLearningPage *self, const char *name);
const char *cm_learning_page_get_view (CmLearningPage *self);
/* (transfer none) (nullable): NULL before that view was first looked at. */
CmFeedbackRegister *cm_learning_page_get_feedback (CmLearningPage *self);
CmRegister *cm_learning_page_get_lessons (CmLearningPage *self);
CmStatesView *cm_learning_page_get_states (CmLearningPage *self);

G_END_DECLS
