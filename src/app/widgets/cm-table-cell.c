/* cm-table-cell.c - one cell of a table view: words and, while it is edited, an editor over them.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define ERROR_CHARS 44 /* in a line of what is said about a wrong value */
#define G_LOG_DOMAIN "cm-table-cell"

#include "cm-table-cell.h"

#include <string.h>

#define TEXT_MAX 240  /* characters that can possibly be seen in one line */
#define PADDING 5     /* pixels above and below a line of text */
#define RING_OUTSET 4 /* pixels that the focus ring lies outside the words */
#define RING_WIDTH 2
#define DIM 0.35f /* how much of its colour the mark of an empty cell has */

/**
 * CmTableCell:
 *
 * Draws its one line of text itself. A label in each cell would ask for a new layout of the whole
 * table whenever a row is scrolled into sight and its text set; here the height comes from the font
 * and the width from the column, so that a new text costs a redraw only.
 *
 * Accessibility: a label named by its words and described by the title of its column.
 */
struct _CmTableCell
{
  GtkWidget parent_instance;

  CmTableColumn *column;
  CmRecord *record;
  gulong changed_id;
  void (*refresh) (CmTableCell *self);
  char *text;
  PangoLayout *layout; /* made when it is first drawn */
  gboolean stale;      /* the layout has an older text */
  GtkWidget *editor;
  GtkWidget *error; /* a popover, or NULL */
};

enum
{
  PROP_TEXT = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CmTableCell, cm_table_cell, GTK_TYPE_WIDGET)

gboolean
cm_table_column_is_numeric (const CmTableColumn *column)
{
  return cm_field_is_number (column->field) && column->field->type != CM_FIELD_FLAG;
}

/* --- focus ------------------------------------------------------------------------------------ */

static gboolean
has_focus_inside (CmTableCell *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && self->editor != NULL &&
         (focus == self->editor || gtk_widget_is_ancestor (focus, self->editor));
}

/* GTK gives the focus of a row to the first cell that takes it: only that of the current column
 * does, so that the arrow keys and the pointer stay in it. */
static gboolean
cm_table_cell_grab_focus (GtkWidget *widget)
{
  CmTableCell *self = CM_TABLE_CELL (widget);

  if (has_focus_inside (self))
    return TRUE;
  if (self->editor != NULL && !GTK_IS_POPOVER (self->editor))
    return gtk_widget_grab_focus (self->editor);
  if (!self->column->current)
    return FALSE;
  return GTK_WIDGET_CLASS (cm_table_cell_parent_class)->grab_focus (widget);
}

static gboolean
cm_table_cell_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CmTableCell *self = CM_TABLE_CELL (widget);

  if (gtk_widget_is_focus (widget) || has_focus_inside (self))
    return FALSE;
  return gtk_widget_grab_focus (widget);
}

static void
redraw_cb (GtkWidget *widget)
{
  gtk_widget_queue_draw (widget);
}

/* --- size ------------------------------------------------------------------------------------- */

/* Rows must be equally high whatever they hold, also while they are edited. */
static int
get_height (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  return height + 2 * PADDING;
}

static void
cm_table_cell_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? get_height (widget) : 0;
}

/* The editor may need more room than the cell has: it then lies over its neighbours. */
static void
cm_table_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CmTableCell *self = CM_TABLE_CELL (widget);
  GtkAllocation box = { -RING_OUTSET, 0, width + 2 * RING_OUTSET, height };
  int needed;

  if (self->error != NULL)
    gtk_popover_present (GTK_POPOVER (self->error));
  if (GTK_IS_POPOVER (self->editor))
    {
      gtk_popover_present (GTK_POPOVER (self->editor));
      return;
    }
  if (self->editor == NULL)
    return;
  gtk_widget_measure (self->editor, GTK_ORIENTATION_HORIZONTAL, -1, &needed, NULL, NULL, NULL);
  box.width = MAX (box.width, needed);
  gtk_widget_measure (self->editor, GTK_ORIENTATION_VERTICAL, box.width, &needed, NULL, NULL, NULL);
  box.height = MAX (height, needed);
  box.y = (height - box.height) / 2;
  gtk_widget_size_allocate (self->editor, &box, -1);
}

/* --- drawing ---------------------------------------------------------------------------------- */

static PangoAttrList *
get_tabular_digits (void)
{
  static PangoAttrList *attributes;

  if (attributes == NULL)
    {
      attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
    }
  return attributes;
}

