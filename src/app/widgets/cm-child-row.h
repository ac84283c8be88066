/* cm-child-row.h - one record that another owns: a line that opens to be edited. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_CHILD_ROW (cm_child_row_get_type ())
G_DECLARE_FINAL_TYPE (CmChildRow, cm_child_row, CM, CHILD_ROW, AdwExpanderRow)

/* Emits "remove" when its button is pressed and "message" (const char *text, gboolean undo). */
GtkWidget *cm_child_row_new (const CmTable *table);
/* To be called again after the store changed; with no record it holds on to nothing. */
void cm_child_row_show (CmChildRow *self, CmStore *store, CmRecord *record);
CmRecord *cm_child_row_get_record (CmChildRow *self);
/* (transfer full): what names the record here, without its owner. */
char *cm_child_row_dup_title (CmChildRow *self);
/* Opens it and puts the keyboard into its first field. */
void cm_child_row_open (CmChildRow *self);
gboolean cm_child_row_flush (CmChildRow *self);

G_END_DECLS
