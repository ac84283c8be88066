/* main.c - the command line: a table of sub-commands. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "cm-cli.h"

const CmCommand cm_commands[] = {
  { "new", "FILE.portfolio", N_ ("Make a new portfolio from a template"), cm_cmd_new },
  { "dump", "FILE.portfolio", N_ ("Write a portfolio as readable XML"), cm_cmd_dump },
  { "load", "FILE.xml", N_ ("Make a portfolio from such XML"), cm_cmd_load },
  { "import",
    "TABLE FILE FILE.portfolio",
    N_ ("Bring in the rows of a .csv, .xlsx or .ods file"),
    cm_cmd_import },
  { "list",
    "TABLE FILE.portfolio",
    N_ ("List the records of a table as CSV or JSON"),
    cm_cmd_list },
  { "copy",
    "FILE.portfolio",
    N_ ("Write a copy to share, and say what is not in it"),
    cm_cmd_copy },
  { "backup", "FILE.portfolio", N_ ("Write a copy of all there is"), cm_cmd_backup },
  { "check", "FILE.portfolio", N_ ("Check a portfolio file"), cm_cmd_check },
  { "recover",
    "DAMAGED.portfolio",
    N_ ("Bring what can be read of a damaged file into a new one"),
    cm_cmd_recover },
  { "check-content",
    "FOLDER",
    N_ ("Check the manual and the other texts in a folder"),
    cm_cmd_check_content },
  { "report",
    "manual | feedback FILE.portfolio | self-assessment FILE.portfolio | template ID "
    "[FILE.portfolio]",
    N_ ("Write the manual, its feedback record, a self-assessment or a form, for paper, the web or "
        "a "
        "word processor"),
    cm_cmd_report },
  { "calendar",
    "[FILE.portfolio]",
    N_ ("Write the planners of a year for other calendars (iCalendar)"),
    cm_cmd_calendar },
  { "history", "FILE.portfolio", N_ ("Show who changed what, newest first"), cm_cmd_history },
  { "undo", "FILE.portfolio", N_ ("Undo the newest change"), cm_cmd_undo },
  { "redo", "FILE.portfolio", N_ ("Redo what was undone"), cm_cmd_redo },
  { "merge", "[BASE] MINE THEIRS", N_ ("Merge a copy that was changed elsewhere"), cm_cmd_merge },
  { "describe", "", N_ ("Print the data dictionary"), cm_cmd_describe },
  { "schema", "", N_ ("Print the RELAX NG schema of the XML"), cm_cmd_schema },
  { NULL, NULL, NULL, NULL },
};

static void
print_help (void)
{
  g_print (_ ("Usage: commissioning COMMAND [OPTION…] [ARGUMENT…]\n\nPortfolios of strategic "
              "commissioning, from "
              "the command line.\n\nCommands:\n"));
  for (const CmCommand *c = cm_commands; c->name != NULL; c++)
    g_print ("  %-13s %-21s %s\n", c->name, c->arguments, _ (c->summary));
  g_print (_ ("\n“commissioning COMMAND --help” tells the options of a command.\n"));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("commissioning");

  if (argc >= 2 && (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0))
    {
      print_help ();
      return CM_CLI_OK;
    }
  if (argc >= 2 && strcmp (argv[1], "--version") == 0)
    {
      g_print ("commissioning %s\n", PACKAGE_VERSION);
      return CM_CLI_OK;
    }
  for (const CmCommand *c = cm_commands; argc >= 2 && c->name != NULL; c++)
    if (strcmp (c->name, argv[1]) == 0)
      return c->run (argc - 1, argv + 1);
  if (argc >= 2)
    /* translators: %s is what was typed */
    g_printerr (_ ("commissioning: there is no command “%s”; see commissioning --help\n"), argv[1]);
  else
    g_printerr (_ ("commissioning: which command? See commissioning --help\n"));
  return CM_CLI_USAGE;
}
