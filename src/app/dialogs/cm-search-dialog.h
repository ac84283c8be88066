/* cm-search-dialog.h - searching everywhere: the manual and every record of the portfolio. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-search.h"

G_BEGIN_DECLS

#define CM_TYPE_SEARCH_DIALOG (cm_search_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CmSearchDialog, cm_search_dialog, CM, SEARCH_DIALOG, AdwWindow)

/* "open-record" (table, id), "open-section" (id in the manual) or "open-case" (id of a case study)
 * is emitted for what was chosen,
 * and the dialogue closes. `manual` and `store` are those of the search; either may be NULL. */
GtkWidget *cm_search_dialog_new (CmSearch *search, CmManual *manual, CmStore *store);

/* Searches as if the words had been typed, among one kind alone or, if that is NULL, all. */
void cm_search_dialog_search (CmSearchDialog *self, const char *words, const char *kind);

/* Whether an answer is still to come, or not all has been read. */
gboolean cm_search_dialog_is_busy (CmSearchDialog *self);

G_END_DECLS
