/* cm-wheel-layout.h - where everything on the wheel goes: geometry, fitted texts and hit testing.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "cm-wheel-model.h"

G_BEGIN_DECLS

/* Computed once for a wheel and a size, then drawn and hit as often as needed. */
typedef struct _CmWheelLayout CmWheelLayout;

typedef struct
{
  double x, y, width, height;
} CmWheelBox;

typedef enum
{
  CM_WHEEL_HIT_NONE,
  CM_WHEEL_HIT_STEP,
  CM_WHEEL_HIT_STAGE, /* the outer band or the title outside it */
  CM_WHEEL_HIT_RING,  /* the purchasing ring */
  CM_WHEEL_HIT_CENTRE,
  CM_WHEEL_HIT_BUTTON,
} CmWheelHitKind;

typedef struct
{
  CmWheelHitKind kind;
  int index; /* of the step or the stage, or -1 */
} CmWheelHit;

/* For an area of @width by @height px. @context supplies the font; NULL: the default one. */
CmWheelLayout *
cm_wheel_layout (const CmWheel *wheel, double width, double height, PangoContext *context);
void cm_wheel_layout_free (CmWheelLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmWheelLayout, cm_wheel_layout_free)

CmWheelHit cm_wheel_hit (const CmWheelLayout *layout, double x, double y);

/* Adds the outline of a step, moved outwards by @lift px and grown by @grow px, to the path. */
void cm_wheel_step_outline (
    const CmWheelLayout *layout, cairo_t *cr, guint step, double lift, double grow);

CmWheelBox cm_wheel_step_box (const CmWheelLayout *layout, guint step);
void cm_wheel_step_centre (const CmWheelLayout *layout, guint step, double *x, double *y);
void cm_wheel_ring_centre (const CmWheelLayout *layout, guint stage, double *x, double *y);
void cm_wheel_band_centre (const CmWheelLayout *layout, guint stage, double *x, double *y);

/* Room for the button in the middle, with the size its type should have in px; FALSE if none. */
gboolean cm_wheel_button_box (const CmWheelLayout *layout, CmWheelBox *box, double *font_size);

G_END_DECLS
