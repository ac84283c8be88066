/* cm-import-run.c - all rows of a file are read, on trial or in truth, and counted. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-import-queue.h"
#include "cm-import-rejects.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-headings.h"
#include "cm-sign-off.h"

#define READING 0.85 /* of all the work, where the rows are stored */

/* What a field gets. */
typedef struct
{
  const CmField *field;
  guint index; /* in the table */
  int column;  /* or -1 for none */
  int total;   /* in the report's totals, or -1 */
  gboolean bare_year;
  CmValue value;    /* of the row at hand */
  CmValue fallback; /* where the row has nothing */
} Filling;

typedef struct
{
  guint line;
  gboolean part; /* of the rows since the last one, perhaps */
  gint64 stated, reckoned;
} FileTotal;

typedef struct
{
  CmImport *import;
  CmStore *store;
  CmImportReport *report;
  CmCellReader reader;
  GArray *fillings; /* of Filling */
  int year, date;   /* among them, or -1 */
  int first_date;   /* among them, the one that the report tells of, or -1 */
  CmRecord *record; /* the values of the row at hand, on trial */
  const CmImportRow *header;

  CmRecord *spend_file; /* the owner of what is stored, or NULL */
  int owner, file_line; /* fields by their index, or -1 */
  int organisation;     /* among the fillings, or -1 */
  char *same;           /* the organisation of all rows so far; "" for different ones */
  CmImportRejects *rejects;
  CmImportQueue *queue; /* to the thread that stores, or NULL on trial */
  int failed;           /* that thread has; atomic */
  GArray *before;       /* of gint64: count, then the sums of the totals, as they were */

  FileTotal total; /* the last one met */
  guint n_doubtful, doubtful_line;
  guint n_formulas;

  CmProgress *progress;
  double share; /* of the progress that reading is */
  GCancellable *cancellable;
  GError *error;
} Run;

/* --- the report ------------------------------------------------------------------------------- */

static void
free_reject (gpointer data)
{
  CmImportReject *reject = data;

  g_free (reject->field);
  g_free (reject->reason);
  g_free (reject);
}

void
cm_import_report_free (CmImportReport *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->totals);
  g_ptr_array_unref (self->rejects);
  g_ptr_array_unref (self->remarks);
  g_free (self->first_date);
  g_free (self->last_date);
  g_free (self->read_as);
  g_free (self->digest);
  g_free (self->known_as);
  g_free (self);
}

static CmImportReport *
new_report (void)
{
  CmImportReport *report = g_new0 (CmImportReport, 1);

  report->totals = g_array_new (FALSE, TRUE, sizeof (CmImportTotal));
  report->rejects = g_ptr_array_new_with_free_func (free_reject);
  report->remarks = g_ptr_array_new_with_free_func (g_free);
  return report;
}

static void G_GNUC_PRINTF (2, 3) remark (Run *run, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (run->report->remarks, g_strdup_vprintf (format, args));
  va_end (args);
}

static const char *
name_delimiter (char delimiter)
{
  switch (delimiter)
    {
    case ';':
      return _ ("semicolon");
    case '\t':
      return _ ("tab");
    case '|':
      return _ ("vertical bar");
    default:
      return _ ("comma");
    }
}

static char *
describe_reading (const CmImport *import)
{
  CmSheet *sheet = import->sheet;
  g_autoptr (GString) out = g_string_new (NULL);

  switch (cm_sheet_get_format (sheet))
    {
    case CM_SHEET_XLSX:
    case CM_SHEET_ODS:
      g_string_append (out, cm_sheet_get_format (sheet) == CM_SHEET_XLSX ? "XLSX" : "ODS");
      /* translators: %s is the name of a sheet of a workbook */
      g_string_append_printf (
          out, _ (", sheet “%s”"), cm_sheet_get_names (sheet)[cm_sheet_get_chosen (sheet)]);
      break;
    case CM_SHEET_CSV:
    default:
      g_string_append_printf (out,
                              "CSV, %s, %s",
                              cm_encoding_name (cm_sheet_get_encoding (sheet)),
                              name_delimiter (cm_sheet_get_delimiter (sheet)));
      break;
    }
  if (import->header > 0)
    /* translators: %u is the number of a line of a file */
    g_string_append_printf (out, _ (", headings in line %u"), import->header);
  else
    g_string_append (out, _ (", no headings"));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* --- setting up ------------------------------------------------------------------------------- */

static gboolean G_GNUC_PRINTF (2, 3) fail (GError **error, const char *format, ...)
{
  va_list args;
  g_autofree char *what = NULL;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE, what);
  return FALSE;
}

