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

/* A clean copy says what is not in it and is otherwise the same. */
static void
test_copy (Fixture *f, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  make_portfolio ("leicestershire-together.xml", "a.portfolio");
  {
    RUN (2, "copy", "a.portfolio");
    g_assert_nonnull (strstr (r.err, "--output"));
  }
  {
    RUN (0, "copy", "a.portfolio", "--dry-run", "--anonymise");
    g_assert_nonnull (strstr (r.out, "Removed: 1 entry of the change log"));
    g_assert_nonnull (strstr (r.out, "Replaced: "));
  }
  {
    RUN (0, "copy", "a.portfolio", "-o", "b.portfolio", "--without-history");
    g_assert_nonnull (strstr (r.out, "b.portfolio: written and checked"));
    g_assert_null (strstr (r.out, "Replaced: "));
  }
  {
    RUN (0, "history", "b.portfolio");
    g_assert_cmpstr (r.out, ==, "");
  }
  {
    RUN (0, "dump", "a.portfolio");
    before = g_steal_pointer (&r.out);
  }
  {
    RUN (0, "dump", "b.portfolio");
    after = g_steal_pointer (&r.out);
  }
  g_assert_cmpstr (before, ==, after);
}

static void
test_copy_anonymised (Fixture *f, gconstpointer data)
{
  make_portfolio ("leicestershire-together.xml", "a.portfolio");
  {
    RUN (0, "copy", "a.portfolio", "-o", "b.portfolio");
    g_assert_nonnull (strstr (r.out, "Nothing is removed"));
  }
  {
    RUN (1, "copy", "a.portfolio", "-o", "b.portfolio", "--anonymise");
    g_assert_nonnull (strstr (r.err, "already"));
  }
  {
    RUN (0, "copy", "a.portfolio", "-o", "b.portfolio", "--anonymise", "--replace");
  }
  {
    RUN (0, "check", "b.portfolio");
  }
  {
    RUN (0, "dump", "b.portfolio");
    g_assert_nonnull (strstr (r.out, "Person 1"));
  }
}

static void
test_backup (Fixture *f, gconstpointer data)
{
  make_portfolio ("staffordshire-connects-2010.xml", "a.portfolio");
  {
    RUN (0, "backup", "a.portfolio", "-o", "b.portfolio");
    g_assert_nonnull (strstr (r.out, "Nothing is removed"));
  }
  {
    RUN (0, "history", "b.portfolio");
    g_assert_nonnull (strstr (r.out, "Load “staffordshire-connects-2010.xml”"));
  }
  /* Without a name it has that of the day, which can be taken once. */
  {
    RUN (0, "backup", "a.portfolio");
    g_assert_nonnull (strstr (r.out, "a – 2"));
  }
  {
    RUN (1, "backup", "a.portfolio");
    g_assert_nonnull (strstr (r.err, "already"));
  }
  {
    RUN (1, "backup", "nothing.portfolio", "-o", "c.portfolio");
    g_assert_nonnull (strstr (r.err, "nothing.portfolio"));
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
  static const char *const commands[] = {
    "new",     "dump", "load", "import",   "list",   "check",
    "history", "undo", "redo", "describe", "schema", "recover"
  };

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
  g_autofree char *overlay = NULL;

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
  g_assert_nonnull (strstr (bad.err, "manual.xml:3:24: <blink> may not stand in <chapter>"));
  g_assert_cmpstr (bad.out, ==, "");
  overlay = g_build_filename (f->folder, "own", NULL);
  g_assert_cmpint (g_mkdir (overlay, 0700), ==, 0);
  g_assert_true (g_file_set_contents ("own/overlay.xml",
                                      "<c:overlay xmlns='http://docbook.org/ns/docbook' version='1'"
                                      " xmlns:c='urn:commissioning:manual:1'><info/>\n"
                                      "<chapter xml:id='gone'><info><title>A</title></info>"
                                      "<para/></chapter></c:overlay>",
                                      -1,
                                      NULL));
  {
    RUN (1, "check-content", folder, "--overlay", overlay);
    g_assert_nonnull (strstr (r.err, "own/overlay.xml:2:1: the manual has no chapter"));
  }
}

/* Every fault is named; what can be read is brought into a new file, which is sound. */
static void
test_recover (Fixture *f, gconstpointer data)
{
  g_autofree char *bytes = NULL, *after = NULL;
  gsize size, size_after;

  make_portfolio ("leicestershire-together.xml", "a.portfolio");
  g_assert_true (g_file_get_contents ("a.portfolio", &bytes, &size, NULL));
  for (gsize page = 40; page < 50; page++)
    memset (bytes + page * 4096, 0, 4096);
  g_assert_true (g_file_set_contents ("a.portfolio", bytes, (gssize) size, NULL));
  {
    RUN (1, "check", "a.portfolio");
    g_assert_cmpstr (r.out, ==, "");
    g_assert_nonnull (strstr (r.err, " faults; "));
    g_assert_nonnull (strstr (r.err, "commissioning recover"));
  }
  {
    RUN (3, "recover", "a.portfolio", "-o", "b.portfolio");
    g_assert_nonnull (strstr (r.out, "records were recovered"));
    g_assert_nonnull (strstr (r.out, "Activities: "));
  }
  {
    RUN (0, "check", "b.portfolio");
  }
  {
    RUN (1, "recover", "a.portfolio", "-o", "b.portfolio");
    g_assert_nonnull (strstr (r.err, "there is a file of that name"));
  }
  {
    RUN (3, "recover", "a.portfolio");
    g_assert_true (g_file_test ("a (recovered).portfolio", G_FILE_TEST_IS_REGULAR));
  }
  {
    RUN (0, "recover", "b.portfolio", "-o", "c.portfolio");
  }
  g_assert_true (g_file_get_contents ("a.portfolio", &after, &size_after, NULL));
  g_assert_cmpmem (bytes, size, after, size_after);
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

/* --- import ----------------------------------------------------------------------------------- */

#define SPEND "Body,Supplier,Date Paid,Net Amount,Gross Amount\r\n"
#define BODY "Leicestershire County Council"

static void
make_spend (const char *rows)
{
  g_autofree char *text = g_strconcat (SPEND, rows, NULL);

  g_assert_true (g_file_set_contents ("spend.csv", text, -1, NULL));
}

static char *
read_bytes (const char *path, gsize *length)
{
  char *bytes = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, length, NULL));
  return bytes;
}

