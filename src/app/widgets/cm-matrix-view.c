/* cm-matrix-view.c - priority matrices: chosen, made, marked, and taken together. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-matrix-view"
#include "config.h"

#include "cm-matrix-view.h"

#include <glib/gi18n.h>

#include "cm-matrix-grid.h"
#include "cm-matrix-namer.h"
#include "cm-matrix-new.h"
#include "cm-option-drop-down.h"
#include "cm-record-form.h"
#include "cm-record-list.h"

/* What a name is asked for. */
typedef enum
{
  ADD_TOPIC,
  ADD_ROW,
  RENAME_TOPIC,
  RENAME_ROW,
} Naming;

/**
 * CmMatrixView:
 *
 * One matrix at a time, marked by keys, by clicks, and by dragging a mark over other cells; or all
 * of them as one table.
 *
 * Accessibility: the grid names the matrix, and each cell with its row, topic and mark; the cell
 * with the cursor and what can be done with it also stand above the grid.
 */
struct _CmMatrixView
{
  AdwBin parent_instance;

  AdwBin *chooser_bin, *together_bin, *form_bin, *all_bin;
  GtkMenuButton *new_button, *menu_button;
  GtkToggleButton *together_button, *form_button;
  GtkWidget *first_button;
  GtkStack *stack;
  AdwFlap *flap;
  GtkLabel *cell, *crowded, *narrowed;
  GtkScrolledWindow *scroll;
  GMenuModel *mark_menu;

  GtkDropDown *chooser;
  CmMatrixNew *new_popover;
  CmMatrixNamer *namer; /* or NULL until it is first needed */
  Naming naming;
  CmMatrixTogether *together;
  CmGrid *grid;
  GtkWidget *popover; /* of marks, at a cell */
  CmRecordForm *form;

  CmStore *store;
  CmScope *scope;
  CmRecordList *list;
  CmMatrix *matrix; /* as it is shown, or NULL */
};

enum
{
  SIGNAL_MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmMatrixView, cm_matrix_view, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
tell (CmMatrixView *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

/* What went wrong, if anything did. */
static void
tell_error (CmMatrixView *self, const GError *error)
{
  if (error != NULL)
    tell (self, error->message, FALSE);
}

/* --- what is shown ---------------------------------------------------------------------------- */

static CmRecord *
get_chosen (CmMatrixView *self)
{
  return gtk_drop_down_get_selected_item (self->chooser);
}

static gboolean
get_cursor (CmMatrixView *self, guint *row, guint *topic)
{
  return self->matrix != NULL && cm_grid_get_cursor (self->grid, row, topic) &&
         *row < self->matrix->rows->len && *topic < self->matrix->topics->len;
}

static void
update_actions (CmMatrixView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean writable = self->store != NULL && !cm_store_get_read_only (self->store);
  gboolean shown = writable && self->matrix != NULL;
  guint row, topic;
  gboolean chosen = shown && get_cursor (self, &row, &topic);

  gtk_widget_set_sensitive (GTK_WIDGET (self->new_button), writable);
  gtk_widget_set_sensitive (self->first_button, writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->menu_button), shown);
  gtk_widget_action_set_enabled (widget, "matrix.add-topic", shown);
  gtk_widget_action_set_enabled (widget, "matrix.add-row", shown);
  gtk_widget_action_set_enabled (widget, "matrix.delete", shown);
  gtk_widget_action_set_enabled (widget, "matrix.mark", chosen);
  gtk_widget_action_set_enabled (widget, "matrix.rename-topic", chosen);
  gtk_widget_action_set_enabled (widget, "matrix.rename-row", chosen);
  gtk_widget_action_set_enabled (widget, "matrix.remove-topic", chosen);
  gtk_widget_action_set_enabled (widget, "matrix.remove-row", chosen);
}

/* The cell with the cursor, in words. */
static void
show_cell (CmMatrixView *self)
{
  g_autofree char *cell = NULL;
  g_autofree char *text = NULL;
  const char *explanation = "";
  guint row, topic;

  if (get_cursor (self, &row, &topic))
    {
      cell = cm_matrix_describe_cell (self->matrix, row, topic);
      explanation = cm_matrix_get_topic (self->matrix, topic)->explanation;
    }
  if (*explanation != '\0')
    /* translators: %1$s is a cell of a matrix and its mark, %2$s what its topic takes in */
    text = g_strdup_printf (_ ("%1$s. %2$s"), cell, explanation);
  gtk_label_set_text (self->cell,
                      text != NULL   ? text
                      : cell != NULL ? cell
                                     : _ ("Go to a cell to mark it."));
  update_actions (self);
}

/* The grid would count its cells; what matters is how many have which mark. */
static void
name_matrix (CmMatrixView *self)
{
  g_autofree char *summary = self->matrix != NULL ? cm_matrix_describe (self->matrix) : NULL;

  if (summary != NULL)
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary, -1);
}

