/* cm-thread-panel.h - the drawing of the golden thread with what belongs to it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-thread-drawing.h"
#include "cm-thread.h"

G_BEGIN_DECLS

#define CM_TYPE_THREAD_PANEL (cm_thread_panel_get_type ())
G_DECLARE_FINAL_TYPE (CmThreadPanel, cm_thread_panel, CM, THREAD_PANEL, AdwBin)

/* Chooses a chapter and an outcome of it, or all; shows them drawn or as a table; writes the
 * drawing to a file. Signals: "opened" (const char *table, const char *id); "message" (const char
 * *text, gboolean undo).
 *
 * Action: "thread-panel.export" ("png", "svg" or "pdf"). */
GtkWidget *cm_thread_panel_new (void);

/* Shows the thread and follows it; NULL lets go of it. */
void cm_thread_panel_show (CmThreadPanel *self, CmThread *thread);
/* NULL for the first chapter, or for all outcomes. */
void cm_thread_panel_choose (CmThreadPanel *self, const char *chapter, const char *outcome);
/* Whether it is shown as a table. */
void cm_thread_panel_set_table (CmThreadPanel *self, gboolean table);
CmThreadDrawing *cm_thread_panel_get_drawing (CmThreadPanel *self);

G_END_DECLS
