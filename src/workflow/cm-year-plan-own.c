/* cm-year-plan-own.c - the dates of a portfolio in a financial year: partners' cycles, meetings,
 * events, activities, milestones, reviews and timetables. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-year-plan"
#include "config.h"

#include <glib/gi18n.h>

#include "cm-milestone.h"
#include "cm-store-sums.h"
#include "cm-year-plan-private.h"

/* Longer than a year, what comes every year would run beside itself. */
#define DAYS_MAX 366
#define TIMETABLE "own:timetable:"

/* --- what all have in common ------------------------------------------------------------------ */

/* (transfer full) (nullable): the name of what a reference refers to. */
static char *
find_title (CmYearMaking *making, CmRecord *record, const char *field)
{
  const char *id = cm_record_get_text (record, field);
  const CmField *reference = cm_table_field (cm_record_get_table (record), field);
  char *title =
      *id != '\0' ? cm_store_get_title (making->store, reference->references, id) : g_strdup ("");

  if (*title == '\0')
    g_clear_pointer (&title, g_free);
  return title;
}

static char *
dup_text (CmRecord *record, const char *field)
{
  return cm_record_is_null (record, field) ? NULL : g_strdup (cm_record_get_text (record, field));
}

/* A record may give more than one item: then `part` tells them apart. */
static CmYearItem *
add_record (CmYearMaking *making,
            CmYearItemKind kind,
            CmRecord *record,
            const char *part,
            const char *title,
            const CmTimelineSpan *span)
{
  const CmTable *table = cm_record_get_table (record);
  CmYearItem *item = _cm_year_add (
      making, kind, title, g_strjoin ("-", table->name, cm_record_get_id (record), part, NULL));

  item->year = 0;
  item->table = table->name;
  item->record = g_strdup (cm_record_get_id (record));
  item->span = *span;
  if (cm_table_field (table, "source") != NULL)
    item->source = dup_text (record, "source");
  if (cm_table_field (table, "note") != NULL)
    item->text = dup_text (record, "note");
  if (cm_table_field (table, "illustrative") != NULL)
    item->illustrative = cm_record_get_number (record, "illustrative") != 0;
  return item;
}

/* A milestone on the day of a field, if that is in the year. */
static CmYearItem *
add_day (CmYearMaking *making, CmRecord *record, const char *field, const char *title)
{
  CmTimelineSpan span;

  if (!_cm_year_read_date (record, field, &span.first))
    return NULL;
  span.last = span.first;
  return _cm_year_overlaps (making, &span)
             ? add_record (making, CM_YEAR_MILESTONE, record, field, title, &span)
             : NULL;
}

/* From one field to another, or one day if there is no last one. FALSE if it is not known when. */
static gboolean
read_span (CmRecord *record, const char *starts, const char *ends, CmTimelineSpan *span)
{
  gboolean has_first = _cm_year_read_date (record, starts, &span->first);

  if (!_cm_year_read_date (record, ends, &span->last))
    span->last = span->first;
  return has_first;
}

static CmYearItemKind
choose_kind (const CmTimelineSpan *span)
{
  return g_date_compare (&span->first, &span->last) == 0 ? CM_YEAR_MILESTONE : CM_YEAR_BAR;
}

static GPtrArray *
list_all (CmYearMaking *making, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_list (making->store, query);
}

/* Records that belong to an activity of the scope. */
static GPtrArray *
list_of_activities (CmYearMaking *making, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  if (making->scope != NULL && !cm_scope_is_whole (making->scope))
    cm_query_where_in (query, "activity", cm_scope_query_activities (making->scope), "id");
  return cm_store_list (making->store, query);
}

/* --- partners' cycles ------------------------------------------------------------------------- */

static CmTimelineTopic
read_topic (const char *kind)
{
  if (g_str_equal (kind, "planning"))
    return CM_TIMELINE_PLANNING;
  if (g_str_equal (kind, "budget"))
    return CM_TIMELINE_BUDGET;
  return g_str_equal (kind, "reporting") ? CM_TIMELINE_REPORTING : CM_TIMELINE_ANY;
}

static void
move_years (GDate *date, int years)
{
  if (years > 0)
    g_date_add_years (date, (guint) years);
  else
    g_date_subtract_years (date, (guint) -years);
}

