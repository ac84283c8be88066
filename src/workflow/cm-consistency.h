/* cm-consistency.h - where a portfolio contradicts itself, or leaves something open. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

typedef enum
{
  CM_FINDING_SUM,       /* what is stated is not what is computed */
  CM_FINDING_ORPHAN,    /* the golden thread is broken */
  CM_FINDING_MONEY,     /* money that is over, or was never there */
  CM_FINDING_DATE,      /* dates that cross, states that contradict the log */
  CM_FINDING_FOLLOW_UP, /* something nobody will come back to */
  CM_N_FINDINGS
} CmFindingKind;

typedef struct
{
  CmFindingKind kind;
  const char *table; /* static */
  char *id;
  char *title; /* of the record, or of the one it is part of */
  char *text;  /* what is wrong, with the figures; a sentence without a full stop */
} CmFinding;

/* Nothing here is refused when it is entered, since papers do say such things; all of it should be
 * known. `today` is an ISO date, see cm_summary_get_today(). (transfer container): of CmFinding, by
 * kind. Reads whole tables: for a large portfolio to be called in a thread with a store of its own.
 */
GPtrArray *cm_consistency_check (CmStore *store, const char *today);

/* The heading of a kind, translated. */
const char *cm_finding_kind_label (CmFindingKind kind);

G_END_DECLS
