/* cm-wheel-fit-centre.c - fits the texts and the button into the disc in the middle of the wheel.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-wheel-fit-centre"

#include <math.h>

#include "cm-wheel-layout-private.h"

/* In parts of the wheel's radius. */
#define PEOPLE_SIZE 0.049
#define ALONE_SIZE 0.09
#define STAGE_SIZE 0.128
#define STEP_SIZE 0.052
#define BUTTON_SIZE 0.052
#define BUTTON_HEIGHT 0.124
#define BUTTON_MINIMUM_HEIGHT 22.0

#define LINE_HEIGHT 1.26
#define STAGE_LINE_HEIGHT 1.22

/* The column of lines is tried at these parts of its size. */
#define SMALLEST 0.56

typedef struct
{
  CmWheelLayout *layout;
  const CmWheel *wheel;
  double scale;
} Column;

static double
choose_size (const Column *column, double relative)
{
  return MAX (relative * column->layout->radius * column->scale, CM_WHEEL_MINIMUM_TYPE);
}

static void
append_line (
    Column *column, CmWheelCentreRole role, const char *text, double size, PangoWeight weight)
{
  CmWheelCentreLine line = { .role = role };

  line.line.text = g_strdup (text);
  line.line.size = size;
  line.line.weight = weight;
  line.line.width = size * cm_chart_text_width (column->layout->context, text, weight) + 1;
  g_array_append_val (column->layout->centre, line);
}

static void
append_text (Column *column, CmWheelCentreRole role, const char *text, double size, gboolean in_two)
{
  PangoWeight weight = role == CM_WHEEL_CENTRE_STAGE ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL;
  CmChartSplit split = { 0 };

  if (text == NULL || *text == '\0')
    return;
  if (in_two && cm_chart_text_split (column->layout->context, text, weight, &split))
    {
      append_line (column, role, split.first, size, weight);
      append_line (column, role, split.second, size, weight);
    }
  else
    append_line (column, role, text, size, weight);
  cm_chart_split_clear (&split);
}

/* People who stand in the middle alone stand there large. */
static double
choose_people_size (const Column *column)
{
  const CmWheel *wheel = column->wheel;
  gboolean alone = wheel->here_stage >= wheel->stages->len && wheel->here_step == NULL;

  return choose_size (column, alone ? ALONE_SIZE : PEOPLE_SIZE);
}

/* The name of the stage is the largest text; it gives way alone rather than with all others. */
static double
choose_stage_size (const Column *column, const char *title)
{
  double width = cm_chart_text_width (column->layout->context, title, PANGO_WEIGHT_BOLD);
  double room = 1.78 * column->layout->disc;

  return MAX (MIN (choose_size (column, STAGE_SIZE), room / MAX (width, 0.1)),
              CM_WHEEL_MINIMUM_TYPE);
}

static double
get_line_height (const CmWheelCentreLine *line)
{
  return line->line.size * (line->role == CM_WHEEL_CENTRE_STAGE ? STAGE_LINE_HEIGHT : LINE_HEIGHT);
}

/* Half of the disc's width for a thing between @above and @below, measured from the middle. */
static double
measure_chord (const CmWheelLayout *layout, double above, double below)
{
  double room = layout->disc * 0.95;
  double far = MAX (fabs (above), fabs (below));

  return far < room ? sqrt (room * room - far * far) : 0;
}

static void
set_button (Column *column)
{
  CmWheelLayout *layout = column->layout;
  const char *label = column->wheel->button;

  layout->has_button = label != NULL;
  if (label == NULL)
    return;
  layout->button_font = MAX (choose_size (column, BUTTON_SIZE), 9.0);
  layout->button.height =
      MAX (BUTTON_HEIGHT * layout->radius * column->scale, BUTTON_MINIMUM_HEIGHT);
  layout->button.width =
      layout->button_font * cm_chart_text_width (layout->context, label, PANGO_WEIGHT_BOLD) +
      1.3 * layout->button.height;
}

/* Stands the column about the middle; TRUE if every line is within the disc. Lines that are not are
 * narrowed to it. */
static gboolean
stand_column (Column *column)
{
  CmWheelLayout *layout = column->layout;
  double gap = layout->has_button ? 0.30 * layout->button.height : 0;
  double height = layout->has_button ? gap + layout->button.height : 0;
  gboolean fits = TRUE;
  double y;

  for (guint i = 0; i < layout->centre->len; i++)
    height += get_line_height (&g_array_index (layout->centre, CmWheelCentreLine, i));
  y = -height / 2;
  for (guint i = 0; i < layout->centre->len; i++)
    {
      CmWheelCentreLine *line = &g_array_index (layout->centre, CmWheelCentreLine, i);
      double line_height = get_line_height (line);
      double middle = y + line_height / 2;
      double chord =
          2 * measure_chord (layout, middle - line->line.size / 2, middle + line->line.size / 2);

      line->line.x = layout->x;
      line->line.y = layout->y + middle;
      if (line->line.width > chord)
        fits = FALSE;
      line->line.width = MIN (line->line.width, chord);
      y += line_height;
    }
  if (layout->has_button)
    {
      double chord = 2 * measure_chord (layout, y + gap, y + gap + layout->button.height * 0.85);

      fits = fits && layout->button.width <= chord;
      layout->button.width = MIN (layout->button.width, MAX (chord, layout->disc));
      layout->button.x = layout->x - layout->button.width / 2;
      layout->button.y = layout->y + y + gap;
    }
  return fits;
}

/* One try: @breaks has bit 0 for people in two lines, bit 1 for the step in two lines. */
static gboolean
try_column (Column *column, double scale, int breaks)
{
  const CmWheel *wheel = column->wheel;

  column->scale = scale;
  g_array_set_size (column->layout->centre, 0);
  set_button (column);
  append_text (
      column, CM_WHEEL_CENTRE_PEOPLE, wheel->people, choose_people_size (column), breaks & 1);
  if (wheel->here_stage < wheel->stages->len)
    append_text (column,
                 CM_WHEEL_CENTRE_STAGE,
                 cm_wheel_get_stage (wheel, wheel->here_stage)->title,
                 choose_stage_size (column, cm_wheel_get_stage (wheel, wheel->here_stage)->title),
                 FALSE);
  append_text (
      column, CM_WHEEL_CENTRE_STEP, wheel->here_step, choose_size (column, STEP_SIZE), breaks & 2);
  return stand_column (column);
}

void
cm_wheel_fit_centre (CmWheelLayout *layout, const CmWheel *wheel)
{
  Column column = { .layout = layout, .wheel = wheel };

  for (double scale = 1.0; scale > SMALLEST; scale -= 0.04)
    for (int breaks = 0; breaks < 4; breaks++)
      if (try_column (&column, scale, breaks))
        return;
  try_column (&column, SMALLEST, 3);
}
