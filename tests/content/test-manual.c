/* test-manual.c - manuals good and bad: blocks, the vocabulary, faults with their lines. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-edition.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define HEAD                                                                                       \
  "<book xmlns='http://docbook.org/ns/docbook' xmlns:c='urn:commissioning:manual:1'"               \
  " xmlns:xlink='http://www.w3.org/1999/xlink' version='5.0'>"                                     \
  "<info><title>A manual</title></info>\n"
#define GROUPS                                                                                     \
  "<chapter xml:id='roles'><info><title>Roles</title></info>"                                      \
  "<c:group id='board' name='Partnership board'/><para>Who.</para></chapter>\n"
#define CHAPTER(body)                                                                              \
  HEAD "<chapter xml:id='one'><info><title>One</title></info>\n" body "\n</chapter></book>"
#define STEP_INFO(group) STEP_ROLES ("<c:role group='" group "' part='" BOTH "'>Agrees.</c:role>")
#define BOTH "responsible accountable"
#define STEP_ROLES(roles)                                                                          \
  "<c:step-info short='Scope'><c:summary>Why.</c:summary>" roles                                   \
  "<c:output name='Paper'>It.</c:output>"                                                          \
  "<c:question>What?</c:question><c:check id='c1'><c:item>Item</c:item><c:risk>Risk</c:risk>"      \
  "</c:check><c:tight>Soon.</c:tight><c:seen linkend='roles'>Who</c:seen></c:step-info>"
#define STAGE(info, text)                                                                          \
  HEAD GROUPS "<chapter xml:id='analyse' c:stage='analyse'><info><title>Analyse</title>"           \
              "<c:stage-info short='Analyse' ring='Needs'/></info><para>Stage.</para>\n"           \
              "<section xml:id='analyse-scope' c:step='scope' c:page='cycle'>"                     \
              "<info><title>Agree the scope</title>" info "</info>\n" text                         \
              "\n</section></chapter></book>"

static char *
write_manual (const char *text, gssize length)
{
  char *folder = g_dir_make_tmp ("cm-manual-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "manual.xml", NULL);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  return folder;
}

static void
remove_folder (char *folder)
{
  g_autofree char *path = g_build_filename (folder, "manual.xml", NULL);

  g_remove (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
}

static CmManual *
load (const char *text)
{
  char *folder = write_manual (text, -1);
  g_autoptr (GError) error = NULL;
  CmManual *manual = cm_manual_load (folder, NULL, &error);

  g_assert_no_error (error);
  remove_folder (folder);
  return manual;
}

/* The first fault must begin with that place and hold those words. */
static void
assert_fault (const char *text, const char *place, const char *words)
{
  char *folder = write_manual (text, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmManual) manual = cm_manual_load (folder, NULL, &error);

  g_assert_null (manual);
  g_assert_error (error, CM_CONTENT_ERROR, CM_CONTENT_ERROR_INVALID);
  if (!g_str_has_prefix (error->message, place) || strstr (error->message, words) == NULL)
    g_error ("“%s” should begin with “%s” and have “%s”", error->message, place, words);
  remove_folder (folder);
}

static CmBlock *
child (CmBlock *block, guint i)
{
  g_assert_cmpuint (i, <, block->children->len);
  return g_ptr_array_index (block->children, i);
}

static void
assert_text (CmBlock *block, CmBlockKind kind, const char *text)
{
  g_autofree char *found = cm_block_get_text (block);

  g_assert_cmpint (block->kind, ==, kind);
  g_assert_cmpstr (found, ==, text);
}

