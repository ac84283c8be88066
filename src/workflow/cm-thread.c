/* cm-thread.c - the golden thread: chapter, outcome, indicator and target, activity, money. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-thread"
#include "config.h"

#include "cm-thread.h"

#include <glib/gi18n.h>

#include "cm-record-list.h"
#include "cm-summary.h"

#define PIECE_US 6000  /* how long the main loop waits for a piece of reading */
#define TOUCHED_MAX 40 /* with more records touched, reading all of them again is as quick */

/**
 * CmThread:
 *
 * What there may be ten thousand of (activities, their links and their money) is read record by
 * record and kept as plain structs by key, so that a change costs what it touches. What there is
 * little of is read again as a whole. Everything is then put together anew, which only follows
 * pointers.
 */
typedef enum
{
  BIG_ACTIVITY,
  BIG_OUTCOME_LINK,
  BIG_CHAPTER_LINK,
  BIG_MONEY,
  N_BIG
} BigKind;

/* A row of activity_outcome, activity_chapter or budget_line. */
typedef struct
{
  char *activity, *other; /* the outcome, chapter or funding source */
  gboolean is_main, is_said;
  gint64 year, amount;
} Row;

struct _CmThread
{
  GObject parent_instance;

  CmStore *store;
  CmScope *scope;
  guint idle;
  gboolean ready;
  gint64 year;

  /* What is being read. */
  BigKind reading;
  CmRecordList *list;
  guint position;

  GHashTable *fresh[N_BIG];    /* as `big`, as far as it has been read; NULL between readings */
  GPtrArray *sorted;           /* the activities in it by title, when all have been read */
  GHashTable *big[N_BIG];      /* id → CmThreadActivity or Row */
  GPtrArray *activity_records; /* CmThreadActivity by title; not owned */

  /* Put together. */
  GHashTable *sources; /* id → CmThreadSource */
  GPtrArray *chapters, *outcomes, *indicators;
  GPtrArray *stray_indicators, *stray_activities;
  GHashTable *by_id; /* of the chapters, outcomes and indicators in the scope; not owned */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmThread, cm_thread, G_TYPE_OBJECT)

static const char *const big_tables[N_BIG] = {
  "activity", "activity_outcome", "activity_chapter", "budget_line"
};

static const char *const small_tables[] = { "partnership", "theme",           "chapter",
                                            "outcome",     "funding_source",  "indicator",
                                            "target",      "indicator_value", "body" };

/* --- structs ---------------------------------------------------------------------------------- */

static void
free_activity (gpointer data)
{
  CmThreadActivity *activity = data;

  g_free (activity->id);
  g_free (activity->title);
  g_free (activity->code);
  g_free (activity->state);
  g_free (activity->carried_by);
  g_clear_pointer (&activity->sources, g_array_unref);
  g_free (activity);
}

static void
free_row (gpointer data)
{
  Row *row = data;

  g_free (row->activity);
  g_free (row->other);
  g_free (row);
}

static void
free_source (gpointer data)
{
  CmThreadSource *source = data;

  g_free (source->id);
  g_free (source->name);
  g_free (source->kind);
  g_free (source);
}

static void
free_link (gpointer data)
{
  CmThreadLink *link = data;

  g_free (link->id);
  g_free (link);
}

static void
free_indicator (gpointer data)
{
  CmThreadIndicator *indicator = data;

  g_object_unref (indicator->record);
  g_ptr_array_unref (indicator->targets);
  g_ptr_array_unref (indicator->measurements);
  g_free (indicator);
}

static void
free_outcome (gpointer data)
{
  CmThreadOutcome *outcome = data;

  g_object_unref (outcome->record);
  g_free (outcome->owner);
  g_ptr_array_unref (outcome->indicators);
  g_ptr_array_unref (outcome->links);
  g_free (outcome);
}

static void
free_chapter (gpointer data)
{
  CmThreadChapter *chapter = data;

  g_free (chapter->id);
  g_free (chapter->name);
  g_free (chapter->theme);
  g_ptr_array_unref (chapter->outcomes);
  g_free (chapter);
}

/* --- reading what there is much of ------------------------------------------------------------ */

