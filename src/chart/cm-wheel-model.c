/* cm-wheel-model.c - the commissioning cycle as a wheel shows it: stages, steps and their states.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-wheel-model"

#include "config.h"

#include "cm-wheel-model.h"

#include <glib/gi18n.h>

static void
free_stage (gpointer data)
{
  CmWheelStage *stage = data;

  g_free (stage->id);
  g_free (stage->title);
  g_free (stage->ring_label);
  g_free (stage);
}

static void
free_step (gpointer data)
{
  CmWheelStep *step = data;

  g_free (step->label);
  g_free (step->due);
  g_free (step->responsible);
  g_free (step);
}

static int
find_position (GArray *order, int step)
{
  for (guint i = 0; i < order->len; i++)
    if ((int) g_array_index (order, guint, i) == step)
      return (int) i;
  return -1;
}

/* The @number-th step (from 1) of @stage, or its last one if it has fewer. */
static int
find_step (const CmWheel *wheel, guint stage, guint number)
{
  int found = -1;

  for (guint i = 0; i < wheel->steps->len; i++)
    if (cm_wheel_get_step (wheel, i)->stage == stage)
      {
        found = (int) i;
        if (--number == 0)
          break;
      }
  return found;
}

/* The same place in the next stage that has steps; @by is the number of stages to go on. */
static int
cross_stages (const CmWheel *wheel, int step, guint by)
{
  guint n = wheel->stages->len;
  guint stage = cm_wheel_get_step (wheel, (guint) step)->stage;

  for (guint i = 0; i < n; i++)
    {
      stage = (stage + by) % n;
      if (cm_wheel_count_steps (wheel, stage) > 0)
        return find_step (wheel, stage, cm_wheel_step_number (wheel, (guint) step));
    }
  return step;
}

static guint
count_state (const CmWheel *wheel, CmWheelState state)
{
  guint n = 0;

  for (guint i = 0; i < wheel->steps->len; i++)
    n += cm_wheel_get_step (wheel, i)->state == state;
  return n;
}

static guint
count_overdue (const CmWheel *wheel)
{
  guint n = 0;

  for (guint i = 0; i < wheel->steps->len; i++)
    n += cm_wheel_get_step (wheel, i)->overdue != FALSE;
  return n;
}

static void
append_part (GString *text, char *part)
{
  if (text->len > 0)
    /* Translators: between the parts of a spoken list. */
    g_string_append (text, _ (", "));
  g_string_append (text, part);
  g_free (part);
}

/* The word of a state as it is spoken: unlike on the wheel, "not started" is said. */
static const char *
say_state (CmWheelState state)
{
  return state == CM_STEP_NOT_STARTED ? _ ("not started") : cm_wheel_state_word (state);
}

CmWheel *
cm_wheel_new (void)
{
  CmWheel *wheel = g_new0 (CmWheel, 1);

  wheel->stages = g_ptr_array_new_with_free_func (free_stage);
  wheel->steps = g_ptr_array_new_with_free_func (free_step);
  wheel->selected = wheel->hover = wheel->hover_ring = wheel->focus = -1;
  return wheel;
}

CmWheel *
cm_wheel_copy (const CmWheel *wheel)
{
  CmWheel *copy = cm_wheel_new ();

  for (guint i = 0; i < wheel->stages->len; i++)
    {
      const CmWheelStage *stage = cm_wheel_get_stage (wheel, i);
      cm_wheel_add_stage (copy, stage->id, stage->title, stage->ring_label, stage->colour);
    }
  for (guint i = 0; i < wheel->steps->len; i++)
    {
      const CmWheelStep *step = cm_wheel_get_step (wheel, i);
      cm_wheel_add_step (copy, step->stage, step->label, step->state);
      cm_wheel_set_step_notes (copy, i, step->due, step->overdue, step->responsible);
    }
  cm_wheel_set_centre (copy, wheel->people, wheel->here_stage, wheel->here_step);
  cm_wheel_set_button (copy, wheel->button);
  copy->name = g_strdup (wheel->name);
  copy->selected = wheel->selected;
  copy->hover = wheel->hover;
  copy->hover_ring = wheel->hover_ring;
  copy->focus = wheel->focus;
  return copy;
}

