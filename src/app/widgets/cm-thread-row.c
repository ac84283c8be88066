/* cm-thread-row.c - a row of the golden thread as it is seen, renamed, dragged and dropped on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-thread-row"
#include "config.h"

#include "cm-thread-row.h"

#include <glib/gi18n.h>

/**
 * CmThreadRow:
 *
 * Two lines in three columns: what it is, how it stands, what it costs. What is missing carries a
 * mark and the style class "thread-loose".
 *
 * Accessibility: the row is labelled with all of its words.
 */
struct _CmThreadRow
{
  AdwBin parent_instance;

  GtkWidget *expander;
  GtkWidget *icon;
  GtkWidget *names; /* the title, or the entry for it, above the caption */
  GtkWidget *title, *caption;
  GtkWidget *entry;   /* while it is renamed, or NULL */
  GtkWidget *columns; /* or, for a gap, the button */
  GtkWidget *first, *second, *money, *share;
  GtkWidget *button;
  CmThreadItem *item;
  gboolean writable;
};

enum
{
  SIGNAL_RENAMED,
  SIGNAL_DROPPED,
  SIGNAL_MEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmThreadRow, cm_thread_row, ADW_TYPE_BIN)

/* --- words ------------------------------------------------------------------------------------ */

static void
set_label (GtkWidget *label, const char *text, gboolean loose)
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  if (loose)
    gtk_widget_add_css_class (label, "thread-loose");
  else
    gtk_widget_remove_css_class (label, "thread-loose");
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_kind (CmThreadRow *self)
{
  CmThreadItemKind kind = cm_thread_item_get_kind (self->item);
  gboolean gap = cm_thread_item_is_gap (self->item);
  const char *const buttons[] = { _ ("Add an outcome"),
                                  _ ("Add an indicator"),
                                  _ ("Link an activity") };

  set_class (self->title,
             "heading",
             kind == CM_THREAD_ITEM_CHAPTER || kind == CM_THREAD_ITEM_STRAY_ACTIVITIES ||
                 kind == CM_THREAD_ITEM_STRAY_INDICATORS);
  gtk_widget_set_visible (self->columns, !gap);
  gtk_widget_set_visible (self->button, gap);
  if (gap)
    gtk_button_set_label (GTK_BUTTON (self->button), buttons[kind - CM_THREAD_ITEM_NO_OUTCOME]);
}

void
cm_thread_row_refresh (CmThreadRow *self, CmThread *thread)
{
  CmThreadWords words;
  g_autofree char *spoken = NULL;

  if (self->item == NULL || thread == NULL)
    return;
  cm_thread_item_describe (self->item, thread, &words);
  spoken = cm_thread_words_speak (&words);
  set_label (self->title, words.title, words.title_loose);
  set_label (self->caption, words.caption, words.caption_loose);
  set_label (self->first, words.first, words.first_loose);
  set_label (self->second, words.second, words.second_loose);
  set_label (self->money, words.money, FALSE);
  set_label (self->share, words.share, words.share_loose);
  gtk_widget_set_visible (self->caption, words.caption != NULL);
  /* One of the two stays, so that the columns stand below one another. */
  gtk_widget_set_visible (self->share, words.share != NULL);
  gtk_widget_set_visible (self->money, words.money != NULL || words.share == NULL);
  gtk_widget_set_visible (self->second, words.second != NULL);
  gtk_widget_set_visible (self->icon, words.icon != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), words.icon);
  show_kind (self);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words.more);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->expander), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  cm_thread_words_clear (&words);
}

/* Cut texts are told in full where the pointer is. */
static gboolean
query_tooltip_cb (
    GtkWidget *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (GTK_LABEL (label)));
  return TRUE;
}

/* --- renaming --------------------------------------------------------------------------------- */

static void
end_edit (CmThreadRow *self, gboolean keep)
{
  GtkWidget *entry = g_steal_pointer (&self->entry);
  g_autofree char *name = NULL;

  if (entry == NULL)
    return;
  name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  gtk_widget_set_visible (self->title, TRUE);
  /* The keyboard goes back to the row before the entry goes. */
  gtk_widget_grab_focus (self->expander);
  gtk_box_remove (GTK_BOX (self->names), entry);
  if (keep && !g_str_equal (name, gtk_label_get_text (GTK_LABEL (self->title))))
    g_signal_emit (self, signals[SIGNAL_RENAMED], 0, name);
}

static void
entry_activate_cb (CmThreadRow *self)
{
  end_edit (self, TRUE);
}

static gboolean
entry_key_cb (GtkEventControllerKey *controller,
              guint keyval,
              guint keycode,
              GdkModifierType state,
              CmThreadRow *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  end_edit (self, FALSE);
  return GDK_EVENT_STOP;
}

static void
entry_leave_cb (GtkEventControllerFocus *controller, CmThreadRow *self)
{
  end_edit (self, TRUE);
}

void
cm_thread_row_edit (CmThreadRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autoptr (CmThreadItem) item = self->item != NULL ? g_object_ref (self->item) : NULL;

  if (item == NULL || !self->writable || self->entry != NULL)
    {
      g_object_unref (keys);
      g_object_unref (focus);
      return;
    }
  self->entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->entry), gtk_label_get_text (GTK_LABEL (self->title)));
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (entry_leave_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  gtk_widget_add_controller (self->entry, focus);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  gtk_widget_set_visible (self->title, FALSE);
  gtk_box_prepend (GTK_BOX (self->names), self->entry);
  gtk_widget_grab_focus (self->entry);
}

