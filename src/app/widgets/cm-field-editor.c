/* cm-field-editor.c - a control for one field of one record, with its name, its help and its error.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-field-editor"
#include "config.h"

#include "cm-field-editor.h"

#include <glib/gi18n.h>

#include "cm-option-drop-down.h"
#include "cm-record-list.h"

#define SEARCHED_FROM 13 /* options; fewer are seen at a glance */
#define TEXT_HEIGHT 84   /* about four lines */
#define TEXT_HEIGHT_MAX 300

/**
 * CmFieldEditor:
 *
 * Text is saved when the control is left or Enter is pressed, a choice at once, each in a
 * transaction of its own. What cannot be kept stays in the control together with the reason; the
 * record keeps its last good value and Escape brings that back.
 */
struct _CmFieldEditor
{
  AdwBin parent_instance;

  const CmField *field;
  CmStore *store;
  CmRecord *record;

  GtkWidget *control;
  GtkWidget *error_label;
  CmRecordList *options; /* what a reference may refer to */
  char *shown;           /* the text that was put into the control, to tell whether it was edited */
  guint loading;         /* above 0 while we, and not the user, change the control */
  gboolean failing;      /* the control holds what cannot be kept */
};

enum
{
  SIGNAL_MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmFieldEditor, cm_field_editor, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static gboolean
is_drop_down (const CmField *field)
{
  return field->type == CM_FIELD_CHOICE || field->type == CM_FIELD_REFERENCE;
}

static gboolean
is_typed (const CmField *field)
{
  return !cm_field_is_derived (field) && !is_drop_down (field) && field->type != CM_FIELD_FLAG;
}

static gboolean
is_required (const CmField *field)
{
  return (field->flags & CM_FIELD_REQUIRED) != 0;
}

/* How many options stand before the first real one. */
static guint
count_none (const CmField *field)
{
  return is_required (field) ? 0 : 1;
}

/* --- what is said about the control ----------------------------------------------------------- */

static void
describe_control (CmFieldEditor *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->failing)
    g_string_append_printf (text, "%s ", gtk_label_get_text (GTK_LABEL (self->error_label)));
  if (cm_field_is_derived (self->field))
    g_string_append_printf (text, "%s. ", gtk_label_get_text (GTK_LABEL (self->control)));
  if (is_required (self->field) && !cm_field_is_derived (self->field))
    g_string_append_printf (text, "%s. ", _ ("Required"));
  if (self->field->help != NULL)
    g_string_append (text, _ (self->field->help));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
}

static void
show_error (CmFieldEditor *self, const char *message)
{
  self->failing = message != NULL;
  gtk_label_set_text (GTK_LABEL (self->error_label), message != NULL ? message : "");
  gtk_widget_set_visible (self->error_label, self->failing);
  if (self->failing)
    gtk_widget_add_css_class (self->control, "error");
  else
    gtk_widget_remove_css_class (self->control, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->control),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               self->failing ? GTK_ACCESSIBLE_INVALID_TRUE
                                             : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  describe_control (self);
}

/* --- from the record to the control ----------------------------------------------------------- */

static char *
get_typed (CmFieldEditor *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  if (self->field->type != CM_FIELD_LONG_TEXT)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->control)));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static gboolean
is_edited (CmFieldEditor *self)
{
  g_autofree char *text = NULL;

  if (self->record == NULL || !is_typed (self->field))
    return FALSE;
  text = get_typed (self);
  return g_strcmp0 (text, self->shown) != 0;
}

