/* test-anchor.c - anchors of passages are found again in editions edited in every way. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "cm-anchor.h"
#include "cm-document-maker.h"
#include "cm-manual.h"

#define NEEDS                                                                                      \
  "Begin with the people of the area and what they say they need, before anybody speaks of "       \
  "services that exist already."
#define MONEY                                                                                      \
  "Add up what every partner spends on the same families in a year, also where nobody has done "   \
  "that sum before and the answer is only roughly right."
#define STOP                                                                                       \
  "Whoever wants to stop an activity says first who is harmed by it, and what will be done for "   \
  "them until the change has settled."
#define BOARD "The board decides in public wherever the law allows it."

/* An edition is a list of lines: "= id" begins a chapter, "== id" a section within it, "@id text"
 * is a paragraph with an id of its own, "| a | b" the row of a table, anything else a paragraph. */
static CmBlock *
append (CmBlock *parent, CmBlockKind kind, const char *id, const char *text)
{
  CmBlock *block = cm_block_new (kind, 0);

  block->id = id != NULL ? g_strdup (id) : NULL;
  if (text != NULL)
    cm_block_add_inline (block, text, -1, 0);
  cm_block_append (parent, block);
  return block;
}

static void
append_row (CmBlock *parent, const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line + 2, " | ", -1);
  CmBlock *row = append (append (parent, CM_BLOCK_TABLE, NULL, "Table"), CM_BLOCK_ROW, NULL, NULL);

  for (guint i = 0; cells[i] != NULL; i++)
    append (row, CM_BLOCK_CELL, NULL, cells[i]);
}

static void
append_line (CmBlock *parent, const char *line)
{
  if (line[0] == '@')
    {
      g_autofree char *id = g_strndup (line + 1, strcspn (line + 1, " "));

      append (parent, CM_BLOCK_PARA, id, strchr (line, ' ') + 1);
    }
  else if (line[0] == '|')
    append_row (parent, line);
  else
    append (parent, CM_BLOCK_PARA, NULL, line);
}

static CmDocument *
make_edition (const char *first, ...)
{
  CmDocument *document = cm_document_new ("", "Edition");
  g_autoptr (GPtrArray) chapters = g_ptr_array_new ();
  CmBlock *chapter = NULL, *parent = NULL;
  va_list lines;

  va_start (lines, first);
  for (const char *line = first; line != NULL; line = va_arg (lines, const char *))
    if (g_str_has_prefix (line, "== "))
      parent = append (chapter, CM_BLOCK_SECTION, line + 3, line + 3);
    else if (g_str_has_prefix (line, "= "))
      {
        parent = chapter = cm_block_new (CM_BLOCK_SECTION, 0);
        chapter->id = g_strdup (line + 2);
        cm_block_add_inline (chapter, line + 2, -1, 0);
        g_ptr_array_add (chapters, chapter);
      }
    else
      append_line (parent, line);
  va_end (lines);
  for (guint i = 0; i < chapters->len; i++)
    cm_document_add (document, g_ptr_array_index (chapters, i));
  return document;
}

static CmBlock *
find_words (CmBlock *block, const char *words)
{
  g_autofree char *text = cm_anchor_quote (block);
  CmBlock *found = NULL;

  for (guint i = 0; i < block->children->len && found == NULL; i++)
    found = find_words (g_ptr_array_index (block->children, i), words);
  if (found == NULL && block->kind != CM_BLOCK_SECTION && strstr (text, words) != NULL)
    found = cm_anchor_get_passage (block);
  return found;
}

/* The first passage that has those words. */
static CmBlock *
get (CmDocument *document, const char *words)
{
  GPtrArray *chapters = cm_document_get_chapters (document);
  CmBlock *found = NULL;

  for (guint i = 0; i < chapters->len && found == NULL; i++)
    found = find_words (g_ptr_array_index (chapters, i), words);
  g_assert_nonnull (found);
  return found;
}

static CmAnchorState
find_again (CmDocument *later, CmBlock *passage, CmBlock **out)
{
  g_autoptr (CmAnchorIndex) index = cm_anchor_index_new (later);
  g_autofree char *anchor = cm_anchor_make (passage);
  g_autofree char *quoted = cm_anchor_quote (passage);

  return cm_anchor_find (index, anchor, NULL, quoted, out);
}

/* What had `words` in the first edition has become `state` in the later one, and is now the passage
 * that has `now` in the section `section`. */
