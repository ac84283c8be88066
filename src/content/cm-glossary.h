/* cm-glossary.h - the terms of a text: what each means, where it is used, what goes with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-document.h"

G_BEGIN_DECLS

typedef struct
{
  char *term;
  char *letter;         /* that it is listed under: "A"; "#" for what begins with no letter */
  const CmBlock *block; /* CM_BLOCK_TERM of the document */
  GPtrArray *uses; /* of CmBlock, not owned: sections that link to it, in the order of the text */
  GPtrArray *see;  /* of CmGlossaryTerm, not owned: terms that it names or that name it */
} CmGlossaryTerm;

/* Of a document that must outlive it; for one thread. */
typedef struct _CmGlossary CmGlossary;

CmGlossary *cm_glossary_new (CmDocument *document);
void cm_glossary_free (CmGlossary *self);
/* Of CmGlossaryTerm, in the order of the alphabet; owned by the glossary. */
GPtrArray *cm_glossary_get_terms (CmGlossary *self);
/* NULL if there is no term with that id. */
const CmGlossaryTerm *cm_glossary_find (CmGlossary *self, const char *id);
/* (transfer container): the terms that have all those words, whatever case and accents: those that
 * begin so, then those with the words in the term, then those with some only in the definition;
 * each in the order of the alphabet. All of them if there are no words. */
GPtrArray *cm_glossary_search (CmGlossary *self, const char *words);

/* (transfer container): sections that have the words of the term without a link to it, in the order
 * of the text, at most `limit` of them. */
GPtrArray *cm_glossary_find_mentions (CmGlossary *self, const CmGlossaryTerm *term, guint limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmGlossary, cm_glossary_free)

G_END_DECLS
