/* cm-timeline.c - a year planner: what is done when in a financial year, by whom and how often. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-timeline.h"

#include <glib/gi18n.h>

#include "cm-timeline-private.h"

#define APRIL 3 /* months after January */

/* --- memory ----------------------------------------------------------------------------------- */

static void
clear_item (CmTimelineItem *item)
{
  g_free (item->title);
  g_free (item->text);
  g_free (item->stage);
  g_free (item->step);
  g_free (item->group);
  g_free (item->source);
}

void
_cm_timeline_period_free (gpointer data)
{
  CmTimelinePeriod *period = data;

  g_free (period->title);
  g_free (period);
}

void
_cm_timeline_bar_free (gpointer data)
{
  CmTimelineBar *bar = data;

  clear_item (&bar->item);
  g_free (bar);
}

void
_cm_timeline_milestone_free (gpointer data)
{
  CmTimelineMilestone *milestone = data;

  clear_item (&milestone->item);
  g_free (milestone);
}

void
_cm_timeline_rhythm_free (gpointer data)
{
  CmTimelineRhythm *rhythm = data;

  clear_item (&rhythm->item);
  g_free (rhythm);
}

static void
free_source (gpointer data)
{
  CmTimelineSource *source = data;

  g_free (source->id);
  g_free (source->text);
  g_free (source->link);
  g_free (source);
}

CmTimeline *
_cm_timeline_new (void)
{
  CmTimeline *self = g_new0 (CmTimeline, 1);

  self->partners = g_ptr_array_new_with_free_func (g_free);
  self->sources = g_ptr_array_new_with_free_func (free_source);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->periods = g_ptr_array_new_with_free_func (_cm_timeline_period_free);
  self->bars = g_ptr_array_new_with_free_func (_cm_timeline_bar_free);
  self->milestones = g_ptr_array_new_with_free_func (_cm_timeline_milestone_free);
  self->rhythms = g_ptr_array_new_with_free_func (_cm_timeline_rhythm_free);
  return self;
}

void
cm_timeline_free (CmTimeline *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->summary);
  g_ptr_array_unref (self->partners);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->periods);
  g_ptr_array_unref (self->bars);
  g_ptr_array_unref (self->milestones);
  g_ptr_array_unref (self->rhythms);
  g_free (self);
}

const CmTimelineSource *
cm_timeline_find_source (const CmTimeline *self, const char *id)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      const CmTimelineSource *source = g_ptr_array_index (self->sources, i);

      if (g_strcmp0 (source->id, id) == 0)
        return source;
    }
  return NULL;
}

/* --- times ------------------------------------------------------------------------------------ */

static void
resolve_month (const CmTimelineWhen *when, gint64 year, gboolean last, GDate *date)
{
  gint64 months = year * 12 + APRIL + when->number;
  GDateYear of_year = (GDateYear) (months / 12);
  GDateMonth month = (GDateMonth) (months % 12 + 1);
  int days = g_date_get_days_in_month (month, of_year);
  int day = when->day > 0 ? MIN (when->day, days) : last ? days : 1;

  g_date_set_dmy (date, (GDateDay) day, month, of_year);
}

static void
resolve_week (const CmTimelineWhen *when, gint64 year, gboolean last, GDate *date)
{
  int day = when->day > 0 ? when->day : last ? 7 : 1;
  guint32 monday;

  g_date_set_dmy (date, 1, G_DATE_APRIL, (GDateYear) year);
  monday = g_date_get_julian (date) - (guint32) (g_date_get_weekday (date) - G_DATE_MONDAY);
  g_date_set_julian (date, (guint32) ((gint64) monday + when->number * 7 + day - 1));
}

void
_cm_timeline_when_resolve (const CmTimelineWhen *when, gint64 year, gboolean last, GDate *date)
{
  g_date_clear (date, 1);
  switch (when->unit)
    {
    case CM_TIMELINE_MONTH:
      resolve_month (when, year, last, date);
      break;
    case CM_TIMELINE_WEEK:
      resolve_week (when, year, last, date);
      break;
    case CM_TIMELINE_DAY:
      g_date_set_julian (date, (guint32) when->number);
      break;
    case CM_TIMELINE_UNKNOWN:
    default:
      break;
    }
}

