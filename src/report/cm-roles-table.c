/* cm-roles-table.c - who does what in the cycle, as a table for other programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-roles-table"
#include "config.h"

#include "cm-roles-table.h"

#include <glib/gi18n.h>

#include "cm-csv.h"
#include "cm-new-file.h"
#include "cm-roles.h"

/* A row of cells, to be filled. */
static GPtrArray *
add_row (GPtrArray *rows)
{
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (rows, row);
  return row;
}

static void
add_cell (GPtrArray *row, const char *text)
{
  g_ptr_array_add (row, g_strdup (text));
}

static GPtrArray *
add_step_row (GPtrArray *rows, CmManual *manual, const CmManualStep *step)
{
  GPtrArray *row = add_row (rows);

  add_cell (row, cm_manual_get_stage (manual, step->stage)->title);
  add_cell (row, step->title);
  return row;
}

static void
add_all_steps (GPtrArray *rows, CmManual *manual)
{
  GPtrArray *head = rows->pdata[0];

  for (guint i = 0; i < cm_manual_get_n_groups (manual); i++)
    add_cell (head, cm_manual_get_group (manual, i)->name);
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    {
      const CmManualStep *step = cm_manual_get_step (manual, i);
      GPtrArray *row = add_step_row (rows, manual, step);

      for (guint j = 0; j < cm_manual_get_n_groups (manual); j++)
        {
          const CmManualRole *role =
              cm_manual_step_find_role (step, cm_manual_get_group (manual, j)->id);

          g_ptr_array_add (row, cm_parts_make_letters (role != NULL ? role->parts : 0));
        }
    }
}

static void
add_own_steps (GPtrArray *rows, CmManual *manual, const char *group)
{
  GPtrArray *head = rows->pdata[0];

  add_cell (head, _ ("Part"));
  add_cell (head, _ ("What to do"));
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    {
      const CmManualStep *step = cm_manual_get_step (manual, i);
      const CmManualRole *role = cm_manual_step_find_role (step, group);
      GPtrArray *row;

      if (role == NULL)
        continue;
      row = add_step_row (rows, manual, step);
      g_ptr_array_add (row, cm_parts_make_names (role->parts));
      add_cell (row, role->text);
    }
}

static GPtrArray *
make_rows (CmManual *manual, const char *group)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GPtrArray *head = add_row (rows);

  add_cell (head, _ ("Stage"));
  add_cell (head, _ ("Step"));
  if (group != NULL)
    add_own_steps (rows, manual, group);
  else
    add_all_steps (rows, manual);
  return rows;
}

/* What would begin a cell or a line of its own. */
static void
append_plain (GString *text, const char *cell)
{
  for (const char *c = cell; *c != '\0'; c++)
    g_string_append_c (text, *c == '\t' || *c == '\n' || *c == '\r' ? ' ' : *c);
}

char *
cm_roles_table_to_text (CmManual *manual, const char *group)
{
  g_autoptr (GPtrArray) rows = make_rows (manual, group);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const GPtrArray *row = rows->pdata[i];

      for (guint j = 0; j < row->len; j++)
        {
          if (j > 0)
            g_string_append_c (text, '\t');
          append_plain (text, row->pdata[j]);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
cm_roles_table_save (CmManual *manual, const char *group, const char *path, GError **error)
{
  g_autoptr (GPtrArray) rows = make_rows (manual, group);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CmNewFile) file = cm_new_file_open (path, error);

  if (file == NULL)
    return FALSE;
  cm_csv_begin (text);
  for (guint i = 0; i < rows->len; i++)
    {
      const GPtrArray *row = rows->pdata[i];

      for (guint j = 0; j < row->len; j++)
        cm_csv_append_text (text, row->pdata[j]);
      cm_csv_end_line (text);
    }
  return cm_new_file_write (file, text->str, text->len, error) && cm_new_file_commit (file, error);
}
