/* cm-thread-painter.h - the golden thread drawn: chapter, outcome, indicator, activity, money. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "cm-palette.h"

G_BEGIN_DECLS

typedef enum
{
  CM_COLUMN_CHAPTER,
  CM_COLUMN_OUTCOME,
  CM_COLUMN_INDICATOR,
  CM_COLUMN_ACTIVITY,
  CM_COLUMN_MONEY,
  CM_N_COLUMNS
} CmThreadColumn;

typedef struct
{
  CmThreadColumn column;
  char *title;
  char *note;     /* a second text, smaller; may be NULL */
  char *warning;  /* what is missing on it, with a mark before it; may be NULL */
  gboolean loose; /* stands for what is not there: the thread ends in it */
} CmThreadNode;

typedef struct
{
  guint from, to;  /* nodes; `to` in a later column */
  double weight;   /* its width follows this; 0 for a thin line */
  gboolean hollow; /* drawn with its edges alone */
} CmThreadCurve;

/**
 * CmThreadChart:
 *
 * Plain data, filled by whoever knows the thread, from the left to the right and in each column
 * from the top to the bottom. Curves from an outcome lead to its indicators and to its activities,
 * those from an activity to its money. Indices of nodes are those of adding.
 */
typedef struct
{
  GPtrArray *nodes;  /* CmThreadNode */
  GArray *curves;    /* CmThreadCurve */
  char *name;        /* what it shows; spoken, and drawn if `has_heading` */
  char *money_title; /* heading of the money column, such as "2009/10" */
  char *summary;     /* spoken after the name; may be NULL */
  gboolean has_heading;
  int hover, focus, selected; /* nodes, or -1 */
} CmThreadChart;

typedef struct
{
  double x, y, width, height;
} CmThreadBox;

typedef enum
{
  CM_THREAD_UP,
  CM_THREAD_DOWN,
  CM_THREAD_LEFT,
  CM_THREAD_RIGHT,
} CmThreadWay;

CmThreadChart *cm_thread_chart_new (const char *name, const char *money_title);
void cm_thread_chart_free (CmThreadChart *chart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmThreadChart, cm_thread_chart_free)

/* Returns the index. Either text may be NULL. */
guint cm_thread_chart_add_node (CmThreadChart *chart,
                                CmThreadColumn column,
                                const char *title,
                                const char *note,
                                const char *warning);
/* What is missing after `from`: a node that says so, and the thread that ends in it. */
guint cm_thread_chart_add_loose (CmThreadChart *chart,
                                 guint from,
                                 CmThreadColumn column,
                                 const char *title);
void cm_thread_chart_add_curve (
    CmThreadChart *chart, guint from, guint to, double weight, gboolean hollow);
const CmThreadNode *cm_thread_chart_get_node (const CmThreadChart *chart, guint node);

/* Spoken, translated; free with g_free(). */
char *cm_thread_chart_describe (const CmThreadChart *chart);
char *cm_thread_chart_describe_node (const CmThreadChart *chart, guint node);
/* The next node that way, the first for -1, or -1. */
int cm_thread_chart_find_neighbour (const CmThreadChart *chart, int node, CmThreadWay way);

/* Where everything goes. Computed once for a chart and a width; texts wrap, so the width gives the
 * height. @context supplies the font; NULL: the default one. */
typedef struct _CmThreadLayout CmThreadLayout;

#define CM_THREAD_MINIMUM_WIDTH 700.0

CmThreadLayout *
cm_thread_layout_new (const CmThreadChart *chart, double width, PangoContext *context);
void cm_thread_layout_free (CmThreadLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmThreadLayout, cm_thread_layout_free)
double cm_thread_layout_get_height (const CmThreadLayout *layout);
CmThreadBox cm_thread_layout_get_box (const CmThreadLayout *layout, guint node);
/* The node at (@x, @y), or -1. */
int cm_thread_layout_hit (const CmThreadLayout *layout, double x, double y);

void cm_thread_draw (cairo_t *cr,
                     const CmThreadChart *chart,
                     const CmThreadLayout *layout,
                     const CmPalette *palette);

G_END_DECLS
