/* cm-document-private.h - making documents, for the readers of this folder alone. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-document.h"

G_BEGIN_DECLS

CmDocument *_cm_document_new (const char *folder, const char *title);
/* Takes a chapter with all that is in it. */
void _cm_document_add (CmDocument *self, CmBlock *chapter);
CmBlock *_cm_block_new (CmBlockKind kind, int line);
void _cm_block_append (CmBlock *parent, CmBlock *child);
CmInline *
_cm_block_add_inline (CmBlock *block, const char *text, gssize length, CmInlineFlags flags);

G_END_DECLS
