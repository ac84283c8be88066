/* cm-paste.c - records as the text that spreadsheets put on the clipboard, and back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-paste.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-csv.h"
#include "cm-import-private.h"

/* --- writing ---------------------------------------------------------------------------------- */

static void
append_cell (GString *out, const char *text)
{
  if (strpbrk (text, "\t\r\n\"") == NULL)
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static char *
format_cell (CmStore *store, CmRecord *record, const CmField *field)
{
  if (field->type == CM_FIELD_MONEY || field->type == CM_FIELD_INTEGER ||
      field->type == CM_FIELD_DECIMAL)
    return cm_value_to_file (cm_record_get (record, field->name), field);
  return cm_store_format (store, record, field);
}

char *
cm_paste_copy (CmStore *store, GPtrArray *records, const CmField *const *fields, guint n_fields)
{
  GString *out = g_string_new (NULL);

  for (guint f = 0; f < n_fields; f++)
    {
      append_cell (out, cm_field_label (fields[f]));
      g_string_append_c (out, f + 1 < n_fields ? '\t' : '\n');
    }
  for (guint r = 0; r < records->len; r++)
    for (guint f = 0; f < n_fields; f++)
      {
        g_autofree char *cell = format_cell (store, g_ptr_array_index (records, r), fields[f]);

        append_cell (out, cell != NULL ? cell : "");
        g_string_append_c (out, f + 1 < n_fields ? '\t' : '\n');
      }
  return g_string_free (out, FALSE);
}

/* --- reading ---------------------------------------------------------------------------------- */

typedef struct
{
  guint number;     /* of the line where it starts, from 1 */
  GPtrArray *cells; /* of char * */
} Line;

static void
free_line (gpointer data)
{
  Line *line = data;

  g_ptr_array_unref (line->cells);
  g_free (line);
}

static gboolean
ends_cell (char c)
{
  return c == '\t' || c == '\n' || c == '\r' || c == '\0';
}

/* The text of a quoted cell, and where it ends; NULL if what looks like one is not, as in a cell
 * that merely starts with a quotation mark: it is then taken as it stands. */
static char *
read_quoted (const char *start, const char **end)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *p = start + 1;

  for (; *p != '\0'; p++)
    {
      if (*p == '"' && p[1] == '"')
        p++;
      else if (*p == '"')
        break;
      if (*p == '\r' && p[1] == '\n')
        continue;
      g_string_append_c (out, *p == '\r' ? '\n' : *p);
    }
  if (*p != '"' || !ends_cell (p[1]))
    return NULL;
  *end = p + 1;
  return g_strdup (out->str);
}

static char *
read_cell (const char *start, const char **end)
{
  char *cell = *start == '"' ? read_quoted (start, end) : NULL;

  if (cell != NULL)
    return cell;
  *end = start + strcspn (start, "\t\r\n");
  return g_strndup (start, (gsize) (*end - start));
}

static guint
count_breaks (const char *from, const char *to)
{
  guint n = 0;

  for (; from < to; from++)
    if (*from == '\n' || (*from == '\r' && from[1] != '\n'))
      n++;
  return n;
}

static guint
count_filled (const Line *line)
{
  guint n = 0;

  for (guint i = 0; i < line->cells->len; i++)
    if (*(const char *) g_ptr_array_index (line->cells, i) != '\0')
      n++;
  return n;
}

/* (transfer container): of Line, the empty ones left out. */
static GPtrArray *
read_lines (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (free_line);
  guint number = 1;

  while (*text != '\0')
    {
      Line *line = g_new0 (Line, 1);
      const char *start = text;

      line->number = number;
      line->cells = g_ptr_array_new_with_free_func (g_free);
      for (;; text++)
        {
          g_autofree char *cell = read_cell (text, &text);

          g_ptr_array_add (line->cells, g_strdup (g_strstrip (cell)));
          if (*text != '\t')
            break;
        }
      if (*text == '\r' && text[1] == '\n')
        text++;
      if (*text != '\0')
        text++;
      number += count_breaks (start, text);
      if (count_filled (line) == 0)
        free_line (line);
      else
        g_ptr_array_add (lines, line);
    }
  return lines;
}