static gint64
find_year (const GDate *date)
{
  return g_date_get_year (date) - (g_date_get_month (date) < G_DATE_APRIL ? 1 : 0);
}

/* So many years after the year that it is written down for, if that lies in the year. */
static void
add_cycle (CmYearMaking *making, CmRecord *record, CmTimelineSpan span, int years)
{
  CmYearItem *item;

  move_years (&span.first, years);
  move_years (&span.last, years);
  if (!_cm_year_overlaps (making, &span))
    return;
  item = add_record (
      making, choose_kind (&span), record, NULL, cm_record_get_text (record, "name"), &span);
  item->year = find_year (&span.first);
  item->who = find_title (making, record, "organisation");
  item->topic = read_topic (cm_record_get_text (record, "kind"));
  item->open = cm_record_get_number (record, "window") != 0;
}

/* Its year stands for all. What begins before April and ends after it is there twice: its end, of
 * the year before, and its beginning. */
static void
add_cycles (CmYearMaking *making)
{
  g_autoptr (GPtrArray) records = list_all (making, "partner_calendar");

  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = records->pdata[i];
      CmTimelineSpan span;
      int years;

      if (!read_span (record, "starts", "ends", &span))
        continue;
      years = (int) (making->plan->year - find_year (&span.first));
      if (g_date_days_between (&span.first, &span.last) < DAYS_MAX)
        add_cycle (making, record, span, years - 1);
      add_cycle (making, record, span, years);
    }
}

/* --- meetings, events ------------------------------------------------------------------------- */

static void
add_meetings (CmYearMaking *making)
{
  g_autoptr (GPtrArray) records = list_all (making, "meeting");

  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = records->pdata[i];
      CmYearItem *item = add_day (making, record, "on_date", cm_record_get_text (record, "name"));

      if (item != NULL)
        item->who = find_title (making, record, "body");
    }
}

static void
add_events (CmYearMaking *making)
{
  g_autoptr (GPtrArray) records = list_all (making, "event");

  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = records->pdata[i];
      CmTimelineSpan span;
      CmYearItem *item;

      if (!read_span (record, "starts", "ends", &span) || !_cm_year_overlaps (making, &span))
        continue;
      item = add_record (
          making, choose_kind (&span), record, NULL, cm_record_get_text (record, "name"), &span);
      item->who = find_title (making, record, "body");
      item->stage = dup_text (record, "stage");
    }
}

/* --- activities ------------------------------------------------------------------------------- */

/* There may be ten thousand: what has nothing in the year is never read whole. */
static const char *const activity_facts[] = { "id", "state", "starts", "ends", "review_on", NULL };

enum
{
  FACT_ID,
  FACT_STATE,
  FACT_STARTS,
  FACT_ENDS,
  FACT_REVIEW,
};

typedef struct
{
  const char *id;
  GDate first; /* of what it has in the year */
  guint n;     /* how many things that are */
} Candidate;

typedef struct
{
  CmYearMaking *making;
  CmSums *facts;
  GArray *candidates;      /* of Candidate */
  guint no_dates, no_last; /* of how many it is not known when they are */
} Sifting;

static gboolean
read_fact (const Sifting *sifting, guint activity, guint fact, GDate *date)
{
  const char *text = cm_sums_get_text (sifting->facts, activity, fact);

  g_date_clear (date, 1);
  if (text != NULL && *text != '\0')
    g_date_set_parse (date, text);
  return g_date_valid (date);
}

static void
count_thing (const Sifting *sifting, Candidate *candidate, const GDate *first, const GDate *last)
{
  const CmTimelineSpan span = { *first, *last };

  if (!_cm_year_overlaps (sifting->making, &span))
    return;
  if (candidate->n == 0 || g_date_compare (first, &candidate->first) < 0)
    candidate->first = *first;
  candidate->n++;
}

static gboolean
is_over (const char *state)
{
  return g_strcmp0 (state, "closed") == 0 || g_strcmp0 (state, "withdrawn") == 0;
}

