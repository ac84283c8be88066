/* cm-document-view-place.c - where the reader is in the text, and going elsewhere. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-document-view"
#include "config.h"

#include <math.h>
#include <string.h>

#include "cm-document-view-private.h"

#define ABOVE_ANCHOR 12 /* pixels above what is gone to */

/* The view holds on to a place: a line of a label, or the top of a widget, and how far from the top
 * of the window it is to be seen. Whatever changes above it, more text, its size, the width of the
 * window, it is seen there; only when the reader scrolls, the line that is then at the top becomes
 * the place. */

/* --- what scrolls ----------------------------------------------------------------------------- */

/* What scrolls the view, and all that it scrolls; NULL if nothing does. */
static GtkAdjustment *
find_adjustment (CmDocumentView *self, GtkWidget **content)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *viewport =
      window != NULL ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (window)) : NULL;

  if (!GTK_IS_VIEWPORT (viewport))
    return NULL;
  *content = gtk_viewport_get_child (GTK_VIEWPORT (viewport));
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window));
}

/* Where the point `y` of a widget of the text is in what scrolls. It is counted from the content,
 * which does not move, and from its edge, which its padding is beyond; in two steps, for the text
 * may be shifted within the view. */
static gboolean
find_height (CmDocumentView *self, GtkWidget *content, GtkWidget *widget, double y, double *height)
{
  graphene_rect_t edge;
  double x, in_text, in_content;

  if (!gtk_widget_translate_coordinates (widget, self->clamp, 0, y, &x, &in_text) ||
      !gtk_widget_translate_coordinates (GTK_WIDGET (self), content, 0, in_text, &x, &in_content) ||
      !gtk_widget_compute_bounds (content, content, &edge))
    return FALSE;
  *height = in_content - (double) edge.origin.y;
  return TRUE;
}

static double
find_line (GtkLabel *label, int index)
{
  PangoRectangle place;
  int x, y;

  gtk_label_get_layout_offsets (label, &x, &y);
  pango_layout_index_to_pos (gtk_label_get_layout (label), index, &place);
  return y + (double) place.y / PANGO_SCALE;
}

/* --- holding on ------------------------------------------------------------------------------- */

void
_cm_document_view_pin (
    CmDocumentView *self, GtkWidget *widget, int index, double below, double share)
{
  self->pin.widget = widget;
  self->pin.index = index;
  self->pin.below = below;
  self->pin.share = share;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
_cm_document_view_unpin (CmDocumentView *self)
{
  g_clear_handle_id (&self->scroll_id, g_source_remove);
  self->pin = (Pin){ NULL, -1, 0, 0 };
}

/* How far the window must be scrolled for the place to be where it is held. */
static gboolean
find_wanted (CmDocumentView *self, GtkAdjustment *adjustment, GtkWidget *content, double *wanted)
{
  const Pin *pin = &self->pin;
  double page = gtk_adjustment_get_page_size (adjustment);
  double height = 0, y = 0;

  if (pin->widget != NULL)
    {
      if (pin->index >= 0 && GTK_IS_LABEL (pin->widget))
        y = find_line (GTK_LABEL (pin->widget), pin->index);
      if (!find_height (self, content, pin->widget, y, &height))
        return FALSE;
      height -= pin->below + pin->share * page;
    }
  *wanted = CLAMP (height, 0, MAX (0, gtk_adjustment_get_upper (adjustment) - page));
  return TRUE;
}

static gboolean
scroll_cb (gpointer data)
{
  CmDocumentView *self = data;
  GtkWidget *content;
  GtkAdjustment *adjustment = find_adjustment (self, &content);
  double wanted;

  self->scroll_id = 0;
  if (adjustment == NULL || !find_wanted (self, adjustment, content, &wanted))
    return G_SOURCE_REMOVE;
  self->scrolling = TRUE;
  gtk_adjustment_set_value (adjustment, wanted);
  self->scrolling = FALSE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void value_changed_cb (CmDocumentView *self, GtkAdjustment *adjustment);

static void
watch (CmDocumentView *self, GtkAdjustment *adjustment)
{
  if (self->adjustment == adjustment)
    return;
  _cm_document_view_unwatch (self);
  if (g_set_object (&self->adjustment, adjustment) && adjustment != NULL)
    g_signal_connect_object (
        adjustment, "value-changed", G_CALLBACK (value_changed_cb), self, G_CONNECT_SWAPPED);
}

void
_cm_document_view_unwatch (CmDocumentView *self)
{
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->adjustment, value_changed_cb, self);
  g_clear_object (&self->adjustment);
}

/* The window cannot be scrolled in the midst of an allocation; until it is, the text is shifted by
 * as much, so that nothing jumps. */
double
_cm_document_view_find_shift (CmDocumentView *self)
{
  GtkWidget *content;
  GtkAdjustment *adjustment = find_adjustment (self, &content);
  double wanted, shift;

  watch (self, adjustment);
  if (adjustment == NULL)
    return 0;
  self->upper = gtk_adjustment_get_upper (adjustment);
  self->page = gtk_adjustment_get_page_size (adjustment);
  if (!find_wanted (self, adjustment, content, &wanted))
    return 0;
  shift = gtk_adjustment_get_value (adjustment) - wanted;
  if (fabs (shift) < 0.5)
    return 0;
  if (self->scroll_id == 0)
    self->scroll_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, scroll_cb, self, NULL);
  return shift;
}