/* The example is as such files are, with two rows that cannot be read. */
static void
test_import_example (Fixture *f, gconstpointer data)
{
  g_autofree char *example = data_file ("examples", "spend-2009-10.csv");
  g_autofree char *rejects = NULL;

  make_portfolio ("leicestershire-together.xml", "a.portfolio");
  {
    RUN (3, "import", "spend_line", example, "a.portfolio", "--rejects", "rejects.csv");
    g_assert_nonnull (strstr (r.out, "Rows read                122\n"));
    g_assert_nonnull (strstr (r.out, "Rows stored              120\n"));
    g_assert_nonnull (strstr (r.out, "Rows rejected            2\n"));
    g_assert_nonnull (strstr (r.out, "Encoding                 Windows-1252\n"));
    g_assert_nonnull (strstr (r.out, "Delimiter                comma\n"));
    g_assert_nonnull (strstr (r.out, "Headings in line         5\n"));
    g_assert_nonnull (strstr (r.out, "Skipped above headings   3\n"));
    g_assert_nonnull (strstr (r.out, "Supplier Name (2)  → Supplier\n"));
    g_assert_nonnull (strstr (r.out, "Supplier Name      → left out\n"));
    g_assert_nonnull (strstr (r.out, "2048401.46 in 120 rows\n"));
    g_assert_nonnull (strstr (r.out, "11475.51 in 1 row\n"));
    g_assert_nonnull (strstr (r.out, "rejects.csv\n"));
  }
  rejects = read_bytes ("rejects.csv", NULL);
  g_assert_nonnull (strstr (rejects, "TBC"));
  g_assert_nonnull (strstr (rejects, "31/11/2009"));
  {
    RUN (0, "undo", "a.portfolio");
    g_assert_nonnull (strstr (r.out, "spend-2009-10.csv"));
  }
}

