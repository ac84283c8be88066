/* cm-milestone.c - when a milestone is due, also one that counts from something else. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-milestone.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-approval.h"

#define DEPTH_MAX 8 /* milestones that count from milestones; more is a circle */

static char *compute (CmStore *store, CmRecord *milestone, guint depth);

/* The same day of a later month, or the last one of a month that is too short. */
static char *
add_months (const char *date, gint64 months)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_parse (&day, date);
  if (!g_date_valid (&day))
    return NULL;
  g_date_add_months (&day, (guint) MAX (months, 0));
  return g_strdup_printf (
      "%04u-%02d-%02u", g_date_get_year (&day), g_date_get_month (&day), g_date_get_day (&day));
}

static gboolean
mentions (const char *folded, const char *word)
{
  g_autofree char *other = g_utf8_casefold (word, -1);

  return *other != '\0' && strstr (folded, other) != NULL;
}

static char *
dup_date (CmRecord *record, const char *field)
{
  return cm_record_is_null (record, field) ? NULL : g_strdup (cm_record_get_text (record, field));
}

/* (transfer full) (nullable): the last gate into a state that the words name. */
static char *
find_gate_date (CmStore *store, CmRecord *activity, const char *folded)
{
  const CmField *field = cm_table_field (cm_record_get_table (activity), "state");

  for (const CmChoice *c = field->choices; c->name != NULL; c++)
    {
      g_autoptr (CmQuery) query = NULL;
      g_autoptr (CmRecord) gate = NULL;

      if (!mentions (folded, c->name) && !mentions (folded, cm_field_choice_label (field, c->name)))
        continue;
      query = cm_query_new ("gate");
      cm_query_where_text (query, "activity", cm_record_get_id (activity));
      cm_query_where_text (query, "to_state", c->name);
      cm_query_order (query, "on_date", TRUE);
      gate = cm_store_first (store, query);
      return gate != NULL ? dup_date (gate, "on_date") : NULL;
    }
  return NULL;
}

/* (transfer full) (nullable): when another milestone, that the words name, was reached or is due.
 */
static char *
find_milestone_date (CmStore *store, CmRecord *milestone, const char *folded, guint depth)
{
  g_autoptr (CmQuery) query = cm_query_new ("milestone");
  g_autoptr (GPtrArray) others = NULL;

  cm_query_where_text (query, "activity", cm_record_get_text (milestone, "activity"));
  others = cm_store_list (store, query);
  for (guint i = 0; i < others->len; i++)
    {
      CmRecord *other = others->pdata[i];
      g_autofree char *name = g_utf8_casefold (cm_record_get_text (other, "name"), -1);

      if (g_str_equal (cm_record_get_id (other), cm_record_get_id (milestone)) ||
          (strstr (name, folded) == NULL && strstr (folded, name) == NULL))
        continue;
      return cm_record_is_null (other, "done_on") ? compute (store, other, depth + 1)
                                                  : dup_date (other, "done_on");
    }
  return NULL;
}

/* (transfer full) (nullable): the date that the months are counted from. Milestones come first:
 * their names are the words of those who count from them. */
static char *
find_start (CmStore *store, CmRecord *milestone, guint depth)
{
  g_autofree char *folded = g_utf8_casefold (cm_record_get_text (milestone, "counted_from"), -1);
  g_autoptr (CmRecord) activity =
      cm_store_get (store, "activity", cm_record_get_text (milestone, "activity"));
  g_autofree char *date = NULL;

  if (*folded == '\0' || activity == NULL)
    return NULL;
  date = find_milestone_date (store, milestone, folded, depth);
  if (date != NULL)
    return g_steal_pointer (&date);
  if (mentions (folded, "approv") || mentions (folded, _ ("approv")))
    {
      g_autoptr (CmApproval) approval = cm_approval_judge (store, activity);

      return g_strdup (approval->date);
    }
  if (mentions (folded, "start") || mentions (folded, _ ("start")))
    return dup_date (activity, "starts");
  return find_gate_date (store, activity, folded);
}

