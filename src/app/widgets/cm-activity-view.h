/* cm-activity-view.h - everything about one activity on a page of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_ACTIVITY_VIEW (cm_activity_view_get_type ())
G_DECLARE_FINAL_TYPE (CmActivityView, cm_activity_view, CM, ACTIVITY_VIEW, AdwBin)

/* Signals: "message" (const char *text, gboolean undo); "back" (): the reader is done, or the
 * activity is gone; "open-record" (const char *table, const char *id): a record of another table is
 * to be shown where it is at home. Another activity opens here.
 *
 * Actions: "activity.back" (Escape, Alt+Left): to the activity before, or out; "activity.list":
 * out. */
GtkWidget *cm_activity_view_new (void);

/* Shows that activity; what was typed about the one before is saved. Parts below the first screen
 * are filled when there is time. With none it holds on to nothing. */
void cm_activity_view_show (CmActivityView *self, CmStore *store, CmRecord *activity);
/* (nullable) (transfer none) */
CmRecord *cm_activity_view_get_activity (CmActivityView *self);
/* Whether every part has been filled. */
gboolean cm_activity_view_is_complete (CmActivityView *self);
/* Saves what is still being typed. FALSE if it cannot be kept; the part then says why. */
gboolean cm_activity_view_flush (CmActivityView *self);

G_END_DECLS