static PangoLayout *
make_layout (CmTableCell *self)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  if (cm_table_column_is_numeric (self->column) || self->column->field->type == CM_FIELD_DATE)
    pango_layout_set_attributes (layout, get_tabular_digits ());
  return layout;
}

/* One line, no longer than can be seen: a description may have pages. */
static char *
cut (const char *text)
{
  char *line = strlen (text) > TEXT_MAX && g_utf8_strlen (text, -1) > TEXT_MAX
                   ? g_utf8_substring (text, 0, TEXT_MAX)
                   : g_strdup (text);

  return g_strdelimit (line, "\n\r\t", ' ');
}

static PangoLayout *
get_layout (CmTableCell *self)
{
  if (self->layout == NULL)
    self->layout = make_layout (self);
  if (self->stale)
    {
      g_autofree char *line = cut (self->text);

      /* An empty cell is seen to be one, and not to be cut off. */
      pango_layout_set_text (self->layout, *line != '\0' ? line : "–", -1);
      self->stale = FALSE;
    }
  pango_layout_set_width (self->layout, gtk_widget_get_width (GTK_WIDGET (self)) * PANGO_SCALE);
  return self->layout;
}

static void
draw_text (CmTableCell *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  PangoLayout *layout = get_layout (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  gboolean at_end = cm_table_column_is_numeric (self->column) ||
                    gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  PangoRectangle extents;
  GdkRGBA colour;
  float x, y;

  pango_layout_get_pixel_extents (layout, NULL, &extents);
  x = (float) ((at_end ? width - extents.width : 0) - extents.x);
  y = (float) ((height - extents.height) / 2);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  if (*self->text == '\0')
    colour.alpha *= DIM;
  gtk_snapshot_save (snapshot);
  /* Marks heaped upon marks are higher than the row. */
  if (extents.height > height)
    gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  if (extents.height > height)
    gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

static void
draw_ring (CmTableCell *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA colour = { 0.21f, 0.52f, 0.89f, 1 };
  GskRoundedRect ring;

  (void) gtk_style_context_lookup_color (
      gtk_widget_get_style_context (widget), "accent_color", &colour);
  gsk_rounded_rect_init_from_rect (
      &ring,
      &GRAPHENE_RECT_INIT (-RING_OUTSET,
                           0,
                           (float) (gtk_widget_get_width (widget) + 2 * RING_OUTSET),
                           (float) gtk_widget_get_height (widget)),
      4);
  gtk_snapshot_append_border (snapshot,
                              &ring,
                              (float[4]){ RING_WIDTH, RING_WIDTH, RING_WIDTH, RING_WIDTH },
                              (GdkRGBA[4]){ colour, colour, colour, colour });
}

static void
cm_table_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CmTableCell *self = CM_TABLE_CELL (widget);

  if (self->editor != NULL && !GTK_IS_POPOVER (self->editor))
    gtk_widget_snapshot_child (widget, self->editor, snapshot);
  else if (self->record != NULL)
    draw_text (self, snapshot);
  if (gtk_widget_is_focus (widget))
    draw_ring (self, snapshot);
}

static gboolean
cm_table_cell_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  CmTableCell *self = CM_TABLE_CELL (widget);

  if (self->record == NULL || self->editor != NULL ||
      (!pango_layout_is_ellipsized (get_layout (self)) && strpbrk (self->text, "\n\r\t") == NULL))
    return FALSE;
  gtk_tooltip_set_text (tooltip, self->text);
  return TRUE;
}

/* Another font or another language: the layout is made anew. */
static void
cm_table_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  CmTableCell *self = CM_TABLE_CELL (widget);

  GTK_WIDGET_CLASS (cm_table_cell_parent_class)->css_changed (widget, change);
  if (self->layout != NULL)
    pango_layout_context_changed (self->layout);
}

static void
cm_table_cell_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  CmTableCell *self = CM_TABLE_CELL (widget);

  GTK_WIDGET_CLASS (cm_table_cell_parent_class)->system_setting_changed (widget, setting);
  if (setting == GTK_SYSTEM_SETTING_ICON_THEME)
    return;
  g_clear_object (&self->layout);
  self->stale = TRUE;
  gtk_widget_queue_resize (widget);
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_table_cell_get_property (GObject *object, guint property, GValue *value, GParamSpec *spec)
{
  switch (property)
    {
    case PROP_TEXT:
      g_value_set_string (value, CM_TABLE_CELL (object)->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, spec);
    }
}

