/* cm-merge-dialog.h - a copy that was changed elsewhere becomes one with the portfolio. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_MERGE_DIALOG (cm_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CmMergeDialog, cm_merge_dialog, CM, MERGE_DIALOG, AdwWindow)

/* Shows what would come in from the copy at `path`, asks where both were changed, and merges when
 * told to; without a path it asks for one first. Emits "merged" (const char *file, guint n_changes)
 * when it is done. */
CmMergeDialog *cm_merge_dialog_new (CmStore *store, const char *path);
/* Goes on with another copy; `base` is the file that both were copied from, or NULL for what the
 * change logs tell. Not while it is busy. */
void cm_merge_dialog_read (CmMergeDialog *self, const char *theirs, const char *base);

/* Whether the copy is being read or merged. */
gboolean cm_merge_dialog_is_busy (CmMergeDialog *self);

G_END_DECLS
