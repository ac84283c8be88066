/* cm-document-view-preview.c - what a link leads to, shown before it is followed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-document-view"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-document-spans.h"
#include "cm-document-view-private.h"

#define REST_MSEC 400  /* of the pointer on a link, or of the keyboard's focus */
#define LEAVE_MSEC 250 /* to move the pointer from the link onto its preview */
#define CHARS 44
#define LINES 7

/* Shown when the pointer rests on a link or the keyboard's focus does; gone with the next key, with
 * Escape alone if nothing else is wanted, or when the pointer has left both. */

/* --- what to say ------------------------------------------------------------------------------ */

static const CmBlock *
find_paragraph (const CmBlock *block)
{
  if (block->kind == CM_BLOCK_PARA)
    return block;
  for (guint i = 0; i < block->children->len; i++)
    {
      const CmBlock *found = find_paragraph (g_ptr_array_index (block->children, i));

      if (found != NULL)
        return found;
    }
  return NULL;
}

static char *
describe_block (CmDocumentView *self, const CmBlock *block)
{
  const CmManualStep *step =
      block->kind == CM_BLOCK_SECTION ? cm_manual_get_step_of (self->builder.manual, block) : NULL;
  const CmBlock *paragraph = find_paragraph (block);

  if (step != NULL && step->summary != NULL)
    return g_strdup (step->summary);
  if (paragraph != NULL)
    return cm_block_get_text (paragraph);
  return g_strdup (block->role);
}

/* A paragraph has no title but its section's. */
static char *
name_block (CmBlock *block)
{
  char *title = block->kind != CM_BLOCK_PARA ? cm_block_get_text (block) : NULL;

  if (title != NULL && *title != '\0')
    return title;
  g_free (title);
  return cm_block_get_text (cm_block_get_section (block));
}

static char *
name_chapter (CmBlock *block)
{
  CmBlock *chapter = block;

  while (chapter->parent != NULL)
    chapter = chapter->parent;
  return chapter != block ? cm_block_get_text (chapter) : g_strdup (_ ("Chapter"));
}

static const CmInline *
find_note (CmDocumentView *self, const char *number)
{
  for (guint i = 0; i < self->builder.notes->len; i++)
    {
      const CmInline *run = g_ptr_array_index (self->builder.notes, i);

      if (g_str_equal (run->text, number))
        return run;
    }
  return NULL;
}

/* (transfer full): a caption, a title or NULL, a text or NULL; FALSE if there is nothing to show.
 */
static gboolean
describe (CmDocumentView *self, const char *link, char **caption, char **title, char **text)
{
  *caption = *title = *text = NULL;
  if (g_str_has_prefix (link, CM_DOCUMENT_NOTE))
    {
      const CmInline *note = find_note (self, link + strlen (CM_DOCUMENT_NOTE));

      if (note == NULL)
        return FALSE;
      /* translators: %s is the number of a footnote */
      *caption = g_strdup_printf (_ ("Note %s"), note->text);
      *text = g_strdup (note->footnote);
    }
  else if (*link == '#')
    {
      CmBlock *block = cm_document_find (self->builder.document, link + 1);

      if (block == NULL)
        block = cm_document_find (cm_manual_get_document (self->builder.manual), link + 1);
      if (block == NULL)
        return FALSE;
      *caption = name_chapter (block);
      *title = name_block (block);
      *text = describe_block (self, block);
    }
  else if (g_str_has_prefix (link, CM_DOCUMENT_CASE))
    {
      const CmCaseStudy *study =
          cm_document_find_case (&self->builder, link + strlen (CM_DOCUMENT_CASE));

      if (study == NULL)
        return FALSE;
      *caption = g_strdup (study->pending ? _ ("Case study, interview pending") : _ ("Case study"));
      *title = g_strdup (study->title);
      *text = g_strdup (study->subtitle);
    }
  else if (g_str_has_prefix (link, "http"))
    {
      *caption = g_strdup (_ ("Opens in the browser"));
      *text = g_strdup (link);
    }
  return *caption != NULL;
}

/* --- the popover ------------------------------------------------------------------------------ */

static GtkWidget *
append_text (GtkWidget *box, char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CHARS);
  gtk_label_set_lines (GTK_LABEL (label), LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
  gtk_box_append (GTK_BOX (box), label);
  g_free (text);
  return label;
}

