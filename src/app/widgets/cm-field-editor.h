/* cm-field-editor.h - a control for one field of one record, with its name, its help and its error.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_FIELD_EDITOR (cm_field_editor_get_type ())
G_DECLARE_FINAL_TYPE (CmFieldEditor, cm_field_editor, CM, FIELD_EDITOR, AdwBin)

/* `field` is one of those that cm_tables() describes and is not copied. Emits
 * "message" (const char *text, gboolean undo) when something must be told beyond the control. */
GtkWidget *cm_field_editor_new (const CmField *field);
const CmField *cm_field_editor_get_field (CmFieldEditor *self);
/* The widget that takes the value and the focus: an entry, a text view, a drop-down, a switch, or a
 * label where the value is computed. */
GtkWidget *cm_field_editor_get_control (CmFieldEditor *self);

/* Shows the value of that record, which must be the one that the store keeps. To be called again
 * after the store changed; what is being typed is left alone. With no record it is empty and holds
 * on to nothing. */
void cm_field_editor_show (CmFieldEditor *self, CmStore *store, CmRecord *record);
/* Saves what was typed. FALSE if it cannot be kept; the control then says why. */
gboolean cm_field_editor_flush (CmFieldEditor *self);
/* Forgets what was typed and shows the stored value. */
void cm_field_editor_restore (CmFieldEditor *self);

G_END_DECLS
