/* test-targets.c - targets of every kind in words, and how far an indicator has come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cm-targets.h"

static CmRecord *
make (const char *table, const char *const values[])
{
  CmRecord *record = cm_record_new (cm_table_find (table));
  g_autoptr (GError) error = NULL;

  for (int i = 0; values[i] != NULL; i += 2)
    {
      int at = cm_table_field_index (cm_record_get_table (record), values[i]);
      CmValue value = CM_VALUE_INIT;

      g_assert_cmpint (at, >=, 0);
      g_assert_true (cm_value_from_file (
          &value, &cm_record_get_table (record)->fields[at], values[i + 1], &error));
      cm_record_set_value (record, (guint) at, &value);
      cm_value_clear (&value);
    }
  return record;
}
#define MAKE(table, ...) make (table, (const char *const[]){ __VA_ARGS__, NULL })

/* --- the targets of a region's improvement strategy --------------------------------------------
 */

/* The fourteen targets that such a strategy has, in our own words; the second in its three parts. A
 * field is NULL where it has nothing. */
typedef struct
{
  const char *name;
  const char *measure, *unit, *of_n, *direction, *baseline, *base_year, *population;
  const char *comparison, *value, *words, *year, *by_date;
  const char *expected;
  const char *latest, *peers_latest, *peers_before, *before;
  CmStanding standing;
} Case;

static const Case cases[] = {
  { "1-no-poor-councils",
    "count",
    "councils",
    "46",
    "down",
    "3",
    "2006",
    NULL,
    "at-most",
    "0",
    NULL,
    "2008",
    NULL,
    "none of 46 councils by 2008/09",
    "1",
    NULL,
    NULL,
    NULL,
    CM_STANDING_ON_THE_WAY },
  { "2a-single-tier",
    "count",
    NULL,
    "9",
    "up",
    "5",
    "2006",
    "Single tier and county councils",
    "at-least",
    "8",
    NULL,
    "2008",
    NULL,
    "at least 8 of 9 by 2008/09",
    "8",
    NULL,
    NULL,
    NULL,
    CM_STANDING_REACHED },
  { "2b-districts",
    "count",
    NULL,
    "36",
    "up",
    "28",
    "2006",
    "District councils",
    "at-least",
    "32",
    NULL,
    "2008",
    NULL,
    "at least 32 of 36 by 2008/09",
    "26",
    NULL,
    NULL,
    NULL,
    CM_STANDING_AWAY },
  { "2c-fire",
    "count",
    NULL,
    "5",
    "up",
    "5",
    "2006",
    "Fire services",
    "at-least",
    "5",
    NULL,
    "2008",
    NULL,
    "all 5 by 2008/09",
    "5",
    NULL,
    NULL,
    NULL,
    CM_STANDING_REACHED },
  { "3-average-score",
    "peers",
    "points",
    NULL,
    "up",
    NULL,
    NULL,
    NULL,
    "above-peers",
    NULL,
    NULL,
    "2008",
    NULL,
    "better than peers by 2008/09",
    "2.9",
    "2.7",
    NULL,
    NULL,
    CM_STANDING_REACHED },
  { "4-satisfaction",
    "peers",
    "%",
    NULL,
    "up",
    NULL,
    NULL,
    NULL,
    "above-peers",
    NULL,
    "the rise since 2003/04",
    "2007",
    NULL,
    "better than peers (the rise since 2003/04) by 2007/08",
    "3",
    "4",
    "5",
    "2",
    CM_STANDING_ON_THE_WAY },
  { "5-beacons",
    "number",
    "awards",
    NULL,
    "up",
    "6.5",
    "2005",
    NULL,
    "at-least",
    "7",
    "above the average of earlier rounds",
    "2008",
    NULL,
    "at least 7 awards (above the average of earlier rounds) by 2008/09",
    "6.5",
    NULL,
    NULL,
    NULL,
    CM_STANDING_STILL },
  { "6-member-charter",
    "number",
    "councils",
    NULL,
    "up",
    "0",
    "2005",
    NULL,
    "at-least",
    "10",
    NULL,
    "2008",
    NULL,
    "at least 10 councils by 2008/09",
    "4",
    NULL,
    NULL,
    NULL,
    CM_STANDING_ON_THE_WAY },
  { "7-investors-in-people",
    "percent",
    NULL,
    NULL,
    "up",
    "76",
    "2005",
    NULL,
    "at-least",
    "90",
    NULL,
    "2008",
    NULL,
    "at least 90% by 2008/09",
    "91.5",
    NULL,
    NULL,
    NULL,
    CM_STANDING_REACHED },
  { "8-equality-standard",
    "level",
    NULL,
    NULL,
    "up",
    "0.8",
    "2003",
    NULL,
    "at-least",
    "2",
    NULL,
    "2008",
    NULL,
    "level 2 or higher by 2008/09",
    "1.4",
    NULL,
    NULL,
    NULL,
    CM_STANDING_ON_THE_WAY },
  { "9-efficiency-savings",
    "percent",
    NULL,
    NULL,
    "up",
    "100",
    "2005",
    NULL,
    "at-least",
    "100",
    NULL,
    "2007",
    NULL,
    "100% by 2007/08",
    "98",
    NULL,
    NULL,
    NULL,
    CM_STANDING_AWAY },
  { "10-sickness",
    "rank",
    "regions",
    NULL,
    NULL,
    "6",
    "2005",
    NULL,
    "best",
    "3",
    NULL,
    "2008",
    NULL,
    "among the best 3 regions by 2008/09",
    "4",
    NULL,
    NULL,
    NULL,
    CM_STANDING_ON_THE_WAY },
  { "11-value-for-money",
    "peers",
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    "above-peers",
    NULL,
    NULL,
    "2008",
    NULL,
    "better than peers by 2008/09",
    "2.2",
    "2.1",
    NULL,
    NULL,
    CM_STANDING_UNKNOWN },
  { "12-agreements-everywhere",
    "yes-no",
    NULL,
    NULL,
    NULL,
    "0",
    "2005",
    NULL,
    "exactly",
    "1",
    NULL,
    NULL,
    "2007-03-31",
    "yes by 31 Mar 2007",
    "1",
    NULL,
    NULL,
    NULL,
    CM_STANDING_REACHED },
  { "13-agreements-deliver",
    "percent",
    NULL,
    NULL,
    "up",
    NULL,
    NULL,
    NULL,
    "at-least",
    "100",
    NULL,
    "2008",
    NULL,
    "100% by 2008/09",
    "60",
    NULL,
    NULL,
    NULL,
    CM_STANDING_UNKNOWN },
  { "14-shared-services",
    "qualitative",
    NULL,
    NULL,
    "up",
    NULL,
    NULL,
    NULL,
    "in-words",
    NULL,
    "many more services are shared",
    "2008",
    NULL,
    "many more services are shared by 2008/09",
    "5",
    NULL,
    NULL,
    NULL,
    CM_STANDING_UNKNOWN },
};