static GtkWidget *
make_content (CmDocumentView *self, char *caption, char *title, char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_add_css_class (box, "document-preview");
  gtk_style_context_add_provider (gtk_widget_get_style_context (box),
                                  GTK_STYLE_PROVIDER (self->style),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  append_text (box, caption, "document-preview-caption");
  append_text (box, title, "heading");
  append_text (box, text, NULL);
  return box;
}

static gboolean
leave_cb (gpointer data)
{
  CmDocumentView *self = data;

  self->preview.leave_id = 0;
  _cm_document_view_close_preview (self);
  return G_SOURCE_REMOVE;
}

static void
close_soon (CmDocumentView *self)
{
  if (self->preview.popover != NULL && self->preview.leave_id == 0)
    self->preview.leave_id = g_timeout_add (LEAVE_MSEC, leave_cb, self);
}

static void
stay_cb (CmDocumentView *self)
{
  g_clear_handle_id (&self->preview.leave_id, g_source_remove);
}

static gboolean
follow_cb (gpointer data)
{
  CmDocumentView *self = data;
  g_autofree char *link = g_strdup (self->preview.link);

  self->preview.follow_id = 0;
  _cm_document_view_close_preview (self);
  if (link != NULL)
    self->builder.follow (self->builder.follow_data, link);
  return G_SOURCE_REMOVE;
}

/* Once the press is over: following takes the popover away. */
static void
released_cb (CmDocumentView *self)
{
  if (self->preview.follow_id == 0)
    self->preview.follow_id = g_idle_add (follow_cb, self);
}

static void
listen_to_popover (CmDocumentView *self, GtkWidget *popover)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (motion, "enter", G_CALLBACK (stay_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (close_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (popover, motion);
  self->preview.pointer = motion;
  gtk_widget_add_controller (gtk_popover_get_child (GTK_POPOVER (popover)),
                             GTK_EVENT_CONTROLLER (click));
}

static void
show_preview (CmDocumentView *self, const char *link, const GdkRectangle *at)
{
  GtkWidget *popover;
  char *caption, *title, *text;

  _cm_document_view_close_preview (self);
  if (!describe (self, link, &caption, &title, &text))
    return;
  popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_can_focus (popover, FALSE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, title != NULL ? title : caption, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), make_content (self, caption, title, text));
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), at);
  listen_to_popover (self, popover);
  self->preview.popover = popover;
  self->preview.link = g_strdup (link);
  gtk_popover_popup (GTK_POPOVER (popover));
}

void
_cm_document_view_close_preview (CmDocumentView *self)
{
  g_clear_handle_id (&self->preview.rest_id, g_source_remove);
  g_clear_handle_id (&self->preview.leave_id, g_source_remove);
  g_clear_handle_id (&self->preview.follow_id, g_source_remove);
  g_clear_pointer (&self->preview.popover, gtk_widget_unparent);
  g_clear_pointer (&self->preview.link, g_free);
}

void
_cm_document_view_drop_preview (CmDocumentView *self)
{
  _cm_document_view_close_preview (self);
  g_clear_pointer (&self->preview.spans, g_array_unref);
  g_clear_pointer (&self->preview.hovered, g_free);
  self->preview.label = NULL;
}

/* --- which link ------------------------------------------------------------------------------- */

static void
read_spans (CmDocumentView *self, GtkLabel *label)
{
  if (self->preview.label == label)
    return;
  g_clear_pointer (&self->preview.spans, g_array_unref);
  self->preview.label = label;
  self->preview.spans = cm_document_spans_new (gtk_label_get_label (label));
}

/* Where the byte of the label's text is in the view. */
static gboolean
find_byte (CmDocumentView *self, GtkLabel *label, guint index, GdkRectangle *at)
{
  PangoRectangle place;
  int left, top;
  double x, y;

  gtk_label_get_layout_offsets (label, &left, &top);
  pango_layout_index_to_pos (gtk_label_get_layout (label), (int) index, &place);
  if (!gtk_widget_translate_coordinates (GTK_WIDGET (label),
                                         GTK_WIDGET (self),
                                         left + (double) place.x / PANGO_SCALE,
                                         top + (double) place.y / PANGO_SCALE,
                                         &x,
                                         &y))
    return FALSE;
  *at = (GdkRectangle){
    (int) x, (int) y, MAX (1, PANGO_PIXELS (place.width)), PANGO_PIXELS (place.height)
  };
  return TRUE;
}

