/* cm-import.c - a file on its way into a table: its look and what goes where. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-import-private.h"

#include <string.h>

#include "cm-headings.h"

#define SAMPLED 260         /* rows read for the look of the file */
#define SAMPLED_TEXT 16384  /* bytes of a cell kept of them */
#define SURVEYED (16 << 20) /* bytes: larger files are surveyed only when all of them is read */

/* --- making and freeing ----------------------------------------------------------------------- */

static void
clear_column (gpointer data)
{
  CmImportColumn *column = data;

  g_free (column->heading);
  g_free (column->folded);
}

static void
clear_row (gpointer data)
{
  g_free (((CmImportRow *) data)->cells);
}

static GArray *
new_columns (void)
{
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (CmImportColumn));

  g_array_set_clear_func (columns, clear_column);
  return columns;
}

CmImport *
cm_import_new (const CmTable *table, CmSheet *sheet)
{
  CmImport *self = g_new0 (CmImport, 1);

  self->table = table;
  self->sheet = sheet;
  self->defaults = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->texts = g_string_chunk_new (16384);
  self->rows = g_array_new (FALSE, TRUE, sizeof (CmImportRow));
  g_array_set_clear_func (self->rows, clear_row);
  self->columns = new_columns ();
  self->remarks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
stop_showing (CmImport *self)
{
  if (self->shown == NULL)
    return;
  g_signal_handler_disconnect (self->shown->store, self->changed_id);
  g_object_unref (self->shown->store);
  _cm_cell_reader_clear (self->shown);
  g_clear_pointer (&self->shown, g_free);
}

void
cm_import_free (CmImport *self)
{
  if (self == NULL)
    return;
  stop_showing (self);
  cm_sheet_free (self->sheet);
  g_hash_table_unref (self->defaults);
  g_array_unref (self->rows);
  g_string_chunk_free (self->texts);
  g_array_unref (self->columns);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

const CmTable *
cm_import_get_table (const CmImport *self)
{
  return self->table;
}

CmSheet *
cm_import_get_sheet (const CmImport *self)
{
  return self->sheet;
}

/* --- the sample ------------------------------------------------------------------------------- */

static const char *
keep_text (CmImport *self, const char *text)
{
  const gsize length = strlen (text);
  const char *end;

  if (length == 0)
    return "";
  if (length <= SAMPLED_TEXT)
    return g_string_chunk_insert_len (self->texts, text, (gssize) length);
  end = g_utf8_find_prev_char (text, text + SAMPLED_TEXT);
  return g_string_chunk_insert_len (self->texts, text, end - text);
}

static gboolean
keep_row_cb (const CmRow *row, gpointer data)
{
  CmImport *self = data;
  CmImportRow kept = { row->line, row->n_cells, g_new (CmCell, row->n_cells) };

  for (guint i = 0; i < row->n_cells; i++)
    {
      kept.cells[i] = row->cells[i];
      kept.cells[i].text = keep_text (self, row->cells[i].text);
    }
  g_array_append_val (self->rows, kept);
  return self->rows->len < SAMPLED;
}

const CmImportRow *
_cm_import_find_row (const CmImport *self, guint line)
{
  for (guint i = 0; line > 0 && i < self->rows->len; i++)
    if (_cm_import_row (self, i)->line == line)
      return _cm_import_row (self, i);
  return NULL;
}

char *
_cm_import_tidy (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || c == 0xa0 || c == 0x200b || c == 0xfeff || c < 0x20)
        {
          space = out->len > 0;
          continue;
        }
      if (space)
        g_string_append_c (out, ' ');
      space = FALSE;
      g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* A, B, …, Z, AA, AB, … as spreadsheets call them. */
static char *
make_letters (guint column)
{
  GString *out = g_string_new (NULL);

  for (guint rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    g_string_prepend_c (out, (char) ('A' + (rest - 1) % 26));
  return g_string_free (out, FALSE);
}

static gboolean
is_used (const GArray *columns, const char *heading)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_str_equal (g_array_index (columns, CmImportColumn, i).heading, heading))
      return TRUE;
  return FALSE;
}

/* Takes the heading. */
static char *
make_unlike (const GArray *columns, char *heading)
{
  g_autofree char *wanted = heading;

  for (guint n = 2; is_used (columns, heading); n++)
    {
      if (heading != wanted)
        g_free (heading);
      heading = g_strdup_printf ("%s (%u)", wanted, n);
    }
  return heading == wanted ? g_steal_pointer (&wanted) : heading;
}

/* A column that has no heading is one if most rows have something in it; what a few have there is
 * out of place. */
static guint
count_columns (const CmImport *self)
{
  const CmImportRow *header = _cm_import_find_row (self, self->header);
  guint n = header != NULL ? header->n_cells : 0;
  guint filled[CM_SHEET_COLUMNS_MAX + 1] = { 0 };
  guint rows = 0, widest = 0;

  for (guint r = 0; r < self->rows->len; r++)
    {
      const CmImportRow *row = _cm_import_row (self, r);
      gboolean any = FALSE;

      if (row->line <= self->header)
        continue;
      for (guint i = 0; i < row->n_cells && i < CM_SHEET_COLUMNS_MAX; i++)
        if (!_cm_cell_is_blank (&row->cells[i]))
          {
            filled[i]++;
            any = TRUE;
            widest = MAX (widest, i + 1);
          }
      rows += any;
    }
  if (header == NULL)
    return widest;
  for (guint i = n; i < widest; i++)
    if (filled[i] * 2 > rows)
      n = i + 1;
  return n;
}

static void
make_columns (CmImport *self)
{
  const CmImportRow *header = _cm_import_find_row (self, self->header);
  const guint n = count_columns (self);

  for (guint i = 0; i < n; i++)
    {
      CmImportColumn column = { 0 };
      char *heading =
          _cm_import_tidy (header != NULL && i < header->n_cells ? header->cells[i].text : "");

      column.folded = cm_heading_fold (heading);
      if (*heading == '\0')
        {
          g_free (heading);
          heading = make_letters (i);
        }
      column.heading = make_unlike (self->columns, heading);
      g_array_append_val (self->columns, column);
    }
}

static CmImportColumn *
find_column (const CmImport *self, const char *heading)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (_cm_import_column (self, i)->heading, heading))
      return _cm_import_column (self, i);
  return NULL;
}

