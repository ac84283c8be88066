/* cm-conflict-row.h - one conflict of a merge: before, mine and theirs, and the choice. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-merge.h"

G_BEGIN_DECLS

/* What the lists of a merge hold. */
#define CM_TYPE_MERGE_ITEM (cm_merge_item_get_type ())
G_DECLARE_FINAL_TYPE (CmMergeItem, cm_merge_item, CM, MERGE_ITEM, GObject)

/* Borrows what it stands for, one of both. */
CmMergeItem *cm_merge_item_new (CmMergeConflict *conflict, const CmMergeChange *change);
CmMergeConflict *cm_merge_item_get_conflict (CmMergeItem *self);
const CmMergeChange *cm_merge_item_get_change (CmMergeItem *self);
/* The choice was made elsewhere: "changed" is emitted. */
void cm_merge_item_tell (CmMergeItem *self);

#define CM_TYPE_CONFLICT_ROW (cm_conflict_row_get_type ())
G_DECLARE_FINAL_TYPE (CmConflictRow, cm_conflict_row, CM, CONFLICT_ROW, GtkWidget)

/* Emits "chosen" (int choice) when the reader chooses. */
GtkWidget *cm_conflict_row_new (void);
/* NULL for none. */
void cm_conflict_row_set_item (CmConflictRow *self, CmMergeItem *item);
CmMergeItem *cm_conflict_row_get_item (CmConflictRow *self);

G_END_DECLS
