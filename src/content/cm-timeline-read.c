/* cm-timeline-read.c - timelines from XML, and what a schema cannot say about them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-docbook-private.h"
#include "cm-timeline-private.h"
#include "cm-value.h"
#include "cm-xml-private.h"

/* Nobody takes in a planner with more. */
#define ITEMS_MAX 500
#define MONTHS_MAX 24
#define WEEKS_MAX 104
/* In so many years from that one, 1 April has been every day of the week before every kind of
 * February. */
#define YEAR_FIRST 2001
#define N_YEARS 28

typedef struct
{
  CmTimeline *timeline;
  CmXmlNames names;
  CmManual *manual; /* or NULL */
  GPtrArray *faults;
} Reading;

static void
report (Reading *reading, const xmlNode *node, char *message)
{
  _cm_xml_report (reading->faults, &reading->names, node, message);
}

/* --- times as text ---------------------------------------------------------------------------- */

static gboolean
take_number (const char **text, int *number)
{
  const char *start = **text == '-' ? *text + 1 : *text;
  char *end;
  guint64 value;

  if (!g_ascii_isdigit (*start))
    return FALSE;
  value = g_ascii_strtoull (start, &end, 10);
  *number = (int) MIN (value, 10000);
  if (start != *text)
    *number = -*number;
  *text = end;
  return TRUE;
}

/* Of the form 2009-05-14. */
static gboolean
is_iso (const char *text)
{
  for (guint i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  return text[10] == '\0';
}

static char *
parse_day (const char *text, CmTimelineWhen *when)
{
  guint64 year, month, day;
  GDate date;

  if (!is_iso (text))
    return g_strdup_printf (_ ("“%s” is no time; write a month (m0 is April, m11 the March after "
                               "it), a day of one (m8.31), a week (w0 is that of 1 April) or one "
                               "of its days (w0.1 is its Monday)"),
                            text);
  year = g_ascii_strtoull (text, NULL, 10);
  month = g_ascii_strtoull (text + 5, NULL, 10);
  day = g_ascii_strtoull (text + 8, NULL, 10);
  if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return g_strdup_printf (_ ("there is no day “%s”"), text);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  when->unit = CM_TIMELINE_DAY;
  when->number = (int) g_date_get_julian (&date);
  when->day = 0;
  return NULL;
}

static gboolean
is_near (const CmTimelineWhen *when)
{
  if (when->unit == CM_TIMELINE_MONTH)
    return when->number >= CM_TIMELINE_MONTH_MIN && when->number <= CM_TIMELINE_MONTH_MAX;
  return when->number >= CM_TIMELINE_WEEK_MIN && when->number <= CM_TIMELINE_WEEK_MAX;
}

static int
count_days (const CmTimelineWhen *when)
{
  if (when->unit == CM_TIMELINE_WEEK)
    return 7;
  /* February as it is in most years. */
  return g_date_get_days_in_month ((GDateMonth) ((when->number + 27) % 12 + 1), YEAR_FIRST);
}

/* What is wrong with it, or NULL. */
static char *
parse_when (const char *text, CmTimelineWhen *when)
{
  const char *rest = text + 1;
  gboolean has_day;

  memset (when, 0, sizeof *when);
  if ((*text != 'm' && *text != 'w') || !take_number (&rest, &when->number))
    return parse_day (text, when);
  when->unit = *text == 'm' ? CM_TIMELINE_MONTH : CM_TIMELINE_WEEK;
  has_day = *rest == '.';
  if (has_day)
    {
      rest++;
      if (!g_ascii_isdigit (*rest) || !take_number (&rest, &when->day))
        return parse_day (text, when);
    }
  if (*rest != '\0')
    return parse_day (text, when);
  if (!is_near (when))
    return g_strdup_printf (_ ("“%1$s” is too far from its year; months go from m%2$d to m%3$d, "
                               "weeks from w%4$d to w%5$d"),
                            text,
                            CM_TIMELINE_MONTH_MIN,
                            CM_TIMELINE_MONTH_MAX,
                            CM_TIMELINE_WEEK_MIN,
                            CM_TIMELINE_WEEK_MAX);
  if (has_day && (when->day < 1 || when->day > count_days (when)))
    return g_strdup_printf (
        _ ("“%1$s” is no day of every year; it can be 1 to %2$d"), text, count_days (when));
  return NULL;
}

/* A day of the calendar belongs to one year only, and near it. */
static char *
check_day (const CmTimeline *timeline, const CmTimelineWhen *when)
{
  GDate date;
  gint64 year;

  if (when->unit != CM_TIMELINE_DAY)
    return NULL;
  if (timeline->year == 0)
    return g_strdup (_ ("a date is of one year, but the timeline is for every year; write a month "
                        "or week instead, or give the timeline the attribute “year”"));
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) when->number);
  year = g_date_get_year (&date);
  if (year >= timeline->year - 2 && year <= timeline->year + 3)
    return NULL;
  return g_strdup_printf (_ ("the date is too far from the year %d of the timeline"),
                          (int) timeline->year);
}

