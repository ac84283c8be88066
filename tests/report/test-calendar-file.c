/* test-calendar-file.c - a year's plan as iCalendar: read back by libical with the same dates and
 * texts, folded and escaped as RFC 5545 has it; and as a table. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-calendar-file.h"

#include <libical/ical.h>

#include "cm-edition.h"
#include "cm-year-plan-table.h"
#include "report-fixture.h"

#define STAMP 1262304000 /* 1 January 2010 */

static CmEdition *edition;

static CmYearPlan *
make_plan (Fixture *f, gint64 year, const char *const *planners)
{
  g_autoptr (GPtrArray) all = cm_year_planners_list (cm_edition_get_timelines (edition), f->store);
  const CmYearPlanChoice choice = { year, planners, NULL };

  return cm_year_plan_new (all, &choice, f->store, NULL);
}

#define PLAN(year, ...) make_plan (f, year, (const char *const[]){ __VA_ARGS__, NULL })

static void
save_record (Fixture *f, CmRecord *record)
{
  g_autoptr (GError) error = NULL;

  cm_store_save (f->store, record, "Add", &error);
  g_assert_no_error (error);
}

static void
add_event (Fixture *f, const char *name, const char *starts, const char *ends)
{
  g_autoptr (CmRecord) event = cm_record_new (cm_table_find ("event"));

  cm_record_set_text (event, "name", name);
  cm_record_set_text (event, "starts", starts);
  if (ends != NULL)
    cm_record_set_text (event, "ends", ends);
  cm_record_set_text (event, "note", "Ask Jane Doe on 01162 000000");
  save_record (f, event);
}

static char *
make (const CmYearPlan *plan, guint *n_events)
{
  return cm_calendar_file_make (plan, cm_edition_get_manual (edition), STAMP, n_events);
}

static icalcomponent *
parse (const char *text)
{
  icalcomponent *calendar = icalparser_parse_string (text);

  g_assert_nonnull (calendar);
  g_assert_cmpint (icalcomponent_isa (calendar), ==, ICAL_VCALENDAR_COMPONENT);
  g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
  return calendar;
}

static icalcomponent *
find_event (icalcomponent *calendar, const char *summary)
{
  for (icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
       event != NULL;
       event = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    if (g_strcmp0 (icalcomponent_get_summary (event), summary) == 0)
      return event;
  return NULL;
}

static void
assert_day (struct icaltimetype time, const GDate *date)
{
  g_assert_true (time.is_date);
  g_assert_cmpint (time.year, ==, g_date_get_year (date));
  g_assert_cmpint (time.month, ==, g_date_get_month (date));
  g_assert_cmpint (time.day, ==, g_date_get_day (date));
}

/* --- dates ------------------------------------------------------------------------------------ */

/* Each thing that has a time is there with its days; the end is the day after the last. */
static void
test_dates (Fixture *f, gconstpointer data)
{
  g_autoptr (CmYearPlan) plan = PLAN (2009, "commissioning-year", "partner-councils");
  guint n_events = 0, n_found = 0, n_about = 0;
  g_autofree char *text = make (plan, &n_events);
  icalcomponent *calendar = parse (text);

  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, n_events);
  for (guint i = 0; i < plan->items->len; i++)
    {
      const CmYearItem *item = cm_year_plan_get (plan, i);
      /* Where only the month is known, all of it is taken, and that is said. */
      gboolean about = item->kind == CM_YEAR_MILESTONE &&
                       g_date_compare (&item->span.first, &item->span.last) != 0;
      g_autofree char *summary = g_strconcat (item->title, about ? " (day not known)" : "", NULL);
      icalcomponent *event = find_event (calendar, summary);
      GDate end = item->span.last;

      if (item->kind == CM_YEAR_RHYTHM || !cm_year_item_is_known (item))
        continue;
      n_found++;
      n_about += about;
      g_date_add_days (&end, 1);
      assert_day (icalcomponent_get_dtstart (event), &item->span.first);
      assert_day (icalcomponent_get_dtend (event), &end);
    }
  g_assert_cmpuint (n_found, >, 25);
  g_assert_cmpuint (n_about, >, 0);
  icalcomponent_free (calendar);
}

