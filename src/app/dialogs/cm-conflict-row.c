/* cm-conflict-row.c - one conflict of a merge: before, mine and theirs, and the choice. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-conflict-row"
#include "config.h"

#include "cm-conflict-row.h"

#include <glib/gi18n.h>

/* --- what stands for it in a list --------------------------------------------------------------
 */

struct _CmMergeItem
{
  GObject parent_instance;

  CmMergeConflict *conflict;
  const CmMergeChange *change;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmMergeItem, cm_merge_item, G_TYPE_OBJECT)

static void
cm_merge_item_class_init (CmMergeItemClass *klass)
{
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", CM_TYPE_MERGE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cm_merge_item_init (CmMergeItem *self)
{
}

CmMergeItem *
cm_merge_item_new (CmMergeConflict *conflict, const CmMergeChange *change)
{
  CmMergeItem *self = g_object_new (CM_TYPE_MERGE_ITEM, NULL);

  self->conflict = conflict;
  self->change = change;
  return self;
}

CmMergeConflict *
cm_merge_item_get_conflict (CmMergeItem *self)
{
  return self->conflict;
}

const CmMergeChange *
cm_merge_item_get_change (CmMergeItem *self)
{
  return self->change;
}

void
cm_merge_item_tell (CmMergeItem *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- the row -----------------------------------------------------------------------------------
 */

/**
 * CmConflictRow:
 *
 * What it is about, and two choices side by side, each with who did it and when. Nothing is chosen
 * until somebody does.
 */
struct _CmConflictRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *name, *question, *before;
  GtkCheckButton *choices[2];
  GtkLabel *headings[2], *values[2], *authors[2];

  CmMergeItem *item;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CmConflictRow, cm_conflict_row, GTK_TYPE_WIDGET)

static void
toggled_cb (GtkCheckButton *button, CmConflictRow *self)
{
  if (self->filling || self->item == NULL || !gtk_check_button_get_active (button))
    return;
  g_signal_emit (self,
                 signals[SIGNAL_CHOSEN],
                 0,
                 button == self->choices[1] ? CM_MERGE_THEIRS : CM_MERGE_MINE);
}

/* The list takes the arrow keys for itself before the choices can. */
static gboolean
move_cb (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  CmConflictRow *self = CM_CONFLICT_ROW (widget);
  gboolean forward = g_variant_get_boolean (parameter);
  GtkCheckButton *choice =
      self->choices[forward != (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)];

  gtk_widget_grab_focus (GTK_WIDGET (choice));
  gtk_check_button_set_active (choice, TRUE);
  return TRUE;
}

static const char *
get_question (const CmMergeConflict *conflict)
{
  switch (conflict->kind)
    {
    case CM_CONFLICT_THEY_DELETED:
      return _ ("They deleted it; it was changed here");
    case CM_CONFLICT_I_DELETED:
      return _ ("It was deleted here; they changed it");
    case CM_CONFLICT_RULE:
      return _ ("What both changed does not go together");
    case CM_CONFLICT_FIELD:
    default:
      return cm_field_label (conflict->field);
    }
}

static const char *
get_heading (const CmMergeConflict *conflict, CmMergeChoice side)
{
  const gboolean mine = side == CM_MERGE_MINE;

  switch (conflict->kind)
    {
    case CM_CONFLICT_THEY_DELETED:
      return mine ? _ ("Mine: keep it") : _ ("Theirs: delete it");
    case CM_CONFLICT_I_DELETED:
      return mine ? _ ("Mine: leave it deleted") : _ ("Theirs: bring it back");
    case CM_CONFLICT_RULE:
      return mine ? _ ("Mine as a whole") : _ ("Theirs as a whole");
    case CM_CONFLICT_FIELD:
    default:
      return mine ? _ ("Mine") : _ ("Theirs");
    }
}

static char *
describe_author (const char *who, gint64 when)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (when / G_USEC_PER_SEC);
  g_autofree char *stamp = time != NULL ? g_date_time_format (time, "%-d %b %Y, %H:%M") : NULL;

  if (who == NULL || stamp == NULL)
    return g_strdup ("");
  /* translators: %1$s is who changed something, %2$s a date and a time */
  return g_strdup_printf (_ ("%1$s, %2$s"), who, stamp);
}

/* Then the heading of the choice says all of it. */
static gboolean
is_deletion (const CmMergeConflict *conflict, CmMergeChoice side)
{
  return conflict->kind ==
         (side == CM_MERGE_MINE ? CM_CONFLICT_I_DELETED : CM_CONFLICT_THEY_DELETED);
}