static void
read_when (Reading *reading, const xmlNode *node, const char *name, CmTimelineWhen *when)
{
  g_autofree char *text = _cm_xml_attribute (node, name, NULL);
  char *why;

  memset (when, 0, sizeof *when);
  if (text == NULL)
    return;
  g_strstrip (text);
  why = parse_when (text, when);
  if (why == NULL)
    why = check_day (reading->timeline, when);
  if (why == NULL)
    return;
  report (reading, node, why);
  memset (when, 0, sizeof *when);
}

/* --- times in years --------------------------------------------------------------------------- */

typedef gboolean (*Wrong) (const CmTimeline *timeline,
                           const CmTimelineWhen *from,
                           const CmTimelineWhen *to,
                           gint64 year);

/* Reports the text if it is so in any year; says in which, if not in all. */
static void
check_years (Reading *reading,
             const xmlNode *node,
             Wrong is_wrong,
             const CmTimelineWhen *from,
             const CmTimelineWhen *to,
             const char *text)
{
  const CmTimeline *timeline = reading->timeline;
  gint64 first = timeline->year != 0 ? timeline->year : YEAR_FIRST, year = 0;
  guint n_years = timeline->year != 0 ? 1 : N_YEARS, n = 0;

  for (guint i = 0; i < n_years; i++)
    if (is_wrong (timeline, from, to, first + i))
      {
        year = n == 0 ? first + i : year;
        n++;
      }
  if (n == n_years)
    report (reading, node, g_strdup (text));
  else if (n > 0)
    {
      g_autofree char *shown = cm_year_format (year);

      /* translators: what is wrong, and a financial year as 2010/11 in which it is so */
      report (reading, node, g_strdup_printf (_ ("%1$s (so in %2$s)"), text, shown));
    }
}

static gboolean
is_reversed (const CmTimeline *timeline,
             const CmTimelineWhen *from,
             const CmTimelineWhen *to,
             gint64 year)
{
  CmTimelineSpan span = _cm_timeline_make_span (from, to, year);

  return g_date_compare (&span.last, &span.first) < 0;
}

/* The end of one period and the beginning of the next. */
static gboolean
is_overlap (const CmTimeline *timeline,
            const CmTimelineWhen *end,
            const CmTimelineWhen *begin,
            gint64 year)
{
  GDate last, first;

  _cm_timeline_when_resolve (end, year, TRUE, &last);
  _cm_timeline_when_resolve (begin, year, FALSE, &first);
  return g_date_compare (&first, &last) <= 0;
}