/* The control forgets its own undo: what was saved is taken back by the portfolio's undo. */
static void
put_typed (CmFieldEditor *self, const char *text)
{
  g_autofree char *old = get_typed (self);

  if (self->field->type == CM_FIELD_LONG_TEXT)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control));

      gtk_text_buffer_set_enable_undo (buffer, FALSE);
      if (g_strcmp0 (old, text) != 0)
        gtk_text_buffer_set_text (buffer, text, -1);
      gtk_text_buffer_set_enable_undo (buffer, TRUE);
    }
  else
    {
      GtkEditable *editable = GTK_EDITABLE (self->control);
      int position = gtk_editable_get_position (editable);

      gtk_editable_set_enable_undo (editable, FALSE);
      if (g_strcmp0 (old, text) != 0)
        {
          gtk_editable_set_text (editable, text);
          gtk_editable_set_position (editable, position);
        }
      gtk_editable_set_enable_undo (editable, TRUE);
    }
  g_free (self->shown);
  self->shown = g_strdup (text);
}

static guint
find_option (CmFieldEditor *self)
{
  const char *name =
      self->record != NULL ? cm_record_get_text (self->record, self->field->name) : "";
  guint none = count_none (self->field);
  guint i = 0;

  if (*name == '\0')
    return none > 0 ? 0 : GTK_INVALID_LIST_POSITION;
  if (self->field->type == CM_FIELD_REFERENCE)
    {
      i = cm_record_list_find (self->options, name);
      return i == G_MAXUINT ? GTK_INVALID_LIST_POSITION : i + none;
    }
  for (const CmChoice *c = self->field->choices; c->name != NULL; c++, i++)
    if (g_strcmp0 (c->name, name) == 0)
      return i + none;
  return GTK_INVALID_LIST_POSITION;
}

static void
put_value (CmFieldEditor *self)
{
  const CmField *field = self->field;
  g_autofree char *text = NULL;

  self->loading++;
  if (self->record != NULL)
    text = cm_store_format (self->store, self->record, field);
  if (cm_field_is_derived (field))
    gtk_label_set_text (GTK_LABEL (self->control), text != NULL && *text != '\0' ? text : "—");
  else if (is_drop_down (field))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), find_option (self));
  else if (field->type == CM_FIELD_FLAG)
    gtk_switch_set_active (GTK_SWITCH (self->control),
                           self->record != NULL &&
                               cm_record_get_number (self->record, field->name) != 0);
  else
    put_typed (self, text != NULL ? text : "");
  self->loading--;
}

void
cm_field_editor_restore (CmFieldEditor *self)
{
  put_value (self);
  show_error (self, NULL);
}

/* --- from the control to the store ------------------------------------------------------------ */

static gboolean
save_value (CmFieldEditor *self, const CmValue *value, GError **error)
{
  const CmTable *table = cm_record_get_table (self->record);
  g_autoptr (CmRecord) copy = cm_record_copy (self->record);
  const char *title = cm_record_get_title (self->record);
  g_autofree char *label = NULL;

  /* translators: %1$s is the name of a field, %2$s of the record it belongs to */
  label = g_strdup_printf (_ ("Change %1$s of “%2$s”"),
                           cm_field_label (self->field),
                           *title != '\0' ? title : cm_table_label (table));
  cm_record_set_value (copy, (guint) cm_table_field_index (table, self->field->name), value);
  return cm_store_save (self->store, copy, label, error);
}

/* Whether the record is still there: saving one that is gone would bring it back. */
static gboolean
is_kept (CmFieldEditor *self)
{
  g_autoptr (CmRecord) known = cm_store_get (
      self->store, cm_record_get_table (self->record)->name, cm_record_get_id (self->record));

  return known != NULL;
}

static gboolean
take_value (CmFieldEditor *self, const CmValue *value)
{
  /* Saving tells the form, which may show another record here. */
  g_autoptr (CmFieldEditor) hold = g_object_ref (self);
  g_autoptr (CmRecord) record = g_object_ref (self->record);
  g_autoptr (GError) error = NULL;

  if (!is_kept (self) || cm_value_equal (value, cm_record_get (record, self->field->name)) ||
      save_value (self, value, &error))
    {
      if (self->record == record)
        cm_field_editor_restore (self);
      return TRUE;
    }
  /* A choice that was refused goes back; a text stays, so that it can be put right. */
  if (!is_typed (self->field))
    put_value (self);
  show_error (self, error->message);
  return FALSE;
}

