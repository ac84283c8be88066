/* cm-wide-box.h - a box that scrolls sideways when its content does not fit. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CM_TYPE_WIDE_BOX (cm_wide_box_get_type ())
G_DECLARE_FINAL_TYPE (CmWideBox, cm_wide_box, CM, WIDE_BOX, GtkWidget)

/* Takes the child. */
GtkWidget *cm_wide_box_new (GtkWidget *child);

G_END_DECLS
