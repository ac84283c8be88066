/* cm-wheel-layout.c - where everything on the wheel goes: geometry and hit testing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-wheel-layout"

#include "cm-wheel-layout.h"

#include <math.h>

#include "cm-wheel-layout-private.h"

/* Radii, in parts of the wheel's own. */
#define BAND_INNER 0.945
#define STEP_OUTER 0.918
#define STEP_INNER 0.575
#define RING_OUTER 0.548
#define RING_INNER 0.455
#define DISC 0.428

/* Room for the lift and the focus ring, px. */
#define MARGIN 5.0

/* A title may shrink, to this part of its size, before it is cut. */
#define TITLE_SHRINK 0.5

static const double top = -G_PI / 2;

static void
clear_stage (gpointer data)
{
  CmWheelStageLayout *stage = data;

  cm_chart_line_clear (&stage->title);
  cm_chart_line_clear (&stage->ring_label);
}

static void
clear_step (gpointer data)
{
  CmWheelStepLayout *step = data;

  cm_chart_line_clear (&step->lines[0]);
  cm_chart_line_clear (&step->lines[1]);
  cm_chart_line_clear (&step->state);
}

static void
clear_centre (gpointer data)
{
  cm_chart_line_clear (&((CmWheelCentreLine *) data)->line);
}

/* Distance from the origin to the nearest point of a box of @width by @height about (@x, @y). */
static double
measure_distance (double x, double y, double width, double height)
{
  return hypot (MAX (fabs (x) - width / 2, 0), MAX (fabs (y) - height / 2, 0));
}

/* Slides a box outwards along @angle until it is @distance away from the origin. */
static CmWheelBox
place_outside (double angle, double width, double height, double distance)
{
  double near = 0;
  double far = distance + width + height;

  for (int i = 0; i < 40; i++)
    {
      double middle = (near + far) / 2;
      if (measure_distance (middle * cos (angle), middle * sin (angle), width, height) < distance)
        near = middle;
      else
        far = middle;
    }
  return (
      CmWheelBox){ far * cos (angle) - width / 2, far * sin (angle) - height / 2, width, height };
}

/* How the circle is shared: equally, as the quadrants of the cycle are, unless one stage has so
 * many more steps than another that its labels would suffer. */
static double *
share_circle (const CmWheel *wheel)
{
  guint n = wheel->stages->len;
  double *shares = g_new (double, MAX (n, 1));
  guint least = G_MAXUINT, most = 1;
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      guint count = MAX (cm_wheel_count_steps (wheel, i), 1);
      least = MIN (least, count);
      most = MAX (most, count);
    }
  for (guint i = 0; i < n; i++)
    {
      double count = MAX (cm_wheel_count_steps (wheel, i), 1);
      shares[i] = most <= 2 * least ? 1 : count + 0.25 * most;
      sum += shares[i];
    }
  for (guint i = 0; i < n; i++)
    shares[i] /= sum;
  return shares;
}

static void
set_stage_angles (CmWheelLayout *layout, const CmWheel *wheel)
{
  g_autofree double *shares = share_circle (wheel);
  double angle = top;

  for (guint i = 0; i < layout->stages->len; i++)
    {
      CmWheelStageLayout *stage = &g_array_index (layout->stages, CmWheelStageLayout, i);

      stage->band.start = angle;
      angle += shares[i] * 2 * G_PI;
      stage->band.end = angle;
      stage->ring.start = stage->band.start;
      stage->ring.end = stage->band.end;
    }
}

static void
set_step_angles (CmWheelLayout *layout, const CmWheel *wheel)
{
  for (guint i = 0; i < layout->steps->len; i++)
    {
      CmWheelSegment *segment = &g_array_index (layout->steps, CmWheelStepLayout, i).segment;
      guint stage = cm_wheel_get_step (wheel, i)->stage;
      CmWheelSegment *band = &g_array_index (layout->stages, CmWheelStageLayout, stage).band;
      guint number = cm_wheel_step_number (wheel, i);
      guint count = cm_wheel_count_steps (wheel, stage);
      double span = (band->end - band->start) / count;

      segment->start = band->start + (number - 1) * span;
      segment->end = band->start + number * span;
    }
}

