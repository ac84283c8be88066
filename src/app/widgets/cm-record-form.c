/* cm-record-form.c - all of one record of any table, to be read and edited at the side of a list.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-record-form"
#include "config.h"

#include "cm-record-form.h"

#include <glib/gi18n.h>

#include "cm-child-group.h"
#include "cm-field-editor.h"

#define AT_ONCE 8000 /* microseconds: for as long controls are made before the rest has a turn */

/* What the form consists of, one below the other. */
typedef struct
{
  const char *heading;  /* of the fields that follow, or NULL */
  const CmField *field; /* NULL: records that are part of this one */
  const CmTable *table; /* theirs */
} Part;

/**
 * CmRecordForm:
 *
 * Made from the description of the table: an editor for each field under the headings of their
 * groups, then a group for each table whose records are part of this one, and last where all this
 * is from. The controls stay while records of the same table come and go. Those at the top are made
 * at once, the others one after the other when there is nothing else to do.
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
  GtkWidget *kind, *history, *read_only;
  GArray *parts;               /* of Part */
  guint made;                  /* that many of them have their controls */
  guint idle;                  /* makes the others */
  GPtrArray *editors;          /* of CmFieldEditor, which the box owns */
  GPtrArray *groups;           /* of CmChildGroup, which the box owns */
  GPtrArray *headings;         /* of GtkLabel, which the box owns */
  const char *const *left_out; /* names of fields that the owner shows; or NULL */
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
drop_list (CmRecordForm *self, GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    gtk_box_remove (GTK_BOX (self->box), g_ptr_array_index (list, i));
  g_ptr_array_set_size (list, 0);
}

static void
drop_controls (CmRecordForm *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  drop_list (self, self->editors);
  drop_list (self, self->groups);
  drop_list (self, self->headings);
  g_array_set_size (self->parts, 0);
  self->made = 0;
  self->table = NULL;
}

/* The last group of fields if it says where the record is from: it comes after all that the record
 * is about. */
static guint
find_origin (const CmTable *table)
{
  int source = cm_table_field_index (table, "source");
  const char *group = NULL;
  guint start = 0;

  for (guint i = 0; i < table->n_fields; i++)
    if (table->fields[i].group != NULL && g_strcmp0 (table->fields[i].group, group) != 0)
      {
        group = table->fields[i].group;
        start = i;
      }
  return start > 0 && source >= (int) start ? start : table->n_fields;
}

static void
plan_fields (CmRecordForm *self, const CmTable *table, guint from, guint to)
{
  const char *group = from > 0 ? NULL : table->fields[0].group;

  for (guint i = from; i < to; i++)
    {
      const CmField *field = &table->fields[i];
      Part part = { NULL, field, NULL };

      if (self->left_out != NULL && g_strv_contains (self->left_out, field->name))
        continue;
      if (field->group != NULL && g_strcmp0 (field->group, group) != 0)
        part.heading = group = field->group;
      g_array_append_val (self->parts, part);
    }
}

static void
plan_groups (CmRecordForm *self, const CmTable *table)
{
  guint n;
  const CmTable *const *tables = cm_tables (&n);

  for (guint i = 0; i < n; i++)
    {
      const CmField *owner = cm_table_owner (tables[i]);
      Part part = { NULL, NULL, tables[i] };

      if (owner != NULL && g_strcmp0 (owner->references, table->name) == 0)
        g_array_append_val (self->parts, part);
    }
}

static void
add_heading (CmRecordForm *self, const char *text)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_add_css_class (label, "title-4");
  gtk_box_append (GTK_BOX (self->box), label);
  g_ptr_array_add (self->headings, label);
}

static void
add_control (CmRecordForm *self, GPtrArray *list, GtkWidget *widget)
{
  g_signal_connect_object (
      widget, "message", G_CALLBACK (pass_message_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), widget);
  g_ptr_array_add (list, widget);
}

/* Makes the controls of the next part, which then show the record. */
static void
make_part (CmRecordForm *self)
{
  const Part *part = &g_array_index (self->parts, Part, self->made);
  GtkWidget *control;

  self->made++;
  if (part->heading != NULL)
    add_heading (self, _ (part->heading));
  if (part->field != NULL)
    {
      control = cm_field_editor_new (part->field);
      add_control (self, self->editors, control);
      cm_field_editor_show (CM_FIELD_EDITOR (control), self->store, self->record);
      return;
    }
  control = cm_child_group_new (part->table);
  gtk_widget_set_margin_top (control, 12);
  add_control (self, self->groups, control);
  cm_child_group_show (CM_CHILD_GROUP (control), self->store, self->record);
}

