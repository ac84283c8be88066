/* cm-targets.c - what an indicator is to reach, in words, and how far it has come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-targets.h"

#include <glib/gi18n.h>

/* --- figures ---------------------------------------------------------------------------------- */

static gboolean
is (CmRecord *record, const char *field, const char *choice)
{
  return g_strcmp0 (cm_record_get_text (record, field), choice) == 0;
}

static char *
format_number (gint64 number)
{
  CmValue value = { CM_VALUE_NUMBER, number, NULL };

  return cm_value_format (&value, cm_table_field (cm_table_find ("target"), "value"));
}

/* The number there are in all: as the target says it, or as the indicator does; 0 for neither. */
static gint64
get_of_n (CmRecord *indicator, CmRecord *target)
{
  gint64 own = target != NULL ? cm_record_get_number (target, "of_n") : 0;

  return own > 0 ? own : cm_record_get_number (indicator, "of_n");
}

static char *
format_with_unit (CmRecord *indicator, const char *number)
{
  const char *unit = cm_record_get_text (indicator, "unit");

  if (*unit == '\0')
    return g_strdup (number);
  if (g_str_equal (unit, "%") || g_str_equal (unit, "‰"))
    return g_strconcat (number, unit, NULL);
  /* translators: %1$s is a number, %2$s what is counted, such as days */
  return g_strdup_printf (_ ("%1$s %2$s"), number, unit);
}

/* A value of the indicator, "76%" or "8 of 9". */
static char *
format_figure (CmRecord *indicator, gint64 number, gint64 of_n)
{
  g_autofree char *digits = format_number (number);

  if (is (indicator, "measure", "percent"))
    return g_strconcat (digits, "%", NULL);
  if (is (indicator, "measure", "count") && of_n > 0)
    {
      g_autofree char *all = format_number (of_n * CM_DECIMAL_ONE);
      /* translators: so many of all there are, such as 8 of 9 */
      g_autofree char *share = g_strdup_printf (_ ("%1$s of %2$s"), digits, all);

      return format_with_unit (indicator, share);
    }
  if (is (indicator, "measure", "level"))
    /* translators: %s is a number, the level of a standard */
    return g_strdup_printf (_ ("level %s"), digits);
  if (is (indicator, "measure", "rank"))
    /* translators: %s is a number, the place in a ranking */
    return g_strdup_printf (_ ("rank %s"), digits);
  if (is (indicator, "measure", "yes-no"))
    return g_strdup (number != 0 ? _ ("yes") : _ ("no"));
  return format_with_unit (indicator, digits);
}

char *
cm_target_describe_value (CmRecord *indicator, CmRecord *measurement)
{
  const char *words = cm_record_get_text (measurement, "words");
  g_autofree char *figure = NULL, *peers = NULL;

  if (cm_record_is_null (measurement, "value"))
    return *words != '\0' ? g_strdup (words) : NULL;
  figure = format_figure (
      indicator, cm_record_get_number (measurement, "value"), get_of_n (indicator, NULL));
  if (cm_record_is_null (measurement, "peers"))
    return g_steal_pointer (&figure);
  peers = format_figure (
      indicator, cm_record_get_number (measurement, "peers"), get_of_n (indicator, NULL));
  /* translators: %1$s is what was measured, %2$s the average of comparable bodies */
  return g_strdup_printf (_ ("%1$s (peers %2$s)"), figure, peers);
}

gboolean
cm_target_has_baseline (CmRecord *indicator)
{
  return !cm_record_is_null (indicator, "baseline") ||
         *cm_record_get_text (indicator, "baseline_words") != '\0';
}

char *
cm_target_describe_baseline (CmRecord *indicator)
{
  g_autofree char *figure = NULL, *year = NULL;

  if (!cm_target_has_baseline (indicator))
    return NULL;
  if (cm_record_is_null (indicator, "baseline"))
    figure = g_strdup (cm_record_get_text (indicator, "baseline_words"));
  else
    figure = format_figure (
        indicator, cm_record_get_number (indicator, "baseline"), get_of_n (indicator, NULL));
  if (cm_record_is_null (indicator, "base_year"))
    return g_steal_pointer (&figure);
  year = cm_year_format (cm_record_get_number (indicator, "base_year"));
  /* translators: %1$s is a value, %2$s the year in which it was measured */
  return g_strdup_printf (_ ("%1$s in %2$s"), figure, year);
}