static gboolean
is_outside (const CmTimeline *timeline,
            const CmTimelineWhen *from,
            const CmTimelineWhen *to,
            gint64 year)
{
  GPtrArray *periods = timeline->periods;
  const CmTimelinePeriod *first = g_ptr_array_index (periods, 0);
  const CmTimelinePeriod *last = g_ptr_array_index (periods, periods->len - 1);
  CmTimelineSpan columns = _cm_timeline_make_span (&first->from, &last->to, year);
  CmTimelineSpan span = _cm_timeline_make_span (from, to, year);

  return g_date_compare (&span.first, &columns.first) < 0 ||
         g_date_compare (&span.last, &columns.last) > 0;
}

static void
check_span (Reading *reading,
            const xmlNode *node,
            const CmTimelineWhen *from,
            const CmTimelineWhen *to,
            gboolean outside)
{
  if (from->unit == CM_TIMELINE_UNKNOWN || to->unit == CM_TIMELINE_UNKNOWN)
    return;
  check_years (reading,
               node,
               is_reversed,
               from,
               to,
               _ ("it ends before it begins; put the earlier time into “from”"));
  if (!outside)
    check_years (reading,
                 node,
                 is_outside,
                 from,
                 to,
                 _ ("it is not within the periods; add a period for it, or write outside=\"yes\" "
                    "if it is meant to stand before the first or after the last one"));
}

/* --- periods ---------------------------------------------------------------------------------- */

