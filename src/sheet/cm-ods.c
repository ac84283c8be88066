/* cm-ods.c - OpenDocument spreadsheets: the names of their tables and the rows of one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-sheet"

#include "config.h"

#include "cm-workbook-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define CONTENT "content.xml"
#define MANIFEST "META-INF/manifest.xml"
#define MEDIA_TYPE "application/vnd.oasis.opendocument.spreadsheet"
#define TABLES_MAX 2000
/* Of these some are written in each cell: they are told by the ends of their names. */
#define NS_OFFICE "opendocument:xmlns:office:1.0"
#define NS_TABLE "opendocument:xmlns:table:1.0"
#define NS_TEXT "opendocument:xmlns:text:1.0"
#define NS_STYLE "opendocument:xmlns:style:1.0"
#define NS_CALC "calc:xmlns:calcext:1.0"

/* document-content / body / spreadsheet / table */
#define DEPTH_SPREADSHEET 3
#define DEPTH_TABLE 4

static gboolean
is (const char *ns, const char *name, const char *wanted_ns, const char *wanted)
{
  return strcmp (name, wanted) == 0 && ns != NULL && g_str_has_suffix (ns, wanted_ns);
}

static void
end_nothing_cb (gpointer data, const char *ns, const char *name, guint depth)
{
}

/* --- is it one, and may it be read ------------------------------------------------------------ */

static void
start_manifest_cb (
    gpointer data, const char *ns, const char *name, guint depth, const CmAttributes *attributes)
{
  gboolean *encrypted = data;

  if (strcmp (name, "encryption-data") == 0)
    *encrypted = TRUE;
}

static gboolean
check_manifest (CmSheet *self, CmZip *zip, GError **error)
{
  static const CmPartFuncs funcs = { start_manifest_cb, end_nothing_cb, NULL };
  gboolean encrypted = FALSE;
  g_autoptr (CmPart) part = NULL;

  if (!_cm_zip_has (zip, MANIFEST))
    return TRUE;
  part = _cm_part_open (zip, MANIFEST, &funcs, &encrypted, error);
  if (part == NULL || !_cm_part_run (part, error))
    return FALSE;
  if (encrypted)
    return _cm_sheet_fail (self,
                           error,
                           CM_SHEET_ERROR_FORMAT,
                           _ ("it is protected with a password; open it in a spreadsheet program "
                              "and save it without one"));
  return TRUE;
}

static gboolean
check_media_type (CmSheet *self, CmZip *zip, GError **error)
{
  g_autoptr (CmZipMember) member = NULL;
  const char *bytes;
  gssize n;

  if (!_cm_zip_has (zip, "mimetype"))
    return TRUE;
  member = _cm_zip_member_open (zip, "mimetype", error);
  n = member != NULL ? _cm_zip_member_read (member, &bytes, error) : -1;
  if (n < 0)
    return FALSE;
  if ((gsize) n < strlen (MEDIA_TYPE) || memcmp (bytes, MEDIA_TYPE, strlen (MEDIA_TYPE)) != 0)
    return _cm_sheet_fail (
        self,
        error,
        CM_SHEET_ERROR_FORMAT,
        _ ("it is no spreadsheet but another kind of document; save the table in it as CSV"));
  return TRUE;
}

/* --- the names of the tables ------------------------------------------------------------------ */

typedef struct
{
  GPtrArray *entries; /* of CmSheetEntry */
  GHashTable *hiding; /* names of styles that hide a table */
  char *style;        /* that is being read */
  gboolean in_sheets;
  guint n_tables;
} Listing;

static void
start_style (Listing *listing, const CmAttributes *attributes)
{
  g_free (listing->style);
  listing->style = NULL;
  if (_cm_attribute_is (attributes, NS_STYLE, "family", "table"))
    listing->style = _cm_attribute_dup (attributes, NS_STYLE, "name");
}

