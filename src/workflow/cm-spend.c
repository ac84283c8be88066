/* cm-spend.c - what is spent now: the lines are followed as they change, and looked at in part. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend"
#include "config.h"

#include "cm-spend.h"

#include <glib/gi18n.h>

#include "cm-spend-private.h"

#define SLICE_US 4000

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmSpend, cm_spend, G_TYPE_OBJECT)

/* --- what is looked at ------------------------------------------------------------------------ */

static void
apply_scope (CmSpend *self)
{
  const CmSpendState *state = self->state;

  g_clear_pointer (&self->in_scope, g_free);
  self->organisation_number = 0;
  if (state == NULL)
    return;
  if (self->organisation != NULL)
    self->organisation_number = _cm_spend_lines_find_key (state->lines, self->organisation);
  if (self->organisation != NULL && self->organisation_number == 0)
    self->organisation_number = G_MAXUINT;
  if (cm_scope_is_whole (self->scope))
    return;
  self->in_scope = g_new0 (gboolean, state->chapters->len + 1);
  for (guint i = 0; i < state->chapters->len; i++)
    self->in_scope[i] =
        self->scope->chapter != NULL
            ? g_str_equal (cm_record_get_id (state->chapters->pdata[i]), self->scope->chapter)
            : g_str_equal (cm_record_get_text (state->chapters->pdata[i], "theme"),
                           self->scope->theme);
}

gboolean
_cm_spend_sees (const CmSpend *self, CmSpendLook look, guint i)
{
  const CmSpendBundle *bundle = _cm_spend_bundle (self->state, i);
  int chapter = self->state->decisions[i].chapter;

  if ((self->year != 0 && bundle->year != self->year) ||
      (self->organisation_number != 0 && bundle->organisation != self->organisation_number))
    return FALSE;
  switch (look)
    {
    case CM_SPEND_LOOK_UNMAPPED:
      return chapter == CM_SPEND_AT_UNMAPPED;
    case CM_SPEND_LOOK_SCOPE:
      return self->in_scope == NULL || (chapter >= 0 && self->in_scope[chapter]);
    case CM_SPEND_LOOK_WHOLE:
    default:
      return TRUE;
    }
}

