/* cm-funding-fund-view.c - an invest-to-save fund: its plan, and what would become of it if. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-funding-fund-view"
#include "config.h"

#include "cm-funding-fund-view.h"

#include <glib/gi18n.h>

#include "cm-field-editor.h"
#include "cm-fund-painter.h"
#include "cm-funding-fund.h"

/**
 * CmFundingFundView:
 *
 * The terms of the fund and its projects are edited in the store as they are typed; what is assumed
 * otherwise is the reader's own and is kept nowhere.
 */
struct _CmFundingFundView
{
  CmFundingPart parent_instance;

  char *chosen;   /* key of the fund, or NULL for the first */
  CmFund *fund;   /* as shown */
  GPtrArray *ids; /* of char *: the funds of the drop-down */
  gboolean filling;
  CmFundWhatIf what_if;

  GtkWidget *stack;
  GtkWidget *funds;
  GtkWidget *verdict, *verdict_mark, *verdict_text, *limits, *pump;
  GtkWidget *seed_back, *lowest, *closing, *kept;
  GtkWidget *chart, *years, *projects_heading, *projects, *risk;
  GtkWidget *reset;
  GtkAdjustment *delay, *less, *share;
  GtkWidget *terms;
};

G_DEFINE_FINAL_TYPE (CmFundingFundView, cm_funding_fund_view, CM_TYPE_FUNDING_PART)

static const char *const tables[] = { "fund", "fund_project", NULL };

static gboolean
assumes_otherwise (CmFundingFundView *self)
{
  return self->what_if.delay != 0 || self->what_if.less != 0 || self->what_if.share != 0;
}

/* --- the chart -------------------------------------------------------------------------------- */

static void
draw_curve (cairo_t *cr,
            gpointer model,
            PangoContext *like,
            double width,
            double height,
            const CmPalette *palette)
{
  cm_fund_curve_draw (cr, model, like, width, height, palette);
}

static int
hit_curve (gpointer model, PangoContext *like, double width, double height, double x, double y)
{
  return cm_fund_curve_hit (model, like, width, height, x, y);
}

static void
choose_month (gpointer model, int month)
{
  ((CmFundCurve *) model)->month = month;
}

static int
count_months (gpointer model)
{
  return (int) ((CmFundCurve *) model)->closing->len;
}

static char *
describe_curve (gpointer model)
{
  return cm_fund_curve_describe (model);
}

static char *
describe_month (gpointer model, int month)
{
  return cm_fund_curve_describe_month (model, month);
}

static void
free_curve (gpointer model)
{
  cm_fund_curve_free (model);
}

static const CmFundingChartKind curve_kind = { draw_curve,   hit_curve,      choose_month,
                                               count_months, describe_curve, describe_month,
                                               free_curve };

static CmFundCurve *
make_curve (CmFundingFundView *self)
{
  const CmFund *fund = self->fund;
  CmFundCurve *curve = cm_fund_curve_new (
      _ ("Balance of the fund"), fund->starts, fund->terms.seed, fund->terms.floor);

  curve->format = cm_money_format;
  curve->format_short = cm_money_format_short;
  curve->name_month = cm_fund_name_month;
  for (int month = 0; month < fund->what_if.months; month++)
    {
      cm_fund_curve_add (curve, fund->what_if.low[month], fund->what_if.closing[month]);
      if (assumes_otherwise (self))
        cm_fund_curve_add_plan (curve, fund->plan.low[month], fund->plan.closing[month]);
    }
  return curve;
}

/* --- tables ----------------------------------------------------------------------------------- */

static void
set_money (CmFundingGrid *grid, guint row, guint column, gint64 pence)
{
  g_autofree char *text = cm_money_format (pence);

  cm_funding_grid_set_cell (grid, row, column, text, NULL, FALSE);
}

