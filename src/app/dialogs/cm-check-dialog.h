/* cm-check-dialog.h - where the portfolio contradicts itself or leaves something open. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_CHECK_DIALOG (cm_check_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CmCheckDialog, cm_check_dialog, CM, CHECK_DIALOG, AdwWindow)

/* Checks the portfolio in a thread and lists what was found. Emits
 * "open-record" (const char *table, const char *id) for a finding that is clicked. */
GtkWidget *cm_check_dialog_new (CmStore *store);
gboolean cm_check_dialog_is_busy (CmCheckDialog *self);

G_END_DECLS