static gboolean
make_parts (gpointer data)
{
  CmRecordForm *self = data;
  gint64 until = g_get_monotonic_time () + AT_ONCE;

  while (self->made < self->parts->len && g_get_monotonic_time () < until)
    make_part (self);
  if (self->made < self->parts->len)
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
build_controls (CmRecordForm *self, const CmTable *table)
{
  guint origin = find_origin (table);

  drop_controls (self);
  self->table = table;
  gtk_label_set_text (GTK_LABEL (self->kind), cm_table_label (table));
  plan_fields (self, table, 0, origin);
  plan_groups (self, table);
  plan_fields (self, table, origin, table->n_fields);
  if (make_parts (self) == G_SOURCE_CONTINUE)
    self->idle = g_idle_add (make_parts, self);
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

  g_clear_handle_id (&self->idle, g_source_remove);
  follow_store (self, NULL);
  g_clear_object (&self->record);
  g_ptr_array_set_size (self->editors, 0);
  g_ptr_array_set_size (self->groups, 0);
  g_ptr_array_set_size (self->headings, 0);
  G_OBJECT_CLASS (cm_record_form_parent_class)->dispose (object);
}

static void
cm_record_form_finalize (GObject *object)
{
  CmRecordForm *self = CM_RECORD_FORM (object);

  g_ptr_array_unref (self->editors);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->headings);
  g_array_unref (self->parts);
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

/* What the record is, and the way to its history. */
static GtkWidget *
build_head (CmRecordForm *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->history = gtk_button_new_with_mnemonic (_ ("_History"));
  gtk_widget_set_tooltip_text (self->history, _ ("Show who changed this, when and what"));
  gtk_widget_add_css_class (self->history, "flat");
  gtk_widget_set_halign (self->history, GTK_ALIGN_END);
  gtk_widget_set_hexpand (self->history, TRUE);
  gtk_box_append (GTK_BOX (head), self->kind);
  gtk_box_append (GTK_BOX (head), self->history);
  return head;
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
  gtk_box_append (GTK_BOX (self->box), build_head (self));
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
  GtkWidget *outer;

  self->editors = g_ptr_array_new ();
  self->groups = g_ptr_array_new ();
  self->headings = g_ptr_array_new ();
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  build_box (self);
  self->scroll = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), self->box);
  gtk_widget_set_vexpand (self->scroll, TRUE);
  outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (outer), self->scroll);
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), build_empty (), "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), outer, "form");
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
  else
    refresh (self, NULL);
  gtk_widget_set_visible (self->read_only, cm_store_get_read_only (store));
  gtk_actionable_set_action_target (
      GTK_ACTIONABLE (self->history), "(ss)", table->name, cm_record_get_id (kept));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->history), "win.history");
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroll)), 0);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "form");
}

void
cm_record_form_set_parts (CmRecordForm *self,
                          GtkWidget *above,
                          GtkWidget *below,
                          const char *const *left_out)
{
  g_return_if_fail (CM_IS_RECORD_FORM (self));
  g_return_if_fail (self->table == NULL);
  self->left_out = left_out;
  if (above != NULL)
    gtk_box_insert_child_after (GTK_BOX (self->box), above, gtk_widget_get_first_child (self->box));
  if (below == NULL)
    return;
  gtk_widget_add_css_class (below, "form-foot");
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->scroll)), below);
}

void
cm_record_form_set_kind_visible (CmRecordForm *self, gboolean visible)
{
  g_return_if_fail (CM_IS_RECORD_FORM (self));
  gtk_widget_set_visible (self->kind, visible);
}

CmRecord *
cm_record_form_get_record (CmRecordForm *self)
{
  g_return_val_if_fail (CM_IS_RECORD_FORM (self), NULL);
  return self->record;
}

/* Makes what is missing up to there. */
static CmFieldEditor *
find_editor (CmRecordForm *self, const char *field)
{
  for (guint i = 0; self->record != NULL; i++)
    {
      CmFieldEditor *editor;

      while (i >= self->editors->len && self->made < self->parts->len)
        make_part (self);
      if (i >= self->editors->len)
        return NULL;
      editor = g_ptr_array_index (self->editors, i);
      if (g_strcmp0 (cm_field_editor_get_field (editor)->name, field) == 0)
        return editor;
    }
  return NULL;
}

void
cm_record_form_focus (CmRecordForm *self, const char *field)
{
  CmFieldEditor *editor;

  g_return_if_fail (CM_IS_RECORD_FORM (self));
  editor = find_editor (self, field);
  if (editor != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (editor));
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
