/* cm-needs.h - needs, what they rest on, and what is yet to be followed up, within a scope. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-scope.h"
#include "cm-store.h"

G_BEGIN_DECLS

/* The needs of the chapters of the scope. Evidence that bears on its theme or one of its chapters,
 * or on which one of its needs rests. Engagement about one of its chapters. The whole portfolio has
 * all of each. */
CmQuery *cm_needs_query (const CmScope *scope);
CmQuery *cm_needs_query_evidence (const CmScope *scope);
CmQuery *cm_needs_query_engagement (const CmScope *scope);

/* (transfer full) (nullable): a new record of "need", "evidence" or "engagement", not yet kept,
 * that lies within the scope. NULL with an error for a theme without chapters, except for evidence.
 */
CmRecord *cm_needs_new (CmStore *store, const char *table, const CmScope *scope, GError **error);

/* Those of the query (which is copied) that rest on nothing, that no outcome answers, and those
 * that nothing rests on. */
CmQuery *cm_needs_query_unproven (const CmQuery *needs);
CmQuery *cm_needs_query_unanswered (const CmQuery *needs);
CmQuery *cm_needs_query_unused (const CmQuery *evidence);
/* Of which something must come that has not been done. */
CmQuery *cm_needs_query_outstanding (const CmQuery *engagement);

/* (transfer full): “Rests on 2 pieces of evidence, without an outcome” */
char *cm_needs_describe (CmStore *store, const char *need);

G_END_DECLS
