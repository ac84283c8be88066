/* cm-xml.c - reading XML that a stranger may have written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-xml-private.h"

#include <glib/gi18n.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <string.h>

#include "cm-content-resources.h"
#include "cm-document.h"

#define NS_GRAMMAR "http://relaxng.org/ns/structure/1.0"

typedef struct
{
  const CmXmlNames *names;
  gboolean own;
  const char *text;
  gsize size;
  GPtrArray *faults;
  gboolean has_doctype;
  gsize last; /* up to where columns have been counted, and the column there */
  int column;
} Reading;

/* --- places ----------------------------------------------------------------------------------- */

/* libxml2 keeps the line where a start tag ends, and no column. What an element really begins at is
 * in the field of its node that is for us: line, overlay or not, column. */
#define COLUMN_BITS 12
#define COLUMN_MAX ((1 << COLUMN_BITS) - 1)

static const xmlNode *
element_of (const xmlNode *node)
{
  while (node != NULL && node->type != XML_ELEMENT_NODE)
    node = node->parent;
  return node;
}

static gsize
get_place (const xmlNode *node)
{
  node = element_of (node);
  return node != NULL ? GPOINTER_TO_SIZE (node->_private) : 0;
}

static void
set_place (xmlNode *node, int line, gboolean own, int column)
{
  gsize place = (gsize) line << (COLUMN_BITS + 1);

  place |= own ? 1 << COLUMN_BITS : 0;
  place |= (gsize) (column <= COLUMN_MAX ? column : 0);
  node->_private = GSIZE_TO_POINTER (place);
}

int
_cm_xml_line (const xmlNode *node)
{
  int line = (int) (get_place (node) >> (COLUMN_BITS + 1));

  return line != 0 || node == NULL ? line : (int) xmlGetLineNo ((xmlNode *) node);
}

int
_cm_xml_column (const xmlNode *node)
{
  return (int) (get_place (node) & COLUMN_MAX);
}

gboolean
_cm_xml_is_own (const xmlNode *node)
{
  return (get_place (node) >> COLUMN_BITS & 1) != 0;
}

void
_cm_xml_copy_places (xmlNode *copy, const xmlNode *node)
{
  copy->_private = node->_private;
  for (xmlNode *a = xmlFirstElementChild (copy), *b = xmlFirstElementChild ((xmlNode *) node);
       a != NULL && b != NULL;
       a = xmlNextElementSibling (a), b = xmlNextElementSibling (b))
    _cm_xml_copy_places (a, b);
}

void
_cm_xml_report (GPtrArray *faults, const CmXmlNames *names, const xmlNode *node, char *message)
{
  gboolean own = _cm_xml_is_own (node) && names->overlay != NULL;
  CmFault *fault = cm_fault_new_at (own ? names->overlay : names->name,
                                    _cm_xml_line (node),
                                    _cm_xml_column (node),
                                    "%s",
                                    message);

  fault->own = own;
  cm_fault_add (faults, fault);
  g_free (message);
}

/* --- parsing ---------------------------------------------------------------------------------- */

static const char *
name_of (Reading *reading)
{
  return reading->own ? reading->names->overlay : reading->names->name;
}

static void
add_fault (Reading *reading, int line, int column, const char *message)
{
  g_autofree char *text =
      g_strstrip (g_strdup (message != NULL ? message : _ ("it cannot be read")));
  CmFault *fault = cm_fault_new_at (name_of (reading), line, column, "%s", text);

  fault->own = reading->own;
  cm_fault_add (reading->faults, fault);
}

static void
parse_error_cb (void *data, xmlErrorPtr error)
{
  xmlParserCtxt *context = data;
  Reading *reading = context->_private;
  g_autofree char *words = NULL;

  switch (error->code)
    {
    case XML_ERR_TAG_NAME_MISMATCH:
      words = g_strdup_printf (
          /* translators: names of XML elements; %3$d is a line */
          _ ("</%2$s> stands where <%1$s> of line %3$d is to be closed; each element is closed by "
             "its own name, the inner before the outer"),
          error->str1,
          error->str2,
          error->int1);
      break;
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
      words = g_strdup_printf (
          /* translators: %s is the name of an XML entity */
          _ ("“&%s;” has no meaning here; write the character itself, or &amp; for the sign &"),
          error->str1);
      break;
    default:
      break;
    }
  add_fault (reading, error->line, error->int2, words != NULL ? words : error->message);
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
               0,
               _ ("a document type (<!DOCTYPE …>) is not allowed here; delete it, with every "
                  "entity it declares"));
  reading->has_doctype = TRUE;
  xmlStopParser (context);
}

/* The column of a byte behind the one that was asked for before; each is looked at once. */
static int
count_column (Reading *reading, gsize at)
{
  for (; reading->last < at; reading->last++)
    if (reading->text[reading->last] == '\n')
      reading->column = 1;
    else
      /* Not the second or later byte of a character. */
      reading->column += (reading->text[reading->last] & 0xc0) != 0x80;
  return reading->last == at ? reading->column : 0;
}

