/* cm-case-filter.h - which case studies are wanted: step, theme, place, partner, told or pending.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-case-study.h"
#include "cm-manual.h"

G_BEGIN_DECLS

#define CM_TYPE_CASE_FILTER (cm_case_filter_get_type ())
G_DECLARE_FINAL_TYPE (CmCaseFilter, cm_case_filter, CM, CASE_FILTER, AdwBin)

/* Offers what is said of the case studies, of CmCaseStudy; they and the manual must outlive the
 * filter. Emits "changed" when something else is wanted. */
void cm_case_filter_set_cases (CmCaseFilter *self, CmManual *manual, GPtrArray *cases);
gboolean cm_case_filter_matches (CmCaseFilter *self, const CmCaseStudy *study);
/* How many of the choices narrow. */
guint cm_case_filter_get_n_active (CmCaseFilter *self);
/* Everything is wanted again. */
void cm_case_filter_clear (CmCaseFilter *self);

G_END_DECLS
