/* cm-planner-layout.c - where everything of a year planner stands. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-planner-layout"
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cm-chart-text.h"
#include "cm-planner-layout-private.h"

#define NAMES_MIN 72.0
#define NAMES_MAX 190.0
#define NAMES_SHARE 0.25 /* of the width */
#define NARROW 560.0     /* below it titles stand above their rows */
#define LENGTH_MIN 160.0
#define LENGTH_MAX 2400.0 /* whatever the names of the columns would like */
#define BLOCK_PAD 5.0
#define BAR_MIN 6.0
#define QUESTION 16.0 /* width of the mark before what is not known */
#define LEGEND_LINE 22.0

/* --- memory ----------------------------------------------------------------------------------- */

static void
free_block (gpointer data)
{
  CmPlannerBlock *block = data;

  g_clear_pointer (&block->title, cm_figure_text_free);
  g_free (block);
}

static void
free_key (gpointer data)
{
  CmPlannerKey *key = data;

  cm_figure_text_free (key->text);
  g_free (key);
}

void
cm_planner_layout_free (CmPlannerLayout *self)
{
  for (guint i = 0; i < self->model->marks->len; i++)
    g_clear_pointer (&self->spots[i].text, cm_figure_text_free);
  g_free (self->spots);
  g_free (self->order);
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->heads);
  cm_figure_type_clear (&self->type);
  g_free (self);
}

/* --- texts ------------------------------------------------------------------------------------ */

static CmFigureText *
make_line (const CmPlannerLayout *self, const char *text, double size, double *width)
{
  CmFigureText *made =
      cm_figure_text_new (&self->type, text, size, PANGO_WEIGHT_NORMAL, -1, PANGO_ALIGN_LEFT);

  pango_layout_set_single_paragraph_mode (made->layout, TRUE);
  cm_figure_text_get_size (made, width, NULL);
  return made;
}

static double
get_height (const CmFigureText *text)
{
  double height;

  cm_figure_text_get_size (text, NULL, &height);
  return height;
}

static double
measure (const CmPlannerLayout *self, const char *text, PangoWeight weight)
{
  return cm_chart_text_width (self->type.context, text, weight) * self->type.size;
}

/* Its longest word: the others can stand beneath it. */
static double
measure_head (const CmPlannerLayout *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  double longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    longest = MAX (longest, measure (self, words[i], PANGO_WEIGHT_NORMAL));
  return ceil (longest) + CM_PLANNER_GAP;
}

/* --- across ----------------------------------------------------------------------------------- */

static gboolean
is_outside (const CmPlannerLayout *self, const CmPlannerMark *mark)
{
  return cm_planner_model_is_before (self->model, mark) ||
         cm_planner_model_is_after (self->model, mark);
}

static void
find_names (CmPlannerLayout *self, double width)
{
  const CmPlannerModel *model = self->model;
  double most = 0;

  self->above = width < NARROW;
  if (self->above)
    return;
  for (guint i = 0; i < model->lanes->len; i++)
    most =
        MAX (most, measure (self, cm_planner_model_get_lane (model, i)->title, PANGO_WEIGHT_BOLD));
  for (guint i = 0; i < model->marks->len; i++)
    if (cm_planner_model_get_mark (model, i)->shape == CM_PLANNER_BEATS)
      most = MAX (most,
                  measure (self, cm_planner_model_get_mark (model, i)->label, PANGO_WEIGHT_NORMAL));
  most += CM_PLANNER_EDGE + 3 * CM_PLANNER_GAP;
  self->names =
      round (CLAMP (most, NAMES_MIN, MAX (NAMES_MIN, MIN (NAMES_MAX, width * NAMES_SHARE))));
}

/* Beats may be at both sides. */
static void
find_sides (CmPlannerLayout *self)
{
  const CmPlannerModel *model = self->model;
  gboolean before = FALSE, after = FALSE;

  for (guint i = 0; i < model->marks->len; i++)
    {
      const CmPlannerMark *mark = cm_planner_model_get_mark (model, i);
      gboolean is_beats = mark->placed && mark->shape == CM_PLANNER_BEATS;

      before = before || cm_planner_model_is_before (model, mark) ||
               (is_beats && mark->first < self->first);
      after =
          after || cm_planner_model_is_after (model, mark) || (is_beats && mark->last > self->last);
    }
  if (before)
    self->before = ceil (measure (self, _ ("before"), PANGO_WEIGHT_NORMAL)) + CM_PLANNER_GAP;
  if (after)
    self->after = ceil (measure (self, _ ("after"), PANGO_WEIGHT_NORMAL)) + CM_PLANNER_GAP;
}

