/* cm-spend-workbook.c - what is spent now as a workbook that a chief executive can read. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-spend-workbook"
#include "config.h"

#include "cm-spend-workbook.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cm-contracts.h"
#include "cm-summary.h"
#include "cm-workbook-writer.h"

#define MOST 80 /* per cent */

typedef struct
{
  char *when, *decide_by, *title, *organisation, *supplier, *chapter, *state, *ends;
  gint64 annual;
  gboolean has_annual;
} Contract;

typedef struct
{
  char *test, *answer, *lines, *amount;
} Rule;

struct _CmSpendWorkbook
{
  char *partnership, *year, *organisation, *scope;
  CmSpendTotals totals, whole;
  CmSpendGroups *groups;
  CmSpendTable *table;
  char *few, *contracts_words, *today;
  GPtrArray *contracts; /* of Contract */
  GPtrArray *rules;     /* of Rule */
};

/* --- taking down ------------------------------------------------------------------------------ */

static void
free_contract (gpointer data)
{
  Contract *contract = data;

  g_free (contract->when);
  g_free (contract->decide_by);
  g_free (contract->title);
  g_free (contract->organisation);
  g_free (contract->supplier);
  g_free (contract->chapter);
  g_free (contract->state);
  g_free (contract->ends);
  g_free (contract);
}

static void
free_rule (gpointer data)
{
  Rule *rule = data;

  g_free (rule->test);
  g_free (rule->answer);
  g_free (rule->lines);
  g_free (rule->amount);
  g_free (rule);
}

static char *
format (CmStore *store, CmRecord *record, const char *field)
{
  char *text =
      cm_store_format (store, record, cm_table_field (cm_record_get_table (record), field));

  return text != NULL ? text : g_strdup ("");
}

static void
take_contracts (CmSpendWorkbook *self, CmStore *store, const CmScope *scope)
{
  g_autoptr (CmContracts) all = cm_contracts_read (store, scope, self->today, 0);

  self->contracts_words = cm_contracts_describe (all);
  for (guint i = 0; i < all->contracts->len; i++)
    {
      const CmContract *from = g_ptr_array_index (all->contracts, i);
      Contract *contract = g_new0 (Contract, 1);

      contract->when = g_strdup (from->words);
      contract->decide_by = g_strdup (from->decide_by);
      contract->title = g_strdup (cm_record_get_title (from->record));
      contract->organisation = g_strdup (from->organisation);
      contract->supplier = g_strdup (cm_record_get_text (from->record, "supplier"));
      contract->chapter = g_strdup (from->chapter);
      contract->state = format (store, from->record, "state");
      contract->ends = g_strdup (cm_record_get_text (from->record, "ends"));
      contract->annual = from->annual;
      contract->has_annual = from->has_annual;
      g_ptr_array_add (self->contracts, contract);
    }
}

static char *
describe_answer (CmStore *store, CmRecord *record)
{
  g_autofree char *chapter = cm_record_get_number (record, "outside") != 0
                                 ? g_strdup (_ ("Serves no chapter"))
                                 : format (store, record, "chapter");
  g_autofree char *kind = format (store, record, "kind");

  return *chapter != '\0' && *kind != '\0' ? g_strdup_printf ("%s, %s", chapter, kind)
                                           : g_strdup_printf ("%s%s", chapter, kind);
}

static void
take_rules (CmSpendWorkbook *self, CmStore *store, CmSpend *spend)
{
  g_autoptr (GPtrArray) effects = cm_spend_list_rules (spend);

  for (guint i = 0; i < effects->len; i++)
    {
      const CmSpendEffect *effect = g_ptr_array_index (effects, i);
      g_autofree char *field = format (store, effect->rule, "field");
      g_autofree char *test = format (store, effect->rule, "test");
      g_autofree char *lower = g_utf8_strdown (test, -1);
      Rule *rule = g_new0 (Rule, 1);

      /* translators: as in “Supplier contains “home care”” */
      rule->test = g_strdup_printf (
          _ ("%1$s %2$s “%3$s”"), field, lower, cm_record_get_title (effect->rule));
      rule->answer = describe_answer (store, effect->rule);
      rule->lines = g_strdup_printf ("%u", effect->decides_lines);
      rule->amount = cm_money_format (effect->decides);
      g_ptr_array_add (self->rules, rule);
    }
}