/* --- the target in words ---------------------------------------------------------------------- */

static char *
describe_best (CmRecord *indicator, gint64 value)
{
  g_autofree char *digits = format_number (value);
  g_autofree char *counted = format_with_unit (indicator, digits);

  if (value == CM_DECIMAL_ONE)
    return g_strdup (_ ("the best"));
  /* translators: %s is how many, such as 3 or 3 regions */
  return g_strdup_printf (_ ("among the best %s"), counted);
}

static char *
describe_count (CmRecord *indicator, const char *comparison, gint64 value, gint64 of_n)
{
  g_autofree char *digits = format_number (of_n * CM_DECIMAL_ONE);
  g_autofree char *all = format_with_unit (indicator, digits);

  if (g_str_equal (comparison, "at-most") && value == 0)
    /* translators: %s is how many there are in all */
    return of_n > 0 ? g_strdup_printf (_ ("none of %s"), all) : g_strdup (_ ("none"));
  if (g_str_equal (comparison, "at-least") && of_n > 0 && value == of_n * CM_DECIMAL_ONE)
    /* translators: %s is how many there are in all */
    return g_strdup_printf (_ ("all %s"), all);
  return NULL;
}

/* What a comparison makes of a value that is not counted otherwise. */
static char *
describe_compared (CmRecord *indicator, const char *comparison, const char *figure)
{
  gboolean level = is (indicator, "measure", "level");

  if (is (indicator, "measure", "yes-no"))
    return g_strdup (figure);
  if (is (indicator, "measure", "rank"))
    /* translators: %s is a place in a ranking, such as rank 3 */
    return g_str_equal (comparison, "at-most") ? g_strdup_printf (_ ("%s or better"), figure)
                                               : g_strdup (figure);
  if (g_str_equal (comparison, "at-least"))
    /* translators: %s is a value, such as level 2 */
    return level ? g_strdup_printf (_ ("%s or higher"), figure)
                 /* translators: %s is a value, such as 8 of 9 */
                 : g_strdup_printf (_ ("at least %s"), figure);
  if (g_str_equal (comparison, "at-most"))
    /* translators: %s is a value, such as level 2 */
    return level ? g_strdup_printf (_ ("%s or lower"), figure)
                 /* translators: %s is a value, such as 9.5 days */
                 : g_strdup_printf (_ ("at most %s"), figure);
  if (g_str_equal (comparison, "exactly") && !level)
    /* translators: %s is a value, such as 12 */
    return g_strdup_printf (_ ("exactly %s"), figure);
  return g_strdup (figure);
}

static char *
describe_value (CmRecord *indicator, CmRecord *target)
{
  const char *comparison = cm_record_get_text (target, "comparison");
  gint64 value = cm_record_get_number (target, "value");
  gint64 of_n = get_of_n (indicator, target);
  g_autofree char *figure = format_figure (indicator, value, of_n);

  if (g_str_equal (comparison, "best"))
    return describe_best (indicator, value);
  if (is (indicator, "measure", "count"))
    {
      char *whole = describe_count (indicator, comparison, value, of_n);

      if (whole != NULL)
        return whole;
    }
  if (is (indicator, "measure", "percent") && value == 100 * CM_DECIMAL_ONE &&
      g_str_equal (comparison, "at-least"))
    return g_steal_pointer (&figure);
  return describe_compared (indicator, comparison, figure);
}

static char *
describe_aim (CmRecord *indicator, CmRecord *target)
{
  const char *comparison = cm_record_get_text (target, "comparison");
  const char *words = cm_record_get_text (target, "words");
  g_autofree char *aim = NULL;

  if (g_str_equal (comparison, "above-peers"))
    aim = g_strdup (_ ("better than peers"));
  else if (!g_str_equal (comparison, "in-words") && !cm_record_is_null (target, "value"))
    aim = describe_value (indicator, target);
  else
    return g_strdup (*words != '\0' ? words : _ ("not said"));
  if (*words == '\0')
    return g_steal_pointer (&aim);
  /* translators: %1$s is a target as a value, %2$s what the target says about it in words */
  return g_strdup_printf (_ ("%1$s (%2$s)"), aim, words);
}

