/* cm-store-sums.h - sums of a field by groups of equal values. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

/* The sums of many records are read a slice at a time, so that nobody waits for them. Nothing is
 * held open between two slices; who sees the store change in between begins anew. */
typedef struct _CmSums CmSums;

/* Sums of `field` over the records of `query`, which is copied, for each combination of values of
 * the fields `groups`, which ends with NULL; "id" names the key of the record. None of them is a
 * computed field. */
CmSums *
cm_sums_new (CmStore *store, const CmQuery *query, const char *field, const char *const *groups);
void cm_sums_free (CmSums *self);
/* Reads on, for a few milliseconds. TRUE when all is read. */
gboolean cm_sums_step (CmSums *self);
/* (transfer full): the same at once. */
CmSums *cm_store_sum_by (CmStore *store,
                         const CmQuery *query,
                         const char *field,
                         const char *const *groups);

/* The groups, in the order in which their first records were made. */
guint cm_sums_get_size (const CmSums *self);
/* The value of a field of `groups`: NULL or 0 for none. Of equal texts the same pointer, valid as
 * long as the sums. */
const char *cm_sums_get_text (const CmSums *self, guint i, guint group);
gint64 cm_sums_get_number (const CmSums *self, guint i, guint group);
gint64 cm_sums_get_sum (const CmSums *self, guint i);
/* How many records of the group there are, with a value or without. */
guint cm_sums_get_count (const CmSums *self, guint i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmSums, cm_sums_free)

G_END_DECLS