/* --- where the reader is ---------------------------------------------------------------------- */

/* Whether the widget reaches below that height, and where it begins. */
static gboolean
reaches (CmDocumentView *self, GtkWidget *content, GtkWidget *widget, double height, double *top)
{
  return gtk_widget_get_mapped (widget) && find_height (self, content, widget, 0, top) &&
         *top + gtk_widget_get_height (widget) > height;
}

/* Holds on to the line of the label that is at that height, or to its first. */
static void
pin_label (CmDocumentView *self, GtkLabel *label, double top, double height)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  int x, y, index = 0, trailing, line = 0;

  gtk_label_get_layout_offsets (label, &x, &y);
  if (top < height)
    {
      pango_layout_xy_to_index (
          layout, 0, (int) ((height - top - y) * PANGO_SCALE), &index, &trailing);
      pango_layout_index_to_line_x (layout, index, FALSE, &line, NULL);
      index = pango_layout_get_line_readonly (layout, line)->start_index;
    }
  self->pin = (Pin){ GTK_WIDGET (label), index, top + find_line (label, index) - height, 0 };
}

static void
pin_part (CmDocumentView *self, GtkWidget *content, const Part *part, double top, double height)
{
  for (guint i = part->first_label; i < part->first_label + part->n_labels; i++)
    {
      GtkLabel *label = g_ptr_array_index (self->builder.labels, i);
      double label_top;

      if (reaches (self, content, GTK_WIDGET (label), height, &label_top))
        {
          pin_label (self, label, label_top, height);
          return;
        }
    }
  self->pin = (Pin){ part->widget, -1, top - height, 0 };
}

static void
pin_top (CmDocumentView *self, GtkWidget *content, double height)
{
  _cm_document_view_unpin (self);
  for (guint i = 0; height > 0 && i < self->parts->len; i++)
    {
      const Part *part = &g_array_index (self->parts, Part, i);
      double top;

      if (part->widget == NULL || !reaches (self, content, part->widget, height, &top))
        continue;
      pin_part (self, content, part, top, height);
      break;
    }
}

/* A scroll that only keeps within what there is, as less there is, is not the reader's. */
static void
value_changed_cb (CmDocumentView *self, GtkAdjustment *adjustment)
{
  GtkWidget *content;

  _cm_document_view_close_preview (self);
  if (self->scrolling || find_adjustment (self, &content) != adjustment ||
      gtk_adjustment_get_upper (adjustment) != self->upper ||
      gtk_adjustment_get_page_size (adjustment) != self->page)
    return;
  pin_top (self, content, gtk_adjustment_get_value (adjustment));
  g_signal_emit_by_name (self, "moved");
}

