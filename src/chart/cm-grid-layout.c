/* cm-grid-layout.c - measures a grid: how wide its columns, how high its rows. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-grid-layout"

#include "cm-grid-layout-private.h"

#include <math.h>
#include <string.h>

#include "cm-chart-text.h"

#define DEFAULT_SIZE 14.0
/* In parts of the size of type. */
#define LINE 1.36
#define SMALLEST_COLUMN 3.4
#define LARGEST_COLUMN 17.0
#define SMALLEST_LABEL 7.0
#define LARGEST_LABEL 24.0
#define LONGEST_UPRIGHT 11.0
#define ROW_PAD 1.0
/* Share of the width that the names of rows may take. */
#define LABEL_SHARE 0.34
#define LEAST_LABEL_SHARE 0.22
/* Lines that the name of a column may take. */
#define HEAD_LINES 3

const CmGridType _cm_grid_column_type = {
  PANGO_WEIGHT_SEMIBOLD, PANGO_ALIGN_CENTER, HEAD_LINES, 1
};
const CmGridType _cm_grid_row_types[3] = {
  { PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT, 2, 0.5 },
  { PANGO_WEIGHT_BOLD, PANGO_ALIGN_LEFT, 2, 0.5 },
  { PANGO_WEIGHT_BOLD, PANGO_ALIGN_LEFT, 2, 0.5 },
};

/* --- text ------------------------------------------------------------------------------------- */

static void
set_weight (const CmGridLayout *layout, PangoWeight weight)
{
  g_autoptr (PangoFontDescription) font =
      pango_font_description_copy (pango_context_get_font_description (layout->context));

  pango_font_description_set_weight (font, weight);
  pango_font_description_set_absolute_size (font, layout->size * PANGO_SCALE);
  pango_layout_set_font_description (layout->text, font);
}

