/* cm-spend-page.h - what is spent now: the largest first, mapped to chapters, contracts, lines. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-page.h"
#include "cm-spend-view.h"

G_BEGIN_DECLS

#define CM_TYPE_SPEND_PAGE (cm_spend_page_get_type ())
G_DECLARE_FINAL_TYPE (CmSpendPage, cm_spend_page, CM, SPEND_PAGE, CmPage)

/* Actions: "spend.show-all", to look at all years and organisations again; "spend.export", to write
 * a workbook of what is looked at, to a file that is asked for. */

/* Shows one of the views: "largest", "mapping", "chapters", "contracts", "lines", "files". */
void cm_spend_page_show_view (CmSpendPage *self, const char *name);
const char *cm_spend_page_get_view_name (CmSpendPage *self);
/* (nullable): NULL before the view was first shown. */
CmSpendView *cm_spend_page_get_view (CmSpendPage *self, const char *name);

/* (nullable): what all views ask; NULL before the page has a store. */
CmSpend *cm_spend_page_get_spend (CmSpendPage *self);
/* What is looked at: 0 for all years, NULL for all organisations. */
void cm_spend_page_set_year (CmSpendPage *self, gint64 year);
void cm_spend_page_set_organisation (CmSpendPage *self, const char *id);
/* Writes the workbook there, in a thread; a message tells when it is done. */
void cm_spend_page_export (CmSpendPage *self, const char *path);
/* “£18.4m in 2009/10 · 82% mapped”, for tests. */
const char *cm_spend_page_get_sentence (CmSpendPage *self);

G_END_DECLS
