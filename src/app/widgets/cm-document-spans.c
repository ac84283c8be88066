/* cm-document-spans.c - which part of a label's text is in what style and leads where. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-document"
#include "config.h"

#include "cm-document-spans.h"

#include <string.h>

#include "cm-document-builder.h"

/* --- reading the markup ----------------------------------------------------------------------- */

typedef struct
{
  GArray *spans;
  guint length;
  guint strong, emphasis, code; /* how often each is open */
  char *link;
} Reader;

static void
clear_span (gpointer span)
{
  g_free (((CmDocumentSpan *) span)->link);
}

static void
start_element (GMarkupParseContext *context,
               const char *name,
               const char **attributes,
               const char **values,
               gpointer data,
               GError **error)
{
  Reader *reader = data;

  reader->strong += g_str_equal (name, "b");
  reader->emphasis += g_str_equal (name, "i");
  reader->code += g_str_equal (name, "tt");
  if (!g_str_equal (name, "a"))
    return;
  g_clear_pointer (&reader->link, g_free);
  for (guint i = 0; attributes[i] != NULL; i++)
    if (g_str_equal (attributes[i], "href"))
      reader->link = g_strdup (values[i]);
}

static void
end_element (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Reader *reader = data;

  reader->strong -= g_str_equal (name, "b");
  reader->emphasis -= g_str_equal (name, "i");
  reader->code -= g_str_equal (name, "tt");
  if (g_str_equal (name, "a"))
    g_clear_pointer (&reader->link, g_free);
}

static void
add_text (
    GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Reader *reader = data;
  CmDocumentSpan span = { reader->length,     reader->length + (guint) length,
                          reader->strong > 0, reader->emphasis > 0,
                          reader->code > 0,   g_strdup (reader->link) };

  if (length == 0)
    {
      g_free (span.link);
      return;
    }
  g_array_append_val (reader->spans, span);
  reader->length = span.end;
}

static gboolean
read_markup (Reader *reader, const char *markup)
{
  static const GMarkupParser parser = { start_element, end_element, add_text, NULL, NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, reader, NULL);

  /* A single element must hold it all. */
  return g_markup_parse_context_parse (context, "<markup>", -1, NULL) &&
         g_markup_parse_context_parse (context, markup, -1, NULL) &&
         g_markup_parse_context_parse (context, "</markup>", -1, NULL) &&
         g_markup_parse_context_end_parse (context, NULL);
}

GArray *
cm_document_spans_new (const char *markup)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (CmDocumentSpan));
  Reader reader = { spans, 0, 0, 0, 0, NULL };

  g_array_set_clear_func (spans, clear_span);
  if (!read_markup (&reader, markup))
    {
      CmDocumentSpan whole = { 0, (guint) strlen (markup), FALSE, FALSE, FALSE, NULL };

      g_array_set_size (spans, 0);
      g_array_append_val (spans, whole);
    }
  g_free (reader.link);
  return spans;
}

const CmDocumentSpan *
cm_document_spans_find_link (const GArray *spans, guint index)
{
  for (guint i = 0; i < spans->len; i++)
    {
      const CmDocumentSpan *span = &g_array_index (spans, CmDocumentSpan, i);

      if (span->link != NULL && span->start <= index && index < span->end)
        return span;
    }
  return NULL;
}

/* --- writing ---------------------------------------------------------------------------------- */

/* The part of the text that is in the span and between the two; NULL if there is none. */
static char *
cut (const CmDocumentSpan *span, const char *text, guint start, guint end)
{
  guint from = MAX (span->start, start), to = MIN (span->end, end);
  gboolean is_number = span->link != NULL && (g_str_has_prefix (span->link, CM_DOCUMENT_NOTE) ||
                                              g_str_has_prefix (span->link, CM_DOCUMENT_CALL));

  return from < to && !is_number ? g_strndup (text + from, to - from) : NULL;
}

char *
cm_document_spans_make_plain (const GArray *spans, const char *text, guint start, guint end)
{
  GString *plain = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      g_autofree char *part = cut (&g_array_index (spans, CmDocumentSpan, i), text, start, end);

      if (part != NULL)
        g_string_append (plain, part);
    }
  return g_strstrip (g_string_free (plain, FALSE));
}

static void
append_html (GString *html, const CmDocumentSpan *span, const char *part)
{
  gboolean leads_out = span->link != NULL && g_str_has_prefix (span->link, "http");
  g_autofree char *text = g_markup_escape_text (part, -1);
  g_autofree char *address = g_markup_escape_text (leads_out ? span->link : "", -1);
  const char *const styles[][3] = {
    { span->strong ? "" : NULL, "<strong>", "</strong>" },
    { span->emphasis ? "" : NULL, "<em>", "</em>" },
    { span->code ? "" : NULL, "<code>", "</code>" },
  };

  if (leads_out)
    g_string_append_printf (html, "<a href=\"%s\">", address);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (styles[i][0] != NULL)
      g_string_append (html, styles[i][1]);
  g_string_append (html, text);
  for (guint i = G_N_ELEMENTS (styles); i > 0; i--)
    if (styles[i - 1][0] != NULL)
      g_string_append (html, styles[i - 1][2]);
  if (leads_out)
    g_string_append (html, "</a>");
}

char *
cm_document_spans_make_html (const GArray *spans, const char *text, guint start, guint end)
{
  GString *html = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      const CmDocumentSpan *span = &g_array_index (spans, CmDocumentSpan, i);
      g_autofree char *part = cut (span, text, start, end);

      if (part != NULL)
        append_html (html, span, part);
    }
  return g_strstrip (g_string_free (html, FALSE));
}