static void
set_side (CmConflictRow *self, CmMergeChoice side)
{
  const CmMergeConflict *conflict = cm_merge_item_get_conflict (self->item);
  const gboolean mine = side == CM_MERGE_MINE;
  const char *value = mine ? conflict->mine : conflict->theirs;
  g_autofree char *author = describe_author (mine ? conflict->mine_who : conflict->theirs_who,
                                             mine ? conflict->mine_when : conflict->theirs_when);
  g_autofree char *spoken = NULL;

  gtk_label_set_text (self->headings[side], get_heading (conflict, side));
  gtk_label_set_text (self->values[side], *value != '\0' ? value : _ ("nothing"));
  gtk_widget_set_visible (GTK_WIDGET (self->values[side]), !is_deletion (conflict, side));
  gtk_label_set_text (self->authors[side], author);
  gtk_widget_set_visible (GTK_WIDGET (self->authors[side]), *author != '\0');
  /* translators: spoken for a choice: %1$s is “Mine” or the like, %2$s a value, %3$s what it is
   * about, such as “Streetscene” */
  spoken = g_strdup_printf (_ ("%1$s: %2$s. %3$s"),
                            get_heading (conflict, side),
                            gtk_label_get_text (self->values[side]),
                            gtk_label_get_text (self->name));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->choices[side]), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
set_choice (CmConflictRow *self)
{
  const CmMergeConflict *conflict = cm_merge_item_get_conflict (self->item);

  self->filling = TRUE;
  for (int side = 0; side < 2; side++)
    gtk_check_button_set_active (self->choices[side],
                                 conflict->chosen && (int) conflict->choice == side);
  self->filling = FALSE;
}

static void
fill (CmConflictRow *self)
{
  const CmMergeConflict *conflict = cm_merge_item_get_conflict (self->item);
  g_autofree char *name = NULL, *before = NULL;

  name =
      *conflict->title != '\0'
          /* translators: %1$s is what a record is, such as Activity, %2$s its name */
          ? g_strdup_printf (_ ("%1$s “%2$s”"), cm_table_label (conflict->table), conflict->title)
          : g_strdup (cm_table_label (conflict->table));
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->question, get_question (conflict));
  if (conflict->kind == CM_CONFLICT_FIELD)
    /* translators: %s is the value that a field had before two people changed it */
    before = g_strdup_printf (_ ("Before: %s"),
                              *conflict->base != '\0' ? conflict->base : _ ("nothing"));
  gtk_label_set_text (self->before, before != NULL ? before : "");
  gtk_widget_set_visible (GTK_WIDGET (self->before), before != NULL);
  set_side (self, CM_MERGE_MINE);
  set_side (self, CM_MERGE_THEIRS);
  set_choice (self);
}

CmMergeItem *
cm_conflict_row_get_item (CmConflictRow *self)
{
  return self->item;
}

void
cm_conflict_row_set_item (CmConflictRow *self, CmMergeItem *item)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, set_choice, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_swapped (item, "changed", G_CALLBACK (set_choice), self);
  fill (self);
}

static void
cm_conflict_row_dispose (GObject *object)
{
  CmConflictRow *self = CM_CONFLICT_ROW (object);

  cm_conflict_row_set_item (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (cm_conflict_row_parent_class)->dispose (object);
}

static void
cm_conflict_row_class_init (CmConflictRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cm_conflict_row_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen",
                                         CM_TYPE_CONFLICT_ROW,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         1,
                                         G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/commissioning/Manual/ui/dialogs/cm-conflict-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CmConflictRow, box);
  gtk_widget_class_bind_template_child (widget_class, CmConflictRow, name);
  gtk_widget_class_bind_template_child (widget_class, CmConflictRow, question);
  gtk_widget_class_bind_template_child (widget_class, CmConflictRow, before);
#define BIND(child, i)                                                                             \
  gtk_widget_class_bind_template_child_full (                                                      \
      widget_class, #child #i, FALSE, G_STRUCT_OFFSET (CmConflictRow, child##s[i]))
  gtk_widget_class_bind_template_child_full (
      widget_class, "mine", FALSE, G_STRUCT_OFFSET (CmConflictRow, choices[0]));
  gtk_widget_class_bind_template_child_full (
      widget_class, "theirs", FALSE, G_STRUCT_OFFSET (CmConflictRow, choices[1]));
  BIND (heading, 0);
  BIND (heading, 1);
  BIND (value, 0);
  BIND (value, 1);
  BIND (author, 0);
  BIND (author, 1);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move_cb, "b", TRUE);
}

static void
cm_conflict_row_init (CmConflictRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cm_conflict_row_new (void)
{
  return g_object_new (CM_TYPE_CONFLICT_ROW, NULL);
}