static void
set_radii (CmWheelLayout *layout, const CmWheel *wheel)
{
  double r = layout->radius;
  double stage_gap = CLAMP (0.016 * r, 2.0, 14.0);
  double step_gap = CLAMP (0.0055 * r, 0.9, 5.0);
  double rounded = CLAMP (0.014 * r, 1.0, 12.0);

  /* One stage alone is a whole ring with a seam, not a slot. */
  for (guint i = 0; i < layout->stages->len; i++)
    {
      CmWheelStageLayout *stage = &g_array_index (layout->stages, CmWheelStageLayout, i);

      stage->band.outer = r;
      stage->band.inner = BAND_INNER * r;
      stage->ring.outer = RING_OUTER * r;
      stage->ring.inner = RING_INNER * r;
      stage->band.start_gap = stage->band.end_gap = stage_gap;
      stage->ring.start_gap = stage->ring.end_gap = stage_gap;
      stage->band.rounded = stage->ring.rounded = rounded * 0.7;
    }
  for (guint i = 0; i < layout->steps->len; i++)
    {
      CmWheelSegment *segment = &g_array_index (layout->steps, CmWheelStepLayout, i).segment;
      guint number = cm_wheel_step_number (wheel, i);
      guint count = cm_wheel_count_steps (wheel, cm_wheel_get_step (wheel, i)->stage);

      segment->outer = STEP_OUTER * r;
      segment->inner = STEP_INNER * r;
      segment->start_gap = number == 1 ? stage_gap : step_gap;
      segment->end_gap = number == count ? stage_gap : step_gap;
      segment->rounded = rounded;
    }
  layout->disc = DISC * r;
}

/* Titles of @size round a circle of @radius about the origin; TRUE if none touches another. The
 * extents of circle and titles are left in @extents. */
static gboolean
place_titles (CmWheelLayout *layout, double radius, double size, CmWheelBox *extents)
{
  double left = -radius, right = radius, above = -radius, below = radius;
  gboolean apart = TRUE;

  for (guint i = 0; i < layout->stages->len; i++)
    {
      CmWheelStageLayout *stage = &g_array_index (layout->stages, CmWheelStageLayout, i);
      double middle = (stage->band.start + stage->band.end) / 2;
      double width = MIN (stage->title.width * size, stage->title_box.width);
      CmWheelBox box = place_outside (middle, width, size * 0.95, radius + 4 + size * 0.2);

      stage->title.x = box.x + box.width / 2;
      stage->title.y = box.y + box.height / 2;
      left = MIN (left, box.x);
      right = MAX (right, box.x + box.width);
      above = MIN (above, box.y - size * 0.15);
      below = MAX (below, box.y + box.height + size * 0.15);
      for (guint j = 0; j < i; j++)
        {
          CmWheelStageLayout *other = &g_array_index (layout->stages, CmWheelStageLayout, j);
          double other_width = MIN (other->title.width * size, other->title_box.width);

          if (fabs (other->title.x - stage->title.x) < (width + other_width) / 2 + size * 0.3 &&
              fabs (other->title.y - stage->title.y) < size * 1.05)
            apart = FALSE;
        }
    }
  *extents = (CmWheelBox){ left, above, right - left, below - above };
  return apart;
}

/* The largest radius at which circle and titles stay within the area. @relative: size of titles in
 * parts of the radius. */
static double
find_radius (CmWheelLayout *layout, double width, double height, double relative)
{
  double least = 8;
  double most = MAX (MIN (width, height) / 2 - MARGIN, least);
  CmWheelBox extents;

  for (int i = 0; i < 24; i++)
    {
      double radius = i == 0 ? most : (least + most) / 2;

      place_titles (layout, radius, MAX (relative * radius, CM_WHEEL_MINIMUM_TYPE), &extents);
      if (extents.width <= width - 2 * MARGIN && extents.height <= height - 2 * MARGIN)
        least = radius;
      else
        most = radius;
    }
  return least;
}