/* Makes the columns anew; what was set for those before stays where their headings still are. */
static void
renew_columns (CmImport *self)
{
  g_autoptr (GArray) before = self->columns;

  self->columns = new_columns ();
  make_columns (self);
  for (guint i = 0; i < before->len; i++)
    {
      const CmImportColumn *old = &g_array_index (before, CmImportColumn, i);
      CmImportColumn *column = old->set ? find_column (self, old->heading) : NULL;

      if (column == NULL)
        continue;
      column->field = old->field;
      column->set = TRUE;
    }
  _cm_import_map_columns (self);
}

gboolean
cm_import_sample (CmImport *self, GCancellable *cancellable, GError **error)
{
  const guint chosen = cm_sheet_get_chosen (self->sheet);

  if (cm_sheet_get_size (self->sheet) <= SURVEYED || self->surveyed)
    {
      cm_sheet_survey (self->sheet, cancellable);
      self->surveyed = TRUE;
    }
  g_array_set_size (self->rows, 0);
  g_string_chunk_clear (self->texts);
  if (!cm_sheet_read (self->sheet, keep_row_cb, self, NULL, NULL, cancellable, error))
    {
      g_array_set_size (self->rows, 0);
      g_array_set_size (self->columns, 0);
      return FALSE;
    }
  if (chosen != self->sheet_sampled || _cm_import_find_row (self, self->header) == NULL)
    self->header_set = self->header_set && self->header == 0 && chosen == self->sheet_sampled;
  self->sheet_sampled = chosen;
  if (!self->header_set)
    self->header = _cm_import_find_header (self);
  renew_columns (self);
  return TRUE;
}

guint
cm_import_get_header (const CmImport *self)
{
  return self->header;
}

void
cm_import_set_header (CmImport *self, guint line)
{
  self->header = _cm_import_find_row (self, line) != NULL ? line : 0;
  self->header_set = TRUE;
  renew_columns (self);
}

