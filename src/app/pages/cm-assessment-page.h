/* cm-assessment-page.h - the partnership and its bodies, judged by the headings of a benchmark. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-assessment-card.h"
#include "cm-assessment-compare.h"
#include "cm-assessment-chooser.h"
#include "cm-page.h"

G_BEGIN_DECLS

#define CM_TYPE_ASSESSMENT_PAGE (cm_assessment_page_get_type ())
G_DECLARE_FINAL_TYPE (CmAssessmentPage, cm_assessment_page, CM, ASSESSMENT_PAGE, CmPage)

/* Shows that assessment; nothing happens if there is none. */
void cm_assessment_page_show (CmAssessmentPage *self, const char *id);
/* The one that is shown, or NULL. */
const CmAssessment *cm_assessment_page_get_shown (CmAssessmentPage *self);
/* The card of the heading, opened and scrolled to; NULL if there is none of that title. */
CmAssessmentCard *cm_assessment_page_open_heading (CmAssessmentPage *self, const char *title);
/* "headings" or "compare". */
void cm_assessment_page_show_view (CmAssessmentPage *self, const char *name);
CmAssessmentCompare *cm_assessment_page_get_compare (CmAssessmentPage *self);
CmAssessmentChooser *cm_assessment_page_get_chooser (CmAssessmentPage *self);

/* Saves the report of the one that is shown, in the format that the ending of the path says. */
void cm_assessment_page_save (CmAssessmentPage *self, const char *path);
/* Prints it; see cm_page_print_report(). */
GtkPrintOperation *cm_assessment_page_print (CmAssessmentPage *self, const char *path);

G_END_DECLS