static void
show_notes (CmMatrixView *self)
{
  gboolean crowded = self->matrix != NULL && cm_matrix_is_crowded (self->matrix);
  guint n_other = self->matrix != NULL ? self->matrix->n_other_rows : 0;
  g_autofree char *narrowed = NULL;
  g_autofree char *text = NULL;
  guint n[CM_N_MARKS];

  gtk_widget_set_visible (GTK_WIDGET (self->crowded), crowded);
  gtk_widget_set_visible (GTK_WIDGET (self->narrowed), n_other > 0);
  if (crowded)
    {
      cm_matrix_count (self->matrix, n);
      /* translators: %1$u of %2$u cells of a matrix */
      text = g_strdup_printf (_ ("If everything is a priority, nothing is: %1$u of the %2$u marked "
                                 "cells are high. Which of them could wait?"),
                              n[CM_MARK_HIGH],
                              n[CM_MARK_HIGH] + n[CM_MARK_PRIORITY] + n[CM_MARK_NONE]);
      gtk_label_set_text (self->crowded, text);
    }
  narrowed = g_strdup_printf (ngettext ("%u row of another theme is not shown.",
                                        "%u rows of other themes are not shown.",
                                        n_other),
                              n_other);
  gtk_label_set_text (self->narrowed, narrowed);
}

static void
show_matrix (CmMatrixView *self)
{
  CmRecord *chosen = get_chosen (self);

  g_clear_pointer (&self->matrix, cm_matrix_free);
  if (chosen != NULL)
    self->matrix = cm_matrix_load (self->store, cm_record_get_id (chosen), self->scope);
  cm_grid_set_model (self->grid,
                     self->matrix != NULL ? cm_matrix_grid_make (self->matrix)
                                          : cm_grid_model_new (""));
  name_matrix (self);
  show_notes (self);
  show_cell (self);
}

/* The form is filled only while it is seen. */
static void
show_form (CmMatrixView *self)
{
  gboolean seen = adw_flap_get_reveal_flap (self->flap);
  CmRecord *shown = seen && self->store != NULL ? get_chosen (self) : NULL;

  if (!seen && !cm_record_form_flush (self->form))
    return;
  if (shown != cm_record_form_get_record (self->form))
    cm_record_form_show (self->form, self->store, shown);
}

static void
show_stack (CmMatrixView *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;
  gboolean together = gtk_toggle_button_get_active (self->together_button);

  gtk_widget_set_visible (GTK_WIDGET (self->chooser_bin), any && !together);
  gtk_widget_set_sensitive (GTK_WIDGET (self->together_button), any || together);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form_button), any);
  if (!any)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else
    gtk_stack_set_visible_child_name (self->stack, together ? "together" : "matrix");
}

static void
together_cb (CmMatrixView *self)
{
  if (self->store == NULL)
    return;
  show_stack (self);
  if (gtk_toggle_button_get_active (self->together_button))
    cm_matrix_together_show (self->together, self->store, self->scope);
}

static void
chosen_cb (CmMatrixView *self)
{
  if (self->store == NULL)
    return;
  show_matrix (self);
  show_form (self);
}

static void
changed_cb (CmMatrixView *self, CmChanges *changes)
{
  if (!cm_matrix_grid_is_touched (changes))
    return;
  show_matrix (self);
  show_stack (self);
}

/* --- marking ---------------------------------------------------------------------------------- */

static void
set_marks (CmMatrixView *self, const CmMatrixCell *cells, guint n, CmMark mark)
{
  g_autoptr (GError) error = NULL;

  cm_matrix_set_marks (self->store, self->matrix, cells, n, mark, &error);
  tell_error (self, error);
}

