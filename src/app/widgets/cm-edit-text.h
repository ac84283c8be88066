/* cm-edit-text.h - a text that is edited where it stands and as high as it is long. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CM_TYPE_EDIT_TEXT (cm_edit_text_get_type ())
G_DECLARE_FINAL_TYPE (CmEditText, cm_edit_text, CM, EDIT_TEXT, GtkTextView)

/* Keeps what was typed. On failure, `error` says why in words for the reader. */
typedef gboolean (*CmEditTextSave) (CmEditText *self,
                                    const char *text,
                                    gpointer data,
                                    GError **error);

/* `name` is what a screen reader calls it, `hint` stands in it while it is empty (or NULL); `data`
 * must outlive it. What is typed is kept when it is left, or on Enter, which emits "entered". What
 * cannot be kept stays, and "refused" (const char *why) is emitted; Escape brings back what is
 * kept. */
GtkWidget *
cm_edit_text_new (const char *name, const char *hint, CmEditTextSave save, gpointer data);
void cm_edit_text_set_name (CmEditText *self, const char *name);

/* Shows what is kept; what is being typed is left alone. */
void cm_edit_text_show (CmEditText *self, const char *text);
/* Forgets what was typed and shows what is kept. */
void cm_edit_text_restore (CmEditText *self);
/* Saves what was typed. FALSE if it cannot be kept. */
gboolean cm_edit_text_flush (CmEditText *self);
/* (transfer full): what stands in it. */
char *cm_edit_text_get_text (CmEditText *self);

G_END_DECLS
