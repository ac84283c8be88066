/* cm-import-line.c - a line of a file as it will be kept: the cells that are in sight, drawn. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-import-line"
#include "config.h"

#include "cm-import-line.h"

#include <glib/gi18n.h>

#define PADDING 6   /* pixels at the sides of a cell */
#define ABOVE 4     /* pixels above and below a line of text */
#define MARK 16     /* pixels of the mark of what cannot be read */
#define CELL_MAX 90 /* characters that can be seen of a cell */
#define DIM 0.6f    /* how much of its colour has what is left out */

/**
 * CmImportLine:
 *
 * Two hundred lines of sixty columns would be as many labels; a line draws what is in sight of its
 * cells itself.
 *
 * Accessibility: a row, named by its number and by what its cells become.
 */
struct _CmImportLine
{
  GtkWidget parent_instance;

  const CmImportShown *shown;
  guint row;
  GPtrArray *texts; /* of char *, for each place: what the cell becomes; NULL where not asked yet */
  GPtrArray *faults; /* of char *: why it cannot be read, or NULL */
  PangoLayout *layout;
};

G_DEFINE_FINAL_TYPE (CmImportLine, cm_import_line, GTK_TYPE_WIDGET)

/* --- what is in it ---------------------------------------------------------------------------- */

static guint
get_line (const CmImportShown *shown, guint row)
{
  return cm_import_get_line (shown->import, row);
}

static gboolean
is_record (const CmImportShown *shown, guint row)
{
  return get_line (shown, row) > cm_import_get_header (shown->import);
}

static const CmImportPlace *
get_place (const CmImportShown *shown, guint place)
{
  return &g_array_index (shown->places, CmImportPlace, place);
}

static const CmField *
get_field (const CmImportShown *shown, guint row, guint place)
{
  return is_record (shown, row)
             ? cm_import_get_field (shown->import, get_place (shown, place)->column)
             : NULL;
}

static void
read_place (CmImportLine *self, guint place)
{
  const CmImportShown *shown = self->shown;
  guint column = get_place (shown, place)->column;
  g_autoptr (GError) error = NULL;
  char *text;

  if (g_ptr_array_index (self->texts, place) != NULL)
    return;
  text = cm_import_show_cell (shown->import, shown->store, self->row, column, &error);
  if (text == NULL)
    {
      text = g_strdup (cm_import_get_cell (shown->import, self->row, column));
      g_ptr_array_index (self->faults, place) = g_strdup (error->message);
    }
  g_ptr_array_index (self->texts, place) = g_strdelimit (text, "\n\r\t", ' ');
}

GPtrArray *
cm_import_line_list_faults (const CmImportShown *shown, guint row)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < cm_import_get_n_columns (shown->import); i++)
    {
      const CmField *field = cm_import_get_field (shown->import, i);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      if (field == NULL || !is_record (shown, row))
        continue;
      text = cm_import_show_cell (shown->import, shown->store, row, i, &error);
      if (text == NULL)
        g_ptr_array_add (
            faults,
            /* translators: %1$s is the label of a field, %2$s says why a cell cannot be read */
            g_strdup_printf (_ ("%1$s: %2$s"), cm_field_label (field), error->message));
    }
  return faults;
}