/* --- places that outlive the widgets ---------------------------------------------------------- */

static gboolean
is_anchor (const Part *part)
{
  return part->block->id != NULL && (part->kind == PART_HEADING || part->kind == PART_BLOCK);
}

static gboolean
find_part_of_widget (CmDocumentView *self, GtkWidget *widget, guint *found)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = &g_array_index (self->parts, Part, i);

      if (part->widget != NULL &&
          (part->widget == widget || gtk_widget_is_ancestor (widget, part->widget)))
        {
          *found = i;
          return TRUE;
        }
    }
  return FALSE;
}

static guint
find_nth (CmDocumentView *self, const Part *part, gpointer label)
{
  for (guint i = 0; i < part->n_labels; i++)
    if (g_ptr_array_index (self->builder.labels, part->first_label + i) == label)
      return i;
  return 0;
}

char *
_cm_document_view_describe (CmDocumentView *self, GtkWidget *widget, int index, double below)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  guint at, anchor;

  if (widget == NULL || !find_part_of_widget (self, widget, &at))
    return NULL;
  anchor = at;
  while (anchor > 0 && !is_anchor (&g_array_index (self->parts, Part, anchor)))
    anchor--;
  if (!is_anchor (&g_array_index (self->parts, Part, anchor)))
    return NULL;
  return g_strdup_printf ("%s %u %u %d %s",
                          g_array_index (self->parts, Part, anchor).block->id,
                          at - anchor,
                          find_nth (self, &g_array_index (self->parts, Part, at), widget),
                          index,
                          g_ascii_dtostr (number, sizeof number, below));
}

char *
cm_document_view_get_place (CmDocumentView *self)
{
  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), NULL);

  return _cm_document_view_describe (
      self, self->pin.widget, self->pin.index, self->pin.below + self->pin.share * self->page);
}

gboolean
_cm_document_view_parse_place (CmDocumentView *self, const char *text, Place *place)
{
  g_auto (GStrv) fields = g_strsplit (text != NULL ? text : "", " ", 5);
  CmDocument *document = self->builder.document;
  int anchor;

  if (g_strv_length (fields) != 5)
    return FALSE;
  anchor = _cm_document_view_find_part (self, cm_document_find (document, fields[0]));
  if (anchor < 0)
    return FALSE;
  place->part = (guint) anchor + (guint) g_ascii_strtoull (fields[1], NULL, 10);
  place->nth = (guint) g_ascii_strtoull (fields[2], NULL, 10);
  place->index = (int) g_ascii_strtoll (fields[3], NULL, 10);
  place->below = g_ascii_strtod (fields[4], NULL);
  /* The text may have become another. */
  if (place->part >= self->parts->len ||
      g_array_index (self->parts, Part, place->part).kind == PART_NOTES)
    *place = (Place){ (guint) anchor, 0, -1, ABOVE_ANCHOR };
  return TRUE;
}

/* The label of the place, or its part; NULL if that shows nothing. */
GtkWidget *
_cm_document_view_find_place (CmDocumentView *self, const Place *place)
{
  const Part *part = &g_array_index (self->parts, Part, place->part);

  if (place->nth < part->n_labels && place->index >= 0)
    return g_ptr_array_index (self->builder.labels, part->first_label + place->nth);
  return part->widget;
}

void
_cm_document_view_pin_place (CmDocumentView *self, const Place *place)
{
  GtkWidget *widget = _cm_document_view_find_place (self, place);
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";
  int index = place->index >= 0 ? MIN (place->index, (int) strlen (text)) : -1;

  _cm_document_view_pin (self, widget, index, place->below, 0);
}

/* --- from heading to heading ------------------------------------------------------------------ */

/* The reader is told of it as of anything that gets the focus; which a label does only if it can be
 * selected. */