static gpointer
read_activity (CmRecord *record)
{
  CmThreadActivity *activity = g_new0 (CmThreadActivity, 1);
  const char *state = cm_record_get_text (record, "state");

  activity->id = g_strdup (cm_record_get_id (record));
  activity->title = g_strdup (cm_record_get_title (record));
  activity->code = g_strdup (cm_record_get_text (record, "code"));
  activity->state = g_strdup (state);
  activity->carried_by = g_strdup (cm_record_get_text (record, "carried_by"));
  activity->over = g_str_equal (state, "closed") || g_str_equal (state, "withdrawn");
  return activity;
}

static gpointer
read_row (CmRecord *record, BigKind kind)
{
  static const char *const others[] = { NULL, "outcome", "chapter", "funding_source" };
  Row *row = g_new0 (Row, 1);

  row->activity = g_strdup (cm_record_get_text (record, "activity"));
  row->other = g_strdup (cm_record_get_text (record, others[kind]));
  if (kind == BIG_MONEY)
    {
      row->year = cm_record_get_number (record, "year");
      row->amount = cm_record_get_number (record, "amount");
      return row;
    }
  row->is_said = !cm_record_is_null (record, "contribution");
  row->is_main = g_str_equal (cm_record_get_text (record, "contribution"), "main");
  return row;
}

static void
take_record (CmThread *self, GHashTable *table, BigKind kind, CmRecord *record)
{
  /* Money of other years is not looked at. */
  if (kind == BIG_MONEY && cm_record_get_number (record, "year") != self->year)
    return;
  g_hash_table_replace (table,
                        g_strdup (cm_record_get_id (record)),
                        kind == BIG_ACTIVITY ? read_activity (record) : read_row (record, kind));
}

/* In an order that costs nothing to find. */
static CmQuery *
make_query (CmThread *self, BigKind kind)
{
  static const char *const orders[] = { "statutory", "contribution", "contribution", "year" };
  CmQuery *query = cm_query_new (big_tables[kind]);

  if (kind == BIG_MONEY)
    cm_query_where_number (query, "year", self->year);
  cm_query_order (query, orders[kind], FALSE);
  return query;
}

/* Whether there is more. */
static gboolean
read_piece (CmThread *self, gint64 until)
{
  while (self->reading < N_BIG)
    {
      if (self->list == NULL)
        {
          self->list = cm_record_list_new (self->store, make_query (self, self->reading));
          self->position = 0;
        }
      while (TRUE)
        {
          g_autoptr (CmRecord) record =
              g_list_model_get_item (G_LIST_MODEL (self->list), self->position);

          if (record == NULL)
            break;
          take_record (self, self->fresh[self->reading], self->reading, record);
          self->position++;
          if (g_get_monotonic_time () >= until)
            return TRUE;
        }
      g_clear_object (&self->list);
      self->reading++;
      if (g_get_monotonic_time () >= until)
        return self->reading < N_BIG;
    }
  return FALSE;
}

/* --- putting together ------------------------------------------------------------------------- */

static GPtrArray *
list_all (CmThread *self, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_list (self->store, query);
}

static void
read_year (CmThread *self)
{
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership = cm_store_first (self->store, query);
  g_autofree char *today = NULL;

  if (partnership != NULL)
    {
      self->year = cm_record_get_number (partnership, "year");
      return;
    }
  today = cm_summary_get_today (self->store);
  self->year = cm_date_financial_year (today);
}

static void
read_sources (CmThread *self)
{
  g_autoptr (GPtrArray) records = list_all (self, "funding_source");

  g_hash_table_remove_all (self->sources);
  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = g_ptr_array_index (records, i);
      CmThreadSource *source = g_new0 (CmThreadSource, 1);

      source->id = g_strdup (cm_record_get_id (record));
      source->name = g_strdup (cm_record_get_title (record));
      source->kind = g_strdup (cm_record_get_text (record, "kind"));
      g_hash_table_insert (self->sources, source->id, source);
    }
}

static gboolean
is_in_scope (CmThread *self, CmRecord *chapter)
{
  if (self->scope->chapter != NULL)
    return g_str_equal (cm_record_get_id (chapter), self->scope->chapter);
  return self->scope->theme == NULL ||
         g_str_equal (cm_record_get_text (chapter, "theme"), self->scope->theme);
}

