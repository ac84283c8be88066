/* cm-table-view-columns.c - which columns a table view shows, and the menu to choose them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-table-view"

#include "config.h"

#include "cm-table-view-private.h"

#include <glib/gi18n.h>

/* --- columns ---------------------------------------------------------------------------------- */

CmTableColumn *
_cm_table_view_find_column (CmTableView *self, const char *field)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      CmTableColumn *column = g_ptr_array_index (self->columns, i);

      if (g_strcmp0 (column->field->name, field) == 0)
        return column;
    }
  return NULL;
}

static CmTableColumn *
find_column_of (CmTableView *self, GtkColumnViewColumn *shown)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      CmTableColumn *column = g_ptr_array_index (self->columns, i);

      if (column->column == shown)
        return column;
    }
  return NULL;
}

guint
_cm_table_view_count_shown (CmTableView *self)
{
  return g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view)));
}

CmTableColumn *
_cm_table_view_get_shown (CmTableView *self, guint position)
{
  g_autoptr (GtkColumnViewColumn) shown =
      g_list_model_get_item (gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view)), position);

  return shown != NULL ? find_column_of (self, shown) : NULL;
}

int
_cm_table_view_find_shown (CmTableView *self, CmTableColumn *column)
{
  for (guint i = 0; i < _cm_table_view_count_shown (self); i++)
    if (_cm_table_view_get_shown (self, i) == column)
      return (int) i;
  return -1;
}

void
_cm_table_view_set_current_column (CmTableView *self, CmTableColumn *column)
{
  if (self->current != NULL)
    self->current->current = FALSE;
  self->current = column;
  if (column != NULL)
    column->current = TRUE;
}

void
_cm_table_view_set_action_state (CmTableView *self, const char *name, GVariant *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
}

/* --- showing and hiding columns --------------------------------------------------------------- */

/* Pixels: what the values of the type need in Adwaita's size. Together the columns of a table that
 * are shown at first should fit into 730, what a window of 1280 leaves between its panes. */
static int
get_width (const CmTable *table, const CmField *field)
{
  if (g_strcmp0 (table->title, field->name) == 0)
    return 210;
  switch (field->type)
    {
    case CM_FIELD_FLAG:
      return 84;
    case CM_FIELD_INTEGER:
    case CM_FIELD_DECIMAL:
    case CM_FIELD_YEAR:
      /* The head may need more than a number. */
      return g_utf8_strlen (_ (field->label), -1) > 9 ? 112 : 90;
    case CM_FIELD_DATE:
    case CM_FIELD_MONEY:
      return 106;
    case CM_FIELD_CHOICE:
      return 116;
    case CM_FIELD_LONG_TEXT:
      return 280;
    case CM_FIELD_TEXT:
    case CM_FIELD_REFERENCE:
    default:
      return 148;
    }
}

/* Room that is left goes to the words that are cut off first; where no field is what a record is
 * called by, to all words. */
static gboolean
expands (const CmTable *table, const CmField *field)
{
  if (table->title == NULL && (field->type == CM_FIELD_TEXT || field->type == CM_FIELD_REFERENCE))
    return TRUE;
  return g_strcmp0 (table->title, field->name) == 0 || field->type == CM_FIELD_LONG_TEXT ||
         field->derivation.kind == CM_DERIVE_NAMES;
}

int
_cm_table_view_get_usual_width (CmTableView *self, CmTableColumn *column)
{
  return get_width (self->table, column->field);
}

static GtkColumnViewColumn *
make_column (CmTableView *self, CmTableColumn *column, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *shown;
  g_autoptr (GtkSorter) sorter = _cm_table_view_make_sorter (column);

  _cm_table_view_connect_factory (factory, column);
  shown = gtk_column_view_column_new (cm_field_label (column->field), factory);
  gtk_column_view_column_set_sorter (shown, sorter);
  gtk_column_view_column_set_resizable (shown, TRUE);
  gtk_column_view_column_set_fixed_width (
      shown, width > 0 ? width : get_width (self->table, column->field));
  g_signal_connect_object (shown,
                           "notify::fixed-width",
                           G_CALLBACK (_cm_table_view_remember_later),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_column_set_expand (shown, expands (self->table, column->field));
  return shown;
}

/* A heading stands where its values do, its arrow before it. GTK has no word for that, so its label
 * is looked for: the header is the first child of the view and has a title for each column, with a
 * box of label and arrow in it. */
static void
align_heading (CmTableView *self, guint place)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (self->view));
  GtkWidget *box, *label;

  for (; title != NULL && place > 0; place--)
    title = gtk_widget_get_next_sibling (title);
  box = title != NULL ? gtk_widget_get_first_child (title) : NULL;
  label = box != NULL ? gtk_widget_get_first_child (box) : NULL;
  if (!GTK_IS_LABEL (label))
    return;
  gtk_box_reorder_child_after (GTK_BOX (box), label, gtk_widget_get_last_child (box));
  gtk_widget_set_halign (box, GTK_ALIGN_END);
}