static void
fill_years (CmFundingFundView *self, CmFundingGrid *grid)
{
  const char *headings[] = { _ ("Year"),    _ ("Opening"), _ ("Lent"), _ ("Paid back"),
                             _ ("Closing"), _ ("Lowest"),  NULL };
  const CmFundResult *result = &self->fund->what_if;
  guint row;

  cm_funding_grid_begin (grid, headings, 1);
  for (int i = 0; i < result->months / 12; i++)
    {
      const CmFundYear *year = &result->years[i];
      g_autofree char *title = cm_year_format (self->fund->starts + i);

      row = cm_funding_grid_add_row (grid, CM_GRID_ITEM, title);
      set_money (grid, row, 1, year->opening);
      set_money (grid, row, 2, year->lent);
      set_money (grid, row, 3, year->repaid);
      set_money (grid, row, 4, year->closing);
      set_money (grid, row, 5, year->lowest);
      if (year->lowest < self->fund->terms.floor)
        cm_funding_grid_warn (grid, row, 5);
    }
  row = cm_funding_grid_add_row (grid, CM_GRID_TOTAL, _ ("All years"));
  set_money (grid, row, 1, self->fund->terms.seed);
  set_money (grid, row, 2, result->lent);
  set_money (grid, row, 3, result->repaid);
  set_money (grid, row, 4, result->closing[result->months - 1]);
  set_money (grid, row, 5, result->lowest);
  cm_funding_grid_end (grid);
}

static void
add_project (CmFundingFundView *self, guint i)
{
  CmFundingGrid *grid = CM_FUNDING_GRID (self->projects);
  CmRecord *project = g_ptr_array_index (self->fund->projects, i);
  const CmFundLoan *loan = &self->fund->loans[i];
  const CmFundLoanResult *result = &self->fund->results[i];
  g_autofree char *year = cm_year_format (cm_record_get_number (project, "starts"));
  g_autofree char *month =
      result->whole >= 0 ? cm_fund_name_month_short (self->fund->starts, result->whole) : NULL;
  guint row = cm_funding_grid_add_row (grid, CM_GRID_ITEM, cm_record_get_title (project));

  cm_funding_grid_set_cell (grid, row, 0, cm_record_get_title (project), NULL, TRUE);
  cm_funding_grid_set_cell (grid, row, 1, year, NULL, FALSE);
  if (result->left_out)
    {
      cm_funding_grid_set_cell (
          grid, row, 6, _ ("left out"), _ ("It lies outside the years that are looked at"), FALSE);
      cm_funding_grid_warn (grid, row, 6);
      return;
    }
  set_money (grid, row, 2, loan->cost);
  set_money (grid, row, 3, loan->match);
  set_money (grid, row, 4, result->saved);
  set_money (grid, row, 5, result->repaid);
  cm_funding_grid_set_cell (grid, row, 6, month != NULL ? month : _ ("not in full"), NULL, FALSE);
  if (month == NULL)
    cm_funding_grid_warn (grid, row, 6);
}

static void
show_projects (CmFundingFundView *self)
{
  const char *headings[] = { _ ("Project"), _ ("Year"),      _ ("Lent"),       _ ("Match"),
                             _ ("Saved"),   _ ("Paid back"), _ ("In full by"), NULL };
  guint n = self->fund->projects->len;

  cm_funding_grid_begin (CM_FUNDING_GRID (self->projects), headings, 1);
  for (guint i = 0; i < n; i++)
    add_project (self, i);
  cm_funding_grid_end (CM_FUNDING_GRID (self->projects));
  gtk_widget_set_visible (self->projects, n > 0);
}

/* --- in words --------------------------------------------------------------------------------- */

static void
show_verdict (CmFundingFundView *self)
{
  gboolean sustains = self->fund->what_if.sustains && self->fund->what_if.lent > 0;
  g_autofree char *what_if = cm_fund_judge (self->fund, &self->fund->what_if);
  g_autofree char *plan = cm_fund_judge (self->fund, &self->fund->plan);
  g_autofree char *limits = cm_fund_tell_limits (self->fund);
  g_autofree char *both = NULL;

  if (assumes_otherwise (self))
    /* translators: %1$s and %2$s say whether the fund sustains itself, under an assumption and as
     * planned */
    both = g_strdup_printf (_ ("If so: %1$s\nAs planned: %2$s"), what_if, plan);
  gtk_label_set_text (GTK_LABEL (self->verdict_text), both != NULL ? both : what_if);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->verdict_mark),
                                sustains ? "cm-check-symbolic" : "cm-warning-symbolic");
  if (sustains)
    gtk_widget_remove_css_class (self->verdict, "funding-notice");
  else
    gtk_widget_add_css_class (self->verdict, "funding-notice");
  gtk_label_set_text (GTK_LABEL (self->limits), limits != NULL ? limits : "");
  gtk_widget_set_visible (self->limits, limits != NULL);
}

