/* cm-activity-part.h - what the parts of an activity's page have in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_ACTIVITY_PART (cm_activity_part_get_type ())
G_DECLARE_DERIVABLE_TYPE (CmActivityPart, cm_activity_part, CM, ACTIVITY_PART, AdwBin)

struct _CmActivityPartClass
{
  AdwBinClass parent_class;

  /* Shows the activity, as cm_activity_part_get_store() and _get_activity() tell it; `other` if it
   * is another one than before, so that nothing typed is to be kept. With none, lets go of all. */
  void (*show) (CmActivityPart *self, gboolean other);
  /* Whether any of those changes can be seen in the part. */
  gboolean (*is_touched) (CmActivityPart *self, const CmChanges *changes);
  /* Saves what is still being typed; may be NULL. */
  gboolean (*flush) (CmActivityPart *self);
};

/* Signals: "message" (text, can be undone); "open-record" (table, key): it is to be shown where it
 * is at home. */

/* To be called again after the store changed: controls stay, with their focus and what is being
 * typed in them. */
void cm_activity_part_show (CmActivityPart *self, CmStore *store, CmRecord *activity);
gboolean cm_activity_part_is_touched (CmActivityPart *self, const CmChanges *changes);
gboolean cm_activity_part_flush (CmActivityPart *self);
/* NULL while nothing is shown. */
CmStore *cm_activity_part_get_store (CmActivityPart *self);
CmRecord *cm_activity_part_get_activity (CmActivityPart *self);
gboolean cm_activity_part_is_editable (CmActivityPart *self);

void cm_activity_part_tell (CmActivityPart *self, const char *text, gboolean undo);
void cm_activity_part_open (CmActivityPart *self, const char *table, const char *id);
/* Passes on the "message" of a control of the part. */
void cm_activity_part_adopt (CmActivityPart *self, gpointer control);

/* A frame for the part: a heading, words beside it, buttons at its end, and the box below. */
void cm_activity_part_build (CmActivityPart *self, const char *title);
void cm_activity_part_set_summary (CmActivityPart *self, const char *text);
void cm_activity_part_add_button (CmActivityPart *self, GtkWidget *button);
GtkWidget *cm_activity_part_get_body (CmActivityPart *self);

/* A label that wraps; one that is a heading to a screen reader. */
GtkWidget *cm_activity_part_new_label (const char *text, const char *style);
GtkWidget *cm_activity_part_new_heading (const char *text, const char *style, int level);
/* Takes away all that a box holds. */
void cm_activity_part_empty_box (GtkWidget *box);

G_END_DECLS
