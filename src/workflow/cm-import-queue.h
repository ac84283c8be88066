/* cm-import-queue.h - records on their way from the thread that reads to the one that stores. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-record.h"

G_BEGIN_DECLS

/* A few hundred records that are filled, stored and filled again. One thread fills, one stores. */
typedef struct _CmImportQueue CmImportQueue;

/* The records are copies of `pattern`. */
CmImportQueue *_cm_import_queue_new (CmRecord *pattern);
/* When both threads are done. */
void _cm_import_queue_free (CmImportQueue *self);

/* In the thread that fills: the record to be filled next, to be filled again after _put(). May
 * wait. */
CmRecord *_cm_import_queue_get (CmImportQueue *self);
void _cm_import_queue_put (CmImportQueue *self);
/* There are no more. */
void _cm_import_queue_end (CmImportQueue *self);

/* In the thread that stores, until all are taken: the next record, good until the call after; NULL
 * at the end. May wait. */
CmRecord *_cm_import_queue_take (CmImportQueue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmImportQueue, _cm_import_queue_free)

G_END_DECLS
