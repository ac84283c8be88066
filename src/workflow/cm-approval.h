/* cm-approval.h - whether an activity is agreed on every track that must agree. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

typedef enum
{
  CM_APPROVAL_NONE,     /* no track is known */
  CM_APPROVAL_PENDING,  /* a required track has not said yes yet */
  CM_APPROVAL_AGREED,   /* every required track has */
  CM_APPROVAL_DISAGREE, /* one says yes, another no */
  CM_APPROVAL_REFUSED,
} CmApprovalVerdict;

typedef struct
{
  CmApprovalVerdict verdict;
  char *words; /* the verdict as a sentence or two, with its tracks */
  char *date;  /* ISO: the last yes that was needed, once it is agreed; NULL if that has no date */
} CmApproval;

/* Required tracks count; where none is marked as required, all do. A track that approved with
 * conditions said yes; one that only noted it said neither. */
CmApproval *cm_approval_judge (CmStore *store, CmRecord *activity);
void cm_approval_free (CmApproval *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmApproval, cm_approval_free)

G_END_DECLS
