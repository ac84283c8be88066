/* test-timeline.c - year planners: what they say, where it falls in a year, what is wrong with
 * them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-timeline.h"

#include "cm-edition.h"
#include "content-fixture.h"

#define TIMELINE(attributes, body)                                                                 \
  "<timeline xmlns='urn:commissioning:manual:1' xmlns:xlink='http://www.w3.org/1999/xlink' "       \
  "xml:id='a' " attributes "><title>T</title>\n" body "</timeline>\n"
#define YEAR(body) TIMELINE ("kind='commissioning' editorial='yes'", body)
#define ONCE(body) TIMELINE ("kind='project' editorial='yes' year='2009'", body)
#define X "<title>x</title>"

static CmEdition *
load_with (const char *text)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (GError) error = NULL;
  CmEdition *edition;

  write_text (folder, "manual.xml", MANUAL (STAGE));
  write_text (folder, "timelines/a.xml", text);
  edition = cm_edition_load (folder, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cm_edition_get_timelines (edition)->len, ==, 1);
  return edition;
}

static char *
check_folder (const char *folder, const char *overlay)
{
  g_autoptr (GPtrArray) faults = cm_content_check (folder, overlay, NULL);
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < faults->len; i++)
    {
      g_autofree char *line = cm_fault_to_string (g_ptr_array_index (faults, i));

      g_string_append_printf (told, "%s\n", line);
    }
  return g_string_free (told, FALSE);
}

static const CmTimeline *
get_first (CmEdition *edition)
{
  return g_ptr_array_index (cm_edition_get_timelines (edition), 0);
}

#define assert_date(date, text) assert_date_at (__LINE__, date, text)

static void
assert_date_at (int line, const GDate *date, const char *expected)
{
  char text[32] = "";

  if (g_date_valid (date))
    g_date_strftime (text, sizeof text, "%Y-%m-%d", date);
  if (!g_str_equal (text, expected))
    g_error ("line %d: %s instead of %s", line, text, expected);
}

#define assert_span(spans, i, first_day, last_day)                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    assert_date (&g_array_index (spans, CmTimelineSpan, i).first, first_day);                      \
    assert_date (&g_array_index (spans, CmTimelineSpan, i).last, last_day);                        \
  }                                                                                                \
  G_STMT_END

/* --- what it says ----------------------------------------------------------------------------- */

static void
test_read (void)
{
  g_autoptr (CmEdition) edition = load_with (TIMELINE (
      "kind='partner'",
      "<summary>About it.</summary><partner>A council</partner>"
      "<source id='s' xlink:href='https://example.org/'>A paper</source>"
      "<note>Not  known.</note><periods><period from='m0' to='m2'>Spring</period>"
      "<period from='m3' to='m3'/></periods>\n"
      "<bar from='m0' to='m1' step='plan/options' group='board' kind='budget' open='yes' "
      "source='s'><title>Do it</title><text>With care.</text></bar>"
      "<milestone editorial='yes' stage='plan' kind='planning'>" X "</milestone>"
      "<rhythm every='2 months' from='m0' to='m3' kind='reporting' source='s'>" X "</rhythm>"));
  const CmTimeline *timeline = cm_edition_find_timeline (edition, "a");
  const CmTimelineBar *bar;
  const CmTimelineMilestone *milestone;
  const CmTimelineRhythm *rhythm;

  g_assert_nonnull (timeline);
  g_assert_null (cm_edition_find_timeline (edition, "b"));
  g_assert_cmpstr (timeline->title, ==, "T");
  g_assert_cmpstr (timeline->summary, ==, "About it.");
  g_assert_cmpint (timeline->kind, ==, CM_TIMELINE_PARTNER);
  g_assert_false (timeline->editorial);
  g_assert_cmpstr (timeline->partners->pdata[0], ==, "A council");
  g_assert_cmpstr (timeline->notes->pdata[0], ==, "Not known.");
  g_assert_cmpstr (cm_timeline_find_source (timeline, "s")->text, ==, "A paper");
  g_assert_cmpstr (cm_timeline_find_source (timeline, "s")->link, ==, "https://example.org/");
  g_assert_null (cm_timeline_find_source (timeline, "t"));
  g_assert_cmpuint (timeline->periods->len, ==, 2);
  bar = timeline->bars->pdata[0];
  g_assert_cmpstr (bar->item.title, ==, "Do it");
  g_assert_cmpstr (bar->item.text, ==, "With care.");
  g_assert_cmpstr (bar->item.stage, ==, "plan");
  g_assert_cmpstr (bar->item.step, ==, "plan/options");
  g_assert_cmpstr (bar->item.group, ==, "board");
  g_assert_cmpstr (bar->item.source, ==, "s");
  g_assert_cmpint (bar->item.topic, ==, CM_TIMELINE_BUDGET);
  g_assert_cmpint (bar->item.line, ==, 3);
  g_assert_true (bar->item.open);
  g_assert_false (bar->item.editorial);
  milestone = timeline->milestones->pdata[0];
  g_assert_true (milestone->item.editorial);
  g_assert_cmpint (milestone->when.unit, ==, CM_TIMELINE_UNKNOWN);
  g_assert_cmpint (milestone->item.topic, ==, CM_TIMELINE_PLANNING);
  rhythm = timeline->rhythms->pdata[0];
  g_assert_cmpint (rhythm->unit, ==, CM_TIMELINE_MONTH);
  g_assert_cmpuint (rhythm->every, ==, 2);
}

