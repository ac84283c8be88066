/* cm-section-form.h - a form that takes a section of the manual to its next state, or back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-feedback-model.h"

G_BEGIN_DECLS

#define CM_TYPE_SECTION_FORM (cm_section_form_get_type ())
G_DECLARE_FINAL_TYPE (CmSectionForm, cm_section_form, CM, SECTION_FORM, AdwBin)

/* Emits "done" (const char *text) when the section has another state; the text says so. */
GtkWidget *cm_section_form_new (CmFeedbackModel *model, const CmBlock *section);

G_END_DECLS
