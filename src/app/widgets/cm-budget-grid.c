/* cm-budget-grid.c - what an activity has in each year from each source, edited like a spreadsheet.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-budget-grid"
#include "config.h"

#include "cm-budget-grid-private.h"

#include <glib/gi18n.h>

#include "cm-choice-popover.h"
#include "cm-wide-box.h"

/**
 * CmBudgetGrid:
 *
 * Funding sources are rows, years are columns, the last row and column are totals. A cell shows the
 * sum of its lines and a letter for how sure the money is. Rows and columns that were added are
 * kept in sight while the activity is, but only an amount makes a line of the budget.
 *
 * Keyboard: arrows and Tab move; typing, F2 or Enter edits; Enter and Tab keep what was typed and
 * move on, Escape takes it back; a letter of the legend says how sure the money is; Delete takes
 * the line away; Ctrl+Enter opens the lines of a cell, as does Enter where there are several;
 * Ctrl+C copies the grid, Ctrl+V pastes a block of a spreadsheet.
 *
 * CSS nodes: a grid with the class budget-grid, amountcell.
 */
G_DEFINE_FINAL_TYPE (CmBudgetGrid, cm_budget_grid, ADW_TYPE_BIN)

enum
{
  SIGNAL_MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
_cm_budget_grid_tell (CmBudgetGrid *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

gboolean
_cm_budget_grid_is_editable (CmBudgetGrid *self)
{
  return self->store != NULL && !cm_store_get_read_only (self->store);
}

/* --- states ----------------------------------------------------------------------------------- */

static const CmField *
get_state_field (void)
{
  return cm_table_field (cm_table_find ("budget_line"), "state");
}

const char *
cm_budget_grid_get_mark (const char *state)
{
  static const struct
  {
    const char *state, *mark;
  } marks[] = {
    /* translators: letters that mark a state of money: planned, bid, secured, sanctioned,
     * contingency, not yet used. They are keys too, so each must be another one. */
    { "planned", NC_ ("state of money", "P") },     { "bid", NC_ ("state of money", "B") },
    { "secured", NC_ ("state of money", "S") },     { "sanctioned", NC_ ("state of money", "A") },
    { "contingency", NC_ ("state of money", "C") }, { "unused", NC_ ("state of money", "U") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_strcmp0 (marks[i].state, state) == 0)
      return g_dpgettext2 (NULL, "state of money", marks[i].mark);
  return NULL;
}

/* --- what a cell says ------------------------------------------------------------------------- */

static char *
describe_cell (CmBudgetGrid *self, guint row, guint column)
{
  const CmBudgetCell *cell = cm_budget_get_cell (self->budget, row, column);
  const char *source = cm_record_get_title (cm_budget_get_source (self->budget, row));
  g_autofree char *year = cm_year_format (cm_budget_get_year (self->budget, column));
  g_autofree char *amount = cm_money_format (cell->amount);

  if (cell->lines->len == 0)
    /* translators: %1$s is a funding source, %2$s a year */
    return g_strdup_printf (_ ("%1$s, %2$s: nothing"), source, year);
  if (cell->lines->len > 1)
    return g_strdup_printf (
        /* translators: %1$s is a funding source, %2$s a year, %3$s an amount, %4$u a number of
         * lines */
        ngettext (
            "%1$s, %2$s: %3$s in %4$u line", "%1$s, %2$s: %3$s in %4$u lines", cell->lines->len),
        source,
        year,
        amount,
        cell->lines->len);
  /* translators: %1$s is a funding source, %2$s a year, %3$s an amount, %4$s how sure it is */
  return g_strdup_printf (_ ("%1$s, %2$s: %3$s, %4$s"),
                          source,
                          year,
                          amount,
                          cm_field_choice_label (get_state_field (), cell->state));
}

static void
show_cell (CmBudgetGrid *self, guint row, guint column)
{
  const CmBudgetCell *cell = cm_budget_get_cell (self->budget, row, column);
  g_autofree char *amount = cell->lines->len > 0 ? cm_money_format (cell->amount) : NULL;
  g_autofree char *spoken = describe_cell (self, row, column);
  g_autofree char *style = cell->state != NULL ? g_strconcat ("money-", cell->state, NULL) : NULL;
  const char *mark = cell->state != NULL ? cm_budget_grid_get_mark (cell->state) : NULL;

  if (cell->lines->len > 1 && mark == NULL)
    mark = "…"; /* of several kinds */
  cm_amount_cell_show (_cm_budget_grid_get_cell (self, row, column),
                       amount != NULL ? amount : "",
                       mark,
                       style,
                       spoken);
}

static void
show_total (CmBudgetGrid *self, guint i, gint64 amount)
{
  g_autofree char *text = cm_money_format (amount);

  gtk_label_set_text (GTK_LABEL (self->totals->pdata[i]), text);
}

static void
show_amounts (CmBudgetGrid *self)
{
  guint n_rows = self->budget->sources->len, n_columns = self->budget->years->len;

  for (guint row = 0; row < n_rows; row++)
    {
      for (guint column = 0; column < n_columns; column++)
        show_cell (self, row, column);
      show_total (self, row, cm_budget_sum_row (self->budget, row));
    }
  if (n_rows == 0)
    return;
  for (guint column = 0; column < n_columns; column++)
    show_total (self, n_rows + column, cm_budget_sum_column (self->budget, column));
  show_total (self, n_rows + n_columns, cm_budget_sum (self->budget));
}

/* --- the cells -------------------------------------------------------------------------------- */

CmAmountCell *
_cm_budget_grid_get_cell (CmBudgetGrid *self, guint row, guint column)
{
  return g_ptr_array_index (self->cells, row * self->budget->years->len + column);
}

static GtkWidget *
attach_label (CmBudgetGrid *self, const char *text, const char *style, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "budget-label");
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  return label;
}

static GtkWidget *
attach_total (CmBudgetGrid *self, int column, int row)
{
  GtkWidget *label = attach_label (self, NULL, "numeric", column, row);

  gtk_widget_add_css_class (label, "budget-total");
  g_ptr_array_add (self->totals, label);
  return label;
}

static void
attach_heading (CmBudgetGrid *self)
{
  guint n = self->budget->years->len;

  attach_label (self, _ ("Funding source"), "budget-head", 0, 0);
  for (guint column = 0; column < n; column++)
    {
      g_autofree char *year = cm_year_format (cm_budget_get_year (self->budget, column));

      attach_label (self, year, "budget-head", (int) column + 1, 0);
    }
  attach_label (self, _ ("All years"), "budget-head", (int) n + 1, 0);
}

static void
attach_row (CmBudgetGrid *self, guint row)
{
  CmRecord *source = cm_budget_get_source (self->budget, row);
  GtkWidget *name = attach_label (self, cm_record_get_title (source), NULL, 0, (int) row + 1);
  g_autofree char *ends = NULL;

  gtk_widget_add_css_class (name, "budget-line");
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), 12);
  gtk_widget_set_hexpand (name, TRUE);
  if (!cm_record_is_null (source, "ends"))
    {
      g_autofree char *date = cm_date_format (cm_record_get_text (source, "ends"));

      /* translators: %1$s is a funding source, %2$s a date */
      ends = g_strdup_printf (_ ("%1$s; it ends on %2$s"), cm_record_get_title (source), date);
    }
  gtk_widget_set_tooltip_text (name, ends != NULL ? ends : cm_record_get_title (source));
  for (guint column = 0; column < self->budget->years->len; column++)
    {
      GtkWidget *cell = cm_amount_cell_new (row, column);

      g_ptr_array_add (self->cells, cell);
      _cm_budget_grid_watch_cell (self, CM_AMOUNT_CELL (cell));
      gtk_grid_attach (self->grid, cell, (int) column + 1, (int) row + 1, 1, 1);
    }
  gtk_widget_add_css_class (attach_total (self, (int) self->budget->years->len + 1, (int) row + 1),
                            "budget-line");
}

