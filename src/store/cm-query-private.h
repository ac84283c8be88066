/* cm-query-private.h - a query as SQL, for the store alone. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-query.h"
#include "cm-value.h"

G_BEGIN_DECLS

/* " FROM t WHERE …" without an order; the values to bind are appended to `values`. The table is
 * called `t0`. */
void _cm_query_append_from (const CmQuery *self, GString *sql, GArray *values);
/* " ORDER BY …" */
void _cm_query_append_order (const CmQuery *self, GString *sql);
/* Whether which records there are, or their order, follows from a table other than the query's own,
 * or from other records of that one. */
gboolean _cm_query_looks_at (const CmQuery *self, const CmTable *table);
/* The SQL expression of a field of table alias `alias`. */
char *_cm_field_sql (const CmTable *table, const CmField *field, const char *alias);
GArray *_cm_values_new (void);

G_END_DECLS
