/* cm-search-private.h - what the files of the search share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-manual.h"

G_BEGIN_DECLS

typedef struct
{
  char *id, *title, *body;
} CmSearchText;

/* (transfer container): a text for each section and each term, of CmSearchText. May be called in a
 * thread. */
GPtrArray *_cm_search_read_manual (CmManual *manual);

G_END_DECLS
