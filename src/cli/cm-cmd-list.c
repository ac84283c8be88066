/* cm-cmd-list.c - the records of a table as CSV, JSON or a workbook. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cm-cli.h"
#include "cm-csv.h"
#include "cm-table-export.h"

#define ATTEMPTS 3 /* at a list of one moment */

typedef struct
{
  CmStore *store;
  const CmTable *table;
  GHashTable *titles; /* of what is referred to: key → title */
  GString *out;
  gboolean any;
} List;

static const char *
find_title (List *list, const CmField *field, const char *id)
{
  char *title = g_hash_table_lookup (list->titles, id);

  if (title == NULL)
    {
      title = cm_store_get_title (list->store, field->references, id);
      g_hash_table_insert (list->titles, g_strdup (id), title);
    }
  return title;
}

/* References by the title of what they refer to, everything else as files write it. */
static char *
write_value (List *list, CmRecord *record, guint i)
{
  const CmField *field = &list->table->fields[i];
  const CmValue *value = cm_record_value (record, i);

  if (field->type == CM_FIELD_REFERENCE && value->kind == CM_VALUE_TEXT)
    return g_strdup (find_title (list, field, value->text));
  return cm_value_to_file (value, field);
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

static gboolean
append_line_cb (CmRecord *record, gpointer data)
{
  List *list = data;

  cm_csv_append_plain (list->out, cm_record_get_id (record));
  for (guint i = 0; i < list->table->n_fields; i++)
    {
      g_autofree char *text = write_value (list, record, i);

      if (cm_field_is_number (&list->table->fields[i]))
        cm_csv_append_plain (list->out, text);
      else
        cm_csv_append_text (list->out, text);
    }
  cm_csv_end_line (list->out);
  return TRUE;
}

static void
list_as_csv (List *list, const CmQuery *query)
{
  cm_csv_append_plain (list->out, "id");
  for (guint i = 0; i < list->table->n_fields; i++)
    cm_csv_append_plain (list->out, list->table->fields[i].name);
  cm_csv_end_line (list->out);
  cm_store_visit (list->store, query, append_line_cb, list);
}

static gboolean
append_object_cb (CmRecord *record, gpointer data)
{
  List *list = data;

  g_string_append_printf (
      list->out, "%s\n  {\"id\": \"%s\"", list->any ? "," : "", cm_record_get_id (record));
  list->any = TRUE;
  for (guint i = 0; i < list->table->n_fields; i++)
    {
      g_autofree char *text = write_value (list, record, i);

      if (*text == '\0')
        continue;
      g_string_append_printf (list->out, ", \"%s\": ", list->table->fields[i].name);
      if (cm_field_is_number (&list->table->fields[i]))
        g_string_append (list->out, text);
      else
        append_json (list->out, text);
    }
  g_string_append_c (list->out, '}');
  return TRUE;
}

static void
list_as_json (List *list, const CmQuery *query)
{
  g_string_append (list->out, "[");
  cm_store_visit (list->store, query, append_object_cb, list);
  g_string_append (list->out, list->any ? "\n]\n" : "]\n");
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
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GString) out = g_string_new (NULL);
  List list = { store, table, titles, out, FALSE };

  if (g_str_equal (format, "xlsx"))
    return write_workbook (store, table, output, error);
  /* What others change meanwhile is not to be mixed with what was before. */
  for (guint i = 0; i < ATTEMPTS && (i == 0 || cm_store_refresh (store)); i++)
    {
      g_string_truncate (out, 0);
      g_hash_table_remove_all (titles);
      list.any = FALSE;
      if (g_str_equal (format, "json"))
        list_as_json (&list, query);
      else
        list_as_csv (&list, query);
    }
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
