/* cm-search-index-private.h - what filling the search index and asking it share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-search-index.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* What begins and ends a word that was found, in the text that comes from the index. No text that
 * goes in has them. */
#define CM_SEARCH_BEGIN "\x01"
#define CM_SEARCH_END "\x02"

typedef struct
{
  const char *kind; /* interned */
  char *id;
} CmSearchEntry;

struct _CmSearchIndex
{
  sqlite3 *db;
  sqlite3_stmt *insert, *remove;
  GArray *entries;  /* of CmSearchEntry; the row of one is its position and 1 */
  GHashTable *rows; /* kind and id → row */
  guint n_pending;  /* changes that are not committed */

  sqlite3 *portfolio; /* or NULL */
  guint table;        /* that is read next */
  gint64 after;       /* the row of it that was read last */

  GMutex mutex; /* of `finding` */
  gboolean finding;
};

gboolean _cm_search_fail (sqlite3 *db, GError **error);
gboolean _cm_search_index_settle (CmSearchIndex *self, GError **error);

G_END_DECLS