/* --- where it falls --------------------------------------------------------------------------- */

static void
test_months (void)
{
  g_autoptr (CmEdition) edition =
      load_with (YEAR ("<bar from='m0' to='m11'>" X "</bar><bar from='m10' to='m10'>" X "</bar>"
                       "<bar from='m-1.15' to='m12' outside='yes'>" X "</bar><bar>" X "</bar>"
                       "<milestone when='m8.31'>" X
                       "</milestone><milestone when='m-24' outside='yes'>" X "</milestone>"));
  g_autoptr (CmTimelinePlan) plan = cm_timeline_place (get_first (edition), 2011);
  g_autoptr (CmTimelinePlan) next = cm_timeline_place (get_first (edition), 2012);
  g_autofree char *april = cm_timeline_plan_name_period (plan, 0);

  g_assert_cmpuint (plan->periods->len, ==, 12);
  assert_span (plan->periods, 0, "2011-04-01", "2011-04-30");
  assert_span (plan->periods, 11, "2012-03-01", "2012-03-31");
  g_assert_cmpstr (april, ==, "Apr");
  assert_span (plan->bars, 0, "2011-04-01", "2012-03-31");
  assert_span (plan->bars, 1, "2012-02-01", "2012-02-29");
  assert_span (next->bars, 1, "2013-02-01", "2013-02-28");
  assert_span (plan->bars, 2, "2011-03-15", "2012-04-30");
  assert_span (plan->bars, 3, "", "");
  assert_span (plan->milestones, 0, "2011-12-31", "2011-12-31");
  assert_span (plan->milestones, 1, "2009-04-01", "2009-04-30");
  assert_date (&plan->columns.first, "2011-04-01");
  assert_date (&plan->columns.last, "2012-03-31");
  assert_date (&plan->all.first, "2009-04-01");
  assert_date (&plan->all.last, "2012-04-30");
  g_assert_true (
      cm_timeline_plan_is_before (plan, &g_array_index (plan->milestones, CmTimelineSpan, 1)));
  g_assert_false (
      cm_timeline_plan_is_before (plan, &g_array_index (plan->milestones, CmTimelineSpan, 0)));
  g_assert_false (
      cm_timeline_plan_is_before (plan, &g_array_index (plan->bars, CmTimelineSpan, 3)));
  g_assert_false (cm_timeline_plan_is_after (plan, &g_array_index (plan->bars, CmTimelineSpan, 3)));
}

/* The table of a real proposal: columns of unequal length, a gap, and a meeting before the first.
 */
