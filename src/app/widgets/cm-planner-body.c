/* cm-planner-body.c - what stands beneath the columns of a year planner, as a control. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-planner-body"
#include "config.h"

#include "cm-planner-body.h"

#include <adwaita.h>
#include <math.h>

/**
 * CmPlannerBody:
 *
 * Draws with the painter of chart/ and makes what it draws a control.
 *
 * Pointer: a click on a mark activates it; its words are told in a tooltip.
 *
 * Keyboard: Tab goes to the mark that had the focus last, then on. Left and Right go through the
 * marks as they are read, Up and Down to the row above or below, Home and End to the first and the
 * last. Enter and Space activate.
 *
 * Accessibility: a list; each mark is a child with the role of an item, allocated where it is
 * drawn but drawing nothing.
 */
struct _CmPlannerBody
{
  GtkWidget parent_instance;

  CmPlannerModel *model;
  CmPlannerLayout *layout; /* or NULL whenever it has to be made again */
  int layout_width;        /* that it was made for */
  int least;               /* the width without which it is wider than its area; 0: not known */
  PangoFontDescription *font;
  GPtrArray *items; /* of GtkWidget, one for each mark; the widget tree owns them */
  int cursor;       /* the mark that has the focus, or had it last; or -1 */
};

static guint activated_signal;

G_DEFINE_FINAL_TYPE (CmPlannerBody, cm_planner_body, GTK_TYPE_WIDGET)

/* --- a mark for the keyboard and assistive tools ---------------------------------------------- */

#define CM_TYPE_PLANNER_ITEM (cm_planner_item_get_type ())
G_DECLARE_FINAL_TYPE (CmPlannerItem, cm_planner_item, CM, PLANNER_ITEM, GtkWidget)

struct _CmPlannerItem
{
  GtkWidget parent_instance;

  guint mark;
};

G_DEFINE_FINAL_TYPE (CmPlannerItem, cm_planner_item, GTK_TYPE_WIDGET)

static void
activate_item_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWidget *body = gtk_widget_get_parent (widget);

  g_signal_emit (body, activated_signal, 0, CM_PLANNER_ITEM (widget)->mark);
}

