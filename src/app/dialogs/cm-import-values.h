/* cm-import-values.h - what every row of a file gets where it has nothing of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-import.h"

G_BEGIN_DECLS

#define CM_TYPE_IMPORT_VALUES (cm_import_values_get_type ())
G_DECLARE_FINAL_TYPE (CmImportValues, cm_import_values, CM, IMPORT_VALUES, AdwBin)

/* Emits "value" (gpointer: const CmField *, const char *text or NULL); it changes nothing itself.
 */
GtkWidget *cm_import_values_new (void);
/* Offers the fields that must have a value and have no column, those that have a value already, and
 * those that the reader asked for. To be called again when the import has changed. */
void cm_import_values_show (CmImportValues *self, CmImport *import, CmStore *store);

G_END_DECLS
