/* cm-matrix-together.h - several priority matrices as one table, with the arithmetic of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-scope.h"

G_BEGIN_DECLS

#define CM_TYPE_MATRIX_TOGETHER (cm_matrix_together_get_type ())
G_DECLARE_FINAL_TYPE (CmMatrixTogether, cm_matrix_together, CM, MATRIX_TOGETHER, AdwBin)

GtkWidget *cm_matrix_together_new (void);

/* Takes all matrices of the store together, except those that were left out; follows the store
 * while it is mapped. */
void cm_matrix_together_show (CmMatrixTogether *self, CmStore *store, const CmScope *scope);
/* Leaves a matrix out, or takes it in again. */
void
cm_matrix_together_set_included (CmMatrixTogether *self, const char *matrix, gboolean included);
/* The button that asks which matrices to take together; for a toolbar. */
GtkWidget *cm_matrix_together_get_button (CmMatrixTogether *self);

G_END_DECLS
