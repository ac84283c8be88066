/* cm-store-keep.h - what the store holds goes into another file, whatever became of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

/* Copies all that is saved, with the change log, to `path`, where no file may be; from the file as
 * it is held open, so that it does no harm if that was moved, deleted or replaced meanwhile. Goes
 * on in a thread; of a copy that fails nothing is left. */
void cm_store_keep_async (CmStore *self,
                          const char *path,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean cm_store_keep_finish (CmStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
