/* cm-budget-grid-edit.c - typing, keys, menu and clipboard of the budget grid. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-budget-grid"
#include "config.h"

#include "cm-budget-grid-private.h"

#include <glib/gi18n.h>

static void
show_error (CmBudgetGrid *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->error), text != NULL ? text : "");
  gtk_widget_set_visible (self->error, text != NULL);
}

static CmRecord *
get_source (CmBudgetGrid *self, CmAmountCell *cell)
{
  return cm_budget_get_source (self->budget, cm_amount_cell_get_row (cell));
}

static gint64
get_year (CmBudgetGrid *self, CmAmountCell *cell)
{
  return cm_budget_get_year (self->budget, cm_amount_cell_get_column (cell));
}

/* (nullable): the cell that has the keyboard or had it last. */
static CmAmountCell *
get_current (CmBudgetGrid *self)
{
  return self->cells->len > 0 ? _cm_budget_grid_get_cell (self, self->row, self->column) : NULL;
}

static const CmBudgetCell *
get_content (CmBudgetGrid *self, CmAmountCell *cell)
{
  return cm_budget_get_cell (
      self->budget, cm_amount_cell_get_row (cell), cm_amount_cell_get_column (cell));
}

/* --- moving ----------------------------------------------------------------------------------- */

/* FALSE at the edge. */
static gboolean
move (CmBudgetGrid *self, int down, int right)
{
  int row = (int) self->row + down, column = (int) self->column + right;

  if (row < 0 || row >= (int) self->budget->sources->len || column < 0 ||
      column >= (int) self->budget->years->len)
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (_cm_budget_grid_get_cell (self, (guint) row, (guint) column)));
  return TRUE;
}

/* To the next cell as one reads; FALSE at the last. */
static gboolean
move_on (CmBudgetGrid *self, int by)
{
  int n = (int) self->budget->years->len;

  return move (self, 0, by) || move (self, by, by > 0 ? 1 - n : n - 1);
}

/* --- typing ----------------------------------------------------------------------------------- */

void
_cm_budget_grid_end_edit (CmBudgetGrid *self)
{
  CmAmountCell *cell = self->edited;

  g_clear_handle_id (&self->leave_idle, g_source_remove);
  if (cell == NULL)
    return;
  self->edited = NULL;
  show_error (self, NULL);
  cm_amount_cell_end_edit (cell);
}

gboolean
_cm_budget_grid_commit (CmBudgetGrid *self)
{
  CmAmountCell *cell = self->edited;
  GtkWidget *entry = cell != NULL ? cm_amount_cell_get_entry (cell) : NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (entry == NULL || self->ending)
    return TRUE;
  text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  self->ending = TRUE;
  if (g_str_equal (text, cm_amount_cell_get_amount (cell)) ||
      cm_budget_set (self->store,
                     self->activity,
                     get_source (self, cell),
                     get_year (self, cell),
                     text,
                     &error))
    {
      /* Keeping it may have made all cells anew. */
      _cm_budget_grid_end_edit (self);
      self->ending = FALSE;
      return TRUE;
    }
  self->ending = FALSE;
  gtk_widget_add_css_class (entry, "error");
  show_error (self, error->message);
  return FALSE;
}

static gboolean
left_cb (gpointer data)
{
  CmBudgetGrid *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  g_autofree char *text = NULL;

  self->leave_idle = 0;
  if (self->edited == NULL || focus == NULL ||
      gtk_widget_is_ancestor (focus, GTK_WIDGET (self->edited)) || _cm_budget_grid_commit (self))
    return G_SOURCE_REMOVE;
  /* translators: %s says what is wrong with a value that was typed */
  text = g_strdup_printf (_ ("Not saved. %s"), gtk_label_get_text (GTK_LABEL (self->error)));
  _cm_budget_grid_end_edit (self);
  _cm_budget_grid_tell (self, text, FALSE);
  return G_SOURCE_REMOVE;
}

/* Later: the focus may be on its way to the entry's own menu, or the window be left but for a
 * moment. */
static void
leave_cb (CmBudgetGrid *self)
{
  if (self->leave_idle == 0)
    self->leave_idle = g_idle_add (left_cb, self);
}

static gboolean
is_enter (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;
}

