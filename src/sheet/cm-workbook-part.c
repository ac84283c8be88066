/* cm-workbook-part.c - one XML member of a workbook, parsed while it is unpacked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-sheet"

#include "config.h"

#include "cm-workbook-private.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <string.h>

/* The parser moves what is left of a slice each time it has eaten 4 KiB. */
#define SLICE (16 * 1024)
#define DEPTH_MAX 200
/* Bytes of one tag outside of the quotes: the parser compares each attribute with all before it. */
#define TAG_MAX (4 * 1024)
/* …and in them: a table in .ods has long texts in its attributes. */
#define QUOTED_MAX (2 * CM_SHEET_CELL_MAX)
/* Names of elements and attributes: its table of them grows slow. */
#define NAMES_MAX 4096
/* The parser keeps a comment until it has all of it. */
#define COMMENT_MAX (64 * 1024)

typedef enum
{
  SCAN_TEXT,
  SCAN_TAG,
  SCAN_QUOTED,
  SCAN_DECLARATION, /* that turns out to be a comment, CDATA or a document type */
  SCAN_COMMENT,     /* these three end with their own signs */
  SCAN_CDATA,
  SCAN_INSTRUCTION,
} ScanState;

/* Looks for what would take the parser long, before it sees it. */
typedef struct
{
  ScanState state;
  char quote;
  guint plain;   /* bytes of the tag outside of quotes */
  guint quoted;  /* …and within; or of a comment */
  char last[2];  /* bytes of a comment */
  guint n_bytes; /* since the beginning of the part; stops at 4 */
  const char *fault;
} Scan;

struct _CmPart
{
  CmZipMember *member;
  const CmSheet *sheet;
  char *name;
  const CmPartFuncs *funcs;
  gpointer data;
  xmlParserCtxt *parser;
  guint depth;
  gboolean stopped;
  GError *error;
  Scan scan;
};

/* --- before the parser ------------------------------------------------------------------------ */

static const char *
refuse (Scan *scan, const char *fault)
{
  scan->fault = fault;
  return NULL;
}

static const char *
enter (Scan *scan, ScanState state, const char *next)
{
  scan->state = state;
  scan->quoted = 0;
  memset (scan->last, 0, sizeof scan->last);
  return next;
}

/* What the first byte behind “<!” tells is enough. */
static const char *
scan_declaration (Scan *scan, const char *p)
{
  if (*p == '-')
    return enter (scan, SCAN_COMMENT, p + 1);
  if (*p == '[')
    return enter (scan, SCAN_CDATA, p + 1);
  return refuse (scan, _ ("a document type, which no workbook has"));
}

/* These move on: NULL if there is something beyond the bounds. */
static const char *
scan_tag (Scan *scan, const char *p, const char *end)
{
  const char *start = p;

  if (scan->plain == 0 && (*p == '?' || *p == '!'))
    return enter (scan, *p == '?' ? SCAN_INSTRUCTION : SCAN_DECLARATION, p + 1);
  while (p < end && *p != '>' && *p != '"' && *p != '\'')
    p++;
  scan->plain += (guint) (p - start);
  if (scan->plain > TAG_MAX)
    return refuse (scan, _ ("a tag longer than any program writes"));
  if (p == end)
    return p;
  scan->plain++;
  scan->state = *p == '>' ? SCAN_TEXT : SCAN_QUOTED;
  scan->quote = *p;
  return p + 1;
}

static const char *
scan_quoted (Scan *scan, const char *p, const char *end)
{
  const char *found = memchr (p, scan->quote, (gsize) (end - p));
  const char *stop = found != NULL ? found + 1 : end;

  scan->quoted += (guint) (stop - p);
  if (found != NULL)
    scan->state = SCAN_TAG;
  if (scan->quoted > QUOTED_MAX)
    return refuse (scan, _ ("a tag longer than any program writes"));
  return stop;
}

static gboolean
is_end (const Scan *scan)
{
  if (scan->state == SCAN_INSTRUCTION)
    return scan->last[1] == '?';
  return memcmp (scan->last, scan->state == SCAN_COMMENT ? "--" : "]]", 2) == 0;
}

static const char *
scan_comment (Scan *scan, const char *p, const char *end)
{
  while (p < end && scan->state != SCAN_TEXT)
    {
      const char byte = *p++;

      if (byte == '>' && is_end (scan))
        scan->state = SCAN_TEXT;
      scan->last[0] = scan->last[1];
      scan->last[1] = byte;
      if (scan->state != SCAN_CDATA && ++scan->quoted > COMMENT_MAX)
        return refuse (scan, _ ("a comment longer than any program writes"));
    }
  return p;
}