static void
test_columns (void)
{
  g_autoptr (CmEdition) edition = load_with (
      ONCE ("<periods><period from='w8' to='w8'/><period from='w16' to='w17'/>"
            "<period from='2009-08-03' to='2009-08-30'>August</period><period from='w23' to='w24'/>"
            "<period from='m7' to='m8'/><period from='m9.4' to='m9.15'/></periods>"
            "<milestone when='2009-05-14' outside='yes'>" X "</milestone>"
            "<milestone when='w60' outside='yes'>" X "</milestone>"));
  /* It is of its own year, whatever is asked for. */
  g_autoptr (CmTimelinePlan) plan = cm_timeline_place (get_first (edition), 2020);
  static const char *const names[] = { "w/c 25 May",   "w/c 20–27 Jul", "August",
                                       "w/c 7–14 Sep", "Nov–Dec",       "4–15 Jan" };
  const CmTimelineSpan *pin = &g_array_index (plan->milestones, CmTimelineSpan, 0);
  const CmTimelineSpan *late = &g_array_index (plan->milestones, CmTimelineSpan, 1);
  GDate day;

  g_assert_cmpint (plan->year, ==, 2009);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = cm_timeline_plan_name_period (plan, i);

      g_assert_cmpstr (name, ==, names[i]);
    }
  assert_span (plan->periods, 0, "2009-05-25", "2009-05-31");
  assert_span (plan->periods, 3, "2009-09-07", "2009-09-20");
  assert_date (&pin->first, "2009-05-14");
  g_assert_true (cm_timeline_plan_is_before (plan, pin));
  g_assert_true (cm_timeline_plan_is_after (plan, late));
  g_assert_cmpint (cm_timeline_plan_find_period (plan, &pin->first), ==, -1);
  g_date_set_dmy (&day, 2, G_DATE_AUGUST, 2009);
  g_assert_cmpint (cm_timeline_plan_find_period (plan, &day), ==, 1);
  g_date_set_dmy (&day, 3, G_DATE_SEPTEMBER, 2009);
  g_assert_cmpint (cm_timeline_plan_find_period (plan, &day), ==, -1);
  g_date_clear (&day, 1);
  g_assert_cmpint (cm_timeline_plan_find_period (plan, &day), ==, -1);
}

/* Week 0 is the one that 1 April lies in, whatever day that is. */
static void
test_weeks (void)
{
  static const struct
  {
    gint64 year;
    const char *monday;
  } cases[] = {
    { 2009, "2009-03-30" }, { 2010, "2010-03-29" }, { 2011, "2011-03-28" }, { 2012, "2012-03-26" },
    { 2013, "2013-04-01" }, { 2017, "2017-03-27" }, { 2018, "2018-03-26" }, { 2019, "2019-04-01" },
  };
  g_autoptr (CmEdition) edition = load_with (
      YEAR ("<periods><period from='w0' to='w51'/></periods><bar from='w0' to='w0'>" X "</bar>"
            "<milestone when='w0.3'>" X "</milestone>"
            "<milestone when='w-2.7' outside='yes'>" X "</milestone>"));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CmTimelinePlan) plan = cm_timeline_place (get_first (edition), cases[i].year);
      const CmTimelineSpan *bar = &g_array_index (plan->bars, CmTimelineSpan, 0);
      const CmTimelineSpan *pins = &g_array_index (plan->milestones, CmTimelineSpan, 0);

      assert_date (&bar->first, cases[i].monday);
      g_assert_cmpint (g_date_days_between (&bar->first, &bar->last), ==, 6);
      g_assert_cmpint (g_date_days_between (&bar->first, &pins[0].first), ==, 2);
      g_assert_cmpint (g_date_days_between (&bar->first, &pins[1].first), ==, -8);
    }
}

static void
test_rhythms (void)
{
  static const struct
  {
    guint rhythm;
    const char *date;
  } beats[] = {
    { 1, "2010-03-22" }, { 0, "2010-04-30" }, { 0, "2010-05-30" }, { 1, "2010-06-21" },
    { 0, "2010-06-30" }, { 1, "2010-09-20" }, { 1, "2010-12-20" }, { 2, "2011-01-31" },
    { 2, "2011-02-28" }, { 2, "2011-03-31" },
  };
  g_autoptr (CmEdition) edition =
      load_with (YEAR ("<rhythm every='1 month' from='m0.30' to='m2'>" X "</rhythm>"
                       "<rhythm every='13 weeks' from='w-1' to='w50' outside='yes'>" X "</rhythm>"
                       "<rhythm every='1 months' from='m9.31' to='m11'>" X "</rhythm>"));
  g_autoptr (CmTimelinePlan) plan = cm_timeline_place (get_first (edition), 2010);

  g_assert_cmpuint (plan->beats->len, ==, G_N_ELEMENTS (beats));
  for (guint i = 0; i < G_N_ELEMENTS (beats); i++)
    {
      const CmTimelineBeat *beat = &g_array_index (plan->beats, CmTimelineBeat, i);

      assert_date (&beat->date, beats[i].date);
      g_assert_cmpuint (beat->rhythm, ==, beats[i].rhythm);
    }
  assert_date (&plan->all.first, "2010-03-22");
}

/* --- what is wrong ---------------------------------------------------------------------------- */

