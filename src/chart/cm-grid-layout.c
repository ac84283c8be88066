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
#define LARGEST_LEAST_LABEL 12.0
#define LONGEST_UPRIGHT 12.5
#define ROW_PAD 1.0
/* Share of the width that the names of rows may take. */
#define LABEL_SHARE 0.34
/* Names of columns stand only if that saves so much of the width. */
#define WORTH_STANDING 0.8
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

/* The least width of a column: that of its longest text, told by the number of its characters, as
 * to measure all takes long, and of a mark to the left of it. */
static double
measure_cells (const CmGridLayout *layout, guint column)
{
  const CmGridModel *model = layout->model;
  const char *longest = "";
  gboolean marked = FALSE;
  glong most = 0;

  for (guint row = 0; row < model->rows->len; row++)
    {
      const CmGridCell *cell = cm_grid_model_get_cell (model, row, column);
      glong length = cell->text != NULL ? g_utf8_strlen (cell->text, -1) : 0;

      marked = marked || cell->mark != CM_GRID_PLAIN;
      if (length > most)
        {
          most = length;
          longest = cell->text;
        }
    }
  return MAX (_cm_grid_text_width (layout, longest, PANGO_WEIGHT_BOLD) + 3 * CM_GRID_PAD +
                  (marked ? layout->size * CM_GRID_MARK + CM_GRID_PAD : 0),
              layout->size * SMALLEST_COLUMN);
}

static double
measure_longest_word (const CmGridLayout *layout, const char *text, PangoWeight weight)
{
  g_auto (GStrv) words = g_strsplit_set (text, " -", -1);
  double widest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    widest = MAX (widest, _cm_grid_text_width (layout, words[i], weight));
  return widest;
}

/* What the names of the rows take on one line each, and the least that breaks no word. */
static void
measure_labels (CmGridLayout *layout, double *least, double *all)
{
  const CmGridModel *model = layout->model;

  *least = *all = layout->size * SMALLEST_LABEL;
  for (guint i = 0; i < model->rows->len; i++)
    {
      const CmGridHead *head = cm_grid_model_get_row (model, i);
      PangoWeight weight = _cm_grid_row_types[head->kind].weight;

      if (head->mark != CM_GRID_PLAIN)
        layout->row_mark = layout->size * CM_GRID_MARK + CM_GRID_PAD;
      *all = MAX (*all, _cm_grid_text_width (layout, head->label, weight));
      *least = MAX (*least, measure_longest_word (layout, head->label, weight));
    }
  *all = ceil (*all + 3 * CM_GRID_PAD + layout->row_mark);
  *least = ceil (MIN (*least, layout->size * LARGEST_LEAST_LABEL) + 3 * CM_GRID_PAD +
                 layout->row_mark + 1);
}

static gboolean
has_groups (const CmGridModel *model)
{
  for (guint i = 0; i < model->columns->len; i++)
    if (cm_grid_model_get_column (model, i)->n_group > 0)
      return TRUE;
  return FALSE;
}

/* The columns that stand under one name are wide enough for it, if it is no longer than a word. */
static void
widen_groups (const CmGridLayout *layout, double *widths)
{
  const CmGridModel *model = layout->model;

  for (guint i = 0; i < model->columns->len; i++)
    {
      const CmGridHead *head = cm_grid_model_get_column (model, i);
      double wanted, sum = 0;

      for (guint j = 0; j < head->n_group; j++)
        sum += widths[i + j];
      if (head->n_group == 0)
        continue;
      wanted = measure_longest_word (layout, head->group, PANGO_WEIGHT_BOLD) + 2 * CM_GRID_PAD + 1;
      for (guint j = 0; j < head->n_group && wanted > sum; j++)
        widths[i + j] += (wanted - sum) / head->n_group;
    }
}

static double
add_up (const double *widths, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += widths[i];
  return sum;
}

/* Alike where there is room for that, and else each a little wider than it must be. */
static void
spread_columns (CmGridLayout *layout, const double *widths, double room)
{
  guint n = layout->model->columns->len;
  double alike = MIN (room / MAX (n, 1), layout->size * LARGEST_COLUMN);
  double extra = MAX ((room - add_up (widths, n)) / MAX (n, 1), 0);
  double widest = 0;

  for (guint i = 0; i < n; i++)
    widest = MAX (widest, widths[i]);
  layout->column_x = g_new0 (double, n + 1);
  for (guint i = 0; i < n; i++)
    layout->column_x[i + 1] =
        layout->column_x[i] + floor (alike >= widest ? alike : widths[i] + extra);
}

