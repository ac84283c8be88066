/* cm-xml-explain.c - which element or attribute does not belong, in words a writer can use. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-xml-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define NS_GRAMMAR "http://relaxng.org/ns/structure/1.0"

/*
 * libxml2 names the element around a fault, often at the line of its first child. Names that may
 * not stand where they stand are by far the most common fault; they are found here exactly, by
 * comparing each element with what the grammar allows below an element of its parent's name. A name
 * is written "{namespace}local".
 */
typedef struct
{
  GHashTable *defines; /* name → its node in the grammar */
  GHashTable *done;    /* nodes of elements whose content has been collected */
  GHashTable *allowed; /* element → set of the elements and "@attributes" it may have */
} Grammar;

static char *
make_name (const char *ns, const char *local)
{
  return g_strdup_printf ("{%s}%s", ns != NULL ? ns : "", local);
}

/* What the name of an element or an attribute pattern stands for. */
static char *
read_name (const xmlNode *pattern, gboolean inherits)
{
  g_autofree char *text = _cm_xml_attribute (pattern, "name", NULL);
  const char *colon = strchr (text, ':');
  g_autofree char *prefix = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  g_autofree char *ns = NULL;

  if (colon != NULL)
    {
      xmlNs *found = xmlSearchNs (pattern->doc, (xmlNode *) pattern, BAD_CAST prefix);

      ns = g_strdup (found != NULL ? (const char *) found->href : prefix);
    }
  else
    for (const xmlNode *node = pattern;
         ns == NULL && node != NULL && node->type == XML_ELEMENT_NODE;
         node = inherits ? node->parent : NULL)
      ns = _cm_xml_attribute (node, "ns", NULL);
  return make_name (ns, colon != NULL ? colon + 1 : text);
}

static GHashTable *
get_allowed (Grammar *grammar, const char *name)
{
  GHashTable *set = g_hash_table_lookup (grammar->allowed, name);

  if (set == NULL)
    {
      set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (grammar->allowed, g_strdup (name), set);
    }
  return set;
}

/* `open` are the definitions being followed, so that none is followed into itself. */
static void
collect (Grammar *grammar, const char *owner, const xmlNode *pattern, GHashTable *open)
{
  for (const xmlNode *node = pattern->children; node != NULL; node = node->next)
    {
      if (_cm_xml_is (node, "element", NS_GRAMMAR))
        {
          char *name = read_name (node, TRUE);

          if (owner != NULL)
            g_hash_table_add (get_allowed (grammar, owner), g_strdup (name));
          if (g_hash_table_add (grammar->done, (gpointer) node))
            {
              g_autoptr (GHashTable) inner = g_hash_table_new (NULL, NULL);

              collect (grammar, name, node, inner);
            }
          g_free (name);
        }
      else if (_cm_xml_is (node, "attribute", NS_GRAMMAR))
        {
          g_autofree char *name = read_name (node, FALSE);

          if (owner != NULL)
            g_hash_table_add (get_allowed (grammar, owner), g_strconcat ("@", name, NULL));
        }
      else if (_cm_xml_is (node, "ref", NS_GRAMMAR))
        {
          g_autofree char *name = _cm_xml_attribute (node, "name", NULL);
          const xmlNode *define = g_hash_table_lookup (grammar->defines, name);

          if (define != NULL && g_hash_table_add (open, (gpointer) define))
            collect (grammar, owner, define, open);
        }
      else if (node->type == XML_ELEMENT_NODE)
        collect (grammar, owner, node, open);
    }
}

static void
read_defines (Grammar *grammar, const xmlNode *root)
{
  for (const xmlNode *node = root->children; node != NULL; node = node->next)
    if (_cm_xml_is (node, "define", NS_GRAMMAR))
      g_hash_table_insert (
          grammar->defines, _cm_xml_attribute (node, "name", NULL), (gpointer) node);
    else if (_cm_xml_is (node, "div", NS_GRAMMAR))
      read_defines (grammar, node);
}

static void
read_grammar (Grammar *grammar, const xmlNode *root)
{
  g_autoptr (GHashTable) open = g_hash_table_new (NULL, NULL);

  read_defines (grammar, root);
  collect (grammar, NULL, root, open);
}

static char *
name_of (const xmlNode *node)
{
  return make_name (node->ns != NULL ? (const char *) node->ns->href : NULL,
                    (const char *) node->name);
}

static void
explain (Grammar *grammar, const xmlNode *element, const CmXmlNames *names, GPtrArray *faults)
{
  g_autofree char *name = name_of (element);
  GHashTable *allowed = get_allowed (grammar, name);

  for (const xmlAttr *attribute = element->properties; attribute != NULL;
       attribute = attribute->next)
    {
      g_autofree char *plain = name_of ((const xmlNode *) attribute);
      g_autofree char *marked = g_strconcat ("@", plain, NULL);

      if (!g_hash_table_contains (allowed, marked))
        _cm_xml_report (
            faults,
            names,
            element,
            /* translators: names of an XML attribute and an XML element */
            g_strdup_printf (_ ("<%2$s> has no attribute “%1$s”"), attribute->name, element->name));
    }
  for (const xmlNode *child = element->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      {
        g_autofree char *child_name = name_of (child);

        if (g_hash_table_contains (allowed, child_name))
          explain (grammar, child, names, faults);
        else
          _cm_xml_report (
              faults,
              names,
              child,
              /* translators: names of two XML elements */
              g_strdup_printf (_ ("<%s> may not stand in <%s>"), child->name, element->name));
      }
}

void
_cm_xml_explain (const xmlDoc *document,
                 const xmlDoc *schema,
                 const CmXmlNames *names,
                 GPtrArray *faults)
{
  const xmlNode *root = xmlDocGetRootElement ((xmlDoc *) document);
  Grammar grammar = {
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    g_hash_table_new (NULL, NULL),
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref),
  };
  g_autofree char *root_name = name_of (root);

  read_grammar (&grammar, xmlDocGetRootElement ((xmlDoc *) schema));
  if (g_hash_table_contains (grammar.allowed, root_name))
    explain (&grammar, root, names, faults);
  g_hash_table_unref (grammar.defines);
  g_hash_table_unref (grammar.done);
  g_hash_table_unref (grammar.allowed);
}
