/* cm-edit-row.h - a line of text in a list that is saved when it is left. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CM_TYPE_EDIT_ROW (cm_edit_row_get_type ())
G_DECLARE_FINAL_TYPE (CmEditRow, cm_edit_row, CM, EDIT_ROW, AdwEntryRow)

/* Keeps what was typed. On failure, `error` says why in words for the reader. */
typedef gboolean (*CmEditRowSave) (CmEditRow *row, const char *text, gpointer data, GError **error);

/* `name` tells the caller's rows apart and is not copied; `data` must outlive the row. */
GtkWidget *cm_edit_row_new (const char *name, const char *title, CmEditRowSave save, gpointer data);
const char *cm_edit_row_get_name (CmEditRow *self);
/* The row that says what is wrong, to be placed below this one; hidden while all is well. */
GtkWidget *cm_edit_row_get_error_row (CmEditRow *self);

/* Shows what is kept; what is being typed is left alone. */
void cm_edit_row_show (CmEditRow *self, const char *text);
/* Forgets what was typed and shows what is kept. */
void cm_edit_row_restore (CmEditRow *self);
/* Saves what was typed. FALSE if it cannot be kept; the row then says why. */
gboolean cm_edit_row_flush (CmEditRow *self);
/* What is wrong with what was typed, or NULL. */
const char *cm_edit_row_get_error (CmEditRow *self);

G_END_DECLS