static void
test_faults (void)
{
#define BAR(attributes) YEAR ("<bar " attributes ">" X "</bar>")
  static const struct
  {
    const char *text, *place, *words;
  } cases[] = {
    { BAR ("from='m0' to='m1' step='plan/never'"), "2:1: ", "no step “plan/never”" },
    { BAR ("from='m0' to='m1' stage='never'"), "2:1: ", "no stage “never”" },
    { BAR ("from='m0' to='m1' stage='do' step='plan/options'"), "2:1: ", "leave the stage out" },
    { BAR ("from='m0' to='m1' group='never'"), "2:1: ", "no group “never”" },
    { BAR ("from='m0' to='m1' source='s'"), "2:1: ", "no source “s”" },
    { BAR ("from='m2' to='m1'"), "2:1: ", "ends before it begins; put" },
    { BAR ("from='w1.1' to='m0.7'"), "2:1: ", "in 2002/03)" },
    { BAR ("from='m-1' to='m1'"), "2:1: ", "outside=\"yes\"" },
    { BAR ("from='m0' to='m12'"), "2:1: ", "outside=\"yes\"" },
    { BAR ("from='m0'"), "2:1: ", "“to”" },
    { BAR ("from='april' to='m1'"), "2:1: ", "“april” is no time" },
    { BAR ("from='m' to='m1'"), "2:1: ", "“m” is no time" },
    { BAR ("from='m0.' to='m1'"), "2:1: ", "“m0.” is no time" },
    { BAR ("from='m0.-1' to='m1'"), "2:1: ", "“m0.-1” is no time" },
    { BAR ("from='m0x' to='m1'"), "2:1: ", "“m0x” is no time" },
    { BAR ("from='m0.0' to='m1'"), "2:1: ", "1 to 30" },
    { BAR ("from='m0.31' to='m1'"), "2:1: ", "1 to 30" },
    { BAR ("from='m10.29' to='m11'"), "2:1: ", "1 to 28" },
    { BAR ("from='w1.8' to='w2'"), "2:1: ", "1 to 7" },
    { BAR ("from='m-25' to='m1'"), "2:1: ", "m-24 to m35" },
    { BAR ("from='m0' to='w99999999999999999999'"), "2:1: ", "w-104 to w156" },
    { BAR ("from='2009-04-01' to='m1'"), "2:1: ", "for every year" },
    { ONCE ("<bar from='2009-02-30' to='m1'>" X "</bar>"), "2:1: ", "no day “2009-02-30”" },
    { ONCE ("<bar from='2001-02-03' to='m1'>" X "</bar>"), "2:1: ", "too far from the year 2009" },
    { ONCE ("<bar from='-009-02-03' to='m1'>" X "</bar>"), "2:1: ", "is no time" },
    { YEAR ("<bar><title> </title></bar>"), "2:1: ", "no words" },
    { YEAR ("<bar/>"), "2:1: ", "" },
    { YEAR ("<milestone when='m-1.31'>" X "</milestone>"), "2:1: ", "outside=\"yes\"" },
    { YEAR ("<rhythm every='week' from='m0' to='m1'>" X "</rhythm>"), "2:1: ", "“4 weeks”" },
    { YEAR ("<rhythm every='0 weeks' from='m0' to='m1'>" X "</rhythm>"), "2:1: ", "“4 weeks”" },
    { YEAR ("<rhythm every='25 months' from='m0' to='m1'>" X "</rhythm>"), "2:1: ", "1 to 24" },
    { YEAR ("<periods>\n<period from='m0' to='m1'/>\n<period from='m1' to='m2'/></periods>"),
      "4:1: ",
      "not overlap" },
    { YEAR ("<periods>\n<period from='m1' to='m1'/>\n<period from='m0' to='m0'/></periods>"),
      "4:1: ",
      "in order" },
    { YEAR ("<periods>\n<period from='m0' to='m0'/>\n<period from='w5' to='w6'/></periods>"),
      "4:1: ",
      "not overlap (so in " },
    { YEAR ("<periods>\n<period from='m1' to='m0'/></periods>"), "3:1: ", "ends before" },
    { TIMELINE ("kind='commissioning'", ""), "1:1: ", "editorial=\"yes\"" },
    { TIMELINE ("kind='commissioning'", "<source id='s'>P</source>\n<bar>" X "</bar>"),
      "3:1: ",
      "editorial=\"yes\"" },
    { TIMELINE ("kind='commissioning'",
                "<source id='s'>P</source>\n<bar source='s' editorial='yes'>" X "</bar>"),
      "3:1: ",
      "one of them" },
    { YEAR ("<source id='s'>P</source>\n<source id='s'>Q</source>"), "3:1: ", "already" },
    { YEAR ("<source id='s'> </source>"), "2:1: ", "no words" },
    { TIMELINE ("kind='partner' editorial='yes'", ""), "1:1: ", "<partner>" },
    { TIMELINE ("kind='partner' editorial='yes'", "<partner> </partner>"), "1:1: ", "<partner>" },
    { TIMELINE ("kind='project' editorial='yes' year='next'", ""), "1:1: ", "“next” is no year" },
    { TIMELINE ("kind='feast' editorial='yes'", ""), "1:1: ", "“feast”" },
    { YEAR ("<pin/>"), "2:1: ", "<pin>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Folder) folder = make_folder ();
      g_autofree char *told = NULL, *place = NULL;

      write_text (folder, "manual.xml", MANUAL (STAGE));
      write_text (folder, "timelines/a.xml", cases[i].text);
      told = check_folder (folder, NULL);
      place = g_strconcat ("timelines/a.xml:", cases[i].place, NULL);
      if (!g_str_has_prefix (told, place) || strstr (told, cases[i].words) == NULL)
        g_error ("%u: “%s” should begin with “%s” and have “%s”", i, told, place, cases[i].words);
    }
}

static void
test_many (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *text = NULL, *told = NULL;

  for (guint i = 0; i < 501; i++)
    g_string_append (body, "<bar>" X "</bar>\n");
  text = g_strdup_printf (YEAR ("%s"), body->str);
  write_text (folder, "manual.xml", MANUAL (STAGE));
  write_text (folder, "timelines/a.xml", text);
  told = check_folder (folder, NULL);
  g_assert_true (g_str_has_prefix (told, "timelines/a.xml:502:1: "));
  g_assert_nonnull (strstr (told, "two timelines"));
}

/* A partnership's own takes the place of ours with the same id; two with one id are a fault. */
static void
test_own (void)
{
  g_autoptr (Folder) folder = make_folder ();
  g_autoptr (Folder) overlay = make_folder ();
  g_autoptr (CmEdition) edition = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;

  write_text (folder, "manual.xml", MANUAL (STAGE));
  write_text (folder, "timelines/a.xml", YEAR (""));
  write_text (overlay, "overlay.xml", OVERLAY (""));
  write_text (overlay, "timelines/z.xml", YEAR ("<note>Ours</note>"));
  edition = cm_edition_load (folder, overlay, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cm_edition_get_timelines (edition)->len, ==, 1);
  g_assert_true (get_first (edition)->own);
  g_assert_cmpstr (get_first (edition)->notes->pdata[0], ==, "Ours");
  write_text (folder, "timelines/b.xml", YEAR (""));
  told = check_folder (folder, overlay);
  g_assert_true (g_str_has_prefix (told, "timelines/b.xml:1:1: another file of this folder"));
}

/* --- ours ------------------------------------------------------------------------------------- */

static CmEdition *
load_ours (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("COMMISSIONING_DATA_DIR"), "content", NULL);
  g_autoptr (GError) error = NULL;
  CmEdition *edition = cm_edition_load (folder, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return edition;
}

/* Every step of the manual has its time in the year, and so has every body that reports. */
static void
test_commissioning_year (void)
{
  g_autoptr (CmEdition) edition = load_ours ();
  CmManual *manual = cm_edition_get_manual (edition);
  const CmTimeline *timeline = cm_edition_find_timeline (edition, "commissioning-year");
  g_autoptr (CmTimelinePlan) plan = cm_timeline_place (timeline, 2009);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_true (timeline->editorial);
  for (guint i = 0; i < timeline->bars->len; i++)
    g_hash_table_add (seen, ((CmTimelineBar *) timeline->bars->pdata[i])->item.step);
  for (guint i = 0; i < timeline->rhythms->len; i++)
    g_hash_table_add (seen, ((CmTimelineRhythm *) timeline->rhythms->pdata[i])->item.step);
  for (guint i = 0; i < cm_manual_get_n_steps (manual); i++)
    if (!g_hash_table_contains (seen, cm_manual_get_step (manual, i)->id))
      g_error ("%s is not in the year", cm_manual_get_step (manual, i)->id);
  /* The worked example of the manual: notice by 31 December, consultation from 8 October. */
  for (guint i = 0; i < timeline->milestones->len; i++)
    {
      const CmTimelineMilestone *milestone = timeline->milestones->pdata[i];
      const CmTimelineSpan *span = &g_array_index (plan->milestones, CmTimelineSpan, i);

      if (g_str_has_prefix (milestone->item.title, "Last day of notice"))
        assert_date (&span->first, "2009-12-31");
      else if (g_str_has_prefix (milestone->item.title, "Last day to start"))
        assert_date (&span->first, "2009-10-08");
    }
}

static gboolean
has_beat (const CmTimelinePlan *plan, const char *group, const GDate *date)
{
  for (guint i = 0; i < plan->beats->len; i++)
    {
      const CmTimelineBeat *beat = &g_array_index (plan->beats, CmTimelineBeat, i);
      const CmTimelineRhythm *rhythm = plan->timeline->rhythms->pdata[beat->rhythm];

      if (g_str_equal (rhythm->item.group, group) && g_date_compare (&beat->date, date) == 0)
        return TRUE;
    }
  return FALSE;
}

/* As the manual works the dates out backwards. */
static void
assert_rounds (const CmTimelinePlan *plan, const char *group, guint days, const char *before)
{
  for (guint i = 0; i < plan->beats->len; i++)
    {
      const CmTimelineBeat *beat = &g_array_index (plan->beats, CmTimelineBeat, i);
      const CmTimelineRhythm *rhythm = plan->timeline->rhythms->pdata[beat->rhythm];
      GDate date = beat->date;

      g_date_subtract_days (&date, days);
      if (g_str_equal (rhythm->item.group, group))
        g_assert_true (has_beat (plan, before, &date));
    }
}

/* Each layer meets as often as the study says; the executive three weeks before the board, theme
 * groups two before it, figures one before them. */
static void
test_rhythm_of_reports (void)
{
  g_autoptr (CmEdition) edition = load_ours ();
  const CmTimeline *timeline = cm_edition_find_timeline (edition, "commissioning-year");

  for (gint64 year = 2005; year < 2033; year++)
    {
      g_autoptr (CmTimelinePlan) plan = cm_timeline_place (timeline, year);
      guint board = 0, executive = 0, run = 0;

      for (guint i = 0; i < plan->beats->len; i++)
        {
          const CmTimelineBeat *beat = &g_array_index (plan->beats, CmTimelineBeat, i);
          const CmTimelineRhythm *rhythm = timeline->rhythms->pdata[beat->rhythm];

          board += g_str_equal (rhythm->item.group, "board");
          executive += g_str_equal (rhythm->item.group, "executive");
          run += g_str_equal (rhythm->item.group, "task-group");
        }
      g_assert_cmpuint (board, >=, 3);
      g_assert_cmpuint (board, <=, 4);
      g_assert_cmpuint (executive, >=, 6);
      g_assert_cmpuint (executive, <=, 12);
      g_assert_cmpuint (run, >=, 12);
      g_assert_cmpuint (run, <=, 52);
      assert_rounds (plan, "board", 21, "executive");
      assert_rounds (plan, "executive", 14, "theme-group");
      assert_rounds (plan, "theme-group", 7, "support-team");
    }
}

static void
test_partners (void)
{
  static const char *const ids[] = { "partner-councils",      "partner-health",
                                     "partner-police",        "partner-fire",
                                     "partner-schools",       "partner-voluntary-sector",
                                     "partner-area-agreement" };
  g_autoptr (CmEdition) edition = load_ours ();

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const CmTimeline *timeline = cm_edition_find_timeline (edition, ids[i]);

      g_assert_nonnull (timeline);
      g_assert_cmpint (timeline->kind, ==, CM_TIMELINE_PARTNER);
      g_assert_cmpuint (timeline->notes->len, >, 0);
      g_assert_cmpuint (timeline->bars->len, >, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cm_content_init ();
  g_test_add_func ("/timeline/read", test_read);
  g_test_add_func ("/timeline/months", test_months);
  g_test_add_func ("/timeline/columns", test_columns);
  g_test_add_func ("/timeline/weeks", test_weeks);
  g_test_add_func ("/timeline/rhythms", test_rhythms);
  g_test_add_func ("/timeline/faults", test_faults);
  g_test_add_func ("/timeline/many", test_many);
  g_test_add_func ("/timeline/own", test_own);
  g_test_add_func ("/timeline/commissioning-year", test_commissioning_year);
  g_test_add_func ("/timeline/rhythm-of-reports", test_rhythm_of_reports);
  g_test_add_func ("/timeline/partners", test_partners);
  return g_test_run ();
}
