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

/* Whether there is a column of what is wrong with the steps: the first. */
static gboolean
has_gaps (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (((const CmRolesFinding *) g_ptr_array_index (findings, i))->kind <=
        CM_ROLES_NOBODY_RESPONSIBLE)
      return TRUE;
  return FALSE;
}

static void
add_columns (CmGridModel *model, CmManual *manual, GPtrArray *findings)
{
  if (has_gaps (findings))
    cm_grid_model_add_column (model, CM_GRID_HEAD_ITEM, _ ("Gaps"), NULL);
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

static void
add_rows (CmGridModel *model, CmManual *manual, GPtrArray *findings)
{
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    {
      const CmManualStep *step = cm_manual_get_step (manual, i);
      guint row = cm_roles_grid_get_row (manual, i);

      if (row > model->rows->len)
        cm_grid_model_add_row (
            model, CM_GRID_HEAD_GROUP, cm_manual_get_stage (manual, step->stage)->title);
      cm_grid_model_add_row (model, CM_GRID_HEAD_ITEM, step->title);
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
append_gap (GString *to, const char *text)
{
  if (to->len > 0)
    g_string_append (to, ", ");
  g_string_append (to, text);
}

/* What is wrong with a step, in short and in words. */
static void
set_gap (CmGridModel *model, guint row, GPtrArray *findings, guint step)
{
  static const struct
  {
    CmRolesFindingKind kind;
    const char *text, *spoken;
  } gaps[] = {
    /* translators: in a narrow cell: no group has the letter A for “Accountable” */
    { CM_ROLES_NOBODY_ACCOUNTABLE, N_ ("No A"), N_ ("nobody is accountable") },
    /* translators: in a narrow cell: more than one group has the letter A for “Accountable” */
    { CM_ROLES_SEVERAL_ACCOUNTABLE, N_ ("A twice"), N_ ("more than one group is accountable") },
    /* translators: in a narrow cell: no group has the letter R for “Responsible” */
    { CM_ROLES_NOBODY_RESPONSIBLE, N_ ("No R"), N_ ("nobody is responsible") },
  };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) spoken = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    if (has_finding (findings, gaps[i].kind, step))
      {
        append_gap (text, _ (gaps[i].text));
        append_gap (spoken, _ (gaps[i].spoken));
      }
  cm_grid_model_set_cell (model,
                          row,
                          0,
                          CM_GRID_BLANK,
                          find_mark (findings, step),
                          0,
                          text->len > 0 ? text->str : NULL,
                          spoken->len > 0 ? spoken->str : _ ("none"));
}

static void
set_cells (CmGridModel *model, CmManual *manual, GPtrArray *findings)
{
  guint first = has_gaps (findings) ? 1 : 0;

  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    {
      const CmManualStep *step = cm_manual_get_step (manual, i);
      guint row = cm_roles_grid_get_row (manual, i);
      gboolean several = cm_grid_model_get_row (model, row)->mark == CM_GRID_OVER;

      if (first > 0)
        set_gap (model, row, findings, i);
      for (guint j = 0; j < cm_manual_get_n_groups (manual); j++)
        set_cell (model,
                  row,
                  first + j,
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
  set_cells (model, manual, findings);
  add_keys (model);
  return model;
}
