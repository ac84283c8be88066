/* cm-activity-owned.c - the records of one table that an activity owns, and what they come to. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-activity-owned"
#include "config.h"

#include "cm-activity-parts.h"

#include "cm-child-group.h"

/**
 * CmActivityOwned:
 *
 * One line while there are none.
 */
#define CM_TYPE_ACTIVITY_OWNED (cm_activity_owned_get_type ())
G_DECLARE_FINAL_TYPE (CmActivityOwned, cm_activity_owned, CM, ACTIVITY_OWNED, CmActivityPart)

struct _CmActivityOwned
{
  CmActivityPart parent_instance;

  CmActivityDescribe describe;
  GtkWidget *group, *words;
};

G_DEFINE_FINAL_TYPE (CmActivityOwned, cm_activity_owned, CM_TYPE_ACTIVITY_PART)

static void
show_words (CmActivityOwned *self)
{
  CmActivityPart *part = CM_ACTIVITY_PART (self);
  gboolean warn = FALSE;
  g_autofree char *words = self->describe (
      cm_activity_part_get_store (part), cm_activity_part_get_activity (part), &warn);

  gtk_label_set_text (GTK_LABEL (self->words), words != NULL ? words : "");
  gtk_widget_set_visible (self->words, words != NULL);
  if (warn)
    gtk_widget_add_css_class (self->words, "warning");
  else
    gtk_widget_remove_css_class (self->words, "warning");
}

static void
cm_activity_owned_show (CmActivityPart *part, gboolean other)
{
  CmActivityOwned *self = CM_ACTIVITY_OWNED (part);

  cm_child_group_show (CM_CHILD_GROUP (self->group),
                       cm_activity_part_get_store (part),
                       cm_activity_part_get_activity (part));
  if (self->describe != NULL && cm_activity_part_get_activity (part) != NULL)
    show_words (self);
}

/* What is said of them may hang on anything else of the activity. */
static gboolean
cm_activity_owned_is_touched (CmActivityPart *part, const CmChanges *changes)
{
  CmActivityOwned *self = CM_ACTIVITY_OWNED (part);

  return self->describe != NULL ||
         cm_child_group_is_touched (CM_CHILD_GROUP (self->group), changes);
}

static gboolean
cm_activity_owned_flush (CmActivityPart *part)
{
  return cm_child_group_flush (CM_CHILD_GROUP (CM_ACTIVITY_OWNED (part)->group));
}

static void
cm_activity_owned_class_init (CmActivityOwnedClass *klass)
{
  CM_ACTIVITY_PART_CLASS (klass)->show = cm_activity_owned_show;
  CM_ACTIVITY_PART_CLASS (klass)->is_touched = cm_activity_owned_is_touched;
  CM_ACTIVITY_PART_CLASS (klass)->flush = cm_activity_owned_flush;
}

static void
cm_activity_owned_init (CmActivityOwned *self)
{
}

GtkWidget *
cm_activity_owned_new (const char *table, CmActivityDescribe describe)
{
  CmActivityOwned *self = g_object_new (CM_TYPE_ACTIVITY_OWNED, NULL);

  self->describe = describe;
  self->group = cm_child_group_new (cm_table_find (table));
  cm_child_group_set_compact (CM_CHILD_GROUP (self->group));
  cm_activity_part_adopt (CM_ACTIVITY_PART (self), self->group);
  self->words = cm_activity_part_new_label (NULL, "caption");
  gtk_widget_set_visible (self->words, FALSE);
  cm_child_group_set_lead (CM_CHILD_GROUP (self->group), self->words);
  adw_bin_set_child (ADW_BIN (self), self->group);
  return GTK_WIDGET (self);
}
