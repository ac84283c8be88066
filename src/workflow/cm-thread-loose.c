/* cm-thread-loose.c - where the golden thread is broken, from the chapters down and the money up.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-thread.h"

#include <glib/gi18n.h>

static const struct
{
  const char *table, *title, *reason;
} kinds[CM_N_LOOSE] = {
  [CM_LOOSE_CHAPTER_BARE] = { "chapter",
                              N_ ("Chapters without an outcome"),
                              N_ ("Nothing says what is to change for people.") },
  [CM_LOOSE_OUTCOME_NO_OPERATIONAL] = { "outcome",
                                        N_ ("Outcomes without an operational outcome"),
                                        N_ ("Nobody can say what would be seen on the ground.") },
  [CM_LOOSE_OUTCOME_NO_OWNER] = { "outcome",
                                  N_ ("Outcomes that no body owns"),
                                  N_ ("Everybody’s outcome is nobody’s: one body must own it.") },
  [CM_LOOSE_OUTCOME_NO_INDICATOR] = { "outcome",
                                      N_ ("Outcomes without an indicator"),
                                      N_ ("Nothing tells whether it comes nearer.") },
  [CM_LOOSE_OUTCOME_NO_ACTIVITY] = { "outcome",
                                     N_ ("Outcomes without an activity"),
                                     N_ ("Nobody does anything for it.") },
  [CM_LOOSE_OUTCOME_NO_PLAN] = { "outcome",
                                 N_ ("Outcomes in no partner’s plan"),
                                 N_ ("Neither it nor one of its activities is carried by the plan "
                                     "of a partner.") },
  [CM_LOOSE_OUTCOME_POTS_ALONE] = { "outcome",
                                    N_ ("Outcomes funded from pots alone"),
                                    N_ ("When the pots end, so does what is done for it.") },
  [CM_LOOSE_INDICATOR_NO_BASELINE] = { "indicator",
                                       N_ ("Indicators without a baseline"),
                                       N_ ("Without a start nobody can say how far it has "
                                           "come.") },
  [CM_LOOSE_INDICATOR_NO_TARGET] = { "indicator",
                                     N_ ("Indicators without a target"),
                                     N_ ("Nothing says how far it is to come, and by when.") },
  [CM_LOOSE_ACTIVITY_NO_MONEY] = { "activity",
                                   N_ ("Activities for an outcome, without money this year"),
                                   N_ ("They are to serve an outcome, but nothing pays for "
                                       "them.") },
  [CM_LOOSE_MONEY_NO_OUTCOME] = { "activity",
                                  N_ ("Money spent for no outcome"),
                                  N_ ("Activities with money this year that serve no outcome.") },
  [CM_LOOSE_ACTIVITY_NO_OUTCOME] = { "activity",
                                     N_ ("Other activities without an outcome"),
                                     N_ ("No money this year either. Closed and withdrawn ones are "
                                         "left out.") },
  [CM_LOOSE_INDICATOR_NO_OUTCOME] = { "indicator",
                                      N_ ("Indicators without an outcome"),
                                      N_ ("They are measured, but nobody says what for.") },
};

const char *
cm_loose_get_title (CmLooseKind kind)
{
  return _ (kinds[kind].title);
}

const char *
cm_loose_get_reason (CmLooseKind kind)
{
  return _ (kinds[kind].reason);
}

gboolean
cm_loose_is_upwards (CmLooseKind kind)
{
  return kind >= CM_LOOSE_MONEY_NO_OUTCOME;
}

static void
free_item (gpointer data)
{
  CmLooseItem *item = data;

  g_free (item->id);
  g_free (item->title);
  g_free (item->detail);
  g_free (item);
}

static void
free_ends (gpointer data)
{
  CmLooseEnds *ends = data;

  g_ptr_array_unref (ends->items);
  g_free (ends);
}

static CmLooseItem *
add_item (GPtrArray *list, CmLooseKind kind, const char *id, const char *title, const char *detail)
{
  CmLooseEnds *ends = g_ptr_array_index (list, kind);
  CmLooseItem *item = g_new0 (CmLooseItem, 1);

  item->id = g_strdup (id);
  item->title = g_strdup (title);
  item->detail = g_strdup (detail);
  g_ptr_array_add (ends->items, item);
  return item;
}

static gboolean
is_carried (const CmThreadOutcome *outcome)
{
  if (!cm_record_is_null (outcome->record, "carried_by"))
    return TRUE;
  for (guint i = 0; i < outcome->links->len; i++)
    if (*((const CmThreadLink *) outcome->links->pdata[i])->activity->carried_by != '\0')
      return TRUE;
  return FALSE;
}

static void
look_at_outcome (GPtrArray *list, const CmThreadOutcome *outcome)
{
  const struct
  {
    CmLooseKind kind;
    gboolean is_loose;
  } looks[] = {
    { CM_LOOSE_OUTCOME_NO_OPERATIONAL, cm_record_is_null (outcome->record, "operational") },
    { CM_LOOSE_OUTCOME_NO_OWNER, outcome->owner == NULL },
    { CM_LOOSE_OUTCOME_NO_INDICATOR, outcome->indicators->len == 0 },
    { CM_LOOSE_OUTCOME_NO_ACTIVITY, outcome->links->len == 0 },
    { CM_LOOSE_OUTCOME_NO_PLAN, !is_carried (outcome) },
    { CM_LOOSE_OUTCOME_POTS_ALONE, outcome->money > 0 && outcome->mainstream == 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (looks[i].is_loose)
      add_item (list,
                looks[i].kind,
                cm_record_get_id (outcome->record),
                cm_record_get_title (outcome->record),
                outcome->chapter->name);
  if (outcome->money > 0 && outcome->mainstream == 0)
    {
      CmLooseEnds *ends = g_ptr_array_index (list, CM_LOOSE_OUTCOME_POTS_ALONE);
      CmLooseItem *item = g_ptr_array_index (ends->items, ends->items->len - 1);
      g_autofree char *money = cm_money_format (outcome->money);

      g_free (item->detail);
      /* translators: %1$s is a chapter, %2$s an amount of money */
      item->detail = g_strdup_printf (_ ("%1$s · %2$s"), outcome->chapter->name, money);
    }
}

