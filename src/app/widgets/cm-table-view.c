/* cm-table-view.c - the records of a table as rows that are edited in place. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-table-view"

#include "config.h"

#include "cm-table-view-private.h"

#include <glib/gi18n.h>

#include "cm-scroll-pacer.h"

/**
 * CmTableView:
 *
 * A column view over a #CmRecordList. Search and order are part of the query, so the list holds
 * keys only and nothing is sorted in memory. A cell only draws its text until it is edited. The
 * keyboard moves a current cell: the list moves it between rows, this view between columns.
 *
 * What is edited, which columns are shown, the order and the keys have files of their own.
 */
enum
{
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_MESSAGE,
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmTableView, cm_table_view, ADW_TYPE_BIN)

void
_cm_table_view_tell (CmTableView *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

void
_cm_table_view_activated (CmTableView *self, CmRecord *record)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, record);
}

GtkWidget *
_cm_table_view_get_focus (CmTableView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static gboolean
has_focus (CmTableView *self)
{
  GtkWidget *focus = _cm_table_view_get_focus (self);

  return focus != NULL && gtk_widget_is_ancestor (focus, self->view);
}

/* --- cells ------------------------------------------------------------------------------------ */

gboolean
_cm_table_view_is_worded (CmTableView *self, const CmField *field)
{
  return self->worded != NULL && g_strv_contains (self->worded, field->name);
}

static void
refresh_cell (CmTableCell *cell)
{
  CmTableColumn *column = cm_table_cell_get_column (cell);
  CmTableView *self = column->view;
  g_autofree char *text = NULL;

  if (self == NULL || self->store == NULL)
    return;
  text = _cm_table_view_is_worded (self, column->field)
             ? self->describe (cm_table_cell_get_record (cell), column->field, self->describe_data)
             : cm_store_format (self->store, cm_table_cell_get_record (cell), column->field);
  cm_table_cell_set_text (cell, text != NULL ? text : "");
}

void
cm_table_view_set_words (CmTableView *self,
                         const char *const *fields,
                         CmTableViewWords words,
                         gpointer data)
{
  g_return_if_fail (CM_IS_TABLE_VIEW (self));
  self->worded = fields;
  self->describe = words;
  self->describe_data = data;
}

void
cm_table_view_refresh (CmTableView *self)
{
  GHashTableIter iter;
  gpointer cell;

  g_return_if_fail (CM_IS_TABLE_VIEW (self));
  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    refresh_cell (cell);
}

CmTableCell *
_cm_table_view_find_cell (CmTableView *self, const char *id, CmTableColumn *column)
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    if (cm_table_cell_get_column (cell) == column &&
        g_str_equal (cm_record_get_id (cm_table_cell_get_record (cell)), id))
      return cell;
  return NULL;
}

/* GTK 4.8 scrolls to the focused row, but not to its column. */
void
_cm_table_view_scroll_to_cell (CmTableView *self, GtkWidget *cell)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->window));
  double value = gtk_adjustment_get_value (adjustment);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (gtk_widget_get_parent (cell), self->view, &bounds))
    gtk_adjustment_clamp_page (
        adjustment, value + bounds.origin.x, value + bounds.origin.x + bounds.size.width);
}

static void
focus_wanted (CmTableView *self)
{
  CmTableCell *cell = self->wanted != NULL && self->current != NULL
                          ? _cm_table_view_find_cell (self, self->wanted, self->current)
                          : NULL;
  gboolean edit = self->edit_wanted;

  if (cell == NULL)
    return;
  g_clear_pointer (&self->wanted, g_free);
  self->edit_wanted = FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (cell));
  _cm_table_view_scroll_to_cell (self, GTK_WIDGET (cell));
  if (edit)
    _cm_table_view_begin_edit (self, cell, NULL);
}

