/* test-palette.c - every text of a chart can be read: WCAG contrast of each pair of colours. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-palette.h"

#define READABLE 4.5

typedef const CmPalette *(*PaletteFunc) (void);

static const PaletteFunc palettes[] = {
  cm_palette_light,
  cm_palette_dark,
  cm_palette_high_contrast,
  cm_palette_high_contrast_dark,
};

static void
check_readable (CmColour ink, CmColour surface, const char *what, guint palette)
{
  double contrast = cm_colour_contrast (ink, surface);

  if (contrast < READABLE)
    g_error ("palette %u, %s: contrast %.2f is below %.1f", palette, what, contrast, READABLE);
}

static void
test_contrast_formula (void)
{
  CmColour white = { 1, 1, 1 };
  CmColour black = { 0, 0, 0 };
  CmColour grey = { 0x77 / 255.0, 0x77 / 255.0, 0x77 / 255.0 };

  g_assert_cmpfloat_with_epsilon (cm_colour_contrast (white, black), 21.0, 0.001);
  g_assert_cmpfloat_with_epsilon (cm_colour_contrast (black, white), 21.0, 0.001);
  g_assert_cmpfloat_with_epsilon (cm_colour_contrast (grey, grey), 1.0, 0.001);
  /* A pair well known for falling just short. */
  g_assert_cmpfloat_with_epsilon (cm_colour_contrast (grey, white), 4.48, 0.01);
}

static void
test_surfaces (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    {
      const CmPalette *palette = palettes[i]();

      check_readable (palette->foreground, palette->background, "text on background", i);
      check_readable (palette->foreground, palette->card, "text on card", i);
      check_readable (palette->foreground, palette->ring, "text on ring", i);
      check_readable (palette->dim, palette->background, "dim on background", i);
      check_readable (palette->dim, palette->card, "dim on card", i);
      check_readable (palette->dim, palette->ring, "dim on ring", i);
      check_readable (palette->warning, palette->card, "warning on card", i);
    }
}

static void
test_stages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    for (guint stage = 0; stage < CM_N_STAGE_COLOURS; stage++)
      {
        const CmPalette *palette = palettes[i]();
        CmColour ink = cm_palette_stage_ink (palette, stage);

        check_readable (ink, palette->background, "title on background", i);
        check_readable (ink, palette->card, "title on card", i);
        for (int state = 0; state < CM_N_STEP_STATES; state++)
          check_readable (cm_palette_step_text (palette, stage, (CmWheelState) state),
                          cm_palette_step_fill (palette, stage, (CmWheelState) state),
                          "step",
                          i);
        check_readable (palette->foreground,
                        cm_palette_blocked_stripe (palette, stage),
                        "blocked step's stripes",
                        i);
      }
}

static void
test_states_differ (void)
{
  /* High contrast tells blocked from not started by stripes and marks, not by the fill. */
  for (guint i = 0; i < 2; i++)
    for (int a = 0; a < CM_N_STEP_STATES; a++)
      for (int b = 0; b < a; b++)
        {
          CmColour one = cm_palette_step_fill (palettes[i](), 1, (CmWheelState) a);
          CmColour two = cm_palette_step_fill (palettes[i](), 1, (CmWheelState) b);

          g_assert_cmpfloat (cm_colour_contrast (one, two), >, 1.02);
        }
}

static void
test_design_colours (void)
{
  static const char *const light[] = { "#1c71d8", "#813d9c", "#c64600", "#12837b" };
  static const char *const dark[] = { "#78aeed", "#c88fe0", "#ff9b5e", "#4fc3b8" };

  for (guint i = 0; i < CM_N_STAGE_COLOURS; i++)
    {
      g_autofree char *on_light = cm_colour_to_hex (cm_palette_stage (cm_palette_light (), i));
      g_autofree char *on_dark = cm_colour_to_hex (cm_palette_stage (cm_palette_dark (), i));
      g_autofree char *again =
          cm_colour_to_hex (cm_palette_stage (cm_palette_light (), i + CM_N_STAGE_COLOURS));

      g_assert_cmpstr (on_light, ==, light[i]);
      g_assert_cmpstr (on_dark, ==, dark[i]);
      g_assert_cmpstr (again, ==, light[i]);
    }
}

static void
test_get (void)
{
  g_assert_true (cm_palette_get (FALSE, FALSE) == cm_palette_light ());
  g_assert_true (cm_palette_get (TRUE, FALSE) == cm_palette_dark ());
  g_assert_true (cm_palette_get (FALSE, TRUE) == cm_palette_high_contrast ());
  g_assert_true (cm_palette_get (TRUE, TRUE) == cm_palette_high_contrast_dark ());
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/contrast-formula", test_contrast_formula);
  g_test_add_func ("/palette/surfaces", test_surfaces);
  g_test_add_func ("/palette/stages", test_stages);
  g_test_add_func ("/palette/states-differ", test_states_differ);
  g_test_add_func ("/palette/design-colours", test_design_colours);
  g_test_add_func ("/palette/get", test_get);
  return g_test_run ();
}
