/* cm-portfolio-balance.c - how balanced the portfolio is: its facts are arranged and counted. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-portfolio-balance"
#include "config.h"

#include "cm-portfolio-balance-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* The facts on their way into a balance. */
typedef struct
{
  const CmPortfolioFacts *facts;
  CmPortfolioBalance *self;
  int *counted;         /* for each activity of the facts, its place among those counted, or -1 */
  GArray *activities;   /* of guint: the other way round */
  guint *first_chapter; /* for each activity of the facts, where its chapters begin in… */
  GArray *chapters;     /* …these, of CmFactLink */
  gboolean *in_scope;   /* for each chapter */
  guint *row_of;        /* for each chapter or place, its row */
  GHashTable *columns;  /* key → column, from 1 */
  GArray *row_links, *column_links; /* of CmBalanceLink */
  GArray *amounts;                  /* of CmBalanceAmount */
  GArray *benefits;                 /* of double */
} Arrangement;

static void
clear_head (gpointer data)
{
  CmBalanceHead *head = data;

  g_free (head->label);
  g_free (head->title);
  g_free (head->key);
  g_free (head->group);
}

static GArray *
create_heads (void)
{
  GArray *heads = g_array_new (FALSE, TRUE, sizeof (CmBalanceHead));

  g_array_set_clear_func (heads, clear_head);
  return heads;
}

static CmBalanceHead *
add_head (GArray *heads, const char *label, const char *key, int of)
{
  CmBalanceHead head = { g_strdup (label), g_strdup (label), g_strdup (key), NULL, of };

  g_array_append_val (heads, head);
  return &g_array_index (heads, CmBalanceHead, heads->len - 1);
}

static const CmFactActivity *
get_activity (const Arrangement *a, guint counted)
{
  return &g_array_index (
      a->facts->activities, CmFactActivity, g_array_index (a->activities, guint, counted));
}

/* --- what is counted -------------------------------------------------------------------------- */

gboolean
_cm_balance_is_done (const char *state)
{
  return g_str_equal (state, "closed") || g_str_equal (state, "withdrawn");
}

static void
find_scope (Arrangement *a)
{
  const CmScope *scope = a->self->scope;
  GPtrArray *chapters = a->facts->chapters;

  a->in_scope = g_new0 (gboolean, chapters->len + 1);
  for (guint i = 0; i < chapters->len; i++)
    a->in_scope[i] =
        scope->chapter != NULL
            ? g_str_equal (cm_record_get_id (chapters->pdata[i]), scope->chapter)
            : scope->theme == NULL ||
                  g_str_equal (cm_record_get_text (chapters->pdata[i], "theme"), scope->theme);
}

/* The links to chapters, by activity. */
static void
sort_chapters (Arrangement *a)
{
  const GArray *links = a->facts->in_chapters;
  guint n = a->facts->activities->len;
  g_autofree guint *next = g_new0 (guint, n + 1);

  a->first_chapter = g_new0 (guint, n + 1);
  a->chapters = g_array_sized_new (FALSE, TRUE, sizeof (CmFactLink), links->len);
  g_array_set_size (a->chapters, links->len);
  for (guint i = 0; i < links->len; i++)
    a->first_chapter[g_array_index (links, CmFactLink, i).activity + 1]++;
  for (guint i = 0; i < n; i++)
    a->first_chapter[i + 1] += a->first_chapter[i];
  memcpy (next, a->first_chapter, (n + 1) * sizeof (guint));
  for (guint i = 0; i < links->len; i++)
    {
      const CmFactLink *link = &g_array_index (links, CmFactLink, i);

      g_array_index (a->chapters, CmFactLink, next[link->activity]++) = *link;
    }
}

static gboolean
serves_scope (const Arrangement *a, guint activity)
{
  if (cm_scope_is_whole (a->self->scope))
    return TRUE;
  for (guint i = a->first_chapter[activity]; i < a->first_chapter[activity + 1]; i++)
    if (a->in_scope[g_array_index (a->chapters, CmFactLink, i).other])
      return TRUE;
  return FALSE;
}

