/* cm-table-view-edit.c - the one cell of a table view that is edited. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-table-view"

#include "config.h"

#include "cm-table-view-private.h"

#include <glib/gi18n.h>

#include "cm-choice-popover.h"

/* Where to go when an edit is done. */
typedef enum
{
  MOVE_STAY,
  MOVE_DOWN,
  MOVE_UP,
  MOVE_NEXT,
  MOVE_PREVIOUS,
} Move;

/* --- ending an edit --------------------------------------------------------------------------- */

static GtkWidget *
get_editor (CmTableView *self)
{
  return self->edit.cell != NULL ? cm_table_cell_get_editor (self->edit.cell) : NULL;
}

static void
set_edit_error (CmTableView *self, const char *message)
{
  GtkWidget *editor = get_editor (self);

  if (message != self->edit.error)
    {
      g_free (self->edit.error);
      self->edit.error = g_strdup (message);
    }
  if (!GTK_IS_EDITABLE (editor))
    return;
  cm_table_cell_set_error (self->edit.cell, message);
  gtk_widget_set_tooltip_text (editor, message);
  gtk_accessible_update_property (GTK_ACCESSIBLE (editor),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  message != NULL ? message : "",
                                  -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (editor),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (message != NULL)
    gtk_widget_add_css_class (editor, "error");
  else
    gtk_widget_remove_css_class (editor, "error");
}

gboolean
_cm_table_view_has_edit_focus (CmTableView *self)
{
  GtkWidget *focus = _cm_table_view_get_focus (self);
  GtkWidget *editor = get_editor (self);

  return focus != NULL && editor != NULL &&
         (focus == editor || gtk_widget_is_ancestor (focus, editor));
}

/* Takes the editor away; the focus goes back to the cell if it was in the editor. */
void
_cm_table_view_end_edit (CmTableView *self)
{
  CmTableCell *cell = self->edit.cell;
  gboolean had_focus = _cm_table_view_has_edit_focus (self);

  g_clear_handle_id (&self->edit.idle, g_source_remove);
  self->edit.cell = NULL;
  self->edit.column = NULL;
  g_clear_object (&self->edit.record);
  g_clear_pointer (&self->edit.choices, g_array_unref);
  g_clear_pointer (&self->edit.text, g_free);
  g_clear_pointer (&self->edit.error, g_free);
  if (cell == NULL)
    return;
  cm_table_cell_set_editor (cell, NULL);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (cell));
}

static char *
make_label (CmTableView *self, CmRecord *record, const CmField *field)
{
  const char *title = cm_record_get_title (record);

  if (*title != '\0')
    /* translators: an entry of the change log: %1$s is the name of a field, %2$s that of a record
     */
    return g_strdup_printf (_ ("Change %1$s of “%2$s”"), cm_field_label (field), title);
  /* translators: an entry of the change log: %1$s is the name of a field, %2$s that of a table, as
   * “Budget line” */
  return g_strdup_printf (
      _ ("Change %1$s (%2$s)"), cm_field_label (field), cm_table_label (self->table));
}

/* Keeps the value in the record that is edited. */
static gboolean
save_value (CmTableView *self, const CmValue *value, GError **error)
{
  CmTableColumn *column = self->edit.column;
  g_autoptr (CmRecord) record =
      cm_store_get (self->store, self->table->name, cm_record_get_id (self->edit.record));
  g_autoptr (CmRecord) copy = NULL;
  g_autofree char *label = NULL;

  if (record == NULL)
    {
      g_set_error_literal (error,
                           CM_STORE_ERROR,
                           CM_STORE_ERROR_REFUSED,
                           _ ("This row was deleted meanwhile. Press Escape to leave it."));
      return FALSE;
    }
  if (cm_value_equal (value, cm_record_value (record, column->index)))
    return TRUE;
  copy = cm_record_copy (record);
  cm_record_set_value (copy, column->index, value);
  label = make_label (self, record, column->field);
  return cm_store_save (self->store, copy, label, error);
}