static void
test_blocks (void)
{
  g_autoptr (CmManual) manual = load (CHAPTER (
      "<para>  A\n   para </para>"
      "<itemizedlist><listitem><para>B</para></listitem></itemizedlist>"
      "<orderedlist><listitem><para>N</para><itemizedlist><listitem><para>in</para></listitem>"
      "</itemizedlist></listitem></orderedlist>"
      "<variablelist><varlistentry><term>T</term><listitem><para>D</para></listitem></varlistentry>"
      "</variablelist>"
      "<table><caption>Sums</caption><thead><tr><th>a</th><th>b</th></tr></thead>"
      "<tbody><tr><th>c</th><td>d</td></tr></tbody></table>"
      "<warning><title>Mind</title><para>W</para></warning>"
      "<blockquote><attribution>A role</attribution><para>Q</para></blockquote>"
      "<section xml:id='two'><info><title>Two</title></info><para>Deep</para></section>"));
  CmDocument *document = cm_manual_get_document (manual);
  CmBlock *chapter = g_ptr_array_index (cm_document_get_chapters (document), 0);
  CmBlock *table = child (chapter, 4);

  g_assert_cmpstr (cm_document_get_title (document), ==, "A manual");
  assert_text (chapter, CM_BLOCK_SECTION, "One");
  assert_text (child (chapter, 0), CM_BLOCK_PARA, "A para");
  g_assert_cmpint (child (chapter, 1)->kind, ==, CM_BLOCK_BULLETS);
  assert_text (child (child (child (chapter, 1), 0), 0), CM_BLOCK_PARA, "B");
  g_assert_cmpint (child (chapter, 2)->kind, ==, CM_BLOCK_NUMBERS);
  g_assert_cmpint (child (child (child (chapter, 2), 0), 1)->kind, ==, CM_BLOCK_BULLETS);
  assert_text (child (child (chapter, 3), 0), CM_BLOCK_TERM, "T");
  assert_text (child (child (child (chapter, 3), 0), 0), CM_BLOCK_PARA, "D");
  assert_text (table, CM_BLOCK_TABLE, "Sums");
  g_assert_true (child (table, 0)->head);
  g_assert_false (child (table, 1)->head);
  g_assert_true (child (child (table, 1), 0)->head);
  assert_text (child (child (table, 1), 1), CM_BLOCK_CELL, "d");
  assert_text (child (chapter, 5), CM_BLOCK_ADMONITION, "Mind");
  g_assert_cmpstr (child (chapter, 5)->role, ==, "warning");
  assert_text (child (chapter, 6), CM_BLOCK_QUOTE, "A role");
  g_assert_true (cm_document_find (document, "two") == child (chapter, 7));
  g_assert_true (cm_block_get_section (child (child (chapter, 7), 0)) == child (chapter, 7));
  g_assert_cmpint (child (chapter, 0)->line, ==, 3);
}

static const CmInline *
run (CmBlock *block, guint i)
{
  g_assert_cmpuint (i, <, block->inlines->len);
  return g_ptr_array_index (block->inlines, i);
}

static void
test_inlines (void)
{
  g_autoptr (CmManual) manual = load (CHAPTER (
      "<para>a <emphasis>b</emphasis>\n<emphasis role='strong'>c <literal>d</literal></emphasis>"
      "<link linkend='two'/> <link xlink:href='https://example.org/'>out</link>"
      "<footnote><para>A  note.</para></footnote></para>"
      "<section xml:id='two'><info><title>Two</title></info><para>t</para></section>"));
  CmBlock *para =
      child (g_ptr_array_index (cm_document_get_chapters (cm_manual_get_document (manual)), 0), 0);

  g_assert_cmpstr (run (para, 0)->text, ==, "a ");
  g_assert_cmpint (run (para, 1)->flags, ==, CM_INLINE_EMPHASIS);
  g_assert_cmpstr (run (para, 2)->text, ==, " ");
  g_assert_cmpint (run (para, 4)->flags, ==, CM_INLINE_STRONG | CM_INLINE_CODE);
  g_assert_cmpstr (run (para, 5)->text, ==, "Two");
  g_assert_cmpstr (run (para, 5)->link, ==, "#two");
  g_assert_cmpstr (run (para, 7)->link, ==, "https://example.org/");
  g_assert_cmpstr (run (para, 8)->text, ==, "1");
  g_assert_cmpstr (run (para, 8)->footnote, ==, "A note.");
}