/* Seed money that does not come back is project funding by another name. */
static void
show_pump (CmFundingFundView *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->fund->projects->len; i++)
    {
      const CmFundLoan *loan = &self->fund->loans[i];
      const CmFundLoanResult *result = &self->fund->results[i];
      g_autofree char *cost = cm_money_format (loan->cost);
      g_autofree char *repaid = cm_money_format (result->repaid);
      g_autofree char *rest = cm_money_format (loan->cost - result->repaid);

      if (result->left_out || result->repaid >= loan->cost)
        continue;
      g_string_append_printf (
          text,
          /* translators: %1$s is a project, the others are amounts of money */
          _ ("%5$s“%1$s” pays back %2$s of %3$s: the other %4$s are project funding, not a loan."),
          cm_record_get_title (g_ptr_array_index (self->fund->projects, i)),
          repaid,
          cost,
          rest,
          text->len > 0 ? "\n" : "");
    }
  cm_funding_part_set_notice (self->pump, text->len > 0 ? text->str : NULL);
}

static void
show_figures (CmFundingFundView *self)
{
  const CmFund *fund = self->fund;
  const CmFundResult *result = &fund->what_if;
  g_autofree char *seed = cm_money_format (fund->terms.seed);
  g_autofree char *floor = cm_money_format (fund->terms.floor);
  g_autofree char *back = result->seed_back >= 0 && result->lent > 0
                              ? cm_fund_name_month (fund->starts, result->seed_back)
                              : g_strdup ("–");
  g_autofree char *back_note = cm_fund_tell_seed (fund, result);
  g_autofree char *lowest = cm_money_format (result->lowest);
  g_autofree char *when = cm_fund_name_month (fund->starts, result->lowest_month);
  g_autofree char *closing = cm_money_format (result->closing[result->months - 1]);
  g_autofree char *kept = cm_money_format (result->kept);
  g_autofree char *kept_note = cm_fund_tell_kept (result);
  /* translators: %1$s is a month, %2$s an amount of money */
  g_autofree char *lowest_note = g_strdup_printf (_ ("In %1$s; the floor is %2$s"), when, floor);
  /* translators: %s is an amount of money */
  g_autofree char *closing_note = g_strdup_printf (_ ("It began with a seed of %s"), seed);

  cm_funding_part_set_figure (self->seed_back, back, back_note);
  cm_funding_part_set_figure (self->lowest, lowest, lowest_note);
  cm_funding_part_set_figure (self->closing, closing, closing_note);
  cm_funding_part_set_figure (self->kept, kept, kept_note);
}

static void
show_risk (CmFundingFundView *self)
{
  g_autofree char *high = cm_money_format (self->fund->high_risk);
  g_autofree char *lent = cm_money_format (self->fund->plan.lent);
  g_autofree char *text = NULL;

  /* translators: both are amounts of money */
  text = g_strdup_printf (_ ("%1$s of the %2$s lent are for projects of high risk."), high, lent);
  gtk_label_set_text (GTK_LABEL (self->risk), text);
  gtk_widget_set_visible (self->risk, self->fund->high_risk > 0);
}

/* --- showing ---------------------------------------------------------------------------------- */

static CmFieldEditor *
get_editor (GtkWidget *child)
{
  return CM_FIELD_EDITOR (gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child)));
}