/* The link at that point of the view, and the byte of the text there. */
static const CmDocumentSpan *
find_link (CmDocumentView *self, double x, double y, guint *index)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  double in_x, in_y;
  int left, top, at, trailing;

  if (!GTK_IS_LABEL (picked) || !gtk_widget_is_ancestor (picked, self->column))
    return NULL;
  gtk_widget_translate_coordinates (GTK_WIDGET (self), picked, x, y, &in_x, &in_y);
  gtk_label_get_layout_offsets (GTK_LABEL (picked), &left, &top);
  if (!pango_layout_xy_to_index (gtk_label_get_layout (GTK_LABEL (picked)),
                                 (int) ((in_x - left) * PANGO_SCALE),
                                 (int) ((in_y - top) * PANGO_SCALE),
                                 &at,
                                 &trailing))
    return NULL;
  read_spans (self, GTK_LABEL (picked));
  *index = (guint) at;
  return cm_document_spans_find_link (self->preview.spans, *index);
}

/* --- the pointer ------------------------------------------------------------------------------ */

static gboolean
rest_cb (gpointer data)
{
  CmDocumentView *self = data;
  GdkRectangle at;

  self->preview.rest_id = 0;
  if (self->preview.hovered != NULL && self->preview.label != NULL && self->menu_label == NULL &&
      find_byte (self, self->preview.label, self->preview.index, &at))
    {
      g_autofree char *link = g_strdup (self->preview.hovered);

      show_preview (self, link, &at);
    }
  return G_SOURCE_REMOVE;
}

/* What happens on the preview comes to the view too, as if it were of the text beneath. */
static gboolean
is_on_preview (CmDocumentView *self)
{
  return self->preview.popover != NULL && gtk_event_controller_motion_contains_pointer (
                                              GTK_EVENT_CONTROLLER_MOTION (self->preview.pointer));
}

static void
motion_cb (CmDocumentView *self, double x, double y)
{
  guint index = 0;
  const CmDocumentSpan *span = is_on_preview (self) ? NULL : find_link (self, x, y, &index);
  const char *link = span != NULL ? span->link : NULL;

  if (is_on_preview (self))
    {
      stay_cb (self);
      return;
    }
  if (g_strcmp0 (link, self->preview.hovered) == 0)
    return;
  g_free (self->preview.hovered);
  self->preview.hovered = g_strdup (link);
  self->preview.index = index;
  g_clear_handle_id (&self->preview.rest_id, g_source_remove);
  if (link != NULL && g_strcmp0 (link, self->preview.link) == 0)
    stay_cb (self);
  else
    close_soon (self);
  if (link != NULL)
    self->preview.rest_id = g_timeout_add (REST_MSEC, rest_cb, self);
}

static void
pointer_left_cb (CmDocumentView *self)
{
  g_clear_pointer (&self->preview.hovered, g_free);
  g_clear_handle_id (&self->preview.rest_id, g_source_remove);
  close_soon (self);
}

/* --- the keyboard ----------------------------------------------------------------------------- */

/* The link that the focus is on, in the label that has it. */
static const CmDocumentSpan *
find_focus_link (CmDocumentView *self, GtkLabel **label)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const char *link;

  if (!GTK_IS_LABEL (focus) || !gtk_widget_is_ancestor (focus, self->column) ||
      !GTK_IS_WINDOW (root) || !gtk_window_get_focus_visible (GTK_WINDOW (root)))
    return NULL;
  *label = GTK_LABEL (focus);
  link = gtk_label_get_current_uri (*label);
  if (link == NULL)
    return NULL;
  read_spans (self, *label);
  for (guint i = 0; i < self->preview.spans->len; i++)
    {
      const CmDocumentSpan *span = &g_array_index (self->preview.spans, CmDocumentSpan, i);

      if (g_strcmp0 (span->link, link) == 0)
        return span;
    }
  return NULL;
}

static gboolean
focus_rest_cb (gpointer data)
{
  CmDocumentView *self = data;
  GtkLabel *label = NULL;
  const CmDocumentSpan *span = find_focus_link (self, &label);
  GdkRectangle at;

  self->preview.rest_id = 0;
  if (span != NULL && self->menu_label == NULL && find_byte (self, label, span->start, &at))
    show_preview (self, span->link, &at);
  return G_SOURCE_REMOVE;
}

static void
wait_for_focus (CmDocumentView *self)
{
  g_clear_handle_id (&self->preview.rest_id, g_source_remove);
  self->preview.rest_id = g_timeout_add (REST_MSEC, focus_rest_cb, self);
}

static gboolean
key_cb (CmDocumentView *self, guint keyval)
{
  gboolean shown = self->preview.popover != NULL;

  _cm_document_view_close_preview (self);
  if (keyval == GDK_KEY_Escape)
    return shown ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
  wait_for_focus (self);
  return GDK_EVENT_PROPAGATE;
}

void
_cm_document_view_init_preview (CmDocumentView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (pointer_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (focus, "enter", G_CALLBACK (wait_for_focus), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
