/* cm-step-standing.c - where a step stands: who, by when, how far. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-step-standing"
#include "config.h"

#include "cm-step-standing.h"

#include <glib/gi18n.h>

#include "cm-body-row.h"
#include "cm-cycle.h"
#include "cm-edit-row.h"

struct _CmStepStanding
{
  CmStepPart parent_instance;

  GtkWidget *body, *due, *state, *note;
};

G_DEFINE_FINAL_TYPE (CmStepStanding, cm_step_standing, CM_TYPE_STEP_PART)

static const CmField *
get_state_field (void)
{
  return cm_table_field (cm_table_find ("step_state"), "state");
}

static const char *
get_text (const CmStepContext *context, const char *field)
{
  return context->state != NULL ? cm_record_get_text (context->state, field) : "";
}

static const char *
get_state (const CmStepContext *context)
{
  return context->state != NULL ? get_text (context, "state") : CM_STATE_NOT_STARTED;
}

/* --- from the reader to the store ------------------------------------------------------------- */

static void
state_selected_cb (CmStepStanding *self)
{
  const CmStepContext *context = cm_step_part_get_context (CM_STEP_PART (self));
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->state));
  g_autoptr (GError) error = NULL;

  cm_cycle_set_state (context->store,
                      context->run,
                      context->step->id,
                      context->step->title,
                      get_state_field ()->choices[selected].name,
                      &error);
  if (!cm_step_part_tell (CM_STEP_PART (self), error, NULL))
    cm_step_part_show (CM_STEP_PART (self), context);
}

static gboolean
save_field (CmStepStanding *self, const char *field, const char *text, GError **error)
{
  const CmStepContext *context = cm_step_part_get_context (CM_STEP_PART (self));

  return context == NULL || cm_cycle_set_field (context->store,
                                                context->run,
                                                context->step->id,
                                                context->step->title,
                                                field,
                                                text,
                                                error);
}

static void
body_chosen_cb (CmStepStanding *self)
{
  g_autoptr (GError) error = NULL;

  save_field (self, "responsible", cm_body_row_get_body (CM_BODY_ROW (self->body)), &error);
  if (!cm_step_part_tell (CM_STEP_PART (self), error, NULL))
    cm_step_part_show (CM_STEP_PART (self), cm_step_part_get_context (CM_STEP_PART (self)));
}

static gboolean
save_row (CmEditRow *row, const char *text, gpointer data, GError **error)
{
  return save_field (data, cm_edit_row_get_name (row), text, error);
}

/* --- from the store to the reader ------------------------------------------------------------- */

/* Signed off is not chosen from a list: the responsible body does it, further down. */
static void
show_state (CmStepStanding *self, const char *state)
{
  const CmChoice *choices = get_state_field ()->choices;

  gtk_widget_set_visible (self->state, !g_str_equal (state, CM_STATE_SIGNED_OFF));
  g_signal_handlers_block_by_func (self->state, state_selected_cb, self);
  for (guint i = 0; !g_str_equal (choices[i].name, CM_STATE_SIGNED_OFF); i++)
    if (g_str_equal (choices[i].name, state))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->state), i);
  g_signal_handlers_unblock_by_func (self->state, state_selected_cb, self);
}

static void
show_edit (GtkWidget *row, const char *text, gboolean other, gboolean editable)
{
  cm_edit_row_show (CM_EDIT_ROW (row), text);
  if (other)
    cm_edit_row_restore (CM_EDIT_ROW (row));
  gtk_editable_set_editable (GTK_EDITABLE (row), editable);
}

static void
cm_step_standing_show (CmStepPart *part, const CmStepContext *context, gboolean other)
{
  CmStepStanding *self = CM_STEP_STANDING (part);
  gboolean editable = cm_step_part_is_editable (part);
  g_autofree char *due = cm_date_format (get_text (context, "due"));

  cm_body_row_show (CM_BODY_ROW (self->body), context->store, get_text (context, "responsible"));
  gtk_widget_set_sensitive (self->body, editable);
  show_state (self, get_state (context));
  gtk_widget_set_sensitive (self->state, editable);
  show_edit (self->due, due, other, editable);
  show_edit (self->note, get_text (context, "note"), other, editable);
}

static void
cm_step_standing_class_init (CmStepStandingClass *klass)
{
  CM_STEP_PART_CLASS (klass)->show = cm_step_standing_show;
}

static GtkWidget *
make_state_row (void)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) states = gtk_string_list_new (NULL);
  const CmChoice *choices = get_state_field ()->choices;

  for (guint i = 0; !g_str_equal (choices[i].name, CM_STATE_SIGNED_OFF); i++)
    gtk_string_list_append (states, _ (choices[i].label));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (states));
  cm_step_part_set_title (row, _ ("State"));
  return row;
}

static void
cm_step_standing_init (CmStepStanding *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  adw_preferences_group_set_title (group, _ ("Where it stands"));
  self->body = cm_body_row_new (_ ("Responsible body"));
  g_signal_connect_swapped (self->body, "chosen", G_CALLBACK (body_chosen_cb), self);
  adw_preferences_group_add (group, self->body);
  self->state = make_state_row ();
  g_signal_connect_swapped (self->state, "notify::selected", G_CALLBACK (state_selected_cb), self);
  adw_preferences_group_add (group, self->state);
  self->due = cm_edit_row_new ("due", _ ("Due, such as 12 Jun 2010"), save_row, self);
  cm_step_part_add_edit (CM_STEP_PART (self), self->due);
  self->note = cm_edit_row_new ("note", _ ("Note"), save_row, self);
  cm_step_part_add_edit (CM_STEP_PART (self), self->note);
}

GtkWidget *
cm_step_standing_new (void)
{
  return g_object_new (CM_TYPE_STEP_STANDING, NULL);
}
