/* cm-wheel.c - the commissioning wheel as a widget. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-wheel"

#include "config.h"

#include "cm-wheel.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "cm-wheel-item.h"
#include "cm-wheel-painter.h"

/**
 * CmWheelView:
 *
 * Draws a #CmWheel with the painter of chart/ and makes it a control.
 *
 * Pointer: a step, or a segment of the purchasing ring, lifts under it and says in a tooltip what
 * it is; a click activates it. The outer band and a stage's title are clicked likewise.
 *
 * Keyboard: Tab goes to the wheel's present step, then to the button, then on. Left and Right go
 * round, Up and Down to the same place of the previous and the next stage, Home and End to the
 * first and the last step; Enter or Space opens. All of these are also actions ("wheel.next" …).
 *
 * Accessibility: the wheel is a list, described by a spoken summary. Each step is a child of its
 * own with the role of a list item, allocated where the step is drawn but drawing nothing, so that
 * assistive tools find every step, its words and its action ("step.activate").
 *
 * Signals: step-activated (step), ring-activated (stage), stage-activated (stage),
 * continue-activated.
 *
 * CSS node: cmwheel, with a child cmwheelstep for each step and the button.
 */
struct _CmWheelView
{
  GtkWidget parent_instance;

  CmWheel *wheel;
  int layout_width, layout_height;
  PangoFontDescription *font; /* that the layout was made with */
  CmWheelLayout *layout;      /* NULL until allocated, and whenever it has to be made again */
  GPtrArray *items; /* CmWheelItem, in the order of the steps; the widget tree owns them */
  GtkWidget *button;
  GtkCssProvider *button_css;
  char *button_style; /* what the provider holds */
};

enum
{
  STEP_ACTIVATED,
  RING_ACTIVATED,
  STAGE_ACTIVATED,
  CONTINUE_ACTIVATED,
  N_SIGNALS
};

#define MINIMUM_SIZE 320
#define NATURAL_SIZE 560

static const struct
{
  const char *action;
  CmWheelDirection direction;
  guint keys[2];
} moves[] = {
  { "wheel.next", CM_WHEEL_NEXT, { GDK_KEY_Right, GDK_KEY_KP_Right } },
  { "wheel.previous", CM_WHEEL_PREVIOUS, { GDK_KEY_Left, GDK_KEY_KP_Left } },
  { "wheel.next-stage", CM_WHEEL_NEXT_STAGE, { GDK_KEY_Down, GDK_KEY_KP_Down } },
  { "wheel.previous-stage", CM_WHEEL_PREVIOUS_STAGE, { GDK_KEY_Up, GDK_KEY_KP_Up } },
  { "wheel.first", CM_WHEEL_FIRST, { GDK_KEY_Home, GDK_KEY_KP_Home } },
  { "wheel.last", CM_WHEEL_LAST, { GDK_KEY_End, GDK_KEY_KP_End } },
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmWheelView, cm_wheel_view, GTK_TYPE_WIDGET)

static const CmPalette *
get_palette (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  return cm_palette_get (adw_style_manager_get_dark (manager),
                         adw_style_manager_get_high_contrast (manager));
}

static CmWheelItem *
get_item (CmWheelView *self, guint step)
{
  return g_ptr_array_index (self->items, step);
}

/* The step whose child has the keyboard focus, or -1. */
static int
find_focus (CmWheelView *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (gtk_widget_is_focus (GTK_WIDGET (get_item (self, i))))
      return (int) i;
  return -1;
}

/* Where Tab arrives: the step last focused, the selected one or the first. */
static int
find_entry (CmWheelView *self)
{
  int n = (int) self->items->len;

  if (self->wheel->focus >= 0 && self->wheel->focus < n)
    return self->wheel->focus;
  if (self->wheel->selected >= 0 && self->wheel->selected < n)
    return self->wheel->selected;
  return cm_wheel_step_neighbour (self->wheel, -1, CM_WHEEL_FIRST);
}

