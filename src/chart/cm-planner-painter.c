/* cm-planner-painter.c - draws a year planner on any cairo surface. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-planner-painter"
#include "config.h"

#include "cm-planner-painter.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cm-planner-layout-private.h"

#define RADIUS 4.0
#define STRIPE 7.0
#define ARROW 7.0 /* of a bar that goes on beyond the columns */
#define TICK_WIDTH 4.0
#define TICK_HEIGHT 14.0
#define TITLE_SIZE 1.25
#define PICTURE_PAD 14.0
#define GAP_STRIPE 5.0

/* --- colours ---------------------------------------------------------------------------------- */

static CmColour
get_colour (const CmPalette *palette, int colour)
{
  return colour == CM_PLANNER_NEUTRAL ? palette->dim : cm_palette_stage (palette, (guint) colour);
}

static CmColour
get_fill (const CmPalette *palette, int colour, gboolean strong)
{
  double share = strong ? palette->tint_in_hand : (palette->borders ? 0 : 0.2);

  return cm_colour_blend (get_colour (palette, colour), palette->card, share);
}

/* --- lines ------------------------------------------------------------------------------------ */

static void
draw_vertical (cairo_t *cr, double x, double top, double bottom)
{
  cairo_move_to (cr, round (x) + 0.5, top);
  cairo_line_to (cr, round (x) + 0.5, bottom);
  cairo_stroke (cr);
}

static void
draw_horizontal (cairo_t *cr, double y, double left, double right)
{
  cairo_move_to (cr, left, round (y) + 0.5);
  cairo_line_to (cr, right, round (y) + 0.5);
  cairo_stroke (cr);
}