/* What the cells become, for those who cannot see them. */
static char *
describe (CmImportLine *self)
{
  const CmImportShown *shown = self->shown;
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text,
                          /* translators: %u is the number of a line */
                          _ ("Line %u"),
                          get_line (shown, self->row));
  if (get_line (shown, self->row) == cm_import_get_header (shown->import))
    g_string_append_printf (text, ", %s", _ ("the headings"));
  else if (!is_record (shown, self->row))
    g_string_append_printf (text, ", %s", _ ("passed over"));
  for (guint i = 0; i < shown->places->len; i++)
    {
      const CmField *field = get_field (shown, self->row, i);

      if (field == NULL)
        continue;
      read_place (self, i);
      g_string_append_printf (
          text, "; %s: %s", cm_field_label (field), (char *) g_ptr_array_index (self->texts, i));
      if (g_ptr_array_index (self->faults, i) != NULL)
        g_string_append_printf (text, ", %s", (const char *) g_ptr_array_index (self->faults, i));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
cm_import_line_refresh (CmImportLine *self)
{
  g_autofree char *name = NULL;

  g_ptr_array_set_size (self->texts, 0);
  g_ptr_array_set_size (self->faults, 0);
  if (self->shown->import == NULL || self->row >= cm_import_get_n_rows (self->shown->import))
    return;
  g_ptr_array_set_size (self->texts, (int) self->shown->places->len);
  g_ptr_array_set_size (self->faults, (int) self->shown->places->len);
  name = describe (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
cm_import_line_show (CmImportLine *self, guint row)
{
  self->row = row;
  cm_import_line_refresh (self);
}

guint
cm_import_line_get_row (CmImportLine *self)
{
  return self->row;
}

int
cm_import_line_find_place (CmImportLine *self, double x)
{
  const CmImportShown *shown = self->shown;

  if (cm_import_line_is_number (self, x))
    return -1;
  for (guint i = 0; i < shown->places->len; i++)
    if (x >= get_place (shown, i)->x && x < get_place (shown, i)->x + get_place (shown, i)->width)
      return (int) i;
  return -1;
}

gboolean
cm_import_line_is_number (CmImportLine *self, double x)
{
  return x < gtk_adjustment_get_value (self->shown->across) + self->shown->number_width;
}

/* --- drawing ---------------------------------------------------------------------------------- */

typedef struct
{
  GtkSnapshot *snapshot;
  GdkRGBA plain, dim, fault, ground, tint, line;
  int height;
} Brush;

static GdkRGBA
look_up (GtkStyleContext *context, const char *name, float alpha)
{
  GdkRGBA colour = { 0.5f, 0.5f, 0.5f, 1 };

  (void) gtk_style_context_lookup_color (context, name, &colour);
  colour.alpha *= alpha;
  return colour;
}

static void
draw_text (
    CmImportLine *self, const Brush *brush, const GdkRGBA *colour, int x, int width, float at)
{
  PangoRectangle extents;

  pango_layout_set_width (self->layout, MAX (width, 0) * PANGO_SCALE);
  pango_layout_get_pixel_extents (self->layout, NULL, &extents);
  gtk_snapshot_save (brush->snapshot);
  gtk_snapshot_translate (
      brush->snapshot,
      &GRAPHENE_POINT_INIT ((float) (x - extents.x) + at * (float) (width - extents.width),
                            (float) ((brush->height - extents.height) / 2)));
  gtk_snapshot_append_layout (brush->snapshot, self->layout, colour);
  gtk_snapshot_restore (brush->snapshot);
}

static void
set_text (CmImportLine *self, const char *text, gboolean bold)
{
  g_autofree char *cut = NULL;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  if (strlen (text) > CELL_MAX && g_utf8_strlen (text, -1) > CELL_MAX)
    text = cut = g_utf8_substring (text, 0, CELL_MAX);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_set_text (self->layout, text, -1);
}

static void
draw_mark (CmImportLine *self, const Brush *brush, int x)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GtkIconPaintable) icon =
      gtk_icon_theme_lookup_icon (theme,
                                  "cm-warning-symbolic",
                                  NULL,
                                  MARK,
                                  gtk_widget_get_scale_factor (widget),
                                  gtk_widget_get_direction (widget),
                                  GTK_ICON_LOOKUP_FORCE_SYMBOLIC);

  gtk_snapshot_save (brush->snapshot);
  gtk_snapshot_translate (brush->snapshot,
                          &GRAPHENE_POINT_INIT ((float) x, (float) ((brush->height - MARK) / 2)));
  gtk_symbolic_paintable_snapshot_symbolic (
      GTK_SYMBOLIC_PAINTABLE (icon), brush->snapshot, MARK, MARK, &brush->fault, 1);
  gtk_snapshot_restore (brush->snapshot);
}

static void
draw_place (CmImportLine *self, const Brush *brush, guint i)
{
  const CmImportShown *shown = self->shown;
  const CmImportPlace *place = get_place (shown, i);
  const CmField *field = get_field (shown, self->row, i);
  gboolean heading = get_line (shown, self->row) == cm_import_get_header (shown->import);
  gboolean fault, number;
  int x = place->x + PADDING, width = place->width - 2 * PADDING;

  read_place (self, i);
  fault = g_ptr_array_index (self->faults, i) != NULL;
  if (fault)
    {
      gtk_snapshot_append_color (
          brush->snapshot,
          &brush->tint,
          &GRAPHENE_RECT_INIT ((float) place->x, 0, (float) place->width, (float) brush->height));
      draw_mark (self, brush, x);
      x += MARK + 4;
      width -= MARK + 4;
    }
  number = field != NULL && cm_field_is_number (field) && !fault;
  set_text (self, g_ptr_array_index (self->texts, i), heading);
  draw_text (self,
             brush,
             fault                      ? &brush->fault
             : field != NULL || heading ? &brush->plain
                                        : &brush->dim,
             x,
             number ? width - PADDING : width,
             number ? 1 : 0);
}

/* Over the cells, which pass under it. */
static void
draw_number (CmImportLine *self, const Brush *brush)
{
  const CmImportShown *shown = self->shown;
  int x = (int) gtk_adjustment_get_value (shown->across);
  g_autofree char *text = g_strdup_printf ("%u", get_line (shown, self->row));

  gtk_snapshot_append_color (
      brush->snapshot,
      &brush->ground,
      &GRAPHENE_RECT_INIT ((float) x, 0, (float) shown->number_width, (float) brush->height));
  gtk_snapshot_append_color (
      brush->snapshot,
      &brush->line,
      &GRAPHENE_RECT_INIT ((float) (x + shown->number_width - 1), 0, 1, (float) brush->height));
  set_text (self, text, FALSE);
  draw_text (self, brush, &brush->dim, x + PADDING, shown->number_width - 2 * PADDING - 1, 1);
}

/* A list draws many more lines than are in sight. */
static gboolean
is_in_sight (CmImportLine *self)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (GTK_WIDGET (self), self->shown->view, &bounds) &&
         bounds.origin.y + bounds.size.height > 0 &&
         bounds.origin.y < (float) gtk_widget_get_height (self->shown->view);
}

