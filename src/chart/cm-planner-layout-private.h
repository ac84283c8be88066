/* cm-planner-layout-private.h - where everything of a year planner stands. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-planner-painter.h"

G_BEGIN_DECLS

/* In px. */
#define CM_PLANNER_TYPE 12.5
#define CM_PLANNER_SMALL 0.9 /* of the type */
#define CM_PLANNER_GAP 6.0
#define CM_PLANNER_ROW 26.0
#define CM_PLANNER_BAR_HEIGHT 22.0
#define CM_PLANNER_DIAMOND 13.0
#define CM_PLANNER_SAMPLE 26.0 /* width of a sample in the legend */
#define CM_PLANNER_PAD 8.0     /* before the words in a bar */
#define CM_PLANNER_EDGE 4.0    /* the coloured one of a lane */

/* Where a mark is. */
typedef struct
{
  guint row;        /* within all rows, from the top */
  CmFigureBox sign; /* bar, diamond, row of beats, pin */
  CmFigureBox box;  /* the same with its name */
  CmFigureText *text;
  double text_x, text_y;
  gboolean cut;
  gboolean goes_on_before, goes_on_after; /* beyond the columns */
} CmPlannerSpot;

/* A lane, the rhythms, or what is not known to be anywhere. */
typedef struct
{
  CmFigureText *title; /* or NULL */
  int colour;
  double y, height;
  double rows; /* where its rows begin below its top, without what is left free */
} CmPlannerBlock;

typedef struct
{
  CmFigureText *text;
  double x, y; /* of the sample */
  int sample;  /* CmPlannerSample; from CM_PLANNER_N_SAMPLES on, colours */
} CmPlannerKey;

typedef enum
{
  CM_PLANNER_SAMPLE_BAR,
  CM_PLANNER_SAMPLE_OPEN,
  CM_PLANNER_SAMPLE_MILESTONE,
  CM_PLANNER_SAMPLE_BEATS,
  CM_PLANNER_SAMPLE_PIN,
  CM_PLANNER_SAMPLE_UNKNOWN,
  CM_PLANNER_SAMPLE_TODAY,
  CM_PLANNER_N_SAMPLES
} CmPlannerSample;

struct _CmPlannerLayout
{
  const CmPlannerModel *model;
  CmFigureType type;
  double width, header, body, legend;
  double timed;         /* height of the part of the body that stands beneath the columns */
  gboolean above;       /* the lanes' titles stand above their rows, not beside them */
  double names;         /* width of the titles beside the rows; 0 if they are above */
  double before, after; /* width of what is pinned beside the columns; 0 for nothing */
  double axis, length;  /* where the first column begins, and how long all of them are */
  int first, last;      /* days of the axis */
  double groups;        /* height of what neighbouring columns have in common; 0 for nothing */
  CmPlannerSpot *spots; /* one for each mark */
  guint *order;         /* of marks, as they are read */
  guint n_rows;
  GPtrArray *blocks; /* of CmPlannerBlock */
  GPtrArray *keys;   /* of CmPlannerKey */
  GPtrArray *heads;  /* of CmFigureText: the names of the columns */
};

/* Where the day begins. */
double _cm_planner_find_x (const CmPlannerLayout *self, int day);
/* The middle of what is pinned before or after the columns. */
double _cm_planner_get_side (const CmPlannerLayout *self, gboolean before);

G_END_DECLS