/* --- columns ---------------------------------------------------------------------------------- */

static gboolean
is_called (const CmField *field, const char *folded)
{
  g_autofree char *label = g_utf8_casefold (cm_field_label (field), -1);

  return g_str_equal (folded, field->name) || g_str_equal (folded, label);
}

/* The field that a cell of a header names: one of the columns first, as labels need not differ. */
static const CmField *
find_field (const CmTable *table, const CmField *const *columns, guint n_columns, const char *cell)
{
  g_autofree char *folded = g_utf8_casefold (cell, -1);

  for (guint i = 0; i < n_columns; i++)
    if (is_called (columns[i], folded))
      return columns[i];
  for (guint i = 0; i < table->n_fields; i++)
    if (is_called (&table->fields[i], folded))
      return &table->fields[i];
  return NULL;
}

static gboolean
holds (GPtrArray *fields, const CmField *field)
{
  return g_ptr_array_find (fields, field, NULL);
}

/* The field of each column, NULL for one that is left out, if the line is a header; else NULL.
 * Mostly, not wholly: one column of our own making more must not turn a header into a record. */
static GPtrArray *
read_header (const Line *line,
             const CmTable *table,
             const CmField *const *columns,
             guint n_columns,
             GPtrArray *left_out)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GPtrArray) passed = g_ptr_array_new ();
  guint known = 0;

  for (guint i = 0; i < line->cells->len; i++)
    {
      const char *cell = g_ptr_array_index (line->cells, i);
      const CmField *field = *cell != '\0' ? find_field (table, columns, n_columns, cell) : NULL;
      gboolean taken = field != NULL && !cm_field_is_derived (field) && !holds (fields, field);

      if (field != NULL)
        known++;
      if (*cell != '\0' && !taken)
        g_ptr_array_add (passed, (gpointer) cell);
      g_ptr_array_add (fields, taken ? (gpointer) field : NULL);
    }
  if (known == 0 || known * 2 <= count_filled (line))
    return NULL;
  for (guint i = 0; i < passed->len; i++)
    g_ptr_array_add (left_out, g_strdup (g_ptr_array_index (passed, i)));
  return g_steal_pointer (&fields);
}

/* The given columns as the fields to be read; those that are computed are left out, which matters
 * where the first line of the text has something for them. */
static GPtrArray *
take_columns (const Line *line, const CmField *const *columns, guint n_columns, GPtrArray *left_out)
{
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = 0; i < n_columns; i++)
    {
      gboolean derived = cm_field_is_derived (columns[i]);

      if (derived && i < line->cells->len &&
          *(const char *) g_ptr_array_index (line->cells, i) != '\0')
        g_ptr_array_add (left_out, g_strdup (cm_field_label (columns[i])));
      g_ptr_array_add (fields, derived ? NULL : (gpointer) columns[i]);
    }
  return fields;
}

/* --- records ---------------------------------------------------------------------------------- */

typedef struct
{
  CmStore *store;
  const CmTable *table;
  CmRecord *pattern;
  GPtrArray *fields; /* of CmField, NULL for a column that is left out */
  GPtrArray *problems;
  CmCellReader cells;
} Reader;

static CmRecord *
make_record (Reader *reader)
{
  CmRecord *record = cm_record_new (reader->table);

  for (guint i = 0; reader->pattern != NULL && i < reader->table->n_fields; i++)
    cm_record_set_value (record, i, cm_record_value (reader->pattern, i));
  return record;
}

static void
report_error (Reader *reader, guint line, const GError *error)
{
  g_ptr_array_add (reader->problems,
                   /* translators: %1$u is the number of a line of pasted text, %2$s the name of a
                    * field and what is wrong with it, as “Starts: “31/13” is not a date” */
                   g_strdup_printf (_ ("Line %1$u, %2$s"), line, error->message));
}