void
cm_wheel_free (CmWheel *wheel)
{
  if (wheel == NULL)
    return;
  g_ptr_array_unref (wheel->stages);
  g_ptr_array_unref (wheel->steps);
  g_free (wheel->name);
  g_free (wheel->people);
  g_free (wheel->here_step);
  g_free (wheel->button);
  g_free (wheel);
}

guint
cm_wheel_add_stage (
    CmWheel *wheel, const char *id, const char *title, const char *ring_label, guint colour)
{
  CmWheelStage *stage = g_new0 (CmWheelStage, 1);

  stage->id = g_strdup (id);
  stage->title = g_strdup (title != NULL ? title : "");
  stage->ring_label = g_strdup (ring_label);
  stage->colour = colour;
  g_ptr_array_add (wheel->stages, stage);
  return wheel->stages->len - 1;
}

guint
cm_wheel_add_step (CmWheel *wheel, guint stage, const char *label, CmWheelState state)
{
  CmWheelStep *step;

  g_return_val_if_fail (stage < wheel->stages->len, 0);

  step = g_new0 (CmWheelStep, 1);
  step->stage = stage;
  step->label = g_strdup (label != NULL ? label : "");
  step->state = state;
  g_ptr_array_add (wheel->steps, step);
  return wheel->steps->len - 1;
}

void
cm_wheel_set_step_notes (
    CmWheel *wheel, guint step, const char *due, gboolean overdue, const char *responsible)
{
  CmWheelStep *data;

  g_return_if_fail (step < wheel->steps->len);

  data = g_ptr_array_index (wheel->steps, step);
  g_free (data->due);
  data->due = g_strdup (due);
  data->overdue = overdue;
  g_free (data->responsible);
  data->responsible = g_strdup (responsible);
}

void
cm_wheel_set_centre (CmWheel *wheel, const char *people, guint stage, const char *here_step)
{
  g_free (wheel->people);
  wheel->people = g_strdup (people);
  wheel->here_stage = stage;
  g_free (wheel->here_step);
  wheel->here_step = g_strdup (here_step);
}

void
cm_wheel_set_button (CmWheel *wheel, const char *label)
{
  char *copy = g_strdup (label);

  g_free (wheel->button);
  wheel->button = copy;
}

const CmWheelStage *
cm_wheel_get_stage (const CmWheel *wheel, guint stage)
{
  return g_ptr_array_index (wheel->stages, stage);
}

const CmWheelStep *
cm_wheel_get_step (const CmWheel *wheel, guint step)
{
  return g_ptr_array_index (wheel->steps, step);
}

guint
cm_wheel_count_steps (const CmWheel *wheel, guint stage)
{
  guint n = 0;

  for (guint i = 0; i < wheel->steps->len; i++)
    n += cm_wheel_get_step (wheel, i)->stage == stage;
  return n;
}

guint
cm_wheel_step_number (const CmWheel *wheel, guint step)
{
  guint stage = cm_wheel_get_step (wheel, step)->stage;
  guint number = 1;

  for (guint i = 0; i < step; i++)
    number += cm_wheel_get_step (wheel, i)->stage == stage;
  return number;
}

GArray *
cm_wheel_ring_order (const CmWheel *wheel)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint stage = 0; stage < wheel->stages->len; stage++)
    for (guint i = 0; i < wheel->steps->len; i++)
      if (cm_wheel_get_step (wheel, i)->stage == stage)
        g_array_append_val (order, i);
  return order;
}

int
cm_wheel_step_neighbour (const CmWheel *wheel, int step, CmWheelDirection direction)
{
  g_autoptr (GArray) order = cm_wheel_ring_order (wheel);
  int n = (int) order->len;
  int position = find_position (order, step);

  if (n == 0)
    return -1;
  if (position < 0)
    direction = direction == CM_WHEEL_LAST || direction == CM_WHEEL_PREVIOUS ? CM_WHEEL_LAST
                                                                             : CM_WHEEL_FIRST;
  switch (direction)
    {
    case CM_WHEEL_NEXT:
      position = (position + 1) % n;
      break;
    case CM_WHEEL_PREVIOUS:
      position = (position + n - 1) % n;
      break;
    case CM_WHEEL_NEXT_STAGE:
      return cross_stages (wheel, step, 1);
    case CM_WHEEL_PREVIOUS_STAGE:
      return cross_stages (wheel, step, wheel->stages->len - 1);
    case CM_WHEEL_LAST:
      position = n - 1;
      break;
    case CM_WHEEL_FIRST:
    default:
      position = 0;
      break;
    }
  return (int) g_array_index (order, guint, position);
}