static void
look_at_indicator (GPtrArray *list, const CmThreadIndicator *indicator)
{
  const char *id = cm_record_get_id (indicator->record);
  const char *title = cm_record_get_title (indicator->record);
  const char *where =
      indicator->outcome != NULL ? cm_record_get_title (indicator->outcome->record) : NULL;

  if (!cm_target_has_baseline (indicator->record))
    add_item (list, CM_LOOSE_INDICATOR_NO_BASELINE, id, title, where);
  if (indicator->target == NULL)
    add_item (list, CM_LOOSE_INDICATOR_NO_TARGET, id, title, where);
  if (indicator->outcome == NULL)
    add_item (list, CM_LOOSE_INDICATOR_NO_OUTCOME, id, title, NULL);
}

/* The outcomes that activities with money serve add up more than once: an activity that pays for
 * nothing is told once. */
static void
look_at_activity (GPtrArray *list, const CmThreadActivity *activity, const CmField *state)
{
  CmLooseKind kind;
  g_autofree char *money = NULL;

  if (!activity->in_scope || activity->over || (activity->n_outcomes > 0 && activity->money != 0))
    return;
  if (activity->n_outcomes > 0)
    kind = CM_LOOSE_ACTIVITY_NO_MONEY;
  else
    kind = activity->money != 0 ? CM_LOOSE_MONEY_NO_OUTCOME : CM_LOOSE_ACTIVITY_NO_OUTCOME;
  if (activity->money != 0)
    money = cm_money_format (activity->money);
  else
    money = g_strdup (cm_field_choice_label (state, activity->state));
  add_item (list, kind, activity->id, activity->title, money);
  ((CmLooseEnds *) g_ptr_array_index (list, kind))->money += activity->money;
}

GPtrArray *
cm_thread_list_loose (CmThread *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_ends);
  GPtrArray *chapters = cm_thread_get_chapters (self);
  GPtrArray *activities = cm_thread_get_activities (self);
  GPtrArray *strays = cm_thread_get_stray_indicators (self);
  const CmField *state = cm_table_field (cm_table_find ("activity"), "state");

  for (guint i = 0; i < CM_N_LOOSE; i++)
    {
      CmLooseEnds *ends = g_new0 (CmLooseEnds, 1);

      ends->kind = (CmLooseKind) i;
      ends->table = kinds[i].table;
      ends->items = g_ptr_array_new_with_free_func (free_item);
      ends->has_money = i == CM_LOOSE_MONEY_NO_OUTCOME;
      g_ptr_array_add (list, ends);
    }
  for (guint c = 0; c < chapters->len; c++)
    {
      CmThreadChapter *chapter = g_ptr_array_index (chapters, c);

      if (chapter->outcomes->len == 0)
        add_item (list, CM_LOOSE_CHAPTER_BARE, chapter->id, chapter->name, chapter->theme);
      for (guint o = 0; o < chapter->outcomes->len; o++)
        {
          CmThreadOutcome *outcome = g_ptr_array_index (chapter->outcomes, o);

          look_at_outcome (list, outcome);
          for (guint i = 0; i < outcome->indicators->len; i++)
            look_at_indicator (list, g_ptr_array_index (outcome->indicators, i));
        }
    }
  for (guint i = 0; i < strays->len; i++)
    look_at_indicator (list, g_ptr_array_index (strays, i));
  for (guint i = 0; i < activities->len; i++)
    look_at_activity (list, g_ptr_array_index (activities, i), state);
  return list;
}
