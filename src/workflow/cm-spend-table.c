/* cm-spend-table.c - the programme budget: themes and chapters against who spends what and when. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend"
#include "config.h"

#include "cm-portfolio-balance.h"
#include "cm-spend-private.h"

/* A table that is being made. */
typedef struct
{
  CmSpend *self;
  CmSpendTable *table;
  CmSpendBy by;
  int *row_of;    /* for each number of a chapter, its row, or -1 */
  int *theme_row; /* for each theme, its row, or -1 */
  int *column_of; /* for each number of a column, or -1 */
} Making;

static void
free_row (gpointer data)
{
  CmSpendRow *row = data;

  cm_spend_head_free (row->head);
  g_free (row);
}

static void
free_head (gpointer data)
{
  cm_spend_head_free (data);
}

static int *
create_places (guint n)
{
  int *places = g_new (int, n + 1);

  for (guint i = 0; i <= n; i++)
    places[i] = -1;
  return places;
}

/* --- rows and columns ------------------------------------------------------------------------- */

static int
add_row (Making *making, CmSpendBy by, guint number)
{
  CmSpendRow *row = g_new0 (CmSpendRow, 1);

  row->head = _cm_spend_make_head (making->self->state, by, number);
  row->is_theme = by == CM_SPEND_BY_THEME;
  g_ptr_array_add (making->table->rows, row);
  return (int) making->table->rows->len - 1;
}

/* A theme has a row where one of its chapters has, or where all are looked at. */
static gboolean
shows_theme (const Making *making, guint theme)
{
  const CmSpendState *state = making->self->state;

  if (making->self->in_scope == NULL)
    return TRUE;
  for (guint i = 0; i < state->chapters->len; i++)
    if (making->self->in_scope[i] && g_array_index (state->theme_of, int, i) == (int) theme)
      return TRUE;
  return FALSE;
}

static void
add_chapters (Making *making, int theme)
{
  const CmSpendState *state = making->self->state;

  for (guint i = 0; i < state->chapters->len; i++)
    if (g_array_index (state->theme_of, int, i) == theme &&
        (making->self->in_scope == NULL || making->self->in_scope[i]))
      making->row_of[CM_SPEND_FIRST + i] =
          add_row (making, CM_SPEND_BY_CHAPTER, CM_SPEND_FIRST + i);
}

static void
add_rows (Making *making, const gboolean *served)
{
  const CmSpendState *state = making->self->state;

  making->row_of = create_places (_cm_spend_n_numbers (state, CM_SPEND_BY_CHAPTER));
  making->theme_row = create_places (state->themes->len);
  for (guint i = 0; i < state->themes->len; i++)
    if (shows_theme (making, i))
      {
        making->theme_row[i] = add_row (making, CM_SPEND_BY_THEME, CM_SPEND_FIRST + i);
        add_chapters (making, (int) i);
      }
  add_chapters (making, -1);
  for (guint i = CM_SPEND_OUTSIDE; i <= CM_SPEND_NOT_MAPPED; i++)
    if (served[i])
      making->row_of[i] = add_row (making, CM_SPEND_BY_CHAPTER, i);
}

static void
add_column (Making *making, guint number)
{
  making->column_of[number] = (int) making->table->columns->len;
  g_ptr_array_add (making->table->columns,
                   _cm_spend_make_head (making->self->state, making->by, number));
}

/* Organisations in their own order, which is not that of their numbers; what is not stated last. */
static void
add_columns (Making *making, const gboolean *paid)
{
  const CmSpendState *state = making->self->state;
  guint n = _cm_spend_n_numbers (state, making->by);

  making->column_of = create_places (n);
  if (making->by == CM_SPEND_BY_ORGANISATION)
    for (guint i = 0; i < state->organisations->len; i++)
      {
        guint key = _cm_spend_lines_find_key (state->lines,
                                              cm_record_get_id (state->organisations->pdata[i]));

        if (key > 0 && paid[CM_SPEND_FIRST + key])
          add_column (making, CM_SPEND_FIRST + key);
      }
  for (guint i = CM_SPEND_FIRST; i < n; i++)
    if (paid[i] && making->column_of[i] < 0)
      add_column (making, i);
  for (guint i = 0; i < CM_SPEND_FIRST; i++)
    if (paid[i])
      add_column (making, i);
}

/* --- cells ------------------------------------------------------------------------------------ */

static gint64 *
get_cell (CmSpendTable *table, guint row, guint column)
{
  return &table->cells[(gsize) row * (table->columns->len + 1) + column];
}

static void
add_to_row (CmSpendTable *table, guint row, guint column, gint64 amount)
{
  *get_cell (table, row, column) += amount;
  *get_cell (table, row, table->columns->len) += amount;
}

static int
find_theme_row (const Making *making, int chapter)
{
  int theme = chapter >= 0 ? g_array_index (making->self->state->theme_of, int, chapter) : -1;

  return theme >= 0 ? making->theme_row[theme] : -1;
}

static CmSpendRow *
get_row (const CmSpendTable *table, int row)
{
  return table->rows->pdata[row];
}