/* A rhythm is one event that comes again on just its days. */
static void
test_rhythm (Fixture *f, gconstpointer data)
{
  g_autoptr (CmYearPlan) plan = PLAN (2009, "commissioning-year");
  g_autofree char *text = make (plan, NULL);
  icalcomponent *calendar = parse (text);
  guint n_rhythms = 0;

  for (guint i = 0; i < plan->items->len; i++)
    {
      const CmYearItem *item = cm_year_plan_get (plan, i);
      icalproperty *property;
      icalrecur_iterator *iterator;
      icalcomponent *event;

      if (item->kind != CM_YEAR_RHYTHM)
        continue;
      n_rhythms++;
      event = find_event (calendar, item->title);
      g_assert_nonnull (event);
      property = icalcomponent_get_first_property (event, ICAL_RRULE_PROPERTY);
      g_assert_nonnull (property);
      iterator = icalrecur_iterator_new (icalproperty_get_rrule (property),
                                         icalcomponent_get_dtstart (event));
      for (guint k = 0; k < item->beats->len; k++)
        assert_day (icalrecur_iterator_next (iterator), &g_array_index (item->beats, GDate, k));
      g_assert_true (icaltime_is_null_time (icalrecur_iterator_next (iterator)));
      icalrecur_iterator_free (iterator);
    }
  g_assert_cmpuint (n_rhythms, >, 3);
  icalcomponent_free (calendar);
}

/* The last day of each month is no rule that RFC 5545 has in so few words: one event for each. */
static void
test_uneven (Fixture *f, gconstpointer data)
{
  g_autoptr (CmYearPlan) plan = PLAN (2009, "commissioning-year");
  CmYearItem *item;
  g_autofree char *text = NULL;
  guint n_events, n_before = plan->items->len, rhythm = 0;
  icalcomponent *calendar;

  for (guint i = 0; i < plan->items->len; i++)
    if (cm_year_plan_get (plan, i)->kind == CM_YEAR_RHYTHM)
      rhythm = i;
  item = plan->items->pdata[rhythm];
  g_assert_cmpint (item->kind, ==, CM_YEAR_RHYTHM);
  item->unit = CM_TIMELINE_MONTH;
  item->every = 1;
  g_array_set_size (item->beats, 0);
  for (guint month = 0; month < 4; month++)
    {
      GDate date;

      g_date_clear (&date, 1);
      g_date_set_dmy (&date, 31, G_DATE_MAY, 2009);
      g_date_add_months (&date, month);
      g_array_append_val (item->beats, date);
    }
  text = make (plan, &n_events);
  calendar = parse (text);
  g_assert_cmpuint (n_events, ==, n_before + 3);
  g_assert_null (
      icalcomponent_get_first_property (find_event (calendar, item->title), ICAL_RRULE_PROPERTY));
  icalcomponent_free (calendar);
}

/* What is not known to be anywhere is not there, and can be counted. */
static void
test_unknown (Fixture *f, gconstpointer data)
{
  g_autoptr (CmYearPlan) plan = PLAN (2009, "partner-fire", "partner-police");
  guint n_events;
  g_autofree char *text = make (plan, &n_events);

  g_assert_cmpuint (n_events, ==, 1);
  g_assert_cmpuint (cm_calendar_file_count_left_out (plan), ==, 3);
  g_assert_null (strstr (text, "Policing plan"));
  g_assert_nonnull (strstr (text, "Precept set"));
}

/* --- texts ------------------------------------------------------------------------------------ */

/* Every line within 75 bytes, ended by CR LF, no character torn apart; read back whole. */
static void
test_folding (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) title = g_string_new ("A");
  g_autoptr (CmYearPlan) plan = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  icalcomponent *calendar;

  for (guint i = 0; i < 90; i++)
    g_string_append (title, i % 3 == 0 ? "é€" : i % 3 == 1 ? "😀 " : "ẃ漢");
  add_event (f, title->str, "2009-05-14", "2009-05-20");
  plan = PLAN (2009, "own:events");
  text = make (plan, NULL);
  g_assert_true (g_str_has_suffix (text, "\r\n"));
  lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_null (strchr (lines[i], '\n'));
    }
  calendar = parse (text);
  g_assert_nonnull (find_event (calendar, title->str));
  icalcomponent_free (calendar);
}

