/* cm-search-index.h - a full-text index over the manual and a portfolio, in memory. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cm-store.h"

G_BEGIN_DECLS

/* Where the words were found: bytes of the text, `end` is the first after them. */
typedef struct
{
  guint start, end;
} CmSearchMark;

typedef struct
{
  const char *kind; /* the name of a table, or that of some other text */
  char *id;
  char *title;
  GArray *title_marks; /* of CmSearchMark */
  char *snippet;       /* a piece of the rest, "" if there is none */
  GArray *snippet_marks;
} CmSearchHit;

/* The hits of one kind, the best first. */
typedef struct
{
  const char *kind;
  guint n_found;   /* which may be more than there are in `hits` */
  GPtrArray *hits; /* of CmSearchHit */
} CmSearchGroup;

typedef struct
{
  guint n_found;
  GPtrArray *groups; /* of CmSearchGroup, that with the best hit first */
  gboolean complete; /* nothing was left to be read */
} CmSearchResult;

void cm_search_result_free (CmSearchResult *self);
/* The group of that kind, or NULL. */
CmSearchGroup *cm_search_result_find (const CmSearchResult *self, const char *kind);

/* Belongs to one thread at a time. It lives in memory, and when it is large in a file without a
 * name: nothing of it can be left behind. */
typedef struct _CmSearchIndex CmSearchIndex;

/* Errors are of CM_STORE_ERROR. */
CmSearchIndex *cm_search_index_new (GError **error);
void cm_search_index_free (CmSearchIndex *self);

/* Adds a text, or replaces the one of that kind and id. */
gboolean cm_search_index_add (CmSearchIndex *self,
                              const char *kind,
                              const char *id,
                              const char *title,
                              const char *body,
                              GError **error);

/* Opens the portfolio of the store a second time, to read it. To be called in the store's thread.
 */
gboolean cm_search_index_open (CmSearchIndex *self, CmStore *store, GError **error);
/* Reads the next `n` records, and tells whether there may be more. An error ends it. */
gboolean cm_search_index_read (CmSearchIndex *self, guint n, GError **error);
/* Forgets the records of the portfolio; cm_search_index_read() then reads all of them again. */
gboolean cm_search_index_restart (CmSearchIndex *self, GError **error);
/* Reads a record again, which may be new, changed or gone. */
gboolean
cm_search_index_refresh (CmSearchIndex *self, const char *table, const char *id, GError **error);
/* Whether records of the table are searched at all. */
gboolean cm_search_index_covers (const CmTable *table);

/* Where all the words occur, the last of which need only be begun; what is in quotation marks
 * occurs as it stands. Nothing else in `words` has a meaning. At most `limit` hits of each kind, or
 * of `kind` alone if it is not NULL; all are counted. NULL with an error if it could not be done,
 * G_IO_ERROR_CANCELLED after an interruption. */
CmSearchResult *cm_search_index_find (
    CmSearchIndex *self, const char *words, const char *kind, guint limit, GError **error);
/* Makes cm_search_index_find() stop; the one thing that another thread may call. */
void cm_search_index_interrupt (CmSearchIndex *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmSearchResult, cm_search_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmSearchIndex, cm_search_index_free)

G_END_DECLS
