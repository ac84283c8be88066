/* cm-roles-grid.h - how the parts of groups in steps look in a grid. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-grid-model.h"
#include "cm-manual.h"

G_BEGIN_DECLS

/* (transfer full): steps down, beneath their stages; groups across. `findings` are those of
 * cm_roles_find(). */
CmGridModel *cm_roles_grid_make (CmManual *manual, GPtrArray *findings);
/* The position of the step that a row shows; -1 for a row that heads others. */
int cm_roles_grid_get_step (CmManual *manual, guint row);
/* The row that shows a step. */
guint cm_roles_grid_get_row (CmManual *manual, guint step);

G_END_DECLS