static int
find_column_of (const CmImport *import, const CmField *field)
{
  for (guint i = 0; i < import->columns->len; i++)
    if (_cm_import_column (import, i)->field == field)
      return (int) i;
  return -1;
}

static gboolean
read_default (Run *run, Filling *filling, const char *text, GError **error)
{
  const CmCell cell = { CM_CELL_TEXT, FALSE, FALSE, text };
  g_autofree char *reason = NULL;

  if (_cm_cell_read (&run->reader, filling->field, &cell, TRUE, &filling->fallback, &reason) !=
      CM_READ_BAD)
    return TRUE;
  /* translators: %1$s is the name of a field, %2$s what is wrong with what was entered for it */
  return fail (error,
               _ ("What “%1$s” is to get where a row has nothing cannot be used: %2$s"),
               cm_field_label (filling->field),
               reason);
}

static void
add_total (Run *run, Filling *filling)
{
  CmImportTotal total = { .field = filling->field };

  filling->total = (int) run->report->totals->len;
  g_array_append_val (run->report->totals, total);
}

static gboolean
plan (Run *run, GError **error)
{
  const CmTable *table = run->import->table;

  for (guint i = 0; i < table->n_fields; i++)
    {
      const CmField *field = &table->fields[i];
      const char *text = cm_import_get_default (run->import, field);
      Filling filling = { field, i, find_column_of (run->import, field), -1 };
      Filling *kept;
      int at = (int) run->fillings->len;
      const gboolean is_year = _cm_import_year_follows (run->import, field);

      if (filling.column < 0 && text == NULL && !is_year)
        continue;
      g_array_append_val (run->fillings, filling);
      kept = &g_array_index (run->fillings, Filling, at);
      if (filling.column >= 0)
        kept->bare_year = field->type == CM_FIELD_YEAR &&
                          _cm_import_is_bare_year (run->import, field, (guint) filling.column);
      if (filling.column >= 0 && field->type == CM_FIELD_MONEY)
        add_total (run, kept);
      if (filling.column >= 0 && field->type == CM_FIELD_DATE && run->first_date < 0)
        run->first_date = at;
      if (is_year)
        run->year = at;
      if (g_str_equal (field->name, "on_date"))
        run->date = at;
      if (g_str_equal (field->name, "organisation"))
        run->organisation = at;
      if (text != NULL && !read_default (run, kept, text, error))
        return FALSE;
    }
  return TRUE;
}

static void
clear_filling (gpointer data)
{
  Filling *filling = data;

  cm_value_clear (&filling->value);
  cm_value_clear (&filling->fallback);
}