static void
choose_activities (Arrangement *a)
{
  guint n = a->facts->activities->len;

  a->counted = g_new (int, n + 1);
  a->activities = g_array_new (FALSE, FALSE, sizeof (guint));
  a->benefits = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < n; i++)
    {
      const CmFactActivity *activity = &g_array_index (a->facts->activities, CmFactActivity, i);
      double benefit = activity->n_scores > 0 ? (double) activity->scores / activity->n_scores : -1;

      a->counted[i] = -1;
      if ((!a->self->choice.with_done && _cm_balance_is_done (activity->state)) ||
          !serves_scope (a, i))
        continue;
      a->counted[i] = (int) a->activities->len;
      g_array_append_val (a->activities, i);
      g_array_append_val (a->benefits, benefit);
    }
}

/* --- rows ------------------------------------------------------------------------------------- */

static void
add_row_link (Arrangement *a, guint activity, guint row, gboolean is_main)
{
  CmBalanceLink link = { activity, row, is_main };

  g_array_append_val (a->row_links, link);
}

/* Activities without any link get one to a row or column of their own, made if there are any. */
static void
link_rest (Arrangement *a, GArray *links, GArray *heads, const char *label)
{
  g_autofree gboolean *linked = g_new0 (gboolean, a->activities->len + 1);
  CmBalanceLink rest = { 0, heads->len, TRUE };

  for (guint i = 0; i < links->len; i++)
    linked[g_array_index (links, CmBalanceLink, i).activity] = TRUE;
  for (guint i = 0; i < a->activities->len; i++)
    if (!linked[i])
      {
        if (heads->len == rest.at)
          add_head (heads, label, NULL, -1);
        rest.activity = i;
        g_array_append_val (links, rest);
      }
}

static void
add_chapter_rows (Arrangement *a)
{
  GPtrArray *chapters = a->facts->chapters;
  guint theme = 0;

  for (guint i = 0; i < a->facts->themes->len; i++)
    add_head (a->self->groups,
              cm_record_get_title (a->facts->themes->pdata[i]),
              cm_record_get_id (a->facts->themes->pdata[i]),
              -1);
  a->row_of = g_new0 (guint, chapters->len + 1);
  for (guint i = 0; i < chapters->len; i++)
    {
      CmRecord *chapter = chapters->pdata[i];

      while (!g_str_equal (g_array_index (a->self->groups, CmBalanceHead, theme).key,
                           cm_record_get_text (chapter, "theme")))
        theme++;
      a->row_of[i] = i;
      add_head (a->self->rows,
                a->in_scope[i] ? cm_record_get_title (chapter) : NULL,
                cm_record_get_id (chapter),
                (int) theme);
    }
  for (guint i = 0; i < a->chapters->len; i++)
    {
      const CmFactLink *link = &g_array_index (a->chapters, CmFactLink, i);

      if (a->counted[link->activity] >= 0)
        add_row_link (a, (guint) a->counted[link->activity], link->other, link->main);
    }
  link_rest (a, a->row_links, a->self->rows, _ ("No chapter"));
}

static const CmChoice *
get_choices (const char *table, const char *field)
{
  return cm_table_field (cm_table_find (table), field)->choices;
}

/* Places by their kinds, in the order of these. */
static void
add_place_rows (Arrangement *a)
{
  GPtrArray *places = a->facts->places;

  a->row_of = g_new0 (guint, places->len + 1);
  for (const CmChoice *kind = get_choices ("place", "kind");; kind++)
    {
      const char *name = kind->name != NULL ? kind->name : "";
      gboolean headed = FALSE;

      for (guint i = 0; i < places->len; i++)
        {
          if (!g_str_equal (cm_record_get_text (places->pdata[i], "kind"), name))
            continue;
          if (!headed)
            add_head (a->self->groups,
                      kind->name != NULL ? _ (kind->label) : _ ("Other places"),
                      kind->name,
                      -1);
          headed = TRUE;
          a->row_of[i] = a->self->rows->len;
          add_head (a->self->rows,
                    cm_record_get_title (places->pdata[i]),
                    cm_record_get_id (places->pdata[i]),
                    (int) a->self->groups->len - 1);
        }
      if (kind->name == NULL)
        break;
    }
  for (guint i = 0; i < a->facts->in_places->len; i++)
    {
      const CmFactLink *link = &g_array_index (a->facts->in_places, CmFactLink, i);

      /* A place is served, or it is not: there is nothing more or less about it. */
      if (a->counted[link->activity] >= 0)
        add_row_link (a, (guint) a->counted[link->activity], a->row_of[link->other], TRUE);
    }
  link_rest (a, a->row_links, a->self->rows, _ ("No place"));
}