static const char *
scan_text (Scan *scan, const char *p, const char *end)
{
  const char *found = memchr (p, '<', (gsize) (end - p));

  if (found == NULL)
    return end;
  scan->plain = 0;
  return enter (scan, SCAN_TAG, found + 1);
}

static gboolean
scan_bytes (Scan *scan, const char *bytes, gsize n)
{
  const char *end = bytes + n;
  const char *p = bytes;

  while (p != NULL && p < end)
    switch (scan->state)
      {
      case SCAN_TEXT:
        p = scan_text (scan, p, end);
        break;
      case SCAN_TAG:
        p = scan_tag (scan, p, end);
        break;
      case SCAN_QUOTED:
        p = scan_quoted (scan, p, end);
        break;
      case SCAN_DECLARATION:
        p = scan_declaration (scan, p);
        break;
      case SCAN_COMMENT:
      case SCAN_CDATA:
      case SCAN_INSTRUCTION:
      default:
        p = scan_comment (scan, p, end);
        break;
      }
  return p != NULL;
}

/* In other encodings the bytes would not mean what they are taken for above. */
static gboolean
begins_as_utf8 (Scan *scan, const char *bytes, gsize n)
{
  static const char mark[] = "\xef\xbb\xbf";

  for (gsize i = 0; i < n && scan->n_bytes < 4; i++, scan->n_bytes++)
    {
      const char byte = bytes[i];

      if (byte == '\0')
        return FALSE;
      if (scan->n_bytes == 0 && byte != mark[0] && byte != '<' && !g_ascii_isspace (byte))
        return FALSE;
    }
  return TRUE;
}

/* --- the parser ------------------------------------------------------------------------------- */

void
_cm_part_stop (CmPart *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
  self->stopped = TRUE;
  xmlStopParser (self->parser);
}

gboolean
_cm_part_is_stopped (const CmPart *self)
{
  return self->stopped;
}

static void
stop_with (CmPart *self, CmSheetError code, const char *what)
{
  GError *error = NULL;

  _cm_sheet_fail (self->sheet,
                  &error,
                  code,
                  /* Translators: the name of a file packed in the workbook, a line of it, and
                   * what is wrong there. */
                  _ ("“%s” in it, line %d: %s; open it in a spreadsheet program and save it again"),
                  self->name,
                  xmlSAX2GetLineNumber (self->parser),
                  what);
  _cm_part_stop (self, error);
}

static void
start_cb (void *data,
          const xmlChar *name,
          const xmlChar *prefix,
          const xmlChar *ns,
          int n_namespaces,
          const xmlChar **namespaces,
          int n_attributes,
          int n_defaulted,
          const xmlChar **attributes)
{
  CmPart *self = data;
  const CmAttributes list = { attributes, (guint) n_attributes };

  if (self->stopped)
    return;
  if (++self->depth > DEPTH_MAX)
    stop_with (self, CM_SHEET_ERROR_TOO_BIG, _ ("elements within elements without end"));
  else
    self->funcs->start (self->data, (const char *) ns, (const char *) name, self->depth, &list);
}

static void
end_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns)
{
  CmPart *self = data;

  if (self->stopped)
    return;
  self->funcs->end (self->data, (const char *) ns, (const char *) name, self->depth);
  self->depth--;
}

static void
text_cb (void *data, const xmlChar *text, int length)
{
  CmPart *self = data;

  if (!self->stopped && self->funcs->text != NULL)
    self->funcs->text (self->data, (const char *) text, (gsize) length);
}

/* Without a document type there are no entities, and so nothing that grows when it is read. */
static void
doctype_cb (void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
  CmPart *self = data;

  if (!self->stopped)
    stop_with (self, CM_SHEET_ERROR_FORMAT, _ ("a document type, which no workbook has"));
}

static void
error_cb (void *data, xmlErrorPtr error)
{
  CmPart *self = data;

  if (error->level == XML_ERR_FATAL && !self->stopped)
    {
      g_autofree char *what = g_strstrip (g_strdup (error->message != NULL ? error->message : "?"));
      g_autofree char *valid = g_utf8_make_valid (what, -1);

      stop_with (self, CM_SHEET_ERROR_FORMAT, valid);
    }
}

static xmlParserCtxt *
make_parser (CmPart *self)
{
  xmlSAXHandler handler = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = start_cb,
    .endElementNs = end_cb,
    .characters = text_cb,
    .ignorableWhitespace = text_cb,
    .internalSubset = doctype_cb,
    .serror = error_cb,
  };
  xmlParserCtxt *parser = xmlCreatePushParserCtxt (&handler, self, NULL, 0, NULL);

  /* Whatever encoding it says: begins_as_utf8() saw that it is this one. */
  xmlCtxtUseOptions (parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  return parser;
}