/* The record was deleted under the hands of who types. */
static void
tell_lost (CmFieldEditor *self)
{
  g_autofree char *typed = get_typed (self);
  g_autofree char *start =
      g_utf8_strlen (typed, -1) > 200 ? g_utf8_substring (typed, 0, 200) : g_strdup (typed);
  g_autofree char *text = NULL;

  /* translators: %1$s is the name of a field, %2$s what was typed into it */
  text = g_strdup_printf (_ ("The record was deleted meanwhile. Not kept: %1$s “%2$s”"),
                          cm_field_label (self->field),
                          start);
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, FALSE);
}

gboolean
cm_field_editor_flush (CmFieldEditor *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  CmValue value = CM_VALUE_INIT;
  gboolean taken;

  g_return_val_if_fail (CM_IS_FIELD_EDITOR (self), TRUE);
  if (!is_edited (self))
    {
      if (self->failing)
        cm_field_editor_restore (self);
      return TRUE;
    }
  if (!is_kept (self))
    {
      tell_lost (self);
      cm_field_editor_restore (self);
      return TRUE;
    }
  text = get_typed (self);
  taken = cm_store_parse (self->store, &value, self->field, text, &error) &&
          cm_value_check (&value, self->field, &error);
  if (taken)
    taken = take_value (self, &value);
  else
    show_error (self, error->message);
  cm_value_clear (&value);
  return taken;
}

static void
leave_cb (CmFieldEditor *self)
{
  if (self->loading == 0)
    cm_field_editor_flush (self);
}

static gboolean
key_cb (CmFieldEditor *self, guint key, guint code, GdkModifierType state)
{
  if (key == GDK_KEY_Escape && (self->failing || is_edited (self)))
    {
      cm_field_editor_restore (self);
      return GDK_EVENT_STOP;
    }
  if (self->field->type == CM_FIELD_LONG_TEXT && (state & GDK_CONTROL_MASK) != 0 &&
      (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter))
    {
      cm_field_editor_flush (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
selected_cb (CmFieldEditor *self)
{
  guint position = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control));
  guint none = count_none (self->field);
  CmValue value = CM_VALUE_INIT;

  if (self->loading > 0 || self->record == NULL || position == GTK_INVALID_LIST_POSITION)
    return;
  if (position >= none && self->field->type == CM_FIELD_REFERENCE)
    {
      g_autoptr (CmRecord) record =
          g_list_model_get_item (G_LIST_MODEL (self->options), position - none);

      cm_value_set_text (&value, cm_record_get_id (record));
    }
  else if (position >= none)
    cm_value_set_text (&value, self->field->choices[position - none].name);
  take_value (self, &value);
  cm_value_clear (&value);
}

static void
active_cb (CmFieldEditor *self)
{
  CmValue value = CM_VALUE_INIT;

  if (self->loading > 0 || self->record == NULL)
    return;
  cm_value_set_number (&value, gtk_switch_get_active (GTK_SWITCH (self->control)) ? 1 : 0);
  take_value (self, &value);
}

/* --- the options of a drop-down --------------------------------------------------------------- */

/* A list that loses or gains records moves the selection by itself, which is not the user's choice.
 */
static void
before_options_cb (CmFieldEditor *self)
{
  self->loading++;
}

static void
after_options_cb (CmFieldEditor *self)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), find_option (self));
  self->loading--;
}

static GListModel *
new_options (CmFieldEditor *self)
{
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);

  if (count_none (self->field) > 0)
    {
      g_autoptr (GtkStringList) none = gtk_string_list_new (NULL);

      gtk_string_list_append (none, _ ("(none)"));
      g_list_store_append (parts, none);
    }
  if (self->field->type == CM_FIELD_REFERENCE)
    {
      self->options = cm_record_list_new (self->store, cm_query_new (self->field->references));
      g_list_store_append (parts, self->options);
    }
  else
    {
      g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);

      for (const CmChoice *c = self->field->choices; c->name != NULL; c++)
        gtk_string_list_append (choices, _ (c->label));
      g_list_store_append (parts, choices);
    }
  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts)));
}