double
_cm_grid_set_text (const CmGridLayout *layout,
                   const char *text,
                   double width,
                   const CmGridType *type)
{
  int height;

  set_weight (layout, type->weight);
  pango_layout_set_text (layout->text, text, -1);
  pango_layout_set_width (layout->text, (int) (MAX (width, 1) * PANGO_SCALE));
  pango_layout_set_height (layout->text, -type->lines);
  pango_layout_set_ellipsize (layout->text, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap (layout->text, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout->text, type->align);
  pango_layout_get_pixel_size (layout->text, NULL, &height);
  return height;
}

double
_cm_grid_text_width (const CmGridLayout *layout, const char *text, PangoWeight weight)
{
  int width;

  set_weight (layout, weight);
  pango_layout_set_width (layout->text, -1);
  pango_layout_set_text (layout->text, text, -1);
  pango_layout_get_size (layout->text, &width, NULL);
  return (double) width / PANGO_SCALE;
}

/* Size of the type of a context, px. */
static double
find_size (PangoContext *context)
{
  const PangoFontDescription *font;
  double resolution, size;

  if (context == NULL)
    return DEFAULT_SIZE;
  font = pango_context_get_font_description (context);
  size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  resolution = pango_cairo_context_get_resolution (context);
  if (!pango_font_description_get_size_is_absolute (font))
    size *= (resolution > 0 ? resolution : 96) / 72.0;
  /* A little smaller than the text of a page, as in tables. */
  return size > 0 ? CLAMP (size * 0.94, 9, 48) : DEFAULT_SIZE;
}

static void
create_text (CmGridLayout *layout)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  layout->text = pango_layout_new (layout->context);
  /* Figures of one width, one beneath the other. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout->text, attributes);
}

/* --- measuring -------------------------------------------------------------------------------- */

/* The widest text of the cells, told by the number of its characters: to measure all takes long. */
static double
measure_cells (const CmGridLayout *layout)
{
  const char *longest = "";
  glong most = 0;

  for (guint i = 0; i < layout->model->cells->len; i++)
    {
      const char *text = g_array_index (layout->model->cells, CmGridCell, i).text;
      glong length = text != NULL ? g_utf8_strlen (text, -1) : 0;

      if (length > most)
        {
          most = length;
          longest = text;
        }
    }
  /* A mark stands to the left of it. */
  return MAX (_cm_grid_text_width (layout, longest, PANGO_WEIGHT_BOLD) + 2 * layout->size +
                  2 * CM_GRID_PAD,
              layout->size * SMALLEST_COLUMN);
}

static double
measure_labels (const CmGridLayout *layout)
{
  const CmGridModel *model = layout->model;
  double widest = layout->size * SMALLEST_LABEL;

  for (guint i = 0; i < model->rows->len; i++)
    {
      const CmGridHead *head = cm_grid_model_get_row (model, i);

      widest = MAX (
          widest, _cm_grid_text_width (layout, head->label, _cm_grid_row_types[head->kind].weight));
    }
  return ceil (widest + 3 * CM_GRID_PAD);
}

/* The longest word of the names of columns, or 0 if there are none. */
static double
measure_words (const CmGridLayout *layout)
{
  const CmGridModel *model = layout->model;
  double widest = 0;

  for (guint i = 0; i < model->columns->len; i++)
    {
      g_auto (GStrv) words = g_strsplit (cm_grid_model_get_column (model, i)->label, " ", -1);

      for (guint j = 0; words[j] != NULL; j++)
        widest = MAX (widest, _cm_grid_text_width (layout, words[j], _cm_grid_column_type.weight));
    }
  return widest + 2 * CM_GRID_PAD;
}

static gboolean
has_groups (const CmGridModel *model)
{
  for (guint i = 0; i < model->columns->len; i++)
    if (cm_grid_model_get_column (model, i)->n_group > 0)
      return TRUE;
  return FALSE;
}

/* Names that lie are read more easily: for them the names of rows make room, but not all of it. */
static void
fit_columns (CmGridLayout *layout, double width)
{
  guint n = MAX (layout->model->columns->len, 1);
  double least = measure_cells (layout);
  double words = measure_words (layout);
  double labels = measure_labels (layout);
  double share = MAX (width * LABEL_SHARE, layout->size * SMALLEST_LABEL);
  double least_share = MAX (width * LEAST_LABEL_SHARE, layout->size * SMALLEST_LABEL);

  layout->label_width = MIN (labels, MIN (share, layout->size * LARGEST_LABEL));
  if (words > (width - layout->label_width) / n)
    layout->label_width =
        CLAMP (width - n * words, MIN (least_share, layout->label_width), layout->label_width);
  layout->upright = words > MAX ((width - layout->label_width) / n, least);
  if (layout->upright)
    layout->label_width = MIN (labels, MIN (share, layout->size * LARGEST_LABEL));
  layout->column_width = floor (
      CLAMP ((width - layout->label_width) / n, least, MAX (least, layout->size * LARGEST_COLUMN)));
  /* What is left over goes to the names of the rows. */
  layout->label_width =
      floor (CLAMP (width - n * layout->column_width, layout->label_width, labels));
}

static void
fit_heads (CmGridLayout *layout)
{
  const CmGridModel *model = layout->model;
  double highest = layout->line;

  layout->group_height = has_groups (model) ? ceil (layout->line + CM_GRID_PAD) : 0;
  for (guint i = 0; i < model->columns->len; i++)
    {
      const char *label = cm_grid_model_get_column (model, i)->label;

      if (layout->upright)
        highest = MAX (highest, _cm_grid_text_width (layout, label, _cm_grid_column_type.weight));
      else
        highest =
            MAX (highest,
                 _cm_grid_set_text (
                     layout, label, layout->column_width - 2 * CM_GRID_PAD, &_cm_grid_column_type));
    }
  if (layout->upright)
    highest = MIN (highest + 2, layout->size * LONGEST_UPRIGHT);
  layout->head_height = ceil (layout->group_height + highest + 2 * CM_GRID_PAD);
}

static void
fit_rows (CmGridLayout *layout)
{
  const CmGridModel *model = layout->model;
  double y = 0;

  layout->row_y = g_new0 (double, model->rows->len + 1);
  for (guint i = 0; i < model->rows->len; i++)
    {
      const CmGridHead *head = cm_grid_model_get_row (model, i);
      double text = _cm_grid_set_text (layout,
                                       head->label,
                                       layout->label_width - 3 * CM_GRID_PAD,
                                       &_cm_grid_row_types[head->kind]);

      layout->row_y[i] = y;
      y += ceil (MAX (text, layout->line) + layout->size * ROW_PAD);
      /* Some air above a heading. */
      if (head->kind == CM_GRID_HEAD_GROUP && i > 0)
        y += CM_GRID_PAD;
    }
  layout->row_y[model->rows->len] = y;
}

CmGridLayout *
cm_grid_layout_new (const CmGridModel *model, double width, PangoContext *context)
{
  CmGridLayout *layout = g_new0 (CmGridLayout, 1);

  layout->model = model;
  layout->size = find_size (context);
  layout->line = ceil (layout->size * LINE);
  layout->context = cm_chart_text_context (context);
  create_text (layout);
  fit_columns (layout, width);
  fit_heads (layout);
  fit_rows (layout);
  return layout;
}

void
cm_grid_layout_free (CmGridLayout *layout)
{
  g_object_unref (layout->text);
  g_object_unref (layout->context);
  g_free (layout->row_y);
  g_free (layout);
}

/* --- asking ----------------------------------------------------------------------------------- */

void
cm_grid_layout_get_size (const CmGridLayout *layout, double *width, double *height)
{
  *width = layout->label_width + layout->column_width * layout->model->columns->len;
  *height = layout->head_height + layout->row_y[layout->model->rows->len];
}

void
cm_grid_layout_get_headers (const CmGridLayout *layout, double *width, double *height)
{
  *width = layout->label_width;
  *height = layout->head_height;
}

CmGridBox
cm_grid_layout_get_cell (const CmGridLayout *layout, guint row, guint column, double x, double y)
{
  double top = layout->row_y[row];
  CmGridBox box;

  if (cm_grid_model_get_row (layout->model, row)->kind == CM_GRID_HEAD_GROUP && row > 0)
    top += CM_GRID_PAD;
  box.x = layout->label_width + column * layout->column_width - x;
  box.y = layout->head_height + top - y;
  box.width = layout->column_width;
  box.height = layout->row_y[row + 1] - top;
  return box;
}

/* The row at that height of the cells, or -1. */
static int
find_row (const CmGridLayout *layout, double y)
{
  guint low = 0;
  guint high = layout->model->rows->len;

  if (y < 0 || y >= layout->row_y[high])
    return -1;
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (layout->row_y[middle] <= y)
        low = middle;
      else
        high = middle;
    }
  return (int) low;
}

