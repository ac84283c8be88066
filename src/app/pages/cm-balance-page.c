/* cm-balance-page.c - how balanced the portfolio is: a heat map, and what stands out. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-balance-page"
#include "config.h"

#include "cm-balance-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-balance-grid.h"
#include "cm-chart-export.h"
#include "cm-grid-painter.h"
#include "cm-grid-table.h"

/**
 * CmBalancePage:
 *
 * The facts are read in slices between what the reader does, and anew when the portfolio changes
 * in something that they depend on; another choice or scope is counted from what was read.
 */
struct _CmBalancePage
{
  CmPage parent_instance;

  CmFactsReader *reader;  /* what is shown was counted from it, or NULL */
  CmFactsReader *pending; /* is being read, or NULL */
  guint read_source;
  gboolean stale; /* changed while nobody looked */
  CmBalanceChoice choice;
  gboolean year_chosen; /* by the reader, or by cm_balance_page_choose() */
  CmPortfolioBalance *balance;
  GArray *years;      /* of gint64, in the order of the drop-down after “all” */
  gboolean adjusting; /* the choices are being set, not made */

  GtkLabel *title;
  GtkToggleButton *table_button;
  GtkMenuButton *save_button;
  GtkDropDown *rows_choice;
  GtkDropDown *columns_choice;
  GtkDropDown *measure_choice;
  GtkDropDown *year_choice;
  GtkCheckButton *done_check;
  AdwFlap *flap;
  GtkStack *stack;
  CmGrid *grid;
  CmGridTable *table;
  GtkLabel *side_label;
  GtkListBox *notes;
  GtkBox *arithmetic;
};

#define PICTURE_WIDTH 1000
/* How long a turn of reading may take, in microseconds; a slice takes some 15 ms at most. */
#define READ_TURN 8000

static const CmBalanceColumns all_columns[CM_BALANCE_N_COLUMNS] = {
  CM_BALANCE_COLUMNS_KINDS, CM_BALANCE_COLUMNS_STATES, CM_BALANCE_COLUMNS_PARTNERS,
  CM_BALANCE_COLUMNS_YEARS, CM_BALANCE_COLUMNS_PLACES,
};

G_DEFINE_FINAL_TYPE (CmBalancePage, cm_balance_page, CM_TYPE_PAGE)

/* --- what stands out -------------------------------------------------------------------------- */

/* A sign for each kind, so that none is told by its colour. */
static const char *
get_sign (CmBalanceNoteKind kind)
{
  switch (kind)
    {
    case CM_NOTE_OVER:
      return "▲";
    case CM_NOTE_CONCENTRATION:
      return "◆";
    case CM_NOTE_POTS_ALONE:
      return "◐";
    case CM_NOTE_EMPTY:
    case CM_NOTE_NO_MAIN:
    default:
      return "○";
    }
}

static GtkWidget *
make_note_row (const CmBalanceNote *note)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *sign = gtk_label_new (get_sign (note->kind));

  gtk_widget_add_css_class (sign, note->kind == CM_NOTE_POTS_ALONE ? "dim-label" : "balance-sign");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), note->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), note->detail);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), sign);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
clear_box (GtkWidget *box, void (*removal) (gpointer box, GtkWidget *child))
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    removal (box, child);
}

static void
remove_row (gpointer list, GtkWidget *row)
{
  gtk_list_box_remove (list, row);
}

static void
remove_child (gpointer box, GtkWidget *child)
{
  gtk_box_remove (box, child);
}

/* The rows are made anew only where they are others, so that the focus stays. */
static gboolean
shows_notes (CmBalancePage *self)
{
  GtkListBoxRow *row;
  guint i;

  for (i = 0; (row = gtk_list_box_get_row_at_index (self->notes, (int) i)) != NULL; i++)
    {
      const CmBalanceNote *note =
          i < self->balance->notes->len ? self->balance->notes->pdata[i] : NULL;

      if (note == NULL || !ADW_IS_ACTION_ROW (row) ||
          g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), note->title) != 0 ||
          g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), note->detail) != 0)
        return FALSE;
    }
  return i == self->balance->notes->len;
}

