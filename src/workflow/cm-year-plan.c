/* cm-year-plan.c - what happens in a financial year: the planners of an edition and the portfolio's
 * own dates, put together. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-year-plan"
#include "config.h"

#include "cm-year-plan.h"

#include <glib/gi18n.h>

#include "cm-year-plan-private.h"

/* --- planners --------------------------------------------------------------------------------- */

static void
free_planner (gpointer data)
{
  CmYearPlanner *planner = data;

  g_free (planner->id);
  g_free (planner->title);
  g_free (planner->summary);
  g_free (planner->record);
  g_free (planner);
}

CmYearPlanner *
_cm_year_planner_new (const char *id, const char *title, CmYearPlannerKind kind)
{
  CmYearPlanner *self = g_new0 (CmYearPlanner, 1);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->kind = kind;
  return self;
}

static CmYearPlannerKind
get_kind (const CmTimeline *timeline)
{
  switch (timeline->kind)
    {
    case CM_TIMELINE_COMMISSIONING:
      return CM_YEAR_PLANNER_COMMISSIONING;
    case CM_TIMELINE_PARTNER:
      return CM_YEAR_PLANNER_PARTNER;
    case CM_TIMELINE_PROJECT:
    default:
      return CM_YEAR_PLANNER_PROJECT;
    }
}

static void
list_timelines (GPtrArray *planners, GPtrArray *timelines, CmYearPlannerKind kind)
{
  for (guint i = 0; i < timelines->len; i++)
    {
      const CmTimeline *timeline = g_ptr_array_index (timelines, i);
      CmYearPlanner *planner;

      if (get_kind (timeline) != kind)
        continue;
      planner = _cm_year_planner_new (timeline->id, timeline->title, kind);
      planner->summary = g_strdup (timeline->summary);
      planner->year = timeline->year;
      planner->timeline = timeline;
      g_ptr_array_add (planners, planner);
    }
}

GPtrArray *
cm_year_planners_list (GPtrArray *timelines, CmStore *store)
{
  GPtrArray *planners = g_ptr_array_new_with_free_func (free_planner);

  for (guint kind = CM_YEAR_PLANNER_COMMISSIONING;
       timelines != NULL && kind <= CM_YEAR_PLANNER_PROJECT;
       kind++)
    list_timelines (planners, timelines, (CmYearPlannerKind) kind);
  if (store != NULL)
    _cm_year_list_own (planners, store);
  return planners;
}

const CmYearPlanner *
cm_year_planners_find (GPtrArray *planners, const char *id)
{
  for (guint i = 0; i < planners->len; i++)
    {
      const CmYearPlanner *planner = g_ptr_array_index (planners, i);

      if (g_strcmp0 (planner->id, id) == 0)
        return planner;
    }
  return NULL;
}

gboolean
cm_year_planner_is_usual (const CmYearPlanner *self)
{
  static const char *const tables[] = { "partner_calendar", "meeting", "event", NULL };

  if (self->kind == CM_YEAR_PLANNER_PORTFOLIO)
    return g_strv_contains (tables, self->table);
  return self->kind == CM_YEAR_PLANNER_COMMISSIONING && self->year == 0;
}

gboolean
cm_year_planner_has_year (const CmYearPlanner *self, gint64 year)
{
  return self->year == 0 || self->year == year;
}

/* --- a plan ----------------------------------------------------------------------------------- */

static void
free_item (gpointer data)
{
  CmYearItem *item = data;

  g_free (item->key);
  g_free (item->title);
  g_free (item->text);
  g_free (item->stage);
  g_free (item->step);
  g_free (item->group);
  g_free (item->who);
  g_free (item->source);
  g_free (item->link);
  g_free (item->record);
  g_clear_pointer (&item->beats, g_array_unref);
  g_free (item);
}

static void
free_column (gpointer data)
{
  CmYearColumn *column = data;

  g_free (column->title);
  g_free (column);
}

