/* cm-matrix-grid.h - how the marks of a priority matrix look in a grid. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-changes.h"
#include "cm-grid-model.h"
#include "cm-matrix.h"

G_BEGIN_DECLS

CmGridKind cm_matrix_grid_kind (CmMark mark);
/* What stands in a cell: "High", "Priority", nothing, "?". */
const char *cm_matrix_grid_text (CmMark mark);
void cm_matrix_grid_add_keys (CmGridModel *model);
/* (transfer full): a matrix with its topics across and its rows down. */
CmGridModel *cm_matrix_grid_make (const CmMatrix *matrix);
/* Whether any matrix may look different after those changes. */
gboolean cm_matrix_grid_is_touched (const CmChanges *changes);

G_END_DECLS
