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
  GHashTable *needed;  /* element → set of the attributes that it always has */
  GHashTable *values;  /* "element@attribute" → set of the values it may have; "" for any */
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
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static GHashTable *
new_sets (void)
{
  return g_hash_table_new_full (
      g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
}

static GHashTable *
get_set (GHashTable *sets, const char *name)
{
  GHashTable *set = g_hash_table_lookup (sets, name);

  if (set == NULL)
    {
      set = new_set ();
      g_hash_table_insert (sets, g_strdup (name), set);
    }
  return set;
}

static GHashTable *
get_allowed (Grammar *grammar, const char *name)
{
  return get_set (grammar->allowed, name);
}

static const xmlNode *
find_define (Grammar *grammar, const xmlNode *ref)
{
  g_autofree char *name = _cm_xml_attribute (ref, "name", NULL);

  return g_hash_table_lookup (grammar->defines, name);
}

/* The attributes that every element has that is as the pattern says. */
static void
collect_needed (Grammar *grammar, const xmlNode *pattern, GHashTable *needed)
{
  for (const xmlNode *node = pattern->children; node != NULL; node = node->next)
    if (_cm_xml_is (node, "attribute", NS_GRAMMAR))
      g_hash_table_add (needed, read_name (node, FALSE));
    else if (_cm_xml_is (node, "group", NS_GRAMMAR) || _cm_xml_is (node, "interleave", NS_GRAMMAR))
      collect_needed (grammar, node, needed);
    else if (_cm_xml_is (node, "ref", NS_GRAMMAR) && find_define (grammar, node) != NULL)
      collect_needed (grammar, find_define (grammar, node), needed);
}

static gboolean
is_missing (gpointer key, gpointer value, gpointer set)
{
  return !g_hash_table_contains (set, key);
}

/* Where elements of one name differ, only what all of them have is needed. */
static void
add_needed (Grammar *grammar, const char *name, const xmlNode *pattern)
{
  GHashTable *before = g_hash_table_lookup (grammar->needed, name);
  g_autoptr (GHashTable) needed = new_set ();

  collect_needed (grammar, pattern, needed);
  if (before != NULL)
    g_hash_table_foreach_remove (before, is_missing, needed);
  else
    g_hash_table_insert (grammar->needed, g_strdup (name), g_steal_pointer (&needed));
}

static void
add_values (Grammar *grammar, const char *owner, const char *name, const xmlNode *pattern)
{
  g_autofree char *key = g_strconcat (owner, "@", name, NULL);
  GHashTable *values = get_set (grammar->values, key);
  gboolean has_value = FALSE;

  if (_cm_xml_find (pattern, "choice", NS_GRAMMAR) != NULL)
    pattern = _cm_xml_find (pattern, "choice", NS_GRAMMAR);
  for (const xmlNode *node = pattern->children; node != NULL; node = node->next)
    if (_cm_xml_is (node, "value", NS_GRAMMAR))
      {
        xmlChar *text = xmlNodeGetContent (node);

        g_hash_table_add (values, g_strdup ((const char *) text));
        xmlFree (text);
        has_value = TRUE;
      }
  if (!has_value)
    g_hash_table_add (values, g_strdup (""));
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
              add_needed (grammar, name, node);
            }
          g_free (name);
        }
      else if (_cm_xml_is (node, "attribute", NS_GRAMMAR))
        {
          g_autofree char *name = read_name (node, FALSE);

          if (owner != NULL)
            {
              g_hash_table_add (get_allowed (grammar, owner), g_strconcat ("@", name, NULL));
              add_values (grammar, owner, name, node);
            }
        }
      else if (_cm_xml_is (node, "ref", NS_GRAMMAR))
        {
          const xmlNode *define = find_define (grammar, node);

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

/* A name as a writer knows it. */
static char *
show_name (const char *name)
{
  static const struct
  {
    const char *ns, *prefix;
  } known[] = {
    { "{http://www.w3.org/XML/1998/namespace}", "xml:" },
    { "{urn:commissioning:manual:1}", "c:" },
    { "{http://www.w3.org/1999/xlink}", "xlink:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_prefix (name, known[i].ns))
      return g_strconcat (known[i].prefix, name + strlen (known[i].ns), NULL);
  return g_strdup (strchr (name, '}') + 1);
}

static char *
list_values (GHashTable *values)
{
  g_autoptr (GList) sorted = g_list_sort (g_hash_table_get_keys (values), (GCompareFunc) strcmp);
  GString *text = g_string_new (NULL);

  for (GList *l = sorted; l != NULL; l = l->next)
    g_string_append_printf (text, "%s“%s”", text->len > 0 ? ", " : "", (const char *) l->data);
  return g_string_free (text, FALSE);
}

static void
explain_value (Grammar *grammar,
               const xmlNode *element,
               const char *owner,
               const xmlAttr *attribute,
               const CmXmlNames *names,
               GPtrArray *faults)
{
  g_autofree char *name = name_of ((const xmlNode *) attribute);
  g_autofree char *key = g_strconcat (owner, "@", name, NULL);
  g_autofree char *shown = show_name (name);
  GHashTable *values = g_hash_table_lookup (grammar->values, key);
  xmlChar *value = xmlNodeGetContent ((const xmlNode *) attribute);

  if (values != NULL && !g_hash_table_contains (values, "") &&
      !g_hash_table_contains (values, value))
    {
      g_autofree char *list = list_values (values);

      _cm_xml_report (
          faults,
          names,
          element,
          /* translators: %1$s is an XML attribute, %2$s what it is, %3$s a list of what it may be
           */
          g_strdup_printf (_ ("“%1$s” is “%2$s”; it can be: %3$s"), shown, value, list));
    }
  xmlFree (value);
}

static void
explain_attributes (Grammar *grammar,
                    const xmlNode *element,
                    const char *name,
                    const CmXmlNames *names,
                    GPtrArray *faults)
{
  GHashTable *allowed = get_allowed (grammar, name);
  GHashTable *needed = g_hash_table_lookup (grammar->needed, name);
  g_autoptr (GHashTable) has = new_set ();
  g_autoptr (GList) sorted = NULL;

  for (const xmlAttr *attribute = element->properties; attribute != NULL;
       attribute = attribute->next)
    {
      char *plain = name_of ((const xmlNode *) attribute);
      g_autofree char *marked = g_strconcat ("@", plain, NULL);

      g_hash_table_add (has, plain);
      if (g_hash_table_contains (allowed, marked))
        explain_value (grammar, element, name, attribute, names, faults);
      else
        _cm_xml_report (
            faults,
            names,
            element,
            /* translators: names of an XML attribute and an XML element */
            g_strdup_printf (_ ("<%2$s> has no attribute “%1$s”"), attribute->name, element->name));
    }
  sorted =
      needed != NULL ? g_list_sort (g_hash_table_get_keys (needed), (GCompareFunc) strcmp) : NULL;
  for (GList *l = sorted; l != NULL; l = l->next)
    if (!g_hash_table_contains (has, l->data))
      {
        g_autofree char *shown = show_name (l->data);

        _cm_xml_report (
            faults,
            names,
            element,
            /* translators: names of an XML element and an XML attribute */
            g_strdup_printf (_ ("<%1$s> needs the attribute “%2$s”"), element->name, shown));
      }
}

static void
explain (Grammar *grammar, const xmlNode *element, const CmXmlNames *names, GPtrArray *faults)
{
  g_autofree char *name = name_of (element);
  GHashTable *allowed = get_allowed (grammar, name);

  explain_attributes (grammar, element, name, names, faults);
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
    new_sets (),
    new_sets (),
    new_sets (),
  };
  g_autofree char *root_name = name_of (root);

  read_grammar (&grammar, xmlDocGetRootElement ((xmlDoc *) schema));
  if (g_hash_table_contains (grammar.allowed, root_name))
    explain (&grammar, root, names, faults);
  g_hash_table_unref (grammar.defines);
  g_hash_table_unref (grammar.done);
  g_hash_table_unref (grammar.allowed);
  g_hash_table_unref (grammar.needed);
  g_hash_table_unref (grammar.values);
}
