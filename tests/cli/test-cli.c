/* test-cli.c - the command line as a person or a script uses it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cm-store.h"

typedef struct
{
  char *folder;
} Fixture;

typedef struct
{
  int status;
  char *out, *err;
} Result;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cm-cli-XXXXXX", NULL);
  g_assert_cmpint (g_chdir (f->folder), ==, 0);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      /* A command leaves no temporary and no lock behind. */
      g_assert_false (g_str_has_suffix (name, ".part"));
      g_assert_false (g_str_has_suffix (name, ".lock"));
      g_unlink (path);
    }
  g_chdir ("/");
  g_rmdir (f->folder);
  g_free (f->folder);
}

static void
clear_result (Result *result)
{
  g_free (result->out);
  g_free (result->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, clear_result)

static Result
run (const char *first, ...)
{
  Result result = { 0 };
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  va_list args;

  g_ptr_array_add (arguments, (gpointer) g_getenv ("COMMISSIONING"));
  va_start (args, first);
  for (const char *a = first; a != NULL; a = va_arg (args, const char *))
    g_ptr_array_add (arguments, (gpointer) a);
  va_end (args);
  g_ptr_array_add (arguments, NULL);
  g_spawn_sync (NULL,
                (char **) arguments->pdata,
                NULL,
                G_SPAWN_DEFAULT,
                NULL,
                NULL,
                &result.out,
                &result.err,
                &result.status,
                &error);
  g_assert_no_error (error);
  result.status = result.status >> 8;
  return result;
}

static char *
data_file (const char *folder, const char *name)
{
  return g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), folder, name, NULL);
}

#define RUN(code, ...)                                                                             \
  g_auto (Result) r = run (__VA_ARGS__, NULL);                                                     \
  g_test_message ("%s", r.err);                                                                    \
  g_assert_cmpint (r.status, ==, code)

static void
make_portfolio (const char *example, const char *path)
{
  g_autofree char *source = data_file ("examples", example);

  RUN (0, "load", source, "-o", path);
}

/* The examples and templates are kept as they are dumped: byte for byte. */
static void
test_round_trip (Fixture *f, gconstpointer data)
{
  static const char *const files[][2] = {
    { "examples", "leicestershire-together.xml" },
    { "examples", "staffordshire-connects-2010.xml" },
    { "templates", "partnership.xml" },
    { "templates", "empty.xml" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *source = data_file (files[i][0], files[i][1]);
      g_autofree char *before = NULL, *after = NULL;

      {
        RUN (0, "load", source, "-o", "a.portfolio");
      }
      {
        RUN (0, "dump", "a.portfolio", "-o", "a.xml");
      }
      {
        RUN (0, "check", "a.portfolio");
        g_assert_nonnull (strstr (r.out, "sound"));
      }
      g_assert_true (g_file_get_contents (source, &before, NULL, NULL));
      g_assert_true (g_file_get_contents ("a.xml", &after, NULL, NULL));
      g_assert_cmpstr (before, ==, after);
      g_unlink ("a.portfolio");
    }
}

static void
test_new (Fixture *f, gconstpointer data)
{
  {
    RUN (0, "new", "a.portfolio");
  }
  {
    RUN (0, "list", "theme", "a.portfolio");
    g_assert_nonnull (strstr (r.out, "\r\n"));
  }
  {
    RUN (1, "new", "a.portfolio");
    g_assert_nonnull (strstr (r.err, "a.portfolio"));
  }
  {
    RUN (1, "new", "b.portfolio", "--template", "none");
    g_assert_nonnull (strstr (r.err, "none.xml"));
    g_assert_false (g_file_test ("b.portfolio", G_FILE_TEST_EXISTS));
  }
}

static void
test_list (Fixture *f, gconstpointer data)
{
  make_portfolio ("staffordshire-connects-2010.xml", "a.portfolio");
  {
    RUN (0, "list", "reserve_entry", "a.portfolio");
    g_assert_nonnull (strstr (r.out, "129700.00"));
  }
  {
    RUN (0, "list", "activity", "a.portfolio", "--format", "json");
    g_assert_nonnull (strstr (r.out, "\"lead\": \"No lead"));
  }
  {
    RUN (2, "list", "nothing", "a.portfolio");
    g_assert_nonnull (strstr (r.err, "nothing"));
  }
  {
    RUN (2, "list", "activity", "a.portfolio", "--format", "xls");
  }
}

static void
test_consistency (Fixture *f, gconstpointer data)
{
  make_portfolio ("staffordshire-connects-2010.xml", "a.portfolio");
  {
    RUN (0, "check", "a.portfolio", "--consistency");
    g_assert_nonnull (strstr (r.out, "£90 too low"));
    g_assert_nonnull (strstr (r.out, "a watching brief without a date"));
    g_assert_nonnull (strstr (r.out, "findings\n"));
  }
  {
    RUN (0, "check", "a.portfolio");
    g_assert_null (strstr (r.out, "too low"));
  }
}

static void
rename_partnership (const char *path, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = cm_store_open (path, CM_STORE_WRITE, &error);
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership = NULL;

  g_assert_no_error (error);
  partnership = cm_store_first (store, query);
  cm_record_set_text (partnership, "name", name);
  cm_store_save (store, partnership, "Rename", &error);
  g_assert_no_error (error);
  cm_store_close (store);
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  make_portfolio ("staffordshire-connects-2010.xml", "a.portfolio");
  {
    RUN (0, "history", "a.portfolio");
    g_assert_nonnull (strstr (r.out, "Load “staffordshire-connects-2010.xml”"));
  }
  /* To undo the loading itself would leave nothing. */
  {
    RUN (1, "undo", "a.portfolio");
    g_assert_nonnull (strstr (r.err, "nothing to undo"));
  }
  rename_partnership ("a.portfolio", "Renamed");
  {
    RUN (0, "undo", "a.portfolio");
  }
  {
    RUN (0, "list", "partnership", "a.portfolio");
    g_assert_null (strstr (r.out, "Renamed"));
  }
  {
    RUN (0, "redo", "a.portfolio");
  }
  {
    RUN (0, "list", "partnership", "a.portfolio");
    g_assert_nonnull (strstr (r.out, "Renamed"));
  }
  {
    RUN (1, "redo", "a.portfolio");
    g_assert_nonnull (strstr (r.err, "nothing to redo"));
  }
}

static void
test_describe (Fixture *f, gconstpointer data)
{
  {
    RUN (0, "describe");
    g_assert_nonnull (strstr (r.out, "budget_line"));
    g_assert_nonnull (strstr (r.out, "== Governance"));
  }
  {
    RUN (0, "describe", "--format", "html");
    g_assert_nonnull (strstr (r.out, "<h3 id=\"activity\">"));
  }
  {
    RUN (0, "schema");
    g_assert_nonnull (strstr (r.out, "http://relaxng.org/ns/structure/1.0"));
  }
}

static void
test_usage (Fixture *f, gconstpointer data)
{
  static const char *const commands[] = { "new",     "dump", "load", "list",     "check",
                                          "history", "undo", "redo", "describe", "schema" };

  {
    RUN (0, "--help");
    for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
      g_assert_nonnull (strstr (r.out, commands[i]));
  }
  {
    RUN (2, "fly");
    g_assert_nonnull (strstr (r.err, "fly"));
  }
  {
    RUN (2, "dump");
  }
  {
    RUN (2, "load", "a.xml");
    g_assert_nonnull (strstr (r.err, "-o"));
  }
  {
    RUN (2, "dump", "--nonsense", "a.portfolio");
  }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      RUN (0, commands[i], "--help");
      g_assert_nonnull (strstr (r.out, "--help"));
    }
}

