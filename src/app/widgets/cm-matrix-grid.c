/* cm-matrix-grid.c - how the marks of a priority matrix look in a grid. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-matrix-grid.h"

#include <glib/gi18n.h>

static const struct
{
  CmGridKind kind;
  const char *text; /* in a cell */
} looks[CM_N_MARKS] = {
  [CM_MARK_UNKNOWN] = { CM_GRID_UNKNOWN, "?" },
  [CM_MARK_NONE] = { CM_GRID_BLANK, NULL },
  [CM_MARK_PRIORITY] = { CM_GRID_DOTTED, N_ ("Priority") },
  [CM_MARK_HIGH] = { CM_GRID_SOLID, N_ ("High") },
};

CmGridKind
cm_matrix_grid_kind (CmMark mark)
{
  return looks[mark].kind;
}

const char *
cm_matrix_grid_text (CmMark mark)
{
  return looks[mark].text != NULL ? _ (looks[mark].text) : NULL;
}

void
cm_matrix_grid_add_keys (CmGridModel *model)
{
  for (int mark = CM_N_MARKS - 1; mark >= 0; mark--)
    cm_grid_model_add_key (model,
                           cm_matrix_grid_kind ((CmMark) mark),
                           CM_GRID_PLAIN,
                           0,
                           cm_mark_label ((CmMark) mark));
}

static const char *
name_rows (const CmMatrix *matrix)
{
  const char *label =
      cm_field_choice_label (cm_table_field (cm_table_find ("matrix"), "rows"), matrix->rows_are);

  return label != NULL ? label : "";
}

CmGridModel *
cm_matrix_grid_make (const CmMatrix *matrix)
{
  CmGridModel *model = cm_grid_model_new (matrix->name);

  model->corner = g_strdup (name_rows (matrix));
  for (guint t = 0; t < matrix->topics->len; t++)
    {
      const CmMatrixTopic *topic = cm_matrix_get_topic (matrix, t);

      cm_grid_model_add_column (
          model, CM_GRID_HEAD_ITEM, topic->name, *topic->heading != '\0' ? topic->heading : NULL);
    }
  for (guint r = 0; r < matrix->rows->len; r++)
    {
      cm_grid_model_add_row (model, CM_GRID_HEAD_ITEM, cm_matrix_get_row (matrix, r)->name);
      for (guint t = 0; t < matrix->topics->len; t++)
        {
          CmMark mark = cm_matrix_get_mark (matrix, r, t);

          cm_grid_model_set_cell (model,
                                  r,
                                  t,
                                  cm_matrix_grid_kind (mark),
                                  CM_GRID_PLAIN,
                                  0,
                                  cm_matrix_grid_text (mark),
                                  cm_mark_label (mark));
        }
    }
  cm_matrix_grid_add_keys (model);
  return model;
}

gboolean
cm_matrix_grid_is_touched (const CmChanges *changes)
{
  return cm_changes_touch (changes, "matrix") || cm_changes_touch (changes, "matrix_topic") ||
         cm_changes_touch (changes, "matrix_row") || cm_changes_touch (changes, "matrix_mark");
}
