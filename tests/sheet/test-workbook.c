/* test-workbook.c - .xlsx and .ods files: what is read of them, and which are refused. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

#include "cm-sheet.h"
#include "zip-fixture.h"

#define MIB (1024 * 1024)

typedef struct
{
  char *folder;
  char *path;
  ZipFixture zip;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cm-workbook-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "spend.xlsx", NULL);
  zip_init (&f->zip);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
  zip_clear (&f->zip);
}

static void
write_bytes (Fixture *f, gsize n)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (f->path, (const char *) f->zip.bytes->data, (gssize) n, &error);
  g_assert_no_error (error);
}

static CmSheet *
open_zip (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  CmSheet *sheet;

  zip_end (&f->zip);
  write_bytes (f, f->zip.bytes->len);
  sheet = cm_sheet_open (f->path, &error);
  g_assert_no_error (error);
  return sheet;
}

/* --- rows as text ----------------------------------------------------------------------------- */

static void
append_cell (GString *out, const CmCell *cell)
{
  static const char *const kinds[] = { "_", "", "#", "@", "?", "!" };

  g_assert_false (cell->doubtful);
  g_string_append_printf (out, "|%s%s%s", cell->formula ? "=" : "", kinds[cell->kind], cell->text);
}

static gboolean
append_row (const CmRow *row, gpointer data)
{
  GString *out = data;

  g_string_append_printf (out, "%u", row->line);
  for (guint i = 0; i < row->n_cells; i++)
    append_cell (out, &row->cells[i]);
  g_string_append_c (out, '\n');
  return TRUE;
}

/* A line for each row: its number and its cells, which begin with # for a number, @ for a date,
 * ? for a flag, ! for an error, _ for an empty one, and before that = for a formula. */
static char *
read_rows (CmSheet *sheet)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  cm_sheet_read (sheet, append_row, out, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
assert_rows (CmSheet *sheet, const char *expected)
{
  g_autofree char *rows = read_rows (sheet);
  g_autofree char *again = read_rows (sheet);

  g_assert_cmpstr (rows, ==, expected);
  g_assert_cmpstr (again, ==, expected);
}

static void
assert_remarks (CmSheet *sheet, const char *expected)
{
  g_autoptr (GPtrArray) remarks = cm_sheet_get_remarks (sheet);
  g_autofree char *text = NULL;

  g_ptr_array_add (remarks, NULL);
  text = g_strjoinv ("\n", (char **) remarks->pdata);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_names (CmSheet *sheet, const char *expected)
{
  g_autofree char *names = g_strjoinv ("|", (char **) cm_sheet_get_names (sheet));

  g_assert_cmpstr (names, ==, expected);
  g_assert_cmpuint (cm_sheet_get_chosen (sheet), ==, 0);
}

/* The sentence names the file and has `part` in it. */
static void
assert_fault (const GError *error, int code, const char *part)
{
  g_assert_error (error, CM_SHEET_ERROR, code);
  g_assert_nonnull (strstr (error->message, "“spend.xlsx”"));
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” is not in: %s", part, error->message);
}

static gboolean
count_row (const CmRow *row, gpointer data)
{
  guint *left = data;

  return --*left > 0;
}

static void
assert_not_read (CmSheet *sheet, int code, const char *part)
{
  g_autoptr (GError) error = NULL;
  guint left = G_MAXUINT;

  g_assert_false (cm_sheet_read (sheet, count_row, &left, NULL, NULL, NULL, &error));
  assert_fault (error, code, part);
}

static void
assert_not_opened (Fixture *f, int code, const char *part)
{
  g_autoptr (GError) error = NULL;

  zip_end (&f->zip);
  write_bytes (f, f->zip.bytes->len);
  g_assert_null (cm_sheet_open (f->path, &error));
  assert_fault (error, code, part);
}

/* --- .xlsx ------------------------------------------------------------------------------------ */

/* All parts but the sheet; NULL for those in which nothing is odd. */
static void
add_parts (Fixture *f, const char *book, const char *relations, const char *strings)
{
  zip_add (&f->zip, "[Content_Types].xml", XLSX_TYPES);
  zip_add (&f->zip, "_rels/.rels", XLSX_ROOT_RELATIONS);
  zip_add (&f->zip, "xl/workbook.xml", book != NULL ? book : XLSX_ONE_SHEET);
  zip_add (
      &f->zip, "xl/_rels/workbook.xml.rels", relations != NULL ? relations : XLSX_BOOK_RELATIONS);
  zip_add (&f->zip, "xl/styles.xml", XLSX_STYLES);
  zip_add (&f->zip, "xl/sharedStrings.xml", strings != NULL ? strings : XLSX_STRINGS (""));
}

static CmSheet *
open_xlsx (Fixture *f, const char *strings, const char *sheet)
{
  add_parts (f, NULL, NULL, strings);
  zip_add (&f->zip, "xl/worksheets/sheet1.xml", sheet);
  return open_zip (f);
}

static void
test_kinds (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = open_xlsx (
      f,
      XLSX_STRINGS ("<si><t>Supplier &amp; Söhne</t></si>"
                    "<si><r><rPr><b/></rPr><t xml:space=\"preserve\">two </t></r><r><t>runs</t></r>"
                    "<rPh sb=\"0\" eb=\"1\"><t>spoken</t></rPh><phoneticPr/></si><si/>"),
      XLSX_SHEET (
          "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v> 1\n</v></c>"
          "<c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\"><v>-36400</v></c>"
          "<c r=\"E1\" t=\"n\" s=\"4\"><v>1234.5</v></c></row>"
          "<row r=\"3\"><c r=\"A3\" t=\"b\"><v>1</v></c><c r=\"B3\" t=\"b\"><v>0</v></c>"
          "<c r=\"C3\" t=\"e\"><v>#REF!</v></c><c r=\"D3\" t=\"d\"><v>2009-12-31</v></c>"
          "<c r=\"E3\" t=\"d\"><v>2009-12-31T14:30:00.000</v></c>"
          "<c r=\"F3\" t=\"d\"><v>soon</v></c></row>"
          "<row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>in place</t></is></c>"
          "<c r=\"B4\" t=\"inlineStr\"><is><r><t>in </t></r><r><t>runs</t></r>"
          "<rPh><t>spoken</t></rPh></is></c><c r=\"C4\" s=\"1\"/><c r=\"D4\"><v>n/a</v></c></row>"
          "<row r=\"5\"><c r=\"A5\" s=\"1\"/></row>"));

  g_assert_cmpint (cm_sheet_get_format (sheet), ==, CM_SHEET_XLSX);
  assert_names (sheet, "Spend");
  assert_rows (sheet,
               "1|Supplier & Söhne|two runs|_|#-36400|#1234.5\n"
               "3|?TRUE|?FALSE|!#REF!|@2009-12-31|@2009-12-31T14:30:00|soon\n"
               "4|in place|in runs|_|n/a\n");
  assert_remarks (sheet, "");
}

/* The number of a supplier that is shown with zeros before it keeps them. */
static void
test_zeros (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = NULL;

  zip_add (&f->zip, "[Content_Types].xml", XLSX_TYPES);
  zip_add (&f->zip, "_rels/.rels", XLSX_ROOT_RELATIONS);
  zip_add (&f->zip, "xl/workbook.xml", XLSX_ONE_SHEET);
  zip_add (&f->zip, "xl/_rels/workbook.xml.rels", XLSX_BOOK_RELATIONS);
  zip_add (&f->zip,
           "xl/styles.xml",
           "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
           "<numFmts><numFmt numFmtId=\"164\" formatCode=\"000000\"/>"
           "<numFmt numFmtId=\"165\" formatCode=\"00.00\"/></numFmts>"
           "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs>"
           "</styleSheet>");
  zip_add (&f->zip, "xl/sharedStrings.xml", XLSX_STRINGS (""));
  zip_add (&f->zip,
           "xl/worksheets/sheet1.xml",
           XLSX_SHEET ("<row r=\"1\"><c s=\"1\"><v>412</v></c><c s=\"1\"><v>1234567</v></c>"
                       "<c s=\"1\"><v>4.5</v></c><c s=\"1\"><v>-4</v></c><c s=\"2\"><v>4</v></c>"
                       "<c s=\"1\"><v>0</v></c></row>"));
  sheet = open_zip (f);
  assert_rows (sheet, "1|000412|#1234567|#4.5|#-4|#4|000000\n");
}

static void
test_numbers (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *raw;
    const char *text;
  } cases[] = {
    { "0", "#0" },
    { "-0", "#0" },
    { "20", "#20" },
    { "20.50", "#20.5" },
    { "0020", "#20" },
    { "+7", "#7" },
    { ".5", "#0.5" },
    { "1E3", "#1000" },
    { "1.5E-3", "#0.0015" },
    { "-1.5e-07", "#-0.00000015" },
    { "0.10000000000000001", "#0.1" },
    { "0.30000000000000004", "#0.3" },
    { "1234.5600000000002", "#1234.56" },
    { "-36400.000000000007", "#-36400" },
    { "1.23456789012E+11", "#123456789012" },
    { "4929010123456789", "#4929010123456789" },
    { "12345678901234567890", "#12345678901234567890" },
    { "4.929010123456789E+15", "#4929010123456789" },
    { "1E+22", "#10000000000000000000000" },
    { "99999999999999.99", "#100000000000000" },
    { "9999999999999.99", "#9999999999999.99" },
    { "1E999", "1E999" },
    { "0x10", "0x10" },
    { "inf", "inf" },
    { "1,5", "1,5" },
    { "12 ", "#12" },
  };
  g_autoptr (GString) cells = g_string_new ("<row>");
  g_autoptr (GString) expected = g_string_new ("1");
  g_autofree char *part = NULL;
  g_autoptr (CmSheet) sheet = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_string_append_printf (cells, "<c><v>%s</v></c>", cases[i].raw);
      g_string_append_printf (expected, "|%s", cases[i].text);
    }
  part = g_strconcat ("<worksheet xmlns=\"" XLSX_NS "\"><sheetData>",
                      cells->str,
                      "</row></sheetData></worksheet>",
                      NULL);
  g_string_append_c (expected, '\n');
  sheet = open_xlsx (f, NULL, part);
  assert_rows (sheet, expected->str);
}

