/* test-roles-table.c - who does what as text for a clipboard and as CSV. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-roles-table.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cm-new-file.h"

static CmManual *
load (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (GError) error = NULL;
  CmManual *manual = cm_manual_load (folder, NULL, &error);

  g_assert_no_error (error);
  return manual;
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  while ((text = strstr (text, part)) != NULL)
    {
      text += strlen (part);
      n++;
    }
  return n;
}

static void
test_text (void)
{
  g_autoptr (CmManual) manual = load ();
  g_autofree char *all = cm_roles_table_to_text (manual, NULL);
  g_autofree char *own = cm_roles_table_to_text (manual, "task-group");
  g_auto (GStrv) lines = g_strsplit (all, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, cm_manual_get_n_steps (manual) + 2);
  for (guint i = 0; i <= cm_manual_get_n_steps (manual); i++)
    g_assert_cmpuint (count (lines[i], "\t"), ==, cm_manual_get_n_groups (manual) + 1);
  g_assert_true (g_str_has_prefix (all, "Stage\tStep\tPartnership board\tExecutive\t"));
  /* One answers for each step. */
  for (guint i = 1; i <= cm_manual_get_n_steps (manual); i++)
    g_assert_cmpuint (count (strchr (strchr (lines[i], '\t') + 1, '\t'), "\tA"), ==, 1);
  g_assert_true (g_str_has_prefix (own, "Stage\tStep\tPart\tWhat to do\n"));
  g_assert_nonnull (strstr (own, "\tResponsible\tScore and cost the options"));
  g_assert_null (strstr (own, "Accountable"));
}

static void
test_csv (void)
{
  g_autoptr (CmManual) manual = load ();
  g_autofree char *folder = g_dir_make_tmp ("cm-roles-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "roles.csv", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "none", "roles.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cm_roles_table_save (manual, NULL, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbfStage,Step,Partnership board,"));
  g_assert_cmpuint (count (text, "\r\n"), ==, cm_manual_get_n_steps (manual) + 1);
  g_assert_nonnull (strstr (text, ",A/R,"));
  g_clear_pointer (&text, g_free);
  g_assert_true (cm_roles_table_save (manual, "board", path, &error));
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_nonnull (strstr (
      text, ",\"Consider the plan as a whole, challenge it, agree it and publish it.\"\r\n"));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_false (cm_roles_table_save (manual, NULL, nowhere, &error));
  g_assert_error (error, CM_REPORT_ERROR, CM_REPORT_ERROR_WRITE);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roles-table/text", test_text);
  g_test_add_func ("/roles-table/csv", test_csv);
  return g_test_run ();
}
