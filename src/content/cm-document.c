/* cm-document.c - prose as a tree of blocks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-document-maker.h"

#include <string.h>

struct _CmDocument
{
  GObject parent_instance;

  char *folder;
  char *title;
  GPtrArray *chapters;
  GHashTable *by_id; /* id → CmBlock, not owned */
};

G_DEFINE_QUARK (cm_content_error_quark, cm_content_error)
G_DEFINE_FINAL_TYPE (CmDocument, cm_document, G_TYPE_OBJECT)

static void
free_inline (gpointer data)
{
  CmInline *run = data;

  g_free (run->text);
  g_free (run->link);
  g_free (run->footnote);
  g_free (run);
}

static void
free_block (gpointer data)
{
  CmBlock *block = data;

  g_ptr_array_unref (block->inlines);
  g_ptr_array_unref (block->children);
  g_free (block->id);
  g_free (block->role);
  g_free (block->target);
  g_free (block->draw);
  g_free (block);
}

static void
cm_document_finalize (GObject *object)
{
  CmDocument *self = CM_DOCUMENT (object);

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->chapters);
  g_free (self->folder);
  g_free (self->title);
  G_OBJECT_CLASS (cm_document_parent_class)->finalize (object);
}

static void
cm_document_class_init (CmDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_document_finalize;
}

static void
cm_document_init (CmDocument *self)
{
  self->chapters = g_ptr_array_new_with_free_func (free_block);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

CmDocument *
cm_document_new (const char *folder, const char *title)
{
  CmDocument *self = g_object_new (CM_TYPE_DOCUMENT, NULL);

  self->folder = g_strdup (folder);
  self->title = g_strdup (title);
  return self;
}

static void
index_block (CmDocument *self, CmBlock *block)
{
  if (block->id != NULL)
    g_hash_table_insert (self->by_id, block->id, block);
  for (guint i = 0; i < block->children->len; i++)
    index_block (self, g_ptr_array_index (block->children, i));
}

void
cm_document_add (CmDocument *self, CmBlock *chapter)
{
  g_ptr_array_add (self->chapters, chapter);
  index_block (self, chapter);
}

CmBlock *
cm_block_new (CmBlockKind kind, int line)
{
  CmBlock *block = g_new0 (CmBlock, 1);

  block->kind = kind;
  block->line = line;
  block->inlines = g_ptr_array_new_with_free_func (free_inline);
  block->children = g_ptr_array_new_with_free_func (free_block);
  return block;
}

void
cm_block_append (CmBlock *parent, CmBlock *child)
{
  child->parent = parent;
  g_ptr_array_add (parent->children, child);
}

CmInline *
cm_block_add_inline (CmBlock *block, const char *text, gssize length, CmInlineFlags flags)
{
  CmInline *run = g_new0 (CmInline, 1);

  run->text = length < 0 ? g_strdup (text) : g_strndup (text, (gsize) length);
  run->flags = flags;
  g_ptr_array_add (block->inlines, run);
  return run;
}

void
cm_block_copy_inlines (CmBlock *to, const CmBlock *from)
{
  for (guint i = 0; i < from->inlines->len; i++)
    {
      const CmInline *run = g_ptr_array_index (from->inlines, i);
      CmInline *run_copy = cm_block_add_inline (to, run->text, -1, run->flags);

      run_copy->link = g_strdup (run->link);
      run_copy->footnote = g_strdup (run->footnote);
    }
}

CmBlock *
cm_block_copy (const CmBlock *block)
{
  CmBlock *copy = cm_block_new (block->kind, block->line);

  copy->id = g_strdup (block->id);
  copy->role = g_strdup (block->role);
  copy->target = g_strdup (block->target);
  copy->draw = g_strdup (block->draw);
  copy->head = block->head;
  cm_block_copy_inlines (copy, block);
  for (guint i = 0; i < block->children->len; i++)
    cm_block_append (copy, cm_block_copy (g_ptr_array_index (block->children, i)));
  return copy;
}

const char *
cm_document_get_title (CmDocument *self)
{
  return self->title;
}

GPtrArray *
cm_document_get_chapters (CmDocument *self)
{
  return self->chapters;
}

CmBlock *
cm_document_find (CmDocument *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

const char *
cm_document_get_folder (CmDocument *self)
{
  return self->folder;
}

char *
cm_block_get_text (const CmBlock *block)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < block->inlines->len; i++)
    {
      const CmInline *run = g_ptr_array_index (block->inlines, i);

      if (run->footnote == NULL)
        g_string_append (text, run->text);
    }
  return g_string_free (text, FALSE);
}

CmBlock *
cm_block_get_section (CmBlock *block)
{
  while (block->kind != CM_BLOCK_SECTION && block->parent != NULL)
    block = block->parent;
  return block;
}