static void
test_dates (Fixture *f, gconstpointer data)
{
  const gboolean from_1904 = data != NULL;
  static const char rows[] = XLSX_SHEET (
      "<row><c s=\"1\"><v>1</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>60</v></c>"
      "<c s=\"1\"><v>61</v></c><c s=\"1\"><v>0</v></c><c s=\"1\"><v>40178</v></c>"
      "<c s=\"5\"><v>40178.604166666664</v></c><c s=\"5\"><v>40178.99999999</v></c></row>"
      "<row><c s=\"2\"><v>0.60416666666666663</v></c><c s=\"2\"><v>0</v></c>"
      "<c s=\"3\"><v>1.5</v></c><c s=\"6\"><v>12</v></c><c s=\"1\"><v>-1</v></c>"
      "<c s=\"1\"><v>2958465</v></c><c s=\"1\"><v>2958466</v></c><c s=\"99\"><v>5</v></c>"
      "<c s=\"1\"><v>40178.25</v></c></row>");
  g_autoptr (CmSheet) sheet = NULL;

  add_parts (f,
             from_1904 ? XLSX_BOOK ("<workbookPr date1904=\"1\"/><sheets><sheet name=\"Spend\" "
                                    "sheetId=\"1\" r:id=\"rId1\"/></sheets>")
                       : NULL,
             NULL,
             NULL);
  zip_add (&f->zip, "xl/worksheets/sheet1.xml", rows);
  sheet = open_zip (f);
  if (from_1904)
    assert_rows (sheet,
                 "1|@1904-01-02|@1904-02-29|@1904-03-01|@1904-03-02|@1904-01-01|@2014-01-01"
                 "|@2014-01-01T14:30:00|@2014-01-02\n"
                 "2|14:30:00|00:00:00|#1.5|#12|#-1|#2958465|#2958466|#5|@2014-01-01T06:00:00\n");
  else
    assert_rows (sheet,
                 "1|@1900-01-01|@1900-02-28|#60|@1900-03-01|#0|@2009-12-31"
                 "|@2009-12-31T14:30:00|@2010-01-01\n"
                 "2|14:30:00|00:00:00|#1.5|#12|#-1|@9999-12-31|#2958466|#5|@2009-12-31T06:00:00\n");
}

