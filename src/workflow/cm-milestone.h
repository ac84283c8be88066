/* cm-milestone.h - when a milestone is due, also one that counts from something else. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): the ISO date at which the milestone is due: its own date, or so many
 * months after what it counts from, which may be the approval, the start or the end of its
 * activity, a state of it that the log of gates knows, or another of its milestones. NULL where
 * that has no date yet. Milestones that count from each other in a circle have none. */
char *cm_milestone_compute_due (CmStore *store, CmRecord *milestone);

/* (transfer full): the same in words, as “due 31 Dec 2010: 12 months after approval on 31 Dec
 * 2009”, or why there is no date. */
char *cm_milestone_describe (CmStore *store, CmRecord *milestone, const char *today);

/* (transfer container): the milestones of the activity in the order in which they are due, those
 * without a date last. */
GPtrArray *cm_milestone_list (CmStore *store, CmRecord *activity);

G_END_DECLS
