/* cm-cmd-merge.c - merge: a copy of the portfolio that was changed elsewhere. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cm-cli.h"
#include "cm-store-copy.h"
#include "cm-merge.h"
#include "cm-store-merge.h"

typedef struct
{
  const char *base, *mine, *theirs; /* base may be NULL */
  const char *output;
  const char *prefer, *choices; /* or NULL */
} Job;

/* --- telling -----------------------------------------------------------------------------------
 */

static const char *
or_nothing (const char *text)
{
  return *text != '\0' ? text : _ ("(nothing)");
}

/* A text of several lines goes on under its beginning. */
static void
print_value (const char *label, const char *text, const char *who, gint64 when)
{
  g_auto (GStrv) lines = g_strsplit (or_nothing (text), "\n", -1);
  g_autofree char *joined = g_strjoinv ("\n            ", lines);

  g_print ("    %-7s %s", label, joined);
  if (who != NULL)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (when / G_USEC_PER_SEC);
      g_autofree char *stamp =
          time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("?");

      g_print ("  [%s, %s]", who, stamp);
    }
  g_print ("\n");
}

static const char *
get_question (const CmMergeConflict *conflict)
{
  switch (conflict->kind)
    {
    case CM_CONFLICT_THEY_DELETED:
      return _ ("they deleted it, it was changed here (mine: keep it, theirs: delete it)");
    case CM_CONFLICT_I_DELETED:
      return _ ("it was deleted here, they changed it (mine: leave it deleted, theirs: bring it "
                "back)");
    case CM_CONFLICT_RULE:
      return _ ("what both changed does not go together (mine or theirs as a whole)");
    case CM_CONFLICT_FIELD:
    default:
      return cm_field_label (conflict->field);
    }
}

static void
print_conflict (const CmMergeConflict *conflict)
{
  g_print ("%s\n", conflict->id);
  g_print ("  %s “%s”: %s\n",
           cm_table_label (conflict->table),
           conflict->title,
           get_question (conflict));
  if (conflict->kind == CM_CONFLICT_FIELD)
    print_value (_ ("base"), conflict->base, NULL, 0);
  print_value (_ ("mine"), conflict->mine, conflict->mine_who, conflict->mine_when);
  print_value (_ ("theirs"), conflict->theirs, conflict->theirs_who, conflict->theirs_when);
}

static void
print_open_conflicts (CmMerge *merge)
{
  GPtrArray *conflicts = cm_merge_get_conflicts (merge);

  for (guint i = 0; i < conflicts->len; i++)
    if (!((CmMergeConflict *) conflicts->pdata[i])->chosen)
      print_conflict (g_ptr_array_index (conflicts, i));
}

static void
print_notes (GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    g_print ("%s\n", (const char *) notes->pdata[i]);
}

/* --- doing -------------------------------------------------------------------------------------
 */

static gboolean
choose (CmMerge *merge, const Job *job, GError **error)
{
  g_autofree char *text = NULL;

  if (job->prefer != NULL)
    cm_merge_prefer (merge, g_str_equal (job->prefer, "theirs") ? CM_MERGE_THEIRS : CM_MERGE_MINE);
  if (job->choices == NULL)
    return TRUE;
  return g_file_get_contents (job->choices, &text, NULL, error) &&
         cm_merge_read_choices (merge, text, error);
}

static gboolean
is_in_place (const Job *job)
{
  GStatBuf mine, output;

  return g_stat (job->mine, &mine) == 0 && g_stat (job->output, &output) == 0 &&
         mine.st_dev == output.st_dev && mine.st_ino == output.st_ino;
}

static gboolean
apply (CmMerge *merge, const char *path, GError **error)
{
  g_autoptr (CmStore) store = cm_store_open (path, CM_STORE_WRITE, error);
  g_auto (CmMergeResult) result = { 0 };

  if (store == NULL || !cm_merge_apply (merge, store, &result, NULL, NULL, error))
    return FALSE;
  print_notes (result.notes);
  g_print (ngettext ("%u record changed\n", "%u records changed\n", result.n_changes),
           result.n_changes);
  return TRUE;
}