/* Where the field's column belongs among those shown. */
static guint
find_place (CmTableView *self, CmTableColumn *column)
{
  guint place = 0;

  for (guint i = 0; i < _cm_table_view_count_shown (self); i++)
    {
      CmTableColumn *other = _cm_table_view_get_shown (self, i);

      if (other != NULL && other->index < column->index)
        place = i + 1;
    }
  return place;
}

static void
show_column (CmTableView *self, CmTableColumn *column, guint place, int width)
{
  column->column = make_column (self, column, width);
  gtk_column_view_insert_column (GTK_COLUMN_VIEW (self->view), place, column->column);
  if (cm_table_column_is_numeric (column))
    align_heading (self, place);
  if (self->current == NULL)
    _cm_table_view_set_current_column (self, column);
}

void
_cm_table_view_append_column (CmTableView *self, CmTableColumn *column, int width)
{
  show_column (self, column, _cm_table_view_count_shown (self), width);
}

static void
hide_column (CmTableView *self, CmTableColumn *column)
{
  gtk_column_view_remove_column (GTK_COLUMN_VIEW (self->view), column->column);
  g_clear_object (&column->column);
  if (self->current == column)
    _cm_table_view_set_current_column (self, _cm_table_view_get_shown (self, 0));
}

gboolean
cm_table_view_get_column_visible (CmTableView *self, const char *field)
{
  CmTableColumn *column;

  g_return_val_if_fail (CM_IS_TABLE_VIEW (self), FALSE);
  column = _cm_table_view_find_column (self, field);
  return column != NULL && column->column != NULL;
}

static char *
make_action_name (const char *field)
{
  return g_strdelimit (g_strconcat ("column-", field, NULL), "_", '-');
}

void
cm_table_view_set_column_visible (CmTableView *self, const char *field, gboolean visible)
{
  CmTableColumn *column;
  g_autofree char *action = make_action_name (field);

  g_return_if_fail (CM_IS_TABLE_VIEW (self));
  column = _cm_table_view_find_column (self, field);
  g_return_if_fail (column != NULL);

  if (visible == (column->column != NULL) || !cm_table_view_commit (self))
    return;
  /* The last column stays: nothing could be seen or done without one. */
  if (visible)
    {
      show_column (self, column, find_place (self, column), -1);
      if (g_strcmp0 (self->order, field) == 0)
        cm_table_view_sort (self, field, self->descending); /* its header shows it now */
    }
  else if (_cm_table_view_count_shown (self) > 1)
    hide_column (self, column);
  _cm_table_view_set_action_state (self, action, g_variant_new_boolean (column->column != NULL));
}

const CmField *const *
cm_table_view_get_columns (CmTableView *self, guint *n)
{
  g_return_val_if_fail (CM_IS_TABLE_VIEW (self), NULL);

  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < _cm_table_view_count_shown (self); i++)
    g_ptr_array_add (self->shown, (gpointer) _cm_table_view_get_shown (self, i)->field);
  *n = self->shown->len;
  return (const CmField *const *) self->shown->pdata;
}

/* --- menu ------------------------------------------------------------------------------------- */

static void
toggle_column_cb (GSimpleAction *action, GVariant *state, CmTableView *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      CmTableColumn *column = g_ptr_array_index (self->columns, i);
      g_autofree char *name = make_action_name (column->field->name);

      if (g_str_equal (name, g_action_get_name (G_ACTION (action))))
        cm_table_view_set_column_visible (self, column->field->name, g_variant_get_boolean (state));
    }
}

static void
sort_cb (GSimpleAction *action, GVariant *state, CmTableView *self)
{
  const char *field = g_variant_get_string (state, NULL);

  if (_cm_table_view_find_column (self, field) != NULL)
    cm_table_view_sort (self, field, self->descending);
}

static void
descending_cb (GSimpleAction *action, GVariant *state, CmTableView *self)
{
  if (self->order != NULL)
    cm_table_view_sort (self, self->order, g_variant_get_boolean (state));
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, CmTableView *self)
{
  cm_table_view_copy (self);
}

static void
reset_cb (GSimpleAction *action, GVariant *parameter, CmTableView *self)
{
  _cm_table_view_reset (self);
}

