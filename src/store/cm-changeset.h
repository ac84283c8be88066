/* cm-changeset.h - whether a stored SQLite changeset is safe to hand to SQLite. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cm-store-columns.h"

G_BEGIN_DECLS

/* SQLite's own parser of changesets hangs and over-reads on damaged bytes, and ours come from a
 * file that anybody may have written. So every changeset is read by this first: only described
 * tables, the right columns, types and keys, bounded lengths. A changeset from before columns were
 * added has fewer of them. The format is that of sqlite3session.c. */
gboolean cm_changeset_is_valid (const guint8 *bytes, gsize length, CmColumns *columns);

/* How many records it changes, or -1 if it is not valid. */
int cm_changeset_count (const guint8 *bytes, gsize length, CmColumns *columns);

#define CM_CHANGESET_MAX (512 * 1024 * 1024) /* bytes, unpacked */

/* A changeset packed to be kept, or NULL if it is too small to be worth it: a few hundred records.
 * (transfer full) (nullable) */
GBytes *cm_changeset_pack (const void *bytes, gsize length, CmColumns *columns);
/* Packs a changeset in a thread of its own while it is still being written. */
typedef struct _CmPacker CmPacker;

CmPacker *cm_packer_new (void);
void cm_packer_add (CmPacker *self, const void *bytes, gsize length);
/* As cm_changeset_pack() would have packed all that was added; to be called once. */
GBytes *cm_packer_end (CmPacker *self, guint n_records);
void cm_packer_free (CmPacker *self);
/* The changeset as it was, packed or not; NULL for one that does not unpack to what it says. What
 * comes out must still be checked. (transfer full) (nullable) */
GBytes *cm_changeset_unpack (const void *bytes, gsize length);
/* What a changeset, packed or not, says of its size; a packed one also of its records. */
gsize cm_changeset_get_size (const void *bytes, gsize length);
gboolean cm_changeset_tell (const void *bytes, gsize length, guint *n_records);

G_END_DECLS