/* A trial leaves the portfolio as it is, byte for byte, and reports the same. */
static void
test_import_trial (Fixture *f, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  gsize length, length_after;

  make_portfolio ("leicestershire-together.xml", "a.portfolio");
  make_spend (BODY ",A Ltd,1/6/2009,\"1,000.00\",x\r\n"
                   ",B Ltd,1/6/2009,-0.01,x\r\n"
                   "Nobody,B Ltd,1/6/2009,5.00,x\r\n");
  before = read_bytes ("a.portfolio", &length);
  {
    RUN (3, "import", "spend_line", "spend.csv", "a.portfolio", "--dry-run", "--save-map", "map");
    g_assert_nonnull (strstr (r.out, "nothing was stored"));
    g_assert_nonnull (strstr (r.out, "999.99 in 2 rows"));
    g_assert_nonnull (strstr (r.out, "line 4, Organisation: “Nobody”"));
    g_assert_nonnull (strstr (r.out, "Gross Amount → left out"));
  }
  after = read_bytes ("a.portfolio", &length_after);
  g_assert_cmpmem (before, length, after, length_after);
  g_assert_true (g_file_test ("map", G_FILE_TEST_EXISTS));
}

static void
test_import_options (Fixture *f, gconstpointer data)
{
  make_portfolio ("leicestershire-together.xml", "a.portfolio");
  g_assert_true (g_file_set_contents (
      "odd.csv", "A title\r\nWho;How much;Pre\xe9;When\r\nA Ltd;1.00;x;06/30/2009\r\n", -1, NULL));
  g_assert_true (g_file_set_contents ("map",
                                      "[import]\ntable=spend_line\n"
                                      "[column Who]\nfield=supplier\n"
                                      "[column How much]\nfield=amount\n"
                                      "[column When]\nfield=on_date\n"
                                      "[column Elsewhere]\nfield=purpose\n",
                                      -1,
                                      NULL));
  {
    RUN (0,
         "import",
         "spend_line",
         "odd.csv",
         "a.portfolio",
         "--map",
         "map",
         "--header",
         "2",
         "--delimiter",
         "semicolon",
         "--encoding",
         "cp1252",
         "--month-first",
         "--set",
         "organisation=" BODY,
         "--set",
         "Purpose=Care");
    g_assert_nonnull (strstr (r.err, "“Elsewhere”"));
    g_assert_nonnull (strstr (r.out, "Preé"));
    g_assert_nonnull (strstr (r.out, "Organisation is “" BODY "”"));
    g_assert_nonnull (strstr (r.out, "2009-06-30 – 2009-06-30"));
  }
  {
    RUN (0, "list", "spend_line", "a.portfolio");
    g_assert_nonnull (strstr (r.out, "2009-06-30"));
    g_assert_nonnull (strstr (r.out, BODY));
    g_assert_nonnull (strstr (r.out, "Care"));
  }
}

/* Each is refused in a sentence, and the portfolio stays as it is. */
static void
test_import_refusals (Fixture *f, gconstpointer data)
{
  static const struct
  {
    int status;
    const char *arguments[3]; /* behind "import" */
    const char *option, *what;
  } cases[] = {
    { 2, { "nothing", "spend.csv", "a.portfolio" }, NULL, "nothing" },
    { 1, { "spend_line", "missing.csv", "a.portfolio" }, NULL, "missing.csv" },
    { 1, { "spend_line", "spend.csv", "missing.portfolio" }, NULL, "missing.portfolio" },
    { 1, { "spend_line", "paper.csv", "a.portfolio" }, NULL, "PDF" },
    { 1, { "spend_line", "a.portfolio", "a.portfolio" }, NULL, "portfolio" },
    { 1, { "spend_line", "empty.csv", "a.portfolio" }, NULL, "empty" },
    { 1, { "spend_line", "poor.csv", "a.portfolio" }, NULL, "“Amount”" },
    { 1, { "spend_line", "spend.csv", "spend.csv" }, NULL, "not a portfolio" },
    { 2, { "spend_line", "spend.csv", "a.portfolio" }, "--encoding=klingon", "klingon" },
    { 2, { "spend_line", "spend.csv", "a.portfolio" }, "--delimiter=dot", "dot" },
    { 2, { "spend_line", "spend.csv", "a.portfolio" }, "--sheet=June", "workbook" },
    { 2, { "spend_line", "spend.csv", "a.portfolio" }, "--header=99", "99" },
    { 2, { "spend_line", "spend.csv", "a.portfolio" }, "--set=colour=red", "colour" },
    { 2, { "spend_line", "spend.csv", "a.portfolio" }, "--set=colour", "FIELD=VALUE" },
    { 1, { "spend_line", "spend.csv", "a.portfolio" }, "--set=organisation=Nobody", "Nobody" },
    { 1, { "spend_line", "spend.csv", "a.portfolio" }, "--map=missing", "missing" },
    { 1, { "spend_line", "spend.csv", "a.portfolio" }, "--map=spend.csv", "mapping" },
    { 1, { "spend_line", "spend.csv", "a.portfolio" }, "--rejects=no/r.csv", "no/r.csv" },
    { 1, { "spend_line", "spend.csv", "a.portfolio" }, "--save-map=no/map", "no/map" },
  };
  g_autofree char *before = NULL, *after = NULL;
  gsize length, length_after;

  make_portfolio ("leicestershire-together.xml", "a.portfolio");
  make_spend (BODY ",A Ltd,1/6/2009,1.00,x\r\n,A Ltd,soon,1.00,x\r\n");
  g_assert_true (g_file_set_contents ("paper.csv", "%PDF-1.4\n1 0 obj\n", -1, NULL));
  g_assert_true (g_file_set_contents ("empty.csv", "", 0, NULL));
  g_assert_true (g_file_set_contents ("poor.csv", "Supplier,Date\r\nA,1/6/2009\r\n", -1, NULL));
  before = read_bytes ("a.portfolio", &length);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *a = cases[i].arguments;

      RUN (cases[i].status, "import", a[0], a[1], a[2], cases[i].option);
      g_assert_true (g_str_has_prefix (r.err, "commissioning"));
      g_assert_nonnull (strstr (r.err, cases[i].what));
      g_assert_cmpstr (r.out, ==, "");
    }
  after = read_bytes ("a.portfolio", &length_after);
  g_assert_cmpmem (before, length, after, length_after);
}

