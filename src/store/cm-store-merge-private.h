/* cm-store-merge-private.h - what the files of merging share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store-merge.h"
#include "cm-store-private.h"

G_BEGIN_DECLS

/* A cached statement, reset and unbound, or NULL after a failure. */
sqlite3_stmt *_cm_copy_prepare (CmCopy *self, const char *sql);
/* Whether there is another row; FALSE too after a failure, which is kept. */
gboolean _cm_copy_next (CmCopy *self, sqlite3_stmt *statement);
CmColumns *_cm_copy_get_columns (CmCopy *self);
void _cm_value_take (CmValue *value, sqlite3_value *from);
/* What names an entry of the change log as it is now. (transfer full) */
char *_cm_state_name (const char *id, gint64 time);

G_END_DECLS
