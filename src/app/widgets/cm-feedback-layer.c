/* cm-feedback-layer.c - the text of the manual with the points that readers attached to it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-feedback"
#include "config.h"

#include "cm-feedback-layer.h"

#include <glib/gi18n.h>

#include "cm-feedback-dialog.h"
#include "cm-section-tag.h"

#define GAP 4       /* pixels between the text and its marks */
#define ROOM 24     /* pixels beside the text, of which the page has some more */
#define OUT (-1000) /* where a mark waits for its passage */

/**
 * CmFeedbackLayer:
 *
 * Marks lie over the view, at the right edge of the text beside the passages they are about. They
 * find their place whenever the text is laid out, so that it can be built bit by bit, and points
 * can come and go, without the text being made anew.
 */
struct _CmFeedbackLayer
{
  AdwBin parent_instance;

  CmDocumentView *view;
  GtkWidget *overlay;
  CmFeedbackModel *model; /* or NULL */
  GPtrArray *marks;       /* of GtkWidget, which the overlay owns */
  guint idle;             /* adds them */
};

enum
{
  SIGNAL_MESSAGE,
  SIGNAL_OPEN_POINT,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmFeedbackLayer, cm_feedback_layer, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* --- where a mark belongs --------------------------------------------------------------------- */

/* The column of the text: it is as wide as its paragraphs. */
static GtkWidget *
get_column (CmFeedbackLayer *self)
{
  GtkWidget *clamp = adw_bin_get_child (ADW_BIN (self->view));

  return ADW_IS_CLAMP (clamp) ? adw_clamp_get_child (ADW_CLAMP (clamp)) : GTK_WIDGET (self->view);
}

static gboolean
place_mark_cb (GtkOverlay *overlay, GtkWidget *mark, GdkRectangle *at, CmFeedbackLayer *self)
{
  const CmBlock *passage = g_object_get_data (G_OBJECT (mark), "passage");
  GtkWidget *target = cm_document_view_find_block (self->view, passage);
  graphene_rect_t bounds, column;
  GtkRequisition size;

  gtk_widget_get_preferred_size (mark, NULL, &size);
  at->width = size.width;
  at->height = size.height;
  at->x = at->y = OUT;
  if (target == NULL || !gtk_widget_compute_bounds (target, self->overlay, &bounds) ||
      !gtk_widget_compute_bounds (get_column (self), self->overlay, &column))
    return TRUE;
  at->x = (int) (column.origin.x + column.size.width) + GAP;
  at->y = (int) bounds.origin.y;
  return TRUE;
}

/* --- the points of a passage ------------------------------------------------------------------ */

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 38);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* “Voluntary sector · 2 Jun 2009 · Accepted” */
static char *
describe_point (CmFeedbackLayer *self, CmRecord *record)
{
  static const char *const fields[] = { "raised_by", "on_date", "response" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value =
          cm_store_format (cm_feedback_model_get_store (self->model),
                           record,
                           cm_table_field (cm_record_get_table (record), fields[i]));

      if (value != NULL && *value != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", value);
    }
  return g_string_free (text, FALSE);
}

static void
answer_cb (GtkButton *button, GtkWidget *mark)
{
  CmFeedbackLayer *self =
      CM_FEEDBACK_LAYER (gtk_widget_get_ancestor (mark, CM_TYPE_FEEDBACK_LAYER));
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "id"));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (mark));
  g_signal_emit (self, signals[SIGNAL_OPEN_POINT], 0, id);
}

static void
append_point (CmFeedbackLayer *self, GtkWidget *box, CmRecord *record, GtkWidget *mark)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *button = gtk_button_new_with_label (_ ("Answer…"));
  g_autofree char *about = describe_point (self, record);

  gtk_box_append (GTK_BOX (texts), make_label (cm_record_get_title (record), NULL));
  gtk_box_append (GTK_BOX (texts), make_label (about, "dim-label"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Show this point in the feedback record"));
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (cm_record_get_id (record)), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (answer_cb), mark);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), button);
  gtk_widget_add_css_class (row, "feedback-point");
  gtk_box_append (GTK_BOX (box), row);
}

static void
more_cb (GtkWidget *mark)
{
  CmFeedbackLayer *self =
      CM_FEEDBACK_LAYER (gtk_widget_get_ancestor (mark, CM_TYPE_FEEDBACK_LAYER));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (mark));
  cm_feedback_layer_give (self, g_object_get_data (G_OBJECT (mark), "passage"));
}

