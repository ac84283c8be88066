/* cm-thread-drawing.c - the golden thread of a chapter, drawn, as a control. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-thread-drawing"
#include "config.h"

#include "cm-thread-drawing.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "cm-chart-export.h"
#include "cm-wheel-item.h"

#define EXPORT_WIDTH 1200.0

/**
 * CmThreadDrawing:
 *
 * Draws a #CmThreadChart with the painter of chart/. Under the pointer or the keyboard a node lifts
 * its threads; a click, Enter or Space opens it.
 *
 * Keyboard: Tab goes to the node one was on, then on; Up and Down go within a column, Left and
 * Right along the thread.
 *
 * Accessibility: a list, described by a spoken summary; each node is a child where it is drawn,
 * with its words and an action.
 *
 * CSS node: cmthread.
 */
struct _CmThreadDrawing
{
  GtkWidget parent_instance;

  CmThreadChart *chart;
  CmThreadLayout *layout; /* for `layout_width`, or NULL */
  int layout_width;
  GPtrArray *items; /* of CmWheelItem, which draw nothing; the widget tree owns them */
  int last;         /* the node that last had the keyboard, or -1 */
};

enum
{
  NODE_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *action;
  guint key;
  CmThreadWay way;
} moves[] = {
  { "thread.up", GDK_KEY_Up, CM_THREAD_UP },
  { "thread.down", GDK_KEY_Down, CM_THREAD_DOWN },
  { "thread.left", GDK_KEY_Left, CM_THREAD_LEFT },
  { "thread.right", GDK_KEY_Right, CM_THREAD_RIGHT },
};

G_DEFINE_FINAL_TYPE (CmThreadDrawing, cm_thread_drawing, GTK_TYPE_WIDGET)

static const CmPalette *
get_palette (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  return cm_palette_get (adw_style_manager_get_dark (manager),
                         adw_style_manager_get_high_contrast (manager));
}

static CmThreadLayout *
get_layout (CmThreadDrawing *self, int width)
{
  width = MAX (width, (int) CM_THREAD_MINIMUM_WIDTH);
  if (self->layout != NULL && self->layout_width == width)
    return self->layout;
  g_clear_pointer (&self->layout, cm_thread_layout_free);
  self->layout_width = width;
  self->layout =
      cm_thread_layout_new (self->chart, width, gtk_widget_get_pango_context (GTK_WIDGET (self)));
  return self->layout;
}

static int
find_focus (CmThreadDrawing *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (gtk_widget_is_focus (g_ptr_array_index (self->items, i)))
      return (int) i;
  return -1;
}

static gboolean
focus_node (CmThreadDrawing *self, int node)
{
  return node >= 0 && node < (int) self->items->len &&
         gtk_widget_grab_focus (g_ptr_array_index (self->items, node));
}

/* --- nodes as children ------------------------------------------------------------------------ */

static void
item_activated_cb (CmWheelItem *item, CmThreadDrawing *self)
{
  g_signal_emit (self, signals[NODE_ACTIVATED], 0, cm_wheel_item_get_step (item));
}

/* The window scrolls so far that the node is seen. */
static void
scroll_to (CmThreadDrawing *self, guint node)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  CmThreadBox box;

  if (viewport == NULL || self->layout == NULL)
    return;
  box = cm_thread_layout_get_box (self->layout, node);
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (viewport)),
                             box.y - 12,
                             box.y + box.height + 12);
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (viewport)),
                             box.x - 12,
                             box.x + box.width + 12);
}

static void
item_focused_cb (CmWheelItem *item, CmThreadDrawing *self)
{
  self->last = (int) cm_wheel_item_get_step (item);
  scroll_to (self, cm_wheel_item_get_step (item));
}

static void
item_changed_cb (GtkWidget *item, GParamSpec *pspec, CmThreadDrawing *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
match_items (CmThreadDrawing *self)
{
  while (self->items->len > self->chart->nodes->len)
    gtk_widget_unparent (g_ptr_array_steal_index (self->items, self->items->len - 1));
  while (self->items->len < self->chart->nodes->len)
    {
      GtkWidget *item = cm_wheel_item_new (self->items->len);

      gtk_widget_set_parent (item, GTK_WIDGET (self));
      g_signal_connect_object (item, "activated", G_CALLBACK (item_activated_cb), self, 0);
      g_signal_connect_object (item, "focused", G_CALLBACK (item_focused_cb), self, 0);
      g_signal_connect_object (item, "notify::has-focus", G_CALLBACK (item_changed_cb), self, 0);
      g_ptr_array_add (self->items, item);
    }
}

static void
update_accessible (CmThreadDrawing *self)
{
  g_autofree char *summary = cm_thread_chart_describe (self->chart);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->chart->name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  summary,
                                  -1);
  for (guint i = 0; i < self->items->len; i++)
    {
      g_autofree char *text = cm_thread_chart_describe_node (self->chart, i);

      gtk_accessible_update_property (GTK_ACCESSIBLE (g_ptr_array_index (self->items, i)),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      text,
                                      -1);
    }
}

