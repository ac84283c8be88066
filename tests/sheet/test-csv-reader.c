/* test-csv-reader.c - text files with every trait that those of real bodies have. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cm-sheet.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("cm-csv-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "Spend.csv", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_unlink (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

static void
write_bytes (const Fixture *self, const char *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (self->path, bytes, (gssize) n, &error);
  g_assert_no_error (error);
}

static CmSheet *
open_bytes (const Fixture *self, const char *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;
  CmSheet *sheet;

  write_bytes (self, bytes, n);
  sheet = cm_sheet_open (self->path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (sheet);
  g_assert_cmpint (cm_sheet_get_format (sheet), ==, CM_SHEET_CSV);
  g_assert_cmpint (cm_sheet_get_size (sheet), ==, n);
  return sheet;
}

/* "3: a|b|c" for each row; "!" after a doubtful cell, "~" for an empty one. */
static gboolean
write_row (const CmRow *row, gpointer data)
{
  GString *out = data;

  g_string_append_printf (out, "%u:", row->line);
  for (guint i = 0; i < row->n_cells; i++)
    {
      const CmCell *cell = &row->cells[i];

      g_assert_nonnull (cell->text);
      g_assert_true (g_utf8_validate (cell->text, -1, NULL));
      g_assert_false (cell->formula);
      g_assert_cmpint (cell->kind == CM_CELL_EMPTY, ==, *cell->text == '\0');
      g_assert_true (cell->kind == CM_CELL_EMPTY || cell->kind == CM_CELL_TEXT);
      g_string_append_printf (out,
                              "%s%s%s",
                              i > 0 ? "|" : " ",
                              cell->kind == CM_CELL_EMPTY ? "~" : cell->text,
                              cell->doubtful ? "!" : "");
    }
  g_string_append_c (out, '\n');
  return TRUE;
}

static char *
read_sheet (CmSheet *sheet, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!cm_sheet_read (sheet, write_row, out, NULL, NULL, NULL, error))
    return NULL;
  return g_strdup (out->str);
}

static void
assert_rows (CmSheet *sheet, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = read_sheet (sheet, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, expected);
}

static void
assert_remarks (CmSheet *sheet, const char *expected)
{
  g_autoptr (GPtrArray) remarks = cm_sheet_get_remarks (sheet);
  g_autofree char *all = NULL;

  g_ptr_array_add (remarks, NULL);
  all = g_strjoinv ("\n", (char **) remarks->pdata);
  g_assert_cmpstr (all, ==, expected);
}

typedef struct
{
  const char *name;
  const char *bytes;
  gsize n;
  CmEncoding encoding;
  char delimiter;
  const char *rows;
  const char *remarks;
} Dialect;

#define BYTES(literal) literal, sizeof literal - 1