static void
clear_run (Run *run)
{
  _cm_cell_reader_clear (&run->reader);
  g_array_unref (run->fillings);
  g_clear_object (&run->record);
  g_clear_object (&run->spend_file);
  g_clear_pointer (&run->rejects, _cm_import_rejects_free);
  g_clear_pointer (&run->queue, _cm_import_queue_free);
  g_clear_pointer (&run->before, g_array_unref);
  g_free (run->same);
  g_clear_pointer (&run->report, cm_import_report_free);
  g_clear_error (&run->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

static void
init_run (Run *run,
          CmImport *import,
          CmStore *store,
          CmProgress *progress,
          double share,
          GCancellable *cancellable)
{
  *run = (Run){
    .import = import,
    .store = store,
    .year = -1,
    .date = -1,
    .first_date = -1,
    .owner = -1,
    .file_line = -1,
    .organisation = -1,
    .progress = progress,
    .share = share,
    .cancellable = cancellable,
  };
  run->report = new_report ();
  run->record = cm_record_new (import->table);
  run->fillings = g_array_new (FALSE, TRUE, sizeof (Filling));
  g_array_set_clear_func (run->fillings, clear_filling);
  _cm_cell_reader_init (&run->reader, store, import->order);
}

/* Looks at all of the file for its encoding: what it says below may need other headings. */
static gboolean
survey (CmImport *import, GCancellable *cancellable, GError **error)
{
  gboolean changed = FALSE;

  if (!import->surveyed)
    changed = cm_sheet_survey (import->sheet, cancellable);
  import->surveyed = TRUE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return (!changed && import->rows->len > 0) || cm_import_sample (import, cancellable, error);
}

/* The spend file that had the same fingerprint. */
static char *
find_known (CmStore *store, const char *digest)
{
  g_autoptr (CmQuery) query = cm_query_new ("spend_file");
  g_autoptr (CmRecord) known = NULL;

  cm_query_where_text (query, "digest", digest);
  known = cm_store_first (store, query);
  return known != NULL ? g_strdup (cm_record_get_title (known)) : NULL;
}

static gboolean
prepare (Run *run, GError **error)
{
  const CmField *missing;

  if (!survey (run->import, run->cancellable, error))
    return FALSE;
  missing = cm_import_get_missing (run->import);
  if (missing != NULL)
    /* translators: %s is the name of a field */
    return fail (error,
                 _ ("No column of the file is “%s”, and every row must have one. Say which column "
                    "it is, or what to take instead."),
                 cm_field_label (missing));
  if (!plan (run, error))
    return FALSE;
  for (guint i = 0; i < run->fillings->len; i++)
    _cm_cell_reader_prepare (&run->reader, g_array_index (run->fillings, Filling, i).field);
  run->header = _cm_import_find_row (run->import, run->import->header);
  run->report->read_as = describe_reading (run->import);
  return TRUE;
}

/* --- rows that are none ----------------------------------------------------------------------- */

static gboolean
is_blank (const CmRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    if (!_cm_cell_is_blank (&row->cells[i]))
      return FALSE;
  return TRUE;
}

static gboolean
repeats_header (const Run *run, const CmRow *row)
{
  const CmImportRow *header = run->header;

  if (header == NULL || row->n_cells != header->n_cells)
    return FALSE;
  for (guint i = 0; i < row->n_cells; i++)
    if (strcmp (row->cells[i].text, header->cells[i].text) != 0)
      return FALSE;
  return TRUE;
}

/* A filled cell that there is no column for, or NULL. */
static const CmCell *
find_surplus (const Run *run, const CmRow *row)
{
  for (guint i = run->import->columns->len; i < row->n_cells; i++)
    if (!_cm_cell_is_blank (&row->cells[i]))
      return &row->cells[i];
  return NULL;
}

static const CmCell *
find_first (const CmRow *row, guint *at)
{
  for (*at = 0; *at < row->n_cells; (*at)++)
    if (!_cm_cell_is_blank (&row->cells[*at]))
      return &row->cells[*at];
  return NULL;
}

static gboolean
says_total (const char *text)
{
  static const char *const words[] = {
    "total",      "totals",        "grandtotal",       "subtotal",    "overalltotal",
    "totalspend", "sum",           "nettotal",         "totalamount", "reporttotal",
    "totalnet",   "totalpayments", "totalexpenditure", NULL
  };
  g_autofree char *folded = NULL;

  if (strlen (text) > 80 ||
      (strcasestr (text, "total") == NULL && strcasestr (text, "sum") == NULL))
    return FALSE;
  folded = cm_heading_fold (text);
  g_strdelimit (folded, "\xc2", '\0');
  return g_strv_contains (words, folded) || g_str_has_prefix (folded, "totalfor") ||
         g_str_has_prefix (folded, "totalof") || g_str_has_prefix (folded, "subtotalfor") ||
         g_str_has_prefix (folded, "grandtotalfor");
}

/* Whether the row has nothing that a payment has but the amount: `label` is the column of the word
 * “Total”, or that of the amount. */
static gboolean
has_amount_alone (const Run *run, const CmRow *row, guint label)
{
  for (guint i = 0; i < run->fillings->len; i++)
    {
      const Filling *filling = &g_array_index (run->fillings, Filling, i);

      if (filling->column < 0 || filling->total >= 0 || (guint) filling->column == label ||
          (guint) filling->column >= row->n_cells)
        continue;
      if (!_cm_cell_is_blank (&row->cells[filling->column]))
        return FALSE;
    }
  return TRUE;
}

/* The money in the row that comes first, and the sum of what was read before; FALSE if it has none.
 */
static gboolean
find_amount (Run *run, const CmRow *row, gint64 *amount, gint64 *before, guint *n)
{
  for (guint i = 0; i < run->fillings->len; i++)
    {
      Filling *filling = &g_array_index (run->fillings, Filling, i);
      const CmImportTotal *total;

      if (filling->total < 0 || (guint) filling->column >= row->n_cells ||
          _cm_cell_read (&run->reader,
                         filling->field,
                         &row->cells[filling->column],
                         FALSE,
                         &filling->value,
                         NULL) != CM_READ_VALUE)
        continue;
      total = &g_array_index (run->report->totals, CmImportTotal, filling->total);
      *amount = filling->value.number;
      *before = total->stored + total->rejected;
      *n = total->n + total->n_rejected;
      return TRUE;
    }
  return FALSE;
}

static gboolean
has_only_money (const Run *run, const CmRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    {
      const CmField *field =
          i < run->import->columns->len ? _cm_import_column (run->import, i)->field : NULL;

      if (!_cm_cell_is_blank (&row->cells[i]) && (field == NULL || field->type != CM_FIELD_MONEY))
        return FALSE;
    }
  return TRUE;
}

/* The file's own totals are no payments; taken for one they would double the sum. */
static gboolean
is_total (Run *run, const CmRow *row)
{
  gint64 amount = 0, before = 0;
  guint at = 0, n = 0;
  const CmCell *first;
  gboolean said;

  if (run->report->totals->len == 0)
    return FALSE;
  first = find_first (row, &at);
  if (first == NULL)
    return FALSE;
  said = says_total (first->text);
  if (!(said ? has_amount_alone (run, row, at) : has_only_money (run, row)) ||
      !find_amount (run, row, &amount, &before, &n) || (!said && (n < 2 || amount != before)))
    return FALSE;
  run->total = (FileTotal){ row->line, strcasestr (first->text, "sub") != NULL, amount, before };
  return TRUE;
}

/* --- a row ------------------------------------------------------------------------------------ */

static gboolean
reject (Run *run, const CmRow *row, const char *field, const char *reason)
{
  run->report->rejected++;
  if (run->report->rejects->len < CM_IMPORT_REJECTS_KEPT)
    {
      CmImportReject *kept = g_new (CmImportReject, 1);

      *kept = (CmImportReject){ row->line, g_strdup (field), g_strdup (reason) };
      g_ptr_array_add (run->report->rejects, kept);
    }
  return run->rejects == NULL ||
         _cm_import_rejects_add (run->rejects, row, field, reason, &run->error);
}

static gboolean
add_amount (Run *run, gint64 *sum, gint64 amount)
{
  if (!__builtin_add_overflow (*sum, amount, sum))
    return TRUE;
  return fail (&run->error, _ ("The amounts of the file are too large to be added up."));
}

static gboolean
count_amounts (Run *run, gboolean stored)
{
  for (guint i = 0; i < run->fillings->len; i++)
    {
      const Filling *filling = &g_array_index (run->fillings, Filling, i);
      CmImportTotal *total;

      if (filling->total < 0 || filling->value.kind != CM_VALUE_NUMBER)
        continue;
      total = &g_array_index (run->report->totals, CmImportTotal, filling->total);
      if (stored)
        total->n++;
      else
        total->n_rejected++;
      if (!add_amount (run, stored ? &total->stored : &total->rejected, filling->value.number))
        return FALSE;
    }
  return TRUE;
}

static void
note_date (Run *run)
{
  CmImportReport *report = run->report;
  const CmValue *value;

  if (run->first_date < 0)
    return;
  value = &g_array_index (run->fillings, Filling, run->first_date).value;
  if (value->kind != CM_VALUE_TEXT)
    return;
  if (report->first_date == NULL || strcmp (value->text, report->first_date) < 0)
    {
      g_free (report->first_date);
      report->first_date = g_strdup (value->text);
    }
  if (report->last_date == NULL || strcmp (value->text, report->last_date) > 0)
    {
      g_free (report->last_date);
      report->last_date = g_strdup (value->text);
    }
}

static void
note_organisation (Run *run)
{
  const CmValue *value = run->organisation >= 0
                             ? &g_array_index (run->fillings, Filling, run->organisation).value
                             : NULL;
  const char *id = value != NULL && value->kind == CM_VALUE_TEXT ? value->text : "";

  if (run->same == NULL)
    run->same = g_strdup (id);
  else if (*run->same != '\0' && !g_str_equal (run->same, id))
    *run->same = '\0';
}

static void
note_cell (Run *run, const CmRow *row, const CmCell *cell)
{
  if (!cell->doubtful)
    return;
  if (run->n_doubtful++ == 0)
    run->doubtful_line = row->line;
}

static void
set_year (Run *run)
{
  Filling *year;
  const CmValue *date;

  if (run->year < 0 || run->date < 0)
    return;
  year = &g_array_index (run->fillings, Filling, run->year);
  date = &g_array_index (run->fillings, Filling, run->date).value;
  if (year->value.kind == CM_VALUE_NULL && date->kind == CM_VALUE_TEXT)
    cm_value_set_number (&year->value, cm_date_financial_year (date->text));
}

/* Why a row cannot be without the field. (transfer full) */
static char *
explain_absence (const Filling *filling, const CmRow *row)
{
  const CmCell *cell = filling->column >= 0 && (guint) filling->column < row->n_cells
                           ? &row->cells[filling->column]
                           : NULL;
  g_autofree char *quoted = NULL;

  if (cell == NULL || _cm_cell_is_blank (cell))
    return g_strdup (_ ("it is empty, and a row must have it"));
  quoted = _cm_cell_quote (cell->text);
  /* translators: %s is what a cell holds, such as TBC */
  return g_strdup_printf (_ ("“%s” says that there is nothing yet (a row must have it)"), quoted);
}

/* Reads all cells of the row, also behind one that cannot be read, so that its amount is counted.
 * The first thing that is wrong is told; (transfer full) (nullable). */
static char *
read_cells (Run *run, const CmRow *row, const CmField **wrong)
{
  char *first = NULL;

  for (guint i = 0; i < run->fillings->len; i++)
    {
      Filling *filling = &g_array_index (run->fillings, Filling, i);
      CmReadResult result = CM_READ_ABSENT;
      g_autofree char *reason = NULL;

      if (filling->column >= 0 && (guint) filling->column < row->n_cells)
        {
          note_cell (run, row, &row->cells[filling->column]);
          result = _cm_cell_read (&run->reader,
                                  filling->field,
                                  &row->cells[filling->column],
                                  filling->bare_year,
                                  &filling->value,
                                  first == NULL ? &reason : NULL);
        }
      else
        cm_value_clear (&filling->value);
      if (result == CM_READ_ABSENT && filling->fallback.kind != CM_VALUE_NULL)
        cm_value_copy (&filling->value, &filling->fallback);
      if (result == CM_READ_BAD)
        cm_value_clear (&filling->value);
      if (result != CM_READ_BAD || first != NULL)
        continue;
      first = g_steal_pointer (&reason);
      *wrong = filling->field;
    }
  set_year (run);
  for (guint i = 0; first == NULL && i < run->fillings->len; i++)
    {
      const Filling *filling = &g_array_index (run->fillings, Filling, i);

      if ((filling->field->flags & CM_FIELD_REQUIRED) == 0 || filling->value.kind != CM_VALUE_NULL)
        continue;
      first = explain_absence (filling, row);
      *wrong = filling->field;
    }
  return first;
}

static void
fill_record (Run *run, CmRecord *record, const CmRow *row)
{
  for (guint i = 0; i < run->fillings->len; i++)
    {
      const Filling *filling = &g_array_index (run->fillings, Filling, i);

      cm_record_set_value (record, filling->index, &filling->value);
    }
  if (run->file_line >= 0)
    {
      const CmValue line = { CM_VALUE_NUMBER, row->line, NULL };

      cm_record_set_value (record, (guint) run->file_line, &line);
    }
}

static gboolean
keep_record (Run *run, const CmRow *row, GError **error)
{
  CmRecord *record = run->queue != NULL ? _cm_import_queue_get (run->queue) : run->record;

  fill_record (run, record, row);
  if (!cm_record_check (record, error))
    return FALSE;
  if (run->queue != NULL)
    _cm_import_queue_put (run->queue);
  return TRUE;
}

/* FALSE when the import has failed. */
static gboolean
take_row (Run *run, const CmRow *row)
{
  const CmField *wrong = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = read_cells (run, row, &wrong);

  if (reason == NULL && keep_record (run, row, &error))
    {
      run->report->stored++;
      note_date (run);
      note_organisation (run);
      return count_amounts (run, TRUE);
    }
  if (reason == NULL)
    reason = _cm_import_say_why (error, run->import->table, &wrong);
  return count_amounts (run, FALSE) &&
         reject (run, row, wrong != NULL ? cm_field_label (wrong) : NULL, reason);
}

static gboolean
reject_surplus (Run *run, const CmRow *row, const CmCell *cell)
{
  g_autofree char *quoted = _cm_cell_quote (cell->text);
  g_autofree char *reason = g_strdup_printf (
      /* translators: %1$u is the number of columns of a file, %2$s the text of the first cell
       * beyond them */
      ngettext ("there is %1$u column, so “%2$s” has no place",
                "there are %1$u columns, so “%2$s” has no place",
                run->import->columns->len),
      run->import->columns->len,
      quoted);
  const CmField *wrong = NULL;
  g_autofree char *other = read_cells (run, row, &wrong);

  return count_amounts (run, FALSE) && reject (run, row, NULL, reason);
}

static gboolean
row_cb (const CmRow *row, gpointer data)
{
  Run *run = data;
  const CmCell *surplus;

  if (g_cancellable_is_cancelled (run->cancellable) || g_atomic_int_get (&run->failed))
    return FALSE;
  if (row->line <= run->import->header)
    {
      run->report->skipped += !is_blank (row);
      return TRUE;
    }
  if (is_blank (row))
    {
      run->report->blank++;
      return TRUE;
    }
  run->report->read++;
  if (repeats_header (run, row))
    return reject (run, row, NULL, _ ("it is the row of headings again"));
  if (is_total (run, row))
    return reject (run, row, NULL, _ ("it looks like a total of the file"));
  surplus = find_surplus (run, row);
  if (surplus != NULL)
    return reject_surplus (run, row, surplus);
  return take_row (run, row);
}

static void
progress_cb (double fraction, gpointer data)
{
  Run *run = data;

  cm_progress_set (run->progress, fraction * run->share);
}

static gboolean
read_rows (Run *run, GError **error)
{
  if (!cm_sheet_read (run->import->sheet, row_cb, run, progress_cb, run, run->cancellable, error))
    return FALSE;
  if (run->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&run->error));
      return FALSE;
    }
  if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return FALSE;
  if (run->report->read == 0)
    return fail (error, _ ("There are no rows below the headings of the file."));
  run->report->digest = cm_sheet_digest (run->import->sheet, run->cancellable, error);
  return run->report->digest != NULL;
}

