/* cm-wheel-builder.c - the wheel of a cycle: the manual's steps with the portfolio's states. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-wheel-builder.h"

#include <glib/gi18n.h>

/* The four colours of the stages, in the palette's order. */
static const char *const stage_classes[] = { "analyse", "plan", "do", "review" };

const char *
cm_wheel_stage_class (guint stage)
{
  return stage_classes[stage % G_N_ELEMENTS (stage_classes)];
}

const char **
cm_wheel_list_steps (CmManual *manual)
{
  guint n = cm_manual_get_n_steps (manual);
  const char **steps = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    steps[i] = cm_manual_get_step (manual, i)->id;
  return steps;
}

const char **
cm_wheel_list_titles (CmManual *manual)
{
  guint n = cm_manual_get_n_steps (manual);
  const char **titles = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    titles[i] = cm_manual_get_step (manual, i)->title;
  return titles;
}

char *
cm_wheel_describe_state (const CmCycle *cycle, const char *step, const char *today)
{
  guint days = cycle != NULL ? cm_cycle_get_days_overdue (cycle, step, today) : 0;
  const char *state = cycle != NULL ? cm_cycle_get_state (cycle, step) : CM_STATE_NOT_STARTED;

  if (days > 0)
    /* translators: a number of days */
    return g_strdup_printf (ngettext ("▲ Overdue %u day", "▲ Overdue %u days", days), days);
  if (g_str_equal (state, CM_STATE_SIGNED_OFF))
    return g_strdup (_ ("✓ Signed off"));
  if (g_str_equal (state, CM_STATE_BLOCKED))
    return g_strdup (_ ("■ Blocked"));
  if (g_str_equal (state, CM_STATE_IN_HAND))
    return g_strdup (_ ("● In hand"));
  return g_strdup (_ ("○ Not started"));
}

static CmWheelState
get_state (const CmCycle *cycle, const char *step)
{
  const char *state = cycle != NULL ? cm_cycle_get_state (cycle, step) : CM_STATE_NOT_STARTED;

  if (g_str_equal (state, CM_STATE_IN_HAND))
    return CM_STEP_IN_HAND;
  if (g_str_equal (state, CM_STATE_BLOCKED))
    return CM_STEP_BLOCKED;
  if (g_str_equal (state, CM_STATE_SIGNED_OFF))
    return CM_STEP_SIGNED_OFF;
  return CM_STEP_NOT_STARTED;
}

/* Names of all bodies by their keys: a wheel names the same few over and over. */
static GHashTable *
list_bodies (CmStore *store)
{
  GHashTable *bodies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (CmQuery) query = cm_query_new ("body");
  g_autoptr (GPtrArray) records = cm_store_list (store, query);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_insert (bodies,
                         g_strdup (cm_record_get_id (records->pdata[i])),
                         g_strdup (cm_record_get_title (records->pdata[i])));
  return bodies;
}

static void
add_step (CmWheel *wheel,
          const CmManualStep *step,
          GHashTable *bodies,
          const CmCycle *cycle,
          const char *today)
{
  CmRecord *record = cycle != NULL ? cm_cycle_get_step (cycle, step->id) : NULL;
  guint index =
      cm_wheel_add_step (wheel, step->stage, step->short_title, get_state (cycle, step->id));
  g_autofree char *due = NULL;
  const char *body = NULL;

  if (record == NULL)
    return;
  if (!cm_record_is_null (record, "due"))
    due = cm_date_format (cm_record_get_text (record, "due"));
  if (!cm_record_is_null (record, "responsible"))
    body = g_hash_table_lookup (bodies, cm_record_get_text (record, "responsible"));
  cm_wheel_set_step_notes (wheel, index, due, cm_cycle_is_overdue (cycle, step->id, today), body);
}

static char *
describe_place (CmManual *manual, const CmCycle *cycle, int current)
{
  const CmManualStep *step = cm_manual_get_step (manual, (guint) MAX (current, 0));
  guint of = 0;

  if (cycle == NULL)
    return g_strdup (_ ("no cycle is open"));
  if (current < 0)
    return g_strdup (_ ("every step is signed off"));
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    of += cm_manual_get_step (manual, i)->stage == step->stage;
  /* translators: the number of a step, how many its stage has, its short name */
  return g_strdup_printf (_ ("step %1$u of %2$u · %3$s"),
                          cm_manual_get_step_number (manual, step),
                          of,
                          step->short_title);
}

static void
set_centre (CmWheel *wheel, CmManual *manual, CmStore *store, const CmCycle *cycle)
{
  g_autofree const char **steps = cm_wheel_list_steps (manual);
  int current = cycle != NULL ? cm_cycle_find_current (cycle, steps) : -1;
  const CmManualStep *step = cm_manual_get_step (manual, (guint) MAX (current, 0));
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership = cm_store_first (store, query);
  const char *people = partnership != NULL ? cm_record_get_text (partnership, "people") : "";
  g_autofree char *place = describe_place (manual, cycle, current);

  cm_wheel_set_centre (wheel, *people != '\0' ? people : _ ("People"), step->stage, place);
  wheel->selected = current;
}

CmWheel *
cm_wheel_build (CmManual *manual, CmStore *store, const CmCycle *cycle, const char *today)
{
  CmWheel *wheel = cm_wheel_new ();
  g_autoptr (GHashTable) bodies = list_bodies (store);

  for (guint i = 0; i < cm_manual_get_n_stages (manual); i++)
    {
      const CmManualStage *stage = cm_manual_get_stage (manual, i);

      cm_wheel_add_stage (wheel, stage->id, stage->short_title, stage->ring, i);
    }
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    add_step (wheel, cm_manual_get_step (manual, i), bodies, cycle, today);
  set_centre (wheel, manual, store, cycle);
  return wheel;
}
