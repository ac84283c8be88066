/* document-fixture.h - documents to write, and what was written read back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cm-document-maker.h"
#include "cm-manual-report.h"

/* --- documents -------------------------------------------------------------------------------- */

static inline CmBlock *
add_block (CmBlock *parent, CmBlockKind kind, const char *text)
{
  CmBlock *block = cm_block_new (kind, 0);

  if (text != NULL)
    cm_block_add_inline (block, text, -1, 0);
  if (parent != NULL)
    cm_block_append (parent, block);
  return block;
}

static inline CmBlock *
add_with_id (CmBlock *parent, CmBlockKind kind, const char *text, const char *id)
{
  CmBlock *block = add_block (parent, kind, text);

  block->id = g_strdup (id);
  return block;
}

static inline void
add_link (CmBlock *block, const char *text, const char *link)
{
  cm_block_add_inline (block, text, -1, CM_INLINE_STRONG)->link = g_strdup (link);
}

static inline void
add_note (CmBlock *block, const char *text)
{
  cm_block_add_inline (block, "1", -1, 0)->footnote = g_strdup (text);
}

static inline CmBlock *
add_row (CmBlock *table, gboolean head, const char *a, const char *b)
{
  CmBlock *row = add_block (table, CM_BLOCK_ROW, NULL);

  row->head = head;
  add_block (row, CM_BLOCK_CELL, a)->head = head;
  add_block (row, CM_BLOCK_CELL, b)->head = head;
  return row;
}

#define AWKWARD "a<b & c>d \"e\" 'f' ]]> <!-- é € 𝄞"
#define FORBIDDEN                                                                                  \
  "be\001fo\033re\302\205 af\357\277\276ter" /* before after, but for its characters */

/* Every kind of block and run, with text that markup would choke on. */
static inline CmDocument *
new_sample (const char *folder)
{
  CmDocument *document = cm_document_new (folder, "Sample & <co>");
  CmBlock *one = add_with_id (NULL, CM_BLOCK_SECTION, "First <chapter>", "one");
  CmBlock *two = add_with_id (NULL, CM_BLOCK_SECTION, "Second chapter", "two");
  CmBlock *section = add_with_id (one, CM_BLOCK_SECTION, "A section", "one-a");
  CmBlock *para = add_with_id (section, CM_BLOCK_PARA, AWKWARD, "para");
  CmBlock *list, *item, *table, *figure, *quote, *note, *row;

  cm_block_add_inline (para, " emphasis", -1, CM_INLINE_EMPHASIS);
  cm_block_add_inline (para, " code both", -1, CM_INLINE_CODE | CM_INLINE_STRONG);
  add_note (para, "Note of the first chapter & <more>");
  add_link (para, " inside", "#two-a");
  add_link (para, " outside", "https://example.org/?a=1&b=\"2\"");
  add_link (para, " nowhere", "#nobody");
  add_link (para, " unsafe", "javascript:alert(1)");
  add_block (section, CM_BLOCK_PARA, FORBIDDEN);
  list = add_block (section, CM_BLOCK_BULLETS, NULL);
  item = add_with_id (list, CM_BLOCK_ITEM, NULL, "item");
  add_block (item, CM_BLOCK_PARA, "Bullet one");
  add_block (add_block (add_block (item, CM_BLOCK_NUMBERS, NULL), CM_BLOCK_ITEM, NULL),
             CM_BLOCK_PARA,
             "Number within");
  list = add_block (section, CM_BLOCK_DEFINITIONS, NULL);
  add_block (
      add_with_id (list, CM_BLOCK_TERM, "Term", "term"), CM_BLOCK_PARA, "What the term means");
  table = add_with_id (section, CM_BLOCK_TABLE, "Title of a table", "table");
  add_row (table, TRUE, "Head one", "Head two");
  row = add_row (table, FALSE, "Cell one", "Cell two");
  ((CmBlock *) row->children->pdata[0])->head = TRUE;
  add_row (table, FALSE, "Cell three", "Cell four");
  note = add_block (section, CM_BLOCK_ADMONITION, "Title of a warning");
  note->role = g_strdup ("warning");
  add_block (note, CM_BLOCK_PARA, "Text of a warning");
  quote = add_block (section, CM_BLOCK_QUOTE, "Who said it");
  add_block (quote, CM_BLOCK_PARA, "What was said");
  figure = add_with_id (two, CM_BLOCK_FIGURE, "Title of a figure", "figure");
  figure->target = g_strdup ("pictures/dot.png");
  figure->role = g_strdup ("A dot & nothing else");
  section = add_with_id (two, CM_BLOCK_SECTION, "Section with note", "two-a");
  add_note (section, "Note of a heading");
  para = add_block (section, CM_BLOCK_PARA, "Back to ");
  add_link (para, "the first one", "#para");
  add_note (para, "Last note");
  /* The second of that id, and one that is no id, get none. */
  add_with_id (section, CM_BLOCK_PARA, "Twice the same id", "para");
  add_with_id (section, CM_BLOCK_PARA, "No id at all", "no id");
  add_block (section, CM_BLOCK_SECTION, "Section without an id");
  cm_document_add (document, one);
  cm_document_add (document, two);
  return document;
}

static inline CmManual *
load_manual (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (GError) error = NULL;
  CmManual *manual = cm_manual_load (folder, NULL, &error);

  g_assert_no_error (error);
  return manual;
}

