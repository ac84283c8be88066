/* cm-wheel-fit.c - chooses sizes and breaks so that every text on the wheel fits where it stands.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-wheel-fit"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cm-wheel-layout-private.h"

/* In parts of the wheel's radius. */
#define LABEL_SIZE 0.050
#define RING_SIZE 0.047

#define LABEL_WEIGHT PANGO_WEIGHT_BOLD
#define STATE_SCALE 0.80
/* Line heights, in parts of the type size. */
#define LINE_HEIGHT 1.16
#define STATE_HEIGHT 1.22
#define PILL_HEIGHT 1.62

/* What the arrowhead takes at the end of a ring segment, and what is left free at its start, in
 * parts of its thickness. */
#define RING_ARROW 0.85
#define RING_PAD 0.35

/* A label that alone is too long may be this much smaller than the others. */
#define LABEL_SHRINK 0.86

/* The texts of one step, measured once for type of 1 px. */
typedef struct
{
  const char *label;
  double width;
  CmChartSplit split;
  gboolean has_split;
} Label;

/* Boxes one above the other, centred on a common axis. */
typedef struct
{
  guint n;
  double widths[3];
  double heights[3];
} Stack;

typedef struct
{
  CmWheelLayout *layout;
  const CmWheel *wheel;
  Label *labels;
  double state_width; /* the widest there may be, for type of 1 px */
  CmWheelDetail detail;
} Fitter;

static double
choose_state_size (double size)
{
  return MAX (STATE_SCALE * size, CM_WHEEL_MINIMUM_TYPE);
}

static void
push (Stack *stack, double width, double height)
{
  stack->widths[stack->n] = width;
  stack->heights[stack->n] = height;
  stack->n++;
}

/* Whether a box about (@x, @y), the wheel's centre being the origin, lies inside @segment. */
static gboolean
holds_box (const CmWheelSegment *segment, double x, double y, double width, double height)
{
  double pad = segment->rounded * 0.4 + 0.008 * segment->outer;
  gboolean check_sides = segment->end - segment->start < G_PI;
  double near_x = MAX (fabs (x) - width / 2, 0);
  double near_y = MAX (fabs (y) - height / 2, 0);

  if (hypot (near_x, near_y) < segment->inner + pad)
    return FALSE;
  for (int i = 0; i < 4; i++)
    {
      double cx = x + (i & 1 ? width : -width) / 2;
      double cy = y + (i & 2 ? height : -height) / 2;

      if (hypot (cx, cy) > segment->outer - pad)
        return FALSE;
      if (!check_sides)
        continue;
      if (cos (segment->start) * cy - sin (segment->start) * cx < segment->start_gap + pad)
        return FALSE;
      if (sin (segment->end) * cx - cos (segment->end) * cy < segment->end_gap + pad)
        return FALSE;
    }
  return TRUE;
}

static gboolean
holds_stack (const CmWheelSegment *segment, const Stack *stack, double x, double y)
{
  for (guint i = 0; i < stack->n; i++)
    y -= stack->heights[i] / 2;
  for (guint i = 0; i < stack->n; i++)
    {
      if (!holds_box (
              segment, x, y + stack->heights[i] / 2, stack->widths[i], stack->heights[i] * 0.86))
        return FALSE;
      y += stack->heights[i];
    }
  return TRUE;
}

/* Moves a stack that fits sideways, to where it is as far from the left side as from the right: in
 * a slanting segment that is not on the line through its middle. */
static double
centre_sideways (const CmWheelSegment *segment, const Stack *stack, double x, double y)
{
  double step = segment->outer * 0.004;
  int left = 0, right = 0;

  while (left < 20 && holds_stack (segment, stack, x - (left + 1) * step, y))
    left++;
  while (right < 20 && holds_stack (segment, stack, x + (right + 1) * step, y))
    right++;
  return x + (right - left) * step / 2;
}

/* Looks for a place where @stack fits, along the line through the middle of the segment; without
 * one, it is left in the middle. */
static gboolean
place_stack (const CmWheelSegment *segment, const Stack *stack, double *x, double *y)
{
  double angle = (segment->start + segment->end) / 2;
  double middle = (segment->inner + segment->outer) / 2;
  double step = (segment->outer - segment->inner) * 0.025;

  for (int i = 0; i < 25; i++)
    {
      double radius = middle + ((i + 1) / 2) * (i % 2 == 1 ? step : -step);

      *x = radius * cos (angle);
      *y = radius * sin (angle);
      if (holds_stack (segment, stack, *x, *y))
        {
          *x = centre_sideways (segment, stack, *x, *y);
          return TRUE;
        }
    }
  *x = middle * cos (angle);
  *y = middle * sin (angle);
  return FALSE;
}

