/* cm-section-tag.c - the state of a section as a small tag, and the way to take it on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-feedback"
#include "config.h"

#include "cm-section-tag.h"

#include <glib/gi18n.h>

#include "cm-section-form.h"

/**
 * CmSectionTag:
 *
 * A menu button that is called like the state; a section that is as far as its chapter says so
 * more quietly. The form behind it is made when it is opened.
 */
struct _CmSectionTag
{
  AdwBin parent_instance;

  CmFeedbackModel *model;
  const CmBlock *section;
  GtkWidget *button;
};

enum
{
  SIGNAL_MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmSectionTag, cm_section_tag, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
describe (CmSectionTag *self, CmSectionState state, gboolean own)
{
  g_autofree char *title = cm_block_get_text (self->section);
  const char *label = cm_section_state_get_label (state);
  /* translators: %1$s is the title of a section, %2$s a state such as Validated */
  g_autofree char *name = g_strdup_printf (_ ("State of “%1$s”: %2$s"), title, label);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), label);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (self->button,
                               own ? _ ("How far this section has come")
                                   : _ ("How far this section has come: as its chapter"));
}

static void
update (CmSectionTag *self)
{
  CmSectionState state;
  gboolean own;

  gtk_widget_set_visible (self->button, self->section != NULL);
  if (self->section == NULL)
    return;
  state = cm_section_states_get (cm_feedback_model_get_states (self->model), self->section, &own);
  for (int other = 0; other < CM_N_SECTION_STATES; other++)
    gtk_widget_remove_css_class (self->button, cm_section_state_get_name ((CmSectionState) other));
  gtk_widget_add_css_class (self->button, cm_section_state_get_name (state));
  if (own)
    gtk_widget_remove_css_class (self->button, "inherited");
  else
    gtk_widget_add_css_class (self->button, "inherited");
  describe (self, state, own);
  gtk_widget_set_sensitive (self->button,
                            !cm_store_get_read_only (cm_feedback_model_get_store (self->model)));
}

static void
done_cb (CmSectionTag *self, const char *text)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text, TRUE);
}

static void
create_popover_cb (GtkMenuButton *button, gpointer data)
{
  CmSectionTag *self = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *form = cm_section_form_new (self->model, self->section);

  g_signal_connect_swapped (form, "done", G_CALLBACK (done_cb), self);
  gtk_popover_set_child (GTK_POPOVER (popover), form);
  gtk_menu_button_set_popover (button, popover);
}

void
cm_section_tag_show (CmSectionTag *self, const CmBlock *section)
{
  g_return_if_fail (CM_IS_SECTION_TAG (self));
  self->section = section;
  update (self);
}

void
cm_section_tag_popup (CmSectionTag *self)
{
  g_return_if_fail (CM_IS_SECTION_TAG (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
}

static void
cm_section_tag_dispose (GObject *object)
{
  CmSectionTag *self = CM_SECTION_TAG (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (cm_section_tag_parent_class)->dispose (object);
}

static void
cm_section_tag_class_init (CmSectionTagClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cm_section_tag_dispose;
  signals[SIGNAL_MESSAGE] = g_signal_new ("message",
                                          CM_TYPE_SECTION_TAG,
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
cm_section_tag_init (CmSectionTag *self)
{
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_menu_button_set_create_popup_func (
      GTK_MENU_BUTTON (self->button), create_popover_cb, self, NULL);
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->button, "state-tag");
  adw_bin_set_child (ADW_BIN (self), self->button);
}

GtkWidget *
cm_section_tag_new (CmFeedbackModel *model)
{
  CmSectionTag *self = g_object_new (CM_TYPE_SECTION_TAG, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_swapped (model, "changed", G_CALLBACK (update), self);
  update (self);
  return GTK_WIDGET (self);
}
