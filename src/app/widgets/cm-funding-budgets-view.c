/* cm-funding-budgets-view.c - budgets by source and year, how sure they are, what of them ends. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-funding-budgets-view"
#include "config.h"

#include "cm-funding-budgets-view.h"

#include <glib/gi18n.h>

#include "cm-bars-painter.h"
#include "cm-funding-ends.h"
#include "cm-funding.h"

#define MINUS "\u2212"
/* Adding up goes on for so long before the window gets its turn. */
#define SLICE_US 8000

/**
 * CmFundingBudgetsView:
 *
 * The money is read in slices; until it is all there the last figures stay. Each number of the
 * tables leads to the activities that it is for.
 */
struct _CmFundingBudgetsView
{
  CmFundingPart parent_instance;

  CmFunding *reading; /* under way, or NULL */
  guint idle;
  CmFunding *funding; /* as shown */

  GtkWidget *stack;
  GtkWidget *notice;
  GtkWidget *in_hand, *bid, *gap, *mainstream;
  GtkWidget *chart, *sources, *states, *ends;
  GArray *source_parts, *state_parts; /* of CmFundingLines: what the rows sum */
};

G_DEFINE_FINAL_TYPE (CmFundingBudgetsView, cm_funding_budgets_view, CM_TYPE_FUNDING_PART)

static const char *const tables[] = { "budget_line",      "funding_source", "activity",
                                      "activity_chapter", "partnership",    NULL };

static const char *
get_kind_label (int kind)
{
  return _ (cm_table_field (cm_table_find ("funding_source"), "kind")->choices[kind].label);
}

static const char *
get_state_label (int state)
{
  return _ (cm_table_field (cm_table_find ("budget_line"), "state")->choices[state].label);
}

/* --- the chart -------------------------------------------------------------------------------- */

static void
draw_bars (cairo_t *cr,
           gpointer model,
           PangoContext *like,
           double width,
           double height,
           const CmPalette *palette)
{
  cm_bars_draw (cr, model, like, width, height, palette);
}

/* A part is a bar as a whole, followed by its series. */
static int
hit_bars (gpointer model, PangoContext *like, double width, double height, double x, double y)
{
  CmBars *bars = model;
  int bar, part;

  if (!cm_bars_hit (bars, like, width, height, x, y, &bar, &part))
    return -1;
  return bar * ((int) bars->series->len + 1) + part + 1;
}

static void
choose_bar (gpointer model, int part)
{
  CmBars *bars = model;
  int n = (int) bars->series->len + 1;

  bars->bar = part < 0 ? -1 : part / n;
  bars->part = part < 0 ? -1 : part % n - 1;
}

static int
count_bars (gpointer model)
{
  CmBars *bars = model;

  return (int) (bars->bars->len * (bars->series->len + 1));
}

static char *
describe_bars (gpointer model)
{
  return cm_bars_describe (model);
}

static char *
describe_bar (gpointer model, int part)
{
  CmBars *bars = model;
  int n = (int) bars->series->len + 1;

  return cm_bars_describe_part (bars, part / n, part % n - 1);
}

static void
free_bars (gpointer model)
{
  cm_bars_free (model);
}

static const CmFundingChartKind bars_kind = { draw_bars,     hit_bars,     choose_bar, count_bars,
                                              describe_bars, describe_bar, free_bars };

static CmBars *
make_bars (CmFunding *funding)
{
  CmBars *bars =
      cm_bars_new (_ ("Budgets by year and kind of money"), cm_money_format, cm_money_format_short);

  for (int kind = 0; kind < CM_N_FUNDING_KINDS; kind++)
    cm_bars_add_series (bars, get_kind_label (kind));
  for (guint year = 0; year < cm_funding_get_n_years (funding); year++)
    {
      g_autofree char *label = cm_year_format (cm_funding_get_year (funding, year));
      int share = cm_funding_get_mainstream (funding, (int) year);
      /* translators: %d is a percentage; it stands below a year */
      g_autofree char *note = share >= 0 ? g_strdup_printf (_ ("%d %% mainstream"), share) : NULL;
      guint bar = cm_bars_add_bar (bars, label, note);

      for (int kind = 0; kind < CM_N_FUNDING_KINDS; kind++)
        {
          CmFundingLines part = { kind, -1, (int) year, 0 };

          cm_bars_set_value (bars, bar, (guint) kind, cm_funding_sum (funding, &part, NULL));
        }
    }
  return bars;
}

