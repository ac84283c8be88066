/* cm-grid.c - a heat map or matrix as a control. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-grid"

#include "config.h"

#include "cm-grid.h"

#include <adwaita.h>

#include "cm-grid-item.h"
#include "cm-grid-painter.h"

/**
 * CmGrid:
 *
 * Draws a #CmGridModel with the painter of chart/ and makes it a control. It is a #GtkScrollable:
 * its headers and its legend stay while the cells scroll.
 *
 * Pointer: a click on a cell puts the cursor there and activates it; a drag from one cell to
 * another outlines the cells between and, at its end, is told to whoever listens for it.
 *
 * Keyboard: Tab goes to the cell of the cursor, then on. The arrows move the cursor, Home and End
 * along its row, Page Up and Page Down by what is seen, Ctrl+Home and Ctrl+End to the corners; with
 * Shift they choose a block. Enter and Space activate. The owner sees each key before.
 *
 * Accessibility: the grid is described by a spoken summary. Each cell that is seen is a child with
 * the role of a cell, allocated where it is drawn but drawing nothing.
 *
 * Signals, rows and columns as unsigned integers:
 * activated (row, column); cursor-moved (row, column);
 * key (row, column, keyval), a key without Ctrl or Alt: TRUE from a handler if it was meant for it;
 * dragged (row, column, to row, to column).
 *
 * CSS node: cmgrid, with a child cmgridcell for each cell that is seen.
 */
struct _CmGrid
{
  GtkWidget parent_instance;

  CmGridModel *model;
  CmGridLayout *layout; /* NULL whenever it has to be made again */
  int layout_width;     /* that it was made for */
  PangoFontDescription *font;
  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  GtkScrollablePolicy policies[2];
  GHashTable *items; /* the place of a cell to its CmGridItem, which the widget tree owns */
  guint items_source;
  int row, column;               /* the cursor, or -1 */
  int anchor_row, anchor_column; /* the opposite corner of what is chosen, or -1 */
  int press_row, press_column;   /* where the pointer was pressed, or -1 */
};

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum
{
  ACTIVATED,
  CURSOR_MOVED,
  KEY,
  DRAGGED,
  N_SIGNALS
};

#define NATURAL_WIDTH 600
#define MINIMUM_WIDTH 240
#define MINIMUM_CELLS_HEIGHT 90

static guint signals[N_SIGNALS];

static void adjustment_changed_cb (GtkAdjustment *adjustment, CmGrid *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (CmGrid,
                               cm_grid,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static const CmPalette *
get_palette (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  return cm_palette_get (adw_style_manager_get_dark (manager),
                         adw_style_manager_get_high_contrast (manager));
}

/* --- layout and scrolling --------------------------------------------------------------------- */

static double
get_scroll (CmGrid *self, GtkOrientation orientation)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];

  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
}

static void
ensure_layout (CmGrid *self, int width)
{
  if (self->layout != NULL && self->layout_width == width)
    return;
  g_clear_pointer (&self->layout, cm_grid_layout_free);
  self->layout =
      cm_grid_layout_new (self->model, width, gtk_widget_get_pango_context (GTK_WIDGET (self)));
  self->layout_width = width;
}

static void
forget_layout (CmGrid *self)
{
  g_clear_pointer (&self->layout, cm_grid_layout_free);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Height of the area above the legend. */
static double
get_area_height (CmGrid *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  return MAX (gtk_widget_get_height (GTK_WIDGET (self)) -
                  cm_grid_layout_get_legend_height (self->layout, width),
              0);
}

static void
configure (CmGrid *self, GtkOrientation orientation, double size, double page)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];
  double value;

  if (adjustment == NULL)
    return;
  value = CLAMP (gtk_adjustment_get_value (adjustment), 0, MAX (size - page, 0));
  gtk_adjustment_configure (adjustment, value, 0, MAX (size, page), page * 0.1, page * 0.9, page);
}

/* --- cells as children ------------------------------------------------------------------------ */

static gpointer
make_key (guint row, guint column)
{
  return GUINT_TO_POINTER (row << 16 | column);
}