static gboolean
focus_wanted_cb (gpointer data)
{
  g_autoptr (CmTableView) self = data;

  focus_wanted (self);
  return G_SOURCE_REMOVE;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, CmTableColumn *column)
{
  gtk_list_item_set_child (item, cm_table_cell_new (column));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, CmTableColumn *column)
{
  CmTableCell *cell = CM_TABLE_CELL (gtk_list_item_get_child (item));
  CmTableView *self = column->view;

  if (self == NULL)
    return;
  cm_table_cell_set_record (cell, gtk_list_item_get_item (item), refresh_cell);
  g_hash_table_add (self->cells, cell);
  _cm_table_view_attach_edit (self, cell);
  if (self->wanted != NULL && column == self->current &&
      g_str_equal (self->wanted, cm_record_get_id (cm_table_cell_get_record (cell))))
    g_idle_add (focus_wanted_cb, g_object_ref (self));
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, CmTableColumn *column)
{
  CmTableCell *cell = CM_TABLE_CELL (gtk_list_item_get_child (item));
  CmTableView *self = column->view;

  if (self != NULL)
    {
      _cm_table_view_detach_edit (self, cell);
      g_hash_table_remove (self->cells, cell);
    }
  cm_table_cell_set_record (cell, NULL, NULL);
}

static void
connect_signal (GtkListItemFactory *factory,
                const char *signal,
                GCallback callback,
                CmTableColumn *column)
{
  g_signal_connect_data (factory,
                         signal,
                         callback,
                         g_rc_box_acquire (column),
                         (GClosureNotify) (void (*) (void)) g_rc_box_release,
                         0);
}

void
_cm_table_view_connect_factory (GtkListItemFactory *factory, CmTableColumn *column)
{
  connect_signal (factory, "setup", G_CALLBACK (setup_cb), column);
  connect_signal (factory, "bind", G_CALLBACK (bind_cb), column);
  connect_signal (factory, "unbind", G_CALLBACK (unbind_cb), column);
}

/* --- rows ------------------------------------------------------------------------------------- */

char *
_cm_table_view_get_row_id (CmTableView *self, guint position)
{
  g_autoptr (CmRecord) record = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  return record != NULL ? g_strdup (cm_record_get_id (record)) : NULL;
}

/* Selects the row alone and puts the focus into its cell of the current column, at once if it has
 * one, or as soon as it is scrolled into sight. */
static void
focus_row (CmTableView *self, guint position)
{
  char *id = _cm_table_view_get_row_id (self, position);

  if (id == NULL)
    return;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  gtk_widget_activate_action (
      gtk_widget_get_last_child (self->view), "list.scroll-to-item", "u", position);
  g_free (self->wanted);
  self->wanted = id;
  self->edit_wanted = FALSE;
  focus_wanted (self);
}

void
_cm_table_view_go_to (CmTableView *self, const char *id, CmTableColumn *column)
{
  guint position = cm_record_list_find (self->list, id);

  if (position == G_MAXUINT)
    return;
  _cm_table_view_set_current_column (self, column);
  focus_row (self, position);
}

/* --- selection -------------------------------------------------------------------------------- */

void
_cm_table_view_update_selection (CmTableView *self, gboolean told)
{
  g_autoptr (GtkBitset) selected =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint64 n = gtk_bitset_get_size (selected);
  g_autoptr (CmRecord) record = NULL;

  if (n == 1)
    record =
        g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_minimum (selected));
  told = told || n != self->n_selected || record != self->current_record;
  self->n_selected = n;
  g_set_object (&self->current_record, record);
  if (told)
    g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

static void
selection_changed_cb (GtkSelectionModel *model, guint position, guint n, CmTableView *self)
{
  if (!self->applying)
    _cm_table_view_update_selection (self, TRUE);
}

static gboolean
choose_heir_cb (gpointer data)
{
  CmTableView *self = data;
  guint n = cm_table_view_get_n_rows (self);

  self->heir_idle = 0;
  if (n == 0 || self->n_selected > 0)
    return G_SOURCE_REMOVE;
  if (self->heir_focus)
    focus_row (self, MIN (self->heir, n - 1));
  else
    gtk_selection_model_select_item (
        GTK_SELECTION_MODEL (self->selection), MIN (self->heir, n - 1), TRUE);
  return G_SOURCE_REMOVE;
}

/* What was selected is deleted: the row that takes its place is selected instead, so that neither
 * the place nor the keyboard is lost. Later, as GTK has yet to take the deleted rows away. */