/* A title cannot begin a line or a property of its own, nor end the event. */
static void
test_hostile (Fixture *f, gconstpointer data)
{
  static const char title[] = "a;b,c\\d:\"e\"\tEND:VEVENT \\n X";
  g_autoptr (CmYearPlan) plan = NULL;
  g_autofree char *text = NULL;
  CmYearItem *item;
  icalcomponent *calendar;

  add_event (f, title, "2009-05-14", NULL);
  plan = PLAN (2009, "own:events");
  item = plan->items->pdata[0];
  g_free (item->title);
  item->title = g_strdup ("One\r\nEND:VEVENT\rATTENDEE:mailto:x@y\nTwo\x01; \\, three");
  item->source = g_strdup ("BEGIN:VALARM\r\nACTION:PROCEDURE");
  item->link = g_strdup ("https://example.org/\r\nATTACH:file");
  text = make (plan, NULL);
  g_assert_null (strstr (text, "\r\nATTENDEE"));
  g_assert_null (strstr (text, "\r\nACTION"));
  g_assert_null (strstr (text, "\r\nATTACH"));
  g_assert_null (strchr (text, '\x01'));
  calendar = parse (text);
  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_ANY_COMPONENT), ==, 1);
  g_assert_nonnull (find_event (calendar, "One\nEND:VEVENT\nATTENDEE:mailto:x@y\nTwo ; \\, three"));
  icalcomponent_free (calendar);
}

static const CmYearItem *
find_item (const CmYearPlan *plan, const char *title)
{
  for (guint i = 0; i < plan->items->len; i++)
    if (g_str_equal (cm_year_plan_get (plan, i)->title, title))
      return cm_year_plan_get (plan, i);
  g_error ("there is no “%s”", title);
}

/* Of the portfolio, notes stay behind; of the edition, the texts and what they rest on go along. */
static void
test_description (Fixture *f, gconstpointer data)
{
  g_autoptr (CmYearPlan) plan = NULL;
  g_autofree char *text = NULL;
  icalcomponent *calendar, *event;
  const char *words;

  add_event (f, "Visit", "2009-05-14", NULL);
  plan = PLAN (2009, "own:events", "commissioning-year");
  text = make (plan, NULL);
  g_assert_null (strstr (text, "Jane"));
  calendar = parse (text);
  event = find_event (calendar, "Align the money");
  words = icalcomponent_get_description (event);
  g_assert_true (g_str_has_prefix (words, find_item (plan, "Align the money")->text));
  g_assert_nonnull (strstr (words, "Open to partners"));
  g_assert_nonnull (strstr (words, "Who: Executive"));
  g_assert_nonnull (strstr (words, "Advice or general practice"));
  words = icalcomponent_get_description (find_event (calendar, "Board looks at progress"));
  g_assert_nonnull (strstr (words, "Source: Audit Commission"));
  g_assert_nonnull (strstr (text, "CATEGORIES:Do\r\n"));
  icalcomponent_free (calendar);
}

/* --- identity --------------------------------------------------------------------------------- */

