/* cm-cycle.c - where a theme or the whole partnership stands on the commissioning cycle. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-cycle.h"

#include <glib/gi18n.h>
#include <stdio.h>

struct _CmCycle
{
  CmRecord *run;
  GHashTable *steps; /* step → CmRecord */
};

static CmRecord *
find_run (CmStore *store, const CmScope *scope)
{
  g_autoptr (CmQuery) query = cm_query_new ("cycle_run");
  g_autofree char *theme = cm_scope_get_theme (store, scope);

  if (theme != NULL)
    cm_query_where_text (query, "theme", theme);
  else
    cm_query_where_null (query, "theme");
  cm_query_where_text (query, "state", "open");
  cm_query_order (query, "year", TRUE);
  return cm_store_first (store, query);
}

static GPtrArray *
list_steps (CmStore *store, CmRecord *run)
{
  g_autoptr (CmQuery) query = cm_query_new ("step_state");

  cm_query_where_text (query, "cycle_run", cm_record_get_id (run));
  return cm_store_list (store, query);
}

CmCycle *
cm_cycle_load (CmStore *store, const CmScope *scope)
{
  CmRecord *run = find_run (store, scope);
  g_autoptr (GPtrArray) steps = NULL;
  CmCycle *self;

  if (run == NULL)
    return NULL;
  self = g_new0 (CmCycle, 1);
  self->run = run;
  self->steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  steps = list_steps (store, run);
  for (guint i = 0; i < steps->len; i++)
    {
      CmRecord *step = g_ptr_array_index (steps, i);

      g_hash_table_insert (
          self->steps, g_strdup (cm_record_get_text (step, "step")), g_object_ref (step));
    }
  return self;
}

void
cm_cycle_free (CmCycle *self)
{
  g_object_unref (self->run);
  g_hash_table_unref (self->steps);
  g_free (self);
}

CmRecord *
cm_cycle_get_run (const CmCycle *self)
{
  return self->run;
}

CmRecord *
cm_cycle_get_step (const CmCycle *self, const char *step)
{
  return g_hash_table_lookup (self->steps, step);
}

const char *
cm_cycle_get_state (const CmCycle *self, const char *step)
{
  CmRecord *record = cm_cycle_get_step (self, step);

  return record != NULL ? cm_record_get_text (record, "state") : CM_STATE_NOT_STARTED;
}

