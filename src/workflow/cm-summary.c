/* cm-summary.c - the portfolio at a glance, and what asks for attention next. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-summary.h"

#include <glib/gi18n.h>

#include "cm-funding-reserves.h"
#include <string.h>

#define MONEY_ENDS_MONTHS 6

/* --- figures ---------------------------------------------------------------------------------- */

char *
cm_summary_get_today (CmStore *store)
{
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership = cm_store_first (store, query);

  if (partnership != NULL && !cm_record_is_null (partnership, "as_on"))
    return g_strdup (cm_record_get_text (partnership, "as_on"));
  return cm_date_today ();
}

static gint64
find_year (CmStore *store)
{
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership = cm_store_first (store, query);

  return partnership != NULL ? cm_record_get_number (partnership, "year") : 0;
}

static CmQuery *
query_lines (const CmScope *scope, gint64 year)
{
  CmQuery *lines = cm_query_new ("budget_line");

  cm_query_where_number (lines, "year", year);
  if (!cm_scope_is_whole (scope))
    cm_query_where_in (lines, "activity", cm_scope_query_activities (scope), "id");
  return lines;
}

static gint64
sum_mainstream (CmStore *store, const CmScope *scope, gint64 year)
{
  g_autoptr (CmQuery) lines = query_lines (scope, year);
  CmQuery *sources = cm_query_new ("funding_source");

  cm_query_where_text (sources, "kind", "mainstream");
  cm_query_where_in (lines, "funding_source", sources, "id");
  return cm_store_sum (store, lines, "amount");
}

static guint
count_served (CmStore *store, const CmScope *scope)
{
  g_autoptr (CmQuery) chapters = cm_scope_query_chapters (scope);

  cm_query_where_in (chapters, "id", cm_query_new ("activity_chapter"), "chapter");
  return cm_store_count (store, chapters);
}

void
cm_summary_compute (CmStore *store, const CmScope *scope, CmSummary *summary)
{
  gint64 year = find_year (store);
  g_autoptr (CmQuery) activities = cm_scope_query_activities (scope);
  g_autoptr (CmQuery) chapters = cm_scope_query_chapters (scope);
  g_autoptr (CmQuery) lines = query_lines (scope, year);
  g_autoptr (CmQuery) bids = query_lines (scope, year);

  cm_query_where_text (bids, "state", "bid");
  summary->year = year;
  summary->activities = cm_store_count (store, activities);
  summary->total = cm_store_sum (store, lines, "amount");
  summary->mainstream = sum_mainstream (store, scope, year);
  summary->chapters = cm_store_count (store, chapters);
  summary->chapters_served = count_served (store, scope);
  summary->bid = cm_store_sum (store, bids, "amount");
}

/* --- what is next ----------------------------------------------------------------------------- */

static void
free_item (gpointer data)
{
  CmNextItem *item = data;

  g_free (item->title);
  g_free (item->detail);
  g_free (item->stage);
  g_free (item->step);
  g_free (item->page);
  g_free (item->search);
  g_free (item->chapter);
  g_clear_pointer (&item->query, cm_query_free);
  g_free (item);
}

/* Takes `title` and `detail`. */
static CmNextItem *
add_item (GPtrArray *items, const char *stage, char *title, char *detail)
{
  CmNextItem *item = g_new0 (CmNextItem, 1);

  item->stage = g_strdup (stage);
  item->title = title;
  item->detail = detail;
  g_ptr_array_add (items, item);
  return item;
}

static char *
name_responsible (CmStore *store, CmRecord *record)
{
  const char *body = record != NULL ? cm_record_get_text (record, "responsible") : "";

  return *body != '\0' ? cm_store_get_title (store, "body", body)
                       : g_strdup (_ ("nobody responsible yet"));
}

/* How a step presses, the most pressing first. */
typedef enum
{
  STEP_OVERDUE,
  STEP_BLOCKED,
  STEP_IN_HAND,
  N_PRESSING,
} Pressing;

static Pressing
judge_step (const CmCycle *cycle, const char *step, gboolean current, const char *today)
{
  const char *state = cm_cycle_get_state (cycle, step);

  if (cm_cycle_is_overdue (cycle, step, today))
    return STEP_OVERDUE;
  if (g_str_equal (state, CM_STATE_BLOCKED))
    return STEP_BLOCKED;
  return current || g_str_equal (state, CM_STATE_IN_HAND) ? STEP_IN_HAND : N_PRESSING;
}