static gboolean
fail (CmTableView *self, const GError *error)
{
  set_edit_error (self, error->message);
  /* Who is still in the entry reads it there. */
  if (!GTK_IS_EDITABLE (get_editor (self)) || !_cm_table_view_has_edit_focus (self))
    _cm_table_view_tell (self, error->message, FALSE);
  return FALSE;
}

/* Keeps the value and ends the edit, or leaves it open and tells why. */
static gboolean
finish_edit (CmTableView *self, const CmValue *value)
{
  g_autoptr (GError) error = NULL;

  if (!save_value (self, value, &error))
    return fail (self, error);
  _cm_table_view_end_edit (self);
  return TRUE;
}

static gboolean
commit_text (CmTableView *self)
{
  GtkWidget *editor = get_editor (self);
  g_autofree char *text = GTK_IS_EDITABLE (editor)
                              ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (editor)))
                              : g_strdup (self->edit.text);
  g_autoptr (GError) error = NULL;
  CmValue value = CM_VALUE_INIT;
  gboolean good;

  if (cm_store_parse (self->store, &value, self->edit.column->field, text, &error))
    good = finish_edit (self, &value);
  else
    good = fail (self, error);
  cm_value_clear (&value);
  return good;
}

gboolean
cm_table_view_commit (CmTableView *self)
{
  g_return_val_if_fail (CM_IS_TABLE_VIEW (self), TRUE);

  if (self->edit.record == NULL)
    return TRUE;
  if (self->edit.choices == NULL)
    return commit_text (self);
  _cm_table_view_end_edit (self); /* nothing was chosen */
  return TRUE;
}

gboolean
_cm_table_view_is_editable (CmTableView *self, CmTableColumn *column)
{
  return !cm_store_get_read_only (self->store) && !cm_field_is_derived (column->field) &&
         !_cm_table_view_is_worded (self, column->field);
}

static void
tell_obstacle (CmTableView *self, CmTableColumn *column)
{
  g_autofree char *text = NULL;

  if (cm_store_get_read_only (self->store))
    text = g_strdup (_ ("This portfolio is open to read only, so it cannot be changed."));
  else if (_cm_table_view_is_worded (self, column->field))
    /* translators: %s is the name of a field */
    text = g_strdup_printf (_ ("“%s” is changed in the details of the row."),
                            cm_field_label (column->field));
  else
    /* translators: %s is the name of a field */
    text = g_strdup_printf (_ ("“%s” is computed from other tables; change it there."),
                            cm_field_label (column->field));
  _cm_table_view_tell (self, text, FALSE);
}

static gboolean
is_chosen (const CmField *field)
{
  return field->type == CM_FIELD_CHOICE || field->type == CM_FIELD_REFERENCE ||
         field->type == CM_FIELD_FLAG;
}

/* --- moving on -------------------------------------------------------------------------------- */

static CmTableColumn *
find_editable (CmTableView *self, int from, int by)
{
  for (int i = from; i >= 0 && i < (int) _cm_table_view_count_shown (self); i += by)
    {
      CmTableColumn *column = _cm_table_view_get_shown (self, (guint) i);

      if (_cm_table_view_is_editable (self, column))
        return column;
    }
  return NULL;
}

/* (transfer full): the key of the row to go to, and its column. */
static char *
find_target (CmTableView *self, const char *id, Move move, CmTableColumn **column)
{
  guint position = cm_record_list_find (self->list, id);
  guint n = cm_table_view_get_n_rows (self);
  int by = move == MOVE_NEXT ? 1 : -1;
  CmTableColumn *next;

  if (move == MOVE_STAY || position == G_MAXUINT)
    return g_strdup (id);
  if (move == MOVE_NEXT || move == MOVE_PREVIOUS)
    {
      next = find_editable (self, _cm_table_view_find_shown (self, *column) + by, by);
      if (next != NULL)
        {
          *column = next;
          return g_strdup (id);
        }
      next = find_editable (
          self, move == MOVE_NEXT ? 0 : (int) _cm_table_view_count_shown (self) - 1, by);
    }
  else
    next = *column;
  if ((move == MOVE_DOWN || move == MOVE_NEXT) ? position + 1 >= n : position == 0)
    return g_strdup (id);
  *column = next;
  return _cm_table_view_get_row_id (
      self, (move == MOVE_DOWN || move == MOVE_NEXT) ? position + 1 : position - 1);
}

