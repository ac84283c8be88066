/* cm-merge-private.h - what is to become of every record in a merge. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-merge.h"
#include "cm-store-merge.h"

G_BEGIN_DECLS

typedef enum
{
  CM_OUTCOME_KEEP, /* as it is in mine, or is not */
  CM_OUTCOME_UPDATE,
  CM_OUTCOME_INSERT,
  CM_OUTCOME_DELETE,
} CmMergeOutcome;

/* A record that is not the same in both copies, or that another one draws in. */
typedef struct
{
  const CmTable *table;
  char *id;
  gboolean in_mine, in_theirs;
  CmMergeOutcome verdict; /* before any choice */
  GArray *takes;          /* of guint: fields that come from theirs, or NULL */
  GPtrArray *conflicts;   /* of CmMergeConflict, not owned, or NULL */
  char *refusal;          /* what is wrong with theirs, or NULL */

  /* Once it is settled. */
  CmMergeOutcome outcome;
  gboolean asked;  /* somebody chose whether it is there */
  gboolean pinned; /* it has to be there, whatever was chosen */
  gboolean left;   /* it cannot come in */
  gboolean whole;  /* what it owns stays or comes with it */
  gboolean queued;
} CmMergeRow;

typedef struct
{
  CmCopy *mine, *theirs, *base; /* base may be NULL */
  CmOrigin *origin;
  GPtrArray *rows;        /* of CmMergeRow, parents first */
  GHashTable *by_table;   /* CmTable → key → CmMergeRow */
  GPtrArray *conflicts;   /* of CmMergeConflict */
  GHashTable *names;      /* key → char *, of records that were named */
  char *my_state, *state; /* of mine and theirs, when they were read */
} CmMergePlan;

CmMergePlan *_cm_merge_plan_new (CmStore *mine,
                                 const char *theirs,
                                 const char *base,
                                 CmProgress *progress,
                                 double share,
                                 GCancellable *cancellable,
                                 GError **error);
void _cm_merge_plan_free (CmMergePlan *self);
/* Lets go of mine; and takes it up again, FALSE if either copy has changed since. */
void _cm_merge_plan_leave (CmMergePlan *self);
gboolean _cm_merge_plan_resume (CmMergePlan *self, CmStore *mine);
CmMergeRow *_cm_merge_plan_find (CmMergePlan *self, const CmTable *table, const char *id);
CmMergeRow *_cm_merge_plan_add (CmMergePlan *self, const CmTable *table, const char *id);
/* (transfer full) (nullable): the record as it will be. */
CmRecord *_cm_merge_plan_make (CmMergePlan *self, CmMergeRow *row);

/* cm-merge-settle.c: what becomes of every record by what was chosen, so that every reference leads
 * somewhere. Adds sentences to `notes`, which may be NULL. */
gboolean _cm_merge_settle (CmMergePlan *self, GPtrArray *notes, GError **error);

/* cm-merge-words.c */
void _cm_merge_conflict_free (gpointer conflict);
void _cm_merge_change_free (gpointer change);
/* Fills in what a person is told of every conflict. */
void _cm_merge_describe_conflicts (CmMergePlan *self);
/* (transfer full) */
CmMergeChange *_cm_merge_describe_change (CmMergePlan *self, CmMergeRow *row);
char *_cm_merge_describe_refusal (CmMergePlan *self, CmMergeRow *row);
/* "Activity “Streetscene”". (transfer full) */
char *_cm_merge_name (CmMergePlan *self, const CmTable *table, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmMergePlan, _cm_merge_plan_free)

G_END_DECLS