/* --- pointer and keyboard --------------------------------------------------------------------- */

static int
hit_at (CmThreadDrawing *self, double x, double y)
{
  return self->layout != NULL ? cm_thread_layout_hit (self->layout, x, y) : -1;
}

static void
set_hover (CmThreadDrawing *self, int node)
{
  if (node == self->chart->hover)
    return;
  self->chart->hover = node;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), node >= 0 ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, CmThreadDrawing *self)
{
  set_hover (self, hit_at (self, x, y));
}

static void
leave_cb (GtkEventControllerMotion *controller, CmThreadDrawing *self)
{
  set_hover (self, -1);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, CmThreadDrawing *self)
{
  int node = hit_at (self, x, y);

  if (node < 0 || n_press != 1)
    return;
  focus_node (self, node);
  g_signal_emit (self, signals[NODE_ACTIVATED], 0, (guint) node);
}

static gboolean
query_tooltip_cb (
    CmThreadDrawing *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  int node = keyboard ? find_focus (self) : hit_at (self, x, y);
  g_autofree char *text = NULL;
  CmThreadBox box;

  if (node < 0 || self->layout == NULL)
    return FALSE;
  box = cm_thread_layout_get_box (self->layout, (guint) node);
  text = cm_thread_chart_describe_node (self->chart, (guint) node);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (
      tooltip, &(GdkRectangle){ (int) box.x, (int) box.y, (int) box.width, (int) box.height });
  return TRUE;
}

static void
move_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmThreadDrawing *self = CM_THREAD_DRAWING (widget);

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (g_str_equal (moves[i].action, action))
      focus_node (self,
                  cm_thread_chart_find_neighbour (self->chart, find_focus (self), moves[i].way));
}

/* The nodes are one stop for Tab. */
static gboolean
cm_thread_drawing_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CmThreadDrawing *self = CM_THREAD_DRAWING (widget);

  if (find_focus (self) >= 0)
    return FALSE;
  return focus_node (self, CLAMP (self->last, 0, MAX ((int) self->items->len - 1, 0)));
}

static gboolean
cm_thread_drawing_grab_focus (GtkWidget *widget)
{
  return cm_thread_drawing_focus (widget, GTK_DIR_TAB_FORWARD);
}

/* --- the widget ------------------------------------------------------------------------------- */

static GtkSizeRequestMode
cm_thread_drawing_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
cm_thread_drawing_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  CmThreadDrawing *self = CM_THREAD_DRAWING (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = (int) CM_THREAD_MINIMUM_WIDTH;
  else
    *minimum = *natural = (int) ceil (cm_thread_layout_get_height (get_layout (self, for_size)));
  *minimum_baseline = *natural_baseline = -1;
}

static void
cm_thread_drawing_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CmThreadDrawing *self = CM_THREAD_DRAWING (widget);
  CmThreadLayout *layout = get_layout (self, width);

  for (guint i = 0; i < self->items->len; i++)
    {
      GtkWidget *item = g_ptr_array_index (self->items, i);
      CmThreadBox box = cm_thread_layout_get_box (layout, i);
      int least;

      gtk_widget_measure (item, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_size_allocate (
          item,
          &(GtkAllocation){
              (int) box.x, (int) box.y, MAX ((int) box.width, least), (int) box.height },
          -1);
    }
}

static void
cm_thread_drawing_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CmThreadDrawing *self = CM_THREAD_DRAWING (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int focus = find_focus (self);
  cairo_t *cr;

  self->chart->focus =
      focus >= 0 && (gtk_widget_get_state_flags (g_ptr_array_index (self->items, focus)) &
                     GTK_STATE_FLAG_FOCUS_VISIBLE) != 0
          ? focus
          : -1;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cm_thread_draw (cr, self->chart, get_layout (self, width), get_palette ());
  cairo_destroy (cr);
}

static void
style_changed_cb (AdwStyleManager *manager, GParamSpec *pspec, CmThreadDrawing *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
cm_thread_drawing_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (cm_thread_drawing_parent_class)->css_changed (widget, change);
  /* Perhaps another font. */
  g_clear_pointer (&CM_THREAD_DRAWING (widget)->layout, cm_thread_layout_free);
}

