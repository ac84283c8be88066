/* cm-cmd-import.c - the rows of a .csv, .xlsx or .ods file become records. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "cm-cli.h"
#include "cm-import.h"

#define REJECTS_SHOWN 20
#define LABEL_WIDTH 24

typedef struct
{
  /* from the command line */
  char *map, *save_map, *sheet, *encoding, *delimiter, *rejects;
  char **set;
  int header;
  gboolean month_first, dry_run;
  const char *portfolio;

  CmImport *import;
  CmImportReport *report;
  GCancellable *cancellable;
  GMainLoop *loop;
  GError *error;
} Task;

static void
clear_task (Task *task)
{
  g_free (task->map);
  g_free (task->save_map);
  g_free (task->sheet);
  g_free (task->encoding);
  g_free (task->delimiter);
  g_free (task->rejects);
  g_strfreev (task->set);
  g_clear_pointer (&task->import, cm_import_free);
  g_clear_pointer (&task->report, cm_import_report_free);
  g_clear_object (&task->cancellable);
  g_clear_pointer (&task->loop, g_main_loop_unref);
  g_clear_error (&task->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Task, clear_task)

/* --- what was asked for ----------------------------------------------------------------------- */

static gboolean G_GNUC_PRINTF (2, 3) fail (GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, what);
  return FALSE;
}

/* Names of encodings as people write them: only letters and digits count. */
static char *
fold_name (const char *name)
{
  GString *out = g_string_new (NULL);

  for (; *name != '\0'; name++)
    if (g_ascii_isalnum (*name))
      g_string_append_c (out, g_ascii_tolower (*name));
  return g_string_free (out, FALSE);
}

static gboolean
set_encoding (CmSheet *sheet, const char *name, GError **error)
{
  static const struct
  {
    const char *name;
    CmEncoding encoding;
  } names[] = {
    { "utf8", CM_ENCODING_UTF8 },          { "cp1252", CM_ENCODING_CP1252 },
    { "windows1252", CM_ENCODING_CP1252 }, { "latin1", CM_ENCODING_CP1252 },
    { "cp850", CM_ENCODING_CP850 },        { "cp437", CM_ENCODING_CP437 },
    { "utf16le", CM_ENCODING_UTF16LE },    { "utf16be", CM_ENCODING_UTF16BE },
  };
  g_autofree char *folded = fold_name (name);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (folded, names[i].name))
      {
        cm_sheet_set_encoding (sheet, names[i].encoding);
        return TRUE;
      }
  /* translators: %s is what was typed; the names that follow are not translated */
  return fail (
      error,
      _ ("there is no encoding “%s”; it is utf-8, cp1252, cp850, cp437, utf-16le or utf-16be"),
      name);
}

static gboolean
set_delimiter (CmSheet *sheet, const char *text, GError **error)
{
  static const char *const names[] = { "comma", ",", "semicolon", ";", "tab", "\t", "bar", "|" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text, names[i]))
      {
        cm_sheet_set_delimiter (sheet, names[i | 1][0]);
        return TRUE;
      }
  /* translators: %s is what was typed; the names that follow are not translated */
  return fail (error, _ ("there is no delimiter “%s”; it is comma, semicolon, tab or bar"), text);
}

static gboolean
choose_sheet (CmSheet *sheet, const char *name, GError **error)
{
  const char *const *names = cm_sheet_get_names (sheet);
  g_autofree char *all = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      {
        cm_sheet_choose (sheet, i);
        return TRUE;
      }
  all = g_strjoinv (", ", (char **) names);
  /* translators: %1$s is what was typed, %2$s a list of names */
  return fail (error, _ ("there is no sheet “%1$s”; there are: %2$s"), name, all);
}

static gboolean
set_dialect (const Task *task, CmSheet *sheet, GError **error)
{
  const gboolean is_text = cm_sheet_get_format (sheet) == CM_SHEET_CSV;

  if (!is_text && (task->encoding != NULL || task->delimiter != NULL))
    return fail (error, _ ("a workbook has neither encoding nor delimiter to be told"));
  if (is_text && task->sheet != NULL)
    return fail (error, _ ("only a workbook has sheets to choose from"));
  return (task->sheet == NULL || choose_sheet (sheet, task->sheet, error)) &&
         (task->encoding == NULL || set_encoding (sheet, task->encoding, error)) &&
         (task->delimiter == NULL || set_delimiter (sheet, task->delimiter, error));
}