/* What is listed can be brought in again. */
static void
test_import_listed (Fixture *f, gconstpointer data)
{
  g_autofree char *first = NULL;

  make_portfolio ("staffordshire-connects-2010.xml", "a.portfolio");
  make_spend (
      "Staffordshire County Council,A Ltd,1/6/2009,\"1,000.00\",x\r\n,=B Ltd,1/6/2009,-0.01,x\r\n");
  {
    RUN (0, "import", "spend_line", "spend.csv", "a.portfolio");
  }
  {
    RUN (0, "list", "spend_line", "a.portfolio");
    first = g_steal_pointer (&r.out);
  }
  g_assert_true (g_file_set_contents ("listed.csv", first, -1, NULL));
  {
    RUN (0, "undo", "a.portfolio");
  }
  {
    RUN (0, "import", "spend_line", "listed.csv", "a.portfolio");
    g_assert_nonnull (strstr (r.out, "999.99 in 2 rows"));
  }
  {
    RUN (0, "list", "spend_line", "a.portfolio", "--format", "json");
    g_assert_nonnull (strstr (r.out, "\"supplier\": \"=B Ltd\""));
    g_assert_nonnull (strstr (r.out, "\"year\": 2009"));
    g_assert_nonnull (strstr (r.out, "\"organisation\": \"Staffordshire County Council\""));
  }
}

/* Whether a trial takes all of it. */
static void
check_listed (const char *table, const char *format)
{
  {
    RUN (0, "list", table, "a.portfolio", "-f", format, "-o", "listed");
  }
  {
    RUN (0, "import", table, "listed", "a.portfolio", "--dry-run");
  }
  g_unlink ("listed");
}

/* Whatever the example has, as CSV or as a workbook: the columns are known again, and so are the
 * values. */
static void
test_import_all_listed (Fixture *f, gconstpointer data)
{
  g_autoptr (CmStore) store = NULL;
  guint n, n_checked = 0;
  const CmTable *const *tables = cm_tables (&n);

  make_portfolio ("leicestershire-together.xml", "a.portfolio");
  store = cm_store_open ("a.portfolio", CM_STORE_READ_ONLY, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CmQuery) query = cm_query_new (tables[i]->name);

      /* Topics of different matrices have the same names. */
      if (cm_store_count (store, query) == 0 || g_str_equal (tables[i]->name, "matrix_mark"))
        continue;
      check_listed (tables[i]->name, "csv");
      if (n_checked++ % 3 == 0 || g_str_equal (tables[i]->name, "activity"))
        check_listed (tables[i]->name, "xlsx");
    }
  g_assert_cmpuint (n_checked, >, 20);
  cm_store_close (store);
}

static gboolean
is_working (void)
{
  return g_file_test (".a.portfolio.lock", G_FILE_TEST_EXISTS);
}

