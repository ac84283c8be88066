/* cm-contracts.h - what is bought until when, and by when each must be decided. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-scope.h"

G_BEGIN_DECLS

#define CM_CONTRACTS_MONTHS 12

/* Which date a decision is due by. */
typedef enum
{
  CM_DECIDE_NONE,   /* no date is stated */
  CM_DECIDE_NOTICE, /* the end, less the months of notice */
  CM_DECIDE_REVIEW, /* the review that is stated */
  CM_DECIDE_END,    /* the end itself */
} CmDecideReason;

typedef enum
{
  CM_CONTRACT_CANDIDATE, /* to be decided or ending within so many months; over, but not said to be
                            ended */
  CM_CONTRACT_LATER,
  CM_CONTRACT_OPEN, /* neither an end nor a review is stated */
  CM_CONTRACT_OVER, /* said to be ended, or not renewed and past its end */
} CmContractGroup;

typedef struct
{
  CmRecord *record;
  char *organisation; /* its name, or "" */
  char *chapter;      /* its name, or "" */
  CmContractGroup group;
  CmDecideReason reason;
  char *decide_by; /* ISO date, or NULL */
  int months;      /* whole months from today to that day; negative when it is past; 0 without */
  gboolean late;   /* that day is past, and it is not over */
  gboolean ended;  /* its last day is past */
  gint64 annual;   /* pence, 0 where none is stated */
  gboolean has_annual;
  char *words; /* “Decide by 30 Sep 2010, in 3 months”, “Ended 3 months ago, and is not said to be
                  over”, “No end is stated” */
} CmContract;

typedef struct
{
  guint months;
  char *today;          /* ISO date */
  GPtrArray *contracts; /* of CmContract: by group in the order above, in each the largest value a
                           year first, those of no stated value last, then by decide_by */
  guint n[CM_CONTRACT_OVER + 1];       /* of each group */
  gint64 annual[CM_CONTRACT_OVER + 1]; /* pence a year, of each group, of those that state it */
  guint n_late;                        /* candidates whose day is past */
  guint n_unvalued;                    /* not over, without a value a year */
  guint n_voluntary;                   /* not over, of voluntary or community bodies */
  gint64 voluntary;                    /* pence a year of those */
} CmContracts;

/* Reads all contracts of the scope: those of its chapters, or all for NULL. `today` is an ISO date,
 * see cm_summary_get_today(); `months` how far candidates are looked for, 0 for
 * CM_CONTRACTS_MONTHS. */
CmContracts *
cm_contracts_read (CmStore *store, const CmScope *scope, const char *today, guint months);
void cm_contracts_free (CmContracts *self);

/* (transfer full): one sentence with the figures: “5 of 8 contracts are to be decided within 12
 * months; they cost £412,000 a year.”; those that are over are not counted */
char *cm_contracts_describe (const CmContracts *self);

/* Whether a change to that table is one to the contracts. */
gboolean cm_contracts_depend_on (const CmTable *table);

/* (transfer full): an ISO date so many months later, or earlier; the last day of a shorter month
 * instead of one it does not have. NULL if it is no date. */
char *cm_contracts_add_months (const char *iso, int months);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmContracts, cm_contracts_free)

G_END_DECLS
