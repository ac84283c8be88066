/* cm-edit-row.c - a line of text in a list that is saved when it is left. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-edit-row"
#include "config.h"

#include "cm-edit-row.h"

#include "cm-error-row.h"

/**
 * CmEditRow:
 *
 * Saved when the row is left or Enter is pressed. What cannot be kept stays, with the reason below
 * it; Escape brings back what is kept.
 */
struct _CmEditRow
{
  AdwEntryRow parent_instance;

  const char *name;
  CmEditRowSave save;
  gpointer data;
  char *kept;
  GtkWidget *error_row;
};

G_DEFINE_FINAL_TYPE (CmEditRow, cm_edit_row, ADW_TYPE_ENTRY_ROW)

static gboolean
is_edited (CmEditRow *self)
{
  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self)), self->kept) != 0;
}

static void
show_error (CmEditRow *self, const char *message)
{
  GtkAccessible *text = GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self)));
  gboolean failing = message != NULL;

  cm_error_row_set_message (self->error_row, message);
  if (failing)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (text,
                               GTK_ACCESSIBLE_STATE_INVALID,
                               failing ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  gtk_accessible_update_property (
      text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, failing ? message : "", -1);
}

/* The row forgets its own undo: what was saved is taken back by the portfolio's undo. */
static void
put_text (CmEditRow *self, const char *text)
{
  GtkEditable *editable = GTK_EDITABLE (self);
  int position = gtk_editable_get_position (editable);

  if (g_strcmp0 (gtk_editable_get_text (editable), text) == 0)
    return;
  gtk_editable_set_enable_undo (editable, FALSE);
  gtk_editable_set_text (editable, text);
  gtk_editable_set_position (editable, position);
  gtk_editable_set_enable_undo (editable, TRUE);
}

void
cm_edit_row_restore (CmEditRow *self)
{
  put_text (self, self->kept);
  show_error (self, NULL);
}

void
cm_edit_row_show (CmEditRow *self, const char *text)
{
  gboolean edited = is_edited (self);

  if (g_strcmp0 (self->kept, text) != 0)
    {
      g_free (self->kept);
      self->kept = g_strdup (text);
    }
  if (!edited)
    cm_edit_row_restore (self);
}

gboolean
cm_edit_row_flush (CmEditRow *self)
{
  /* Saving tells the view, which may take the row away. */
  g_autoptr (CmEditRow) hold = g_object_ref (self);
  g_autoptr (GError) error = NULL;

  if (self->save != NULL && is_edited (self) &&
      !self->save (self, gtk_editable_get_text (GTK_EDITABLE (self)), self->data, &error))
    {
      show_error (self, error != NULL ? error->message : NULL);
      return FALSE;
    }
  /* By now the view has shown what is kept: "12/6/2010" reads "12 Jun 2010". */
  if (self->save != NULL)
    cm_edit_row_restore (self);
  return TRUE;
}

const char *
cm_edit_row_get_error (CmEditRow *self)
{
  return cm_error_row_get_message (self->error_row);
}

GtkWidget *
cm_edit_row_get_error_row (CmEditRow *self)
{
  return self->error_row;
}

const char *
cm_edit_row_get_name (CmEditRow *self)
{
  return self->name;
}

static gboolean
key_cb (CmEditRow *self, guint key)
{
  if (key != GDK_KEY_Escape || (!is_edited (self) && cm_edit_row_get_error (self) == NULL))
    return GDK_EVENT_PROPAGATE;
  cm_edit_row_restore (self);
  return GDK_EVENT_STOP;
}

static void
cm_edit_row_dispose (GObject *object)
{
  CmEditRow *self = CM_EDIT_ROW (object);

  /* Nothing that still arrives may be saved. */
  self->save = NULL;
  g_clear_object (&self->error_row);
  G_OBJECT_CLASS (cm_edit_row_parent_class)->dispose (object);
}

static void
cm_edit_row_finalize (GObject *object)
{
  g_free (CM_EDIT_ROW (object)->kept);
  G_OBJECT_CLASS (cm_edit_row_parent_class)->finalize (object);
}

static void
cm_edit_row_class_init (CmEditRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_edit_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_edit_row_finalize;
}

static void
cm_edit_row_init (CmEditRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->kept = g_strdup ("");
  self->error_row = g_object_ref_sink (cm_error_row_new ());
  g_signal_connect_object (focus, "leave", G_CALLBACK (cm_edit_row_flush), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "entry-activated", G_CALLBACK (cm_edit_row_flush), NULL);
}

GtkWidget *
cm_edit_row_new (const char *name, const char *title, CmEditRowSave save, gpointer data)
{
  CmEditRow *self = g_object_new (CM_TYPE_EDIT_ROW, NULL);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  self->name = name;
  self->save = save;
  self->data = data;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), escaped);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title,
                                  -1);
  return GTK_WIDGET (self);
}
