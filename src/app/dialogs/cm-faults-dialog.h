/* cm-faults-dialog.h - what is wrong with the files of an edition, and where. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-fault.h"

G_BEGIN_DECLS

#define CM_TYPE_FAULTS_DIALOG (cm_faults_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CmFaultsDialog, cm_faults_dialog, CM, FAULTS_DIALOG, AdwWindow)

/* `faults` of CmFault; their files start from `folder` or, for an overlay's, `overlay_folder`,
 * which may be NULL. */
GtkWidget *cm_faults_dialog_new (GPtrArray *faults, const char *folder, const char *overlay_folder);
/* (transfer full): the list as text, a fault on each line. */
char *cm_faults_dialog_get_text (CmFaultsDialog *self);

G_END_DECLS
