/* cm-xlsx-sheet.c - the rows of one sheet of an .xlsx workbook. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-sheet"

#include "config.h"

#include "cm-workbook-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* Where the elements stand: worksheet / sheetData / row / c / v, f or is / t. */
enum
{
  DEPTH_DATA = 2,
  DEPTH_ROW,
  DEPTH_CELL,
  DEPTH_VALUE,
  DEPTH_TEXT,
  DEPTH_RUN_TEXT,
};

typedef enum
{
  TYPE_NUMBER,
  TYPE_SHARED,
  TYPE_STRING, /* what a formula gives */
  TYPE_INLINE,
  TYPE_FLAG,
  TYPE_ERROR,
  TYPE_DATE,
} CellType;

typedef struct
{
  CmSheet *sheet;
  CmPart *part;
  CmRowBuilder *rows;
  CmStrings *strings;
  GArray *styles; /* of CmStyleKind */
  gboolean from_1904;

  gboolean in_data;
  gboolean in_row;
  gboolean in_cell;
  gboolean in_run;
  gboolean in_text;
  guint row;         /* from 1 */
  guint next_column; /* from 0 */
  guint column;
  CellType type;
  guint style;
  gboolean formula;
  gboolean valued; /* there is an element for the value */
  GString *text;
  guint n_merged;
} Reading;

static void
fail_reading (Reading *reading, CmSheetError code, const char *what)
{
  GError *error = NULL;

  _cm_sheet_fail (reading->sheet,
                  &error,
                  code,
                  /* Translators: the number of a row and what is wrong there. */
                  _ ("row %u: %s; open it in a spreadsheet program and save it again"),
                  reading->row,
                  what);
  _cm_part_stop (reading->part, error);
}

/* --- where a cell is -------------------------------------------------------------------------- */

/* "BC12" is column 54; -1 if it is none. */
static int
parse_column (const char *reference, gsize length)
{
  int column = 0;
  gsize i;

  for (i = 0; i < length && g_ascii_isalpha (reference[i]) && i < 4; i++)
    column = column * 26 + (g_ascii_toupper (reference[i]) - 'A' + 1);
  if (i == 0 || column > CM_WORKBOOK_COLUMNS_MAX || i == length)
    return -1;
  for (; i < length; i++)
    if (!g_ascii_isdigit (reference[i]))
      return -1;
  return column - 1;
}

static void
begin_row (Reading *reading, const CmAttributes *attributes)
{
  const guint64 row = _cm_attribute_uint (attributes, NULL, "r", (guint64) reading->row + 1);

  if (row <= reading->row)
    {
      fail_reading (reading, CM_SHEET_ERROR_FORMAT, _ ("the row after it has no higher number"));
      return;
    }
  reading->in_row = TRUE;
  reading->next_column = 0;
  reading->row = (guint) MIN (row, G_MAXUINT);
  if (row > CM_WORKBOOK_ROWS_MAX)
    fail_reading (reading, CM_SHEET_ERROR_TOO_BIG, _ ("no sheet has a row of this number"));
}

