/* cm-search.h - searching the manual and the portfolio together, in a thread of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-case-study.h"
#include "cm-manual.h"
#include "cm-search-index.h"
#include "cm-store.h"

G_BEGIN_DECLS

/* The kind of the hits in the manual; their ids are those of its sections and terms. All others are
 * of the table that their kind names. */
#define CM_SEARCH_MANUAL "manual"
/* Of the hits in the case studies of the edition, by their ids. Those that a portfolio notes are of
 * its table. */
#define CM_SEARCH_CASE "case"

#define CM_TYPE_SEARCH (cm_search_get_type ())
G_DECLARE_FINAL_TYPE (CmSearch, cm_search, CM, SEARCH, GObject)

/* Begins to read; each may be NULL. `cases` is of CmCaseStudy. Follows the changes of the store, of
 * which it holds nothing: it must be let go of before the store is closed. */
CmSearch *cm_search_new (CmManual *manual, GPtrArray *cases, CmStore *store);

/* Whether all has been read. */
gboolean cm_search_is_complete (CmSearch *self);

/* See cm_search_index_find(). Answers as far as has been read. A later search takes the place of
 * one that is not through, which then ends with G_IO_ERROR_CANCELLED. The source object of the
 * callback is NULL. */
void cm_search_find (CmSearch *self,
                     const char *words,
                     const char *kind,
                     guint limit,
                     GAsyncReadyCallback callback,
                     gpointer data);
CmSearchResult *cm_search_find_finish (GAsyncResult *result, GError **error);

/* What hits of the kind are called together: "Manual", "Activities". */
const char *cm_search_get_kind_label (const char *kind);
/* (transfer full): where a hit stands: the chapters above it in the manual, the theme and chapter
 * of an activity, the meeting of a decision; "" if it stands alone. */
char *cm_search_get_place (CmManual *manual, CmStore *store, const CmSearchHit *hit);

G_END_DECLS