/* Interrupted, it says so and has done nothing. */
static void
test_import_interrupted (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *before = NULL, *after = NULL, *err = NULL;
  gsize length, length_after;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  make_portfolio ("leicestershire-together.xml", "a.portfolio");
  for (guint i = 0; i < 300000; i++)
    g_string_append_printf (rows, BODY ",Example %u Ltd,1/6/2009,1.00,x\r\n", i);
  make_spend (rows->str);
  before = read_bytes ("a.portfolio", &length);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE,
                              &error,
                              g_getenv ("COMMISSIONING"),
                              "import",
                              "spend_line",
                              "spend.csv",
                              "a.portfolio",
                              "--rejects=rejects.csv",
                              NULL);
  g_assert_no_error (error);
  while (!is_working ())
    g_usleep (1000);
  g_usleep (100000);
  g_subprocess_send_signal (process, SIGINT);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_nonnull (strstr (err, "Interrupted. Nothing was brought in."));
  after = read_bytes ("a.portfolio", &length_after);
  g_assert_cmpmem (before, length, after, length_after);
}

/* Somebody works on a copy. */
static void
change_file (const char *path, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = cm_store_open (path, CM_STORE_WRITE, &error);
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) record = NULL, copy = NULL;

  g_assert_no_error (error);
  record = cm_store_first (store, query);
  copy = cm_record_copy (record);
  cm_record_set_text (copy, "name", title);
  g_assert_true (cm_store_save (store, copy, "Rename", &error));
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) size, NULL));
}

static void
test_merge (Fixture *f, gconstpointer data)
{
  make_portfolio ("staffordshire-connects-2010.xml", "base.portfolio");
  copy_file ("base.portfolio", "mine.portfolio");
  copy_file ("base.portfolio", "theirs.portfolio");
  change_file ("theirs.portfolio", "Theirs");
  {
    RUN (2, "merge", "mine.portfolio", "theirs.portfolio");
  }
  {
    RUN (2, "merge", "mine.portfolio", "-o", "out.portfolio");
  }
  {
    RUN (0, "merge", "mine.portfolio", "theirs.portfolio", "-o", "out.portfolio");
    g_assert_nonnull (strstr (r.out, "1 record changed"));
  }
  {
    RUN (1, "merge", "mine.portfolio", "theirs.portfolio", "-o", "out.portfolio");
    g_assert_nonnull (strstr (r.err, "out.portfolio"));
  }
  {
    RUN (0, "history", "out.portfolio", "-n", "1");
    g_assert_nonnull (strstr (r.out, "Merged “theirs.portfolio” (1 change)"));
  }
  {
    RUN (0, "list", "partnership", "mine.portfolio");
    g_assert_null (strstr (r.out, "Theirs"));
  }
  {
    RUN (0, "merge", "out.portfolio", "theirs.portfolio", "-o", "out.portfolio");
    g_assert_nonnull (strstr (r.out, "nothing to merge"));
  }
}

static void
test_merge_conflict (Fixture *f, gconstpointer data)
{
  g_autofree char *choices = NULL;
  const char *id;

  make_portfolio ("staffordshire-connects-2010.xml", "base.portfolio");
  copy_file ("base.portfolio", "mine.portfolio");
  copy_file ("base.portfolio", "theirs.portfolio");
  change_file ("theirs.portfolio", "Theirs");
  change_file ("mine.portfolio", "Mine");
  {
    RUN (3, "merge", "base.portfolio", "mine.portfolio", "theirs.portfolio", "-o", "out.portfolio");
    g_assert_nonnull (strstr (r.out, "Partnership “Mine”: Name"));
    g_assert_nonnull (strstr (r.out, "theirs  Theirs"));
    g_assert_nonnull (strstr (r.err, "1 conflict"));
    g_assert_false (g_file_test ("out.portfolio", G_FILE_TEST_EXISTS));
    id = strstr (r.out, "partnership/");
    g_assert_nonnull (id);
    choices = g_strdup_printf ("%.*s\ttheirs\n", (int) strcspn (id, "\n"), id);
  }
  g_assert_true (g_file_set_contents ("choices.txt", choices, -1, NULL));
  {
    RUN (0,
         "merge",
         "mine.portfolio",
         "theirs.portfolio",
         "--choices",
         "choices.txt",
         "-o",
         "out.portfolio");
  }
  {
    RUN (0, "list", "partnership", "out.portfolio");
    g_assert_nonnull (strstr (r.out, "Theirs"));
  }
  {
    RUN (0,
         "merge",
         "mine.portfolio",
         "theirs.portfolio",
         "--prefer",
         "mine",
         "-o",
         "mine.portfolio");
    g_assert_nonnull (strstr (r.out, "0 records changed"));
  }
  {
    RUN (2,
         "merge",
         "mine.portfolio",
         "theirs.portfolio",
         "--prefer",
         "both",
         "-o",
         "mine.portfolio");
  }
  {
    RUN (0, "merge", "mine.portfolio", "theirs.portfolio", "-o", "mine.portfolio");
    g_assert_nonnull (strstr (r.out, "nothing to merge"));
  }
  {
    RUN (0, "check", "mine.portfolio");
  }
}

