/* cm-merge.h - what was done in a copy of the portfolio, and what was done here, become one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-progress.h"
#include "cm-store.h"

G_BEGIN_DECLS

/* So many changes are told in words; the others are counted. */
#define CM_MERGE_TOLD_MAX 2000

typedef enum
{
  CM_MERGE_MINE,
  CM_MERGE_THEIRS,
} CmMergeChoice;

typedef enum
{
  CM_CONFLICT_FIELD,        /* both changed the same field, not to the same */
  CM_CONFLICT_THEY_DELETED, /* they deleted a record that was changed here */
  CM_CONFLICT_I_DELETED,    /* a record that was deleted here they changed */
  CM_CONFLICT_RULE,         /* what both changed in a record does not go together */
} CmConflictKind;

typedef struct
{
  char *id; /* names it again as long as neither copy changes: "table/key" or "table/key/field" */
  CmConflictKind kind;
  const CmTable *table;
  char *record;                  /* its key */
  char *title;                   /* what names the record to a person */
  const CmField *field;          /* CM_CONFLICT_FIELD, or NULL */
  char *base, *mine, *theirs;    /* as shown on the screen; "" for no value */
  char *mine_who, *theirs_who;   /* as their computers know them, or NULL if it is not known */
  gint64 mine_when, theirs_when; /* microseconds since 1970, UTC */
  CmMergeChoice choice;          /* to begin with, what loses nothing */
  gboolean chosen;               /* somebody did */
} CmMergeConflict;

/* What comes in without being asked about. */
typedef struct
{
  const CmTable *table;
  char *record;
  char *title;
  CmChangeKind kind;
  char *text; /* "Lead: Borough → County" for each field, a line each; "" for a deletion */
} CmMergeChange;

typedef struct _CmMerge CmMerge;

/* Reads how `mine` and the portfolio `theirs` differ, and from what: the portfolio `base`, or if
 * that is NULL what both come from by their change logs. Fails with CM_STORE_ERROR_UNRELATED where
 * the logs do not tell. The files are opened as a stranger's are, only to read, and
 * stay open; `mine` is let go of. May be called in a thread, and what it gives used in another. */
CmMerge *cm_merge_new (CmStore *mine,
                       const char *theirs,
                       const char *base,
                       CmProgress *progress,
                       GCancellable *cancellable,
                       GError **error);
void cm_merge_free (CmMerge *self);

const char *cm_merge_get_theirs (CmMerge *self);
/* (transfer none): of CmMergeConflict, by table and record. */
GPtrArray *cm_merge_get_conflicts (CmMerge *self);
/* How many of them nobody has chosen for yet. */
guint cm_merge_get_n_open (CmMerge *self);
/* (transfer none): of CmMergeChange, and how many there are in all. */
GPtrArray *cm_merge_get_changes (CmMerge *self);
guint cm_merge_get_n_changes (CmMerge *self);
/* (transfer none): of char *, sentences: what would be brought back and why, and what breaks a rule
 * and so cannot be taken over, as long as nothing else is chosen. */
GPtrArray *cm_merge_get_notes (CmMerge *self);
/* Whether there is nothing to take over, to decide or to tell. */
gboolean cm_merge_is_empty (CmMerge *self);

/* Chooses for all conflicts, or for one: FALSE if there is none of that id. */
void cm_merge_prefer (CmMerge *self, CmMergeChoice choice);
gboolean cm_merge_choose (CmMerge *self, const char *id, CmMergeChoice choice);
/* Chooses by a text that has for every conflict a line of its id, a tab, and “mine” or “theirs”;
 * empty lines and lines that begin with # are passed over. Errors name the line. */
gboolean cm_merge_read_choices (CmMerge *self, const char *text, GError **error);

typedef struct
{
  guint n_changes;  /* records that are not as they were */
  GPtrArray *notes; /* of char *, sentences: what was brought back, left out or refused, and why */
} CmMergeResult;

void cm_merge_result_clear (CmMergeResult *result);

/* Takes over what was chosen, in one transaction with an entry of the change log such as “Merged
 * “theirs.portfolio” (42 changes, 3 conflicts)”. If one of them has changed since, they are read
 * again, and if there is a conflict that was not shown, nothing is done. Afterwards every reference
 * leads somewhere and every record that was changed keeps its rules. `result` may be NULL. */
gboolean cm_merge_apply (CmMerge *self,
                         CmStore *mine,
                         CmMergeResult *result,
                         CmProgress *progress,
                         GCancellable *cancellable,
                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmMerge, cm_merge_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CmMergeResult, cm_merge_result_clear)

G_END_DECLS
