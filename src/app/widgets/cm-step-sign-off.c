/* cm-step-sign-off.c - the sign-off of a step: giving it, seeing it, withdrawing it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-step-sign-off"
#include "config.h"

#include "cm-step-sign-off.h"

#include <glib/gi18n.h>

#include "cm-body-row.h"
#include "cm-error-row.h"
#include "cm-sign-off.h"
#include "cm-summary.h"
#include "cm-wheel-builder.h"

/**
 * CmStepSignOff:
 *
 * Either the lines in which the responsible body signs, or who has signed and when. What is typed
 * here is kept only by signing; why a signature is refused stands below the lines.
 */
struct _CmStepSignOff
{
  CmStepPart parent_instance;

  GtkWidget *signed_row, *withdraw;
  GtkWidget *body, *role, *date, *note, *error_row, *sign;
  char *responsible; /* the body that was proposed last */
};

G_DEFINE_FINAL_TYPE (CmStepSignOff, cm_step_sign_off, CM_TYPE_STEP_PART)

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
show_error (CmStepSignOff *self, const char *message)
{
  cm_error_row_set_message (self->error_row, message);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sign),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  message != NULL ? message : "",
                                  -1);
}

static const char *
find_next (const CmStepContext *context)
{
  g_autofree const char **steps = cm_wheel_list_steps (context->manual);

  for (guint i = 0; steps[i] != NULL; i++)
    if (g_str_equal (steps[i], context->step->id))
      return steps[i + 1];
  return NULL;
}

static void
sign_cb (CmStepSignOff *self)
{
  const CmStepContext *context = cm_step_part_get_context (CM_STEP_PART (self));
  g_autoptr (GError) error = NULL;
  /* translators: %s is a step of the cycle */
  g_autofree char *text = g_strdup_printf (_ ("“%s” is signed off"), context->step->title);

  cm_sign_off (context->store,
               context->run,
               context->step->id,
               context->step->title,
               find_next (context),
               cm_body_row_get_body (CM_BODY_ROW (self->body)),
               get_text (self->date),
               get_text (self->role),
               get_text (self->note),
               &error);
  show_error (self, error != NULL ? error->message : NULL);
  if (error == NULL)
    cm_step_part_tell (CM_STEP_PART (self), NULL, text);
}

static void
withdraw_cb (CmStepSignOff *self)
{
  const CmStepContext *context = cm_step_part_get_context (CM_STEP_PART (self));
  g_autoptr (GError) error = NULL;

  cm_sign_off_withdraw (
      context->store, context->run, context->step->id, context->step->title, &error);
  cm_step_part_tell (CM_STEP_PART (self), error, _ ("The sign-off was withdrawn"));
}

/* --- from the store to the reader ------------------------------------------------------------- */

static void
show_signed (CmStepSignOff *self, const CmStepContext *context)
{
  g_autoptr (CmRecord) sign_off =
      cm_sign_off_find (context->store, context->run, context->step->id);
  g_autoptr (GString) by = g_string_new (NULL);
  g_autofree char *date = NULL, *title = NULL, *body = NULL, *escaped = NULL;

  if (sign_off != NULL)
    {
      date = cm_date_format (cm_record_get_text (sign_off, "on_date"));
      body = cm_store_get_title (context->store, "body", cm_record_get_text (sign_off, "body"));
      /* translators: %s is a date */
      title = g_strdup_printf (_ ("Signed off on %s"), date);
      g_string_append (by, body);
      if (!cm_record_is_null (sign_off, "role"))
        g_string_append_printf (by, ", %s", cm_record_get_text (sign_off, "role"));
      if (!cm_record_is_null (sign_off, "note"))
        g_string_append_printf (by, "\n%s", cm_record_get_text (sign_off, "note"));
    }
  else
    g_string_append (by, _ ("Nobody wrote down who signed, or when."));
  escaped = cm_step_part_escape (by->str);
  cm_step_part_set_title (self->signed_row, title != NULL ? title : _ ("Signed off"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->signed_row), escaped);
}

static void
clear_lines (CmStepSignOff *self, CmStore *store)
{
  g_autofree char *today = cm_summary_get_today (store);
  g_autofree char *date = cm_date_format (today);

  g_clear_pointer (&self->responsible, g_free);
  gtk_editable_set_text (GTK_EDITABLE (self->role), "");
  gtk_editable_set_text (GTK_EDITABLE (self->note), "");
  gtk_editable_set_text (GTK_EDITABLE (self->date), date);
  show_error (self, NULL);
}

