/* test-year-plan.c - what falls into a financial year: planners of the edition, dates of the
 * portfolio, what is not known. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-year-plan.h"

#include <string.h>

#include "activity-fixture.h"
#include "cm-edition.h"

static CmEdition *edition;

static GPtrArray *
list_planners (Fixture *f)
{
  return cm_year_planners_list (cm_edition_get_timelines (edition), f->store);
}

static CmYearPlan *
make_plan (Fixture *f, const char *const *planners, gint64 year, const char *group)
{
  g_autoptr (GPtrArray) all = list_planners (f);
  const CmYearPlanChoice choice = { year, planners, group };

  return cm_year_plan_new (all, &choice, f->store, NULL);
}

#define PLAN(year, group, ...)                                                                     \
  make_plan (f, (const char *const[]){ __VA_ARGS__, NULL }, year, group)

static const CmYearItem *
find_nth (const CmYearPlan *plan, const char *title, guint n)
{
  for (guint i = 0; i < plan->items->len; i++)
    if (g_str_equal (cm_year_plan_get (plan, i)->title, title) && n-- == 0)
      return cm_year_plan_get (plan, i);
  return NULL;
}

static const CmYearItem *
find (const CmYearPlan *plan, const char *title)
{
  const CmYearItem *item = find_nth (plan, title, 0);

  if (item == NULL)
    g_error ("there is no “%s”", title);
  return item;
}

#define assert_span(item, first, last) assert_span_at (__LINE__, item, first, last)

static void
assert_span_at (int line, const CmYearItem *item, const char *first, const char *last)
{
  char one[16], other[16];

  g_assert_true (cm_year_item_is_known (item));
  g_date_strftime (one, sizeof one, "%Y-%m-%d", &item->span.first);
  g_date_strftime (other, sizeof other, "%Y-%m-%d", &item->span.last);
  if (!g_str_equal (one, first) || !g_str_equal (other, last))
    g_error ("line %d: “%s” is from %s to %s", line, item->title, one, other);
}

#define assert_text(expression, expected)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *text_ = expression;                                                           \
    g_assert_cmpstr (text_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

/* --- planners --------------------------------------------------------------------------------- */

static void
test_list (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) empty = list_planners (f);
  g_autoptr (GPtrArray) none = cm_year_planners_list (NULL, NULL);
  g_autoptr (CmRecord) body = NULL, meeting = NULL;
  g_autoptr (GPtrArray) planners = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (empty->len, ==, cm_edition_get_timelines (edition)->len);
  g_assert_true (cm_year_planner_is_usual (cm_year_planners_find (empty, "commissioning-year")));
  g_assert_false (cm_year_planner_is_usual (cm_year_planners_find (empty, "meetings-2008-2009")));
  g_assert_false (cm_year_planner_is_usual (cm_year_planners_find (empty, "partner-councils")));
  g_assert_null (cm_year_planners_find (empty, "own:meetings"));
  g_assert_false (
      cm_year_planner_has_year (cm_year_planners_find (empty, "meetings-2008-2009"), 2009));
  body = add (f, "body", "name", "Board", "kind", "board", NULL);
  meeting = add (f,
                 "meeting",
                 "name",
                 "First",
                 "body",
                 cm_record_get_id (body),
                 "on_date",
                 "2009-05-14",
                 NULL);
  planners = list_planners (f);
  g_assert_cmpuint (planners->len, ==, empty->len + 1);
  g_assert_true (cm_year_planner_is_usual (cm_year_planners_find (planners, "own:meetings")));
}

/* A milestone of which only the month is known. */
static const CmYearItem *
find_month (const CmYearPlan *plan)
{
  for (guint i = 0; i < plan->items->len; i++)
    {
      const CmYearItem *item = cm_year_plan_get (plan, i);

      if (item->kind == CM_YEAR_MILESTONE &&
          g_date_days_between (&item->span.first, &item->span.last) > 26)
        return item;
    }
  g_error ("every milestone has its day");
}

