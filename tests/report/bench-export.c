/* bench-export.c - how long 10,000 rows of 20 columns take to a workbook and to CSV, beside
 * LibreOffice, which makes a workbook of that CSV. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line for each figure: name, value, the limit, and the one divided by the other. The limits are
 * for the time of the processor, so that other work on the machine does not matter; beside
 * LibreOffice both are measured by the clock. The exit code is 1 only if a limit is missed by more
 * than twice. */
#include "cm-table-export.h"

#include <time.h>

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

/* A value for every field that is kept, so that no cell is empty. */
static char *
make_value (const CmField *field, guint i, const char *organisation, const char *body)
{
  guint n = 0;

  switch (field->type)
    {
    case CM_FIELD_LONG_TEXT:
      return g_strdup_printf ("What number %u does for the people of the neighbourhood, in words "
                              "that go on for a line or two, as descriptions do; with a café on %u "
                              "days.",
                              i,
                              i % 7);
    case CM_FIELD_INTEGER:
    case CM_FIELD_DECIMAL:
    case CM_FIELD_MONEY:
      return g_strdup_printf (
          "%u.%02u", i * 7919 % 1000000, field->type == CM_FIELD_MONEY ? i % 100 : 0);
    case CM_FIELD_DATE:
      return g_strdup_printf ("20%02u-%02u-01", field->name[0] == 'e' ? 12 : i % 11, 1 + i % 12);
    case CM_FIELD_YEAR:
      return g_strdup_printf ("%u", 2008 + i % 5);
    case CM_FIELD_CHOICE:
      while (field->choices[n].name != NULL)
        n++;
      return g_strdup (field->choices[i % n].name);
    case CM_FIELD_REFERENCE:
      return g_strdup (g_str_equal (field->references, "body") ? body : organisation);
    case CM_FIELD_FLAG:
      return g_strdup (i % 2 == 0 ? "true" : "false");
    case CM_FIELD_TEXT:
    default:
      return g_strdup_printf ("Advice for neighbourhood %u, part %05u", i % 37, i);
    }
}

static CmRecord *
make_activity (guint i, const char *organisation, const char *body)
{
  const CmTable *table = cm_table_find ("activity");
  CmRecord *record = cm_record_new (table);

  for (guint at = 0; at < table->n_fields; at++)
    {
      CmValue value = CM_VALUE_INIT;
      g_autofree char *text = make_value (&table->fields[at], i, organisation, body);
      g_autoptr (GError) error = NULL;

      if (cm_field_is_derived (&table->fields[at]))
        continue;
      cm_value_from_file (&value, &table->fields[at], text, &error);
      g_assert_no_error (error);
      cm_record_set_value (record, at, &value);
      cm_value_clear (&value);
    }
  return record;
}

static void
fill (Fixture *f)
{
  g_autoptr (CmRecord) body = NULL;
  g_autoptr (CmRecord) theme = NULL;
  g_autoptr (CmRecord) chapter = NULL;
  g_autoptr (CmRecord) source = NULL;
  g_autoptr (GPtrArray) organisations = g_ptr_array_new_with_free_func (g_object_unref);

  begin (f);
  body = insert (f, "body", "name", "Board", "kind", "board", NULL);
  theme = insert (f, "theme", "name", "People", NULL);
  chapter = insert (f, "chapter", "name", "Health", "theme", cm_record_get_id (theme), NULL);
  source = insert (f, "funding_source", "name", "Grant", "kind", "grant", NULL);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("Organisation %02u", i);

      g_ptr_array_add (organisations,
                       insert (f, "organisation", "name", name, "kind", "county", NULL));
    }
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autoptr (CmRecord) activity =
          make_activity (i,
                         cm_record_get_id (organisations->pdata[i % organisations->len]),
                         cm_record_get_id (body));
      const char *id = cm_record_get_id (activity);
      g_autoptr (GError) error = NULL;

      cm_store_insert (f->store, activity, &error);
      g_assert_no_error (error);
      INSERT (f, "activity_chapter", "activity", id, "chapter", cm_record_get_id (chapter));
      INSERT (f,
              "budget_line",
              "activity",
              id,
              "funding_source",
              cm_record_get_id (source),
              "year",
              "2010",
              "amount",
              "1234.56",
              "state",
              "secured");
    }
  commit (f);
}

/* --- measuring -------------------------------------------------------------------------------- */

typedef struct
{
  double clock, processor; /* seconds, the best of some */
} Times;

static double
get_processor (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static Times
write_rows (Fixture *f, CmExportFormat format, const char *name)
{
  g_autoptr (CmQuery) query = cm_query_new ("activity");
  g_autoptr (GPtrArray) fields = list_fields ("activity");
  g_autofree char *path = file_in (f, name);
  Times best = { G_MAXDOUBLE, G_MAXDOUBLE };

  for (guint i = 0; i < N_TIMES; i++)
    {
      const gint64 start = g_get_monotonic_time ();
      const double processor = get_processor ();
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
      best.clock = MIN (best.clock, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
      best.processor = MIN (best.processor, get_processor () - processor);
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
  Times csv, xlsx;
  double office;

  set_up (&f, NULL);
  fill (&f);
  csv = write_rows (&f, CM_EXPORT_CSV, "rows.csv");
  xlsx = write_rows (&f, CM_EXPORT_XLSX, "rows.xlsx");
  office = convert (&f);
  print ("10,000 rows of 20 columns as CSV", csv.processor, " s", 1);
  print ("10,000 rows of 20 columns as a workbook", xlsx.processor, " s", 2);
  g_print ("by the clock: %.2f s and %.2f s, the workbook %.1f times as long\n",
           csv.clock,
           xlsx.clock,
           xlsx.clock / csv.clock);
  if (office > 0)
    print ("a workbook beside LibreOffice making one of the CSV", xlsx.clock / office, "", 1);
  tear_down (&f, NULL);
  return missed ? 1 : 0;
}
