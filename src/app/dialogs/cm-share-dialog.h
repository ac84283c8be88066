/* cm-share-dialog.h - a copy of the portfolio to share: what stays out of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store-copy.h"

G_BEGIN_DECLS

#define CM_TYPE_SHARE_DIALOG (cm_share_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CmShareDialog, cm_share_dialog, CM, SHARE_DIALOG, AdwWindow)

/* Emits "saved" with the path of the copy, and closes, when that is whole. */
GtkWidget *cm_share_dialog_new (CmStore *store);
/* What is chosen at present. */
CmCopyFlags cm_share_dialog_get_flags (CmShareDialog *self);
/* Whether it is still being found out what would not be in the copy. */
gboolean cm_share_dialog_is_busy (CmShareDialog *self);
/* Writes the copy that is chosen, as the button does once it knows where to. */
void cm_share_dialog_save (CmShareDialog *self, const char *path, gboolean replace);

G_END_DECLS
