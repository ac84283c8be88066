/* bench-export.c - how long 10,000 rows of 20 columns take to a workbook and to CSV, beside
 * LibreOffice, which makes a workbook of that CSV. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line for each figure: name, value, the limit, and the one divided by the other. The exit code
 * is 1 only if a limit is missed by more than twice, as other work on the machine may be to blame
 * for less. */
#include "cm-table-export.h"

#include "report-fixture.h"

#define N_ROWS 10000
#define N_COLUMNS 20
#define N_TIMES 3

static gboolean missed;

static void
print (const char *name, double value, const char *unit, double limit)
{
  const double ratio = value / limit;

  g_print ("%s: %.2f%s (%.2f%s) %.2f%s\n",
           name,
           value,
           unit,
           limit,
           unit,
           ratio,
           ratio > 1 ? " over" : "");
  missed = missed || ratio > 2;
}

/* --- the portfolio ---------------------------------------------------------------------------- */

static void
fill (Fixture *f)
{
  static const char *const states[] = { "proposed", "pipeline", "live", "closed" };
  g_autoptr (GPtrArray) organisations = g_ptr_array_new_with_free_func (g_object_unref);

  begin (f);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("Organisation %02u", i);

      g_ptr_array_add (organisations,
                       insert (f, "organisation", "name", name, "kind", "county", NULL));
    }
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *title =
          g_strdup_printf ("Advice for neighbourhood %u, part %05u", i % 37, i);
      g_autofree char *text = g_strdup_printf (
          "What number %u does for the people of the neighbourhood, in words that go on for a line "
          "or two, as descriptions do; with a café on %u days.",
          i,
          i % 7);
      g_autofree char *start = g_strdup_printf ("%u-%02u-01", 2005 + i % 5, 1 + i % 12);

      INSERT (f,
              "activity",
              "title",
              title,
              "state",
              states[i % G_N_ELEMENTS (states)],
              "description",
              text,
              "starts",
              start,
              "organisation",
              cm_record_get_id (organisations->pdata[i % organisations->len]));
    }
  commit (f);
}

/* --- measuring -------------------------------------------------------------------------------- */

static double export(Fixture *f, CmExportFormat format, const char *name)
{
  g_autoptr (CmQuery) query = cm_query_new ("activity");
  g_autoptr (GPtrArray) fields = list_fields ("activity");
  g_autofree char *path = file_in (f, name);
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < N_TIMES; i++)
    {
      const gint64 start = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;

      cm_table_export (f->store,
                       query,
                       (const CmField *const *) fields->pdata,
                       N_COLUMNS,
                       format,
                       path,
                       NULL,
                       NULL,
                       NULL,
                       NULL,
                       &error);
      g_assert_no_error (error);
      best = MIN (best, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
    }
  return best;
}

/* How long LibreOffice takes, once it has been started; 0 if there is none. */
static double
convert (Fixture *f)
{
  g_autofree char *soffice = g_find_program_in_path ("soffice");
  g_autofree char *profile = file_in (f, "profile");
  g_autofree char *option = g_strconcat ("-env:UserInstallation=file://", profile, NULL);
  g_autofree char *folder = file_in (f, "office");
  const char *const argv[] = { "soffice",      option,     "--headless",
                               "--convert-to", "xlsx",     "--outdir",
                               folder,         "rows.csv", NULL };
  double seconds = 0;

  if (soffice == NULL)
    return 0;
  for (guint i = 0; i < 2; i++)
    {
      const gint64 start = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;

      g_spawn_sync (f->folder,
                    (char **) argv,
                    NULL,
                    G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                    NULL,
                    NULL,
                    NULL,
                    NULL,
                    NULL,
                    &error);
      g_assert_no_error (error);
      seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
    }
  {
    const char *const clean[] = { "rm", "-rf", profile, folder, NULL };

    g_spawn_sync (
        NULL, (char **) clean, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  }
  return seconds;
}

int
main (int argc, char **argv)
{
  Fixture f;
  double csv, xlsx, office;

  set_up (&f, NULL);
  fill (&f);
  csv = export(&f, CM_EXPORT_CSV, "rows.csv");
  xlsx = export(&f, CM_EXPORT_XLSX, "rows.xlsx");
  office = convert (&f);
  print ("10,000 × 20 as CSV", csv, " s", 1);
  print ("10,000 × 20 as a workbook", xlsx, " s", 2);
  g_print ("a workbook takes %.1f times as long as CSV\n", xlsx / csv);
  if (office > 0)
    print ("a workbook beside LibreOffice making one of the CSV", xlsx / office, "", 1);
  tear_down (&f, NULL);
  return missed ? 1 : 0;
}