static void
assert_found (CmDocument *first,
              const char *words,
              CmDocument *later,
              CmAnchorState state,
              const char *section,
              const char *now)
{
  CmBlock *block = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpint (find_again (later, get (first, words), &block), ==, state);
  if (section == NULL)
    {
      g_assert_null (block);
      return;
    }
  g_assert_nonnull (block);
  text = cm_anchor_quote (block);
  g_assert_cmpstr (cm_anchor_get_section (block)->id, ==, section);
  if (strstr (text, now) == NULL)
    g_error ("“%s” should have “%s”", text, now);
}

static CmDocument *
make_first (void)
{
  return make_edition ("= analyse",
                       NEEDS,
                       "== money",
                       MONEY,
                       BOARD,
                       "= review",
                       STOP,
                       "@named A passage that has an id of its own keeps it.",
                       "== table",
                       "| Word | Question it answers",
                       "| Procurement | Who can supply it?",
                       NULL);
}

static void
test_form (void)
{
  g_autoptr (CmDocument) first = make_first ();
  g_autofree char *numbered = cm_anchor_make (get (first, "The board"));
  g_autofree char *named = cm_anchor_make (get (first, "of its own"));
  g_autofree char *whole = cm_anchor_make (cm_document_find (first, "money"));
  g_autofree char *nothing = cm_anchor_quote (cm_document_find (first, "money"));
  g_autofree char *row = cm_anchor_quote (get (first, "Procurement"));
  CmBlock *block = cm_document_find (first, "named");

  g_assert_true (g_str_has_prefix (numbered, "money:2:"));
  g_assert_cmpuint (strlen (numbered), ==, strlen ("money:2:") + 16);
  g_assert_cmpstr (named, ==, "review/named");
  g_assert_cmpstr (whole, ==, "money");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (row, ==, "Procurement · Who can supply it?");
  g_assert_true (cm_anchor_get_passage (block) == block);
}

static void
test_same (void)
{
  g_autoptr (CmDocument) first = make_first ();
  g_autoptr (CmDocument) later =
      make_edition ("= start",
                    "A chapter that is new.",
                    "= analyse",
                    "A paragraph before it.",
                    NEEDS,
                    "== money",
                    BOARD,
                    "Something between.",
                    MONEY,
                    "= review",
                    STOP,
                    "@named A passage that has an id of its own keeps it.",
                    "== table",
                    "| Procurement | Who can supply it?",
                    NULL);
  CmBlock *block;

  assert_found (first, "Begin with", first, CM_ANCHOR_SAME, "analyse", "Begin with");
  assert_found (first, "Begin with", later, CM_ANCHOR_SAME, "analyse", "Begin with");
  assert_found (first, "Add up", later, CM_ANCHOR_SAME, "money", "Add up");
  assert_found (first, "The board", later, CM_ANCHOR_SAME, "money", "The board");
  assert_found (first, "of its own", later, CM_ANCHOR_SAME, "review", "of its own");
  assert_found (first, "Procurement", later, CM_ANCHOR_SAME, "table", "Procurement");
  g_assert_cmpint (
      find_again (later, cm_document_find (first, "money"), &block), ==, CM_ANCHOR_SAME);
  g_assert_true (block == cm_document_find (later, "money"));
}

/* Case, punctuation, apostrophes, white space and how an accent is written are not words. */
static void
test_typography (void)
{
  g_autoptr (CmDocument) first =
      make_edition ("= one", "It's the board's caf\xc3\xa9, really", NULL);
  g_autoptr (CmDocument) later = make_edition (
      "= one", "IT\xe2\x80\x99S THE  Board\xe2\x80\x99s cafe\xcc\x81 – rea\xc2\xadlly!", NULL);

  assert_found (first, "It's", later, CM_ANCHOR_SAME, "one", "THE");
}

static void
test_moved (void)
{
  g_autoptr (CmDocument) first = make_first ();
  g_autoptr (CmDocument) renamed =
      make_edition ("= analyse", NEEDS, "== costs", MONEY, BOARD, NULL);
  g_autoptr (CmDocument) elsewhere =
      make_edition ("= analyse",
                    MONEY,
                    "== money",
                    BOARD,
                    "= review",
                    STOP,
                    "= last",
                    NEEDS,
                    "@named A passage that has an id of its own keeps it.",
                    NULL);
  CmBlock *block;

  assert_found (first, "Add up", renamed, CM_ANCHOR_MOVED, "costs", "Add up");
  assert_found (first, "Begin with", elsewhere, CM_ANCHOR_MOVED, "last", "Begin with");
  assert_found (first, "Add up", elsewhere, CM_ANCHOR_MOVED, "analyse", "Add up");
  assert_found (first, "of its own", elsewhere, CM_ANCHOR_MOVED, "last", "of its own");
  g_assert_cmpint (
      find_again (renamed, cm_document_find (first, "money"), &block), ==, CM_ANCHOR_GONE);
  g_assert_null (block);
}