static void
show_notes (CmBalancePage *self)
{
  GPtrArray *notes = self->balance->notes;
  /* translators: how many gaps, overloads and the like were found */
  g_autofree char *text = g_strdup_printf (_ ("What stands out (%u)"), notes->len);

  gtk_label_set_text (self->side_label, text);
  if (shows_notes (self))
    return;
  clear_box (GTK_WIDGET (self->notes), remove_row);
  for (guint i = 0; i < notes->len; i++)
    gtk_list_box_append (self->notes, make_note_row (notes->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->notes), notes->len > 0);
}

static void
show_arithmetic (CmBalancePage *self)
{
  g_auto (GStrv) texts =
      cm_portfolio_balance_explain (self->balance, cm_facts_reader_get (self->reader));

  clear_box (GTK_WIDGET (self->arithmetic), remove_child);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (texts[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_selectable (GTK_LABEL (label), i % 2 == 1);
      gtk_widget_add_css_class (label, i % 2 == 0 ? "heading" : "numeric");
      gtk_widget_set_margin_top (label, i > 0 && i % 2 == 0 ? 9 : 0);
      gtk_box_append (self->arithmetic, label);
    }
}

/* --- counting --------------------------------------------------------------------------------- */

static const char *
choose_view (CmBalancePage *self)
{
  const CmPortfolioFacts *facts = cm_facts_reader_get (self->reader);

  if (facts->activities->len == 0 || facts->chapters->len == 0)
    return "empty";
  return gtk_toggle_button_get_active (self->table_button) ? "table" : "grid";
}

static void
show_view (CmBalancePage *self)
{
  const char *view;

  if (self->reader == NULL)
    return;
  view = choose_view (self);
  gtk_stack_set_visible_child_name (self->stack, view);
  if (g_str_equal (view, "table"))
    cm_grid_table_show (self->table, cm_grid_get_model (self->grid));
}

static void
recount (CmBalancePage *self)
{
  if (self->reader == NULL)
    return;
  g_clear_pointer (&self->balance, cm_portfolio_balance_free);
  self->balance = cm_portfolio_balance_new (
      cm_facts_reader_get (self->reader), cm_page_get_scope (CM_PAGE (self)), &self->choice);
  cm_grid_set_model (self->grid, cm_balance_grid_make (self->balance));
  gtk_label_set_text (self->title, cm_grid_get_model (self->grid)->name);
  show_notes (self);
  show_arithmetic (self);
  show_view (self);
}

/* --- choices ---------------------------------------------------------------------------------- */

static guint
find_year (CmBalancePage *self, gint64 year)
{
  for (guint i = 0; i < self->years->len; i++)
    if (g_array_index (self->years, gint64, i) == year)
      return i + 1;
  return 0;
}

static gboolean
has_years (GArray *a, GArray *b)
{
  return a != NULL && a->len == b->len &&
         (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0);
}

/* The list is made anew only where it is another: it may be open. */
static void
list_years (CmBalancePage *self)
{
  g_autoptr (GArray) years = cm_portfolio_balance_years (cm_facts_reader_get (self->reader));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (has_years (self->years, years))
    return;
  gtk_string_list_append (names, _ ("All years"));
  for (guint i = 0; i < years->len; i++)
    {
      g_autofree char *name = cm_year_format (g_array_index (years, gint64, i));

      gtk_string_list_append (names, name);
    }
  g_clear_pointer (&self->years, g_array_unref);
  self->years = g_steal_pointer (&years);
  gtk_drop_down_set_model (self->year_choice, G_LIST_MODEL (names));
}

/* Without a choice, that of the partnership's year. */
static void
show_years (CmBalancePage *self)
{
  list_years (self);
  if (!self->year_chosen)
    self->choice.year = cm_facts_reader_get (self->reader)->year;
  if (find_year (self, self->choice.year) == 0)
    self->choice.year = 0;
  gtk_drop_down_set_selected (self->year_choice, find_year (self, self->choice.year));
}

static void
show_columns (CmBalancePage *self)
{
  static const char *const names[CM_BALANCE_N_COLUMNS] = {
    N_ ("kind of funding"), N_ ("state"), N_ ("partner"), N_ ("year"), N_ ("place")
  };
  /* Places are the last: they are left out where they are the rows. */
  guint n = CM_BALANCE_N_COLUMNS - (self->choice.rows == CM_BALANCE_ROWS_PLACES ? 1 : 0);
  GListModel *model = gtk_drop_down_get_model (self->columns_choice);

  if (model == NULL || g_list_model_get_n_items (model) != n)
    {
      g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

      for (guint i = 0; i < n; i++)
        gtk_string_list_append (list, _ (names[i]));
      gtk_drop_down_set_model (self->columns_choice, G_LIST_MODEL (list));
    }
  for (guint i = 0; i < n; i++)
    if (all_columns[i] == self->choice.columns)
      gtk_drop_down_set_selected (self->columns_choice, i);
}

/* Makes the controls say what is chosen. */
static void
show_choice (CmBalancePage *self)
{
  gboolean has_year =
      self->choice.measure == CM_BALANCE_MONEY && self->choice.columns != CM_BALANCE_COLUMNS_YEARS;

  self->adjusting = TRUE;
  if (self->choice.rows == CM_BALANCE_ROWS_PLACES &&
      self->choice.columns == CM_BALANCE_COLUMNS_PLACES)
    self->choice.columns = CM_BALANCE_COLUMNS_KINDS;
  show_columns (self);
  gtk_drop_down_set_selected (self->rows_choice, self->choice.rows);
  gtk_drop_down_set_selected (self->measure_choice, self->choice.measure);
  gtk_check_button_set_active (self->done_check, self->choice.with_done);
  if (self->reader != NULL)
    show_years (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->year_choice), has_year);
  self->adjusting = FALSE;
}