/* One that has only a first or a last day shows that; how long it goes on is not guessed. */
static void
count_dates (Sifting *sifting, guint activity, Candidate *candidate)
{
  GDate starts, ends;
  gboolean has_first = read_fact (sifting, activity, FACT_STARTS, &starts);
  gboolean has_last = read_fact (sifting, activity, FACT_ENDS, &ends);

  if (has_first && has_last)
    count_thing (sifting, candidate, &starts, &ends);
  else if (is_over (cm_sums_get_text (sifting->facts, activity, FACT_STATE)))
    return;
  else if (!has_first && !has_last)
    sifting->no_dates++;
  else
    {
      const GDate *day = has_first ? &starts : &ends;

      count_thing (sifting, candidate, day, day);
      sifting->no_last += has_first && candidate->n == 0;
    }
}

static void
sift (Sifting *sifting, guint activity)
{
  Candidate candidate = { .id = cm_sums_get_text (sifting->facts, activity, FACT_ID) };
  GDate review;

  if (g_strcmp0 (cm_sums_get_text (sifting->facts, activity, FACT_STATE), "withdrawn") == 0)
    return;
  count_dates (sifting, activity, &candidate);
  if (read_fact (sifting, activity, FACT_REVIEW, &review))
    count_thing (sifting, &candidate, &review, &review);
  if (candidate.n > 0)
    g_array_append_val (sifting->candidates, candidate);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  return g_date_compare (&((const Candidate *) a)->first, &((const Candidate *) b)->first);
}

static void
set_activity (CmYearItem *item, CmRecord *activity)
{
  if (item == NULL)
    return;
  item->text = dup_text (activity, "description");
  item->stage = g_strdup ("do");
}

static void
add_activity_day (CmYearMaking *making, CmRecord *activity)
{
  gboolean starts = !cm_record_is_null (activity, "starts");
  /* translators: %s is the title of an activity */
  g_autofree char *title = g_strdup_printf (starts ? _ ("%s: starts") : _ ("%s: ends"),
                                            cm_record_get_text (activity, "title"));

  set_activity (add_day (making, activity, starts ? "starts" : "ends", title), activity);
}

static void
add_activity (CmYearMaking *making, CmRecord *activity)
{
  const char *title = cm_record_get_text (activity, "title");
  CmTimelineSpan span;

  if (_cm_year_read_date (activity, "starts", &span.first) &&
      _cm_year_read_date (activity, "ends", &span.last))
    {
      if (_cm_year_overlaps (making, &span))
        set_activity (add_record (making, CM_YEAR_BAR, activity, NULL, title, &span), activity);
    }
  else if (!is_over (cm_record_get_text (activity, "state")))
    add_activity_day (making, activity);
}

static void
add_activity_review (CmYearMaking *making, CmRecord *activity)
{
  CmYearItem *item = add_day (making, activity, "review_on", _ ("Review"));

  if (item == NULL)
    return;
  item->who = g_strdup (cm_record_get_text (activity, "title"));
  item->stage = g_strdup ("review");
}

static void
note_missing (CmYearPlan *plan, const Sifting *sifting)
{
  if (sifting->no_dates > 0)
    g_ptr_array_add (plan->notes,
                     g_strdup_printf (ngettext ("%u activity has no dates and is not shown.",
                                                "%u activities have no dates and are not shown.",
                                                sifting->no_dates),
                                      sifting->no_dates));
  if (sifting->no_last > 0)
    g_ptr_array_add (
        plan->notes,
        g_strdup_printf (ngettext ("%u activity has no last day, so it is not known whether it "
                                   "goes on in this year; it is not shown.",
                                   "%u activities have no last day, so it is not known whether "
                                   "they go on in this year; they are not shown.",
                                   sifting->no_last),
                         sifting->no_last));
}

/* The earliest, as many as are wanted. */
static void
add_candidates (CmYearMaking *making, GArray *candidates)
{
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      g_autoptr (CmRecord) activity = NULL;

      if (making->most > 0 && i >= making->most)
        {
          making->n_left_out[making->planner] += candidate->n;
          continue;
        }
      activity = cm_store_get (making->store, "activity", candidate->id);
      if (activity == NULL)
        continue;
      add_activity (making, activity);
      add_activity_review (making, activity);
    }
}

