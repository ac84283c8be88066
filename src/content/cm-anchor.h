/* cm-anchor.h - naming a passage of a document so that it is found again in a later edition. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-document.h"

G_BEGIN_DECLS

/*
 * What can be anchored is a passage: a paragraph, a row of a table that is not its head, or a
 * figure (by its title); also a section or chapter as a whole. An anchor is written
 *
 *   section                      for a section as a whole,
 *   section/id                   for a passage with an id of its own,
 *   section:ordinal:fingerprint  for any other: its place among the passages of its section, from
 *                                1, and 64 bits of its words in hexadecimal;
 *
 * `section` is the id of the innermost section that has one. Words are compared without regard to
 * case, punctuation, styles, links and footnotes.
 *
 * A passage is looked for (1) by its id, (2) by exactly its words, in its section first and the
 * nearest to its old place first, then anywhere, (3) by similar words: those of its section first,
 * then anywhere, by the shared runs of three words. A and B being the sets of such runs, a passage
 * is similar from 2|A∩B| / (|A|+|B|) = 0.4 on; or, where a passage was split or made part of a
 * longer one, from |A∩B| / min (|A|, |B|) = 0.7 on with six runs shared at least. The most similar
 * is taken, the first in the text if two are equally so.
 *
 * What it cannot do: a passage that was said anew in other words is gone; of two passages that are
 * alike word for word, deleting one lets its anchors go to the other; a section that is given
 * another id moves what is in it.
 */

typedef enum
{
  CM_ANCHOR_SAME,    /* where it was, word for word */
  CM_ANCHOR_MOVED,   /* the same words in another section */
  CM_ANCHOR_CHANGED, /* similar words, in the same section or another */
  CM_ANCHOR_GONE,
} CmAnchorState;

/* The passage that a block is, is in, or begins with; the section itself for a section; NULL if it
 * has none. */
CmBlock *cm_anchor_get_passage (CmBlock *block);
/* The section or chapter with an id that the block is in, or itself; NULL if there is none. */
CmBlock *cm_anchor_get_section (CmBlock *block);

/* (transfer full) (nullable): the anchor of the passage of a block; NULL where no section has an
 * id. */
char *cm_anchor_make (CmBlock *block);
/* (transfer full): its words, to be kept beside the anchor; "" for a section as a whole. */
char *cm_anchor_quote (CmBlock *block);

/* The passages of a document, ready to be looked for. Keeps the document. */
typedef struct _CmAnchorIndex CmAnchorIndex;

CmAnchorIndex *cm_anchor_index_new (CmDocument *document);
void cm_anchor_index_free (CmAnchorIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmAnchorIndex, cm_anchor_index_free)

/* Looks for what `anchor` named and `quoted` said; `section` is where it was if the anchor does not
 * tell. Any may be NULL or "", and may come from anywhere: what is no anchor is found by its words
 * or gone. `out` is the passage, or NULL if it is gone. */
CmAnchorState cm_anchor_find (CmAnchorIndex *self,
                              const char *anchor,
                              const char *section,
                              const char *quoted,
                              CmBlock **out);

G_END_DECLS