static void
hatch (cairo_t *cr, const CmFigureBox *box, double step, double width)
{
  cairo_save (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_clip (cr);
  cairo_set_line_width (cr, width);
  for (double x = box->x - box->height; x < box->x + box->width; x += step)
    {
      cairo_move_to (cr, x, box->y + box->height);
      cairo_line_to (cr, x + box->height, box->y);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* What lies between two columns belongs to none of them. */
static void
draw_gaps (cairo_t *cr, const CmPlannerLayout *self, double height, const CmPalette *palette)
{
  cm_colour_set_source (cr, palette->line);
  for (guint i = 1; i < self->model->columns->len; i++)
    {
      const CmPlannerColumn *before = cm_planner_model_get_column (self->model, i - 1);
      const CmPlannerColumn *after = cm_planner_model_get_column (self->model, i);
      double start = _cm_planner_find_x (self, before->last + 1);
      CmFigureBox box = { start, 0, _cm_planner_find_x (self, after->first) - start, height };

      if (box.width > 0.5)
        hatch (cr, &box, GAP_STRIPE, 1);
    }
}

/* Whether the next column begins where this one ends. */
static gboolean
adjoins (const CmPlannerModel *model, guint column)
{
  return column + 1 < model->columns->len &&
         cm_planner_model_get_column (model, column + 1)->first ==
             cm_planner_model_get_column (model, column)->last + 1;
}

static void
draw_columns (cairo_t *cr, const CmPlannerLayout *self, double height, const CmPalette *palette)
{
  draw_gaps (cr, self, height, palette);
  cm_colour_set_source (cr, palette->line);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < self->model->columns->len; i++)
    {
      const CmPlannerColumn *column = cm_planner_model_get_column (self->model, i);

      draw_vertical (cr, _cm_planner_find_x (self, column->first), 0, height);
      if (!adjoins (self->model, i))
        draw_vertical (cr, _cm_planner_find_x (self, column->last + 1) - 1, 0, height);
    }
}

/* --- the header ------------------------------------------------------------------------------- */

static void
draw_word (
    cairo_t *cr, const CmPlannerLayout *self, const char *word, double x, double y, CmColour colour)
{
  g_autoptr (CmFigureText) text = cm_figure_text_new (
      &self->type, word, CM_PLANNER_SMALL, PANGO_WEIGHT_NORMAL, -1, PANGO_ALIGN_LEFT);

  cm_figure_text_draw (cr, text, x, y, colour);
}

static void
draw_groups (cairo_t *cr, const CmPlannerLayout *self, const CmPalette *palette)
{
  const char *last = NULL;

  for (guint i = 0; i < self->model->columns->len; i++)
    {
      const CmPlannerColumn *column = cm_planner_model_get_column (self->model, i);

      if (column->group != NULL && g_strcmp0 (column->group, last) != 0)
        draw_word (cr,
                   self,
                   column->group,
                   _cm_planner_find_x (self, column->first) + CM_PLANNER_GAP - 2,
                   2,
                   palette->dim);
      last = column->group;
    }
}

static gboolean
shows_today (const CmPlannerLayout *self)
{
  return self->model->has_today && self->model->today >= self->first &&
         self->model->today <= self->last;
}

/* A small triangle above the line. */
static void
draw_today_head (cairo_t *cr, double x, double y, const CmPalette *palette)
{
  cairo_move_to (cr, x - 5, y - 6);
  cairo_line_to (cr, x + 5, y - 6);
  cairo_line_to (cr, x, y);
  cairo_close_path (cr);
  cm_colour_set_source (cr, palette->foreground);
  cairo_fill (cr);
}

static void
draw_today_line (cairo_t *cr, double x, double top, double bottom, const CmPalette *palette)
{
  static const double dashes[] = { 4, 3 };

  cm_colour_set_source (cr, palette->dim);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  draw_vertical (cr, x - 0.5, top, bottom);
  cairo_set_dash (cr, NULL, 0, 0);
}

void
cm_planner_draw_header (cairo_t *cr, const CmPlannerLayout *self, const CmPalette *palette)
{
  cairo_save (cr);
  draw_columns (cr, self, self->header, palette);
  draw_groups (cr, self, palette);
  for (guint i = 0; i < self->heads->len; i++)
    cm_figure_text_draw (
        cr,
        g_ptr_array_index (self->heads, i),
        _cm_planner_find_x (self, cm_planner_model_get_column (self->model, i)->first) +
            CM_PLANNER_GAP - 2,
        self->groups + CM_PLANNER_GAP,
        palette->foreground);
  if (self->before > 0)
    draw_word (cr,
               self,
               _ ("before"),
               self->axis - self->before + 2,
               self->groups + CM_PLANNER_GAP,
               palette->dim);
  if (self->after > 0)
    draw_word (cr,
               self,
               _ ("after"),
               self->width - self->after + 3,
               self->groups + CM_PLANNER_GAP,
               palette->dim);
  if (shows_today (self))
    draw_today_head (
        cr, cm_planner_layout_get_day (self, self->model->today), self->header, palette);
  cm_colour_set_source (cr, palette->line);
  cairo_set_line_width (cr, 1);
  draw_horizontal (cr, self->header - 1, 0, self->width);
  cairo_restore (cr);
}

/* --- marks ------------------------------------------------------------------------------------ */

typedef struct
{
  int colour;
  gboolean open, strong;
  gboolean goes_on_before, goes_on_after;
} Look;

/* An end that goes on is an arrow. */
static void
trace_bar (cairo_t *cr, const CmFigureBox *box, const Look *look)
{
  double middle = box->y + box->height / 2, right = box->x + box->width;
  double arrow = MIN (ARROW, box->width / 2);

  if (!look->goes_on_before && !look->goes_on_after)
    {
      cm_figure_box_trace (cr, box, RADIUS);
      return;
    }
  cairo_new_path (cr);
  cairo_move_to (cr, box->x + (look->goes_on_before ? arrow : 0), box->y);
  cairo_line_to (cr, right - (look->goes_on_after ? arrow : 0), box->y);
  if (look->goes_on_after)
    cairo_line_to (cr, right, middle);
  cairo_line_to (cr, right - (look->goes_on_after ? arrow : 0), box->y + box->height);
  cairo_line_to (cr, box->x + (look->goes_on_before ? arrow : 0), box->y + box->height);
  if (look->goes_on_before)
    cairo_line_to (cr, box->x, middle);
  cairo_close_path (cr);
}

static void
draw_bar (cairo_t *cr, const CmFigureBox *box, const Look *look, const CmPalette *palette)
{
  CmColour colour = get_colour (palette, look->colour);
  CmFigureBox edge = { box->x, box->y, CM_PLANNER_EDGE, box->height };

  cairo_save (cr);
  trace_bar (cr, box, look);
  cairo_clip (cr);
  cm_colour_set_source (cr, get_fill (palette, look->colour, look->strong));
  cairo_paint (cr);
  if (look->open)
    {
      cm_colour_set_source_alpha (cr, colour, palette->borders ? 0.35 : 0.3);
      hatch (cr, box, STRIPE, 2.5);
    }
  if (!look->goes_on_before)
    {
      cm_colour_set_source (cr, colour);
      cairo_rectangle (cr, edge.x, edge.y, edge.width, edge.height);
      cairo_fill (cr);
    }
  cairo_restore (cr);
  trace_bar (cr, box, look);
  cm_colour_set_source_alpha (cr, colour, palette->borders ? 1 : 0.55);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_diamond (cairo_t *cr, double x, double y, const Look *look, const CmPalette *palette)
{
  double half = CM_PLANNER_DIAMOND / 2;

  cairo_move_to (cr, x, y - half);
  cairo_line_to (cr, x + half, y);
  cairo_line_to (cr, x, y + half);
  cairo_line_to (cr, x - half, y);
  cairo_close_path (cr);
  /* Hollow if others can still change what comes of it. */
  cm_colour_set_source (cr, look->open ? palette->card : get_colour (palette, look->colour));
  cairo_fill_preserve (cr);
  cm_colour_set_source (cr, get_colour (palette, look->colour));
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
}

static void
draw_milestone (cairo_t *cr, const CmFigureBox *box, const Look *look, const CmPalette *palette)
{
  double middle = box->y + box->height / 2;

  if (box->width > CM_PLANNER_DIAMOND + 1)
    {
      cm_colour_set_source (cr, get_colour (palette, look->colour));
      cairo_set_line_width (cr, 2);
      cairo_move_to (cr, box->x, middle);
      cairo_line_to (cr, box->x + box->width, middle);
      cairo_move_to (cr, box->x + 1, middle - 4);
      cairo_line_to (cr, box->x + 1, middle + 4);
      cairo_move_to (cr, box->x + box->width - 1, middle - 4);
      cairo_line_to (cr, box->x + box->width - 1, middle + 4);
      cairo_stroke (cr);
    }
  draw_diamond (cr, box->x + box->width / 2, middle, look, palette);
}

/* A head on a needle. */
static void
draw_pin (cairo_t *cr, const CmFigureBox *box, const Look *look, const CmPalette *palette)
{
  double x = box->x + box->width / 2;

  cm_colour_set_source (cr, get_colour (palette, look->colour));
  cairo_set_line_width (cr, 1.5);
  cairo_move_to (cr, x, box->y + 4);
  cairo_line_to (cr, x, box->y + box->height + 2);
  cairo_stroke (cr);
  cairo_arc (cr, x, box->y + 4, 4.5, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_tick (cairo_t *cr, double x, double y, int colour, const CmPalette *palette)
{
  CmFigureBox box = { x - TICK_WIDTH / 2, y - TICK_HEIGHT / 2, TICK_WIDTH, TICK_HEIGHT };

  cm_figure_box_trace (cr, &box, 2);
  cm_colour_set_source (cr, get_colour (palette, colour));
  cairo_fill (cr);
}

static void
draw_beats (cairo_t *cr,
            const CmPlannerLayout *self,
            const CmPlannerMark *mark,
            const CmPlannerSpot *spot,
            const CmPalette *palette)
{
  double middle = spot->sign.y + spot->sign.height / 2;

  cm_colour_set_source (cr, palette->line);
  cairo_set_line_width (cr, 1);
  draw_horizontal (cr, middle, self->axis, self->axis + self->length);
  for (guint i = 0; i < mark->beats->len; i++)
    {
      int day = g_array_index (mark->beats, int, i);
      double x = day < self->first || day > self->last
                     ? _cm_planner_get_side (self, day < self->first)
                     : cm_planner_layout_get_day (self, day);

      draw_tick (cr, x, middle, mark->colour, palette);
    }
}

static void
draw_question (cairo_t *cr,
               const CmPlannerLayout *self,
               const CmFigureBox *box,
               const CmPalette *palette)
{
  g_autoptr (CmFigureText) text =
      cm_figure_text_new (&self->type, "?", 1, PANGO_WEIGHT_BOLD, -1, PANGO_ALIGN_LEFT);
  double width, height;

  cm_figure_text_get_size (text, &width, &height);
  cm_figure_text_draw (cr,
                       text,
                       box->x + (box->width - width) / 2 - 2,
                       box->y + (box->height - height) / 2,
                       palette->foreground);
}

static void
draw_mark (cairo_t *cr, const CmPlannerLayout *self, guint position, const CmPalette *palette)
{
  const CmPlannerModel *model = self->model;
  const CmPlannerMark *mark = cm_planner_model_get_mark (model, position);
  const CmPlannerSpot *spot = &self->spots[position];
  const Look look = { mark->colour,
                      mark->open,
                      (int) position == model->hover || (int) position == model->chosen,
                      spot->goes_on_before,
                      spot->goes_on_after };

  if (!mark->placed)
    draw_question (cr, self, &spot->sign, palette);
  else if (mark->shape == CM_PLANNER_BEATS)
    draw_beats (cr, self, mark, spot, palette);
  else if (cm_planner_model_is_before (model, mark) || cm_planner_model_is_after (model, mark))
    draw_pin (cr, &spot->sign, &look, palette);
  else if (mark->shape == CM_PLANNER_BAR)
    draw_bar (cr, &spot->sign, &look, palette);
  else
    draw_milestone (cr, &spot->sign, &look, palette);
}

static void
draw_name (cairo_t *cr, const CmPlannerSpot *spot, const CmPalette *palette)
{
  if (spot->text != NULL)
    cm_figure_text_draw (cr, spot->text, spot->text_x, spot->text_y, palette->foreground);
}

/* --- the body --------------------------------------------------------------------------------- */

static void
draw_block (cairo_t *cr,
            const CmPlannerLayout *self,
            const CmPlannerBlock *block,
            const CmPalette *palette)
{
  cm_colour_set_source (cr, get_colour (palette, block->colour));
  if (block->colour != CM_PLANNER_NEUTRAL)
    {
      cairo_rectangle (cr, 0, block->y + 1, CM_PLANNER_EDGE, block->height - 2);
      cairo_fill (cr);
    }
  cm_figure_text_draw (cr,
                       block->title,
                       CM_PLANNER_EDGE + CM_PLANNER_GAP,
                       block->y + CM_PLANNER_GAP + 2,
                       palette->foreground);
  cm_colour_set_source (cr, palette->line);
  cairo_set_line_width (cr, 1);
  draw_horizontal (cr, block->y + block->height - 1, 0, self->width);
}

/* Behind the columns' lines: the row under the pointer and the one that is chosen. */
static void
draw_back (cairo_t *cr, const CmPlannerLayout *self, int mark, const CmPalette *palette)
{
  const CmFigureBox *box;

  if (mark < 0 || mark >= (int) self->model->marks->len)
    return;
  box = &self->spots[mark].box;
  cm_figure_box_trace (cr, box, RADIUS);
  cm_colour_set_source_alpha (cr, palette->foreground, palette->dark ? 0.12 : 0.07);
  cairo_fill (cr);
}

static void
draw_ring (cairo_t *cr, const CmPlannerLayout *self, int mark, CmColour colour, double width)
{
  CmFigureBox box;

  if (mark < 0 || mark >= (int) self->model->marks->len)
    return;
  box = self->spots[mark].box;
  box.x = MAX (box.x - 2, 1);
  box.width = MIN (box.width + 4, self->width - 1 - box.x);
  cm_figure_box_trace (cr, &box, RADIUS + 1);
  cm_colour_set_source (cr, colour);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

void
cm_planner_draw_body (cairo_t *cr, const CmPlannerLayout *self, const CmPalette *palette)
{
  const CmPlannerModel *model = self->model;

  cairo_save (cr);
  cairo_new_path (cr);
  draw_columns (cr, self, self->timed, palette);
  for (guint i = 0; i < self->blocks->len; i++)
    draw_block (cr, self, g_ptr_array_index (self->blocks, i), palette);
  draw_back (cr, self, model->hover, palette);
  draw_back (cr, self, model->chosen, palette);
  if (shows_today (self))
    draw_today_line (cr, cm_planner_layout_get_day (self, model->today), 0, self->timed, palette);
  for (guint i = 0; i < model->marks->len; i++)
    draw_mark (cr, self, i, palette);
  for (guint i = 0; i < model->marks->len; i++)
    draw_name (cr, &self->spots[i], palette);
  draw_ring (cr, self, model->chosen, palette->foreground, 1.5);
  draw_ring (cr, self, model->focus, palette->accent, 2);
  cairo_restore (cr);
}

/* --- the legend ------------------------------------------------------------------------------- */

static void
draw_sample (cairo_t *cr,
             const CmPlannerLayout *self,
             CmPlannerSample sample,
             const CmFigureBox *box,
             const CmPalette *palette)
{
  Look look = { .colour = CM_PLANNER_NEUTRAL, .open = sample == CM_PLANNER_SAMPLE_OPEN };
  CmFigureBox bar = { box->x, box->y + 2, box->width - CM_PLANNER_GAP, box->height - 4 };
  double middle = box->y + box->height / 2;

  switch (sample)
    {
    case CM_PLANNER_SAMPLE_BAR:
    case CM_PLANNER_SAMPLE_OPEN:
      draw_bar (cr, &bar, &look, palette);
      break;
    case CM_PLANNER_SAMPLE_MILESTONE:
      draw_diamond (cr, bar.x + bar.width / 2, middle, &look, palette);
      break;
    case CM_PLANNER_SAMPLE_BEATS:
      for (guint i = 0; i < 3; i++)
        draw_tick (cr, bar.x + 3 + i * (bar.width - 6) / 2, middle, look.colour, palette);
      break;
    case CM_PLANNER_SAMPLE_PIN:
      draw_pin (cr, &bar, &look, palette);
      break;
    case CM_PLANNER_SAMPLE_UNKNOWN:
      draw_question (cr, self, &bar, palette);
      break;
    case CM_PLANNER_SAMPLE_TODAY:
      draw_today_head (cr, bar.x + bar.width / 2, box->y + 7, palette);
      draw_today_line (cr, bar.x + bar.width / 2, box->y + 7, box->y + box->height, palette);
      break;
    case CM_PLANNER_N_SAMPLES:
    default:
      break;
    }
}

static void
draw_colour (cairo_t *cr, int colour, const CmFigureBox *box, const CmPalette *palette)
{
  const Look look = { .colour = colour };
  CmFigureBox bar = { box->x, box->y + 2, box->width - CM_PLANNER_GAP, box->height - 4 };

  draw_bar (cr, &bar, &look, palette);
}

void
cm_planner_draw_legend (cairo_t *cr, const CmPlannerLayout *self, const CmPalette *palette)
{
  cairo_save (cr);
  cairo_new_path (cr);
  for (guint i = 0; i < self->keys->len; i++)
    {
      const CmPlannerKey *key = g_ptr_array_index (self->keys, i);
      CmFigureBox box = { key->x, key->y, CM_PLANNER_SAMPLE, 0 };

      cm_figure_text_get_size (key->text, NULL, &box.height);
      if (key->sample >= CM_PLANNER_N_SAMPLES)
        draw_colour (cr, key->sample - CM_PLANNER_N_SAMPLES, &box, palette);
      else
        draw_sample (cr, self, (CmPlannerSample) key->sample, &box, palette);
      cm_figure_text_draw (cr, key->text, key->x + CM_PLANNER_SAMPLE, key->y, palette->foreground);
    }
  cairo_restore (cr);
}

/* --- a picture -------------------------------------------------------------------------------- */

static CmFigureText *
create_title (const CmPlannerLayout *self)
{
  return cm_figure_text_new (&self->type,
                             self->model->title,
                             TITLE_SIZE,
                             PANGO_WEIGHT_BOLD,
                             self->width,
                             PANGO_ALIGN_LEFT);
}

void
cm_planner_picture_size (const CmPlannerLayout *layout, double *width, double *height)
{
  g_autoptr (CmFigureText) title = create_title (layout);
  double title_height;

  cm_figure_text_get_size (title, NULL, &title_height);
  *width = ceil (layout->width + 2 * PICTURE_PAD);
  *height = ceil (title_height + CM_PLANNER_GAP + layout->header + layout->body + layout->legend +
                  2 * PICTURE_PAD);
}

void
cm_planner_picture_draw (cairo_t *cr, double width, double height, gpointer data)
{
  const CmPlannerPicture *picture = data;
  const CmPlannerLayout *self = picture->layout;
  g_autoptr (CmFigureText) title = create_title (self);
  double title_height;

  cm_figure_text_get_size (title, NULL, &title_height);
  cm_colour_set_source (cr, picture->palette->card);
  cairo_paint (cr);
  cairo_save (cr);
  cairo_translate (cr, PICTURE_PAD, PICTURE_PAD);
  cm_figure_text_draw (cr, title, 0, 0, picture->palette->foreground);
  cairo_translate (cr, 0, title_height + CM_PLANNER_GAP);
  cm_planner_draw_header (cr, self, picture->palette);
  cairo_translate (cr, 0, self->header);
  cm_planner_draw_body (cr, self, picture->palette);
  cairo_translate (cr, 0, self->body);
  cm_planner_draw_legend (cr, self, picture->palette);
  cairo_restore (cr);
}
