/* cm-assessment-side.h - the strengths, or the areas for development, under one heading. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-assessment.h"

G_BEGIN_DECLS

#define CM_TYPE_ASSESSMENT_SIDE (cm_assessment_side_get_type ())
G_DECLARE_FINAL_TYPE (CmAssessmentSide, cm_assessment_side, CM, ASSESSMENT_SIDE, AdwBin)

/* Emits "message" (const char *text, gboolean undo) and "open-record" (const char *table,
 * const char *id). */
GtkWidget *cm_assessment_side_new (gboolean strengths);
/* As cm_assessment_card_show(). */
void cm_assessment_side_show (CmAssessmentSide *self,
                              CmStore *store,
                              const CmAssessment *assessment,
                              const CmAssessmentPart *part);
gboolean cm_assessment_side_flush (CmAssessmentSide *self);

G_END_DECLS
