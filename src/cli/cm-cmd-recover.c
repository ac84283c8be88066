/* cm-cmd-recover.c - what can be read of a damaged portfolio, in a new file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cm-cli.h"
#include "cm-store-salvage.h"

int
cm_cmd_recover (int argc, char **argv)
{
  g_autofree char *output = NULL;
  const GOptionEntry options[] = {
    { "output",
      'o',
      0,
      G_OPTION_ARG_FILENAME,
      &output,
      N_ ("The new portfolio (“DAMAGED (recovered).portfolio”)"),
      N_ ("NEW.portfolio") },
    { NULL },
  };
  g_autoptr (CmSalvage) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int status;

  if (!cm_cli_parse ("recover", options, &argc, &argv, 1, &status))
    return status;
  if (output == NULL)
    output = cm_salvage_suggest_path (argv[1]);
  report = cm_store_salvage (argv[1], output, NULL, NULL, &error);
  if (report == NULL)
    return cm_cli_fail (error);
  text = cm_salvage_write (report);
  g_print ("%s: %s", output, text);
  return cm_salvage_get_n_lost (report) > 0 || cm_salvage_get_n_notes (report) > 0 ? CM_CLI_PARTLY
                                                                                   : CM_CLI_OK;
}
