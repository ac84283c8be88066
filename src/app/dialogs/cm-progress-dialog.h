/* cm-progress-dialog.h - how far something long has come, and the way to end it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-progress.h"

G_BEGIN_DECLS

#define CM_TYPE_PROGRESS_DIALOG (cm_progress_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CmProgressDialog, cm_progress_dialog, CM, PROGRESS_DIALOG, AdwWindow)

/* Shows what is being done, above the window that `widget` is in, which takes no input meanwhile.
 * Cancel, Escape and closing it cancel the cancellable. Whoever made it ends it with
 * cm_progress_dialog_end() when the work is done or given up. */
CmProgressDialog *cm_progress_dialog_start (GtkWidget *widget,
                                            const char *what,
                                            CmProgress *progress,
                                            GCancellable *cancellable);
void cm_progress_dialog_end (CmProgressDialog *self);

G_END_DECLS
