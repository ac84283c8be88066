/* cm-matrix-view.h - priority matrices: chosen, made, marked, and taken together. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-grid.h"
#include "cm-matrix-together.h"
#include "cm-scope.h"

G_BEGIN_DECLS

#define CM_TYPE_MATRIX_VIEW (cm_matrix_view_get_type ())
G_DECLARE_FINAL_TYPE (CmMatrixView, cm_matrix_view, CM, MATRIX_VIEW, AdwBin)

/* Emits "message" (const char *text, gboolean undo).
 *
 * Actions: "matrix.mark" (s: "high", "priority", "none", "unknown") marks the chosen cells;
 * "matrix.add-topic", "matrix.add-row", "matrix.rename-topic", "matrix.rename-row",
 * "matrix.remove-topic", "matrix.remove-row" and "matrix.delete" change the matrix that is shown.
 */
GtkWidget *cm_matrix_view_new (void);

/* Shows the matrices of the store, as far as the scope goes, and follows them. */
void cm_matrix_view_show (CmMatrixView *self, CmStore *store, const CmScope *scope);
/* Shows that matrix. FALSE if there is none. */
gboolean cm_matrix_view_select (CmMatrixView *self, const char *matrix);
/* Whether all are shown as one table instead of one of them. */
void cm_matrix_view_set_together (CmMatrixView *self, gboolean together);
/* Saves what is still being typed. FALSE if it cannot be kept; the reason is then shown. */
gboolean cm_matrix_view_flush (CmMatrixView *self);

CmGrid *cm_matrix_view_get_grid (CmMatrixView *self);
CmMatrixTogether *cm_matrix_view_get_together (CmMatrixView *self);

G_END_DECLS
