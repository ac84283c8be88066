/* cm-gates.h - the way of an activity through its states, and the log of who let it through. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

/* A stop on the way from “Proposed” to “Closed”, or the withdrawal or redesign that ended it. */
typedef struct
{
  const char *state; /* as in the file */
  const char *label; /* translated */
  gboolean current;
  gboolean passed; /* lies behind the current one */
  char *date;      /* ISO: the last gate into it; NULL if none is logged */
  char *body;      /* who let it through, by name; NULL if that is not known */
  char *reason;    /* NULL if none was given */
} CmGateStop;

/* (transfer container): of CmGateStop, the six of the usual way and, where the activity is or was
 * there, “Withdrawn” and “Redesign”. */
GPtrArray *cm_gates_list (CmStore *store, CmRecord *activity);

/* Whether the move is one that boards make as a matter of course. */
gboolean cm_gates_is_usual (const char *from, const char *to);
/* (transfer container): of const char *, the states that it can move to, the usual ones first. */
GPtrArray *cm_gates_list_moves (CmRecord *activity);
/* (transfer full) (nullable): why that move needs a reason, in words; NULL if it needs none. It
 * does when it is unusual, when it withdraws or redesigns the activity, and when it goes live
 * without the approvals that are required. */
char *cm_gates_explain_reason (CmStore *store, CmRecord *activity, const char *to);

/* Moves the activity to a state and logs the gate, in one transaction. `date` is as typed, empty
 * for the day that the portfolio is looked at from; it must not be later than that day nor earlier
 * than the gate before. `body` and `decision` are keys or empty. To the state that it is in already
 * an activity moves only where the log says another one: then the log is made to follow. */
gboolean cm_gates_move (CmStore *store,
                        CmRecord *activity,
                        const char *to,
                        const char *date,
                        const char *body,
                        const char *decision,
                        const char *reason,
                        GError **error);

/* (transfer full) (nullable): how the log and the state contradict one another, in words. A state
 * can be changed in the table without a gate, because a slip of the keyboard must be easy to put
 * right; so the log never follows by itself, and what does not fit is said here. */
char *cm_gates_describe_contradiction (CmStore *store, CmRecord *activity);

G_END_DECLS