/* A date that is not broken across lines. */
static char *
format_whole_date (const char *iso)
{
  g_autofree char *date = cm_date_format (iso);
  g_auto (GStrv) words = g_strsplit (date, " ", -1);

  return g_strjoinv ("\u00a0", words);
}

static void
add_step (CmStore *store,
          GPtrArray *items,
          const CmCycle *cycle,
          const char *step,
          const char *step_title,
          Pressing pressing)
{
  CmRecord *record = cm_cycle_get_step (cycle, step);
  const char *due = record != NULL ? cm_record_get_text (record, "due") : "";
  g_autofree char *stage = g_strndup (step, strcspn (step, "/"));
  g_autofree char *who = name_responsible (store, record);
  g_autofree char *when = format_whole_date (due);
  char *title, *detail;

  if (pressing == STEP_OVERDUE)
    /* translators: %s is a step of the cycle */
    title = g_strdup_printf (_ ("“%s” is overdue"), step_title);
  else if (pressing == STEP_BLOCKED)
    /* translators: %s is a step of the cycle */
    title = g_strdup_printf (_ ("“%s” is blocked"), step_title);
  else if (record == NULL || g_str_equal (cm_cycle_get_state (cycle, step), CM_STATE_NOT_STARTED))
    /* translators: %s is a step of the cycle */
    title = g_strdup_printf (_ ("Begin “%s”"), step_title);
  else
    /* translators: %s is a step of the cycle */
    title = g_strdup_printf (_ ("Go on with “%s”"), step_title);
  if (*due != '\0')
    /* translators: %1$s is a body, %2$s a date; a space that does not break stands before it */
    detail = g_strdup_printf (_ ("%1$s · due %2$s"), who, when);
  else
    detail = g_strdup (who);
  add_item (items, stage, title, detail)->step = g_strdup (step);
}

static void
add_steps (CmStore *store,
           GPtrArray *items,
           const CmCycle *cycle,
           const char *const *steps,
           const char *const *titles,
           const char *today)
{
  int current = cm_cycle_find_current (cycle, steps);

  for (int pressing = 0; pressing < N_PRESSING; pressing++)
    for (int i = 0; steps[i] != NULL; i++)
      if ((int) judge_step (cycle, steps[i], i == current, today) == pressing)
        add_step (store, items, cycle, steps[i], titles[i], (Pressing) pressing);
}

static void
add_unserved (CmStore *store, GPtrArray *items, const CmScope *scope)
{
  g_autoptr (CmQuery) query = cm_scope_query_chapters (scope);
  g_autoptr (GPtrArray) chapters = cm_store_list (store, query);
  g_autoptr (GString) names = g_string_new (NULL);
  const char *first = NULL;
  guint count = 0;

  for (guint i = 0; i < chapters->len; i++)
    {
      CmRecord *chapter = g_ptr_array_index (chapters, i);
      g_autoptr (CmQuery) links = cm_query_new ("activity_chapter");

      cm_query_where_text (links, "chapter", cm_record_get_id (chapter));
      if (cm_store_count (store, links) > 0)
        continue;
      g_string_append_printf (names, "%s%s", count > 0 ? ", " : "", cm_record_get_title (chapter));
      first = count == 0 ? cm_record_get_id (chapter) : first;
      count++;
    }
  if (count > 0)
    {
      CmNextItem *item = add_item (
          items,
          "plan",
          /* translators: how many chapters of the strategy no activity serves */
          g_strdup_printf (
              ngettext ("%u chapter has no activity", "%u chapters have no activity", count),
              count),
          g_strdup (names->str));

      item->page = g_strdup ("activities");
      /* One after the other: where the first is served, the next comes first. */
      item->chapter = g_strdup (first);
    }
}

static char *
add_months (const char *iso, int months)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *full = g_strconcat (iso, "T00:00:00", NULL);
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (full, zone);
  g_autoptr (GDateTime) later = g_date_time_add_months (date, months);

  return g_date_time_format (later, "%Y-%m-%d");
}