static GtkWidget *
get_item (CmGrid *self, int row, int column)
{
  if (row < 0 || column < 0)
    return NULL;
  return g_hash_table_lookup (self->items, make_key ((guint) row, (guint) column));
}

static gboolean
has_focus (CmGrid *self)
{
  GtkWidget *item = get_item (self, self->row, self->column);

  return item != NULL && gtk_widget_is_focus (item);
}

static void
describe_item (CmGrid *self, CmGridItem *item)
{
  guint row = cm_grid_item_get_row (item);
  guint column = cm_grid_item_get_column (item);
  g_autofree char *text = cm_grid_model_describe_cell (self->model, row, column);

  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (item),
                                  GTK_ACCESSIBLE_RELATION_ROW_INDEX,
                                  (int) row + 1,
                                  GTK_ACCESSIBLE_RELATION_COL_INDEX,
                                  (int) column + 1,
                                  -1);
}

static void
item_activated_cb (CmGridItem *item, CmGrid *self)
{
  g_signal_emit (
      self, signals[ACTIVATED], 0, cm_grid_item_get_row (item), cm_grid_item_get_column (item));
}

static void
item_focused_cb (CmGridItem *item, CmGrid *self)
{
  self->row = (int) cm_grid_item_get_row (item);
  self->column = (int) cm_grid_item_get_column (item);
}

static void
redraw_cb (CmGrid *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GtkWidget *
create_item (CmGrid *self, guint row, guint column)
{
  GtkWidget *item = cm_grid_item_new (row, column);

  g_signal_connect_object (item, "activated", G_CALLBACK (item_activated_cb), self, 0);
  g_signal_connect_object (item, "focused", G_CALLBACK (item_focused_cb), self, 0);
  g_signal_connect_object (
      item, "notify::has-focus", G_CALLBACK (redraw_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      item, "state-flags-changed", G_CALLBACK (redraw_cb), self, G_CONNECT_SWAPPED);
  describe_item (self, CM_GRID_ITEM (item));
  g_hash_table_insert (self->items, make_key (row, column), item);
  return item;
}

/* A cell that is not seen has no child, but for the one of the cursor. */
static void
drop_items (CmGrid *self, gboolean any, const int rows[2], const int columns[2])
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      int row = (int) cm_grid_item_get_row (item);
      int column = (int) cm_grid_item_get_column (item);

      if (cm_grid_model_is_live (self->model, row, column) &&
          ((row == self->row && column == self->column) ||
           (any && row >= rows[0] && row <= rows[1] && column >= columns[0] &&
            column <= columns[1])))
        continue;
      g_hash_table_iter_remove (&iter);
      gtk_widget_unparent (item);
    }
}

/* Puts the child of a cell after that of the cell before; returns it. */
static GtkWidget *
place_item (CmGrid *self, int row, int column, GtkWidget *previous)
{
  GtkWidget *item = get_item (self, row, column);

  if (item == NULL)
    item = create_item (self, (guint) row, (guint) column);
  if (gtk_widget_get_parent (item) == NULL || gtk_widget_get_prev_sibling (item) != previous)
    gtk_widget_insert_after (item, GTK_WIDGET (self), previous);
  return item;
}

static void
match_items (CmGrid *self)
{
  GtkWidget *previous = NULL;
  int rows[2] = { 0, -1 }, columns[2] = { 0, -1 };
  gboolean any = self->layout != NULL &&
                 cm_grid_layout_get_seen (self->layout,
                                          get_scroll (self, GTK_ORIENTATION_HORIZONTAL),
                                          get_scroll (self, GTK_ORIENTATION_VERTICAL),
                                          gtk_widget_get_width (GTK_WIDGET (self)),
                                          get_area_height (self),
                                          rows,
                                          columns);

  drop_items (self, any, rows, columns);
  for (int row = rows[0]; any && row <= rows[1]; row++)
    for (int column = columns[0]; column <= columns[1]; column++)
      if (cm_grid_model_is_live (self->model, row, column))
        previous = place_item (self, row, column, previous);
  if (cm_grid_model_is_live (self->model, self->row, self->column) &&
      get_item (self, self->row, self->column) == NULL)
    place_item (self, self->row, self->column, previous);
}