static void
cm_planner_item_class_init (CmPlannerItemClass *klass)
{
  static const guint keys[] = {
    GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter, GDK_KEY_space, GDK_KEY_KP_Space
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_css_name (widget_class, "cmplannermark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_install_action (widget_class, "mark.activate", NULL, activate_item_cb);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i], 0, "mark.activate", NULL);
}

static void
cm_planner_item_init (CmPlannerItem *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* Names may lie over neighbours: the body itself knows what the pointer is on. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/* --- the layout ------------------------------------------------------------------------------- */

static void
forget_layout (CmPlannerBody *self)
{
  g_clear_pointer (&self->layout, cm_planner_layout_free);
  self->least = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static CmPlannerLayout *
create_layout (CmPlannerBody *self, int width)
{
  return cm_planner_layout_new (
      self->model, width, gtk_widget_get_pango_context (GTK_WIDGET (self)));
}

static int
get_least_width (CmPlannerBody *self)
{
  if (self->least == 0)
    {
      g_autoptr (CmPlannerLayout) layout = create_layout (self, 0);

      self->least = (int) ceil (cm_planner_layout_get_width (layout));
    }
  return self->least;
}

const CmPlannerLayout *
cm_planner_body_get_layout (CmPlannerBody *self, int width)
{
  g_return_val_if_fail (CM_IS_PLANNER_BODY (self), NULL);

  if (self->layout != NULL && self->layout_width == width)
    return self->layout;
  g_clear_pointer (&self->layout, cm_planner_layout_free);
  self->layout = create_layout (self, width);
  self->layout_width = width;
  return self->layout;
}

/* The one that is shown. */
static const CmPlannerLayout *
get_shown (CmPlannerBody *self)
{
  return cm_planner_body_get_layout (self, gtk_widget_get_width (GTK_WIDGET (self)));
}

const CmPalette *
cm_planner_body_get_palette (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  return cm_palette_get (adw_style_manager_get_dark (manager),
                         adw_style_manager_get_high_contrast (manager));
}

/* --- the cursor ------------------------------------------------------------------------------- */

static gboolean
has_focus (CmPlannerBody *self)
{
  return (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static gboolean
move_to (CmPlannerBody *self, int mark)
{
  if (mark < 0 || mark >= (int) self->items->len)
    return FALSE;
  self->cursor = mark;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return gtk_widget_grab_focus (g_ptr_array_index (self->items, (guint) mark));
}

static gboolean
key_cb (CmPlannerBody *self, guint keyval, guint keycode, GdkModifierType state)
{
  static const struct
  {
    guint keys[2];
    int along, down;
  } moves[] = {
    { { GDK_KEY_Left, GDK_KEY_KP_Left }, -1, 0 },
    { { GDK_KEY_Right, GDK_KEY_KP_Right }, 1, 0 },
    { { GDK_KEY_Up, GDK_KEY_KP_Up }, 0, -1 },
    { { GDK_KEY_Down, GDK_KEY_KP_Down }, 0, 1 },
    { { GDK_KEY_Home, GDK_KEY_KP_Home }, -G_MAXSHORT, 0 },
    { { GDK_KEY_End, GDK_KEY_KP_End }, G_MAXSHORT, 0 },
  };

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (keyval == moves[i].keys[0] || keyval == moves[i].keys[1])
      return move_to (self,
                      cm_planner_layout_move (
                          get_shown (self), self->cursor, moves[i].along, moves[i].down))
                 ? GDK_EVENT_STOP
                 : GDK_EVENT_PROPAGATE;
  return GDK_EVENT_PROPAGATE;
}

/* --- the pointer ------------------------------------------------------------------------------ */

static void
set_hover (CmPlannerBody *self, int mark)
{
  if (self->model->hover == mark)
    return;
  self->model->hover = mark;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), mark >= 0 ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (CmPlannerBody *self, double x, double y)
{
  set_hover (self, cm_planner_layout_hit (get_shown (self), x, y));
}

static void
leave_cb (CmPlannerBody *self)
{
  set_hover (self, -1);
}

static void
released_cb (CmPlannerBody *self, int n_press, double x, double y)
{
  int mark = cm_planner_layout_hit (get_shown (self), x, y);

  if (mark < 0)
    return;
  move_to (self, mark);
  g_signal_emit (self, activated_signal, 0, (guint) mark);
}

static gboolean
query_tooltip_cb (
    GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  CmPlannerBody *self = CM_PLANNER_BODY (widget);
  int mark = keyboard ? self->cursor : cm_planner_layout_hit (get_shown (self), x, y);
  g_autofree char *text = NULL;

  if (mark < 0 || mark >= (int) self->model->marks->len)
    return FALSE;
  text = cm_planner_model_describe_mark (self->model, (guint) mark);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* --- the widget ------------------------------------------------------------------------------- */

static GtkSizeRequestMode
cm_planner_body_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
cm_planner_body_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  CmPlannerBody *self = CM_PLANNER_BODY (widget);
  int least = get_least_width (self);

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = least;
  else
    *minimum = *natural = (int) ceil (cm_planner_layout_get_body (
        cm_planner_body_get_layout (self, for_size > 0 ? MAX (for_size, least) : least)));
}

static void
cm_planner_body_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CmPlannerBody *self = CM_PLANNER_BODY (widget);
  const CmPlannerLayout *layout = cm_planner_body_get_layout (self, width);

  for (guint i = 0; i < self->items->len; i++)
    {
      CmFigureBox box = cm_planner_layout_get_box (layout, i);
      GdkRectangle bounds = {
        (int) box.x, (int) box.y, MAX ((int) box.width, 1), MAX ((int) box.height, 1)
      };

      gtk_widget_size_allocate (g_ptr_array_index (self->items, i), &bounds, -1);
    }
}

static void
cm_planner_body_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CmPlannerBody *self = CM_PLANNER_BODY (widget);
  GtkWidget *item =
      self->cursor >= 0 ? g_ptr_array_index (self->items, (guint) self->cursor) : NULL;
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot,
      &GRAPHENE_RECT_INIT (
          0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget)));

  self->model->focus =
      item != NULL && gtk_widget_is_focus (item) &&
              (gtk_widget_get_state_flags (item) & GTK_STATE_FLAG_FOCUS_VISIBLE) != 0
          ? self->cursor
          : -1;
  cm_planner_draw_body (cr, get_shown (self), cm_planner_body_get_palette ());
  cairo_destroy (cr);
}

/* Tab knows two places: the marks as one, and outside. */
static gboolean
cm_planner_body_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CmPlannerBody *self = CM_PLANNER_BODY (widget);

  if (has_focus (self) || self->items->len == 0)
    return FALSE;
  return move_to (
      self, self->cursor >= 0 ? self->cursor : cm_planner_layout_move (get_shown (self), -1, 0, 0));
}

static gboolean
cm_planner_body_grab_focus (GtkWidget *widget)
{
  return cm_planner_body_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
cm_planner_body_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  CmPlannerBody *self = CM_PLANNER_BODY (widget);
  const PangoFontDescription *font;

  GTK_WIDGET_CLASS (cm_planner_body_parent_class)->css_changed (widget, change);
  font = pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  if (self->font != NULL && pango_font_description_equal (self->font, font))
    return;
  g_clear_pointer (&self->font, pango_font_description_free);
  self->font = pango_font_description_copy (font);
  forget_layout (self);
}

static void
drop_items (CmPlannerBody *self)
{
  for (guint i = 0; i < self->items->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->items, i));
  g_ptr_array_set_size (self->items, 0);
}

