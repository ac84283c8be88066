/* cm-step-checklist.c - the checklist of a step, with good practice, risk and short cut. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-step-checklist"
#include "config.h"

#include "cm-step-checklist.h"

#include <glib/gi18n.h>

#include "cm-cycle.h"

struct _CmStepChecklist
{
  CmStepPart parent_instance;

  GPtrArray *rows, *ticks; /* of GtkWidget, one for each item; not owned */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CmStepChecklist, cm_step_checklist, CM_TYPE_STEP_PART)

static void
tick_cb (CmStepChecklist *self, GtkWidget *tick)
{
  const CmStepContext *context = cm_step_part_get_context (CM_STEP_PART (self));
  const CmManualCheck *check = g_object_get_data (G_OBJECT (tick), "check");
  g_autoptr (GError) error = NULL;

  if (self->showing)
    return;
  cm_cycle_tick (context->store,
                 context->run,
                 context->step->id,
                 check->id,
                 check->item,
                 gtk_check_button_get_active (GTK_CHECK_BUTTON (tick)),
                 &error);
  if (!cm_step_part_tell (CM_STEP_PART (self), error, NULL))
    cm_step_part_show (CM_STEP_PART (self), context);
}

static void
add_advice (GtkWidget *row, const char *heading, const char *text)
{
  GtkWidget *line;
  g_autofree char *escaped = NULL;

  if (text == NULL || *text == '\0')
    return;
  line = adw_action_row_new ();
  escaped = cm_step_part_escape (text);
  cm_step_part_set_title (line, heading);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (line), escaped);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), line);
}

static void
add_check (CmStepChecklist *self, const CmManualCheck *check)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *tick = gtk_check_button_new ();

  cm_step_part_set_title (row, check->item);
  gtk_widget_set_valign (tick, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_PROPERTY_LABEL, check->item, -1);
  g_object_set_data (G_OBJECT (tick), "check", (gpointer) check);
  g_signal_connect_swapped (tick, "toggled", G_CALLBACK (tick_cb), self);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), tick);
  add_advice (row, _ ("Good practice"), check->good);
  add_advice (row, _ ("Risk of not doing it"), check->risk);
  add_advice (row, _ ("When time is tight"), check->tight);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->ticks, tick);
}

static void
list_checks (CmStepChecklist *self, GPtrArray *checks)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->ticks, 0);
  for (guint i = 0; i < checks->len; i++)
    add_check (self, checks->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), checks->len > 0);
}

static void
cm_step_checklist_show (CmStepPart *part, const CmStepContext *context, gboolean other)
{
  CmStepChecklist *self = CM_STEP_CHECKLIST (part);

  if (other)
    list_checks (self, context->step->checks);
  self->showing = TRUE;
  for (guint i = 0; i < self->ticks->len; i++)
    {
      const CmManualCheck *check = g_object_get_data (self->ticks->pdata[i], "check");

      gtk_check_button_set_active (self->ticks->pdata[i],
                                   cm_cycle_is_ticked (context->store, context->run, check->id));
      gtk_widget_set_sensitive (self->ticks->pdata[i], cm_step_part_is_editable (part));
    }
  self->showing = FALSE;
}

static void
cm_step_checklist_finalize (GObject *object)
{
  CmStepChecklist *self = CM_STEP_CHECKLIST (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->ticks);
  G_OBJECT_CLASS (cm_step_checklist_parent_class)->finalize (object);
}

static void
cm_step_checklist_class_init (CmStepChecklistClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_step_checklist_finalize;
  CM_STEP_PART_CLASS (klass)->show = cm_step_checklist_show;
}

static void
cm_step_checklist_init (CmStepChecklist *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  self->rows = g_ptr_array_new ();
  self->ticks = g_ptr_array_new ();
  adw_preferences_group_set_title (group, _ ("Checklist"));
  adw_preferences_group_set_description (
      group,
      _ ("Open an item for good practice, the risk of leaving it, and what to do when time is "
         "tight."));
}

GtkWidget *
cm_step_checklist_new (void)
{
  return g_object_new (CM_TYPE_STEP_CHECKLIST, NULL);
}
