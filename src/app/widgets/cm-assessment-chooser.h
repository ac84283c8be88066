/* cm-assessment-chooser.h - a button that opens the list of assessments, year by year. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_ASSESSMENT_CHOOSER (cm_assessment_chooser_get_type ())
G_DECLARE_FINAL_TYPE (CmAssessmentChooser, cm_assessment_chooser, CM, ASSESSMENT_CHOOSER, AdwBin)

/* Emits "chosen" (const char *id). The list is searched by name, kind, body and year. */
GtkWidget *cm_assessment_chooser_new (void);
/* `all` (of CmRecord) in the order of the list, and the one that is shown or NULL. */
void cm_assessment_chooser_show (CmAssessmentChooser *self,
                                 CmStore *store,
                                 GPtrArray *all,
                                 CmRecord *shown);
/* What it opens; for tests. */
GtkListBox *cm_assessment_chooser_get_list (CmAssessmentChooser *self);
GtkEditable *cm_assessment_chooser_get_entry (CmAssessmentChooser *self);

G_END_DECLS
