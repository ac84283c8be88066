/* cm-document-view-plan.c - what parts a section is shown as. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-document-view"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-document-view-private.h"

#define BRIEF_PARAGRAPHS 3

static void
add_part (CmDocumentView *self,
          PartKind kind,
          const CmBlock *block,
          const CmManualStep *step,
          guint level)
{
  Part part = { kind, block, step, level, NULL, 0, 0 };

  g_array_append_val (self->parts, part);
}

static gboolean
has_sections (const CmBlock *section)
{
  for (guint i = 0; i < section->children->len; i++)
    if (((CmBlock *) g_ptr_array_index (section->children, i))->kind == CM_BLOCK_SECTION)
      return TRUE;
  return FALSE;
}

static void plan_section (CmDocumentView *self, const CmBlock *section, guint level);

/* A glossary is many parts, for it is long. */
static void
plan_child (CmDocumentView *self, const CmBlock *child, guint level)
{
  if (child->kind == CM_BLOCK_SECTION && !self->shallow)
    plan_section (self, child, level + 1);
  else if (child->kind == CM_BLOCK_DEFINITIONS)
    for (guint i = 0; i < child->children->len; i++)
      add_part (self, PART_BLOCK, g_ptr_array_index (child->children, i), NULL, level);
  else if (child->kind != CM_BLOCK_SECTION)
    add_part (self, PART_BLOCK, child, NULL, level);
}

static void
plan_step_start (CmDocumentView *self,
                 const CmBlock *section,
                 const CmManualStep *step,
                 guint level)
{
  add_part (self, PART_SUMMARY, section, step, level);
  add_part (self, PART_ROLES, section, step, level + 1);
  add_part (self, PART_OUTPUTS, section, step, level + 1);
  add_part (self, PART_QUESTIONS, section, step, level + 1);
  if (section->children->len > 0)
    add_part (self, PART_METHOD, section, step, level + 1);
}

static void
plan_step_end (CmDocumentView *self, const CmBlock *section, const CmManualStep *step, guint level)
{
  add_part (self, PART_CHECKS, section, step, level + 1);
  add_part (self, PART_TIGHT, section, step, level + 1);
  add_part (self, PART_SEEN, section, step, level + 1);
  add_part (self, PART_CASES, section, step, level + 1);
}

static void
plan_section (CmDocumentView *self, const CmBlock *section, guint level)
{
  const CmManualStep *step = cm_manual_get_step_of (self->builder.manual, section);

  add_part (self, PART_HEADING, section, step, level);
  if (step != NULL)
    plan_step_start (self, section, step, level);
  for (guint i = 0; i < section->children->len; i++)
    /* A step's own sections are part of how to go about it. */
    plan_child (self, g_ptr_array_index (section->children, i), level + (step != NULL));
  if (self->shallow && has_sections (section))
    add_part (self, PART_CONTENTS, section, NULL, level);
  if (step != NULL)
    plan_step_end (self, section, step, level);
}

static void
plan_brief_step (CmDocumentView *self, const CmBlock *section, const CmManualStep *step)
{
  add_part (self, PART_HEADING, section, step, 1);
  add_part (self, PART_SUMMARY, section, step, 1);
  add_part (self, PART_ROLES, section, step, 2);
  add_part (self, PART_QUESTIONS, section, step, 2);
  add_part (self, PART_TIGHT, section, step, 2);
  add_part (self, PART_SEEN, section, step, 2);
  add_part (self, PART_CASES, section, step, 2);
}

/* The first paragraphs and lists; tables need more room than there is. */
static void
plan_brief_section (CmDocumentView *self, const CmBlock *section)
{
  guint n = 0;

  add_part (self, PART_HEADING, section, NULL, 1);
  for (guint i = 0; i < section->children->len && n < BRIEF_PARAGRAPHS; i++)
    {
      const CmBlock *child = g_ptr_array_index (section->children, i);

      if (child->kind == CM_BLOCK_PARA || child->kind == CM_BLOCK_BULLETS ||
          child->kind == CM_BLOCK_NUMBERS || child->kind == CM_BLOCK_ADMONITION)
        {
          add_part (self, PART_BLOCK, child, NULL, 1);
          n++;
        }
      for (guint j = 0;
           child->kind == CM_BLOCK_DEFINITIONS && j < child->children->len && n < BRIEF_PARAGRAPHS;
           j++, n++)
        add_part (self, PART_BLOCK, g_ptr_array_index (child->children, j), NULL, 1);
    }
  if (has_sections (section))
    add_part (self, PART_CONTENTS, section, NULL, 1);
}

void
_cm_document_view_plan (CmDocumentView *self)
{
  const CmManualStep *step = cm_manual_get_step_of (self->builder.manual, self->block);

  if (self->brief && step != NULL)
    plan_brief_step (self, self->block, step);
  else if (self->brief)
    plan_brief_section (self, self->block);
  else
    plan_section (self, self->block, 1);
  if (self->make_foot != NULL)
    add_part (self, PART_FOOT, self->block, NULL, 2);
  add_part (self, PART_NOTES, self->block, NULL, 1);
}

/* The part that shows the block, or that it is in; -1 if none does. */
int
_cm_document_view_find_part (CmDocumentView *self, const CmBlock *block)
{
  if (block != NULL && block->kind == CM_BLOCK_DEFINITIONS && block->children->len > 0)
    block = g_ptr_array_index (block->children, 0);
  for (; block != NULL; block = block->parent)
    {
      for (guint i = 0; i < self->parts->len; i++)
        {
          const Part *part = &g_array_index (self->parts, Part, i);

          if (part->block == block && (part->kind == PART_HEADING || part->kind == PART_BLOCK))
            return (int) i;
        }
      /* What is not shown of a section is not shown by the section around it. */
      if (block->kind == CM_BLOCK_SECTION)
        return -1;
    }
  return -1;
}

/* --- making ----------------------------------------------------------------------------------- */

GtkWidget *
_cm_document_view_make_part (CmDocumentBuilder *builder, const Part *part)
{
  switch (part->kind)
    {
    case PART_HEADING:
      return cm_document_make_section_heading (builder, part->block, part->level);
    case PART_SUMMARY:
      return part->step->summary != NULL
                 ? cm_document_make_plain (builder, part->step->summary, "document-summary")
                 : NULL;
    case PART_ROLES:
      return cm_document_make_roles (builder, part->step, part->level);
    case PART_OUTPUTS:
      return cm_document_make_outputs (builder, part->step, part->level);
    case PART_QUESTIONS:
      return cm_document_make_questions (builder, part->step, part->level);
    case PART_METHOD:
      return cm_document_make_heading_plain (builder, _ ("How to go about it"), part->level);
    case PART_CONTENTS:
      return cm_document_make_contents (builder, part->block);
    case PART_CHECKS:
      return cm_document_make_checks (builder, part->step, part->level);
    case PART_TIGHT:
      return cm_document_make_tight (builder, part->step, part->level);
    case PART_SEEN:
      return cm_document_make_seen (builder, part->step, part->level);
    case PART_CASES:
      return cm_document_make_cases (builder, part->step, part->level);
    case PART_FOOT: /* by whoever shows the text */
      return NULL;
    case PART_NOTES:
      return cm_document_make_notes (builder);
    case PART_BLOCK:
    default:
      return cm_document_make_block (builder, part->block);
    }
}

gboolean
_cm_document_view_begins_with_heading (PartKind kind)
{
  return kind != PART_BLOCK && kind != PART_SUMMARY && kind != PART_CONTENTS;
}