static void
report_surplus (Reader *reader, guint line, const char *cell)
{
  g_ptr_array_add (
      reader->problems,
      /* translators: %1$u is the number of a line of pasted text, %2$u the number of its columns
       * that there is room for, %3$s the text of the first cell beyond them */
      g_strdup_printf (_ ("Line %1$u: there are %2$u columns, so “%3$s” has no place"),
                       line,
                       reader->fields->len,
                       cell));
}

/* As a person types it, or else as files have it: “31-Dec-09”, “12.50-”, a name in capitals. A word
 * such as “TBC” is not passed over here, where nobody would be told of it. */
static gboolean
parse_cell (Reader *reader, CmValue *value, const CmField *field, const char *text, GError **error)
{
  const CmCell cell = { CM_CELL_TEXT, FALSE, FALSE, text };

  if (cm_store_parse (reader->store, value, field, text, error))
    return TRUE;
  if (_cm_cell_read (&reader->cells, field, &cell, TRUE, value, NULL) != CM_READ_VALUE)
    return FALSE;
  g_clear_error (error);
  return TRUE;
}

static gboolean
read_value (
    Reader *reader, CmRecord *record, const CmField *field, const char *cell, GError **error)
{
  CmValue value = CM_VALUE_INIT;
  int at = cm_table_field_index (reader->table, field->name);
  /* A sheet that was made of a file of ours shows the mark that keeps texts from being formulas. */
  gboolean good = parse_cell (reader, &value, field, cm_csv_unguard (cell), error);

  if (good)
    cm_record_set_value (record, (guint) at, &value);
  cm_value_clear (&value);
  return good;
}

/* (transfer full) (nullable): every cell is read, so that all that is wrong is told at once. */
static CmRecord *
read_record (Reader *reader, const Line *line)
{
  g_autoptr (CmRecord) record = make_record (reader);
  g_autoptr (GError) broken = NULL;
  gboolean good = TRUE;

  for (guint i = 0; i < line->cells->len; i++)
    {
      const char *cell = g_ptr_array_index (line->cells, i);
      const CmField *field = i < reader->fields->len ? g_ptr_array_index (reader->fields, i) : NULL;
      g_autoptr (GError) error = NULL;

      if (*cell == '\0')
        continue;
      if (i >= reader->fields->len)
        {
          report_surplus (reader, line->number, cell);
          return NULL;
        }
      if (field != NULL && !read_value (reader, record, field, cell, &error))
        {
          report_error (reader, line->number, error);
          good = FALSE;
        }
    }
  if (!good)
    return NULL;
  if (cm_record_check (record, &broken))
    return g_steal_pointer (&record);
  report_error (reader, line->number, broken);
  return NULL;
}

GPtrArray *
cm_paste_read (CmStore *store,
               const CmTable *table,
               const char *text,
               const CmField *const *columns,
               guint n_columns,
               CmRecord *pattern,
               GPtrArray **problems,
               GPtrArray **left_out)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) lines = read_lines (g_utf8_validate (text, -1, NULL) ? text : "");
  g_autoptr (GPtrArray) fields = NULL;
  Reader reader = { store, table, pattern, NULL, NULL };
  guint first = 0;

  *problems = reader.problems = g_ptr_array_new_with_free_func (g_free);
  *left_out = g_ptr_array_new_with_free_func (g_free);
  if (lines->len == 0)
    return records;
  fields = read_header (lines->pdata[0], table, columns, n_columns, *left_out);
  if (fields != NULL)
    first = 1;
  else
    fields = take_columns (lines->pdata[0], columns, n_columns, *left_out);
  reader.fields = fields;
  _cm_cell_reader_init (&reader.cells, store, CM_DATES_DAY_FIRST);
  for (guint i = first; i < lines->len; i++)
    {
      CmRecord *record = read_record (&reader, lines->pdata[i]);

      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  _cm_cell_reader_clear (&reader.cells);
  return records;
}