/* --- the tables ------------------------------------------------------------------------------- */

static GPtrArray *
list_headings (CmFunding *funding, const char *const *before)
{
  GPtrArray *headings = g_ptr_array_new_with_free_func (g_free);

  for (; *before != NULL; before++)
    g_ptr_array_add (headings, g_strdup (_ (*before)));
  for (guint year = 0; year < cm_funding_get_n_years (funding); year++)
    g_ptr_array_add (headings, cm_year_format (cm_funding_get_year (funding, year)));
  g_ptr_array_add (headings, g_strdup (_ ("All years")));
  g_ptr_array_add (headings, NULL);
  return headings;
}

/* A row of sums, year by year and over all. Several states at a time lead nowhere: no query could
 * say which activities they are. */
static guint
add_sums (CmFunding *funding,
          CmFundingGrid *grid,
          GArray *parts,
          CmGridRow kind,
          const char *title,
          CmFundingLines part,
          guint first_column)
{
  guint n = cm_funding_get_n_years (funding);
  guint row = cm_funding_grid_add_row (grid, kind, title);
  gboolean leads = (part.states & (part.states - 1)) == 0;

  g_array_append_val (parts, part);
  for (guint i = 0; i <= n; i++)
    {
      guint lines;
      g_autofree char *text = NULL;

      part.year = i < n ? (int) i : -1;
      text = cm_money_format (cm_funding_sum (funding, &part, &lines));
      cm_funding_grid_set_cell (
          grid, row, first_column + i, lines > 0 ? text : "–", NULL, leads && lines > 0);
    }
  return row;
}

/* More than the source may pay in a year, or money of a year after its end. */
static void
warn_of_source (CmFunding *funding, CmFundingGrid *grid, guint row, guint source, guint year)
{
  const CmFundingSource *of = cm_funding_get_source (funding, source);
  CmFundingLines part = { -1, (int) source, (int) year, 0 };
  gint64 amount = cm_funding_sum (funding, &part, NULL);
  g_autofree char *text = cm_money_format (amount);
  g_autofree char *note = NULL;

  if (of->ends != NULL && amount > 0 &&
      cm_funding_get_year (funding, year) > cm_date_financial_year (of->ends))
    {
      g_autofree char *ends = cm_date_format (of->ends);

      /* translators: %s is a date */
      note = g_strdup_printf (_ ("The source ends on %s, before this year begins"), ends);
    }
  else if (of->ceiling >= 0 && amount > of->ceiling)
    {
      g_autofree char *ceiling = cm_money_format (of->ceiling);
      g_autofree char *over = cm_money_format (amount - of->ceiling);

      /* translators: both are amounts of money */
      note = g_strdup_printf (_ ("%1$s more than its ceiling of %2$s a year"), over, ceiling);
    }
  if (note == NULL)
    return;
  cm_funding_grid_set_cell (grid, row, 2 + year, text, note, TRUE);
  cm_funding_grid_warn (grid, row, 2 + year);
}

static void
add_source (CmFundingBudgetsView *self, CmFunding *funding, guint source)
{
  CmFundingGrid *grid = CM_FUNDING_GRID (self->sources);
  const CmFundingSource *of = cm_funding_get_source (funding, source);
  CmFundingLines part = { -1, (int) source, -1, 0 };
  guint row = add_sums (funding, grid, self->source_parts, CM_GRID_ITEM, of->name, part, 2);

  cm_funding_grid_set_cell (grid, row, 0, of->name, NULL, TRUE);
  if (of->ends != NULL)
    {
      g_autofree char *ends = cm_date_format (of->ends);

      cm_funding_grid_set_cell (grid, row, 1, ends, NULL, FALSE);
    }
  for (guint year = 0; year < cm_funding_get_n_years (funding); year++)
    warn_of_source (funding, grid, row, source, year);
}

