/* cm-zip-writer.h - a zip archive in memory. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Made by hand, for the packages of OpenDocument have rules about their first member (neither
 * packed nor with extra fields) that libraries do not keep. */
typedef struct _CmZipWriter CmZipWriter;

CmZipWriter *cm_zip_writer_new (void);
/* Adds a member as it is, or packed where that makes it smaller. The name is in ASCII. */
void cm_zip_writer_add (CmZipWriter *self, const char *name, GBytes *bytes, gboolean pack);
/* (transfer full): the archive. The writer is freed. */
GBytes *cm_zip_writer_finish (CmZipWriter *self);
void cm_zip_writer_free (CmZipWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmZipWriter, cm_zip_writer_free)

G_END_DECLS