static void
attach_foot (CmBudgetGrid *self)
{
  int row = (int) self->budget->sources->len + 1;
  GtkWidget *label = attach_label (self, _ ("All sources"), "budget-foot", 0, row);

  gtk_widget_add_css_class (label, "budget-total");
  for (guint column = 0; column <= self->budget->years->len; column++)
    gtk_widget_add_css_class (attach_total (self, (int) column + 1, row), "budget-foot");
}

static void
drop_cells (CmBudgetGrid *self)
{
  GtkWidget *child;

  _cm_budget_grid_end_edit (self);
  g_ptr_array_set_size (self->cells, 0);
  g_ptr_array_set_size (self->totals, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

/* What the cells are for: they stay as long as it stays. */
static char *
name_shape (const CmBudget *budget)
{
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < budget->years->len; i++)
    g_string_append_printf (name, "%" G_GINT64_FORMAT " ", cm_budget_get_year (budget, i));
  for (guint i = 0; i < budget->sources->len; i++)
    {
      CmRecord *source = cm_budget_get_source (budget, i);

      g_string_append_printf (
          name, "\n%s %s", cm_record_get_id (source), cm_record_get_title (source));
    }
  return g_string_free (name, FALSE);
}

static gboolean
has_focus (CmBudgetGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->grid));
}

