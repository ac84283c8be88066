/* cm-changeset.h - whether a stored SQLite changeset is safe to hand to SQLite. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store-columns.h"

G_BEGIN_DECLS

/* SQLite's own parser of changesets hangs and over-reads on damaged bytes, and ours come from a
 * file that anybody may have written. So every changeset is read by this first: only described
 * tables, the right columns, types and keys, bounded lengths. A changeset from before columns were
 * added has fewer of them. The format is that of sqlite3session.c. */
gboolean cm_changeset_is_valid (const guint8 *bytes, gsize length, CmColumns *columns);

/* How many records it changes, or -1 if it is not valid. */
int cm_changeset_count (const guint8 *bytes, gsize length, CmColumns *columns);

G_END_DECLS
