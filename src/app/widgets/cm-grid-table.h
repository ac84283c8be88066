/* cm-grid-table.h - a grid of cells as a plain table. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-grid-model.h"

G_BEGIN_DECLS

#define CM_TYPE_GRID_TABLE (cm_grid_table_get_type ())
G_DECLARE_FINAL_TYPE (CmGridTable, cm_grid_table, CM, GRID_TABLE, AdwBin)

GtkWidget *cm_grid_table_new (void);

/* Shows the rows of @model, which is not kept. To be called again when they change. */
void cm_grid_table_show (CmGridTable *self, const CmGridModel *model);

G_END_DECLS