static void
test_changed (void)
{
  g_autoptr (CmDocument) first = make_first ();
  g_autoptr (CmDocument) one_word = make_edition (
      "= analyse",
      "Begin with the residents of the area and what they say they need, before anybody speaks of "
      "services that exist already.",
      "== money",
      "Boards decide in public wherever the law allows it.",
      "= review",
      "@named It says something else altogether now.",
      NULL);
  g_autoptr (CmDocument) elsewhere = make_edition (
      "= analyse",
      "Nothing of it is here.",
      "= review",
      "Begin with the people of the area and what they need, before anybody speaks of services "
      "that are there.",
      NULL);
  g_autoptr (CmDocument) both = make_edition (
      "= analyse",
      "Begin with the people of the area, whatever they say, before anybody speaks of services "
      "that exist already.",
      "= review",
      NEEDS " Quite.",
      NULL);

  assert_found (first, "Begin with", one_word, CM_ANCHOR_CHANGED, "analyse", "residents");
  assert_found (first, "The board", one_word, CM_ANCHOR_CHANGED, "money", "Boards");
  assert_found (first, "of its own", one_word, CM_ANCHOR_CHANGED, "review", "something else");
  assert_found (first, "Begin with", elsewhere, CM_ANCHOR_CHANGED, "review", "Begin with");
  /* The same section comes first, though the other is more alike. */
  assert_found (first, "Begin with", both, CM_ANCHOR_CHANGED, "analyse", "whatever");
}

static void
test_split_and_merged (void)
{
  g_autoptr (CmDocument) first = make_first ();
  g_autoptr (CmDocument) split =
      make_edition ("= analyse",
                    "Begin with the people of the area and what they say they need.",
                    "Do so before anybody speaks of services that exist already.",
                    NULL);
  g_autoptr (CmDocument) quarter =
      make_edition ("= analyse",
                    "Something else.",
                    "Whoever wants to stop an activity says first who is harmed.",
                    NULL);
  g_autoptr (CmDocument) merged =
      make_edition ("= analyse", NEEDS " " MONEY " " STOP " " BOARD, NULL);

  assert_found (first, "Begin with", split, CM_ANCHOR_CHANGED, "analyse", "people");
  assert_found (first, "Whoever", quarter, CM_ANCHOR_CHANGED, "analyse", "harmed");
  assert_found (first, "Begin with", merged, CM_ANCHOR_CHANGED, "analyse", "Begin");
  assert_found (first, "Add up", merged, CM_ANCHOR_CHANGED, "analyse", "Begin");
  assert_found (first, "The board", merged, CM_ANCHOR_CHANGED, "analyse", "Begin");
}

static void
test_gone (void)
{
  g_autoptr (CmDocument) first = make_first ();
  g_autoptr (CmDocument) later =
      make_edition ("= analyse",
                    "Ask people first; existing services come second.",
                    "== money",
                    "What is spent in a year by all partners is added up.",
                    "The",
                    NULL);

  /* Said anew in other words, and deleted. */
  assert_found (first, "Begin with", later, CM_ANCHOR_GONE, NULL, NULL);
  assert_found (first, "Add up", later, CM_ANCHOR_GONE, NULL, NULL);
  assert_found (first, "The board", later, CM_ANCHOR_GONE, NULL, NULL);
  assert_found (first, "of its own", later, CM_ANCHOR_GONE, NULL, NULL);
  assert_found (first, "Procurement", later, CM_ANCHOR_GONE, NULL, NULL);
}

/* Of passages that are alike, the nearest to the old place in the old section. */
static void
test_duplicates (void)
{
  g_autoptr (CmDocument) first = make_edition ("= one", BOARD, NEEDS, BOARD, "= two", BOARD, NULL);
  g_autoptr (CmDocument) later =
      make_edition ("= none", BOARD, "= one", BOARD, "New.", NEEDS, BOARD, "= two", BOARD, NULL);
  CmBlock *one = cm_document_find (first, "one"), *two = cm_document_find (first, "two");
  CmBlock *now = cm_document_find (later, "one");
  CmBlock *block;

  g_assert_cmpint (
      find_again (later, g_ptr_array_index (one->children, 0), &block), ==, CM_ANCHOR_SAME);
  g_assert_true (block == g_ptr_array_index (now->children, 0));
  g_assert_cmpint (
      find_again (later, g_ptr_array_index (one->children, 2), &block), ==, CM_ANCHOR_SAME);
  g_assert_true (block == g_ptr_array_index (now->children, 3));
  g_assert_cmpint (
      find_again (later, g_ptr_array_index (two->children, 0), &block), ==, CM_ANCHOR_SAME);
  g_assert_cmpstr (cm_anchor_get_section (block)->id, ==, "two");
}

