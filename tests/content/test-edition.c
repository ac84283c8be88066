/* test-edition.c - whole folders: case studies, overlays, what an edition says of itself. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-edition.h"

#include "content-fixture.h"

static CmEdition *
load (const char *folder, const char *overlay)
{
  g_autoptr (GError) error = NULL;
  CmEdition *edition = cm_edition_load (folder, overlay, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (edition);
  return edition;
}

/* All faults, each on a line. */
static char *
check (const char *folder, const char *overlay)
{
  g_autoptr (GPtrArray) faults = cm_content_check (folder, overlay, NULL);
  GString *text = g_string_new (NULL);

  g_assert_nonnull (faults);
  for (guint i = 0; i < faults->len; i++)
    {
      const CmFault *fault = g_ptr_array_index (faults, i);
      g_autofree char *line = cm_fault_to_string (fault);

      g_string_append_printf (text, "%s%s\n", fault->own ? "own " : "", line);
    }
  return g_string_free (text, FALSE);
}

static void
assert_fault (const char *folder, const char *overlay, const char *place, const char *words)
{
  g_autofree char *text = check (folder, overlay);

  if (!g_str_has_prefix (text, place) || strstr (text, words) == NULL)
    g_error ("“%s” should begin with “%s” and have “%s”", text, place, words);
}

static void
test_info (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (CmEdition) edition = NULL;

  write_text (folder,
              "manual.xml",
              BOOK
              "<info><title>A manual</title><subtitle>For us</subtitle><edition>Second</edition>"
              "<date>2011-03-04</date><publishername>A partnership</publishername></info>" CHAPTER (
                  "one", "") "</book>");
  edition = load (folder, NULL);
  g_assert_cmpstr (cm_edition_get_title (edition), ==, "A manual");
  g_assert_cmpstr (cm_edition_get_subtitle (edition), ==, "For us");
  g_assert_cmpstr (cm_edition_get_name (edition), ==, "Second");
  g_assert_cmpstr (cm_edition_get_date (edition), ==, "2011-03-04");
  g_assert_cmpstr (cm_edition_get_publisher (edition), ==, "A partnership");
  g_assert_cmpstr (cm_edition_get_folder (edition), ==, folder);
  g_assert_null (cm_edition_get_overlay_folder (edition));
  g_assert_cmpuint (cm_edition_get_case_studies (edition)->len, ==, 0);
  g_assert_cmpuint (cm_edition_get_timelines (edition)->len, ==, 0);
}

static void
test_case_studies (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (CmEdition) edition = NULL;
  GPtrArray *studies;
  const CmCaseStudy *study;
  const CmCaseSource *source;

  write_text (folder, "manual.xml", MANUAL (STAGE));
  write_text (
      folder,
      "case-studies/b.xml",
      CASE ("b", "status='interview-pending' illustrative='true'><c:stage ref='plan'/>", ""));
  write_text (
      folder,
      "case-studies/a.xml",
      CASE ("a", TOLD, "<para>What they did.</para>" SECTION ("more", "", "<para>x</para>")));
  write_text (folder, "case-studies/notes.txt", "not read");
  write_text (folder, "case-studies/.#a.xml", "not read");
  edition = load (folder, NULL);
  studies = cm_edition_get_case_studies (edition);
  g_assert_cmpuint (studies->len, ==, 2);
  study = g_ptr_array_index (studies, 0);
  g_assert_cmpstr (study->id, ==, "a");
  g_assert_cmpstr (study->title, ==, "Title of a");
  g_assert_cmpstr (g_ptr_array_index (study->stages, 0), ==, "plan");
  g_assert_cmpstr (g_ptr_array_index (study->steps, 0), ==, "plan/options");
  g_assert_cmpstr (g_ptr_array_index (study->themes, 0), ==, "Children");
  g_assert_cmpstr (g_ptr_array_index (study->partners, 0), ==, "A council");
  g_assert_cmpstr (study->place, ==, "A county");
  source = g_ptr_array_index (study->sources, 0);
  g_assert_cmpstr (source->text, ==, "A paper");
  g_assert_cmpstr (source->link, ==, "https://example.org/");
  g_assert_false (study->pending);
  g_assert_false (study->illustrative);
  g_assert_cmpuint (study->block->children->len, ==, 2);
  g_assert_nonnull (cm_document_find (study->document, "more"));
  study = g_ptr_array_index (studies, 1);
  g_assert_true (study->pending);
  g_assert_true (study->illustrative);
}