static void
add_activities (CmYearMaking *making)
{
  g_autoptr (CmScope) whole = cm_scope_new (NULL, NULL);
  g_autoptr (CmQuery) query =
      cm_scope_query_activities (making->scope != NULL ? making->scope : whole);
  g_autoptr (CmSums) facts = cm_store_sum_by (making->store, query, "statutory", activity_facts);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  Sifting sifting = { making, facts, candidates, 0, 0 };

  for (guint i = 0; i < cm_sums_get_size (facts); i++)
    sift (&sifting, i);
  add_candidates (making, candidates);
  note_missing (making->plan, &sifting);
}

static void
add_milestones (CmYearMaking *making)
{
  g_autoptr (GPtrArray) records = list_of_activities (making, "milestone");
  guint missing = 0;

  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = records->pdata[i];
      g_autofree char *due = cm_milestone_compute_due (making->store, record);
      CmTimelineSpan span;
      CmYearItem *item;

      g_date_clear (&span.first, 1);
      if (due != NULL)
        g_date_set_parse (&span.first, due);
      span.last = span.first;
      if (!g_date_valid (&span.first))
        missing++;
      else if (_cm_year_overlaps (making, &span))
        {
          item = add_record (
              making, CM_YEAR_MILESTONE, record, NULL, cm_record_get_text (record, "name"), &span);
          item->who = find_title (making, record, "activity");
          item->stage = g_strdup ("do");
        }
    }
  if (missing > 0)
    g_ptr_array_add (making->plan->notes,
                     g_strdup_printf (ngettext ("%u milestone has no date yet and is not shown.",
                                                "%u milestones have no date yet and are not shown.",
                                                missing),
                                      missing));
}

/* --- reviews ---------------------------------------------------------------------------------- */

static void
set_review (CmYearMaking *making, CmYearItem *item, CmRecord *record)
{
  if (item == NULL)
    return;
  item->who = find_title (making, record, "activity");
  item->stage = g_strdup ("review");
}

static void
add_review (CmYearMaking *making, CmRecord *record)
{
  const char *name = cm_record_get_text (record, "name");
  CmTimelineSpan span;

  set_review (making, add_day (making, record, "on_date", name), record);
  set_review (making, add_day (making, record, "next_on", _ ("Next review")), record);
  set_review (making, add_day (making, record, "notice_on", _ ("Notice is given")), record);
  set_review (making, add_day (making, record, "ends_on", _ ("It stops")), record);
  if (read_span (record, "consult_from", "consult_to", &span) && _cm_year_overlaps (making, &span))
    {
      CmYearItem *item =
          add_record (making, choose_kind (&span), record, "consult", _ ("Consultation"), &span);

      item->open = TRUE;
      set_review (making, item, record);
    }
}

static void
add_reviews (CmYearMaking *making)
{
  g_autoptr (GPtrArray) records = list_of_activities (making, "review");

  for (guint i = 0; i < records->len; i++)
    add_review (making, records->pdata[i]);
}

/* --- timetables ------------------------------------------------------------------------------- */

static GPtrArray *
list_parts (CmStore *store, const char *table, const char *timetable)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  cm_query_where_text (query, "timetable", timetable);
  return cm_store_list (store, query);
}

static void
add_columns (CmYearMaking *making, const char *timetable)
{
  g_autoptr (GPtrArray) records = list_parts (making->store, "timetable_period", timetable);

  for (guint i = 0; i < records->len; i++)
    {
      CmTimelineSpan span;
      const CmYearColumn *last =
          making->plan->columns->len > 0
              ? g_ptr_array_index (making->plan->columns, making->plan->columns->len - 1)
              : NULL;

      if (!read_span (records->pdata[i], "starts", "ends", &span))
        continue;
      /* Columns that share days cannot stand side by side; the first has them. */
      if (last != NULL && g_date_compare (&span.first, &last->span.last) <= 0)
        {
          span.first = last->span.last;
          g_date_add_days (&span.first, 1);
        }
      if (g_date_compare (&span.first, &span.last) <= 0)
        _cm_year_add_column (making->plan, cm_record_get_text (records->pdata[i], "label"), &span);
    }
}