/* All cells between two corners. */
static void
mark_area (CmMatrixView *self, guint row, guint topic, guint to_row, guint to_topic, CmMark mark)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (CmMatrixCell));

  for (guint r = MIN (row, to_row); r <= MAX (row, to_row); r++)
    for (guint t = MIN (topic, to_topic); t <= MAX (topic, to_topic); t++)
      {
        CmMatrixCell cell = { r, t };

        g_array_append_val (cells, cell);
      }
  set_marks (self, (CmMatrixCell *) (void *) cells->data, cells->len, mark);
}

static void
mark_chosen (CmMatrixView *self, CmMark mark)
{
  guint row, topic, to_row, to_topic;

  if (!get_cursor (self, &row, &topic) ||
      !cm_grid_get_selection (self->grid, &row, &topic, &to_row, &to_topic))
    return;
  mark_area (self, row, topic, to_row, to_topic, mark);
}

/* From nothing known to the most, then less: two clicks for most marks. */
static CmMark
get_next (CmMark mark)
{
  switch (mark)
    {
    case CM_MARK_UNKNOWN:
      return CM_MARK_HIGH;
    case CM_MARK_HIGH:
      return CM_MARK_PRIORITY;
    case CM_MARK_PRIORITY:
      return CM_MARK_NONE;
    case CM_MARK_NONE:
    default:
      return CM_MARK_UNKNOWN;
    }
}

static gboolean
is_writable (CmMatrixView *self)
{
  return self->store != NULL && self->matrix != NULL && !cm_store_get_read_only (self->store);
}

static void
mark_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *name = g_variant_get_string (parameter, NULL);

  mark_chosen (CM_MATRIX_VIEW (widget), cm_mark_find (name));
}

/* --- changing the matrix ---------------------------------------------------------------------- */

static void
select_cb (CmMatrixView *self, const char *id)
{
  gtk_toggle_button_set_active (self->together_button, FALSE);
  cm_matrix_view_select (self, id);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* Where nothing was chosen yet, as in a matrix without topics, there is nothing to rename. */
static void
named_cb (CmMatrixView *self, const char *name, const char *heading)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  guint row, topic;

  switch (self->naming)
    {
    case ADD_TOPIC:
      id = cm_matrix_add_topic (self->store, self->matrix->id, heading, name, &error);
      break;
    case ADD_ROW:
      id = cm_matrix_add_row (self->store, self->matrix->id, name, &error);
      break;
    case RENAME_TOPIC:
      if (get_cursor (self, &row, &topic))
        cm_matrix_rename_topic (
            self->store, cm_matrix_get_topic (self->matrix, topic)->id, heading, name, &error);
      break;
    case RENAME_ROW:
    default:
      if (get_cursor (self, &row, &topic))
        cm_matrix_rename_row (self->store, cm_matrix_get_row (self->matrix, row)->id, name, &error);
      break;
    }
  tell_error (self, error);
}

static void
ask_name (
    CmMatrixView *self, Naming naming, const char *verb, const char *name, const char *heading)
{
  graphene_rect_t at;

  if (self->namer == NULL)
    {
      self->namer = CM_MATRIX_NAMER (cm_matrix_namer_new ());
      gtk_widget_set_parent (GTK_WIDGET (self->namer), GTK_WIDGET (self));
      g_signal_connect_object (
          self->namer, "named", G_CALLBACK (named_cb), self, G_CONNECT_SWAPPED);
    }
  self->naming = naming;
  if (gtk_widget_compute_bounds (GTK_WIDGET (self->menu_button), GTK_WIDGET (self), &at))
    gtk_popover_set_pointing_to (
        GTK_POPOVER (self->namer),
        &(GdkRectangle){
            (int) at.origin.x, (int) at.origin.y, (int) at.size.width, (int) at.size.height });
  cm_matrix_namer_ask (self->namer, verb, name, heading);
}

/* A topic is likely to stand under the heading of the one with the cursor. */
static void
add_topic_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmMatrixView *self = CM_MATRIX_VIEW (widget);
  guint row, topic;
  gboolean chosen = get_cursor (self, &row, &topic);

  ask_name (self,
            ADD_TOPIC,
            _ ("_Add topic"),
            "",
            chosen ? cm_matrix_get_topic (self->matrix, topic)->heading : "");
}