/* The months, what is known with its days, what is not known last, in the words of the planner. */
static void
test_commissioning (Fixture *f, gconstpointer data)
{
  g_autoptr (CmYearPlan) plan = PLAN (2009, NULL, "commissioning-year");
  const CmYearItem *item = find (plan, "Set the outcomes");
  char month[64];
  CmManual *manual = cm_edition_get_manual (edition);

  g_assert_cmpuint (plan->columns->len, ==, 12);
  assert_span (item, "2009-08-01", "2009-09-30");
  g_assert_true (item->kind == CM_YEAR_BAR && item->open && item->editorial);
  g_assert_cmpstr (item->stage, ==, "plan");
  assert_text (cm_year_item_describe_when (item), "1 Aug 2009 – 30 Sep 2009");
  assert_text (cm_year_item_describe_who (item, manual), "Theme commissioning group");
  assert_text (cm_year_item_describe_basis (item), "Advice or general practice, not from a source");
  g_assert_cmpstr (cm_year_item_get_stage_title (item, manual), ==, "Plan");
  g_assert_cmpstr (cm_year_item_get_step_title (item, NULL), ==, "");
  item = find_month (plan);
  g_date_strftime (month, sizeof month, "in %B %Y", &item->span.first);
  assert_text (cm_year_item_describe_when (item), month);
  item = find (plan, "Board looks at progress");
  g_assert_cmpuint (item->beats->len, ==, 4);
  assert_text (cm_year_item_describe_when (item), "every 13 weeks from 15 Jun 2009, 4 times");
  g_assert_true (g_str_has_prefix (item->source, "Audit Commission"));
  item = find (plan, "Last year’s plan is signed");
  assert_span (item, "2009-03-31", "2009-03-31");
}

static void
test_unknown (Fixture *f, gconstpointer data)
{
  g_autoptr (CmYearPlan) plan = PLAN (2009, NULL, "partner-health", "partner-fire");
  guint n = plan->items->len;

  g_assert_cmpuint (plan->columns->len, ==, 12);
  g_assert_cmpstr (cm_year_plan_get (plan, n - 3)->title, ==, "Plan drawn up");
  g_assert_cmpstr (cm_year_plan_get (plan, n - 2)->title, ==, "Budget set");
  g_assert_cmpstr (cm_year_plan_get (plan, n - 1)->title, ==, "Local delivery plan");
  g_assert_false (cm_year_item_is_known (cm_year_plan_get (plan, n - 3)));
  g_assert_true (cm_year_item_is_known (cm_year_plan_get (plan, n - 4)));
  assert_text (cm_year_item_describe_when (cm_year_plan_get (plan, n - 1)), "not known");
  assert_text (cm_year_item_describe_who (cm_year_plan_get (plan, n - 1), NULL),
               "Primary care trust");
}

/* Alone it has its own columns, with gaps; in another year it is left out, and that is told. */
static void
test_only_year (Fixture *f, gconstpointer data)
{
  g_autoptr (CmYearPlan) plan = PLAN (2009, NULL, "research-review-stage-2");
  g_autoptr (CmYearPlan) other = PLAN (2010, NULL, "research-review-stage-2");
  g_autoptr (CmYearPlan) both = PLAN (2009, NULL, "research-review-stage-2", "partner-fire");
  const CmYearColumn *august = g_ptr_array_index (plan->columns, 2);
  const CmYearColumn *next = g_ptr_array_index (plan->columns, 3);

  g_assert_cmpuint (plan->columns->len, ==, 7);
  g_assert_cmpstr (august->title, ==, "August");
  g_assert_cmpint (g_date_days_between (&august->span.last, &next->span.first), ==, 7);
  g_assert_cmpuint (plan->notes->len, ==, 0);
  g_assert_cmpuint (other->items->len, ==, 0);
  g_assert_cmpuint (other->columns->len, ==, 12);
  g_assert_cmpuint (other->notes->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (other->notes, 0), "2009/10 only"));
  g_assert_cmpuint (both->columns->len, ==, 12);
}

/* Keys are the same in every year and unique in a planner; what is for other groups is left out,
 * what is for none stays. */
static void
test_keys (Fixture *f, gconstpointer data)
{
  g_autoptr (CmYearPlan) one = PLAN (2009, NULL, "commissioning-year");
  g_autoptr (CmYearPlan) other = PLAN (2031, NULL, "commissioning-year");
  g_autoptr (CmYearPlan) meetings = PLAN (2008, NULL, "meetings-2008-2009");
  g_autoptr (CmYearPlan) own = PLAN (2009, "board", "commissioning-year", "partner-councils");
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (one->items->len, ==, other->items->len);
  g_assert_cmpstr (find (one, "Portfolio tested")->key, ==, find (other, "Portfolio tested")->key);
  for (guint i = 0; i < one->items->len; i++)
    g_assert_true (g_hash_table_add (keys, cm_year_plan_get (one, i)->key));
  g_assert_cmpstr (find_nth (meetings, "Senior officers’ group", 0)->key,
                   !=,
                   find_nth (meetings, "Senior officers’ group", 1)->key);
  for (guint i = 0; i < own->items->len; i++)
    if (cm_year_plan_get (own, i)->group != NULL)
      g_assert_cmpstr (cm_year_plan_get (own, i)->group, ==, "board");
  g_assert_nonnull (find_nth (own, "Council sets the budget", 0));
  g_assert_null (find_nth (own, "Set the outcomes", 0));
}

