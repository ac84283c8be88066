/* cm-spend-groups.c - spend by supplier, chapter and the like, the largest first. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend"
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cm-pareto.h"
#include "cm-spend-private.h"

/* --- numbers and heads ------------------------------------------------------------------------ */

const char *
cm_spend_by_label (CmSpendBy by)
{
  static const char *const fields[CM_SPEND_N_BY] = { "organisation", "supplier", "service",
                                                     "purpose",      "chapter",  NULL,
                                                     "kind",         "year" };

  g_return_val_if_fail ((guint) by < CM_SPEND_N_BY, "");
  if (by == CM_SPEND_BY_THEME)
    return cm_table_label (cm_table_find ("theme"));
  return cm_field_label (cm_table_field (cm_table_find ("spend_line"), fields[by]));
}

static gboolean
is_text (CmSpendBy by)
{
  return by == CM_SPEND_BY_SUPPLIER || by == CM_SPEND_BY_SERVICE || by == CM_SPEND_BY_PURPOSE;
}

static guint
count_kinds (void)
{
  const CmChoice *kinds = _cm_spend_kinds ();
  guint n = 0;

  while (kinds[n].name != NULL)
    n++;
  return n;
}

guint
_cm_spend_n_numbers (const CmSpendState *state, CmSpendBy by)
{
  switch (by)
    {
    case CM_SPEND_BY_ORGANISATION:
      return CM_SPEND_FIRST + state->lines->keys->len;
    case CM_SPEND_BY_CHAPTER:
      return CM_SPEND_FIRST + state->chapters->len;
    case CM_SPEND_BY_THEME:
      return CM_SPEND_FIRST + state->themes->len;
    case CM_SPEND_BY_KIND:
      return CM_SPEND_FIRST + count_kinds ();
    case CM_SPEND_BY_YEAR:
      return CM_SPEND_FIRST + state->lines->years->len;
    case CM_SPEND_BY_SUPPLIER:
    case CM_SPEND_BY_SERVICE:
    case CM_SPEND_BY_PURPOSE:
    default:
      return CM_SPEND_FIRST + state->lines->texts->len;
    }
}

static guint
get_text (const CmSpendBundle *bundle, CmSpendBy by)
{
  return by == CM_SPEND_BY_SUPPLIER  ? bundle->supplier
         : by == CM_SPEND_BY_SERVICE ? bundle->service
                                     : bundle->purpose;
}

/* Numbers of keys and texts begin with 1. */
static guint
number_or_none (guint number)
{
  return number > 0 ? CM_SPEND_FIRST + number : CM_SPEND_NOT_STATED;
}

guint
_cm_spend_number (const CmSpendState *state, CmSpendBy by, guint i)
{
  const CmSpendBundle *bundle = _cm_spend_bundle (state, i);
  const CmSpendDecision *decision = &state->decisions[i];
  int place = decision->chapter;

  switch (by)
    {
    case CM_SPEND_BY_ORGANISATION:
      return number_or_none (bundle->organisation);
    case CM_SPEND_BY_KIND:
      return decision->kind >= 0 ? CM_SPEND_FIRST + (guint) decision->kind : CM_SPEND_NOT_STATED;
    case CM_SPEND_BY_YEAR:
      return CM_SPEND_FIRST + bundle->year_at;
    case CM_SPEND_BY_CHAPTER:
    case CM_SPEND_BY_THEME:
      if (place < 0)
        return place == CM_SPEND_AT_OUTSIDE ? CM_SPEND_OUTSIDE : CM_SPEND_NOT_MAPPED;
      if (by == CM_SPEND_BY_THEME)
        place = g_array_index (state->theme_of, int, place);
      return place >= 0 ? CM_SPEND_FIRST + (guint) place : CM_SPEND_NOT_STATED;
    case CM_SPEND_BY_SUPPLIER:
    case CM_SPEND_BY_SERVICE:
    case CM_SPEND_BY_PURPOSE:
    default:
      return number_or_none (g_array_index (state->lines->same, guint, get_text (bundle, by)));
    }
}

static guint
find_record (GPtrArray *records, const char *key)
{
  for (guint i = 0; i < records->len; i++)
    if (g_str_equal (cm_record_get_id (records->pdata[i]), key))
      return CM_SPEND_FIRST + i;
  return G_MAXUINT;
}

