/* cm-gates.c - the way of an activity through its states, and the log of who let it through. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-gates.h"

#include <glib/gi18n.h>

#include "cm-approval.h"
#include "cm-sign-off.h"
#include "cm-summary.h"

static const char *const way[] = { "proposed", "pipeline", "business-case",
                                   "live",     "closing",  "closed" };
static const char *const asides[] = { "redesign", "withdrawn" };

/* What boards do as a matter of course: one stop at a time, and out where a business case fails. */
static const struct
{
  const char *from, *to;
} usual[] = {
  { "proposed", "pipeline" },      { "pipeline", "business-case" },  { "business-case", "live" },
  { "live", "closing" },           { "closing", "closed" },          { "proposed", "withdrawn" },
  { "pipeline", "withdrawn" },     { "business-case", "withdrawn" }, { "pipeline", "redesign" },
  { "business-case", "redesign" }, { "live", "redesign" },           { "redesign", "pipeline" },
  { "redesign", "business-case" }, { "redesign", "withdrawn" },
};

static int
find_stop (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (way); i++)
    if (g_strcmp0 (way[i], state) == 0)
      return (int) i;
  return -1;
}

static const char *
get_label (const char *state)
{
  const char *label =
      cm_field_choice_label (cm_table_field (cm_table_find ("activity"), "state"), state);

  return label != NULL ? label : state;
}

/* (transfer container): the log of the activity, oldest first. */
static GPtrArray *
list_gates (CmStore *store, CmRecord *activity)
{
  g_autoptr (CmQuery) query = cm_query_new ("gate");

  cm_query_where_text (query, "activity", cm_record_get_id (activity));
  return cm_store_list (store, query);
}

/* --- the stops -------------------------------------------------------------------------------- */

static void
free_stop (gpointer data)
{
  CmGateStop *stop = data;

  g_free (stop->date);
  g_free (stop->body);
  g_free (stop->reason);
  g_free (stop);
}

static char *
dup_text (CmRecord *record, const char *field)
{
  return cm_record_is_null (record, field) ? NULL : g_strdup (cm_record_get_text (record, field));
}

static CmGateStop *
make_stop (CmStore *store, GPtrArray *gates, const char *state)
{
  CmGateStop *stop = g_new0 (CmGateStop, 1);

  stop->state = state;
  stop->label = get_label (state);
  for (guint i = gates->len; i > 0; i--)
    {
      CmRecord *gate = gates->pdata[i - 1];

      if (!g_str_equal (cm_record_get_text (gate, "to_state"), state))
        continue;
      stop->date = dup_text (gate, "on_date");
      stop->reason = dup_text (gate, "reason");
      if (!cm_record_is_null (gate, "body"))
        stop->body = cm_store_get_title (store, "body", cm_record_get_text (gate, "body"));
      break;
    }
  return stop;
}

/* The number of stops that lie behind: those before where it is, or all that the log knows of what
 * left the way. */
static int
count_passed (GPtrArray *gates, const char *state)
{
  int furthest = -1;

  if (find_stop (state) >= 0)
    return find_stop (state);
  for (guint i = 0; i < gates->len; i++)
    {
      int from = find_stop (cm_record_get_text (gates->pdata[i], "from_state"));
      int to = find_stop (cm_record_get_text (gates->pdata[i], "to_state"));

      furthest = MAX (furthest, MAX (from, to));
    }
  return furthest + 1;
}

GPtrArray *
cm_gates_list (CmStore *store, CmRecord *activity)
{
  g_autoptr (GPtrArray) gates = list_gates (store, activity);
  const char *state = cm_record_get_text (activity, "state");
  GPtrArray *stops = g_ptr_array_new_with_free_func (free_stop);
  int passed = count_passed (gates, state);

  for (guint i = 0; i < G_N_ELEMENTS (way); i++)
    {
      CmGateStop *stop = make_stop (store, gates, way[i]);

      stop->current = g_str_equal (way[i], state);
      stop->passed = !stop->current && (int) i < passed;
      g_ptr_array_add (stops, stop);
    }
  for (guint i = 0; i < G_N_ELEMENTS (asides); i++)
    {
      CmGateStop *stop = make_stop (store, gates, asides[i]);

      stop->current = g_str_equal (asides[i], state);
      stop->passed = !stop->current;
      if (stop->current || stop->date != NULL)
        g_ptr_array_add (stops, stop);
      else
        free_stop (stop);
    }
  return stops;
}