static gboolean
match_items_cb (gpointer data)
{
  CmGrid *self = data;

  self->items_source = 0;
  match_items (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: children must not come and go while their parent is allocated. */
static void
queue_items (CmGrid *self)
{
  if (self->items_source == 0)
    self->items_source = g_idle_add (match_items_cb, self);
}

static void
adjustment_changed_cb (GtkAdjustment *adjustment, CmGrid *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  queue_items (self);
}

/* --- cursor ----------------------------------------------------------------------------------- */

static void
scroll_to (CmGrid *self, guint row, guint column)
{
  double x = get_scroll (self, GTK_ORIENTATION_HORIZONTAL);
  double y = get_scroll (self, GTK_ORIENTATION_VERTICAL);
  double labels, heads;
  CmGridBox box;

  if (self->layout == NULL || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return;
  cm_grid_layout_get_headers (self->layout, &labels, &heads);
  box = cm_grid_layout_get_cell (self->layout, row, column, 0, 0);
  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL)
    gtk_adjustment_set_value (
        self->adjustments[GTK_ORIENTATION_HORIZONTAL],
        CLAMP (x, box.x + box.width - gtk_widget_get_width (GTK_WIDGET (self)), box.x - labels));
  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    gtk_adjustment_set_value (
        self->adjustments[GTK_ORIENTATION_VERTICAL],
        CLAMP (y, box.y + box.height - get_area_height (self), box.y - heads));
}

/* What is chosen is drawn when it is more than the cell of the cursor. */
static void
show_selection (CmGrid *self)
{
  gboolean block = self->anchor_row >= 0 &&
                   (self->anchor_row != self->row || self->anchor_column != self->column);

  self->model->chosen_row = block ? self->anchor_row : -1;
  self->model->chosen_column = block ? self->anchor_column : -1;
  self->model->chosen_to_row = block ? self->row : -1;
  self->model->chosen_to_column = block ? self->column : -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
move_to (CmGrid *self, int row, int column, gboolean extend, gboolean focus)
{
  gboolean moved = row != self->row || column != self->column;
  GtkWidget *item;

  if (!cm_grid_model_is_live (self->model, row, column))
    return FALSE;
  if (extend && self->anchor_row < 0)
    {
      self->anchor_row = self->row;
      self->anchor_column = self->column;
    }
  else if (!extend)
    self->anchor_row = self->anchor_column = -1;
  self->row = row;
  self->column = column;
  scroll_to (self, (guint) row, (guint) column);
  match_items (self);
  show_selection (self);
  item = get_item (self, row, column);
  if (focus && item != NULL)
    gtk_widget_grab_focus (item);
  if (moved)
    g_signal_emit (self, signals[CURSOR_MOVED], 0, (guint) row, (guint) column);
  return TRUE;
}

/* The place of the cursor, or where it will arrive first. */
static gboolean
find_entry (CmGrid *self, int *row, int *column)
{
  *row = MAX (self->row, 0);
  *column = MAX (self->column, 0);
  return cm_grid_model_move (self->model, row, column, 0, 0);
}

/* As many rows as are seen, less one. */
static int
count_page (CmGrid *self)
{
  int rows[2], columns[2];

  if (self->layout == NULL || !cm_grid_layout_get_seen (self->layout,
                                                        0,
                                                        0,
                                                        gtk_widget_get_width (GTK_WIDGET (self)),
                                                        get_area_height (self),
                                                        rows,
                                                        columns))
    return 1;
  return MAX (rows[1] - 1, 1);
}

static gboolean
move_by_key (CmGrid *self, guint keyval, GdkModifierType state)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0;
  gboolean flip = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int most = G_MAXUINT16;
  int rows = 0, columns = 0, row, column;

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      rows = -1;
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      rows = 1;
      break;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      columns = flip ? 1 : -1;
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      columns = flip ? -1 : 1;
      break;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      rows = -count_page (self);
      break;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      rows = count_page (self);
      break;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      columns = -most;
      rows = control ? -most : 0;
      break;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      columns = most;
      rows = control ? most : 0;
      break;
    default:
      return FALSE;
    }
  if (!find_entry (self, &row, &column))
    return FALSE;
  cm_grid_model_move (self->model, &row, &column, rows, columns);
  return move_to (self, row, column, (state & GDK_SHIFT_MASK) != 0, TRUE);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint code,
                GdkModifierType state,
                CmGrid *self)
{
  gboolean plain = (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) == 0;
  gboolean handled = FALSE;

  if (!has_focus (self) || (state & (GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (plain)
    g_signal_emit (
        self, signals[KEY], 0, (guint) self->row, (guint) self->column, keyval, &handled);
  if (handled || move_by_key (self, keyval, state))
    return TRUE;
  if (plain &&
      (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter ||
       keyval == GDK_KEY_space || keyval == GDK_KEY_KP_Space))
    {
      g_signal_emit (self, signals[ACTIVATED], 0, (guint) self->row, (guint) self->column);
      return TRUE;
    }
  if (plain && keyval == GDK_KEY_Escape && self->anchor_row >= 0)
    return move_to (self, self->row, self->column, FALSE, TRUE);
  return FALSE;
}

/* --- pointer ---------------------------------------------------------------------------------- */

static CmGridHit
hit_at (CmGrid *self, double x, double y)
{
  CmGridHit none = { CM_GRID_HIT_NONE, -1, -1 };

  if (self->layout == NULL || y >= get_area_height (self))
    return none;
  return cm_grid_layout_hit (self->layout,
                             get_scroll (self, GTK_ORIENTATION_HORIZONTAL),
                             get_scroll (self, GTK_ORIENTATION_VERTICAL),
                             x,
                             y);
}

static void
set_hover (CmGrid *self, CmGridHit hit)
{
  gboolean live =
      hit.kind == CM_GRID_HIT_CELL && cm_grid_model_is_live (self->model, hit.row, hit.column);
  int row = live ? hit.row : -1;
  int column = live ? hit.column : -1;

  if (row == self->model->hover_row && column == self->model->hover_column)
    return;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), live ? "pointer" : NULL);
  self->model->hover_row = row;
  self->model->hover_column = column;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, CmGrid *self)
{
  set_hover (self, hit_at (self, x, y));
}

static void
leave_cb (GtkEventControllerMotion *controller, CmGrid *self)
{
  set_hover (self, (CmGridHit){ CM_GRID_HIT_NONE, -1, -1 });
}

static gboolean
is_shifted (GtkGesture *gesture)
{
  return (gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) &
          GDK_SHIFT_MASK) != 0;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, CmGrid *self)
{
  CmGridHit hit = hit_at (self, x, y);

  self->press_row = self->press_column = -1;
  if (hit.kind != CM_GRID_HIT_CELL ||
      !move_to (self, hit.row, hit.column, is_shifted (GTK_GESTURE (gesture)), TRUE))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->press_row = hit.row;
  self->press_column = hit.column;
}

/* Only where somebody listens are cells chosen by dragging. */
static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, CmGrid *self)
{
  double x, y;
  CmGridHit hit;

  if (self->press_row < 0 || !g_signal_has_handler_pending (self, signals[DRAGGED], 0, FALSE))
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  hit = hit_at (self, x + dx, y + dy);
  if (hit.kind != CM_GRID_HIT_CELL || (hit.row == self->row && hit.column == self->column))
    return;
  self->anchor_row = self->press_row;
  self->anchor_column = self->press_column;
  move_to (self, hit.row, hit.column, TRUE, TRUE);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, CmGrid *self)
{
  int row = self->press_row, column = self->press_column;
  double x, y;
  CmGridHit hit;

  self->press_row = self->press_column = -1;
  if (row < 0)
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  hit = hit_at (self, x + dx, y + dy);
  if (hit.row == row && hit.column == column)
    {
      if (!is_shifted (GTK_GESTURE (gesture)))
        g_signal_emit (self, signals[ACTIVATED], 0, (guint) row, (guint) column);
    }
  else if (self->anchor_row >= 0)
    g_signal_emit (self,
                   signals[DRAGGED],
                   0,
                   (guint) row,
                   (guint) column,
                   (guint) self->row,
                   (guint) self->column);
}

