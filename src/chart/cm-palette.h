/* cm-palette.h - the colours every chart is drawn with. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* How far a step of the cycle has come. */
typedef enum
{
  CM_STEP_NOT_STARTED,
  CM_STEP_IN_HAND,
  CM_STEP_BLOCKED,
  CM_STEP_SIGNED_OFF,
} CmWheelState;

#define CM_N_STEP_STATES 4
#define CM_N_STAGE_COLOURS 4

/* An opaque colour; each part runs from 0 to 1. */
typedef struct
{
  double red;
  double green;
  double blue;
} CmColour;

/**
 * CmPalette:
 *
 * What a painter needs to know of the desktop's style. The four palettes are constant and never
 * freed. Every text colour has a contrast of at least 4.5:1 with each surface it is meant for.
 */
typedef struct
{
  CmColour foreground; /* text on background, card, ring and the tints */
  CmColour dim;        /* secondary text on background, card and ring */
  CmColour background;
  CmColour card;
  CmColour ring; /* neutral segments, such as the purchasing ring */
  CmColour line;
  CmColour accent;  /* focus */
  CmColour warning; /* overdue, on card */
  CmColour stage[CM_N_STAGE_COLOURS];
  CmColour stage_text[CM_N_STAGE_COLOURS]; /* on stage */
  CmColour stage_ink[CM_N_STAGE_COLOURS];  /* a stage's title on background or card */
  double tint_in_hand;                     /* share of the stage colour, 0 to 1 */
  double tint_not_started;
  gboolean dark;
  gboolean borders; /* high contrast: outline what is otherwise told apart by tint */
} CmPalette;

const CmPalette *cm_palette_light (void);
const CmPalette *cm_palette_dark (void);
const CmPalette *cm_palette_high_contrast (void);
const CmPalette *cm_palette_high_contrast_dark (void);
const CmPalette *cm_palette_get (gboolean dark, gboolean high_contrast);

/* Any number is a colour index: they repeat after CM_N_STAGE_COLOURS. */
CmColour cm_palette_stage (const CmPalette *palette, guint colour);
CmColour cm_palette_stage_text (const CmPalette *palette, guint colour);
CmColour cm_palette_stage_ink (const CmPalette *palette, guint colour);

/* The surface of a step in @state, and the text upon it. */
CmColour cm_palette_step_fill (const CmPalette *palette, guint colour, CmWheelState state);
CmColour cm_palette_step_text (const CmPalette *palette, guint colour, CmWheelState state);

/* The stripes across a blocked step; its text is readable on them too. */
CmColour cm_palette_blocked_stripe (const CmPalette *palette, guint colour);

/* @share of @over (0 to 1) laid on @under. */
CmColour cm_colour_blend (CmColour over, CmColour under, double share);

/* The WCAG 2 contrast ratio, 1 to 21. */
double cm_colour_contrast (CmColour a, CmColour b);

void cm_colour_set_source (cairo_t *cr, CmColour colour);
void cm_colour_set_source_alpha (cairo_t *cr, CmColour colour, double alpha);

/* "#rrggbb", for CSS and SVG; free with g_free(). */
char *cm_colour_to_hex (CmColour colour);

G_END_DECLS
