/* cm-document-spans.h - which part of a label's text is in what style and leads where. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A run of text, counted in bytes of what the label shows. */
typedef struct
{
  guint start, end;
  gboolean strong, emphasis, code;
  char *link; /* as in the markup, or NULL */
} CmDocumentSpan;

/* (transfer full): of CmDocumentSpan, the whole text of that markup without gaps; text that is not
 * markup makes one span without style. */
GArray *cm_document_spans_new (const char *markup);
/* The link at that byte, or NULL. */
const CmDocumentSpan *cm_document_spans_find_link (const GArray *spans, guint index);

/* (transfer full): what is between two bytes of `text`, which the spans are of, without the numbers
 * of footnotes; as plain text, and as HTML in which links within the manual are left out. */
char *cm_document_spans_make_plain (const GArray *spans, const char *text, guint start, guint end);
char *cm_document_spans_make_html (const GArray *spans, const char *text, guint start, guint end);

G_END_DECLS
