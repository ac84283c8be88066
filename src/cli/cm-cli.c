/* cm-cli.c - what the sub-commands share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-cli.h"

#include <glib/gi18n.h>
#include <string.h>

static const CmCommand *
find_command (const char *name)
{
  const CmCommand *command = cm_commands;

  while (strcmp (command->name, name) != 0)
    command++;
  return command;
}

/* Whether so many arguments are as many as are wanted; see cm_cli_parse(). */
static gboolean
is_number (int n, int wanted)
{
  if (wanted == CM_CLI_MAYBE_ONE)
    return n <= 1;
  return wanted >= 0 ? n == wanted : n >= 1 && n <= -wanted;
}

gboolean
cm_cli_parse (const char *name,
              const GOptionEntry *options,
              int *argc,
              char ***argv,
              int n_arguments,
              int *status)
{
  const CmCommand *command = find_command (name);
  g_autofree char *usage = g_strdup_printf ("%s", command->arguments);
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autofree char *program = g_strconcat ("commissioning ", name, NULL);
  g_autofree char *help = NULL;
  gboolean want_help = FALSE;
  const GOptionEntry help_option[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &want_help, N_ ("Show this help"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;

  g_set_prgname (program);
  g_option_context_set_summary (context, _ (command->summary));
  g_option_context_set_help_enabled (context, FALSE);
  if (options != NULL)
    g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, help_option, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      *status = cm_cli_usage (name, "%s", error->message);
      return FALSE;
    }
  if (want_help)
    {
      help = g_option_context_get_help (context, FALSE, NULL);
      g_print ("%s", help);
      *status = CM_CLI_OK;
      return FALSE;
    }
  if (!is_number (*argc - 1, n_arguments))
    {
      /* translators: %s is what must follow a command */
      *status = cm_cli_usage (name,
                              _ ("expected: %s"),
                              *command->arguments != '\0' ? command->arguments : _ ("nothing"));
      return FALSE;
    }
  return TRUE;
}

int
cm_cli_fail (const GError *error)
{
  g_printerr ("commissioning: %s\n", error->message);
  return CM_CLI_FAILED;
}

int
cm_cli_usage (const char *name, const char *format, ...)
{
  va_list args;
  g_autofree char *why = NULL;

  va_start (args, format);
  why = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("commissioning %s: %s\n", name, why);
  return CM_CLI_USAGE;
}

gboolean
cm_cli_write (const char *path, const char *text, GError **error)
{
  if (path != NULL)
    return g_file_set_contents (path, text, -1, error);
  g_print ("%s", text);
  return TRUE;
}

char *
cm_cli_find_data (const char *folder, const char *name)
{
  const char *data = g_getenv ("COMMISSIONING_DATA_DIR");

  return g_build_filename (data != NULL ? data : PKGDATADIR, folder, name, NULL);
}
