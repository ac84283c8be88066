/* cm-year-plan-private.h - what the parts of a year's plan share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-year-plan.h"

G_BEGIN_DECLS

/* What is being put together. */
typedef struct
{
  CmYearPlan *plan;
  CmStore *store;         /* or NULL */
  const CmScope *scope;   /* or NULL for all of the portfolio */
  CmTimelineSpan months;  /* 1 April to 31 March */
  guint planner;          /* position of the one that is being added */
  GHashTable *known_keys; /* of that planner */
  guint most;             /* things of one planner that are wanted, or 0 for all */
  guint *n_left_out;      /* for each planner: those that were not even added */
} CmYearMaking;

/* (transfer none): a new item at the end of the plan, without a time. Takes `key`; NULL for one
 * made from the title. */
CmYearItem *_cm_year_add (CmYearMaking *making, CmYearItemKind kind, const char *title, char *key);
void _cm_year_add_column (CmYearPlan *plan, const char *title, const CmTimelineSpan *span);
/* Whether any of its days lies in the year. */
gboolean _cm_year_overlaps (const CmYearMaking *making, const CmTimelineSpan *span);
/* FALSE if the record has no such date; then `date` is cleared. */
gboolean _cm_year_read_date (CmRecord *record, const char *field, GDate *date);

/* Appends what the portfolio has to `planners`. */
void _cm_year_list_own (GPtrArray *planners, CmStore *store);
CmYearPlanner *_cm_year_planner_new (const char *id, const char *title, CmYearPlannerKind kind);
/* Adds the items of a planner of the portfolio; its own columns if it has some and `columns`. */
void _cm_year_add_own (CmYearMaking *making, const CmYearPlanner *planner, gboolean columns);

G_END_DECLS