static void
find_axis (CmPlannerLayout *self, double width)
{
  const CmPlannerModel *model = self->model;
  double all, needed = LENGTH_MIN;

  all = self->last + 1 - self->first;
  for (guint i = 0; i < model->columns->len; i++)
    {
      const CmPlannerColumn *column = cm_planner_model_get_column (model, i);

      needed = MAX (needed,
                    measure_head (self, column->label) * all / (column->last + 1 - column->first));
    }
  self->axis = self->names + self->before + (self->above ? CM_PLANNER_EDGE + 2 : 0);
  self->length = MAX (width - self->axis - self->after - 1, MIN (needed, LENGTH_MAX));
  self->width = self->axis + self->length + self->after + 1;
}

double
_cm_planner_find_x (const CmPlannerLayout *self, int day)
{
  return self->axis + (day - self->first) * self->length / (self->last + 1 - self->first);
}

double
cm_planner_layout_get_day (const CmPlannerLayout *self, int day)
{
  return (_cm_planner_find_x (self, day) + _cm_planner_find_x (self, day + 1)) / 2;
}

static void
make_heads (CmPlannerLayout *self)
{
  const CmPlannerModel *model = self->model;
  double most = 0;

  for (guint i = 0; i < model->columns->len; i++)
    {
      const CmPlannerColumn *column = cm_planner_model_get_column (model, i);
      double room = _cm_planner_find_x (self, column->last + 1) -
                    _cm_planner_find_x (self, column->first) - CM_PLANNER_GAP;
      CmFigureText *head = cm_figure_text_new (
          &self->type, column->label, 1, PANGO_WEIGHT_NORMAL, room, PANGO_ALIGN_LEFT);

      most = MAX (most, get_height (head));
      if (column->group != NULL)
        self->groups = self->type.size * 1.5;
      g_ptr_array_add (self->heads, head);
    }
  self->header = ceil (self->groups + most + 2 * CM_PLANNER_GAP);
}

/* --- a mark within its row -------------------------------------------------------------------- */

static double
get_left (const CmPlannerLayout *self)
{
  return self->above ? CM_PLANNER_EDGE + 2 : self->names + 2;
}

static double
get_right (const CmPlannerLayout *self)
{
  return self->width - 2;
}

