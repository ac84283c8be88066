/* cm-import-queue.c - records on their way from the thread that reads to the one that stores. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-import-queue.h"

#define N_BATCHES 6
#define N_RECORDS                                                                                  \
  96 /* in a batch; handing over single records would cost as much as storing them */

typedef struct
{
  CmRecord *records[N_RECORDS];
  guint n; /* that are filled */
} Batch;

struct _CmImportQueue
{
  Batch batches[N_BATCHES];
  GAsyncQueue *empty, *full; /* of Batch */
  Batch *filled;             /* being filled, or NULL */
  Batch *stored;             /* being stored, or NULL */
  guint next;                /* of `stored` */
};

CmImportQueue *
_cm_import_queue_new (CmRecord *pattern)
{
  CmImportQueue *self = g_new0 (CmImportQueue, 1);

  self->empty = g_async_queue_new ();
  self->full = g_async_queue_new ();
  for (guint b = 0; b < N_BATCHES; b++)
    {
      for (guint i = 0; i < N_RECORDS; i++)
        self->batches[b].records[i] = cm_record_copy (pattern);
      g_async_queue_push (self->empty, &self->batches[b]);
    }
  return self;
}

void
_cm_import_queue_free (CmImportQueue *self)
{
  if (self == NULL)
    return;
  for (guint b = 0; b < N_BATCHES; b++)
    for (guint i = 0; i < N_RECORDS; i++)
      g_object_unref (self->batches[b].records[i]);
  g_async_queue_unref (self->empty);
  g_async_queue_unref (self->full);
  g_free (self);
}

CmRecord *
_cm_import_queue_get (CmImportQueue *self)
{
  if (self->filled == NULL)
    {
      self->filled = g_async_queue_pop (self->empty);
      self->filled->n = 0;
    }
  return self->filled->records[self->filled->n];
}

void
_cm_import_queue_put (CmImportQueue *self)
{
  if (++self->filled->n < N_RECORDS)
    return;
  g_async_queue_push (self->full, self->filled);
  self->filled = NULL;
}

void
_cm_import_queue_end (CmImportQueue *self)
{
  /* A batch that is not full is the last. */
  _cm_import_queue_get (self);
  g_async_queue_push (self->full, self->filled);
  self->filled = NULL;
}

CmRecord *
_cm_import_queue_take (CmImportQueue *self)
{
  if (self->stored != NULL && self->next == N_RECORDS)
    {
      g_async_queue_push (self->empty, self->stored);
      self->stored = NULL;
    }
  if (self->stored == NULL)
    {
      self->stored = g_async_queue_pop (self->full);
      self->next = 0;
    }
  return self->next < self->stored->n ? self->stored->records[self->next++] : NULL;
}