static void
add_shares (CmFundingBudgetsView *self, CmFunding *funding)
{
  static const CmFundingLines none = CM_FUNDING_ALL;
  CmFundingGrid *grid = CM_FUNDING_GRID (self->sources);
  guint n = cm_funding_get_n_years (funding);
  guint row = cm_funding_grid_add_row (grid, CM_GRID_ITEM, _ ("Share from mainstream budgets"));

  g_array_append_val (self->source_parts, none);
  for (guint i = 0; i <= n; i++)
    {
      int share = cm_funding_get_mainstream (funding, i < n ? (int) i : -1);
      /* translators: a percentage */
      g_autofree char *text = share >= 0 ? g_strdup_printf (_ ("%d %%"), share) : g_strdup ("–");

      cm_funding_grid_set_cell (grid, row, 2 + i, text, NULL, FALSE);
    }
}

static void
show_sources (CmFundingBudgetsView *self, CmFunding *funding)
{
  static const char *const before[] = { N_ ("Source"), N_ ("Ends"), NULL };
  CmFundingGrid *grid = CM_FUNDING_GRID (self->sources);
  g_autoptr (GPtrArray) headings = list_headings (funding, before);
  CmFundingLines all = CM_FUNDING_ALL;
  int last = -1;

  g_array_set_size (self->source_parts, 0);
  cm_funding_grid_begin (grid, (const char *const *) headings->pdata, 2);
  for (guint i = 0; i < cm_funding_get_n_sources (funding); i++)
    {
      CmFundingLines part = CM_FUNDING_ALL;

      part.kind = (int) cm_funding_get_source (funding, i)->kind;
      if (part.kind != last)
        add_sums (
            funding, grid, self->source_parts, CM_GRID_GROUP, get_kind_label (part.kind), part, 2);
      last = part.kind;
      add_source (self, funding, i);
    }
  add_sums (funding, grid, self->source_parts, CM_GRID_TOTAL, _ ("All sources"), all, 2);
  add_shares (self, funding);
  cm_funding_grid_end (grid);
}

/* The kinds without their sources, as the chart has them. */
static void
show_kinds (CmFundingBudgetsView *self, CmFunding *funding)
{
  static const char *const before[] = { N_ ("Kind of money"), NULL };
  CmFundingGrid *grid = cm_funding_chart_get_grid (CM_FUNDING_CHART (self->chart));
  g_autoptr (GPtrArray) headings = list_headings (funding, before);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (CmFundingLines));
  CmFundingLines part = CM_FUNDING_ALL;

  cm_funding_grid_begin (grid, (const char *const *) headings->pdata, 1);
  for (part.kind = 0; part.kind < CM_N_FUNDING_KINDS; part.kind++)
    add_sums (funding, grid, parts, CM_GRID_ITEM, get_kind_label (part.kind), part, 1);
  part.kind = -1;
  add_sums (funding, grid, parts, CM_GRID_TOTAL, _ ("All kinds"), part, 1);
  cm_funding_grid_end (grid);
}

static void
add_gap (CmFundingBudgetsView *self, CmFunding *funding)
{
  CmFundingGrid *grid = CM_FUNDING_GRID (self->states);
  CmFundingLines all = CM_FUNDING_ALL;
  CmFundingLines in_hand = { -1, -1, -1, CM_FUNDING_IN_HAND };
  guint n = cm_funding_get_n_years (funding);
  guint row = cm_funding_grid_add_row (grid, CM_GRID_TOTAL, _ ("Gap: budgeted, not in hand"));

  for (guint i = 0; i <= n; i++)
    {
      gint64 gap;
      g_autofree char *text = NULL, *needed = NULL, *there = NULL, *note = NULL;

      all.year = in_hand.year = i < n ? (int) i : -1;
      gap = cm_funding_sum (funding, &all, NULL) - cm_funding_sum (funding, &in_hand, NULL);
      text = cm_money_format (gap);
      needed = cm_money_format (cm_funding_sum (funding, &all, NULL));
      there = cm_money_format (cm_funding_sum (funding, &in_hand, NULL));
      note = g_strdup_printf ("%s %s %s", needed, MINUS, there);
      cm_funding_grid_set_cell (grid, row, 1 + i, text, note, FALSE);
    }
}

