/* cm-record-form.c - all of one record of any table, to be read and edited at the side of a list.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-record-form"
#include "config.h"

#include "cm-record-form.h"

#include <glib/gi18n.h>

#include "cm-child-group.h"
#include "cm-field-editor.h"

/**
 * CmRecordForm:
 *
 * Made from the description of the table: an editor for each field, then a group for each table
 * whose records are part of this one. The controls stay while records of the same table come and
 * go.
 */
struct _CmRecordForm
{
  AdwBin parent_instance;

  const CmTable *table; /* for which the controls were made */
  CmStore *store;
  CmRecord *record;
  gulong changed_id;

  GtkWidget *stack;
  GtkWidget *scroll;
  GtkWidget *box;
  GtkWidget *kind, *read_only;
  GPtrArray *editors; /* of CmFieldEditor, which the box owns */
  GPtrArray *groups;  /* of CmChildGroup, which the box owns */
};

enum
{
  SIGNAL_MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmRecordForm, cm_record_form, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
pass_message_cb (CmRecordForm *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

/* --- making the controls ---------------------------------------------------------------------- */

static void
drop_controls (CmRecordForm *self)
{
  for (guint i = 0; i < self->editors->len; i++)
    gtk_box_remove (GTK_BOX (self->box), g_ptr_array_index (self->editors, i));
  for (guint i = 0; i < self->groups->len; i++)
    gtk_box_remove (GTK_BOX (self->box), g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->editors, 0);
  g_ptr_array_set_size (self->groups, 0);
  self->table = NULL;
}

static void
add_control (CmRecordForm *self, GPtrArray *list, GtkWidget *widget)
{
  g_signal_connect_object (
      widget, "message", G_CALLBACK (pass_message_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), widget);
  g_ptr_array_add (list, widget);
}

static void
build_controls (CmRecordForm *self, const CmTable *table)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  drop_controls (self);
  self->table = table;
  gtk_label_set_text (GTK_LABEL (self->kind), cm_table_label (table));
  for (guint i = 0; i < table->n_fields; i++)
    add_control (self, self->editors, cm_field_editor_new (&table->fields[i]));
  for (guint i = 0; i < n; i++)
    {
      const CmField *owner = cm_table_owner (tables[i]);
      GtkWidget *group;

      if (owner == NULL || g_strcmp0 (owner->references, table->name) != 0)
        continue;
      group = cm_child_group_new (tables[i]);
      gtk_widget_set_margin_top (group, 12);
      add_control (self, self->groups, group);
    }
}

/* --- following the store ---------------------------------------------------------------------- */

static void
refresh (CmRecordForm *self, const CmChanges *changes)
{
  for (guint i = 0; i < self->editors->len; i++)
    cm_field_editor_show (g_ptr_array_index (self->editors, i), self->store, self->record);
  for (guint i = 0; i < self->groups->len; i++)
    {
      CmChildGroup *group = g_ptr_array_index (self->groups, i);

      if (changes == NULL || cm_child_group_is_touched (group, changes))
        cm_child_group_show (group, self->store, self->record);
    }
}

static void
changed_cb (CmRecordForm *self, CmChanges *changes)
{
  g_autoptr (CmRecord) known = cm_store_get (
      self->store, cm_record_get_table (self->record)->name, cm_record_get_id (self->record));

  if (known == NULL)
    cm_record_form_show (self, self->store, NULL);
  else
    refresh (self, changes);
}

static void
follow_store (CmRecordForm *self, CmStore *store)
{
  if (store == self->store)
    return;
  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_id, self->store);
  g_set_object (&self->store, store);
  if (store != NULL)
    self->changed_id = g_signal_connect_swapped (store, "changed", G_CALLBACK (changed_cb), self);
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_record_form_dispose (GObject *object)
{
  CmRecordForm *self = CM_RECORD_FORM (object);

  follow_store (self, NULL);
  g_clear_object (&self->record);
  g_ptr_array_set_size (self->editors, 0);
  g_ptr_array_set_size (self->groups, 0);
  G_OBJECT_CLASS (cm_record_form_parent_class)->dispose (object);
}

static void
cm_record_form_finalize (GObject *object)
{
  CmRecordForm *self = CM_RECORD_FORM (object);

  g_ptr_array_unref (self->editors);
  g_ptr_array_unref (self->groups);
  G_OBJECT_CLASS (cm_record_form_parent_class)->finalize (object);
}

static void
cm_record_form_class_init (CmRecordFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_record_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_record_form_finalize;

  /* Something to tell the reader; the flag says whether it can be undone. */
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_RECORD_FORM,
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

static GtkWidget *
build_empty (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "cm-table-symbolic");
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _ ("Choose a row to see all of it."));
  gtk_widget_add_css_class (page, "compact");
  return page;
}