static void
cm_table_cell_dispose (GObject *object)
{
  CmTableCell *self = CM_TABLE_CELL (object);

  cm_table_cell_set_record (self, NULL, NULL);
  cm_table_cell_set_error (self, NULL);
  g_clear_pointer (&self->editor, gtk_widget_unparent);
  g_clear_object (&self->layout);
  G_OBJECT_CLASS (cm_table_cell_parent_class)->dispose (object);
}

static void
cm_table_cell_finalize (GObject *object)
{
  CmTableCell *self = CM_TABLE_CELL (object);

  g_rc_box_release (self->column);
  g_free (self->text);
  G_OBJECT_CLASS (cm_table_cell_parent_class)->finalize (object);
}

static void
cm_table_cell_class_init (CmTableCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cm_table_cell_get_property;
  object_class->dispose = cm_table_cell_dispose;
  object_class->finalize = cm_table_cell_finalize;
  widget_class->grab_focus = cm_table_cell_grab_focus;
  widget_class->focus = cm_table_cell_focus;
  widget_class->measure = cm_table_cell_measure;
  widget_class->size_allocate = cm_table_cell_size_allocate;
  widget_class->snapshot = cm_table_cell_snapshot;
  widget_class->query_tooltip = cm_table_cell_query_tooltip;
  widget_class->css_changed = cm_table_cell_css_changed;
  widget_class->system_setting_changed = cm_table_cell_system_setting_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);

  properties[PROP_TEXT] =
      g_param_spec_string ("text", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cm_table_cell_init (CmTableCell *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->text = g_strdup ("");
  self->stale = TRUE;
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_widget_set_focusable (widget, TRUE);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (redraw_cb), NULL);
}

GtkWidget *
cm_table_cell_new (CmTableColumn *column)
{
  CmTableCell *self = g_object_new (CM_TYPE_TABLE_CELL, NULL);

  self->column = g_rc_box_acquire (column);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  cm_field_label (column->field),
                                  -1);
  return GTK_WIDGET (self);
}

CmTableColumn *
cm_table_cell_get_column (CmTableCell *self)
{
  return self->column;
}

static void
record_changed_cb (CmRecord *record, CmTableCell *self)
{
  self->refresh (self);
}

void
cm_table_cell_set_record (CmTableCell *self, CmRecord *record, void (*refresh) (CmTableCell *self))
{
  if (self->record != NULL)
    g_clear_signal_handler (&self->changed_id, self->record);
  g_set_object (&self->record, record);
  self->refresh = refresh;
  if (record == NULL)
    return;
  self->changed_id = g_signal_connect (record, "changed", G_CALLBACK (record_changed_cb), self);
  refresh (self);
}

CmRecord *
cm_table_cell_get_record (CmTableCell *self)
{
  return self->record;
}

void
cm_table_cell_set_text (CmTableCell *self, const char *text)
{
  g_autofree char *line = NULL;

  if (g_str_equal (self->text, text))
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  self->stale = TRUE;
  line = cut (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, line, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

const char *
cm_table_cell_get_text (CmTableCell *self)
{
  return self->text;
}

void
cm_table_cell_set_editor (CmTableCell *self, GtkWidget *editor)
{
  cm_table_cell_set_error (self, NULL);
  /* A popover that is not popped down first keeps the pointer to itself. */
  if (GTK_IS_POPOVER (self->editor))
    gtk_popover_popdown (GTK_POPOVER (self->editor));
  g_clear_pointer (&self->editor, gtk_widget_unparent);
  self->editor = editor;
  if (editor != NULL)
    gtk_widget_set_parent (editor, GTK_WIDGET (self));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

GtkWidget *
cm_table_cell_get_editor (CmTableCell *self)
{
  return self->editor;
}

/* It leaves the keyboard where it is, and stays as long as the value is wrong. */
static GtkWidget *
make_error (CmTableCell *self, const char *message)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *label = gtk_label_new (message);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), ERROR_CHARS);
  gtk_widget_add_css_class (label, "error");
  gtk_widget_set_can_focus (popover, FALSE);
  gtk_popover_set_autohide (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  gtk_popover_set_child (GTK_POPOVER (popover), label);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  return popover;
}

void
cm_table_cell_set_error (CmTableCell *self, const char *message)
{
  if (self->error != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->error));
  g_clear_pointer (&self->error, gtk_widget_unparent);
  if (message == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->error = make_error (self, message);
  gtk_popover_popup (GTK_POPOVER (self->error));
}
