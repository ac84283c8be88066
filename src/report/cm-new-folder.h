/* cm-new-folder.h - a folder of files that takes its place only once it is whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-new-file.h"

G_BEGIN_DECLS

typedef struct _CmNewFolder CmNewFolder;

/* Starts a folder beside `path`. There may be an empty folder at `path`, or one that was written by
 * this and holds just what it wrote; anything else is an error, and stays. */
CmNewFolder *cm_new_folder_open (const char *path, GError **error);
/* Writes a file into it; each name once. */
gboolean cm_new_folder_add (
    CmNewFolder *self, const char *name, const void *bytes, gsize size, GError **error);
/* Puts the folder in its place, and takes away the one whose place that was. */
gboolean cm_new_folder_commit (CmNewFolder *self, GError **error);
/* Unless it is in its place, nothing of it stays. */
void cm_new_folder_free (CmNewFolder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmNewFolder, cm_new_folder_free)

G_END_DECLS
