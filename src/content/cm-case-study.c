/* cm-case-study.c - what a partnership did, and which part of the cycle it bears on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-case-study-private.h"

#include <glib/gi18n.h>

#include "cm-xml-private.h"

#define REFERENCES_MAX 50

/* --- memory ----------------------------------------------------------------------------------- */

static void
free_source (gpointer data)
{
  CmCaseSource *source = data;

  g_free (source->text);
  g_free (source->link);
  g_free (source);
}

void
cm_case_study_free (CmCaseStudy *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->date);
  g_free (self->place);
  g_ptr_array_unref (self->stages);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->themes);
  g_ptr_array_unref (self->partners);
  g_ptr_array_unref (self->sources);
  g_clear_object (&self->document);
  g_free (self);
}

static CmCaseStudy *
make (void)
{
  CmCaseStudy *self = g_new0 (CmCaseStudy, 1);

  self->stages = g_ptr_array_new_with_free_func (g_free);
  self->steps = g_ptr_array_new_with_free_func (g_free);
  self->themes = g_ptr_array_new_with_free_func (g_free);
  self->partners = g_ptr_array_new_with_free_func (g_free);
  self->sources = g_ptr_array_new_with_free_func (free_source);
  return self;
}

/* --- checking --------------------------------------------------------------------------------- */

static const xmlNode *
find_info (xmlDoc *xml)
{
  return _cm_xml_find (xmlDocGetRootElement (xml), "info", CM_NS_DOCBOOK);
}

static gboolean
has_stage (CmManual *manual, const char *id)
{
  for (guint i = 0; i < cm_manual_get_n_stages (manual); i++)
    if (g_strcmp0 (cm_manual_get_stage (manual, i)->id, id) == 0)
      return TRUE;
  return FALSE;
}

/* Every stage and step it is about is one of the manual's. */
static guint
check_places (const xmlNode *detail, const CmXmlNames *names, CmManual *manual, GPtrArray *faults)
{
  guint n = 0;

  for (const xmlNode *node = _cm_xml_children (detail); node != NULL; node = node->next)
    {
      gboolean is_stage = _cm_xml_is (node, "stage", CM_NS_COMMISSIONING);
      g_autofree char *ref = NULL;

      if (!is_stage && !_cm_xml_is (node, "step", CM_NS_COMMISSIONING))
        continue;
      if (++n > REFERENCES_MAX)
        {
          _cm_xml_report (
              faults,
              names,
              node,
              g_strdup_printf (
                  _ ("it is about more than %d stages and steps; name those that matter"),
                  REFERENCES_MAX));
          break;
        }
      ref = _cm_xml_attribute (node, "ref", NULL);
      if (manual != NULL && is_stage && !has_stage (manual, ref))
        _cm_xml_report (
            faults, names, node, g_strdup_printf (_ ("the manual has no stage “%s”"), ref));
      else if (manual != NULL && !is_stage && cm_manual_find_step (manual, ref) == NULL)
        _cm_xml_report (
            faults, names, node, g_strdup_printf (_ ("the manual has no step “%s”"), ref));
    }
  return n;
}

static gboolean
has_text (const xmlNode *article)
{
  for (const xmlNode *node = _cm_xml_children (article); node != NULL; node = node->next)
    if (node->type == XML_ELEMENT_NODE && !_cm_xml_is (node, "info", CM_NS_DOCBOOK))
      return TRUE;
  return FALSE;
}

