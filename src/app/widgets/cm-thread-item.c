/* cm-thread-item.c - a row of the golden thread, and its words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-thread-item"
#include "config.h"

#include "cm-thread-item.h"

#include <glib/gi18n.h>

/**
 * CmThreadItem:
 *
 * Says which record a row shows, not what is in it: the words are made when the row is seen, from
 * what the thread holds by then.
 */
struct _CmThreadItem
{
  GObject parent_instance;

  CmThreadItemKind kind;
  char *id, *link, *key;
  CmThreadItem *parent; /* weak */
  GListStore *children; /* or NULL */
};

G_DEFINE_FINAL_TYPE (CmThreadItem, cm_thread_item, G_TYPE_OBJECT)

static void
cm_thread_item_finalize (GObject *object)
{
  CmThreadItem *self = CM_THREAD_ITEM (object);

  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->children);
  g_free (self->id);
  g_free (self->link);
  g_free (self->key);
  G_OBJECT_CLASS (cm_thread_item_parent_class)->finalize (object);
}

static void
cm_thread_item_class_init (CmThreadItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_thread_item_finalize;
}

static void
cm_thread_item_init (CmThreadItem *self)
{
}

char *
cm_thread_item_make_key (CmThreadItemKind kind, const char *id, const char *link)
{
  const char kind_letter[] = { (char) ('A' + kind), '\0' };

  return g_strconcat (kind_letter, link != NULL ? link : id, NULL);
}

CmThreadItem *
cm_thread_item_new (CmThreadItemKind kind, const char *id, const char *link, CmThreadItem *parent)
{
  CmThreadItem *self = g_object_new (CM_TYPE_THREAD_ITEM, NULL);

  self->kind = kind;
  self->id = g_strdup (id);
  self->link = g_strdup (link);
  self->key = cm_thread_item_make_key (kind, id, link);
  /* There may be thousands of strays, and to let go of a weak pointer takes as long as there are
   * others. */
  if (kind != CM_THREAD_ITEM_STRAY_ACTIVITY)
    g_set_weak_pointer (&self->parent, parent);
  return self;
}

CmThreadItemKind
cm_thread_item_get_kind (CmThreadItem *self)
{
  return self->kind;
}

const char *
cm_thread_item_get_id (CmThreadItem *self)
{
  return self->id;
}

const char *
cm_thread_item_get_link (CmThreadItem *self)
{
  return self->link;
}

const char *
cm_thread_item_get_key (CmThreadItem *self)
{
  return self->key;
}

CmThreadItem *
cm_thread_item_get_parent (CmThreadItem *self)
{
  return self->parent;
}

const char *
cm_thread_item_get_table (CmThreadItem *self)
{
  switch (self->kind)
    {
    case CM_THREAD_ITEM_CHAPTER:
      return "chapter";
    case CM_THREAD_ITEM_OUTCOME:
      return "outcome";
    case CM_THREAD_ITEM_INDICATOR:
      return "indicator";
    case CM_THREAD_ITEM_ACTIVITY:
      return "activity_outcome";
    case CM_THREAD_ITEM_NO_OUTCOME:
    case CM_THREAD_ITEM_NO_INDICATOR:
    case CM_THREAD_ITEM_NO_ACTIVITY:
    case CM_THREAD_ITEM_STRAY_INDICATORS:
    case CM_THREAD_ITEM_STRAY_ACTIVITIES:
    case CM_THREAD_ITEM_STRAY_ACTIVITY:
    default:
      return NULL;
    }
}

const char *
cm_thread_item_get_record_id (CmThreadItem *self)
{
  return self->kind == CM_THREAD_ITEM_ACTIVITY ? self->link : self->id;
}

const char *
cm_thread_item_get_outcome (CmThreadItem *self)
{
  if (self->kind == CM_THREAD_ITEM_OUTCOME)
    return self->id;
  return self->parent != NULL && self->parent->kind == CM_THREAD_ITEM_OUTCOME ? self->parent->id
                                                                              : NULL;
}

const char *
cm_thread_item_get_chapter (CmThreadItem *self)
{
  for (CmThreadItem *item = self; item != NULL; item = item->parent)
    if (item->kind == CM_THREAD_ITEM_CHAPTER)
      return item->id;
  return NULL;
}

gboolean
cm_thread_item_can_have_children (CmThreadItem *self)
{
  return self->kind == CM_THREAD_ITEM_CHAPTER || self->kind == CM_THREAD_ITEM_OUTCOME ||
         self->kind == CM_THREAD_ITEM_STRAY_INDICATORS ||
         self->kind == CM_THREAD_ITEM_STRAY_ACTIVITIES;
}

gboolean
cm_thread_item_is_gap (CmThreadItem *self)
{
  return self->kind == CM_THREAD_ITEM_NO_OUTCOME || self->kind == CM_THREAD_ITEM_NO_INDICATOR ||
         self->kind == CM_THREAD_ITEM_NO_ACTIVITY;
}

GListStore *
cm_thread_item_get_children (CmThreadItem *self)
{
  return self->children;
}

