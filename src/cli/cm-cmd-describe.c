/* cm-cmd-describe.c - the data dictionary. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cm-cli.h"

static char *
describe_rules (const CmField *field)
{
  GString *rules = g_string_new (cm_field_type_name (field->type));

  if (field->references != NULL)
    g_string_append_printf (rules, " → %s", field->references);
  if (field->flags & CM_FIELD_REQUIRED)
    g_string_append_printf (rules, ", %s", _ ("required"));
  if (cm_field_is_derived (field))
    g_string_append_printf (rules, ", %s", _ ("computed"));
  if (field->flags & CM_FIELD_PERSONAL)
    g_string_append_printf (rules, ", %s", _ ("replaced in an anonymised copy"));
  if (field->flags & CM_FIELD_PAYEE)
    g_string_append_printf (rules, ", %s", _ ("replaced in a copy without suppliers"));
  for (const CmChoice *c = field->choices; c != NULL && c->name != NULL; c++)
    g_string_append_printf (rules, "%s%s", c == field->choices ? ": " : " | ", c->name);
  return g_string_free (rules, FALSE);
}

static void
describe_as_text (GString *out, const CmTable *table, gboolean new_section)
{
  if (new_section)
    g_string_append_printf (out, "== %s\n\n", _ (table->section));
  g_string_append_printf (out, "%s — %s\n  %s\n", table->name, _ (table->plural), _ (table->help));
  for (guint i = 0; i < table->n_fields; i++)
    {
      g_autofree char *rules = describe_rules (&table->fields[i]);

      g_string_append_printf (
          out, "  %-16s %s (%s)\n", table->fields[i].name, _ (table->fields[i].help), rules);
    }
  g_string_append_c (out, '\n');
}

static void
describe_as_html (GString *out, const CmTable *table, gboolean new_section)
{
  g_autofree char *section = g_markup_printf_escaped ("<h2>%s</h2>\n", _ (table->section));
  g_autofree char *heading =
      g_markup_printf_escaped ("<h3 id=\"%s\">%s <code>%s</code></h3>\n<p>%s</p>\n<table>\n",
                               table->name,
                               _ (table->plural),
                               table->name,
                               _ (table->help));

  if (new_section)
    g_string_append (out, section);
  g_string_append (out, heading);
  for (guint i = 0; i < table->n_fields; i++)
    {
      const CmField *field = &table->fields[i];
      g_autofree char *rules = describe_rules (field);
      g_autofree char *row = g_markup_printf_escaped (
          "<tr><th scope=\"row\">%s</th><td><code>%s</code></td><td>%s</td><td>%s</td></tr>\n",
          cm_field_label (field),
          field->name,
          rules,
          _ (field->help));

      g_string_append (out, row);
    }
  g_string_append (out, "</table>\n");
}

/* The sections in the order in which their first tables come. */
static void
list_sections (const CmTable *const *tables, guint n, GPtrArray *sections)
{
  for (guint i = 0; i < n; i++)
    if (!g_ptr_array_find_with_equal_func (sections, tables[i]->section, g_str_equal, NULL))
      g_ptr_array_add (sections, (gpointer) tables[i]->section);
}

int
cm_cmd_describe (int argc, char **argv)
{
  g_autofree char *format = NULL;
  const GOptionEntry options[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format, N_ ("“text” or “html”"), N_ ("FORMAT") },
    { NULL },
  };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) sections = g_ptr_array_new ();
  gboolean html;
  guint n;
  const CmTable *const *tables = cm_tables (&n);
  int status;

  if (!cm_cli_parse ("describe", options, &argc, &argv, 0, &status))
    return status;
  html = g_strcmp0 (format, "html") == 0;
  if (format != NULL && !html && g_strcmp0 (format, "text") != 0)
    /* translators: %s is what was typed */
    return cm_cli_usage ("describe", _ ("there is no format “%s”; it is text or html"), format);
  if (html)
    g_string_append_printf (
        out,
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<meta charset=\"utf-8\">\n<title>%s</title>\n",
        _ ("Data dictionary"));
  list_sections (tables, n, sections);
  for (guint s = 0; s < sections->len; s++)
    {
      gboolean first = TRUE;

      for (guint i = 0; i < n; i++)
        if (g_str_equal (tables[i]->section, sections->pdata[s]))
          {
            if (html)
              describe_as_html (out, tables[i], first);
            else
              describe_as_text (out, tables[i], first);
            first = FALSE;
          }
    }
  if (html)
    g_string_append (out, "</html>\n");
  g_print ("%s", out->str);
  return CM_CLI_OK;
}
