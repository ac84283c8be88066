/* cm-matrix-namer.h - asks what a topic or a row of a priority matrix is called. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CM_TYPE_MATRIX_NAMER (cm_matrix_namer_get_type ())
G_DECLARE_FINAL_TYPE (CmMatrixNamer, cm_matrix_namer, CM, MATRIX_NAMER, GtkPopover)

/* To be given a parent. Emits "named" (const char *name, const char *heading), neither with spaces
 * around it, when the reader has settled on a name; the heading is "" for none. */
GtkWidget *cm_matrix_namer_new (void);

/* Pops up and asks. `verb` stands on its button, with a mnemonic; `name` and `heading` are what it
 * is called now; a NULL heading is not asked for. */
void
cm_matrix_namer_ask (CmMatrixNamer *self, const char *verb, const char *name, const char *heading);

G_END_DECLS
