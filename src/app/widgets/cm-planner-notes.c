/* cm-planner-notes.c - what a reader has to know about the planners that are shown. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-planner-notes"
#include "config.h"

#include "cm-planner-notes.h"

#include <glib/gi18n.h>

#define WIDTH 460
#define HEIGHT 460

struct _CmPlannerNotes
{
  AdwBin parent_instance;

  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (CmPlannerNotes, cm_planner_notes, ADW_TYPE_BIN)

static void
add_text (CmPlannerNotes *self, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  if (g_strcmp0 (css_class, "heading") == 0 && gtk_widget_get_first_child (self->box) != NULL)
    gtk_widget_set_margin_top (label, 12);
  gtk_box_append (GTK_BOX (self->box), label);
}

static void
add_sources (CmPlannerNotes *self, const CmTimeline *timeline)
{
  for (guint i = 0; i < timeline->sources->len; i++)
    {
      const CmTimelineSource *source = g_ptr_array_index (timeline->sources, i);
      /* translators: %s is a source */
      g_autofree char *text = g_strdup_printf (_ ("Source: %s"), source->text);

      add_text (self, text, "dim-label");
    }
}

static void
add_planner (CmPlannerNotes *self, const CmYearPlanner *planner)
{
  const CmTimeline *timeline = planner->timeline;

  add_text (self, planner->title, "heading");
  if (planner->summary != NULL)
    add_text (self, planner->summary, NULL);
  if (timeline == NULL)
    return;
  for (guint i = 0; i < timeline->notes->len; i++)
    add_text (self, g_ptr_array_index (timeline->notes, i), NULL);
  if (timeline->editorial)
    add_text (self, _ ("Advice or general practice, except where a source is named."), "dim-label");
  add_sources (self, timeline);
}

void
cm_planner_notes_show (CmPlannerNotes *self,
                       const CmYearPlan *plan,
                       const char *const *chosen,
                       const char *fault)
{
  GtkWidget *child;

  g_return_if_fail (CM_IS_PLANNER_NOTES (self));

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  if (fault != NULL)
    {
      add_text (self, _ ("The texts cannot be read"), "heading");
      add_text (self, fault, NULL);
    }
  if (plan->notes->len > 0)
    add_text (self, _ ("Not shown"), "heading");
  for (guint i = 0; i < plan->notes->len; i++)
    add_text (self, g_ptr_array_index (plan->notes, i), NULL);
  for (guint i = 0; i < plan->planners->len; i++)
    {
      const CmYearPlanner *planner = g_ptr_array_index (plan->planners, i);

      if (chosen != NULL ? g_strv_contains (chosen, planner->id)
                         : cm_year_planner_is_usual (planner))
        add_planner (self, planner);
    }
  if (gtk_widget_get_first_child (self->box) == NULL)
    add_text (self, _ ("No planner is chosen."), NULL);
}

static void
cm_planner_notes_class_init (CmPlannerNotesClass *klass)
{
}

static void
cm_planner_notes_init (CmPlannerNotes *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_margin_start (self->box, 12);
  gtk_widget_set_margin_end (self->box, 12);
  gtk_widget_set_margin_top (self->box, 9);
  gtk_widget_set_margin_bottom (self->box, 12);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, WIDTH, HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
cm_planner_notes_new (void)
{
  return g_object_new (CM_TYPE_PLANNER_NOTES, NULL);
}
