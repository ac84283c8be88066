/* cm-portfolio-xml.c - the exchange format of a portfolio: all its records, readable, in XML. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-portfolio-xml-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-xml-private.h"

/* Of a file with hundreds of thousands of records. */
static const CmXmlLimits limits = { 64 * 1024 * 1024, 8 * 1000 * 1000, G_MAXUINT };

#define UUID_PATTERN "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

/* --- schema ----------------------------------------------------------------------------------- */

static void
append_pattern (GString *xml, const char *pattern)
{
  g_string_append_printf (
      xml, "<data type=\"string\"><param name=\"pattern\">%s</param></data>", pattern);
}

static void
append_field (GString *xml, const CmField *field)
{
  gboolean required = (field->flags & CM_FIELD_REQUIRED) != 0;

  g_string_append_printf (
      xml, "%s<element name=\"%s\">", required ? "" : "<optional>", field->name);
  switch (field->type)
    {
    case CM_FIELD_REFERENCE:
      g_string_append (xml, "<attribute name=\"ref\">");
      append_pattern (xml, UUID_PATTERN);
      g_string_append (xml, "</attribute><text/>");
      break;
    case CM_FIELD_CHOICE:
      g_string_append (xml, "<choice>");
      for (const CmChoice *c = field->choices; c->name != NULL; c++)
        g_string_append_printf (xml, "<value>%s</value>", c->name);
      g_string_append (xml, "</choice>");
      break;
    case CM_FIELD_FLAG:
      g_string_append (xml, "<choice><value>true</value><value>false</value></choice>");
      break;
    case CM_FIELD_INTEGER:
      append_pattern (xml, "-?[0-9]+");
      break;
    case CM_FIELD_DECIMAL:
      append_pattern (xml, "-?[0-9]+(\\.[0-9]{1,3})?");
      break;
    case CM_FIELD_YEAR:
      append_pattern (xml, "[0-9]{4}");
      break;
    case CM_FIELD_MONEY:
      append_pattern (xml, "-?[0-9]+\\.[0-9]{2}");
      break;
    case CM_FIELD_DATE:
      append_pattern (xml, "[0-9]{4}-[0-9]{2}-[0-9]{2}");
      break;
    case CM_FIELD_TEXT:
    case CM_FIELD_LONG_TEXT:
    default:
      g_string_append (xml, "<text/>");
      break;
    }
  g_string_append_printf (xml, "</element>%s\n", required ? "" : "</optional>");
}

char *
cm_portfolio_xml_schema (void)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  g_string_append (xml,
                   "<element name=\"portfolio\" ns=\"" CM_PORTFOLIO_NAMESPACE "\"\n"
                   "         xmlns=\"http://relaxng.org/ns/structure/1.0\"\n"
                   "         datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\">\n"
                   "<attribute name=\"schema\"><value>1</value></attribute>\n"
                   "<zeroOrMore><choice>\n");
  /* Records and fields in any order: the descriptors give the one that reads best, and that may
   * change. */
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (xml, "<element name=\"%s\"><attribute name=\"id\">", tables[i]->name);
      append_pattern (xml, UUID_PATTERN);
      g_string_append (xml, "</attribute><interleave>\n");
      for (guint f = 0; f < tables[i]->n_fields; f++)
        if (!cm_field_is_derived (&tables[i]->fields[f]))
          append_field (xml, &tables[i]->fields[f]);
      g_string_append (xml, "</interleave></element>\n");
    }
  g_string_append (xml, "</choice></zeroOrMore></element>\n");
  return g_string_free (xml, FALSE);
}

/* --- writing ---------------------------------------------------------------------------------- */

/* Only what must be escaped, so that the text stays readable. */
static void
append_escaped (GString *xml, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (*p == '&')
      g_string_append (xml, "&amp;");
    else if (*p == '<')
      g_string_append (xml, "&lt;");
    else if (*p == '>')
      g_string_append (xml, "&gt;");
    else
      g_string_append_c (xml, *p);
}

static void
write_field (GString *xml, CmRecord *record, guint i, GHashTable *by_id)
{
  const CmField *field = &cm_record_get_table (record)->fields[i];
  const CmValue *value = cm_record_value (record, i);
  g_autofree char *text = cm_value_to_file (value, field);
  CmRecord *target;

  if (cm_field_is_derived (field) || *text == '\0')
    return;
  if (field->type != CM_FIELD_REFERENCE)
    {
      g_string_append_printf (xml, "    <%s>", field->name);
      append_escaped (xml, text);
      g_string_append_printf (xml, "</%s>\n", field->name);
      return;
    }
  target = g_hash_table_lookup (by_id, text);
  if (target == NULL || *cm_record_get_title (target) == '\0')
    {
      g_string_append_printf (xml, "    <%s ref=\"%s\"/>\n", field->name, text);
      return;
    }
  g_string_append_printf (xml, "    <%s ref=\"%s\">", field->name, text);
  append_escaped (xml, cm_record_get_title (target));
  g_string_append_printf (xml, "</%s>\n", field->name);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (cm_record_get_id (*(CmRecord **) a), cm_record_get_id (*(CmRecord **) b));
}

