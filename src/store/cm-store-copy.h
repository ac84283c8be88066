/* cm-store-copy.h - a portfolio as a file of its own: a backup, or a clean copy to share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-progress.h"
#include "cm-store.h"

G_BEGIN_DECLS

typedef enum
{
  CM_COPY_EXACT = 0, /* all there is, the change log with it: a backup */
  CM_COPY_WITHOUT_HISTORY = 1 << 0,
  /* Each of these takes the change log away too, which would tell what they hide. */
  CM_COPY_ANONYMISE = 1 << 1, /* what may name a person is replaced; the same name, the same */
  CM_COPY_SUPPLIERS = 1 << 2, /* and so are suppliers */
  CM_COPY_NO_CONFIDENTIAL = 1 << 3, /* evidence that is confidential, or consent to it refused */
  CM_COPY_NO_NAMED = 1 << 4,        /* evidence that is for named partners only */
  CM_COPY_REPLACE = 1 << 5,         /* a file of that name is replaced */
} CmCopyFlags;

/* How many values of a field, or how many records if that is NULL. */
typedef struct
{
  const CmTable *table;
  const CmField *field;
  guint n;
} CmCopyCount;

/* What is in the portfolio and not in the copy. */
typedef struct
{
  CmCopyFlags flags;            /* as they were taken */
  guint n_entries, n_actors;    /* of the change log, and how many people made them */
  guint n_persons, n_suppliers; /* different names that were replaced */
  guint n_kept;                 /* values that the portfolio itself lists as a role or a body */
  guint n_mentions;             /* other texts in which a name that was replaced still stands */
  GArray *replaced;             /* of CmCopyCount, by field */
  GArray *emptied;              /* the same: where anonymous evidence came from */
  GArray *left_out;             /* by table: evidence, then what refers to it */
} CmCopyReport;

void cm_copy_report_free (CmCopyReport *self);
/* All values, or records, that are counted in an array of CmCopyCount. */
guint cm_copy_counts_sum (GArray *counts);

/* Writes a copy to `path`, and says what is not in it. It is checked, and takes its name only once
 * it is whole; of a copy that fails nothing is left. With CM_COPY_EXACT it is the file as it is; in
 * all others each row is written anew, so that nothing travels along that was deleted before. With
 * no path it is only found out what would not be in it. Refused in the midst of a transaction or a
 * long change, onto the portfolio itself or one that is open, and, without CM_COPY_REPLACE, where a
 * file is already. `progress` and `cancellable` may be NULL. (transfer full): NULL on error. */
CmCopyReport *cm_store_copy (CmStore *self,
                             const char *path,
                             CmCopyFlags flags,
                             CmProgress *progress,
                             GCancellable *cancellable,
                             GError **error);

/* The same in a thread, on a connection of its own; whoever asks lets nothing be changed
 * meanwhile, or waits. */
void cm_store_copy_async (CmStore *self,
                          const char *path,
                          CmCopyFlags flags,
                          CmProgress *progress,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
CmCopyReport *cm_store_copy_finish (CmStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmCopyReport, cm_copy_report_free)

G_END_DECLS