/* --- moves ------------------------------------------------------------------------------------ */

gboolean
cm_gates_is_usual (const char *from, const char *to)
{
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (g_strcmp0 (usual[i].from, from) == 0 && g_strcmp0 (usual[i].to, to) == 0)
      return TRUE;
  return FALSE;
}

GPtrArray *
cm_gates_list_moves (CmRecord *activity)
{
  const CmField *field = cm_table_field (cm_record_get_table (activity), "state");
  const char *from = cm_record_get_text (activity, "state");
  GPtrArray *moves = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (g_str_equal (usual[i].from, from))
      g_ptr_array_add (moves, (gpointer) usual[i].to);
  for (const CmChoice *c = field->choices; c->name != NULL; c++)
    if (!g_str_equal (c->name, from) && !cm_gates_is_usual (from, c->name))
      g_ptr_array_add (moves, (gpointer) c->name);
  return moves;
}

static char *
explain_unusual (const char *from, const char *to)
{
  int at = find_stop (from), next = find_stop (to);

  if (at >= 0 && next > at + 1)
    /* translators: %s is a state of an activity, as “Business case” */
    return g_strdup_printf (_ ("This passes over “%s”, so say why."), get_label (way[at + 1]));
  if (at >= 0 && next >= 0 && next < at)
    return g_strdup (_ ("This goes back, so say why."));
  return g_strdup (_ ("This move is unusual, so say why."));
}

char *
cm_gates_explain_reason (CmStore *store, CmRecord *activity, const char *to)
{
  const char *from = cm_record_get_text (activity, "state");

  if (g_str_equal (from, to))
    return NULL;
  if (!cm_gates_is_usual (from, to))
    return explain_unusual (from, to);
  if (g_str_equal (to, "withdrawn") || g_str_equal (to, "redesign"))
    return g_strdup (_ ("Those who worked on it will want to know why."));
  if (g_str_equal (to, "live"))
    {
      g_autoptr (CmApproval) approval = cm_approval_judge (store, activity);

      if (approval->verdict != CM_APPROVAL_NONE && approval->verdict != CM_APPROVAL_AGREED)
        /* translators: %s says which approvals are missing */
        return g_strdup_printf (_ ("%s Say why it goes live all the same."), approval->words);
    }
  return NULL;
}

static gboolean
refuse (GError **error, char *text)
{
  g_set_error_literal (error, CM_WORKFLOW_ERROR, CM_WORKFLOW_ERROR_RULE, text);
  g_free (text);
  return FALSE;
}

static gboolean
check_date (CmStore *store, CmRecord *last, const char *date, GError **error)
{
  g_autofree char *today = cm_summary_get_today (store);
  g_autofree char *real_today = cm_date_today ();
  g_autofree char *before = NULL;

  /* A portfolio of the past may still be worked on today. */
  if (g_strcmp0 (date, today) > 0 && g_strcmp0 (date, real_today) > 0)
    return refuse (error, g_strdup (_ ("Date: it cannot have passed on a day that has not come.")));
  if (last == NULL || g_strcmp0 (date, cm_record_get_text (last, "on_date")) >= 0)
    return TRUE;
  before = cm_date_format (cm_record_get_text (last, "on_date"));
  return refuse (error,
                 /* translators: %s is a date */
                 g_strdup_printf (_ ("Date: the gate before it is of %s, so this one cannot be "
                                     "earlier."),
                                  before));
}