static void
count (Making *making)
{
  const CmSpendState *state = making->self->state;
  CmSpendTable *table = making->table;
  int mainstream = _cm_spend_find_kind ("mainstream");

  table->cells = g_new0 (gint64, (table->rows->len + 1) * (table->columns->len + 1));
  for (guint i = 0; i < state->lines->bundles->len; i++)
    {
      const CmSpendDecision *decision = &state->decisions[i];
      gint64 amount = _cm_spend_bundle (state, i)->amount;
      int theme = find_theme_row (making, decision->chapter);
      int row, column;

      if (!_cm_spend_sees (making->self, CM_SPEND_LOOK_SCOPE, i))
        continue;
      row = making->row_of[_cm_spend_number (state, CM_SPEND_BY_CHAPTER, i)];
      column = making->column_of[_cm_spend_number (state, making->by, i)];
      add_to_row (table, (guint) row, (guint) column, amount);
      add_to_row (table, table->rows->len, (guint) column, amount);
      _cm_spend_mix_add (&get_row (table, row)->mix, decision->kind, mainstream, amount);
      _cm_spend_mix_add (&table->mix, decision->kind, mainstream, amount);
      if (theme >= 0)
        {
          add_to_row (table, (guint) theme, (guint) column, amount);
          _cm_spend_mix_add (&get_row (table, theme)->mix, decision->kind, mainstream, amount);
        }
    }
}

/* --- what is planned -------------------------------------------------------------------------- */

/* The column of the balance that is looked at, or -1 if it has none. */
static int
find_balance_column (const CmSpend *self, const CmPortfolioBalance *balance)
{
  if (self->organisation == NULL)
    return (int) balance->columns->len;
  for (guint i = 0; i < balance->columns->len; i++)
    if (g_strcmp0 (g_array_index (balance->columns, CmBalanceHead, i).key, self->organisation) == 0)
      return (int) i;
  return -1;
}

/* The money of each chapter as the balance of the portfolio has it; with an organisation, only what
 * that pays. It is kept for as long as the same is looked at. */
static GHashTable *
find_planned (CmSpend *self)
{
  CmBalanceChoice choice = { .columns = self->organisation != NULL ? CM_BALANCE_COLUMNS_PARTNERS
                                                                   : CM_BALANCE_COLUMNS_KINDS,
                             .year = self->year };
  g_autoptr (CmScope) whole = NULL;
  g_autoptr (CmPortfolioBalance) balance = NULL;
  int column;

  if (self->planned_by_chapter != NULL)
    return self->planned_by_chapter;
  whole = cm_scope_new (NULL, NULL);
  balance = cm_portfolio_balance_new (cm_facts_reader_get (self->planned), whole, &choice);
  column = find_balance_column (self, balance);
  self->planned_by_chapter = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < balance->rows->len && column >= 0; i++)
    {
      const CmBalanceHead *head = &g_array_index (balance->rows, CmBalanceHead, i);
      gint64 pence = cm_balance_get (balance->balance, i, (guint) column)->pence;

      if (head->key != NULL)
        g_hash_table_insert (
            self->planned_by_chapter, g_strdup (head->key), g_memdup2 (&pence, sizeof pence));
    }
  return self->planned_by_chapter;
}

static void
add_planned (Making *making)
{
  CmSpend *self = making->self;
  GHashTable *planned;

  making->table->has_planned = self->planned != NULL;
  if (self->planned == NULL)
    return;
  planned = find_planned (self);
  for (guint i = 0; i < self->state->chapters->len; i++)
    {
      int row = making->row_of[CM_SPEND_FIRST + i];
      int theme = find_theme_row (making, (int) i);
      const gint64 *pence =
          g_hash_table_lookup (planned, cm_record_get_id (self->state->chapters->pdata[i]));

      if (row < 0 || pence == NULL)
        continue;
      get_row (making->table, row)->planned = *pence;
      making->table->planned += *pence;
      if (theme >= 0)
        get_row (making->table, theme)->planned += *pence;
    }
}

/* --- all of it -------------------------------------------------------------------------------- */

static void
make_heads (Making *making)
{
  const CmSpendState *state = making->self->state;
  g_autofree gboolean *served = g_new0 (gboolean, _cm_spend_n_numbers (state, CM_SPEND_BY_CHAPTER));
  g_autofree gboolean *paid = g_new0 (gboolean, _cm_spend_n_numbers (state, making->by));

  for (guint i = 0; i < state->lines->bundles->len; i++)
    if (_cm_spend_sees (making->self, CM_SPEND_LOOK_SCOPE, i))
      {
        served[_cm_spend_number (state, CM_SPEND_BY_CHAPTER, i)] = TRUE;
        paid[_cm_spend_number (state, making->by, i)] = TRUE;
      }
  add_rows (making, served);
  add_columns (making, paid);
}

CmSpendTable *
cm_spend_tabulate (CmSpend *self, CmSpendBy columns)
{
  Making making = { .self = self, .table = g_new0 (CmSpendTable, 1), .by = columns };

  making.table->rows = g_ptr_array_new_with_free_func (free_row);
  making.table->columns = g_ptr_array_new_with_free_func (free_head);
  if (self->state == NULL)
    {
      making.table->cells = g_new0 (gint64, 1);
      return making.table;
    }
  _cm_spend_want_planned (self);
  make_heads (&making);
  count (&making);
  add_planned (&making);
  g_free (making.row_of);
  g_free (making.theme_row);
  g_free (making.column_of);
  return making.table;
}

void
cm_spend_table_free (CmSpendTable *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->columns);
  g_free (self->cells);
  g_free (self);
}

gint64
cm_spend_table_get (const CmSpendTable *self, guint row, guint column)
{
  g_return_val_if_fail (row <= self->rows->len && column <= self->columns->len, 0);

  return self->cells[(gsize) row * (self->columns->len + 1) + column];
}