static void
add_row_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_name (CM_MATRIX_VIEW (widget), ADD_ROW, _ ("_Add row"), "", NULL);
}

static void
rename_topic_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmMatrixView *self = CM_MATRIX_VIEW (widget);
  guint row, topic;

  if (get_cursor (self, &row, &topic))
    ask_name (self,
              RENAME_TOPIC,
              _ ("_Rename topic"),
              cm_matrix_get_topic (self->matrix, topic)->name,
              cm_matrix_get_topic (self->matrix, topic)->heading);
}

static void
rename_row_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmMatrixView *self = CM_MATRIX_VIEW (widget);
  guint row, topic;

  if (get_cursor (self, &row, &topic))
    ask_name (
        self, RENAME_ROW, _ ("_Rename row"), cm_matrix_get_row (self->matrix, row)->name, NULL);
}

static void
tell_removed (CmMatrixView *self, const char *name, const GError *error)
{
  /* translators: %s is the name of a matrix, a topic or a row */
  g_autofree char *text = g_strdup_printf (_ ("“%s” is deleted"), name);

  tell_error (self, error);
  if (error == NULL)
    tell (self, text, TRUE);
}

static void
remove_topic_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmMatrixView *self = CM_MATRIX_VIEW (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  guint row, topic;

  if (!get_cursor (self, &row, &topic) || !cm_matrix_view_flush (self))
    return;
  id = g_strdup (cm_matrix_get_topic (self->matrix, topic)->id);
  name = g_strdup (cm_matrix_get_topic (self->matrix, topic)->name);
  cm_matrix_remove_topic (self->store, id, &error);
  tell_removed (self, name, error);
}

static void
remove_row_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmMatrixView *self = CM_MATRIX_VIEW (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  guint row, topic;

  if (!get_cursor (self, &row, &topic) || !cm_matrix_view_flush (self))
    return;
  id = g_strdup (cm_matrix_get_row (self->matrix, row)->id);
  name = g_strdup (cm_matrix_get_row (self->matrix, row)->name);
  cm_matrix_remove_row (self->store, id, &error);
  tell_removed (self, name, error);
}

static void
delete_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmMatrixView *self = CM_MATRIX_VIEW (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup (self->matrix->id);
  g_autofree char *name = g_strdup (self->matrix->name);

  cm_record_form_show (self->form, self->store, NULL);
  cm_matrix_delete (self->store, id, &error);
  tell_removed (self, name, error);
  show_form (self);
}

static void
prepare_new_cb (GtkMenuButton *button, gpointer data)
{
  CmMatrixView *self = data;

  cm_matrix_new_prepare (self->new_popover, self->store);
}

/* --- showing ---------------------------------------------------------------------------------- */

void
cm_matrix_view_show (CmMatrixView *self, CmStore *store, const CmScope *scope)
{
  g_return_if_fail (CM_IS_MATRIX_VIEW (self));
  g_return_if_fail (CM_IS_STORE (store));

  g_clear_pointer (&self->scope, cm_scope_free);
  self->scope = cm_scope_copy (scope);
  if (self->store != store)
    {
      if (self->store != NULL)
        g_signal_handlers_disconnect_by_data (self->store, self);
      g_set_object (&self->store, store);
      g_clear_object (&self->list);
      self->list = cm_record_list_new (store, cm_query_new ("matrix"));
      gtk_drop_down_set_model (self->chooser, G_LIST_MODEL (self->list));
      /* After the list, so that a new matrix is there when the change is looked at. */
      g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    }
  show_matrix (self);
  show_stack (self);
  if (gtk_toggle_button_get_active (self->together_button))
    cm_matrix_together_show (self->together, store, scope);
}

gboolean
cm_matrix_view_select (CmMatrixView *self, const char *matrix)
{
  guint position;

  g_return_val_if_fail (CM_IS_MATRIX_VIEW (self), FALSE);
  g_return_val_if_fail (self->store != NULL, FALSE);

  position = cm_record_list_find (self->list, matrix);
  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  gtk_drop_down_set_selected (self->chooser, position);
  return TRUE;
}

