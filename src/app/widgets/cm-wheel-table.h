/* cm-wheel-table.h - the steps of the wheel as a table. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-wheel-model.h"

G_BEGIN_DECLS

#define CM_TYPE_WHEEL_TABLE (cm_wheel_table_get_type ())
G_DECLARE_FINAL_TYPE (CmWheelTable, cm_wheel_table, CM, WHEEL_TABLE, AdwBin)

GtkWidget *cm_wheel_table_new (void);

/* Shows the steps of @wheel, which is not kept. To be called again when they change. */
void cm_wheel_table_show (CmWheelTable *self, const CmWheel *wheel);

G_END_DECLS
