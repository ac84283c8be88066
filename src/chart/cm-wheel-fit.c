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
#define STATE_SCALE 0.86
/* Line heights, in parts of the type size. */
#define LINE_HEIGHT 1.16
#define STATE_HEIGHT 1.22

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
  double pad = segment->rounded * 0.5 + 0.012 * segment->outer;
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
holds_stack (const CmWheelSegment *segment, const Stack *stack, double radius)
{
  double angle = (segment->start + segment->end) / 2;
  double y = radius * sin (angle);

  for (guint i = 0; i < stack->n; i++)
    y -= stack->heights[i] / 2;
  for (guint i = 0; i < stack->n; i++)
    {
      if (!holds_box (segment,
                      radius * cos (angle),
                      y + stack->heights[i] / 2,
                      stack->widths[i],
                      stack->heights[i] * 0.86))
        return FALSE;
      y += stack->heights[i];
    }
  return TRUE;
}

/* Looks for a radius where @stack fits, from the middle of the segment to both sides. */
static gboolean
place_stack (const CmWheelSegment *segment, const Stack *stack, double *radius)
{
  double middle = (segment->inner + segment->outer) / 2;
  double step = (segment->outer - segment->inner) * 0.025;

  *radius = middle;
  for (int i = 0; i < 17; i++)
    {
      double candidate = middle + ((i + 1) / 2) * (i % 2 == 1 ? step : -step);

      if (holds_stack (segment, stack, candidate))
        {
          *radius = candidate;
          return TRUE;
        }
    }
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
  double radius;

  for (int two = 0; two < 2; two++)
    if (make_stack (fitter, i, size, two, &stack) && place_stack (segment, &stack, &radius))
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
set_state (const Fitter *fitter, guint i, double size)
{
  CmWheelStepLayout *step = &g_array_index (fitter->layout->steps, CmWheelStepLayout, i);
  const CmWheelStep *data = cm_wheel_get_step (fitter->wheel, i);
  guint glyphs = cm_wheel_step_glyphs (data);
  const char *word = data->overdue ? _("overdue") : cm_wheel_state_word (data->state);

  step->has_state = glyphs > 0;
  step->state.size = size;
  step->state_width = glyphs * CM_WHEEL_GLYPH * size;
  if (glyphs > 1)
    step->state_width += CM_WHEEL_GLYPH_SPACE * 0.6 * size;
  if (!step->has_state || fitter->detail != CM_WHEEL_DETAIL_WORDS)
    return;
  step->state.text = g_strdup (word);
  step->state.weight = PANGO_WEIGHT_NORMAL;
  step->state.width =
      size * cm_chart_text_width (fitter->layout->context, word, PANGO_WEIGHT_NORMAL);
  step->state_width += CM_WHEEL_GLYPH_SPACE * size + step->state.width;
}

/* Stands the lines of step @i, and its state if it has one, about the middle of its segment. */
static void
stand_lines (const Fitter *fitter, guint i)
{
  CmWheelStepLayout *step = &g_array_index (fitter->layout->steps, CmWheelStepLayout, i);
  double angle = (step->segment.start + step->segment.end) / 2;
  double state_height = step->has_state ? STATE_HEIGHT * step->state.size : 0;
  Stack stack = { 0 };
  double radius, x, y;

  for (guint j = 0; j < step->n_lines; j++)
    push (&stack, step->lines[j].width, LINE_HEIGHT * step->lines[j].size);
  if (step->has_state)
    push (&stack, step->state_width, state_height);
  place_stack (&step->segment, &stack, &radius);
  x = fitter->layout->x + radius * cos (angle);
  y = fitter->layout->y + radius * sin (angle);
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
}

/* The widest part of the label that fits, for a label that must be cut. */
static double
cut_width (const Fitter *fitter, guint i, double size)
{
  const CmWheelSegment *segment =
      &g_array_index (fitter->layout->steps, CmWheelStepLayout, i).segment;
  double width = fitter->labels[i].width * size;
  double part = 1.0;
  double radius;

  for (; part > 0.3; part -= 0.04)
    {
      Stack stack = { 0 };

      push (&stack, width * part, LINE_HEIGHT * size);
      push (&stack, measure_state (fitter, size), STATE_HEIGHT * size);
      if (place_stack (segment, &stack, &radius))
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
  set_state (
      fitter, i, fitter->detail == CM_WHEEL_DETAIL_NUMBERS ? size * 0.8 : choose_state_size (size));
  stand_lines (fitter, i);
}

static double
measure_widest_state (PangoContext *context)
{
  double widest = 0;

  for (int state = 0; state < CM_N_STEP_STATES; state++)
    widest = MAX (widest,
                  cm_chart_text_width (
                      context, cm_wheel_state_word ((CmWheelState) state), PANGO_WEIGHT_NORMAL));
  widest += CM_WHEEL_GLYPH + CM_WHEEL_GLYPH_SPACE;
  return MAX (widest,
              cm_chart_text_width (context,
                                   _("overdue"), PANGO_WEIGHT_NORMAL) +
                                   2 * CM_WHEEL_GLYPH + 1.6 * CM_WHEEL_GLYPH_SPACE + 0.6);
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

void
cm_wheel_fit_rings (CmWheelLayout *layout, const CmWheel *wheel)
{
  double size = MAX (RING_SIZE * layout->radius, CM_WHEEL_MINIMUM_TYPE);

  /* One size for all: the longest decides. */
  for (guint i = 0; i < layout->stages->len; i++)
    {
      CmWheelStageLayout *stage = &g_array_index (layout->stages, CmWheelStageLayout, i);
      const char *text = cm_wheel_get_stage (wheel, i)->ring_label;
      double radius = (stage->ring.inner + stage->ring.outer) / 2;
      double room =
          (stage->ring.end - stage->ring.start) * radius * 0.9 - 2 * stage->ring.start_gap;

      if (text == NULL || *text == '\0')
        continue;
      stage->ring_label.text = g_strdup (text);
      stage->ring_label.width = room;
      size = MIN (size, room / cm_chart_text_width (layout->context, text, PANGO_WEIGHT_MEDIUM));
    }
  size = MAX (size, CM_WHEEL_MINIMUM_TYPE);
  for (guint i = 0; i < layout->stages->len; i++)
    {
      CmWheelStageLayout *stage = &g_array_index (layout->stages, CmWheelStageLayout, i);

      stage->ring_label.size = size;
      stage->ring_label.weight = PANGO_WEIGHT_MEDIUM;
      stage->ring_label.x = layout->x;
      stage->ring_label.y = layout->y;
      if (stage->ring_label.text != NULL)
        shorten (&stage->ring_label, layout->context);
    }
}