static void
forget_layout (CmWheelView *self)
{
  g_clear_pointer (&self->layout, cm_wheel_layout_free);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The button wears the colour of the stage named above it, in type that suits the wheel's size. */
static void
style_button (CmWheelView *self, double font_size)
{
  const CmPalette *palette = get_palette ();
  guint stage = self->wheel->here_stage;
  guint colour =
      stage < self->wheel->stages->len ? cm_wheel_get_stage (self->wheel, stage)->colour : 0;
  g_autofree char *fill = cm_colour_to_hex (cm_palette_stage (palette, colour));
  g_autofree char *text = cm_colour_to_hex (cm_palette_stage_text (palette, colour));
  char size[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *css = NULL;

  g_ascii_formatd (size, sizeof size, "%.1f", font_size);
  css = g_strdup_printf ("@define-color accent_bg_color %s; @define-color accent_fg_color %s;"
                         "button.wheel-continue { background-color: %s; color: %s;"
                         " font-size: %spx; font-weight: bold; padding: 0 6px;"
                         " min-width: 0; min-height: 0; }",
                         fill,
                         text,
                         fill,
                         text,
                         size);
  /* Loading asks for another allocation, which leads here again. */
  if (g_strcmp0 (css, self->button_style) == 0)
    return;
  gtk_css_provider_load_from_data (self->button_css, css, -1);
  g_free (self->button_style);
  self->button_style = g_steal_pointer (&css);
}

static void
update_accessible (CmWheelView *self)
{
  g_autofree char *summary = cm_wheel_describe (self->wheel);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->wheel->name != NULL ? self->wheel->name
                                                            : _ ("Commissioning cycle"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  summary,
                                  -1);
  for (guint i = 0; i < self->items->len; i++)
    {
      g_autofree char *text = cm_wheel_describe_step (self->wheel, i);

      gtk_accessible_update_property (
          GTK_ACCESSIBLE (get_item (self, i)), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (get_item (self, i)),
                                      GTK_ACCESSIBLE_RELATION_POS_IN_SET,
                                      (int) i + 1,
                                      GTK_ACCESSIBLE_RELATION_SET_SIZE,
                                      (int) self->items->len,
                                      -1);
    }
}

static void
item_focus_changed_cb (GtkWidget *item, GParamSpec *pspec, CmWheelView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
item_flags_changed_cb (GtkWidget *item, GtkStateFlags old, CmWheelView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
ensure_layout (CmWheelView *self, int width, int height)
{
  if (self->layout == NULL && width > 0 && height > 0)
    self->layout = cm_wheel_layout (
        self->wheel, width, height, gtk_widget_get_pango_context (GTK_WIDGET (self)));
}

static void
activate_hit (CmWheelView *self, CmWheelHit hit)
{
  switch (hit.kind)
    {
    case CM_WHEEL_HIT_STEP:
      cm_wheel_view_focus_step (self, (guint) hit.index);
      g_signal_emit (self, signals[STEP_ACTIVATED], 0, hit.index);
      break;
    case CM_WHEEL_HIT_RING:
      g_signal_emit (self, signals[RING_ACTIVATED], 0, hit.index);
      break;
    case CM_WHEEL_HIT_STAGE:
      g_signal_emit (self, signals[STAGE_ACTIVATED], 0, hit.index);
      break;
    case CM_WHEEL_HIT_NONE:
    case CM_WHEEL_HIT_CENTRE:
    case CM_WHEEL_HIT_BUTTON:
    default:
      break;
    }
}

static void
item_activated_cb (CmWheelItem *item, CmWheelView *self)
{
  activate_hit (self, (CmWheelHit){ CM_WHEEL_HIT_STEP, (int) cm_wheel_item_get_step (item) });
}

static void
item_focused_cb (CmWheelItem *item, CmWheelView *self)
{
  self->wheel->focus = (int) cm_wheel_item_get_step (item);
}

/* As many children as there are steps; those that stay keep the focus. */
static void
match_items (CmWheelView *self)
{
  guint n = self->wheel->steps->len;

  while (self->items->len > n)
    {
      GtkWidget *item = g_ptr_array_steal_index (self->items, self->items->len - 1);
      gtk_widget_unparent (item);
    }
  while (self->items->len < n)
    {
      GtkWidget *item = cm_wheel_item_new (self->items->len);

      gtk_widget_insert_before (item, GTK_WIDGET (self), self->button);
      g_signal_connect_object (item, "activated", G_CALLBACK (item_activated_cb), self, 0);
      g_signal_connect_object (item, "focused", G_CALLBACK (item_focused_cb), self, 0);
      g_signal_connect_object (
          item, "notify::has-focus", G_CALLBACK (item_focus_changed_cb), self, 0);
      g_signal_connect_object (
          item, "state-flags-changed", G_CALLBACK (item_flags_changed_cb), self, 0);
      g_ptr_array_add (self->items, item);
    }
}

static CmWheelHit
hit_at (CmWheelView *self, double x, double y)
{
  return self->layout != NULL ? cm_wheel_hit (self->layout, x, y)
                              : (CmWheelHit){ CM_WHEEL_HIT_NONE, -1 };
}

static void
set_hover (CmWheelView *self, CmWheelHit hit)
{
  int step = hit.kind == CM_WHEEL_HIT_STEP ? hit.index : -1;
  int ring = hit.kind == CM_WHEEL_HIT_RING ? hit.index : -1;
  gboolean live = step >= 0 || ring >= 0 || hit.kind == CM_WHEEL_HIT_STAGE;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), live ? "pointer" : NULL);
  if (step == self->wheel->hover && ring == self->wheel->hover_ring)
    return;
  self->wheel->hover = step;
  self->wheel->hover_ring = ring;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, CmWheelView *self)
{
  set_hover (self, hit_at (self, x, y));
}

static void
leave_cb (GtkEventControllerMotion *controller, CmWheelView *self)
{
  set_hover (self, (CmWheelHit){ CM_WHEEL_HIT_NONE, -1 });
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, CmWheelView *self)
{
  CmWheelHit hit = hit_at (self, x, y);

  /* A second press of a double click means what the first has done already. */
  if (n_press == 1)
    activate_hit (self, hit);
}

static void
button_clicked_cb (GtkButton *button, CmWheelView *self)
{
  g_signal_emit (self, signals[CONTINUE_ACTIVATED], 0);
}

static void
style_changed_cb (AdwStyleManager *manager, GParamSpec *pspec, CmWheelView *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
query_tooltip_cb (
    CmWheelView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  int focus = keyboard ? find_focus (self) : -1;
  CmWheelHit hit = focus >= 0 ? (CmWheelHit){ CM_WHEEL_HIT_STEP, focus } : hit_at (self, x, y);
  g_autofree char *text = NULL;

  if (self->layout == NULL)
    return FALSE;
  if (hit.kind == CM_WHEEL_HIT_STEP)
    {
      CmWheelBox box = cm_wheel_step_box (self->layout, (guint) hit.index);

      text = cm_wheel_describe_step (self->wheel, (guint) hit.index);
      gtk_tooltip_set_tip_area (
          tooltip, &(GdkRectangle){ (int) box.x, (int) box.y, (int) box.width, (int) box.height });
    }
  else if (hit.kind == CM_WHEEL_HIT_RING)
    text = cm_wheel_describe_ring (self->wheel, (guint) hit.index);
  else
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
move_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmWheelView *self = CM_WHEEL_VIEW (widget);
  int from = find_focus (self);
  int to = -1;

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (g_str_equal (moves[i].action, action))
      to = cm_wheel_step_neighbour (
          self->wheel, from >= 0 ? from : self->wheel->focus, moves[i].direction);
  if (to >= 0)
    cm_wheel_view_focus_step (self, (guint) to);
}

static GtkSizeRequestMode
cm_wheel_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
cm_wheel_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = MINIMUM_SIZE;
  *natural = NATURAL_SIZE;
  /* As high as it is wide, so that a page that scrolls gives it the room it can use. */
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size > 0)
    *minimum = *natural = CLAMP (for_size, MINIMUM_SIZE, NATURAL_SIZE);
  *minimum_baseline = *natural_baseline = -1;
}

static void
allocate_child (GtkWidget *child, const CmWheelBox *box)
{
  GtkAllocation allocation;
  int minimum_width, minimum_height;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &minimum_height, NULL, NULL, NULL);
  allocation.width = MAX ((int) (box->width + 0.5), minimum_width);
  allocation.height = MAX ((int) (box->height + 0.5), minimum_height);
  allocation.x = (int) (box->x + (box->width - allocation.width) / 2);
  allocation.y = (int) (box->y + (box->height - allocation.height) / 2);
  gtk_widget_size_allocate (child, &allocation, -1);
}