static void
build_cells (CmBudgetGrid *self)
{
  gboolean focused = has_focus (self);
  guint n_rows = self->budget->sources->len;

  drop_cells (self);
  if (n_rows == 0)
    return;
  attach_heading (self);
  for (guint row = 0; row < n_rows; row++)
    attach_row (self, row);
  attach_foot (self);
  self->row = MIN (self->row, n_rows - 1);
  self->column = MIN (self->column, self->budget->years->len - 1);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (_cm_budget_grid_get_cell (self, self->row, self->column)));
}

GtkWidget *
cm_budget_grid_find_cell (CmBudgetGrid *self, const char *source, gint64 year)
{
  if (self->budget == NULL)
    return NULL;
  for (guint row = 0; row < self->budget->sources->len; row++)
    for (guint column = 0; column < self->budget->years->len; column++)
      if (cm_budget_get_year (self->budget, column) == year &&
          g_str_equal (cm_record_get_title (cm_budget_get_source (self->budget, row)), source))
        return GTK_WIDGET (_cm_budget_grid_get_cell (self, row, column));
  return NULL;
}

/* --- what is shown ---------------------------------------------------------------------------- */

/* The current cell stays the same when rows and columns come before it. */
static void
follow_current (CmBudgetGrid *self, const CmBudget *before)
{
  if (before == NULL || self->row >= before->sources->len || self->column >= before->years->len)
    return;
  for (guint row = 0; row < self->budget->sources->len; row++)
    if (cm_budget_get_source (self->budget, row) == cm_budget_get_source (before, self->row))
      {
        self->row = row;
        break;
      }
  for (guint column = 0; column < self->budget->years->len; column++)
    if (cm_budget_get_year (self->budget, column) == cm_budget_get_year (before, self->column))
      {
        self->column = column;
        break;
      }
}

static gboolean
is_gone (CmBudgetGrid *self, CmRecord *record)
{
  g_autoptr (CmRecord) known =
      cm_store_get (self->store, cm_record_get_table (record)->name, cm_record_get_id (record));

  return known == NULL;
}

static CmBudget *
load (CmBudgetGrid *self)
{
  CmBudget *budget = cm_budget_load (self->store, self->activity);

  /* A row that was emptied stays where the eye left it. */
  for (guint i = self->sources->len; i > 0; i--)
    if (is_gone (self, self->sources->pdata[i - 1]))
      g_ptr_array_remove_index (self->sources, i - 1);
  for (guint i = 0; i < self->sources->len; i++)
    cm_budget_add_source (budget, self->sources->pdata[i]);
  for (guint i = 0; i < self->years->len; i++)
    cm_budget_add_year (budget, g_array_index (self->years, gint64, i));
  return budget;
}

static void
remember (CmBudgetGrid *self)
{
  g_ptr_array_set_size (self->sources, 0);
  for (guint i = 0; i < self->budget->sources->len; i++)
    g_ptr_array_add (self->sources, g_object_ref (cm_budget_get_source (self->budget, i)));
  g_array_set_size (self->years, 0);
  g_array_append_vals (self->years, self->budget->years->data, self->budget->years->len);
}

static void
show_lines (CmBudgetGrid *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->lines), self->lines_shown);
  if (!self->lines_shown)
    cm_budget_lines_clear (self->lines);
  else
    cm_budget_lines_show (self->lines, self->budget, self->lines_row, self->lines_column);
}

/* The legend explains only letters that are seen. */
static void
show_legend (CmBudgetGrid *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->legend);
  gboolean any = FALSE;

  for (const CmChoice *c = get_state_field ()->choices; c->name != NULL; c++)
    {
      gboolean used = FALSE;

      for (guint i = 0; i < self->budget->cells->len && !used; i++)
        {
          const CmBudgetCell *cell = self->budget->cells->pdata[i];

          used = cell->lines->len > 0 && g_strcmp0 (cell->state, c->name) == 0;
        }
      gtk_widget_set_visible (child, used);
      any |= used;
      child = gtk_widget_get_next_sibling (child);
    }
  gtk_widget_set_visible (self->legend, any);
}