static guint
find_year (const CmSpendState *state, const char *key)
{
  gint64 year = g_ascii_strtoll (key, NULL, 10);

  for (guint i = 0; i < state->lines->years->len; i++)
    if (g_array_index (state->lines->years, gint64, i) == year)
      return CM_SPEND_FIRST + i;
  return G_MAXUINT;
}

guint
_cm_spend_find_number (const CmSpendState *state, const CmSpendHead *head)
{
  guint number;
  int kind;

  if (head->what != CM_SPEND_NAMED)
    return head->what;
  switch (head->by)
    {
    case CM_SPEND_BY_CHAPTER:
      return find_record (state->chapters, head->key);
    case CM_SPEND_BY_THEME:
      return find_record (state->themes, head->key);
    case CM_SPEND_BY_YEAR:
      return find_year (state, head->key);
    case CM_SPEND_BY_KIND:
      kind = _cm_spend_find_kind (head->key);
      return kind >= 0 ? CM_SPEND_FIRST + (guint) kind : G_MAXUINT;
    case CM_SPEND_BY_ORGANISATION:
      number = _cm_spend_lines_find_key (state->lines, head->key);
      return number > 0 ? CM_SPEND_FIRST + number : G_MAXUINT;
    case CM_SPEND_BY_SUPPLIER:
    case CM_SPEND_BY_SERVICE:
    case CM_SPEND_BY_PURPOSE:
    default:
      number = GPOINTER_TO_UINT (g_hash_table_lookup (state->lines->by_fold, head->key));
      return number > 0 ? CM_SPEND_FIRST + number : G_MAXUINT;
    }
}

static char *
name_rest (CmSpendBy by, CmSpendWhat what)
{
  if (what == CM_SPEND_OUTSIDE)
    return g_strdup (_ ("Serves no chapter"));
  if (what == CM_SPEND_NOT_MAPPED)
    return g_strdup (_ ("Not mapped"));
  return g_strdup (by == CM_SPEND_BY_THEME ? _ ("No theme") : _ ("Not stated"));
}

static void
name_organisation (const CmSpendState *state, const char *key, CmSpendHead *head)
{
  head->key = g_strdup (key);
  for (guint i = 0; i < state->organisations->len && head->name == NULL; i++)
    if (g_str_equal (cm_record_get_id (state->organisations->pdata[i]), key))
      head->name = g_strdup (cm_record_get_title (state->organisations->pdata[i]));
}

static void
name_record (CmRecord *record, CmSpendHead *head)
{
  head->key = g_strdup (cm_record_get_id (record));
  head->name = g_strdup (cm_record_get_title (record));
}

CmSpendHead *
_cm_spend_make_head (const CmSpendState *state, CmSpendBy by, guint number)
{
  CmSpendHead *head = g_new0 (CmSpendHead, 1);
  guint at = number - CM_SPEND_FIRST;
  gint64 year;

  head->by = by;
  if (number < CM_SPEND_FIRST)
    {
      head->what = (CmSpendWhat) number;
      head->name = name_rest (by, head->what);
      return head;
    }
  switch (by)
    {
    case CM_SPEND_BY_ORGANISATION:
      name_organisation (state, state->lines->keys->pdata[at], head);
      break;
    case CM_SPEND_BY_CHAPTER:
      name_record (state->chapters->pdata[at], head);
      break;
    case CM_SPEND_BY_THEME:
      name_record (state->themes->pdata[at], head);
      break;
    case CM_SPEND_BY_KIND:
      head->key = g_strdup (_cm_spend_kinds ()[at].name);
      head->name = g_strdup (_ (_cm_spend_kinds ()[at].label));
      break;
    case CM_SPEND_BY_YEAR:
      year = g_array_index (state->lines->years, gint64, at);
      head->key = g_strdup_printf ("%" G_GINT64_FORMAT, year);
      head->name = cm_year_format (year);
      break;
    case CM_SPEND_BY_SUPPLIER:
    case CM_SPEND_BY_SERVICE:
    case CM_SPEND_BY_PURPOSE:
    default:
      head->key = g_strdup (state->lines->folded->pdata[at]);
      head->name = g_strdup (state->lines->texts->pdata[at]);
      break;
    }
  if (head->name == NULL)
    head->name = g_strdup ("");
  return head;
}