GListStore *
cm_thread_item_make_children (CmThreadItem *self)
{
  if (self->children == NULL)
    self->children = g_list_store_new (CM_TYPE_THREAD_ITEM);
  return self->children;
}

/* --- words ------------------------------------------------------------------------------------ */

static char *
count_outcomes (guint n)
{
  return g_strdup_printf (ngettext ("%u outcome", "%u outcomes", n), n);
}

static char *
count_indicators (guint n)
{
  return n == 0 ? g_strdup (_ ("no indicator"))
                : g_strdup_printf (ngettext ("%u indicator", "%u indicators", n), n);
}

static char *
count_activities (guint n)
{
  return n == 0 ? g_strdup (_ ("no activity"))
                : g_strdup_printf (ngettext ("%u activity", "%u activities", n), n);
}

static void
describe_money (CmThreadWords *words, gint64 money, gint64 mainstream, gboolean wanted)
{
  words->share = cm_thread_describe_share (money, mainstream);
  if (money != 0)
    words->money = cm_money_format (money);
  else if (wanted)
    {
      words->share = g_strdup (_ ("◇ no money"));
      words->share_loose = TRUE;
    }
}

/* What belongs to it, marked if something is missing. */
static void
describe_parts (CmThreadWords *words, guint n_indicators, guint n_activities)
{
  g_autofree char *indicators = count_indicators (n_indicators);
  g_autofree char *activities = count_activities (n_activities);

  words->second_loose = n_indicators == 0 || n_activities == 0;
  words->second =
      g_strdup_printf ("%s%s · %s", words->second_loose ? "◇ " : "", indicators, activities);
}

static void
describe_chapter (CmThreadWords *words, const CmThreadChapter *chapter)
{
  words->title = g_strdup (chapter->name);
  words->caption = g_strdup (chapter->theme);
  if (chapter->outcomes->len == 0)
    {
      words->first = g_strdup (_ ("◇ no outcome"));
      words->first_loose = TRUE;
      return;
    }
  words->first = count_outcomes (chapter->outcomes->len);
  describe_parts (words, chapter->n_indicators, chapter->n_activities);
  describe_money (words, chapter->money, chapter->mainstream, FALSE);
}

/* Who else works for the outcome, and whose plan has it. */
static char *
tell_partners (CmRecord *outcome)
{
  const char *contributors = cm_record_get_text (outcome, "contributors");
  const char *carried_by = cm_record_get_text (outcome, "carried_by");
  GString *text = g_string_new (NULL);

  if (*contributors != '\0')
    /* translators: %s are those who contribute to an outcome */
    g_string_append_printf (text, _ ("Contributors: %s"), contributors);
  else if (cm_record_get_number (outcome, "cross_cutting") != 0)
    g_string_append (text, _ ("Cross-cutting, but no contributors are named."));
  if (*carried_by != '\0')
    {
      g_string_append (text, text->len > 0 ? "\n" : "");
      /* translators: %s is the plan of a partner */
      g_string_append_printf (text, _ ("In the partner’s plan: %s"), carried_by);
    }
  return g_string_free (text, text->len == 0);
}

static void
describe_outcome (CmThreadWords *words, const CmThreadOutcome *outcome)
{
  const char *operational = cm_record_get_text (outcome->record, "operational");
  gboolean cross_cutting = cm_record_get_number (outcome->record, "cross_cutting") != 0;

  words->title = g_strdup (cm_record_get_title (outcome->record));
  words->caption_loose = *operational == '\0';
  words->caption = g_strdup (words->caption_loose ? _ ("◇ No operational outcome") : operational);
  words->first_loose = outcome->owner == NULL;
  if (cross_cutting)
    /* translators: %s is the body that owns an outcome that several themes work for */
    words->first = g_strdup_printf (_ ("%s · cross-cutting"),
                                    words->first_loose ? _ ("◇ no owner") : outcome->owner);
  else
    words->first = g_strdup (words->first_loose ? _ ("◇ no owner") : outcome->owner);
  describe_parts (words, outcome->indicators->len, outcome->links->len);
  describe_money (words, outcome->money, outcome->mainstream, outcome->links->len > 0);
  words->more = tell_partners (outcome->record);
}

static void
describe_indicator (CmThreadWords *words, const CmThreadIndicator *indicator)
{
  const char *population = cm_record_get_text (indicator->record, "population");
  g_autofree char *warning =
      cm_target_describe_warning (indicator->record, indicator->measurements);
  g_autofree char *why = NULL, *version = NULL;

  cm_target_judge (indicator->record, indicator->target, indicator->measurements, &why);
  if (indicator->target != NULL)
    version = cm_target_describe_version (indicator->target);
  words->icon = "cm-target-symbolic";
  words->title =
      *population != '\0'
          ? g_strdup_printf ("%s – %s", cm_record_get_title (indicator->record), population)
          : g_strdup (cm_record_get_title (indicator->record));
  words->caption = cm_thread_describe_course (indicator);
  words->caption_loose = indicator->target == NULL;
  words->first = g_strdup (cm_standing_get_label (indicator->standing));
  words->second_loose = warning != NULL;
  words->second =
      g_strdup (warning != NULL ? _ ("▲ early warning") : cm_travel_get_label (indicator->travel));
  words->more = g_strjoin ("\n",
                           why != NULL ? why : "",
                           version != NULL   ? version
                           : warning != NULL ? warning
                                             : NULL,
                           version != NULL ? warning : NULL,
                           NULL);
}

