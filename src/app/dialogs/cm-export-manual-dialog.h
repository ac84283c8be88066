/* cm-export-manual-dialog.h - writes the manual to a file: which part of it, and as what. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-manual-export.h"

G_BEGIN_DECLS

#define CM_TYPE_EXPORT_MANUAL_DIALOG (cm_export_manual_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    CmExportManualDialog, cm_export_manual_dialog, CM, EXPORT_MANUAL_DIALOG, AdwWindow)

/* Offers the whole manual and, if `shown` is the id of something that is being read, the section
 * and the chapter that this is in. Emits "exported" with the path, and closes, when it is written.
 */
GtkWidget *cm_export_manual_dialog_new (CmManual *manual, const char *shown);
/* What is chosen at present: the id of a section, or NULL for the whole manual. */
const char *cm_export_manual_dialog_get_part (CmExportManualDialog *self);
CmManualFormat cm_export_manual_dialog_get_format (CmExportManualDialog *self);
/* (transfer full): what the file is to be called, as in “List the options.pdf”. */
char *cm_export_manual_dialog_make_name (CmExportManualDialog *self);
/* Writes what is chosen, as the button does once it knows where to. */
void cm_export_manual_dialog_write (CmExportManualDialog *self, const char *path);

G_END_DECLS
