/* test-workbook-writer.c - workbooks as LibreOffice reads them, and the names and texts in them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-workbook-writer.h"

#include <locale.h>

#include "cm-table-export.h"
#include "cm-workbook-text.h"
#include "report-fixture.h"

/* --- LibreOffice ------------------------------------------------------------------------------ */

static void
run (const char *folder, const char *const *argv)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_spawn_sync (
      folder, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, &error);
  g_assert_no_error (error);
  g_test_message ("%s%s", out, err);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

/* (transfer full): NAME.xlsx as LibreOffice understands it, as OpenDocument in one XML file. */
static char *
read_book (Fixture *f, const char *name)
{
  g_autofree char *book = g_strconcat (name, ".xlsx", NULL);
  g_autofree char *converted = g_strconcat (name, ".fods", NULL);
  g_autofree char *path = file_in (f, converted);
  g_autofree char *profile = g_dir_make_tmp ("cm-office-XXXXXX", NULL);
  g_autofree char *option = g_strconcat ("-env:UserInstallation=file://", profile, NULL);
  const char *const convert[] = { "soffice", option, "--headless", "--convert-to",
                                  "fods",    book,   NULL };
  const char *const clean[] = { "rm", "-rf", profile, NULL };

  run (f->folder, convert);
  run (NULL, clean);
  return read_file (path);
}

static guint32
get_number (const guchar *bytes, guint n)
{
  guint32 number = 0;

  for (guint i = 0; i < n; i++)
    number |= (guint32) bytes[i] << (8 * i);
  return number;
}

static char *
inflate (const guchar *bytes, gsize size)
{
  g_autoptr (GZlibDecompressor) decompressor =
      g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW);
  g_autoptr (GInputStream) packed =
      g_memory_input_stream_new_from_data (bytes, (gssize) size, NULL);
  g_autoptr (GInputStream) stream =
      g_converter_input_stream_new (packed, G_CONVERTER (decompressor));
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (out)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)));
}

/* (transfer full): a file of the archive, found through its directory at the end. */
static char *
read_member (const char *path, const char *name)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (const guchar *p = (const guchar *) bytes; p + 46 + strlen (name) <= (guchar *) bytes + size;
       p++)
    if (memcmp (p, "PK\1\2", 4) == 0 && get_number (p + 28, 2) == strlen (name) &&
        memcmp (p + 46, name, strlen (name)) == 0)
      {
        const guchar *local = (const guchar *) bytes + get_number (p + 42, 4);

        return inflate (local + 30 + get_number (local + 26, 2) + get_number (local + 28, 2),
                        get_number (p + 20, 4));
      }
  g_error ("%s has no %s", path, name);
}

/* What stands between two texts, from `*at` on, which is moved behind it; NULL if it is not there.
 */
static char *
take_between (const char **at, const char *from, const char *to)
{
  const char *start = strstr (*at, from);
  const char *end = start != NULL ? strstr (start + strlen (from), to) : NULL;

  if (end == NULL)
    return NULL;
  *at = end + strlen (to);
  return g_strndup (start + strlen (from), (gsize) (end - start) - strlen (from));
}

/* (transfer full): the sheet of that name. */
static char *
take_sheet (const char *fods, const char *name)
{
  g_autofree char *from = g_strdup_printf ("<table:table table:name=\"%s\"", name);
  const char *at = fods;
  char *sheet = take_between (&at, from, "</table:table>");

  g_assert_nonnull (sheet);
  return sheet;
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("there is no %s", part);
}

static void
assert_text (const char *sheet, const char *text)
{
  g_autofree char *part = g_strdup_printf ("<text:p>%s</text:p>", text);

  assert_has (sheet, part);
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, part)) != NULL; p++)
    n++;
  return n;
}

/* --- the library of sheets -------------------------------------------------------------------- */

static const CmWorkbookColumn columns[] = {
  { "Name", CM_COLUMN_TEXT, 0 },
  { "Spent", CM_COLUMN_MONEY, 0 },
  { "People", CM_COLUMN_INTEGER, 0 },
  { "Level", CM_COLUMN_DECIMAL, 0 },
  { "Of the whole", CM_COLUMN_PERCENT, 0 },
  { "Day", CM_COLUMN_DATE, 0 },
};

static void
add_row (CmWorkbook *book,
         const char *name,
         gint64 money,
         gint64 people,
         gint64 level,
         gint64 part,
         const char *day)
{
  cm_workbook_add_text (book, name);
  cm_workbook_add_number (book, money);
  cm_workbook_add_number (book, people);
  cm_workbook_add_number (book, level);
  cm_workbook_add_number (book, part);
  cm_workbook_add_date (book, day);
  cm_workbook_end_row (book);
}