static void
show_states (CmFundingBudgetsView *self, CmFunding *funding)
{
  static const char *const before[] = { N_ ("How sure it is"), NULL };
  static const int in_hand[] = { CM_FUNDING_SECURED, CM_FUNDING_SANCTIONED, CM_FUNDING_UNUSED };
  static const int hoped[] = { CM_FUNDING_BID, CM_FUNDING_PLANNED, CM_FUNDING_CONTINGENCY };
  CmFundingGrid *grid = CM_FUNDING_GRID (self->states);
  g_autoptr (GPtrArray) headings = list_headings (funding, before);
  CmFundingLines part = { -1, -1, -1, CM_FUNDING_IN_HAND };
  CmFundingLines all = CM_FUNDING_ALL;

  g_array_set_size (self->state_parts, 0);
  cm_funding_grid_begin (grid, (const char *const *) headings->pdata, 1);
  add_sums (funding, grid, self->state_parts, CM_GRID_GROUP, _ ("In hand"), part, 1);
  for (guint i = 0; i < G_N_ELEMENTS (in_hand); i++)
    {
      part.states = 1u << in_hand[i];
      add_sums (
          funding, grid, self->state_parts, CM_GRID_ITEM, get_state_label (in_hand[i]), part, 1);
    }
  part.states = (1u << CM_N_FUNDING_STATES) - 1 - CM_FUNDING_IN_HAND;
  add_sums (funding, grid, self->state_parts, CM_GRID_GROUP, _ ("Not in hand"), part, 1);
  for (guint i = 0; i < G_N_ELEMENTS (hoped); i++)
    {
      part.states = 1u << hoped[i];
      add_sums (
          funding, grid, self->state_parts, CM_GRID_ITEM, get_state_label (hoped[i]), part, 1);
    }
  add_sums (funding, grid, self->state_parts, CM_GRID_TOTAL, _ ("All that is budgeted"), all, 1);
  add_gap (self, funding);
  cm_funding_grid_end (grid);
}

/* --- figures ---------------------------------------------------------------------------------- */

static gint64
sum_states (CmFunding *funding, guint states)
{
  CmFundingLines part = { -1, -1, -1, states };

  return cm_funding_sum (funding, &part, NULL);
}

static void
show_in_hand (CmFundingBudgetsView *self, CmFunding *funding)
{
  g_autofree char *sum = cm_money_format (sum_states (funding, CM_FUNDING_IN_HAND));
  g_autofree char *secured = cm_money_format (sum_states (funding, 1u << CM_FUNDING_SECURED));
  g_autofree char *sanctioned = cm_money_format (sum_states (funding, 1u << CM_FUNDING_SANCTIONED));
  g_autofree char *unused = cm_money_format (sum_states (funding, 1u << CM_FUNDING_UNUSED));
  /* translators: all three are amounts of money, added up to what is in hand */
  g_autofree char *note = g_strdup_printf (
      _ ("%1$s secured + %2$s sanctioned + %3$s not yet used"), secured, sanctioned, unused);

  cm_funding_part_set_figure (self->in_hand, sum, note);
}

static void
show_gap (CmFundingBudgetsView *self, CmFunding *funding)
{
  gint64 beyond = cm_funding_get_beyond (funding);
  gint64 in_hand = sum_states (funding, CM_FUNDING_IN_HAND);
  gint64 needed = sum_states (funding, 0) + beyond;
  gint64 hoped = sum_states (funding, 1u << CM_FUNDING_BID);
  g_autofree char *gap = cm_money_format (needed - in_hand);
  g_autofree char *all = cm_money_format (needed);
  g_autofree char *there = cm_money_format (in_hand);
  g_autofree char *more = cm_money_format (beyond);
  g_autofree char *bid = cm_money_format (hoped);
  g_autofree char *left = cm_money_format (needed - in_hand - hoped);
  g_autofree char *note = NULL, *after = NULL;

  note = beyond > 0
             /* translators: %1$s, %2$s and %4$s are amounts of money, %3$s is a minus sign */
             ? g_strdup_printf (
                   _ ("%1$s needed %3$s %2$s in hand; of it %4$s are in no budget at all"),
                   all,
                   there,
                   MINUS,
                   more)
             /* translators: %1$s and %2$s are amounts of money, %3$s is a minus sign */
             : g_strdup_printf (_ ("%1$s needed %3$s %2$s in hand"), all, there, MINUS);
  /* translators: %s is an amount of money */
  after = g_strdup_printf (_ ("If all bids succeed, %s are still to be found"), left);
  cm_funding_part_set_figure (self->gap, gap, note);
  cm_funding_part_set_figure (self->bid, bid, after);
}