static void
cm_planner_body_dispose (GObject *object)
{
  drop_items (CM_PLANNER_BODY (object));
  g_clear_pointer (&CM_PLANNER_BODY (object)->layout, cm_planner_layout_free);
  G_OBJECT_CLASS (cm_planner_body_parent_class)->dispose (object);
}

static void
cm_planner_body_finalize (GObject *object)
{
  CmPlannerBody *self = CM_PLANNER_BODY (object);

  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->font, pango_font_description_free);
  cm_planner_model_free (self->model);
  G_OBJECT_CLASS (cm_planner_body_parent_class)->finalize (object);
}

static void
cm_planner_body_class_init (CmPlannerBodyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_planner_body_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_planner_body_finalize;
  widget_class->get_request_mode = cm_planner_body_get_request_mode;
  widget_class->measure = cm_planner_body_measure;
  widget_class->size_allocate = cm_planner_body_size_allocate;
  widget_class->snapshot = cm_planner_body_snapshot;
  widget_class->focus = cm_planner_body_focus;
  widget_class->grab_focus = cm_planner_body_grab_focus;
  widget_class->css_changed = cm_planner_body_css_changed;
  activated_signal = g_signal_new ("activated",
                                   CM_TYPE_PLANNER_BODY,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "cmplanner");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
cm_planner_body_init (CmPlannerBody *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->model = cm_planner_model_new ("");
  cm_planner_model_add_column (self->model, "", NULL, 0, 0);
  self->items = g_ptr_array_new ();
  self->cursor = -1;
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
cm_planner_body_new (void)
{
  return g_object_new (CM_TYPE_PLANNER_BODY, NULL);
}

static void
add_items (CmPlannerBody *self)
{
  for (guint i = 0; i < self->model->marks->len; i++)
    {
      CmPlannerItem *item = g_object_new (CM_TYPE_PLANNER_ITEM, NULL);
      g_autofree char *text = cm_planner_model_describe_mark (self->model, i);

      item->mark = i;
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      gtk_widget_set_parent (GTK_WIDGET (item), GTK_WIDGET (self));
      g_ptr_array_add (self->items, item);
    }
}

void
cm_planner_body_set_model (CmPlannerBody *self, CmPlannerModel *model)
{
  g_autofree char *text = NULL;
  gboolean had_focus;

  g_return_if_fail (CM_IS_PLANNER_BODY (self));

  had_focus = has_focus (self);
  drop_items (self);
  g_clear_pointer (&self->layout, cm_planner_layout_free);
  cm_planner_model_free (self->model);
  self->model = model;
  if (self->cursor >= (int) model->marks->len)
    self->cursor = (int) model->marks->len - 1;
  add_items (self);
  text = cm_planner_model_describe (model);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  forget_layout (self);
  if (had_focus)
    move_to (self, self->cursor);
}

const CmPlannerModel *
cm_planner_body_get_model (CmPlannerBody *self)
{
  g_return_val_if_fail (CM_IS_PLANNER_BODY (self), NULL);

  return self->model;
}

void
cm_planner_body_choose (CmPlannerBody *self, int mark, gboolean focus)
{
  g_return_if_fail (CM_IS_PLANNER_BODY (self));

  self->model->chosen = mark;
  if (mark >= 0 && mark < (int) self->items->len)
    self->cursor = mark;
  if (focus)
    move_to (self, mark);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