/* Keeps what was typed and goes on; at the edge the keyboard stays in the cell. */
static gboolean
entry_key_cb (CmBudgetGrid *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean back = (state & GDK_SHIFT_MASK) != 0;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Escape)
    _cm_budget_grid_end_edit (self);
  else if (is_enter (keyval) || keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    {
      if (_cm_budget_grid_commit (self))
        move (self, back ? -1 : 1, 0);
    }
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    {
      if (_cm_budget_grid_commit (self))
        move (self, -1, 0);
    }
  else if (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab)
    {
      if (_cm_budget_grid_commit (self))
        move_on (self, back || keyval == GDK_KEY_ISO_Left_Tab ? -1 : 1);
    }
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
changed_cb (CmBudgetGrid *self, GtkWidget *entry)
{
  gtk_widget_remove_css_class (entry, "error");
  show_error (self, NULL);
}

static void
open_lines (CmBudgetGrid *self, CmAmountCell *cell)
{
  self->lines_shown = TRUE;
  self->lines_row = cm_amount_cell_get_row (cell);
  self->lines_column = cm_amount_cell_get_column (cell);
  _cm_budget_grid_update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->lines));
}

void
_cm_budget_grid_close_lines (CmBudgetGrid *self)
{
  self->lines_shown = FALSE;
}

/* (nullable): the entry; none where there is more than one amount, or nothing may be changed. */
static GtkWidget *
begin_edit (CmBudgetGrid *self, CmAmountCell *cell, const char *text)
{
  GtkEventController *keys, *focus;
  GtkWidget *entry;

  if (!_cm_budget_grid_is_editable (self))
    return NULL;
  if (get_content (self, cell)->lines->len > 1)
    {
      open_lines (self, cell);
      return NULL;
    }
  if (!_cm_budget_grid_commit (self))
    return NULL;
  entry = cm_amount_cell_begin_edit (cell, text != NULL ? text : cm_amount_cell_get_amount (cell));
  self->edited = cell;
  keys = gtk_event_controller_key_new ();
  focus = gtk_event_controller_focus_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (entry_key_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, keys);
  gtk_widget_add_controller (entry, focus);
  return entry;
}

/* --- what is done to a cell ------------------------------------------------------------------- */

static void
set_state (CmBudgetGrid *self, const char *state)
{
  CmAmountCell *cell = get_current (self);
  g_autoptr (GError) error = NULL;

  if (cell == NULL || get_content (self, cell)->lines->len == 0 ||
      !_cm_budget_grid_is_editable (self) || !_cm_budget_grid_commit (self))
    return;
  if (!cm_budget_set_state (self->store,
                            self->activity,
                            get_source (self, cell),
                            get_year (self, cell),
                            state,
                            &error))
    _cm_budget_grid_tell (self, error->message, FALSE);
}

static void
set_state_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  set_state (CM_BUDGET_GRID (widget), g_variant_get_string (parameter, NULL));
}

static void
lines_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmBudgetGrid *self = CM_BUDGET_GRID (widget);
  CmAmountCell *cell = get_current (self);

  if (cell != NULL && _cm_budget_grid_commit (self))
    open_lines (self, cell);
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmBudgetGrid *self = CM_BUDGET_GRID (widget);
  CmAmountCell *cell = get_current (self);
  guint n = cell != NULL ? get_content (self, cell)->lines->len : 0;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (n == 0 || !_cm_budget_grid_is_editable (self))
    return;
  text = g_strdup_printf (ngettext ("%u line is removed", "%u lines are removed", n), n);
  if (cm_budget_remove (
          self->store, self->activity, get_source (self, cell), get_year (self, cell), &error))
    _cm_budget_grid_tell (self, text, TRUE);
  else
    _cm_budget_grid_tell (self, error->message, FALSE);
}

static void
add_year_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmBudgetGrid *self = CM_BUDGET_GRID (widget);
  gboolean later = g_variant_get_boolean (parameter);
  guint n = self->budget->years->len;
  gint64 year = later ? cm_budget_get_year (self->budget, n - 1) + 1
                      : cm_budget_get_year (self->budget, 0) - 1;

  g_array_append_val (self->years, year);
  _cm_budget_grid_update (self);
  if (self->cells->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (_cm_budget_grid_get_cell (self, self->row, later ? n : 0)));
}

/* --- the clipboard ---------------------------------------------------------------------------- */