static void
set (CmRecord *record, const char *field, const char *text)
{
  int at = cm_table_field_index (cm_record_get_table (record), field);
  CmValue value = CM_VALUE_INIT;

  if (text == NULL)
    return;
  g_assert_true (
      cm_value_from_file (&value, &cm_record_get_table (record)->fields[at], text, NULL));
  cm_record_set_value (record, (guint) at, &value);
  cm_value_clear (&value);
}

static CmRecord *
make_indicator (const Case *c)
{
  CmRecord *indicator = MAKE ("indicator", "name", c->name, "measure", c->measure);

  set (indicator, "unit", c->unit);
  set (indicator, "of_n", c->of_n);
  set (indicator, "direction", c->direction);
  set (indicator, "baseline", c->baseline);
  set (indicator, "base_year", c->base_year);
  set (indicator, "population", c->population);
  return indicator;
}

static CmRecord *
make_measurement (const char *on_date, const char *value, const char *peers)
{
  CmRecord *m = MAKE ("indicator_value", "on_date", on_date);

  set (m, "value", value);
  set (m, "peers", peers);
  return m;
}

static GPtrArray *
make_list (CmRecord *first, CmRecord *second)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  if (first != NULL)
    g_ptr_array_add (list, first);
  if (second != NULL)
    g_ptr_array_add (list, second);
  return list;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CmRecord) indicator = make_indicator (c);
  g_autoptr (CmRecord) target = MAKE ("target", "version", "original");
  g_autoptr (GPtrArray) measured = NULL;
  g_autofree char *text = NULL, *why = NULL;

  set (target, "comparison", c->comparison);
  set (target, "value", c->value);
  set (target, "words", c->words);
  set (target, "year", c->year);
  set (target, "by_date", c->by_date);
  text = cm_target_describe (indicator, target);
  g_assert_cmpstr (text, ==, c->expected);

  measured = make_list (
      make_measurement ("2008-03-31", c->latest, c->peers_latest),
      c->before != NULL ? make_measurement ("2007-03-31", c->before, c->peers_before) : NULL);
  g_assert_cmpint (cm_target_judge (indicator, target, measured, &why), ==, c->standing);
  g_assert_cmpstr (why, !=, "");
  g_assert_nonnull (why);
}

