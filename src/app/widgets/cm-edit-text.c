/* cm-edit-text.c - a text that is edited where it stands and as high as it is long. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-edit-text"
#include "config.h"

#include "cm-edit-text.h"

#define SIDE 6 /* px of margin */
#define TOP 4
#define LEAST_WIDTH 60
#define NATURAL_WIDTH 240

/**
 * CmEditText:
 *
 * One paragraph that wraps. Tab leaves it, Enter keeps it: there are no line breaks in it, and
 * those that are pasted become spaces.
 */
struct _CmEditText
{
  GtkTextView parent_instance;

  CmEditTextSave save;
  gpointer data;
  char *kept;
  char *hint;
};

enum
{
  SIGNAL_ENTERED,
  SIGNAL_REFUSED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmEditText, cm_edit_text, GTK_TYPE_TEXT_VIEW)

static guint signals[N_SIGNALS];

char *
cm_edit_text_get_text (CmEditText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strdelimit (gtk_text_buffer_get_text (buffer, &start, &end, TRUE), "\r\n", ' ');
}

static gboolean
is_edited (CmEditText *self)
{
  g_autofree char *text = cm_edit_text_get_text (self);

  return g_strcmp0 (text, self->kept) != 0;
}

static void
mark_faulty (CmEditText *self, gboolean faulty)
{
  if (faulty)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               faulty ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* What was saved is taken back by the portfolio's undo, not by that of the text. */
void
cm_edit_text_restore (CmEditText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  if (is_edited (self))
    {
      GtkTextIter start;

      gtk_text_buffer_set_enable_undo (buffer, FALSE);
      gtk_text_buffer_set_text (buffer, self->kept, -1);
      gtk_text_buffer_get_start_iter (buffer, &start);
      gtk_text_buffer_place_cursor (buffer, &start);
      gtk_text_buffer_set_enable_undo (buffer, TRUE);
    }
  mark_faulty (self, FALSE);
}

void
cm_edit_text_show (CmEditText *self, const char *text)
{
  gboolean edited = is_edited (self);

  if (g_strcmp0 (self->kept, text) != 0)
    {
      g_free (self->kept);
      self->kept = g_strdup (text);
    }
  if (!edited)
    cm_edit_text_restore (self);
}

gboolean
cm_edit_text_flush (CmEditText *self)
{
  /* Saving tells the view, which may take this away. */
  g_autoptr (CmEditText) hold = g_object_ref (self);
  g_autofree char *text = cm_edit_text_get_text (self);
  g_autoptr (GError) error = NULL;

  if (self->save == NULL || !is_edited (self))
    return TRUE;
  if (!self->save (self, text, self->data, &error))
    {
      mark_faulty (self, TRUE);
      g_signal_emit (self, signals[SIGNAL_REFUSED], 0, error != NULL ? error->message : "");
      return FALSE;
    }
  /* By now the view has shown what is kept. */
  if (self->save != NULL)
    cm_edit_text_restore (self);
  return TRUE;
}

static void
leave_cb (CmEditText *self)
{
  cm_edit_text_flush (self);
}

static gboolean
key_cb (CmEditText *self, guint key, guint code, GdkModifierType state)
{
  switch (key)
    {
    case GDK_KEY_Escape:
      if (!is_edited (self))
        return GDK_EVENT_PROPAGATE;
      cm_edit_text_restore (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (cm_edit_text_flush (self))
        g_signal_emit (self, signals[SIGNAL_ENTERED], 0);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* --- as high as its text ---------------------------------------------------------------------- */

static GtkSizeRequestMode
cm_edit_text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* A text view knows its height only after it was drawn at its width; that is too late in a list. */
static int
measure_height (CmEditText *self, int width)
{
  g_autofree char *text = cm_edit_text_get_text (self);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int height;

  pango_layout_set_width (layout, MAX (width - 2 * SIDE, 1) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height + 2 * TOP;
}

static void
cm_edit_text_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = NATURAL_WIDTH;
    }
  else
    *minimum = *natural =
        measure_height (CM_EDIT_TEXT (widget), for_size >= 0 ? for_size : NATURAL_WIDTH);
}

/* The hint is drawn as an entry does: a text view has none of its own. */
static void
cm_edit_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CmEditText *self = CM_EDIT_TEXT (widget);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  g_autoptr (PangoLayout) layout = NULL;
  GdkRGBA colour;

  GTK_WIDGET_CLASS (cm_edit_text_parent_class)->snapshot (widget, snapshot);
  if (self->hint == NULL || gtk_text_buffer_get_char_count (buffer) > 0)
    return;
  layout = gtk_widget_create_pango_layout (widget, self->hint);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (gtk_widget_get_width (widget) - 2 * SIDE) * PANGO_SCALE);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  colour.alpha *= 0.6f;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT ((float) gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self)),
                            (float) gtk_text_view_get_top_margin (GTK_TEXT_VIEW (self))));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
cm_edit_text_dispose (GObject *object)
{
  /* Nothing that still arrives may be saved. */
  CM_EDIT_TEXT (object)->save = NULL;
  G_OBJECT_CLASS (cm_edit_text_parent_class)->dispose (object);
}

static void
cm_edit_text_finalize (GObject *object)
{
  g_free (CM_EDIT_TEXT (object)->kept);
  g_free (CM_EDIT_TEXT (object)->hint);
  G_OBJECT_CLASS (cm_edit_text_parent_class)->finalize (object);
}

static void
cm_edit_text_class_init (CmEditTextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_edit_text_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_edit_text_finalize;
  GTK_WIDGET_CLASS (klass)->get_request_mode = cm_edit_text_get_request_mode;
  GTK_WIDGET_CLASS (klass)->measure = cm_edit_text_measure;
  GTK_WIDGET_CLASS (klass)->snapshot = cm_edit_text_snapshot;
  signals[SIGNAL_ENTERED] = g_signal_new (
      "entered", CM_TYPE_EDIT_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused",
                                          CM_TYPE_EDIT_TEXT,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          G_TYPE_STRING);
}

static void
cm_edit_text_init (CmEditText *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->kept = g_strdup ("");
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (view, SIDE);
  gtk_text_view_set_right_margin (view, SIDE);
  gtk_text_view_set_top_margin (view, TOP);
  gtk_text_view_set_bottom_margin (view, TOP);
  gtk_widget_add_css_class (GTK_WIDGET (self), "edit-text");
  g_signal_connect_object (gtk_text_view_get_buffer (view),
                           "changed",
                           G_CALLBACK (gtk_widget_queue_resize),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
cm_edit_text_set_name (CmEditText *self, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
cm_edit_text_new (const char *name, const char *hint, CmEditTextSave save, gpointer data)
{
  CmEditText *self = g_object_new (CM_TYPE_EDIT_TEXT, NULL);

  self->hint = g_strdup (hint);
  self->save = save;
  self->data = data;
  cm_edit_text_set_name (self, name);
  if (hint != NULL)
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER, hint, -1);
  return GTK_WIDGET (self);
}
