/* cm-roles-list.h - what one group does in the cycle, step by step. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-cycle.h"
#include "cm-manual.h"

G_BEGIN_DECLS

#define CM_TYPE_ROLES_LIST (cm_roles_list_get_type ())
G_DECLARE_FINAL_TYPE (CmRolesList, cm_roles_list, CM, ROLES_LIST, AdwBin)

/* Signal: "step-activated" (guint): the position of the step. */
GtkWidget *cm_roles_list_new (void);

/* Shows the steps that the group has a part in. */
void cm_roles_list_show (CmRolesList *self, CmManual *manual, const CmManualGroup *group);
/* Says of each step how far it is in that turn of the cycle, or nothing if it is NULL; `today` is
 * an ISO date. */
void cm_roles_list_set_cycle (CmRolesList *self, const CmCycle *cycle, const char *today);

G_END_DECLS