static void
show_terms (CmFundingFundView *self, CmRecord *record)
{
  CmStore *store = cm_funding_part_get_store (CM_FUNDING_PART (self));

  for (GtkWidget *child = gtk_widget_get_first_child (self->terms); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    cm_field_editor_show (get_editor (child), store, record);
}

static gboolean
cm_funding_fund_view_flush (CmFundingPart *part)
{
  CmFundingFundView *self = CM_FUNDING_FUND_VIEW (part);
  gboolean flushed = TRUE;

  if (self->terms == NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (self->terms); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    flushed = cm_field_editor_flush (get_editor (child)) && flushed;
  return flushed;
}

static void
show_fund (CmFundingFundView *self)
{
  show_verdict (self);
  show_pump (self);
  show_figures (self);
  show_risk (self);
  cm_funding_chart_show (CM_FUNDING_CHART (self->chart), make_curve (self));
  fill_years (self, cm_funding_chart_get_grid (CM_FUNDING_CHART (self->chart)));
  fill_years (self, CM_FUNDING_GRID (self->years));
  show_projects (self);
  gtk_widget_set_sensitive (self->reset, assumes_otherwise (self));
}

static void
fill_funds (CmFundingFundView *self, GPtrArray *records)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  self->filling = TRUE;
  g_ptr_array_set_size (self->ids, 0);
  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = g_ptr_array_index (records, i);

      gtk_string_list_append (names, cm_record_get_title (record));
      g_ptr_array_add (self->ids, g_strdup (cm_record_get_id (record)));
      if (g_strcmp0 (self->chosen, cm_record_get_id (record)) == 0)
        chosen = i;
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->funds), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->funds), chosen);
  g_free (self->chosen);
  self->chosen = records->len > 0 ? g_strdup (g_ptr_array_index (self->ids, chosen)) : NULL;
  self->filling = FALSE;
}

/* Reckons it all anew, under what is assumed at present. */
static void
reckon (CmFundingFundView *self)
{
  CmStore *store = cm_funding_part_get_store (CM_FUNDING_PART (self));

  g_clear_pointer (&self->fund, cm_fund_free);
  if (self->chosen != NULL)
    self->fund = cm_fund_read (store, self->chosen, &self->what_if);
  if (self->fund != NULL)
    show_fund (self);
}

static void
cm_funding_fund_view_refresh (CmFundingPart *part)
{
  CmFundingFundView *self = CM_FUNDING_FUND_VIEW (part);
  CmStore *store = cm_funding_part_get_store (part);
  g_autoptr (CmQuery) query = cm_query_new ("fund");
  g_autoptr (GPtrArray) records = cm_store_list (store, query);
  g_autofree char *before = g_strdup (self->chosen);
  g_autoptr (CmRecord) record = NULL;

  fill_funds (self, records);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), records->len > 0 ? "fund" : "empty");
  reckon (self);
  if (self->chosen != NULL)
    record = cm_store_get (store, "fund", self->chosen);
  show_terms (self, record);
  if (g_strcmp0 (before, self->chosen) != 0)
    cm_funding_part_update_register (part, "fund_project");
}

gboolean
cm_funding_fund_view_choose (CmFundingFundView *self, const char *id)
{
  g_autoptr (CmRecord) record =
      cm_store_get (cm_funding_part_get_store (CM_FUNDING_PART (self)), "fund", id);

  if (record == NULL)
    return FALSE;
  g_free (self->chosen);
  self->chosen = g_strdup (id);
  cm_funding_part_update_register (CM_FUNDING_PART (self), "fund_project");
  cm_funding_part_queue_refresh (CM_FUNDING_PART (self));
  return TRUE;
}

static void
fund_chosen_cb (CmFundingFundView *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->funds));

  if (!self->filling && selected < self->ids->len)
    cm_funding_fund_view_choose (self, g_ptr_array_index (self->ids, selected));
}

static void
add_fund_cb (CmFundingFundView *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  if (!cm_fund_add (cm_funding_part_get_store (CM_FUNDING_PART (self)), &id, &error))
    {
      cm_funding_part_tell (CM_FUNDING_PART (self), error->message, FALSE);
      return;
    }
  cm_funding_fund_view_choose (self, id);
  cm_funding_part_tell (CM_FUNDING_PART (self), _ ("A fund is added; enter its seed"), TRUE);
}

