/* cm-year-plan.h - what happens in a financial year: the planners of an edition and the portfolio's
 * own dates, put together. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-manual.h"
#include "cm-scope.h"
#include "cm-timeline.h"

G_BEGIN_DECLS

/* --- what can be shown ------------------------------------------------------------------------ */

typedef enum
{
  CM_YEAR_PLANNER_COMMISSIONING,
  CM_YEAR_PLANNER_PARTNER,
  CM_YEAR_PLANNER_PROJECT,
  CM_YEAR_PLANNER_PORTFOLIO, /* dates that are kept in the portfolio */
} CmYearPlannerKind;

typedef struct
{
  char *id; /* of the timeline; or "own:meetings" and the like, which no timeline can have */
  char *title;
  char *summary; /* or NULL */
  CmYearPlannerKind kind;
  gint64 year;                /* the only one it is for, or 0 */
  const CmTimeline *timeline; /* or NULL */
  const char *table;          /* of the portfolio, or NULL */
  char *record;               /* the timetable whose columns and bars it has, or NULL */
} CmYearPlanner;

/* (transfer container): of CmYearPlanner: those of an edition (CmTimeline, which have to outlive
 * them), by kind and then in their order; then what the portfolio has. Either may be NULL. */
GPtrArray *cm_year_planners_list (GPtrArray *timelines, CmStore *store);
const CmYearPlanner *cm_year_planners_find (GPtrArray *planners, const char *id);
/* Whether it is shown to whoever has not chosen: the commissioning year of the edition, partners'
 * cycles, meetings and events of the portfolio. */
gboolean cm_year_planner_is_usual (const CmYearPlanner *self);
/* Whether anything of it can be shown in that year. */
gboolean cm_year_planner_has_year (const CmYearPlanner *self, gint64 year);

/* --- a year ----------------------------------------------------------------------------------- */

typedef enum
{
  CM_YEAR_BAR,
  CM_YEAR_MILESTONE,
  CM_YEAR_RHYTHM,
} CmYearItemKind;

typedef struct
{
  CmYearItemKind kind;
  guint planner; /* position in the plan's */
  char *key;     /* the same in every year, as long as its title is; with `year` unique within its
                  * planner */
  gint64 year;   /* the financial year whose turn it is; 0 for a date that comes once */
  char *title;
  char *text;   /* more about it, or NULL */
  char *stage;  /* "plan", or NULL */
  char *step;   /* "plan/options", or NULL */
  char *group;  /* of the manual, "theme-group", or NULL */
  char *who;    /* a partner, body or activity by name, or NULL */
  char *source; /* in words, or NULL */
  char *link;   /* the address of the source, or NULL */
  CmTimelineTopic topic;
  gboolean open; /* others can still change the result then */
  gboolean editorial;
  gboolean illustrative;
  CmTimelineSpan span; /* both days belong to it; not valid if it is not known when it is */
  GArray *beats;       /* of a rhythm: of GDate, at least one; else NULL */
  CmTimelineUnit unit; /* of `every`: weeks or months */
  guint every;
  const char *table; /* of the portfolio, or NULL */
  char *record;      /* its key there, or NULL */
} CmYearItem;

typedef struct
{
  char *title;
  CmTimelineSpan span;
} CmYearColumn;

typedef struct
{
  gint64 year;         /* begins on 1 April of it */
  GPtrArray *planners; /* all there are */
  CmTimelineSpan span; /* from the first column's beginning to the last one's end */
  GPtrArray *columns;  /* of CmYearColumn: in order; there may be gaps between them */
  GPtrArray *items;    /* of CmYearItem, by time; those whose time is not known last */
  GPtrArray *notes;    /* of char *: what is not shown, and why */
} CmYearPlan;

typedef struct
{
  gint64 year;
  const char *const *planners; /* ids, ending with NULL; NULL for the usual ones */
  const char *group;           /* what names another group of the manual is left out; or NULL */
  guint most;                  /* things of one planner, as many as can be taken in; 0: no limit */
} CmYearPlanChoice;

/* (transfer full): what the chosen planners have in the year. Alone, a planner has its own columns;
 * several together stand over the months. `store` may be NULL; activities and what belongs to them
 * are those of the scope. */
CmYearPlan *cm_year_plan_new (GPtrArray *planners,
                              const CmYearPlanChoice *choice,
                              CmStore *store,
                              const CmScope *scope);
void cm_year_plan_free (CmYearPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmYearPlan, cm_year_plan_free)

const CmYearItem *cm_year_plan_get (const CmYearPlan *self, guint item);
const CmYearPlanner *cm_year_plan_get_planner (const CmYearPlan *self, const CmYearItem *item);
gboolean cm_year_item_is_known (const CmYearItem *self);

/* --- in words --------------------------------------------------------------------------------- */

/* (transfer full): "1 Jun 2009 – 31 Jul 2009", "8 Oct 2009", "in February 2010", "every 13 weeks
 * from 15 Jun 2009, 4 times", "not known". */
char *cm_year_item_describe_when (const CmYearItem *self);
/* (transfer full): who it is for or about, "" if it does not say; what it rests on, "Source: …",
 * "Advice or general practice, not from a source", "Illustrative: …", or "". `manual` (or NULL)
 * names groups. */
char *cm_year_item_describe_who (const CmYearItem *self, CmManual *manual);
char *cm_year_item_describe_basis (const CmYearItem *self);
/* What the manual calls its stage and its step, or "". */
const char *cm_year_item_get_stage_title (const CmYearItem *self, CmManual *manual);
const char *cm_year_item_get_step_title (const CmYearItem *self, CmManual *manual);
/* Translated: "Period", "Milestone", "Rhythm"; "Planning", "Budget", "Reporting" or "". */
const char *cm_year_item_kind_name (CmYearItemKind kind);
const char *cm_year_item_topic_name (CmTimelineTopic topic);

G_END_DECLS