/* Names that lie are read more easily: for them the names of rows make room, but not all of it. */
static void
fit_columns (CmGridLayout *layout, double width)
{
  guint n = layout->model->columns->len;
  g_autofree double *upright = g_new0 (double, n + 1);
  g_autofree double *lying = g_new0 (double, n + 1);
  const double *widths = lying;
  double least_label, labels;

  for (guint i = 0; i < n; i++)
    {
      const char *label = cm_grid_model_get_column (layout->model, i)->label;

      upright[i] = measure_cells (layout, i);
      lying[i] = MAX (upright[i],
                      measure_longest_word (layout, label, _cm_grid_column_type.weight) +
                          2 * CM_GRID_PAD + 1);
    }
  widen_groups (layout, upright);
  widen_groups (layout, lying);
  measure_labels (layout, &least_label, &labels);
  layout->upright = least_label + add_up (lying, n) > width &&
                    add_up (upright, n) < WORTH_STANDING * add_up (lying, n);
  if (layout->upright)
    widths = upright;
  layout->label_width =
      MIN (labels, MAX (least_label, MIN (width * LABEL_SHARE, layout->size * LARGEST_LABEL)));
  layout->label_width = CLAMP (width - add_up (widths, n), least_label, layout->label_width);
  spread_columns (layout, widths, width - layout->label_width);
  /* What is left over goes to the names of the rows. */
  layout->label_width = floor (CLAMP (width - layout->column_x[n], layout->label_width, labels));
}

static void
fit_heads (CmGridLayout *layout)
{
  const CmGridModel *model = layout->model;
  double highest = layout->line;
  double width;

  layout->group_height = has_groups (model) ? ceil (layout->line + CM_GRID_PAD) : 0;
  for (guint i = 0; i < model->columns->len; i++)
    {
      const char *label = cm_grid_model_get_column (model, i)->label;

      width = layout->column_x[i + 1] - layout->column_x[i] - 2 * CM_GRID_PAD;
      if (layout->upright)
        highest = MAX (highest, _cm_grid_text_width (layout, label, _cm_grid_column_type.weight));
      else
        highest = MAX (highest, _cm_grid_set_text (layout, label, width, &_cm_grid_column_type));
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
      double text = _cm_grid_set_text (
          layout, head->label, _cm_grid_label_room (layout), &_cm_grid_row_types[head->kind]);

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
  g_free (layout->column_x);
  g_free (layout->row_y);
  g_free (layout);
}

/* --- asking ----------------------------------------------------------------------------------- */

void
cm_grid_layout_get_size (const CmGridLayout *layout, double *width, double *height)
{
  *width = layout->label_width + layout->column_x[layout->model->columns->len];
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
  box.x = layout->label_width + layout->column_x[column] - x;
  box.y = layout->head_height + top - y;
  box.width = layout->column_x[column + 1] - layout->column_x[column];
  box.height = layout->row_y[row + 1] - top;
  return box;
}

/* In which of the stretches that begin at @starts, and end with the last of them, @at lies, or -1.
 */
static int
find_stretch (const double *starts, guint n, double at)
{
  guint low = 0;
  guint high = n;

  if (at < 0 || at >= starts[n])
    return -1;
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (starts[middle] <= at)
        low = middle;
      else
        high = middle;
    }
  return (int) low;
}

static int
find_row (const CmGridLayout *layout, double y)
{
  return find_stretch (layout->row_y, layout->model->rows->len, y);
}

static int
find_column (const CmGridLayout *layout, double x)
{
  return find_stretch (layout->column_x, layout->model->columns->len, x);
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

double
_cm_grid_label_room (const CmGridLayout *layout)
{
  return layout->label_width - 3 * CM_GRID_PAD - layout->row_mark;
}

CmGridBox
_cm_grid_column_box (const CmGridLayout *layout, guint column, double x)
{
  return (CmGridBox){
    layout->label_width + layout->column_x[column] - x,
    layout->group_height,
    layout->column_x[column + 1] - layout->column_x[column],
    layout->head_height - layout->group_height,
  };
}

void
_cm_grid_column_room (const CmGridLayout *layout, guint column, double *length, double *breadth)
{
  CmGridBox box = _cm_grid_column_box (layout, column, 0);
  double height = box.height - 2 * CM_GRID_PAD;

  *length = layout->upright ? height : box.width - 2 * CM_GRID_PAD;
  *breadth = layout->upright ? box.width : height;
}

gboolean
cm_grid_layout_is_cut (const CmGridLayout *layout, int row, int column)
{
  double length, breadth;

  if (row >= 0)
    {
      const CmGridHead *head = cm_grid_model_get_row (layout->model, (guint) row);

      _cm_grid_set_text (
          layout, head->label, _cm_grid_label_room (layout), &_cm_grid_row_types[head->kind]);
    }
  else
    {
      CmGridType type = _cm_grid_column_type;

      _cm_grid_column_room (layout, (guint) column, &length, &breadth);
      if (layout->upright)
        type.lines = MAX (1, (int) (breadth / layout->line));
      _cm_grid_set_text (
          layout, cm_grid_model_get_column (layout->model, (guint) column)->label, length, &type);
    }
  return pango_layout_is_ellipsized (layout->text);
}
