/* cm-cmd-list.c - the records of a table as CSV, JSON or a workbook. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cm-cli.h"
#include "cm-csv.h"
#include "cm-table-export.h"

/* References by the title of what they refer to, everything else as files write it. */
static char *
write_value (CmStore *store, CmRecord *record, guint i)
{
  const CmField *field = &cm_record_get_table (record)->fields[i];

  if (field->type == CM_FIELD_REFERENCE)
    return cm_store_format (store, record, field);
  return cm_value_to_file (cm_record_value (record, i), field);
}

static void
append_json (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (out, "\\%c", *p);
    else if ((guchar) *p < 0x20)
      g_string_append_printf (out, "\\u%04x", (guchar) *p);
    else
      g_string_append_c (out, *p);
  g_string_append_c (out, '"');
}

static void
list_as_csv (GString *out, CmStore *store, const CmTable *table, GPtrArray *records)
{
  cm_csv_append_plain (out, "id");
  for (guint i = 0; i < table->n_fields; i++)
    cm_csv_append_plain (out, table->fields[i].name);
  cm_csv_end_line (out);
  for (guint r = 0; r < records->len; r++)
    {
      cm_csv_append_plain (out, cm_record_get_id (records->pdata[r]));
      for (guint i = 0; i < table->n_fields; i++)
        {
          g_autofree char *text = write_value (store, records->pdata[r], i);

          if (cm_field_is_number (&table->fields[i]))
            cm_csv_append_plain (out, text);
          else
            cm_csv_append_text (out, text);
        }
      cm_csv_end_line (out);
    }
}

static void
list_as_json (GString *out, CmStore *store, const CmTable *table, GPtrArray *records)
{
  g_string_append (out, "[");
  for (guint r = 0; r < records->len; r++)
    {
      g_string_append_printf (
          out, "%s\n  {\"id\": \"%s\"", r > 0 ? "," : "", cm_record_get_id (records->pdata[r]));
      for (guint i = 0; i < table->n_fields; i++)
        {
          g_autofree char *text = write_value (store, records->pdata[r], i);

          if (*text == '\0')
            continue;
          g_string_append_printf (out, ", \"%s\": ", table->fields[i].name);
          if (cm_field_is_number (&table->fields[i]))
            g_string_append (out, text);
          else
            append_json (out, text);
        }
      g_string_append_c (out, '}');
    }
  g_string_append (out, records->len > 0 ? "\n]\n" : "]\n");
}

/* A script reads names that never change, a person labels: so a workbook has those. */
static gboolean
write_workbook (CmStore *store, const CmTable *table, const char *output, GError **error)
{
  g_autoptr (CmQuery) query = cm_query_new (table->name);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  for (guint i = 0; i < table->n_fields; i++)
    g_ptr_array_add (fields, (gpointer) &table->fields[i]);
  return cm_table_export (store,
                          query,
                          (const CmField *const *) fields->pdata,
                          fields->len,
                          CM_EXPORT_XLSX,
                          output,
                          NULL,
                          NULL,
                          NULL,
                          NULL,
                          error);
}

static gboolean
write_list (
    CmStore *store, const CmTable *table, const char *format, const char *output, GError **error)
{
  g_autoptr (CmQuery) query = cm_query_new (table->name);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (g_str_equal (format, "xlsx"))
    return write_workbook (store, table, output, error);
  records = cm_store_list (store, query);
  if (g_str_equal (format, "json"))
    list_as_json (out, store, table, records);
  else
    list_as_csv (out, store, table, records);
  return cm_cli_write (output, out->str, error);
}

static gboolean
check_format (const char *format, const char *output, int *status)
{
  static const char *const formats[] = { "csv", "json", "xlsx", NULL };

  if (!g_strv_contains (formats, format))
    *status =
        /* translators: %s is what was typed */
        cm_cli_usage ("list", _ ("there is no format “%s”; it is csv, json or xlsx"), format);
  else if (g_str_equal (format, "xlsx") && output == NULL)
    *status = cm_cli_usage (
        "list", _ ("a workbook is not written to the terminal; say with -o to which file"));
  else
    return TRUE;
  return FALSE;
}

int
cm_cmd_list (int argc, char **argv)
{
  g_autofree char *format = NULL;
  g_autofree char *output = NULL;
  const GOptionEntry options[] = {
    { "format",
      'f',
      0,
      G_OPTION_ARG_STRING,
      &format,
      N_ ("“csv” (as is usual) or “json”: with keys, the names of fields and values as in files; "
          "or “xlsx”: a workbook with labels, typed cells and a sheet of definitions"),
      N_ ("FORMAT") },
    { "output",
      'o',
      0,
      G_OPTION_ARG_FILENAME,
      &output,
      N_ ("Write to this file; a workbook needs one"),
      N_ ("FILE") },
    { NULL },
  };
  g_autoptr (CmStore) store = NULL;
  g_autoptr (GError) error = NULL;
  const CmTable *table;
  int status;

  if (!cm_cli_parse ("list", options, &argc, &argv, 2, &status))
    return status;
  if (format == NULL)
    format = g_strdup ("csv");
  if (!check_format (format, output, &status))
    return status;
  table = cm_table_find (argv[1]);
  if (table == NULL)
    /* translators: %s is what was typed */
    return cm_cli_usage (
        "list", _ ("there is no table “%s”; commissioning describe names them"), argv[1]);
  store = cm_store_open (argv[2], CM_STORE_READ_ONLY, &error);
  if (store == NULL || !write_list (store, table, format, output, &error))
    return cm_cli_fail (error);
  return CM_CLI_OK;
}