static void
test_vocabulary (void)
{
  g_autoptr (CmManual) manual = load (STAGE (STEP_INFO ("board"), "<para>How.</para>"));
  const CmManualStep *step = cm_manual_find_step (manual, "analyse/scope");
  const CmManualCheck *check;

  g_assert_nonnull (step);
  g_assert_cmpstr (cm_manual_get_stage (manual, 0)->ring, ==, "Needs");
  g_assert_cmpstr (step->title, ==, "Agree the scope");
  g_assert_cmpstr (step->short_title, ==, "Scope");
  g_assert_cmpstr (step->summary, ==, "Why.");
  g_assert_cmpstr (step->page, ==, "cycle");
  g_assert_cmpstr (step->tight, ==, "Soon.");
  g_assert_cmpstr (((CmManualRole *) g_ptr_array_index (step->roles, 0))->text, ==, "Agrees.");
  g_assert_cmpstr (((CmManualOutput *) g_ptr_array_index (step->outputs, 0))->name, ==, "Paper");
  g_assert_cmpstr (g_ptr_array_index (step->questions, 0), ==, "What?");
  g_assert_cmpstr (((CmManualSeen *) g_ptr_array_index (step->seen, 0))->target, ==, "roles");
  check = g_ptr_array_index (step->checks, 0);
  g_assert_cmpstr (check->id, ==, "c1");
  g_assert_cmpstr (check->risk, ==, "Risk");
  g_assert_null (check->good);
  g_assert_cmpuint (cm_manual_get_step_number (manual, step), ==, 1);
  g_assert_true (cm_manual_get_step_of (manual, step->block) == step);
  g_assert_true (cm_manual_get_guidance (manual, "analyse/scope") == step->block);
  g_assert_true (cm_manual_get_guidance (manual, "roles") ==
                 cm_document_find (cm_manual_get_document (manual), "roles"));
  g_assert_cmpstr (cm_manual_get_group_name (manual, "board"), ==, "Partnership board");
  g_assert_cmpstr (cm_manual_get_group_name (manual, "nobody"), ==, "nobody");
}

#define PATHS(paths)                                                                               \
  "<book xmlns='http://docbook.org/ns/docbook' xmlns:c='urn:commissioning:manual:1'"               \
  " version='5.0'><info><title>A manual</title><edition>Second</edition>\n<c:paths>" paths         \
  "</c:paths></info>" GROUPS "<chapter xml:id='one'><info><title>One two</title></info>"           \
  "<para>Three, four – five.</para><section xml:id='part'><info><title>Six</title></info>"       \
  "<para>Seven</para></section></chapter></book>"

static void
test_paths (void)
{
  g_autoptr (CmManual) manual = load (
      PATHS ("<c:path id='new' title='New?'><c:stop linkend='part'/><c:stop linkend='one'/>"
             "</c:path><c:path id='other' title='Other?'><c:stop linkend='roles'/></c:path>"));
  CmDocument *document = cm_manual_get_document (manual);
  GPtrArray *paths = cm_manual_get_paths (manual);
  const CmManualPath *path = cm_manual_find_path (manual, "new");

  g_assert_cmpstr (cm_manual_get_edition (manual), ==, "Second");
  g_assert_cmpuint (paths->len, ==, 2);
  g_assert_true (g_ptr_array_index (paths, 0) == path);
  g_assert_cmpstr (path->title, ==, "New?");
  g_assert_cmpuint (path->stops->len, ==, 2);
  g_assert_true (g_ptr_array_index (path->stops, 0) == cm_document_find (document, "part"));
  g_assert_true (g_ptr_array_index (path->stops, 1) == cm_document_find (document, "one"));
  g_assert_null (cm_manual_find_path (manual, "nobody"));
  g_assert_null (cm_manual_find_path (manual, NULL));
  g_assert_cmpuint (cm_manual_count_words (manual, cm_document_find (document, "part")), ==, 2);
  g_assert_cmpuint (cm_manual_count_words (manual, cm_document_find (document, "one")), ==, 8);
  assert_fault (PATHS ("<c:path id='new' title='New?'>\n<c:stop linkend='nowhere'/></c:path>"),
                "manual.xml:3",
                "nowhere");
  assert_fault (PATHS ("<c:path id='new' title='New?'/>"), "manual.xml:2", "");
  assert_fault (PATHS ("<c:path id='new' title='New?'><c:stop linkend='one'/></c:path>\n"
                       "<c:path id='new' title='Again?'><c:stop linkend='one'/></c:path>"),
                "manual.xml:3",
                "new");
}