/* --- report ----------------------------------------------------------------------------------- */

static void
assert_starts_with (const char *path, const char *start)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 2000);
  g_assert_cmpmem (bytes, strlen (start), start, strlen (start));
}

/* Of something as long as the manual. */
static void
assert_starts (const char *path, const char *start)
{
  GStatBuf about;

  assert_starts_with (path, start);
  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpint (about.st_size, >, 10000);
}

/* The planners of a year, with and without a portfolio; what has no time is told on stderr. */
static void
test_calendar (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  make_portfolio ("leicestershire-together.xml", "a.portfolio");
  {
    RUN (0, "calendar", "--list", "a.portfolio");
    g_assert_nonnull (strstr (r.out, "commissioning-year\t\tThe commissioning year\n"));
    g_assert_nonnull (strstr (r.out, "research-review-stage-1\t2009/10\t"));
    g_assert_nonnull (strstr (r.out, "own:partners\t\t"));
  }
  {
    RUN (0, "calendar", "--year", "2009", "a.portfolio", "--output", "year.ics");
    g_assert_nonnull (strstr (r.out, " events\n"));
  }
  g_assert_true (g_file_get_contents ("year.ics", &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "BEGIN:VCALENDAR\r\n"));
  g_assert_true (g_str_has_suffix (text, "END:VCALENDAR\r\n"));
  g_assert_nonnull (strstr (text, "SUMMARY:Set the outcomes\r\n"));
  g_assert_nonnull (strstr (text, "SUMMARY:Budget consultation\r\n"));
  {
    RUN (0, "calendar", "-y", "2010/11", "-p", "partner-fire", "-p", "partner-police");
    g_assert_nonnull (strstr (r.out, "DTSTART;VALUE=DATE:20110201\r\n"));
    g_assert_null (strstr (r.out, "Set the outcomes"));
    g_assert_nonnull (strstr (r.err, "3 things are left out"));
  }
  {
    RUN (0, "calendar", "-y", "2010", "-p", "meetings-2008-2009");
    g_assert_null (strstr (r.out, "VEVENT"));
    g_assert_nonnull (strstr (r.err, "2008/09 only"));
  }
}

static void
test_calendar_faults (Fixture *f, gconstpointer data)
{
  {
    RUN (2, "calendar", "-y", "soon");
    g_assert_nonnull (strstr (r.err, "“soon” is not a financial year"));
  }
  {
    RUN (2, "calendar", "-y", "99999");
  }
  {
    RUN (2, "calendar", "-p", "nobody");
    g_assert_nonnull (strstr (r.err, "there is no planner “nobody”; there are commissioning-year"));
  }
  {
    RUN (2, "calendar", "a.portfolio", "b.portfolio");
  }
  {
    RUN (1, "calendar", "none.portfolio");
    g_assert_nonnull (strstr (r.err, "none.portfolio"));
  }
  {
    RUN (1, "calendar", "-y", "2009", "-o", "none/year.ics");
    g_assert_nonnull (strstr (r.err, "none"));
  }
  {
    RUN (1, "calendar", "-c", "none");
  }
}