/* --- the portfolio ---------------------------------------------------------------------------- */

static CmRecord *
add_cycle (
    Fixture *f, const char *organisation, const char *name, const char *starts, const char *ends)
{
  return add (f,
              "partner_calendar",
              "organisation",
              organisation,
              "name",
              name,
              "kind",
              "budget",
              "window",
              "true",
              "starts",
              starts,
              "ends",
              ends,
              NULL);
}

/* Their year stands for all; a leap day is the last of February; what goes on over 1 April is there
 * with its end and its beginning. */
static void
test_partners (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) council = add (f, "organisation", "name", "Council", NULL);
  const char *id = cm_record_get_id (council);
  g_autoptr (CmRecord) one = add_cycle (f, id, "Consultation", "2009-12-15", "2010-01-29");
  g_autoptr (CmRecord) two = add_cycle (f, id, "Over the end", "2010-03-01", "2010-04-20");
  g_autoptr (CmRecord) three = add_cycle (f, id, "Leap", "2012-02-29", "2012-02-29");
  g_autoptr (CmYearPlan) plan = PLAN (2021, NULL, "own:partners");
  const CmYearItem *item = find (plan, "Consultation");

  assert_span (item, "2021-12-15", "2022-01-29");
  g_assert_true (item->open && item->topic == CM_TIMELINE_BUDGET);
  g_assert_cmpstr (item->who, ==, "Council");
  g_assert_cmpstr (item->record, ==, cm_record_get_id (one));
  g_assert_cmpint (item->year, ==, 2021);
  assert_span (find_nth (plan, "Over the end", 0), "2021-03-01", "2021-04-20");
  g_assert_cmpint (find_nth (plan, "Over the end", 0)->year, ==, 2020);
  assert_span (find_nth (plan, "Over the end", 1), "2022-03-01", "2022-04-20");
  g_assert_null (find_nth (plan, "Over the end", 2));
  assert_span (find (plan, "Leap"), "2022-02-28", "2022-02-28");
  g_assert_cmpint (find (plan, "Leap")->kind, ==, CM_YEAR_MILESTONE);
}

static CmRecord *
add_dated (Fixture *f, const char *title, const char *state, const char *starts, const char *ends)
{
  if (ends == NULL)
    return add (f, "activity", "title", title, "state", state, "starts", starts, NULL);
  return add (f, "activity", "title", title, "state", state, "starts", starts, "ends", ends, NULL);
}

/* Of what has no last day nothing is guessed. */
static void
test_activities (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) whole = add_dated (f, "Whole", "live", "2008-04-01", "2010-03-31");
  g_autoptr (CmRecord) over = add_dated (f, "Over", "closed", "2005-04-01", "2006-03-31");
  g_autoptr (CmRecord) begins = add_dated (f, "Begins", "live", "2009-06-01", NULL);
  g_autoptr (CmRecord) older = add_dated (f, "Older", "live", "2007-06-01", NULL);
  g_autoptr (CmRecord) blank = add_activity (f, "Blank", "proposed");
  g_autoptr (CmRecord) gone = add_dated (f, "Gone", "withdrawn", "2009-04-01", "2010-03-31");
  g_autoptr (CmRecord) due = add (f,
                                  "milestone",
                                  "activity",
                                  cm_record_get_id (begins),
                                  "name",
                                  "Half-way",
                                  "months",
                                  "6",
                                  "counted_from",
                                  "start",
                                  NULL);
  g_autoptr (CmYearPlan) plan = PLAN (2009, NULL, "own:activities", "own:milestones");

  g_assert_cmpuint (plan->items->len, ==, 3);
  assert_span (find (plan, "Whole"), "2008-04-01", "2010-03-31");
  g_assert_cmpint (find (plan, "Whole")->year, ==, 0);
  assert_span (find (plan, "Begins: starts"), "2009-06-01", "2009-06-01");
  assert_span (find (plan, "Half-way"), "2009-12-01", "2009-12-01");
  g_assert_cmpstr (find (plan, "Half-way")->who, ==, "Begins");
  g_assert_cmpuint (plan->notes->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (plan->notes, 0), "1 activity has no dates"));
  g_assert_nonnull (strstr (g_ptr_array_index (plan->notes, 1), "1 activity has no last day"));
}