/* What comes from a file may be anything. */
static void
test_strange_anchors (void)
{
  static const char *const strange[] = { NULL,
                                         "",
                                         ":",
                                         "::",
                                         ":::",
                                         "/",
                                         "//",
                                         "one:",
                                         "one:x:y",
                                         "one:99999999999999999999:1",
                                         "one/",
                                         "/one",
                                         "\xff\xfe",
                                         "one:1:0000000000000000",
                                         "nowhere/nobody",
                                         "one:-1:ffffffffffffffff" };
  g_autoptr (CmDocument) document = make_edition ("= one", BOARD, "@named " NEEDS, "…", NULL);
  g_autoptr (CmAnchorIndex) index = cm_anchor_index_new (document);
  CmBlock *block;

  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      cm_anchor_find (index, strange[i], "one", "\xff…", &block);
      g_assert_true (block == NULL || cm_anchor_get_section (block) != NULL);
      g_assert_cmpint (cm_anchor_find (index, strange[i], NULL, "Nobody wrote this.", &block),
                       ==,
                       CM_ANCHOR_GONE);
      g_assert_null (block);
    }
  /* By its words alone, and by its section alone. */
  g_assert_cmpint (cm_anchor_find (index, NULL, "one", BOARD, &block), ==, CM_ANCHOR_SAME);
  g_assert_true (block == get (document, BOARD));
  g_assert_cmpint (cm_anchor_find (index, "", "one", NULL, &block), ==, CM_ANCHOR_SAME);
  g_assert_true (block == cm_document_find (document, "one"));
  g_assert_cmpint (cm_anchor_find (index, NULL, NULL, NULL, &block), ==, CM_ANCHOR_GONE);
}

static void
gather (CmBlock *block, GPtrArray *passages)
{
  if (block->kind == CM_BLOCK_PARA || (block->kind == CM_BLOCK_ROW && !block->head))
    g_ptr_array_add (passages, block);
  for (guint i = 0; i < block->children->len; i++)
    gather (g_ptr_array_index (block->children, i), passages);
}

/* Every passage of the manual that is shipped is found where it is; a thousand anchors, half of
 * them with words that are not there any more, in the time that a page may take. */
static void
test_manual (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmManual) manual = cm_manual_load (folder, NULL, &error);
  GPtrArray *chapters;
  g_autoptr (GPtrArray) passages = g_ptr_array_new ();
  g_autoptr (CmAnchorIndex) index = NULL;
  gint64 start;
  guint n_changed = 0;

  g_assert_no_error (error);
  chapters = cm_document_get_chapters (cm_manual_get_document (manual));
  for (guint i = 0; i < chapters->len; i++)
    gather (g_ptr_array_index (chapters, i), passages);
  g_assert_cmpuint (passages->len, >, 300);
  start = g_get_monotonic_time ();
  index = cm_anchor_index_new (cm_manual_get_document (manual));
  for (guint i = 0; i < 1000; i++)
    {
      CmBlock *passage = g_ptr_array_index (passages, i % passages->len), *block;
      g_autofree char *anchor = cm_anchor_make (passage);
      g_autofree char *quoted = cm_anchor_quote (passage);
      g_autofree char *other = g_strconcat ("Also this: ", quoted, NULL);
      g_autofree char *old =
          g_strdup_printf ("%s:1:1234567890abcdef", cm_anchor_get_section (passage)->id);

      if (i % 2 == 0)
        {
          g_assert_cmpint (
              cm_anchor_find (index, anchor, NULL, quoted, &block), ==, CM_ANCHOR_SAME);
          if (block != passage)
            {
              g_autofree char *words = cm_anchor_quote (block);

              g_assert_cmpstr (words, ==, quoted);
            }
        }
      else if (cm_anchor_find (index, old, NULL, other, &block) == CM_ANCHOR_CHANGED)
        n_changed++;
    }
  g_test_message ("1,000 anchors: %.1f ms", (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpuint (n_changed, >, 470);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  g_test_add_func ("/anchor/form", test_form);
  g_test_add_func ("/anchor/same", test_same);
  g_test_add_func ("/anchor/typography", test_typography);
  g_test_add_func ("/anchor/moved", test_moved);
  g_test_add_func ("/anchor/changed", test_changed);
  g_test_add_func ("/anchor/split-and-merged", test_split_and_merged);
  g_test_add_func ("/anchor/gone", test_gone);
  g_test_add_func ("/anchor/duplicates", test_duplicates);
  g_test_add_func ("/anchor/strange-anchors", test_strange_anchors);
  g_test_add_func ("/anchor/manual", test_manual);
  return g_test_run ();
}