static gboolean
is_same_choice (const CmBalanceChoice *a, const CmBalanceChoice *b)
{
  return a->rows == b->rows && a->columns == b->columns && a->measure == b->measure &&
         a->year == b->year && a->with_done == b->with_done;
}

/* Drop-downs also tell of what was set while they told of something else. */
static void
chosen_cb (CmBalancePage *self)
{
  CmBalanceChoice before = self->choice;
  guint column, year;

  if (self->adjusting || self->reader == NULL)
    return;
  column = gtk_drop_down_get_selected (self->columns_choice);
  year = gtk_drop_down_get_selected (self->year_choice);
  self->choice.rows = (CmBalanceRows) gtk_drop_down_get_selected (self->rows_choice);
  self->choice.columns = all_columns[MIN (column, CM_BALANCE_N_COLUMNS - 1)];
  self->choice.measure = (CmBalanceMeasure) gtk_drop_down_get_selected (self->measure_choice);
  self->choice.with_done = gtk_check_button_get_active (self->done_check);
  self->choice.year =
      year > 0 && year <= self->years->len ? g_array_index (self->years, gint64, year - 1) : 0;
  if (is_same_choice (&self->choice, &before))
    return;
  self->year_chosen = TRUE;
  show_choice (self);
  recount (self);
}

void
cm_balance_page_choose (CmBalancePage *self, const CmBalanceChoice *choice)
{
  g_return_if_fail (CM_IS_BALANCE_PAGE (self));

  self->choice = *choice;
  self->year_chosen = TRUE;
  show_choice (self);
  recount (self);
}

/* --- reading ---------------------------------------------------------------------------------- */

static void
take_facts (CmBalancePage *self)
{
  g_clear_pointer (&self->reader, cm_facts_reader_free);
  self->reader = g_steal_pointer (&self->pending);
  show_choice (self);
  recount (self);
}

static gboolean
read_cb (gpointer data)
{
  CmBalancePage *self = data;
  gint64 until = g_get_monotonic_time () + READ_TURN;
  gboolean done;

  do
    done = cm_facts_reader_step (self->pending);
  while (!done && g_get_monotonic_time () < until);
  if (!done)
    return G_SOURCE_CONTINUE;
  self->read_source = 0;
  take_facts (self);
  return G_SOURCE_REMOVE;
}

