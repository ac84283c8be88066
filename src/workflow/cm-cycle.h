/* cm-cycle.h - where a theme or the whole partnership stands on the commissioning cycle. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-scope.h"
#include "cm-store.h"

G_BEGIN_DECLS

/* The states of a step, as the portfolio keeps them. */
#define CM_STATE_NOT_STARTED "not-started"
#define CM_STATE_IN_HAND "in-hand"
#define CM_STATE_BLOCKED "blocked"
#define CM_STATE_SIGNED_OFF "signed-off"

/* One turn of the cycle and its steps, read from the store at one moment. */
typedef struct _CmCycle CmCycle;

/* The open cycle of the scope: that of its theme, or that of the whole partnership; the newest if
 * there are several. NULL if there is none. */
CmCycle *cm_cycle_load (CmStore *store, const CmScope *scope);
void cm_cycle_free (CmCycle *self);

CmRecord *cm_cycle_get_run (const CmCycle *self);
/* The record of a step, or NULL for one that nobody has touched. */
CmRecord *cm_cycle_get_step (const CmCycle *self, const char *step);
const char *cm_cycle_get_state (const CmCycle *self, const char *step);
/* Whether the step is due before `today` (ISO) and not signed off. */
gboolean cm_cycle_is_overdue (const CmCycle *self, const char *step, const char *today);
/* For how many days; 0 if it is not. */
guint cm_cycle_get_days_overdue (const CmCycle *self, const char *step, const char *today);
/* The position of the step to go on with: the first in hand or blocked, else the first not signed
 * off; -1 when all are signed off. `steps` ends with NULL. */
int cm_cycle_find_current (const CmCycle *self, const char *const *steps);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmCycle, cm_cycle_free)

/* The changes a person makes to a step: each is one transaction. `title` is the step's name for the
 * label. */
gboolean cm_cycle_set_state (CmStore *store,
                             CmRecord *run,
                             const char *step,
                             const char *title,
                             const char *state,
                             GError **error);
gboolean cm_cycle_set_field (CmStore *store,
                             CmRecord *run,
                             const char *step,
                             const char *title,
                             const char *field,
                             const char *text,
                             GError **error);
gboolean cm_cycle_tick (CmStore *store,
                        CmRecord *run,
                        const char *step,
                        const char *item,
                        const char *label,
                        gboolean done,
                        GError **error);
gboolean cm_cycle_is_ticked (CmStore *store, CmRecord *run, const char *item);

/* Opens a cycle for the scope, in the partnership's year, with no step begun. */
gboolean cm_cycle_start (CmStore *store, const CmScope *scope, GError **error);

G_END_DECLS