static gboolean
is_blank_row (const CmImportRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    if (!_cm_cell_is_blank (&row->cells[i]))
      return FALSE;
  return TRUE;
}

guint
cm_import_get_n_skipped (const CmImport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    if (_cm_import_row (self, i)->line < self->header && !is_blank_row (_cm_import_row (self, i)))
      n++;
  return n;
}

guint
cm_import_get_n_columns (const CmImport *self)
{
  return self->columns->len;
}

const char *
cm_import_get_heading (const CmImport *self, guint column)
{
  g_return_val_if_fail (column < self->columns->len, "");
  return _cm_import_column (self, column)->heading;
}

guint
cm_import_get_n_rows (const CmImport *self)
{
  return self->rows->len;
}

guint
cm_import_get_line (const CmImport *self, guint row)
{
  g_return_val_if_fail (row < self->rows->len, 0);
  return _cm_import_row (self, row)->line;
}

const char *
cm_import_get_cell (const CmImport *self, guint row, guint column)
{
  const CmImportRow *sampled;

  g_return_val_if_fail (row < self->rows->len, "");
  sampled = _cm_import_row (self, row);
  return column < sampled->n_cells ? sampled->cells[column].text : "";
}

/* --- what goes where -------------------------------------------------------------------------- */

/* The import makes the file that lines of spend belong to, and knows the line that each is from. */
gboolean
_cm_import_may_fill (const CmImport *self, const CmField *field)
{
  if (cm_field_is_derived (field))
    return FALSE;
  return !g_str_equal (self->table->name, "spend_line") ||
         ((field->flags & CM_FIELD_OWNER) == 0 && !g_str_equal (field->name, "file_line"));
}

GPtrArray *
cm_import_list_fields (const CmImport *self)
{
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = 0; i < self->table->n_fields; i++)
    if (_cm_import_may_fill (self, &self->table->fields[i]))
      g_ptr_array_add (fields, (gpointer) &self->table->fields[i]);
  return fields;
}

const CmField *
cm_import_get_field (const CmImport *self, guint column)
{
  g_return_val_if_fail (column < self->columns->len, NULL);
  return _cm_import_column (self, column)->field;
}

void
cm_import_set_field (CmImport *self, guint column, const CmField *field)
{
  g_return_if_fail (column < self->columns->len);
  g_return_if_fail (field == NULL || _cm_import_may_fill (self, field));
  for (guint i = 0; field != NULL && i < self->columns->len; i++)
    if (_cm_import_column (self, i)->field == field && i != column)
      {
        _cm_import_column (self, i)->field = NULL;
        _cm_import_column (self, i)->set = TRUE;
      }
  _cm_import_column (self, column)->field = field;
  _cm_import_column (self, column)->set = TRUE;
  /* What we said about our own choice holds no longer. */
  g_ptr_array_set_size (self->remarks, 0);
}

const char *
cm_import_get_default (const CmImport *self, const CmField *field)
{
  return g_hash_table_lookup (self->defaults, field);
}

void
cm_import_set_default (CmImport *self, const CmField *field, const char *text)
{
  g_return_if_fail (field != NULL && _cm_import_may_fill (self, field));
  if (text == NULL || *text == '\0')
    g_hash_table_remove (self->defaults, field);
  else
    g_hash_table_insert (self->defaults, (gpointer) field, g_strdup (text));
}

CmDateOrder
cm_import_get_date_order (const CmImport *self)
{
  return self->order;
}

void
cm_import_set_date_order (CmImport *self, CmDateOrder order)
{
  self->order = order;
}

static gboolean
is_mapped (const CmImport *self, const CmField *field)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (_cm_import_column (self, i)->field == field)
      return TRUE;
  return FALSE;
}

gboolean
_cm_import_year_follows (const CmImport *self, const CmField *field)
{
  const CmField *date = cm_table_field (self->table, "on_date");

  return field->type == CM_FIELD_YEAR && g_str_equal (field->name, "year") && date != NULL &&
         (is_mapped (self, date) || cm_import_get_default (self, date) != NULL);
}

