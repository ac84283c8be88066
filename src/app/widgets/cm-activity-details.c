/* cm-activity-details.c - every field of an activity's own, to be edited. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-activity-details"
#include "config.h"

#include "cm-activity-parts.h"

#include <glib/gi18n.h>

#include "cm-two-columns.h"
#include "cm-field-editor.h"

/**
 * CmActivityDetails:
 *
 * Closed until it is asked for: the head says what matters. The controls are then made group by
 * group, so that nothing stands still.
 */
#define CM_TYPE_ACTIVITY_DETAILS (cm_activity_details_get_type ())
G_DECLARE_FINAL_TYPE (CmActivityDetails, cm_activity_details, CM, ACTIVITY_DETAILS, CmActivityPart)

struct _CmActivityDetails
{
  CmActivityPart parent_instance;

  GtkWidget *toggle, *columns;
  GPtrArray *editors;  /* of CmFieldEditor, which the part owns */
  const char *heading; /* of the next group, as in the description */
  GtkWidget *group;    /* where the next control goes; NULL before one that begins a group */
  guint n_groups;
  guint next; /* the field whose control is made next */
  guint idle;
  gboolean focus_title;
};

G_DEFINE_FINAL_TYPE (CmActivityDetails, cm_activity_details, CM_TYPE_ACTIVITY_PART)

static const CmTable *
get_table (void)
{
  return cm_table_find ("activity");
}

/* What is computed stands in the head and in the budget, what is needed beside the gap. The state
 * is changed by a move, which is logged. */
static gboolean
is_left_out (const CmField *field)
{
  return cm_field_is_derived (field) || g_str_equal (field->name, "needed") ||
         g_str_equal (field->name, "state");
}

static void
start_group (CmActivityDetails *self)
{
  const char *name = self->heading != NULL ? _ (self->heading) : _ ("What it is");

  self->group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_box_append (GTK_BOX (self->group), cm_activity_part_new_heading (name, "heading", 3));
  cm_two_columns_add (CM_TWO_COLUMNS (self->columns), self->n_groups % 2 == 1, self->group);
  self->n_groups++;
}

static void
make_editor (CmActivityDetails *self, const CmField *field)
{
  CmActivityPart *part = CM_ACTIVITY_PART (self);
  GtkWidget *editor = cm_field_editor_new (field);

  cm_activity_part_adopt (part, editor);
  cm_field_editor_show (CM_FIELD_EDITOR (editor),
                        cm_activity_part_get_store (part),
                        cm_activity_part_get_activity (part));
  gtk_box_append (GTK_BOX (self->group), editor);
  g_ptr_array_add (self->editors, editor);
}

static gboolean
build_cb (gpointer data)
{
  CmActivityDetails *self = data;
  const CmTable *table = get_table ();
  guint made = 0;

  while (self->next < table->n_fields && made < 3)
    {
      const CmField *field = &table->fields[self->next++];

      if (field->group != NULL)
        {
          self->heading = field->group;
          self->group = NULL;
        }
      if (is_left_out (field))
        continue;
      if (self->group == NULL)
        start_group (self);
      make_editor (self, field);
      made++;
    }
  if (self->focus_title && self->editors->len > 0)
    {
      self->focus_title = FALSE;
      gtk_widget_grab_focus (self->editors->pdata[0]);
    }
  if (self->next < table->n_fields)
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
toggled_cb (CmActivityDetails *self)
{
  gboolean shown = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggle));

  gtk_widget_set_visible (self->columns, shown);
  gtk_button_set_label (GTK_BUTTON (self->toggle), shown ? _ ("Hide") : _ ("Show and edit"));
  if (shown && self->next == 0 && self->idle == 0)
    self->idle = g_idle_add (build_cb, self);
}

void
cm_activity_details_open (CmActivityPart *part)
{
  CmActivityDetails *self = CM_ACTIVITY_DETAILS (part);

  self->focus_title = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->toggle), TRUE);
  if (self->editors->len == 0)
    return;
  self->focus_title = FALSE;
  gtk_widget_grab_focus (self->editors->pdata[0]);
}

gboolean
cm_activity_details_is_complete (CmActivityPart *part)
{
  return CM_ACTIVITY_DETAILS (part)->next == get_table ()->n_fields;
}

static void
cm_activity_details_show (CmActivityPart *part, gboolean other)
{
  CmActivityDetails *self = CM_ACTIVITY_DETAILS (part);

  for (guint i = 0; i < self->editors->len; i++)
    cm_field_editor_show (self->editors->pdata[i],
                          cm_activity_part_get_store (part),
                          cm_activity_part_get_activity (part));
}

static gboolean
cm_activity_details_is_touched (CmActivityPart *part, const CmChanges *changes)
{
  return cm_changes_touch (changes, "activity") || cm_changes_touch (changes, "organisation") ||
         cm_changes_touch (changes, "body");
}

static gboolean
cm_activity_details_flush (CmActivityPart *part)
{
  CmActivityDetails *self = CM_ACTIVITY_DETAILS (part);
  gboolean kept = TRUE;

  for (guint i = 0; i < self->editors->len; i++)
    kept = cm_field_editor_flush (self->editors->pdata[i]) && kept;
  return kept;
}

static void
cm_activity_details_dispose (GObject *object)
{
  CmActivityDetails *self = CM_ACTIVITY_DETAILS (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_ptr_array_set_size (self->editors, 0);
  G_OBJECT_CLASS (cm_activity_details_parent_class)->dispose (object);
}

static void
cm_activity_details_finalize (GObject *object)
{
  g_ptr_array_unref (CM_ACTIVITY_DETAILS (object)->editors);
  G_OBJECT_CLASS (cm_activity_details_parent_class)->finalize (object);
}

static void
cm_activity_details_class_init (CmActivityDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_activity_details_dispose;
  G_OBJECT_CLASS (klass)->finalize = cm_activity_details_finalize;
  CM_ACTIVITY_PART_CLASS (klass)->show = cm_activity_details_show;
  CM_ACTIVITY_PART_CLASS (klass)->is_touched = cm_activity_details_is_touched;
  CM_ACTIVITY_PART_CLASS (klass)->flush = cm_activity_details_flush;
}

static void
cm_activity_details_init (CmActivityDetails *self)
{
  CmActivityPart *part = CM_ACTIVITY_PART (self);

  self->editors = g_ptr_array_new ();
  cm_activity_part_build (part, _ ("All details"));
  self->toggle = gtk_toggle_button_new_with_label (_ ("Show and edit"));
  gtk_widget_add_css_class (self->toggle, "flat");
  cm_activity_part_add_button (part, self->toggle);
  self->columns = cm_two_columns_new (640, 18);
  gtk_widget_set_visible (self->columns, FALSE);
  gtk_box_append (GTK_BOX (cm_activity_part_get_body (part)), self->columns);
  g_signal_connect_object (
      self->toggle, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
cm_activity_details_new (void)
{
  return g_object_new (CM_TYPE_ACTIVITY_DETAILS, NULL);
}
