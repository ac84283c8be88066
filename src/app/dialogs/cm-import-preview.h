/* cm-import-preview.h - the beginning of a file as it will be kept, and what goes where. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-import.h"

G_BEGIN_DECLS

#define CM_TYPE_IMPORT_PREVIEW (cm_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (CmImportPreview, cm_import_preview, CM, IMPORT_PREVIEW, AdwBin)

/* Emits "map-column" (guint column, gpointer field: const CmField *, or NULL to leave it out) and
 * "headings" (guint line; 0 for none) for what the reader wants; it changes nothing itself. */
GtkWidget *cm_import_preview_new (void);
/* Shows the sample of the import, which it uses until another is shown or NULL. */
void cm_import_preview_show (CmImportPreview *self, CmImport *import, CmStore *store);
/* What goes where has changed. */
void cm_import_preview_update (CmImportPreview *self);

G_END_DECLS
