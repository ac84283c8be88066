/* cm-cmd-file.c - check, history, undo, redo. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cm-cli.h"
#include "cm-consistency.h"
#include "cm-file-faults.h"
#include "cm-summary.h"

static void
print_faults (GPtrArray *faults, const char *path)
{
  for (guint i = 0; i < faults->len; i++)
    {
      g_autofree char *text = cm_file_fault_describe (g_ptr_array_index (faults, i));

      g_printerr ("commissioning: %s: %s\n", path, text);
    }
  /* translators: %1$s is the path of a file */
  g_printerr (ngettext ("%1$s: %2$u fault; nothing was changed. “commissioning recover” brings "
                        "what can be read into a new file\n",
                        "%1$s: %2$u faults; nothing was changed. “commissioning recover” brings "
                        "what can be read into a new file\n",
                        faults->len),
              path,
              faults->len);
}

static void
print_findings (CmStore *store)
{
  g_autofree char *today = cm_summary_get_today (store);
  g_autoptr (GPtrArray) findings = cm_consistency_check (store, today);

  for (int kind = 0; kind < CM_N_FINDINGS; kind++)
    {
      guint count = 0;

      for (guint i = 0; i < findings->len; i++)
        {
          const CmFinding *finding = g_ptr_array_index (findings, i);

          if ((int) finding->kind != kind)
            continue;
          if (count++ == 0)
            g_print ("\n%s\n", cm_finding_kind_label (finding->kind));
          g_print (
              "  %s %s “%s”: %s\n", finding->table, finding->id, finding->title, finding->text);
        }
    }
  g_print ("\n");
  g_print (ngettext ("%u finding\n", "%u findings\n", findings->len), findings->len);
}

int
cm_cmd_check (int argc, char **argv)
{
  gboolean consistency = FALSE;
  const GOptionEntry options[] = {
    { "consistency",
      0,
      0,
      G_OPTION_ARG_NONE,
      &consistency,
      N_ ("Say also where the portfolio contradicts itself or leaves something open"),
      NULL },
    { NULL },
  };
  g_autoptr (CmStore) store = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!cm_cli_parse ("check", options, &argc, &argv, 1, &status))
    return status;
  faults = cm_file_find_faults (argv[1], &error);
  if (faults == NULL)
    return cm_cli_fail (error);
  if (faults->len > 0)
    {
      print_faults (faults, argv[1]);
      return CM_CLI_FAILED;
    }
  /* translators: %s is the path of a file */
  g_print (_ ("%s: sound\n"), argv[1]);
  if (!consistency)
    return CM_CLI_OK;
  store = cm_store_open (argv[1], CM_STORE_READ_ONLY, &error);
  if (store == NULL)
    return cm_cli_fail (error);
  print_findings (store);
  return CM_CLI_OK;
}

int
cm_cmd_history (int argc, char **argv)
{
  int limit = 50;
  const GOptionEntry options[] = {
    { "limit",
      'n',
      0,
      G_OPTION_ARG_INT,
      &limit,
      N_ ("How many changes at most (50)"),
      N_ ("NUMBER") },
    { NULL },
  };
  g_autoptr (CmStore) store = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!cm_cli_parse ("history", options, &argc, &argv, 1, &status))
    return status;
  if (limit < 1)
    return cm_cli_usage ("history", _ ("the limit must be at least 1"));
  store = cm_store_open (argv[1], CM_STORE_READ_ONLY, &error);
  if (store == NULL)
    return cm_cli_fail (error);
  entries = cm_store_get_history (store, (guint) limit);
  for (guint i = 0; i < entries->len; i++)
    {
      const CmHistoryEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (entry->time / G_USEC_PER_SEC);
      g_autofree char *stamp = g_date_time_format (time, "%Y-%m-%d %H:%M");

      g_print ("%s  %s  %s%s\n",
               stamp,
               entry->actor,
               entry->summary,
               entry->undone ? _ (" (undone)") : "");
    }
  return CM_CLI_OK;
}

static int
step (const char *name, int argc, char **argv, gboolean undo)
{
  g_autoptr (CmStore) store = NULL;
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!cm_cli_parse (name, NULL, &argc, &argv, 1, &status))
    return status;
  store = cm_store_open (argv[1], CM_STORE_WRITE, &error);
  if (store == NULL)
    return cm_cli_fail (error);
  label = undo ? cm_store_get_undo_label (store) : cm_store_get_redo_label (store);
  if (!(undo ? cm_store_undo (store, &error) : cm_store_redo (store, &error)))
    return cm_cli_fail (error);
  /* translators: %s is the label of a change */
  g_print (undo ? _ ("Undid: %s\n") : _ ("Redid: %s\n"), label);
  return CM_CLI_OK;
}

int
cm_cmd_undo (int argc, char **argv)
{
  return step ("undo", argc, argv, TRUE);
}

int
cm_cmd_redo (int argc, char **argv)
{
  return step ("redo", argc, argv, FALSE);
}
