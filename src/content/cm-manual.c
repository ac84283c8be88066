/* cm-manual.c - the manual: its text, and what the commissioning cycle is made of. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-manual.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <string.h>

#include "cm-document-maker.h"
#include "cm-edition-private.h"
#include "cm-manual-private.h"
#include "cm-roles.h"
#include "cm-xml-private.h"

struct _CmManual
{
  GObject parent_instance;

  CmDocument *document;
  char *edition;    /* or NULL */
  GPtrArray *paths; /* of CmManualPath */
  GPtrArray *stages, *steps;
  GHashTable *guides; /* page → id of a section */
  GPtrArray *groups;  /* of CmManualGroup */
};

G_DEFINE_FINAL_TYPE (CmManual, cm_manual, G_TYPE_OBJECT)

/* --- memory ----------------------------------------------------------------------------------- */

static void
free_stage (gpointer data)
{
  CmManualStage *stage = data;

  g_free (stage->id);
  g_free (stage->title);
  g_free (stage->short_title);
  g_free (stage->ring);
  g_free (stage);
}

static void
free_group (gpointer data)
{
  CmManualGroup *group = data;

  g_free (group->id);
  g_free (group->name);
  g_free (group->short_name);
  g_free (group);
}

static void
free_role (gpointer data)
{
  CmManualRole *role = data;

  g_free (role->group);
  g_free (role->text);
  g_free (role);
}

static void
free_output (gpointer data)
{
  CmManualOutput *output = data;

  g_free (output->name);
  g_free (output->text);
  g_free (output);
}

static void
free_check (gpointer data)
{
  CmManualCheck *check = data;

  g_free (check->id);
  g_free (check->item);
  g_free (check->good);
  g_free (check->risk);
  g_free (check->tight);
  g_free (check);
}

static void
free_seen (gpointer data)
{
  CmManualSeen *seen = data;

  g_free (seen->target);
  g_free (seen->text);
  g_free (seen);
}

static void
free_step (gpointer data)
{
  CmManualStep *step = data;

  g_free (step->id);
  g_free (step->title);
  g_free (step->short_title);
  g_free (step->summary);
  g_free (step->page);
  g_free (step->tight);
  g_ptr_array_unref (step->roles);
  g_ptr_array_unref (step->outputs);
  g_ptr_array_unref (step->questions);
  g_ptr_array_unref (step->checks);
  g_ptr_array_unref (step->seen);
  g_free (step);
}

static void
free_path (gpointer data)
{
  CmManualPath *path = data;

  g_free (path->id);
  g_free (path->title);
  g_ptr_array_unref (path->stops);
  g_free (path);
}

static void
cm_manual_finalize (GObject *object)
{
  CmManual *self = CM_MANUAL (object);

  g_clear_object (&self->document);
  g_free (self->edition);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->stages);
  g_ptr_array_unref (self->steps);
  g_hash_table_unref (self->guides);
  g_ptr_array_unref (self->groups);
  G_OBJECT_CLASS (cm_manual_parent_class)->finalize (object);
}

static void
cm_manual_class_init (CmManualClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_manual_finalize;
}

static void
cm_manual_init (CmManual *self)
{
  self->paths = g_ptr_array_new_with_free_func (free_path);
  self->stages = g_ptr_array_new_with_free_func (free_stage);
  self->steps = g_ptr_array_new_with_free_func (free_step);
  self->guides = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->groups = g_ptr_array_new_with_free_func (free_group);
}

/* --- the commissioning vocabulary ------------------------------------------------------------- */

static char *
child_text (const xmlNode *node, const char *name)
{
  const xmlNode *child = _cm_xml_find (node, name, CM_NS_COMMISSIONING);

  return child != NULL ? _cm_docbook_text (child) : NULL;
}

static void
read_check (CmManualStep *step, const xmlNode *node)
{
  CmManualCheck *check = g_new0 (CmManualCheck, 1);

  check->id = _cm_xml_attribute (node, "id", NULL);
  check->item = child_text (node, "item");
  check->good = child_text (node, "good");
  check->risk = child_text (node, "risk");
  check->tight = child_text (node, "tight");
  g_ptr_array_add (step->checks, check);
}

