/* cm-glossary-report.c - a term with all that is known of it, as a document. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-glossary-report.h"

#include <glib/gi18n.h>

#include "cm-document-maker.h"

/* Sections that are listed without a link of theirs. */
#define MENTIONS 12

static CmBlock *
append_block (CmBlock *parent, CmBlockKind kind, const char *text)
{
  CmBlock *block = cm_block_new (kind, 0);

  if (text != NULL)
    cm_block_add_inline (block, text, -1, 0);
  cm_block_append (parent, block);
  return block;
}

static void
add_link (CmBlock *block, const char *text, const char *id)
{
  CmInline *run = cm_block_add_inline (block, text, -1, 0);

  if (id != NULL)
    run->link = g_strconcat ("#", id, NULL);
}

static void
append_see (CmBlock *chapter, const CmGlossaryTerm *term)
{
  CmBlock *para =
      append_block (append_block (chapter, CM_BLOCK_SECTION, _ ("See also")), CM_BLOCK_PARA, NULL);

  for (guint i = 0; i < term->see->len; i++)
    {
      const CmGlossaryTerm *other = g_ptr_array_index (term->see, i);

      if (i > 0)
        cm_block_add_inline (para, " · ", -1, 0);
      add_link (para, other->term, other->block->id);
    }
}

/* Which chapter it is in says more than the title alone. */
static void
append_use (CmBlock *list, const CmBlock *section)
{
  CmBlock *para = append_block (append_block (list, CM_BLOCK_ITEM, NULL), CM_BLOCK_PARA, NULL);
  const CmBlock *chapter = section;
  g_autofree char *title = cm_block_get_text (section);

  while (chapter->parent != NULL)
    chapter = chapter->parent;
  if (chapter != section)
    {
      g_autofree char *above = cm_block_get_text (chapter);

      cm_block_add_inline (para, above, -1, CM_INLINE_SMALL);
      cm_block_add_inline (para, " › ", -1, CM_INLINE_SMALL);
    }
  add_link (para, title, section->id);
}

static void
append_sections (CmBlock *parent, GPtrArray *sections)
{
  CmBlock *list = append_block (parent, CM_BLOCK_BULLETS, NULL);

  for (guint i = 0; i < sections->len; i++)
    append_use (list, g_ptr_array_index (sections, i));
}

static void
append_uses (CmBlock *chapter, CmGlossary *glossary, const CmGlossaryTerm *term)
{
  CmBlock *section = append_block (chapter, CM_BLOCK_SECTION, _ ("Where it is used"));
  g_autoptr (GPtrArray) named = cm_glossary_find_mentions (glossary, term, MENTIONS);

  if (term->uses->len > 0)
    append_sections (section, term->uses);
  if (named->len == MENTIONS)
    append_block (
        section, CM_BLOCK_PARA, _ ("Its words stand in many sections; these are the first:"));
  else if (named->len > 0 && term->uses->len > 0)
    append_block (section, CM_BLOCK_PARA, _ ("Its words stand in these sections too:"));
  if (named->len > 0)
    append_sections (section, named);
  if (term->uses->len == 0 && named->len == 0)
    append_block (section, CM_BLOCK_PARA, _ ("No section of the manual has these words."));
}

CmDocument *
cm_glossary_report_new (CmGlossary *glossary, const CmGlossaryTerm *term, CmManual *manual)
{
  CmDocument *document =
      cm_document_new (cm_document_get_folder (cm_manual_get_document (manual)), term->term);
  CmBlock *chapter = cm_block_new (CM_BLOCK_SECTION, 0);

  chapter->id = g_strdup (term->block->id);
  chapter->role = g_strdup ("paper");
  cm_block_copy_inlines (chapter, term->block);
  for (guint i = 0; i < term->block->children->len; i++)
    cm_block_append (chapter, cm_block_copy (g_ptr_array_index (term->block->children, i)));
  if (term->see->len > 0)
    append_see (chapter, term);
  append_uses (chapter, glossary, term);
  cm_document_add (document, chapter);
  return document;
}