static void
cm_wheel_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CmWheelView *self = CM_WHEEL_VIEW (widget);
  CmWheelBox box = { 0, 0, 1, 1 };
  double font_size;

  /* Fitting the texts takes time; most allocations change nothing. */
  if (width != self->layout_width || height != self->layout_height)
    g_clear_pointer (&self->layout, cm_wheel_layout_free);
  self->layout_width = width;
  self->layout_height = height;
  ensure_layout (self, width, height);
  if (self->layout == NULL)
    return;
  for (guint i = 0; i < self->items->len; i++)
    {
      CmWheelBox step = cm_wheel_step_box (self->layout, i);
      allocate_child (GTK_WIDGET (get_item (self, i)), &step);
    }
  if (cm_wheel_button_box (self->layout, &box, &font_size))
    style_button (self, font_size);
  if (gtk_widget_should_layout (self->button))
    allocate_child (self->button, &box);
}

static void
cm_wheel_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CmWheelView *self = CM_WHEEL_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int focus = find_focus (self);
  int remembered = self->wheel->focus;
  cairo_t *cr;

  ensure_layout (self, width, height);
  if (self->layout == NULL)
    return;
  /* The place is remembered while the focus is elsewhere, but the ring is not drawn. */
  self->wheel->focus = -1;
  if (focus >= 0 && (gtk_widget_get_state_flags (GTK_WIDGET (get_item (self, (guint) focus))) &
                     GTK_STATE_FLAG_FOCUS_VISIBLE) != 0)
    self->wheel->focus = focus;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cm_wheel_draw (cr, self->wheel, self->layout, get_palette ());
  cairo_destroy (cr);
  self->wheel->focus = remembered;
  gtk_widget_snapshot_child (widget, self->button, snapshot);
}

