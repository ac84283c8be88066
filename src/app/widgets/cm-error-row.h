/* cm-error-row.h - a line of a list that says what is wrong with what was typed above it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row without a message is hidden. */
GtkWidget *cm_error_row_new (void);
void cm_error_row_set_message (GtkWidget *row, const char *message);
const char *cm_error_row_get_message (GtkWidget *row); /* or NULL */

G_END_DECLS