static void
test_formulas (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = open_xlsx (
      f,
      NULL,
      XLSX_SHEET (
          "<row><c><f>SUM(B1:C1)</f><v>3</v></c><c t=\"str\"><f>A1&amp;\"x\"</f><v>3x</v></c>"
          "<c t=\"str\"><f>\"\"</f><v></v></c><c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"
          "<c s=\"1\"><f t=\"shared\" si=\"0\"/><v>40178</v></c>"
          "<c t=\"b\"><f>TRUE()</f><v>1</v></c></row>"
          "<row><c><f>NOW()</f></c><c><f>A1</f><v/></c></row>"));

  assert_rows (sheet,
               "1|=#3|=3x|_|=!#DIV/0!|=@2009-12-31|=?TRUE\n"
               "2|=!formula without a value|=!formula without a value\n");
  assert_remarks (sheet,
                  "6 cells are formulas: the values that were computed last are taken\n"
                  "2 cells are formulas without a value: open the file in a spreadsheet program, "
                  "save it and bring it in again");
}

static void
test_places (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = open_xlsx (
      f,
      NULL,
      XLSX_SHEET ("<row r=\"2\"><c r=\"E2\"><v>5</v></c><c><v>6</v></c><c r=\"B2\"><v>2</v></c>"
                  "<c><v>3</v></c><c r=\"B2\"><v>9</v></c></row>"
                  "<row><c><v>1</v></c><c r=\"ALL3\"><v>1000</v></c><c r=\"XFD3\" s=\"1\"/></row>"
                  "<row r=\"1048576\"><c r=\"c1048576\"><v>7</v></c></row>"));
  g_autofree char *rows = read_rows (sheet);

  g_assert_true (g_str_has_prefix (rows, "2|_|#2|#3|_|#5|#6\n3|#1|_|_|"));
  g_assert_true (g_str_has_suffix (rows, "|_|#1000\n1048576|_|_|#7\n"));
}

static void
test_escapes (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = open_xlsx (
      f,
      XLSX_STRINGS ("<si><t>one_x000D_\ntwo</t></si><si><t>_x005F_x000D__x0041</t></si>"
                    "<si><t>_xD83D__xDE00_ _xD83D_ _x0000_</t></si><si><t>a_xyz_</t></si>"),
      XLSX_SHEET ("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c>"
                  "<c t=\"s\"><v>3</v></c><c t=\"inlineStr\"><is><t>_x0009_</t></is></c></row>"));

  assert_rows (sheet,
               "1|one\r\ntwo|_x000D__x0041|\xf0\x9f\x98\x80 \xef\xbf\xbd \xef\xbf\xbd|a_xyz_|\t\n");
}

/* Hidden sheets stand behind; charts are none; relations lead to the parts, whatever they are
 * called. Macros are said to be there and are not looked at. */
static void
test_sheets (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = NULL;

  add_parts (
      f,
      XLSX_BOOK ("<sheets><sheet name='Lists' state='veryHidden' r:id='a'/>"
                 "<sheet name='Chart' r:id='b'/>"
                 "<sheet name='Children &amp; &lt;Young&gt;' r:id='c'/>"
                 "<sheet name='Notes' state='hidden' r:id='d'/><sheet name='' r:id='d'/>"
                 "<sheet name='Other' r:id='e'/></sheets>"),
      XLSX_RELATIONS ("<Relationship Id='a' Type='r/worksheet' Target='worksheets/lists.xml'/>"
                      "<Relationship Id='b' Type='r/chartsheet' Target='chartsheets/sheet1.xml'/>"
                      "<Relationship Id='c' Type='r/worksheet' Target='../data/x.xml'/>"
                      "<Relationship Id='d' Type='r/worksheet' Target='/xl/./Notes.xml'/>"
                      "<Relationship Id='e' Type='r/worksheet' Target='http://example.org/s.xml' "
                      "TargetMode='External'/>"
                      "<Relationship Id='m' Type='r/vbaProject' Target='vbaProject.bin'/>"),
      NULL);
  zip_add (&f->zip, "xl/worksheets/lists.xml", XLSX_SHEET ("<row><c><v>1</v></c></row>"));
  zip_add (&f->zip, "Data\\X.xml", XLSX_SHEET ("<row><c><v>2</v></c></row>"));
  zip_add (&f->zip, "xl/notes.xml", XLSX_SHEET ("<row><c><v>3</v></c></row>"));
  zip_add (&f->zip, "xl/vbaProject.bin", "\xd0\xcf\x11\xe0");
  sheet = open_zip (f);
  assert_names (sheet, "Children & <Young>|Other|Lists|Notes");
  assert_remarks (sheet, "The workbook contains macros: they are left alone and never run");
  assert_rows (sheet, "1|#2\n");
  assert_remarks (sheet, "The workbook contains macros: they are left alone and never run");
  cm_sheet_choose (sheet, 3);
  assert_rows (sheet, "1|#3\n");
  cm_sheet_choose (sheet, 2);
  assert_rows (sheet, "1|#1\n");
  cm_sheet_choose (sheet, 1);
  assert_not_read (sheet, CM_SHEET_ERROR_FORMAT, "the sheet “Other” is not in the file itself");
}

static void
test_merged (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = open_xlsx (
      f,
      NULL,
      XML_HEAD "<worksheet xmlns=\"" XLSX_NS
               "\"><sheetData><row><c><v>1</v></c><c/></row></sheetData>"
               "<mergeCells count=\"2\"><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A2:A4\"/>"
               "</mergeCells></worksheet>");

  assert_rows (sheet, "1|#1\n");
  assert_remarks (sheet, "Merged cells in 2 places: only the first of each has the value");
}

/* The other namespace of the standard, and prefixes. */
static void
test_strict (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = NULL;

  zip_add (&f->zip, "[Content_Types].xml", XLSX_TYPES);
  zip_add (&f->zip,
           "_rels/.rels",
           XLSX_RELATIONS ("<Relationship Id=\"r\" Type=\"" XLSX_STRICT_RELATION
                           "/officeDocument\" Target=\"/book/b.xml\"/>"));
  zip_add (&f->zip,
           "book/b.xml",
           "\xef\xbb\xbf<x:workbook xmlns:x=\"" XLSX_STRICT_NS "\" xmlns:r=\"" XLSX_STRICT_RELATION
           "\"><x:sheets><x:sheet name=\"S\" r:id=\"1\"/></x:sheets></x:workbook>");
  zip_add (&f->zip,
           "book/_rels/b.xml.rels",
           XLSX_RELATIONS ("<Relationship Id=\"1\" Type=\"" XLSX_STRICT_RELATION
                           "/worksheet\" Target=\"s.xml\"/>"));
  zip_add (&f->zip,
           "book/s.xml",
           "<x:worksheet xmlns:x=\"" XLSX_STRICT_NS
           "\"><x:sheetData><!-- don't --><x:row><x:c><x:v><![CDATA[1]]>2</x:v></x:c></x:row>"
           "</x:sheetData></x:worksheet>");
  sheet = open_zip (f);
  assert_names (sheet, "S");
  assert_rows (sheet, "1|#12\n");
}