static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, CmGrid *self)
{
  self->press_row = self->press_column = -1;
}

static gboolean
query_tooltip_cb (CmGrid *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  CmGridHit hit =
      keyboard ? (CmGridHit){ CM_GRID_HIT_CELL, self->row, self->column } : hit_at (self, x, y);
  g_autofree char *text = NULL;
  GdkRectangle bounds;

  if (self->layout == NULL || hit.kind == CM_GRID_HIT_NONE)
    return FALSE;
  if (hit.kind == CM_GRID_HIT_CELL)
    {
      if (!cm_grid_model_is_live (self->model, hit.row, hit.column))
        return FALSE;
      text = cm_grid_model_describe_cell (self->model, (guint) hit.row, (guint) hit.column);
      if (cm_grid_get_cell_bounds (self, (guint) hit.row, (guint) hit.column, &bounds))
        gtk_tooltip_set_tip_area (tooltip, &bounds);
    }
  else if (!cm_grid_layout_is_cut (self->layout, hit.row, hit.column))
    return FALSE;
  else
    text =
        g_strdup (hit.row >= 0 ? cm_grid_model_get_row (self->model, (guint) hit.row)->label
                               : cm_grid_model_get_column (self->model, (guint) hit.column)->label);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* --- widget ----------------------------------------------------------------------------------- */

static GtkSizeRequestMode
cm_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
cm_grid_measure (GtkWidget *widget,
                 GtkOrientation orientation,
                 int for_size,
                 int *minimum,
                 int *natural,
                 int *minimum_baseline,
                 int *natural_baseline)
{
  CmGrid *self = CM_GRID (widget);
  int width = for_size > 0 ? for_size : MAX (self->layout_width, NATURAL_WIDTH);
  double all_width, all_height, labels, heads, legend;

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MINIMUM_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  ensure_layout (self, width);
  cm_grid_layout_get_size (self->layout, &all_width, &all_height);
  cm_grid_layout_get_headers (self->layout, &labels, &heads);
  legend = cm_grid_layout_get_legend_height (self->layout, width);
  *natural = (int) (all_height + legend);
  *minimum = MIN (*natural, (int) (heads + MINIMUM_CELLS_HEIGHT + legend));
}

static void
cm_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CmGrid *self = CM_GRID (widget);
  double all_width, all_height;
  GHashTableIter iter;
  gpointer item;

  ensure_layout (self, width);
  cm_grid_layout_get_size (self->layout, &all_width, &all_height);
  configure (self, GTK_ORIENTATION_HORIZONTAL, all_width, width);
  configure (self, GTK_ORIENTATION_VERTICAL, all_height, get_area_height (self));
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      GdkRectangle bounds = { 0, 0, 1, 1 };

      cm_grid_get_cell_bounds (
          self, cm_grid_item_get_row (item), cm_grid_item_get_column (item), &bounds);
      gtk_widget_size_allocate (item, &bounds, -1);
    }
  queue_items (self);
}