static void
read_role (CmManualStep *step, const xmlNode *node)
{
  CmManualRole *role = g_new0 (CmManualRole, 1);
  g_autofree char *parts = _cm_xml_attribute (node, "part", NULL);

  role->group = _cm_xml_attribute (node, "group", NULL);
  cm_parts_parse (parts, &role->parts, NULL);
  role->text = _cm_docbook_text (node);
  role->line = (int) xmlGetLineNo ((xmlNode *) node);
  g_ptr_array_add (step->roles, role);
}

static void
read_step_detail (CmManualStep *step, const xmlNode *node)
{
  if (_cm_xml_is (node, "role", CM_NS_COMMISSIONING))
    read_role (step, node);
  else if (_cm_xml_is (node, "output", CM_NS_COMMISSIONING))
    {
      CmManualOutput *output = g_new0 (CmManualOutput, 1);

      output->name = _cm_xml_attribute (node, "name", NULL);
      output->text = _cm_docbook_text (node);
      g_ptr_array_add (step->outputs, output);
    }
  else if (_cm_xml_is (node, "question", CM_NS_COMMISSIONING))
    g_ptr_array_add (step->questions, _cm_docbook_text (node));
  else if (_cm_xml_is (node, "check", CM_NS_COMMISSIONING))
    read_check (step, node);
  else if (_cm_xml_is (node, "seen", CM_NS_COMMISSIONING))
    {
      CmManualSeen *seen = g_new0 (CmManualSeen, 1);

      seen->target = _cm_xml_attribute (node, "linkend", NULL);
      seen->text = _cm_docbook_text (node);
      g_ptr_array_add (step->seen, seen);
    }
}

static void
read_step (CmManual *self, const xmlNode *node, const char *name)
{
  const CmManualStage *stage = g_ptr_array_index (self->stages, self->stages->len - 1);
  const xmlNode *info = _cm_xml_find (node, "info", CM_NS_DOCBOOK);
  const xmlNode *detail = _cm_xml_find (info, "step-info", CM_NS_COMMISSIONING);
  CmManualStep *step = g_new0 (CmManualStep, 1);
  g_autofree char *xml_id = _cm_docbook_id (node);

  step->id = g_strconcat (stage->id, "/", name, NULL);
  step->stage = self->stages->len - 1;
  step->page = _cm_xml_attribute (node, "page", CM_NS_COMMISSIONING);
  step->roles = g_ptr_array_new_with_free_func (free_role);
  step->outputs = g_ptr_array_new_with_free_func (free_output);
  step->questions = g_ptr_array_new_with_free_func (g_free);
  step->checks = g_ptr_array_new_with_free_func (free_check);
  step->seen = g_ptr_array_new_with_free_func (free_seen);
  step->block = cm_document_find (self->document, xml_id);
  step->title = cm_block_get_text (step->block);
  step->short_title = _cm_xml_attribute (detail, "short", NULL);
  step->line = (int) xmlGetLineNo ((xmlNode *) detail);
  step->summary = child_text (detail, "summary");
  step->tight = child_text (detail, "tight");
  for (const xmlNode *child = _cm_xml_children (detail); child != NULL; child = child->next)
    read_step_detail (step, child);
  g_ptr_array_add (self->steps, step);
}

static void
read_stage (CmManual *self, const xmlNode *node, const char *name)
{
  const xmlNode *info = _cm_xml_find (node, "info", CM_NS_DOCBOOK);
  const xmlNode *detail = _cm_xml_find (info, "stage-info", CM_NS_COMMISSIONING);
  CmManualStage *stage = g_new0 (CmManualStage, 1);
  g_autofree char *xml_id = _cm_docbook_id (node);

  stage->id = g_strdup (name);
  stage->block = cm_document_find (self->document, xml_id);
  stage->title = cm_block_get_text (stage->block);
  stage->short_title = _cm_xml_attribute (detail, "short", NULL);
  stage->ring = _cm_xml_attribute (detail, "ring", NULL);
  g_ptr_array_add (self->stages, stage);
}

static void
read_group (CmManual *self, const xmlNode *node)
{
  CmManualGroup *group = g_new0 (CmManualGroup, 1);

  group->id = _cm_xml_attribute (node, "id", NULL);
  group->name = _cm_xml_attribute (node, "name", NULL);
  group->short_name = _cm_xml_attribute (node, "short", NULL);
  if (group->short_name == NULL)
    group->short_name = g_strdup (group->name);
  group->line = (int) xmlGetLineNo ((xmlNode *) node);
  g_ptr_array_add (self->groups, group);
}

