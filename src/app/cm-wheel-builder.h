/* cm-wheel-builder.h - the wheel of a cycle: the manual's steps with the portfolio's states. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-cycle.h"
#include "cm-manual.h"
#include "cm-wheel-model.h"

G_BEGIN_DECLS

/* (transfer full): steps stand in the order of the manual, so that an index is the same in both.
 * `cycle` may be NULL: nothing has been started. `today` is an ISO date. */
CmWheel *cm_wheel_build (CmManual *manual, CmStore *store, const CmCycle *cycle, const char *today);

/* Names and ids of all steps in order, each ending with NULL; free the container with g_free(). */
const char **cm_wheel_list_steps (CmManual *manual);
const char **cm_wheel_list_titles (CmManual *manual);

/* (transfer full): how far a step has come, in words after a mark: "▲ Overdue 4 days", "● In hand".
 */
char *cm_wheel_describe_state (const CmCycle *cycle, const char *step, const char *today);

/* The stage a step belongs to, as a CSS class: "analyse", "plan", "do", "review" by colour. */
const char *cm_wheel_stage_class (guint stage);

G_END_DECLS
