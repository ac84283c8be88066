/* cm-passage-panel.c - the passage that a point of feedback is about, then and now. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-feedback"
#include "config.h"

#include "cm-passage-panel.h"

#include <glib/gi18n.h>

#include "cm-passage-words.h"

#define LINES 9 /* of a passage that is as it was */

/**
 * CmPassagePanel:
 *
 * Where the passage was and is, its words, and the way to it. Of a passage that has changed both
 * versions stand side by side.
 */
struct _CmPassagePanel
{
  AdwBin parent_instance;

  GtkLabel *section, *where;
  GtkWidget *quote, *both, *go;
  GtkLabel *words, *then, *now;
};

G_DEFINE_FINAL_TYPE (CmPassagePanel, cm_passage_panel, ADW_TYPE_BIN)

static const char *
get_state_class (CmAnchorState state)
{
  static const char *const classes[] = { "same", "moved", "changed", "gone" };

  return classes[state];
}

static void
show_where (CmPassagePanel *self, const CmFeedbackPoint *point, const char *text)
{
  GtkWidget *widget = GTK_WIDGET (self->where);

  for (int state = CM_ANCHOR_SAME; state <= CM_ANCHOR_GONE; state++)
    gtk_widget_remove_css_class (widget, get_state_class ((CmAnchorState) state));
  gtk_widget_add_css_class (widget, get_state_class (point->where));
  gtk_label_set_text (self->where, text);
}

static void
show_words (CmPassagePanel *self, const CmFeedbackPoint *point)
{
  const char *quoted = cm_record_get_text (point->record, "quoted");
  gboolean changed = point->where == CM_ANCHOR_CHANGED && point->block != NULL && *quoted != '\0';

  gtk_widget_set_visible (self->both, changed);
  gtk_widget_set_visible (self->quote, !changed && *quoted != '\0');
  if (changed)
    {
      g_autofree char *now = cm_anchor_quote (point->block);
      g_autofree char *then_markup = NULL, *now_markup = NULL;

      cm_passage_compare (quoted, now, &then_markup, &now_markup);
      gtk_label_set_markup (self->then, then_markup);
      gtk_label_set_markup (self->now, now_markup);
    }
  else
    gtk_label_set_text (self->words, quoted);
}

void
cm_passage_panel_show (CmPassagePanel *self, CmFeedbackModel *model, const char *id)
{
  CmFeedback *points = model != NULL ? cm_feedback_model_get_points (model) : NULL;
  const CmFeedbackPoint *point = points != NULL ? cm_feedback_find (points, id) : NULL;
  g_autofree char *where = NULL, *section = NULL;

  g_return_if_fail (CM_IS_PASSAGE_PANEL (self));
  gtk_widget_set_visible (GTK_WIDGET (self), point != NULL);
  if (point == NULL)
    return;
  where = cm_feedback_describe (points, point);
  section = cm_feedback_get_section_title (cm_feedback_model_get_manual (model),
                                           cm_record_get_text (point->record, "section"));
  gtk_label_set_text (self->section, section);
  gtk_widget_set_visible (GTK_WIDGET (self->where), g_strcmp0 (where, section) != 0);
  show_where (self, point, where);
  show_words (self, point);
  gtk_widget_set_visible (self->go, point->block != NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->go), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->go), "win.read-point");
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_passage_panel_class_init (CmPassagePanelClass *klass)
{
}

static GtkLabel *
make_label (const char *css_class, gboolean selectable)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), selectable);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

static GtkLabel *
add_version (GtkWidget *both, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkLabel *heading = make_label ("caption-heading", FALSE);
  GtkLabel *words = make_label ("passage-words", TRUE);

  gtk_label_set_text (heading, name);
  gtk_label_set_wrap_mode (words, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (words, 14);
  gtk_accessible_update_relation (
      GTK_ACCESSIBLE (words), GTK_ACCESSIBLE_RELATION_LABELLED_BY, heading, NULL, -1);
  gtk_widget_add_css_class (box, "passage-version");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (heading));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (words));
  gtk_box_append (GTK_BOX (both), box);
  return words;
}

static GtkWidget *
build_quote (CmPassagePanel *self)
{
  self->words = make_label ("passage-words", TRUE);
  gtk_label_set_lines (self->words, LINES);
  gtk_label_set_ellipsize (self->words, PANGO_ELLIPSIZE_END);
  self->quote = adw_bin_new ();
  gtk_widget_add_css_class (self->quote, "document-quote");
  adw_bin_set_child (ADW_BIN (self->quote), GTK_WIDGET (self->words));
  return self->quote;
}

static GtkWidget *
build_both (CmPassagePanel *self)
{
  self->both = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_set_homogeneous (GTK_BOX (self->both), TRUE);
  self->then = add_version (self->both, _ ("Then"));
  self->now = add_version (self->both, _ ("Now"));
  return self->both;
}

static GtkWidget *
build_go (CmPassagePanel *self)
{
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "cm-book-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _ ("_Go to the passage"));
  adw_button_content_set_use_underline (ADW_BUTTON_CONTENT (content), TRUE);
  self->go = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->go), content);
  gtk_widget_set_halign (self->go, GTK_ALIGN_START);
  return self->go;
}

static void
cm_passage_panel_init (CmPassagePanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->section = make_label ("heading", FALSE);
  self->where = make_label ("passage-where", FALSE);
  gtk_label_set_yalign (self->where, 0.5);
  gtk_widget_set_halign (GTK_WIDGET (self->where), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->section));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->where));
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), build_quote (self));
  gtk_box_append (GTK_BOX (box), build_both (self));
  gtk_box_append (GTK_BOX (box), build_go (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "passage-panel");
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
cm_passage_panel_new (void)
{
  return g_object_new (CM_TYPE_PASSAGE_PANEL, NULL);
}