/* A stop that leads to no section is none: an overlay may have taken it away. */
static void
read_path (CmManual *self, const xmlNode *node)
{
  CmManualPath *path = g_new0 (CmManualPath, 1);

  path->id = _cm_xml_attribute (node, "id", NULL);
  path->title = _cm_xml_attribute (node, "title", NULL);
  path->stops = g_ptr_array_new ();
  for (const xmlNode *child = _cm_xml_children (node); child != NULL; child = child->next)
    if (_cm_xml_is (child, "stop", CM_NS_COMMISSIONING))
      {
        g_autofree char *target = _cm_xml_attribute (child, "linkend", NULL);
        CmBlock *block = cm_document_find (self->document, target);

        if (block != NULL && block->kind == CM_BLOCK_SECTION)
          g_ptr_array_add (path->stops, block);
      }
  if (path->stops->len > 0)
    g_ptr_array_add (self->paths, path);
  else
    free_path (path);
}

static void
read_info (CmManual *self, const xmlNode *info)
{
  const xmlNode *edition = _cm_xml_find (info, "edition", CM_NS_DOCBOOK);
  const xmlNode *paths = _cm_xml_find (info, "paths", CM_NS_COMMISSIONING);

  if (edition != NULL)
    self->edition = _cm_docbook_text (edition);
  for (const xmlNode *child = _cm_xml_children (paths); child != NULL; child = child->next)
    if (_cm_xml_is (child, "path", CM_NS_COMMISSIONING))
      read_path (self, child);
}

/* Walks the chapters and sections for what the commissioning namespace says of them. */
static void
read_meaning (CmManual *self, const xmlNode *node)
{
  for (const xmlNode *child = _cm_xml_children (node); child != NULL; child = child->next)
    {
      g_autofree char *stage = NULL, *step = NULL, *guides = NULL, *name = NULL;

      if (child->type != XML_ELEMENT_NODE)
        continue;
      if (_cm_xml_is (child, "group", CM_NS_COMMISSIONING))
        {
          read_group (self, child);
          continue;
        }
      stage = _cm_xml_attribute (child, "stage", CM_NS_COMMISSIONING);
      step = _cm_xml_attribute (child, "step", CM_NS_COMMISSIONING);
      guides = _cm_xml_attribute (child, "guides", CM_NS_COMMISSIONING);
      if (stage != NULL)
        read_stage (self, child, stage);
      if (step != NULL)
        read_step (self, child, step);
      if (guides != NULL)
        g_hash_table_insert (self->guides, g_steal_pointer (&guides), _cm_docbook_id (child));
      read_meaning (self, child);
    }
}

/* --- loading ---------------------------------------------------------------------------------- */

CmManual *
_cm_manual_new (xmlDoc *xml, const CmDocbookSource *source)
{
  CmManual *self = g_object_new (CM_TYPE_MANUAL, NULL);

  self->document = _cm_docbook_read (xml, source);
  read_info (self, _cm_xml_find (xmlDocGetRootElement (xml), "info", CM_NS_DOCBOOK));
  read_meaning (self, xmlDocGetRootElement (xml));
  return self;
}

void
cm_content_init (void)
{
  xmlInitParser ();
}

CmManual *
cm_manual_load (const char *folder, GPtrArray *faults, GError **error)
{
  g_autoptr (GPtrArray) own = cm_faults_new ();
  GPtrArray *found = faults != NULL ? faults : own;
  CmManual *self = _cm_edition_load_manual (folder, found);

  if (self == NULL)
    _cm_xml_set_error (error, found);
  return self;
}

/* --- looking up ------------------------------------------------------------------------------- */

CmDocument *
cm_manual_get_document (CmManual *self)
{
  return self->document;
}

const char *
cm_manual_get_edition (CmManual *self)
{
  return self->edition;
}

GPtrArray *
cm_manual_get_paths (CmManual *self)
{
  return self->paths;
}

const CmManualPath *
cm_manual_find_path (CmManual *self, const char *id)
{
  for (guint i = 0; i < self->paths->len; i++)
    {
      const CmManualPath *path = g_ptr_array_index (self->paths, i);

      if (g_strcmp0 (path->id, id) == 0)
        return path;
    }
  return NULL;
}

static guint
count_words (const char *text)
{
  guint n = 0;
  gboolean in_word = FALSE;

  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    {
      gboolean space = g_unichar_isspace (g_utf8_get_char (text));

      n += !space && !in_word;
      in_word = !space;
    }
  return n;
}