static const Dialect dialects[] = {
  { "plain", BYTES ("Name,Amount\nA,1\n"), CM_ENCODING_UTF8, ',', "1: Name|Amount\n2: A|1\n", "" },
  { "no-line-end", BYTES ("a,b\nc,d"), CM_ENCODING_UTF8, ',', "1: a|b\n2: c|d\n", "" },
  { "bom", BYTES ("\xef\xbb\xbfRef,£\n1,2\n"), CM_ENCODING_UTF8, ',', "1: Ref|£\n2: 1|2\n", "" },
  { "double-bom",
    BYTES ("\xc3\xaf\xc2\xbb\xc2\xbf\"Ref\",b\n1,2\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: Ref|b\n2: 1|2\n",
    "The file begins with a byte order mark that was encoded twice; it is skipped." },
  { "double-bom-after-bom",
    BYTES ("\xef\xbb\xbf\xc3\xaf\xc2\xbb\xc2\xbfRef,b\n1,2\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: Ref|b\n2: 1|2\n",
    "The file begins with a byte order mark that was encoded twice; it is skipped." },
  { "many-boms",
    BYTES ("\xef\xbb\xbf\xef\xbb\xbf\xef\xbb\xbf\xef\xbb\xbf\xef\xbb\xbf\xef\xbb\xbf"
           "\xef\xbb\xbf\xef\xbb\xbf\xef\xbb\xbf\xef\xbb\xbf\xef\xbb\xbf"
           "a,b\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: \xef\xbb\xbf"
    "a|b\n",
    "The file begins with a byte order mark that was encoded twice; it is skipped." },
  { "double-bom-cp1252",
    BYTES ("\xc3\xaf\xc2\xbb\xc2\xbfRef,\xa3\n1,2\n"),
    CM_ENCODING_CP1252,
    ',',
    "1: Ref|£\n2: 1|2\n",
    "The file begins with a byte order mark that was encoded twice; it is skipped." },
  { "cp1252",
    BYTES ("Net Amount \xa3,\x93Youth\x94 \x96 it\x92s\n\xa3"
           "12,\x80\n"),
    CM_ENCODING_CP1252,
    ',',
    "1: Net Amount £|“Youth” – it’s\n2: £12|€\n",
    "" },
  { "cp850",
    BYTES ("Supplier,Value\nCaf\x82,\x9c"
           "1204.50\n"),
    CM_ENCODING_CP850,
    ',',
    "1: Supplier|Value\n2: Café|£1204.50\n",
    "" },
  { "cp850-negative", BYTES ("a,b\nc,\x9c-5\n"), CM_ENCODING_CP850, ',', "1: a|b\n2: c|£-5\n", "" },
  { "meaningless",
    BYTES ("a,b\nfine,dam\x81 ged\x9d\n\xa3,\"two\n\x8d\"\n"),
    CM_ENCODING_CP1252,
    ',',
    "1: a|b\n2: fine|dam\xef\xbf\xbd ged\xef\xbf\xbd!\n3: £|two\n\xef\xbf\xbd!\n",
    "3 bytes have no meaning in Windows-1252, first in line 2; they are shown as “\xef\xbf\xbd”." },
  { "bom-but-not-utf8",
    BYTES ("\xef\xbb\xbf"
           "a,b\n\"x\ny\",\xa3"
           "5\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: a|b\n2: x\ny|\xef\xbf\xbd"
    "5!\n",
    "1 byte has no meaning in UTF-8, in line 3; it is shown as “\xef\xbf\xbd”." },
  { "twice-encoded",
    BYTES ("a,b\nAdults â€“ care,Â£5\nÂ£1,2\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: a|b\n2: Adults â€“ care|Â£5\n3: Â£1|2\n",
    "Some of the text seems to have been encoded twice, as in “Â£”, first in line 2; it is left as "
    "it is." },
  { "utf16le-tabs",
    BYTES ("\xff\xfeN\0a\0m\0e\0\t\0\xa3\0\r\0\n\0A\0,\0B\0\t\0"
           "5\0\r\0\n\0"),
    CM_ENCODING_UTF16LE,
    '\t',
    "1: Name|£\n2: A,B|5\n",
    "" },
  { "utf16be", BYTES ("\xfe\xff\0a\0,\0b\0\n"), CM_ENCODING_UTF16BE, ',', "1: a|b\n", "" },
  { "utf16le-no-mark", BYTES ("N\0,\0\x19\x20\n\0"), CM_ENCODING_UTF16LE, ',', "1: N|’\n", "" },
  { "semicolons",
    BYTES ("Name;Amount;Date\nA, B and C;1,05;x\nD;2,50;y\n"),
    CM_ENCODING_UTF8,
    ';',
    "1: Name|Amount|Date\n2: A, B and C|1,05|x\n3: D|2,50|y\n",
    "" },
  { "two-semicolon-columns",
    BYTES ("Name;Amount\nA;1,05\nB;2,50\n"),
    CM_ENCODING_UTF8,
    ';',
    "1: Name|Amount\n2: A|1,05\n3: B|2,50\n",
    "" },
  { "semicolons-between-quotes",
    BYTES ("Ref,Unit\n1,\"A; B; C\"\n2,\"D; E; F\"\n3,\"G; H; I\"\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: Ref|Unit\n2: 1|A; B; C\n3: 2|D; E; F\n4: 3|G; H; I\n",
    "" },
  { "no-web-page",
    BYTES ("<Headcount>,b\n1,2\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: <Headcount>|b\n2: 1|2\n",
    "" },
  { "told",
    BYTES ("sep=;\r\na,b\r\nc,d\r\n"),
    CM_ENCODING_UTF8,
    ';',
    "1: sep=\n2: a,b\n3: c,d\n",
    "" },
  { "pipes", BYTES ("a|b|c\nd, e|f|g\n"), CM_ENCODING_UTF8, '|', "1: a|b|c\n2: d, e|f|g\n", "" },
  { "title-with-commas",
    BYTES ("Payments over 500 pounds, all directorates, April, May, June\n\n"
           "Name;Ref;Amount\nA;1;5\nB;2;6\nC;3;7\n"),
    CM_ENCODING_UTF8,
    ';',
    "1: Payments over 500 pounds, all directorates, April, May, June\n2:\n"
    "3: Name|Ref|Amount\n4: A|1|5\n5: B|2|6\n6: C|3|7\n",
    "" },
  { "preamble",
    BYTES ("SELECT a.ref, b.name, SUM(c.net)\nFROM ledger a; -- 2013-P01\nWHERE x = 1\n\n"
           "Spend, April to June\nPeriod,2013-P01\n"
           "Tag,Ref,Suuplier ID (T),Amount\nAP,0001,\"A, B\",5\nAP,0002,C,6,extra\nAP,0003\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: SELECT a.ref| b.name| SUM(c.net)\n2: FROM ledger a; -- 2013-P01\n3: WHERE x = 1\n4:\n"
    "5: Spend| April to June\n6: Period|2013-P01\n"
    "7: Tag|Ref|Suuplier ID (T)|Amount\n8: AP|0001|A, B|5\n9: AP|0002|C|6|extra\n10: AP|0003\n",
    "" },
  { "duplicate-headers",
    BYTES ("Supplier Name,Supplier Name,Amount\n000123,\"A, B Ltd\",\"1,050\"\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: Supplier Name|Supplier Name|Amount\n2: 000123|A, B Ltd|1,050\n",
    "" },
  { "as-it-stands",
    BYTES ("a,b\n 1616.23 ,\t(5)\n'=1+1,'N/A'\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: a|b\n2:  1616.23 |\t(5)\n3: '=1+1|'N/A'\n",
    "" },
  { "trailing-empties",
    BYTES ("a,b,,,\n,,c,,\n,,,\n\"\",\"\"\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: a|b\n2: ~|~|c\n3:\n4:\n",
    "" },
  { "one-column", BYTES ("Name\nA\nB\n"), CM_ENCODING_UTF8, ',', "1: Name\n2: A\n3: B\n", "" },
  { "one-line", BYTES ("a;b;c"), CM_ENCODING_UTF8, ';', "1: a|b|c\n", "" },
  { "line-ends",
    BYTES ("a,b\r\nc,\"x\r\ny\nz\rw\"\r\n\r\nd\re,f\r\rg\n\nh\r\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: a|b\n2: c|x\r\ny\nz\rw\n6:\n7: d\n8: e|f\n9:\n10: g\n11:\n12: h\n",
    "" },
  { "quotes",
    BYTES ("a,b\n\"say \"\"no\"\"\",5\" pipe\n\"padded\"  ,\"x\"\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: a|b\n2: say \"no\"|5\" pipe\n3: padded|x\n",
    "" },
  { "stray-quotes",
    BYTES ("a,b\n\"the \"Hub\", North\",5\n\"x\"y,6\n\"z\",7\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: a|b\n2: the \"Hub| North\"|5\n3: x\"y,6\n4: z|7\n",
    "2 quoted cells have a quotation mark in them that is not doubled, first in line 2; they are "
    "kept as text." },
  { "stray-quotes-closed",
    BYTES ("a,b\n\"the \"Hub\" of, all\" ,5\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: a|b\n2: the \"Hub\" of, all|5\n",
    "1 quoted cell has a quotation mark in it that is not doubled, in line 2; it is kept as "
    "text." },
  { "stray-quote-at-the-end",
    BYTES ("a,b\n\"x\"y"),
    CM_ENCODING_UTF8,
    ',',
    "1: a|b\n2: x\"y\n",
    "1 quoted cell has a quotation mark in it that is not doubled, in line 2; it is kept as "
    "text." },
  { "swallowed-lines",
    BYTES ("a,b\nc,\"d\ne,f\ng,\"h\"\ni,j\n"),
    CM_ENCODING_UTF8,
    ',',
    "1: a|b\n2: c|d\ne,f\ng,\"h\n5: i|j\n",
    "1 quoted cell has a quotation mark in it that is not doubled, in line 2; it is kept as text.\n"
    "The quotation mark opened in line 2 is closed only in line 4 or after; the lines between are "
    "read as one cell." },
};

static void
test_dialect (Fixture *self, gconstpointer data)
{
  const Dialect *dialect = data;
  g_autoptr (CmSheet) sheet = open_bytes (self, dialect->bytes, dialect->n);

  g_assert_cmpstr (
      cm_encoding_name (cm_sheet_get_encoding (sheet)), ==, cm_encoding_name (dialect->encoding));
  g_assert_cmpint (cm_sheet_get_delimiter (sheet), ==, dialect->delimiter);
  g_assert_false (cm_sheet_survey (sheet, NULL));
  assert_rows (sheet, dialect->rows);
  assert_remarks (sheet, dialect->remarks);
  /* As often as one likes. */
  assert_rows (sheet, dialect->rows);
  assert_remarks (sheet, dialect->remarks);
}

/* Wherever the pieces end in which a file is read. */
static void
test_pieces (Fixture *self, gconstpointer data)
{
  static const char special[] =
      "x,\"say \"\"no\"\"\",\"a\r\nb\" ,\"s\"t\"\r\n\r\n\xe2\x82\xac£,\"p\"  q,5\r\nend,\xff\r\n";
  static const char *const expected =
      "|say \"no\"|a\r\nb|s\"t\n3:\n4: €£|p\"  q,5\n5: end|\xef\xbf\xbd!\n";

  for (guint n = 65536 - sizeof special; n <= 65537; n++)
    {
      g_autoptr (GString) bytes = g_string_new (NULL);
      g_autoptr (CmSheet) sheet = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *rows = NULL;

      for (guint i = 0; i < n; i++)
        g_string_append_c (bytes, 'x');
      g_string_append (bytes, special);
      sheet = open_bytes (self, bytes->str, bytes->len);
      cm_sheet_set_encoding (sheet, CM_ENCODING_UTF8);
      rows = read_sheet (sheet, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (rows + 3 + n + 1, ==, expected);
    }
}

typedef struct
{
  const char *name;
  const char *bytes;
  gsize n;
  const char *sentence;
} Refusal;

static const Refusal refusals[] = {
  { "empty", BYTES (""), "“Spend.csv”: it is empty" },
  { "only-a-mark", BYTES ("\xef\xbb\xbf"), "“Spend.csv”: it is empty" },
  { "pdf", BYTES ("%PDF-1.4\n%\xe2\xe3"), "it is a PDF document" },
  { "old-excel", BYTES ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0W\0o\0r\0k\0b\0o\0o\0k\0"), "(.xls)" },
  { "password",
    BYTES ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"
           "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"),
    "protected with a password" },
  { "gzip", BYTES ("\x1f\x8b\x08\0"), "it is packed" },
  { "png", BYTES ("\x89PNG\r\n\x1a\n"), "it is a picture" },
  { "jpeg", BYTES ("\xff\xd8\xff\xe0"), "it is a picture" },
  { "sqlite", BYTES ("SQLite format 3\0\x10\0"), "it is a portfolio or another database" },
  { "rtf", BYTES ("{\\rtf1\\ansi"), "it is a text document" },
  { "html", BYTES ("\r\n <!DOCTYPE html>\n<html>"), "it is a web page" },
  { "html-table", BYTES ("\xef\xbb\xbf<TABLE border=1><tr>"), "it is a web page" },
  { "html-utf16", BYTES ("\xff\xfe<\0h\0t\0m\0l\0>\0"), "it is a web page" },
  { "xml-2003",
    BYTES ("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\n"
           "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"),
    "it is an XML spreadsheet of 2003" },
  { "xml", BYTES ("<?xml version=\"1.0\"?><a/>"), "it is an XML file" },
};

static void
test_refusal (Fixture *self, gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr (GError) error = NULL;

  write_bytes (self, refusal->bytes, refusal->n);
  g_assert_null (cm_sheet_open (self->path, &error));
  g_assert_error (error, CM_SHEET_ERROR, CM_SHEET_ERROR_FORMAT);
  g_assert_true (g_str_has_prefix (error->message, "“Spend.csv”: it is "));
  if (strstr (error->message, refusal->sentence) == NULL)
    g_error ("%s: %s", refusal->name, error->message);
}

static void
test_not_there (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) folder = NULL;
  g_autoptr (GError) pipe = NULL;

  g_assert_null (cm_sheet_open (self->path, &missing));
  g_assert_error (missing, CM_SHEET_ERROR, CM_SHEET_ERROR_READ);
  g_assert_null (cm_sheet_open (self->folder, &folder));
  g_assert_error (folder, CM_SHEET_ERROR, CM_SHEET_ERROR_READ);
  g_assert_nonnull (strstr (folder->message, "it is a folder"));
  /* Nobody writes to it; opening must not wait. */
  g_assert_cmpint (mkfifo (self->path, 0600), ==, 0);
  g_assert_null (cm_sheet_open (self->path, &pipe));
  g_assert_error (pipe, CM_SHEET_ERROR, CM_SHEET_ERROR_READ);
}

typedef struct
{
  const char *name;
  const char *bytes;
  gsize n;
  const char *rows;
  const char *sentence;
} Fault;

/* What is met only while reading; the rows before it come through. */
static const Fault faults[] = {
  { "unclosed",
    BYTES ("a,b\n\"c\nd\",\"e\nf,g\n"),
    "1: a|b\n",
    "the quotation mark opened in line 3 is never closed" },
  { "unclosed-at-once", BYTES ("\"a,b\nc"), "", "opened in line 1 is never closed" },
  { "zero-byte",
    BYTES ("a,b\r\n\"c\r\nd\",e\r\nf,\"g\nh\0\n"),
    "1: a|b\n2: c\r\nd|e\n",
    "there is a zero byte in line 5" },
  { "zero-byte-first", BYTES ("abcdefg\0"), "", "there is a zero byte in line 1" },
};

static void
test_fault (Fixture *self, gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr (CmSheet) sheet = open_bytes (self, fault->bytes, fault->n);
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (cm_sheet_read (sheet, write_row, rows, NULL, NULL, NULL, &error));
  g_assert_error (error, CM_SHEET_ERROR, CM_SHEET_ERROR_FORMAT);
  g_assert_true (g_str_has_prefix (error->message, "“Spend.csv”: "));
  if (strstr (error->message, fault->sentence) == NULL)
    g_error ("%s: %s", fault->name, error->message);
  g_assert_cmpstr (rows->str, ==, fault->rows);
}

/* --- Bounds --- */

static gboolean
count_row (const CmRow *row, gpointer data)
{
  guint *n_rows = data;

  (*n_rows)++;
  return TRUE;
}

static void
assert_too_big (CmSheet *sheet, const char *sentence)
{
  g_autoptr (GError) error = NULL;
  guint n_rows = 0;

  g_assert_false (cm_sheet_read (sheet, count_row, &n_rows, NULL, NULL, NULL, &error));
  g_assert_error (error, CM_SHEET_ERROR, CM_SHEET_ERROR_TOO_BIG);
  g_assert_cmpuint (n_rows, ==, 1);
  if (strstr (error->message, sentence) == NULL)
    g_error ("%s", error->message);
}

/* 2 GiB without the end of a line, of which all but the beginning is a hole: reading that far would
 * find zero bytes. */
static void
test_endless_line (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *start, *unit, *sentence;
  } lines[] = {
    { "", "x", "a cell that begins in line 2 is longer than 1 MiB" },
    { "\"", "x,y\n", "a cell that begins in line 2 is longer than 1 MiB" },
    { "", ",", "the row that begins in line 2 is longer than 4 MiB" },
    { "", "\"\",", "the row that begins in line 2 is longer than 4 MiB" },
    { "", "xy,", "the row that begins in line 2 has more than 1000 columns" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GString) bytes = g_string_new ("a,b\n");
      g_autoptr (GError) error = NULL;
      g_autoptr (CmSheet) sheet = NULL;
      struct rusage before, after;

      g_string_append (bytes, lines[i].start);
      while (bytes->len < 16 * 1024 * 1024)
        g_string_append (bytes, lines[i].unit);
      write_bytes (self, bytes->str, bytes->len);
      g_assert_cmpint (truncate (self->path, G_GINT64_CONSTANT (2) << 30), ==, 0);

      g_assert_cmpint (getrusage (RUSAGE_SELF, &before), ==, 0);
      sheet = cm_sheet_open (self->path, &error);
      g_assert_no_error (error);
      assert_too_big (sheet, lines[i].sentence);
      g_assert_cmpint (getrusage (RUSAGE_SELF, &after), ==, 0);
      g_assert_cmpint (after.ru_maxrss - before.ru_maxrss, <, 16 * 1024);
    }
}

static void
append_times (GString *bytes, const char *unit, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_string_append (bytes, unit);
}

static void
test_bounds (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) most = g_string_new ("first\n");
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  guint n_rows = 0;

  /* A cell of 1 MiB, a row of 1,000 columns, one of which all beyond those are empty. */
  append_times (most, "x", CM_SHEET_CELL_MAX);
  append_times (most, "\nx", 1);
  append_times (most, ",x", CM_SHEET_COLUMNS_MAX - 1);
  append_times (most, "\nx", 1);
  append_times (most, ",", 16383);
  g_string_append_c (most, '\n');
  {
    g_autoptr (CmSheet) sheet = open_bytes (self, most->str, most->len);

    g_assert_true (cm_sheet_read (sheet, count_row, &n_rows, NULL, NULL, NULL, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (n_rows, ==, 4);
  }
  {
    g_autoptr (CmSheet) sheet = NULL;

    g_string_assign (bytes, "first\n");
    append_times (bytes, "x", CM_SHEET_CELL_MAX + 1);
    sheet = open_bytes (self, bytes->str, bytes->len);
    assert_too_big (sheet, "a cell that begins in line 2 is longer than 1 MiB");
  }
  {
    g_autoptr (CmSheet) sheet = NULL;

    g_string_assign (bytes, "first\nx");
    append_times (bytes, ",x", CM_SHEET_COLUMNS_MAX);
    sheet = open_bytes (self, bytes->str, bytes->len);
    assert_too_big (sheet, "the row that begins in line 2 has more than 1000 columns");
  }
  {
    g_autoptr (CmSheet) sheet = NULL;

    g_string_assign (bytes, "first\n");
    for (guint i = 0; i < 900; i++)
      {
        append_times (bytes, "x", 8192);
        g_string_append_c (bytes, ',');
      }
    sheet = open_bytes (self, bytes->str, bytes->len);
    assert_too_big (sheet, "the row that begins in line 2 is longer than 4 MiB");
  }
  {
    g_autoptr (CmSheet) sheet = NULL;

    /* Each byte becomes three. */
    g_string_assign (bytes, "first\n");
    append_times (bytes, "\x81", CM_SHEET_CELL_MAX / 2);
    sheet = open_bytes (self, bytes->str, bytes->len);
    assert_too_big (sheet, "a cell that begins in line 2 is longer than 1 MiB");
  }
}

/* --- Many rows --- */

static void
write_many (const Fixture *self, guint n_rows, const char *last)
{
  g_autoptr (GString) bytes = g_string_new ("Body,Date,Supplier,Amount\n");

  for (guint i = 1; i < n_rows; i++)
    g_string_append_printf (bytes, "Council,01/04/2012,Supplier %06u of things,%u.50\n", i, i);
  g_string_append (bytes, last);
  write_bytes (self, bytes->str, bytes->len);
}

typedef struct
{
  guint n_rows;
  guint stop_at;
  GCancellable *cancellable;
  guint line;
  double fraction;
  gint64 cancelled_at;
} Many;

static gboolean
take_many (const CmRow *row, gpointer data)
{
  Many *many = data;

  g_assert_cmpuint (row->line, >, many->line);
  many->line = row->line;
  if (++many->n_rows != many->stop_at)
    return TRUE;
  if (many->cancellable == NULL)
    return FALSE;
  many->cancelled_at = g_get_monotonic_time ();
  g_cancellable_cancel (many->cancellable);
  return TRUE;
}

static void
take_progress (double fraction, gpointer data)
{
  Many *many = data;

  g_assert_cmpfloat (fraction, >=, many->fraction);
  g_assert_cmpfloat (fraction, <=, 1);
  many->fraction = fraction;
}

static void
test_stop_and_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Many all = { 0 }, stopped = { .stop_at = 10 };
  Many cancelled = { .stop_at = 10, .cancellable = cancellable };
  g_autoptr (GError) error = NULL;
  g_autoptr (CmSheet) sheet = NULL;

  write_many (self, 100000, "");
  sheet = cm_sheet_open (self->path, &error);
  g_assert_no_error (error);

  g_assert_true (cm_sheet_read (sheet, take_many, &stopped, take_progress, &stopped, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (stopped.n_rows, ==, 10);
  g_assert_cmpfloat (stopped.fraction, <, 0.1);

  g_assert_false (
      cm_sheet_read (sheet, take_many, &cancelled, take_progress, &cancelled, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - cancelled.cancelled_at, <, 100 * 1000);
  g_assert_cmpuint (cancelled.n_rows, <, 3000);
  g_clear_error (&error);
  g_assert_false (cm_sheet_survey (sheet, cancellable));
  g_assert_null (cm_sheet_digest (sheet, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_true (cm_sheet_read (sheet, take_many, &all, take_progress, &all, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (all.n_rows, ==, 100000);
  g_assert_cmpfloat (all.fraction, ==, 1);
}

/* What only the survey finds, because it stands after what opening looks at. */
static void
test_late_byte (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *last;
    CmEncoding encoding;
    const char *remark;
  } cases[] = {
    { "Council,x,\xa3 5,6\n",
      CM_ENCODING_CP1252,
      "The file is not UTF-8 throughout; it is read as Windows-1252." },
    { "Council,x,\x9c"
      "5,6\n",
      CM_ENCODING_CP850,
      "The file is not UTF-8 throughout; it is read as MS-DOS (CP850)." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CmSheet) sheet = NULL;
      g_autoptr (CmSheet) forced = NULL;
      Many all = { 0 };

      write_many (self, 110000, cases[i].last);
      sheet = cm_sheet_open (self->path, &error);
      g_assert_no_error (error);
      g_assert_cmpint (cm_sheet_get_size (sheet), >, 5 * 1024 * 1024);
      g_assert_cmpint (cm_sheet_get_encoding (sheet), ==, CM_ENCODING_UTF8);
      g_assert_true (cm_sheet_survey (sheet, NULL));
      g_assert_cmpint (cm_sheet_get_encoding (sheet), ==, cases[i].encoding);
      assert_remarks (sheet, cases[i].remark);
      g_assert_false (cm_sheet_survey (sheet, NULL));
      g_assert_true (cm_sheet_read (sheet, take_many, &all, NULL, NULL, NULL, &error));
      g_assert_no_error (error);
      assert_remarks (sheet, "");

      forced = cm_sheet_open (self->path, &error);
      g_assert_no_error (error);
      cm_sheet_set_encoding (forced, CM_ENCODING_UTF8);
      g_assert_false (cm_sheet_survey (forced, NULL));
      all = (Many){ 0 };
      g_assert_true (cm_sheet_read (forced, take_many, &all, NULL, NULL, NULL, &error));
      assert_remarks (
          forced, "1 byte has no meaning in UTF-8, in line 110001; it is shown as “\xef\xbf\xbd”.");
    }
}

/* An incomplete character where opening stops to look is none. */
static void
test_cut_character (Fixture *self, gconstpointer data)
{
  for (guint shift = 0; shift < 4; shift++)
    {
      g_autoptr (GString) bytes = g_string_new (NULL);
      g_autoptr (CmSheet) sheet = NULL;

      append_times (bytes, "x", shift);
      append_times (bytes, "€€€€€€€€€€\n", 150000);
      sheet = open_bytes (self, bytes->str, bytes->len);
      g_assert_cmpint (cm_sheet_get_encoding (sheet), ==, CM_ENCODING_UTF8);
      g_assert_false (cm_sheet_survey (sheet, NULL));
    }
}

/* What the user chooses stands. */
static void
test_chosen_dialect (Fixture *self, gconstpointer data)
{
  static const char bytes[] = "a;b,c\n\xa3;\x9c,d\n";
  g_autoptr (CmSheet) sheet = open_bytes (self, bytes, sizeof bytes - 1);

  g_assert_cmpint (cm_sheet_get_encoding (sheet), ==, CM_ENCODING_CP1252);
  cm_sheet_set_delimiter (sheet, ',');
  assert_rows (sheet, "1: a;b|c\n2: £;œ|d\n");
  cm_sheet_set_encoding (sheet, CM_ENCODING_CP437);
  cm_sheet_set_delimiter (sheet, ';');
  g_assert_false (cm_sheet_survey (sheet, NULL));
  assert_rows (sheet, "1: a|b,c\n2: ú|£,d\n");
  g_assert_cmpint (cm_sheet_get_encoding (sheet), ==, CM_ENCODING_CP437);
}

static void
test_about (Fixture *self, gconstpointer data)
{
  g_autoptr (CmSheet) sheet = open_bytes (self, "abc", 3);
  g_autoptr (GError) error = NULL;
  g_autofree char *digest = cm_sheet_digest (sheet, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (digest, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_cmpstr (cm_sheet_get_path (sheet), ==, self->path);
  g_assert_cmpstr (cm_sheet_get_names (sheet)[0], ==, "");
  g_assert_null (cm_sheet_get_names (sheet)[1]);
  g_assert_cmpuint (cm_sheet_get_chosen (sheet), ==, 0);

  /* It went away after it was opened. */
  g_unlink (self->path);
  g_assert_null (read_sheet (sheet, &error));
  g_assert_error (error, CM_SHEET_ERROR, CM_SHEET_ERROR_READ);
}

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dialects); i++)
    {
      g_autofree char *path = g_strconcat ("/csv-reader/dialect/", dialects[i].name, NULL);

      ADD (path, &dialects[i], test_dialect);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/csv-reader/refusal/", refusals[i].name, NULL);

      ADD (path, &refusals[i], test_refusal);
    }
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/csv-reader/fault/", faults[i].name, NULL);

      ADD (path, &faults[i], test_fault);
    }
  ADD ("/csv-reader/not-there", NULL, test_not_there);
  ADD ("/csv-reader/pieces", NULL, test_pieces);
  ADD ("/csv-reader/endless-line", NULL, test_endless_line);
  ADD ("/csv-reader/bounds", NULL, test_bounds);
  ADD ("/csv-reader/stop-and-cancel", NULL, test_stop_and_cancel);
  ADD ("/csv-reader/late-byte", NULL, test_late_byte);
  ADD ("/csv-reader/cut-character", NULL, test_cut_character);
  ADD ("/csv-reader/chosen-dialect", NULL, test_chosen_dialect);
  ADD ("/csv-reader/about", NULL, test_about);
  return g_test_run ();
}
