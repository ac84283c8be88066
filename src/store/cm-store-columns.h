/* cm-store-columns.h - which column of a portfolio file holds which field. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-table.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* The fields of a table are listed as they are shown; its columns stand in the order in which they
 * came to be, new ones at the end. Changesets know columns by their position alone. */
typedef struct _CmColumns CmColumns;

/* Reads a table of `db` when it is first asked for; `db` must outlive this. */
CmColumns *_cm_columns_new (sqlite3 *db);
void _cm_columns_free (CmColumns *self);

/* The fields by column; the first, the key, is NULL, and so is a column without a field. */
const CmField *const *_cm_columns_list (CmColumns *self, const CmTable *table, guint *n_columns);
/* The column of a field, or -1 if it has none. */
int _cm_columns_find (CmColumns *self, const CmTable *table, const char *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmColumns, _cm_columns_free)

G_END_DECLS
