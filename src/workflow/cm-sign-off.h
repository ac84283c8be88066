/* cm-sign-off.h - a body signs a step of the cycle off, and the wheel moves. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-cycle.h"

G_BEGIN_DECLS

#define CM_WORKFLOW_ERROR (cm_workflow_error_quark ())
GQuark cm_workflow_error_quark (void);

typedef enum
{
  CM_WORKFLOW_ERROR_RULE, /* a rule of the task forbids it; the message says which and what to do */
} CmWorkflowError;

/* Signs the step off for `body` (a key) on `date` (as typed; empty for today) and takes `next`, the
 * following step, in hand if nobody has started it. One transaction. Refused when another body is
 * responsible for the step, when it is signed off already, and for a date in the future. */
gboolean cm_sign_off (CmStore *store,
                      CmRecord *run,
                      const char *step,
                      const char *title,
                      const char *next,
                      const char *body,
                      const char *date,
                      const char *role,
                      const char *note,
                      GError **error);

/* Opens a signed-off step again; the sign-off goes with it. */
gboolean cm_sign_off_withdraw (
    CmStore *store, CmRecord *run, const char *step, const char *title, GError **error);

/* (transfer full) (nullable): the newest sign-off of the step. */
CmRecord *cm_sign_off_find (CmStore *store, CmRecord *run, const char *step);

G_END_DECLS