static const CmField *
find_field (const CmImport *import, const char *name)
{
  g_autoptr (GPtrArray) fields = cm_import_list_fields (import);
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < fields->len; i++)
    {
      const CmField *field = fields->pdata[i];
      g_autofree char *label = g_utf8_casefold (cm_field_label (field), -1);

      if (g_str_equal (name, field->name) || g_str_equal (folded, label))
        return field;
    }
  return NULL;
}

static gboolean
set_default (CmImport *import, const char *pair, GError **error)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *name = g_strndup (pair, equals != NULL ? (gsize) (equals - pair) : 0);
  const CmField *field;

  if (equals == NULL || equals == pair)
    /* translators: %s is what was typed */
    return fail (error, _ ("“--set %s”: write it as FIELD=VALUE"), pair);
  field = find_field (import, name);
  if (field == NULL)
    /* translators: %1$s is what was typed, %2$s the name of a table */
    return fail (error,
                 _ ("there is no field “%1$s” in the table %2$s that a file may fill; "
                    "commissioning describe names them"),
                 name,
                 cm_import_get_table (import)->name);
  cm_import_set_default (import, field, equals + 1);
  return TRUE;
}

static gboolean
set_header (CmImport *import, int line, GError **error)
{
  if (line < 0)
    return TRUE;
  cm_import_set_header (import, (guint) line);
  if (cm_import_get_header (import) == (guint) line)
    return TRUE;
  /* translators: %d is the number of a line of a file */
  return fail (error, _ ("no row starts in line %d near the beginning of the file"), line);
}

static gboolean
read_map (CmImport *import, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) not_there = NULL;

  if (!g_file_get_contents (path, &text, NULL, error) ||
      !cm_import_read_map (import, text, &not_there, error))
    return FALSE;
  for (guint i = 0; i < not_there->len; i++)
    /* translators: %1$s is the name of a file, %2$s a heading that it has something for */
    g_printerr (
        _ ("commissioning: “%1$s” tells of a column “%2$s”, which the file does not have\n"),
        path,
        (const char *) not_there->pdata[i]);
  return TRUE;
}

static gboolean
set_up (Task *task, const CmTable *table, const char *path, GError **error)
{
  g_autoptr (CmSheet) sheet = cm_sheet_open (path, error);

  if (sheet == NULL || !set_dialect (task, sheet, error))
    return FALSE;
  task->import = cm_import_new (table, g_steal_pointer (&sheet));
  if (!cm_import_sample (task->import, NULL, error) ||
      !set_header (task->import, task->header, error) ||
      (task->map != NULL && !read_map (task->import, task->map, error)))
    return FALSE;
  if (task->month_first)
    cm_import_set_date_order (task->import, CM_DATES_MONTH_FIRST);
  for (guint i = 0; task->set != NULL && task->set[i] != NULL; i++)
    if (!set_default (task->import, task->set[i], error))
      return FALSE;
  if (task->save_map == NULL)
    return TRUE;
  {
    g_autofree char *text = cm_import_write_map (task->import);

    return g_file_set_contents (task->save_map, text, -1, error);
  }
}

/* --- the work --------------------------------------------------------------------------------- */

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (((Task *) data)->loop);
  return G_SOURCE_REMOVE;
}

static gpointer
work (gpointer data)
{
  Task *task = data;
  g_autoptr (CmStore) store = cm_store_open (
      task->portfolio, task->dry_run ? CM_STORE_READ_ONLY : CM_STORE_WRITE, &task->error);

  if (store != NULL && task->dry_run)
    task->report = cm_import_try (task->import, store, NULL, task->cancellable, &task->error);
  else if (store != NULL)
    task->report =
        cm_import_run (task->import, store, task->rejects, NULL, task->cancellable, &task->error);
  if (store != NULL)
    cm_store_close (store);
  /* By the loop itself, as it may not have begun yet. */
  g_idle_add (quit_cb, task);
  return NULL;
}

static gboolean
interrupt_cb (gpointer data)
{
  g_cancellable_cancel (((Task *) data)->cancellable);
  return G_SOURCE_CONTINUE;
}

/* In a thread, so that it can be interrupted in good order. */
static void
run_work (Task *task)
{
  const guint interrupted = g_unix_signal_add (SIGINT, interrupt_cb, task);
  const guint ended = g_unix_signal_add (SIGTERM, interrupt_cb, task);
  GThread *thread;

  task->cancellable = g_cancellable_new ();
  task->loop = g_main_loop_new (NULL, FALSE);
  thread = g_thread_new ("import", work, task);
  g_main_loop_run (task->loop);
  g_thread_join (thread);
  g_source_remove (interrupted);
  g_source_remove (ended);
}

/* --- the report ------------------------------------------------------------------------------- */

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