static void
show_problems (CmBudgetGrid *self, const char *summary, GPtrArray *problems)
{
  const guint shown = MIN (problems->len, 8);
  g_autoptr (GString) body = g_string_new (NULL);
  GtkWidget *dialog;

  for (guint i = 0; i < shown; i++)
    g_string_append_printf (body, "%s\n", (const char *) problems->pdata[i]);
  if (problems->len > shown)
    g_string_append_printf (body,
                            ngettext ("and %u more\n", "and %u more\n", problems->len - shown),
                            problems->len - shown);
  dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), summary, g_strchomp (body->str));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
cm_budget_grid_paste (CmBudgetGrid *self, const char *text)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *done = NULL;
  guint n = 0;

  g_return_if_fail (CM_IS_BUDGET_GRID (self));
  if (!_cm_budget_grid_is_editable (self) || !_cm_budget_grid_commit (self))
    return;
  if (!cm_budget_paste (self->budget, self->row, self->column, text, &n, &problems, &error))
    {
      if (problems->len > 0)
        show_problems (self, error->message, problems);
      else
        _cm_budget_grid_tell (self, error->message, FALSE);
      return;
    }
  done = n == 0 ? g_strdup (_ ("The clipboard holds no amounts; copy some in a spreadsheet first"))
                : g_strdup_printf (ngettext ("%u amount is pasted", "%u amounts are pasted", n), n);
  _cm_budget_grid_tell (self, done, n > 0);
}

static void
clipboard_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);

  /* The grid may be gone: then the reading was cancelled. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (CM_BUDGET_GRID (data)->activity != NULL)
    cm_budget_grid_paste (CM_BUDGET_GRID (data), text != NULL ? text : "");
}

static void
paste_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmBudgetGrid *self = CM_BUDGET_GRID (widget);

  gdk_clipboard_read_text_async (
      gtk_widget_get_clipboard (widget), self->cancellable, clipboard_read_cb, self);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmBudgetGrid *self = CM_BUDGET_GRID (widget);
  g_autofree char *text = cm_budget_copy (self->budget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  _cm_budget_grid_tell (self, _ ("The budget is copied, for a spreadsheet"), FALSE);
}

/* --- the menu of a cell ----------------------------------------------------------------------- */

static gboolean
drop_menu_cb (gpointer data)
{
  CmBudgetGrid *self = data;

  if (self->menu != NULL && !gtk_widget_get_visible (self->menu))
    g_clear_pointer (&self->menu, gtk_widget_unparent);
  return G_SOURCE_REMOVE;
}

/* Later: what was chosen in it is done after it closes. */
static void
menu_closed_cb (CmBudgetGrid *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_menu_cb, g_object_ref (self), g_object_unref);
}

static GMenuModel *
make_cell_menu (const CmBudgetCell *content)
{
  const CmField *field = cm_table_field (cm_table_find ("budget_line"), "state");
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) states = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();

  for (const CmChoice *c = field->choices; c->name != NULL && content->lines->len > 0; c++)
    {
      /* translators: an entry of a menu; %1$s is a state of money, %2$s the key for it */
      g_autofree char *label = g_strdup_printf (_ ("%1$s (%2$s)"),
                                                cm_field_choice_label (field, c->name),
                                                cm_budget_grid_get_mark (c->name));
      g_autofree char *action = g_strdup_printf ("budget.set-state::%s", c->name);

      g_menu_append (states, label, action);
    }
  g_menu_append (rest, _ ("Show its _lines"), "budget.lines");
  if (content->lines->len > 0)
    g_menu_append (rest, _ ("_Remove"), "budget.remove");
  g_menu_append (rest, _ ("_Paste"), "budget.paste");
  g_menu_append (rest, _ ("_Copy the budget"), "budget.copy");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (states));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  return G_MENU_MODEL (menu);
}