/* The start tag has been read: it is found backwards in the bytes, where it is the last "<", since
 * no attribute can hold one. */
static void
start_element (void *data,
               const xmlChar *name,
               const xmlChar *prefix,
               const xmlChar *uri,
               int n_namespaces,
               const xmlChar **namespaces,
               int n_attributes,
               int n_defaulted,
               const xmlChar **attributes)
{
  xmlParserCtxt *context = data;
  Reading *reading = context->_private;
  gsize at = context->input->consumed + (gsize) (context->input->cur - context->input->base);
  int line = context->input->line;

  xmlSAX2StartElementNs (
      data, name, prefix, uri, n_namespaces, namespaces, n_attributes, n_defaulted, attributes);
  if (context->node == NULL || at > reading->size)
    return;
  while (at > 0 && reading->text[--at] != '<')
    line -= reading->text[at] == '\n';
  set_place (context->node, line, reading->own, count_column (reading, at));
}

static xmlDoc *
parse (Reading *reading)
{
  xmlParserCtxt *context = xmlNewParserCtxt ();
  xmlDoc *document;

  context->_private = reading;
  context->sax->internalSubset = refuse_doctype;
  context->sax->startElementNs = start_element;
  context->sax->serror = parse_error_cb;
  document = xmlCtxtReadMemory (context,
                                reading->text,
                                (int) reading->size,
                                name_of (reading),
                                NULL,
                                XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
  if (!context->wellFormed || reading->has_doctype)
    g_clear_pointer (&document, xmlFreeDoc);
  if (document == NULL && reading->faults->len == 0)
    add_fault (reading, 0, 0, NULL);
  xmlFreeParserCtxt (context);
  return document;
}

/* --- schemas ---------------------------------------------------------------------------------- */

struct _CmXmlSchema
{
  xmlDoc *grammar; /* with what it includes in place */
  xmlRelaxNG *compiled;
};

static xmlDoc *load_grammar (const char *name);

/* A definition of the including grammar takes the place of the one that is included. */
static gboolean
is_redefined (const xmlNode *include, const xmlNode *part)
{
  g_autofree char *name = _cm_xml_attribute (part, "name", NULL);

  for (const xmlNode *own = _cm_xml_children (include); own != NULL; own = own->next)
    {
      g_autofree char *own_name =
          own->type == XML_ELEMENT_NODE ? _cm_xml_attribute (own, "name", NULL) : NULL;

      if (own->type == XML_ELEMENT_NODE && xmlStrEqual (own->name, part->name) &&
          g_strcmp0 (name, own_name) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
copy_parts (xmlNode *to, const xmlNode *from, const xmlNode *include)
{
  for (const xmlNode *part = from->children; part != NULL; part = part->next)
    if (_cm_xml_is (part, "div", NS_GRAMMAR))
      /* What the other grammar includes itself: 2 copies its attributes alone. */
      copy_parts (xmlAddChild (to, xmlDocCopyNode ((xmlNode *) part, to->doc, 2)), part, include);
    else if (part->type == XML_ELEMENT_NODE && !is_redefined (include, part))
      xmlAddChild (to, xmlDocCopyNode ((xmlNode *) part, to->doc, 1));
}

/* An <include> becomes two <div>: what it redefines, and the parts of the other grammar. */
static void
resolve_include (xmlNode *include)
{
  g_autofree char *name = _cm_xml_attribute (include, "href", NULL);
  xmlDoc *other = load_grammar (name);
  const xmlNode *root = xmlDocGetRootElement (other);
  g_autofree char *ns = _cm_xml_attribute (root, "ns", NULL);
  g_autofree char *types = _cm_xml_attribute (root, "datatypeLibrary", NULL);

  xmlNode *others = xmlNewNode (include->ns, BAD_CAST "div");

  /* Beside it first, since what redefines is looked for in it. */
  copy_parts (xmlAddNextSibling (include, others), root, include);
  xmlNodeSetName (include, BAD_CAST "div");
  xmlUnsetProp (include, BAD_CAST "href");
  xmlSetProp (others, BAD_CAST "ns", BAD_CAST (ns != NULL ? ns : ""));
  xmlSetProp (others, BAD_CAST "datatypeLibrary", BAD_CAST (types != NULL ? types : ""));
  xmlFreeDoc (other);
}

/* libxml2 would look for what is included in files; ours are in the program. */
static xmlDoc *
load_grammar (const char *name)
{
  g_autofree char *path = g_strconcat ("/org/commissioning/Manual/schema/", name, NULL);
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (cm_content_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  xmlDoc *grammar;
  xmlNode *next;

  if (bytes == NULL)
    g_error ("there is no schema %s", name);
  grammar = xmlReadMemory (g_bytes_get_data (bytes, NULL),
                           (int) g_bytes_get_size (bytes),
                           NULL,
                           NULL,
                           XML_PARSE_NONET | XML_PARSE_NOBLANKS);
  for (xmlNode *node = xmlDocGetRootElement (grammar)->children; node != NULL; node = next)
    {
      next = node->next;
      if (_cm_xml_is (node, "include", NS_GRAMMAR))
        resolve_include (node);
    }
  return grammar;
}

static void G_GNUC_NORETURN
grammar_error_cb (void *data, xmlErrorPtr error)
{
  g_error ("a schema of ours is wrong: %s", error->message);
}

static CmXmlSchema *
compile (xmlDoc *grammar)
{
  CmXmlSchema *self = g_new0 (CmXmlSchema, 1);
  xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewDocParserCtxt (grammar);

  xmlRelaxNGSetParserStructuredErrors (parser, grammar_error_cb, NULL);
  self->grammar = grammar;
  self->compiled = xmlRelaxNGParse (parser);
  g_assert (self->compiled != NULL);
  xmlRelaxNGFreeParserCtxt (parser);
  return self;
}

CmXmlSchema *
_cm_xml_schema_new (const char *name)
{
  return compile (load_grammar (name));
}

CmXmlSchema *
_cm_xml_schema_new_from_text (const char *text)
{
  return compile (xmlReadMemory (text, (int) strlen (text), NULL, NULL, XML_PARSE_NONET));
}

void
_cm_xml_schema_free (CmXmlSchema *self)
{
  xmlRelaxNGFree (self->compiled);
  xmlFreeDoc (self->grammar);
  g_free (self);
}

typedef struct
{
  const CmXmlNames *names;
  GPtrArray *faults;
} Validation;

static void
schema_error_cb (void *data, xmlErrorPtr error)
{
  Validation *validation = data;

  _cm_xml_report (validation->faults,
                  validation->names,
                  error->node,
                  g_strstrip (g_strdup (error->message != NULL ? error->message : "")));
}

gboolean
_cm_xml_validate (xmlDoc *document, const CmXmlNames *names, CmXmlSchema *schema, GPtrArray *faults)
{
  g_autoptr (GPtrArray) found = cm_faults_new ();
  g_autoptr (GPtrArray) exact = cm_faults_new ();
  Validation validation = { names, found };
  xmlRelaxNGValidCtxt *context = xmlRelaxNGNewValidCtxt (schema->compiled);
  gboolean valid;
  GPtrArray *from;

  xmlRelaxNGSetValidStructuredErrors (context, schema_error_cb, &validation);
  valid = xmlRelaxNGValidateDoc (context, document) == 0;
  xmlRelaxNGFreeValidCtxt (context);
  if (valid)
    return TRUE;
  /* Exact faults, where there are some, take the place of those that libxml2 found. */
  _cm_xml_explain (document, schema->grammar, names, exact);
  from = exact->len > 0 ? exact : found;
  if (from->len == 0)
    _cm_xml_report (found,
                    names,
                    xmlDocGetRootElement (document),
                    g_strdup (_ ("the file is not as its schema says")));
  cm_faults_move (faults, from);
  return FALSE;
}

/* --- both ------------------------------------------------------------------------------------- */

xmlDoc *
_cm_xml_parse (GBytes *bytes,
               const CmXmlNames *names,
               gboolean own,
               CmXmlSchema *schema,
               const CmXmlLimits *limits,
               GPtrArray *faults)
{
  g_autoptr (GPtrArray) found = cm_faults_new ();
  Reading reading = { .names = names, .own = own, .faults = found, .column = 1 };
  CmFault *fault;
  xmlDoc *document = NULL;

  reading.text = g_bytes_get_data (bytes, &reading.size);
  fault = _cm_xml_scan (
      reading.text != NULL ? reading.text : "", reading.size, name_of (&reading), limits);
  /* A mark of the byte order is no character. */
  if (reading.size >= 3 && memcmp (reading.text, "\xef\xbb\xbf", 3) == 0)
    reading.last = 3;
  if (fault != NULL)
    {
      fault->own = own;
      cm_fault_add (found, fault);
    }
  else
    document = parse (&reading);
  if (document != NULL && !_cm_xml_validate (document, names, schema, found))
    g_clear_pointer (&document, xmlFreeDoc);
  /* Such as an xml:id that is there twice. */
  if (cm_faults_move (faults, found) > 0)
    g_clear_pointer (&document, xmlFreeDoc);
  return document;
}

xmlDoc *
_cm_xml_read (const char *path,
              const char *name,
              CmXmlSchema *schema,
              const CmXmlLimits *limits,
              GPtrArray *faults)
{
  g_autoptr (GBytes) bytes = _cm_xml_read_bytes (NULL, path, name, limits->bytes, faults);
  const CmXmlNames names = { name, NULL };

  return bytes != NULL ? _cm_xml_parse (bytes, &names, FALSE, schema, limits, faults) : NULL;
}

void
_cm_xml_set_error (GError **error, GPtrArray *faults)
{
  g_autofree char *text = cm_fault_to_string (g_ptr_array_index (faults, 0));

  g_set_error_literal (error, CM_CONTENT_ERROR, CM_CONTENT_ERROR_INVALID, text);
}

/* --- looking ---------------------------------------------------------------------------------- */

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
