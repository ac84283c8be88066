/* cm-cycle-page.h - the wheel, what is next, how far each theme has come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-page.h"

G_BEGIN_DECLS

#define CM_TYPE_CYCLE_PAGE (cm_cycle_page_get_type ())
G_DECLARE_FINAL_TYPE (CmCyclePage, cm_cycle_page, CM, CYCLE_PAGE, CmPage)

/* Opens a step, such as "plan/options"; NULL goes back to the wheel. */
void cm_cycle_page_open_step (CmCyclePage *self, const char *step);
/* The step that is open, or NULL. */
const char *cm_cycle_page_get_step (CmCyclePage *self);

G_END_DECLS