static void
add_table (Listing *listing, const CmAttributes *attributes)
{
  g_autofree char *name = _cm_attribute_dup (attributes, NS_TABLE, "name");
  g_autofree char *style = _cm_attribute_dup (attributes, NS_TABLE, "style-name");
  const guint index = listing->n_tables++;
  CmSheetEntry *entry;

  if (name == NULL || *name == '\0' || listing->entries->len == TABLES_MAX)
    return;
  entry = g_new0 (CmSheetEntry, 1);
  entry->name = g_steal_pointer (&name);
  entry->part = g_strdup_printf ("%u", index);
  entry->hidden = style != NULL && g_hash_table_contains (listing->hiding, style);
  g_ptr_array_add (listing->entries, entry);
}

static void
start_listing_cb (
    gpointer data, const char *ns, const char *name, guint depth, const CmAttributes *attributes)
{
  Listing *listing = data;

  if (depth > DEPTH_TABLE)
    return;
  if (is (ns, name, NS_STYLE, "style"))
    start_style (listing, attributes);
  else if (is (ns, name, NS_STYLE, "table-properties"))
    {
      if (listing->style != NULL && _cm_attribute_is (attributes, NS_TABLE, "display", "false"))
        g_hash_table_add (listing->hiding, g_strdup (listing->style));
    }
  else if (depth == DEPTH_SPREADSHEET)
    listing->in_sheets = is (ns, name, NS_OFFICE, "spreadsheet");
  else if (depth == DEPTH_TABLE && listing->in_sheets && is (ns, name, NS_TABLE, "table"))
    add_table (listing, attributes);
}

static gboolean
list_tables (CmSheet *self, CmZip *zip, GError **error)
{
  static const CmPartFuncs funcs = { start_listing_cb, end_nothing_cb, NULL };
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) _cm_sheet_entry_free);
  g_autoptr (GHashTable) hiding = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Listing listing = { .entries = entries, .hiding = hiding };
  g_autoptr (CmPart) part = _cm_part_open (zip, CONTENT, &funcs, &listing, error);
  const gboolean good = part != NULL && _cm_part_run (part, error);

  g_free (listing.style);
  return good && _cm_workbook_set_entries (self, entries, error);
}

static void
remark_macros (CmSheet *self, CmZip *zip)
{
  if (_cm_zip_has_below (zip, "Basic/") || _cm_zip_has_below (zip, "Scripts/"))
    _cm_workbook_remark_macros (self);
}

gboolean
_cm_ods_open (CmSheet *self, CmZip *zip, GError **error)
{
  if (!check_media_type (self, zip, error) || !check_manifest (self, zip, error) ||
      !list_tables (self, zip, error))
    return FALSE;
  remark_macros (self, zip);
  return TRUE;
}

/* --- the rows of a table ---------------------------------------------------------------------- */

typedef enum
{
  VALUE_NONE,
  VALUE_NUMBER,
  VALUE_DATE,
  VALUE_TIME,
  VALUE_FLAG,
  VALUE_STRING,
  VALUE_ERROR,
} ValueType;

typedef struct
{
  CmSheet *sheet;
  CmPart *part;
  CmRowBuilder *rows;
  guint table; /* that is read, from 0 */
  guint n_tables;
  gboolean in_sheets;
  gboolean in_table;

  guint row_depth; /* 0 outside of a row */
  guint64 row;     /* from 1 */
  guint64 row_times;
  guint64 column;
  guint cell_depth; /* 0 outside of a cell */
  guint64 cell_times;
  gboolean covered;
  gboolean formula;
  ValueType type;
  char *value;   /* as the attribute has it, or NULL */
  GString *text; /* the paragraphs */
  guint n_paragraphs;
  guint paragraph_depth; /* 0 outside of a paragraph */
  guint foreign_depth;   /* of a note or a drawing, which is no text of the cell; 0 outside */
  gboolean spaced;       /* white space that follows says nothing more */
  guint64 n_merged;
} Reading;

static void
fail_reading (Reading *reading, const char *what)
{
  GError *error = NULL;

  _cm_sheet_fail (reading->sheet,
                  &error,
                  CM_SHEET_ERROR_TOO_BIG,
                  /* Translators: the number of a row and what is wrong there. */
                  _ ("row %" G_GUINT64_FORMAT ": %s; delete what is not needed and save it again"),
                  reading->row,
                  what);
  _cm_part_stop (reading->part, error);
}