CmTimelineSpan
_cm_timeline_make_span (const CmTimelineWhen *from, const CmTimelineWhen *to, gint64 year)
{
  CmTimelineSpan span;

  _cm_timeline_when_resolve (from, year, FALSE, &span.first);
  _cm_timeline_when_resolve (to, year, TRUE, &span.last);
  return span;
}

/* --- placing ---------------------------------------------------------------------------------- */

static void
widen (CmTimelineSpan *all, const GDate *first, const GDate *last)
{
  if (!g_date_valid (first) || !g_date_valid (last))
    return;
  if (!g_date_valid (&all->first) || g_date_compare (first, &all->first) < 0)
    all->first = *first;
  if (!g_date_valid (&all->last) || g_date_compare (last, &all->last) > 0)
    all->last = *last;
}

static void
add_span (CmTimelinePlan *self, GArray *spans, const CmTimelineWhen *from, const CmTimelineWhen *to)
{
  CmTimelineSpan span = _cm_timeline_make_span (from, to, self->year);

  widen (&self->all, &span.first, &span.last);
  g_array_append_val (spans, span);
}

/* Counted from the first date, so that the 31st is the last day of short months only. */
static void
step_on (const CmTimelineRhythm *rhythm, const GDate *from, guint n, GDate *date)
{
  *date = *from;
  if (rhythm->unit == CM_TIMELINE_WEEK)
    g_date_add_days (date, n * rhythm->every * 7);
  else
    g_date_add_months (date, n * rhythm->every);
}

static void
add_beats (CmTimelinePlan *self, const CmTimelineRhythm *rhythm, guint position)
{
  CmTimelineSpan span = _cm_timeline_make_span (&rhythm->from, &rhythm->to, self->year);
  CmTimelineBeat beat = { .rhythm = position, .date = span.first };

  for (guint n = 1; g_date_compare (&beat.date, &span.last) <= 0; n++)
    {
      widen (&self->all, &beat.date, &beat.date);
      g_array_append_val (self->beats, beat);
      step_on (rhythm, &span.first, n, &beat.date);
    }
}

static int
compare_beats (gconstpointer a, gconstpointer b)
{
  const CmTimelineBeat *one = a, *other = b;
  int order = g_date_compare (&one->date, &other->date);

  return order != 0 ? order : (one->rhythm > other->rhythm) - (one->rhythm < other->rhythm);
}

static CmTimelinePlan *
make_plan (const CmTimeline *timeline, gint64 year)
{
  CmTimelinePlan *self = g_new0 (CmTimelinePlan, 1);

  self->timeline = timeline;
  self->year = CLAMP (
      timeline->year != 0 ? timeline->year : year, CM_TIMELINE_YEAR_MIN, CM_TIMELINE_YEAR_MAX);
  self->periods = g_array_new (FALSE, FALSE, sizeof (CmTimelineSpan));
  self->bars = g_array_new (FALSE, FALSE, sizeof (CmTimelineSpan));
  self->milestones = g_array_new (FALSE, FALSE, sizeof (CmTimelineSpan));
  self->beats = g_array_new (FALSE, FALSE, sizeof (CmTimelineBeat));
  return self;
}

CmTimelinePlan *
cm_timeline_place (const CmTimeline *timeline, gint64 year)
{
  CmTimelinePlan *self = make_plan (timeline, year);

  for (guint i = 0; i < timeline->periods->len; i++)
    {
      const CmTimelinePeriod *period = g_ptr_array_index (timeline->periods, i);

      add_span (self, self->periods, &period->from, &period->to);
    }
  self->columns = self->all;
  for (guint i = 0; i < timeline->bars->len; i++)
    {
      const CmTimelineBar *bar = g_ptr_array_index (timeline->bars, i);

      add_span (self, self->bars, &bar->from, &bar->to);
    }
  for (guint i = 0; i < timeline->milestones->len; i++)
    {
      const CmTimelineMilestone *milestone = g_ptr_array_index (timeline->milestones, i);

      add_span (self, self->milestones, &milestone->when, &milestone->when);
    }
  for (guint i = 0; i < timeline->rhythms->len; i++)
    add_beats (self, g_ptr_array_index (timeline->rhythms, i), i);
  g_array_sort (self->beats, compare_beats);
  return self;
}