static void
fill_sheets (CmWorkbook *book)
{
  cm_workbook_add_sheet (book, "Money [2010/11]", columns, G_N_ELEMENTS (columns));
  add_row (book, "=1+1", 12970001, 1234567, 76000, 125, "2009-12-31");
  add_row (book, "+44 116", -995, -1, 800, 1000, "1900-03-01");
  add_row (book, "007", 100000000000000, 0, 1234567, 333, "1899-12-31");
  add_row (book, "_x0041_ \xef\xbf\xbf & <b> \"q\"", 1, 2, 3, 4, "soon");
  cm_workbook_add_text (book, "مركز 😀\nsecond line");
  for (guint i = 1; i < G_N_ELEMENTS (columns); i++)
    cm_workbook_add_blank (book);
  cm_workbook_end_row (book);
  cm_workbook_add_sheet (book, "Second", columns, 1);
  cm_workbook_add_text (book, "a row of the second");
  cm_workbook_end_row (book);
  cm_workbook_add_notes (book, "Notes", "About this");
  cm_workbook_add_note (book, "Why", "To know & to tell.");
  cm_workbook_add_note_row (book, TRUE, (const char *const[]){ "Heading", "=2" }, 2);
  cm_workbook_add_note_row (book, FALSE, (const char *const[]){ "One", "Two" }, 2);
}

static void
assert_cells (const char *sheet)
{
  /* Nothing is a formula, whatever it looks like. */
  g_assert_null (strstr (sheet, "table:formula"));
  assert_text (sheet, "=1+1");
  assert_text (sheet, "+44 116");
  assert_text (sheet, "007");
  assert_text (sheet, "_x0041_ \xef\xbf\xbd &amp; &lt;b&gt; &quot;q&quot;");
  assert_text (sheet, "مركز 😀");
  assert_text (sheet, "second line");
  /* To the penny, with their types. */
  assert_has (sheet, "office:value-type=\"float\" office:value=\"129700.01\"");
  assert_has (sheet, "office:value=\"-9.95\"");
  assert_has (sheet, "office:value=\"1000000000000\"");
  assert_has (sheet, "office:value=\"1234567\"");
  assert_has (sheet, "office:value=\"1234.567\"");
  assert_has (sheet, "office:value-type=\"percentage\" office:value=\"0.125\"");
  assert_has (sheet, "office:value-type=\"date\" office:date-value=\"2009-12-31\"");
  assert_has (sheet, "office:date-value=\"1900-03-01\"");
  assert_text (sheet, "1899-12-31");
  assert_text (sheet, "soon");
  /* As they are seen. */
  assert_text (sheet, "£129,700.01");
  assert_text (sheet, "-£9.95");
  assert_text (sheet, "1,234,567");
  assert_text (sheet, "76");
  assert_text (sheet, "0.8");
  assert_text (sheet, "1,234.567");
  assert_text (sheet, "12.5%");
  assert_text (sheet, "31 Dec 2009");
}

static void
test_cells (Fixture *f, gconstpointer data)
{
  g_autofree char *path = file_in (f, "book.xlsx");
  g_autoptr (GError) error = NULL;
  g_autoptr (CmWorkbook) book = cm_workbook_new (path, "Spent & left", &error);
  g_autofree char *fods = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *notes = NULL;
  g_autofree char *xml = NULL;

  g_assert_no_error (error);
  fill_sheets (book);
  g_assert_true (cm_workbook_is_sound (book));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  cm_workbook_close (book, NULL, &error);
  g_assert_no_error (error);
  fods = read_book (f, "book");
  xml = read_member (path, "xl/worksheets/sheet1.xml");
  first = take_sheet (fods, "Money –2010–11–");
  second = take_sheet (fods, "Second");
  notes = take_sheet (fods, "Notes");
  assert_cells (first);
  assert_text (second, "a row of the second");
  assert_text (notes, "About this");
  assert_text (notes, "To know &amp; to tell.");
  assert_text (notes, "=2");
  assert_text (notes, "Two");
  /* The heading can be filtered by, stays in sight and is printed on each page; the title is in the
   * properties and at the foot, and nobody's name is anywhere. */
  assert_has (fods, ".A1:&apos;Money –2010–11–&apos;.F6\" table:display-filter-buttons=\"true\"");
  assert_has (first, "<table:table-header-rows>");
  assert_has (xml,
              "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>");
  assert_has (fods, "<dc:title>Spent &amp; left</dc:title>");
  g_assert_null (strstr (fods, "<dc:creator>"));
  g_assert_null (strstr (fods, "<meta:initial-creator>"));
  assert_has (fods, "style:print-orientation=\"landscape\"");
  assert_has (fods, ">Spent &amp; left</text:span>");
}

