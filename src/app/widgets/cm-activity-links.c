/* cm-activity-links.c - what an activity requires, excludes and follows, drawn and in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-activity-links"
#include "config.h"

#include "cm-activity-parts.h"

#include <glib/gi18n.h>

#include "cm-child-group.h"
#include "cm-dependencies.h"
#include "cm-links-diagram.h"

/**
 * CmActivityLinks:
 *
 * What contradicts itself is said first, in words. The diagram shows both directions, the list
 * below it the links of this activity, to be edited.
 */
#define CM_TYPE_ACTIVITY_LINKS (cm_activity_links_get_type ())
G_DECLARE_FINAL_TYPE (CmActivityLinks, cm_activity_links, CM, ACTIVITY_LINKS, CmActivityPart)

struct _CmActivityLinks
{
  CmActivityPart parent_instance;

  GtkWidget *diagram, *problems, *group;
  GPtrArray *ids; /* of char *: the other activities, as in the diagram */
};

G_DEFINE_FINAL_TYPE (CmActivityLinks, cm_activity_links, CM_TYPE_ACTIVITY_PART)

static const struct
{
  CmLinkKind kind;
  const char *word;
} kinds[] = {
  [CM_DEPENDENCY_REQUIRES] = { CM_LINK_REQUIRES, N_ ("Requires") },
  [CM_DEPENDENCY_FOLLOWS] = { CM_LINK_FOLLOWS, N_ ("Follows") },
  [CM_DEPENDENCY_REQUIRED_BY] = { CM_LINK_REQUIRED_BY, N_ ("Required by") },
  [CM_DEPENDENCY_FOLLOWED_BY] = { CM_LINK_FOLLOWED_BY, N_ ("Followed by") },
  [CM_DEPENDENCY_EXCLUDES] = { CM_LINK_EXCLUDES, N_ ("Excludes") },
};

static char *
format_state (CmActivityLinks *self, CmRecord *activity)
{
  return cm_store_format (cm_activity_part_get_store (CM_ACTIVITY_PART (self)),
                          activity,
                          cm_table_field (cm_record_get_table (activity), "state"));
}

static void
show_diagram (CmActivityLinks *self)
{
  CmRecord *activity = cm_activity_part_get_activity (CM_ACTIVITY_PART (self));
  g_autoptr (GPtrArray) found =
      cm_dependencies_list (cm_activity_part_get_store (CM_ACTIVITY_PART (self)), activity);
  g_autofree char *own = format_state (self, activity);
  CmLinks *links = cm_links_new (cm_record_get_title (activity), own);

  g_ptr_array_set_size (self->ids, 0);
  for (guint i = 0; i < found->len; i++)
    {
      const CmDependency *dependency = found->pdata[i];
      g_autofree char *state = format_state (self, dependency->other);

      cm_links_add (links,
                    kinds[dependency->kind].kind,
                    _ (kinds[dependency->kind].word),
                    cm_record_get_title (dependency->other),
                    state,
                    dependency->trouble);
      g_ptr_array_add (self->ids, g_strdup (cm_record_get_id (dependency->other)));
    }
  cm_links_diagram_set_links (CM_LINKS_DIAGRAM (self->diagram), links);
}

static void
show_problems (CmActivityLinks *self)
{
  CmActivityPart *part = CM_ACTIVITY_PART (self);
  g_autoptr (GPtrArray) problems = cm_dependencies_check (cm_activity_part_get_store (part),
                                                          cm_activity_part_get_activity (part));

  cm_activity_part_empty_box (self->problems);
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *text = g_strdup_printf ("⚠ %s", (const char *) problems->pdata[i]);

      gtk_box_append (GTK_BOX (self->problems), cm_activity_part_new_label (text, "warning"));
    }
  gtk_widget_set_visible (self->problems, problems->len > 0);
}

static void
chosen_cb (CmActivityLinks *self, guint i)
{
  g_autofree char *id = g_strdup (g_ptr_array_index (self->ids, i));

  cm_activity_part_open (CM_ACTIVITY_PART (self), "activity", id);
}

static void
cm_activity_links_show (CmActivityPart *part, gboolean other)
{
  CmActivityLinks *self = CM_ACTIVITY_LINKS (part);

  cm_child_group_show (CM_CHILD_GROUP (self->group),
                       cm_activity_part_get_store (part),
                       cm_activity_part_get_activity (part));
  if (cm_activity_part_get_activity (part) == NULL)
    {
      cm_links_diagram_set_links (CM_LINKS_DIAGRAM (self->diagram), NULL);
      return;
    }
  show_diagram (self);
  show_problems (self);
}

static gboolean
cm_activity_links_is_touched (CmActivityPart *part, const CmChanges *changes)
{
  return cm_changes_touch (changes, "activity_link") || cm_changes_touch (changes, "activity");
}

static gboolean
cm_activity_links_flush (CmActivityPart *part)
{
  return cm_child_group_flush (CM_CHILD_GROUP (CM_ACTIVITY_LINKS (part)->group));
}

static void
cm_activity_links_finalize (GObject *object)
{
  g_ptr_array_unref (CM_ACTIVITY_LINKS (object)->ids);
  G_OBJECT_CLASS (cm_activity_links_parent_class)->finalize (object);
}

static void
cm_activity_links_class_init (CmActivityLinksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_activity_links_finalize;
  CM_ACTIVITY_PART_CLASS (klass)->show = cm_activity_links_show;
  CM_ACTIVITY_PART_CLASS (klass)->is_touched = cm_activity_links_is_touched;
  CM_ACTIVITY_PART_CLASS (klass)->flush = cm_activity_links_flush;
}

static void
cm_activity_links_init (CmActivityLinks *self)
{
  GtkWidget *lead = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->group = cm_child_group_new (cm_table_find ("activity_link"));
  cm_child_group_set_compact (CM_CHILD_GROUP (self->group));
  cm_activity_part_adopt (CM_ACTIVITY_PART (self), self->group);
  self->problems = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->diagram = cm_links_diagram_new ();
  g_signal_connect_object (
      self->diagram, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_margin_bottom (self->diagram, 6);
  gtk_box_append (GTK_BOX (lead), self->problems);
  gtk_box_append (GTK_BOX (lead), self->diagram);
  cm_child_group_set_lead (CM_CHILD_GROUP (self->group), lead);
  adw_bin_set_child (ADW_BIN (self), self->group);
}

GtkWidget *
cm_activity_links_new (void)
{
  return g_object_new (CM_TYPE_ACTIVITY_LINKS, NULL);
}