/* A number of repetitions: at least one. */
static guint64
count_times (const CmAttributes *attributes, const char *name)
{
  return MAX (_cm_attribute_uint (attributes, NS_TABLE, name, 1), 1);
}

static void
begin_row (Reading *reading, guint depth, const CmAttributes *attributes)
{
  reading->row_depth = depth;
  reading->row_times = count_times (attributes, "number-rows-repeated");
  reading->column = 0;
}

static void
end_row (Reading *reading)
{
  GError *error = NULL;
  const guint row = (guint) MIN (reading->row, G_MAXUINT / 2);

  reading->row_depth = 0;
  if (!_cm_row_builder_end (reading->rows, row, reading->row_times, &error))
    _cm_part_stop (reading->part, error);
  reading->row += reading->row_times;
}

static ValueType
parse_type (const CmAttributes *attributes, const char **attribute)
{
  static const struct
  {
    const char *name;
    ValueType type;
    const char *attribute;
  } types[] = {
    { "float", VALUE_NUMBER, "value" },      { "string", VALUE_STRING, "string-value" },
    { "date", VALUE_DATE, "date-value" },    { "currency", VALUE_NUMBER, "value" },
    { "percentage", VALUE_NUMBER, "value" }, { "boolean", VALUE_FLAG, "boolean-value" },
    { "time", VALUE_TIME, "time-value" },
  };

  *attribute = NULL;
  if (_cm_attribute_is (attributes, NS_CALC, "value-type", "error"))
    return VALUE_ERROR;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (_cm_attribute_is (attributes, NS_OFFICE, "value-type", types[i].name))
      {
        *attribute = types[i].attribute;
        return types[i].type;
      }
  return VALUE_NONE;
}

static void
begin_cell (Reading *reading, guint depth, gboolean covered, const CmAttributes *attributes)
{
  const char *attribute;
  gsize length;

  reading->cell_depth = depth;
  reading->cell_times = count_times (attributes, "number-columns-repeated");
  reading->covered = covered;
  reading->formula = _cm_attribute (attributes, NS_TABLE, "formula", &length) != NULL;
  reading->type = parse_type (attributes, &attribute);
  reading->value = attribute != NULL ? _cm_attribute_dup (attributes, NS_OFFICE, attribute) : NULL;
  reading->n_paragraphs = 0;
  g_string_truncate (reading->text, 0);
  if (!covered && (count_times (attributes, "number-columns-spanned") > 1 ||
                   count_times (attributes, "number-rows-spanned") > 1))
    reading->n_merged++;
}

/* Programs that are not LibreOffice do not mark what a formula failed with. */
static gboolean
is_failure (const Reading *reading)
{
  return reading->formula && reading->type != VALUE_DATE && reading->text->len > 1 &&
         (g_str_has_prefix (reading->text->str, "Err:") ||
          (reading->text->str[0] == '#' &&
           strchr ("!?A", reading->text->str[reading->text->len - 1]) != NULL));
}

/* What the cell says: its kind, and the text if it is not the paragraphs themselves. */
static CmCellKind
tell_kind (const Reading *reading, char text[CM_VALUE_TEXT_MAX])
{
  const char *value = reading->value;
  CmCellKind kind = CM_CELL_EMPTY;

  *text = '\0';
  if (reading->type == VALUE_ERROR || is_failure (reading))
    return CM_CELL_ERROR;
  if (value != NULL && reading->type == VALUE_NUMBER && _cm_write_number (value, text))
    kind = CM_CELL_NUMBER;
  else if (value != NULL && reading->type == VALUE_DATE)
    kind = _cm_write_date (value, text);
  else if (value != NULL && reading->type == VALUE_TIME)
    kind = _cm_write_time (value, text);
  else if (value != NULL && reading->type == VALUE_FLAG)
    {
      strcpy (text, strcmp (value, "true") == 0 ? "TRUE" : "FALSE");
      kind = CM_CELL_FLAG;
    }
  return kind != CM_CELL_EMPTY ? kind : CM_CELL_TEXT;
}

