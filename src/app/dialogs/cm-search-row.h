/* cm-search-row.h - a hit of the search: what it is, its title, a snippet and where it stands. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cm-search-index.h"

G_BEGIN_DECLS

#define CM_TYPE_SEARCH_ROW (cm_search_row_get_type ())
G_DECLARE_FINAL_TYPE (CmSearchRow, cm_search_row, CM, SEARCH_ROW, GtkListBoxRow)

GtkWidget *cm_search_row_new (void);
/* Shows another hit, of which the row keeps nothing but its kind and id. */
void cm_search_row_set_hit (CmSearchRow *self, const CmSearchHit *hit, const char *place);
const char *cm_search_row_get_kind (CmSearchRow *self);
const char *cm_search_row_get_id (CmSearchRow *self);

G_END_DECLS
