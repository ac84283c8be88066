/* cm-spend-mapping.c - the mapping rules are held against the lines of spend, and decide. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend"
#include "config.h"

#include <string.h>

#include "cm-spend-private.h"

#define BATCH 256 /* texts or bundles between two looks at the clock */

enum
{
  FIELD_SUPPLIER,
  FIELD_SERVICE,
  FIELD_PURPOSE,
  FIELD_ANY,
};

enum
{
  TEST_CONTAINS,
  TEST_IS,
  TEST_BEGINS,
};

/* --- rules ------------------------------------------------------------------------------------ */

int
_cm_spend_compare_rules (CmRecord *a, CmRecord *b)
{
  gboolean a_unranked = cm_record_is_null (a, "rank"), b_unranked = cm_record_is_null (b, "rank");
  gint64 first = cm_record_get_number (a, "rank"), second = cm_record_get_number (b, "rank");

  if (a_unranked != b_unranked)
    return a_unranked ? 1 : -1;
  if (first != second)
    return first < second ? -1 : 1;
  return strcmp (cm_record_get_id (a), cm_record_get_id (b));
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  return _cm_spend_compare_rules (*(CmRecord *const *) a, *(CmRecord *const *) b);
}

GPtrArray *
_cm_spend_read_rules (CmStore *store)
{
  g_autoptr (CmQuery) query = cm_query_new ("spend_rule");
  GPtrArray *rules = cm_store_list (store, query);

  g_ptr_array_sort (rules, compare_records);
  return rules;
}

static int
find_choice (CmRecord *record, const char *field)
{
  const CmChoice *choices = cm_table_field (cm_record_get_table (record), field)->choices;
  const char *name = cm_record_get_text (record, field);

  for (int i = 0; choices[i].name != NULL; i++)
    if (g_str_equal (choices[i].name, name))
      return i;
  return -1;
}

static void
init_matcher (CmSpendMatcher *self, const CmSpendLines *lines, CmRecord *record)
{
  self->words = cm_spend_fold (cm_record_get_text (record, "words"));
  self->field = find_choice (record, "field");
  self->test = find_choice (record, "test");
  self->organisation = 0;
  if (!cm_record_is_null (record, "organisation"))
    {
      self->organisation =
          _cm_spend_lines_find_key (lines, cm_record_get_text (record, "organisation"));
      if (self->organisation == 0)
        self->organisation = G_MAXUINT;
    }
}

static CmSpendRule *
make_rule (const CmSpendState *state, CmRecord *record)
{
  CmSpendRule *rule = g_new0 (CmSpendRule, 1);
  guint place = GPOINTER_TO_UINT (
      g_hash_table_lookup (state->chapter_places, cm_record_get_text (record, "chapter")));

  rule->record = g_object_ref (record);
  init_matcher (&rule->matcher, state->lines, record);
  rule->says_chapter = place > 0 || cm_record_get_number (record, "outside") != 0;
  rule->chapter = place > 0 ? (int) place - 1 : CM_SPEND_AT_OUTSIDE;
  rule->kind = find_choice (record, "kind");
  rule->says_kind = rule->kind >= 0;
  return rule;
}

static void
free_rule (gpointer data)
{
  CmSpendRule *rule = data;

  g_object_unref (rule->record);
  g_free (rule->matcher.words);
  g_clear_pointer (&rule->bits, g_rc_box_release);
  g_free (rule);
}

/* --- state ------------------------------------------------------------------------------------ */

CmSpendState *
_cm_spend_state_new (CmStore *store, CmSpendLines *lines)
{
  CmSpendState *self = g_new0 (CmSpendState, 1);

  self->store = g_object_ref (store);
  self->lines = lines != NULL ? _cm_spend_lines_ref (lines) : _cm_spend_lines_new (store);
  return self;
}