static gboolean
set_cell (Reading *reading, guint64 column, GError **error)
{
  char text[CM_VALUE_TEXT_MAX];
  CmCellKind kind = tell_kind (reading, text);
  const char *shown = text;
  gsize length = strlen (text);

  if (length == 0)
    {
      shown = reading->text->str;
      length = reading->text->len;
    }
  if (length == 0 && reading->value != NULL)
    {
      shown = reading->value;
      length = strlen (shown);
    }
  if (length == 0 && reading->formula && reading->type != VALUE_STRING)
    return _cm_row_builder_set_lost (reading->rows, (guint) reading->row, (guint) column, error);
  return _cm_row_builder_set (reading->rows,
                              (guint) reading->row,
                              (guint) column,
                              kind,
                              reading->formula,
                              shown,
                              length,
                              error);
}

static gboolean
is_blank (const Reading *reading)
{
  return reading->covered || (reading->text->len == 0 && reading->value == NULL &&
                              reading->type != VALUE_ERROR && !reading->formula);
}

static void
end_cell (Reading *reading)
{
  GError *error = NULL;

  reading->cell_depth = 0;
  if (!is_blank (reading))
    for (guint64 i = 0; i < reading->cell_times; i++)
      /* This fails before the columns can be many. */
      if (!set_cell (reading, MIN (reading->column + i, CM_WORKBOOK_COLUMNS_MAX), &error))
        {
          _cm_part_stop (reading->part, error);
          break;
        }
  /* Saturates: a hostile file cannot make it come round. */
  reading->column = MIN (reading->column + reading->cell_times, CM_WORKBOOK_COLUMNS_MAX);
  g_clear_pointer (&reading->value, g_free);
}

/* --- paragraphs ------------------------------------------------------------------------------- */

static void
append_text (Reading *reading, const char *text, gsize length)
{
  if (reading->text->len + length > CM_SHEET_CELL_MAX)
    fail_reading (reading, _ ("the text of a cell is longer than any program takes"));
  else
    g_string_append_len (reading->text, text, (gssize) length);
}

static void
begin_paragraph (Reading *reading, guint depth)
{
  reading->paragraph_depth = depth;
  reading->spaced = TRUE;
  if (reading->n_paragraphs++ > 0)
    append_text (reading, "\n", 1);
}

static void
append_spaces (Reading *reading, guint64 n)
{
  if (n > CM_SHEET_CELL_MAX)
    {
      fail_reading (reading, _ ("the text of a cell is longer than any program takes"));
      return;
    }
  for (guint64 i = 0; i < n && !_cm_part_is_stopped (reading->part); i++)
    append_text (reading, " ", 1);
}

static void
start_in_paragraph (
    Reading *reading, const char *ns, const char *name, guint depth, const CmAttributes *attributes)
{
  if (is (ns, name, NS_TEXT, "s"))
    append_spaces (reading, _cm_attribute_uint (attributes, NS_TEXT, "c", 1));
  else if (is (ns, name, NS_TEXT, "tab"))
    append_text (reading, "\t", 1);
  else if (is (ns, name, NS_TEXT, "line-break"))
    append_text (reading, "\n", 1);
  else if (ns == NULL || !g_str_has_suffix (ns, NS_TEXT) || strcmp (name, "ruby-text") == 0 ||
           strcmp (name, "note") == 0)
    reading->foreign_depth = depth;
  else
    return;
  reading->spaced = FALSE;
}

/* Runs of white space are one space, as the format has it. */
static void
text_cb (gpointer data, const char *text, gsize length)
{
  Reading *reading = data;
  gsize start = 0;

  if (reading->paragraph_depth == 0 || reading->foreign_depth != 0)
    return;
  for (gsize i = 0; i < length && !_cm_part_is_stopped (reading->part); i++)
    {
      if (text[i] != ' ' && text[i] != '\n' && text[i] != '\t' && text[i] != '\r')
        {
          reading->spaced = FALSE;
          continue;
        }
      append_text (reading, text + start, i - start);
      if (!reading->spaced)
        append_text (reading, " ", 1);
      reading->spaced = TRUE;
      start = i + 1;
    }
  if (!_cm_part_is_stopped (reading->part))
    append_text (reading, text + start, length - start);
}

