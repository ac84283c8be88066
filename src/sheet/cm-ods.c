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
/* How the name of a table's tag goes on behind its prefix, and the longest of both that is found.
 */
#define TABLE_TAG ":table"
#define PREFIX_MAX 64
#define TAG_MAX 16384
#define TAGS_MAX 10000
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

/*
 * The tables stand one behind the other in one member, which is twenty times the size of the file.
 * To parse it for some names would take seconds. So only its head is parsed, where the styles are,
 * and what follows is searched for the tags of tables.
 */
typedef struct
{
  CmPart *part;
  GPtrArray *entries; /* of CmSheetEntry */
  GHashTable *hiding; /* names of styles that hide a table */
  char *style;        /* that is being read */
  gboolean has_sheets;
  guint n_tags;
} Listing;

static void
start_style (Listing *listing, const CmAttributes *attributes)
{
  g_clear_pointer (&listing->style, g_free);
  if (_cm_attribute_is (attributes, NS_STYLE, "family", "table"))
    listing->style = _cm_attribute_dup (attributes, NS_STYLE, "name");
}

static void
start_head_cb (
    gpointer data, const char *ns, const char *name, guint depth, const CmAttributes *attributes)
{
  Listing *listing = data;

  if (is (ns, name, NS_STYLE, "style"))
    start_style (listing, attributes);
  else if (is (ns, name, NS_STYLE, "table-properties"))
    {
      if (listing->style != NULL && _cm_attribute_is (attributes, NS_TABLE, "display", "false"))
        g_hash_table_add (listing->hiding, g_strdup (listing->style));
    }
  else if (depth == DEPTH_SPREADSHEET && is (ns, name, NS_OFFICE, "spreadsheet"))
    {
      listing->has_sheets = TRUE;
      _cm_part_stop (listing->part, NULL);
    }
}

static gboolean
read_head (CmSheet *self, CmZip *zip, Listing *listing, GError **error)
{
  static const CmPartFuncs funcs = { start_head_cb, end_nothing_cb, NULL };
  g_autoptr (CmPart) part = _cm_part_open (zip, CONTENT, &funcs, listing, error);
  gboolean good;

  listing->part = part;
  good = part != NULL && _cm_part_run (part, error);
  g_clear_pointer (&listing->style, g_free);
  if (good && !listing->has_sheets)
    return _cm_sheet_fail (
        self, error, CM_SHEET_ERROR_FORMAT, _ ("there is no sheet of cells in it"));
  return good;
}

static void
start_tag_cb (GMarkupParseContext *context,
              const char *element,
              const char **names,
              const char **values,
              gpointer data,
              GError **error)
{
  Listing *listing = data;
  const char *name = NULL, *style = NULL;
  CmSheetEntry *entry;

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_suffix (names[i], ":name"))
      name = values[i];
    else if (g_str_has_suffix (names[i], ":style-name"))
      style = values[i];
  if (name == NULL || *name == '\0' || listing->entries->len > CM_WORKBOOK_SHEETS_MAX)
    return;
  entry = g_new0 (CmSheetEntry, 1);
  entry->name = g_strdup (name);
  entry->part = g_strdup (name);
  entry->hidden = style != NULL && g_hash_table_contains (listing->hiding, style);
  g_ptr_array_add (listing->entries, entry);
}

/* What is no tag, because it stands in a comment, is passed by. */
static void
parse_tag (Listing *listing, const char *tag, gsize length)
{
  static const GMarkupParser parser = { .start_element = start_tag_cb };
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, listing, NULL);

  g_markup_parse_context_parse (context, tag, (gssize) length, NULL);
  g_markup_parse_context_free (context);
}

/* The beginning of the tag that goes on with `colon`, or NULL if it is not of a table. */
static const char *
find_tag (const char *start, const char *colon)
{
  const char *p = colon;

  if (!g_ascii_isspace (colon[strlen (TABLE_TAG)]) && colon[strlen (TABLE_TAG)] != '>')
    return NULL;
  while (p > start && (g_ascii_isalnum (p[-1]) || p[-1] == '-' || p[-1] == '_'))
    p--;
  return p > start && p < colon && p[-1] == '<' ? p - 1 : NULL;
}

static const char *
find_tag_end (const char *tag, const char *end)
{
  char quote = '\0';

  for (const char *p = tag; p < end; p++)
    if (quote != '\0')
      quote = *p == quote ? '\0' : quote;
    else if (*p == '>')
      return p + 1;
    else if (*p == '"' || *p == '\'')
      quote = *p;
  return NULL;
}

