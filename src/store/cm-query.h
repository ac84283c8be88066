/* cm-query.h - which records of a table are wanted, and in which order. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-table.h"

G_BEGIN_DECLS

typedef struct _CmQuery CmQuery;

/* A query for all records of a table, in the table's own order. */
CmQuery *cm_query_new (const char *table);
CmQuery *cm_query_copy (const CmQuery *self);
void cm_query_free (CmQuery *self);
const CmTable *cm_query_get_table (const CmQuery *self);

/* Conditions: all must hold. "id" names the key of the record itself. */
void cm_query_where_text (CmQuery *self, const char *field, const char *text);
void cm_query_where_number (CmQuery *self, const char *field, gint64 number);
void cm_query_where_null (CmQuery *self, const char *field);
/* `field` is among the values of `sub_field` in the records of `sub`; takes `sub`. */
void cm_query_where_in (CmQuery *self, const char *field, CmQuery *sub, const char *sub_field);
/* The opposite; a field without a value is not among any. Takes `sub`. */
void cm_query_where_not_in (CmQuery *self, const char *field, CmQuery *sub, const char *sub_field);
/* Every word occurs in one of the searched fields, whatever the case and the accents. */
void cm_query_search (CmQuery *self, const char *words);

/* Orders by a field, replacing the order so far; references by title, choices in their listed
 * order. */
void cm_query_order (CmQuery *self, const char *field, gboolean descending);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmQuery, cm_query_free)

G_END_DECLS
