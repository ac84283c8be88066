/* test-share.c - what is not in a copy, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-share.h"

#define LAST                                                                                       \
  "Notes and descriptions are as they were: no program can tell whom they are about. Read them "   \
  "before you share the copy."

static void
add (GArray *counts, const char *table, const char *field, guint n)
{
  CmCopyCount count = { cm_table_find (table), NULL, n };

  if (field != NULL)
    count.field = cm_table_field (count.table, field);
  g_array_append_val (counts, count);
}

static CmCopyReport *
make_report (CmCopyFlags flags)
{
  CmCopyReport *report = g_new0 (CmCopyReport, 1);

  report->flags = flags;
  report->replaced = g_array_new (FALSE, FALSE, sizeof (CmCopyCount));
  report->emptied = g_array_new (FALSE, FALSE, sizeof (CmCopyCount));
  report->left_out = g_array_new (FALSE, FALSE, sizeof (CmCopyCount));
  return report;
}

static void
assert_words (const CmCopyReport *report, const char *expected)
{
  g_auto (GStrv) lines = cm_share_describe (report, TRUE);
  g_autofree char *text = g_strjoinv ("\n", lines);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_backup (void)
{
  g_autoptr (CmCopyReport) report = make_report (CM_COPY_EXACT);

  assert_words (report, "Nothing is removed: all that was ever changed, and by whom, is in it.");
}

static void
test_history (void)
{
  g_autoptr (CmCopyReport) report = make_report (CM_COPY_WITHOUT_HISTORY);

  assert_words (report, "The change log is empty.\n" LAST);
  report->n_entries = 1;
  report->n_actors = 1;
  assert_words (report, "Removed: 1 entry of the change log, with the name of 1 person.\n" LAST);
  report->n_entries = 214;
  report->n_actors = 3;
  assert_words (report,
                "Removed: 214 entries of the change log, with the names of 3 people.\n" LAST);
}

static void
test_all (void)
{
  g_autoptr (CmCopyReport) report =
      make_report (CM_COPY_WITHOUT_HISTORY | CM_COPY_ANONYMISE | CM_COPY_NO_CONFIDENTIAL);

  assert_words (report, "The change log is empty.\nNo name had to be replaced.\n" LAST);
  add (report->replaced, "activity", "lead", 12);
  add (report->replaced, "action", "owner", 3);
  report->n_persons = 7;
  report->n_kept = 2;
  report->n_mentions = 1;
  add (report->emptied, "evidence", "source", 2);
  add (report->left_out, "evidence", NULL, 2);
  add (report->left_out, "need_evidence", NULL, 3);
  assert_words (
      report,
      "The change log is empty.\n"
      "Replaced: 15 texts with 7 different names (Activities, Lead: 12; Actions, Owner: 3).\n"
      "Kept: 2 texts that the portfolio itself lists as roles, bodies or organisations.\n"
      "Left out: Evidence: 2; Evidence for it: 3.\n"
      "Emptied: Evidence, Source: 2.\n"
      "Look again: in 1 other text, such as a note, a replaced name still stands.\n" LAST);
}

/* Of many fields, those with the most are named, largest first. */
static void
test_short (void)
{
  static const char *const tables[] = { "theme", "chapter", "activity", "review", "workstream" };
  g_autoptr (CmCopyReport) report = make_report (CM_COPY_WITHOUT_HISTORY | CM_COPY_ANONYMISE);
  g_auto (GStrv) full = NULL, brief = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    add (report->replaced, tables[i], "lead", i + 1);
  report->n_persons = 3;
  full = cm_share_describe (report, TRUE);
  brief = cm_share_describe (report, FALSE);
  g_assert_cmpstr (
      brief[1],
      ==,
      "Replaced: 15 texts with 3 different names (Workstreams, Lead: 5; Reviews, Lead: "
      "4; Activities, Lead: 3; Chapters, Lead: 2; and 1 other field).");
  g_assert_true (g_str_has_suffix (full[1], "Chapters, Lead: 2; Themes, Lead: 1)."));
}

static void
test_name (void)
{
  g_autofree char *shared = cm_share_get_name ("/somewhere/Plan 2010.portfolio", NULL);
  g_autofree char *backup = cm_share_get_name ("Plan.portfolio", "2010-04-01");
  g_autofree char *odd = cm_share_get_name ("/somewhere/Plan", NULL);

  g_assert_cmpstr (shared, ==, "Plan 2010 – to share.portfolio");
  g_assert_cmpstr (backup, ==, "Plan – 2010-04-01.portfolio");
  g_assert_cmpstr (odd, ==, "Plan – to share.portfolio");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/share/backup", test_backup);
  g_test_add_func ("/share/history", test_history);
  g_test_add_func ("/share/all", test_all);
  g_test_add_func ("/share/short", test_short);
  g_test_add_func ("/share/name", test_name);
  return g_test_run ();
}
