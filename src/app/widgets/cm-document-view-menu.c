/* cm-document-view-menu.c - what can be done with a paragraph: its menu, copying it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-document-view"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-document-spans.h"
#include "cm-document-view-private.h"

/* --- which paragraph -------------------------------------------------------------------------- */

static GtkLabel *
find_first_label (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return GTK_LABEL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *label = find_first_label (child);

      if (label != NULL)
        return label;
    }
  return NULL;
}

/* The label that the widget is, or that the block it belongs to begins with. */
static GtkLabel *
find_label (CmDocumentView *self, GtkWidget *widget)
{
  while (widget != NULL && widget != self->column && !GTK_IS_LABEL (widget) &&
         cm_document_get_block (widget) == NULL)
    widget = gtk_widget_get_parent (widget);
  return widget != NULL && widget != self->column && gtk_widget_is_ancestor (widget, self->column)
             ? find_first_label (widget)
             : NULL;
}

static GtkLabel *
get_focus_label (CmDocumentView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, self->column) ? find_label (self, focus)
                                                                       : NULL;
}

/* What the menu is about as long as it is open, else what has the focus. */
static GtkLabel *
get_label (CmDocumentView *self)
{
  return self->menu_label != NULL ? self->menu_label : get_focus_label (self);
}

/* A heading or what is known of a step belongs to its section. */
static CmBlock *
get_block_of (CmDocumentView *self, GtkLabel *label)
{
  GtkWidget *widget = GTK_WIDGET (label);
  CmBlock *block = NULL;

  while (widget != NULL && widget != self->column && block == NULL)
    {
      block = cm_document_get_block (widget);
      widget = gtk_widget_get_parent (widget);
    }
  return block != NULL ? block : self->block;
}

CmBlock *
cm_document_view_get_block_at_focus (CmDocumentView *self)
{
  GtkLabel *label;

  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), NULL);
  label = get_label (self);
  return label != NULL ? get_block_of (self, label) : NULL;
}

/* The bytes of the label's text that are selected, or all. */
static void
get_range (GtkLabel *label, guint *start, guint *end)
{
  const char *text = gtk_label_get_text (label);
  int from, to;

  *start = 0;
  *end = (guint) strlen (text);
  if (!gtk_label_get_selection_bounds (label, &from, &to))
    return;
  *start = (guint) (g_utf8_offset_to_pointer (text, from) - text);
  *end = (guint) (g_utf8_offset_to_pointer (text, to) - text);
}

char *
cm_document_view_get_text_at_focus (CmDocumentView *self)
{
  GtkLabel *label;
  g_autoptr (GArray) spans = NULL;
  guint start, end;

  g_return_val_if_fail (CM_IS_DOCUMENT_VIEW (self), NULL);
  label = get_label (self);
  if (label == NULL)
    return NULL;
  spans = cm_document_spans_new (gtk_label_get_label (label));
  get_range (label, &start, &end);
  return cm_document_spans_make_plain (spans, gtk_label_get_text (label), start, end);
}

/* --- copying ---------------------------------------------------------------------------------- */

static void
copy (CmDocumentView *self, const char *plain, const char *html)
{
  g_autoptr (GBytes) bytes = g_bytes_new (html, strlen (html));
  GdkContentProvider *both[] = { gdk_content_provider_new_typed (G_TYPE_STRING, plain),
                                 gdk_content_provider_new_for_bytes ("text/html", bytes) };
  g_autoptr (GdkContentProvider) provider =
      gdk_content_provider_new_union (both, G_N_ELEMENTS (both));

  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), provider);
}

static char *
make_html (GtkLabel *label)
{
  g_autoptr (GArray) spans = cm_document_spans_new (gtk_label_get_label (label));
  guint start, end;

  get_range (label, &start, &end);
  return cm_document_spans_make_html (spans, gtk_label_get_text (label), start, end);
}

static void
copy_text (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmDocumentView *self = CM_DOCUMENT_VIEW (widget);
  GtkLabel *label = get_label (self);
  g_autofree char *plain = cm_document_view_get_text_at_focus (self);
  g_autofree char *html = label != NULL ? make_html (label) : NULL;

  if (label != NULL)
    copy (self, plain, html);
}

/* From the chapter down: "Plan › Options". */
static char *
make_way (CmBlock *block)
{
  char *way = cm_block_get_text (cm_block_get_section (block));

  for (CmBlock *at = cm_block_get_section (block)->parent; at != NULL; at = at->parent)
    {
      g_autofree char *title = cm_block_get_text (at);
      g_autofree char *rest = way;

      way = g_strconcat (title, " › ", rest, NULL);
    }
  return way;
}

static char *
make_source (CmDocumentView *self, const char *way)
{
  const char *title = cm_document_get_title (cm_manual_get_document (self->builder.manual));
  const char *edition = cm_manual_get_edition (self->builder.manual);

  return edition != NULL ? g_strdup_printf ("%s, %s, %s", title, edition, way)
                         : g_strdup_printf ("%s, %s", title, way);
}

