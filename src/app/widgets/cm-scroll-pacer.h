/* cm-scroll-pacer.h - one wheel step a frame, so that long lists do not jump. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gathers the steps of a mouse wheel and moves the window's vertical adjustment once a frame. GTK
 * before 4.10 sends a list thousands of pixels off when it is moved twice within a frame. Touchpads
 * are left alone. */
void cm_scroll_pacer_attach (GtkScrolledWindow *window);

G_END_DECLS