static void
load_options (CmFieldEditor *self)
{
  g_autoptr (GListModel) model = NULL;

  g_clear_object (&self->options);
  self->loading++;
  if (self->store != NULL)
    {
      model = new_options (self);
      g_signal_connect_object (
          model, "items-changed", G_CALLBACK (before_options_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->control), model);
  if (model != NULL)
    g_signal_connect_object (model,
                             "items-changed",
                             G_CALLBACK (after_options_cb),
                             self,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  self->loading--;
}

/* --- building --------------------------------------------------------------------------------- */

static void
watch_typing (CmFieldEditor *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->control, focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->control, keys);
}

static GtkWidget *
build_entry (CmFieldEditor *self)
{
  self->control = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->control), 8);
  if (self->field->type == CM_FIELD_DATE)
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->control), _ ("such as 31 Dec 2009"));
  else if (self->field->type == CM_FIELD_YEAR)
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->control), _ ("such as 2010/11"));
  else if (self->field->type == CM_FIELD_MONEY)
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->control), _ ("such as £36,400"));
  if (cm_field_is_number (self->field))
    gtk_widget_add_css_class (self->control, "numeric");
  g_signal_connect_object (
      self->control, "activate", G_CALLBACK (cm_field_editor_flush), self, G_CONNECT_SWAPPED);
  watch_typing (self);
  return self->control;
}

static GtkWidget *
build_text_view (CmFieldEditor *self)
{
  GtkWidget *frame = gtk_scrolled_window_new ();
  GtkTextView *view = GTK_TEXT_VIEW (gtk_text_view_new ());

  self->control = GTK_WIDGET (view);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (view, 8);
  gtk_text_view_set_right_margin (view, 8);
  gtk_text_view_set_top_margin (view, 6);
  gtk_text_view_set_bottom_margin (view, 6);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (frame), TRUE);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (frame), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (frame), TEXT_HEIGHT);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (frame), TEXT_HEIGHT_MAX);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (frame), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (frame), self->control);
  watch_typing (self);
  return frame;
}

static GtkWidget *
build_drop_down (CmFieldEditor *self)
{
  self->control = cm_option_drop_down_new (cm_field_label (self->field));
  g_signal_connect_object (
      self->control, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  return self->control;
}

static GtkWidget *
build_switch (CmFieldEditor *self)
{
  self->control = gtk_switch_new ();
  gtk_widget_set_valign (self->control, GTK_ALIGN_CENTER);
  g_signal_connect_object (
      self->control, "notify::active", G_CALLBACK (active_cb), self, G_CONNECT_SWAPPED);
  return self->control;
}

static GtkWidget *
build_value (CmFieldEditor *self)
{
  self->control = gtk_label_new (NULL);
  gtk_label_set_selectable (GTK_LABEL (self->control), TRUE);
  gtk_label_set_wrap (GTK_LABEL (self->control), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->control), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->control), 0);
  return self->control;
}

static GtkWidget *
build_control (CmFieldEditor *self)
{
  if (cm_field_is_derived (self->field))
    return build_value (self);
  if (is_drop_down (self->field))
    return build_drop_down (self);
  if (self->field->type == CM_FIELD_FLAG)
    return build_switch (self);
  if (self->field->type == CM_FIELD_LONG_TEXT)
    return build_text_view (self);
  return build_entry (self);
}