void
cm_year_plan_free (CmYearPlan *self)
{
  g_ptr_array_unref (self->planners);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

const CmYearItem *
cm_year_plan_get (const CmYearPlan *self, guint item)
{
  return g_ptr_array_index (self->items, item);
}

const CmYearPlanner *
cm_year_plan_get_planner (const CmYearPlan *self, const CmYearItem *item)
{
  return g_ptr_array_index (self->planners, item->planner);
}

gboolean
cm_year_item_is_known (const CmYearItem *self)
{
  return g_date_valid (&self->span.first);
}

/* The same as long as the title is, whatever is put before it: the nth of that kind and title. */
static char *
make_key (CmYearMaking *making, CmYearItemKind kind, const char *title)
{
  static const char *const names[] = { "bar", "milestone", "rhythm" };
  g_autofree char *text = g_strconcat (names[kind], "\n", title, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *plain = g_strdup_printf ("%s-%.16s", names[kind], sum);
  char *key = g_strdup (plain);

  for (guint n = 2; !g_hash_table_add (making->known_keys, key); n++)
    key = g_strdup_printf ("%s-%u", plain, n);
  return g_strdup (key);
}

CmYearItem *
_cm_year_add (CmYearMaking *making, CmYearItemKind kind, const char *title, char *key)
{
  CmYearItem *item = g_new0 (CmYearItem, 1);

  item->kind = kind;
  item->planner = making->planner;
  item->key = key != NULL ? key : make_key (making, kind, title);
  item->year = making->plan->year;
  item->title = g_strdup (title);
  g_date_clear (&item->span.first, 1);
  g_date_clear (&item->span.last, 1);
  g_ptr_array_add (making->plan->items, item);
  return item;
}

void
_cm_year_add_column (CmYearPlan *plan, const char *title, const CmTimelineSpan *span)
{
  CmYearColumn *column = g_new0 (CmYearColumn, 1);

  column->title = g_strdup (title);
  column->span = *span;
  g_ptr_array_add (plan->columns, column);
}

gboolean
_cm_year_overlaps (const CmYearMaking *making, const CmTimelineSpan *span)
{
  return g_date_compare (&span->first, &making->months.last) <= 0 &&
         g_date_compare (&span->last, &making->months.first) >= 0;
}

gboolean
_cm_year_read_date (CmRecord *record, const char *field, GDate *date)
{
  const char *text = cm_record_get_text (record, field);

  g_date_clear (date, 1);
  if (*text != '\0')
    g_date_set_parse (date, text);
  return g_date_valid (date);
}

/* --- planners of the edition ------------------------------------------------------------------ */

static char *
join_partners (const CmTimeline *timeline)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < timeline->partners->len; i++)
    g_string_append_printf (
        names, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (timeline->partners, i));
  return g_string_free (names, FALSE);
}

static CmYearItem *
add_timeline_item (CmYearMaking *making,
                   const CmTimeline *timeline,
                   CmYearItemKind kind,
                   const CmTimelineItem *from)
{
  const CmTimelineSource *source =
      from->source != NULL ? cm_timeline_find_source (timeline, from->source) : NULL;
  CmYearItem *item = _cm_year_add (making, kind, from->title, NULL);

  item->text = g_strdup (from->text);
  item->stage = g_strdup (from->stage);
  item->step = g_strdup (from->step);
  item->group = g_strdup (from->group);
  item->topic = from->topic;
  item->open = from->open;
  item->editorial = from->editorial;
  if (timeline->kind == CM_TIMELINE_PARTNER && from->group == NULL)
    item->who = join_partners (timeline);
  item->source = g_strdup (source != NULL ? source->text : NULL);
  item->link = g_strdup (source != NULL ? source->link : NULL);
  return item;
}

static void
add_beats (CmYearItem *item, const CmTimelinePlan *placed, guint rhythm)
{
  item->beats = g_array_new (FALSE, FALSE, sizeof (GDate));
  for (guint i = 0; i < placed->beats->len; i++)
    {
      const CmTimelineBeat *beat = &g_array_index (placed->beats, CmTimelineBeat, i);

      if (beat->rhythm == rhythm)
        g_array_append_val (item->beats, beat->date);
    }
  if (item->beats->len == 0)
    {
      g_clear_pointer (&item->beats, g_array_unref);
      return;
    }
  item->span.first = g_array_index (item->beats, GDate, 0);
  item->span.last = g_array_index (item->beats, GDate, item->beats->len - 1);
}

