/* cm-step-part.c - what the parts of the view of a step have in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-step-part"
#include "config.h"

#include "cm-step-part.h"

#include "cm-edit-row.h"

/**
 * CmStepPart:
 *
 * A group of rows that shows one side of a step and writes what is changed as it happens.
 *
 * Signals: "message" (text, can be undone).
 */
typedef struct
{
  const CmStepContext *context;
  const CmManualStep *step; /* last shown: the context is filled anew in place */
  CmRecord *run;
} CmStepPartPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CmStepPart, cm_step_part, ADW_TYPE_PREFERENCES_GROUP)

static guint message_signal;

void
cm_step_part_show (CmStepPart *self, const CmStepContext *context)
{
  CmStepPartPrivate *priv = cm_step_part_get_instance_private (self);
  gboolean other = context == NULL || priv->step != context->step || priv->run != context->run;

  priv->context = context;
  priv->step = context != NULL ? context->step : NULL;
  g_set_object (&priv->run, (context != NULL ? context->run : NULL));
  if (context != NULL)
    CM_STEP_PART_GET_CLASS (self)->show (self, context, other);
}

const CmStepContext *
cm_step_part_get_context (CmStepPart *self)
{
  CmStepPartPrivate *priv = cm_step_part_get_instance_private (self);

  return priv->context;
}

gboolean
cm_step_part_is_editable (CmStepPart *self)
{
  const CmStepContext *context = cm_step_part_get_context (self);

  return context != NULL && !cm_store_get_read_only (context->store);
}

gboolean
cm_step_part_tell (CmStepPart *self, const GError *error, const char *done)
{
  if (error != NULL)
    g_signal_emit (self, message_signal, 0, error->message, FALSE);
  else if (done != NULL)
    g_signal_emit (self, message_signal, 0, done, TRUE);
  return error == NULL;
}

char *
cm_step_part_escape (const char *text)
{
  return g_markup_escape_text (text != NULL ? text : "", -1);
}

void
cm_step_part_set_title (GtkWidget *row, const char *title)
{
  g_autofree char *escaped = cm_step_part_escape (title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
}

void
cm_step_part_add_edit (CmStepPart *self, GtkWidget *edit_row)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  adw_preferences_group_add (group, edit_row);
  adw_preferences_group_add (group, cm_edit_row_get_error_row (CM_EDIT_ROW (edit_row)));
}

static void
cm_step_part_dispose (GObject *object)
{
  CmStepPartPrivate *priv = cm_step_part_get_instance_private (CM_STEP_PART (object));

  priv->context = NULL;
  g_clear_object (&priv->run);
  G_OBJECT_CLASS (cm_step_part_parent_class)->dispose (object);
}

static void
cm_step_part_class_init (CmStepPartClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_step_part_dispose;
  message_signal = g_signal_new ("message",
                                 CM_TYPE_STEP_PART,
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
cm_step_part_init (CmStepPart *self)
{
}
