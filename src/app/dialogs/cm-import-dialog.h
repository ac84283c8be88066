/* cm-import-dialog.h - bringing in what others send: a file on its way into a table. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_IMPORT_DIALOG (cm_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CmImportDialog, cm_import_dialog, CM, IMPORT_DIALOG, AdwWindow)

/* Shows how a file is read and what of it would be kept, and brings it in when told to. `table` is
 * where it goes, NULL for lines of spend until the reader chooses another; without a `file` it asks
 * for one first. Emits
 * "brought-in" (const char *label, guint n) when rows are in the portfolio, and
 * "show-table" (const char *table, const char *id) when they are asked to be shown: `id` is the
 * last of them, or the spend file that lines of spend belong to, or NULL. */
CmImportDialog *cm_import_dialog_new (CmStore *store, const char *table, GFile *file);
/* The same, in front of its window, which tells what was brought in and shows it. */
void cm_import_dialog_present (GtkWindow *parent, CmStore *store, const char *table, GFile *file);

/* Whether the file is being read, tried or brought in. */
gboolean cm_import_dialog_is_busy (CmImportDialog *self);

G_END_DECLS
