/* cm-store-salvage.h - what can be read of a damaged portfolio, in a new file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-progress.h"
#include "cm-store.h"

G_BEGIN_DECLS

typedef enum
{
  CM_SALVAGE_MENDED,    /* characters of a text that cannot be read were marked */
  CM_SALVAGE_BLANKED,   /* a value that cannot be read was left out */
  CM_SALVAGE_SET_ASIDE, /* a record cannot be kept; the note holds what could be read of it */
  CM_SALVAGE_STAND_IN,  /* a record was made for one that is lost, as others belong to it */
  CM_N_SALVAGE,
} CmSalvageKind;

typedef struct
{
  CmSalvageKind kind;
  const CmTable *table;
  char *id;
  char *title; /* of the record, or "" */
  char *text;  /* what was done and why */
} CmSalvageNote;

/* What became of a table. */
typedef struct
{
  const CmTable *table;
  guint n_recovered;
  guint n_lost;      /* records that cannot be read: about so many */
  gboolean all_lost; /* where the table began cannot be told: more of it may be lost */
  guint n_noted[CM_N_SALVAGE];
} CmSalvageTable;

/* A report. */
typedef struct _CmSalvage CmSalvage;

/* Reads what it can of the file `from`, which is left as it is, and writes it to `to`, a new
 * portfolio of the present format. Nothing that the file says is run and nothing taken without
 * having been checked; what refers to nothing is mended or set aside. The change log comes along,
 * but what it tells of can no longer be undone. To be called in a thread, while the file is not
 * open in this program. Fails, and leaves nothing behind, if nothing can be read. `progress` and
 * `cancellable` may be NULL. */
CmSalvage *cm_store_salvage (const char *from,
                             const char *to,
                             CmProgress *progress,
                             GCancellable *cancellable,
                             GError **error);
void cm_salvage_free (CmSalvage *self);

/* The tables of which there was something. */
guint cm_salvage_get_n_tables (const CmSalvage *self);
const CmSalvageTable *cm_salvage_get_table (const CmSalvage *self, guint i);
guint cm_salvage_get_n_recovered (const CmSalvage *self);
/* About. */
guint cm_salvage_get_n_lost (const CmSalvage *self);
guint cm_salvage_count (const CmSalvage *self, CmSalvageKind kind);
/* Notes of all kinds; of very many the first thousand. */
guint cm_salvage_get_n_notes (const CmSalvage *self);
const CmSalvageNote *cm_salvage_get_note (const CmSalvage *self, guint i);

/* (transfer full): one sentence or two; and all of it, as plain text of many lines. */
char *cm_salvage_summarise (const CmSalvage *self);
char *cm_salvage_write (const CmSalvage *self);

/* (transfer full): a path beside the damaged file that is free: "Plan (recovered).portfolio". */
char *cm_salvage_suggest_path (const char *from);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmSalvage, cm_salvage_free)

G_END_DECLS