/* A file has points in its numbers, wherever the program runs. */
static void
test_locale (Fixture *f, gconstpointer data)
{
  g_autofree char *path = file_in (f, "book.xlsx");
  const locale_t before = uselocale ((locale_t) 0);
  g_autoptr (CmWorkbook) book = cm_workbook_new (path, "Title", NULL);

  fill_sheets (book);
  g_assert_true (uselocale ((locale_t) 0) == before);
  g_assert_true (cm_workbook_close (book, NULL, NULL));
  g_assert_true (uselocale ((locale_t) 0) == before);
}

static guint
count_open_files (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* One that is not closed leaves nothing; tear_down() looks for files. */
static void
test_dropped (Fixture *f, gconstpointer data)
{
  g_autofree char *path = file_in (f, "book.xlsx");
  const guint n_open = count_open_files ();

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (CmWorkbook) book = cm_workbook_new (path, "Title", NULL);

      if (i > 0)
        fill_sheets (book);
    }
  g_assert_cmpuint (count_open_files (), ==, n_open);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_too_many (Fixture *f, gconstpointer data)
{
  g_autofree char *path = file_in (f, "book.xlsx");
  g_autoptr (CmWorkbook) book = cm_workbook_new (path, "Title", NULL);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  cm_workbook_add_sheet (book, "Much", columns, 1);
  for (; n < CM_WORKBOOK_ROWS_MAX + 10 && cm_workbook_is_sound (book); n++)
    {
      cm_workbook_add_text (book, "x");
      cm_workbook_end_row (book);
    }
  g_assert_cmpuint (n, ==, CM_WORKBOOK_ROWS_MAX);
  g_assert_false (cm_workbook_close (book, NULL, &error));
  g_assert_error (error, CM_REPORT_ERROR, CM_REPORT_ERROR_TOO_BIG);
  g_assert_nonnull (strstr (error->message, path));
}

/* --- names and texts -------------------------------------------------------------------------- */

static void
test_names (void)
{
  static const struct
  {
    const char *wanted, *name;
  } cases[] = {
    { "Activities", "Activities" },
    { "ACTIVITIES", "ACTIVITIES (2)" },
    { "Money: bid/secured [2010]?*\\", "Money– bid–secured –2010––––" },
    { "'Quoted'", "’Quoted’" },
    { "History", "History (2)" },
    { "  ", "Sheet" },
    { "Line\nbreak", "Line break" },
    { "A name that is much longer than a sheet may have", "A name that is much longer than" },
    { "A name that is much longer than another", "A name that is much longer (2)" },
    /* Each of these counts as two. */
    { "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" },
  };
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *name = cm_workbook_make_name (cases[i].wanted, taken);

      g_assert_cmpstr (name, ==, cases[i].name);
      g_ptr_array_add (taken, name);
    }
}

static void
test_texts (void)
{
  g_autofree char *plain = cm_workbook_make_cell ("Café £5, a_b _x12");
  g_autofree char *escape = cm_workbook_make_cell ("a _x000D_ b");
  g_autofree char *control = cm_workbook_make_cell ("a\x01\x1b\tb\nc\xff");
  g_autofree char *many = g_strnfill (40000, 'x');
  g_autofree char *cut = cm_workbook_make_cell (many);
  g_autofree char *just = g_strnfill (CM_WORKBOOK_TEXT_MAX, 'x');
  g_autofree char *kept = cm_workbook_make_cell (just);
  g_autofree char *footer = cm_workbook_make_footer ("R&D\n2010");

  g_assert_cmpstr (plain, ==, "Café £5, a_b _x12");
  g_assert_cmpstr (escape, ==, "a _x005F_x000D_ b");
  g_assert_cmpstr (control, ==, "a\xef\xbf\xbd\xef\xbf\xbd\tb\nc\xef\xbf\xbd");
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, CM_WORKBOOK_TEXT_MAX);
  g_assert_nonnull (strstr (cut, "xxx… [cut here: a cell holds 32767 characters"));
  g_assert_cmpstr (kept, ==, just);
  g_assert_cmpstr (footer, ==, "&LR&&D 2010&RPage &P of &N");
  g_assert_cmpuint (cm_workbook_measure ("one\nlonger\n"), ==, 6);
  g_assert_cmpuint (cm_workbook_measure ("日本"), ==, 4);
  g_assert_cmpuint (cm_workbook_measure (""), ==, 0);
  g_assert_cmpuint (cm_workbook_count_lines ("", 5), ==, 1);
  g_assert_cmpuint (cm_workbook_count_lines ("12345", 5), ==, 1);
  g_assert_cmpuint (cm_workbook_count_lines ("123456\n\n日本語", 5), ==, 5);
}

