/* cm-export-dialog.h - asks where to write a table, and as what. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Proposes a workbook named after what is written, as in “Activities”; not shown yet. */
GtkFileChooserNative *cm_export_dialog_new (GtkWidget *parent, const char *what);
/* (transfer full): the file that was chosen. A name without an ending gets that of the chosen kind,
 * and a number if there is such a file, for nobody was asked whether to replace it. */
GFile *cm_export_dialog_get_file (GtkFileChooserNative *self);

G_END_DECLS
