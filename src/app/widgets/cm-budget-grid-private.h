/* cm-budget-grid-private.h - what the files of the budget grid share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-amount-cell.h"
#include "cm-budget-grid.h"
#include "cm-budget-lines.h"

G_BEGIN_DECLS

struct _CmBudgetGrid
{
  AdwBin parent_instance;

  CmStore *store;
  CmRecord *activity;
  CmBudget *budget;
  GArray *years;      /* gint64: added here, or seen here once: a row does not run away */
  GPtrArray *sources; /* CmRecord: the same */

  GtkGrid *grid;
  GPtrArray *cells;  /* CmAmountCell, row by row; the grid owns them */
  GPtrArray *totals; /* GtkLabel: of the rows, of the columns, of all */
  char *shape_name;  /* the years and sources that the cells were made for */
  GtkWidget *none;   /* says that there are no sources yet */
  GtkWidget *error;  /* a label */
  GtkWidget *legend;
  GtkWidget *add_source, *add_year;
  CmBudgetLines *lines;
  gboolean lines_shown;
  guint lines_row, lines_column;
  GtkWidget *menu; /* of a cell, while it is shown */

  guint row, column; /* of the current cell */
  CmAmountCell *edited;
  gboolean ending;
  guint leave_idle;
  GCancellable *cancellable;
};

void _cm_budget_grid_tell (CmBudgetGrid *self, const char *text, gboolean undo);
CmAmountCell *_cm_budget_grid_get_cell (CmBudgetGrid *self, guint row, guint column);
gboolean _cm_budget_grid_is_editable (CmBudgetGrid *self);
void _cm_budget_grid_update (CmBudgetGrid *self);

/* cm-budget-grid-edit.c */
void _cm_budget_grid_watch_cell (CmBudgetGrid *self, CmAmountCell *cell);
void _cm_budget_grid_install_actions (GtkWidgetClass *widget_class);
void _cm_budget_grid_end_edit (CmBudgetGrid *self);
gboolean _cm_budget_grid_commit (CmBudgetGrid *self);
void _cm_budget_grid_close_lines (CmBudgetGrid *self);
void _cm_budget_grid_add_keys (CmBudgetGrid *self);

G_END_DECLS