/* --- columns ---------------------------------------------------------------------------------- */

static CmBalanceHead *
add_column (Arrangement *a, const char *label, const char *key)
{
  CmBalanceHead *head = add_head (a->self->columns, label, key, -1);

  g_hash_table_insert (a->columns, head->key, GUINT_TO_POINTER (a->self->columns->len));
  return head;
}

/* The column of that key, or -1. */
static int
find_column (const Arrangement *a, const char *key)
{
  return key != NULL ? (int) GPOINTER_TO_UINT (g_hash_table_lookup (a->columns, key)) - 1 : -1;
}

static void
add_column_link (Arrangement *a, guint activity, int column)
{
  CmBalanceLink link = { activity, (guint) column, FALSE };

  if (column >= 0)
    g_array_append_val (a->column_links, link);
}

static const char *
get_source_text (const Arrangement *a, const CmFactLine *line, const char *field)
{
  return cm_record_get_text (a->facts->sources->pdata[line->source], field);
}

/* What the column of a line of money is told by; free with g_free(). */
static char *
make_line_key (const Arrangement *a, const CmFactLine *line)
{
  switch (a->self->choice.columns)
    {
    case CM_BALANCE_COLUMNS_KINDS:
      return g_strdup (get_source_text (a, line, "kind"));
    case CM_BALANCE_COLUMNS_PARTNERS:
      return g_strdup (get_source_text (a, line, "organisation"));
    case CM_BALANCE_COLUMNS_YEARS:
      return g_strdup_printf ("%" G_GINT64_FORMAT, line->year);
    case CM_BALANCE_COLUMNS_PLACES:
    case CM_BALANCE_COLUMNS_STATES:
    default:
      return NULL;
    }
}

static void
add_choice_columns (Arrangement *a, const char *table, const char *field)
{
  for (const CmChoice *choice = get_choices (table, field); choice->name != NULL; choice++)
    if (a->self->choice.with_done || !_cm_balance_is_done (choice->name))
      add_column (a, _ (choice->label), choice->name);
}

static void
add_place_columns (Arrangement *a)
{
  for (const CmChoice *kind = get_choices ("place", "kind");; kind++)
    {
      for (guint i = 0; i < a->facts->places->len; i++)
        {
          CmRecord *place = a->facts->places->pdata[i];

          if (!g_str_equal (cm_record_get_text (place, "kind"),
                            kind->name != NULL ? kind->name : ""))
            continue;
          add_column (a, cm_record_get_title (place), cm_record_get_id (place))->group =
              g_strdup (kind->name != NULL ? _ (kind->label) : _ ("Other places"));
        }
      if (kind->name == NULL)
        return;
    }
}

/* Those that have something to do with what is counted: there are many organisations. */
static void
add_partner_columns (Arrangement *a)
{
  GPtrArray *organisations = a->facts->organisations;
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);

  if (a->self->choice.measure == CM_BALANCE_MONEY)
    for (guint i = 0; i < a->facts->lines->len; i++)
      {
        const CmFactLine *line = &g_array_index (a->facts->lines, CmFactLine, i);

        if (a->counted[line->activity] >= 0 && _cm_balance_has_year (&a->self->choice, line->year))
          g_hash_table_add (used, (gpointer) get_source_text (a, line, "organisation"));
      }
  else
    for (guint i = 0; i < a->column_links->len; i++)
      g_hash_table_add (
          used,
          (gpointer) cm_record_get_id (
              organisations->pdata[g_array_index (a->column_links, CmBalanceLink, i).at]));
  for (guint i = 0; i < organisations->len; i++)
    {
      CmRecord *organisation = organisations->pdata[i];
      const char *brief = cm_record_get_text (organisation, "short_name");
      CmBalanceHead *head;

      if (!g_hash_table_contains (used, cm_record_get_id (organisation)))
        continue;
      head = add_column (a, cm_record_get_title (organisation), cm_record_get_id (organisation));
      if (*brief != '\0')
        {
          g_free (head->label);
          head->label = g_strdup (brief);
        }
    }
}

/* Who takes part: whoever leads and whoever is named as a partner, each once; by their places in
 * the organisations. */
