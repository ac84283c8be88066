/* cm-cases-page.h - the case studies of the edition, to be found and read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-case-study.h"
#include "cm-page.h"

G_BEGIN_DECLS

#define CM_TYPE_CASES_PAGE (cm_cases_page_get_type ())
G_DECLARE_FINAL_TYPE (CmCasesPage, cm_cases_page, CM, CASES_PAGE, CmPage)

/* Shows that case study, whatever the list was narrowed to; nothing happens if there is none. */
void cm_cases_page_show (CmCasesPage *self, const char *id);
/* The one that is shown, or NULL. */
const CmCaseStudy *cm_cases_page_get_shown (CmCasesPage *self);

G_END_DECLS
