/* cm-xml.c - reading XML that a stranger may have written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-xml-private.h"

#include <glib/gi18n.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <string.h>

#include "cm-document.h"

#define FAULTS_MAX 100

typedef struct
{
  const char *name;
  GPtrArray *faults;
  gboolean has_doctype;
} Reading;

static void
add_fault (Reading *reading, int line, const char *message)
{
  g_autofree char *text =
      g_strstrip (g_strdup (message != NULL ? message : _ ("it cannot be read")));

  if (reading->faults->len < FAULTS_MAX)
    g_ptr_array_add (reading->faults, cm_fault_new (reading->name, line, "%s", text));
}

static void
parse_error_cb (void *data, xmlErrorPtr error)
{
  xmlParserCtxt *context = data;

  add_fault (context->_private, error->line, error->message);
}

static void
schema_error_cb (void *data, xmlErrorPtr error)
{
  int line = error->node != NULL ? (int) xmlGetLineNo (error->node) : error->line;

  add_fault (data, line, error->message);
}

/* Without a document type there are no entities, and so nothing that grows when it is read. */
static void
refuse_doctype (void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
  xmlParserCtxt *context = data;
  Reading *reading = context->_private;

  if (!reading->has_doctype)
    add_fault (reading,
               xmlSAX2GetLineNumber (context),
               _ ("a document type (<!DOCTYPE …>) is not allowed here; delete it, with every "
                  "entity it declares"));
  reading->has_doctype = TRUE;
  xmlStopParser (context);
}

static xmlDoc *
parse (Reading *reading, const char *bytes, gsize size)
{
  xmlParserCtxt *context = xmlNewParserCtxt ();
  xmlDoc *document;

  context->_private = reading;
  context->sax->internalSubset = refuse_doctype;
  context->sax->serror = parse_error_cb;
  document = xmlCtxtReadMemory (context,
                                bytes,
                                (int) size,
                                reading->name,
                                NULL,
                                XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
  if (!context->wellFormed || reading->has_doctype)
    g_clear_pointer (&document, xmlFreeDoc);
  if (document == NULL && reading->faults->len == 0)
    add_fault (reading, 0, NULL);
  xmlFreeParserCtxt (context);
  return document;
}

/* Exact faults, where there are some, take the place of those that libxml2 found since `before`. */
static void
explain (Reading *reading, xmlDoc *document, const char *schema_text, guint before)
{
  guint found = reading->faults->len;

  _cm_xml_explain (document, schema_text, reading->name, reading->faults);
  if (reading->faults->len > found)
    g_ptr_array_remove_range (reading->faults, before, found - before);
  if (reading->faults->len > FAULTS_MAX)
    g_ptr_array_set_size (reading->faults, FAULTS_MAX);
}

static gboolean
validate (Reading *reading, xmlDoc *document, const char *schema_text)
{
  xmlRelaxNGParserCtxt *parser =
      xmlRelaxNGNewMemParserCtxt (schema_text, (int) strlen (schema_text));
  xmlRelaxNG *schema;
  xmlRelaxNGValidCtxt *context;
  guint before = reading->faults->len;
  gboolean valid;

  xmlRelaxNGSetParserStructuredErrors (parser, schema_error_cb, reading);
  schema = xmlRelaxNGParse (parser);
  xmlRelaxNGFreeParserCtxt (parser);
  if (schema == NULL)
    g_error ("a schema of ours is wrong: %s",
             reading->faults->len > 0
                 ? ((CmFault *) g_ptr_array_index (reading->faults, 0))->message
                 : "");
  context = xmlRelaxNGNewValidCtxt (schema);
  xmlRelaxNGSetValidStructuredErrors (context, schema_error_cb, reading);
  valid = xmlRelaxNGValidateDoc (context, document) == 0;
  if (!valid)
    explain (reading, document, schema_text, before);
  xmlRelaxNGFreeValidCtxt (context);
  xmlRelaxNGFree (schema);
  return valid;
}

xmlDoc *
_cm_xml_read (
    const char *path, const char *name, const char *schema, gsize max_size, GPtrArray *faults)
{
  Reading reading = { name, faults, FALSE };
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GError) error = NULL;
  xmlDoc *document;

  file = g_mapped_file_new (path, FALSE, &error);
  if (file == NULL)
    {
      add_fault (&reading, 0, error->message);
      return NULL;
    }
  if (g_mapped_file_get_length (file) > max_size)
    {
      g_autofree char *limit = g_format_size (max_size);

      g_ptr_array_add (
          faults,
          /* translators: %s is a size, as in 16.8 MB */
          cm_fault_new (name, 0, _ ("it is larger than %s, which no file of its kind is"), limit));
      return NULL;
    }
  document =
      parse (&reading,
             g_mapped_file_get_contents (file) != NULL ? g_mapped_file_get_contents (file) : "",
             g_mapped_file_get_length (file));
  if (document != NULL && !validate (&reading, document, schema))
    g_clear_pointer (&document, xmlFreeDoc);
  return document;
}

void
_cm_xml_set_error (GError **error, GPtrArray *faults)
{
  g_autofree char *text = cm_fault_to_string (g_ptr_array_index (faults, 0));

  g_set_error_literal (error, CM_CONTENT_ERROR, CM_CONTENT_ERROR_INVALID, text);
}

char *
_cm_xml_attribute (const xmlNode *node, const char *name, const char *ns)
{
  xmlChar *value = ns != NULL ? xmlGetNsProp (node, BAD_CAST name, BAD_CAST ns)
                              : xmlGetNoNsProp (node, BAD_CAST name);
  char *copy = g_strdup ((const char *) value);

  if (value != NULL)
    xmlFree (value);
  return copy;
}

gboolean
_cm_xml_is (const xmlNode *node, const char *name, const char *ns)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0 &&
         node->ns != NULL && strcmp ((const char *) node->ns->href, ns) == 0;
}

const xmlNode *
_cm_xml_children (const xmlNode *node)
{
  return node != NULL ? node->children : NULL;
}

const xmlNode *
_cm_xml_find (const xmlNode *node, const char *name, const char *ns)
{
  for (const xmlNode *child = _cm_xml_children (node); child != NULL; child = child->next)
    if (_cm_xml_is (child, name, ns))
      return child;
  return NULL;
}
