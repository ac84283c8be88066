/* cm-thread-builder.c - makes the drawing of a golden thread of what the thread holds. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-thread-builder"
#include "config.h"

#include "cm-thread-builder.h"

#include <glib/gi18n.h>

#define DRAWN_MAX 40 /* activities that are drawn each on its own */

typedef struct
{
  CmThreadChart *chart;
  GPtrArray *refs;
  char *year;
  GPtrArray *outcomes;   /* of CmThreadOutcome, those that are drawn */
  GPtrArray *activities; /* of CmThreadActivity, each once, as the outcomes have them */
  GHashTable *nodes;     /* CmThreadActivity or CmThreadSource → node + 1 */
  guint rest;            /* node + 1 of all other activities, or 0 */
  guint no_money;        /* node + 1, or 0 */
} Builder;

void
cm_thread_ref_free (gpointer data)
{
  CmThreadRef *ref = data;

  g_free (ref->id);
  g_free (ref);
}

static guint
add_ref (Builder *b, guint node, const char *table, const char *id)
{
  CmThreadRef *ref = g_new0 (CmThreadRef, 1);

  ref->table = table;
  ref->id = g_strdup (id);
  g_ptr_array_add (b->refs, ref);
  g_assert (b->refs->len == node + 1);
  return node;
}

/* What is missing leads to the record that it is missing on. */
static void
add_loose (Builder *b,
           guint from,
           CmThreadColumn column,
           const char *title,
           const char *table,
           const char *id)
{
  add_ref (b, cm_thread_chart_add_loose (b->chart, from, column, title), table, id);
}

static guint
look_up (Builder *b, gconstpointer what)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (b->nodes, what));
}

static void
remember (Builder *b, gconstpointer what, guint node)
{
  g_hash_table_insert (b->nodes, (gpointer) what, GUINT_TO_POINTER (node + 1));
}

/* --- activities ------------------------------------------------------------------------------- */

static int
compare_money (gconstpointer a, gconstpointer b)
{
  const CmThreadActivity *one = *(const CmThreadActivity *const *) a;
  const CmThreadActivity *other = *(const CmThreadActivity *const *) b;

  if (one->money != other->money)
    return one->money > other->money ? -1 : 1;
  return g_strcmp0 (one->title, other->title);
}

/* Which activities are drawn on their own: all, or those with most money. */
static GHashTable *
choose_drawn (Builder *b)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (b->activities, NULL, NULL);
  GHashTable *drawn = g_hash_table_new (NULL, NULL);

  if (sorted->len > DRAWN_MAX)
    g_ptr_array_sort (sorted, compare_money);
  for (guint i = 0; i < sorted->len && i < DRAWN_MAX; i++)
    g_hash_table_add (drawn, g_ptr_array_index (sorted, i));
  return drawn;
}

static guint
add_activity (Builder *b, const CmThreadActivity *activity)
{
  const char *state =
      cm_field_choice_label (cm_table_field (cm_table_find ("activity"), "state"), activity->state);
  g_autofree char *money = activity->money != 0 ? cm_money_format_short (activity->money) : NULL;
  g_autofree char *note =
      money != NULL ? g_strdup_printf ("%s · %s", state, money) : g_strdup (state);
  guint node = cm_thread_chart_add_node (b->chart, CM_COLUMN_ACTIVITY, activity->title, note, NULL);

  remember (b, activity, node);
  return add_ref (b, node, "activity", activity->id);
}

static void
add_rest (Builder *b, GHashTable *drawn)
{
  guint n = b->activities->len - g_hash_table_size (drawn);
  gint64 sum = 0;
  g_autofree char *title = NULL, *note = NULL;

  if (n == 0)
    return;
  for (guint i = 0; i < b->activities->len; i++)
    {
      const CmThreadActivity *activity = g_ptr_array_index (b->activities, i);

      sum += g_hash_table_contains (drawn, activity) ? 0 : activity->money;
    }
  title = g_strdup_printf (ngettext ("%u other activity", "%u other activities", n), n);
  note = cm_money_format_short (sum);
  b->rest = cm_thread_chart_add_node (b->chart, CM_COLUMN_ACTIVITY, title, note, NULL) + 1;
  add_ref (b, b->rest - 1, NULL, NULL);
}

static void
link_activities (Builder *b, guint node, const CmThreadOutcome *outcome)
{
  gint64 rest = 0;
  gboolean has_rest = FALSE;

  for (guint i = 0; i < outcome->links->len; i++)
    {
      const CmThreadLink *link = g_ptr_array_index (outcome->links, i);
      guint activity = look_up (b, link->activity);

      if (activity > 0)
        cm_thread_chart_add_curve (
            b->chart, node, activity - 1, MAX (link->activity->money, 0), !link->is_main);
      else
        {
          rest += MAX (link->activity->money, 0);
          has_rest = TRUE;
        }
    }
  if (has_rest)
    cm_thread_chart_add_curve (b->chart, node, b->rest - 1, rest, TRUE);
  if (outcome->links->len == 0)
    add_loose (b,
               node,
               CM_COLUMN_ACTIVITY,
               _ ("No activity"),
               "outcome",
               cm_record_get_id (outcome->record));
}