static double
measure_state (const Fitter *fitter, double size)
{
  double glyph = CM_WHEEL_GLYPH * size;

  if (fitter->detail == CM_WHEEL_DETAIL_WORDS)
    return fitter->state_width * size;
  return 2 * glyph + CM_WHEEL_GLYPH_SPACE * size;
}

/* What step @i would show at @size, in one line or two. Room for a state is always kept, so that
 * the type does not change size when somebody starts a step. */
static gboolean
make_stack (const Fitter *fitter, guint i, double size, gboolean in_two, Stack *stack)
{
  const Label *label = &fitter->labels[i];
  double state_size = choose_state_size (size);

  *stack = (Stack){ 0 };
  if (in_two && !label->has_split)
    return FALSE;
  if (in_two)
    {
      push (stack, label->split.first_width * size, LINE_HEIGHT * size);
      push (stack, label->split.second_width * size, LINE_HEIGHT * size);
    }
  else
    push (stack, label->width * size, LINE_HEIGHT * size);
  push (stack, measure_state (fitter, state_size), STATE_HEIGHT * state_size);
  return TRUE;
}

static gboolean
fits_at (const Fitter *fitter, guint i, double size, gboolean *in_two)
{
  const CmWheelSegment *segment =
      &g_array_index (fitter->layout->steps, CmWheelStepLayout, i).segment;
  Stack stack;
  double x, y;

  for (int two = 0; two < 2; two++)
    if (make_stack (fitter, i, size, two, &stack) && place_stack (segment, &stack, &x, &y))
      {
        *in_two = two;
        return TRUE;
      }
  return FALSE;
}

/* The size for step @i when the others have @size: the same or a little less; 0 if neither fits. */
static double
find_size (const Fitter *fitter, guint i, double size, gboolean *in_two)
{
  double least = MAX (size * LABEL_SHRINK, CM_WHEEL_MINIMUM_TYPE);

  for (double own = size; own >= least - 0.01; own -= MAX ((size - least) / 4, 0.05))
    if (fits_at (fitter, i, own, in_two))
      return own;
  return 0;
}

static guint
count_misfits (const Fitter *fitter, double size)
{
  guint misfits = 0;
  gboolean in_two;

  for (guint i = 0; i < fitter->layout->steps->len; i++)
    misfits += find_size (fitter, i, size, &in_two) <= 0;
  return misfits;
}

/* The largest size at which every label fits with @detail; 0 if there is none. */
static double
choose_size (Fitter *fitter, CmWheelDetail detail)
{
  double size = MAX (LABEL_SIZE * fitter->layout->radius, CM_WHEEL_MINIMUM_TYPE);

  fitter->detail = detail;
  for (; size > CM_WHEEL_MINIMUM_TYPE; size = MAX (size * 0.97, CM_WHEEL_MINIMUM_TYPE))
    if (count_misfits (fitter, size) == 0)
      return size;
  return count_misfits (fitter, size) == 0 ? size : 0;
}

/* Words first, then glyphs; a few cut labels are better than numbers, many are worse. */
static double
choose_detail (Fitter *fitter)
{
  double size = choose_size (fitter, CM_WHEEL_DETAIL_WORDS);
  double radius = fitter->layout->radius;

  if (size <= 0)
    size = choose_size (fitter, CM_WHEEL_DETAIL_GLYPHS);
  if (size <= 0 && count_misfits (fitter, CM_WHEEL_MINIMUM_TYPE) * 4 <= fitter->layout->steps->len)
    size = CM_WHEEL_MINIMUM_TYPE;
  if (size <= 0)
    {
      double span = 2 * G_PI / MAX (fitter->layout->steps->len, 1);

      fitter->detail = CM_WHEEL_DETAIL_NUMBERS;
      size = CLAMP (MIN (0.085, 0.30 * span) * radius, CM_WHEEL_MINIMUM_TYPE, 0.085 * 2000);
    }
  return size;
}

static void
set_line (CmChartLine *line, const char *text, double size, double width)
{
  line->text = g_strdup (text);
  line->weight = LABEL_WEIGHT;
  line->size = size;
  line->width = width;
}

/* The state line of step @i: what is shown now, not the widest. */
static void
set_state (const Fitter *fitter, guint i, double size, gboolean in_words)
{
  CmWheelStepLayout *step = &g_array_index (fitter->layout->steps, CmWheelStepLayout, i);
  const CmWheelStep *data = cm_wheel_get_step (fitter->wheel, i);
  guint glyphs = cm_wheel_step_glyphs (data);
  const char *word = data->overdue ? _ ("overdue") : cm_wheel_state_word (data->state);

  step->has_state = glyphs > 0;
  step->state.size = size;
  step->state_width = glyphs * CM_WHEEL_GLYPH * size;
  if (glyphs > 1)
    step->state_width += CM_WHEEL_GLYPH_SPACE * 0.6 * size;
  g_clear_pointer (&step->state.text, g_free);
  if (!step->has_state || !in_words)
    return;
  step->state.text = g_strdup (word);
  step->state.weight = PANGO_WEIGHT_NORMAL;
  step->state.width =
      size * cm_chart_text_width (fitter->layout->context, word, PANGO_WEIGHT_NORMAL);
  step->state_width += CM_WHEEL_GLYPH_SPACE * size + step->state.width;
}

