/* cm-search-private.h - what the files of the search share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-case-study.h"
#include "cm-manual.h"

G_BEGIN_DECLS

typedef struct
{
  const char *kind; /* CM_SEARCH_MANUAL or CM_SEARCH_CASE */
  char *id, *title, *body;
} CmSearchText;

/* (transfer full): a text for each section and each term of the manual, and each case study, of
 * CmSearchText. Both may be NULL. May be called in a thread. */
GPtrArray *_cm_search_read_texts (CmManual *manual, GPtrArray *cases);

G_END_DECLS