/* --- remarks ---------------------------------------------------------------------------------- */

static void
remark_total (Run *run)
{
  g_autofree char *stated = cm_money_format (run->total.stated);
  g_autofree char *reckoned = cm_money_format (run->total.reckoned);
  g_autofree char *difference = NULL;

  if (run->total.line == 0)
    return;
  if (run->total.stated == run->total.reckoned)
    {
      /* translators: %1$u is the number of a line of a file, %2$s an amount */
      remark (run,
              _ ("The file’s own total in line %1$u, %2$s, agrees with the rows above it."),
              run->total.line,
              stated);
      return;
    }
  /* That of a part is not that of all. */
  if (run->total.part)
    return;
  difference = cm_money_format (run->total.stated - run->total.reckoned);
  /* translators: %1$u is the number of a line of a file; %2$s, %3$s and %4$s are amounts */
  remark (run,
          _ ("The file’s own total in line %1$u is %2$s, but the rows above it come to %3$s: a "
             "difference of %4$s."),
          run->total.line,
          stated,
          reckoned,
          difference);
}

static void
remark_dates (Run *run)
{
  const CmCellReader *reader = &run->reader;

  if (run->import->order == CM_DATES_DAY_FIRST && reader->n_month_only > 0 &&
      reader->n_day_only == 0)
    /* translators: %s is a date as a file writes it, such as 12/31/2009 */
    remark (run,
            _ ("Dates such as “%s” can only be read with the month first, and no date of the file "
               "speaks against it. If it is from America, choose that order."),
            reader->first_month_only);
  if (run->import->order == CM_DATES_MONTH_FIRST && reader->n_day_only > 0 &&
      reader->n_month_only == 0)
    remark (run,
            "%s",
            _ ("The dates of the file can only be read with the day first; choose that order."));
}