void
cm_matrix_view_set_together (CmMatrixView *self, gboolean together)
{
  g_return_if_fail (CM_IS_MATRIX_VIEW (self));
  gtk_toggle_button_set_active (self->together_button, together);
}

gboolean
cm_matrix_view_flush (CmMatrixView *self)
{
  g_return_val_if_fail (CM_IS_MATRIX_VIEW (self), TRUE);

  if (cm_record_form_flush (self->form))
    return TRUE;
  adw_flap_set_reveal_flap (self->flap, TRUE);
  return FALSE;
}

CmGrid *
cm_matrix_view_get_grid (CmMatrixView *self)
{
  g_return_val_if_fail (CM_IS_MATRIX_VIEW (self), NULL);
  return self->grid;
}

CmMatrixTogether *
cm_matrix_view_get_together (CmMatrixView *self)
{
  g_return_val_if_fail (CM_IS_MATRIX_VIEW (self), NULL);
  return self->together;
}

/* --- the grid --------------------------------------------------------------------------------- */

static void
activated_cb (CmMatrixView *self, guint row, guint topic)
{
  CmMatrixCell cell = { row, topic };

  if (is_writable (self))
    set_marks (self, &cell, 1, get_next (cm_matrix_get_mark (self->matrix, row, topic)));
}

/* The mark where the drag began is painted over all it passed. */
static void
dragged_cb (CmMatrixView *self, guint row, guint topic, guint to_row, guint to_topic)
{
  if (is_writable (self))
    mark_area (self, row, topic, to_row, to_topic, cm_matrix_get_mark (self->matrix, row, topic));
}

static void
place_popover (CmMatrixView *self, const GdkRectangle *cell)
{
  GdkRectangle at = *cell;
  double x, y;

  gtk_widget_translate_coordinates (
      GTK_WIDGET (self->grid), GTK_WIDGET (self), cell->x, cell->y, &x, &y);
  at.x = (int) x;
  at.y = (int) y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &at);
}

/* The four marks to choose from, at a cell. */
static void
popup_marks (CmMatrixView *self, guint row, guint topic)
{
  GdkRectangle bounds;

  if (!is_writable (self) || !cm_grid_get_cell_bounds (self->grid, row, topic, &bounds))
    return;
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (self->mark_menu);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
    }
  cm_grid_set_cursor (self->grid, row, topic, TRUE);
  place_popover (self, &bounds);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static int
find_key_mark (guint keyval)
{
  switch (gdk_keyval_to_lower (keyval))
    {
    case GDK_KEY_h:
      return CM_MARK_HIGH;
    case GDK_KEY_p:
      return CM_MARK_PRIORITY;
    case GDK_KEY_n:
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      return CM_MARK_NONE;
    case GDK_KEY_u:
    case GDK_KEY_question:
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      return CM_MARK_UNKNOWN;
    default:
      return -1;
    }
}

static gboolean
key_cb (CmMatrixView *self, guint row, guint topic, guint keyval)
{
  int mark = find_key_mark (keyval);

  if (keyval == GDK_KEY_Menu)
    {
      popup_marks (self, row, topic);
      return TRUE;
    }
  if (mark < 0 || !is_writable (self))
    return FALSE;
  mark_chosen (self, (CmMark) mark);
  return TRUE;
}

static gboolean
find_cell (CmMatrixView *self, double x, double y, guint *row, guint *topic)
{
  GdkRectangle bounds;

  for (*row = 0; *row < self->matrix->rows->len; (*row)++)
    for (*topic = 0; *topic < self->matrix->topics->len; (*topic)++)
      if (cm_grid_get_cell_bounds (self->grid, *row, *topic, &bounds) &&
          gdk_rectangle_contains_point (&bounds, (int) x, (int) y))
        return TRUE;
  return FALSE;
}