static GtkWidget *
build_points (CmFeedbackLayer *self, GtkWidget *mark)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *more = gtk_button_new_with_mnemonic (_ ("_Say something more…"));
  GPtrArray *points = cm_feedback_get_at (cm_feedback_model_get_points (self->model),
                                          g_object_get_data (G_OBJECT (mark), "passage"));

  for (guint i = 0; points != NULL && i < points->len; i++)
    {
      const CmFeedbackPoint *point = g_ptr_array_index (points, i);

      if (cm_feedback_is_open (point->record))
        append_point (self, box, point->record, mark);
    }
  gtk_widget_set_halign (more, GTK_ALIGN_START);
  gtk_widget_set_margin_top (more, 6);
  gtk_widget_set_visible (more,
                          !cm_store_get_read_only (cm_feedback_model_get_store (self->model)));
  g_signal_connect_swapped (more, "clicked", G_CALLBACK (more_cb), mark);
  gtk_box_append (GTK_BOX (box), more);
  gtk_widget_add_css_class (box, "section-form");
  return box;
}

static void
create_popover_cb (GtkMenuButton *mark, gpointer data)
{
  CmFeedbackLayer *self = data;
  GtkWidget *popover = gtk_popover_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), build_points (self, GTK_WIDGET (mark)));
  gtk_menu_button_set_popover (mark, popover);
}

/* --- marks ------------------------------------------------------------------------------------ */

static GtkWidget *
make_mark (CmFeedbackLayer *self, const CmBlock *passage, guint n)
{
  GtkWidget *mark = gtk_menu_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *name =
      g_strdup_printf (ngettext ("%u point of feedback", "%u points of feedback", n), n);

  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("cm-feedback-symbolic"));
  gtk_box_append (GTK_BOX (content), gtk_label_new (count));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (mark), content);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (mark), create_popover_cb, self, NULL);
  gtk_widget_set_tooltip_text (mark, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (mark, "feedback-mark");
  g_object_set_data (G_OBJECT (mark), "passage", (gpointer) passage);
  return mark;
}

static void
add_marks (CmFeedbackLayer *self, const CmBlock *block)
{
  guint n = cm_feedback_count_open (cm_feedback_model_get_points (self->model), block);

  if (n > 0)
    {
      GtkWidget *mark = make_mark (self, block, n);

      g_ptr_array_add (self->marks, mark);
      gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), mark);
    }
  for (guint i = 0; i < block->children->len; i++)
    add_marks (self, g_ptr_array_index (block->children, i));
}

static void
drop_marks (CmFeedbackLayer *self)
{
  for (guint i = 0; i < self->marks->len; i++)
    gtk_overlay_remove_overlay (GTK_OVERLAY (self->overlay), g_ptr_array_index (self->marks, i));
  g_ptr_array_set_size (self->marks, 0);
}

static gboolean
add_marks_cb (gpointer data)
{
  CmFeedbackLayer *self = data;
  CmBlock *block = cm_document_view_get_block (self->view);

  self->idle = 0;
  if (self->model != NULL && block != NULL)
    add_marks (self, block);
  return G_SOURCE_REMOVE;
}

/* The text is there first: the passages of a whole manual must be looked for. */
void
cm_feedback_layer_update (CmFeedbackLayer *self)
{
  g_return_if_fail (CM_IS_FEEDBACK_LAYER (self));
  drop_marks (self);
  if (self->idle == 0 && self->model != NULL)
    self->idle = g_idle_add (add_marks_cb, self);
}

/* --- saying something ------------------------------------------------------------------------- */

static gboolean
is_writable (CmFeedbackLayer *self)
{
  return self->model != NULL && !cm_store_get_read_only (cm_feedback_model_get_store (self->model));
}

static void
given_cb (CmFeedbackLayer *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, TRUE);
}

