/* cm-cmd-exchange.c - new, dump, load, schema: portfolios as readable XML. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-cli.h"
#include "cm-exchange.h"
#include "cm-portfolio-xml.h"

int
cm_cmd_new (int argc, char **argv)
{
  g_autofree char *template = NULL;
  const GOptionEntry options[] = {
    { "template",
      't',
      0,
      G_OPTION_ARG_STRING,
      &template,
      N_ ("“partnership” (7 themes, 18 chapters), “empty”, or a file"),
      N_ ("NAME") },
    { NULL },
  };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!cm_cli_parse ("new", options, &argc, &argv, 1, &status))
    return status;
  if (template != NULL && strchr (template, '.') != NULL)
    path = g_strdup (template);
  else
    {
      g_autofree char *file =
          g_strconcat (template != NULL ? template : "partnership", ".xml", NULL);

      path = cm_cli_find_data ("templates", file);
    }
  return cm_exchange_load (path, argv[1], &error) ? CM_CLI_OK : cm_cli_fail (error);
}

int
cm_cmd_dump (int argc, char **argv)
{
  g_autofree char *output = NULL;
  const GOptionEntry options[] = {
    { "output",
      'o',
      0,
      G_OPTION_ARG_FILENAME,
      &output,
      N_ ("Write to this file"),
      N_ ("FILE.xml") },
    { NULL },
  };
  g_autoptr (CmStore) store = NULL;
  g_autofree char *xml = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!cm_cli_parse ("dump", options, &argc, &argv, 1, &status))
    return status;
  store = cm_store_open (argv[1], CM_STORE_READ_ONLY, &error);
  if (store == NULL)
    return cm_cli_fail (error);
  xml = cm_exchange_dump (store);
  return cm_cli_write (output, xml, &error) ? CM_CLI_OK : cm_cli_fail (error);
}

int
cm_cmd_load (int argc, char **argv)
{
  g_autofree char *output = NULL;
  const GOptionEntry options[] = {
    { "output",
      'o',
      0,
      G_OPTION_ARG_FILENAME,
      &output,
      N_ ("The portfolio to make"),
      N_ ("FILE.portfolio") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  int status;

  if (!cm_cli_parse ("load", options, &argc, &argv, 1, &status))
    return status;
  if (output == NULL)
    return cm_cli_usage ("load", _ ("say with -o which portfolio to make"));
  return cm_exchange_load (argv[1], output, &error) ? CM_CLI_OK : cm_cli_fail (error);
}

int
cm_cmd_schema (int argc, char **argv)
{
  g_autofree char *schema = NULL;
  int status;

  if (!cm_cli_parse ("schema", NULL, &argc, &argv, 0, &status))
    return status;
  schema = cm_portfolio_xml_schema ();
  g_print ("%s", schema);
  return CM_CLI_OK;
}