static void
pop_up_menu (CmBudgetGrid *self, CmAmountCell *cell)
{
  g_autoptr (GMenuModel) model = make_cell_menu (get_content (self, cell));
  graphene_rect_t bounds;
  GdkRectangle at;

  if (!gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self), &bounds))
    return;
  at = (GdkRectangle){
    (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width, (int) bounds.size.height
  };
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &at);
  g_signal_connect_object (
      self->menu, "closed", G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* --- keys ------------------------------------------------------------------------------------- */

/* What an amount may begin with. */
static gboolean
is_amount_key (guint keyval)
{
  gunichar c = gdk_keyval_to_unicode (keyval);

  return g_unichar_isdigit (c) || c == '-' || c == 0xa3 /* £ */ || c == '.' || c == '(';
}

static gboolean
set_state_by_key (CmBudgetGrid *self, guint keyval)
{
  const CmField *field = cm_table_field (cm_table_find ("budget_line"), "state");
  gunichar c = g_unichar_toupper (gdk_keyval_to_unicode (keyval));

  for (const CmChoice *choice = field->choices; choice->name != NULL; choice++)
    if (c != 0 && g_utf8_get_char (cm_budget_grid_get_mark (choice->name)) == c)
      {
        set_state (self, choice->name);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
move_by_key (CmBudgetGrid *self, guint keyval)
{
  int forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return move (self, 0, -forward);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return move (self, 0, forward);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return move (self, -1, 0);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return move (self, 1, 0);
    case GDK_KEY_Home:
      return move (self, 0, -(int) self->column);
    case GDK_KEY_End:
      return move (self, 0, (int) self->budget->years->len - 1 - (int) self->column);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
type_into (CmBudgetGrid *self, CmAmountCell *cell, GtkEventControllerKey *controller)
{
  GtkWidget *entry = begin_edit (self, cell, "");

  if (entry != NULL)
    gtk_event_controller_key_forward (
        controller, GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry))));
}

static gboolean
control_key (CmBudgetGrid *self, guint keyval)
{
  const char *action = NULL;

  if (is_enter (keyval))
    action = "budget.lines";
  else if (keyval == GDK_KEY_c || keyval == GDK_KEY_Insert)
    action = "budget.copy";
  else if (keyval == GDK_KEY_v)
    action = "budget.paste";
  if (action == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
  return GDK_EVENT_STOP;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        CmBudgetGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  CmAmountCell *cell = CM_IS_AMOUNT_CELL (focus) ? CM_AMOUNT_CELL (focus) : NULL;

  if (cell == NULL)
    return GDK_EVENT_PROPAGATE;
  if (modifiers == GDK_CONTROL_MASK)
    return control_key (self, keyval);
  if (keyval == GDK_KEY_Menu || (modifiers == GDK_SHIFT_MASK && keyval == GDK_KEY_F10))
    pop_up_menu (self, cell);
  else if ((modifiers & ~GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  else if (is_enter (keyval) || keyval == GDK_KEY_F2)
    begin_edit (self, cell, NULL);
  else if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete || keyval == GDK_KEY_BackSpace)
    gtk_widget_activate_action (GTK_WIDGET (self), "budget.remove", NULL);
  else if (is_amount_key (keyval))
    type_into (self, cell, controller);
  else
    return move_by_key (self, keyval) || set_state_by_key (self, keyval);
  return GDK_EVENT_STOP;
}

void
_cm_budget_grid_add_keys (CmBudgetGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), keys);
}

/* --- pointer and focus ------------------------------------------------------------------------ */

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CmBudgetGrid *self)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  CmAmountCell *cell = CM_AMOUNT_CELL (widget);

  if (cm_amount_cell_get_entry (cell) != NULL)
    return;
  gtk_widget_grab_focus (widget);
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_SECONDARY)
    pop_up_menu (self, cell);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, CmBudgetGrid *self)
{
  CmAmountCell *cell =
      CM_AMOUNT_CELL (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));

  if (n_press == 2 && cm_amount_cell_get_entry (cell) == NULL &&
      gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_PRIMARY)
    begin_edit (self, cell, NULL);
}

static void
enter_cb (GtkEventControllerFocus *controller, CmBudgetGrid *self)
{
  CmAmountCell *cell =
      CM_AMOUNT_CELL (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));

  self->row = cm_amount_cell_get_row (cell);
  self->column = cm_amount_cell_get_column (cell);
}

void
_cm_budget_grid_watch_cell (CmBudgetGrid *self, CmAmountCell *cell)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, 0);
  g_signal_connect_object (focus, "enter", G_CALLBACK (enter_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (cell), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (cell), focus);
}

void
_cm_budget_grid_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "budget.set-state", "s", set_state_cb);
  gtk_widget_class_install_action (widget_class, "budget.lines", NULL, lines_cb);
  gtk_widget_class_install_action (widget_class, "budget.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "budget.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "budget.paste", NULL, paste_cb);
  gtk_widget_class_install_action (widget_class, "budget.add-year", "b", add_year_cb);
}
