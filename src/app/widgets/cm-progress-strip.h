/* cm-progress-strip.h - a row of squares that says how far a theme's cycle has come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-wheel-model.h"

G_BEGIN_DECLS

#define CM_TYPE_PROGRESS_STRIP (cm_progress_strip_get_type ())
G_DECLARE_FINAL_TYPE (CmProgressStrip, cm_progress_strip, CM, PROGRESS_STRIP, GtkWidget)

GtkWidget *cm_progress_strip_new (void);

/* Takes @wheel over; its name, if set, comes first in what is spoken. */
void cm_progress_strip_set_wheel (CmProgressStrip *self, CmWheel *wheel);

G_END_DECLS
