/* cm-timeline.h - a year planner: what is done when in a financial year, by whom and how often. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* --- as it is written ------------------------------------------------------------------------- */

typedef enum
{
  CM_TIMELINE_COMMISSIONING, /* the partnership's own year */
  CM_TIMELINE_PARTNER,       /* how one kind of partner plans and sets its budget */
  CM_TIMELINE_PROJECT,       /* a piece of work */
} CmTimelineKind;

typedef enum
{
  CM_TIMELINE_UNKNOWN, /* it happens, but it is not known when */
  CM_TIMELINE_MONTH,
  CM_TIMELINE_WEEK,
  CM_TIMELINE_DAY, /* of the calendar; only in timelines of one year */
} CmTimelineUnit;

/* A time, counted from the 1 April with which a financial year begins. */
typedef struct
{
  CmTimelineUnit unit;
  int number; /* months from April; weeks from the one of 1 April; days as GDate counts them */
  int day;    /* of the month, or of the week from Monday as 1; 0 for all of it */
} CmTimelineWhen;

typedef enum
{
  CM_TIMELINE_ANY, /* it does not say */
  CM_TIMELINE_PLANNING,
  CM_TIMELINE_BUDGET,
  CM_TIMELINE_REPORTING,
} CmTimelineTopic;

/* A column. They are in order, may be of unequal length and leave gaps. */
typedef struct
{
  char *title; /* or NULL; see cm_timeline_plan_name_period() */
  CmTimelineWhen from, to;
  int line; /* of the source, as all lines here */
} CmTimelinePeriod;

/* What bars, milestones and rhythms have in common. */
typedef struct
{
  char *title;
  char *text;   /* more about it, or NULL */
  char *stage;  /* "plan", or NULL */
  char *step;   /* "plan/options", or NULL */
  char *group;  /* "theme-group", or NULL */
  char *source; /* the id of a source, or NULL */
  CmTimelineTopic topic;
  gboolean open;      /* others can still change the result then */
  gboolean outside;   /* it is meant to be before the first period or after the last one */
  gboolean editorial; /* advice or general practice, not taken from a source */
  int line;
} CmTimelineItem;

typedef struct
{
  CmTimelineItem item;
  CmTimelineWhen from, to;
} CmTimelineBar;

typedef struct
{
  CmTimelineItem item;
  CmTimelineWhen when;
} CmTimelineMilestone;

/* What comes again and again: a report, a meeting. */
typedef struct
{
  CmTimelineItem item;
  CmTimelineWhen from, to; /* the first time, and when it ends */
  CmTimelineUnit unit;     /* of `every`: weeks or months */
  guint every;
} CmTimelineRhythm;

typedef struct
{
  char *id;
  char *text;
  char *link; /* an address, or NULL */
} CmTimelineSource;

typedef struct
{
  char *id;
  char *title;
  char *summary; /* or NULL */
  CmTimelineKind kind;
  gint64 year;           /* of what happened only once: the year it began in; else 0 */
  gboolean editorial;    /* our advice or general practice as a whole */
  gboolean own;          /* from a partnership's own folder */
  GPtrArray *partners;   /* of char *: whose it is */
  GPtrArray *sources;    /* of CmTimelineSource */
  GPtrArray *notes;      /* of char *: what a reader has to know, and what is not known */
  GPtrArray *periods;    /* of CmTimelinePeriod; if it names none, the months from April to March */
  GPtrArray *bars;       /* of CmTimelineBar */
  GPtrArray *milestones; /* of CmTimelineMilestone */
  GPtrArray *rhythms;    /* of CmTimelineRhythm */
} CmTimeline;

void cm_timeline_free (CmTimeline *self);
const CmTimelineSource *cm_timeline_find_source (const CmTimeline *self, const char *id);

/* --- as it falls in a year -------------------------------------------------------------------- */

/* Both days belong to it. Neither is valid (g_date_valid()) if it is not known when it is. */
typedef struct
{
  GDate first, last;
} CmTimelineSpan;

/* One time that a rhythm comes round. */
typedef struct
{
  guint rhythm; /* position in the timeline's */
  GDate date;
} CmTimelineBeat;

/* The arrays are in the order of the timeline's. */
typedef struct
{
  const CmTimeline *timeline; /* has to outlive it */
  gint64 year;                /* the financial year begins on 1 April of it */
  CmTimelineSpan columns;     /* from the first period's beginning to the last one's end */
  CmTimelineSpan all;         /* the same with all that is outside of them */
  GArray *periods;            /* of CmTimelineSpan */
  GArray *bars;               /* of CmTimelineSpan */
  GArray *milestones;         /* of CmTimelineSpan: of a month or week as a whole, all its days */
  GArray *beats;              /* of CmTimelineBeat, by date */
} CmTimelinePlan;

/* The earliest and latest year that can be asked for. */
#define CM_TIMELINE_YEAR_MIN 1900
#define CM_TIMELINE_YEAR_MAX 2200

/* (transfer full): where all of it falls in the financial year that begins in `year`; in its own
 * year, whatever is asked for, if it is of one year. */
CmTimelinePlan *cm_timeline_place (const CmTimeline *self, gint64 year);
void cm_timeline_plan_free (CmTimelinePlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmTimelinePlan, cm_timeline_plan_free)

/* (transfer full): what the column is called: "Apr", "Apr–Jun", "w/c 25 May", "w/c 20–27 Jul", or
 * its own words. */
char *cm_timeline_plan_name_period (const CmTimelinePlan *self, guint period);
/* Whether all of it is before the first column. */
gboolean cm_timeline_plan_is_before (const CmTimelinePlan *self, const CmTimelineSpan *span);
gboolean cm_timeline_plan_is_after (const CmTimelinePlan *self, const CmTimelineSpan *span);
/* The column that the day lies in, or -1. */
int cm_timeline_plan_find_period (const CmTimelinePlan *self, const GDate *day);

G_END_DECLS
