/* cm-calendar-file.c - a year's plan as iCalendar (RFC 5545), for other calendars. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-calendar-file"
#include "config.h"

#include "cm-calendar-file.h"

#include <glib/gi18n.h>
#include <libical/ical.h>
#include <string.h>

#define MADE_BY "-//Commissioning Manual//" PACKAGE_VERSION "//EN"
/* What comes after the @ of an identifier; no machine's name. */
#define AUTHORITY "org.commissioning.Manual"

typedef struct
{
  const CmYearPlan *plan;
  CmManual *manual; /* or NULL */
  icalcomponent *calendar;
  struct icaltimetype stamp;
  guint n_events;
} Making;

/* --- times ------------------------------------------------------------------------------------ */

static struct icaltimetype
make_time (const GDate *date)
{
  struct icaltimetype time = icaltime_null_time ();

  time.year = g_date_get_year (date);
  time.month = (int) g_date_get_month (date);
  time.day = g_date_get_day (date);
  time.is_date = 1;
  return time;
}

/* The end of an event is the day after its last one. */
static struct icaltimetype
make_end (const GDate *last)
{
  GDate end = *last;

  g_date_add_days (&end, 1);
  return make_time (&end);
}

/* --- texts ------------------------------------------------------------------------------------ */

/* A text may have line breaks, but nothing else that is no character. */
static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r' && p[1] == '\n')
        continue;
      if (c == '\n' || c == '\r')
        g_string_append_c (out, '\n');
      else if (c < 0x20 || c == 0x7f)
        g_string_append_c (out, ' ');
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static void
append_line (GString *text, const char *line)
{
  if (line == NULL || *line == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
append_named (GString *text, const char *format, const char *value)
{
  g_autofree char *line = NULL;

  if (*value == '\0')
    return;
  line = g_strdup_printf ("%s: %s", format, value);
  append_line (text, line);
}

/* Notes of the portfolio may name people; they stay there. */
static char *
describe (const Making *making, const CmYearItem *item)
{
  GString *text = g_string_new (NULL);
  g_autofree char *who = cm_year_item_describe_who (item, making->manual);
  g_autofree char *basis = cm_year_item_describe_basis (item);

  if (item->table == NULL)
    append_line (text, item->text);
  if (item->open)
    append_line (text, _ ("Open to partners: others can still change the result."));
  append_named (text, _ ("Who"), who);
  append_named (text, _ ("Step"), cm_year_item_get_step_title (item, making->manual));
  append_named (text, _ ("Planner"), cm_year_plan_get_planner (making->plan, item)->title);
  append_line (text, basis);
  return g_string_free (text, FALSE);
}

/* A milestone that may be on any of several days takes all of them, and says so. */
static char *
make_summary (const CmYearItem *item)
{
  if (item->kind == CM_YEAR_MILESTONE && g_date_compare (&item->span.first, &item->span.last) != 0)
    /* translators: %s is the title of a milestone */
    return g_strdup_printf (_ ("%s (day not known)"), item->title);
  return g_strdup (item->title);
}

/* --- events ----------------------------------------------------------------------------------- */

/* What may stand in an identifier without a second look. */
static char *
make_uid (const Making *making, const CmYearItem *item, const GDate *day)
{
  const CmYearPlanner *planner = cm_year_plan_get_planner (making->plan, item);
  GString *uid = g_string_new (NULL);

  g_string_append_printf (uid, "%s/%s", planner->id, item->key);
  if (item->year != 0)
    g_string_append_printf (uid, "/%d", (int) item->year);
  if (day != NULL)
    g_string_append_printf (uid, "/%u", g_date_get_julian (day));
  for (char *c = uid->str; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-_./", *c) == NULL)
      *c = '.';
  g_string_append (uid, "@" AUTHORITY);
  return g_string_free (uid, FALSE);
}

static void
add_category (icalcomponent *event, const char *category)
{
  g_autofree char *text = clean (category);

  if (*text != '\0')
    icalcomponent_add_property (event, icalproperty_new_categories (text));
}

static void
add_texts (const Making *making, icalcomponent *event, const CmYearItem *item)
{
  g_autofree char *title = make_summary (item);
  g_autofree char *summary = clean (title);
  g_autofree char *words = describe (making, item);
  g_autofree char *description = clean (words);
  g_autofree char *link = item->link != NULL ? clean (item->link) : NULL;

  icalcomponent_add_property (event, icalproperty_new_summary (summary));
  if (*description != '\0')
    icalcomponent_add_property (event, icalproperty_new_description (description));
  add_category (event, cm_year_item_get_stage_title (item, making->manual));
  add_category (event, cm_year_item_topic_name (item->topic));
  if (link != NULL && strchr (link, '\n') == NULL)
    icalcomponent_add_property (event, icalproperty_new_url (link));
}

/* `day` is one of several, or NULL. */
static icalcomponent *
add_event (Making *making, const CmYearItem *item, const CmTimelineSpan *span, const GDate *day)
{
  icalcomponent *event = icalcomponent_new_vevent ();
  g_autofree char *uid = make_uid (making, item, day);

  icalcomponent_add_property (event, icalproperty_new_uid (uid));
  icalcomponent_add_property (event, icalproperty_new_dtstamp (making->stamp));
  icalcomponent_add_property (event, icalproperty_new_dtstart (make_time (&span->first)));
  icalcomponent_add_property (event, icalproperty_new_dtend (make_end (&span->last)));
  /* It says what the year is like, not that somebody has no time. */
  icalcomponent_add_property (event, icalproperty_new_transp (ICAL_TRANSP_TRANSPARENT));
  add_texts (making, event, item);
  icalcomponent_add_component (making->calendar, event);
  making->n_events++;
  return event;
}

/* Whether the rule gives just these days. */
static gboolean
is_equal (struct icalrecurrencetype rule, const GArray *beats)
{
  icalrecur_iterator *iterator =
      icalrecur_iterator_new (rule, make_time (&g_array_index (beats, GDate, 0)));
  guint n = 0;
  gboolean equal = iterator != NULL;

  while (equal)
    {
      struct icaltimetype time = icalrecur_iterator_next (iterator);

      if (icaltime_is_null_time (time))
        break;
      equal = n < beats->len &&
              icaltime_compare_date_only (time, make_time (&g_array_index (beats, GDate, n))) == 0;
      n++;
    }
  if (iterator != NULL)
    icalrecur_iterator_free (iterator);
  return equal && n == beats->len;
}

static void
add_rhythm (Making *making, const CmYearItem *item)
{
  struct icalrecurrencetype rule;
  CmTimelineSpan first = { item->span.first, item->span.first };

  icalrecurrencetype_clear (&rule);
  rule.freq = item->unit == CM_TIMELINE_WEEK ? ICAL_WEEKLY_RECURRENCE : ICAL_MONTHLY_RECURRENCE;
  rule.interval = (short) MIN (item->every, G_MAXSHORT);
  rule.count = (int) item->beats->len;
  if (is_equal (rule, item->beats))
    {
      icalcomponent *event = add_event (making, item, &first, NULL);

      if (item->beats->len > 1)
        icalcomponent_add_property (event, icalproperty_new_rrule (rule));
      return;
    }
  for (guint i = 0; i < item->beats->len; i++)
    {
      const GDate *day = &g_array_index (item->beats, GDate, i);
      CmTimelineSpan span = { *day, *day };

      add_event (making, item, &span, day);
    }
}

/* --- the file --------------------------------------------------------------------------------- */

static icalcomponent *
create_calendar (const CmYearPlan *plan)
{
  icalcomponent *calendar = icalcomponent_new_vcalendar ();
  /* translators: the title of a calendar; %1$d and %2$02d are a financial year, 2009/10 */
  g_autofree char *name = g_strdup_printf (
      _ ("Commissioning %1$d/%2$02d"), (int) plan->year, (int) (plan->year + 1) % 100);
  icalproperty *title = icalproperty_new_x (name);

  icalproperty_set_x_name (title, "X-WR-CALNAME");
  icalcomponent_add_property (calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (calendar, icalproperty_new_prodid (MADE_BY));
  icalcomponent_add_property (calendar, icalproperty_new_calscale ("GREGORIAN"));
  icalcomponent_add_property (calendar, title);
  return calendar;
}

char *
cm_calendar_file_make (const CmYearPlan *plan, CmManual *manual, gint64 stamp, guint *n_events)
{
  Making making = { .plan = plan,
                    .manual = manual,
                    .calendar = create_calendar (plan),
                    .stamp = icaltime_from_timet_with_zone (
                        (time_t) stamp, 0, icaltimezone_get_utc_timezone ()) };
  char *made, *text;

  for (guint i = 0; i < plan->items->len; i++)
    {
      const CmYearItem *item = cm_year_plan_get (plan, i);

      if (!cm_year_item_is_known (item))
        continue;
      if (item->kind == CM_YEAR_RHYTHM)
        add_rhythm (&making, item);
      else
        add_event (&making, item, &item->span, NULL);
    }
  made = icalcomponent_as_ical_string_r (making.calendar);
  text = g_strdup (made);
  icalmemory_free_buffer (made);
  icalcomponent_free (making.calendar);
  if (n_events != NULL)
    *n_events = making.n_events;
  return text;
}

gboolean
cm_calendar_file_write (
    const CmYearPlan *plan, CmManual *manual, const char *path, guint *n_events, GError **error)
{
  g_autofree char *text =
      cm_calendar_file_make (plan, manual, g_get_real_time () / G_USEC_PER_SEC, n_events);
  g_autoptr (CmNewFile) file = cm_new_file_open (path, error);

  return file != NULL && cm_new_file_write (file, text, strlen (text), error) &&
         cm_new_file_commit (file, error);
}

guint
cm_calendar_file_count_left_out (const CmYearPlan *plan)
{
  guint n = 0;

  for (guint i = 0; i < plan->items->len; i++)
    n += !cm_year_item_is_known (cm_year_plan_get (plan, i));
  return n;
}
