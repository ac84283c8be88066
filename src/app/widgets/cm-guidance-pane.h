/* cm-guidance-pane.h - the part of the manual that goes with what is being done. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-manual.h"

G_BEGIN_DECLS

#define CM_TYPE_GUIDANCE_PANE (cm_guidance_pane_get_type ())
G_DECLARE_FINAL_TYPE (CmGuidancePane, cm_guidance_pane, CM, GUIDANCE_PANE, AdwBin)

/* `manual` is NULL if there is none to read: the pane then says so. Emits "read" (const char *id)
 * when the reader wants that section in full. */
GtkWidget *cm_guidance_pane_new (CmManual *manual);
/* Of CmCaseStudy, or NULL: a step names a few that are about it, and the action "win.read-case" (s)
 * opens one. Holds for what is shown next. */
void cm_guidance_pane_set_cases (CmGuidancePane *self, GPtrArray *cases);
/* The name of a page, a step or a section; NULL for the start. */
void cm_guidance_pane_show (CmGuidancePane *self, const char *anchor);

G_END_DECLS