static void
choose_heir_later (CmTableView *self, guint position)
{
  self->heir = position;
  self->heir_focus = has_focus (self);
  if (self->heir_idle == 0)
    self->heir_idle = g_idle_add (choose_heir_cb, self);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, CmTableView *self)
{
  gboolean had = self->n_selected > 0;

  _cm_table_view_drop_lost_edit (self);
  if (self->applying)
    return;
  _cm_table_view_update_selection (self, FALSE);
  if (had && self->n_selected == 0)
    choose_heir_later (self, position);
}

CmRecord *
cm_table_view_get_current (CmTableView *self)
{
  g_return_val_if_fail (CM_IS_TABLE_VIEW (self), NULL);

  return self->current_record;
}

GPtrArray *
cm_table_view_get_selected (CmTableView *self)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (CM_IS_TABLE_VIEW (self), records);

  if (self->selection == NULL)
    return records;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      CmRecord *record = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  return records;
}

gboolean
cm_table_view_select (CmTableView *self, const char *id)
{
  guint position;

  g_return_val_if_fail (CM_IS_TABLE_VIEW (self), FALSE);

  position = self->list != NULL ? cm_record_list_find (self->list, id) : G_MAXUINT;
  if (position == G_MAXUINT)
    return FALSE;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  _cm_table_view_scroll_later (self, id);
  if (has_focus (self) && !_cm_table_view_has_edit_focus (self))
    focus_row (self, position);
  return TRUE;
}

guint
cm_table_view_get_n_rows (CmTableView *self)
{
  g_return_val_if_fail (CM_IS_TABLE_VIEW (self), 0);

  return self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
}

void
cm_table_view_edit (CmTableView *self, const char *field)
{
  CmTableColumn *column;
  CmTableCell *cell;

  g_return_if_fail (CM_IS_TABLE_VIEW (self));
  column = _cm_table_view_find_column (self, field);
  g_return_if_fail (column != NULL);

  if (self->current_record == NULL)
    return;
  cm_table_view_set_column_visible (self, field, TRUE);
  _cm_table_view_go_to (self, cm_record_get_id (self->current_record), column);
  cell = _cm_table_view_find_cell (self, cm_record_get_id (self->current_record), column);
  if (cell != NULL)
    _cm_table_view_begin_edit (self, cell, NULL);
  else
    self->edit_wanted = TRUE;
}

/* --- what is shown ---------------------------------------------------------------------------- */

/* A value that refers to another record shows that record's title, which changes without this one
 * changing. */
static void
store_changed_cb (CmStore *store, CmChanges *changes, CmTableView *self)
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    {
      const CmField *field = cm_table_cell_get_column (cell)->field;

      if (field->references != NULL && cm_changes_touch (changes, field->references))
        refresh_cell (cell);
    }
}

static void
clear_list (CmTableView *self)
{
  _cm_table_view_end_edit (self);
  g_clear_handle_id (&self->heir_idle, g_source_remove);
  gtk_column_view_set_model (GTK_COLUMN_VIEW (self->view), NULL);
  if (self->selection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->selection, self);
      g_clear_object (&self->selection);
    }
  g_clear_object (&self->list);
  g_clear_object (&self->current_record);
  self->n_selected = 0;
}

static void
set_table (CmTableView *self, const CmTable *table)
{
  _cm_table_view_remember_now (self);
  self->arranging++;
  _cm_table_view_clear_columns (self);
  self->table = table;
  _cm_table_view_add_columns (self);
  _cm_table_view_recall_order (self);
  self->arranging--;
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (table->plural), -1);
}

static void
set_store (CmTableView *self, CmStore *store)
{
  if (self->store != NULL)
    g_clear_signal_handler (&self->store_changed_id, self->store);
  g_set_object (&self->store, store);
  if (store != NULL)
    self->store_changed_id =
        g_signal_connect (store, "changed", G_CALLBACK (store_changed_cb), self);
}