/* Ends the edit with the value (NULL for what the entry holds) and moves on. The rows may be in
 * another order afterwards, so the way is found first and kept by key. */
static void
leave_edit (CmTableView *self, const CmValue *value, Move move)
{
  CmTableColumn *column = self->edit.column;
  g_autofree char *id = g_strdup (cm_record_get_id (self->edit.record));
  g_autofree char *target = find_target (self, id, move, &column);

  if (value != NULL ? finish_edit (self, value) : commit_text (self))
    _cm_table_view_go_to (self, target, column);
}

static Move
read_move (guint keyval, GdkModifierType state)
{
  switch (keyval)
    {
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      return (state & GDK_SHIFT_MASK) != 0 ? MOVE_PREVIOUS : MOVE_NEXT;
    case GDK_KEY_ISO_Left_Tab:
      return MOVE_PREVIOUS;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return (state & GDK_SHIFT_MASK) != 0 ? MOVE_UP : MOVE_DOWN;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return MOVE_DOWN;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return MOVE_UP;
    default:
      return MOVE_STAY;
    }
}

/* --- an entry --------------------------------------------------------------------------------- */

/* Keeps what was entered and asks for the whole record. */
static void
leave_for_record (CmTableView *self)
{
  g_autoptr (CmRecord) record = g_object_ref (self->edit.record);

  if (commit_text (self))
    _cm_table_view_activated (self, record);
}

static gboolean
entry_key_cb (GtkEventControllerKey *controller,
              guint keyval,
              guint keycode,
              GdkModifierType state,
              CmTableView *self)
{
  Move move = read_move (keyval, state);

  if (keyval == GDK_KEY_Escape)
    _cm_table_view_end_edit (self);
  else if ((state & GDK_CONTROL_MASK) != 0 &&
           (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter))
    leave_for_record (self);
  else if (move != MOVE_STAY && (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0)
    leave_edit (self, NULL, move);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* Enter reaches the key controller only with Shift: by itself it is a binding of the entry. */
static void
entry_activate_cb (GtkEntry *entry, CmTableView *self)
{
  leave_edit (self, NULL, MOVE_DOWN);
}

static void
entry_changed_cb (GtkEditable *entry, CmTableView *self)
{
  set_edit_error (self, NULL);
}

static gboolean
entry_left_cb (gpointer data)
{
  CmTableView *self = data;

  self->edit.idle = 0;
  if (self->edit.cell != NULL && _cm_table_view_get_focus (self) != NULL &&
      !_cm_table_view_has_edit_focus (self))
    cm_table_view_commit (self);
  return G_SOURCE_REMOVE;
}

/* Later: the focus may be on its way to the entry's own menu, or the window be left but for a
 * moment. */
static void
entry_leave_cb (GtkEventControllerFocus *controller, CmTableView *self)
{
  if (self->edit.idle == 0)
    self->edit.idle = g_idle_add (entry_left_cb, self);
}

static char *
make_editor_name (CmTableView *self)
{
  const char *label = cm_field_label (self->edit.column->field);
  const char *title = cm_record_get_title (self->edit.record);

  /* translators: what is edited: %1$s is the name of a field, %2$s that of a record */
  return *title != '\0' ? g_strdup_printf (_ ("%1$s of %2$s"), label, title) : g_strdup (label);
}

static GtkWidget *
make_entry (CmTableView *self, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autofree char *name = make_editor_name (self);
  g_autofree char *shown = NULL;

  if (text == NULL)
    shown = cm_store_format (self->store, self->edit.record, self->edit.column->field);
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : shown);
  /* As narrow as its column, whatever it holds. */
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 1);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (entry_leave_cb), self);
  g_signal_connect (entry, "activate", G_CALLBACK (entry_activate_cb), self);
  g_signal_connect (entry, "changed", G_CALLBACK (entry_changed_cb), self);
  gtk_widget_add_controller (entry, keys);
  gtk_widget_add_controller (entry, focus);
  return entry;
}