static void
add_items (CmYearMaking *making, const CmTimelinePlan *placed)
{
  const CmTimeline *timeline = placed->timeline;

  for (guint i = 0; i < timeline->bars->len; i++)
    {
      const CmTimelineBar *bar = g_ptr_array_index (timeline->bars, i);

      add_timeline_item (making, timeline, CM_YEAR_BAR, &bar->item)->span =
          g_array_index (placed->bars, CmTimelineSpan, i);
    }
  for (guint i = 0; i < timeline->milestones->len; i++)
    {
      const CmTimelineMilestone *milestone = g_ptr_array_index (timeline->milestones, i);

      add_timeline_item (making, timeline, CM_YEAR_MILESTONE, &milestone->item)->span =
          g_array_index (placed->milestones, CmTimelineSpan, i);
    }
  for (guint i = 0; i < timeline->rhythms->len; i++)
    {
      const CmTimelineRhythm *rhythm = g_ptr_array_index (timeline->rhythms, i);
      CmYearItem *item = add_timeline_item (making, timeline, CM_YEAR_RHYTHM, &rhythm->item);

      item->unit = rhythm->unit;
      item->every = rhythm->every;
      add_beats (item, placed, i);
    }
}

static void
add_timeline (CmYearMaking *making, const CmYearPlanner *planner, gboolean columns)
{
  g_autoptr (CmTimelinePlan) placed = cm_timeline_place (planner->timeline, making->plan->year);

  add_items (making, placed);
  for (guint i = 0; columns && i < placed->periods->len; i++)
    {
      g_autofree char *title = cm_timeline_plan_name_period (placed, i);

      _cm_year_add_column (
          making->plan, title, &g_array_index (placed->periods, CmTimelineSpan, i));
    }
}

/* --- putting together ------------------------------------------------------------------------- */

static gboolean
is_chosen (const CmYearPlanner *planner, const CmYearPlanChoice *choice)
{
  return choice->planners != NULL ? g_strv_contains (choice->planners, planner->id)
                                  : cm_year_planner_is_usual (planner);
}

static void
set_months (CmTimelineSpan *span, gint64 year)
{
  g_date_clear (&span->first, 1);
  g_date_clear (&span->last, 1);
  g_date_set_dmy (&span->first, 1, G_DATE_APRIL, (GDateYear) year);
  g_date_set_dmy (&span->last, 31, G_DATE_MARCH, (GDateYear) (year + 1));
}

static void
add_months (CmYearPlan *plan, const CmTimelineSpan *year)
{
  GDate first = year->first;

  for (guint i = 0; i < 12; i++)
    {
      CmTimelineSpan span = { first, first };
      char title[64];

      g_date_add_months (&span.last, 1);
      g_date_subtract_days (&span.last, 1);
      g_date_strftime (title, sizeof title, "%b", &first);
      _cm_year_add_column (plan, title, &span);
      g_date_add_months (&first, 1);
    }
}

/* Those that can be chosen, and how many of them there are in the year. */
static guint
count_chosen (GPtrArray *planners, const CmYearPlanChoice *choice, gint64 year)
{
  guint n = 0;

  for (guint i = 0; i < planners->len; i++)
    {
      const CmYearPlanner *planner = g_ptr_array_index (planners, i);

      n += is_chosen (planner, choice) && cm_year_planner_has_year (planner, year);
    }
  return n;
}

static void
note_other_year (CmYearPlan *plan, const CmYearPlanner *planner)
{
  /* translators: %1$s is the title of a planner, %2$d and %3$02d are a financial year, 2009/10 */
  g_ptr_array_add (plan->notes,
                   g_strdup_printf (_ ("“%1$s” is of %2$d/%3$02d only."),
                                    planner->title,
                                    (int) planner->year,
                                    (int) (planner->year + 1) % 100));
}

static void
add_planner (CmYearMaking *making, guint position, gboolean alone)
{
  const CmYearPlanner *planner = g_ptr_array_index (making->plan->planners, position);

  making->planner = position;
  g_hash_table_remove_all (making->known_keys);
  if (planner->timeline != NULL)
    add_timeline (making, planner, alone);
  else
    _cm_year_add_own (making, planner, alone);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const CmYearItem *one = *(const CmYearItem *const *) a, *other = *(const CmYearItem *const *) b;
  gboolean known = cm_year_item_is_known (one);
  int order = (int) cm_year_item_is_known (other) - (int) known;

  if (order == 0 && known)
    order = g_date_compare (&one->span.first, &other->span.first);
  if (order == 0 && known)
    order = -g_date_compare (&one->span.last, &other->span.last);
  /* What is equal stays in the order in which it was written. */
  return order;
}