static void
add_timetable (CmYearMaking *making, const char *timetable, gboolean columns)
{
  g_autoptr (GPtrArray) records = list_parts (making->store, "timetable_bar", timetable);
  g_autoptr (CmRecord) whole = cm_store_get (making->store, "timetable", timetable);

  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = records->pdata[i];
      CmTimelineSpan span;
      CmYearItem *item;

      if (!read_span (record, "starts", "ends", &span))
        continue;
      item = add_record (
          making, choose_kind (&span), record, NULL, cm_record_get_text (record, "name"), &span);
      item->text = dup_text (record, "label");
      if (whole != NULL)
        {
          item->who = find_title (making, whole, "activity");
          item->source = dup_text (whole, "source");
          item->illustrative = cm_record_get_number (whole, "illustrative") != 0;
        }
    }
  if (columns)
    add_columns (making, timetable);
}

/* The year in which the first of its columns, or else of its bars, begins; 0 if it has neither. */
static gint64
find_timetable_year (CmStore *store, const char *timetable)
{
  static const char *const tables[] = { "timetable_period", "timetable_bar" };
  gint64 year = 0;

  for (guint t = 0; t < G_N_ELEMENTS (tables) && year == 0; t++)
    {
      g_autoptr (GPtrArray) records = list_parts (store, tables[t], timetable);

      for (guint i = 0; i < records->len; i++)
        {
          GDate date;

          if (_cm_year_read_date (records->pdata[i], "starts", &date) &&
              (year == 0 || find_year (&date) < year))
            year = find_year (&date);
        }
    }
  return year;
}

static void
list_timetables (GPtrArray *planners, CmStore *store)
{
  g_autoptr (CmQuery) query = cm_query_new ("timetable");
  g_autoptr (GPtrArray) records = cm_store_list (store, query);

  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = records->pdata[i];
      const char *key = cm_record_get_id (record);
      g_autofree char *id = g_strconcat (TIMETABLE, key, NULL);
      gint64 year = find_timetable_year (store, key);
      CmYearPlanner *planner;

      if (year < CM_TIMELINE_YEAR_MIN || year > CM_TIMELINE_YEAR_MAX)
        continue;
      planner =
          _cm_year_planner_new (id, cm_record_get_text (record, "name"), CM_YEAR_PLANNER_PORTFOLIO);
      planner->summary = dup_text (record, "note");
      planner->year = year;
      planner->table = "timetable";
      planner->record = g_strdup (key);
      g_ptr_array_add (planners, planner);
    }
}

/* --- all of them ------------------------------------------------------------------------------ */

static const struct
{
  const char *id;
  const char *table;
  const char *title, *summary;
  void (*add) (CmYearMaking *making);
} own[] = {
  { "own:partners",
    "partner_calendar",
    N_ ("Partners’ cycles"),
    N_ ("When partners plan, set their budgets and report, as recorded here for every year."),
    add_cycles },
  { "own:meetings",
    "meeting",
    N_ ("Meetings"),
    N_ ("Of boards, executives and groups."),
    add_meetings },
  { "own:events",
    "event",
    N_ ("Events"),
    N_ ("Deadlines, workshops, publications and other dates."),
    add_events },
  { "own:activities",
    "activity",
    N_ ("Activities"),
    N_ ("From their first to their last day, and when they are reviewed."),
    add_activities },
  { "own:milestones",
    "milestone",
    N_ ("Milestones of activities"),
    N_ ("When each is due."),
    add_milestones },
  { "own:reviews",
    "review",
    N_ ("Reviews"),
    N_ ("Reviews with their consultation, notice and end."),
    add_reviews },
};

void
_cm_year_list_own (GPtrArray *planners, CmStore *store)
{
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_autoptr (CmQuery) query = cm_query_new (own[i].table);
      CmYearPlanner *planner;

      if (cm_store_count (store, query) == 0)
        continue;
      planner = _cm_year_planner_new (own[i].id, _ (own[i].title), CM_YEAR_PLANNER_PORTFOLIO);
      planner->summary = g_strdup (_ (own[i].summary));
      planner->table = own[i].table;
      g_ptr_array_add (planners, planner);
    }
  list_timetables (planners, store);
}

void
_cm_year_add_own (CmYearMaking *making, const CmYearPlanner *planner, gboolean columns)
{
  if (planner->record != NULL)
    {
      add_timetable (making, planner->record, columns);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (g_str_equal (own[i].id, planner->id))
      own[i].add (making);
}