/* --- what if ---------------------------------------------------------------------------------- */

static void
what_if_cb (CmFundingFundView *self)
{
  self->what_if.delay = (int) gtk_adjustment_get_value (self->delay);
  self->what_if.less = (int) gtk_adjustment_get_value (self->less);
  self->what_if.share = (int) gtk_adjustment_get_value (self->share);
  reckon (self);
}

static void
reset_cb (CmFundingFundView *self)
{
  gtk_adjustment_set_value (self->delay, 0);
  gtk_adjustment_set_value (self->less, 0);
  gtk_adjustment_set_value (self->share, 0);
}

static GtkAdjustment *
add_assumption (CmFundingFundView *self,
                GtkWidget *group,
                const char *title,
                const char *subtitle,
                double lower,
                double upper)
{
  GtkWidget *row = adw_action_row_new ();
  GtkAdjustment *adjustment = gtk_adjustment_new (0, lower, upper, 1, 6, 0);
  GtkWidget *scale = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, adjustment);
  GtkWidget *spin = gtk_spin_button_new (adjustment, 1, 0);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_size_request (scale, 170, -1);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 5);
  gtk_widget_set_valign (scale, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  if (lower < 0)
    {
      gtk_scale_set_has_origin (GTK_SCALE (scale), FALSE);
      gtk_scale_add_mark (GTK_SCALE (scale), 0, GTK_POS_BOTTOM, NULL);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), scale);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (what_if_cb), self);
  return adjustment;
}

static GtkWidget *
build_what_if (CmFundingFundView *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("What if"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("Only tried out: the plan stays as it is, and nothing of this is kept."));
  self->reset = gtk_button_new_with_label (_ ("As planned"));
  gtk_widget_set_valign (self->reset, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->reset, "flat");
  g_signal_connect_swapped (self->reset, "clicked", G_CALLBACK (reset_cb), self);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), self->reset);
  self->delay = add_assumption (
      self, group, _ ("Savings come later"), _ ("By so many months, each of them"), 0, 60);
  self->less = add_assumption (
      self, group, _ ("Savings are smaller"), _ ("By so many per cent, each of them"), 0, 100);
  self->share = add_assumption (self,
                                group,
                                _ ("Share that comes back"),
                                _ ("So many points more or less of what is saved"),
                                -100,
                                100);
  return group;
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
project_cb (CmFundingFundView *self, guint row, guint column)
{
  CmRecord *project = g_ptr_array_index (self->fund->projects, row);

  cm_funding_part_show_record (CM_FUNDING_PART (self), "fund_project", cm_record_get_id (project));
}

static GtkWidget *
build_empty (CmFundingFundView *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Add a fund"));

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_fund_cb), self);
  return cm_funding_part_make_empty (
      _ ("No invest-to-save fund yet"),
      _ ("A fund lends a seed to projects that save. Part of the cash they save comes back and is "
         "lent again. Enter the seed and the projects, and see whether the cycle sustains itself, "
         "when the seed is back, and how late or small the savings may be."),
      button);
}

static GtkWidget *
build_heading (CmFundingFundView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add = gtk_button_new_from_icon_name ("cm-add-symbolic");

  self->funds = gtk_drop_down_new (NULL, NULL);
  gtk_widget_set_hexpand (self->funds, TRUE);
  gtk_widget_set_halign (self->funds, GTK_ALIGN_START);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->funds), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The fund"), -1);
  gtk_widget_set_tooltip_text (add, _ ("Add a fund"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add a fund"), -1);
  gtk_widget_add_css_class (add, "flat");
  g_signal_connect_swapped (self->funds, "notify::selected", G_CALLBACK (fund_chosen_cb), self);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_fund_cb), self);
  gtk_box_append (GTK_BOX (box), self->funds);
  gtk_box_append (GTK_BOX (box), add);
  return box;
}