/* Deflated, and split over many of the blocks it comes in. */
static void
add_deflated (Fixture *f, const char *name, const char *text, gsize n)
{
  g_autoptr (GConverter) converter =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 1));
  g_autofree char *packed = g_malloc (n + 1024);
  g_autoptr (GError) error = NULL;
  gsize n_read, n_packed;

  g_converter_convert (
      converter, text, n, packed, n + 1024, G_CONVERTER_INPUT_AT_END, &n_read, &n_packed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_read, ==, n);
  zip_add_packed (
      &f->zip, name, 0, ZIP_DEFLATED, zip_sum ((const guint8 *) text, n), n, packed, n_packed);
}

#define MANY 20000

/* Each row has a text of its own; both parts take several of the blocks in which they come. */
static void
add_many (Fixture *f, const char *end_of_strings)
{
  g_autoptr (GString) strings = g_string_new ("<sst xmlns=\"" XLSX_NS "\">");
  g_autoptr (GString) rows = g_string_new ("<worksheet xmlns=\"" XLSX_NS "\"><sheetData>");

  for (guint i = 0; i < MANY; i++)
    {
      g_string_append_printf (
          strings, "<si><t>Text £%u of a cell that is found with a number</t></si>", i);
      g_string_append_printf (
          rows,
          "<row r=\"%u\"><c r=\"A%u\" t=\"s\"><v>%u</v></c><c r=\"B%u\"><v>%u.5</v></c></row>",
          i + 1,
          i + 1,
          i,
          i + 1,
          i);
    }
  g_string_append (strings, end_of_strings);
  g_string_append (rows, "</sheetData></worksheet>");
  /* Of two members of one name the first counts. */
  add_deflated (f, "xl/sharedStrings.xml", strings->str, strings->len);
  add_parts (f, NULL, NULL, "not this one");
  add_deflated (f, "xl/worksheets/sheet1.xml", rows->str, rows->len);
}

static gboolean
check_many_row (const CmRow *row, gpointer data)
{
  guint *n = data;
  g_autofree char *text = g_strdup_printf ("Text £%u of a cell that is found with a number", *n);
  g_autofree char *number = g_strdup_printf ("%u.5", *n);

  g_assert_cmpuint (row->line, ==, ++*n);
  g_assert_cmpuint (row->n_cells, ==, 2);
  g_assert_cmpstr (row->cells[0].text, ==, text);
  g_assert_cmpstr (row->cells[1].text, ==, number);
  return TRUE;
}

static void
note_progress (double fraction, gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1.0);
  *last = fraction;
}

