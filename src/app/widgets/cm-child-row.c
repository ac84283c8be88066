/* cm-child-row.c - one record that another owns: a line that opens to be edited. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-child-row"
#include "config.h"

#include "cm-child-row.h"

#include <glib/gi18n.h>

#include "cm-field-editor.h"

/**
 * CmChildRow:
 *
 * The title is what the record is called or refers to, the subtitle its other columns. The editors
 * are made when the row is first opened: an owner may have a hundred such records.
 */
struct _CmChildRow
{
  AdwExpanderRow parent_instance;

  const CmTable *table;
  CmStore *store;
  CmRecord *record;

  GtkWidget *remove;
  GPtrArray *editors; /* of CmFieldEditor, which the row owns */
};

enum
{
  SIGNAL_REMOVE,
  SIGNAL_MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmChildRow, cm_child_row, ADW_TYPE_EXPANDER_ROW)

static guint signals[N_SIGNALS];

/* --- the line --------------------------------------------------------------------------------- */

/* The title of the table if it has one, else the first reference that is set, else the first value
 * of any kind; NULL while there is none. */
static const CmField *
find_title_field (CmChildRow *self)
{
  const CmField *any = NULL;

  if (self->table->title != NULL && !cm_record_is_null (self->record, self->table->title))
    return cm_table_field (self->table, self->table->title);
  for (guint i = 0; i < self->table->n_fields; i++)
    {
      const CmField *field = &self->table->fields[i];

      if ((field->flags & CM_FIELD_OWNER) != 0 || cm_record_is_null (self->record, field->name))
        continue;
      if (self->table->title == NULL && field->type == CM_FIELD_REFERENCE)
        return field;
      if (any == NULL && field->type != CM_FIELD_FLAG)
        any = field;
    }
  return any;
}

char *
cm_child_row_dup_title (CmChildRow *self)
{
  const CmField *field = find_title_field (self);

  if (field == NULL)
    return g_strdup (cm_table_label (self->table));
  return cm_store_format (self->store, self->record, field);
}

/* A bare number says nothing of what it counts. */
static char *
format_column (CmChildRow *self, const CmField *field)
{
  g_autofree char *value = cm_store_format (self->store, self->record, field);

  if (field->type != CM_FIELD_INTEGER && field->type != CM_FIELD_DECIMAL)
    return g_steal_pointer (&value);
  /* translators: %1$s is the name of a field, %2$s a number, as in “At least 25” */
  return g_strdup_printf (_ ("%1$s %2$s"), cm_field_label (field), value);
}

static char *
make_subtitle (CmChildRow *self)
{
  const CmField *title = find_title_field (self);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->table->n_fields; i++)
    {
      const CmField *field = &self->table->fields[i];
      g_autofree char *value = NULL;

      if (field == title || (field->flags & CM_FIELD_OWNER) != 0 ||
          (field->flags & CM_FIELD_COLUMN) == 0 || cm_record_is_null (self->record, field->name))
        continue;
      if (field->type == CM_FIELD_FLAG)
        value = g_strdup (
            cm_record_get_number (self->record, field->name) != 0 ? cm_field_label (field) : "");
      else
        value = format_column (self, field);
      if (*value != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", value);
    }
  return g_string_free (text, FALSE);
}

static void
show_line (CmChildRow *self)
{
  g_autofree char *title = cm_child_row_dup_title (self);
  g_autofree char *subtitle = make_subtitle (self);
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = g_markup_escape_text (subtitle, -1);
  /* translators: %s is what is removed from a record */
  g_autofree char *remove = g_strdup_printf (_ ("Remove “%s”"), title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title_markup);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle_markup);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  subtitle,
                                  -1);
  gtk_widget_set_tooltip_text (self->remove, remove);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
}

/* --- the fields ------------------------------------------------------------------------------- */

static void
pass_message_cb (CmChildRow *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

static void
build_editors (CmChildRow *self)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  for (guint i = 0; i < self->table->n_fields; i++)
    {
      GtkWidget *editor;

      if ((self->table->fields[i].flags & CM_FIELD_OWNER) != 0)
        continue;
      editor = cm_field_editor_new (&self->table->fields[i]);
      g_signal_connect_object (
          editor, "message", G_CALLBACK (pass_message_cb), self, G_CONNECT_SWAPPED);
      cm_field_editor_show (CM_FIELD_EDITOR (editor), self->store, self->record);
      gtk_box_append (GTK_BOX (box), editor);
      g_ptr_array_add (self->editors, editor);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
expanded_cb (CmChildRow *self)
{
  if (self->record != NULL && self->editors->len == 0 &&
      adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    build_editors (self);
}

static void
remove_clicked_cb (CmChildRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_child_row_dispose (GObject *object)
{
  CmChildRow *self = CM_CHILD_ROW (object);

  g_clear_object (&self->record);
  g_clear_object (&self->store);
  g_ptr_array_set_size (self->editors, 0);
  G_OBJECT_CLASS (cm_child_row_parent_class)->dispose (object);
}

static void
cm_child_row_finalize (GObject *object)
{
  g_ptr_array_unref (CM_CHILD_ROW (object)->editors);
  G_OBJECT_CLASS (cm_child_row_parent_class)->finalize (object);
}

static void
cm_child_row_class_init (CmChildRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_child_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_child_row_finalize;

  /* Its button was pressed. */
  signals[SIGNAL_REMOVE] = g_signal_new (
      "remove", CM_TYPE_CHILD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* Something to tell the reader; the flag says whether it can be undone. */
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_CHILD_ROW,
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
cm_child_row_init (CmChildRow *self)
{
  self->editors = g_ptr_array_new ();
  self->remove = gtk_button_new_from_icon_name ("cm-delete-symbolic");
  gtk_widget_add_css_class (self->remove, "flat");
  gtk_widget_set_valign (self->remove, GTK_ALIGN_CENTER);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->remove);
  g_signal_connect_object (
      self->remove, "clicked", G_CALLBACK (remove_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

GtkWidget *
cm_child_row_new (const CmTable *table)
{
  CmChildRow *self = g_object_new (CM_TYPE_CHILD_ROW, NULL);

  self->table = table;
  return GTK_WIDGET (self);
}

void
cm_child_row_show (CmChildRow *self, CmStore *store, CmRecord *record)
{
  g_return_if_fail (CM_IS_CHILD_ROW (self));
  for (guint i = 0; i < self->editors->len; i++)
    cm_field_editor_show (g_ptr_array_index (self->editors, i), store, record);
  g_set_object (&self->record, record);
  g_set_object (&self->store, (record != NULL ? store : NULL));
  if (record == NULL)
    return;
  gtk_widget_set_sensitive (self->remove, !cm_store_get_read_only (store));
  show_line (self);
}

CmRecord *
cm_child_row_get_record (CmChildRow *self)
{
  return self->record;
}

void
cm_child_row_open (CmChildRow *self)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  if (self->editors->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->editors, 0));
}

gboolean
cm_child_row_flush (CmChildRow *self)
{
  gboolean flushed = TRUE;

  for (guint i = 0; i < self->editors->len; i++)
    flushed = cm_field_editor_flush (g_ptr_array_index (self->editors, i)) && flushed;
  return flushed;
}
