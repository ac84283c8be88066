/* test-benchmark.c - the benchmark of an edition: how it is read, and what is wrong with one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-edition.h"

#include <unistd.h>

#include "content-fixture.h"

/* Its body begins in line 5. */
#define BENCHMARK(info, body)                                                                      \
  "<benchmark xmlns='urn:commissioning:manual:1' version='1'>\n"                                   \
  "<info><title>Headings</title><summary>What for.</summary>" info "</info>\n"                     \
  "<levels origin='editorial'>"                                                                    \
  "<level xml:id='low' name='Not yet'>Not begun.</level>\n"                                        \
  "<level xml:id='high' name='Settled'>It lasts.</level></levels>\n" body "</benchmark>\n"
#define SOURCE                                                                                     \
  "<source xmlns:xlink='http://www.w3.org/1999/xlink' "                                            \
  "xlink:href='https://example.org/'>A report</source>"
/* Its stages are in the line after, and its links in the one after that. */
#define HEADING(id, title, stages, see)                                                            \
  "<heading xml:id='" id "' title='" title "' origin='source'>"                                    \
  "<about origin='editorial'>Whether.</about><questions origin='editorial'>"                       \
  "<question xml:id='" id "-q'>Who?</question></questions>\n"                                      \
  "<stages origin='editorial'>" stages "</stages>\n"                                               \
  "<evidence origin='editorial'><item>A minute</item></evidence>" see "</heading>\n"
#define STAGES "<stage level='low'>Nobody.</stage><stage level='high'>All.</stage>"
#define SEE "<see linkend='plan-options'>How.</see>"