/* How many bytes were searched; the others must be looked at again with what follows them. */
static gsize
search_tags (Listing *listing, const char *bytes, gsize n)
{
  const char *end = bytes + n;
  const char *p = bytes;

  for (;;)
    {
      const char *colon = memmem (p, (gsize) (end - p), TABLE_TAG, strlen (TABLE_TAG));
      const char *tag, *tag_end;

      if (colon == NULL || colon + strlen (TABLE_TAG) == end)
        break;
      p = colon + strlen (TABLE_TAG);
      tag = find_tag (bytes, colon);
      if (tag == NULL || listing->n_tags == TAGS_MAX)
        continue;
      tag_end = find_tag_end (tag, MIN (end, tag + TAG_MAX));
      if (tag_end == NULL && end - tag < TAG_MAX)
        return (gsize) (tag - bytes);
      listing->n_tags++;
      if (tag_end != NULL)
        parse_tag (listing, tag, (gsize) (tag_end - tag));
    }
  return (gsize) (MAX (p, end - MIN (n, PREFIX_MAX)) - bytes);
}

static gboolean
search_content (CmZip *zip, Listing *listing, GError **error)
{
  g_autoptr (CmZipMember) member = _cm_zip_member_open (zip, CONTENT, error);
  g_autoptr (GString) window = g_string_new (NULL);
  const char *bytes;
  gssize n = -1;

  while (member != NULL && (n = _cm_zip_member_read (member, &bytes, error)) > 0)
    {
      g_string_append_len (window, bytes, n);
      g_string_erase (window, 0, (gssize) search_tags (listing, window->str, window->len));
    }
  if (listing->n_tags == TAGS_MAX)
    return _cm_sheet_fail (
        _cm_zip_get_sheet (zip),
        error,
        CM_SHEET_ERROR_TOO_BIG,
        /* Translators: the most that can be read. */
        _ ("there are more than %d sheets in it; save the sheet alone, or as CSV"),
        CM_WORKBOOK_SHEETS_MAX);
  return n == 0;
}

static gboolean
list_tables (CmSheet *self, CmZip *zip, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) _cm_sheet_entry_free);
  g_autoptr (GHashTable) hiding = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Listing listing = { .entries = entries, .hiding = hiding };

  return read_head (self, zip, &listing, error) && search_content (zip, &listing, error) &&
         _cm_workbook_set_entries (self, entries, error);
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
  const char *table; /* the name of the one to read */
  gboolean in_sheets;
  gboolean found;
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
  guint n_merged;
} Reading;

static void
fail_reading (Reading *reading, const char *what)
{
  GError *error = NULL;

  _cm_sheet_fail (reading->sheet,
                  &error,
                  CM_SHEET_ERROR_TOO_BIG,
                  /* Translators: the number of a row and what is wrong there. */
                  _ ("row %u: %s; delete what is not needed and save it again"),
                  (guint) MIN (reading->row, G_MAXUINT),
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

  const char *type;
  gsize length;

  *attribute = NULL;
  if (_cm_attribute_is (attributes, NS_CALC, "value-type", "error"))
    return VALUE_ERROR;
  type = _cm_attribute (attributes, NS_OFFICE, "value-type", &length);
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (types); i++)
    if (strlen (types[i].name) == length && memcmp (types[i].name, type, length) == 0)
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
  if (reading->foreign_depth != 0)
    return;
  if (ns == NULL || !g_str_has_suffix (ns, NS_TABLE))
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

static gboolean
is_named (const CmAttributes *attributes, const char *wanted)
{
  g_autofree char *name = _cm_attribute_dup (attributes, NS_TABLE, "name");

  return g_strcmp0 (name, wanted) == 0;
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
    reading->in_table = reading->found = is_named (attributes, reading->table);
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
  /* What follows was unpacked, and its sum looked at, when the file was opened. */
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
  Reading reading = {
    .sheet = self,
    .rows = rows,
    .text = text,
    .row = 1,
    .table = g_ptr_array_index (self->parts, self->chosen),
  };
  g_autoptr (CmPart) part = _cm_part_open (zip, CONTENT, &funcs, &reading, error);
  gboolean good;

  reading.part = part;
  good = part != NULL && run (&reading, sink, error);
  g_free (reading.value);
  if (!good)
    return FALSE;
  if (!reading.found)
    return _cm_sheet_fail (self,
                           error,
                           CM_SHEET_ERROR_FORMAT,
                           /* Translators: the name of a sheet. */
                           _ ("the sheet “%s” is not where sheets are; open it in a spreadsheet "
                              "program and save it again"),
                           reading.table);
  _cm_row_builder_add_remarks (rows, reading.n_merged);
  remark_macros (self, zip);
  return TRUE;
}