static void
copy_with_source (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmDocumentView *self = CM_DOCUMENT_VIEW (widget);
  GtkLabel *label = get_label (self);
  g_autofree char *text = cm_document_view_get_text_at_focus (self);
  g_autofree char *way = NULL, *source = NULL, *escaped = NULL, *plain = NULL, *body = NULL,
                  *html = NULL;

  if (label == NULL)
    return;
  way = make_way (get_block_of (self, label));
  source = make_source (self, way);
  escaped = g_markup_escape_text (source, -1);
  body = make_html (label);
  plain = g_strdup_printf ("%s\n— %s\n", text, source);
  html = g_strdup_printf (
      "<blockquote><p>%s</p></blockquote>\n<p>— <cite>%s</cite></p>\n", body, escaped);
  copy (self, plain, html);
}

/* --- the menu --------------------------------------------------------------------------------- */

static GMenuModel *
make_menu (CmDocumentView *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append (section, _ ("_Copy"), "document.copy");
  g_menu_append (section, _ ("Copy with its _source"), "document.copy-with-source");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_signal_emit_by_name (self, "block-menu", get_block_of (self, self->menu_label), menu);
  return G_MENU_MODEL (menu);
}

/* A window scrolls to what has the focus, and takes a menu for a part of its text. */
static void
set_scroll_to_focus (CmDocumentView *self, gboolean scroll)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);

  if (viewport != NULL)
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), scroll);
}

/* A label that gets the focus selects all its text. */
static void
restore_focus (CmDocumentView *self)
{
  int start = 0, end = 0;

  if (self->menu_label == NULL || !self->menu_focus || get_focus_label (self) != NULL)
    return;
  gtk_label_get_selection_bounds (self->menu_label, &start, &end);
  gtk_widget_grab_focus (GTK_WIDGET (self->menu_label));
  gtk_label_select_region (self->menu_label, start, end);
}

/* The action of the item that was chosen comes after this. */
static gboolean
forget_label_cb (gpointer data)
{
  CmDocumentView *self = data;

  self->menu_id = 0;
  if (self->menu == NULL || !gtk_widget_get_visible (self->menu))
    {
      restore_focus (self);
      self->menu_label = NULL;
      set_scroll_to_focus (self, TRUE);
    }
  return G_SOURCE_REMOVE;
}

static void
closed_cb (CmDocumentView *self)
{
  if (self->menu_id == 0)
    self->menu_id = g_idle_add (forget_label_cb, self);
}

static void
open_menu (CmDocumentView *self, GtkLabel *label, const GdkRectangle *at)
{
  g_autoptr (GMenuModel) model = NULL;

  _cm_document_view_drop_menu (self);
  _cm_document_view_close_preview (self);
  self->menu_label = label;
  self->menu_focus = get_focus_label (self) == label;
  model = make_menu (self);
  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  set_scroll_to_focus (self, FALSE);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

void
_cm_document_view_drop_menu (CmDocumentView *self)
{
  g_clear_handle_id (&self->menu_id, g_source_remove);
  if (self->menu != NULL)
    set_scroll_to_focus (self, TRUE);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu_label = NULL;
}

void
_cm_document_view_present_popovers (CmDocumentView *self)
{
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
  if (self->preview.popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->preview.popover));
}

static void
pressed_cb (CmDocumentView *self, int n, double x, double y, GtkGesture *gesture)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkLabel *label = picked != NULL ? find_label (self, picked) : NULL;

  if (label == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu (self, label, &(GdkRectangle){ (int) x, (int) y, 1, 1 });
}

/* With the keyboard: at the beginning of the text that has the focus. */
static void
open_menu_at_focus (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmDocumentView *self = CM_DOCUMENT_VIEW (widget);
  GtkLabel *label = get_focus_label (self);
  graphene_rect_t bounds;

  if (label != NULL && gtk_widget_compute_bounds (GTK_WIDGET (label), widget, &bounds))
    open_menu (self,
               label,
               &(GdkRectangle){
                   (int) bounds.origin.x, (int) bounds.origin.y, 1, (int) bounds.size.height });
}

/* --- from heading to heading ------------------------------------------------------------------ */

static void
move_heading (GtkWidget *widget, const char *action, GVariant *parameter)
{
  cm_document_view_move_heading (CM_DOCUMENT_VIEW (widget), g_variant_get_int32 (parameter));
}

/* --- the class -------------------------------------------------------------------------------- */

void
_cm_document_view_add_menu_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "document.copy", NULL, copy_text);
  gtk_widget_class_install_action (
      widget_class, "document.copy-with-source", NULL, copy_with_source);
  gtk_widget_class_install_action (widget_class, "document.menu", NULL, open_menu_at_focus);
  gtk_widget_class_install_action (widget_class, "document.heading", "i", move_heading);
}

static void
add_key (GtkEventController *keys, const char *trigger, const char *action, GVariant *argument)
{
  GtkShortcut *shortcut =
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger), gtk_named_action_new (action));

  gtk_shortcut_set_arguments (shortcut, argument);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

/* On the way down: a label has a menu of its own, which knows nothing of paragraphs. */
void
_cm_document_view_init_menu (CmDocumentView *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (keys, "<Control><Shift>c", "document.copy-with-source", NULL);
  add_key (keys, "<Shift>F10|Menu", "document.menu", NULL);
  add_key (keys, "n|<Alt>Down", "document.heading", g_variant_new_int32 (1));
  add_key (keys, "p|<Alt>Up", "document.heading", g_variant_new_int32 (-1));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