static char *
compute (CmStore *store, CmRecord *milestone, guint depth)
{
  g_autofree char *start = NULL;

  if (!cm_record_is_null (milestone, "on_date"))
    return dup_date (milestone, "on_date");
  if (depth > DEPTH_MAX || cm_record_is_null (milestone, "months"))
    return NULL;
  start = find_start (store, milestone, depth);
  return start != NULL ? add_months (start, cm_record_get_number (milestone, "months")) : NULL;
}

char *
cm_milestone_compute_due (CmStore *store, CmRecord *milestone)
{
  return compute (store, milestone, 0);
}

/* --- in words --------------------------------------------------------------------------------- */

static char *
describe_count (CmRecord *milestone)
{
  gint64 months = cm_record_get_number (milestone, "months");
  const char *from = cm_record_get_text (milestone, "counted_from");

  if (*from == '\0')
    from = _ ("what it counts from");
  /* translators: %1$u is a number of months, %2$s what they count from, as in “12 months after
   * approval” */
  return g_strdup_printf (
      ngettext ("%1$u month after %2$s", "%1$u months after %2$s", (gulong) months),
      (guint) months,
      from);
}

static char *
describe_due (CmRecord *milestone, const char *due, const char *today)
{
  g_autofree char *date = cm_date_format (due);
  g_autofree char *count = NULL;
  /* translators: %s is a date */
  g_autofree char *when =
      g_strdup_printf (g_strcmp0 (due, today) < 0 ? _ ("was due %s") : _ ("due %s"), date);

  if (!cm_record_is_null (milestone, "on_date"))
    return g_steal_pointer (&when);
  count = describe_count (milestone);
  return g_strdup_printf ("%s: %s", when, count);
}

char *
cm_milestone_describe (CmStore *store, CmRecord *milestone, const char *today)
{
  g_autofree char *due = cm_milestone_compute_due (store, milestone);
  g_autofree char *count = NULL;
  g_autofree char *words = due != NULL ? describe_due (milestone, due, today) : NULL;

  if (!cm_record_is_null (milestone, "done_on"))
    {
      const char *done = cm_record_get_text (milestone, "done_on");
      g_autofree char *date = cm_date_format (done);

      if (due == NULL)
        /* translators: %s is a date */
        return g_strdup_printf (_ ("reached %s"), date);
      /* translators: %1$s is a date, %2$s says when something was due */
      return g_strdup_printf (g_strcmp0 (done, due) > 0 ? _ ("reached late, %1$s; %2$s")
                                                        : _ ("reached %1$s; %2$s"),
                              date,
                              words);
    }
  if (words != NULL)
    return g_steal_pointer (&words);
  if (cm_record_is_null (milestone, "months"))
    return g_strdup (_ ("no date"));
  count = describe_count (milestone);
  /* translators: %s is as “12 months after approval” */
  return g_strdup_printf (_ ("%s, which has no date yet"), count);
}

static int
compare_due (gconstpointer a, gconstpointer b, gpointer data)
{
  GHashTable *dues = data;
  const char *first = g_hash_table_lookup (dues, *(const gpointer *) a);
  const char *second = g_hash_table_lookup (dues, *(const gpointer *) b);

  if (first == NULL || second == NULL)
    return first == second ? 0 : first == NULL ? 1 : -1;
  return strcmp (first, second);
}

GPtrArray *
cm_milestone_list (CmStore *store, CmRecord *activity)
{
  g_autoptr (CmQuery) query = cm_query_new ("milestone");
  g_autoptr (GHashTable) dues = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  GPtrArray *milestones;

  cm_query_where_text (query, "activity", cm_record_get_id (activity));
  milestones = cm_store_list (store, query);
  for (guint i = 0; i < milestones->len; i++)
    g_hash_table_insert (
        dues, milestones->pdata[i], cm_milestone_compute_due (store, milestones->pdata[i]));
  g_ptr_array_sort_with_data (milestones, compare_due, dues);
  return milestones;
}