/* What was begun no longer holds. Many changes in one go are read once. */
static void
read_later (CmBalancePage *self)
{
  CmStore *store = cm_page_get_store (CM_PAGE (self));

  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale || store == NULL)
    return;
  g_clear_pointer (&self->pending, cm_facts_reader_free);
  self->pending = cm_facts_reader_new (store);
  if (self->read_source == 0)
    self->read_source = g_idle_add (read_cb, self);
}

static void
changed_cb (CmBalancePage *self, CmChanges *changes)
{
  for (guint i = 0; i < cm_changes_get_size (changes); i++)
    if (cm_facts_depend_on (cm_changes_get (changes, i)->table))
      {
        read_later (self);
        return;
      }
}

static void
cm_balance_page_map (GtkWidget *widget)
{
  CmBalancePage *self = CM_BALANCE_PAGE (widget);

  GTK_WIDGET_CLASS (cm_balance_page_parent_class)->map (widget);
  if (self->stale)
    read_later (self);
}

/* --- opening ---------------------------------------------------------------------------------- */

/* Takes the query. */
static void
open_query (CmBalancePage *self, CmQuery *query, const char *what)
{
  if (cm_store_count (cm_page_get_store (CM_PAGE (self)), query) > 0)
    {
      cm_page_open_query (CM_PAGE (self), query, what);
      return;
    }
  cm_query_free (query);
  cm_page_show_toast (CM_PAGE (self), _ ("No activity is counted there"), FALSE);
}

static void
open_cell (CmBalancePage *self, guint row, guint column)
{
  g_autofree char *what = cm_portfolio_balance_describe (self->balance, row, column);

  open_query (self, cm_portfolio_balance_query (self->balance, row, column), what);
}

static void
cell_activated_cb (CmBalancePage *self, guint row, guint column)
{
  open_cell (self,
             cm_balance_grid_get_row (self->balance, row),
             cm_balance_grid_get_column (self->balance, column));
}

static void
table_activated_cb (CmBalancePage *self, guint row)
{
  open_cell (self, cm_balance_grid_get_row (self->balance, row), self->balance->columns->len);
}

/* What has no activity is itself shown, so that it can be given one. */
static void
note_activated_cb (CmBalancePage *self, GtkListBoxRow *list_row)
{
  const CmBalanceNote *note = self->balance->notes->pdata[gtk_list_box_row_get_index (list_row)];
  const char *table = self->balance->choice.rows == CM_BALANCE_ROWS_PLACES ? "place" : "chapter";

  if (note->kind == CM_NOTE_EMPTY)
    {
      g_autofree char *key =
          g_strdup (g_array_index (self->balance->rows, CmBalanceHead, note->row).key);

      cm_page_open_record (CM_PAGE (self), table, key);
      return;
    }
  open_query (self, cm_portfolio_balance_query_note (self->balance, note), note->title);
}

static void
open_activities_cb (CmBalancePage *self)
{
  cm_page_open_query (CM_PAGE (self), cm_query_new ("activity"), _ ("All activities"));
}

/* --- saving ----------------------------------------------------------------------------------- */

gboolean
cm_balance_page_save (CmBalancePage *self, const char *path, GError **error)
{
  g_autoptr (CmGridLayout) layout = NULL;
  CmGridPicture picture;
  double width, height;

  g_return_val_if_fail (CM_IS_BALANCE_PAGE (self), FALSE);

  layout = cm_grid_layout_new (cm_grid_get_model (self->grid), PICTURE_WIDTH, NULL);
  /* On paper, light. */
  picture = (CmGridPicture){ layout, cm_palette_light () };
  cm_grid_picture_size (layout, &width, &height);
  if (g_str_has_suffix (path, ".svg"))
    return cm_chart_export_svg (cm_grid_picture_draw, &picture, width, height, path, error);
  if (g_str_has_suffix (path, ".pdf"))
    return cm_chart_export_pdf (cm_grid_picture_draw, &picture, width, height, path, error);
  return cm_chart_export_png (cm_grid_picture_draw, &picture, width, height, path, error);
}

