/* cm-thread-table.h - the golden thread of a chapter as a table. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-thread.h"

G_BEGIN_DECLS

#define CM_TYPE_THREAD_TABLE (cm_thread_table_get_type ())
G_DECLARE_FINAL_TYPE (CmThreadTable, cm_thread_table, CM, THREAD_TABLE, AdwBin)

/* Signal: "opened" (const char *table, const char *id), a row was activated. */
GtkWidget *cm_thread_table_new (void);

/* Shows what the chapter holds now, or one of its outcomes alone; `year` heads the money. */
void cm_thread_table_show (CmThreadTable *self,
                           const CmThreadChapter *chapter,
                           const CmThreadOutcome *only,
                           const char *year);

G_END_DECLS
