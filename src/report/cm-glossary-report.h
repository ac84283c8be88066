/* cm-glossary-report.h - a term with all that is known of it, as a document. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-glossary.h"
#include "cm-manual.h"

G_BEGIN_DECLS

/* (transfer full): what the term means, what to see beside it, and which sections of the manual
 * link to it and which have its words, as links. */
CmDocument *
cm_glossary_report_new (CmGlossary *glossary, const CmGlossaryTerm *term, CmManual *manual);

G_END_DECLS