static void
pressed_cb (GtkGestureClick *click, int n, double x, double y, CmMatrixView *self)
{
  guint row, topic;

  if (!is_writable (self) || !find_cell (self, x, y, &row, &topic))
    return;
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  popup_marks (self, row, topic);
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_matrix_view_dispose (GObject *object)
{
  CmMatrixView *self = CM_MATRIX_VIEW (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  if (self->namer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->namer));
  self->namer = NULL;
  if (self->chooser != NULL)
    g_signal_handlers_disconnect_by_data (self->chooser, self);
  if (self->flap != NULL)
    g_signal_handlers_disconnect_by_data (self->flap, self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_object (&self->list);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CM_TYPE_MATRIX_VIEW);
  G_OBJECT_CLASS (cm_matrix_view_parent_class)->dispose (object);
}

static void
cm_matrix_view_finalize (GObject *object)
{
  CmMatrixView *self = CM_MATRIX_VIEW (object);

  g_clear_pointer (&self->scope, cm_scope_free);
  g_clear_pointer (&self->matrix, cm_matrix_free);
  G_OBJECT_CLASS (cm_matrix_view_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, chooser_bin);
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, together_bin);
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, form_bin);
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, all_bin);
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, new_button);
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, together_button);
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, form_button);
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, first_button);
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, stack);
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, flap);
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, cell);
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, crowded);
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, narrowed);
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, scroll);
  gtk_widget_class_bind_template_child (widget_class, CmMatrixView, mark_menu);
}

static void
cm_matrix_view_class_init (CmMatrixViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_matrix_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_matrix_view_finalize;
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_MATRIX_VIEW,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/widgets/cm-matrix-view.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "matrix.mark", "s", mark_cb);
  gtk_widget_class_install_action (widget_class, "matrix.add-topic", NULL, add_topic_cb);
  gtk_widget_class_install_action (widget_class, "matrix.add-row", NULL, add_row_cb);
  gtk_widget_class_install_action (widget_class, "matrix.rename-topic", NULL, rename_topic_cb);
  gtk_widget_class_install_action (widget_class, "matrix.rename-row", NULL, rename_row_cb);
  gtk_widget_class_install_action (widget_class, "matrix.remove-topic", NULL, remove_topic_cb);
  gtk_widget_class_install_action (widget_class, "matrix.remove-row", NULL, remove_row_cb);
  gtk_widget_class_install_action (widget_class, "matrix.delete", NULL, delete_cb);
}

static void
build_grid (CmMatrixView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->grid = CM_GRID (cm_grid_new ());
  gtk_scrolled_window_set_child (self->scroll, GTK_WIDGET (self->grid));
  g_signal_connect_object (
      self->grid, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->grid, "cursor-moved", G_CALLBACK (show_cell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "key", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "dragged", G_CALLBACK (dragged_cb), self, G_CONNECT_SWAPPED);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), GTK_EVENT_CONTROLLER (click));
}

static void
build_new (CmMatrixView *self)
{
  self->new_popover = CM_MATRIX_NEW (cm_matrix_new_new ());
  gtk_menu_button_set_popover (self->new_button, GTK_WIDGET (self->new_popover));
  gtk_menu_button_set_create_popup_func (self->new_button, prepare_new_cb, self, NULL);
  g_signal_connect_object (
      self->new_popover, "made", G_CALLBACK (select_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->new_popover, "message", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->first_button,
                           "clicked",
                           G_CALLBACK (gtk_menu_button_popup),
                           self->new_button,
                           G_CONNECT_SWAPPED);
}

static void
cm_matrix_view_init (CmMatrixView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->chooser = GTK_DROP_DOWN (cm_option_drop_down_new (_ ("Matrix")));
  adw_bin_set_child (self->chooser_bin, GTK_WIDGET (self->chooser));
  self->together = CM_MATRIX_TOGETHER (cm_matrix_together_new ());
  adw_bin_set_child (self->all_bin, GTK_WIDGET (self->together));
  adw_bin_set_child (self->together_bin, cm_matrix_together_get_button (self->together));
  self->form = CM_RECORD_FORM (cm_record_form_new ());
  adw_bin_set_child (self->form_bin, GTK_WIDGET (self->form));
  build_grid (self);
  build_new (self);
  g_signal_connect_swapped (self->chooser, "notify::selected-item", G_CALLBACK (chosen_cb), self);
  g_signal_connect_object (self->form, "message", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->flap, "notify::reveal-flap", G_CALLBACK (show_form), self);
  g_signal_connect_object (
      self->together_button, "toggled", G_CALLBACK (together_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
cm_matrix_view_new (void)
{
  return g_object_new (CM_TYPE_MATRIX_VIEW, NULL);
}
