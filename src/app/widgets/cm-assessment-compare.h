/* cm-assessment-compare.h - an assessment set beside an earlier one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-assessment.h"
#include "cm-funding-chart.h"
#include "cm-levels-painter.h"

G_BEGIN_DECLS

#define CM_TYPE_ASSESSMENT_COMPARE (cm_assessment_compare_get_type ())
G_DECLARE_FINAL_TYPE (CmAssessmentCompare, cm_assessment_compare, CM, ASSESSMENT_COMPARE, AdwBin)

/* Emits "message" (const char *text, gboolean undo), "chosen" when the reader wants another one
 * beside it, and "heading" (const char *title) when a heading is to be opened. */
GtkWidget *cm_assessment_compare_new (void);
/* `others` (of CmRecord) are those it can be set beside, `then` the one of them that it is, or NULL
 * if there is none. Nothing of them is held. */
void cm_assessment_compare_show (CmAssessmentCompare *self,
                                 CmStore *store,
                                 GPtrArray *others,
                                 const CmAssessment *then,
                                 const CmAssessment *now);
/* The key of the one that the reader chose, or NULL. */
const char *cm_assessment_compare_get_chosen (CmAssessmentCompare *self);
CmFundingChart *cm_assessment_compare_get_chart (CmAssessmentCompare *self);

G_END_DECLS
