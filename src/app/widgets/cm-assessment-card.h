/* cm-assessment-card.h - what an assessment says under one heading, to be read and edited. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-assessment.h"

G_BEGIN_DECLS

#define CM_TYPE_ASSESSMENT_CARD (cm_assessment_card_get_type ())
G_DECLARE_FINAL_TYPE (CmAssessmentCard, cm_assessment_card, CM, ASSESSMENT_CARD, AdwBin)

/* Emits "message" (const char *text, gboolean undo), "open-record" (const char *table,
 * const char *id) and "read" (const char *id of a section of the manual). What is within is made
 * when it is first opened. */
GtkWidget *cm_assessment_card_new (void);
/* Shows one part of the assessment, both of which must stay until the next is shown; what is being
 * typed is left alone. With NULL it holds on to nothing. */
void cm_assessment_card_show (CmAssessmentCard *self,
                              CmStore *store,
                              const CmAssessment *assessment,
                              const CmAssessmentPart *part);
void cm_assessment_card_set_open (CmAssessmentCard *self, gboolean open);
gboolean cm_assessment_card_get_open (CmAssessmentCard *self);
gboolean cm_assessment_card_flush (CmAssessmentCard *self);

G_END_DECLS
