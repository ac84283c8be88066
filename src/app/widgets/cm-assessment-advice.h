/* cm-assessment-advice.h - the recommendations under one heading, with how far they have come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-assessment.h"

G_BEGIN_DECLS

#define CM_TYPE_ASSESSMENT_ADVICE (cm_assessment_advice_get_type ())
G_DECLARE_FINAL_TYPE (CmAssessmentAdvice, cm_assessment_advice, CM, ASSESSMENT_ADVICE, AdwBin)

/* Emits "message" (const char *text, gboolean undo) and "open-record" (const char *table,
 * const char *id). */
GtkWidget *cm_assessment_advice_new (void);
/* As cm_assessment_card_show(). */
void cm_assessment_advice_show (CmAssessmentAdvice *self,
                                CmStore *store,
                                const CmAssessment *assessment,
                                const CmAssessmentPart *part);
gboolean cm_assessment_advice_flush (CmAssessmentAdvice *self);

G_END_DECLS
