/* cm-budget.c - the money of one activity as a grid of years and funding sources. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cm-budget.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-sign-off.h"
#include "cm-summary.h"

#define YEARS_MAX 40 /* a year far off is a slip of the keyboard, not a reason for 100 columns */

static const char *const sure_states[] = { "secured", "sanctioned", "unused" };

/* --- the grid --------------------------------------------------------------------------------- */

static void
free_cell (gpointer data)
{
  CmBudgetCell *cell = data;

  g_ptr_array_unref (cell->lines);
  g_free (cell);
}

static CmBudgetCell *
make_cell (void)
{
  CmBudgetCell *cell = g_new0 (CmBudgetCell, 1);

  cell->lines = g_ptr_array_new_with_free_func (g_object_unref);
  return cell;
}

static void
fill_cells (CmBudget *self)
{
  while (self->cells->len < self->sources->len * self->years->len)
    g_ptr_array_add (self->cells, make_cell ());
}

static int
find_source (const CmBudget *self, const char *id)
{
  for (guint i = 0; i < self->sources->len; i++)
    if (g_str_equal (cm_record_get_id (self->sources->pdata[i]), id))
      return (int) i;
  return -1;
}

static int
find_year (const CmBudget *self, gint64 year)
{
  for (guint i = 0; i < self->years->len; i++)
    if (cm_budget_get_year (self, i) == year)
      return (int) i;
  return -1;
}

void
cm_budget_add_source (CmBudget *self, CmRecord *source)
{
  if (find_source (self, cm_record_get_id (source)) >= 0)
    return;
  g_ptr_array_add (self->sources, g_object_ref (source));
  fill_cells (self);
}

/* A column that comes between others: one cell more in each row. */
static void
insert_year (CmBudget *self, guint column, gint64 year)
{
  g_array_insert_val (self->years, column, year);
  for (guint row = 0; row < self->sources->len; row++)
    g_ptr_array_insert (self->cells, (int) (row * self->years->len + column), make_cell ());
}

void
cm_budget_add_year (CmBudget *self, gint64 year)
{
  gint64 first = self->years->len > 0 ? cm_budget_get_year (self, 0) : year;
  gint64 last = self->years->len > 0 ? cm_budget_get_year (self, self->years->len - 1) : year - 1;
  guint at = 0;

  if (find_year (self, year) >= 0)
    return;
  if (year > last && year - first < YEARS_MAX)
    while (++last <= year)
      insert_year (self, self->years->len, last);
  else if (year < first && last - year < YEARS_MAX)
    while (--first >= year)
      insert_year (self, 0, first);
  else
    {
      while (at < self->years->len && cm_budget_get_year (self, at) < year)
        at++;
      insert_year (self, at, year);
    }
}

static void
add_line (CmBudget *self, CmRecord *line)
{
  int row = find_source (self, cm_record_get_text (line, "funding_source"));
  int column = find_year (self, cm_record_get_number (line, "year"));
  CmBudgetCell *cell;
  const CmField *field = cm_table_field (cm_record_get_table (line), "state");
  const char *state = cm_record_get_text (line, "state");

  g_return_if_fail (row >= 0 && column >= 0);
  cell = g_ptr_array_index (self->cells, (guint) row * self->years->len + (guint) column);
  cell->amount += cm_record_get_number (line, "amount");
  if (cell->lines->len == 0)
    for (const CmChoice *c = field->choices; c->name != NULL; c++)
      cell->state = g_str_equal (c->name, state) ? c->name : cell->state;
  else if (g_strcmp0 (cell->state, state) != 0)
    cell->state = NULL;
  g_ptr_array_add (cell->lines, g_object_ref (line));
}

gint64
cm_budget_get_current_year (CmStore *store)
{
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership = cm_store_first (store, query);
  g_autofree char *today = NULL;

  if (partnership != NULL && !cm_record_is_null (partnership, "year"))
    return cm_record_get_number (partnership, "year");
  today = cm_summary_get_today (store);
  return cm_date_financial_year (today);
}

static GPtrArray *
list_lines (CmStore *store, CmRecord *activity, const char *source, const gint64 *year)
{
  g_autoptr (CmQuery) query = cm_query_new ("budget_line");

  cm_query_where_text (query, "activity", cm_record_get_id (activity));
  if (source != NULL)
    cm_query_where_text (query, "funding_source", source);
  if (year != NULL)
    cm_query_where_number (query, "year", *year);
  cm_query_order (query, source != NULL ? "amount" : "funding_source", source != NULL);
  return cm_store_list (store, query);
}