static void
cm_import_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CmImportLine *self = CM_IMPORT_LINE (widget);
  const CmImportShown *shown = self->shown;
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  double left = gtk_adjustment_get_value (shown->across);
  double right = left + gtk_adjustment_get_page_size (shown->across);
  Brush brush = { .snapshot = snapshot, .height = gtk_widget_get_height (widget) };

  if (self->texts->len == 0 || self->texts->len != shown->places->len || !is_in_sight (self))
    return;
  gtk_style_context_get_color (context, &brush.plain);
  brush.dim = brush.plain;
  brush.dim.alpha *= DIM;
  brush.fault = look_up (context, "error_color", 1);
  brush.tint = look_up (context, "error_bg_color", 0.18f);
  brush.ground = look_up (context, "view_bg_color", 1);
  brush.line = look_up (context, "borders", 1);
  for (guint i = 0; i < shown->places->len; i++)
    if (get_place (shown, i)->x + get_place (shown, i)->width > left &&
        get_place (shown, i)->x < right)
      draw_place (self, &brush, i);
  draw_number (self, &brush);
}

static int
get_height (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  return height + 2 * ABOVE;
}

static void
cm_import_line_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL
                            ? get_height (widget)
                            : CM_IMPORT_LINE (widget)->shown->width;
}

/* --- what a cell was, and what is wrong with it ----------------------------------------------- */

static char *
make_place_tooltip (CmImportLine *self, guint i)
{
  const CmImportShown *shown = self->shown;
  const char *raw = cm_import_get_cell (shown->import, self->row, get_place (shown, i)->column);
  const char *fault = g_ptr_array_index (self->faults, i);
  const char *text = g_ptr_array_index (self->texts, i);

  if (fault != NULL)
    return g_strdup (fault);
  if (text != NULL && !g_str_equal (text, raw) && get_field (shown, self->row, i) != NULL)
    /* translators: %1$s is a value as it is kept, %2$s the cell of the file it is from */
    return g_strdup_printf (_ ("%1$s\nIn the file: “%2$s”"), *text != '\0' ? text : "–", raw);
  return *raw != '\0' ? g_strdup (raw) : NULL;
}

static char *
make_tooltip (CmImportLine *self, double x)
{
  int place = cm_import_line_find_place (self, x);
  guint line = get_line (self->shown, self->row);

  if (place >= 0)
    return make_place_tooltip (self, (guint) place);
  if (!cm_import_line_is_number (self, x))
    return NULL;
  if (line == cm_import_get_header (self->shown->import))
    return g_strdup (_ ("These are the headings"));
  /* translators: %u is the number of a line */
  return g_strdup_printf (_ ("Click to take line %u as the headings"), line);
}

static gboolean
cm_import_line_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  CmImportLine *self = CM_IMPORT_LINE (widget);
  g_autofree char *text = NULL;

  if (keyboard || self->texts->len == 0 || self->texts->len != self->shown->places->len)
    return FALSE;
  text = make_tooltip (self, x);
  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
make_layout (CmImportLine *self)
{
  g_clear_object (&self->layout);
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
}

static void
cm_import_line_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  CmImportLine *self = CM_IMPORT_LINE (widget);

  GTK_WIDGET_CLASS (cm_import_line_parent_class)->css_changed (widget, change);
  if (self->layout != NULL)
    pango_layout_context_changed (self->layout);
}

static void
cm_import_line_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (cm_import_line_parent_class)->system_setting_changed (widget, setting);
  if (setting == GTK_SYSTEM_SETTING_ICON_THEME)
    return;
  make_layout (CM_IMPORT_LINE (widget));
  gtk_widget_queue_resize (widget);
}

static void
cm_import_line_finalize (GObject *object)
{
  CmImportLine *self = CM_IMPORT_LINE (object);

  g_clear_object (&self->layout);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->faults);
  G_OBJECT_CLASS (cm_import_line_parent_class)->finalize (object);
}

static void
cm_import_line_class_init (CmImportLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cm_import_line_finalize;
  widget_class->measure = cm_import_line_measure;
  widget_class->snapshot = cm_import_line_snapshot;
  widget_class->query_tooltip = cm_import_line_query_tooltip;
  widget_class->css_changed = cm_import_line_css_changed;
  widget_class->system_setting_changed = cm_import_line_system_setting_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
cm_import_line_init (CmImportLine *self)
{
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->faults = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  make_layout (self);
}

GtkWidget *
cm_import_line_new (const CmImportShown *shown)
{
  CmImportLine *self = g_object_new (CM_TYPE_IMPORT_LINE, NULL);

  self->shown = shown;
  return GTK_WIDGET (self);
}
