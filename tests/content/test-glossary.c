/* test-glossary.c - the terms of a text: their order, where they are used, how they are found. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-glossary.h"

#include "cm-manual.h"

#include "content-fixture.h"

#define TERM(id, term, definition)                                                                 \
  "<glossentry xml:id='" id "'><glossterm>" term "</glossterm><glossdef><para>" definition         \
  "</para></glossdef></glossentry>\n"
#define GLOSSARY(terms)                                                                            \
  "<chapter xml:id='words'><info><title>Words</title></info><glossary>\n" terms                    \
  "</glossary></chapter>\n"
#define LINK(id) "<link linkend='" id "'>it</link>"
#define USES                                                                                       \
  CHAPTER ("one",                                                                                  \
           "<para>First " LINK ("t-pool") ", " LINK ("t-pool") "</para>" SECTION (                 \
               "deep",                                                                             \
               "",                                                                                 \
               "<itemizedlist><listitem><para>" LINK ("t-pool")                                    \
                   LINK ("t-eclair") "</para></listitem></itemizedlist>"))
#define TERMS                                                                                      \
  TERM ("t-pool", "Pooled budget", "Money in one pot. Compare " LINK ("t-aligned") ".")            \
  TERM ("t-eclair", "\303\211clair", "A cake that nobody budgets for.")                            \
  TERM ("t-aligned", "Aligned budget", "Money that stays apart.")                                  \
  TERM ("t-five", "5 Cs", "Five words.") TERM ("t-budget", "Budget", "What may be spent.")

static CmManual *
load (const char *folder)
{
  g_autoptr (GError) error = NULL;
  CmManual *manual = cm_manual_load (folder, NULL, &error);

  g_assert_no_error (error);
  return manual;
}

static CmManual *
make_manual (void)
{
  g_autoptr (Folder) folder = make_folder ();

  write_text (folder, "manual.xml", MANUAL (STAGE USES GLOSSARY (TERMS)));
  return load (folder);
}

static char *
join (GPtrArray *terms)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < terms->len; i++)
    g_string_append_printf (
        text, "%s%s", i > 0 ? "|" : "", ((CmGlossaryTerm *) g_ptr_array_index (terms, i))->term);
  return g_string_free (text, FALSE);
}

static void
assert_found (CmGlossary *glossary, const char *words, const char *expected)
{
  g_autoptr (GPtrArray) found = cm_glossary_search (glossary, words);
  g_autofree char *text = join (found);

  g_assert_cmpstr (text, ==, expected);
}

/* By the alphabet, whatever accents and case; a term stands under its letter. */
static void
test_order (void)
{
  g_autoptr (CmManual) manual = make_manual ();
  g_autoptr (CmGlossary) glossary = cm_glossary_new (cm_manual_get_document (manual));
  GPtrArray *terms = cm_glossary_get_terms (glossary);
  g_autofree char *text = join (terms);

  g_assert_cmpstr (text, ==, "5 Cs|Aligned budget|Budget|\303\211clair|Pooled budget");
  g_assert_cmpstr (((CmGlossaryTerm *) terms->pdata[0])->letter, ==, "#");
  g_assert_cmpstr (((CmGlossaryTerm *) terms->pdata[3])->letter, ==, "E");
  g_assert_true (cm_glossary_find (glossary, "t-five") == terms->pdata[0]);
  g_assert_null (cm_glossary_find (glossary, "one"));
  g_assert_null (cm_glossary_find (glossary, NULL));
}

static void
test_links (void)
{
  g_autoptr (CmManual) manual = make_manual ();
  CmDocument *document = cm_manual_get_document (manual);
  g_autoptr (CmGlossary) glossary = cm_glossary_new (document);
  const CmGlossaryTerm *pool = cm_glossary_find (glossary, "t-pool");
  const CmGlossaryTerm *aligned = cm_glossary_find (glossary, "t-aligned");

  g_assert_cmpuint (pool->uses->len, ==, 2);
  g_assert_true (pool->uses->pdata[0] == cm_document_find (document, "one"));
  g_assert_true (pool->uses->pdata[1] == cm_document_find (document, "deep"));
  g_assert_cmpuint (cm_glossary_find (glossary, "t-eclair")->uses->len, ==, 1);
  /* Both ways; and a definition is no use. */
  g_assert_cmpuint (pool->see->len, ==, 1);
  g_assert_true (pool->see->pdata[0] == aligned);
  g_assert_true (aligned->see->pdata[0] == pool);
  g_assert_cmpuint (aligned->uses->len, ==, 0);
}