static void
test_many (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;
  double progress = 0;
  guint n = 0;

  add_many (f, "</sst>");
  sheet = open_zip (f);
  g_assert_true (cm_sheet_read (sheet, check_many_row, &n, note_progress, &progress, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, MANY);
  g_assert_cmpfloat (progress, >, 0.5);
}

/* Who looks at the first rows never comes to the fault at the end of the texts. */
static void
test_first_rows (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;
  guint left = 200;

  add_many (f, "<si></sst>");
  sheet = open_zip (f);
  g_assert_true (cm_sheet_read (sheet, count_row, &left, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (left, ==, 0);
  assert_not_read (sheet, CM_SHEET_ERROR_FORMAT, "“xl/sharedStrings.xml” in it, line 1: ");
}

typedef struct
{
  GCancellable *cancellable;
  guint n;
} Cancelling;

static gboolean
cancel_soon (const CmRow *row, gpointer data)
{
  Cancelling *cancelling = data;

  if (++cancelling->n == 10)
    g_cancellable_cancel (cancelling->cancellable);
  return TRUE;
}

static void
assert_cancelled (CmSheet *sheet, guint n_max)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Cancelling cancelling = { cancellable, 0 };

  g_assert_false (cm_sheet_read (sheet, cancel_soon, &cancelling, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (cancelling.n, >=, 10);
  g_assert_cmpuint (cancelling.n, <, n_max);
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = NULL;

  add_many (f, "</sst>");
  sheet = open_zip (f);
  assert_cancelled (sheet, MANY / 2);
}

/* --- .ods ------------------------------------------------------------------------------------- */

static CmSheet *
open_ods (Fixture *f, const char *styles, const char *tables)
{
  g_autofree char *content = g_strdup_printf (ODS_CONTENT ("%s", "%s"), styles, tables);

  zip_add (&f->zip, "mimetype", ODS_TYPE);
  add_deflated (f, "content.xml", content, strlen (content));
  return open_zip (f);
}

/* The name of the only table is “Spend”. */
static CmSheet *
open_table (Fixture *f, const char *rows)
{
  g_autofree char *table = g_strdup_printf (
      "<table:calculation-settings/><table:table table:name='Spend'>%s</table:table>", rows);

  return open_ods (f, "", table);
}

static void
test_ods_kinds (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = open_table (
      f,
      "<table:table-column/><table:table-row>"
      "<table:table-cell office:value-type='string' calcext:value-type='string'>"
      "<text:p>Supplier &amp; Söhne</text:p></table:table-cell>"
      "<table:table-cell office:value-type='float' office:value='-36400'>"
      "<text:p>-36,400</text:p></table:table-cell>"
      "<table:table-cell office:value-type='float' office:value='1.23456789012E+11'/>"
      "<table:table-cell office:value-type='currency' office:value='0.10000000000000001'/>"
      "<table:table-cell office:value-type='percentage' office:value='0.125'/>"
      "<table:table-cell office:value-type='date' office:date-value='2009-12-31'>"
      "<text:p>31/12/09</text:p></table:table-cell>"
      "<table:table-cell office:value-type='date' office:date-value='2009-12-31T14:30:00.5'/>"
      "<table:table-cell office:value-type='time' office:time-value='PT14H30M05.5S'/>"
      "<table:table-cell office:value-type='time' office:time-value='PT36H00M00S'/>"
      "<table:table-cell office:value-type='boolean' office:boolean-value='true'>"
      "<text:p>WAHR</text:p></table:table-cell></table:table-row>");

  g_assert_cmpint (cm_sheet_get_format (sheet), ==, CM_SHEET_ODS);
  assert_names (sheet, "Spend");
  assert_rows (sheet,
               "1|Supplier & Söhne|#-36400|#123456789012|#0.1|#0.125|@2009-12-31"
               "|@2009-12-31T14:30:00|14:30:05|#1.5|?TRUE\n");
  assert_remarks (sheet, "");
}

/* Notes and drawings are no text of the cell. */
static void
test_ods_texts (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = open_table (
      f,
      "<table:table-header-rows><table:table-row>"
      "<table:table-cell><text:p>two</text:p><text:p>lines</text:p></table:table-cell>"
      "<table:table-cell><text:p> a  <text:span>b\n<text:s text:c='3'/>c</text:span>"
      "<text:tab/>d<text:line-break/>e </text:p></table:table-cell>"
      "<table:table-cell office:value-type='string' office:string-value='kept  so &amp; &#38;'/>"
      "<table:table-cell><office:annotation><text:p>note</text:p></office:annotation>"
      "<draw:frame><text:p>drawn</text:p></draw:frame></table:table-cell>"
      "<table:table-cell><text:p>last<text:note><text:p>note</text:p></text:note></text:p>"
      "</table:table-cell></table:table-row></table:table-header-rows>");

  assert_rows (sheet, "1|two\nlines|a b    c\td\ne |kept  so & &|_|last\n");
}

static void
test_ods_formulas (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = open_table (
      f,
      "<table:table-row>"
      "<table:table-cell table:formula='of:=1+1' office:value-type='float' office:value='2'/>"
      "<table:table-cell table:formula='of:=A0' office:value-type='string' "
      "office:string-value='' calcext:value-type='error'><text:p>#REF!</text:p>"
      "</table:table-cell>"
      "<table:table-cell table:formula='of:=A0' office:value-type='float' office:value='0'>"
      "<text:p>Err:502</text:p></table:table-cell>"
      "<table:table-cell table:formula='of:=NOW()'/>"
      "<table:table-cell table:formula='of:=&quot;&quot;' office:value-type='string' "
      "office:string-value=''/></table:table-row>");

  assert_rows (sheet, "1|=#2|=!#REF!|=!Err:502|=!formula without a value\n");
  assert_remarks (sheet,
                  "4 cells are formulas: the values that were computed last are taken\n"
                  "1 cell is a formula without a value: open the file in a spreadsheet program, "
                  "save it and bring it in again");
}

/* A sheet is filled up with what is repeated a million times. */
static void
test_ods_repeats (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = open_table (
      f,
      "<table:table-row><table:table-cell table:number-columns-repeated='2'/>"
      "<table:table-cell office:value-type='float' office:value='1' "
      "table:number-columns-repeated='3'/><table:table-cell "
      "table:number-columns-repeated='16379'/></table:table-row>"
      "<table:table-row table:number-rows-repeated='4'><table:table-cell/></table:table-row>"
      "<table:table-row-group><table:table-row table:number-rows-repeated='3'>"
      "<table:table-cell office:value-type='float' office:value='7'/></table:table-row>"
      "</table:table-row-group><table:table-row><table:table-cell "
      "table:number-columns-spanned='2' table:number-rows-spanned='2'><text:p>wide</text:p>"
      "</table:table-cell><table:covered-table-cell><text:p>under</text:p>"
      "</table:covered-table-cell><table:table-cell><text:p>8</text:p></table:table-cell>"
      "</table:table-row><table:table-row table:number-rows-repeated='1048567'>"
      "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>");

  assert_rows (sheet, "1|_|_|#1|#1|#1\n6|#7\n7|#7\n8|#7\n9|wide|_|8\n");
  assert_remarks (sheet, "Merged cells in 1 place: only the first of them has the value");
}

/* What is filled cannot be repeated without end. */
static void
test_ods_too_many (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = open_ods (
      f,
      "",
      "<table:table table:name='rows'><table:table-row table:number-rows-repeated='1048576'>"
      "<table:table-cell office:value-type='float' office:value='7'/></table:table-row>"
      "</table:table><table:table table:name='columns'><table:table-row><table:table-cell "
      "office:value-type='float' office:value='1' "
      "table:number-columns-repeated='999999999999999999'/></table:table-row></table:table>"
      "<table:table table:name='far'>"
      "<table:table-row table:number-rows-repeated='999999999999999999'/>"
      "<table:table-row table:number-rows-repeated='99999999999999999'/><table:table-row>"
      "<table:table-cell><text:p>1</text:p></table:table-cell></table:table-row></table:table>"
      "<table:table table:name='text'><table:table-row><table:table-cell>"
      "<text:p><text:s text:c='999999999999'/></text:p></table:table-cell></table:table-row>"
      "</table:table>");

  assert_names (sheet, "rows|columns|far|text");
  assert_not_read (sheet, CM_SHEET_ERROR_TOO_BIG, "row 1: too many repetitions of filled rows");
  cm_sheet_choose (sheet, 1);
  assert_not_read (sheet, CM_SHEET_ERROR_TOO_BIG, "row 1: too many columns are filled");
  cm_sheet_choose (sheet, 2);
  assert_not_read (sheet, CM_SHEET_ERROR_TOO_BIG, "too many rows");
  cm_sheet_choose (sheet, 3);
  assert_not_read (sheet, CM_SHEET_ERROR_TOO_BIG, "row 1: the text of a cell is longer");
}

/* Tags of tables are found wherever the blocks end that they come in. */
static void
test_ods_tables (Fixture *f, gconstpointer data)
{
  static const char styles[] =
      "<style:style style:name='ta1' style:family='table'><style:table-properties "
      "table:display='false'/></style:style><style:style style:name='ta2' style:family='table'>"
      "<style:table-properties table:display='true'/></style:style>";
  g_autoptr (GString) tables = g_string_new (NULL);
  g_autoptr (CmSheet) sheet = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_string_append_printf (tables,
                              "<table:table table:name='T &lt;%u&gt;' table:style-name='ta%u'>",
                              i,
                              i == 0 ? 1 : 2);
      for (guint k = 0; k < 4000; k++)
        g_string_append_printf (tables,
                                "<table:table-row><table:table-cell office:value-type='float' "
                                "office:value='%u'/></table:table-row>",
                                i);
      g_string_append (tables, "</table:table>");
    }
  zip_add (&f->zip, "Basic/script-lb.xml", "");
  sheet = open_ods (f, styles, tables->str);
  assert_names (sheet, "T <1>|T <2>|T <0>");
  assert_remarks (sheet, "The workbook contains macros: they are left alone and never run");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *rows = NULL;
      g_autofree char *expected = g_strdup_printf ("4000|#%u\n", (i + 1) % 3);

      cm_sheet_choose (sheet, i);
      rows = read_rows (sheet);
      g_assert_true (g_str_has_suffix (rows, expected));
    }
  assert_cancelled (sheet, 4000);
}

static void
test_ods_many_tables (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) tables = g_string_new (NULL);
  g_autoptr (CmSheet) sheet = NULL;

  for (guint i = 0; i < 1500; i++)
    {
      g_string_append_printf (tables, "<table:table\n table:name='%u' table:title='", i);
      for (guint k = 0; k < i; k++)
        g_string_append_c (tables, k % 100 == 0 ? '>' : 'x');
      g_string_append (tables, "'/>");
    }
  sheet = open_ods (f, "", tables->str);
  g_assert_cmpuint (g_strv_length ((char **) cm_sheet_get_names (sheet)), ==, 1500);
  for (guint i = 0; i < 1500; i++)
    g_assert_cmpuint (g_ascii_strtoull (cm_sheet_get_names (sheet)[i], NULL, 10), ==, i);
}

/* --- what is refused -------------------------------------------------------------------------- */

static void
test_other_archives (Fixture *f, gconstpointer data)
{
  zip_add (&f->zip, "spend.csv", "a,b");
  assert_not_opened (f, CM_SHEET_ERROR_FORMAT, "it is a packed file, but no workbook");
}

static void
test_empty_archive (Fixture *f, gconstpointer data)
{
  assert_not_opened (f, CM_SHEET_ERROR_FORMAT, "");
}

static void
test_binary_workbook (Fixture *f, gconstpointer data)
{
  zip_add (&f->zip, "[Content_Types].xml", XLSX_TYPES);
  zip_add (&f->zip,
           "_rels/.rels",
           XLSX_RELATIONS (XLSX_LINK ("r", "officeDocument", "xl/workbook.bin")));
  zip_add (&f->zip, "xl/workbook.bin", "\1\2");
  assert_not_opened (f, CM_SHEET_ERROR_FORMAT, "binary Excel workbook (.xlsb)");
}

static void
test_other_documents (Fixture *f, gconstpointer data)
{
  zip_add (&f->zip, "[Content_Types].xml", XLSX_TYPES);
  zip_add (&f->zip,
           "_rels/.rels",
           XLSX_RELATIONS (XLSX_LINK ("r", "officeDocument", "word/document.xml")));
  assert_not_opened (f, CM_SHEET_ERROR_FORMAT, "it is a text document");
  zip_clear (&f->zip);
  zip_init (&f->zip);
  zip_add (&f->zip, "mimetype", "application/vnd.oasis.opendocument.text");
  zip_add (&f->zip, "content.xml", ODS_CONTENT ("", ""));
  assert_not_opened (f, CM_SHEET_ERROR_FORMAT, "it is no spreadsheet");
}

static void
test_passwords (Fixture *f, gconstpointer data)
{
  static const char packed[] = "no key is needed to see that there is one";

  zip_add (&f->zip, "[Content_Types].xml", XLSX_TYPES);
  zip_add (&f->zip, "_rels/.rels", XLSX_ROOT_RELATIONS);
  zip_add_packed (&f->zip,
                  "xl/workbook.xml",
                  ZIP_FLAG_ENCRYPTED,
                  ZIP_STORED,
                  0,
                  sizeof packed - 12,
                  packed,
                  sizeof packed);
  assert_not_opened (f, CM_SHEET_ERROR_FORMAT, "it is protected with a password");
  zip_clear (&f->zip);
  zip_init (&f->zip);
  zip_add (&f->zip, "mimetype", ODS_TYPE);
  zip_add (&f->zip, "content.xml", "\1\2\3\4");
  zip_add (
      &f->zip,
      "META-INF/manifest.xml",
      "<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><m:file-entry "
      "m:full-path=\"content.xml\"><m:encryption-data/></m:file-entry></m:manifest>");
  assert_not_opened (f, CM_SHEET_ERROR_FORMAT, "it is protected with a password");
}

static void
test_missing (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = NULL;

  add_parts (f, NULL, NULL, NULL);
  sheet = open_zip (f);
  assert_not_read (sheet, CM_SHEET_ERROR_FORMAT, "“xl/worksheets/sheet1.xml” is missing in it");
}

static void
test_no_book (Fixture *f, gconstpointer data)
{
  zip_add (&f->zip, "[Content_Types].xml", XLSX_TYPES);
  zip_add (&f->zip, "xl/styles.xml", XLSX_STYLES);
  assert_not_opened (f, CM_SHEET_ERROR_FORMAT, "“xl/workbook.xml” is missing in it");
}

static void
test_no_sheet (Fixture *f, gconstpointer data)
{
  add_parts (f, XLSX_BOOK ("<sheets/>"), NULL, NULL);
  assert_not_opened (f, CM_SHEET_ERROR_FORMAT, "there is no sheet of cells in it");
}

/* However much of it is missing, it is refused; a byte that fell over is noticed. */
static void
test_damage (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) whole = NULL;
  static const char rows[] = XLSX_SHEET ("<row><c><v>1234567</v></c></row>");
  guint8 *digit;

  add_parts (f, NULL, NULL, NULL);
  zip_add (&f->zip, "xl/worksheets/sheet1.xml", rows);
  whole = open_zip (f);
  assert_rows (whole, "1|#1234567\n");
  for (gsize n = f->zip.bytes->len - 1; n > 4; n -= MIN (n, 97))
    {
      g_autoptr (GError) error = NULL;

      write_bytes (f, n);
      g_assert_null (cm_sheet_open (f->path, &error));
      assert_fault (error, CM_SHEET_ERROR_FORMAT, "");
    }
  digit = memmem (f->zip.bytes->data, f->zip.bytes->len, "1234567", 7);
  *digit = '9';
  write_bytes (f, f->zip.bytes->len);
  assert_not_read (whole, CM_SHEET_ERROR_FORMAT, "it is damaged and cannot be unpacked");
}