static char *
read_words (const xmlNode *node)
{
  char *text = node != NULL ? _cm_docbook_text (node) : NULL;

  if (text != NULL && *text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static void
read_period (Reading *reading, const xmlNode *node)
{
  GPtrArray *periods = reading->timeline->periods;
  const CmTimelinePeriod *before =
      periods->len > 0 ? g_ptr_array_index (periods, periods->len - 1) : NULL;
  CmTimelinePeriod *period = g_new0 (CmTimelinePeriod, 1);

  period->line = _cm_xml_line (node);
  period->title = read_words (node);
  read_when (reading, node, "from", &period->from);
  read_when (reading, node, "to", &period->to);
  if (period->from.unit == CM_TIMELINE_UNKNOWN || period->to.unit == CM_TIMELINE_UNKNOWN)
    {
      _cm_timeline_period_free (period);
      return;
    }
  check_span (reading, node, &period->from, &period->to, TRUE);
  if (before != NULL)
    check_years (reading,
                 node,
                 is_overlap,
                 &before->to,
                 &period->from,
                 _ ("it begins before the period above it has ended; put the periods in order and "
                    "let them not overlap"));
  g_ptr_array_add (periods, period);
}

static void
add_months (CmTimeline *timeline, int line)
{
  for (int i = 0; i < 12; i++)
    {
      CmTimelinePeriod *period = g_new0 (CmTimelinePeriod, 1);

      period->from.unit = CM_TIMELINE_MONTH;
      period->from.number = i;
      period->to = period->from;
      period->line = line;
      g_ptr_array_add (timeline->periods, period);
    }
}

static void
read_periods (Reading *reading, const xmlNode *root)
{
  const xmlNode *node = _cm_xml_find (root, "periods", CM_NS_COMMISSIONING);

  for (const xmlNode *child = _cm_xml_children (node); child != NULL; child = child->next)
    if (_cm_xml_is (child, "period", CM_NS_COMMISSIONING))
      read_period (reading, child);
  if (reading->timeline->periods->len == 0)
    add_months (reading->timeline, _cm_xml_line (root));
}

/* --- items ------------------------------------------------------------------------------------ */

static gboolean
is_yes (const xmlNode *node, const char *name)
{
  g_autofree char *text = _cm_xml_attribute (node, name, NULL);

  return g_strcmp0 (text, "yes") == 0;
}

static CmTimelineTopic
read_topic (const xmlNode *node)
{
  g_autofree char *text = _cm_xml_attribute (node, "kind", NULL);

  if (g_strcmp0 (text, "planning") == 0)
    return CM_TIMELINE_PLANNING;
  if (g_strcmp0 (text, "budget") == 0)
    return CM_TIMELINE_BUDGET;
  return g_strcmp0 (text, "reporting") == 0 ? CM_TIMELINE_REPORTING : CM_TIMELINE_ANY;
}

static gboolean
has_stage (CmManual *manual, const char *id)
{
  for (guint i = 0; i < cm_manual_get_n_stages (manual); i++)
    if (g_strcmp0 (cm_manual_get_stage (manual, i)->id, id) == 0)
      return TRUE;
  return FALSE;
}

static void
check_place (Reading *reading, const xmlNode *node, const CmTimelineItem *item)
{
  CmManual *manual = reading->manual;

  if (manual == NULL)
    return;
  if (item->step != NULL && cm_manual_find_step (manual, item->step) == NULL)
    report (reading, node, g_strdup_printf (_ ("the manual has no step “%s”"), item->step));
  else if (item->stage != NULL && !has_stage (manual, item->stage))
    report (reading, node, g_strdup_printf (_ ("the manual has no stage “%s”"), item->stage));
  if (item->group != NULL && cm_manual_find_group (manual, item->group) == NULL)
    report (reading,
            node,
            g_strdup_printf (_ ("the manual has no group “%s”; its chapter on roles names them "
                                "(<c:group>)"),
                             item->group));
}

static void
check_origin (Reading *reading, const xmlNode *node, const CmTimelineItem *item)
{
  if (item->source == NULL)
    {
      if (!item->editorial)
        report (reading,
                node,
                g_strdup (_ ("say where it is known from, with source=\"…\" and the id of one of "
                             "the sources; advice and general practice are marked with "
                             "editorial=\"yes\"")));
    }
  else if (cm_timeline_find_source (reading->timeline, item->source) == NULL)
    report (reading,
            node,
            g_strdup_printf (_ ("the timeline has no source “%s”; add a <source> with that id"),
                             item->source));
  else if (is_yes (node, "editorial"))
    report (reading,
            node,
            g_strdup (_ ("it names a source and is marked as editorial; take one of them out")));
}

/* "plan" of "plan/options". */
static void
read_place (Reading *reading, const xmlNode *node, CmTimelineItem *item)
{
  g_autofree char *stage = NULL;

  item->stage = _cm_xml_attribute (node, "stage", NULL);
  item->step = _cm_xml_attribute (node, "step", NULL);
  if (item->step == NULL)
    return;
  stage = g_strndup (item->step, strcspn (item->step, "/"));
  if (item->stage != NULL && !g_str_equal (item->stage, stage))
    report (reading,
            node,
            g_strdup_printf (_ ("the step “%1$s” is not of the stage “%2$s”; leave the stage out"),
                             item->step,
                             item->stage));
  g_free (item->stage);
  item->stage = g_steal_pointer (&stage);
}

static void
read_item (Reading *reading, const xmlNode *node, CmTimelineItem *item)
{
  item->line = _cm_xml_line (node);
  item->title = read_words (_cm_xml_find (node, "title", CM_NS_COMMISSIONING));
  item->text = read_words (_cm_xml_find (node, "text", CM_NS_COMMISSIONING));
  item->group = _cm_xml_attribute (node, "group", NULL);
  item->source = _cm_xml_attribute (node, "source", NULL);
  item->topic = read_topic (node);
  item->open = is_yes (node, "open");
  item->outside = is_yes (node, "outside");
  item->editorial =
      item->source == NULL && (reading->timeline->editorial || is_yes (node, "editorial"));
  read_place (reading, node, item);
  if (item->title == NULL)
    report (reading, node, g_strdup (_ ("its title has no words; say what is done")));
  check_place (reading, node, item);
  check_origin (reading, node, item);
}

static gboolean
has (const xmlNode *node, const char *name)
{
  g_autofree char *text = _cm_xml_attribute (node, name, NULL);

  return text != NULL;
}

static void
read_bar (Reading *reading, const xmlNode *node)
{
  CmTimelineBar *bar = g_new0 (CmTimelineBar, 1);

  read_item (reading, node, &bar->item);
  read_when (reading, node, "from", &bar->from);
  read_when (reading, node, "to", &bar->to);
  if (has (node, "from") != has (node, "to"))
    report (reading,
            node,
            g_strdup (_ ("say both “from” and “to”, or none if it is not known when it is")));
  check_span (reading, node, &bar->from, &bar->to, bar->item.outside);
  g_ptr_array_add (reading->timeline->bars, bar);
}

static void
read_milestone (Reading *reading, const xmlNode *node)
{
  CmTimelineMilestone *milestone = g_new0 (CmTimelineMilestone, 1);

  read_item (reading, node, &milestone->item);
  read_when (reading, node, "when", &milestone->when);
  check_span (reading, node, &milestone->when, &milestone->when, milestone->item.outside);
  g_ptr_array_add (reading->timeline->milestones, milestone);
}

static gboolean
parse_every (const char *text, CmTimelineRhythm *rhythm)
{
  const char *rest = text;
  int number;

  if (*text == '-' || !take_number (&rest, &number) || *rest++ != ' ')
    return FALSE;
  if (g_str_equal (rest, "week") || g_str_equal (rest, "weeks"))
    rhythm->unit = CM_TIMELINE_WEEK;
  else if (g_str_equal (rest, "month") || g_str_equal (rest, "months"))
    rhythm->unit = CM_TIMELINE_MONTH;
  else
    return FALSE;
  rhythm->every = (guint) number;
  return number > 0 && number <= (rhythm->unit == CM_TIMELINE_WEEK ? WEEKS_MAX : MONTHS_MAX);
}

static void
read_rhythm (Reading *reading, const xmlNode *node)
{
  CmTimelineRhythm *rhythm = g_new0 (CmTimelineRhythm, 1);
  g_autofree char *every = _cm_xml_attribute (node, "every", NULL);

  read_item (reading, node, &rhythm->item);
  read_when (reading, node, "from", &rhythm->from);
  read_when (reading, node, "to", &rhythm->to);
  check_span (reading, node, &rhythm->from, &rhythm->to, rhythm->item.outside);
  if (!parse_every (g_strstrip (every), rhythm))
    report (reading,
            node,
            /* translators: the words “weeks” and “months” are not translated */
            g_strdup_printf (_ ("“%1$s” is no rhythm; write “4 weeks” (1 to %2$d) or “3 months” "
                                "(1 to %3$d)"),
                             every,
                             WEEKS_MAX,
                             MONTHS_MAX));
  g_ptr_array_add (reading->timeline->rhythms, rhythm);
}

static void
read_items (Reading *reading, const xmlNode *root)
{
  guint n = 0;

  for (const xmlNode *node = _cm_xml_children (root); node != NULL; node = node->next)
    {
      gboolean is_bar = _cm_xml_is (node, "bar", CM_NS_COMMISSIONING);
      gboolean is_milestone = _cm_xml_is (node, "milestone", CM_NS_COMMISSIONING);

      if (!is_bar && !is_milestone && !_cm_xml_is (node, "rhythm", CM_NS_COMMISSIONING))
        continue;
      if (++n > ITEMS_MAX)
        {
          report (reading,
                  node,
                  g_strdup_printf (
                      _ ("there are more than %d bars, milestones and rhythms; make two timelines"),
                      ITEMS_MAX));
          return;
        }
      if (is_bar)
        read_bar (reading, node);
      else if (is_milestone)
        read_milestone (reading, node);
      else
        read_rhythm (reading, node);
    }
}

/* --- the whole -------------------------------------------------------------------------------- */

static void
read_year (Reading *reading, const xmlNode *root)
{
  g_autofree char *text = _cm_xml_attribute (root, "year", NULL);
  guint64 year;

  if (text == NULL)
    return;
  if (g_ascii_string_to_unsigned (
          g_strstrip (text), 10, CM_TIMELINE_YEAR_MIN, CM_TIMELINE_YEAR_MAX, &year, NULL))
    reading->timeline->year = (gint64) year;
  else
    report (reading,
            root,
            g_strdup_printf (_ ("“%1$s” is no year; write the one in which the financial year "
                                "begins, %2$d to %3$d"),
                             text,
                             CM_TIMELINE_YEAR_MIN,
                             CM_TIMELINE_YEAR_MAX));
}

static void
read_source (Reading *reading, const xmlNode *node)
{
  CmTimelineSource *source = g_new0 (CmTimelineSource, 1);

  source->id = _cm_xml_attribute (node, "id", NULL);
  source->text = _cm_docbook_text (node);
  source->link = _cm_xml_attribute (node, "href", CM_NS_XLINK);
  if (cm_timeline_find_source (reading->timeline, source->id) != NULL)
    report (
        reading, node, g_strdup_printf (_ ("another source has the id “%s” already"), source->id));
  if (*source->text == '\0')
    report (reading, node, g_strdup (_ ("the source has no words; name the paper or page")));
  g_ptr_array_add (reading->timeline->sources, source);
}

static void
add_words (GPtrArray *list, const xmlNode *node)
{
  char *text = read_words (node);

  if (text != NULL)
    g_ptr_array_add (list, text);
}

static void
read_head (Reading *reading, const xmlNode *root)
{
  CmTimeline *timeline = reading->timeline;

  for (const xmlNode *node = _cm_xml_children (root); node != NULL; node = node->next)
    if (_cm_xml_is (node, "source", CM_NS_COMMISSIONING))
      read_source (reading, node);
    else if (_cm_xml_is (node, "partner", CM_NS_COMMISSIONING))
      add_words (timeline->partners, node);
    else if (_cm_xml_is (node, "note", CM_NS_COMMISSIONING))
      add_words (timeline->notes, node);
  if (timeline->title == NULL)
    report (reading, root, g_strdup (_ ("the timeline’s title has no words")));
  if (timeline->kind == CM_TIMELINE_PARTNER && timeline->partners->len == 0)
    report (reading, root, g_strdup (_ ("say whose cycle it is (<partner>)")));
  if (!timeline->editorial && timeline->sources->len == 0)
    report (reading,
            root,
            g_strdup (_ ("say where it is known from (<source>); advice and general practice are "
                         "marked with editorial=\"yes\"")));
}

static CmTimelineKind
read_kind (const xmlNode *root)
{
  g_autofree char *text = _cm_xml_attribute (root, "kind", NULL);

  if (g_strcmp0 (text, "partner") == 0)
    return CM_TIMELINE_PARTNER;
  return g_strcmp0 (text, "project") == 0 ? CM_TIMELINE_PROJECT : CM_TIMELINE_COMMISSIONING;
}

CmTimeline *
_cm_timeline_read (xmlDoc *xml, const char *name, CmManual *manual, GPtrArray *faults)
{
  const xmlNode *root = xmlDocGetRootElement (xml);
  g_autoptr (GPtrArray) found = cm_faults_new ();
  CmTimeline *timeline = _cm_timeline_new ();
  Reading reading = {
    .timeline = timeline, .names = { name, name }, .manual = manual, .faults = found
  };

  timeline->id = _cm_docbook_id (root);
  timeline->kind = read_kind (root);
  timeline->title = read_words (_cm_xml_find (root, "title", CM_NS_COMMISSIONING));
  timeline->summary = read_words (_cm_xml_find (root, "summary", CM_NS_COMMISSIONING));
  timeline->editorial = is_yes (root, "editorial");
  timeline->own = _cm_xml_is_own (root);
  read_year (&reading, root);
  read_head (&reading, root);
  read_periods (&reading, root);
  read_items (&reading, root);
  if (cm_faults_move (faults, found) == 0)
    return timeline;
  cm_timeline_free (timeline);
  return NULL;
}