/* Columns of a terminal. */
static int
measure (const char *text)
{
  return (int) g_utf8_strlen (text, -1);
}

static void
print_line (const char *label, const char *value)
{
  g_print ("%s%*s %s\n", label, MAX (LABEL_WIDTH - measure (label), 0), "", value);
}

static void
print_count (const char *label, guint n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);

  print_line (label, text);
}

static void
print_look (const Task *task)
{
  CmImport *import = task->import;
  CmSheet *sheet = cm_import_get_sheet (import);
  const guint header = cm_import_get_header (import);
  g_autofree char *line = g_strdup_printf ("%u", header);

  if (cm_sheet_get_format (sheet) == CM_SHEET_CSV)
    {
      print_line (_ ("Encoding"), cm_encoding_name (cm_sheet_get_encoding (sheet)));
      print_line (_ ("Delimiter"), name_delimiter (cm_sheet_get_delimiter (sheet)));
    }
  else
    print_line (_ ("Sheet"), cm_sheet_get_names (sheet)[cm_sheet_get_chosen (sheet)]);
  print_line (_ ("Headings in line"), header > 0 ? line : _ ("none"));
  print_count (_ ("Skipped above headings"), cm_import_get_n_skipped (import));
}

static void
print_mapping (const CmImport *import)
{
  int width = 0;
  g_autoptr (GPtrArray) fields = cm_import_list_fields (import);

  for (guint i = 0; i < cm_import_get_n_columns (import); i++)
    width = MAX (width, measure (cm_import_get_heading (import, i)));
  g_print ("\n%s\n", _ ("Columns"));
  for (guint i = 0; i < cm_import_get_n_columns (import); i++)
    {
      const char *heading = cm_import_get_heading (import, i);
      const CmField *field = cm_import_get_field (import, i);

      g_print ("  %s%*s → %s\n",
               heading,
               width - measure (heading),
               "",
               field != NULL ? cm_field_label (field) : _ ("left out"));
    }
  for (guint i = 0; i < fields->len; i++)
    if (cm_import_get_default (import, fields->pdata[i]) != NULL)
      /* translators: %1$s is the name of a field, %2$s what it gets */
      g_print (_ ("  %1$s is “%2$s” where a row has nothing\n"),
               cm_field_label (fields->pdata[i]),
               cm_import_get_default (import, fields->pdata[i]));
}

/* Plain digits, so that they can be compared with those of a spreadsheet. */
static char *
write_money (gint64 pence)
{
  return g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02d",
                          pence < 0 ? "-" : "",
                          ABS (pence) / 100,
                          (int) (ABS (pence) % 100));
}

static void
print_totals (const CmImportReport *report)
{
  for (guint i = 0; i < report->totals->len; i++)
    {
      const CmImportTotal *total = &g_array_index (report->totals, CmImportTotal, i);
      g_autofree char *stored = write_money (total->stored);
      g_autofree char *rejected = write_money (total->rejected);

      /* translators: %s is the name of a field of money */
      g_print (_ ("\nControl total of “%s”\n"), cm_field_label (total->field));
      /* translators: %1$s is an amount, %2$u a number of rows */
      g_print (ngettext (
                   "  stored   %1$16s in %2$u row\n", "  stored   %1$16s in %2$u rows\n", total->n),
               stored,
               total->n);
      g_print (ngettext ("  rejected %1$16s in %2$u row\n",
                         "  rejected %1$16s in %2$u rows\n",
                         total->n_rejected),
               rejected,
               total->n_rejected);
    }
}

static void
print_rejects (const Task *task)
{
  const GPtrArray *rejects = task->report->rejects;
  const guint shown = MIN (rejects->len, REJECTS_SHOWN);

  if (task->report->rejected == 0)
    return;
  if (task->rejects != NULL && !task->dry_run)
    {
      /* translators: %s is the path of a file */
      g_print (_ ("\nRejected rows are in %s\n"), task->rejects);
      return;
    }
  g_print ("\n%s\n", _ ("Rejected rows"));
  for (guint i = 0; i < shown; i++)
    {
      const CmImportReject *reject = rejects->pdata[i];

      if (reject->field != NULL)
        /* translators: %1$u is the number of a line of a file, %2$s the name of a field, %3$s why
         */
        g_print (_ ("  line %1$u, %2$s: %3$s\n"), reject->line, reject->field, reject->reason);
      else
        /* translators: %1$u is the number of a line of a file, %2$s why */
        g_print (_ ("  line %1$u: %2$s\n"), reject->line, reject->reason);
    }
  if (task->report->rejected > shown)
    /* translators: %u is a number of rows */
    g_print (ngettext ("  and %u more; --rejects writes all of them to a file\n",
                       "  and %u more; --rejects writes all of them to a file\n",
                       task->report->rejected - shown),
             task->report->rejected - shown);
}