/* Tab knows three places: the steps as one, the button, and outside. */
static gboolean
cm_wheel_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CmWheelView *self = CM_WHEEL_VIEW (widget);
  gboolean on_step = find_focus (self) >= 0;
  gboolean on_button = gtk_widget_is_focus (self->button);
  gboolean has_button = gtk_widget_get_visible (self->button);
  int entry = find_entry (self);

  if (direction == GTK_DIR_TAB_FORWARD)
    {
      if (on_button)
        return FALSE;
      if (!on_step && entry >= 0)
        return cm_wheel_view_focus_step (self, (guint) entry);
      return has_button && gtk_widget_grab_focus (self->button);
    }
  if (direction == GTK_DIR_TAB_BACKWARD)
    {
      if (on_step)
        return FALSE;
      if (!on_button && has_button)
        return gtk_widget_grab_focus (self->button);
      return entry >= 0 && cm_wheel_view_focus_step (self, (guint) entry);
    }
  if (on_step || on_button)
    return FALSE;
  return entry >= 0 && cm_wheel_view_focus_step (self, (guint) entry);
}

static gboolean
cm_wheel_view_grab_focus (GtkWidget *widget)
{
  CmWheelView *self = CM_WHEEL_VIEW (widget);
  int entry = find_entry (self);

  return entry >= 0 && cm_wheel_view_focus_step (self, (guint) entry);
}

/* Whether the font is another than at the last call. */
static gboolean
has_other_font (CmWheelView *self)
{
  const PangoFontDescription *font =
      pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self)));

  if (self->font != NULL && pango_font_description_equal (self->font, font))
    return FALSE;
  g_clear_pointer (&self->font, pango_font_description_free);
  self->font = pango_font_description_copy (font);
  return TRUE;
}

static void
cm_wheel_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (cm_wheel_view_parent_class)->css_changed (widget, change);
  if (has_other_font (CM_WHEEL_VIEW (widget)))
    forget_layout (CM_WHEEL_VIEW (widget));
}

static void
cm_wheel_view_dispose (GObject *object)
{
  CmWheelView *self = CM_WHEEL_VIEW (object);

  while (self->items->len > 0)
    gtk_widget_unparent (g_ptr_array_steal_index (self->items, self->items->len - 1));
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->font, pango_font_description_free);
  g_clear_pointer (&self->layout, cm_wheel_layout_free);
  G_OBJECT_CLASS (cm_wheel_view_parent_class)->dispose (object);
}

static void
cm_wheel_view_finalize (GObject *object)
{
  CmWheelView *self = CM_WHEEL_VIEW (object);

  g_ptr_array_unref (self->items);
  g_clear_object (&self->button_css);
  g_free (self->button_style);
  cm_wheel_free (self->wheel);
  G_OBJECT_CLASS (cm_wheel_view_parent_class)->finalize (object);
}