static void
emit_changed (CmSpend *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
cm_spend_set_year (CmSpend *self, gint64 year)
{
  if (self->year == year)
    return;
  self->year = year;
  g_clear_pointer (&self->planned_by_chapter, g_hash_table_unref);
  emit_changed (self);
}

gint64
cm_spend_get_year (CmSpend *self)
{
  return self->year;
}

void
cm_spend_set_organisation (CmSpend *self, const char *id)
{
  if (g_strcmp0 (self->organisation, id) == 0)
    return;
  g_free (self->organisation);
  self->organisation = g_strdup (id);
  g_clear_pointer (&self->planned_by_chapter, g_hash_table_unref);
  apply_scope (self);
  emit_changed (self);
}

const char *
cm_spend_get_organisation (CmSpend *self)
{
  return self->organisation;
}

void
cm_spend_set_scope (CmSpend *self, const CmScope *scope)
{
  CmScope *copy = scope != NULL ? cm_scope_copy (scope) : cm_scope_new (NULL, NULL);

  if (cm_scope_equal (self->scope, copy))
    {
      cm_scope_free (copy);
      return;
    }
  cm_scope_free (self->scope);
  self->scope = copy;
  apply_scope (self);
  emit_changed (self);
}

GArray *
cm_spend_list_years (CmSpend *self)
{
  GArray *years = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (self->state != NULL)
    g_array_append_vals (years, self->state->lines->years->data, self->state->lines->years->len);
  return years;
}

GPtrArray *
cm_spend_list_organisations (CmSpend *self)
{
  GPtrArray *organisations = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree gboolean *spends = NULL;

  if (self->state == NULL)
    return organisations;
  spends = g_new0 (gboolean, self->state->lines->keys->len);
  for (guint i = 0; i < self->state->lines->bundles->len; i++)
    spends[_cm_spend_bundle (self->state, i)->organisation] = TRUE;
  for (guint i = 0; i < self->state->organisations->len; i++)
    {
      CmRecord *record = self->state->organisations->pdata[i];
      guint number = _cm_spend_lines_find_key (self->state->lines, cm_record_get_id (record));

      if (number > 0 && spends[number])
        g_ptr_array_add (organisations, g_object_ref (record));
    }
  return organisations;
}

/* --- totals ----------------------------------------------------------------------------------- */

static void
count_chapter (CmSpendTotals *totals, const CmSpendBundle *bundle, const CmSpendDecision *decision)
{
  if (decision->chapter >= 0)
    {
      totals->mapped_lines += bundle->lines;
      totals->mapped += bundle->amount;
    }
  else if (decision->chapter == CM_SPEND_AT_OUTSIDE)
    {
      totals->outside_lines += bundle->lines;
      totals->outside += bundle->amount;
    }
  else
    {
      totals->unmapped_lines += bundle->lines;
      totals->unmapped += bundle->amount;
    }
  if (decision->chapter_rule == CM_SPEND_BY_ITSELF)
    {
      totals->own_lines += bundle->lines;
      totals->own += bundle->amount;
    }
}

void
_cm_spend_mix_add (CmSpendMix *mix, int kind, int mainstream, gint64 amount)
{
  if (kind < 0)
    mix->unstated += amount;
  else if (kind == mainstream)
    mix->mainstream += amount;
  else
    mix->pots += amount;
  mix->total += amount;
}

static void
compute_totals (CmSpend *self, CmSpendLook look, CmSpendTotals *totals)
{
  int mainstream = _cm_spend_find_kind ("mainstream");
  gint64 size = 0, decided = 0;

  *totals = (CmSpendTotals){ 0 };
  for (guint i = 0; self->state != NULL && i < self->state->lines->bundles->len; i++)
    {
      const CmSpendBundle *bundle = _cm_spend_bundle (self->state, i);
      const CmSpendDecision *decision = &self->state->decisions[i];

      if (!_cm_spend_sees (self, look, i))
        continue;
      totals->lines += bundle->lines;
      totals->amount += bundle->amount;
      count_chapter (totals, bundle, decision);
      _cm_spend_mix_add (&totals->mix, decision->kind, mainstream, bundle->amount);
      size += ABS (bundle->amount);
      if (decision->chapter != CM_SPEND_AT_UNMAPPED)
        decided += ABS (bundle->amount);
    }
  totals->decided_share = size > 0 ? (guint) (decided * 1000 / size) : 0;
}

void
cm_spend_get_totals (CmSpend *self, CmSpendTotals *totals)
{
  compute_totals (self, CM_SPEND_LOOK_SCOPE, totals);
}

void
cm_spend_get_whole (CmSpend *self, CmSpendTotals *totals)
{
  compute_totals (self, CM_SPEND_LOOK_WHOLE, totals);
}

/* --- rules ------------------------------------------------------------------------------------ */

void
cm_spend_effect_free (CmSpendEffect *self)
{
  g_clear_object (&self->rule);
  g_free (self);
}

static void
free_effect (gpointer data)
{
  cm_spend_effect_free (data);
}

GPtrArray *
cm_spend_list_rules (CmSpend *self)
{
  GPtrArray *effects = g_ptr_array_new_with_free_func (free_effect);

  for (guint i = 0; self->state != NULL && i < self->state->rules->len; i++)
    {
      const CmSpendRule *rule = self->state->rules->pdata[i];
      CmSpendEffect *effect = g_memdup2 (&rule->effect, sizeof rule->effect);

      effect->rule = g_object_ref (rule->record);
      g_ptr_array_add (effects, effect);
    }
  return effects;
}

CmSpendEffect *
cm_spend_try_rule (CmSpend *self, CmRecord *rule)
{
  CmSpendEffect *effect;

  if (self->state != NULL)
    return _cm_spend_state_try (self->state, rule);
  effect = g_new0 (CmSpendEffect, 1);
  effect->rule = g_object_ref (rule);
  return effect;
}

/* --- reading ---------------------------------------------------------------------------------- */

static void
take_state (CmSpend *self)
{
  g_clear_pointer (&self->state, _cm_spend_state_free);
  self->state = g_steal_pointer (&self->next);
  apply_scope (self);
  emit_changed (self);
}

static void
take_planned (CmSpend *self)
{
  g_clear_pointer (&self->planned, cm_facts_reader_free);
  self->planned = g_steal_pointer (&self->planned_next);
  g_clear_pointer (&self->planned_by_chapter, g_hash_table_unref);
  emit_changed (self);
}

/* TRUE when all is read. */
static gboolean
read_on (CmSpend *self, gint64 until)
{
  if (self->next != NULL)
    {
      if (!_cm_spend_state_step (self->next, self->state, until))
        return FALSE;
      take_state (self);
    }
  else if (self->planned_next != NULL && cm_facts_reader_step (self->planned_next))
    take_planned (self);
  return self->next == NULL && self->planned_next == NULL;
}

static gboolean
read_cb (gpointer data)
{
  g_autoptr (CmSpend) self = g_object_ref (data);
  guint idle = self->idle;

  if (!read_on (self, g_get_monotonic_time () + SLICE_US))
    return G_SOURCE_CONTINUE;
  /* Whoever was told of a change may have made another. */
  if (self->idle == idle)
    self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
read_later (CmSpend *self)
{
  if (self->idle == 0 && (self->next != NULL || self->planned_next != NULL))
    self->idle = g_idle_add (read_cb, self);
}

/* Begins what is needed. What had been begun of the lines goes on, unless it is they that changed.
 */
static void
begin (CmSpend *self)
{
  CmSpendLines *lines = NULL;

  if (!self->active)
    return;
  if (self->stale_lines || self->stale_rules)
    {
      if (!self->stale_lines && self->next != NULL)
        lines = _cm_spend_lines_ref (self->next->lines);
      else if (!self->stale_lines && self->state != NULL)
        lines = _cm_spend_lines_ref (self->state->lines);
      g_clear_pointer (&self->next, _cm_spend_state_free);
      self->next = _cm_spend_state_new (self->store, lines);
      g_clear_pointer (&lines, _cm_spend_lines_unref);
      self->stale_lines = self->stale_rules = FALSE;
    }
  if (self->stale_planned && self->wants_planned)
    {
      g_clear_pointer (&self->planned_next, cm_facts_reader_free);
      self->planned_next = cm_facts_reader_new (self->store);
      self->stale_planned = FALSE;
    }
  read_later (self);
}

void
_cm_spend_want_planned (CmSpend *self)
{
  self->wants_planned = TRUE;
  begin (self);
}

static gboolean
changes_rules (const char *table)
{
  static const char *const tables[] = { "spend_rule", "organisation", "theme", "chapter", NULL };

  return g_strv_contains (tables, table);
}

static void
changed_cb (CmSpend *self, CmChanges *changes)
{
  gboolean all = cm_changes_get_all (changes);
  const CmTable *last = NULL;

  self->stale_lines = self->stale_lines || all;
  self->stale_rules = self->stale_rules || all;
  self->stale_planned = self->stale_planned || all;
  for (guint i = 0; i < cm_changes_get_size (changes); i++)
    {
      const CmTable *table = cm_changes_get (changes, i)->table;

      if (table == last)
        continue;
      last = table;
      self->stale_lines = self->stale_lines || g_str_equal (table->name, "spend_line");
      self->stale_rules = self->stale_rules || changes_rules (table->name);
      self->stale_planned = self->stale_planned || cm_facts_depend_on (table);
    }
  begin (self);
}

void
cm_spend_set_active (CmSpend *self, gboolean active)
{
  if (self->active == active)
    return;
  self->active = active;
  if (active)
    begin (self);
  else
    g_clear_handle_id (&self->idle, g_source_remove);
}

gboolean
cm_spend_get_ready (CmSpend *self)
{
  return self->state != NULL;
}

gboolean
cm_spend_get_busy (CmSpend *self)
{
  return self->next != NULL || self->planned_next != NULL || self->stale_lines || self->stale_rules;
}

double
cm_spend_get_progress (CmSpend *self)
{
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");
  const CmSpendState *next = self->next;
  guint all, read = 0;

  if (next == NULL)
    return self->state != NULL ? 1 : 0;
  all = cm_store_count (self->store, query);
  for (guint i = 0; i < cm_sums_get_size (next->lines->sums); i++)
    read += cm_sums_get_count (next->lines->sums, i);
  /* What follows the reading takes less than a third of the time. */
  return all > 0 ? MIN (0.75 * read / all, 0.75) +
                       (next->lines->complete
                            ? 0.25 * next->bundle_at / MAX (next->lines->bundles->len, 1)
                            : 0)
                 : 0;
}

void
cm_spend_finish (CmSpend *self)
{
  gboolean was_active = self->active;

  self->active = TRUE;
  begin (self);
  while (!read_on (self, G_MAXINT64))
    ;
  g_clear_handle_id (&self->idle, g_source_remove);
  self->active = was_active;
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_spend_dispose (GObject *object)
{
  CmSpend *self = CM_SPEND (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->next, _cm_spend_state_free);
  g_clear_pointer (&self->state, _cm_spend_state_free);
  g_clear_pointer (&self->planned_next, cm_facts_reader_free);
  g_clear_pointer (&self->planned, cm_facts_reader_free);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_spend_parent_class)->dispose (object);
}

static void
cm_spend_finalize (GObject *object)
{
  CmSpend *self = CM_SPEND (object);

  g_free (self->organisation);
  g_free (self->in_scope);
  g_clear_pointer (&self->planned_by_chapter, g_hash_table_unref);
  cm_scope_free (self->scope);
  G_OBJECT_CLASS (cm_spend_parent_class)->finalize (object);
}

static void
cm_spend_class_init (CmSpendClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_spend_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_spend_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", CM_TYPE_SPEND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cm_spend_init (CmSpend *self)
{
  self->scope = cm_scope_new (NULL, NULL);
  self->active = TRUE;
  self->stale_lines = self->stale_rules = self->stale_planned = TRUE;
}

CmSpend *
cm_spend_new (CmStore *store)
{
  CmSpend *self = g_object_new (CM_TYPE_SPEND, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_swapped (store, "changed", G_CALLBACK (changed_cb), self);
  begin (self);
  return self;
}