static void
add_chapter (CmThread *self, CmRecord *record, CmRecord *theme)
{
  CmThreadChapter *chapter = g_new0 (CmThreadChapter, 1);

  chapter->id = g_strdup (cm_record_get_id (record));
  chapter->name = g_strdup (cm_record_get_title (record));
  chapter->theme = g_strdup (cm_record_get_title (theme));
  chapter->outcomes = g_ptr_array_new ();
  g_ptr_array_add (self->chapters, chapter);
  g_hash_table_insert (self->by_id, chapter->id, chapter);
}

static void
build_chapters (CmThread *self)
{
  g_autoptr (GPtrArray) themes = list_all (self, "theme");
  g_autoptr (GPtrArray) records = list_all (self, "chapter");

  for (guint t = 0; t < themes->len; t++)
    for (guint i = 0; i < records->len; i++)
      {
        CmRecord *theme = g_ptr_array_index (themes, t);
        CmRecord *record = g_ptr_array_index (records, i);

        if (g_str_equal (cm_record_get_text (record, "theme"), cm_record_get_id (theme)) &&
            is_in_scope (self, record))
          add_chapter (self, record, theme);
      }
}

static void
build_outcomes (CmThread *self)
{
  g_autoptr (GPtrArray) records = list_all (self, "outcome");

  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = g_ptr_array_index (records, i);
      CmThreadChapter *chapter =
          g_hash_table_lookup (self->by_id, cm_record_get_text (record, "chapter"));
      CmThreadOutcome *outcome;

      if (chapter == NULL)
        continue;
      outcome = g_new0 (CmThreadOutcome, 1);
      outcome->record = g_object_ref (record);
      outcome->chapter = chapter;
      if (!cm_record_is_null (record, "owner"))
        outcome->owner =
            cm_store_get_title (self->store, "body", cm_record_get_text (record, "owner"));
      outcome->indicators = g_ptr_array_new ();
      outcome->links = g_ptr_array_new_with_free_func (free_link);
      g_ptr_array_add (chapter->outcomes, outcome);
      g_ptr_array_add (self->outcomes, outcome);
      g_hash_table_insert (self->by_id, (gpointer) cm_record_get_id (record), outcome);
    }
}

/* The records of a table by the indicator they belong to: id → GPtrArray of CmRecord. */
static GHashTable *
group_by_indicator (CmThread *self, const char *table)
{
  GHashTable *groups =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) records = list_all (self, table);

  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = g_ptr_array_index (records, i);
      const char *indicator = cm_record_get_text (record, "indicator");
      GPtrArray *group = g_hash_table_lookup (groups, indicator);

      if (group == NULL)
        {
          group = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (groups, g_strdup (indicator), group);
        }
      g_ptr_array_add (group, g_object_ref (record));
    }
  return groups;
}

static GPtrArray *
take_group (GHashTable *groups, const char *indicator)
{
  GPtrArray *group = g_hash_table_lookup (groups, indicator);

  return group != NULL ? g_ptr_array_ref (group) : g_ptr_array_new_with_free_func (g_object_unref);
}

static CmThreadIndicator *
make_indicator (CmRecord *record, GHashTable *targets, GHashTable *values, const char *today)
{
  CmThreadIndicator *indicator = g_new0 (CmThreadIndicator, 1);
  const char *id = cm_record_get_id (record);

  indicator->record = g_object_ref (record);
  indicator->targets = take_group (targets, id);
  indicator->measurements = take_group (values, id);
  indicator->target = cm_target_find_current (indicator->targets, today);
  indicator->latest = cm_target_find_latest (indicator->measurements);
  indicator->standing = cm_target_judge (record, indicator->target, indicator->measurements, NULL);
  indicator->travel = cm_target_get_travel (record, indicator->measurements);
  return indicator;
}

static void
build_indicators (CmThread *self)
{
  g_autoptr (GPtrArray) records = list_all (self, "indicator");
  g_autoptr (GHashTable) targets = group_by_indicator (self, "target");
  g_autoptr (GHashTable) values = group_by_indicator (self, "indicator_value");
  g_autofree char *today = cm_summary_get_today (self->store);

  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = g_ptr_array_index (records, i);
      CmThreadOutcome *outcome =
          g_hash_table_lookup (self->by_id, cm_record_get_text (record, "outcome"));
      gboolean stray = cm_record_is_null (record, "outcome");
      CmThreadIndicator *indicator;

      if (outcome == NULL && !(stray && cm_scope_is_whole (self->scope)))
        continue;
      indicator = make_indicator (record, targets, values, today);
      indicator->outcome = outcome;
      g_ptr_array_add (stray ? self->stray_indicators : outcome->indicators, indicator);
      g_ptr_array_add (self->indicators, indicator);
      g_hash_table_insert (self->by_id, (gpointer) cm_record_get_id (record), indicator);
      if (outcome != NULL)
        outcome->chapter->n_indicators++;
    }
}