gboolean
cm_thread_row_is_editing (CmThreadRow *self)
{
  return self->entry != NULL;
}

/* --- dragging --------------------------------------------------------------------------------- */

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, CmThreadRow *self)
{
  CmThreadItemKind kind;

  if (self->item == NULL || !self->writable || self->entry != NULL)
    return NULL;
  kind = cm_thread_item_get_kind (self->item);
  if (kind != CM_THREAD_ITEM_ACTIVITY && kind != CM_THREAD_ITEM_STRAY_ACTIVITY)
    return NULL;
  return gdk_content_provider_new_typed (CM_TYPE_THREAD_ITEM, self->item);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, CmThreadRow *self)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (self->names);

  gtk_drag_source_set_icon (source, picture, 12, 12);
}

static GdkDragAction
drop_motion_cb (GtkDropTarget *target, double x, double y, CmThreadRow *self)
{
  return self->writable && self->item != NULL && cm_thread_item_get_outcome (self->item) != NULL
             ? GDK_ACTION_COPY
             : 0;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CmThreadRow *self)
{
  if (drop_motion_cb (target, x, y, self) == 0)
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_DROPPED], 0, g_value_get_object (value));
  return TRUE;
}

static void
add_dragging (CmThreadRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (CM_TYPE_THREAD_ITEM, GDK_ACTION_COPY);

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "enter", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect (target, "motion", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* --- the row ---------------------------------------------------------------------------------- */

static void
button_clicked_cb (CmThreadRow *self)
{
  g_signal_emit (self, signals[SIGNAL_MEND], 0);
}

static void
cm_thread_row_dispose (GObject *object)
{
  CmThreadRow *self = CM_THREAD_ROW (object);

  g_clear_object (&self->item);
  self->entry = NULL;
  G_OBJECT_CLASS (cm_thread_row_parent_class)->dispose (object);
}

static void
cm_thread_row_class_init (CmThreadRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_thread_row_dispose;
  signals[SIGNAL_RENAMED] = g_signal_new ("renamed",
                                          CM_TYPE_THREAD_ROW,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          G_TYPE_STRING);
  signals[SIGNAL_DROPPED] = g_signal_new ("dropped",
                                          CM_TYPE_THREAD_ROW,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          CM_TYPE_THREAD_ITEM);
  signals[SIGNAL_MEND] = g_signal_new (
      "mend", CM_TYPE_THREAD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_label (double xalign, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), (float) xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
make_column (GtkWidget *upper, GtkWidget *lower, int chars)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_label_set_width_chars (GTK_LABEL (upper), chars);
  gtk_label_set_max_width_chars (GTK_LABEL (upper), chars);
  gtk_label_set_width_chars (GTK_LABEL (lower), chars);
  gtk_label_set_max_width_chars (GTK_LABEL (lower), chars);
  gtk_box_append (GTK_BOX (column), upper);
  gtk_box_append (GTK_BOX (column), lower);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  return column;
}

static void
make_columns (CmThreadRow *self)
{
  self->first = make_label (0, "caption");
  self->second = make_label (0, "caption");
  self->money = make_label (1, "caption");
  self->share = make_label (1, "caption");
  gtk_widget_add_css_class (self->second, "dim-label");
  gtk_widget_add_css_class (self->share, "dim-label");
  gtk_widget_add_css_class (self->money, "numeric");
  gtk_widget_add_css_class (self->share, "numeric");
  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (self->columns),
                  make_column (self->first, self->second, CM_THREAD_ROW_STANDING));
  gtk_box_append (GTK_BOX (self->columns),
                  make_column (self->money, self->share, CM_THREAD_ROW_MONEY));
}

static void
cm_thread_row_init (CmThreadRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->icon = gtk_image_new ();
  gtk_widget_add_css_class (self->icon, "dim-label");
  self->title = make_label (0, NULL);
  self->caption = make_label (0, "caption");
  gtk_widget_add_css_class (self->caption, "dim-label");
  self->names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_hexpand (self->names, TRUE);
  gtk_widget_set_valign (self->names, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->names), self->title);
  gtk_box_append (GTK_BOX (self->names), self->caption);
  make_columns (self);
  self->button = gtk_button_new ();
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->button, FALSE);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (button_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), self->names);
  gtk_box_append (GTK_BOX (box), self->columns);
  gtk_box_append (GTK_BOX (box), self->button);
  self->expander = gtk_tree_expander_new ();
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (self->expander), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "thread-row");
  adw_bin_set_child (ADW_BIN (self), self->expander);
  add_dragging (self);
}

GtkWidget *
cm_thread_row_new (void)
{
  return g_object_new (CM_TYPE_THREAD_ROW, NULL);
}

void
cm_thread_row_show (CmThreadRow *self, GtkTreeListRow *row, CmThread *thread)
{
  g_autoptr (CmThreadItem) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  end_edit (self, FALSE);
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (self->expander), row);
  g_set_object (&self->item, item);
  cm_thread_row_refresh (self, thread);
}

CmThreadItem *
cm_thread_row_get_item (CmThreadRow *self)
{
  return self->item;
}

void
cm_thread_row_set_writable (CmThreadRow *self, gboolean writable)
{
  self->writable = writable;
  gtk_widget_set_sensitive (self->button, writable);
}
