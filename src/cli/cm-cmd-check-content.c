/* cm-cmd-check-content.c - check-content: every fault of a manual, with file and line. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cm-cli.h"
#include "cm-manual.h"

int
cm_cmd_check_content (int argc, char **argv)
{
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!cm_cli_parse ("check-content", NULL, &argc, &argv, 1, &status))
    return status;
  faults = cm_content_check (argv[1], &error);
  if (faults == NULL)
    return cm_cli_fail (error);
  for (guint i = 0; i < faults->len; i++)
    {
      g_autofree char *text = cm_fault_to_string (g_ptr_array_index (faults, i));

      g_printerr ("commissioning: %s/%s\n", argv[1], text);
    }
  if (faults->len > 0)
    return CM_CLI_FAILED;
  /* translators: %s is the path of a folder */
  g_print (_ ("%s: sound\n"), argv[1]);
  return CM_CLI_OK;
}
