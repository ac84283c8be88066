/* cm-outcomes-page.h - the golden thread: what is wanted, how it stands, what is done and paid. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-page.h"
#include "cm-record-form.h"
#include "cm-thread-panel.h"
#include "cm-thread-tree.h"

G_BEGIN_DECLS

#define CM_TYPE_OUTCOMES_PAGE (cm_outcomes_page_get_type ())
G_DECLARE_FINAL_TYPE (CmOutcomesPage, cm_outcomes_page, CM, OUTCOMES_PAGE, CmPage)

/* "list", "drawing" or "loose". */
void cm_outcomes_page_set_view (CmOutcomesPage *self, const char *view);
/* NULL for all. */
void cm_outcomes_page_search (CmOutcomesPage *self, const char *words);
CmThread *cm_outcomes_page_get_thread (CmOutcomesPage *self);
CmThreadTree *cm_outcomes_page_get_tree (CmOutcomesPage *self);
CmThreadPanel *cm_outcomes_page_get_panel (CmOutcomesPage *self);
/* (nullable): the form of the record that is chosen. */
CmRecordForm *cm_outcomes_page_get_form (CmOutcomesPage *self);

G_END_DECLS
