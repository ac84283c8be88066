/* cm-portfolio-balance-query.c - which activities are counted in a cell of the balance. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-portfolio-balance"
#include "config.h"

#include "cm-portfolio-balance-private.h"

static const char *const done_states[] = { "closed", "withdrawn" };

/* The activities that are linked to a record by a table. Takes `others`, the keys of the records,
 * or NULL for any. */
static CmQuery *
query_links (const char *table, const char *field, CmQuery *others)
{
  CmQuery *links = cm_query_new (table);

  if (others != NULL)
    cm_query_where_in (links, field, others, "id");
  return links;
}

/* The activities that contribute to one of those chapters (taken), or to any. */
static CmQuery *
query_contributors (CmQuery *chapters, gboolean only_main)
{
  CmQuery *links = query_links ("activity_chapter", "chapter", chapters);

  if (only_main)
    cm_query_where_text (links, "contribution", "main");
  return links;
}

/* Whose money counts in those chapters (taken): who contributes mainly to one, and who contributes
 * to one and mainly to none at all. A query knows no “or”: what remains is what is neither. */
static void
restrict_to_payers (CmQuery *query, CmQuery *chapters)
{
  CmQuery *neither = cm_query_new ("activity");
  CmQuery *only_supporting = cm_query_new ("activity");

  cm_query_where_in (
      only_supporting, "id", query_contributors (cm_query_copy (chapters), FALSE), "activity");
  cm_query_where_not_in (only_supporting, "id", query_contributors (NULL, TRUE), "activity");
  cm_query_where_not_in (neither, "id", query_contributors (chapters, TRUE), "activity");
  cm_query_where_not_in (neither, "id", only_supporting, "id");
  cm_query_where_not_in (query, "id", neither, "id");
}

/* Takes `chapters`. */
static void
restrict_to_chapters (const CmPortfolioBalance *self, CmQuery *query, CmQuery *chapters)
{
  if (self->choice.measure == CM_BALANCE_MONEY)
    restrict_to_payers (query, chapters);
  else
    cm_query_where_in (query, "id", query_contributors (chapters, FALSE), "activity");
}

static void
restrict_to_scope (const CmPortfolioBalance *self, CmQuery *query)
{
  if (!cm_scope_is_whole (self->scope))
    restrict_to_chapters (self, query, cm_scope_query_chapters (self->scope));
}

static CmQuery *
query_chapters (const char *field, const char *key)
{
  CmQuery *chapters = cm_query_new ("chapter");

  cm_query_where_text (chapters, field, key);
  return chapters;
}

static void
restrict_to_chapter_row (const CmPortfolioBalance *self, CmQuery *query, guint row)
{
  const CmBalanceHead *head = _cm_balance_get_row (self, row);

  if (head == NULL)
    restrict_to_scope (self, query);
  else if (row >= self->rows->len)
    restrict_to_chapters (self, query, query_chapters ("theme", head->key));
  else if (head->key != NULL)
    restrict_to_chapters (self, query, query_chapters ("id", head->key));
  else
    cm_query_where_not_in (query, "id", query_contributors (NULL, FALSE), "activity");
}

static CmQuery *
query_places (const char *field, const char *key)
{
  CmQuery *places = cm_query_new ("place");

  if (key != NULL)
    cm_query_where_text (places, field, key);
  else
    cm_query_where_null (places, field);
  return places;
}

/* Takes `places`; NULL for the activities that serve no place. */
static void
restrict_to_places (CmQuery *query, CmQuery *places)
{
  if (places != NULL)
    cm_query_where_in (query, "id", query_links ("activity_place", "place", places), "activity");
  else
    cm_query_where_not_in (query, "id", query_links ("activity_place", NULL, NULL), "activity");
}

static void
restrict_to_place_row (const CmPortfolioBalance *self, CmQuery *query, guint row)
{
  const CmBalanceHead *head = _cm_balance_get_row (self, row);

  restrict_to_scope (self, query);
  if (head == NULL)
    return;
  if (row >= self->rows->len)
    restrict_to_places (query, query_places ("kind", head->key));
  else
    restrict_to_places (query, head->key != NULL ? query_places ("id", head->key) : NULL);
}

/* Takes `sources`; NULL for money from any. */
static CmQuery *
query_lines (const CmPortfolioBalance *self, CmQuery *sources)
{
  CmQuery *lines = query_links ("budget_line", "funding_source", sources);

  if (self->choice.year != 0)
    cm_query_where_number (lines, "year", self->choice.year);
  return lines;
}

static CmQuery *
query_sources (const char *field, const char *key)
{
  CmQuery *sources = cm_query_new ("funding_source");

  if (key != NULL)
    cm_query_where_text (sources, field, key);
  else
    cm_query_where_null (sources, field);
  return sources;
}