static void
add_remarks (Run *run)
{
  g_autoptr (GPtrArray) sheet = cm_sheet_get_remarks (run->import->sheet);
  const guint n_cut = run->reader.n_cut;

  for (guint i = 0; i < sheet->len; i++)
    remark (run, "%s", (const char *) sheet->pdata[i]);
  for (guint i = 0; i < run->import->remarks->len; i++)
    remark (run, "%s", (const char *) run->import->remarks->pdata[i]);
  if (run->report->known_as != NULL)
    /* translators: %s is the name of a file */
    remark (run, _ ("The same file was brought in before, as “%s”."), run->report->known_as);
  remark_total (run);
  remark_dates (run);
  if (n_cut > 0)
    /* translators: %1$u is a number of cells, %2$s one of them, such as 1.2E+05 */
    remark (run,
            ngettext ("%1$u text is a number that a spreadsheet program has shortened: “%2$s”. It "
                      "is kept as it is.",
                      "%1$u texts are numbers that a spreadsheet program has shortened, such as "
                      "“%2$s”. They are kept as they are.",
                      n_cut),
            n_cut,
            run->reader.first_cut);
  if (run->n_doubtful > 0)
    /* translators: %1$u is a number of cells, %2$u the number of a line of a file */
    remark (run,
            ngettext ("%1$u cell, in line %2$u, has letters that could not be read; they are shown "
                      "as “\357\277\275”.",
                      "%1$u cells, the first in line %2$u, have letters that could not be read; "
                      "they are shown as “\357\277\275”.",
                      run->n_doubtful),
            run->n_doubtful,
            run->doubtful_line);
  run->report->n_absent = run->reader.n_absent;
}