static guint
create_signal (const char *name, gboolean with_index)
{
  if (with_index)
    return g_signal_new (name,
                         CM_TYPE_WHEEL_VIEW,
                         G_SIGNAL_RUN_LAST,
                         0,
                         NULL,
                         NULL,
                         NULL,
                         G_TYPE_NONE,
                         1,
                         G_TYPE_INT);
  return g_signal_new (
      name, CM_TYPE_WHEEL_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cm_wheel_view_class_init (CmWheelViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cm_wheel_view_dispose;
  object_class->finalize = cm_wheel_view_finalize;
  widget_class->get_request_mode = cm_wheel_view_get_request_mode;
  widget_class->measure = cm_wheel_view_measure;
  widget_class->size_allocate = cm_wheel_view_size_allocate;
  widget_class->snapshot = cm_wheel_view_snapshot;
  widget_class->focus = cm_wheel_view_focus;
  widget_class->grab_focus = cm_wheel_view_grab_focus;
  widget_class->css_changed = cm_wheel_view_css_changed;

  signals[STEP_ACTIVATED] = create_signal ("step-activated", TRUE);
  signals[RING_ACTIVATED] = create_signal ("ring-activated", TRUE);
  signals[STAGE_ACTIVATED] = create_signal ("stage-activated", TRUE);
  signals[CONTINUE_ACTIVATED] = create_signal ("continue-activated", FALSE);

  gtk_widget_class_set_css_name (widget_class, "cmwheel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      gtk_widget_class_install_action (widget_class, moves[i].action, NULL, move_cb);
      for (guint j = 0; j < G_N_ELEMENTS (moves[i].keys); j++)
        gtk_widget_class_add_binding_action (
            widget_class, moves[i].keys[j], 0, moves[i].action, NULL);
    }
}

static void
add_button (CmWheelView *self)
{
  self->button = gtk_button_new ();
  self->button_css = gtk_css_provider_new ();
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_widget_add_css_class (self->button, "pill");
  gtk_widget_add_css_class (self->button, "wheel-continue");
  gtk_style_context_add_provider (gtk_widget_get_style_context (self->button),
                                  GTK_STYLE_PROVIDER (self->button_css),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect (self->button, "clicked", G_CALLBACK (button_clicked_cb), self);
}

static void
cm_wheel_view_init (CmWheelView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->wheel = cm_wheel_new ();
  self->items = g_ptr_array_new ();
  add_button (self);
  cm_wheel_view_set_button_label (self, _ ("Continue"));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);

  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed_cb), self, 0);
  g_signal_connect_object (
      manager, "notify::high-contrast", G_CALLBACK (style_changed_cb), self, 0);
}

GtkWidget *
cm_wheel_view_new (void)
{
  return g_object_new (CM_TYPE_WHEEL_VIEW, NULL);
}

const CmWheel *
cm_wheel_view_get_wheel (CmWheelView *self)
{
  g_return_val_if_fail (CM_IS_WHEEL_VIEW (self), NULL);

  return self->wheel;
}

void
cm_wheel_view_set_wheel (CmWheelView *self, CmWheel *wheel)
{
  const char *label;

  g_return_if_fail (CM_IS_WHEEL_VIEW (self));
  g_return_if_fail (wheel != NULL);

  label = gtk_widget_get_visible (self->button) ? gtk_button_get_label (GTK_BUTTON (self->button))
                                                : NULL;
  cm_wheel_set_button (wheel, label);
  /* When the cycle has moved on, its new place is where one comes back to. */
  wheel->focus = wheel->selected == self->wheel->selected ? self->wheel->focus : find_focus (self);
  if (wheel->focus >= (int) wheel->steps->len)
    wheel->focus = -1;
  wheel->hover = wheel->hover_ring = -1;
  g_clear_pointer (&self->wheel, cm_wheel_free);
  self->wheel = wheel;
  match_items (self);
  update_accessible (self);
  forget_layout (self);
}

void
cm_wheel_view_set_button_label (CmWheelView *self, const char *label)
{
  g_return_if_fail (CM_IS_WHEEL_VIEW (self));

  if (label != NULL)
    gtk_button_set_label (GTK_BUTTON (self->button), label);
  gtk_widget_set_visible (self->button, label != NULL);
  cm_wheel_set_button (self->wheel, label);
  forget_layout (self);
}

gboolean
cm_wheel_view_focus_step (CmWheelView *self, guint step)
{
  g_return_val_if_fail (CM_IS_WHEEL_VIEW (self), FALSE);

  return step < self->items->len && gtk_widget_grab_focus (GTK_WIDGET (get_item (self, step)));
}

gboolean
cm_wheel_view_get_step_centre (CmWheelView *self, guint step, double *x, double *y)
{
  g_return_val_if_fail (CM_IS_WHEEL_VIEW (self), FALSE);

  if (self->layout == NULL || step >= self->wheel->steps->len)
    return FALSE;
  cm_wheel_step_centre (self->layout, step, x, y);
  return TRUE;
}
