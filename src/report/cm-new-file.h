/* cm-new-file.h - a file that takes the place of another only once it is whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CM_REPORT_ERROR (cm_report_error_quark ())
GQuark cm_report_error_quark (void);

typedef enum
{
  CM_REPORT_ERROR_WRITE,   /* the file cannot be written; what was there before is as it was */
  CM_REPORT_ERROR_TOO_BIG, /* more rows than the format holds */
  CM_REPORT_ERROR_CHANGED, /* others keep changing what is being written */
} CmReportError;

typedef struct _CmNewFile CmNewFile;

/* Starts a file in the folder of `path`, which may hold a file of that name. */
CmNewFile *cm_new_file_open (const char *path, GError **error);
/* Where it is written meanwhile. */
const char *cm_new_file_get_temporary (const CmNewFile *self);
gboolean cm_new_file_write (CmNewFile *self, const void *bytes, gsize size, GError **error);
/* Puts the file in its place. */
gboolean cm_new_file_commit (CmNewFile *self, GError **error);
/* Unless it is in its place, nothing of it stays. */
void cm_new_file_free (CmNewFile *self);

/* Sets "“PATH” cannot be written: why", and returns FALSE. */
gboolean cm_new_file_fail (const CmNewFile *self, GError **error, const char *why);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmNewFile, cm_new_file_free)

G_END_DECLS
