/* cm-record-form.h - all of one record of any table, to be read and edited at the side of a list.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_RECORD_FORM (cm_record_form_get_type ())
G_DECLARE_FINAL_TYPE (CmRecordForm, cm_record_form, CM, RECORD_FORM, AdwBin)

/* Emits "message" (const char *text, gboolean undo): something to tell the reader, and whether it
 * can be undone. */
GtkWidget *cm_record_form_new (void);

/* Shows the record as the store keeps it and follows the store from then on. With no record the
 * form says that one may be chosen and holds on to nothing: do that before a store is closed. */
void cm_record_form_show (CmRecordForm *self, CmStore *store, CmRecord *record);
/* Whether the form is headed by what the record is, such as Activity; it is at first. */
void cm_record_form_set_kind_visible (CmRecordForm *self, gboolean visible);
/* Widgets of the owner above the fields, and below them where they stay in sight; taken, either may
 * be NULL. Fields that the owner
 * shows there itself are left out (names, ending with NULL, not copied). To be said once, before a
 * record is shown. */
void cm_record_form_set_parts (CmRecordForm *self,
                               GtkWidget *above,
                               GtkWidget *below,
                               const char *const *left_out);
/* (transfer none) (nullable) */
CmRecord *cm_record_form_get_record (CmRecordForm *self);
/* Puts the keyboard into the control of that field and scrolls to it. */
void cm_record_form_focus (CmRecordForm *self, const char *field);
/* Saves what is still being typed. FALSE if it cannot be kept; the form then says why. */
gboolean cm_record_form_flush (CmRecordForm *self);

G_END_DECLS
