/* cm-table-export.c - the records of a query as a file for a spreadsheet. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-table-export.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-csv.h"
#include "cm-table-words.h"
#include "cm-workbook-writer.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define BLOCK (64 * 1024)
#define PROGRESS_STEP 500
#define ATTEMPTS 3
#define ROWS_SHARE 0.8 /* of the time; to put a file together takes the rest */

typedef struct
{
  CmStore *store;
  const CmQuery *query;
  const CmTable *table;
  const CmField *const *fields;
  guint n_fields;
  int *indices;        /* of the fields in their table */
  GPtrArray *headings; /* of char * */
  GHashTable **titles; /* for each field that is a reference: key → title */
  const char *path;
  const CmExportWords *words;

  CmNewFile *file; /* of CSV; else NULL */
  GString *lines;
  CmWorkbook *book; /* of a workbook; else NULL */

  guint done, total;
  CmProgress *progress;
  GCancellable *cancellable;
  GError *error;
} Export;

CmExportFormat
cm_export_format_for (const char *path)
{
  g_autofree char *folded = g_ascii_strdown (path, -1);

  return g_str_has_suffix (folded, ".csv") ? CM_EXPORT_CSV : CM_EXPORT_XLSX;
}

/* --- values ----------------------------------------------------------------------------------- */

/* The title of what the field refers to, asked for once; a table without titles is referred to by
 * its keys. */
static const char *
find_title (Export *self, guint i, const char *id)
{
  const CmField *field = self->fields[i];
  const CmTable *table = cm_table_find (field->references);
  char *title;

  if (table->title == NULL)
    return id;
  title = g_hash_table_lookup (self->titles[i], id);
  if (title == NULL)
    {
      title = cm_store_get_title (self->store, field->references, id);
      g_hash_table_insert (self->titles[i], g_strdup (id), title);
    }
  return title;
}

/* As text, written so that it can be read again. */
static char *
write_text (Export *self, guint i, const CmValue *value)
{
  const CmField *field = self->fields[i];

  if (value->kind == CM_VALUE_TEXT && field->type == CM_FIELD_REFERENCE)
    return g_strdup (find_title (self, i, value->text));
  if (field->type == CM_FIELD_CHOICE || field->type == CM_FIELD_FLAG ||
      field->type == CM_FIELD_YEAR)
    return cm_value_format (value, field);
  return cm_value_to_file (value, field);
}

/* --- CSV -------------------------------------------------------------------------------------- */

static gboolean
flush_lines (Export *self)
{
  const gboolean written =
      cm_new_file_write (self->file, self->lines->str, self->lines->len, &self->error);

  g_string_truncate (self->lines, 0);
  return written;
}

static gboolean
begin_csv (Export *self)
{
  self->file = cm_new_file_open (self->path, &self->error);
  if (self->file == NULL)
    return FALSE;
  for (guint i = 0; i < self->n_fields; i++)
    cm_csv_append_text (self->lines, self->headings->pdata[i]);
  cm_csv_end_line (self->lines);
  g_string_prepend (self->lines, BYTE_ORDER_MARK);
  return TRUE;
}

static gboolean
add_line (Export *self, CmRecord *record)
{
  for (guint i = 0; i < self->n_fields; i++)
    {
      const CmField *field = self->fields[i];
      g_autofree char *text =
          write_text (self, i, cm_record_value (record, (guint) self->indices[i]));

      /* A minus before digits is no formula. */
      if (cm_field_is_number (field) && field->type != CM_FIELD_FLAG)
        cm_csv_append_plain (self->lines, text);
      else
        cm_csv_append_text (self->lines, text);
    }
  cm_csv_end_line (self->lines);
  return self->lines->len < BLOCK || flush_lines (self);
}

static gboolean
finish_csv (Export *self)
{
  return flush_lines (self) &&
         !g_cancellable_set_error_if_cancelled (self->cancellable, &self->error) &&
         cm_new_file_commit (self->file, &self->error);
}

/* --- workbook --------------------------------------------------------------------------------- */

static CmColumnKind
get_kind (const CmField *field)
{
  switch (field->type)
    {
    case CM_FIELD_MONEY:
      return CM_COLUMN_MONEY;
    case CM_FIELD_INTEGER:
      return CM_COLUMN_INTEGER;
    case CM_FIELD_DECIMAL:
      return CM_COLUMN_DECIMAL;
    case CM_FIELD_DATE:
      return CM_COLUMN_DATE;
    case CM_FIELD_TEXT:
    case CM_FIELD_LONG_TEXT:
    case CM_FIELD_YEAR:
    case CM_FIELD_CHOICE:
    case CM_FIELD_REFERENCE:
    case CM_FIELD_FLAG:
    default:
      return CM_COLUMN_TEXT;
    }
}

static gboolean
begin_book (Export *self)
{
  g_autofree char *title = cm_table_words_title (self->store, self->table);
  g_autofree CmWorkbookColumn *columns = g_new0 (CmWorkbookColumn, self->n_fields);

  self->book = cm_workbook_new (self->path, title, &self->error);
  if (self->book == NULL)
    return FALSE;
  for (guint i = 0; i < self->n_fields; i++)
    {
      columns[i].heading = self->headings->pdata[i];
      columns[i].kind = get_kind (self->fields[i]);
    }
  cm_workbook_add_sheet (self->book, _ (self->table->plural), columns, self->n_fields);
  return TRUE;
}