/* --- trial ------------------------------------------------------------------------------------ */

static gboolean
is_spend (const CmImport *import)
{
  return g_str_equal (import->table->name, "spend_line");
}

static void
find_own_fields (Run *run)
{
  if (!is_spend (run->import))
    return;
  run->owner = cm_table_field_index (run->import->table, "spend_file");
  run->file_line = cm_table_field_index (run->import->table, "file_line");
}

CmImportReport *
cm_import_try (
    CmImport *self, CmStore *store, CmProgress *progress, GCancellable *cancellable, GError **error)
{
  g_auto (Run) run = { 0 };

  init_run (&run, self, store, progress, 1, cancellable);
  find_own_fields (&run);
  /* There is no owner yet; any key will do. */
  if (run.owner >= 0)
    cm_record_set_text (run.record, "spend_file", cm_record_get_id (run.record));
  if (!prepare (&run, error) || !read_rows (&run, error))
    return NULL;
  run.report->known_as = find_known (store, run.report->digest);
  add_remarks (&run);
  return g_steal_pointer (&run.report);
}

/* --- truth ------------------------------------------------------------------------------------ */

static char *
name_file (const CmImport *import)
{
  CmSheet *sheet = import->sheet;
  g_autofree char *name = g_filename_display_basename (cm_sheet_get_path (sheet));

  if (cm_sheet_get_names (sheet)[0] == NULL || cm_sheet_get_names (sheet)[1] == NULL)
    return g_steal_pointer (&name);
  /* translators: %1$s is the name of a workbook, %2$s that of one of its sheets */
  return g_strdup_printf (
      _ ("%1$s, %2$s"), name, cm_sheet_get_names (sheet)[cm_sheet_get_chosen (sheet)]);
}