static void
describe_activity (CmThreadWords *words, const CmThreadActivity *activity)
{
  words->icon = "cm-activity-symbolic";
  words->title = g_strdup (activity->title);
  words->first = g_strdup (cm_field_choice_label (
      cm_table_field (cm_table_find ("activity"), "state"), activity->state));
  describe_money (words, activity->money, activity->mainstream, !activity->over);
  if (*activity->carried_by != '\0')
    /* translators: %s is the plan of a partner */
    words->more = g_strdup_printf (_ ("Carried by: %s"), activity->carried_by);
}

static void
describe_link (CmThreadWords *words, const CmThreadLink *link)
{
  describe_activity (words, link->activity);
  words->second = g_strdup (!link->is_said  ? _ ("contribution not said")
                            : link->is_main ? _ ("main contribution")
                                            : _ ("supporting"));
}

static void
describe_strays (CmThreadItem *self, CmThread *thread, CmThreadWords *words)
{
  GPtrArray *activities = cm_thread_get_stray_activities (thread);
  gint64 money = 0, mainstream = 0;

  if (self->kind == CM_THREAD_ITEM_STRAY_INDICATORS)
    {
      words->title = g_strdup (_ ("Indicators without an outcome"));
      words->caption = g_strdup (_ ("They are measured, but nobody says what for."));
      words->first = count_indicators (cm_thread_get_stray_indicators (thread)->len);
      return;
    }
  for (guint i = 0; i < activities->len; i++)
    {
      const CmThreadActivity *activity = g_ptr_array_index (activities, i);

      money += activity->money;
      mainstream += activity->mainstream;
    }
  words->title = g_strdup (_ ("Activities without an outcome"));
  words->caption = g_strdup (_ ("Drag one onto an outcome, or link it there."));
  words->first = count_activities (activities->len);
  describe_money (words, money, mainstream, FALSE);
}

static void
describe_record (CmThreadItem *self, CmThread *thread, CmThreadWords *words)
{
  const char *outcome_id = cm_thread_item_get_outcome (self);
  CmThreadOutcome *outcome =
      outcome_id != NULL ? cm_thread_find_outcome (thread, outcome_id) : NULL;
  CmThreadChapter *chapter;
  CmThreadIndicator *indicator;
  CmThreadActivity *activity;
  CmThreadLink *link;

  if (self->kind == CM_THREAD_ITEM_CHAPTER &&
      (chapter = cm_thread_find_chapter (thread, self->id)) != NULL)
    describe_chapter (words, chapter);
  else if (self->kind == CM_THREAD_ITEM_OUTCOME && outcome != NULL)
    describe_outcome (words, outcome);
  else if (self->kind == CM_THREAD_ITEM_INDICATOR &&
           (indicator = cm_thread_find_indicator (thread, self->id)) != NULL)
    describe_indicator (words, indicator);
  else if (self->kind == CM_THREAD_ITEM_ACTIVITY && outcome != NULL &&
           (link = cm_thread_find_link (outcome, self->link)) != NULL)
    describe_link (words, link);
  else if (self->kind == CM_THREAD_ITEM_STRAY_ACTIVITY &&
           (activity = cm_thread_find_activity (thread, self->id)) != NULL)
    describe_activity (words, activity);
}

void
cm_thread_item_describe (CmThreadItem *self, CmThread *thread, CmThreadWords *words)
{
  const char *const gaps[] = { _ ("◇ No outcome yet"),
                               _ ("◇ No indicator yet"),
                               _ ("◇ No activity yet") };

  *words = (CmThreadWords){ 0 };
  if (cm_thread_item_is_gap (self))
    {
      words->title = g_strdup (gaps[self->kind - CM_THREAD_ITEM_NO_OUTCOME]);
      words->title_loose = TRUE;
    }
  else if (self->kind == CM_THREAD_ITEM_STRAY_ACTIVITIES ||
           self->kind == CM_THREAD_ITEM_STRAY_INDICATORS)
    describe_strays (self, thread, words);
  else
    describe_record (self, thread, words);
}

void
cm_thread_words_clear (CmThreadWords *words)
{
  g_free (words->title);
  g_free (words->caption);
  g_free (words->first);
  g_free (words->second);
  g_free (words->money);
  g_free (words->share);
  g_free (words->more);
  *words = (CmThreadWords){ 0 };
}

char *
cm_thread_words_speak (const CmThreadWords *words)
{
  const char *const parts[] = { words->title,  words->caption, words->first,
                                words->second, words->money,   words->share };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", parts[i]);
  return g_string_free (text, FALSE);
}