/* --- other wordings ----------------------------------------------------------------------------
 */

static void
assert_target (CmRecord *indicator, CmRecord *target, const char *expected)
{
  g_autofree char *text = cm_target_describe (indicator, target);

  g_assert_cmpstr (text, ==, expected);
  g_object_unref (target);
}

static void
test_words (void)
{
  g_autoptr (CmRecord) rank = MAKE ("indicator", "name", "R", "measure", "rank");
  g_autoptr (CmRecord) level = MAKE ("indicator", "name", "L", "measure", "level");
  g_autoptr (CmRecord) days = MAKE ("indicator", "name", "D", "measure", "number", "unit", "days");
  g_autoptr (CmRecord) rate = MAKE ("indicator", "name", "D", "measure", "number", "unit", "‰");
  g_autoptr (CmRecord) flag = MAKE ("indicator", "name", "F", "measure", "yes-no");
  g_autoptr (CmRecord) count = MAKE ("indicator", "name", "C", "measure", "count", "of_n", "9");

  assert_target (rank, MAKE ("target", "comparison", "best", "value", "1"), "the best");
  assert_target (rank,
                 MAKE ("target", "comparison", "at-most", "value", "4", "year", "2009"),
                 "rank 4 or better by 2009/10");
  assert_target (level, MAKE ("target", "comparison", "exactly", "value", "3"), "level 3");
  assert_target (level, MAKE ("target", "comparison", "at-most", "value", "1"), "level 1 or lower");
  assert_target (
      days, MAKE ("target", "comparison", "at-most", "value", "9.5"), "at most 9.5 days");
  assert_target (
      days, MAKE ("target", "comparison", "exactly", "value", "1200"), "exactly 1,200 days");
  assert_target (rate, MAKE ("target", "comparison", "at-most", "value", "4"), "at most 4‰");
  assert_target (flag, MAKE ("target", "comparison", "exactly", "value", "0"), "no");
  assert_target (days, MAKE ("target", "value", "12"), "12 days");
  assert_target (days, MAKE ("target", "version", "original"), "not said");
  /* The target's own number goes before that of the indicator. */
  assert_target (count,
                 MAKE ("target", "comparison", "at-least", "value", "6", "of_n", "7"),
                 "at least 6 of 7");
}

static void
test_values (void)
{
  g_autoptr (CmRecord) indicator = MAKE (
      "indicator", "name", "P", "measure", "percent", "baseline", "71.25", "base_year", "2005");
  g_autoptr (CmRecord) words =
      MAKE ("indicator", "name", "W", "measure", "qualitative", "baseline_words", "a few");
  g_autoptr (CmRecord) none = MAKE ("indicator", "name", "N", "measure", "number");
  g_autoptr (CmRecord) peers =
      MAKE ("indicator_value", "on_date", "2009-03-31", "value", "76", "peers", "80");
  g_autoptr (CmRecord) said = MAKE ("indicator_value", "on_date", "2009-03-31", "words", "more");
  g_autoptr (CmRecord) nothing = MAKE ("indicator_value", "on_date", "2009-03-31");
  g_autofree char *base = cm_target_describe_baseline (indicator);
  g_autofree char *base_words = cm_target_describe_baseline (words);
  g_autofree char *value = cm_target_describe_value (indicator, peers);
  g_autofree char *text = cm_target_describe_value (indicator, said);

  g_assert_cmpstr (base, ==, "71.25% in 2005/06");
  g_assert_cmpstr (base_words, ==, "a few");
  g_assert_null (cm_target_describe_baseline (none));
  g_assert_true (cm_target_has_baseline (words));
  g_assert_false (cm_target_has_baseline (none));
  g_assert_cmpstr (value, ==, "76% (peers 80%)");
  g_assert_cmpstr (text, ==, "more");
  g_assert_null (cm_target_describe_value (indicator, nothing));
}