/* Who is led by an organisation or has it as a partner: what remains of what is neither. */
static void
restrict_to_partner (CmQuery *query, const char *key)
{
  CmQuery *neither = cm_query_new ("activity");
  CmQuery *partners = cm_query_new ("activity_partner");
  CmQuery *led = cm_query_new ("activity");

  cm_query_where_text (partners, "organisation", key);
  cm_query_where_text (led, "organisation", key);
  cm_query_where_not_in (neither, "id", partners, "activity");
  cm_query_where_not_in (neither, "id", led, "id");
  cm_query_where_not_in (query, "id", neither, "id");
}

static void
restrict_to_partner_column (const CmPortfolioBalance *self, CmQuery *query, const char *key)
{
  if (self->choice.measure == CM_BALANCE_MONEY)
    cm_query_where_in (
        query, "id", query_lines (self, query_sources ("organisation", key)), "activity");
  else if (key != NULL)
    restrict_to_partner (query, key);
  else
    {
      cm_query_where_null (query, "organisation");
      cm_query_where_not_in (query, "id", query_links ("activity_partner", NULL, NULL), "activity");
    }
}

/* Money of that year or kind; without a key, no money at all. */
static void
restrict_to_lines (const CmPortfolioBalance *self, CmQuery *query, const char *key)
{
  CmQuery *lines;

  if (key == NULL)
    {
      cm_query_where_not_in (query, "id", query_lines (self, NULL), "activity");
      return;
    }
  if (self->choice.columns == CM_BALANCE_COLUMNS_YEARS)
    {
      lines = query_lines (self, NULL);
      cm_query_where_number (lines, "year", g_ascii_strtoll (key, NULL, 10));
    }
  else
    lines = query_lines (self, query_sources ("kind", key));
  cm_query_where_in (query, "id", lines, "activity");
}

static void
restrict_to_column (const CmPortfolioBalance *self, CmQuery *query, guint column)
{
  const CmBalanceHead *head = &g_array_index (self->columns, CmBalanceHead, column);

  switch (self->choice.columns)
    {
    case CM_BALANCE_COLUMNS_PLACES:
      restrict_to_places (query, head->key != NULL ? query_places ("id", head->key) : NULL);
      break;
    case CM_BALANCE_COLUMNS_STATES:
      cm_query_where_text (query, "state", head->key);
      break;
    case CM_BALANCE_COLUMNS_PARTNERS:
      restrict_to_partner_column (self, query, head->key);
      break;
    case CM_BALANCE_COLUMNS_YEARS:
    case CM_BALANCE_COLUMNS_KINDS:
    default:
      restrict_to_lines (self, query, head->key);
      break;
    }
}

/* What is over is left out, unless it is counted; who has no money, where money is counted. */
static CmQuery *
query_counted (const CmPortfolioBalance *self)
{
  CmQuery *query = cm_query_new ("activity");

  for (guint i = 0; !self->choice.with_done && i < G_N_ELEMENTS (done_states); i++)
    {
      CmQuery *done = cm_query_new ("activity");

      cm_query_where_text (done, "state", done_states[i]);
      cm_query_where_not_in (query, "id", done, "id");
    }
  if (self->choice.measure == CM_BALANCE_MONEY)
    cm_query_where_in (query, "id", query_lines (self, NULL), "activity");
  return query;
}

CmQuery *
cm_portfolio_balance_query (const CmPortfolioBalance *self, guint row, guint column)
{
  CmQuery *query = query_counted (self);

  if (self->choice.rows == CM_BALANCE_ROWS_PLACES)
    restrict_to_place_row (self, query, row);
  else
    restrict_to_chapter_row (self, query, row);
  if (column < self->columns->len)
    restrict_to_column (self, query, column);
  return query;
}

/* Those that only support a chapter, whatever is measured. */
static CmQuery *
query_supporters (const CmPortfolioBalance *self, guint row)
{
  CmPortfolioBalance numbers = *self;

  numbers.choice.measure = CM_BALANCE_NUMBER;
  numbers.choice.year = 0;
  return cm_portfolio_balance_query (&numbers, row, self->columns->len);
}

CmQuery *
cm_portfolio_balance_query_note (const CmPortfolioBalance *self, const CmBalanceNote *note)
{
  CmQuery *query;

  if (note->kind == CM_NOTE_NO_MAIN || note->kind == CM_NOTE_EMPTY)
    return query_supporters (self, (guint) note->row);
  if (note->kind != CM_NOTE_CONCENTRATION)
    return cm_portfolio_balance_query (self, (guint) note->row, self->columns->len);
  query = cm_portfolio_balance_query (self, self->total, self->columns->len);
  if (!cm_scope_is_whole (self->scope) && self->choice.measure != CM_BALANCE_MONEY)
    restrict_to_payers (query, cm_scope_query_chapters (self->scope));
  cm_query_where_in (
      query, "id", query_lines (self, query_sources ("organisation", note->key)), "activity");
  return query;
}