static void
check_article (xmlDoc *xml, const CmXmlNames *names, CmManual *manual, GPtrArray *faults)
{
  const xmlNode *detail = _cm_xml_find (find_info (xml), "case-info", CM_NS_COMMISSIONING);
  g_autofree char *status = _cm_xml_attribute (detail, "status", NULL);
  g_autofree char *illustrative = _cm_xml_attribute (detail, "illustrative", NULL);

  if (check_places (detail, names, manual, faults) == 0)
    _cm_xml_report (
        faults, names, detail, g_strdup (_ ("say which stage (<c:stage>) or step it is about")));
  if (!g_str_equal (status, "told"))
    return;
  if (!has_text (xmlDocGetRootElement (xml)))
    _cm_xml_report (faults,
                    names,
                    xmlDocGetRootElement (xml),
                    g_strdup (_ ("it has no text; until there is one, its status is "
                                 "“interview-pending”")));
  if (_cm_xml_find (detail, "source", CM_NS_COMMISSIONING) == NULL &&
      g_strcmp0 (illustrative, "true") != 0)
    _cm_xml_report (faults,
                    names,
                    detail,
                    g_strdup (_ ("say where it is known from (<c:source>); what is invented is "
                                 "marked with illustrative=\"true\"")));
}

/* --- reading ---------------------------------------------------------------------------------- */

static void
read_detail (CmCaseStudy *self, const xmlNode *node)
{
  if (_cm_xml_is (node, "stage", CM_NS_COMMISSIONING))
    g_ptr_array_add (self->stages, _cm_xml_attribute (node, "ref", NULL));
  else if (_cm_xml_is (node, "step", CM_NS_COMMISSIONING))
    g_ptr_array_add (self->steps, _cm_xml_attribute (node, "ref", NULL));
  else if (_cm_xml_is (node, "theme", CM_NS_COMMISSIONING))
    g_ptr_array_add (self->themes, _cm_docbook_text (node));
  else if (_cm_xml_is (node, "partner", CM_NS_COMMISSIONING))
    g_ptr_array_add (self->partners, _cm_docbook_text (node));
  else if (_cm_xml_is (node, "place", CM_NS_COMMISSIONING))
    self->place = _cm_docbook_text (node);
  else if (_cm_xml_is (node, "source", CM_NS_COMMISSIONING))
    {
      CmCaseSource *source = g_new0 (CmCaseSource, 1);

      source->text = _cm_docbook_text (node);
      source->link = _cm_xml_attribute (node, "href", CM_NS_XLINK);
      g_ptr_array_add (self->sources, source);
    }
}

static char *
read_text (const xmlNode *info, const char *name)
{
  const xmlNode *node = _cm_xml_find (info, name, CM_NS_DOCBOOK);

  return node != NULL ? _cm_docbook_text (node) : NULL;
}

static CmCaseStudy *
read_article (xmlDoc *xml, const CmDocbookSource *source)
{
  const xmlNode *root = xmlDocGetRootElement (xml), *info = find_info (xml);
  const xmlNode *detail = _cm_xml_find (info, "case-info", CM_NS_COMMISSIONING);
  g_autofree char *status = _cm_xml_attribute (detail, "status", NULL);
  g_autofree char *illustrative = _cm_xml_attribute (detail, "illustrative", NULL);
  CmCaseStudy *self = make ();

  self->id = _cm_docbook_id (root);
  self->title = read_text (info, "title");
  self->subtitle = read_text (info, "subtitle");
  self->date = read_text (info, "date");
  self->pending = g_strcmp0 (status, "told") != 0;
  self->illustrative = g_strcmp0 (illustrative, "true") == 0;
  self->own = _cm_xml_is_own (root);
  for (const xmlNode *node = _cm_xml_children (detail); node != NULL; node = node->next)
    read_detail (self, node);
  self->document = _cm_docbook_read (xml, source);
  self->block = g_ptr_array_index (cm_document_get_chapters (self->document), 0);
  return self;
}

CmCaseStudy *
_cm_case_study_read (xmlDoc *xml,
                     const CmDocbookSource *source,
                     CmManual *manual,
                     GPtrArray *faults)
{
  const CmXmlNames names = { source->name, source->own_name };
  g_autoptr (GPtrArray) found = cm_faults_new ();

  check_article (xml, &names, manual, found);
  _cm_docbook_check (xml, source, found);
  return cm_faults_move (faults, found) == 0 ? read_article (xml, source) : NULL;
}
