/* cm-search-tokenizer.c - how the words of a text are made comparable, for the search index. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-search-tokenizer-private.h"

#include <string.h>

/* Every word is kept twice at the same place: as it is written, without case and accents, and as
 * its stem. The stem finds "activity" in "activities"; the word itself is what the beginning of a
 * word is looked for in, as a stem no longer begins as the word does: someone who types
 * "commissioning" is shown something all the way, not only after "commiss". */

typedef struct
{
  fts5_tokenizer plain, stemming;
  Fts5Tokenizer *plain_at, *stemming_at;
} Words;

typedef struct
{
  guint start, length; /* in the letters */
} Word;

typedef int (*TokenFunc) (
    void *context, int flags, const char *token, int size, int start, int end);

typedef struct
{
  void *context;
  TokenFunc emit;
  gboolean query; /* the stem alone: all that is written has it */
  GString *letters;
  GArray *words; /* of Word */
  guint at;
} Pass;

static void
delete_words (Fts5Tokenizer *tokenizer)
{
  Words *self = (Words *) tokenizer;

  if (self->plain_at != NULL)
    self->plain.xDelete (self->plain_at);
  if (self->stemming_at != NULL)
    self->stemming.xDelete (self->stemming_at);
  g_free (self);
}

static int
create_one (fts5_api *api,
            const char *name,
            const char **arguments,
            int n_arguments,
            fts5_tokenizer *tokenizer,
            Fts5Tokenizer **at)
{
  void *data = NULL;
  int code = api->xFindTokenizer (api, name, &data, tokenizer);

  return code == SQLITE_OK ? tokenizer->xCreate (data, arguments, n_arguments, at) : code;
}

static int
create_words (void *data, const char **arguments, int n_arguments, Fts5Tokenizer **out)
{
  static const char *folding[] = { "unicode61", "remove_diacritics", "2" };
  Words *self = g_new0 (Words, 1);
  int code = create_one (data, "unicode61", folding + 1, 2, &self->plain, &self->plain_at);

  if (code == SQLITE_OK)
    code = create_one (data, "porter", folding, 3, &self->stemming, &self->stemming_at);
  if (code != SQLITE_OK)
    {
      delete_words ((Fts5Tokenizer *) self);
      return code;
    }
  *out = (Fts5Tokenizer *) self;
  return SQLITE_OK;
}

static int
keep_word (void *context, int flags, const char *token, int size, int start, int end)
{
  Pass *pass = context;
  Word word = { (guint) pass->letters->len, (guint) size };

  g_string_append_len (pass->letters, token, size);
  g_array_append_val (pass->words, word);
  return SQLITE_OK;
}

static int
emit_both (void *context, int flags, const char *token, int size, int start, int end)
{
  Pass *pass = context;
  const Word *word;
  const char *written;
  int code;

  if (pass->query)
    return pass->emit (pass->context, flags, token, size, start, end);
  word = &g_array_index (pass->words, Word, pass->at++);
  written = pass->letters->str + word->start;
  code = pass->emit (pass->context, 0, written, (int) word->length, start, end);
  if (code == SQLITE_OK &&
      ((int) word->length != size || memcmp (written, token, (gsize) size) != 0))
    code = pass->emit (pass->context, FTS5_TOKEN_COLOCATED, token, size, start, end);
  return code;
}

static int
tokenize (
    Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int size, TokenFunc emit)
{
  Words *self = (Words *) tokenizer;
  gboolean query = (flags & FTS5_TOKENIZE_QUERY) != 0;
  Pass pass = { context, emit, query, NULL, NULL, 0 };
  int code = SQLITE_OK;

  if (query && (flags & FTS5_TOKENIZE_PREFIX) != 0)
    return self->plain.xTokenize (self->plain_at, context, flags, text, size, emit);
  if (query)
    return self->stemming.xTokenize (self->stemming_at, &pass, flags, text, size, emit_both);
  pass.letters = g_string_sized_new ((gsize) size + 1);
  pass.words = g_array_new (FALSE, FALSE, sizeof (Word));
  /* Both cut the text in the same places, as the one that stems starts from the other. */
  code = self->plain.xTokenize (self->plain_at, &pass, flags, text, size, keep_word);
  if (code == SQLITE_OK)
    code = self->stemming.xTokenize (self->stemming_at, &pass, flags, text, size, emit_both);
  g_string_free (pass.letters, TRUE);
  g_array_unref (pass.words);
  return code;
}

int
_cm_search_tokenizer_register (sqlite3 *db)
{
  static fts5_tokenizer words = { create_words, delete_words, tokenize };
  sqlite3_stmt *statement = NULL;
  fts5_api *api = NULL;
  int code = sqlite3_prepare_v2 (db, "SELECT fts5(?1)", -1, &statement, NULL);

  if (code != SQLITE_OK)
    return code;
  sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
  sqlite3_step (statement);
  sqlite3_finalize (statement);
  return api != NULL ? api->xCreateTokenizer (api, CM_SEARCH_TOKENIZER, api, &words, NULL)
                     : SQLITE_ERROR;
}