static int
compare_titles (gconstpointer a, gconstpointer b)
{
  const CmThreadActivity *one = *(const CmThreadActivity *const *) a;
  const CmThreadActivity *other = *(const CmThreadActivity *const *) b;
  int order = g_ascii_strcasecmp (one->title, other->title);

  return order != 0 ? order : g_strcmp0 (one->id, other->id);
}

/* The order is kept: to sort ten thousand titles takes longer than all the rest. */
static GPtrArray *
sort_activities (GHashTable *activities)
{
  GPtrArray *sorted = g_ptr_array_sized_new (g_hash_table_size (activities));
  GHashTableIter iter;
  gpointer activity;

  g_hash_table_iter_init (&iter, activities);
  while (g_hash_table_iter_next (&iter, NULL, &activity))
    g_ptr_array_add (sorted, activity);
  g_ptr_array_sort (sorted, compare_titles);
  return sorted;
}

static void
take_sorted (CmThread *self, GPtrArray *sorted)
{
  g_ptr_array_unref (self->activity_records);
  self->activity_records = sorted;
}

static void
reset_activities (CmThread *self)
{
  gboolean whole = cm_scope_is_whole (self->scope);

  for (guint i = 0; i < self->activity_records->len; i++)
    {
      CmThreadActivity *activity = g_ptr_array_index (self->activity_records, i);

      activity->in_scope = whole;
      activity->n_outcomes = 0;
      activity->money = activity->mainstream = 0;
      g_clear_pointer (&activity->sources, g_array_unref);
    }
}

static void
add_money (CmThreadActivity *activity, const CmThreadSource *source, gint64 amount)
{
  CmThreadMoney money = { source, amount };

  if (activity->sources == NULL)
    activity->sources = g_array_new (FALSE, FALSE, sizeof (CmThreadMoney));
  activity->money += amount;
  if (source != NULL && g_str_equal (source->kind, "mainstream"))
    activity->mainstream += amount;
  for (guint i = 0; i < activity->sources->len; i++)
    {
      CmThreadMoney *known = &g_array_index (activity->sources, CmThreadMoney, i);

      if (known->source == source)
        {
          known->amount += amount;
          return;
        }
    }
  g_array_append_val (activity->sources, money);
}

static void
build_money (CmThread *self)
{
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, self->big[BIG_MONEY]);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      Row *row = data;
      CmThreadActivity *activity = g_hash_table_lookup (self->big[BIG_ACTIVITY], row->activity);

      if (activity != NULL && row->year == self->year)
        add_money (activity, g_hash_table_lookup (self->sources, row->other), row->amount);
    }
}

/* Those that serve a chapter are in its scope. */
static void
build_scope (CmThread *self)
{
  GHashTableIter iter;
  gpointer data;

  if (cm_scope_is_whole (self->scope))
    return;
  g_hash_table_iter_init (&iter, self->big[BIG_CHAPTER_LINK]);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      Row *row = data;
      CmThreadActivity *activity = g_hash_table_lookup (self->big[BIG_ACTIVITY], row->activity);

      if (activity != NULL && g_hash_table_contains (self->by_id, row->other))
        activity->in_scope = TRUE;
    }
}

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const CmThreadLink *one = *(const CmThreadLink *const *) a;
  const CmThreadLink *other = *(const CmThreadLink *const *) b;

  if (one->is_main != other->is_main)
    return one->is_main ? -1 : 1;
  if (one->activity->money != other->activity->money)
    return one->activity->money > other->activity->money ? -1 : 1;
  return compare_titles (&one->activity, &other->activity);
}

