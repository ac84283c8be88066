/* cm-xml-scan.c - what is seen of a file before it is parsed: its encoding and how much it holds.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-xml-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* libxml2 2.9 compares each attribute of an element with each other, and looks for a namespace
 * through all that are open. */
#define ATTRIBUTES_MAX 64
#define NAMESPACES_MAX 1000

/* Where it is not well formed, the parser goes on and may take as attributes what this does not. */
#define SIGNS_MAX 500

typedef struct
{
  guint n_attributes;
  guint n_signs; /* "=" up to the next "<", wherever they stand */
  gboolean closed;
} Tag;

typedef struct
{
  const char *text, *end;
  const char *name;
  const CmXmlLimits *limits;
  guint n_elements, n_namespaces, depth;
  guint n_children[CM_XML_DEPTH_MAX + 2]; /* of the element that is open at that depth */
} Scan;

static CmFault *
make_fault (Scan *scan, const char *at, const char *message)
{
  int line = 1, column = 1;

  for (const char *p = scan->text; p < at; p++)
    if (*p == '\n')
      {
        line++;
        column = 1;
      }
    else
      /* Not the second or later byte of a character. */
      column += (*p & 0xc0) != 0x80;
  return cm_fault_new_at (scan->name, line, column, "%s", message);
}

static const char *
find (Scan *scan, const char *from, const char *what)
{
  return g_strstr_len (from, scan->end - from, what);
}

static gboolean
starts (Scan *scan, const char *at, const char *what)
{
  return (gsize) (scan->end - at) >= strlen (what) && memcmp (at, what, strlen (what)) == 0;
}

/* A declaration that names another encoding than the one there is misleads every other program. */
static CmFault *
check_declaration (Scan *scan)
{
  const char *at = starts (scan, scan->text, "\xef\xbb\xbf") ? scan->text + 3 : scan->text;
  const char *end = starts (scan, at, "<?xml") ? find (scan, at, "?>") : NULL;
  g_autofree char *declaration = end != NULL ? g_strndup (at, (gsize) (end - at)) : NULL;
  g_auto (GStrv) parts = NULL;
  const char *encoding = declaration != NULL ? strstr (declaration, "encoding") : NULL;
  g_autofree char *message = NULL;

  if (encoding == NULL)
    return NULL;
  parts = g_strsplit_set (encoding, "\"'", 3);
  if (g_strv_length (parts) < 3 || g_ascii_strcasecmp (parts[1], "UTF-8") == 0)
    return NULL;
  message = g_strdup_printf (
      /* translators: %s is an encoding, such as ISO-8859-1 */
      _ ("it says that it is written in “%s”; save it as UTF-8 and write encoding=\"UTF-8\" here"),
      parts[1]);
  return make_fault (scan, at, message);
}

static CmFault *
check_encoding (Scan *scan)
{
  gsize size = (gsize) (scan->end - scan->text);
  const char *bad;

  if (size == 0)
    return cm_fault_new (scan->name, 0, "%s", _ ("it is empty"));
  if (starts (scan, scan->text, "\xff\xfe") || starts (scan, scan->text, "\xfe\xff") ||
      (size > 1 && (scan->text[0] == '\0') != (scan->text[1] == '\0')))
    return cm_fault_new (
        scan->name, 0, "%s", _ ("it is written in UTF-16; save it again as UTF-8"));
  if (g_utf8_validate_len (scan->text, size, &bad))
    return check_declaration (scan);
  if (*bad == '\0')
    return make_fault (
        scan, bad, _ ("here is a zero byte, as no text has it; the file is damaged or no text"));
  return make_fault (scan,
                     bad,
                     _ ("this is not UTF-8; open the file in your editor, which may call it "
                        "Windows-1252 or ISO-8859-1, and save it as UTF-8"));
}

static void
open_element (Scan *scan)
{
  scan->depth++;
  if (scan->depth < G_N_ELEMENTS (scan->n_children))
    scan->n_children[scan->depth] = 0;
}

/* Over one start tag and the text behind it; gives the next "<", or the end. */
static const char *
skip_tag (Scan *scan, const char *at, Tag *tag)
{
  char quote = '\0';
  const char *p = at + 1;

  for (; p < scan->end && *p != '<'; p++)
    {
      tag->n_signs += *p == '=';
      scan->n_namespaces += *p == 'x' && starts (scan, p, "xmlns");
      if (tag->closed)
        continue;
      if (quote != '\0')
        quote = *p == quote ? '\0' : quote;
      else if (*p == '"' || *p == '\'')
        quote = *p;
      else if (*p == '=')
        tag->n_attributes++;
      else if (*p == '>')
        {
          tag->closed = TRUE;
          if (p[-1] != '/')
            open_element (scan);
        }
    }
  return p;
}

/* After it was skipped; `n_siblings` with itself. */
static CmFault *
check_tag (Scan *scan, const char *at, const Tag *tag, guint n_siblings)
{
  g_autofree char *message = NULL;

  if (scan->depth > CM_XML_DEPTH_MAX)
    message = g_strdup_printf (_ ("elements are nested more than %d deep here; no text needs that"),
                               CM_XML_DEPTH_MAX);
  else if (scan->n_elements > scan->limits->elements)
    message = g_strdup_printf (_ ("the file has more than %u elements; divide it"),
                               scan->limits->elements);
  else if (n_siblings > scan->limits->children)
    message = g_strdup_printf (
        _ ("more than %u elements follow one another in the same element; divide it"),
        scan->limits->children);
  else if (tag->n_attributes > ATTRIBUTES_MAX || tag->n_signs > SIGNS_MAX)
    message = g_strdup_printf (_ ("an element has more than %d attributes"), ATTRIBUTES_MAX);
  else if (scan->n_namespaces > NAMESPACES_MAX)
    message = g_strdup_printf (
        _ ("more than %d namespaces are declared; declare each once, at the beginning"),
        NAMESPACES_MAX);
  return message != NULL ? make_fault (scan, at, message) : NULL;
}

/* What is not well formed is left to the parser: here it only ends the counting. */
static CmFault *
check_tags (Scan *scan)
{
  const char *p = scan->text;
  CmFault *fault = NULL;

  while (fault == NULL && p != NULL && (p = memchr (p, '<', (gsize) (scan->end - p))) != NULL)
    {
      const char *at = p;
      Tag tag = { 0 };
      guint n_siblings = 0;

      if (starts (scan, p, "</"))
        {
          scan->depth -= scan->depth > 0;
          p += 2;
          continue;
        }
      scan->n_elements++;
      if (starts (scan, p, "<!--"))
        p = find (scan, p + 4, "-->");
      else if (starts (scan, p, "<![CDATA["))
        p = find (scan, p, "]]>");
      else if (starts (scan, p, "<?"))
        p = find (scan, p, "?>");
      else if (starts (scan, p, "<!"))
        p += 2;
      else
        {
          n_siblings = ++scan->n_children[scan->depth];
          p = skip_tag (scan, at, &tag);
        }
      fault = check_tag (scan, at, &tag, n_siblings);
    }
  return fault;
}

CmFault *
_cm_xml_scan (const char *text, gsize size, const char *name, const CmXmlLimits *limits)
{
  Scan scan = { .text = text, .end = text + size, .name = name, .limits = limits };
  CmFault *fault = check_encoding (&scan);

  return fault != NULL ? fault : check_tags (&scan);
}
