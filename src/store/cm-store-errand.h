/* cm-store-errand.h - long changes to a portfolio, made in a thread while it stays open. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-progress.h"
#include "cm-store.h"

G_BEGIN_DECLS

/* Runs in a thread, with a store of its own on the same file, which it may change in one
 * transaction and must not keep. FALSE with an error if nothing was done. */
typedef gboolean (*CmErrandFunc) (
    CmStore *store, CmProgress *progress, GCancellable *cancellable, gpointer data, GError **error);

/* Sends the function on its errand. Until it is back, the store can be read but changes nothing
 * itself: cm_store_begin(), _undo() and _redo() fail with CM_STORE_ERROR_BUSY. Then the store takes
 * over what has changed, emits CmStore::changed, and `callback` is called. `progress` and
 * `cancellable` may be NULL; `free_data` is called in the main thread. One errand at a time. */
void cm_store_run_errand_async (CmStore *self,
                                CmErrandFunc func,
                                gpointer data,
                                GDestroyNotify free_data,
                                CmProgress *progress,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean cm_store_run_errand_finish (CmStore *self, GAsyncResult *result, GError **error);
gboolean cm_store_has_errand (CmStore *self);

/* Undo and redo as errands, for changes that take longer than the blink of an eye;
 * cm_store_undo_is_long() tells which do. Cancelled, nothing is undone. */
gboolean cm_store_undo_is_long (CmStore *self, gboolean redo);
void cm_store_undo_async (CmStore *self,
                          gboolean redo,
                          CmProgress *progress,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/* As cm_store_run_errand_finish(). */
gboolean cm_store_undo_finish (CmStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
