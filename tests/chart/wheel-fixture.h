/* wheel-fixture.h - the wheels that the tests of the charts turn. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cm-wheel-model.h"

/* The cycle with four stages of 5, 5, 4 and 4 steps; every state and an overdue step occur. */
static inline CmWheel *
create_cycle (void)
{
  static const struct
  {
    const char *label;
    guint stage;
    CmWheelState state;
  } steps[] = {
    { "Scope", 0, CM_STEP_SIGNED_OFF },
    { "Needs", 0, CM_STEP_SIGNED_OFF },
    { "Spend map", 0, CM_STEP_SIGNED_OFF },
    { "Capability", 0, CM_STEP_SIGNED_OFF },
    { "Gaps", 0, CM_STEP_IN_HAND },
    { "Outcomes", 1, CM_STEP_IN_HAND },
    { "Options", 1, CM_STEP_IN_HAND },
    { "Appraise", 1, CM_STEP_BLOCKED },
    { "Balance", 1, CM_STEP_NOT_STARTED },
    { "Agree", 1, CM_STEP_NOT_STARTED },
    { "Align money", 2, CM_STEP_NOT_STARTED },
    { "Secure", 2, CM_STEP_NOT_STARTED },
    { "Deliver", 2, CM_STEP_NOT_STARTED },
    { "Report", 2, CM_STEP_NOT_STARTED },
    { "Measure", 3, CM_STEP_NOT_STARTED },
    { "Review", 3, CM_STEP_NOT_STARTED },
    { "Decommission", 3, CM_STEP_NOT_STARTED },
    { "Learn", 3, CM_STEP_NOT_STARTED },
  };
  CmWheel *wheel = cm_wheel_new ();

  cm_wheel_add_stage (wheel, "analyse", "Analyse", "Assess individual needs", 0);
  cm_wheel_add_stage (wheel, "plan", "Plan", "Specify contract", 1);
  cm_wheel_add_stage (wheel, "do", "Do", "Manage contracts", 2);
  cm_wheel_add_stage (wheel, "review", "Review", "Monitor and renew", 3);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    cm_wheel_add_step (wheel, steps[i].stage, steps[i].label, steps[i].state);
  cm_wheel_set_step_notes (wheel, 6, "12 June", FALSE, "theme board");
  cm_wheel_set_step_notes (wheel, 8, "1 May", TRUE, NULL);
  cm_wheel_set_centre (wheel, "People of the county", 1, "step 2 of 5 · Options");
  return wheel;
}

/* Any number of stages, each with @steps steps, whose labels and states differ. */
static inline CmWheel *
create_odd (guint stages, guint steps)
{
  CmWheel *wheel = cm_wheel_new ();
  guint n = 0;

  for (guint i = 0; i < stages; i++)
    {
      g_autofree char *title = g_strdup_printf ("Stage %u", i + 1);
      cm_wheel_add_stage (wheel, title, title, i % 2 == 0 ? "Purchase something" : NULL, i);
      for (guint j = 0; j < steps; j++)
        {
          g_autofree char *label = g_strdup_printf (j % 2 == 0 ? "Step %u" : "Longer label %u", n);
          cm_wheel_add_step (wheel, i, label, (CmWheelState) (n++ % CM_N_STEP_STATES));
        }
    }
  cm_wheel_set_centre (wheel, "Everybody", stages - 1, "step 1 of many");
  return wheel;
}

/* A pixel (0xRRGGBB) is of @colour; cairo may round each part by one. */
static inline void
assert_pixel (guint32 pixel, CmColour colour)
{
  g_assert_cmpint (ABS ((int) (pixel >> 16 & 0xff) - (int) (colour.red * 255 + 0.5)), <=, 1);
  g_assert_cmpint (ABS ((int) (pixel >> 8 & 0xff) - (int) (colour.green * 255 + 0.5)), <=, 1);
  g_assert_cmpint (ABS ((int) (pixel & 0xff) - (int) (colour.blue * 255 + 0.5)), <=, 1);
}