CmBudget *
cm_budget_load (CmStore *store, CmRecord *activity)
{
  CmBudget *self = g_new0 (CmBudget, 1);
  g_autoptr (GPtrArray) lines = list_lines (store, activity, NULL, NULL);

  self->store = g_object_ref (store);
  self->activity = g_object_ref (activity);
  self->years = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->sources = g_ptr_array_new_with_free_func (g_object_unref);
  self->cells = g_ptr_array_new_with_free_func (free_cell);
  for (guint i = 0; i < lines->len; i++)
    cm_budget_add_year (self, cm_record_get_number (lines->pdata[i], "year"));
  if (lines->len == 0)
    cm_budget_add_year (self, cm_budget_get_current_year (store));
  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr (CmRecord) source = cm_store_get (
          store, "funding_source", cm_record_get_text (lines->pdata[i], "funding_source"));

      cm_budget_add_source (self, source);
    }
  for (guint i = 0; i < lines->len; i++)
    add_line (self, lines->pdata[i]);
  return self;
}

void
cm_budget_free (CmBudget *self)
{
  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->sources);
  g_array_unref (self->years);
  g_object_unref (self->activity);
  g_object_unref (self->store);
  g_free (self);
}

/* --- sums ------------------------------------------------------------------------------------- */

const CmBudgetCell *
cm_budget_get_cell (const CmBudget *self, guint row, guint column)
{
  g_return_val_if_fail (row < self->sources->len && column < self->years->len, NULL);
  return g_ptr_array_index (self->cells, row * self->years->len + column);
}

gint64
cm_budget_get_year (const CmBudget *self, guint column)
{
  return g_array_index (self->years, gint64, column);
}

CmRecord *
cm_budget_get_source (const CmBudget *self, guint row)
{
  return g_ptr_array_index (self->sources, row);
}

gint64
cm_budget_sum_row (const CmBudget *self, guint row)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->years->len; i++)
    sum += cm_budget_get_cell (self, row, i)->amount;
  return sum;
}

gint64
cm_budget_sum_column (const CmBudget *self, guint column)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->sources->len; i++)
    sum += cm_budget_get_cell (self, i, column)->amount;
  return sum;
}

gint64
cm_budget_sum (const CmBudget *self)
{
  return cm_budget_sum_state (self, NULL);
}

gint64
cm_budget_sum_state (const CmBudget *self, const char *state)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->cells->len; i++)
    {
      const CmBudgetCell *cell = g_ptr_array_index (self->cells, i);

      for (guint l = 0; l < cell->lines->len; l++)
        if (state == NULL ||
            g_str_equal (cm_record_get_text (cell->lines->pdata[l], "state"), state))
          sum += cm_record_get_number (cell->lines->pdata[l], "amount");
    }
  return sum;
}

gint64
cm_budget_get_needed (const CmBudget *self)
{
  return cm_record_is_null (self->activity, "needed")
             ? cm_budget_sum (self)
             : cm_record_get_number (self->activity, "needed");
}

gint64
cm_budget_get_sure (const CmBudget *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sure_states); i++)
    sum += cm_budget_sum_state (self, sure_states[i]);
  return sum;
}

gint64
cm_budget_get_gap (const CmBudget *self)
{
  return cm_budget_get_needed (self) - cm_budget_get_sure (self);
}

/* "bid £35,000", with the state as it stands within a sentence. */
static char *
describe_state (const CmBudget *self, const char *state)
{
  const CmField *field = cm_table_field (cm_table_find ("budget_line"), "state");
  const char *label = cm_field_choice_label (field, state);
  g_autofree char *first = g_utf8_substring (label, 0, 1);
  g_autofree char *lower = g_utf8_strdown (first, -1);
  g_autofree char *amount = cm_money_format (cm_budget_sum_state (self, state));

  return g_strdup_printf ("%s%s %s", lower, g_utf8_next_char (label), amount);
}