const char *
cm_wheel_state_word (CmWheelState state)
{
  switch (state)
    {
    case CM_STEP_SIGNED_OFF:
      return _ ("signed off");
    case CM_STEP_IN_HAND:
      return _ ("in hand");
    case CM_STEP_BLOCKED:
      return _ ("blocked");
    case CM_STEP_NOT_STARTED:
    default:
      return "";
    }
}

char *
cm_wheel_describe_step (const CmWheel *wheel, guint step)
{
  const CmWheelStep *data = cm_wheel_get_step (wheel, step);
  GString *text = g_string_new (NULL);

  /* Translators: spoken. Stage, place of the step in it, number of its steps, name of the step,
   * state: "Plan, step 2 of 5, Options, in hand". */
  g_string_append_printf (text,
                          _ ("%s, step %u of %u, %s, %s"),
                          cm_wheel_get_stage (wheel, data->stage)->title,
                          cm_wheel_step_number (wheel, step),
                          cm_wheel_count_steps (wheel, data->stage),
                          data->label,
                          say_state (data->state));
  if (data->overdue)
    append_part (text, g_strdup (_ ("overdue")));
  if (data->due != NULL && *data->due != '\0')
    /* Translators: spoken; %s is a date. */
    append_part (text, g_strdup_printf (_ ("due %s"), data->due));
  if (data->responsible != NULL && *data->responsible != '\0')
    /* Translators: spoken; %s is a group or a role. */
    append_part (text, g_strdup_printf (_ ("responsible: %s"), data->responsible));
  return g_string_free (text, FALSE);
}

char *
cm_wheel_describe_ring (const CmWheel *wheel, guint stage)
{
  const CmWheelStage *data = cm_wheel_get_stage (wheel, stage);

  if (data->ring_label == NULL)
    return g_strdup (data->title);
  /* Translators: spoken. A step of the purchasing ring, then the stage it belongs to. */
  return g_strdup_printf (_ ("Purchasing: %s (beside %s)"), data->ring_label, data->title);
}

char *
cm_wheel_describe_progress (const CmWheel *wheel)
{
  GString *text = g_string_new (NULL);
  guint n;

  if (wheel->steps->len == 0)
    {
      g_string_append (text, _ ("no steps"));
      return g_string_free (text, FALSE);
    }
  /* Translators: spoken; the first number is how many of all the steps are signed off. */
  g_string_append_printf (
      text,
      ngettext ("%u of %u step signed off", "%u of %u steps signed off", wheel->steps->len),
      count_state (wheel, CM_STEP_SIGNED_OFF),
      wheel->steps->len);
  n = count_state (wheel, CM_STEP_IN_HAND);
  if (n > 0)
    /* Translators: spoken; a number of steps. */
    append_part (text, g_strdup_printf (ngettext ("%u in hand", "%u in hand", n), n));
  n = count_state (wheel, CM_STEP_BLOCKED);
  if (n > 0)
    /* Translators: spoken; a number of steps. */
    append_part (text, g_strdup_printf (ngettext ("%u blocked", "%u blocked", n), n));
  n = count_overdue (wheel);
  if (n > 0)
    /* Translators: spoken; a number of steps. */
    append_part (text, g_strdup_printf (ngettext ("%u overdue", "%u overdue", n), n));
  return g_string_free (text, FALSE);
}

char *
cm_wheel_describe (const CmWheel *wheel)
{
  GString *text = g_string_new (NULL);
  g_autofree char *progress = cm_wheel_describe_progress (wheel);

  if (wheel->people != NULL && *wheel->people != '\0')
    g_string_append_printf (text, "%s. ", wheel->people);
  if (wheel->here_stage < wheel->stages->len)
    {
      g_string_append (text, cm_wheel_get_stage (wheel, wheel->here_stage)->title);
      if (wheel->here_step != NULL && *wheel->here_step != '\0')
        append_part (text, g_strdup (wheel->here_step));
      g_string_append (text, ". ");
    }
  g_string_append_printf (text, "%s.", progress);
  return g_string_free (text, FALSE);
}