static void
test_case_study_faults (void)
{
  static const struct
  {
    const char *text, *place, *words;
  } cases[] = {
    { CASE ("a", TOLD, ""), "case-studies/a.xml:1:1: ", "no text" },
    { CASE ("a", "status='told'><c:stage ref='plan'/>", "<para>x</para>"),
      "case-studies/a.xml:3:1: ",
      "<c:source>" },
    { CASE ("a", "status='interview-pending'>", ""), "case-studies/a.xml:3:1: ", "<c:stage>" },
    { CASE ("a", "status='interview-pending'><c:stage ref='never'/>", ""),
      "case-studies/a.xml:3:41: ",
      "never" },
    { CASE ("a", "status='interview-pending'><c:step ref='plan/never'/>", ""),
      "case-studies/a.xml:3:41: ",
      "plan/never" },
    { CASE ("a", "status='guessed'><c:stage ref='plan'/>", ""),
      "case-studies/a.xml:3:1: “status” is “guessed”",
      "“interview-pending”, “told”" },
    { CASE ("a", "illustrative='true'><c:stage/>", ""),
      "case-studies/a.xml:3:1: <case-info> needs the attribute “status”",
      "3:34: <stage> needs the attribute “ref”" },
    { CASE ("a", TOLD, "<para><link linkend='roles'>x</link></para>"),
      "case-studies/a.xml:4:7: ",
      "roles" },
    { CASE ("a", TOLD, "<para>x</para>" SECTION ("s", "c:guides='cycle'", "<para>x</para>")),
      "case-studies/a.xml:4:15: ",
      "guides" },
    { CASE ("b", TOLD, "<para>x</para>"), "case-studies/b.xml:1:1: ", "already" },
    { MANUAL (STAGE), "case-studies/a.xml:1:1: ", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Folder) folder = make_folder ();

      write_text (folder, "manual.xml", MANUAL (STAGE));
      write_text (folder, "case-studies/a.xml", cases[i].text);
      if (i == 9)
        write_text (folder, "case-studies/b.xml", cases[i].text);
      assert_fault (folder, NULL, cases[i].place, cases[i].words);
    }
}

/* What would not be read is told, rather than left out in silence. */
static void
test_names (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (Folder) overlay = make_folder ();

  assert_fault (folder, NULL, "manual.xml: it is missing\n", "");
  write_text (folder, "manual.xml", MANUAL (STAGE));
  assert_fault (folder, overlay, "own overlay.xml: it is missing\n", "");
  write_text (folder, "overlay.xml", OVERLAY (""));
  assert_fault (folder, NULL, "overlay.xml: no file", "case-studies");
}

static CmBlock *
find (CmEdition *edition, const char *id)
{
  CmBlock *block = cm_document_find (cm_manual_get_document (cm_edition_get_manual (edition)), id);

  g_assert_nonnull (block);
  return block;
}