CmSpendHead *
cm_spend_head_copy (const CmSpendHead *self)
{
  CmSpendHead *copy = g_memdup2 (self, sizeof *self);

  copy->key = g_strdup (self->key);
  copy->name = g_strdup (self->name);
  return copy;
}

void
cm_spend_head_free (CmSpendHead *self)
{
  g_free (self->key);
  g_free (self->name);
  g_free (self);
}

/* --- groups ----------------------------------------------------------------------------------- */

static void
free_group (gpointer data)
{
  CmSpendGroup *group = data;

  cm_spend_head_free (group->head);
  g_clear_pointer (&group->spellings, g_ptr_array_unref);
  g_free (group);
}

static CmSpendGroups *
create_groups (CmSpendBy by)
{
  CmSpendGroups *self = g_new0 (CmSpendGroups, 1);

  self->by = by;
  self->groups = g_ptr_array_new_with_free_func (free_group);
  return self;
}

void
cm_spend_groups_free (CmSpendGroups *self)
{
  g_ptr_array_unref (self->groups);
  g_free (self);
}

typedef struct
{
  guint text;
  guint lines;
  const char *written;
} Spelling;

static int
compare_spellings (gconstpointer a, gconstpointer b)
{
  const Spelling *first = a, *second = b;

  if (first->lines != second->lines)
    return first->lines > second->lines ? -1 : 1;
  return g_strcmp0 (first->written, second->written);
}

/* Of all texts of what is seen, the most common first, each goes to its group. */
static void
add_spellings (CmSpend *self, CmSpendBy by, CmSpendLook look, CmSpendGroup **by_number)
{
  const CmSpendLines *lines = self->state->lines;
  g_autofree guint *counts = g_new0 (guint, lines->texts->len);
  g_autoptr (GArray) spellings = g_array_new (FALSE, FALSE, sizeof (Spelling));

  for (guint i = 0; i < lines->bundles->len; i++)
    if (_cm_spend_sees (self, look, i))
      counts[get_text (_cm_spend_bundle (self->state, i), by)] +=
          _cm_spend_bundle (self->state, i)->lines;
  for (guint i = 1; i < lines->texts->len; i++)
    {
      Spelling spelling = { i, counts[i], lines->texts->pdata[i] };

      if (counts[i] > 0)
        g_array_append_val (spellings, spelling);
    }
  g_array_sort (spellings, compare_spellings);
  for (guint i = 0; i < spellings->len; i++)
    {
      const Spelling *spelling = &g_array_index (spellings, Spelling, i);
      guint number = number_or_none (g_array_index (lines->same, guint, spelling->text));

      g_ptr_array_add (by_number[number]->spellings, g_strdup (spelling->written));
    }
}

static void
name_by_spelling (CmSpendGroup *group)
{
  if (group->head->what != CM_SPEND_NAMED)
    return;
  g_free (group->head->name);
  group->head->name = g_strdup (group->spellings->pdata[0]);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const CmSpendGroup *first = *(CmSpendGroup *const *) a, *second = *(CmSpendGroup *const *) b;
  int order;

  if (first->amount != second->amount)
    return first->amount > second->amount ? -1 : 1;
  order = g_utf8_collate (first->head->name, second->head->name);
  return order != 0 ? order : g_strcmp0 (first->head->key, second->head->key);
}

static void
share_out (CmSpendGroups *self)
{
  g_autofree gint64 *amounts = g_new (gint64, self->groups->len + 1);
  g_autoptr (CmPareto) pareto = NULL;

  g_ptr_array_sort (self->groups, compare_names);
  for (guint i = 0; i < self->groups->len; i++)
    amounts[i] = ((CmSpendGroup *) self->groups->pdata[i])->amount;
  /* They are in order already, and stay in it. */
  pareto = cm_pareto_new (amounts, self->groups->len);
  self->amount = pareto->total;
  self->positive = pareto->positive;
  self->negative = pareto->negative;
  for (guint i = 0; i < self->groups->len; i++)
    {
      CmSpendGroup *group = self->groups->pdata[i];

      group->share = cm_pareto_share (pareto, i);
      group->cumulative = cm_pareto_cumulative (pareto, i);
      self->lines += group->lines;
    }
}

