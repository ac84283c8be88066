/* cm-grid-model.h - a table of cells to be drawn: a heat map, a matrix of priorities. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a cell is filled and bordered. */
typedef enum
{
  CM_GRID_BLANK,   /* nothing but its text */
  CM_GRID_HEAT,    /* filled, the more the darker: see shade */
  CM_GRID_SOLID,   /* a solid box with a filled dot */
  CM_GRID_DOTTED,  /* a dotted box with a ring */
  CM_GRID_UNKNOWN, /* hatched */
} CmGridKind;

/* What is said of a cell beyond its kind, by a shape in its corner. */
typedef enum
{
  CM_GRID_PLAIN,
  CM_GRID_GAP,  /* something is missing: a ring, and a dashed border */
  CM_GRID_OVER, /* there is too much: a triangle, and a heavy border */
} CmGridMark;

typedef enum
{
  CM_GRID_HEAD_ITEM,
  CM_GRID_HEAD_GROUP, /* a row that heads those after it; its cells, if any have text, are sums */
  CM_GRID_HEAD_TOTAL, /* a row or column of totals, set apart by a line */
} CmGridHeadKind;

typedef struct
{
  CmGridKind kind;
  CmGridMark mark;
  double shade; /* 0 to 1 */
  char *text;   /* what stands in it, or NULL */
  char *spoken; /* what assistive tools and tooltips say of it after its row and column, or NULL for
                   the text */
} CmGridCell;

/* A row or a column. */
typedef struct
{
  CmGridHeadKind kind;
  char *label;
  char *group;     /* of columns: neighbours of the same group stand under its name; or NULL */
  CmGridMark mark; /* of rows: stands after the label */
  guint n_group;   /* of columns: how many columns, from this one on, stand under that name; or 0 */
} CmGridHead;

/* An entry of the legend. */
typedef struct
{
  CmGridKind kind;
  CmGridMark mark;
  double shade;
  char *text;
} CmGridKey;

typedef struct
{
  char *name;   /* what the table is, for assistive tools and above a picture */
  char *corner; /* what the rows are, above their names; or NULL */
  guint colour; /* of the stage whose tints are used, see cm_palette_stage() */
  GArray *rows; /* of CmGridHead */
  GArray *columns;
  GArray *cells; /* of CmGridCell, row by row */
  GArray *keys;  /* of CmGridKey */

  /* What the widget knows, drawn too: -1 if nothing. */
  int focus_row, focus_column;   /* the cell with a ring of focus */
  int hover_row, hover_column;   /* beneath the pointer */
  int chosen_row, chosen_column; /* a corner and the opposite one of the cells that are chosen */
  int chosen_to_row, chosen_to_column;
} CmGridModel;

CmGridModel *cm_grid_model_new (const char *name);
void cm_grid_model_free (CmGridModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmGridModel, cm_grid_model_free)

/* All columns first, then the rows. Each returns its index. `group` may be NULL. */
guint cm_grid_model_add_column (CmGridModel *self,
                                CmGridHeadKind kind,
                                const char *label,
                                const char *group);
guint cm_grid_model_add_row (CmGridModel *self, CmGridHeadKind kind, const char *label);
void cm_grid_model_mark_row (CmGridModel *self, guint row, CmGridMark mark);
void cm_grid_model_add_key (
    CmGridModel *self, CmGridKind kind, CmGridMark mark, double shade, const char *text);

/* Texts are copied and may be NULL. A cell that is never set is blank. */
void cm_grid_model_set_cell (CmGridModel *self,
                             guint row,
                             guint column,
                             CmGridKind kind,
                             CmGridMark mark,
                             double shade,
                             const char *text,
                             const char *spoken);

const CmGridHead *cm_grid_model_get_row (const CmGridModel *self, guint row);
const CmGridHead *cm_grid_model_get_column (const CmGridModel *self, guint column);
const CmGridCell *cm_grid_model_get_cell (const CmGridModel *self, guint row, guint column);

/* Whether the cell can be gone to: those of a heading without sums cannot. */
gboolean cm_grid_model_is_live (const CmGridModel *self, int row, int column);

/* The next live cell from there, `rows` down and `columns` to the right (or up and to the left),
 * or that cell itself at the edge. FALSE if no cell is live. */
gboolean cm_grid_model_move (const CmGridModel *self, int *row, int *column, int rows, int columns);

/* Spoken, translated: "Safer homes, Grant pot: £240,000, gap"; and "Balance: 18 rows, 6 columns, 3
 * gaps, 2 overloads". Free with g_free(). */
char *cm_grid_model_describe_cell (const CmGridModel *self, guint row, guint column);
char *cm_grid_model_describe (const CmGridModel *self);

G_END_DECLS