static char *
name_scope (CmStore *store, const CmScope *scope)
{
  g_autofree char *title = NULL;

  if (scope == NULL || cm_scope_is_whole (scope))
    return g_strdup (_ ("Whole partnership"));
  title = scope->chapter != NULL ? cm_store_get_title (store, "chapter", scope->chapter)
                                 : cm_store_get_title (store, "theme", scope->theme);
  /* translators: %s is the name of a chapter or theme */
  return scope->chapter != NULL ? g_strdup_printf (_ ("Chapter: %s"), title)
                                : g_strdup_printf (_ ("Theme: %s"), title);
}

static char *
name_partnership (CmStore *store)
{
  g_autoptr (CmQuery) query = cm_query_new ("partnership");
  g_autoptr (CmRecord) partnership = cm_store_first (store, query);

  return g_strdup (partnership != NULL ? cm_record_get_title (partnership) : "");
}

CmSpendWorkbook *
cm_spend_workbook_new (CmStore *store, CmSpend *spend, const CmScope *scope, CmSpendBy by)
{
  CmSpendWorkbook *self = g_new0 (CmSpendWorkbook, 1);
  gint64 year = cm_spend_get_year (spend);
  const char *organisation = cm_spend_get_organisation (spend);

  self->partnership = name_partnership (store);
  self->year = year != 0 ? cm_year_format (year) : g_strdup (_ ("All years"));
  self->organisation = organisation != NULL
                           ? cm_store_get_title (store, "organisation", organisation)
                           : g_strdup (_ ("All organisations"));
  self->scope = name_scope (store, scope);
  self->today = cm_summary_get_today (store);
  cm_spend_get_totals (spend, &self->totals);
  cm_spend_get_whole (spend, &self->whole);
  self->groups = cm_spend_group (spend, by);
  self->few = cm_spend_groups_describe (self->groups, MOST);
  self->table = cm_spend_tabulate (spend, CM_SPEND_BY_ORGANISATION);
  self->contracts = g_ptr_array_new_with_free_func (free_contract);
  self->rules = g_ptr_array_new_with_free_func (free_rule);
  take_contracts (self, store, scope);
  take_rules (self, store, spend);
  return self;
}

void
cm_spend_workbook_free (CmSpendWorkbook *self)
{
  cm_spend_groups_free (self->groups);
  cm_spend_table_free (self->table);
  g_ptr_array_unref (self->contracts);
  g_ptr_array_unref (self->rules);
  g_free (self->partnership);
  g_free (self->year);
  g_free (self->organisation);
  g_free (self->scope);
  g_free (self->few);
  g_free (self->contracts_words);
  g_free (self->today);
  g_free (self);
}

/* --- the sheets ------------------------------------------------------------------------------- */

static void
write_largest (const CmSpendWorkbook *self, CmWorkbook *book)
{
  const CmWorkbookColumn columns[] = {
    { _ ("Place"), CM_COLUMN_INTEGER, 0 },
    { cm_spend_by_label (self->groups->by), CM_COLUMN_TEXT, 0 },
    { _ ("Lines"), CM_COLUMN_INTEGER, 0 },
    { _ ("Amount"), CM_COLUMN_MONEY, 0 },
    { _ ("Share"), CM_COLUMN_PERCENT, 0 },
    { _ ("Up to here"), CM_COLUMN_PERCENT, 0 },
  };

  cm_workbook_add_sheet (book, _ ("Largest first"), columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < self->groups->groups->len; i++)
    {
      const CmSpendGroup *group = g_ptr_array_index (self->groups->groups, i);

      cm_workbook_add_number (book, i + 1);
      cm_workbook_add_text (book, group->head->name);
      cm_workbook_add_number (book, group->lines);
      cm_workbook_add_number (book, group->amount);
      cm_workbook_add_number (book, llround (group->share * 1000));
      cm_workbook_add_number (book, llround (group->cumulative * 1000));
      cm_workbook_end_row (book);
    }
}

static const CmSpendRow *
get_row (const CmSpendWorkbook *self, guint row)
{
  return g_ptr_array_index (self->table->rows, row);
}

/* Theme and chapter; the sum of a theme stands at its head, that of all at the end. */
static void
write_names (const CmSpendWorkbook *self, CmWorkbook *book, guint row, const char **theme)
{
  const CmSpendRow *of = row < self->table->rows->len ? get_row (self, row) : NULL;

  if (of == NULL)
    {
      cm_workbook_add_text (book, _ ("All"));
      cm_workbook_add_blank (book);
      return;
    }
  if (of->is_theme)
    *theme = of->head->name;
  if (of->head->what != CM_SPEND_NAMED)
    *theme = NULL;
  cm_workbook_add_text (book, *theme);
  cm_workbook_add_text (book, of->is_theme ? _ ("All of the theme") : of->head->name);
}

