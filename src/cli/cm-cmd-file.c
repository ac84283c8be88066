/* cm-cmd-file.c - check, history, undo, redo. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cm-cli.h"
#include "cm-consistency.h"
#include "cm-summary.h"

/* Every value of every record against its field. */
static guint
check_records (CmStore *store, const char *path)
{
  guint n, faults = 0;
  const CmTable *const *tables = cm_tables (&n);

  for (guint t = 0; t < n; t++)
    {
      g_autoptr (CmQuery) query = cm_query_new (tables[t]->name);
      g_autoptr (GPtrArray) records = cm_store_list (store, query);

      for (guint i = 0; i < records->len; i++)
        {
          g_autoptr (GError) error = NULL;

          if (cm_record_check (records->pdata[i], &error))
            continue;
          g_printerr ("commissioning: %s: %s %s: %s\n",
                      path,
                      tables[t]->name,
                      cm_record_get_id (records->pdata[i]),
                      error->message);
          faults++;
        }
    }
  return faults;
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
  g_autoptr (GError) error = NULL;
  int status;

  if (!cm_cli_parse ("check", options, &argc, &argv, 1, &status))
    return status;
  store = cm_store_open (argv[1], CM_STORE_READ_ONLY, &error);
  if (store == NULL || !cm_store_check (store, &error))
    return cm_cli_fail (error);
  if (check_records (store, argv[1]) > 0)
    return CM_CLI_FAILED;
  /* translators: %s is the path of a file */
  g_print (_ ("%s: sound\n"), argv[1]);
  if (consistency)
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
