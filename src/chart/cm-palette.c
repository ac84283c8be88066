/* cm-palette.c - the colours every chart is drawn with. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-palette"

#include "cm-palette.h"

#include <math.h>

#define RGB(hex)                                                                                   \
  {                                                                                                \
    ((hex) >> 16 & 0xff) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex) &0xff) / 255.0               \
  }
#define WHITE RGB (0xffffff)
#define BLACK RGB (0x000000)

static const CmPalette light = {
  .foreground = RGB (0x26242b),
  .dim = RGB (0x5e5c64),
  .background = RGB (0xfafafa),
  .card = WHITE,
  .ring = RGB (0xebebeb),
  .line = RGB (0xdadada),
  .accent = RGB (0x1c71d8),
  .warning = RGB (0xa51d2d),
  .stage = { RGB (0x1c71d8), RGB (0x813d9c), RGB (0xc64600), RGB (0x12837b) },
  .stage_text = { WHITE, WHITE, WHITE, WHITE },
  /* A shade deeper where the stage colour itself falls just short on the window's grey. */
  .stage_ink = { RGB (0x1b6acb), RGB (0x813d9c), RGB (0xbd4300), RGB (0x107a73) },
  .tint_in_hand = 0.42,
  .tint_not_started = 0.13,
};

static const CmPalette dark = {
  .foreground = WHITE,
  .dim = RGB (0xc0bfbc),
  .background = RGB (0x242424),
  .card = RGB (0x303030),
  .ring = RGB (0x3a3a3a),
  .line = RGB (0x4a4a4a),
  .accent = RGB (0x78aeed),
  .warning = RGB (0xff938c),
  .stage = { RGB (0x78aeed), RGB (0xc88fe0), RGB (0xff9b5e), RGB (0x4fc3b8) },
  .stage_text = { RGB (0x10151c), RGB (0x170f1a), RGB (0x1c120b), RGB (0x091615) },
  .stage_ink = { RGB (0x78aeed), RGB (0xc88fe0), RGB (0xff9b5e), RGB (0x4fc3b8) },
  .tint_in_hand = 0.40,
  .tint_not_started = 0.15,
  .dark = TRUE,
};

static const CmPalette high_contrast = {
  .foreground = BLACK,
  .dim = RGB (0x241f31),
  .background = WHITE,
  .card = WHITE,
  .ring = WHITE,
  .line = RGB (0x3d3846),
  .accent = RGB (0x0b4a9e),
  .warning = RGB (0x8b0012),
  .stage = { RGB (0x0b4a9e), RGB (0x5c2077), RGB (0x8a3000), RGB (0x075e58) },
  .stage_text = { WHITE, WHITE, WHITE, WHITE },
  .stage_ink = { RGB (0x0b4a9e), RGB (0x5c2077), RGB (0x8a3000), RGB (0x075e58) },
  .tint_in_hand = 0.32,
  .tint_not_started = 0.0,
  .borders = TRUE,
};

static const CmPalette high_contrast_dark = {
  .foreground = WHITE,
  .dim = RGB (0xf6f5f4),
  .background = BLACK,
  .card = BLACK,
  .ring = BLACK,
  .line = RGB (0xdeddda),
  .accent = RGB (0x99c8ff),
  .warning = RGB (0xffb0a8),
  .stage = { RGB (0x99c8ff), RGB (0xe0b0f5), RGB (0xffb98a), RGB (0x7be3d9) },
  .stage_text = { BLACK, BLACK, BLACK, BLACK },
  .stage_ink = { RGB (0x99c8ff), RGB (0xe0b0f5), RGB (0xffb98a), RGB (0x7be3d9) },
  .tint_in_hand = 0.38,
  .tint_not_started = 0.0,
  .dark = TRUE,
  .borders = TRUE,
};

/* One channel of sRGB made proportional to light, as WCAG 2 defines it. */
static double
linearise (double channel)
{
  return channel <= 0.03928 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
compute_luminance (CmColour colour)
{
  return 0.2126 * linearise (colour.red) + 0.7152 * linearise (colour.green) +
         0.0722 * linearise (colour.blue);
}

const CmPalette *
cm_palette_light (void)
{
  return &light;
}

const CmPalette *
cm_palette_dark (void)
{
  return &dark;
}

const CmPalette *
cm_palette_high_contrast (void)
{
  return &high_contrast;
}

const CmPalette *
cm_palette_high_contrast_dark (void)
{
  return &high_contrast_dark;
}

const CmPalette *
cm_palette_get (gboolean want_dark, gboolean want_high_contrast)
{
  if (want_high_contrast)
    return want_dark ? &high_contrast_dark : &high_contrast;
  return want_dark ? &dark : &light;
}

CmColour
cm_palette_stage (const CmPalette *palette, guint colour)
{
  return palette->stage[colour % CM_N_STAGE_COLOURS];
}

CmColour
cm_palette_stage_text (const CmPalette *palette, guint colour)
{
  return palette->stage_text[colour % CM_N_STAGE_COLOURS];
}

CmColour
cm_palette_stage_ink (const CmPalette *palette, guint colour)
{
  return palette->stage_ink[colour % CM_N_STAGE_COLOURS];
}

CmColour
cm_palette_step_fill (const CmPalette *palette, guint colour, CmWheelState state)
{
  CmColour stage = cm_palette_stage (palette, colour);

  switch (state)
    {
    case CM_STEP_SIGNED_OFF:
      return stage;
    case CM_STEP_IN_HAND:
      return cm_colour_blend (stage, palette->background, palette->tint_in_hand);
    case CM_STEP_BLOCKED:
      return palette->card;
    case CM_STEP_NOT_STARTED:
    default:
      return cm_colour_blend (stage, palette->background, palette->tint_not_started);
    }
}

CmColour
cm_palette_step_text (const CmPalette *palette, guint colour, CmWheelState state)
{
  return state == CM_STEP_SIGNED_OFF ? cm_palette_stage_text (palette, colour)
                                     : palette->foreground;
}

CmColour
cm_palette_blocked_stripe (const CmPalette *palette, guint colour)
{
  return cm_colour_blend (
      cm_palette_stage (palette, colour), palette->card, palette->dark ? 0.22 : 0.16);
}

CmColour
cm_colour_blend (CmColour over, CmColour under, double share)
{
  return (CmColour){
    share * over.red + (1 - share) * under.red,
    share * over.green + (1 - share) * under.green,
    share * over.blue + (1 - share) * under.blue,
  };
}

double
cm_colour_contrast (CmColour a, CmColour b)
{
  double la = compute_luminance (a);
  double lb = compute_luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

void
cm_colour_set_source (cairo_t *cr, CmColour colour)
{
  cairo_set_source_rgb (cr, colour.red, colour.green, colour.blue);
}

void
cm_colour_set_source_alpha (cairo_t *cr, CmColour colour, double alpha)
{
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, alpha);
}

char *
cm_colour_to_hex (CmColour colour)
{
  return g_strdup_printf ("#%02x%02x%02x",
                          (guint) lround (colour.red * 255),
                          (guint) lround (colour.green * 255),
                          (guint) lround (colour.blue * 255));
}
