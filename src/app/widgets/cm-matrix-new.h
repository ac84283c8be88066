/* cm-matrix-new.h - asks what a new priority matrix is to be called and made from. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_MATRIX_NEW (cm_matrix_new_get_type ())
G_DECLARE_FINAL_TYPE (CmMatrixNew, cm_matrix_new, CM, MATRIX_NEW, GtkPopover)

/* A popover for a menu button. Signals: "made" (const char *id), when the matrix is in the store;
 * "message" (const char *text, gboolean undo). */
GtkWidget *cm_matrix_new_new (void);

/* Asks afresh; to be called before it pops up. */
void cm_matrix_new_prepare (CmMatrixNew *self, CmStore *store);

G_END_DECLS
