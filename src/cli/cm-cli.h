/* cm-cli.h - what the sub-commands share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-store.h"

G_BEGIN_DECLS

enum
{
  CM_CLI_OK = 0,
  CM_CLI_FAILED = 1,
  CM_CLI_USAGE = 2,
  CM_CLI_PARTLY = 3,    /* done, but for what the command says */
  CM_CLI_CONFLICTS = 3, /* somebody has to choose; nothing was written */
};

typedef struct
{
  const char *name;
  const char *arguments; /* for the help */
  const char *summary;   /* marked with N_() */
  int (*run) (int argc, char **argv);
} CmCommand;

extern const CmCommand cm_commands[]; /* ends with a NULL name */

#define CM_CLI_MAYBE_ONE G_MININT

/* Reads the options and leaves `n_arguments` arguments (or, if that is negative, at least one and
 * up to that many; or none or one, if it is CM_CLI_MAYBE_ONE) in argv[1…]. FALSE when the command
 * is through: `status` is then its exit code.
 */
gboolean cm_cli_parse (const char *name,
                       const GOptionEntry *options,
                       int *argc,
                       char ***argv,
                       int n_arguments,
                       int *status);
/* "commissioning: what" on stderr; gives CM_CLI_FAILED. */
int cm_cli_fail (const GError *error);
int cm_cli_usage (const char *name, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Writes to a file, or to stdout if `path` is NULL. */
gboolean cm_cli_write (const char *path, const char *text, GError **error);
char *cm_cli_find_data (const char *folder, const char *name);

int cm_cmd_new (int argc, char **argv);
int cm_cmd_calendar (int argc, char **argv);
int cm_cmd_dump (int argc, char **argv);
int cm_cmd_load (int argc, char **argv);
int cm_cmd_describe (int argc, char **argv);
int cm_cmd_import (int argc, char **argv);
int cm_cmd_list (int argc, char **argv);
int cm_cmd_check (int argc, char **argv);
int cm_cmd_recover (int argc, char **argv);
int cm_cmd_report (int argc, char **argv);
int cm_cmd_check_content (int argc, char **argv);
int cm_cmd_copy (int argc, char **argv);
int cm_cmd_backup (int argc, char **argv);
int cm_cmd_history (int argc, char **argv);
int cm_cmd_undo (int argc, char **argv);
int cm_cmd_redo (int argc, char **argv);
int cm_cmd_merge (int argc, char **argv);
int cm_cmd_schema (int argc, char **argv);

G_END_DECLS