static GtkWidget *
new_caption (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
build (CmFieldEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *caption = new_caption (cm_field_label (self->field), "caption-heading");
  GtkWidget *control = build_control (self);

  gtk_widget_set_hexpand (caption, TRUE);
  gtk_box_append (GTK_BOX (line), caption);
  gtk_box_append (GTK_BOX (box), line);
  if (self->field->type == CM_FIELD_FLAG)
    gtk_box_append (GTK_BOX (line), control);
  else
    gtk_box_append (GTK_BOX (box), control);
  if (is_required (self->field) && self->field->type != CM_FIELD_FLAG)
    {
      GtkWidget *required = new_caption (_ ("Required"), "caption");

      gtk_widget_add_css_class (required, "dim-label");
      gtk_box_append (GTK_BOX (line), required);
    }
  self->error_label = new_caption (NULL, "caption");
  gtk_widget_add_css_class (self->error_label, "error");
  gtk_widget_set_visible (self->error_label, FALSE);
  gtk_box_append (GTK_BOX (box), self->error_label);
  adw_bin_set_child (ADW_BIN (self), box);

  if (self->field->help != NULL)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ (self->field->help));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  cm_field_label (self->field),
                                  GTK_ACCESSIBLE_PROPERTY_REQUIRED,
                                  is_required (self->field),
                                  -1);
  /* A label is called by its own text, so what is reckoned is named by its caption. */
  if (cm_field_is_derived (self->field))
    gtk_accessible_update_relation (
        GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_RELATION_LABELLED_BY, caption, NULL, -1);
  describe_control (self);
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_field_editor_dispose (GObject *object)
{
  CmFieldEditor *self = CM_FIELD_EDITOR (object);

  /* Nothing that still arrives from the controls may be saved. */
  g_clear_object (&self->record);
  g_clear_object (&self->options);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cm_field_editor_parent_class)->dispose (object);
}

static void
cm_field_editor_finalize (GObject *object)
{
  CmFieldEditor *self = CM_FIELD_EDITOR (object);

  g_free (self->shown);
  G_OBJECT_CLASS (cm_field_editor_parent_class)->finalize (object);
}

static gboolean
cm_field_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CM_FIELD_EDITOR (widget)->control);
}

static void
cm_field_editor_class_init (CmFieldEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_field_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_field_editor_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = cm_field_editor_grab_focus;

  /* Something to tell the reader; the flag says whether it can be undone. */
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_FIELD_EDITOR,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
}

static void
cm_field_editor_init (CmFieldEditor *self)
{
}

GtkWidget *
cm_field_editor_new (const CmField *field)
{
  CmFieldEditor *self;

  g_return_val_if_fail (field != NULL, NULL);
  self = g_object_new (CM_TYPE_FIELD_EDITOR, NULL);
  self->field = field;
  build (self);
  return GTK_WIDGET (self);
}

const CmField *
cm_field_editor_get_field (CmFieldEditor *self)
{
  return self->field;
}

GtkWidget *
cm_field_editor_get_control (CmFieldEditor *self)
{
  return self->control;
}

/* Another record comes: what cannot be kept of this one is lost, and the reader is told. */
static void
leave_record (CmFieldEditor *self)
{
  g_autofree char *text = NULL;

  if (self->record == NULL || !is_kept (self) || cm_field_editor_flush (self))
    return;
  /* translators: %s says what is wrong with a value that was typed */
  text = g_strdup_printf (_ ("Not saved. %s"), gtk_label_get_text (GTK_LABEL (self->error_label)));
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, FALSE);
}

void
cm_field_editor_show (CmFieldEditor *self, CmStore *store, CmRecord *record)
{
  gboolean other = record != self->record;

  g_return_if_fail (CM_IS_FIELD_EDITOR (self));
  g_return_if_fail (record == NULL || CM_IS_STORE (store));
  if (other)
    leave_record (self);
  g_set_object (&self->record, record);
  if (g_set_object (&self->store, (record != NULL ? store : NULL)) && is_drop_down (self->field))
    load_options (self);
  if (is_drop_down (self->field))
    {
      GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (self->control));

      gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->control),
                                       model != NULL &&
                                           g_list_model_get_n_items (model) >= SEARCHED_FROM);
    }
  if (!cm_field_is_derived (self->field))
    gtk_widget_set_sensitive (self->control,
                              self->store != NULL && !cm_store_get_read_only (self->store));
  if (other || !(self->failing || is_edited (self)))
    cm_field_editor_restore (self);
  else
    describe_control (self);
}
