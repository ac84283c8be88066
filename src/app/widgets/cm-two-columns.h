/* cm-two-columns.h - two columns side by side, or one below the other where that is too narrow. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CM_TYPE_TWO_COLUMNS (cm_two_columns_get_type ())
G_DECLARE_FINAL_TYPE (CmTwoColumns, cm_two_columns, CM, TWO_COLUMNS, GtkWidget)

/* Side by side from a width of `threshold` px on; `spacing` lies between columns and below one
 * another. */
GtkWidget *cm_two_columns_new (int threshold, int spacing);
void cm_two_columns_add (CmTwoColumns *self, gboolean second, GtkWidget *child);

G_END_DECLS