/* --- money ------------------------------------------------------------------------------------ */

static gint64
sum_source (Builder *b, const CmThreadSource *source)
{
  gint64 sum = 0;

  for (guint i = 0; i < b->activities->len; i++)
    {
      const CmThreadActivity *activity = g_ptr_array_index (b->activities, i);

      for (guint s = 0; activity->sources != NULL && s < activity->sources->len; s++)
        {
          const CmThreadMoney *money = &g_array_index (activity->sources, CmThreadMoney, s);

          sum += money->source == source ? money->amount : 0;
        }
    }
  return sum;
}

static guint
add_source (Builder *b, const CmThreadSource *source)
{
  const char *kind = cm_field_choice_label (
      cm_table_field (cm_table_find ("funding_source"), "kind"), source->kind);
  g_autofree char *amount = cm_money_format_short (sum_source (b, source));
  g_autofree char *note = g_strdup_printf ("%s\n%s", kind, amount);
  guint node = cm_thread_chart_add_node (b->chart, CM_COLUMN_MONEY, source->name, note, NULL);

  remember (b, source, node);
  return add_ref (b, node, "funding_source", source->id);
}

static void
link_no_money (Builder *b, guint node)
{
  g_autofree char *title = NULL;

  if (b->no_money > 0)
    {
      cm_thread_chart_add_curve (b->chart, node, b->no_money - 1, 0, FALSE);
      return;
    }
  /* translators: %s is a financial year */
  title = g_strdup_printf (_ ("No money in %s"), b->year);
  b->no_money = b->chart->nodes->len + 1;
  add_loose (b, node, CM_COLUMN_MONEY, title, NULL, NULL);
}

static void
link_money (Builder *b, guint node, const CmThreadActivity *activity)
{
  for (guint s = 0; activity->sources != NULL && s < activity->sources->len; s++)
    {
      const CmThreadMoney *money = &g_array_index (activity->sources, CmThreadMoney, s);

      if (money->source != NULL)
        cm_thread_chart_add_curve (
            b->chart, node, look_up (b, money->source) - 1, MAX (money->amount, 0), FALSE);
    }
}

/* What is drawn as one has one curve to each source. */
static void
link_rest_money (Builder *b)
{
  g_autofree double *sums = g_new0 (double, b->chart->nodes->len);
  guint n = b->chart->nodes->len;

  for (guint i = 0; i < b->activities->len; i++)
    {
      const CmThreadActivity *activity = g_ptr_array_index (b->activities, i);

      if (look_up (b, activity) > 0 || activity->sources == NULL)
        continue;
      for (guint s = 0; s < activity->sources->len; s++)
        {
          const CmThreadMoney *money = &g_array_index (activity->sources, CmThreadMoney, s);

          if (money->source != NULL)
            sums[look_up (b, money->source) - 1] += MAX (money->amount, 0);
        }
    }
  for (guint node = 0; node < n; node++)
    if (sums[node] > 0)
      cm_thread_chart_add_curve (b->chart, b->rest - 1, node, sums[node], FALSE);
}

/* Mainstream money stands above the pots; what has none ends below them all. */
static void
add_money (Builder *b)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < b->activities->len; i++)
      {
        const CmThreadActivity *activity = g_ptr_array_index (b->activities, i);

        for (guint s = 0; activity->sources != NULL && s < activity->sources->len; s++)
          {
            const CmThreadSource *source =
                g_array_index (activity->sources, CmThreadMoney, s).source;

            if (source != NULL && look_up (b, source) == 0 &&
                g_str_equal (source->kind, "mainstream") == (pass == 0))
              add_source (b, source);
          }
      }
  for (guint i = 0; i < b->activities->len; i++)
    {
      const CmThreadActivity *activity = g_ptr_array_index (b->activities, i);

      if (look_up (b, activity) > 0)
        link_money (b, look_up (b, activity) - 1, activity);
    }
  if (b->rest > 0)
    link_rest_money (b);
  for (guint i = 0; i < b->activities->len; i++)
    {
      const CmThreadActivity *activity = g_ptr_array_index (b->activities, i);

      if (look_up (b, activity) > 0 && activity->money == 0 && !activity->over)
        link_no_money (b, look_up (b, activity) - 1);
    }
}

/* --- outcomes --------------------------------------------------------------------------------- */

static char *
list_missing (const CmThreadOutcome *outcome)
{
  gboolean no_owner = outcome->owner == NULL;
  gboolean no_operational = cm_record_is_null (outcome->record, "operational");

  if (no_owner && no_operational)
    return g_strdup (_ ("No owner, no operational outcome"));
  if (no_owner)
    return g_strdup (_ ("No owner"));
  return no_operational ? g_strdup (_ ("No operational outcome")) : NULL;
}

static guint
add_outcome (Builder *b, guint chapter, const CmThreadOutcome *outcome)
{
  g_autofree char *missing = list_missing (outcome);
  guint node = cm_thread_chart_add_node (
      b->chart, CM_COLUMN_OUTCOME, cm_record_get_title (outcome->record), outcome->owner, missing);

  add_ref (b, node, "outcome", cm_record_get_id (outcome->record));
  cm_thread_chart_add_curve (b->chart, chapter, node, MAX (outcome->money, 0), FALSE);
  return node;
}