static void
build_links (CmThread *self)
{
  GHashTableIter iter;
  gpointer key, data;

  g_hash_table_iter_init (&iter, self->big[BIG_OUTCOME_LINK]);
  while (g_hash_table_iter_next (&iter, &key, &data))
    {
      Row *row = data;
      CmThreadActivity *activity = g_hash_table_lookup (self->big[BIG_ACTIVITY], row->activity);
      CmThreadOutcome *outcome = g_hash_table_lookup (self->by_id, row->other);
      CmThreadLink *link;

      if (activity == NULL)
        continue;
      activity->n_outcomes++;
      if (outcome == NULL)
        continue;
      activity->in_scope = TRUE;
      link = g_new0 (CmThreadLink, 1);
      link->id = g_strdup (key);
      link->activity = activity;
      link->is_main = row->is_main;
      link->is_said = row->is_said;
      g_ptr_array_add (outcome->links, link);
    }
  for (guint i = 0; i < self->outcomes->len; i++)
    g_ptr_array_sort (((CmThreadOutcome *) g_ptr_array_index (self->outcomes, i))->links,
                      compare_links);
}

/* Each activity once, however many outcomes of the chapter it serves. */
static void
sum_chapter (CmThreadChapter *chapter)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint o = 0; o < chapter->outcomes->len; o++)
    {
      CmThreadOutcome *outcome = g_ptr_array_index (chapter->outcomes, o);

      for (guint i = 0; i < outcome->links->len; i++)
        {
          const CmThreadLink *link = g_ptr_array_index (outcome->links, i);

          outcome->money += link->activity->money;
          outcome->mainstream += link->activity->mainstream;
          if (!g_hash_table_add (seen, link->activity))
            continue;
          chapter->n_activities++;
          chapter->money += link->activity->money;
          chapter->mainstream += link->activity->mainstream;
        }
    }
}

static void
find_stray (CmThread *self)
{
  for (guint i = 0; i < self->activity_records->len; i++)
    {
      CmThreadActivity *activity = g_ptr_array_index (self->activity_records, i);

      if (activity->in_scope && activity->n_outcomes == 0 && !activity->over)
        g_ptr_array_add (self->stray_activities, activity);
    }
}

static void
forget_built (CmThread *self)
{
  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->stray_activities, 0);
  g_ptr_array_set_size (self->stray_indicators, 0);
  g_ptr_array_set_size (self->chapters, 0);
  g_ptr_array_set_size (self->outcomes, 0);
  g_ptr_array_set_size (self->indicators, 0);
}

static void
build (CmThread *self)
{
  forget_built (self);
  read_sources (self);
  build_chapters (self);
  build_outcomes (self);
  build_indicators (self);
  reset_activities (self);
  build_money (self);
  build_scope (self);
  build_links (self);
  for (guint i = 0; i < self->chapters->len; i++)
    sum_chapter (g_ptr_array_index (self->chapters, i));
  find_stray (self);
  self->ready = TRUE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- reading when there is time --------------------------------------------------------------- */

static void
end_reading (CmThread *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->sorted == NULL)
    self->sorted = sort_activities (self->fresh[BIG_ACTIVITY]);
  forget_built (self);
  take_sorted (self, g_steal_pointer (&self->sorted));
  for (guint i = 0; i < N_BIG; i++)
    {
      g_hash_table_unref (self->big[i]);
      self->big[i] = g_steal_pointer (&self->fresh[i]);
    }
  build (self);
}

static gboolean
read_cb (gpointer data)
{
  CmThread *self = data;

  if (read_piece (self, g_get_monotonic_time () + PIECE_US))
    return G_SOURCE_CONTINUE;
  if (self->sorted == NULL)
    {
      self->sorted = sort_activities (self->fresh[BIG_ACTIVITY]);
      return G_SOURCE_CONTINUE;
    }
  self->idle = 0;
  end_reading (self);
  return G_SOURCE_REMOVE;
}

static GHashTable *
make_big_table (BigKind kind)
{
  return g_hash_table_new_full (
      g_str_hash, g_str_equal, g_free, kind == BIG_ACTIVITY ? free_activity : free_row);
}

/* What was read before stays until all of it has been read again. */
static void
begin_reading (CmThread *self)
{
  for (guint i = 0; i < N_BIG; i++)
    {
      g_clear_pointer (&self->fresh[i], g_hash_table_unref);
      self->fresh[i] = make_big_table (i);
    }
  g_clear_pointer (&self->sorted, g_ptr_array_unref);
  g_clear_object (&self->list);
  self->reading = BIG_ACTIVITY;
  read_year (self);
  if (self->idle == 0)
    self->idle = g_idle_add (read_cb, self);
}