/* A chapter with that much of one kind. */
static inline CmDocument *
new_large (void)
{
  CmDocument *document = cm_document_new (NULL, "Large");
  CmBlock *chapter = add_with_id (NULL, CM_BLOCK_SECTION, "Chapter", "chapter");
  CmBlock *table = add_block (chapter, CM_BLOCK_TABLE, "Long table");
  g_autofree char *word = g_strnfill (1 << 20, 'w');
  CmBlock *list = chapter;

  add_row (table, TRUE, "Name", "Value");
  for (guint i = 0; i < 5000; i++)
    add_row (table, FALSE, "Row", "Cell");
  add_block (chapter, CM_BLOCK_PARA, word);
  for (guint i = 0; i < 60; i++)
    list = add_block (add_block (list, CM_BLOCK_BULLETS, NULL), CM_BLOCK_ITEM, NULL);
  add_block (list, CM_BLOCK_PARA, "The innermost");
  /* In a list there is no room for a table. */
  add_row (add_block (list, CM_BLOCK_TABLE, "Table in a list"), FALSE, "Left", "Right");
  cm_document_add (document, chapter);
  return document;
}

/* Blocks with nothing in them, and none where they belong. */
static inline CmDocument *
new_strange (void)
{
  CmDocument *document = cm_document_new (NULL, "");
  CmBlock *chapter = add_block (NULL, CM_BLOCK_SECTION, NULL);

  for (guint i = CM_BLOCK_SECTION; i <= CM_BLOCK_QUOTE; i++)
    {
      add_block (chapter, (CmBlockKind) i, NULL);
      add_block (add_block (chapter, (CmBlockKind) i, "Words"), CM_BLOCK_PARA, NULL);
    }
  add_block (chapter, CM_BLOCK_PARA, "broken \377\376 text");
  cm_document_add (document, chapter);
  return document;
}

/* --- reading back ----------------------------------------------------------------------------- */

static inline char *
squeeze (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", words[i]);
  return g_string_free (out, FALSE);
}

/* As it may be written. */
static inline char *
get_clean (const CmBlock *block)
{
  g_autofree char *text = cm_block_get_text (block);
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((c >= 0x20 || c == '\n') && (c < 0x7f || c > 0x9f) && c != 0xfffe)
        g_string_append_unichar (out, c);
    }
  g_free (g_steal_pointer (&text));
  text = g_string_free (out, FALSE);
  return squeeze (text);
}

static inline void
take_text (const char **at, const CmBlock *block)
{
  g_autofree char *text = get_clean (block);
  const char *found = strstr (*at, text);

  if (found == NULL)
    g_error ("lost, or not in its place: %s", text);
  *at = found + strlen (text);
}

/* Whether what is drawn is not written too. */
static gboolean drawings_only;

/* All text is there, in the order of reading: `at` moves on over it. What a figure or a quotation
 * has beneath it comes last. */
static inline void
assert_text (const char **at, const CmBlock *block)
{
  const gboolean below = block->kind == CM_BLOCK_FIGURE || block->kind == CM_BLOCK_QUOTE;

  if (!below)
    take_text (at, block);
  for (guint i = 0; i < block->children->len && !(drawings_only && block->draw != NULL); i++)
    assert_text (at, g_ptr_array_index (block->children, i));
  if (below)
    take_text (at, block);
}

static inline void
assert_notes (const char *text, const CmBlock *block)
{
  for (guint i = 0; i < block->inlines->len; i++)
    {
      const CmInline *run = g_ptr_array_index (block->inlines, i);

      if (run->footnote != NULL && strstr (text, run->footnote) == NULL)
        g_error ("lost note: %s", run->footnote);
    }
  for (guint i = 0; i < block->children->len; i++)
    assert_notes (text, g_ptr_array_index (block->children, i));
}

static inline void
assert_document (const char *text, CmDocument *document)
{
  GPtrArray *chapters = cm_document_get_chapters (document);
  const char *at = text;

  for (guint i = 0; i < chapters->len; i++)
    {
      assert_text (&at, g_ptr_array_index (chapters, i));
      assert_notes (text, g_ptr_array_index (chapters, i));
    }
}

static inline void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("there is no %s", part);
}

static inline guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + strlen (part), part))
    n++;
  return n;
}

/* Runs a program of another; its output, or NULL if that is not wanted. */
static inline char *
run_program (const char *folder, const char *const *argv)
{
  char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_spawn_sync (
      folder, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, &error);
  g_assert_no_error (error);
  g_test_message ("%s%s", out, err);
  if (!g_spawn_check_wait_status (status, NULL))
    g_error ("%s: %s%s", argv[0], out, err);
  return out;
}

static inline void
remove_tree (const char *path)
{
  const char *const argv[] = { "rm", "-rf", path, NULL };

  g_free (run_program (NULL, argv));
}

/* A picture of one dot. */
static inline void
write_dot (const char *folder)
{
  static const char encoded[] =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Erk"
      "Jggg==";
  g_autofree char *pictures = g_build_filename (folder, "pictures", NULL);
  g_autofree char *path = g_build_filename (pictures, "dot.png", NULL);
  gsize size;
  g_autofree guchar *bytes = g_base64_decode (encoded, &size);

  g_mkdir (pictures, 0700);
  g_assert_true (g_file_set_contents (path, (const char *) bytes, (gssize) size, NULL));
}