char *
cm_target_describe (CmRecord *indicator, CmRecord *target)
{
  g_autofree char *aim = describe_aim (indicator, target);
  g_autofree char *when = NULL;

  if (!cm_record_is_null (target, "by_date"))
    when = cm_date_format (cm_record_get_text (target, "by_date"));
  else if (!cm_record_is_null (target, "year"))
    when = cm_year_format (cm_record_get_number (target, "year"));
  else
    return g_steal_pointer (&aim);
  /* translators: %1$s is a target, such as at least 8 of 9, %2$s a year or a date */
  return g_strdup_printf (_ ("%1$s by %2$s"), aim, when);
}

char *
cm_target_describe_version (CmRecord *target)
{
  const CmField *field = cm_table_field (cm_record_get_table (target), "version");
  const char *label = cm_field_choice_label (field, cm_record_get_text (target, "version"));
  const char *reason = cm_record_get_text (target, "reason");
  g_autofree char *version = g_strdup (label != NULL ? label : "");

  if (!cm_record_is_null (target, "set_on"))
    {
      g_autofree char *word = g_steal_pointer (&version);
      g_autofree char *date = cm_date_format (cm_record_get_text (target, "set_on"));

      /* translators: %1$s is Original, Refreshed or Removed, %2$s the date when that was done */
      version = g_strdup_printf (_ ("%1$s on %2$s"), word, date);
    }
  if (*reason == '\0')
    return g_steal_pointer (&version);
  /* translators: %1$s is Refreshed on 1 Mar 2009 or the like, %2$s why */
  return g_strdup_printf (_ ("%1$s: %2$s"), version, reason);
}

/* --- which target and which measurement ------------------------------------------------------- */

/* The last day of the target, as ISO; "" for one without. Free with g_free(). */
static char *
get_deadline (CmRecord *target)
{
  if (!cm_record_is_null (target, "by_date"))
    return g_strdup (cm_record_get_text (target, "by_date"));
  if (!cm_record_is_null (target, "year"))
    return g_strdup_printf ("%" G_GINT64_FORMAT "-03-31",
                            cm_record_get_number (target, "year") + 1);
  return g_strdup ("");
}

static int
rank_version (CmRecord *target)
{
  return is (target, "version", "original") ? 0 : is (target, "version", "refreshed") ? 1 : 2;
}

/* Positive if `a` is newer: by the day when they were set or, where one does not say it, by what
 * can only come after the other. */
static int
compare_age (CmRecord *a, CmRecord *b)
{
  const char *a_set = cm_record_get_text (a, "set_on");
  const char *b_set = cm_record_get_text (b, "set_on");

  if (*a_set != '\0' && *b_set != '\0' && !g_str_equal (a_set, b_set))
    return g_strcmp0 (a_set, b_set);
  return rank_version (a) - rank_version (b);
}