static void
test_faults (void)
{
  assert_fault ("", "manual.xml", "");
  assert_fault ("<book", "manual.xml:1", "");
  assert_fault (HEAD "\n<p/></book>", "manual.xml:3", "");
  assert_fault (CHAPTER ("<para>a</para>\n<marquee/>"), "manual.xml:4", "marquee");
  assert_fault (
      CHAPTER ("<para><link linkend='nowhere'>x</link></para>"), "manual.xml:3", "nowhere");
  assert_fault (CHAPTER ("<para xml:id='one'>x</para>"), "manual.xml:3", "already defined");
  assert_fault (
      CHAPTER ("<para><link xlink:href='javascript:alert(1)'>x</link></para>"), "manual.xml:3", "");
  assert_fault (CHAPTER ("<table><caption>T</caption><thead><tr><th>a</th></tr></thead><tbody>\n"
                         "<tr><td>b</td><td>c</td></tr></tbody></table>"),
                "manual.xml:4",
                "2 cells");
  assert_fault (STAGE (STEP_INFO ("nobody"), "<para>x</para>"), "manual.xml:4", "nobody");
  assert_fault (STAGE (STEP_INFO ("board"), "<para> </para>"), "manual.xml:4", "no text");
  assert_fault (STAGE ("", "<para>x</para>"), "manual.xml:", "info");
}

/* A figure that is drawn has its words in the form that its painter needs. */
static void
test_figures (void)
{
#define DRAWN(draw, words)                                                                         \
  CHAPTER ("<figure c:draw='" draw "'><title>F</title><mediaobject><textobject>\n" words           \
           "</textobject></mediaobject></figure>")
#define WEEKS(row)                                                                                 \
  "<table><caption>T</caption><thead><tr><th>a</th><th>b</th><th>c</th></tr></thead><tbody>\n" row \
  "</tbody></table>"
#define LIST "<orderedlist><listitem><para>x</para></listitem></orderedlist>"
#define CELLS(a, b, c) "<tr><td>" a "</td><td>" b "</td><td>" c "</td></tr>"
  assert_fault (DRAWN ("pyramid", LIST), "manual.xml:3", "");
  assert_fault (DRAWN ("tiers", LIST), "manual.xml:3", "<variablelist>");
  assert_fault (DRAWN ("ring", "<phrase>x</phrase>"), "manual.xml:3", "<orderedlist>");
  assert_fault (DRAWN ("flow", "<para>x</para>"), "manual.xml:3", "<orderedlist>");
  assert_fault (DRAWN ("flow", "<orderedlist>\n<listitem><para/></listitem></orderedlist>"),
                "manual.xml:5",
                "without words");
  assert_fault (DRAWN ("spans", LIST), "manual.xml:3", "<table>");
  assert_fault (DRAWN ("spans", WEEKS (CELLS ("a", "soon", "3"))), "manual.xml:5", "“soon”");
  assert_fault (DRAWN ("spans", WEEKS (CELLS ("a", "1", "1000"))), "manual.xml:5", "-999 to 999");
  assert_fault (DRAWN ("spans", WEEKS (CELLS ("a", "4", "3"))), "manual.xml:5", "exchange");
  assert_fault (DRAWN ("options", LIST), "manual.xml:3", "<table>");
  assert_fault (DRAWN ("options", WEEKS (CELLS ("a", "dear", "3"))), "manual.xml:5", "“dear”");
  assert_fault (DRAWN ("options", WEEKS (CELLS ("a", "1", "2.7182"))), "manual.xml:5", "2.7182");
  assert_fault (DRAWN ("options", WEEKS (CELLS ("a", "1", "2"))), "manual.xml:4", "to spend");
  assert_fault (DRAWN ("options", WEEKS (CELLS ("a", "1", ""))), "manual.xml:4", "1 to 12");
  assert_fault (DRAWN ("options", WEEKS (CELLS ("a", "1", "") "\n" CELLS ("b", "2", ""))),
                "manual.xml:6",
                "“”");
}