static GtkWidget *
build_verdict (CmFundingFundView *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *meaning = cm_funding_part_make_hint (
      _ ("A fund sustains itself if it never falls below its floor, and if what it holds at its "
         "end, less the most that was out at one time, is not below the floor either: then it can "
         "lend again what it lent."));

  gtk_widget_add_css_class (meaning, "caption");
  gtk_widget_remove_css_class (meaning, "dim-label");
  self->verdict = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->verdict_mark = gtk_image_new ();
  gtk_widget_set_valign (self->verdict_mark, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->verdict_mark, 3);
  self->verdict_text = cm_funding_part_make_sentence (NULL);
  self->limits = cm_funding_part_make_sentence (NULL);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), self->verdict_text);
  gtk_box_append (GTK_BOX (texts), self->limits);
  gtk_box_append (GTK_BOX (texts), meaning);
  gtk_box_append (GTK_BOX (self->verdict), self->verdict_mark);
  gtk_box_append (GTK_BOX (self->verdict), texts);
  gtk_widget_add_css_class (self->verdict, "funding-verdict");
  return self->verdict;
}

static GtkWidget *
build_figures (CmFundingFundView *self)
{
  GtkWidget *figures = cm_funding_part_make_figures ();

  self->seed_back = cm_funding_part_make_figure (_ ("Seed back"));
  self->lowest = cm_funding_part_make_figure (_ ("Lowest balance"));
  self->closing = cm_funding_part_make_figure (_ ("At the end"));
  self->kept = cm_funding_part_make_figure (_ ("Stays with the partners"));
  cm_funding_part_add_figure (figures, self->seed_back);
  cm_funding_part_add_figure (figures, self->lowest);
  cm_funding_part_add_figure (figures, self->closing);
  cm_funding_part_add_figure (figures, self->kept);
  return figures;
}

static GtkWidget *
build_terms (CmFundingFundView *self)
{
  static const char *const names[] = { "seed", "reserve", "starts", "years" };
  const CmTable *table = cm_table_find ("fund");

  self->terms = cm_funding_part_make_figures ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *editor = cm_field_editor_new (cm_table_field (table, names[i]));

      g_signal_connect_object (
          editor, "message", G_CALLBACK (cm_funding_part_tell), self, G_CONNECT_SWAPPED);
      cm_funding_part_add_figure (self->terms, editor);
    }
  return self->terms;
}

static void
show_projects_cb (CmFundingPart *self)
{
  cm_funding_part_choose (self, "fund_project");
}

static GtkWidget *
build_projects_heading (CmFundingFundView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_ ("Projects"));
  GtkWidget *button = gtk_button_new_with_label (_ ("Edit the projects"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (show_projects_cb), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_set_margin_top (box, 12);
  return box;
}

static GtkWidget *
cm_funding_fund_view_make_overview (CmFundingPart *part)
{
  CmFundingFundView *self = CM_FUNDING_FUND_VIEW (part);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *rows[16] = { NULL };
  guint n = 0;

  self->pump = cm_funding_part_make_notice ();
  self->chart = cm_funding_chart_new (_ ("Balance of the fund"), &curve_kind, 270);
  self->years = cm_funding_grid_new (_ ("Year by year"));
  self->projects = cm_funding_grid_new (_ ("Projects"));
  self->risk = cm_funding_part_make_sentence (NULL);
  g_signal_connect_swapped (self->chart, "message", G_CALLBACK (cm_funding_part_tell), self);
  g_signal_connect_swapped (self->projects, "activated", G_CALLBACK (project_cb), self);
  rows[n++] = build_heading (self);
  rows[n++] = build_terms (self);
  rows[n++] = build_verdict (self);
  rows[n++] = build_figures (self);
  rows[n++] = self->chart;
  rows[n++] = build_what_if (self);
  rows[n++] = cm_funding_part_make_heading (_ ("Year by year"));
  rows[n++] = self->years;
  rows[n++] = build_projects_heading (self);
  rows[n++] = self->pump;
  rows[n++] = self->projects;
  rows[n++] = self->risk;
  for (guint i = 0; i < n; i++)
    gtk_box_append (GTK_BOX (box), rows[i]);
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), box, "fund");
  gtk_stack_add_named (GTK_STACK (self->stack), build_empty (self), "empty");
  return self->stack;
}

