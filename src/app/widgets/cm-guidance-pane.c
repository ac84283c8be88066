/* cm-guidance-pane.c - the part of the manual that goes with what is being done. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-guidance-pane"
#include "config.h"

#include "cm-guidance-pane.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cm-document-builder.h"
#include "cm-document-view.h"

/**
 * CmGuidancePane:
 *
 * Of a step, what must be at hand in the room: who does what, what to ask, what to do when time is
 * tight. Of any other section its beginning. The rest is a click away in the manual.
 */
struct _CmGuidancePane
{
  AdwBin parent_instance;

  CmManual *manual;
  CmBlock *block; /* that is shown */
  GtkWidget *window;
  CmDocumentView *view;
};

enum
{
  SIGNAL_READ,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (CmGuidancePane, cm_guidance_pane, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
link_cb (CmGuidancePane *self, const char *target)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (*target == '#')
    g_signal_emit (self, signals[SIGNAL_READ], 0, target + 1);
  else if (g_str_has_prefix (target, CM_DOCUMENT_CASE))
    gtk_widget_activate_action (
        GTK_WIDGET (self), "win.read-case", "s", target + strlen (CM_DOCUMENT_CASE));
  else if (g_str_has_prefix (target, "https://") || g_str_has_prefix (target, "http://"))
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, target, GDK_CURRENT_TIME);
}

static void
read_cb (CmGuidancePane *self)
{
  if (self->block != NULL)
    g_signal_emit (self, signals[SIGNAL_READ], 0, self->block->id);
}

void
cm_guidance_pane_show (CmGuidancePane *self, const char *anchor)
{
  CmBlock *block;

  g_return_if_fail (CM_IS_GUIDANCE_PANE (self));

  if (self->manual == NULL)
    return;
  block = cm_block_get_section (cm_manual_get_guidance (self->manual, anchor));
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->window)), 0);
  if (block == self->block)
    return;
  self->block = block;
  cm_document_view_show (self->view, block);
}

void
cm_guidance_pane_set_cases (CmGuidancePane *self, GPtrArray *cases)
{
  g_return_if_fail (CM_IS_GUIDANCE_PANE (self));

  if (self->view != NULL)
    cm_document_view_set_cases (self->view, cases);
}

static GtkWidget *
make_read_button (CmGuidancePane *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("cm-book-symbolic"));
  gtk_box_append (GTK_BOX (content), gtk_label_new (_ ("Open in the manual")));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 12);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Open in the manual"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (read_cb), self);
  return button;
}

static void
fill (CmGuidancePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->view = CM_DOCUMENT_VIEW (cm_document_view_new (self->manual));
  cm_document_view_set_compact (self->view, TRUE);
  cm_document_view_set_shallow (self->view, TRUE);
  cm_document_view_set_brief (self->view, TRUE);
  g_signal_connect_swapped (self->view, "link", G_CALLBACK (link_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->view));
  gtk_box_append (GTK_BOX (box), make_read_button (self));
  gtk_widget_add_css_class (box, "guidance");
  self->window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (self->window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->window), box);
  adw_bin_set_child (ADW_BIN (self), self->window);
}

static void
fill_without_manual (CmGuidancePane *self)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "cm-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No guidance"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      _ ("The manual could not be read. Everything else works; the Manual page says what is "
         "wrong."));
  gtk_widget_add_css_class (page, "compact");
  adw_bin_set_child (ADW_BIN (self), page);
}

static void
cm_guidance_pane_finalize (GObject *object)
{
  g_clear_object (&CM_GUIDANCE_PANE (object)->manual);
  G_OBJECT_CLASS (cm_guidance_pane_parent_class)->finalize (object);
}

static void
cm_guidance_pane_class_init (CmGuidancePaneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_guidance_pane_finalize;

  signals[SIGNAL_READ] = g_signal_new ("read",
                                       CM_TYPE_GUIDANCE_PANE,
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
cm_guidance_pane_init (CmGuidancePane *self)
{
  /* Texts within expand; the pane does not. */
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
}

GtkWidget *
cm_guidance_pane_new (CmManual *manual)
{
  CmGuidancePane *self = g_object_new (CM_TYPE_GUIDANCE_PANE, NULL);

  g_return_val_if_fail (manual == NULL || CM_IS_MANUAL (manual), NULL);
  if (manual == NULL)
    {
      fill_without_manual (self);
      return GTK_WIDGET (self);
    }
  self->manual = g_object_ref (manual);
  fill (self);
  return GTK_WIDGET (self);
}
