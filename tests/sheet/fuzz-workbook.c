/* fuzz-workbook.c - any bytes as a workbook, or as one part of one: it is read or refused, and what
 * is read is sound. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "cm-sheet.h"
#include "zip-fixture.h"

/* More than a file of this size holds, unless it is made to swell. */
#define ROWS_MAX 20000

typedef struct
{
  guint line;
  guint n;
  GChecksum *sum;
} Rows;

/* The first byte of the input says which of these the others are. */
static const char *const parts[] = {
  "", /* the archive itself */
  "xl/worksheets/sheet1.xml",
  "xl/sharedStrings.xml",
  "xl/styles.xml",
  "xl/workbook.xml",
  "xl/_rels/workbook.xml.rels",
  "content.xml",
  "META-INF/manifest.xml",
};

static void
check_cell (const CmCell *cell)
{
  g_assert_cmpuint (strlen (cell->text), <=, CM_SHEET_CELL_MAX);
  g_assert_true (g_utf8_validate (cell->text, -1, NULL));
  g_assert_cmpint (*cell->text == '\0', ==, cell->kind == CM_CELL_EMPTY);
  g_assert_false (cell->doubtful);
  if (cell->kind == CM_CELL_NUMBER)
    g_assert_cmpuint (strspn (cell->text, "-.0123456789"), ==, strlen (cell->text));
  if (cell->kind == CM_CELL_DATE)
    {
      g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
      g_autofree char *time =
          g_strconcat (cell->text, strchr (cell->text, 'T') == NULL ? "T00:00:00" : "", NULL);
      g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (time, utc);

      g_assert_nonnull (date);
    }
}

static gboolean
check_row (const CmRow *row, gpointer data)
{
  Rows *rows = data;

  g_assert_cmpuint (row->line, >, rows->line);
  rows->line = row->line;
  g_assert_cmpuint (row->n_cells, >, 0);
  g_assert_cmpuint (row->n_cells, <=, CM_SHEET_COLUMNS_MAX);
  for (guint i = 0; i < row->n_cells; i++)
    {
      check_cell (&row->cells[i]);
      g_checksum_update (
          rows->sum, (const guchar *) row->cells[i].text, (gssize) strlen (row->cells[i].text) + 1);
    }
  g_assert_cmpint (row->cells[row->n_cells - 1].kind, !=, CM_CELL_EMPTY);
  return ++rows->n < ROWS_MAX;
}

/* A digest of all that was read, and of the error. */
static char *
read_rows (CmSheet *sheet)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_MD5);
  g_autoptr (GPtrArray) remarks = NULL;
  g_autoptr (GError) error = NULL;
  Rows rows = { 0, 0, sum };

  if (!cm_sheet_read (sheet, check_row, &rows, NULL, NULL, NULL, &error))
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_checksum_update (sum, (const guchar *) error->message, -1);
    }
  remarks = cm_sheet_get_remarks (sheet);
  for (guint i = 0; i < remarks->len; i++)
    g_assert_true (g_utf8_validate (remarks->pdata[i], -1, NULL));
  return g_strdup (g_checksum_get_string (sum));
}

/* The part is the first of its name and so the one that counts. */
static void
pack_part (ZipFixture *zip, const char *part, const uint8_t *bytes, size_t n)
{
  zip_add_bytes (zip, part, bytes, n);
  if (strchr (part, '/') == NULL || g_str_has_prefix (part, "META"))
    {
      zip_add (zip, "mimetype", ODS_TYPE);
      zip_add (
          zip,
          "content.xml",
          ODS_CONTENT ("",
                       "<table:table table:name=\"a\"><table:table-row><table:table-cell>"
                       "<text:p>b</text:p></table:table-cell></table:table-row></table:table>"));
    }
  else
    {
      zip_add (zip, "[Content_Types].xml", XLSX_TYPES);
      zip_add (zip, "_rels/.rels", XLSX_ROOT_RELATIONS);
      zip_add (zip, "xl/workbook.xml", XLSX_ONE_SHEET);
      zip_add (zip, "xl/_rels/workbook.xml.rels", XLSX_BOOK_RELATIONS);
      zip_add (zip, "xl/styles.xml", XLSX_STYLES);
      zip_add (zip,
               "xl/sharedStrings.xml",
               XLSX_STRINGS ("<si><t>one</t></si><si><r><t>t</t></r><r><t>wo</t></r></si>"));
      zip_add (zip,
               "xl/worksheets/sheet1.xml",
               XLSX_SHEET ("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>"
                           "<c s=\"1\"><v>40000</v></c><c><v>12.5</v></c></row>"));
    }
  zip_end (zip);
}

static void
check_sheets (const uint8_t *bytes, size_t n)
{
  g_autofree char *path = write_input (bytes, n);
  g_autoptr (CmSheet) sheet = cm_sheet_open (path, NULL);

  if (sheet == NULL || cm_sheet_get_format (sheet) == CM_SHEET_CSV)
    return;
  for (guint i = 0; i < 3 && cm_sheet_get_names (sheet)[i] != NULL; i++)
    {
      g_autofree char *first = NULL, *again = NULL;

      g_assert_true (g_utf8_validate (cm_sheet_get_names (sheet)[i], -1, NULL));
      cm_sheet_choose (sheet, i);
      first = read_rows (sheet);
      again = read_rows (sheet);
      g_assert_cmpstr (first, ==, again);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n)
{
  const char *part = n > 0 ? parts[bytes[0] % G_N_ELEMENTS (parts)] : "";

  if (n == 0)
    return 0;
  if (*part == '\0')
    check_sheets (bytes + 1, n - 1);
  else
    {
      g_auto (ZipFixture) zip = { 0 };

      zip_init (&zip);
      pack_part (&zip, part, bytes + 1, n - 1);
      check_sheets (zip.bytes->data, zip.bytes->len);
    }
  return 0;
}