static void
show_mainstream (CmFundingBudgetsView *self, CmFunding *funding)
{
  CmFundingLines part = CM_FUNDING_ALL;
  int share = cm_funding_get_mainstream (funding, -1);
  g_autofree char *all = cm_money_format (cm_funding_sum (funding, &part, NULL));
  g_autofree char *amount = NULL, *text = NULL, *note = NULL;

  part.kind = CM_FUNDING_MAINSTREAM;
  amount = cm_money_format (cm_funding_sum (funding, &part, NULL));
  text = share >= 0 ? g_strdup_printf (_ ("%d %%"), share) : g_strdup ("–");
  /* translators: both are amounts of money */
  note = g_strdup_printf (_ ("%1$s of %2$s over all years"), amount, all);
  cm_funding_part_set_figure (self->mainstream, text, note);
}

static void
show_late (CmFundingBudgetsView *self, CmFunding *funding)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < cm_funding_get_n_sources (funding); i++)
    {
      const CmFundingSource *source = cm_funding_get_source (funding, i);
      gint64 late = cm_funding_get_late (funding, i);
      g_autofree char *money = cm_money_format (late);
      g_autofree char *ends = NULL;

      if (late == 0)
        continue;
      ends = cm_date_format (source->ends);
      g_string_append_printf (
          text,
          /* translators: %1$s is an amount of money, %2$s a funding source, %3$s a date */
          _ ("%1$s of “%2$s” are entered for years that begin after it ends on %3$s."),
          money,
          source->name,
          ends);
      g_string_append_c (text, ' ');
    }
  g_strchomp (text->str);
  cm_funding_part_set_notice (self->notice, text->len > 0 ? text->str : NULL);
  g_string_free (text, TRUE);
}

/* --- where cells lead ------------------------------------------------------------------------- */

static char *
name_part (CmFunding *funding, const CmFundingLines *part)
{
  const char *what = _ ("All money");
  g_autofree char *year = NULL;

  if (part->source >= 0)
    what = cm_funding_get_source (funding, (guint) part->source)->name;
  else if (part->kind >= 0)
    what = get_kind_label (part->kind);
  for (int state = 0; state < CM_N_FUNDING_STATES; state++)
    if (part->states == 1u << state)
      what = get_state_label (state);
  if (part->year < 0)
    return g_strdup (what);
  year = cm_year_format (cm_funding_get_year (funding, (guint) part->year));
  /* translators: %1$s is a funding source or a kind of money, %2$s a financial year */
  return g_strdup_printf (_ ("%1$s in %2$s"), what, year);
}

static void
open_part (CmFundingBudgetsView *self, CmFundingLines part, guint year)
{
  g_autofree char *what = NULL;

  part.year = year < cm_funding_get_n_years (self->funding) ? (int) year : -1;
  what = name_part (self->funding, &part);
  cm_funding_part_open_query (
      CM_FUNDING_PART (self), cm_funding_query (self->funding, &part), what);
}

static void
source_cb (CmFundingBudgetsView *self, guint row, guint column)
{
  CmFundingLines part = g_array_index (self->source_parts, CmFundingLines, row);

  if (column == 0)
    cm_funding_part_show_record (CM_FUNDING_PART (self),
                                 "funding_source",
                                 cm_funding_get_source (self->funding, (guint) part.source)->id);
  else
    open_part (self, part, column - 2);
}

static void
state_cb (CmFundingBudgetsView *self, guint row, guint column)
{
  open_part (self, g_array_index (self->state_parts, CmFundingLines, row), column - 1);
}

static void
kind_cb (CmFundingBudgetsView *self, guint row, guint column)
{
  CmFundingLines part = CM_FUNDING_ALL;

  part.kind = row < CM_N_FUNDING_KINDS ? (int) row : -1;
  open_part (self, part, column - 1);
}

static void
bar_cb (CmFundingBudgetsView *self, int position)
{
  CmFundingLines part = CM_FUNDING_ALL;
  guint lines;

  part.kind = position % (CM_N_FUNDING_KINDS + 1) - 1;
  part.year = position / (CM_N_FUNDING_KINDS + 1);
  cm_funding_sum (self->funding, &part, &lines);
  if (lines > 0)
    open_part (self, part, (guint) part.year);
}

