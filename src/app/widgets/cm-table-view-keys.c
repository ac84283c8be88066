/* cm-table-view-keys.c - what keys and the pointer do in a table view. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-table-view"

#include "config.h"

#include "cm-table-view-private.h"

#include "cm-choice-popover.h"

/* --- keys ------------------------------------------------------------------------------------- */

static void
activate (CmTableView *self, CmTableCell *cell)
{
  CmRecord *record = cm_table_cell_get_record (cell);

  if (_cm_table_view_is_editable (self, cm_table_cell_get_column (cell)))
    _cm_table_view_begin_edit (self, cell, NULL);
  else
    _cm_table_view_activated (self, record);
}

/* FALSE at the last column on that side. */
static gboolean
move_column (CmTableView *self, CmTableCell *cell, int by)
{
  int position = _cm_table_view_find_shown (self, cm_table_cell_get_column (cell)) + by;
  CmTableColumn *column = position >= 0 ? _cm_table_view_get_shown (self, (guint) position) : NULL;
  CmTableCell *target = column != NULL
                            ? _cm_table_view_find_cell (
                                  self, cm_record_get_id (cm_table_cell_get_record (cell)), column)
                            : NULL;

  if (target == NULL)
    return FALSE;
  _cm_table_view_set_current_column (self, column);
  gtk_widget_grab_focus (GTK_WIDGET (target));
  _cm_table_view_scroll_to_cell (self, GTK_WIDGET (target));
  return TRUE;
}

/* Letters and the like, also those that an input method makes of several keys; but not the space,
 * which selects. */
static gboolean
is_typing (guint keyval)
{
  gunichar c = gdk_keyval_to_unicode (keyval);

  return (c > ' ' && g_unichar_isprint (c)) ||
         (keyval >= GDK_KEY_dead_grave && keyval <= GDK_KEY_dead_greek);
}

static void
type_into (CmTableView *self, CmTableCell *cell, GtkEventControllerKey *controller, guint keyval)
{
  char typed[8] = { 0 };
  GtkWidget *editor;

  if (!_cm_table_view_begin_edit (self, cell, ""))
    return;
  editor = cm_table_cell_get_editor (self->edit.cell);
  g_unichar_to_utf8 (gdk_keyval_to_unicode (keyval), typed);
  if (CM_IS_CHOICE_POPOVER (editor))
    cm_choice_popover_type (CM_CHOICE_POPOVER (editor), typed);
  else
    gtk_event_controller_key_forward (
        controller, GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (editor))));
}

static gboolean
move_by_key (CmTableView *self, CmTableCell *cell, guint keyval, GdkModifierType state)
{
  int forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      move_column (self, cell, -forward);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      move_column (self, cell, forward);
      return GDK_EVENT_STOP;
    case GDK_KEY_ISO_Left_Tab:
      return move_column (self, cell, -1);
    case GDK_KEY_Tab:
      /* From the last cell of the row the focus leaves the table. */
      return move_column (self, cell, (state & GDK_SHIFT_MASK) != 0 ? -1 : 1);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                CmTableView *self)
{
  GtkWidget *focus = _cm_table_view_get_focus (self);
  CmTableCell *cell = CM_IS_TABLE_CELL (focus) ? CM_TABLE_CELL (focus) : NULL;
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;

  if (cell == NULL || cm_table_cell_get_record (cell) == NULL)
    return GDK_EVENT_PROPAGATE;
  if (modifiers == GDK_CONTROL_MASK && (keyval == GDK_KEY_c || keyval == GDK_KEY_Insert))
    cm_table_view_copy (self);
  else if (modifiers == GDK_CONTROL_MASK && enter)
    _cm_table_view_activated (self, cm_table_cell_get_record (cell));
  else if (modifiers == 0 && keyval == GDK_KEY_F2)
    _cm_table_view_begin_edit (self, cell, NULL);
  else if (modifiers == 0 && enter)
    activate (self, cell);
  else if ((modifiers & ~GDK_SHIFT_MASK) == 0 && is_typing (keyval))
    type_into (self, cell, controller, keyval);
  else if ((modifiers & ~GDK_SHIFT_MASK) == 0)
    return move_by_key (self, cell, keyval, state);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* --- pointer ---------------------------------------------------------------------------------- */

static CmTableCell *
pick_cell (CmTableView *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (self->view, x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = NULL;

  /* The padding around a cell is part of GTK's cell, not of ours. */
  for (; picked != NULL && picked != self->view && cell == NULL;
       picked = gtk_widget_get_parent (picked))
    {
      if (CM_IS_TABLE_CELL (picked))
        cell = picked;
      else if (CM_IS_TABLE_CELL (gtk_widget_get_first_child (picked)) &&
               gtk_widget_get_first_child (picked) == gtk_widget_get_last_child (picked))
        cell = gtk_widget_get_first_child (picked);
    }
  return cell != NULL && cm_table_cell_get_record (CM_TABLE_CELL (cell)) != NULL
             ? CM_TABLE_CELL (cell)
             : NULL;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CmTableView *self)
{
  CmTableCell *cell = pick_cell (self, x, y);

  if (cell != NULL)
    _cm_table_view_set_current_column (self, cm_table_cell_get_column (cell));
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, CmTableView *self)
{
  CmTableCell *cell = n_press == 2 ? pick_cell (self, x, y) : NULL;

  if (cell != NULL && cell != self->edit.cell)
    activate (self, cell);
}

void
_cm_table_view_add_controllers (CmTableView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  /* Before the list, which would take the arrow keys and Enter itself. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->view, keys);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (self->view, GTK_EVENT_CONTROLLER (click));
}