static void
link_partners (Arrangement *a)
{
  g_autoptr (GArray) raw = g_array_new (FALSE, FALSE, sizeof (CmBalanceLink));
  const GArray *links = a->facts->with_organisations;

  for (guint i = 0; i < a->activities->len; i++)
    add_column_link (a, i, get_activity (a, i)->organisation);
  for (guint i = 0; i < links->len; i++)
    {
      const CmFactLink *link = &g_array_index (links, CmFactLink, i);
      int activity = a->counted[link->activity];

      if (activity >= 0 && get_activity (a, (guint) activity)->organisation != (int) link->other)
        add_column_link (a, (guint) activity, (int) link->other);
    }
  g_array_append_vals (raw, a->column_links->data, a->column_links->len);
  add_partner_columns (a);
  g_array_set_size (a->column_links, 0);
  for (guint i = 0; i < raw->len; i++)
    {
      const CmBalanceLink *link = &g_array_index (raw, CmBalanceLink, i);

      add_column_link (
          a,
          link->activity,
          find_column (a, cm_record_get_id (a->facts->organisations->pdata[link->at])));
    }
}

static void
add_year_columns (Arrangement *a)
{
  g_autoptr (GArray) years = cm_portfolio_balance_years (a->facts);

  for (guint i = 0; i < years->len; i++)
    {
      gint64 year = g_array_index (years, gint64, i);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, year);
      g_autofree char *label = cm_year_format (year);

      add_column (a, label, key);
    }
}

/* An activity belongs to the columns that its money belongs to. */
static void
link_lines (Arrangement *a)
{
  for (guint i = 0; i < a->facts->lines->len; i++)
    {
      const CmFactLine *line = &g_array_index (a->facts->lines, CmFactLine, i);
      g_autofree char *key = make_line_key (a, line);

      if (a->counted[line->activity] >= 0 && _cm_balance_has_year (&a->self->choice, line->year))
        add_column_link (a, (guint) a->counted[line->activity], find_column (a, key));
    }
}

static void
link_places (Arrangement *a)
{
  for (guint i = 0; i < a->facts->in_places->len; i++)
    {
      const CmFactLink *link = &g_array_index (a->facts->in_places, CmFactLink, i);
      const char *place = cm_record_get_id (a->facts->places->pdata[link->other]);

      if (a->counted[link->activity] >= 0)
        add_column_link (a, (guint) a->counted[link->activity], find_column (a, place));
    }
}

static void
add_columns (Arrangement *a)
{
  gboolean money = a->self->choice.measure == CM_BALANCE_MONEY;

  switch (a->self->choice.columns)
    {
    case CM_BALANCE_COLUMNS_PLACES:
      add_place_columns (a);
      link_places (a);
      link_rest (a, a->column_links, a->self->columns, _ ("No place"));
      break;
    case CM_BALANCE_COLUMNS_STATES:
      add_choice_columns (a, "activity", "state");
      for (guint i = 0; i < a->activities->len; i++)
        add_column_link (a, i, find_column (a, get_activity (a, i)->state));
      break;
    case CM_BALANCE_COLUMNS_PARTNERS:
      if (money)
        {
          add_partner_columns (a);
          link_lines (a);
        }
      else
        {
          link_partners (a);
          link_rest (a, a->column_links, a->self->columns, _ ("No organisation"));
        }
      break;
    case CM_BALANCE_COLUMNS_YEARS:
      add_year_columns (a);
      link_lines (a);
      if (!money)
        link_rest (a, a->column_links, a->self->columns, _ ("No money"));
      break;
    case CM_BALANCE_COLUMNS_KINDS:
    default:
      add_choice_columns (a, "funding_source", "kind");
      link_lines (a);
      if (!money)
        link_rest (a, a->column_links, a->self->columns, _ ("No money"));
      break;
    }
}

/* --- money ------------------------------------------------------------------------------------ */

/* The part of a sum that counts in the scope: that of its chapters. FALSE if none does. */
static gboolean
find_part (const Arrangement *a, guint activity, gint64 pence, gint64 *part)
{
  guint first = a->first_chapter[activity];
  guint last = a->first_chapter[activity + 1];
  guint n_main = 0, sharer = 0;
  gboolean found = FALSE;

  *part = pence;
  if (cm_scope_is_whole (a->self->scope))
    return TRUE;
  *part = 0;
  for (guint i = first; i < last; i++)
    n_main += g_array_index (a->chapters, CmFactLink, i).main;
  for (guint i = first; i < last; i++)
    {
      const CmFactLink *link = &g_array_index (a->chapters, CmFactLink, i);

      if (n_main > 0 && !link->main)
        continue;
      if (a->in_scope[link->other])
        {
          *part += cm_balance_part (pence, n_main > 0 ? n_main : last - first, sharer);
          found = TRUE;
        }
      sharer++;
    }
  return found;
}

