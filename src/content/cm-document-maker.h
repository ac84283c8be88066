/* cm-document-maker.h - making documents, for those that read or write them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-document.h"

G_BEGIN_DECLS

/* (transfer full): a document without chapters; `folder` is where the paths of figures start. */
CmDocument *cm_document_new (const char *folder, const char *title);
/* Takes a chapter with all that is in it. */
void cm_document_add (CmDocument *self, CmBlock *chapter);
/* A block of its own, to be given to a document or another block; `line` of the source, or 0. */
CmBlock *cm_block_new (CmBlockKind kind, int line);
/* Adds the runs of text of a block to another. */
void cm_block_copy_inlines (CmBlock *to, const CmBlock *from);
/* (transfer full): the block and all that is in it, in no parent. */
CmBlock *cm_block_copy (const CmBlock *block);
/* Takes the child. */
void cm_block_append (CmBlock *parent, CmBlock *child);
/* Adds a run of text, `length` bytes of it or, if that is negative, all. Owned by the block. */
CmInline *
cm_block_add_inline (CmBlock *block, const char *text, gssize length, CmInlineFlags flags);

G_END_DECLS