/* Stands the lines of step @i, and its state if it has one, about the middle of its segment; FALSE
 * if they reach beyond it. */
static gboolean
stand_lines (const Fitter *fitter, guint i)
{
  CmWheelStepLayout *step = &g_array_index (fitter->layout->steps, CmWheelStepLayout, i);
  gboolean overdue = cm_wheel_get_step (fitter->wheel, i)->overdue;
  double state_height = step->state.size * (overdue ? PILL_HEIGHT : STATE_HEIGHT);
  Stack stack = { 0 };
  gboolean fits;
  double x, y;

  for (guint j = 0; j < step->n_lines; j++)
    push (&stack, step->lines[j].width, LINE_HEIGHT * step->lines[j].size);
  if (step->has_state)
    push (&stack, step->state_width + (overdue ? 0.7 * step->state.size : 0), state_height);
  fits = place_stack (&step->segment, &stack, &x, &y);
  x += fitter->layout->x;
  y += fitter->layout->y;
  for (guint j = 0; j < stack.n; j++)
    y -= stack.heights[j] / 2;
  for (guint j = 0; j < step->n_lines; j++)
    {
      step->lines[j].x = x;
      step->lines[j].y = y + stack.heights[j] / 2;
      y += stack.heights[j];
    }
  step->state.x = x;
  step->state.y = y + state_height / 2;
  return fits;
}

/* Words where they fit, a little smaller if need be; marks alone where they do not. */
static void
stand_state (const Fitter *fitter, guint i, double size)
{
  double least = MAX (size * LABEL_SHRINK, CM_WHEEL_MINIMUM_TYPE);

  if (fitter->detail == CM_WHEEL_DETAIL_WORDS)
    for (int step = 0; step < 4; step++)
      {
        set_state (fitter, i, size + (least - size) * step / 3, TRUE);
        if (stand_lines (fitter, i))
          return;
      }
  set_state (fitter, i, size, FALSE);
  stand_lines (fitter, i);
}

/* The widest part of the label that fits, for a label that must be cut. */
static double
cut_width (const Fitter *fitter, guint i, double size)
{
  const CmWheelSegment *segment =
      &g_array_index (fitter->layout->steps, CmWheelStepLayout, i).segment;
  double width = fitter->labels[i].width * size;
  double part = 1.0;
  double x, y;

  for (; part > 0.3; part -= 0.04)
    {
      Stack stack = { 0 };

      push (&stack, width * part, LINE_HEIGHT * size);
      push (&stack, measure_state (fitter, size), STATE_HEIGHT * size);
      if (place_stack (segment, &stack, &x, &y))
        break;
    }
  return width * part;
}

static void
set_step (const Fitter *fitter, guint i, double size)
{
  CmWheelStepLayout *step = &g_array_index (fitter->layout->steps, CmWheelStepLayout, i);
  const Label *label = &fitter->labels[i];
  gboolean in_two = FALSE;
  double own = find_size (fitter, i, size, &in_two);

  step->n_lines = 1;
  if (fitter->detail == CM_WHEEL_DETAIL_NUMBERS)
    {
      char number[16];

      g_snprintf (number, sizeof number, "%u", cm_wheel_step_number (fitter->wheel, i));
      set_line (&step->lines[0],
                number,
                size,
                size * cm_chart_text_width (fitter->layout->context, number, LABEL_WEIGHT));
    }
  else if (own <= 0)
    set_line (&step->lines[0], label->label, size, cut_width (fitter, i, size));
  else if (in_two)
    {
      step->n_lines = 2;
      set_line (&step->lines[0], label->split.first, own, label->split.first_width * own);
      set_line (&step->lines[1], label->split.second, own, label->split.second_width * own);
    }
  else
    set_line (&step->lines[0], label->label, own, label->width * own);
  /* Widths were exact; a little slack keeps rounding from cutting a text that fits. */
  if (own > 0)
    for (guint j = 0; j < step->n_lines; j++)
      step->lines[j].width += 1;
  if (fitter->detail == CM_WHEEL_DETAIL_NUMBERS)
    stand_state (fitter, i, MAX (0.68 * size, CM_WHEEL_MINIMUM_TYPE));
  else
    stand_state (fitter, i, choose_state_size (own > 0 ? own : size));
}