/* No more than can be taken in; that is told. */
static void
test_most (Fixture *f, gconstpointer data)
{
  static const char *const ids[] = { "own:activities", "partner-councils", NULL };
  g_autoptr (GPtrArray) planners = NULL;
  g_autoptr (CmYearPlan) plan = NULL;
  const CmYearPlanChoice choice = { .year = 2009, .planners = ids, .most = 12 };

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *title = g_strdup_printf ("Activity %02u", i);
      g_autofree char *starts = g_strdup_printf ("2009-05-%02u", 20 - i);

      g_object_unref (add_dated (f, title, "live", starts, "2010-03-31"));
    }
  planners = list_planners (f);
  plan = cm_year_plan_new (planners, &choice, f->store, NULL);
  g_assert_cmpuint (plan->items->len, ==, 12 + 10);
  g_assert_nonnull (find_nth (plan, "Activity 19", 0));
  g_assert_null (find_nth (plan, "Activity 00", 0));
  g_assert_cmpuint (plan->notes->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (plan->notes, 0), "the first 12 of 20"));
}

/* A timetable's own columns, and a pin before the first of them. */
static void
test_timetable (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) timetable = add (f, "timetable", "name", "Work", NULL);
  const char *id = cm_record_get_id (timetable);
  g_autoptr (CmRecord) first = add (f,
                                    "timetable_period",
                                    "timetable",
                                    id,
                                    "label",
                                    "w/c 25 May",
                                    "starts",
                                    "2009-05-25",
                                    "ends",
                                    "2009-05-31",
                                    NULL);
  g_autoptr (CmRecord) second = add (f,
                                     "timetable_period",
                                     "timetable",
                                     id,
                                     "label",
                                     "June",
                                     "starts",
                                     "2009-05-30",
                                     "ends",
                                     "2009-06-30",
                                     NULL);
  g_autoptr (CmRecord) pin =
      add (f, "timetable_bar", "timetable", id, "name", "Meets", "starts", "2009-05-14", NULL);
  g_autofree char *planner = g_strconcat ("own:timetable:", id, NULL);
  g_autoptr (CmYearPlan) plan = PLAN (2009, NULL, planner);
  const CmYearColumn *june = g_ptr_array_index (plan->columns, 1);

  g_assert_cmpuint (plan->columns->len, ==, 2);
  g_assert_cmpstr (june->title, ==, "June");
  /* Days that two columns claim belong to the first. */
  g_assert_cmpint (g_date_get_day (&june->span.first), ==, 1);
  assert_span (find (plan, "Meets"), "2009-05-14", "2009-05-14");
  g_assert_cmpint (g_date_compare (&find (plan, "Meets")->span.last, &plan->span.first), <, 0);
}

/* Reviews with their clocks; activities outside the scope are not there. */
static void
test_reviews (Fixture *f, gconstpointer data)
{
  g_autoptr (CmRecord) activity = add_dated (f, "Service", "live", "2008-04-01", "2012-03-31");
  g_autoptr (CmRecord) review = add (f,
                                     "review",
                                     "name",
                                     "Review of it",
                                     "activity",
                                     cm_record_get_id (activity),
                                     "on_date",
                                     "2009-06-01",
                                     "consult_from",
                                     "2009-07-01",
                                     "consult_to",
                                     "2009-09-30",
                                     "notice_on",
                                     "2009-12-31",
                                     "ends_on",
                                     "2010-04-30",
                                     NULL);
  g_autoptr (CmYearPlan) plan = PLAN (2009, NULL, "own:reviews");
  g_autoptr (GPtrArray) planners = list_planners (f);
  g_autoptr (CmRecord) theme = add (f, "theme", "name", "Theme", NULL);
  g_autoptr (CmScope) scope = cm_scope_new (cm_record_get_id (theme), NULL);
  static const char *const ids[] = { "own:reviews", "own:activities", NULL };
  const CmYearPlanChoice choice = { 2009, ids, NULL };
  g_autoptr (CmYearPlan) narrow = cm_year_plan_new (planners, &choice, f->store, scope);

  g_assert_cmpuint (plan->items->len, ==, 3);
  assert_span (find (plan, "Consultation"), "2009-07-01", "2009-09-30");
  g_assert_true (find (plan, "Consultation")->open);
  assert_span (find (plan, "Notice is given"), "2009-12-31", "2009-12-31");
  g_assert_cmpstr (find (plan, "Notice is given")->who, ==, "Service");
  g_assert_cmpuint (narrow->items->len, ==, 0);
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
  TEST ("/year-plan/list", test_list);
  TEST ("/year-plan/commissioning", test_commissioning);
  TEST ("/year-plan/unknown", test_unknown);
  TEST ("/year-plan/only-year", test_only_year);
  TEST ("/year-plan/keys", test_keys);
  TEST ("/year-plan/partners", test_partners);
  TEST ("/year-plan/activities", test_activities);
  TEST ("/year-plan/most", test_most);
  TEST ("/year-plan/timetable", test_timetable);
  TEST ("/year-plan/reviews", test_reviews);
  status = g_test_run ();
  g_object_unref (edition);
  return status;
}
