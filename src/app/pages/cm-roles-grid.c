/* cm-roles-grid.c - how the parts of groups in steps look in a grid. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-roles-grid"
#include "config.h"

#include "cm-roles-grid.h"

#include <glib/gi18n.h>

#include "cm-roles.h"

/* Each stage has a row of its own before its steps. */
guint
cm_roles_grid_get_row (CmManual *manual, guint step)
{
  guint heads = 0;

  for (guint i = 0; i <= step; i++)
    heads += i == 0 ||
             cm_manual_get_step (manual, i)->stage != cm_manual_get_step (manual, i - 1)->stage;
  return step + heads;
}

int
cm_roles_grid_get_step (CmManual *manual, guint row)
{
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    if (cm_roles_grid_get_row (manual, i) == row)
      return (int) i;
  return -1;
}

/* --- what was found --------------------------------------------------------------------------- */

static gboolean
has_finding (GPtrArray *findings, CmRolesFindingKind kind, guint position)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CmRolesFinding *finding = g_ptr_array_index (findings, i);
      guint at = kind == CM_ROLES_NO_PART ? finding->group : finding->step;

      if (finding->kind == kind && at == position)
        return TRUE;
    }
  return FALSE;
}

static CmGridMark
find_mark (GPtrArray *findings, guint step)
{
  if (has_finding (findings, CM_ROLES_SEVERAL_ACCOUNTABLE, step))
    return CM_GRID_OVER;
  if (has_finding (findings, CM_ROLES_NOBODY_ACCOUNTABLE, step) ||
      has_finding (findings, CM_ROLES_NOBODY_RESPONSIBLE, step))
    return CM_GRID_GAP;
  return CM_GRID_PLAIN;
}

/* --- heads ------------------------------------------------------------------------------------ */

static void
add_columns (CmGridModel *model, CmManual *manual, GPtrArray *findings)
{
  for (guint i = 0; i < cm_manual_get_n_groups (manual); i++)
    {
      const CmManualGroup *group = cm_manual_get_group (manual, i);
      g_autofree char *label = has_finding (findings, CM_ROLES_NO_PART, i)
                                   /* translators: %s is the name of a group */
                                   ? g_strdup_printf (_ ("%s (no part)"), group->short_name)
                                   : g_strdup (group->short_name);

      cm_grid_model_add_column (model, CM_GRID_HEAD_ITEM, label, NULL);
    }
}

/* What is wrong with a step, after its name. */
static char *
make_row_label (const CmManualStep *step, GPtrArray *findings, guint position)
{
  g_autoptr (GString) label = g_string_new (step->title);

  if (has_finding (findings, CM_ROLES_NOBODY_ACCOUNTABLE, position))
    g_string_append_printf (label, " – %s", _ ("nobody accountable"));
  if (has_finding (findings, CM_ROLES_SEVERAL_ACCOUNTABLE, position))
    g_string_append_printf (label, " – %s", _ ("several accountable"));
  if (has_finding (findings, CM_ROLES_NOBODY_RESPONSIBLE, position))
    g_string_append_printf (label, " – %s", _ ("nobody responsible"));
  return g_string_free (g_steal_pointer (&label), FALSE);
}

static void
add_rows (CmGridModel *model, CmManual *manual, GPtrArray *findings)
{
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    {
      const CmManualStep *step = cm_manual_get_step (manual, i);
      guint row = cm_roles_grid_get_row (manual, i);
      g_autofree char *label = make_row_label (step, findings, i);

      if (row > model->rows->len)
        cm_grid_model_add_row (
            model, CM_GRID_HEAD_GROUP, cm_manual_get_stage (manual, step->stage)->title);
      cm_grid_model_add_row (model, CM_GRID_HEAD_ITEM, label);
      cm_grid_model_mark_row (model, row, find_mark (findings, i));
    }
}

/* --- cells ------------------------------------------------------------------------------------ */

static double
find_shade (CmPart parts)
{
  if ((parts & CM_PART_ACCOUNTABLE) != 0)
    return 0.85;
  if ((parts & CM_PART_RESPONSIBLE) != 0)
    return 0.35;
  return (parts & CM_PART_CONSULTED) != 0 ? 0.08 : 0;
}

static void
set_cell (CmGridModel *model, guint row, guint column, const CmManualRole *role, gboolean several)
{
  CmPart parts = role != NULL ? role->parts : 0;
  gboolean over = several && (parts & CM_PART_ACCOUNTABLE) != 0;
  g_autofree char *letters = cm_parts_make_letters (parts);
  g_autofree char *names = cm_parts_make_names (parts);
  g_autofree char *spoken =
      role != NULL ? g_strdup_printf ("%s. %s", names, role->text) : g_strdup (_ ("no part"));

  cm_grid_model_set_cell (model,
                          row,
                          column,
                          role != NULL ? CM_GRID_HEAT : CM_GRID_BLANK,
                          over ? CM_GRID_OVER : CM_GRID_PLAIN,
                          find_shade (parts),
                          role != NULL ? letters : NULL,
                          spoken);
}

static void
set_cells (CmGridModel *model, CmManual *manual)
{
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    {
      const CmManualStep *step = cm_manual_get_step (manual, i);
      guint row = cm_roles_grid_get_row (manual, i);
      gboolean several = cm_grid_model_get_row (model, row)->mark == CM_GRID_OVER;

      for (guint j = 0; j < cm_manual_get_n_groups (manual); j++)
        set_cell (model,
                  row,
                  j,
                  cm_manual_step_find_role (step, cm_manual_get_group (manual, j)->id),
                  several);
    }
}

static void
add_keys (CmGridModel *model)
{
  for (guint i = 0; cm_parts_all[i] != 0; i++)
    {
      CmPart part = cm_parts_all[i];
      g_autofree char *text =
          /* translators: the letter and the name of a part, and what it means */
          g_strdup_printf (_ ("%1$s  %2$s: %3$s"),
                           cm_part_get_letter (part),
                           cm_part_get_name (part),
                           cm_part_get_meaning (part));

      cm_grid_model_add_key (model, CM_GRID_HEAT, CM_GRID_PLAIN, find_shade (part), text);
    }
}

CmGridModel *
cm_roles_grid_make (CmManual *manual, GPtrArray *findings)
{
  CmGridModel *model = cm_grid_model_new (_ ("Who does what"));

  model->corner = g_strdup (_ ("Step"));
  add_columns (model, manual, findings);
  add_rows (model, manual, findings);
  set_cells (model, manual);
  add_keys (model);
  return model;
}