static void
build_box (CmRecordForm *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_margin_top (self->box, 18);
  gtk_widget_set_margin_bottom (self->box, 18);
  gtk_widget_set_margin_start (self->box, 18);
  gtk_widget_set_margin_end (self->box, 18);
  self->kind = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->kind), 0);
  gtk_widget_add_css_class (self->kind, "title-4");
  gtk_box_append (GTK_BOX (self->box), self->kind);
  self->read_only =
      gtk_label_new (_ ("This portfolio is open read only. Save a copy to make changes."));
  gtk_label_set_xalign (GTK_LABEL (self->read_only), 0);
  gtk_label_set_wrap (GTK_LABEL (self->read_only), TRUE);
  gtk_widget_add_css_class (self->read_only, "notice");
  gtk_box_append (GTK_BOX (self->box), self->read_only);
}

static void
cm_record_form_init (CmRecordForm *self)
{
  self->editors = g_ptr_array_new ();
  self->groups = g_ptr_array_new ();
  build_box (self);
  self->scroll = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), self->box);
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), build_empty (), "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), self->scroll, "form");
  adw_bin_set_child (ADW_BIN (self), self->stack);
}

GtkWidget *
cm_record_form_new (void)
{
  return g_object_new (CM_TYPE_RECORD_FORM, NULL);
}

/* An entry that is switched off while it has the keyboard would go on blinking for it. */
static void
leave (CmRecordForm *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_root_set_focus (root, NULL);
}

/* The controls let go of the record; what was typed into them is saved first. */
static void
show_nothing (CmRecordForm *self)
{
  leave (self);
  for (guint i = 0; i < self->editors->len; i++)
    cm_field_editor_show (g_ptr_array_index (self->editors, i), NULL, NULL);
  for (guint i = 0; i < self->groups->len; i++)
    cm_child_group_show (g_ptr_array_index (self->groups, i), NULL, NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "empty");
}

static void
show_record (CmRecordForm *self)
{
  gtk_widget_set_visible (self->read_only, cm_store_get_read_only (self->store));
  refresh (self, NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "form");
}

void
cm_record_form_show (CmRecordForm *self, CmStore *store, CmRecord *record)
{
  const CmTable *table = record != NULL ? cm_record_get_table (record) : NULL;
  g_autoptr (CmRecord) kept = NULL;

  g_return_if_fail (CM_IS_RECORD_FORM (self));
  g_return_if_fail (record == NULL || CM_IS_STORE (store));
  /* The store's own object, which it refreshes. */
  if (record != NULL)
    kept = cm_store_get (store, table->name, cm_record_get_id (record));
  if (kept == self->record && (kept == NULL || store == self->store))
    return;
  if (self->record != NULL)
    cm_record_form_flush (self);
  follow_store (self, NULL);
  if (kept == NULL || table != self->table)
    show_nothing (self);
  g_set_object (&self->record, kept);
  if (kept == NULL)
    return;
  follow_store (self, store);
  if (table != self->table)
    build_controls (self, table);
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroll)), 0);
  show_record (self);
}

CmRecord *
cm_record_form_get_record (CmRecordForm *self)
{
  g_return_val_if_fail (CM_IS_RECORD_FORM (self), NULL);
  return self->record;
}

void
cm_record_form_focus (CmRecordForm *self, const char *field)
{
  g_return_if_fail (CM_IS_RECORD_FORM (self));
  for (guint i = 0; i < self->editors->len; i++)
    {
      CmFieldEditor *editor = g_ptr_array_index (self->editors, i);

      if (g_strcmp0 (cm_field_editor_get_field (editor)->name, field) == 0)
        gtk_widget_grab_focus (GTK_WIDGET (editor));
    }
}

gboolean
cm_record_form_flush (CmRecordForm *self)
{
  gboolean flushed = TRUE;

  g_return_val_if_fail (CM_IS_RECORD_FORM (self), TRUE);
  for (guint i = 0; i < self->editors->len; i++)
    flushed = cm_field_editor_flush (g_ptr_array_index (self->editors, i)) && flushed;
  for (guint i = 0; i < self->groups->len; i++)
    flushed = cm_child_group_flush (g_ptr_array_index (self->groups, i)) && flushed;
  return flushed;
}