static void
set_list (CmTableView *self)
{
  self->list = cm_record_list_new (self->store, _cm_table_view_make_query (self));
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  g_signal_connect (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect (self->selection, "items-changed", G_CALLBACK (items_changed_cb), self);
  gtk_column_view_set_model (GTK_COLUMN_VIEW (self->view), GTK_SELECTION_MODEL (self->selection));
}

void
cm_table_view_show (CmTableView *self, CmStore *store, CmQuery *query)
{
  const CmTable *table = cm_query_get_table (query);
  gboolean same = store == self->store && table == self->table;

  g_return_if_fail (CM_IS_TABLE_VIEW (self));

  cm_table_view_commit (self);
  g_clear_pointer (&self->base, cm_query_free);
  self->base = query;
  if (same)
    {
      _cm_table_view_apply_query (self);
      return;
    }
  clear_list (self);
  if (table != self->table)
    set_table (self, table);
  set_store (self, store);
  set_list (self);
}

static void
cm_table_view_dispose (GObject *object)
{
  CmTableView *self = CM_TABLE_VIEW (object);

  if (self->view != NULL)
    {
      if (self->scroll_tick != 0)
        gtk_widget_remove_tick_callback (self->view, self->scroll_tick);
      self->scroll_tick = 0;
      g_signal_handlers_disconnect_by_data (
          gtk_column_view_get_sorter (GTK_COLUMN_VIEW (self->view)), self);
      _cm_table_view_remember_now (self);
      self->arranging++;
      clear_list (self);
      _cm_table_view_clear_columns (self);
    }
  self->view = NULL;
  set_store (self, NULL);
  g_clear_pointer (&self->base, cm_query_free);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (cm_table_view_parent_class)->dispose (object);
}

static void
cm_table_view_finalize (GObject *object)
{
  CmTableView *self = CM_TABLE_VIEW (object);

  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->shown);
  g_hash_table_unref (self->cells);
  g_free (self->words);
  g_free (self->order);
  g_free (self->wanted);
  g_free (self->scroll_to);
  G_OBJECT_CLASS (cm_table_view_parent_class)->finalize (object);
}

/* Nothing entered is lost when the page is left. */
static void
cm_table_view_unmap (GtkWidget *widget)
{
  CmTableView *self = CM_TABLE_VIEW (widget);
  gboolean was_here = _cm_table_view_has_edit_focus (self);

  if (!cm_table_view_commit (self) && was_here)
    _cm_table_view_tell (self, self->edit.error, FALSE); /* what stood beside the cell goes too */
  GTK_WIDGET_CLASS (cm_table_view_parent_class)->unmap (widget);
}

static void
cm_table_view_class_init (CmTableViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cm_table_view_dispose;
  object_class->finalize = cm_table_view_finalize;
  GTK_WIDGET_CLASS (klass)->unmap = cm_table_view_unmap;

  signals[SIGNAL_SELECTION_CHANGED] = g_signal_new ("selection-changed",
                                                    CM_TYPE_TABLE_VIEW,
                                                    G_SIGNAL_RUN_LAST,
                                                    0,
                                                    NULL,
                                                    NULL,
                                                    NULL,
                                                    G_TYPE_NONE,
                                                    0);
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_TABLE_VIEW,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated",
                                            CM_TYPE_TABLE_VIEW,
                                            G_SIGNAL_RUN_LAST,
                                            0,
                                            NULL,
                                            NULL,
                                            NULL,
                                            G_TYPE_NONE,
                                            1,
                                            CM_TYPE_RECORD);
}

static void
cm_table_view_init (CmTableView *self)
{
  self->columns = g_ptr_array_new_with_free_func (_cm_table_view_release_column);
  self->shown = g_ptr_array_new ();
  self->cells = g_hash_table_new (NULL, NULL);
  self->menu = g_menu_new ();
  self->actions = g_simple_action_group_new ();
  _cm_table_view_add_actions (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "table", G_ACTION_GROUP (self->actions));

  self->view = gtk_column_view_new (NULL);
  gtk_widget_add_css_class (self->view, "data-table");
  _cm_table_view_follow_sorter (self);
  g_signal_connect_object (gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view)),
                           "items-changed",
                           G_CALLBACK (_cm_table_view_remember_later),
                           self,
                           G_CONNECT_SWAPPED);
  _cm_table_view_add_controllers (self);
  self->window = gtk_scrolled_window_new ();
  gtk_widget_set_vexpand (self->window, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->window), self->view);
  cm_scroll_pacer_attach (GTK_SCROLLED_WINDOW (self->window));
  adw_bin_set_child (ADW_BIN (self), self->window);
}

GtkWidget *
cm_table_view_new (void)
{
  return g_object_new (CM_TYPE_TABLE_VIEW, NULL);
}
