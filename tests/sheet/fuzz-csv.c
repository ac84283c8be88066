/* fuzz-csv.c - any bytes as a text file: it is read or refused, and what is read is sound. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "cm-sheet.h"

typedef struct
{
  guint line;
  GChecksum *sum;
} Rows;

static gboolean
check_row (const CmRow *row, gpointer data)
{
  Rows *rows = data;

  g_assert_cmpuint (row->line, >, rows->line);
  rows->line = row->line;
  g_assert_cmpuint (row->n_cells, <=, CM_SHEET_COLUMNS_MAX);
  for (guint i = 0; i < row->n_cells; i++)
    {
      const CmCell *cell = &row->cells[i];

      g_assert_cmpuint (strlen (cell->text), <=, CM_SHEET_CELL_MAX);
      g_assert_true (g_utf8_validate (cell->text, -1, NULL));
      g_assert_cmpint (*cell->text == '\0', ==, cell->kind == CM_CELL_EMPTY);
      g_assert_false (cell->doubtful && strstr (cell->text, "\xef\xbf\xbd") == NULL);
      g_checksum_update (rows->sum, (const guchar *) cell->text, (gssize) strlen (cell->text) + 1);
    }
  /* The last cell is not an empty one. */
  g_assert_true (row->n_cells == 0 || *row->cells[row->n_cells - 1].text != '\0');
  g_checksum_update (rows->sum, (const guchar *) "\n", 1);
  return TRUE;
}

/* A digest of all that was read, and of the error. */
static char *
read_rows (CmSheet *sheet)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_MD5);
  g_autoptr (GPtrArray) remarks = NULL;
  g_autoptr (GError) error = NULL;
  Rows rows = { 0, sum };

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

static void
check_sheet (CmSheet *sheet)
{
  g_autofree char *first = read_rows (sheet);
  g_autofree char *again = read_rows (sheet);

  g_assert_cmpstr (first, ==, again);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n)
{
  g_autofree char *path = write_input (bytes, n);
  g_autoptr (CmSheet) sheet = cm_sheet_open (path, NULL);

  if (sheet == NULL || cm_sheet_get_format (sheet) != CM_SHEET_CSV)
    return 0;
  /* Opening has seen all of so short a file. */
  g_assert_false (cm_sheet_survey (sheet, NULL));
  check_sheet (sheet);
  /* What a user may take it for, told by the file, so that every way is tried. */
  cm_sheet_set_encoding (sheet, bytes[n - 1] % CM_N_ENCODINGS);
  cm_sheet_set_delimiter (sheet, ",;\t|"[bytes[0] % 4]);
  check_sheet (sheet);
  return 0;
}
