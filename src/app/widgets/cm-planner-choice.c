/* cm-planner-choice.c - which planners are shown. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cm-planner-choice"
#include "config.h"

#include "cm-planner-choice.h"

#include <glib/gi18n.h>

#define WIDTH 380
#define HEIGHT 460

/**
 * CmPlannerChoice:
 *
 * A box to tick for each planner, by kind; what is of one year only says so.
 */
struct _CmPlannerChoice
{
  AdwBin parent_instance;

  GtkWidget *box;
  GPtrArray *planners; /* of CmYearPlanner, or NULL */
  GPtrArray *checks;   /* of GtkCheckButton, one for each planner */
  gboolean adjusting;  /* the boxes are being set, not ticked */
};

enum
{
  CHANGED,
  ONLY_YEAR,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CmPlannerChoice, cm_planner_choice, ADW_TYPE_BIN)

static const CmYearPlanner *
get_planner (CmPlannerChoice *self, guint i)
{
  return g_ptr_array_index (self->planners, i);
}

static gboolean
is_ticked (CmPlannerChoice *self, guint i)
{
  return gtk_check_button_get_active (g_ptr_array_index (self->checks, i));
}

static void
toggled_cb (CmPlannerChoice *self, GtkCheckButton *check)
{
  guint i;

  if (self->adjusting || !g_ptr_array_find (self->checks, check, &i))
    return;
  if (is_ticked (self, i) && get_planner (self, i)->year != 0)
    g_signal_emit (self, signals[ONLY_YEAR], 0, get_planner (self, i)->year);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- the boxes -------------------------------------------------------------------------------- */

static char *
make_title (const CmYearPlanner *planner)
{
  g_autofree char *year = planner->year != 0 ? cm_year_format (planner->year) : NULL;

  /* translators: the title of a planner, and the one year that it is for */
  return year != NULL ? g_strdup_printf (_ ("%1$s (%2$s)"), planner->title, year)
                      : g_strdup (planner->title);
}

static GtkWidget *
make_check (CmPlannerChoice *self, const CmYearPlanner *planner, gboolean ticked)
{
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *title = make_title (planner);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_tooltip_text (check, planner->summary);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), ticked);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (toggled_cb), self);
  return check;
}

static const char *
name_kind (CmYearPlannerKind kind)
{
  switch (kind)
    {
    case CM_YEAR_PLANNER_COMMISSIONING:
      return _ ("Commissioning");
    case CM_YEAR_PLANNER_PARTNER:
      return _ ("Partners: planning and budget");
    case CM_YEAR_PLANNER_PROJECT:
      return _ ("Pieces of work");
    case CM_YEAR_PLANNER_PORTFOLIO:
    default:
      return _ ("In this portfolio");
    }
}

/* All of a kind at once, or none if all are ticked. */
static void
all_clicked_cb (CmPlannerChoice *self, GtkWidget *button)
{
  CmYearPlannerKind kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "kind"));
  gboolean all = TRUE;

  for (guint i = 0; i < self->planners->len; i++)
    all = all && (get_planner (self, i)->kind != kind || is_ticked (self, i));
  self->adjusting = TRUE;
  for (guint i = 0; i < self->planners->len; i++)
    if (get_planner (self, i)->kind == kind)
      gtk_check_button_set_active (g_ptr_array_index (self->checks, i), !all);
  self->adjusting = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_heading (CmPlannerChoice *self, CmYearPlannerKind kind, gboolean first)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name_kind (kind));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (box, first ? 0 : 9);
  gtk_box_append (GTK_BOX (box), label);
  if (kind == CM_YEAR_PLANNER_PARTNER)
    {
      GtkWidget *all = gtk_button_new_with_mnemonic (_ ("_All or none"));

      gtk_widget_set_tooltip_text (all, _ ("Show the cycles of all partners together, or of none"));
      gtk_widget_add_css_class (all, "flat");
      g_object_set_data (G_OBJECT (all), "kind", GUINT_TO_POINTER (kind));
      g_signal_connect_swapped (all, "clicked", G_CALLBACK (all_clicked_cb), self);
      gtk_box_append (GTK_BOX (box), all);
    }
  return box;
}

void
cm_planner_choice_show (CmPlannerChoice *self, GPtrArray *planners, const char *const *chosen)
{
  GtkWidget *child;

  g_return_if_fail (CM_IS_PLANNER_CHOICE (self));

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  g_ptr_array_set_size (self->checks, 0);
  g_clear_pointer (&self->planners, g_ptr_array_unref);
  self->planners = g_ptr_array_ref (planners);
  for (guint i = 0; i < planners->len; i++)
    {
      const CmYearPlanner *planner = get_planner (self, i);
      gboolean ticked = chosen != NULL ? g_strv_contains (chosen, planner->id)
                                       : cm_year_planner_is_usual (planner);
      GtkWidget *check = make_check (self, planner, ticked);

      if (i == 0 || get_planner (self, i - 1)->kind != planner->kind)
        gtk_box_append (GTK_BOX (self->box), make_heading (self, planner->kind, i == 0));
      gtk_box_append (GTK_BOX (self->box), check);
      g_ptr_array_add (self->checks, check);
    }
}

char **
cm_planner_choice_get (CmPlannerChoice *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  g_return_val_if_fail (CM_IS_PLANNER_CHOICE (self), NULL);

  for (guint i = 0; i < self->checks->len; i++)
    if (is_ticked (self, i))
      g_ptr_array_add (ids, g_strdup (get_planner (self, i)->id));
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

/* --- the widget ------------------------------------------------------------------------------- */

static void
cm_planner_choice_finalize (GObject *object)
{
  g_clear_pointer (&CM_PLANNER_CHOICE (object)->planners, g_ptr_array_unref);
  g_ptr_array_unref (CM_PLANNER_CHOICE (object)->checks);
  G_OBJECT_CLASS (cm_planner_choice_parent_class)->finalize (object);
}

static void
cm_planner_choice_class_init (CmPlannerChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cm_planner_choice_finalize;
  signals[CHANGED] = g_signal_new (
      "changed", CM_TYPE_PLANNER_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ONLY_YEAR] = g_signal_new ("only-year",
                                     CM_TYPE_PLANNER_CHOICE,
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     1,
                                     G_TYPE_INT64);
}

static void
cm_planner_choice_init (CmPlannerChoice *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->checks = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_margin_start (self->box, 9);
  gtk_widget_set_margin_end (self->box, 12);
  gtk_widget_set_margin_top (self->box, 6);
  gtk_widget_set_margin_bottom (self->box, 9);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), HEIGHT);
  gtk_widget_set_size_request (scrolled, WIDTH, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
cm_planner_choice_new (void)
{
  return g_object_new (CM_TYPE_PLANNER_CHOICE, NULL);
}