static gint64
count_records (Run *run)
{
  g_autoptr (CmQuery) query = cm_query_new (run->import->table->name);

  if (run->spend_file != NULL)
    cm_query_where_text (query, "spend_file", cm_record_get_id (run->spend_file));
  return cm_store_count (run->store, query);
}

static gint64
sum_records (Run *run, const CmField *field)
{
  g_autoptr (CmQuery) query = cm_query_new (run->import->table->name);

  if (run->spend_file != NULL)
    cm_query_where_text (query, "spend_file", cm_record_get_id (run->spend_file));
  return cm_store_sum (run->store, query, field->name);
}

/* What the portfolio has: how many records, then the sum of each total. */
static GArray *
take_stock (Run *run)
{
  GArray *stock = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 figure = count_records (run);

  g_array_append_val (stock, figure);
  for (guint i = 0; i < run->report->totals->len; i++)
    {
      figure = sum_records (run, g_array_index (run->report->totals, CmImportTotal, i).field);
      g_array_append_val (stock, figure);
    }
  return stock;
}

static gboolean
compare_stock (Run *run, GError **error)
{
  g_autoptr (GArray) after = take_stock (run);
  gboolean same = g_array_index (after, gint64, 0) - g_array_index (run->before, gint64, 0) ==
                  run->report->stored;

  for (guint i = 0; i < run->report->totals->len; i++)
    same =
        same && g_array_index (after, gint64, i + 1) - g_array_index (run->before, gint64, i + 1) ==
                    g_array_index (run->report->totals, CmImportTotal, i).stored;
  return same ||
         fail (
             error,
             _ ("What is in the portfolio is not what was read from the file. Nothing was brought "
                "in; please report this fault."));
}

static gboolean
add_spend_file (Run *run, GError **error)
{
  g_autofree char *name = name_file (run->import);
  g_autofree char *today = cm_date_today ();

  run->spend_file = cm_record_new (cm_table_find ("spend_file"));
  cm_record_set_text (run->spend_file, "name", name);
  cm_record_set_text (run->spend_file, "received", today);
  cm_record_set_text (run->spend_file, "read_as", run->report->read_as);
  cm_record_set_text (run->record, "spend_file", cm_record_get_id (run->spend_file));
  return cm_store_insert (run->store, run->spend_file, error);
}