/* Chooses radius, centre and the size of titles together, for they depend on each other. */
static void
set_circle (CmWheelLayout *layout, double width, double height)
{
  static const double largest = 0.082;
  double smaller = MIN (width, height);
  double relative, size;
  CmWheelBox extents;

  for (guint i = 0; i < layout->stages->len; i++)
    g_array_index (layout->stages, CmWheelStageLayout, i).title_box.width = G_MAXDOUBLE;
  for (relative = largest; relative > largest * TITLE_SHRINK; relative *= 0.94)
    {
      layout->radius = find_radius (layout, width, height, relative);
      size = MAX (relative * layout->radius, CM_WHEEL_MINIMUM_TYPE);
      if (place_titles (layout, layout->radius, size, &extents) && layout->radius > 0.42 * smaller)
        break;
    }
  if (relative <= largest * TITLE_SHRINK)
    {
      double room = MAX (0.16 * width, (width - 0.8 * smaller) / 2);

      for (guint i = 0; i < layout->stages->len; i++)
        g_array_index (layout->stages, CmWheelStageLayout, i).title_box.width = room;
      layout->radius = find_radius (layout, width, height, relative);
    }
  size = MAX (relative * layout->radius, CM_WHEEL_MINIMUM_TYPE);
  place_titles (layout, layout->radius, size, &extents);
  layout->x = (width - extents.width) / 2 - extents.x;
  layout->y = (height - extents.height) / 2 - extents.y;
  for (guint i = 0; i < layout->stages->len; i++)
    {
      CmWheelStageLayout *stage = &g_array_index (layout->stages, CmWheelStageLayout, i);

      stage->title.size = size;
      stage->title.width = MIN (stage->title.width * size, stage->title_box.width);
      stage->title.x += layout->x;
      stage->title.y += layout->y;
      stage->title_box = (CmWheelBox){ stage->title.x - stage->title.width / 2,
                                       stage->title.y - size * 0.6,
                                       stage->title.width,
                                       size * 1.2 };
    }
}

static void
measure_titles (CmWheelLayout *layout, const CmWheel *wheel)
{
  for (guint i = 0; i < layout->stages->len; i++)
    {
      CmWheelStageLayout *stage = &g_array_index (layout->stages, CmWheelStageLayout, i);

      stage->title.text = g_strdup (cm_wheel_get_stage (wheel, i)->title);
      stage->title.weight = PANGO_WEIGHT_BOLD;
      stage->title.width =
          cm_chart_text_width (layout->context, stage->title.text, PANGO_WEIGHT_BOLD);
    }
}

static gboolean
contains (const CmWheelBox *box, double x, double y)
{
  return x >= box->x && x <= box->x + box->width && y >= box->y && y <= box->y + box->height;
}

static gboolean
contains_angle (const CmWheelSegment *segment, double angle)
{
  return angle >= segment->start && angle < segment->end;
}

static int
find_stage (const CmWheelLayout *layout, double angle)
{
  for (guint i = 0; i < layout->stages->len; i++)
    if (contains_angle (&g_array_index (layout->stages, CmWheelStageLayout, i).band, angle))
      return (int) i;
  return -1;
}

static int
find_step (const CmWheelLayout *layout, double angle)
{
  for (guint i = 0; i < layout->steps->len; i++)
    if (contains_angle (&g_array_index (layout->steps, CmWheelStepLayout, i).segment, angle))
      return (int) i;
  return -1;
}

static CmWheelHit
make_hit (CmWheelHitKind kind, int index)
{
  return index >= 0 ? (CmWheelHit){ kind, index } : (CmWheelHit){ CM_WHEEL_HIT_NONE, -1 };
}

static void
find_middle (const CmWheelLayout *layout, const CmWheelSegment *segment, double *x, double *y)
{
  double angle = (segment->start + segment->end) / 2;
  double radius = (segment->inner + segment->outer) / 2;

  *x = layout->x + radius * cos (angle);
  *y = layout->y + radius * sin (angle);
}

/* Where the side of a segment, @gap px beside the radius at @angle, meets the circle of @radius. */
static double
offset_angle (double angle, double gap, double radius)
{
  return angle + asin (CLAMP (gap / MAX (radius, 0.1), -1.0, 1.0));
}

CmWheelLayout *
cm_wheel_layout (const CmWheel *wheel, double width, double height, PangoContext *context)
{
  CmWheelLayout *layout = g_new0 (CmWheelLayout, 1);

  layout->context = cm_chart_text_context (context);
  layout->stages = g_array_new (FALSE, TRUE, sizeof (CmWheelStageLayout));
  g_array_set_clear_func (layout->stages, clear_stage);
  g_array_set_size (layout->stages, wheel->stages->len);
  layout->steps = g_array_new (FALSE, TRUE, sizeof (CmWheelStepLayout));
  g_array_set_clear_func (layout->steps, clear_step);
  g_array_set_size (layout->steps, wheel->steps->len);
  layout->centre = g_array_new (FALSE, TRUE, sizeof (CmWheelCentreLine));
  g_array_set_clear_func (layout->centre, clear_centre);

  set_stage_angles (layout, wheel);
  set_step_angles (layout, wheel);
  measure_titles (layout, wheel);
  set_circle (layout, width, height);
  set_radii (layout, wheel);
  cm_wheel_fit_steps (layout, wheel);
  cm_wheel_fit_rings (layout, wheel);
  cm_wheel_fit_centre (layout, wheel);
  return layout;
}