/* The end is one of the list's. */
static void
open_end_cb (CmFundingBudgetsView *self, const CmFundingEnd *end)
{
  const CmFundingSource *source = cm_funding_get_source (self->funding, end->source);
  g_autofree char *day = cm_date_format (end->ends);
  /* translators: %1$s is a funding source, %2$s a date */
  g_autofree char *what = g_strdup_printf (_ ("Paid by %1$s until %2$s"), source->name, day);

  cm_funding_part_open_query (
      CM_FUNDING_PART (self), cm_funding_query_end (self->funding, end), what);
}

static void
open_activity_cb (CmFundingBudgetsView *self, const char *id)
{
  cm_funding_part_open_record (CM_FUNDING_PART (self), "activity", id);
}

static void
open_activities_cb (CmFundingBudgetsView *self)
{
  cm_funding_part_open_query (
      CM_FUNDING_PART (self),
      cm_scope_query_activities (cm_funding_part_get_scope (CM_FUNDING_PART (self))),
      _ ("All of the scope"));
}

/* --- reading and showing ---------------------------------------------------------------------- */

static void
show_funding (CmFundingBudgetsView *self)
{
  gboolean any;

  g_clear_pointer (&self->funding, cm_funding_free);
  self->funding = g_steal_pointer (&self->reading);
  any = cm_funding_get_n_sources (self->funding) > 0 || cm_funding_get_beyond (self->funding) > 0;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), any ? "figures" : "empty");
  show_late (self, self->funding);
  show_in_hand (self, self->funding);
  show_gap (self, self->funding);
  show_mainstream (self, self->funding);
  cm_funding_chart_show (CM_FUNDING_CHART (self->chart), make_bars (self->funding));
  show_kinds (self, self->funding);
  show_sources (self, self->funding);
  show_states (self, self->funding);
  cm_funding_ends_show (CM_FUNDING_ENDS (self->ends),
                        cm_funding_part_get_store (CM_FUNDING_PART (self)),
                        self->funding);
}

/* TRUE when all is read. */
static gboolean
read_on (CmFundingBudgetsView *self)
{
  gint64 until = g_get_monotonic_time () + SLICE_US;

  while (!cm_funding_read (self->reading))
    if (g_get_monotonic_time () > until)
      return FALSE;
  return TRUE;
}

static gboolean
read_cb (gpointer data)
{
  CmFundingBudgetsView *self = data;

  if (!read_on (self))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  show_funding (self);
  return G_SOURCE_REMOVE;
}

static void
cm_funding_budgets_view_refresh (CmFundingPart *part)
{
  CmFundingBudgetsView *self = CM_FUNDING_BUDGETS_VIEW (part);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->reading, cm_funding_free);
  self->reading =
      cm_funding_new (cm_funding_part_get_store (part), cm_funding_part_get_scope (part));
  if (read_on (self))
    show_funding (self);
  else
    self->idle = g_idle_add (read_cb, self);
}

/* --- the widget ------------------------------------------------------------------------------- */

static GtkWidget *
build_empty (CmFundingBudgetsView *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Open the _activities"));

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (open_activities_cb), self);
  return cm_funding_part_make_empty (
      _ ("No budgets yet"),
      _ ("What an activity costs is entered with the activity: an amount for each year and source, "
         "and how sure it is. Mainstream budgets count as much as pots: a partnership that aligns "
         "only its grants leaves most of the money out."),
      button);
}

static GtkWidget *
build_figures (CmFundingBudgetsView *self)
{
  GtkWidget *flow = cm_funding_part_make_figures ();

  self->in_hand = cm_funding_part_make_figure (_ ("In hand"));
  self->bid = cm_funding_part_make_figure (_ ("Bid for"));
  self->gap = cm_funding_part_make_figure (_ ("Gap"));
  self->mainstream = cm_funding_part_make_figure (_ ("From mainstream budgets"));
  cm_funding_part_add_figure (flow, self->in_hand);
  cm_funding_part_add_figure (flow, self->bid);
  cm_funding_part_add_figure (flow, self->gap);
  cm_funding_part_add_figure (flow, self->mainstream);
  return flow;
}

