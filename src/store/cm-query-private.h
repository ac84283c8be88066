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
/* Whether which records there are, or their order, follows from other records of `table` in a way
 * that a change of those does not tell by itself. */
gboolean _cm_query_looks_at (const CmQuery *self, const CmTable *table);
/* Whether they follow from computed values. */
gboolean _cm_query_computes (const CmQuery *self);
/* The SQL expression of a field of table alias `alias`. */
char *_cm_field_sql (const CmTable *table, const CmField *field, const char *alias);
GArray *_cm_values_new (void);

G_END_DECLS
