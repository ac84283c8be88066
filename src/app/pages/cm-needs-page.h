/* cm-needs-page.h - what is known and needed: evidence, engagement, needs, priority matrices. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-matrix-view.h"
#include "cm-needs-register.h"
#include "cm-page.h"

G_BEGIN_DECLS

#define CM_TYPE_NEEDS_PAGE (cm_needs_page_get_type ())
G_DECLARE_FINAL_TYPE (CmNeedsPage, cm_needs_page, CM, NEEDS_PAGE, CmPage)

/* Shows one of the views: "evidence", "engagement", "need", "matrix". */
void cm_needs_page_show_view (CmNeedsPage *self, const char *name);
const char *cm_needs_page_get_view (CmNeedsPage *self);

/* (nullable): NULL before the view was first shown. */
CmNeedsRegister *cm_needs_page_get_register (CmNeedsPage *self, const char *table);
CmMatrixView *cm_needs_page_get_matrices (CmNeedsPage *self);

G_END_DECLS