static void
test_ods_damage (Fixture *f, gconstpointer data)
{
  static const char content[] = ODS_CONTENT ("", "<table:table table:name='Spend'/>");

  zip_add (&f->zip, "mimetype", ODS_TYPE);
  zip_add_packed (&f->zip,
                  "content.xml",
                  0,
                  ZIP_STORED,
                  zip_sum ((const guint8 *) content, strlen (content)) + 1,
                  strlen (content),
                  content,
                  strlen (content));
  assert_not_opened (f, CM_SHEET_ERROR_FORMAT, "it is damaged and cannot be unpacked");
}

static void
test_packing (Fixture *f, gconstpointer data)
{
  zip_add (&f->zip, "[Content_Types].xml", XLSX_TYPES);
  zip_add_packed (&f->zip, "_rels/.rels", 0, 14, 0, 100, "lzma lzma", 9);
  assert_not_opened (f, CM_SHEET_ERROR_FORMAT, "packed in a way that spreadsheet programs do not");
}

static long
get_peak (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);
  return usage.ru_maxrss;
}

/* Two gibibytes of one byte, in two mebibytes: the block is the same each time. */
static void
add_bomb (Fixture *f, const char *name, const char *head)
{
  g_autoptr (GConverter) converter =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 9));
  g_autofree char *block = g_malloc (MIB);
  g_autofree char *packed = g_malloc (MIB);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  gsize n_read, n_packed;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      memset (block, ' ', MIB);
      if (i == 0)
        memcpy (block, head, strlen (head));
      g_converter_convert (
          converter, block, MIB, packed, MIB, G_CONVERTER_FLUSH, &n_read, &n_packed, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (n_read, ==, MIB);
      g_byte_array_append (all, (const guint8 *) packed, (guint) n_packed);
    }
  for (guint i = 2; i < 2047; i++)
    g_byte_array_append (all, (const guint8 *) packed, (guint) n_packed);
  zip_add_packed (&f->zip, name, 0, ZIP_DEFLATED, 0, 2047u * MIB, all->data, all->len);
}