/* The number of the day since the first of January of the year 1; 0 for a text that is no date. */
static guint32
count_days (const char *iso)
{
  GDate date;
  int year, month, day;

  if (sscanf (iso, "%4d-%2d-%2d", &year, &month, &day) != 3 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

guint
cm_cycle_get_days_overdue (const CmCycle *self, const char *step, const char *today)
{
  CmRecord *record = cm_cycle_get_step (self, step);
  guint32 due = record != NULL ? count_days (cm_record_get_text (record, "due")) : 0;
  guint32 now = count_days (today);

  if (due == 0 || now <= due ||
      g_strcmp0 (cm_record_get_text (record, "state"), CM_STATE_SIGNED_OFF) == 0)
    return 0;
  return now - due;
}

gboolean
cm_cycle_is_overdue (const CmCycle *self, const char *step, const char *today)
{
  return cm_cycle_get_days_overdue (self, step, today) > 0;
}

int
cm_cycle_find_current (const CmCycle *self, const char *const *steps)
{
  int first = -1;

  for (int i = 0; steps[i] != NULL; i++)
    {
      const char *state = cm_cycle_get_state (self, steps[i]);

      if (g_str_equal (state, CM_STATE_IN_HAND) || g_str_equal (state, CM_STATE_BLOCKED))
        return i;
      if (first < 0 && !g_str_equal (state, CM_STATE_SIGNED_OFF))
        first = i;
    }
  return first;
}

/* --- changes ---------------------------------------------------------------------------------- */

static CmRecord *
find_step (CmStore *store, CmRecord *run, const char *step)
{
  g_autoptr (CmQuery) query = cm_query_new ("step_state");

  cm_query_where_text (query, "cycle_run", cm_record_get_id (run));
  cm_query_where_text (query, "step", step);
  return cm_store_first (store, query);
}

/* A copy of the step's record to be changed, or a new one. */
static CmRecord *
edit_step (CmStore *store, CmRecord *run, const char *step)
{
  g_autoptr (CmRecord) known = find_step (store, run, step);
  CmRecord *record;

  if (known != NULL)
    return cm_record_copy (known);
  record = cm_record_new (cm_table_find ("step_state"));
  cm_record_set_text (record, "cycle_run", cm_record_get_id (run));
  cm_record_set_text (record, "step", step);
  cm_record_set_text (record, "state", CM_STATE_NOT_STARTED);
  return record;
}

gboolean
cm_cycle_set_state (CmStore *store,
                    CmRecord *run,
                    const char *step,
                    const char *title,
                    const char *state,
                    GError **error)
{
  g_autoptr (CmRecord) record = edit_step (store, run, step);
  const CmField *field = cm_table_field (cm_record_get_table (record), "state");
  g_autofree char *label = NULL;

  /* translators: an entry of the change log: %1$s is a step of the cycle, %2$s its new state */
  label =
      g_strdup_printf (_ ("Set step “%1$s” to %2$s"), title, cm_field_choice_label (field, state));
  cm_record_set_text (record, "state", state);
  return cm_store_save (store, record, label, error);
}

gboolean
cm_cycle_set_field (CmStore *store,
                    CmRecord *run,
                    const char *step,
                    const char *title,
                    const char *field_name,
                    const char *text,
                    GError **error)
{
  g_autoptr (CmRecord) record = edit_step (store, run, step);
  const CmTable *table = cm_record_get_table (record);
  const CmField *field = cm_table_field (table, field_name);
  CmValue value = CM_VALUE_INIT;
  g_autofree char *label = NULL;

  /* A reference comes as a key already. */
  if (!cm_value_parse (&value, field, text, error))
    {
      cm_value_clear (&value);
      return FALSE;
    }
  cm_record_set_value (record, (guint) cm_table_field_index (table, field_name), &value);
  cm_value_clear (&value);
  /* translators: an entry of the change log: %1$s is a field such as Due, %2$s a step of the cycle
   */
  label = g_strdup_printf (_ ("Change %1$s of step “%2$s”"), cm_field_label (field), title);
  return cm_store_save (store, record, label, error);
}

static CmRecord *
find_tick (CmStore *store, CmRecord *run, const char *item)
{
  g_autoptr (CmQuery) query = cm_query_new ("check_item");

  cm_query_where_text (query, "cycle_run", cm_record_get_id (run));
  cm_query_where_text (query, "item", item);
  return cm_store_first (store, query);
}

gboolean
cm_cycle_is_ticked (CmStore *store, CmRecord *run, const char *item)
{
  g_autoptr (CmRecord) tick = find_tick (store, run, item);

  return tick != NULL && cm_record_get_number (tick, "done") != 0;
}

gboolean
cm_cycle_tick (CmStore *store,
               CmRecord *run,
               const char *step,
               const char *item,
               const char *item_label,
               gboolean done,
               GError **error)
{
  g_autoptr (CmRecord) known = find_tick (store, run, item);
  g_autoptr (CmRecord) tick = NULL;
  g_autofree char *label = NULL;

  tick = known != NULL ? cm_record_copy (known) : cm_record_new (cm_table_find ("check_item"));
  cm_record_set_text (tick, "cycle_run", cm_record_get_id (run));
  cm_record_set_text (tick, "step", step);
  cm_record_set_text (tick, "item", item);
  cm_record_set_number (tick, "done", done);
  /* translators: entries of the change log: %s is an item of a checklist */
  label = g_strdup_printf (done ? _ ("Tick “%s”") : _ ("Untick “%s”"), item_label);
  return cm_store_save (store, tick, label, error);
}

static CmRecord *
make_run (CmStore *store, const CmScope *scope)
{
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership = cm_store_first (store, query);
  g_autofree char *theme = cm_scope_get_theme (store, scope);
  g_autofree char *whose = theme != NULL ? cm_store_get_title (store, "theme", theme)
                                         : g_strdup (_ ("Whole partnership"));
  g_autofree char *today = cm_date_today ();
  gint64 year = partnership != NULL ? cm_record_get_number (partnership, "year")
                                    : cm_date_financial_year (today);
  g_autofree char *year_text = cm_year_format (year);
  g_autofree char *name = g_strdup_printf ("%s %s", whose, year_text);
  CmRecord *run = cm_record_new (cm_table_find ("cycle_run"));

  cm_record_set_text (run, "name", name);
  if (theme != NULL)
    cm_record_set_text (run, "theme", theme);
  cm_record_set_number (run, "year", year);
  cm_record_set_text (run, "state", "open");
  return run;
}

gboolean
cm_cycle_start (CmStore *store, const CmScope *scope, GError **error)
{
  g_autoptr (CmRecord) run = make_run (store, scope);
  g_autofree char *label = NULL;

  /* translators: an entry of the change log: %s is the name of a cycle, such as “Safer communities
   * 2010/11” */
  label = g_strdup_printf (_ ("Start the cycle “%s”"), cm_record_get_title (run));
  return cm_store_save (store, run, label, error);
}
