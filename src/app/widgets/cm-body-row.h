/* cm-body-row.h - a line of a list in which one of the partnership's bodies is chosen. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_TYPE_BODY_ROW (cm_body_row_get_type ())
G_DECLARE_FINAL_TYPE (CmBodyRow, cm_body_row, CM, BODY_ROW, AdwComboRow)

/* Emits "chosen" when the reader chooses another one. */
GtkWidget *cm_body_row_new (const char *title);
/* Lists the records of another table, such as workshops, and calls none of them `nobody`. Neither
 * is copied. To be said before bodies are shown. */
void cm_body_row_set_table (CmBodyRow *self, const char *table, const char *nobody);
/* Shows the bodies of the store and the one with that key, "" for nobody. To be called again after
 * the store changed. */
void cm_body_row_show (CmBodyRow *self, CmStore *store, const char *body);
/* The key of the chosen body, or "". */
const char *cm_body_row_get_body (CmBodyRow *self);

G_END_DECLS