void
_cm_budget_grid_update (CmBudgetGrid *self)
{
  g_autoptr (CmBudget) before = self->budget;
  gboolean editable = _cm_budget_grid_is_editable (self);
  gboolean any;
  g_autofree char *shape = NULL;

  self->budget = load (self);
  remember (self);
  any = self->budget->sources->len > 0;
  shape = name_shape (self->budget);
  if (g_strcmp0 (shape, self->shape_name) != 0)
    {
      follow_current (self, before);
      _cm_budget_grid_close_lines (self);
      build_cells (self);
      g_free (self->shape_name);
      self->shape_name = g_steal_pointer (&shape);
    }
  show_amounts (self);
  show_legend (self);
  show_lines (self);
  gtk_widget_set_visible (self->none, !any);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), any);
  gtk_widget_set_visible (self->add_year, any && editable);
  gtk_widget_set_visible (self->add_source, editable);
}

void
cm_budget_grid_show (CmBudgetGrid *self, CmStore *store, CmRecord *activity)
{
  gboolean other = activity != self->activity;

  g_return_if_fail (CM_IS_BUDGET_GRID (self));
  if (other)
    {
      cm_budget_grid_flush (self);
      _cm_budget_grid_end_edit (self);
      _cm_budget_grid_close_lines (self);
      cm_budget_lines_clear (self->lines);
      g_ptr_array_set_size (self->sources, 0);
      g_array_set_size (self->years, 0);
      self->row = self->column = 0;
      g_clear_pointer (&self->shape_name, g_free);
      drop_cells (self);
      g_clear_pointer (&self->budget, cm_budget_free);
    }
  g_set_object (&self->activity, activity);
  g_set_object (&self->store, (activity != NULL ? store : NULL));
  if (activity != NULL)
    _cm_budget_grid_update (self);
}

const CmBudget *
cm_budget_grid_get_budget (CmBudgetGrid *self)
{
  return self->budget;
}

gboolean
cm_budget_grid_flush (CmBudgetGrid *self)
{
  return _cm_budget_grid_commit (self) && cm_budget_lines_flush (self->lines);
}

/* --- adding rows and columns ------------------------------------------------------------------ */

void
cm_budget_grid_add_source (CmBudgetGrid *self, CmRecord *source)
{
  g_ptr_array_add (self->sources, g_object_ref (source));
  _cm_budget_grid_update (self);
  for (guint row = 0; row < self->budget->sources->len; row++)
    if (cm_budget_get_source (self->budget, row) == source)
      gtk_widget_grab_focus (GTK_WIDGET (
          _cm_budget_grid_get_cell (self, row, MIN (self->column, self->budget->years->len - 1))));
}

/* (transfer container): the funding sources that are no rows yet. */
static GPtrArray *
list_other_sources (CmBudgetGrid *self)
{
  g_autoptr (CmQuery) query = cm_query_new ("funding_source");
  GPtrArray *sources = cm_store_list (self->store, query);

  for (guint i = sources->len; i > 0; i--)
    if (g_ptr_array_find (self->sources, sources->pdata[i - 1], NULL))
      g_ptr_array_remove_index (sources, i - 1);
  return sources;
}

static void
source_chosen_cb (CmBudgetGrid *self, guint position, guint keyval, GtkPopover *popover)
{
  g_autoptr (GPtrArray) sources = list_other_sources (self);
  g_autoptr (CmRecord) source =
      position < sources->len ? g_object_ref (sources->pdata[position]) : NULL;

  gtk_popover_popdown (popover);
  if (source != NULL)
    cm_budget_grid_add_source (self, source);
}