char *
cm_portfolio_xml_write (GPtrArray *records)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<portfolio xmlns=\"" CM_PORTFOLIO_NAMESPACE "\" schema=\"1\">\n");
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (records, NULL, NULL);
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_ids);
  for (guint i = 0; i < sorted->len; i++)
    g_hash_table_insert (by_id, (gpointer) cm_record_get_id (sorted->pdata[i]), sorted->pdata[i]);
  for (guint t = 0; t < n; t++)
    for (guint i = 0; i < sorted->len; i++)
      {
        CmRecord *record = sorted->pdata[i];

        if (cm_record_get_table (record) != tables[t])
          continue;
        g_string_append_printf (
            xml, "  <%s id=\"%s\">\n", tables[t]->name, cm_record_get_id (record));
        for (guint f = 0; f < tables[t]->n_fields; f++)
          write_field (xml, record, f, by_id);
        g_string_append_printf (xml, "  </%s>\n", tables[t]->name);
      }
  g_string_append (xml, "</portfolio>\n");
  return g_string_free (xml, FALSE);
}

/* --- reading ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  GPtrArray *records, *faults;
  GHashTable *by_id;
} Reader;

static void
report (Reader *reader, const xmlNode *node, const char *message)
{
  const CmXmlNames names = { reader->name, NULL };

  _cm_xml_report (reader->faults, &names, node, g_strdup (message));
}

static void
read_field (Reader *reader, CmRecord *record, const xmlNode *node)
{
  const CmTable *table = cm_record_get_table (record);
  int at = cm_table_field_index (table, (const char *) node->name);
  xmlChar *content = xmlNodeGetContent (node);
  g_autofree char *ref = _cm_xml_attribute (node, "ref", NULL);
  g_autoptr (GError) error = NULL;
  CmValue value = CM_VALUE_INIT;

  if (cm_value_from_file (
          &value, &table->fields[at], ref != NULL ? ref : (const char *) content, &error))
    cm_record_set_value (record, (guint) at, &value);
  else
    report (reader, node, error->message);
  cm_value_clear (&value);
  xmlFree (content);
}

static void
read_record (Reader *reader, const xmlNode *node)
{
  g_autofree char *id = _cm_xml_attribute (node, "id", NULL);
  CmRecord *record = cm_record_new_with_id (cm_table_find ((const char *) node->name), id);
  guint before = reader->faults->len;
  g_autoptr (GError) error = NULL;

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      read_field (reader, record, child);
  if (reader->faults->len == before && !cm_record_check (record, &error))
    report (reader, node, error->message);
  if (!g_hash_table_insert (reader->by_id, (gpointer) cm_record_get_id (record), record))
    {
      g_autofree char *message =
          /* translators: %s is the key of a record */
          g_strdup_printf (_ ("the id “%s” is used twice; give each record its own"), id);

      report (reader, node, message);
    }
  g_ptr_array_add (reader->records, record);
}

/* Every reference leads to a record of the right table in the same file. */
static void
check_references (Reader *reader, const xmlNode *root)
{
  guint at = 0;

  for (const xmlNode *node = root->children; node != NULL; node = node->next)
    {
      CmRecord *record;

      if (node->type != XML_ELEMENT_NODE)
        continue;
      record = g_ptr_array_index (reader->records, at++);
      for (const xmlNode *child = node->children; child != NULL; child = child->next)
        {
          const CmField *field =
              child->type == XML_ELEMENT_NODE
                  ? cm_table_field (cm_record_get_table (record), (const char *) child->name)
                  : NULL;
          CmRecord *target;

          if (field == NULL || field->references == NULL)
            continue;
          target = g_hash_table_lookup (reader->by_id, cm_record_get_text (record, field->name));
          if (target == NULL ||
              g_strcmp0 (cm_record_get_table (target)->name, field->references) != 0)
            {
              g_autofree char *message =
                  /* translators: %1$s is a field, %2$s the name of a table */
                  g_strdup_printf (_ ("%1$s: there is no %2$s with this key in the file"),
                                   cm_field_label (field),
                                   field->references);

              report (reader, child, message);
            }
        }
    }
}

static GPtrArray *
read_with (CmXmlSchema *schema, const char *path, GError **error)
{
  g_autoptr (GPtrArray) faults = cm_faults_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  Reader reader = { path, records, faults, by_id };
  xmlDoc *document = _cm_xml_read (path, path, schema, &limits, faults);

  if (document != NULL)
    {
      const xmlNode *root = xmlDocGetRootElement (document);

      for (const xmlNode *node = root->children; node != NULL; node = node->next)
        if (node->type == XML_ELEMENT_NODE)
          read_record (&reader, node);
      check_references (&reader, root);
      xmlFreeDoc (document);
    }
  if (faults->len == 0)
    return g_steal_pointer (&records);
  _cm_xml_set_error (error, faults);
  return NULL;
}

static CmXmlSchema *
make_schema (void)
{
  g_autofree char *text = cm_portfolio_xml_schema ();

  return _cm_xml_schema_new_from_text (text);
}

GPtrArray *
cm_portfolio_xml_read (const char *path, GError **error)
{
  g_autoptr (CmXmlSchema) schema = make_schema ();

  return read_with (schema, path, error);
}

GPtrArray *
_cm_portfolio_xml_read_again (const char *path, GError **error)
{
  static CmXmlSchema *schema;

  if (schema == NULL)
    schema = make_schema ();
  return read_with (schema, path, error);
}