/* --- choices ---------------------------------------------------------------------------------- */

static void
clear_value (gpointer data)
{
  cm_value_clear (data);
}

static void
add_choice (GArray *values, GPtrArray *labels, const CmValue *value, const char *label)
{
  CmValue copy = CM_VALUE_INIT;

  cm_value_copy (&copy, value);
  g_array_append_val (values, copy);
  g_ptr_array_add (labels, g_strdup (label));
}

static void
add_records (CmTableView *self, GArray *values, GPtrArray *labels, const char *table)
{
  g_autoptr (CmQuery) query = cm_query_new (table);
  g_autoptr (GPtrArray) records = cm_store_list (self->store, query);

  for (guint i = 0; i < records->len; i++)
    {
      CmRecord *record = g_ptr_array_index (records, i);
      CmValue value = { CM_VALUE_TEXT, 0, (char *) cm_record_get_id (record) };

      add_choice (values, labels, &value, cm_record_get_title (record));
    }
}

/* All that the field can be set to, and the words for it. */
static GArray *
list_choices (CmTableView *self, const CmField *field, GPtrArray *labels)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (CmValue));
  CmValue none = CM_VALUE_INIT;
  CmValue yes = { CM_VALUE_NUMBER, 1, NULL }, no = { CM_VALUE_NUMBER, 0, NULL };

  g_array_set_clear_func (values, clear_value);
  if (field->type == CM_FIELD_FLAG)
    {
      add_choice (values, labels, &yes, _ ("Yes"));
      add_choice (values, labels, &no, _ ("No"));
    }
  for (const CmChoice *c = field->choices; c != NULL && c->name != NULL; c++)
    {
      CmValue value = { CM_VALUE_TEXT, 0, (char *) c->name };

      add_choice (values, labels, &value, _ (c->label));
    }
  if (field->type == CM_FIELD_REFERENCE)
    add_records (self, values, labels, field->references);
  if ((field->flags & CM_FIELD_REQUIRED) == 0)
    add_choice (values, labels, &none, _ ("Not given"));
  return values;
}

static void
chosen_cb (CmChoicePopover *popover, guint position, guint keyval, CmTableView *self)
{
  g_autoptr (GtkWidget) held = g_object_ref (GTK_WIDGET (popover));
  CmValue value = CM_VALUE_INIT;

  if (self->edit.choices == NULL || position >= self->edit.choices->len)
    return;
  cm_value_copy (&value, &g_array_index (self->edit.choices, CmValue, position));
  leave_edit (self, &value, read_move (keyval, 0));
  cm_value_clear (&value);
}

static gboolean
popover_closed_idle_cb (gpointer data)
{
  CmTableView *self = data;

  self->edit.idle = 0;
  if (self->edit.choices == NULL)
    return G_SOURCE_REMOVE;
  if (self->edit.cell != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->edit.cell));
  _cm_table_view_end_edit (self);
  return G_SOURCE_REMOVE;
}

static void
popover_closed_cb (GtkPopover *popover, CmTableView *self)
{
  if (self->edit.choices != NULL && self->edit.idle == 0)
    self->edit.idle = g_idle_add (popover_closed_idle_cb, self);
}

static GtkWidget *
make_popover (CmTableView *self)
{
  CmTableColumn *column = self->edit.column;
  const CmValue *now = cm_record_value (self->edit.record, column->index);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *name = make_editor_name (self);
  guint selected = GTK_INVALID_LIST_POSITION;
  GtkWidget *popover;

  self->edit.choices = list_choices (self, column->field, labels);
  for (guint i = 0; i < self->edit.choices->len; i++)
    if (cm_value_equal (now, &g_array_index (self->edit.choices, CmValue, i)))
      selected = i;
  g_ptr_array_add (labels, NULL);
  popover = cm_choice_popover_new (name, (const char *const *) labels->pdata, selected);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  g_signal_connect (popover, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), self);
  return popover;
}

/* --- starting an edit ------------------------------------------------------------------------- */

