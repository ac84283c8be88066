/* cm-wheel-layout-private.h - what the wheel's layout and its painter share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-chart-text.h"
#include "cm-wheel-layout.h"

G_BEGIN_DECLS

/* How much a step can say in the room it has. */
typedef enum
{
  CM_WHEEL_DETAIL_WORDS,  /* label, glyph and the state in words */
  CM_WHEEL_DETAIL_GLYPHS, /* label and glyph */
  CM_WHEEL_DETAIL_NUMBERS /* number and glyph */
} CmWheelDetail;

/* An annular segment. Its sides are parallel to radii, so that gaps are equally wide all along. */
typedef struct
{
  double start, end;            /* radians, clockwise from three o'clock */
  double start_gap, end_gap;    /* half of the gap at each side, px */
  double inner, outer, rounded; /* radii, px */
} CmWheelSegment;

typedef struct
{
  CmWheelSegment band;
  CmWheelSegment ring;
  CmChartLine title;
  CmWheelBox title_box;
  CmChartLine ring_label; /* its x and y are the wheel's centre */
  double ring_angle;      /* where its middle is */
} CmWheelStageLayout;

typedef struct
{
  CmWheelSegment segment;
  CmChartLine lines[2];
  guint n_lines;
  /* The state line: glyphs and words, together centred on (state.x, state.y). */
  CmChartLine state; /* text NULL: glyphs only */
  double state_width;
  gboolean has_state;
} CmWheelStepLayout;

typedef enum
{
  CM_WHEEL_CENTRE_PEOPLE,
  CM_WHEEL_CENTRE_STAGE,
  CM_WHEEL_CENTRE_STEP,
} CmWheelCentreRole;

typedef struct
{
  CmChartLine line;
  CmWheelCentreRole role;
} CmWheelCentreLine;

struct _CmWheelLayout
{
  double x, y; /* centre */
  double radius;
  double disc; /* radius of the middle */
  CmWheelDetail detail;
  GArray *stages; /* CmWheelStageLayout */
  GArray *steps;  /* CmWheelStepLayout */
  GArray *centre; /* CmWheelCentreLine */
  gboolean has_button;
  CmWheelBox button;
  double button_font;
  PangoContext *context;
};

#define CM_WHEEL_MINIMUM_TYPE 8.0

/* Size of a glyph and the space after it, in parts of the type of the state line. */
#define CM_WHEEL_GLYPH 0.86
#define CM_WHEEL_GLYPH_SPACE 0.34

/* Adds a segment, grown by @grow px all round, to the path. */
void cm_wheel_segment_path (const CmWheelLayout *layout,
                            cairo_t *cr,
                            const CmWheelSegment *segment,
                            double grow);

/* In cm-wheel-fit.c and cm-wheel-fit-centre.c: place the texts once the geometry is known. */
void cm_wheel_fit_steps (CmWheelLayout *layout, const CmWheel *wheel);
void cm_wheel_fit_rings (CmWheelLayout *layout, const CmWheel *wheel);
void cm_wheel_fit_centre (CmWheelLayout *layout, const CmWheel *wheel);

/* Number of glyphs before the state's words: its own, and the overdue triangle. */
guint cm_wheel_step_glyphs (const CmWheelStep *step);

G_END_DECLS