static void
print_report (const Task *task)
{
  const CmImportReport *report = task->report;

  if (task->dry_run)
    g_print ("%s\n\n", _ ("A trial: nothing was stored."));
  print_count (_ ("Rows read"), report->read);
  print_count (task->dry_run ? _ ("Rows to be stored") : _ ("Rows stored"), report->stored);
  print_count (_ ("Rows rejected"), report->rejected);
  print_count (_ ("Blank rows"), report->blank);
  print_look (task);
  if (report->n_absent > 0)
    print_count (_ ("Cells such as “TBC”"), report->n_absent);
  if (report->first_date != NULL)
    {
      g_autofree char *span = g_strdup_printf ("%s – %s", report->first_date, report->last_date);

      print_line (_ ("Dates"), span);
    }
  print_mapping (task->import);
  print_totals (report);
  if (report->remarks->len > 0)
    g_print ("\n%s\n", _ ("Remarks"));
  for (guint i = 0; i < report->remarks->len; i++)
    g_print ("  %s\n", (const char *) report->remarks->pdata[i]);
  print_rejects (task);
}

/* --- the command ------------------------------------------------------------------------------ */

int
cm_cmd_import (int argc, char **argv)
{
  g_auto (Task) task = { .header = -1 };
  const GOptionEntry options[] = {
    { "map",
      'm',
      0,
      G_OPTION_ARG_FILENAME,
      &task.map,
      N_ ("Which column is which field, as --save-map writes it"),
      N_ ("FILE") },
    { "save-map",
      0,
      0,
      G_OPTION_ARG_FILENAME,
      &task.save_map,
      N_ ("Write the mapping to a file, to be changed and used again"),
      N_ ("FILE") },
    { "set",
      's',
      0,
      G_OPTION_ARG_STRING_ARRAY,
      &task.set,
      N_ ("What a field gets where a row has nothing for it; may be given more than once"),
      N_ ("FIELD=VALUE") },
    { "sheet",
      0,
      0,
      G_OPTION_ARG_STRING,
      &task.sheet,
      N_ ("Which sheet of a workbook (the first)"),
      N_ ("NAME") },
    { "encoding",
      'e',
      0,
      G_OPTION_ARG_STRING,
      &task.encoding,
      N_ ("utf-8, cp1252, cp850, cp437, utf-16le or utf-16be (found by itself)"),
      N_ ("NAME") },
    { "delimiter",
      'd',
      0,
      G_OPTION_ARG_STRING,
      &task.delimiter,
      N_ ("comma, semicolon, tab or bar (found by itself)"),
      N_ ("NAME") },
    { "header",
      0,
      0,
      G_OPTION_ARG_INT,
      &task.header,
      N_ ("The line of the headings, 0 for none (found by itself)"),
      N_ ("LINE") },
    { "month-first",
      0,
      0,
      G_OPTION_ARG_NONE,
      &task.month_first,
      N_ ("12/31/2009 is the last day of 2009; otherwise 31/12/2009 is"),
      NULL },
    { "dry-run",
      'n',
      0,
      G_OPTION_ARG_NONE,
      &task.dry_run,
      N_ ("Read all and report, but store nothing"),
      NULL },
    { "rejects",
      'r',
      0,
      G_OPTION_ARG_FILENAME,
      &task.rejects,
      N_ ("Write the rows that cannot be taken to a CSV file, each with the reason. The exit code "
          "is 0 when all rows were stored, 3 when some were rejected, 1 when nothing was done"),
      N_ ("FILE") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  const CmTable *table;
  int status;

  if (!cm_cli_parse ("import", options, &argc, &argv, 3, &status))
    return status;
  table = cm_table_find (argv[1]);
  if (table == NULL)
    /* translators: %s is what was typed */
    return cm_cli_usage (
        "import", _ ("there is no table “%s”; commissioning describe names them"), argv[1]);
  task.portfolio = argv[3];
  if (!set_up (&task, table, argv[2], &error))
    return g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE)
               ? cm_cli_usage ("import", "%s", error->message)
               : cm_cli_fail (error);
  run_work (&task);
  if (task.report == NULL && g_error_matches (task.error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_printerr ("commissioning: %s\n", _ ("Interrupted. Nothing was brought in."));
      return CM_CLI_FAILED;
    }
  if (task.report == NULL)
    return cm_cli_fail (task.error);
  print_report (&task);
  return task.report->rejected > 0 ? CM_CLI_PARTLY : CM_CLI_OK;
}