static void
test_bomb (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = NULL;
  const long peak = get_peak ();

  add_parts (f, NULL, NULL, NULL);
  add_bomb (f, "xl/worksheets/sheet1.xml", "<worksheet><sheetData>");
  sheet = open_zip (f);
  assert_not_read (sheet, CM_SHEET_ERROR_TOO_BIG, "it swells to more than 200 times its size");
  g_assert_cmpint (get_peak () - peak, <, 64 * 1024);
}

static void
test_bomb_strings (Fixture *f, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = NULL;
  const long peak = get_peak ();

  add_bomb (f, "xl/sharedStrings.xml", "<sst><si><t>");
  add_parts (f, NULL, NULL, NULL);
  zip_add (&f->zip, "xl/worksheets/sheet1.xml", XLSX_SHEET ("<row><c t=\"s\"><v>0</v></c></row>"));
  sheet = open_zip (f);
  assert_not_read (sheet, CM_SHEET_ERROR_TOO_BIG, "it swells to more than 200 times its size");
  g_assert_cmpint (get_peak () - peak, <, 200 * 1024);
}

static void
test_bomb_ods (Fixture *f, gconstpointer data)
{
  add_bomb (f, "content.xml", "<a><b><c>");
  zip_add (&f->zip, "mimetype", ODS_TYPE);
  assert_not_opened (f, CM_SHEET_ERROR_TOO_BIG, "it swells to more than 200 times its size");
}

static void
test_hostile_xml (Fixture *f, gconstpointer data)
{
  static const struct
  {
    int code;
    const char *head;
    const char *repeated;
    guint times;
    const char *fault;
  } cases[] = {
    { CM_SHEET_ERROR_FORMAT,
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;\">]><worksheet>&b;",
      "",
      0,
      "a document type" },
    { CM_SHEET_ERROR_FORMAT, "<!DOCTYPE ", "x", 100000, "a document type" },
    { CM_SHEET_ERROR_FORMAT, "<worksheet>&b;", "", 0, "'b'" },
    { CM_SHEET_ERROR_TOO_BIG, "", "<c>", 100000, "elements within elements" },
    { CM_SHEET_ERROR_FORMAT, "<worksheet ", "a=''", 1000000, "a tag longer" },
    { CM_SHEET_ERROR_FORMAT, "<worksheet a='", "xxxxxxxxxxxxxxxx", 1000000, "a tag longer" },
    { CM_SHEET_ERROR_FORMAT, "<worksheet><!--", "xxxxxxxxxxxxxxxx", 1000000, "a comment longer" },
    { CM_SHEET_ERROR_FORMAT, "<worksheet><?x ", "xxxxxxxxxxxxxxxx", 1000000, "a comment longer" },
    { CM_SHEET_ERROR_FORMAT, "<worksheet></sheet>", "", 0, "line 1: " },
    { CM_SHEET_ERROR_FORMAT, "\xff\xfe<\0w\0", "", 0, "it is not UTF-8" },
    { CM_SHEET_ERROR_FORMAT,
      "<?xml version='1.0' encoding='UTF-7'?><w>\xff</w>",
      "",
      0,
      "line 1: " },
    { CM_SHEET_ERROR_FORMAT, "", "", 0, "line " },
    { CM_SHEET_ERROR_TOO_BIG,
      "<worksheet><sheetData><row><c><v>",
      "xxxxxxxxxxxxxxxx",
      100000,
      "the text of a cell is longer" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) part = g_string_new (cases[i].head);
      g_autoptr (CmSheet) sheet = NULL;

      for (guint k = 0; k < cases[i].times; k++)
        g_string_append (part, cases[i].repeated);
      zip_clear (&f->zip);
      zip_init (&f->zip);
      add_parts (f, NULL, NULL, NULL);
      add_deflated (f, "xl/worksheets/sheet1.xml", part->str, part->len);
      sheet = open_zip (f);
      assert_not_read (sheet, cases[i].code, cases[i].fault);
    }
}

/* Each element has a name of its own. */
static void
test_many_names (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) part = g_string_new ("<worksheet>");
  g_autoptr (CmSheet) sheet = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (part, "<n%u/>", i);
  g_string_append (part, "</worksheet>");
  sheet = open_xlsx (f, NULL, part->str);
  assert_not_read (sheet, CM_SHEET_ERROR_FORMAT, "more names of elements than any program has");
}

static void
test_many_members (Fixture *f, gconstpointer data)
{
  add_parts (f, NULL, NULL, NULL);
  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      zip_add (&f->zip, name, "");
    }
  assert_not_opened (f, CM_SHEET_ERROR_TOO_BIG, "more than 10000 files are packed in it");
}

