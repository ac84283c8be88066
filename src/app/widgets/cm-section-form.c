/* cm-section-form.c - a form that takes a section of the manual to its next state, or back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-feedback"
#include "config.h"

#include "cm-section-form.h"

#include <glib/gi18n.h>

#include "cm-body-row.h"
#include "cm-error-row.h"

#define WIDTH 330

/**
 * CmSectionForm:
 *
 * How far the section has come, then what its next state must be told: who validated it, at which
 * workshop it was tested, who made it final; and the way back to draft.
 */
struct _CmSectionForm
{
  AdwBin parent_instance;

  CmFeedbackModel *model;
  const CmBlock *section;
  CmSectionState state;
  GtkWidget *body, *workshop, *date, *note, *error;
};

G_DEFINE_FINAL_TYPE (CmSectionForm, cm_section_form, ADW_TYPE_BIN)

static guint done_signal;

/* --- taking it on ----------------------------------------------------------------------------- */

static const char *
get_choice (GtkWidget *row)
{
  return row != NULL ? cm_body_row_get_body (CM_BODY_ROW (row)) : "";
}

static void
take_to (CmSectionForm *self, CmSectionState state)
{
  g_autofree char *title = cm_block_get_text (self->section);
  /* translators: %1$s is the title of a section, %2$s a state such as Validated */
  g_autofree char *text =
      g_strdup_printf (_ ("“%1$s”: %2$s"), title, cm_section_state_get_label (state));
  g_autoptr (GError) error = NULL;
  g_autoptr (CmSectionForm) held = g_object_ref (self);

  if (cm_section_state_set (cm_feedback_model_get_store (self->model),
                            self->section,
                            state,
                            gtk_editable_get_text (GTK_EDITABLE (self->date)),
                            get_choice (self->body),
                            get_choice (self->workshop),
                            gtk_editable_get_text (GTK_EDITABLE (self->note)),
                            &error))
    g_signal_emit (held, done_signal, 0, text);
  else
    cm_error_row_set_message (self->error, error->message);
}

static void
next_cb (CmSectionForm *self)
{
  take_to (self, self->state + 1);
}

static void
back_cb (CmSectionForm *self)
{
  take_to (self, CM_SECTION_DRAFT);
}

/* --- building --------------------------------------------------------------------------------- */

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* “Validated since 5 Jun 2009, Commissioning board”, and the note below. */
static char *
describe_standing (CmSectionForm *self)
{
  CmStore *store = cm_feedback_model_get_store (self->model);
  CmRecord *record =
      cm_section_states_get_record (cm_feedback_model_get_states (self->model), self->section);
  const char *label = cm_section_state_get_label (self->state);
  GString *text = g_string_new (label);
  static const char *const witnesses[] = { "body", "workshop" };
  g_autofree char *date = NULL;

  if (record == NULL)
    return g_string_free (g_string_append (text, _ (", as the chapter it is in")), FALSE);
  date = cm_date_format (cm_record_get_text (record, "on_date"));
  if (*date != '\0')
    /* translators: follows a state such as Validated; %s is a day such as 31 Dec 2009 */
    g_string_append_printf (text, _ (" since %s"), date);
  for (guint i = 0; i < G_N_ELEMENTS (witnesses); i++)
    if (!cm_record_is_null (record, witnesses[i]))
      {
        g_autofree char *witness =
            cm_store_get_title (store, witnesses[i], cm_record_get_text (record, witnesses[i]));

        g_string_append_printf (text, " · %s", witness);
      }
  if (!cm_record_is_null (record, "note"))
    g_string_append_printf (text, "\n%s", cm_record_get_text (record, "note"));
  return g_string_free (text, FALSE);
}

static GtkWidget *
add_entry (GtkWidget *list, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title,
                                  -1);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return row;
}

static GtkWidget *
add_choice (CmSectionForm *self, GtkWidget *list, const char *title, const char *table)
{
  GtkWidget *row = cm_body_row_new (title);

  if (table != NULL)
    cm_body_row_set_table (CM_BODY_ROW (row), table, _ ("None"));
  cm_body_row_show (CM_BODY_ROW (row), cm_feedback_model_get_store (self->model), "");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return row;
}

static GtkWidget *
build_fields (CmSectionForm *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  if (self->state == CM_SECTION_DRAFT)
    self->body = add_choice (self, list, _ ("Validated by"), NULL);
  else if (self->state == CM_SECTION_VALIDATED)
    self->workshop = add_choice (self, list, _ ("Tested at"), "workshop");
  else if (self->state == CM_SECTION_TESTED)
    self->body = add_choice (self, list, _ ("Made final by"), NULL);
  self->date = add_entry (list, _ ("Date (today if left empty)"));
  self->note = add_entry (list, _ ("Note"));
  self->error = cm_error_row_new ();
  gtk_list_box_append (GTK_LIST_BOX (list), self->error);
  return list;
}

static const char *
get_next_label (CmSectionState state)
{
  if (state == CM_SECTION_DRAFT)
    return _ ("_Mark as validated");
  return state == CM_SECTION_VALIDATED ? _ ("_Mark as tested") : _ ("_Mark as final");
}

static GtkWidget *
build_buttons (CmSectionForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button;

  if (self->state != CM_SECTION_FINAL)
    {
      button = gtk_button_new_with_mnemonic (get_next_label (self->state));
      gtk_widget_add_css_class (button, "suggested-action");
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (next_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  if (self->state != CM_SECTION_DRAFT)
    {
      button = gtk_button_new_with_mnemonic (_ ("_Back to draft"));
      gtk_widget_set_tooltip_text (button, _ ("The note says why"));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (back_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static void
cm_section_form_dispose (GObject *object)
{
  g_clear_object (&CM_SECTION_FORM (object)->model);
  G_OBJECT_CLASS (cm_section_form_parent_class)->dispose (object);
}

static void
cm_section_form_class_init (CmSectionFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_section_form_dispose;
  done_signal = g_signal_new ("done",
                              CM_TYPE_SECTION_FORM,
                              G_SIGNAL_RUN_LAST,
                              0,
                              NULL,
                              NULL,
                              NULL,
                              G_TYPE_NONE,
                              1,
                              G_TYPE_STRING);
}

static void
cm_section_form_init (CmSectionForm *self)
{
}

GtkWidget *
cm_section_form_new (CmFeedbackModel *model, const CmBlock *section)
{
  CmSectionForm *self = g_object_new (CM_TYPE_SECTION_FORM, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *title = cm_block_get_text (section);
  g_autofree char *standing = NULL;

  self->model = g_object_ref (model);
  self->section = section;
  self->state = cm_section_states_get (cm_feedback_model_get_states (model), section, NULL);
  standing = describe_standing (self);
  gtk_box_append (GTK_BOX (box), make_label (title, "heading"));
  gtk_box_append (GTK_BOX (box), make_label (standing, "dim-label"));
  gtk_box_append (GTK_BOX (box), build_fields (self));
  gtk_box_append (GTK_BOX (box), build_buttons (self));
  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_widget_add_css_class (box, "section-form");
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}
