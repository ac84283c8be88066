/* cm-plain-text.c - a document as text without marks, for the clipboard. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-plain-text.h"

static void append_block (GString *text, const CmBlock *block);

static void
append_blocks (GString *text, const CmBlock *parent)
{
  for (guint i = 0; i < parent->children->len; i++)
    append_block (text, g_ptr_array_index (parent->children, i));
}

/* What begins on a line of its own has an empty one above it. */
static void
begin (GString *text)
{
  if (text->len > 0 && !g_str_has_suffix (text->str, "\n\n"))
    g_string_append (text, g_str_has_suffix (text->str, "\n") ? "\n" : "\n\n");
}

static void
append_own (GString *text, const CmBlock *block)
{
  g_autofree char *own = cm_block_get_text (block);

  g_string_append (text, own);
}

static void
append_items (GString *text, const CmBlock *list)
{
  for (guint i = 0; i < list->children->len; i++)
    {
      const CmBlock *item = g_ptr_array_index (list->children, i);
      g_autoptr (GString) words = g_string_new (NULL);

      append_own (words, item);
      append_blocks (words, item);
      if (i > 0)
        g_string_append_c (text, '\n');
      if (list->kind == CM_BLOCK_NUMBERS)
        g_string_append_printf (text, "%u. %s", i + 1, words->str);
      else
        g_string_append_printf (text, "• %s", words->str);
    }
}

/* A spreadsheet takes tabs and ends of lines for the ends of cells and rows. */
static void
append_rows (GString *text, const CmBlock *table)
{
  for (guint i = 0; i < table->children->len; i++)
    {
      const CmBlock *row = g_ptr_array_index (table->children, i);

      for (guint j = 0; j < row->children->len; j++)
        {
          g_autofree char *own = cm_block_get_text (g_ptr_array_index (row->children, j));

          g_string_append (text, j > 0 ? "\t" : "");
          g_string_append (text, g_strdelimit (own, "\t\n\r", ' '));
        }
      g_string_append_c (text, '\n');
    }
}

static void
append_block (GString *text, const CmBlock *block)
{
  begin (text);
  append_own (text, block);
  switch (block->kind)
    {
    case CM_BLOCK_BULLETS:
    case CM_BLOCK_NUMBERS:
      append_items (text, block);
      break;
    case CM_BLOCK_TABLE:
      begin (text);
      append_rows (text, block);
      break;
    case CM_BLOCK_SECTION:
    case CM_BLOCK_PARA:
    case CM_BLOCK_ITEM:
    case CM_BLOCK_DEFINITIONS:
    case CM_BLOCK_TERM:
    case CM_BLOCK_ROW:
    case CM_BLOCK_CELL:
    case CM_BLOCK_ADMONITION:
    case CM_BLOCK_FIGURE:
    case CM_BLOCK_QUOTE:
    default:
      append_blocks (text, block);
      break;
    }
}

char *
cm_document_make_plain_text (CmDocument *document)
{
  GPtrArray *chapters = cm_document_get_chapters (document);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chapters->len; i++)
    append_block (text, g_ptr_array_index (chapters, i));
  while (text->len > 0 && text->str[text->len - 1] == '\n')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}