/* A list that is made when it is asked for: other pages add sources. */
static void
fill_sources_cb (GtkMenuButton *button, gpointer data)
{
  CmBudgetGrid *self = data;
  g_autoptr (GPtrArray) sources = list_other_sources (self);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GtkWidget *popover;

  for (guint i = 0; i < sources->len; i++)
    g_ptr_array_add (names, (gpointer) cm_record_get_title (sources->pdata[i]));
  if (sources->len == 0)
    g_ptr_array_add (names, (gpointer) _ ("No other funding source is known"));
  g_ptr_array_add (names, NULL);
  popover = cm_choice_popover_new (
      _ ("Funding sources"), (const char *const *) names->pdata, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (
      popover, "chosen", G_CALLBACK (source_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, popover);
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_budget_grid_dispose (GObject *object)
{
  CmBudgetGrid *self = CM_BUDGET_GRID (object);

  g_clear_handle_id (&self->leave_idle, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->edited = NULL;
  g_clear_object (&self->activity);
  g_clear_object (&self->store);
  g_clear_pointer (&self->budget, cm_budget_free);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  G_OBJECT_CLASS (cm_budget_grid_parent_class)->dispose (object);
}

static void
cm_budget_grid_finalize (GObject *object)
{
  CmBudgetGrid *self = CM_BUDGET_GRID (object);

  g_array_unref (self->years);
  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->totals);
  g_free (self->shape_name);
  G_OBJECT_CLASS (cm_budget_grid_parent_class)->finalize (object);
}

static gboolean
cm_budget_grid_grab_focus (GtkWidget *widget)
{
  CmBudgetGrid *self = CM_BUDGET_GRID (widget);

  if (self->cells->len == 0)
    return gtk_widget_grab_focus (self->add_source);
  return gtk_widget_grab_focus (
      GTK_WIDGET (_cm_budget_grid_get_cell (self, self->row, self->column)));
}

static void
cm_budget_grid_class_init (CmBudgetGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_budget_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_budget_grid_finalize;
  widget_class->grab_focus = cm_budget_grid_grab_focus;
  _cm_budget_grid_install_actions (widget_class);
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_BUDGET_GRID,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
}

static GtkWidget *
make_legend (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  for (const CmChoice *c = get_state_field ()->choices; c->name != NULL; c++)
    {
      GtkWidget *item = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
      GtkWidget *label = gtk_label_new (cm_field_choice_label (get_state_field (), c->name));
      g_autofree char *style = g_strconcat ("money-", c->name, NULL);

      gtk_box_append (GTK_BOX (item),
                      cm_amount_cell_make_mark (cm_budget_grid_get_mark (c->name), style));
      gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (item), label);
      gtk_box_append (GTK_BOX (box), item);
    }
  return box;
}

static GtkWidget *
make_menu_button (const char *label, const char *tooltip)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "cm-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (button)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  tooltip,
                                  -1);
  return button;
}

static GtkWidget *
make_bar (CmBudgetGrid *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr (GMenu) years = g_menu_new ();

  self->legend = make_legend ();
  gtk_widget_set_hexpand (self->legend, TRUE);
  self->add_source = make_menu_button (_ ("Source"), _ ("Add a funding source"));
  gtk_menu_button_set_create_popup_func (
      GTK_MENU_BUTTON (self->add_source), fill_sources_cb, self, NULL);
  self->add_year = make_menu_button (_ ("Year"), _ ("Add a year"));
  g_menu_append (years, _ ("_Next year"), "budget.add-year(true)");
  g_menu_append (years, _ ("_Year before"), "budget.add-year(false)");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->add_year), G_MENU_MODEL (years));
  gtk_box_append (GTK_BOX (bar), self->legend);
  gtk_box_append (GTK_BOX (bar), self->add_source);
  gtk_box_append (GTK_BOX (bar), self->add_year);
  return bar;
}

static GtkWidget *
make_text (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);
  gtk_widget_set_visible (label, FALSE);
  return label;
}

static void
message_cb (CmBudgetGrid *self, const char *text, gboolean undo)
{
  _cm_budget_grid_tell (self, text, undo);
}

static void
lines_closed_cb (CmBudgetGrid *self)
{
  guint row = self->lines_row, column = self->lines_column;

  if (!cm_budget_lines_flush (self->lines))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (_cm_budget_grid_get_cell (self, row, column)));
  _cm_budget_grid_close_lines (self);
  show_lines (self);
}

static void
cm_budget_grid_init (CmBudgetGrid *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->years = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->sources = g_ptr_array_new_with_free_func (g_object_unref);
  self->cells = g_ptr_array_new ();
  self->totals = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->grid =
      GTK_GRID (g_object_new (GTK_TYPE_GRID, "accessible-role", GTK_ACCESSIBLE_ROLE_GRID, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "budget-grid");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Budget"), -1);
  self->none =
      make_text (_ ("No money is named yet. Add the funding source that it comes from, then "
                    "type amounts as in a spreadsheet."),
                 "dim-label");
  self->error = make_text (NULL, "error");
  self->lines = CM_BUDGET_LINES (cm_budget_lines_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->lines), FALSE);
  gtk_box_append (GTK_BOX (box), cm_wide_box_new (GTK_WIDGET (self->grid)));
  gtk_box_append (GTK_BOX (box), self->none);
  gtk_box_append (GTK_BOX (box), self->error);
  gtk_box_append (GTK_BOX (box), make_bar (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lines));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (
      self->lines, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->lines, "closed", G_CALLBACK (lines_closed_cb), self, G_CONNECT_SWAPPED);
  _cm_budget_grid_add_keys (self);
}

GtkWidget *
cm_budget_grid_new (void)
{
  return g_object_new (CM_TYPE_BUDGET_GRID, NULL);
}