static void
append_sight (const CmBudget *self, GString *text, gint64 gap)
{
  static const char *const states[] = { "bid", "planned", "contingency" };
  g_autoptr (GString) sight = g_string_new (NULL);
  gint64 left = gap;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      gint64 sum = cm_budget_sum_state (self, states[i]);
      g_autofree char *words = sum != 0 ? describe_state (self, states[i]) : NULL;

      if (words == NULL)
        continue;
      left -= sum;
      g_string_append_printf (sight, "%s%s", sight->len > 0 ? ", " : "", words);
    }
  if (sight->len > 0)
    {
      g_string_append_c (text, '\n');
      /* translators: %s is a list as “bid £35,000, planned £20,000” */
      g_string_append_printf (text, _ ("In sight for it: %s."), sight->str);
    }
  if (left > 0)
    {
      g_autofree char *amount = cm_money_format (left);

      g_string_append_c (text, sight->len > 0 ? ' ' : '\n');
      /* translators: %s is an amount of money */
      g_string_append_printf (text, _ ("Nothing is in sight for %s."), amount);
    }
}

char *
cm_budget_describe_gap (const CmBudget *self)
{
  gint64 gap = cm_budget_get_gap (self);
  g_autofree char *needed = cm_money_format (cm_budget_get_needed (self));
  g_autofree char *amount = cm_money_format (ABS (gap));
  GString *text = g_string_new (NULL);

  /* translators: %s is an amount of money; what is sure of it follows */
  g_string_append_printf (text, _ ("Needed in all %s"), needed);
  for (guint i = 0; i < G_N_ELEMENTS (sure_states); i++)
    if (cm_budget_sum_state (self, sure_states[i]) != 0)
      {
        g_autofree char *words = describe_state (self, sure_states[i]);

        g_string_append_printf (text, " − %s", words);
      }
  if (cm_budget_get_sure (self) == 0 && gap > 0)
    g_string_append (text, _ (" − nothing that is sure"));
  g_string_append (text, " = ");
  if (gap < 0)
    /* translators: %s is an amount of money that is more than is needed */
    g_string_append_printf (text, _ ("%s more than is needed"), amount);
  else if (gap == 0)
    g_string_append (text, _ ("nothing missing"));
  else
    /* translators: %s is an amount of money that is missing */
    g_string_append_printf (text, _ ("a gap of %s"), amount);
  if (gap > 0)
    append_sight (self, text, gap);
  return g_string_free (text, FALSE);
}

/* --- changes inside a transaction ------------------------------------------------------------- */