/* Gives the cell its editor, with that text or the present value. */
static void
attach_editor (CmTableView *self, CmTableCell *cell, const char *text)
{
  gboolean chosen = is_chosen (self->edit.column->field);
  GtkWidget *editor = chosen ? make_popover (self) : make_entry (self, text);

  self->edit.cell = cell;
  cm_table_cell_set_editor (cell, editor);
  if (chosen)
    gtk_popover_popup (GTK_POPOVER (editor));
  else if (self->edit.error != NULL)
    set_edit_error (self, self->edit.error);
}

gboolean
_cm_table_view_begin_edit (CmTableView *self, CmTableCell *cell, const char *text)
{
  CmTableColumn *column = cm_table_cell_get_column (cell);
  g_autoptr (CmRecord) record = g_object_ref (cm_table_cell_get_record (cell));

  if (self->edit.cell == cell)
    return TRUE;
  if (!cm_table_view_commit (self))
    {
      _cm_table_view_go_to (self, cm_record_get_id (self->edit.record), self->edit.column);
      return FALSE;
    }
  if (!_cm_table_view_is_editable (self, column))
    {
      tell_obstacle (self, column);
      return FALSE;
    }
  /* Keeping the other value may have moved the rows. */
  cell = _cm_table_view_find_cell (self, cm_record_get_id (record), column);
  if (cell == NULL)
    return FALSE;
  _cm_table_view_set_current_column (self, column);
  self->edit.record = g_steal_pointer (&record);
  self->edit.column = column;
  attach_editor (self, cell, text);
  if (self->edit.choices == NULL)
    gtk_widget_grab_focus (cm_table_cell_get_editor (cell));
  _cm_table_view_scroll_to_cell (self, GTK_WIDGET (cell));
  return TRUE;
}

/* --- rows that come and go -------------------------------------------------------------------- */

void
_cm_table_view_attach_edit (CmTableView *self, CmTableCell *cell)
{
  if (self->edit.record != NULL && self->edit.cell == NULL &&
      self->edit.column == cm_table_cell_get_column (cell) &&
      g_str_equal (cm_record_get_id (self->edit.record),
                   cm_record_get_id (cm_table_cell_get_record (cell))))
    attach_editor (self, cell, self->edit.text);
}

void
_cm_table_view_detach_edit (CmTableView *self, CmTableCell *cell)
{
  GtkWidget *editor = cm_table_cell_get_editor (cell);

  if (self->edit.cell != cell)
    return;
  g_free (self->edit.text);
  self->edit.text =
      GTK_IS_EDITABLE (editor) ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (editor))) : NULL;
  self->edit.cell = NULL;
  cm_table_cell_set_editor (cell, NULL);
}

static void
tell_lost (CmTableView *self)
{
  GtkWidget *editor = get_editor (self);
  const char *typed =
      GTK_IS_EDITABLE (editor) ? gtk_editable_get_text (GTK_EDITABLE (editor)) : self->edit.text;
  g_autofree char *shown =
      cm_store_format (self->store, self->edit.record, self->edit.column->field);
  g_autofree char *start = NULL;
  g_autofree char *text = NULL;

  if (typed == NULL || g_strcmp0 (typed, shown) == 0)
    return;
  start = g_utf8_strlen (typed, -1) > 200 ? g_utf8_substring (typed, 0, 200) : g_strdup (typed);
  /* translators: %s is what was typed into a record that is gone */
  text = g_strdup_printf (_ ("The row was deleted meanwhile. Not kept: “%s”"), start);
  _cm_table_view_tell (self, text, FALSE);
}

/* Nobody could reach it any more, and no other edit could start. */
void
_cm_table_view_drop_lost_edit (CmTableView *self)
{
  g_autoptr (CmRecord) known = NULL;

  if (self->edit.record == NULL ||
      cm_record_list_find (self->list, cm_record_get_id (self->edit.record)) != G_MAXUINT)
    return;
  known = cm_store_get (self->store, self->table->name, cm_record_get_id (self->edit.record));
  if (known == NULL)
    tell_lost (self);
  _cm_table_view_end_edit (self);
}
