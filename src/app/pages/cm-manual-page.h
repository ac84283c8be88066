/* cm-manual-page.h - the whole manual, to be read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-page.h"

G_BEGIN_DECLS

#define CM_TYPE_MANUAL_PAGE (cm_manual_page_get_type ())
G_DECLARE_FINAL_TYPE (CmManualPage, cm_manual_page, CM, MANUAL_PAGE, CmPage)

/* Goes to a section, a term, a step or what guides a page; NULL is the start. The id of a step's
 * section with CM_DOCUMENT_ROLES after it is where it is said who does what. */
void cm_manual_page_show (CmManualPage *self, const char *id);
/* Goes to what the point of feedback with that key is about. */
void cm_manual_page_show_point (CmManualPage *self, const char *id);
/* Nothing happens if there is nothing to go to. */
void cm_manual_page_go_back (CmManualPage *self);
void cm_manual_page_go_forward (CmManualPage *self);
/* What was gone to last, or NULL if the manual could not be read. */
const char *cm_manual_page_get_shown (CmManualPage *self);

G_END_DECLS
