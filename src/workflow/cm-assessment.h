/* cm-assessment.h - a partnership or one of its bodies, looked at by the headings of a benchmark.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-benchmark.h"
#include "cm-store.h"

G_BEGIN_DECLS

/* --- reading -----------------------------------------------------------------------------------
 */

/* What an assessment says under one heading. */
typedef struct
{
  char *title;
  const CmBenchmarkHeading *heading; /* NULL for one that the benchmark has not */
  /* Of CmRecord: none until it is judged, or several that say different things after copies of a
   * portfolio were merged. */
  GPtrArray *levels;
  const CmBenchmarkLevel *level; /* NULL: not judged, not on this scale, or several */
  GPtrArray *strengths, *areas;  /* of CmRecord, in their order */
  GPtrArray *recommendations;    /* of CmRecord, in their order */
} CmAssessmentPart;

typedef struct
{
  CmRecord *record;
  const CmBenchmark *benchmark; /* not owned; or NULL */
  /* Of CmAssessmentPart: those of the benchmark, then any other by its title. */
  GPtrArray *parts;
} CmAssessment;

/* (nullable): NULL if there is no such assessment. `benchmark` may be NULL and must outlive it. */
CmAssessment *cm_assessment_load (CmStore *store, const char *id, const CmBenchmark *benchmark);
void cm_assessment_free (CmAssessment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmAssessment, cm_assessment_free)

const CmAssessmentPart *cm_assessment_find_part (const CmAssessment *self, const char *title);
guint cm_assessment_count_judged (const CmAssessment *self);
/* (transfer full): “Working”; “Not judged”; “Begun or Working” where copies disagreed. */
char *cm_assessment_part_get_level (const CmAssessmentPart *part);
/* "" if none is given. */
const char *cm_assessment_part_get_reason (const CmAssessmentPart *part);

/* (transfer container): all assessments, of CmRecord: the newest first. Those without a date or a
 * year come last. */
GPtrArray *cm_assessment_list (CmStore *store);
/* (transfer full) (nullable): the newest one before that of the same subject, whoever looked. */
CmRecord *cm_assessment_find_earlier (CmStore *store, CmRecord *assessment);
/* (transfer full): the financial year it is for, “2009/10”, or "" if that is not known. */
char *cm_assessment_get_year (CmRecord *assessment);
/* (transfer full): “Peer challenge · Whole partnership · 30 Apr 2006” */
char *cm_assessment_describe (CmStore *store, CmRecord *assessment);

/* --- making ------------------------------------------------------------------------------------
 */

/* Begins an assessment by the partnership itself, dated today; `subject` is the key of a body, or
 * NULL for the partnership. With `from` its areas for development that nobody has settled are taken
 * over, each with a note that says where it is from; no level and no strength is. One transaction,
 * “Begin “Self-assessment 2009/10””. (transfer full): the record. */
CmRecord *
cm_assessment_begin (CmStore *store, const char *subject, const CmAssessment *from, GError **error);
/* Says how far a heading has come; NULL for not judged. Several records that disagreed become one.
 */
gboolean cm_assessment_judge (CmStore *store,
                              const CmAssessment *assessment,
                              const CmAssessmentPart *part,
                              const CmBenchmarkLevel *level,
                              GError **error);
/* Says why; it may be said of what is not judged too. Refused while copies disagree. */
gboolean cm_assessment_give_reason (CmStore *store,
                                    const CmAssessment *assessment,
                                    const CmAssessmentPart *part,
                                    const char *reason,
                                    GError **error);

/* Strengths and areas for development. Each is a transaction of its own; refused without words. A
 * new one is the last of its side. (transfer full): the record. */
CmRecord *cm_assessment_add_point (CmStore *store,
                                   const CmAssessment *assessment,
                                   const CmAssessmentPart *part,
                                   gboolean strength,
                                   const char *text,
                                   GError **error);
gboolean
cm_assessment_change_point (CmStore *store, CmRecord *point, const char *text, GError **error);
/* `note` may be "". */
gboolean
cm_assessment_note_point (CmStore *store, CmRecord *point, const char *note, GError **error);
gboolean cm_assessment_delete_point (CmStore *store, CmRecord *point, GError **error);
/* To that place, from 0, among the points of its side. */
gboolean cm_assessment_move_point (
    CmStore *store, const CmAssessmentPart *part, CmRecord *point, guint place, GError **error);
/* A strength becomes an area for development, or the other way round. */
gboolean cm_assessment_turn_point (CmStore *store, CmRecord *point, GError **error);

/* --- what comes of it --------------------------------------------------------------------------
 */

/* What was made of an area for development: (transfer full) (nullable): the recommendation of the
 * same words under the same heading, or else the action that was made from it. */
CmRecord *cm_assessment_find_answer (CmStore *store, const CmAssessmentPart *part, CmRecord *point);
/* (transfer full): an open recommendation with those words, or those of the point; an open action
 * with those of a point or of a recommendation, which it then refers to. Refused where there is one
 * already, and without words. */
CmRecord *cm_assessment_advise (CmStore *store,
                                const CmAssessment *assessment,
                                const CmAssessmentPart *part,
                                const char *words,
                                GError **error);
CmRecord *cm_assessment_recommend (CmStore *store,
                                   const CmAssessment *assessment,
                                   const CmAssessmentPart *part,
                                   CmRecord *point,
                                   GError **error);
CmRecord *cm_assessment_act (CmStore *store,
                             const CmAssessment *assessment,
                             const CmAssessmentPart *part,
                             CmRecord *from,
                             GError **error);
/* `state` is a choice of the field, or "". */
gboolean cm_assessment_set_state (CmStore *store,
                                  CmRecord *recommendation,
                                  const char *state,
                                  GError **error);

/* --- then and now ------------------------------------------------------------------------------
 */

typedef enum
{
  CM_ASSESSMENT_UNKNOWN, /* not judged then, or not now, or not on this scale */
  CM_ASSESSMENT_DOWN,
  CM_ASSESSMENT_SAME,
  CM_ASSESSMENT_UP,
} CmAssessmentMove;

typedef struct
{
  const CmAssessmentPart *then, *now; /* NULL: has no such heading; never both */
  int from, to;                       /* levels, from 0; -1: not known */
  CmAssessmentMove move;
} CmAssessmentStep;

/* (transfer full): of CmAssessmentStep, for all headings of either; both must have been loaded with
 * the same benchmark, and outlive it. `then` may be NULL. */
GPtrArray *cm_assessment_compare (const CmAssessment *then, const CmAssessment *now);
const char *cm_assessment_step_get_title (const CmAssessmentStep *step);
/* (transfer full): “Moved up by 2 levels”, “Not judged then” */
char *cm_assessment_step_describe (const CmAssessmentStep *step);
/* (transfer full): “2 headings moved up, 1 stayed where it was, 4 cannot be compared.” */
char *cm_assessment_describe_steps (GPtrArray *steps);

G_END_DECLS
