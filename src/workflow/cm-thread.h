/* cm-thread.h - the golden thread: chapter, outcome, indicator and target, activity, money. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-scope.h"
#include "cm-targets.h"

G_BEGIN_DECLS

typedef struct _CmThreadChapter CmThreadChapter;
typedef struct _CmThreadOutcome CmThreadOutcome;
typedef struct _CmThreadIndicator CmThreadIndicator;
typedef struct _CmThreadActivity CmThreadActivity;

typedef struct
{
  char *id, *name, *kind;
} CmThreadSource;

/* Money of the current year from one source, in pence. */
typedef struct
{
  const CmThreadSource *source; /* NULL if it is gone */
  gint64 amount;
} CmThreadMoney;

struct _CmThreadActivity
{
  char *id, *title, *code, *state, *carried_by;
  gboolean over;     /* closed or withdrawn */
  gboolean in_scope; /* serves a chapter of the scope, or one of its outcomes */
  guint n_outcomes;  /* that it serves, in the scope or not */
  gint64 money;      /* of the current year */
  gint64 mainstream; /* of that, from mainstream budgets */
  GArray *sources;   /* of CmThreadMoney, or NULL */
};

/* That an activity serves an outcome. */
typedef struct
{
  char *id; /* of the record */
  CmThreadActivity *activity;
  gboolean is_main;
  gboolean is_said; /* whether main or supporting is said */
} CmThreadLink;

struct _CmThreadIndicator
{
  CmRecord *record;
  CmThreadOutcome *outcome; /* or NULL */
  GPtrArray *targets;       /* of CmRecord */
  GPtrArray *measurements;  /* of CmRecord */
  CmRecord *target;         /* the current one, or NULL */
  CmRecord *latest;         /* the newest measurement, or NULL */
  CmStanding standing;
  CmTravel travel;
};

struct _CmThreadOutcome
{
  CmRecord *record;
  CmThreadChapter *chapter;
  char *owner;           /* the body's name, or NULL */
  GPtrArray *indicators; /* of CmThreadIndicator */
  GPtrArray *links;      /* of CmThreadLink: the main ones first, then by money */
  gint64 money;          /* of its activities in the current year */
  gint64 mainstream;
};

struct _CmThreadChapter
{
  char *id, *name, *theme;
  GPtrArray *outcomes; /* of CmThreadOutcome */
  guint n_indicators;
  guint n_activities; /* that serve its outcomes, each once */
  gint64 money;       /* of those, each once */
  gint64 mainstream;
};

#define CM_TYPE_THREAD (cm_thread_get_type ())
G_DECLARE_FINAL_TYPE (CmThread, cm_thread, CM, THREAD, GObject)

/* Reads the store in pieces while the main loop is idle, follows its changes, and emits "changed"
 * () whenever what it holds is another: whatever it gave before is gone then. Until the first
 * reading is done it holds nothing. */
CmThread *cm_thread_new (CmStore *store, const CmScope *scope);
void cm_thread_set_scope (CmThread *self, const CmScope *scope);
const CmScope *cm_thread_get_scope (CmThread *self);
CmStore *cm_thread_get_store (CmThread *self);
gboolean cm_thread_is_ready (CmThread *self);
/* Reads what is left without waiting for the main loop: for programs without one. */
void cm_thread_finish (CmThread *self);

gint64 cm_thread_get_year (CmThread *self);
/* (transfer none): of CmThreadChapter, by theme and order, those of the scope. */
GPtrArray *cm_thread_get_chapters (CmThread *self);
/* (transfer none): of CmThreadActivity by title, all there are, in the scope or not. */
GPtrArray *cm_thread_get_activities (CmThread *self);
/* (transfer none): of CmThreadIndicator without an outcome; none for a scope narrower than all. */
GPtrArray *cm_thread_get_stray_indicators (CmThread *self);
/* (transfer none): of CmThreadActivity in the scope that serve no outcome and are not over. */
GPtrArray *cm_thread_get_stray_activities (CmThread *self);

/* (transfer none) (nullable): within the scope. */
CmThreadChapter *cm_thread_find_chapter (CmThread *self, const char *id);
CmThreadOutcome *cm_thread_find_outcome (CmThread *self, const char *id);
CmThreadIndicator *cm_thread_find_indicator (CmThread *self, const char *id);
/* (transfer none) (nullable): in the scope or not. */
CmThreadActivity *cm_thread_find_activity (CmThread *self, const char *id);
/* (transfer none) (nullable) */
CmThreadLink *cm_thread_find_link (const CmThreadOutcome *outcome, const char *id);

/* (transfer full): "63% mainstream", "from pots alone", "all mainstream"; NULL without money. */
char *cm_thread_describe_share (gint64 money, gint64 mainstream);
/* (transfer full): "71% in 2005/06 → 76% on 31 Mar 2009 → at least 90% by 2009/10", with what is
 * missing said. */
char *cm_thread_describe_course (const CmThreadIndicator *indicator);

/* --- loose ends ------------------------------------------------------------------------------- */

typedef enum
{
  CM_LOOSE_CHAPTER_BARE, /* from the chapters downwards */
  CM_LOOSE_OUTCOME_NO_OPERATIONAL,
  CM_LOOSE_OUTCOME_NO_OWNER,
  CM_LOOSE_OUTCOME_NO_INDICATOR,
  CM_LOOSE_OUTCOME_NO_ACTIVITY,
  CM_LOOSE_OUTCOME_NO_PLAN,
  CM_LOOSE_OUTCOME_POTS_ALONE,
  CM_LOOSE_INDICATOR_NO_BASELINE,
  CM_LOOSE_INDICATOR_NO_TARGET,
  CM_LOOSE_ACTIVITY_NO_MONEY,
  CM_LOOSE_MONEY_NO_OUTCOME, /* from the money upwards */
  CM_LOOSE_ACTIVITY_NO_OUTCOME,
  CM_LOOSE_INDICATOR_NO_OUTCOME,
  CM_N_LOOSE
} CmLooseKind;

typedef struct
{
  char *id, *title;
  char *detail; /* where it belongs, or its money; may be NULL */
} CmLooseItem;

typedef struct
{
  CmLooseKind kind;
  const char *table;
  GPtrArray *items;   /* of CmLooseItem */
  gint64 money;       /* of the items in the current year, for activities and outcomes */
  gboolean has_money; /* whether that says something */
} CmLooseEnds;

/* (transfer container): of CmLooseEnds, one for each kind, in their order. */
GPtrArray *cm_thread_list_loose (CmThread *self);
/* Translated: what is loose, why that matters, and whether the thread is broken upwards. */
const char *cm_loose_get_title (CmLooseKind kind);
const char *cm_loose_get_reason (CmLooseKind kind);
gboolean cm_loose_is_upwards (CmLooseKind kind);

/* --- changes, each one transaction ------------------------------------------------------------ */

/* (transfer full) (nullable): a new record at the end of its list. */
CmRecord *cm_thread_add_outcome (CmStore *store, const char *chapter, GError **error);
CmRecord *cm_thread_add_indicator (CmStore *store, const char *outcome, GError **error);
/* (transfer full) (nullable): the link, new, main for an activity without another outcome. Refused
 * if there is one. */
CmRecord *
cm_thread_link (CmStore *store, const char *activity, const char *outcome, GError **error);
gboolean cm_thread_unlink (CmStore *store, const char *link, GError **error);
/* Deletes an outcome or an indicator. */
gboolean cm_thread_remove (CmStore *store, const char *table, const char *id, GError **error);
gboolean cm_thread_rename (
    CmStore *store, const char *table, const char *id, const char *name, GError **error);

G_END_DECLS
