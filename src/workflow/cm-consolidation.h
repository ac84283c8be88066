/* cm-consolidation.h - what several priority matrices say together, and the arithmetic of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-matrix.h"

G_BEGIN_DECLS

/* What was marked in some cells. */
typedef struct
{
  guint n[CM_N_MARKS];
  guint not_asked; /* rows of matrices that do not have the topic */
} CmTally;

typedef struct
{
  char *heading;
  char *name;
  CmTally all;
  CmTally *by_row; /* as many as the consolidation has rows */
} CmConsolidatedTopic;

typedef struct
{
  GPtrArray *topics; /* of CmConsolidatedTopic */
  GPtrArray *rows;   /* of char *: the names, each once */
  guint n_matrices;
} CmConsolidation;

/* Topics and rows are the same when they have the same name, whatever the case and the letter they
 * are listed under. */
CmConsolidation *cm_consolidation_new (const CmMatrix *const *matrices, guint n_matrices);
void cm_consolidation_free (CmConsolidation *self);
const CmConsolidatedTopic *cm_consolidation_get_topic (const CmConsolidation *self, guint topic);

/* Of the cells whose mark is known: high if half or more are high, priority if half or more are
 * high or priority, else not identified; unknown if none is known. */
CmMark cm_tally_judge (const CmTally *self);
/* The rule in a sentence, translated. */
const char *cm_tally_rule (void);
/* Whether the unknown cells could not change that, whatever they are. */
gboolean cm_tally_is_firm (const CmTally *self);
/* (transfer full): "High in 1 of 5, unknown in 4", and how the judgement follows from it. */
char *cm_tally_describe (const CmTally *self);
char *cm_tally_explain (const CmTally *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmConsolidation, cm_consolidation_free)

G_END_DECLS