static void
test_overlay (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (Folder) overlay = make_folder ();
  g_autoptr (CmEdition) edition = NULL;
  CmManual *manual;
  CmBlock *block;

  write_text (folder,
              "manual.xml",
              MANUAL (STAGE CHAPTER ("one",
                                     "<para>x</para>" SECTION ("s", "", "<para>Theirs</para>")
                                         SECTION ("t", "", "<para>Theirs</para>"))));
  write_text (overlay,
              "overlay.xml",
              "<c:overlay" NAMESPACES " version='1'><info><edition>Ours</edition></info>" SECTION (
                  "s",
                  "",
                  "<para>Ours</para><figure><title>F</title><mediaobject><imageobject>"
                  "<imagedata fileref='a.png'/></imageobject><textobject><phrase>p"
                  "</phrase></textobject></mediaobject></figure>")
                  SECTION ("new", "c:after='s'", "<para><link linkend='one'/></para>")
                      STEP ("plan-decide", "c:step='decide'", "Our way.") STEP (
                          "plan-tell",
                          "c:step='tell' c:after='plan-options'",
                          "Tell.") "<chapter xml:id='annex' "
                                   "c:after='one'><info><title>Annex</title></info><para>x</para>"
                                   "</chapter></c:overlay>");
  write_text (overlay, "a.png", "picture");
  write_text (overlay, "case-studies/c.xml", CASE ("c", TOLD, "<para>Ours</para>"));
  write_text (folder, "case-studies/c.xml", CASE ("c", TOLD, "<para>Theirs</para>"));
  edition = load (folder, overlay);
  manual = cm_edition_get_manual (edition);
  g_assert_cmpstr (cm_edition_get_name (edition), ==, "Ours");
  g_assert_cmpstr (cm_edition_get_title (edition), ==, "A manual");
  block = find (edition, "s");
  g_assert_true (block->own);
  g_assert_true (((CmBlock *) block->children->pdata[0])->own);
  {
    /* The path of a picture of ours leads to it from the folder of the manual. */
    CmBlock *figure = block->children->pdata[1];
    g_autofree char *path = g_build_filename (
        cm_document_get_folder (cm_manual_get_document (manual)), figure->target, NULL);

    g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  }
  g_assert_false (block->parent->own);
  g_assert_true (block->parent->children->pdata[2] == find (edition, "new"));
  g_assert_false (find (edition, "t")->own);
  g_assert_true (find (edition, "annex")->own);
  g_assert_cmpuint (cm_manual_get_n_steps (manual), ==, 3);
  g_assert_cmpstr (cm_manual_get_step (manual, 1)->id, ==, "plan/tell");
  g_assert_true (cm_manual_find_step (manual, "plan/decide")->block->own);
  g_assert_false (cm_manual_find_step (manual, "plan/options")->block->own);
  g_assert_cmpuint (cm_edition_get_case_studies (edition)->len, ==, 1);
  g_assert_true (((CmCaseStudy *) cm_edition_get_case_studies (edition)->pdata[0])->own);
}

/* Each fault is where its writer can mend it. */
static void
test_overlay_faults (void)
{
#define BASE                                                                                       \
  MANUAL (STAGE CHAPTER ("one",                                                                    \
                         "<para>x</para>" SECTION ("s", "", "<para xml:id='p'>x</para>")           \
                             SECTION ("t", "", "<para><link linkend='p'>x</link></para>")))
  static const struct
  {
    const char *body, *place, *words;
  } cases[] = {
    { SECTION ("q", "", "<para>x</para>"), "own overlay.xml:2:1: ", "c:after" },
    { SECTION ("p", "", "<para>x</para>"), "own overlay.xml:2:1: ", "“p”" },
    { SECTION ("q", "c:after='nowhere'", "<para>x</para>"), "own overlay.xml:2:1: ", "nowhere" },
    { SECTION ("t", "c:after='s'", "<para>x</para>"), "own overlay.xml:2:1: ", "already" },
    { SECTION ("s", "", "<para>x</para>"), "own overlay.xml:2:1: ", "line 9 " },
    { SECTION ("plan-options", "", "<para>x</para>"), "own overlay.xml:2:1: ", "options" },
    { SECTION ("plan-decide", "c:step='decide'", "<para>x</para>"), "own overlay.xml:2:", "step" },
    { SECTION ("q", "c:after='one'", "<para>x</para>"), "own overlay.xml:2:1: ", "may not stand" },
    { SECTION ("q", "c:after='plan'", "<para>x</para>"), "own overlay.xml:2:1: ", "" },
    { SECTION ("t", "", "<para><link linkend='gone'>x</link></para>"),
      "own overlay.xml:2:",
      "“gone”" },
    { SECTION ("t", "", "<para xml:id='plan'>x</para>"), "", "“plan” is used before" },
    { STEP ("plan-decide", "c:step='decide'", " "), "own overlay.xml:2:1: ", "no text" },
    { SECTION ("t", "", "<para>x</para>") CHAPTER ("one", "<para xml:id='p'>x</para>"),
      "own overlay.xml:3:1: ",
      "another part" },
    { SECTION ("t", "", "<para>x</para>") "\n" SECTION ("t", "", "<para>x</para>"),
      "own overlay.xml:4:",
      "t" },
    { "<para/>", "own overlay.xml:2:1: ", "<para> may not stand" },
    { SECTION ("t", "", "<para>x</para>" SECTION ("u", "c:after='s'", "<para>x</para>")),
      "own overlay.xml:2:",
      "after" },
    { SECTION ("t",
               "",
               "<figure><title>F</title><mediaobject><imageobject><imagedata fileref='../a.png'/>"
               "</imageobject><textobject><phrase>p</phrase></textobject></mediaobject></figure>"),
      "own overlay.xml:2:",
      "picture" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Folder) folder = make_folder ();
      g_autoptr (Folder) overlay = make_folder ();
      g_autofree char *text = g_strdup_printf (OVERLAY ("%s"), cases[i].body);

      write_text (folder, "manual.xml", BASE);
      write_text (overlay, "overlay.xml", text);
      assert_fault (folder, overlay, cases[i].place, cases[i].words);
    }
}

