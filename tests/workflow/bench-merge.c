/* bench-merge.c - how long it takes to merge two copies with 1,000 changes each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line for each figure: name, value, the limit, and the one divided by the other. The exit code
 * is 1 only if a limit is missed by more than twice, as other work on the machine may be to blame
 * for less. */
#include "merge-fixture.h"

#include <sys/resource.h>

#define N_EDITS 1000
#define N_ACTIVITIES 10000
#define N_LINES 6 /* of each activity */

static gboolean missed;

static void
print (const char *name, double value, const char *unit, double limit)
{
  double ratio = value / limit;

  g_print ("%s: %.1f%s (%.0f%s) %.2f%s\n",
           name,
           value,
           unit,
           limit,
           unit,
           ratio,
           ratio > 1 ? " over" : "");
  missed = missed || ratio > 2;
}

static double
get_peak (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024.0;
}

/* --- the portfolios ----------------------------------------------------------------------------
 */

static void
insert (CmStore *store, CmRecord *record)
{
  g_autoptr (GError) error = NULL;

  cm_store_insert (store, record, &error);
  g_assert_no_error (error);
}

static void
add_activity (CmStore *store, guint i)
{
  g_autoptr (CmRecord) activity = cm_record_new (cm_table_find ("activity"));
  g_autofree char *title = g_strdup_printf ("Activity %u", i);

  cm_record_set_text (activity, "title", title);
  cm_record_set_text (activity, "state", "live");
  cm_record_set_text (activity, "organisation", COUNTY);
  cm_record_set_text (activity,
                      "description",
                      "What it does for people who live in the area, in some words of about the "
                      "length that is usual for it.");
  insert (store, activity);
  for (guint l = 0; l < N_LINES; l++)
    {
      g_autoptr (CmRecord) line = cm_record_new (cm_table_find ("budget_line"));

      cm_record_set_text (line, "activity", cm_record_get_id (activity));
      cm_record_set_text (line, "funding_source", FUND);
      cm_record_set_text (line, "state", "secured");
      cm_record_set_number (line, "year", 2009 + l % 3);
      cm_record_set_number (line, "amount", 100000 + 37 * l);
      insert (store, line);
    }
}

static void
make_large (Fixture *f)
{
  g_autofree char *path = get_path (f, "base.portfolio");
  g_autoptr (CmStore) store = cm_store_create (path, NULL);

  ADD (store, "organisation", COUNTY, "name", "County", "kind", "county");
  ADD (store, "funding_source", FUND, "name", "Grant", "kind", "grant");
  g_assert_true (cm_store_begin (store, "Fill", NULL));
  for (guint i = 0; i < N_ACTIVITIES; i++)
    add_activity (store, i);
  g_assert_true (cm_store_commit (store, NULL));
  g_assert_true (cm_store_begin_history (store, NULL));
}

static void
make_example (Fixture *f)
{
  g_autofree char *path = get_path (f, "base.portfolio");
  g_autofree char *source = g_build_filename (
      g_getenv ("COMMISSIONING_DATA_DIR"), "examples", "leicestershire-together.xml", NULL);
  g_autoptr (GError) error = NULL;

  cm_exchange_load (source, path, &error);
  g_assert_no_error (error);
}

/* As many commits as changes: of every ten one is a new record, one a deletion, the others change a
 * text; `side` decides which, so that some of them meet. */
static void
work (CmStore *store, guint side)
{
  g_autoptr (CmQuery) query = cm_query_new ("activity");
  g_autoptr (CmQuery) all_lines = cm_query_new ("budget_line");
  g_autoptr (GPtrArray) activities = cm_store_list (store, query);
  g_autoptr (GPtrArray) lines = cm_store_list (store, all_lines);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_EDITS; i++)
    {
      CmRecord *known = activities->pdata[(i * (7 + 4 * side)) % activities->len];
      g_autoptr (CmRecord) copy = cm_record_copy (known);
      g_autofree char *text = g_strdup_printf ("Text %u of %u", i, side);

      g_assert_true (cm_store_begin (store, text, NULL));
      if (i % 10 == 0)
        {
          g_autoptr (CmRecord) place = cm_record_new (cm_table_find ("place"));

          cm_record_set_text (place, "name", text);
          insert (store, place);
        }
      else if (i % 10 == 1 && i < lines->len)
        cm_store_delete (store, lines->pdata[side == 0 ? i : lines->len - 1 - i], &error);
      else
        {
          cm_record_set_text (copy, i % 3 == 0 ? "title" : i % 3 == 1 ? "lead" : "source", text);
          cm_store_update (store, copy, &error);
        }
      g_assert_no_error (error);
      g_assert_true (cm_store_commit (store, NULL));
    }
}

/* --- measuring ---------------------------------------------------------------------------------
 */

static void
run (Fixture *f, const char *name, gboolean with_base)
{
  g_autofree char *theirs = get_path (f, "theirs.portfolio");
  g_autofree char *base = get_path (f, "base.portfolio");
  g_autofree char *figure = g_strconcat (name, with_base ? ", base at hand" : "", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CmMerge) merge = NULL;
  g_auto (CmMergeResult) result = { 0 };
  gint64 before = g_get_monotonic_time (), read;

  merge = cm_merge_new (f->mine, theirs, with_base ? base : NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  read = g_get_monotonic_time ();
  cm_merge_apply (merge, f->mine, &result, NULL, NULL, &error);
  g_assert_no_error (error);
  print (figure, (double) (g_get_monotonic_time () - before) / 1e6, "s", 1);
  g_print ("  %.2f s of it to read; %u changes, %u conflicts\n",
           (double) (read - before) / 1e6,
           result.n_changes,
           cm_merge_get_conflicts (merge)->len);
  g_assert_true (cm_store_undo (f->mine, NULL));
}

static void
measure (const char *name, void (*make) (Fixture *f))
{
  Fixture f = { g_dir_make_tmp ("cm-bench-XXXXXX", NULL), NULL, NULL };
  static const char *const names[] = { "base.portfolio", "mine.portfolio", "theirs.portfolio" };

  make (&f);
  copy_file (&f, names[0], names[1]);
  copy_file (&f, names[0], names[2]);
  f.mine = open_file (&f, names[1]);
  f.theirs = open_file (&f, names[2]);
  work (f.mine, 0);
  work (f.theirs, 1);
  run (&f, name, FALSE);
  run (&f, name, TRUE);
  g_clear_object (&f.mine);
  g_clear_object (&f.theirs);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = get_path (&f, names[i]);

      g_unlink (path);
    }
  g_rmdir (f.folder);
  g_free (f.folder);
}

int
main (int argc, char **argv)
{
  measure ("example", make_example);
  measure ("10,000 activities", make_large);
  print ("most memory", get_peak (), " MiB", 200);
  return missed ? 1 : 0;
}
