/* cm-spend-view.h - what the views of the spend page have in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cm-spend.h"

G_BEGIN_DECLS

#define CM_TYPE_SPEND_VIEW (cm_spend_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (CmSpendView, cm_spend_view, CM, SPEND_VIEW, AdwBin)

struct _CmSpendViewClass
{
  AdwBinClass parent_class;

  /* The store or the scope is another, seen or not. May be NULL. */
  void (*show) (CmSpendView *self);
  /* Shows the figures; called when they may be others and the view is seen, and only while there is
   * something to ask. May be NULL. */
  void (*refresh) (CmSpendView *self);
  /* Keeps what is still being typed; FALSE if it cannot be kept. May be NULL. */
  gboolean (*flush) (CmSpendView *self);
};

/* Signals: "message" (const char *text, gboolean undo); "open-query" (CmQuery *query, const char
 * *what) and "open-record" (const char *table, const char *id), to be shown where they are at home.
 */

void cm_spend_view_show (CmSpendView *self, CmStore *store, CmSpend *spend, const CmScope *scope);
CmStore *cm_spend_view_get_store (CmSpendView *self);
CmSpend *cm_spend_view_get_spend (CmSpendView *self);
const CmScope *cm_spend_view_get_scope (CmSpendView *self);
gboolean cm_spend_view_is_editable (CmSpendView *self);
gboolean cm_spend_view_flush (CmSpendView *self);

/* Shows what may be other at once, seen or not. */
void cm_spend_view_refresh_now (CmSpendView *self);

/* For subclasses: shows it all anew as soon as there is time and it is seen. */
void cm_spend_view_queue_refresh (CmSpendView *self);
void cm_spend_view_tell (CmSpendView *self, const char *text, gboolean undo);
/* Takes the query. */
void cm_spend_view_open_query (CmSpendView *self, CmQuery *query, const char *what);
void cm_spend_view_open_record (CmSpendView *self, const char *table, const char *id);

/* “214 lines”; free with g_free(). */
char *cm_spend_view_format_lines (guint lines);

G_END_DECLS