/* --- the elements ----------------------------------------------------------------------------- */

static void
start_in_cell (
    Reading *reading, const char *ns, const char *name, guint depth, const CmAttributes *attributes)
{
  if (reading->foreign_depth != 0)
    return;
  if (reading->paragraph_depth != 0)
    start_in_paragraph (reading, ns, name, depth, attributes);
  else if (depth == reading->cell_depth + 1 && is (ns, name, NS_TEXT, "p"))
    begin_paragraph (reading, depth);
  else
    reading->foreign_depth = depth;
}

static gboolean
is_group (const char *name)
{
  return strcmp (name, "table-row-group") == 0 || strcmp (name, "table-header-rows") == 0 ||
         strcmp (name, "table-rows") == 0;
}

static void
start_in_table (
    Reading *reading, const char *ns, const char *name, guint depth, const CmAttributes *attributes)
{
  if (reading->foreign_depth != 0 || ns == NULL)
    return;
  if (!g_str_has_suffix (ns, NS_TABLE))
    reading->foreign_depth = depth;
  else if (reading->row_depth == 0 && strcmp (name, "table-row") == 0)
    begin_row (reading, depth, attributes);
  else if (reading->row_depth != 0 && strcmp (name, "table-cell") == 0)
    begin_cell (reading, depth, FALSE, attributes);
  else if (reading->row_depth != 0 && strcmp (name, "covered-table-cell") == 0)
    begin_cell (reading, depth, TRUE, attributes);
  else if (!is_group (name))
    reading->foreign_depth = depth;
}

static void
start_cb (
    gpointer data, const char *ns, const char *name, guint depth, const CmAttributes *attributes)
{
  Reading *reading = data;

  if (reading->cell_depth != 0)
    start_in_cell (reading, ns, name, depth, attributes);
  else if (reading->in_table)
    start_in_table (reading, ns, name, depth, attributes);
  else if (depth == DEPTH_SPREADSHEET)
    reading->in_sheets = is (ns, name, NS_OFFICE, "spreadsheet");
  else if (depth == DEPTH_TABLE && reading->in_sheets && is (ns, name, NS_TABLE, "table"))
    reading->in_table = reading->n_tables++ == reading->table;
}

static void
end_cb (gpointer data, const char *ns, const char *name, guint depth)
{
  Reading *reading = data;

  if (reading->foreign_depth != 0)
    {
      if (depth == reading->foreign_depth)
        reading->foreign_depth = 0;
    }
  else if (reading->paragraph_depth != 0)
    {
      if (depth == reading->paragraph_depth)
        reading->paragraph_depth = 0;
    }
  else if (reading->cell_depth != 0 && depth == reading->cell_depth)
    end_cell (reading);
  else if (reading->row_depth != 0 && depth == reading->row_depth)
    end_row (reading);
  else if (reading->in_table && depth == DEPTH_TABLE)
    _cm_part_stop (reading->part, NULL);
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
_cm_ods_read (CmSheet *self, CmZip *zip, const CmRowSink *sink, GError **error)
{
  static const CmPartFuncs funcs = { start_cb, end_cb, text_cb };
  g_autoptr (CmRowBuilder) rows = _cm_row_builder_new (self, sink);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *table = g_ptr_array_index (self->parts, self->chosen);
  Reading reading = {
    .sheet = self,
    .rows = rows,
    .text = text,
    .row = 1,
    .table = (guint) g_ascii_strtoull (table, NULL, 10),
  };
  g_autoptr (CmPart) part = _cm_part_open (zip, CONTENT, &funcs, &reading, error);
  gboolean good;

  reading.part = part;
  good = part != NULL && run (&reading, sink, error);
  g_free (reading.value);
  if (!good)
    return FALSE;
  _cm_row_builder_add_remarks (rows, reading.n_merged);
  remark_macros (self, zip);
  return TRUE;
}