static void
add_indicators (Builder *b, guint node, const CmThreadOutcome *outcome)
{
  for (guint i = 0; i < outcome->indicators->len; i++)
    {
      const CmThreadIndicator *indicator = g_ptr_array_index (outcome->indicators, i);
      g_autofree char *course = cm_thread_describe_course (indicator);
      g_autofree char *warning =
          cm_target_describe_warning (indicator->record, indicator->measurements);
      g_autofree char *note =
          indicator->target != NULL
              ? g_strdup_printf ("%s\n%s", course, cm_standing_get_label (indicator->standing))
              : g_strdup (course);
      guint to = cm_thread_chart_add_node (b->chart,
                                           CM_COLUMN_INDICATOR,
                                           cm_record_get_title (indicator->record),
                                           note,
                                           warning != NULL ? _ ("Early warning") : NULL);

      add_ref (b, to, "indicator", cm_record_get_id (indicator->record));
      cm_thread_chart_add_curve (b->chart, node, to, 0, FALSE);
    }
  if (outcome->indicators->len == 0)
    add_loose (b,
               node,
               CM_COLUMN_INDICATOR,
               _ ("No indicator"),
               "outcome",
               cm_record_get_id (outcome->record));
}

static void
gather (Builder *b, const CmThreadChapter *chapter, const CmThreadOutcome *only)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint o = 0; o < chapter->outcomes->len; o++)
    {
      CmThreadOutcome *outcome = g_ptr_array_index (chapter->outcomes, o);

      if (only != NULL && outcome != only)
        continue;
      g_ptr_array_add (b->outcomes, outcome);
      for (guint i = 0; i < outcome->links->len; i++)
        {
          CmThreadActivity *activity = ((CmThreadLink *) outcome->links->pdata[i])->activity;

          if (g_hash_table_add (seen, activity))
            g_ptr_array_add (b->activities, activity);
        }
    }
}

static void
add_summary (Builder *b)
{
  gint64 money = 0, mainstream = 0;
  g_autofree char *amount = NULL, *share = NULL;

  for (guint i = 0; i < b->activities->len; i++)
    {
      const CmThreadActivity *activity = g_ptr_array_index (b->activities, i);

      money += activity->money;
      mainstream += activity->mainstream;
    }
  amount = cm_money_format (money);
  share = cm_thread_describe_share (money, mainstream);
  b->chart->summary = share != NULL
                          /* translators: %1$s is an amount of money, %2$s a financial year, %3$s
                           * how much of it is mainstream, such as 63% mainstream */
                          ? g_strdup_printf (_ ("%1$s in %2$s, %3$s."), amount, b->year, share)
                          /* translators: %s is a financial year */
                          : g_strdup_printf (_ ("No money in %s."), b->year);
}

static void
build (Builder *b, const CmThreadChapter *chapter)
{
  guint root =
      cm_thread_chart_add_node (b->chart, CM_COLUMN_CHAPTER, chapter->name, chapter->theme, NULL);
  g_autofree guint *nodes = g_new0 (guint, b->outcomes->len + 1);
  g_autoptr (GHashTable) drawn = choose_drawn (b);

  add_ref (b, root, "chapter", chapter->id);
  if (b->outcomes->len == 0)
    add_loose (b, root, CM_COLUMN_OUTCOME, _ ("No outcome"), "chapter", chapter->id);
  for (guint i = 0; i < b->outcomes->len; i++)
    {
      nodes[i] = add_outcome (b, root, g_ptr_array_index (b->outcomes, i));
      add_indicators (b, nodes[i], g_ptr_array_index (b->outcomes, i));
    }
  for (guint i = 0; i < b->activities->len; i++)
    if (g_hash_table_contains (drawn, g_ptr_array_index (b->activities, i)))
      add_activity (b, g_ptr_array_index (b->activities, i));
  add_rest (b, drawn);
  for (guint i = 0; i < b->outcomes->len; i++)
    link_activities (b, nodes[i], g_ptr_array_index (b->outcomes, i));
  add_money (b);
  add_summary (b);
}

CmThreadChart *
cm_thread_build_chart (CmThread *thread,
                       const CmThreadChapter *chapter,
                       const CmThreadOutcome *only,
                       GPtrArray *refs)
{
  Builder b = { 0 };

  b.year = cm_year_format (cm_thread_get_year (thread));
  b.chart = cm_thread_chart_new (only != NULL ? cm_record_get_title (only->record) : chapter->name,
                                 b.year);
  b.refs = refs;
  b.outcomes = g_ptr_array_new ();
  b.activities = g_ptr_array_new ();
  b.nodes = g_hash_table_new (NULL, NULL);
  gather (&b, chapter, only);
  build (&b, chapter);
  g_ptr_array_unref (b.outcomes);
  g_ptr_array_unref (b.activities);
  g_hash_table_unref (b.nodes);
  g_free (b.year);
  return b.chart;
}
