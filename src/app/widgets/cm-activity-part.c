/* cm-activity-part.c - what the parts of an activity's page have in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-activity-part"
#include "config.h"

#include "cm-activity-part.h"

/**
 * CmActivityPart:
 *
 * One side of an activity, written as it happens.
 */
typedef struct
{
  CmStore *store;
  CmRecord *activity;
  GtkWidget *summary, *buttons, *body; /* of the frame */
} CmActivityPartPrivate;

enum
{
  SIGNAL_MESSAGE,
  SIGNAL_OPEN_RECORD,
  N_SIGNALS
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CmActivityPart, cm_activity_part, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

void
cm_activity_part_show (CmActivityPart *self, CmStore *store, CmRecord *activity)
{
  CmActivityPartPrivate *priv = cm_activity_part_get_instance_private (self);
  gboolean other = g_set_object (&priv->activity, activity);

  g_set_object (&priv->store, (activity != NULL ? store : NULL));
  if (activity != NULL || other)
    CM_ACTIVITY_PART_GET_CLASS (self)->show (self, other);
}

gboolean
cm_activity_part_is_touched (CmActivityPart *self, const CmChanges *changes)
{
  CmActivityPartPrivate *priv = cm_activity_part_get_instance_private (self);

  return priv->activity != NULL && CM_ACTIVITY_PART_GET_CLASS (self)->is_touched (self, changes);
}

gboolean
cm_activity_part_flush (CmActivityPart *self)
{
  CmActivityPartPrivate *priv = cm_activity_part_get_instance_private (self);

  return priv->activity == NULL || CM_ACTIVITY_PART_GET_CLASS (self)->flush == NULL ||
         CM_ACTIVITY_PART_GET_CLASS (self)->flush (self);
}

CmStore *
cm_activity_part_get_store (CmActivityPart *self)
{
  CmActivityPartPrivate *priv = cm_activity_part_get_instance_private (self);

  return priv->store;
}

CmRecord *
cm_activity_part_get_activity (CmActivityPart *self)
{
  CmActivityPartPrivate *priv = cm_activity_part_get_instance_private (self);

  return priv->activity;
}

gboolean
cm_activity_part_is_editable (CmActivityPart *self)
{
  CmStore *store = cm_activity_part_get_store (self);

  return store != NULL && !cm_store_get_read_only (store);
}

void
cm_activity_part_tell (CmActivityPart *self, const char *text, gboolean undo)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, undo);
}

void
cm_activity_part_open (CmActivityPart *self, const char *table, const char *id)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_RECORD], 0, table, id);
}

void
cm_activity_part_adopt (CmActivityPart *self, gpointer control)
{
  g_signal_connect_object (
      control, "message", G_CALLBACK (cm_activity_part_tell), self, G_CONNECT_SWAPPED);
}

/* --- the frame -------------------------------------------------------------------------------- */

GtkWidget *
cm_activity_part_new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

GtkWidget *
cm_activity_part_new_heading (const char *text, const char *style, int level)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_HEADING,
                                   "label",
                                   text,
                                   "xalign",
                                   0.0,
                                   "wrap",
                                   TRUE,
                                   "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR,
                                   NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, level, -1);
  gtk_widget_add_css_class (label, style);
  return label;
}

void
cm_activity_part_build (CmActivityPart *self, const char *title)
{
  CmActivityPartPrivate *priv = cm_activity_part_get_instance_private (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading = cm_activity_part_new_heading (title, "heading", 2);

  priv->summary = cm_activity_part_new_label (NULL, "dim-label");
  gtk_widget_add_css_class (priv->summary, "numeric");
  gtk_label_set_xalign (GTK_LABEL (priv->summary), 1);
  gtk_widget_set_hexpand (priv->summary, TRUE);
  priv->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  priv->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_box_append (GTK_BOX (line), heading);
  gtk_box_append (GTK_BOX (line), priv->summary);
  gtk_box_append (GTK_BOX (line), priv->buttons);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), priv->body);
  adw_bin_set_child (ADW_BIN (self), box);
}

void
cm_activity_part_set_summary (CmActivityPart *self, const char *text)
{
  CmActivityPartPrivate *priv = cm_activity_part_get_instance_private (self);

  gtk_label_set_text (GTK_LABEL (priv->summary), text != NULL ? text : "");
}

void
cm_activity_part_add_button (CmActivityPart *self, GtkWidget *button)
{
  CmActivityPartPrivate *priv = cm_activity_part_get_instance_private (self);

  gtk_box_append (GTK_BOX (priv->buttons), button);
}

GtkWidget *
cm_activity_part_get_body (CmActivityPart *self)
{
  CmActivityPartPrivate *priv = cm_activity_part_get_instance_private (self);

  return priv->body;
}

void
cm_activity_part_empty_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
cm_activity_part_dispose (GObject *object)
{
  CmActivityPartPrivate *priv = cm_activity_part_get_instance_private (CM_ACTIVITY_PART (object));

  g_clear_object (&priv->activity);
  g_clear_object (&priv->store);
  G_OBJECT_CLASS (cm_activity_part_parent_class)->dispose (object);
}

static void
cm_activity_part_class_init (CmActivityPartClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_activity_part_dispose;
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_ACTIVITY_PART,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);
  signals[SIGNAL_OPEN_RECORD] = g_signal_new ("open-record",
                                              CM_TYPE_ACTIVITY_PART,
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              NULL,
                                              NULL,
                                              NULL,
                                              G_TYPE_NONE,
                                              2,
                                              G_TYPE_STRING,
                                              G_TYPE_STRING);
}

static void
cm_activity_part_init (CmActivityPart *self)
{
}
