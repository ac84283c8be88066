/* cm-thread-builder.h - makes the drawing of a golden thread of what the thread holds. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-thread-painter.h"
#include "cm-thread.h"

G_BEGIN_DECLS

/* Which record a node is; both NULL for one that is none. */
typedef struct
{
  const char *table;
  char *id;
} CmThreadRef;

void cm_thread_ref_free (gpointer ref);

/* The chapter with all its outcomes, or with `only`. `refs` gets a CmThreadRef for each node. Where
 * there are many activities those with the least money are drawn as one. */
CmThreadChart *cm_thread_build_chart (CmThread *thread,
                                      const CmThreadChapter *chapter,
                                      const CmThreadOutcome *only,
                                      GPtrArray *refs);

G_END_DECLS