void
cm_feedback_layer_give (CmFeedbackLayer *self, CmBlock *block)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  CmBlock *passage;
  GtkWidget *dialog;

  g_return_if_fail (CM_IS_FEEDBACK_LAYER (self));
  passage = block != NULL ? cm_anchor_get_passage (block) : NULL;
  if (!is_writable (self) || passage == NULL)
    return;
  dialog = cm_feedback_dialog_new (self->model, passage);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (root));
  g_signal_connect_object (dialog, "given", G_CALLBACK (given_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* With nothing in the text chosen, the section that is shown is meant. */
static void
give_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CmFeedbackLayer *self = CM_FEEDBACK_LAYER (widget);
  CmBlock *block = cm_document_view_get_block_at_focus (self->view);

  cm_feedback_layer_give (self, block != NULL ? block : cm_document_view_get_block (self->view));
}

static void
block_menu_cb (CmFeedbackLayer *self, CmBlock *block, GMenu *menu)
{
  CmBlock *passage = block != NULL ? cm_anchor_get_passage (block) : NULL;
  g_autoptr (GMenu) section = g_menu_new ();

  if (!is_writable (self) || passage == NULL)
    return;
  g_menu_append (section,
                 passage->kind == CM_BLOCK_SECTION ? _ ("Say something about this _section…")
                                                   : _ ("Say something about this _paragraph…"),
                 "feedback.give");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/* --- the state of a section ------------------------------------------------------------------- */

static void
tag_message_cb (CmFeedbackLayer *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

GtkWidget *
cm_feedback_layer_make_head (CmFeedbackLayer *self, const CmBlock *section, guint level)
{
  GtkWidget *tag;
  gboolean own;

  g_return_val_if_fail (CM_IS_FEEDBACK_LAYER (self), NULL);
  if (self->model == NULL || section->id == NULL)
    return NULL;
  cm_section_states_get (cm_feedback_model_get_states (self->model), section, &own);
  /* What is shown as one has one tag; a section within it only where it goes its own way. */
  if (level > 1 && !own)
    return NULL;
  tag = cm_section_tag_new (self->model);
  gtk_widget_set_halign (tag, GTK_ALIGN_START);
  cm_section_tag_show (CM_SECTION_TAG (tag), section);
  g_signal_connect_object (tag, "message", G_CALLBACK (tag_message_cb), self, G_CONNECT_SWAPPED);
  return tag;
}

/* --- the widget ------------------------------------------------------------------------------- */

void
cm_feedback_layer_set_model (CmFeedbackLayer *self, CmFeedbackModel *model)
{
  g_return_if_fail (CM_IS_FEEDBACK_LAYER (self));
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_swapped (model, "changed", G_CALLBACK (cm_feedback_layer_update), self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "feedback.give", is_writable (self));
  cm_feedback_layer_update (self);
}

static void
cm_feedback_layer_dispose (GObject *object)
{
  CmFeedbackLayer *self = CM_FEEDBACK_LAYER (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  if (self->overlay != NULL)
    g_signal_handlers_disconnect_by_data (self->overlay, self);
  self->overlay = NULL;
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  G_OBJECT_CLASS (cm_feedback_layer_parent_class)->dispose (object);
}

static void
cm_feedback_layer_class_init (CmFeedbackLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_feedback_layer_dispose;
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_FEEDBACK_LAYER,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
  signals[SIGNAL_OPEN_POINT] = g_signal_new ("open-point",
                                             CM_TYPE_FEEDBACK_LAYER,
                                             G_SIGNAL_RUN_LAST,
                                             0,
                                             NULL,
                                             NULL,
                                             NULL,
                                             G_TYPE_NONE,
                                             1,
                                             G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "feedback.give", NULL, give_cb);
}

/* Wherever the keyboard is on the page: an entry for searching may have it. */
static void
add_key (CmFeedbackLayer *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_m, GDK_CONTROL_MASK | GDK_ALT_MASK),
                        gtk_named_action_new ("feedback.give")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
cm_feedback_layer_init (CmFeedbackLayer *self)
{
  self->marks = g_ptr_array_new ();
  self->overlay = gtk_overlay_new ();
  g_signal_connect (self->overlay, "get-child-position", G_CALLBACK (place_mark_cb), self);
  adw_bin_set_child (ADW_BIN (self), self->overlay);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "feedback.give", FALSE);
  add_key (self);
}

GtkWidget *
cm_feedback_layer_new (CmDocumentView *view)
{
  CmFeedbackLayer *self = g_object_new (CM_TYPE_FEEDBACK_LAYER, NULL);

  self->view = view;
  gtk_widget_set_margin_end (GTK_WIDGET (view), ROOM);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (view));
  g_signal_connect_object (view, "block-menu", G_CALLBACK (block_menu_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