void
cm_timeline_plan_free (CmTimelinePlan *self)
{
  g_array_unref (self->periods);
  g_array_unref (self->bars);
  g_array_unref (self->milestones);
  g_array_unref (self->beats);
  g_free (self);
}

/* --- columns ---------------------------------------------------------------------------------- */

static char *
name_month (const GDate *date)
{
  char text[64];

  g_date_strftime (text, sizeof text, "%b", date);
  return g_strdup (text);
}

static char *
name_day (const GDate *date)
{
  g_autofree char *month = name_month (date);

  /* translators: a day and the short name of its month, “25 May” */
  return g_strdup_printf (_ ("%1$d %2$s"), g_date_get_day (date), month);
}

/* "25 May", "20–27 Jul", "27 Jul–3 Aug". */
static char *
name_days (const GDate *first, const GDate *last)
{
  g_autofree char *month = name_month (last);
  g_autofree char *start = NULL, *end = NULL;

  if (g_date_compare (first, last) == 0)
    return name_day (last);
  if (g_date_get_month (first) == g_date_get_month (last) &&
      g_date_get_year (first) == g_date_get_year (last))
    /* translators: the first and the last day and the short name of their month, “20–27 Jul” */
    return g_strdup_printf (
        _ ("%1$d–%2$d %3$s"), g_date_get_day (first), g_date_get_day (last), month);
  start = name_day (first);
  end = name_day (last);
  /* translators: the first and the last month or day, “Apr–Jun” */
  return g_strdup_printf (_ ("%1$s–%2$s"), start, end);
}

static char *
name_months (const CmTimelineSpan *span)
{
  g_autofree char *first = name_month (&span->first);
  g_autofree char *last = name_month (&span->last);

  if (g_date_get_month (&span->first) == g_date_get_month (&span->last) &&
      g_date_days_between (&span->first, &span->last) < 31)
    return g_steal_pointer (&first);
  return g_strdup_printf (_ ("%1$s–%2$s"), first, last);
}

static char *
name_weeks (const CmTimelineSpan *span)
{
  g_autofree char *mondays = NULL;
  GDate last = span->last;

  g_date_subtract_days (&last, 6);
  mondays = name_days (&span->first, &last);
  /* translators: weeks commencing, the dates of their Mondays, “w/c 25 May” */
  return g_strdup_printf (_ ("w/c %s"), mondays);
}

char *
cm_timeline_plan_name_period (const CmTimelinePlan *self, guint position)
{
  const CmTimelinePeriod *period = g_ptr_array_index (self->timeline->periods, position);
  const CmTimelineSpan *span = &g_array_index (self->periods, CmTimelineSpan, position);
  gboolean is_whole = period->from.day == 0 && period->to.day == 0;

  if (period->title != NULL)
    return g_strdup (period->title);
  if (is_whole && period->from.unit == CM_TIMELINE_WEEK && period->to.unit == CM_TIMELINE_WEEK)
    return name_weeks (span);
  if (is_whole && period->from.unit == CM_TIMELINE_MONTH && period->to.unit == CM_TIMELINE_MONTH)
    return name_months (span);
  return name_days (&span->first, &span->last);
}

gboolean
cm_timeline_plan_is_before (const CmTimelinePlan *self, const CmTimelineSpan *span)
{
  return g_date_valid (&span->last) && g_date_compare (&span->last, &self->columns.first) < 0;
}

gboolean
cm_timeline_plan_is_after (const CmTimelinePlan *self, const CmTimelineSpan *span)
{
  return g_date_valid (&span->first) && g_date_compare (&span->first, &self->columns.last) > 0;
}

int
cm_timeline_plan_find_period (const CmTimelinePlan *self, const GDate *day)
{
  for (guint i = 0; g_date_valid (day) && i < self->periods->len; i++)
    {
      const CmTimelineSpan *span = &g_array_index (self->periods, CmTimelineSpan, i);

      if (g_date_compare (day, &span->first) >= 0 && g_date_compare (day, &span->last) <= 0)
        return (int) i;
    }
  return -1;
}