/* Nothing appears under the name before all of it is right. */
static gboolean
apply_to_copy (CmMerge *merge, CmStore *mine, const Job *job, GError **error)
{
  g_autofree char *part = g_strconcat (job->output, ".part", NULL);
  g_autoptr (CmCopyReport) report = NULL;
  gboolean done;

  g_unlink (part);
  report = cm_store_copy (mine, part, CM_COPY_EXACT, NULL, NULL, error);
  if (report == NULL)
    return FALSE;
  done = apply (merge, part, error);
  if (done && g_rename (part, job->output) == 0)
    return TRUE;
  if (done)
    g_set_error (error,
                 CM_STORE_ERROR,
                 CM_STORE_ERROR_OPEN,
                 /* translators: %1$s is the path of a file, %2$s the system's reason */
                 _ ("“%1$s” could not be written: %2$s"),
                 job->output,
                 g_strerror (errno));
  g_unlink (part);
  return FALSE;
}

static int
refuse_conflicts (CmMerge *merge)
{
  guint n = cm_merge_get_n_open (merge);

  print_open_conflicts (merge);
  g_printerr (ngettext ("commissioning merge: %u conflict; nothing was written. Choose with "
                        "--prefer or --choices.\n",
                        "commissioning merge: %u conflicts; nothing was written. Choose with "
                        "--prefer or --choices.\n",
                        n),
              n);
  return CM_CLI_CONFLICTS;
}

static int
run (const Job *job)
{
  gboolean in_place = is_in_place (job);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmStore) mine = NULL;
  g_autoptr (CmMerge) merge = NULL;
  gboolean done;

  if (!in_place && g_file_test (job->output, G_FILE_TEST_EXISTS))
    {
      /* translators: %s is the path of a file */
      g_printerr (_ ("commissioning merge: there is a file “%s” already. Choose another name.\n"),
                  job->output);
      return CM_CLI_FAILED;
    }
  mine = cm_store_open (job->mine, CM_STORE_READ_ONLY, &error);
  if (mine == NULL)
    return cm_cli_fail (error);
  merge = cm_merge_new (mine, job->theirs, job->base, NULL, NULL, &error);
  if (merge == NULL || !choose (merge, job, &error))
    return cm_cli_fail (error);
  if (cm_merge_get_n_open (merge) > 0)
    return refuse_conflicts (merge);
  if (cm_merge_is_empty (merge))
    g_print (_ ("There is nothing to merge.\n"));
  if (in_place)
    g_clear_object (&mine);
  done = in_place ? apply (merge, job->output, &error) : apply_to_copy (merge, mine, job, &error);
  return done ? CM_CLI_OK : cm_cli_fail (error);
}

static gboolean
take_files (Job *job, char **files)
{
  guint n = files != NULL ? g_strv_length (files) : 0;

  if (n != 2 && n != 3)
    return FALSE;
  job->base = n == 3 ? files[0] : NULL;
  job->mine = files[n - 2];
  job->theirs = files[n - 1];
  return TRUE;
}

int
cm_cmd_merge (int argc, char **argv)
{
  g_autofree char *output = NULL, *prefer = NULL, *choices = NULL;
  g_auto (GStrv) files = NULL;
  const GOptionEntry options[] = {
    { "output",
      'o',
      0,
      G_OPTION_ARG_FILENAME,
      &output,
      N_ ("The portfolio to make; MINE itself to merge into it"),
      N_ ("FILE.portfolio") },
    { "prefer",
      0,
      0,
      G_OPTION_ARG_STRING,
      &prefer,
      N_ ("In every conflict, take “mine” or “theirs”"),
      N_ ("SIDE") },
    { "choices",
      0,
      0,
      G_OPTION_ARG_FILENAME,
      &choices,
      N_ ("A file with lines of the id of a conflict, a tab, “mine” or “theirs”"),
      N_ ("FILE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL },
  };
  Job job = { 0 };
  int status;

  if (!cm_cli_parse ("merge", options, &argc, &argv, 0, &status))
    return status;
  if (!take_files (&job, files))
    return cm_cli_usage ("merge", _ ("expected: %s"), "[BASE] MINE THEIRS");
  if (output == NULL)
    return cm_cli_usage ("merge", _ ("say with -o which portfolio to make"));
  if (prefer != NULL && strcmp (prefer, "mine") != 0 && strcmp (prefer, "theirs") != 0)
    /* translators: %s is what was typed */
    return cm_cli_usage ("merge", _ ("--prefer takes mine or theirs, not “%s”"), prefer);
  job.output = output;
  job.prefer = prefer;
  job.choices = choices;
  return run (&job);
}