static CmEdition *
load (const char *folder, const char *overlay)
{
  g_autoptr (GError) error = NULL;
  CmEdition *edition = cm_edition_load (folder, overlay, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (edition);
  return edition;
}

static void
test_read (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (CmEdition) edition = NULL;
  const CmBenchmark *benchmark;
  const CmBenchmarkHeading *heading;
  const CmBenchmarkStage *stage;
  const CmSource *source;

  write_text (folder, "manual.xml", MANUAL (STAGE));
  write_text (folder,
              "benchmark.xml",
              BENCHMARK (SOURCE "<advice>Ours.</advice>",
                         HEADING ("vision", "Vision", STAGES, SEE)
                             HEADING ("lead", "Leadership", STAGES, SEE)));
  edition = load (folder, NULL);
  benchmark = cm_edition_get_benchmark (edition);
  g_assert_nonnull (benchmark);
  g_assert_cmpstr (benchmark->title, ==, "Headings");
  g_assert_cmpstr (benchmark->summary, ==, "What for.");
  g_assert_null (benchmark->method);
  g_assert_cmpstr (benchmark->advice, ==, "Ours.");
  g_assert_false (benchmark->own);
  source = g_ptr_array_index (benchmark->sources, 0);
  g_assert_cmpstr (source->text, ==, "A report");
  g_assert_cmpstr (source->link, ==, "https://example.org/");
  g_assert_cmpuint (benchmark->levels->len, ==, 2);
  g_assert_cmpint (benchmark->levels_origin, ==, CM_ORIGIN_EDITORIAL);
  g_assert_cmpuint (benchmark->headings->len, ==, 2);
  heading = g_ptr_array_index (benchmark->headings, 1);
  g_assert_cmpstr (heading->id, ==, "lead");
  g_assert_cmpint (heading->origin, ==, CM_ORIGIN_SOURCE);
  g_assert_cmpstr (heading->about, ==, "Whether.");
  g_assert_cmpint (heading->about_origin, ==, CM_ORIGIN_EDITORIAL);
  g_assert_cmpstr (((CmBenchmarkQuestion *) heading->questions->pdata[0])->id, ==, "lead-q");
  g_assert_cmpstr (heading->evidence->pdata[0], ==, "A minute");
  g_assert_cmpstr (((CmManualSeen *) heading->seen->pdata[0])->target, ==, "plan-options");
  stage = g_ptr_array_index (heading->stages, 1);
  g_assert_cmpstr (stage->level->name, ==, "Settled");
  g_assert_cmpstr (stage->text, ==, "All.");
  /* As a portfolio names it, whatever the case. */
  g_assert_true (cm_benchmark_find_heading (benchmark, "leadership") == heading);
  g_assert_null (cm_benchmark_find_heading (benchmark, "Capacity"));
}

/* An edition may do without; a partnership's own takes the place of the edition's. */
static void
test_folders (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (Folder) overlay = make_folder ();

  write_text (folder, "manual.xml", MANUAL (STAGE));
  write_text (overlay, "overlay.xml", OVERLAY (""));
  {
    g_autoptr (CmEdition) edition = load (folder, overlay);

    g_assert_null (cm_edition_get_benchmark (edition));
  }
  write_text (
      folder, "benchmark.xml", BENCHMARK (SOURCE, HEADING ("vision", "Vision", STAGES, SEE)));
  {
    g_autoptr (CmEdition) edition = load (folder, overlay);

    g_assert_false (cm_edition_get_benchmark (edition)->own);
  }
  write_text (
      overlay, "benchmark.xml", BENCHMARK (SOURCE, HEADING ("vision", "Our vision", STAGES, SEE)));
  {
    g_autoptr (CmEdition) edition = load (folder, overlay);
    const CmBenchmark *benchmark = cm_edition_get_benchmark (edition);

    g_assert_true (benchmark->own);
    g_assert_nonnull (cm_benchmark_find_heading (benchmark, "Our vision"));
  }
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
assert_told (const char *text, const char *place, const char *words)
{
  if (!g_str_has_prefix (text, place) || strstr (text, words) == NULL)
    g_error ("“%s” should begin with “%s” and have “%s”", text, place, words);
}

static void
test_faults (void)
{
  static const struct
  {
    const char *text, *place, *words;
  } cases[] = {
    { BENCHMARK (SOURCE, HEADING ("a", "A", "<stage level='low'>x</stage>", SEE)),
      "benchmark.xml:6:1: ",
      "“high” is not described" },
    { BENCHMARK (SOURCE, HEADING ("a", "A", STAGES "<stage level='high'>x</stage>", SEE)),
      "benchmark.xml:6:",
      "“high” is described before" },
    { BENCHMARK (
          SOURCE,
          HEADING ("a", "A", "<stage level='high'>x</stage><stage level='low'>x</stage>", SEE)),
      "benchmark.xml:6:28: ",
      "“low” comes here, not “high”" },
    { BENCHMARK (SOURCE, HEADING ("a", "A", "<stage level='top'>x</stage>", SEE)),
      "benchmark.xml:6:28: ",
      "no level “top”" },
    { BENCHMARK (SOURCE, HEADING ("a", "A", STAGES, SEE) HEADING ("b", "a", STAGES, SEE)),
      "benchmark.xml:8:1: ",
      "called “a” already" },
    { BENCHMARK (SOURCE, HEADING ("a", "A", STAGES, SEE) HEADING ("a", "B", STAGES, SEE)),
      "benchmark.xml:8:",
      "a" },
    { BENCHMARK (SOURCE, HEADING ("low", "A", STAGES, SEE)), "benchmark.xml:5:", "low" },
    { BENCHMARK (SOURCE, HEADING ("a", "A", STAGES, "<see linkend='nowhere'>x</see>")),
      "benchmark.xml:7:",
      "“nowhere”" },
    { BENCHMARK (SOURCE, HEADING ("a", "A", STAGES, "<see linkend='plan'> </see>")),
      "benchmark.xml:7:",
      "<see> has no words" },
    { BENCHMARK (SOURCE, HEADING ("a", " ", STAGES, SEE)),
      "benchmark.xml:5:1: ",
      "“title” is blank" },
    { BENCHMARK ("", HEADING ("a", "A", STAGES, SEE)), "benchmark.xml:5:1: ", "name the source" },
    { BENCHMARK (SOURCE, "<heading/>"), "benchmark.xml:5:1: ", "<heading> needs" },
    { BENCHMARK (SOURCE, "<para/>"), "benchmark.xml:5:1: ", "<para> may not stand" },
    { BENCHMARK (SOURCE, ""), "benchmark.xml:", "" },
    { MANUAL (STAGE), "benchmark.xml:1:1: ", "" },
    { "", "benchmark.xml:", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Folder) folder = make_folder ();
      g_autoptr (Folder) overlay = make_folder ();
      g_autofree char *text = NULL, *own_text = NULL;
      g_autofree char *own_place = g_strconcat ("own ", cases[i].place, NULL);

      write_text (folder, "manual.xml", MANUAL (STAGE));
      write_text (folder, "benchmark.xml", cases[i].text);
      text = check (folder, NULL);
      assert_told (text, cases[i].place, cases[i].words);
      write_text (
          folder, "benchmark.xml", BENCHMARK (SOURCE, HEADING ("v", "Vision", STAGES, SEE)));
      write_text (overlay, "overlay.xml", OVERLAY (""));
      write_text (overlay, "benchmark.xml", cases[i].text);
      own_text = check (folder, overlay);
      assert_told (own_text, own_place, cases[i].words);
    }
}

/* What is there and cannot be read is no benchmark left out. */
static void
test_no_file (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "benchmark.xml", NULL);
  g_autofree char *is_folder = NULL, *leads_nowhere = NULL;

  write_text (folder, "manual.xml", MANUAL (STAGE));
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  is_folder = check (folder, NULL);
  assert_told (is_folder, "benchmark.xml: it is no file", "folder");
  g_remove (path);
  g_assert_cmpint (symlink ("nowhere.xml", path), ==, 0);
  leads_nowhere = check (folder, NULL);
  assert_told (leads_nowhere, "benchmark.xml: ", "");
}

/* That of the built-in edition has the seven headings that the portfolios of the time used. */
static void
test_installed (void)
{
  static const char *const titles[] = {
    "Vision and strategy",       "Leadership",
    "Governance and management", "Relationships",
    "Performance management",    "Achievements and impact",
    "Learning and development",
  };
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (CmEdition) edition = load (folder, NULL);
  const CmBenchmark *benchmark = cm_edition_get_benchmark (edition);

  g_assert_nonnull (benchmark);
  g_assert_cmpuint (benchmark->headings->len, ==, G_N_ELEMENTS (titles));
  g_assert_cmpuint (benchmark->sources->len, >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      const CmBenchmarkHeading *heading = g_ptr_array_index (benchmark->headings, i);

      g_assert_cmpstr (heading->title, ==, titles[i]);
      g_assert_cmpint (heading->origin, ==, CM_ORIGIN_SOURCE);
      g_assert_cmpint (heading->stages_origin, ==, CM_ORIGIN_EDITORIAL);
      g_assert_cmpuint (heading->questions->len, >=, 3);
      g_assert_cmpuint (heading->seen->len, >, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  g_test_add_func ("/benchmark/read", test_read);
  g_test_add_func ("/benchmark/folders", test_folders);
  g_test_add_func ("/benchmark/faults", test_faults);
  g_test_add_func ("/benchmark/no-file", test_no_file);
  g_test_add_func ("/benchmark/installed", test_installed);
  return g_test_run ();
}
