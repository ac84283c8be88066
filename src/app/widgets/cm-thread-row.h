/* cm-thread-row.h - a row of the golden thread as it is seen, renamed, dragged and dropped on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-thread-item.h"

G_BEGIN_DECLS

#define CM_TYPE_THREAD_ROW (cm_thread_row_get_type ())
G_DECLARE_FINAL_TYPE (CmThreadRow, cm_thread_row, CM, THREAD_ROW, AdwBin)

/* Widths of the columns beside the title, in characters. */
#define CM_THREAD_ROW_STANDING 25
#define CM_THREAD_ROW_MONEY 14

/* Signals: "renamed" (const char *name); "dropped" (CmThreadItem *activity), on an outcome or what
 * is part of it; "mend" (), the button of a gap was pressed. */
GtkWidget *cm_thread_row_new (void);

/* NULL for both lets go of them. */
void cm_thread_row_show (CmThreadRow *self, GtkTreeListRow *row, CmThread *thread);
/* Says anew what the thread holds by now. */
void cm_thread_row_refresh (CmThreadRow *self, CmThread *thread);
/* (transfer none) (nullable) */
CmThreadItem *cm_thread_row_get_item (CmThreadRow *self);
/* Whether it can be renamed, dragged and dropped on. */
void cm_thread_row_set_writable (CmThreadRow *self, gboolean writable);
/* Puts the keyboard into the title, all of which is selected. Enter and leaving it keep what is
 * typed, Escape does not. */
void cm_thread_row_edit (CmThreadRow *self);
gboolean cm_thread_row_is_editing (CmThreadRow *self);

G_END_DECLS