static gboolean
is_taken_back (GPtrArray *targets, CmRecord *target)
{
  g_autofree char *deadline = get_deadline (target);

  if (is (target, "version", "removed"))
    return TRUE;
  for (guint i = 0; i < targets->len; i++)
    {
      CmRecord *other = g_ptr_array_index (targets, i);
      g_autofree char *its_deadline = get_deadline (other);

      if (is (other, "version", "removed") && g_str_equal (its_deadline, deadline) &&
          compare_age (other, target) > 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether `a` counts rather than `b`, which is as new: its time runs out first, unless it has. */
static gboolean
comes_first (CmRecord *a, CmRecord *b, const char *today)
{
  g_autofree char *a_ends = get_deadline (a);
  g_autofree char *b_ends = get_deadline (b);
  gboolean a_over = *a_ends != '\0' && g_strcmp0 (a_ends, today) < 0;
  gboolean b_over = *b_ends != '\0' && g_strcmp0 (b_ends, today) < 0;

  if (a_over != b_over)
    return b_over;
  if (a_over)
    return g_strcmp0 (a_ends, b_ends) > 0;
  return *a_ends != '\0' && (*b_ends == '\0' || g_strcmp0 (a_ends, b_ends) < 0);
}

CmRecord *
cm_target_find_current (GPtrArray *targets, const char *today)
{
  CmRecord *current = NULL;

  for (guint i = 0; i < targets->len; i++)
    {
      CmRecord *target = g_ptr_array_index (targets, i);
      int age;

      if (is_taken_back (targets, target))
        continue;
      age = current != NULL ? compare_age (target, current) : 1;
      if (age > 0 || (age == 0 && comes_first (target, current, today)))
        current = target;
    }
  return current;
}

/* The newest measurement before `before` (NULL: of all), with `figures` alone of those that have
 * any. Of two of one day the later key is the newer. */
static CmRecord *
find_newest (GPtrArray *measurements, CmRecord *before, gboolean figures)
{
  CmRecord *newest = NULL;

  for (guint i = 0; i < measurements->len; i++)
    {
      CmRecord *m = g_ptr_array_index (measurements, i);
      const char *day = cm_record_get_text (m, "on_date");

      if ((figures && cm_record_is_null (m, "value")) || m == before)
        continue;
      if (before != NULL && g_strcmp0 (day, cm_record_get_text (before, "on_date")) > 0)
        continue;
      if (newest == NULL || g_strcmp0 (day, cm_record_get_text (newest, "on_date")) > 0 ||
          (g_str_equal (day, cm_record_get_text (newest, "on_date")) &&
           g_strcmp0 (cm_record_get_id (m), cm_record_get_id (newest)) > 0))
        newest = m;
    }
  return newest;
}

CmRecord *
cm_target_find_latest (GPtrArray *measurements)
{
  return find_newest (measurements, NULL, FALSE);
}

/* The first measurement in figures, for what has no baseline. */
static CmRecord *
find_first (GPtrArray *measurements, CmRecord *but)
{
  CmRecord *first = NULL;

  for (guint i = 0; i < measurements->len; i++)
    {
      CmRecord *m = g_ptr_array_index (measurements, i);

      if (m != but && !cm_record_is_null (m, "value") &&
          (first == NULL || g_strcmp0 (cm_record_get_text (m, "on_date"),
                                       cm_record_get_text (first, "on_date")) < 0))
        first = m;
    }
  return first;
}

/* --- judging ---------------------------------------------------------------------------------- */

static CmStanding
refuse (char **why, const char *text)
{
  if (why != NULL)
    *why = g_strdup (text);
  return CM_STANDING_UNKNOWN;
}

/* How far the value is from what the target asks for; 0 or less if it is met. */
static gint64
measure_gap (CmRecord *target, gint64 value)
{
  gint64 aim = cm_record_get_number (target, "value");

  if (is (target, "comparison", "at-least"))
    return aim - value;
  if (is (target, "comparison", "exactly"))
    return ABS (aim - value);
  return value - aim;
}

/* How far the measurement is behind its peers, less than 0 if it is ahead. */
static gint64
measure_peers_gap (CmRecord *indicator, CmRecord *m)
{
  gint64 behind = cm_record_get_number (m, "peers") - cm_record_get_number (m, "value");

  return is (indicator, "direction", "down") ? -behind : behind;
}

static CmStanding
judge_gaps (gint64 gap, gint64 gap_before)
{
  return gap < gap_before   ? CM_STANDING_ON_THE_WAY
         : gap > gap_before ? CM_STANDING_AWAY
                            : CM_STANDING_STILL;
}

static void
explain (char **why, CmRecord *indicator, CmRecord *target, const char *latest, const char *start)
{
  g_autofree char *aim = NULL;

  if (why == NULL)
    return;
  aim = cm_target_describe (indicator, target);
  if (start != NULL)
    /* translators: %1$s is the latest measurement, %2$s where it started, %3$s the target */
    *why = g_strdup_printf (_ ("Now %1$s, from %2$s; the target is %3$s."), latest, start, aim);
  else
    /* translators: %1$s is the latest measurement, %2$s the target */
    *why = g_strdup_printf (_ ("Now %1$s; the target is %2$s."), latest, aim);
}

static CmStanding
judge_peers (CmRecord *indicator, CmRecord *target, GPtrArray *measurements, char **why)
{
  CmRecord *latest = find_newest (measurements, NULL, TRUE);
  CmRecord *before = find_newest (measurements, latest, TRUE);
  g_autofree char *now = cm_target_describe_value (indicator, latest);
  g_autofree char *then = NULL;
  gint64 gap;

  if (cm_record_is_null (latest, "peers"))
    return refuse (why, _ ("The latest measurement does not say how the peers do."));
  if (!is (indicator, "direction", "up") && !is (indicator, "direction", "down"))
    return refuse (why, _ ("The indicator does not say which way is better."));
  gap = measure_peers_gap (indicator, latest);
  if (gap < 0)
    {
      explain (why, indicator, target, now, NULL);
      return CM_STANDING_REACHED;
    }
  if (before == NULL || cm_record_is_null (before, "peers"))
    return refuse (why,
                   _ ("Not reached yet; whether it comes nearer cannot be said without an earlier "
                      "measurement of the peers."));
  then = cm_target_describe_value (indicator, before);
  explain (why, indicator, target, now, then);
  return judge_gaps (gap, measure_peers_gap (indicator, before));
}

/* Why the target cannot be compared with any figure, or NULL. */
static const char *
find_obstacle (CmRecord *indicator, CmRecord *target)
{
  gint64 own = cm_record_get_number (target, "of_n");
  gint64 all = cm_record_get_number (indicator, "of_n");

  if (is (target, "comparison", "in-words") || is (indicator, "measure", "qualitative"))
    return _ ("The target is in words: people judge it.");
  if (is (target, "comparison", "above-peers"))
    return NULL;
  if (cm_record_is_null (target, "value"))
    return _ ("The target has no value to compare with.");
  if (cm_record_is_null (target, "comparison"))
    return _ ("The target does not say how the value is to be compared.");
  if (is (indicator, "measure", "rank") && is (target, "comparison", "at-least"))
    return _ ("For a rank “at least” can be read both ways; choose “At most” or “Among the "
              "best”.");
  if (is (indicator, "measure", "count") && own > 0 && all > 0 && own != all)
    return _ ("The target counts out of another number than the measurements.");
  return NULL;
}

static CmStanding
judge_value (CmRecord *indicator, CmRecord *target, GPtrArray *measurements, char **why)
{
  CmRecord *latest = find_newest (measurements, NULL, TRUE);
  CmRecord *first = find_first (measurements, latest);
  g_autofree char *now = cm_target_describe_value (indicator, latest);
  g_autofree char *start = NULL;
  gint64 gap = measure_gap (target, cm_record_get_number (latest, "value"));
  gint64 gap_before;

  if (gap <= 0)
    {
      explain (why, indicator, target, now, NULL);
      return CM_STANDING_REACHED;
    }
  if (!cm_record_is_null (indicator, "baseline"))
    {
      gap_before = measure_gap (target, cm_record_get_number (indicator, "baseline"));
      start = cm_target_describe_baseline (indicator);
    }
  else if (first != NULL)
    {
      gap_before = measure_gap (target, cm_record_get_number (first, "value"));
      start = cm_target_describe_value (indicator, first);
    }
  else
    return refuse (why,
                   _ ("Not reached yet; whether it comes nearer cannot be said without a baseline "
                      "or an earlier measurement."));
  explain (why, indicator, target, now, start);
  return judge_gaps (gap, gap_before);
}

CmStanding
cm_target_judge (CmRecord *indicator, CmRecord *target, GPtrArray *measurements, char **why)
{
  const char *obstacle;

  if (target == NULL)
    return refuse (why, _ ("There is no target."));
  if (measurements->len == 0)
    return refuse (why, _ ("Nothing has been measured yet."));
  obstacle = find_obstacle (indicator, target);
  if (obstacle != NULL)
    return refuse (why, obstacle);
  if (cm_record_is_null (cm_target_find_latest (measurements), "value"))
    return refuse (why, _ ("The latest measurement is in words: people judge it."));
  if (is (target, "comparison", "above-peers"))
    return judge_peers (indicator, target, measurements, why);
  return judge_value (indicator, target, measurements, why);
}

/* 1 if higher is better, -1 if lower is, 0 if nobody said it. In a ranking the first is the best.
 */
static int
get_better_way (CmRecord *indicator)
{
  if (is (indicator, "direction", "up"))
    return 1;
  if (is (indicator, "direction", "down") ||
      (is (indicator, "measure", "rank") && cm_record_is_null (indicator, "direction")))
    return -1;
  return 0;
}

CmTravel
cm_target_get_travel (CmRecord *indicator, GPtrArray *measurements)
{
  CmRecord *last = find_newest (measurements, NULL, TRUE);
  CmRecord *before = last != NULL ? find_newest (measurements, last, TRUE) : NULL;
  int way = get_better_way (indicator);
  gint64 change;

  if (before == NULL)
    return CM_TRAVEL_UNKNOWN;
  change = cm_record_get_number (last, "value") - cm_record_get_number (before, "value");
  if (change == 0)
    return CM_TRAVEL_SAME;
  if (way == 0)
    return change > 0 ? CM_TRAVEL_UP : CM_TRAVEL_DOWN;
  return (change > 0) == (way > 0) ? CM_TRAVEL_BETTER : CM_TRAVEL_WORSE;
}

const char *
cm_standing_get_label (CmStanding standing)
{
  switch (standing)
    {
    case CM_STANDING_REACHED:
      return _ ("● reached");
    case CM_STANDING_ON_THE_WAY:
      return _ ("◐ on the way");
    case CM_STANDING_STILL:
      return _ ("○ no nearer yet");
    case CM_STANDING_AWAY:
      return _ ("■ away from it");
    case CM_STANDING_UNKNOWN:
    default:
      return _ ("? cannot be said");
    }
}

const char *
cm_travel_get_label (CmTravel travel)
{
  switch (travel)
    {
    case CM_TRAVEL_BETTER:
      return _ ("↗ getting better");
    case CM_TRAVEL_WORSE:
      return _ ("↘ getting worse");
    case CM_TRAVEL_SAME:
      return _ ("→ unchanged");
    case CM_TRAVEL_UP:
      return _ ("↑ higher");
    case CM_TRAVEL_DOWN:
      return _ ("↓ lower");
    case CM_TRAVEL_UNKNOWN:
    default:
      return _ ("no direction yet");
    }
}

/* --- early warning ---------------------------------------------------------------------------- */

char *
cm_target_describe_warning (CmRecord *indicator, GPtrArray *measurements)
{
  CmRecord *latest = find_newest (measurements, NULL, TRUE);
  const char *action = cm_record_get_text (indicator, "warning_action");
  int way = get_better_way (indicator);
  g_autofree char *now = NULL, *threshold = NULL;
  gint64 value, limit;

  if (latest == NULL || way == 0 || cm_record_is_null (indicator, "warning"))
    return NULL;
  value = cm_record_get_number (latest, "value");
  limit = cm_record_get_number (indicator, "warning");
  if (way > 0 ? value > limit : value < limit)
    return NULL;
  now = format_figure (indicator, value, get_of_n (indicator, NULL));
  threshold = format_figure (indicator, limit, get_of_n (indicator, NULL));
  if (*action == '\0')
    /* translators: %1$s is a measurement, %2$s the value at which a warning is given */
    return g_strdup_printf (
        _ ("Early warning: %1$s, the threshold is %2$s. What is then done is not said."),
        now,
        threshold);
  /* translators: %1$s is a measurement, %2$s the value at which a warning is given, %3$s what is
   * then done, a sentence */
  return g_strdup_printf (
      _ ("Early warning: %1$s, the threshold is %2$s. Then: %3$s"), now, threshold, action);
}