void
cm_thread_finish (CmThread *self)
{
  if (self->idle == 0)
    return;
  read_piece (self, G_MAXINT64);
  end_reading (self);
}

/* --- following the store ---------------------------------------------------------------------- */

static int
find_big (const char *table)
{
  for (int i = 0; i < N_BIG; i++)
    if (g_str_equal (big_tables[i], table))
      return i;
  return -1;
}

static gboolean
touches_small (const CmChanges *changes)
{
  for (guint i = 0; i < G_N_ELEMENTS (small_tables); i++)
    if (cm_changes_touch (changes, small_tables[i]))
      return TRUE;
  return FALSE;
}

static void
take_change (CmThread *self, BigKind kind, const CmChange *change)
{
  g_autoptr (CmRecord) record = cm_store_get (self->store, big_tables[kind], change->id);

  /* The structs that were put together point at the one that goes: they go first. */
  if (kind == BIG_ACTIVITY)
    forget_built (self);
  g_hash_table_remove (self->big[kind], change->id);
  if (record != NULL)
    take_record (self, self->big[kind], kind, record);
}

static guint
count_big (const CmChanges *changes)
{
  guint n = 0;

  for (guint i = 0; i < cm_changes_get_size (changes); i++)
    n += find_big (cm_changes_get (changes, i)->table->name) >= 0;
  return n;
}

static void
changed_cb (CmThread *self, const CmChanges *changes)
{
  gint64 year = self->year;
  guint n = count_big (changes);
  gboolean activities = FALSE;

  if (n == 0 && !touches_small (changes))
    return;
  read_year (self);
  if (self->idle != 0 || n > TOUCHED_MAX || self->year != year)
    {
      begin_reading (self);
      return;
    }
  for (guint i = 0; i < cm_changes_get_size (changes); i++)
    {
      const CmChange *change = cm_changes_get (changes, i);
      int kind = find_big (change->table->name);

      /* What is computed for an activity is not looked at here. */
      if (kind < 0 || change->kind == CM_CHANGE_DERIVED)
        continue;
      take_change (self, (BigKind) kind, change);
      activities = activities || kind == BIG_ACTIVITY;
    }
  if (activities)
    take_sorted (self, sort_activities (self->big[BIG_ACTIVITY]));
  build (self);
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_thread_dispose (GObject *object)
{
  CmThread *self = CM_THREAD (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->list);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_thread_parent_class)->dispose (object);
}

static void
cm_thread_finalize (GObject *object)
{
  CmThread *self = CM_THREAD (object);

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->stray_activities);
  g_ptr_array_unref (self->stray_indicators);
  g_ptr_array_unref (self->indicators);
  g_ptr_array_unref (self->outcomes);
  g_ptr_array_unref (self->chapters);
  g_ptr_array_unref (self->activity_records);
  g_clear_pointer (&self->sorted, g_ptr_array_unref);
  g_hash_table_unref (self->sources);
  for (guint i = 0; i < N_BIG; i++)
    {
      g_clear_pointer (&self->fresh[i], g_hash_table_unref);
      g_hash_table_unref (self->big[i]);
    }
  cm_scope_free (self->scope);
  G_OBJECT_CLASS (cm_thread_parent_class)->finalize (object);
}

static void
cm_thread_class_init (CmThreadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_thread_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_thread_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", CM_TYPE_THREAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cm_thread_init (CmThread *self)
{
  for (guint i = 0; i < N_BIG; i++)
    self->big[i] = make_big_table (i);
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_source);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->activity_records = g_ptr_array_new ();
  self->chapters = g_ptr_array_new_with_free_func (free_chapter);
  self->outcomes = g_ptr_array_new_with_free_func (free_outcome);
  self->indicators = g_ptr_array_new_with_free_func (free_indicator);
  self->stray_indicators = g_ptr_array_new ();
  self->stray_activities = g_ptr_array_new ();
}

CmThread *
cm_thread_new (CmStore *store, const CmScope *scope)
{
  CmThread *self = g_object_new (CM_TYPE_THREAD, NULL);

  self->store = g_object_ref (store);
  self->scope = cm_scope_copy (scope);
  g_signal_connect_swapped (store, "changed", G_CALLBACK (changed_cb), self);
  begin_reading (self);
  return self;
}

