/* cm-grid-layout-private.h - the measures of a grid, shared by its layout and its painter. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-grid-painter.h"

G_BEGIN_DECLS

struct _CmGridLayout
{
  const CmGridModel *model;
  PangoContext *context;
  PangoLayout *text; /* used for one text after the other */
  double size;       /* of the type, in px */
  double line;       /* height of a line of type */
  double label_width;
  double group_height; /* of the names of groups of columns; 0 if there are none */
  double head_height;  /* of both kinds of names of columns */
  double row_mark;     /* room for a mark after the name of a row; 0 if there are none */
  gboolean upright;    /* the names of columns stand upright */
  double *column_x;    /* where each column begins, from the first; and, last, where it all ends */
  double *row_y;       /* where each row begins, from the first; and, last, where it all ends */
};

/* How a text is set. */
typedef struct
{
  PangoWeight weight;
  PangoAlignment align;
  int lines;     /* at most */
  double middle; /* 0 to stand at the top of its box, 0.5 in the middle, 1 at the bottom */
} CmGridType;

#define CM_GRID_PAD 6.0
#define CM_GRID_MARK 0.62       /* size of a mark, in parts of the size of type */
#define CM_GRID_LEGEND_LINE 1.9 /* height of a line of the legend, in lines of type */

/* Sets layout->text to be drawn in @width px; returns the height it takes. */
double _cm_grid_set_text (const CmGridLayout *layout,
                          const char *text,
                          double width,
                          const CmGridType *type);
/* Width of the text on one line. */
double _cm_grid_text_width (const CmGridLayout *layout, const char *text, PangoWeight weight);

/* The box for the name of a column, in the area of the headers scrolled by @x. */
CmGridBox _cm_grid_column_box (const CmGridLayout *layout, guint column, double x);
/* Room for the name of a column: its length and its breadth, which is the width unless upright. */
void
_cm_grid_column_room (const CmGridLayout *layout, guint column, double *length, double *breadth);
/* Room for the name of a row. */
double _cm_grid_label_room (const CmGridLayout *layout);
extern const CmGridType _cm_grid_column_type;
extern const CmGridType _cm_grid_row_types[3]; /* by CmGridHeadKind */

G_END_DECLS
