/* cm-import-rejects.h - the rows of a file that were not taken, in a file of their own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-import-private.h"

G_BEGIN_DECLS

/* A file that is made when the first row comes, under a name for the time being. */
typedef struct _CmImportRejects CmImportRejects;

/* NULL if the path is that of the file or the portfolio themselves, or a folder. */
CmImportRejects *
_cm_import_rejects_new (const CmImport *import, CmStore *store, const char *path, GError **error);
/* Removes what is not kept. */
void _cm_import_rejects_free (CmImportRejects *self);
gboolean _cm_import_rejects_add (
    CmImportRejects *self, const CmRow *row, const char *field, const char *reason, GError **error);
/* All is on the disk then. */
gboolean _cm_import_rejects_finish (CmImportRejects *self, GError **error);
/* Gives it its name; after that nothing can fail any more. (transfer full) (nullable): where it is
 * instead, if that name could not be given. */
char *_cm_import_rejects_keep (CmImportRejects *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmImportRejects, _cm_import_rejects_free)

G_END_DECLS