void
cm_wheel_layout_free (CmWheelLayout *layout)
{
  if (layout == NULL)
    return;
  g_array_unref (layout->stages);
  g_array_unref (layout->steps);
  g_array_unref (layout->centre);
  g_object_unref (layout->context);
  g_free (layout);
}

CmWheelHit
cm_wheel_hit (const CmWheelLayout *layout, double x, double y)
{
  double r = hypot (x - layout->x, y - layout->y);
  double angle = atan2 (y - layout->y, x - layout->x);

  if (angle < top)
    angle += 2 * G_PI;
  if (layout->has_button && contains (&layout->button, x, y))
    return (CmWheelHit){ CM_WHEEL_HIT_BUTTON, -1 };
  if (r <= layout->disc)
    return (CmWheelHit){ CM_WHEEL_HIT_CENTRE, -1 };
  if (r >= RING_INNER * layout->radius && r <= RING_OUTER * layout->radius)
    return make_hit (CM_WHEEL_HIT_RING, find_stage (layout, angle));
  if (r >= STEP_INNER * layout->radius && r <= STEP_OUTER * layout->radius)
    return make_hit (CM_WHEEL_HIT_STEP, find_step (layout, angle));
  if (r >= BAND_INNER * layout->radius && r <= layout->radius)
    return make_hit (CM_WHEEL_HIT_STAGE, find_stage (layout, angle));
  for (guint i = 0; i < layout->stages->len; i++)
    if (contains (&g_array_index (layout->stages, CmWheelStageLayout, i).title_box, x, y))
      return (CmWheelHit){ CM_WHEEL_HIT_STAGE, (int) i };
  return (CmWheelHit){ CM_WHEEL_HIT_NONE, -1 };
}

void
cm_wheel_segment_path (const CmWheelLayout *layout,
                       cairo_t *cr,
                       const CmWheelSegment *segment,
                       double grow)
{
  double inner = segment->inner - grow;
  double outer = segment->outer + grow;
  double start_gap = segment->start_gap - grow;
  double end_gap = segment->end_gap - grow;
  double a = offset_angle (segment->start, start_gap, outer);
  double b = offset_angle (segment->end, -end_gap, outer);
  double c = offset_angle (segment->end, -end_gap, inner);
  double d = offset_angle (segment->start, start_gap, inner);

  cairo_new_sub_path (cr);
  cairo_arc (cr, layout->x, layout->y, outer, a, MAX (a, b));
  cairo_arc_negative (cr, layout->x, layout->y, inner, MAX (c, d), d);
  cairo_close_path (cr);
}

void
cm_wheel_step_outline (
    const CmWheelLayout *layout, cairo_t *cr, guint step, double lift, double grow)
{
  CmWheelSegment segment = g_array_index (layout->steps, CmWheelStepLayout, step).segment;

  segment.outer += lift;
  cm_wheel_segment_path (layout, cr, &segment, grow);
}

CmWheelBox
cm_wheel_step_box (const CmWheelLayout *layout, guint step)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  double left, above, right, below;

  cm_wheel_step_outline (layout, cr, step, 0, 0);
  cairo_path_extents (cr, &left, &above, &right, &below);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return (CmWheelBox){ left, above, right - left, below - above };
}

void
cm_wheel_step_centre (const CmWheelLayout *layout, guint step, double *x, double *y)
{
  find_middle (layout, &g_array_index (layout->steps, CmWheelStepLayout, step).segment, x, y);
}

void
cm_wheel_ring_centre (const CmWheelLayout *layout, guint stage, double *x, double *y)
{
  find_middle (layout, &g_array_index (layout->stages, CmWheelStageLayout, stage).ring, x, y);
}

void
cm_wheel_band_centre (const CmWheelLayout *layout, guint stage, double *x, double *y)
{
  find_middle (layout, &g_array_index (layout->stages, CmWheelStageLayout, stage).band, x, y);
}

gboolean
cm_wheel_button_box (const CmWheelLayout *layout, CmWheelBox *box, double *font_size)
{
  if (!layout->has_button)
    return FALSE;
  *box = layout->button;
  *font_size = layout->button_font;
  return TRUE;
}