/* --- which target counts -----------------------------------------------------------------------
 */

static void
test_versions (void)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func (g_object_unref);
  CmRecord *original =
      MAKE ("target", "version", "original", "year", "2009", "value", "80", "set_on", "2007-04-01");
  CmRecord *refreshed = MAKE ("target",
                              "version",
                              "refreshed",
                              "year",
                              "2009",
                              "value",
                              "75",
                              "set_on",
                              "2009-03-01",
                              "reason",
                              "The survey was changed");
  CmRecord *removed = MAKE ("target", "version", "removed", "year", "2009", "set_on", "2009-06-01");
  g_autofree char *version = cm_target_describe_version (refreshed);

  g_assert_cmpstr (version, ==, "Refreshed on 1 Mar 2009: The survey was changed");
  g_assert_null (cm_target_find_current (targets, "2009-06-08"));
  g_ptr_array_add (targets, refreshed);
  g_ptr_array_add (targets, original);
  g_assert_true (cm_target_find_current (targets, "2009-06-08") == refreshed);

  /* What was set before it was removed is gone with it; what is set afterwards counts. */
  g_ptr_array_add (targets, removed);
  g_assert_null (cm_target_find_current (targets, "2009-06-08"));
  g_ptr_array_add (targets,
                   MAKE ("target", "version", "refreshed", "year", "2010", "set_on", "2009-05-01"));
  g_assert_true (cm_target_find_current (targets, "2009-06-08") == targets->pdata[3]);
}

/* Targets for several years, set at once: the one whose time has not run out. */
static void
test_years (void)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func (g_object_unref);

  for (int year = 2010; year >= 2007; year--)
    {
      g_autofree char *text = g_strdup_printf ("%d", year);

      g_ptr_array_add (
          targets, MAKE ("target", "version", "original", "year", text, "set_on", "2007-04-01"));
    }
#define YEAR_ON(day) cm_record_get_number (cm_target_find_current (targets, day), "year")
  g_assert_cmpint (YEAR_ON ("2007-06-01"), ==, 2007);
  g_assert_cmpint (YEAR_ON ("2010-03-31"), ==, 2009);
  g_assert_cmpint (YEAR_ON ("2010-04-01"), ==, 2010);
  g_assert_cmpint (YEAR_ON ("2015-01-01"), ==, 2010);
}

/* --- judging -----------------------------------------------------------------------------------
 */

