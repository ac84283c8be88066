/* cm-feedback.h - what readers say about passages of the manual, and what was answered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-anchor.h"
#include "cm-manual.h"
#include "cm-sign-off.h"

G_BEGIN_DECLS

/* --- giving and answering ----------------------------------------------------------------------
 */

/* Keeps a point about the passage that `block` is, is in or begins with, about a section as a
 * whole, or with NULL about the manual as a whole. `date` is as typed; empty for today. One
 * transaction, “Feedback on “Two rings””. Refused without words and for a day that has not come.
 * (transfer full): the record. */
CmRecord *cm_feedback_give (CmStore *store,
                            CmBlock *block,
                            const char *point,
                            const char *raised_by,
                            const char *date,
                            GError **error);

/* Answers a point: `response` and `state` are choices of those fields, "" for none yet. Refused
 * while a settled point has no response, one rejected or accepted in part no answer that says why,
 * one accepted no amendment that says what was changed. */
gboolean cm_feedback_answer (CmStore *store,
                             CmRecord *point,
                             const char *response,
                             const char *answer,
                             const char *amendment,
                             const char *state,
                             GError **error);

/* Whether a point waits to be settled. */
gboolean cm_feedback_is_open (CmRecord *point);

/* --- where the points are now ------------------------------------------------------------------
 */

typedef struct
{
  CmRecord *record;
  CmAnchorState where;
  CmBlock *block; /* the passage or section it is about now; NULL: gone, or the whole manual */
} CmFeedbackPoint;

/* All points of a portfolio, in the order of the text; those without a place come last, in the
 * order of their dates. */
typedef struct _CmFeedback CmFeedback;

/* Looks for every point; `index` may be kept for the next time. */
CmFeedback *cm_feedback_load (CmStore *store, CmManual *manual, CmAnchorIndex *index);
void cm_feedback_free (CmFeedback *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmFeedback, cm_feedback_free)

guint cm_feedback_get_n_points (CmFeedback *self);
const CmFeedbackPoint *cm_feedback_get_point (CmFeedback *self, guint n);
/* By the key of its record; NULL if there is none. */
const CmFeedbackPoint *cm_feedback_find (CmFeedback *self, const char *id);
/* (nullable) (transfer none): the points about the passage or section itself, of CmFeedbackPoint.
 */
GPtrArray *cm_feedback_get_at (CmFeedback *self, const CmBlock *passage);
/* How many points about it wait to be settled. */
guint cm_feedback_count_open (CmFeedback *self, const CmBlock *passage);
/* The same for all that is in a section or chapter, itself included. */
guint cm_feedback_count_open_in (CmFeedback *self, const CmBlock *section);

/* (transfer full): where a point is now, in words: “As it was”, “Moved to “Two rings””, “Changed”,
 * “Gone”. */
char *cm_feedback_describe (CmFeedback *self, const CmFeedbackPoint *point);
/* (transfer full): the title of the section with that key, or the key itself if the manual has
 * none; "The whole manual" for no key. */
char *cm_feedback_get_section_title (CmManual *manual, const char *section);

G_END_DECLS