/* Money that does not say where it belongs has a column of its own. */
static int
find_line_column (Arrangement *a, const CmFactLine *line, int *rest)
{
  g_autofree char *key = make_line_key (a, line);
  int column = find_column (a, key);

  if (key == NULL || column >= 0 || a->self->choice.measure != CM_BALANCE_MONEY)
    return column;
  if (*rest < 0)
    {
      *rest = (int) a->self->columns->len;
      add_head (a->self->columns, _ ("Not stated"), NULL, -1);
    }
  return *rest;
}

static void
add_amounts (Arrangement *a)
{
  gboolean by_place = a->self->choice.rows == CM_BALANCE_ROWS_PLACES;
  int rest = -1;

  for (guint i = 0; i < a->facts->lines->len; i++)
    {
      const CmFactLine *line = &g_array_index (a->facts->lines, CmFactLine, i);
      CmBalanceAmount amount = { .pence = line->pence };
      gint64 part;

      if (a->counted[line->activity] < 0 || !_cm_balance_has_year (&a->self->choice, line->year) ||
          !find_part (a, line->activity, line->pence, &part))
        continue;
      /* Chapters share among themselves; rows of places only get what is the scope's. */
      if (by_place)
        amount.pence = part;
      amount.activity = (guint) a->counted[line->activity];
      amount.mainstream = g_str_equal (get_source_text (a, line, "kind"), "mainstream");
      amount.column = find_line_column (a, line, &rest);
      g_array_append_val (a->amounts, amount);
    }
}

/* Whose money it is. */
static void
find_concentration (Arrangement *a)
{
  CmPortfolioBalance *self = a->self;
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < a->facts->organisations->len; i++)
    g_hash_table_insert (places,
                         (gpointer) cm_record_get_id (a->facts->organisations->pdata[i]),
                         GUINT_TO_POINTER (i + 1));
  g_array_set_size (self->payers, a->facts->organisations->len);
  for (guint i = 0; i < a->facts->lines->len; i++)
    {
      const CmFactLine *line = &g_array_index (a->facts->lines, CmFactLine, i);
      guint place;
      gint64 part;

      if (a->counted[line->activity] < 0 || !_cm_balance_has_year (&self->choice, line->year) ||
          !find_part (a, line->activity, line->pence, &part))
        continue;
      place = GPOINTER_TO_UINT (
          g_hash_table_lookup (places, get_source_text (a, line, "organisation")));
      if (place > 0)
        g_array_index (self->payers, gint64, place - 1) += part;
      else
        self->unnamed += part;
    }
  cm_balance_concentrate (
      (const gint64 *) (gpointer) self->payers->data, self->payers->len, &self->concentration);
}

/* --- all of it -------------------------------------------------------------------------------- */

static void
count (Arrangement *a)
{
  CmPortfolioBalance *self = a->self;
  g_autofree int *groups = g_new (int, self->rows->len + 1);
  g_autofree gboolean *judged = g_new (gboolean, self->rows->len + 1);
  CmBalanceInput input = {
    .n_activities = a->activities->len,
    .benefits = (const double *) (gpointer) a->benefits->data,
    .n_rows = self->rows->len,
    .groups = groups,
    .n_groups = self->groups->len,
    .judged = judged,
    .n_columns = self->columns->len,
    .row_links = (const CmBalanceLink *) (gpointer) a->row_links->data,
    .n_row_links = a->row_links->len,
    .column_links = (const CmBalanceLink *) (gpointer) a->column_links->data,
    .n_column_links = a->column_links->len,
    .amounts = (const CmBalanceAmount *) (gpointer) a->amounts->data,
    .n_amounts = a->amounts->len,
    .threshold = CM_BALANCE_THRESHOLD,
  };

  for (guint i = 0; i < self->rows->len; i++)
    {
      const CmBalanceHead *head = &g_array_index (self->rows, CmBalanceHead, i);

      groups[i] = head->of;
      /* Not those outside the scope, nor what belongs nowhere. */
      judged[i] = head->label != NULL && head->key != NULL;
    }
  self->balance = cm_balance_new (&input);
}