/* The body that is responsible is proposed; a choice of the reader's own stays as long as that
 * body does. */
static void
show_body (CmStepSignOff *self, const CmStepContext *context)
{
  const char *responsible =
      context->state != NULL ? cm_record_get_text (context->state, "responsible") : "";
  g_autofree char *chosen = g_strdup (cm_body_row_get_body (CM_BODY_ROW (self->body)));
  gboolean same = g_strcmp0 (self->responsible, responsible) == 0;

  cm_body_row_show (CM_BODY_ROW (self->body), context->store, same ? chosen : responsible);
  if (same)
    return;
  g_free (self->responsible);
  self->responsible = g_strdup (responsible);
}

static void
cm_step_sign_off_show (CmStepPart *part, const CmStepContext *context, gboolean other)
{
  CmStepSignOff *self = CM_STEP_SIGN_OFF (part);
  GtkWidget *lines[] = { self->body, self->role, self->date, self->note, self->sign };
  gboolean editable = cm_step_part_is_editable (part);
  gboolean is_signed =
      context->state != NULL &&
      g_str_equal (cm_record_get_text (context->state, "state"), CM_STATE_SIGNED_OFF);
  const char *text = NULL;

  /* A sign-off uses up what was typed for it. */
  if (other || is_signed)
    clear_lines (self, context->store);
  if (is_signed)
    show_signed (self, context);
  else
    show_body (self, context);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    gtk_widget_set_visible (lines[i], !is_signed && editable);
  gtk_widget_set_visible (self->signed_row, is_signed);
  gtk_widget_set_visible (self->withdraw, is_signed && editable);
  if (!is_signed && editable)
    text = _ ("The responsible body signs the step off. The wheel then moves to the next step.");
  else if (!is_signed)
    text = _ ("Not signed off. This portfolio is open to be read only, so it cannot be signed off "
              "here.");
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), text);
}

/* --- building --------------------------------------------------------------------------------- */

static gboolean
cm_step_sign_off_grab_focus (GtkWidget *widget)
{
  CmStepSignOff *self = CM_STEP_SIGN_OFF (widget);

  return gtk_widget_grab_focus (gtk_widget_get_visible (self->role) ? self->role : self->withdraw);
}

static void
cm_step_sign_off_finalize (GObject *object)
{
  g_free (CM_STEP_SIGN_OFF (object)->responsible);
  G_OBJECT_CLASS (cm_step_sign_off_parent_class)->finalize (object);
}

static void
cm_step_sign_off_class_init (CmStepSignOffClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_step_sign_off_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = cm_step_sign_off_grab_focus;
  CM_STEP_PART_CLASS (klass)->show = cm_step_sign_off_show;
}

static GtkWidget *
add_entry (CmStepSignOff *self, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  cm_step_part_set_title (row, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title,
                                  -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return row;
}

static GtkWidget *
add_button (CmStepSignOff *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 12);
  g_signal_connect_swapped (button, "clicked", callback, self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), button);
  return button;
}

static void
cm_step_sign_off_init (CmStepSignOff *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  adw_preferences_group_set_title (group, _ ("Sign-off"));
  self->signed_row = adw_action_row_new ();
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->signed_row),
                             gtk_image_new_from_icon_name ("cm-check-symbolic"));
  adw_preferences_group_add (group, self->signed_row);
  self->withdraw = add_button (self, _ ("_Withdraw the sign-off"), G_CALLBACK (withdraw_cb));

  self->body = cm_body_row_new (_ ("Signed off by"));
  adw_preferences_group_add (group, self->body);
  self->role = add_entry (self, _ ("Role of the person who signs"));
  self->date = add_entry (self, _ ("Date (today if left empty)"));
  self->note = add_entry (self, _ ("Note"));
  self->error_row = cm_error_row_new ();
  adw_preferences_group_add (group, self->error_row);
  self->sign = add_button (self, _ ("_Sign off this step"), G_CALLBACK (sign_cb));
  gtk_widget_add_css_class (self->sign, "suggested-action");
}

GtkWidget *
cm_step_sign_off_new (void)
{
  return g_object_new (CM_TYPE_STEP_SIGN_OFF, NULL);
}