static gboolean
add_row (Export *self, CmRecord *record)
{
  for (guint i = 0; i < self->n_fields; i++)
    {
      const CmValue *value = cm_record_value (record, (guint) self->indices[i]);
      const CmColumnKind kind = get_kind (self->fields[i]);

      if (value->kind == CM_VALUE_NULL)
        cm_workbook_add_blank (self->book);
      else if (kind == CM_COLUMN_TEXT)
        {
          g_autofree char *text = write_text (self, i, value);

          cm_workbook_add_text (self->book, text);
        }
      else if (kind == CM_COLUMN_DATE)
        cm_workbook_add_date (self->book, value->text);
      else
        cm_workbook_add_number (self->book, value->number);
    }
  cm_workbook_end_row (self->book);
  return cm_workbook_is_sound (self->book);
}

static gboolean
finish_book (Export *self)
{
  cm_table_words_write (
      self->book, self->store, self->table, self->fields, self->n_fields, self->words, self->done);
  return cm_workbook_close (self->book, self->cancellable, &self->error);
}

/* --- writing ---------------------------------------------------------------------------------- */

static gboolean
visit_cb (CmRecord *record, gpointer data)
{
  Export *self = data;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    return FALSE;
  if (self->book != NULL ? !add_row (self, record) : !add_line (self, record))
    return FALSE;
  self->done++;
  if (self->done % PROGRESS_STEP == 0)
    cm_progress_set (self->progress, ROWS_SHARE * self->done / MAX (self->total, self->done));
  return TRUE;
}

static void
drop (Export *self)
{
  g_clear_pointer (&self->file, cm_new_file_free);
  g_clear_pointer (&self->book, cm_workbook_free);
  g_string_truncate (self->lines, 0);
  for (guint i = 0; i < self->n_fields; i++)
    if (self->titles[i] != NULL)
      g_hash_table_remove_all (self->titles[i]);
}

/* TRUE when it is done, well or not; FALSE if others changed what was being written. */
static gboolean
attempt (Export *self, CmExportFormat format)
{
  drop (self);
  cm_store_refresh (self->store);
  self->done = 0;
  self->total = cm_store_count (self->store, self->query);
  if (format == CM_EXPORT_CSV ? !begin_csv (self) : !begin_book (self))
    return TRUE;
  cm_store_visit (self->store, self->query, visit_cb, self);
  if (self->error != NULL)
    return TRUE;
  if (cm_store_refresh (self->store))
    return FALSE;
  if (format == CM_EXPORT_CSV)
    finish_csv (self);
  else
    finish_book (self);
  return TRUE;
}

static void
write_it (Export *self, CmExportFormat format)
{
  for (guint i = 0; i < ATTEMPTS; i++)
    if (attempt (self, format))
      return;
  g_set_error (&self->error,
               CM_REPORT_ERROR,
               CM_REPORT_ERROR_CHANGED,
               /* translators: %s is the path of a file */
               _ ("“%s” is not written, as the portfolio keeps being changed elsewhere; try again "
                  "when that is over"),
               self->path);
}

static void
prepare_fields (Export *self)
{
  self->indices = g_new0 (int, self->n_fields);
  self->titles = g_new0 (GHashTable *, self->n_fields);
  self->headings = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->n_fields; i++)
    {
      self->indices[i] = cm_table_field_index (self->table, self->fields[i]->name);
      g_ptr_array_add (self->headings, cm_table_words_heading (self->table, self->fields[i]));
      if (self->fields[i]->type == CM_FIELD_REFERENCE)
        self->titles[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    }
}

static void
clear (Export *self)
{
  drop (self);
  for (guint i = 0; i < self->n_fields; i++)
    g_clear_pointer (&self->titles[i], g_hash_table_unref);
  g_free (self->titles);
  g_ptr_array_unref (self->headings);
  g_free (self->indices);
  g_string_free (self->lines, TRUE);
}

gboolean
cm_table_export (CmStore *store,
                 const CmQuery *query,
                 const CmField *const *fields,
                 guint n_fields,
                 CmExportFormat format,
                 const char *path,
                 const CmExportWords *words,
                 CmProgress *progress,
                 GCancellable *cancellable,
                 guint *n_rows,
                 GError **error)
{
  Export self = { .store = store,
                  .query = query,
                  .table = cm_query_get_table (query),
                  .fields = fields,
                  .n_fields = n_fields,
                  .path = path,
                  .words = words,
                  .lines = g_string_new (NULL),
                  .progress = progress,
                  .cancellable = cancellable };

  g_return_val_if_fail (n_fields > 0, FALSE);

  prepare_fields (&self);
  write_it (&self, format);
  if (n_rows != NULL)
    *n_rows = self.done;
  clear (&self);
  if (self.error == NULL)
    return TRUE;
  g_propagate_error (error, self.error);
  return FALSE;
}