/* With a fault in each file, each is told with its own name. */
static void
test_all_files (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (Folder) overlay = make_folder ();
  g_autofree char *text = NULL;

  write_text (folder, "manual.xml", MANUAL (CHAPTER ("one", "<bad/>")));
  write_text (overlay, "overlay.xml", OVERLAY ("<worse/>"));
  write_text (overlay, "case-studies/a.xml", "<worst");
  text = check (folder, overlay);
  g_assert_true (g_str_has_prefix (text,
                                   "manual.xml:4:1: <bad> may not stand in <chapter>\n"
                                   "own overlay.xml:2:1: <worse> may not stand in <overlay>\n"
                                   "own case-studies/a.xml:1:"));
}

static void
test_columns (void)
{
  g_autoptr (Folder) folder = make_folder ();

  write_text (folder, "manual.xml", MANUAL (CHAPTER ("one", "<para>ä€ <bad\n/>x</para>")));
  assert_fault (folder, NULL, "manual.xml:4:10: ", "<bad>");
  write_text (folder, "manual.xml", MANUAL (CHAPTER ("one", "<para>x</emphasis>")));
  assert_fault (folder, NULL, "manual.xml:4:", "</emphasis> stands where <para> of line 4");
  write_text (folder, "manual.xml", MANUAL (CHAPTER ("one", "<para>a&nbsp;b</para>")));
  assert_fault (folder, NULL, "manual.xml:4:", "“&nbsp;”");
  write_text (folder, "manual.xml", "\xef\xbb\xbf" MANUAL (CHAPTER ("one", "<bad/>")));
  assert_fault (folder, NULL, "manual.xml:4:1: ", "<bad>");
}

static void
test_cancelled (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  write_text (folder, "manual.xml", MANUAL (STAGE));
  g_cancellable_cancel (cancellable);
  g_assert_null (cm_edition_load (folder, NULL, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_installed (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (CmEdition) edition = load (folder, NULL);

  g_assert_nonnull (cm_edition_get_name (edition));
  g_assert_nonnull (cm_edition_get_date (edition));
  g_assert_cmpuint (cm_manual_get_n_stages (cm_edition_get_manual (edition)), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  g_test_add_func ("/edition/info", test_info);
  g_test_add_func ("/edition/case-studies", test_case_studies);
  g_test_add_func ("/edition/case-study-faults", test_case_study_faults);
  g_test_add_func ("/edition/names", test_names);
  g_test_add_func ("/edition/overlay", test_overlay);
  g_test_add_func ("/edition/overlay-faults", test_overlay_faults);
  g_test_add_func ("/edition/all-files", test_all_files);
  g_test_add_func ("/edition/columns", test_columns);
  g_test_add_func ("/edition/cancelled", test_cancelled);
  g_test_add_func ("/edition/installed", test_installed);
  return g_test_run ();
}