static gboolean
complete_spend_file (Run *run, GError **error)
{
  const CmImportReport *report = run->report;
  CmRecord *file = run->spend_file;

  if (file == NULL)
    return TRUE;
  cm_record_set_text (file, "digest", report->digest);
  cm_record_set_number (file, "rows_read", report->read);
  cm_record_set_number (file, "rows_stored", report->stored);
  cm_record_set_number (file, "rows_rejected", report->rejected);
  for (guint i = 0; i < report->totals->len; i++)
    if (g_str_equal (g_array_index (report->totals, CmImportTotal, i).field->name, "amount"))
      cm_record_set_number (
          file, "control_total", g_array_index (report->totals, CmImportTotal, i).stored);
  if (run->same != NULL && *run->same != '\0')
    cm_record_set_text (file, "organisation", run->same);
  return cm_store_update (run->store, file, error);
}

typedef struct
{
  Run *run;
  gboolean done;
  GError *error;
} Reading;

static gpointer
read_in_thread (gpointer data)
{
  Reading *reading = data;

  reading->done = read_rows (reading->run, &reading->error);
  _cm_import_queue_end (reading->run->queue);
  return NULL;
}

/* Until the end of the queue, also if nothing more can be stored. */
static gboolean
store_queue (Run *run, GError **error)
{
  gboolean good = TRUE;
  CmRecord *record;

  while ((record = _cm_import_queue_take (run->queue)) != NULL)
    if (good && !g_cancellable_is_cancelled (run->cancellable))
      {
        good = cm_store_insert_like (run->store, record, error);
        if (!good)
          g_atomic_int_set (&run->failed, TRUE);
      }
  return good;
}

/* The file is read in one thread while its rows are stored in another, this one: with two
 * processors the reading costs no time. */
static gboolean
read_and_store (Run *run, GError **error)
{
  Reading reading = { run, FALSE, NULL };
  GThread *thread;
  gboolean stored;

  run->queue = _cm_import_queue_new (run->record);
  thread = g_thread_new ("import-read", read_in_thread, &reading);
  stored = store_queue (run, error);
  g_thread_join (thread);
  if (stored && !reading.done)
    g_propagate_error (error, g_steal_pointer (&reading.error));
  g_clear_error (&reading.error);
  return stored && reading.done;
}

/* Inside the transaction. */
static gboolean
store_rows (Run *run, GError **error)
{
  if (!prepare (run, error))
    return FALSE;
  find_own_fields (run);
  if (run->owner >= 0 && !add_spend_file (run, error))
    return FALSE;
  run->before = take_stock (run);
  if (!read_and_store (run, error))
    return FALSE;
  run->report->known_as = find_known (run->store, run->report->digest);
  return complete_spend_file (run, error) && compare_stock (run, error) &&
         (run->rejects == NULL || _cm_import_rejects_finish (run->rejects, error)) &&
         !g_cancellable_set_error_if_cancelled (run->cancellable, error);
}

static void
keep_rejects (Run *run)
{
  g_autofree char *elsewhere = run->rejects != NULL ? _cm_import_rejects_keep (run->rejects) : NULL;

  if (elsewhere != NULL)
    /* translators: %s is the path of a file */
    remark (run, _ ("The rows that could not be taken are in “%s”."), elsewhere);
}

CmImportReport *
cm_import_run (CmImport *self,
               CmStore *store,
               const char *rejects,
               CmProgress *progress,
               GCancellable *cancellable,
               GError **error)
{
  g_auto (Run) run = { 0 };
  g_autofree char *name = name_file (self);
  g_autofree char *label = NULL;

  /* translators: the name of a step of the history; %s is the name of a file */
  label = g_strdup_printf (_ ("Bring in “%s”"), name);
  init_run (&run, self, store, progress, READING, cancellable);
  if (rejects != NULL)
    run.rejects = _cm_import_rejects_new (self, store, rejects, error);
  if ((rejects != NULL && run.rejects == NULL) || !cm_store_begin (store, label, error))
    return NULL;
  if (!store_rows (&run, error))
    {
      cm_store_rollback (store);
      /* Whatever it was that a cancelled import failed in. */
      if (g_cancellable_is_cancelled (cancellable))
        {
          g_clear_error (error);
          g_cancellable_set_error_if_cancelled (cancellable, error);
        }
      return NULL;
    }
  /* Where nothing can be stored, nothing is done that could be undone. */
  if (run.report->stored == 0)
    cm_store_rollback (store);
  else if (!cm_store_commit (store, error))
    return NULL;
  keep_rejects (&run);
  add_remarks (&run);
  cm_progress_set (progress, 1);
  return g_steal_pointer (&run.report);
}
