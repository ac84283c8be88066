/* cm-store-merge.h - two copies of a portfolio: how they differ, what both come from, and what is
 * taken over from one into the other. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-progress.h"
#include "cm-store.h"

G_BEGIN_DECLS

/* --- a copy, read as it stands in the file ---------------------------------------------------- */

/* Reads records without their computed values, none of which CmStore::changed refreshes. What
 * cannot be read must not be taken for deleted: the first failure is kept, and cm_copy_check()
 * tells it. To be freed before the store is closed. */
typedef struct _CmCopy CmCopy;

CmCopy *cm_copy_new (CmStore *store);
void cm_copy_free (CmCopy *self);
CmStore *cm_copy_get_store (CmCopy *self);
/* (transfer full) (nullable) */
CmRecord *cm_copy_read (CmCopy *self, const CmTable *table, const char *id);
gboolean cm_copy_has (CmCopy *self, const CmTable *table, const char *id);
/* (transfer container): of char *, the keys of the records of `table` whose `field` is `id`. */
GPtrArray *cm_copy_find (CmCopy *self, const CmTable *table, const CmField *field, const char *id);
gboolean cm_copy_check (CmCopy *self, GError **error);
/* Names the state that the copy is in: another after every change. (transfer full) */
char *cm_copy_get_state (CmCopy *self);

/* Calls `visit` for every record that is in only one of the copies, then the other is NULL, or that
 * is not the same in both; by table, parents first, and by key. Both are read at one moment.
 * `progress` goes up to `share`. */
typedef void (*CmDifferenceFunc) (
    const CmTable *table, const char *id, CmRecord *mine, CmRecord *theirs, gpointer data);
gboolean cm_copy_compare (CmCopy *mine,
                          CmCopy *theirs,
                          CmDifferenceFunc visit,
                          gpointer data,
                          CmProgress *progress,
                          double share,
                          GCancellable *cancellable,
                          GError **error);

/* --- what both come from ---------------------------------------------------------------------- */

/* A third state, which both copies were changed from. */
typedef struct _CmOrigin CmOrigin;

/* The newest state that went into both, rebuilt from the change log of one: what was done there
 * since is taken back, in thought. Fails with CM_STORE_ERROR_UNRELATED where the logs have nothing
 * in common or do not reach back. Borrows the copies. */
CmOrigin *cm_origin_new (CmCopy *mine, CmCopy *theirs, GError **error);
/* The state of a third copy, which is borrowed too. */
CmOrigin *cm_origin_new_from_copy (CmCopy *base, CmCopy *mine, CmCopy *theirs, GError **error);
void cm_origin_free (CmOrigin *self);
/* Goes on with another reader of mine, which must be in the same state. */
void cm_origin_set_mine (CmOrigin *self, CmCopy *mine);
/* (transfer full) (nullable): the record as it was there. */
CmRecord *cm_origin_read (CmOrigin *self, const CmTable *table, const char *id);
/* Whether the change log of mine says that it has taken in theirs as it is now. */
gboolean cm_origin_is_taken_in (CmOrigin *self);

/* Looks through what was done in both copies since for who changed the records of these keys
 * (char *) last; then cm_origin_get_author() tells of a record, and of a field if that is not NULL.
 * (transfer none) (nullable): who; `time` in microseconds since 1970. */
void cm_origin_find_authors (CmOrigin *self, GHashTable *ids);
const char *cm_origin_get_author (
    CmOrigin *self, gboolean theirs, const char *id, const CmField *field, gint64 *time);

/* --- taking over ------------------------------------------------------------------------------ */

/* As cm_store_begin(), for a transaction that takes in `theirs`, as cm_copy_get_state() named it.
 * Inside, references may lead nowhere for a while, and cm_store_remove() deletes a single record
 * and nothing with it. If it changes nothing, the change log still says that it was done. */
gboolean
cm_store_begin_merge (CmStore *self, const char *label, const char *theirs, GError **error);
/* (inside a transaction of that kind): its label may be known only at the end. */
void cm_store_relabel (CmStore *self, const char *label);
gboolean cm_store_remove (CmStore *self, const CmTable *table, const char *id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmCopy, cm_copy_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmOrigin, cm_origin_free)

G_END_DECLS
