/* cm-spend-parts.c - which lines are behind a figure of spend. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend"
#include "config.h"

#include "cm-spend-private.h"

static void
free_part (gpointer data)
{
  CmSpendPart *part = data;

  g_free (part->organisation);
  g_free (part->organisation_name);
  g_free (part->supplier);
  g_free (part->service);
  g_free (part->purpose);
  g_free (part->chapter);
  g_free (part->kind);
  g_free (part->decided_chapter);
  g_free (part->decided_kind);
  g_free (part->chapter_rule);
  g_free (part->kind_rule);
  g_free (part);
}

static char *
name_rule (const CmSpendState *state, int at)
{
  return at >= 0 ? g_strdup (cm_record_get_id (((CmSpendRule *) state->rules->pdata[at])->record))
                 : NULL;
}

static void
take_decision (CmSpendPart *part, const CmSpendState *state, const CmSpendDecision *decision)
{
  if (decision->chapter >= 0)
    part->decided_chapter = g_strdup (cm_record_get_id (state->chapters->pdata[decision->chapter]));
  if (decision->kind >= 0)
    part->decided_kind = g_strdup (_cm_spend_kinds ()[decision->kind].name);
  part->outside = decision->chapter == CM_SPEND_AT_OUTSIDE;
  part->chapter_rule = name_rule (state, decision->chapter_rule);
  part->kind_rule = name_rule (state, decision->kind_rule);
}

static char *
name_organisation (const CmSpendState *state, guint number)
{
  g_autoptr (CmSpendHead) head = NULL;

  if (number == 0)
    return NULL;
  head = _cm_spend_make_head (state, CM_SPEND_BY_ORGANISATION, CM_SPEND_FIRST + number);
  return g_steal_pointer (&head->name);
}

static CmSpendPart *
make_part (const CmSpendState *state, guint i)
{
  const CmSpendBundle *bundle = _cm_spend_bundle (state, i);
  const CmSpendLines *lines = state->lines;
  CmSpendPart *part = g_new0 (CmSpendPart, 1);

  part->organisation = g_strdup (lines->keys->pdata[bundle->organisation]);
  part->organisation_name = name_organisation (state, bundle->organisation);
  part->supplier = g_strdup (lines->texts->pdata[bundle->supplier]);
  part->service = g_strdup (lines->texts->pdata[bundle->service]);
  part->purpose = g_strdup (lines->texts->pdata[bundle->purpose]);
  part->year = bundle->year;
  part->chapter = g_strdup (lines->keys->pdata[bundle->chapter]);
  if (bundle->kind >= 0)
    part->kind = g_strdup (_cm_spend_kinds ()[bundle->kind].name);
  part->lines = bundle->lines;
  part->amount = bundle->amount;
  take_decision (part, state, &state->decisions[i]);
  return part;
}

/* Numbers of bundles, the largest amount first. */
static int
compare_bundles (gconstpointer a, gconstpointer b, gpointer data)
{
  const CmSpendState *state = data;
  guint first = *(const guint *) a, second = *(const guint *) b;
  gint64 first_amount = _cm_spend_bundle (state, first)->amount;
  gint64 second_amount = _cm_spend_bundle (state, second)->amount;

  if (first_amount != second_amount)
    return first_amount > second_amount ? -1 : 1;
  return (first > second) - (first < second);
}

static gboolean
is_of (const CmSpendState *state, const CmSpendHead *head, guint number, guint i)
{
  return head == NULL || _cm_spend_number (state, head->by, i) == number;
}

GPtrArray *
cm_spend_list_parts (CmSpend *self, const CmSpendHead *row, const CmSpendHead *column, guint limit)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (free_part);
  const CmSpendState *state = self->state;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  guint row_number, column_number;

  if (state == NULL)
    return parts;
  row_number = row != NULL ? _cm_spend_find_number (state, row) : 0;
  column_number = column != NULL ? _cm_spend_find_number (state, column) : 0;
  for (guint i = 0; i < state->lines->bundles->len; i++)
    if (_cm_spend_sees (self, CM_SPEND_LOOK_SCOPE, i) && is_of (state, row, row_number, i) &&
        is_of (state, column, column_number, i))
      g_array_append_val (found, i);
  g_array_sort_with_data (found, compare_bundles, (gpointer) state);
  for (guint i = 0; i < found->len && (limit == 0 || i < limit); i++)
    g_ptr_array_add (parts, make_part (state, g_array_index (found, guint, i)));
  return parts;
}

/* --- queries ---------------------------------------------------------------------------------- */

static void
restrict_to (CmQuery *query, const char *field, const char *text)
{
  if (text != NULL)
    cm_query_where_text (query, field, text);
  else
    cm_query_where_null (query, field);
}

CmQuery *
cm_spend_part_query (const CmSpendPart *part)
{
  CmQuery *query = cm_query_new ("spend_line");

  restrict_to (query, "organisation", part->organisation);
  restrict_to (query, "supplier", part->supplier);
  restrict_to (query, "service", part->service);
  restrict_to (query, "purpose", part->purpose);
  restrict_to (query, "chapter", part->chapter);
  restrict_to (query, "kind", part->kind);
  cm_query_where_number (query, "year", part->year);
  return query;
}

/* FALSE where no query can say it. */
static gboolean
restrict_to_group (CmQuery *query, const CmSpendGroup *group)
{
  static const char *const fields[CM_SPEND_N_BY] = { [CM_SPEND_BY_SUPPLIER] = "supplier",
                                                     [CM_SPEND_BY_SERVICE] = "service",
                                                     [CM_SPEND_BY_PURPOSE] = "purpose" };
  const CmSpendHead *head = group->head;

  if (head->by == CM_SPEND_BY_YEAR)
    cm_query_where_number (query, "year", g_ascii_strtoll (head->key, NULL, 10));
  else if (head->by == CM_SPEND_BY_ORGANISATION)
    restrict_to (query, "organisation", head->key);
  else if (fields[head->by] == NULL)
    return FALSE;
  else if (head->what == CM_SPEND_NAMED && group->spellings->len == 1)
    cm_query_where_text (query, fields[head->by], group->spellings->pdata[0]);
  else if (head->what == CM_SPEND_NOT_STATED && group->spellings->len == 0)
    cm_query_where_null (query, fields[head->by]);
  else
    return FALSE;
  return TRUE;
}

CmQuery *
cm_spend_group_query (CmSpend *self, const CmSpendGroup *group)
{
  g_autoptr (CmQuery) query = cm_query_new ("spend_line");

  if (!cm_scope_is_whole (self->scope) || !restrict_to_group (query, group))
    return NULL;
  if (self->year != 0 && group->head->by != CM_SPEND_BY_YEAR)
    cm_query_where_number (query, "year", self->year);
  if (self->organisation != NULL && group->head->by != CM_SPEND_BY_ORGANISATION)
    cm_query_where_text (query, "organisation", self->organisation);
  return g_steal_pointer (&query);
}