static void
test_cannot_be_said (void)
{
  g_autoptr (CmRecord) indicator =
      MAKE ("indicator", "name", "C", "measure", "count", "of_n", "36", "direction", "up");
  g_autoptr (CmRecord) target =
      MAKE ("target", "comparison", "at-least", "value", "8", "of_n", "9");
  g_autoptr (CmRecord) bare = MAKE ("target", "value", "8");
  g_autoptr (CmRecord) rank = MAKE ("indicator", "name", "R", "measure", "rank");
  g_autoptr (CmRecord) rank_target = MAKE ("target", "comparison", "at-least", "value", "3");
  g_autoptr (GPtrArray) none = make_list (NULL, NULL);
  g_autoptr (GPtrArray) some = make_list (make_measurement ("2009-03-31", "20", NULL), NULL);
  g_autoptr (GPtrArray) words =
      make_list (make_measurement ("2009-03-31", "20", NULL),
                 MAKE ("indicator_value", "on_date", "2009-06-30", "words", "nearly"));
  const struct
  {
    CmRecord *indicator, *target;
    GPtrArray *measured;
    const char *why;
  } said[] = {
    { indicator, NULL, some, "There is no target." },
    { indicator, target, none, "Nothing has been measured yet." },
    { indicator, target, some, "The target counts out of another number than the measurements." },
    { indicator, bare, some, "The target does not say how the value is to be compared." },
    { rank,
      rank_target,
      some,
      "For a rank “at least” can be read both ways; choose “At most” or “Among the best”." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autofree char *why = NULL;

      g_assert_cmpint (cm_target_judge (said[i].indicator, said[i].target, said[i].measured, &why),
                       ==,
                       CM_STANDING_UNKNOWN);
      g_assert_cmpstr (why, ==, said[i].why);
    }
  cm_record_set_null (target, "of_n");
  g_assert_cmpint (cm_target_judge (indicator, target, some, NULL), ==, CM_STANDING_REACHED);
  g_assert_cmpint (cm_target_judge (indicator, target, words, NULL), ==, CM_STANDING_UNKNOWN);
}

static CmTravel
travel (const char *direction, const char *measure, const char *before, const char *now)
{
  g_autoptr (CmRecord) indicator = MAKE ("indicator", "name", "I", "measure", measure);
  g_autoptr (GPtrArray) measured =
      make_list (make_measurement ("2009-03-31", now, NULL),
                 before != NULL ? make_measurement ("2008-03-31", before, NULL) : NULL);

  set (indicator, "direction", direction);
  return cm_target_get_travel (indicator, measured);
}

static void
test_travel (void)
{
  g_assert_cmpint (travel ("up", "percent", "70", "76"), ==, CM_TRAVEL_BETTER);
  g_assert_cmpint (travel ("up", "percent", "76", "70"), ==, CM_TRAVEL_WORSE);
  g_assert_cmpint (travel ("down", "number", "12", "9"), ==, CM_TRAVEL_BETTER);
  g_assert_cmpint (travel ("down", "number", "9", "9"), ==, CM_TRAVEL_SAME);
  g_assert_cmpint (travel (NULL, "rank", "5", "3"), ==, CM_TRAVEL_BETTER);
  g_assert_cmpint (travel (NULL, "number", "5", "3"), ==, CM_TRAVEL_DOWN);
  g_assert_cmpint (travel ("keep", "number", "3", "5"), ==, CM_TRAVEL_UP);
  g_assert_cmpint (travel ("up", "number", NULL, "5"), ==, CM_TRAVEL_UNKNOWN);
  g_assert_cmpstr (cm_travel_get_label (CM_TRAVEL_WORSE), ==, "↘ getting worse");
  g_assert_cmpstr (cm_standing_get_label (CM_STANDING_ON_THE_WAY), ==, "◐ on the way");
}

static void
test_warning (void)
{
  g_autoptr (CmRecord) indicator = MAKE ("indicator",
                                         "name",
                                         "I",
                                         "measure",
                                         "percent",
                                         "direction",
                                         "up",
                                         "warning",
                                         "60",
                                         "warning_action",
                                         "The board asks for help from another council.");
  g_autoptr (GPtrArray) fine = make_list (make_measurement ("2009-03-31", "61", NULL), NULL);
  g_autoptr (GPtrArray) low = make_list (make_measurement ("2009-03-31", "60", NULL),
                                         make_measurement ("2008-03-31", "80", NULL));
  g_autofree char *text = cm_target_describe_warning (indicator, low);
  g_autofree char *late = NULL;

  g_assert_cmpstr (text,
                   ==,
                   "Early warning: 60%, the threshold is 60%. Then: The board asks for help from "
                   "another council.");
  g_assert_null (cm_target_describe_warning (indicator, fine));
  /* Lower is better: 61 has come up to the threshold. */
  set (indicator, "direction", "down");
  late = cm_target_describe_warning (indicator, fine);
  g_assert_nonnull (late);
  cm_record_set_null (indicator, "direction");
  g_assert_null (cm_target_describe_warning (indicator, low));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/targets/strategy/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/targets/words", test_words);
  g_test_add_func ("/targets/values", test_values);
  g_test_add_func ("/targets/versions", test_versions);
  g_test_add_func ("/targets/years", test_years);
  g_test_add_func ("/targets/cannot-be-said", test_cannot_be_said);
  g_test_add_func ("/targets/travel", test_travel);
  g_test_add_func ("/targets/warning", test_warning);
  return g_test_run ();
}