static CellType
parse_type (const char *type, gsize length)
{
  static const struct
  {
    const char *name;
    CellType type;
  } types[] = {
    { "s", TYPE_SHARED },         { "n", TYPE_NUMBER }, { "str", TYPE_STRING },
    { "inlineStr", TYPE_INLINE }, { "b", TYPE_FLAG },   { "e", TYPE_ERROR },
    { "d", TYPE_DATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strlen (types[i].name) == length && memcmp (types[i].name, type, length) == 0)
      return types[i].type;
  return TYPE_NUMBER;
}

static void
begin_cell (Reading *reading, const CmAttributes *attributes)
{
  gsize length;
  const char *reference = _cm_attribute (attributes, NULL, "r", &length);
  int column = (int) reading->next_column;
  const char *type;

  if (reference != NULL)
    column = parse_column (reference, length);
  if (column < 0 || column >= CM_WORKBOOK_COLUMNS_MAX)
    {
      fail_reading (reading, CM_SHEET_ERROR_FORMAT, _ ("a cell is where no sheet has one"));
      return;
    }
  reading->in_cell = TRUE;
  reading->column = (guint) column;
  reading->next_column = reading->column + 1;
  type = _cm_attribute (attributes, NULL, "t", &length);
  reading->type = type != NULL ? parse_type (type, length) : TYPE_NUMBER;
  reading->style = (guint) MIN (_cm_attribute_uint (attributes, NULL, "s", 0), G_MAXUINT);
  reading->formula = FALSE;
  reading->valued = FALSE;
  g_string_truncate (reading->text, 0);
}

/* --- what is in it ---------------------------------------------------------------------------- */

static CmStyleKind
get_style (const Reading *reading)
{
  return reading->style < reading->styles->len
             ? g_array_index (reading->styles, CmStyleKind, reading->style)
             : CM_STYLE_NUMBER;
}

static void
set_cell (Reading *reading, CmCellKind kind, const char *text, gsize length)
{
  GError *error = NULL;

  if (!_cm_row_builder_set (reading->rows,
                            reading->row,
                            reading->column,
                            kind,
                            reading->formula,
                            text,
                            length,
                            &error))
    _cm_part_stop (reading->part, error);
}

static void
set_shared (Reading *reading)
{
  GError *error = NULL;
  char *end;
  const guint64 index = g_ascii_strtoull (reading->text->str, &end, 10);
  gsize length;
  const char *text;

  if (end == reading->text->str || *end != '\0' || reading->text->str[0] == '-')
    {
      fail_reading (reading, CM_SHEET_ERROR_FORMAT, _ ("a cell does not say which text it has"));
      return;
    }
  text = _cm_strings_get (reading->strings, index, &length, &error);
  if (text != NULL)
    set_cell (reading, CM_CELL_TEXT, text, length);
  else
    _cm_part_stop (reading->part, error);
}

static void
set_flag (Reading *reading)
{
  const char *text = reading->text->str;
  const gboolean set = strcmp (text, "1") == 0 || g_ascii_strcasecmp (text, "true") == 0;
  const char *word = set ? "TRUE" : "FALSE";

  set_cell (reading, CM_CELL_FLAG, word, strlen (word));
}

/* What is no number or date although the cell says so is text: nothing is made up. */
static void
set_value (Reading *reading)
{
  char text[CM_VALUE_TEXT_MAX];
  CmCellKind kind = CM_CELL_EMPTY;

  if (reading->type == TYPE_DATE)
    kind = _cm_write_date (reading->text->str, text);
  else if (get_style (reading) >= CM_STYLE_ZEROS)
    kind =
        _cm_write_padded (reading->text->str, (guint) (get_style (reading) - CM_STYLE_ZEROS), text);
  else if (get_style (reading) != CM_STYLE_NUMBER)
    kind = _cm_write_serial (reading->text->str, get_style (reading), reading->from_1904, text);
  else if (_cm_write_number (reading->text->str, text))
    kind = CM_CELL_NUMBER;
  if (kind != CM_CELL_EMPTY)
    set_cell (reading, kind, text, strlen (text));
  else
    set_cell (reading, CM_CELL_TEXT, reading->text->str, reading->text->len);
}

/* Numbers and the like may have line breaks around them. */
static void
strip_text (GString *text)
{
  gsize start = 0;

  while (text->len > 0 && g_ascii_isspace (text->str[text->len - 1]))
    g_string_truncate (text, text->len - 1);
  while (start < text->len && g_ascii_isspace (text->str[start]))
    start++;
  if (start > 0)
    g_string_erase (text, 0, (gssize) start);
}

static void
set_lost (Reading *reading)
{
  GError *error = NULL;

  if (!_cm_row_builder_set_lost (reading->rows, reading->row, reading->column, &error))
    _cm_part_stop (reading->part, error);
}

static void
end_cell (Reading *reading)
{
  const gboolean is_text = reading->type == TYPE_STRING || reading->type == TYPE_INLINE;

  reading->in_cell = FALSE;
  if (!is_text)
    strip_text (reading->text);
  /* A formula may well give an empty text, but no empty number. */
  if (reading->formula && reading->text->len == 0 && (!is_text || !reading->valued))
    {
      set_lost (reading);
      return;
    }
  if (reading->text->len == 0)
    {
      set_cell (reading, CM_CELL_EMPTY, "", 0);
      return;
    }
  switch (reading->type)
    {
    case TYPE_SHARED:
      set_shared (reading);
      break;
    case TYPE_STRING:
    case TYPE_INLINE:
      _cm_strings_unescape (reading->text, 0);
      set_cell (reading, CM_CELL_TEXT, reading->text->str, reading->text->len);
      break;
    case TYPE_FLAG:
      set_flag (reading);
      break;
    case TYPE_ERROR:
      set_cell (reading, CM_CELL_ERROR, reading->text->str, reading->text->len);
      break;
    case TYPE_NUMBER:
    case TYPE_DATE:
    default:
      set_value (reading);
      break;
    }
}

static void
end_row (Reading *reading)
{
  GError *error = NULL;

  reading->in_row = FALSE;
  if (!_cm_row_builder_end (reading->rows, reading->row, 1, &error))
    _cm_part_stop (reading->part, error);
}

/* --- the elements ----------------------------------------------------------------------------- */

static void
start_in_cell (Reading *reading, const char *name, guint depth)
{
  if (depth == DEPTH_VALUE)
    {
      if (strcmp (name, "f") == 0)
        reading->formula = TRUE;
      else if (strcmp (name, "v") == 0)
        reading->valued = reading->in_text = TRUE;
    }
  else if (depth == DEPTH_TEXT && strcmp (name, "r") == 0)
    reading->in_run = TRUE;
  else if (strcmp (name, "t") == 0 && reading->type == TYPE_INLINE)
    reading->valued = reading->in_text =
        depth == DEPTH_TEXT || (depth == DEPTH_RUN_TEXT && reading->in_run);
}

static void
start_cb (
    gpointer data, const char *ns, const char *name, guint depth, const CmAttributes *attributes)
{
  Reading *reading = data;

  if (reading->in_cell)
    start_in_cell (reading, name, depth);
  else if (reading->in_row && depth == DEPTH_CELL && strcmp (name, "c") == 0)
    begin_cell (reading, attributes);
  else if (reading->in_data && depth == DEPTH_ROW && strcmp (name, "row") == 0)
    begin_row (reading, attributes);
  else if (depth == DEPTH_DATA && strcmp (name, "sheetData") == 0)
    reading->in_data = TRUE;
  else if (depth == DEPTH_ROW && strcmp (name, "mergeCell") == 0)
    reading->n_merged++;
}

static void
end_cb (gpointer data, const char *ns, const char *name, guint depth)
{
  Reading *reading = data;

  reading->in_text = FALSE;
  if (depth == DEPTH_TEXT)
    reading->in_run = FALSE;
  else if (reading->in_cell && depth == DEPTH_CELL)
    end_cell (reading);
  else if (reading->in_row && depth == DEPTH_ROW)
    end_row (reading);
  else if (depth == DEPTH_DATA)
    reading->in_data = FALSE;
}

static void
text_cb (gpointer data, const char *text, gsize length)
{
  Reading *reading = data;

  if (!reading->in_text)
    return;
  g_string_append_len (reading->text, text, (gssize) length);
  if (reading->text->len > CM_SHEET_CELL_MAX)
    fail_reading (
        reading, CM_SHEET_ERROR_TOO_BIG, _ ("the text of a cell is longer than any program takes"));
}

static gboolean
run (Reading *reading, const CmRowSink *sink, GError **error)
{
  GError *fault = NULL;

  while (_cm_part_step (reading->part, &fault))
    if (sink->progress != NULL)
      sink->progress (_cm_part_get_fraction (reading->part), sink->progress_data);
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, fault);
  return FALSE;
}

gboolean
_cm_xlsx_read_sheet (
    CmSheet *self, CmZip *zip, const CmXlsx *book, const CmRowSink *sink, GError **error)
{
  static const CmPartFuncs funcs = { start_cb, end_cb, text_cb };
  g_autoptr (GArray) styles = _cm_styles_read (zip, book->styles, error);
  g_autoptr (CmStrings) strings =
      styles != NULL ? _cm_strings_open (zip, book->strings, error) : NULL;
  g_autoptr (CmRowBuilder) rows = _cm_row_builder_new (self, sink);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CmPart) part = NULL;
  Reading reading = { .sheet = self,
                      .rows = rows,
                      .strings = strings,
                      .styles = styles,
                      .from_1904 = book->from_1904,
                      .text = text };

  if (strings == NULL)
    return FALSE;
  reading.part = part =
      _cm_part_open (zip, g_ptr_array_index (self->parts, self->chosen), &funcs, &reading, error);
  if (part == NULL || !run (&reading, sink, error))
    return FALSE;
  _cm_row_builder_add_remarks (rows, reading.n_merged);
  return TRUE;
}