void
_cm_spend_state_free (CmSpendState *self)
{
  g_clear_pointer (&self->themes, g_ptr_array_unref);
  g_clear_pointer (&self->chapters, g_ptr_array_unref);
  g_clear_pointer (&self->organisations, g_ptr_array_unref);
  g_clear_pointer (&self->chapter_places, g_hash_table_unref);
  g_clear_pointer (&self->theme_of, g_array_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->bits, g_rc_box_release);
  g_free (self->decisions);
  _cm_spend_lines_unref (self->lines);
  g_object_unref (self->store);
  g_free (self);
}

static GPtrArray *
list_records (CmStore *store, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);

  return cm_store_list (store, query);
}

static void
add_chapter (CmSpendState *self, CmRecord *chapter, int theme)
{
  g_ptr_array_add (self->chapters, g_object_ref (chapter));
  g_array_append_val (self->theme_of, theme);
  g_hash_table_insert (self->chapter_places,
                       (gpointer) cm_record_get_id (chapter),
                       GUINT_TO_POINTER (self->chapters->len));
}

static void
read_chapters (CmSpendState *self)
{
  g_autoptr (GPtrArray) all = list_records (self->store, "chapter");

  self->chapters = g_ptr_array_new_with_free_func (g_object_unref);
  self->chapter_places = g_hash_table_new (g_str_hash, g_str_equal);
  self->theme_of = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint t = 0; t < self->themes->len; t++)
    for (guint i = 0; i < all->len; i++)
      if (g_str_equal (cm_record_get_text (all->pdata[i], "theme"),
                       cm_record_get_id (self->themes->pdata[t])))
        add_chapter (self, all->pdata[i], (int) t);
  for (guint i = 0; i < all->len; i++)
    if (!g_hash_table_contains (self->chapter_places, cm_record_get_id (all->pdata[i])))
      add_chapter (self, all->pdata[i], -1);
}

static void
prepare (CmSpendState *self)
{
  g_autoptr (GPtrArray) records = _cm_spend_read_rules (self->store);

  self->themes = list_records (self->store, "theme");
  self->organisations = list_records (self->store, "organisation");
  read_chapters (self);
  self->rules = g_ptr_array_new_with_free_func (free_rule);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (self->rules, make_rule (self, records->pdata[i]));
  self->decisions = g_new (CmSpendDecision, self->lines->bundles->len + 1);
  self->prepared = TRUE;
}

/* --- which texts fit -------------------------------------------------------------------------- */

static gboolean
text_fits (const CmSpendMatcher *matcher, const char *folded)
{
  switch (matcher->test)
    {
    case TEST_CONTAINS:
      return strstr (folded, matcher->words) != NULL;
    case TEST_IS:
      return g_str_equal (folded, matcher->words);
    case TEST_BEGINS:
      return g_str_has_prefix (folded, matcher->words);
    default:
      return FALSE;
    }
}

static guint32 *
create_bits (const CmSpendLines *lines)
{
  return g_rc_box_alloc0 ((lines->texts->len / 32 + 1) * sizeof (guint32));
}

static void
match_texts (
    const CmSpendMatcher *matcher, const CmSpendLines *lines, guint from, guint to, guint32 *bits)
{
  if (*matcher->words == '\0')
    return;
  for (guint i = MAX (from, 1); i < to; i++)
    if (text_fits (matcher, lines->folded->pdata[i]))
      bits[i / 32] |= 1u << (i % 32);
}

static gboolean
has_bit (const guint32 *bits, guint i)
{
  return (bits[i / 32] >> (i % 32) & 1) != 0;
}

static gboolean
bundle_fits (const CmSpendMatcher *matcher, const guint32 *bits, const CmSpendBundle *bundle)
{
  if (matcher->organisation != 0 && matcher->organisation != bundle->organisation)
    return FALSE;
  switch (matcher->field)
    {
    case FIELD_SUPPLIER:
      return has_bit (bits, bundle->supplier);
    case FIELD_SERVICE:
      return has_bit (bits, bundle->service);
    case FIELD_PURPOSE:
      return has_bit (bits, bundle->purpose);
    case FIELD_ANY:
      return has_bit (bits, bundle->supplier) || has_bit (bits, bundle->service) ||
             has_bit (bits, bundle->purpose);
    default:
      return FALSE;
    }
}