static void
drop_other_groups (CmYearPlan *plan, const char *group)
{
  for (guint i = plan->items->len; i-- > 0;)
    {
      const CmYearItem *item = cm_year_plan_get (plan, i);

      if (item->group != NULL && g_strcmp0 (item->group, group) != 0)
        g_ptr_array_remove_index (plan->items, i);
    }
}

static void
note_too_many (CmYearPlan *plan, const CmYearPlanner *planner, guint most, guint all)
{
  /* translators: %1$s is the title of a planner, %2$u and %3$u are numbers */
  g_ptr_array_add (plan->notes,
                   g_strdup_printf (_ ("“%1$s”: the first %2$u of %3$u are shown. Look at one "
                                       "theme or chapter to see the others."),
                                    planner->title,
                                    most,
                                    all));
}

/* The items are in order. */
static void
drop_too_many (CmYearMaking *making)
{
  CmYearPlan *plan = making->plan;
  g_autofree guint *n = g_new0 (guint, plan->planners->len + 1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (free_item);

  for (guint i = 0; i < plan->items->len; i++)
    {
      CmYearItem *item = g_ptr_array_index (plan->items, i);

      if (n[item->planner]++ < making->most)
        g_ptr_array_add (kept, item);
      else
        free_item (item);
    }
  g_ptr_array_set_free_func (plan->items, NULL);
  g_ptr_array_unref (plan->items);
  plan->items = g_steal_pointer (&kept);
  for (guint i = 0; i < plan->planners->len; i++)
    if (n[i] + making->n_left_out[i] > making->most)
      note_too_many (
          plan, g_ptr_array_index (plan->planners, i), making->most, n[i] + making->n_left_out[i]);
}

static void
finish (CmYearMaking *making, const CmYearPlanChoice *choice)
{
  CmYearPlan *plan = making->plan;
  const CmYearColumn *first, *last;

  if (plan->columns->len == 0)
    add_months (plan, &making->months);
  first = g_ptr_array_index (plan->columns, 0);
  last = g_ptr_array_index (plan->columns, plan->columns->len - 1);
  plan->span = (CmTimelineSpan){ first->span.first, last->span.last };
  if (choice->group != NULL)
    drop_other_groups (plan, choice->group);
  g_ptr_array_sort (plan->items, compare_items);
  if (making->most > 0)
    drop_too_many (making);
}

CmYearPlan *
cm_year_plan_new (GPtrArray *planners,
                  const CmYearPlanChoice *choice,
                  CmStore *store,
                  const CmScope *scope)
{
  CmYearPlan *self = g_new0 (CmYearPlan, 1);
  CmYearMaking making = { .plan = self, .store = store, .scope = scope, .most = choice->most };
  g_autofree guint *n_left_out = g_new0 (guint, planners->len + 1);
  gboolean alone;

  making.n_left_out = n_left_out;
  self->year = CLAMP (choice->year, CM_TIMELINE_YEAR_MIN, CM_TIMELINE_YEAR_MAX);
  self->planners = g_ptr_array_ref (planners);
  self->columns = g_ptr_array_new_with_free_func (free_column);
  self->items = g_ptr_array_new_with_free_func (free_item);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  set_months (&making.months, self->year);
  making.known_keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  alone = count_chosen (planners, choice, self->year) == 1;
  for (guint i = 0; i < planners->len; i++)
    {
      const CmYearPlanner *planner = g_ptr_array_index (planners, i);

      if (!is_chosen (planner, choice))
        continue;
      if (cm_year_planner_has_year (planner, self->year))
        add_planner (&making, i, alone);
      else
        note_other_year (self, planner);
    }
  g_hash_table_unref (making.known_keys);
  finish (&making, choice);
  return self;
}

/* --- in words --------------------------------------------------------------------------------- */

static char *
format_date (const GDate *date)
{
  char iso[16];

  g_snprintf (iso,
              sizeof iso,
              "%04d-%02d-%02d",
              g_date_get_year (date),
              g_date_get_month (date),
              g_date_get_day (date));
  return cm_date_format (iso);
}

static char *
describe_rhythm (const CmYearItem *self)
{
  g_autofree char *first = format_date (&self->span.first);
  guint n = self->beats->len;
  g_autofree char *every =
      self->unit == CM_TIMELINE_WEEK
          ? g_strdup_printf (ngettext ("every week", "every %u weeks", self->every), self->every)
          : g_strdup_printf (ngettext ("every month", "every %u months", self->every), self->every);

  /* translators: %1$s is as “every 13 weeks”, %2$s a date, %3$u how often it is in the year */
  return g_strdup_printf (
      ngettext ("%1$s from %2$s, %3$u time", "%1$s from %2$s, %3$u times", n), every, first, n);
}

static gboolean
is_whole_month (const CmTimelineSpan *span)
{
  return g_date_get_day (&span->first) == 1 &&
         g_date_get_month (&span->first) == g_date_get_month (&span->last) &&
         g_date_get_year (&span->first) == g_date_get_year (&span->last) &&
         g_date_is_last_of_month (&span->last);
}

/* A milestone has one day, but it may not be known which of a month's or week's. */
static char *
describe_about (const CmTimelineSpan *span, const char *first, const char *last)
{
  char month[64];

  if (is_whole_month (span))
    {
      g_date_strftime (month, sizeof month, "%B %Y", &span->first);
      /* translators: %s is a month and its year, as in “in February 2010” */
      return g_strdup_printf (_ ("in %s"), month);
    }
  /* translators: two dates; it is not known on which day between them */
  return g_strdup_printf (_ ("between %1$s and %2$s"), first, last);
}

char *
cm_year_item_describe_when (const CmYearItem *self)
{
  g_autofree char *first = NULL, *last = NULL;

  if (!cm_year_item_is_known (self))
    return g_strdup (_ ("not known"));
  if (self->kind == CM_YEAR_RHYTHM)
    return describe_rhythm (self);
  first = format_date (&self->span.first);
  last = format_date (&self->span.last);
  if (g_date_compare (&self->span.first, &self->span.last) == 0)
    return g_steal_pointer (&first);
  if (self->kind == CM_YEAR_MILESTONE)
    return describe_about (&self->span, first, last);
  /* translators: the first and the last day of something */
  return g_strdup_printf (_ ("%1$s – %2$s"), first, last);
}

char *
cm_year_item_describe_who (const CmYearItem *self, CmManual *manual)
{
  const char *group = self->group != NULL && manual != NULL
                          ? cm_manual_get_group_name (manual, self->group)
                          : self->group;

  if (group == NULL || self->who == NULL)
    return g_strdup (group != NULL ? group : self->who != NULL ? self->who : "");
  return g_strdup_printf ("%s, %s", group, self->who);
}

char *
cm_year_item_describe_basis (const CmYearItem *self)
{
  if (self->illustrative)
    return g_strdup (_ ("Illustrative: made up to show how the program works"));
  if (self->source != NULL)
    /* translators: %s is a source */
    return g_strdup_printf (_ ("Source: %s"), self->source);
  return g_strdup (self->editorial ? _ ("Advice or general practice, not from a source") : "");
}

static const CmManualStep *
find_step (const CmYearItem *self, CmManual *manual)
{
  return self->step != NULL && manual != NULL ? cm_manual_find_step (manual, self->step) : NULL;
}

const char *
cm_year_item_get_step_title (const CmYearItem *self, CmManual *manual)
{
  const CmManualStep *step = find_step (self, manual);

  return step != NULL ? step->title : "";
}

const char *
cm_year_item_get_stage_title (const CmYearItem *self, CmManual *manual)
{
  for (guint i = 0; manual != NULL && i < cm_manual_get_n_stages (manual); i++)
    {
      const CmManualStage *stage = cm_manual_get_stage (manual, i);

      if (g_strcmp0 (stage->id, self->stage) == 0)
        return stage->short_title;
    }
  return "";
}

const char *
cm_year_item_kind_name (CmYearItemKind kind)
{
  switch (kind)
    {
    case CM_YEAR_MILESTONE:
      return _ ("Milestone");
    case CM_YEAR_RHYTHM:
      return _ ("Rhythm");
    case CM_YEAR_BAR:
    default:
      return _ ("Period");
    }
}

const char *
cm_year_item_topic_name (CmTimelineTopic topic)
{
  switch (topic)
    {
    case CM_TIMELINE_PLANNING:
      return _ ("Planning");
    case CM_TIMELINE_BUDGET:
      return _ ("Budget");
    case CM_TIMELINE_REPORTING:
      return _ ("Reporting");
    case CM_TIMELINE_ANY:
    default:
      return "";
    }
}
