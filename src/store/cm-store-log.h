/* cm-store-log.h - the change log of a portfolio: who changed what, value by value. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

#define CM_HISTORY_RECORDS_MAX 1000

typedef struct
{
  gint64 before;     /* only entries older than the one of that `seq`; 0 from the newest on */
  guint limit;       /* at most so many; 0 for all */
  const char *table; /* with `id`: only entries about this record, what it owns or what was */
  const char *id;    /* then linked to it; NULL for all */
  const char *words; /* all of them in the summary or in who did it; NULL for all */
} CmHistoryFilter;

/* One value that an entry changed. */
typedef struct
{
  const CmTable *table;
  char *id;
  char *title;          /* of the record, as it is or, if it is gone, was */
  CmChangeKind kind;    /* insert, update or delete */
  const CmField *field; /* NULL for a record without values */
  char *before, *after; /* as shown on the screen; "" for no value */
} CmHistoryDetail;

/* (transfer container): of CmHistoryEntry, newest first. */
GPtrArray *cm_store_find_history (CmStore *self, const CmHistoryFilter *filter);

/* (transfer container): of CmHistoryDetail, in the order of the fields; of a record that came or
 * went, all that is not empty. The first CM_HISTORY_RECORDS_MAX records of the entry; an entry says
 * how many it has. An entry that undid or redid another has the details of that one, as they went.
 * Empty for what was loaded from elsewhere, of which no details are kept. */
GPtrArray *cm_store_get_history_details (CmStore *self, gint64 seq);

/* Every detail of an entry, one after the other; they are gone when `visit` returns. */
typedef void (*CmHistoryFunc) (const CmHistoryDetail *detail, gpointer data);
void cm_store_visit_history_details (CmStore *self, gint64 seq, CmHistoryFunc visit, gpointer data);

G_END_DECLS