/* (transfer full) (nullable): the gate, checked against all rules. */
static CmRecord *
make_gate (CmStore *store,
           CmRecord *activity,
           const char *to,
           const char *date,
           const char *reason,
           GError **error)
{
  g_autoptr (GPtrArray) gates = list_gates (store, activity);
  CmRecord *last = gates->len > 0 ? gates->pdata[gates->len - 1] : NULL;
  const char *from = cm_record_get_text (activity, "state");
  g_autoptr (CmRecord) gate = cm_record_new (cm_table_find ("gate"));
  g_autofree char *why = cm_gates_explain_reason (store, activity, to);
  g_autofree char *given = g_strstrip (g_strdup (reason != NULL ? reason : ""));
  g_autofree char *today = cm_summary_get_today (store);
  CmValue value = CM_VALUE_INIT;

  /* What the log does not know yet began where the log ends. */
  if (g_str_equal (from, to))
    {
      if (last == NULL || g_str_equal (cm_record_get_text (last, "to_state"), to))
        {
          /* translators: %s is a state of an activity */
          refuse (error, g_strdup_printf (_ ("It is in “%s” already."), get_label (to)));
          return NULL;
        }
      from = cm_record_get_text (last, "to_state");
    }
  if (why != NULL && *given == '\0')
    {
      /* translators: %s says why a reason is needed */
      refuse (error, g_strdup_printf (_ ("Reason: %s"), why));
      return NULL;
    }
  if (!cm_value_parse (&value,
                       cm_table_field (cm_table_find ("gate"), "on_date"),
                       date != NULL && *date != '\0' ? date : today,
                       error))
    {
      cm_value_clear (&value);
      return NULL;
    }
  cm_record_set_text (gate, "on_date", value.text);
  cm_value_clear (&value);
  if (!check_date (store, last, cm_record_get_text (gate, "on_date"), error))
    return NULL;
  cm_record_set_text (gate, "activity", cm_record_get_id (activity));
  cm_record_set_text (gate, "from_state", from);
  cm_record_set_text (gate, "to_state", to);
  if (*given != '\0')
    cm_record_set_text (gate, "reason", given);
  return g_steal_pointer (&gate);
}

gboolean
cm_gates_move (CmStore *store,
               CmRecord *activity,
               const char *to,
               const char *date,
               const char *body,
               const char *decision,
               const char *reason,
               GError **error)
{
  g_autoptr (CmRecord) gate = make_gate (store, activity, to, date, reason, error);
  g_autoptr (CmRecord) moved = cm_record_copy (activity);
  g_autofree char *label = NULL;

  if (gate == NULL)
    return FALSE;
  if (body != NULL && *body != '\0')
    cm_record_set_text (gate, "body", body);
  if (decision != NULL && *decision != '\0')
    cm_record_set_text (gate, "decision", decision);
  cm_record_set_text (moved, "state", to);
  /* translators: an entry of the change log; %1$s is the title of an activity, %2$s a state */
  label =
      g_strdup_printf (_ ("Move “%1$s” to “%2$s”"), cm_record_get_title (activity), get_label (to));
  if (!cm_store_begin (store, label, error))
    return FALSE;
  if (!cm_store_insert (store, gate, error) || !cm_store_update (store, moved, error))
    {
      cm_store_rollback (store);
      return FALSE;
    }
  return cm_store_commit (store, error);
}

/* --- what does not fit ------------------------------------------------------------------------ */

char *
cm_gates_describe_contradiction (CmStore *store, CmRecord *activity)
{
  g_autoptr (GPtrArray) gates = list_gates (store, activity);
  const char *state = cm_record_get_text (activity, "state");
  CmRecord *last = gates->len > 0 ? gates->pdata[gates->len - 1] : NULL;
  g_autofree char *date = NULL;

  if (last != NULL && !g_str_equal (cm_record_get_text (last, "to_state"), state))
    {
      date = cm_date_format (cm_record_get_text (last, "on_date"));
      return g_strdup_printf (
          /* translators: %1$s and %3$s are states of an activity, %2$s is a date */
          _ ("The log ends with “%1$s” on %2$s, but the state is “%3$s”."),
          get_label (cm_record_get_text (last, "to_state")),
          date,
          get_label (state));
    }
  for (guint i = 1; i < gates->len; i++)
    {
      const char *before = cm_record_get_text (gates->pdata[i - 1], "to_state");
      const char *from = cm_record_get_text (gates->pdata[i], "from_state");

      if (*from == '\0' || g_str_equal (before, from))
        continue;
      date = cm_date_format (cm_record_get_text (gates->pdata[i], "on_date"));
      return g_strdup_printf (
          /* translators: %1$s is a date, %2$s and %3$s are states of an activity */
          _ ("The gate of %1$s starts from “%2$s”, but the gate before it ends with “%3$s”."),
          date,
          get_label (from),
          get_label (before));
    }
  return NULL;
}