static GHashTable *
collect_uids (const char *text)
{
  GHashTable *uids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  icalcomponent *calendar = parse (text);

  for (icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
       event != NULL;
       event = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    g_assert_true (g_hash_table_add (uids, g_strdup (icalcomponent_get_uid (event))));
  icalcomponent_free (calendar);
  return uids;
}

static guint
count_shared (GHashTable *one, GHashTable *other)
{
  GHashTableIter iter;
  gpointer uid;
  guint n = 0;

  g_hash_table_iter_init (&iter, one);
  while (g_hash_table_iter_next (&iter, &uid, NULL))
    n += g_hash_table_contains (other, uid);
  return n;
}

/* The same thing has one UID whatever stands beside it; in another year it is another thing, but a
 * date of the portfolio stays what it is. */
static void
test_uids (Fixture *f, gconstpointer data)
{
  g_autoptr (CmYearPlan) one = NULL, more = NULL, next = NULL;
  g_autofree char *one_text = NULL, *more_text = NULL, *next_text = NULL;
  g_autoptr (GHashTable) one_uids = NULL, more_uids = NULL, next_uids = NULL;

  add_event (f, "Over the end", "2010-03-20", "2010-04-10");
  one = PLAN (2009, "commissioning-year", "own:events");
  more = PLAN (2009, "commissioning-year", "own:events", "partner-councils", "partner-schools");
  next = PLAN (2010, "commissioning-year", "own:events");
  one_text = make (one, NULL);
  more_text = make (more, NULL);
  next_text = make (next, NULL);
  one_uids = collect_uids (one_text);
  more_uids = collect_uids (more_text);
  next_uids = collect_uids (next_text);
  g_assert_cmpuint (count_shared (one_uids, more_uids), ==, g_hash_table_size (one_uids));
  g_assert_cmpuint (count_shared (one_uids, next_uids), ==, 1);
}

/* --- files ------------------------------------------------------------------------------------ */

static void
test_file (Fixture *f, gconstpointer data)
{
  g_autoptr (CmYearPlan) plan = PLAN (2009, "commissioning-year");
  g_autofree char *path = file_in (f, "year.ics");
  g_autofree char *nowhere = g_build_filename (f->folder, "none", "year.ics", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint n_events;
  icalcomponent *calendar;

  g_assert_true (cm_calendar_file_write (plan, NULL, path, &n_events, &error));
  g_assert_no_error (error);
  text = read_file (path);
  calendar = parse (text);
  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, n_events);
  g_assert_nonnull (strstr (text, "X-WR-CALNAME:Commissioning 2009/10\r\n"));
  icalcomponent_free (calendar);
  g_assert_false (cm_calendar_file_write (plan, NULL, nowhere, NULL, &error));
  g_assert_error (error, CM_REPORT_ERROR, CM_REPORT_ERROR_WRITE);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; (text = strstr (text, "\r\n")) != NULL; text += 2)
    n++;
  return n;
}

/* A row for each thing, also for what is not known to be anywhere; no cell is a formula. */
static void
test_table (Fixture *f, gconstpointer data)
{
  g_autoptr (CmYearPlan) plan = NULL;
  g_autofree char *csv = file_in (f, "year.csv"), *xlsx = file_in (f, "year.xlsx");
  g_autofree char *text = NULL, *zip = NULL;
  g_autoptr (GError) error = NULL;
  CmManual *manual = cm_edition_get_manual (edition);

  add_event (f, "=HYPERLINK(1)", "2009-05-14", NULL);
  plan = PLAN (2009, "own:events", "partner-fire", "commissioning-year");
  g_assert_true (cm_year_plan_table_save (plan, manual, csv, &error));
  g_assert_no_error (error);
  text = read_file (csv);
  g_assert_cmpuint (count_lines (text), ==, plan->items->len + 1);
  g_assert_nonnull (strstr (text, ",'=HYPERLINK(1),Milestone,14 May 2009,"));
  g_assert_nonnull (
      strstr (text, "\r\n2009-08-01,2009-09-30,Set the outcomes,Period,1 Aug 2009 – 30 Sep 2009,"));
  g_assert_nonnull (strstr (text, "\r\n\"\",\"\",Budget set,Period,not known,"));
  g_assert_true (cm_year_plan_table_save (plan, manual, xlsx, &error));
  g_assert_no_error (error);
  zip = read_file (xlsx);
  g_assert_true (g_str_has_prefix (zip, "PK"));
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  edition = cm_edition_load (folder, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
#define TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  TEST ("/calendar-file/dates", test_dates);
  TEST ("/calendar-file/rhythm", test_rhythm);
  TEST ("/calendar-file/uneven", test_uneven);
  TEST ("/calendar-file/unknown", test_unknown);
  TEST ("/calendar-file/folding", test_folding);
  TEST ("/calendar-file/hostile", test_hostile);
  TEST ("/calendar-file/description", test_description);
  TEST ("/calendar-file/uids", test_uids);
  TEST ("/calendar-file/file", test_file);
  TEST ("/year-plan-table/files", test_table);
  status = g_test_run ();
  g_object_unref (edition);
  return status;
}
