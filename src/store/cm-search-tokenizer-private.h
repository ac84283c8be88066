/* cm-search-tokenizer-private.h - how the words of a text are made comparable, for the search
 * index.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define CM_SEARCH_TOKENIZER "cm_words"

/* Makes the tokenizer known to full-text tables of that connection. Returns an SQLite code. */
int _cm_search_tokenizer_register (sqlite3 *db);

G_END_DECLS
