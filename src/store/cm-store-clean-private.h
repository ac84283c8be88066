/* cm-store-clean-private.h - the rows of a copy that is to be shared. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store-copy.h"
#include "cm-store-private.h"

G_BEGIN_DECLS

/* Copies every record into the empty tables of `to`, without what the report's flags leave out, and
 * counts that; without `to` it only counts. FALSE if it was cancelled (error set), if reading fails
 * (error set) or if writing does (`to` knows why). The store must be in a transaction. */
gboolean _cm_store_copy_rows (CmStore *self,
                              sqlite3 *to,
                              CmCopyReport *report,
                              CmProgress *progress,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