static void
cut (CmPlannerSpot *spot, double width)
{
  pango_layout_set_ellipsize (spot->text->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (spot->text->layout,
                          (int) (MAX (width, 1) / spot->text->scale * PANGO_SCALE));
  spot->cut = TRUE;
}

/* The name after the sign, or before it where there is no room, or cut where there is more. */
static void
set_name (const CmPlannerLayout *self, CmPlannerSpot *spot, double after, double before)
{
  double width, room_after = get_right (self) - after, room_before = before - get_left (self);

  cm_figure_text_get_size (spot->text, &width, NULL);
  if (width > room_after && width > room_before)
    {
      cut (spot, MAX (room_after, room_before));
      width = MAX (room_after, room_before);
    }
  spot->text_x = width <= room_after ? after : before - width;
  spot->box.x = MIN (spot->sign.x, spot->text_x);
  spot->box.width =
      MIN (MAX (spot->sign.x + spot->sign.width, spot->text_x + width) + 4, self->width) -
      spot->box.x;
}

double
_cm_planner_get_side (const CmPlannerLayout *self, gboolean before)
{
  return before ? get_left (self) + self->before / 2 : self->width - self->after / 2;
}

static void
set_pin (const CmPlannerLayout *self, CmPlannerSpot *spot, gboolean before)
{
  double middle = _cm_planner_get_side (self, before);

  spot->sign.x = middle - CM_PLANNER_DIAMOND / 2;
  spot->sign.width = CM_PLANNER_DIAMOND;
  set_name (
      self, spot, spot->sign.x + spot->sign.width + CM_PLANNER_GAP, spot->sign.x - CM_PLANNER_GAP);
}

static void
set_bar (const CmPlannerLayout *self, CmPlannerSpot *spot, const CmPlannerMark *mark)
{
  double start = _cm_planner_find_x (self, MAX (mark->first, self->first));
  double end = _cm_planner_find_x (self, MIN (mark->last, self->last) + 1);
  double width;

  spot->goes_on_before = mark->first < self->first;
  spot->goes_on_after = mark->last > self->last;
  spot->sign.x = start;
  spot->sign.width = MAX (end - start, BAR_MIN);
  cm_figure_text_get_size (spot->text, &width, NULL);
  /* Within the bar only if all of it is: no edge goes through a name. */
  set_name (self,
            spot,
            width + 2 * CM_PLANNER_PAD <= spot->sign.width
                ? start + CM_PLANNER_PAD
                : start + spot->sign.width + CM_PLANNER_GAP,
            start - CM_PLANNER_GAP);
}

static void
set_milestone (const CmPlannerLayout *self, CmPlannerSpot *spot, const CmPlannerMark *mark)
{
  double start = _cm_planner_find_x (self, MAX (mark->first, self->first));
  double end = _cm_planner_find_x (self, MIN (mark->last, self->last) + 1);
  double middle = MIN ((start + end) / 2, get_right (self) - CM_PLANNER_DIAMOND / 2);

  /* One whose day is not known has a line over all days that it may be. */
  if (mark->last == mark->first)
    start = end = middle;
  spot->sign.x = MIN (start, middle - CM_PLANNER_DIAMOND / 2);
  spot->sign.width = MAX (end, middle + CM_PLANNER_DIAMOND / 2) - spot->sign.x;
  set_name (
      self, spot, spot->sign.x + spot->sign.width + CM_PLANNER_GAP, spot->sign.x - CM_PLANNER_GAP);
}

static void
set_spot (const CmPlannerLayout *self, CmPlannerSpot *spot, const CmPlannerMark *mark)
{
  double width;

  spot->text = make_line (self, mark->label, 1, &width);
  spot->sign.height = mark->shape == CM_PLANNER_BAR && !is_outside (self, mark)
                          ? CM_PLANNER_BAR_HEIGHT
                          : CM_PLANNER_DIAMOND;
  if (is_outside (self, mark))
    set_pin (self, spot, cm_planner_model_is_before (self->model, mark));
  else if (mark->shape == CM_PLANNER_BAR)
    set_bar (self, spot, mark);
  else
    set_milestone (self, spot, mark);
}

/* --- down ------------------------------------------------------------------------------------- */

static CmPlannerBlock *
add_block (CmPlannerLayout *self, const char *title, PangoWeight weight, int colour)
{
  CmPlannerBlock *block = g_new0 (CmPlannerBlock, 1);

  block->title = cm_figure_text_new (&self->type,
                                     title,
                                     1,
                                     weight,
                                     (self->above ? self->width : self->names) - CM_PLANNER_EDGE -
                                         2 * CM_PLANNER_GAP,
                                     PANGO_ALIGN_LEFT);
  block->rows = self->above ? BLOCK_PAD + get_height (block->title) : 0;
  block->colour = colour;
  block->y = self->body;
  g_ptr_array_add (self->blocks, block);
  return block;
}

static void
end_block (CmPlannerLayout *self, CmPlannerBlock *block, guint n_rows)
{
  double rows = block->rows + n_rows * CM_PLANNER_ROW;

  block->height = ceil (MAX (rows, get_height (block->title)) + 2 * BLOCK_PAD);
  self->body += block->height;
  self->n_rows += n_rows;
}

/* A row has the marks that stand in it (guint). */
static gboolean
is_free (const CmPlannerLayout *self, const GArray *row, const CmFigureBox *wanted)
{
  for (guint i = 0; i < row->len; i++)
    {
      const CmFigureBox *box = &self->spots[g_array_index (row, guint, i)].box;

      if (box->x < wanted->x + wanted->width + CM_PLANNER_GAP &&
          wanted->x < box->x + box->width + CM_PLANNER_GAP)
        return FALSE;
    }
  return TRUE;
}

/* Puts the mark into the first row of the lane that has room for it. */
static guint
take_row (const CmPlannerLayout *self, GPtrArray *rows, guint mark)
{
  guint row = 0;

  while (row < rows->len && !is_free (self, g_ptr_array_index (rows, row), &self->spots[mark].box))
    row++;
  if (row == rows->len)
    g_ptr_array_add (rows, g_array_new (FALSE, FALSE, sizeof (guint)));
  g_array_append_val ((GArray *) g_ptr_array_index (rows, row), mark);
  return row;
}

/* Centres the mark in its row. */
static void
set_row (const CmPlannerLayout *self, CmPlannerSpot *spot, const CmPlannerBlock *block, guint row)
{
  double middle = block->y + block->rows + BLOCK_PAD + (row + 0.5) * CM_PLANNER_ROW;

  spot->box.y = middle - CM_PLANNER_BAR_HEIGHT / 2;
  spot->box.height = CM_PLANNER_BAR_HEIGHT;
  spot->sign.y = middle - spot->sign.height / 2;
  spot->text_y = middle - get_height (spot->text) / 2;
}

static gboolean
is_in_lane (const CmPlannerMark *mark, guint lane)
{
  return mark->lane == lane && mark->placed && mark->shape != CM_PLANNER_BEATS;
}

static void
fill_lane (CmPlannerLayout *self, guint lane)
{
  const CmPlannerLane *from = cm_planner_model_get_lane (self->model, lane);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  CmPlannerBlock *block = NULL;

  for (guint i = 0; i < self->model->marks->len; i++)
    {
      const CmPlannerMark *mark = cm_planner_model_get_mark (self->model, i);
      CmPlannerSpot *spot = &self->spots[i];
      guint row;

      if (!is_in_lane (mark, lane))
        continue;
      if (block == NULL)
        block = add_block (self, from->title, PANGO_WEIGHT_BOLD, from->colour);
      set_spot (self, spot, mark);
      row = take_row (self, rows, i);
      spot->row = self->n_rows + row;
      set_row (self, spot, block, row);
    }
  if (block != NULL)
    end_block (self, block, rows->len);
}

static void
fill_beats (CmPlannerLayout *self, guint position)
{
  const CmPlannerMark *mark = cm_planner_model_get_mark (self->model, position);
  CmPlannerBlock *block = add_block (self, mark->label, PANGO_WEIGHT_NORMAL, mark->colour);
  CmPlannerSpot *spot = &self->spots[position];

  spot->row = self->n_rows;
  end_block (self, block, 1);
  spot->sign = (CmFigureBox){
    self->axis, block->y + block->rows + 1, self->length, block->height - block->rows - 2
  };
  spot->box = (CmFigureBox){ 1, block->y + 1, self->width - 2, block->height - 2 };
}

static char *
name_unknown (const CmPlannerLayout *self, const CmPlannerMark *mark)
{
  if (self->model->lanes->len == 1)
    return g_strdup (mark->label);
  /* translators: something whose time is not known, and the lane it belongs to */
  return g_strdup_printf (
      _ ("%1$s (%2$s)"), mark->label, cm_planner_model_get_lane (self->model, mark->lane)->title);
}

/* From left to right, as words in a text. */
static void
fill_unknown (CmPlannerLayout *self)
{
  CmPlannerBlock *block = NULL;
  double left = get_left (self) + CM_PLANNER_GAP, x = left;
  guint row = 0;

  for (guint i = 0; i < self->model->marks->len; i++)
    {
      const CmPlannerMark *mark = cm_planner_model_get_mark (self->model, i);
      CmPlannerSpot *spot = &self->spots[i];
      g_autofree char *name = NULL;
      double width;

      if (mark->placed)
        continue;
      if (block == NULL)
        block = add_block (self, _ ("Time not known"), PANGO_WEIGHT_BOLD, CM_PLANNER_NEUTRAL);
      name = name_unknown (self, mark);
      spot->text = make_line (self, name, 1, &width);
      if (x > left && x + QUESTION + width > get_right (self))
        {
          x = left;
          row++;
        }
      spot->row = self->n_rows + row;
      spot->sign = (CmFigureBox){ x, 0, QUESTION, CM_PLANNER_DIAMOND };
      set_name (self, spot, x + QUESTION, 0);
      set_row (self, spot, block, row);
      x += spot->box.width + 3 * CM_PLANNER_GAP;
    }
  if (block != NULL)
    end_block (self, block, row + 1);
}

static void
fill_body (CmPlannerLayout *self)
{
  const CmPlannerModel *model = self->model;

  for (guint i = 0; i < model->lanes->len; i++)
    fill_lane (self, i);
  for (guint i = 0; i < model->marks->len; i++)
    {
      const CmPlannerMark *mark = cm_planner_model_get_mark (model, i);

      if (mark->placed && mark->shape == CM_PLANNER_BEATS)
        fill_beats (self, i);
    }
  self->timed = self->body;
  fill_unknown (self);
}

/* --- reading order ---------------------------------------------------------------------------- */

static int
compare_marks (gconstpointer a, gconstpointer b, gpointer data)
{
  const CmPlannerLayout *self = data;
  const CmPlannerSpot *one = &self->spots[*(const guint *) a];
  const CmPlannerSpot *other = &self->spots[*(const guint *) b];

  if (one->row != other->row)
    return one->row < other->row ? -1 : 1;
  return (one->box.x > other->box.x) - (one->box.x < other->box.x);
}

static void
find_order (CmPlannerLayout *self)
{
  guint n = self->model->marks->len;

  self->order = g_new (guint, n + 1);
  for (guint i = 0; i < n; i++)
    self->order[i] = i;
  g_qsort_with_data (self->order, (gint) n, sizeof *self->order, compare_marks, self);
}

/* --- the legend ------------------------------------------------------------------------------- */

static gboolean
uses_sample (const CmPlannerLayout *self, const CmPlannerMark *mark, CmPlannerSample sample)
{
  gboolean inside = mark->placed && !is_outside (self, mark);

  switch (sample)
    {
    case CM_PLANNER_SAMPLE_BAR:
      return inside && mark->shape == CM_PLANNER_BAR && !mark->open;
    case CM_PLANNER_SAMPLE_OPEN:
      return inside && mark->open;
    case CM_PLANNER_SAMPLE_MILESTONE:
      return inside && mark->shape == CM_PLANNER_MILESTONE;
    case CM_PLANNER_SAMPLE_BEATS:
      return mark->placed && mark->shape == CM_PLANNER_BEATS;
    case CM_PLANNER_SAMPLE_PIN:
      return mark->placed && !inside;
    case CM_PLANNER_SAMPLE_UNKNOWN:
      return !mark->placed;
    case CM_PLANNER_SAMPLE_TODAY:
    case CM_PLANNER_N_SAMPLES:
    default:
      return FALSE;
    }
}

static gboolean
has_sample (const CmPlannerLayout *self, CmPlannerSample sample)
{
  if (sample == CM_PLANNER_SAMPLE_TODAY)
    return self->model->has_today && self->model->today >= self->first &&
           self->model->today <= self->last;
  for (guint i = 0; i < self->model->marks->len; i++)
    if (uses_sample (self, cm_planner_model_get_mark (self->model, i), sample))
      return TRUE;
  return FALSE;
}

static const char *
name_sample (const CmPlannerLayout *self, CmPlannerSample sample)
{
  static const char *const names[CM_PLANNER_N_SAMPLES] = {
    N_ ("Period"),
    N_ ("Open to partners"),
    N_ ("Milestone"),
    N_ ("Each time"),
    N_ ("Before or after the columns"),
    N_ ("Time not known"),
    N_ ("Today"),
  };

  return sample == CM_PLANNER_SAMPLE_TODAY && self->model->today_text != NULL
             ? self->model->today_text
             : _ (names[sample]);
}

/* Whether the colour stands for something that no lane says. */
static gboolean
needs_colour (const CmPlannerLayout *self, int colour)
{
  const CmPlannerModel *model = self->model;

  for (guint i = 0; i < model->lanes->len; i++)
    if (cm_planner_model_get_lane (model, i)->colour == colour)
      return FALSE;
  for (guint i = 0; i < model->marks->len; i++)
    if (cm_planner_model_get_mark (model, i)->colour == colour)
      return TRUE;
  return FALSE;
}

/* Goes on at (x, y), or in the next line. */
static void
add_key (CmPlannerLayout *self, int sample, const char *name, double *x, double *y)
{
  CmPlannerKey *key = g_new0 (CmPlannerKey, 1);
  double width;

  key->sample = sample;
  key->text = make_line (self, name, 1, &width);
  width += CM_PLANNER_SAMPLE + CM_PLANNER_GAP;
  if (*x > CM_PLANNER_GAP && *x + width > self->width)
    {
      *x = CM_PLANNER_GAP;
      *y += LEGEND_LINE;
    }
  key->x = *x;
  key->y = *y;
  *x += width + 3 * CM_PLANNER_GAP;
  g_ptr_array_add (self->keys, key);
}

static void
make_legend (CmPlannerLayout *self)
{
  const GPtrArray *colours = self->model->colours;
  double x = CM_PLANNER_GAP, y = CM_PLANNER_GAP;

  for (guint i = 0; i < colours->len; i++)
    if (needs_colour (self, (int) i))
      add_key (self, CM_PLANNER_N_SAMPLES + (int) i, g_ptr_array_index (colours, i), &x, &y);
  for (guint i = 0; i < CM_PLANNER_N_SAMPLES; i++)
    if (has_sample (self, (CmPlannerSample) i))
      add_key (self, (int) i, name_sample (self, (CmPlannerSample) i), &x, &y);
  self->legend = self->keys->len > 0 ? y + LEGEND_LINE + CM_PLANNER_GAP : 0;
}

/* --- the layout ------------------------------------------------------------------------------- */

CmPlannerLayout *
cm_planner_layout_new (const CmPlannerModel *model, double width, PangoContext *context)
{
  CmPlannerLayout *self = g_new0 (CmPlannerLayout, 1);

  self->model = model;
  cm_figure_type_init (&self->type, context, MAX (width, 1), CM_PLANNER_TYPE, 1);
  self->type.size = CM_PLANNER_TYPE;
  self->spots = g_new0 (CmPlannerSpot, model->marks->len + 1);
  self->blocks = g_ptr_array_new_with_free_func (free_block);
  self->keys = g_ptr_array_new_with_free_func (free_key);
  self->heads = g_ptr_array_new_with_free_func ((GDestroyNotify) cm_figure_text_free);
  cm_planner_model_get_days (model, &self->first, &self->last);
  find_names (self, width);
  find_sides (self);
  find_axis (self, width);
  make_heads (self);
  fill_body (self);
  find_order (self);
  make_legend (self);
  return self;
}

double
cm_planner_layout_get_width (const CmPlannerLayout *self)
{
  return self->width;
}

double
cm_planner_layout_get_header (const CmPlannerLayout *self)
{
  return self->header;
}

double
cm_planner_layout_get_body (const CmPlannerLayout *self)
{
  return self->body;
}

double
cm_planner_layout_get_legend (const CmPlannerLayout *self)
{
  return self->legend;
}

CmFigureBox
cm_planner_layout_get_box (const CmPlannerLayout *self, guint mark)
{
  return self->spots[mark].box;
}

CmFigureBox
cm_planner_layout_get_sign (const CmPlannerLayout *self, guint mark)
{
  return self->spots[mark].sign;
}

CmFigureBox
cm_planner_layout_get_column (const CmPlannerLayout *self, guint position)
{
  const CmPlannerColumn *column = cm_planner_model_get_column (self->model, position);
  double start = _cm_planner_find_x (self, column->first);

  return (CmFigureBox){
    start, 0, _cm_planner_find_x (self, column->last + 1) - start, self->header + self->body
  };
}

gboolean
cm_planner_layout_is_cut (const CmPlannerLayout *self, guint mark)
{
  return self->spots[mark].cut;
}

/* --- pointing and moving ---------------------------------------------------------------------- */

static gboolean
contains (const CmFigureBox *box, double x, double y)
{
  return x >= box->x && x < box->x + box->width && y >= box->y && y < box->y + box->height;
}

int
cm_planner_layout_hit (const CmPlannerLayout *self, double x, double y)
{
  for (guint i = 0; i < self->model->marks->len; i++)
    if (contains (&self->spots[i].box, x, y))
      return (int) i;
  return -1;
}

static double
get_middle (const CmPlannerLayout *self, guint mark)
{
  return self->spots[mark].sign.x + self->spots[mark].sign.width / 2;
}

/* The nearest mark in the row that is `down` rows away, or in the last one before the end. */
static int
move_down (const CmPlannerLayout *self, guint mark, int down)
{
  int row = CLAMP ((int) self->spots[mark].row + down, 0, (int) self->n_rows - 1);
  int nearest = (int) mark;
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < self->model->marks->len; i++)
    {
      double distance = fabs (get_middle (self, i) - get_middle (self, mark));

      if ((int) self->spots[i].row == row && distance < least)
        {
          nearest = (int) i;
          least = distance;
        }
    }
  return nearest;
}

int
cm_planner_layout_move (const CmPlannerLayout *self, int mark, int along, int down)
{
  guint n = self->model->marks->len;
  guint at = 0;

  if (n == 0)
    return -1;
  if (mark < 0 || mark >= (int) n)
    return (int) self->order[0];
  if (down != 0)
    return move_down (self, (guint) mark, down);
  while (self->order[at] != (guint) mark)
    at++;
  return (int) self->order[CLAMP ((gint64) at + along, 0, (gint64) n - 1)];
}