CmPart *
_cm_part_open (
    CmZip *zip, const char *name, const CmPartFuncs *funcs, gpointer data, GError **error)
{
  CmZipMember *member = _cm_zip_member_open (zip, name, error);
  CmPart *self;

  if (member == NULL)
    return NULL;
  self = g_new0 (CmPart, 1);
  self->member = member;
  self->sheet = _cm_zip_get_sheet (zip);
  self->name = g_strdup (name);
  self->funcs = funcs;
  self->data = data;
  self->parser = make_parser (self);
  return self;
}

void
_cm_part_close (CmPart *self)
{
  if (self == NULL)
    return;
  xmlFreeParserCtxt (self->parser);
  _cm_zip_member_close (self->member);
  g_clear_error (&self->error);
  g_free (self->name);
  g_free (self);
}

static void
parse_bytes (CmPart *self, const char *bytes, gsize n)
{
  if (!begins_as_utf8 (&self->scan, bytes, n))
    {
      stop_with (self, CM_SHEET_ERROR_FORMAT, _ ("it is not UTF-8"));
      return;
    }
  for (gsize i = 0; i < n && !self->stopped; i += SLICE)
    {
      const gsize slice = MIN (SLICE, n - i);

      if (!scan_bytes (&self->scan, bytes + i, slice))
        stop_with (self, CM_SHEET_ERROR_FORMAT, self->scan.fault);
      else if (xmlDictSize (self->parser->dict) > NAMES_MAX)
        stop_with (self, CM_SHEET_ERROR_FORMAT, _ ("more names of elements than any program has"));
      else
        xmlParseChunk (self->parser, bytes + i, (int) slice, 0);
    }
}

gboolean
_cm_part_step (CmPart *self, GError **error)
{
  const char *bytes;
  gssize n;

  if (self->stopped)
    return FALSE;
  n = _cm_zip_member_read (self->member, &bytes, error);
  if (n < 0)
    {
      self->stopped = TRUE;
      return FALSE;
    }
  if (n > 0)
    parse_bytes (self, bytes, (gsize) n);
  else
    {
      xmlParseChunk (self->parser, NULL, 0, 1);
      self->stopped = TRUE;
    }
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return !self->stopped;
}

gboolean
_cm_part_run (CmPart *self, GError **error)
{
  GError *fault = NULL;

  while (_cm_part_step (self, &fault))
    ;
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, fault);
  return FALSE;
}

double
_cm_part_get_fraction (const CmPart *self)
{
  return _cm_zip_member_get_fraction (self->member);
}

/* --- attributes ------------------------------------------------------------------------------- */

/* libxml2 hands five pointers for each: name, prefix, namespace, begin and end of the value. */
#define FIELDS 5

static gboolean
is_in_namespace (const char *ns, const char *end)
{
  if (ns == NULL || end == NULL)
    return ns == end;
  return g_str_has_suffix (ns, end);
}

const char *
_cm_attribute (const CmAttributes *self, const char *ns, const char *name, gsize *length)
{
  for (guint i = 0; i < self->n; i++)
    {
      const char *const *field = (const char *const *) self->list + i * FIELDS;

      if (strcmp (field[0], name) == 0 && is_in_namespace (field[2], ns))
        {
          *length = (gsize) (field[4] - field[3]);
          return field[3];
        }
    }
  return NULL;
}

/* The parser leaves an ampersand as it would have to stand in the text of an entity. */
char *
_cm_attribute_dup (const CmAttributes *self, const char *ns, const char *name)
{
  gsize length;
  const char *value = _cm_attribute (self, ns, name, &length);
  g_autoptr (GString) text = NULL;

  if (value == NULL)
    return NULL;
  text = g_string_new_len (value, (gssize) length);
  g_string_replace (text, "&#38;", "&", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
_cm_attribute_is (const CmAttributes *self, const char *ns, const char *name, const char *value)
{
  gsize length;
  const char *found = _cm_attribute (self, ns, name, &length);

  return found != NULL && length == strlen (value) && memcmp (found, value, length) == 0;
}

guint64
_cm_attribute_uint (const CmAttributes *self, const char *ns, const char *name, guint64 otherwise)
{
  gsize length;
  const char *value = _cm_attribute (self, ns, name, &length);
  guint64 number = 0;

  if (value == NULL || length == 0 || length > 18)
    return otherwise;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return otherwise;
      number = number * 10 + (guint64) (value[i] - '0');
    }
  return number;
}

gboolean
_cm_attribute_flag (const CmAttributes *self, const char *ns, const char *name)
{
  return _cm_attribute_is (self, ns, name, "1") || _cm_attribute_is (self, ns, name, "true") ||
         _cm_attribute_is (self, ns, name, "on");
}
