/* cm-plain.c - what the plain vocabularies (benchmark, templates) have in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-plain-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-docbook-private.h"

/* --- checking --------------------------------------------------------------------------------- */

typedef struct
{
  const CmXmlNames *names;
  CmManual *manual; /* or NULL */
  gboolean has_source;
  GPtrArray *faults;
} Checker;

/* Takes the message. */
static void
report (Checker *checker, const xmlNode *node, char *message)
{
  _cm_xml_report (checker->faults, checker->names, node, message);
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static gboolean
has_elements (const xmlNode *node)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      return TRUE;
  return FALSE;
}

static void
check_names (Checker *checker, const xmlNode *node)
{
  static const char *const names[] = { "title", "name" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = _cm_xml_attribute (node, names[i], NULL);

      if (value != NULL && is_blank (value))
        /* translators: %s is the name of an attribute */
        report (checker,
                node,
                g_strdup_printf (_ ("“%s” is blank; write what it is called"), names[i]));
    }
}

/* An element has words or parts; a reference alone has neither. */
static void
check_words (Checker *checker, const xmlNode *node)
{
  g_autofree char *ref = _cm_xml_attribute (node, "ref", NULL);
  g_autofree char *text = NULL;

  if (ref != NULL || has_elements (node))
    return;
  text = _cm_docbook_text (node);
  if (is_blank (text))
    report (checker,
            node,
            /* translators: %s is the name of an element */
            g_strdup_printf (_ ("<%s> has no words; write them, or leave it out"),
                             (const char *) node->name));
}

static void
check_origin (Checker *checker, const xmlNode *node)
{
  if (_cm_plain_origin (node) == CM_ORIGIN_SOURCE && !checker->has_source)
    report (checker,
            node,
            g_strdup (_ ("name the source in <info> (<source>), or say origin=\"editorial\"")));
}

static void
check_references (Checker *checker, const xmlNode *node)
{
  CmManual *manual = checker->manual;
  g_autofree char *id = _cm_xml_attribute (node, "linkend", NULL);
  g_autofree char *group = _cm_xml_attribute (node, "group", NULL);
  g_autofree char *step = _cm_xml_attribute (node, "ref", NULL);

  if (id != NULL && cm_document_find (cm_manual_get_document (manual), id) == NULL)
    report (checker, node, g_strdup_printf (_ ("the manual has nothing with the xml:id “%s”"), id));
  if (group != NULL && cm_manual_find_group (manual, group) == NULL)
    report (checker, node, g_strdup_printf (_ ("the manual has no group “%s”"), group));
  if (step != NULL && cm_manual_find_step (manual, step) == NULL)
    report (checker, node, g_strdup_printf (_ ("the manual has no step “%s”"), step));
}

/* No deeper than the parser lets it be. */
static void
check_element (Checker *checker, const xmlNode *node)
{
  check_names (checker, node);
  check_words (checker, node);
  check_origin (checker, node);
  if (checker->manual != NULL)
    check_references (checker, node);
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      check_element (checker, child);
}

void
_cm_plain_check (xmlDoc *xml, const CmXmlNames *names, CmManual *manual, GPtrArray *faults)
{
  const xmlNode *root = xmlDocGetRootElement (xml);
  const xmlNode *info = _cm_plain_first (root, "info");
  Checker checker = { .names = names, .manual = manual, .faults = faults };

  checker.has_source = _cm_plain_first (info, "source") != NULL;
  check_element (&checker, root);
}

/* --- reading ---------------------------------------------------------------------------------- */

char *
_cm_plain_text (const xmlNode *node, const char *name)
{
  const xmlNode *child = _cm_plain_first (node, name);

  return child != NULL ? _cm_docbook_text (child) : NULL;
}

const xmlNode *
_cm_plain_first (const xmlNode *node, const char *name)
{
  return _cm_xml_find (node, name, CM_NS_COMMISSIONING);
}

const xmlNode *
_cm_plain_next (const xmlNode *node, const char *name)
{
  do
    node = node->next;
  while (node != NULL && !_cm_xml_is (node, name, CM_NS_COMMISSIONING));
  return node;
}

GPtrArray *
_cm_plain_texts (const xmlNode *node, const char *name)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (const xmlNode *child = _cm_plain_first (node, name); child != NULL;
       child = _cm_plain_next (child, name))
    g_ptr_array_add (texts, _cm_docbook_text (child));
  return texts;
}

static void
free_source (gpointer data)
{
  CmSource *source = data;

  g_free (source->text);
  g_free (source->link);
  g_free (source);
}

GPtrArray *
_cm_plain_sources (const xmlNode *node)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func (free_source);

  for (const xmlNode *child = _cm_plain_first (node, "source"); child != NULL;
       child = _cm_plain_next (child, "source"))
    {
      CmSource *source = g_new0 (CmSource, 1);

      source->text = _cm_docbook_text (child);
      source->link = _cm_xml_attribute (child, "href", CM_NS_XLINK);
      g_ptr_array_add (sources, source);
    }
  return sources;
}

static void
free_seen (gpointer data)
{
  CmManualSeen *seen = data;

  g_free (seen->target);
  g_free (seen->text);
  g_free (seen);
}

GPtrArray *
_cm_plain_seen (const xmlNode *node)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (free_seen);

  for (const xmlNode *child = _cm_plain_first (node, "see"); child != NULL;
       child = _cm_plain_next (child, "see"))
    {
      CmManualSeen *seen = g_new0 (CmManualSeen, 1);

      seen->target = _cm_xml_attribute (child, "linkend", NULL);
      seen->text = _cm_docbook_text (child);
      g_ptr_array_add (all, seen);
    }
  return all;
}

CmTextOrigin
_cm_plain_origin (const xmlNode *node)
{
  g_autofree char *origin = _cm_xml_attribute (node, "origin", NULL);

  return g_strcmp0 (origin, "source") == 0 ? CM_ORIGIN_SOURCE : CM_ORIGIN_EDITORIAL;
}