const CmField *
cm_import_get_missing (const CmImport *self)
{
  for (guint i = 0; i < self->table->n_fields; i++)
    {
      const CmField *field = &self->table->fields[i];

      if ((field->flags & CM_FIELD_REQUIRED) && _cm_import_may_fill (self, field) &&
          !is_mapped (self, field) && cm_import_get_default (self, field) == NULL &&
          !_cm_import_year_follows (self, field))
        return field;
    }
  return NULL;
}

/* Who chose the column by hand knows what its numbers are. */
gboolean
_cm_import_is_bare_year (const CmImport *self, const CmField *field, guint column)
{
  const CmImportColumn *c = _cm_import_column (self, column);

  return c->set || cm_heading_matches (self->table, field, c->folded) == 3 ||
         strstr (c->folded, "financial") != NULL || strstr (c->folded, "fiscal") != NULL ||
         g_str_equal (c->folded, "fy");
}

/* --- showing cells ---------------------------------------------------------------------------- */

static void
store_changed_cb (CmStore *store, CmChanges *changes, gpointer data)
{
  _cm_cell_reader_forget (((CmImport *) data)->shown);
}

static CmCellReader *
start_showing (CmImport *self, CmStore *store)
{
  if (self->shown != NULL && self->shown->store != store)
    stop_showing (self);
  if (self->shown == NULL)
    {
      self->shown = g_new0 (CmCellReader, 1);
      _cm_cell_reader_init (self->shown, g_object_ref (store), self->order);
      self->changed_id = g_signal_connect (store, "changed", G_CALLBACK (store_changed_cb), self);
    }
  self->shown->order = self->order;
  return self->shown;
}

static char *
show_value (CmStore *store, const CmField *field, const CmValue *value)
{
  if (field->type == CM_FIELD_REFERENCE && value->kind == CM_VALUE_TEXT)
    return cm_store_get_title (store, field->references, value->text);
  return cm_value_format (value, field);
}

static char *
show_default (CmImport *self, CmCellReader *reader, const CmField *field, GError **error)
{
  const char *text = cm_import_get_default (self, field);
  const CmCell cell = { CM_CELL_TEXT, FALSE, FALSE, text };
  CmValue value = CM_VALUE_INIT;
  g_autofree char *reason = NULL;
  char *shown = NULL;

  if (text != NULL && _cm_cell_read (reader, field, &cell, TRUE, &value, &reason) == CM_READ_BAD)
    g_set_error_literal (error, CM_MODEL_ERROR, CM_MODEL_ERROR_INVALID, reason);
  else if (value.kind == CM_VALUE_NULL && (field->flags & CM_FIELD_REQUIRED) &&
           !_cm_import_year_follows (self, field))
    cm_value_check (&value, field, error);
  else
    shown = show_value (reader->store, field, &value);
  cm_value_clear (&value);
  return shown;
}

char *
cm_import_show_cell (CmImport *self, CmStore *store, guint row, guint column, GError **error)
{
  const CmField *field = cm_import_get_field (self, column);
  const CmImportRow *sampled = _cm_import_row (self, row);
  CmCellReader *reader;
  CmValue value = CM_VALUE_INIT;
  g_autofree char *reason = NULL;
  char *shown = NULL;

  if (field == NULL || sampled->line <= self->header)
    return _cm_import_tidy (cm_import_get_cell (self, row, column));
  reader = start_showing (self, store);
  if (column >= sampled->n_cells)
    return show_default (self, reader, field, error);
  switch (_cm_cell_read (reader,
                         field,
                         &sampled->cells[column],
                         _cm_import_is_bare_year (self, field, column),
                         &value,
                         &reason))
    {
    case CM_READ_VALUE:
      shown = show_value (store, field, &value);
      break;
    case CM_READ_ABSENT:
      shown = show_default (self, reader, field, error);
      break;
    case CM_READ_BAD:
    default:
      g_set_error_literal (error, CM_MODEL_ERROR, CM_MODEL_ERROR_INVALID, reason);
      break;
    }
  cm_value_clear (&value);
  return shown;
}
