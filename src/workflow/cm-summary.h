/* cm-summary.h - the portfolio at a glance, and what asks for attention next. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-cycle.h"

G_BEGIN_DECLS

/* (transfer full): the day from which the portfolio is looked at: its own, for one of the past, or
 * today. */
char *cm_summary_get_today (CmStore *store);

/* Figures of one scope. Money in pence, for the partnership's current year. */
typedef struct
{
  gint64 year;
  guint activities;
  gint64 total;      /* of the year, all sources */
  gint64 mainstream; /* of the year, from mainstream budgets */
  guint chapters;
  guint chapters_served; /* by at least one activity */
  gint64 bid;            /* of the year, bid for but not secured */
} CmSummary;

void cm_summary_compute (CmStore *store, const CmScope *scope, CmSummary *summary);

/* Something to be seen to. */
typedef struct
{
  char *title;
  char *detail;
  char *stage;    /* "analyse" … "review", for its colour */
  char *step;     /* the step to open, or NULL */
  char *page;     /* the page to open, or NULL */
  char *search;   /* what to look for on that page, or NULL */
  char *chapter;  /* the chapter to narrow the page to, or NULL */
  CmQuery *query; /* the records to show, which `title` names; or NULL */
} CmNextItem;

/* (transfer container): of CmNextItem, most pressing first: steps overdue, blocked and in hand,
 * chapters that nobody serves, money that ends within six months of `today`, reserves that do not
 * add up, activities without a lead. `steps` are the steps of the manual in order, `titles` their
 * names, each ending with NULL. */
GPtrArray *cm_summary_list_next (CmStore *store,
                                 const CmScope *scope,
                                 const char *const *steps,
                                 const char *const *titles,
                                 const char *today);

G_END_DECLS