/* The row that holds the totals of the scope. */
static guint
find_total (const Arrangement *a)
{
  const CmPortfolioBalance *self = a->self;
  const CmScope *scope = self->scope;

  if (self->choice.rows == CM_BALANCE_ROWS_CHAPTERS && scope->chapter != NULL)
    {
      for (guint i = 0; i < self->rows->len; i++)
        if (g_strcmp0 (g_array_index (self->rows, CmBalanceHead, i).key, scope->chapter) == 0)
          return i;
    }
  else if (self->choice.rows == CM_BALANCE_ROWS_CHAPTERS && scope->theme != NULL)
    for (guint i = 0; i < self->groups->len; i++)
      if (g_strcmp0 (g_array_index (self->groups, CmBalanceHead, i).key, scope->theme) == 0)
        return cm_balance_group_row (self->balance, i);
  return cm_balance_total_row (self->balance);
}

static void
normalise (CmBalanceChoice *choice)
{
  if (choice->rows == CM_BALANCE_ROWS_PLACES && choice->columns == CM_BALANCE_COLUMNS_PLACES)
    choice->columns = CM_BALANCE_COLUMNS_KINDS;
  if (choice->measure != CM_BALANCE_MONEY || choice->columns == CM_BALANCE_COLUMNS_YEARS)
    choice->year = 0;
}

CmPortfolioBalance *
cm_portfolio_balance_new (const CmPortfolioFacts *facts,
                          const CmScope *scope,
                          const CmBalanceChoice *choice)
{
  CmPortfolioBalance *self = g_new0 (CmPortfolioBalance, 1);
  Arrangement a = { .facts = facts, .self = self };

  self->choice = *choice;
  normalise (&self->choice);
  self->scope = cm_scope_copy (scope);
  self->rows = create_heads ();
  self->groups = create_heads ();
  self->columns = create_heads ();
  self->payers = g_array_new (FALSE, TRUE, sizeof (gint64));
  a.columns = g_hash_table_new (g_str_hash, g_str_equal);
  a.row_links = g_array_new (FALSE, FALSE, sizeof (CmBalanceLink));
  a.column_links = g_array_new (FALSE, FALSE, sizeof (CmBalanceLink));
  a.amounts = g_array_new (FALSE, FALSE, sizeof (CmBalanceAmount));
  find_scope (&a);
  sort_chapters (&a);
  choose_activities (&a);
  if (self->choice.rows == CM_BALANCE_ROWS_PLACES)
    add_place_rows (&a);
  else
    add_chapter_rows (&a);
  add_columns (&a);
  add_amounts (&a);
  count (&a);
  self->total = find_total (&a);
  find_concentration (&a);
  self->notes = _cm_balance_find_notes (self, facts);
  g_free (a.counted);
  g_free (a.first_chapter);
  g_free (a.in_scope);
  g_free (a.row_of);
  g_hash_table_unref (a.columns);
  g_array_unref (a.activities);
  g_array_unref (a.benefits);
  g_array_unref (a.chapters);
  g_array_unref (a.row_links);
  g_array_unref (a.column_links);
  g_array_unref (a.amounts);
  return self;
}

void
cm_portfolio_balance_free (CmPortfolioBalance *self)
{
  cm_scope_free (self->scope);
  cm_balance_free (self->balance);
  g_array_unref (self->rows);
  g_array_unref (self->groups);
  g_array_unref (self->columns);
  g_array_unref (self->payers);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

gboolean
_cm_balance_has_year (const CmBalanceChoice *choice, gint64 year)
{
  return choice->year == 0 || choice->year == year;
}

static int
compare_years (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

GArray *
cm_portfolio_balance_years (const CmPortfolioFacts *facts)
{
  GArray *years = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < facts->lines->len; i++)
    {
      gint64 year = g_array_index (facts->lines, CmFactLine, i).year;
      gboolean known = FALSE;

      for (guint j = 0; j < years->len && !known; j++)
        known = g_array_index (years, gint64, j) == year;
      if (!known)
        g_array_append_val (years, year);
    }
  g_array_sort (years, compare_years);
  return years;
}
