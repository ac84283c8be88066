/* cm-cmd-list.c - the records of a table as CSV or JSON. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-cli.h"

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
append_csv (GString *out, const char *text)
{
  if (strpbrk (text, ",\"\r\n") == NULL)
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
  g_string_append (out, "id");
  for (guint i = 0; i < table->n_fields; i++)
    g_string_append_printf (out, ",%s", table->fields[i].name);
  g_string_append (out, "\r\n");
  for (guint r = 0; r < records->len; r++)
    {
      g_string_append (out, cm_record_get_id (records->pdata[r]));
      for (guint i = 0; i < table->n_fields; i++)
        {
          g_autofree char *text = write_value (store, records->pdata[r], i);

          g_string_append_c (out, ',');
          append_csv (out, text);
        }
      g_string_append (out, "\r\n");
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

int
cm_cmd_list (int argc, char **argv)
{
  g_autofree char *format = NULL;
  const GOptionEntry options[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format, N_ ("“csv” or “json”"), N_ ("FORMAT") },
    { NULL },
  };
  g_autoptr (CmStore) store = NULL;
  g_autoptr (CmQuery) query = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const CmTable *table;
  int status;

  if (!cm_cli_parse ("list", options, &argc, &argv, 2, &status))
    return status;
  if (format != NULL && strcmp (format, "csv") != 0 && strcmp (format, "json") != 0)
    /* translators: %s is what was typed */
    return cm_cli_usage ("list", _ ("there is no format “%s”; it is csv or json"), format);
  table = cm_table_find (argv[1]);
  if (table == NULL)
    /* translators: %s is what was typed */
    return cm_cli_usage (
        "list", _ ("there is no table “%s”; commissioning describe names them"), argv[1]);
  store = cm_store_open (argv[2], CM_STORE_READ_ONLY, &error);
  if (store == NULL)
    return cm_cli_fail (error);
  query = cm_query_new (table->name);
  records = cm_store_list (store, query);
  if (g_strcmp0 (format, "json") == 0)
    list_as_json (out, store, table, records);
  else
    list_as_csv (out, store, table, records);
  g_print ("%s", out->str);
  return CM_CLI_OK;
}