static void
add_action (CmTableView *self, GSimpleAction *action, const char *signal, GCallback callback)
{
  g_signal_connect (action, signal, callback, self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  g_object_unref (action);
}

void
_cm_table_view_add_actions (CmTableView *self)
{
  add_action (
      self,
      g_simple_action_new_stateful ("sort", G_VARIANT_TYPE_STRING, g_variant_new_string ("")),
      "change-state",
      G_CALLBACK (sort_cb));
  add_action (self,
              g_simple_action_new_stateful ("descending", NULL, g_variant_new_boolean (FALSE)),
              "change-state",
              G_CALLBACK (descending_cb));
  add_action (self, g_simple_action_new ("copy", NULL), "activate", G_CALLBACK (copy_cb));
  add_action (self, g_simple_action_new ("reset", NULL), "activate", G_CALLBACK (reset_cb));
}

static void
fill_menu (CmTableView *self)
{
  g_autoptr (GMenu) fields = g_menu_new ();
  g_autoptr (GMenu) sort = g_menu_new ();
  g_autoptr (GMenu) keys = g_menu_new ();
  g_autoptr (GMenu) direction = g_menu_new ();
  g_autoptr (GMenu) reset = g_menu_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      CmTableColumn *column = g_ptr_array_index (self->columns, i);
      const char *label = cm_field_label (column->field);
      g_autofree char *action = make_action_name (column->field->name);
      g_autofree char *full = g_strconcat ("table.", action, NULL);
      g_autofree char *by = g_strconcat ("table.sort::", column->field->name, NULL);

      g_menu_append (fields, label, full);
      if (column->field->type != CM_FIELD_LONG_TEXT)
        g_menu_append (keys, label, by);
    }
  g_menu_append (direction, _ ("Descending"), "table.descending");
  g_menu_append_section (sort, NULL, G_MENU_MODEL (direction));
  g_menu_append_section (sort, NULL, G_MENU_MODEL (keys));
  g_menu_remove_all (self->menu);
  g_menu_append_submenu (self->menu, _ ("Sort by"), G_MENU_MODEL (sort));
  g_menu_append_section (self->menu, _ ("Columns"), G_MENU_MODEL (fields));
  g_menu_append (reset, _ ("Columns and order as at first"), "table.reset");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (reset));
}

GMenuModel *
cm_table_view_get_columns_menu (CmTableView *self)
{
  g_return_val_if_fail (CM_IS_TABLE_VIEW (self), NULL);

  return G_MENU_MODEL (self->menu);
}

GActionGroup *
cm_table_view_get_actions (CmTableView *self)
{
  g_return_val_if_fail (CM_IS_TABLE_VIEW (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

/* --- the columns of a table ------------------------------------------------------------------- */

void
_cm_table_view_release_column (gpointer data)
{
  CmTableColumn *column = data;

  column->view = NULL;
  g_clear_object (&column->column);
  g_rc_box_release (column);
}

void
_cm_table_view_clear_columns (CmTableView *self)
{
  self->sorting = TRUE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      CmTableColumn *column = g_ptr_array_index (self->columns, i);
      g_autofree char *action = make_action_name (column->field->name);

      if (column->column != NULL)
        gtk_column_view_remove_column (GTK_COLUMN_VIEW (self->view), column->column);
      g_action_map_remove_action (G_ACTION_MAP (self->actions), action);
    }
  self->current = NULL;
  g_ptr_array_set_size (self->columns, 0);
  self->sorting = FALSE;
}

void
_cm_table_view_add_columns (CmTableView *self)
{
  for (guint i = 0; i < self->table->n_fields; i++)
    {
      CmTableColumn *column = g_rc_box_new0 (CmTableColumn);

      column->view = self;
      column->field = &self->table->fields[i];
      column->index = i;
      g_ptr_array_add (self->columns, column);
    }
  if (!_cm_table_view_recall_columns (self))
    for (guint i = 0; i < self->columns->len; i++)
      if ((self->table->fields[i].flags & CM_FIELD_COLUMN) != 0)
        _cm_table_view_append_column (self, g_ptr_array_index (self->columns, i), -1);
  for (guint i = 0; i < self->columns->len; i++)
    {
      CmTableColumn *column = g_ptr_array_index (self->columns, i);
      g_autofree char *action = make_action_name (column->field->name);
      GVariant *state = g_variant_new_boolean (column->column != NULL);

      add_action (self,
                  g_simple_action_new_stateful (action, NULL, state),
                  "change-state",
                  G_CALLBACK (toggle_column_cb));
    }
  fill_menu (self);
}

void
_cm_table_view_reset (CmTableView *self)
{
  guint place = 0;

  if (self->table == NULL || !cm_table_view_commit (self))
    return;
  /* Those to be seen first: the last column that is shown cannot be hidden. */
  for (guint i = 0; i < self->columns->len; i++)
    if ((self->table->fields[i].flags & CM_FIELD_COLUMN) != 0)
      cm_table_view_set_column_visible (self, self->table->fields[i].name, TRUE);
  for (guint i = 0; i < self->columns->len; i++)
    if ((self->table->fields[i].flags & CM_FIELD_COLUMN) == 0)
      cm_table_view_set_column_visible (self, self->table->fields[i].name, FALSE);
  for (guint i = 0; i < self->columns->len; i++)
    {
      CmTableColumn *column = g_ptr_array_index (self->columns, i);

      if (column->column == NULL)
        continue;
      gtk_column_view_insert_column (GTK_COLUMN_VIEW (self->view), place++, column->column);
      gtk_column_view_column_set_fixed_width (column->column,
                                              get_width (self->table, column->field));
    }
  cm_table_view_sort (self, _cm_table_view_get_first_order (self), self->first_descending);
}
