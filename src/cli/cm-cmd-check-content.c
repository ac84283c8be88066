/* cm-cmd-check-content.c - check-content: every fault of an edition, with file, line and column. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cm-cli.h"
#include "cm-edition.h"

int
cm_cmd_check_content (int argc, char **argv)
{
  g_autofree char *overlay = NULL;
  const GOptionEntry options[] = {
    { "overlay",
      0,
      0,
      G_OPTION_ARG_FILENAME,
      &overlay,
      N_ ("With a partnership’s own sections on top of it"),
      N_ ("FOLDER") },
    { NULL },
  };
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!cm_cli_parse ("check-content", options, &argc, &argv, 1, &status))
    return status;
  faults = cm_content_check (argv[1], overlay, &error);
  if (faults == NULL)
    return cm_cli_fail (error);
  for (guint i = 0; i < faults->len; i++)
    {
      const CmFault *fault = g_ptr_array_index (faults, i);
      g_autofree char *text = cm_fault_to_string (fault);
      g_autofree char *place =
          *fault->file != '\0'
              ? g_strconcat (fault->own ? overlay : argv[1], G_DIR_SEPARATOR_S, NULL)
              : g_strdup ("");

      g_printerr ("commissioning: %s%s\n", place, text);
    }
  if (faults->len > 0)
    return CM_CLI_FAILED;
  /* translators: %s is the path of a folder */
  g_print (_ ("%s: sound\n"), argv[1]);
  return CM_CLI_OK;
}
