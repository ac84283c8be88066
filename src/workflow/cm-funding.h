/* cm-funding.h - the money of the portfolio by source, year and how sure it is; what of it ends. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-scope.h"

G_BEGIN_DECLS

/* As the tables funding_source and budget_line list their choices. */
typedef enum
{
  CM_FUNDING_MAINSTREAM,
  CM_FUNDING_GRANT,
  CM_FUNDING_POOLED,
  CM_FUNDING_ALIGNED,
  CM_FUNDING_RESERVE,
  CM_FUNDING_IN_KIND,
  CM_N_FUNDING_KINDS
} CmFundingKind;

typedef enum
{
  CM_FUNDING_PLANNED,
  CM_FUNDING_BID,
  CM_FUNDING_SECURED,
  CM_FUNDING_SANCTIONED,
  CM_FUNDING_CONTINGENCY,
  CM_FUNDING_UNUSED,
  CM_N_FUNDING_STATES
} CmFundingState;

/* Money in hand: secured, sanctioned, or there and not yet used. */
#define CM_FUNDING_IN_HAND                                                                         \
  (1u << CM_FUNDING_SECURED | 1u << CM_FUNDING_SANCTIONED | 1u << CM_FUNDING_UNUSED)

/* Which budget lines are meant: each part narrows; -1, 0 or NULL for all. */
typedef struct
{
  int kind;     /* CmFundingKind, or -1 */
  int source;   /* the position of a source, or -1 */
  int year;     /* the position of a year, or -1 */
  guint states; /* of 1 << CmFundingState; 0 for all */
} CmFundingLines;

#define CM_FUNDING_ALL                                                                             \
  {                                                                                                \
    -1, -1, -1, 0                                                                                  \
  }

/* A source that has lines in the scope. */
typedef struct
{
  char *id, *name;
  char *organisation; /* key of whose money it is, or NULL */
  CmFundingKind kind;
  char *ends;     /* ISO date, or NULL */
  gint64 ceiling; /* pence a year, or -1 */
} CmFundingSource;

/* Money that ends on one day. */
typedef struct
{
  guint source;
  char *ends;         /* ISO date */
  gboolean own;       /* the lines end, not their source */
  gint64 amount;      /* pence that end, of the years not yet past */
  guint activities;   /* that it pays for */
  GPtrArray *bereft;  /* of char *: keys of those for which no other money is entered after it */
  GPtrArray *hopeful; /* of char *: keys of those with other money, none of it in hand */
} CmFundingEnd;

typedef struct _CmFunding CmFunding;

/* Begins to read the money of the scope; done when cm_funding_read() says so, which takes a few
 * milliseconds at most each time. Who sees budget lines, sources or activities change meanwhile
 * begins anew. */
CmFunding *cm_funding_new (CmStore *store, const CmScope *scope);
void cm_funding_free (CmFunding *self);
gboolean cm_funding_read (CmFunding *self);

/* Mainstream first, then the pots, each by name. */
guint cm_funding_get_n_sources (const CmFunding *self);
const CmFundingSource *cm_funding_get_source (const CmFunding *self, guint source);
/* Ascending, with those between that have no money. */
guint cm_funding_get_n_years (const CmFunding *self);
gint64 cm_funding_get_year (const CmFunding *self, guint year);

/* Pence, and the number of lines. */
gint64 cm_funding_sum (const CmFunding *self, const CmFundingLines *part, guint *lines);
/* Per cent of the money of that year (or -1: of all) that is mainstream; -1 where there is none. */
int cm_funding_get_mainstream (const CmFunding *self, int year);
/* Pence that activities need beyond all that is budgeted for them. */
gint64 cm_funding_get_beyond (const CmFunding *self);
/* (transfer full): the activities of those lines, of all states or of one. */
CmQuery *cm_funding_query (const CmFunding *self, const CmFundingLines *part);
/* (transfer full): the activities that the money pays for. */
CmQuery *cm_funding_query_end (const CmFunding *self, const CmFundingEnd *end);

/* (transfer full): of CmFundingEnd, the earliest first: what ends from today to that many months
 * later. The day is that from which the portfolio is looked at. */
GPtrArray *cm_funding_list_ends (const CmFunding *self, int months);
/* Pence entered for years that begin after the source has ended. */
gint64 cm_funding_get_late (const CmFunding *self, guint source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmFunding, cm_funding_free)

G_END_DECLS