/* Of the states alone: the few steps that are overdue as well do with marks where words are too
 * long, rather than make the type small for all. */
static double
measure_widest_state (PangoContext *context)
{
  double widest = 0;

  for (int state = 0; state < CM_N_STEP_STATES; state++)
    widest = MAX (widest,
                  cm_chart_text_width (
                      context, cm_wheel_state_word ((CmWheelState) state), PANGO_WEIGHT_NORMAL));
  return widest + CM_WHEEL_GLYPH + CM_WHEEL_GLYPH_SPACE;
}

guint
cm_wheel_step_glyphs (const CmWheelStep *step)
{
  return (step->state != CM_STEP_NOT_STARTED ? 1 : 0) + (step->overdue ? 1 : 0);
}

void
cm_wheel_fit_steps (CmWheelLayout *layout, const CmWheel *wheel)
{
  guint n = wheel->steps->len;
  g_autofree Label *labels = g_new0 (Label, MAX (n, 1));
  Fitter fitter = { layout, wheel, labels, measure_widest_state (layout->context), 0 };
  double size;

  for (guint i = 0; i < n; i++)
    {
      labels[i].label = cm_wheel_get_step (wheel, i)->label;
      labels[i].width = cm_chart_text_width (layout->context, labels[i].label, LABEL_WEIGHT);
      labels[i].has_split =
          cm_chart_text_split (layout->context, labels[i].label, LABEL_WEIGHT, &labels[i].split);
    }
  size = choose_detail (&fitter);
  layout->detail = fitter.detail;
  for (guint i = 0; i < n; i++)
    {
      set_step (&fitter, i, size);
      cm_chart_split_clear (&labels[i].split);
    }
}

/* Cuts a text that runs along an arc, where pango cannot. */
static void
shorten (CmChartLine *line, PangoContext *context)
{
  g_autofree char *whole = g_steal_pointer (&line->text);
  glong n = g_utf8_strlen (whole, -1);

  line->text = g_strdup (whole);
  while (n > 1 &&
         line->size * cm_chart_text_width (context, line->text, line->weight) > line->width)
    {
      g_autofree char *part = g_utf8_substring (whole, 0, --n);

      g_free (line->text);
      line->text = g_strconcat (g_strchomp (part), "…", NULL);
    }
}

/* Room along a ring segment for its label: an arrowhead stands at the end. */
static double
measure_ring (const CmWheelSegment *ring)
{
  double along = (ring->end - ring->start) * (ring->inner + ring->outer) / 2;
  double thickness = ring->outer - ring->inner;

  return along - ring->start_gap - ring->end_gap - (RING_PAD + RING_ARROW) * thickness;
}

/* The label stands in the middle of the segment, or further back if it would touch the arrowhead.
 */
static void
stand_ring_label (CmWheelLayout *layout, CmWheelStageLayout *stage, double size)
{
  const CmWheelSegment *ring = &stage->ring;
  double radius = (ring->inner + ring->outer) / 2;
  double half_width, last;

  stage->ring_label.size = size;
  stage->ring_label.x = layout->x;
  stage->ring_label.y = layout->y;
  if (stage->ring_label.width < 3 * size)
    cm_chart_line_clear (&stage->ring_label);
  if (stage->ring_label.text == NULL)
    return;
  shorten (&stage->ring_label, layout->context);
  half_width =
      cm_chart_text_width (layout->context, stage->ring_label.text, stage->ring_label.weight) *
      size / 2;
  last =
      ring->end - (ring->end_gap + RING_ARROW * (ring->outer - ring->inner) + half_width) / radius;
  stage->ring_angle = MIN ((ring->start + ring->end) / 2, last);
}

void
cm_wheel_fit_rings (CmWheelLayout *layout, const CmWheel *wheel)
{
  double size = MAX (RING_SIZE * layout->radius, CM_WHEEL_MINIMUM_TYPE);

  /* One size for all: the longest decides. */
  for (guint i = 0; i < layout->stages->len; i++)
    {
      CmWheelStageLayout *stage = &g_array_index (layout->stages, CmWheelStageLayout, i);
      const char *text = cm_wheel_get_stage (wheel, i)->ring_label;

      if (text == NULL || *text == '\0')
        continue;
      stage->ring_label.text = g_strdup (text);
      stage->ring_label.weight = PANGO_WEIGHT_NORMAL;
      stage->ring_label.width = measure_ring (&stage->ring);
      size = MIN (size,
                  stage->ring_label.width /
                      cm_chart_text_width (layout->context, text, PANGO_WEIGHT_NORMAL));
    }
  size = MAX (size, CM_WHEEL_MINIMUM_TYPE);
  for (guint i = 0; i < layout->stages->len; i++)
    stand_ring_label (layout, &g_array_index (layout->stages, CmWheelStageLayout, i), size);
}