static void
build_tables (CmFundingBudgetsView *self)
{
  self->chart = cm_funding_chart_new (_ ("Budgets by year and kind of money"), &bars_kind, 270);
  self->sources = cm_funding_grid_new (_ ("Budgets by source and year"));
  self->states = cm_funding_grid_new (_ ("How sure the money is"));
  self->ends = cm_funding_ends_new ();
  g_signal_connect_swapped (self->chart, "activated", G_CALLBACK (bar_cb), self);
  g_signal_connect_swapped (self->chart, "message", G_CALLBACK (cm_funding_part_tell), self);
  g_signal_connect_swapped (cm_funding_chart_get_grid (CM_FUNDING_CHART (self->chart)),
                            "activated",
                            G_CALLBACK (kind_cb),
                            self);
  g_signal_connect_swapped (self->sources, "activated", G_CALLBACK (source_cb), self);
  g_signal_connect_swapped (self->states, "activated", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (self->ends, "open-end", G_CALLBACK (open_end_cb), self);
  g_signal_connect_swapped (self->ends, "open-activity", G_CALLBACK (open_activity_cb), self);
}

static GtkWidget *
cm_funding_budgets_view_make_overview (CmFundingPart *part)
{
  CmFundingBudgetsView *self = CM_FUNDING_BUDGETS_VIEW (part);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->notice = cm_funding_part_make_notice ();
  gtk_box_append (GTK_BOX (box), self->notice);
  gtk_box_append (GTK_BOX (box), build_figures (self));
  build_tables (self);
  gtk_box_append (GTK_BOX (box), self->chart);
  gtk_box_append (GTK_BOX (box), cm_funding_part_make_heading (_ ("By source and year")));
  gtk_box_append (GTK_BOX (box),
                  cm_funding_part_make_hint (_ ("A number opens the activities that it is for.")));
  gtk_box_append (GTK_BOX (box), self->sources);
  gtk_box_append (GTK_BOX (box), cm_funding_part_make_heading (_ ("How sure the money is")));
  gtk_box_append (GTK_BOX (box), self->states);
  gtk_box_append (GTK_BOX (box), self->ends);
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), box, "figures");
  gtk_stack_add_named (GTK_STACK (self->stack), build_empty (self), "empty");
  return self->stack;
}

static void
cm_funding_budgets_view_dispose (GObject *object)
{
  CmFundingBudgetsView *self = CM_FUNDING_BUDGETS_VIEW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->reading, cm_funding_free);
  g_clear_pointer (&self->funding, cm_funding_free);
  G_OBJECT_CLASS (cm_funding_budgets_view_parent_class)->dispose (object);
}

static void
cm_funding_budgets_view_finalize (GObject *object)
{
  CmFundingBudgetsView *self = CM_FUNDING_BUDGETS_VIEW (object);

  g_array_unref (self->source_parts);
  g_array_unref (self->state_parts);
  G_OBJECT_CLASS (cm_funding_budgets_view_parent_class)->finalize (object);
}

static void
cm_funding_budgets_view_class_init (CmFundingBudgetsViewClass *klass)
{
  CmFundingPartClass *part_class = CM_FUNDING_PART_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_funding_budgets_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_funding_budgets_view_finalize;
  part_class->title = N_ ("Budgets by source and year");
  part_class->tables = tables;
  part_class->make_overview = cm_funding_budgets_view_make_overview;
  part_class->refresh = cm_funding_budgets_view_refresh;
}

static void
cm_funding_budgets_view_init (CmFundingBudgetsView *self)
{
  self->source_parts = g_array_new (FALSE, FALSE, sizeof (CmFundingLines));
  self->state_parts = g_array_new (FALSE, FALSE, sizeof (CmFundingLines));
  cm_funding_part_add_register (
      CM_FUNDING_PART (self), "funding_source", _ ("Sources"), NULL, NULL);
}

CmFundingGrid *
cm_funding_budgets_view_get_sources (CmFundingBudgetsView *self)
{
  return self->sources != NULL ? CM_FUNDING_GRID (self->sources) : NULL;
}

CmFundingGrid *
cm_funding_budgets_view_get_states (CmFundingBudgetsView *self)
{
  return self->states != NULL ? CM_FUNDING_GRID (self->states) : NULL;
}

CmFundingChart *
cm_funding_budgets_view_get_chart (CmFundingBudgetsView *self)
{
  return self->chart != NULL ? CM_FUNDING_CHART (self->chart) : NULL;
}
