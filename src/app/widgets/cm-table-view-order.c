/* cm-table-view-order.c - the order of the rows of a table view, and the search among them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-table-view"

#include "cm-table-view-private.h"

/* --- the query -------------------------------------------------------------------------------- */

static gboolean
scroll_tick_cb (GtkWidget *view, GdkFrameClock *clock, gpointer data)
{
  CmTableView *self = data;
  guint position;

  if (gtk_widget_get_height (view) == 0 || self->frames++ == 0)
    return G_SOURCE_CONTINUE;
  self->scroll_tick = 0;
  if (cm_table_view_get_n_rows (self) == 0)
    return G_SOURCE_REMOVE;
  position = self->scroll_to != NULL ? cm_record_list_find (self->list, self->scroll_to) : 0;
  if (position != G_MAXUINT)
    gtk_widget_activate_action (
        gtk_widget_get_last_child (self->view), "list.scroll-to-item", "u", position);
  return G_SOURCE_REMOVE;
}

/* New rows have their places only after a frame. */
void
_cm_table_view_scroll_later (CmTableView *self, const char *id)
{
  g_autofree char *previous = g_steal_pointer (&self->scroll_to);

  self->scroll_to = g_strdup (id);
  self->frames = 0;
  if (self->scroll_tick == 0)
    self->scroll_tick = gtk_widget_add_tick_callback (self->view, scroll_tick_cb, self, NULL);
}

CmQuery *
_cm_table_view_make_query (CmTableView *self)
{
  CmQuery *query = cm_query_copy (self->base);

  if (self->words != NULL)
    cm_query_search (query, self->words);
  cm_query_order (query, self->order, self->descending);
  return query;
}

/* The records stay selected in their new places. GTK would do so too, but would read record after
 * record in search of them. */
static void
select_again (CmTableView *self, GPtrArray *records)
{
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, cm_table_view_get_n_rows (self));

  for (guint i = 0; i < records->len; i++)
    {
      guint position = cm_record_list_find (self->list, cm_record_get_id (records->pdata[i]));

      if (position != G_MAXUINT)
        gtk_bitset_add (selected, position);
    }
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), selected, all);
}

void
_cm_table_view_apply_query (CmTableView *self)
{
  g_autoptr (GPtrArray) selected = NULL;

  if (self->list == NULL)
    return;
  cm_table_view_commit (self);
  selected = cm_table_view_get_selected (self);
  self->applying = TRUE;
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  cm_record_list_set_query (self->list, _cm_table_view_make_query (self));
  select_again (self, selected);
  self->applying = FALSE;
  _cm_table_view_update_selection (self, FALSE);
  _cm_table_view_scroll_later (
      self, self->current_record != NULL ? cm_record_get_id (self->current_record) : NULL);
}

void
cm_table_view_search (CmTableView *self, const char *words)
{
  g_return_if_fail (CM_IS_TABLE_VIEW (self));

  if (g_strcmp0 (words != NULL ? words : "", self->words != NULL ? self->words : "") == 0)
    return;
  g_free (self->words);
  self->words = g_strdup (words);
  _cm_table_view_apply_query (self);
}

/* --- sorting ---------------------------------------------------------------------------------- */

static void
set_order (CmTableView *self, const char *field, gboolean descending)
{
  g_autofree char *previous = NULL; /* may be the very field that is asked for */

  if (g_strcmp0 (self->order, field) == 0 && self->descending == descending)
    return;
  previous = g_steal_pointer (&self->order);
  self->order = g_strdup (field);
  self->descending = descending;
  _cm_table_view_set_action_state (self, "sort", g_variant_new_string (field));
  _cm_table_view_set_action_state (self, "descending", g_variant_new_boolean (descending));
  _cm_table_view_remember_later (self);
  _cm_table_view_apply_query (self);
}

/* The sorter of every column: it compares nothing, but tells that it was asked. */
static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  CmTableColumn *column = data;
  CmTableView *self = column->view;

  if (self != NULL && self->probed == NULL)
    self->probed = column;
  return -1;
}

GtkSorter *
_cm_table_view_make_sorter (CmTableColumn *column)
{
  return GTK_SORTER (gtk_custom_sorter_new (
      compare_cb, g_rc_box_acquire (column), (GDestroyNotify) g_rc_box_release));
}

/* GTK tells the sorted column only from 4.10 on. Before, the view's sorter is asked to compare two
 * objects: it asks the sorter of the first column, and turns the answer round if that is sorted
 * downwards. No column is asked when the sorted one was hidden: the order then stays. */
static void
sorter_changed_cb (GtkSorter *sorter, GtkSorterChange change, CmTableView *self)
{
  g_autoptr (GObject) a = NULL;
  g_autoptr (GObject) b = NULL;
  GtkOrdering ordering;

  if (self->sorting)
    return;
  a = g_object_new (G_TYPE_OBJECT, NULL);
  b = g_object_new (G_TYPE_OBJECT, NULL);
  self->probed = NULL;
  ordering = gtk_sorter_compare (sorter, a, b);
  if (self->probed != NULL)
    set_order (self, self->probed->field->name, ordering == GTK_ORDERING_LARGER);
}

void
_cm_table_view_follow_sorter (CmTableView *self)
{
  g_signal_connect (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (self->view)),
                    "changed",
                    G_CALLBACK (sorter_changed_cb),
                    self);
}

void
cm_table_view_sort (CmTableView *self, const char *field, gboolean descending)
{
  CmTableColumn *column;

  g_return_if_fail (CM_IS_TABLE_VIEW (self));
  column = _cm_table_view_find_column (self, field);
  g_return_if_fail (column != NULL);

  /* A hidden column has no header to show the order. */
  self->sorting = TRUE;
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (self->view), NULL, GTK_SORT_ASCENDING);
  if (column->column != NULL)
    gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (self->view),
                                    column->column,
                                    descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->sorting = FALSE;
  set_order (self, field, descending);
}

CmQuery *
cm_table_view_get_query (CmTableView *self)
{
  g_return_val_if_fail (CM_IS_TABLE_VIEW (self), NULL);
  g_return_val_if_fail (self->base != NULL, NULL);
  return _cm_table_view_make_query (self);
}

const CmField *
cm_table_view_get_order (CmTableView *self, gboolean *descending)
{
  g_return_val_if_fail (CM_IS_TABLE_VIEW (self), NULL);
  g_return_val_if_fail (self->table != NULL, NULL);
  *descending = self->descending;
  return cm_table_field (self->table, self->order);
}
