/* cm-columns.h - two columns side by side, or one below the other where that is too narrow. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CM_TYPE_COLUMNS (cm_columns_get_type ())
G_DECLARE_FINAL_TYPE (CmColumns, cm_columns, CM, COLUMNS, GtkWidget)

/* Side by side from a width of `threshold` px on; `spacing` lies between columns and below one
 * another. */
GtkWidget *cm_columns_new (int threshold, int spacing);
void cm_columns_add (CmColumns *self, gboolean second, GtkWidget *child);

G_END_DECLS