static void
write_chapters (const CmSpendWorkbook *self, CmWorkbook *book)
{
  const CmSpendTable *table = self->table;
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (CmWorkbookColumn));
  CmWorkbookColumn column = { _ ("Theme"), CM_COLUMN_TEXT, 0 };
  const char *theme = NULL;

  g_array_append_val (columns, column);
  column.heading = _ ("Chapter");
  g_array_append_val (columns, column);
  column.kind = CM_COLUMN_MONEY;
  for (guint i = 0; i < table->columns->len; i++)
    {
      column.heading = ((CmSpendHead *) g_ptr_array_index (table->columns, i))->name;
      g_array_append_val (columns, column);
    }
  column.heading = _ ("All");
  g_array_append_val (columns, column);
  column.heading = _ ("Planned");
  g_array_append_val (columns, column);
  cm_workbook_add_sheet (
      book, _ ("By chapter"), (const CmWorkbookColumn *) columns->data, columns->len);
  for (guint row = 0; row <= table->rows->len; row++)
    {
      write_names (self, book, row, &theme);
      for (guint i = 0; i <= table->columns->len; i++)
        cm_workbook_add_number (book, cm_spend_table_get (table, row, i));
      if (table->has_planned)
        cm_workbook_add_number (
            book, row < table->rows->len ? get_row (self, row)->planned : table->planned);
      else
        cm_workbook_add_blank (book);
      cm_workbook_end_row (book);
    }
}

static void
write_mix (const CmSpendWorkbook *self, CmWorkbook *book)
{
  const CmWorkbookColumn columns[] = {
    { _ ("Theme"), CM_COLUMN_TEXT, 0 },
    { _ ("Chapter"), CM_COLUMN_TEXT, 0 },
    { _ ("Mainstream"), CM_COLUMN_MONEY, 0 },
    { _ ("Pots"), CM_COLUMN_MONEY, 0 },
    { _ ("Not stated"), CM_COLUMN_MONEY, 0 },
    { _ ("All"), CM_COLUMN_MONEY, 0 },
    { _ ("Mainstream share"), CM_COLUMN_PERCENT, 0 },
  };
  const char *theme = NULL;

  cm_workbook_add_sheet (book, _ ("Mainstream and pot"), columns, G_N_ELEMENTS (columns));
  for (guint row = 0; row <= self->table->rows->len; row++)
    {
      const CmSpendMix *mix =
          row < self->table->rows->len ? &get_row (self, row)->mix : &self->table->mix;
      gint64 known = mix->mainstream + mix->pots;

      write_names (self, book, row, &theme);
      cm_workbook_add_number (book, mix->mainstream);
      cm_workbook_add_number (book, mix->pots);
      cm_workbook_add_number (book, mix->unstated);
      cm_workbook_add_number (book, mix->total);
      if (known > 0 && mix->mainstream >= 0 && mix->pots >= 0)
        cm_workbook_add_number (book, llround (1000 * (double) mix->mainstream / (double) known));
      else
        cm_workbook_add_blank (book);
      cm_workbook_end_row (book);
    }
}

static void
write_contracts (const CmSpendWorkbook *self, CmWorkbook *book)
{
  const CmWorkbookColumn columns[] = {
    { _ ("When"), CM_COLUMN_TEXT, 0 },         { _ ("Decide by"), CM_COLUMN_DATE, 0 },
    { _ ("Contract"), CM_COLUMN_TEXT, 0 },     { _ ("Supplier"), CM_COLUMN_TEXT, 0 },
    { _ ("Organisation"), CM_COLUMN_TEXT, 0 }, { _ ("Chapter"), CM_COLUMN_TEXT, 0 },
    { _ ("State"), CM_COLUMN_TEXT, 0 },        { _ ("Ends"), CM_COLUMN_DATE, 0 },
    { _ ("A year"), CM_COLUMN_MONEY, 0 },
  };

  cm_workbook_add_sheet (book, _ ("Contracts"), columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < self->contracts->len; i++)
    {
      const Contract *contract = g_ptr_array_index (self->contracts, i);

      cm_workbook_add_text (book, contract->when);
      cm_workbook_add_date (book, contract->decide_by);
      cm_workbook_add_text (book, contract->title);
      cm_workbook_add_text (book, contract->supplier);
      cm_workbook_add_text (book, contract->organisation);
      cm_workbook_add_text (book, contract->chapter);
      cm_workbook_add_text (book, contract->state);
      cm_workbook_add_date (book, contract->ends);
      if (contract->has_annual)
        cm_workbook_add_number (book, contract->annual);
      else
        cm_workbook_add_blank (book);
      cm_workbook_end_row (book);
    }
}