static CmQuery *
cm_funding_fund_view_make_query (CmFundingPart *part, const char *table)
{
  CmFundingFundView *self = CM_FUNDING_FUND_VIEW (part);
  CmQuery *query;

  if (!g_str_equal (table, "fund_project"))
    return NULL;
  query = cm_query_new (table);
  cm_query_where_text (query, "fund", self->chosen != NULL ? self->chosen : "");
  return query;
}

static CmRecord *
make_project (CmRegister *list, gpointer part, GError **error)
{
  CmFundingFundView *self = CM_FUNDING_FUND_VIEW (part);
  CmStore *store = cm_funding_part_get_store (part);

  if (self->chosen == NULL)
    {
      g_autofree char *id = NULL;

      if (!cm_fund_add (store, &id, error))
        return NULL;
      cm_funding_fund_view_choose (self, id);
    }
  return cm_fund_make_project (store, self->chosen);
}

/* A line of a spreadsheet need not say which fund it is of, nor what is usual. */
static CmRecord *
make_pattern (CmRegister *list, gpointer part)
{
  CmFundingFundView *self = CM_FUNDING_FUND_VIEW (part);
  CmRecord *pattern = cm_fund_make_project (cm_funding_part_get_store (part),
                                            self->chosen != NULL ? self->chosen : "");

  cm_record_set_null (pattern, "name");
  return pattern;
}

static const CmRegisterKeeper keeper = { make_project, make_pattern, NULL, NULL, NULL };

static const CmRegisterWords words = {
  .add = N_ ("Add a project"),
  .empty_title = N_ ("No projects yet"),
  .empty_text = N_ ("A project costs something now and saves cash later. Enter what the fund pays, "
                    "when the saving begins, how much it is in a full year, and the share of it "
                    "that comes back."),
  .empty_add = N_ ("_Add a project"),
};

static void
cm_funding_fund_view_dispose (GObject *object)
{
  CmFundingFundView *self = CM_FUNDING_FUND_VIEW (object);

  g_clear_pointer (&self->fund, cm_fund_free);
  G_OBJECT_CLASS (cm_funding_fund_view_parent_class)->dispose (object);
}

static void
cm_funding_fund_view_finalize (GObject *object)
{
  CmFundingFundView *self = CM_FUNDING_FUND_VIEW (object);

  g_free (self->chosen);
  g_ptr_array_unref (self->ids);
  G_OBJECT_CLASS (cm_funding_fund_view_parent_class)->finalize (object);
}

static void
cm_funding_fund_view_class_init (CmFundingFundViewClass *klass)
{
  CmFundingPartClass *part_class = CM_FUNDING_PART_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_funding_fund_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_funding_fund_view_finalize;
  part_class->title = N_ ("Invest to save");
  part_class->tables = tables;
  part_class->make_overview = cm_funding_fund_view_make_overview;
  part_class->refresh = cm_funding_fund_view_refresh;
  part_class->make_query = cm_funding_fund_view_make_query;
  part_class->flush = cm_funding_fund_view_flush;
}

static void
cm_funding_fund_view_init (CmFundingFundView *self)
{
  CmFundingPart *part = CM_FUNDING_PART (self);

  self->ids = g_ptr_array_new_with_free_func (g_free);
  cm_funding_part_add_register (part, "fund_project", _ ("Projects"), &words, &keeper);
  cm_funding_part_add_register (part, "fund", _ ("Funds"), NULL, NULL);
}

CmFundingGrid *
cm_funding_fund_view_get_years (CmFundingFundView *self)
{
  return self->years != NULL ? CM_FUNDING_GRID (self->years) : NULL;
}

CmFundingChart *
cm_funding_fund_view_get_chart (CmFundingFundView *self)
{
  return self->chart != NULL ? CM_FUNDING_CHART (self->chart) : NULL;
}
