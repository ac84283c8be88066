/* cm-manual-report.c - the whole manual as one plain document. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-manual-report.h"

#include <glib/gi18n.h>

#include "cm-document-maker.h"
#include "cm-roles.h"

/* --- small pieces ----------------------------------------------------------------------------- */

static CmBlock *
append_block (CmBlock *parent, CmBlockKind kind)
{
  CmBlock *block = cm_block_new (kind, 0);

  cm_block_append (parent, block);
  return block;
}

static CmBlock *
append_text (CmBlock *parent, CmBlockKind kind, const char *text)
{
  CmBlock *block = append_block (parent, kind);

  cm_block_add_inline (block, text, -1, 0);
  return block;
}

/* A term of a list of definitions, which leads to `id` of the document if that is there. */
static CmBlock *
append_term (CmBlock *list, CmDocument *document, const char *name, const char *id)
{
  CmBlock *term = append_block (list, CM_BLOCK_TERM);
  CmInline *run = cm_block_add_inline (term, name, -1, 0);

  if (id != NULL && cm_document_find (document, id) != NULL)
    run->link = g_strconcat ("#", id, NULL);
  return term;
}

/* --- what a step knows ------------------------------------------------------------------------ */

static void
append_roles (CmBlock *section, CmManual *manual, const CmManualStep *step)
{
  CmBlock *part = append_text (section, CM_BLOCK_SECTION, _ ("Who does what"));
  CmBlock *list = append_block (part, CM_BLOCK_DEFINITIONS);

  for (guint i = 0; i < step->roles->len; i++)
    {
      const CmManualRole *role = g_ptr_array_index (step->roles, i);
      g_autofree char *id = g_strconcat ("role-", role->group, NULL);
      CmBlock *term = append_term (list,
                                   cm_manual_get_document (manual),
                                   cm_manual_get_group_name (manual, role->group),
                                   id);
      g_autofree char *parts = cm_parts_make_names (role->parts);

      cm_block_add_inline (term, " – ", -1, 0);
      cm_block_add_inline (term, parts, -1, CM_INLINE_EMPHASIS);
      append_text (term, CM_BLOCK_PARA, role->text);
    }
}

static void
append_outputs (CmBlock *section, const CmManualStep *step)
{
  CmBlock *part = append_text (section, CM_BLOCK_SECTION, _ ("What comes out"));
  CmBlock *list = append_block (part, CM_BLOCK_DEFINITIONS);

  for (guint i = 0; i < step->outputs->len; i++)
    {
      const CmManualOutput *output = g_ptr_array_index (step->outputs, i);

      append_text (append_text (list, CM_BLOCK_TERM, output->name), CM_BLOCK_PARA, output->text);
    }
}

static void
append_questions (CmBlock *section, const CmManualStep *step)
{
  CmBlock *part = append_text (section, CM_BLOCK_SECTION, _ ("Ask in the room"));
  CmBlock *list = append_block (part, CM_BLOCK_BULLETS);

  for (guint i = 0; i < step->questions->len; i++)
    append_text (
        append_block (list, CM_BLOCK_ITEM), CM_BLOCK_PARA, g_ptr_array_index (step->questions, i));
}

static void
append_remark (CmBlock *check, const char *name, const char *text)
{
  CmBlock *para;

  if (text == NULL)
    return;
  para = append_block (check, CM_BLOCK_PARA);
  cm_block_add_inline (para, name, -1, CM_INLINE_STRONG);
  cm_block_add_inline (para, " ", -1, 0);
  cm_block_add_inline (para, text, -1, 0);
}

static void
append_checks (CmBlock *section, const CmManualStep *step)
{
  CmBlock *part = append_text (section, CM_BLOCK_SECTION, _ ("Before signing off"));
  CmBlock *list = append_block (part, CM_BLOCK_DEFINITIONS);

  for (guint i = 0; i < step->checks->len; i++)
    {
      const CmManualCheck *check = g_ptr_array_index (step->checks, i);
      CmBlock *term = append_text (list, CM_BLOCK_TERM, check->item);

      term->id = g_strdup (check->id);
      append_remark (term, _ ("Good practice"), check->good);
      append_remark (term, _ ("If left out"), check->risk);
      append_remark (term, _ ("When time is tight"), check->tight);
    }
}

static void
append_seen (CmBlock *section, CmManual *manual, const CmManualStep *step)
{
  CmDocument *document = cm_manual_get_document (manual);
  CmBlock *part = append_text (section, CM_BLOCK_SECTION, _ ("Goes together with"));
  CmBlock *list = append_block (part, CM_BLOCK_DEFINITIONS);

  for (guint i = 0; i < step->seen->len; i++)
    {
      const CmManualSeen *seen = g_ptr_array_index (step->seen, i);
      const CmBlock *goal = cm_document_find (document, seen->target);
      g_autofree char *title = goal != NULL ? cm_block_get_text (goal) : g_strdup (seen->target);

      append_text (append_term (list, document, title, seen->target), CM_BLOCK_PARA, seen->text);
    }
}

/* --- copying ---------------------------------------------------------------------------------- */

static CmBlock *copy_section (CmManual *manual, const CmBlock *section);

static void
copy_children (CmManual *manual, CmBlock *to, const CmBlock *from)
{
  for (guint i = 0; i < from->children->len; i++)
    {
      const CmBlock *child = g_ptr_array_index (from->children, i);

      cm_block_append (to,
                       child->kind == CM_BLOCK_SECTION ? copy_section (manual, child)
                                                       : cm_block_copy (child));
    }
}

static void
fill_step (CmManual *manual, CmBlock *section, const CmBlock *from, const CmManualStep *step)
{
  if (step->summary != NULL)
    cm_block_add_inline (
        append_block (section, CM_BLOCK_PARA), step->summary, -1, CM_INLINE_EMPHASIS);
  if (step->roles->len > 0)
    append_roles (section, manual, step);
  if (step->outputs->len > 0)
    append_outputs (section, step);
  if (step->questions->len > 0)
    append_questions (section, step);
  if (from->children->len > 0)
    copy_children (manual, append_text (section, CM_BLOCK_SECTION, _ ("How to go about it")), from);
  if (step->checks->len > 0)
    append_checks (section, step);
  if (step->tight != NULL)
    append_text (append_text (section, CM_BLOCK_SECTION, _ ("When time is tight")),
                 CM_BLOCK_PARA,
                 step->tight);
  if (step->seen->len > 0)
    append_seen (section, manual, step);
}

static CmBlock *
copy_section (CmManual *manual, const CmBlock *section)
{
  const CmManualStep *step = cm_manual_get_step_of (manual, section);
  CmBlock *copy = cm_block_new (CM_BLOCK_SECTION, section->line);

  copy->id = g_strdup (section->id);
  copy->role = g_strdup (section->role);
  cm_block_copy_inlines (copy, section);
  if (step != NULL)
    fill_step (manual, copy, section, step);
  else
    copy_children (manual, copy, section);
  return copy;
}

CmDocument *
cm_manual_report_new (CmManual *manual)
{
  CmDocument *from = cm_manual_get_document (manual);
  CmDocument *document =
      cm_document_new (cm_document_get_folder (from), cm_document_get_title (from));
  GPtrArray *chapters = cm_document_get_chapters (from);

  for (guint i = 0; i < chapters->len; i++)
    cm_document_add (document, copy_section (manual, g_ptr_array_index (chapters, i)));
  return document;
}