/* The list alone, which is held in memory before the first member is seen. */
static void
test_long_list (Fixture *f, gconstpointer data)
{
  g_autoptr (GByteArray) list = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  long peak;

  add_parts (f, NULL, NULL, NULL);
  g_byte_array_append (list, f->zip.list->data, f->zip.list->len);
  while (f->zip.list->len < 32 * MIB)
    g_byte_array_append (f->zip.list, list->data, list->len);
  zip_end (&f->zip);
  write_bytes (f, f->zip.bytes->len);
  peak = get_peak ();
  g_assert_null (cm_sheet_open (f->path, &error));
  assert_fault (error, CM_SHEET_ERROR_TOO_BIG, "more than 10000 files are packed in it");
  g_assert_cmpint (get_peak () - peak, <, 64 * 1024);
}

static void
test_many_sheets (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) tables = g_string_new (NULL);
  g_autofree char *content = NULL;

  for (guint i = 0; i < 2001; i++)
    g_string_append_printf (tables, "<table:table table:name='%u'/>", i);
  content = g_strdup_printf (ODS_CONTENT ("", "%s"), tables->str);
  zip_add (&f->zip, "content.xml", content);
  assert_not_opened (f, CM_SHEET_ERROR_TOO_BIG, "more than 2000 sheets");
}

static void
test_bad_cells (Fixture *f, gconstpointer data)
{
  static const struct
  {
    int code;
    const char *rows;
    const char *fault;
  } cases[] = {
    { CM_SHEET_ERROR_FORMAT, "<row><c t=\"s\"><v>3</v></c></row>", "names text 4 and only 1 are" },
    { CM_SHEET_ERROR_FORMAT, "<row><c t=\"s\"><v>-1</v></c></row>", "which text it has" },
    { CM_SHEET_ERROR_FORMAT, "<row><c r=\"XFE1\"/></row>", "where no sheet has one" },
    { CM_SHEET_ERROR_FORMAT, "<row><c r=\"1A\"/></row>", "where no sheet has one" },
    { CM_SHEET_ERROR_FORMAT, "<row r=\"7\"/><row r=\"7\"/>", "row 7: the row after it" },
    { CM_SHEET_ERROR_TOO_BIG, "<row r=\"1048577\"/>", "row 1048577: " },
    { CM_SHEET_ERROR_TOO_BIG, "<row><c r=\"ALM1\"><v>1</v></c></row>", "too many columns" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *part = g_strdup_printf (XLSX_SHEET ("%s"), cases[i].rows);
      g_autoptr (CmSheet) sheet = NULL;

      zip_clear (&f->zip);
      zip_init (&f->zip);
      sheet = open_xlsx (f, XLSX_STRINGS ("<si><t>one</t></si>"), part);
      assert_not_read (sheet, cases[i].code, cases[i].fault);
    }
}

/* One text of a mebibyte, in a thousand cells of a thousand rows. */
static void
test_one_text_everywhere (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) strings = g_string_new ("<sst><si><t>");
  g_autoptr (GString) rows = g_string_new ("<worksheet><sheetData>");
  g_autoptr (CmSheet) sheet = NULL;

  for (guint i = 0; i < MIB / 16; i++)
    g_string_append (strings, "sixteen letters ");
  g_string_append (strings, "</t></si></sst>");
  g_string_append (rows, "<row>");
  for (guint i = 0; i < 1000; i++)
    g_string_append (rows, "<c t=\"s\"><v>0</v></c>");
  g_string_append (rows, "</row></sheetData></worksheet>");
  sheet = open_xlsx (f, strings->str, rows->str);
  assert_not_read (sheet, CM_SHEET_ERROR_TOO_BIG, "row 1: too many bytes of text in it");

  g_string_assign (rows, "<worksheet><sheetData>");
  for (guint i = 0; i < 2000; i++)
    g_string_append (rows, "<row><c t=\"s\"><v>0</v></c></row>");
  g_string_append (rows, "</sheetData></worksheet>");
  g_clear_pointer (&sheet, cm_sheet_free);
  zip_clear (&f->zip);
  zip_init (&f->zip);
  sheet = open_xlsx (f, strings->str, rows->str);
  assert_not_read (sheet, CM_SHEET_ERROR_TOO_BIG, "row 1024: too many bytes of text up to here");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *f, gconstpointer data);
    gconstpointer data;
  } cases[] = {
    { "/workbook/kinds", test_kinds },
    { "/workbook/numbers", test_numbers },
    { "/workbook/zeros", test_zeros },
    { "/workbook/dates-from-1900", test_dates },
    { "/workbook/dates-from-1904", test_dates, "1904" },
    { "/workbook/formulas", test_formulas },
    { "/workbook/places", test_places },
    { "/workbook/escapes", test_escapes },
    { "/workbook/sheets", test_sheets },
    { "/workbook/merged", test_merged },
    { "/workbook/strict", test_strict },
    { "/workbook/many", test_many },
    { "/workbook/first-rows", test_first_rows },
    { "/workbook/cancel", test_cancel },
    { "/workbook/ods-kinds", test_ods_kinds },
    { "/workbook/ods-texts", test_ods_texts },
    { "/workbook/ods-formulas", test_ods_formulas },
    { "/workbook/ods-repeats", test_ods_repeats },
    { "/workbook/ods-too-many", test_ods_too_many },
    { "/workbook/ods-tables", test_ods_tables },
    { "/workbook/ods-many-tables", test_ods_many_tables },
    { "/workbook/other-archives", test_other_archives },
    { "/workbook/empty-archive", test_empty_archive },
    { "/workbook/binary-workbook", test_binary_workbook },
    { "/workbook/other-documents", test_other_documents },
    { "/workbook/passwords", test_passwords },
    { "/workbook/missing", test_missing },
    { "/workbook/no-book", test_no_book },
    { "/workbook/no-sheet", test_no_sheet },
    { "/workbook/damage", test_damage },
    { "/workbook/ods-damage", test_ods_damage },
    { "/workbook/packing", test_packing },
    { "/workbook/bomb", test_bomb },
    { "/workbook/bomb-strings", test_bomb_strings },
    { "/workbook/bomb-ods", test_bomb_ods },
    { "/workbook/hostile-xml", test_hostile_xml },
    { "/workbook/many-names", test_many_names },
    { "/workbook/many-members", test_many_members },
    { "/workbook/long-list", test_long_list },
    { "/workbook/many-sheets", test_many_sheets },
    { "/workbook/bad-cells", test_bad_cells },
    { "/workbook/one-text-everywhere", test_one_text_everywhere },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].name, Fixture, cases[i].data, set_up, cases[i].test, tear_down);
  return g_test_run ();
}
