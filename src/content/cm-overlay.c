/* cm-overlay.c - a partnership's own sections in the tree of the manual. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-overlay-private.h"

#include <glib/gi18n.h>

#include "cm-docbook-private.h"

typedef struct
{
  xmlDoc *manual;
  const CmXmlNames *names;
  GHashTable *ids;   /* id → element of the manual as it is by now */
  GHashTable *taken; /* id → what took its place */
  GPtrArray *faults;
} Merging;

static void
report (Merging *merging, const xmlNode *node, char *message)
{
  _cm_xml_report (merging->faults, merging->names, node, message);
}

static void
add_ids (Merging *merging, xmlNode *node)
{
  char *id = _cm_docbook_id (node);

  if (id != NULL)
    g_hash_table_insert (merging->ids, id, node);
  for (xmlNode *child = xmlFirstElementChild (node); child != NULL;
       child = xmlNextElementSibling (child))
    add_ids (merging, child);
}

static void
take_ids (Merging *merging, xmlNode *node, xmlNode *taker)
{
  g_autofree char *id = _cm_docbook_id (node);

  if (id != NULL && g_hash_table_lookup (merging->ids, id) == node)
    g_hash_table_remove (merging->ids, id);
  if (id != NULL)
    g_hash_table_insert (merging->taken, g_strdup (id), taker);
  for (xmlNode *child = xmlFirstElementChild (node); child != NULL;
       child = xmlNextElementSibling (child))
    take_ids (merging, child, taker);
}

static gboolean
is_division (const xmlNode *node)
{
  return _cm_xml_is (node, "chapter", CM_NS_DOCBOOK) ||
         _cm_xml_is (node, "preface", CM_NS_DOCBOOK) || _cm_xml_is (node, "section", CM_NS_DOCBOOK);
}

/* Without what only an overlay says. */
static xmlNode *
copy (Merging *merging, xmlNode *node)
{
  xmlNode *own = xmlDocCopyNode (node, merging->manual, 1);
  xmlAttr *after;

  _cm_xml_copy_places (own, node);
  after = xmlHasNsProp (own, BAD_CAST "after", BAD_CAST CM_NS_COMMISSIONING);
  if (after != NULL)
    xmlRemoveProp (after);
  return own;
}

/* What the program does with a stage or a step must go on. */
static gboolean
check_meaning (Merging *merging, const xmlNode *node, const xmlNode *old, const char *name)
{
  g_autofree char *is = _cm_xml_attribute (node, name, CM_NS_COMMISSIONING);
  g_autofree char *was = _cm_xml_attribute (old, name, CM_NS_COMMISSIONING);

  if (was == NULL || g_strcmp0 (is, was) == 0)
    return TRUE;
  report (merging,
          node,
          /* translators: an XML attribute, as in c:step="options" */
          g_strdup_printf (_ ("what this replaces has c:%1$s=\"%2$s\", by which the program knows "
                              "it; write c:%1$s=\"%2$s\" here as well"),
                           name,
                           was));
  return FALSE;
}

static gboolean
has_own (xmlNode *node)
{
  if (_cm_xml_is_own (node))
    return TRUE;
  for (xmlNode *child = xmlFirstElementChild (node); child != NULL;
       child = xmlNextElementSibling (child))
    if (has_own (child))
      return TRUE;
  return FALSE;
}

static void
replace (Merging *merging, xmlNode *node, const char *id)
{
  xmlNode *old = g_hash_table_lookup (merging->ids, id);
  xmlNode *own;

  if (old == NULL || !is_division (old))
    {
      report (
          merging,
          node,
          g_strdup_printf (_ ("the manual has no chapter or section “%s” to be replaced; to add "
                              "a new one, say behind which: c:after=\"…\""),
                           id));
      return;
    }
  if (has_own (old))
    {
      report (merging,
              node,
              g_strdup (_ ("this replaces text into which another part of the overlay was put; put "
                           "that part in here instead")));
      return;
    }
  if (!check_meaning (merging, node, old, "stage") || !check_meaning (merging, node, old, "step"))
    return;
  own = copy (merging, node);
  take_ids (merging, old, own);
  xmlReplaceNode (old, own);
  xmlFreeNode (old);
  add_ids (merging, own);
}

static void
add (Merging *merging, xmlNode *node, const char *id, const char *after)
{
  xmlNode *before = g_hash_table_lookup (merging->ids, after);
  xmlNode *own;

  if (id != NULL && g_hash_table_contains (merging->ids, id))
    report (
        merging,
        node,
        g_strdup_printf (_ ("“%s” is in the manual already; leave out c:after to replace it"), id));
  else if (before == NULL || !is_division (before))
    report (merging,
            node,
            g_strdup_printf (_ ("c:after names “%s”, which is no chapter or section"), after));
  else
    {
      own = copy (merging, node);
      xmlAddNextSibling (before, own);
      add_ids (merging, own);
    }
}

gboolean
_cm_overlay_merge (
    xmlDoc *manual, xmlDoc *overlay, const CmXmlNames *names, GHashTable *taken, GPtrArray *faults)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) found = cm_faults_new ();
  Merging merging = { manual, names, ids, taken, found };

  add_ids (&merging, xmlDocGetRootElement (manual));
  for (xmlNode *node = xmlFirstElementChild (xmlDocGetRootElement (overlay)); node != NULL;
       node = xmlNextElementSibling (node))
    {
      g_autofree char *id = _cm_docbook_id (node);
      g_autofree char *after = _cm_xml_attribute (node, "after", CM_NS_COMMISSIONING);

      if (!is_division (node))
        continue;
      if (after != NULL)
        add (&merging, node, id, after);
      else
        replace (&merging, node, id);
    }
  return cm_faults_move (faults, found) == 0;
}