/* --- a table ---------------------------------------------------------------------------------- */

static void
fill_table (Fixture *f)
{
  g_autofree char *many = g_strnfill (40000, 'x');
  g_autoptr (CmRecord) activity = NULL;
  g_autoptr (CmRecord) source = NULL;

  begin (f);
  INSERT (f, "partnership", "name", "Together & more", "year", "2010");
  activity =
      insert (f, "activity", "title", "=Streetscene", "state", "live", "description", many, NULL);
  source = insert (f, "funding_source", "name", "Grant", "kind", "grant", NULL);
  INSERT (f,
          "budget_line",
          "activity",
          cm_record_get_id (activity),
          "funding_source",
          cm_record_get_id (source),
          "year",
          "2010",
          "amount",
          "-36400.05",
          "state",
          "secured");
  commit (f);
}

static char *
export_fields (Fixture *f, const char *table, const char *const *names, const CmExportWords *words)
{
  g_autoptr (CmQuery) query = cm_query_new (table);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autofree char *path = file_in (f, "table.xlsx");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (fields, (gpointer) cm_table_field (cm_table_find (table), names[i]));
  cm_table_export (f->store,
                   query,
                   (const CmField *const *) fields->pdata,
                   fields->len,
                   CM_EXPORT_XLSX,
                   path,
                   words,
                   NULL,
                   NULL,
                   NULL,
                   &error);
  g_assert_no_error (error);
  return read_book (f, "table");
}

static void
test_table (Fixture *f, gconstpointer data)
{
  static const char *const names[] = {
    "year", "amount", "activity", "funding_source", "state", NULL
  };
  const CmExportWords words = { "Theme: People", "without a lead", "street", "Year, descending" };
  g_autofree char *fods = NULL;
  g_autofree char *sheet = NULL;
  g_autofree char *notes = NULL;
  g_autofree char *choice = NULL;
  g_autofree char *row = NULL;
  const char *at;

  fill_table (f);
  fods = export_fields (f, "budget_line", names, &words);
  sheet = take_sheet (fods, cm_table_find ("budget_line")->plural);
  notes = take_sheet (fods, "Definitions");
  g_assert_null (strstr (sheet, "table:formula"));
  at = strstr (sheet, "</table:table-header-rows>");
  row = take_between (&at, "<table:table-row", "</table:table-row>");
  for (guint i = 0; i < 5; i++)
    {
      static const char *const shown[] = {
        "2010/11", "-£36,400.05", "=Streetscene", "Grant", "Secured"
      };
      const char *before = i > 0 ? strstr (row, shown[i - 1]) : row;

      g_assert_nonnull (before);
      g_assert_nonnull (strstr (before, shown[i]));
    }
  assert_has (row, "office:value=\"-36400.05\"");
  assert_text (notes, "Together &amp; more");
  assert_text (notes, "1 row: all there are");
  assert_text (notes, "Theme: People");
  assert_text (notes, "without a lead");
  assert_text (notes, "street");
  assert_text (notes, "Year, descending");
  assert_text (notes, "Money in pounds, never empty");
  assert_text (notes, "A name from “Activities”, never empty");
  choice = g_strconcat (
      cm_table_field (cm_table_find ("budget_line"), "state")->choices[0].label, "; ", NULL);
  assert_has (notes, choice);
  assert_text (notes, "What it means");
  g_assert_cmpuint (count (fods, "<table:table table:name="), ==, 2);
}

/* What is too long for a cell says so; an empty table is a table all the same. */
static void
test_odd_tables (Fixture *f, gconstpointer data)
{
  static const char *const long_names[] = { "title", "description", NULL };
  static const char *const empty_names[] = { "name", NULL };
  g_autofree char *fods = NULL;
  g_autofree char *empty = NULL;
  g_autofree char *sheet = NULL;

  fill_table (f);
  fods = export_fields (f, "activity", long_names, NULL);
  assert_has (fods, "xxxx… [cut here: a cell holds 32767 characters");
  assert_text (fods, "1 row: all there are");
  empty = export_fields (f, "theme", empty_names, NULL);
  sheet = take_sheet (empty, "Themes");
  assert_has (sheet, "<text:p>");
  assert_text (empty, "0 rows: all there are");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name)                                                                                 \
  g_test_add ("/workbook-writer/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (cells);
  TEST (locale);
  TEST (dropped);
  TEST (too_many);
  g_test_add_func ("/workbook-writer/names", test_names);
  g_test_add_func ("/workbook-writer/texts", test_texts);
  TEST (table);
  TEST (odd_tables);
  return g_test_run ();
}
