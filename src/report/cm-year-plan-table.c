/* cm-year-plan-table.c - a year's plan as a table for other programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-year-plan-table"
#include "config.h"

#include "cm-year-plan-table.h"

#include <glib/gi18n.h>

#include "cm-csv.h"
#include "cm-table-export.h"
#include "cm-workbook-writer.h"

static const CmWorkbookColumn columns[] = {
  { N_ ("From"), CM_COLUMN_DATE, 12 },          { N_ ("To"), CM_COLUMN_DATE, 12 },
  { N_ ("What"), CM_COLUMN_TEXT, 40 },          { N_ ("Kind"), CM_COLUMN_TEXT, 12 },
  { N_ ("When"), CM_COLUMN_TEXT, 28 },          { N_ ("Stage"), CM_COLUMN_TEXT, 12 },
  { N_ ("Step"), CM_COLUMN_TEXT, 24 },          { N_ ("Who"), CM_COLUMN_TEXT, 28 },
  { N_ ("About"), CM_COLUMN_TEXT, 12 },         { N_ ("Open to partners"), CM_COLUMN_TEXT, 16 },
  { N_ ("Planner"), CM_COLUMN_TEXT, 28 },       { N_ ("Rests on"), CM_COLUMN_TEXT, 40 },
  { N_ ("More about it"), CM_COLUMN_TEXT, 60 },
};

#define N_COLUMNS G_N_ELEMENTS (columns)

static char *
format_date (const GDate *date)
{
  if (!g_date_valid (date))
    return g_strdup ("");
  return g_strdup_printf (
      "%04u-%02d-%02u", g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));
}

/* (transfer full): a text for each column. */
static char **
make_cells (const CmYearPlan *plan, const CmYearItem *item, CmManual *manual)
{
  char **cells = g_new0 (char *, N_COLUMNS + 1);
  guint n = 0;

  cells[n++] = format_date (&item->span.first);
  cells[n++] = format_date (&item->span.last);
  cells[n++] = g_strdup (item->title);
  cells[n++] = g_strdup (cm_year_item_kind_name (item->kind));
  cells[n++] = cm_year_item_describe_when (item);
  cells[n++] = g_strdup (cm_year_item_get_stage_title (item, manual));
  cells[n++] = g_strdup (cm_year_item_get_step_title (item, manual));
  cells[n++] = cm_year_item_describe_who (item, manual);
  cells[n++] = g_strdup (cm_year_item_topic_name (item->topic));
  cells[n++] = g_strdup (item->open ? _ ("Yes") : "");
  cells[n++] = g_strdup (cm_year_plan_get_planner (plan, item)->title);
  cells[n++] = cm_year_item_describe_basis (item);
  cells[n++] = g_strdup (item->text != NULL ? item->text : "");
  return cells;
}

static gboolean
save_csv (const CmYearPlan *plan, CmManual *manual, const char *path, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CmNewFile) file = cm_new_file_open (path, error);

  if (file == NULL)
    return FALSE;
  cm_csv_begin (text);
  for (guint i = 0; i < N_COLUMNS; i++)
    cm_csv_append_text (text, _ (columns[i].heading));
  cm_csv_end_line (text);
  for (guint i = 0; i < plan->items->len; i++)
    {
      g_auto (GStrv) cells = make_cells (plan, cm_year_plan_get (plan, i), manual);

      for (guint k = 0; k < N_COLUMNS; k++)
        cm_csv_append_text (text, cells[k]);
      cm_csv_end_line (text);
    }
  return cm_new_file_write (file, text->str, text->len, error) && cm_new_file_commit (file, error);
}

static void
add_notes (CmWorkbook *book, const CmYearPlan *plan, const char *title)
{
  cm_workbook_add_notes (book, _ ("About"), title);
  cm_workbook_add_note (book,
                        _ ("From and to"),
                        _ ("Both days belong to it. They are empty where it is not known when "
                           "something is; nothing is guessed."));
  for (guint i = 0; i < plan->notes->len; i++)
    cm_workbook_add_note (book, _ ("Not shown"), g_ptr_array_index (plan->notes, i));
}

static gboolean
save_workbook (const CmYearPlan *plan, CmManual *manual, const char *path, GError **error)
{
  /* translators: the title of a workbook; %1$d and %2$02d are a financial year, 2009/10 */
  g_autofree char *title = g_strdup_printf (
      _ ("Year planner %1$d/%2$02d"), (int) plan->year, (int) (plan->year + 1) % 100);
  g_autoptr (CmWorkbook) book = cm_workbook_new (path, title, error);
  CmWorkbookColumn named[N_COLUMNS];

  if (book == NULL)
    return FALSE;
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      named[i] = columns[i];
      named[i].heading = _ (columns[i].heading);
    }
  cm_workbook_add_sheet (book, _ ("Planner"), named, N_COLUMNS);
  for (guint i = 0; i < plan->items->len; i++)
    {
      g_auto (GStrv) cells = make_cells (plan, cm_year_plan_get (plan, i), manual);

      for (guint k = 0; k < N_COLUMNS; k++)
        if (columns[k].kind == CM_COLUMN_DATE && *cells[k] != '\0')
          cm_workbook_add_date (book, cells[k]);
        else
          cm_workbook_add_text (book, cells[k]);
      cm_workbook_end_row (book);
    }
  add_notes (book, plan, title);
  return cm_workbook_close (book, NULL, error);
}

gboolean
cm_year_plan_table_save (const CmYearPlan *plan, CmManual *manual, const char *path, GError **error)
{
  return cm_export_format_for (path) == CM_EXPORT_CSV ? save_csv (plan, manual, path, error)
                                                      : save_workbook (plan, manual, path, error);
}
