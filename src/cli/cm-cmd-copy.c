/* cm-cmd-copy.c - copy, backup. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cm-cli.h"
#include "cm-share.h"

static int
copy (const char *from, const char *to, CmCopyFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) store = cm_store_open (from, CM_STORE_READ_ONLY, &error);
  g_autoptr (CmCopyReport) report = NULL;
  g_auto (GStrv) lines = NULL;

  if (store != NULL)
    report = cm_store_copy (store, to, flags, NULL, NULL, &error);
  if (report == NULL)
    return cm_cli_fail (error);
  lines = cm_share_describe (report, TRUE);
  if (to != NULL)
    /* translators: %s is the path of a file */
    g_print (_ ("%s: written and checked\n"), to);
  for (guint i = 0; lines[i] != NULL; i++)
    g_print ("%s\n", lines[i]);
  return CM_CLI_OK;
}

int
cm_cmd_copy (int argc, char **argv)
{
  g_autofree char *output = NULL;
  gboolean without_history = FALSE, anonymise = FALSE, suppliers = FALSE, confidential = FALSE;
  gboolean named = FALSE, replace = FALSE, dry = FALSE;
  const GOptionEntry options[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Where the copy goes"), N_ ("FILE") },
    { "without-history",
      0,
      0,
      G_OPTION_ARG_NONE,
      &without_history,
      N_ ("Without the change log; so do the four that follow"),
      NULL },
    { "anonymise",
      0,
      0,
      G_OPTION_ARG_NONE,
      &anonymise,
      N_ ("Replace what may name a person"),
      NULL },
    { "suppliers",
      0,
      0,
      G_OPTION_ARG_NONE,
      &suppliers,
      N_ ("Replace the names of suppliers, and leave out the rules that look at them"),
      NULL },
    { "no-confidential",
      0,
      0,
      G_OPTION_ARG_NONE,
      &confidential,
      N_ ("Leave out evidence that is confidential, or that consent was refused to"),
      NULL },
    { "no-named",
      0,
      0,
      G_OPTION_ARG_NONE,
      &named,
      N_ ("Leave out evidence that is for named partners only"),
      NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &replace, N_ ("Replace a file of that name"), NULL },
    { "dry-run",
      0,
      0,
      G_OPTION_ARG_NONE,
      &dry,
      N_ ("Write nothing; only say what would not be in the copy"),
      NULL },
    { NULL },
  };
  int status;

  if (!cm_cli_parse ("copy", options, &argc, &argv, 1, &status))
    return status;
  if ((output == NULL) == !dry)
    return cm_cli_usage ("copy", _ ("say where the copy goes: --output FILE, or --dry-run"));
  return copy (argv[1],
               output,
               (without_history ? CM_COPY_WITHOUT_HISTORY : 0) |
                   (anonymise ? CM_COPY_ANONYMISE : 0) | (suppliers ? CM_COPY_SUPPLIERS : 0) |
                   (confidential ? CM_COPY_NO_CONFIDENTIAL : 0) | (named ? CM_COPY_NO_NAMED : 0) |
                   (replace ? CM_COPY_REPLACE : 0));
}

/* "Plan – 2010-04-01.portfolio" beside the portfolio. */
static char *
name_backup (const char *path)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = cm_share_get_name (path, day);

  return g_build_filename (folder, name, NULL);
}

int
cm_cmd_backup (int argc, char **argv)
{
  g_autofree char *output = NULL;
  gboolean replace = FALSE;
  const GOptionEntry options[] = {
    { "output",
      'o',
      0,
      G_OPTION_ARG_FILENAME,
      &output,
      N_ ("Where the backup goes (beside the portfolio, with the day in its name)"),
      N_ ("FILE") },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &replace, N_ ("Replace a file of that name"), NULL },
    { NULL },
  };
  int status;

  if (!cm_cli_parse ("backup", options, &argc, &argv, 1, &status))
    return status;
  if (output == NULL)
    output = name_backup (argv[1]);
  return copy (argv[1], output, replace ? CM_COPY_REPLACE : CM_COPY_EXACT);
}