static void
add_ending_money (CmStore *store, GPtrArray *items, const CmScope *scope, const char *today)
{
  g_autoptr (CmQuery) query = cm_query_new ("funding_source");
  g_autoptr (GPtrArray) sources = NULL;
  g_autofree char *horizon = add_months (today, MONEY_ENDS_MONTHS);

  cm_query_order (query, "ends", FALSE);
  sources = cm_store_list (store, query);
  for (guint i = 0; i < sources->len; i++)
    {
      CmRecord *source = g_ptr_array_index (sources, i);
      const char *ends = cm_record_get_text (source, "ends");
      g_autoptr (CmQuery) activities = cm_scope_query_activities (scope);
      CmQuery *lines = cm_query_new ("budget_line");
      g_autofree char *date = cm_date_format (ends);
      CmNextItem *item;
      guint count;

      cm_query_where_text (lines, "funding_source", cm_record_get_id (source));
      cm_query_where_in (activities, "id", lines, "activity");
      count = cm_store_count (store, activities);
      if (*ends == '\0' || g_strcmp0 (ends, today) < 0 || g_strcmp0 (ends, horizon) > 0 ||
          count == 0)
        continue;
      item = add_item (
          items,
          "review",
          /* translators: %1$s is a funding source, %2$s the date on which it ends */
          g_strdup_printf (_ ("%1$s ends %2$s"), cm_record_get_title (source), date),
          g_strdup_printf (
              ngettext ("%u activity depends on it", "%u activities depend on it", count), count));
      item->query = g_steal_pointer (&activities);
    }
}

/* The reserves as a paper states them, where they do not add up. */
static void
add_reserves (CmStore *store, GPtrArray *items)
{
  g_autoptr (CmReserves) reserves = cm_reserves_read (store);

  for (guint i = 0; i < reserves->lines->len; i++)
    {
      const CmReserveLine *line = g_ptr_array_index (reserves->lines, i);
      g_autofree char *difference = cm_money_format (ABS (line->difference));
      g_autofree char *said = cm_money_format (line->stated);
      g_autofree char *computed = cm_money_format (line->computed);

      if (line->difference != 0)
        add_item (items,
                  "plan",
                  /* translators: %s is an amount of money */
                  g_strdup_printf (_ ("The reserves do not add up by %s"), difference),
                  /* translators: both are amounts of money */
                  g_strdup_printf (_ ("Stated %1$s · computed %2$s"), said, computed))
            ->page = g_strdup ("funding");
    }
}

static gboolean
has_no_lead (CmRecord *activity)
{
  g_autofree char *lead = g_utf8_strdown (cm_record_get_text (activity, "lead"), -1);

  return (*lead == '\0' && cm_record_is_null (activity, "organisation")) ||
         g_str_equal (lead, "no lead") || g_str_has_prefix (lead, "to be identified");
}

static void
add_leaderless (CmStore *store, GPtrArray *items, const CmScope *scope)
{
  g_autoptr (CmQuery) query = cm_scope_query_activities (scope);
  g_autoptr (GPtrArray) activities = cm_store_list (store, query);
  CmRecord *first = NULL;
  guint count = 0;

  for (guint i = 0; i < activities->len; i++)
    if (has_no_lead (g_ptr_array_index (activities, i)))
      {
        first = first != NULL ? first : g_ptr_array_index (activities, i);
        count++;
      }
  if (count > 0)
    {
      CmNextItem *item = add_item (
          items,
          "do",
          g_strdup_printf (
              ngettext ("%u activity has no lead", "%u activities have no lead", count), count),
          count == 1 ? g_strdup (cm_record_get_title (first))
                     /* translators: %s is the title of an activity */
                     : g_strdup_printf (_ ("“%s” and others"), cm_record_get_title (first)));

      item->page = g_strdup ("activities");
      /* “No lead” and the like find all that say so. */
      item->search =
          g_strdup (cm_record_is_null (first, "lead") ? cm_record_get_title (first)
                                                      : cm_record_get_text (first, "lead"));
    }
}

GPtrArray *
cm_summary_list_next (CmStore *store,
                      const CmScope *scope,
                      const char *const *steps,
                      const char *const *titles,
                      const char *today)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (free_item);
  g_autoptr (CmCycle) cycle = cm_cycle_load (store, scope);

  if (cycle != NULL)
    add_steps (store, items, cycle, steps, titles, today);
  add_unserved (store, items, scope);
  add_ending_money (store, items, scope, today);
  if (cm_scope_is_whole (scope))
    add_reserves (store, items);
  add_leaderless (store, items, scope);
  return items;
}