static gboolean
write_lines (CmStore *store, GPtrArray *lines, const char *state, GError **error)
{
  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr (CmRecord) copy = cm_record_copy (lines->pdata[i]);

      if (state == NULL)
        {
          if (!cm_store_delete (store, lines->pdata[i], error))
            return FALSE;
          continue;
        }
      cm_record_set_text (copy, "state", state);
      if (!cm_store_update (store, copy, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
refuse_several (guint n, GError **error)
{
  g_set_error (error,
               CM_WORKFLOW_ERROR,
               CM_WORKFLOW_ERROR_RULE,
               /* translators: %u is a number, at least 2 */
               ngettext ("There is %u line here. Open it to change its amount.",
                         "There are %u lines here. Open them and change the amount of each.",
                         n),
               n);
  return FALSE;
}

static gboolean
write_amount (CmStore *store,
              CmRecord *activity,
              CmRecord *source,
              gint64 year,
              gint64 amount,
              GError **error)
{
  g_autoptr (GPtrArray) lines = list_lines (store, activity, cm_record_get_id (source), &year);
  g_autoptr (CmRecord) line = NULL;

  if (lines->len > 1)
    return refuse_several (lines->len, error);
  if (lines->len == 1)
    {
      line = cm_record_copy (lines->pdata[0]);
      cm_record_set_number (line, "amount", amount);
      return cm_store_update (store, line, error);
    }
  line = cm_record_new (cm_table_find ("budget_line"));
  cm_record_set_text (line, "activity", cm_record_get_id (activity));
  cm_record_set_text (line, "funding_source", cm_record_get_id (source));
  cm_record_set_number (line, "year", year);
  cm_record_set_number (line, "amount", amount);
  cm_record_set_text (line, "state", "planned");
  return cm_store_insert (store, line, error);
}

/* Ends what cm_store_begin() began. */
static gboolean
finish (CmStore *store, gboolean good, GError **error)
{
  if (!good)
    {
      cm_store_rollback (store);
      return FALSE;
    }
  return cm_store_commit (store, error);
}

/* --- transactions ----------------------------------------------------------------------------- */

gboolean
cm_budget_remove (CmStore *store, CmRecord *activity, CmRecord *source, gint64 year, GError **error)
{
  g_autoptr (GPtrArray) lines = list_lines (store, activity, cm_record_get_id (source), &year);
  g_autofree char *when = cm_year_format (year);
  g_autofree char *label = NULL;

  if (lines->len == 0)
    return TRUE;
  /* translators: an entry of the change log; %1$s is a funding source, %2$s a year, %3$s an
   * activity */
  label = g_strdup_printf (_ ("Remove “%1$s” in %2$s from “%3$s”"),
                           cm_record_get_title (source),
                           when,
                           cm_record_get_title (activity));
  if (!cm_store_begin (store, label, error))
    return FALSE;
  return finish (store, write_lines (store, lines, NULL, error), error);
}

gboolean
cm_budget_set (CmStore *store,
               CmRecord *activity,
               CmRecord *source,
               gint64 year,
               const char *text,
               GError **error)
{
  const CmField *field = cm_table_field (cm_table_find ("budget_line"), "amount");
  g_auto (GStrv) words = g_strsplit (text, "\n", 2);
  g_autofree char *typed = g_strstrip (g_strdup (words[0] != NULL ? words[0] : ""));
  g_autofree char *when = cm_year_format (year);
  g_autofree char *amount = NULL, *label = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  CmValue value = CM_VALUE_INIT;

  if (*typed == '\0')
    {
      lines = list_lines (store, activity, cm_record_get_id (source), &year);
      return lines->len > 1 ? refuse_several (lines->len, error)
                            : cm_budget_remove (store, activity, source, year, error);
    }
  if (!cm_value_parse (&value, field, typed, error))
    return FALSE;
  amount = cm_money_format (value.number);
  /* translators: an entry of the change log; %1$s is an amount, %2$s a funding source, %3$s a year,
   * %4$s an activity */
  label = g_strdup_printf (_ ("Set %1$s from “%2$s” in %3$s for “%4$s”"),
                           amount,
                           cm_record_get_title (source),
                           when,
                           cm_record_get_title (activity));
  if (!cm_store_begin (store, label, error))
    return FALSE;
  return finish (store, write_amount (store, activity, source, year, value.number, error), error);
}

gboolean
cm_budget_set_state (CmStore *store,
                     CmRecord *activity,
                     CmRecord *source,
                     gint64 year,
                     const char *state,
                     GError **error)
{
  g_autoptr (GPtrArray) lines = list_lines (store, activity, cm_record_get_id (source), &year);
  const CmField *field = cm_table_field (cm_table_find ("budget_line"), "state");
  g_autofree char *when = cm_year_format (year);
  g_autofree char *label = NULL;

  /* translators: an entry of the change log; %1$s is a funding source, %2$s a year, %3$s an
   * activity, %4$s a state as “Secured” */
  label = g_strdup_printf (_ ("Mark “%1$s” in %2$s for “%3$s” as “%4$s”"),
                           cm_record_get_title (source),
                           when,
                           cm_record_get_title (activity),
                           cm_field_choice_label (field, state));
  if (!cm_store_begin (store, label, error))
    return FALSE;
  return finish (store, write_lines (store, lines, state, error), error);
}

/* --- a block from a spreadsheet --------------------------------------------------------------- */

/* Where the amounts of a block belong. */
typedef struct
{
  const CmBudget *budget;
  GPtrArray *rows;    /* of GStrv, the cells of each line */
  guint first_row;    /* of the amounts: 1 below a line of years */
  guint first_column; /* 1 beside a column of names */
  guint at_row, at_column;
  GPtrArray *sources; /* of all funding sources, to find names in; NULL before they are needed */
  GPtrArray *problems;
  guint n;
} Block;

static gboolean
read_year (const char *cell, gint64 *year)
{
  const CmField *field = cm_table_field (cm_table_find ("budget_line"), "year");
  CmValue value = CM_VALUE_INIT;
  gboolean good;

  /* A bare number may well be an amount. */
  if (strpbrk (cell, "/-") == NULL && strstr (cell, "–") == NULL)
    return FALSE;
  good = cm_value_parse (&value, field, cell, NULL) && value.kind == CM_VALUE_NUMBER;
  *year = value.number;
  cm_value_clear (&value);
  return good;
}

static char *
clean_cell (const char *cell)
{
  g_autofree char *text = g_strstrip (g_strdup (cell));
  gsize length = strlen (text);

  if (length >= 2 && text[0] == '"' && text[length - 1] == '"')
    return g_strndup (text + 1, length - 2);
  return g_steal_pointer (&text);
}

static GPtrArray *
split (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);

  /* The end of the last line is no line. */
  while (n > 0 && *g_strchomp (lines[n - 1]) == '\0')
    n--;
  for (guint i = 0; i < n; i++)
    {
      GStrv cells = g_strsplit (lines[i], "\t", -1);

      for (guint c = 0; cells[c] != NULL; c++)
        {
          char *clean = clean_cell (cells[c]);

          g_free (cells[c]);
          cells[c] = clean;
        }
      g_ptr_array_add (rows, cells);
    }
  return rows;
}

/* A line of years, but for its first cell, which may head a column of names. */
static gboolean
is_heading (GStrv cells)
{
  guint years = 0;
  gint64 year;

  if (cells[0] == NULL)
    return FALSE;
  for (guint i = 1; cells[i] != NULL; i++)
    {
      if (*cells[i] != '\0' && !read_year (cells[i], &year))
        return FALSE;
      years += *cells[i] != '\0' ? 1 : 0;
    }
  return years > 0 || read_year (cells[0], &year);
}

/* (nullable): the funding source of that name, whatever its capitals. */
static CmRecord *
find_named (Block *block, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  if (block->sources == NULL)
    {
      g_autoptr (CmQuery) query = cm_query_new ("funding_source");

      block->sources = cm_store_list (block->budget->store, query);
    }
  for (guint i = 0; i < block->sources->len; i++)
    {
      g_autofree char *title = g_utf8_casefold (cm_record_get_title (block->sources->pdata[i]), -1);

      if (g_str_equal (title, folded))
        return block->sources->pdata[i];
    }
  return NULL;
}

static gboolean
has_names (Block *block)
{
  gint64 year;

  if (block->first_row == 1)
    return !read_year (((GStrv) block->rows->pdata[0])[0], &year);
  for (guint i = 0; i < block->rows->len; i++)
    {
      GStrv cells = block->rows->pdata[i];

      if (cells[0] == NULL || find_named (block, cells[0]) == NULL)
        return FALSE;
    }
  return block->rows->len > 0;
}

static void
report (Block *block, guint row, guint column, const char *why)
{
  GStrv cells = block->rows->pdata[row];

  /* translators: %1$u and %2$u are the numbers of a row and a column of what was pasted, %3$s is
   * what stands there, %4$s what is wrong with it */
  g_ptr_array_add (
      block->problems,
      g_strdup_printf (
          _ ("Row %1$u, column %2$u (“%3$s”): %4$s"), row + 1, column + 1, cells[column], why));
}

static gboolean
is_named (Block *block, guint row, CmRecord *source)
{
  GStrv cells = block->rows->pdata[row];

  return cells[0] != NULL && find_named (block, cells[0]) == source;
}

/* (nullable): the source that a row of the block is for; else it is told why there is none. */
static CmRecord *
find_row_source (Block *block, guint row)
{
  GStrv cells = block->rows->pdata[row];
  guint at = block->at_row + row - block->first_row;
  CmRecord *source;

  if (block->first_column == 0)
    {
      if (at < block->budget->sources->len)
        return cm_budget_get_source (block->budget, at);
      report (block, row, 0, _ ("below the last funding source; add one first"));
      return NULL;
    }
  source = cells[0] != NULL ? find_named (block, cells[0]) : NULL;
  if (source == NULL)
    report (block, row, 0, _ ("there is no funding source of that name"));
  for (guint i = block->first_row; source != NULL && i < row; i++)
    if (is_named (block, i, source))
      {
        report (block, row, 0, _ ("it is there twice"));
        return NULL;
      }
  return source;
}

static gint64
find_column_year (Block *block, guint column)
{
  const CmBudget *budget = block->budget;
  guint at = block->at_column + column - block->first_column;
  gint64 year = 0;

  if (block->first_row == 1)
    {
      GStrv heading = block->rows->pdata[0];

      if (column < g_strv_length (heading) && read_year (heading[column], &year))
        return year;
      return 0;
    }
  if (at < budget->years->len)
    return cm_budget_get_year (budget, at);
  return cm_budget_get_year (budget, budget->years->len - 1) + at + 1 - budget->years->len;
}

static void
paste_cell (Block *block, CmRecord *source, guint row, guint column)
{
  const CmField *field = cm_table_field (cm_table_find ("budget_line"), "amount");
  const char *cell = ((GStrv) block->rows->pdata[row])[column];
  gint64 year = find_column_year (block, column);
  g_autoptr (GError) error = NULL;
  CmValue value = CM_VALUE_INIT;

  if (year == 0)
    report (block, row, column, _ ("there is no year above it"));
  else if (!cm_value_parse (&value, field, cell, &error) ||
           !write_amount (
               block->budget->store, block->budget->activity, source, year, value.number, &error))
    report (block, row, column, error->message);
  else
    block->n++;
}

static void
paste_rows (Block *block)
{
  for (guint row = block->first_row; row < block->rows->len; row++)
    {
      GStrv cells = block->rows->pdata[row];
      CmRecord *source = NULL;

      for (guint column = block->first_column; column < g_strv_length (cells); column++)
        {
          if (*cells[column] == '\0')
            continue;
          if (source == NULL && (source = find_row_source (block, row)) == NULL)
            break;
          paste_cell (block, source, row, column);
        }
    }
}

gboolean
cm_budget_paste (const CmBudget *self,
                 guint row,
                 guint column,
                 const char *text,
                 guint *n,
                 GPtrArray **problems,
                 GError **error)
{
  g_autoptr (GPtrArray) rows = split (g_utf8_validate (text, -1, NULL) ? text : "");
  Block block = { .budget = self, .rows = rows, .at_row = row, .at_column = column };
  /* translators: an entry of the change log; %s is the title of an activity */
  g_autofree char *label =
      g_strdup_printf (_ ("Paste amounts for “%s”"), cm_record_get_title (self->activity));

  *n = 0;
  *problems = block.problems = g_ptr_array_new_with_free_func (g_free);
  block.first_row = rows->len > 0 && is_heading (rows->pdata[0]) ? 1 : 0;
  block.first_column = rows->len > 0 && has_names (&block) ? 1 : 0;
  if (!cm_store_begin (self->store, label, error))
    return FALSE;
  paste_rows (&block);
  g_clear_pointer (&block.sources, g_ptr_array_unref);
  *n = block.n;
  if (block.problems->len > 0)
    {
      cm_store_rollback (self->store);
      g_set_error (error,
                   CM_WORKFLOW_ERROR,
                   CM_WORKFLOW_ERROR_RULE,
                   /* translators: %u is a number of cells */
                   ngettext ("Nothing was pasted: %u cell cannot be kept.",
                             "Nothing was pasted: %u cells cannot be kept.",
                             block.problems->len),
                   block.problems->len);
      return FALSE;
    }
  return cm_store_commit (self->store, error);
}

char *
cm_budget_copy (const CmBudget *self)
{
  const CmField *source = cm_table_field (cm_table_find ("budget_line"), "funding_source");
  GString *out = g_string_new (cm_field_label (source));

  for (guint c = 0; c < self->years->len; c++)
    {
      g_autofree char *year = cm_year_format (cm_budget_get_year (self, c));

      g_string_append_printf (out, "\t%s", year);
    }
  for (guint r = 0; r < self->sources->len; r++)
    {
      g_string_append_printf (out, "\n%s", cm_record_get_title (self->sources->pdata[r]));
      for (guint c = 0; c < self->years->len; c++)
        {
          const CmBudgetCell *cell = cm_budget_get_cell (self, r, c);

          g_string_append_c (out, '\t');
          /* Plain digits, so that a spreadsheet can reckon with them. */
          if (cell->lines->len > 0)
            g_string_append_printf (out,
                                    "%s%" G_GINT64_FORMAT ".%02" G_GINT64_FORMAT,
                                    cell->amount < 0 ? "-" : "",
                                    ABS (cell->amount) / 100,
                                    ABS (cell->amount) % 100);
        }
    }
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}