static guint
count_step_words (const CmManualStep *step)
{
  guint n = count_words (step->summary) + count_words (step->tight);

  for (guint i = 0; i < step->roles->len; i++)
    n += count_words (((CmManualRole *) g_ptr_array_index (step->roles, i))->text);
  for (guint i = 0; i < step->outputs->len; i++)
    n += count_words (((CmManualOutput *) g_ptr_array_index (step->outputs, i))->text);
  for (guint i = 0; i < step->questions->len; i++)
    n += count_words (g_ptr_array_index (step->questions, i));
  for (guint i = 0; i < step->checks->len; i++)
    {
      const CmManualCheck *check = g_ptr_array_index (step->checks, i);

      n += count_words (check->item) + count_words (check->good) + count_words (check->risk) +
           count_words (check->tight);
    }
  for (guint i = 0; i < step->seen->len; i++)
    n += count_words (((CmManualSeen *) g_ptr_array_index (step->seen, i))->text);
  return n;
}

guint
cm_manual_count_words (CmManual *self, const CmBlock *section)
{
  const CmManualStep *step =
      section->kind == CM_BLOCK_SECTION ? cm_manual_get_step_of (self, section) : NULL;
  g_autofree char *text = cm_block_get_text (section);
  guint n = count_words (text) + (step != NULL ? count_step_words (step) : 0);

  for (guint i = 0; i < section->children->len; i++)
    n += cm_manual_count_words (self, g_ptr_array_index (section->children, i));
  return n;
}

guint
cm_manual_get_n_stages (CmManual *self)
{
  return self->stages->len;
}

const CmManualStage *
cm_manual_get_stage (CmManual *self, guint stage)
{
  g_return_val_if_fail (stage < self->stages->len, NULL);
  return g_ptr_array_index (self->stages, stage);
}

guint
cm_manual_get_n_steps (CmManual *self)
{
  return self->steps->len;
}

const CmManualStep *
cm_manual_get_step (CmManual *self, guint step)
{
  g_return_val_if_fail (step < self->steps->len, NULL);
  return g_ptr_array_index (self->steps, step);
}

const CmManualStep *
cm_manual_find_step (CmManual *self, const char *id)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (g_strcmp0 (cm_manual_get_step (self, i)->id, id) == 0)
      return cm_manual_get_step (self, i);
  return NULL;
}

guint
cm_manual_get_step_number (CmManual *self, const CmManualStep *step)
{
  guint number = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      number += cm_manual_get_step (self, i)->stage == step->stage;
      if (cm_manual_get_step (self, i) == step)
        break;
    }
  return number;
}

CmBlock *
cm_manual_get_guidance (CmManual *self, const char *anchor)
{
  const CmManualStep *step = cm_manual_find_step (self, anchor);
  const char *id = g_hash_table_lookup (self->guides, anchor != NULL ? anchor : "");
  CmBlock *block =
      step != NULL ? step->block : cm_document_find (self->document, id != NULL ? id : anchor);

  return block != NULL ? block : g_ptr_array_index (cm_document_get_chapters (self->document), 0);
}

const CmManualStep *
cm_manual_get_step_of (CmManual *self, const CmBlock *section)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (cm_manual_get_step (self, i)->block == section)
      return cm_manual_get_step (self, i);
  return NULL;
}

guint
cm_manual_get_n_groups (CmManual *self)
{
  return self->groups->len;
}

const CmManualGroup *
cm_manual_get_group (CmManual *self, guint group)
{
  g_return_val_if_fail (group < self->groups->len, NULL);
  return g_ptr_array_index (self->groups, group);
}

const CmManualGroup *
cm_manual_find_group (CmManual *self, const char *id)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (g_strcmp0 (cm_manual_get_group (self, i)->id, id) == 0)
      return cm_manual_get_group (self, i);
  return NULL;
}

const CmManualRole *
cm_manual_step_find_role (const CmManualStep *step, const char *group)
{
  for (guint i = 0; i < step->roles->len; i++)
    if (g_strcmp0 (((CmManualRole *) g_ptr_array_index (step->roles, i))->group, group) == 0)
      return g_ptr_array_index (step->roles, i);
  return NULL;
}

const char *
cm_manual_get_group_name (CmManual *self, const char *group)
{
  const CmManualGroup *found = cm_manual_find_group (self, group);

  return found != NULL ? found->name : group;
}
