/* cm-section-tag.h - the state of a section as a small tag, and the way to take it on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-feedback-model.h"

G_BEGIN_DECLS

#define CM_TYPE_SECTION_TAG (cm_section_tag_get_type ())
G_DECLARE_FINAL_TYPE (CmSectionTag, cm_section_tag, CM, SECTION_TAG, AdwBin)

/* Emits "message" (const char *text, gboolean undo). A click opens a form in which the section is
 * taken to its next state, or back to draft; not where the portfolio is open to read only. */
GtkWidget *cm_section_tag_new (CmFeedbackModel *model);
/* NULL for no section: then there is no tag. The section must live as long as the manual does. */
void cm_section_tag_show (CmSectionTag *self, const CmBlock *section);
/* Opens the form. */
void cm_section_tag_popup (CmSectionTag *self);

G_END_DECLS