/* --- what it means ---------------------------------------------------------------------------- */

/* The sum, as it is made up. */
static char *
explain_mapping (const CmSpendWorkbook *self)
{
  g_autofree char *amount = cm_money_format (self->whole.amount);
  g_autofree char *mapped = cm_money_format (self->whole.mapped);
  g_autofree char *outside = cm_money_format (self->whole.outside);
  g_autofree char *unmapped = cm_money_format (self->whole.unmapped);

  return g_strdup_printf (
      /* translators: all are amounts of money but %5$.1f, which is per cent */
      _ ("%1$s in all = %2$s that serves a chapter + %3$s that is known to serve none + %4$s that "
         "is not mapped yet. %5$.1f%% is decided either way."),
      amount,
      mapped,
      outside,
      unmapped,
      self->whole.decided_share / 10.);
}

static char *
explain_looked_at (const CmSpendWorkbook *self)
{
  g_autofree char *amount = cm_money_format (self->totals.amount);
  g_autofree char *lines =
      g_strdup_printf (ngettext ("%u line", "%u lines", self->totals.lines), self->totals.lines);

  /* translators: %1$s is an amount of money, %2$s as in “214 lines” */
  return g_strdup_printf (_ ("%1$s in %2$s of the files that the partners sent"), amount, lines);
}

static void
write_rules (const CmSpendWorkbook *self, CmWorkbook *book)
{
  const char *headings[] = { _ ("Mapping rule"), _ ("Serves"), _ ("Lines"), _ ("Amount") };

  cm_workbook_add_note (book, NULL, NULL);
  cm_workbook_add_note_row (book, TRUE, headings, G_N_ELEMENTS (headings));
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);
      const char *cells[] = { rule->test, rule->answer, rule->lines, rule->amount };

      cm_workbook_add_note_row (book, FALSE, cells, G_N_ELEMENTS (cells));
    }
}

static void
write_definitions (const CmSpendWorkbook *self, CmWorkbook *book, const char *title)
{
  g_autofree char *looked_at = explain_looked_at (self);
  g_autofree char *mapping = explain_mapping (self);

  cm_workbook_add_notes (book, _ ("Definitions"), title);
  cm_workbook_add_note (book, _ ("Year"), self->year);
  cm_workbook_add_note (book, _ ("Organisation"), self->organisation);
  cm_workbook_add_note (book, _ ("Scope"), self->scope);
  cm_workbook_add_note (book, _ ("Looked at"), looked_at);
  cm_workbook_add_note (book, _ ("Mapped"), mapping);
  cm_workbook_add_note (book, _ ("Most of it"), self->few);
  cm_workbook_add_note (book,
                        _ ("Share"),
                        _ ("Of the sum of all rows above nothing; rows where more came back than "
                           "was spent have none. “Up to here” adds those above."));
  cm_workbook_add_note (book,
                        _ ("By chapter"),
                        _ ("What a line serves is said by the line itself, or else by the first "
                           "mapping rule that fits it. The sum of a theme is that of its chapters; "
                           "“All” does not count themes again."));
  cm_workbook_add_note (book,
                        _ ("Planned"),
                        _ ("What the activities of the portfolio plan for the chapter, an activity "
                           "that serves several being shared out among them."));
  cm_workbook_add_note (
      book,
      _ ("Mainstream and pot"),
      _ ("Pots are grants, pooled and aligned budgets, reserves and what is given "
         "in kind. The mainstream share leaves out what is not stated."));
  cm_workbook_add_note (book, _ ("Contracts"), self->contracts_words);
  cm_workbook_add_note (
      book,
      _ ("Decide by"),
      _ ("The end less the months of notice, where both are stated; otherwise the "
         "review that is stated; otherwise the end."));
  cm_workbook_add_note (book, _ ("Today"), self->today);
  if (self->rules->len > 0)
    write_rules (self, book);
}

gboolean
cm_spend_workbook_write (CmSpendWorkbook *self,
                         const char *path,
                         GCancellable *cancellable,
                         GError **error)
{
  /* translators: %s is the name of a partnership */
  g_autofree char *title = g_strdup_printf (_ ("What is spent now – %s"), self->partnership);
  g_autoptr (CmWorkbook) book = cm_workbook_new (path, title, error);

  if (book == NULL)
    return FALSE;
  write_largest (self, book);
  write_chapters (self, book);
  write_mix (self, book);
  write_contracts (self, book);
  write_definitions (self, book, title);
  return cm_workbook_close (book, cancellable, error);
}