/* What was found for the same words before, or NULL. */
static guint32 *
find_known (const CmSpendState *self, const CmSpendState *before, const CmSpendMatcher *matcher)
{
  if (before == NULL || before->lines != self->lines || before->rules == NULL)
    return NULL;
  for (guint i = 0; i < before->rules->len; i++)
    {
      const CmSpendRule *rule = before->rules->pdata[i];

      if (rule->bits != NULL && rule->matcher.test == matcher->test &&
          g_str_equal (rule->matcher.words, matcher->words))
        return g_rc_box_acquire (rule->bits);
    }
  return NULL;
}

/* TRUE when it has been done for all rules. */
static gboolean
match_rules (CmSpendState *self, const CmSpendState *before, gint64 until)
{
  guint n = self->lines->texts->len;

  while (self->rule_at < self->rules->len)
    {
      CmSpendRule *rule = self->rules->pdata[self->rule_at];

      if (self->bits == NULL)
        {
          self->bits = find_known (self, before, &rule->matcher);
          self->text_at = self->bits != NULL ? n : 0;
        }
      if (self->bits == NULL)
        self->bits = create_bits (self->lines);
      while (self->text_at < n)
        {
          guint end = MIN (self->text_at + BATCH, n);

          match_texts (&rule->matcher, self->lines, self->text_at, end, self->bits);
          self->text_at = end;
          if (g_get_monotonic_time () >= until)
            return FALSE;
        }
      rule->bits = g_steal_pointer (&self->bits);
      self->rule_at++;
    }
  return TRUE;
}

/* --- what is decided -------------------------------------------------------------------------- */

static void
add_effect (guint *lines, gint64 *amount, const CmSpendBundle *bundle)
{
  *lines += bundle->lines;
  *amount += bundle->amount;
}

static void
start_decision (const CmSpendState *self, const CmSpendBundle *bundle, CmSpendDecision *decision)
{
  const char *key = self->lines->keys->pdata[bundle->chapter];
  guint place =
      key != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->chapter_places, key)) : 0;

  decision->chapter = place > 0 ? (int) place - 1 : CM_SPEND_AT_UNMAPPED;
  decision->chapter_rule = place > 0 ? CM_SPEND_BY_ITSELF : CM_SPEND_BY_NOBODY;
  decision->kind = bundle->kind;
  decision->kind_rule = bundle->kind >= 0 ? CM_SPEND_BY_ITSELF : CM_SPEND_BY_NOBODY;
}

static void
apply_rule (CmSpendRule *rule, int at, const CmSpendBundle *bundle, CmSpendDecision *decision)
{
  gboolean decides = FALSE;

  add_effect (&rule->effect.fits_lines, &rule->effect.fits, bundle);
  if (rule->says_chapter && decision->chapter_rule == CM_SPEND_BY_NOBODY)
    {
      decision->chapter = rule->chapter;
      decision->chapter_rule = at;
      decides = TRUE;
    }
  if (rule->says_kind && decision->kind_rule == CM_SPEND_BY_NOBODY)
    {
      decision->kind = rule->kind;
      decision->kind_rule = at;
      decides = TRUE;
    }
  if (decides)
    add_effect (&rule->effect.decides_lines, &rule->effect.decides, bundle);
  else
    add_effect (&rule->effect.earlier_lines, &rule->effect.earlier, bundle);
}

static void
decide (CmSpendState *self, guint i)
{
  const CmSpendBundle *bundle = _cm_spend_bundle (self, i);

  start_decision (self, bundle, &self->decisions[i]);
  for (guint r = 0; r < self->rules->len; r++)
    {
      CmSpendRule *rule = self->rules->pdata[r];

      if (bundle_fits (&rule->matcher, rule->bits, bundle))
        apply_rule (rule, (int) r, bundle, &self->decisions[i]);
    }
}

static gboolean
decide_all (CmSpendState *self, gint64 until)
{
  while (self->bundle_at < self->lines->bundles->len)
    {
      guint end = MIN (self->bundle_at + BATCH, self->lines->bundles->len);

      while (self->bundle_at < end)
        decide (self, self->bundle_at++);
      if (g_get_monotonic_time () >= until)
        return FALSE;
    }
  return TRUE;
}