/* Each is refused with the file and the line, and nothing appears. */
static void
test_bad_xml (Fixture *f, gconstpointer data)
{
#define HEAD                                                                                       \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<portfolio "                                        \
  "xmlns=\"urn:commissioning:portfolio:1\" schema=\"1\">\n"
#define ID "00000000-0000-7000-8000-00000000000"
  static const struct
  {
    const char *xml, *where, *what;
  } cases[] = {
    { "", "bad.xml", "" },
    { "not XML at all", "bad.xml:1", "" },
    { HEAD "  <theme id=\"" ID "1\">\n    <name>One\n", "bad.xml:", "" },
    { HEAD "  <theme id=\"" ID "1\">\n    <colour>red</colour>\n  </theme>\n</portfolio>\n",
      "bad.xml:",
      "" },
    { HEAD "  <partnership id=\"" ID
           "1\">\n    <name>One</name>\n    <year>soon</year>\n  </partnership>\n</portfolio>\n",
      "bad.xml:",
      "" },
    { HEAD
      "  <event id=\"" ID
      "1\">\n    <name>One</name>\n    <starts>2010-02-31</starts>\n  </event>\n</portfolio>\n",
      "bad.xml:5",
      "2010-02-31" },
    { HEAD "  <event id=\"" ID "1\">\n    <name>One</name>\n    <starts>2010-02-03</starts>\n    "
           "<ends>2010-02-01</ends>\n  </event>\n</portfolio>\n",
      "bad.xml:3",
      "before" },
    { HEAD "  <chapter id=\"" ID "1\">\n    <theme ref=\"" ID
           "2\"/>\n    <name>One</name>\n  </chapter>\n</portfolio>\n",
      "bad.xml:4",
      "no theme" },
    { HEAD "  <theme id=\"" ID "1\">\n    <name>One</name>\n  </theme>\n  <theme id=\"" ID
           "1\">\n    <name>Two</name>\n  </theme>\n</portfolio>\n",
      "bad.xml:6",
      "twice" },
    { "<?xml version=\"1.0\"?>\n<!DOCTYPE portfolio [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
      "\"&a;&a;&a;&a;\">]>\n"
      "<portfolio xmlns=\"urn:commissioning:portfolio:1\" schema=\"1\"/>",
      "bad.xml:2",
      "DOCTYPE" },
    { "<?xml version=\"1.0\"?>\n<!DOCTYPE portfolio SYSTEM \"file:///etc/passwd\">\n<portfolio/>",
      "bad.xml:2",
      "DOCTYPE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (g_file_set_contents ("bad.xml", cases[i].xml, -1, NULL));
      {
        RUN (1, "load", "bad.xml", "-o", "bad.portfolio");
        g_assert_true (g_str_has_prefix (r.err, "commissioning: "));
        g_assert_nonnull (strstr (r.err, cases[i].where));
        g_assert_nonnull (strstr (r.err, cases[i].what));
        g_assert_false (g_file_test ("bad.portfolio", G_FILE_TEST_EXISTS));
      }
    }
}

static void
test_check_content (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_auto (Result) good = run ("check-content", folder, NULL);
  g_auto (Result) none = run ("check-content", f->folder, NULL);
  g_auto (Result) bad = { 0 };

  g_assert_cmpint (good.status, ==, 0);
  g_assert_cmpint (none.status, ==, 1);
  g_assert_nonnull (strstr (none.err, "manual.xml: "));
  g_assert_true (g_file_set_contents ("manual.xml",
                                      "<book xmlns='http://docbook.org/ns/docbook' version='5.0'>\n"
                                      "<info><title>T</title></info><chapter xml:id='a'><info>\n"
                                      "<title>A</title></info><blink/></chapter></book>",
                                      -1,
                                      NULL));
  bad = run ("check-content", f->folder, NULL);
  g_assert_cmpint (bad.status, ==, 1);
  g_assert_nonnull (strstr (bad.err, "manual.xml:3: <blink> may not stand in <chapter>"));
  g_assert_cmpstr (bad.out, ==, "");
}

static void
test_bad_file (Fixture *f, gconstpointer data)
{
  {
    RUN (1, "check", "missing.portfolio");
    g_assert_nonnull (strstr (r.err, "missing.portfolio"));
  }
  g_assert_true (g_file_set_contents ("text.portfolio", "hello", -1, NULL));
  {
    RUN (1, "dump", "text.portfolio");
    g_assert_nonnull (strstr (r.err, "not a portfolio"));
  }
  {
    RUN (1, "undo", "text.portfolio");
  }
  make_portfolio ("staffordshire-connects-2010.xml", "a.portfolio");
  {
    RUN (1, "dump", "a.portfolio", "-o", "no/such/folder.xml");
    g_assert_nonnull (strstr (r.err, "no/such/folder.xml"));
  }
}

/* What a spreadsheet would run is text; a workbook goes to a file, never to the terminal. */
static void
test_list_formats (Fixture *f, gconstpointer data)
{
  make_portfolio ("staffordshire-connects-2010.xml", "a.portfolio");
  rename_partnership ("a.portfolio", "=cmd|' /C calc'!A0");
  {
    RUN (0, "list", "partnership", "a.portfolio");
    g_assert_true (g_str_has_prefix (r.out, "id,name,"));
    g_assert_nonnull (strstr (r.out, ",'=cmd|' /C calc'!A0,"));
  }
  {
    RUN (0, "list", "reserve_entry", "a.portfolio", "-f", "csv", "-o", "a.csv");
    g_assert_cmpstr (r.out, ==, "");
  }
  {
    RUN (2, "list", "activity", "a.portfolio", "--format", "xlsx");
    g_assert_nonnull (strstr (r.err, "-o"));
    g_assert_cmpstr (r.out, ==, "");
  }
  {
    RUN (0, "list", "activity", "a.portfolio", "--format", "xlsx", "--output", "a.xlsx");
    g_assert_cmpstr (r.out, ==, "");
  }
  {
    g_autofree char *book = NULL;
    g_autofree char *csv = NULL;

    g_assert_true (g_file_get_contents ("a.xlsx", &book, NULL, NULL));
    g_assert_true (g_str_has_prefix (book, "PK"));
    g_assert_true (g_file_get_contents ("a.csv", &csv, NULL, NULL));
    g_assert_nonnull (strstr (csv, ",129700.00,"));
  }
  {
    RUN (1, "list", "activity", "a.portfolio", "-f", "xlsx", "-o", "no/such/folder.xlsx");
    g_assert_nonnull (strstr (r.err, "no/such/folder.xlsx"));
  }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } cases[] = {
    { "/cli/round-trip", test_round_trip },
    { "/cli/new", test_new },
    { "/cli/list", test_list },
    { "/cli/list-formats", test_list_formats },
    { "/cli/consistency", test_consistency },
    { "/cli/undo", test_undo },
    { "/cli/describe", test_describe },
    { "/cli/usage", test_usage },
    { "/cli/bad-xml", test_bad_xml },
    { "/cli/bad-file", test_bad_file },
    { "/cli/check-content", test_check_content },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
