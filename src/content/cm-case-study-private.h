/* cm-case-study-private.h - case studies from XML. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-case-study.h"
#include "cm-docbook-private.h"
#include "cm-manual.h"

G_BEGIN_DECLS

/* Checks an article that is valid and reads it; NULL with faults. `manual` tells which stages and
 * steps there are; without one, that is not checked. */
CmCaseStudy *_cm_case_study_read (xmlDoc *xml,
                                  const CmDocbookSource *source,
                                  CmManual *manual,
                                  GPtrArray *faults);

G_END_DECLS