/* First those that begin so, then those with it in the term, then those that tell of it. */
static void
test_search (void)
{
  g_autoptr (CmManual) manual = make_manual ();
  g_autoptr (CmGlossary) glossary = cm_glossary_new (cm_manual_get_document (manual));

  assert_found (glossary, "budget", "Budget|Aligned budget|Pooled budget|\303\211clair");
  assert_found (glossary, " BUDGET  pool ", "Pooled budget");
  assert_found (glossary, "ecl", "\303\211clair");
  assert_found (glossary, "money", "Aligned budget|Pooled budget");
  assert_found (glossary, "stays budget", "Aligned budget");
  assert_found (glossary, "zebra", "");
  assert_found (glossary, NULL, "5 Cs|Aligned budget|Budget|\303\211clair|Pooled budget");
  assert_found (glossary, " \t", "5 Cs|Aligned budget|Budget|\303\211clair|Pooled budget");
}

/* Whole words, in the section itself, that are no link; not those of the glossary. */
static void
test_mentions (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (CmManual) manual = NULL;
  g_autoptr (CmGlossary) glossary = NULL;
  g_autoptr (GPtrArray) found = NULL, first = NULL;

  write_text (
      folder,
      "manual.xml",
      MANUAL (STAGE CHAPTER ("one",
                             "<para>budgets, prebudget</para>" SECTION (
                                 "a", "", "<para>Our BUDGET in a small box.</para>")
                                 SECTION ("b", "", "<para>a budget is " LINK ("t-budget") "</para>")
                                     SECTION ("c", "", "<para>budget; the SB of it</para>"))
                  GLOSSARY (TERMS TERM ("t-brief", "Small box (SB)", "x"))));
  manual = load (folder);
  glossary = cm_glossary_new (cm_manual_get_document (manual));
  found = cm_glossary_find_mentions (glossary, cm_glossary_find (glossary, "t-budget"), 9);
  first = cm_glossary_find_mentions (glossary, cm_glossary_find (glossary, "t-budget"), 1);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpstr (((CmBlock *) found->pdata[0])->id, ==, "a");
  g_assert_cmpstr (((CmBlock *) found->pdata[1])->id, ==, "c");
  g_assert_cmpuint (first->len, ==, 1);
  g_ptr_array_unref (found);
  /* By its short name too. */
  found = cm_glossary_find_mentions (glossary, cm_glossary_find (glossary, "t-brief"), 9);
  g_assert_cmpuint (found->len, ==, 2);
}

static void
test_none (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (CmManual) manual = NULL;
  g_autoptr (CmGlossary) glossary = NULL;
  g_autoptr (GPtrArray) found = NULL;

  write_text (folder,
              "manual.xml",
              MANUAL (STAGE CHAPTER ("list",
                                     "<variablelist><varlistentry><term>No term</term><listitem>"
                                     "<para>x</para></listitem></varlistentry></variablelist>")));
  manual = load (folder);
  glossary = cm_glossary_new (cm_manual_get_document (manual));
  found = cm_glossary_search (glossary, "term");
  g_assert_cmpuint (cm_glossary_get_terms (glossary)->len, ==, 0);
  g_assert_cmpuint (found->len, ==, 0);
}

/* Every term of ours says what it means, and most are linked where they are used. */
static void
test_installed (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (CmManual) manual = load (folder);
  g_autoptr (CmGlossary) glossary = cm_glossary_new (cm_manual_get_document (manual));
  GPtrArray *terms = cm_glossary_get_terms (glossary);
  guint n_used = 0;

  g_assert_cmpuint (terms->len, >=, 154);
  for (guint i = 0; i < terms->len; i++)
    {
      const CmGlossaryTerm *term = g_ptr_array_index (terms, i);

      g_assert_nonnull (term->block->id);
      g_assert_cmpuint (term->block->children->len, >, 0);
      n_used += term->uses->len > 0;
      for (guint j = 0; j < term->uses->len; j++)
        g_assert_nonnull (((CmBlock *) g_ptr_array_index (term->uses, j))->id);
    }
  g_assert_cmpuint (n_used, >, 60);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  g_test_add_func ("/glossary/order", test_order);
  g_test_add_func ("/glossary/links", test_links);
  g_test_add_func ("/glossary/search", test_search);
  g_test_add_func ("/glossary/mentions", test_mentions);
  g_test_add_func ("/glossary/none", test_none);
  g_test_add_func ("/glossary/installed", test_installed);
  return g_test_run ();
}
