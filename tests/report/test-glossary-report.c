/* test-glossary-report.c - a term with all that is known of it, as a document. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-glossary-report.h"

#include <string.h>

static CmManual *
load_manual (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  CmManual *manual = cm_manual_load (folder, NULL, NULL);

  g_assert_nonnull (manual);
  return manual;
}

static const CmBlock *
get_child (const CmBlock *block, guint child)
{
  g_assert_cmpuint (child, <, block->children->len);
  return g_ptr_array_index (block->children, child);
}

static void
assert_title (const CmBlock *block, const char *title)
{
  g_autofree char *text = cm_block_get_text (block);

  g_assert_cmpint (block->kind, ==, CM_BLOCK_SECTION);
  g_assert_cmpstr (text, ==, title);
}

/* Every link of it leads to a place of the manual, or out. */
static guint
check_links (const CmBlock *block, CmDocument *manual)
{
  guint n = 0;

  for (guint i = 0; i < block->inlines->len; i++)
    {
      const CmInline *run = g_ptr_array_index (block->inlines, i);

      if (run->link == NULL || *run->link != '#')
        continue;
      g_assert_nonnull (cm_document_find (manual, run->link + 1));
      n++;
    }
  for (guint i = 0; i < block->children->len; i++)
    n += check_links (get_child (block, i), manual);
  return n;
}

static void
test_term (void)
{
  g_autoptr (CmManual) manual = load_manual ();
  g_autoptr (CmGlossary) glossary = cm_glossary_new (cm_manual_get_document (manual));
  const CmGlossaryTerm *term = cm_glossary_find (glossary, "term-aligned-budget");
  g_autoptr (CmDocument) document = NULL;
  const CmBlock *chapter, *uses;
  g_autofree char *see = NULL;

  g_assert_nonnull (term);
  document = cm_glossary_report_new (glossary, term, manual);
  g_assert_cmpstr (cm_document_get_title (document), ==, "Aligned budget");
  chapter = g_ptr_array_index (cm_document_get_chapters (document), 0);
  assert_title (chapter, "Aligned budget");
  g_assert_cmpint (get_child (chapter, 0)->kind, ==, CM_BLOCK_PARA);
  assert_title (get_child (chapter, 1), "See also");
  see = cm_block_get_text (get_child (get_child (chapter, 1), 0));
  g_assert_nonnull (strstr (see, "Pooled budget"));
  uses = get_child (chapter, 2);
  assert_title (uses, "Where it is used");
  g_assert_cmpuint (check_links (chapter, cm_manual_get_document (manual)), >, 1);
}

static void
test_all (void)
{
  g_autoptr (CmManual) manual = load_manual ();
  g_autoptr (CmGlossary) glossary = cm_glossary_new (cm_manual_get_document (manual));
  GPtrArray *terms = cm_glossary_get_terms (glossary);

  for (guint i = 0; i < terms->len; i++)
    {
      const CmGlossaryTerm *term = g_ptr_array_index (terms, i);
      g_autoptr (CmDocument) document = cm_glossary_report_new (glossary, term, manual);
      const CmBlock *chapter = g_ptr_array_index (cm_document_get_chapters (document), 0);

      g_assert_cmpuint (check_links (chapter, cm_manual_get_document (manual)),
                        >=,
                        term->uses->len + term->see->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  g_test_add_func ("/glossary-report/term", test_term);
  g_test_add_func ("/glossary-report/all", test_all);
  return g_test_run ();
}