static int
find_column (const CmGridLayout *layout, double x)
{
  double column = floor (x / layout->column_width);

  return column >= 0 && column < layout->model->columns->len ? (int) column : -1;
}

CmGridHit
cm_grid_layout_hit (const CmGridLayout *layout, double x, double y, double at_x, double at_y)
{
  gboolean on_labels = at_x < layout->label_width;
  gboolean on_heads = at_y < layout->head_height;
  CmGridHit hit = { CM_GRID_HIT_NONE, -1, -1 };

  if (!on_heads)
    hit.row = find_row (layout, at_y - layout->head_height + y);
  if (!on_labels)
    hit.column = find_column (layout, at_x - layout->label_width + x);
  if (hit.row >= 0 && hit.column >= 0)
    hit.kind = CM_GRID_HIT_CELL;
  else if (hit.row >= 0 && on_labels && at_x >= 0)
    hit.kind = CM_GRID_HIT_ROW;
  else if (hit.column >= 0 && on_heads && at_y >= 0)
    hit.kind = CM_GRID_HIT_COLUMN;
  else
    hit.row = hit.column = -1;
  return hit;
}

gboolean
cm_grid_layout_get_seen (const CmGridLayout *layout,
                         double x,
                         double y,
                         double width,
                         double height,
                         int rows[2],
                         int columns[2])
{
  int n_rows = (int) layout->model->rows->len;
  int n_columns = (int) layout->model->columns->len;
  double right = width - layout->label_width + x;
  double bottom = height - layout->head_height + y;

  if (n_rows == 0 || n_columns == 0 || right <= x || bottom <= y)
    return FALSE;
  rows[0] = MAX (find_row (layout, MAX (y, 0)), 0);
  rows[1] = bottom >= layout->row_y[n_rows] ? n_rows - 1 : find_row (layout, MAX (bottom, 0));
  columns[0] = MAX (find_column (layout, MAX (x, 0)), 0);
  columns[1] = find_column (layout, MAX (right, 0));
  columns[1] = columns[1] < 0 ? n_columns - 1 : columns[1];
  return TRUE;
}

void
_cm_grid_column_room (const CmGridLayout *layout, double *length, double *breadth)
{
  double height = layout->head_height - layout->group_height - 2 * CM_GRID_PAD;

  *length = layout->upright ? height : layout->column_width - 2 * CM_GRID_PAD;
  *breadth = layout->upright ? layout->column_width : height;
}

CmGridBox
_cm_grid_column_box (const CmGridLayout *layout, guint column, double x)
{
  return (CmGridBox){
    layout->label_width + column * layout->column_width - x,
    layout->group_height,
    layout->column_width,
    layout->head_height - layout->group_height,
  };
}

gboolean
cm_grid_layout_is_cut (const CmGridLayout *layout, int row, int column)
{
  double length, breadth;

  if (row >= 0)
    {
      const CmGridHead *head = cm_grid_model_get_row (layout->model, (guint) row);

      _cm_grid_set_text (layout,
                         head->label,
                         layout->label_width - 3 * CM_GRID_PAD,
                         &_cm_grid_row_types[head->kind]);
    }
  else
    {
      CmGridType type = _cm_grid_column_type;

      _cm_grid_column_room (layout, &length, &breadth);
      if (layout->upright)
        type.lines = MAX (1, (int) (breadth / layout->line));
      _cm_grid_set_text (
          layout, cm_grid_model_get_column (layout->model, (guint) column)->label, length, &type);
    }
  return pango_layout_is_ellipsized (layout->text);
}