static void
cm_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CmGrid *self = CM_GRID (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GtkWidget *item = get_item (self, self->row, self->column);
  gboolean focus = item != NULL && gtk_widget_is_focus (item) &&
                   (gtk_widget_get_state_flags (item) & GTK_STATE_FLAG_FOCUS_VISIBLE) != 0;
  double area;
  cairo_t *cr;

  if (width <= 0 || height <= 0)
    return;
  ensure_layout (self, width);
  area = get_area_height (self);
  self->model->focus_row = focus ? self->row : -1;
  self->model->focus_column = focus ? self->column : -1;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cm_grid_draw (cr,
                self->layout,
                get_scroll (self, GTK_ORIENTATION_HORIZONTAL),
                get_scroll (self, GTK_ORIENTATION_VERTICAL),
                width,
                area,
                get_palette ());
  cairo_translate (cr, 0, area);
  cm_grid_draw_legend (cr, self->layout, width, get_palette ());
  cairo_destroy (cr);
}

/* Tab knows two places: the cells as one, and outside. */
static gboolean
cm_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CmGrid *self = CM_GRID (widget);
  int row, column;

  if (has_focus (self) || !find_entry (self, &row, &column))
    return FALSE;
  return move_to (self, row, column, FALSE, TRUE);
}

static gboolean
cm_grid_grab_focus (GtkWidget *widget)
{
  CmGrid *self = CM_GRID (widget);
  int row, column;

  return find_entry (self, &row, &column) && move_to (self, row, column, FALSE, TRUE);
}

