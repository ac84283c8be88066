/* cm-assessment-report.h - an assessment by the headings of a benchmark as a document. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-assessment.h"
#include "cm-document.h"

G_BEGIN_DECLS

/* (transfer full): what was looked at, by whom and on what it rests; the headings in short; under
 * each heading its level with the reason, strengths, areas for development and recommendations; and
 * with `then`, which may be NULL, what has changed since. Both are loaded with the same benchmark.
 * The only error is a file that is damaged. */
CmDocument *cm_assessment_report_new (CmStore *store,
                                      const CmAssessment *assessment,
                                      const CmAssessment *then,
                                      GError **error);

G_END_DECLS
