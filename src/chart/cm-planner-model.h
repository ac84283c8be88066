/* cm-planner-model.h - a year planner to be drawn: columns of time, lanes, what stands in them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Without a stage of its own: in no colour. */
#define CM_PLANNER_NEUTRAL (-1)

typedef enum
{
  CM_PLANNER_BAR,
  CM_PLANNER_MILESTONE,
  CM_PLANNER_BEATS, /* comes again and again: in a row of its own below all lanes */
} CmPlannerShape;

/* Days are counted from any one day; both the first and the last belong to what they bound. */
typedef struct
{
  char *label;
  char *group; /* neighbours of the same group stand under its name; or NULL */
  int first, last;
} CmPlannerColumn;

typedef struct
{
  char *title;
  int colour; /* of a stage, see cm_palette_stage(), or CM_PLANNER_NEUTRAL */
} CmPlannerLane;

typedef struct
{
  CmPlannerShape shape;
  guint lane;
  char *label;
  char *
      spoken; /* after its lane and its label: when it is, and what else there is to say; or NULL */
  int colour;
  gboolean open;   /* others can still change the result then: striped */
  gboolean placed; /* it is known when it is */
  int first, last;
  GArray *beats; /* of int; of beats only, else NULL */
} CmPlannerMark;

typedef struct
{
  char *title;
  GPtrArray *columns; /* of CmPlannerColumn, in order; there may be gaps between them */
  GPtrArray *lanes;   /* of CmPlannerLane */
  GPtrArray *marks;   /* of CmPlannerMark, by time */
  gboolean has_today;
  int today;
  char *today_text;   /* what the legend says of it, or NULL */
  GPtrArray *colours; /* of char *: what each of the stages' colours stands for */

  /* What the widget knows, drawn too: -1 if nothing. */
  int focus, hover, chosen;
} CmPlannerModel;

CmPlannerModel *cm_planner_model_new (const char *title);
void cm_planner_model_free (CmPlannerModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmPlannerModel, cm_planner_model_free)

/* In order; a column begins after the one before has ended. */
void cm_planner_model_add_column (
    CmPlannerModel *self, const char *label, const char *group, int first, int last);
/* Each returns its position. */
guint cm_planner_model_add_lane (CmPlannerModel *self, const char *title, int colour);
guint cm_planner_model_add_mark (CmPlannerModel *self,
                                 guint lane,
                                 CmPlannerShape shape,
                                 const char *label,
                                 const char *spoken,
                                 int colour,
                                 gboolean open);
/* A mark that is never placed is one whose time is not known. */
void cm_planner_model_place (CmPlannerModel *self, guint mark, int first, int last);
/* Places a mark of beats, too. In order. */
void cm_planner_model_add_beat (CmPlannerModel *self, guint mark, int day);
/* What the next colour, from 0 on, stands for: the legend says so where no lane does. */
void cm_planner_model_add_colour (CmPlannerModel *self, const char *name);
void cm_planner_model_set_today (CmPlannerModel *self, int day, const char *text);

const CmPlannerColumn *cm_planner_model_get_column (const CmPlannerModel *self, guint column);
const CmPlannerLane *cm_planner_model_get_lane (const CmPlannerModel *self, guint lane);
const CmPlannerMark *cm_planner_model_get_mark (const CmPlannerModel *self, guint mark);
/* The days from the beginning of the first column to the end of the last one; FALSE if there is no
 * column. */
gboolean cm_planner_model_get_days (const CmPlannerModel *self, int *first, int *last);
/* Whether all of it lies before the first column, or after the last one. */
gboolean cm_planner_model_is_before (const CmPlannerModel *self, const CmPlannerMark *mark);
gboolean cm_planner_model_is_after (const CmPlannerModel *self, const CmPlannerMark *mark);

/* Spoken, translated: "Plan: Set the outcomes, 1 Aug 2009 – 30 Sep 2009, open to partners"; and
 * "Year planner 2009/10: 4 lanes, 19 periods, 8 milestones, …". Free with g_free(). */
char *cm_planner_model_describe_mark (const CmPlannerModel *self, guint mark);
char *cm_planner_model_describe (const CmPlannerModel *self);

G_END_DECLS