gboolean
_cm_spend_state_step (CmSpendState *self, const CmSpendState *before, gint64 until)
{
  if (!_cm_spend_lines_step (self->lines, until))
    return FALSE;
  if (!self->prepared)
    prepare (self);
  return match_rules (self, before, until) && decide_all (self, until);
}

CmSpendState *
_cm_spend_state_read (CmStore *store)
{
  CmSpendState *self = _cm_spend_state_new (store, NULL);

  while (!_cm_spend_state_step (self, NULL, G_MAXINT64))
    ;
  return self;
}

/* --- a rule is tried -------------------------------------------------------------------------- */

/* The rules that would decide before it. */
static GPtrArray *
list_earlier (const CmSpendState *self, CmRecord *record)
{
  GPtrArray *earlier = g_ptr_array_new ();
  gboolean kept = FALSE;

  for (guint i = 0; i < self->rules->len; i++)
    kept = kept || g_str_equal (cm_record_get_id (((CmSpendRule *) self->rules->pdata[i])->record),
                                cm_record_get_id (record));
  for (guint i = 0; i < self->rules->len; i++)
    {
      CmSpendRule *rule = self->rules->pdata[i];

      if (g_str_equal (cm_record_get_id (rule->record), cm_record_get_id (record)))
        continue;
      /* New and without a rank, it goes after all others. */
      if ((!kept && cm_record_is_null (record, "rank")) ||
          _cm_spend_compare_rules (rule->record, record) < 0)
        g_ptr_array_add (earlier, rule);
    }
  return earlier;
}

static void
decide_earlier (const CmSpendState *self,
                GPtrArray *earlier,
                const CmSpendBundle *bundle,
                CmSpendDecision *decision)
{
  start_decision (self, bundle, decision);
  for (guint i = 0; i < earlier->len && (decision->chapter_rule == CM_SPEND_BY_NOBODY ||
                                         decision->kind_rule == CM_SPEND_BY_NOBODY);
       i++)
    {
      const CmSpendRule *rule = earlier->pdata[i];
      gboolean needed = (rule->says_chapter && decision->chapter_rule == CM_SPEND_BY_NOBODY) ||
                        (rule->says_kind && decision->kind_rule == CM_SPEND_BY_NOBODY);

      if (!needed || !bundle_fits (&rule->matcher, rule->bits, bundle))
        continue;
      if (rule->says_chapter && decision->chapter_rule == CM_SPEND_BY_NOBODY)
        decision->chapter_rule = (int) i;
      if (rule->says_kind && decision->kind_rule == CM_SPEND_BY_NOBODY)
        decision->kind_rule = (int) i;
    }
}

CmSpendEffect *
_cm_spend_state_try (const CmSpendState *self, CmRecord *record)
{
  CmSpendEffect *effect;
  CmSpendRule *rule = make_rule (self, record);
  g_autoptr (GPtrArray) earlier = list_earlier (self, record);

  rule->bits = create_bits (self->lines);
  match_texts (&rule->matcher, self->lines, 0, self->lines->texts->len, rule->bits);
  for (guint i = 0; i < self->lines->bundles->len; i++)
    {
      const CmSpendBundle *bundle = _cm_spend_bundle (self, i);
      CmSpendDecision decision;

      if (!bundle_fits (&rule->matcher, rule->bits, bundle))
        continue;
      decide_earlier (self, earlier, bundle, &decision);
      if (rule->says_chapter && decision.chapter_rule == CM_SPEND_BY_NOBODY &&
          self->decisions[i].chapter == CM_SPEND_AT_UNMAPPED)
        add_effect (&rule->effect.gained_lines, &rule->effect.gained, bundle);
      apply_rule (rule, (int) earlier->len, bundle, &decision);
    }
  effect = g_memdup2 (&rule->effect, sizeof rule->effect);
  effect->rule = g_object_ref (record);
  free_rule (rule);
  return effect;
}