static void
test_hostile (void)
{
#define FIGURE(file)                                                                               \
  CHAPTER ("<figure><title>F</title><mediaobject><imageobject><imagedata fileref='" file           \
           "'/></imageobject><textobject><phrase>p</phrase></textobject></mediaobject></figure>")
  g_autoptr (GString) deep =
      g_string_new (HEAD "<chapter xml:id='one'><info><title>One</title></info>");

  assert_fault (FIGURE ("../../../etc/passwd"), "manual.xml:3", "outside");
  assert_fault (FIGURE ("/etc/passwd"), "manual.xml:3", "outside");
  assert_fault (FIGURE ("gone.png"), "manual.xml:3", "not there");
  assert_fault (
      "<!DOCTYPE book [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>\n" CHAPTER ("<para>&b;</para>"),
      "manual.xml:1",
      "DOCTYPE");
  assert_fault ("<!DOCTYPE book SYSTEM 'file:///etc/passwd'>\n" CHAPTER ("<para>x</para>"),
                "manual.xml:1",
                "DOCTYPE");
  for (guint i = 0; i < 5000; i++)
    g_string_append (deep, "<itemizedlist><listitem>");
  assert_fault (deep->str, "manual.xml:2", "");
}

/* A link in the folder that leads out of it is no way out. */
static void
test_link_out (void)
{
  char *folder = write_manual (FIGURE ("out.png"), -1);
  g_autofree char *link = g_build_filename (folder, "out.png", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  g_assert_null (cm_manual_load (folder, NULL, &error));
  g_assert_error (error, CM_CONTENT_ERROR, CM_CONTENT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "outside"));
  g_assert_cmpint (g_unlink (link), ==, 0);
  remove_folder (folder);
}

/* Cut anywhere, a manual is refused; it is never read in part and never crashes. */
static void
test_cut (void)
{
  const char *text = STAGE (STEP_INFO ("board"), "<para>How <emphasis>so</emphasis>.</para>");

  for (gsize length = 0; length < strlen (text); length += 7)
    {
      char *folder = write_manual (text, (gssize) length);
      g_autoptr (GError) error = NULL;

      g_assert_null (cm_manual_load (folder, NULL, &error));
      g_assert_error (error, CM_CONTENT_ERROR, CM_CONTENT_ERROR_INVALID);
      remove_folder (folder);
    }
}

static void
test_all_faults (void)
{
  char *folder = write_manual (CHAPTER ("<para><link linkend='x'>1</link></para>\n"
                                        "<para><link linkend='y'>2</link></para>"),
                               -1);
  g_autoptr (GPtrArray) faults = cm_content_check (folder, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (faults->len, ==, 2);
  g_assert_cmpint (((CmFault *) g_ptr_array_index (faults, 1))->line, ==, 4);
  remove_folder (folder);
  g_assert_null (cm_content_check ("/nonexistent", NULL, &error));
  g_assert_nonnull (error);
}

/* The manual that is installed: whole, and with all the steps of the cycle. */
static void
test_installed (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmManual) manual = cm_manual_load (folder, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cm_manual_get_n_stages (manual), ==, 4);
  g_assert_cmpuint (cm_manual_get_n_steps (manual), ==, 18);
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    {
      const CmManualStep *step = cm_manual_get_step (manual, i);
      guint words = 0;

      for (guint b = 0; b < step->block->children->len; b++)
        {
          g_autofree char *text = cm_block_get_text (child (step->block, b));

          words += (guint) strlen (text);
        }
      g_assert_cmpuint (words, >, 300);
      g_assert_cmpuint (g_utf8_strlen (step->short_title, -1), <=, 13);
      g_assert_cmpuint (step->checks->len, >=, 3);
    }
  for (const char *const *page =
           (const char *const[]){ "start", "cycle", "activities", "manual", NULL };
       *page != NULL;
       page++)
    g_assert_true (cm_manual_get_guidance (manual, *page) !=
                       cm_manual_get_guidance (manual, NULL) ||
                   g_str_equal (*page, "start"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/manual/blocks", test_blocks);
  g_test_add_func ("/manual/inlines", test_inlines);
  g_test_add_func ("/manual/vocabulary", test_vocabulary);
  g_test_add_func ("/manual/faults", test_faults);
  g_test_add_func ("/manual/figures", test_figures);
  g_test_add_func ("/manual/hostile", test_hostile);
  g_test_add_func ("/manual/link-out", test_link_out);
  g_test_add_func ("/manual/cut", test_cut);
  g_test_add_func ("/manual/all-faults", test_all_faults);
  g_test_add_func ("/manual/paths", test_paths);
  g_test_add_func ("/manual/installed", test_installed);
  return g_test_run ();
}