static void
go_to_heading (CmDocumentView *self, GtkWidget *heading)
{
  gtk_label_set_selectable (GTK_LABEL (heading), TRUE);
  self->scrolling = TRUE;
  gtk_widget_grab_focus (heading);
  self->scrolling = FALSE;
  _cm_document_view_pin (self, heading, -1, ABOVE_ANCHOR, 0);
  g_signal_emit_by_name (self, "moved");
}

/* The heading that has the focus, or NULL. */
static GtkWidget *
get_focus_heading (CmDocumentView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, self->column) &&
                 gtk_widget_has_css_class (focus, "document-heading")
             ? focus
             : NULL;
}

/* The nearest heading above or below that height. */
static GtkWidget *
find_heading (CmDocumentView *self, GtkWidget *content, double here, int direction)
{
  GtkWidget *found = NULL;

  for (guint i = 0; i < self->builder.labels->len; i++)
    {
      GtkWidget *label = g_ptr_array_index (self->builder.labels, i);
      double top;

      if (!gtk_widget_has_css_class (label, "document-heading") ||
          !find_height (self, content, label, 0, &top))
        continue;
      if (direction > 0 && top > here + 1)
        return label;
      if (direction < 0 && top < here - 1)
        found = label;
    }
  return found;
}

void
cm_document_view_move_heading (CmDocumentView *self, int direction)
{
  GtkWidget *content, *heading;
  GtkAdjustment *adjustment = find_adjustment (self, &content);
  double here;

  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));

  if (adjustment == NULL || self->block == NULL)
    return;
  _cm_document_view_build_rest (self);
  /* At the end of the text several headings may be where the window cannot be scrolled to. */
  heading = get_focus_heading (self);
  if (heading == NULL || !find_height (self, content, heading, 0, &here))
    here = gtk_adjustment_get_value (adjustment) + ABOVE_ANCHOR;
  heading = find_heading (self, content, here, direction);
  if (heading != NULL)
    go_to_heading (self, heading);
}

/* --- going elsewhere -------------------------------------------------------------------------- */

void
_cm_document_view_pin_anchor (CmDocumentView *self, const char *id)
{
  GtkWidget *widget = g_hash_table_lookup (self->builder.anchors, id);

  if (widget != NULL && g_strcmp0 (id, self->block->id) != 0)
    _cm_document_view_pin (self, widget, -1, ABOVE_ANCHOR, 0);
  else
    _cm_document_view_pin (self, NULL, -1, 0, 0);
}

gboolean
cm_document_view_scroll_to (CmDocumentView *self, const char *id)
{
  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), FALSE);

  if (id == NULL || self->block == NULL)
    return FALSE;
  if (g_hash_table_contains (self->builder.anchors, id))
    {
      _cm_document_view_pin_anchor (self, id);
      return TRUE;
    }
  if (_cm_document_view_find_part (self, cm_document_find (self->builder.document, id)) >= 0)
    {
      cm_document_view_show_at (self, self->block, id);
      return TRUE;
    }
  /* A part of what is known of a step, say. */
  if (strchr (id, ':') == NULL)
    return FALSE;
  _cm_document_view_build_rest (self);
  if (!g_hash_table_contains (self->builder.anchors, id))
    return FALSE;
  _cm_document_view_pin_anchor (self, id);
  return TRUE;
}

void
cm_document_view_go_to_place (CmDocumentView *self, const char *text)
{
  Place place;

  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));

  if (text == NULL || !_cm_document_view_parse_place (self, text, &place))
    cm_document_view_scroll_to_start (self);
  else if (place.part >= self->first_built && place.part < self->end_built)
    _cm_document_view_pin_place (self, &place);
  else
    cm_document_view_show_place (self, self->block, text);
}

void
cm_document_view_scroll_to_start (CmDocumentView *self)
{
  g_return_if_fail (CM_IS_DOCUMENT_VIEW (self));
  _cm_document_view_pin (self, NULL, -1, 0, 0);
}
