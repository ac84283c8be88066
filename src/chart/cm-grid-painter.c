/* cm-grid-painter.c - draws a grid on any cairo surface. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-grid-painter"

#include "cm-grid-painter.h"

#include <math.h>

#include "cm-grid-layout-private.h"

/* Between a cell's place and its box. */
#define INSET 1.5
#define RADIUS 4.0
#define PICTURE_PAD 18.0
/* Of the stages, whose colours tell priorities apart: what is most like green, and like amber. */
#define HIGH_COLOUR 3
#define MIDDLE_COLOUR 2

typedef struct
{
  cairo_t *cr;
  const CmGridLayout *layout;
  const CmPalette *palette;
} Pen;

/* --- shapes ----------------------------------------------------------------------------------- */

static void
trace_box (cairo_t *cr, const CmGridBox *box, double inset, double radius)
{
  double x = box->x + inset, y = box->y + inset;
  double width = MAX (box->width - 2 * inset, 0), height = MAX (box->height - 2 * inset, 0);

  radius = MIN (radius, MIN (width, height) / 2);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static void
fill_box (Pen *pen, const CmGridBox *box, CmColour colour)
{
  trace_box (pen->cr, box, INSET, RADIUS);
  cm_colour_set_source (pen->cr, colour);
  cairo_fill (pen->cr);
}

static void
stroke_box (Pen *pen, const CmGridBox *box, double width, const double *dashes, CmColour colour)
{
  cairo_save (pen->cr);
  trace_box (pen->cr, box, INSET + width / 2, RADIUS - width / 2);
  cm_colour_set_source (pen->cr, colour);
  cairo_set_line_width (pen->cr, width);
  cairo_set_line_cap (pen->cr,
                      dashes != NULL && dashes[0] < 1 ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  if (dashes != NULL)
    cairo_set_dash (pen->cr, dashes, 2, 0);
  cairo_stroke (pen->cr);
  cairo_restore (pen->cr);
}

static void
hatch_box (Pen *pen, const CmGridBox *box)
{
  cairo_t *cr = pen->cr;

  cairo_save (cr);
  trace_box (cr, box, INSET, RADIUS);
  cairo_clip (cr);
  cm_colour_set_source (cr, pen->palette->line);
  cairo_set_line_width (cr, 1);
  for (double x = box->x - box->height; x < box->x + box->width; x += 6)
    {
      cairo_move_to (cr, x, box->y + box->height);
      cairo_line_to (cr, x + box->height, box->y);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
  stroke_box (pen, box, 1, NULL, pen->palette->line);
}

static void
draw_ring (cairo_t *cr, double x, double y, double size)
{
  cairo_new_path (cr);
  cairo_set_line_width (cr, size * 0.2);
  cairo_arc (cr, x, y, size * 0.4, 0, 2 * G_PI);
  cairo_stroke (cr);
}

static void
draw_dot (cairo_t *cr, double x, double y, double size)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, size * 0.5, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_triangle (cairo_t *cr, double x, double y, double size)
{
  cairo_new_path (cr);
  cairo_move_to (cr, x, y - size * 0.5);
  cairo_line_to (cr, x + size * 0.55, y + size * 0.45);
  cairo_line_to (cr, x - size * 0.55, y + size * 0.45);
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* --- text ------------------------------------------------------------------------------------- */

static void
draw_text (
    Pen *pen, const char *text, const CmGridBox *box, const CmGridType *type, CmColour colour)
{
  double height = _cm_grid_set_text (pen->layout, text, box->width, type);

  cm_colour_set_source (pen->cr, colour);
  cairo_move_to (pen->cr, box->x, box->y + (box->height - height) * type->middle);
  pango_cairo_show_layout (pen->cr, pen->layout->text);
}

/* --- cells ------------------------------------------------------------------------------------ */

/* The darkest tint on which the foreground can still be read well. */
static double
find_strength (const CmPalette *palette)
{
  if (palette->borders)
    return 0.38;
  return palette->dark ? 0.48 : 0.58;
}

static CmColour
find_heat (const CmPalette *palette, guint colour, double shade)
{
  double least = palette->borders ? 0 : 0.04;

  return cm_colour_blend (cm_palette_stage (palette, colour),
                          palette->card,
                          least + (find_strength (palette) - least) * shade);
}

static void
draw_surface (Pen *pen, const CmGridBox *box, CmGridKind kind, double shade)
{
  static const double dots[] = { 0.01, 4.2 };
  const CmPalette *palette = pen->palette;

  switch (kind)
    {
    case CM_GRID_HEAT:
      fill_box (pen, box, find_heat (palette, pen->layout->model->colour, shade));
      if (palette->borders)
        stroke_box (pen, box, 1, NULL, palette->line);
      break;
    case CM_GRID_SOLID:
      fill_box (
          pen, box, cm_colour_blend (cm_palette_stage (palette, HIGH_COLOUR), palette->card, 0.22));
      stroke_box (pen, box, 2.5, NULL, cm_palette_stage (palette, HIGH_COLOUR));
      break;
    case CM_GRID_DOTTED:
      fill_box (pen,
                box,
                cm_colour_blend (cm_palette_stage (palette, MIDDLE_COLOUR), palette->card, 0.07));
      stroke_box (pen, box, 2.5, dots, cm_palette_stage (palette, MIDDLE_COLOUR));
      break;
    case CM_GRID_UNKNOWN:
      hatch_box (pen, box);
      break;
    case CM_GRID_BLANK:
    default:
      break;
    }
}

/* The shape of a mark in the middle of (@x, @y). */
static void
draw_sign (Pen *pen, CmGridMark mark, double x, double y)
{
  double size = pen->layout->size * CM_GRID_MARK;

  cm_colour_set_source (pen->cr, pen->palette->warning);
  if (mark == CM_GRID_GAP)
    draw_ring (pen->cr, x, y, size);
  else
    draw_triangle (pen->cr, x, y, size);
}

static void
draw_mark (Pen *pen, const CmGridBox *box, CmGridMark mark)
{
  static const double dashes[] = { 4, 3 };

  if (mark == CM_GRID_PLAIN)
    return;
  stroke_box (pen,
              box,
              mark == CM_GRID_OVER ? 2 : 1.5,
              mark == CM_GRID_GAP ? dashes : NULL,
              pen->palette->warning);
  draw_sign (pen,
             mark,
             box->x + CM_GRID_PAD + INSET + pen->layout->size * CM_GRID_MARK * 0.5,
             box->y + box->height / 2);
}

/* Where there are no words, the shape speaks alone. */
static void
draw_glyph (Pen *pen, const CmGridBox *box, CmGridKind kind)
{
  double size = pen->layout->size * CM_GRID_MARK;
  double x = box->x + box->width / 2, y = box->y + box->height / 2;

  if (kind == CM_GRID_SOLID)
    {
      cm_colour_set_source (pen->cr, cm_palette_stage_ink (pen->palette, HIGH_COLOUR));
      draw_dot (pen->cr, x, y, size);
    }
  else if (kind == CM_GRID_DOTTED)
    {
      cm_colour_set_source (pen->cr, cm_palette_stage_ink (pen->palette, MIDDLE_COLOUR));
      draw_ring (pen->cr, x, y, size * 1.2);
    }
}

static void
draw_cell (Pen *pen, guint row, guint column, const CmGridBox *box)
{
  const CmGridModel *model = pen->layout->model;
  const CmGridCell *cell = cm_grid_model_get_cell (model, row, column);
  gboolean strong = cm_grid_model_get_row (model, row)->kind != CM_GRID_HEAD_ITEM ||
                    cm_grid_model_get_column (model, column)->kind == CM_GRID_HEAD_TOTAL;
  CmGridType type = {
    strong ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL,
    PANGO_ALIGN_CENTER,
    1,
    0.5,
  };
  const char *text = cell->text != NULL || cell->kind != CM_GRID_UNKNOWN ? cell->text : "?";
  double mark = cell->mark != CM_GRID_PLAIN ? pen->layout->size * CM_GRID_MARK + CM_GRID_PAD : 0;
  CmGridBox inner = {
    box->x + CM_GRID_PAD + mark, box->y, box->width - 2 * CM_GRID_PAD - mark, box->height
  };

  draw_surface (pen, box, cell->kind, cell->shade);
  draw_mark (pen, box, cell->mark);
  if (text != NULL)
    draw_text (pen, text, &inner, &type, pen->palette->foreground);
  else
    draw_glyph (pen, box, cell->kind);
}

/* A line around the cells that are chosen, the one beneath the pointer, the one with the focus. */
static void
draw_states (Pen *pen, double x, double y)
{
  const CmGridModel *model = pen->layout->model;

  if (cm_grid_model_is_live (model, model->hover_row, model->hover_column))
    {
      CmGridBox box = cm_grid_layout_get_cell (
          pen->layout, (guint) model->hover_row, (guint) model->hover_column, x, y);

      stroke_box (pen, &box, 1.5, NULL, pen->palette->dim);
    }
  if (model->chosen_row >= 0 && model->chosen_to_row >= 0)
    {
      CmGridBox from =
          cm_grid_layout_get_cell (pen->layout,
                                   (guint) MIN (model->chosen_row, model->chosen_to_row),
                                   (guint) MIN (model->chosen_column, model->chosen_to_column),
                                   x,
                                   y);
      CmGridBox to =
          cm_grid_layout_get_cell (pen->layout,
                                   (guint) MAX (model->chosen_row, model->chosen_to_row),
                                   (guint) MAX (model->chosen_column, model->chosen_to_column),
                                   x,
                                   y);
      CmGridBox all = { from.x, from.y, to.x + to.width - from.x, to.y + to.height - from.y };

      stroke_box (pen, &all, 2, NULL, pen->palette->foreground);
    }
  if (model->focus_row >= 0 && model->focus_column >= 0)
    {
      CmGridBox box = cm_grid_layout_get_cell (
          pen->layout, (guint) model->focus_row, (guint) model->focus_column, x, y);

      /* A line of the surface within keeps it apart from what fills the cell. */
      stroke_box (pen, &box, 4.5, NULL, pen->palette->card);
      stroke_box (pen, &box, 3, NULL, pen->palette->accent);
    }
}

/* --- headers ---------------------------------------------------------------------------------- */

static void
draw_row_label (Pen *pen, guint row, double y)
{
  const CmGridLayout *layout = pen->layout;
  const CmGridHead *head = cm_grid_model_get_row (layout->model, row);
  CmGridBox cell = cm_grid_layout_get_cell (layout, row, 0, 0, y);
  double indent = head->kind == CM_GRID_HEAD_ITEM ? 2 * CM_GRID_PAD : CM_GRID_PAD;
  CmGridBox box = { indent, cell.y, _cm_grid_label_room (layout), cell.height };

  draw_text (pen, head->label, &box, &_cm_grid_row_types[head->kind], pen->palette->foreground);
  if (head->mark != CM_GRID_PLAIN)
    draw_sign (pen,
               head->mark,
               layout->label_width - CM_GRID_PAD - layout->size * CM_GRID_MARK * 0.5,
               cell.y + cell.height / 2);
}

/* A line above a row of totals, across all that is seen. */
static void
draw_row_line (Pen *pen, guint row, double y, double width)
{
  CmGridBox cell = cm_grid_layout_get_cell (pen->layout, row, 0, 0, y);

  if (cm_grid_model_get_row (pen->layout->model, row)->kind != CM_GRID_HEAD_TOTAL)
    return;
  cm_colour_set_source (pen->cr, pen->palette->line);
  cairo_rectangle (pen->cr, 0, floor (cell.y), width, 1);
  cairo_fill (pen->cr);
}

static void
draw_column_label (Pen *pen, guint column, double x)
{
  const CmGridLayout *layout = pen->layout;
  CmGridBox box = _cm_grid_column_box (layout, column, x);
  const char *label = cm_grid_model_get_column (layout->model, column)->label;
  CmGridType type = _cm_grid_column_type;
  double length, breadth;

  _cm_grid_column_room (layout, column, &length, &breadth);
  if (!layout->upright)
    {
      CmGridBox text = { box.x + CM_GRID_PAD, box.y + CM_GRID_PAD, length, breadth };

      draw_text (pen, label, &text, &type, pen->palette->foreground);
      return;
    }
  type.align = PANGO_ALIGN_LEFT;
  type.lines = MAX (1, (int) (breadth / layout->line));
  type.middle = 0.5;
  cairo_save (pen->cr);
  cairo_translate (pen->cr, box.x, box.y + box.height - CM_GRID_PAD);
  cairo_rotate (pen->cr, -G_PI / 2);
  draw_text (pen, label, &(CmGridBox){ 0, 0, length, breadth }, &type, pen->palette->foreground);
  cairo_restore (pen->cr);
}

static void
draw_column_group (Pen *pen, guint column, double x)
{
  const CmGridLayout *layout = pen->layout;
  const CmGridHead *head = cm_grid_model_get_column (layout->model, column);
  const CmGridType type = { PANGO_WEIGHT_BOLD, PANGO_ALIGN_CENTER, 1, 0.5 };
  CmGridBox box = _cm_grid_column_box (layout, column, x);

  if (head->n_group == 0 || *head->group == '\0')
    return;
  box.y = 0;
  box.height = layout->group_height;
  box.width = layout->column_x[column + head->n_group] - layout->column_x[column];
  cm_colour_set_source (pen->cr, pen->palette->line);
  cairo_rectangle (pen->cr, box.x + CM_GRID_PAD, box.height - 1, box.width - 2 * CM_GRID_PAD, 1);
  cairo_fill (pen->cr);
  box.x += CM_GRID_PAD;
  box.width -= 2 * CM_GRID_PAD;
  draw_text (pen, head->group, &box, &type, pen->palette->foreground);
}

static void
draw_column_line (Pen *pen, guint column, double x, double height)
{
  CmGridBox box = _cm_grid_column_box (pen->layout, column, x);

  if (cm_grid_model_get_column (pen->layout->model, column)->kind != CM_GRID_HEAD_TOTAL)
    return;
  cm_colour_set_source (pen->cr, pen->palette->line);
  cairo_rectangle (pen->cr, floor (box.x), box.y + CM_GRID_PAD, 1, height - box.y - CM_GRID_PAD);
  cairo_fill (pen->cr);
}

static void
draw_corner (Pen *pen)
{
  const CmGridLayout *layout = pen->layout;
  const CmGridType type = { PANGO_WEIGHT_SEMIBOLD, PANGO_ALIGN_LEFT, 2, 1 };
  CmGridBox box = {
    CM_GRID_PAD,
    CM_GRID_PAD,
    layout->label_width - 2 * CM_GRID_PAD,
    layout->head_height - 2 * CM_GRID_PAD,
  };

  if (layout->model->corner != NULL)
    draw_text (pen, layout->model->corner, &box, &type, pen->palette->dim);
}

/* --- all of it -------------------------------------------------------------------------------- */

static void
clip_to (cairo_t *cr, double x, double y, double right, double bottom)
{
  cairo_save (cr);
  cairo_rectangle (cr, x, y, MAX (right - x, 0), MAX (bottom - y, 0));
  cairo_clip (cr);
}

static void
draw_cells (Pen *pen, double x, double y, const int rows[2], const int columns[2])
{
  for (int row = rows[0]; row <= rows[1]; row++)
    for (int column = columns[0]; column <= columns[1]; column++)
      {
        CmGridBox box = cm_grid_layout_get_cell (pen->layout, (guint) row, (guint) column, x, y);

        draw_cell (pen, (guint) row, (guint) column, &box);
      }
}

/* The first column of the group that this one belongs to, so that its name is drawn although its
 * first columns are out of sight. */
static guint
find_group (const CmGridModel *model, guint column)
{
  const char *group = cm_grid_model_get_column (model, column)->group;

  while (group != NULL && column > 0 && cm_grid_model_get_column (model, column)->n_group == 0)
    column--;
  return column;
}

void
cm_grid_draw (cairo_t *cr,
              const CmGridLayout *layout,
              double x,
              double y,
              double width,
              double height,
              const CmPalette *palette)
{
  Pen pen = { cr, layout, palette };
  double all_width, all_height;
  int rows[2], columns[2];

  if (!cm_grid_layout_get_seen (layout, x, y, width, height, rows, columns))
    return;
  cm_grid_layout_get_size (layout, &all_width, &all_height);
  cairo_save (cr);
  cairo_new_path (cr);
  clip_to (cr, layout->label_width, layout->head_height, width, height);
  draw_cells (&pen, x, y, rows, columns);
  draw_states (&pen, x, y);
  cairo_restore (cr);
  clip_to (cr, 0, layout->head_height, width, height);
  for (int row = rows[0]; row <= rows[1]; row++)
    {
      draw_row_label (&pen, (guint) row, y);
      draw_row_line (&pen, (guint) row, y, MIN (width, all_width - x));
    }
  cairo_restore (cr);
  clip_to (cr, layout->label_width, 0, width, height);
  for (int column = (int) find_group (layout->model, (guint) columns[0]); column <= columns[1];
       column++)
    {
      draw_column_group (&pen, (guint) column, x);
      if (column < columns[0])
        continue;
      draw_column_label (&pen, (guint) column, x);
      draw_column_line (&pen, (guint) column, x, MIN (height, all_height - y));
    }
  cairo_restore (cr);
  draw_corner (&pen);
  cairo_restore (cr);
}

/* --- legend ----------------------------------------------------------------------------------- */

/* Sets the entries one after the other in lines of @width; draws them with a pen, if there is one.
 * Returns the height. */
static double
set_legend (const CmGridLayout *layout, double width, Pen *pen)
{
  const CmGridType type = { PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT, 1, 0.5 };
  double line = layout->line * CM_GRID_LEGEND_LINE;
  double sample = layout->size * 2.2;
  double x = CM_GRID_PAD, y = 0;

  if (layout->model->keys->len == 0)
    return 0;
  for (guint i = 0; i < layout->model->keys->len; i++)
    {
      const CmGridKey *key = &g_array_index (layout->model->keys, CmGridKey, i);
      double text = _cm_grid_text_width (layout, key->text, type.weight) + 2;
      CmGridBox box, words;

      text = MIN (text, width - sample - 3 * CM_GRID_PAD);
      if (x > CM_GRID_PAD && x + sample + CM_GRID_PAD + text > width)
        {
          x = CM_GRID_PAD;
          y += line;
        }
      box = (CmGridBox){ x, y + line * 0.16, sample, line * 0.68 };
      words = (CmGridBox){ x + sample + CM_GRID_PAD, y, text, line };
      if (pen != NULL)
        {
          draw_surface (pen, &box, key->kind, key->shade);
          draw_mark (pen, &box, key->mark);
          if (key->mark == CM_GRID_PLAIN)
            draw_glyph (pen, &box, key->kind);
          draw_text (pen, key->text, &words, &type, pen->palette->dim);
        }
      x += sample + CM_GRID_PAD + text + 3 * CM_GRID_PAD;
    }
  return ceil (y + line);
}

double
cm_grid_layout_get_legend_height (const CmGridLayout *layout, double width)
{
  return set_legend (layout, width, NULL);
}

void
cm_grid_draw_legend (cairo_t *cr,
                     const CmGridLayout *layout,
                     double width,
                     const CmPalette *palette)
{
  Pen pen = { cr, layout, palette };

  cairo_save (cr);
  cairo_new_path (cr);
  set_legend (layout, width, &pen);
  cairo_restore (cr);
}

/* --- picture ---------------------------------------------------------------------------------- */

static const CmGridType title_type = { PANGO_WEIGHT_BOLD, PANGO_ALIGN_LEFT, 2, 0 };

static double
measure_title (const CmGridLayout *layout, double width)
{
  if (layout->model->name == NULL)
    return 0;
  return _cm_grid_set_text (layout, layout->model->name, width, &title_type) + PICTURE_PAD / 2;
}

void
cm_grid_picture_size (const CmGridLayout *layout, double *width, double *height)
{
  double grid_width, grid_height;

  cm_grid_layout_get_size (layout, &grid_width, &grid_height);
  *width = ceil (grid_width + 2 * PICTURE_PAD);
  *height = ceil (measure_title (layout, grid_width) + grid_height +
                  cm_grid_layout_get_legend_height (layout, grid_width) + 2.5 * PICTURE_PAD);
}

void
cm_grid_picture_draw (cairo_t *cr, double width, double height, gpointer data)
{
  const CmGridPicture *picture = data;
  const CmGridLayout *layout = picture->layout;
  Pen pen = { cr, layout, picture->palette };
  double grid_width, grid_height, title;

  cm_grid_layout_get_size (layout, &grid_width, &grid_height);
  title = measure_title (layout, grid_width);
  cm_colour_set_source (cr, picture->palette->card);
  cairo_paint (cr);
  cairo_save (cr);
  cairo_translate (cr, PICTURE_PAD, PICTURE_PAD);
  if (layout->model->name != NULL)
    draw_text (&pen,
               layout->model->name,
               &(CmGridBox){ CM_GRID_PAD, 0, grid_width, title },
               &title_type,
               picture->palette->foreground);
  cairo_translate (cr, 0, title);
  cm_grid_draw (cr, layout, 0, 0, grid_width, grid_height, picture->palette);
  cairo_translate (cr, 0, grid_height + PICTURE_PAD / 2);
  cm_grid_draw_legend (cr, layout, grid_width, picture->palette);
  cairo_restore (cr);
}
