/* cm-feedback-model.c - points of feedback and states of sections, as a portfolio has them now. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-feedback"
#include "config.h"

#include "cm-feedback-model.h"

struct _CmFeedbackModel
{
  GObject parent_instance;

  CmStore *store;
  CmManual *manual;
  CmFeedback *points;      /* or NULL until asked for */
  CmSectionStates *states; /* the same */
};

G_DEFINE_FINAL_TYPE (CmFeedbackModel, cm_feedback_model, G_TYPE_OBJECT)

static guint changed_signal;

static void
forget (CmFeedbackModel *self)
{
  g_clear_pointer (&self->points, cm_feedback_free);
  g_clear_pointer (&self->states, cm_section_states_free);
}

/* The points name bodies and workshops by their titles nowhere, so only their own tables matter. */
static void
changed_cb (CmFeedbackModel *self, CmChanges *changes)
{
  if (!cm_changes_touch (changes, "feedback") && !cm_changes_touch (changes, "section_state"))
    return;
  forget (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
cm_feedback_model_dispose (GObject *object)
{
  CmFeedbackModel *self = CM_FEEDBACK_MODEL (object);

  forget (self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_object (&self->manual);
  G_OBJECT_CLASS (cm_feedback_model_parent_class)->dispose (object);
}

static void
cm_feedback_model_class_init (CmFeedbackModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_feedback_model_dispose;
  changed_signal = g_signal_new (
      "changed", CM_TYPE_FEEDBACK_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cm_feedback_model_init (CmFeedbackModel *self)
{
}

CmFeedbackModel *
cm_feedback_model_new (CmStore *store, CmManual *manual)
{
  CmFeedbackModel *self = g_object_new (CM_TYPE_FEEDBACK_MODEL, NULL);

  self->store = g_object_ref (store);
  self->manual = g_object_ref (manual);
  g_signal_connect_swapped (store, "changed", G_CALLBACK (changed_cb), self);
  return self;
}

CmStore *
cm_feedback_model_get_store (CmFeedbackModel *self)
{
  return self->store;
}

CmManual *
cm_feedback_model_get_manual (CmFeedbackModel *self)
{
  return self->manual;
}

/* One for a manual, which never changes. */
static CmAnchorIndex *
get_index (CmFeedbackModel *self)
{
  static const char key[] = "cm-anchor-index";
  CmDocument *document = cm_manual_get_document (self->manual);
  CmAnchorIndex *index = g_object_get_data (G_OBJECT (self->manual), key);

  if (index == NULL)
    {
      index = cm_anchor_index_new (document);
      g_object_set_data_full (
          G_OBJECT (self->manual), key, index, (GDestroyNotify) cm_anchor_index_free);
    }
  return index;
}

CmFeedback *
cm_feedback_model_get_points (CmFeedbackModel *self)
{
  if (self->points == NULL)
    self->points = cm_feedback_load (self->store, self->manual, get_index (self));
  return self->points;
}

CmSectionStates *
cm_feedback_model_get_states (CmFeedbackModel *self)
{
  if (self->states == NULL)
    self->states = cm_section_states_load (self->store);
  return self->states;
}