static CmSpendGroups *
group_by (CmSpend *self, CmSpendBy by, CmSpendLook look)
{
  CmSpendGroups *groups = create_groups (by);
  g_autofree CmSpendGroup **by_number = NULL;

  if (self->state == NULL)
    return groups;
  by_number = g_new0 (CmSpendGroup *, _cm_spend_n_numbers (self->state, by));
  for (guint i = 0; i < self->state->lines->bundles->len; i++)
    {
      const CmSpendBundle *bundle = _cm_spend_bundle (self->state, i);
      guint number = _cm_spend_number (self->state, by, i);
      CmSpendGroup *group = by_number[number];

      if (!_cm_spend_sees (self, look, i))
        continue;
      if (group == NULL)
        {
          group = by_number[number] = g_new0 (CmSpendGroup, 1);
          group->head = _cm_spend_make_head (self->state, by, number);
          group->spellings = is_text (by) ? g_ptr_array_new_with_free_func (g_free) : NULL;
          g_ptr_array_add (groups->groups, group);
        }
      group->lines += bundle->lines;
      group->amount += bundle->amount;
    }
  if (is_text (by))
    {
      add_spellings (self, by, look, by_number);
      for (guint i = 0; i < groups->groups->len; i++)
        name_by_spelling (groups->groups->pdata[i]);
    }
  share_out (groups);
  return groups;
}

CmSpendGroups *
cm_spend_group (CmSpend *self, CmSpendBy by)
{
  return group_by (self, by, CM_SPEND_LOOK_SCOPE);
}

CmSpendGroups *
cm_spend_list_unmapped (CmSpend *self, CmSpendBy by)
{
  return group_by (self, by, CM_SPEND_LOOK_UNMAPPED);
}

guint
cm_spend_groups_count (const CmSpendGroups *self, guint percent)
{
  gint64 sum = 0;

  g_return_val_if_fail (percent <= 100, 0);
  for (guint i = 0; i < self->groups->len && self->positive > 0; i++)
    {
      sum += MAX (((CmSpendGroup *) self->groups->pdata[i])->amount, 0);
      if (sum * 100 >= self->positive * percent)
        return i + 1;
    }
  return 0;
}

/* --- in words --------------------------------------------------------------------------------- */

static int
to_percent (double share)
{
  return (int) lround (share * 100);
}

char *
cm_spend_groups_describe (const CmSpendGroups *self, guint percent)
{
  guint n = cm_spend_groups_count (self, percent);
  const CmSpendGroup *first = n > 0 ? self->groups->pdata[0] : NULL;
  const CmSpendGroup *last = n > 0 ? self->groups->pdata[n - 1] : NULL;
  g_autofree char *amount = cm_money_format (self->positive);

  if (n == 0)
    return g_strdup (self->lines > 0 ? _ ("No more was spent than came back.")
                                     : _ ("There is no spend to look at."));
  if (self->groups->len == 1)
    /* translators: %1$s is what spend is looked at by, as “Supplier” or “Chapter”, %2$s a name,
     * %3$s an amount */
    return g_strdup_printf (_ ("%1$s: all of %3$s is “%2$s”."),
                            cm_spend_by_label (self->by),
                            first->head->name,
                            amount);
  return g_strdup_printf (
      /* translators: %1$s is what spend is looked at by, as “Supplier” or “Chapter”; %2$u of %3$u
       * are how many of these; %4$d and %7$d are per cent, %5$s is an amount, %6$s a name */
      _ ("%1$s: %2$u of %3$u come to %4$d%% of %5$s; the largest, “%6$s”, to %7$d%%."),
      cm_spend_by_label (self->by),
      n,
      self->groups->len,
      to_percent (last->cumulative),
      amount,
      first->head->name,
      to_percent (first->share));
}

/* --- a rule for a group ----------------------------------------------------------------------- */

CmRecord *
cm_spend_propose_rule (CmSpend *self, const CmSpendHead *head)
{
  static const char *const fields[CM_SPEND_N_BY] = { [CM_SPEND_BY_SUPPLIER] = "supplier",
                                                     [CM_SPEND_BY_SERVICE] = "service",
                                                     [CM_SPEND_BY_PURPOSE] = "purpose" };
  CmRecord *rule;

  if (head->what != CM_SPEND_NAMED || fields[head->by] == NULL)
    return NULL;
  rule = cm_record_new (cm_table_find ("spend_rule"));
  cm_record_set_text (rule, "words", head->name);
  cm_record_set_text (rule, "field", fields[head->by]);
  cm_record_set_text (rule, "test", "is");
  return rule;
}
