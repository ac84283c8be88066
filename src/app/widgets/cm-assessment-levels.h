/* cm-assessment-levels.h - how far a heading has come: one of the scale, with the reason. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-assessment.h"

G_BEGIN_DECLS

#define CM_TYPE_ASSESSMENT_LEVELS (cm_assessment_levels_get_type ())
G_DECLARE_FINAL_TYPE (CmAssessmentLevels, cm_assessment_levels, CM, ASSESSMENT_LEVELS, AdwBin)

/* Emits "message" (const char *text, gboolean undo). */
GtkWidget *cm_assessment_levels_new (void);
/* As cm_assessment_card_show(). */
void cm_assessment_levels_show (CmAssessmentLevels *self,
                                CmStore *store,
                                const CmAssessment *assessment,
                                const CmAssessmentPart *part);
gboolean cm_assessment_levels_flush (CmAssessmentLevels *self);

G_END_DECLS
