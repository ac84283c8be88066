/* cm-option-drop-down.h - a drop-down of records and words that fits a narrow form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A GtkDropDown without a model yet; its items are to be CmRecord, shown by their title, and
 * GtkStringObject. `name` is what the screen reader calls it. */
GtkWidget *cm_option_drop_down_new (const char *name);

G_END_DECLS
