/* cm-activity-serves.c - the chapters, outcomes and places that an activity serves, its partners.
 */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-activity-serves"
#include "config.h"

#include "cm-activity-parts.h"

#include <glib/gi18n.h>

#include "cm-child-group.h"

/**
 * CmActivityServes:
 *
 * Below the chapters stands which part of all the money that serves them is that of this activity.
 */
#define CM_TYPE_ACTIVITY_SERVES (cm_activity_serves_get_type ())
G_DECLARE_FINAL_TYPE (CmActivityServes, cm_activity_serves, CM, ACTIVITY_SERVES, CmActivityPart)

#define N_GROUPS 4

struct _CmActivityServes
{
  CmActivityPart parent_instance;

  GtkWidget *groups[N_GROUPS];
  GtkWidget *share;
};

G_DEFINE_FINAL_TYPE (CmActivityServes, cm_activity_serves, CM_TYPE_ACTIVITY_PART)

static const char *const tables[N_GROUPS] = {
  "activity_chapter", "activity_outcome", "activity_place", "activity_partner"
};

/* All money of the activities that serve a chapter. */
static gint64
sum_chapter (CmStore *store, const char *chapter)
{
  CmQuery *serving = cm_query_new ("activity_chapter");
  g_autoptr (CmQuery) lines = cm_query_new ("budget_line");

  cm_query_where_text (serving, "chapter", chapter);
  cm_query_where_in (lines, "activity", serving, "activity");
  return cm_store_sum (store, lines, "amount");
}

static void
show_share (CmActivityServes *self)
{
  CmStore *store = cm_activity_part_get_store (CM_ACTIVITY_PART (self));
  CmRecord *activity = cm_activity_part_get_activity (CM_ACTIVITY_PART (self));
  gint64 cost = cm_record_get_number (activity, "cost");
  g_autoptr (CmQuery) query = cm_query_new ("activity_chapter");
  g_autoptr (GPtrArray) served = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *amount = cm_money_format (cost);

  cm_query_where_text (query, "activity", cm_record_get_id (activity));
  served = cm_store_list (store, query);
  for (guint i = 0; i < served->len && cost > 0; i++)
    {
      const char *chapter = cm_record_get_text (served->pdata[i], "chapter");
      g_autofree char *name = cm_store_get_title (store, "chapter", chapter);
      gint64 all = sum_chapter (store, chapter);
      g_autofree char *sum = cm_money_format (all);

      if (all < cost)
        continue;
      g_string_append (text, text->len > 0 ? "\n" : "");
      g_string_append_printf (text,
                              /* translators: %1$s is an amount, %2$s the amount that it is a part
                               * of, %3$d that part in per cent, %4$s the name of a chapter */
                              _ ("%1$s of %2$s is %3$d %% of all the money that serves “%4$s”"),
                              amount,
                              sum,
                              (int) ((cost * 200 / all + 1) / 2),
                              name);
    }
  gtk_label_set_text (GTK_LABEL (self->share), text->str);
  gtk_widget_set_visible (self->share, text->len > 0);
}

static void
cm_activity_serves_show (CmActivityPart *part, gboolean other)
{
  CmActivityServes *self = CM_ACTIVITY_SERVES (part);

  for (guint i = 0; i < N_GROUPS; i++)
    cm_child_group_show (CM_CHILD_GROUP (self->groups[i]),
                         cm_activity_part_get_store (part),
                         cm_activity_part_get_activity (part));
  if (cm_activity_part_get_activity (part) != NULL)
    show_share (self);
}

static gboolean
cm_activity_serves_is_touched (CmActivityPart *part, const CmChanges *changes)
{
  CmActivityServes *self = CM_ACTIVITY_SERVES (part);

  for (guint i = 0; i < N_GROUPS; i++)
    if (cm_child_group_is_touched (CM_CHILD_GROUP (self->groups[i]), changes))
      return TRUE;
  return cm_changes_touch (changes, "budget_line");
}

static gboolean
cm_activity_serves_flush (CmActivityPart *part)
{
  CmActivityServes *self = CM_ACTIVITY_SERVES (part);
  gboolean kept = TRUE;

  for (guint i = 0; i < N_GROUPS; i++)
    kept = cm_child_group_flush (CM_CHILD_GROUP (self->groups[i])) && kept;
  return kept;
}

static void
cm_activity_serves_class_init (CmActivityServesClass *klass)
{
  CM_ACTIVITY_PART_CLASS (klass)->show = cm_activity_serves_show;
  CM_ACTIVITY_PART_CLASS (klass)->is_touched = cm_activity_serves_is_touched;
  CM_ACTIVITY_PART_CLASS (klass)->flush = cm_activity_serves_flush;
}

static void
cm_activity_serves_init (CmActivityServes *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->share = cm_activity_part_new_label (NULL, "caption");
  gtk_widget_add_css_class (self->share, "dim-label");
  for (guint i = 0; i < N_GROUPS; i++)
    {
      self->groups[i] = cm_child_group_new (cm_table_find (tables[i]));
      cm_child_group_set_compact (CM_CHILD_GROUP (self->groups[i]));
      cm_activity_part_adopt (CM_ACTIVITY_PART (self), self->groups[i]);
      gtk_box_append (GTK_BOX (box), self->groups[i]);
      if (i == 0)
        gtk_box_append (GTK_BOX (box), self->share);
    }
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
cm_activity_serves_new (void)
{
  return g_object_new (CM_TYPE_ACTIVITY_SERVES, NULL);
}