/* The manual as a file, of the kind that its ending or an option says. */
static void
test_report (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = data_file ("content", NULL);
  g_autofree char *example = data_file ("examples", "leicestershire-together.xml");
  g_autofree char *index = g_build_filename ("site", "index.html", NULL);
  const char *const clean[] = { "rm", "-rf", "site", NULL };

  {
    RUN (0, "report", "manual", "-o", "manual.html");
    assert_starts ("manual.html", "<!DOCTYPE html>");
  }
  {
    RUN (0, "report", "manual", "-o", "manual.ODT");
    assert_starts ("manual.ODT", "PK");
  }
  {
    RUN (0, "report", "manual", "--content", folder, "-f", "odt", "-o", "manual.bin");
    assert_starts ("manual.bin", "PK");
  }
  {
    RUN (0, "report", "manual", "-o", "manual.pdf");
    assert_starts ("manual.pdf", "%PDF-1.");
  }
  {
    RUN (0, "report", "manual", "-s", "plan-options", "-f", "pdf");
    g_assert_true (g_str_has_prefix (r.out, "%PDF-1."));
  }
  {
    RUN (0, "report", "manual", "-o", "site");
    g_assert_true (g_file_test (index, G_FILE_TEST_IS_REGULAR));
  }
  {
    RUN (0, "report", "manual");
    g_assert_true (g_str_has_prefix (r.out, "<!DOCTYPE html>"));
    g_assert_true (g_str_has_suffix (r.out, "</html>\n"));
  }
  {
    RUN (0, "report", "manual", "--section", "plan-options", "-o", "-");
    g_assert_nonnull (strstr (r.out, "id=\"plan-options\""));
    g_assert_null (strstr (r.out, "id=\"plan-appraise\""));
  }
  {
    RUN (0, "load", example, "-o", "example.portfolio");
  }
  {
    RUN (0, "report", "feedback", "example.portfolio");
    g_assert_nonnull (strstr (r.out, "<h1>Feedback record</h1>"));
  }
  {
    RUN (0, "report", "feedback", "example.portfolio", "-o", "feedback.pdf");
    assert_starts ("feedback.pdf", "%PDF-1.");
  }
  {
    RUN (0, "report", "self-assessment", "example.portfolio");
    g_assert_nonnull (strstr (r.out, "<h1>Self-assessment 2008/09</h1>"));
    g_assert_nonnull (strstr (r.out, "Down by 1 level"));
    g_assert_nonnull (strstr (r.out, "made up to show how the program works"));
  }
  {
    RUN (1, "report", "self-assessment", "example.portfolio", "-a", "Nothing");
    g_assert_nonnull (strstr (r.err, "“Nothing”; there are “Self-assessment 2008/09”"));
  }
  {
    RUN (0,
         "report",
         "self-assessment",
         "example.portfolio",
         "--assessment",
         "Peer challenge 2006",
         "--output",
         "assessment.pdf");
    assert_starts ("assessment.pdf", "%PDF-1.");
  }
  g_spawn_sync (
      NULL, (char **) clean, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
test_report_faults (Fixture *f, gconstpointer data)
{
  g_assert_true (g_file_set_contents ("mine", "mine", -1, NULL));
  {
    RUN (2, "report");
  }
  {
    RUN (2, "report", "manual", "more");
  }
  {
    RUN (2, "report", "feedback");
  }
  {
    RUN (1, "report", "feedback", "none.portfolio", "-o", "x.html");
    g_assert_nonnull (strstr (r.err, "none.portfolio"));
  }
  {
    RUN (2, "report", "self-assessment");
  }
  {
    RUN (2, "report", "manual", "--assessment", "Peer challenge 2006");
  }
  {
    RUN (0, "new", "empty.portfolio");
  }
  {
    RUN (1, "report", "self-assessment", "empty.portfolio");
    g_assert_nonnull (strstr (r.err, "no assessment yet"));
  }
  {
    RUN (2, "report", "weather");
    g_assert_nonnull (strstr (r.err, "weather"));
  }
  {
    RUN (2, "report", "manual", "-f", "doc", "-o", "x");
    g_assert_nonnull (strstr (r.err, "html-folder"));
  }
  {
    RUN (2, "report", "manual", "-o", "manual.doc");
    g_assert_nonnull (strstr (r.err, "--format"));
    g_assert_false (g_file_test ("manual.doc", G_FILE_TEST_EXISTS));
  }
  {
    RUN (2, "report", "manual", "-f", "html-folder");
  }
  {
    RUN (1, "report", "manual", "-s", "nowhere");
    g_assert_nonnull (strstr (r.err, "nowhere"));
  }
  {
    RUN (1, "report", "manual", "-c", "/nonexistent", "-o", "manual.html");
    g_assert_false (g_file_test ("manual.html", G_FILE_TEST_EXISTS));
  }
  {
    RUN (1, "report", "manual", "-o", "none/manual.html");
  }
  {
    RUN (1, "report", "manual", "-f", "html-folder", "-o", "mine");
    g_assert_true (g_file_test ("mine", G_FILE_TEST_IS_REGULAR));
  }
}

/* A form as a file: blank, with its guidance, filled in from a record by name or key. */
static void
test_report_template (Fixture *f, gconstpointer data)
{
  g_autofree char *example = data_file ("examples", "leicestershire-together.xml");
  const char *const flash[] = { "Strategic commissioning support",
                                "Strategic commissioning support · 6",
                                "1e000000-0000-7000-8000-004900000001" };

  {
    RUN (0, "report", "template", "--list");
    g_assert_nonnull (strstr (r.out, "flash-report\tFlash report\tflash_report\n"));
    g_assert_nonnull (strstr (r.out, "committee-report\tCommittee report\t\n"));
  }
  {
    RUN (0, "report", "template", "flash-report", "-o", "blank.odt");
    assert_starts_with ("blank.odt", "PK");
  }
  {
    RUN (0, "report", "template", "flash-report", "--read", "-o", "-");
    g_assert_nonnull (strstr (r.out, "What is advice"));
  }
  {
    RUN (0, "load", example, "-o", "example.portfolio");
  }
  for (guint i = 0; i < G_N_ELEMENTS (flash); i++)
    {
      RUN (0, "report", "template", "flash-report", "example.portfolio", "--record", flash[i]);
      g_assert_nonnull (strstr (r.out, "☒ Green"));
    }
  {
    RUN (0, "report", "template", "feedback-record", "example.portfolio", "-o", "feedback.pdf");
    assert_starts_with ("feedback.pdf", "%PDF-1.");
  }
}

static void
test_report_template_faults (Fixture *f, gconstpointer data)
{
  g_autofree char *example = data_file ("examples", "leicestershire-together.xml");

  {
    RUN (2, "report", "template");
    g_assert_nonnull (strstr (r.err, "--list"));
  }
  {
    RUN (2, "report", "template", "flash-report", "--list");
  }
  {
    RUN (2, "report", "template", "flash-report", "--record", "x");
  }
  {
    RUN (2, "report", "manual", "--read");
  }
  {
    RUN (1, "report", "template", "weather");
    g_assert_nonnull (strstr (r.err, "“weather”"));
  }
  {
    RUN (0, "load", example, "-o", "example.portfolio");
  }
  {
    RUN (1, "report", "template", "flash-report", "example.portfolio");
    g_assert_nonnull (strstr (r.err, "Strategic commissioning support · 6"));
  }
  {
    RUN (1, "report", "template", "flash-report", "example.portfolio", "-r", "Weather");
    g_assert_nonnull (strstr (r.err, "“Weather”"));
    g_assert_nonnull (strstr (r.err, "1e000000-0000-7000-8000-004900000001"));
  }
  {
    RUN (1, "report", "template", "committee-report", "example.portfolio");
    g_assert_nonnull (strstr (r.err, "Committee report"));
  }
  {
    RUN (1, "report", "template", "flash-report", "none.portfolio", "-r", "x");
    g_assert_nonnull (strstr (r.err, "none.portfolio"));
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
    { "/cli/copy", test_copy },
    { "/cli/copy-anonymised", test_copy_anonymised },
    { "/cli/backup", test_backup },
    { "/cli/describe", test_describe },
    { "/cli/usage", test_usage },
    { "/cli/bad-xml", test_bad_xml },
    { "/cli/bad-file", test_bad_file },
    { "/cli/check-content", test_check_content },
    { "/cli/recover", test_recover },
    { "/cli/import-example", test_import_example },
    { "/cli/import-trial", test_import_trial },
    { "/cli/import-options", test_import_options },
    { "/cli/import-refusals", test_import_refusals },
    { "/cli/import-listed", test_import_listed },
    { "/cli/import-all-listed", test_import_all_listed },
    { "/cli/import-interrupted", test_import_interrupted },
    { "/cli/merge", test_merge },
    { "/cli/merge-conflict", test_merge_conflict },
    { "/cli/calendar", test_calendar },
    { "/cli/calendar-faults", test_calendar_faults },
    { "/cli/report", test_report },
    { "/cli/report-faults", test_report_faults },
    { "/cli/report-template", test_report_template },
    { "/cli/report-template-faults", test_report_template_faults },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