void
cm_thread_set_scope (CmThread *self, const CmScope *scope)
{
  CmScope *copy = cm_scope_copy (scope);

  cm_scope_free (self->scope);
  self->scope = copy;
  if (self->idle == 0)
    build (self);
}

const CmScope *
cm_thread_get_scope (CmThread *self)
{
  return self->scope;
}

CmStore *
cm_thread_get_store (CmThread *self)
{
  return self->store;
}

gboolean
cm_thread_is_ready (CmThread *self)
{
  return self->ready && self->idle == 0;
}

gint64
cm_thread_get_year (CmThread *self)
{
  return self->year;
}

GPtrArray *
cm_thread_get_chapters (CmThread *self)
{
  return self->chapters;
}

GPtrArray *
cm_thread_get_activities (CmThread *self)
{
  return self->activity_records;
}

GPtrArray *
cm_thread_get_stray_indicators (CmThread *self)
{
  return self->stray_indicators;
}

GPtrArray *
cm_thread_get_stray_activities (CmThread *self)
{
  return self->stray_activities;
}

CmThreadChapter *
cm_thread_find_chapter (CmThread *self, const char *id)
{
  for (guint i = 0; i < self->chapters->len; i++)
    if (g_strcmp0 (((CmThreadChapter *) self->chapters->pdata[i])->id, id) == 0)
      return self->chapters->pdata[i];
  return NULL;
}

CmThreadOutcome *
cm_thread_find_outcome (CmThread *self, const char *id)
{
  for (guint i = 0; i < self->outcomes->len; i++)
    {
      CmThreadOutcome *outcome = g_ptr_array_index (self->outcomes, i);

      if (g_strcmp0 (cm_record_get_id (outcome->record), id) == 0)
        return outcome;
    }
  return NULL;
}

CmThreadIndicator *
cm_thread_find_indicator (CmThread *self, const char *id)
{
  for (guint i = 0; i < self->indicators->len; i++)
    {
      CmThreadIndicator *indicator = g_ptr_array_index (self->indicators, i);

      if (g_strcmp0 (cm_record_get_id (indicator->record), id) == 0)
        return indicator;
    }
  return NULL;
}

CmThreadActivity *
cm_thread_find_activity (CmThread *self, const char *id)
{
  return g_hash_table_lookup (self->big[BIG_ACTIVITY], id);
}

CmThreadLink *
cm_thread_find_link (const CmThreadOutcome *outcome, const char *id)
{
  for (guint i = 0; i < outcome->links->len; i++)
    {
      CmThreadLink *link = g_ptr_array_index (outcome->links, i);

      if (g_strcmp0 (link->id, id) == 0)
        return link;
    }
  return NULL;
}

/* --- words ------------------------------------------------------------------------------------ */

char *
cm_thread_describe_share (gint64 money, gint64 mainstream)
{
  int share;

  if (money <= 0)
    return NULL;
  if (mainstream <= 0)
    return g_strdup (_ ("from pots alone"));
  if (mainstream >= money)
    return g_strdup (_ ("all mainstream"));
  /* Neither end is said of what is not there. */
  share = CLAMP ((int) ((mainstream * 100 + money / 2) / money), 1, 99);
  /* translators: %d is a share in per cent */
  return g_strdup_printf (_ ("%d%% mainstream"), share);
}

static char *
describe_latest (const CmThreadIndicator *indicator)
{
  g_autofree char *value = NULL, *date = NULL;

  if (indicator->latest != NULL)
    value = cm_target_describe_value (indicator->record, indicator->latest);
  if (value == NULL)
    return g_strdup (_ ("not measured"));
  date = cm_date_format (cm_record_get_text (indicator->latest, "on_date"));
  /* translators: %1$s is a measurement, %2$s its date */
  return g_strdup_printf (_ ("%1$s on %2$s"), value, date);
}

char *
cm_thread_describe_course (const CmThreadIndicator *indicator)
{
  g_autofree char *start = cm_target_describe_baseline (indicator->record);
  g_autofree char *latest = describe_latest (indicator);
  g_autofree char *target = indicator->target != NULL
                                ? cm_target_describe (indicator->record, indicator->target)
                                : g_strdup (_ ("no target"));

  return g_strdup_printf (
      "%s → %s → %s", start != NULL ? start : _ ("no baseline"), latest, target);
}
