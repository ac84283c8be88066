/* cm-plain-text.h - a document as text without marks, for the clipboard. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-document.h"

G_BEGIN_DECLS

/* (transfer full): titles and paragraphs with an empty line between them, items of lists behind a
 * mark, cells of a table with a tab between them, so that it can be pasted into a letter or a
 * spreadsheet. */
char *cm_document_make_plain_text (CmDocument *document);

G_END_DECLS