static void
cm_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  CmGrid *self = CM_GRID (widget);
  const PangoFontDescription *font;

  GTK_WIDGET_CLASS (cm_grid_parent_class)->css_changed (widget, change);
  font = pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  if (self->font != NULL && pango_font_description_equal (self->font, font))
    return;
  g_clear_pointer (&self->font, pango_font_description_free);
  self->font = pango_font_description_copy (font);
  forget_layout (self);
}

static void
set_adjustment (CmGrid *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_func (
        self->adjustments[orientation], adjustment_changed_cb, self);
  g_set_object (&self->adjustments[orientation], adjustment);
  if (adjustment != NULL)
    g_signal_connect (adjustment, "value-changed", G_CALLBACK (adjustment_changed_cb), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
cm_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CmGrid *self = CM_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cm_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CmGrid *self = CM_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cm_grid_dispose (GObject *object)
{
  CmGrid *self = CM_GRID (object);
  GtkWidget *child;

  g_clear_handle_id (&self->items_source, g_source_remove);
  g_hash_table_remove_all (self->items);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    {
      if (self->adjustments[i] != NULL)
        g_signal_handlers_disconnect_by_func (self->adjustments[i], adjustment_changed_cb, self);
      g_clear_object (&self->adjustments[i]);
    }
  g_clear_pointer (&self->layout, cm_grid_layout_free);
  G_OBJECT_CLASS (cm_grid_parent_class)->dispose (object);
}

static void
cm_grid_finalize (GObject *object)
{
  CmGrid *self = CM_GRID (object);

  g_hash_table_unref (self->items);
  g_clear_pointer (&self->font, pango_font_description_free);
  cm_grid_model_free (self->model);
  G_OBJECT_CLASS (cm_grid_parent_class)->finalize (object);
}

static guint
create_signal (const char *name, guint n)
{
  return g_signal_new (name,
                       CM_TYPE_GRID,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       n,
                       G_TYPE_UINT,
                       G_TYPE_UINT,
                       G_TYPE_UINT,
                       G_TYPE_UINT);
}

static void
cm_grid_class_init (CmGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cm_grid_dispose;
  object_class->finalize = cm_grid_finalize;
  object_class->set_property = cm_grid_set_property;
  object_class->get_property = cm_grid_get_property;
  widget_class->get_request_mode = cm_grid_get_request_mode;
  widget_class->measure = cm_grid_measure;
  widget_class->size_allocate = cm_grid_size_allocate;
  widget_class->snapshot = cm_grid_snapshot;
  widget_class->focus = cm_grid_focus;
  widget_class->grab_focus = cm_grid_grab_focus;
  widget_class->css_changed = cm_grid_css_changed;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  signals[ACTIVATED] = create_signal ("activated", 2);
  signals[CURSOR_MOVED] = create_signal ("cursor-moved", 2);
  signals[DRAGGED] = create_signal ("dragged", 4);
  signals[KEY] = g_signal_new ("key",
                               CM_TYPE_GRID,
                               G_SIGNAL_RUN_LAST,
                               0,
                               g_signal_accumulator_true_handled,
                               NULL,
                               NULL,
                               G_TYPE_BOOLEAN,
                               3,
                               G_TYPE_UINT,
                               G_TYPE_UINT,
                               G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "cmgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
cm_grid_init (CmGrid *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->model = cm_grid_model_new (NULL);
  self->items = g_hash_table_new (NULL, NULL);
  self->row = self->column = self->anchor_row = self->anchor_column = -1;
  self->press_row = self->press_column = -1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);

  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (
      manager, "notify::dark", G_CALLBACK (redraw_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      manager, "notify::high-contrast", G_CALLBACK (redraw_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
cm_grid_new (void)
{
  return g_object_new (CM_TYPE_GRID, NULL);
}

const CmGridModel *
cm_grid_get_model (CmGrid *self)
{
  g_return_val_if_fail (CM_IS_GRID (self), NULL);

  return self->model;
}

static void
update_accessible (CmGrid *self)
{
  g_autofree char *summary = cm_grid_model_describe (self->model);
  GHashTableIter iter;
  gpointer item;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->model->name != NULL ? self->model->name : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  summary,
                                  -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_RELATION_ROW_COUNT,
                                  (int) self->model->rows->len,
                                  GTK_ACCESSIBLE_RELATION_COL_COUNT,
                                  (int) self->model->columns->len,
                                  -1);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    describe_item (self, item);
}

void
cm_grid_set_model (CmGrid *self, CmGridModel *model)
{
  int row, column;
  gboolean had_focus;

  g_return_if_fail (CM_IS_GRID (self));
  g_return_if_fail (model != NULL);

  had_focus = has_focus (self);
  g_clear_pointer (&self->layout, cm_grid_layout_free);
  cm_grid_model_free (self->model);
  self->model = model;
  self->press_row = self->press_column = -1;
  row = self->row;
  column = self->column;
  if (row >= 0 && !cm_grid_model_move (model, &row, &column, 0, 0))
    row = column = -1;
  if (row != self->row || column != self->column || self->anchor_row >= (int) model->rows->len ||
      self->anchor_column >= (int) model->columns->len)
    self->anchor_row = self->anchor_column = -1;
  self->row = row;
  self->column = column;
  /* Without a layout nothing is known to be seen: only the child of the cursor stays. */
  ensure_layout (self, self->layout_width > 0 ? self->layout_width : NATURAL_WIDTH);
  match_items (self);
  update_accessible (self);
  if (had_focus && row >= 0)
    gtk_widget_grab_focus (get_item (self, row, column));
  show_selection (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

gboolean
cm_grid_get_cursor (CmGrid *self, guint *row, guint *column)
{
  g_return_val_if_fail (CM_IS_GRID (self), FALSE);

  if (self->row < 0)
    return FALSE;
  *row = (guint) self->row;
  *column = (guint) self->column;
  return TRUE;
}

gboolean
cm_grid_set_cursor (CmGrid *self, guint row, guint column, gboolean focus)
{
  g_return_val_if_fail (CM_IS_GRID (self), FALSE);

  return move_to (self, (int) row, (int) column, FALSE, focus);
}

gboolean
cm_grid_get_selection (CmGrid *self, guint *row, guint *column, guint *to_row, guint *to_column)
{
  gboolean block;

  g_return_val_if_fail (CM_IS_GRID (self), FALSE);

  if (self->row < 0)
    return FALSE;
  block = self->anchor_row >= 0;
  *row = (guint) (block ? MIN (self->row, self->anchor_row) : self->row);
  *to_row = (guint) (block ? MAX (self->row, self->anchor_row) : self->row);
  *column = (guint) (block ? MIN (self->column, self->anchor_column) : self->column);
  *to_column = (guint) (block ? MAX (self->column, self->anchor_column) : self->column);
  return TRUE;
}

gboolean
cm_grid_get_cell_bounds (CmGrid *self, guint row, guint column, GdkRectangle *bounds)
{
  CmGridBox box;

  g_return_val_if_fail (CM_IS_GRID (self), FALSE);

  if (self->layout == NULL || row >= self->model->rows->len || column >= self->model->columns->len)
    return FALSE;
  box = cm_grid_layout_get_cell (self->layout,
                                 row,
                                 column,
                                 get_scroll (self, GTK_ORIENTATION_HORIZONTAL),
                                 get_scroll (self, GTK_ORIENTATION_VERTICAL));
  *bounds = (GdkRectangle){ (int) box.x, (int) box.y, (int) box.width, (int) box.height };
  return TRUE;
}