static void
cm_thread_drawing_dispose (GObject *object)
{
  CmThreadDrawing *self = CM_THREAD_DRAWING (object);

  while (self->items->len > 0)
    gtk_widget_unparent (g_ptr_array_steal_index (self->items, self->items->len - 1));
  G_OBJECT_CLASS (cm_thread_drawing_parent_class)->dispose (object);
}

static void
cm_thread_drawing_finalize (GObject *object)
{
  CmThreadDrawing *self = CM_THREAD_DRAWING (object);

  g_clear_pointer (&self->layout, cm_thread_layout_free);
  cm_thread_chart_free (self->chart);
  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (cm_thread_drawing_parent_class)->finalize (object);
}

static void
cm_thread_drawing_class_init (CmThreadDrawingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_thread_drawing_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_thread_drawing_finalize;
  widget_class->get_request_mode = cm_thread_drawing_get_request_mode;
  widget_class->measure = cm_thread_drawing_measure;
  widget_class->size_allocate = cm_thread_drawing_size_allocate;
  widget_class->snapshot = cm_thread_drawing_snapshot;
  widget_class->focus = cm_thread_drawing_focus;
  widget_class->grab_focus = cm_thread_drawing_grab_focus;
  widget_class->css_changed = cm_thread_drawing_css_changed;
  gtk_widget_class_set_css_name (widget_class, "cmthread");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  signals[NODE_ACTIVATED] = g_signal_new ("node-activated",
                                          CM_TYPE_THREAD_DRAWING,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          G_TYPE_UINT);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      gtk_widget_class_install_action (widget_class, moves[i].action, NULL, move_cb);
      gtk_widget_class_add_binding_action (widget_class, moves[i].key, 0, moves[i].action, NULL);
    }
}

static void
cm_thread_drawing_init (CmThreadDrawing *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->chart = cm_thread_chart_new ("", "");
  self->items = g_ptr_array_new ();
  self->last = -1;
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
cm_thread_drawing_new (void)
{
  return g_object_new (CM_TYPE_THREAD_DRAWING, NULL);
}

void
cm_thread_drawing_set_chart (CmThreadDrawing *self, CmThreadChart *chart)
{
  g_clear_pointer (&self->layout, cm_thread_layout_free);
  cm_thread_chart_free (self->chart);
  self->chart = chart;
  match_items (self);
  update_accessible (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const CmThreadChart *
cm_thread_drawing_get_chart (CmThreadDrawing *self)
{
  return self->chart;
}

gboolean
cm_thread_drawing_get_centre (CmThreadDrawing *self, guint node, double *x, double *y)
{
  CmThreadBox box;

  if (self->layout == NULL || node >= self->chart->nodes->len)
    return FALSE;
  box = cm_thread_layout_get_box (self->layout, node);
  *x = box.x + box.width / 2;
  *y = box.y + box.height / 2;
  return TRUE;
}

/* --- files ------------------------------------------------------------------------------------ */

typedef struct
{
  const CmThreadChart *chart;
  const CmThreadLayout *layout;
} Sheet;

static void
draw_sheet_cb (cairo_t *cr, double width, double height, gpointer data)
{
  const Sheet *sheet = data;

  cm_colour_set_source (cr, cm_palette_light ()->background);
  cairo_paint (cr);
  cm_thread_draw (cr, sheet->chart, sheet->layout, cm_palette_light ());
}

static gboolean
write_sheet (const Sheet *sheet, const char *path, GError **error)
{
  double height = cm_thread_layout_get_height (sheet->layout);
  g_autofree char *name = g_ascii_strdown (path, -1);
  gpointer data = (gpointer) sheet;

  if (g_str_has_suffix (name, ".svg"))
    return cm_chart_export_svg (draw_sheet_cb, data, EXPORT_WIDTH, height, path, error);
  if (g_str_has_suffix (name, ".pdf"))
    return cm_chart_export_pdf (draw_sheet_cb, data, EXPORT_WIDTH, height, path, error);
  return cm_chart_export_png (draw_sheet_cb, data, EXPORT_WIDTH, height, path, error);
}

gboolean
cm_thread_drawing_export (CmThreadDrawing *self, const char *path, GError **error)
{
  CmThreadChart sheet_chart = *self->chart;
  g_autoptr (CmThreadLayout) layout = NULL;
  Sheet sheet = { &sheet_chart, NULL };

  sheet_chart.has_heading = TRUE;
  sheet_chart.hover = sheet_chart.focus = sheet_chart.selected = -1;
  layout = cm_thread_layout_new (&sheet_chart, EXPORT_WIDTH, NULL);
  sheet.layout = layout;
  return write_sheet (&sheet, path, error);
}