static void
save_to (CmPage *page, const char *path)
{
  g_autoptr (GError) error = NULL;
  gboolean saved = cm_balance_page_save (CM_BALANCE_PAGE (page), path, &error);

  cm_page_tell_saved (page, path, saved, error);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *name =
      /* translators: the name of a file; %s is its kind, such as “png” */
      g_strdup_printf (_ ("Balance.%s"), g_variant_get_string (parameter, NULL));

  cm_page_ask_path (CM_PAGE (widget), _ ("Save the picture"), name, save_to);
}

/* --- the page --------------------------------------------------------------------------------- */

static void
cm_balance_page_set_store (CmPage *page, CmStore *store)
{
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), page, G_CONNECT_SWAPPED);
  read_later (CM_BALANCE_PAGE (page));
}

static void
cm_balance_page_set_scope (CmPage *page, const CmScope *scope)
{
  recount (CM_BALANCE_PAGE (page));
}

static void
cm_balance_page_dispose (GObject *object)
{
  CmBalancePage *self = CM_BALANCE_PAGE (object);

  g_clear_handle_id (&self->read_source, g_source_remove);
  g_clear_pointer (&self->pending, cm_facts_reader_free);
  g_clear_pointer (&self->reader, cm_facts_reader_free);
  g_clear_pointer (&self->balance, cm_portfolio_balance_free);
  g_clear_pointer (&self->years, g_array_unref);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CM_TYPE_BALANCE_PAGE);
  G_OBJECT_CLASS (cm_balance_page_parent_class)->dispose (object);
}

static void
cm_balance_page_class_init (CmBalancePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_balance_page_dispose;
  widget_class->map = cm_balance_page_map;
  CM_PAGE_CLASS (klass)->set_store = cm_balance_page_set_store;
  CM_PAGE_CLASS (klass)->set_scope = cm_balance_page_set_scope;
  g_type_ensure (CM_TYPE_GRID);
  g_type_ensure (CM_TYPE_GRID_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/pages/cm-balance-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CmBalancePage, title);
  gtk_widget_class_bind_template_child (widget_class, CmBalancePage, table_button);
  gtk_widget_class_bind_template_child (widget_class, CmBalancePage, save_button);
  gtk_widget_class_bind_template_child (widget_class, CmBalancePage, rows_choice);
  gtk_widget_class_bind_template_child (widget_class, CmBalancePage, columns_choice);
  gtk_widget_class_bind_template_child (widget_class, CmBalancePage, measure_choice);
  gtk_widget_class_bind_template_child (widget_class, CmBalancePage, year_choice);
  gtk_widget_class_bind_template_child (widget_class, CmBalancePage, done_check);
  gtk_widget_class_bind_template_child (widget_class, CmBalancePage, flap);
  gtk_widget_class_bind_template_child (widget_class, CmBalancePage, stack);
  gtk_widget_class_bind_template_child (widget_class, CmBalancePage, grid);
  gtk_widget_class_bind_template_child (widget_class, CmBalancePage, table);
  gtk_widget_class_bind_template_child (widget_class, CmBalancePage, side_label);
  gtk_widget_class_bind_template_child (widget_class, CmBalancePage, notes);
  gtk_widget_class_bind_template_child (widget_class, CmBalancePage, arithmetic);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_view);
  gtk_widget_class_bind_template_callback (widget_class, cell_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_activities_cb);
  gtk_widget_class_install_action (widget_class, "balance.save", "s", save_cb);
}

static void
cm_balance_page_init (CmBalancePage *self)
{
  self->stale = TRUE;
  self->adjusting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  show_choice (self);
}

const CmPortfolioBalance *
cm_balance_page_get_balance (CmBalancePage *self)
{
  g_return_val_if_fail (CM_IS_BALANCE_PAGE (self), NULL);

  return self->balance;
}

CmGrid *
cm_balance_page_get_grid (CmBalancePage *self)
{
  g_return_val_if_fail (CM_IS_BALANCE_PAGE (self), NULL);

  return self->grid;
}
